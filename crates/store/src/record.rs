//! Rows as they are kept. Every one belongs to a jurisdiction and says who recorded it, and when.

use jiff::Timestamp;
use jiff::civil::Date;
use shishi_domain::programme::Role;
use shishi_domain::{Accumulation, Amount, Link, Measure, PeriodCode, Span};

/// Who recorded a fact, and when. When it *happened* is a field of the fact itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Moment of recording.
    pub at: Timestamp,
    /// Name of the person or program that acted.
    pub by: String,
}

/// A government whose lists live here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jurisdiction {
    /// Identifier.
    pub id: String,
    /// 大兴区. Unique.
    pub name: String,
    /// Whether it holds the built-in example.
    pub example: bool,
}

/// One year's numbered list. Unique by jurisdiction and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Identifier.
    pub id: String,
    /// Year of the list.
    pub year: i16,
    /// 大兴区2024年重要民生实事项目.
    pub title: String,
    /// First day of the straight-line plan.
    pub starts_on: Date,
    /// Day on which everything is due.
    pub due_on: Date,
}

/// An office or town. Unique by jurisdiction and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Identifier.
    pub id: String,
    /// 区住建委.
    pub name: String,
}

/// One promise; may appear in several rows of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Identifier.
    pub id: String,
    /// Programme it belongs to.
    pub programme_id: String,
    /// Short title.
    pub headline: String,
}

/// One numbered row of the list. Number, label, words, place and units are those of the newest
/// table; each report keeps those of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Identifier.
    pub id: String,
    /// Programme it belongs to.
    pub programme_id: String,
    /// Commitment it answers for.
    pub commitment_id: String,
    /// Place in the published order, from 0.
    pub position: i64,
    /// Number without decoration: `8`.
    pub number: String,
    /// Number as printed: 第8项.
    pub label: String,
    /// The commitment's words as published in this row.
    pub wording: String,
    /// Units with their roles, in published order.
    pub units: Vec<(String, Role)>,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Identifier.
    pub id: String,
    /// Commitment it belongs to.
    pub commitment_id: String,
    /// Order within the commitment, from 0.
    pub position: i64,
    /// What is counted.
    pub name: String,
    /// How it is measured.
    pub measure: Measure,
    /// How periods add up.
    pub accumulation: Accumulation,
    /// Whether the commitment itself promises it; otherwise only a report names it.
    pub promised: bool,
}

/// A version of an indicator's target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Identifier.
    pub id: String,
    /// Indicator it belongs to.
    pub indicator_id: String,
    /// From 1.
    pub version: i64,
    /// The amount promised.
    pub amount: Amount,
    /// Day on which it is due, where the list states one of its own; else the programme's.
    pub due_on: Option<Date>,
    /// Day from which it holds.
    pub in_force_on: Date,
    /// Document that sets it.
    pub basis: String,
    /// Who approved it.
    pub approver: String,
    /// Where it stands in the row's wording (or, for a target named by a report, in its text).
    pub span: Option<Span>,
}

/// A reporting period. Unique by programme and code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Identifier.
    pub id: String,
    /// Programme it belongs to.
    pub programme_id: String,
    /// 2024Q1.
    pub code: PeriodCode,
    /// Day up to which figures count unless a row names its own.
    pub cut_off_on: Date,
    /// Day from which units can report.
    pub opens_on: Option<Date>,
    /// Day by which reports are due.
    pub due_on: Option<Date>,
    /// Last day that counts as timely.
    pub timely_until: Option<Date>,
    /// Day after which it is locked.
    pub closes_on: Option<Date>,
    /// Title of the published table.
    pub title: String,
    /// Published headings, as JSON of `shishi_documents::Columns`.
    pub columns: String,
}

/// A version of one row's report in one period. Unique by assignment, period and version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportVersion {
    /// Identifier.
    pub id: String,
    /// Row it reports on.
    pub assignment_id: String,
    /// Period it reports for.
    pub period_id: String,
    /// From 1; the highest is in force.
    pub version: i64,
    /// The row as it was published in this version, as JSON: number, words, place, units, and the
    /// indicators it reports on.
    pub published: String,
    /// Text exactly as published.
    pub narrative: String,
    /// The text with stray mark-up set aside, where there was any.
    pub narrative_clean: Option<String>,
    /// What was read out of it, as JSON of `shishi_extract::Reading`.
    pub reading: String,
    /// The row's own cut-off where the text names one.
    pub cut_off_on: Option<Date>,
    /// File it came from.
    pub document_id: Option<String>,
    /// Import that brought it.
    pub import_job_id: Option<String>,
}

/// A figure reached, with its provenance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actual {
    /// Identifier.
    pub id: String,
    /// What it counts.
    pub indicator_id: String,
    /// Report version whose words it comes from.
    pub report_version_id: String,
    /// The figure.
    pub amount: Amount,
    /// Day it stands for, where the text names one; else the period's cut-off.
    pub as_of: Option<Date>,
    /// How sure it counts towards the indicator.
    pub link: Link,
    /// Why, in Chinese.
    pub reason: String,
    /// Where it stands in the report's text; absent where a person typed it.
    pub span: Option<Span>,
    /// Who accepted or corrected it; absent while only proposed.
    pub confirmed_by: Option<String>,
}

/// An original file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Identifier.
    pub id: String,
    /// SHA-256 in lower-case hexadecimal. Unique within a jurisdiction; `-` holds drafts' files
    /// whose jurisdiction is not yet known.
    pub sha256: String,
    /// Name under which it came.
    pub name: String,
    /// Size in bytes.
    pub size: i64,
}

impl Document {
    /// The record of a file, with size and hash of its bytes.
    pub fn new(id: impl Into<String>, name: impl Into<String>, bytes: &[u8]) -> Self {
        Self {
            id: id.into(),
            sha256: crate::signin::sha256_hex(bytes),
            name: name.into(),
            // A file in memory is never longer than i64::MAX bytes.
            size: bytes.len() as i64,
        }
    }
}

/// An import being checked, or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportJob {
    /// Identifier.
    pub id: String,
    /// The file.
    pub document_id: String,
    /// Goes up with every change.
    pub revision: i64,
    /// `open`, `confirmed` or `discarded`.
    pub state: String,
    /// What was read, as JSON of `shishi_documents::Reading`.
    pub reading: String,
    /// What people decided, as JSON.
    pub decisions: String,
}

/// A lamp policy in some version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Stable name.
    pub name: String,
    /// From 1.
    pub version: i64,
    /// The policy as JSON of `shishi_domain::Policy`.
    pub body: String,
    /// Day from which it holds for new evaluations; the latest one is in force.
    pub in_force_on: Date,
}

/// A record with who recorded it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    /// The record.
    pub record: T,
    /// Who recorded it, and when.
    pub recorded: Recorded,
}
