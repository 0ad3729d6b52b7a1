//! Files that are broken, disguised or made to do harm: each is refused in one sentence, or read.
mod documents;
mod old_workbooks;
mod one_text_for_many_rows;
#[path = "../support/mod.rs"]
mod support;
mod workbooks;

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use shishi_documents::write::{self, Edition};
use shishi_documents::{MAX_BYTES, ReadError, read};
use support::fixture;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TEXT: &str =
    "某区2024年民生实事进展情况\n序号\t任务标题\t责任单位\t进展情况\n1\t建公园\t区园林局\t已开工\n";

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The refusal, which must come soon and say what to do.
fn refusal(name: &str, bytes: &[u8]) -> ReadError {
    let start = Instant::now();
    let error = read(name, bytes).expect_err(name);
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{name} took {:?}",
        start.elapsed()
    );
    let message = error.to_string();
    assert!(
        message.contains('请') || message.contains("没有读取"),
        "{message}"
    );
    error
}

#[test]
fn nothing_to_read() {
    assert_eq!(refusal("空.docx", b""), ReadError::Empty);
    assert_eq!(refusal("空.txt", b" \r\n\t\n"), ReadError::Empty);
    assert_eq!(refusal("空.txt", "\u{feff}".as_bytes()), ReadError::Empty);
    assert_eq!(
        refusal(
            "通知.txt",
            "关于开展检查的通知\n各单位：\n请认真落实。".as_bytes()
        ),
        ReadError::NoTable
    );
    assert_eq!(
        refusal("空表.csv", "序号,任务标题,考评对象,进展情况\n".as_bytes()),
        ReadError::NoRows
    );
    assert_eq!(
        refusal("大.txt", &vec![b'a'; MAX_BYTES + 1]),
        ReadError::TooLarge
    );
}

#[test]
fn kinds_that_are_not_read() {
    assert_eq!(
        refusal("表.pdf", b"%PDF-1.7\n1 0 obj"),
        ReadError::PdfUnreadable
    );
    assert_eq!(
        refusal("表.docx", b"MZ\x90\x00\x03\x00\x00\x00"),
        ReadError::NotADocument
    );
    assert_eq!(
        refusal("表.docx", b"\x7fELF\x02\x01\x01"),
        ReadError::NotADocument
    );
    assert_eq!(
        refusal("表.docx", b"\x89PNG\r\n\x1a\n\0\0"),
        ReadError::Picture
    );
    assert_eq!(refusal("表.doc", b"{\\rtf1\\ansi"), ReadError::OldText);
    assert_eq!(
        refusal("表.ofd", &zipped(&[("OFD.xml", b"<ofd/>")])),
        ReadError::Ofd
    );
    assert_eq!(
        refusal("表.docx", &zipped(&[("a.txt", b"x")])),
        ReadError::NotADocument
    );
    let noise: Vec<u8> = (0..5_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    assert!(matches!(
        refusal("表.txt", &noise),
        ReadError::NotADocument | ReadError::UnknownEncoding
    ));
    // What it was meant to be says what can be done about it.
    assert_eq!(refusal("表.docx", &noise), ReadError::Damaged);
    assert_eq!(refusal("表.XLSX", &noise), ReadError::Damaged);
    assert_eq!(refusal("表.pdf", &noise), ReadError::PdfUnreadable);
}

#[test]
fn the_content_decides_not_the_name() {
    for (name, fixture_name) in [
        ("表.docx", "daxing.xlsx"),
        ("表.xlsx", "daxing.docx"),
        ("表.csv", "daxing.xls"),
        ("表", "daxing.html"),
    ] {
        assert_eq!(
            read(name, &fixture(fixture_name)).unwrap().items.len(),
            22,
            "{name}"
        );
    }
    assert_eq!(read("表.docx", TEXT.as_bytes()).unwrap().items.len(), 1);
}

#[test]
fn a_zip_cut_short_is_damaged() {
    for name in ["daxing.docx", "daxing.xlsx"] {
        let bytes = fixture(name);
        for length in [4, 30, 100, bytes.len() / 2, bytes.len() - 30] {
            assert_eq!(
                refusal(name, &bytes[..length]),
                ReadError::Damaged,
                "{name} {length}"
            );
        }
    }
}

const TYPES: &[u8] =
    b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![b' '; 97 * 1024 * 1024];
    let bomb = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", &zeros),
    ]);
    assert!(bomb.len() < 200_000);
    assert_eq!(refusal("炸弹.docx", &bomb), ReadError::TooLargeUnpacked);
    let bomb = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", &zeros),
    ]);
    assert_eq!(refusal("炸弹.xlsx", &bomb), ReadError::TooLargeUnpacked);
    // A directory that claims less than there is.
    let honest = zeros.len() as u32;
    let mut lying = bomb;
    let claim = honest.to_le_bytes();
    while let Some(at) = lying.windows(4).position(|window| window == claim) {
        lying[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(matches!(
        refusal("炸弹.xlsx", &lying),
        ReadError::TooLargeUnpacked | ReadError::Damaged
    ));
}

#[test]
fn long_lines_and_long_lists_take_no_time() {
    for text in [
        "：".repeat(2_000_000),
        "进展情况：".repeat(400_000),
        "1.甲\n进展情况：乙\n".repeat(30_000),
        "1.\n".repeat(60_000),
        "|\n".repeat(60_000),
    ] {
        refusal("长.txt", text.as_bytes());
    }
}
