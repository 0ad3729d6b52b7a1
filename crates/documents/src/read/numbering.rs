//! Numbers that Word prints before paragraphs and does not store as text.
//!
//! The number column of a table is often filled this way: its cells are empty in the file.

use std::collections::HashMap;
use std::rc::Rc;

use super::docx::{attribute, value};
use super::package::xml;
use crate::ReadError;

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// What is printed, with `%1` for the number of the first level.
    text: String,
}

/// Most characters of what a level prints, and of the name of its kind of figures.
const MAX_TEXT: usize = 40;

/// Lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, List>,
    /// For each counter, how far every level has come.
    counters: Vec<Vec<Option<u32>>>,
}

/// One list, or all lists of a kind that count on together.
#[derive(Debug, Clone)]
struct List {
    /// Which of the counters.
    counter: usize,
    levels: Rc<[Level]>,
}

impl Numbering {
    pub(super) fn parse(text: &str) -> Result<Self, ReadError> {
        let tree = xml(text)?;
        let mut kinds: HashMap<&str, List> = HashMap::new();
        let mut numbering = Numbering::default();
        for node in tree.root_element().children() {
            match node.tag_name().name() {
                "abstractNum" => {
                    let levels = node
                        .children()
                        .filter(|node| node.tag_name().name() == "lvl")
                        .take(9)
                        .map(|level| {
                            let find = |name| {
                                level
                                    .children()
                                    .find(|node| node.tag_name().name() == name)
                                    .and_then(value)
                            };
                            let short = |name| {
                                let text = find(name)?;
                                Some(text.chars().take(MAX_TEXT).collect())
                            };
                            Level {
                                start: find("start")
                                    .and_then(|start| start.parse().ok())
                                    .unwrap_or(1),
                                format: short("numFmt").unwrap_or_else(|| "decimal".to_owned()),
                                text: short("lvlText").unwrap_or_default(),
                            }
                        });
                    if let Some(id) = attribute(node, "abstractNumId") {
                        let list = numbering.list(levels.collect());
                        kinds.insert(id, list);
                    }
                }
                "num" => {
                    let kind = node
                        .children()
                        .find(|node| node.tag_name().name() == "abstractNumId")
                        .and_then(value);
                    let restarts = node
                        .children()
                        .any(|node| node.tag_name().name() == "lvlOverride");
                    if let (Some(id), Some(kind)) = (attribute(node, "numId"), kind)
                        && let Some(list) = kinds.get(kind)
                    {
                        // Lists of one kind count on together unless one starts afresh.
                        let list = match restarts {
                            true => numbering.list(Rc::clone(&list.levels)),
                            false => list.clone(),
                        };
                        numbering.lists.insert(id.to_owned(), list);
                    }
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// A list with a counter of its own.
    fn list(&mut self, levels: Rc<[Level]>) -> List {
        self.counters.push(Vec::new());
        List {
            counter: self.counters.len() - 1,
            levels,
        }
    }

    /// Counts one on and gives what is printed before the paragraph.
    pub(super) fn next(&mut self, list: &str, level: usize) -> String {
        let Some(List { counter, levels }) = self.lists.get(list) else {
            return String::new();
        };
        let Some(here) = levels.get(level) else {
            return String::new();
        };
        let counts = &mut self.counters[*counter];
        counts.truncate(level + 1);
        counts.resize(level + 1, None);
        counts[level] = Some(counts[level].map_or(here.start, |count| count.saturating_add(1)));
        let mut printed = String::new();
        let mut chars = here.text.chars().peekable();
        while let Some(c) = chars.next() {
            let place = chars
                .peek()
                .and_then(|digit| digit.to_digit(10))
                .filter(|_| c == '%');
            match place.and_then(|place| (place as usize).checked_sub(1)) {
                Some(place) => {
                    chars.next();
                    if let Some(level) = levels.get(place) {
                        let count = counts.get(place).copied().flatten().unwrap_or(level.start);
                        printed.push_str(&format(count, &level.format));
                    }
                }
                None => printed.push(c),
            }
        }
        // Bullets of a symbol font are no text.
        if here.format == "bullet" {
            String::new()
        } else {
            printed
        }
    }
}

fn format(count: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&count) => {
            char::from_u32('①' as u32 + count - 1)
                .map(String::from)
                .unwrap_or_default()
        }
        "chineseCounting"
        | "chineseCountingThousand"
        | "chineseLegalSimplified"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital" => chinese(count),
        "lowerLetter" if (1..=26).contains(&count) => {
            char::from(b'a' + (count - 1) as u8).to_string()
        }
        "upperLetter" if (1..=26).contains(&count) => {
            char::from(b'A' + (count - 1) as u8).to_string()
        }
        "decimalZero" => format!("{count:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => count
            .to_string()
            .chars()
            .filter_map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32))
            .collect(),
        _ => count.to_string(),
    }
}

/// 1 to 99 as 一 to 九十九; beyond that digits.
fn chinese(count: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = ((count / 10) as usize, (count % 10) as usize);
    match count {
        1..=9 => DIGITS[ones].to_owned(),
        10..=19 => format!("十{}", DIGITS[ones]),
        20..=99 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_word_prints() {
        let text = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="第%2项"/></w:lvl>
            </w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
        let mut numbering = Numbering::parse(text).unwrap();
        let printed: Vec<String> = [0, 1, 1, 0, 1]
            .map(|level| numbering.next("7", level))
            .into();
        assert_eq!(printed, ["一、", "第1项", "第2项", "二、", "第1项"]);
        assert_eq!(numbering.next("8", 0), "");
        assert_eq!(
            [9, 10, 12, 30, 45, 120].map(chinese),
            ["九", "十", "十二", "三十", "四十五", "120"]
        );
    }
}
