//! `stated-total`: amounts the narrative itself plans, or the size of a list it reports on.

use crate::clause::Prose;
use crate::reading::Plan;
use crate::rules::actuals::{Judged, Role};

const TOTAL: &str = "stated-total";

/// The plans, and for each judged quantity the plan that it is.
pub(crate) fn read(prose: &Prose, judged: &[Judged]) -> (Vec<Plan>, Vec<Option<usize>>) {
    let mut out = Vec::new();
    let mut which = vec![None; judged.len()];
    for (k, j) in judged.iter().enumerate() {
        if !matches!(j.role, Role::Planned) {
            continue;
        }
        which[k] = Some(out.len());
        out.push(Plan {
            span: prose.text.span(j.quantity.start, j.quantity.end),
            amount: j.amount.clone(),
            what: j.what.clone(),
            rule: TOTAL.into(),
        });
    }
    (out, which)
}

/// The plan that an amount without a target is a part of: the last one in the same
/// sentence with the same unit that is not smaller.
pub(crate) fn total_of(
    prose: &Prose,
    judged: &[Judged],
    which: &[Option<usize>],
    k: usize,
) -> Option<usize> {
    let own = &judged[k];
    let sentence = prose.clauses[own.clause].sentence;
    (0..k)
        .rev()
        .take_while(|&b| prose.clauses[judged[b].clause].sentence == sentence)
        .find_map(|b| {
            let plan = which[b]?;
            let fits = judged[b].amount.unit == own.amount.unit
                && judged[b].amount.value >= own.amount.value;
            fits.then_some(plan)
        })
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;

    #[test]
    fn a_part_goes_with_the_total_beside_it() {
        let reading = read(
            "抽检合格率达99%以上",
            "药品抽检任务270批次，已完成84批次；化妆品任务60批次",
        );
        assert_eq!(reading.plans.len(), 2);
        assert_eq!(reading.actuals[0].plan, Some(0));
        assert_eq!(reading.actuals[0].link, shishi_domain::Link::Likely);
    }

    #[test]
    fn preparation_is_no_part_done() {
        let reading = read(
            "开通医保支付",
            "计划新开通医疗机构5家，其中4家已完成系统开发前期准备",
        );
        assert_eq!((reading.plans.len(), reading.actuals[0].plan), (1, None));
    }
}
