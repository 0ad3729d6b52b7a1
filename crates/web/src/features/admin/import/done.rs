//! `/admin/import/{id}/done`: how an import ended. Also where an address of a settled import leads.

use askama::Template;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use shishi_app::import::{Draft, DraftState, Outcome};

use super::super::frame::{self, Bar, Notice, Tab};
use super::super::links;
use super::super::seat::Seat;
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Site};
use crate::reader::Reader;
use crate::respond::see;
use crate::state::State;

#[derive(Template)]
#[template(path = "features/admin/import/done.html")]
struct DonePage {
    layout: Layout,
    bar: Bar,
    t: Lang,
    heading: &'static str,
    lead: String,
    /// Rows of the period that the table left out.
    missing: Option<String>,
    /// Where the public pages show it; absent if it was put aside.
    published: Option<String>,
}

impl DonePage {
    fn new(
        reader: &Reader,
        seat: &Seat,
        site: Site,
        draft: &Draft,
        outcome: Option<&Outcome>,
    ) -> Self {
        let t = reader.lang;
        let head = draft.head();
        let year = outcome.map(|outcome| outcome.year).or(head.year);
        let period = outcome
            .map(|outcome| outcome.period.clone())
            .or(head.period.map(|period| period.to_string()));
        let published = year
            .map(|year| t.at(crate::links::year(year).with("period", &period.unwrap_or_default())));
        let (heading, lead, published) = match (draft.state, outcome) {
            (DraftState::Discarded, _) => (
                t.say("这份导入已放弃", "This import was put aside"),
                t.say(
                    "没有入库。需要时请重新上传。",
                    "Nothing was saved. Upload the file again if you need it.",
                )
                .to_owned(),
                None,
            ),
            (_, Some(outcome)) if outcome.unchanged => (
                t.say("已办完，没有改动", "Done, nothing changed"),
                t.say(
                    "内容与已入库的相同，没有改动。",
                    "Everything was already there; nothing changed.",
                )
                .to_owned(),
                published,
            ),
            (_, Some(outcome)) => (
                t.say("已入库", "Saved"),
                match t {
                    Lang::Zh => format!(
                        "{} 项任务，{} 个单位：新增 {} 项，更新 {} 项，其余没有变化。",
                        outcome.rows, outcome.units, outcome.added, outcome.updated
                    ),
                    Lang::En => format!(
                        "Rows: {}, units: {}; new: {}, updated: {}; the others are unchanged.",
                        outcome.rows, outcome.units, outcome.added, outcome.updated
                    ),
                },
                published,
            ),
            (_, None) => (
                t.say("这份导入已经办结", "This import is settled"),
                match t {
                    Lang::Zh => format!(
                        "{} 项任务已经入库，不能再改。要更正，请重新上传。",
                        draft.rows.len()
                    ),
                    Lang::En => format!(
                        "Rows saved: {}. It can no longer be changed; to correct it, upload the table again.",
                        draft.rows.len()
                    ),
                },
                published,
            ),
        };
        let missing = outcome.filter(|outcome| !outcome.missing.is_empty());
        let missing = missing.map(|outcome| match t {
            Lang::Zh => format!(
                "请核对：本期以前报告过的第{}项没有出现在这份表里，原报告保留，仍在公开页显示。",
                outcome.missing.join("、")
            ),
            Lang::En => format!(
                "Please check: rows reported for this period before that the table leaves out: {}. Their reports stay, and stay on the public pages.",
                outcome.missing.join(", ")
            ),
        });
        let layout = frame::layout(reader, site, heading.to_owned(), links::done(&draft.id));
        let import = t.say("导入文件", "Import");
        Self {
            layout: frame::under(layout, &[(import, links::new())], &draft.file_name),
            bar: Bar::new(Tab::Import, Some(seat)),
            t,
            heading,
            lead,
            missing,
            published,
        }
    }
}

/// Says how an import ended; one that is still open leads to its check.
pub async fn page(
    Extract(state): Extract<State>,
    reader: Reader,
    seat: Seat,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let desk = state.desk()?;
    let Some(draft) = desk.app.draft(&id).await.map_err(frame::failure)? else {
        return Ok(frame::notice(&state, &reader, Some(&seat), Notice::NoImport).await);
    };
    if draft.state == DraftState::Open {
        return Ok(see(&reader, &links::check(&id)));
    }
    let outcome = desk.outcome(&id);
    let site = frame::site(&state).await;
    let page = DonePage::new(&reader, &seat, site, &draft, outcome.as_ref());
    frame::show(StatusCode::OK, &page)
}

#[cfg(test)]
pub(in crate::features::admin) fn samples(reader: &Reader, draft: &Draft) -> Vec<(String, String)> {
    let seat = Seat::sample();
    let draw = |state, outcome: Option<&Outcome>| {
        let draft = Draft {
            state,
            ..draft.clone()
        };
        DonePage::new(reader, &seat, Site::default(), &draft, outcome)
            .render()
            .unwrap()
    };
    let outcome = Outcome {
        unchanged: false,
        programme_id: "p".into(),
        year: 2024,
        period: "2024Q1".into(),
        rows: 22,
        added: 22,
        updated: 0,
        missing: Vec::new(),
        units: 16,
    };
    let same = Outcome {
        unchanged: true,
        ..outcome.clone()
    };
    let shorter = Outcome {
        rows: 20,
        added: 0,
        updated: 1,
        missing: vec!["3".into(), "15".into()],
        ..outcome.clone()
    };
    vec![
        (
            "admin-done".into(),
            draw(DraftState::Confirmed, Some(&outcome)),
        ),
        (
            "admin-done-same".into(),
            draw(DraftState::Confirmed, Some(&same)),
        ),
        (
            "admin-done-missing".into(),
            draw(DraftState::Confirmed, Some(&shorter)),
        ),
        (
            "admin-done-before".into(),
            draw(DraftState::Confirmed, None),
        ),
        ("admin-discarded".into(), draw(DraftState::Discarded, None)),
    ]
}
