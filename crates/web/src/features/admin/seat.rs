//! Who sits at the desk: one-time links, sessions and the mark each form carries.

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use shishi_app::domain::programme::Actor;
use shishi_app::store::TokenHash;
use shishi_app::{App, AppError};

use super::frame::{self, Notice};
use crate::desk::Desk;
use crate::errors::Failure;
use crate::reader::Reader;
use crate::state::State;

/// How long a link can be used.
const LINK: SignedDuration = SignedDuration::from_hours(24);
/// How long a session lasts.
pub(super) const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// Who acts until people have accounts.
pub(super) const OFFICE: &str = "督查室";

/// Makes a one-time link into the back office and returns its path, `/admin/enter/…`.
///
/// The link can be used once within 24 hours; only its hash is stored.
///
/// # Errors
/// If the store fails.
pub async fn login_link(app: &App, now: Timestamp) -> Result<String, AppError> {
    let token = random_token();
    app.store()
        .create_login_link(&TokenHash::of(&token), now, now + LINK)
        .await?;
    Ok(format!("/admin/enter/{token}"))
}

/// 256 random bits in letters that are safe in an address and in a cookie.
pub(super) fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// SHA-256 in lower-case hexadecimal.
fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Name of the session's cookie. Where the site is known by an `https` address, the prefix makes
/// browsers refuse a cookie of this name that anybody else set.
pub(super) fn cookie_name(state: &State) -> &'static str {
    if secure(state) {
        "__Host-shishi_session"
    } else {
        "shishi_session"
    }
}

/// Whether the site is known by an `https` address.
pub(super) fn secure(state: &State) -> bool {
    state
        .origin
        .as_deref()
        .is_some_and(|origin| origin.starts_with("https://"))
}

/// The session's token in a `Cookie` header.
fn token_of(state: &State, headers: &HeaderMap) -> Option<String> {
    let name = cookie_name(state);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, value)| *n == name && !value.is_empty() && value.len() <= 64)
        .map(|(_, value)| value.to_owned())
}

/// A person with a valid session. Taking it from a request without one gives the page that says
/// how to get in.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Who acts.
    pub actor: Actor,
    token: String,
}

impl Seat {
    /// The mark that forms of this session carry. It tells nothing of the session's token.
    pub fn form(&self) -> String {
        hash(&format!("form {}", self.token))
    }

    /// Whether a form carries the mark of this session.
    pub fn allows(&self, mark: &str) -> bool {
        // Hashes are compared, so that the time taken tells nothing of the mark itself.
        hash(mark) == hash(&self.form())
    }

    /// What the store knows the session by.
    pub(super) fn key(&self) -> TokenHash {
        TokenHash::of(&self.token)
    }

    /// The session of a request, if there is a valid one.
    pub(super) async fn of(
        state: &State,
        desk: &Desk,
        headers: &HeaderMap,
    ) -> Result<Option<Self>, Failure> {
        let Some(token) = token_of(state, headers) else {
            return Ok(None);
        };
        let session = desk
            .app
            .store()
            .session(&TokenHash::of(&token), (state.clock)())
            .await
            .map_err(|error| frame::failure(error.into()))?;
        Ok(session.map(|session| Self {
            actor: Actor::new(session.actor),
            token,
        }))
    }

    #[cfg(test)]
    pub(super) fn sample() -> Self {
        Self {
            actor: Actor::new(OFFICE),
            token: "sample".into(),
        }
    }
}

impl FromRequestParts<State> for Seat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Response> {
        let desk = state.desk().map_err(IntoResponse::into_response)?;
        match Self::of(state, desk, &parts.headers).await {
            Ok(Some(seat)) => Ok(seat),
            Ok(None) => {
                let Ok(reader) = Reader::from_request_parts(parts, state).await;
                Err(frame::notice(state, &reader, None, Notice::NoSession).await)
            }
            Err(failure) => Err(failure.into_response()),
        }
    }
}

/// Fields of a form, in order.
#[derive(Debug, Clone, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The value of a field without space around it, if the form had the field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.trim())
    }

    /// The value of a field, empty if the form did not have it.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or("")
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.get(name) == Some("on")
    }

    /// The revision the form was made from.
    pub fn revision(&self) -> i64 {
        self.text("revision").parse().unwrap_or(-1)
    }
}

/// A form sent by the person of the session it was made for.
#[derive(Debug)]
pub struct Signed {
    /// Who sent it.
    pub seat: Seat,
    /// What it says.
    pub fields: Fields,
}

impl FromRequest<State> for Signed {
    type Rejection = Response;

    async fn from_request(request: Request, state: &State) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let seat = Seat::from_request_parts(&mut parts, state).await?;
        let Ok(reader) = Reader::from_request_parts(&mut parts, state).await;
        let form =
            Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), state)
                .await;
        let fields = match form {
            Ok(Form(fields)) => Fields(fields),
            Err(_) => return Err(StatusCode::BAD_REQUEST.into_response()),
        };
        if !seat.allows(fields.text("form")) {
            return Err(frame::notice(state, &reader, Some(&seat), Notice::Foreign).await);
        }
        Ok(Self { seat, fields })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_a_form_belongs_to_one_session() {
        let one = Seat::sample();
        let other = Seat {
            token: random_token(),
            ..Seat::sample()
        };
        assert!(one.allows(&one.form()));
        assert!(!one.allows(&other.form()) && !one.allows("") && !one.allows(&one.token));
        assert_eq!(random_token().len(), 43);
    }
}
