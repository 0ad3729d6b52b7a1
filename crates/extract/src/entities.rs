//! Every number, ordinal, percentage, date and period of a text, with no reading of its role.

use crate::clause::Prose;
use crate::date::{Context, Grain, Side};
use crate::pieces::pieces;
use crate::quantity::{Quantity, Reject};
use serde::{Deserialize, Serialize};
use shishi_domain::{Date, Decimal, Qualifier, Span, amount::plain};

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A cardinal, with or without a unit.
    Number,
    /// A place in an order: 第三.
    Ordinal,
    /// A percentage or percentage points.
    Percent,
    /// One day.
    Date,
    /// More than a day, both ends included.
    DatePeriod,
}

/// An entity of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The text it was read from.
    pub text: String,
    /// What it is.
    pub kind: EntityKind,
    /// The value, or the day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<String>,
    /// Upper end of a range of numbers.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value_max: Option<String>,
    /// Unit as written.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// `>=`, `<=`, `~` or `range`; none for a plain figure.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub op: Option<String>,
    /// First day of a period.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<Date>,
    /// Last day of a period.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<Date>,
    /// `before`, `until`, `after` or `since`; the dates are then the anchor.
    #[serde(skip_serializing_if = "Option::is_none", default, rename = "mod")]
    pub side: Option<String>,
    /// 左右.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub approx: Option<bool>,
    /// Where it stands.
    pub span: Span,
}

/// All entities of `text`, in order. Open dates are counted from `reference_date`;
/// without it only dates that name their year are given.
pub fn entities(text: &str, reference_date: Option<Date>) -> Vec<Entity> {
    let context = Context {
        year: None,
        reference: reference_date,
        strict: false,
    };
    let mut all = Vec::new();
    for (start, piece) in pieces(text) {
        let mut found = entities_of(piece, context);
        for entity in &mut found {
            entity.span = entity.span.moved(start);
        }
        all.append(&mut found);
    }
    all
}

/// All entities of one piece of a text.
fn entities_of(text: &str, context: Context) -> Vec<Entity> {
    let prose = Prose::new(text, context);
    let mut out: Vec<Entity> = prose
        .quantities
        .iter()
        .filter_map(|q| number(&prose, q))
        .collect();
    for date in &prose.dates {
        // 2018年以前, 从一月十日到十二日: the words around belong to it.
        let wide = date.side.is_some() || date.about || date.grain == Grain::Range;
        let (start, end) = if wide {
            date.outer
        } else {
            (date.start, date.end)
        };
        let span = prose.text.span(start, end);
        let one_day = date.from == date.to;
        let side = date.side.map(|s| match s {
            Side::Before => "before",
            Side::Until => "until",
            Side::After => "after",
            Side::Since => "since",
        });
        out.push(Entity {
            text: span.of(text).to_string(),
            kind: if one_day {
                EntityKind::Date
            } else {
                EntityKind::DatePeriod
            },
            value: one_day.then(|| date.from.to_string()),
            value_max: None,
            unit: None,
            op: None,
            from: (!one_day).then_some(date.from),
            to: (!one_day).then_some(date.to),
            side: side.map(str::to_string),
            approx: date.about.then_some(true),
            span,
        });
    }
    out.sort_by_key(|e| (e.span.start, e.span.end));
    out
}

fn number(prose: &Prose, q: &Quantity) -> Option<Entity> {
    let kind = match q.reject {
        Some(Reject::Ordinal) => EntityKind::Ordinal,
        None | Some(Reject::Fraction) => match q.unit_text.as_str() {
            "%" | "百分点" => EntityKind::Percent,
            _ => EntityKind::Number,
        },
        Some(Reject::Quoted) if q.unit.is_some() => match q.unit_text.as_str() {
            "%" | "百分点" => EntityKind::Percent,
            _ => EntityKind::Number,
        },
        _ => return None,
    };
    let span = prose.text.span(q.start, q.end);
    let op = match q.qualifier {
        Qualifier::Exactly if q.max.is_some() => Some("range".to_string()),
        Qualifier::Exactly => None,
        other => Some(other.sign().to_string()),
    };
    // The value of 1.0 is 1; that of a long fraction is as exact as a decimal holds.
    let value = plain(q.value);
    Some(Entity {
        text: span.of(prose.text.source).to_string(),
        kind,
        value: Some(value),
        value_max: q.max.map(|m: Decimal| plain(m)),
        unit: (!q.unit_text.is_empty() && q.unit_text != "%").then(|| q.unit_text.as_str().into()),
        op,
        from: None,
        to: None,
        side: None,
        approx: None,
        span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[(&str, &str)]) {
        let day = Date::new(2024, 3, 31).ok();
        let found = entities(text, day);
        let got: Vec<(String, String)> = found
            .iter()
            .map(|e| {
                (
                    e.text.clone(),
                    e.value
                        .clone()
                        .or(e.from.map(|d| d.to_string()))
                        .unwrap_or_default(),
                )
            })
            .collect();
        let want: Vec<(String, String)> = want
            .iter()
            .map(|(a, b)| (a.to_string(), b.to_string()))
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn numbers_ordinals_percents_dates() {
        check(
            "第一批3家,占27.37%,2月26日起",
            &[
                ("第一", "1"),
                ("3家", "3"),
                ("27.37%", "27.37"),
                ("2月26日起", "2024-02-26"),
            ],
        );
        check("“12345”热线前100名", &[]);
        check("总量的五分之一以上", &[("五分之一以上", "0.2")]);
    }
}
