//! Amounts that a plan or a task names, and no report of what was done.

use super::case::Case;
use crate::rules::actuals::{REACHED, Role, Scene};
use crate::rules::kinds::{ALL_OF_THEM, COMPLETED};
use crate::rules::{stages, stance};
use crate::text::{Phrase as _, Sought, any_of, is_chinese};
use crate::vocabulary::{Class, Entry};
use shishi_domain::EventStatus;

/// What a percentage is said of, where no task calls it so: 占总投入10342万元的62.33%.
pub(crate) const WHOLE_OF_RATE: &str = "whole-of-rate";

fn planned(is_planned: bool) -> Option<Role> {
    is_planned.then_some(Role::Planned)
}

/// 目标：8000人.
pub(super) fn under_label(case: &Case) -> Option<Role> {
    const LABELS: &[&str] = &[
        "目标",
        "任务",
        "计划",
        "任务数",
        "目标数",
        "计划数",
        "目标值",
        "指标",
    ];
    let label = case.prose.label_of(case.clause);
    let label = label.filter(|_| case.lead.trim().is_empty())?;
    let label = case.text.folded_of(label.start, label.end).trim();
    planned(label.ends_with_one(LABELS) && !label.has(any_of!["完成"]))
}

/// 30个广场建设任务已分解到乡镇.
pub(super) fn task_passed_on(case: &Case) -> Option<Role> {
    let rest = &case.rest;
    let passed_on = any_of!["分解", "下达", "下发", "分配", "拆分"];
    // 更新渔船的补助指标80艘已分配完.
    // 600个篮球场建设指标已分解到各市: of what, before it.
    let of_what = || {
        let behind = rest.split_once("指标").map(|(_, behind)| behind);
        behind.is_some_and(|b| {
            b.trim_start_matches(['已', '均', '全', '部'])
                .has(passed_on)
        })
    };
    let quota = case.near.ends_with("指标") || of_what();
    // 规划编制任务已下达并完成.
    let met = || rest.ends_with_one(&["并完成", "并已完成", "并全部完成", "并办结"]);
    planned((rest.has(any_of!["任务"]) || quota) && rest.has(passed_on) && !met())
}

/// 年度任务30个.
pub(super) fn called_a_task(case: &Case) -> Option<Role> {
    const NAMES: &[&str] = &[
        "任务",
        "任务数",
        "任务量",
        "任务人数",
        "目标",
        "目标人数",
        "目标数",
        "目标值",
        "计划",
        "计划数",
        "计划量",
        "计划人数",
    ];
    // 累计完成任务850人, 已完成农村户改厕任务40926座.
    let met = || {
        const TO_DO: &Sought = any_of![
            "应完成",
            "需完成",
            "须完成",
            "要完成",
            "未完成",
            "拟完成",
            "将完成",
            "计划完成",
            "要求完成",
        ];
        let ended = case
            .near
            .ends_with_one(&["完成任务", "完成目标", "完成计划"]);
        let told = || case.near.has(any_of!["完成"]) && !case.rest.starts_with('的');
        // 办结督办任务52项, but not 建成任务20座.
        let over = || {
            let name = NAMES.iter().filter(|name| case.near.ends_with(**name));
            let name = name.map(|name| name.chars().count()).max().unwrap_or(0);
            let end = case.q.start.saturating_sub(name + 1);
            stages::ended(case.prose, case.own, end)
                || case.prose.scan.within(case.own, end).any(|h| {
                    matches!(h.entry, Entry::Word(Class::Finish))
                        && !case.text.starts(h.start, "完成")
                })
        };
        // 民生工程指标任务83项已全面完成.
        let behind = || {
            let rest = case.rest.trim_start_matches([
                '已', '均', '都', '现', '全', '部', '面', '超', '额', '提', '前', '圆', '满', '如',
                '期',
            ]);
            rest.starts_with_one(COMPLETED)
                && case.prose.quantities_in(case.q.end, case.c.end).is_empty()
        };
        (ended || told() || over() || behind()) && !case.near.has(TO_DO)
    };
    // 分配培训指标1000人; but 主要经济指标3项 are what the title counts.
    let quota = || case.near.ends_with("指标") && !case.asks_for(any_of!["指标"], &case.near);
    let called = (case.near.ends_with_one(NAMES) || quota()) && !met();
    called.then(|| listed(case.scene, case.clause))
}

/// 按计划应完成30个, 节点要求20个.
pub(super) fn interim(case: &Case) -> Option<Role> {
    // 已按要求整改到位80处 is done.
    // 今年必须完工的项目为60个.
    // 对照国家标准要求建成22个: in what manner.
    let in_manner = || {
        let mut asks = case.text.each_word(case.own, case.q.start, any_of!["要求"]);
        asks.all(|at| {
            let before = case.text.words(case.own, at);
            before.has(any_of![
                "按", "根据", "依据", "对照", "依照", "回应", "满足", "符合"
            ]) && case.acts_in(at + 2, case.q.start)
        })
    };
    let asked = case.near.has(any_of!["必须", "务必"]) && !case.near.has(any_of!["已"])
        || case.near.has(any_of!["要求"])
            && !case.near.has(any_of!["按要求", "按照要求"])
            && case.marks.already.is_none()
            && !in_manner();
    let interim = asked
        || case.near.has(any_of![
            "应完成",
            "需完成",
            "按计划应",
            "应达",
            "节点要求",
            "目标为",
            "目标是",
            "任务为",
            "任务是",
            "目标数是",
            "目标数为",
            "任务数是",
            "任务数为",
            "计划为",
            "年要完成",
            "年要建成",
            "年需建成",
        ]);
    interim.then_some(Role::Other("interim-target"))
}

/// 年度目标由5000个调整为4200个: what is asked for now.
pub(super) fn asked_anew(case: &Case) -> Option<Role> {
    let anew = case.near.ends_with_one(&[
        "调整为",
        "调整到",
        "调整至",
        "调减为",
        "调减至",
        "调增为",
        "调增至",
        "核减为",
        "核减至",
        "核定为",
    ]);
    planned(anew && case.lead.has(any_of!["目标", "任务", "计划", "指标"]))
}

/// 今年需新建公路30公里,已完成24公里: what there is to do.
pub(super) fn needed(case: &Case) -> Option<Role> {
    let (text, prose) = (case.text, case.prose);
    let mut needs = text.each(case.own, case.q.start, '需');
    let needed = needs.any(|at| {
        let other = matches!(
            text.before(at),
            '所' | '急' | '亟' | '必' | '按' | '供' | '刚' | '内' | '无'
        );
        // 对需维修的路灯更换312盏: which of them.
        let which = || {
            let mut marks = text.each(at, case.q.start, '的');
            // What stands behind the first stands behind all of them.
            let of = marks.next();
            of.is_some_and(|of| case.rest.has(COMPLETED) || case.acts_in(of, case.q.start))
        };
        let mut works = prose.scan.within(at + 1, case.q.start);
        !other && works.any(|h| h.start == at + 1 && matches!(h.entry, Entry::Work(_))) && !which()
    });
    (needed && case.marks.already.is_none()).then(|| listed(case.scene, case.clause))
}

/// 空调|4862间|3710间|76.3%: the first of a row in a table is what was asked for.
pub(super) fn first_of_row(case: &Case) -> Option<Role> {
    let (text, q) = (case.text, case.q);
    let next = case
        .prose
        .quantities_in(q.end, case.c.end)
        .first()
        .filter(|n| n.unit_text == q.unit_text && n.start <= q.end + 8);
    let targets = &case.scene.targets.list;
    planned(
        next.is_some()
            && text.at(text.skip_blank(q.end)) == '|'
            && targets.iter().any(|t| t.amount.value == q.value),
    )
}

/// 15个;9个;60%: the first of bare cells side by side is what was asked for.
pub(super) fn first_cell(case: &Case) -> Option<Role> {
    let (q, c) = (case.q, case.c);
    let bare = q.start == c.start && q.end == c.end;
    let next = case.prose.clauses.get(case.clause + 1)?;
    let beside = case.prose.quantities_in(next.start, next.end).first()?;
    let targets = &case.scene.targets.list;
    planned(
        bare && beside.start == next.start
            && beside.end == next.end
            && beside.unit_text == q.unit_text
            && targets.iter().any(|t| t.is(q.value, &q.unit_text)),
    )
}

/// Longest words between a task and the percentage that is said of it, in bytes: 全年改造提升工程建设任务的.
const OF_TASK: usize = 48;

/// 完成3000户改造任务的92%, 占总投入10342万元的62.33%: the whole that a percentage is said of, and no part of
/// it that was done.
pub(super) fn of_rate(case: &Case) -> Option<Role> {
    const TASKS: &Sought = any_of!["任务", "目标", "计划", "指标"];
    // 完成2760户达到年度任务的92%: another verb, and the percentage is said of the amount.
    const TELLS: &Sought = any_of![
        "占", "达", "完成", "为", "是", "超", "约", "相当", "实现", "已", "率", "中", "建成",
        "竣工", "完工", "开工"
    ];
    let (text, q, c) = (case.text, case.q, case.c);
    let rates = case.prose.quantities_in(q.end, c.end);
    let rate = rates.first().filter(|r| r.is_rate())?;
    let between = text.words(q.end, rate.start);
    let name = between.strip_suffix('的')?;
    // 1000户危房中的96%已完成改造, 为1000户困难家庭的96%发放补贴: whatever is done to them.
    let (name, among) = match name.strip_suffix('中') {
        Some(name) => (name, true),
        None => (name, case.bare().starts_with_one(&["为", "对", "给"])),
    };
    let said = || {
        let opens = among || case.near.has(any_of!["完成", "占", "达", "实现", "相当于"]);
        // 完成12个村的80%的农户改造: of what comes behind.
        opens && text.at(rate.end) != '的'
    };
    let plain = name.len() <= OF_TASK
        && name.chars().all(|c| is_chinese(c) || c.is_ascii_digit())
        && !name.has(TELLS);
    if !plain || !said() {
        return None;
    }
    let task = name.has(TASKS) || case.near.has(TASKS);
    let targets = &case.scene.targets.list;
    let asked = || targets.iter().any(|t| t.is(q.value, &q.unit_text));
    Some(match task || asked() {
        true => Role::Planned,
        false => Role::Other(WHOLE_OF_RATE),
    })
}

/// 计划开工16项,已开工12项.
pub(super) fn planned_start(case: &Case) -> Option<Role> {
    const PLANS: &[&str] = &[
        "计划开工",
        "计划竣工",
        "计划完工",
        "计划建成",
        "计划新开工",
        "计划开复工",
    ];
    let hit = case.text.one_before(case.q.start, PLANS);
    planned(hit.is_some_and(|(_, at)| at >= case.own && !stance::by_plan(case.text, at)))
}

/// 全年安排招聘会30场: what the year is to bring.
pub(super) fn arranged(case: &Case) -> Option<Role> {
    let arranged = case.lead.starts_with_one(&[
        "全年安排",
        "今年安排",
        "年度安排",
        "本年度安排",
        "全年拟安排",
    ]);
    // 今年安排残疾人就业112人: people were given work.
    let placed = || case.near.has(any_of!["岗位", "就业", "上岗"]);
    planned(arranged && case.marks.already.is_none() && case.marks.done.is_none() && !placed())
}

/// 任务已分解下达甲区25公里、乙区23公里: handed out, and not done.
pub(super) fn handed_out(case: &Case) -> Option<Role> {
    let lead = &case.lead;
    let handed_out = lead.has(any_of![
        "分解到",
        "分解至",
        "分解下达",
        "分解给",
        "分解为",
        "分解落实",
        "任务落实到",
        "任务已落实"
    ]);
    // 公租房已分配给住房困难家庭512套 is done; a task is only handed out.
    let given = lead.has(any_of!["分配给"]) && lead.has(any_of!["任务", "指标", "计划", "名额"]);
    planned((handed_out || given) && !lead.has(COMPLETED))
}

/// 计划投入371亿元: planned, though no verb of the future says so.
pub(super) fn budgeted(case: &Case) -> Option<Role> {
    const PLANS: &[&str] = &[
        "计划投入",
        "计划投资",
        "计划总投资",
        "计划总投入",
        "计划投资约",
        "计划投入约",
        "计划总投资约",
        "年度投资",
        "年度计划投资",
        "概算投资",
        "估算投资",
        "预算投资",
        "概算总投资",
        "批复投资",
        "批复总投资",
        "授信",
    ];
    let budgeted = case.is_money()
        && case
            .text
            .one_before(case.q.start, PLANS)
            .is_some_and(|(word, at)| {
                let spent = case.text.one_before(at, &["完成", "实现"]).is_some()
                    || case
                        .rest
                        .starts_with_one(&["已完成", "已全部完成", "全部完成"]);
                // 为小微企业授信5.2亿元, where the title asks for that.
                let asked = word == "授信" && case.scene.targets.title_words.contains(word);
                !spent && !asked
            });
    planned(budgeted)
}

/// 搬迁计划已下达,累计53.8万人: the size of the plan.
pub(super) fn size_of_plan(case: &Case) -> Option<Role> {
    let bare = matches!(
        case.lead.trim(),
        "累计" | "共" | "共计" | "合计" | "总计" | "计" | ""
    );
    if !bare || !case.rest.trim().is_empty() {
        return None;
    }
    let before = case.clause_before()?;
    let said = case.text.folded_of(before.start, before.end);
    planned(said.has(any_of!["计划", "任务", "指标"]) && said.ends_with("下达"))
}

/// 计划改造8块; but 计划8块,现已全部完工 is reached.
pub(super) fn lies_ahead(case: &Case) -> Option<Role> {
    let (c, marks, status) = (case.c, &case.marks, case.status);
    // What another part of the clause plans is not planned here; what was planned before it is.
    let carried = &case.scene.carried[case.clause];
    let whole = (case.from, case.to) == (c.start, c.end);
    let before_it = carried.marks.status() != Some(EventStatus::Planned) && marks.already.is_none();
    let planned = carried.planned && (whole || before_it)
        || status == Some(EventStatus::Planned)
        || carried.labelled
        || carried.scope;
    let ahead = planned
        || status != Some(EventStatus::Done)
            && stance::ahead(case.prose, c.start, c.end, case.scene.as_of)
        || is_due_later(case);
    ahead.then(|| listed(case.scene, case.clause))
}

/// 年底前完成4个, reported in September: on a day to come, though nothing else says so.
fn is_due_later(case: &Case) -> bool {
    const ENDS: &[&str] = &[
        "完成",
        "再完成",
        "建成",
        "完工",
        "竣工",
        "全部完成",
        "投用",
        "交付",
    ];
    let Some(day) = case.prose.dates_in(case.c.start, case.q.start).last() else {
        return false;
    };
    let words = case.text.folded_of(day.end, case.q.start);
    let ends = words.trim_start_matches(['前', '底', '之', '内']);
    ends.starts_with_one(ENDS)
        && !case.lead.has(any_of!["已", "累计"])
        // 原计划12月底完成的22个小区已提前完工.
        && !(ends.ends_with('的') && case.rest.contains('已'))
        && stance::ahead(case.prose, day.start, day.end, case.scene.as_of)
}

/// The size of a list is reached if the next clause says that all of it is done.
pub(super) fn listed(scene: &Scene, clause: usize) -> Role {
    let prose = scene.prose;
    let Some(next) = prose.clauses.get(clause + 1) else {
        return Role::Planned;
    };
    if prose.clauses[clause].mark != ',' {
        return Role::Planned;
    }
    let words = prose.text.words(next.start, next.end);
    // 已于8月份提前完成任务.
    let met = words.contains('已')
        && words.ends_with_one(&[
            "提前完成",
            "提前完成任务",
            "提前完成目标任务",
            "已完成任务",
            "已完成目标任务",
            "已完成建设任务",
            "已完成改造任务",
            "完成年度任务",
            "完成全年任务",
        ]);
    // 目标任务10座,现已完成.
    let all = || matches!(&*words, "已完成" | "现已完成" | "目前已完成");
    let whole = met || all() || words.has(ALL_OF_THEM);
    let finished = words.has(COMPLETED);
    let status = stance::marks(prose, next.start, next.end).status();
    // 下达计划312公里,已全部完成招投标: only a step of it.
    let finished = finished && stages::stage(prose, next.start, next.end).is_none();
    // 7月底剩余500辆全部投用 tells of others.
    let amounts = prose.quantities_in(next.start, next.end);
    let own = amounts.iter().all(|q| q.reject.is_some());
    if whole && finished && own && status == Some(EventStatus::Done) {
        Role::Reached(REACHED)
    } else {
        Role::Planned
    }
}
