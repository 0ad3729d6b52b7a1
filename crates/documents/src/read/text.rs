//! Plain text: lines, tables drawn with tabs or vertical bars.

use std::borrow::Cow;
use std::sync::Arc;

use crate::block::{Block, GridBuilder, Text, tidied, tidy, with_line_feeds};
use crate::{MAX_COLUMNS, MAX_LINES, MAX_ROWS, ReadError, meaning};

/// Splits text into paragraphs and tables.
///
/// Lines with tabs are rows. Lines with vertical bars are rows if most hold several; a page stored
/// with one cell to a line gives [`Block::Cells`]. Everything else is a paragraph to a line.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>, ReadError> {
    let text = Arc::new(with_line_feeds(text).into_owned());
    if text.contains('\t') {
        return tabbed(&text);
    }
    let lines: Vec<&str> = text.split('\n').collect();
    if lines.len() > MAX_LINES {
        return Err(ReadError::TooManyCells);
    }
    let barred = lines.iter().filter(|line| bars(line) > 0).count();
    if barred >= 4 {
        let full = lines.iter().filter(|line| bars(line) > 1).count();
        return if full * 2 >= barred {
            bar_rows(&text, &lines)
        } else {
            bar_cells(&lines)
        };
    }
    if barred >= 2 && lines.iter().filter(|line| bars(line) >= 2).count() >= 2 {
        return bar_rows(&text, &lines);
    }
    Ok(paragraphs(&lines))
}

/// Draws the tables that paragraphs of another format hold as text: rows with tabs, cells ended by
/// bars, saved from a text file a line to a paragraph, or a line to a row of a sheet's one column.
///
/// Tabs and bars stand in any paper; only where they part the heading of a progress table are they
/// taken for the ends of cells.
pub(super) fn drawn(blocks: Vec<Block>) -> Result<Vec<Block>, ReadError> {
    let mut made = Vec::new();
    let mut run: Vec<Block> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(_) => run.push(block),
            Block::Table(ref grid) if grid.width() <= 1 => run.push(block),
            other => {
                made.extend(drawn_run(std::mem::take(&mut run))?);
                made.push(other);
            }
        }
    }
    made.extend(drawn_run(run)?);
    Ok(made)
}

fn drawn_run(run: Vec<Block>) -> Result<Vec<Block>, ReadError> {
    let mut text = String::new();
    for block in &run {
        match block {
            Block::Paragraph(line) => text.extend([line, "\n"]),
            Block::Table(grid) => {
                let cells = grid.cells.iter();
                text.extend(cells.flat_map(|cell| [&*cell.text, "\n"]));
            }
            Block::Sheet(_) | Block::Cells(_) => {}
        }
    }
    if has_drawn_heading(&text) {
        return self::blocks(&text);
    }
    let tidied = run.into_iter().map(|block| match block {
        Block::Paragraph(line) => Block::Paragraph(tidy(&line)),
        other => other,
    });
    Ok(tidied
        .filter(|block| !matches!(block, Block::Paragraph(line) if line.is_empty()))
        .collect())
}

/// Whether tabs or bars part the heading of a progress table.
fn has_drawn_heading(text: &str) -> bool {
    let heads = |line: &str, marks: &[char]| {
        let cells: Vec<&str> = line.split(marks).take(MAX_COLUMNS + 1).collect();
        (3..=MAX_COLUMNS).contains(&cells.len()) && meaning::is_heading(&cells)
    };
    let mut rows = text.split('\n').filter(|line| line.contains('\t')).take(60);
    if rows.any(|line| heads(line, &['\t'])) {
        return true;
    }
    let barred: Vec<&str> = text
        .split('\n')
        .filter(|line| bars(line) > 0)
        .take(60)
        .collect();
    if barred.iter().any(|line| heads(line, &BARS)) {
        return true;
    }
    // One cell to a line.
    let cells: Vec<&str> = barred
        .iter()
        .filter(|line| bars(line) == 1)
        .map(|line| {
            line.trim_end_matches(|c: char| c.is_whitespace() || BARS.contains(&c))
                .trim()
        })
        .filter(|cell| !cell.is_empty())
        .collect();
    (0..cells.len()).any(|from| {
        (from + 3..=cells.len().min(from + 12)).any(|to| meaning::is_heading(&cells[from..to]))
    })
}

const BARS: [char; 2] = ['|', '｜'];

fn bars(line: &str) -> usize {
    line.matches(BARS).count()
}

fn paragraphs(lines: &[&str]) -> Vec<Block> {
    lines
        .iter()
        .map(|line| tidy(line))
        .filter(|line| !line.is_empty())
        .map(Block::Paragraph)
        .collect()
}

/// Collects rows until the table ends.
struct Rows<'t> {
    /// The text that most cells are pieces of.
    whole: &'t Arc<String>,
    builder: GridBuilder,
    height: usize,
}

impl<'t> Rows<'t> {
    fn new(whole: &'t Arc<String>) -> Self {
        Rows {
            whole,
            builder: GridBuilder::default(),
            height: 0,
        }
    }

    fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<(), ReadError> {
        if self.height >= MAX_ROWS {
            return Err(ReadError::TooManyCells);
        }
        for (column, cell) in cells.enumerate() {
            let text = self.text(cell);
            self.builder
                .put(self.height, column, (1, 1), text, Vec::new())?;
        }
        self.height += 1;
        Ok(())
    }

    /// The text of a cell, tidied; a piece of the whole where it stands there.
    fn text(&self, cell: &str) -> Text {
        let tidied = tidied(cell);
        let start = (tidied.as_ptr() as usize).wrapping_sub(self.whole.as_ptr() as usize);
        let piece = start..start.saturating_add(tidied.len());
        match self.whole.get(piece.clone()) {
            Some(same) if std::ptr::eq(same, &*tidied) => Text::piece(self.whole, piece),
            _ => Text::from(tidied.into_owned()),
        }
    }

    fn finish_into(&mut self, blocks: &mut Vec<Block>) -> Result<(), ReadError> {
        if self.height > 0 {
            let rows = std::mem::replace(self, Rows::new(self.whole));
            blocks.push(Block::Table(rows.builder.finish(rows.height, false)?));
        }
        Ok(())
    }
}

/// Rows of cells separated by tabs, the way a sheet or a page is pasted.
///
/// Word pastes a cell of several paragraphs as several lines. Such a line is put back where the row
/// above it is not yet complete, or where it reads like the rest of that row's last cell.
fn tabbed(text: &Arc<String>) -> Result<Vec<Block>, ReadError> {
    if text.matches('\n').count() > MAX_LINES {
        return Err(ReadError::TooManyCells);
    }
    let mut records = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (record, length) = tab_record(rest);
        rest = &rest[length..];
        records.push(record);
    }
    let mut blocks = Vec::new();
    let mut rows = Rows::new(text);
    let mut open: Option<Vec<Cow<'_, str>>> = None;
    let mut width = 0;
    for at in 0..records.len() {
        let record = std::mem::take(&mut records[at]);
        let blank = record.iter().all(|cell| cell.trim().is_empty());
        if record.len() > 1 && !blank {
            width = width.max(record.len());
            if let Some(row) = &mut open
                && is_rest_of(row, &record, width)
                && let Some(last) = row.last_mut()
            {
                run_on(last, &record[0]);
                row.extend(record.into_iter().skip(1));
                continue;
            }
            if let Some(row) = open.replace(record) {
                rows.push(row.iter().map(|cell| &**cell))?;
            }
            continue;
        }
        // More rows of the same page block follow, with no empty line between.
        let goes_on = records[at + 1..]
            .iter()
            .take(50)
            .find(|next| next.len() > 1 || next[0].trim().is_empty())
            .is_some_and(|next| next.len() > 1);
        if let Some(row) = &mut open
            && !blank
            && is_running_on(&record[0], goes_on)
            && let Some(last) = row.last_mut()
        {
            run_on(last, &record[0]);
            continue;
        }
        if let Some(row) = open.take() {
            rows.push(row.iter().map(|cell| &**cell))?;
        }
        if !blank {
            rows.finish_into(&mut blocks)?;
            blocks.extend(paragraphs(&[&record[0]]));
        }
    }
    if let Some(row) = open {
        rows.push(row.iter().map(|cell| &**cell))?;
    }
    rows.finish_into(&mut blocks)?;
    Ok(blocks)
}

/// Puts a line back into the cell it belongs to.
fn run_on(cell: &mut Cow<'_, str>, line: &str) {
    let cell = cell.to_mut();
    cell.push('\n');
    cell.push_str(line.trim());
}

/// Whether a line with tabs completes the row above: together they have no more cells than a row
/// has, and it does not begin with a number of its own.
fn is_rest_of(row: &[Cow<'_, str>], line: &[Cow<'_, str>], width: usize) -> bool {
    let first = line[0].trim();
    row.len() < width
        && row.len() + line.len() - 1 <= width
        && !first.is_empty()
        && !meaning::number_of(first).starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a line without tabs belongs to the last cell of the row above it. A heading or a section
/// title starts something new.
fn is_running_on(line: &str, goes_on: bool) -> bool {
    let line = line.trim();
    let ends = line.ends_with(['。', '；', ';', '！', '？', '．', '、', '，']);
    ends || (goes_on && !meaning::is_aside(line))
}

/// One line's cells and its length in bytes. A cell in double quotes may hold line ends, tabs and
/// doubled quotes, as spreadsheets copy it; a quote that does not close at a cell's end is text.
fn tab_record(text: &str) -> (Vec<Cow<'_, str>>, usize) {
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let (cell, length) = match quoted(rest) {
            Some((cell, length)) => (Cow::Owned(cell), length),
            None => {
                let end = memchr::memchr2(b'\t', b'\n', rest.as_bytes());
                let length = end.unwrap_or(rest.len());
                (Cow::Borrowed(&rest[..length]), length)
            }
        };
        cells.push(cell);
        at += length;
        match text[at..].chars().next() {
            Some('\t') => at += 1,
            Some(_) => return (cells, at + 1),
            None => return (cells, at),
        }
    }
}

fn quoted(text: &str) -> Option<(String, usize)> {
    let body = text.strip_prefix('"')?;
    let mut cell = String::new();
    let mut at = 0;
    loop {
        let next = body[at..].find('"')?;
        cell.push_str(&body[at..at + next]);
        at += next + 1;
        let after = &body[at..];
        if after.starts_with('"') {
            cell.push('"');
            at += 1;
        } else if after.is_empty() || after.starts_with(['\t', '\n']) {
            return Some((cell, at + 1));
        } else {
            return None;
        }
    }
}

/// Rows of cells separated by vertical bars, one row to a line.
fn bar_rows(text: &Arc<String>, lines: &[&str]) -> Result<Vec<Block>, ReadError> {
    let mut blocks = Vec::new();
    let mut rows = Rows::new(text);
    for line in lines {
        let line = line.trim();
        if bars(line) < 2 {
            if !line.is_empty() {
                rows.finish_into(&mut blocks)?;
                blocks.push(Block::Paragraph(tidy(line)));
            }
            continue;
        }
        // The rule under a Markdown heading.
        if line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) && line.contains("--") {
            continue;
        }
        let inner = line.strip_suffix(['|', '｜']).unwrap_or(line);
        let inner = inner.strip_prefix(['|', '｜']).unwrap_or(inner);
        rows.push(inner.split(['|', '｜']))?;
    }
    rows.finish_into(&mut blocks)?;
    Ok(blocks)
}

/// Cells each ended by a vertical bar, the ends of rows lost.
fn bar_cells(lines: &[&str]) -> Result<Vec<Block>, ReadError> {
    let first = lines.iter().position(|line| bars(line) > 0).unwrap_or(0);
    let last = lines.iter().rposition(|line| bars(line) > 0).unwrap_or(0);
    let mut blocks = paragraphs(&lines[..first]);
    let body = lines[first..=last].join("\n");
    let mut cells: Vec<String> = body.split(['|', '｜']).map(tidy).collect();
    // What follows the last bar.
    cells.pop();
    blocks.push(Block::Cells(cells));
    blocks.extend(paragraphs(&lines[last + 1..]));
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_cell_may_hold_lines_and_a_stray_quote_is_text() {
        assert_eq!(
            tab_record("\"a\n\"\"b\"\"\"\tc\nd"),
            (vec!["a\n\"b\"".into(), "c".into()], 12)
        );
        assert_eq!(
            tab_record("\"12345\"热线\tc"),
            (vec!["\"12345\"热线".into(), "c".into()], 15)
        );
    }

    #[test]
    fn running_text_under_a_row_belongs_to_its_last_cell() {
        let blocks =
            blocks("序号\t任务\t进展\n1\t甲\t已开工。\n2.正在招标。\n二、其他事项\n2\t乙\t完成\n")
                .unwrap();
        let [
            Block::Table(first),
            Block::Paragraph(section),
            Block::Table(second),
        ] = &blocks[..]
        else {
            panic!("{blocks:?}")
        };
        assert_eq!(first.text(1, 2), "已开工。\n2.正在招标。");
        assert_eq!(section, "二、其他事项");
        assert_eq!(second.height(), 1);
    }
}
