//! `/y/{year}`: 总览, the list of a year in one sentence, one picture and one list.

mod empty;
pub mod filter;
pub mod sentence;

use askama::Template;
use axum::extract::{Path, State as Extract};
use axum::response::Response;
use shishi_app::snapshot::Snapshot;
use shishi_domain::evaluate::{elapsed, percent};
use shishi_domain::{Level, PeriodCode, PeriodKind};

use self::filter::{Filter, Sort};
use super::commitments::detail;
use crate::components::{Entry, Mixed};
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::State;

/// A reporting period one can turn to.
struct Tab {
    name: String,
    note: String,
    href: Option<String>,
    current: bool,
}

/// Rows of one lamp.
struct Group {
    level: Level,
    word: &'static str,
    cells: Vec<Cell>,
}

struct Cell {
    printed: String,
    called: String,
    headline: String,
    href: String,
}

/// A choice of a list box.
struct Choice {
    value: String,
    text: String,
    chosen: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "features/overview/overview.html")]
pub struct Overview {
    layout: Layout,
    t: Lang,
    programme: String,
    heading: String,
    sub: String,
    original: Option<String>,
    tabs: Vec<Tab>,
    years: Vec<(String, String)>,
    sentence: Vec<String>,
    coverage: String,
    groups: Vec<Group>,
    none: Vec<(Level, &'static str)>,
    report: String,
    due: String,
    action: String,
    period: Option<String>,
    lights: Vec<Choice>,
    units: Vec<Choice>,
    sorts: Vec<Choice>,
    q: String,
    echo: Option<Mixed>,
    cleared: String,
    total: usize,
    sort: &'static str,
    entries: Vec<Entry>,
}

impl Overview {
    /// The page of a snapshot as a filter shows it.
    pub fn new(reader: &Reader, snapshot: &Snapshot, filter: &Filter) -> Self {
        let t = reader.lang;
        let year = snapshot.programme.year;
        let rows = filter.rows(snapshot);
        let units = snapshot.units();
        let code = snapshot.period.code;
        let heading = match t {
            Lang::Zh => format!("{year} 年民生实事进展"),
            Lang::En => format!("{year} commitments: progress"),
        };
        let mut layout = Layout::new(
            reader,
            Site::of(snapshot),
            Section::Overview,
            heading.clone(),
            filter.address(year),
        );
        layout = layout.under(Vec::new(), t.say("承诺总览", "Overview"));
        let groups = groups(snapshot, filter, t);
        let (shown, none): (Vec<Group>, Vec<Group>) = groups
            .into_iter()
            .partition(|group| !group.cells.is_empty());
        let due = elapsed(
            snapshot.programme.starts_on,
            snapshot.programme.due_on,
            snapshot.as_of,
        );
        Self {
            programme: snapshot.programme.title.clone(),
            sub: match t {
                Lang::Zh => format!(
                    "{} 个责任单位 · 数据截至{}",
                    units.len(),
                    t.day(snapshot.as_of)
                ),
                Lang::En => format!(
                    "{} units · figures to {}",
                    units.len(),
                    t.day(snapshot.as_of)
                ),
            },
            original: snapshot
                .document
                .as_ref()
                .map(|d| t.at(links::document(&d.sha256))),
            tabs: tabs(snapshot, t),
            years: snapshot
                .years
                .iter()
                .filter(|y| **y != year)
                .map(|y| {
                    let text = match t {
                        Lang::Zh => format!("{y} 年"),
                        Lang::En => y.to_string(),
                    };
                    (text, t.at(links::year(*y)))
                })
                .collect(),
            sentence: sentence::sentence(snapshot, t),
            coverage: sentence::coverage(snapshot, t),
            groups: shown,
            none: none.into_iter().map(|g| (g.level, g.word)).collect(),
            report: t.at(links::report(code)),
            due: match t {
                _ if snapshot.as_of != code.ends_on() => {
                    let (day, due) = (t.day(snapshot.as_of), percent(due));
                    match t {
                        Lang::Zh => format!("截至{day}为 {due}"),
                        Lang::En => format!("{due} on {day}"),
                    }
                }
                Lang::Zh => format!("{}末为 {}", code.zh(), percent(due)),
                Lang::En => format!("{} at the end of {}", percent(due), code.en()),
            },
            action: links::year(year).path().to_owned(),
            period: filter.period.map(|code| code.to_string()),
            lights: lights(snapshot, filter, t),
            units: unit_choices(&units, filter, t),
            sorts: Sort::ALL
                .into_iter()
                .map(|sort| Choice {
                    value: sort.name().to_owned(),
                    text: sort.say(t).to_owned(),
                    chosen: sort == filter.sort,
                })
                .collect(),
            q: filter.q.clone(),
            echo: filter
                .narrows()
                .then(|| Mixed::new(t, echo(filter, &units, t))),
            cleared: t.at(filter.cleared(year)),
            total: rows.len(),
            sort: filter.sort.say(t),
            entries: rows
                .into_iter()
                .map(|row| Entry::of(snapshot, row, t))
                .collect(),
            layout,
            t,
            heading,
        }
    }
}

fn groups(snapshot: &Snapshot, filter: &Filter, t: Lang) -> Vec<Group> {
    let used = |level: Level| {
        !matches!(level, Level::Severe | Level::Warn | Level::Remind)
            || snapshot.policy.bands.iter().any(|band| band.level == level)
            || snapshot.count(level) > 0
    };
    [
        Level::Severe,
        Level::Warn,
        Level::Remind,
        Level::Normal,
        Level::Done,
        Level::ToConfirm,
        Level::Unquantified,
    ]
    .into_iter()
    .filter(|level| used(*level))
    .map(|level| Group {
        level,
        word: t.say(level.zh(), level.en()),
        cells: snapshot
            .rows
            .iter()
            .filter(|row| row.result.level == level)
            .map(|row| Cell {
                printed: row.printed().to_owned(),
                called: detail::number(row, t),
                headline: row.headline.clone(),
                href: if filter.narrows() {
                    t.at(links::row(snapshot, &row.number))
                } else {
                    format!("#c{}", row.number)
                },
            })
            .collect(),
    })
    .collect()
}

/// Periods reported so far, and those of the usual four that are still to come.
fn tabs(snapshot: &Snapshot, t: Lang) -> Vec<Tab> {
    let year = snapshot.programme.year;
    let passed = |code: PeriodCode| {
        elapsed(
            snapshot.programme.starts_on,
            snapshot.programme.due_on,
            code.ends_on(),
        )
    };
    let newest = snapshot.periods.last().map(|p| p.code);
    let mut tabs: Vec<Tab> = snapshot
        .periods
        .iter()
        .map(|period| Tab {
            name: t.period(period.code),
            note: match t {
                Lang::Zh => format!("全年时间过去 {}", percent(passed(period.code))),
                Lang::En => format!("{} of the year", percent(passed(period.code))),
            },
            href: Some(t.at(if Some(period.code) == newest {
                links::year(year)
            } else {
                links::period(period.code)
            })),
            current: period.code == snapshot.period.code,
        })
        .collect();
    let monthly = newest.is_some_and(|code| code.kind() == PeriodKind::Month);
    if !monthly {
        let to_come = [
            format!("{year}Q1"),
            format!("{year}H1"),
            format!("{year}Q3"),
            year.to_string(),
        ];
        tabs.extend(
            to_come
                .iter()
                .filter_map(|code| PeriodCode::parse(code))
                .filter(|code| newest.is_none_or(|newest| code.ends_on() > newest.ends_on()))
                .map(|code| Tab {
                    name: t.period(code),
                    note: t.say("未到报告期", "not due yet").to_owned(),
                    href: None,
                    current: false,
                }),
        );
    }
    tabs
}

fn lights(snapshot: &Snapshot, filter: &Filter, t: Lang) -> Vec<Choice> {
    std::iter::once(Choice {
        value: String::new(),
        text: t.say("全部", "All").to_owned(),
        chosen: filter.light.is_none(),
    })
    .chain(
        Level::ALL
            .into_iter()
            .filter(|level| snapshot.count(*level) > 0 || filter.light == Some(*level))
            .map(|level| Choice {
                value: level.name().to_owned(),
                text: t.say(level.zh(), level.en()).to_owned(),
                chosen: filter.light == Some(level),
            }),
    )
    .collect()
}

type UnitRows = (shishi_app::snapshot::RowUnit, Vec<usize>);

fn unit_choices(units: &[UnitRows], filter: &Filter, t: Lang) -> Vec<Choice> {
    std::iter::once(Choice {
        value: String::new(),
        text: match t {
            Lang::Zh => format!("全部 {} 个单位", units.len()),
            Lang::En => format!("All {} units", units.len()),
        },
        chosen: filter.unit.is_none(),
    })
    .chain(units.iter().map(|(unit, _)| Choice {
        value: unit.id.clone(),
        text: unit.name.clone(),
        chosen: filter.unit.as_deref() == Some(unit.id.as_str()),
    }))
    .collect()
}

/// What the list is narrowed to, in words.
fn echo(filter: &Filter, units: &[UnitRows], t: Lang) -> String {
    let mut parts = Vec::new();
    if let Some(level) = filter.light {
        parts.push(t.say(level.zh(), level.en()).to_owned());
    }
    if let Some(id) = &filter.unit {
        parts.extend(
            units
                .iter()
                .find(|(unit, _)| unit.id == *id)
                .map(|(unit, _)| unit.name.clone()),
        );
    }
    if !filter.q.is_empty() {
        parts.push(format!("“{}”", filter.q));
    }
    parts.join(t.say("、", ", "))
}

/// `/`: to the newest year, or what to expect before there is one.
pub async fn home(Extract(state): Extract<State>, reader: Reader) -> Result<Response, Failure> {
    match state.snapshot(None, None).await? {
        Some(snapshot) => Ok(respond::see(&reader, &links::year(snapshot.programme.year))),
        None => respond::fresh(&reader, &empty::Empty::new(&reader)),
    }
}

/// `/y/{year}`.
pub async fn show(
    Extract(state): Extract<State>,
    reader: Reader,
    Path(year): Path<i16>,
) -> Result<Response, Failure> {
    let mut filter = Filter::parse(&reader)?;
    if let Some(page) = respond::kept(&state, &reader, &filter.address(year)) {
        return Ok(page);
    }
    let generation = state.generation();
    let asked = filter.period.map(|code| code.to_string());
    // A period that was not reported is not found, rather than shown as another one.
    let snapshot = state
        .snapshot(Some(year), asked.as_deref())
        .await?
        .ok_or(Failure::NotFound)?;
    filter.settle(&snapshot);
    let address = filter.address(year);
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let page = Overview::new(&reader, &snapshot, &filter);
    if filter.q.is_empty() {
        respond::page(&state, &reader, generation, &address, &page)
    } else {
        respond::fresh(&reader, &page)
    }
}

/// The page's interesting states.
#[cfg(any(test, feature = "samples"))]
pub fn samples(reader: &Reader) -> Vec<(&'static str, Overview)> {
    let (first, half) = (crate::samples::daxing(), crate::samples::half_year());
    let all = Filter::default();
    let some = Filter {
        light: Some(Level::Remind),
        unit: Some(first.rows[7].units[0].id.clone()),
        ..Filter::default()
    };
    let nothing = Filter {
        q: "飞船<b>".into(),
        ..Filter::default()
    };
    let urgent = Filter {
        sort: Sort::Urgent,
        ..Filter::default()
    };
    vec![
        ("overview", Overview::new(reader, &first, &all)),
        ("overview-filtered", Overview::new(reader, &first, &some)),
        ("overview-nothing", Overview::new(reader, &first, &nothing)),
        ("overview-half-year", Overview::new(reader, &half, &urgent)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_names_the_day_it_was_worked_out_for() {
        let due = |lang, day| {
            let reader = Reader::of(lang, crate::prefs::Prefs::default());
            let mut snapshot = crate::samples::daxing();
            snapshot.as_of = day;
            Overview::new(&reader, &snapshot, &Filter::default()).due
        };
        let end = jiff::civil::date(2024, 3, 31);
        assert_eq!(due(Lang::Zh, end), "一季度末为 24.9%");
        let before = jiff::civil::date(2024, 2, 15);
        assert_eq!(due(Lang::Zh, before), "截至2024年2月15日为 12.6%");
        assert_eq!(due(Lang::En, before), "12.6% on 15 February 2024");
    }
}
