//! What speaks against a rate of another name.

use crate::rules::link::pairs::{common, is_generic, is_verb, last_two, pairs};
use crate::rules::link::{Pair, Pick};
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::Dimension;

/// 合格率98% for 不合格食品处置率100%: rates of two names.
pub(super) fn other_rate(pick: &Pick) -> Option<&'static str> {
    if pick.of.dimension != Some(Dimension::Rate) {
        return None;
    }
    const GROWTH: &Sought = any_of!["增长", "下降", "增速", "增幅", "同比"];
    let (near, target) = (pick.of.near, pick.target);
    // 一般公共预算收入增长1.4% for 生产总值增长5%: what the title names apart from the target.
    let of_another = || {
        let named = |p: &&Pair| {
            let grows = GROWTH.iter().any(|word| pairs(word.word).contains(p));
            !grows && !is_verb(**p) && !is_generic(**p)
        };
        let title = pick.targets.title();
        let mut own = pick.near.iter().filter(named);
        let apart = own
            .clone()
            .filter(|p| title.binary_search(p).is_ok())
            .count();
        apart >= 3 && own.all(|p| target.pairs().binary_search(p).is_err())
    };
    if near.has(GROWTH) && target.own.has(GROWTH) && pick.targets.list.len() > 1 && of_another() {
        return Some("比率的名称与目标不符");
    }
    let own = target.own.contains('率');
    let Some((at, _)) = near.match_indices('率').next_back() else {
        // 投资同比下降4.7% for 落地率50%.
        let grows = own && near.has(GROWTH) && !target.own.has(GROWTH);
        return grows.then_some("是增减幅度，不是目标所指的比率");
    };
    let last = last_two(&near[..at]);
    let name = format!("{last}率");
    // 通硬化路率100% for 服务点全覆盖: a rate that the title does not speak of.
    let unknown = || {
        common(pick.near, target.pairs()) == 0
            && !pick.targets.title_words.contains(last)
            && !matches!(last, "完成" | "达标" | "合格" | "覆盖")
    };
    let other = name.chars().count() == 3
        && if own {
            // 婚检率 for 婚前医学检查率: what it is called for short.
            !target.own.contains(&name)
                && !is_short_for(&name, target.own)
                && !means_the_same(last, target.own, common(pick.near, target.pairs()))
        } else {
            unknown()
        };
    other.then_some("比率的名称与目标不符")
}

/// 垃圾无害化处置率 for 垃圾无害化处理率: whether another name of a rate begins alike, and all before it is the
/// same.
fn means_the_same(name: &str, own: &str, shared: usize) -> bool {
    let asked = own.split_once('率').map_or("", |(name, _)| last_two(name));
    shared >= 3 && name.chars().next() == asked.chars().next()
}

/// Whether the characters of a short name stand in the long one, in their order.
pub(crate) fn is_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let begins = short.chars().next() == long.chars().next();
    begins && short.chars().all(|c| rest.any(|r| r == c))
}
