//! What is written reads back the same, character for character.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use shishi_documents::write::{self, Edition};
use shishi_documents::{Columns, Item, Reading, number_of, read};

fn forms(reading: &Reading) -> Vec<(&'static str, Vec<u8>)> {
    let edition = Edition::from(reading);
    vec![
        ("docx", write::docx(&edition)),
        ("xlsx", write::xlsx(&edition)),
        ("csv", write::csv(&edition)),
        ("html", write::html(&edition).into_bytes()),
        ("json", write::json(&edition).into_bytes()),
    ]
}

#[test]
fn the_published_table_reads_back_from_every_form() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/documents/daxing-2024q1.txt");
    let published = read("大兴区.txt", &fs::read(path).unwrap()).unwrap();
    for (form, bytes) in forms(&published) {
        let again = read(&format!("大兴区.{form}"), &bytes).unwrap();
        assert_eq!(again.items, published.items, "{form}");
        assert_eq!(again.columns, published.columns, "{form}");
        if form == "csv" {
            continue;
        }
        assert_eq!(again, published, "{form}");
    }
}

#[test]
fn subtitle_and_note_are_no_rows() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/documents/daxing-2024q1.txt");
    let published = read("大兴区.txt", &fs::read(path).unwrap()).unwrap();
    let mut edition = Edition::from(&published);
    edition.subtitle = Some("（截至2024年3月31日）");
    edition.note = Some("注：进展由各责任单位提供。");
    for (form, bytes) in [
        ("docx", write::docx(&edition)),
        ("xlsx", write::xlsx(&edition)),
        ("csv", write::csv(&edition)),
        ("html", write::html(&edition).into_bytes()),
        ("json", write::json(&edition).into_bytes()),
    ] {
        let again = read(form, &bytes).unwrap();
        assert_eq!(again.items, published.items, "{form}");
        assert!(form == "csv" || again.title == published.title, "{form}");
    }
}

/// Text as people and their programs leave it: spaces of every width, line ends, tabs, mark-up,
/// formulas, characters outside the basic plane.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[\\u{4e00}-\\u{9fa5}]{1,6}",
        2 => "[0-9]{1,4}(\\.[0-9]{1,2})?%?",
        2 => prop::sample::select(vec![
            "，", "。", "；", "：", "、", "“", "”", "（", "）", "　", "  ", " ", "\n", "\n\n", "\t", "<ol style=\"list-style-type: none\">",
            "</li>", "&nbsp;", "&amp;", "&", "<", ">", "\"", "'", "=", "+", "-", "@", "＝", "|", ",", ";", "_x000D_", "_x0041_",
            "𠮷", "㐂", "①", "\u{a0}", "\u{200b}", "\u{2028}", "𝒳", "e\u{301}", "\u{feff}", "]]>", "<!--", "{{", "%", "\\", "\u{e000}",
            " \n ", "\u{ad}", "~", "`", "$", "^",
        ]).prop_map(str::to_owned),
        1 => "[ -~]{1,8}",
        1 => "\\PC{1,4}",
    ];
    prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat())
}

fn tidy(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .to_owned()
}

fn reading() -> impl Strategy<Value = Reading> {
    let narrative = prop_oneof![8 => text(), 1 => Just(String::new())];
    let row = (text(), "[\\u{4e00}-\\u{9fa5}]{2,8}局", narrative);
    let labels = prop::sample::select(vec![["第", "项"], ["", ""], ["（", "）"], ["", "."]]);
    (labels, prop::collection::vec(row, 2..6)).prop_map(|([before, after], rows)| {
        let rows = rows.into_iter().enumerate();
        let items = rows.map(|(at, (title, unit, narrative))| {
            let label = format!("{before}{}{after}", at + 1);
            Item {
                number: number_of(&label),
                label,
                title: format!("建{}", tidy(&title)),
                units: vec![unit, "区教委".to_owned()],
                due: None,
                narrative: tidy(&narrative),
                narrative_clean: None,
            }
        });
        Reading {
            title: Some("某区2024年民生实事项目进展情况".to_owned()),
            columns: Columns::default(),
            items: items.collect(),
            ..Reading::default()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_rows_read_back_from_every_form(reading in reading()) {
        for (form, bytes) in forms(&reading) {
            let again = read(form, &bytes).unwrap();
            let rows = |reading: &Reading| {
                let items = reading.items.iter().cloned();
                items.map(|item| Item { narrative_clean: None, ..item }).collect::<Vec<_>>()
            };
            prop_assert_eq!(rows(&again), rows(&reading), "{}", form);
        }
    }
}
