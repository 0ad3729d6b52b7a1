//! Reads published tables out of documents, and writes them back in the same columns.
//!
//! Bytes in, rows and issues out. Nothing here touches the file system or the network.
//!
//! Reading goes in two steps. One file per format in `read` turns bytes into blocks: paragraphs,
//! and tables whose cells know their places. `meaning` then asks of the blocks, whatever format
//! they came from, which is the heading row, what each column is, and which rows are commitments.

mod block;
mod both;
mod error;
mod meaning;
mod read;
pub mod write;

use serde::{Deserialize, Serialize};

pub use error::ReadError;
pub use meaning::number_of;

/// Largest file read, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// Most bytes all parts of a zip-based document may take once unpacked.
pub const MAX_UNPACKED: u64 = 96 * 1024 * 1024;
/// Most rows of one table.
pub const MAX_ROWS: usize = 20_000;
/// Most columns of one table.
pub const MAX_COLUMNS: usize = 200;
/// Most cells of one table, counting every place a merged cell covers.
pub const MAX_CELLS: usize = 1_000_000;
/// Most bytes of text in one table.
pub const MAX_TEXT: usize = 32 * 1024 * 1024;
/// Most bytes of text that all rows of a reading hold: that of the largest table, and as much again
/// for merged cells, whose text each of their rows holds.
pub const MAX_HELD: usize = 2 * MAX_TEXT;
/// Most lines of running text.
pub const MAX_LINES: usize = 200_000;
/// Deepest nesting of elements in a document.
pub const MAX_DEPTH: usize = 256;

/// Reads the progress table out of a document.
///
/// The kind is told by the content: `name` only helps where the bytes leave it open (plain text
/// against CSV), and where the document itself names no year, district or period. Reads text with tabs or vertical bars, plain paragraphs, HTML pages, CSV, .xlsx,
/// .xls, .docx, and the JSON of [`write::json`]; text in UTF-8, GB18030 (GBK) or UTF-16.
///
/// What people wrote is never an error; it comes back in [`Reading::issues`].
///
/// # Errors
/// [`ReadError`] if there is nothing to read or no progress table in it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Reading, ReadError> {
    let reading = match read::json::reading(bytes) {
        Some(reading) => reading,
        None => {
            let document = read::blocks(name, bytes)?;
            meaning::reading(&document.blocks, document.issues, name)?
        }
    };
    Ok(reading)
}

/// What a document says, as one table of numbered rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Title of the table or page.
    pub title: Option<String>,
    /// Year of the programme.
    pub year: Option<i16>,
    /// District, city or county the list is of: 大兴区.
    pub district: Option<String>,
    /// Period code: 2024Q1, 2024H1, 2024M08, 2024.
    pub period: Option<String>,
    /// The day up to which it says that its figures run, as 2024-09-25, where a title, a heading or a
    /// note around the table names one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cut_off: Option<String>,
    /// Heading cells as published, for the columns number, title, units, narrative.
    pub columns: Columns,
    /// Rows in published order.
    pub items: Vec<Item>,
    /// What a person should look at.
    pub issues: Vec<Issue>,
}

/// The words of the four published headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// 序号.
    pub number: String,
    /// 任务标题.
    pub title: String,
    /// 考评对象.
    pub units: String,
    /// 进展情况.
    pub narrative: String,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            number: "序号".into(),
            title: "任务标题".into(),
            units: "考评对象".into(),
            narrative: "进展情况".into(),
        }
    }
}

/// One numbered row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Number without decoration: `3` for 第3项, `1-2` for 一、②.
    pub number: String,
    /// Number as printed: 第3项.
    pub label: String,
    /// The commitment, exactly as printed.
    pub title: String,
    /// Units named, in order.
    pub units: Vec<String>,
    /// What a column of due dates says: 2025年9月底. Absent where there is none, or its cell is empty.
    #[serde(default)]
    pub due: Option<String>,
    /// Progress text, exactly as printed.
    pub narrative: String,
    /// The narrative as it reads with stray mark-up set aside; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub narrative_clean: Option<String>,
}

/// Something a person should look at. Never stops the reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Stable kebab-case name: `duplicate-title`, `duplicate-number`, `markup-residue`,
    /// `lost-first-character`, `empty-narrative`, `missing-unit`, `row-unreadable`,
    /// `formula-without-value`, `other-sheet`.
    pub kind: String,
    /// Number of the row it is about; for a pair, the first (`16`), empty for the whole document.
    pub number: String,
    /// One neutral sentence in Chinese.
    pub message: String,
}
