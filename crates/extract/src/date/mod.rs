//! Days and periods: `4月中旬`, `2021年1-9月份`, `去年四季度`, `下周`, `截至3月末`.
//!
//! A date is read partly filled (a month without its year), and then resolved with the
//! year of the programme and the day reported on. Both ends are included.

mod calendar;
mod parts;
mod words;
mod year;

use self::calendar::{add, day, first_monday, monday, month, shift};
use self::words::weekday;
use self::year::{year_point, year_row};
use crate::numeral::{self, Form};
use crate::room::make_room;
use crate::text::{Text, flags};
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

impl Found {
    /// Whether it begins with a year: 1-9月, 上半年.
    pub fn opens_year(&self) -> bool {
        (self.from.month(), self.from.day()) == (1, 1)
    }
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

impl Point {
    /// A point whose year nobody said.
    fn new(end: usize, from: Date, to: Date, grain: Grain) -> Self {
        Self {
            end,
            from,
            to,
            grain,
            year_named: false,
            month: None,
            year: None,
        }
    }

    fn in_month(mut self, year: i16, month: i8) -> Self {
        self.month = Some((year, month));
        self
    }
}

/// All dates of a text, in order and apart.
pub(crate) fn find(text: &Text, context: Context) -> Vec<Found> {
    let mut out = Vec::new();
    let mut reader = Reader {
        text,
        context,
        said: None,
        day: None,
    };
    let mut i = 0;
    while let Some(next) = text.next_with(flags::DATE, i) {
        i = next;
        if !may_begin(text, i) {
            i += 1;
            continue;
        }
        match reader.range(i) {
            Some(found) => {
                i = found.outer.1.max(found.end).max(i + 1);
                make_room(&mut out, i, text.len());
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

/// Whether a date may begin at `i`. Turns away most of what is none at little cost; what it
/// lets through is read in earnest.
fn may_begin(text: &Text, i: usize) -> bool {
    let (c, next) = (text.at(i), text.at(i + 1));
    if c.is_ascii_digit() {
        return !text.before(i).is_ascii_digit() && figures_may(text, i);
    }
    if numeral::digit(c).is_some() || c == '十' {
        // Inside a longer numeral only its beginning counts.
        let b = text.before(i);
        return numeral::digit(b).is_none()
            && !matches!(b, '十' | '百' | '千' | '万' | '亿' | '点')
            && (year_row(text, i).is_some() || numeral_may(text, i, dated));
    }
    match c {
        '今' => matches!(next, '明' | '年' | '天' | '日'),
        '本' | '当' => matches!(
            next,
            '年' | '月' | '日' | '季' | '周' | '星' | '礼' | '个' | '一'
        ),
        '这' => matches!(next, '一' | '个' | '周' | '星' | '礼'),
        '去' | '全' => next == '年',
        '上' | '下' => matches!(
            next,
            '年' | '一' | '个' | '月' | '半' | '季' | '周' | '星' | '礼' | '上' | '下'
        ),
        '明' => matches!(next, '年' | '后' | '天' | '日'),
        '次' => matches!(next, '年' | '月'),
        '同' | '翌' => next == '年',
        '年' => matches!(next, '内' | '底' | '末' | '终' | '初'),
        '月' => matches!(next, '底' | '初' | '末'),
        '首' => next == '季',
        '昨' => matches!(next, '天' | '日'),
        '大' => matches!(next, '大' | '后' | '前'),
        'Q' | 'q' => next.is_ascii_digit(),
        '前' | '后' if matches!(next, '年' | '天' | '日' | '半') => true,
        '元' => matches!(next, '月' | '至' | '到' | '-' | '~'),
        _ => numeral_may(text, i + 1, |c| matches!(c, '个' | '月' | '季')),
    }
}

/// What may follow the numeral of a date.
fn dated(c: char) -> bool {
    matches!(
        c,
        '年' | '月' | '日' | '号' | '季' | '天' | '-' | '~' | '到' | '至'
    )
}

fn figures_may(text: &Text, i: usize) -> bool {
    let mut end = i;
    while text.at(end).is_ascii_digit() {
        end += 1;
    }
    let c = text.at(end);
    let beside = c == '、' && text.at(end + 1).is_ascii_digit();
    if end - i == 8 || c == '·' || beside || dated(c) || (end - i == 4 && matches!(c, '/' | '.')) {
        return true;
    }
    // Only a numeral that goes on beyond its figures can end elsewhere.
    (text.is(end, flags::GOES_ON) || matches!(c, ',' | '.')) && numeral_may(text, i, dated)
}

/// Whether a numeral at `i` is followed by what `follows` takes.
fn numeral_may(text: &Text, i: usize, follows: fn(char) -> bool) -> bool {
    numeral::read(text, i).is_some_and(|n| follows(text.at(n.end)))
}

struct Reader<'a, 't> {
    text: &'a Text<'t>,
    context: Context,
    /// The last year said and where, for 2023年…第四季度.
    said: Option<(i16, usize)>,
    /// The last day read and where it ends, for 8月16日开工，20日封顶.
    day: Option<(Date, usize)>,
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

/// 元至3月份: 元 for the first month, in front of another; but not 100元至300元.
fn first_month(text: &Text, i: usize) -> Option<(i32, usize, bool)> {
    if text.at(i) != '元' {
        return None;
    }
    let (_, at) = text.one_of(i + 1, SEPARATORS)?;
    let (_, end, _) = small_number(text, at)?;
    let before = text.before(i);
    let money = before.is_ascii_digit()
        || numeral::digit(before).is_some()
        || matches!(
            before,
            '十' | '百' | '千' | '万' | '亿' | '美' | '欧' | '日' | '多' | '余'
        );
    (text.at(end) == '月' && !money).then_some((1, i + 1, false))
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
        if last.grain == Grain::Day {
            self.day = Some((last.to, found.end));
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
        let may_follow = matches!(
            text.at(end),
            '或' | '及' | '之' | '以' | '至' | '开' | '起' | '前' | '后'
        );
        let side = || sides.iter().find(|(w, _)| text.starts(end, w));
        if let Some((word, side)) = may_follow.then(side).flatten() {
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
        let first = self.point(i, None, self.month_of_day(i))?;
        if let Some(last) = self.day_beside(&first) {
            return Some((found(i, &first, &last), last));
        }
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

    /// The month of a day that is said without one: 8月16日开工，20日封顶, 截至25日.
    fn month_of_day(&self, i: usize) -> Option<(i16, i8)> {
        if !self.context.strict || !self.text.at(i).is_ascii_digit() {
            return None;
        }
        let text = self.text;
        let (number, end) = self.day_number(i)?;
        let lasts = text.at(end - 1) != '日'
            || matches!(
                text.at(end),
                '内' | '均'
                    | '处'
                    | '常'
                    | '产'
                    | '元'
                    | '夜'
                    | '游'
                    | '间'
                    | '龄'
                    | '照'
                    | '期'
                    | '报'
                    | '供'
            );
        if lasts {
            return None;
        }
        if text
            .one_before(i, &["截至", "截止到", "截至到", "截止"])
            .is_some()
        {
            let day = self.context.reference.filter(|day| day.day() >= number)?;
            return Some((day.year(), day.month()));
        }
        let (day, at) = self
            .day
            .filter(|(day, at)| day.day() < number && i - at < 40)?;
        let begins = matches!(text.before(i), '、' | ',' | ';' | ' ' | '和' | '及' | '并');
        let same = !(at..i).any(|k| matches!(text.at(k), '。' | '\n'));
        (begins && same).then(|| (day.year(), day.month()))
    }

    /// The second of two days that share a month and a mark: 8月5、6日.
    fn day_beside(&self, first: &Point) -> Option<Point> {
        if !self.context.strict || first.grain != Grain::Month {
            return None;
        }
        let (year, month) = first
            .month
            .unwrap_or((first.from.year(), first.from.month()));
        let (a, end, _) = small_number(self.text, first.end)?;
        if self.text.at(end) != '、' {
            return None;
        }
        let (b, tail) = self.day_number(end + 1)?;
        let (from, to) = (
            day(year, month, i8::try_from(a).ok()?)?,
            day(year, month, b)?,
        );
        (add(from, 1) == Some(to)).then(|| Point {
            from,
            ..Point::new(tail, from, to, Grain::Day).in_month(year, month)
        })
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
            .or_else(|| year_row(text, i).map(|(y, e)| (i32::from(y), e, true)))
            .or_else(|| first_month(text, i))?;
        // 7、8月份 are two months on end.
        let beside = self.context.strict
            && text.at(end) == '、'
            && small_number(text, end + 1)
                .is_some_and(|(b, tail, _)| b == a + 1 && text.at(tail) == '月');
        let at = match beside {
            true => end + 1,
            false => text.one_of(end, SEPARATORS)?.1,
        };
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
        let (a, end, _) = small_number(text, end).or_else(|| first_month(text, end))?;
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
            month,
            ..Point::new(end, date, date, Grain::Day)
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
        // 三年内 is a span of time.
        let span = matches!(
            text.before(i),
            '一' | '两' | '三' | '四' | '五' | '半' | '几' | '数' | '十'
        ) || text.before(i).is_ascii_digit();
        if let Some((_, end)) = text
            .one_of(i, &["年内"])
            .filter(|_| !span || !self.context.strict)
        {
            let mut point = year_point(end, self.default_year(i)?)?;
            point.year = None;
            return Some(point);
        }
        // 年初召开: the first month, where a report speaks of its year.
        // 完成年初计划, 完成年初制定的目标: what was set then.
        // 年初确定的任务: of the task.
        const SET: &[&str] = &[
            "确定的",
            "制定的",
            "制订的",
            "下达的",
            "提出的",
            "明确的",
            "设定的",
            "定下的",
            "部署的",
            "安排的",
            "承诺的",
            "既定的",
        ];
        if self.context.strict
            && text.starts(i, "年初")
            && text.one_of(i + 2, SET).is_none()
            && text
                .one_before(i, &["完成", "达到", "实现", "超过", "超出", "完成了"])
                .is_none()
        {
            let y = self.default_year(i)?;
            let (from, to) = month(y, 1)?;
            return Some(Point::new(i + 2, from, to, Grain::Month).in_month(y, 1));
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
        Some(Point::new(end + 1, date, date, Grain::Day).in_month(y, m))
    }
}

fn boundary(c: char) -> bool {
    matches!(
        c,
        '\n' | ' ' | ',' | '。' | ';' | ')' | '、' | ':' | '!' | '?' | '”' | '止'
    )
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
        check("元至3月份", &["元至3月份 2021-01-01..2021-03-31"]);
        check("2020年元—3月", &["2020年元—3月 2020-01-01..2020-03-31"]);
        check("补助300元至3月底", &["3月底 2021-03-21..2021-03-31"]);
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
