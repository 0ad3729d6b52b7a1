//! Files that are broken, disguised or made to do harm: each is refused in one sentence, or read.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use shishi_documents::write::{self, Edition};
use shishi_documents::{MAX_BYTES, ReadError, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TEXT: &str =
    "某区2024年民生实事进展情况\n序号\t任务标题\t责任单位\t进展情况\n1\t建公园\t区园林局\t已开工\n";

fn fixture(name: &str) -> Vec<u8> {
    fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures")
            .join(name),
    )
    .unwrap()
}

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
}

/// A compound file of 512-byte sectors: table, directory with these streams, one stream's bytes.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut sectors: Vec<Vec<u8>> = Vec::new();
    let length: usize = streams.iter().map(|(_, bytes)| bytes.len() + 4_608).sum();
    let tables = (length / 512 + 2).div_ceil(127);
    let mut fat: Vec<u32> = vec![0xffff_fffd; tables];
    fat.push(0xffff_fffe);
    let mut directory = Vec::new();
    let mut entry = |name: &str, kind: u8, start: u32, length: u32| {
        let mut bytes = vec![0_u8; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            bytes[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes[64..66].copy_from_slice(&(2 * (name.len() as u16 + 1)).to_le_bytes());
        bytes[66] = kind;
        bytes[116..120].copy_from_slice(&start.to_le_bytes());
        bytes[120..124].copy_from_slice(&length.to_le_bytes());
        directory.extend(bytes);
    };
    entry("Root Entry", 5, 0xffff_fffe, 0);
    for (name, bytes) in streams {
        let mut bytes = bytes.to_vec();
        bytes.resize(bytes.len().max(4096).next_multiple_of(512), 0);
        entry(name, 2, fat.len() as u32, bytes.len() as u32);
        let count = bytes.len() / 512;
        for at in 0..count {
            let next = if at + 1 == count {
                0xffff_fffe
            } else {
                fat.len() as u32 + 1
            };
            fat.push(next);
            sectors.push(bytes[512 * at..512 * at + 512].to_vec());
        }
    }
    fat.resize(128 * tables, 0xffff_ffff);
    directory.resize(512, 0);
    let mut file = vec![0_u8; 512];
    file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    file[24..34].copy_from_slice(b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0");
    file[44..48].copy_from_slice(&(tables as u32).to_le_bytes());
    file[48..52].copy_from_slice(&(tables as u32).to_le_bytes());
    file[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    file[60..64].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    file[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    file[76..512].fill(0xff);
    for table in 0..tables {
        file[76 + 4 * table..80 + 4 * table].copy_from_slice(&(table as u32).to_le_bytes());
    }
    file.extend(fat.iter().flat_map(|number| number.to_le_bytes()));
    file.extend(directory);
    file.extend(sectors.concat());
    file
}

#[test]
fn compound_files_are_told_apart() {
    assert_eq!(
        refusal(
            "表.docx",
            &compound(&[("EncryptedPackage", b""), ("EncryptionInfo", b"")])
        ),
        ReadError::Password
    );
    assert_eq!(
        refusal("表.doc", &compound(&[("WordDocument", b"")])),
        ReadError::OldText
    );
    assert_eq!(
        refusal(
            "表.wps",
            &compound(&[("WordDocument", b""), ("WpsCustomData", b"")])
        ),
        ReadError::OldText
    );
    assert_eq!(
        refusal("表.msg", &compound(&[("__nameid", b"")])),
        ReadError::NotADocument
    );
    let locked = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let locked = [locked, record(0x002f, &[0; 6])].concat();
    assert_eq!(
        refusal("表.xls", &compound(&[("Workbook", &locked)])),
        ReadError::Password
    );
    for length in [1, 7, 8, 100, 511, 512, 513, 1_000, 2_000] {
        let bytes = fixture("daxing.xls");
        read("表.xls", &bytes[..length]).expect_err("cut");
    }
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [
        &kind.to_le_bytes()[..],
        &(data.len() as u16).to_le_bytes(),
        data,
    ]
    .concat()
}

/// A workbook stream of one sheet that holds these records.
fn workbook(records: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000a, &[]);
    let mut globals = begin(5);
    let start = (globals.len() + 4 + 8 + 1 + end.len()) as u32;
    globals.extend(record(
        0x0085,
        &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat(),
    ));
    globals.extend(&end);
    [globals, begin(0x10), records.concat(), end].concat()
}

#[test]
fn an_old_sheet_may_not_claim_the_world() {
    let dimensions = record(
        0x0200,
        &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 0, 0, 0],
    );
    assert_eq!(
        refusal(
            "表.xls",
            &compound(&[("Workbook", &workbook(&[dimensions]))])
        ),
        ReadError::TooManyCells
    );
    let backwards = record(0x0200, &[9, 0, 0, 0, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0]);
    assert_eq!(
        refusal(
            "表.xls",
            &compound(&[("Workbook", &workbook(&[backwards]))])
        ),
        ReadError::TooManyCells
    );
    let corner = |row: u16, column: u16| {
        record(
            0x0203,
            &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat(),
        )
    };
    let far = workbook(&[corner(0, 0), corner(65_535, 16_383)]);
    assert_eq!(
        refusal("表.xls", &compound(&[("Workbook", &far)])),
        ReadError::TooManyCells
    );
}

#[test]
fn an_old_workbook_may_not_go_round_in_circles() {
    let corner = record(0x0203, &[0; 14]);
    let mut file = compound(&[("Workbook", &workbook(&[corner]))]);
    // A sector that says it follows itself, as the beginning of the table of small sectors, of which
    // there are as many as can be said.
    file[512 + 4 * 20..512 + 4 * 21].copy_from_slice(&20_u32.to_le_bytes());
    file.resize(512 * 22, 0);
    file[60..64].copy_from_slice(&20_u32.to_le_bytes());
    file[64..68].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(refusal("表.xls", &file), ReadError::NoTable);
}

#[test]
fn an_old_workbook_may_not_hide_behind_another() {
    let dimensions = record(
        0x0200,
        &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 0, 0, 0],
    );
    let hidden = workbook(&[dimensions]);
    let seen = workbook(&[]);
    for (one, other) in [("wOrkbook", "Book"), ("Book", "wOrkbook")] {
        let content = |name: &str| if name == "Book" { &seen } else { &hidden };
        let file = compound(&[(one, content(one)), (other, content(other))]);
        assert_eq!(refusal("表.xls", &file), ReadError::TooManyCells);
    }
}

#[test]
fn an_old_workbook_may_not_repeat_itself() {
    let texts = [
        record(0x00fc, &[0; 8]),
        record(0x003c, &[]).repeat(1_000_000),
        record(0x000a, &[]),
    ];
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let globals = [begin, texts.concat()].concat();
    assert_eq!(
        refusal("表.xls", &compound(&[("Workbook", &globals)])),
        ReadError::TooManyCells
    );
    let label = [&[0, 0, 0, 0, 0, 0, 0, 32, 0][..], &[b'x'; 8_192]].concat();
    let one = workbook(&[record(0x0204, &label).repeat(100)]);
    let sheet = one.windows(4).position(|bytes| bytes == b"\x85\0\x09\0");
    let sheet = &one[sheet.unwrap()..][..13];
    // Each says that it begins where the first does.
    let more = sheet.repeat(20);
    let mut many = one.clone();
    let at = 20 + 13;
    many.splice(at..at, more.iter().copied());
    let start = (u32::from_le_bytes(sheet[4..8].try_into().unwrap()) as usize + more.len()) as u32;
    for sheet in 0..=20 {
        let at = 20 + 13 * sheet + 4;
        many[at..at + 4].copy_from_slice(&start.to_le_bytes());
    }
    assert_eq!(
        refusal("表.xls", &compound(&[("Workbook", &one)])),
        ReadError::NoTable
    );
    assert_eq!(
        refusal("表.xls", &compound(&[("Workbook", &many)])),
        ReadError::TooManyCells
    );
}

#[test]
fn an_old_workbook_may_be_long() {
    let place = |row: u16, column: u16| [row, column, 0].map(u16::to_le_bytes).concat();
    let number = |row: u16| record(0x027e, &[&place(row, 0)[..], &[6, 0, 0, 0]].concat());
    let shared = |row, column, text: u32| {
        record(
            0x00fd,
            &[&place(row, column)[..], &text.to_le_bytes()].concat(),
        )
    };
    let heads = ["序号", "任务标题", "责任单位", "进展情况"].map(str::to_owned);
    let texts: Vec<String> = (0..3_000)
        .map(|at| format!("建公园{at}个，已开工"))
        .collect();
    let mut records = Vec::new();
    let mut all = vec![0; 8];
    for text in heads.iter().chain(&texts) {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        if all.len() + units.len() + 3 > 8_000 {
            records.push(std::mem::take(&mut all));
        }
        all.extend((units.len() as u16 / 2).to_le_bytes());
        all.push(1);
        all.extend(units);
    }
    records.push(all);
    let kinds = std::iter::once(0x00fc).chain(std::iter::repeat(0x003c));
    let texts: Vec<u8> = kinds
        .zip(&records)
        .flat_map(|(kind, data)| record(kind, data))
        .collect();
    let mut cells: Vec<Vec<u8>> = (0..4).map(|at| shared(0, at as u16, at)).collect();
    for row in 1..10_000_u16 {
        let text = 4 + u32::from(row) % 3_000;
        cells.extend([
            number(row),
            shared(row, 1, text),
            shared(row, 2, 2),
            shared(row, 3, text),
        ]);
    }
    let mut book = workbook(&cells);
    // The texts stand before the end of what is said of the whole workbook, and move the sheet on.
    let at = 20 + 13;
    let start = u32::from_le_bytes(book[24..28].try_into().unwrap()) + texts.len() as u32;
    book[24..28].copy_from_slice(&start.to_le_bytes());
    book.splice(at..at, texts);
    let reading = read("表.xls", &compound(&[("Workbook", &book)])).unwrap();
    assert_eq!(reading.items.len(), 9_999);
    assert_eq!(reading.items[0].narrative, "建公园1个，已开工");
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

fn docx(body: &str) -> Vec<u8> {
    let text = format!("<?xml version=\"1.0\"?>{body}");
    zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", text.as_bytes()),
    ])
}

#[test]
fn outside_entities_are_refused() {
    let file = docx(
        "<!DOCTYPE w:document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
         <w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>",
    );
    assert_eq!(refusal("实体.docx", &file), ReadError::ForeignDeclaration);
    let sheet = b"<?xml version='1.0'?><!DOCTYPE s [<!ENTITY x 'y'>]><worksheet>&x;</worksheet>";
    let file = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    assert_eq!(refusal("实体.xlsx", &file), ReadError::ForeignDeclaration);
}

#[test]
fn deep_nesting_is_refused() {
    let deep = |open: &str, close: &str, count: usize| {
        format!("{}{}", open.repeat(count), close.repeat(count))
    };
    let body = deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 100_000);
    let file = docx(&format!(
        "<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>"
    ));
    assert_eq!(refusal("深.docx", &file), ReadError::TooDeep);
    let tables = deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60);
    let file = docx(&format!(
        "<w:document xmlns:w='w'><w:body>{tables}</w:body></w:document>"
    ));
    assert_eq!(refusal("深.docx", &file), ReadError::TooDeep);
    for (open, close) in [
        ("<div>", "</div>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<b><i>", ""),
        ("<font>", ""),
        ("<ol><li>", ""),
    ] {
        for count in [1_000, 100_000] {
            let page = format!(
                "<html><body>{}x{}</body></html>",
                open.repeat(count),
                close.repeat(count)
            );
            let error = refusal("深.html", page.as_bytes());
            assert!(
                matches!(error, ReadError::TooDeep | ReadError::NoTable),
                "{open} {count} {error:?}"
            );
        }
    }
}

#[test]
fn tables_beyond_measure_are_refused() {
    let line = "a,".repeat(1_000_000);
    assert_eq!(refusal("宽.csv", line.as_bytes()), ReadError::TooManyCells);
    let tabs = format!("序号\t任务标题\t进展情况{}", "\t".repeat(1_000_000));
    assert_eq!(
        refusal("宽.txt", format!("{tabs}x\n").as_bytes()),
        ReadError::TooManyCells
    );
    let rows = "1,a,b\n".repeat(25_000);
    assert_eq!(
        refusal(
            "长.csv",
            format!("序号,任务标题,进展情况\n{rows}").as_bytes()
        ),
        ReadError::TooManyCells
    );
    let spans = "<tr><td rowspan=65534 colspan=1000>x</td></tr>".repeat(30_000);
    assert_eq!(
        refusal("格.html", format!("<table>{spans}</table>").as_bytes()),
        ReadError::TooManyCells
    );
    let cells = "<w:tc><w:tcPr><w:gridSpan w:val='4000000000'/></w:tcPr><w:p/></w:tc>".repeat(300);
    let file = docx(&format!(
        "<w:document xmlns:w='w'><w:body><w:tbl><w:tr>{cells}</w:tr></w:tbl></w:body></w:document>"
    ));
    assert_eq!(refusal("格.docx", &file), ReadError::TooManyCells);
}

fn xlsx(sheet: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>"#
    );
    with_sheet(&sheet, &[])
}

/// A workbook of one sheet, and of other parts.
fn with_sheet(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let relations = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let book_relations = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", relations),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", book_relations),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(more);
    zipped(&parts)
}

#[test]
fn cells_far_apart_take_no_room() {
    let text = |place: &str, text: &str| {
        format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let far = format!(
        r#"<row r="1">{}</row><row r="1048576">{}</row>"#,
        text("A1", "序号"),
        text("XFD1048576", "x")
    );
    let start = Instant::now();
    assert_eq!(refusal("远.xlsx", &xlsx(&far)), ReadError::NoTable);
    assert!(start.elapsed() < Duration::from_secs(2));
    let table = format!(
        r#"<row r="1">{}{}{}</row><row r="1000000">{}{}{}</row>"#,
        text("A1", "序号"),
        text("B1", "任务标题"),
        text("XFD1", "进展情况"),
        text("A1000000", "1"),
        text("B1000000", "建公园"),
        text("XFD1000000", "已开工"),
    );
    let reading = read("远.xlsx", &xlsx(&table)).unwrap();
    assert_eq!(reading.items[0].narrative, "已开工");
}

/// A workbook whose shared texts are this part.
fn with_shared_texts(part: &[u8]) -> Vec<u8> {
    let relations = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    zipped(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", relations),
        ("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", part),
    ])
}

#[test]
fn a_claim_of_shared_texts_is_checked() {
    let claim = "9".repeat(13);
    for tag in [
        format!(r#"<sst uniqueCount="{claim}">"#),
        format!(r#"<sst count="1" uniqueCount = '{claim}' >"#),
        format!(r#"<x:sst a=">" uniqueCount="{claim}"/>"#),
        format!(r#"<sst a='"> <!--' uniqueCount="{claim}">"#),
        format!("<sst a=\"1\"\u{c}uniqueCount\u{c}=\u{c}\"{claim}\">"),
        format!(r#"<!-- <sst a=" --><sst uniqueCount="{claim}">"#),
        format!(r#"<?a <sst uniqueCount="1"> ?><sst uniqueCount="{claim}">"#),
        // Bytes that are no characters of this encoding: the reader drops them.
        format!(
            "<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><\u{1b}(Bsst uniqueCount=\"{claim}\">"
        ),
    ] {
        let part = format!("{tag}</sst>");
        let error = refusal("表.xlsx", &with_shared_texts(part.as_bytes()));
        assert_eq!(error, ReadError::Damaged, "{tag}");
    }
    for tag in [
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="999999999" uniqueCount="7">"#,
        r#"<sst a="uniqueCount='99999999'">"#,
        r#"<!-- <sst uniqueCount="99999999"> --><sst>"#,
    ] {
        let part = format!("{tag}<si><t>x</t></si></sst>");
        let error = refusal("表.xlsx", &with_shared_texts(part.as_bytes()));
        assert_eq!(error, ReadError::NoTable, "{tag}");
    }
}

#[test]
fn claims_of_a_sheet_take_no_room() {
    let text = |place: &str, text: &str| {
        format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let rows = format!(
        r#"<row r="1" spans="1:999999999">{}{}{}</row><row r="2">{}{}<c r="C2"><f t="shared" si="99999999999" ref="C2:XFD1048576">1+1</f><v>2</v></c></row>"#,
        text("A1", "序号"),
        text("B1", "任务标题"),
        text("C1", "进展情况"),
        text("A2", "1"),
        text("B2", "建公园"),
    );
    let merges = r#"<mergeCell ref="C2:XFD1048576"/><mergeCell ref="A3:XFD9"/>"#.repeat(50_000);
    let sheet = format!(
        r#"<worksheet><dimension ref="A1:XFD1048576"/><cols><col min="1" max="4000000000"/></cols><sheetData>{rows}</sheetData><mergeCells count="4000000000">{merges}</mergeCells></worksheet>"#
    );
    let start = Instant::now();
    let reading = read("表.xlsx", &with_sheet(&sheet, &[])).unwrap();
    assert_eq!(reading.items[0].narrative, "2");
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn styles_are_not_copied_without_end() {
    // Each of them would hold the name of its font and its number format once more.
    let styles = format!(
        r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="{0}"/></numFmts><fonts><font><name val="{0}"/></font></fonts><cellXfs>{1}</cellXfs></styleSheet>"#,
        "0".repeat(4_000),
        r#"<xf numFmtId="164" fontId="0"/>"#.repeat(300_000)
    );
    let file = with_sheet(
        "<worksheet><sheetData/></worksheet>",
        &[("xl/styles.xml", styles.as_bytes())],
    );
    assert_eq!(refusal("表.xlsx", &file), ReadError::Damaged);
}

#[test]
fn lists_of_a_document_share_what_their_kind_says() {
    let long = "x".repeat(1_000_000);
    let lists: String = (0..4_000)
        .map(|at| format!(r#"<num numId="{at}"><abstractNumId val="k"/></num>"#))
        .collect();
    let numbering = format!(
        r#"<numbering><abstractNum abstractNumId="k"><lvl><numFmt val="{long}"/><lvlText val="%1."/></lvl></abstractNum><abstractNum abstractNumId="{long}"><lvl><lvlText val="第%1项"/></lvl></abstractNum>{lists}<num numId="long"><abstractNumId val="{long}"/></num></numbering>"#
    );
    let paragraph = r#"<p><pPr><numPr><numId val="long"/></numPr></pPr></p>"#;
    let text = format!(
        "<document><body>{}</body></document>",
        paragraph.repeat(40_000)
    );
    let relations = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>"#;
    let file = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/_rels/document.xml.rels", relations),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/document.xml", text.as_bytes()),
    ]);
    let start = Instant::now();
    let _ = read("列.docx", &file);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_long_table_in_a_table_takes_no_time() {
    let row = format!("<tr>{}</tr>", "<tc><p/></tc>".repeat(20));
    let table = format!("<tbl>{}</tbl>", row.repeat(19_000));
    let file = docx(&format!(
        "<document><body><tbl><tr><tc>{table}</tc></tr></tbl></body></document>"
    ));
    let start = Instant::now();
    assert_eq!(refusal("长.docx", &file), ReadError::NoTable);
    assert!(start.elapsed() < Duration::from_secs(30));
}

/// Rows in which one long cell, merged over all of them, would be held again and again.
mod one_text_for_many_rows {
    use super::*;

    const ROWS: usize = 15_000;

    fn long() -> String {
        "建公园。".repeat(2_000)
    }

    fn check(name: &str, bytes: &[u8]) {
        let start = Instant::now();
        assert_eq!(refusal(name, bytes), ReadError::TooMuchText, "{name}");
        assert!(start.elapsed() < Duration::from_secs(30), "{name}");
    }

    #[test]
    fn of_a_page() {
        let page = |column: &str, text: &str| {
            let (head, title) = match column {
                "任务标题" => ("", ""),
                _ => ("<th>任务标题", "<td>修路"),
            };
            let rows: String = (1..ROWS)
                .map(|at| format!("<tr><td>{at}{title}<td>甲局<td>已开工"))
                .collect();
            let heads = format!("<tr><th>序号{head}<th>责任单位<th>进展情况<th>{column}");
            let first = format!("<tr><td>0{title}<td>甲局<td>已开工<td rowspan={ROWS}>{text}");
            format!("<table>{heads}{first}{rows}</table>")
        };
        for column in ["任务标题", "备注"] {
            check("表.html", page(column, &long()).as_bytes());
        }
        let units = "乙局、".repeat(1_000);
        check("表.html", page("牵头单位", &units).as_bytes());
        // The same text is no trouble where it is not read, or short.
        for page in [page("经费", &long()), page("任务标题", "建公园")] {
            assert_eq!(read("表.html", page.as_bytes()).unwrap().items.len(), ROWS);
        }
    }

    #[test]
    fn nor_is_it_looked_at_for_each() {
        for text in ["字".repeat(3_000_000), "1".repeat(9_000_000)] {
            let rows: String = (1..18_000)
                .map(|at| format!("<tr><td>{at}<td>修路<td>已开工"))
                .collect();
            let page = format!(
                "<table><tr><th>序号<th>任务标题<th>进展情况<th>经费<tr><td>0<td>修路<td>已开工\
                 <td rowspan=18000>{text}{rows}</table>"
            );
            let start = Instant::now();
            assert_eq!(
                read("表.html", page.as_bytes()).unwrap().items.len(),
                18_000
            );
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "{:?}",
                start.elapsed()
            );
            // The next table goes on with the one before if it has numbers.
            let rows = "<tr><td>修路<td>已开工".repeat(18_000);
            let page = format!(
                "<table><tr><th>序号<th>任务标题<th>进展情况<tr><td>0<td>修路<td>已开工</table>\
                 <table><tr><td rowspan=18001>{}{rows}</table>",
                text.replace('1', "x")
            );
            let start = Instant::now();
            let _ = read("表.html", page.as_bytes());
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "{:?}",
                start.elapsed()
            );
        }
    }

    #[test]
    fn of_a_document() {
        let cell = |text: &str, merge: &str| {
            format!("<tc><tcPr>{merge}</tcPr><p><r><t>{text}</t></r></p></tc>")
        };
        let row = |number: &str, title: &str, merge: &str| {
            let cells = [cell(number, ""), cell(title, merge), cell("已开工", "")];
            format!("<tr>{}</tr>", cells.concat())
        };
        let rows: String = (1..ROWS)
            .map(|at| row(&at.to_string(), "", "<vMerge/>"))
            .collect();
        let first = row("0", &long(), "<vMerge val='restart'/>");
        let heads = ["序号", "任务标题", "进展情况"].map(|head| cell(head, ""));
        check(
            "表.docx",
            &docx(&format!(
                "<document><body><tbl><tr>{}</tr>{first}{rows}</tbl></body></document>",
                heads.concat()
            )),
        );
    }

    #[test]
    fn of_a_workbook() {
        let text = |text: &str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
        let row = |cells: &[&str]| {
            let cells: String = cells.iter().map(|cell| text(cell)).collect();
            format!("<row>{cells}</row>")
        };
        let heads = row(&["任务标题", "序号", "进展情况"]);
        let first = row(&[&long(), "1", "已开工"]);
        let rows: String = (2..ROWS)
            .map(|at| row(&["", &at.to_string(), "已开工"]))
            .collect();
        let merge = r#"<mergeCells><mergeCell ref="A2:A1048576"/></mergeCells>"#;
        let sheet = |rows: &str| {
            format!("<worksheet><sheetData>{heads}{first}{rows}</sheetData>{merge}</worksheet>")
        };
        check("表.xlsx", &with_sheet(&sheet(&rows), &[]));
    }

    #[test]
    fn of_an_old_workbook() {
        let text = |row: u16, column: u16, text: &str| {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let length = (units.len() / 2) as u16;
            let place = [row, column, 0, length].map(u16::to_le_bytes).concat();
            record(0x0204, &[&place[..], &[1], &units].concat())
        };
        let number = |row: u16, column: u16| {
            let place = [row, column, 0].map(u16::to_le_bytes).concat();
            let value = u32::from(row) << 2 | 2;
            record(0x027e, &[&place[..], &value.to_le_bytes()].concat())
        };
        let last = 10_000_u16;
        let mut records: Vec<Vec<u8>> = ["任务标题", "序号", "进展情况"]
            .into_iter()
            .zip(0..)
            .map(|(head, column)| text(0, column, head))
            .collect();
        records.push(text(1, 0, &long()[..12_000]));
        records.extend((1..=last).flat_map(|row| [number(row, 1), number(row, 2)]));
        let merge = [1, 1, last, 0, 0].map(u16::to_le_bytes).concat();
        records.push(record(0x00e5, &merge));
        check(
            "表.xls",
            &compound(&[("Workbook", &super::workbook(&records))]),
        );
    }

    #[test]
    fn of_comma_separated_text() {
        let rows = ",,甲局,已开工\n".repeat(ROWS);
        let text = format!(
            "序号,任务标题,责任单位,进展情况\n1,{},甲局,已开工\n{rows}",
            long()
        );
        check("表.csv", text.as_bytes());
    }

    #[test]
    fn of_cells_without_rows() {
        let rows = "甲局\n已开工。\n".repeat(ROWS);
        let text = format!("任务标题\n责任单位\n进展情况\n{}\n{rows}", long());
        check("表.txt", text.as_bytes());
    }

    #[test]
    fn of_several_columns() {
        let heads: String = (1..180).map(|at| format!("<th>{at}月进展情况")).collect();
        let text = "甲".repeat(300_000);
        let page = format!(
            "<table><tr><th>序号<th>任务标题{heads}<tr><td>1<td>建公园<td colspan=179>{text}</table>"
        );
        check("表.html", page.as_bytes());
    }
}

#[test]
fn many_beginnings_of_shared_texts_take_no_time() {
    let start = Instant::now();
    for part in [
        "<sst ".repeat(1_000_000),
        format!("<sst {}", "uniqueCount".repeat(1_000_000)),
        format!("<sst {}>", "uniqueCount=\"\" ".repeat(1_000_000)),
        "<sst a=\"".repeat(1_000_000),
    ] {
        refusal("表.xlsx", &with_shared_texts(part.as_bytes()));
    }
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn one_part_may_not_be_many_sheets() {
    let sheets: String = (0..60)
        .map(|at| format!(r#"<sheet name="A{at}" sheetId="{at}" r:id="rId1"/>"#))
        .collect();
    let book = format!(r#"<workbook xmlns:r="r"><sheets>{sheets}</sheets></workbook>"#);
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", book.as_bytes()),
    ];
    assert_eq!(refusal("表.xlsx", &zipped(&parts)), ReadError::Damaged);
}

#[test]
fn there_is_one_list_of_sheets() {
    let sheets: String = (0..60)
        .map(|at| format!(r#"<sheet name="A{at}" sheetId="{at}" r:id="rId1"/>"#))
        .collect();
    let book = format!(r#"<workbook xmlns:r="r"><sheets>{sheets}</sheets></workbook>"#);
    let relation = |id: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{target}"/>"#
        )
    };
    // The first of them is looked at, the last of them is read.
    let relations = [
        relation("a", "xl/workbook.xml"),
        relation("b", "xl/other.xml"),
    ]
    .concat();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", relations.as_bytes()),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
        ("xl/_rels/other.xml.rels", br#"<Relationships><Relationship Id="rId1" Type="/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/other.xml", book.as_bytes()),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData/></worksheet>"),
    ];
    assert_eq!(refusal("表.xlsx", &zipped(&parts)), ReadError::Damaged);
}

#[test]
fn number_formats_are_short() {
    let styles = format!(
        r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="{}"/></numFmts></styleSheet>"#,
        "0".repeat(1_000_000)
    );
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    assert_eq!(refusal("表.xlsx", &zipped(&parts)), ReadError::Damaged);
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

#[test]
fn macros_are_left_alone() {
    let reading = read("表.txt", TEXT.as_bytes()).unwrap();
    let edition = Edition::from(&reading);
    let bytes = write::docx(&edition);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    parts.push((
        "word/vbaProject.bin".to_owned(),
        b"\xd0\xcf\x11\xe0".to_vec(),
    ));
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    assert_eq!(
        read("表.docm", &zipped(&parts)).unwrap().items,
        reading.items
    );
}
