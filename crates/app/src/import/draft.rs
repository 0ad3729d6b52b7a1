//! An upload being checked, and what people decide about it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shishi_domain::PeriodCode;

use crate::AppError;
use crate::decided::Decided;
use crate::facts::{self, Proposal};

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
    /// What the records say that the table does not.
    pub against: Against,
}

/// A list as it is recorded, against the table of a draft.
#[derive(Debug, Clone, Default)]
pub struct Against {
    /// The period before, where one is recorded.
    pub before: Option<PeriodCode>,
    /// Rows reported in this period or the one before that the table does not hold.
    pub dropped: Vec<RowName>,
    /// Rows that had another number in the period before: as it was, and the place here.
    pub renumbered: Vec<(RowName, usize)>,
    /// The cut-off day that is recorded of this period.
    pub cut_off_on: Option<Date>,
}

/// A row as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowName {
    /// Number without decoration.
    pub number: String,
    /// What it is called by its printed number: 第8项.
    pub called: String,
    /// Short title.
    pub headline: String,
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
    /// What people decided about it before.
    pub earlier: Earlier,
}

/// What people decided about a row before, as far as it still holds. It is kept where nobody decides
/// otherwise.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Earlier {
    /// By figure, as in [`RowDecision::figures`].
    pub figures: BTreeMap<String, Decided>,
    /// Whether it is one commitment with the first row of the same words.
    pub merged: Option<bool>,
    /// Whether a person ticked the row off in these words.
    pub checked: bool,
    /// What its column of due dates said last; it holds where the table has none.
    pub due: Option<String>,
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
    /// The figure it is about, as in [`RowDecision::figures`].
    pub figure: Option<String>,
    /// Whether people settled it when they checked the row before.
    pub settled: bool,
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

impl Decisions {
    /// Whether the corrected head makes sense by itself.
    ///
    /// # Errors
    /// [`AppError::Invalid`] names what does not, and how it is written.
    pub fn check_head(&self) -> Result<(), AppError> {
        if let Some(code) = &self.period
            && PeriodCode::parse(code).is_none()
        {
            return Err(AppError::Invalid(format!(
                "报告期“{code}”写法不对，例如 2024Q1、2024H1、2024M08、2024"
            )));
        }
        if let Some(year) = self.year.filter(|y| !(1949..=2999).contains(y)) {
            return Err(AppError::Invalid(format!("年度“{year}”不对，请填四位年份")));
        }
        Ok(())
    }
}

/// What people decided about one row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RowDecision {
    /// Whether a person has looked at the row and ticked it off.
    #[serde(default)]
    pub checked: bool,
    /// Place of an earlier row with which it forms one commitment; a row that was checked and names
    /// none is kept apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge_into: Option<usize>,
    /// Whether it is kept apart, also while the row is not checked yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub apart: bool,
    /// By figure: `t0` the first target, `a0` the first actual, `y0` the first tally, `p0` the first
    /// plan, `m0` a figure typed for the first target. Of the last two, what was decided before is
    /// taken back by refusing it.
    #[serde(default)]
    pub figures: BTreeMap<String, FigureDecision>,
    /// What the row was read as when this was decided. A later program, or other words of an
    /// office, may read it otherwise: then the figures above mean others, and nothing of this
    /// counts until a person has looked again. Set when the decision is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<String>,
}

impl RowDecision {
    /// Whether it was made on another reading of its row than the one now at hand.
    pub(crate) fn is_stale(&self, now: &str) -> bool {
        let decides = self.checked || !self.figures.is_empty();
        decides && self.read.as_deref() != Some(now)
    }
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
    /// Numbers of rows reported in this period before that the table does not hold. They stay.
    pub missing: Vec<String>,
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

/// The day up to which a table says that its figures run, where it fits the period.
pub(crate) fn cut_off_of(
    reading: &shishi_documents::Reading,
    period: Option<PeriodCode>,
) -> Option<Date> {
    let day: Date = reading.cut_off.as_ref()?.parse().ok()?;
    period?.may_be_cut_off_on(day).then_some(day)
}

impl DraftHead {
    /// Year, jurisdiction, period and cut-off as read, with what people corrected. `recorded` is the
    /// cut-off day that is recorded of the period; a table that names none does not change it.
    pub(crate) fn of(
        reading: &shishi_documents::Reading,
        decisions: &Decisions,
        recorded: Option<Date>,
    ) -> Self {
        let code = decisions.period.as_ref().or(reading.period.as_ref());
        let period = code.and_then(|c| PeriodCode::parse(c));
        let year = decisions.year.or(reading.year);
        let district = decisions.district.as_ref().or(reading.district.as_ref());
        Self {
            title: reading.title.clone(),
            year: year.or(period.map(PeriodCode::year)),
            district: district.cloned(),
            period,
            cut_off_on: decisions
                .cut_off_on
                .or(cut_off_of(reading, period))
                .or(recorded)
                .or(period.map(PeriodCode::ends_on)),
        }
    }
}

impl Draft {
    /// Year, jurisdiction, period and cut-off as read, with what people corrected.
    pub fn head(&self) -> DraftHead {
        DraftHead::of(&self.reading, &self.decisions, self.against.cut_off_on)
    }

    /// Year, jurisdiction, period and cut-off as read.
    pub fn head_as_read(&self) -> DraftHead {
        DraftHead::of(
            &self.reading,
            &Decisions::default(),
            self.against.cut_off_on,
        )
    }

    /// Whether a row still has a doubt that must be settled first.
    pub fn unsettled(&self, place: usize) -> bool {
        let checked = self.decisions.rows.get(&place).is_some_and(|d| d.checked);
        !checked
            && self
                .rows
                .get(place)
                .is_some_and(|row| row.doubts.iter().any(|d| d.must && !d.settled))
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
            .map(|row| {
                let earlier = &row.earlier.figures;
                facts::propose(&row.reading, &decision, earlier, &self.recorded_by)
            })
            .unwrap_or_default()
    }

    /// The due day of each target read of a row, as it would be saved now.
    pub fn due_days(&self, place: usize) -> Vec<Option<Date>> {
        let Some((row, item)) = self.rows.get(place).zip(self.reading.items.get(place)) else {
            return Vec::new();
        };
        let year = self.head().period.map(PeriodCode::year);
        let cell = item.due.as_ref().or(row.earlier.due.as_ref());
        let of_column = cell
            .zip(year)
            .and_then(|(cell, year)| shishi_extract::due(cell, year));
        let targets = row.reading.targets.iter();
        targets.map(|target| target.due.or(of_column)).collect()
    }

    /// Decisions of before that set a figure of the row otherwise than it was read, and that hold
    /// unchanged; targets first.
    pub fn carried(&self, place: usize) -> Vec<(&str, &Decided)> {
        let earlier = self.rows.get(place).map(|row| &row.earlier.figures);
        let earlier = earlier.into_iter().flatten();
        let holds = |(key, before): &(&String, &Decided)| {
            before.decision != FigureDecision::Accept
                && self.decided(place, key) == Some(&before.decision)
        };
        let held = earlier.filter(holds);
        let mut held: Vec<_> = held.map(|(key, before)| (key.as_str(), before)).collect();
        held.sort_by_key(|(key, _)| !key.starts_with('t'));
        held
    }

    /// What holds of a figure: what was decided now, else before.
    pub fn decided(&self, place: usize, figure: &str) -> Option<&FigureDecision> {
        let now = self.decisions.rows.get(&place);
        let now = now.and_then(|row| row.figures.get(figure));
        let earlier = || {
            let decided = self.rows.get(place)?.earlier.figures.get(figure)?;
            Some(&decided.decision)
        };
        now.or_else(earlier)
    }
}
