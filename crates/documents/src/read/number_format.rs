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
pub(super) fn number(value: f64, code: &str) -> String {
    let section = short(code).split(';').next().unwrap_or_default();
    match Pattern::parse(section) {
        Some(pattern) => pattern.show(value),
        None => plain(value),
    }
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

/// The part of a format code understood here: text, then digits, then text.
#[derive(Debug, Default)]
struct Pattern {
    before: String,
    after: String,
    decimals: usize,
    /// Decimals that are shown only if they are not zero.
    optional: usize,
    groups: bool,
    percent: bool,
    width: usize,
}

impl Pattern {
    fn parse(code: &str) -> Option<Self> {
        let mut pattern = Pattern::default();
        let mut chars = code.chars();
        let mut digits = String::new();
        let mut ended = false;
        while let Some(c) = chars.next() {
            let mut literal = None;
            match c {
                '"' => literal = Some(chars.by_ref().take_while(|&c| c != '"').collect::<String>()),
                '\\' | '!' => literal = chars.next().map(String::from),
                '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    chars.by_ref().find(|&c| c == ']');
                }
                '0' | '#' | '?' | '.' | ',' if !ended => digits.push(c),
                '%' => {
                    pattern.percent = true;
                    literal = Some("%".to_owned());
                }
                'G' if code.contains("General") => return None,
                // Scientific notation, fractions and dates are shown plainly.
                'E' | 'e' | '/' | '@' | 'y' | 'm' | 'd' | 'h' | 's' => return None,
                c => literal = Some(c.to_string()),
            }
            if let Some(text) = literal {
                if digits.is_empty() {
                    pattern.before.push_str(&text);
                } else {
                    ended = true;
                    pattern.after.push_str(&text);
                }
            }
        }
        if digits.is_empty() {
            return None;
        }
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        pattern.groups = whole.contains(',');
        pattern.width = whole.matches('0').count();
        pattern.decimals = fraction
            .chars()
            .filter(|c| matches!(c, '0' | '#' | '?'))
            .count()
            .min(15);
        pattern.optional = fraction
            .chars()
            .rev()
            .take_while(|c| *c == '#')
            .count()
            .min(15);
        Some(pattern)
    }

    fn show(&self, value: f64) -> String {
        let value = if self.percent { value * 100.0 } else { value };
        // Half is rounded away from zero, on the decimal digits a person would see.
        let seen: f64 = format!("{:.14e}", value.abs())
            .parse()
            .unwrap_or(value.abs());
        let step = 10_f64.powi(self.decimals as i32);
        let rounded = if seen * step < 1e15 {
            (seen * step + 1e-9).round() / step
        } else {
            seen
        };
        let mut shown = format!("{rounded:.*}", self.decimals);
        for _ in 0..self.optional {
            if let Some(shorter) = shown.strip_suffix('0') {
                shown = shorter.to_owned();
            }
        }
        if let Some(whole) = shown.strip_suffix('.') {
            shown = whole.to_owned();
        }
        let (whole, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
        let mut whole = format!("{whole:0>width$}", width = self.width.min(20));
        if self.groups {
            whole = grouped(&whole);
        }
        let point = if fraction.is_empty() { "" } else { "." };
        let sign = if value < 0.0 && rounded != 0.0 {
            "-"
        } else {
            ""
        };
        format!(
            "{sign}{}{whole}{point}{fraction}{}",
            self.before, self.after
        )
    }
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text
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
