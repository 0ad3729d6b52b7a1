//! `/admin/`: 工作台, what waits and what is public now.

use askama::Template;
use axum::extract::State as Extract;
use axum::http::StatusCode;
use axum::response::Response;
use shishi_app::import::{Draft, DraftState};
use shishi_app::snapshot::Snapshot;

use super::frame::{self, Bar, Tab};
use super::seat::Seat;
use super::{links, words};
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Site};
use crate::reader::Reader;
use crate::respond::see;
use crate::state::State;

/// Most drafts listed.
const DRAFTS: usize = 50;

#[derive(Template)]
#[template(path = "features/admin/desk/desk.html")]
struct DeskPage {
    layout: Layout,
    bar: Bar,
    t: Lang,
    lead: String,
    drafts: Vec<Waiting>,
    published: Option<Published>,
}

/// An import that is still being checked.
struct Waiting {
    name: String,
    when: String,
    by: String,
    rows: usize,
    must: usize,
    ask: usize,
    href: String,
}

/// What the public pages show now.
struct Published {
    title: String,
    period: String,
    as_of: String,
    rows: usize,
    href: String,
    example: bool,
}

impl Waiting {
    fn new(t: Lang, draft: &Draft) -> Self {
        Self {
            name: draft.file_name.clone(),
            when: words::moment(draft.recorded_at),
            by: draft.recorded_by.clone(),
            rows: draft.rows.len(),
            must: draft.must_settle(),
            ask: super::import::open_doubts(draft),
            href: t.at(links::check(&draft.id)),
        }
    }
}

impl Published {
    fn new(t: Lang, snapshot: &Snapshot) -> Self {
        let code = snapshot.period.code;
        Self {
            title: snapshot.title.clone(),
            period: match t {
                Lang::Zh => format!("{}年{}", snapshot.programme.year, code.zh()),
                Lang::En => format!("{} {}", code.en(), snapshot.programme.year),
            },
            as_of: snapshot.as_of.to_string(),
            rows: snapshot.rows.len(),
            href: t
                .at(crate::links::year(snapshot.programme.year).with("period", &code.to_string())),
            example: snapshot.example,
        }
    }
}

impl DeskPage {
    fn new(
        reader: &Reader,
        seat: &Seat,
        site: Site,
        drafts: &[Draft],
        snapshot: Option<&Snapshot>,
    ) -> Self {
        let t = reader.lang;
        let drafts: Vec<Waiting> = drafts
            .iter()
            .filter(|draft| draft.state == DraftState::Open)
            .map(|draft| Waiting::new(t, draft))
            .collect();
        let must: usize = drafts.iter().map(|draft| draft.must).sum();
        let lead = match (t, drafts.len(), must) {
            (Lang::Zh, 0, _) => "没有等着核对的导入。".to_owned(),
            (Lang::Zh, n, 0) => format!("有 {n} 份导入等着核对。"),
            (Lang::Zh, n, must) => format!("有 {n} 份导入等着核对，其中 {must} 处必须处理。"),
            (Lang::En, 0, _) => "No import is waiting.".to_owned(),
            (Lang::En, n, 0) => format!("Imports waiting to be checked: {n}."),
            (Lang::En, n, must) => {
                format!("Imports waiting to be checked: {n}; things that must be settled: {must}.")
            }
        };
        let title = t.say("工作台", "Desk").to_owned();
        Self {
            layout: frame::layout(reader, site, title, links::desk()),
            bar: Bar::new(Tab::Desk, Some(seat)),
            t,
            lead,
            drafts,
            published: snapshot.map(|snapshot| Published::new(t, snapshot)),
        }
    }
}

/// Leads `/admin` to `/admin/`.
pub async fn lead(reader: Reader) -> Response {
    see(&reader, &links::desk())
}

/// Shows the desk.
pub async fn page(
    Extract(state): Extract<State>,
    reader: Reader,
    seat: Seat,
) -> Result<Response, Failure> {
    let drafts = state
        .desk()?
        .app
        .open_drafts(DRAFTS)
        .await
        .map_err(frame::failure)?;
    let snapshot = state.snapshot(None, None).await?;
    let site = frame::site(&state).await;
    let page = DeskPage::new(&reader, &seat, site, &drafts, snapshot.as_deref());
    frame::show(StatusCode::OK, &page)
}

#[cfg(test)]
pub(super) fn samples(
    reader: &Reader,
    drafts: &[Draft],
    snapshot: Option<&Snapshot>,
) -> Vec<(String, String)> {
    let seat = Seat::sample();
    let draw = |drafts: &[Draft], snapshot| {
        DeskPage::new(reader, &seat, Site::default(), drafts, snapshot)
            .render()
            .unwrap()
    };
    vec![
        ("admin-desk".into(), draw(drafts, snapshot)),
        ("admin-desk-empty".into(), draw(&[], None)),
    ]
}
