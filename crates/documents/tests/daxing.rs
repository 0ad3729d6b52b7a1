//! The first real document: 22 rows, three page blocks, and the traps it sets.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use shishi_documents::write::{self, Edition};
use shishi_documents::{Reading, read};

fn published() -> Reading {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/documents/daxing-2024q1.txt");
    read("大兴区.txt", &fs::read(path).unwrap()).unwrap()
}

#[test]
fn the_text_is_read_whole() {
    let reading = published();
    assert_eq!(
        reading.title.as_deref(),
        Some("大兴区2024年重要民生实事项目一季度进展情况")
    );
    assert_eq!(reading.year, Some(2024));
    assert_eq!(reading.district.as_deref(), Some("大兴区"));
    assert_eq!(reading.period.as_deref(), Some("2024Q1"));
    assert_eq!(
        reading.columns.names(),
        ["序号", "任务标题", "考评对象", "进展情况"]
    );
    assert_eq!(reading.items.len(), 22);
    assert_eq!(reading.items[2].label, "第3项");
    let units: BTreeSet<&String> = reading.items.iter().flat_map(|item| &item.units).collect();
    assert_eq!(units.len(), 16);
    assert!(reading.items.iter().all(|item| !item.narrative.is_empty()));
}

#[test]
fn three_things_are_worth_a_look() {
    let reading = published();
    let found: Vec<_> = reading
        .issues
        .iter()
        .map(|issue| (issue.kind.as_str(), issue.number.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("lost-first-character", "3"),
            ("duplicate-title", "16"),
            ("markup-residue", "22")
        ]
    );
    let duplicate = &reading.issues[1].message;
    assert_eq!(
        duplicate,
        "第16项和第17项的任务相同（区园林绿化局、黄村镇），请选择：合并为一项，或分开记录。"
    );
    let last = &reading.items[21];
    assert!(
        last.narrative
            .starts_with("<ol style=\"list-style-type: none\"> 1. 食品已开始抽检招标工作； 2. ")
    );
    let clean = last.narrative_clean.as_deref().unwrap();
    assert!(
        clean.starts_with("1. 食品已开始抽检招标工作； 2. 药品抽检任务270批次"),
        "{clean}"
    );
    assert!(
        reading.items[..21]
            .iter()
            .all(|item| item.narrative_clean.is_none())
    );
}

#[test]
fn an_edition_is_the_same_bytes_every_time() {
    let reading = published();
    let edition = Edition::from(&reading);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let files = || {
        [
            ("daxing.docx", write::docx(&edition)),
            ("daxing.xlsx", write::xlsx(&edition)),
            ("daxing.csv", write::csv(&edition)),
            ("daxing.html", write::html(&edition).into_bytes()),
            ("daxing.json", write::json(&edition).into_bytes()),
        ]
    };
    let first = files();
    assert_eq!(first, files());
    for (name, bytes) in first {
        assert!(!bytes.is_empty(), "{name}");
        fs::write(folder.join(name), bytes).unwrap();
    }
}
