//! Every address of the site, one a line.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::features::admin::{self, desk, enter, import};
use crate::features::{
    about, commitments, data, documents, feed, health, mode, overview, reports, units,
};
use crate::state::State;
use crate::{assets, errors, headers};

/// Longest silence within a form or file that is being sent.
const SILENCE: Duration = Duration::from_secs(30);

/// The site over a state.
#[rustfmt::skip]
pub fn router(state: State) -> Router {
    Router::new()
        .route("/", get(overview::home))
        .route("/y/{year}", get(overview::show))
        .route("/y/{year}/c/{number}", get(commitments::detail::show))
        .route("/y/{year}/c/{number}/history", get(commitments::history::show))
        .route("/units", get(units::list::show))
        .route("/units/{id}", get(units::detail::show))
        .route("/r/{period}", get(reports::show))
        .route("/data", get(data::show))
        .route("/data/fields", get(data::fields::show))
        .route("/data/{file}", get(data::file))
        .route("/about/lights", get(about::lights::show))
        .route("/about/accessibility", get(about::accessibility::show))
        .route("/documents/{sha256}", get(documents::show))
        .route("/feed.xml", get(feed::show))
        .route("/mode", post(mode::choose))
        .route("/assets/{name}", get(assets::serve))
        .route("/healthz", get(health::check))
        .merge(admin(&state))
        .layer(RequestBodyTimeoutLayer::new(SILENCE))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(state.clone(), errors::dress))
        .layer(from_fn(headers::add))
        // Drawing the page that explains a fault may fail for the same reason.
        .layer(CatchPanicLayer::new())
        .with_state(state)
}

/// The back office.
#[rustfmt::skip]
fn admin(state: &State) -> Router<State> {
    let mut same_site = CsrfLayer::new();
    if let Some(origin) = &state.origin
        && let Ok(known) = same_site.clone().add_trusted_origin(&**origin)
    {
        same_site = known;
    }
    Router::new()
        .route("/admin/", get(desk::page))
        .route("/admin", get(desk::lead))
        .route("/admin/enter/{token}", get(enter::page).post(enter::enter))
        .route("/admin/leave", post(enter::leave))
        .route("/admin/import/new", get(import::upload::form).post(import::upload::take)
            .layer(DefaultBodyLimit::disable()))
        .route("/admin/import/{id}/check", get(import::check::page).post(import::check::decide))
        .route("/admin/import/{id}/confirm", get(import::confirm::page).post(import::confirm::confirm))
        .route("/admin/import/{id}/discard", post(import::confirm::discard))
        .route("/admin/import/{id}/done", get(import::done::page))
        .layer(same_site)
        .layer(from_fn_with_state(state.clone(), admin::explain))
        .layer(from_fn(admin::guard))
}
