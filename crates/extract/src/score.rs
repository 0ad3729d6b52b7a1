//! Scores read items against labelled ones, by the measures of the corpus.
//!
//! Precision, recall and F1 are taken over all items together. Entries of one item are
//! compared as a multiset, so order does not matter and a repeated entry counts each
//! time. Texts are not compared. A link counts as right if the linked targets agree in
//! value and unit. The overall score is the mean of the F1 figures marked `part`.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shishi_domain::Decimal;
use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;

/// All measures of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// How many items are labelled.
    pub labelled: usize,
    /// How many of them were predicted.
    pub predicted: usize,
    /// Labelled items without a prediction.
    pub missing: Vec<String>,
    /// Predictions without a label, left out.
    pub unknown: Vec<String>,
    /// One entry a measure, in fixed order.
    pub measures: Vec<Measure>,
    /// Mean F1 of the measures marked `part`.
    pub overall: f64,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Its name.
    pub name: String,
    /// Whether it is part of the overall score.
    pub part: bool,
    /// Share of the predictions that are labelled; 1 where nothing is predicted or labelled.
    pub precision: f64,
    /// Share of the labels that are predicted.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Predictions that are labelled.
    pub hits: usize,
    /// Predictions.
    pub made: usize,
    /// Labels.
    pub wanted: usize,
    /// Misses and false hits.
    pub errors: Vec<ScoreError>,
}

/// A miss or a false hit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreError {
    /// Id of the item.
    pub item: String,
    /// `-` for a miss, `+` for a false hit.
    pub sign: char,
    /// What was compared.
    pub key: String,
}

/// A value: a number, so that 5 and "5.00" are the same, or else the text itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Figure {
    None,
    Number(Decimal),
    Text(String),
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => write!(f, "-"),
            Self::Number(n) => write!(f, "{}", n.normalize()),
            Self::Text(t) => write!(f, "{t}"),
        }
    }
}

fn figure(value: Option<&Value>) -> Figure {
    let text = match value {
        None | Some(Value::Null) => return Figure::None,
        Some(Value::String(s)) => s.trim().to_string(),
        Some(other) => other.to_string(),
    };
    text.parse::<Decimal>()
        .or_else(|_| Decimal::from_scientific(&text))
        .map_or(Figure::Text(text), |n| Figure::Number(n.normalize()))
}

fn text(entry: &Value, name: &str) -> String {
    match entry.get(name) {
        None | Some(Value::Null) => "-".into(),
        Some(Value::String(s)) => s.clone(),
        Some(other) => other.to_string(),
    }
}

const FORMS: &[(&str, &str)] = &[
    ("㎡", "平方米"),
    ("m²", "平方米"),
    ("m2", "平方米"),
    ("平米", "平方米"),
    ("km", "公里"),
    ("％", "%"),
];

fn form(unit: &str) -> Option<&'static str> {
    FORMS
        .iter()
        .find(|(from, _)| *from == unit)
        .map(|(_, to)| *to)
}

/// Value, upper value and unit, with the unit as the guide writes it.
fn amount(entry: &Value) -> (Figure, Figure, String) {
    let mut value = figure(entry.get("value"));
    let mut high = figure(entry.get("value_max"));
    let written = match entry.get("unit") {
        Some(Value::String(s)) => s.as_str(),
        _ => "",
    };
    let mut unit: String = written.split_whitespace().collect();
    let mut times = Decimal::ONE;
    while form(&unit).is_none() {
        let by = match unit.chars().next() {
            Some('万') => Decimal::from(10_000),
            Some('亿') => Decimal::from(100_000_000),
            _ => break,
        };
        times = times.checked_mul(by).unwrap_or(times);
        unit = unit.chars().skip(1).collect();
    }
    let lower = unit.to_lowercase();
    unit = form(&unit)
        .or_else(|| form(&lower))
        .map_or(unit, str::to_string);
    for figure in [&mut value, &mut high] {
        if let Figure::Number(n) = figure {
            *figure = n
                .checked_mul(times)
                .map_or(Figure::None, |n| Figure::Number(n.normalize()));
        }
    }
    (value, high, unit)
}

/// Value and unit of the target that an entry points at.
fn link(entry: &Value, item: &Value) -> String {
    let target = entry.get("target").and_then(Value::as_u64).and_then(|i| {
        item.get("targets")
            .and_then(|t| t.get(usize::try_from(i).ok()?))
    });
    target.map_or("-".into(), |target| {
        let (value, _, unit) = amount(target);
        format!("({value} {unit})")
    })
}

type Key = fn(&Value, &Value) -> String;

const MEASURES: &[(&str, &str, bool, Key)] = &[
    ("targets", "targets", true, |e, _| {
        let (value, high, unit) = amount(e);
        format!("{} {value} {high} {}", text(e, "op"), unit)
    }),
    ("targets, op ignored", "targets", false, |e, _| {
        let (value, high, unit) = amount(e);
        format!("{value} {high} {unit}")
    }),
    ("actuals", "actuals", false, |e, _| {
        let (value, _, unit) = amount(e);
        format!("{value} {unit}")
    }),
    ("actuals with link", "actuals", true, |e, item| {
        let (value, _, unit) = amount(e);
        format!("{value} {unit} {}", link(e, item))
    }),
    ("percents with link", "percents", true, |e, item| {
        format!("{} {}", figure(e.get("value")), link(e, item))
    }),
    ("dates", "dates", true, |e, _| {
        format!("{} {} {}", text(e, "from"), text(e, "to"), text(e, "kind"))
    }),
    ("dates, kind ignored", "dates", false, |e, _| {
        format!("{} {}", text(e, "from"), text(e, "to"))
    }),
    ("events", "events", true, |e, _| {
        format!("{} {}", text(e, "phase"), text(e, "status"))
    }),
];

fn id(item: &Value) -> String {
    text(item, "id")
}

/// Compares items with the same `id`.
pub fn score(gold: &[Value], predicted: &[Value]) -> Score {
    let by_id: BTreeMap<String, &Value> = predicted.iter().map(|item| (id(item), item)).collect();
    let known: std::collections::BTreeSet<String> = gold.iter().map(id).collect();
    let missing: Vec<String> = gold
        .iter()
        .map(id)
        .filter(|name| !by_id.contains_key(name))
        .collect();
    let unknown: Vec<String> = predicted
        .iter()
        .map(id)
        .filter(|name| !known.contains(name))
        .collect();
    let measures: Vec<Measure> = MEASURES
        .iter()
        .map(|&(name, field, part, key)| measure(gold, &by_id, name, field, part, key))
        .collect();
    let parts: Vec<f64> = measures.iter().filter(|m| m.part).map(|m| m.f1).collect();
    Score {
        labelled: gold.len(),
        predicted: gold.len() - missing.len(),
        missing,
        unknown,
        overall: parts.iter().sum::<f64>() / parts.len() as f64,
        measures,
    }
}

fn counts(item: Option<&Value>, field: &str, key: Key) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    if let Some(item) = item
        && let Some(Value::Array(entries)) = item.get(field)
    {
        for entry in entries {
            *out.entry(key(entry, item)).or_default() += 1;
        }
    }
    out
}

fn measure(
    gold: &[Value],
    predicted: &BTreeMap<String, &Value>,
    name: &str,
    field: &str,
    part: bool,
    key: Key,
) -> Measure {
    let (mut hits, mut made, mut wanted) = (0, 0, 0);
    let mut errors = Vec::new();
    for item in gold {
        let want = counts(Some(item), field, key);
        let have = counts(predicted.get(&id(item)).copied(), field, key);
        made += have.values().sum::<usize>();
        wanted += want.values().sum::<usize>();
        for (sign, one, other) in [('-', &want, &have), ('+', &have, &want)] {
            for (entry, &n) in one {
                let both = n.min(other.get(entry).copied().unwrap_or(0));
                if sign == '-' {
                    hits += both;
                }
                for _ in both..n {
                    errors.push(ScoreError {
                        item: id(item),
                        sign,
                        key: entry.clone(),
                    });
                }
            }
        }
    }
    let share = |of: usize, other: usize| {
        if of > 0 {
            hits as f64 / of as f64
        } else {
            f64::from(u8::from(other == 0))
        }
    };
    let (precision, recall) = (share(made, wanted), share(wanted, made));
    let total = precision + recall;
    Measure {
        name: name.into(),
        part,
        precision,
        recall,
        f1: if total > 0.0 {
            2.0 * precision * recall / total
        } else {
            0.0
        },
        hits,
        made,
        wanted,
        errors,
    }
}

/// The table as `shishi score` prints it.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} labelled items, {} predicted",
            self.labelled, self.predicted
        )?;
        for (word, names) in [
            ("not predicted", &self.missing),
            ("not labelled, left out", &self.unknown),
        ] {
            if !names.is_empty() {
                let more = if names.len() > 5 { " …" } else { "" };
                let first: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
                writeln!(f, "  {word}: {} ({}{more})", names.len(), first.join(", "))?;
            }
        }
        writeln!(
            f,
            "{:22} {:>9} {:>7} {:>7}   hits/predicted/labelled",
            "", "precision", "recall", "F1"
        )?;
        for m in &self.measures {
            let star = if m.part { "*" } else { " " };
            writeln!(
                f,
                "{:22} {:9.4} {:7.4} {:7.4} {star} {}/{}/{}",
                m.name, m.precision, m.recall, m.f1, m.hits, m.made, m.wanted
            )?;
        }
        writeln!(
            f,
            "{:22} {:>9} {:>7} {:7.4}",
            "overall", "", "", self.overall
        )
    }
}

impl Score {
    /// Every miss and false hit, one a line.
    pub fn errors(&self) -> String {
        let mut out = String::new();
        for m in &self.measures {
            for e in &m.errors {
                // Writing to a string does not fail.
                let _ = writeln!(out, "{}  {}  {}  {}", m.name, e.item, e.sign, e.key);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn order_does_not_matter_and_repeats_count() {
        let gold = [
            json!({"id":"a","targets":[{"op":"=","value":"5.0","unit":"个"}],
            "actuals":[{"value":"1","unit":"万人次","target":0},{"value":"2","unit":"个","target":null}]}),
        ];
        let pred = [
            json!({"id":"a","targets":[{"op":"=","value":5,"unit":"个"}],
            "actuals":[{"value":"2","unit":"个","target":null},{"value":"10000","unit":"人次","target":0},
                       {"value":"2","unit":"个","target":null}]}),
        ];
        let score = score(&gold, &pred);
        assert_eq!(score.measures[0].f1, 1.0);
        let actuals = &score.measures[3];
        assert_eq!((actuals.hits, actuals.made, actuals.wanted), (2, 3, 2));
        assert_eq!(actuals.errors[0].sign, '+');
    }

    #[test]
    fn nothing_predicted_and_nothing_labelled_is_perfect() {
        let score = score(&[json!({"id":"a"})], &[]);
        assert_eq!(score.overall, 1.0);
        assert_eq!(score.missing, ["a"]);
    }
}
