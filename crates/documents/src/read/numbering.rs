//! Numbers that Word prints before paragraphs and does not store as text.
//!
//! The number column of a table is often filled this way: its cells are empty in the file.

use std::collections::HashMap;
use std::rc::Rc;

use roxmltree::Node;

use super::docx::{attribute, child, is_on, value};
use super::package::xml;
use crate::ReadError;

#[derive(Debug)]
struct Level {
    format: String,
    /// What is printed, with `%1` for the number of the first level.
    text: String,
    /// Whether the numbers of levels above are printed in plain figures.
    legal: bool,
    /// Whether nothing stands between what is printed and the text.
    close: bool,
    /// The paragraph style that has this level.
    style: Option<String>,
}

/// Levels of a list.
const LEVELS: usize = 9;
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
    levels: [Option<Rc<Level>>; LEVELS],
    /// The first number of each level.
    starts: [u32; LEVELS],
}

impl List {
    fn set(&mut self, node: Node<'_, '_>, place: usize) {
        let (Some(level), Some(start)) = (self.levels.get_mut(place), self.starts.get_mut(place))
        else {
            return;
        };
        let find = |name| child(node, name).and_then(value);
        let short = |name| {
            let text = find(name)?;
            Some(text.chars().take(MAX_TEXT).collect())
        };
        *start = find("start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1);
        *level = Some(Rc::new(Level {
            format: short("numFmt").unwrap_or_else(|| "decimal".to_owned()),
            text: short("lvlText").unwrap_or_default(),
            legal: is_on(child(node, "isLgl")),
            close: find("suff") == Some("nothing"),
            style: find("pStyle").map(str::to_owned),
        }));
    }
}

/// Which level an element is about.
fn place(node: Node<'_, '_>) -> Option<usize> {
    attribute(node, "ilvl")?.parse().ok()
}

impl Numbering {
    pub(super) fn parse(text: &str) -> Result<Self, ReadError> {
        let tree = xml(text)?;
        let named = |name: &'static str| {
            let nodes = tree.root_element().children();
            nodes.filter(move |node| node.tag_name().name() == name)
        };
        let mut kinds: HashMap<&str, List> = HashMap::new();
        // Kinds that a style names, and those that only lead to one.
        let mut styled: HashMap<&str, List> = HashMap::new();
        let mut linked: Vec<(&str, &str)> = Vec::new();
        let mut numbering = Numbering::default();
        for node in named("abstractNum") {
            let Some(id) = attribute(node, "abstractNumId") else {
                continue;
            };
            let mut list = numbering.list();
            let levels = node.children();
            let levels = levels.filter(|node| node.tag_name().name() == "lvl");
            for (at, level) in levels.take(LEVELS).enumerate() {
                list.set(level, place(level).unwrap_or(at));
            }
            if let Some(style) = child(node, "styleLink").and_then(value) {
                styled.insert(style, list.clone());
            }
            if let Some(style) = child(node, "numStyleLink").and_then(value) {
                linked.push((id, style));
            }
            kinds.insert(id, list);
        }
        for (id, style) in linked {
            if let Some(list) = styled.get(style) {
                kinds.insert(id, list.clone());
            }
        }
        for node in named("num") {
            let kind = child(node, "abstractNumId").and_then(value);
            let (Some(id), Some(kind)) = (attribute(node, "numId"), kind) else {
                continue;
            };
            let Some(mut list) = kinds.get(kind).cloned() else {
                continue;
            };
            // Lists of one kind count on together unless one starts afresh.
            let overrides = node.children();
            let overrides = overrides.filter(|node| node.tag_name().name() == "lvlOverride");
            for (at, node) in overrides.take(LEVELS).enumerate() {
                if at == 0 {
                    list.counter = numbering.list().counter;
                }
                let Some(place) = place(node) else {
                    continue;
                };
                if let Some(level) = child(node, "lvl") {
                    list.set(level, place);
                }
                let start = child(node, "startOverride").and_then(value);
                if let Some(start) = start.and_then(|start| start.parse().ok())
                    && let Some(first) = list.starts.get_mut(place)
                {
                    *first = start;
                }
            }
            numbering.lists.insert(id.to_owned(), list);
        }
        Ok(numbering)
    }

    /// An empty list with a counter of its own.
    fn list(&mut self) -> List {
        self.counters.push(Vec::new());
        List {
            counter: self.counters.len() - 1,
            levels: Default::default(),
            starts: [1; LEVELS],
        }
    }

    /// The level of a list that a paragraph style has.
    pub(super) fn level_of(&self, list: &str, style: &str) -> Option<usize> {
        let levels = &self.lists.get(list)?.levels;
        levels.iter().position(|level| {
            let level = level.as_ref();
            level.is_some_and(|level| level.style.as_deref() == Some(style))
        })
    }

    /// Counts one on and gives what is printed before the paragraph.
    pub(super) fn next(&mut self, list: &str, level: usize) -> String {
        let Some(list) = self.lists.get(list) else {
            return String::new();
        };
        let here = list.levels.get(level).and_then(Option::as_ref);
        let (Some(here), Some(&start), Some(counts)) = (
            here,
            list.starts.get(level),
            self.counters.get_mut(list.counter),
        ) else {
            return String::new();
        };
        counts.resize(level + 1, None);
        if let Some(count) = counts.get_mut(level) {
            *count = Some(count.map_or(start, |count| count.saturating_add(1)));
        }
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
                    if let Some(Some(level)) = list.levels.get(place) {
                        let count = counts.get(place).copied().flatten();
                        let count = count.or(list.starts.get(place).copied()).unwrap_or(1);
                        let format = match here.legal {
                            true => "decimal",
                            false => &level.format,
                        };
                        printed.push_str(&self::format(count, format));
                    }
                }
                None => printed.push(c),
            }
        }
        // Bullets of a symbol font are no text.
        if here.format == "bullet" {
            return String::new();
        }
        // Word leaves a space here; without it 1. and 5公里 would be read as one number.
        if !here.close && printed.ends_with(|c: char| c.is_ascii_graphic()) {
            printed.push(' ');
        }
        printed
    }
}

fn format(count: u32, format: &str) -> String {
    let nth = |first: char, most: u32| {
        let code = first as u32 + count.checked_sub(1).filter(|&at| at < most)?;
        char::from_u32(code).map(String::from)
    };
    let of = |all: &str| {
        let at = count.checked_sub(1)?;
        all.chars().nth(at as usize).map(String::from)
    };
    let written = match format {
        "none" | "bullet" => Some(String::new()),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => nth('①', 20),
        "decimalEnclosedParen" => nth('⑴', 20),
        "decimalEnclosedFullstop" => nth('⒈', 20),
        "ideographEnclosedCircle" => nth('㊀', 10),
        "ideographTraditional" => of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => of("子丑寅卯辰巳午未申酉戌亥"),
        "chineseCounting" | "taiwaneseCounting" | "japaneseCounting" if count < 100 => {
            chinese(count, CHINESE)
        }
        "chineseCountingThousand" | "taiwaneseCountingThousand" => chinese(count, CHINESE),
        "chineseLegalSimplified" => chinese(count, LEGAL),
        "ideographDigital"
        | "taiwaneseDigital"
        | "japaneseDigitalTenThousand"
        | "chineseCounting"
        | "taiwaneseCounting"
        | "japaneseCounting" => Some(
            count
                .to_string()
                .chars()
                .filter_map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10)? as usize))
                .collect(),
        ),
        "lowerLetter" => letters(count, 'a'),
        "upperLetter" => letters(count, 'A'),
        "lowerRoman" => roman(count).map(|roman| roman.to_ascii_lowercase()),
        "upperRoman" => roman(count),
        "decimalZero" => Some(format!("{count:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(
            count
                .to_string()
                .chars()
                .filter_map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32))
                .collect(),
        ),
        _ => None,
    };
    written.unwrap_or_else(|| count.to_string())
}

/// a to z, then aa to zz, and so on; none for more letters than a number has.
fn letters(count: u32, first: char) -> Option<String> {
    let at = count.checked_sub(1).filter(|&at| at < 26 * 10)?;
    let letter = char::from_u32(first as u32 + at % 26)?;
    Some(letter.to_string().repeat(at as usize / 26 + 1))
}

fn roman(count: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1_000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = Some(count).filter(|count| (1..4_000).contains(count))?;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    Some(text)
}

/// Nought to nine, then ten, a hundred, a thousand.
const CHINESE: [&str; 13] = [
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千",
];
const LEGAL: [&str; 13] = [
    "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "佰", "仟",
];

/// 1 to 9999 as 一 to 九千九百九十九; none beyond that.
fn chinese(count: u32, signs: [&str; 13]) -> Option<String> {
    let mut left = Some(count).filter(|count| (1..10_000).contains(count))?;
    let [zero, .., ten, hundred, thousand] = signs;
    let mut text = String::new();
    let mut skipped = false;
    for (value, sign) in [(1_000, thousand), (100, hundred), (10, ten), (1, "")] {
        let digit = left / value;
        left %= value;
        if digit == 0 {
            skipped = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            text.push_str(zero);
        }
        // 十二, not 一十二.
        if !(value == 10 && digit == 1 && text.is_empty() && ten == "十") {
            text.push_str(signs.get(digit as usize).unwrap_or(&zero));
        }
        text.push_str(sign);
    }
    Some(text)
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
    }

    #[test]
    fn figures_of_every_kind() {
        for (kind, count, printed) in [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("decimalFullWidth", 12, "１２"),
            ("chineseCounting", 9, "九"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 12, "十二"),
            ("chineseCounting", 45, "四十五"),
            ("chineseCounting", 100, "一〇〇"),
            ("chineseCountingThousand", 30, "三十"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1_020, "一千零二十"),
            ("chineseCountingThousand", 12_000, "12000"),
            ("ideographDigital", 10, "一〇"),
            ("ideographDigital", 12, "一二"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("decimalEnclosedCircleChinese", 3, "③"),
            ("decimalEnclosedCircle", 21, "21"),
            ("ideographTraditional", 2, "乙"),
            ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"),
            ("upperLetter", 0, "0"),
            ("unheard", 5, "5"),
        ] {
            assert_eq!(format(count, kind), printed, "{kind} {count}");
        }
    }

    #[test]
    fn levels_start_and_start_afresh_as_told() {
        let text = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Own"/>
            <w:lvl w:ilvl="1"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
            <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="Item"/><w:suff w:val="nothing"/><w:lvlText w:val="（%1）"/></w:lvl>
            </w:abstractNum>
            <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Own"/></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
            <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
            </w:numbering>"#;
        let mut numbering = Numbering::parse(text).unwrap();
        let printed = [
            ("1", 0),
            ("1", 1),
            ("2", 1),
            ("2", 0),
            ("1", 1),
            ("3", 0),
            ("3", 0),
            ("1", 0),
            ("1", 7),
        ]
        .map(|(list, level)| numbering.next(list, level));
        assert_eq!(
            printed,
            [
                "（三）",
                "3.5 ",
                "3.6 ",
                "（四）",
                "4.5 ",
                "（九）",
                "（十）",
                "（五）",
                ""
            ]
        );
        assert_eq!(numbering.level_of("3", "Item"), Some(0));
        assert_eq!(numbering.level_of("3", "Other"), None);
    }
}
