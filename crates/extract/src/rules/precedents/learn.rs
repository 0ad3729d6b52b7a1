//! Learns the weights of signs from labelled cases.

use std::collections::BTreeMap;

/// How dear a weight is: a sign that sets fewer cases apart than this has none.
const PRICE: f64 = 8.0;
/// How many times all weights are gone through.
const ROUNDS: usize = 60;

/// The weights of signs that tell right cases from wrong ones best, most telling first: logistic
/// regression with an L1 price (R. Tibshirani, Regression shrinkage and selection via the lasso,
/// 1996), by coordinate descent.
///
/// Each case is its signs, none of them twice, and whether it is right. The same cases in the same
/// order give the same weights. A weight is the logarithm of odds; signs without one are left out.
pub fn learn(cases: &[(Vec<String>, bool)]) -> Vec<(String, f64)> {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (k, (signs, _)) in cases.iter().enumerate() {
        for sign in signs {
            rows.entry(sign).or_default().push(k);
        }
    }
    // A rarer sign can never be worth its price.
    rows.retain(|_, rows| rows.len() as f64 > PRICE);
    let mut weights = vec![0.0; rows.len()];
    let mut sums = vec![0.0_f64; cases.len()];
    for _ in 0..ROUNDS {
        for (weight, (sign, rows)) in weights.iter_mut().zip(&rows) {
            let error =
                |k: &usize| 1.0 / (1.0 + (-sums[*k]).exp()) - f64::from(u8::from(cases[*k].1));
            let slope: f64 = rows.iter().map(error).sum();
            // The curve is nowhere steeper than a quarter for each case.
            let bend = rows.len() as f64 / 4.0;
            let price = if *sign == "always" { 0.0 } else { PRICE / bend };
            let aim: f64 = *weight - slope / bend;
            let new = aim.signum() * (aim.abs() - price).max(0.0);
            let change = new - *weight;
            if change != 0.0 {
                rows.iter().for_each(|k| sums[*k] += change);
                *weight = new;
            }
        }
    }
    let mut out: Vec<(String, f64)> = rows
        .keys()
        .zip(weights)
        .filter(|(_, weight)| *weight != 0.0)
        .map(|(sign, weight)| (String::from(*sign), weight))
        .collect();
    out.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_tells_gets_its_weight_and_another_none() {
        let signs = |of: &[&str]| of.iter().map(|s| String::from(*s)).collect::<Vec<_>>();
        let mut cases = Vec::new();
        for k in 0..400 {
            let told = if k % 2 == 0 { "done" } else { "planned" };
            let idle = if k % 4 < 2 { "here" } else { "there" };
            // One case in twenty is against its sign.
            cases.push((signs(&["always", told, idle]), (k % 2 == 0) != (k % 20 < 2)));
        }
        let weights: BTreeMap<String, f64> = learn(&cases).into_iter().collect();
        let done = weights.get("done").copied().unwrap_or(0.0);
        let planned = weights.get("planned").copied().unwrap_or(0.0);
        assert!(done - planned > 3.0, "{weights:?}");
        for idle in ["here", "there"] {
            assert!(
                weights.get(idle).is_none_or(|w| w.abs() < 0.05),
                "{weights:?}"
            );
        }
        assert_eq!(learn(&cases), learn(&cases));
    }
}
