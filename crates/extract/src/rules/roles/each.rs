//! Amounts that are told for each of many: per head, per day, per thing.

use super::case::Case;
use crate::rules::actuals::Role;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::{Class, Entry};

/// 第3批, 每5人: which of many, or for each of them.
pub(super) fn for_each(case: &Case) -> Option<Role> {
    case.lead
        .ends_with(['第', '每', '各'])
        .then_some(Role::Other("each"))
}

/// 每人补助300元: a sum for each.
pub(super) fn sum_for_each(case: &Case) -> Option<Role> {
    let q = case.q;
    // 农民人均现金收入6379元.
    let earned = case.near.has(any_of!["收入"]);
    let each = case.is_money()
        && !earned
        && case
            .prose
            .scan
            .within(case.own.max(q.start.saturating_sub(6)), q.start)
            .any(|h| matches!(h.entry, Entry::Word(Class::Each)));
    each.then_some(Role::Other("each"))
}

/// 每个站点面积不少于300平方米,设置床位10张以上: what each is to have.
pub(super) fn standard(case: &Case) -> Option<Role> {
    use shishi_domain::Qualifier;
    let bounded = matches!(case.q.qualifier, Qualifier::AtLeast | Qualifier::AtMost);
    // 每个社区安装摄像头30个、道闸2套.
    let fitted = || {
        let lead = case.lead.trim();
        lead.starts_with('每')
            && lead.has(any_of!["配备", "安装", "配置", "设", "配有"])
            && !lead.has(any_of!["完成"])
    };
    // 每个乡镇至少1个,建成22个以上: how many there are by now.
    let ended = || {
        !case.lead.contains('每')
            && crate::rules::stages::ended(case.prose, case.c.start, case.q.start)
    };
    // 高于国家每平方公里3座的配置标准.
    let norm =
        case.near.contains('每') && case.rest.starts_with('的') && case.rest.ends_with("标准");
    if norm {
        return Some(Role::Other("each"));
    }
    if !(bounded || fitted()) || case.marks.already.is_some() || ended() {
        return None;
    }
    let clauses = &case.prose.clauses;
    let near = clauses[case.clause.saturating_sub(2)..=case.clause].iter();
    let each = near.filter(|c| c.sentence == case.c.sentence).any(|c| {
        let end = c.end.min(case.q.start);
        case.prose.scan.has(Class::Each, c.start, end)
            || case.text.words(c.start, end.max(c.start)).contains('每')
    });
    (each && case.marks.done.is_none()).then_some(Role::Other("each"))
}

/// 套餐仅6元: what one costs.
pub(super) fn price(case: &Case) -> Option<Role> {
    let price = case.is_money()
        && case.q.value < rust_decimal::Decimal::ONE_HUNDRED
        && case
            .near
            .ends_with_one(&["仅", "只需", "只要", "售价", "单价", "上调", "提标"]);
    price.then_some(Role::Other("each"))
}

/// 5批次/千人, where no target is counted so.
pub(super) fn per_thing(case: &Case) -> Option<Role> {
    let targets = &case.scene.targets.list;
    // 11座/520延米 are two amounts, 10863人/12000人 one of the other.
    let stroke =
        case.text.at(case.q.bare_end) == '/' && !case.text.at(case.q.bare_end + 1).is_ascii_digit();
    let per = stroke && !targets.iter().any(|t| t.per_head);
    per.then_some(Role::Other("rate"))
}

/// 日均处理2.3万件, 超额2个完成.
pub(super) fn per_day(case: &Case) -> Option<Role> {
    let per = case.near.has(any_of![
        "日均",
        "月均",
        "场均",
        "次均",
        "年均",
        "每天",
        "每日",
        "每月",
        "每季度",
        "每周",
        "平均每"
    ]) || case.near.ends_with("超额");
    per.then_some(Role::Other("rate"))
}

/// 每队6人, 日清运垃圾120吨.
pub(super) fn per_team(case: &Case) -> Option<Role> {
    let bare = case.bare();
    let per = case.near.chars().rev().take(4).skip(1).any(|c| c == '每')
        || bare.starts_with('日')
            && !bare.starts_with_one(&["日前", "日常", "日照", "日间", "日托", "日光"])
            // 日处理能力新增5.2万吨, where the title asks for that.
            && !case.asks_for(any_of!["能力"], &case.near)
            // 日处理垃圾520吨, where the title asks for no more than that.
            && (case.scene.targets.title_words.contains("能力")
                || !case.asks_for(any_of!["日处理", "日供"], &case.near))
            && !case.ends_behind(case.own + 1);
    per.then_some(Role::Other("rate"))
}
