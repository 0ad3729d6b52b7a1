//! A value that people set otherwise than the words say, in one sentence.

use shishi_app::snapshot::ByHand;
use shishi_domain::Amount;

use crate::lang::Lang;

/// What was set, and by whom and when, where the records tell.
pub fn told(t: Lang, set: &ByHand) -> String {
    let said = |amount: &Amount| match t {
        Lang::Zh => format!("{}{}", t.value(amount), amount.unit),
        Lang::En => format!("{} {}", t.value(amount), amount.unit),
    };
    let (was, now) = (set.was.as_ref().map(said), set.now.as_ref().map(said));
    let (by, day) = (t.actor(&set.by), t.moment(set.at));
    let sentence = match (t, set.of_target, was, now) {
        (Lang::Zh, true, Some(was), Some(now)) => {
            format!("目标由{by}更正为{now}，承诺原文为{was}")
        }
        (Lang::En, true, Some(was), Some(now)) => {
            format!("target corrected to {now} by {by}; {was} as published")
        }
        (Lang::Zh, false, Some(was), Some(now)) if was == now => {
            format!("报告原文的{was}计入哪项指标，由{by}核定")
        }
        (Lang::En, false, Some(was), Some(now)) if was == now => {
            format!("what {was} in the report counts towards was settled by {by}")
        }
        (Lang::Zh, false, Some(was), Some(now)) => {
            format!("完成数由{by}更正为{now}，报告原文为{was}")
        }
        (Lang::En, false, Some(was), Some(now)) => {
            format!("figure corrected to {now} by {by}; {was} in the report")
        }
        (Lang::Zh, _, None, Some(now)) => format!("完成数{now}由{by}填入，不在报告原文中"),
        (Lang::En, _, None, Some(now)) => {
            format!("figure of {now} entered by {by}; it is not in the report")
        }
        (Lang::Zh, true, was, None) => {
            let was = was.unwrap_or_default();
            format!("承诺原文的目标{was}，经{by}核定，不予采用")
        }
        (Lang::En, true, was, None) => {
            format!("target of {} set aside", was.unwrap_or_default())
        }
        (Lang::Zh, false, was, None) => {
            let was = was.unwrap_or_default();
            format!("报告原文的{was}，经{by}核定，不予采用")
        }
        (Lang::En, false, was, None) => {
            format!("{} in the report set aside", was.unwrap_or_default())
        }
    };
    if set.by.is_empty() {
        return sentence;
    }
    match t {
        Lang::En if set.now.is_none() => format!("{sentence} by {by} ({day})"),
        Lang::Zh => format!("{sentence}（{day}）"),
        Lang::En => format!("{sentence} ({day})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_that_was_carried_on_names_nobody() {
        let set = crate::samples::set_by_hand().rows[7].by_hand[3].clone();
        let check = |set: &ByHand, zh: &str, en: &str| {
            assert_eq!(
                (told(Lang::Zh, set), told(Lang::En, set)),
                (zh.into(), en.into())
            );
        };
        check(
            &set,
            "报告原文的200套，经督查室核定，不予采用（2024年4月11日）",
            "200 套 in the report set aside by the supervision office (11 April 2024)",
        );
        let carried = ByHand {
            by: String::new(),
            ..set
        };
        check(
            &carried,
            "报告原文的200套，经核定，不予采用",
            "200 套 in the report set aside",
        );
    }
}
