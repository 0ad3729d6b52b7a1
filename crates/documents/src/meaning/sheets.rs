//! Workbooks with several sheets: parts of one list, or one list at several times.

use std::collections::HashSet;

use super::{Entry, Found, Held, context, grid};
use crate::block::Block;
use crate::{Issue, ReadError};

/// Reads the tables of a document; sheets that hold the same list are not added up.
///
/// Sheets for 一季度 and 二季度 name the same commitments. Of those the one with the latest period is
/// read, and an issue says which were not. Of sheets for several years those of the newest are read.
/// Other sheets with other commitments continue the list.
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
    if parts.iter().any(|(name, _)| !is_sample(name)) {
        parts.retain(|(name, _)| !is_sample(name));
    }
    let (parts, other_years) = of_newest_year(parts);
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
        kept.issues.push(other_sheet(format!(
            "几张工作表的任务相同，读入的是“{name}”，没有读入{}，请确认是否要读的那一张。",
            quoted(&unread)
        )));
    }
    if let Some((year, unread)) = other_years {
        kept.issues.push(other_sheet(format!(
            "工作表分属几个年份，读入的是{year}年，没有读入{}，请确认是否要读的那一年。",
            quoted(&unread)
        )));
    }
    Ok(kept)
}

/// Whether a sheet shows how another is to be filled in.
fn is_sample(name: &str) -> bool {
    ["样表", "样例", "示例", "填表说明", "填报说明", "模板"]
        .iter()
        .any(|word| name.contains(word))
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    names.join("、")
}

fn other_sheet(message: String) -> Issue {
    Issue {
        kind: "other-sheet".to_owned(),
        number: String::new(),
        message,
    }
}

type Part = (String, Found);

/// The lists of the newest year that tells of progress, and those of no year; that year, and the
/// sheets of other years.
fn of_newest_year(parts: Vec<Part>) -> (Vec<Part>, Option<(i16, Vec<String>)>) {
    let tells = |found: &Found| {
        let mut entries = found.entries.iter();
        entries.any(|entry| !entry.narrative.trim().is_empty())
    };
    let telling = parts.iter().filter(|(_, found)| tells(found));
    let newest = telling.filter_map(|(name, found)| year(name, found)).max();
    let Some(newest) = newest else {
        return (parts, None);
    };
    let mut kept: Vec<Part> = Vec::new();
    let mut unread = Vec::new();
    // A title on the cover is for every sheet, unless it names a time.
    let mut general = None;
    for (name, found) in parts {
        if year(&name, &found).is_some_and(|year| year != newest) {
            unread.push(name);
            general = general.or(found.title.filter(|title| {
                context::year(title).is_none() && context::period(&[title], 0).is_none()
            }));
        } else {
            kept.push((name, found));
        }
    }
    if let Some((_, first)) = kept.first_mut() {
        first.title = first.title.take().or(general);
    }
    let other_years = (!unread.is_empty()).then_some((newest, unread));
    (kept, other_years)
}

/// The year that a list is of, as its sheet or title says.
fn year(name: &str, found: &Found) -> Option<i16> {
    let bare = |name: &str| {
        let is_year = name.len() == 4 && name.starts_with("20");
        name.parse().ok().filter(|_| is_year)
    };
    // What was begun in another year belongs to the list of this one.
    let goes_on = |text: &str| text.contains("结转") || text.contains("续建");
    let title = found.title.as_deref().unwrap_or_default();
    if goes_on(name) || goes_on(title) {
        return None;
    }
    context::year(name)
        .or_else(|| bare(name.trim()))
        .or_else(|| context::year(title))
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
    // A full stop or a blank more makes no other commitment.
    let words = |entry: &Entry| -> String {
        let chars = entry.title.chars();
        chars.filter(|c| c.is_alphanumeric()).collect()
    };
    let titles: HashSet<String> = one.entries.iter().map(words).collect();
    let shared = other.entries.iter().map(words);
    let shared = shared.filter(|title| titles.contains(title)).count();
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
