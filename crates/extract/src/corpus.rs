//! Items and readings in the form of the corpus, readings with their spans.

use crate::reading::{Actual, Item, Percent, Reading};
use serde_json::{Map, Value, json};
use shishi_domain::{Amount, Date, Span, amount::plain};
use std::fmt;

/// Why an object is no item of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoItem {
    /// This field is not text.
    NotText(&'static str),
    /// `year` is not a year.
    NotAYear,
    /// This field is not a date such as `2024-03-31`, but this.
    NotADate(&'static str, String),
}

impl fmt::Display for NoItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText(name) => write!(f, "{name} 应为文字"),
            Self::NotAYear => write!(f, "year 应为年份"),
            Self::NotADate(name, text) => write!(f, "{name}“{text}”不是日期"),
        }
    }
}

impl std::error::Error for NoItem {}

/// The item that an object of the corpus describes by its `title`, `narrative`, `year` and `as_of`;
/// what is missing or null is left empty.
///
/// # Errors
///
/// If one of these is there and is something else.
pub fn from_corpus_json(value: &Value) -> Result<Item<'_>, NoItem> {
    let year = match value.get("year") {
        None | Some(Value::Null) => None,
        Some(year) => {
            let year = year.as_i64().and_then(|y| i16::try_from(y).ok());
            Some(year.ok_or(NoItem::NotAYear)?)
        }
    };
    Ok(Item {
        title: text_field(value, "title")?,
        narrative: text_field(value, "narrative")?,
        year,
        as_of: date_field(value, "as_of")?,
    })
}

/// The text of a field; empty if it is missing or null.
///
/// # Errors
///
/// If it is something else.
pub fn text_field<'v>(value: &'v Value, name: &'static str) -> Result<&'v str, NoItem> {
    match value.get(name) {
        None | Some(Value::Null) => Ok(""),
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(NoItem::NotText(name)),
    }
}

/// The date of a field; none if it is missing, null or empty.
///
/// # Errors
///
/// If it is something else.
pub fn date_field(value: &Value, name: &'static str) -> Result<Option<Date>, NoItem> {
    let text = text_field(value, name)?;
    if text.is_empty() {
        return Ok(None);
    }
    let date = text.parse().map(Some);
    date.map_err(|_| NoItem::NotADate(name, text.to_owned()))
}

/// The fields of the annotation guide, and with each entry its `span` in bytes, the
/// `field` (`title` or `narrative`) it counts in, and the `rule` that found it.
pub fn to_corpus_json(reading: &Reading, item: &Item<'_>) -> Value {
    let title = |span: Span| ("title", span, span.of(item.title));
    let narrative = |span: Span| ("narrative", span, span.of(item.narrative));
    let targets: Vec<Value> = reading
        .targets
        .iter()
        .map(|t| {
            let mut out = amount(&t.amount);
            out.insert("what".into(), json!(t.what));
            out.insert("due".into(), json!(t.due.map(|d| d.to_string())));
            place(out, title(t.span), &t.rule)
        })
        .collect();
    let plans: Vec<Value> = reading
        .plans
        .iter()
        .map(|p| {
            let mut out = amount(&p.amount);
            out.insert("what".into(), json!(p.what));
            place(out, narrative(p.span), &p.rule)
        })
        .collect();
    let actuals: Vec<Value> = reading
        .actuals
        .iter()
        .map(|a| place(actual(a), narrative(a.span), &a.rule))
        .collect();
    let percents: Vec<Value> = reading
        .percents
        .iter()
        .map(|p| place(percent(p), narrative(p.span), &p.rule))
        .collect();
    let dates: Vec<Value> = reading
        .dates
        .iter()
        .map(|d| {
            let mut out = Map::new();
            out.insert("from".into(), json!(d.from.to_string()));
            out.insert("to".into(), json!(d.to.to_string()));
            out.insert("kind".into(), json!(d.kind));
            place(out, narrative(d.span), &d.rule)
        })
        .collect();
    let events: Vec<Value> = reading
        .events
        .iter()
        .map(|e| {
            let mut out = Map::new();
            out.insert("phase".into(), json!(e.phase));
            out.insert("status".into(), json!(e.status));
            place(out, narrative(e.span), &e.rule)
        })
        .collect();
    json!({
        "year": item.year,
        "as_of": item.as_of.map(|d| d.to_string()),
        "title": item.title,
        "narrative": item.narrative,
        "targets": targets,
        "plans": plans,
        "actuals": actuals,
        "percents": percents,
        "dates": dates,
        "events": events,
        "tallies": reading.tallies,
    })
}

fn amount(amount: &Amount) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("op".into(), json!(amount.qualifier.sign()));
    out.insert("value".into(), json!(plain(amount.value)));
    if let Some(high) = amount.value_max {
        out.insert("value_max".into(), json!(plain(high)));
    }
    out.insert("unit".into(), json!(amount.unit));
    out
}

fn actual(actual: &Actual) -> Map<String, Value> {
    let mut out = amount(&actual.amount);
    out.insert("what".into(), json!(actual.what));
    out.insert("target".into(), json!(actual.target));
    if actual.plan.is_some() {
        out.insert("plan".into(), json!(actual.plan));
    }
    out.insert("link".into(), json!(actual.link));
    out.insert("reason".into(), json!(actual.reason));
    if let Some(day) = actual.as_of {
        out.insert("as_of".into(), json!(day.to_string()));
    }
    out
}

fn percent(percent: &Percent) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("value".into(), json!(plain(percent.value)));
    out.insert("target".into(), json!(percent.target));
    out.insert("link".into(), json!(percent.link));
    if let Some(check) = &percent.check {
        out.insert(
            "check".into(),
            json!({"computed": plain(check.computed), "verdict": check.verdict}),
        );
    }
    out
}

fn place(
    mut out: Map<String, Value>,
    (field, span, text): (&str, Span, &str),
    rule: &str,
) -> Value {
    out.insert("text".into(), json!(text));
    out.insert("span".into(), json!([span.start, span.end]));
    out.insert("field".into(), json!(field));
    out.insert("rule".into(), json!(rule));
    Value::Object(out)
}
