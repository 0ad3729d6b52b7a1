//! Writes a published table: same columns, same order, same wording.
//!
//! [`docx`], [`xlsx`], [`csv`], [`html`] and [`json`] give the same bytes for the same edition, on
//! every day and machine, and [`crate::read`] gives the same rows back character for character.
//! Two kinds of character cannot be carried and are the only ones changed: control characters that
//! XML forbids are left out, and a carriage return becomes a line feed.

mod csv;
mod data;
mod docx;
mod docx_parts;
mod xlsx;

use std::borrow::Cow;

use askama::Template;
use serde::Serialize;

use crate::{Columns, Reading};

pub(crate) use csv::unguarded;
pub use data::{data_csv, data_xlsx};

/// A table as it is to be published.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition<'a> {
    /// Printed above the table: 大兴区2024年重要民生实事项目一季度进展情况.
    pub title: &'a str,
    /// A line under the title, such as the cut-off date: （截至2024年3月31日）.
    pub subtitle: Option<&'a str>,
    /// The four headings as published.
    pub columns: &'a Columns,
    /// Rows in published order.
    pub rows: Vec<EditionRow<'a>>,
    /// A line below the table.
    pub note: Option<&'a str>,
}

/// One row as it is to be published.
#[derive(Debug, Clone, PartialEq)]
pub struct EditionRow<'a> {
    /// Number as printed: 第3项.
    pub label: Cow<'a, str>,
    /// The commitment.
    pub title: Cow<'a, str>,
    /// Units joined by 、.
    pub units: Cow<'a, str>,
    /// Progress text.
    pub narrative: Cow<'a, str>,
}

impl<'a> From<&'a Reading> for Edition<'a> {
    /// The table as it was read, to be written back.
    fn from(reading: &'a Reading) -> Self {
        let rows = reading.items.iter();
        let rows = rows.map(|item| EditionRow {
            // A table without a number column still has numbers in its written form.
            label: match item.label.as_str() {
                "" => item.number.as_str().into(),
                label => label.into(),
            },
            title: item.title.as_str().into(),
            units: item.units.join("、").into(),
            narrative: item.narrative.as_str().into(),
        });
        Edition {
            title: reading.title.as_deref().unwrap_or_default(),
            subtitle: None,
            columns: &reading.columns,
            rows: rows.collect(),
            note: None,
        }
    }
}

impl EditionRow<'_> {
    /// The four cells, in published order.
    fn cells(&self) -> [&str; 4] {
        [&self.label, &self.title, &self.units, &self.narrative]
    }
}

impl Columns {
    /// The four headings, in published order.
    pub fn names(&self) -> [&str; 4] {
        [&self.number, &self.title, &self.units, &self.narrative]
    }
}

/// A Word document in the look of GB/T 9704: A4, heading row repeated on every page, page numbers
/// outside. Opens in Word, WPS and LibreOffice.
pub fn docx(edition: &Edition<'_>) -> Vec<u8> {
    docx::document(edition)
}

/// A workbook of one sheet, printed on A4 with the heading row repeated. Every cell is text.
///
/// A cell longer than Excel allows (32 767 characters) is cut there.
pub fn xlsx(edition: &Edition<'_>) -> Vec<u8> {
    xlsx::workbook(edition)
}

/// Heading and rows in UTF-8 with byte order mark and CRLF. Title, subtitle and note are left out,
/// so that programs find the heading in the first line.
///
/// A cell a spreadsheet would take for a formula (first character `=`, `+`, `-`, `@`, also in full
/// width, and more behind it) is given an apostrophe before it, as OWASP advises against CSV injection; so is one that
/// begins with apostrophes and then such a character, and [`crate::read`] takes one off again.
pub fn csv(edition: &Edition<'_>) -> Vec<u8> {
    csv::records(edition)
}

/// A page that stands alone: no script, style inside, prints on A4 with the heading row repeated.
pub fn html(edition: &Edition<'_>) -> String {
    let page = Page {
        title: clean(edition.title),
        subtitle: edition.subtitle.map(clean),
        headings: edition.columns.names().map(clean),
        rows: edition
            .rows
            .iter()
            .map(|row| row.cells().map(clean))
            .collect(),
        note: edition.note.map(clean),
    };
    // Only the formatter can fail, and a String takes everything.
    page.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "write/page.html")]
struct Page<'a> {
    title: Cow<'a, str>,
    subtitle: Option<Cow<'a, str>>,
    headings: [Cow<'a, str>; 4],
    rows: Vec<[Cow<'a, str>; 4]>,
    note: Option<Cow<'a, str>>,
}

/// The table as data, indented, with a line feed at the end.
pub fn json(edition: &Edition<'_>) -> String {
    #[derive(Serialize)]
    struct File<'a> {
        title: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        subtitle: Option<&'a str>,
        columns: &'a Columns,
        rows: Vec<Row<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct Row<'a> {
        number: &'a str,
        title: &'a str,
        units: &'a str,
        narrative: &'a str,
    }
    let rows = edition.rows.iter().map(EditionRow::cells);
    let file = File {
        title: edition.title,
        subtitle: edition.subtitle,
        columns: edition.columns,
        rows: rows
            .map(|[number, title, units, narrative]| Row {
                number,
                title,
                units,
                narrative,
            })
            .collect(),
        note: edition.note,
    };
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

/// Without what XML and HTML cannot hold; a carriage return becomes a line feed.
fn clean(text: &str) -> Cow<'_, str> {
    let is_held = |c: char| match c {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    };
    if text.chars().all(is_held) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.chars().filter(|&c| is_held(c)).collect())
}
