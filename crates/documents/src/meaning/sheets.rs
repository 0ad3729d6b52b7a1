//! Workbooks with several sheets: parts of one list, or one list at several times.

use std::collections::HashSet;

use super::{Found, Held, context, grid};
use crate::block::Block;
use crate::{Issue, ReadError};

/// Reads the tables of a document; sheets that hold the same list are not added up.
///
/// Sheets for 一季度 and 二季度 name the same commitments. Of those the one with the latest period is
/// read, and an issue says which were not. Sheets with other commitments continue the list.
pub(super) fn find(blocks: &[Block]) -> Result<Found, ReadError> {
    let held = Held::default();
    if !blocks.iter().any(|block| matches!(block, Block::Sheet(_))) {
        return grid::find(blocks, &held);
    }
    let mut parts: Vec<(String, Found)> = Vec::new();
    // What stands on sheets without a table, such as a cover, introduces the next sheet.
    let mut before: Vec<&Block> = Vec::new();
    for (name, blocks) in split(blocks) {
        before.extend(blocks);
        let mut found = grid::find(before.iter().copied(), &held)?;
        if found.entries.is_empty() {
            continue;
        }
        before.clear();
        if !name.is_empty() {
            found.context.push(name.clone());
        }
        parts.push((name, found));
    }
    let mut parts = parts.into_iter();
    let Some((mut name, mut kept)) = parts.next() else {
        return Ok(Found::default());
    };
    let mut unread: Vec<String> = Vec::new();
    for (next_name, next) in parts {
        if !is_same_list(&kept, &next) {
            append(&mut kept, next);
        } else if months(&next) > months(&kept) {
            unread.push(std::mem::replace(&mut name, next_name));
            let before = std::mem::replace(&mut kept, next);
            // A title on the cover is for every sheet, unless it names another period.
            let is_general = |title: &String| context::period(&[title], 0).is_none();
            kept.title = kept.title.or(before.title.filter(is_general));
        } else {
            unread.push(next_name);
        }
    }
    if !unread.is_empty() {
        let unread = unread
            .iter()
            .map(|name| format!("“{name}”"))
            .collect::<Vec<_>>();
        kept.issues.push(Issue {
            kind: "other-sheet".to_owned(),
            number: String::new(),
            message: format!(
                "几张工作表的任务相同，读入的是“{name}”，没有读入{}，请确认是否要读的那一张。",
                unread.join("、")
            ),
        });
    }
    Ok(kept)
}

/// Blocks of each sheet with its name; what is no workbook is one part without a name.
fn split(blocks: &[Block]) -> Vec<(String, &[Block])> {
    let mut parts = Vec::new();
    let mut name = String::new();
    let mut from = 0;
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Sheet(next) = block {
            parts.push((
                std::mem::replace(&mut name, next.clone()),
                &blocks[from..at],
            ));
            from = at + 1;
        }
    }
    parts.push((name, &blocks[from..]));
    parts
}

/// Whether most commitments of one list are in the other.
fn is_same_list(one: &Found, other: &Found) -> bool {
    let titles: HashSet<&str> = one
        .entries
        .iter()
        .map(|entry| entry.title.as_str())
        .collect();
    let shared = other
        .entries
        .iter()
        .filter(|entry| titles.contains(entry.title.as_str()))
        .count();
    shared * 2 >= other.entries.len()
}

/// Months of the year that the list accounts for, as far as its sheet or title says.
fn months(found: &Found) -> u32 {
    let texts: Vec<&str> = found
        .context
        .iter()
        .rev()
        .take(20)
        .chain(&found.title)
        .map(String::as_str)
        .collect();
    let code = context::period(&texts, 0).unwrap_or_default();
    match code.trim_start_matches('0') {
        "Q1" => 3,
        "Q2" | "H1" => 6,
        "Q3" => 9,
        "Q4" | "H2" => 12,
        month => match month.strip_prefix('M') {
            Some(month) => month.parse().unwrap_or(0),
            None if code.is_empty() => 0,
            None => 12,
        },
    }
}

/// Continues one list with another, keeping their cells and sections apart.
fn append(kept: &mut Found, next: Found) {
    let entries = || kept.entries.iter();
    let cells = entries()
        .map(|entry| entry.label_cell.max(entry.title_cell))
        .max()
        .unwrap_or(0)
        + 1;
    let groups = entries().map(|entry| entry.group).max().unwrap_or(0) + 1;
    kept.entries
        .extend(next.entries.into_iter().map(|mut entry| {
            entry.label_cell += cells;
            entry.title_cell += cells;
            entry.group += groups;
            entry
        }));
    kept.issues.extend(next.issues);
}
