//! `/admin/enter/{token}` and `/admin/leave`: in by a one-time link, out by a button.

use axum::extract::{Path, State as Extract};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use shishi_app::store::TokenHash;

use super::frame::{self, Notice};
use super::links;
use super::seat::{self, OFFICE, SESSION, Seat, Signed};
use crate::errors::Failure;
use crate::reader::Reader;
use crate::respond::see;
use crate::state::State;

fn cookie(state: &State, value: &str, seconds: i64) -> Option<HeaderValue> {
    let secure = if seat::secure(state) { "; Secure" } else { "" };
    HeaderValue::try_from(format!(
        "{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}",
        seat::cookie_name(state)
    ))
    .ok()
}

/// Spends the link and begins a session. A spent link leads a person with a session to the desk.
pub async fn enter(
    Extract(state): Extract<State>,
    reader: Reader,
    method: Method,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let desk = state.desk()?;
    // A program that only looks at the address, such as a chat's preview, must not spend the link.
    if method == Method::HEAD {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let store = desk.app.store();
    let now = (state.clock)();
    let fresh = store
        .use_login_link(&TokenHash::of(&token), now)
        .await
        .map_err(|error| frame::failure(error.into()))?;
    if !fresh {
        return Ok(match Seat::of(&state, desk, &headers).await? {
            Some(_) => see(&reader, &links::desk()),
            None => frame::notice(&state, &reader, None, Notice::LinkSpent).await,
        });
    }
    let token = seat::random_token();
    store
        .create_session(&TokenHash::of(&token), OFFICE, now, now + SESSION)
        .await
        .map_err(|error| frame::failure(error.into()))?;
    let mut response = see(&reader, &links::desk());
    if let Some(value) = cookie(&state, &token, SESSION.as_secs()) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    Ok(response)
}

/// Ends the session and leads to the public pages.
pub async fn leave(
    Extract(state): Extract<State>,
    reader: Reader,
    Signed { seat, .. }: Signed,
) -> Result<Response, Failure> {
    state
        .desk()?
        .app
        .store()
        .end_session(&seat.key())
        .await
        .map_err(|error| frame::failure(error.into()))?;
    let mut response = see(&reader, &crate::links::home());
    if let Some(value) = cookie(&state, "", 0) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    Ok(response)
}
