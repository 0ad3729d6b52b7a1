//! Style sheets and pictures, compiled in and served under addresses that name their content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::response::Response;

use crate::cache::Stored;
use crate::errors::Failure;
use crate::reader::Reader;
use crate::respond::{FOR_EVER, short_hash};

struct Asset {
    name: String,
    url: String,
    stored: Stored,
}

impl Asset {
    fn new(stem: &str, ending: &str, media_type: &'static str, body: String) -> Self {
        let name = format!("{stem}-{}.{ending}", short_hash(body.as_bytes()));
        Self {
            url: format!("/assets/{name}"),
            name,
            stored: Stored::new(HeaderValue::from_static(media_type), body),
        }
    }
}

static SITE_CSS: LazyLock<Asset> = LazyLock::new(|| {
    let sheets = [
        include_str!("tokens.css"),
        include_str!("frame.css"),
        include_str!("pages.css"),
        include_str!("narrow.css"),
        include_str!("print.css"),
    ];
    Asset::new("site", "css", "text/css; charset=utf-8", sheets.concat())
});

static ADMIN_CSS: LazyLock<Asset> = LazyLock::new(|| {
    let sheet = include_str!("admin.css").to_owned();
    Asset::new("admin", "css", "text/css; charset=utf-8", sheet)
});

static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "icon",
        "svg",
        "image/svg+xml",
        include_str!("icon.svg").to_owned(),
    )
});

/// Address of the style sheet of all public pages.
pub fn site_css() -> &'static str {
    &SITE_CSS.url
}

/// Address of the style sheet that pages of the back office add.
pub fn admin_css() -> &'static str {
    &ADMIN_CSS.url
}

/// Address of the site's icon.
pub fn icon() -> &'static str {
    &ICON.url
}

/// `/assets/{name}`.
pub async fn serve(reader: Reader, Path(name): Path<String>) -> Result<Response, Failure> {
    [&*SITE_CSS, &*ADMIN_CSS, &*ICON]
        .into_iter()
        .find(|asset| asset.name == name)
        .map(|asset| asset.stored.send(&reader, FOR_EVER))
        .ok_or(Failure::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_is_small_and_old_browsers_read_it() {
        let css = std::str::from_utf8(&SITE_CSS.stored.plain).unwrap();
        assert!(css.len() <= 30 * 1024, "{} bytes", css.len());
        for new in [
            ":has(",
            "@layer",
            "color-mix",
            "inset:",
            "url(http",
            "@import",
        ] {
            assert!(!css.contains(new), "{new}");
        }
    }
}
