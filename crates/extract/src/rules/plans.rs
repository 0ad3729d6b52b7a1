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
