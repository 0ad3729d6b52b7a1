//! The classes of numerals that count nothing.

use super::{Quantity, Reject};
use crate::numeral::{Form, Numeral};
use crate::scan::Scan;
use crate::text::{Enclosure, Text};
use crate::vocabulary::{Class, Dimension, VOCABULARY};
use shishi_domain::{Decimal, Qualifier};

const HOTLINES: &[&str] = &[
    "12345", "12306", "12315", "12348", "12319", "12369", "12333", "12320", "12389", "12318",
    "12336", "12350", "12355", "12371", "12378", "12393", "12388", "12328", "12331", "12365",
    "12358", "12349", "12329", "12338", "12351", "12356", "12309", "12368", "12367", "12381",
    "12313", "12316", "12385", "95598", "96156", "96310",
];

const SHORT_HOTLINES: &[&str] = &["110", "119", "120", "122", "114"];

/// `1:1` and `1+1+1`: where it ends.
pub(super) fn sum_or_ratio(text: &Text, n: &Numeral) -> Option<usize> {
    let mark = text.at(n.end);
    if !matches!(mark, ':' | '+') || n.form != Form::Digits {
        return None;
    }
    let more = text.at(n.end + 1).is_ascii_digit() || (mark == '+' && text.at(n.end + 1) == 'N');
    if !more {
        return None;
    }
    // 人数:3 is a label, and no digit stands before it; here one does.
    let mut i = n.end;
    while matches!(text.at(i), ':' | '+')
        || text.at(i).is_ascii_digit()
        || text.at(i) == 'N'
        || text.at(i) == 'X'
    {
        i += 1;
    }
    Some(i)
}

/// `1.`, `2、`, `(1)`, `一、` before an item: where the marker ends.
pub(super) fn list_marker(text: &Text, n: &Numeral) -> Option<usize> {
    let open = text.before(n.start);
    let before = if open == '(' {
        n.start.checked_sub(1)?
    } else {
        n.start
    };
    let boundary = matches!(
        text.before(before),
        '\n' | ' ' | '。' | ';' | ':' | '!' | '?' | ',' | '.' | '\u{FFFC}'
    );
    if !boundary || n.end - n.start > 3 {
        return None;
    }
    if open == '(' {
        if text.at(n.end) != ')' {
            return None;
        }
        let after = n.end + 1;
        // (3家) has a unit, and 共(3) nothing that it opens.
        let more = matches!(text.at(after), '.' | '、' | ',');
        let after = if more { after + 1 } else { after };
        return (after < text.len()).then_some(after);
    }
    match text.at(n.end) {
        '.' if !text.at(n.end + 1).is_ascii_digit() && n.form == Form::Digits => Some(n.end + 1),
        '、' if n.form != Form::Row => {
            // 1、2号楼 goes on counting.
            let next = text.at(n.end + 1);
            let counts = next.is_ascii_digit()
                && !matches!(text.at(n.end + 2), '月' | '.')
                && !text.at(n.end + 2).is_ascii_digit();
            (!counts && n.value < Decimal::ONE_HUNDRED).then_some(n.end + 1)
        }
        ')' if matches!(text.before(n.start), '\n' | '。' | ';' | ' ') => Some(n.end + 1),
        _ => None,
    }
}

/// `2.` of `2.18个`: things counted one by one have no fraction, so that the first figure numbers
/// the item. Where the marker ends.
pub(super) fn joined_marker(text: &Text, n: &Numeral) -> Option<usize> {
    let opens = matches!(text.before(n.start), '\n' | ' ' | '。' | ';');
    // 1.12个小区…;2.已完成…: at the very start only where a second follows.
    let listed = || {
        let second = [";2.", "。2.", "\n2.", " 2.", ",2."];
        second.iter().any(|mark| text.folded.contains(mark))
    };
    if !opens || n.form != Form::Digits || n.start == 0 && !listed() {
        return None;
    }
    let digits = text.folded_of(n.start, n.end);
    let (number, rest) = digits.split_once('.')?;
    let plain = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    let unit = VOCABULARY.unit(text, n.end)?;
    let whole = matches!(
        unit.word,
        "个" | "家"
            | "所"
            | "座"
            | "处"
            | "台"
            | "部"
            | "栋"
            | "幢"
            | "辆"
            | "条"
            | "项"
            | "件"
            | "名"
            | "户"
    );
    (plain(number) && plain(rest) && number.len() <= 2 && !rest.starts_with('0') && whole)
        .then(|| n.start + number.len() + 1)
}

/// Why an otherwise well-formed quantity counts nothing.
pub(super) fn refusal(text: &Text, scan: &Scan, q: &Quantity) -> Option<Reject> {
    let i = q.numeral;
    let digits = text.folded_of(i, q.bare_end);
    if q.unit.is_none() {
        if HOTLINES.contains(&digits) && q.form == Form::Digits {
            return Some(Reject::Hotline);
        }
        if SHORT_HOTLINES.contains(&digits)
            && text
                .one_of(
                    q.end,
                    &["急救", "报警", "救护", "电话", "指挥", "热线", "接警"],
                )
                .is_some()
        {
            return Some(Reject::Hotline);
        }
    }
    // A fixed word wins unless numeral and unit reach beyond it.
    let end = scan.fixed(i);
    if end > 0 {
        let begins = scan.begins(Class::Fixed, i, end).is_some();
        if !begins || q.bare_end <= end {
            return Some(Reject::Fixed);
        }
    }
    // 26/30公里: how many of how many.
    if text.before(q.start) == '/'
        && q.start >= 2
        && text.at(q.start - 2).is_ascii_digit()
        && q.unit.is_some()
    {
        return Some(Reject::Fraction);
    }
    // 四一段: a name of places, and no 41.
    if q.form == Form::Row && q.unit_text == "段" && "零一二三四五六七八九".contains(text.at(i))
    {
        return Some(Reject::Ordinal);
    }
    // 十一届人大, 四次会议: which one, not how many.
    let session = q.unit_text == "届"
        && text
            .one_of(
                q.bare_end,
                &[
                    "人大",
                    "人民代表",
                    "政协",
                    "党代",
                    "全会",
                    "中央",
                    "委员会",
                    "常委",
                    "市委",
                    "区委",
                    "县委",
                    "省委",
                    "全国",
                ],
            )
            .is_some()
        || q.unit_text == "次"
            && q.form != Form::Digits
            && text
                .one_of(
                    q.bare_end,
                    &[
                        "会议",
                        "全会",
                        "全体会议",
                        "常务会议",
                        "常委会",
                        "党组会",
                        "代表大会",
                    ],
                )
                .is_some()
            && text
                .one_before(
                    q.start,
                    &[
                        "人大",
                        "届",
                        "常委会",
                        "大会",
                        "政协",
                        "委员会",
                        "政府",
                        "第",
                    ],
                )
                .is_some();
    if session {
        return Some(Reject::Ordinal);
    }
    // 三元里 is a place.
    // So do 六、七组 name those of a village.
    let group = q.unit_text == "组" && q.form == Form::Single && text.before(q.start) != '第';
    let built = matches!(
        text.before(q.start),
        '装' | '置' | '设' | '立' | '换' | '购' | '成' | '有'
    );
    let place = || "里桥坊村街路巷区镇乡山湖".contains(text.at(q.bare_end));
    let sum = q.form == Form::Single && q.unit_text == "元" && place();
    if group && !built || sum {
        return Some(Reject::Name);
    }
    // 九眼塘, 五眼桥 are places.
    let eyes = q.form == Form::Single && q.unit_text == "眼";
    if eyes && matches!(text.at(q.bare_end), '塘' | '桥') {
        return Some(Reject::Name);
    }
    // 221省道 is a road, 七里塘 a place.
    let road = q.form == Form::Digits
        && text
            .one_of(
                q.bare_end.saturating_sub(q.unit_text.chars().count()),
                &["省道", "国道", "县道", "乡道", "村道"],
            )
            .is_some();
    if road || q.form == Form::Single && q.unit_text == "里" {
        return Some(Reject::Name);
    }
    // 10票决 is how they were chosen, 15单元14A-03A地块 where it lies.
    if q.unit_text == "票" && text.at(q.bare_end) == '决'
        || q.unit_text == "单元" && text.at(q.bare_end).is_ascii_digit()
    {
        return Some(Reject::Name);
    }
    // 前100名, but 目前7个.
    let ranked = text.before(q.numeral) == '前'
        && !matches!(
            text.before(q.numeral - 1),
            '目' | '之' | '以' | '此' | '日' | '提' | '当' | '底' | '年' | '月' | '旬' | '先'
        );
    if q.unit.is_some()
        && ranked
        && matches!(q.unit_text.as_str(), "名" | "位" | "个" | "家" | "批")
    {
        return Some(Reject::Rank);
    }
    if ranked && q.unit.is_none() || (q.unit.is_none() && text.at(q.end) == '强') {
        return Some(Reject::Rank);
    }
    if let Some((_, end)) = VOCABULARY.after_name.at(text, q.bare_end)
        && q.unit.is_none_or(|u| u.dimension == Dimension::Bare)
        && !(text.at(end - 1) == '中' || text.at(end - 1) == '心')
    {
        return Some(Reject::Name);
    }
    // 六车道 is the width of a road, 2 镇海 no count of towns, 陆家嘴 no numeral.
    let lane = q.unit_text == "车" && text.at(q.bare_end) == '道';
    let bare = q.unit.is_some_and(|u| u.dimension == Dimension::Bare);
    let apart = bare && text.folded_of(i, q.bare_end).contains(' ');
    let formal = q.form == Form::Single && "壹贰叁肆伍陆柒捌玖".contains(text.at(i));
    if lane || apart || (formal && q.unit.is_some()) {
        return Some(Reject::Name);
    }
    match q.form {
        Form::Digits => {
            let length = digits.chars().filter(char::is_ascii_digit).count();
            let whole = q.start == 0 && q.end == text.len();
            let plain = digits.chars().all(|c| c.is_ascii_digit());
            if q.unit.is_none() && plain && length >= 7 && !whole {
                return Some(Reject::Identifier);
            }
            if digits.starts_with('0') && plain && length > 1 && q.unit.is_none() {
                return Some(Reject::Identifier);
            }
            // [2023]1号
            if q.unit.is_none() && matches!(text.before(i), '〔' | '[' | '【') {
                return Some(Reject::Name);
            }
        }
        Form::Single | Form::Row => {
            let whole = q.start == 0 && q.end == text.len();
            if q.unit.is_none() && !whole && q.qualifier == Qualifier::Exactly {
                return Some(Reject::Lone);
            }
        }
        Form::Chinese => {
            // 十 by itself, as in 十 different words, needs a unit.
            let short = q.bare_end - q.numeral <= 1;
            let whole = q.start == 0 && q.end == text.len();
            if q.unit.is_none() && short && !whole {
                return Some(Reject::Lone);
            }
        }
    }
    match text.enclosure.get(i) {
        Some(Enclosure::Quotes | Enclosure::Title) => Some(Reject::Quoted),
        _ => None,
    }
}
