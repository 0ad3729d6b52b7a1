//! A draft beside what is recorded already: what was decided before, and what changed since.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use shishi_documents::Item;
use shishi_domain::amount::grouped;
use shishi_domain::period::day_zh;
use shishi_domain::unit::convert;
use shishi_domain::{Amount, Decimal, Measure, Qualifier};
use shishi_store::ProgrammeData;
use shishi_store::record;

use super::draft::{Against, Decisions, Doubt, Draft, DraftState, Earlier, RowName};
use super::reading::fingerprint;
use crate::facts::Proposal;
use crate::save::{Known, KnownIndicator, Latest, is_alone};
use crate::snapshot::called;
use crate::{App, AppError};

/// Decisions of earlier imports, by import job.
type Jobs = HashMap<String, Decisions>;

impl App {
    /// Completes drafts that are open with what the records of their lists say.
    pub(super) async fn look_back(&self, drafts: &mut [Draft]) -> Result<(), AppError> {
        let mut lists: HashMap<(String, i16), Option<ProgrammeData>> = HashMap::new();
        let mut jobs = Jobs::new();
        for draft in drafts.iter_mut().filter(|d| d.state == DraftState::Open) {
            let head = draft.head();
            let (Some(district), Some(year), Some(code)) = (head.district, head.year, head.period)
            else {
                continue;
            };
            let key = (district, year);
            if !lists.contains_key(&key) {
                let list = self.list(&key.0, year).await?;
                lists.insert(key.clone(), list);
            }
            let Some(Some(data)) = lists.get(&key) else {
                continue;
            };
            let known = Known::new(data, code)?;
            for latest in known.latest.values().filter(|l| l.in_this_period) {
                let Some(id) = &latest.kept.record.import_job_id else {
                    continue;
                };
                if !jobs.contains_key(id) {
                    jobs.insert(id.clone(), self.decisions_of(id).await?);
                }
            }
            compare(draft, &known, &jobs)?;
        }
        Ok(())
    }

    async fn list(&self, district: &str, year: i16) -> Result<Option<ProgrammeData>, AppError> {
        let all = self.store().jurisdictions().await?;
        let Some(jurisdiction) = all.into_iter().find(|j| j.name == district) else {
            return Ok(None);
        };
        let programmes = self.store().programmes(&jurisdiction.id).await?;
        let Some(programme) = programmes.iter().find(|p| p.record.year == year) else {
            return Ok(None);
        };
        let data = self
            .store()
            .programme_data(&jurisdiction.id, &programme.record.id);
        Ok(data.await?)
    }

    async fn decisions_of(&self, job_id: &str) -> Result<Decisions, AppError> {
        let stored = self.store().import_job(job_id).await?;
        let decisions = stored.map(|job| serde_json::from_str(&job.job.record.decisions));
        let decisions = decisions.transpose();
        Ok(decisions
            .map_err(|error| AppError::Corrupt(error.to_string()))?
            .unwrap_or_default())
    }
}

fn compare(draft: &mut Draft, known: &Known<'_>, jobs: &Jobs) -> Result<(), AppError> {
    draft.against.cut_off_on = known.period.map(|period| period.cut_off_on);
    let items: Vec<&Item> = draft.reading.items.iter().collect();
    let matches = known.matches(&items);
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, assignment) in matches.iter().enumerate() {
        let (item, row) = (items[place], &mut draft.rows[place]);
        let twin = *first.entry(item.title.as_str()).or_insert(place);
        if let Some(assignment) = assignment {
            row.earlier = Earlier {
                figures: known.decided(&assignment.id, &row.reading, &item.narrative)?,
                merged: match matches[twin] {
                    Some(twin) if twin.id == assignment.id => None,
                    Some(twin) if twin.commitment_id == assignment.commitment_id => Some(true),
                    _ => {
                        let latest = known.latest.get(assignment.id.as_str());
                        latest.filter(|l| l.published.apart).map(|_| false)
                    }
                },
                checked: checked_before(known, assignment, item, &row.reading, jobs)?,
                due: known
                    .latest
                    .get(assignment.id.as_str())
                    .and_then(|latest| latest.published.due.clone()),
            };
        }
    }
    let cut_off_on = draft.head().cut_off_on;
    let same_cut_off = known
        .period
        .is_some_and(|period| Some(period.cut_off_on) == cut_off_on);
    for (place, assignment) in matches.iter().enumerate() {
        let found = match assignment {
            Some(assignment) => {
                let mut found = changed(known, assignment, &draft.proposals(place));
                let due_days = draft.due_days(place);
                found.extend(put_off(
                    known,
                    assignment,
                    &draft.proposals(place),
                    &due_days,
                ));
                found
            }
            None => number_reused(known, items[place]),
        };
        let row = &mut draft.rows[place];
        row.doubts.extend(found);
        let earlier = &row.earlier;
        for doubt in row.doubts.iter_mut().filter(|d| d.kind != "read-anew") {
            let figure = doubt.figure.as_ref();
            let looked_at = match doubt.kind.as_str() {
                "own-cut-off" => same_cut_off,
                "due-changed" => false,
                _ => true,
            };
            doubt.settled = earlier.checked && looked_at
                || doubt.kind == "duplicate-title" && earlier.merged.is_some()
                || doubt.kind != "due-changed"
                    && figure.is_some_and(|figure| earlier.figures.contains_key(figure));
        }
    }
    draft.against = against(known, &items, &matches);
    Ok(())
}

/// Whether a person ticked the row off when it stood in this period with the same words and units,
/// and read as it does now.
fn checked_before(
    known: &Known<'_>,
    assignment: &record::Assignment,
    item: &Item,
    reading: &shishi_extract::Reading,
    jobs: &Jobs,
) -> Result<bool, AppError> {
    let latest = known.latest.get(assignment.id.as_str());
    let Some(latest) = latest.filter(|l| l.in_this_period) else {
        return Ok(false);
    };
    let (version, published) = (&latest.kept.record, &latest.published);
    let units = published
        .units
        .iter()
        .map(|(id, _)| known.unit_names.get(id.as_str()).copied());
    let same = version.narrative == item.narrative
        && published.wording == item.title
        && units.eq(item.units.iter().map(|name| Some(name.as_str())));
    let job = version.import_job_id.as_ref().and_then(|id| jobs.get(id));
    let place = usize::try_from(published.position).unwrap_or(usize::MAX);
    let Some(decision) = job.and_then(|job| job.rows.get(&place)).filter(|_| same) else {
        return Ok(false);
    };
    Ok(decision.checked && !decision.is_stale(&fingerprint(reading)?))
}

/// Figures that fell and targets that changed since the period before.
fn changed(
    known: &Known<'_>,
    assignment: &record::Assignment,
    proposals: &[Proposal],
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let Some((before, period)) = known
        .before
        .get(assignment.id.as_str())
        .zip(known.period_before)
    else {
        return doubts;
    };
    let period = period.code.zh();
    let indicators = known.indicators.get(&assignment.commitment_id);
    let indicators = indicators.map_or(&[][..], Vec::as_slice);
    for proposal in proposals.iter().filter(|p| p.promised) {
        let alone = is_alone(proposals, proposal);
        let indicator = KnownIndicator::named(indicators, proposal)
            .or(KnownIndicator::only(indicators, proposal, alone));
        let Some(indicator) = indicator else { continue };
        let reported = before
            .published
            .indicators
            .iter()
            .find(|r| r.id == indicator.id);
        let Some(was) = reported.and_then(|reported| known.target(reported)) else {
            continue;
        };
        let (was, now) = (&was.record.amount, &proposal.target);
        if was != now {
            doubts.push(doubt(
                "target-changed",
                "目标有变动",
                format!(
                    "{period}的目标是{}，这份表是{}，请核对。",
                    said(was),
                    said(now)
                ),
                proposal.target_index.map(|index| format!("t{index}")),
            ));
        }
        let is_limit = proposal.measure == Measure::RateFloor || now.qualifier == Qualifier::AtMost;
        if is_limit {
            continue;
        }
        let value = |amount: &Amount| convert(amount.value, &amount.unit, &now.unit);
        let figures = proposal.actuals.iter();
        let best = figures.max_by_key(|f| (f.confirmed_by.is_some(), f.link, f.amount.value));
        let reached = best.and_then(|figure| value(&figure.amount));
        let Some((reached, reached_before)) = reached.zip(best_of(known, before, indicator, value))
        else {
            continue;
        };
        if reached < reached_before {
            let unit = &now.unit;
            let (reached, reached_before) = (grouped(reached), grouped(reached_before));
            doubts.push(doubt(
                "cumulative-fell",
                "少于上期",
                format!(
                    "本期完成{reached}{unit}，少于{period}的{reached_before}{unit}，请核对是否从年初累计。"
                ),
                None,
            ));
        }
    }
    doubts
}

/// Due days that are not those of the report before: of this period, or else of an earlier one.
fn put_off(
    known: &Known<'_>,
    assignment: &record::Assignment,
    proposals: &[Proposal],
    due_days: &[Option<Date>],
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let Some(latest) = known.latest.get(assignment.id.as_str()) else {
        return doubts;
    };
    let indicators = known.indicators.get(&assignment.commitment_id);
    let indicators = indicators.map_or(&[][..], Vec::as_slice);
    for proposal in proposals {
        let Some(index) = proposal.target_index else {
            continue;
        };
        let alone = is_alone(proposals, proposal);
        let indicator = KnownIndicator::named(indicators, proposal)
            .or(KnownIndicator::only(indicators, proposal, alone));
        let mut reported = latest.published.indicators.iter();
        let was = indicator
            .and_then(|indicator| reported.find(|r| r.id == indicator.id))
            .and_then(|reported| known.target(reported));
        let now = due_days.get(index).copied().flatten();
        let Some(was) = was.map(|was| was.record.due_on).filter(|was| *was != now) else {
            continue;
        };
        let said = |day: Option<Date>| day.map_or("清单期限".to_owned(), day_zh);
        let message = format!(
            "以前记录的完成时限是{}，这份表是{}，请核对。",
            said(was),
            said(now)
        );
        let figure = Some(format!("t{index}"));
        doubts.push(doubt("due-changed", "完成时限有变动", message, figure));
    }
    doubts
}

/// What an indicator had reached in a report.
fn best_of(
    known: &Known<'_>,
    report: &Latest<'_>,
    indicator: &KnownIndicator,
    value: impl Fn(&Amount) -> Option<Decimal>,
) -> Option<Decimal> {
    let figures = known.actuals_of(report).iter().map(|kept| &kept.record);
    let best = figures
        .filter(|figure| figure.indicator_id == indicator.id)
        .max_by_key(|f| (f.confirmed_by.is_some(), f.link, f.amount.value))?;
    value(&best.amount)
}

/// A row that is not known yet, under the number of another one.
fn number_reused(known: &Known<'_>, item: &Item) -> Vec<Doubt> {
    let before = known.before.values().map(|latest| &latest.published);
    let same = before.filter(|p| p.number == item.number && !p.number.is_empty());
    let Some(other) = same.min_by_key(|p| p.position) else {
        return Vec::new();
    };
    let period = known.period_before.map(|p| p.code.zh()).unwrap_or_default();
    let message = format!(
        "{period}的{}是“{}”，这份表里是另一件事，将作为新任务记录。",
        called(&other.label, 1),
        other.headline
    );
    vec![doubt("number-reused", "同一序号的任务不同", message, None)]
}

fn doubt(kind: &str, short: &str, message: String, figure: Option<String>) -> Doubt {
    Doubt {
        must: false,
        kind: kind.into(),
        short: short.into(),
        message,
        figure,
        settled: false,
    }
}

fn said(amount: &Amount) -> String {
    let max = amount.value_max.map(|max| format!("–{}", grouped(max)));
    format!(
        "{}{}{}{}",
        amount.qualifier.mark(),
        grouped(amount.value),
        max.unwrap_or_default(),
        amount.unit
    )
}

fn against(known: &Known<'_>, items: &[&Item], matches: &[Option<&record::Assignment>]) -> Against {
    let name = |latest: &Latest<'_>| RowName {
        number: latest.published.number.clone(),
        called: called(&latest.published.label, 1),
        headline: latest.published.headline.clone(),
    };
    let there: Vec<&str> = matches.iter().flatten().map(|a| a.id.as_str()).collect();
    let here = known
        .latest
        .iter()
        .filter(|(_, latest)| latest.in_this_period);
    // What this period says of a row comes after, and so counts.
    let last: HashMap<&str, &Latest<'_>> = known
        .before
        .iter()
        .chain(here)
        .filter(|(id, _)| !there.contains(*id))
        .map(|(id, latest)| (*id, latest))
        .collect();
    let mut dropped: Vec<&Latest<'_>> = last.into_values().collect();
    dropped.sort_by_key(|latest| (latest.published.position, &latest.kept.record.id));
    let renumbered = matches
        .iter()
        .enumerate()
        .filter_map(|(place, assignment)| {
            let before = known.before.get(assignment.as_ref()?.id.as_str())?;
            let moved = before.published.number != items[place].number;
            moved.then(|| (name(before), place))
        });
    Against {
        before: known.period_before.map(|period| period.code),
        dropped: dropped.into_iter().map(name).collect(),
        renumbered: renumbered.collect(),
        cut_off_on: known.period.map(|period| period.cut_off_on),
    }
}
