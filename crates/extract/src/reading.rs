//! What comes out of reading an item.

use serde::{Deserialize, Serialize};
use shishi_domain::{Amount, Date, Decimal, EventStatus, Link, Phase, Span};
use std::borrow::Cow;

/// Words of the program itself, such as the name of a rule: they need no copy for each result.
pub type Said = Cow<'static, str>;

/// One row of a published list, as text.
#[derive(Debug, Clone, Copy)]
pub struct Item<'t> {
    /// The commitment as published.
    pub title: &'t str,
    /// The progress text as published.
    pub narrative: &'t str,
    /// Year of the programme; dates without a year fall into it.
    pub year: Option<i16>,
    /// Last day reported on; relative dates count from it.
    pub as_of: Option<Date>,
}

/// All that was read out of an item.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What the title promises. Spans are in the title.
    pub targets: Vec<Target>,
    /// Amounts the narrative plans or states as the size of a list (任务270批次, 计划新开通3家).
    /// Spans are in the narrative. Never scored.
    pub plans: Vec<Plan>,
    /// Amounts reached. Spans are in the narrative.
    pub actuals: Vec<Actual>,
    /// Percentages stated as completion. Spans are in the narrative.
    pub percents: Vec<Percent>,
    /// Dates and periods. Spans are in the narrative.
    pub dates: Vec<DateMention>,
    /// Clauses that say where the work stands. Spans are in the narrative.
    pub events: Vec<Event>,
    /// Named objects of the narrative counted against a target, where their number fits it
    /// (three sites named for 3所, two of them finished).
    pub tallies: Vec<Tally>,
    /// Every other amount in the narrative, so that a page can mark all figures.
    pub others: Vec<Mention>,
}

impl Reading {
    /// Takes in what was read of the next piece of the same narrative, which begins at byte
    /// `start`. Its targets are the same, and objects named one to a sentence fill no two pieces.
    pub(crate) fn append(&mut self, mut more: Self, start: usize) {
        let plans = self.plans.len();
        let shift = |span: &mut Span| *span = span.moved(start);
        more.plans.iter_mut().for_each(|p| shift(&mut p.span));
        more.percents.iter_mut().for_each(|p| shift(&mut p.span));
        more.dates.iter_mut().for_each(|d| shift(&mut d.span));
        more.events.iter_mut().for_each(|e| shift(&mut e.span));
        more.others.iter_mut().for_each(|m| shift(&mut m.span));
        for actual in &mut more.actuals {
            shift(&mut actual.span);
            actual.plan = actual.plan.map(|plan| plan + plans);
        }
        self.plans.append(&mut more.plans);
        self.actuals.append(&mut more.actuals);
        self.percents.append(&mut more.percents);
        self.dates.append(&mut more.dates);
        self.events.append(&mut more.events);
        self.others.append(&mut more.others);
    }
}

/// An amount the title promises.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Where it stands in the title, qualifier included.
    pub span: Span,
    /// The amount.
    #[serde(flatten)]
    pub amount: Amount,
    /// Shortest phrase that names what is measured.
    pub what: String,
    /// Last day of the date by which the title says that it is due (9月底前); absent where it does not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due: Option<Date>,
    /// Name of the rule that found it.
    pub rule: Said,
}

/// An amount that the narrative itself plans, or the size of a list it reports on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Where it stands in the narrative.
    pub span: Span,
    /// The amount.
    #[serde(flatten)]
    pub amount: Amount,
    /// Shortest phrase that names what is measured.
    pub what: String,
    /// Name of the rule that found it.
    pub rule: Said,
}

/// An amount that has been reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actual {
    /// Where it stands in the narrative, qualifier included.
    pub span: Span,
    /// The amount.
    #[serde(flatten)]
    pub amount: Amount,
    /// Index into [`Reading::targets`] that it counts towards.
    pub target: Option<usize>,
    /// Index into [`Reading::plans`]: the stated total of which this is a part (84 of 270批次).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plan: Option<usize>,
    /// How sure the link to `target` (or, without one, to `plan`) is.
    pub link: Link,
    /// Why it was linked so, in Chinese, for people.
    pub reason: Said,
    /// Its own cut-off day where the narrative names one (截至3月20日).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<Date>,
    /// Shortest phrase that names what is counted.
    pub what: String,
    /// Name of the rule that found it.
    pub rule: Said,
}

/// A percentage stated as completion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Percent {
    /// Where it stands in the narrative.
    pub span: Span,
    /// The figure: 27.37 for 27.37%.
    pub value: Decimal,
    /// Index into [`Reading::targets`] whose completion it states.
    pub target: Option<usize>,
    /// How sure the link is.
    pub link: Link,
    /// How it compares with the amounts beside it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub check: Option<PercentCheck>,
    /// Name of the rule that found it.
    pub rule: Said,
}

/// A stated percentage recomputed from its actual and target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PercentCheck {
    /// The exact percentage: 27.375.
    pub computed: Decimal,
    /// What explains the difference at the decimals stated.
    pub verdict: PercentVerdict,
}

/// How a stated percentage relates to the computed one, at the decimals stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PercentVerdict {
    /// The same figure.
    Exact,
    /// Rounded half up.
    Rounded,
    /// Cut off (截断): 27.375 stated as 27.37.
    Truncated,
    /// Neither: to be explained.
    Mismatch,
}

/// Role of a date in the narrative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// Something will happen then.
    Planned,
    /// Something happened then.
    Actual,
    /// 截至…: figures are as of then.
    AsOf,
}

/// A date or period, both ends included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateMention {
    /// The bare expression in the narrative.
    pub span: Span,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What the date is for.
    pub kind: DateKind,
    /// Name of the rule that found it.
    pub rule: Said,
}

/// A clause that says where the work stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The clause in the narrative.
    pub span: Span,
    /// What kind of step.
    pub phase: Phase,
    /// Behind, under way, or ahead.
    pub status: EventStatus,
    /// Name of the rule that found it.
    pub rule: Said,
}

/// Named objects of the narrative counted against a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Index into [`Reading::targets`].
    pub target: usize,
    /// How many of them are finished.
    pub done: u32,
    /// How many are named; equal to the target's value.
    pub total: u32,
    /// The clauses counted as finished.
    pub spans: Vec<Span>,
    /// Why it was counted so, in Chinese, for people.
    pub reason: String,
}

/// Any other amount in the narrative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// The amount.
    #[serde(flatten)]
    pub amount: Amount,
    /// Name of the rule that found it.
    pub rule: Said,
}
