//! One programme at one period, read, measured and explained: all that the public pages show.

use jiff::Timestamp;
use jiff::civil::Date;
use shishi_domain::evaluate::{IndicatorResult, RowResult};
use shishi_domain::finding::Finding;
use shishi_domain::programme::{Jurisdiction, Programme, Role};
use shishi_domain::unit::convert;
use shishi_domain::{Amount, Level, Period, PeriodCode, Policy, Span};

/// Everything the pages of a period need. Immutable; made anew when data change.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Whose list it is.
    pub jurisdiction: Jurisdiction,
    /// The list.
    pub programme: Programme,
    /// Years that have a list in this jurisdiction, newest first.
    pub years: Vec<i16>,
    /// Periods reported so far, oldest first.
    pub periods: Vec<Period>,
    /// The period shown.
    pub period: Period,
    /// The day figures count up to.
    pub as_of: Date,
    /// The policy in force.
    pub policy: Policy,
    /// Title of the published table of this period.
    pub title: String,
    /// Published headings of the four columns.
    pub columns: shishi_documents::Columns,
    /// The newest file this period was read from.
    pub document: Option<DocumentRef>,
    /// All files that reports of the list were read from, also those replaced since, newest first.
    pub originals: Vec<Original>,
    /// Rows in published order.
    pub rows: Vec<Row>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The same rows under every preset policy, in the order of [`Policy::presets`].
    pub presets: Vec<PresetResult>,
    /// Whether this is the built-in example, so that pages can say so.
    pub example: bool,
}

/// A stored original file.
#[derive(Debug, Clone)]
pub struct DocumentRef {
    /// Identifier in the store.
    pub id: String,
    /// Name under which it came.
    pub name: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// When it was taken in.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
}

/// An original file with the periods it reported on.
#[derive(Debug, Clone)]
pub struct Original {
    /// The file.
    pub document: DocumentRef,
    /// The periods, oldest first.
    pub periods: Vec<PeriodCode>,
}

/// One numbered row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Number without decoration: `8`. Unique in the snapshot, and the address of its page: the
    /// second row that the table prints as 4 is `4_2`.
    pub number: String,
    /// Which of the rows with this printed number it is, from 1.
    pub again: usize,
    /// Number as printed: 第8项.
    pub label: String,
    /// The commitment as published.
    pub title: String,
    /// A short title for lists, cut from the published words.
    pub headline: String,
    /// Units with their roles, in published order.
    pub units: Vec<RowUnit>,
    /// Numbers of other rows with the same commitment.
    pub same_as: Vec<String>,
    /// Progress text exactly as published.
    pub narrative: String,
    /// The narrative with stray mark-up set aside, where there was any. Spans of `reading` and
    /// `marks` are in [`Row::text`].
    pub narrative_clean: Option<String>,
    /// What was read out of it.
    pub reading: shishi_extract::Reading,
    /// Its level, reason, stage and indicators.
    pub result: RowResult,
    /// The clause that names the stage, where there is one.
    pub stage_quote: Option<String>,
    /// Figures of the narrative in order, each with its check.
    pub marks: Vec<Mark>,
    /// Steps behind and ahead.
    pub milestones: Vec<Milestone>,
    /// Values that people set otherwise than the words say, targets first.
    pub by_hand: Vec<ByHand>,
    /// Which report this is.
    pub report: ReportMeta,
    /// Reports of all periods, oldest first.
    pub history: Vec<HistoryEntry>,
}

impl Row {
    /// The printed number without decoration, which several rows may have.
    pub fn printed(&self) -> &str {
        match self.again {
            1 => &self.number,
            _ => self
                .number
                .rsplit_once('_')
                .map_or(&self.number, |(number, _)| number),
        }
    }

    /// Whether an indicator without a figure is so although the report states one of its kind: in
    /// the unit of its target, and linked to nothing.
    pub fn unmatched(&self, indicator: &IndicatorResult) -> bool {
        let Some(target) = &indicator.target else {
            return false;
        };
        let actuals = &self.reading.actuals;
        indicator.link.is_none()
            && actuals.iter().any(|a| {
                a.target.is_none()
                    && a.plan.is_none()
                    && convert(a.amount.value, &a.amount.unit, &target.unit).is_some()
            })
    }

    /// Whether people set a figure of the indicator in this place aside.
    pub fn set_aside(&self, indicator: usize) -> bool {
        let mut set = self.by_hand.iter();
        set.any(|s| s.indicator == Some(indicator) && !s.of_target && s.now.is_none())
    }

    /// What the row is called: 第8项.
    pub fn called(&self) -> String {
        called(&self.label, self.again)
    }

    /// The same in English: No. 8.
    pub fn called_en(&self) -> String {
        called_en(self.printed(), self.again)
    }

    /// The text that spans refer to: the clean narrative, or the published one.
    pub fn text(&self) -> &str {
        self.narrative_clean.as_deref().unwrap_or(&self.narrative)
    }
}

/// What a row is called by its printed number: 第8项, also where the table prints a bare 8. A row
/// whose number was printed before says so.
pub fn called(label: &str, again: usize) -> String {
    let bare = label.trim().trim_end_matches(['、', '.', '．']);
    let numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c);
    let name = if !bare.is_empty() && bare.chars().all(numeral) {
        format!("第{bare}项")
    } else {
        label.to_owned()
    };
    match again {
        1 => name,
        _ => format!("{name}（同号第{again}行）"),
    }
}

/// The same in English: No. 8.
pub(crate) fn called_en(printed: &str, again: usize) -> String {
    match again {
        1 => format!("No. {printed}"),
        _ => format!("No. {printed} (row {again} of that number)"),
    }
}

/// A unit of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowUnit {
    /// Identifier in the store; part of the unit page's address.
    pub id: String,
    /// 区住建委.
    pub name: String,
    /// What it has to do with the row.
    pub role: Role,
}

/// A figure marked in the narrative.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Number of the mark, from 1, in order of the text.
    pub n: usize,
    /// Where it stands in [`Row::text`].
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
    /// The sentence or clause around it.
    pub quote: String,
    /// What the system makes of it.
    pub computed: String,
    /// The same in English.
    pub computed_en: String,
    /// The outcome.
    pub verdict: Verdict,
    /// Name of the rule that read it.
    pub rule: String,
    /// How it was read, in words: the rule, and what it was linked to and why.
    pub how: String,
    /// The same in English.
    pub how_en: String,
}

/// What a marked figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// A figure reached.
    Actual,
    /// A stated completion percentage.
    Percent,
    /// A plan or total named in the report.
    Plan,
    /// Any other figure.
    Other,
}

/// Outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// 一致.
    Agrees,
    /// 一致（截位）.
    Truncated,
    /// 口径待说明.
    ToExplain,
    /// 不一致.
    Disagrees,
    /// 仅有自报数: the figure counts towards a target, and nothing else in the text speaks of it.
    Reported,
    /// 已核定: a person confirmed that it counts.
    Confirmed,
    /// 已更正: a person gave it another value than the text.
    Corrected,
    /// 不采用: a person set it aside.
    SetAside,
    /// 无法核对.
    CannotCheck,
}

/// A value that people set otherwise than the words say.
#[derive(Debug, Clone, PartialEq)]
pub struct ByHand {
    /// Whether it is a target, and not a figure reached.
    pub of_target: bool,
    /// Index of the target read that it is, or counts towards.
    pub target: Option<usize>,
    /// Place of the indicator in [`RowResult::indicators`]; absent where there is none.
    pub indicator: Option<usize>,
    /// Where the words of a figure reached stand in [`Row::text`].
    pub span: Option<Span>,
    /// What the words say; absent where nothing was read.
    pub was: Option<Amount>,
    /// What counts since; absent where it is set aside.
    pub now: Option<Amount>,
    /// Who decided so; empty where the records do not tell, as of a refusal that was carried on.
    pub by: String,
    /// When it was recorded, where they tell.
    pub at: Timestamp,
}

/// A step, reported or ahead.
#[derive(Debug, Clone)]
pub struct Milestone {
    /// The report's words.
    pub text: String,
    /// Stable name of its phase.
    pub phase: shishi_domain::Phase,
    /// Behind, under way, or ahead.
    pub status: shishi_domain::EventStatus,
    /// Day or period it names, both ends included.
    pub when: Option<(Date, Date)>,
}

/// Which report a row shows.
#[derive(Debug, Clone)]
pub struct ReportMeta {
    /// Version within the period, from 1.
    pub version: i64,
    /// Last day its figures count to.
    pub cut_off_on: Date,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
    /// The file it came from.
    pub document_id: Option<String>,
}

/// One report of a row, current or past.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    /// Identifier of this report version in the store.
    pub id: String,
    /// The period.
    pub period: Period,
    /// Version within the period, from 1.
    pub version: i64,
    /// Whether a later version of the same period replaced it.
    pub replaced: bool,
    /// Its text.
    pub narrative: String,
    /// Values that people set otherwise than the words say, targets first.
    pub by_hand: Vec<ByHand>,
    /// Level under the policy in force.
    pub level: Level,
    /// Why, in one Chinese sentence.
    pub reason: String,
    /// Why, in one English sentence.
    pub reason_en: String,
    /// Figures reached: name, value with unit, or else the percentage stated.
    pub figures: Vec<(String, String)>,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
}

/// All rows under one policy.
#[derive(Debug, Clone)]
pub struct PresetResult {
    /// The policy.
    pub policy: Policy,
    /// Results in the order of [`Snapshot::rows`].
    pub results: Vec<RowResult>,
}

impl Snapshot {
    /// How many rows have this level.
    pub fn count(&self, level: Level) -> usize {
        self.rows
            .iter()
            .filter(|row| row.result.level == level)
            .count()
    }

    /// How many different commitments the rows hold: rows of the same words count once, unless
    /// people said that they are two matters.
    pub fn commitments(&self) -> usize {
        let mut seen = std::collections::HashSet::new();
        let mut first = |row: &Row| {
            seen.insert(row.number.clone());
            !row.same_as.iter().any(|other| seen.contains(other))
        };
        self.rows.iter().filter(|row| first(row)).count()
    }

    /// Rows with a figure that can be compared or awaits confirmation.
    pub fn with_figures(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| row.result.level != Level::Unquantified)
            .count()
    }

    /// Units of all rows, in order of first appearance, each with the places of its rows.
    pub fn units(&self) -> Vec<(RowUnit, Vec<usize>)> {
        let mut units: Vec<(RowUnit, Vec<usize>)> = Vec::new();
        let mut seen = std::collections::HashMap::new();
        for (place, row) in self.rows.iter().enumerate() {
            for unit in &row.units {
                let at = *seen.entry(unit.id.clone()).or_insert_with(|| {
                    units.push((unit.clone(), Vec::new()));
                    units.len() - 1
                });
                units[at].1.push(place);
            }
        }
        units
    }

    /// The row of a number.
    pub fn row(&self, number: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.number == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_number_is_put_into_words() {
        let check = |label, again, want| assert_eq!(called(label, again), want, "{label}");
        check("第8项", 1, "第8项");
        check("8", 1, "第8项");
        check("十一", 1, "第十一项");
        check("3.", 1, "第3项");
        check("（一）", 1, "（一）");
        check("四", 2, "第四项（同号第2行）");
        assert_eq!(called_en("4", 2), "No. 4 (row 2 of that number)");
    }
}
