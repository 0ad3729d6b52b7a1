//! Units, thresholds and percentages that two amounts share or not.

use super::pairs::{common, pairs};
use super::silent::says_nothing;
use super::{Candidate, Prepared};
use crate::clause::Prose;
use crate::text::{Phrase as _, Words, any_of};
use crate::vocabulary::Dimension;
use shishi_domain::Decimal;

/// Whether words count per head.
pub(crate) fn per_head(words: Words) -> bool {
    // 千人口托位数; but 13万人口安全饮水 counts people.
    let of_thousand = || {
        let counts = |c: char| c.is_ascii_digit() || "十百几".contains(c);
        ["千人口", "万人口"].iter().any(|word| {
            let found = words.split_once(word);
            found.is_some_and(|(before, _)| {
                let head = before.trim_end_matches(counts);
                head.len() == before.len() || head.ends_with('每')
            })
        })
    };
    // One of these stands in each of the words.
    words.contains(['每', '口', '均', '/'])
        && (words.has(any_of![
            "每千人",
            "每万人",
            "人均",
            "每百户",
            "/千人",
            "户均",
            "每百人",
        ]) || of_thousand())
        // 195户均已竣工: all of them.
        && !words.has(any_of!["户均已", "户均未", "户均完", "人均已", "人均未", "人均完"])
}

/// What percentage an amount is of a target; none beyond measure.
pub(crate) fn percent_of(actual: Decimal, target: Decimal) -> Option<Decimal> {
    actual
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|a| a.checked_div(target))
}

/// Whether a stated percentage is that of two amounts, at whole percents.
pub(crate) fn agrees(stated: Decimal, actual: Decimal, target: Decimal) -> bool {
    percent_of(actual, target).is_some_and(|computed| (computed - stated).abs() < Decimal::ONE)
}

/// The same, at the decimals stated.
pub(crate) fn agrees_closely(stated: Decimal, actual: Decimal, target: Decimal) -> bool {
    percent_of(actual, target).is_some_and(|computed| {
        let step = if stated.scale() == 0 {
            Decimal::ONE
        } else {
            Decimal::new(1, 1)
        };
        (computed - stated).abs() < step
    })
}

/// Whether two units can measure the same thing.
pub(super) fn comparable(of: &Candidate, target: &Prepared) -> bool {
    let (a, b) = (of.amount.unit.as_str(), target.amount.unit.as_str());
    if same_unit(a, b) {
        return true;
    }
    // 户厕436座 for 500户, 停车泊位436位 for 500个.
    let toilets = |unit: &str| matches!(unit, "户" | "座" | "个" | "处");
    if toilets(a) && toilets(b) && target.own.contains('厕') && of.near.contains('厕') {
        return true;
    }
    let bays = |unit: &str| matches!(unit, "位" | "个");
    if bays(a) && bays(b) && target.own.has(any_of!["泊位", "车位"]) {
        return true;
    }
    // 累计8878例 of 1万名患者.
    let person = |unit: &str| matches!(unit, "人" | "名");
    if a == "例" && person(b) || b == "例" && person(a) {
        return true;
    }
    // 开发4093个,完成计划的204% for 岗位2000人: the percentage tells.
    let told = || {
        let share = of.percent.filter(|p| *p != Decimal::ONE_HUNDRED);
        !of.bare_percent && share.is_some_and(|p| agrees(p, of.amount.value, target.amount.value))
    };
    let counted = |d: Option<Dimension>| matches!(d, Some(Dimension::Count | Dimension::Person));
    // 建成公厕18座,完成计划的90% fits 培训保洁员20名 by chance.
    let named = || {
        let words = pairs(of.near);
        says_nothing(of.near) && of.dimension == target.dimension
            || target.own.has(any_of!["岗位", "就业"])
            || common(&words, target.pairs()) > 0
    };
    if counted(of.dimension) && counted(target.dimension) && told() && named() {
        return true;
    }
    match (of.dimension, target.dimension) {
        (Some(Dimension::Person), Some(Dimension::Person)) => true,
        (Some(Dimension::Count), Some(Dimension::Count)) => {
            // Dwellings, and 个, which fits any thing.
            (dwelling(a) && dwelling(b))
                || ((a == "个" || b == "个") && things(a) && things(b))
                || cases(a) && cases(b)
                || places(a) && places(b)
                || sessions(a) && sessions(b)
                || machines(a) && machines(b)
        }
        _ => false,
    }
}

/// 每个乡镇2-3个: so many to each.
pub(super) fn each_one(words: &str, title: &Prose, from: usize, at: usize) -> bool {
    words.starts_with('每')
        || title
            .text
            .folded_of(from, at)
            .trim_start_matches(['在', '为', '按'])
            .starts_with('每')
}

/// The sum, named before `at`, from which on a thing counts.
pub(crate) fn threshold(prose: &Prose, from: usize, at: usize) -> Option<Decimal> {
    let text = &prose.text;
    let stated = prose
        .quantities_in(from, at)
        .iter()
        .rfind(|q| q.bounded_after && q.dimension() == Some(Dimension::Money) && q.end <= at);
    if stated.is_some() {
        return stated.map(|q| q.value);
    }
    // 亿元以上 names one without a numeral.
    text.each_word(from, at, any_of!["亿元以上", "亿元及以上", "亿元(含)以上"])
        .next()
        .map(|_| Decimal::from(100_000_000))
}

fn dwelling(unit: &str) -> bool {
    matches!(unit, "套" | "户" | "套(间)" | "套(户)" | "间")
}

fn cases(unit: &str) -> bool {
    matches!(unit, "件" | "宗" | "起")
}

fn places(unit: &str) -> bool {
    matches!(unit, "处" | "个" | "座" | "家" | "所" | "间")
}

fn sessions(unit: &str) -> bool {
    matches!(
        unit,
        "场" | "场次" | "场(次)" | "次" | "期" | "班" | "班次" | "班期" | "批次"
    )
}

fn machines(unit: &str) -> bool {
    matches!(
        unit,
        "台" | "辆" | "部" | "套" | "组" | "盏" | "盏(套)" | "台(套)" | "套(台)" | "杆" | "根"
    )
}

fn things(unit: &str) -> bool {
    matches!(
        unit,
        "个" | "所" | "座" | "处" | "家" | "台" | "块" | "栋" | "幢" | "项" | "件" | "盏"
    )
}

/// Whether two units are the same, however written.
pub(crate) fn same_unit(a: &str, b: &str) -> bool {
    // A 里 is half a 公里.
    a == b || a != "里" && b != "里" && is_same_unit(a, b)
}

/// The same, where they are not written alike.
fn is_same_unit(a: &str, b: &str) -> bool {
    let norm = |c: char| match c {
        '（' => '(',
        '）' => ')',
        _ => c,
    };
    // 套(户) and 套 are one.
    let joined = |whole: &str, part: &str| {
        whole
            .strip_prefix(part)
            .is_some_and(|rest| rest.starts_with(['(', '（']))
    };
    // 台(套) and 台套.
    let plain = |unit: &str| unit.replace(['(', ')', '（', '）'], "");
    let bracketed = a.contains(['(', '（']) != b.contains(['(', '（']);
    // 3350吨/天 for 3000吨/日.
    let daily = |unit| {
        ["/天", "/日"]
            .iter()
            .find_map(|end| str::strip_suffix(unit, end))
    };
    daily(a).is_some() && daily(a) == daily(b)
        || bracketed && plain(a) == plain(b)
        || joined(a, b)
        || joined(b, a)
        || a.chars().map(norm).eq(b.chars().map(norm))
        || matches!(
            (a, b),
            ("千米", "公里")
                | ("公里", "千米")
                | ("人", "名")
                | ("名", "人")
                | ("件", "项")
                | ("项", "件")
                | ("亩", "亩次")
                | ("亩次", "亩")
                | ("场", "场次" | "场(次)")
                | ("场次", "场" | "场(次)")
                | ("场(次)", "场" | "场次")
        )
}
