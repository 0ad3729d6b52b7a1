//! What speaks against an amount of projects.

use super::things::kind_of;
use crate::rules::link::Pick;
use crate::rules::link::pairs::{is_generic, is_verb, last_two};
use crate::rules::link::silent::says_nothing;
use crate::text::{Phrase as _, any_of};

/// 新增国债项目73个 for 257个重点项目: projects of another kind.
pub(super) fn other_projects(pick: &Pick) -> Option<&'static str> {
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
        && !(says_nothing(of.near) && of.near.starts_with('已'))
        && target.own.has(any_of!["项目"])
        && target.names(pick.near).iter().all(|p| is_generic(*p))
        && foreign();
    told_apart.then_some("是另一类项目，名称与目标不符")
}

/// 28个幸福村累计实施项目113个: projects, where the title counts something else.
pub(super) fn more_projects(pick: &Pick) -> Option<&'static str> {
    // 建成停车场项目12个, 完成小区改造项目22个: one project is one of what is counted.
    let one_each = || {
        let near = pick.of.near.trim_end();
        let name = near.strip_suffix("项目").unwrap_or(near);
        let name = name.trim_end_matches("改造").trim_end_matches("建设");
        let kind = last_two(name);
        kind.chars().count() == 2 && kind_of(pick.target) == kind
    };
    let more = pick.exact
        && !pick.told
        && pick.of.near.trim_end().ends_with("项目")
        && pick.of.amount.value > pick.target.amount.value
        && !pick
            .targets
            .title_words
            .has(any_of!["项目", "工程", "实事"])
        && !one_each();
    more.then_some("名称与目标不符")
}

/// 新建停车场项目5个 for 停车泊位1500个: projects, where the title counts what they bring.
pub(super) fn projects_alone(pick: &Pick) -> Option<&'static str> {
    let near = pick.of.near.trim_end();
    let kind = kind_of(pick.target);
    let alone = pick.exact
        && !pick.told
        && near.ends_with("项目")
        // 已交付12个项目2786套: the noun of the amount before it.
        && near != "项目"
        && kind.chars().count() == 2
        && !near.contains(kind)
        && pick.of.amount.value != pick.target.amount.value
        && !pick
            .targets
            .title_words
            .has(any_of!["项目", "工程", "实事"]);
    alone.then_some("名称与目标不符")
}

/// 投资超亿元的项目有110个 for 重点项目330个: of what size they are, and no progress.
pub(super) fn of_size(pick: &Pick) -> Option<&'static str> {
    let sized = pick.of.near.has(any_of!["亿元的项目", "万元的项目"])
        && pick.of.near.has(any_of!["投资超", "投资过", "投资达"])
        && !pick.targets.title_words.has(any_of!["亿元", "万元以上"]);
    (sized && !pick.told).then_some("是另一类项目，名称与目标不符")
}
