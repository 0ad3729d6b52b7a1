//! Reads a labelled file, prints the score and, with `--errors`, every difference;
//! with `--predict` the readings instead, one JSON object a line.

use serde_json::Value;
use shishi_extract::{Item, explain, headline, read, score, to_corpus_json};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| args.iter().any(|a| a == name);
    let path = args
        .iter()
        .find(|a| !a.starts_with("--"))
        .expect("a file of labelled items");
    let only = args.iter().filter(|a| !a.starts_with("--")).nth(1).cloned();
    let lines = std::fs::read_to_string(path).expect("the file can be read");
    let mut gold = Vec::new();
    let mut predicted = Vec::new();
    for line in lines.lines().filter(|l| !l.trim().is_empty()) {
        let labelled: Value = serde_json::from_str(line).expect("each line is an object");
        let text = |name: &str| {
            labelled
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or("")
                .to_string()
        };
        let (id, title, narrative) = (text("id"), text("title"), text("narrative"));
        if only.as_ref().is_some_and(|o| !id.starts_with(o.as_str())) {
            continue;
        }
        let item = Item {
            title: &title,
            narrative: &narrative,
            year: labelled
                .get("year")
                .and_then(Value::as_i64)
                .and_then(|y| i16::try_from(y).ok()),
            as_of: text("as_of").parse().ok(),
        };
        let reading = read(&item);
        if only.is_some() || flag("--explain") {
            println!(
                "{id} {}\n  {title}\n  {narrative}",
                headline(&title, &reading)
            );
            for line in explain(&item, &reading) {
                println!("    {line}");
            }
        }
        let mut out = to_corpus_json(&reading, &item);
        out["id"] = Value::String(id);
        if flag("--predict") {
            println!("{out}");
        }
        predicted.push(out);
        gold.push(labelled);
    }
    if flag("--predict") {
        return;
    }
    let result = score::score(&gold, &predicted);
    print!("{result}");
    if flag("--errors") {
        print!("{}", result.errors());
    }
}
