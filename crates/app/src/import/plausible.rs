//! Whether a figure typed by a person can be meant.

use shishi_domain::unit::{comparable, convert};
use shishi_domain::{Amount, Decimal, UnitName};

use super::draft::{DraftRow, FigureDecision, RowDecision};
use crate::facts::{corrected, exactly, tallied};

/// Why a figure typed for a target can hardly be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Implausible {
    /// Its unit measures something else.
    Unit {
        /// As typed.
        unit: UnitName,
        /// The unit of the target.
        target: UnitName,
    },
    /// It is more than three times the target.
    Beyond {
        /// As typed.
        value: Decimal,
        /// The target.
        target: Amount,
    },
}

/// Figures reached that this decision sets otherwise than they were read or decided before, and that
/// can hardly be meant.
pub fn implausible(row: &DraftRow, decision: &RowDecision) -> Vec<(String, Implausible)> {
    let reading = &row.reading;
    let earlier = &row.earlier.figures;
    let target_of = |index: usize| -> Option<Amount> {
        let read = &reading.targets.get(index)?.amount;
        let key = format!("t{index}");
        let decided = decision.figures.get(&key);
        match decided.or(earlier.get(&key).map(|before| &before.decision)) {
            Some(FigureDecision::Refuse) => None,
            Some(FigureDecision::Correct { value, unit, .. }) => Some(corrected(read, value, unit)),
            Some(FigureDecision::Accept) | None => Some(read.clone()),
        }
    };
    let figures = decision.figures.iter().filter_map(|(key, figure)| {
        let FigureDecision::Correct {
            value,
            unit,
            target: moved,
        } = figure
        else {
            return None;
        };
        if earlier
            .get(key)
            .is_some_and(|before| before.decision == *figure)
        {
            return None;
        }
        let index: usize = key.get(1..)?.parse().ok()?;
        let (read, towards) = match key.as_bytes().first()? {
            b'a' => {
                let actual = reading.actuals.get(index)?;
                (actual.amount.clone(), actual.target)
            }
            b'y' => {
                let tally = reading.tallies.get(index)?;
                let target = &reading.targets.get(tally.target)?.amount;
                (tallied(tally, &target.unit), Some(tally.target))
            }
            b'm' => (exactly(&reading.targets.get(index)?.amount), Some(index)),
            _ => return None,
        };
        let target = target_of(moved.or(towards)?)?;
        let typed = corrected(&read, value, unit);
        if typed.unit != read.unit && !comparable(&typed.unit, &target.unit) {
            let (unit, target) = (typed.unit, target.unit);
            return Some((key.clone(), Implausible::Unit { unit, target }));
        }
        let value = convert(typed.value, &typed.unit, &target.unit).unwrap_or(typed.value);
        let most = target.value_max.unwrap_or(target.value);
        let beyond = most
            .checked_mul(Decimal::from(3))
            .is_some_and(|most| value > most);
        let beyond = beyond && !most.is_zero();
        let is_typed = key.starts_with('m') || typed.value != read.value;
        (beyond && is_typed).then(|| (key.clone(), Implausible::Beyond { value, target }))
    });
    figures.collect()
}
