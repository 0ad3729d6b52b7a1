//! Wholes of which a target asks for a part.

use super::{NEAR, all_different, list_end, own_pairs};
use crate::clause::Prose;
use crate::rules::actuals::{Judged, REACHED, Role, Scene, own_start};
use crate::rules::link::{Decision, Pair, Prepared, is_generic, is_verb, pairs, same_unit};
use crate::text::{any_of, is_chinese};
use shishi_domain::{Decimal, Link, UnitName};

/// 培训各类人员2130人次,其中养老护理员436人次, for 养老护理员500人: the part is what was promised.
pub(crate) fn settle_groups(scene: &Scene, out: &mut [Judged]) {
    let (prose, list) = (scene.prose, &scene.targets.list);
    for whole in 0..out.len() {
        if !matches!(out[whole].role, Role::Reached(_)) || out[whole].quantity.is_rate() {
            continue;
        }
        let until = list_end(prose, out[whole].clause);
        let mut parts = (whole + 1..out.len())
            .take(NEAR)
            .take_while(|&k| out[k].clause < until)
            .filter(|&k| {
                matches!(
                    out[k].role,
                    Role::Reached(_) | Role::Other("part" | "in-parentheses")
                ) && out[k].amount.value <= out[whole].amount.value
                    && is_same(&out[k].amount.unit, &out[whole].amount.unit)
            })
            .peekable();
        let opened = parts.peek().is_some_and(|&k| {
            let between = prose
                .text
                .words(out[whole].quantity.end, out[k].quantity.start);
            between.has(any_of!["其中", "含"])
        });
        if !opened {
            continue;
        }
        let said = own_pairs(prose, &out[whole]);
        // 举办家庭教育讲座、亲子活动263场: a list with more than the title knows.
        let wider = is_wider(scene, &out[whole]);
        // 共发放8184万元,其中城镇低保…: the whole must be called something.
        let called = said.iter().any(|p| !is_verb(*p) && !is_generic(*p));
        if !called {
            continue;
        }
        let (mut found, mut exact) = (None, None);
        for k in parts {
            let own = own_pairs(prose, &out[k]);
            // 含贫困人口1.9552万人, as the title has it: no other target is meant.
            let amount = &out[k].amount;
            exact = list
                .iter()
                .position(|t| t.part && t.is(amount.value, &amount.unit))
                .map(|target| (k, target));
            if exact.is_some() {
                break;
            }
            // 幼儿园延伸班505家 for 示范性机构19家: far more than was promised.
            let near = |t: &Prepared| {
                let most = t.amount.value.checked_mul(Decimal::from(3));
                most.is_some_and(|most| out[k].amount.value <= most)
            };
            // What the target is called, and the whole is not.
            let names = |t: &Prepared| {
                let wanted = pairs(t.own);
                let lacks = |p: &&Pair| said.binary_search(p).is_err();
                let missing: Vec<_> = wanted
                    .iter()
                    .filter(lacks)
                    .filter(|p| !is_verb(**p) && !is_generic(**p))
                    .collect();
                let named = missing
                    .iter()
                    .filter(|p| own.binary_search(p).is_ok())
                    .count();
                // 新增学位6万个,其中公办学位5万个 for 公办中小学学位3.1万个: the whole is well beyond it.
                let beyond = || {
                    let most = t.amount.value.checked_mul(Decimal::new(15, 1));
                    most.is_some_and(|most| out[whole].amount.value > most)
                };
                let asked = || beyond() || is_asked(prose, &out[k], t.own);
                named >= 1 && (named * 2 >= missing.len() || asked())
                    || wider && is_asked(prose, &out[k], t.own)
            };
            let target = list.iter().position(|t| {
                is_same(&t.amount.unit, &out[k].amount.unit) && !t.part && near(t) && names(t)
            });
            if let Some(target) = target {
                found = Some((k, target));
                break;
            }
        }
        if let Some((k, target)) = exact {
            if out[k].decision.target.is_none() {
                answer_as_part(&mut out[k], target);
            }
            continue;
        }
        let Some((k, target)) = found else { continue };
        if out[whole].decision.target.is_some_and(|t| t != target) || out[whole].decision.told {
            continue;
        }
        out[whole].decision = Decision::none(Link::Open, "是更大范围的合计，其中一部分对应目标");
        if out[k].decision.target != Some(target) {
            answer_as_part(&mut out[k], target);
        }
    }
}

/// Why a part of a wider whole is linked.
pub(super) const ANSWERS: &str = "是合计中与这一目标名称相符的部分";

/// Whether an amount goes by a list of names of which the title does not know all.
fn is_wider(scene: &Scene, judged: &Judged) -> bool {
    let prose = scene.prose;
    let from = own_start(prose, &prose.clauses[judged.clause], judged.quantity);
    let words = prose.text.folded_of(from, judged.quantity.start);
    let title = scene.targets.title_words;
    let foreign = |name: &str| name.chars().any(|c| is_chinese(c) && !title.contains(c));
    let names = words.trim_start_matches([',', '、', ' ']);
    names.contains('、') && names.split('、').skip(1).any(foreign)
}

/// Whether two units are the same, or both count people.
fn is_same(a: &UnitName, b: &UnitName) -> bool {
    let people = |unit: &UnitName| matches!(unit.as_str(), "人" | "名" | "人次");
    same_unit(a, b) || people(a) && people(b)
}

/// Whether the whole name of a part is among the words of a target, as one and not as a member of a
/// list there: 农民工案件 for 为农民工提供法律援助, but not 残疾人 for 为老年人、残疾人提供服务.
fn is_asked(prose: &Prose, judged: &Judged, words: &str) -> bool {
    let from = own_start(prose, &prose.clauses[judged.clause], judged.quantity);
    let own = prose.text.folded_of(from, judged.quantity.start);
    let own = own.trim_start_matches([',', '、', ';', ' ']);
    let name = own.strip_prefix("其中").unwrap_or(own);
    let name: String = name
        .trim_end_matches("案件")
        .chars()
        .filter(|c| is_chinese(*c))
        .collect();
    let listed = |at: usize| {
        let joins = |c: char| matches!(c, '、' | '和' | '及' | '与' | '或');
        words[..at].chars().next_back().is_some_and(joins)
            || words[at + name.len()..].chars().next().is_some_and(joins)
    };
    let mut places = words.match_indices(&*name).map(|(at, _)| at).peekable();
    name.chars().nth(1).is_some() && places.peek().is_some() && places.all(|at| !listed(at))
}

/// 新增停车位2786个,其中公共1860个、共享926个, for targets of both: the parts answer them, and not the
/// whole.
pub(crate) fn settle_classes(scene: &Scene, out: &mut [Judged]) {
    let (prose, list) = (scene.prose, &scene.targets.list);
    if list.len() < 2 {
        return;
    }
    for whole in 0..out.len() {
        let own = &out[whole];
        if !matches!(own.role, Role::Reached(_)) || own.quantity.is_rate() {
            continue;
        }
        let sentence = prose.clauses[own.clause].sentence;
        let parts: Vec<usize> = (whole + 1..out.len())
            .take(NEAR)
            .take_while(|&k| prose.clauses[out[k].clause].sentence == sentence)
            .filter(|&k| {
                out[k].amount.unit == own.amount.unit
                    && matches!(out[k].role, Role::Reached(_) | Role::Other("part"))
            })
            .collect();
        let sum = parts.iter().try_fold(Decimal::ZERO, |sum, &k| {
            sum.checked_add(out[k].amount.value)
        });
        let Some(&first) = parts.first().filter(|_| parts.len() >= 2) else {
            continue;
        };
        let between = prose
            .text
            .words(own.quantity.end, out[first].quantity.start);
        if sum != Some(own.amount.value) || !between.has(any_of!["其中", "含"]) {
            continue;
        }
        // The target that the words of a part name, and those of the whole do not.
        let target_of = |k: usize| {
            let part = &out[k];
            let words = own_pairs(prose, part);
            let mut best = (0, None);
            for (i, target) in list.iter().enumerate() {
                if !same_unit(&target.amount.unit, &part.amount.unit) {
                    continue;
                }
                let named = target.names(&words).len();
                match named.cmp(&best.0) {
                    std::cmp::Ordering::Greater => best = (named, Some(i)),
                    std::cmp::Ordering::Equal => best.1 = None,
                    std::cmp::Ordering::Less => {}
                }
            }
            best.1
        };
        let found: Option<Vec<usize>> = parts.iter().map(|&k| target_of(k)).collect();
        let Some(found) = found.filter(|found| all_different(found)) else {
            continue;
        };
        // 新建学校7所,其中小学4所 for targets of 学校 and 小学: the whole is asked for as well.
        if own.decision.target.is_some_and(|t| !found.contains(&t)) {
            continue;
        }
        out[whole].decision = Decision::none(Link::Open, "是几个目标的合计，各部分分别对应");
        for (&k, target) in parts.iter().zip(found) {
            if out[k].decision.target == Some(target) {
                continue;
            }
            answer_as_part(&mut out[k], target);
        }
    }
}

/// It is a part of a total, and what a target asks for.
fn answer_as_part(judged: &mut Judged, target: usize) {
    judged.role = Role::Reached(REACHED);
    judged.decision = Decision {
        target: Some(target),
        exact: true,
        shared: 2,
        ..Decision::none(Link::Likely, ANSWERS)
    };
}
