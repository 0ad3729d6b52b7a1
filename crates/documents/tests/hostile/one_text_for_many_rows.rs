//! Rows in which one long cell, merged over all of them, would be held again and again.

use super::documents::*;
use super::old_workbooks::*;
use super::workbooks::*;
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
    for column in ["任务标题", "备注", "完成时限"] {
        check("表.html", page(column, &long()).as_bytes());
    }
    let units: String = (0..1_000).map(|at| format!("乙{at}局、")).collect();
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
    check("表.xls", &compound(&[("Workbook", &workbook(&records))]));
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

#[test]
fn of_cards() {
    let rows: String = (0..ROWS / 2)
        .map(|at| {
            let title = match at {
                0 => format!("<td rowspan={ROWS}>{}", long()),
                _ => String::new(),
            };
            format!("<tr><td>{at}<td>甲局{title}<tr><td colspan=2>进展情况：已开工")
        })
        .collect();
    let below = format!("<table><tr><th>序号<th>责任单位<th>项目名称{rows}</table>");
    check("表.html", below.as_bytes());
    // Each column a card, and one cell over all of them.
    let columns = 190;
    let titles: String = (0..columns).map(|at| format!("<td>建公园{at}个")).collect();
    let text = "已开工。".repeat(100_000);
    let turned = format!(
        "<table><tr><td>项目名称{titles}<tr><td>责任单位<td colspan={columns}>甲局\
         <tr><td>进展情况<td colspan={columns}>{text}</table>"
    );
    check("表.html", turned.as_bytes());
}
