//! Lists of amounts beside lists of targets.

use super::all_different;
use crate::rules::actuals::{Judged, Role, Scene, own_start, sentence_start};
use crate::rules::link::{Decision, Prepared, is_verb, pairs, same_unit};
use crate::text::any_of;
use shishi_domain::Link;

/// 小区16个,惠及2460户;电梯42部,惠及510户, for two targets that count households: each goes with the
/// target that stands before its own in the title.
pub(crate) fn settle_heads(scene: &Scene, out: &mut [Judged]) {
    let list = &scene.targets.list;
    if list.len() < 4 {
        return;
    }
    let sentence = |j: &Judged| scene.prose.clauses[j.clause].sentence;
    let mut head: Option<(usize, _)> = None;
    for judged in out {
        if !matches!(judged.role, Role::Reached(_)) || judged.quantity.is_rate() {
            continue;
        }
        let Some(target) = judged.decision.target else {
            continue;
        };
        let twins: Vec<usize> = (0..list.len())
            .filter(|&t| {
                list[t].amount.unit == list[target].amount.unit
                    && same_name(&list[t], &list[target])
            })
            .collect();
        if twins.len() < 2 {
            head = Some((target, sentence(judged)));
            continue;
        }
        if judged.decision.told {
            continue;
        }
        // The twin right behind the target that the amount before answers.
        let head = head.filter(|(_, of)| *of == sentence(judged));
        let own = head.and_then(|(h, _)| {
            twins
                .iter()
                .copied()
                .find(|&t| t == h + 1 && list[t].amount.unit != list[h].amount.unit)
        });
        if let Some(own) = own.filter(|&own| own != target) {
            judged.decision = Decision {
                target: Some(own),
                ..Decision::none(Link::Likely, "与前一目标同处一句")
            };
        }
    }
}

/// Whether two targets are named alike: 惠及居民 and 惠及居民.
fn same_name(one: &Prepared, other: &Prepared) -> bool {
    let (a, b) = (pairs(one.own), pairs(other.own));
    !a.is_empty() && a.iter().all(|p| b.binary_search(p).is_ok())
        || !b.is_empty() && b.iter().all(|p| a.binary_search(p).is_ok())
}

/// 四项人数分别达…、…、…: as many amounts as targets of their unit, in the same order.
pub(crate) fn settle_lists(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for c in &prose.clauses {
        let Some(at) = prose.text.each_word(c.start, c.end, any_of!["分别"]).next() else {
            continue;
        };
        let from = out.partition_point(|j| j.quantity.numeral < at);
        let list: Vec<usize> = (from..out.len())
            .take_while(|&k| out[k].quantity.end <= c.end)
            .filter(|&k| matches!(out[k].role, Role::Reached(_)))
            .collect();
        let Some(&first) = list.first() else { continue };
        let unit = out[first].amount.unit.clone();
        let all = &scene.targets.list;
        // 小区、电梯、充电桩分别完成16个、42部、268个: one for each target, each in its unit.
        // 三项指标分别完成10863人、2763人、769人.
        let of_all = || {
            let start = sentence_start(prose, out[first].clause);
            let words = prose.text.words(start, at);
            // 实际分别完成95个、310个、7397个, for three targets.
            let bare =
                words.trim_start_matches(['目', '前', '实', '际', '已', '累', '计', '均', '现']);
            bare.is_empty() || words.has(any_of!["项指标", "项任务", "项目标", "项工作"])
        };
        let all_told = list.len() == all.len() && of_all();
        let each = (list.len() >= 3 || all_told)
            && list.len() == all.len()
            && list
                .iter()
                .zip(all)
                .all(|(&k, t)| same_unit(&t.amount.unit, &out[k].amount.unit));
        let targets: Vec<usize> = (0..all.len())
            .filter(|&i| each || same_unit(&all[i].amount.unit, &unit))
            .collect();
        // Names between the amounts would tell themselves.
        let bare = list.windows(2).all(|w| {
            let between = prose
                .text
                .folded_of(out[w[0]].quantity.end, out[w[1]].quantity.start);
            between.chars().count() <= 1
        });
        let fits = list.len() >= 2
            && list.len() == targets.len()
            && (each || list.iter().all(|&k| out[k].amount.unit == unit))
            && bare;
        let related = all_told || list.iter().any(|&k| out[k].decision.target.is_some()) || {
            let words = pairs(prose.text.folded_of(c.start, at));
            targets.iter().all(|&t| {
                let own = pairs(scene.targets.list[t].own);
                words.iter().any(|p| own.binary_search(p).is_ok())
            })
        };
        if !fits || !related {
            continue;
        }
        for (&k, &target) in list.iter().zip(&targets) {
            out[k].decision = Decision {
                target: Some(target),
                shared: 2,
                exact: true,
                told: true,
                ..Decision::none(Link::Likely, "与目标个数相同，按先后次序对应")
            };
        }
    }
}

/// 改造燃气、供热、供水管网27公里、18公里、35公里: as many names as amounts, each with its target.
pub(crate) fn settle_names(scene: &Scene, out: &mut [Judged]) {
    let (prose, list) = (scene.prose, &scene.targets.list);
    let mut at = 0;
    while at + 1 < out.len() {
        let bare = |k: usize| {
            let (a, b) = (&out[k - 1], &out[k]);
            matches!(b.role, Role::Reached(_))
                && a.amount.unit == b.amount.unit
                && a.clause == b.clause
                && prose.text.folded_of(a.quantity.end, b.quantity.start) == "、"
        };
        let run = 1 + (at + 1..out.len()).take_while(|&k| bare(k)).count();
        let first = &out[at];
        if run < 2 || list.len() < run || !matches!(first.role, Role::Reached(_)) {
            at += 1;
            continue;
        }
        let clause = &prose.clauses[first.clause];
        let from = own_start(prose, clause, first.quantity);
        let words = prose.text.folded_of(from, first.quantity.start);
        // 失业和失地人员、困难人员分别…: 和 may stand inside one of the names.
        let mut names: Vec<&str> = words.split('、').collect();
        if names.len() != run {
            names = words.split(['、', '和', '及']).collect();
        }
        // The kind stands behind the last name: 供水管网.
        let targets_of = |name: &str| -> Vec<usize> {
            let words = pairs(name);
            let named = (0..list.len()).filter(|&i| {
                let own = list[i].own;
                same_unit(&list[i].amount.unit, &first.amount.unit)
                    && words
                        .iter()
                        .any(|p| !is_verb(*p) && pairs(own).binary_search(p).is_ok())
            });
            named.collect()
        };
        let found = (names.len() == run).then(|| {
            let heads = names.iter().map(|name| {
                let head = |length| name.chars().take(length).collect::<String>();
                let named = targets_of(&head(4));
                match named.len() {
                    1 => named,
                    _ => match targets_of(&head(2)) {
                        short if short.len() == 1 => short,
                        _ => named,
                    },
                }
            });
            by_elimination(heads.collect())
        });
        let found = found.flatten();
        let distinct = found.filter(|found| all_different(found));
        for (k, target) in distinct.into_iter().flatten().enumerate() {
            let decision = &mut out[at + k].decision;
            decision.target = Some(target);
            decision.link = Link::Likely;
            decision.reason = "与目标个数相同，按先后次序对应";
            decision.told = true;
        }
        at += run;
    }
}

/// 托位、普惠托位 for 托位525个、普惠托位315个: each has a target of its own, where those that fit but one take
/// theirs first.
fn by_elimination(mut fitting: Vec<Vec<usize>>) -> Option<Vec<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; fitting.len()];
    while let Some(k) = (0..fitting.len()).find(|&k| found[k].is_none() && fitting[k].len() == 1) {
        let target = fitting[k][0];
        found[k] = Some(target);
        for others in &mut fitting {
            others.retain(|&t| t != target);
        }
    }
    found.into_iter().collect()
}

/// 家庭光伏6232户、2.464万千瓦: an amount with no words of its own goes with the target that
/// follows the one before it in the title.
pub(crate) fn settle_order(scene: &Scene, out: &mut [Judged]) {
    let list = &scene.targets.list;
    for k in 1..out.len() {
        let (before, own) = (&out[k - 1], &out[k]);
        let (Some(first), Some(now)) = (before.decision.target, own.decision.target) else {
            continue;
        };
        let between = scene
            .prose
            .text
            .folded_of(before.quantity.end, own.quantity.start);
        let bare = between == "、" && matches!(own.role, Role::Reached(_));
        let unit = &own.amount.unit;
        if !bare || own.decision.told || before.amount.unit == *unit || now > first {
            continue;
        }
        let next = (first + 1..list.len()).find(|&i| same_unit(&list[i].amount.unit, unit));
        if let Some(next) = next {
            out[k].decision.target = Some(next);
            out[k].decision.link = Link::Likely;
            out[k].decision.reason = "与目标的先后次序对应";
        }
    }
}
