//! Amounts: numeral, unit, bounds and range, and the classes of numerals that are none.

mod refuse;
mod unit;

use self::refuse::{list_marker, refusal, sum_or_ratio};
use self::unit::{RATE, unit_at};
use crate::date::Found;
use crate::numeral::{self, Form, Numeral};
use crate::room::make_room;
use crate::scan::Scan;
use crate::text::{Text, flags, is_chinese};
use crate::vocabulary::{Class, Dimension, Unit, VOCABULARY};
use shishi_domain::{Amount, Decimal, Qualifier, UnitName};

/// A numeral with all that belongs to it.
#[derive(Debug, Clone)]
pub(crate) struct Quantity {
    /// From the first qualifier to the last.
    pub start: usize,
    pub end: usize,
    /// Where the numeral begins.
    pub numeral: usize,
    /// Where the unit ends, without qualifiers after it.
    pub bare_end: usize,
    pub value: Decimal,
    pub max: Option<Decimal>,
    pub qualifier: Qualifier,
    pub unit: Option<Unit>,
    /// The unit as results give it; empty where there is none.
    pub unit_text: UnitName,
    pub form: Form,
    /// Why it counts nothing, if so.
    pub reject: Option<Reject>,
    /// 第 before it.
    pub ordinal: bool,
    /// A qualifier stands after the unit: 30部以上.
    pub bounded_after: bool,
}

/// Classes of numerals that are no amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reject {
    /// Parcel numbers, model names, telephone numbers.
    Identifier,
    /// 12345.
    Hotline,
    /// `1.` before an item.
    ListMarker,
    /// 第一批.
    Ordinal,
    /// 前100名.
    Rank,
    /// 进一步, 三方, 清零.
    Fixed,
    /// 地铁11号线, 3号楼.
    Name,
    /// Inside “” or 《》.
    Quoted,
    /// 1:1.
    Ratio,
    /// 三分之一.
    Fraction,
    /// A lone Chinese digit without a measure word.
    Lone,
}

impl Quantity {
    pub fn amount(&self) -> Amount {
        Amount {
            qualifier: self.qualifier,
            value: self.value.normalize(),
            value_max: self.max.map(|m| m.normalize()),
            unit: self.unit_text.clone(),
        }
    }

    pub fn dimension(&self) -> Option<Dimension> {
        self.unit.map(|u| u.dimension)
    }

    pub fn is_rate(&self) -> bool {
        self.dimension() == Some(Dimension::Rate)
    }
}

/// All quantities of a text, in order; `taken` says where a date already stands.
pub(crate) fn find(text: &Text, scan: &Scan, taken: &[Found]) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::new();
    let mut next_taken = 0;
    let mut i = 0;
    let mut floor = 0;
    while let Some(next) = text.next_with(flags::QUANTITY, i) {
        while let Some(date) = taken.get(next_taken).filter(|d| d.end <= next) {
            floor = floor.max(date.end);
            next_taken += 1;
        }
        i = next;
        if let Some(date) = taken.get(next_taken).filter(|d| d.start <= i) {
            i = date.end.max(i + 1);
            floor = i;
            continue;
        }
        if let Some(mut found) = at(text, scan, i) {
            if found.start < floor {
                found.start = floor;
            }
            // A date that begins inside wins.
            let clash = taken.get(next_taken).is_some_and(|t| t.start < found.end);
            if !clash || found.reject.is_some() {
                i = found.end.max(i + 1);
                floor = i;
                make_room(&mut out, i, text.len());
                out.push(found);
                continue;
            }
        }
        i += 1;
    }
    out
}

/// The quantity whose numeral begins at `i`.
fn at(text: &Text, scan: &Scan, i: usize) -> Option<Quantity> {
    let c = text.at(i);
    if let Some(found) = parts_of(text, i) {
        return Some(found);
    }
    let odd = numeral::odd(text, i);
    if !numeral::opens(c) && odd.is_none() {
        return None;
    }
    // Inside a run of digits only its beginning counts.
    if c.is_ascii_digit() && (text.before(i).is_ascii_digit()) {
        return None;
    }
    // 一 of 统一 belongs to that word, and not to what follows.
    let end = scan.fixed(i);
    if end > 0 && !c.is_ascii_digit() && scan.begins(Class::Fixed, i, text.len()).is_none() {
        let mut word = numeral::read(text, i)?;
        word.end = end;
        return Some(rejected(&word, Reject::Fixed));
    }
    let mut first = match odd {
        Some(odd) => odd,
        None => numeral::read(text, i)?,
    };
    let ordinal = text.before(i) == '第'
        || text.ends(i, "第前")
        || (text.ends(i, "第 ") && c.is_ascii_digit());
    let mut reject = None;
    // K9+800: a place on a road.
    let place = text.before(i) == '+' && i > 1 && scan.identifier(i - 2);
    if place {
        return Some(rejected(&first, Reject::Identifier));
    }
    if scan.identifier(i) {
        let mut end = i;
        while scan.identifier(end) {
            end += 1;
        }
        first.end = end;
        return Some(rejected(&first, Reject::Identifier));
    }
    if let Some(end) = list_marker(text, &first) {
        first.end = end;
        return Some(rejected(&first, Reject::ListMarker));
    }
    if let Some(end) = refuse::joined_marker(text, &first) {
        first.end = end;
        return Some(rejected(&first, Reject::ListMarker));
    }
    if ordinal {
        return Some(ordinal_quantity(text, first));
    }
    if text.starts(first.end, "分之") {
        return Some(fraction(text, first));
    }
    if let Some(end) = sum_or_ratio(text, &first) {
        first.end = end;
        return Some(rejected(&first, Reject::Ratio));
    }
    let negative = sign(text, i);
    let mut q = measured(text, scan, first, i)?;
    if let Some(start) = negative {
        q.value = -q.value;
        q.max = q.max.map(|m| -m);
        q.start = q.start.min(start);
    }
    qualify(text, &mut q);
    reject = reject.or_else(|| refusal(text, scan, &q));
    q.reject = reject;
    Some(q)
}

fn rejected(n: &Numeral, reject: Reject) -> Quantity {
    Quantity {
        start: n.start,
        end: n.end,
        numeral: n.start,
        bare_end: n.end,
        value: n.value,
        max: None,
        qualifier: Qualifier::Exactly,
        unit: None,
        unit_text: UnitName::NONE,
        form: n.form,
        reject: Some(reject),
        ordinal: false,
        bounded_after: false,
    }
}

/// Where a minus sign or 负 before `i` begins.
fn sign(text: &Text, i: usize) -> Option<usize> {
    let c = text.before(i);
    if c == '负' {
        // 减负30亿元 takes a burden away.
        let burden = i > 1 && "减担免肩抱胜欠税".contains(text.before(i - 1));
        return (!burden).then_some(i - 1);
    }
    if c != '-' {
        return None;
    }
    let c = text.before(i - 1);
    let opens = matches!(
        c,
        '\n' | ' '
            | '('
            | ':'
            | ','
            | '、'
            | '长'
            | '降'
            | '到'
            | '为'
            | '是'
            | '至'
            | '幅'
            | '约'
            | '达'
            | '过'
            | '速'
            | '差'
            | '减'
    );
    opens.then_some(i - 1)
}

/// 百分之三十, 千分之二: the value in hundredths. Also 百分之三十到四十一.
fn parts_of(text: &Text, i: usize) -> Option<Quantity> {
    if text.at(i + 1) != '分' {
        return None;
    }
    let (word, mut from) = text.one_of(i, &["百分之", "千分之", "仟分之", "万分之"])?;
    let mut negative = false;
    if text.at(from) == '负' || text.at(from) == '-' {
        negative = true;
        from += 1;
    }
    let by = match word {
        "百分之" => Decimal::ONE,
        "万分之" => Decimal::new(1, 2),
        _ => Decimal::new(1, 1),
    };
    let part = |from: usize| -> Option<(Decimal, usize, Form)> {
        if text.at(from) == '百' {
            return Some((Decimal::ONE_HUNDRED, from + 1, Form::Chinese));
        }
        let n = numeral::read(text, from)?;
        Some((n.value.checked_mul(by)?, n.end, n.form))
    };
    let (mut value, mut end, form) = part(from)?;
    if negative {
        value = -value;
    }
    let mut max = None;
    if let Some((_, after)) = text.one_of(end, &["到", "至", "-", "~"]) {
        let after = text.one_of(after, &["百分之"]).map_or(after, |(_, e)| e);
        if let Some((high, high_end, _)) = part(after)
            && high > value
            && VOCABULARY.unit(text, high_end).is_none()
        {
            max = Some(high);
            end = high_end;
        }
    }
    let mut q = Quantity {
        start: i,
        end,
        numeral: i,
        bare_end: end,
        value,
        max,
        qualifier: Qualifier::Exactly,
        unit: Some(RATE),
        unit_text: UnitName::known("%"),
        form,
        reject: None,
        ordinal: false,
        bounded_after: false,
    };
    if text.before(i) == '负' {
        q.value = -q.value;
        q.start -= 1;
    }
    qualify(text, &mut q);
    Some(q)
}

/// 第三, 第3项, 第一批: a place in an order.
fn ordinal_quantity(text: &Text, n: Numeral) -> Quantity {
    let mut q = rejected(&n, Reject::Ordinal);
    q.start = n.start - 1 - usize::from(text.before(n.start) == ' ');
    q.ordinal = true;
    if text.ends(n.start, "第前") {
        q.start -= 1;
    }
    q
}

/// 三分之一: known as a number, but no amount of anything.
fn fraction(text: &Text, n: Numeral) -> Quantity {
    let mut q = rejected(&n, Reject::Fraction);
    if let Some(part) = numeral::read(text, n.end + 2)
        && !n.value.is_zero()
        && let Some(value) = part.value.checked_div(n.value)
    {
        q.value = value;
        q.end = part.end;
        q.bare_end = part.end;
        qualify(text, &mut q);
    }
    q
}

/// Adds unit and range to a numeral.
fn measured(text: &Text, scan: &Scan, first: Numeral, start: usize) -> Option<Quantity> {
    let mut qualifier = if first.about {
        Qualifier::About
    } else {
        Qualifier::Exactly
    };
    let (mut unit, mut unit_text, mut end) = unit_at(text, scan, &first, &mut qualifier);
    let mut value = first.value;
    let mut max = first.max;
    let mut range = max.is_some();
    let mut form = first.form;
    if let Some(second) = second_of_range(text, end) {
        let (mut unit2, mut text2, mut end2) = unit_at(text, scan, &second.numeral, &mut qualifier);
        if second.between && unit2.is_some_and(|u| u.word == "间") {
            (unit2, text2, end2) = (None, UnitName::NONE, second.numeral.end);
        }
        let same = match (&unit, &unit2) {
            (Some(a), Some(b)) => a.norm == b.norm,
            (Some(_), None) => false,
            _ => true,
        };
        let mut low = value;
        // 2至3万 means 20000 to 30000; 8500到3万 does not inherit.
        if unit.is_none()
            && let Some(scale) = second.numeral.scale
            && first.scale.is_none_or(|s| s < Decimal::from(10_000))
            && low < heads(&second.numeral, scale)
        {
            low = low.checked_mul(scale)?;
        }
        if same && low < second.numeral.value && max.is_none() {
            value = low;
            max = Some(second.numeral.value);
            range = true;
            unit = unit2;
            unit_text = text2;
            end = second.between_end(text, end2);
            if form == Form::Single {
                form = Form::Chinese;
            }
        }
    }
    // 七八 is a range only before a measure word; otherwise a row of digits.
    if first.form == Form::Row && range && unit.is_none() {
        return Some(rejected(&first, Reject::Lone));
    }
    Some(Quantity {
        start,
        end,
        numeral: start,
        bare_end: end,
        value,
        max,
        qualifier,
        unit,
        unit_text,
        form,
        reject: None,
        ordinal: false,
        bounded_after: false,
    })
}

/// What a first numeral must stay below to share the scale of the second: 3 in 两到三千,
/// 150 in 一百二十到一百五十万.
fn heads(second: &Numeral, scale: Decimal) -> Decimal {
    if scale >= Decimal::from(10_000) {
        return second.mantissa;
    }
    let head = second.value / scale;
    if head < Decimal::TEN && head.is_integer() {
        head
    } else {
        Decimal::ZERO
    }
}

struct Second {
    numeral: Numeral,
    /// The two are joined by 和 or 与, so 之间 must follow.
    between: bool,
}

impl Second {
    fn between_end(&self, text: &Text, end: usize) -> usize {
        text.one_of(end, &["之间", "间"])
            .filter(|_| self.between)
            .map_or(end, |(_, e)| e)
    }
}

/// The second numeral of a range whose first ends at `end`.
fn second_of_range(text: &Text, end: usize) -> Option<Second> {
    let after = text.one_of(end, &["(含)"]).map_or(end, |(_, e)| e);
    let (sep, mut from) = text.one_of(
        after,
        &[
            "--",
            "-",
            "~",
            "到",
            "至",
            "和",
            "与",
            "并少于",
            "并小于",
            "的同时小于等于",
            "的同时小于",
        ],
    )?;
    if text.at(from) == '-' {
        return None;
    }
    from = text.skip_blank(from);
    let numeral = numeral::read(text, from)?;
    let between = matches!(sep, "和" | "与");
    if between {
        let tail = numeral.end;
        if text.one_of(tail, &["之间", "间"]).is_some() {
            return Some(Second { numeral, between });
        }
        let unit = VOCABULARY.unit(text, tail);
        let tail = unit.map_or(tail, |u| tail + u.word.chars().count());
        text.one_of(tail, &["之间", "间"])?;
    }
    Some(Second { numeral, between })
}

/// Takes in the bounds before and after: 不少于, 约, 以上, 左右.
fn qualify(text: &Text, q: &mut Quantity) {
    if q.unit.is_some_and(|u| u.word == "成") {
        q.value *= Decimal::TEN;
        q.max = q.max.map(|m| m * Decimal::TEN);
        if text.ends(q.end, "半") {
            q.value += Decimal::from(5);
        }
        q.unit = Some(RATE);
    }
    let vocabulary = &*VOCABULARY;
    let mut at = q.start;
    if text.before(at) == ' ' && at > 0 {
        at -= 1;
    }
    let least = vocabulary.at_least.before(text, at).map(|(_, start)| start);
    let most = vocabulary.at_most.before(text, at).map(|(_, start)| start);
    // The longer word wins: 超过 stands in 不超过.
    if let Some(start) = least.filter(|l| most.is_none_or(|m| *l <= m)) {
        q.qualifier = Qualifier::AtLeast;
        q.start = start;
    } else if let Some(start) = most {
        q.qualifier = Qualifier::AtMost;
        q.start = start;
    } else if let Some((word, start)) = vocabulary.about.before(text, at) {
        let c = text.before(start);
        let other_word = match word {
            "约" => "节签预契公履违集简合制特邀条".contains(c),
            "近" => "附最就临邻靠相远接".contains(c),
            _ => false,
        };
        if !other_word {
            q.qualifier = Qualifier::About;
            q.start = start;
        }
    }
    // 至少建成1个: a verb between bound and numeral.
    if q.qualifier == Qualifier::Exactly
        && let Some(start) = (2..=3)
            .filter_map(|n| q.start.checked_sub(n))
            .find_map(|at| {
                let (_, start) = text.one_before(at, &["至少", "不少于"])?;
                let mut verb = text.folded_of(at, q.start).chars();
                let plain = verb.all(is_chinese);
                plain.then_some(start)
            })
    {
        q.qualifier = Qualifier::AtLeast;
        q.start = start;
    }
    let after = text.skip_blank(q.bare_end);
    let after = if after - q.bare_end > 1 {
        q.bare_end
    } else {
        after
    };
    if let Some((_, end)) = text
        .one_of(after, &["(含)以上", "(含)及以上"])
        .or_else(|| vocabulary.above.at(text, after))
    {
        q.qualifier = Qualifier::AtLeast;
        q.end = end;
        q.bounded_after = true;
    } else if let Some((_, end)) = vocabulary.below.at(text, after) {
        q.qualifier = Qualifier::AtMost;
        q.end = end;
        q.bounded_after = true;
    } else if text.at(after) == '内' && held(text, q.start) {
        q.qualifier = Qualifier::AtMost;
        q.end = after + 1;
        q.bounded_after = true;
    } else if let Some((_, end)) = text.one_of(after, &["左右", "上下"]) {
        q.qualifier = Qualifier::About;
        q.end = end;
    }
}

/// Whether 控制在 or 压减至 stands before `start`.
fn held(text: &Text, start: usize) -> bool {
    text.one_before(
        start,
        &[
            "控制在",
            "保持在",
            "限制在",
            "稳定在",
            "压缩至",
            "缩短至",
            "压缩到",
            "降至",
            "在",
        ],
    )
    .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<String> {
        let text = Text::new(source);
        find(&text, &Scan::new(&text), &[])
            .iter()
            .filter(|q| q.reject.is_none())
            .map(|q| {
                let max = q
                    .max
                    .map(|m| format!("..{}", m.normalize()))
                    .unwrap_or_default();
                format!(
                    "{}{}{max}{}",
                    q.qualifier.sign(),
                    q.value.normalize(),
                    q.unit_text.as_str()
                )
            })
            .collect()
    }

    fn check(source: &str, want: &[&str]) {
        assert_eq!(read(source), want, "{source}");
    }

    #[test]
    fn qualifiers_are_part_of_the_amount() {
        check("不少于1.2万人次", &[">=12000人次"]);
        check("开工30部以上", &[">=30部"]);
        check("约1088个", &["~1088个"]);
        check("近700万元", &["~7000000元"]);
        check("2.45万余人受益", &["~24500人"]);
        check("控制在10410人内", &["<=10410人"]);
        check("50万元（含）以上", &[">=500000元"]);
        check("签约20万人", &["=200000人"]);
        check("护理员百余名、上千人，百姓百强", &["~100名", "~1000人"]);
        check("惠及１２００户", &["=1200户"]);
        check("投资 190.59 亿元", &["=19059000000元"]);
        check("减负30亿元", &["=3000000000元"]);
        check("10万农村人口、3万余群众", &["=100000人", "~30000人"]);
    }

    #[test]
    fn ranges_share_scale_and_unit() {
        check("2-3个", &["=2..3个"]);
        check("2——3万港币", &["=20000..30000港币"]);
        check("从8500到3万港元", &["=8500..30000港元"]);
        check("1万(含)-5万元", &["=10000..50000元"]);
        check("七八公斤", &["=7..8公斤"]);
        check("10000与20000之间", &["=10000..20000"]);
    }

    #[test]
    fn classes_that_count_nothing() {
        check("旧官F16地块、YZ00-0801-0024地块", &[]);
        check("“12345”市民热线诉求量前100名", &[]);
        check("1. 食品 2、药品", &[]);
        check("进一步统一一批三方比选，动态清零", &[]);
        check("地铁11号线、2号线一期", &[]);
        check("一店一策、第一批、1:1、“1+1+1”", &[]);
        check("二级及以上医疗机构", &[]);
        check("双向六车道、K9+800段、江北2 镇海0、陆家嘴", &["=0"]);
        check("列全省第 2 位、九棵树中心", &[]);
    }

    #[test]
    fn measure_words_of_all_kinds() {
        check("5000套(间)", &["=5000套(间)"]);
        check("18条段149公里", &["=18条段", "=149公里"]);
        check("提高4个百分点", &["=4百分点"]);
        check("增长-1.1%", &["=-1.1%"]);
        check("三成半", &["=35%"]);
        check("增长半成，半成品", &["=5%"]);
        check("百分之三十到四十一", &["=30..41%"]);
        check("三座公厕", &["=3座"]);
        check("3541.07万元", &["=35410700元"]);
    }
}
