//! Saves a table that was read and checked: one transaction, and nothing twice.

mod known;
mod saver;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use shishi_documents::Item;
use shishi_domain::PeriodCode;
use shishi_domain::programme::Actor;
use shishi_extract::Reading;
use shishi_store::record::{self, Recorded};
use uuid::{NoContext, Uuid};

pub(crate) use self::known::{Known, KnownIndicator, Latest, held_to, is_alone, published_of};
use self::saver::Saver;
use crate::import::{self, Decisions, DraftHead, Outcome, RowDecision};
use crate::{App, AppError};

/// Identifiers in order of time.
pub(crate) struct Ids {
    at: uuid::Timestamp,
}

impl Ids {
    pub(crate) fn new(now: Timestamp) -> Self {
        let seconds = now.as_second().unsigned_abs();
        let nanos = now.subsec_nanosecond().unsigned_abs();
        Self {
            at: uuid::Timestamp::from_unix(NoContext, seconds, nanos),
        }
    }

    pub(crate) fn next(&self) -> String {
        Uuid::new_v7(self.at).to_string()
    }
}

/// What of the document's head goes into the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub district: String,
    pub year: i16,
    pub period: PeriodCode,
    /// As given by a person, or named by the table; else what is stored stays, or the period's last day
    /// is taken.
    pub cut_off_on: Option<Date>,
    pub title: String,
    pub example: bool,
}

/// Decides the head from what was read and what a person corrected.
pub(crate) fn head(
    reading: &shishi_documents::Reading,
    decisions: &Decisions,
    example: bool,
) -> Result<Head, AppError> {
    let missing =
        |what: &str, hint: &str| AppError::Incomplete(format!("没有读出{what}，请{hint}后再导入"));
    decisions.check_head()?;
    let DraftHead {
        title,
        year,
        district,
        period,
        ..
    } = DraftHead::of(reading, decisions, None);
    let year = year.ok_or_else(|| missing("年度", "指明年度（例如 2024）"))?;
    let period =
        period.ok_or_else(|| missing("报告期", "指明报告期（例如 2024Q1、2024M08、2024）"))?;
    if period.year() != year {
        return Err(AppError::Invalid(format!(
            "报告期 {period} 不在{year}年度，请核对年度和报告期"
        )));
    }
    let fits = |day: Date| day.year() == year || period.may_be_cut_off_on(day);
    if let Some(day) = decisions.cut_off_on.filter(|day| !fits(*day)) {
        return Err(AppError::Invalid(format!(
            "数据截止日 {day} 不在{year}年度，请核对"
        )));
    }
    let district = district
        .filter(|d| !d.trim().is_empty())
        .ok_or_else(|| missing("辖区", "指明辖区（例如 大兴区）"))?;
    Ok(Head {
        title: title
            .unwrap_or_else(|| format!("{district}{year}年民生实事项目{}进展情况", period.zh())),
        district,
        year,
        period,
        cut_off_on: decisions
            .cut_off_on
            .or(import::cut_off_of(reading, Some(period))),
        example,
    })
}

/// Whether a row and an earlier one of the same words are one commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Merge {
    /// Nobody said: as it was.
    Undecided,
    /// One with the row at this place.
    Into(usize),
    /// A commitment of its own.
    Apart,
}

/// A row ready to be saved.
pub(crate) struct ReadyRow<'r> {
    pub item: &'r Item,
    pub reading: &'r Reading,
    pub headline: String,
    /// What people decided about it.
    pub decision: &'r RowDecision,
    pub merge: Merge,
}

/// The file the rows come from.
pub(crate) struct Source<'s> {
    pub name: &'s str,
    pub bytes: &'s [u8],
    pub sha256: String,
    /// Published headings, as JSON.
    pub columns: String,
    pub import_job: Option<&'s record::ImportJob>,
    /// Whether only to say what would happen.
    pub dry_run: bool,
}

/// Saves everything, or nothing. Where all of it is already there, nothing is written and the
/// outcome says so.
pub(crate) async fn save(
    app: &App,
    actor: &Actor,
    now: Timestamp,
    head: &Head,
    source: &Source<'_>,
    rows: &[ReadyRow<'_>],
) -> Result<Outcome, AppError> {
    let ids = Ids::new(now);
    let recorded = Recorded {
        at: now,
        by: actor.name.clone(),
    };
    let mut write = app.store().begin(recorded).await?;
    let mut changed = false;

    let known = write.jurisdictions().await?;
    let jurisdiction_id = match known.into_iter().find(|j| j.name == head.district) {
        Some(jurisdiction) => {
            if jurisdiction.example && !head.example {
                // From here on it holds what an office said, not only the example.
                changed = true;
                write.set_example(&jurisdiction.id, false).await?;
            }
            jurisdiction.id
        }
        None => {
            changed = true;
            let id = ids.next();
            let jurisdiction = record::Jurisdiction {
                id: id.clone(),
                name: head.district.clone(),
                example: head.example,
            };
            write.insert_jurisdiction(&jurisdiction).await?;
            id
        }
    };
    let j = jurisdiction_id.as_str();
    let known = write.programmes(j).await?.into_iter().map(|p| p.record);
    let programme = match known.into_iter().find(|p| p.year == head.year) {
        Some(programme) => programme,
        None => {
            changed = true;
            let programme = record::Programme {
                id: ids.next(),
                year: head.year,
                title: programme_title(head),
                starts_on: date(head.year, 1, 1),
                due_on: date(head.year, 12, 31),
            };
            write.insert_programme(j, &programme).await?;
            programme
        }
    };
    let data = write.programme_data(j, &programme.id).await?;
    let data =
        data.ok_or_else(|| AppError::Corrupt(format!("找不到年度清单（编号 {}）", programme.id)))?;
    let known = Known::new(&data, head.period)?;

    let period = match known.period {
        Some(kept) => {
            let wanted = record::Period {
                cut_off_on: head.cut_off_on.unwrap_or(kept.cut_off_on),
                title: head.title.clone(),
                columns: source.columns.clone(),
                ..kept.clone()
            };
            if wanted != *kept {
                changed = true;
                write.update_period(j, &wanted).await?;
            }
            wanted
        }
        None => {
            changed = true;
            let period = record::Period {
                id: ids.next(),
                programme_id: programme.id.clone(),
                code: head.period,
                cut_off_on: head.cut_off_on.unwrap_or_else(|| head.period.ends_on()),
                opens_on: None,
                due_on: None,
                timely_until: None,
                closes_on: None,
                title: head.title.clone(),
                columns: source.columns.clone(),
            };
            write.insert_period(j, &period).await?;
            period
        }
    };

    let adopted = match source.import_job {
        // Another confirmation was faster: the draft is no draft any more.
        Some(job) => Some(
            write
                .adopt_import_job(j, &job.id)
                .await?
                .ok_or(AppError::Closed)?,
        ),
        None => write
            .document_by_sha256(j, &source.sha256)
            .await?
            .map(|d| d.record.id),
    };
    let document_id = match adopted {
        Some(id) => id,
        None => {
            let document = record::Document {
                id: ids.next(),
                sha256: source.sha256.clone(),
                name: source.name.to_owned(),
                size: i64::try_from(source.bytes.len()).unwrap_or(i64::MAX),
            };
            write.insert_document(j, &document, source.bytes).await?;
            document.id
        }
    };

    let items: Vec<&Item> = rows.iter().map(|row| row.item).collect();
    let matches = known.matches(&items);
    let mut saver = Saver {
        write: &mut write,
        ids: &ids,
        j,
        programme_id: &programme.id,
        period: &period,
        document_id: &document_id,
        import_job_id: source.import_job.map(|job| job.id.as_str()),
        basis: source.name,
        units: known.units.clone(),
        indicators: known.indicators.clone(),
        targets: known
            .targets
            .iter()
            .map(|(id, kept)| {
                let targets = kept.iter().map(|kept| kept.record.clone());
                ((*id).to_owned(), targets.collect())
            })
            .collect(),
        by: &actor.name,
        known: &known,
        commitments: Vec::with_capacity(rows.len()),
        added: 0,
        updated: 0,
        changed: false,
    };
    for (position, (row, existing)) in rows.iter().zip(&matches).enumerate() {
        saver.row(position, row, *existing).await?;
    }
    changed |= saver.changed;
    let (added, updated) = (saver.added, saver.updated);
    let units: BTreeSet<&str> = rows
        .iter()
        .flat_map(|r| r.item.units.iter().map(String::as_str))
        .collect();
    let outcome = Outcome {
        unchanged: !changed,
        programme_id: programme.id.clone(),
        year: head.year,
        period: head.period.to_string(),
        rows: rows.len(),
        added,
        updated,
        missing: known.missing(&matches),
        units: units.len(),
    };
    if source.dry_run {
        return Ok(outcome);
    }
    if let Some(job) = source.import_job {
        let done = record::ImportJob {
            revision: job.revision + 1,
            state: "confirmed".to_owned(),
            ..job.clone()
        };
        if !write.update_import_job(j, &done, job.revision).await? {
            return Err(AppError::Conflict);
        }
    } else if !changed {
        return Ok(outcome);
    }
    let summary = format!(
        "{}{}：{}行，新增{}行，更新{}行",
        head.district, head.period, outcome.rows, outcome.added, outcome.updated
    );
    app.noted(write.commit("import", &summary).await?);
    Ok(outcome)
}

fn programme_title(head: &Head) -> String {
    // 大兴区2024年重要民生实事项目一季度进展情况 → 大兴区2024年重要民生实事项目
    let title = head.title.as_str();
    let cut = ["项目", "工程", "任务", "事项", "实事"]
        .iter()
        .filter_map(|word| title.find(word).map(|i| i + word.len()))
        .max();
    match cut {
        Some(end) if title.contains(&head.year.to_string()) => title[..end].to_owned(),
        _ => format!("{}{}年民生实事项目", head.district, head.year),
    }
}
