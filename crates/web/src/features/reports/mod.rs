//! `/r/{period}`: 进展报告, the published table as a sheet of A4, and as files.

use askama::Template;
use axum::extract::{Path, State as Extract};
use axum::http::HeaderValue;
use axum::response::Response;
use shishi_app::snapshot::Snapshot;
use shishi_documents::Columns;
use shishi_domain::evaluate::RowResult;
use shishi_domain::{Level, PeriodCode};

use crate::cache::Stored;
use crate::components::entry::units;
use crate::components::{Lamp, Mixed};
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::{Error, Export, Format, State};

struct Line {
    id: String,
    label: String,
    title: String,
    units: String,
    narrative: String,
    lamp: Lamp,
    /// Due days that are not the programme's.
    dues: Vec<Mixed>,
}

/// The page.
#[derive(Template)]
#[template(path = "features/reports/report.html")]
pub struct Report {
    layout: Layout,
    t: Lang,
    title: Vec<String>,
    name: String,
    intro: String,
    columns: Columns,
    lines: Vec<Line>,
    rule: Mixed,
    files: Vec<(&'static str, String)>,
    others: Vec<(String, String)>,
}

fn intro(snapshot: &Snapshot, t: Lang) -> String {
    let counts: Vec<String> = [
        Level::Done,
        Level::Normal,
        Level::Remind,
        Level::Warn,
        Level::Severe,
        Level::ToConfirm,
        Level::Unquantified,
    ]
    .into_iter()
    .map(|level| (level, snapshot.count(level)))
    .filter(|(_, count)| *count > 0)
    .map(|(level, count)| match (t, level) {
        (Lang::Zh, Level::ToConfirm) => format!("有数字待核定{count}项"),
        (Lang::Zh, _) => format!("{}{count}项", level.zh()),
        (Lang::En, Level::ToConfirm) => format!("{count} with a figure to be confirmed"),
        (Lang::En, _) => format!("{count} {}", level.en().to_lowercase()),
    })
    .collect();
    let (total, day) = (snapshot.rows.len(), t.day(snapshot.as_of));
    match t {
        Lang::Zh => format!("截至{day}，{total}项任务中，{}。", counts.join("，")),
        Lang::En => format!("To {day}, of {total} rows: {}.", counts.join(", ")),
    }
}

/// The due days of a row that are not the programme's, each once: with the names of their indicators
/// where these differ in it.
fn dues(result: &RowResult, t: Lang) -> Vec<Mixed> {
    let indicators = &result.indicators;
    let Some(first) = indicators.first() else {
        return Vec::new();
    };
    let same = indicators.iter().all(|i| i.due_on == first.due_on);
    let said = indicators.iter().take(if same { 1 } else { usize::MAX });
    said.filter_map(|i| Some((i, t.due_by(i.due_on?))))
        .map(|(i, words)| match (same, t) {
            (true, _) => words,
            (false, Lang::Zh) => format!("{}：{words}", i.name),
            (false, Lang::En) => format!("{}: {words}", i.name),
        })
        .map(|words| Mixed::new(t, words))
        .collect()
}

/// A title in parts that stay together: 大兴区2024年重要民生实事项目 / 一季度进展情况.
fn split(title: &str, period: &str) -> Vec<String> {
    match title.find(period) {
        Some(at) if at > 0 => vec![title[..at].to_owned(), title[at..].to_owned()],
        _ => vec![title.to_owned()],
    }
}

impl Report {
    /// The report of a snapshot.
    pub fn new(reader: &Reader, snapshot: &Snapshot) -> Self {
        let t = reader.lang;
        let code = snapshot.period.code;
        let policy = &snapshot.policy;
        Self {
            layout: Layout::new(
                reader,
                Site::of(snapshot),
                Section::Report,
                snapshot.title.clone(),
                links::report(code),
            ),
            title: split(&snapshot.title, &code.zh()),
            name: snapshot.title.clone(),
            intro: intro(snapshot, t),
            columns: snapshot.columns.clone(),
            lines: snapshot
                .rows
                .iter()
                .map(|row| Line {
                    id: row.number.clone(),
                    label: row.label.clone(),
                    title: row.title.clone(),
                    units: units(row),
                    narrative: row.narrative.clone(),
                    lamp: Lamp::new(row.result.level, t),
                    dues: dues(&row.result, t),
                })
                .collect(),
            rule: Mixed::new(
                t,
                match t {
                    Lang::Zh => format!(
                        "亮灯按“{}”规则第{}版计算（{}）。没有数字的任务不判断快慢，记为“未量化”。",
                        policy.title, policy.version, policy.source
                    ),
                    Lang::En => format!(
                        "Lamps follow version {} of the {} rule ({}). Rows without figures are not judged.",
                        policy.version, policy.title_en, policy.source
                    ),
                },
            ),
            files: [
                (t.say("下载 Word", "Word"), Format::Docx),
                (t.say("下载 Excel", "Excel"), Format::Xlsx),
                ("CSV", Format::Csv),
                ("JSON", Format::Json),
                (t.say("单独网页", "Single page"), Format::Html),
            ]
            .into_iter()
            .map(|(words, format)| (words, links::report_file(code, format).path().to_owned()))
            .collect(),
            others: snapshot
                .periods
                .iter()
                .filter(|period| period.code != code)
                .map(|period| (t.period(period.code), t.at(links::report(period.code))))
                .collect(),
            t,
        }
    }
}

/// A file of an export, kept like a page.
pub(super) async fn file(
    state: &State,
    reader: &Reader,
    snapshot: std::sync::Arc<Snapshot>,
    generation: u64,
    export: Export,
    address: &crate::address::Address,
    name: &str,
) -> Result<Response, Failure> {
    let format = match export {
        Export::Report(format) | Export::Data(format) => format,
    };
    let write = state.export.clone();
    let bytes = tokio::task::spawn_blocking(move || write(&snapshot, export))
        .await
        .map_err(Error::from)??;
    let stored = Stored::new(HeaderValue::from_static(format.media_type()), bytes).named(name);
    Ok(respond::keep(state, reader, generation, address, stored))
}

/// `/r/{period}` and `/r/{period}.{format}`.
pub async fn show(
    Extract(state): Extract<State>,
    reader: Reader,
    Path(asked): Path<String>,
) -> Result<Response, Failure> {
    let (code, format) = match asked.split_once('.') {
        Some((code, ending)) => (
            code,
            Some(Format::from_extension(ending).ok_or(Failure::NotFound)?),
        ),
        None => (asked.as_str(), None),
    };
    let code = PeriodCode::parse(code).ok_or(Failure::NotFound)?;
    let address = match format {
        Some(format) => links::report_file(code, format),
        None => links::report(code),
    };
    let reader = if format.is_some() {
        reader.of_file()
    } else {
        reader
    };
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let snapshot = state
        .snapshot(Some(code.year()), Some(&code.to_string()))
        .await?
        .ok_or(Failure::NotFound)?;
    match format {
        None => {
            let page = Report::new(&reader, &snapshot);
            respond::page(&state, &reader, generation, &address, &page)
        }
        Some(format) => {
            let name = format!("{}.{}", snapshot.title, format.extension());
            let export = Export::Report(format);
            file(
                &state, &reader, snapshot, generation, export, &address, &name,
            )
            .await
        }
    }
}

/// The page's interesting states.
#[cfg(any(test, feature = "samples"))]
pub fn samples(reader: &Reader) -> Vec<(&'static str, Report)> {
    let overdue = crate::samples::due_on(jiff::civil::date(2024, 2, 29));
    vec![
        ("report", Report::new(reader, &crate::samples::daxing())),
        ("report-due-days", Report::new(reader, &overdue)),
        (
            "report-half-year",
            Report::new(reader, &crate::samples::half_year()),
        ),
    ]
}
