//! From a page to an answer: drawn once, kept, compressed, tagged.

use std::io::Write;
use std::sync::Arc;

use askama::Template;
use axum::body::{Body, Bytes};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, ETAG, LOCATION, VARY,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::address::Address;
use crate::cache::Stored;
use crate::errors::Failure;
use crate::reader::Reader;
use crate::state::State;

/// Media type of pages.
pub const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

impl Stored {
    /// A finished body, compressed and tagged.
    pub fn new(media_type: HeaderValue, body: impl Into<Bytes>) -> Self {
        let plain: Bytes = body.into();
        let gzip = gzip(&plain).filter(|zipped| zipped.len() < plain.len());
        let tag = format!("W/\"{}\"", short_hash(&plain));
        Self {
            media_type,
            disposition: None,
            etag: HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("W/\"0\"")),
            plain,
            gzip,
        }
    }

    /// The same as a download under this name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.disposition = Some(attachment(name));
        self
    }

    /// The answer for a reader: 304 where they have it already.
    pub fn send(&self, reader: &Reader, cache_control: &'static str) -> Response {
        let mut response = if reader.has(self.etag.to_str().unwrap_or_default()) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let (body, zipped) = match &self.gzip {
                Some(gzip) if reader.gzip => (gzip.clone(), true),
                _ => (self.plain.clone(), false),
            };
            let mut response = Response::new(Body::from(body));
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, self.media_type.clone());
            if zipped {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
            if let Some(disposition) = &self.disposition {
                headers.insert(CONTENT_DISPOSITION, disposition.clone());
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(ETAG, self.etag.clone());
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache_control));
        let vary = if cache_control == FOR_EVER {
            "Accept-Encoding"
        } else {
            "Accept-Encoding, Cookie"
        };
        headers.insert(VARY, HeaderValue::from_static(vary));
        response
    }
}

/// Pages may be kept by a browser but are asked about each time.
pub const ASK_AGAIN: &str = "no-cache";
/// Addresses that name the hash of their content never change.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// First 16 hexadecimal digits of the SHA-256.
pub fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(
        Vec::with_capacity(bytes.len() / 4),
        flate2::Compression::default(),
    );
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

/// `Content-Disposition` of a download; the name may hold any characters.
pub fn attachment(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') => c,
            _ => '_',
        })
        .collect();
    let mut full = String::new();
    crate::address::encode(name, &mut full);
    HeaderValue::try_from(format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"
    ))
    .unwrap_or(HeaderValue::from_static("attachment"))
}

/// The key under which a page is kept: how it is shown, and its address with its language.
fn key(reader: &Reader, address: &Address) -> String {
    format!("{}{}", reader.prefs.index(), address.to(reader.lang))
}

/// A kept page, if there is one. Costs one lookup.
pub fn kept(state: &State, reader: &Reader, address: &Address) -> Option<Response> {
    state
        .cache
        .get(state.generation(), &key(reader, address))
        .map(|stored| stored.send(reader, ASK_AGAIN))
}

/// Draws a page, keeps it under its address, and sends it.
///
/// `generation` is the one read before the data were loaded, so that a page made from data that
/// have changed meanwhile is not kept.
///
/// # Errors
/// If the template fails.
pub fn page(
    state: &State,
    reader: &Reader,
    generation: u64,
    address: &Address,
    page: &impl Template,
) -> Result<Response, Failure> {
    let stored = Arc::new(Stored::new(
        HTML,
        page.render().map_err(crate::Error::from)?,
    ));
    let response = stored.send(reader, ASK_AGAIN);
    state.cache.put(generation, key(reader, address), stored);
    Ok(response)
}

/// Draws a page and sends it without keeping it: searches, and pages of one person.
///
/// # Errors
/// If the template fails.
pub fn fresh(reader: &Reader, page: &impl Template) -> Result<Response, Failure> {
    let stored = Stored::new(HTML, page.render().map_err(crate::Error::from)?);
    Ok(stored.send(reader, ASK_AGAIN))
}

/// Keeps a finished body under an address and sends it.
pub fn keep(
    state: &State,
    reader: &Reader,
    generation: u64,
    address: &Address,
    stored: Stored,
) -> Response {
    let stored = Arc::new(stored);
    let response = stored.send(reader, ASK_AGAIN);
    state.cache.put(generation, key(reader, address), stored);
    response
}

/// Sends the reader on to another page of the site.
pub fn see(reader: &Reader, address: &Address) -> Response {
    go(&address.to(reader.lang))
}

/// Sends the reader on to a path that is known to be local.
pub(crate) fn go(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::try_from(path) {
        response.headers_mut().insert(LOCATION, value);
    }
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static(ASK_AGAIN));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_downloads_are_safe_in_a_header() {
        assert_eq!(
            attachment("进展\"\r\n.txt"),
            "attachment; filename=\"_____.txt\"; filename*=UTF-8''%E8%BF%9B%E5%B1%95%22%0D%0A.txt"
        );
    }
}
