//! Second thoughts on links, once all amounts of a narrative are known.

mod rates;
mod rivals;

pub(crate) use self::rates::rates_that_fit;
pub(crate) use self::rivals::settle_rivals;

use crate::clause::Prose;
use crate::rules::actuals::{Judged, REACHED, Role, Scene, own_start};
use crate::rules::link::{Decision, Pair, Prepared, is_generic, is_verb, pairs, same_unit};
use crate::text::{Enclosure, Phrase as _, Words, any_of, is_chinese};
use crate::vocabulary::{Class, Dimension, Entry};
use shishi_domain::{Date, Decimal, Link};
use std::collections::HashMap;

/// Of a new and a cumulative amount, a cumulative target takes the cumulative one; parts
/// listed after a total that reached the target count no further.
pub(crate) fn settle_totals(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for index in 0..scene.targets.list.len() {
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
        // 新吸收8所,总数达到60所 for 60所.
        let goal = scene.targets.list[index].amount.value;
        let reaches = |j: &Judged| {
            j.amount.value == goal && lead(j).has(any_of!["总数", "总量", "总计", "达到"])
        };
        let totals =
            |j: &Judged| lead(j).has(any_of!["累计"]) || lead(j).has(any_of!["实际"]) || reaches(j);
        // 甲6.2万户,乙2.1万户,共8.3万户: the last is the sum of those before it.
        if let Some((&sum, parts)) = linked.split_last()
            && parts.len() >= 2
            && lead(&out[sum]).contains(['共', '合', '总'])
            && parts.iter().map(|&k| out[k].amount.value).sum::<Decimal>() == out[sum].amount.value
        {
            for &k in parts {
                out[k].decision = Decision::none(Link::Open, "只是其中一部分，另有合计数对应目标");
            }
            continue;
        }
        let Some(total) = linked.iter().copied().rfind(|&k| totals(&out[k])) else {
            continue;
        };
        // 新建16个,全区累计建成126个, for 20个: of all years.

        let far_beyond = goal
            .checked_mul(Decimal::TWO)
            .is_some_and(|twice| out[total].amount.value >= twice);
        let this_year = |k: &usize| {
            out[*k].clause != out[total].clause
                && out[*k].decision.exact
                && out[*k].amount.value <= goal.checked_mul(Decimal::new(15, 1)).unwrap_or(goal)
        };
        if far_beyond && linked.iter().any(this_year) {
            out[total].decision = Decision::none(Link::Open, "是历年累计，另有本年完成数对应目标");
            continue;
        }
        // 一季度新建286个,占全年任务的35.75%;累计建成4120个: of all years, not of this one.
        let fits = |k: &usize| out[*k].decision.told;
        if !fits(&total) && linked.iter().any(fits) {
            out[total].decision = Decision::none(Link::Open, "是历年累计，另有本年完成数对应目标");
            continue;
        }
        let total_unit = out[total].amount.unit.clone();
        let same_total = lead(&out[total]).has(any_of!["累计"]) || reaches(&out[total]);
        for &k in &linked {
            if k == total || out[k].amount.unit != total_unit {
                continue;
            }
            if lead(&out[k]).has(any_of!["累计"]) || lead(&out[k]).has(any_of!["其中"]) {
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
                make_part(&mut out[k]);
            }
        }
    }
}

/// 累计建成5230个,其中今年新建876个, for 1000个: the whole is that of all years.
pub(crate) fn settle_years(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for k in 0..out.len() {
        let Some(target) = out[k].decision.target else {
            continue;
        };
        let own = &out[k];
        let clause = &prose.clauses[own.clause];
        let lead = prose.text.words(clause.start, own.quantity.start);
        let goal = &scene.targets.list[target];
        let beyond = || {
            let twice = goal.amount.value.checked_mul(Decimal::TWO);
            twice.is_some_and(|twice| own.amount.value >= twice)
        };
        let of_all = matches!(own.role, Role::Reached(_))
            && !goal.level
            && !goal.own.has(any_of!["累计", "总", "达到"])
            && beyond()
            && !own.decision.told
            && lead.has(any_of!["累计", "总", "达到", "共"])
            && !lead.has(any_of!["今年", "本年", "新增"]);
        if of_all && this_year_beside(scene, out, k) {
            out[k].decision = Decision::none(Link::Open, "是历年累计，另有本年完成数对应目标");
        }
    }
}

/// Whether an amount of this year, in the same unit and no larger, stands in the same sentence.
fn this_year_beside(scene: &Scene, out: &[Judged], total: usize) -> bool {
    let prose = scene.prose;
    let sentence = prose.clauses[out[total].clause].sentence;
    let from = total.saturating_sub(NEAR);
    let to = (total + NEAR).min(out.len());
    (from..to).filter(|&k| k != total).any(|k| {
        let own = &out[k];
        let clause = &prose.clauses[own.clause];
        let start = own_start(prose, clause, own.quantity);
        matches!(own.role, Role::Reached(_))
            && clause.sentence == sentence
            && same_unit(&own.amount.unit, &out[total].amount.unit)
            && own.amount.value <= out[total].amount.value
            && prose.text.words(start, own.quantity.start).has(any_of![
                "今年",
                "本年",
                "新增",
                "年新建",
                "年新增",
                "年新"
            ])
    })
}

/// Fewest amounts of one unit in a row, each behind a bare name, that break a total down.
const BREAKDOWN: usize = 3;

/// How many amounts are looked back over for a whole, so that the time stays linear.
const NEAR: usize = 16;

/// 完工25.15万户。冠县完成3.5万户;临清2.94万户;…: the parts of a total by place, though no 其中
/// says so.
pub(crate) fn settle_breakdowns(scene: &Scene, out: &mut [Judged]) {
    let amounts: Vec<usize> = (0..out.len())
        .filter(|&k| matches!(out[k].role, Role::Reached(_)) && !out[k].quantity.is_rate())
        .collect();
    let mut at = 0;
    while at < amounts.len() {
        // Most amounts have no two of their unit behind them.
        let same = |k: usize| {
            amounts
                .get(at + k)
                .is_some_and(|&k| out[k].amount.unit == out[amounts[at]].amount.unit)
        };
        if !(same(1) && same(2)) {
            at += 1;
            continue;
        }
        let unit = out[amounts[at]].amount.unit.clone();
        let run = amounts[at..]
            .iter()
            .take_while(|&&k| out[k].amount.unit == unit && is_named_only(scene, &out[k]))
            .count();
        let (sum, most) = amounts[at..at + run]
            .iter()
            .map(|&k| out[k].amount.value)
            .fold((Decimal::ZERO, Decimal::ZERO), |(sum, most), value| {
                (sum.checked_add(value).unwrap_or(sum), most.max(value))
            });
        let is_whole = |&k: &usize| out[k].amount.unit == unit && out[k].amount.value >= sum;
        // 97个项目中生态环保25个、…: of the number that stands before them.
        let named = |j: &Judged| {
            matches!(j.role, Role::Other("size" | "restated" | "place"))
                && j.amount.unit == unit
                && j.amount.value >= sum
        };
        let near = |k: usize| &out[k.saturating_sub(NEAR)..k];
        let whole = run >= BREAKDOWN
            && most < sum
            && (amounts[at.saturating_sub(NEAR)..at].iter().any(is_whole)
                || near(amounts[at]).iter().any(named));
        if whole {
            for &k in &amounts[at..at + run] {
                make_part(&mut out[k]);
            }
        }
        at += run.max(1);
    }
}

/// 97个项目中生态环保25个、基础设施36个、…: as many in all as stand before them.
pub(crate) fn settle_shares(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for whole in 0..out.len() {
        if !matches!(out[whole].role, Role::Other("size" | "restated")) {
            continue;
        }
        let (unit, goal) = (out[whole].amount.unit.clone(), out[whole].amount.value);
        let sentence = prose.clauses[out[whole].clause].sentence;
        let parts: Vec<usize> = (whole + 1..out.len())
            .take(NEAR)
            .take_while(|&k| {
                prose.clauses[out[k].clause].sentence == sentence
                    && out[k].amount.unit == unit
                    // 其他21个 is one of them.
                    && matches!(out[k].role, Role::Reached(_) | Role::Other("remaining"))
            })
            .collect();
        let mut sum = Decimal::ZERO;
        let count = parts.iter().position(|&k| {
            sum = sum.checked_add(out[k].amount.value).unwrap_or(sum);
            sum == goal
        });
        // Two may make up the whole by chance: 5个中3个完工、2个开工.
        let Some(count) = count.filter(|at| at + 1 >= BREAKDOWN) else {
            continue;
        };
        let names_only = |k: usize| {
            let from = own_start(prose, &prose.clauses[out[k].clause], out[k].quantity);
            !prose.scan.within(from, out[k].quantity.start).any(|h| {
                matches!(
                    h.entry,
                    Entry::Word(Class::Done | Class::Finish | Class::Reached)
                ) || matches!(h.entry, Entry::Work(w) if w.kind == crate::vocabulary::Kind::Stage)
            })
        };
        if parts[..=count].iter().all(|&k| names_only(k)) {
            for &k in &parts[..=count] {
                make_part(&mut out[k]);
            }
        }
    }
}

/// 建成650个,其中甲452个已验收,乙90个、丙46个、丁62个: parts that make up the whole.
pub(crate) fn settle_sums(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    let is_amount = |j: &Judged| matches!(j.role, Role::Reached(_)) && !j.quantity.is_rate();
    for whole in 0..out.len() {
        if !is_amount(&out[whole]) {
            continue;
        }
        let until = list_end(prose, out[whole].clause);
        let parts: Vec<usize> = (whole + 1..out.len())
            .take(NEAR)
            .take_while(|&k| out[k].clause < until)
            .filter(|&k| is_amount(&out[k]) && out[k].amount.unit == out[whole].amount.unit)
            .collect();
        let Some(&first) = parts.first().filter(|_| parts.len() >= 2) else {
            continue;
        };
        let between = prose
            .text
            .words(out[whole].quantity.end, out[first].quantity.start);
        let mut sum = Decimal::ZERO;
        let reached = parts.iter().position(|&k| {
            sum = sum.checked_add(out[k].amount.value).unwrap_or(sum);
            sum >= out[whole].amount.value
        });
        let parts = &parts[..reached.map_or(parts.len(), |at| at + 1)];
        if parts.len() < 2 {
            continue;
        }
        // 共建成3所,其中小学2所、中学1所: each for a target of its own.
        let own = out[whole].decision.target.is_none()
            && parts.iter().all(|&k| out[k].decision.target.is_some());
        // 建成13个:市级3个、区级10个.
        let told = between.has(any_of!["其中", "分别是", "分别为"])
            || prose.clauses[out[whole].clause].label;
        if told && sum == out[whole].amount.value && !own {
            for &k in parts {
                make_part(&mut out[k]);
            }
        }
    }
}

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
                matches!(out[k].role, Role::Reached(_) | Role::Other("part"))
                    && out[k].amount.value <= out[whole].amount.value
                    && same_unit(&out[k].amount.unit, &out[whole].amount.unit)
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
        // 共发放8184万元,其中城镇低保…: the whole must be called something.
        let called = said.iter().any(|p| !is_verb(*p) && !is_generic(*p));
        if !called {
            continue;
        }
        let mut found = None;
        for k in parts {
            let own = own_pairs(prose, &out[k]);

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
                named >= 1 && named * 2 >= missing.len()
            };
            let target = list.iter().position(|t| {
                same_unit(&t.amount.unit, &out[k].amount.unit) && !t.part && names(t)
            });
            if let Some(target) = target {
                found = Some((k, target));
                break;
            }
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

/// The clause behind the list that a clause opens: over ; where a colon opened it, else to the end of the
/// sentence.
fn list_end(prose: &Prose, clause: usize) -> usize {
    let sentence = prose.clauses[clause].sentence;
    let behind = prose
        .clauses
        .iter()
        .enumerate()
        .skip(clause + 1)
        .take(4 * NEAR);
    let opened = prose.clauses[clause].label
        || prose.clauses.get(clause + 1).is_some_and(|next| {
            next.label && prose.text.ends(next.end, "其中") && next.sentence == sentence
        });
    let mut closed = !opened && !matches!(prose.clauses[clause].mark, ',' | ':');
    for (k, next) in behind {
        if closed || !opened && next.sentence != sentence {
            return k;
        }
        closed = matches!(next.mark, '。' | '\n' | '!' | '?');
    }
    clause + 4 * NEAR
}

/// 小区16个,惠及2460户;电梯42部,惠及510户, for two targets that count households: each goes with the
/// target that stands before its own in the title.
pub(crate) fn settle_heads(scene: &Scene, out: &mut [Judged]) {
    let list = &scene.targets.list;
    if list.len() < 4 {
        return;
    }
    let mut head = None;
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
            head = Some(target);
            continue;
        }
        // The twin right behind the target that the amount before answers.
        let own = head.and_then(|h: usize| {
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

/// 甲院新增120张、乙院150张、丙院160张,共计430张: parts told before their sum.
pub(crate) fn settle_totals_behind(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for total in 2..out.len() {
        let own = &out[total];
        let clause = &prose.clauses[own.clause];
        let from = own_start(prose, clause, own.quantity);
        let words = prose.text.words(from, own.quantity.start);
        let words = words.trim_start_matches([',', '、', ' ', '(']);
        let sums = words.starts_with_one(&[
            "共", "合计", "总计", "累计", "等", "全市", "全县", "全区", "全省", "全镇", "全州",
        ]);
        if !sums || !matches!(own.role, Role::Reached(_)) || own.quantity.is_rate() {
            continue;
        }
        let mut sum = Decimal::ZERO;
        let mut parts = Vec::new();
        for k in (total.saturating_sub(NEAR)..total).rev() {
            let part = &out[k];
            if part.amount.unit != own.amount.unit || !matches!(part.role, Role::Reached(_)) {
                continue;
            }
            sum = sum.checked_add(part.amount.value).unwrap_or(sum);
            parts.push(k);
            if sum >= own.amount.value {
                break;
            }
        }
        if sum != own.amount.value || parts.len() < 2 {
            continue;
        }
        // 小学2所、中学1所,共3所: each for a target of its own.
        let mut targets: Vec<_> = parts.iter().map(|&k| out[k].decision.target).collect();
        targets.dedup();
        if targets.len() > 1 && targets.iter().all(Option::is_some) {
            continue;
        }
        for k in parts {
            make_part(&mut out[k]);
        }
    }
}

/// It is a part of a total, and no figure of its own.
fn make_part(judged: &mut Judged) {
    judged.role = Role::Other("part");
    judged.decision = Decision::none(Link::Open, "");
}

/// It is a part of a total, and what a target asks for.
fn answer_as_part(judged: &mut Judged, target: usize) {
    judged.role = Role::Reached(REACHED);
    judged.decision = Decision {
        target: Some(target),
        exact: true,
        shared: 2,
        ..Decision::none(Link::Likely, "是合计中与这一目标名称相符的部分")
    };
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

/// 路基完成56公里(93%),路面完成42公里(70%): steps of one work, of which none is the whole.
pub(crate) fn settle_steps(scene: &Scene, out: &mut [Judged]) {
    let sentence = |j: &Judged| scene.prose.clauses[j.clause].sentence;
    for k in 1..out.len() {
        let Some(target) = out[k].decision.target.filter(|_| out[k].decision.step) else {
            continue;
        };
        let from = k.saturating_sub(NEAR);
        let others: Vec<usize> = (from..k)
            .filter(|&o| {
                let other = &out[o];
                other.decision.target == Some(target)
                    && other.decision.step
                    && sentence(other) == sentence(&out[k])
                    && other.amount.value != out[k].amount.value
            })
            .collect();
        if others.is_empty() {
            continue;
        }
        for o in others.into_iter().chain([k]) {
            out[o].decision = Decision::none(Link::Open, "只是其中一道工序，不等于目标所指的完成");
        }
    }
}

/// 9月新增462人,1-9月新增4632人: a month is held in the months up to the cut-off day.
pub(crate) fn settle_months(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    let mut linked: HashMap<usize, Vec<(usize, bool, Date, Date)>> = HashMap::new();
    for (k, own) in out.iter().enumerate() {
        let Some(target) = own.decision.target.filter(|_| !own.quantity.is_rate()) else {
            continue;
        };
        let clause = &prose.clauses[own.clause];
        let Some(date) = prose.dates_in(clause.start, own.quantity.start).last() else {
            continue;
        };
        // 截至9月底: since the year began.
        let until = prose
            .text
            .one_before(date.outer.0.max(date.start), &["截至", "截止", "到", "至"]);
        let from = match until.and_then(|_| Date::new(date.to.year(), 1, 1).ok()) {
            Some(first) => first,
            None => date.from,
        };
        linked
            .entry(target)
            .or_default()
            .push((k, until.is_some(), from, date.to));
    }
    for of_target in linked.into_values().filter(|list| list.len() >= 2) {
        for &(k, counted_up, from, to) in of_target.iter().take(NEAR) {
            let held = of_target.iter().take(NEAR).any(|&(other, _, start, end)| {
                let longer = start <= from && end >= to && (start < from || end > to);
                other != k && longer && out[other].amount.value >= out[k].amount.value
            });
            if held && !counted_up && !out[k].decision.told {
                out[k].decision = Decision::none(Link::Open, "本期数，另有累计数对应目标");
            }
        }
    }
}

/// 接待游客增长12.8%,综合收入增长15.2%: of several rates the one whose name is the target's.
pub(crate) fn settle_growth(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for (index, target) in scene.targets.list.iter().enumerate() {
        if target.amount.unit != "%" || !target.own.has(any_of!["增长", "下降", "增速"]) {
            continue;
        }
        let linked: Vec<usize> = (0..out.len())
            .filter(|&k| out[k].decision.target == Some(index) && out[k].quantity.is_rate())
            .collect();
        if linked.len() < 2 {
            continue;
        }
        // What grew: its own words, and those of the clause before if they begin with the growth.
        let told = |j: &Judged| {
            let clause = &prose.clauses[j.clause];
            let lead = prose.text.words(clause.start, j.quantity.start);
            let bare = lead.starts_with_one(&["增长", "同比", "下降", "增速", "比", "较"]);
            let from = match j.clause.checked_sub(1).filter(|_| bare) {
                Some(before) => prose.clauses[before].start,
                None => clause.start,
            };
            let words = prose.text.words(from, j.quantity.start);
            let own = target.names(&pairs(&words)).len();
            let part = words.has(any_of!["其中"])
                || words.has(any_of!["农村"]) && !target.own.contains("农村");
            if part { 0 } else { own + 1 }
        };
        let scores: Vec<usize> = linked.iter().map(|&k| told(&out[k])).collect();
        let best = scores.iter().copied().max().unwrap_or(0);
        for (&k, &score) in linked.iter().zip(&scores) {
            if score < best {
                out[k].decision = Decision::none(Link::Open, "是另一项或其中一部分的增速");
            }
        }
    }
}

/// Words of the whole, of its time or of money handed out.
const WHOLES: &[&str] = &[
    "累计", "全年", "年度", "本月", "实际", "全市", "全县", "全区", "全省", "已", "资金",
];

/// Fewest sums in a row, each behind a name, that break an investment down.
const SECTORS: usize = 2;

/// 完成投资492亿元。272个产业项目完成273.8亿元;170个基础设施项目完成151.5亿元: the sum by kinds.
pub(crate) fn settle_sectors(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    let money = |j: &Judged| {
        matches!(j.role, Role::Reached(_)) && j.quantity.dimension() == Some(Dimension::Money)
    };
    let Some(total) = (0..out.len()).find(|&k| {
        let clause = &prose.clauses[out[k].clause];
        let lead = || prose.text.words(clause.start, out[k].quantity.start);
        money(&out[k])
            && lead().has(any_of![
                "完成投资",
                "投资完成",
                "累计完成",
                "完成形象进度投资"
            ])
    }) else {
        return;
    };
    let most = out[total].amount.value;
    let named = |j: &Judged| {
        let clause = &prose.clauses[j.clause];
        let own = prose
            .text
            .folded_of(own_start(prose, clause, j.quantity), j.quantity.start);
        let name = own
            .trim_start_matches(['、', ',', ' '])
            .strip_suffix("投资")
            .unwrap_or(own.trim_start_matches(['、', ',', ' ']));
        let name = name.strip_suffix("完成").unwrap_or("");
        let chars = name.chars().count();
        // What the title names is asked for.
        let asked = || {
            let title = scene.targets.title();
            let own = pairs(name);
            own.iter()
                .any(|p| title.binary_search(p).is_ok() && !is_generic(*p) && !is_verb(*p))
        };
        (2..=24).contains(&chars) && !WHOLES.iter().any(|w| name.contains(w)) && !asked()
    };
    let parts: Vec<usize> = (total + 1..out.len())
        .filter(|&k| money(&out[k]) && !out[k].decision.told && out[k].amount.value < most)
        .filter(|&k| named(&out[k]))
        .collect();
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, &k| {
        sum.checked_add(out[k].amount.value)
    });
    // A rounding more than the whole still is a breakdown.
    let within = sum.is_some_and(|sum| {
        most.checked_mul(Decimal::new(105, 2))
            .is_some_and(|limit| sum <= limit)
    });
    if parts.len() >= SECTORS && within {
        for k in parts {
            make_part(&mut out[k]);
        }
    }
}

/// Whether nothing but a name that the title does not know stands before an amount in its clause.
fn is_named_only(scene: &Scene, judged: &Judged) -> bool {
    let prose = scene.prose;
    let clause = &prose.clauses[judged.clause];
    let q = judged.quantity;
    let from = own_start(prose, clause, q);
    let words = prose.text.folded_of(from, q.start);
    let name = words
        .trim_start_matches(['、', ',', ' '])
        .trim_start_matches("项目中")
        .trim_end_matches("完成")
        .trim_end_matches('已');
    let lead = words.chars().count() - words.trim_start_matches(['、', ',', ' ']).chars().count();
    let acts = prose
        .scan
        .within(from + lead, from + lead + name.chars().count())
        .any(|h| {
            prose.open(h.start)
                && match h.entry {
                    Entry::Work(w) => w.weight > 0,
                    Entry::Word(class) => matches!(class, Class::Total | Class::Reached),
                }
        });
    let chinese = name.chars().all(is_chinese);
    let title = scene.targets.title();
    (2..=8).contains(&name.chars().count())
        && chinese
        && !acts
        && !pairs(name).iter().any(|p| title.binary_search(p).is_ok())
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
        let each = list.len() >= 3
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
        let related = list.iter().any(|&k| out[k].decision.target.is_some()) || {
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
        let names: Vec<&str> = prose
            .text
            .folded_of(from, first.quantity.start)
            .split(['、', '和', '及'])
            .collect();
        // The kind stands behind the last name: 供水管网.
        let target_of = |name: &str| {
            let words = pairs(name);
            let mut named = (0..list.len()).filter(|&i| {
                let own = list[i].own;
                same_unit(&list[i].amount.unit, &first.amount.unit)
                    && words
                        .iter()
                        .any(|p| !is_verb(*p) && pairs(own).binary_search(p).is_ok())
            });
            named.next().filter(|_| named.next().is_none())
        };
        let found: Option<Vec<usize>> = match names.len() == run {
            true => {
                let heads = names.iter().map(|name| {
                    let head: String = name.chars().take(4).collect();
                    target_of(if name.chars().count() > 4 {
                        &head[..]
                    } else {
                        name
                    })
                    .or_else(|| target_of(&name.chars().take(2).collect::<String>()))
                });
                heads.collect()
            }
            false => None,
        };
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

/// 培训3860人次,其中取得证书2100人: a part of what reached the target does not reach it again.
pub(crate) fn settle_parts(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for k in 1..out.len() {
        let Some(target) = out[k].decision.target else {
            continue;
        };
        let clause = &prose.clauses[out[k].clause];
        let lead = prose.text.folded_of(clause.start, out[k].quantity.start);
        let inside =
            prose.text.enclosure.get(out[k].quantity.numeral) == Some(&Enclosure::Parentheses);
        if !lead.has(any_of!["其中"]) && !inside {
            continue;
        }
        let from = k.saturating_sub(6);
        let whole = out[from..k].iter().rposition(|w| {
            matches!(w.role, Role::Reached(_))
                && w.decision.target == Some(target)
                && (prose.clauses[w.clause].sentence == clause.sentence
                    // 累计体检38416人;其中7月份体检6027人.
                    || lead.starts_with("其中")
                        && prose.clauses[w.clause].sentence + 1 == clause.sentence)
                && w.amount.value >= out[k].amount.value
        });
        let Some(whole) = whole.map(|at| from + at) else {
            continue;
        };
        // 新增学位6万个,其中公办学位5万个 for 公办学位3.1万个: the part is what is asked for.
        let named = |j: &Judged| scene.targets.list[target].names(&own_pairs(prose, j));
        let (all, part) = (named(&out[whole]), named(&out[k]));
        let asked = part.iter().any(|p| !all.contains(p)) && all.iter().any(|p| part.contains(p));
        if inside && !asked {
            out[k].role = Role::Other("part");
        }
        let other = if asked { whole } else { k };
        out[other].decision = if asked {
            Decision::none(Link::Open, "其中的一部分才是目标所指")
        } else {
            Decision::none(Link::Open, "是前面总数的一部分，总数已对应目标")
        };
    }
}

/// 已有79个开工。5个服务业项目全部开工: kinds of what has been counted as a whole.
pub(crate) fn settle_kinds(scene: &Scene, out: &mut [Judged]) {
    // What its own words say beyond the title.
    let beyond = |j: &Judged| {
        let (before, behind) = own_words(scene, j);
        let foreign = |words: &str| {
            let words = pairs(words);
            let title = scene.targets.title();
            let words = words.iter().filter(|p| title.binary_search(p).is_err());
            words.filter(|p| !is_verb(**p)).count()
        };
        foreign(&before) + foreign(&behind)
    };
    let is_of_kind = |j: &Judged| {
        let (before, behind) = own_words(scene, j);
        before.has(any_of!["项目", "工程"]) || behind.has(any_of!["项目", "工程"])
    };
    for k in 1..out.len() {
        let Some(target) = out[k].decision.target else {
            continue;
        };
        if out[k].decision.told || !out[k].decision.exact {
            continue;
        }
        let mut wholes = out[k.saturating_sub(NEAR)..k]
            .iter()
            .filter(|w| {
                w.decision.target == Some(target)
                    && w.amount.unit == out[k].amount.unit
                    && w.amount.value > out[k].amount.value
            })
            .peekable();
        if wholes.peek().is_none() || !is_of_kind(&out[k]) {
            continue;
        }
        let own = beyond(&out[k]);
        if own >= 3 && wholes.any(|w| beyond(w) < own) {
            out[k].decision = Decision::none(Link::Open, "只是其中一类，总数已对应目标");
        }
    }
}

/// The pairs of characters of an amount's own words up to it.
fn own_pairs(prose: &Prose, judged: &Judged) -> Vec<Pair> {
    let from = own_start(prose, &prose.clauses[judged.clause], judged.quantity);
    pairs(prose.text.folded_of(from, judged.quantity.start))
}

/// Whether each target is named but once.
fn all_different(targets: &[usize]) -> bool {
    let mut sorted = targets.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).all(|w| w[0] != w[1])
}

/// The words of an amount's own, and those behind it up to the next.
fn own_words<'p>(scene: &Scene<'p, '_>, judged: &Judged) -> (Words<'p>, Words<'p>) {
    let prose = scene.prose;
    let clause = &prose.clauses[judged.clause];
    let from = own_start(prose, clause, judged.quantity);
    let after = prose
        .quantities_in(judged.quantity.end, clause.end)
        .first()
        .map_or(clause.end, |n| n.start);
    let text = &prose.text;
    (
        text.words(from, judged.quantity.start),
        text.words(judged.quantity.end, after),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;
    fn targets(title: &str, narrative: &str) -> Vec<Option<usize>> {
        read(title, narrative)
            .actuals
            .iter()
            .map(|a| a.target)
            .collect()
    }

    #[test]
    fn lists_go_in_order_and_sums_stand_for_their_parts() {
        assert_eq!(
            targets(
                "养老保险参保390万人，失业保险参保130万人",
                "两项保险参保人数分别达430.56万人、133.81万人"
            ),
            [Some(0), Some(1)]
        );
        assert_eq!(
            targets(
                "实施清洁取暖10万户",
                "气代煤已完成6.2万户，电代煤完成2.1万户，共完成8.3万户"
            ),
            [Some(0)]
        );
    }

    #[test]
    fn parts_by_place_and_parts_of_a_sum_are_left_out() {
        assert_eq!(
            targets(
                "清洁取暖改造25万户",
                "全市完工24万户。其中市属各县：冠县完成3.5万户；临清2.9万户；莘县2.95万户"
            ),
            [Some(0)]
        );
        assert_eq!(
            targets(
                "清洁取暖改造25万户",
                "全市完工24万户。冠县完成3.5万户；临清2.9万户；莘县2.95万户"
            ),
            [Some(0)]
        );
        assert_eq!(
            targets(
                "建设停车位1000个",
                "建成650个，其中梁园452个已通过验收，王借岗90个、澜石46个、青年公园62个"
            ),
            [Some(0)]
        );
        assert_eq!(
            targets(
                "新增公办学位3.1万个",
                "新增学位6万个，其中公办学位5万个，完成计划的161%"
            ),
            [None, Some(0)]
        );
    }

    #[test]
    fn the_year_goes_before_all_years() {
        assert_eq!(
            targets(
                "新建基站800个",
                "一季度新建286个，占全年任务的35.75%；累计建成4120个"
            ),
            [Some(0), None]
        );
    }

    #[test]
    fn a_bare_amount_goes_with_the_next_target() {
        assert_eq!(
            targets(
                "光伏装机5万千瓦，家庭光伏1.2万户、装机2.4万千瓦",
                "光伏装机5.009万千瓦；家庭光伏6232户、2.464万千瓦"
            ),
            [Some(0), Some(1), Some(2)]
        );
    }

    #[test]
    fn a_part_may_be_what_another_target_asks_for() {
        assert_eq!(
            targets(
                "实施项目78个，其中新开工20个",
                "实施项目68个，其中续建51个、新开工17个"
            ),
            [Some(0), Some(1)]
        );
        assert_eq!(
            targets("建学校10所", "10所学校全部建成，其中9所已投用"),
            [Some(0)]
        );
    }

    #[test]
    fn a_share_of_a_stated_whole_is_completion() {
        let reading = read(
            "建设7个垃圾项目和13个风貌项目",
            "20个项目中，完工的5个，占25%",
        );
        assert_eq!(reading.actuals.len(), 1);
        assert_eq!(reading.actuals[0].target, None);
        assert_eq!(reading.percents.len(), 1);
    }

    #[test]
    fn thresholds_tell_targets_apart() {
        assert_eq!(
            targets(
                "引进投资10亿元以上项目10个、亿元以上项目100个",
                "亿元及以上项目引进107个，10亿元以上25个"
            ),
            [Some(1), Some(0)]
        );
    }
}
