//! Amounts of a neighbouring kind: 足球场3个 beside 篮球场9个 for 篮球场10个.

use super::{NEAR, own_words};
use crate::rules::actuals::{Judged, Role, Scene};
use crate::rules::kinds::LEFT;
use crate::rules::link::{Decision, named, pairs};
use crate::text::{Phrase as _, is_chinese};
use shishi_domain::{Decimal, Link};

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
        let Some(&(rival, _)) =
            rivals.find(|&&(rival, _)| Name::new(scene, &out[rival], target).own)
        else {
            continue;
        };
        if add_up(scene, out, target, [rival, k]) {
            for k in [rival, k] {
                out[k].decision.link = Link::Likely;
                out[k].decision.reason = SEVERAL;
            }
        } else {
            out[k].decision = Decision::none(Link::Open, "是并列的另一类，名称与目标不同");
        }
    }
}

/// Why a link is not certain where a target has several amounts.
pub(super) const SEVERAL: &str = "同一目标有两个数量，由人确认";

/// 公厕12座、农村公厕9座 for 公厕20座: whether both amounts go by the noun of the target, and are not too
/// much for it together.
pub(super) fn add_up(scene: &Scene, out: &[Judged], target: usize, both: [usize; 2]) -> bool {
    let wanted = &scene.targets.list[target];
    let end = wanted.own.find(|c: char| c.is_ascii_digit());
    let noun = named(&wanted.own[..end.unwrap_or(0)]);
    let noun = noun.trim();
    let called = |k: usize| {
        let (before, _) = own_words(scene, &out[k]);
        named(&before).trim().ends_with(noun)
    };
    let amount = |k: usize| &out[k].amount;
    let [a, b] = both;
    let sum = amount(a).value.checked_add(amount(b).value);
    let most = wanted.amount.value.checked_mul(Decimal::new(12, 1));
    noun.chars().nth(1).is_some()
        && amount(a).unit == amount(b).unit
        && both.iter().all(|k| amount(*k).value < wanted.amount.value)
        && sum.zip(most).is_some_and(|(sum, most)| sum <= most)
        && called(a)
        && called(b)
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
