//! Predicates that tell at a glance, whatever their verb: 进展顺利, 在建3所, 具备通车条件.

use super::finished::finished;
use super::predicate::Predicate;
use super::{FINISHED, STAGE, Told};
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::Kind;
use shishi_domain::{EventStatus, Phase};

/// What may tell at a glance, in order: the first that applies decides.
const GLANCES: &[fn(&Predicate) -> Option<Told>] = &[
    prepared,
    covered,
    paced,
    has_conditions,
    being_built,
    tasks_finished,
];

/// The event that a predicate tells at a glance.
pub(super) fn told(p: &Predicate) -> Option<Told> {
    GLANCES.iter().find_map(|glance| glance(p))
}

fn going_on() -> Told {
    (Phase::Construction, EventStatus::Ongoing, STAGE)
}

/// 改造方案已完成, 地面物评估已完成: what has ended is a preparation.
fn prepared(p: &Predicate) -> Option<Told> {
    const PREPARATIONS: &[&str] = &["方案", "评估", "筹备", "前期准备", "确户", "摸底", "普查"];
    let finish = p
        .finish
        .filter(|f| f.end == p.end && p.amounts.is_empty())?;
    let lead = p.text.words(p.start, finish.start);
    let lead = lead.trim_end_matches(['已', '均', '都', '全', '部', '基', '本', '前', '提']);
    let lead = lead.strip_suffix("工作").unwrap_or(lead);
    lead.ends_with_one(PREPARATIONS).then_some((
        Phase::Planning,
        p.status.unwrap_or(EventStatus::Done),
        STAGE,
    ))
}

/// 公共阅读空间实现乡镇全覆盖.
fn covered(p: &Predicate) -> Option<Told> {
    let covered = p.words.ends_with("全覆盖")
        && p.words.has(any_of!["实现"])
        && p.amounts.len() <= 1
        && !p.percents
        && p.own != Some(EventStatus::Planned);
    covered.then_some((
        Phase::Completion,
        p.status.unwrap_or(EventStatus::Done),
        FINISHED,
    ))
}

/// 3项进展较快.
fn paced(p: &Predicate) -> Option<Told> {
    const PACES: &[&str] = &[
        "进展较快",
        "进度较快",
        "进展偏慢",
        "进度偏慢",
        "进展较慢",
        "进度较慢",
        "进展加快",
        "全面展开",
        "进展顺利",
    ];
    let paced = p.words.ends_with_one(PACES)
        && !p.percents
        && p.best.is_none_or(|(_, w)| w.kind != Kind::Stage);
    paced.then(going_on)
}

/// 具备通车条件 is finished, 暂不具备 is not yet in use.
fn has_conditions(p: &Predicate) -> Option<Told> {
    let finished = p.words.has(any_of!["具备"])
        && p.words.ends_with("条件")
        && p.amounts.iter().all(|q| q.start <= p.start + 2)
        && !p.words.has(any_of!["不具备"]);
    finished.then_some((
        Phase::Completion,
        p.status.unwrap_or(EventStatus::Done),
        FINISHED,
    ))
}

/// 在建3所, 5个在施.
fn being_built(p: &Predicate) -> Option<Told> {
    let [q] = p.amounts[..] else {
        return None;
    };
    let before = p
        .text
        .one_before(q.start, &["在建", "在施", "在建项目"])
        .is_some_and(|(_, at)| at <= p.start + 4);
    let after = p
        .text
        .one_of(q.end, &["在建", "在施"])
        .is_some_and(|(_, at)| at == p.end);
    let goes_on = before && q.end == p.end || after && q.start == p.start;
    goes_on.then(going_on)
}

/// 全年任务已完成, 提前超额完成国家下达任务: no word for the work but that of the task.
fn tasks_finished(p: &Predicate) -> Option<Told> {
    let only_tasks = p.best.is_none_or(|(h, w)| {
        w.kind == Kind::Noun
            && matches!(
                p.text.folded_of(h.start, h.end),
                "任务" | "指标" | "工作" | "项目" | "工程" | "任务推进"
            )
    });
    // 提前超额完成国家下达任务: whose task it was.
    let handed_down = || {
        let met = p.words.trim_start_matches([
            '均', '都', '已', '提', '前', '全', '面', '超', '额', '如', '期', '圆', '满',
        ]);
        met.starts_with("完成")
            && met.ends_with_one(&["下达任务", "下达的任务", "下达目标", "下达计划"])
    };
    if p.percents || p.cause.is_some() && p.finish.is_none() || !(only_tasks || handed_down()) {
        return None;
    }
    finished(p)
}

/// What a predicate tells that has no word for work: 尚未启动, 正在铣刨, 4月1日正式启动.
pub(super) fn without_verb(p: &Predicate) -> Option<Told> {
    if !p.amounts.is_empty() {
        return None;
    }
    const WAITS: &[&str] = &["未启动", "未实施", "未动工", "暂停", "暂缓", "停工"];
    if p.own == Some(EventStatus::Planned) && p.words.ends_with_one(WAITS) {
        return Some((Phase::Construction, EventStatus::Planned, STAGE));
    }
    if p.own != Some(EventStatus::Ongoing) || p.percents {
        return None;
    }
    // 正在铣刨: whatever it is called, it goes on in the field.
    let at = p
        .text
        .each_word(p.start, p.end, any_of!["正在", "还在", "正做"])
        .next();
    let acts = at.is_some_and(|i| p.prose.open(i) && (4..=16).contains(&(p.end - i)));
    // 4月1日正式启动.
    let starts = p.marks.begin.is_some() && p.words.ends_with("启动") && p.end - p.start <= 20;
    (acts || starts).then(going_on)
}
