//! What fuzzing has found worth keeping is read by the ordinary tests too.

#[path = "../../../fuzz/src/documents.rs"]
mod documents;
#[path = "../../../fuzz/src/kept.rs"]
mod kept;

use kept::each;

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
    each("xls", documents::old_workbook);
}

#[test]
fn docx() {
    each("docx", documents::document);
}

#[test]
fn pdf() {
    each("pdf", documents::pages);
}

#[test]
fn json() {
    each("json", documents::json);
}
