//! What the words around an amount say against it.

use super::{Reason, Spot, acts_asked};
use crate::rules::kinds::{COMPLETED, LIES_AHEAD, PAID};
use crate::rules::{link, roles};
use crate::text::{Phrase as _, Sought, Word, Words, any_of};
use crate::vocabulary::Dimension;

/// 惠及居民2160户: who gains by it.
pub(super) const GAINED: &Sought = any_of!["惠及", "受益"];

/// What is done about a fault: 修复, 整改.
const CURED: &Sought = any_of![
    "修复", "排除", "更换", "整改", "整治", "恢复", "处理", "消除", "完成", "解决", "维修", "处置"
];

/// What the words around an amount say against it, in order: the first that applies is given.
pub(super) const BY_WORDS: &[Reason] = &[
    drawn,
    found,
    applied,
    funded,
    sited,
    undone,
    on_schedule,
    gained,
    moved_in,
    looked,
    earlier_step,
    others,
    one_place,
    higher_level,
];

/// 拉动消费4.3亿元: what came of it.
fn drawn(spot: &Spot) -> Option<&'static str> {
    const DRAWN: &Sought = any_of!["拉动", "带动", "撬动"];
    let asked = || DRAWN.iter().any(|w| spot.title.contains(w.word));
    // 带动农民工就业3120人 for 新增农民工就业3000人: what the title counts itself.
    let counted = || {
        let name = spot.prose.text.folded_of(spot.from, spot.q.start);
        let name = &name[name.char_indices().rev().nth(1).map_or(0, |(at, _)| at)..];
        let mut found = spot.title.match_indices(name);
        name.chars().count() == 2
            && found.any(|(at, _)| {
                spot.title[at + name.len()..].starts_with(|c: char| c.is_ascii_digit())
            })
    };
    let drawn = spot.own.has(DRAWN) && !asked() && !counted();
    drawn.then_some("是带动的数量，不是完成数")
}

/// 检查出异常120人: what was found, not what was done.
fn found(spot: &Spot) -> Option<&'static str> {
    const FINDINGS: &Sought = any_of![
        "查出",
        "检出",
        "发现",
        "异常",
        "不合格",
        "阳性",
        "可疑",
        "确诊",
        "疑似",
    ];
    let end = (spot.to + 2).min(spot.c.end);
    let words = spot.prose.text.words(spot.from, end);
    let finds = |w: &Word| words.has_one(w) && !spot.title.contains(w.word);
    // 发现并整改326处, 发现隐患526处,全部整改: dealt with.
    let cured = || {
        let dealt = |words: &Words| words.has(CURED) && !words.has(any_of!["限期", "通知", "台账"]);
        let here = words.has(any_of!["并", "的"]) && !words.has(LIES_AHEAD);
        here && dealt(&words) || spot.all_behind().is_some_and(|behind| dealt(&behind))
    };
    let found = words.has(FINDINGS)
        && FINDINGS.iter().any(finds)
        && !spot.does_as_asked(FINDINGS)
        && !cured();
    found.then_some("只是工作中发现的数量，不是完成数")
}

/// 30个场所建设资金已全部下拨: the money for them is there.
fn funded(spot: &Spot) -> Option<&'static str> {
    const MONEY: &Sought = any_of!["资金", "经费", "补助款"];
    const SENT: &Sought = any_of!["下拨", "下达", "到位", "拨付", "落实"];
    let behind = spot.prose.text.words(spot.q.end, spot.to.max(spot.q.end));
    // 建成饮水工程30处并落实管护经费: they are there.
    let sent = || {
        MONEY
            .iter()
            .filter_map(|word| behind.split_once(word.word))
            .any(|(_, after)| after.has(SENT))
    };
    let funded = spot.q.dimension() != Some(Dimension::Money)
        && behind.has(MONEY)
        && sent()
        && !spot.own.has(COMPLETED)
        && !spot.title.has(MONEY);
    funded.then_some("只是前期准备，不等于完成")
}

/// 已明确6个建设点位: where they will stand.
fn sited(spot: &Spot) -> Option<&'static str> {
    const DECIDED: &[&str] = &["明确", "落实", "确定", "选定", "锁定", "敲定"];
    const PLACES: &[&str] = &["点位", "选址", "地块", "站址", "院址", "场地"];
    let text = &spot.prose.text;
    let behind = text.words(spot.q.end, spot.to.max(spot.q.end));
    let before = text.folded_of(spot.from, spot.q.start);
    let sited = behind.trim_end().ends_with_one(PLACES)
        && before.trim_end_matches(['了', ' ']).ends_with_one(DECIDED)
        && !PLACES.iter().any(|place| spot.title.contains(place));
    sited.then_some("只是前期准备，不等于完成")
}

/// 初评入围34个, where a name is to be awarded: not yet.
fn applied(spot: &Spot) -> Option<&'static str> {
    const APPLIED: &Sought = any_of!["入围", "初评", "初验", "拟命名", "拟认定", "推荐上报"];
    let asked = || {
        spot.title
            .has(any_of!["创建", "评选", "命名", "认定", "评定", "培育"])
    };
    // 成功入围省级名单 is the award itself.
    let listed = || spot.own.has(any_of!["成功入围", "公布"]);
    let applied = spot.own.has(APPLIED) && asked() && !spot.asked(APPLIED) && !listed();
    applied.then_some("只是前一环节的数量，不等于目标所指的完成")
}

/// 路灯损坏400盏, 关停学校4所: the contrary of what is promised, or what only came in.
fn undone(spot: &Spot) -> Option<&'static str> {
    const CONTRARY: &Sought = any_of![
        "损坏",
        "故障",
        "停用",
        "关停",
        "关闭",
        "撤并",
        "取缔",
        "占用",
        "人才流失",
        "人员流失",
        "学生流失",
        "受灾",
        "倒伏",
        "受阻",
        "反对",
        "处罚",
        "不亮",
        "缺少",
        "退出",
        "流标",
        "违规",
        "取消",
        "停办",
        "停演",
        "注销"
    ];
    // 办理设立、变更、注销登记1200件, 取消证明材料130项 for 减少证明材料100项.
    let wanted = || {
        spot.own.has(any_of!["注销登记", "注销业务", "注销手续"])
            || spot.own.has(any_of![
                "取消", "取缔", "关停", "关闭", "退出", "注销", "撤并"
            ]) && spot.title.has(any_of![
                "减少", "精简", "清理", "压减", "优化", "淘汰", "化解", "清退", "腾退", "关停",
                "关闭", "取缔", "退出"
            ])
    };
    // 救助受灾群众1026人, 维修不亮路灯526盏.
    let helped = || {
        CONTRARY.iter().any(|word| {
            let before = spot
                .own
                .split_once(word.word)
                .map_or("", |(before, _)| before);
            acts_asked(spot.scene).any(|act| before.ends_with(act))
        })
    };
    let contrary = spot.own.has(CONTRARY)
        && !spot.own.has(CURED)
        && !spot.asked(CONTRARY)
        && !wanted()
        && !spot.does_as_asked(CONTRARY)
        && !helped();
    contrary.then_some("与目标所说的相反，或只是收到、发生的数量")
}

/// 69个项目达序时进度: where work should stand by now, and not its end.
fn on_schedule(spot: &Spot) -> Option<&'static str> {
    let done = spot
        .own
        .has(any_of!["完成目标任务", "完成年度任务", "完成任务"]);
    // 亲水节点80个 and 物流节点22个 are places.
    let node = spot.own.has(any_of![
        "时间节点",
        "进度节点",
        "计划节点",
        "任务节点",
        "工作节点",
        "规定节点",
        "既定节点",
        "前期节点",
        "节点手续",
        "节点目标",
        "节点任务",
        "节点要求",
        "节点计划",
        "节点进度"
    ]);
    // 投资计划已完成6.7亿元: how much of it has been spent.
    let on_schedule = node && !done && !spot.title.contains("节点")
        || spot.own.has(any_of!["投资计划"]) && spot.amount.unit != "元"
        || spot.own.has(any_of![
            "序时",
            "过半",
            "月度计划",
            "阶段性目标",
            "阶段性任务",
            "阶段性成果",
            "阶段性进",
            "阶段性工作",
            "季度计划"
        ]);
    on_schedule.then_some("只是达到阶段进度，不等于完成")
}

/// 惠及居民2160户, where no target counts people or households, or more than one does.
fn gained(spot: &Spot) -> Option<&'static str> {
    if !spot.own.has(GAINED) || spot.title.has(GAINED) {
        return None;
    }
    let list = &spot.scene.targets.list;
    let people = |unit: &str| matches!(unit, "人" | "名" | "人次");
    let households = |unit: &str| unit == "户";
    let only = |of: &dyn Fn(&str) -> bool| {
        of(&spot.amount.unit) && list.iter().filter(|t| of(&t.amount.unit)).count() == 1
    };
    // 惠及居民2362户 for 30个小区、3200户.
    let counted = only(&people) || only(&households);
    // 惠及居民742万户 for 涉及居民865万户.
    let asked = list
        .iter()
        .any(|t| link::same_unit(&t.amount.unit, &spot.amount.unit) && t.own.has(any_of!["涉及"]));
    let gained = !counted && !asked && !list.iter().any(|t| spot.equals(t));
    gained.then_some("是受益的数量，不是完成数")
}

/// 竣工130598户,入住57958户: who lives there by now, where the title asks for the building.
fn moved_in(spot: &Spot) -> Option<&'static str> {
    const HOMES: &Sought = any_of!["入住", "搬迁", "安置", "配租", "入驻"];
    let moved = spot.own.has(any_of!["入住"])
        && !spot.own.has(any_of!["完成", "竣工", "建成", "交付入住"])
        && !spot.title.has(HOMES)
        && !spot.scene.targets.list.iter().any(|t| spot.equals(t));
    moved.then_some("是入住的数量，不是完成数")
}

/// 入户排查1037户: who was looked at, not what was done.
fn looked(spot: &Spot) -> Option<&'static str> {
    const LOOKED: &Sought = any_of![
        "核实",
        "排查",
        "走访",
        "摸排",
        "摸底",
        "巡查",
        "核查",
        "督查",
        "督导",
        "内窥检测",
        "检测完毕",
        "全部检测",
        "抽查",
        "抽样",
        "暗访",
        "回访"
    ];
    // 抽查改造户厕300户: a sample, whatever it is of; but 抽查2800批次 for 抽检3000批次.
    let sampled =
        || spot.own.has(any_of!["抽查", "抽样", "暗访"]) && !spot.own.contains(['并', '后']);
    let samples = spot.title.contains('抽') && spot.own.contains('抽');
    // 配备儿童督导员 is what they have.
    let supervised = spot.own.has(any_of!["督导员", "巡查员"]);
    let looked = spot.own.has(LOOKED) && !supervised
        || spot.prose.text.ends(spot.q.start, "入户") && !spot.title.contains("入户");
    // 动态排查新增户已完成1514户.
    let done = spot
        .prose
        .text
        .one_before(spot.q.start, &["已完成", "已改造"])
        .is_some();
    let asked = || spot.asked(LOOKED) || !sampled() && spot.does_as_asked(LOOKED);
    let looked = looked && !done && !samples && !asked();
    looked.then_some("只是排查走访的数量，不是完成数")
}

/// 筛查患者1268名,实施手术436名: a step before the one that the sentence goes on to.
fn earlier_step(spot: &Spot) -> Option<&'static str> {
    const STEPS: &Sought = any_of![
        "筛查",
        "认定",
        "鉴定",
        "登记",
        "收集",
        "受理",
        "接收",
        "接到",
        "接报",
        "摸排",
        "征集",
        "识别",
        "评估",
        "申请",
        "报名",
        "报考",
        "审核",
        "初验",
        "初步验收",
        "自评",
        "申报",
        "征求",
        "建档",
        "参加考",
        "参加评",
        "入围",
        "初评",
        "推荐"
    ];
    const NEXT: &Sought = any_of![
        "完成", "已", "办结", "结案", "实施", "资助", "帮扶", "安置", "维修", "救助", "通过",
        "竣工", "验收", "发放", "手术", "整改", "改造", "处置", "解决", "建成", "管理", "成功",
        "取得", "实现", "签订", "享受"
    ];
    let (prose, q, c) = (spot.prose, spot.q, spot.c);
    if !spot.own.has(STEPS) || spot.asked(STEPS) || q.is_rate() || spot.does_as_asked(STEPS) {
        return None;
    }
    let mut after = prose.clauses[spot.clause..].iter().take(4);
    let goes_on = after.any(|n| {
        let from = n.start.max(q.end);
        n.sentence == c.sentence
            // 其中…2100人 is a part of them, and no next step.
            && (from > n.start || !prose.text.starts(n.start, "其中"))
            && prose.quantities_in(from, n.end).iter().any(|o| {
                o.reject.is_none()
                    && o.start >= q.end
                    && (o.unit_text == q.unit_text || o.dimension() == q.dimension())
                    && !o.is_rate()
                    && o.value <= q.value
                    && prose.text.words(from, o.start).has(NEXT)
            })
    });
    goes_on.then_some("只是前一环节的数量，不等于目标所指的完成")
}

/// 另安排预备项目29个, 落实宅基地286户, 达成就业意向1.3万人: others, or only made ready.
fn others(spot: &Spot) -> Option<&'static str> {
    const OTHERS: &Sought = any_of![
        "公示",
        "票决",
        "审核",
        "申请",
        "动态新增",
        "识别",
        "表决",
        "抽签",
        "腾空",
        "腾房",
        "复查",
        "便道",
        "立杆",
        "预备",
        "储备项目",
        "储备了",
        "谋划",
        "后备",
        "宅基地",
        "已安排",
        "已部署",
        "已策划",
        "已通知",
        "报名",
        "预约",
        "落实用地",
        "用地报批",
        "用地审批",
        "用地预审",
        "用地手续",
        "用地批",
        "用地保障",
        "消防验收",
        "预验收",
        "征求意见",
        "宣传发动",
        "意向"
    ];
    // 2个预备项目提前开工: others than those that are promised.
    const KINDS: &Sought = any_of!["预备", "储备项目", "后备", "谋划", "宅基地"];
    // 完成改造并通过消防验收: finished, too. 22项无需申请: nobody applies.
    let finished = spot
        .own
        .split_once('并')
        .is_some_and(|(before, _)| before.has(COMPLETED) && !before.has(OTHERS))
        || spot.own.has(any_of!["无需申请", "免申请", "不用申请"]);
    // 已安排上岗326人: they have it. 已部署基站526个 for 部署基站500个.
    let given = || {
        spot.own.has(any_of!["已安排"])
            && spot
                .own
                .has(any_of!["上岗", "就业", "入住", "就读", "入学"])
            || spot.q.dimension() == Some(Dimension::Money) && spot.own.has(PAID)
            || spot.own.has(any_of!["已部署"]) && spot.title.contains("部署")
    };
    let others = spot.own.has(OTHERS)
        && !spot.asked(OTHERS)
        && !finished
        && !given()
        && (spot.own.has(KINDS) || !spot.does_as_asked(OTHERS));
    others.then_some("只是准备或别的环节，不等于完成")
}

/// 徐闻片区覆盖率97.6%: the rate of one place.
fn one_place(spot: &Spot) -> Option<&'static str> {
    let words = || spot.prose.text.folded_of(spot.from, spot.q.start);
    let one_place = spot.q.is_rate() && roles::names_place(words(), spot.title);
    one_place.then_some("只是其中一处的数值")
}

/// 全市新增就业6.2万人,其中我区7326人: of the level above.
fn higher_level(spot: &Spot) -> Option<&'static str> {
    const ABOVE: &[&str] = &["全市", "全省", "全国", "全州"];
    const OWN: &Sought = any_of!["我区", "我县", "本区", "本县", "全区", "全县", "我市"];
    let own = spot.own.trim_start_matches([',', '、', ' ']);
    let above = ABOVE.iter().find(|level| own.starts_with(**level))?;
    let start = spot.q.start.saturating_sub(120);
    let around = spot
        .prose
        .text
        .words(start, (spot.q.end + 120).min(spot.prose.text.len()));
    const BELOW: &Sought = any_of!["我区", "我县", "本区", "本县", "全区", "全县"];
    let told_apart = if *above == "全市" { BELOW } else { OWN };
    // 完成本区域任务 speaks of no level.
    let region = || around.has(any_of!["本区域"]) && !around.has(any_of!["全区", "我区"]);
    let other = around.has(told_apart)
        && !region()
        && !ABOVE.iter().any(|level| spot.title.contains(level));
    other.then_some("是上一级的数量")
}
