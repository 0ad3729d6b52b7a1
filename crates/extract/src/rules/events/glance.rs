//! Predicates that tell at a glance, whatever their verb: 进展顺利, 在建3所, 具备通车条件.

use super::finished::finished;
use super::predicate::Predicate;
use super::{FINISHED, STAGE, Told};
use crate::rules::predicates::AT_WORK;
use crate::text::{Edges, Phrase as _, Sought, any_of, is_chinese};
use crate::vocabulary::{Class, Dimension, Kind};
use shishi_domain::{EventStatus, Phase};

/// What may tell at a glance, in order: the first that applies decides.
const GLANCES: &[fn(&Predicate) -> Option<Told>] = &[
    prepared,
    agreed,
    making_ready,
    covered,
    paced,
    advanced,
    raising_money,
    made_ready,
    has_conditions,
    preparing,
    being_built,
    counted_behind,
    not_started,
    started,
    tendered_again,
    missed,
    at_work,
    drawn_up,
    stopped,
    near_end,
    at_stage,
    raised,
    realized,
    funded,
    passed,
    tested,
    in_hand,
    scheduled,
    wholly,
    halfway,
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
    const PREPARATIONS: &[&str] = &[
        "方案",
        "评估",
        "筹备",
        "前期准备",
        "确户",
        "摸底",
        "普查",
        "摸底筛查",
        "筛查摸底",
    ];
    let finish = p
        .finish
        .filter(|f| f.end == p.end && p.amounts.is_empty())?;
    // 确村确户工作8月份完成.
    let dated = p.prose.dates_in(p.start, finish.start).last();
    let until = dated
        .filter(|d| d.outer.1 == finish.start || d.end == finish.start)
        .map_or(finish.start, |d| d.start);
    let lead = p.text.words(p.start, until);
    let lead = lead.trim_end_matches(['已', '均', '都', '全', '部', '基', '本', '前', '提']);
    let lead = lead.strip_suffix("工作").unwrap_or(lead);
    let phase = if lead.ends_with("设计方案") {
        Phase::Design
    } else {
        Phase::Planning
    };
    lead.ends_with_one(PREPARATIONS).then_some((
        phase,
        p.status.unwrap_or(EventStatus::Done),
        STAGE,
    ))
}

/// 各项前期工作准备就绪: ready by now.
fn made_ready(p: &Predicate) -> Option<Told> {
    let lead = p.words.strip_suffix("准备就绪")?;
    let ready = p.amounts.is_empty() && !lead.has(any_of!["未", "正在", "即将", "尚"]);
    let status = p.status.filter(|s| *s == EventStatus::Planned);
    ready.then_some((Phase::Planning, status.unwrap_or(EventStatus::Done), STAGE))
}

/// 整治方案已经通过: somebody has agreed to it.
fn agreed(p: &Predicate) -> Option<Told> {
    let lead = ["通过", "已批", "获批", "批准"]
        .iter()
        .find_map(|end| p.words.strip_suffix(end))?;
    let lead = lead.trim_end_matches(['已', '经', '均', '获']);
    // 报省政府通过.
    let filed = lead.starts_with('报') && lead.ends_with_one(&["政府", "会议", "常委会", "人大"]);
    let council = lead.has(any_of!["方案", "规划"]) && lead.ends_with("会议");
    let agreed =
        (lead.ends_with_one(&["方案", "规划"]) || council || filed) && p.amounts.is_empty();
    agreed.then_some((
        Phase::Approval,
        p.status.unwrap_or(EventStatus::Done),
        STAGE,
    ))
}

/// 2个小区停工, 目前处于停工状态.
fn stopped(p: &Predicate) -> Option<Told> {
    // 因汛期停工,9月20日恢复施工: it was, for a while.
    let now = p.words.has(any_of!["目前", "处于", "已停工", "仍停工"])
        || matches!(p.amounts[..], [q] if q.start == p.start);
    let stopped = p.words.ends_with_one(&["停工", "停工状态", "停建"])
        && now
        && !p.words.has(any_of!["复工", "未停工"])
        && p.prose.dates_in(p.start, p.end).is_empty()
        && !p.percents;
    stopped.then_some((Phase::Construction, EventStatus::Planned, STAGE))
}

/// 工程已接近尾声.
fn near_end(p: &Predicate) -> Option<Told> {
    (p.words.ends_with_one(&["接近尾声", "近尾声"]) && !p.percents).then(going_on)
}

/// 招标阶段, in a cell of its own.
fn at_stage(p: &Predicate) -> Option<Told> {
    let (_, work) = p.best?;
    let at_stage = p.words.ends_with("阶段")
        && p.end - p.start <= 8
        && p.amounts.is_empty()
        && p.own.is_none()
        && p.status.is_none();
    at_stage.then_some((work.phase, EventStatus::Ongoing, STAGE))
}

/// 低保标准提高到每月850元, 待遇已上调: better terms, in force.
fn raised(p: &Predicate) -> Option<Told> {
    const TERMS: &Sought = any_of!["标准", "待遇", "限额", "养老金", "补助金"];
    const RAISED: &Sought = any_of!["提高到", "提高至", "上调", "调整到", "提高为"];
    let dated = || {
        !p.prose
            .dates_in(p.prose.clauses[p.k].start.saturating_sub(16), p.end)
            .is_empty()
    };
    let raised = p.words.has(TERMS)
        && p.words.has(RAISED)
        && p.own.is_none_or(|own| own == EventStatus::Done)
        && (p.words.contains('已') && p.amounts.is_empty() || dated());
    let planned = p.status == Some(EventStatus::Planned);
    (raised && !planned).then_some((Phase::Operation, EventStatus::Done, STAGE))
}

/// 已实现与省平台互联互通, 全面实现村村通自来水: a service that is there.
fn realized(p: &Predicate) -> Option<Told> {
    const SERVICES: &Sought = any_of![
        "互联互通",
        "联网结算",
        "通自来水",
        "不间断",
        "掌上办",
        "线上",
        "网办",
        "通办",
        "实时",
        "一网",
        "即时",
        "一次办",
        "互认",
        "移动支付",
        "通快递",
        "快递进村"
    ];
    // 120项政务服务事项实现“一次办”: those that are counted come first.
    let realized = p.words.has(any_of!["实现"])
        && p.words.has(SERVICES)
        && match p.amounts[..] {
            [] => true,
            [q] => p.text.words(q.end, p.end).has(any_of!["实现"]),
            _ => false,
        }
        && !p.percents
        && p.may_be_done();
    realized.then_some((Phase::Operation, EventStatus::Done, STAGE))
}

/// 顺利通过考核, 已通过省级评估: found good by others.
fn passed(p: &Predicate) -> Option<Told> {
    const BY: &[&str] = &[
        "抽查",
        "核查",
        "考核",
        "评估",
        "复核",
        "复审",
        "复验",
        "授牌",
        "认证",
        "评审授牌",
        "核验",
    ];
    let passed = p.words.has(any_of!["通过"])
        && p.words.ends_with_one(BY)
        && p.amounts.iter().all(|q| q.start <= p.start + 2)
        && p.may_be_done();
    passed.then_some((Phase::Acceptance, EventStatus::Done, STAGE))
}

/// 消防检测合格, 闭水试验合格; 文化公园已建.
fn tested(p: &Predicate) -> Option<Told> {
    if !p.amounts.is_empty() || p.percents {
        return None;
    }
    if p.words.ends_with("已建") {
        return Some((Phase::Completion, EventStatus::Done, FINISHED));
    }
    let tested = p.words.ends_with("合格") && p.words.has(any_of!["检测", "试验", "检验"]);
    tested.then_some((Phase::Construction, EventStatus::Done, STAGE))
}

/// 预售证办理中, 人员招录中; 助餐点已开始供餐.
fn in_hand(p: &Predicate) -> Option<Told> {
    if !p.amounts.is_empty() || p.percents || p.best.is_some_and(|(_, w)| w.weight >= 3) {
        return None;
    }
    if p.words
        .ends_with_one(&["办理中", "申请中", "审批中", "报批中"])
    {
        return Some((Phase::Approval, EventStatus::Ongoing, STAGE));
    }
    if p.words
        .ends_with_one(&["政审中", "招录中", "招聘中", "报名中"])
    {
        return Some((Phase::Planning, EventStatus::Ongoing, STAGE));
    }
    let at = p.text.each_word(p.start, p.end, any_of!["已开始"]).next()?;
    let verb = p.text.words(at + 3, p.end);
    let plain = (2..=8).contains(&verb.count()) && verb.chars().all(is_chinese) && p.best.is_none();
    let phase = match verb.has(any_of!["报名", "招生", "招募", "招聘"]) {
        true => Phase::Planning,
        false => Phase::Operation,
    };
    plain.then_some((phase, EventStatus::Ongoing, STAGE))
}

/// 建设资金39.4亿元已落实: the sum stands between the money and what became of it.
fn funded(p: &Predicate) -> Option<Told> {
    let [q] = p.amounts[..] else {
        return None;
    };
    let money = q.dimension() == Some(Dimension::Money);
    let behind = p.text.words(q.end, p.end);
    let secured = behind
        .trim_start_matches(['资', '金', '全', '部', '均'])
        .starts_with_one(&["已落实", "已到位", "已全部落实", "已全部到位", "已下达"]);
    (money && secured && p.words.has(any_of!["资金", "经费", "债券", "补助"])).then_some((
        Phase::Approval,
        EventStatus::Done,
        STAGE,
    ))
}

/// 其余8期安排在10月.
fn scheduled(p: &Predicate) -> Option<Told> {
    let at = p
        .text
        .each_word(p.start, p.end, any_of!["安排在", "安排到", "定在", "定于"])
        .next()?;
    let dated = p
        .prose
        .dates_in(at, p.end)
        .iter()
        .any(|d| d.start <= at + 4)
        || p.text
            .one_of(at + 3, &["国庆", "春节", "寒假", "暑假"])
            .is_some();
    // 验收已安排在10月: when it will be.
    let ahead = || crate::rules::stance::ahead(p.prose, at, p.end, p.as_of);
    let phase = match p.best {
        Some((h, w)) if h.end <= at && w.weight >= 2 => w.phase,
        // 定于本月发布征收公告.
        Some((_, w)) if w.phase == Phase::Planning || w.weight >= 4 => w.phase,

        _ => Phase::Construction,
    };
    (dated && (p.own != Some(EventStatus::Done) || ahead())).then_some((
        phase,
        EventStatus::Planned,
        STAGE,
    ))
}

/// 任务已100%完成.
fn wholly(p: &Predicate) -> Option<Told> {
    let wholly = p.percents
        && (p.words.ends_with_one(&["100%完成", "100%完工", "100%竣工"])
            || p.words.has(any_of!["100%完成"]) && p.words.ends_with("任务"))
        && p.amounts.is_empty()
        && p.end - p.start <= 16;
    wholly.then_some((
        Phase::Completion,
        p.status.unwrap_or(EventStatus::Done),
        FINISHED,
    ))
}

/// 土建任务完成过半, 均已完成一半任务.
fn halfway(p: &Predicate) -> Option<Told> {
    let halfway = p
        .words
        .ends_with_one(&["完成过半", "完成一半", "完成一半任务", "任务过半"])
        && p.amounts.is_empty()
        && !p.words.has(any_of!["时间过半"]);
    halfway.then(going_on)
}

/// 正准备进场: what is made ready is still being planned.
fn making_ready(p: &Predicate) -> Option<Told> {
    const MAKES_READY: &Sought = any_of!["正准备", "正在准备"];
    if !p.words.may_begin(MAKES_READY) {
        return None;
    }
    let at = p.text.each_word(p.start, p.end, MAKES_READY).next()?;
    let stage = p
        .best
        .is_some_and(|(h, w)| w.kind == Kind::Stage && h.start > at);
    // 正在准备竣工验收.
    let accepts = p.best.is_some_and(|(_, w)| w.phase == Phase::Acceptance);
    let phase = if accepts {
        Phase::Acceptance
    } else {
        Phase::Planning
    };
    (stage && p.prose.open(at)).then_some((phase, EventStatus::Ongoing, STAGE))
}

/// 公共阅读空间实现乡镇全覆盖.
fn covered(p: &Predicate) -> Option<Told> {
    let words = p.words.strip_suffix("目标").unwrap_or(&p.words);
    let covered = (words.ends_with("全覆盖") && p.words.has(any_of!["实现"])
        || p.words.ends_with_one(&["已全覆盖", "全面覆盖"])
        || p.words.has(any_of!["实现"])
            && p.words.ends_with_one(&[
                "村村覆盖",
                "全市覆盖",
                "全县覆盖",
                "全区覆盖",
                "全省覆盖",
                "乡镇覆盖",
                "城乡覆盖",
                "全员覆盖",
                "全域覆盖",
            ]))
        && p.amounts.len() <= 1
        && !p.percents;
    covered.then_some((
        Phase::Completion,
        p.status.unwrap_or(EventStatus::Done),
        FINISHED,
    ))
}

/// 3项进展较快.
fn paced(p: &Predicate) -> Option<Told> {
    const PACES: Edges = Edges::new(&[
        "进展较快",
        "进度较快",
        "进展偏慢",
        "进度偏慢",
        "进展较慢",
        "进度较慢",
        "进展缓慢",
        "进度缓慢",
        "推进缓慢",
        "进展滞后",
        "推进顺利",
        "推进正常",
        "进展正常",
        "超序时进度",
        "超时序进度",
        "快于序时进度",
        "建设滞后",
        "施工滞后",
        "推进滞后",
        "进展加快",
        "全面展开",
        "进展顺利",
        "正常进行中",
        "进展有序",
        "进展良好",
    ]);
    const SLOW: Edges = Edges::new(&["相对较慢", "较为缓慢", "相对缓慢", "较为滞后"]);
    // 六安、蚌埠等市进展较快: how they compare.
    let compared = p
        .words
        .has(any_of!["等市进展", "等县进展", "等区进展", "等地进展"]);
    let paced = !p.percents
        && !compared
        && (SLOW.before(&p.words).is_some()
            || PACES.before(&p.words).is_some()
                && p.best.is_none_or(|(_, w)| w.kind != Kind::Stage));
    paced.then(going_on)
}

/// 前期工作取得实质性进展: it goes on, whatever has been reached.
fn advanced(p: &Predicate) -> Option<Told> {
    let (_, work) = p.best?;
    let advanced = p.words.ends_with("进展")
        && p.words.has(any_of!["取得"])
        && work.weight >= 2
        && work.kind != Kind::Stage
        && !p.percents;
    advanced.then_some((work.phase, EventStatus::Ongoing, STAGE))
}

/// 未启动46.8公里, 美丽海岸带2公里未启动.
fn not_started(p: &Predicate) -> Option<Told> {
    let [q] = p.amounts[..] else {
        return None;
    };
    let before = q.end == p.end
        && p.text
            .one_before(q.start, &["未启动", "未动工", "未实施"])
            .is_some_and(|(_, at)| at <= p.start + 4);
    let after = p
        .text
        .one_before(p.end, &["未启动", "未动工", "未实施"])
        .is_some_and(|(_, at)| at <= q.end + 1 && at >= q.end);
    (before || after).then_some((Phase::Construction, EventStatus::Planned, STAGE))
}

/// 其余63个小区已全部启动.
fn started(p: &Predicate) -> Option<Told> {
    let [q] = p.amounts[..] else {
        return None;
    };
    let started = q.end < p.end
        && p.words
            .ends_with_one(&["已启动", "均已启动", "已全部启动", "全部启动"])
        && !p.percents;
    // 启动实施项目46个, 启动4930套住房建设.
    let begins = p.words.has(any_of!["启动"])
        && p.words
            .trim_start_matches(['已', '新', '共', '也'])
            .starts_with("启动")
        && q.start <= p.start + 14
        && !p.words.has(any_of!["完成", "年来", "多来"])
        && p.own.is_none_or(|own| own == EventStatus::Ongoing)
        && p.status != Some(EventStatus::Planned)
        && p.best.is_none_or(|(_, w)| w.phase == Phase::Construction)
        && !p.percents;
    // 城中村改造启动404个.
    let behind = q.end == p.end
        && p.text
            .one_before(
                q.start,
                &[
                    "改造启动",
                    "建设启动",
                    "整治启动",
                    "项目启动",
                    "工程启动",
                    "治理启动",
                ],
            )
            .is_some()
        && p.status != Some(EventStatus::Planned)
        && !p.percents;
    (started || begins || behind).then(going_on)
}

/// 正在开展前期工作的项目16项.
fn preparing(p: &Predicate) -> Option<Told> {
    const PREPARES: &[&str] = &["正在开展前期", "正在做前期", "正在办理前期", "正在进行前期"];
    let [q] = p.amounts[..] else {
        return None;
    };
    // 37个项目正在前期推动.
    let behind = || {
        let words = p.text.words(q.end, p.end);
        let words = words.trim_start_matches(['项', '目']);
        words.starts_with("正在前期")
    };
    let prepares = p.words.starts_with_one(PREPARES) && q.end == p.end || behind();
    prepares.then_some((Phase::Planning, EventStatus::Ongoing, STAGE))
}

/// 因流标重新招标: the tender goes on.
fn tendered_again(p: &Predicate) -> Option<Told> {
    let again = p.cause.is_some()
        && p.words.ends_with_one(&["重新招标", "二次招标", "再次招标"])
        && p.own.is_none_or(|own| own == EventStatus::Ongoing);
    again.then_some((Phase::Procurement, EventStatus::Ongoing, STAGE))
}

/// 未达到年度目标: under way still.
fn missed(p: &Predicate) -> Option<Told> {
    let missed = p.words.has(any_of!["未达到", "未完成"])
        && p.words.ends_with_one(&["目标", "任务", "目标任务"])
        && p.amounts.is_empty()
        && !p.percents;
    missed.then_some((Phase::Completion, EventStatus::Ongoing, FINISHED))
}

/// 形成风险点清单, 教学楼已报省发改委.
fn drawn_up(p: &Predicate) -> Option<Told> {
    const OFFICES: &[&str] = &["发改委", "政府", "厅", "局", "部门"];
    // 确认20家博物馆、65个公园项目清单.
    if p.words.starts_with_one(&["确认", "梳理", "列出"])
        && p.words.ends_with_one(&["清单", "名单"])
    {
        return Some((Phase::Planning, EventStatus::Done, STAGE));
    }
    if !p.amounts.is_empty() || p.percents {
        return None;
    }
    if p.words.starts_with("形成") && p.words.ends_with_one(super::PAPERS) {
        return Some((Phase::Planning, EventStatus::Done, STAGE));
    }
    let filed = p.words.has(any_of!["已报"]) && p.words.ends_with_one(OFFICES);
    filed.then_some((Phase::Approval, EventStatus::Done, STAGE))
}

/// 2个项目在清表, 其余5所在做室内外装修.
fn at_work(p: &Predicate) -> Option<Told> {
    let (hit, work) = p.best?;
    let before = p
        .text
        .one_before(hit.start, &["在", "在做", "在做室内外", "在做室内"]);
    let (_, at) = before?;
    let at_work = work.kind == Kind::Activity
        && work.phase == Phase::Construction
        && hit.end == p.end
        && at > p.start
        && !matches!(p.text.before(at), '正' | '仍' | '还' | '现' | '存')
        && p.own.is_none();
    at_work.then(going_on)
}

/// 具备通车条件 is finished, 暂不具备 is not yet in use, and 具备开工条件 is still to begin.
fn has_conditions(p: &Predicate) -> Option<Told> {
    const BEGINS: &[&str] = &[
        "开工条件",
        "开工建设条件",
        "施工条件",
        "进场条件",
        "进场施工条件",
        "动工条件",
    ];
    if p.words.has(any_of!["具备"]) && p.words.ends_with_one(BEGINS) && p.amounts.is_empty() {
        return Some((Phase::Construction, EventStatus::Planned, STAGE));
    }
    // 达不到通行条件.
    let short = p.words.has(any_of!["达不到", "不满足", "未具备"]) && p.words.ends_with("条件");
    if short {
        let phase = if p.words.ends_with_one(&["开工条件", "施工条件", "进场条件"]) {
            Phase::Construction
        } else if p.words.ends_with("招标条件") {
            Phase::Procurement
        } else if p.words.ends_with("验收条件") {
            Phase::Acceptance
        } else {
            Phase::Operation
        };
        return Some((phase, EventStatus::Planned, STAGE));
    }
    // 无施工条件.
    if p.words.has(any_of!["无施工条件", "无开工条件"]) && p.amounts.is_empty() {
        return Some((Phase::Construction, EventStatus::Planned, STAGE));
    }
    if p.words.has(any_of!["具备"]) && p.words.ends_with("招标条件") && p.amounts.is_empty() {
        return Some((Phase::Procurement, EventStatus::Planned, STAGE));
    }
    let finished = (p.words.has(any_of!["具备", "达到"]) && p.words.ends_with("条件")
        || p.words.has(any_of!["达到设计"]) && p.words.ends_with_one(&["指标", "标准", "能力"])
        || p.words
            .ends_with_one(&["目标全部实现", "目标已实现", "目标均已实现"]))
        && p.amounts.iter().all(|q| q.start <= p.start + 2)
        && !p.words.has(any_of!["不具备"]);
    finished.then_some((
        Phase::Completion,
        p.status.unwrap_or(EventStatus::Done),
        FINISHED,
    ))
}

/// What goes on with those that are counted behind it.
const BUILT_NOW: &[&str] = &[
    "在建",
    "在施",
    "在建项目",
    "正在施工项目",
    "正在建设项目",
    "正在施工",
    "正在建设",
    "正在办理",
    "正在实施项目",
    "正在实施",
    "正常推进",
    "按进度推进",
    "按计划推进",
    "有序推进",
    "基础施工",
    "主体施工",
    "已启动",
];

/// 正在积极争取上级资金支持: money is being asked for.
fn raising_money(p: &Predicate) -> Option<Told> {
    let raising = p.own == Some(EventStatus::Ongoing)
        && p.words.has(any_of!["争取", "筹措"])
        && p.words.has(any_of!["资金", "补助", "债券", "贷款"])
        && p.amounts.is_empty();
    raising.then_some((Phase::Approval, EventStatus::Ongoing, STAGE))
}

/// 正在招标2个, 正在编制招标文件3个: how many are at a stage.
fn counted_behind(p: &Predicate) -> Option<Told> {
    let [q] = p.amounts[..] else {
        return None;
    };
    let at = p.marks.ongoing.filter(|_| q.end == p.end)?;
    let (hit, work) = p.best?;
    let right_before = hit.start > at && hit.end == q.start && p.text.starts(at, "正在");
    let stage = work.weight >= 2 && at <= p.start + 2 && p.own == Some(EventStatus::Ongoing);
    (right_before && stage).then_some((work.phase, EventStatus::Ongoing, STAGE))
}

/// 在建3所, 正在办理16件, 5个在施.
fn being_built(p: &Predicate) -> Option<Told> {
    // 在建公厕8座, 正在施工4条24公里: by its name, or by two numbers.
    let named = p.words.starts_with_one(&["在建", "正在施工"])
        && !p.words.starts_with("正在施工图")
        && p.amounts.last().is_some_and(|q| q.end == p.end)
        && p.amounts.len() <= 2
        && !p.words.has(any_of!["项目", "工程", "完成", "、", "投资"]);
    if named {
        return Some(going_on());
    }
    let [q] = p.amounts[..] else {
        return None;
    };
    let before = p
        .text
        .one_before(q.start, BUILT_NOW)
        .is_some_and(|(_, at)| at <= p.start + 4);
    let after = p
        .text
        .one_of(q.end, AT_WORK)
        .is_some_and(|(_, at)| at == p.end);
    let at_work = || AT_WORK.contains(&p.text.folded_of(p.start, q.start));
    let goes_on = q.end == p.end && (before || at_work()) || after && q.start == p.start;
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
        let handed_down =
            p.words
                .ends_with_one(&["下达任务", "下达的任务", "下达目标", "下达计划"]);
        let met = || {
            p.words.trim_start_matches([
                '均', '都', '已', '提', '前', '全', '面', '超', '额', '如', '期', '圆', '满',
            ])
        };
        handed_down && met().starts_with("完成")
    };
    // 14个因电力增容未完成.
    let undone = p.words.ends_with("未完成");
    let causes = p.cause.is_some() && p.finish.is_none() && !undone;
    // 计划9月份完成全年检查任务.
    let ahead = || {
        p.status == Some(EventStatus::Planned)
            && p.words.ends_with("任务")
            && p.amounts.is_empty()
            && p.best
                .is_some_and(|(_, w)| w.phase == Phase::Construction && w.kind == Kind::Activity)
            && !p.prose.scan.has(Class::Section, p.start, p.end)
            && !p.words.has(any_of!["主体"])
    };
    if p.percents || causes || !(only_tasks || handed_down() || ahead()) {
        return None;
    }
    finished(p)
}

/// 已全部接入省平台, 人员已配齐, 已完成线路优化: done, whatever the verb is called.
fn done_unnamed(p: &Predicate) -> Option<Told> {
    const NO_VERB: &[&str] = &[
        "取得", "初见", "深入", "成为", "出现", "超过", "达", "占", "处于", "进入", "有", "为",
        "是", "经", "到", "于", "在", "过", "达到", "基本", "具", "得", "从", "由", "累计", "有效",
        "明显", "成", "变成", "老化", "破损", "凝聚", "压实", "挂图", "倒排", "走在", "擦亮",
        "唱响", "激发", "带动", "释放", "连续", "批评", "没有", "无", "感受", "收到", "大幅",
        "普遍", "初步", "旧貌", "焕然",
    ];
    if p.percents
        || p.own != Some(EventStatus::Done)
        || p.status != Some(EventStatus::Done)
        || p.cause.is_some()
    {
        return None;
    }
    let subject = p.amounts.last().map_or(p.start, |q| q.end);
    let apart = match p.amounts[..] {
        [] => true,
        [q] => q.start <= p.start + 8,
        _ => false,
    };
    if !apart || p.words.has(any_of!["推广"]) && p.words.count() < 4 {
        return None;
    }

    let plain = |from: usize| {
        let words = p.text.folded_of(from, p.end);
        let count = words.chars().count();
        (2..=14).contains(&count)
            && words.chars().all(|c| is_chinese(c) || c == '、')
            && (!words.starts_with_one(NO_VERB) || words.has(any_of!["推广应用", "到户"]))
            && !words.contains(['率', '最', '较', '很', '更', '多', '未', '不'])
    };
    let already = p
        .marks
        .already
        .filter(|&at| at >= subject && p.text.at(at) == '已');
    if let Some(at) = already {
        let (_, verb) = p
            .text
            .one_of(at, &["已全部", "已经", "已全面", "已依法", "已"])?;
        return plain(verb).then(|| (phase_of_unnamed(p), EventStatus::Done, FINISHED));
    }
    // 完成公开招聘, 全面完成老年人健康体检.
    let finish = p
        .finish
        .filter(|f| f.start >= subject && p.text.starts(f.start, "完成"))?;
    let leads = p
        .text
        .folded_of(subject.max(p.start), finish.start)
        .chars()
        .count()
        <= 8;
    let named = !p.text.words(finish.end, p.end).has(any_of![
        "任务",
        "目标",
        "计划",
        "投资",
        "产值",
        "收入",
        "指标",
        "工程量"
    ]);
    (leads && named && plain(finish.end))
        .then(|| (phase_of_unnamed(p), EventStatus::Done, FINISHED))
}

/// The phase of what is done with no word of the vocabulary: carried out in the field, if nothing
/// tells otherwise.
fn phase_of_unnamed(p: &Predicate) -> Phase {
    let words = &p.words;
    let whole = words.has(any_of!["全部", "均已", "所有", "全面", "各地"])
        && words.has(any_of!["接入", "通达", "提标", "覆盖", "通畅", "联通"]);
    if whole || words.has(any_of!["清零", "建改", "已形成"]) {
        Phase::Completion
    } else if words.has(any_of![
        "评估", "学习", "招录", "招聘", "定岗", "测评", "选址", "制定", "成立", "上报"
    ]) {
        Phase::Planning
    } else if words.has(any_of!["分配到户", "分配到位", "授牌"]) {
        Phase::Acceptance
    } else if words.has(any_of!["已通", "推广", "引进", "入网", "互联互通"]) {
        Phase::Operation
    } else {
        Phase::Construction
    }
}

/// What a predicate tells that has no word for work: 尚未启动, 正在铣刨, 4月1日正式启动.
pub(super) fn without_verb(p: &Predicate) -> Option<Told> {
    // 另2座因配电手续未批暂缓.
    let put_off = p.own == Some(EventStatus::Planned) && p.words.ends_with("暂缓");
    if put_off && p.has_amount(|q| q.end < p.end) {
        return Some((Phase::Construction, EventStatus::Planned, STAGE));
    }
    if let Some(told) = done_unnamed(p) {
        return Some(told);
    }
    // 12个乡镇中心正在提档升级: those that are counted come first.
    let subject = matches!(p.amounts[..], [q] if q.start <= p.start + 2);
    if subject && p.own == Some(EventStatus::Ongoing) && !p.percents && p.cause.is_none() {
        let last = p.amounts.last().map_or(p.start, |q| q.end);
        let at = p.text.each_word(last, p.end, any_of!["正在"]).next();
        if at.is_some_and(|i| p.prose.open(i) && (4..=16).contains(&(p.end - i))) {
            return Some(going_on());
        }
    }
    if !p.amounts.is_empty() {
        return None;
    }
    const WAITS: &[&str] = &["未启动", "未实施", "未动工", "暂停", "暂缓", "暂缓投资"];
    if p.own == Some(EventStatus::Planned) && p.words.ends_with_one(WAITS) {
        return Some((Phase::Construction, EventStatus::Planned, STAGE));
    }
    // 拟于11月开考, 计划10月放映: whatever it is called, on a day to come.
    let dated = p.own == Some(EventStatus::Planned)
        && (4..=16).contains(&(p.end - p.start))
        && !p.percents
        && p.words.has(any_of!["拟", "计划", "将", "预计"])
        && p.prose
            .dates_in(p.start, p.end)
            .last()
            .is_some_and(|d| d.end + 2 <= p.end);
    if dated {
        return Some((Phase::Construction, EventStatus::Planned, STAGE));
    }
    // 8月下旬将组织第二轮入村体检.
    let comes = p.own == Some(EventStatus::Planned)
        && p.words.has(any_of!["将组织", "将开展", "将举办", "将举行"]);
    // 二期预计2026年3月启动.
    let begins = p.own == Some(EventStatus::Planned) && p.words.ends_with("启动");
    if (comes || begins) && !p.percents {
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
