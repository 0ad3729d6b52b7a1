//! Plain tables of data, for people who calculate.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::clean;
use super::csv::guarded;
use super::xlsx::{LONGEST, cut};

/// A table as CSV: UTF-8 with a byte order mark, CRLF, one line of headings. Numbers stay bare;
/// text that a spreadsheet would take for a formula gets an apostrophe.
pub fn data_csv(headings: &[&str], lines: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    // Writing into memory leaves nothing to fail.
    let _ = writer.write_record(headings);
    for line in lines {
        let _ = writer.write_record(line.iter().map(|cell| match number(cell) {
            Some(_) => cell.clone(),
            None => guarded(&clean(cell)),
        }));
    }
    writer.into_inner().unwrap_or_default()
}

/// A table as a workbook of one sheet. Numbers are numbers to the fifteen digits Excel holds; a
/// text longer than a cell is cut to what the cell holds.
///
/// # Errors
/// If there are more lines than a sheet has rows.
pub fn data_xlsx(headings: &[&str], lines: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    fill(&mut workbook, headings, lines)?;
    workbook.save_to_buffer()
}

fn fill(
    workbook: &mut Workbook,
    headings: &[&str],
    lines: &[Vec<String>],
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("数据")?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, *heading, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, line) in (1..).zip(lines) {
        for (column, cell) in (0..).zip(line) {
            match number(cell) {
                Some(value) => sheet.write_number(row, column, value)?,
                None => sheet.write_string(row, column, cut(cell, LONGEST))?,
            };
        }
    }
    Ok(())
}

/// The value of a plain decimal. `1-2`, `1e5` and numbers with leading zeros are text.
fn number(cell: &str) -> Option<f64> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let whole = digits.split('.').next().unwrap_or_default();
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && !whole.is_empty()
        && (whole == "0" || !whole.starts_with('0'));
    if plain { cell.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_is_cut() {
        let line = vec!["1".to_owned(), "字".repeat(40_000)];
        let bytes = data_xlsx(&["a", "b"], &[line]).unwrap();
        assert!(bytes.starts_with(b"PK"));
    }

    #[test]
    fn numbers_stay_bare_and_formulas_do_not_run() {
        let line = ["-1.5", "=1+1", "0.27375", "1-2", "007", "="]
            .map(str::to_owned)
            .to_vec();
        let headings = ["a", "b", "c", "d", "e", "f"];
        let text = String::from_utf8(data_csv(&headings, &[line])).unwrap();
        assert_eq!(text.lines().nth(1), Some("-1.5,'=1+1,0.27375,1-2,007,="));
    }
}
