//! Import in three steps: upload → check → confirm. No record changes before the last.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shishi_domain::programme::Actor;
use shishi_domain::{Link, PeriodCode};
use shishi_store::record::{self, Recorded};
use shishi_store::{DRAFTS, StoredJob};

use crate::facts;
pub use crate::facts::{Figure, Proposal};
use crate::save::{self, Ids, ReadyRow, Source};
use crate::{App, AppError};

/// An upload being checked. Its file is kept, but nothing of it is a record yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Identifier of the import job.
    pub id: String,
    /// Goes up with every change; a form that carries an older one is refused.
    pub revision: i64,
    /// Where the job stands.
    pub state: DraftState,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// When it was uploaded.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
    /// What was read: title, year, rows, issues.
    pub reading: shishi_documents::Reading,
    /// One per row of `reading`, in its order.
    pub rows: Vec<DraftRow>,
    /// What people decided so far.
    pub decisions: Decisions,
}

/// Where an import job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftState {
    /// Being checked.
    Open,
    /// Saved as records.
    Confirmed,
    /// Put aside.
    Discarded,
}

/// A row being checked.
#[derive(Debug, Clone)]
pub struct DraftRow {
    /// Place in the reading, from 0; rows are addressed by it.
    pub place: usize,
    /// What was read out of title and narrative.
    pub reading: shishi_extract::Reading,
    /// The text that narrative spans refer to.
    pub text: String,
    /// Short title, cut from the published words.
    pub headline: String,
    /// Doubts, the gravest first; empty where nothing is in doubt.
    pub doubts: Vec<Doubt>,
}

/// Something about a row a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Whether it must be settled before the import can be confirmed.
    pub must: bool,
    /// Stable kebab-case name.
    pub kind: String,
    /// A few words for a list: 与第17项相同.
    pub short: String,
    /// One neutral sentence.
    pub message: String,
}

/// What people decided about a draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Decisions {
    /// Corrected year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Corrected jurisdiction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// Corrected period code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Corrected cut-off day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off_on: Option<Date>,
    /// By place of the row.
    #[serde(default)]
    pub rows: BTreeMap<usize, RowDecision>,
}

/// What people decided about one row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RowDecision {
    /// Whether a person has looked at the row and ticked it off.
    #[serde(default)]
    pub checked: bool,
    /// Place of an earlier row with which it forms one commitment; `None` keeps the two apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge_into: Option<usize>,
    /// By figure: `t0` the first target, `a0` the first actual, `y0` the first tally.
    #[serde(default)]
    pub figures: BTreeMap<String, FigureDecision>,
}

/// What people decided about one figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum FigureDecision {
    /// It is right as read.
    Accept,
    /// It is this instead. `value` is a decimal string; `target` is the index of the target that
    /// an actual counts towards.
    Correct {
        /// Decimal string.
        value: String,
        /// Unit of measure.
        unit: String,
        /// Target index, for actuals and tallies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<usize>,
    },
    /// It is not a figure of this kind.
    Refuse,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Whether the same file with the same decisions was already there, so that nothing changed.
    pub unchanged: bool,
    /// Identifier of the programme.
    pub programme_id: String,
    /// Year of the programme.
    pub year: i16,
    /// Period code.
    pub period: String,
    /// Rows in the document.
    pub rows: usize,
    /// Rows that were new.
    pub added: usize,
    /// Rows whose report got a new version.
    pub updated: usize,
    /// Units named.
    pub units: usize,
}

/// A change to a draft.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Year, jurisdiction, period and cut-off day; empty fields fall back to what was read.
    Head {
        /// Year of the list.
        year: Option<i16>,
        /// Jurisdiction.
        district: Option<String>,
        /// Period code.
        period: Option<String>,
        /// Cut-off day.
        cut_off_on: Option<Date>,
    },
    /// Decision about one row, replacing the earlier one.
    Row {
        /// Place of the row.
        place: usize,
        /// The decision.
        decision: RowDecision,
    },
}

/// What the head of a draft comes to, with corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftHead {
    /// Title of the table.
    pub title: Option<String>,
    /// Year of the list.
    pub year: Option<i16>,
    /// Jurisdiction.
    pub district: Option<String>,
    /// Period.
    pub period: Option<PeriodCode>,
    /// Cut-off day.
    pub cut_off_on: Option<Date>,
}

impl Draft {
    /// Year, jurisdiction, period and cut-off as read, with what people corrected.
    pub fn head(&self) -> DraftHead {
        let code = self
            .decisions
            .period
            .as_ref()
            .or(self.reading.period.as_ref());
        let period = code.and_then(|c| PeriodCode::parse(c));
        DraftHead {
            title: self.reading.title.clone(),
            year: self
                .decisions
                .year
                .or(self.reading.year)
                .or(period.map(PeriodCode::year)),
            district: self
                .decisions
                .district
                .clone()
                .or_else(|| self.reading.district.clone()),
            period,
            cut_off_on: self
                .decisions
                .cut_off_on
                .or(period.map(PeriodCode::ends_on)),
        }
    }

    /// Whether a row still has a doubt that must be settled first.
    pub fn unsettled(&self, place: usize) -> bool {
        let checked = self.decisions.rows.get(&place).is_some_and(|d| d.checked);
        !checked
            && self
                .rows
                .get(place)
                .is_some_and(|row| row.doubts.iter().any(|d| d.must))
    }

    /// How many things must be settled before it can be confirmed, the head's included.
    pub fn must_settle(&self) -> usize {
        let head = self.head();
        let open = [
            head.year.is_none(),
            head.district.is_none(),
            head.period.is_none(),
        ];
        let rows = (0..self.rows.len())
            .filter(|place| self.unsettled(*place))
            .count();
        rows + open.into_iter().filter(|missing| *missing).count()
    }

    /// The indicators of a row as they would be saved now.
    pub fn proposals(&self, place: usize) -> Vec<Proposal> {
        let decision = self.decisions.rows.get(&place).cloned().unwrap_or_default();
        self.rows
            .get(place)
            .map(|row| facts::propose(&row.reading, &decision, &self.recorded_by))
            .unwrap_or_default()
    }
}

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
        stored.map(|stored| draft_of(&stored)).transpose()
    }

    /// Drafts that are still open, newest first, at most `limit`.
    pub async fn open_drafts(&self, limit: usize) -> Result<Vec<Draft>, AppError> {
        let jobs = self.store().import_jobs(true, limit).await?;
        jobs.iter().map(draft_of).collect()
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
                if let Some(code) = &period {
                    PeriodCode::parse(code).ok_or_else(|| {
                        AppError::Invalid(format!(
                            "报告期“{code}”写法不对，例如 2024Q1、2024H1、2024M08、2024"
                        ))
                    })?;
                }
                if let Some(year) = year.filter(|y| !(1949..=2999).contains(y)) {
                    return Err(AppError::Invalid(format!("年度“{year}”不对，请填四位年份")));
                }
                (decisions.year, decisions.district) = (year, district);
                (decisions.period, decisions.cut_off_on) = (period, cut_off_on);
            }
            Change::Row { place, decision } => {
                let row = draft
                    .rows
                    .get(place)
                    .ok_or_else(|| AppError::Invalid("没有这一行".into()))?;
                check_decision(place, row, &decision)?;
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
        let draft = draft_of(&stored)?;
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
        let head = save::head(&draft.reading, &draft.decisions, false)?;
        let rows = ready(&draft.reading, draft.rows, &draft.decisions, &actor.name);
        let source = Source {
            name: &document.record.name,
            bytes: &bytes,
            sha256: document.record.sha256.clone(),
            columns: to_json(&draft.reading.columns)?,
            import_job: Some(&kept.record),
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

    /// Reads a file and saves it as read, without a check by a person.
    pub async fn import(
        &self,
        actor: &Actor,
        now: Timestamp,
        file: ImportFile,
        decisions: &Decisions,
    ) -> Result<(Outcome, shishi_documents::Reading), AppError> {
        let (reading, name, bytes) = read_file(&file.name, file.bytes).await?;
        let head = save::head(&reading, decisions, file.example)?;
        let task = tokio::task::spawn_blocking(move || {
            let rows = read_rows(&reading);
            (reading, rows)
        });
        let (reading, rows) = task.await.map_err(|e| AppError::Corrupt(e.to_string()))?;
        let rows = ready(&reading, rows, decisions, &actor.name);
        let source = Source {
            name: &name,
            sha256: sha256(&bytes),
            bytes: &bytes,
            columns: to_json(&reading.columns)?,
            import_job: None,
        };
        let outcome =
            save::save(self, actor, now, &head, &source, &rows.borrowed(&reading)).await?;
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
        let reading = shishi_documents::read(&name, &bytes);
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

fn to_json<T: Serialize>(value: &T) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| AppError::Corrupt(error.to_string()))
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
    let decisions =
        serde_json::from_str(&job.record.decisions).map_err(|e| corrupt("decisions", e))?;
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
        rows: read_rows(&reading),
        reading,
        decisions,
    })
}

/// Reads titles and narratives of all rows, on two threads where there are many.
fn read_rows(reading: &shishi_documents::Reading) -> Vec<DraftRow> {
    let as_of = reading
        .period
        .as_deref()
        .and_then(PeriodCode::parse)
        .map(PeriodCode::ends_on);
    let one = |(place, item): (usize, &shishi_documents::Item)| {
        let text = item.narrative_clean.as_ref().unwrap_or(&item.narrative);
        let read = shishi_extract::read(&shishi_extract::Item {
            title: &item.title,
            narrative: text,
            year: reading.year,
            as_of,
        });
        DraftRow {
            place,
            headline: shishi_extract::headline(&item.title, &read),
            doubts: doubts(reading, item, &read),
            text: text.clone(),
            reading: read,
        }
    };
    let items: Vec<_> = reading.items.iter().enumerate().collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    if items.len() < 200 || threads == 1 {
        return items.into_iter().map(one).collect();
    }
    std::thread::scope(|scope| {
        let chunks: Vec<_> = items
            .chunks(items.len().div_ceil(threads))
            .map(|chunk| scope.spawn(move || chunk.iter().map(|i| one(*i)).collect::<Vec<_>>()))
            .collect();
        chunks
            .into_iter()
            .flat_map(|chunk| match chunk.join() {
                Ok(rows) => rows,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

fn doubts(
    document: &shishi_documents::Reading,
    item: &shishi_documents::Item,
    read: &shishi_extract::Reading,
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut doubt = |must, kind: &str, short: &str, message: String| {
        doubts.push(Doubt {
            must,
            kind: kind.into(),
            short: short.into(),
            message,
        });
    };
    let twins: Vec<&str> = document
        .items
        .iter()
        .filter(|other| other.title == item.title && !item.title.is_empty())
        .map(|other| other.number.as_str())
        .collect();
    if twins.len() > 1 && twins[0] != item.number {
        doubt(
            true,
            "duplicate-title",
            &format!("与第{}项相同", twins[0]),
            format!(
                "第{}项和第{}项的任务相同，请选择：合并为一项，或分开记录。",
                twins[0], item.number
            ),
        );
    }
    for issue in document
        .issues
        .iter()
        .filter(|i| i.number == item.number && i.kind != "duplicate-title")
    {
        let short = match issue.kind.as_str() {
            "lost-first-character" => "疑似缺字",
            "markup-residue" => "网页代码",
            "missing-unit" => "没有单位",
            "empty-narrative" => "没有进展",
            "duplicate-number" => "序号重复",
            _ => "请核对",
        };
        doubt(false, &issue.kind, short, issue.message.clone());
    }
    for actual in read
        .actuals
        .iter()
        .filter(|a| a.link != Link::Certain && (a.target.is_some() || a.plan.is_some()))
    {
        let amount = format!(
            "{}{}",
            shishi_domain::amount::plain(actual.amount.value),
            actual.amount.unit
        );
        doubt(
            false,
            "uncertain-link",
            "对应关系",
            format!("“{amount}”对应哪个目标需要核定：{}。", actual.reason),
        );
    }
    for tally in &read.tallies {
        doubt(
            false,
            "named-objects",
            "按名称计数",
            format!(
                "按名称计数，{}个中完成{}个：{}。",
                tally.total, tally.done, tally.reason
            ),
        );
    }
    for actual in &read.actuals {
        if let Some(target) = actual
            .target
            .and_then(|t| read.targets.get(t))
            .filter(|t| t.amount.unit != actual.amount.unit)
        {
            doubt(
                false,
                "unit-differs",
                &format!("口径：{}/{}", actual.amount.unit, target.amount.unit),
                format!(
                    "目标口径为“{}”，进展写“{}”，请确认口径一致。",
                    target.amount.unit, actual.amount.unit
                ),
            );
        }
    }
    for percent in &read.percents {
        if percent
            .check
            .as_ref()
            .is_some_and(|c| c.verdict == shishi_extract::PercentVerdict::Mismatch)
        {
            let value = shishi_domain::amount::plain(percent.value);
            doubt(
                false,
                "percent-mismatch",
                "比例不符",
                format!("填报{value}%，与按数字计算的结果不同。"),
            );
        }
    }
    if read.targets.is_empty() {
        let (short, message) = if read.plans.is_empty() {
            ("没有数量目标", "承诺里没有读出数量目标。".to_owned())
        } else {
            (
                "目标只见于进展",
                "承诺没有写明数量，进展情况提到计划数，可核定为目标。".to_owned(),
            )
        };
        doubt(false, "no-target", short, message);
    }
    if let Some(day) = facts::own_cut_off(read) {
        doubt(
            false,
            "own-cut-off",
            &format!("数据截至{}月{}日", day.month(), day.day()),
            format!(
                "本项数据截至{}月{}日，按其自身截止日计算。",
                day.month(),
                day.day()
            ),
        );
    }
    doubts.sort_by_key(|d| !d.must);
    doubts
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
            if target.is_some_and(|t| t >= row.reading.targets.len()) {
                return Err(AppError::Invalid("没有这个目标".into()));
            }
        }
    }
    Ok(())
}

/// Rows with their readings, ready to be borrowed by the saving step.
struct Ready {
    rows: Vec<(DraftRow, Vec<Proposal>, Option<usize>, bool)>,
}

fn ready(
    reading: &shishi_documents::Reading,
    rows: Vec<DraftRow>,
    decisions: &Decisions,
    by: &str,
) -> Ready {
    debug_assert_eq!(reading.items.len(), rows.len());
    let none = RowDecision::default();
    let rows = rows
        .into_iter()
        .map(|row| {
            let decision = decisions.rows.get(&row.place).unwrap_or(&none);
            let proposals = facts::propose(&row.reading, decision, by);
            (
                row,
                proposals,
                decision.merge_into,
                !decision.figures.is_empty(),
            )
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
            .map(|(item, (row, proposals, merge_into, decided))| ReadyRow {
                item,
                reading: &row.reading,
                headline: row.headline.clone(),
                proposals,
                merge_into: *merge_into,
                decided: *decided,
            })
            .collect()
    }
}
