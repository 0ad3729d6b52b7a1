//! Periods: what a month or a quarter brought, beside other periods of the same year.

use super::NEAR;
use crate::date::{Found, Grain};
use crate::rules::actuals::{Judged, Role, Scene};
use crate::rules::link::Decision;
use crate::text::any_of;
use shishi_domain::{Date, Link};
use std::collections::HashMap;

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

/// 一季度进展:新增500个;二季度进展:新增1000个: nothing tells whether the later one holds the earlier, so
/// that a person has to.
pub(crate) fn settle_periods(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    let mut linked: HashMap<usize, Vec<(usize, &Found)>> = HashMap::new();
    let mut overtaken = Vec::new();
    for (k, own) in out.iter().enumerate() {
        let is_sum = || {
            let clause = &prose.clauses[own.clause];
            let lead = prose.text.words(clause.start, own.quantity.start);
            lead.has(any_of!["累计", "总计", "合计", "共"])
        };
        let Some(target) = own.decision.target else {
            continue;
        };
        let counts = matches!(own.role, Role::Reached(_))
            && own.decision.link == Link::Certain
            && !own.decision.told
            && !own.quantity.is_rate();
        if let Some(period) = period_of(scene, own).filter(|_| counts && !is_sum()) {
            if is_overtaken(scene, own, period) || is_later(scene, own, period) {
                overtaken.push((k, target));
            }
            linked.entry(target).or_default().push((k, period));
        }
    }
    // Where a later column tells of the same target, that one counts as it stands.
    overtaken.retain(|(k, target)| {
        let is_short = out[*k].amount.value < scene.targets.list[*target].amount.value;
        is_short && linked.get(target).is_some_and(|list| list.len() == 1)
    });
    for (k, _) in overtaken {
        doubt(&mut out[k]);
    }
    for (target, of_target) in linked {
        // 7月完成8家,10月完成15家, for 15家: reached, whichever they are.
        let goal = scene.targets.list[target].amount.value;
        if of_target.iter().any(|(k, _)| out[*k].amount.value >= goal) {
            continue;
        }
        let apart = |(_, a): &(usize, &Found), (_, b): &(usize, &Found)| a.to < b.from;
        let doubtful: Vec<usize> = of_target
            .iter()
            .enumerate()
            .filter(|(at, own)| {
                let near = &of_target[at.saturating_sub(NEAR)..];
                let mut near = near.iter().take(2 * NEAR);
                near.any(|other| apart(own, other) || apart(other, own))
            })
            .map(|(_, (k, _))| *k)
            .collect();
        for k in doubtful {
            doubt(&mut out[k]);
        }
    }
}

fn doubt(own: &mut Judged) {
    own.decision.link = Link::Likely;
    own.decision.reason = "分期填报，请核对是本期数还是累计数";
}

/// 二季度进展:完成13部, in a report on the third quarter: whether the column of an amount is of a period
/// that was over before the day reported on, so that more may have been done since.
fn is_overtaken(scene: &Scene, own: &Judged, period: &Found) -> bool {
    is_in_label(scene, own, period)
        && matches!(period.grain, Grain::Quarter | Grain::Half)
        // A table of the quarter may be published some weeks after it.
        && scene.as_of.is_some_and(|day| (day - period.to).get_days() > 45)
}

/// 二季度加装电梯29部: whether an amount is told of a time that did not begin with the year, and not in
/// the heading of a report, so that more may have been done before.
fn is_later(scene: &Scene, own: &Judged, period: &Found) -> bool {
    !is_in_label(scene, own, period) && !period.opens_year()
}

/// Whether a period stands in the label of an amount: 三季度进展情况：.
fn is_in_label(scene: &Scene, own: &Judged, period: &Found) -> bool {
    let label = scene.prose.label_of(own.clause);
    label.is_some_and(|l| (l.start..l.end).contains(&period.start))
}

/// The month, quarter or half of a year that an amount is told of: named in front of it in its clause, in
/// its label, or alone where its sentence begins. 截至3月底 and 1-3月 are no such periods.
fn period_of<'p>(scene: &Scene<'p, '_>, own: &Judged) -> Option<&'p Found> {
    let prose = scene.prose;
    let clause = &prose.clauses[own.clause];
    let label = prose.label_of(own.clause).map(|label| label.start);
    let last = |from: usize, to: usize| prose.dates_in(from, to).last();
    let opens = || {
        let before = prose.clauses[..own.clause].iter().rev().take(NEAR);
        let own_sentence = before.take_while(|c| c.sentence == clause.sentence);
        let first = own_sentence.last()?;
        // 4月启动,目前新增学位700个: when it began, and what there is by now.
        let from = first.end.max(own.quantity.start.saturating_sub(60));
        let lead = prose.text.words(from, own.quantity.start);
        let by_now = lead.has(any_of!["目前", "已", "累计", "截至"]);
        let date = last(first.start, first.end).filter(|_| !by_now)?;
        let around = [(first.start, date.outer.0), (date.outer.1, first.end)];
        let mut around = around
            .map(|(start, end)| prose.text.folded_of(start, end))
            .into_iter();
        let alone = around.all(|words| matches!(words.trim(), "" | "在"));
        // 第一批360个5月投用,第二批280个: a clause that counts tells of its period, too.
        let mut counted = prose.quantities_in(first.start, first.end).iter();
        let counts = counted.any(|q| q.reject.is_none() && q.unit.is_some());
        (alone || counts).then_some(date)
    };
    let found = last(label.unwrap_or(clause.start), own.quantity.start).or_else(opens)?;
    let whole = match found.grain {
        Grain::Month | Grain::Quarter | Grain::Half => true,
        // 7-9月.
        Grain::Range => (found.to - found.from).get_days() > 20,
        _ => false,
    };
    let counted_up = prose.text.one_before(
        found.outer.0.max(found.start),
        &["截至", "截止", "到", "至"],
    );
    (whole && found.side.is_none() && counted_up.is_none()).then_some(found)
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;
    use shishi_domain::Link;

    fn links(narrative: &str) -> Vec<Link> {
        let reading = read("新增公办学位3000个", narrative);
        reading.actuals.iter().map(|a| a.link).collect()
    }

    #[test]
    fn periods_told_apart_are_for_a_person_to_add_up() {
        use Link::{Certain, Likely, Open};
        for narrative in [
            "一季度进展:新增学位500个;二季度进展:新增学位1000个",
            "一季度完成500个,二季度完成700个",
            "1月,新增学位100个;2月,新增学位300个",
        ] {
            assert_eq!(links(narrative), [Likely, Likely], "{narrative}");
        }
        // What is counted up holds what was before.
        let totals = "截至3月底新增学位500个;截至6月底新增学位1000个";
        assert_eq!(links(totals), [Certain, Certain], "{totals}");
        let total = "一季度新增学位500个;二季度累计新增学位1000个";
        assert_eq!(links(total), [Open, Certain], "{total}");
        let reached = "7月完成新增学位2000个;8月完成新增学位3000个";
        assert_eq!(links(reached), [Certain, Certain], "{reached}");
        // A percentage tells which it is.
        let told = "一季度:新增学位500个。二季度:新增学位1200个,完成率40%";
        assert_eq!(links(told)[1], Certain, "{told}");
        let over = "二季度进展情况:新增学位1000个";
        assert_eq!(links(over), [Likely], "{over}");
        let now = "三季度进展情况:新增学位1000个";
        assert_eq!(links(now), [Certain], "{now}");
        for one in [
            "二季度,新增学位1000个",
            "二季度新增学位1000个",
            "9月份新增学位1000个",
            "7-9月新增学位1000个",
            "本季度新增学位1000个",
            "第三季度新增学位1000个",
            "本月新增学位1000个",
        ] {
            assert_eq!(links(one), [Likely], "{one}");
        }
        for since_january in [
            "一季度新增学位1000个",
            "上半年新增学位1000个",
            "1-9月新增学位1000个",
            "前三季度新增学位1000个",
            "9月份累计新增学位1000个",
            "截至9月新增学位1000个",
            // When work began, and what there is by now.
            "5月开工,新增学位1000个",
            "5月开工,已新增学位1000个",
            "7月完成招标,目前已新增学位1000个",
            "4月启动,目前新增学位700个",
            "二季度,全区累计新增学位1000个",
        ] {
            assert_eq!(links(since_january), [Certain], "{since_january}");
        }
    }
}
