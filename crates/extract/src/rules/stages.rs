//! The stage of work that the words of an amount name, and whether a target asks for it.

use crate::clause::Prose;
use crate::rules::kinds::COMPLETED;
use crate::rules::link::Prepared;
use crate::rules::predicates::STEPS;
use crate::text::{Phrase as _, Sought, Words, any_of};
use crate::vocabulary::{Entry, Kind, VOCABULARY};
use shishi_domain::Phase;

/// Whether a target asks for a beginning only.
pub(crate) fn begins_only(target: &Prepared) -> bool {
    let begins = target.own.has(any_of!["开工", "启动"]);
    begins && !target.own.has(COMPLETED)
}

/// Whether the words of an amount name the end of the work.
pub(crate) fn ended(prose: &Prose, start: usize, end: usize) -> bool {
    // 具备办赛条件.
    let words = prose.text.words(start, end);
    if words.has(any_of!["具备"]) && words.has(any_of!["条件"]) && !words.has(any_of!["不具备"])
    {
        return true;
    }
    prose.scan.work(start, end).any(|(h, w)| {
        prose.open(h.start)
            && w.kind == Kind::Stage
            && matches!(
                w.phase,
                Phase::Completion | Phase::Acceptance | Phase::Operation
            )
    })
}

/// Whether a target asks for the very stage, or for no end state at all.
pub(crate) fn names_stage(target: &Prepared, stage: &str) -> bool {
    let names = |words: &str| {
        [
            "开工",
            "启动",
            "立项",
            "封顶",
            "签约",
            "招标",
            "进场",
            "开复工",
            "确定",
            "选定",
            "上报",
            "编制",
            "征集",
            "谋划",
            "筛选",
            "梳理",
            "拆除",
            "腾退",
            "征收",
            "拆迁",
        ]
        .iter()
        .any(|w| stage.contains(w) && words.contains(w))
    };
    // 栽植行道树 for 种植行道树.
    let by_another_name = || {
        let names = VOCABULARY.names_of(stage);
        names.iter().any(|name| target.words.contains(name))
    };
    if names(target.words) || target.words.contains(stage) || by_another_name() {
        return true;
    }
    // 进场施工 is what 开工 asks for.
    if target.own.has(any_of![
        "开工",
        "开建",
        "动工",
        "新启动",
        "启动实施",
        "启动建设"
    ]) && stage.has(any_of![
        "开工",
        "进场",
        "动工",
        "复工",
        "破土",
        "启动建设",
        "启动施工"
    ]) {
        return true;
    }
    // 新开项目已开工145个 for 续建146个、新开170个.
    if target.own.has(any_of!["新开"]) && stage.has(any_of!["开工", "动工"]) {
        return true;
    }
    // 敷设燃气管线52公里 for 建设燃气管道60公里: pipes are laid, and then they are there.
    // 线路架设38公里 for 新建线路50公里.
    if stage == "架设" && target.own.has(any_of!["线"]) {
        return true;
    }
    if stage.has(any_of!["铺设", "敷设", "埋设"])
        && target.own.has(any_of!["管", "铺设", "敷设", "线缆"])
    {
        return true;
    }
    // 建成水泥砼路面331公里 for 水泥砼路358公里.
    if stage == "路面"
        && target
            .own
            .has(any_of!["砼路", "水泥路", "沥青路", "油路", "硬化", "路面"])
    {
        return true;
    }
    // 绿道贯通9.8公里, 图书采购2.6万册: the end of those.
    if stage == "贯通"
        && target
            .own
            .has(any_of!["绿道", "步道", "断头路", "慢行", "打通"])
        || stage == "采购"
            && target
                .own
                .has(any_of!["添置", "购置", "采购", "配备", "购买"])
    {
        return true;
    }
    // 铺设污水管网39.5公里 for 配套管网46公里.
    if (stage.ends_with('管') || stage == "管线") && target.own.has(any_of!["管"]) {
        return true;
    }
    // 建设用地已落实16570亩 for 落实建设用地22050亩.
    if stage.has(any_of!["落实", "用地"])
        && target.own.has(any_of!["落实"])
        && target.own.has(any_of!["用地"])
    {
        return true;
    }
    // 续建项目已复工 is what 续建 asks for; 已盘活复工 is what 盘活 does.
    if stage == "复工" && target.own.has(any_of!["续建", "盘活"]) {
        return true;
    }
    const SIGNED_FOR: &Sought = any_of!["引进", "招商", "招引", "征收", "动迁"];
    let later = any_of!["开工", "竣工", "投产", "落地"];
    if stage.has(any_of!["签约"]) && target.words.has(SIGNED_FOR) && !target.own.has(later) {
        return true;
    }
    // 已开工10196套 for 保障性住房任务13451套: a task of housing without a verb is one of beginnings.
    let housing = target.own.has(any_of![
        "保障性住房",
        "保障房",
        "保障性安居工程",
        "公租房",
        "廉租住房"
    ]) && target.own.has(any_of!["任务"])
        && !target.own.has(any_of![
            "建成", "竣工", "完工", "分配", "入住", "交付", "改造", "建设"
        ]);
    if housing && stage.has(any_of!["开工"]) {
        return true;
    }
    // 已启动32个 of 76件民生实事.
    if target.matters && stage.has(any_of!["开工", "启动", "动工", "复工", "实施"]) {
        return true;
    }
    // 受理1736件 is the work itself where nothing is built.
    if stage.has(any_of!["受理", "申请", "审核", "审批"]) {
        let builds = any_of!["建", "改造", "加装", "新增", "安装", "修", "装"];
        return !target.words.has(builds);
    }
    // 招投标工作全部完成: before the work, unless that is asked for.
    const BEFORE: &Sought = any_of![
        "招标",
        "招投标",
        "可研",
        "手续",
        "方案",
        "设计",
        "施工图",
        "评审",
        "选址",
        "勘察"
    ];
    if stage.has(BEFORE) {
        return false;
    }
    // 实施28个项目 names no end state.
    if !target.words.has(any_of!["项目"]) && !target.words.has(any_of!["工程"]) {
        return false;
    }
    let ends = any_of![
        "建成",
        "完成",
        "竣工",
        "完工",
        "改造",
        "新建",
        "建设",
        "新增",
        "改建",
        "扩建",
        "筹集",
        "修缮",
        "增设",
        "安装",
        "更新",
        "整治",
        "培训",
        "标准化",
        "搬迁",
    ];
    // 实施老旧供水管网改造等供水项目8个: what they are like.
    let named = match target.words.rsplit_once('等') {
        Some((_, name)) if name.has(any_of!["项目", "工程"]) => name,
        _ => target.words,
    };
    // 新改扩建项目 names a kind of project.
    let mut words = named.to_string();
    // 教育建设重点项目 is a kind, 建设重点项目 a task.
    if !words.starts_with("建设") {
        words = words.replace("建设重点项目", "重点项目");
    }
    for kind in [
        "改扩建项目",
        "新建项目",
        "改造项目",
        "建设项目",
        "改造示范项目",
        "改造提升项目",
        "改造工程",
        "建设工程",
        "整治项目",
        "建设年度计划项目",
        "建设计划项目",
        "项目建设",
    ] {
        words = words.replace(kind, "项目");
    }
    const TAKES_UP: &Sought = any_of![
        "实施",
        "安排",
        "推进",
        "列入",
        "铺排",
        "谋划",
        "承办",
        "重点项目",
        "重大项目",
        "重点工程",
        "重点民生",
    ];
    // 中央水利投资项目155个: projects, and no word of what becomes of them.
    let counted = |c: char| c.is_ascii_digit() || matches!(c, '个' | '项');
    let named = target.words.trim_end_matches(counted);
    let bare = named.len() < target.words.len()
        && named.trim_end_matches('共').ends_with("项目")
        && !target.words.replace("建设项目", "项目").has(ends);
    let takes_up = words.has(TAKES_UP) || target.words.has(TAKES_UP);
    takes_up && !words.has(ends) || bare
}

/// The preparation that is all that has been finished: 345个点位规划已完成.
fn prepared(words: Words) -> Option<&'static str> {
    const PAPERS: &Sought = any_of![
        "规划",
        "方案",
        "手续",
        "招投标",
        "招标",
        "可研",
        "可行性研究",
        "图纸",
        "施工图",
        "预算",
        "清单",
        "选址",
        "前期工作",
        "前期",
        "设备安装",
        "设备调试",
        "合同",
        "协议",
    ];
    const ENDS: &Sought = any_of![
        "完成", "办结", "完毕", "编制", "批复", "确定", "到位", "做完", "办完", "结束", "签订",
        "通过",
    ];
    if !words.has(ENDS) {
        return None;
    }
    let found = PAPERS.iter().find(|paper| {
        words.has_one(paper)
            && words.match_indices(paper.word).any(|(at, _)| {
                let rest = &words[at + paper.word.len()..];
                let rest = rest.strip_prefix("工作").unwrap_or(rest);
                let rest = rest.trim_start_matches(['已', '均', '都', '全', '部', '基', '本']);
                ENDS.iter().any(|end| rest.starts_with(end.word))
            })
    });
    found.map(|paper| paper.word)
}

/// Parts of a road or pipe that are not the thing itself.
const LAYERS: &Sought = any_of![
    "评估", "确村", "报名", "意向", "预约", "路基", "路面", "垫层", "土方", "桩基", "基坑", "水稳",
    "管沟",
];

/// What 完成 finishes where that is only a step: 4个完成招商.
fn other_step<'p>(prose: &'p Prose, start: usize, end: usize) -> Option<&'p str> {
    let text = &prose.text;
    if !text.words(start, end).has(any_of!["完成"]) {
        return None;
    }
    let at = text
        .each_word(start, end, any_of!["完成"])
        .rfind(|&i| prose.open(i))?;
    // The amount must stand before it: 完成招商4个 counts 招商 itself.
    let first = prose
        .quantities_in(start.saturating_sub(12), at)
        .iter()
        .any(|q| q.reject.is_none() && q.end <= at);
    let object = text
        .folded_of(at + 2, end)
        .split(['并', '('])
        .next()
        .unwrap_or("")
        .trim();
    let length = object.chars().count();
    if !first
        || !(2..=12).contains(&length)
        || prose
            .quantities_in(at, end)
            .iter()
            .any(|q| q.reject.is_none())
    {
        return None;
    }
    const WHOLE: &Sought = any_of![
        "建设", "改造", "整治", "整改", "任务", "目标", "安装", "更新", "治理", "修缮", "施工",
        "年度", "全部", "加装", "提升", "扩建", "改建", "验收", "建成", "工程", "工作", "培训",
        "检查", "创建", "救助", "检测", "清理", "拆除", "绿化", "修复",
    ];
    // 已完成生产并交付到位: and then they were there.
    let arrived =
        text.words(at + 2, end)
            .has(any_of!["并交付", "并移交", "并投入", "并投用", "并配发"]);
    // 目标:30个;完成情况:28个: what a column is called.
    let column = object.starts_with("情况");
    (!object.has(WHOLE) && !arrived && !column).then_some(object)
}

/// The stage short of the end that the words of a clause name: 开工 but not 完工.
pub(crate) fn stage<'p>(prose: &'p Prose, start: usize, end: usize) -> Option<&'p str> {
    let text = &prose.text;
    let mut out = None;
    // 完成土地平整3.2万亩: one step of many.
    let mut step = None;
    for (hit, work) in prose.scan.work(start, end) {
        if !prose.open(hit.start) {
            continue;
        }
        let word = text.folded_of(hit.start, hit.end);
        let rate = text.at(hit.end) == '率';
        if rate {
            continue;
        }
        if work.phase == Phase::Construction && STEPS.holds(word) && word != "发放" {
            step = Some(word);
        }
        match (work.phase, work.kind) {
            (Phase::Completion | Phase::Acceptance, Kind::Stage)
            | (Phase::Operation, Kind::Stage) => out = None,
            (Phase::Construction, Kind::Stage) => out = Some(word),
            // 列入民生实事的14个项目已全部完成: which they are.
            (Phase::Approval, Kind::Act)
                if matches!(word, "列入" | "纳入")
                    && !matches!(text.before(hit.start), '已' | '均' | '部' | '将' | '拟')
                    && text.words(hit.end, (hit.end + 10).min(end)).has(any_of![
                        "实事",
                        "民生",
                        "民心",
                        "计划的",
                        "范围的",
                        "名单的",
                        "任务的"
                    ]) => {}
            // 原行政审批中心等堵点 names a house.
            (Phase::Procurement | Phase::Approval, Kind::Act)
                if work.weight >= 3
                    && text
                        .one_of(hit.end, &["中心", "局", "大厅", "服务"])
                        .is_none() =>
            {
                out = Some(word)
            }
            (Phase::Planning, _)
                if matches!(
                    word,
                    "评估"
                        | "前期准备"
                        | "前期工作"
                        | "选址"
                        | "录入"
                        | "确定"
                        | "选定"
                        | "上报"
                        | "编制"
                        | "征集"
                        | "谋划"
                        | "筛选"
                        | "梳理"
                        | "腾退"
                        | "征用"
                        | "征拆"
                        | "动迁"
                        | "拆迁"
                        | "征收"
                        | "摸底"
                        | "摸排"
                        | "敲定"
                        | "敲定选址"
                        | "选点"
                        | "布点"
                        | "定点"
                        | "选定点位"
                        | "划定"
                        | "排定"
                        | "勘选"
                        | "立项"
                        | "调查"
                        | "论证"
                        | "洽谈"
                ) =>
            {
                out = Some(word);
            }
            (Phase::Approval, _) if word == "申报" => out = Some(word),
            (Phase::Procurement | Phase::Design, _)
                if matches!(word, "合同" | "设计" | "勘察" | "测绘") =>
            {
                out = Some(word);
            }
            // 签订协议4500户.
            (Phase::Planning, Kind::Act) if word.starts_with("签订") || word == "签协议" => {
                out = Some(word);
            }
            // 铺开3.9万亩 only begins.
            (Phase::Construction, Kind::Activity) if word == "铺开" => out = Some(word),
            // 40个村完成施工图设计.
            (Phase::Design, Kind::Act) if work.weight >= 3 => out = Some(word),
            // 拆除620户 clears the way.
            (Phase::Construction, _) if word == "拆除" && text.at(hit.end) != '违' => {
                out = Some(word);
            }
            _ => {}
        }
    }
    // 通过省级评审命名13个: the name has been awarded.
    if out.is_some_and(|stage| stage.has(any_of!["评审", "申报", "评估"]))
        && text
            .words(start, end)
            .has(any_of!["命名", "授牌", "挂牌", "评审认定"])
    {
        return None;
    }
    if out.is_none()
        && let Some(step) = other_step(prose, start, end)
    {
        return Some(step);
    }
    let words = text.words(start, end);
    let section = prose
        .scan
        .within(start, end)
        .filter(|h| matches!(h.entry, Entry::Word(crate::vocabulary::Class::Section)))
        .last();
    let sectioned = section.is_some()
        && words.has(any_of![
            "完工", "完成", "完毕", "封顶", "结束", "铺设", "浇筑", "铺筑", "摊铺", "敷设",
        ])
        // 全部完成土建工程施工 is a part of the work all the same.
        && (!words.has(any_of!["全部完成"])
            || text
                .each_word(start, end, any_of!["全部完成"])
                .any(|at| section.is_some_and(|h| h.start == at + 4)));
    if out.is_none()
        && let Some(paper) = prepared(words)
    {
        return Some(paper);
    }
    // 已启动项目46个.
    if out.is_none() && step.is_none() && words.has(any_of!["启动"]) {
        return Some("启动");
    }
    if out.is_none()
        && let Some(step) = step
    {
        return Some(step);
    }
    let layer = LAYERS.iter().find(|w| words.has_one(w));
    if let Some(layer) = layer.filter(|_| out.is_none()) {
        return Some(layer.word);
    }
    // 72公里管线基本完成: the part by its name, for titles that ask for it.
    match section.filter(|_| sectioned) {
        Some(h) if out.is_none() => Some(text.folded_of(h.start, h.end)),
        Some(_) => Some("主体"),
        None => out,
    }
}
