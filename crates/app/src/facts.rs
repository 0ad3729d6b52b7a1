//! From what was read, and what people decided, to indicators and figures.

use std::collections::BTreeMap;

use jiff::civil::Date;
use shishi_domain::evaluate::{ActualFacts, IndicatorFacts};
use shishi_domain::unit::convert;
use shishi_domain::{Accumulation, Amount, Decimal, Link, Measure, Qualifier, Span, UnitName};
use shishi_extract::{Reading, Tally};

use crate::decided::Decided;
use crate::import::{FigureDecision, RowDecision};

/// An indicator as it will be kept: what is counted, its target and its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// What is counted.
    pub name: String,
    /// How it is measured.
    pub measure: Measure,
    /// Whether the commitment itself promises it.
    pub promised: bool,
    /// The amount promised.
    pub target: Amount,
    /// Where the target stands: in the title if promised, else in the narrative.
    pub span: Option<Span>,
    /// Index of the target among those read; absent for a plan named by the report.
    pub target_index: Option<usize>,
    /// Who corrected the target, if anybody.
    pub decided_by: Option<String>,
    /// Figures reached.
    pub actuals: Vec<Figure>,
}

/// A figure reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The figure.
    pub amount: Amount,
    /// Its own cut-off day.
    pub as_of: Option<Date>,
    /// How sure it counts.
    pub link: Link,
    /// Why.
    pub reason: String,
    /// Where it stands in the narrative; absent where a person typed it.
    pub span: Option<Span>,
    /// Who accepted or corrected it.
    pub confirmed_by: Option<String>,
}

/// How an amount of this unit is measured when the text says no more.
pub fn measure_of(amount: &Amount) -> Measure {
    match amount.unit.as_str() {
        "%" | "‰" | "百分点" => Measure::RateFloor,
        "元" => Measure::Amount,
        _ => Measure::Count,
    }
}

/// The indicators of a row: one for each target read, and one for each plan or total that the
/// report itself names and counts against.
///
/// `decision` holds what a person decided, `by` that person's name. What was decided `earlier`
/// holds for a figure of which nobody says otherwise now, and keeps the name of who decided it.
pub fn propose(
    reading: &Reading,
    decision: &RowDecision,
    earlier: &BTreeMap<String, Decided>,
    by: &str,
) -> Vec<Proposal> {
    let decided = |key: String| -> Option<(&FigureDecision, &str)> {
        match (decision.figures.get(&key), earlier.get(&key)) {
            (Some(now), Some(before)) if before.decision == *now => Some((now, &before.by)),
            (Some(now), _) => Some((now, by)),
            (None, before) => before.map(|before| (&before.decision, before.by.as_str())),
        }
    };
    let mut proposals = Vec::new();
    for (index, target) in reading.targets.iter().enumerate() {
        let (amount, decided_by) = match decided(format!("t{index}")) {
            Some((FigureDecision::Refuse, _)) => continue,
            Some((FigureDecision::Correct { value, unit, .. }, by)) => {
                (corrected(&target.amount, value, unit), Some(by.to_owned()))
            }
            _ => (target.amount.clone(), None),
        };
        proposals.push(Proposal {
            name: name(&target.what, &amount),
            measure: measure_of(&amount),
            promised: true,
            target: amount,
            span: Some(target.span),
            target_index: Some(index),
            decided_by,
            actuals: Vec::new(),
        });
    }
    let of_target = |proposals: &[Proposal], index: Option<usize>| {
        index.and_then(|i| proposals.iter().position(|p| p.target_index == Some(i)))
    };

    for (index, actual) in reading.actuals.iter().enumerate() {
        let decision = decided(format!("a{index}"));
        let mut figure = Figure {
            amount: actual.amount.clone(),
            as_of: actual.as_of,
            link: actual.link,
            reason: actual.reason.to_string(),
            span: Some(actual.span),
            confirmed_by: None,
        };
        let mut target = actual.target;
        match decision {
            Some((FigureDecision::Refuse, _)) => continue,
            Some((FigureDecision::Accept, by)) => confirm(&mut figure, by, "经核对确认"),
            Some((
                FigureDecision::Correct {
                    value,
                    unit,
                    target: chosen,
                },
                by,
            )) => {
                figure.amount = corrected(&figure.amount, value, unit);
                target = chosen.or(target);
                confirm(&mut figure, by, "经核对更正");
            }
            None => {}
        }
        let place = match of_target(&proposals, target) {
            Some(place) => place,
            None => match actual.plan.and_then(|plan| reading.plans.get(plan)) {
                Some(plan) => plan_place(&mut proposals, plan),
                None => continue,
            },
        };
        proposals[place].actuals.push(figure);
    }

    for (index, tally) in reading.tallies.iter().enumerate() {
        let Some(place) = of_target(&proposals, Some(tally.target)) else {
            continue;
        };
        if !proposals[place].actuals.is_empty() {
            continue;
        }
        let mut figure = Figure {
            amount: tallied(tally, &proposals[place].target.unit),
            as_of: None,
            link: Link::Likely,
            reason: tally.reason.clone(),
            span: tally.spans.first().copied(),
            confirmed_by: None,
        };
        match decided(format!("y{index}")) {
            Some((FigureDecision::Refuse, _)) => continue,
            Some((FigureDecision::Accept, by)) => confirm(&mut figure, by, "经核对确认"),
            Some((FigureDecision::Correct { value, unit, .. }, by)) => {
                figure.amount = corrected(&figure.amount, value, unit);
                confirm(&mut figure, by, "经核对更正");
            }
            None => {}
        }
        proposals[place].actuals.push(figure);
    }

    for (index, plan) in reading.plans.iter().enumerate() {
        if let Some((FigureDecision::Accept, _)) = decided(format!("p{index}")) {
            plan_place(&mut proposals, plan);
        }
    }

    // A figure that a person typed for a target of which nothing was read.
    for proposal in &mut proposals {
        let Some(index) = proposal.target_index else {
            continue;
        };
        if let Some((FigureDecision::Correct { value, unit, .. }, by)) =
            decided(format!("m{index}"))
        {
            let mut figure = Figure {
                amount: corrected(&exactly(&proposal.target), value, unit),
                as_of: None,
                link: Link::Certain,
                reason: String::new(),
                span: None,
                confirmed_by: None,
            };
            confirm(&mut figure, by, "人工填入");
            proposal.actuals = vec![figure];
        }
    }
    proposals
}

fn plan_place(proposals: &mut Vec<Proposal>, plan: &shishi_extract::Plan) -> usize {
    if let Some(place) = proposals
        .iter()
        .position(|p| !p.promised && p.span == Some(plan.span))
    {
        return place;
    }
    proposals.push(Proposal {
        name: name(&plan.what, &plan.amount),
        measure: measure_of(&plan.amount),
        promised: false,
        target: plan.amount.clone(),
        span: Some(plan.span),
        target_index: None,
        decided_by: None,
        actuals: Vec::new(),
    });
    proposals.len() - 1
}

fn name(what: &str, amount: &Amount) -> String {
    if what.is_empty() {
        amount.unit.to_string()
    } else {
        what.to_owned()
    }
}

fn confirm(figure: &mut Figure, by: &str, reason: &str) {
    figure.link = Link::Certain;
    figure.confirmed_by = Some(by.to_owned());
    figure.reason = reason.to_owned();
}

/// `value` was checked to be a decimal when the decision was taken; should it not be, the figure
/// stays as read. 万 and 亿 before the unit are written out, as in what is read.
pub fn corrected(read: &Amount, value: &str, unit: &str) -> Amount {
    let mut amount = read.clone();
    let (times, unit) = match unit.trim() {
        unit if unit.starts_with('万') => (10_000, unit.trim_start_matches('万')),
        unit if unit.starts_with('亿') => (100_000_000, unit.trim_start_matches('亿')),
        unit => (1, unit),
    };
    let value: Option<Decimal> = value.trim().parse().ok();
    if let Some(value) = value.and_then(|v| v.checked_mul(Decimal::from(times))) {
        amount.value = value;
        amount.value_max = None;
        if !unit.is_empty() {
            amount.unit = unit.to_owned().into();
        }
    }
    amount
}

/// The amount without “at least” or “about”, and without a range.
pub fn exactly(amount: &Amount) -> Amount {
    Amount {
        qualifier: Qualifier::Exactly,
        value_max: None,
        ..amount.clone()
    }
}

/// What named objects come to, counted as their target is.
pub fn tallied(tally: &Tally, unit: &UnitName) -> Amount {
    Amount {
        qualifier: Qualifier::Exactly,
        value: Decimal::from(tally.done),
        value_max: None,
        unit: unit.clone(),
    }
}

/// What the evaluation needs of an indicator, from its target and figures.
///
/// Among several figures the surest counts, and of equally sure ones the largest: a report that
/// names the month and the total means the total.
pub fn indicator_facts(
    name: &str,
    measure: Measure,
    accumulation: Accumulation,
    promised: bool,
    target: Option<Amount>,
    figures: &[Figure],
    stated: Option<(Decimal, Link)>,
) -> IndicatorFacts {
    let best = figures
        .iter()
        .max_by_key(|f| (f.confirmed_by.is_some(), f.link, f.amount.value));
    // 52300米 answer 60公里 as 52.3公里; 台 answer 部 as they are, and a person has looked at it.
    let counted = |f: &Figure| {
        let of = target.as_ref().map_or(UnitName::NONE, |t| t.unit.clone());
        match convert(f.amount.value, &f.amount.unit, &of) {
            Some(value) => (value, of),
            None => (f.amount.value, f.amount.unit.clone()),
        }
    };
    let actual = best.map(|f| {
        let (value, unit) = counted(f);
        ActualFacts {
            value,
            unit,
            as_of: f.as_of,
            link: f.link,
            reason: f.reason.clone(),
            confirmed_by: f.confirmed_by.clone(),
        }
    });
    IndicatorFacts {
        name: name.to_owned(),
        measure,
        accumulation,
        target,
        promised,
        actual,
        stated,
        plan: Vec::new(),
        due_on: None,
    }
}

/// The completion stated for each target read, the surest first.
pub fn stated_percents(reading: &Reading, target: usize) -> Option<(Decimal, Link)> {
    reading
        .percents
        .iter()
        .filter(|p| p.target == Some(target))
        .max_by_key(|p| p.link)
        .map(|p| (p.value, p.link))
}

/// The row's own cut-off: the day that all figures share which count towards something.
pub fn own_cut_off(reading: &Reading) -> Option<Date> {
    let mut days = reading
        .actuals
        .iter()
        .filter(|a| a.target.is_some() || a.plan.is_some())
        .map(|a| a.as_of);
    let first = days.next()??;
    days.all(|day| day == Some(first)).then_some(first)
}
