//! A reading in the form of the corpus, with spans.

use crate::reading::{Actual, Item, Percent, Reading};
use serde_json::{Map, Value, json};
use shishi_domain::{Amount, Span, amount::plain};

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
