//! Comma-separated text.

use crate::block::{Block, GridBuilder, Text, tidy};
use crate::write::unguarded;
use crate::{MAX_COLUMNS, MAX_ROWS, ReadError};

/// Reads records into one table; merged cells of the sheet it came from are empty here.
pub(super) fn blocks(
    text: &str,
    separator: u8,
    is_heading: impl Fn(&[&str]) -> bool,
) -> Result<Vec<Block>, ReadError> {
    // A line of a million commas is refused before a record is built of it.
    let most = text
        .split('\n')
        .map(|line| line.bytes().filter(|&byte| byte == separator).count())
        .max();
    if most.unwrap_or(0) > MAX_COLUMNS * 50 {
        return Err(ReadError::TooManyCells);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut builder = GridBuilder::default();
    let mut height = 0;
    let mut record = csv::StringRecord::new();
    // Cells of the latest heading.
    let mut usual = None;
    while reader
        .read_record(&mut record)
        .map_err(|_| ReadError::Damaged)?
    {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if height >= MAX_ROWS {
            return Err(ReadError::TooManyCells);
        }
        let filled = (0..record.len())
            .rfind(|&at| !record[at].trim().is_empty())
            .map_or(0, |at| at + 1);
        if record.len() <= MAX_COLUMNS && is_heading(&record.iter().collect::<Vec<_>>()) {
            usual = Some(record.len());
        }
        // 完成12座,其余8座在建: a sentence whose commas nobody set in quotes is one cell.
        let last = usual.filter(|&usual| usual < filled).map(|usual| usual - 1);
        for (column, cell) in record.iter().take(filled).enumerate() {
            if last.is_some_and(|last| column > last) {
                break;
            }
            let text = match last == Some(column) {
                true => {
                    let rest: Vec<&str> = record.iter().take(filled).skip(column).collect();
                    tidy(&rest.join(char::from(separator).encode_utf8(&mut [0; 4])))
                }
                false => tidy(cell),
            };
            builder.put(
                height,
                column,
                (1, 1),
                Text::from(unguarded(&text).to_owned()),
                Vec::new(),
            )?;
        }
        height += 1;
    }
    Ok(vec![Block::Table(builder.finish(height, false)?)])
}

/// The separator of comma-separated text: the one that splits one of the first lines into the
/// heading of a progress table; none if no line has such a heading. Text between tabs is no
/// comma-separated text, whatever the file is called: its quotes may be stray.
pub(super) fn separator(text: &str, is_heading: impl Fn(&[&str]) -> bool) -> Option<u8> {
    [b',', b';'].into_iter().find(|&separator| {
        text.split('\n').take(30).any(|line| {
            if memchr::memchr_iter(separator, line.as_bytes()).count() < 2 {
                return false;
            }
            let cells = line.trim_end_matches('\r').split(char::from(separator));
            let cells: Vec<&str> = cells
                .take(MAX_COLUMNS)
                .map(|cell| cell.trim_matches('"'))
                .collect();
            is_heading(&cells)
        })
    })
}
