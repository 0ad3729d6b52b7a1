//! Amounts of a neighbouring kind: 足球场3个 beside 篮球场9个 for 篮球场10个.

use super::{NEAR, own_words};
use crate::rules::actuals::{Judged, Role, Scene};
use crate::rules::kinds::LEFT;
use crate::rules::link::{Decision, named, pairs};
use crate::text::{Phrase as _, is_chinese};
use shishi_domain::Link;

/// Of several amounts linked to one target, those whose name has what the title does not know give
/// way to one of the same sentence that goes by the target's own name and nothing else.
pub(crate) fn settle_neighbours(scene: &Scene, out: &mut [Judged]) {
    let linked: Vec<(usize, usize)> = out
        .iter()
        .enumerate()
        .filter(|(_, j)| matches!(j.role, Role::Reached(_)) && j.decision.exact)
        .filter(|(_, j)| !j.quantity.is_rate())
        .filter_map(|(k, j)| Some((k, j.decision.target?)))
        .collect();
    for (at, &(k, target)) in linked.iter().enumerate() {
        let judged = &out[k];
        let equal = scene.targets.list[target].amount.value == judged.amount.value;
        if judged.decision.told || equal {
            continue;
        }
        let sentence = |k: usize| scene.prose.clauses[out[k].clause].sentence;
        let beside = linked[at.saturating_sub(NEAR)..].iter().take(2 * NEAR);
        let mut rivals = beside
            .filter(|&&(rival, of)| rival != k && of == target && sentence(rival) == sentence(k))
            .peekable();
        if rivals.peek().is_none() || !Name::new(scene, judged, target).other {
            continue;
        }
        if rivals.any(|&(rival, _)| Name::new(scene, &out[rival], target).own) {
            out[k].decision = Decision::none(Link::Open, "是并列的另一类，名称与目标不同");
        }
    }
}

/// What the name of an amount has in common with its target.
struct Name {
    /// It is that of the target, and has nothing else.
    own: bool,
    /// It has characters that the title does not know.
    other: bool,
}

/// Characters that are no part of a name by themselves.
const LOOSE: &str = "已共约又再并还另的了等各均全都将为在至到解决";

impl Name {
    fn new(scene: &Scene, judged: &Judged, target: usize) -> Self {
        let (before, behind) = own_words(scene, judged);
        // 篮球场9个、足球场3个: what stands behind a mark is the next one's.
        let behind = behind.split(['、', '和', '及', '与', '(']).next();
        let words = format!("{} {}", &*before, behind.unwrap_or_default());
        let own = scene.targets.list[target].own;
        let title = scene.targets.title_words;
        // 新建污水管网12公里 for 新建雨水管网20公里 beside 改造污水管网30公里.
        let elsewhere = |c: char| {
            let mut others = scene.targets.list.iter().enumerate();
            others.any(|(k, t)| k != target && t.own.contains(c))
        };
        // 剩余5个小区也已完成改造: the rest of them.
        let left = before.starts_with_one(LEFT);
        let is_known = |c: char| own.contains(c) || title.contains(c) && !elsewhere(c);
        let foreign = |c: char| is_chinese(c) && !LOOSE.contains(c) && !is_known(c);
        // Verbs are no names, and looking for them costs most.
        let other = !left && words.chars().any(foreign) && named(&words).chars().any(foreign);
        let shared = || {
            !scene.targets.list[target]
                .names(&pairs(&named(&words)))
                .is_empty()
        };
        Self {
            own: !other && shared(),
            other,
        }
    }
}
