//! Results in words, in Chinese and in English, and their figures.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Expectation, IndicatorResult, StageNow, hundred, is_met};
use crate::amount::{grouped, plain};
use crate::period::{day_en, day_zh};
use crate::policy::{Basis, PlanRule, Policy};
use crate::{Amount, EventStatus, Level, Link, Qualifier};

/// A percentage for people: one decimal, half up, and more of them where it takes more to lie on
/// the same side of 0 and of 100 as the exact one: 11,999 of 12,000 is 99.99%, not 100%.
pub fn percent(ratio: Decimal) -> String {
    percent_where(ratio, |_, _| true)
}

/// The same, with as many decimals as it takes for `alike` to hold of the printed figure and the
/// exact one.
fn percent_where(ratio: Decimal, alike: impl Fn(Decimal, Decimal) -> bool) -> String {
    let Some(value) = hundred(ratio) else {
        return format!("{}倍", plain(ratio));
    };
    let side = |value: Decimal| (value.cmp(&Decimal::ZERO), value.cmp(&Decimal::ONE_HUNDRED));
    let shown = (1..=6)
        .map(|places| value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero))
        .find(|shown| side(*shown) == side(value) && alike(*shown, value));
    format!("{}%", plain(shown.unwrap_or(value)))
}

/// Points for people: one decimal, half up, without sign, the decimal kept: `20.0`.
pub fn points(value: Decimal) -> String {
    rounded(value, 1)
}

fn rounded(value: Decimal, places: u32) -> String {
    let value = value
        .abs()
        .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    format!("{value:.*}", places as usize)
}

/// Points with as many decimals as it takes for the printed figure to lie on the same side of the
/// policy's limits as the exact one: 9.993 is not printed as 10.0 beside a limit of 10.
pub fn telling_points(value: Decimal, policy: &Policy) -> String {
    if policy.basis == Basis::PointsBehind {
        telling(value, policy)
    } else {
        points(value)
    }
}

/// What the policy compares, in points or percent, with as many decimals as that takes.
fn telling(value: Decimal, policy: &Policy) -> String {
    let places = (1..6).find(|places| {
        let shown = value.round_dp_with_strategy(*places, RoundingStrategy::MidpointAwayFromZero);
        policy.level(shown) == policy.level(value)
    });
    rounded(value, places.unwrap_or(6))
}

/// A target for people: 12,000人次, 2至3个.
fn promise(target: &Amount) -> (String, String) {
    (
        format!("{}{}", target.grouped(), target.unit),
        format!("{} {}", target.grouped_en(), target.unit),
    )
}

/// Whether a figure keeps a limit, in words: 实际98.6%，符合不低于98%的要求.
pub fn limit(target: &Amount, actual: Decimal, unit: &str) -> (String, String) {
    let (word, sign) = match target.qualifier {
        Qualifier::AtMost => ("不超过", "at most"),
        _ => ("不低于", "at least"),
    };
    let (kept, kept_en) = if is_met(target, actual) {
        ("符合", "meets")
    } else {
        ("未达到", "does not meet")
    };
    let (value, (promised, promised_en)) = (grouped(actual), promise(target));
    (
        format!("实际{value}{unit}，{kept}{word}{promised}的要求"),
        format!("{value} {unit} {kept_en} {sign} {promised_en}"),
    )
}

fn figure(i: &IndicatorResult, policy: &Policy) -> (String, String) {
    let alike = |shown, value| {
        policy.basis != Basis::Completion || policy.level(shown) == policy.level(value)
    };
    let share = i.ratio.map(|ratio| percent_where(ratio, alike));
    let share = share.unwrap_or_default();
    let (Some(target), Some(actual)) = (&i.target, i.actual) else {
        return (format!("填报完成率{share}"), format!("{share} stated"));
    };
    let unit = i.actual_unit.as_deref().unwrap_or(&target.unit);
    let (promised, promised_en) = promise(target);
    let actual_text = grouped(actual);
    if i.is_limit() {
        return limit(target, actual, unit);
    }
    let of = match target.qualifier {
        Qualifier::About => "约",
        _ => "",
    };
    (
        format!("完成{actual_text}{unit}，为目标{of}{promised}的{share}"),
        format!("{actual_text} of {promised_en}, {share}"),
    )
}

fn gap(i: &IndicatorResult, policy: &Policy) -> (String, String) {
    let (Some(expected), Some(behind)) = (i.expected, i.behind_points) else {
        return Default::default();
    };
    let due = percent(expected);
    let (by, by_en) = match (i.expectation, i.due_on) {
        (Expectation::Straight, Some(day)) => (
            format!("应于{}前完成，", day_zh(day)),
            format!("due by {}; ", day_en(day)),
        ),
        _ => Default::default(),
    };
    let (zh, en) = match i.expectation {
        Expectation::Filed => ("按本单位计划", "by the unit's own plan"),
        Expectation::Straight => ("按时间平均", "by straight time"),
    };
    let shown = telling_points(behind, policy);
    let (mut stand, mut stand_en) = if shown == "0.0" {
        ("与应达进度持平".to_owned(), "exactly as due".to_owned())
    } else if behind > Decimal::ZERO {
        (
            format!("落后{shown}个百分点"),
            format!("{shown} points behind"),
        )
    } else {
        (
            format!("超前{shown}个百分点"),
            format!("{shown} points ahead"),
        )
    };
    if policy.basis == Basis::GapRatio
        && behind > Decimal::ZERO
        && let Some(share) = behind.checked_div(expected)
    {
        let share = telling(share, policy);
        stand.push_str(&format!("，缺口为应达的{share}%"));
        stand_en.push_str(&format!(", {share}% of what was due is missing"));
    }
    if i.expectation == Expectation::Straight
        && let Some(day) = i.due_on.filter(|day| *day <= i.as_of)
    {
        let (past, past_en) = match day < i.as_of {
            true => ("期限已过", "now past"),
            false => ("期限已到", "now reached"),
        };
        return (
            format!("应于{}前完成，{past}，应达{due}，{stand}", day_zh(day)),
            format!(
                "due by {}, {past_en}; {due} was due, {stand_en}",
                day_en(day)
            ),
        );
    }
    (
        format!(
            "{by}截至{}月{}日{zh}应达{due}，{stand}",
            i.as_of.month(),
            i.as_of.day()
        ),
        format!(
            "{by_en}{due} was due on {} {en}, {stand_en}",
            day_en(i.as_of)
        ),
    )
}

pub(super) fn reason(
    level: Level,
    indicators: &[IndicatorResult],
    stage: Option<StageNow>,
    policy: &Policy,
) -> (String, String) {
    let join = |parts: Vec<(String, String)>| -> (String, String) {
        let (zh, en): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        (zh.join("；"), en.join("; "))
    };
    let stage_words = |stage: Option<StageNow>| match stage {
        Some(s) => (
            format!(
                "工作处于“{}”阶段{}",
                s.stage.zh(),
                if s.status == EventStatus::Done {
                    "（已完成）"
                } else {
                    "（进行中）"
                }
            ),
            format!(
                "the work is at the stage “{}” ({})",
                s.stage.en(),
                if s.status == EventStatus::Done {
                    "reached"
                } else {
                    "under way"
                }
            ),
        ),
        None => (
            "报告没有写明工作阶段".to_owned(),
            "the report names no stage".to_owned(),
        ),
    };
    match level {
        Level::ToConfirm => {
            let (zh, en) = join(
                indicators
                    .iter()
                    .filter(|i| i.link.is_some_and(|l| l != Link::Certain))
                    .map(|i| {
                        let (zh, en) = figure(i, policy);
                        (
                            format!("{}：{zh}，{}", i.name, i.link_reason),
                            format!("{}: {en}", i.name),
                        )
                    })
                    .collect(),
            );
            (
                format!("报告里有数字，但与承诺目标的对应关系需要核定。{zh}。"),
                format!("There are figures, but what they count has to be confirmed. {en}."),
            )
        }
        Level::Unquantified => {
            let certain = indicators.iter().any(|i| i.link == Some(Link::Certain));
            let (zh, en) = stage_words(stage);
            if certain && policy.plan == PlanRule::FiledOnly {
                return (
                    format!("没有填报分月计划，按“{}”规则无法判断；{zh}。", policy.title),
                    format!(
                        "No plan was filed, so the {} rule cannot judge; {en}.",
                        policy.title_en
                    ),
                );
            }
            (
                format!("没有可以对照目标的数字；{zh}。"),
                format!("No figure can be compared with the target; {en}."),
            )
        }
        _ => {
            let judged: Vec<_> = indicators.iter().filter(|i| i.level.is_some()).collect();
            let several = judged.len() > 1 || indicators.iter().filter(|i| i.promised).count() > 1;
            let (mut zh, mut en) = join(
                judged
                    .iter()
                    .map(|i| {
                        let ((a, a_en), (b, b_en)) = (figure(i, policy), gap(i, policy));
                        let name = if several && !i.name.is_empty() {
                            format!("{}：", i.name)
                        } else {
                            String::new()
                        };
                        let sep = |b: &str, s: &'static str| if b.is_empty() { "" } else { s };
                        (
                            format!("{name}{a}{}{b}", sep(&b, "，")),
                            format!("{name}{a_en}{}{b_en}", sep(&b_en, "; ")),
                        )
                    })
                    .collect(),
            );
            let promised = indicators.iter().filter(|i| i.promised).count();
            let counted = judged.iter().filter(|i| i.promised).count();
            if promised > counted && counted > 0 {
                zh.push_str(&format!("；依据{promised}项指标中的{counted}项"));
                en.push_str(&format!("; based on {counted} of {promised} indicators"));
            }
            let counts = || indicators.iter().filter(|i| i.promised && !i.is_limit());
            let met = counts().next().is_some()
                && counts()
                    .all(|i| i.level.is_some() && i.ratio.is_some_and(|r| r >= Decimal::ONE));
            if level == Level::Normal && met && policy.done_needs_acceptance {
                zh.push_str("；目标数已达到，验收后为办结");
                en.push_str("; the target is reached, done once accepted");
            }
            // A policy is not said to judge what only the rule for limits did.
            let mut deciding = judged
                .iter()
                .filter(|i| level == Level::Normal || i.level == Some(level))
                .peekable();
            if deciding.peek().is_some() && deciding.all(|i| i.is_limit()) {
                return (
                    format!("{zh}；按本系统通用规则判为{}。", level.zh()),
                    format!(
                        "{en}; {} under the general rule of this system.",
                        level.en()
                    ),
                );
            }
            (
                format!(
                    "{zh}；按“{}”规则第{}版判为{}。",
                    policy.title,
                    policy.version,
                    level.zh()
                ),
                format!(
                    "{en}; {} under version {} of the {} rule.",
                    level.en(),
                    policy.version,
                    policy.title_en
                ),
            )
        }
    }
}
