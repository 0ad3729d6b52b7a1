//! 子弹图: what is done against what is due and what is promised.
//!
//! The bar is always ink blue; only the hatched gap carries the colour of the level. All x are in
//! percent of the width and there is no `viewBox`, so neither text nor hatching is stretched.

use askama::Template;
use rust_decimal::{Decimal, RoundingStrategy};
use shishi_domain::amount::{grouped, plain};
use shishi_domain::evaluate::{Expectation, IndicatorResult, percent};
use shishi_domain::{Level, Link};

use crate::lang::Lang;

/// A bar with its words.
#[derive(Debug, Clone, Template)]
#[template(path = "components/bullet/bullet.html")]
pub struct Bullet {
    t: Lang,
    big: bool,
    name: String,
    actual: String,
    target: String,
    percent: String,
    label: String,
    uncertain: bool,
    /// Right end of the bar, of what is due, of the whole.
    done: String,
    due: Option<String>,
    whole: String,
    gap: Option<Gap>,
    due_text: String,
    whole_text: String,
    due_anchor: &'static str,
    /// Whether the words for what is due need a line of their own.
    low: bool,
}

#[derive(Debug, Clone)]
struct Gap {
    from: String,
    width: String,
    hatch: &'static str,
}

impl askama::filters::HtmlSafe for Bullet {}

/// A share as a percentage of the width.
fn x(share: Decimal) -> String {
    format!("{}%", plain((share * Decimal::ONE_HUNDRED).round_dp(2)))
}

impl Bullet {
    /// The bar of an indicator, where figure and target can be compared. Limits have none: they
    /// are kept or not kept.
    pub fn of(indicator: &IndicatorResult, t: Lang) -> Option<Self> {
        if indicator.is_limit() {
            return None;
        }
        let (target, ratio) = (indicator.target.as_ref()?, indicator.ratio?);
        let certain = indicator.link == Some(Link::Certain);
        let ratio = ratio.max(Decimal::ZERO);
        // Over-fulfilled: the target moves in, so that the bar can pass it.
        let scale = if ratio > Decimal::ONE {
            Decimal::new(12, 1)
        } else {
            Decimal::ONE
        };
        let at = |share: Decimal| (share / scale).min(Decimal::ONE);
        let expected = indicator.expected.filter(|_| certain);
        let hatch = match indicator.level {
            Some(Level::Severe) => "r",
            Some(Level::Warn) => "o",
            Some(Level::Remind) => "y",
            _ => "z",
        };
        let gap = expected.filter(|due| *due > ratio).map(|due| Gap {
            from: x(at(ratio)),
            width: x(at(due) - at(ratio)),
            hatch,
        });
        let unit = indicator.actual_unit.as_deref().unwrap_or(&target.unit);
        let share = percent(ratio);
        let name = indicator.name.clone();
        let actual = match indicator.actual {
            Some(actual) => grouped(actual),
            None => t.stated(&share),
        };
        let due_value = expected.map(|due| due_amount(due, target.value));
        Some(Self {
            t,
            big: false,
            label: label(indicator, t, unit, &share, expected, certain),
            name,
            actual,
            target: t.target(target),
            percent: share,
            uncertain: !certain,
            done: x(at(ratio)),
            due: expected.map(|due| x(at(due))),
            whole: x(at(Decimal::ONE)),
            gap,
            due_text: due_value.map_or_else(String::new, |v| {
                format!("{} {}", t.say("应达", "Due"), grouped(v))
            }),
            whole_text: format!(
                "{} {}",
                match (indicator.promised, indicator.due_on) {
                    (true, None) => t.say("全年目标", "Target"),
                    (true, Some(_)) => t.say("目标", "Target"),
                    (false, _) => t.say("报告所列", "Listed"),
                },
                t.value(target)
            ),
            low: expected.is_some_and(|due| at(due) > Decimal::new(4, 1)),
            due_anchor: match expected {
                Some(due) if due < Decimal::new(15, 2) => "start",
                Some(due) if due > Decimal::new(65, 2) => "end",
                _ => "middle",
            },
        })
    }

    /// The same, taller and with its scale written out.
    #[must_use]
    pub fn big(mut self) -> Self {
        self.big = true;
        self
    }
}

/// What is due, to the decimals of the target and one more below 10: of 0.5 公里 a quarter is 0.13.
fn due_amount(share: Decimal, target: Decimal) -> Decimal {
    let due = share * target;
    let places = target.normalize().scale() + u32::from(due < Decimal::TEN);
    due.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn label(
    i: &IndicatorResult,
    t: Lang,
    unit: &str,
    share: &str,
    expected: Option<Decimal>,
    certain: bool,
) -> String {
    let target = i.target.as_ref();
    let goal = target.map_or_else(String::new, |goal| {
        format!("{}{}", t.value(goal), goal.unit)
    });
    let done = i.actual.map(|a| format!("{}{unit}", plain(a)));
    let mut out = match (t, done) {
        (Lang::Zh, Some(done)) => format!("{}：已完成{done}，目标{goal}，完成{share}", i.name),
        (Lang::Zh, None) => format!("{}：目标{goal}，填报完成{share}", i.name),
        (Lang::En, Some(done)) => format!("{}: {done} of {goal}, {share}", i.name),
        (Lang::En, None) => format!("{}: {share} of {goal} stated", i.name),
    };
    if let Some(due) = expected {
        out.push_str(&match t {
            Lang::Zh => format!("，截至{}应达{}", t.day(i.as_of), percent(due)),
            Lang::En => format!("; {} was due on {}", percent(due), t.day(i.as_of)),
        });
    }
    if !certain {
        out.push_str(t.say("，待核定", "; to be confirmed"));
    }
    out
}

/// Where what is due comes from, in words.
pub fn expectation(i: &IndicatorResult, t: Lang) -> &'static str {
    match i.expectation {
        Expectation::Filed => t.say("按本单位计划", "the unit's own plan"),
        Expectation::Straight => t.say("按时间平均", "straight time"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_keeps_the_decimals_of_its_target() {
        let check = |target: &str, want: &str| {
            let quarter = Decimal::new(25, 2);
            let due = due_amount(quarter, target.parse().unwrap());
            assert_eq!(grouped(due), want, "{target}");
        };
        check("0.5", "0.13");
        check("3", "0.8");
        check("30", "7.5");
        check("41", "10");
        check("42", "11");
        check("50.50", "12.6");
        check("12000", "3,000");
    }
}
