//! Learns the weights of signs from labelled cases.

use std::collections::BTreeMap;

/// What a unit of weight costs, in log-likelihood: a sign that explains less has no weight.
const PRICE: f64 = 8.0;
/// The sign that every case has, whose weight costs nothing: how often cases are right at all.
pub(super) const ALWAYS: &str = "always";
/// Weights are gone through until none moves by more than this in a round, and at most so often.
const LEAST_MOVE: f64 = 1e-4;
const MOST_ROUNDS: usize = 2_000;

/// The weights of signs that tell right cases from wrong ones best, most telling first: logistic
/// regression with an L1 price, by coordinate descent with a trust region for each weight (A. Genkin,
/// D. Lewis, D. Madigan, Large-scale Bayesian logistic regression for text categorization, 2007).
///
/// Each case is its signs, none of them twice, and whether it is right. The sign `always` costs
/// nothing. A weight is the logarithm of odds; signs without one are left out. Never fails; without
/// cases there are no weights.
pub fn learn(cases: &[(Vec<String>, bool)]) -> Vec<(String, f64)> {
    let mut by_sign: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (k, (signs, _)) in cases.iter().enumerate() {
        for sign in signs {
            by_sign.entry(sign).or_default().push(k);
        }
    }
    // The slope of a rarer sign never reaches the price.
    by_sign.retain(|sign, rows| *sign == ALWAYS || rows.len() as f64 > PRICE);
    let mut weights: Vec<Weight> = by_sign
        .into_iter()
        .map(|(sign, rows)| Weight {
            sign,
            rows,
            value: 0.0,
            reach: 1.0,
        })
        .collect();
    let mut margins = Margins {
        right: cases
            .iter()
            .map(|(_, right)| if *right { 1.0 } else { -1.0 })
            .collect(),
        sums: vec![0.0; cases.len()],
    };
    for round in 0..MOST_ROUNDS {
        // Between rounds through all signs, those that have a weight settle.
        let all = round % 10 == 0;
        let mut moved = 0.0_f64;
        for weight in &mut weights {
            if all || weight.value != 0.0 {
                moved = moved.max(weight.step(&mut margins).abs());
            }
        }
        if all && moved < LEAST_MOVE {
            break;
        }
    }
    let mut out: Vec<(String, f64)> = weights
        .iter()
        .filter(|weight| weight.value != 0.0)
        .map(|weight| (weight.sign.to_owned(), weight.value))
        .collect();
    out.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
    out
}

/// Of each case, 1 if it is right and else -1, and the sum of its weights.
struct Margins {
    right: Vec<f64>,
    sums: Vec<f64>,
}

struct Weight<'c> {
    sign: &'c str,
    /// The cases that have the sign.
    rows: Vec<usize>,
    value: f64,
    /// How far it may move at a time.
    reach: f64,
}

impl Weight<'_> {
    /// Moves the weight towards where all is cheapest, others being as they are; gives by how much.
    fn step(&mut self, margins: &mut Margins) -> f64 {
        let (mut slope, mut bend) = (0.0, 0.0);
        for &k in &self.rows {
            let right = margins.right[k];
            let margin = right * margins.sums[k];
            slope -= right / (1.0 + margin.exp());
            // How steep the curve can be anywhere within reach.
            let beyond = margin.abs() - self.reach;
            bend += match beyond <= 0.0 {
                true => 0.25,
                false => 1.0 / (2.0 + beyond.exp() + (-beyond).exp()),
            };
        }
        let price = if self.sign == ALWAYS { 0.0 } else { PRICE };
        let aim = self.value - slope / bend;
        let new = aim.signum() * (aim.abs() - price / bend).max(0.0);
        let change = (new - self.value).clamp(-self.reach, self.reach);
        self.reach = (2.0 * change.abs()).max(self.reach / 2.0);
        if change != 0.0 {
            self.value += change;
            for &k in &self.rows {
                margins.sums[k] += change;
            }
        }
        change
    }
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
