//! Days and periods: `4月中旬`, `2021年1-9月份`, `去年四季度`, `下周`, `截至3月末`.
//!
//! A date is read partly filled (a month without its year), and then resolved with the
//! year of the programme and the day reported on. Both ends are included.

use crate::numeral::{self, Form};
use crate::text::Text;
use jiff::civil::Date;

/// What an open date is counted from.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context {
    /// Year of dates without one.
    pub year: Option<i16>,
    /// The day that 本月, 下周, 昨天 count from.
    pub reference: Option<Date>,
    /// Reads as the annotation guide does: 季度末 is the last ten days, and what may be a
    /// duration (15年) or an incomplete day is left alone.
    pub strict: bool,
}

/// How fine a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grain {
    Day,
    Week,
    Third,
    Month,
    Quarter,
    Half,
    Year,
    Range,
}

/// Which side of the named period is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// 前.
    Before,
    /// 及以前.
    Until,
    /// 后.
    After,
    /// 起, 以来.
    Since,
}

/// A date at its place.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The bare expression.
    pub start: usize,
    pub end: usize,
    /// With 从, 自, 前, 起, 左右 and the like.
    pub outer: (usize, usize),
    pub from: Date,
    pub to: Date,
    pub grain: Grain,
    pub side: Option<Side>,
    pub about: bool,
    /// It names its year in figures.
    pub year_named: bool,
}

#[derive(Debug, Clone, Copy)]
struct Point {
    end: usize,
    from: Date,
    to: Date,
    grain: Grain,
    year_named: bool,
    /// The month it lies in, for 4月12日至19日.
    month: Option<(i16, i8)>,
    /// A year that was said, in figures or words.
    year: Option<i16>,
}

/// All dates of a text, in order and apart.
pub(crate) fn find(text: &Text, context: Context) -> Vec<Found> {
    let mut out = Vec::new();
    let mut reader = Reader {
        text,
        context,
        said: None,
    };
    let mut i = 0;
    while i < text.len() {
        if !may_begin(text, i) {
            i += 1;
            continue;
        }
        match reader.range(i) {
            Some(found) => {
                i = found.outer.1.max(found.end).max(i + 1);
                out.push(found);
            }
            // A number that begins no date begins none further on either.
            None if text.at(i).is_ascii_digit() => {
                while text.at(i).is_ascii_digit() {
                    i += 1;
                }
            }
            None => i += 1,
        }
    }
    out
}

/// Whether a date may begin with the character at `i`.
fn may_begin(text: &Text, i: usize) -> bool {
    let c = text.at(i);
    if c.is_ascii_digit() {
        return !text.before(i).is_ascii_digit();
    }
    if numeral::digit(c).is_some() || c == '十' {
        // Inside a longer numeral only its beginning counts.
        let b = text.before(i);
        return numeral::digit(b).is_none()
            && !matches!(b, '十' | '百' | '千' | '万' | '亿' | '点');
    }
    matches!(
        c,
        '今' | '本'
            | '当'
            | '去'
            | '上'
            | '前'
            | '明'
            | '后'
            | '次'
            | '下'
            | '这'
            | '全'
            | '年'
            | '月'
            | '首'
            | '第'
            | '昨'
            | '大'
            | 'Q'
            | 'q'
    )
}

struct Reader<'a, 't> {
    text: &'a Text<'t>,
    context: Context,
    /// The last year said and where, for 2023年…第四季度.
    said: Option<(i16, usize)>,
}

fn day(y: i16, m: i8, d: i8) -> Option<Date> {
    Date::new(y, m, d).ok()
}

fn add(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

fn month(y: i16, m: i8) -> Option<(Date, Date)> {
    let first = day(y, m, 1)?;
    Some((first, first.last_of_month()))
}

/// The month `by` months away.
fn shift(y: i16, m: i8, by: i32) -> Option<(i16, i8)> {
    let total = i32::from(y) * 12 + i32::from(m) - 1 + by;
    Some((
        i16::try_from(total.div_euclid(12)).ok()?,
        i8::try_from(total.rem_euclid(12) + 1).ok()?,
    ))
}

/// The Monday of the week of a day.
fn monday(date: Date) -> Option<Date> {
    add(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

/// The first Monday on or after a day.
fn first_monday(date: Date) -> Option<Date> {
    add(
        date,
        i64::from((7 - date.weekday().to_monday_zero_offset()) % 7),
    )
}

/// A small whole number at `i`: value, end, whether in digits.
fn small_number(text: &Text, i: usize) -> Option<(i32, usize, bool)> {
    let n = numeral::read(text, i)?;
    if n.max.is_some() && n.form != Form::Row || n.about || n.end - i > 5 {
        return None;
    }
    if n.form == Form::Row {
        return None;
    }
    let value = i32::try_from(n.value.normalize().mantissa())
        .ok()
        .filter(|_| n.value.is_integer())?;
    Some((value, n.end, n.form == Form::Digits))
}

const SEPARATORS: &[&str] = &["--", "-", "~", "到", "至"];

impl Reader<'_, '_> {
    fn default_year(&self, at: usize) -> Option<i16> {
        if let Some((year, said_at)) = self.said
            && at - said_at < 60
            && !(said_at..at).any(|k| matches!(self.text.at(k), '。' | ';' | ',' | '\n' | '、'))
        {
            return Some(year);
        }
        self.context
            .year
            .or(self.context.reference.map(|d| d.year()))
    }

    fn reference_month(&self) -> Option<(i16, i8)> {
        self.context.reference.map(|d| (d.year(), d.month()))
    }

    /// A date or a range of two at `i`, with what stands around it.
    fn range(&mut self, i: usize) -> Option<Found> {
        let text = self.text;
        let (mut found, last) = self.span_of(i)?;
        found.year_named |= last.year_named;
        if let Some(year) = last.year {
            self.said = Some((year, found.end));
        }
        // Words before.
        let mut start = i;
        if let Some((word, at)) = text.one_before(i, &["自从", "从", "自", "由"]) {
            start = at;
            if word == "自从" {
                found.side = Some(Side::Since);
            }
        }
        let mut end = found.end;
        if let Some((_, at)) = text.one_of(end, &["左右", "前后", "上下"]) {
            found.about = true;
            end = at;
        }
        let sides: &[(&str, Side)] = &[
            ("或之前", Side::Until),
            ("或以前", Side::Until),
            ("及以前", Side::Until),
            ("及之前", Side::Until),
            ("或之后", Side::Since),
            ("或以后", Side::Since),
            ("及以后", Side::Since),
            ("及之后", Side::Since),
            ("之前", Side::Before),
            ("以前", Side::Before),
            ("之后", Side::After),
            ("以后", Side::After),
            ("以来", Side::Since),
            ("至今", Side::Since),
            ("开始", Side::Since),
            ("起", Side::Since),
            ("前", Side::Before),
            ("后", Side::After),
        ];
        if let Some((word, side)) = sides.iter().find(|(w, _)| text.starts(end, w)) {
            let after = end + word.chars().count();
            let other = match *word {
                "前" => {
                    matches!(text.at(after), '三' | '两' | '二' | '期' | '半' | '后')
                        || text.at(after).is_ascii_digit()
                }
                "后" => matches!(text.at(after), '续' | '期' | '半' | '三' | '两' | '勤'),
                "起" => matches!(text.at(after), '草' | '步' | '点' | '诉' | '吊'),
                _ => false,
            };
            if !other {
                found.side = Some(*side);
                end = after;
            }
        } else if start < i && text.ends(i, "自") && text.at(end) == '春' {
            end = found.end;
        }
        found.outer = (start, end);
        Some(found)
    }

    /// The bare date or range, and its last point.
    fn span_of(&mut self, i: usize) -> Option<(Found, Point)> {
        let text = self.text;
        if text.starts(i, "今明两年") {
            let year = self.default_year(i)?;
            let (first, last) = (year_point(i + 4, year)?, year_point(i + 4, year + 1)?);
            let mut both = found(i, &first, &last);
            both.grain = Grain::Range;
            return Some((both, last));
        }
        if let Some((first, last)) = self.bare_range(i).or_else(|| self.months_of_year(i)) {
            return Some((found(i, &first, &last), last));
        }
        let first = self.point(i, None, None)?;
        let mut end = first.end;
        if text.at(end) == '起' && text.one_of(end + 1, SEPARATORS).is_some() {
            end += 1;
        }
        let second = text
            .one_of(end, SEPARATORS)
            .map(|(_, at)| (at, false))
            .or_else(|| text.one_of(end, &["和", "与"]).map(|(_, at)| (at, true)))
            .and_then(|(at, between)| {
                let inherits = first.year.or(Some(first.from.year()));
                let mut last = self
                    .point(at, inherits, first.month)
                    .or_else(|| {
                        self.bare_day(at, first.month)
                            .filter(|_| first.grain == Grain::Day && !between)
                    })
                    .or_else(|| {
                        self.bare_year(at)
                            .filter(|_| !between && !self.context.strict)
                    })?;
                if between {
                    let (_, tail) = text.one_of(last.end, &["之间", "间"])?;
                    last.end = tail;
                }
                // 8月至2月 runs into the next year.
                if last.from < first.from && last.year.is_none() {
                    last.from = last.from.checked_add(jiff::Span::new().years(1)).ok()?;
                    last.to = last.to.checked_add(jiff::Span::new().years(1)).ok()?;
                    if last.grain == Grain::Month {
                        last.to = last.from.last_of_month();
                    }
                }
                // 14日起到9月14日之前 are two dates, 26日起至29日止 is one period.
                let open =
                    end > first.end && text.one_of(last.end, &["之前", "以前", "前"]).is_some();
                (last.from >= first.from && !open).then_some(last)
            });
        match second {
            Some(last) => Some((found(i, &first, &last), last)),
            None => {
                let last = self.run_of_days(&first);
                Some((found(i, &first, &last), last))
            }
        }
    }

    /// 今天明天后天三天.
    fn run_of_days(&self, first: &Point) -> Point {
        let mut last = *first;
        while last.grain == Grain::Day {
            let Some(next) = self.day_word(last.end) else {
                break;
            };
            if add(last.to, 1) != Some(next.from) {
                break;
            }
            last = next;
        }
        last
    }

    /// Ranges whose first end is only a number: 1-9月, 2021-2023年, 1985到89年9月, 一至三季度.
    fn bare_range(&mut self, i: usize) -> Option<(Point, Point)> {
        let text = self.text;
        let (a, end, _) = small_number(text, i)
            .or_else(|| year_row(text, i).map(|(y, e)| (i32::from(y), e, true)))?;
        let (_, at) = text.one_of(end, SEPARATORS)?;
        let (b, tail, _) = small_number(text, at)
            .or_else(|| year_row(text, at).map(|(y, e)| (i32::from(y), e, true)))?;
        let long = |n: i32| (1900..2200).contains(&n);
        if long(a) {
            let first_year = i16::try_from(a).ok()?;
            let first = year_point(end, first_year)?;
            if text.at(tail) == '年' {
                let last = self.point(at, None, None)?;
                return (last.from >= first.from).then_some((first, last));
            }
            // 从2016到2018: only where nothing measures the numbers.
            let alone = text.one_before(i, &["从", "自"]).is_some() && boundary(text.at(tail));
            if long(b) && b > a && alone && !self.context.strict {
                return Some((first, year_point(tail, i16::try_from(b).ok()?)?));
            }
            return None;
        }
        let year = self.default_year(i)?;
        self.two_in_unit(year, None, a, b, tail)
    }

    /// 2018年1-9月份: a year and a range of months in it.
    fn months_of_year(&self, i: usize) -> Option<(Point, Point)> {
        let text = self.text;
        let (year, end, named) = self.year_part(i)?;
        let (a, end, _) = small_number(text, end)?;
        let (_, at) = text.one_of(end, SEPARATORS)?;
        let (b, tail, _) = small_number(text, at)?;
        let (mut first, last) = self.two_in_unit(year, Some(year), a, b, tail)?;
        first.year_named = named;
        Some((first, last))
    }

    /// 1-9月份, 一至三季度 after their year, if any.
    fn two_in_unit(
        &self,
        year: i16,
        said: Option<i16>,
        a: i32,
        b: i32,
        tail: usize,
    ) -> Option<(Point, Point)> {
        let text = self.text;
        let (a, b) = (i8::try_from(a).ok()?, i8::try_from(b).ok()?);
        if a >= b || a < 1 {
            return None;
        }
        if text.at(tail) == '月' && b <= 12 {
            let from = month(year, a)?;
            let to = month(year, b)?;
            let mut end = tail + 1;
            if text.at(end) == '份' {
                end += 1;
            }
            let point = |(from, to), end| Point {
                end,
                from,
                to,
                grain: Grain::Month,
                year_named: said.is_some(),
                month: None,
                year: said,
            };
            let mut last = point(to, end);
            // 1-3月15日 is no range of months.
            if text.at(end).is_ascii_digit() && self.day_number(end).is_some() {
                return None;
            }
            if text.at(end) == '底' || text.at(end) == '末' {
                last.end += 1;
            }
            return Some((point(from, tail), last));
        }
        if text.starts(tail, "季度") && b <= 4 {
            let from = month(year, a * 3 - 2)?;
            let to = month(year, b * 3)?;
            let first = Point {
                end: tail,
                from: from.0,
                to: from.1,
                grain: Grain::Quarter,
                year_named: said.is_some(),
                month: None,
                year: said,
            };
            let last = Point {
                end: tail + 2,
                from: to.0,
                to: to.1,
                grain: Grain::Quarter,
                year_named: said.is_some(),
                month: None,
                year: said,
            };
            return Some((first, last));
        }
        None
    }

    /// A year without 年 at the end of a range: 2008.03-2009.
    fn bare_year(&self, i: usize) -> Option<Point> {
        let (y, end, digits) = small_number(self.text, i)?;
        if !digits || end - i != 4 || !(1900..2200).contains(&y) || !boundary(self.text.at(end)) {
            return None;
        }
        year_point(end, i16::try_from(y).ok()?)
    }

    /// A day without 日 at the end of a range: 1月3至2月10 is read by `point`, 3日至10 here.
    fn bare_day(&self, i: usize, month: Option<(i16, i8)>) -> Option<Point> {
        let (y, m) = month?;
        let (d, end, _) = small_number(self.text, i)?;
        if !boundary(self.text.at(end)) {
            return None;
        }
        let date = day(y, m, i8::try_from(d).ok()?)?;
        Some(Point {
            end,
            from: date,
            to: date,
            grain: Grain::Day,
            year_named: false,
            month,
            year: None,
        })
    }

    /// One date at `i`; year and month may come from the first date of a range.
    fn point(&self, i: usize, year: Option<i16>, within: Option<(i16, i8)>) -> Option<Point> {
        if let Some(point) = self
            .numeric(i)
            .or_else(|| self.day_word(i))
            .or_else(|| self.days_ago(i))
        {
            return Some(point);
        }
        if let Some(point) = self.week(i) {
            return Some(point);
        }
        let said = self.year_part(i);
        let text = self.text;
        if let Some((y, end, named)) = said {
            // 2018年10月的月份 backs off to 2018年10月.
            for (mark, skip) in [("的", 1), ("", 0)] {
                if !text.starts(end, mark) {
                    continue;
                }
                if let Some(mut point) = self.within_year(end + skip, y, true) {
                    point.year_named = named;
                    point.year = Some(y);
                    return Some(point);
                }
            }
            let mut point = year_point(end, y)?;
            point.year_named = named;
            if let Some((_, after)) = text
                .one_of(end, &["年内", "内"])
                .filter(|_| !text.starts(end, "内容") && !text.starts(end, "内部"))
            {
                point.end = after;
            }
            return Some(point);
        }
        if let Some((_, end)) = text.one_of(i, &["年内"]) {
            let mut point = year_point(end, self.default_year(i)?)?;
            point.year = None;
            return Some(point);
        }
        let default = year.or_else(|| self.default_year(i))?;
        if let Some(point) = self.within_year(i, default, false) {
            return Some(point);
        }
        // 30日, in the month of the range or of the reference.
        let (d, end, digits) = small_number(text, i)?;
        if !matches!(text.at(end), '日' | '号') || !(1..=31).contains(&d) {
            return None;
        }
        let (y, m) = match within {
            Some(month) => month,
            None if digits
                && !self.context.strict
                && text.at(end) == '日'
                && !matches!(text.at(end + 1), '均' | '处' | '常' | '产' | '元' | '夜') =>
            {
                self.reference_month()?
            }
            None => return None,
        };
        let date = day(y, m, i8::try_from(d).ok()?)?;
        Some(Point {
            end: end + 1,
            from: date,
            to: date,
            grain: Grain::Day,
            year_named: false,
            month: Some((y, m)),
            year: None,
        })
    }

    /// 2019-04-12, 2019.4.12, 2019/4/12, 2013.03, 20240307, 6·30.
    fn numeric(&self, i: usize) -> Option<Point> {
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

    /// 今天, 昨日, 大后天, 今明两天.
    fn day_word(&self, i: usize) -> Option<Point> {
        let reference = self.context.reference?;
        let text = self.text;
        let runs: &[(&str, i64, i64)] = &[
            ("今明两天", 0, 1),
            ("明后两天", 1, 2),
            ("明后天", 1, 2),
            ("今明", 0, 1),
        ];
        if let Some((word, a, b)) = runs.iter().find(|(w, _, _)| text.starts(i, w))
            && !text.starts(i, "今明两年")
        {
            let end = i + word.chars().count();
            return Some(Point {
                end,
                from: add(reference, *a)?,
                to: add(reference, *b)?,
                grain: Grain::Range,
                year_named: false,
                month: None,
                year: None,
            });
        }
        let words: &[(&str, i64)] = &[
            ("大大后天", 4),
            ("大后天", 3),
            ("大前天", -3),
            ("今天", 0),
            ("今日", 0),
            ("本日", 0),
            ("当日", 0),
            ("昨天", -1),
            ("昨日", -1),
            ("明天", 1),
            ("明日", 1),
            ("后天", 2),
            ("后日", 2),
            ("前天", -2),
            ("前日", -2),
        ];
        let (word, by) = words.iter().find(|(w, _)| text.starts(i, w))?;
        let end = i + word.chars().count();
        let name = text.starts(end, "头条")
            || text.starts(end, "之后》")
            || (*word == "当日" && self.context.strict);
        if name || text.before(i) == '《' || (*by == -2 && matches!(text.before(i), '日' | '目'))
        {
            return None;
        }
        let date = add(reference, *by)?;
        Some(Point {
            end,
            from: date,
            to: date,
            grain: Grain::Day,
            year_named: false,
            month: Some((date.year(), date.month())),
            year: None,
        })
    }

    /// 5天前.
    fn days_ago(&self, i: usize) -> Option<Point> {
        let text = self.text;
        if self.context.strict {
            return None;
        }
        let (n, end, _) = small_number(text, i)?;
        let (word, tail) = text.one_of(end, &["天前", "天后", "日前"])?;
        let by = if word == "天后" {
            i64::from(n)
        } else {
            -i64::from(n)
        };
        let date = add(self.context.reference?, by)?;
        Some(Point {
            end: tail,
            from: date,
            to: date,
            grain: Grain::Day,
            year_named: false,
            month: None,
            year: None,
        })
    }

    /// 本周, 下周三, 上上周, 这个星期一, 下周末.
    fn week(&self, i: usize) -> Option<Point> {
        let text = self.text;
        let reference = self.context.reference?;
        let mut at = i;
        let mut by = 0i64;
        match text.at(i) {
            '本' | '这' | '当' => at += 1,
            '上' => {
                while text.at(at) == '上' && at < i + 4 {
                    by -= 1;
                    at += 1;
                }
            }
            '下' => {
                while text.at(at) == '下' && at < i + 4 {
                    by += 1;
                    at += 1;
                }
            }
            _ => return None,
        }
        if matches!(text.at(at), '个' | '一') {
            at += 1;
        }
        let (_, mut at) = text.one_of(at, &["星期", "礼拜", "周"])?;
        if let Some((_, end)) = text.one_of(at, &["星期", "周"]) {
            at = end;
        }
        let start = add(monday(reference)?, by * 7)?;
        let weekday = weekday(text.at(at));
        if text.at(at) == '末' {
            return Some(Point {
                end: at + 1,
                from: add(start, 5)?,
                to: add(start, 6)?,
                grain: Grain::Week,
                year_named: false,
                month: None,
                year: None,
            });
        }
        let named = weekday.filter(|_| {
            !(text.at(at) == '一'
                && matches!(text.at(at + 1), '般' | '直' | '定' | '起' | '次' | '共'))
        });
        Some(match named {
            Some(k) => {
                let date = add(start, k)?;
                Point {
                    end: at + 1,
                    from: date,
                    to: date,
                    grain: Grain::Day,
                    year_named: false,
                    month: None,
                    year: None,
                }
            }
            None => Point {
                end: at,
                from: start,
                to: add(start, 6)?,
                grain: Grain::Week,
                year_named: false,
                month: None,
                year: None,
            },
        })
    }

    /// The year said at `i`: value, end, whether in figures.
    fn year_part(&self, i: usize) -> Option<(i16, usize, bool)> {
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
            ("下一年度", 1),
            ("下一年", 1),
            ("下年", 1),
            ("后年", 2),
        ];
        if let Some((word, by)) = words.iter().find(|(w, _)| text.starts(i, w)) {
            // 目前年度, 以前年份 and 提前年 are other words.
            let other = (*word == "前年"
                && matches!(text.before(i), '目' | '以' | '提' | '此' | '之'))
                || (*word == "后年" && matches!(text.before(i), '以' | '今'))
                || text.at(i + word.chars().count()) == '级'
                || (*word == "当年" && self.context.strict);
            if other {
                return None;
            }
            return Some((base? + by, i + word.chars().count(), false));
        }
        let (year, end) = year_figure(text, i, self.context)?;
        Some((year, end, true))
    }

    /// What stands inside a year: month, quarter, half, week.
    fn within_year(&self, i: usize, y: i16, said: bool) -> Option<Point> {
        let text = self.text;
        let whole = |end: usize, from: Date, to: Date, grain: Grain| {
            Some(Point {
                end,
                from,
                to,
                grain,
                year_named: false,
                month: None,
                year: None,
            })
        };
        if let Some((m, end)) = self.month_part(i, y) {
            let y = if said { y } else { m.0 };
            return self.within_month(end, y, m.1);
        }
        let rules: &[(&str, i8, i8, Grain)] = &[
            ("上半年", 1, 6, Grain::Half),
            ("上个半年", 1, 6, Grain::Half),
            ("前半年", 1, 6, Grain::Half),
            ("下半年", 7, 12, Grain::Half),
            ("后半年", 7, 12, Grain::Half),
            ("年底", 12, 12, Grain::Month),
            ("年末", 12, 12, Grain::Month),
            ("岁末", 12, 12, Grain::Month),
            ("年终", 12, 12, Grain::Month),
        ];
        if let Some((word, a, b, grain)) = rules.iter().find(|(w, _, _, _)| text.starts(i, w)) {
            let (from, to) = (month(y, *a)?.0, month(y, *b)?.1);
            return whole(i + word.chars().count(), from, to, *grain);
        }
        // 明年底, 2024年末: the 年 has been read with the year.
        if said && matches!(text.at(i), '底' | '末') {
            let (from, to) = month(y, 12)?;
            return whole(i + 1, from, to, Grain::Month);
        }
        if let Some((q, end)) = self.quarter_part(i) {
            let (q, from_q) = q;
            let mut y = y;
            let mut k = q;
            if k < 1 {
                k += 4;
                y -= 1;
            } else if k > 4 {
                k -= 4;
                y += 1;
            }
            let from = month(y, (if from_q { 1 } else { k }) * 3 - 2)?.0;
            let (last, to) = month(y, k * 3)?;
            return match text.at(end) {
                '末' if self.context.strict => whole(end + 1, add(last, 20)?, to, Grain::Third),
                '末' | '底' => whole(end + 1, last, to, Grain::Month),
                '初' if text.at(end + 1) != '步' => {
                    let (from, to) = month(y, k * 3 - 2)?;
                    whole(end + 1, from, to, Grain::Month)
                }
                _ => whole(end, from, to, Grain::Quarter),
            };
        }
        self.counted_in_year(i, y, said)
    }

    /// 前五个月, 后三月, 首月, 第8个月, 第37个星期, 前2周, 前10天 of a year.
    fn counted_in_year(&self, i: usize, y: i16, said: bool) -> Option<Point> {
        let text = self.text;
        let whole = |end: usize, from: Date, to: Date, grain: Grain| {
            Some(Point {
                end,
                from,
                to,
                grain,
                year_named: false,
                month: None,
                year: None,
            })
        };
        if let Some((_, end)) = text.one_of(i, &["首月", "首个月"]).filter(|_| said) {
            let (from, to) = month(y, 1)?;
            return whole(end, from, to, Grain::Month);
        }
        let lead = text.at(i);
        if !matches!(lead, '前' | '后' | '第') {
            return None;
        }
        let (n, end, _) = small_number(text, i + 1)?;
        let n8 = i8::try_from(n).ok().filter(|n| *n >= 1)?;
        if let Some((word, tail)) = text.one_of(end, &["个月", "月"]) {
            if n8 > 12 || (lead == '第' && word == "月") {
                return None;
            }
            return match lead {
                '前' if said || word == "个月" => {
                    whole(tail, month(y, 1)?.0, month(y, n8)?.1, Grain::Range)
                }
                '后' if said => whole(tail, month(y, 13 - n8)?.0, month(y, 12)?.1, Grain::Range),
                '第' if said => whole(tail, month(y, n8)?.0, month(y, n8)?.1, Grain::Month),
                _ => None,
            };
        }
        if !said {
            return None;
        }
        let first = day(y, 1, 1)?;
        if let Some((_, tail)) = text.one_of(end, &["个星期", "个礼拜", "个周", "周"]) {
            let start = first_monday(first)?;
            if n > 53 {
                return None;
            }
            return match lead {
                '第' => {
                    let from = add(start, i64::from(n - 1) * 7)?;
                    whole(tail, from, add(from, 6)?, Grain::Week)
                }
                '前' => whole(tail, start, add(start, i64::from(n) * 7 - 1)?, Grain::Week),
                _ => None,
            };
        }
        if let Some((_, tail)) = text
            .one_of(end, &["天", "日"])
            .filter(|_| lead == '前' && n < 400)
        {
            return whole(tail, first, add(first, i64::from(n) - 1)?, Grain::Range);
        }
        None
    }

    /// The month named at `i`.
    fn month_part(&self, i: usize, y: i16) -> Option<((i16, i8), usize)> {
        let text = self.text;
        let words: &[(&str, i32)] = &[
            ("本月份", 0),
            ("本月", 0),
            ("当月", 0),
            ("这个月", 0),
            ("上个月", -1),
            ("上月", -1),
            ("下个月", 1),
            ("下月", 1),
            ("次月", 1),
        ];
        if let Some((word, by)) = words.iter().find(|(w, _)| text.starts(i, w)) {
            let (y, m) = self.reference_month()?;
            let end = i + word.chars().count();
            return Some((shift(y, m, *by)?, end));
        }
        if text.one_of(i, &["上半月", "下半月"]).is_some() {
            return Some((self.reference_month()?, i));
        }
        // 月底, 月初 alone: in the month of the reference.
        if text.at(i) == '月'
            && matches!(text.at(i + 1), '底' | '初' | '末')
            && !numeral_before(text, i)
        {
            return Some((self.reference_month()?, i));
        }
        let (m, end, _) = small_number(text, i)?;
        if text.at(end) != '月'
            || !(1..=12).contains(&m)
            || matches!(text.at(end + 1), '票' | '租' | '薪' | '卡' | '供')
        {
            return None;
        }
        let end = if text.at(end + 1) == '份' {
            end + 2
        } else {
            end + 1
        };
        Some(((y, m as i8), end))
    }

    /// What stands inside a month: a day, a third, a week.
    fn within_month(&self, i: usize, y: i16, m: i8) -> Option<Point> {
        let text = self.text;
        let (first, last) = month(y, m)?;
        let part = |end: usize, a: i8, b: i8| {
            Some(Point {
                end,
                from: day(y, m, a)?,
                to: if b == 0 { last } else { day(y, m, b)? },
                grain: Grain::Third,
                year_named: false,
                month: Some((y, m)),
                year: None,
            })
        };
        let of = if text.at(i) == '的' { i + 1 } else { i };
        let thirds: &[(&str, i8, i8)] = &[
            ("上旬", 1, 10),
            ("中旬", 11, 20),
            ("下旬", 21, 0),
            ("上半月", 1, 15),
            ("下半月", 16, 0),
            ("月初", 1, 10),
            ("月底", 21, 0),
            ("月末", 21, 0),
            ("初", 1, 10),
            ("底", 21, 0),
            ("末", 21, 0),
        ];
        if let Some((word, a, b)) = thirds.iter().find(|(w, _, _)| text.starts(i, w))
            && !text.starts(i, "初步")
            && !text.starts(i, "初审")
            && !text.starts(i, "初设")
            && !text.starts(i, "底数")
        {
            return part(i + word.chars().count(), *a, *b);
        }
        if let Some((d, end)) = self.day_number(of) {
            let date = day(y, m, d)?;
            return Some(Point {
                end,
                from: date,
                to: date,
                grain: Grain::Day,
                year_named: false,
                month: Some((y, m)),
                year: None,
            });
        }
        if let Some((from, to, end)) = self.counted_in_month(of, first, last) {
            let grain = if from == to { Grain::Day } else { Grain::Week };
            return Some(Point {
                end,
                from,
                to,
                grain,
                year_named: false,
                month: Some((y, m)),
                year: None,
            });
        }
        // A bare half of a day's name: 1月3, 十月31.
        let (d, end, _) = match small_number(text, of) {
            Some(found) if of == i && !self.context.strict => found,
            _ => (0, i, false),
        };
        let closes = boundary(text.at(end)) || (text.one_of(end, SEPARATORS).is_some());
        if (1..=31).contains(&d)
            && closes
            && let Some(date) = day(y, m, d as i8)
        {
            return Some(Point {
                end,
                from: date,
                to: date,
                grain: Grain::Day,
                year_named: false,
                month: Some((y, m)),
                year: None,
            });
        }
        // 4月12-19日 is read by the caller as a range; here the first half.
        if let Some((d, end, _)) = small_number(text, of)
            && (1..=31).contains(&d)
            && let Some((_, at)) = text.one_of(end, SEPARATORS)
            && self.day_number(at).is_some()
            && let Some(date) = day(y, m, d as i8)
        {
            return Some(Point {
                end,
                from: date,
                to: date,
                grain: Grain::Day,
                year_named: false,
                month: Some((y, m)),
                year: None,
            });
        }
        Some(Point {
            end: i,
            from: first,
            to: last,
            grain: Grain::Month,
            year_named: false,
            month: Some((y, m)),
            year: None,
        })
        .filter(|_| text.at(i) != '月')
    }

    /// A day with its 日 or 号.
    fn day_number(&self, i: usize) -> Option<(i8, usize)> {
        let (d, end, _) = small_number(self.text, i)?;
        if !(1..=31).contains(&d) || !matches!(self.text.at(end), '日' | '号') {
            return None;
        }
        if self.text.at(end) == '号'
            && matches!(self.text.at(end + 1), '线' | '楼' | '院' | '路' | '文')
        {
            return None;
        }
        Some((d as i8, end + 1))
    }

    /// 第2周, 第一个周二, 最后一个星期一, 前4天 of a month.
    fn counted_in_month(&self, i: usize, first: Date, last: Date) -> Option<(Date, Date, usize)> {
        let text = self.text;
        if let Some((_, at)) = text.one_of(i, &["最后一个星期", "最后一个周", "最后一个礼拜"])
        {
            let k = weekday(text.at(at))?;
            let back = (i64::from(last.weekday().to_monday_zero_offset()) - k).rem_euclid(7);
            let date = add(last, -back)?;
            return Some((date, date, at + 1));
        }
        let (n, at) = match text.at(i) {
            '第' => small_number(text, i + 1).map(|(n, e, _)| (n, e))?,
            '前' => {
                let (n, e, _) = small_number(text, i + 1)?;
                let (_, tail) = text.one_of(e, &["天", "日"])?;
                return Some((first, add(first, i64::from(n) - 1)?, tail));
            }
            _ => {
                let (n, e, _) = small_number(text, i)?;
                text.one_of(e, &["个星期", "个周"])?;
                (n, e)
            }
        };
        if !(1..=5).contains(&n) {
            return None;
        }
        let (_, at) = text.one_of(at, &["个星期", "个礼拜", "个周", "周"])?;
        if let Some(k) = weekday(text.at(at)) {
            let forth = (k - i64::from(first.weekday().to_monday_zero_offset())).rem_euclid(7);
            let date = add(first, forth + i64::from(n - 1) * 7)?;
            return Some((date, date, at + 1));
        }
        let from = add(first_monday(first)?, i64::from(n - 1) * 7)?;
        Some((from, add(from, 6)?, at))
    }

    /// The quarter at `i`: its number (0 or 5 for a neighbour year), whether all before it
    /// are meant too, and the end.
    fn quarter_part(&self, i: usize) -> Option<((i8, bool), usize)> {
        let text = self.text;
        let now = self.context.reference.map(|d| (d.month() + 2) / 3);
        let words: &[(&str, i8)] = &[
            ("本季度", 0),
            ("当季", 0),
            ("上个季度", -1),
            ("上季度", -1),
            ("下个季度", 1),
            ("下季度", 1),
            ("上一季度", -1),
            ("下一季度", 1),
        ];
        if let Some((word, by)) = words.iter().find(|(w, _)| text.starts(i, w)) {
            return Some(((now? + by, false), i + word.chars().count()));
        }
        if let Some((_, end)) = text.one_of(i, &["首季度", "首季"]) {
            return Some(((1, false), end));
        }
        if matches!(text.at(i), 'Q' | 'q') && !text.before(i).is_ascii_alphanumeric() {
            let k = text
                .at(i + 1)
                .to_digit(10)
                .filter(|k| (1..=4).contains(k))? as i8;
            let end = if text.starts(i + 2, "季度") {
                i + 4
            } else {
                i + 2
            };
            return (!text.at(end).is_ascii_alphanumeric()).then_some(((k, false), end));
        }
        let (lead, at) = match text.at(i) {
            c @ ('第' | '前') => (c, i + 1),
            _ => (' ', i),
        };
        let (n, end, _) = small_number(text, at)?;
        let (_, end) = text.one_of(
            end,
            if lead == '前' {
                &["个季度", "季度"]
            } else {
                &["季度"]
            },
        )?;
        let k = i8::try_from(n).ok().filter(|k| (1..=4).contains(k))?;
        Some(((k, lead == '前'), end))
    }
}

/// A year in figures with 年: 2024年, 24年, 二〇二四年, 两千零五年.
fn year_figure(text: &Text, i: usize, context: Context) -> Option<(i16, usize)> {
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
fn year_row(text: &Text, i: usize) -> Option<(i16, usize)> {
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

fn numeral_before(text: &Text, i: usize) -> bool {
    let c = text.before(i);
    c.is_ascii_digit() || numeral::digit(c).is_some() || matches!(c, '十' | '个' | '每')
}

fn weekday(c: char) -> Option<i64> {
    Some(match c {
        '一' => 0,
        '二' => 1,
        '三' => 2,
        '四' => 3,
        '五' => 4,
        '六' => 5,
        '日' | '天' => 6,
        _ => return None,
    })
}

fn boundary(c: char) -> bool {
    matches!(
        c,
        '\n' | ' ' | ',' | '。' | ';' | ')' | '、' | ':' | '!' | '?' | '”' | '止'
    )
}

fn year_point(end: usize, y: i16) -> Option<Point> {
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

fn found(start: usize, first: &Point, last: &Point) -> Found {
    Found {
        start,
        end: last.end,
        outer: (start, last.end),
        from: first.from,
        to: last.to,
        grain: if first.end == last.end {
            first.grain
        } else {
            Grain::Range
        },
        side: None,
        about: false,
        year_named: first.year_named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str, strict: bool) -> Vec<String> {
        let reference = Date::new(2021, 6, 14).ok();
        let context = Context {
            year: Some(2021),
            reference,
            strict,
        };
        let text = Text::new(source);
        find(&text, context)
            .iter()
            .map(|d| format!("{} {}..{}", text.source_of(d.start, d.end), d.from, d.to))
            .collect()
    }

    fn check(source: &str, want: &[&str]) {
        assert_eq!(read(source, false), want, "{source}");
        assert_eq!(read(source, true), want, "{source}, strict");
    }

    #[test]
    fn months_and_their_parts() {
        check("计划4月中旬完成", &["4月中旬 2021-04-11..2021-04-20"]);
        check("预计10月底前", &["10月底 2021-10-21..2021-10-31"]);
        check("1999年7月下旬", &["1999年7月下旬 1999-07-21..1999-07-31"]);
        check("去年3月3号", &["去年3月3号 2020-03-03..2020-03-03"]);
        check("十二月月底", &["十二月月底 2021-12-21..2021-12-31"]);
    }

    #[test]
    fn quarters_halves_and_weeks() {
        check("前三季度", &["前三季度 2021-01-01..2021-09-30"]);
        check("将于2季度开展", &["2季度 2021-04-01..2021-06-30"]);
        check("明年下半年", &["明年下半年 2022-07-01..2022-12-31"]);
        check("下周将召开", &["下周 2021-06-21..2021-06-27"]);
        check("下周三", &["下周三 2021-06-23..2021-06-23"]);
        check("3月第三周", &["3月第三周 2021-03-15..2021-03-21"]);
        assert_eq!(read("一季度末", true), ["一季度末 2021-03-21..2021-03-31"]);
    }

    #[test]
    fn ranges_inherit_what_is_not_said() {
        check("2018年1－9月份", &["2018年1－9月份 2018-01-01..2018-09-30"]);
        check(
            "2019年4月12-19日",
            &["2019年4月12-19日 2019-04-12..2019-04-19"],
        );
        check("8月至2月", &["8月至2月 2021-08-01..2022-02-28"]);
        check("1-8月", &["1-8月 2021-01-01..2021-08-31"]);
        check("2021-2023年", &["2021-2023年 2021-01-01..2023-12-31"]);
        check(
            "2020-05-26至2020-05-29止",
            &["2020-05-26至2020-05-29 2020-05-26..2020-05-29"],
        );
    }

    #[test]
    fn no_dates() {
        check("使用15年以上、为期20天、3个月、每月", &[]);
        check("号码888-000-9999,192.168.255.255", &[]);
        check("标准普尔指数下降", &[]);
    }
}
