//! `finished-clause`: 已全部完成, 全年任务已完成, 2个项目已完成, 达到…目标.

use super::predicate::Predicate;
use super::{FINISHED, Told};
use crate::scan::Hit;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::{Class, Dimension, Kind, Work};
use shishi_domain::{EventStatus, Phase};

/// 检查任务已全部完成, 已圆满完成免费检查目标任务: the whole of it, whatever work its name holds.
pub(super) fn whole_task(p: &Predicate) -> Option<Told> {
    const FULLY: &[&str] = &[
        "全部",
        "圆满",
        "全面",
        "提前",
        "高质量",
        "按时",
        "如期",
        "按期",
        "超额",
        "顺利",
        "率先",
        "均已",
        "都已",
    ];
    const TASKS: &[&str] = &["任务", "项目", "目标", "实事", "事项", "指标", "计划"];
    // 目标全面实现, 年度目标已达到: no word of finishing.
    let met = || {
        let told = p.words.strip_suffix("实现");
        let told = told.or_else(|| p.words.strip_suffix("达到"));
        told.is_some_and(|words| {
            let bare = words.trim_end_matches([
                '已', '均', '都', '全', '面', '部', '如', '期', '提', '前', '按',
            ]);
            bare.len() < words.len() && bare.ends_with_one(&["目标", "任务", "目标任务", "全覆盖"])
        })
    };
    let ahead = p.status == Some(EventStatus::Planned);
    if p.finish.is_none() && !ahead && p.amounts.is_empty() && met() {
        return Some((Phase::Completion, EventStatus::Done, FINISHED));
    }
    let finish = p.finish.filter(|h| p.text.starts(h.start, "完成"))?;
    let whole = |q: &crate::quantity::Quantity| q.end <= finish.start;
    if !p.may_be_done() || p.percents || !p.amounts.iter().all(|q| whole(q)) {
        return None;
    }
    let (_, at) = p.text.one_before(finish.start, FULLY)?;
    let subject = p.text.words(p.start, at);
    let subject = subject.trim_end_matches(['已', '均', '都', '经']);
    let object = p.text.words(finish.start + 2, p.end);
    // 已全部完成(个别项目除外).
    let object = object.split('(').next().unwrap_or_default();
    let tells = match object.trim_start_matches('了') {
        "" => subject.ends_with_one(TASKS),
        object => object.ends_with("任务"),
    };
    // 全部完成资金下达任务: of a step before the work.
    // 施工图设计任务已全部完成, too.
    let before_work = |w: &Work| {
        matches!(
            w.phase,
            Phase::Approval | Phase::Design | Phase::Procurement
        ) && w.weight > 0
            && w.kind != Kind::Noun
    };
    let named = p.prose.scan.work(p.start, at).last();
    // 年度投资计划全面完成 is all that was planned.
    let of_plan = subject.ends_with("计划");
    let tells = tells && (of_plan || !named.is_some_and(|(_, w)| before_work(&w)));
    let mut steps = p.prose.scan.work(finish.end, p.end);
    let early = |w: Work| w.phase < Phase::Construction && w.kind != Kind::Noun && w.weight > 0;
    let tells = tells && !steps.any(|(_, w)| early(w));
    // 主体建设任务已全部完成: of a part.
    let task = TASKS.iter().find_map(|task| subject.strip_suffix(task));
    let of_part = task.is_some_and(|task| {
        task.ends_with_one(&[
            "主体建设",
            "主体施工",
            "主体结构",
            "主体工程",
            "土建施工",
            "土建工程",
        ])
    });
    let phase = match of_part {
        true => Phase::Construction,
        false => Phase::Completion,
    };
    tells.then_some((phase, EventStatus::Done, FINISHED))
}

/// What has been finished, with no word for the work.
pub(super) fn finished(p: &Predicate) -> Option<Told> {
    let (prose, text, end) = (p.prose, p.text, p.end);
    if meets_target(p) {
        return Some((Phase::Completion, EventStatus::Done, FINISHED));
    }
    // 已有59个项目提前实现年度目标任务.
    if reached(p) {
        return Some((Phase::Completion, EventStatus::Done, FINISHED));
    }
    // 11月中旬仍没有完成的,将约谈: those that may not be.
    if p.words
        .ends_with_one(&["没有完成的", "没完成的", "未完成的"])
    {
        return None;
    }
    // 1件未按进度完成: it goes on.
    if p.words.ends_with("未按进度完成") {
        return Some((Phase::Construction, EventStatus::Ongoing, FINISHED));
    }
    // 力争年底前完成20个小区改造任务.
    if task_ahead(p) {
        return Some((Phase::Completion, EventStatus::Planned, FINISHED));
    }
    let finish = p.finish.or_else(|| {
        prose
            .scan
            .last(Class::Ongoing, p.start, end)
            .filter(|h| text.folded_of(h.start, h.end).ends_with("完成"))
            .copied()
    })?;
    // 超额完成40所的年度目标任务.
    let beyond = p
        .words
        .starts_with_one(&["超额完成", "提前完成", "圆满完成"])
        && p.words.ends_with_one(&[
            "的民生实事目标任务",
            "的民生实事任务",
            "的年度目标任务",
            "的年度目标",
            "的年度目标任务",
            "的目标",
            "的任务",
            "的目标任务",
        ]);

    // 提前3个月完成全年22万人计划, 已超额完成年度26所目标任务.
    let of_year = p.words.has(any_of!["完成全年", "完成年度", "完成今年"])
        && p.words.ends_with_one(&["目标任务", "任务", "计划", "目标"])
        && p.amounts.len() == 1
        && !p.words.has(any_of!["投资", "基本建成任务", "计划内"])
        && p.may_be_done();
    // 超额完成为民办实事2200个泊位建设任务.
    let of_task = p
        .words
        .starts_with_one(&["超额完成", "提前完成", "圆满完成", "全面完成"])
        && p.words.ends_with_one(&["任务", "目标", "计划"])
        && p.amounts.len() == 1
        && !p.percents
        && p.may_be_done();
    // 提前半年圆满完成所有项目.
    let all = p
        .words
        .ends_with_one(&["完成所有项目", "完成全部项目", "完成所有任务"])
        && p.may_be_done();
    if beyond || all || of_year || of_task {
        return Some((Phase::Completion, EventStatus::Done, FINISHED));
    }
    // 完成14个 is an amount; 14个已完成 is a stage.
    if text.folded_of(finish.start, finish.end) == "通过" || p.has_amount(|q| q.end > finish.start)
    {
        return None;
    }
    // 70亿元已到位: an amount, whatever it is for.
    let sum = |q: &crate::quantity::Quantity| {
        let between = text.words(q.end, finish.start);
        q.dimension() == Some(Dimension::Money)
            && between
                .trim_matches(['已', '均', '全', '部', '现', '都', '基', '本'])
                .is_empty()
    };
    let named = || {
        p.words
            .has(any_of!["资金", "经费", "投资", "补助", "债券", "配套"])
    };
    if text.starts(finish.start, "到位") && p.has_amount(sum) && !named() {
        return None;
    }
    let status = p.status.unwrap_or(EventStatus::Done);
    // The parts of building: 土建未完成, 试桩结束.
    let section = prose.scan.has(Class::Section, p.start, end);
    // 完成外墙保温、屋面防水.
    let parts = finish.end < end
        && section
        && p.amounts.is_empty()
        && prose
            .scan
            .first(Class::Section, finish.end, end)
            .is_some_and(|h| h.start <= finish.end + 4);
    // 1座完成桩基.
    let part = || {
        let part = prose.scan.begins(Class::Section, finish.end, end);
        part.is_some_and(|h| h.end + 2 >= end) && !p.amounts.is_empty()
    };
    if parts || part() {
        return Some((Phase::Construction, status, FINISHED));
    }
    if !is_whole(p, &finish) {
        return None;
    }
    let phase = if text.starts(finish.start, "到位") {
        arrived(p)
    } else if section {
        Phase::Construction
    } else {
        Phase::Completion
    };
    Some((phase, status, FINISHED))
}

/// 争取9月底前完成97个村电网改造任务: the end of a task, though it counts what the task holds.
fn task_ahead(p: &Predicate) -> bool {
    let Some(finish) = p.finish else {
        return false;
    };
    p.status == Some(EventStatus::Planned)
        && p.text.starts(finish.start, "完成")
        && p.words.ends_with("任务")
        && p.amounts.len() <= 1
        && p.amounts.iter().all(|q| q.start >= finish.end)
        && !p.percents
        && !p.words.has(any_of!["投资"])
}

/// 42个项目提前实现年度目标任务: so many have come to what the year asks for.
fn reached(p: &Predicate) -> bool {
    p.words.ends_with_one(&[
        "实现年度目标任务",
        "实现年度目标",
        "达到年度目标",
        "完成年度目标任务",
    ]) && p.has_amount(|q| q.start <= p.start + 4)
        && p.may_be_done()
}

/// 提前达到目标, 完成全年任务.
fn meets_target(p: &Predicate) -> bool {
    let words = &p.words;
    // 提前一个季度完成目标.
    let early = [
        "提前一个季度",
        "提前两个季度",
        "提前半年",
        "提前一年",
        "提前一个月",
        "提前两个月",
    ];
    let bare = early
        .iter()
        .find_map(|word| words.strip_prefix(word))
        .unwrap_or(words);
    let reaches = bare.trim_start_matches(['均', '都', '已', '提', '前', '全', '面', '超', '额']);
    (reaches.starts_with("达到") || reaches.starts_with("实现") || reaches.starts_with("完成"))
        && words.ends_with_one(&["目标", "任务", "计划", "指标"])
        && reaches.chars().count() <= 12
        && !words.has(any_of!["季度", "上半年", "下半年", "月度"])
        && (p.amounts.is_empty() || bare.len() < words.len())
        && p.may_be_done()
}

/// Whether what stands behind the word of finishing names all of it, or nothing.
fn is_whole(p: &Predicate, finish: &Hit) -> bool {
    let object = p.text.words(finish.end, p.end);

    object.is_empty()
        || ["目标", "任务", "全年", "年度", "全部", "的", "工作", "了"]
            .iter()
            .any(|w| object.starts_with(w) || object.ends_with(w))
        || object.starts_with('(')
}

/// What has arrived: money, a service, or all of the work.
fn arrived(p: &Predicate) -> Phase {
    let words = &p.words;
    // 资金来源为专项债券,目前已落实到位.
    let money = any_of!["资金", "经费", "投资", "债券", "配套"];
    let before = p.k.checked_sub(1).map(|k| &p.prose.clauses[k]);
    let told_before = before.is_some_and(|c| {
        c.sentence == p.prose.clauses[p.k].sentence
            && p.text.words(c.start, c.end).has(money)
            && words.has(any_of!["落实"])
    });
    if words.has(money) || told_before {
        Phase::Approval
    } else if words.has(any_of!["工作"]) && words.has(any_of!["全部"]) {
        Phase::Completion
    } else {
        Phase::Construction
    }
}
