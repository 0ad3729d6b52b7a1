//! A workbook of one sheet.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook,
    Worksheet, XlsxError,
};

use super::{Edition, clean};

/// Excel's limit on the text of a cell, in UTF-16 units.
pub(super) const LONGEST: usize = 32_767;
/// Widths of the four columns in characters; together they fill an A4 page of GB/T 9704 margins.
const WIDTHS: [f64; 4] = [7.0, 30.0, 12.0, 40.0];

pub(super) fn workbook(edition: &Edition<'_>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    // Every row is written in order and every text is cut to what a cell holds, so nothing here can
    // be refused; an empty file would be noticed at once where a panic would end the request.
    match fill(&mut workbook, edition) {
        Ok(()) => workbook.save_to_buffer().unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

fn fill(workbook: &mut Workbook, edition: &Edition<'_>) -> Result<(), XlsxError> {
    let mut properties = DocProperties::new().set_title(cut(edition.title, 255));
    if let Ok(time) = ExcelDateTime::from_ymd(2000, 1, 1) {
        properties = properties.set_creation_datetime(&time);
    }
    workbook.set_properties(&properties);
    // Not the constant-memory sheet: that one keeps its rows in a temporary file, and a table of
    // this size is small.
    let sheet = workbook.add_worksheet();
    sheet.set_name("进展情况")?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let text = Format::new()
        .set_font_name("仿宋_GB2312")
        .set_font_size(10.5)
        .set_text_wrap();
    let cell = text
        .clone()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter);
    let centred = cell.clone().set_align(FormatAlign::Center);
    let heading = centred.clone().set_font_name("黑体");
    let title = Format::new()
        .set_font_name("方正小标宋简体")
        .set_font_size(22)
        .set_text_wrap();
    let title = title
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let line = text.clone().set_align(FormatAlign::Center);

    let mut row = 0;
    if !edition.title.trim().is_empty() {
        let lines = edition.title.chars().count().div_ceil(20).clamp(1, 10) as f64;
        sheet.set_row_height(row, 34.0 * lines)?;
        sheet.merge_range(row, 0, row, 3, &cut(edition.title, LONGEST), &title)?;
        row += 1;
    }
    if let Some(subtitle) = edition.subtitle {
        sheet.merge_range(row, 0, row, 3, &cut(subtitle, LONGEST), &line)?;
        row += 1;
    }
    let heading_row = row;
    for (column, name) in (0..).zip(edition.columns.names()) {
        sheet.write_string_with_format(row, column, cut(name, LONGEST), &heading)?;
    }
    row += 1;
    for cells in edition.rows.iter().map(|row| row.cells()) {
        sheet.set_row_height(row, height(cells))?;
        for (column, value) in (0..).zip(cells) {
            let format = if column == 0 || column == 2 {
                &centred
            } else {
                &cell
            };
            sheet.write_string_with_format(row, column, cut(value, LONGEST), format)?;
        }
        row += 1;
    }
    if let Some(note) = edition.note {
        sheet.merge_range(row, 0, row, 3, &cut(note, LONGEST), &text)?;
    }
    sheet.ignore_error_range(heading_row, 0, row, 3, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(heading_row + 1, 0)?;
    print_setup(sheet, heading_row)
}

/// A4, GB/T 9704 margins, as wide as the page, heading row on every page.
fn print_setup(sheet: &mut Worksheet, heading_row: u32) -> Result<(), XlsxError> {
    const INCH: f64 = 25.4;
    sheet.set_paper_size(9);
    sheet.set_margins(
        28.0 / INCH,
        26.0 / INCH,
        37.0 / INCH,
        35.0 / INCH,
        0.5,
        25.0 / INCH,
    );
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C&14— &P —");
    sheet.set_repeat_rows(heading_row, heading_row)?;
    Ok(())
}

/// Row height in points for the tallest cell. LibreOffice and Excel do not fit it by themselves on
/// opening; Excel allows at most 409 points.
fn height(cells: [&str; 4]) -> f64 {
    let lines = cells.iter().zip(WIDTHS).map(|(text, width)| {
        let wide = (width / 2.0).max(1.0);
        let lines = text.split('\n').map(|line| {
            let length: f64 = line
                .chars()
                .map(|c| if c.is_ascii() { 0.55 } else { 1.0 })
                .sum();
            (length / wide).ceil().max(1.0)
        });
        lines.sum::<f64>()
    });
    (lines.fold(1.0, f64::max) * 15.0 + 6.0).min(409.0)
}

/// Text that a cell holds: no forbidden characters, at most `limit` UTF-16 units.
pub(super) fn cut(text: &str, limit: usize) -> String {
    let text = clean(text);
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > limit
    });
    text[..end.map_or(text.len(), |(at, _)| at)].to_owned()
}
