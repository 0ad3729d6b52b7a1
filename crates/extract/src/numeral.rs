//! One grammar for numerals in digits, in Chinese, and in both: `1,200`, `3.5万`, `三千二百`,
//! `25万6千`, `十五点七`, `十几万`, `三五百`.

use crate::text::{Text, flags};
use crate::vocabulary::VOCABULARY;
use shishi_domain::Decimal;

/// No numeral of a text that means anything is longer, in characters.
const LONGEST: usize = 64;

/// A numeral as read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numeral {
    pub start: usize,
    pub end: usize,
    pub value: Decimal,
    /// The upper end where two digits stand side by side: 三五百.
    pub max: Option<Decimal>,
    /// 几, 多 or 余 inside it.
    pub about: bool,
    pub form: Form,
    /// Factor of the last 十, 百, 千, 万 or 亿, if it ends with one.
    pub scale: Option<Decimal>,
    /// 万 and 亿 left away: 1000 of 1000万.
    pub mantissa: Decimal,
}

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Only digits and their marks, besides 万 and 亿.
    Digits,
    /// A row of Chinese digits without 十, 百, 千: 二〇二四.
    Row,
    /// Chinese with at least one of 十, 百, 千, 万, 亿 or 点.
    Chinese,
    /// One Chinese digit.
    Single,
}

/// The value of a Chinese digit.
pub(crate) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn small(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

fn big(c: char) -> Option<i64> {
    match c {
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// Whether a numeral may begin with `c`.
pub(crate) fn opens(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || matches!(c, '十' | '拾' | '数' | '几')
}

/// Reads digits with thousands commas and a decimal point: the value and the end.
pub(crate) fn digits(text: &Text, start: usize) -> Option<(Decimal, usize)> {
    let mut i = start;
    let limit = start + LONGEST;
    let mut value = Figures::default();
    while i < limit && value.push(text.at(i)) {
        i += 1;
    }
    if i == start {
        return None;
    }
    // A comma groups only where three digits follow it, and no fourth.
    if i - start <= 3 {
        while i < limit
            && text.at(i) == ','
            && (1..=3).all(|k| text.at(i + k).is_ascii_digit())
            && !text.at(i + 4).is_ascii_digit()
        {
            for k in 1..=3 {
                value.push(text.at(i + k));
            }
            i += 4;
        }
    }
    if text.at(i) == '.' && text.at(i + 1).is_ascii_digit() {
        value.point = true;
        i += 1;
        while i < limit && value.push(text.at(i)) {
            i += 1;
        }
    }
    let value = if value.count <= 18 {
        Decimal::new(value.mantissa, value.scale)
    } else {
        text.folded_of(start, i).replace(',', "").parse().ok()?
    };
    Some((value, i))
}

/// A decimal as it is read, figure by figure; exact up to 18 figures.
#[derive(Default)]
struct Figures {
    mantissa: i64,
    count: u32,
    scale: u32,
    point: bool,
}

impl Figures {
    /// Takes one figure more; false for any other character.
    fn push(&mut self, c: char) -> bool {
        let Some(figure) = c.to_digit(10) else {
            return false;
        };
        self.mantissa = self
            .mantissa
            .wrapping_mul(10)
            .wrapping_add(i64::from(figure));
        self.count += 1;
        self.scale += u32::from(self.point);
        true
    }
}

/// What every figure stays below, so that sums and percentages of them are in range too. No
/// published one comes near it.
const BOUND: u64 = 1_000_000_000_000_000_000;

/// Reads the numeral that begins at `start`.
///
/// Declines where none begins, where it is out of range, and inside a longer one
/// only if the caller begins there.
pub(crate) fn read(text: &Text, start: usize) -> Option<Numeral> {
    // No figure is larger than what it is written with, whatever its decimals.
    let below = |n: Decimal| n.mantissa() < i128::from(BOUND) || n < Decimal::from(BOUND);
    unbounded(text, start).filter(|n| below(n.value) && n.max.is_none_or(below))
}

fn unbounded(text: &Text, start: usize) -> Option<Numeral> {
    let first = text.at(start);
    if !opens(first) {
        return None;
    }
    if first == '数' || first == '几' {
        return several(text, start);
    }
    if let Some(plain) = plain(text, start, first) {
        return plain;
    }
    let limit = start + LONGEST;
    let mut i = start;
    let mut total = Decimal::ZERO;
    let mut section = Decimal::ZERO;
    let mut pending: Option<Decimal> = None;
    let mut spread: Option<Decimal> = None;
    let mut max: Option<Decimal> = None;
    let mut about = false;
    let mut scale: Option<Decimal> = None;
    let mut mantissa = Decimal::ZERO;
    let mut only_digits = true;
    let mut units = false;
    let mut row = 0usize;
    // Factor that must not grow again within a section: 三千五千 is two numerals.
    let mut ceiling = 10_000u32;
    while i < limit {
        let c = text.at(i);
        if c.is_ascii_digit() {
            if pending.is_some() {
                break;
            }
            let (value, end) = digits(text, i)?;
            pending = Some(value);
            scale = None;
            i = end;
            continue;
        }
        if let Some(value) = digit(c) {
            only_digits = false;
            if pending.is_some() && row == 0 {
                break;
            }
            let value = Decimal::from(value);
            match pending {
                // 零 before a digit only holds the place.
                None if (c == '零' || c == '〇') && units => {
                    if digit(text.at(i + 1)).is_none()
                        && small(text.at(i + 1)).is_none()
                        && !text.at(i + 1).is_ascii_digit()
                        && text.at(i + 1) != '几'
                    {
                        break;
                    }
                }
                None => {
                    pending = Some(value);
                    row = 1;
                }
                Some(before) => {
                    spread =
                        (row == 1 && value > before && before > Decimal::ZERO).then_some(value);
                    pending = before.checked_mul(Decimal::TEN)?.checked_add(value);
                    pending?;
                    row += 1;
                }
            }
            scale = None;
            i += 1;
            continue;
        }
        // 190.59 亿元: a blank between figures and scale.
        if c == ' ' && only_digits && pending.is_some() && spaced_scale(text, i + 1) {
            i += 1;
            continue;
        }
        // 5000千米 is measured in 千米; 三千米 is three thousand metres.
        if c == '千'
            && only_digits
            && pending.is_some()
            && matches!(text.at(i + 1), '米' | '克' | '瓦' | '伏' | '卡' | '焦')
        {
            break;
        }
        if let Some(factor) = small(c) {
            // Digits of a decimal do not take 百: 1.5百 is not written.
            if factor >= ceiling || (pending.is_none() && factor != 10) {
                break;
            }
            only_digits = false;
            let by = Decimal::from(factor);
            if row == 2 && spread.is_some() {
                // 三五百: from 300 to 500.
                let low = pending? / Decimal::TEN;
                let low = low.trunc();
                let high = spread?.checked_mul(by)?;
                max = Some(total.checked_add(section)?.checked_add(high)?);
                section = section.checked_add(low.checked_mul(by)?)?;
                spread = None;
            } else if row > 1 {
                break;
            } else {
                section = section.checked_add(pending.unwrap_or(Decimal::ONE).checked_mul(by)?)?;
            }
            pending = None;
            row = 0;
            units = true;
            ceiling = factor;
            scale = Some(by);
            i += 1;
            continue;
        }
        if let Some(factor) = big(c) {
            let by = Decimal::from(factor);
            let amount = if row == 2 && spread.is_some() {
                let low = (pending? / Decimal::TEN).trunc();
                max = Some(spread?.checked_mul(by)?);
                spread = None;
                low
            } else if row > 2 {
                break;
            } else {
                section.checked_add(pending.unwrap_or(Decimal::ZERO))?
            };
            if amount.is_zero() && total.is_zero() && pending.is_none() {
                break;
            }
            if let Some(high) = max.filter(|_| row != 2) {
                max = Some(high.checked_mul(by)?);
            }
            if amount.is_zero() {
                // 20万亿 goes on from 20万.
                scale = scale.and_then(|s| s.checked_mul(by));
            } else {
                mantissa = amount;
                scale = Some(by);
            }
            if factor == 10_000 {
                total = total.checked_add(amount.checked_mul(by)?)?;
            } else {
                total = total.checked_add(amount)?.checked_mul(by)?;
            }
            section = Decimal::ZERO;
            pending = None;
            row = 0;
            units = true;
            ceiling = 10_000;
            i += 1;
            continue;
        }
        let next = text.at(i + 1);
        if matches!(c, '余' | '多' | '几') && i > start {
            let scaled = big(next).is_some() || (c == '几' && small(next).is_some());
            let follows = pending.is_some() || units;
            if scaled && follows {
                about = true;
                i += 1;
                continue;
            }
            break;
        }
        if c == '点' && row <= 1 && (pending.is_some() || units) {
            let Some((fraction, end, chinese)) = fraction(text, i + 1, limit) else {
                break;
            };
            // 3点15分 tells the time.
            if matches!(text.at(end), '分' | '钟') {
                break;
            }
            only_digits &= !chinese;
            pending = Some(pending.unwrap_or(Decimal::ZERO).checked_add(fraction)?);
            units = true;
            row = 0;
            scale = None;
            i = end;
            continue;
        }
        break;
    }
    if i == start {
        return None;
    }
    // 七八公斤: the unit comes at once.
    let mut value = total
        .checked_add(section)?
        .checked_add(pending.unwrap_or(Decimal::ZERO))?;
    if mantissa.is_zero() || scale.is_none() {
        mantissa = value;
    }
    let form = if only_digits {
        Form::Digits
    } else if units {
        Form::Chinese
    } else if row > 1 {
        Form::Row
    } else {
        Form::Single
    };
    if form == Form::Row && row == 2 && spread.is_some() && max.is_none() {
        let low = (pending? / Decimal::TEN).trunc();
        max = spread;
        // Whether it is 七八 or a row is decided by what follows; the row's value is kept apart.
        if low.is_zero() {
            max = None;
        } else {
            value = low;
        }
    }
    Some(Numeral {
        start,
        end: i,
        value,
        max,
        about,
        form,
        scale,
        mantissa,
    })
}

/// Whether 万 or 亿 at `i` can belong to figures before a blank: 万达 and 亿利 are names.
fn spaced_scale(text: &Text, i: usize) -> bool {
    big(text.at(i)).is_some()
        && (matches!(text.at(i + 1), '余' | '多' | '亿') || VOCABULARY.unit(text, i + 1).is_some())
}

/// 百余名, 上千人: one hundred or thousand of them, with no digit before.
pub(crate) fn odd(text: &Text, i: usize) -> Option<Numeral> {
    let c = text.at(i);
    // 半成: half of a tenth.
    if c == '半'
        && text.at(i + 1) == '成'
        && matches!(
            text.before(i),
            '近' | '约'
                | '到'
                | '过'
                | '仅'
                | '长'
                | '降'
                | '跌'
                | '涨'
                | '升'
                | '加'
                | '少'
                | '幅'
        )
    {
        let half = Decimal::new(5, 1);
        return Some(Numeral {
            start: i,
            end: i + 1,
            value: half,
            max: None,
            about: false,
            form: Form::Chinese,
            scale: None,
            mantissa: half,
        });
    }
    let value = match c {
        '百' => Decimal::ONE_HUNDRED,
        '千' => Decimal::ONE_THOUSAND,
        '万' => Decimal::from(10_000),
        _ => return None,
    };
    let before = text.before(i);
    let counted = before.is_ascii_digit()
        || digit(before).is_some()
        || small(before).is_some()
        || big(before).is_some()
        || matches!(before, '几' | '数' | ' ');
    let hedged = matches!(text.at(i + 1), '余' | '多');
    let measured = VOCABULARY.unit(text, i + 1 + usize::from(hedged)).is_some();
    let some = hedged || matches!(before, '上' | '近');
    // 成百上千 counts nothing, and what 万 begins is mostly a name.
    let name = !hedged && (c == '万' || text.before(i.saturating_sub(1)) == '百');
    (!counted && measured && some && !name).then_some(Numeral {
        start: i,
        end: i + 1,
        value,
        max: None,
        about: true,
        form: Form::Chinese,
        scale: Some(value),
        mantissa: Decimal::ONE,
    })
}

/// The numeral that is only digits, or one Chinese digit, with nothing that goes on with it.
fn plain(text: &Text, start: usize, first: char) -> Option<Option<Numeral>> {
    let (value, end, form) = if first.is_ascii_digit() {
        match digits(text, start) {
            Some((value, end)) => (value, end, Form::Digits),
            None => return Some(None),
        }
    } else {
        (Decimal::from(digit(first)?), start + 1, Form::Single)
    };
    let spaced = text.at(end) == ' ' && form == Form::Digits && spaced_scale(text, end + 1);
    (!text.is(end, flags::GOES_ON) && !spaced).then_some(Some(Numeral {
        start,
        end,
        value,
        max: None,
        about: false,
        form,
        scale: None,
        mantissa: value,
    }))
}

/// The digits after 点: their value, the end, and whether any was Chinese.
fn fraction(text: &Text, start: usize, limit: usize) -> Option<(Decimal, usize, bool)> {
    let mut written = String::from("0.");
    let mut i = start;
    let mut chinese = false;
    while i < limit {
        let c = text.at(i);
        if c.is_ascii_digit() {
            written.push(c);
        } else if let Some(d) = digit(c).filter(|_| c != '两') {
            written.push(char::from_digit(d, 10)?);
            chinese = true;
        } else {
            break;
        }
        i += 1;
    }
    if i == start {
        return None;
    }
    Some((written.parse().ok()?, i, chinese))
}

/// 数十亿, 几十, 几百万: from one to ten times the factor.
fn several(text: &Text, start: usize) -> Option<Numeral> {
    let mut factor = Decimal::ONE;
    let mut i = start + 1;
    while i < start + 6 {
        let c = text.at(i);
        let by = match (small(c), big(c)) {
            (Some(f), _) => Decimal::from(f),
            (_, Some(f)) => Decimal::from(f),
            _ => break,
        };
        factor = factor.checked_mul(by)?;
        i += 1;
    }
    if i == start + 1 {
        return None;
    }
    Some(Numeral {
        start,
        end: i,
        value: factor,
        max: Some(factor.checked_mul(Decimal::TEN)?),
        about: true,
        form: Form::Chinese,
        scale: Some(factor),
        mantissa: factor,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, want: &str) {
        let text = Text::new(source);
        let got = read(&text, 0).unwrap_or_else(|| panic!("{source} is a numeral"));
        assert_eq!(got.value, want.parse().unwrap(), "{source}");
        assert_eq!(got.end, text.len(), "all of {source}");
    }

    #[test]
    fn one_grammar_for_all_forms() {
        check("1,050,000", "1050000");
        check("10,000.233", "10000.233");
        check("１１.92亿", "1192000000");
        check("4.78万亿", "4780000000000");
        check("一万五千亿", "1500000000000");
        check("25万6千", "256000");
        check("一百零一万零三千零十二", "1013012");
        check("拾亿零六万零五百零六", "1000060506");
        check("两千万点五五四四", "20000000.5544");
        check("六点四二万", "64200");
        check("1千零20", "1020");
        check("二百三十余万", "2300000");
        check("一百零几万", "1000000");
        check("二〇二四", "2024");
        check("两", "2");
        check("零", "0");
        check("200亿零四千230", "20000004230");
    }

    #[test]
    fn neighbours_are_a_range() {
        let range = |s: &str| {
            let n = read(&Text::new(s), 0).unwrap();
            (n.value.to_string(), n.max.unwrap().to_string())
        };
        assert_eq!(range("三五百"), ("300".into(), "500".into()));
        assert_eq!(range("三四十万"), ("300000".into(), "400000".into()));
        assert_eq!(range("三五万"), ("30000".into(), "50000".into()));
        assert_eq!(range("七八"), ("7".into(), "8".into()));
        assert_eq!(range("数十亿"), ("1000000000".into(), "10000000000".into()));
    }

    #[test]
    fn commas_group_three_digits_only() {
        let text = Text::new("3,5");
        assert_eq!(read(&text, 0).unwrap().end, 1);
        let text = Text::new("1千,200");
        assert_eq!(read(&text, 0).unwrap().end, 2);
    }

    #[test]
    fn out_of_range_declines() {
        assert!(read(&Text::new(&"9".repeat(60)), 0).is_none());
        assert!(read(&Text::new("百日"), 0).is_none());
    }
}
