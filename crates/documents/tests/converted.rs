//! Every layout of the corpus in every container: the same reading, whatever it came in.
//!
//! The files are made by `converted/make.py`: tables as tables with merged cells, and the same text
//! as one paragraph or row to a line.

use std::fs;
use std::path::{Path, PathBuf};

use shishi_documents::{Reading, read};

/// What must not depend on the container.
type Row = (String, String, String, Vec<String>, String);

fn rows(reading: &Reading) -> Vec<Row> {
    let items = reading.items.iter().cloned();
    items
        .map(|item| {
            (
                item.number,
                item.label,
                item.title,
                item.units,
                item.narrative,
            )
        })
        .collect()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Names of the documents of the corpus.
fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder("../../corpus/documents"))
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".txt").map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}

/// Compares every document in this form with its text; the name given is that of the text, since
/// what a file is called may tell its year.
fn check(ending: &str) {
    let (mut same, mut total) = (0, 0);
    let mut wrong = Vec::new();
    for name in names() {
        let text = fs::read(folder(&format!("../../corpus/documents/{name}.txt"))).unwrap();
        let expected = read(&format!("{name}.txt"), &text).unwrap();
        total += expected.items.len();
        let kind = ending.rsplit('.').next().unwrap();
        let bytes = fs::read(folder(&format!("tests/converted/{name}.{ending}"))).unwrap();
        let reading = match read(&format!("{name}.{kind}"), &bytes) {
            Ok(reading) => reading,
            Err(error) => {
                wrong.push(format!("{name}: {error}"));
                continue;
            }
        };
        let head = |reading: &Reading| {
            format!(
                "{:?} {:?} {:?} {:?} {:?} {:?}",
                reading.title,
                reading.year,
                reading.district,
                reading.period,
                reading.columns.names(),
                reading
                    .issues
                    .iter()
                    .map(|issue| (&issue.kind, &issue.number))
                    .collect::<Vec<_>>(),
            )
        };
        if head(&reading) != head(&expected) {
            wrong.push(format!(
                "{name}: {}\n    text {}",
                head(&reading),
                head(&expected)
            ));
        }
        let (found, expected) = (rows(&reading), rows(&expected));
        if found.len() != expected.len() {
            wrong.push(format!(
                "{name}: {} rows, text {}",
                found.len(),
                expected.len()
            ));
        }
        for (at, row) in expected.iter().enumerate() {
            match found.get(at) {
                Some(found) if found == row => same += 1,
                other => wrong.push(format!("{name}: {other:?}\n    text {row:?}")),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{ending}: {same} of {total} rows the same\n{}",
        wrong.join("\n")
    );
    assert_eq!((same, total), (99, 99));
}

#[test]
fn pages_read_as_the_text_does() {
    check("html");
}

#[test]
fn word_tables_read_as_the_text_does() {
    check("docx");
}

#[test]
fn sheets_read_as_the_text_does() {
    check("xlsx");
}

#[test]
fn comma_separated_tables_in_gbk_read_as_the_text_does() {
    check("csv");
}

#[test]
fn lines_of_a_page_read_as_the_text_does() {
    check("lines.html");
}

#[test]
fn paragraphs_of_a_word_file_read_as_the_text_does() {
    check("lines.docx");
}

#[test]
fn rows_of_a_sheet_read_as_the_text_does() {
    check("lines.xlsx");
}

#[test]
fn rows_of_comma_separated_text_read_as_the_text_does() {
    check("lines.csv");
}

#[test]
fn a_page_saved_by_an_office_program_reads_as_the_text_does() {
    let open = |path: &str| read("daxing", &fs::read(folder(path)).unwrap()).unwrap();
    let page = open("tests/converted/daxing-2024q1.office.html");
    assert_eq!(page, open("../../corpus/documents/daxing-2024q1.txt"));
}
