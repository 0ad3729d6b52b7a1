//! Percentages that state completion: 完成率40%, 占年度任务的93.3%.

use super::goes_on::continues;
use super::{Rate, title_grows};
use crate::rules::actuals::{RATE, Role};
use crate::rules::kinds::{COMPLETED, DONE, PROGRESS};
use crate::rules::link::Prepared;
use crate::rules::roles::{WHOLE_OF_RATE, is_row};
use crate::text::{Enclosure, Phrase as _, Sought, any_of};
use crate::vocabulary::{Dimension, Kind};
use shishi_domain::Phase;

const COMPLETION_WORDS: &Sought = any_of![
    "完成率",
    "完工率",
    "建成率",
    "开工率",
    "开复工率",
    "竣工率",
    "复工率",
    "进度",
    "完成比",
    "进展比例",
    "任务比例",
    "投资比例",
    "完成量",
    "完成百分比",
    "完成度",
    "投产率",
    "用地落实率",
    "资金落实率",
    "工程量",
    "工作量",
    "工程总量",
    "总量",
    "签约率",
    "达成率",
    "完工比例",
    "竣工比例",
    "开工比例",
    "建成比例",
    "启动率",
    "动工率",
    "整改率",
    "化解率",
    "拨付率",
    "发放率",
    "兑现率",
    "支付率",
    "招标率",
    "任务的",
    "目标的",
    "计划的",
    "目标任务的",
    "占计划",
    "占年度",
    "占全年",
    "占年计划",
    "占目标",
    "占任务",
    "占年任务",
    "任务占比",
    "任务之比",
    "为计划",
    "为总投",
    "占总投",
    "占总计划",
    "占规划",
    "占需",
    "完成情况",
    "占总任务",
    "为全年",
    "为年度",
    "为目标",
    "任务数的",
    "规划量的",
    "规划面积的",
    "计划面积的",
    "任务面积的",
    "计划量的",
    "计划总额的",
    "规划数的",
    "达到年度",
    "达到全年",
    "指标的",
    "投资的",
    "总投资的",
    "序时",
    "概算的",
    "估算的",
    "批复投资的",
    "预算的",
    "预算数的",
    "做到",
    "干到",
    "推进到",
    "推进至",
    "进行到",
];

fn completes(is_completion: bool) -> Option<Role> {
    is_completion.then_some(Role::Completion)
}

/// 已完成1个(50%), 已竣工286户(竣工率95.3%), 正在施工(90%).
pub(super) fn in_brackets(rate: &Rate) -> Option<Role> {
    let (text, q) = (rate.text, rate.q);
    if text.enclosure[q.numeral] != Enclosure::Parentheses {
        return None;
    }
    let alone = text.before(q.start) == '(' && text.at(q.end) == ')';
    // 比全市平均水平(12.9%)高, 与全省(64.1%)持平.
    let compared = rate.near.has(any_of![
        "平均", "水平", "与全", "比全", "较全", "同期", "上年", "去年",
    ]);
    let open = (q.start.saturating_sub(12)..q.start).rfind(|&i| text.at(i) == '(');
    let inner = open.map_or("", |o| text.folded_of(o + 1, q.start));
    // 参保32万人(完成年度目标106.42%).
    let of_task = || {
        inner.starts_with_one(&["完成", "占", "为", "达到", "实现"])
            && inner.ends_with_one(&["目标", "任务", "计划", "指标", "任务数", "计划数"])
    };
    let named = text.at(q.end) == ')'
        && (of_task()
            || inner.has(COMPLETION_WORDS)
            || inner.ends_with_one(&["总长的", "全长的", "总长度的"])
            || matches!(inner, "占" | "完成" | "已完成" | "约" | "达"));
    Some(
        match (alone && !rate.rest.is_empty() || named) && !compared {
            true => Role::Completion,
            false => Role::Other("in-parentheses"),
        },
    )
}

/// A label before a colon names it: 完成率：40%, 已完成数:126;占比:70%.
pub(super) fn labelled(rate: &Rate) -> Option<Role> {
    let label = rate.prose.label_of(rate.clause);
    let label = label.filter(|_| rate.lead.trim().is_empty())?;
    let words = rate.text.words(label.start, label.end);
    // 签约率:78.4% for a 签约率 of 75%: what is measured.
    let asked = || {
        let mut targets = rate.scene.targets.rates();
        let name = words.trim();
        name.chars().count() >= 3 && name.ends_with('率') && targets.any(|t| t.own.contains(name))
    };
    if asked() {
        return None;
    }
    let of_count = || {
        rate.before.last().is_some_and(|b| {
            matches!(b.role, Role::Reached(_))
                && b.clause + 2 >= rate.clause
                && !b.quantity.is_rate()
        })
    };
    completes(
        words.has(COMPLETION_WORDS)
            || words.has(any_of!["进度", "完成率", "完成比例"])
            || words == "占比" && of_count(),
    )
}

/// 形象进度为:桥梁85%、路基82%、隧道97%: that of each part.
pub(super) fn of_each_part(rate: &Rate) -> Option<Role> {
    // 农贸市场创建进度,中泰66%,长乐65%: or behind a comma, and after others of the kind.
    let before = || {
        let first = (rate.clause.saturating_sub(4)..rate.clause)
            .rev()
            .find(|&k| {
                let c = &rate.prose.clauses[k];
                c.sentence != rate.c.sentence || rate.prose.quantities_in(c.start, c.end).is_empty()
            })?;
        let c = &rate.prose.clauses[first];
        (c.sentence == rate.c.sentence && c.mark == ',').then_some(c)
    };
    let label = rate.prose.label_of(rate.clause).or_else(before)?;
    let words = rate.text.words(label.start, label.end);
    let words = words.trim_end_matches(['为', '是', '分', '别']);
    let name = rate.bare();
    let name = name.trim_end_matches(['均', '为', '达']);
    let named = (1..=6).contains(&name.chars().count()) && !name.contains('率');
    completes(
        named
            && words.ends_with_one(&[
                "形象进度",
                "工程进度",
                "施工进度",
                "建设进度",
                "创建进度",
                "改造进度",
            ]),
    )
}

/// 占比100%: nothing stands before it that it could be a share of.
pub(super) fn first_word(rate: &Rate) -> Option<Role> {
    let alone = rate.clause == 0 && rate.lead == "占比" && rate.rest.is_empty();
    completes(alone)
}

/// 100%完成任务, 任务已100%完成.
pub(super) fn wholly(rate: &Rate) -> Option<Role> {
    let lead = rate.lead.trim().trim_end_matches('已');
    let short = lead.ends_with_one(&["任务", "工作", "项目"]) && lead.chars().count() <= 6;
    completes((lead.is_empty() || short) && rate.rest.starts_with("完成"))
}

/// 完成3000户改造任务的92%, 占总投入10342万元的62.33%: of the whole that stands before it. 占在园幼儿6万人的53.3% is
/// a share, and what is measured where the title asks for one.
fn of_whole(rate: &Rate) -> Option<Role> {
    let whole = rate.before.last().filter(|b| b.clause == rate.clause)?;
    let words = rate.text.words(rate.c.start, whole.quantity.start);
    if !rate.near.ends_with('的') || !words.has(any_of!["完成", "占", "达", "实现", "相当于"])
    {
        return None;
    }
    let task = match whole.role {
        Role::Planned => true,
        Role::Other(WHOLE_OF_RATE) => {
            const ALL: &Sought = any_of!["总投", "概算", "预算", "估算", "总任务", "总工程"];
            words.has(any_of!["完成"]) || words.has(ALL) || rate.near.has(ALL)
        }
        _ => return None,
    };
    let list = &rate.scene.targets.list;
    let measured = || rate.has_rate_target() && list.iter().all(|t| t.amount.unit == "%");
    match task {
        true => Some(Role::Completion),
        false if measured() => Some(Role::Reached(RATE)),
        false => Some(Role::Other("share")),
    }
}

/// 完成年度任务93.3%, 完成年度计划开工的80.8%, 完成率40%.
pub(super) fn of_task(rate: &Rate) -> Option<Role> {
    const TASKS: &Sought = any_of!["任务", "目标", "计划", "指标"];
    const ENDS: &[&str] = &[
        "任务",
        "目标",
        "计划",
        "指标",
        "任务数",
        "目标数",
        "计划数",
        "任务量",
        "总数",
        "约",
        "计划投资额",
    ];
    let (lead, near) = (&rate.lead, &rate.near);
    if let Some(role) = of_whole(rate) {
        return Some(role);
    }
    // 完成年目标任务12500人的98.5%: of the task, said with its number.
    let with_number = near.trim() == "的"
        && rate.before.last().is_some_and(|b| {
            let words = rate.text.words(rate.c.start, b.quantity.start);
            // 占年度计划完成投资17500万元的10.89%.
            let of_sum =
                || words.ends_with_one(&["计划完成投资", "计划投资", "目标投资", "任务投资"]);
            b.clause == rate.clause
                && !b.quantity.is_rate()
                && (words.ends_with_one(ENDS) || of_sum())
                && words.has(any_of!["完成", "占", "达到", "实现", "为"])
        });
    if with_number {
        return Some(Role::Completion);
    }
    let of_task =
        near.ends_with_one(ENDS) && near.has(any_of!["完成", "占", "达到", "达", "为", "实现"]);
    // 完成总整治长度的44%.
    let of_total = near.ends_with('的') && lead.has(any_of!["完成总"]);
    // 为年目标任务的83.86%.
    let is_so = || {
        let share = lead.trim_start_matches([',', ' ']);
        share.starts_with_one(&["为", "相当于"])
    };
    let of_part = near.ends_with('的')
        && (lead.has(any_of![
            "完成",
            "占",
            "实现年",
            "实现全年",
            "实现目标",
            "实现计划"
        ]) || is_so());
    // 完成年度预算62.2%.
    let of_budget =
        near.ends_with_one(&["年度预算", "全年预算", "年初预算"]) && near.has(any_of!["完成"]);
    let told = (of_task || of_part) && near.has(TASKS)
        || of_budget
        || of_total
        || lead.has(COMPLETION_WORDS);
    // In 分别占年度任务的39.1%、20.5% the words stand before the first.
    completes(told && !near.has(any_of!["增长", "同比", "下降", "覆盖率", "合格率"]))
}

/// 配套设备80%已完成招标采购, 沿线土建施工的80%: how far it has come.
pub(super) fn so_far(rate: &Rate) -> Option<Role> {
    const WORKS: &[&str] = &[
        "施工的",
        "工程的",
        "建设的",
        "土建的",
        "主体的",
        "基础施工",
        "主体施工",
    ];
    let near = &rate.near;
    // 12个指标100%完成任务.
    let done = rate.rest.trim_start_matches(['均', '都', '已']);
    let told = done.starts_with_one(PROGRESS) && !rate.rest.starts_with("完成");
    let so_far = !near.trim().is_empty() && told;
    let of_work = near.ends_with_one(WORKS) && rate.lead.has(any_of!["完成"]);
    completes((so_far || of_work) && !near.contains('率'))
}

/// 80%的项目实现开工, 累计掘进超57%.
pub(super) fn of_them(rate: &Rate) -> Option<Role> {
    let (near, rest) = (&rate.near, &rate.rest);
    let of_them = rest.starts_with_one(&["的项目", "的工程", "的小区", "的任务", "的点位"])
        && rest.has(PROGRESS);
    let dug = near.ends_with_one(&["超", "超过", "达", "达到", "约", "过", "近"])
        && near.has(any_of![
            "掘进", "浇筑", "开挖", "铺设", "摊铺", "敷设", "吊装", "砌筑", "回填"
        ])
        && !near.contains('率');
    completes(of_them || dug)
}

/// 占总栋数的61%: of the whole of it.
pub(super) fn of_all(rate: &Rate) -> Option<Role> {
    let near = &rate.near;
    let whole = any_of![
        "总数",
        "总量",
        "总栋数",
        "总户数",
        "总里程",
        "总长",
        "总投资",
        "总任务",
        "总套数",
        "总个数",
        "总面积",
        "总金额",
        "总规划",
        "总项目",
        "总体项目",
        "总工程",
        "总规模",
        "资金总额"
    ];
    // 参与分类的居民占总户数的92%: who takes part, and no work done.
    let people = || {
        let (who, _) = near.split_once('占').unwrap_or_default();
        who.ends_with_one(&["居民", "群众", "人口", "农户", "家庭", "住户", "户"])
            && !rate.lead.has(DONE)
            && rate
                .before
                .last()
                .is_none_or(|b| b.clause + 1 < rate.clause)
    };
    // 为需重建总数的94.2%, 为规划的57.9%.
    let share = near.trim_start_matches([',', ' ']);
    let share = share
        .strip_prefix('为')
        .or_else(|| share.strip_prefix("相当于"));
    let needed = share.is_some_and(|of| {
        !of.starts_with_one(&["应届", "应急", "应用", "应征"])
            && of.starts_with_one(&["需", "应", "规划", "安排", "计划", "预算", "年初"])
            || of.has(whole)
    });
    let of_all = near.ends_with('的') && (near.contains('占') && near.has(whole) || needed);
    match of_all && people() {
        true => Some(Role::Reached(RATE)),
        false => completes(of_all),
    }
}

/// 占年度任务的51%;乙县2200万元,占45%.
pub(super) fn continued(rate: &Rate) -> Option<Role> {
    completes(continues(rate.prose, rate.q, rate.own, rate.before))
}

/// 农林水利|11|2.00|92.1%: the rate at the end of a row.
pub(super) fn end_of_row(rate: &Rate) -> Option<Role> {
    completes(rate.text.before(rate.q.start) == '|' && is_row(rate.prose, rate.c))
}

/// 动迁率, 签约率: how far a stage has come.
pub(super) fn staged(rate: &Rate) -> Option<Role> {
    // 达标率96.3% is measured.
    const STATES: &[&str] = &["达标", "通达", "亮灯", "建档", "组建", "收集", "录入"];
    let text = rate.text;
    let mut works = rate.prose.scan.work(rate.own, rate.q.start);
    completes(works.any(|(h, w)| {
        text.at(h.end) == '率'
            && text.one_of(h.start, STATES).is_none()
            && (matches!(w.kind, Kind::Stage | Kind::Act)
                || matches!(
                    w.phase,
                    Phase::Planning | Phase::Procurement | Phase::Approval
                ))
    }))
}

/// 排查率100% for 排查自建房5600栋: how far the very act has come.
pub(super) fn of_act(rate: &Rate) -> Option<Role> {
    let name = rate
        .near
        .trim_end_matches(['达', '到', '为'])
        .strip_suffix('率')?;
    let at = name.char_indices().rev().nth(1)?.0;
    let act = &name[at..];
    // 登记失业率 for 失业人员再就业.
    if matches!(act, "失业" | "就业") {
        return None;
    }
    let asks = |t: &Prepared| {
        let lead = t.own.trim_start_matches([',', '、', ';', ' ']);
        t.amount.unit != "%" && lead.starts_with(act)
    };
    // 乳腺癌筛查1300人,筛查率100% for 免费筛查宫颈癌1300人、乳腺癌1300人: by the numbers.
    let met = || {
        let last = rate.before.last().filter(|b| b.clause + 1 >= rate.clause);
        let target = last.and_then(|b| Some((b, b.decision.target?)));
        // 通达率99.91% is how many have it, and is measured.
        rate.title.contains(act)
            && !matches!(act, "通达" | "达标" | "覆盖")
            && target.is_some_and(|(b, target)| {
                let goal = &rate.scene.targets.list[target];
                goal.is_met_by(rate.q.value, b.amount.value, &b.amount.unit)
            })
    };
    let asked = rate.scene.targets.list.iter().any(asks) || met();
    completes(asked && !rate.has_rate_target())
}

/// 东方市为100%、临高县为95%: the same rate elsewhere.
pub(super) fn elsewhere(rate: &Rate) -> Option<Role> {
    const TELLS: &[&str] = &[
        "为", "仅", "只有", "仅为", "分别", "均为", "达", "达到", "仅有",
    ];
    let near = rate.near.trim_start_matches([',', '、', ';']);
    let region = near.char_indices().any(|(i, c)| {
        (3..=36).contains(&i) && matches!(c, '市' | '县' | '区' | '州' | '镇' | '乡' | '旗')
    });
    if !region || !rate.near.ends_with_one(TELLS) || rate.lead.contains('率') {
        return None;
    }
    let last = rate
        .before
        .iter()
        .rfind(|b| b.quantity.is_rate() && b.quantity.reject.is_none())
        .filter(|b| rate.prose.clauses[b.clause].sentence + 1 >= rate.c.sentence)?;
    completes(matches!(last.role, Role::Completion))
}

/// 已竣工验收164户,占比64.8% for 253户: the share of all that was promised.
pub(super) fn share_of_target(rate: &Rate) -> Option<Role> {
    if !matches!(rate.bare(), "占" | "占比") {
        return None;
    }
    let last = rate.before.last().filter(|b| b.clause + 1 >= rate.clause)?;
    let mut targets = rate.scene.targets.list.iter();
    let fits = targets.any(|t| t.is_met_by(rate.q.value, last.amount.value, &last.amount.unit));
    let clause = &rate.prose.clauses[last.clause];
    let words = rate.text.words(clause.start, clause.end);
    // 落地254.3公里、占比42.6%: to the decimals.
    let told = rate.q.value.scale() > 0 && last.clause == rate.clause;
    let finished = (told || words.has(COMPLETED)) && !words.has(any_of!["时序", "序时", "正在"]);
    // Where the amount itself is linked, its rate is told by that.
    let open = matches!(last.role, Role::Reached(_)) && last.decision.target.is_none();
    completes(fits && finished && (open || told))
}

/// 40%、50%: one more of the kind before it; 91.5亿元、86.4%: of that sum, as those before were.
pub(super) fn one_more(rate: &Rate) -> Option<Role> {
    if !matches!(rate.near.trim(), "、" | "和" | "及") {
        return None;
    }
    let before = rate.before;
    let last = before.last()?;
    if last.quantity.is_rate() {
        return Some(last.role.clone());
    }
    let recent = &before[before.len().saturating_sub(6)..];
    let other = recent.iter().rfind(|b| b.quantity.is_rate());
    completes(other.is_some_and(|r| matches!(r.role, Role::Completion)))
}

/// 装修完成80%.
pub(super) fn bare(rate: &Rate) -> Option<Role> {
    let near = &rate.near;
    let bare = matches!(near.trim(), "完成了" | "和" | "、")
        // 年度计划完成67.8%: of it, and no plan itself.
        || near.ends_with_one(&["年度计划完成", "年计划完成", "总计划完成"])
        // 已完成投资47.4%.
        || near.ends_with_one(&["完成", "完成了", "完成投资", "完成总投资", "完成年度投资"]);
    completes(bare && !title_grows(rate.title))
}

/// 完成投资2513万元,占16.22%: of what was to be spent.
pub(super) fn of_investment(rate: &Rate) -> Option<Role> {
    if !matches!(rate.near.trim_start_matches([',', ' ']), "占" | "占比") {
        return None;
    }
    let sum = rate.before.last().filter(|b| b.clause + 1 >= rate.clause)?;
    let clause = &rate.prose.clauses[sum.clause];
    let told = rate.text.words(clause.start, sum.quantity.start);
    completes(
        sum.quantity.dimension() == Some(Dimension::Money)
            && told.has(any_of!["完成投资", "投资完成", "累计完成", "完成总投资"])
            && !rate.lead.has(any_of!["其中"]),
    )
}

/// 各地开工率均超过90%,其中广东达到96%: the same rate, of one of them.
pub(super) fn of_one_of_them(rate: &Rate) -> Option<Role> {
    let told = rate.before.last().is_some_and(|b| {
        matches!(b.role, Role::Completion)
            && rate.prose.clauses[b.clause].sentence == rate.c.sentence
    });
    completes(
        told && rate.lead.starts_with("其中")
            && rate.near.ends_with_one(&["达到", "达", "为"])
            // 其中女性占比为40% is of something else.
            && !rate.near.has(any_of!["占", "率", "比例", "比重"]),
    )
}

/// 隧洞已掘进92.9公里,占设计长度的89%, 占比94.5%: how far the digging has come.
pub(super) fn of_length(rate: &Rate) -> Option<Role> {
    const LENGTHS: &Sought = any_of![
        "占设计长度",
        "占设计里程",
        "占设计全长",
        "占全长",
        "占总长",
        "占全线",
        "占规划长度"
    ];
    const DIGGING: &Sought = any_of!["掘进", "开挖", "贯通", "浇筑", "衬砌", "铺轨", "架设"];
    let dug = || {
        let last = rate.before.last().filter(|b| b.clause + 1 >= rate.clause);
        last.is_some_and(|b| {
            let start = rate.prose.clauses[b.clause].start;
            matches!(b.role, Role::Reached(_))
                && b.quantity.dimension() == Some(Dimension::Length)
                && rate.text.words(start, b.quantity.start).has(DIGGING)
        })
    };
    completes(rate.near.has(LENGTHS) || rate.bare() == "占比" && dug())
}
