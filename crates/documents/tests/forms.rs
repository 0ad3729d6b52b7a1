//! One table in every form people send: all must read the same, character for character.

mod support;

use std::collections::BTreeSet;

use shishi_documents::{Reading, read};
use support::fixture;

fn open(name: &str) -> Reading {
    read(name, &fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn every_form_reads_as_the_text_does() {
    let text = fixture("../../../../corpus/documents/daxing-2024q1.txt");
    let published = read("大兴区.txt", &text).unwrap();
    for name in [
        "daxing.html",
        "daxing-gbk.html",
        "daxing.docx",
        "daxing-numbered.docx",
        "daxing-libreoffice.docx",
        "daxing.xlsx",
        "daxing-libreoffice.xlsx",
        "daxing.xls",
        "daxing-libreoffice.xls",
        "daxing-gbk.csv",
        "daxing-utf16le.txt",
        "daxing-utf16be-unmarked.txt",
    ] {
        let reading = open(name);
        assert_eq!(reading.items.len(), 22, "{name}");
        let units: BTreeSet<&String> = reading.items.iter().flat_map(|item| &item.units).collect();
        assert_eq!(units.len(), 16, "{name}");
        for (item, expected) in reading.items.iter().zip(&published.items) {
            assert_eq!(item, expected, "{name}");
        }
        assert_eq!(reading, published, "{name}");
    }
}

#[test]
fn numbers_read_as_the_sheet_shows_them() {
    let reading = open("numbers.xlsx");
    let narratives: Vec<&str> = reading
        .items
        .iter()
        .map(|item| item.narrative.as_str())
        .collect();
    assert_eq!(
        narratives,
        ["完成情况:405;完成率:6.75%", "完成情况:200;完成率:40%"]
    );
    assert_eq!(reading.items[0].label, "第1项");
    assert_eq!(reading.items[0].number, "1");
    let kinds: Vec<&str> = reading
        .issues
        .iter()
        .map(|issue| issue.kind.as_str())
        .collect();
    assert_eq!(kinds, ["formula-without-value"]);
    assert!(
        reading.issues[0].message.contains("G4"),
        "{:?}",
        reading.issues
    );
}

#[test]
fn numbers_of_an_old_sheet_read_the_same() {
    let reading = open("numbers.xls");
    let narratives: Vec<&str> = reading
        .items
        .iter()
        .map(|item| item.narrative.as_str())
        .collect();
    assert_eq!(
        narratives,
        ["完成情况:405;完成率:6.75%", "完成情况:200;完成率:40%"]
    );
    assert_eq!(reading.items[1].label, "第2项");
}

#[test]
fn sheets_of_one_list_are_not_added_up() {
    let reading = open("quarters.xlsx");
    assert_eq!(
        reading.title.as_deref(),
        Some("南山市2024年民生实事项目进展情况")
    );
    assert_eq!(reading.period.as_deref(), Some("2024Q2"));
    let rows: Vec<(&str, &str)> = reading
        .items
        .iter()
        .map(|item| (item.title.as_str(), item.narrative.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            ("建公园", "已建成"),
            ("修道路", "已开工"),
            ("办食堂", "正在选址")
        ]
    );
    assert_eq!(reading.issues.len(), 1, "{:?}", reading.issues);
    assert!(reading.issues[0].message.contains("没有读入“一季度”"));
}
