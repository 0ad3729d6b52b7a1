//! What readers see when something is not there or went wrong.

use askama::Template;
use axum::extract::{Request, State as Extract};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::state::{Error, State};

/// Why a handler has no page to give.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// The request makes no sense.
    #[error("bad request")]
    BadRequest,
    /// Our fault.
    #[error(transparent)]
    Internal(#[from] Error),
}

/// The number under which a failure was logged.
#[derive(Debug, Clone)]
struct Logged(String);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::BadRequest => StatusCode::BAD_REQUEST.into_response(),
            Self::Internal(error) => {
                let id = format!("{:08x}", rand::random::<u32>());
                let mut causes = vec![error.to_string()];
                let mut cause = std::error::Error::source(&error);
                while let Some(inner) = cause {
                    causes.push(inner.to_string());
                    cause = inner.source();
                }
                tracing::error!(id, causes = causes.join(": "), "a page failed");
                let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
                response.extensions_mut().insert(Logged(id));
                response
            }
        }
    }
}

/// The page of a failure.
#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage {
    layout: Layout,
    t: Lang,
    status: u16,
    heading: &'static str,
    next: &'static str,
    id: Option<String>,
}

impl ErrorPage {
    fn new(
        reader: &Reader,
        site: Site,
        empty: bool,
        status: StatusCode,
        id: Option<String>,
    ) -> Self {
        let t = reader.lang;
        let (heading, next) = match status.as_u16() {
            404 if empty => (
                t.say("还没有年度清单", "There is no list yet"),
                t.say(
                    "导入公布的进展表以后，会出现在这里。",
                    "It will appear here once a published table has been imported.",
                ),
            ),
            404 => (
                t.say("没有找到这个页面", "This page was not found"),
                t.say(
                    "地址可能写错了，或者这一项不在当年的清单里。",
                    "The address may be mistyped, or the item is not in that year's list.",
                ),
            ),
            405 => (
                t.say(
                    "这个地址不能这样打开",
                    "This address cannot be opened this way",
                ),
                t.say(
                    "请从页面上的链接或按钮进入。",
                    "Please use the links and buttons of the pages.",
                ),
            ),
            413 => (
                t.say("文件超过 20 MB", "The file is larger than 20 MB"),
                t.say("请拆分后再传。", "Please split it and send it again."),
            ),
            500..=599 => (
                t.say("抱歉，系统出了问题", "Sorry, something went wrong here"),
                t.say(
                    "已经保存的内容不受影响，请稍后再试。",
                    "What was saved is safe. Please try again later.",
                ),
            ),
            _ => (
                t.say("没有看懂这个请求", "This request was not understood"),
                t.say(
                    "请检查地址，或从总览重新开始。",
                    "Please check the address, or start again from the overview.",
                ),
            ),
        };
        Self {
            layout: Layout::new(
                reader,
                site,
                Section::None,
                heading.to_owned(),
                links::home(),
            ),
            t,
            status: status.as_u16(),
            heading,
            next,
            id,
        }
    }
}

/// Gives every failure without a page of its own one in the site's words.
pub async fn dress(
    Extract(state): Extract<State>,
    reader: Reader,
    request: Request,
    next: Next,
) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let dressed = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    if !failed || dressed {
        return response;
    }
    let (site, empty) = match state.snapshot(None, None).await {
        Ok(Some(snapshot)) => (Site::of(&snapshot), false),
        Ok(None) => (Site::default(), true),
        Err(_) => (Site::default(), false),
    };
    let id = response.extensions().get::<Logged>().map(|l| l.0.clone());
    let Ok(page) = ErrorPage::new(&reader, site, empty, status, id).render() else {
        return response;
    };
    let mut answer = (status, page).into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, crate::respond::HTML);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for name in [ALLOW, RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            headers.insert(name, value.clone());
        }
    }
    answer
}
