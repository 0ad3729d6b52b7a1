//! Workbooks of the new kind.

use super::*;

pub fn xlsx(sheet: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>"#
    );
    with_sheet(&sheet, &[])
}

/// A workbook of one sheet, and of other parts.
pub fn with_sheet(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
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
pub fn with_shared_texts(part: &[u8]) -> Vec<u8> {
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

/// The list of a workbook in which one part stands as sixty sheets.
fn one_part_as_many_sheets() -> String {
    let sheets: String = (0..60)
        .map(|at| format!(r#"<sheet name="A{at}" sheetId="{at}" r:id="rId1"/>"#))
        .collect();
    format!(r#"<workbook xmlns:r="r"><sheets>{sheets}</sheets></workbook>"#)
}

#[test]
fn one_part_may_not_be_many_sheets() {
    let book = one_part_as_many_sheets();
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", book.as_bytes()),
    ];
    assert_eq!(refusal("表.xlsx", &zipped(&parts)), ReadError::Damaged);
}

#[test]
fn there_is_one_list_of_sheets() {
    let book = one_part_as_many_sheets();
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
