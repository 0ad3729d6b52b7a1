//! What fuzzing has found worth keeping is read by the ordinary tests too.

#[path = "../../../fuzz/src/documents.rs"]
mod documents;

use std::fs;
use std::path::Path;

fn each(target: &str, read: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut count = 0;
    for entry in fs::read_dir(folder.join(target)).unwrap() {
        read(&fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0, "nothing kept for {target}");
}

#[test]
fn text() {
    each("text", |bytes| documents::named("a.txt", bytes));
}

#[test]
fn html() {
    each("html", |bytes| documents::named("a.html", bytes));
}

#[test]
fn csv() {
    each("csv", |bytes| documents::named("a.csv", bytes));
}

#[test]
fn xlsx() {
    each("xlsx", documents::workbook);
}

#[test]
fn xls() {
    each("xls", |bytes| documents::named("a.xls", bytes));
}

#[test]
fn docx() {
    each("docx", documents::document);
}

#[test]
fn json() {
    each("json", documents::json);
}
