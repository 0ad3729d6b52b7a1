//! Every address of the site, one a line.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

use crate::features::{health, mode, overview};
use crate::state::State;
use crate::{assets, errors, headers};

/// The site over a state.
#[rustfmt::skip]
pub fn router(state: State) -> Router {
    Router::new()
        .route("/", get(overview::home))
        .route("/y/{year}", get(overview::show))
        .route("/mode", post(mode::choose))
        .route("/assets/{name}", get(assets::serve))
        .route("/healthz", get(health::check))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(state.clone(), errors::dress))
        .layer(from_fn(headers::add))
        .with_state(state)
}
