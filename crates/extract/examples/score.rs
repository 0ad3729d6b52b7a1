//! Reads a labelled file, prints the score and, with `--errors`, every difference;
//! with `--predict` the readings instead, one JSON object a line.

use serde_json::Value;
use shishi_extract::{explain, from_corpus_json, headline, read, score, to_corpus_json};

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
        let id = labelled["id"].as_str().unwrap_or_default();
        if only.as_ref().is_some_and(|o| !id.starts_with(o.as_str())) {
            continue;
        }
        let item = from_corpus_json(&labelled).expect("each line is an item");
        let reading = read(&item);
        if only.is_some() || flag("--explain") {
            println!(
                "{id} {}\n  {}\n  {}",
                headline(item.title, &reading),
                item.title,
                item.narrative
            );
            for line in explain(&item, &reading) {
                println!("    {line}");
            }
        }
        let mut out = to_corpus_json(&reading, &item);
        out["id"] = labelled["id"].clone();
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
