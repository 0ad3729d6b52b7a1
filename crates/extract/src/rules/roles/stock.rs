//! Amounts of what there is, was or stands elsewhere: wholes, lists, balances, comparisons.

use super::case::{Case, size};
use crate::numeral::Form;
use crate::rules::actuals::Role;
use crate::rules::link;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::Class;

/// 10所幼儿园已竣工6所, 6座水库中4座完成验收: the first is what the second is of.
pub(super) fn whole(case: &Case) -> Option<Role> {
    let (prose, text, q) = (case.prose, case.text, case.q);
    let next = prose
        .quantities_in(q.end, case.c.end)
        .iter()
        .find(|n| n.reject.is_none() && n.unit.is_some())?;
    if next.unit_text != q.unit_text || next.value > q.value || !prose.open(next.numeral) {
        return None;
    }
    let between = text.words(q.end, next.start);
    let list = between.contains(['、', '及', '与', '|'])
        || between.contains('和') && !between.has(any_of!["和美", "和谐"]);
    // 21个乡镇中光辉、加鸠2个.
    let among = (1..=9).any(|k| {
        let i = q.end + k;
        i < next.start
            && text.at(i) == '中'
            && !matches!(text.at(i + 1), '心' | '学' | '小' | '央' | '医' | '型')
            && !matches!(text.before(i), '集' | '其' | '高' | '初')
    });
    size(
        among
            || between.ends_with('中')
            || !list && between.has(any_of!["已", "竣工", "完工", "完成", "开工", "建成"]),
    )
}

/// 储备、签约、开工和重点工程四项: the sum of a list.
pub(super) fn sum_of_list(case: &Case) -> Option<Role> {
    let lead = &case.lead;
    // 两项均提前完成: all that was told before.
    let all = case.q.form == Form::Single
        && case.q.unit_text == "项"
        && lead.trim().is_empty()
        && case.rest.starts_with_one(&["均", "都"]);
    if all {
        return size(true);
    }
    size(
        case.q.form == Form::Single
            && matches!(case.q.unit_text.as_str(), "项" | "类")
            && lead.contains('、')
            && lead.contains(['和', '及', '与'])
            && !lead.has(any_of!["已", "完成", "共", "累计"]),
    )
}

/// 贷款余额1.2亿元: what stands at a day, and not what was done.
pub(super) fn balance(case: &Case) -> Option<Role> {
    let title = &case.scene.targets.title_words;
    size(
        ["余额", "存量", "结余", "保有量"]
            .iter()
            .any(|w| case.lead.ends_with(w) && !title.contains(w)),
    )
}

/// 新建项目185个:开工160个: the size of what the label names.
pub(super) fn of_label(case: &Case) -> Option<Role> {
    size(case.c.label && case.marks.done.is_none() && case.marks.already.is_none())
}

/// 居全州15个县首位.
pub(super) fn rank(case: &Case) -> Option<Role> {
    const AMONG: &[&str] = &[
        "居全州",
        "居全市",
        "居全省",
        "居全县",
        "列全市",
        "列全省",
        "居全区",
    ];
    let first = case.rest.has(any_of!["首位", "前列", "第一位"]);
    (first && case.near.ends_with_one(AMONG)).then_some(Role::Other("rank"))
}

/// C级713户: a grade of what there is.
pub(super) fn grade(case: &Case) -> Option<Role> {
    let at = case.q.start;
    size(
        case.near.ends_with('级')
            && at >= case.own + 2
            && case.text.at(at - 2).is_ascii_alphabetic(),
    )
}

/// 规划36个教学班, 现有公厕86座, 共有劳动力2.6万人.
pub(super) fn stock(case: &Case) -> Option<Role> {
    let (near, bare) = (&case.near, case.bare());
    let targets = &case.scene.targets.list;
    let asked = || {
        targets
            .iter()
            .any(|t| link::same_unit(&t.amount.unit, &case.q.unit_text))
    };
    let has = any_of![
        "现有",
        "原有",
        "拥有",
        "藏书",
        "在册",
        "辖区内",
        "下辖",
        "常住",
        "户籍",
    ];
    let stock = near.has(has)
        || near.has(any_of!["共有"])
            && near
                .match_indices("共有")
                .any(|(at, _)| !near[at..].starts_with("共有产权"));
    let drawn = bare.starts_with("规划") || bare.starts_with("设计") || bare.starts_with("拟");
    let done = || {
        case.marks.done.is_some() || case.rest.has(any_of!["完成", "建成", "投用", "开工", "已"])
    };
    size((drawn || stock && !asked()) && !done())
}

/// 由5个增加到8个: what it was before.
pub(super) fn former(case: &Case) -> Option<Role> {
    const CHANGES: &[&str] = &[
        "增加", "增长", "提高", "提升", "上升", "扩大", "扩展", "减少", "下降", "增至", "升至",
        "降至", "缩短", "拓宽", "加宽",
    ];
    let former =
        matches!(case.text.before(case.q.start), '由' | '从') && case.rest.starts_with_one(CHANGES);
    former.then_some(Role::Other("former"))
}

/// 3座危桥中,1座完成桩基; 卫生院改扩建13所中,10所….
pub(super) fn among(case: &Case) -> Option<Role> {
    let rest = &case.rest;
    size(
        rest.ends_with('中')
            && rest.count() <= 10
            // 新建、续建的20所公办园中.
            && (case.lead.trim().is_empty() || case.lead.ends_with('的'))
            || *rest == "中"
            || rest.starts_with_one(&["中有", "中,", "中已"]),
    )
}

/// 四项保险参保人数分别达…: the size of a list, with as many amounts behind 分别.
pub(super) fn of_list(case: &Case) -> Option<Role> {
    let (prose, q, end) = (case.prose, case.q, case.c.end);
    let at = case.text.each_word(q.end, end, any_of!["分别"]).next()?;
    let members = prose
        .quantities_in(at, end)
        .iter()
        .filter(|m| m.reject.is_none() && m.unit.is_some())
        .count();
    size(at <= q.end + 16 && rust_decimal::Decimal::from(members) == q.value)
}

/// 比上年多3个, 同比增加5所.
pub(super) fn comparison(case: &Case) -> Option<Role> {
    let (text, lead, q) = (case.text, &case.lead, case.q);
    // 去年同期更新52台.
    if lead.starts_with_one(&["去年同期", "上年同期"]) {
        return Some(Role::Other("comparison"));
    }
    let hit = case
        .prose
        .scan
        .last(Class::Comparison, case.c.start, q.start)?;
    let compares = match text.folded_of(hit.start, hit.end) {
        "比" => !matches!(text.before(hit.start), '占' | '评' | '对') && text.at(hit.end) != '例',
        "较" => true,
        "少" | "慢" | "快" | "差" => hit.end == q.start && lead.contains(['比', '较']),
        "同比" | "环比" => true,
        _ => hit.end == q.start && (lead.contains('比') || lead.contains('较')),
    };
    (compares && !lead.has(any_of!["实际"])).then_some(Role::Other("comparison"))
}
