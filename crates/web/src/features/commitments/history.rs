//! `/y/{year}/c/{number}/history`: every report of a commitment, and what changed.

use askama::Template;
use axum::extract::{Path, State as Extract};
use axum::response::Response;
use shishi_app::snapshot::{ByHand, Row, Snapshot};

use super::by_hand::told;
use super::compare::{Change, Kind, compare};
use super::detail::{figures, number};
use crate::components::{Lamp, Mixed};
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::State;

struct Edition {
    id: usize,
    heading: String,
    replaced: bool,
    lamp: Lamp,
    figures: String,
    recorded: Mixed,
    text: String,
    changes: Option<Vec<Change>>,
    /// Values that people set otherwise than the words say.
    by_hand: Vec<Mixed>,
    same: bool,
    /// Whether people set other values than in the version before.
    reset: bool,
    /// Whether it is another version of the same period.
    revised: bool,
    first: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "features/commitments/history.html")]
pub struct History {
    layout: Layout,
    t: Lang,
    label: String,
    headline: String,
    back: String,
    editions: Vec<Edition>,
}

impl History {
    /// The page of a row.
    pub fn new(reader: &Reader, snapshot: &Snapshot, row: &Row) -> Self {
        let t = reader.lang;
        let year = snapshot.programme.year;
        let mut editions: Vec<Edition> = Vec::with_capacity(row.history.len());
        for (place, entry) in row.history.iter().enumerate() {
            let before = place.checked_sub(1).map(|at| &row.history[at]);
            let changes = before.and_then(|b| compare(&b.narrative, &entry.narrative));
            editions.push(Edition {
                id: place + 1,
                heading: match t {
                    Lang::Zh => format!("{}，第 {} 版", t.period(entry.period.code), entry.version),
                    Lang::En => {
                        format!("{}, version {}", t.period(entry.period.code), entry.version)
                    }
                },
                replaced: entry.replaced,
                lamp: Lamp::new(entry.level, t),
                figures: figures(entry, t),
                recorded: Mixed::new(
                    t,
                    match t {
                        Lang::Zh => {
                            format!(
                                "{}由{}录入",
                                t.moment(entry.recorded_at),
                                t.actor(&entry.recorded_by)
                            )
                        }
                        Lang::En => format!(
                            "recorded on {} by {}",
                            t.moment(entry.recorded_at),
                            t.actor(&entry.recorded_by)
                        ),
                    },
                ),
                text: entry.narrative.clone(),
                by_hand: entry
                    .by_hand
                    .iter()
                    .map(|set| Mixed::new(t, told(t, set)))
                    .collect(),
                revised: before.is_some_and(|b| b.period.code == entry.period.code),
                reset: before.is_some_and(|b| !set_alike(&b.by_hand, &entry.by_hand)),
                same: before.is_some_and(|b| b.narrative == entry.narrative),
                first: before.is_none(),
                changes,
            });
        }
        editions.reverse();
        let crumb = match t {
            Lang::Zh => format!("{year} 年"),
            Lang::En => year.to_string(),
        };
        Self {
            layout: Layout::new(
                reader,
                Site::of(snapshot),
                Section::Overview,
                match t {
                    Lang::Zh => format!("{}历次报告", row.called()),
                    Lang::En => format!("{}: reports so far", row.called_en()),
                },
                links::history(year, &row.number),
            )
            .under(
                vec![
                    (crumb, links::year(year)),
                    (number(row, t), links::commitment(year, &row.number)),
                ],
                t.say("历次报告", "Reports so far"),
            ),
            label: number(row, t),
            headline: row.headline.clone(),
            back: t.at(links::commitment(year, &row.number)),
            editions,
            t,
        }
    }
}

/// Whether the same values were set, be it on another day.
fn set_alike(before: &[ByHand], now: &[ByHand]) -> bool {
    let values = |set: &ByHand| (set.of_target, set.target, set.was.clone(), set.now.clone());
    before.iter().map(values).eq(now.iter().map(values))
}

/// `/y/{year}/c/{number}/history`.
pub async fn show(
    Extract(state): Extract<State>,
    reader: Reader,
    Path((year, number)): Path<(i16, String)>,
) -> Result<Response, Failure> {
    let address = links::history(year, &number);
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let snapshot = state
        .snapshot(Some(year), None)
        .await?
        .ok_or(Failure::NotFound)?;
    let row = snapshot.row(&number).ok_or(Failure::NotFound)?;
    let page = History::new(&reader, &snapshot, row);
    respond::page(&state, &reader, generation, &address, &page)
}

/// The page's interesting states.
#[cfg(any(test, feature = "samples"))]
pub fn samples(reader: &Reader) -> Vec<(&'static str, History)> {
    let (first, mut half) = (crate::samples::daxing(), crate::samples::half_year());
    if let Some(last) = half.rows[8].history.last_mut() {
        last.narrative = "已利用人防工程新增停车位170个，完成任务的34%。".into();
    }
    let set = crate::samples::set_by_hand();
    vec![
        (
            "history-first",
            History::new(reader, &first, &first.rows[1]),
        ),
        (
            "history-replaced",
            History::new(reader, &half, &half.rows[8]),
        ),
        ("history-by-hand", History::new(reader, &set, &set.rows[7])),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prefs::Prefs;

    #[test]
    fn a_version_says_what_changed_where_the_words_did_not() {
        let mut set = crate::samples::set_by_hand();
        let draw = |snapshot: &Snapshot| {
            let reader = Reader::of(Lang::Zh, Prefs::default());
            let page = History::new(&reader, snapshot, &snapshot.rows[7]);
            page.render().unwrap()
        };
        let html = draw(&set);
        assert!(html.contains("文字与上一版相同，核对时更正的数字不同。"));
        assert!(html.contains("目标由督查室更正为5,000套，承诺原文为6,000套（2024年4月11日）"));
        assert!(html.contains("完成数20套由督查室填入，不在报告原文中"));
        set.rows[7].history[1].by_hand.clear();
        let html = draw(&set);
        assert!(html.contains(
            "文字与上一版相同，有变动的是数字核定、完成时限、序号、任务名称、责任单位或归并。"
        ));
    }
}
