//! Rates that turn out to state completion.

use super::own_words;
use crate::rules::actuals::{Judged, RATE, Role, Scene};
use crate::rules::link::{Decision, agrees_closely, named};
use crate::rules::only;
use crate::text::is_chinese;
use shishi_domain::{Decimal, Link};

/// 农村住房开工47.04万户,占年度目标的94.1%,竣工29.22万户 for 城乡住房100万户、农房50万户: what comes
/// behind a rate speaks of the target that the rate tells.
pub(crate) fn settle_subjects(scene: &Scene, out: &mut [Judged]) {
    let list = &scene.targets.list;
    if list.len() < 2 {
        return;
    }
    let prose = scene.prose;
    for k in 2..out.len() {
        let Some(target) = out[k].decision.target.filter(|_| !out[k].decision.told) else {
            continue;
        };
        let (rate, first) = (&out[k - 1], &out[k - 2]);
        let sentence = |j: &Judged| prose.clauses[j.clause].sentence;
        let same = sentence(first) == sentence(&out[k])
            && matches!(rate.role, Role::Completion)
            && matches!(first.role, Role::Reached(_))
            && first.decision.target.is_none()
            && first.amount.unit == out[k].amount.unit
            && rate.quantity.value.scale() > 0;
        // 竣工29.22万户 names nothing of its own.
        let silent = || {
            let (before, _) = own_words(scene, &out[k]);
            !named(&before).chars().any(is_chinese)
        };
        if !same || !silent() {
            continue;
        }
        let tells = |&i: &usize| {
            let goal = &list[i].amount;
            goal.unit == first.amount.unit
                && agrees_closely(rate.quantity.value, first.amount.value, goal.value)
        };
        if let Some(own) = only((0..list.len()).filter(tells))
            && own != target
        {
            out[k].decision = Decision {
                target: Some(own),
                exact: true,
                ..Decision::none(Link::Likely, "与前一数量说的是同一目标")
            };
        }
    }
}

/// 20个项目中,完工的5个,占25%: the share of a whole that the sentence names.
fn of_whole(scene: &Scene, out: &[Judged], k: usize) -> bool {
    let sentence = |j: &Judged| scene.prose.clauses[j.clause].sentence;
    let own = &out[k - 1];
    if !matches!(own.role, Role::Reached(_)) || sentence(own) != sentence(&out[k]) {
        return false;
    }
    out[..k - 1]
        .iter()
        .rev()
        .take(8)
        .take_while(|j| sentence(j) == sentence(own))
        .any(|j| {
            j.amount.unit == own.amount.unit
                && matches!(j.role, Role::Other("size"))
                && agrees_closely(out[k].quantity.value, own.amount.value, j.amount.value)
        })
}

/// Whether an amount of the same sentence has just this rate of the target it reached.
fn fits_before(scene: &Scene, out: &[Judged], k: usize) -> bool {
    let sentence = |j: &Judged| scene.prose.clauses[j.clause].sentence;
    out[..k]
        .iter()
        .rev()
        .take(8)
        .take_while(|j| sentence(j) == sentence(&out[k]))
        .filter(|j| matches!(j.role, Role::Reached(_)) && !j.quantity.is_rate())
        .any(|j| {
            j.decision.target.is_some_and(|t| {
                let goal = scene.targets.list[t].amount.value;
                agrees_closely(out[k].quantity.value, j.amount.value, goal)
            })
        })
}

/// A rate that is just that of the amount before it and its target states completion,
/// whatever it is called: 已体检6.15万人,体检率76.9%.
pub(crate) fn rates_that_fit(scene: &Scene, out: &mut [Judged]) {
    for k in 1..out.len() {
        // 已完成182公里,占91%: the share is that of the target.
        let share = matches!(out[k].role, Role::Other("share"));
        let open = matches!(out[k].role, Role::Reached(RATE)) && out[k].decision.target.is_none();
        // 2615户,87.2%: a rate with nothing before it.
        let alone = matches!(out[k].role, Role::Other("rate" | "in-parentheses"))
            && out[k].quantity.is_rate()
            && matches!(
                scene.prose.text.before(out[k].quantity.start),
                ',' | '|' | ' ' | '、' | ';'
            );
        let reached = matches!(out[k].role, Role::Reached(RATE) | Role::Other("rate"));
        if !share && !open && !alone && !reached {
            continue;
        }
        // 建成28座,达到93.3%: a rate that only is reached.
        let reaches = {
            let j = &out[k];
            let clause = &scene.prose.clauses[j.clause];
            let words = scene.prose.text.folded_of(clause.start, j.quantity.start);
            matches!(j.role, Role::Other("rate") | Role::Reached(RATE))
                && matches!(words, "达到" | "达" | "为")
        };
        if reaches && fits_before(scene, out, k) {
            out[k].role = Role::Completion;
            continue;
        }
        // 完工64处,其中塘堰51处,占53.3%: of the whole before its parts.
        if (share || alone) && fits_before(scene, out, k) {
            out[k].role = Role::Completion;
            continue;
        }
        if !share && !open {
            continue;
        }
        if share && of_whole(scene, out, k) {
            out[k].role = Role::Completion;
            continue;
        }
        let clause = &scene.prose.clauses[out[k].clause];
        let words = scene
            .prose
            .text
            .folded_of(clause.start, out[k].quantity.start);
        let before = &out[k - 1];
        let same = scene.prose.clauses[before.clause].sentence == clause.sentence;
        let Some(target) = before
            .decision
            .target
            .filter(|_| same && (share || words.contains('率')))
        else {
            continue;
        };
        let goal = scene.targets.list[target].amount.value;
        let fits = agrees_closely(out[k].quantity.value, before.amount.value, goal);
        if fits && out[k].quantity.value != Decimal::ONE_HUNDRED {
            out[k].role = Role::Completion;
        }
    }
}
