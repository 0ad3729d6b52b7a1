//! `/units/{id}`: 单位页, all rows of a unit.

use askama::Template;
use axum::extract::{Path, State as Extract};
use axum::response::Response;
use shishi_app::snapshot::{RowUnit, Snapshot};
use shishi_domain::Level;

use super::{counts, measured, weight};
use crate::components::Entry;
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::State;

/// The page.
#[derive(Template)]
#[template(path = "features/units/detail.html")]
pub struct UnitPage {
    layout: Layout,
    t: Lang,
    name: String,
    sentence: String,
    weight: String,
    entries: Vec<Entry>,
}

fn sentence(snapshot: &Snapshot, places: &[usize], t: Lang) -> String {
    let parts: Vec<String> = counts(snapshot, places)
        .into_iter()
        .map(|(level, count)| match (t, level) {
            (Lang::Zh, Level::Normal) => format!("{count} 项进度正常"),
            (Lang::Zh, Level::ToConfirm) => format!("{count} 项有数字待核定"),
            (Lang::Zh, Level::Unquantified) => format!("{count} 项只报告了工作情况"),
            (Lang::Zh, _) => format!("{count} 项{}", level.zh()),
            (Lang::En, _) => format!("{count} {}", level.en().to_lowercase()),
        })
        .collect();
    let period = t.period(snapshot.period.code);
    match t {
        Lang::Zh => format!("{period}末，{}。", parts.join("，")),
        Lang::En => format!("At the end of {period}: {}.", parts.join(", ")),
    }
}

impl UnitPage {
    /// The page of a unit and the places of its rows.
    pub fn new(reader: &Reader, snapshot: &Snapshot, unit: &RowUnit, places: &[usize]) -> Self {
        let t = reader.lang;
        Self {
            layout: Layout::new(
                reader,
                Site::of(snapshot),
                Section::Units,
                unit.name.clone(),
                links::unit(&unit.id),
            )
            .under(
                vec![(t.say("责任单位", "Units").to_owned(), links::units())],
                unit.name.clone(),
            ),
            name: unit.name.clone(),
            sentence: sentence(snapshot, places, t),
            weight: weight(places.len(), measured(snapshot, places), t),
            entries: places
                .iter()
                .map(|at| Entry::of(snapshot, &snapshot.rows[*at], t))
                .collect(),
            t,
        }
    }
}

/// `/units/{id}`.
pub async fn show(
    Extract(state): Extract<State>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let address = links::unit(&id);
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let snapshot = state.snapshot(None, None).await?.ok_or(Failure::NotFound)?;
    let (unit, places) = snapshot
        .units()
        .into_iter()
        .find(|(unit, _)| unit.id == id)
        .ok_or(Failure::NotFound)?;
    let page = UnitPage::new(&reader, &snapshot, &unit, &places);
    respond::page(&state, &reader, generation, &address, &page)
}

/// The page's interesting states.
#[cfg(any(test, feature = "samples"))]
pub fn samples(reader: &Reader) -> Vec<(&'static str, UnitPage)> {
    let snapshot = crate::samples::daxing();
    let units = snapshot.units();
    let page = |name: &str| {
        units
            .iter()
            .find(|(unit, _)| unit.name == name)
            .map(|(unit, places)| UnitPage::new(reader, &snapshot, unit, places))
    };
    [
        ("unit-four-rows", page("区住建委")),
        ("unit-one-row", page("黄村镇")),
    ]
    .into_iter()
    .filter_map(|(name, page)| Some((name, page?)))
    .collect()
}
