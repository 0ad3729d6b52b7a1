//! PDF with a text layer: glyphs to lines, rules to tables, pages joined.
//!
//! A PDF knows no cells and no paragraphs, only where each character and each line of ink stands.
//! [`guard`] keeps hostile files from the parser, [`page`] takes pages apart, [`layout`] puts lines
//! and cells together, and here pages become one document again.

mod guard;
mod layout;
mod page;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_font::hayro_syntax::{LoadPdfError, Pdf};

use self::layout::{Cell, Line, Piece, Table, goes_on, paragraphs};
use super::Document;
use crate::block::{Block, GridBuilder, Text, tidy};
use crate::{ReadError, meaning};

/// Share of glyphs whose character is not told beyond which the text is no use.
const MOST_UNKNOWN: f64 = 0.05;
/// How many lines at the top and the foot of a page may be its header and footer.
const HEADER_LINES: usize = 3;
/// How far from the edge of the paper a browser prints its header and footer, in points.
const MARGIN: f64 = 40.0;

pub(super) fn document(bytes: &[u8]) -> Result<Document, ReadError> {
    let copy = guard::checked(bytes)?;
    // The parser is a dependency: should it give up on hostile bytes, that is a file that cannot be
    // read, not the end of the program.
    catch_unwind(AssertUnwindSafe(|| read(copy))).unwrap_or(Err(ReadError::PdfUnreadable))
}

fn read(bytes: Vec<u8>) -> Result<Document, ReadError> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Password,
        LoadPdfError::Invalid => ReadError::PdfUnreadable,
    })?;
    let (pages, seen) = page::pages(&pdf)?;
    let told: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    // Characters that a program recognised on a scan may be wrong, and nobody would see it.
    if told == 0 || seen.invisible > told {
        return Err(match seen.unknown > 0 && seen.invisible == 0 {
            true => ReadError::PdfUnreadable,
            false => ReadError::PdfWithoutText,
        });
    }
    if seen.unknown as f64 > MOST_UNKNOWN * told as f64 {
        return Err(ReadError::PdfUnreadable);
    }
    let mut sheets: Vec<Vec<Piece>> = pages.iter().map(layout::pieces).collect();
    let heights: Vec<f64> = pages.iter().map(|page| page.height).collect();
    drop_headers(&mut sheets, &heights);
    let edge = edge(&sheets, &pages);
    let mut joined: Vec<Piece> = Vec::new();
    for sheet in sheets {
        for (at, piece) in sheet.into_iter().enumerate() {
            match (piece, joined.last_mut()) {
                (Piece::Table(next), Some(Piece::Table(last))) if at == 0 => {
                    if let Some(rest) = continued(last, next) {
                        joined.push(Piece::Table(rest));
                    }
                }
                (piece, _) => joined.push(piece),
            }
        }
    }
    let mut made = blocks(joined, edge)?;
    // What the file calls itself comes first; a heading nearer to the table is preferred to it.
    if let Some(title) = pdf.metadata().title.as_deref().and_then(title) {
        made.insert(0, Block::Paragraph(title));
    }
    Ok(made.into())
}

/// The title kept beside the text, in the encodings it may have.
fn title(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xef, 0xbb, 0xbf, rest @ ..] => encoding_rs::UTF_8.decode_without_bom_handling(rest).0,
        _ => return None,
    };
    // Word puts itself before the name of the file.
    let text = text.trim_start_matches("Microsoft Word - ");
    let text = tidy(text.rsplit_once('.').map_or(text, |(name, _)| name));
    (!text.is_empty() && text.len() < 300).then_some(text)
}

/// Takes off what stands at the same place of several pages, and page numbers.
fn drop_headers(sheets: &mut [Vec<Piece>], heights: &[f64]) {
    let places = |sheet: &[Piece]| -> Vec<usize> {
        let is_line = |&at: &usize| matches!(sheet[at], Piece::Line(_));
        let head = (0..sheet.len()).take_while(is_line).take(HEADER_LINES);
        let foot = (0..sheet.len())
            .rev()
            .take_while(is_line)
            .take(HEADER_LINES);
        let mut places: Vec<usize> = head.chain(foot).collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    // A text with its figures left out, and where it stands.
    let key = |line: &Line| {
        let text: String = line
            .text
            .chars()
            .filter(|c| !c.is_ascii_digit() && !c.is_whitespace())
            .collect();
        (text, line.y.round() as i64)
    };
    let mut counts: HashMap<(String, i64), usize> = HashMap::new();
    for sheet in sheets.iter() {
        for at in places(sheet) {
            if let Piece::Line(line) = &sheet[at] {
                *counts.entry(key(line)).or_default() += 1;
            }
        }
    }
    for (sheet, height) in sheets.iter_mut().zip(heights) {
        let places = places(sheet);
        let mut at = 0;
        sheet.retain(|piece| {
            at += 1;
            match piece {
                Piece::Line(line) if places.contains(&(at - 1)) => {
                    let is_margin = line.y < MARGIN || line.y > height - MARGIN;
                    counts.get(&key(line)).copied().unwrap_or(0) < 2
                        && !is_page_number(&line.text)
                        && !(is_margin && is_of_browser(&line.text))
                }
                _ => true,
            }
        });
    }
}

/// 12, - 12 -, 第12页, 第1页 共3页, 1/3.
fn is_page_number(text: &str) -> bool {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"-—–－第共页/,，".contains(*c))
        .collect();
    let digits = bare.chars().all(|c| c.is_ascii_digit());
    bare.len() <= 6 && digits && !bare.is_empty() && (bare.len() <= 3 || text.contains(['页', '/']))
}

/// What a browser prints in the margins: the time and the title, the address and the page.
fn is_of_browser(text: &str) -> bool {
    let text = text.trim();
    let is_address = ["http://", "https://", "file://"]
        .iter()
        .any(|start| text.starts_with(start));
    let time: String = text.chars().take_while(|c| !c.is_whitespace()).collect();
    let is_date = time
        .chars()
        .all(|c| c.is_ascii_digit() || "/-.,年月日".contains(c))
        && time.contains(['/', '-', '.', '年'])
        && text[time.len()..].chars().take(12).any(|c| c == ':');
    is_address || is_date
}

/// Where a full line of running text ends.
fn edge(sheets: &[Vec<Piece>], pages: &[page::Page]) -> f64 {
    let lines = || {
        sheets.iter().flatten().filter_map(|piece| match piece {
            Piece::Line(line) => Some(line),
            Piece::Table(_) => None,
        })
    };
    let left = lines().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = lines().map(|line| line.right).fold(0.0, f64::max);
    let full = lines()
        .filter(|line| line.right > right - line.size)
        .count();
    let width = pages.first().map_or(0.0, |page| page.width);
    // Margins are as wide at the right, unless lines show where they end.
    if full >= 2 || !left.is_finite() {
        right
    } else {
        right.max(width - left)
    }
}

/// Joins the first row of a page's table with the row above if that row was cut by the page end.
/// Returns what is left of the page's table.
fn continued(last: &mut Table, mut next: Table) -> Option<Table> {
    let row_text = |table: &Table, row: usize| -> Vec<String> {
        let cells = table.cells.iter().filter(|cell| cell.row == row);
        cells
            .map(|cell| text(cell).split_whitespace().collect())
            .collect()
    };
    // The heading printed again stands above the rest of the row.
    let heading = row_text(&next, 0);
    let repeats = meaning::is_heading(&heading.iter().map(String::as_str).collect::<Vec<_>>())
        && (0..last.rows.min(4)).any(|row| row_text(last, row) == heading);
    let first = usize::from(repeats);
    let (above, below) = (last.row_ends(last.rows), next.row_begins(first));
    let is_same = above.len() == below.len()
        && above.iter().zip(&below).all(|(&above, &below)| {
            let ((left, right), (from, to)) = (last.sides(above), next.sides(below));
            (left - from).abs() < 6.0 && (right - to).abs() < 6.0
        });
    if !is_same {
        return Some(next);
    }
    // A cell over several rows that was cut says on the next page what it said before.
    for (&above, &below) in above.iter().zip(&below) {
        if next.cells[below].rows > 1 && next.cells[below].lines.is_empty() {
            next.cells[below].lines = last.cells[above].lines.clone();
        }
    }
    let mut runs_on = 0;
    let mut pairs = Vec::new();
    for (&above, &below) in above.iter().zip(&below) {
        let (before, after) = (&last.cells[above], &next.cells[below]);
        if after.rows > 1 {
            continue;
        }
        let Some(after) = after.lines.first() else {
            continue;
        };
        // Text that begins below the page end is no rest of a cell above.
        let Some(line) = before.lines.last() else {
            return Some(next);
        };
        if goes_on(line, after, before.edge) {
            runs_on += 1;
        } else if !line
            .text
            .trim_end()
            .ends_with(['。', '；', ';', '！', '：'])
        {
            return Some(next);
        }
        pairs.push((above, below));
    }
    let held = above
        .iter()
        .filter(|&&above| !last.cells[above].lines.is_empty())
        .count();
    // The number of the row stands on the page where it began, or its cell was cut as well.
    let begins = pairs.first().map(|&(_, below)| text(&next.cells[below]));
    let has_number = begins
        .is_some_and(|label| meaning::number_of(&label).starts_with(|c: char| c.is_ascii_digit()));
    let is_whole_row = pairs.len() >= held && (has_number || runs_on < pairs.len());
    if !pairs.is_empty() && (runs_on == 0 || is_whole_row) {
        return Some(next);
    }
    for (above, below) in pairs {
        let lines = std::mem::take(&mut next.cells[below].lines);
        last.cells[above].lines.extend(lines);
    }
    // What is left of the row is empty.
    next.drop_row(first);
    (first < next.rows).then_some(next)
}

/// A cell's text, a paragraph to a line.
fn text(cell: &Cell) -> String {
    let whole: Vec<String> = cell.lines.iter().map(|line| tidy(&line.text)).collect();
    // Names of units each on a line of its own may fill their narrow column.
    if whole.len() > 1 && whole.iter().all(|line| meaning::is_unit(line)) {
        return whole.join("\n");
    }
    tidy(&paragraphs(&cell.lines, cell.edge, |_| false).join("\n"))
}

fn blocks(pieces: Vec<Piece>, edge: f64) -> Result<Vec<Block>, ReadError> {
    let mut blocks = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let flush = |lines: &mut Vec<Line>, blocks: &mut Vec<Block>| {
        let made = paragraphs(&std::mem::take(lines), edge, meaning::is_chapter).into_iter();
        blocks.extend(
            made.map(|line| tidy(&line))
                .filter(|line| !line.is_empty())
                .map(Block::Paragraph),
        );
    };
    for piece in pieces {
        match piece {
            Piece::Line(line) => lines.push(line),
            Piece::Table(table) => {
                flush(&mut lines, &mut blocks);
                let mut builder = GridBuilder::default();
                for cell in &table.cells {
                    builder.put(
                        cell.row,
                        cell.column,
                        (cell.rows, cell.columns),
                        Text::from(text(cell)),
                        Vec::new(),
                    )?;
                }
                blocks.push(Block::Table(builder.finish(table.rows, true)?));
            }
        }
    }
    flush(&mut lines, &mut blocks);
    Ok(blocks)
}
