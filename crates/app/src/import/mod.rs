//! Import in three steps: upload → check → confirm. No record changes before the last.

mod convert;
mod draft;
mod look_back;
mod plausible;
mod reading;

use std::collections::HashSet;

use jiff::Timestamp;
use serde::Serialize;
use shishi_domain::programme::Actor;
use shishi_store::record::{self, Recorded};
use shishi_store::{DRAFTS, StoredJob};

pub use self::convert::{program as old_file_program, read};
pub use self::draft::*;
pub use self::plausible::{Implausible, implausible};
use self::reading::read_rows;
pub use crate::decided::Decided;
pub use crate::facts::{Figure, Proposal};
use crate::save::{self, Ids, Merge, ReadyRow, Source};
use crate::{App, AppError};

impl App {
    /// Takes in a file to be checked. Nothing is kept of a file that cannot be read.
    pub async fn upload(
        &self,
        actor: &Actor,
        now: Timestamp,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<String, AppError> {
        let (reading, name, bytes) = read_file(name, bytes).await?;
        let ids = Ids::new(now);
        let document = record::Document {
            id: ids.next(),
            sha256: sha256(&bytes),
            name,
            size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        };
        let job_id = ids.next();
        let mut write = self
            .store()
            .begin(Recorded {
                at: now,
                by: actor.name.clone(),
            })
            .await?;
        let document_id = match write.document_by_sha256(DRAFTS, &document.sha256).await? {
            Some(known) => known.record.id,
            None => {
                write.insert_document(DRAFTS, &document, &bytes).await?;
                document.id.clone()
            }
        };
        let job = record::ImportJob {
            id: job_id.clone(),
            document_id,
            revision: 1,
            state: "open".to_owned(),
            reading: to_json(&reading)?,
            decisions: to_json(&Decisions::default())?,
        };
        write.insert_import_job(DRAFTS, &job).await?;
        self.noted(write.commit("upload", &document.name).await?);
        Ok(job_id)
    }

    /// The draft of an import job. `Ok(None)` where there is none of this name.
    pub async fn draft(&self, id: &str) -> Result<Option<Draft>, AppError> {
        let stored = self.store().import_job(id).await?;
        let mut drafts = drafts_of(stored.into_iter().collect()).await?;
        self.look_back(&mut drafts).await?;
        Ok(drafts.pop())
    }

    /// Drafts that are still open, newest first, at most `limit`.
    pub async fn open_drafts(&self, limit: usize) -> Result<Vec<Draft>, AppError> {
        let mut drafts = drafts_of(self.store().import_jobs(true, limit).await?).await?;
        self.look_back(&mut drafts).await?;
        Ok(drafts)
    }

    /// Name of a draft that is open, of which nothing was decided yet, among the newest `limit`, of
    /// the same file.
    pub async fn same_draft(&self, bytes: &[u8], limit: usize) -> Result<Option<String>, AppError> {
        let sha256 = sha256(bytes);
        let undecided = to_json(&Decisions::default())?;
        let jobs = self.store().import_jobs(true, limit).await?;
        let same = jobs
            .into_iter()
            .map(|job| (job.document.record, job.job.record));
        let mut same =
            same.filter(|(document, job)| document.sha256 == sha256 && job.decisions == undecided);
        Ok(same.next().map(|(_, job)| job.id))
    }

    /// Changes a draft.
    ///
    /// # Errors
    /// [`AppError::Conflict`] if somebody changed it since `revision`, [`AppError::Closed`] if it
    /// is no longer open, [`AppError::Invalid`] if a value makes no sense.
    pub async fn decide(
        &self,
        actor: &Actor,
        now: Timestamp,
        id: &str,
        revision: i64,
        change: Change,
    ) -> Result<Draft, AppError> {
        let Some(draft) = self.draft(id).await? else {
            return Err(AppError::Invalid("没有这份导入".into()));
        };
        if draft.state != DraftState::Open {
            return Err(AppError::Closed);
        }
        let mut decisions = draft.decisions.clone();
        match change {
            Change::Head {
                year,
                district,
                period,
                cut_off_on,
            } => {
                (decisions.year, decisions.district) = (year, district);
                (decisions.period, decisions.cut_off_on) = (period, cut_off_on);
                decisions.check_head()?;
            }
            Change::Row {
                place,
                mut decision,
            } => {
                let row = draft
                    .rows
                    .get(place)
                    .ok_or_else(|| AppError::Invalid("没有这一行".into()))?;
                check_decision(place, row, &decision)?;
                decision.read = Some(reading::fingerprint(&row.reading)?);
                decisions.rows.insert(place, decision);
            }
        }
        self.update_job(actor, now, id, revision, "open", &decisions)
            .await?;
        self.draft(id)
            .await?
            .ok_or_else(|| AppError::Invalid("没有这份导入".into()))
    }

    /// Puts a draft aside; its file stays.
    pub async fn discard(
        &self,
        actor: &Actor,
        now: Timestamp,
        id: &str,
        revision: i64,
    ) -> Result<(), AppError> {
        let Some(draft) = self.draft(id).await? else {
            return Err(AppError::Invalid("没有这份导入".into()));
        };
        if draft.state != DraftState::Open {
            return Err(AppError::Closed);
        }
        self.update_job(actor, now, id, revision, "discarded", &draft.decisions)
            .await
    }

    async fn update_job(
        &self,
        actor: &Actor,
        now: Timestamp,
        id: &str,
        revision: i64,
        state: &str,
        decisions: &Decisions,
    ) -> Result<(), AppError> {
        let Some(stored) = self.store().import_job(id).await? else {
            return Err(AppError::Invalid("没有这份导入".into()));
        };
        let job = record::ImportJob {
            revision: revision + 1,
            state: state.to_owned(),
            decisions: to_json(decisions)?,
            ..stored.job.record
        };
        let mut write = self
            .store()
            .begin(Recorded {
                at: now,
                by: actor.name.clone(),
            })
            .await?;
        if !write.update_import_job(DRAFTS, &job, revision).await? {
            return Err(AppError::Conflict);
        }
        self.noted(write.commit("check", id).await?);
        Ok(())
    }

    /// Saves a checked draft as records, in one transaction.
    ///
    /// # Errors
    /// [`AppError::Incomplete`] while something must still be settled, [`AppError::Conflict`] if
    /// somebody changed the draft since `revision`, [`AppError::Closed`] if it is no longer open.
    pub async fn confirm(
        &self,
        actor: &Actor,
        now: Timestamp,
        id: &str,
        revision: i64,
    ) -> Result<Outcome, AppError> {
        let Some(stored) = self.store().import_job(id).await? else {
            return Err(AppError::Invalid("没有这份导入".into()));
        };
        let (kept, document) = (&stored.job, &stored.document);
        let mut draft = draft_of(&stored)?;
        self.look_back(std::slice::from_mut(&mut draft)).await?;
        if draft.state != DraftState::Open {
            return Err(AppError::Closed);
        }
        if draft.revision != revision {
            return Err(AppError::Conflict);
        }
        if draft.must_settle() > 0 {
            return Err(AppError::Incomplete(format!(
                "还有{}处必须处理，处理后才能确认入库",
                draft.must_settle()
            )));
        }
        let bytes = self
            .store()
            .document_bytes(DRAFTS, &document.record.id)
            .await?;
        let bytes = bytes.ok_or_else(|| AppError::Corrupt("导入的原始文件不见了".into()))?;
        let mut head = save::head(&draft.reading, &draft.decisions, false)?;
        // The day that was shown, also where another one is stored.
        head.cut_off_on = draft.head().cut_off_on;
        let rows = ready(&draft.reading, draft.rows, &draft.decisions);
        let source = Source {
            name: &document.record.name,
            bytes: &bytes,
            sha256: document.record.sha256.clone(),
            columns: to_json(&draft.reading.columns)?,
            import_job: Some(&kept.record),
            dry_run: false,
        };
        save::save(
            self,
            actor,
            now,
            &head,
            &source,
            &rows.borrowed(&draft.reading),
        )
        .await
    }

    /// Reads a file and saves it as read, without a check by a person. With `dry_run` nothing is
    /// kept, and the outcome says what would have been done.
    pub async fn import(
        &self,
        actor: &Actor,
        now: Timestamp,
        file: ImportFile,
        decisions: &Decisions,
        dry_run: bool,
    ) -> Result<(Outcome, shishi_documents::Reading), AppError> {
        let (reading, name, bytes) = read_file(&file.name, file.bytes).await?;
        let head = save::head(&reading, decisions, file.example)?;
        let given = decisions.clone();
        let task = tokio::task::spawn_blocking(move || {
            let rows = read_rows(&reading, &given);
            (reading, rows)
        });
        let (reading, rows) = task.await.map_err(|e| AppError::Corrupt(e.to_string()))?;
        let rows = ready(&reading, rows, decisions);
        let source = Source {
            name: &name,
            sha256: sha256(&bytes),
            bytes: &bytes,
            columns: to_json(&reading.columns)?,
            import_job: None,
            dry_run,
        };
        let rows = rows.borrowed(&reading);
        let outcome = save::save(self, actor, now, &head, &source, &rows).await?;
        Ok((outcome, reading))
    }
}

/// Reads a file and says what importing it into a fresh store would do. Nothing is written.
pub async fn dry_run(
    file: ImportFile,
    decisions: &Decisions,
) -> Result<(Outcome, shishi_documents::Reading), AppError> {
    let (reading, ..) = read_file(&file.name, file.bytes).await?;
    let head = save::head(&reading, decisions, file.example)?;
    let units: std::collections::BTreeSet<_> =
        reading.items.iter().flat_map(|i| &i.units).collect();
    let outcome = Outcome {
        unchanged: false,
        programme_id: String::new(),
        year: head.year,
        period: head.period.to_string(),
        rows: reading.items.len(),
        added: reading.items.len(),
        updated: 0,
        missing: Vec::new(),
        units: units.len(),
    };
    Ok((outcome, reading))
}

/// A file to be imported without a check.
#[derive(Debug, Clone)]
pub struct ImportFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is the built-in example.
    pub example: bool,
}

async fn read_file(
    name: &str,
    bytes: Vec<u8>,
) -> Result<(shishi_documents::Reading, String, Vec<u8>), AppError> {
    let name = file_name(name);
    let task = tokio::task::spawn_blocking(move || {
        let reading = read(&name, &bytes);
        reading.map(|reading| (reading, name, bytes))
    });
    Ok(task
        .await
        .map_err(|error| AppError::Corrupt(format!("读取中断：{error}")))??)
}

/// The last part of a path, without control characters, at most 120 characters.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    if clean.is_empty() {
        "未命名".to_owned()
    } else {
        clean
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| AppError::Corrupt(error.to_string()))
}

/// Drafts with their rows read, off the threads that answer requests.
async fn drafts_of(stored: Vec<StoredJob>) -> Result<Vec<Draft>, AppError> {
    let task = tokio::task::spawn_blocking(move || stored.iter().map(draft_of).collect());
    task.await.map_err(|e| AppError::Corrupt(e.to_string()))?
}

fn draft_of(stored: &StoredJob) -> Result<Draft, AppError> {
    let (job, document) = (&stored.job, &stored.document);
    let corrupt = |column: &str, error: serde_json::Error| {
        AppError::Corrupt(format!(
            "表 import_job 的 {column} 列读不出（编号 {}）：{error}",
            job.record.id
        ))
    };
    let reading: shishi_documents::Reading =
        serde_json::from_str(&job.record.reading).map_err(|e| corrupt("reading", e))?;
    let mut decisions: Decisions =
        serde_json::from_str(&job.record.decisions).map_err(|e| corrupt("decisions", e))?;
    let mut rows = read_rows(&reading, &decisions);
    reading::drop_stale(&mut rows, &mut decisions)?;
    Ok(Draft {
        id: job.record.id.clone(),
        revision: job.record.revision,
        state: match job.record.state.as_str() {
            "open" => DraftState::Open,
            "confirmed" => DraftState::Confirmed,
            _ => DraftState::Discarded,
        },
        file_name: document.record.name.clone(),
        sha256: document.record.sha256.clone(),
        size: document.record.size.unsigned_abs(),
        recorded_at: job.recorded.at,
        recorded_by: job.recorded.by.clone(),
        rows,
        reading,
        decisions,
        against: Against::default(),
    })
}

fn check_decision(place: usize, row: &DraftRow, decision: &RowDecision) -> Result<(), AppError> {
    if decision.merge_into.is_some_and(|into| into >= place) {
        return Err(AppError::Invalid("只能合并到前面的任务".into()));
    }
    for (key, figure) in &decision.figures {
        let index: Option<usize> = key.get(1..).and_then(|i| i.parse().ok());
        let length = match key.as_bytes().first() {
            Some(b't' | b'm') => row.reading.targets.len(),
            Some(b'a') => row.reading.actuals.len(),
            Some(b'p') => row.reading.plans.len(),
            Some(b'y') => row.reading.tallies.len(),
            _ => 0,
        };
        if index.is_none_or(|i| i >= length) {
            return Err(AppError::Invalid("没有这个数字".into()));
        }
        if let FigureDecision::Correct {
            value,
            unit,
            target,
        } = figure
        {
            let number: Option<shishi_domain::Decimal> = value.parse().ok();
            if number.is_none_or(|n| n.is_sign_negative() && !unit.contains('%')) {
                return Err(AppError::Invalid(format!(
                    "“{value}”不是数字，请用阿拉伯数字填写，例如 405"
                )));
            }
            if key.starts_with('t') && number.is_some_and(|n| n.is_zero()) {
                return Err(AppError::Invalid(
                    "目标应大于0；没有目标请选“不采用”".into(),
                ));
            }
            if target.is_some_and(|t| t >= row.reading.targets.len()) {
                return Err(AppError::Invalid("没有这个目标".into()));
            }
        }
    }
    for (_, why) in implausible(row, decision) {
        if let Implausible::Unit { unit, target } = why {
            return Err(AppError::Invalid(format!(
                "“{unit}”和目标的单位“{target}”计量内容不同，无法比较"
            )));
        }
    }
    Ok(())
}

/// Rows with their readings, ready to be borrowed by the saving step.
struct Ready {
    rows: Vec<Kept>,
}

/// A row with what is to be saved of it.
struct Kept {
    row: DraftRow,
    decision: RowDecision,
    merge: Merge,
}

fn ready(reading: &shishi_documents::Reading, rows: Vec<DraftRow>, decisions: &Decisions) -> Ready {
    debug_assert_eq!(reading.items.len(), rows.len());
    let mut titles = HashSet::new();
    let rows = rows
        .into_iter()
        .zip(&reading.items)
        .map(|(row, item)| {
            let decision = decisions.rows.get(&row.place).cloned().unwrap_or_default();
            let is_twin = !titles.insert(item.title.as_str());
            Kept {
                merge: match decision.merge_into {
                    Some(into) => Merge::Into(into),
                    None if is_twin && (decision.checked || decision.apart) => Merge::Apart,
                    None => Merge::Undecided,
                },
                decision,
                row,
            }
        })
        .collect();
    Ready { rows }
}

impl Ready {
    fn borrowed<'r>(&'r self, reading: &'r shishi_documents::Reading) -> Vec<ReadyRow<'r>> {
        reading
            .items
            .iter()
            .zip(&self.rows)
            .map(|(item, kept)| ReadyRow {
                item,
                reading: &kept.row.reading,
                headline: kept.row.headline.clone(),
                decision: &kept.decision,
                merge: kept.merge,
            })
            .collect()
    }
}
