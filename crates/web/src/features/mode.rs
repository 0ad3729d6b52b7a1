//! `POST /mode`: how pages are shown, kept in a cookie.

use axum::Form;
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use crate::address::local;
use crate::prefs::{COOKIE, Prefs, Theme};
use crate::reader::Reader;
use crate::respond::go;

const YEAR: u32 = 365 * 24 * 60 * 60;

fn apply(mut prefs: Prefs, name: &str, value: &str) -> Prefs {
    match (name, value) {
        ("care", _) => prefs.care = value == "on",
        ("large", _) => prefs.large = value == "on",
        ("contrast", _) => prefs.contrast = value == "on",
        ("theme", "dark") => prefs.theme = Theme::Dark,
        ("theme", "light") => prefs.theme = Theme::Light,
        ("theme", _) => prefs.theme = Theme::Auto,
        _ => {}
    }
    prefs
}

/// Changes one choice and goes back to where the reader was.
pub async fn choose(reader: Reader, Form(fields): Form<Vec<(String, String)>>) -> Response {
    let prefs = fields.iter().fold(reader.prefs, |prefs, (name, value)| {
        apply(prefs, name, value)
    });
    let back = fields
        .iter()
        .find(|(name, _)| name == "back")
        .and_then(|(_, value)| local(value))
        .unwrap_or("/");
    let mut response = go(back);
    let cookie = format!(
        "{COOKIE}={}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly",
        prefs.value()
    );
    if let Ok(value) = HeaderValue::try_from(cookie) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}
