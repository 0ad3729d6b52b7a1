//! Who asks, and how they want the answer.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Query};
use axum::http::header::{ACCEPT_ENCODING, COOKIE, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use shishi_domain::PeriodCode;

use crate::errors::Failure;
use crate::lang::Lang;
use crate::prefs::Prefs;

/// What a request says about its reader. Taking it never fails.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// Language asked for.
    pub lang: Lang,
    /// How pages are shown.
    pub prefs: Prefs,
    /// Whether gzip is understood.
    pub gzip: bool,
    /// Entity tags the reader already has.
    pub known: Option<String>,
    query: Vec<(String, String)>,
}

impl Reader {
    /// A reader of a language and a view, without query.
    pub fn of(lang: Lang, prefs: Prefs) -> Self {
        Self {
            lang,
            prefs,
            ..Self::default()
        }
    }

    /// The same reader of something that looks alike in every view and language: a file.
    #[must_use]
    pub fn of_file(&self) -> Self {
        Self {
            lang: Lang::Zh,
            prefs: Prefs::default(),
            ..self.clone()
        }
    }

    /// First value of a query parameter, without space around it; empty counts as absent.
    pub fn ask(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The period asked for.
    ///
    /// # Errors
    /// What names no period is not found, rather than passed over for the newest.
    pub fn period(&self) -> Result<Option<PeriodCode>, Failure> {
        let code = |text| PeriodCode::parse(text).ok_or(Failure::NotFound);
        self.ask("period").map(code).transpose()
    }

    /// Whether the reader already has the page of this tag.
    pub fn has(&self, etag: &str) -> bool {
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        self.known.as_deref().is_some_and(|known| {
            known.trim() == "*" || known.split(',').any(|tag| bare(tag) == bare(etag))
        })
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

fn accepts_gzip(value: &str) -> bool {
    value.split(',').any(|part| {
        let (name, rest) = part.split_once(';').unwrap_or((part, ""));
        let refused = rest
            .trim()
            .strip_prefix("q=")
            .and_then(|q| q.trim().parse::<f32>().ok())
            .is_some_and(|q| q <= 0.0);
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map(|Query(query)| query)
            .unwrap_or_default();
        let english = query.iter().any(|(n, v)| n == "lang" && v == "en");
        Ok(Self {
            lang: if english { Lang::En } else { Lang::Zh },
            prefs: text(&parts.headers, &COOKIE)
                .map_or_else(Prefs::default, |header| Prefs::from_cookies(&header)),
            gzip: text(&parts.headers, &ACCEPT_ENCODING).is_some_and(|v| accepts_gzip(&v)),
            known: text(&parts.headers, &IF_NONE_MATCH),
            query,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_only_used_where_it_is_accepted() {
        assert!(accepts_gzip("br, gzip;q=0.5"));
        assert!(accepts_gzip("GZIP"));
        assert!(!accepts_gzip("gzip;q=0, br"));
        assert!(!accepts_gzip("br"));
    }

    #[test]
    fn tags_match_weakly() {
        let reader = Reader {
            known: Some("W/\"a\", \"b\"".into()),
            ..Reader::default()
        };
        assert!(reader.has("W/\"b\"") && reader.has("\"a\"") && !reader.has("\"c\""));
    }
}
