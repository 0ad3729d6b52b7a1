//! The site as a browser and an attacker see it.

use std::io::Read;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use tower::ServiceExt;

use crate::samples::{self, Samples};

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

struct Site {
    router: Router,
    source: Arc<Samples>,
    cache: Arc<crate::cache::Cache>,
}

impl Site {
    fn new() -> Self {
        Self::of(vec![samples::daxing()])
    }

    fn of(snapshots: Vec<shishi_app::snapshot::Snapshot>) -> Self {
        let source = Arc::new(Samples::new(snapshots));
        let state = samples::state_over(Arc::clone(&source));
        let cache = Arc::clone(&state.cache);
        Self {
            router: crate::router(state),
            source,
            cache,
        }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap(),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()))
            .unwrap();
        self.send(request).await
    }
}

const PAGES: [&str; 14] = [
    "/y/2024",
    "/y/2024?light=remind&sort=urgent",
    "/y/2024/c/8",
    "/y/2024/c/8/history",
    "/units",
    "/units/u06",
    "/r/2024Q1",
    "/r/2024Q1.docx",
    "/data",
    "/data/2024.csv",
    "/data/fields",
    "/about/lights",
    "/about/accessibility",
    "/feed.xml",
];

#[tokio::test]
async fn every_page_is_there_guarded_and_kept() {
    let site = Site::new();
    for path in PAGES {
        let first = site.get(path).await;
        assert_eq!(first.status, StatusCode::OK, "{path}");
        assert!(
            first
                .header("content-security-policy")
                .contains("default-src 'none'")
        );
        assert!(!first.header("content-security-policy").contains("unsafe"));
        assert_eq!(first.header("x-content-type-options"), "nosniff");
        assert_eq!(first.header("x-frame-options"), "DENY");
        assert!(!first.header("referrer-policy").is_empty());
        let asked = site.source.asked();
        let again = site
            .get_with(path, &[("if-none-match", first.header("etag"))])
            .await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        assert!(again.body.is_empty());
        assert_eq!(site.source.asked(), asked, "{path} asked for data again");
    }
}

#[tokio::test]
async fn new_data_make_new_pages() {
    let site = Site::new();
    site.get("/y/2024").await;
    let asked = site.source.asked();
    site.source.touch();
    site.get("/y/2024").await;
    assert!(site.source.asked() > asked);
}

#[tokio::test]
async fn compressed_pages_hold_the_same() {
    let site = Site::new();
    let plain = site.get("/y/2024").await;
    let zipped = site
        .get_with("/y/2024", &[("accept-encoding", "gzip, br")])
        .await;
    assert_eq!(zipped.header("content-encoding"), "gzip");
    assert!(zipped.body.len() * 3 < plain.body.len());
    let mut text = String::new();
    flate2::read::GzDecoder::new(&zipped.body[..])
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, plain.text());
}

#[tokio::test]
async fn the_first_page_leads_to_the_newest_year_and_keeps_the_language() {
    let site = Site::new();
    let home = site.get("/?lang=en").await;
    assert_eq!(home.status, StatusCode::SEE_OTHER);
    assert_eq!(home.header("location"), "/y/2024?lang=en");
}

#[tokio::test]
async fn strange_queries_neither_fail_nor_fill_the_memory() {
    let site = Site::new();
    site.get("/y/2024").await;
    let plain = site.get("/y/2024").await;
    let kept = site.cache.len();
    for n in 0..300 {
        for query in [
            format!("unit=u{n}x"),
            format!("light=%00{n}&sort=%ff"),
            format!("utm={n}&lang=zh"),
            format!("unit=%E0%A4%A{n}&&&=="),
        ] {
            let page = site.get(&format!("/y/2024?{query}")).await;
            assert_eq!(page.body, plain.body, "{query}");
        }
        // A period that was not reported is not shown as another one.
        let missing = site
            .get(&format!("/y/2024?period=20{:02}Q1", n % 60 + 30))
            .await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        for path in ["/y/2024", "/y/2024/c/8"] {
            for period in ["2024Q9", "2024Q2", "2025Q1", "x"] {
                let missing = site.get(&format!("{path}?period={period}")).await;
                assert_eq!(missing.status, StatusCode::NOT_FOUND, "{path} {period}");
            }
        }
        site.get(&format!("/y/2024?q=%E7%94%B5{n}")).await;
        site.get(&format!("/y/2024/c/{n}00")).await;
    }
    assert_eq!(site.cache.len(), kept);
}

#[tokio::test]
async fn searches_echo_what_was_asked_as_text() {
    let site = Site::new();
    let page = site
        .get("/y/2024?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27")
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("<script"));
    assert!(page.text().contains("没有符合条件的承诺"));
    let page = site.get("/y/2024?q=%E5%8A%A0%E6%A2%AF").await;
    assert!(page.text().contains("共 1 项"));
}

#[tokio::test]
async fn failures_have_a_page_in_the_readers_language() {
    let site = Site::new();
    for path in [
        "/nothing",
        "/y/1999",
        "/y/2024/c/99",
        "/units/zz",
        "/r/2024Q2",
        "/r/2024Q1.exe",
        "/data/2024.docx",
        "/data/x",
        "/documents/abc",
        "/assets/site.css",
    ] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.text().contains("没有找到这个页面"), "{path}");
        assert_eq!(page.header("x-frame-options"), "DENY");
    }
    let page = site.get("/y/two?lang=en").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.text().contains("<html lang=\"en\""));
    let page = site.get("/mode").await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(page.header("allow"), "POST");

    let empty = Site::of(Vec::new());
    let start = empty.get("/").await;
    assert_eq!(start.status, StatusCode::OK);
    assert!(start.text().contains("还没有年度清单"));
    let year = empty.get("/y/2024").await;
    assert_eq!(year.status, StatusCode::NOT_FOUND);
    assert!(year.text().contains("还没有年度清单"));
    assert_eq!(empty.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(empty.get("/data/fields").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_view_is_chosen_kept_and_only_leads_back_inside() {
    let site = Site::new();
    let chosen = site
        .post("/mode", "care=on&back=%2Fy%2F2024%3Flight%3Dremind")
        .await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert_eq!(chosen.header("location"), "/y/2024?light=remind");
    let cookie = chosen.header("set-cookie").split(';').next().unwrap();
    assert_eq!(cookie, "shishi_view=care");
    let page = site.get_with("/y/2024", &[("cookie", cookie)]).await;
    assert!(page.text().contains("data-mode=\"care\""));
    assert!(
        !site
            .get("/y/2024")
            .await
            .text()
            .contains("data-mode=\"care\"")
    );
    for back in [
        "%2F%2Fevil.example",
        "https%3A%2F%2Fevil.example",
        "%2F%5Cevil",
        "",
    ] {
        let away = site.post("/mode", &format!("theme=dark&back={back}")).await;
        assert_eq!(away.header("location"), "/", "{back}");
    }
}

#[tokio::test]
async fn original_files_are_downloads_whatever_they_are() {
    let site = Site::new();
    let file = site.get(&format!("/documents/{}", samples::SHA256)).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(
        file.header("content-disposition")
            .starts_with("attachment;")
    );
    assert_eq!(file.header("content-type"), "application/octet-stream");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    let single = site.get("/r/2024Q1.html").await;
    assert!(
        single
            .header("content-disposition")
            .starts_with("attachment;")
    );
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_their_content() {
    let site = Site::new();
    let css = site.get(crate::assets::site_css()).await;
    assert_eq!(css.status, StatusCode::OK);
    assert!(css.header("cache-control").contains("immutable"));
    assert_eq!(css.header("vary"), "Accept-Encoding");
    assert!(css.header("content-type").starts_with("text/css"));
}

#[tokio::test]
async fn every_link_of_every_page_leads_somewhere() {
    let site = Site::of(vec![samples::daxing(), samples::half_year()]);
    let mut seen = std::collections::HashSet::new();
    let mut open = vec!["/y/2024".to_owned(), "/y/2024?lang=en".to_owned()];
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) || path.starts_with("/y/2025") {
            continue;
        }
        let page = site.get(&path).await;
        let fine = page.status == StatusCode::OK || page.status == StatusCode::SEE_OTHER;
        // The half-year sample names a second year that has no list.
        assert!(fine || path.contains("2025"), "{path}: {}", page.status);
        if !page.header("content-type").starts_with("text/html") {
            continue;
        }
        let html = scraper::Html::parse_document(page.text());
        let links = scraper::Selector::parse("a[href^='/'], link[href^='/']").unwrap();
        for link in html.select(&links) {
            let href = link.attr("href").unwrap_or_default();
            let href = href.split('#').next().unwrap_or_default();
            open.push(href.to_owned());
        }
    }
    assert!(seen.len() > 100, "{}", seen.len());
}
