//! Pages of one commitment.

mod compare;
pub mod detail;
pub mod history;
mod narrative;

use std::sync::Arc;

use shishi_app::snapshot::Snapshot;
use shishi_domain::PeriodCode;

use crate::errors::Failure;
use crate::reader::Reader;
use crate::state::State;

/// The period asked for, if it is one.
fn asked(reader: &Reader) -> Option<PeriodCode> {
    reader.ask("period").and_then(PeriodCode::parse)
}

/// The snapshot of a year at the period asked for, or at the newest.
async fn load(state: &State, reader: &Reader, year: i16) -> Result<Arc<Snapshot>, Failure> {
    if let Some(code) = asked(reader) {
        let found = state.snapshot(Some(year), Some(&code.to_string())).await?;
        if let Some(snapshot) = found {
            return Ok(snapshot);
        }
    }
    state
        .snapshot(Some(year), None)
        .await?
        .ok_or(Failure::NotFound)
}
