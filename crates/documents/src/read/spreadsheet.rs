//! Workbooks: .xlsx as a stream of cells, .xls through its container check.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, Xlsx,
};

use super::number_format::{date, number};
use super::package::{Package, xml, xml_text};
use super::{Document, ole};
use crate::block::{Block, Grid, GridBuilder, tidy};
use crate::{Issue, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, ReadError};

/// Most start and end tags of one part.
const MAX_ELEMENTS: usize = 8_000_000;
/// Most start and end tags of the part that holds the cell styles.
const MAX_STYLE_ELEMENTS: usize = 400_000;
/// Longest value in it, in bytes; Excel allows 255 characters for a number format.
const MAX_STYLE_TEXT: usize = 4_096;
/// Most sheets read of one workbook.
const MAX_SHEETS: usize = 64;

/// Reads every visible sheet of an .xlsx or .xlsm; macros are left alone.
pub(super) fn xlsx(package: &mut Package<'_>, bytes: &[u8]) -> Result<Document, ReadError> {
    check_parts(package)?;
    check_sheets(package)?;
    // The workbook reader is a dependency: should it give up on hostile bytes, that is a damaged
    // file, not the end of the program.
    catch_unwind(AssertUnwindSafe(|| read_xlsx(bytes))).unwrap_or(Err(ReadError::Damaged))
}

/// Unpacks every XML part once, counting, before a reader that counts nothing sees it.
fn check_parts(package: &mut Package<'_>) -> Result<(), ReadError> {
    for name in package.names() {
        let Some(bytes) = package.part(&name)? else {
            continue;
        };
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        // Each element may become a text of its own in memory.
        if bytes.iter().filter(|&&byte| byte == b'<').count() > MAX_ELEMENTS {
            return Err(ReadError::TooManyCells);
        }
        if find_all(&bytes, b"styleSheet").next().is_some() {
            check_styles(&bytes)?;
        }
        let head = xml_text(&bytes[..bytes.len().min(4_096)]).unwrap_or_default();
        if head.contains("<!DOCTYPE") {
            return Err(ReadError::ForeignDeclaration);
        }
        // The reader makes room for as many shared texts as the part claims to hold.
        for claim in find_all(&bytes, b"uniqueCount") {
            let digits: String = bytes[claim..]
                .iter()
                .skip_while(|byte| !byte.is_ascii_digit())
                .take_while(|byte| byte.is_ascii_digit())
                .map(|&byte| char::from(byte))
                .collect();
            if digits
                .parse::<usize>()
                .is_ok_and(|count| count > bytes.len())
                || digits.len() > 18
            {
                return Err(ReadError::Damaged);
            }
        }
    }
    Ok(())
}

/// The reader copies fonts and number formats for every cell style, so both are kept short and few.
fn check_styles(bytes: &[u8]) -> Result<(), ReadError> {
    let elements = bytes.iter().filter(|&&byte| byte == b'<').count();
    let longest = bytes
        .split(|byte| matches!(byte, b'<' | b'"' | b'\''))
        .map(<[u8]>::len)
        .max();
    if elements > MAX_STYLE_ELEMENTS || longest.unwrap_or(0) > MAX_STYLE_TEXT {
        return Err(ReadError::Damaged);
    }
    Ok(())
}

/// Refuses a workbook that shows one part as many sheets: a little file would be read sixty times.
fn check_sheets(package: &mut Package<'_>) -> Result<(), ReadError> {
    let main = package.related("", "/officeDocument")?;
    let main = main.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    for (part, attribute) in [
        (main.clone(), "id"),
        (format!("{folder}/_rels/{file}.rels"), "Target"),
    ] {
        let Some(bytes) = package.part(&part)? else {
            continue;
        };
        let text = xml_text(&bytes)?;
        let tree = xml(&text)?;
        let mut seen = BTreeSet::new();
        let is_sheet = |node: &roxmltree::Node<'_, '_>| {
            node.tag_name().name() == "sheet"
                || node
                    .attribute("Type")
                    .is_some_and(|kind| kind.ends_with("/worksheet"))
        };
        for node in tree.descendants().filter(is_sheet) {
            let found = node.attributes().find(|found| found.name() == attribute);
            if found.is_some_and(|found| !seen.insert(found.value().to_ascii_lowercase())) {
                return Err(ReadError::Damaged);
            }
        }
    }
    Ok(())
}

fn find_all<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = word.first().copied();
    let starts = bytes
        .iter()
        .enumerate()
        .filter(move |&(_, byte)| Some(*byte) == first);
    starts
        .filter(move |&(at, _)| bytes[at..].starts_with(word))
        .map(move |(at, _)| at + word.len())
}

fn read_xlsx(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_error)?;
    let mut document = Document::default();
    let mut budget = Used::default();
    for name in visible_sheets(workbook.sheets_metadata()) {
        let merges = workbook
            .merge_cells_by_sheet_name(&name)
            .unwrap_or_default();
        let mut cells = Sheet::after(&budget);
        stream(&mut workbook, &name, &mut cells)?;
        budget = cells.used;
        without_value(&mut workbook, &name, &mut document.issues)?;
        document.blocks.push(Block::Sheet(name));
        document.blocks.push(Block::Table(cells.grid(&merges)?));
    }
    Ok(document)
}

fn xlsx_error(error: calamine::XlsxError) -> ReadError {
    match error {
        calamine::XlsxError::Password => ReadError::Password,
        _ => ReadError::Damaged,
    }
}

fn visible_sheets(sheets: &[calamine::Sheet]) -> Vec<String> {
    let shown = sheets.iter().filter(|sheet| {
        sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
    });
    shown
        .take(MAX_SHEETS)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn stream<RS: Read + Seek>(
    workbook: &mut Xlsx<RS>,
    name: &str,
    sheet: &mut Sheet,
) -> Result<(), ReadError> {
    // Sheets may lack their part or be of a kind without cells.
    let Ok(mut reader) = workbook.worksheet_cells_reader(name) else {
        return Ok(());
    };
    let formats: Vec<String> = reader
        .styles()
        .iter()
        .map(|style| {
            style
                .number_format
                .as_ref()
                .map_or_else(String::new, |format| format.format_code.clone())
        })
        .collect();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(xlsx_error)? {
        let format = formats.get(style).map_or("", String::as_str);
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::SharedString(text) => tidy(text),
            DataRef::String(text) => tidy(text),
            DataRef::Int(value) => number(*value as f64, format),
            DataRef::Float(value) => number(*value, format),
            DataRef::Bool(value) => truth(*value),
            DataRef::DateTime(value) => moment(value, format),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
            DataRef::Error(error) => error.to_string(),
        };
        sheet.put(cell.get_position(), text)?;
    }
    Ok(())
}

/// A formula that was never calculated has no value to read, and that should not pass silently.
fn without_value<RS: Read + Seek>(
    workbook: &mut Xlsx<RS>,
    name: &str,
    issues: &mut Vec<Issue>,
) -> Result<(), ReadError> {
    let Ok(mut reader) = workbook.worksheet_cells_reader(name) else {
        return Ok(());
    };
    let mut places: Vec<String> = Vec::new();
    let mut count = 0;
    while let Some(cell) = reader
        .next_cell_with_formula_metadata()
        .map_err(xlsx_error)?
    {
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            count += 1;
            if places.len() < 5 {
                places.push(place_name(cell.pos));
            }
        }
    }
    if count > 0 {
        let places = places.join("、");
        issues.push(Issue {
            kind: "formula-without-value".to_owned(),
            number: String::new(),
            message: format!("工作表“{name}”有 {count} 个公式没有计算结果（{places}），请在 Excel 或 WPS 中打开并保存后再传。"),
        });
    }
    Ok(())
}

/// B3 for the cell in the third row and second column.
fn place_name((row, column): (u32, u32)) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        letters.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

fn truth(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}

fn moment(value: &ExcelDateTime, format: &str) -> String {
    if value.is_duration() {
        return number(value.as_f64(), "");
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    date(
        (year.into(), month.into(), day.into()),
        (hour.into(), minute.into(), second.into()),
        format,
    )
}

/// Reads every visible sheet of an .xls, after [`ole::kind`] has checked what it claims.
pub(super) fn xls(bytes: &[u8]) -> Result<Document, ReadError> {
    let formats = match ole::kind(bytes)? {
        ole::Kind::Workbook(formats) => formats,
        ole::Kind::Password => return Err(ReadError::Password),
        ole::Kind::OldText => return Err(ReadError::OldText),
        ole::Kind::OldSheet => return Err(ReadError::OldSheet),
        ole::Kind::Other => return Err(ReadError::NotADocument),
    };
    catch_unwind(AssertUnwindSafe(|| read_xls(bytes, &formats))).unwrap_or(Err(ReadError::OldSheet))
}

fn read_xls(bytes: &[u8], formats: &ole::Formats) -> Result<Document, ReadError> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => ReadError::Password,
        _ => ReadError::OldSheet,
    })?;
    let mut document = Document::default();
    let mut budget = Used::default();
    let all: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in visible_sheets(workbook.sheets_metadata()) {
        let place = all
            .iter()
            .position(|other| *other == name)
            .unwrap_or(usize::MAX);
        let Ok(range) = workbook.worksheet_range(&name) else {
            continue;
        };
        let merges = workbook
            .merge_cells_by_sheet_name(&name)
            .unwrap_or_default();
        let start = range.start().unwrap_or_default();
        let mut sheet = Sheet::after(&budget);
        for (row, column, value) in range.used_cells() {
            let (row, column) = (start.0 + row as u32, start.1 + column as u32);
            let format = formats.code(place, row, column);
            let text = match value {
                Data::Empty => continue,
                Data::String(text) => tidy(text),
                Data::Int(value) => number(*value as f64, format),
                Data::Float(value) => number(*value, format),
                Data::Bool(value) => truth(*value),
                Data::DateTime(value) => moment(value, format),
                Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
                Data::Error(error) => error.to_string(),
            };
            sheet.put((row, column), text)?;
        }
        budget = sheet.used;
        document.blocks.push(Block::Sheet(name));
        document.blocks.push(Block::Table(sheet.grid(&merges)?));
    }
    Ok(document)
}

/// What the sheets of a workbook have taken up so far.
#[derive(Debug, Default, Clone, Copy)]
struct Used {
    cells: usize,
    text: usize,
}

/// Cells that hold something, wherever they stand.
struct Sheet {
    cells: BTreeMap<(u32, u32), Rc<str>>,
    used: Used,
}

impl Sheet {
    /// An empty sheet of a workbook that has taken up so much already.
    fn after(used: &Used) -> Self {
        Sheet {
            cells: BTreeMap::new(),
            used: *used,
        }
    }

    fn put(&mut self, place: (u32, u32), text: String) -> Result<(), ReadError> {
        if text.is_empty() {
            return Ok(());
        }
        self.used.text += text.len();
        self.used.cells += 1;
        if self.used.text > MAX_TEXT || self.used.cells > MAX_CELLS {
            return Err(ReadError::TooManyCells);
        }
        self.cells.insert(place, Rc::from(text));
        Ok(())
    }

    /// A table of the rows and columns that hold something: empty ones between say nothing.
    fn grid(self, merges: &[Dimensions]) -> Result<Grid, ReadError> {
        let rows: Vec<u32> = self
            .cells
            .keys()
            .map(|place| place.0)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let columns: Vec<u32> = self
            .cells
            .keys()
            .map(|place| place.1)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        if rows.len() > MAX_ROWS || columns.len() > MAX_COLUMNS {
            return Err(ReadError::TooManyCells);
        }
        let spans: BTreeMap<(u32, u32), (u32, u32)> = merges
            .iter()
            .map(|merge| (merge.start, merge.end))
            .collect();
        let mut builder = GridBuilder::default();
        for (&place, text) in &self.cells {
            let end = spans.get(&place).copied().unwrap_or(place);
            let (top, bottom) = (index(&rows, place.0), after(&rows, end.0));
            let (left, right) = (index(&columns, place.1), after(&columns, end.1));
            let span = (bottom.saturating_sub(top), right.saturating_sub(left));
            builder.put(top, left, span, Rc::clone(text), Vec::new())?;
        }
        builder.finish(rows.len(), !merges.is_empty())
    }
}

fn index(places: &[u32], place: u32) -> usize {
    places.partition_point(|&other| other < place)
}

fn after(places: &[u32], place: u32) -> usize {
    places.partition_point(|&other| other <= place)
}
