//! Bytes to a document to its rows.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
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

/// The bytes as an .xls file, or as the records of one.
pub fn old_workbook(bytes: &[u8]) {
    const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    const SECTOR: usize = 4_096;
    const END: u32 = 0xffff_fffe;
    if bytes.starts_with(SIGNATURE) {
        return named("a.xls", bytes);
    }
    // A table of sectors, the list of streams, and the only stream.
    let sectors = bytes.len().div_ceil(SECTOR).clamp(1, SECTOR / 4 - 2);
    let mut file = SIGNATURE.to_vec();
    file.resize(24, 0);
    file.extend(b"\x3e\0\x04\0\xfe\xff\x0c\0\x06\0");
    file.resize(44, 0);
    for number in [1, 1, 0, 4_096, END, 0, END, 0, 0] {
        file.extend(number.to_le_bytes());
    }
    file.resize(512, 0xff);
    file.resize(SECTOR, 0);
    let chain = (3..).take(sectors - 1).chain([END]);
    for next in [END - 1, END].into_iter().chain(chain) {
        file.extend(next.to_le_bytes());
    }
    file.resize(2 * SECTOR, 0xff);
    for (name, kind, start, length) in [("Root Entry", 5, 0, 0), ("Workbook", 2, 2, sectors)] {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(64, 0);
        entry.extend([2 * name.len() as u8 + 2, 0, kind, 1]);
        entry.resize(116, 0);
        entry.extend(u32::to_le_bytes(start));
        entry.extend((length * SECTOR).to_le_bytes());
        file.extend(entry);
    }
    file.resize(3 * SECTOR, 0);
    file.extend(&bytes[..bytes.len().min(sectors * SECTOR)]);
    file.resize((3 + sectors) * SECTOR, 0);
    named("a.xls", &file);
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

/// The bytes as a .pdf file, or as the parts of one: what is drawn on its page, which character each
/// code of font B is, what is drawn on a second page, font C, what is drawn under the name X, and the
/// outlines of font B, which may hold [`NEXT`]. Font A is written in the national code.
pub fn pages(bytes: &[u8]) {
    if bytes.starts_with(b"%PDF") {
        return named("a.pdf", bytes);
    }
    let mut given = bytes.splitn(6, |&byte| byte == NEXT);
    let mut part = || given.next().unwrap_or_default();
    let (first, codes, second, font, named_x, outlines) =
        (part(), part(), part(), part(), part(), part());
    let page = |content: usize| {
        format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 5 0 R /Contents {content} 0 R>>"
        )
    };
    let resources = "<</Font <</A 8 0 R /B 9 0 R /C 12 0 R>> /XObject <</X 13 0 R>>>>";
    let national = "<</Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 2>>>>]>>";
    let own = "<</Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /ToUnicode 10 0 R /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 /BaseFont /Own /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor <</Type /FontDescriptor /FontName /Own /FontFile2 11 0 R>>>>]>>";
    let font = if font.is_empty() {
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
    } else {
        font
    };
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2>>".to_vec(),
        page(6).into_bytes(),
        page(7).into_bytes(),
        resources.as_bytes().to_vec(),
        stream("", first),
        stream("", second),
        national.as_bytes().to_vec(),
        own.as_bytes().to_vec(),
        stream("", codes),
        stream("", outlines),
        font.to_vec(),
        stream("/Type /XObject /Subtype /Form", named_x),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    file.extend(
        format!("trailer\n<</Size {size} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    named("a.pdf", &file);
}

/// A stream of a .pdf file, packed, as others than text are not read.
fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::none());
    packed
        .write_all(bytes)
        .expect("memory takes all that is written");
    let packed = packed.finish().expect("memory takes all that is written");
    let mut stream = format!(
        "<<{dict} /Filter /FlateDecode /Length {}>>\nstream\n",
        packed.len()
    )
    .into_bytes();
    stream.extend(packed);
    stream.extend(b"\nendstream");
    stream
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
