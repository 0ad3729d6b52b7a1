//! `/documents/{sha256}`: an original file, as it came.

use axum::body::Body;
use axum::extract::{Path, State as Extract};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::errors::Failure;
use crate::reader::Reader;
use crate::respond::{ASK_AGAIN, attachment};
use crate::state::State;

/// `/documents/{sha256}`. Always a download, whatever is in it.
pub async fn show(
    Extract(state): Extract<State>,
    reader: Reader,
    Path(sha256): Path<String>,
) -> Result<Response, Failure> {
    let is_hash = sha256.len() == 64
        && sha256
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if !is_hash {
        return Err(Failure::NotFound);
    }
    let document = state.document(&sha256).await?.ok_or(Failure::NotFound)?;
    let etag = format!("\"{sha256}\"");
    let mut response = if reader.has(&etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(document.bytes));
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        );
        headers.insert(CONTENT_DISPOSITION, attachment(&document.name));
        response
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(ASK_AGAIN));
    if let Ok(etag) = HeaderValue::try_from(etag) {
        headers.insert(ETAG, etag);
    }
    Ok(response)
}
