//! `/units`: 责任单位. In published order: a unit with one row is no score to rank by.

use askama::Template;
use axum::extract::State as Extract;
use axum::response::Response;
use shishi_app::snapshot::{RowUnit, Snapshot};
use shishi_domain::Level;

use super::{counts, measured, weight};
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::State;

struct Line {
    name: String,
    href: String,
    weight: String,
    lamps: Vec<(Level, &'static str, usize)>,
}

/// The page.
#[derive(Template)]
#[template(path = "features/units/list.html")]
pub struct Units {
    layout: Layout,
    t: Lang,
    total: usize,
    period: String,
    with: Vec<Line>,
    without: Vec<Line>,
}

fn line(snapshot: &Snapshot, unit: &RowUnit, places: &[usize], t: Lang) -> Line {
    Line {
        name: unit.name.clone(),
        href: t.at(links::unit(&unit.id)),
        weight: weight(places.len(), measured(snapshot, places), t),
        lamps: counts(snapshot, places)
            .into_iter()
            .map(|(level, count)| (level, t.say(level.zh(), level.en()), count))
            .collect(),
    }
}

impl Units {
    /// The page of a snapshot.
    pub fn new(reader: &Reader, snapshot: &Snapshot) -> Self {
        let t = reader.lang;
        let units = snapshot.units();
        let (with, without): (Vec<_>, Vec<_>) = units
            .iter()
            .partition(|(_, places)| measured(snapshot, places) > 0);
        let lines = |of: Vec<&(RowUnit, Vec<usize>)>| {
            of.into_iter()
                .map(|(unit, places)| line(snapshot, unit, places, t))
                .collect()
        };
        Self {
            layout: Layout::new(
                reader,
                Site::of(snapshot),
                Section::Units,
                t.say("责任单位", "Units").to_owned(),
                links::units(),
            )
            .under(Vec::new(), t.say("责任单位", "Units")),
            total: units.len(),
            period: match t {
                Lang::Zh => format!(
                    "{} 年{}",
                    snapshot.programme.year,
                    t.period(snapshot.period.code)
                ),
                Lang::En => format!(
                    "{} {}",
                    t.period(snapshot.period.code),
                    snapshot.programme.year
                ),
            },
            with: lines(with),
            without: lines(without),
            t,
        }
    }
}

/// `/units`.
pub async fn show(Extract(state): Extract<State>, reader: Reader) -> Result<Response, Failure> {
    let address = links::units();
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let snapshot = state.snapshot(None, None).await?.ok_or(Failure::NotFound)?;
    let page = Units::new(&reader, &snapshot);
    respond::page(&state, &reader, generation, &address, &page)
}

/// The page's interesting states.
#[cfg(any(test, feature = "samples"))]
pub fn samples(reader: &Reader) -> Vec<(&'static str, Units)> {
    vec![
        ("units", Units::new(reader, &crate::samples::daxing())),
        (
            "units-half-year",
            Units::new(reader, &crate::samples::half_year()),
        ),
    ]
}
