//! A stated percentage beside the one computed from actual and target.

use crate::reading::{PercentCheck, PercentVerdict};
use rust_decimal::RoundingStrategy;
use shishi_domain::Decimal;

/// Compares at the decimals stated. `None` where the target is zero or out of range.
pub(crate) fn check(stated: Decimal, actual: Decimal, target: Decimal) -> Option<PercentCheck> {
    let computed = actual
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(target)?;
    let places = stated.scale();
    let rounded = |how| computed.round_dp_with_strategy(places, how) == stated;
    let verdict = if computed == stated {
        PercentVerdict::Exact
    } else if rounded(RoundingStrategy::MidpointAwayFromZero) {
        PercentVerdict::Rounded
    } else if rounded(RoundingStrategy::ToZero) {
        PercentVerdict::Truncated
    } else {
        PercentVerdict::Mismatch
    };
    Some(PercentCheck {
        computed: computed.normalize(),
        verdict,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_at_the_decimals_stated() {
        let verdict =
            |s: &str, a: i64, t: i64| check(s.parse().unwrap(), a.into(), t.into()).unwrap();
        let row2 = verdict("27.37", 3285, 12000);
        assert_eq!(row2.computed, "27.375".parse().unwrap());
        assert_eq!(row2.verdict, PercentVerdict::Truncated);
        assert_eq!(verdict("40", 200, 500).verdict, PercentVerdict::Exact);
        assert_eq!(
            verdict("27.38", 3285, 12000).verdict,
            PercentVerdict::Rounded
        );
        assert_eq!(verdict("30", 3285, 12000).verdict, PercentVerdict::Mismatch);
        assert!(check(Decimal::ONE, Decimal::ONE, Decimal::ZERO).is_none());
    }
}
