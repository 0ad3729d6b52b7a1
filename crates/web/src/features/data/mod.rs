//! 数据开放: what can be taken away, and what its fields mean.

pub mod fields;

use askama::Template;
use axum::extract::{Path, State as Extract};
use axum::response::Response;
use shishi_app::snapshot::Snapshot;
use shishi_domain::PeriodCode;

use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::{Export, Format, State};

struct Files {
    heading: String,
    links: Vec<(&'static str, String)>,
}

struct Original {
    periods: String,
    name: String,
    href: String,
    size: String,
    sha256: String,
    recorded: String,
}

/// `/data`.
#[derive(Template)]
#[template(path = "features/data/data.html")]
pub struct Data {
    layout: Layout,
    t: Lang,
    years: Vec<Files>,
    periods: Vec<Files>,
    originals: Vec<Original>,
    fields: String,
}

fn kilobytes(size: u64) -> String {
    format!("{} KB", size.div_ceil(1024))
}

/// 2024 年一季度, Q1 2024.
fn heading(code: PeriodCode, t: Lang) -> String {
    match t {
        Lang::Zh => format!("{} 年{}", code.year(), code.zh()),
        Lang::En => format!("{} {}", code.en(), code.year()),
    }
}

impl Data {
    /// The page of a snapshot.
    pub fn new(reader: &Reader, snapshot: &Snapshot) -> Self {
        let t = reader.lang;
        Self {
            layout: Layout::new(
                reader,
                Site::of(snapshot),
                Section::Data,
                t.say("数据开放", "Data").to_owned(),
                links::data(),
            )
            .under(Vec::new(), t.say("数据开放", "Data")),
            years: snapshot
                .years
                .iter()
                .map(|year| Files {
                    heading: match t {
                        Lang::Zh => format!("{year} 年"),
                        Lang::En => year.to_string(),
                    },
                    links: [
                        ("CSV", Format::Csv),
                        ("JSON", Format::Json),
                        ("Excel", Format::Xlsx),
                    ]
                    .into_iter()
                    .map(|(words, format)| {
                        (words, links::data_file(*year, format).path().to_owned())
                    })
                    .collect(),
                })
                .collect(),
            periods: snapshot
                .periods
                .iter()
                .rev()
                .map(|period| Files {
                    heading: heading(period.code, t),
                    links: [
                        ("Word", Format::Docx),
                        ("Excel", Format::Xlsx),
                        ("CSV", Format::Csv),
                        ("JSON", Format::Json),
                        (t.say("网页", "Page"), Format::Html),
                    ]
                    .into_iter()
                    .map(|(words, format)| {
                        (
                            words,
                            links::report_file(period.code, format).path().to_owned(),
                        )
                    })
                    .collect(),
                })
                .collect(),
            originals: snapshot
                .originals
                .iter()
                .map(|original| Original {
                    periods: original
                        .periods
                        .iter()
                        .map(|code| heading(*code, t))
                        .collect::<Vec<_>>()
                        .join(t.say("、", ", ")),
                    name: original.document.name.clone(),
                    href: t.at(links::document(&original.document.sha256)),
                    size: kilobytes(original.document.size),
                    sha256: original.document.sha256.clone(),
                    recorded: t.moment(original.document.recorded_at),
                })
                .collect(),
            fields: t.at(links::fields()),
            t,
        }
    }
}

/// `/data`.
pub async fn show(Extract(state): Extract<State>, reader: Reader) -> Result<Response, Failure> {
    let address = links::data();
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let snapshot = state.snapshot(None, None).await?.ok_or(Failure::NotFound)?;
    let page = Data::new(&reader, &snapshot);
    respond::page(&state, &reader, generation, &address, &page)
}

/// `/data/{year}.{format}`: CSV, JSON or Excel.
pub async fn file(
    Extract(state): Extract<State>,
    reader: Reader,
    Path(asked): Path<String>,
) -> Result<Response, Failure> {
    let (year, ending) = asked.split_once('.').ok_or(Failure::NotFound)?;
    let year: i16 = year.parse().map_err(|_| Failure::NotFound)?;
    let format = Format::from_extension(ending)
        .filter(|format| matches!(format, Format::Csv | Format::Json | Format::Xlsx))
        .ok_or(Failure::NotFound)?;
    let address = links::data_file(year, format);
    let reader = reader.of_file();
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let snapshot = state
        .snapshot(Some(year), None)
        .await?
        .ok_or(Failure::NotFound)?;
    let name = format!(
        "{}{}数据.{}",
        snapshot.programme.title,
        snapshot.period.code.zh(),
        format.extension()
    );
    let export = Export::Data(format);
    super::reports::file(
        &state, &reader, snapshot, generation, export, &address, &name,
    )
    .await
}

/// The page's interesting states.
#[cfg(any(test, feature = "samples"))]
pub fn samples(reader: &Reader) -> Vec<(&'static str, Data)> {
    vec![
        ("data", Data::new(reader, &crate::samples::daxing())),
        (
            "data-two-years",
            Data::new(reader, &crate::samples::half_year()),
        ),
    ]
}
