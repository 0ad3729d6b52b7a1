//! Workbooks: .xlsx as a stream of cells, .xls through its container check.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{Cursor, Read, Seek};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};

use calamine::{
    Cell, Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, Xlsx,
    XlsxCellReader,
};
use memchr::memmem;
use quick_xml::events::Event;

use super::hidden::{Hidden, Sight};
use super::number_format::{date, number};
use super::package::{Package, Unpacked, xml, xml_text};
use super::{Document, ole};
use crate::block::{Block, Grid, GridBuilder, Text, tidied};
use crate::both::both;
use crate::{Issue, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, ReadError};

/// Most start and end tags of one part.
const MAX_ELEMENTS: usize = 8_000_000;
/// Most start and end tags of the part that holds the cell styles.
const MAX_STYLE_ELEMENTS: usize = 400_000;
/// Longest value in it, in bytes; Excel allows 255 characters for a number format.
const MAX_STYLE_TEXT: usize = 4_096;
/// Most bytes of values in it, were each as long as the longest.
const MAX_STYLE_COPIES: usize = 128 * 1024 * 1024;
/// How the part of the cell styles, and that of the texts that cells share, is called at its end.
const STYLES: &str = "styles.xml";
const SHARED_TEXTS: &str = "sharedstrings.xml";
/// Most sheets read of one workbook.
const MAX_SHEETS: usize = 64;

/// Fewest unpacked bytes for which a second thread is started.
const MANY_BYTES: usize = 256 * 1024;

/// Reads every visible sheet of an .xlsx or .xlsm; macros are left alone.
pub(super) fn xlsx(package: &mut Package<'_>) -> Result<Document, ReadError> {
    let checked = check_parts(package)?;
    // The workbook reader is a dependency: should it give up on hostile bytes, that is a damaged
    // file, not the end of the program.
    catch_unwind(AssertUnwindSafe(|| read_xlsx(&checked))).unwrap_or(Err(ReadError::Damaged))
}

/// A workbook whose parts are known to be of bearable size.
struct Checked {
    /// The container with its parts unpacked, so that they are unpacked once.
    whole: Vec<u8>,
    /// The same without the rows of its sheets and their texts: what is said around them is
    /// found there without going through every cell again.
    around: Vec<u8>,
    /// Whether any part may hold a formula.
    has_formulas: bool,
    /// Whether struck-out text was taken out of any.
    has_struck: bool,
    /// What sheets do not show, by their names.
    hidden: HashMap<String, Hidden>,
}

/// Unpacks every XML part once, counting, before a reader that counts nothing sees it.
fn check_parts(package: &mut Package<'_>) -> Result<Checked, ReadError> {
    let mut whole = Unpacked::new(package.room());
    let mut around = Unpacked::new(0);
    let (mut has_formulas, mut has_struck) = (false, false);
    let mut hidden = Vec::new();
    let mut add = |name: &str, part: Option<(Vec<u8>, Seen)>| {
        let Some((mut bytes, seen)) = part else {
            return Ok(());
        };
        has_formulas |= seen.formula;
        if seen.strike
            && (seen.rows || seen.texts)
            && let Some(left) = without_struck(&bytes)
        {
            has_struck = true;
            bytes = left;
        }
        if seen.rows
            && let Some(found) = Hidden::of(&bytes)
        {
            hidden.push((name.to_ascii_lowercase(), found));
        }
        whole.add(name, &[&bytes])?;
        if !seen.texts {
            around.add(name, &without_rows(&bytes))?;
        }
        Ok(())
    };
    // The shared texts are as long as all sheets: they take their time beside them.
    let (texts, others): (Vec<String>, Vec<String>) = package
        .names()
        .into_iter()
        .partition(|name| name.to_ascii_lowercase().ends_with(SHARED_TEXTS));
    let mut beside = package.clone();
    let (texts, others) = both(
        package.claimed() >= MANY_BYTES,
        || {
            let checked = texts.into_iter().map(|name| {
                let part = checked_part(&mut beside, &name)?;
                Ok((name, part))
            });
            checked.collect::<Result<Vec<_>, ReadError>>()
        },
        || {
            let mut others = others.into_iter();
            others.try_for_each(|name| add(&name, checked_part(package, &name)?))
        },
    );
    others?;
    for (name, part) in texts? {
        add(&name, part)?;
    }
    let hidden = match hidden.is_empty() {
        true => HashMap::new(),
        false => by_sheet(package, hidden)?,
    };
    Ok(Checked {
        whole: whole.finish()?,
        around: around.finish()?,
        has_formulas,
        has_struck,
        hidden,
    })
}

/// What was found in the parts of sheets, by the names of the sheets.
fn by_sheet(
    package: &mut Package<'_>,
    found: Vec<(String, Hidden)>,
) -> Result<HashMap<String, Hidden>, ReadError> {
    let mut found: HashMap<String, Hidden> = found.into_iter().collect();
    let book = package.related("", "/officeDocument")?;
    let book = book.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let parts = package.all_related(&book)?;
    let mut hidden = HashMap::new();
    let Some(bytes) = package.part(&book)? else {
        return Ok(hidden);
    };
    let text = xml_text(&bytes)?;
    let tree = xml(&text)?;
    for sheet in tree.descendants() {
        let id = sheet.attributes().find(|found| found.name() == "id");
        let (true, Some(name), Some(id)) = (
            sheet.tag_name().name() == "sheet",
            sheet.attribute("name"),
            id,
        ) else {
            continue;
        };
        let part = parts.get(id.value()).map(|part| part.to_ascii_lowercase());
        if let Some(of_part) = part.and_then(|part| found.remove(&part)) {
            hidden.insert(name.to_owned(), of_part);
        }
    }
    Ok(hidden)
}

/// A part without the runs of its texts that are struck out; none if it has none.
fn without_struck(part: &[u8]) -> Option<Vec<u8>> {
    let mut reader = quick_xml::Reader::from_reader(part);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut buffer = Vec::new();
    let (mut kept, mut copied) = (Vec::new(), 0);
    // Where the run began, whether its properties are open, and whether they strike it out.
    let mut run: Option<(usize, bool, bool)> = None;
    loop {
        buffer.clear();
        let before = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => match (tag.local_name().as_ref(), &mut run) {
                ("r", None) => run = Some((before, false, false)),
                ("rPr", Some((_, is_open, _))) => *is_open = true,
                ("strike", Some((_, true, struck))) => {
                    let value = attribute(tag.attributes_raw(), "val");
                    *struck = !matches!(value, Some("0" | "false" | "off"));
                }
                _ => {}
            },
            Ok(Event::End(tag)) => match (tag.local_name().as_ref(), &mut run) {
                ("rPr", Some((_, is_open, _))) => *is_open = false,
                ("r", Some((start, _, struck))) => {
                    if *struck {
                        kept.extend_from_slice(part.get(copied..*start)?);
                        copied = usize::try_from(reader.buffer_position()).ok()?;
                    }
                    run = None;
                }
                _ => {}
            },
            // The reader of the cells says what is wrong.
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    if copied == 0 {
        return None;
    }
    kept.extend_from_slice(part.get(copied..)?);
    Some(kept)
}

/// An XML part and what was met in it; none if there is no such part or it is something else.
fn checked_part(
    package: &mut Package<'_>,
    name: &str,
) -> Result<Option<(Vec<u8>, Seen)>, ReadError> {
    let Some(bytes) = package.part(name)? else {
        return Ok(None);
    };
    if !name.ends_with(".xml") && !name.ends_with(".rels") {
        return Ok(None);
    }
    let mut seen = check_part(&bytes)?;
    // The reader finds these two by their names, whatever is in them.
    let name = name.to_ascii_lowercase();
    if name.ends_with(STYLES) {
        check_styles(&bytes)?;
    }
    if name.ends_with(SHARED_TEXTS) {
        check_claim(&bytes)?;
        seen.texts = true;
    }
    if name.ends_with(".rels") {
        check_sheets(&bytes, "Target")?;
    }
    if seen.sheets {
        check_sheets(&bytes, "id")?;
    }
    Ok(Some((bytes, seen)))
}

/// What stands before and behind the rows of a sheet; any other part whole.
pub(super) fn without_rows(part: &[u8]) -> [&[u8]; 2] {
    let end = memmem::rfind(part, b"</sheetData>");
    let start = memmem::find(&part[..end.unwrap_or(0)], b"<sheetData>");
    match (start, end) {
        (Some(start), Some(end)) => [&part[..start], &part[end + b"</sheetData>".len()..]],
        _ => [part, &[]],
    }
}

/// What was met in one part.
#[derive(Default)]
struct Seen {
    formula: bool,
    /// Rows of cells.
    rows: bool,
    /// Struck-out text, or a font for it.
    strike: bool,
    /// A list of sheets.
    sheets: bool,
    /// The texts that cells of all sheets share.
    texts: bool,
}

fn check_part(part: &[u8]) -> Result<Seen, ReadError> {
    let head = xml_text(&part[..part.len().min(4_096)]).unwrap_or_default();
    if head.contains("<!DOCTYPE") {
        return Err(ReadError::ForeignDeclaration);
    }
    let mut seen = Seen::default();
    let mut elements = 0;
    for at in memchr::memchr_iter(b'<', part) {
        elements += 1;
        let tag = &part[at + 1..];
        match local_name(tag) {
            b"f" => seen.formula = true,
            b"sheet" => seen.sheets = true,
            b"sheetData" => seen.rows = true,
            b"strike" => seen.strike = true,
            _ => {}
        }
    }
    // Each element may become a text of its own in memory.
    if elements > MAX_ELEMENTS {
        return Err(ReadError::TooManyCells);
    }
    Ok(seen)
}

/// The name a tag begins with, without its prefix; empty for an end tag.
fn local_name(tag: &[u8]) -> &[u8] {
    let mut start = 0;
    for (at, byte) in tag.iter().enumerate() {
        match byte {
            b':' if start == 0 => start = at + 1,
            // No name goes on behind another tag's beginning, so nothing is looked at twice.
            b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n' | b'<' => return &tag[start..at],
            _ => {}
        }
    }
    &tag[start..]
}

/// The reader makes room for as many shared texts as the part claims to hold, so the claim is read
/// the way it reads it.
fn check_claim(part: &[u8]) -> Result<(), ReadError> {
    let mut reader = quick_xml::Reader::from_reader(part);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "sst" => {
                let is_bearable = |claim: &str| {
                    let is_number = !claim.is_empty() && claim.bytes().all(|b| b.is_ascii_digit());
                    let most = part.len().min(MAX_ELEMENTS);
                    !is_number || claim.parse().is_ok_and(|count: usize| count <= most)
                };
                return match attribute(tag.attributes_raw(), "uniqueCount").is_none_or(is_bearable)
                {
                    true => Ok(()),
                    false => Err(ReadError::Damaged),
                };
            }
            // The reader makes no room, and says what is wrong.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}

/// The first value of an attribute among those of a tag.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_ascii_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after[1..].split_once(quote).unwrap_or((&after[1..], ""));
        if key.trim_ascii() == name {
            return Some(value);
        }
        rest = after;
    }
}

/// The reader copies fonts and number formats for every cell style, so both are kept short and few.
fn check_styles(bytes: &[u8]) -> Result<(), ReadError> {
    let elements = bytes.iter().filter(|&&byte| byte == b'<').count();
    let longest = bytes
        .split(|byte| matches!(byte, b'<' | b'"' | b'\''))
        .map(<[u8]>::len)
        .max();
    let longest = longest.unwrap_or(0);
    let is_bearable = elements <= MAX_STYLE_ELEMENTS
        && longest <= MAX_STYLE_TEXT
        && elements * longest <= MAX_STYLE_COPIES;
    if !is_bearable {
        return Err(ReadError::Damaged);
    }
    Ok(())
}

/// Refuses a workbook that shows one part as many sheets: a little file would be read sixty times.
/// Which part it takes the sheets from is for the reader to say, so every part that lists some, or
/// where some are, is asked for the attribute that tells them apart.
fn check_sheets(part: &[u8], attribute: &str) -> Result<(), ReadError> {
    let text = xml_text(part)?;
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
    Ok(())
}

fn read_xlsx(checked: &Checked) -> Result<Document, ReadError> {
    let mut workbook: Xlsx<_> =
        Xlsx::new(Cursor::new(checked.whole.as_slice())).map_err(xlsx_error)?;
    let mut around: Xlsx<_> =
        Xlsx::new(Cursor::new(checked.around.as_slice())).map_err(xlsx_error)?;
    let mut document = Document::default();
    let mut budget = Used::default();
    let mut has_struck = checked.has_struck;
    for name in visible_sheets(workbook.sheets_metadata()) {
        let mut merges = around.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut cells = Sheet::after(&budget);
        stream(&mut workbook, &name, &mut cells)?;
        budget = cells.used;
        has_struck |= cells.has_struck;
        if let Some(hidden) = checked.hidden.get(&name) {
            let left_out = cells.leave_out(hidden, &mut merges);
            document.issues.extend(left_out.issues(&name));
        }
        if checked.has_formulas {
            without_value(&mut workbook, &name, &mut document.issues)?;
        }
        document.blocks.push(Block::Sheet(name));
        document.blocks.push(Block::Table(cells.grid(&merges)?));
    }
    if has_struck {
        document.issues.push(struck_issue());
    }
    Ok(document)
}

/// Whoever struck a text out may have meant that it is done with, or that it is done.
fn struck_issue() -> Issue {
    left_out("带删除线的文字没有读入，请确认是否已经作废。".to_owned())
}

/// Something of a workbook that was not read, or only perhaps is meant to be.
fn left_out(message: String) -> Issue {
    Issue {
        kind: "other-sheet".to_owned(),
        number: String::new(),
        message,
    }
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
    let formats: Vec<CellStyle> = reader
        .styles()
        .iter()
        .map(|style| CellStyle {
            format: style
                .number_format
                .as_ref()
                .map_or_else(String::new, |format| format.format_code.clone()),
            struck: style
                .font
                .as_ref()
                .is_some_and(|font| font.has_strikethrough()),
        })
        .collect();
    let (sender, receiver) = mpsc::sync_channel(WAITING);
    // What was put is earlier in the file than where the reader gave up.
    let (put, read) = both(
        true,
        || put_cells(receiver, &formats, sheet),
        || send_cells(&mut reader, sender),
    );
    put.and(read)
}

/// What of a cell's style counts here.
struct CellStyle {
    /// Format code of its numbers.
    format: String,
    /// Whether its text is struck out.
    struck: bool,
}

/// A cell as the workbook reader gives it, with the number of its style.
type StyledCell<'a> = (Cell<DataRef<'a>>, usize);

/// Cells handed over at once, and how many times that may wait.
const AT_ONCE: usize = 1_024;
const WAITING: usize = 4;

fn send_cells<'a, RS: Read + Seek>(
    reader: &mut XlsxCellReader<'a, RS>,
    sender: SyncSender<Vec<StyledCell<'a>>>,
) -> Result<(), ReadError> {
    loop {
        let mut cells = Vec::with_capacity(AT_ONCE);
        let end = loop {
            match reader.next_cell_with_style_id() {
                Ok(Some(cell)) => cells.push(cell),
                Ok(None) => break Some(Ok(())),
                Err(error) => break Some(Err(xlsx_error(error))),
            }
            if cells.len() == AT_ONCE {
                break None;
            }
        };
        // Whoever no longer takes cells says why.
        let is_taken = sender.send(cells).is_ok();
        match end {
            Some(end) => return end,
            None if !is_taken => return Ok(()),
            None => {}
        }
    }
}

fn put_cells(
    receiver: Receiver<Vec<StyledCell<'_>>>,
    styles: &[CellStyle],
    sheet: &mut Sheet,
) -> Result<(), ReadError> {
    // Texts that cells share, by where the workbook keeps them, and where the sheet does.
    let mut known: HashMap<*const u8, Range<usize>> = HashMap::new();
    for (cell, style) in receiver.into_iter().flatten() {
        let place = cell.get_position();
        let style = styles.get(style);
        let format = style.map_or("", |style| &style.format);
        if style.is_some_and(|style| style.struck) {
            sheet.has_struck |= *cell.get_value() != DataRef::Empty;
            continue;
        }
        let text: Cow<'_, str> = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::SharedString(text) => {
                let piece = known
                    .entry(text.as_ptr())
                    .or_insert_with(|| sheet.keep(&tidied(text)));
                sheet.put_kept(place, piece.clone())?;
                continue;
            }
            DataRef::String(text) => tidied(text),
            DataRef::Int(value) => number(*value as f64, format).into(),
            DataRef::Float(value) => number(*value, format).into(),
            DataRef::Bool(value) => truth(*value).into(),
            DataRef::DateTime(value) => moment(value, format).into(),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.as_str().into(),
            DataRef::Error(error) => error.to_string().into(),
        };
        sheet.put(place, &text)?;
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

fn truth(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
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
    let (workbook, formats) = match ole::kind(bytes)? {
        ole::Kind::Workbook(workbook, formats) => (workbook, formats),
        ole::Kind::Password => return Err(ReadError::Password),
        ole::Kind::OldText => return Err(ReadError::OldText),
        ole::Kind::OldSheet => return Err(ReadError::OldSheet),
        ole::Kind::Other => return Err(ReadError::NotADocument),
    };
    catch_unwind(AssertUnwindSafe(|| read_xls(&workbook, &formats)))
        .unwrap_or(Err(ReadError::OldSheet))
}

fn read_xls(workbook: &[u8], formats: &ole::Formats) -> Result<Document, ReadError> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(workbook)).map_err(|error| match error {
        calamine::XlsError::Password => ReadError::Password,
        _ => ReadError::OldSheet,
    })?;
    let mut document = Document::default();
    let mut budget = Used::default();
    let mut has_struck = false;
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
        let mut merges = workbook
            .merge_cells_by_sheet_name(&name)
            .unwrap_or_default();
        let start = range.start().unwrap_or_default();
        let mut sheet = Sheet::after(&budget);
        for (row, column, value) in range.used_cells() {
            let (row, column) = (start.0 + row as u32, start.1 + column as u32);
            let format = formats.code(place, row, column);
            if formats.is_struck(place, row, column) {
                sheet.has_struck |= *value != Data::Empty;
                continue;
            }
            let text: Cow<'_, str> = match value {
                Data::Empty => continue,
                Data::String(text) => tidied(text),
                Data::Int(value) => number(*value as f64, format).into(),
                Data::Float(value) => number(*value, format).into(),
                Data::Bool(value) => truth(*value).into(),
                Data::DateTime(value) => moment(value, format).into(),
                Data::DateTimeIso(text) | Data::DurationIso(text) => text.as_str().into(),
                Data::Error(error) => error.to_string().into(),
            };
            sheet.put((row, column), &text)?;
        }
        budget = sheet.used;
        has_struck |= sheet.has_struck;
        if let Some(hidden) = formats.hidden(place) {
            let left_out = sheet.leave_out(hidden, &mut merges);
            document.issues.extend(left_out.issues(&name));
        }
        document.blocks.push(Block::Sheet(name));
        document.blocks.push(Block::Table(sheet.grid(&merges)?));
    }
    if has_struck {
        document.issues.push(struck_issue());
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
    /// In the order of the file, which is nearly always that of the rows.
    cells: Vec<((u32, u32), Range<usize>)>,
    /// Their texts, one behind the other.
    texts: String,
    used: Used,
    /// Whether any was struck out, and is not among them.
    has_struck: bool,
}

impl Sheet {
    /// An empty sheet of a workbook that has taken up so much already.
    fn after(used: &Used) -> Self {
        Sheet {
            cells: Vec::new(),
            texts: String::new(),
            used: *used,
            has_struck: false,
        }
    }

    fn put(&mut self, place: (u32, u32), text: &str) -> Result<(), ReadError> {
        let piece = self.keep(text);
        self.put_kept(place, piece)
    }

    fn keep(&mut self, text: &str) -> Range<usize> {
        let start = self.texts.len();
        self.texts.push_str(text);
        start..self.texts.len()
    }

    fn put_kept(&mut self, place: (u32, u32), piece: Range<usize>) -> Result<(), ReadError> {
        if piece.is_empty() {
            return Ok(());
        }
        self.used.text += piece.len();
        self.used.cells += 1;
        if self.used.text > MAX_TEXT || self.used.cells > MAX_CELLS {
            return Err(ReadError::TooManyCells);
        }
        self.cells.push((place, piece));
        Ok(())
    }

    /// Leaves out what the sheet does not show. A merged cell is shown as long as any place that it
    /// covers is.
    fn leave_out(&mut self, hidden: &Hidden, merges: &mut [Dimensions]) -> LeftOut {
        let by_start: HashMap<(u32, u32), usize> = merges
            .iter()
            .enumerate()
            .map(|(at, merge)| (merge.start, at))
            .collect();
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        let mut filtered = BTreeSet::new();
        self.cells.retain_mut(|(place, _)| {
            let (row, column) = (hidden.row(place.0), hidden.column(place.1));
            if row == Sight::Hidden || column == Sight::Hidden {
                let shown = (hidden.next_row(place.0), hidden.next_column(place.1));
                let merge = by_start.get(place).and_then(|&at| merges.get_mut(at));
                let Some(merge) =
                    merge.filter(|merge| shown.0 <= merge.end.0 && shown.1 <= merge.end.1)
                else {
                    match row {
                        Sight::Hidden => rows.insert(place.0),
                        _ => columns.insert(place.1),
                    };
                    return false;
                };
                merge.start = shown;
                *place = shown;
            }
            if row == Sight::Filtered {
                filtered.insert(place.0);
            }
            true
        });
        LeftOut {
            rows: rows.len(),
            columns: columns.len(),
            filtered: filtered.len(),
        }
    }

    /// A table of the rows and columns that hold something: empty ones between say nothing.
    fn grid(mut self, merges: &[Dimensions]) -> Result<Grid, ReadError> {
        if !self.cells.is_sorted_by(|one, next| one.0 < next.0) {
            // Of two cells that claim one place the later counts.
            self.cells.reverse();
            self.cells.sort_by_key(|&(place, _)| place);
            self.cells.dedup_by_key(|&mut (place, _)| place);
        }
        let mut rows: Vec<u32> = self.cells.iter().map(|&((row, _), _)| row).collect();
        rows.dedup();
        let mut columns: Vec<u32> = Vec::new();
        for ((_, column), _) in &self.cells {
            if let Err(at) = columns.binary_search(column) {
                columns.insert(at, *column);
            }
            if columns.len() > MAX_COLUMNS {
                return Err(ReadError::TooManyCells);
            }
        }
        if rows.len() > MAX_ROWS {
            return Err(ReadError::TooManyCells);
        }
        let spans: BTreeMap<(u32, u32), (u32, u32)> = merges
            .iter()
            .map(|merge| (merge.start, merge.end))
            .collect();
        let mut builder = GridBuilder::with_room(self.cells.len(), rows.len(), columns.len());
        let texts = Arc::new(self.texts);
        let mut top = 0;
        for (place, piece) in self.cells {
            while rows[top] < place.0 {
                top += 1;
            }
            let left = index(&columns, place.1);
            let span = spans.get(&place).map_or((1, 1), |end| {
                let (bottom, right) = (after(&rows, end.0), after(&columns, end.1));
                (bottom.saturating_sub(top), right.saturating_sub(left))
            });
            let text = Text::piece(&texts, piece);
            builder.put(top, left, span, text, Vec::new())?;
        }
        builder.finish(rows.len(), !merges.is_empty())
    }
}

/// How many rows and columns of a sheet were left out, and how many rows a filter hides.
struct LeftOut {
    rows: usize,
    columns: usize,
    filtered: usize,
}

impl LeftOut {
    fn issues(&self, sheet: &str) -> Vec<Issue> {
        let mut issues = Vec::new();
        let what: Vec<String> = [(self.rows, "行"), (self.columns, "列")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if !what.is_empty() {
            let what = what.join("、");
            issues.push(left_out(format!(
                "工作表“{sheet}”隐藏的 {what}没有读入，如果要读，请取消隐藏后再传。"
            )));
        }
        if self.filtered > 0 {
            let count = self.filtered;
            issues.push(left_out(format!(
                "工作表“{sheet}”正在筛选，没有显示的 {count} 行也读入了，请确认是否都要。"
            )));
        }
        issues
    }
}

fn index(places: &[u32], place: u32) -> usize {
    places.partition_point(|&other| other < place)
}

fn after(places: &[u32], place: u32) -> usize {
    places.partition_point(|&other| other <= place)
}
