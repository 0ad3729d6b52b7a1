//! A Word document in the look of GB/T 9704.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::docx_parts as parts;
use super::{Edition, clean};

/// Widths of the four columns in twentieths of a point; together the 156 mm between the margins.
const WIDTHS: [u32; 4] = [920, 2900, 1240, 3784];
/// A row of more lines than this may be broken across pages: kept whole it would leave a page
/// mostly empty.
const LINES_KEPT_TOGETHER: usize = 18;
/// Characters of 五号 that fit a line of each column.
const FIT: [usize; 4] = [3, 13, 5, 17];

pub(super) fn document(edition: &Edition<'_>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let body = body(edition);
    let core = core(edition);
    let files: [(&str, &str); 11] = [
        ("[Content_Types].xml", parts::CONTENT_TYPES),
        ("_rels/.rels", parts::RELATIONS),
        ("docProps/core.xml", &core),
        ("docProps/app.xml", parts::APP),
        ("word/document.xml", &body),
        ("word/styles.xml", parts::STYLES),
        ("word/settings.xml", parts::SETTINGS),
        ("word/fontTable.xml", parts::FONTS),
        ("word/footer1.xml", parts::FOOTER_ODD),
        ("word/footer2.xml", parts::FOOTER_EVEN),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS),
    ];
    for (name, text) in files {
        // Writing to memory does not fail, and a half-written document would not open at all.
        if zip
            .start_file(name, options)
            .and_then(|()| Ok(zip.write_all(text.as_bytes())?))
            .is_err()
        {
            return Vec::new();
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn core(edition: &Edition<'_>) -> String {
    let mut xml = String::from(parts::CORE_START);
    escape(&mut xml, edition.title);
    xml.push_str(parts::CORE_END);
    xml
}

fn body(edition: &Edition<'_>) -> String {
    let mut xml = String::from(parts::DOCUMENT_START);
    if !edition.title.trim().is_empty() {
        paragraph(&mut xml, "Title", edition.title);
    }
    if let Some(subtitle) = edition.subtitle {
        paragraph(&mut xml, "Subtitle", subtitle);
    }
    xml.push_str(parts::TABLE_START);
    for width in WIDTHS {
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid>");
    xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, name) in edition.columns.names().into_iter().enumerate() {
        cell(&mut xml, column, "TableHeading", name);
    }
    xml.push_str("</w:tr>");
    for cells in edition.rows.iter().map(|row| row.cells()) {
        xml.push_str("<w:tr>");
        if lines(cells) <= LINES_KEPT_TOGETHER {
            xml.push_str("<w:trPr><w:cantSplit/></w:trPr>");
        }
        for (column, text) in cells.into_iter().enumerate() {
            let style = if column == 0 || column == 2 {
                "TableCentred"
            } else {
                "TableText"
            };
            cell(&mut xml, column, style, text);
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    // A document may not end with a table.
    paragraph(&mut xml, "TableText", edition.note.unwrap_or_default());
    xml.push_str(parts::DOCUMENT_END);
    xml
}

fn lines(cells: [&str; 4]) -> usize {
    let lines = cells.iter().zip(FIT).map(|(text, fit)| {
        text.split('\n')
            .map(|line| line.chars().count().div_ceil(fit).max(1))
            .sum::<usize>()
    });
    lines.max().unwrap_or(1)
}

fn cell(xml: &mut String, column: usize, style: &str, text: &str) {
    let _ = write!(
        xml,
        "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>",
        WIDTHS[column]
    );
    paragraph(xml, style, text);
    xml.push_str("</w:tc>");
}

/// A paragraph in one run: line feeds and tabs as elements, every space kept.
fn paragraph(xml: &mut String, style: &str, text: &str) {
    let _ = write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
    if !text.is_empty() {
        xml.push_str("<w:r>");
        let text = clean(text);
        let mut rest = text.as_ref();
        while !rest.is_empty() {
            let end = rest.find(['\n', '\t']).unwrap_or(rest.len());
            if end > 0 {
                xml.push_str("<w:t xml:space=\"preserve\">");
                escape(xml, &rest[..end]);
                xml.push_str("</w:t>");
            }
            match rest[end..].chars().next() {
                Some('\n') => xml.push_str("<w:br/>"),
                Some(_) => xml.push_str("<w:tab/>"),
                None => {}
            }
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        xml.push_str("</w:r>");
    }
    xml.push_str("</w:p>");
}

fn escape(xml: &mut String, text: &str) {
    for c in clean(text).chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            c => xml.push(c),
        }
    }
}
