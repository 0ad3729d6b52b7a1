//! `/healthz`: whether the site can reach its data.

use axum::extract::State as Extract;

use crate::errors::Failure;
use crate::state::State;

/// `ok`, or 500 where the data cannot be loaded. An empty store is fine.
pub async fn check(Extract(state): Extract<State>) -> Result<&'static str, Failure> {
    state.snapshot(None, None).await?;
    Ok("ok\n")
}
