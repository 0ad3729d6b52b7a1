//! Whatever rule reads something can be told in words.

use serde_json::Value;
use shishi_extract::{Item, read, rule_words};
use std::path::Path;

#[test]
fn every_rule_that_reads_the_corpora_has_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    for name in [
        "dev",
        "heldout-south",
        "heldout-north",
        "heldout-east",
        "heldout-west",
        "heldout-coast",
        "heldout-centre",
        "heldout-inland",
        "heldout-counties",
        "heldout-towns",
        "heldout-last",
        "heldout-capitals",
        "heldout-districts",
        "heldout-quarters",
        "heldout-provinces",
        "heldout-regions",
        "heldout-news",
        "heldout-places",
        "heldout-notices",
        "heldout-blind",
        "heldout-pages",
        "heldout-lists",
        "heldout-ministries",
        "heldout-reports",
    ] {
        let lines = std::fs::read_to_string(folder.join(name).with_extension("jsonl"));
        for line in lines.expect("the corpus is there").lines() {
            let item: Value = serde_json::from_str(line).expect("each line is an object");
            let reading = read(&Item {
                title: item["title"].as_str().unwrap_or(""),
                narrative: item["narrative"].as_str().unwrap_or(""),
                year: Some(2024),
                as_of: None,
            });
            let rules = (reading.targets.iter().map(|found| &found.rule))
                .chain(reading.plans.iter().map(|found| &found.rule))
                .chain(reading.actuals.iter().map(|found| &found.rule))
                .chain(reading.percents.iter().map(|found| &found.rule))
                .chain(reading.dates.iter().map(|found| &found.rule))
                .chain(reading.events.iter().map(|found| &found.rule))
                .chain(reading.others.iter().map(|found| &found.rule));
            for rule in rules {
                assert!(rule_words(rule).is_some(), "{rule}");
            }
        }
    }
}
