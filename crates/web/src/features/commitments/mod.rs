//! Pages of one commitment.

mod by_hand;
mod compare;
pub mod detail;
pub mod history;
mod narrative;

use std::sync::Arc;

use shishi_app::snapshot::Snapshot;
use shishi_domain::PeriodCode;

use crate::errors::Failure;
use crate::state::State;

/// The snapshot of a year at the period asked for, or at the newest without one.
async fn load(
    state: &State,
    year: i16,
    period: Option<PeriodCode>,
) -> Result<Arc<Snapshot>, Failure> {
    let code = period.map(|code| code.to_string());
    let snapshot = state.snapshot(Some(year), code.as_deref()).await?;
    snapshot.ok_or(Failure::NotFound)
}
