//! Percentages that are themselves what is measured: 合格率达99.2%.

use super::{Rate, title_grows};
use crate::rules::actuals::{RATE, Role};
use crate::rules::link;
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::{Class, Dimension};
use shishi_domain::Qualifier;

fn measured(is_measured: bool) -> Option<Role> {
    is_measured.then_some(Role::Reached(RATE))
}

/// 提高4个百分点, 较年初提高3.2个百分点, where a target asks for points; but not 比全省高2个百分点.
pub(super) fn points(rate: &Rate) -> Option<Role> {
    if rate.q.dimension() != Some(Dimension::Point) {
        return None;
    }
    // What it is compared with, if that is not how it was before.
    const BEFORE: &[&str] = &["年初", "上年", "去年", "上一年", "期初", "20"];
    let lead = &rate.lead;
    let mut targets = rate.scene.targets.list.iter();
    let wanted = targets.any(|t| t.amount.unit == "百分点");
    let with_others = |of: char| {
        let mut behind = lead
            .match_indices(of)
            .map(|(at, _)| &lead[at + of.len_utf8()..]);
        behind.any(|rest| {
            !rest.starts_with_one(BEFORE) && !rest.starts_with(['例', '重', '率', '提'])
        })
    };
    let compared = || {
        lead.has(any_of!["高出", "高于", "低于", "同比", "同期"])
            || with_others('比')
            || with_others('较')
    };
    Some(match wanted && !compared() {
        true => Role::Reached(RATE),
        false => Role::Other("points"),
    })
}

/// 占行政村总数的97.3%: the share itself is what is promised; 占比提高到56.2%: a share that is reached.
pub(super) fn share(rate: &Rate) -> Option<Role> {
    const GROWN: &[&str] = &[
        "占比约",
        "占比达",
        "占比达到",
        "占比为",
        "占比提高到",
        "占比提高至",
        "占比提升至",
        "占比升至",
        "占比降至",
        "占比下降到",
        "水平达",
        "水平达到",
    ];
    let (near, list) = (&rate.near, &rate.scene.targets.list);
    let of_work = near.has(any_of![
        "任务", "计划", "目标", "工程", "投资", "进度", "指标", "完成", "全年"
    ]);
    if of_work || rate.lead.has(any_of!["其中"]) {
        return None;
    }
    let own = rate.bare();
    let shares = own.starts_with('占') && own.chars().count() > 2;
    let rates_only = || !list.is_empty() && list.iter().all(|t| t.amount.unit == "%");
    // 占比约42.33%.
    let about = near.ends_with("占比")
        && rate.q.qualifier == Qualifier::About
        && rate.title.has(any_of!["占比", "比例", "比重"]);
    measured(shares && rates_only() || about || near.ends_with_one(GROWN))
}

/// 签约服务满意率99%, 续签率95.2%: how good it is or how many take part, and not how far it has come.
pub(super) fn of_quality(rate: &Rate) -> Option<Role> {
    const NAMES: &[&str] = &[
        "满意率",
        "满意度",
        "好评率",
        "续签率",
        "续保率",
        "入住率",
        "到户率",
        "参与率",
        "知晓率",
        "使用率",
        "利用率",
        "上岗率",
        "到课率",
        "巩固率",
        "建档率",
        "合格率",
        "及格率",
    ];
    let named = rate
        .near
        .trim_end_matches(['达', '到', '为', '约'])
        .ends_with_one(NAMES);
    let asked = || {
        let mut targets = rate.scene.targets.list.iter();
        NAMES
            .iter()
            .any(|name| rate.near.ends_with(*name) && targets.any(|t| t.own.contains(name)))
    };
    measured(named && !rate.lead.has(any_of!["其中"]) && !asked())
}

/// 90%的行政村生活垃圾得到有效治理: how many of the places have come so far.
pub(super) fn of_places(rate: &Rate) -> Option<Role> {
    const PLACES: &[&str] = &[
        "的建制村",
        "的行政村",
        "的自然村",
        "的乡镇",
        "的镇",
        "的县",
        "的县市",
        "的村",
        "的社区",
        "的家庭",
        "的农户",
        "的街道",
        "的人口",
        "的居民",
        "的群众",
    ];
    const HAVE: &Sought = any_of![
        "实现", "通了", "通上", "用上", "建成", "得到", "达到", "配备", "开通", "享受"
    ];
    measured(rate.rest.starts_with_one(PLACES) && rate.rest.has(HAVE))
}

/// 投资完成率 may be what a target asks for, and 签约率48.2% answers 签约服务率.
pub(super) fn asked(rate: &Rate) -> Option<Role> {
    if !rate.has_rate_target() {
        return None;
    }
    let near = &rate.near;
    let targets = || rate.scene.targets.rates();
    let says_rate = near.contains('率') || near.contains('占') || near.has(any_of!["比例"]);
    let words = link::pairs(near);
    let asked = says_rate
        && targets().any(|t| {
            let own = link::pairs(t.own);
            words
                .iter()
                .filter(|p| own.binary_search(p).is_ok())
                .count()
                >= 3
        });
    // 入住率98.6% for 搬迁入住率100%: the name of the rate, whole.
    let said = near.trim_end_matches(['达', '到', '为', '约', '至', '已']);
    let name: Vec<char> = said.chars().rev().take(3).collect();
    let name: String = name.into_iter().rev().collect();
    let of_target = |own: &str| {
        let split = || {
            name.strip_suffix('率')
                .is_some_and(|name| own.contains(name))
        };
        own.contains(name.as_str()) || own.contains('率') && split()
    };
    let named = name.ends_with('率')
        && name.chars().count() == 3
        && !rate.lead.has(any_of!["其中"])
        && targets().any(|t| of_target(t.own));
    measured(asked || named)
}

/// 目前为46.2%: the only target is a rate, and nothing else is named.
pub(super) fn only_target(rate: &Rate) -> Option<Role> {
    const NOTHING: &[&str] = &[
        "目前", "现", "已", "为", "达到", "达", "实际", "完成", "截至", "约",
    ];
    let [only] = rate.scene.targets.list.as_slice() else {
        return None;
    };
    if only.amount.unit != "%" || rate.near.trim().is_empty() || rate.near.has(any_of!["完成"]) {
        return None;
    }
    // 三季度末为5.1%: behind the day.
    let day = rate.prose.dates_in(rate.own, rate.q.start).last();
    // 贷款余额增速9月末为8.3% names another.
    if day.is_some_and(|day| {
        !rate
            .text
            .folded_of(rate.own, day.start)
            .trim_matches([',', ' '])
            .is_empty()
    }) {
        return None;
    }
    let near = rate
        .text
        .words(day.map_or(rate.own, |day| day.end), rate.q.start);
    let near = near.trim_start_matches(['末', '底', '份']);
    let words = NOTHING
        .iter()
        .fold(near.to_string(), |s, w| s.replace(w, ""));
    measured(words.trim_matches([',', ' ']).is_empty())
}

/// 合格率提高到97.5%.
pub(super) fn reaches(rate: &Rate) -> Option<Role> {
    const REACHES: &[&str] = &[
        "提高到",
        "提升到",
        "上升到",
        "提高至",
        "提升至",
        "上升至",
        "升至",
        "增至",
        "降至",
        "下降到",
        "降低到",
        "降到",
    ];
    let reaches = rate.near.ends_with_one(REACHES);
    let named = || rate.lead.has(any_of!["比例", "比重", "占比"]);
    measured(reaches && (rate.lead.contains('率') || named()))
}

/// 生产总值增长7.7%, where growth is what the title is about.
pub(super) fn growth(rate: &Rate) -> Option<Role> {
    const FALLS: &Sought = any_of!["下降", "降低", "减少"];
    rate.prose
        .scan
        .last(Class::Growth, rate.c.start, rate.q.start)?;
    let (lead, title) = (&rate.lead, rate.title);
    let compared = lead.has(any_of!["同比", "环比"])
        || lead.contains('比') && !lead.has(any_of!["比重"]) && !lead.has(any_of!["占比"]);
    let falls = rate.near.has(FALLS) && title.has(FALLS);
    // 生产总值900309亿元,比上年增长6.6%: of what the clause before is about.
    let subject = || {
        let before = rate.clause.checked_sub(1).map(|k| &rate.prose.clauses[k]);
        let before = before.filter(|b| b.sentence == rate.c.sentence && b.mark == ',');
        let mut targets = rate.scene.targets.rates();
        before.is_some_and(|b| {
            let words = link::pairs(rate.text.folded_of(b.start, b.end));
            targets.any(|t| t.names(&words).len() >= 2)
        })
    };
    let asked = title_grows(title)
        && (!compared || falls || title.has(any_of!["增长"]))
        && (!lead.starts_with('比') || lead.starts_with("比上年增长") && subject());
    // 其中税收收入103.41亿元,增长19.6%: of the part.
    let of_part = || {
        let last = rate.before.iter().rfind(|b| !b.quantity.is_rate());
        last.is_some_and(|b| matches!(b.role, Role::Other("part")) && b.clause + 1 >= rate.clause)
    };
    Some(match asked && !of_part() {
        true => Role::Reached(RATE),
        false => Role::Other("growth"),
    })
}

/// 污水处理率达到94%.
pub(super) fn named(rate: &Rate) -> Option<Role> {
    let named = any_of!["率", "比例", "比重", "覆盖", "满意度"];
    measured(rate.lead.has(named))
}

/// The cell holds nothing but the rate; so does 50%(马站尚未开工).
pub(super) fn cell(rate: &Rate) -> Option<Role> {
    let (text, q, c) = (rate.text, rate.q, rate.c);
    let noted = || {
        let close = (q.end..c.end).find(|&i| text.at(i) == ')');
        text.at(q.end) == '(' && text.before(c.end) == ')' && close == Some(c.end - 1)
    };
    let whole = rate.prose.clauses.len() == 1
        && rate.lead.trim().is_empty()
        && (rate.rest.trim().is_empty() || noted());
    let measured = || rate.scene.targets.list.is_empty() || rate.has_rate_target();
    whole.then(|| match measured() {
        true => Role::Reached(RATE),
        false => Role::Completion,
    })
}

/// A rate whose words share something with a target that is a rate, or that is said to be reached.
pub(super) fn of_target(rate: &Rate) -> Option<Role> {
    if !rate.has_rate_target() {
        return None;
    }
    let words = link::pairs(&rate.near);
    let shares = rate.scene.targets.list.iter().any(|t| {
        let own = link::pairs(t.own);
        t.amount.unit == "%" && words.iter().any(|p| own.binary_search(p).is_ok())
    });
    let reached = || {
        rate.prose
            .scan
            .has(Class::Reached, rate.c.start, rate.q.start)
    };
    measured(shares || reached())
}
