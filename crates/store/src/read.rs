//! Reads. However many rows there are, the number of queries stays the same.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::db::Handle;
use crate::record::*;
use crate::rows::{self, Stored, kept, select, select_as};
use crate::{DRAFTS, Store, StoreError, Write};

/// Everything of one programme.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgrammeData {
    /// Whose list it is.
    pub jurisdiction: Jurisdiction,
    /// The list.
    pub programme: Kept<Programme>,
    /// Units of the jurisdiction: those of this programme in order of first appearance, then the
    /// others by name.
    pub units: Vec<Kept<Unit>>,
    /// In order of their first row.
    pub commitments: Vec<Kept<Commitment>>,
    /// In published order, with their units.
    pub assignments: Vec<Kept<Assignment>>,
    /// By commitment, then position.
    pub indicators: Vec<Kept<Indicator>>,
    /// By indicator, then version: the last of an indicator is the newest.
    pub targets: Vec<Kept<Target>>,
    /// Oldest first; of those that end on one day the shortest first.
    pub periods: Vec<Kept<Period>>,
    /// Of all periods and versions: by assignment, period, version.
    pub report_versions: Vec<Kept<ReportVersion>>,
    /// By report version, then indicator.
    pub actuals: Vec<Kept<Actual>>,
    /// Files the reports came from, oldest first, without their bytes.
    pub documents: Vec<Kept<Document>>,
}

/// An import job with its file and the jurisdiction it lies under, which is [`DRAFTS`] until known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredJob {
    /// Where it lies.
    pub jurisdiction_id: String,
    /// The job; recorded when the file came.
    pub job: Kept<ImportJob>,
    /// The file.
    pub document: Kept<Document>,
}

/// One committed write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSet {
    /// Goes up by one with each write.
    pub seq: i64,
    /// The jurisdiction it touched; [`DRAFTS`] where none, several, or only drafts.
    pub jurisdiction_id: String,
    /// Who, and when.
    pub recorded: Recorded,
    /// Stable name of the use case.
    pub use_case: String,
    /// What was done, in a sentence.
    pub summary: String,
    /// Number of records added or changed.
    pub records: i64,
}

/// Gives a read to [`Store`], where it sees what is committed, and to [`Write`], where it also sees
/// what the write has done so far.
macro_rules! reads {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),*) -> $out:ty;)*) => {
        impl Store {
            $($(#[$doc])*
            pub async fn $name(&self $(, $arg: $type)*) -> Result<$out, StoreError> {
                let mut handle = self.db.reader().await?;
                $name(&mut handle $(, $arg)*).await
            })*
        }
        impl Write {
            $($(#[$doc])*
            pub async fn $name(&mut self $(, $arg: $type)*) -> Result<$out, StoreError> {
                $name(self.settled().await? $(, $arg)*).await
            })*
        }
    };
}

reads! {
    /// Jurisdictions, the first recorded first.
    fn jurisdictions() -> Vec<Jurisdiction>;
    /// Programmes of a jurisdiction, newest year first.
    fn programmes(jurisdiction_id: &str) -> Vec<Kept<Programme>>;
    /// Units of a jurisdiction, by name.
    fn units(jurisdiction_id: &str) -> Vec<Kept<Unit>>;
    /// A file without its bytes.
    fn document(jurisdiction_id: &str, id: &str) -> Option<Kept<Document>>;
    /// A file by the hash of its bytes, in lower-case hexadecimal.
    fn document_by_sha256(jurisdiction_id: &str, sha256: &str) -> Option<Kept<Document>>;
    /// The bytes of a file.
    fn document_bytes(jurisdiction_id: &str, id: &str) -> Option<Vec<u8>>;
    /// An import job, wherever it lies.
    fn import_job(id: &str) -> Option<StoredJob>;
    /// Import jobs of all jurisdictions, newest first.
    fn import_jobs(open_only: bool, limit: usize) -> Vec<StoredJob>;
    /// Policies of a jurisdiction by the day from which they hold; the last is the newest.
    fn policies(jurisdiction_id: &str) -> Vec<Kept<Policy>>;
    /// Number of the newest change set, 0 before the first: cheap enough to ask at every page.
    fn latest_change() -> i64;
    /// Change sets, newest first.
    fn change_sets(limit: usize) -> Vec<ChangeSet>;
}

impl Store {
    /// Everything of a programme, as of one moment; `None` where there is no such programme.
    pub async fn programme_data(
        &self,
        jurisdiction_id: &str,
        programme_id: &str,
    ) -> Result<Option<ProgrammeData>, StoreError> {
        let mut handle = self.db.snapshot().await?;
        let data = programme_data(&mut handle, jurisdiction_id, programme_id).await?;
        handle.commit().await?;
        Ok(data)
    }
}

impl Write {
    /// Everything of a programme, with what this write has done so far.
    pub async fn programme_data(
        &mut self,
        jurisdiction_id: &str,
        programme_id: &str,
    ) -> Result<Option<ProgrammeData>, StoreError> {
        programme_data(self.settled().await?, jurisdiction_id, programme_id).await
    }
}

async fn jurisdictions(handle: &mut Handle) -> Result<Vec<Jurisdiction>, StoreError> {
    let sql = format!("SELECT {} FROM jurisdiction", select::<Jurisdiction>());
    let mut all = handle.query(&sql, &[], kept::<Jurisdiction>).await?;
    all.sort_by(|a, b| (a.recorded.at, &a.record.id).cmp(&(b.recorded.at, &b.record.id)));
    Ok(all.into_iter().map(|kept| kept.record).collect())
}

async fn programmes(
    handle: &mut Handle,
    jurisdiction_id: &str,
) -> Result<Vec<Kept<Programme>>, StoreError> {
    let sql = format!(
        "SELECT {} FROM programme WHERE jurisdiction_id = $1 ORDER BY year DESC",
        select::<Programme>()
    );
    handle.query(&sql, &[jurisdiction_id.into()], kept).await
}

async fn units(handle: &mut Handle, jurisdiction_id: &str) -> Result<Vec<Kept<Unit>>, StoreError> {
    let sql = format!(
        "SELECT {} FROM unit WHERE jurisdiction_id = $1",
        select::<Unit>()
    );
    let mut all: Vec<Kept<Unit>> = handle.query(&sql, &[jurisdiction_id.into()], kept).await?;
    // Here and below text is ordered in Rust: each database has its own idea of alphabets.
    all.sort_by(|a, b| a.record.name.cmp(&b.record.name));
    Ok(all)
}

async fn document(
    handle: &mut Handle,
    jurisdiction_id: &str,
    id: &str,
) -> Result<Option<Kept<Document>>, StoreError> {
    let sql = format!(
        "SELECT {} FROM document WHERE jurisdiction_id = $1 AND id = $2",
        select::<Document>()
    );
    handle
        .query_first(&sql, &[jurisdiction_id.into(), id.into()], kept)
        .await
}

pub(crate) async fn document_by_sha256(
    handle: &mut Handle,
    jurisdiction_id: &str,
    sha256: &str,
) -> Result<Option<Kept<Document>>, StoreError> {
    let sql = format!(
        "SELECT {} FROM document WHERE jurisdiction_id = $1 AND sha256 = $2",
        select::<Document>()
    );
    handle
        .query_first(&sql, &[jurisdiction_id.into(), sha256.into()], kept)
        .await
}

async fn document_bytes(
    handle: &mut Handle,
    jurisdiction_id: &str,
    id: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT bytes FROM document WHERE jurisdiction_id = $1 AND id = $2";
    handle
        .query_first(sql, &[jurisdiction_id.into(), id.into()], |row| row.bytes())
        .await
}

/// The columns that [`stored_job`] reads, and where they come from.
fn select_jobs() -> String {
    format!(
        "SELECT job.jurisdiction_id, {}, {} FROM import_job AS job JOIN document AS file \
         ON file.jurisdiction_id = job.jurisdiction_id AND file.id = job.document_id",
        select_as::<ImportJob>("job"),
        select_as::<Document>("file"),
    )
}

fn stored_job(row: &mut crate::value::Row<'_>) -> Result<StoredJob, StoreError> {
    Ok(StoredJob {
        jurisdiction_id: row.text()?,
        job: kept(row)?,
        document: kept(row)?,
    })
}

async fn import_job(handle: &mut Handle, id: &str) -> Result<Option<StoredJob>, StoreError> {
    let sql = format!("{} WHERE job.id = $1", select_jobs());
    handle.query_first(&sql, &[id.into()], stored_job).await
}

async fn import_jobs(
    handle: &mut Handle,
    open_only: bool,
    limit: usize,
) -> Result<Vec<StoredJob>, StoreError> {
    let state = if open_only {
        "WHERE job.state = 'open'"
    } else {
        ""
    };
    let sql = format!(
        "{} {state} ORDER BY job.recorded_at DESC, job.id DESC LIMIT $1",
        select_jobs()
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    handle.query(&sql, &[limit.into()], stored_job).await
}

async fn policies(
    handle: &mut Handle,
    jurisdiction_id: &str,
) -> Result<Vec<Kept<Policy>>, StoreError> {
    let sql = format!(
        "SELECT {} FROM policy WHERE jurisdiction_id = $1",
        select::<Policy>()
    );
    let mut all: Vec<Kept<Policy>> = handle.query(&sql, &[jurisdiction_id.into()], kept).await?;
    all.sort_by(|a, b| {
        let key = |k: &Kept<Policy>| (k.record.in_force_on, k.recorded.at);
        key(a).cmp(&key(b)).then_with(|| {
            (&a.record.name, a.record.version).cmp(&(&b.record.name, b.record.version))
        })
    });
    Ok(all)
}

pub(crate) async fn latest_change(handle: &mut Handle) -> Result<i64, StoreError> {
    let sql = "SELECT COALESCE(MAX(seq), 0) FROM change_set";
    Ok(handle
        .query_first(sql, &[], |row| row.int())
        .await?
        .unwrap_or(0))
}

async fn change_sets(handle: &mut Handle, limit: usize) -> Result<Vec<ChangeSet>, StoreError> {
    let sql = "SELECT seq, jurisdiction_id, recorded_at, recorded_by, use_case, summary, records \
               FROM change_set ORDER BY seq DESC LIMIT $1";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    handle
        .query(sql, &[limit.into()], |row| {
            Ok(ChangeSet {
                seq: row.int()?,
                jurisdiction_id: row.text()?,
                recorded: row.recorded()?,
                use_case: row.text()?,
                summary: row.text()?,
                records: row.int()?,
            })
        })
        .await
}

/// All records of a table that belong to a programme: `$1` is the jurisdiction, `$2` the programme.
async fn of_programme<T: Stored + Send>(
    handle: &mut Handle,
    jurisdiction_id: &str,
    programme_id: &str,
    condition: &str,
) -> Result<Vec<Kept<T>>, StoreError> {
    let sql = format!(
        "SELECT {} FROM {} WHERE jurisdiction_id = $1 AND {condition}",
        select::<T>(),
        T::TABLE.name
    );
    let values = [jurisdiction_id.into(), programme_id.into()];
    handle.query(&sql, &values, kept).await
}

const OF_PROGRAMME: &str = "programme_id = $2";
const OF_COMMITMENTS: &str = "commitment_id IN (SELECT id FROM commitment \
     WHERE jurisdiction_id = $1 AND programme_id = $2)";
const OF_INDICATORS: &str = "indicator_id IN (SELECT indicator.id FROM commitment \
     JOIN indicator ON indicator.jurisdiction_id = commitment.jurisdiction_id \
     AND indicator.commitment_id = commitment.id \
     WHERE commitment.jurisdiction_id = $1 AND commitment.programme_id = $2)";
const OF_ASSIGNMENTS: &str = "assignment_id IN (SELECT id FROM assignment \
     WHERE jurisdiction_id = $1 AND programme_id = $2)";
const OF_REPORTS: &str = "report_version_id IN (SELECT report_version.id FROM assignment \
     JOIN report_version ON report_version.jurisdiction_id = assignment.jurisdiction_id \
     AND report_version.assignment_id = assignment.id \
     WHERE assignment.jurisdiction_id = $1 AND assignment.programme_id = $2)";
const REPORTED_FROM: &str = "id IN (SELECT report_version.document_id FROM assignment \
     JOIN report_version ON report_version.jurisdiction_id = assignment.jurisdiction_id \
     AND report_version.assignment_id = assignment.id \
     WHERE assignment.jurisdiction_id = $1 AND assignment.programme_id = $2)";

async fn programme_data(
    handle: &mut Handle,
    jurisdiction: &str,
    programme: &str,
) -> Result<Option<ProgrammeData>, StoreError> {
    let h = handle;
    let (j, p) = (jurisdiction, programme);
    let Some(programme) = of_programme::<Programme>(h, j, p, "id = $2").await?.pop() else {
        return Ok(None);
    };
    let sql = format!(
        "SELECT {} FROM jurisdiction WHERE id = $1",
        select::<Jurisdiction>()
    );
    let Some(jurisdiction) = h
        .query_first(&sql, &[j.into()], kept::<Jurisdiction>)
        .await?
    else {
        return Ok(None);
    };
    let mut data = ProgrammeData {
        jurisdiction: jurisdiction.record,
        programme,
        units: units(h, j).await?,
        commitments: of_programme(h, j, p, OF_PROGRAMME).await?,
        assignments: of_programme(h, j, p, OF_PROGRAMME).await?,
        indicators: of_programme(h, j, p, OF_COMMITMENTS).await?,
        targets: of_programme(h, j, p, OF_INDICATORS).await?,
        periods: of_programme(h, j, p, OF_PROGRAMME).await?,
        report_versions: of_programme(h, j, p, OF_ASSIGNMENTS).await?,
        actuals: of_programme(h, j, p, OF_REPORTS).await?,
        documents: of_programme(h, j, p, REPORTED_FROM).await?,
    };
    let sql = format!(
        "SELECT {} FROM assignment_unit WHERE jurisdiction_id = $1 AND {OF_ASSIGNMENTS} \
         ORDER BY position",
        rows::ASSIGNMENT_UNIT.columns
    );
    let units = h
        .query(&sql, &[j.into(), p.into()], rows::assignment_unit)
        .await?;
    let mut by_assignment: HashMap<String, Vec<_>> = HashMap::new();
    for (assignment_id, unit_id, role) in units {
        by_assignment
            .entry(assignment_id)
            .or_default()
            .push((unit_id, role));
    }
    for assignment in &mut data.assignments {
        let record = &mut assignment.record;
        record.units = by_assignment.remove(&record.id).unwrap_or_default();
    }
    data.put_in_order();
    Ok(Some(data))
}

impl ProgrammeData {
    fn put_in_order(&mut self) {
        self.assignments.sort_by(|a, b| {
            (a.record.position, &a.record.id).cmp(&(b.record.position, &b.record.id))
        });
        let appearing = self.assignments.iter().flat_map(|a| &a.record.units);
        let places = first_places(appearing.map(|(unit, _)| unit));
        sort(&mut self.units, |u| (place(&places, &u.id), u.name.clone()));

        let places = first_places(self.assignments.iter().map(|a| &a.record.commitment_id));
        sort(&mut self.commitments, |c| {
            (place(&places, &c.id), c.id.clone())
        });
        let places = first_places(self.commitments.iter().map(|c| &c.record.id));
        sort(&mut self.indicators, |i| {
            (place(&places, &i.commitment_id), i.position, i.id.clone())
        });
        let indicators = first_places(self.indicators.iter().map(|i| &i.record.id));
        sort(&mut self.targets, |t| {
            (place(&indicators, &t.indicator_id), t.version)
        });

        sort(&mut self.periods, |p| {
            (p.code.ends_on(), Reverse(p.code.starts_on()))
        });
        let assignments = first_places(self.assignments.iter().map(|a| &a.record.id));
        let periods = first_places(self.periods.iter().map(|p| &p.record.id));
        sort(&mut self.report_versions, |r| {
            (
                place(&assignments, &r.assignment_id),
                place(&periods, &r.period_id),
                r.version,
            )
        });
        let reports = first_places(self.report_versions.iter().map(|r| &r.record.id));
        sort(&mut self.actuals, |a| {
            (
                place(&reports, &a.report_version_id),
                place(&indicators, &a.indicator_id),
                a.id.clone(),
            )
        });
        self.documents
            .sort_by(|a, b| (a.recorded.at, &a.record.id).cmp(&(b.recorded.at, &b.record.id)));
    }
}

fn sort<T, K: Ord>(records: &mut [Kept<T>], key: impl Fn(&T) -> K) {
    records.sort_by_cached_key(|kept| key(&kept.record));
}

fn first_places<'i>(ids: impl Iterator<Item = &'i String>) -> HashMap<String, usize> {
    let mut places = HashMap::new();
    for (place, id) in ids.enumerate() {
        if !places.contains_key(id) {
            places.insert(id.clone(), place);
        }
    }
    places
}

/// The place of an identifier; what has none comes last.
fn place(places: &HashMap<String, usize>, id: &str) -> usize {
    places.get(id).copied().unwrap_or(usize::MAX)
}

/// The draft's file, if the job still lies among the drafts.
pub(crate) async fn draft_document(
    handle: &mut Handle,
    job_id: &str,
) -> Result<Option<Kept<Document>>, StoreError> {
    let job = import_job(handle, job_id).await?;
    Ok(job
        .filter(|job| job.jurisdiction_id == DRAFTS)
        .map(|job| job.document))
}
