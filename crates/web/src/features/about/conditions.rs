//! Lamp policies in words. Written from the policy in force, so that the page cannot differ from
//! what is computed.

use shishi_domain::amount::plain;
use shishi_domain::policy::{Basis, Policy};
use shishi_domain::{Decimal, Level};

use crate::lang::Lang;

/// The lower and upper limit of a band that lies above its limit, in words.
fn above(policy: &Policy, at: usize, t: Lang, unit: (&str, &str)) -> String {
    let band = &policy.bands[at];
    let limit = plain(band.limit);
    let more = match at.checked_sub(1).map(|over| &policy.bands[over]) {
        None => String::new(),
        Some(over) => {
            let upper = plain(over.limit);
            match (t, over.included) {
                (Lang::Zh, false) => format!("，不超过 {upper}{}", unit.0),
                (Lang::Zh, true) => format!("，不满 {upper}{}", unit.0),
                (Lang::En, false) => format!(", at most {upper}{}", unit.1),
                (Lang::En, true) => format!(", less than {upper}{}", unit.1),
            }
        }
    };
    let lower = match (t, band.included) {
        (Lang::Zh, true) => format!("满 {limit}{}", unit.0),
        (Lang::Zh, false) => format!("超过 {limit}{}", unit.0),
        (Lang::En, true) => format!("{limit}{} or more", unit.1),
        (Lang::En, false) => format!("more than {limit}{}", unit.1),
    };
    lower + &more
}

fn band(policy: &Policy, at: usize, t: Lang) -> String {
    let this = &policy.bands[at];
    match policy.basis {
        Basis::PointsBehind if this.limit == Decimal::ZERO && !this.included && at == 0 => {
            t.say("落后于应达进度", "Behind what was due").to_owned()
        }
        Basis::PointsBehind => {
            let words = above(policy, at, t, (" 个百分点", " points"));
            match t {
                Lang::Zh => format!("比应达进度落后{words}"),
                Lang::En => format!("Behind what was due by {words}"),
            }
        }
        Basis::GapRatio => {
            let words = above(policy, at, t, ("%", " %"));
            match t {
                Lang::Zh => format!("缺口占应达进度的比例{words}"),
                Lang::En => format!("The gap is {words} of what was due"),
            }
        }
        Basis::Completion => {
            let limit = plain(this.limit);
            let lower = match (t, this.included) {
                (Lang::Zh, false) => format!("完成率低于 {limit}%"),
                (Lang::Zh, true) => format!("完成率不高于 {limit}%"),
                (Lang::En, false) => format!("Less than {limit} % completed"),
                (Lang::En, true) => format!("At most {limit} % completed"),
            };
            match at.checked_sub(1).map(|over| &policy.bands[over]) {
                None => lower,
                Some(over) => {
                    let under = plain(over.limit);
                    match t {
                        Lang::Zh => format!("{lower}，高于上一档的 {under}%"),
                        Lang::En => format!("{lower}, above the {under} % of the band before"),
                    }
                }
            }
        }
    }
}

fn normal(policy: &Policy, t: Lang) -> String {
    let Some(last) = policy.bands.last() else {
        return t.say("有数字即为正常", "Any figure is on track").to_owned();
    };
    let limit = plain(last.limit);
    match (policy.basis, t, last.included) {
        (Basis::PointsBehind, _, false) if last.limit == Decimal::ZERO => {
            t.say("达到应达进度", "What was due is reached").to_owned()
        }
        (Basis::PointsBehind, Lang::Zh, true) => {
            format!("达到应达进度，或落后不满 {limit} 个百分点")
        }
        (Basis::PointsBehind, Lang::Zh, false) => {
            format!("达到应达进度，或落后不超过 {limit} 个百分点")
        }
        (Basis::PointsBehind, Lang::En, true) => {
            format!("What was due is reached, or less than {limit} points are missing")
        }
        (Basis::PointsBehind, Lang::En, false) => {
            format!("What was due is reached, or at most {limit} points are missing")
        }
        (Basis::GapRatio, Lang::Zh, true) => format!("缺口占应达进度的比例不满 {limit}%"),
        (Basis::GapRatio, Lang::Zh, false) => format!("缺口占应达进度的比例不超过 {limit}%"),
        (Basis::GapRatio, Lang::En, true) => {
            format!("The gap is less than {limit} % of what was due")
        }
        (Basis::GapRatio, Lang::En, false) => {
            format!("The gap is at most {limit} % of what was due")
        }
        (Basis::Completion, Lang::Zh, false) => format!("完成率不低于 {limit}%"),
        (Basis::Completion, Lang::Zh, true) => format!("完成率高于 {limit}%"),
        (Basis::Completion, Lang::En, false) => format!("At least {limit} % completed"),
        (Basis::Completion, Lang::En, true) => format!("More than {limit} % completed"),
    }
}

/// The rule for rates with a floor and for ceilings. It is the same under every policy, as no
/// published rule says more.
fn limit(t: Lang, kept: bool) -> String {
    match (t, kept) {
        (Lang::Zh, true) => "合格率等下限指标、“不超过”等上限指标符合要求（本系统通用规则）",
        (Lang::Zh, false) => "合格率等下限指标、“不超过”等上限指标未达到要求（本系统通用规则）",
        (Lang::En, true) => {
            "A rate with a floor, or a ceiling, is kept (general rule of this system)"
        }
        (Lang::En, false) => {
            "A rate with a floor, or a ceiling, is not kept (general rule of this system)"
        }
    }
    .to_owned()
}

/// Every level a row can have under a policy, in order of urgency, each with its condition.
pub fn conditions(policy: &Policy, t: Lang) -> Vec<(Level, String)> {
    let mut out: Vec<(Level, String)> = policy
        .bands
        .iter()
        .enumerate()
        .map(|(at, of)| (of.level, band(policy, at, t)))
        .collect();
    out.push((Level::Remind, limit(t, false)));
    out.push((Level::Normal, normal(policy, t)));
    out.push((Level::Normal, limit(t, true)));
    let done = if policy.done_needs_acceptance {
        t.say(
            "达到目标，并已验收或投入使用",
            "The target is reached and accepted or in use",
        )
    } else {
        t.say("达到目标", "The target is reached")
    };
    out.push((Level::Done, done.to_owned()));
    out.push((
        Level::ToConfirm,
        t.say(
            "报告里有数字，但它与承诺目标的对应关系要由人核定",
            "There is a figure, but a person has to confirm what it counts",
        )
        .to_owned(),
    ));
    out.push((
        Level::Unquantified,
        t.say(
            "报告没有可以对照目标的数字。不当作零，也不判为落后",
            "No figure can be set against the target. Not zero, and not behind",
        )
        .to_owned(),
    ));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(policy: &str, want: &[&str]) {
        let policy = Policy::preset(policy).unwrap();
        let got: Vec<String> = conditions(&policy, Lang::Zh)
            .into_iter()
            .map(|(_, words)| words)
            .filter(|words| !words.ends_with("（本系统通用规则）"))
            .take(want.len())
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn limits_are_named_under_every_policy() {
        for policy in Policy::presets() {
            let levels: Vec<Level> = conditions(&policy, Lang::Zh)
                .into_iter()
                .filter(|(_, words)| words.contains("上限指标"))
                .map(|(level, _)| level)
                .collect();
            assert_eq!(levels, [Level::Remind, Level::Normal], "{}", policy.name);
        }
    }

    #[test]
    fn policies_say_where_their_limits_belong() {
        check(
            "yinchuan",
            &[
                "比应达进度落后超过 30 个百分点",
                "比应达进度落后满 10 个百分点，不超过 30 个百分点",
                "达到应达进度，或落后不满 10 个百分点",
            ],
        );
        check("dazu", &["完成率低于 30%", "完成率不低于 30%"]);
        check("ouhai", &["落后于应达进度", "达到应达进度"]);
        check(
            "gap",
            &[
                "缺口占应达进度的比例超过 50%",
                "缺口占应达进度的比例超过 30%，不超过 50%",
                "缺口占应达进度的比例超过 10%，不超过 30%",
                "缺口占应达进度的比例不超过 10%",
            ],
        );
    }
}
