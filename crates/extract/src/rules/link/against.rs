//! What speaks against the target that an amount fits best.

use super::pairs::{common, is_generic, is_verb, pairs};
use super::units::{percent_of, same_unit};
use super::{Candidate, Pair, Pick, Prepared};
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::Dimension;
use shishi_domain::Decimal;

/// Why the amount does not count, in words for the reader.
type Reason = fn(&Pick) -> Option<&'static str>;

/// The reasons in order: the first that applies is given.
pub(super) const AGAINST: &[Reason] = &[
    no_investment,
    of_several,
    of_another_plan,
    other_noun,
    verb_alone,
    other_projects,
    other_thing,
];

/// Measure words that fit nearly anything.
fn fits_anything(unit: &str) -> bool {
    matches!(unit, "个" | "处" | "项" | "座" | "套" | "台")
}

/// Money paid out to people, or only granted, is no investment made.
fn no_investment(pick: &Pick) -> Option<&'static str> {
    const PAID_OUT: &[&str] = &[
        "发放",
        "补助",
        "补贴",
        "救助",
        "养老金",
        "待遇",
        "兑付",
        "兑现",
        "支取",
        "报销",
        "贷款",
    ];
    const GRANTED: &[&str] = &["落实", "争取", "下达", "申请", "获批"];
    const SPENT: &[&str] = &["投资", "完成", "投入", "支出", "资金", "投"];
    let of = pick.of;
    if of.dimension != Some(Dimension::Money) || !pick.target.own.has(any_of!["投资"]) {
        return None;
    }
    let says = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    if !of.table && !says(SPENT, of.near) && !says(SPENT, of.far) {
        return Some("没有说明是投资，不作为完成的投资");
    }
    if says(PAID_OUT, of.near) || !of.near.has(any_of!["投资"]) && says(PAID_OUT, of.far) {
        return Some("发放或借出的资金，不是完成的投资");
    }
    says(GRANTED, of.near).then_some("落实的资金，不是完成的投资")
}

/// 累计开工24个 for 16个 and 10个: of both together.
fn of_several(pick: &Pick) -> Option<&'static str> {
    let (of, target, list) = (pick.of, pick.target, &pick.targets.list);
    let same = |t: &&Prepared| same_unit(&t.amount.unit, &of.amount.unit) && !t.part;
    let together = pick.exact
        && !pick.told
        && of.amount.value > target.amount.value
        && list.iter().filter(same).count() >= 2
        && of.amount.value <= list.iter().filter(same).map(|t| t.amount.value).sum()
        && common(pick.near, target.pairs()) == 0;
    together.then_some("可能是几个目标的合计")
}

/// 完成338公里,占年度计划的169% for 500公里: of another plan.
fn of_another_plan(pick: &Pick) -> Option<&'static str> {
    let (of, target) = (pick.of, pick.target);
    if !pick.exact || pick.told || !of.of_plan {
        return None;
    }
    let stated = of.percent?;
    let computed = percent_of(of.amount.value, target.amount.value)?;
    let gap = (computed - stated).abs();
    let far_off = gap > Decimal::from(5) && gap > stated * Decimal::new(3, 1);
    far_off.then_some("所述百分比与目标不符")
}

/// 70个分类亭 are no 小区: what follows the measure word is no thing of the title.
fn other_noun(pick: &Pick) -> Option<&'static str> {
    let other = pick.exact
        && !pick.told
        && pick.target.amount.value != pick.of.amount.value
        && names_other(pick.of, pick.targets.title_words);
    other.then_some("名称与目标不符")
}

/// Whether what follows a measure word that fits anything is no thing of the title.
fn names_other(of: &Candidate, title: &str) -> bool {
    const ANY: &[&str] = &[
        "项目", "工程", "点位", "任务", "事项", "子项", "标段", "单位",
    ];
    // 14个事项提前完成: how, and no noun.
    const HOW: &[&str] = &[
        "具备", "达到", "通过", "取得", "进入", "正式", "投入", "已", "完", "提前", "超额", "如期",
        "全面", "基本", "顺利", "按", "均", "因", "全部", "率先", "实际",
    ];
    if !fits_anything(&of.amount.unit) {
        return false;
    }
    let mut places = of.noun.char_indices().map(|(i, _)| i);
    let end = places.find(|&i| of.noun[i..].starts_with_one(HOW));
    let noun = &of.noun[..end.unwrap_or(of.noun.len())];
    let Some(head) = noun.chars().next_back() else {
        return false;
    };
    noun.chars().count() >= 2 && !title.contains(head) && !ANY.iter().any(|w| noun.ends_with(w))
}

/// 改造公厕100所 and 改造小区1300个 share but the verb.
fn verb_alone(pick: &Pick) -> Option<&'static str> {
    let target = pick.target;
    let count = Some(Dimension::Count);
    if pick.exact || pick.told || (pick.of.dimension, target.dimension) != (count, count) {
        return None;
    }
    let named = |words: &[Pair]| {
        words
            .iter()
            .any(|p| target.pairs().binary_search(p).is_ok() && !is_verb(*p))
    };
    let verb_alone = common(pick.near, target.pairs()) > 0
        && !named(pick.near)
        && !named(pick.far)
        && pick.targets.list.len() > 1;
    verb_alone.then_some("名称与各目标不符")
}

/// 新增国债项目73个 for 257个重点项目: projects of another kind.
fn other_projects(pick: &Pick) -> Option<&'static str> {
    let (of, target) = (pick.of, pick.target);
    let foreign = || {
        let title = pick.targets.title();
        let own = pick.near.iter();
        let own = own.filter(|p| !is_generic(**p) && !is_verb(**p));
        let (known, foreign) = own.fold((0, 0), |(known, foreign), p| {
            if title.binary_search(p).is_ok() {
                (known + 1, foreign)
            } else {
                (known, foreign + 1)
            }
        });
        known * 2 < foreign && foreign >= 3
    };
    let told_apart = pick.exact
        && !pick.told
        && !of.table
        && of.amount.value != target.amount.value
        && !of.ended
        && of.near.trim_end().ends_with("项目")
        && target.own.has(any_of!["项目"])
        && target.names(pick.near).iter().all(|p| is_generic(*p))
        && foreign();
    told_apart.then_some("是另一类项目，名称与目标不符")
}

/// 建成厢房38个 for 210个小区: another thing.
fn other_thing(pick: &Pick) -> Option<&'static str> {
    let of = pick.of;
    let open = pick.exact
        && !pick.told
        && of.within.is_none()
        && of.amount.value != pick.target.amount.value
        && fits_anything(&of.amount.unit)
        && (2..=6).contains(&of.thing.chars().count());
    if !open {
        return None;
    }
    let (thing, title) = (pairs(of.thing), pick.targets.title());
    let other = !thing.is_empty()
        && thing.iter().all(|p| title.binary_search(p).is_err())
        && of
            .thing
            .chars()
            .next_back()
            .is_some_and(|c| !pick.targets.title_words.contains(c));
    other.then_some("名称与目标不符")
}
