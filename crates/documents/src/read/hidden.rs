//! Rows and columns that a sheet holds and does not show.

use memchr::memmem;
use quick_xml::events::Event;

use super::spreadsheet::{attribute, without_rows};

/// What a sheet does not show. Rows that only a filter keeps from sight are told apart: they are
/// part of the list.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Hidden {
    rows: Spans,
    columns: Spans,
    /// From which row on a filter decides.
    filtered: Option<u32>,
}

/// What is said of one row or column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sight {
    Shown,
    Filtered,
    Hidden,
}

impl Hidden {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.0.is_empty() && self.columns.0.is_empty()
    }

    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        self.rows.add(first, last);
    }

    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.columns.add(first, last);
    }

    /// A filter decides which rows are shown, from this one on.
    pub(super) fn filter(&mut self, from: u32) {
        self.filtered = Some(self.filtered.map_or(from, |other| other.min(from)));
    }

    pub(super) fn row(&self, row: u32) -> Sight {
        match self.rows.holds(row) {
            true if self.filtered.is_some_and(|from| row >= from) => Sight::Filtered,
            true => Sight::Hidden,
            false => Sight::Shown,
        }
    }

    pub(super) fn column(&self, column: u32) -> Sight {
        match self.columns.holds(column) {
            true => Sight::Hidden,
            false => Sight::Shown,
        }
    }

    /// The first row from this one on that is read.
    pub(super) fn next_row(&self, row: u32) -> u32 {
        match self.row(row) {
            Sight::Hidden => {
                let next = self.rows.after(row);
                self.filtered.map_or(next, |from| next.min(from))
            }
            _ => row,
        }
    }

    /// The first column from this one on that is read.
    pub(super) fn next_column(&self, column: u32) -> u32 {
        match self.columns.holds(column) {
            true => self.columns.after(column),
            false => column,
        }
    }

    /// Puts what was noted in order, for the questions above.
    pub(super) fn settle(&mut self) {
        self.rows.settle();
        self.columns.settle();
    }

    /// What the part of a sheet says, if it hides anything.
    pub(super) fn of(part: &[u8]) -> Option<Self> {
        if !may_hide(part) {
            return None;
        }
        let mut hidden = Hidden::default();
        let around = without_rows(part);
        let rows = part.len() - around[1].len();
        match part.get(around[0].len()..rows) {
            // Cells are many, and say nothing here.
            Some(rows) if !rows.is_empty() => {
                hidden.read_rows(rows);
                hidden.read(&around.concat());
            }
            _ => hidden.read(part),
        }
        hidden.settle();
        (!hidden.is_empty()).then_some(hidden)
    }

    fn read(&mut self, part: &[u8]) {
        let mut reader = quick_xml::Reader::from_reader(part);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        let mut buffer = Vec::new();
        let (mut depth, mut row) = (0_usize, 0_u32);
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag)) => {
                    let attributes = tag.attributes_raw();
                    match tag.local_name().as_ref() {
                        "row" => self.read_row(attributes, &mut row),
                        "col" if is_hidden(attributes) => {
                            let place = |name| number(attributes, name);
                            if let (Some(first), Some(last)) = (place("min"), place("max")) {
                                self.hide_columns(first, last);
                            }
                        }
                        // The first row of a filter holds the headings. Within a view that somebody
                        // keeps for himself it says nothing.
                        "autoFilter" if depth == 1 => {
                            let first = attribute(attributes, "ref").and_then(first_row);
                            self.filter(first.unwrap_or(0));
                        }
                        // A table in a sheet has its filter in a part of its own.
                        "tablePart" => self.filter(0),
                        _ => {}
                    }
                    depth += 1;
                }
                Ok(Event::End(_)) => depth = depth.saturating_sub(1),
                // The reader of the cells says what is wrong.
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }

    /// Reads the start tags of rows only.
    fn read_rows(&mut self, rows: &[u8]) {
        let mut row = 0;
        for at in memmem::find_iter(rows, b"<row") {
            let tag = rows.get(at + 4..).unwrap_or_default();
            let tag = &tag[..tag.len().min(MAX_TAG)];
            let end = memchr::memchr(b'>', tag).unwrap_or(0);
            let attributes = std::str::from_utf8(tag.get(..end).unwrap_or_default());
            let attributes = attributes.unwrap_or_default();
            let ends_name = |c: char| c.is_ascii_whitespace() || c == '/';
            if attributes.is_empty() || attributes.starts_with(ends_name) {
                self.read_row(attributes, &mut row);
            }
        }
    }

    /// A row that does not say which it is follows the one before.
    fn read_row(&mut self, attributes: &str, next: &mut u32) {
        let row = number(attributes, "r").unwrap_or(*next);
        if is_hidden(attributes) {
            self.hide_rows(row, row);
        }
        *next = row.saturating_add(1);
    }
}

fn is_hidden(attributes: &str) -> bool {
    matches!(attribute(attributes, "hidden"), Some("1" | "true"))
}

/// A number counted from 1, counted from 0.
fn number(attributes: &str, name: &str) -> Option<u32> {
    attribute(attributes, name)?
        .parse::<u32>()
        .ok()?
        .checked_sub(1)
}

/// Whether anything is said to be hidden: LibreOffice says of every row that it is not.
fn may_hide(part: &[u8]) -> bool {
    memmem::find_iter(part, b"hidden").any(|at| {
        let rest = part.get(at + 6..).unwrap_or_default().trim_ascii_start();
        let value = rest.strip_prefix(b"=").unwrap_or_default();
        let value = value.trim_ascii_start().get(1..).unwrap_or_default();
        value.starts_with(b"1") || value.starts_with(b"true")
    })
}

/// The row below the first of `A2:E5`, counted from 0.
fn first_row(place: &str) -> Option<u32> {
    let start = place.split(':').next()?;
    start
        .trim_start_matches(|c: char| c == '$' || c.is_ascii_alphabetic())
        .parse()
        .ok()
}

/// Longest start tag of a row that is looked at, in bytes; programs write a fifth of it.
const MAX_TAG: usize = 1_024;
/// Most spans noted of one sheet; a list has far fewer rows.
const MAX_SPANS: usize = 65_536;

/// Numbers in spans from the first to the last.
#[derive(Debug, Default, Clone, PartialEq)]
struct Spans(Vec<(u32, u32)>);

impl Spans {
    fn add(&mut self, first: u32, last: u32) {
        let is_full = self.0.len() >= MAX_SPANS;
        match self.0.last_mut() {
            Some((_, before)) if before.checked_add(1) == Some(first) => *before = last.max(first),
            _ if is_full => {}
            _ => self.0.push((first, last.max(first))),
        }
    }

    /// Sorts, and joins what touches.
    fn settle(&mut self) {
        self.0.sort_unstable();
        let mut joined = Spans::default();
        for &(first, last) in &self.0 {
            match joined.0.last_mut() {
                Some((_, before)) if first <= before.saturating_add(1) => {
                    *before = last.max(*before)
                }
                _ => joined.0.push((first, last)),
            }
        }
        *self = joined;
    }

    fn span(&self, number: u32) -> Option<(u32, u32)> {
        let at = self.0.partition_point(|&(_, last)| last < number);
        self.0
            .get(at)
            .copied()
            .filter(|&(first, _)| first <= number)
    }

    fn holds(&self, number: u32) -> bool {
        self.span(number).is_some()
    }

    fn after(&self, number: u32) -> u32 {
        self.span(number)
            .map_or(number, |(_, last)| last.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_by_what_the_sheet_says() {
        let part = br#"<x:worksheet><x:cols><x:col min="2" max="3" hidden="1"/><x:col min="5" max="5" hidden="0"/></x:cols>
            <x:sheetData><x:row/><x:row hidden="true"/><x:row r="5" hidden='1'><x:c/></x:row><x:row hidden = "1"/><x:row hidden="false"/></x:sheetData></x:worksheet>"#;
        let hidden = Hidden::of(part).unwrap();
        let rows = (0..8).filter(|&row| hidden.row(row) == Sight::Hidden);
        assert_eq!(rows.collect::<Vec<_>>(), [1, 4, 5]);
        let columns = (0..8).filter(|&column| hidden.column(column) == Sight::Hidden);
        assert_eq!(columns.collect::<Vec<_>>(), [1, 2]);
        assert_eq!([1, 4, 6].map(|row| hidden.next_row(row)), [2, 6, 6]);
        assert_eq!(hidden.next_column(1), 3);
        // The usual way of writing it is read without going through the cells.
        let usual = String::from_utf8_lossy(part).replace("x:", "");
        assert_eq!(Hidden::of(usual.as_bytes()), Some(hidden));
    }

    #[test]
    fn rows_behind_a_filter_are_told_apart() {
        let rows = r#"<row r="1" hidden="1"/><row r="4" hidden="1"/>"#;
        let view = r#"<customSheetViews><customSheetView><autoFilter ref="A1"/></customSheetView></customSheetViews>"#;
        for (more, first, fourth) in [
            ("", Sight::Hidden, Sight::Hidden),
            (view, Sight::Hidden, Sight::Hidden),
            (
                r#"<autoFilter ref="$A$2:E5"/>"#,
                Sight::Hidden,
                Sight::Filtered,
            ),
            ("<autoFilter/>", Sight::Filtered, Sight::Filtered),
            (
                "<tableParts><tablePart/></tableParts>",
                Sight::Filtered,
                Sight::Filtered,
            ),
        ] {
            let part = format!("<worksheet><sheetData>{rows}</sheetData>{more}</worksheet>");
            let hidden = Hidden::of(part.as_bytes()).unwrap();
            assert_eq!([0, 3].map(|row| hidden.row(row)), [first, fourth], "{more}");
        }
    }

    #[test]
    fn nothing_hidden_is_nothing_said() {
        for part in [
            "",
            "<worksheet>",
            r#"<worksheet><sheetData><row hidden="false"/><row hidden="0"/></sheetData></worksheet>"#,
            r#"<worksheet hidden="1"><sheetData><row r="1" hidden="#,
            r#"<worksheet><col hidden="1" min="0" max="99999999999"/><row r="0" "#,
        ] {
            assert_eq!(Hidden::of(part.as_bytes()), None, "{part}");
        }
    }
}
