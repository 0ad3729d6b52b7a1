//! What stands inside a year or a month: a quarter, a half, a third, a day.

use super::*;

impl Reader<'_, '_> {
    /// What stands inside a year: month, quarter, half, week.
    pub(super) fn within_year(&self, i: usize, y: i16, said: bool) -> Option<Point> {
        let text = self.text;
        let whole =
            |end: usize, from: Date, to: Date, grain: Grain| Some(Point::new(end, from, to, grain));
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
        // 提前半年 is a time gained.
        let gained = text.at(i) == '前' && text.before(i) == '提';
        if let Some((word, a, b, grain)) = rules
            .iter()
            .find(|(w, _, _, _)| text.starts(i, w) && !gained)
        {
            let (from, to) = (month(y, *a)?.0, month(y, *b)?.1);
            return whole(i + word.chars().count(), from, to, *grain);
        }
        // 明年底, 2024年末: the 年 has been read with the year.
        if said && matches!(text.at(i), '底' | '末') {
            let (from, to) = month(y, 12)?;
            return whole(i + 1, from, to, Grain::Month);
        }
        // 2024年初启动.
        let early = text.at(i) == '初' && !matches!(text.at(i + 1), '步' | '中' | '级' | '期');
        if said && early && text.before(i) == '年' {
            let (from, to) = month(y, 1)?;
            return whole(i + 1, from, to, Grain::Month);
        }
        if let Some((q, end)) = self.quarter_part(i).filter(|_| !gained) {
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
    pub(super) fn counted_in_year(&self, i: usize, y: i16, said: bool) -> Option<Point> {
        let text = self.text;
        let whole =
            |end: usize, from: Date, to: Date, grain: Grain| Some(Point::new(end, from, to, grain));
        if let Some((_, end)) = text.one_of(i, &["首月", "首个月"]).filter(|_| said) {
            let (from, to) = month(y, 1)?;
            return whole(end, from, to, Grain::Month);
        }
        let lead = text.at(i);
        // 提前三个月 is a time gained.
        if !matches!(lead, '前' | '后' | '第') || text.before(i) == '提' {
            return None;
        }
        let (n, end, _) = small_number(text, i + 1)?;
        let n8 = i8::try_from(n).ok().filter(|n| *n >= 1)?;
        if let Some((word, tail)) = text.one_of(end, &["个月", "月"]) {
            if n8 > 12 || (lead == '第' && word == "月") {
                return None;
            }
            return match lead {
                '前' if said || word == "个月" || self.first_months(i, n8, tail) => {
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

    /// 前10月 at the head of what it dates; 目前10月 and 前10月底 are something else.
    fn first_months(&self, i: usize, n: i8, tail: usize) -> bool {
        let (before, after) = (self.text.before(i), self.text.at(tail));
        let inside = "目日此之以年月旬底初提当先午会".contains(before) || before.is_ascii_digit();
        let goes_on = "上中下初底末旬".contains(after) || after.is_ascii_digit();
        self.context.strict && n > 1 && !inside && !goes_on
    }

    /// The month named at `i`.
    pub(super) fn month_part(&self, i: usize, y: i16) -> Option<((i16, i8), usize)> {
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
        // 元月, and 元 before 至9月.
        if text.at(i) == '元'
            && !numeral_before(text, i)
            && let Some((_, end)) = text.one_of(i, &["元月份", "元月"])
        {
            return Some(((y, 1), end));
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
    pub(super) fn within_month(&self, i: usize, y: i16, m: i8) -> Option<Point> {
        let text = self.text;
        let (first, last) = month(y, m)?;
        let part = |end: usize, a: i8, b: i8| {
            Some(
                Point::new(
                    end,
                    day(y, m, a)?,
                    if b == 0 { last } else { day(y, m, b)? },
                    Grain::Third,
                )
                .in_month(y, m),
            )
        };
        let of = if text.at(i) == '的' { i + 1 } else { i };
        let thirds: &[(&str, i8, i8)] = &[
            ("上中旬", 1, 20),
            ("中上旬", 1, 20),
            ("中下旬", 11, 0),
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
            return Some(Point::new(end, date, date, Grain::Day).in_month(y, m));
        }
        if let Some((from, to, end)) = self.counted_in_month(of, first, last) {
            let grain = if from == to { Grain::Day } else { Grain::Week };
            return Some(Point::new(end, from, to, grain).in_month(y, m));
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
            return Some(Point::new(end, date, date, Grain::Day).in_month(y, m));
        }
        // 4月12-19日 is read by the caller as a range; here the first half.
        if let Some((d, end, _)) = small_number(text, of)
            && (1..=31).contains(&d)
            && let Some((_, at)) = text.one_of(end, SEPARATORS)
            && self.day_number(at).is_some()
            && let Some(date) = day(y, m, d as i8)
        {
            return Some(Point::new(end, date, date, Grain::Day).in_month(y, m));
        }
        Some(Point::new(i, first, last, Grain::Month).in_month(y, m)).filter(|_| text.at(i) != '月')
    }

    /// A day with its 日 or 号.
    pub(super) fn day_number(&self, i: usize) -> Option<(i8, usize)> {
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
    pub(super) fn counted_in_month(
        &self,
        i: usize,
        first: Date,
        last: Date,
    ) -> Option<(Date, Date, usize)> {
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
    pub(super) fn quarter_part(&self, i: usize) -> Option<((i8, bool), usize)> {
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
        let named: &[&str] = match lead {
            '前' => &["个季度", "季度"],
            _ => &["季度"],
        };
        let (_, end) = text.one_of(end, named)?;
        let k = i8::try_from(n).ok().filter(|k| (1..=4).contains(k))?;
        Some(((k, lead == '前'), end))
    }
}

pub(super) fn numeral_before(text: &Text, i: usize) -> bool {
    let c = text.before(i);
    c.is_ascii_digit() || numeral::digit(c).is_some() || matches!(c, '十' | '个' | '每')
}
