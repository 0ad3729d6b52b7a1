//! Documents of a period, in the published columns, order and wording.

use std::fmt;
use std::str::FromStr;

use serde_json::json;
use shishi_documents::write::{self, Edition, EditionRow};
use shishi_domain::amount::plain;

use crate::AppError;
use crate::snapshot::Snapshot;

/// A form in which a period can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A page that stands alone and prints on A4.
    Html,
    /// Word and WPS.
    Docx,
    /// Excel and WPS.
    Xlsx,
    /// Comma-separated text.
    Csv,
    /// Rows with figures, levels and reasons.
    Json,
}

impl Format {
    /// All forms, in the order pages offer them.
    pub const ALL: [Format; 5] = [Self::Docx, Self::Xlsx, Self::Csv, Self::Json, Self::Html];

    /// Ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The form of an ending.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.extension() == extension)
    }

    /// Media type for HTTP.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::from_extension(text)
            .ok_or_else(|| format!("不认识的格式“{text}”，可用：html docx xlsx csv json"))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

/// Writes the period of a snapshot.
pub fn export(snapshot: &Snapshot, format: Format) -> Result<Vec<u8>, AppError> {
    if format == Format::Json {
        let text = serde_json::to_vec_pretty(&json(snapshot));
        return text.map_err(|e| AppError::Corrupt(e.to_string()));
    }
    let edition = edition(snapshot);
    Ok(match format {
        Format::Html => write::html(&edition).into_bytes(),
        Format::Docx => write::docx(&edition),
        Format::Xlsx => write::xlsx(&edition),
        Format::Csv | Format::Json => write::csv(&edition),
    })
}

fn edition(snapshot: &Snapshot) -> Edition<'_> {
    let rows = snapshot.rows.iter().map(|row| EditionRow {
        label: row.label.as_str().into(),
        title: row.title.as_str().into(),
        units: row
            .units
            .iter()
            .map(|u| u.name.as_str())
            .collect::<Vec<_>>()
            .join("、")
            .into(),
        narrative: row.narrative.as_str().into(),
    });
    Edition {
        title: &snapshot.title,
        subtitle: None,
        columns: &snapshot.columns,
        rows: rows.collect(),
        note: None,
    }
}

/// Columns of the measured data, one line for each indicator of each row.
pub const DATA_COLUMNS: [&str; 22] = [
    "year",
    "period",
    "number",
    "title",
    "units",
    "level",
    "level_name",
    "reason",
    "stage",
    "indicator",
    "qualifier",
    "target",
    "unit",
    "actual",
    "ratio",
    "expected",
    "behind_points",
    "as_of",
    "link",
    "confirmed_by",
    "target_max",
    "due",
];

/// Writes the measured data of a snapshot: JSON as [`evaluation`], else one line for each
/// indicator, and one for each row without any.
pub fn data(snapshot: &Snapshot, format: Format) -> Result<Vec<u8>, AppError> {
    match format {
        Format::Json => export(snapshot, Format::Json),
        Format::Csv => Ok(write::data_csv(&DATA_COLUMNS, &data_lines(snapshot))),
        Format::Xlsx => write::data_xlsx(&DATA_COLUMNS, &data_lines(snapshot))
            .map_err(|error| AppError::Corrupt(error.to_string())),
        Format::Docx | Format::Html => {
            Err(AppError::Invalid("数据只提供 csv、xlsx 和 json".into()))
        }
    }
}

fn data_lines(snapshot: &Snapshot) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for row in &snapshot.rows {
        let result = &row.result;
        let head = |as_of: String| {
            let units: Vec<_> = row.units.iter().map(|u| u.name.as_str()).collect();
            let row = vec![
                snapshot.programme.year.to_string(),
                snapshot.period.code.to_string(),
                row.number.clone(),
                row.title.clone(),
                units.join("、"),
                result.level.name().to_owned(),
                result.level.zh().to_owned(),
                result.reason.clone(),
                result
                    .stage
                    .map(|s| s.stage.name())
                    .unwrap_or_default()
                    .to_owned(),
            ];
            (row, as_of)
        };
        if result.indicators.is_empty() {
            let (mut line, as_of) = head(result.as_of.to_string());
            line.extend(std::iter::repeat_n(String::new(), 8));
            line.push(as_of);
            line.resize(DATA_COLUMNS.len(), String::new());
            lines.push(line);
        }
        for i in &result.indicators {
            let (mut line, as_of) = head(i.as_of.to_string());
            let number =
                |value: Option<shishi_domain::Decimal>| value.map(plain).unwrap_or_default();
            let target = i.target.as_ref();
            line.extend([
                i.name.clone(),
                target
                    .map(|t| t.qualifier.sign())
                    .unwrap_or_default()
                    .to_owned(),
                number(target.map(|t| t.value)),
                target.map(|t| t.unit.to_string()).unwrap_or_default(),
                number(i.actual),
                number(i.ratio),
                number(i.expected),
                number(i.behind_points),
                as_of,
                i.link.map(|l| l.name()).unwrap_or_default().to_owned(),
                i.confirmed_by.clone().unwrap_or_default(),
                number(target.and_then(|t| t.value_max)),
                i.due_on.map(|day| day.to_string()).unwrap_or_default(),
            ]);
            lines.push(line);
        }
    }
    lines
}

/// The evaluation of a period in the form `shishi evaluate --json` prints.
pub fn evaluation(snapshot: &Snapshot) -> serde_json::Value {
    json!({
        "programme": snapshot.programme.title,
        "year": snapshot.programme.year,
        "period": snapshot.period.code.to_string(),
        "as_of": snapshot.as_of,
        "policy": {"name": snapshot.policy.name, "version": snapshot.policy.version},
        "rows": snapshot.rows.iter().map(row_json).collect::<Vec<_>>(),
        "findings": snapshot.findings,
    })
}

fn row_json(row: &crate::snapshot::Row) -> serde_json::Value {
    let result = &row.result;
    json!({
        "number": row.number,
        "level": result.level,
        "level_name": result.level.zh(),
        "reason": result.reason,
        "stage": result.stage.map(|s| s.stage.name()),
        "stage_name": result.stage.map(|s| s.stage.zh()),
        "as_of": result.as_of,
        "indicators": result.indicators.iter().map(|i| json!({
            "name": i.name,
            "actual": i.actual.map(plain),
            "actual_unit": i.actual.and_then(|_| {
                i.actual_unit.clone().or_else(|| i.target.as_ref().map(|t| t.unit.clone()))
            }),
            "target": i.target.as_ref().map(|t| plain(t.value)),
            "target_max": i.target.as_ref().and_then(|t| t.value_max).map(plain),
            "qualifier": i.target.as_ref().map(|t| t.qualifier.sign()),
            "unit": i.target.as_ref().map(|t| t.unit.clone()),
            "ratio": i.ratio.map(plain),
            "stated": i.stated,
            "expected": i.expected.map(plain),
            "due": i.due_on,
            "behind_points": i.behind_points.map(plain),
            "as_of": i.as_of,
            "link": i.link,
            "link_reason": i.link_reason,
            "confirmed_by": i.confirmed_by,
            "level": i.level,
            "promised": i.promised,
        })).collect::<Vec<_>>(),
    })
}

fn json(snapshot: &Snapshot) -> serde_json::Value {
    let mut value = evaluation(snapshot);
    value["title"] = json!(snapshot.title);
    value["district"] = json!(snapshot.jurisdiction.name);
    value["columns"] = json!(snapshot.columns);
    value["document"] = json!(
        snapshot
            .document
            .as_ref()
            .map(|d| json!({"name": d.name, "sha256": d.sha256}))
    );
    if let Some(rows) = value["rows"].as_array_mut() {
        for (out, row) in rows.iter_mut().zip(&snapshot.rows) {
            out["label"] = json!(row.label);
            out["title"] = json!(row.title);
            out["units"] = json!(row.units.iter().map(|u| &u.name).collect::<Vec<_>>());
            out["narrative"] = json!(row.narrative);
        }
    }
    value
}
