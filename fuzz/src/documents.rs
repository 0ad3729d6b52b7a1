//! Bytes to a document to its rows.

use std::io::{Cursor, Write};

use shishi_documents::write::{self, Edition};
use shishi_documents::{Reading, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Ends one part of a container and begins the next; no XML holds it.
const NEXT: u8 = 0;

/// The bytes as they are.
pub fn named(name: &str, bytes: &[u8]) {
    let _ = read(name, bytes);
}

/// The bytes as an .xlsx file, or as the parts of one: sheet, shared texts, styles, second sheet,
/// list of sheets, and where they are.
pub fn workbook(bytes: &[u8]) {
    let parts = [
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><sheetData/></worksheet>"#,
        ),
        ("xl/sharedStrings.xml", r#"<sst/>"#),
        ("xl/styles.xml", r#"<styleSheet/>"#),
        (
            "xl/worksheets/sheet2.xml",
            r#"<worksheet><sheetData/></worksheet>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="一季度" sheetId="1" r:id="rId1"/><sheet name="二季度" sheetId="2" r:id="rId2"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
        ),
    ];
    container("a.xlsx", "xl/workbook.xml", &parts, bytes);
}

/// The bytes as a .docx file, or as the parts of one: text, numbering, and where they are.
pub fn document(bytes: &[u8]) {
    let parts = [
        ("word/document.xml", r#"<document><body/></document>"#),
        ("word/numbering.xml", r#"<numbering/>"#),
        (
            "word/_rels/document.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>"#,
        ),
    ];
    container("a.docx", "word/document.xml", &parts, bytes);
}

/// Bytes that begin like a container are read as they are; others are the parts of one. A part that
/// is missing or empty is the plainest there is.
fn container(name: &str, main: &str, parts: &[(&str, &str)], bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return named(name, bytes);
    }
    let relations = format!(
        r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{main}"/></Relationships>"#
    );
    let mut given = bytes.split(|&byte| byte == NEXT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, stored)
            .expect("names are short and differ");
        zip.write_all(bytes)
            .expect("memory takes all that is written");
    };
    put("_rels/.rels", relations.as_bytes());
    for (part, plain) in parts {
        match given.next() {
            Some(bytes) if !bytes.is_empty() => put(part, bytes),
            _ => put(part, plain.as_bytes()),
        }
    }
    let file = zip.finish().expect("memory takes all that is written");
    named(name, &file.into_inner());
}

/// The bytes as our own JSON. What was read can be written in every form, and what was written in
/// JSON once reads back the same ever after.
pub fn json(bytes: &[u8]) {
    let Ok(first) = read("a.json", bytes) else {
        return;
    };
    let edition = Edition::from(&first);
    write::docx(&edition);
    write::xlsx(&edition);
    write::csv(&edition);
    write::html(&edition);
    if let Some(once) = rewritten(&first) {
        let twice = rewritten(&once);
        assert_eq!(twice.as_ref(), Some(&once));
    }
}

fn rewritten(reading: &Reading) -> Option<Reading> {
    let written = write::json(&Edition::from(reading));
    read("a.json", written.as_bytes()).ok()
}
