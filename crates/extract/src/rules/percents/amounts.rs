//! Whose a percentage is by the amounts beside it.

use super::names::subject;
use super::{OPEN, Stated, Whose};
use crate::rules::actuals::{Judged, Role};
use crate::rules::link::{Prepared, agrees, is_generic, is_verb, pairs};
use crate::rules::only;
use crate::rules::roles::WHOLE_OF_RATE;
use crate::rules::stages::begins_only;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::Dimension;
use rust_decimal::Decimal;
use shishi_domain::Link;

/// 已完成10个,为市上任务的125%: of the target that the amount before it counts towards, by the numbers.
pub(super) fn told(p: &Stated) -> Option<Whose> {
    // 到位120.44亿元,同比增长29%,完成任务的90.8%.
    let last = p.amounts.last().filter(|a| a.clause + 2 >= p.own.clause)?;
    let of_task =
        p.lead.has(any_of!["任务", "计划", "目标"]) && p.lead.has(any_of!["完成", "占", "为"]);
    // 建成5个、6个,任务完成率100%: it is that of both.
    let both = || {
        let beside = p.amounts.iter().filter(|a| a.clause == last.clause);
        let mut targets = beside
            .filter(|a| p.fits_closely(a))
            .map(|a| a.decision.target);
        let first = targets.next();
        targets.any(|target| Some(target) != first)
    };
    let whole = !after_part(p) && !p.lead.has(any_of!["分别"]) && !both();
    (of_task && whole && p.fits_closely(last)).then_some((last.decision.target, last.decision.link))
}

/// 完成3000户改造任务的92%, 占全部贷款12亿元的35%: of the target that asks for just that number, or of none.
pub(super) fn of_its_whole(p: &Stated) -> Option<Whose> {
    let whole = p.judged[..p.k].last()?;
    let is_whole = matches!(whole.role, Role::Planned | Role::Other(WHOLE_OF_RATE));
    let behind = p.prose.text.words(whole.quantity.end, p.at());
    if !is_whole || whole.clause != p.own.clause || !behind.ends_with('的') {
        return None;
    }
    let (value, unit) = (whole.amount.value, &whole.quantity.unit_text);
    let list = p.targets.list.iter().enumerate();
    let asked = only(list.filter(|(_, t)| t.is(value, unit)).map(|(i, _)| i));
    match (&whole.role, asked) {
        (_, Some(index)) => Some((Some(index), Link::Likely)),
        (Role::Planned, None) => None,
        _ => Some(OPEN),
    }
}

/// 605个项目已开工建设(开工率87.6%): of what the brackets stand behind, by the numbers.
pub(super) fn bracketed(p: &Stated) -> Option<Whose> {
    let inside = !p.prose.open(p.own.quantity.numeral);
    let last = p
        .amounts
        .last()
        .filter(|a| a.clause == p.own.clause && inside)?;
    p.fits_closely(last)
        .then_some((last.decision.target, last.decision.link))
}

/// 投资完成率达113.36%,已完成投资36.2亿元: of the amount behind it, by the numbers.
pub(super) fn behind(p: &Stated) -> Option<Whose> {
    if !p.amounts.is_empty() {
        return None;
    }
    let mut near = p.judged[p.k + 1..]
        .iter()
        .take_while(|a| a.clause <= p.own.clause + 2);
    let first = near.find(|a| !a.quantity.is_rate())?;
    // 超额完成任务,完成率为100.92%。2016年,实际筛查5046人: to the decimals, in the next sentence too.
    let exact = || p.own.quantity.value.scale() > 0 && p.fits_closely(first);
    if p.prose.clauses[first.clause].sentence != p.clause.sentence && !exact() {
        return None;
    }
    let target = first.decision.target?;
    let reached = matches!(first.role, Role::Reached(_));
    let link = match p.fits_closely(first) {
        true => first.decision.link,
        false => Link::Likely,
    };
    (reached && p.fits(first)).then_some((Some(target), link))
}

/// 演出286场,惠及12万人次,完成率95.3%;  完工29个、83栋,完工率70.7%: the amount that it fits.
pub(super) fn that_fits(p: &Stated) -> Option<Whose> {
    let last = p.amounts.last()?;
    let own = last.decision.target.is_some() && !after_part(p) && p.fits_closely(last);
    if own {
        return None;
    }
    let fitting = p.amounts.iter().rev().find(|a| p.fits_closely(a))?;
    Some((fitting.decision.target, Link::Likely))
}

/// 一期2280户已完工,占总任务的21.42%: of another target than the amount, by the numbers.
pub(super) fn of_total(p: &Stated) -> Option<Whose> {
    let last = p.amounts.last()?;
    if last.decision.target.is_none() || p.fits(last) {
        return None;
    }
    let index = p.only_met_by(last)?;
    Some((Some(index), Link::Likely))
}

/// 新改建430公里、安防工程260公里,分别占年度计划的86%、86.7%: each of its own, in their order.
pub(super) fn in_turn(p: &Stated) -> Option<Whose> {
    let is_one = |a: &&Judged| matches!(a.role, Role::Completion) && a.clause == p.own.clause;
    let before = p.before.iter().rev().take_while(|a| is_one(a)).count();
    let behind = p.judged[p.k + 1..].iter().take_while(|a| is_one(a)).count();
    let run = before + behind + 1;
    if run < 2 || !p.lead.has(any_of!["分别"]) {
        return None;
    }
    // 三项就业指标分别完成104%、106%、103%: of all targets, in their order.
    let of_all = || {
        let mut counted = p.counted().filter(|q| !q.is_rate());
        let all = counted
            .next()
            .is_some_and(|q| q.value == Decimal::from(run));
        all && counted.next().is_none() && p.lead.has(any_of!["项", "个指标", "类指标"])
    };
    if p.amounts.is_empty() && run == p.targets.list.len() && of_all() {
        return Some((Some(before), Link::Likely));
    }
    if run != p.amounts.len() {
        return None;
    }
    let own = p.amounts[before];
    let link = match p.fits(own) {
        true => own.decision.link,
        false => Link::Likely,
    };
    Some(match own.decision.target {
        Some(target) => (Some(target), link),
        None => OPEN,
    })
}

/// Whether the amount before it is a part of another.
fn after_part(p: &Stated) -> bool {
    p.last
        .is_some_and(|a| matches!(a.role, Role::Other("part")))
}

/// 工程投资2395万元,已完成97%: of what the sum is the size of; 补助资金下达4.2亿元,完成年度计划的100.7%:
/// of money that no target asks for.
pub(super) fn of_money(p: &Stated) -> Option<Whose> {
    let sum = p.last.filter(|a| {
        a.quantity.dimension() == Some(Dimension::Money)
            && p.prose.clauses[a.clause].sentence == p.clause.sentence
    })?;
    let sized = matches!(sum.role, Role::Other("size")) && sum.clause + 1 == p.own.clause;
    let paid = matches!(sum.role, Role::Other(_))
        && sum.clause + 1 >= p.own.clause
        && !p.has_money_target();
    // 已完工10座,完成总投资1011万元,占年度计划的97.6%.
    let invested = sum.clause + 1 == p.own.clause
        && p.lead.starts_with_one(&["占", "为"])
        && !p.has_money_target()
        && !p.amounts.iter().any(|a| p.fits_closely(a));
    (p.amounts.is_empty() && (sized || paid) || invested).then_some(OPEN)
}

/// 其中甲市2884万元,占年度任务的51%: of a part, and no target is its own.
pub(super) fn of_part(p: &Stated) -> Option<Whose> {
    let part = p.last.filter(|_| after_part(p))?;
    // 基本建成4.44万套,含续建3.36万套,占全年任务的83.6%: of the whole, by the numbers.
    let whole = p.amounts.last().filter(|a| {
        a.decision.target.is_some()
            && p.prose.text.at(p.prose.clauses[part.clause].start) == '含'
            && p.lead.has(any_of!["任务", "目标", "计划"])
            && p.fits(a)
    });
    if let Some(whole) = whole {
        return Some((whole.decision.target, Link::Likely));
    }
    (p.own.clause - part.clause <= 1).then_some(OPEN)
}

/// 占年度计划6.48亿元的70.22%: of the plan that stands there.
pub(super) fn of_stated_plan(p: &Stated) -> Option<Whose> {
    let base = p.last.filter(|a| {
        a.clause == p.own.clause
            && a.quantity.end + 6 >= p.at()
            && p.prose.text.before(p.at()) == '的'
    })?;
    let planned = p.lead.has(any_of!["计划", "任务", "目标"]);
    if !planned || matches!(base.role, Role::Reached(_)) {
        return None;
    }
    let (value, unit) = (base.amount.value, &base.amount.unit);
    let list = &p.targets.list;
    // 完成目标任务1200人的114% for 1200个.
    let only = || p.only.filter(|&i| list[i].amount.value == value);
    let own = list.iter().position(|t| t.is(value, unit)).or_else(only);
    Some(match own {
        Some(own) => (Some(own), Link::Certain),
        None => OPEN,
    })
}

/// 7所公办托育机构建设完成80%: of all that was promised.
pub(super) fn of_all_promised(p: &Stated) -> Option<Whose> {
    let q = p.counted().next()?;
    let amount = p.before.iter().rfind(|a| a.quantity.start == q.start)?;
    if !matches!(amount.role, Role::Other("size" | "restated")) {
        return None;
    }
    let is = |t: &Prepared| t.is(q.value, &amount.amount.unit);
    let own = p.targets.list.iter().position(is)?;
    let alone = p.counted().count() == 1;
    // 6个老旧小区改造正在施工中(90%).
    let goes_on = p.lead.ends_with("施工中(") || p.lead.ends_with("施工(");
    // 5个改造小区完成工程量的94%.
    let ends = ["完成", "完成工程量的", "完成总工程量的", "完成工程总量的"];
    // 20个小区外立面改造完成82%: of one part of each.
    let title = p.targets.title();
    let name = subject(p);
    let behind = name.rsplit_once(p.prose.text.folded_of(q.start, q.end));
    let between = pairs(behind.map_or("", |(_, behind)| behind));
    let foreign = between
        .iter()
        .filter(|w| !is_verb(**w) && !is_generic(**w) && title.binary_search(w).is_err());
    if alone && foreign.count() >= 3 {
        return Some(OPEN);
    }
    (alone && (p.lead.ends_with_one(&ends) || goes_on)).then_some((Some(own), Link::Likely))
}

/// 10个完成工程量的80%: how far some of them have come.
pub(super) fn of_some(p: &Stated) -> Option<Whose> {
    let q = p.counted().next()?;
    let promised = p.targets.list.iter().any(|t| t.amount.value == q.value);
    let mut beside = p.before.iter().rev();
    let sized = beside
        .by_ref()
        .take_while(|a| a.clause == p.own.clause)
        .any(|a| matches!(a.role, Role::Other("size")) && !a.quantity.is_rate());
    let reached = p.amounts.iter().any(|a| a.clause == p.own.clause);
    (!promised && sized && !reached).then_some(OPEN)
}

/// 已完成3条,完成率25%: the amount before it; among several percents each takes its own.
pub(super) fn beside(p: &Stated) -> Option<Whose> {
    let last: &Judged = p.amounts.last()?;
    let is_completion = |a: &Judged| matches!(a.role, Role::Completion);
    let percents_before = p
        .before
        .iter()
        .rev()
        .take_while(|a| is_completion(a))
        .count();
    let following = p.judged[p.k + 1..]
        .iter()
        .take_while(|a| is_completion(a) && a.clause == p.own.clause)
        .count();
    let run = percents_before + following + 1;
    // 已开工75个,新建项目开工率95.2%: of others than those counted.
    let asked = last
        .decision
        .target
        .is_some_and(|t| begins_only(&p.targets.list[t]));
    let named = !asked || !matches!(&*p.lead, "开工率" | "开工率达" | "开工率为");
    if run == 1 && named && p.lead.has(any_of!["开工率", "复工率"]) && !p.fits(last) {
        return Some(OPEN);
    }
    // 新开工5.21万个,惠及居民859万户,开工率为101.7%: of those that are to be begun.
    let begun = |a: &&&Judged| {
        a.decision
            .target
            .is_some_and(|t| begins_only(&p.targets.list[t]))
    };
    if run == 1
        && p.lead.starts_with("开工率")
        && !begun(&&last)
        && !p.fits_closely(last)
        && let Some(own) = p.amounts.iter().rev().find(begun)
    {
        return Some((own.decision.target, Link::Likely));
    }
    let own = match p.amounts.len().checked_sub(run) {
        Some(first) if run > 1 => p.amounts[first + percents_before],
        _ => last,
    };
    if is_of_other_work(p, own) {
        return Some(OPEN);
    }
    let link = match own.decision.link {
        Link::Certain if !p.fits(own) => Link::Likely,
        link => link,
    };
    Some((own.decision.target, link))
}

/// 已建成8个,绿化栽植完成90%: of another work than the amount before it.
fn is_of_other_work(p: &Stated, amount: &Judged) -> bool {
    if amount.clause == p.own.clause || p.fits(amount) || p.counted().next().is_some() {
        return false;
    }
    let name = subject(p);
    let known = |pair| p.targets.title().binary_search(pair).is_ok();
    !p.lead.has(any_of!["分别"])
        && (2..=8).contains(&name.chars().count())
        && !pairs(&name).iter().any(known)
}

/// 集中供养率达41%,完成目标任务的97.6%: of the promised rate that the clause before it tells.
pub(super) fn of_rate_before(p: &Stated) -> Option<Whose> {
    let last = p.before.iter().rfind(|a| a.clause < p.own.clause)?;
    let beside = last.clause + 1 == p.own.clause
        && last.quantity.is_rate()
        && matches!(last.role, Role::Reached(_))
        && p.lead.has(any_of!["任务", "目标", "计划", "完成率"]);
    beside.then(|| of_rate(p)).flatten()
}

/// 集中供养率41%,完成目标任务的97.6%: of the rate that is promised.
pub(super) fn of_rate(p: &Stated) -> Option<Whose> {
    let rate = p
        .before
        .iter()
        .rfind(|a| matches!(a.role, Role::Reached(_)) && a.quantity.is_rate())?;
    let target = rate.decision.target?;
    let goal = p.targets.list[target].amount.value;
    agrees(p.own.quantity.value, rate.amount.value, goal).then_some((Some(target), Link::Likely))
}
