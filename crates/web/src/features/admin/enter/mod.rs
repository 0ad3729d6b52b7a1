//! `/admin/enter/{token}` and `/admin/leave`: in by a one-time link and a button, out by a button.

use askama::Template;
use axum::extract::{Path, State as Extract};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;

use shishi_app::store::TokenHash;

use super::frame::{self, Bar, Notice, Tab};
use super::links;
use super::seat::{self, OFFICE, SESSION, Seat, Signed};
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Site};
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

#[derive(Template)]
#[template(path = "features/admin/enter/enter.html")]
struct EnterPage {
    layout: Layout,
    bar: Bar,
    t: Lang,
    action: String,
}

impl EnterPage {
    fn new(reader: &Reader, site: Site, token: &str) -> Self {
        let (t, address) = (reader.lang, links::enter(token));
        let heading = t.say("进入后台", "Enter the back office");
        Self {
            action: t.at(address.clone()),
            layout: frame::layout(reader, site, heading.to_owned(), address),
            bar: Bar::new(Tab::None, None),
            t,
        }
    }
}

/// Shows the button. Opening the link does not spend it, as previews of chat programs and scanners
/// of mail open it too. A person with a session is led to the desk.
pub async fn page(
    Extract(state): Extract<State>,
    reader: Reader,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    if Seat::of(&state, state.desk()?, &headers).await?.is_some() {
        return Ok(see(&reader, &links::desk()));
    }
    let site = frame::site(&state).await;
    frame::show(StatusCode::OK, &EnterPage::new(&reader, site, &token))
}

/// Spends the link and begins a session. A spent link leads a person with a session to the desk.
pub async fn enter(
    Extract(state): Extract<State>,
    reader: Reader,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let desk = state.desk()?;
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

#[cfg(test)]
pub(super) fn samples(reader: &Reader) -> Vec<(String, String)> {
    let page = EnterPage::new(reader, Site::default(), "sample");
    vec![("admin-enter".into(), page.render().unwrap())]
}
