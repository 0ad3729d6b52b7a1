//! Compares the entities read from each case of a file with those expected, and prints
//! recall by kind, clean negatives, and with `--errors` every miss.

use serde_json::Value;
use shishi_extract::{Entity, entities};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let errors = args.iter().any(|a| a == "--errors");
    for path in args.iter().filter(|a| !a.starts_with("--")) {
        let lines = std::fs::read_to_string(path).expect("the file can be read");
        let (mut found, mut wanted, mut extra, mut clean, mut empty) = (0, 0, 0, 0, 0);
        let (mut spans, mut units) = (0, 0);
        for line in lines.lines().filter(|l| !l.trim().is_empty()) {
            let case: Value = serde_json::from_str(line).expect("each line is an object");
            let text = case["text"].as_str().unwrap_or("");
            let day = case["reference_date"].as_str().and_then(|d| d.parse().ok());
            let got = entities(text, day);
            let expect = case["expect"].as_array().cloned().unwrap_or_default();
            let date_kinds = path.contains("dates");
            let relevant = |e: &Entity| {
                let kind = serde_json::to_value(e.kind).unwrap_or_default();
                let date = kind.as_str().is_some_and(|k| k.starts_with("date"));
                if path.contains("percents") {
                    kind == "percent"
                } else if path.contains("peers") {
                    date == date_kinds && (date_kinds || kind != "percent")
                } else {
                    true
                }
            };
            if expect.is_empty() {
                empty += 1;
                let none = !got.iter().any(relevant);
                clean += usize::from(none);
                if !none && errors {
                    println!(
                        "not clean {} {text} {}",
                        case["id"],
                        serde_json::to_string(&got).unwrap_or_default()
                    );
                }
            }
            let mut used = vec![false; got.len()];
            for want in &expect {
                wanted += 1;
                let hit = got
                    .iter()
                    .enumerate()
                    .find(|(k, e)| !used[*k] && same(text, e, want));
                match hit {
                    Some((k, e)) => {
                        used[k] = true;
                        found += 1;
                        spans += usize::from(e.text == want["text"].as_str().unwrap_or(""));
                        let unit = want.get("unit").and_then(Value::as_str);
                        units += usize::from(unit.is_none() || unit == e.unit.as_deref());
                    }
                    None if errors => {
                        println!(
                            "miss {} {text} want {want} got {}",
                            case["id"],
                            serde_json::to_string(&got).unwrap_or_default()
                        );
                    }
                    None => {}
                }
            }
            let partial = case
                .get("partial")
                .and_then(Value::as_bool)
                .unwrap_or(false);
            let more: Vec<&Entity> = got
                .iter()
                .enumerate()
                .filter(|(k, e)| !used[*k] && relevant(e))
                .map(|(_, e)| e)
                .collect();
            if !partial && !expect.is_empty() && !more.is_empty() {
                extra += more.len();
                if errors {
                    println!(
                        "extra {} {text} {}",
                        case["id"],
                        serde_json::to_string(&more).unwrap_or_default()
                    );
                }
            }
        }
        println!(
            "{path}: {found}/{wanted} found, {spans} with the very span, {units} with the unit, {extra} too many, {clean}/{empty} clean"
        );
    }
}

fn same(text: &str, e: &Entity, want: &Value) -> bool {
    let kind = serde_json::to_value(e.kind).unwrap_or_default();
    let start = want["start"].as_u64().unwrap_or(0) as usize;
    let length = want["text"].as_str().unwrap_or("").chars().count();
    let own = text[..e.span.start].chars().count();
    let overlaps = own < start + length && start < own + e.text.chars().count();
    let number = |v: &Value| {
        v.as_str()
            .and_then(|s| s.parse::<rust_decimal::Decimal>().ok())
    };
    if !overlaps {
        return false;
    }
    let day = |e: &Entity| match (&e.value, e.from, e.to) {
        (Some(v), None, None) => Some((v.clone(), v.clone())),
        (_, Some(a), Some(b)) => Some((a.to_string(), b.to_string())),
        _ => None,
    };
    match want["kind"].as_str() {
        Some("date") => {
            kind.as_str().is_some_and(|k| k.starts_with("date"))
                && day(e).is_some_and(|(a, b)| a == b && Some(a.as_str()) == want["value"].as_str())
        }
        Some("dateperiod") => {
            kind.as_str().is_some_and(|k| k.starts_with("date"))
                && day(e).is_some_and(|(a, b)| {
                    Some(a.as_str()) == want["from"].as_str()
                        && Some(b.as_str()) == want["to"].as_str()
                })
        }
        _ => {
            kind == want["kind"]
                && e.value.as_ref().and_then(|v| v.parse().ok()) == number(&want["value"])
                && e.value_max.as_ref().and_then(|v| v.parse().ok()) == number(&want["value_max"])
        }
    }
}
