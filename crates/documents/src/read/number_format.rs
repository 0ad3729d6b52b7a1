//! What a sheet shows for a number: 40% where it holds 0.4.

/// Most characters of a format code that programs write; a longer one is not gone through for every
/// cell.
const MAX_CODE: usize = 255;

fn short(code: &str) -> &str {
    match code.len() > MAX_CODE && code.chars().nth(MAX_CODE).is_some() {
        true => "",
        false => code,
    }
}

/// A number as its format code shows it; an empty or unknown code shows it plainly.
///
/// Of a negative number the minus is always written: in brackets it would read as a remark.
pub(super) fn number(value: f64, code: &str) -> String {
    let code = short(code);
    if code.is_empty() || code == "General" {
        return plain(value);
    }
    match section(value, code).and_then(Pattern::parse) {
        Some(pattern) => pattern.show(value).trim().to_owned(),
        None => plain(value),
    }
}

/// The section of a code that a value is shown by; none if it leaves that open.
fn section(value: f64, code: &str) -> Option<&str> {
    let sections = sections(code);
    let at = |index: usize| sections.get(index).copied();
    let first = at(0)?;
    let second = at(1).filter(|section| !section.contains('@'));
    let third = at(2).filter(|section| !section.contains('@'));
    match (condition(first), second.and_then(condition)) {
        (None, None) if value == 0.0 => Some(third.unwrap_or(first)),
        // Where its own section says nothing of the sign, the first is as good.
        (None, None) if value < 0.0 => {
            let says_minus = |section: &&str| section.contains('-') || section.is_empty();
            Some(second.filter(says_minus).unwrap_or(first))
        }
        (None, None) => Some(first),
        (Some(holds), None) if holds.of(value) => Some(first),
        (Some(_), None) => second,
        (Some(holds), Some(_)) if holds.of(value) => Some(first),
        (None, Some(_)) if value > 0.0 => Some(first),
        (_, Some(holds)) if holds.of(value) => second,
        (_, Some(_)) => third,
    }
}

/// The pieces of a code between semicolons, but for those in quotes and brackets.
fn sections(code: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let mut start = 0;
    let mut chars = code.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                chars.find(|&(_, c)| c == '"');
            }
            '[' => {
                chars.find(|&(_, c)| c == ']');
            }
            '\\' | '!' | '_' | '*' => {
                chars.next();
            }
            ';' => {
                sections.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[start..]);
    sections
}

/// `[>=10000]`: which values a section is for.
struct Condition<'a> {
    compare: &'a str,
    with: f64,
}

impl Condition<'_> {
    fn of(&self, value: f64) -> bool {
        match self.compare {
            "<" => value < self.with,
            ">" => value > self.with,
            "<=" => value <= self.with,
            ">=" => value >= self.with,
            "=" => value == self.with,
            _ => value != self.with,
        }
    }
}

fn condition(section: &str) -> Option<Condition<'_>> {
    let inside = section.split('[').skip(1).filter_map(|rest| {
        let (inside, _) = rest.split_once(']')?;
        inside.starts_with(['<', '>', '=']).then_some(inside)
    });
    inside.into_iter().find_map(|inside| {
        let end = inside.find(|c: char| !matches!(c, '<' | '>' | '='))?;
        let (compare, with) = inside.split_at(end);
        let with = with.trim().parse().ok()?;
        matches!(compare, "<" | ">" | "<=" | ">=" | "=" | "<>")
            .then_some(Condition { compare, with })
    })
}

/// Without the noise of binary fractions: 15 significant digits, as spreadsheets keep them.
fn plain(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    let short: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    short.to_string()
}

/// A piece of what is shown.
#[derive(Debug, PartialEq)]
enum Piece {
    Text(String),
    /// The place of a digit: `0`, or `#` and `?`, which show no zero at the outer ends.
    Digit(char),
    Point,
    /// The number as it is, where the code says General.
    Plain,
}

/// The part of a format code understood here: texts and places for digits.
#[derive(Debug, Default)]
struct Pattern {
    pieces: Vec<Piece>,
    groups: bool,
    /// Powers of ten by which the number is more, or less, than what is shown.
    scale: i32,
}

/// How Excel and, in a Chinese surface, its files call the plain way to show a number.
const PLAIN: &[&str] = &["General", "GENERAL", "general", "G/通用格式"];

impl Pattern {
    fn parse(code: &str) -> Option<Self> {
        let mut pattern = Pattern::default();
        let mut rest = code;
        let mut has_point = false;
        while let Some(c) = rest.chars().next() {
            if let Some(after) = PLAIN.iter().find_map(|plain| rest.strip_prefix(plain)) {
                rest = after;
                pattern.pieces.push(Piece::Plain);
                continue;
            }
            let (here, after) = rest.split_at(c.len_utf8());
            rest = after;
            let second = rest.chars().next();
            let skipped = rest.get(second.map_or(0, char::len_utf8)..).unwrap_or("");
            match c {
                '"' => {
                    let (text, after) = rest.split_once('"').unwrap_or((rest, ""));
                    pattern.text(text);
                    rest = after;
                }
                '\\' | '!' => {
                    pattern.text(&rest[..rest.len() - skipped.len()]);
                    rest = skipped;
                }
                '_' | '*' => rest = skipped,
                '[' => {
                    let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
                    // [$¥-804]: a sign of money, and whose it is.
                    if let Some(sign) = inside.strip_prefix('$') {
                        pattern.text(sign.split('-').next().unwrap_or_default());
                    }
                    rest = after;
                }
                '0' | '#' | '?' => pattern.pieces.push(Piece::Digit(c)),
                '.' if !has_point => {
                    has_point = true;
                    pattern.pieces.push(Piece::Point);
                }
                ',' if matches!(pattern.pieces.last(), Some(Piece::Digit(_))) => {
                    let more = rest.len() - rest.trim_start_matches(',').len();
                    rest = &rest[more..];
                    match rest.starts_with(['0', '#', '?']) {
                        true => pattern.groups |= !has_point,
                        // Behind the last digit each stands for a thousand.
                        false => pattern.scale += 3 * (1 + more as i32),
                    }
                }
                '%' => {
                    pattern.scale -= 2;
                    pattern.text("%");
                }
                // Scientific notation, fractions and dates are shown plainly.
                'E' | 'e' | '/' | '@' | 'y' | 'm' | 'd' | 'h' | 's' => return None,
                _ => pattern.text(here),
            }
        }
        // Only a colour, or the width of a space.
        if pattern.pieces.is_empty() && !code.is_empty() {
            pattern.pieces.push(Piece::Plain);
        }
        Some(pattern)
    }

    fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    fn show(&self, value: f64) -> String {
        let point = self.pieces.iter().position(|piece| *piece == Piece::Point);
        let (before, behind) = self.pieces.split_at(point.unwrap_or(self.pieces.len()));
        let digits = |pieces: &[Piece]| {
            let places = pieces.iter();
            places
                .filter(|piece| matches!(piece, Piece::Digit(_)))
                .count()
        };
        let decimals = digits(behind);
        let (whole, fraction, is_zero) = rounded(value, self.scale, decimals);
        // What is said of the sign stands in a section of its own.
        let says_sign = |piece: &Piece| matches!(piece, Piece::Text(text) if text.contains('-'));
        let has_digits = digits(&self.pieces) > 0;
        let is_plain = self.pieces.contains(&Piece::Plain);
        let is_negative = value < 0.0 && (is_plain || (has_digits && !is_zero));
        let mut shown = String::new();
        if is_negative && !self.pieces.iter().any(says_sign) {
            shown.push('-');
        }
        self.show_whole(before, &whole, value, &mut shown);
        // Zeros that are shown only before another digit.
        let kept = fraction.trim_end_matches('0').len();
        let mut places = 0..decimals;
        let mut waits = false;
        for piece in behind {
            match piece {
                Piece::Point => waits = true,
                Piece::Digit(sign) => {
                    let at = places.next().unwrap_or(decimals);
                    if *sign == '0' || at < kept {
                        if std::mem::take(&mut waits) {
                            shown.push('.');
                        }
                        shown.push_str(fraction.get(at..=at).unwrap_or("0"));
                    }
                }
                Piece::Text(text) => shown.push_str(text),
                Piece::Plain => shown.push_str(&plain(value.abs())),
            }
        }
        shown
    }

    /// The digits before the point, from the last place to the first, which takes what is over.
    fn show_whole(&self, pieces: &[Piece], whole: &str, value: f64, shown: &mut String) {
        let places = pieces.iter();
        let places = places
            .filter(|piece| matches!(piece, Piece::Digit(_)))
            .count();
        let is_digit = |piece: Option<&Piece>| matches!(piece, Some(Piece::Digit(_)));
        let mut place = 0;
        let mut has_shown = false;
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => shown.push_str(text),
                Piece::Plain => shown.push_str(&plain(value.abs())),
                Piece::Point => {}
                Piece::Digit(sign) => {
                    let left = places - place;
                    let from = match place {
                        0 => 0,
                        _ => whole.len().saturating_sub(left),
                    };
                    let to = (whole.len() + 1).saturating_sub(left);
                    let digits = whole.get(from..to).unwrap_or("");
                    // A zero before a point is written, so that the number can be read; but not where
                    // a space stands for it, as in the formats of bookkeepers.
                    let is_last = !is_digit(pieces.get(at + 1)) && *sign == '#';
                    let digits = match digits.is_empty() {
                        true if *sign == '0' || has_shown || is_last => "0",
                        _ => digits,
                    };
                    for (at, digit) in digits.char_indices() {
                        let behind = left - 1 + digits.len() - at - 1;
                        shown.push(digit);
                        has_shown = true;
                        if self.groups && behind > 0 && behind.is_multiple_of(3) {
                            shown.push(',');
                        }
                    }
                    place += 1;
                }
            }
        }
    }
}

/// The digits before and behind the point, without the sign, of a number divided by a power of ten;
/// and whether all are zero. No digit stands before the point of a number below one.
///
/// Half is rounded away from zero, on the decimal digits a person would see.
fn rounded(value: f64, scale: i32, decimals: usize) -> (String, String, bool) {
    let scaled = value.abs() / 10_f64.powi(scale);
    let seen: f64 = format!("{scaled:.14e}").parse().unwrap_or(scaled);
    let decimals = decimals.min(15);
    let step = 10_f64.powi(decimals as i32);
    let rounded = if seen * step < 1e15 {
        (seen * step + 1e-9).round() / step
    } else {
        seen
    };
    let shown = format!("{rounded:.decimals$}");
    let (whole, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
    let whole = whole.trim_start_matches('0');
    (whole.to_owned(), fraction.to_owned(), rounded == 0.0)
}

/// A date as its format code shows it: 2024年3月31日, 2024年3月, 3月31日, else 2024-03-31.
pub(super) fn date(
    (year, month, day): (u32, u32, u32),
    (hour, minute, second): (u32, u32, u32),
    code: &str,
) -> String {
    let code = short(code);
    let has = |c: char| code.to_ascii_lowercase().contains(c);
    let is_chinese = code.contains('年') || code.contains('月');
    let mut text = match (
        is_chinese,
        has('y') || code.is_empty(),
        has('d') || code.is_empty(),
    ) {
        (true, true, true) => format!("{year}年{month}月{day}日"),
        (true, true, false) => format!("{year}年{month}月"),
        (true, false, _) => format!("{month}月{day}日"),
        (false, _, _) => format!("{year:04}-{month:02}-{day:02}"),
    };
    if (hour, minute, second) != (0, 0, 0) {
        text.push_str(&format!(" {hour:02}:{minute:02}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_the_sheet_shows_them() {
        for (value, code, shown) in [
            (0.4, "0%", "40%"),
            (0.27375, "0.00%", "27.38%"),
            (0.2737, "0.##%", "27.37%"),
            (405.0, "General", "405"),
            (405.0, "", "405"),
            (1.2, "", "1.2"),
            (0.1 + 0.2, "General", "0.3"),
            (1234.5, "#,##0.00", "1,234.50"),
            (3.0, "\"第\"0\"项\"", "第3项"),
            (3.0, "0\"个\"", "3个"),
            (-1.1, "0.0_ ", "-1.1"),
            (7.0, "00", "07"),
            (1.005, "0.00", "1.01"),
        ] {
            assert_eq!(number(value, code), shown, "{value} {code}");
        }
    }

    #[test]
    fn numbers_are_divided_as_the_sheet_shows_them() {
        for (code, value, shown) in [
            ("#,##0,", 120_050.0, "120"),
            ("0.00,,\"百万元\"", 120_050.0, "0.12百万元"),
            ("0.0,\"千元\"", 120_050.0, "120.1千元"),
            ("0,.0", 120_050.0, "120.1"),
            ("#,##0.0,,", 1_234_567_890_000.0, "1,234,567.9"),
            // Ten thousands: a point is written before the last digit of the thousands.
            ("0!.0,\"万元\"", 120_050.0, "12.0万元"),
            ("0\\.0,\"万元\"", 120_050.0, "12.0万元"),
            ("0\".\"0,\"万\"", 120_050.0, "12.0万"),
            ("0!.0,\"万元\"", 5_000.0, "0.5万元"),
            ("0!.0,\"万元\"", 0.0, "0.0万元"),
            ("#!.0,\"万元\"", 5_000.0, "0.5万元"),
            ("0!.0,\"万元\"", -120_050.0, "-12.0万元"),
            ("0!.0,", 9_999.0, "1.0"),
            ("0!.0000\"万元\"", 120_050.0, "12.0050万元"),
            ("0!.0000", 5.0, "0.0005"),
            ("[>=10000]0!.0,\"万\";0", 120_050.0, "12.0万"),
            ("[>=10000]0!.0,\"万\";0", 9_000.0, "9000"),
            ("[<1]0.00;[<10]0.0;0", 0.25, "0.25"),
            ("[<1]0.00;[<10]0.0;0", 2.5, "2.5"),
            ("[<1]0.00;[<10]0.0;0", 25.0, "25"),
            ("[=1]\"是\";[=0]\"否\"", 1.0, "是"),
            ("[=1]\"是\";[=0]\"否\"", 0.0, "否"),
        ] {
            assert_eq!(number(value, code), shown, "{value} {code}");
        }
    }

    const BOOKKEEPER: &str = r#"_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ "#;

    #[test]
    fn numbers_by_their_sign_and_with_texts() {
        for (code, value, shown) in [
            ("0;-0;\"—\"", 0.0, "—"),
            ("0;-0;;@", 0.0, ""),
            (BOOKKEEPER, 0.0, "-"),
            (BOOKKEEPER, 1_234.5, "1,234.50"),
            (BOOKKEEPER, -1_234.5, "-1,234.50"),
            ("0;;;", 12.0, "12"),
            ("[Red]-0;0", 11.0, "-11"),
            ("0.00_ ;[Red]\\-0.00\\ ", -2.5, "-2.50"),
            ("#,##0.00_);(#,##0.00)", -1_234.5, "-1,234.50"),
            ("#,##0.00_);(#,##0.00)", 1_234.5, "1,234.50"),
            ("0;[Red]0", -5.0, "-5"),
            ("\"增加\"0\"个;\"", 5.0, "增加5个;"),
            ("General\"座\"", 12.5, "12.5座"),
            ("G/通用格式\"座\"", 12.0, "12座"),
            ("[$¥-804]#,##0.00", 120_050.0, "¥120,050.00"),
            (
                "0\"户（含贫困户\"0\"户）\"",
                120_050.0,
                "12005户（含贫困户0户）",
            ),
            ("#,##0", 0.0, "0"),
            ("#", 0.0, "0"),
            ("#.##", 0.5, "0.5"),
            ("0.##", 3.0, "3"),
            ("000,000", 1_234.0, "001,234"),
            ("0.0E+00", 120_050.0, "120050"),
            ("# ?/?", 0.5, "0.5"),
            ("@", 12.0, "12"),
        ] {
            assert_eq!(number(value, code), shown, "{value} {code}");
        }
    }

    #[test]
    fn broken_codes_are_no_trouble() {
        for code in [
            "\"",
            "[",
            "\\",
            "!",
            "_",
            "*",
            "[>",
            "[>]0",
            ";",
            ";;;;;",
            ",",
            ",,0",
            "0,",
            ".",
            "..",
            "%%%",
            "0[$",
            "[$-",
            "万\\",
            "0,,,,,,,,,,,,,,,,,,,,",
            "#,#,#.#,#",
        ] {
            for value in [0.0, -1.5, 1e300, 1e-300, f64::NAN, f64::INFINITY] {
                number(value, code);
            }
            for cut in 0..8 {
                number(7.0, &"0!.0,\"万元\"".chars().take(cut).collect::<String>());
            }
        }
        let long = format!("0.{}", "0".repeat(250));
        number(1.0 / 3.0, &long);
    }

    #[test]
    fn a_code_longer_than_programs_write_is_left_alone() {
        let quoted = |length| format!("0\"{}\"", "个".repeat(length));
        assert_eq!(number(3.0, &quoted(252)), format!("3{}", "个".repeat(252)));
        assert_eq!(number(3.0, &quoted(253)), "3");
        let day = (2024, 3, 31);
        assert_eq!(date(day, (0, 0, 0), &"年".repeat(256)), "2024-03-31");
    }

    #[test]
    fn dates_as_the_sheet_shows_them() {
        let day = (2024, 3, 31);
        assert_eq!(
            date(day, (0, 0, 0), "yyyy\"年\"m\"月\"d\"日\""),
            "2024年3月31日"
        );
        assert_eq!(date(day, (0, 0, 0), "yyyy\"年\"m\"月\""), "2024年3月");
        assert_eq!(date(day, (0, 0, 0), "m/d/yy"), "2024-03-31");
        assert_eq!(date(day, (9, 30, 0), ""), "2024-03-31 09:30");
    }
}
