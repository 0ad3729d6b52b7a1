//! Makes a [`Snapshot`] out of stored records. No query is made here: everything was loaded.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use shishi_domain::amount::grouped;
use shishi_domain::evaluate::{self, Frame, IndicatorFacts, RowFacts, RowResult, percent};
use shishi_domain::finding::{Finding, Severity};
use shishi_domain::period::day_en;
use shishi_domain::{EventStatus, Period, Policy, Stage};
use shishi_extract::{Event, Reading};
use shishi_store::ProgrammeData;
use shishi_store::record::{self, Kept};

use crate::AppError;
use crate::checks::{self, Confirmation};
use crate::decided::Stored;
use crate::facts::{self, Figure};
use crate::published::Published;
use crate::save::{held_to, published_of};
use crate::snapshot::{
    ByHand, DocumentRef, HistoryEntry, Milestone, Original, PresetResult, ReportMeta, Row, RowUnit,
    Snapshot, called, called_en,
};

/// Which view of which programme is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct View<'v> {
    /// Jurisdiction; the first that has a list of its own if absent.
    pub district: Option<&'v str>,
    /// Period code; the latest reported period if absent.
    pub period: Option<&'v str>,
    /// Policy to judge by; the one in force if absent.
    pub policy: Option<&'v Policy>,
    /// Day to judge for; the period's cut-off if absent. A period not named is then the latest that
    /// was cut off by that day; one named is never judged for a day before its cut-off.
    pub as_of: Option<Date>,
}

struct Index<'d> {
    units: HashMap<&'d str, &'d record::Unit>,
    indicators: HashMap<&'d str, &'d record::Indicator>,
    /// Versions of an indicator's target.
    targets: HashMap<&'d str, Vec<&'d Kept<record::Target>>>,
    /// Figures of a report version.
    actuals: HashMap<&'d str, Vec<&'d Kept<record::Actual>>>,
    /// Versions of a row's reports, by period, oldest first.
    versions: HashMap<(&'d str, &'d str), Vec<&'d Kept<record::ReportVersion>>>,
}

fn index(data: &ProgrammeData) -> Index<'_> {
    let mut index = Index {
        units: data
            .units
            .iter()
            .map(|u| (u.record.id.as_str(), &u.record))
            .collect(),
        indicators: data
            .indicators
            .iter()
            .map(|i| (i.record.id.as_str(), &i.record))
            .collect(),
        targets: HashMap::new(),
        actuals: HashMap::new(),
        versions: HashMap::new(),
    };
    for t in &data.targets {
        index
            .targets
            .entry(&t.record.indicator_id)
            .or_default()
            .push(t);
    }
    for a in &data.actuals {
        index
            .actuals
            .entry(&a.record.report_version_id)
            .or_default()
            .push(a);
    }
    for v in &data.report_versions {
        index
            .versions
            .entry((&v.record.assignment_id, &v.record.period_id))
            .or_default()
            .push(v);
    }
    for list in index.versions.values_mut() {
        list.sort_by_key(|v| v.record.version);
    }
    index
}

/// A report version with what its columns hold.
struct Report<'d> {
    kept: &'d Kept<record::ReportVersion>,
    published: Published,
    reading: Reading,
}

impl<'d> Report<'d> {
    fn new(kept: &'d Kept<record::ReportVersion>) -> Result<Self, AppError> {
        Ok(Self {
            published: published_of(&kept.record)?,
            reading: parse_reading(&kept.record)?,
            kept,
        })
    }
}

/// All that was reported of a row, each version read once.
struct Told<'d> {
    /// Periods with a report, in order, each with its versions, oldest first and never none.
    periods: Vec<(&'d record::Period, Vec<Report<'d>>)>,
}

impl<'d> Told<'d> {
    fn new(
        index: &Index<'d>,
        assignment: &record::Assignment,
        periods: &[&'d record::Period],
    ) -> Result<Self, AppError> {
        let mut told = Vec::new();
        for period in periods {
            let key = (assignment.id.as_str(), period.id.as_str());
            if let Some(versions) = index.versions.get(&key) {
                let reports: Result<_, _> = versions.iter().map(|v| Report::new(v)).collect();
                told.push((*period, reports?));
            }
        }
        Ok(Self { periods: told })
    }

    /// The newest report of a period.
    fn of(&self, period: &record::Period) -> Option<&Report<'d>> {
        let (_, versions) = self.periods.iter().find(|(p, _)| p.id == period.id)?;
        versions.last()
    }

    /// The newest report of the period before this one, with that period.
    fn before(&self, period: &record::Period) -> Option<(&'d record::Period, &Report<'d>)> {
        let end = period.code.ends_on();
        let (before, versions) = self.periods.iter().rfind(|(p, _)| p.code.ends_on() < end)?;
        Some((before, versions.last()?))
    }
}

/// What people decided otherwise than a report version says.
fn by_hand(
    index: &Index<'_>,
    told: &Told<'_>,
    report: &Report<'_>,
    period: &record::Period,
) -> Vec<ByHand> {
    let all = told.periods.iter();
    let all = all.flat_map(|(period, versions)| versions.iter().map(move |v| (*period, v)));
    let before = all.filter(|(_, v)| v.kept.recorded.at < report.kept.recorded.at);
    let before: Vec<_> = before.map(|(period, v)| stored(index, v, period)).collect();
    stored(index, report, period).by_hand(&before)
}

fn stored<'d>(index: &'d Index<'_>, report: &'d Report<'_>, period: &record::Period) -> Stored<'d> {
    let published = &report.published;
    let targets = published.indicators.iter().map(|reported| {
        let versions = index.targets.get(reported.id.as_str())?;
        held_to(versions, reported, period.code)
    });
    let actuals = index.actuals.get(report.kept.record.id.as_str());
    Stored {
        version: report.kept,
        published,
        reading: &report.reading,
        actuals: actuals.map_or(&[], Vec::as_slice),
        targets: targets.collect(),
    }
}

/// What people decided the figures of a report version to count towards.
fn confirmations(index: &Index<'_>, report: &Report<'_>) -> Vec<Confirmation> {
    let kept = index.actuals.get(report.kept.record.id.as_str());
    let kept = kept.map_or(&[][..], Vec::as_slice).iter();
    kept.filter_map(|kept| {
        let figure = &kept.record;
        let indicators = &report.published.indicators;
        let reported = indicators.iter().find(|i| i.id == figure.indicator_id);
        Some(Confirmation {
            span: figure.span?,
            target: reported.and_then(|i| i.target),
            reason: figure.reason.clone(),
            by: figure.confirmed_by.clone()?,
        })
    })
    .collect()
}

/// Facts of one report version, as the evaluation takes them.
fn row_facts(index: &Index<'_>, report: &Report<'_>, period: &record::Period) -> RowFacts {
    let version = &report.kept.record;
    let actuals = index
        .actuals
        .get(version.id.as_str())
        .map_or(&[][..], Vec::as_slice);
    let indicators = report.published.indicators.iter().filter_map(|reported| {
        let indicator = index.indicators.get(reported.id.as_str())?;
        let figures: Vec<Figure> = actuals
            .iter()
            .map(|kept| &kept.record)
            .filter(|a| a.indicator_id == indicator.id)
            .map(|a| Figure {
                amount: a.amount.clone(),
                as_of: a.as_of,
                link: a.link,
                reason: a.reason.clone(),
                span: a.span,
                confirmed_by: a.confirmed_by.clone(),
            })
            .collect();
        let versions = index.targets.get(indicator.id.as_str());
        let versions = versions.map_or(&[][..], Vec::as_slice);
        let target = held_to(versions, reported, period.code);
        let stated = reported
            .target
            .and_then(|at| facts::stated_percents(&report.reading, at));
        Some(IndicatorFacts {
            due_on: target.and_then(|t| t.record.due_on),
            ..facts::indicator_facts(
                &indicator.name,
                indicator.measure,
                indicator.accumulation,
                indicator.promised,
                target.map(|t| t.record.amount.clone()),
                &figures,
                stated,
            )
        })
    });
    RowFacts {
        indicators: indicators.collect(),
        events: report
            .reading
            .events
            .iter()
            .map(|e| (e.phase, e.status))
            .collect(),
        cut_off_on: version.cut_off_on,
    }
}

fn period_of(kept: &record::Period) -> Period {
    Period {
        id: kept.id.clone(),
        code: kept.code,
        cut_off_on: kept.cut_off_on,
        opens_on: kept.opens_on,
        due_on: kept.due_on,
        timely_until: kept.timely_until,
        closes_on: kept.closes_on,
    }
}

fn parse_reading(version: &record::ReportVersion) -> Result<Reading, AppError> {
    serde_json::from_str(&version.reading).map_err(|error| {
        AppError::Corrupt(format!(
            "表 report_version 的 reading 列读不出（编号 {}）：{error}",
            version.id
        ))
    })
}

/// The snapshot of a programme. `Ok(None)` where the period asked for does not exist, or no
/// period has been reported yet.
pub fn snapshot(
    data: &ProgrammeData,
    years: Vec<i16>,
    in_force: &Policy,
    view: View<'_>,
) -> Result<Option<Snapshot>, AppError> {
    let mut periods: Vec<&record::Period> = data.periods.iter().map(|p| &p.record).collect();
    periods.sort_by_key(|p| (p.cut_off_on, p.code.ends_on()));
    let period = match (view.period, view.as_of) {
        (Some(code), _) => periods
            .iter()
            .find(|p| p.code.to_string().eq_ignore_ascii_case(code)),
        (None, Some(day)) => periods.iter().rfind(|p| p.cut_off_on <= day),
        (None, None) => periods.last(),
    };
    let Some(&period) = period else {
        return Ok(None);
    };
    let policy = view.policy.unwrap_or(in_force);
    let as_of = view
        .as_of
        .unwrap_or(period.cut_off_on)
        .max(period.cut_off_on);
    let programme = &data.programme.record;
    let frame = |policy| Frame {
        starts_on: programme.starts_on,
        due_on: programme.due_on,
        as_of,
        policy,
    };
    let index = index(data);
    let presets = Policy::presets();

    let mut reports: Vec<(&record::Assignment, Told<'_>)> = Vec::new();
    for assignment in data.assignments.iter().map(|a| &a.record) {
        let told = Told::new(&index, assignment, &periods)?;
        if told.of(period).is_some() {
            reports.push((assignment, told));
        }
    }
    let mut reports: Vec<(&record::Assignment, &Told<'_>, &Report<'_>)> = reports
        .iter()
        .filter_map(|(assignment, told)| Some((*assignment, told, told.of(period)?)))
        .collect();
    reports.sort_by(|(.., a), (.., b)| {
        let key = |p: &Published| (p.position, p.number.clone());
        key(&a.published).cmp(&key(&b.published))
    });
    let times = repeats(&reports);
    let numbers: Vec<String> = reports.iter().zip(&times).map(address).collect();
    let mut by_title: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, (.., report)) in reports.iter().enumerate() {
        if !report.published.wording.is_empty() {
            by_title
                .entry(&report.published.wording)
                .or_default()
                .push(place);
        }
    }

    let names = |place: usize| {
        let (published, again) = (&reports[place].2.published, times[place]);
        (
            called(&published.label, again),
            called_en(&published.number, again),
        )
    };
    let mut rows = Vec::with_capacity(reports.len());
    let mut preset_results: Vec<Vec<RowResult>> = vec![Vec::new(); presets.len()];
    let mut findings = Vec::new();
    for (place, (assignment, told, report)) in reports.iter().enumerate() {
        let (version, published, reading) =
            (&report.kept.record, &report.published, &report.reading);
        let facts = row_facts(&index, report, period);
        let result = evaluate::row(&facts, frame(policy));
        for (preset, results) in presets.iter().zip(&mut preset_results) {
            results.push(evaluate::row(&facts, frame(preset)));
        }
        let number = numbers[place].clone();
        let (name, name_en) = names(place);
        let twins = by_title
            .get(published.wording.as_str())
            .map_or(&[][..], Vec::as_slice);
        // Twins are one commitment unless people said otherwise of one of them.
        let parted = |twin: usize| {
            let (other, _, report) = &reports[twin];
            other.commitment_id != assignment.commitment_id
                && (published.apart || report.published.apart)
        };
        let twins: Vec<usize> = twins
            .iter()
            .copied()
            .filter(|twin| !parted(*twin))
            .collect();
        let same_as: Vec<String> = twins
            .iter()
            .filter(|twin| **twin != place)
            .take(MOST_TWINS)
            .map(|twin| numbers[*twin].clone())
            .collect();
        let unmerged = twins
            .iter()
            .find(|twin| {
                **twin > place && reports[**twin].0.commitment_id != assignment.commitment_id
            })
            .map(|twin| names(*twin));
        let text = version
            .narrative_clean
            .as_deref()
            .unwrap_or(&version.narrative);
        let by_hand = by_hand(&index, told, report, period);
        findings.extend(checks::row_findings(&number, reading, &by_hand));
        findings.extend(row_findings(
            &number,
            (&name, &name_en),
            unmerged,
            version,
            period,
        ));
        if let Some((before, earlier)) = told.before(period) {
            let earlier = evaluate::row(&row_facts(&index, earlier, before), frame(policy));
            findings.extend(checks::fallen(&number, &result, &earlier, before.code));
        }
        let stage_quote = result.stage.and_then(|now| {
            let told = |e: &&Event| Stage::from(e.phase) == now.stage && e.status == now.status;
            // Where parts are finished, that they are is what tells that the whole is under way.
            let part =
                |e: &&Event| Stage::from(e.phase) > now.stage && e.status == EventStatus::Done;
            let mut events = reading.events.iter();
            let event = events.clone().find(told).or_else(|| events.find(part))?;
            Some(event.span.of(text).to_owned())
        });
        let units = published.units.iter().filter_map(|(id, role)| {
            let unit = index.units.get(id.as_str())?;
            Some(RowUnit {
                id: unit.id.clone(),
                name: unit.name.clone(),
                role: *role,
            })
        });
        rows.push(Row {
            again: times[place],
            label: published.label.clone(),
            title: published.wording.clone(),
            headline: published.headline.clone(),
            units: units.collect(),
            same_as,
            marks: checks::marks(reading, text, &by_hand, &confirmations(&index, report)),
            by_hand,
            milestones: milestones(reading, text),
            stage_quote,
            report: ReportMeta {
                version: version.version,
                cut_off_on: result.as_of,
                recorded_at: report.kept.recorded.at,
                recorded_by: report.kept.recorded.by.clone(),
                document_id: version.document_id.clone(),
            },
            history: history(&index, told, programme, policy),
            narrative: version.narrative.clone(),
            narrative_clean: version.narrative_clean.clone(),
            number,
            reading: reading.clone(),
            result,
        });
    }
    findings.sort_by_key(|f| std::cmp::Reverse(f.severity));

    let cited: HashSet<&str> = rows
        .iter()
        .filter_map(|row| row.report.document_id.as_deref())
        .collect();
    let document = data
        .documents
        .iter()
        .filter(|d| cited.contains(d.record.id.as_str()))
        .max_by_key(|d| d.recorded.at)
        .map(document_ref);
    Ok(Some(Snapshot {
        jurisdiction: shishi_domain::programme::Jurisdiction {
            id: data.jurisdiction.id.clone(),
            name: data.jurisdiction.name.clone(),
        },
        programme: shishi_domain::programme::Programme {
            id: programme.id.clone(),
            year: programme.year,
            title: programme.title.clone(),
            starts_on: programme.starts_on,
            due_on: programme.due_on,
        },
        years,
        periods: periods.iter().map(|p| period_of(p)).collect(),
        period: period_of(period),
        as_of,
        policy: policy.clone(),
        title: period.title.clone(),
        columns: serde_json::from_str(&period.columns).unwrap_or_default(),
        document,
        originals: originals(data, &periods),
        rows,
        findings,
        presets: presets
            .into_iter()
            .zip(preset_results)
            .map(|(policy, results)| PresetResult { policy, results })
            .collect(),
        example: data.jurisdiction.example,
    }))
}

fn document_ref(kept: &Kept<record::Document>) -> DocumentRef {
    DocumentRef {
        id: kept.record.id.clone(),
        name: kept.record.name.clone(),
        sha256: kept.record.sha256.clone(),
        size: kept.record.size.unsigned_abs(),
        recorded_at: kept.recorded.at,
        recorded_by: kept.recorded.by.clone(),
    }
}

/// The files that reports were read from, newest first, each with its periods of `periods`.
fn originals(data: &ProgrammeData, periods: &[&record::Period]) -> Vec<Original> {
    let cited: HashSet<(&str, &str)> = data
        .report_versions
        .iter()
        .filter_map(|v| {
            Some((
                v.record.document_id.as_deref()?,
                v.record.period_id.as_str(),
            ))
        })
        .collect();
    let mut originals: Vec<Original> = data
        .documents
        .iter()
        .map(|kept| Original {
            document: document_ref(kept),
            periods: periods
                .iter()
                .filter(|p| cited.contains(&(kept.record.id.as_str(), p.id.as_str())))
                .map(|p| p.code)
                .collect(),
        })
        .filter(|original| !original.periods.is_empty())
        .collect();
    originals.sort_by_key(|original| std::cmp::Reverse(original.document.recorded_at));
    originals
}

/// Other rows of the same words that a row names at most.
const MOST_TWINS: usize = 20;

type Reported<'r, 'd> = (&'r record::Assignment, &'r Told<'d>, &'r Report<'d>);

/// Which of the rows with its printed number each row is, from 1.
fn repeats(reports: &[Reported<'_, '_>]) -> Vec<usize> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    reports
        .iter()
        .map(|(.., report)| {
            let times = seen.entry(report.published.number.as_str()).or_default();
            *times += 1;
            *times
        })
        .collect()
}

/// The number under which a row has its page: no table prints `4_2`.
fn address(((.., report), again): (&Reported<'_, '_>, &usize)) -> String {
    let number = &report.published.number;
    match again {
        1 => number.clone(),
        again => format!("{number}_{again}"),
    }
}

fn row_findings(
    number: &str,
    (name, name_en): (&str, &str),
    unmerged: Option<(String, String)>,
    version: &record::ReportVersion,
    period: &record::Period,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut note = |rule: &str, severity, message: String, message_en: String| {
        findings.push(Finding {
            rule: rule.into(),
            number: number.into(),
            severity,
            message,
            message_en,
        });
    };
    if let Some((other, other_en)) = unmerged {
        note(
            "duplicate-title",
            Severity::Notice,
            format!("{name}与{other}的任务标题相同，请确认是一项任务由两个单位承担，还是重复列出"),
            format!(
                "{name_en} and {other_en} have the same title: one commitment with two units, or listed twice?"
            ),
        );
    }
    if let Some(day) = version.cut_off_on.filter(|day| *day != period.cut_off_on) {
        note(
            "own-cut-off",
            Severity::Info,
            format!(
                "{name}的数据截至{}月{}日，与本期截止日{}月{}日不同，按其自身截止日计算",
                day.month(),
                day.day(),
                period.cut_off_on.month(),
                period.cut_off_on.day()
            ),
            format!(
                "{name_en} counts up to {}, not to the period's cut-off, {}; it is judged on its own day",
                day_en(day),
                day_en(period.cut_off_on)
            ),
        );
    }
    findings
}

fn milestones(reading: &Reading, text: &str) -> Vec<Milestone> {
    reading
        .events
        .iter()
        .map(|event| Milestone {
            text: event.span.of(text).to_owned(),
            phase: event.phase,
            status: event.status,
            when: reading
                .dates
                .iter()
                .find(|d| event.span.contains(&d.span))
                .map(|d| (d.from, d.to)),
        })
        .collect()
}

fn history(
    index: &Index<'_>,
    told: &Told<'_>,
    programme: &record::Programme,
    policy: &Policy,
) -> Vec<HistoryEntry> {
    let mut entries = Vec::new();
    for (period, versions) in &told.periods {
        for (place, report) in versions.iter().enumerate() {
            let frame = Frame {
                starts_on: programme.starts_on,
                due_on: programme.due_on,
                as_of: period.cut_off_on,
                policy,
            };
            let result = evaluate::row(&row_facts(index, report, period), frame);
            let kept = report.kept;
            entries.push(HistoryEntry {
                id: kept.record.id.clone(),
                period: period_of(period),
                version: kept.record.version,
                replaced: place + 1 < versions.len(),
                narrative: kept.record.narrative.clone(),
                by_hand: by_hand(index, told, report, period),
                level: result.level,
                figures: figures(&result),
                reason: result.reason,
                reason_en: result.reason_en,
                recorded_at: kept.recorded.at,
                recorded_by: kept.recorded.by.clone(),
            });
        }
    }
    entries
}

fn figures(result: &RowResult) -> Vec<(String, String)> {
    let told = result.indicators.iter().filter_map(|i| {
        let value = match (i.actual, i.ratio) {
            (Some(actual), _) => {
                let target = i.target.as_ref().map(|t| t.unit.clone());
                format!("{}{}", grouped(actual), i.actual_unit.clone().or(target)?)
            }
            (None, Some(ratio)) => format!("填报{}", percent(ratio)),
            (None, None) => return None,
        };
        Some((i.name.clone(), value))
    });
    told.collect()
}
