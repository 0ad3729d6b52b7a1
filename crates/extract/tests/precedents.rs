//! The table of precedents is what the labelled rows say.

mod labelled;

use std::collections::BTreeMap;

/// A change of the rules moves single weights a little; past this, in hundredths, the table is learned
/// anew.
const MOST: f64 = 5.0;

#[test]
fn the_table_is_what_the_labelled_rows_say() {
    let table = include_str!("../src/rules/precedents/table.txt");
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let shipped: BTreeMap<&str, f64> = lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(sign, weight)| (sign, weight.parse().expect("a number")))
        .collect();
    let files = labelled::files();
    let cases: Vec<_> = files
        .iter()
        .flat_map(|path| labelled::labelled(path))
        .collect();
    let learned = shishi_extract::learn(&cases);
    let learned: BTreeMap<&str, f64> = learned
        .iter()
        .map(|(sign, weight)| (sign.as_str(), weight * 100.0))
        .collect();
    let all = shipped.keys().chain(learned.keys());
    let weight = |of: &BTreeMap<&str, f64>, sign: &str| of.get(sign).copied().unwrap_or(0.0);
    let apart: Vec<_> = all
        .map(|sign| (*sign, weight(&shipped, sign), weight(&learned, sign)))
        .filter(|(_, shipped, learned)| (shipped - learned).abs() > MOST)
        .collect();
    assert!(
        apart.is_empty(),
        "the table is out of date: run `cargo run --release -p shishi-extract --example learn \
         > crates/extract/src/rules/precedents/table.txt`; sign, shipped, learned: {apart:?}"
    );
    assert!(cases.len() > 20_000 && shipped.len() > 100);
}
