//! What a person should look at before the rows are taken over.

use std::collections::HashMap;
use std::ops::Range;

use super::Entry;
use crate::Issue;
use crate::both::both;

/// Names of HTML elements and entities that pages leave behind in text.
const ELEMENTS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "img",
    "li",
    "o:p",
    "ol",
    "p",
    "pre",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Characters that end a word or stand inside one, so that a text beginning with them has probably
/// lost the one before: 级养老服务 is left of 区级养老服务.
const NEVER_FIRST: &str = "级化性型式们者率";
/// Words that begin with one of them all the same.
const FIRST_AFTER_ALL: &[&str] = &[
    "级别", "级联", "化解", "化工", "化肥", "化妆", "化粪", "化学", "化整", "化验", "化债", "性能",
    "性别", "性质", "型号", "型材", "式样", "率先", "率队",
];

/// Fewest rows for which a second thread is started.
const MANY: usize = 1_000;

/// Appends every issue found in the rows, in the order of the rows, and gives back each narrative
/// with stray mark-up set aside; none where there is none.
pub(super) fn find(entries: &[Entry], issues: &mut Vec<Issue>) -> Vec<Option<String>> {
    let (mut found, (others, clean)) = both(
        entries.len() >= MANY,
        || of_titles(entries),
        || of_each_row(entries),
    );
    found.extend(others);
    // Of one row, the issue of its title stays first.
    found.sort_by_key(|&(at, _)| at);
    issues.extend(found.into_iter().map(|(_, issue)| issue));
    clean
}

fn of_titles(entries: &[Entry]) -> Vec<(usize, Issue)> {
    duplicate_titles(entries)
        .into_iter()
        .map(|(at, others)| {
            let message = duplicate_message(entries, &others);
            (at, issue("duplicate-title", &entries[at], message))
        })
        .collect()
}

fn of_each_row(entries: &[Entry]) -> (Vec<(usize, Issue)>, Vec<Option<String>>) {
    let mut found = Vec::new();
    let mut clean = Vec::with_capacity(entries.len());
    let mut seen: HashMap<(usize, &str), usize> = HashMap::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let name = || name(entry);
        let mut push = |kind, message| found.push((at, issue(kind, entry, message)));
        let number = &entry.number;
        let first = *seen.entry((entry.group, number)).or_insert(at);
        if entries[first].label_cell != entry.label_cell && !number.is_empty() {
            push(
                "duplicate-number",
                format!("序号 {number} 出现不止一次，请核对。"),
            );
        }
        let (in_title, in_narrative) = (tags(&entry.title), tags(&entry.narrative));
        let in_title = in_title.first().map(|tag| &entry.title[tag.clone()]);
        let first = in_narrative.first();
        if let Some(tag) = in_title.or(first.map(|tag| &entry.narrative[tag.clone()])) {
            let message = format!(
                "{}的文字里夹有网页代码 {tag}，原文照录，另存了一份去掉代码的文字。",
                name()
            );
            push("markup-residue", message);
        }
        if let Some(character) = lost_first_character(&entry.title, &entry.narrative) {
            let start: String = entry.narrative.chars().take(6).collect();
            push(
                "lost-first-character",
                format!(
                    "{}的进展以“{start}”开头，可能缺首字“{character}”，请对照任务标题核对。",
                    name()
                ),
            );
        }
        if entry.narrative.is_empty() && !entry.has_issue {
            push(
                "empty-narrative",
                format!(
                    "{}没有进展文字。如有遗漏，请在原表补充后重新导入；确无进展的，按空白记录。",
                    name()
                ),
            );
        }
        if entry.wants_units && entry.units.is_empty() {
            push(
                "missing-unit",
                format!(
                    "{}没有写责任单位。请在原表补充后重新导入；未补充的，该项不计入任何单位。",
                    name()
                ),
            );
        }
        clean.push(without(&in_narrative, &entry.narrative));
    }
    (found, clean)
}

fn issue(kind: &str, entry: &Entry, message: String) -> Issue {
    Issue {
        kind: kind.to_owned(),
        number: entry.number.clone(),
        message,
    }
}

fn name(entry: &Entry) -> String {
    if entry.number.is_empty() {
        "这一项".to_owned()
    } else {
        format!("第{}项", entry.number)
    }
}

/// For the first of each set of rows with one title, the places of all of them.
fn duplicate_titles(entries: &[Entry]) -> HashMap<usize, Vec<usize>> {
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
    let mut repeated: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if entry.title.is_empty() {
            continue;
        }
        let known = *first.entry(&entry.title).or_insert(at);
        // One merged cell over several rows is one title, not two.
        if entries[known].title_cell != entry.title_cell {
            let places = repeated.entry(known).or_insert_with(|| vec![known]);
            let last = places.last().map(|&other| entries[other].title_cell);
            if last != Some(entry.title_cell) {
                places.push(at);
            }
        }
    }
    repeated
}

fn duplicate_message(entries: &[Entry], places: &[usize]) -> String {
    let names: Vec<String> = places.iter().map(|&at| name(&entries[at])).collect();
    let units: Vec<&str> = places
        .iter()
        .flat_map(|&at| entries[at].units.iter().map(String::as_str))
        .collect();
    let named = match names.split_last() {
        Some((last, rest)) => format!("{}和{last}", rest.join("、")),
        None => String::new(),
    };
    let units = if units.is_empty() {
        String::new()
    } else {
        format!("（{}）", units.join("、"))
    };
    format!("{named}的任务相同{units}，请选择：合并为一项，或分开记录。")
}

/// Byte ranges of the HTML tags and entities in a text.
fn tags(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memchr2(b'<', b'&', &text.as_bytes()[from..]).map(|at| from + at) {
        let end = if text[at..].starts_with('<') {
            tag_end(&text[at..])
        } else {
            entity_end(&text[at..])
        };
        match end {
            Some(length) => {
                found.push(at..at + length);
                from = at + length;
            }
            None => from = at + 1,
        }
    }
    found
}

fn tag_end(text: &str) -> Option<usize> {
    let length = text[1..].find(['<', '>']).map(|at| at + 2)?;
    if !text[..length].ends_with('>') {
        return None;
    }
    let inner = text[1..length - 1]
        .strip_prefix('/')
        .unwrap_or(&text[1..length - 1]);
    let end = inner
        .find(|c: char| c.is_whitespace() || c == '/')
        .unwrap_or(inner.len());
    let element = &inner[..end];
    // A<B>C compares letters; nobody writes one-letter tags in capitals any more.
    let is_element = ELEMENTS.contains(&element.to_ascii_lowercase().as_str())
        && !(element.len() == 1 && element.starts_with(|c: char| c.is_ascii_uppercase()));
    is_element.then_some(length)
}

fn entity_end(text: &str) -> Option<usize> {
    [
        "&nbsp;", "&lt;", "&gt;", "&amp;", "&quot;", "&ldquo;", "&rdquo;", "&middot;", "&mdash;",
        "&emsp;", "&ensp;",
    ]
    .iter()
    .find(|entity| text.starts_with(*entity))
    .map(|entity| entity.len())
}

/// The text with stray mark-up set aside and runs of white space made one; none if there is none.
fn without(tags: &[Range<usize>], text: &str) -> Option<String> {
    if tags.is_empty() {
        return None;
    }
    let mut clean = String::with_capacity(text.len());
    let mut from = 0;
    for tag in tags {
        clean.push_str(&text[from..tag.start]);
        clean.push_str(match &text[tag.clone()] {
            "&lt;" => "<",
            "&gt;" => ">",
            "&amp;" => "&",
            "&quot;" => "\"",
            "&ldquo;" => "“",
            "&rdquo;" => "”",
            "&middot;" => "·",
            "&mdash;" => "—",
            _ => " ",
        });
        from = tag.end;
    }
    clean.push_str(&text[from..]);
    Some(clean.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The character a narrative seems to have lost at its start, told from the title.
///
/// Its first four or more characters stand in the title, directly behind another character, never
/// at the start of a clause there; and its first character is one no Chinese word begins with. The
/// last condition keeps out narratives that just repeat a noun of the title (养老床位建设 for
/// 推进养老床位建设).
fn lost_first_character(title: &str, narrative: &str) -> Option<char> {
    let first = narrative.chars().next()?;
    if !NEVER_FIRST.contains(first)
        || FIRST_AFTER_ALL
            .iter()
            .any(|word| narrative.starts_with(word))
    {
        return None;
    }
    let end = narrative.char_indices().nth(4).map(|(at, _)| at)?;
    let start = &narrative[..end];
    let mut lost = None;
    for (at, _) in title.match_indices(start) {
        let before = title[..at].chars().next_back()?;
        if !is_han(before) {
            return None;
        }
        lost = Some(before);
    }
    lost
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || ('\u{20000}'..='\u{3ffff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_first_character() {
        let title = "完成区级养老服务示范中心及2处社区养老配建运营，推进家庭养老床位建设";
        assert_eq!(
            lost_first_character(title, "级养老服务示范中心：正在招标"),
            Some('区')
        );
        assert_eq!(
            lost_first_character(title, "区级养老服务示范中心：正在招标"),
            None
        );
        assert_eq!(lost_first_character(title, "养老服务示范中心已开工"), None);
        assert_eq!(lost_first_character("化解矛盾", "化解矛盾已完成"), None);
        assert_eq!(lost_first_character("", "级"), None);
    }

    #[test]
    fn stray_markup_is_set_aside() {
        let text = "<ol style=\"list-style-type: none\"> 1. 食品；  2. 药品&nbsp;270批次</li>";
        assert_eq!(
            without(&tags(text), text).as_deref(),
            Some("1. 食品； 2. 药品 270批次")
        );
        for text in ["面积<100平方米，>3处", "A<B>C", "R&D投入", "<《办法》>"] {
            assert_eq!(without(&tags(text), text), None, "{text}");
        }
    }
}
