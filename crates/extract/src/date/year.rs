//! Years, and dates all in figures.

use super::*;

impl Reader<'_, '_> {
    /// The year said at `i`: value, end, whether in figures.
    pub(super) fn year_part(&self, i: usize) -> Option<(i16, usize, bool)> {
        let text = self.text;
        let base = self
            .context
            .year
            .or(self.context.reference.map(|d| d.year()));
        let words: &[(&str, i16)] = &[
            ("今年度", 0),
            ("今年", 0),
            ("本年度", 0),
            ("本年", 0),
            ("当年", 0),
            ("全年", 0),
            ("这一年", 0),
            ("去年", -1),
            ("上一年度", -1),
            ("上一年", -1),
            ("上年度", -1),
            ("上年", -1),
            ("前年", -2),
            ("明年", 1),
            ("次年", 1),
            ("翌年", 1),
            ("同年", 0),
            ("下一年度", 1),
            ("下一年", 1),
            ("下年", 1),
            ("后年", 2),
        ];
        // No word begins with a figure.
        let word = || words.iter().find(|(w, _)| text.starts(i, w));
        let word = (!text.at(i).is_ascii_digit()).then(word).flatten();
        if let Some((word, by)) = word {
            // 目前年度, 以前年份 and 提前年 are other words.
            let other = (*word == "前年"
                && matches!(text.before(i), '目' | '以' | '提' | '此' | '之'))
                || (*word == "后年" && matches!(text.before(i), '以' | '今'))
                || text.at(i + word.chars().count()) == '级'
                || (*word == "当年" && self.context.strict);
            if other {
                return None;
            }
            // 2023年3月开工，同年12月完工: of the year that was said.
            if matches!(*word, "同年" | "翌年" | "次年") {
                let said = self
                    .said
                    .filter(|(_, at)| i - at < 60 && self.context.strict);
                match said {
                    Some((year, _)) => return Some((year + by, i + 2, false)),
                    None if *word != "次年" => return None,
                    None => {}
                }
            }
            // 去年, said in February of the year after: the year of the programme itself.
            let said = self
                .context
                .reference
                .filter(|day| *word == "去年" && day.month() >= 2)
                .map(|day| day.year());
            let base = base.map(|year| said.filter(|later| *later > year).unwrap_or(year));
            return Some((base? + by, i + word.chars().count(), false));
        }
        let (year, end) = year_figure(text, i, self.context)?;
        Some((year, end, true))
    }

    /// 2019-04-12, 2019.4.12, 2019/4/12, 2013.03, 20240307, 6·30.
    pub(super) fn numeric(&self, i: usize) -> Option<Point> {
        let text = self.text;
        if !text.at(i).is_ascii_digit() {
            return None;
        }
        let mut end = i;
        while text.at(end).is_ascii_digit() {
            end += 1;
        }
        let number = |a: usize, b: usize| text.folded_of(a, b).parse::<i16>().ok();
        let done = |date: Date, end: usize| Point {
            end,
            from: date,
            to: date,
            grain: Grain::Day,
            year_named: true,
            month: Some((date.year(), date.month())),
            year: Some(date.year()),
        };
        if end - i == 8 {
            let date = day(
                number(i, i + 4)?,
                number(i + 4, i + 6)? as i8,
                number(i + 6, end)? as i8,
            )?;
            let letters =
                text.before(i).is_ascii_alphanumeric() || text.at(end).is_ascii_alphanumeric();
            return (!letters && (1900..2100).contains(&date.year())).then(|| done(date, end));
        }
        let separator = text.at(end);
        if end - i <= 2 && separator == '·' {
            let mut tail = end + 1;
            while text.at(tail).is_ascii_digit() {
                tail += 1;
            }
            let date = day(
                self.default_year(i)?,
                number(i, end)? as i8,
                number(end + 1, tail)? as i8,
            )?;
            return Some(Point {
                year_named: false,
                year: None,
                ..done(date, tail)
            });
        }
        if end - i != 4 || !matches!(separator, '-' | '/' | '.') {
            return None;
        }
        let year = number(i, end).filter(|y| (1900..2200).contains(y))?;
        let mut middle = end + 1;
        while text.at(middle).is_ascii_digit() && middle - end <= 2 {
            middle += 1;
        }
        let m = number(end + 1, middle).filter(|m| (1..=12).contains(m))? as i8;
        if text.at(middle) == separator && text.at(middle + 1).is_ascii_digit() {
            let mut tail = middle + 1;
            while text.at(tail).is_ascii_digit() && tail - middle <= 2 {
                tail += 1;
            }
            let date = day(year, m, number(middle + 1, tail)? as i8)?;
            return (!text.at(tail).is_ascii_digit()).then(|| done(date, tail));
        }
        // 2013.03 is a month only where nothing is measured.
        let alone = boundary(text.at(middle)) || matches!(text.at(middle), '-' | '至' | '到' | '~');
        if separator == '.' && middle - end == 3 && alone && !self.context.strict {
            let (from, to) = month(year, m)?;
            return Some(Point {
                end: middle,
                from,
                to,
                grain: Grain::Month,
                year_named: true,
                month: Some((year, m)),
                year: Some(year),
            });
        }
        None
    }
}

/// A year in figures with 年: 2024年, 24年, 二〇二四年, 两千零五年.
pub(super) fn year_figure(text: &Text, i: usize, context: Context) -> Option<(i16, usize)> {
    let (year, end, width) = if text.at(i).is_ascii_digit() {
        let mut end = i;
        while text.at(end).is_ascii_digit() {
            end += 1;
        }
        (
            text.folded_of(i, end)
                .parse::<i16>()
                .ok()
                .filter(|_| end - i <= 4)?,
            end,
            end - i,
        )
    } else if let Some((y, end)) = year_row(text, i) {
        (y, end, end - i)
    } else {
        let n = numeral::read(text, i)?;
        let value = i16::try_from(n.value.normalize().mantissa())
            .ok()
            .filter(|_| n.value.is_integer())?;
        if !(1900..2100).contains(&value) {
            return None;
        }
        (value, n.end, 4)
    };
    if text.at(end) != '年'
        || matches!(
            text.at(end + 1),
            '级' | '龄' | '检' | '报' | '均' | '产' | '限'
        )
    {
        return None;
    }
    let mut after = end + 1;
    let year = match width {
        4 if (1900..2200).contains(&year) => year,
        2 => {
            // 15年 may be a time that something lasts.
            let lasts = text
                .one_of(
                    after,
                    &[
                        "以上", "以下", "期", "来", "间", "制", "以内", "之内", "左右", "多", "后",
                        "前",
                    ],
                )
                .is_some_and(|(w, _)| !(w == "前" || w == "后") || context.strict)
                || text
                    .one_before(
                        i,
                        &[
                            "使用", "近", "满", "为期", "连续", "每", "未来", "过去", "达", "约",
                            "了", "至少", "的",
                        ],
                    )
                    .is_some();
            let continued = matches!(text.at(after), '底' | '末' | '度')
                || text.at(after).is_ascii_digit()
                || numeral::digit(text.at(after)).is_some()
                || text
                    .one_of(after, &["上半年", "下半年", "第", "十", "前", "首"])
                    .is_some();
            if lasts || (context.strict && !continued) {
                return None;
            }
            let reference = context
                .year
                .or(context.reference.map(|d| d.year()))
                .unwrap_or(2000);
            // 98年 lies nearer in the past than ahead.
            if year > 50 && reference < 2050 {
                1900 + year
            } else {
                2000 + year
            }
        }
        _ => return None,
    };
    if matches!(text.at(after), '度' | '份') {
        after += 1;
    }
    Some((year, after))
}

/// A year as a row of Chinese digits, two or four of them.
pub(super) fn year_row(text: &Text, i: usize) -> Option<(i16, usize)> {
    let mut value = 0i16;
    let mut k = i;
    while k < i + 5 {
        let c = text.at(k);
        let Some(d) =
            numeral::digit(c)
                .filter(|_| c != '两')
                .or(if k > i { c.to_digit(10) } else { None })
        else {
            break;
        };
        value = value.checked_mul(10)?.checked_add(d as i16)?;
        k += 1;
    }
    let width = k - i;
    (width == 4 || (width == 2 && text.at(k) == '年')).then_some((value, k))
}

pub(super) fn year_point(end: usize, y: i16) -> Option<Point> {
    Some(Point {
        end,
        from: day(y, 1, 1)?,
        to: day(y, 12, 31)?,
        grain: Grain::Year,
        year_named: true,
        month: None,
        year: Some(y),
    })
}
