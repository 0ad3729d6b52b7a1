//! How fast one thread reads a corpus, beside one pass of an automaton with the same words.
//!
//!     cargo run --release -p shishi-extract --example speed -- [FILE]

use aho_corasick::AhoCorasick;
use serde_json::Value;
use shishi_extract::{Item, from_corpus_json, read, vocabulary_words};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    let path = std::env::args().nth(1).unwrap_or_else(|| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/dev.jsonl").to_string()
    });
    let only = std::env::args().nth(2).unwrap_or_default();
    let lines = std::fs::read_to_string(path).expect("the file can be read");
    let labelled: Vec<Value> = lines
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).expect("each line is an object"))
        .collect();
    let items: Vec<Item> = labelled
        .iter()
        .filter(|v| v["id"].as_str().unwrap_or_default().starts_with(&only))
        .map(|v| from_corpus_json(v).expect("each line is an item"))
        .collect();
    let bytes: usize = items
        .iter()
        .map(|i| i.title.len() + i.narrative.len())
        .sum();
    let times = (1 << 20) / bytes + 1;
    let automaton = AhoCorasick::new(vocabulary_words()).expect("an automaton");
    let ours = || {
        for item in &items {
            black_box(read(item));
        }
    };
    let bound = || {
        for item in &items {
            black_box(automaton.find_overlapping_iter(item.title).count());
            black_box(automaton.find_overlapping_iter(item.narrative).count());
        }
    };
    let time = |f: &dyn Fn()| {
        let start = Instant::now();
        (0..times).for_each(|_| f());
        start.elapsed()
    };
    // In turns, so that a slow moment hits both.
    let mut runs: Vec<(Duration, Duration)> = (0..5).map(|_| (time(&ours), time(&bound))).collect();
    let mut median = |key: fn(&(Duration, Duration)) -> Duration| {
        runs.sort_by_key(key);
        (bytes * times) as f64 / 1e6 / key(&runs[2]).as_secs_f64()
    };
    let (ours, bound) = (median(|r| r.0), median(|r| r.1));
    println!(
        "{} items, {bytes} bytes: read {ours:.1} MB/s, automaton {bound:.1} MB/s, ratio {:.3}",
        items.len(),
        ours / bound
    );
}
