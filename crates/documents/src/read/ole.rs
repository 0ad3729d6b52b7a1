//! The container of .doc, .xls, .wps, .et and of encrypted files: enough of it to tell which, and
//! to see that a workbook is not made to exhaust memory before it is handed to its reader.

use std::collections::{HashMap, HashSet};

use super::hidden::Hidden;
use crate::{MAX_BYTES, MAX_CELLS, MAX_TEXT, ReadError};

pub(super) const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Sector numbers from here on are marks, not places.
const RESERVED: u32 = 0xffff_fffa;
/// Most sheets of a workbook.
const MAX_SHEETS: usize = 64;

/// Number formats of a workbook. Its reader does not pass them on, and 40% would come as 0.4.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Formats {
    /// Codes of formats the workbook defines itself.
    codes: HashMap<u16, String>,
    /// For each cell style, its format.
    styles: Vec<u16>,
    /// For each sheet in order, the styles of its numbers by row and column.
    cells: Vec<HashMap<(u16, u16), u16>>,
    /// For each font, whether it strikes text out.
    fonts: Vec<bool>,
    /// Styles that strike text out.
    struck: HashSet<u16>,
    /// For each sheet in order, the struck-out cells and what it does not show.
    struck_cells: Vec<HashSet<(u16, u16)>>,
    hidden: Vec<Hidden>,
}

impl Formats {
    /// The format code of a number; empty for a plain one.
    pub(super) fn code(&self, sheet: usize, row: u32, column: u32) -> &str {
        let place = (row.try_into().ok(), column.try_into().ok());
        let (Some(row), Some(column)) = place else {
            return "";
        };
        let style = self
            .cells
            .get(sheet)
            .and_then(|cells| cells.get(&(row, column)));
        let Some(format) = style.and_then(|&style| self.styles.get(usize::from(style))) else {
            return "";
        };
        match (self.codes.get(format), format) {
            (Some(code), _) => code,
            (None, 1) => "0",
            (None, 2) => "0.00",
            (None, 3) => "#,##0",
            (None, 4) => "#,##0.00",
            (None, 9) => "0%",
            (None, 10) => "0.00%",
            (None, 31) => "yyyy\"年\"m\"月\"d\"日\"",
            (None, 57) => "yyyy\"年\"m\"月\"",
            (None, 58) => "m\"月\"d\"日\"",
            _ => "",
        }
    }

    /// Whether a cell is struck out.
    pub(super) fn is_struck(&self, sheet: usize, row: u32, column: u32) -> bool {
        let place = (row.try_into().ok(), column.try_into().ok());
        let (Some(row), Some(column)) = place else {
            return false;
        };
        let struck = self.struck_cells.get(sheet);
        struck.is_some_and(|struck| struck.contains(&(row, column)))
    }

    /// What a sheet does not show, if there is anything.
    pub(super) fn hidden(&self, sheet: usize) -> Option<&Hidden> {
        self.hidden.get(sheet).filter(|hidden| !hidden.is_empty())
    }

    /// XF: the number of the font, and of the format.
    fn style(&mut self, data: &[u8]) {
        let font = u16_at(data, 0).unwrap_or_default();
        // There is no font 4.
        let font = usize::from(if font > 4 { font - 1 } else { font });
        if self.fonts.get(font).is_some_and(|struck| *struck)
            && let Ok(style) = self.styles.len().try_into()
        {
            self.struck.insert(style);
        }
        self.styles.push(u16_at(data, 2).unwrap_or_default());
    }

    /// Notes the cells of one record of the latest sheet that are struck out.
    fn note_struck(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        if self.struck.is_empty() {
            return None;
        }
        let cells = self.struck_cells.last_mut()?;
        let (row, first) = (u16_at(data, 0)?, u16_at(data, 2)?);
        let count = match kind {
            0x00bd => data.len().saturating_sub(6) / 6,
            _ => 1,
        };
        for at in 0..count {
            let style = u16_at(data, 4 + 6 * at)?;
            if self.struck.contains(&style) && cells.len() < MAX_CELLS / MAX_SHEETS {
                cells.insert((row, first.checked_add(at as u16)?));
            }
        }
        Some(())
    }

    /// Notes what one record of the latest sheet says is not shown.
    fn note_hidden(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        let hidden = self.hidden.last_mut()?;
        match kind {
            // ROW
            0x0208 if u16_at(data, 12)? & 0x20 != 0 => {
                let row = u32::from(u16_at(data, 0)?);
                hidden.hide_rows(row, row);
            }
            // COLINFO
            0x007d if u16_at(data, 8)? & 1 != 0 => {
                hidden.hide_columns(u16_at(data, 0)?.into(), u16_at(data, 2)?.into());
            }
            // AUTOFILTERINFO
            0x009d => hidden.filter(0),
            _ => {}
        }
        Some(())
    }

    /// FORMAT of BIFF8: number, length, width of characters, characters.
    fn define(&mut self, data: &[u8]) -> Option<()> {
        let format = u16_at(data, 0)?;
        let length = usize::from(u16_at(data, 2)?);
        let wide = *data.get(4)? & 1 == 1;
        let code = if wide {
            let units: Vec<u16> = (0..length)
                .map_while(|at| u16_at(data, 5 + 2 * at))
                .collect();
            String::from_utf16_lossy(&units)
        } else {
            data.get(5..)?
                .iter()
                .take(length)
                .map(|&byte| char::from(byte))
                .collect()
        };
        self.codes.insert(format, code);
        Some(())
    }

    /// Notes the styles of the numbers in one record of the latest sheet.
    fn note(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        let cells = self.cells.last_mut()?;
        let (row, first) = (u16_at(data, 0)?, u16_at(data, 2)?);
        if cells.len() >= MAX_CELLS / MAX_SHEETS {
            return None;
        }
        if kind == 0x00bd {
            let count = data.len().saturating_sub(6) / 6;
            for at in 0..count {
                let column = first.checked_add(at as u16)?;
                cells.insert((row, column), u16_at(data, 4 + 6 * at)?);
            }
        } else {
            cells.insert((row, first), u16_at(data, 4)?);
        }
        Some(())
    }
}

/// What a compound file holds.
#[derive(Debug, PartialEq)]
pub(super) enum Kind {
    /// A workbook that can be read, alone in a container of our own, and how it shows its numbers.
    Workbook(Vec<u8>, Box<Formats>),
    Password,
    OldText,
    OldSheet,
    Other,
}

/// Tells what the file is; of a workbook, checks every claim its reader would believe.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    let file = Compound::open(bytes).ok_or(ReadError::Damaged)?;
    let has = |name: &str| {
        file.entries
            .iter()
            .any(|entry| entry.name.eq_ignore_ascii_case(name))
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Ok(Kind::Password);
    }
    // A file for two generations of programs has both.
    let named = |name: &str| {
        let mut entries = file.entries.iter();
        entries.find(|entry| entry.name.eq_ignore_ascii_case(name))
    };
    let Some(entry) = named("Workbook").or_else(|| named("Book")) else {
        let kind = if has("WordDocument") || has("WPSDocument") || has("WpsContent") {
            Kind::OldText
        } else if has("ETExtData") || has("ET_Workbook") {
            Kind::OldSheet
        } else {
            Kind::Other
        };
        return Ok(kind);
    };
    let mut stream = file.stream(entry).ok_or(ReadError::Damaged)?;
    let Some(formats) = check_workbook(&mut stream)? else {
        return Ok(Kind::Password);
    };
    Ok(Kind::Workbook(container(&stream), Box::new(formats)))
}

/// Bytes of a sector of the container made here.
const SECTOR: usize = 4_096;
/// Marks the end of a chain, a sector of the table, and one that is free.
const END: u32 = 0xffff_fffe;
const TABLE: u32 = 0xffff_fffd;
const FREE: u32 = 0xffff_ffff;

/// A compound file that holds a workbook and nothing else. Its reader follows the chains of
/// whatever file it is given without end, and knows streams by other rules than are used here.
fn container(workbook: &[u8]) -> Vec<u8> {
    // A shorter stream would be kept in another way.
    let length = workbook.len().max(SECTOR);
    let sectors = length.div_ceil(SECTOR);
    let tables = (sectors + 1).div_ceil(SECTOR / 4 - 1);
    let mut table = vec![TABLE; tables];
    table.push(END);
    table.extend((tables as u32 + 2..).take(sectors - 1));
    table.push(END);
    table.resize(tables * SECTOR / 4, FREE);

    let mut file = vec![0; SECTOR];
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, SIGNATURE);
    put(24, b"\x3e\0\x04\0\xfe\xff\x0c\0\x06\0");
    put(44, &(tables as u32).to_le_bytes());
    put(48, &(tables as u32).to_le_bytes());
    put(56, &4_096_u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for at in 0..109 {
        let sector = if at < tables { at as u32 } else { FREE };
        put(76 + 4 * at, &sector.to_le_bytes());
    }
    file.reserve((tables + 1 + sectors) * SECTOR);
    file.extend(table.iter().flat_map(|next| next.to_le_bytes()));
    let start = tables as u32 + 1;
    for (name, kind, start, length) in [("Root Entry", 5, 0, 0), ("Workbook", 2, start, length)] {
        let mut entry = [0; 128];
        for (unit, place) in name.encode_utf16().zip(entry.chunks_exact_mut(2)) {
            place.copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = 2 * name.len() as u8 + 2;
        entry[66] = kind;
        entry[68..80].fill(0xff);
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..128].copy_from_slice(&(length as u64).to_le_bytes());
        file.extend(entry);
    }
    file.resize((tables + 2) * SECTOR, 0);
    file.extend(workbook);
    file.resize((tables + 2 + sectors) * SECTOR, 0);
    file
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
}

struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    entries: Vec<Entry>,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Compound {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            entries: Vec::new(),
        };
        let mut tables: Vec<u32> = (0..109).filter_map(|n| u32_at(bytes, 76 + 4 * n)).collect();
        let mut next = u32_at(bytes, 68)?;
        let most = bytes.len() / sector + 1;
        for _ in 0..most {
            if next >= RESERVED {
                break;
            }
            let table = file.sector(next)?;
            let mut numbers: Vec<u32> = (0..sector / 4)
                .filter_map(|n| u32_at(table, 4 * n))
                .collect();
            next = numbers.pop()?;
            tables.extend(numbers);
        }
        for table in tables
            .into_iter()
            .filter(|&table| table < RESERVED)
            .take(most)
        {
            let table = file.sector(table)?;
            let numbers = (0..sector / 4).filter_map(|n| u32_at(table, 4 * n));
            let numbers: Vec<u32> = numbers.collect();
            file.fat.extend(numbers);
        }
        let directory = file.chain(u32_at(bytes, 48)?, MAX_BYTES)?;
        file.entries = directory.chunks_exact(128).filter_map(entry).collect();
        let mini = file
            .chain(u32_at(bytes, 60)?, MAX_BYTES)
            .unwrap_or_default();
        file.mini_fat = (0..mini.len() / 4)
            .filter_map(|n| u32_at(&mini, 4 * n))
            .collect();
        (!file.entries.is_empty()).then_some(file)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let bytes = self.bytes.get(start..)?;
        Some(&bytes[..bytes.len().min(self.sector)])
    }

    /// The sectors from `start` on, following the table; each at most once over, in sum.
    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut next = start;
        for _ in 0..=self.fat.len() {
            if next >= RESERVED || bytes.len() >= length {
                bytes.truncate(length);
                return Some(bytes);
            }
            bytes.extend_from_slice(self.sector(next)?);
            if bytes.len() > self.bytes.len() {
                return None;
            }
            next = *self.fat.get(next as usize)?;
        }
        None
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        if entry.length >= 4096 {
            return self.chain(entry.start, entry.length);
        }
        let root = self.entries.first()?;
        let container = self.chain(root.start, root.length)?;
        let mut bytes = Vec::new();
        let mut next = entry.start;
        while next < RESERVED && bytes.len() < entry.length {
            let start = (next as usize).checked_mul(64)?;
            bytes.extend_from_slice(container.get(start..start + 64)?);
            next = *self.mini_fat.get(next as usize)?;
        }
        bytes.truncate(entry.length);
        Some(bytes)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).min(64);
    let units: Vec<u16> = (0..length / 2)
        .filter_map(|n| u16_at(bytes, 2 * n))
        .take_while(|&unit| unit != 0)
        .collect();
    let kind = *bytes.get(66)?;
    (kind != 0).then_some(Entry {
        name: String::from_utf16_lossy(&units),
        start: u32_at(bytes, 116)?,
        length: u32_at(bytes, 120)? as usize,
    })
}

/// One record: its kind, its data, and where the next begins.
fn record(stream: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let kind = u16_at(stream, at)?;
    let length = usize::from(u16_at(stream, at + 2)?);
    let data = stream.get(at + 4..at + 4 + length)?;
    Some((kind, data, at + 4 + length))
}

/// Most bytes of shared texts that cells of all sheets take, hidden ones too, each counted as if it
/// were Chinese throughout.
const MAX_COPIED: usize = 8 * MAX_TEXT;
/// Most records that continue the shared texts: the reader moves all that are left for each.
const MAX_CONTINUED: usize = 10_000;

/// Checks what the reader of workbooks would believe; none if there is a password.
///
/// It also writes out every formula, which nobody asks for: they are cut off here.
fn check_workbook(stream: &mut [u8]) -> Result<Option<Formats>, ReadError> {
    let Some((formats, formulas)) = examine(stream)? else {
        return Ok(None);
    };
    if formulas.is_empty() {
        return Ok(Some(formats));
    }
    for at in formulas {
        stream[at..at + 2].fill(0);
    }
    // Once more, in case one record stood inside another.
    match examine(stream)? {
        Some((formats, formulas)) if formulas.is_empty() => Ok(Some(formats)),
        _ => Err(ReadError::Damaged),
    }
}

/// The reader makes room for whatever rectangle a sheet claims or spans, copies a shared text for
/// every cell that names it, and reads a stretch again for every sheet said to be there; so all of
/// that is added up first. Also gives the places where formulas say how long they are.
fn examine(stream: &[u8]) -> Result<Option<(Formats, Vec<usize>)>, ReadError> {
    let mut sheets = Vec::new();
    let mut shared: Vec<&[u8]> = Vec::new();
    let mut in_shared = false;
    let mut formats = Formats::default();
    let mut at = 0;
    while let Some((kind, data, next)) = record(stream, at) {
        match kind {
            // FILEPASS
            0x002f => return Ok(None),
            // BOUNDSHEET
            0x0085 => sheets.extend(u32_at(data, 0)),
            // SST and its CONTINUE records
            0x00fc => shared = vec![data],
            0x003c if in_shared => shared.push(data),
            // FORMAT
            0x041e => {
                formats.define(data);
            }
            // XF
            0x00e0 => formats.style(data),
            // FONT
            0x0031 => {
                let flags = u16_at(data, 2).unwrap_or_default();
                formats.fonts.push(flags & 8 != 0);
            }
            0x000a => break,
            _ => {}
        }
        in_shared = kind == 0x00fc || (in_shared && kind == 0x003c);
        at = next;
    }
    if sheets.len() > MAX_SHEETS || shared.len() > MAX_CONTINUED {
        return Err(ReadError::TooManyCells);
    }
    let shared = Shared::of(&shared);
    let mut all = Extent::default();
    let mut formulas = Vec::new();
    for start in sheets {
        let mut sheet = sheet_extent(stream, start as usize, &shared, &mut formats);
        formulas.append(&mut sheet.formulas);
        all.covered = all.covered.saturating_add(sheet.covered);
        all.text = all.text.saturating_add(sheet.text);
        all.length += sheet.length;
    }
    if all.covered > 4 * MAX_CELLS || all.text > MAX_COPIED || all.length > stream.len() {
        return Err(ReadError::TooManyCells);
    }
    Ok(Some((formats, formulas)))
}

/// How long the texts are that cells share.
enum Shared {
    /// Most bytes of each.
    Known(Vec<u32>),
    /// Most bytes of any.
    AtMost(usize),
}

impl Shared {
    /// Looks at the texts in a record and those that continue it.
    fn of(records: &[&[u8]]) -> Self {
        let bytes: usize = records.iter().map(|record| record.len()).sum();
        match lengths(records) {
            Some(lengths) => Shared::Known(lengths),
            // Each has at most 65 535 characters.
            None => Shared::AtMost((3 * bytes).min(196_605)),
        }
    }

    fn length(&self, text: Option<u32>) -> usize {
        match self {
            Shared::Known(lengths) => text
                .and_then(|text| lengths.get(text as usize))
                .map_or(0, |&length| length as usize),
            Shared::AtMost(length) => *length,
        }
    }
}

/// Most bytes of each text in the records of the shared texts; none if they break off.
fn lengths(records: &[&[u8]]) -> Option<Vec<u32>> {
    let mut records = records.iter().copied();
    let Some(first) = records.next() else {
        return Some(Vec::new());
    };
    let mut data = first.get(8..)?;
    let mut lengths = Vec::new();
    loop {
        if data.is_empty() {
            let Some(next) = records.next() else {
                return Some(lengths);
            };
            data = next;
        }
        if data.is_empty() {
            lengths.push(0);
            continue;
        }
        let mut left = usize::from(u16_at(data, 0)?);
        let flags = *data.get(2)?;
        lengths.push(3 * left as u32);
        data = &data[3..];
        let mut after = 0;
        if flags & 8 != 0 {
            after += 4 * usize::from(u16_at(data, 0)?);
            data = &data[2..];
        }
        if flags & 4 != 0 {
            after += u32_at(data, 0)? as usize;
            data = &data[4..];
        }
        let mut width = 1 + usize::from(flags & 1);
        while left > 0 {
            let here = left.min(data.len() / width);
            data = &data[here * width..];
            left -= here;
            if left > 0 {
                let (flags, rest) = records.next()?.split_first()?;
                (width, data) = (1 + usize::from(flags & 1), rest);
            }
        }
        while after > 0 {
            if data.is_empty() {
                data = records.next()?;
            }
            let here = after.min(data.len());
            data = &data[here..];
            after -= here;
        }
    }
}

/// What a sheet takes up.
#[derive(Debug, Default)]
struct Extent {
    /// Cells of the rectangle it claims or spans, whichever is more.
    covered: usize,
    /// Most bytes of the texts its cells share with others.
    text: usize,
    /// Bytes of its records.
    length: usize,
    /// Where formulas that are not empty say how long they are.
    formulas: Vec<usize>,
}

fn sheet_extent(stream: &[u8], start: usize, shared: &Shared, formats: &mut Formats) -> Extent {
    formats.cells.push(HashMap::new());
    formats.struck_cells.push(HashSet::new());
    formats.hidden.push(Hidden::default());
    let (mut rows, mut columns, mut claimed, mut text) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut formulas = Vec::new();
    let mut depth = 0_usize;
    let mut at = start;
    while let Some((kind, data, next)) = record(stream, at) {
        match kind {
            0x0809 => depth += 1,
            0x000a => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            // DIMENSIONS, of BIFF8 or of BIFF5
            0x0200 => {
                let (first, last, right) = if data.len() >= 14 {
                    (u32_at(data, 0), u32_at(data, 4), u16_at(data, 10))
                } else {
                    (
                        u16_at(data, 0).map(u32::from),
                        u16_at(data, 2).map(u32::from),
                        u16_at(data, 6),
                    )
                };
                if let (Some(first), Some(last), Some(right)) = (first, last, right) {
                    // A last row before the first wraps round in the reader.
                    let height = if last >= first {
                        (last - first) as usize + 1
                    } else {
                        usize::MAX
                    };
                    claimed = claimed.saturating_add(height.saturating_mul(usize::from(right) + 1));
                }
            }
            // FORMULA, NUMBER, LABEL, BOOLERR, RK, LABELSST, RSTRING, MULRK
            0x0006 | 0x0203 | 0x0204 | 0x0205 | 0x027e | 0x00fd | 0x00d6 | 0x00bd => {
                let row = u16_at(data, 0).map_or(0, usize::from);
                let last = if kind == 0x00bd {
                    u16_at(data, data.len().saturating_sub(2))
                } else {
                    u16_at(data, 2)
                };
                rows = rows.max(row + 1);
                columns = columns.max(last.map_or(0, usize::from) + 1);
                if kind == 0x00fd {
                    text = text.saturating_add(shared.length(u32_at(data, 6)));
                }
                if kind == 0x0006 && u16_at(data, 20).is_some_and(|length| length > 0) {
                    formulas.push(at + 4 + 20);
                }
                if matches!(kind, 0x0006 | 0x0203 | 0x027e | 0x00bd) {
                    formats.note(kind, data);
                }
                formats.note_struck(kind, data);
            }
            0x0208 | 0x007d | 0x009d => {
                formats.note_hidden(kind, data);
            }
            _ => {}
        }
        at = next;
    }
    if let Some(hidden) = formats.hidden.last_mut() {
        hidden.settle();
    }
    Extent {
        covered: claimed.max(rows.saturating_mul(columns)),
        text,
        length: at.saturating_sub(start),
        formulas,
    }
}

#[cfg(test)]
mod tests {
    use super::super::hidden::Sight;
    use super::*;

    fn record_of(kind: u16, data: &[u8]) -> Vec<u8> {
        let head = [kind, data.len() as u16].map(u16::to_le_bytes);
        [&head.concat(), data].concat()
    }

    #[test]
    fn formulas_are_cut_off() {
        let begin = |kind: u8| record_of(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0]);
        let end = record_of(0x000a, &[]);
        let mut globals = begin(5);
        let start = globals.len() + 4 + 8 + end.len();
        let sheet = [&(start as u32).to_le_bytes()[..], &[0, 0, 0, 0]].concat();
        globals.extend(record_of(0x0085, &sheet));
        globals.extend(&end);
        let mut cell = vec![0; 20];
        cell.extend([3, 0, 0x1e, 7, 0]);
        let mut stream = [globals, begin(16), record_of(0x0006, &cell), end].concat();
        let before = stream.clone();
        assert!(check_workbook(&mut stream).unwrap().is_some());
        let changed: Vec<usize> = (0..stream.len())
            .filter(|&at| stream[at] != before[at])
            .collect();
        assert_eq!(changed, [start + 12 + 4 + 20]);
    }

    #[test]
    fn what_is_struck_out_or_hidden_is_noted() {
        let begin = |kind: u8| record_of(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0]);
        let end = record_of(0x000a, &[]);
        let mut globals = begin(5);
        // The fifth font is called 5.
        for flags in [0, 0, 0, 0, 8] {
            globals.extend(record_of(0x0031, &[200, 0, flags, 0]));
        }
        for font in [0, 5] {
            globals.extend(record_of(0x00e0, &[font, 0, 0, 0]));
        }
        let start = globals.len() + 4 + 8 + end.len();
        let sheet = [&(start as u32).to_le_bytes()[..], &[0, 0, 0, 0]].concat();
        globals.extend(record_of(0x0085, &sheet));
        globals.extend(&end);
        let row = |row: u8, flags: u8| {
            record_of(
                0x0208,
                &[row, 0, 0, 0, 9, 0, 255, 0, 0, 0, 0, 0, flags, 1, 15, 0],
            )
        };
        let number = |row: u8, style: u8| record_of(0x027e, &[row, 0, 2, 0, style, 0, 0, 0, 0, 0]);
        let columns = record_of(0x007d, &[3, 0, 4, 0, 0, 10, 15, 0, 1, 0]);
        let several = record_of(
            0x00bd,
            &[6, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0],
        );
        let sheet = [
            begin(16),
            columns,
            row(4, 0x20),
            row(5, 0),
            number(4, 0),
            number(5, 1),
            several,
        ];
        let parts = |more: Vec<u8>| {
            let all = [globals.clone(), sheet.concat(), more, end.clone()].concat();
            examine(&all).unwrap().unwrap().0
        };
        let formats = parts(Vec::new());
        let struck =
            [(4, 2), (5, 2), (6, 1), (6, 2)].map(|(row, column)| formats.is_struck(0, row, column));
        assert_eq!(struck, [false, true, false, true]);
        let hidden = formats.hidden(0).unwrap();
        assert_eq!(
            [3, 4, 5].map(|row| hidden.row(row)),
            [Sight::Shown, Sight::Hidden, Sight::Shown]
        );
        assert_eq!(
            [2, 3, 4, 5].map(|column| hidden.column(column) == Sight::Hidden),
            [false, true, true, false]
        );
        let filtered = parts(record_of(0x009d, &[3, 0]));
        assert_eq!(filtered.hidden(0).unwrap().row(4), Sight::Filtered);
    }

    #[test]
    fn shared_texts_go_on_in_the_next_record() {
        let head = [0; 8];
        let plain = |text: &str| [&[text.len() as u8, 0, 0], text.as_bytes()].concat();
        let rich = [
            &[2, 0, 0x0d, 1, 0, 3, 0, 0, 0],
            &[b'x'; 4][..],
            &[1; 4],
            &[2; 3],
        ]
        .concat();
        let whole = [&head[..], &plain("ab"), &rich, &plain("")].concat();
        assert_eq!(lengths(&[&whole]), Some(vec![6, 6, 0]));
        // Cut in a text, which says anew how wide it is, or behind one.
        let (one, other) = whole.split_at(8 + 3 + 1);
        let other = [&[0], other].concat();
        assert_eq!(lengths(&[one, &other]), Some(vec![6, 6, 0]));
        for at in [13, 13 + 9 + 4, 13 + 9 + 4 + 5] {
            let (one, other) = whole.split_at(at);
            assert_eq!(lengths(&[one, other]), Some(vec![6, 6, 0]), "{at}");
        }
        assert_eq!(lengths(&[&whole[..whole.len() - 4]]), None);
        assert_eq!(lengths(&[]), Some(Vec::new()));
    }

    #[test]
    fn a_container_holds_its_workbook() {
        for length in [0, 1, 4_095, 4_096, 4_097, 1_023 * 4_096, 5_000_000] {
            let workbook: Vec<u8> = (0..length).map(|at: u32| (at % 251) as u8).collect();
            let made = container(&workbook);
            let file = Compound::open(&made).unwrap();
            assert_eq!(file.entries[1].name, "Workbook");
            let mut stream = file.stream(&file.entries[1]).unwrap();
            stream.truncate(workbook.len());
            assert!(stream == workbook, "{length}");
        }
    }
}
