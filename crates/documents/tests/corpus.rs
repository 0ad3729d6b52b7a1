//! Every document of the corpus, read and compared with what is expected of it.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use shishi_documents::{Reading, read};

#[derive(Deserialize)]
struct Expected {
    title: Option<String>,
    items: Vec<ExpectedItem>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct ExpectedItem {
    number: String,
    title: String,
    units: Vec<String>,
    narrative: String,
}

fn items(reading: &Reading) -> Vec<ExpectedItem> {
    let items = reading.items.iter();
    items
        .map(|item| ExpectedItem {
            number: item.number.clone(),
            title: item.title.clone(),
            units: item.units.clone(),
            narrative: item.narrative.clone(),
        })
        .collect()
}

#[test]
fn every_document_reads_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/documents");
    let mut exact = 0;
    let mut total = 0;
    let mut wrong = Vec::new();
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
    {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let bytes = fs::read(path).unwrap();
        let expected = fs::read(path.with_extension("expected.json")).unwrap();
        let expected: Expected = serde_json::from_slice(&expected).unwrap();
        total += expected.items.len();
        let reading = match read(&format!("{name}.txt"), &bytes) {
            Ok(reading) => reading,
            Err(error) => {
                wrong.push(format!("{name}: {error}"));
                continue;
            }
        };
        if reading.title != expected.title {
            wrong.push(format!(
                "{name}: title {:?}, expected {:?}",
                reading.title, expected.title
            ));
        }
        let found = items(&reading);
        if found.len() != expected.items.len() {
            wrong.push(format!(
                "{name}: {} items, expected {}",
                found.len(),
                expected.items.len()
            ));
        }
        for (at, item) in expected.items.iter().enumerate() {
            match found.get(at) {
                Some(found) if found == item => exact += 1,
                other => wrong.push(format!("{name}: {other:?}\n    expected {item:?}")),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{exact} of {total} items exact\n{}",
        wrong.join("\n")
    );
    assert_eq!((exact, total), (99, 99));
}
