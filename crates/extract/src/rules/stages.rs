//! The stage of work that the words of an amount name, and whether a target asks for it.

use crate::clause::Prose;
use crate::rules::link::Prepared;
use crate::rules::predicates::STEPS;
use crate::vocabulary::{Entry, Kind};
use shishi_domain::Phase;

/// Whether a target asks for a beginning only.
pub(crate) fn begins_only(target: &Prepared) -> bool {
    let begins = ["开工", "启动"].iter().any(|w| target.own.contains(w));
    begins
        && !["完工", "竣工", "建成", "完成"]
            .iter()
            .any(|w| target.own.contains(w))
}

/// Whether the words of an amount name the end of the work.
pub(crate) fn ended(prose: &Prose, start: usize, end: usize) -> bool {
    // 具备办赛条件.
    let words = prose.text.folded_of(start, end);
    if words.contains("具备") && words.contains("条件") && !words.contains("不具备") {
        return true;
    }
    prose.scan.work(start, end).iter().any(|(h, w)| {
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
    if names(&target.words) || target.words.contains(stage) {
        return true;
    }
    // 续建项目已复工 is what 续建 asks for.
    if stage == "复工" && target.own.contains("续建") {
        return true;
    }
    if stage.contains("签约")
        && ["引进", "招商", "招引"]
            .iter()
            .any(|w| target.words.contains(w))
    {
        return true;
    }
    // 受理1736件 is the work itself where nothing is built.
    if ["受理", "申请", "审核", "审批"]
        .iter()
        .any(|w| stage.contains(w))
    {
        let builds = ["建", "改造", "加装", "新增", "安装", "修", "装"];
        return !builds.iter().any(|w| target.words.contains(w));
    }
    // 实施28个项目 names no end state.
    if !target.words.contains("项目") && !target.words.contains("工程") {
        return false;
    }
    let ends = [
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
    ];
    // 新改扩建项目 names a kind of project.
    let mut words = target.words.clone();
    for kind in [
        "改扩建项目",
        "新建项目",
        "改造项目",
        "建设项目",
        "改造工程",
        "建设工程",
        "整治项目",
    ] {
        words = words.replace(kind, "项目");
    }
    words.contains("实施") && !ends.iter().any(|w| words.contains(w))
}

/// The preparation that is all that has been finished: 345个点位规划已完成.
fn prepared(words: &str) -> Option<&'static str> {
    const PAPERS: &[&str] = &[
        "规划",
        "方案",
        "手续",
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
    const ENDS: &[&str] = &[
        "完成", "办结", "完毕", "编制", "批复", "确定", "到位", "做完", "办完", "结束", "签订",
        "通过",
    ];
    if !ENDS.iter().any(|e| words.contains(e)) {
        return None;
    }
    PAPERS.iter().copied().find(|p| {
        words.match_indices(p).any(|(at, _)| {
            let rest = &words[at + p.len()..];
            let rest = rest.trim_start_matches(['已', '均', '都', '全', '部', '基', '本']);
            ENDS.iter().any(|e| rest.starts_with(e))
        })
    })
}

/// Parts of a road or pipe that are not the thing itself.
const LAYERS: &[&str] = &[
    "评估",
    "确村",
    "报名",
    "意向",
    "预约",
    "路基",
    "路面",
    "垫层",
    "土方",
    "桩基",
    "基坑",
    "水稳层",
    "管沟",
];

/// What 完成 finishes where that is only a step: 4个完成招商.
fn other_step(prose: &Prose, start: usize, end: usize) -> Option<String> {
    let text = &prose.text;
    let at = (start..end).rfind(|&i| text.starts(i, "完成") && prose.open(i))?;
    // The amount must stand before it: 完成招商4个 counts 招商 itself.
    let first = prose
        .quantities_in(start.saturating_sub(12), at)
        .iter()
        .any(|q| q.reject.is_none() && q.end <= at);
    let object = text
        .folded_of(at + 2, end)
        .split('并')
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
    const WHOLE: &[&str] = &[
        "建设", "改造", "整治", "整改", "任务", "目标", "安装", "更新", "治理", "修缮", "施工",
        "年度", "全部", "加装", "提升", "扩建", "改建", "验收", "建成", "工程", "工作", "培训",
        "检查", "创建", "救助", "检测", "清理", "拆除", "绿化", "修复",
    ];
    (!WHOLE.iter().any(|w| object.contains(w))).then(|| object.to_string())
}

/// The stage short of the end that the words of a clause name: 开工 but not 完工.
pub(crate) fn stage(prose: &Prose, start: usize, end: usize) -> Option<String> {
    let works = prose.scan.work(start, end);
    let text = &prose.text;
    let mut out = None;
    // 完成土地平整3.2万亩: one step of many.
    let mut step = None;
    for (hit, work) in works {
        if !prose.open(hit.start) {
            continue;
        }
        let word = text.folded_of(hit.start, hit.end);
        let rate = text.at(hit.end) == '率';
        if rate {
            continue;
        }
        if work.phase == Phase::Construction && STEPS.contains(&word) && word != "发放" {
            step = Some(word);
        }
        match (work.phase, work.kind) {
            (Phase::Completion | Phase::Acceptance, Kind::Stage)
            | (Phase::Operation, Kind::Stage) => out = None,
            (Phase::Construction, Kind::Stage) => out = Some(word.to_string()),
            (Phase::Procurement | Phase::Approval, Kind::Act) if work.weight >= 3 => {
                out = Some(word.to_string())
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
                out = Some(word.to_string());
            }
            (Phase::Procurement | Phase::Design, _)
                if word == "合同" || word == "设计" || word == "勘察" || word == "测绘" =>
            {
                out = Some(word.to_string());
            }
            // 40个村完成施工图设计.
            (Phase::Design, Kind::Act) if work.weight >= 3 => out = Some(word.to_string()),
            // 拆除620户 clears the way.
            (Phase::Construction, _) if word == "拆除" && text.at(hit.end) != '违' => {
                out = Some(word.to_string());
            }
            _ => {}
        }
    }
    if out.is_none()
        && let Some(step) = other_step(prose, start, end)
    {
        return Some(step);
    }
    let sectioned = prose
        .scan
        .within(start, end)
        .any(|h| matches!(h.entry, Entry::Word(crate::vocabulary::Class::Section)))
        && [
            "完工", "完成", "封顶", "结束", "铺设", "浇筑", "铺筑", "摊铺", "敷设",
        ]
        .iter()
        .any(|w| text.folded_of(start, end).contains(w))
        && !text.folded_of(start, end).contains("全部完成");
    if out.is_none()
        && let Some(paper) = prepared(text.folded_of(start, end))
    {
        return Some(paper.to_string());
    }
    // 已启动项目46个.
    if out.is_none() && step.is_none() && text.folded_of(start, end).contains("启动") {
        return Some("启动".into());
    }
    if out.is_none()
        && let Some(step) = step
    {
        return Some(step.to_string());
    }
    let layer = LAYERS
        .iter()
        .find(|w| text.folded_of(start, end).contains(**w));
    if let Some(layer) = layer.filter(|_| out.is_none()) {
        return Some((*layer).to_string());
    }
    if sectioned {
        Some("主体".into())
    } else {
        out
    }
}
