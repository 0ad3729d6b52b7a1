//! Days and weeks counted from the reference: 昨天, 5天前, 下周三.

use super::*;

impl Reader<'_, '_> {
    /// 今天, 昨日, 大后天, 今明两天.
    pub(super) fn day_word(&self, i: usize) -> Option<Point> {
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
            return Some(Point::new(
                end,
                add(reference, *a)?,
                add(reference, *b)?,
                Grain::Range,
            ));
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
        Some(Point::new(end, date, date, Grain::Day).in_month(date.year(), date.month()))
    }

    /// 5天前.
    pub(super) fn days_ago(&self, i: usize) -> Option<Point> {
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
        Some(Point::new(tail, date, date, Grain::Day))
    }

    /// 本周, 下周三, 上上周, 这个星期一, 下周末.
    pub(super) fn week(&self, i: usize) -> Option<Point> {
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
            return Some(Point::new(
                at + 1,
                add(start, 5)?,
                add(start, 6)?,
                Grain::Week,
            ));
        }
        let named = weekday.filter(|_| {
            !(text.at(at) == '一'
                && matches!(text.at(at + 1), '般' | '直' | '定' | '起' | '次' | '共'))
        });
        Some(match named {
            Some(k) => {
                let date = add(start, k)?;
                Point::new(at + 1, date, date, Grain::Day)
            }
            None => Point::new(at, start, add(start, 6)?, Grain::Week),
        })
    }
}

pub(super) fn weekday(c: char) -> Option<i64> {
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
