//! Word documents, and what holds for all that is written in tags.

use super::*;

pub fn docx(body: &str) -> Vec<u8> {
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
