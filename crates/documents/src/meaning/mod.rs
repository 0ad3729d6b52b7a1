//! What blocks mean: the title, the heading row, the rows below it.
//!
//! Four layouts are tried in turn, and the first that holds rows decides: tables ([`grid`], [`sheets`]), a
//! card for each commitment ([`cards`]), cells whose rows were lost ([`flow`]), and labelled
//! paragraphs ([`prose`]).

mod cards;
mod context;
mod flow;
mod grid;
mod heading;
mod issues;
mod number;
mod prose;
mod sheets;
mod units;

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::block::{Block, tidy};
use crate::{Columns, Issue, Item, MAX_HELD, MAX_ROWS, ReadError, Reading};

pub use number::number_of;
pub(crate) use units::{is_unit, units};

/// One row on its way to becoming an [`Item`].
#[derive(Debug, Clone, Default)]
struct Entry {
    number: String,
    label: String,
    title: String,
    units: Vec<String>,
    due: Option<String>,
    narrative: String,
    /// Rows in which numbers should not repeat: a section, or the whole table.
    group: usize,
    /// Tells one printed number from another; rows under one merged cell share it.
    label_cell: usize,
    /// Tells one printed title from another.
    title_cell: usize,
    /// Whether the layout names units at all.
    wants_units: bool,
    /// Whether the row already has a more exact issue than an empty narrative.
    has_issue: bool,
}

impl Entry {
    /// Bytes it holds, with what each name takes besides its text.
    fn held(&self) -> usize {
        self.number.len()
            + self.label.len()
            + self.title.len()
            + self.due.as_ref().map_or(0, String::len)
            + self.narrative.len()
            + held_by(&self.units)
    }
}

fn held_by(units: &[String]) -> usize {
    size_of_val(units) + units.iter().map(String::len).sum::<usize>()
}

/// Bytes that rows hold so far, also while several threads make some.
#[derive(Debug, Default)]
struct Held(AtomicUsize);

impl Held {
    fn add(&self, bytes: usize) -> Result<(), ReadError> {
        let before = self.0.fetch_add(bytes, Ordering::Relaxed);
        match before.saturating_add(bytes) > MAX_HELD {
            true => Err(ReadError::TooMuchText),
            false => Ok(()),
        }
    }

    /// The same count again, for rows that may not be kept.
    fn fork(&self) -> Held {
        Held(self.0.load(Ordering::Relaxed).into())
    }
}

/// Rows of one layout, with what stands around them.
#[derive(Debug, Default)]
struct Found {
    title: Option<String>,
    context: Vec<String>,
    /// Lines below the rows, and notes among them.
    below: Vec<String>,
    columns: Columns,
    entries: Vec<Entry>,
    issues: Vec<Issue>,
    /// What the file is called, without its ending.
    name: String,
}

/// Reads the rows out of a document's blocks.
///
/// # Errors
/// [`ReadError::NoTable`] if no layout is recognised, [`ReadError::NoRows`] if no more than its
/// heading is; another if there is too much.
pub(crate) fn reading(
    blocks: &[Block],
    issues: Vec<Issue>,
    name: &str,
) -> Result<Reading, ReadError> {
    let mut found = sheets::find(blocks)?;
    if found.entries.is_empty() {
        found = cards::find(blocks)?;
        // One small table beside a paper in paragraphs is no list.
        let other = match found.entries.len() {
            0 => flow::find(blocks)?,
            few @ 1..=2 => Some(prose::find(blocks))
                .filter(|other| other.entries.len() >= few)
                .unwrap_or_default(),
            _ => Found::default(),
        };
        if !other.entries.is_empty() {
            found = other;
        }
    }
    if found.entries.is_empty() {
        found = prose::find(blocks);
    }
    if found.entries.is_empty() {
        return Err(match blocks.iter().any(has_heading) {
            true => ReadError::NoRows,
            false => ReadError::NoTable,
        });
    }
    if found.entries.len() > MAX_ROWS {
        return Err(ReadError::TooManyCells);
    }
    found.issues.splice(0..0, issues);
    // What a file is called counts last.
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .clone_into(&mut found.name);
    Ok(conclude(found))
}

/// Whether a row of a table reads like the heading of a progress table.
fn has_heading(block: &Block) -> bool {
    let Block::Table(grid) = block else {
        return false;
    };
    (0..grid.height()).any(|row| {
        let cells: Vec<&str> = (0..grid.width())
            .map(|column| grid.text(row, column))
            .collect();
        is_heading(&cells)
    })
}

/// Whether cells read like the heading of a progress table, beyond what a sentence might.
pub(crate) fn is_heading(cells: &[&str]) -> bool {
    heading::Heading::new(cells.iter().copied()).is_some_and(|heading| {
        heading.column(heading::Role::Number).is_some()
            || heading.column(heading::Role::Units).is_some()
    })
}

/// Whether a line begins with the number of a chapter or section: 一、 （一）.
pub(crate) fn is_chapter(line: &str) -> bool {
    number::marker(line.trim_start()).is_some_and(|found| found.level <= number::Level::Section)
}

/// Whether a line between rows is a section title, a title or furniture rather than part of a row.
pub(crate) fn is_aside(line: &str) -> bool {
    is_chapter(line)
        || context::is_furniture(line)
        || context::title(&[line]).is_some()
        || heading::Heading::new(line.split_whitespace()).is_some()
}

/// Completes rows that came with their columns already told apart.
pub(crate) fn finish(
    title: Option<String>,
    context: &[String],
    columns: Columns,
    items: Vec<Item>,
) -> Reading {
    let entries = items
        .into_iter()
        .enumerate()
        .map(|(at, item)| Entry {
            number: item.number,
            label: item.label,
            title: item.title,
            units: item.units,
            due: item.due,
            narrative: item.narrative,
            label_cell: at,
            title_cell: at,
            wants_units: true,
            ..Entry::default()
        })
        .collect();
    conclude(Found {
        title,
        context: context.to_vec(),
        below: Vec::new(),
        columns,
        entries,
        issues: Vec::new(),
        name: String::new(),
    })
}

fn conclude(found: Found) -> Reading {
    let Found {
        title,
        context,
        below,
        columns,
        entries,
        mut issues,
        name,
    } = found;
    let clean = issues::find(&entries, &mut issues);
    let around: Vec<&str> = title
        .iter()
        .map(String::as_str)
        // The nearest lines first; far above a table stands the portal's own name.
        .chain(
            context
                .iter()
                .rev()
                .map(String::as_str)
                .filter(|line| !context::is_furniture(line))
                .take(20),
        )
        .chain([name.as_str()])
        .collect();
    let heading = columns.narrative.clone();
    let year = around.iter().find_map(|line| context::year(line));
    let told: Vec<&str> = around.iter().copied().chain([heading.as_str()]).collect();
    let period = year.and_then(|year| context::period(&told, year));
    let notes = told.iter().copied().chain(below.iter().map(String::as_str));
    let cut_off = year.and_then(|year| {
        notes
            .clone()
            .find_map(|text| context::cut_off_day(text, year))
    });
    let period = context::period_until(period, cut_off.as_deref());
    let district = around.iter().find_map(|line| context::district(line));
    let items = entries
        .into_iter()
        .zip(clean)
        .map(|(entry, narrative_clean)| Item {
            narrative_clean,
            number: entry.number,
            label: entry.label,
            title: entry.title,
            units: entry.units,
            due: entry.due,
            narrative: entry.narrative,
        })
        .collect();
    Reading {
        title,
        year,
        district,
        period,
        cut_off,
        columns,
        items,
        issues,
    }
}

/// Every line of a document, those of table cells included.
fn flat_lines(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    collect_lines(blocks, 0, &mut lines);
    lines
}

fn collect_lines(blocks: &[Block], depth: usize, lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => push_lines(text, lines),
            Block::Sheet(_) => {}
            Block::Cells(cells) => cells.iter().for_each(|cell| push_lines(cell, lines)),
            Block::Table(grid) => {
                for cell in &grid.cells {
                    if cell.inside.is_empty() || depth > 8 {
                        push_lines(&cell.text, lines);
                    } else {
                        collect_lines(&cell.inside, depth + 1, lines);
                    }
                }
            }
        }
    }
}

fn push_lines(text: &str, lines: &mut Vec<String>) {
    lines.extend(text.split('\n').map(tidy).filter(|line| !line.is_empty()));
}
