//! Pages of units.

pub mod detail;
pub mod list;

use shishi_app::snapshot::Snapshot;
use shishi_domain::Level;

use crate::lang::Lang;

/// How many of some rows have each level, those that occur, in order of urgency.
fn counts(snapshot: &Snapshot, places: &[usize]) -> Vec<(Level, usize)> {
    Level::ALL
        .into_iter()
        .map(|level| {
            let count = places
                .iter()
                .filter(|at| snapshot.rows[**at].result.level == level)
                .count();
            (level, count)
        })
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// How many of some rows can be measured.
fn measured(snapshot: &Snapshot, places: &[usize]) -> usize {
    places
        .iter()
        .filter(|at| {
            let level = snapshot.rows[**at].result.level;
            !matches!(level, Level::Unquantified | Level::ToConfirm)
        })
        .count()
}

/// 承担 4 项，依据 2 项.
fn weight(all: usize, measured: usize, t: Lang) -> String {
    match t {
        Lang::Zh => format!("承担 {all} 项，依据 {measured} 项"),
        Lang::En => format!("{all} in all, {measured} measured"),
    }
}
