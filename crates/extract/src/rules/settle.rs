//! Second thoughts on links, once all amounts of a narrative are known.

use crate::rules::actuals::{Judged, RATE, Role, Scene};
use crate::rules::link::Decision;
use crate::vocabulary::Class;
use shishi_domain::{Decimal, Link};
use std::collections::HashMap;

/// Of a new and a cumulative amount, a cumulative target takes the cumulative one; parts
/// listed after a total that reached the target count no further.
pub(crate) fn settle_totals(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for (index, target) in scene.targets.list.iter().enumerate() {
        let linked: Vec<usize> = (0..out.len())
            .filter(|&k| {
                matches!(out[k].role, Role::Reached(_)) && out[k].decision.target == Some(index)
            })
            .collect();
        if linked.len() < 2 {
            continue;
        }
        let lead = |j: &Judged| {
            prose
                .text
                .folded_of(prose.clauses[j.clause].start, j.quantity.start)
        };
        let totals = |j: &Judged| lead(j).contains("累计") || lead(j).contains("实际");
        let Some(total) = linked.iter().copied().rfind(|&k| totals(&out[k])) else {
            continue;
        };
        let total_unit = out[total].amount.unit.clone();
        let same_total = lead(&out[total]).contains("累计");
        for &k in &linked {
            if k == total || out[k].amount.unit != total_unit {
                continue;
            }
            if lead(&out[k]).contains("累计") || lead(&out[k]).contains("其中") {
                continue;
            }
            if same_total {
                out[k].decision = Decision::none(Link::Open, "本期数，另有累计数对应目标");
            } else if k > total
                && !prose.scan.has(
                    Class::Reached,
                    prose.clauses[out[k].clause].start,
                    out[k].quantity.start,
                )
            {
                out[k].role = Role::Other("part");
            }
        }
        let _ = target;
    }
}

/// Of several amounts linked to one target, those whose unit or name fits worse than the
/// best give way, unless their percentage tells otherwise.
pub(crate) fn settle_rivals(out: &mut [Judged]) {
    let linked: Vec<(usize, usize)> = out
        .iter()
        .enumerate()
        .filter(|(_, j)| matches!(j.role, Role::Reached(_)))
        .filter_map(|(k, j)| Some((k, j.decision.target?)))
        .collect();
    // The best of each target: by unit, and by name within either kind.
    let mut best: HashMap<usize, Best> = HashMap::new();
    for &(k, target) in &linked {
        let own = &out[k].decision;
        let entry = best.entry(target).or_default();
        entry.exact |= own.exact;
        if own.told {
            entry.told = entry.told.max(own.shared);
        }
        let slot = &mut entry.shared[usize::from(own.exact)];
        *slot = (*slot).max(own.shared);
    }
    for &(k, target) in &linked {
        let own = &out[k].decision;
        if own.told {
            continue;
        }
        let best = &best[&target];
        let better = (best.exact && !own.exact)
            || own.shared < best.told
            || (own.shared * 2 < best.shared[usize::from(own.exact)] && own.shared < 3);
        if better {
            out[k].decision = Decision::none(Link::Open, "同一目标另有更相符的数量");
        }
    }
}

/// What the amounts of one target reach at best.
#[derive(Default)]
struct Best {
    exact: bool,
    told: usize,
    shared: [usize; 2],
}

/// A rate that is just that of the amount before it and its target states completion,
/// whatever it is called: 已体检6.15万人,体检率76.9%.
pub(crate) fn rates_that_fit(scene: &Scene, out: &mut [Judged]) {
    for k in 1..out.len() {
        // 已完成182公里,占91%: the share is that of the target.
        let share = matches!(out[k].role, Role::Other("share"));
        let open = matches!(out[k].role, Role::Reached(RATE)) && out[k].decision.target.is_none();
        if !share && !open {
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
        let fits = before
            .amount
            .value
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|v| v.checked_div(goal))
            .is_some_and(|c| (c - out[k].quantity.value).abs() < Decimal::new(1, 1));
        if fits && out[k].quantity.value < Decimal::ONE_HUNDRED {
            out[k].role = Role::Completion;
        }
    }
}
