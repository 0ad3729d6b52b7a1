//! Numbers of rows: 第3项, （一）, 1., ①, and how they begin a line.

/// The number without its decoration: `3` for 第3项, `1` for （一）, `1-2` for 一、②.
///
/// A label without any numeral comes back as it is, outer white space removed.
///
/// ```
/// assert_eq!(shishi_documents::number_of("第3项"), "3");
/// assert_eq!(shishi_documents::number_of("一、②"), "1-2");
/// assert_eq!(shishi_documents::number_of("＊１."), "1");
/// ```
pub fn number_of(label: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut chars = label.trim().chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(digit) = digit(c) {
            let mut part = String::new();
            let mut next = Some(digit);
            while let Some(digit) = next {
                // Zeros before the first other digit say nothing.
                if part == "0" {
                    part.clear();
                }
                part.extend(char::from_digit(digit, 10));
                next = chars.peek().and_then(|&c| self::digit(c));
                if next.is_some() {
                    chars.next();
                }
            }
            parts.push(part);
        } else if let Some(value) = enclosed(c) {
            parts.push(value.to_string());
        } else if is_numeral(c) {
            let mut run = c.to_string();
            while let Some(&next) = chars.peek().filter(|c| is_numeral(**c)) {
                run.push(next);
                chars.next();
            }
            if let Some(value) = numeral(&run) {
                parts.push(value.to_string());
            }
        }
    }
    match parts.len() {
        0 => label.trim().to_owned(),
        1 => parts.remove(0),
        _ => parts.join("-"),
    }
}

/// Whether a text holds a figure.
pub(super) fn has_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a text is the number of a row and nothing else: 第3项, （一）.
pub(super) fn is_number(text: &str) -> bool {
    text.chars().count() <= 6 && number_of(text).starts_with(|c: char| c.is_ascii_digit())
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// ①, ⑴, ⒈, ㈠, ㊀.
pub(super) fn enclosed(c: char) -> Option<u32> {
    let from = |first: char| c as u32 - first as u32 + 1;
    match c {
        '①'..='⑳' => Some(from('①')),
        '⑴'..='⒇' => Some(from('⑴')),
        '⒈'..='⒛' => Some(from('⒈')),
        '㈠'..='㈩' => Some(from('㈠')),
        '㊀'..='㊉' => Some(from('㊀')),
        '㉑'..='㉟' => Some(from('㉑') + 20),
        _ => None,
    }
}

fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零'
    )
}

/// 二十一 is 21, 〇 counts as nothing between places.
fn numeral(run: &str) -> Option<u32> {
    let (mut total, mut unit) = (0_u32, 0_u32);
    for c in run.chars() {
        match c {
            '百' => (total, unit) = (total.checked_add(unit.max(1).checked_mul(100)?)?, 0),
            '十' => (total, unit) = (total.checked_add(unit.max(1).checked_mul(10)?)?, 0),
            '〇' | '零' => {}
            c => unit = "一二三四五六七八九".chars().position(|d| d == c)? as u32 + 1,
        }
    }
    let value = total.checked_add(unit)?;
    (value > 0).then_some(value)
}

/// How a numbered line stands in the order of an official document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    /// 一、
    Chapter,
    /// （一）
    Section,
    /// 1. or 第1项
    Point,
    /// (1)
    Bracket,
    /// ①
    Circled,
}

/// A number at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker<'a> {
    pub level: Level,
    /// As printed: `*1.`
    pub label: &'a str,
    /// What follows, leading white space removed.
    pub rest: &'a str,
}

/// The number a line begins with: 一、 （一） 1. 1、 (1) 第1项 ① and `1 “` before a quoted name.
pub(super) fn marker(line: &str) -> Option<Marker<'_>> {
    let body = line.trim_start_matches(['*', '★', '▲', '※', ' ']);
    let start = line.len() - body.len();
    let first = body.chars().next()?;
    let made = |level, length: usize| {
        let end = start + length;
        Some(Marker {
            level,
            label: line[..end].trim(),
            rest: line[end..].trim_start(),
        })
    };
    if let Some(_value) = enclosed(first) {
        let level = match first {
            '㈠'..='㈩' => Level::Section,
            '⑴'..='⒇' => Level::Bracket,
            '⒈'..='⒛' => Level::Point,
            _ => Level::Circled,
        };
        return made(level, first.len_utf8());
    }
    if matches!(first, '(' | '（') {
        let close = body.find([')', '）'])?;
        let inner = &body[first.len_utf8()..close];
        let length = close + body[close..].chars().next()?.len_utf8();
        if inner.is_empty() || inner.chars().count() > 4 {
            return None;
        }
        if inner.chars().all(is_numeral) {
            return made(Level::Section, length);
        }
        return inner
            .chars()
            .all(|c| digit(c).is_some())
            .then(|| made(Level::Bracket, length))
            .flatten();
    }
    if first == '第' {
        let inner = &body[first.len_utf8()..];
        let digits: usize = inner
            .chars()
            .take_while(|&c| digit(c).is_some() || is_numeral(c))
            .map(char::len_utf8)
            .sum();
        let after = inner[digits..].chars().next()?;
        if digits == 0 || !matches!(after, '项' | '件' | '条') {
            return None;
        }
        let mut length = first.len_utf8() + digits + after.len_utf8();
        if let Some(mark) = body[length..]
            .chars()
            .next()
            .filter(|c| "、.．：: ".contains(*c))
        {
            length += mark.len_utf8();
        }
        return made(Level::Point, length);
    }
    let numerals: usize = body
        .chars()
        .take_while(|&c| is_numeral(c))
        .map(char::len_utf8)
        .sum();
    if numerals > 0 {
        let mark = body[numerals..].chars().next()?;
        return matches!(mark, '、' | '.' | '．')
            .then(|| made(Level::Chapter, numerals + mark.len_utf8()))
            .flatten();
    }
    let digits: usize = body
        .chars()
        .take_while(|&c| digit(c).is_some())
        .map(char::len_utf8)
        .sum();
    if digits == 0 || body[..digits].chars().count() > 3 {
        return None;
    }
    let mut after = body[digits..].chars();
    let mark = after.next()?;
    let next = after.next();
    match mark {
        // 2.5万 is an amount and 2.6-9岁 a second point; only a digit and then a unit tells them apart,
        // so a decimal point followed by digits is a number unless a range of ages follows.
        '.' | '．' => {
            let decimals: String = body[digits + mark.len_utf8()..]
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            let beyond = body[digits + mark.len_utf8() + decimals.len()..]
                .chars()
                .next();
            let is_amount = !decimals.is_empty()
                && !matches!(
                    beyond,
                    Some('-' | '—' | '~' | '至' | '.' | '个' | '月' | '年')
                );
            (!is_amount)
                .then(|| made(Level::Point, digits + mark.len_utf8()))
                .flatten()
        }
        '、' => {
            // 3、4号楼 counts buildings.
            if next.is_some_and(|c| c.is_ascii_digit())
                && body[digits + mark.len_utf8()..]
                    .chars()
                    .find(|c| !c.is_ascii_digit())
                    .is_some_and(|c| matches!(c, '、' | '号' | '#'))
            {
                return None;
            }
            made(Level::Point, digits + mark.len_utf8())
        }
        ')' | '）' => made(Level::Bracket, digits + mark.len_utf8()),
        ' ' | '\u{3000}' if matches!(next, Some('“' | '"' | '「' | '《')) => {
            made(Level::Point, digits)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_their_decoration() {
        for (label, number) in [
            ("第3项", "3"),
            ("*1.", "1"),
            ("(1)", "1"),
            ("（一）", "1"),
            ("一、②", "1-2"),
            ("二十一、", "21"),
            ("一百零二", "102"),
            ("03", "3"),
            ("１２", "12"),
            ("2-1", "2-1"),
            ("⑿", "12"),
            ("A", "A"),
        ] {
            assert_eq!(number_of(label), number, "{label}");
        }
    }

    #[test]
    fn lines_begin_with_numbers() {
        for (line, label, rest) in [
            ("1.新开工6个小区", "1.", "新开工6个小区"),
            ("*4.技能人才新增4000人", "*4.", "技能人才新增4000人"),
            ("2.6-9岁儿童窝沟封闭", "2.", "6-9岁儿童窝沟封闭"),
            ("1、地区生产总值增速", "1、", "地区生产总值增速"),
            ("（一）改善条件", "（一）", "改善条件"),
            ("第12项 道路", "第12项", "道路"),
            ("①政府为困难老年人", "①", "政府为困难老年人"),
            ("1 “老旧小区改造”项目", "1", "“老旧小区改造”项目"),
        ] {
            let found = marker(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.label, found.rest), (label, rest), "{line}");
        }
        for line in [
            "2024年工作",
            "1.2万人次受益",
            "3、4号楼",
            "22项实事",
            "一季度进展",
            "第一季度",
        ] {
            assert_eq!(marker(line), None, "{line}");
        }
    }
}
