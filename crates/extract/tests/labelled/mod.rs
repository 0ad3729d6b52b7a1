//! Labelled items as cases to learn from.

use serde_json::Value;
use shishi_domain::{Amount, Decimal};
use shishi_extract::{Case, cases, from_corpus_json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The labelled files that the table of precedents is learned from, in the order of their names.
pub fn files() -> Vec<PathBuf> {
    const OTHERS: [&str; 5] = ["dev", "made", "paraphrases", "traps", "written"];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let entries = std::fs::read_dir(folder).expect("the corpus is there");
    let paths = entries.map(|entry| entry.expect("a file").path());
    let is_labelled = |path: &PathBuf| {
        let name = path.file_stem().and_then(|name| name.to_str());
        path.extension().is_some_and(|e| e == "jsonl")
            && name.is_some_and(|name| name.starts_with("heldout-") || OTHERS.contains(&name))
    };
    let mut files: Vec<_> = paths.filter(is_labelled).collect();
    files.sort();
    files
}

/// All cases of a labelled file.
pub fn labelled(path: &Path) -> Vec<(Vec<String>, bool)> {
    let text = std::fs::read_to_string(path).expect("a labelled file");
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    let items = lines.map(|l| serde_json::from_str(l).expect("each line is an object"));
    items
        .flat_map(|item: Value| labelled_cases(&item))
        .collect()
}

/// The cases of a labelled item, each with its signs and whether the label has it count towards that
/// target. An amount that is not labelled at all counts towards none. One that stands more often than
/// it is labelled tells nothing, nor does one that is labelled in two ways.
fn labelled_cases(labelled: &Value) -> Vec<(Vec<String>, bool)> {
    let entries = |name: &str| labelled[name].as_array().cloned().unwrap_or_default();
    let item = from_corpus_json(labelled).expect("an item");
    let targets: Vec<Option<Key>> = entries("targets").iter().map(key).collect();
    let mut labels: BTreeMap<Key, Vec<Option<Key>>> = BTreeMap::new();
    for actual in entries("actuals") {
        let index = actual["target"]
            .as_u64()
            .and_then(|i| usize::try_from(i).ok());
        let target = index.and_then(|i| targets.get(i).cloned().flatten());
        labels
            .entry(key(&actual).expect("an amount"))
            .or_default()
            .push(target);
    }
    let found = cases(&item);
    let mut places: BTreeMap<Key, BTreeSet<usize>> = BTreeMap::new();
    for case in &found {
        places
            .entry(key_of(&case.amount))
            .or_default()
            .insert(case.span.start);
    }
    let label = |case: &Case| {
        let own = key_of(&case.amount);
        let labels = labels.get(&own).map_or(&[][..], Vec::as_slice);
        let unclear = !labels.is_empty() && labels.len() < places[&own].len()
            || labels.windows(2).any(|two| two[0] != two[1]);
        (!unclear).then(|| {
            labels
                .first()
                .is_some_and(|l| *l == Some(key_of(&case.asked)))
        })
    };
    let told: Vec<Option<bool>> = found.iter().map(label).collect();
    let all = found.into_iter().zip(told);
    all.filter_map(|(case, right)| Some((case.signs, right?)))
        .collect()
}

/// An amount, as it is compared.
type Key = (Decimal, String);

fn key(entry: &Value) -> Option<Key> {
    let value: Decimal = entry["value"].as_str()?.parse().ok()?;
    Some((value.normalize(), entry["unit"].as_str()?.into()))
}

fn key_of(amount: &Amount) -> Key {
    (amount.value.normalize(), amount.unit.as_str().into())
}
