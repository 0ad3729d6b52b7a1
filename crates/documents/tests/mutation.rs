//! Whatever the bytes, reading ends, with rows or with a refusal.

mod support;

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use proptest::sample::Index;
use shishi_documents::read;
use support::fixture;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const NAMES: [&str; 11] = [
    "daxing.html",
    "daxing.docx",
    "daxing-numbered.docx",
    "daxing-libreoffice.docx",
    "daxing.xlsx",
    "numbers.xlsx",
    "daxing.xls",
    "numbers.xls",
    "daxing-gbk.csv",
    "daxing-utf16le.txt",
    "daxing-utf16be-unmarked.txt",
];

#[derive(Debug, Clone)]
enum Edit {
    Put(Index, Vec<u8>),
    Cut(Index, usize),
    Repeat(Index, usize, usize),
    Move(Index, Index, usize),
    End(Index),
}

/// Pieces with a meaning in one format or another.
const PIECES: [&str; 22] = [
    "<",
    ">",
    "<w:tbl>",
    "</w:tc>",
    "<w:gridSpan w:val=\"99999999\"/>",
    "<w:vMerge/>",
    "<td rowspan=\"0\" colspan=\"999\">",
    "</table>",
    "<table>",
    "<ol>",
    "&#0;",
    "&nbsp;",
    "<!--",
    "<![CDATA[",
    "\t",
    "|",
    "\"",
    "\n\n",
    "序号",
    "进展情况：",
    "①",
    "\u{feff}",
];

fn edit() -> impl Strategy<Value = Edit> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..6),
        prop::sample::select(PIECES.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        prop::sample::select(vec![0_u8, 0xff, 0x7f, 0x80, b'9']).prop_map(|byte| vec![byte; 4]),
    ];
    prop_oneof![
        4 => (any::<Index>(), bytes).prop_map(|(at, bytes)| Edit::Put(at, bytes)),
        2 => (any::<Index>(), 1_usize..200).prop_map(|(at, length)| Edit::Cut(at, length)),
        1 => (any::<Index>(), 1_usize..60, 2_usize..40).prop_map(|(at, length, times)| Edit::Repeat(at, length, times)),
        1 => (any::<Index>(), any::<Index>(), 1_usize..300).prop_map(|(from, to, length)| Edit::Move(from, to, length)),
        1 => any::<Index>().prop_map(Edit::End),
    ]
}

fn apply(bytes: &mut Vec<u8>, edits: &[Edit]) {
    for edit in edits {
        if bytes.is_empty() {
            return;
        }
        let length = bytes.len();
        let end = |at: usize, span: usize| (at + span).min(length);
        match edit {
            Edit::Put(at, new) => {
                let at = at.index(length);
                let end = end(at, new.len());
                bytes.splice(at..end, new.iter().copied());
            }
            Edit::Cut(at, span) => {
                let at = at.index(length);
                bytes.drain(at..end(at, *span));
            }
            Edit::Repeat(at, span, times) => {
                let at = at.index(length);
                let end = end(at, *span);
                let new = bytes[at..end].repeat(*times);
                bytes.splice(at..at, new);
            }
            Edit::Move(from, to, span) => {
                let from = from.index(length);
                let new: Vec<u8> = bytes[from..end(from, *span)].to_vec();
                let to = to.index(length);
                bytes.splice(to..to, new);
            }
            Edit::End(at) => bytes.truncate(at.index(length)),
        }
    }
}

/// The same container with one of its XML parts edited.
fn with_part_edited(bytes: &[u8], part: &Index, edits: &[Edit]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let chosen = part.index(archive.len());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if at == chosen {
            apply(&mut bytes, edits);
        }
        zip.start_file(name, options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_files(name in prop::sample::select(NAMES.to_vec()), edits in prop::collection::vec(edit(), 1..8)) {
        let mut bytes = fixture(name);
        apply(&mut bytes, &edits);
        let _ = read(name, &bytes);
    }

    #[test]
    fn edited_parts(
        name in prop::sample::select(NAMES[1..6].to_vec()),
        part in any::<Index>(),
        edits in prop::collection::vec(edit(), 1..5),
    ) {
        let _ = read(name, &with_part_edited(&fixture(name), &part, &edits));
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "[a-z]{0,3}\\.(csv|txt|xls|docx)") {
        let _ = read(&name, &bytes);
    }

    #[test]
    fn any_lines(lines in prop::collection::vec(
        prop_oneof![
            prop::sample::select(vec![
                "序号", "序号 |", "|", "项目名称", "年度目标", "责任单位", "完成情况", "进展情况：已开工。", "1", "2、指标", "一、类别（3项）", "区教委", "40%",
                "责任单位：区教委", "①甲。项目进展：乙。②丙。进展：丁。(责任单位：戊)", "序号 任务 责任单位 进展情况", "1 建公园 区园林局 已开工", "2024年", "第3项\t甲\t乙\t丙",
                "序号\t任务标题\t考评对象\t进展情况", "：：：：", "【进展】：", "(完成情况:",
            ]).prop_map(str::to_owned),
            "\\PC{0,30}",
        ],
        0..60,
    )) {
        let _ = read("a.txt", lines.join("\n").as_bytes());
    }
}
