//! Percentages that state neither completion nor what is measured: asked for, planned, compared.

use super::Rate;
use crate::rules::actuals::{Judged, Role};
use crate::rules::stance;
use crate::text::{Phrase as _, any_of};
use rust_decimal::Decimal;
use shishi_domain::Qualifier;

fn interim(is_interim: bool) -> Option<Role> {
    is_interim.then_some(Role::Other("interim-target"))
}

/// 达到50%的节点.
pub(super) fn asked_for(rate: &Rate) -> Option<Role> {
    interim(
        rate.rest
                        .starts_with_one(&["的节点", "的目标", "的要求", "的任务"])
            // 集中供养率达41%,完成42%目标任务的97.6%.
            || rate
                .rest
                .starts_with_one(&["目标任务的", "目标的", "任务的", "计划的"])
                && rate.near.ends_with("完成"),
    )
}

/// 签约率72.4%,其中重点人群签约率91%: of some of those whose rate stands before it.
pub(super) fn of_some(rate: &Rate) -> Option<Role> {
    let said = rate.lead.strip_prefix("其中")?;
    let said = said.trim_end_matches(['达', '到', '为', '约', '至']);
    let at = said.char_indices().rev().nth(2)?.0;
    let (group, name) = said.split_at(at);
    let whole = |b: &&Judged| {
        let clause = &rate.prose.clauses[b.clause];
        let words = rate.text.folded_of(clause.start, b.quantity.start);
        b.quantity.is_rate()
            && matches!(b.role, Role::Reached(_))
            && b.clause + 1 == rate.clause
            && words.contains(name)
    };
    let some = name.ends_with('率') && !group.is_empty() && !rate.title.contains(group);
    let mut before = rate.before.iter().rev().take(3);
    (some && before.any(|b| whole(&b))).then_some(Role::Other("part"))
}

/// 其余25%正在施工: what is left.
pub(super) fn left(rate: &Rate) -> Option<Role> {
    let left = matches!(
        rate.bare(),
        "其余" | "剩余" | "余下" | "另有" | "还有" | "剩下"
    );
    left.then_some(Role::Other("remaining"))
}

/// 完成70%以上工程量的2条: which of them.
pub(super) fn which(rate: &Rate) -> Option<Role> {
    let prose = rate.prose;
    let behind = [
        "以上工程量的",
        "工程量的",
        "以上工程总量的",
        "以上建设任务的",
        "以上的项目",
        "以上的",
        "的项目",
        "以上进度的",
    ];
    let which = behind.iter().any(|words| {
        let at = rate.q.bare_end;
        let to = at + words.chars().count();
        let mut next = prose.quantities_in(to, (to + 3).min(rate.c.end)).iter();
        rate.text.starts(at, words)
            && next.any(|n| {
                n.start <= to + 1 && n.reject.is_none() && n.unit.is_some() && !n.is_rate()
            })
    });
    which.then_some(Role::Other("share"))
}

/// 按照市政府要求,3月底开工率不低于30%.
pub(super) fn required(rate: &Rate) -> Option<Role> {
    let first = rate
        .prose
        .clauses
        .partition_point(|c| c.sentence < rate.c.sentence);
    let start = rate.prose.clauses[first].start;
    let before = rate.text.words(start, rate.q.start);
    let least = rate.q.qualifier == Qualifier::AtLeast && rate.near.ends_with('率');
    interim(least && before.has(any_of!["按照", "按"]) && before.has(any_of!["要求"]))
}

/// 计划完成60%, 目标任务是开工率达到60%以上.
pub(super) fn planned_then(rate: &Rate) -> Option<Role> {
    let (lead, near) = (&rate.lead, &rate.near);
    let asked = any_of!["计划完成", "目标任务是", "目标是", "目标为", "任务是"];
    // 年度计划完成86%: of the plan.
    let of_plan = || {
        lead.has(any_of!["实际", "计划完成率", "计划完成比例"])
            || lead.ends_with_one(&["年度计划完成", "年计划完成"])
    };
    interim(
        lead.has(asked) && !of_plan() || near.has(any_of!["应完成"]) || lead.has(any_of!["应达"]),
    )
}

/// 全省平均完成率82%, 高于全省抽检合格率97.2%: to compare with.
pub(super) fn average(rate: &Rate) -> Option<Role> {
    let near = &rate.near;
    let above = any_of![
        "于全省",
        "于全国",
        "于全市",
        "于全州",
        "出全省",
        "出全国",
        "出全市",
        "出全州",
        "过全省",
        "过全国",
        "过全市",
        "过全州"
    ];
    if near.has(above) && near.ends_with('率') && !rate.title.has(above) {
        return Some(Role::Other("comparison"));
    }
    // 完成率高于去年同期29.25%: how much more than then.
    let than = near.has(any_of![
        "较去年同期",
        "比去年同期",
        "较上年同期",
        "比上年同期"
    ]) && near.ends_with(['高', '低', '快', '慢', '多', '少']);
    if than {
        return Some(Role::Other("comparison"));
    }
    let than_then = near.has(any_of!["高于", "低于", "快于", "慢于", "高出", "低出"])
        && near.ends_with_one(&[
            "同期",
            "去年",
            "上年",
            "平均",
            "平均水平",
            "时序进度",
            "序时进度",
        ]);
    if than_then {
        return Some(Role::Other("comparison"));
    }
    let beside = || {
        rate.before
            .iter()
            .rev()
            .take(8)
            .any(|b| b.quantity.is_rate())
    };
    let average = near.has(any_of!["平均"])
        && (near.has(any_of!["全省", "全国", "全州"])
            || near.has(any_of!["全市", "全区", "全县"]) && beside())
        && !rate.title.contains("平均");
    average.then_some(Role::Other("comparison"))
}

/// 时间进度75%, 序时进度(75%): how much of the time is gone; 超额完成10%: an excess.
pub(super) fn time_gone(rate: &Rate) -> Option<Role> {
    const TIMES: &[&str] = &["时间进度", "时序进度", "序时进度", "序时进度要求"];
    let near = &rate.near;
    let words = near.trim_end_matches(['(', '为', '是', '约', ' ']);
    let time = words.ends_with_one(TIMES) && !near.has(any_of!["达到", "占"]);
    let excess = near.ends_with_one(&["超额完成", "超额", "超计划", "超任务"])
        && rate.q.value < Decimal::ONE_HUNDRED;
    interim(time || excess)
}

/// 预计年底达到90%; but 占年度预计投资的90% is of what was expected.
pub(super) fn lies_ahead(rate: &Rate) -> Option<Role> {
    let carried = &rate.scene.carried[rate.clause];
    // 占厅年度力争目标的137.9%.
    let of_whole =
        rate.bare().starts_with('占') && rate.near.ends_with_one(&["目标的", "任务的", "计划的"]);
    // 预计年底完成3.7亿元,占计划77%: so much of it by then.
    let expected = || {
        let last = rate.before.last();
        last.is_some_and(|b| matches!(b.role, Role::Planned) && b.clause + 1 == rate.clause)
            && rate.bare().starts_with('占')
            && rate
                .text
                .words(rate.prose.clauses[rate.clause - 1].start, rate.c.start)
                .has(any_of!["预计", "力争", "将", "可望", "有望", "争取"])
    };
    if expected() {
        return Some(Role::Other("planned-rate"));
    }
    let of_plan = of_whole
        || rate.near.has(any_of![
            "计划完成率",
            "年度计划完成",
            "全年计划完成",
            "占年度预计",
            "占全年预计",
            "占预计",
            "为预计",
            "占年度计划",
            "占计划",
            "年初计划",
            "相比",
        ]);
    let ahead = || {
        let c = rate.c;
        carried.planned
            || carried.labelled
            || stance::ahead(rate.prose, c.start, c.end, rate.scene.as_of)
    };
    (!of_plan && ahead()).then_some(Role::Other("planned-rate"))
}

/// 调整为60%; but 占调整后目标的88% is of the target.
pub(super) fn adjusted(rate: &Rate) -> Option<Role> {
    let (lead, near) = (&rate.lead, &rate.near);
    let of_adjusted = near.ends_with('的') && lead.has(any_of!["调整后"]);
    // 产业结构调整面积占比达32%, where the title asks for that.
    let asked = || rate.title.has(any_of!["调整"]);
    let adjusted = !of_adjusted
        && (lead.has(any_of!["调整"]) && !lead.has(any_of!["结构调整"]) && !asked()
            || rate.rest.starts_with("调整")
            || near.has(any_of!["调整到"])
            || near.ends_with("改为"));
    adjusted.then_some(Role::Other("adjusted"))
}

/// 普及率由年初的92.7%提高到94.2%, 较年初的92%大幅提升至95.6%: the first is what it was.
pub(super) fn former(rate: &Rate) -> Option<Role> {
    const CHANGES: &[&str] = &[
        "提高", "提升", "上升", "增加", "增长", "升至", "增至", "下降", "降低", "降至", "降到",
        "改为",
    ];
    let near = &rate.near;
    // 占比 is no 比.
    if !near.contains(['由', '从', '较', '比']) || near.ends_with_one(&["占比", "同比", "环比"])
    {
        return None;
    }
    // 从44.2%逐步上升到45.1%: another rate stands at the end of the change.
    let changes = || {
        let next = rate.prose.quantities_in(rate.q.end, rate.c.end).first()?;
        let between = rate.text.folded_of(rate.q.end, next.start);
        let ends = between.ends_with_one(&["到", "至", "到了", "至了"]);
        (next.is_rate() && ends && !between.contains('、')).then_some(())
    };
    if !rate.rest.starts_with_one(CHANGES) && changes().is_none() {
        return None;
    }
    let at = near.rfind(['由', '从', '较', '比'])?;
    let then: String = near[at..].chars().skip(1).collect();
    let dated = then.is_empty()
        || then.ends_with('的')
            && then.chars().count() <= 8
            && then.contains(['年', '月', '初', '底', '前'])
        || then.ends_with_one(&["年初", "年底", "去年", "上年"]);
    dated.then_some(Role::Other("former"))
}

/// 市级财政承担30%, 其中跨区占13.1%: a share of something else.
pub(super) fn share(rate: &Rate) -> Option<Role> {
    let share = rate.lead.has(any_of!["承担", "配套", "其中"])
        || rate
            .near
            .has(any_of!["占完工总量", "占完工数量", "占已完工", "占竣工总"])
        || rate.near.starts_with('占')
        || rate.near.trim() == "占"
        || rate.near.has(any_of!["占比"]);
    share.then_some(Role::Other("share"))
}
