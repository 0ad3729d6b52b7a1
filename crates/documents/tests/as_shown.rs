//! What a document holds and does not show, or shows otherwise than it holds it, reads as shown.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use shishi_documents::{Reading, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TITLE: &str = "清河区2024年三季度民生实事项目进展情况";
const HEADING: [&str; 4] = ["序号", "项目名称", "责任单位", "进展情况"];
const ROWS: [[&str; 4]; 3] = [
    ["1", "改造公厕20座", "区城管局", "完成12座。"],
    ["2", "加装电梯30部", "区住建局", "完成11部。"],
    ["3", "新建公园2个", "区园林局", "建成1个。"],
];

fn narratives(reading: &Reading) -> Vec<&str> {
    let items = reading.items.iter();
    items.map(|item| item.narrative.as_str()).collect()
}

fn issues(reading: &Reading) -> Vec<&str> {
    let issues = reading.issues.iter();
    issues.map(|issue| issue.message.as_str()).collect()
}

/// A table in the second row and below.
fn fill(sheet: &mut Worksheet) {
    sheet.write(0, 0, TITLE).unwrap();
    for (row, cells) in std::iter::once(&HEADING).chain(&ROWS).enumerate() {
        for (column, text) in cells.iter().enumerate() {
            sheet.write(row as u32 + 1, column as u16, *text).unwrap();
        }
    }
}

fn workbook(change: impl FnOnce(&mut Worksheet)) -> Reading {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(sheet);
    change(sheet);
    read("表.xlsx", &book.save_to_buffer().unwrap()).unwrap()
}

#[test]
fn struck_out_text_of_a_sheet_is_left_out() {
    let struck = Format::new().set_font_strikethrough();
    let plain = Format::new();
    let runs = [(&plain, "完成"), (&struck, "10"), (&plain, "12座。")];
    let reading = workbook(|sheet| {
        sheet.write_rich_string(2, 3, &runs).unwrap();
        for column in 0..4 {
            let text = ROWS[1][usize::from(column)];
            sheet.write_with_format(3, column, text, &struck).unwrap();
        }
        sheet.write_with_format(4, 5, 7, &struck).unwrap();
    });
    assert_eq!(narratives(&reading), ["完成12座。", "建成1个。"]);
    assert_eq!(
        issues(&reading),
        ["带删除线的文字没有读入，请确认是否已经作废。"]
    );
}

#[test]
fn hidden_rows_and_columns_are_left_out() {
    let reading = workbook(|sheet| {
        sheet.write(1, 4, "督查意见").unwrap();
        sheet.write(2, 4, "内部掌握").unwrap();
        sheet.set_row_hidden(3).unwrap();
        sheet.set_column_hidden(4).unwrap();
        // Empty ones are nothing to speak of.
        sheet.set_row_hidden(40).unwrap();
    });
    assert_eq!(narratives(&reading), ["完成12座。", "建成1个。"]);
    assert_eq!(
        issues(&reading),
        ["工作表“Sheet1”隐藏的 1 行、1 列没有读入，如果要读，请取消隐藏后再传。"]
    );
}

#[test]
fn rows_behind_a_filter_are_read() {
    let reading = workbook(|sheet| {
        sheet.autofilter(1, 0, 4, 3).unwrap();
        sheet.set_row_hidden(3).unwrap();
    });
    assert_eq!(reading.items.len(), 3);
    assert_eq!(
        issues(&reading),
        ["工作表“Sheet1”正在筛选，没有显示的 1 行也读入了，请确认是否都要。"]
    );
}

#[test]
fn a_merged_cell_is_shown_as_long_as_a_part_of_it_is() {
    let reading = workbook(|sheet| {
        let plain = Format::new();
        sheet.merge_range(2, 2, 4, 2, "区城管局", &plain).unwrap();
        sheet.set_row_hidden(2).unwrap();
    });
    assert_eq!(narratives(&reading), ["完成11部。", "建成1个。"]);
    let units = reading.items.iter().map(|item| item.units.join("、"));
    assert_eq!(units.collect::<Vec<_>>(), ["区城管局", "区城管局"]);
}

#[test]
fn of_sheets_for_several_years_the_newest_is_read() {
    let mut book = Workbook::new();
    let old = book.add_worksheet();
    old.set_name("2023年").unwrap();
    old.write(0, 0, "清河区2023年四季度民生实事项目进展情况")
        .unwrap();
    for (column, text) in HEADING.iter().enumerate() {
        old.write(1, column as u16, *text).unwrap();
    }
    for (column, text) in ["1", "老旧小区20个", "区住建局", "完成20个"]
        .iter()
        .enumerate()
    {
        old.write(2, column as u16, *text).unwrap();
    }
    let new = book.add_worksheet();
    new.set_name("2024年").unwrap();
    fill(new);
    // What is only planned for the year after is no progress.
    let next = book.add_worksheet();
    next.set_name("2025年计划").unwrap();
    for (row, cells) in [
        ["序号", "项目名称", "责任单位"],
        ["1", "修路5公里", "区交通局"],
    ]
    .iter()
    .enumerate()
    {
        for (column, text) in cells.iter().enumerate() {
            next.write(row as u32, column as u16, *text).unwrap();
        }
    }
    let reading = read("表.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(reading.year, Some(2024));
    assert_eq!(reading.title.as_deref(), Some(TITLE));
    assert_eq!(reading.items.len(), 3);
    let message = issues(&reading).concat();
    assert!(
        message.contains("读入的是2024年，没有读入“2023年”"),
        "{message}"
    );
    assert!(!message.contains("“2024年”"), "{message}");
}

/// A Word document with these parts beside its text.
fn word(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |all: &[(&str, &str)]| {
        let all = all.iter().map(|(kind, target)| {
            format!(r#"<Relationship Id="{kind}" Type="{KIND}/{kind}" Target="{target}"/>"#)
        });
        format!("<Relationships>{}</Relationships>", all.collect::<String>())
    };
    let part = |name: &str, inner: &str| format!(r#"<w:{name} xmlns:w="w">{inner}</w:{name}>"#);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            relations(&[("officeDocument", "word/document.xml")]),
        ),
        (
            "word/_rels/document.xml.rels",
            relations(&[("styles", "styles.xml"), ("numbering", "numbering.xml")]),
        ),
        ("word/document.xml", part("document", &part("body", body))),
        ("word/styles.xml", part("styles", styles)),
        ("word/numbering.xml", part("numbering", numbering)),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

fn paragraph(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

/// A table of paragraphs.
fn table(rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| format!("<w:tc>{cell}</w:tc>"));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    });
    format!("<w:tbl>{}</w:tbl>", rows.collect::<String>())
}

fn texts(cells: [&str; 4]) -> Vec<String> {
    cells.map(|text| paragraph("", &run("", text))).into()
}

#[test]
fn struck_out_text_of_a_word_document_is_left_out() {
    let style = |id: &str, inner: &str| {
        format!(r#"<w:style w:styleId="{id}">{inner}<w:rPr><w:strike/></w:rPr></w:style>"#)
    };
    let styles = style("Gone", "") + &style("Old", "");
    let mut row = texts(ROWS[0]);
    row[3] = [
        run("", "完成"),
        run("<w:strike/>", "8"),
        run(r#"<w:dstrike w:val="1"/>"#, "9"),
        run(r#"<w:rStyle w:val="Gone"/>"#, "10"),
        run(r#"<w:rStyle w:val="Gone"/><w:strike w:val="0"/>"#, "12"),
        run(r#"<w:strike w:val="false"/>"#, "座。"),
    ]
    .concat();
    row[3] =
        paragraph("", &row[3]) + &paragraph(r#"<w:pStyle w:val="Old"/>"#, &run("", "未开工。"));
    let body = paragraph("", &run("", TITLE)) + &table(&[texts(HEADING), row]);
    let reading = read("表.docx", &word(&body, &styles, "")).unwrap();
    assert_eq!(narratives(&reading), ["完成12座。"]);
    // Styles that cannot be read do not keep the text from being read.
    let reading = read("表.docx", &word(&body, "<", "")).unwrap();
    assert_eq!(narratives(&reading), ["完成1012座。\n未开工。"]);
}

#[test]
fn numbers_that_a_style_gives_are_printed() {
    let kind = |id: u32, style: &str, format: &str, text: &str| {
        format!(
            r#"<w:abstractNum w:abstractNumId="{id}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>"#
        )
    };
    let list =
        |id: u32| format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>"#);
    let style = |id: &str, list: u32| {
        format!(
            r#"<w:style w:styleId="{id}"><w:pPr><w:numPr><w:numId w:val="{list}"/></w:numPr></w:pPr></w:style>"#
        )
    };
    let numbering = kind(1, "Number", "decimal", "%1.")
        + &kind(2, "Part", "chineseCounting", "（%1）")
        + &list(1)
        + &list(2);
    let styles = style("Number", 1) + &style("Part", 2);
    let styled = |style: &str, text: &str| {
        paragraph(&format!(r#"<w:pStyle w:val="{style}"/>"#), &run("", text))
    };
    let mut rows = vec![texts(HEADING)];
    for cells in ROWS {
        let mut row = texts(cells);
        row[0] = styled("Number", "");
        rows.push(row);
    }
    // A deleted paragraph has no number; that of one that is struck out is counted.
    let marked = |mark: &str, runs: &str| {
        paragraph(
            &format!(r#"<w:pStyle w:val="Part"/><w:rPr>{mark}</w:rPr>"#),
            runs,
        )
    };
    rows[1][3] = [
        marked(
            "<w:del/>",
            "<w:del><w:r><w:delText>无</w:delText></w:r></w:del>",
        ),
        styled("Part", "先期完成3座；"),
        marked("<w:strike/>", &run("<w:strike/>", "停工。")),
        styled("Part", "再完成9座。"),
    ]
    .concat();
    // A paragraph may take itself out of the list of its style.
    rows[2][3] = paragraph(
        r#"<w:pStyle w:val="Part"/><w:numPr><w:numId w:val="0"/></w:numPr>"#,
        &run("", "完成11部。"),
    );
    let body = paragraph("", &run("", TITLE)) + &table(&rows);
    let reading = read("表.docx", &word(&body, &styles, &numbering)).unwrap();
    let labels = reading.items.iter().map(|item| item.label.as_str());
    assert_eq!(labels.collect::<Vec<_>>(), ["1.", "2.", "3."]);
    assert_eq!(
        narratives(&reading),
        [
            "（一）先期完成3座；\n\n（三）再完成9座。",
            "完成11部。",
            "建成1个。"
        ]
    );

    let body = [
        paragraph("", &run("", TITLE)),
        styled("Number", "5公里道路改造"),
        paragraph("", &run("", "责任单位：区交通局")),
        paragraph("", &run("", "进展情况：完成2公里。")),
        styled("Number", "公园2个"),
        paragraph("", &run("", "责任单位：区园林局")),
        paragraph("", &run("", "进展情况：建成1个。")),
    ]
    .concat();
    let reading = read("表.docx", &word(&body, &styles, &numbering)).unwrap();
    let titles = reading.items.iter().map(|item| item.title.as_str());
    assert_eq!(titles.collect::<Vec<_>>(), ["5公里道路改造", "公园2个"]);
}

#[test]
fn struck_out_text_of_a_page_is_left_out() {
    let cells = |cells: [&str; 4]| cells.map(|text| format!("<td>{text}</td>")).concat();
    let page = format!(
        "<h1>{TITLE}</h1><table><tr>{}</tr><tr>{}</tr></table>",
        cells(HEADING),
        cells([
            "1",
            "改造公厕20座",
            "区城管局",
            "完成<s>10</s><del>11</del>12座。"
        ])
    );
    let reading = read("表.html", page.as_bytes()).unwrap();
    assert_eq!(narratives(&reading), ["完成12座。"]);
}
