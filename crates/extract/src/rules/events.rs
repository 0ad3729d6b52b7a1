//! `stage-clause`: clauses that say where the work stands.

use crate::clause::{Clause, Prose};
use crate::date::Grain;
use crate::reading::Event;
use crate::rules::predicates::{
    STEPS, beside, inside_rate, joined_stage, other_stages, predicate, second_of_list, segments,
    without_attributes, without_condition, without_members,
};
use crate::rules::stance::{self, Carried};
use crate::scan::Hit;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::{Class, Dimension, Entry, Kind, Work, default_status};
use shishi_domain::{Date, EventStatus, Phase};

const STAGE: &str = "stage-clause";
/// 已全部完成: finished, with no word for what.
const FINISHED: &str = "finished-clause";

/// The events of a narrative; `training` says whether the task itself is training.
pub(crate) fn read(
    prose: &Prose,
    carried: &[Carried],
    as_of: Option<Date>,
    training: bool,
) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::new();
    for (k, clause) in prose.clauses.iter().enumerate() {
        if clause.label || aims(prose, clause) {
            continue;
        }
        let mut seen: Vec<(Phase, EventStatus)> = Vec::new();
        for (start, end) in segments(prose, clause) {
            for (phase, status, rule) in judge(prose, carried, k, start, end, as_of, training) {
                // 15个正在主体施工、6个正在基础施工: each counts its own.
                let counted = prose
                    .quantities_in(start, end)
                    .iter()
                    .any(|q| counts(prose, q) && q.start == start);
                if seen.contains(&(phase, status)) && !counted {
                    continue;
                }
                seen.push((phase, status));
                out.push(Event {
                    span: prose.text.span(start, end),
                    phase,
                    status,
                    rule: rule.into(),
                });
            }
        }
    }
    out
}

/// Aims, manner and grounds: 进一步…, 结合…, 受疫情影响….
fn aims(prose: &Prose, clause: &Clause) -> bool {
    let text = &prose.text;
    let mut at = clause.start;
    if matches!(text.at(at), '并' | '也' | '以') {
        at += 1;
    }
    if prose.scan.begins(Class::Skip, at, clause.end).is_some() {
        // 一是已完成…: a list of what was done, not of aims.
        let counts = text.at(at + 1) == '是' && matches!(text.at(at), '一' | '二' | '三');
        let marks = stance::marks(prose, clause.start, clause.end);
        return !(counts && (marks.done.is_some() || marks.ongoing.is_some()));
    }
    let words = text.words(clause.start, clause.end);
    // 确保施工安全 is an aim, 确保11月底前完成 a promise.
    let promise = any_of![
        "完成", "竣工", "完工", "开工", "投用", "投入", "建成", "通车", "开放", "交付",
    ];
    let aim = words.starts_with("确保") && !words.has(promise);
    // 前期工作方面, 进度较慢的为甲区, 资金筹措压力较大: what is spoken of, and how it is.
    let judges = words.ends_with_one(&[
        "方面",
        "压力较大",
        "压力大",
        "难度较大",
        "难度大",
        "居前",
        "靠后",
    ]) || words.has(any_of![
        "较慢的为",
        "较慢的是",
        "较快的为",
        "较快的是",
        "较好的为",
        "滞后的为"
    ]);
    aim || judges
        || words.has(any_of!["完不成", "无任务", "取消"])
        || words.starts_with("因") && !prose.scan.has(Class::Planned, clause.start, clause.end)
        || words.starts_with('按') && words.ends_with_one(&["上报", "要求", "部署", "规定", "安排"])
        || words.starts_with("经现场")
        || words.starts_with("经前期")
        || words.starts_with("经多")
        || words.starts_with("受")
        || words.starts_with("占")
}

/// Papers, at the end of their names.
pub(crate) const PAPERS: &[&str] = &[
    "方案", "通知", "意见", "办法", "细则", "要点", "清单", "规划", "文件", "计划", "台账", "名单",
];

/// Whether a quantity counts something that a clause may be only about.
fn counts(prose: &Prose, q: &crate::quantity::Quantity) -> bool {
    q.reject.is_none()
        && prose.open(q.numeral)
        && q.unit.is_some_and(|u| {
            !matches!(
                u.dimension,
                Dimension::Time | Dimension::Age | Dimension::Rate | Dimension::Point
            )
        })
        && !(q.unit_text == "项" && prose.text.before(q.start) == '等')
        && !matches!(q.unit_text.as_str(), "" | "层")
}

/// The events of one predicate.
fn judge(
    prose: &Prose,
    carried: &[Carried],
    k: usize,
    start: usize,
    end: usize,
    as_of: Option<Date>,
    training: bool,
) -> Vec<(Phase, EventStatus, &'static str)> {
    let text = &prose.text;
    let words = text.words(start, end);
    let clause = &prose.clauses[k];
    let marks = if (start, end) == (clause.start, clause.end) {
        carried[k].marks
    } else {
        stance::marks(prose, start, end)
    };
    // Interim nodes, and figures that compare.
    if words.has(any_of![
        "分解目标",
        "节点",
        "阶段目标",
        "季度目标",
        "月目标",
        "阶段性目标",
        "序时进度",
    ]) && !words.has(any_of![
        "按序时进度",
        "按照时间节点",
        "按时间节点",
        "按照节点",
        "按节点",
    ]) {
        return Vec::new();
    }
    let names_cause = words.contains('因') || words.has(any_of!["由于"]);
    let cause = (start..end).filter(|_| names_cause).find(|&i| {
        text.one_of(i, &["因", "由于"]).is_some()
            && !matches!(text.at(i + 1), '地' | '素' | '此')
            && prose.open(i)
    });
    // 因汛期暂缓施工: what is put off stands behind the cause.
    let resumed = cause.and_then(|c| marks.planned.filter(|&p| p > c));
    let limit = if resumed.is_some() {
        end
    } else {
        cause.unwrap_or(end)
    };
    let mut works: Vec<(Hit, Work)> = prose
        .scan
        .work(start, limit)
        .filter(|(h, w)| w.weight > 0 && prose.open(h.start) && !inside_rate(prose, h, start, end))
        .filter(|(h, _)| {
            cause
                .zip(resumed)
                .is_none_or(|(c, r)| h.start < c || h.start >= r)
        })
        .collect();
    without_attributes(prose, &mut works, start, end);
    let amounts: Vec<_> = prose
        .quantities_in(start, end)
        .iter()
        .filter(|q| counts(prose, q))
        .collect();
    let percents = prose
        .quantities_in(start, end)
        .iter()
        .any(|q| q.is_rate() && q.reject.is_none() && prose.open(q.numeral));
    let finish = prose
        .scan
        .last(Class::Finish, start, end)
        .filter(|h| prose.open(h.start))
        .copied()
        .filter(|h| {
            let conditional = text.at(h.end) == '后' && words.contains('待');
            let noun = matches!(text.at(h.end), '率' | '数' | '情' | '的');
            !noun && !conditional && !text.ends(h.start, "未") && h.start < limit
        });
    without_condition(prose, &mut works, start, end);
    without_members(prose, &mut works, start, end);
    predicate(prose, &mut works, &marks);
    let best = works
        .iter()
        .copied()
        .reduce(|a, b| if b.1.weight >= a.1.weight { b } else { a });
    let own = marks.status();
    // 10月完成封顶, reported in April, lies ahead.
    let ahead = !words.contains('已') && stance::ahead(prose, start, end, as_of);
    // 小学同步建成: at the same time, and done.
    let together = marks.drifting.is_some_and(|at| text.starts(at, "同步"))
        && marks.ongoing.is_none()
        && best.is_some_and(|(h, w)| w.kind == Kind::Stage && h.end == end);
    let own = own.filter(|own| !together || *own != EventStatus::Ongoing);
    let status = match own {
        Some(EventStatus::Done) if ahead => Some(EventStatus::Planned),
        // 年底前启动建设, 8月底前继续对接.
        Some(EventStatus::Ongoing) if ahead && marks.ongoing.is_none() && marks.done.is_none() => {
            Some(EventStatus::Planned)
        }
        Some(EventStatus::Ongoing) if carried[k].planned && stance::urges(prose, &marks) => {
            Some(EventStatus::Planned)
        }
        Some(own) => Some(own),
        None => carry(prose, carried, k, start, as_of),
    };
    // 改造方案已完成, 地面物评估已完成: what has ended is a preparation.
    let prepared = finish
        .filter(|f| f.end == end && amounts.is_empty())
        .and_then(|f| {
            let lead = text.words(start, f.start);
            let lead =
                lead.trim_end_matches(['已', '均', '都', '全', '部', '基', '本', '前', '提']);
            let lead = lead.strip_suffix("工作").unwrap_or(lead);
            lead.ends_with_one(&["方案", "评估", "筹备", "前期准备", "确户", "摸底", "普查"])
                .then_some(Phase::Planning)
        });
    if let Some(phase) = prepared {
        return vec![(phase, status.unwrap_or(EventStatus::Done), STAGE)];
    }
    // 公共阅读空间实现乡镇全覆盖, 3项进展较快.
    let covered = words.ends_with("全覆盖") && words.has(any_of!["实现"]) && amounts.len() <= 1;
    if covered && !percents && own != Some(EventStatus::Planned) {
        return vec![(
            Phase::Completion,
            status.unwrap_or(EventStatus::Done),
            FINISHED,
        )];
    }
    let paced = words.ends_with_one(&[
        "进展较快",
        "进度较快",
        "进展偏慢",
        "进度偏慢",
        "进展较慢",
        "进度较慢",
        "进展加快",
        "全面展开",
        "进展顺利",
    ]);
    if paced && !percents && best.is_none_or(|(_, w)| w.kind != Kind::Stage) {
        return vec![(Phase::Construction, EventStatus::Ongoing, STAGE)];
    }
    let only_tasks = best.is_none_or(|(h, w)| {
        w.kind == Kind::Noun
            && matches!(
                text.folded_of(h.start, h.end),
                "任务" | "指标" | "工作" | "项目" | "工程" | "任务推进"
            )
    });
    // 具备通车条件 is finished, 暂不具备 is not yet in use.
    if words.has(any_of!["具备"])
        && words.ends_with("条件")
        && amounts.iter().all(|q| q.start <= start + 2)
        && !words.has(any_of!["不具备"])
    {
        return vec![(
            Phase::Completion,
            status.unwrap_or(EventStatus::Done),
            FINISHED,
        )];
    }
    // 在建3所, 5个在施.
    let goes_on = |q: &&crate::quantity::Quantity| {
        const GOES_ON: &[&str] = &["在建", "在施"];
        let before = text
            .one_before(q.start, &["在建", "在施", "在建项目"])
            .is_some_and(|(_, at)| at <= start + 4);
        let after = text.one_of(q.end, GOES_ON).is_some_and(|(_, at)| at == end);
        (before && q.end == end) || (after && q.start == start)
    };
    if amounts.len() == 1 && amounts.iter().any(goes_on) {
        return vec![(Phase::Construction, EventStatus::Ongoing, STAGE)];
    }
    // 提前超额完成国家下达任务: whose task it was.
    let met = words.trim_start_matches([
        '均', '都', '已', '提', '前', '全', '面', '超', '额', '如', '期', '圆', '满',
    ]);
    let only_tasks = only_tasks
        || met.starts_with("完成")
            && met.ends_with_one(&["下达任务", "下达的任务", "下达目标", "下达计划"]);
    if only_tasks
        && !percents
        && (cause.is_none() || finish.is_some())
        && let Some(event) = finished(prose, start, end, finish, &amounts, status)
    {
        return event;
    }
    let Some((hit, work)) = best else {
        // 尚未启动.
        let waits = own == Some(EventStatus::Planned)
            && words.ends_with_one(&["未启动", "未实施", "未动工", "暂停", "暂缓", "停工"]);
        if waits && amounts.is_empty() {
            return vec![(Phase::Construction, EventStatus::Planned, STAGE)];
        }
        // 正在铣刨: whatever it is called, it goes on in the field.
        let at = (start..end).find(|&i| text.one_of(i, &["正在", "还在", "正做"]).is_some());
        let acts = at.is_some_and(|i| prose.open(i) && (4..=16).contains(&(end - i)))
            && own == Some(EventStatus::Ongoing);
        // 4月1日正式启动.
        let starts = marks.begin.is_some()
            && own == Some(EventStatus::Ongoing)
            && words.ends_with("启动")
            && end - start <= 20;
        return if (acts || starts) && amounts.is_empty() && !percents {
            vec![(Phase::Construction, EventStatus::Ongoing, STAGE)]
        } else {
            Vec::new()
        };
    };
    let stage = work.kind == Kind::Stage
        || works
            .iter()
            .any(|(_, w)| w.kind == Kind::Stage && w.weight == work.weight);
    if percents && !stage {
        return Vec::new();
    }
    let light = prose
        .scan
        .within(start, end)
        .filter(|h| matches!(h.entry, Entry::Word(Class::Light)) && prose.open(h.start))
        .last()
        .copied();
    // 印发30项民生实事安排方案: the number belongs to the name of a paper.
    let paper = work.phase == Phase::Planning
        && words.ends_with_one(PAPERS)
        && works
            .iter()
            .any(|(h, w)| w.kind == Kind::Act && amounts.iter().all(|q| h.end <= q.start));
    if !amounts.is_empty() && !stage && !paper {
        // Only where the counted thing comes first does the clause tell a stage.
        let last = amounts.iter().map(|q| q.end).max().unwrap_or(start);
        let after = |at: Option<usize>| at.is_some_and(|at| at >= last);
        let marked = after(marks.done)
            || after(marks.ongoing)
            || after(marks.begin)
            || after(marks.planned)
            || after(marks.drifting)
            || after(finish.map(|f| f.start))
            || (light.is_some_and(|l| l.start >= last)
                && hit.start >= last
                && !text.starts(last, "的"))
            // 召开3次调度会 counts meetings; 50个小区名单已确定 tells a stage.
            || work.kind == Kind::Act
                && hit.start >= last
                && !works.iter().any(|(h, w)| w.kind == Kind::Act && h.end <= last);
        // 为1200名残疾人提供服务 is done to those counted.
        let done_to = amounts.iter().any(|q| {
            matches!(text.before(q.start), '为' | '对' | '给' | '向' | '帮') && own.is_none()
        });
        // 6个主体施工, 4处管道安装收尾: in the field, though nothing says so.
        let in_field = work.kind == Kind::Activity
            && work.phase == Phase::Construction
            && hit.start >= last
            && hit.end == end
            && matches!(
                text.folded_of(hit.start, hit.end),
                "主体施工" | "基础施工" | "土建施工" | "收尾" | "扫尾" | "施工"
            );
        let marked = marked || in_field;
        let first = hit.end > last && amounts.iter().all(|q| q.end <= hit.end) && !done_to;
        // 护栏、停车场、照护中心3件提前完成: the verb behind the number is all there is.
        let closes = finish.is_some_and(|f| f.start >= last && f.end == end && hit.end <= last)
            && text.starts(end - 2, "完成")
            && status.is_none_or(|s| s == EventStatus::Done)
            && !percents;
        if closes {
            return vec![(Phase::Completion, EventStatus::Done, FINISHED)];
        }
        if !(marked && first) {
            return Vec::new();
        }
        if work.kind == Kind::Act
            && own.is_none()
            && work.phase == Phase::Construction
            && finish.is_none()
        {
            return Vec::new();
        }
    }
    // 销号31个, 达标115批次, 通水2.94万户: amounts, and no stage of the whole.
    const AMOUNTS_ONLY: &[&str] = &[
        "达标",
        "销号",
        "整改销号",
        "通电",
        "通水",
        "通气",
        "挂牌",
        "开放",
        "入驻",
        "执行",
        "蓄水",
        "通话",
    ];
    if stage
        && AMOUNTS_ONLY.contains(&text.folded_of(hit.start, hit.end))
        && amounts
            .iter()
            .any(|q| q.start >= hit.end && q.start <= hit.end + 3)
    {
        return Vec::new();
    }
    // 计划新开通3家 restates the target.
    if stage
        && marks.weak.is_some()
        && marks.planned.is_none()
        && marks.already.is_none()
        && amounts.iter().any(|q| q.start >= hit.end)
    {
        return Vec::new();
    }
    // 对接移交事宜: the talk goes on, the hand-over does not.
    let talks = works.iter().any(|(h, _)| {
        matches!(
            text.folded_of(h.start, h.end),
            "对接" | "沟通" | "协商" | "洽谈" | "商定"
        )
    });
    if talks && own.is_none() && words.ends_with("事宜") {
        return vec![(Phase::Planning, EventStatus::Ongoing, STAGE)];
    }
    let mut phase = work.phase;
    // 点位已选定 is planning, 施工单位已选定 procurement.
    if text.folded_of(hit.start, hit.end) == "选定"
        && words.has(any_of![
            "点", "址", "小区", "村", "对象", "名单", "路段", "地块", "学校",
        ])
        && !words.has(any_of![
            "单位",
            "机构",
            "公司",
            "企业",
            "供应商",
            "队伍",
            "厂家",
            "代理",
            "监理",
        ])
    {
        phase = Phase::Planning;
    }
    // 施工、监理单位已确定 is procurement.
    let chosen = words.ends_with_one(&["确定", "选定", "落实", "产生"]);
    let firm = words.has(any_of![
        "施工单位",
        "监理单位",
        "设计单位",
        "代建单位",
        "供货单位",
        "代理机构",
    ]);
    if chosen && firm {
        phase = Phase::Procurement;
    }
    // 补偿资金待下达: money on its way is a matter of approval.
    if matches!(work.phase, Phase::Planning | Phase::Construction)
        && words.has(any_of!["资金", "经费", "投资", "财政投入"])
        && matches!(text.folded_of(hit.start, hit.end), "下达" | "落实")
    {
        phase = Phase::Approval;
    }
    let status = status.or_else(|| {
        // 年底可投入使用.
        let able = text.ends(hit.start, "可") || text.ends(hit.start, "可以");
        (able && stage).then_some(EventStatus::Planned)
    });
    let sentence = crate::rules::actuals::sentence_start(prose, k);
    let mut status = match (status, default_status(work.kind)) {
        (Some(status), _) => status,
        // 开展 says that it goes on, unless a day says when it was.
        (None, Some(EventStatus::Done))
            if words.has(any_of!["开展"])
                && work.kind == Kind::Act
                && prose.dates_in(start, end).is_empty() =>
        {
            EventStatus::Ongoing
        }
        // 督查室12月3日抽查: on that day, and over.
        (None, Some(EventStatus::Ongoing))
            if work.kind == Kind::Activity
                && work.phase == Phase::Construction
                && prose.dates_in(sentence, end).iter().any(|d| {
                    d.grain == Grain::Day
                        && as_of.is_some_and(|day| d.to <= day)
                        && !matches!(text.at(d.end), '起' | '前' | '至')
                })
                && matches!(
                    text.folded_of(hit.start, hit.end),
                    "抽查"
                        | "督查"
                        | "检查"
                        | "巡查"
                        | "视察"
                        | "实地督查"
                        | "视导"
                        | "现场检查"
                        | "培训"
                        | "演练"
                ) =>
        {
            EventStatus::Done
        }
        // A heavy activity speaks for itself, a light one needs a verb.
        (None, Some(status))
            if work.kind != Kind::Activity || work.weight >= 3 || light.is_some() =>
        {
            status
        }
        // 编制…要点: the act decides, though the noun names the phase.
        (None, None)
            if works
                .iter()
                .any(|(_, w)| w.kind == Kind::Act && w.phase == work.phase) =>
        {
            EventStatus::Done
        }
        (None, None) if light.is_some() => EventStatus::Ongoing,
        _ => return Vec::new(),
    };
    if own.is_none() && work.kind == Kind::Noun && light.is_none() && status != EventStatus::Planned
    {
        return Vec::new();
    }
    if own.is_none() && status == EventStatus::Planned && detail(prose, start) {
        return Vec::new();
    }
    if words.starts_with("提请") && own.is_none() {
        status = EventStatus::Ongoing;
    }
    if work.phase == Phase::Construction
        && text.folded_of(hit.start, hit.end).has(any_of!["培训"])
        && !training
    {
        phase = Phase::Planning;
    }
    let section = prose
        .scan
        .within(start, hit.end)
        .filter(|h| matches!(h.entry, Entry::Word(Class::Section)))
        .last()
        .copied();
    if phase == Phase::Construction
        && matches!(status, EventStatus::Done | EventStatus::Planned)
        && work.kind == Kind::Activity
        && section.is_none()
    {
        // 改造已完成 and 完成改造 finish the thing; 完成集中培训 is a step.
        // Pay-outs and services that have arrived are carried out, no more.
        let arrived = finish.is_some_and(|f| text.starts(f.start, "到位"));
        let step = STEPS.contains(&text.folded_of(hit.start, hit.end));
        let at_end =
            finish.is_some_and(|f| f.start >= hit.end && f.end + 2 >= end) && !arrived && !step;
        let governs = finish.is_some_and(|f| f.start < hit.start) && work.weight <= 2;
        if finish.is_some_and(|f| f.start >= hit.end) && work.weight <= 2 || at_end || governs {
            phase = Phase::Completion;
        }
    }
    if phase == Phase::Completion
        && section.is_some_and(|s| {
            let gap = hit.start.saturating_sub(s.end);
            let dated: usize = prose
                .dates_in(s.end, hit.start)
                .iter()
                .map(|d| d.end - d.start)
                .sum();
            gap <= 6 + dated && s.start < hit.start
        })
        && !words.has(any_of!["工程全部"])
    {
        phase = Phase::Construction;
    }
    let mut out = vec![(phase, status, STAGE)];
    if stage && let Some(other) = joined_stage(prose, &works, hit) {
        // 建成开放, 完工通车 are two.
        out.insert(0, (other, status, STAGE));
    }
    if stage {
        // 开工4.3万套、基本建成2.7万套 are two.
        for phase in other_stages(prose, &works, hit, &amounts) {
            out.insert(0, (phase, status, STAGE));
        }
    }
    // 开展财审、招标, 完成设计、可研.
    let governs = if status == EventStatus::Done {
        finish
    } else {
        light.filter(|_| status == EventStatus::Planned)
    };
    let behind = finish
        .filter(|f| status == EventStatus::Done && f.start >= hit.end && f.start <= hit.end + 4)
        .and_then(|_| beside(prose, &works, hit));
    if let Some(extra) = second_of_list(prose, &works, hit, governs).or(behind) {
        out.insert(0, (extra, status, STAGE));
    }
    out
}

/// Status taken over: from the day named, or from the plan of the clause before.
fn carry(
    prose: &Prose,
    carried: &[Carried],
    k: usize,
    start: usize,
    as_of: Option<Date>,
) -> Option<EventStatus> {
    let clause = &prose.clauses[k];
    if stance::ahead(prose, clause.start, clause.end, as_of) {
        return Some(EventStatus::Planned);
    }
    if carried[k].labelled || (carried[k].planned && start >= clause.start) {
        let first_words = carried[k].marks.status();
        if first_words.is_none() {
            return Some(EventStatus::Planned);
        }
    }
    None
}

/// 对…进行… after a planned clause tells how, not what next.
fn detail(prose: &Prose, start: usize) -> bool {
    matches!(prose.text.at(start), '对' | '就' | '向')
}

/// 已全部完成, 全年任务已完成, 2个项目已完成, 达到…目标.
fn finished(
    prose: &Prose,
    start: usize,
    end: usize,
    finish: Option<Hit>,
    amounts: &[&crate::quantity::Quantity],
    status: Option<EventStatus>,
) -> Option<Vec<(Phase, EventStatus, &'static str)>> {
    let text = &prose.text;
    let words = text.words(start, end);
    // The parts of building: 土建未完成, 试桩结束.
    let section = prose.scan.has(Class::Section, start, end);
    let reaches = words.trim_start_matches(['均', '都', '已', '提', '前', '全', '面', '超', '额']);
    if (reaches.starts_with("达到") || reaches.starts_with("实现") || reaches.starts_with("完成"))
        && words.ends_with_one(&["目标", "任务", "计划", "指标"])
        && reaches.chars().count() <= 12
        && !words.has(any_of!["季度", "上半年", "下半年", "月度"])
        && amounts.is_empty()
        && status.is_none_or(|s| s == EventStatus::Done)
    {
        return Some(vec![(Phase::Completion, EventStatus::Done, FINISHED)]);
    }
    let finish = finish.or_else(|| {
        prose
            .scan
            .last(Class::Ongoing, start, end)
            .filter(|h| text.folded_of(h.start, h.end) == "未完成")
            .copied()
    })?;
    if text.folded_of(finish.start, finish.end) == "通过" {
        return None;
    }
    // 完成14个 is an amount; 14个已完成 is a stage.
    let after = amounts.iter().any(|q| q.end > finish.start);
    if after {
        return None;
    }
    let object = text.words(finish.end, end);
    let whole = object.is_empty()
        || ["目标", "任务", "全年", "年度", "全部", "的", "工作", "了"]
            .iter()
            .any(|w| object.starts_with(w) || object.ends_with(w))
        || object.starts_with('(');
    // 完成外墙保温、屋面防水.
    let parts = finish.end < end
        && section
        && amounts.is_empty()
        && prose
            .scan
            .first(Class::Section, finish.end, end)
            .is_some_and(|h| h.start <= finish.end + 4);
    if parts {
        return Some(vec![(
            Phase::Construction,
            status.unwrap_or(EventStatus::Done),
            FINISHED,
        )]);
    }
    // 1座完成桩基.
    let part = prose
        .scan
        .begins(Class::Section, finish.end, end)
        .is_some_and(|h| h.end + 2 >= end);
    if part && !amounts.is_empty() {
        return Some(vec![(
            Phase::Construction,
            status.unwrap_or(EventStatus::Done),
            FINISHED,
        )]);
    }
    if !whole {
        return None;
    }
    let status = status.unwrap_or(EventStatus::Done);
    if text.starts(finish.start, "到位") {
        let money = words.has(any_of!["资金", "经费", "投资"]);
        if !money && words.has(any_of!["工作"]) && words.has(any_of!["全部"]) {
            return Some(vec![(Phase::Completion, status, FINISHED)]);
        }
        return Some(vec![(
            if money {
                Phase::Approval
            } else {
                Phase::Construction
            },
            status,
            FINISHED,
        )]);
    }
    let phase = if section {
        Phase::Construction
    } else {
        Phase::Completion
    };
    Some(vec![(phase, status, FINISHED)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Context;

    fn check(source: &str, want: &[&str]) {
        let as_of = Date::new(2024, 3, 31).ok();
        let prose = Prose::new(
            source,
            Context {
                year: Some(2024),
                reference: as_of,
                strict: true,
            },
        );
        let carried = stance::carried(&prose, as_of);
        let got: Vec<String> = read(&prose, &carried, as_of, false)
            .iter()
            .map(|e| format!("{} {}", e.phase.name(), e.status.name()))
            .collect();
        assert_eq!(got, want, "{source}");
    }

    #[test]
    fn phase_and_status() {
        check(
            "已完成勘察测绘工作，正在进行设计招标",
            &["design done", "procurement ongoing"],
        );
        check(
            "拟进行三方比选，由采购科选定施工单位",
            &["procurement planned", "procurement planned"],
        );
        check("4月中旬召开推介会", &["planning planned"]);
        check(
            "建设工程完成并已移交",
            &["completion done", "acceptance done"],
        );
        check(
            "已完成方案设计、可研报告编制工作",
            &["design done", "approval done"],
        );
        check(
            "主体完工，尚未进场施工",
            &["construction done", "construction planned"],
        );
        check(
            "棚改开工4.3万套、基本建成2.7万套",
            &["construction done", "completion done"],
        );
        check(
            "年度任务已超额完成，预计10月底前全部完成",
            &["completion done", "completion planned"],
        );
    }

    #[test]
    fn the_verb_behind_the_marker_decides() {
        check("挂牌小区名单已印发各街道", &["planning done"]);
        check("评审结束后启动招标程序", &["procurement planned"]);
        check("配套管网因汛期暂缓施工", &["construction planned"]);
        check("旧路面正在铣刨", &["construction ongoing"]);
        check("年底可投入使用", &["operation planned"]);
        check("补偿资金待下达", &["approval planned"]);
        check("建成后可解决5万人饮水", &[]);
        check("计划新开工项目已开工21个", &["construction done"]);
        check("1座完成桩基", &["construction done"]);
    }

    #[test]
    fn common_verbs_of_each_phase() {
        for (source, want) in [
            ("正在编制招标控制价", "procurement ongoing"),
            ("已完成财政投资评审", "approval done"),
            ("土地征收工作已完成", "planning done"),
            ("已取得用地预审意见", "approval done"),
            ("地质勘探已完成", "design done"),
            ("桩基施工已完成", "construction done"),
            ("设备正在安装调试", "construction ongoing"),
            ("项目已启动", "construction ongoing"),
            ("尚未启动", "construction planned"),
            ("因资金问题暂停施工", "construction planned"),
            ("正在组织验收", "acceptance ongoing"),
            ("一是已完成招标", "procurement done"),
            ("该工作已全面铺开", "construction ongoing"),
            ("服务中心已挂牌", "operation done"),
            ("完成外墙保温、屋面防水", "construction done"),
        ] {
            check(source, &[want]);
        }
        check(
            "下一步，一是加快办理前期手续，二是抓紧开工",
            &["construction planned"],
        );
    }

    #[test]
    fn marks_part_predicates() {
        check(
            "15个已确定改造方案、进入施工准备",
            &["planning done", "planning ongoing"],
        );
        check(
            "34家已建成待验收",
            &["completion done", "acceptance planned"],
        );
        check("选址、测绘已完成", &["planning done", "design done"]);
    }

    #[test]
    fn the_noun_beside_the_verb_decides() {
        for (source, want) in [
            ("开工前手续正在办理", "approval ongoing"),
            ("正做开工准备", "planning ongoing"),
            ("点位已逐一选定", "planning done"),
            ("统一部署的工作已办结", "completion done"),
            ("待前期完成后实施", "construction planned"),
            ("印发30项民生实事安排方案", "planning done"),
            ("地质钻探结束", "design done"),
            ("施工、监理单位已确定", "procurement done"),
            ("正在编制预算", "design ongoing"),
            ("年底前启动建设", "construction planned"),
            ("资格复核结束", "approval done"),
            ("生产线正在试生产", "operation ongoing"),
            ("水稳层铺筑完毕", "construction done"),
            ("3月1日正式启动", "construction ongoing"),
            ("已开（复）工88项", "construction done"),
        ] {
            check(source, &[want]);
        }
        check("按各街镇上报", &[]);
    }

    #[test]
    fn amounts_alone_are_no_events() {
        check("已完成270批次，新增81台，占年度任务的40%", &[]);
        check("7个项目已完成整改", &["completion done"]);
        check("已开工19部", &["construction done"]);
        check("开展3次全覆盖巡查", &[]);
    }

    #[test]
    fn what_goes_on_and_what_has_ended() {
        for (source, want) in [
            ("在建3所", "construction ongoing"),
            ("6个主体施工", "construction ongoing"),
            ("护栏、停车场、照护中心3件提前完成", "completion done"),
            ("安置区小学同步建成", "completion done"),
            ("威林、威边公路基本完工", "completion done"),
            ("36条未贯通道路已开工", "construction done"),
            ("平台运行平稳", "operation ongoing"),
            ("国庆节后对外营业", "operation planned"),
        ] {
            check(source, &[want]);
        }
        check("整改销号31个，通水2.94万户", &[]);
        check("前期工作方面，棚改新开工进度较慢的为甲县", &[]);
    }

    #[test]
    fn aims_and_names_are_no_events() {
        check("进一步优化工作设计，结合居民需求，受疫情影响取消", &[]);
        check("开工率24%，提前达到7月份节点，无任务", &[]);
    }
}
