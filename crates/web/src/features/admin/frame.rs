//! The frame around pages of the back office, and the short pages that say why there is no other.

use askama::Template;
use axum::extract::{Request, State as Extract};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use shishi_app::AppError;

use super::links;
use super::seat::Seat;
use crate::address::Address;
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Crumb, Layout, Section, Site};
use crate::reader::Reader;
use crate::state::{Error, State};

/// Which entry of the back office's navigation a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    /// 工作台.
    Desk,
    /// 导入文件.
    Import,
    /// None of them.
    None,
}

/// The bar at the top: a field named `bar` in each page struct.
#[derive(Debug, Clone)]
pub(super) struct Bar {
    pub tab: Tab,
    /// Name of the person and mark of the forms; absent without a session.
    pub seat: Option<(String, String)>,
}

impl Bar {
    pub(super) fn new(tab: Tab, seat: Option<&Seat>) -> Self {
        Self {
            tab,
            seat: seat.map(|seat| (seat.actor.name.clone(), seat.form())),
        }
    }

    pub(super) fn entries(&self, t: Lang) -> Vec<(&'static str, String, bool)> {
        vec![
            (
                t.say("工作台", "Desk"),
                t.at(links::desk()),
                self.tab == Tab::Desk,
            ),
            (
                t.say("导入文件", "Import"),
                t.at(links::new()),
                self.tab == Tab::Import,
            ),
        ]
    }
}

/// What the frame says of the site; never an error, so that a page can always be drawn.
pub(super) async fn site(state: &State) -> Site {
    match state.snapshot(None, None).await {
        Ok(Some(snapshot)) => Site {
            example: false,
            ..Site::of(&snapshot)
        },
        _ => Site::default(),
    }
}

/// The frame of a page below the desk.
pub(super) fn layout(reader: &Reader, site: Site, title: String, address: Address) -> Layout {
    Layout::new(reader, site, Section::None, title, address)
}

/// The same with the way to it.
pub(super) fn under(mut layout: Layout, steps: &[(&str, Address)], here: &str) -> Layout {
    let t = layout.t;
    let desk = (t.say("工作台", "Desk"), links::desk());
    layout.crumbs = std::iter::once(&desk)
        .chain(steps)
        .map(|(text, address)| Crumb {
            text: (*text).to_owned(),
            href: Some(t.at(address.clone())),
        })
        .collect();
    layout.crumbs.push(Crumb {
        text: here.to_owned(),
        href: None,
    });
    layout
}

/// A drawn page with its status.
pub(super) fn show(status: StatusCode, page: &impl Template) -> Result<Response, Failure> {
    let body = page.render().map_err(Error::from)?;
    let mut response = (status, body).into_response();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, crate::respond::HTML);
    Ok(response)
}

/// A failure of a use case that the person at the desk can do nothing about.
pub(super) fn failure(error: AppError) -> Failure {
    Failure::Internal(Error::Source(Box::new(error)))
}

/// Pages of the back office are kept by no browser and no proxy.
pub async fn guard(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(ETAG);
    response
}

/// Gives a request that another site sent the page that says so.
pub(super) async fn foreign(state: &State, reader: &Reader) -> Response {
    notice(state, reader, None, Notice::Foreign).await
}

/// Turns the bare refusal of a request from another site into a page.
pub async fn explain(
    Extract(state): Extract<State>,
    reader: Reader,
    request: Request,
    next: Next,
) -> Response {
    let response = next.run(request).await;
    if response.status() == StatusCode::FORBIDDEN && !response.headers().contains_key(CONTENT_TYPE)
    {
        return foreign(&state, &reader).await;
    }
    response
}

/// Why there is no page to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// Nobody is signed in.
    NoSession,
    /// The one-time link was used, is too old, or never was.
    LinkSpent,
    /// The form does not carry this session's mark, or another site sent it.
    Foreign,
    /// There is no import of this name.
    NoImport,
}

impl Notice {
    fn status(self) -> StatusCode {
        match self {
            Self::NoSession => StatusCode::UNAUTHORIZED,
            Self::LinkSpent | Self::Foreign => StatusCode::FORBIDDEN,
            Self::NoImport => StatusCode::NOT_FOUND,
        }
    }

    fn heading(self, t: Lang) -> &'static str {
        match self {
            Self::NoSession => t.say("请先进入后台", "Please sign in first"),
            Self::LinkSpent => t.say("这个链接不能再用", "This link can no longer be used"),
            Self::Foreign => t.say("没有收下这次提交", "This form was not accepted"),
            Self::NoImport => t.say("没有找到这份导入", "This import was not found"),
        }
    }

    fn text(self, t: Lang) -> &'static str {
        match self {
            Self::NoSession => t.say(
                "后台用一次性链接进入，进入后 12 小时有效。重新启动程序会在终端打印新的链接。",
                "The back office is entered by a one-time link and stays open for 12 hours. Restarting the program prints a new link on the terminal.",
            ),
            Self::LinkSpent => t.say(
                "链接只能用一次，24 小时内有效。重新启动程序会在终端打印新的链接。",
                "A link works once, within 24 hours. Restarting the program prints a new link on the terminal.",
            ),
            Self::Foreign => t.say(
                "页面打开得太久，或者提交来自别的网站。请返回上一页，刷新后再提交。",
                "The page has been open too long, or the form came from another site. Go back, reload the page and send it again.",
            ),
            Self::NoImport => t.say(
                "地址可能写错了。没有办完的导入都列在工作台上。",
                "The address may be mistyped. Unfinished imports are listed on the desk.",
            ),
        }
    }
}

#[derive(Template)]
#[template(path = "features/admin/notice.html")]
struct NoticePage {
    layout: Layout,
    bar: Bar,
    t: Lang,
    heading: &'static str,
    text: &'static str,
    signed_in: bool,
}

impl NoticePage {
    fn new(reader: &Reader, site: Site, seat: Option<&Seat>, notice: Notice) -> Self {
        let t = reader.lang;
        let heading = notice.heading(t);
        Self {
            layout: layout(reader, site, heading.to_owned(), links::desk()),
            bar: Bar::new(Tab::None, seat),
            t,
            heading,
            text: notice.text(t),
            signed_in: seat.is_some(),
        }
    }
}

/// The page of a notice.
pub(super) async fn notice(
    state: &State,
    reader: &Reader,
    seat: Option<&Seat>,
    notice: Notice,
) -> Response {
    let page = NoticePage::new(reader, site(state).await, seat, notice);
    show(notice.status(), &page).unwrap_or_else(IntoResponse::into_response)
}

#[cfg(test)]
pub(super) fn samples(reader: &Reader) -> Vec<(String, String)> {
    [
        Notice::NoSession,
        Notice::LinkSpent,
        Notice::Foreign,
        Notice::NoImport,
    ]
    .into_iter()
    .map(|notice| {
        let seat = (notice == Notice::NoImport).then(Seat::sample);
        let page = NoticePage::new(reader, Site::default(), seat.as_ref(), notice);
        (
            format!("admin-notice-{}", notice.status().as_u16()),
            page.render().unwrap(),
        )
    })
    .collect()
}
