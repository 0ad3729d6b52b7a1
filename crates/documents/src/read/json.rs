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

/// The text without zero characters, which no other reader lets through and no store keeps.
fn held(text: String) -> String {
    if text.contains('\0') {
        text.replace('\0', "")
    } else {
        text
    }
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
            number: meaning::number_of(&held(row.number.clone())),
            label: held(row.label.unwrap_or(row.number)),
            title: held(row.title),
            units: match row.units {
                Units::Cell(cell) => meaning::units(&held(cell)),
                Units::Names(names) => names.into_iter().map(held).collect(),
            },
            due: None,
            narrative: held(row.narrative),
            narrative_clean: None,
        })
        .collect();
    let context: Vec<String> = file.subtitle.into_iter().map(held).collect();
    let columns = Columns {
        number: held(file.columns.number),
        title: held(file.columns.title),
        units: held(file.columns.units),
        narrative: held(file.columns.narrative),
    };
    Some(meaning::finish(
        Some(held(file.title)),
        &context,
        columns,
        items,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_characters_are_left_out() {
        let file = r#"{"title":"大\u0000兴区2024年民生实事","subtitle":"一\u0000季度",
            "columns":{"number":"序\u0000号","title":"任务标题","units":"单位","narrative":"进展"},
            "rows":[
              {"number":"1\u0000","label":"第\u00001项","title":"加装\u0000电梯","units":"区住建\u0000委","narrative":"完成\u00003部。"},
              {"number":"2","title":"绿地","units":["区园林\u0000局"],"narrative":"建成。"}]}"#;
        let reading = reading(file.as_bytes()).unwrap();
        assert_eq!(reading.items[0].title, "加装电梯");
        assert_eq!(reading.items[1].units, ["区园林局"]);
        let all = serde_json::to_string(&reading).unwrap();
        assert!(!all.contains("\\u0000"), "{all}");
    }
}
