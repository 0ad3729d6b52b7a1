//! Our own JSON, read back.

use serde::Deserialize;

use crate::{Columns, Item, Reading, meaning};

#[derive(Deserialize)]
struct File {
    title: String,
    #[serde(default)]
    subtitle: Option<String>,
    columns: Columns,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    number: String,
    /// The number as printed, where `number` is without decoration.
    #[serde(default)]
    label: Option<String>,
    title: String,
    units: Units,
    narrative: String,
}

/// One cell, or the names apart.
#[derive(Deserialize)]
#[serde(untagged)]
enum Units {
    Cell(String),
    Names(Vec<String>),
}

/// The reading, if these bytes are JSON as [`crate::write::json`] writes it.
pub(crate) fn reading(bytes: &[u8]) -> Option<Reading> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.len() > crate::MAX_BYTES || bytes.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    let file: File = serde_json::from_slice(bytes).ok()?;
    if file.rows.is_empty() || file.rows.len() > crate::MAX_ROWS {
        return None;
    }
    let items = file
        .rows
        .into_iter()
        .map(|row| Item {
            number: meaning::number_of(&row.number),
            label: row.label.unwrap_or(row.number),
            title: row.title,
            units: match row.units {
                Units::Cell(cell) => meaning::units(&cell),
                Units::Names(names) => names,
            },
            narrative: row.narrative,
            narrative_clean: None,
        })
        .collect();
    let context: Vec<String> = file.subtitle.into_iter().collect();
    Some(meaning::finish(
        Some(file.title),
        &context,
        file.columns,
        items,
    ))
}
