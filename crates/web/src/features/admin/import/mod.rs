//! Importing a table in three steps: upload, check, confirm. Nothing is a record before the last.

pub mod check;
pub mod confirm;
mod decision;
pub mod done;
mod head;
mod list;
mod sheet;
pub mod upload;

use axum::response::Response;
use shishi_app::import::{Draft, DraftState};
use shishi_app::snapshot::called;

use super::frame::{self, Notice};
use super::links;
use super::seat::Seat;
use crate::errors::Failure;
use crate::lang::Lang;
use crate::reader::Reader;
use crate::respond::see;
use crate::state::State;

/// A draft that can still be changed, or the page to show instead: there is none of this name, or
/// it is settled.
async fn open(
    state: &State,
    reader: &Reader,
    seat: &Seat,
    id: &str,
) -> Result<Result<Draft, Response>, Failure> {
    let draft = state.desk()?.app.draft(id).await.map_err(frame::failure)?;
    Ok(match draft {
        None => Err(frame::notice(state, reader, Some(seat), Notice::NoImport).await),
        Some(draft) if draft.state == DraftState::Open => Ok(draft),
        Some(_) => Err(see(reader, &links::done(id))),
    })
}

/// Runs a change to its end, even when the reader closes the connection in the middle.
async fn to_the_end<T: Send + 'static>(
    change: impl Future<Output = T> + Send + 'static,
) -> Result<T, Failure> {
    Ok(tokio::spawn(change).await.map_err(crate::Error::from)?)
}

/// Whether a person has ticked a row off.
fn checked(draft: &Draft, place: usize) -> bool {
    draft
        .decisions
        .rows
        .get(&place)
        .is_some_and(|row| row.checked)
}

/// Whether a row is in doubt and nobody has ticked it off, now or before.
fn doubtful(draft: &Draft, place: usize) -> bool {
    !checked(draft, place)
        && draft
            .rows
            .get(place)
            .is_some_and(|row| row.doubts.iter().any(|doubt| !doubt.settled))
}

/// How many doubts that may stay are still open.
pub(super) fn open_doubts(draft: &Draft) -> usize {
    (0..draft.rows.len())
        .filter(|place| doubtful(draft, *place))
        .map(|place| {
            let doubts = draft.rows[place].doubts.iter();
            doubts.filter(|d| !d.must && !d.settled).count()
        })
        .sum()
}

/// Rows in doubt, those that must be settled first.
fn in_doubt(draft: &Draft) -> Vec<usize> {
    let mut places: Vec<usize> = (0..draft.rows.len())
        .filter(|place| doubtful(draft, *place))
        .collect();
    places.sort_by_key(|place| !draft.unsettled(*place));
    places
}

/// What the records say that the table does not, one sentence each.
fn remarks(reader: &Reader, draft: &Draft) -> Vec<String> {
    let (t, against) = (reader.lang, &draft.against);
    // Beyond these a list says no more than their number.
    const MOST: usize = 5;
    let listed = |all: Vec<String>| {
        let rest = all.len().saturating_sub(MOST);
        let shown = all.into_iter().take(MOST).collect::<Vec<_>>();
        let shown = shown.join(t.say("、", ", "));
        match (t, rest) {
            (_, 0) => shown,
            (Lang::Zh, rest) => format!("{shown}，另有 {rest} 项"),
            (Lang::En, rest) => format!("{shown} and {rest} more"),
        }
    };
    let mut remarks = Vec::new();
    let now = draft.head().cut_off_on;
    if let Some((was, now)) = against.cut_off_on.zip(now).filter(|(was, now)| was != now) {
        let (was, now) = (t.day(was), t.day(now));
        remarks.push(match t {
            Lang::Zh => format!("本期已记录的数据截止日是{was}，确认入库后改为{now}。"),
            Lang::En => format!(
                "The figures of this period are recorded up to {was}; confirming changes that to {now}."
            ),
        });
    }
    if !against.dropped.is_empty() {
        let rows = against.dropped.iter().map(|row| match t {
            Lang::Zh => format!("{}“{}”", row.called, row.headline),
            Lang::En => format!("{} “{}”", row.number, row.headline),
        });
        let rows = listed(rows.collect());
        remarks.push(match t {
            Lang::Zh => format!(
                "以前报告过、这份表里没有的：{rows}。原来的报告保留；如果是漏了，请补上后重新上传。"
            ),
            Lang::En => format!(
                "Reported before and not in this table: {rows}. Earlier reports stay; if a row was left out by mistake, complete the table and upload it again."
            ),
        });
    }
    if let Some(before) = against.before.filter(|_| !against.renumbered.is_empty()) {
        let rows = against.renumbered.iter().map(|(was, place)| {
            let now = &draft.reading.items[*place];
            match t {
                Lang::Zh => {
                    let now = called(&now.label, 1);
                    format!("{}“{}”现为{now}", was.called, was.headline)
                }
                Lang::En => format!("{} “{}” is now {}", was.number, was.headline, now.number),
            }
        });
        let rows = listed(rows.collect());
        let before = t.period(before);
        remarks.push(match t {
            Lang::Zh => format!("序号与{before}不同：{rows}。"),
            Lang::En => format!("Numbers differ from {before}: {rows}."),
        });
    }
    remarks
}

/// A row's number as people call it: 第 3 项, or its place where no number is printed.
fn name(reader: &Reader, draft: &Draft, place: usize) -> String {
    let number = draft
        .reading
        .items
        .get(place)
        .map(|item| item.number.clone())
        .filter(|number| !number.is_empty())
        .unwrap_or_else(|| (place + 1).to_string());
    if reader.lang.english() {
        format!("Row {number}")
    } else {
        format!("第 {number} 项")
    }
}
