//! Clauses that tell no stage: aims, manner and grounds, what is only spoken of, and of whom.

use super::counts;
use crate::clause::{Clause, Prose};
use crate::rules::kinds::COMPLETED;
use crate::rules::stance;
use crate::text::{Edges, Phrase as _, Sought, Words, any_of};
use crate::vocabulary::{Class, Dimension, Entry, Kind};

/// A clause with its words.
struct Aside<'a> {
    prose: &'a Prose<'a>,
    clause: &'a Clause,
    words: Words<'a>,
}

/// Why a clause tells no stage.
type Reason = fn(&Aside) -> bool;

/// The reasons, those first that turn away most.
const REASONS: &[Reason] = &[
    skipped,
    aims,
    judges,
    undone,
    because,
    failed,
    praises,
    manages,
    as_told,
    efforts,
    shaped,
    left_to,
    came_of_it,
    hindered,
    cause,
    purpose,
    heads_plan,
    but_for,
    upon,
    borne,
    share_of,
    far_from,
    in_view,
    confident,
    holds,
    asked_for,
    in_lots,
    helped,
    ahead_of_plan,
    stock_of_works,
];

/// Whether a clause is an aside: 进一步…, 结合…, 受疫情影响….
pub(super) fn is_aside(prose: &Prose, clause: &Clause) -> bool {
    let words = prose.text.words_at_length(clause.start, clause.end);
    let aside = Aside {
        prose,
        clause,
        words,
    };
    REASONS.iter().any(|reason| reason(&aside)) || among(prose, clause) || once(prose, clause)
}

/// 危房改造等4项超过计划进度: how far they are, and no stage.
fn ahead_of_plan(a: &Aside) -> bool {
    const PACES: &[&str] = &[
        "超过计划进度",
        "超出计划进度",
        "快于计划进度",
        "快于计划",
        "优于计划进度",
        "超计划进度",
    ];
    a.words.ends_with_one(PACES)
}

/// 在建量为44.2万套: how much there is, and no stage of those that are promised.
fn stock_of_works(a: &Aside) -> bool {
    a.words.starts_with_one(&["在建量", "在建总量"])
}

/// 进一步…, 围绕…: words that begin aims and manner.
fn skipped(a: &Aside) -> bool {
    let mut at = a.clause.start;
    if matches!(a.prose.text.at(at), '并' | '也' | '以') {
        at += 1;
    }
    // 并结合调研情况制定了实施方案: what has been drawn up all the same.
    let drawn_up = || {
        a.words
            .has(any_of!["制定了", "印发了", "出台了", "编制了", "制订了"])
            && a.words
                .starts_with_one(&["结合", "并结合", "根据", "并根据"])
    };
    a.prose.scan.begins(Class::Skip, at, a.clause.end).is_some() && !drawn_up()
}

/// 确保施工安全 is an aim, 确保11月底前完成 and 确保10月底前主体封顶 are promises.
fn aims(a: &Aside) -> bool {
    const PROMISES: &Sought = any_of![
        "完成", "竣工", "完工", "开工", "投用", "投入", "建成", "通车", "开放", "交付",
    ];
    const DATED: &Sought = any_of![
        "供热", "供暖", "贯通", "封顶", "喝上", "用上", "住上", "通水", "通电", "通气", "启动",
        "运营", "实施", "启用",
    ];
    let dated = || !a.prose.dates_in(a.clause.start, a.clause.end).is_empty();
    let promised = || a.words.has(PROMISES) || a.words.has(DATED) && dated();
    a.words.starts_with("确保") && !promised()
}

/// 前期工作方面, 进度较慢的为甲区, 资金筹措压力较大: what is spoken of, and how it is.
fn judges(a: &Aside) -> bool {
    const ENDS: Edges = Edges::new(&[
        "方面",
        "压力较大",
        "压力大",
        "难度较大",
        "难度大",
        "居前",
        "靠后",
        "困难",
        "严重滞后",
    ]);
    const RANKED: &Sought = any_of![
        "较慢的为",
        "较慢的是",
        "较快的为",
        "较快的是",
        "较好的为",
        "滞后的为"
    ];
    // 在考评中连续两年位列全国首位.
    let placed = a.words.has(any_of!["位列", "名列", "位居", "排名"])
        && a.words.ends_with_one(&["位", "前列", "第一"]);
    // 市住建局坚持日督查、周例会、月通报.
    let kept =
        a.words.has(any_of!["坚持"]) && a.words.ends_with_one(&["通报", "例会", "调度", "督查"]);
    placed || kept || ENDS.before(&a.words).is_some() || a.words.has(RANKED)
}

/// 完不成任务, 除取消路段外均已完工.
fn undone(a: &Aside) -> bool {
    a.words.has(any_of![
        "完不成",
        "无任务",
        "无法完成",
        "不能完成",
        "难以完成",
        "很难完成",
        "难以实现",
    ]) || a.words.ends_with("一半任务")
        || a.words.has(any_of!["取消"]) && !a.words.has(COMPLETED)
}

/// 因方案调整: why.
fn because(a: &Aside) -> bool {
    let planned = || {
        let clause = a.clause;
        a.prose.scan.has(Class::Planned, clause.start, clause.end)
    };
    a.words.starts_with("因") && !planned() && !a.words.has(any_of!["正在"])
}

/// 招标失败, 因投标人不足流标: nothing has come of it.
fn failed(a: &Aside) -> bool {
    let words = &a.words;
    let failed = any_of!["流标", "废标", "招标失败", "招标未成功", "采购失败"];
    words.has(failed)
        && !words.contains('(')
        && !words.has(any_of!["重新", "再次", "二次招标", "正在"])
}

/// 实行挂图作战, 群众满意度不断提升, 确保早开工、早建成: manner and praise.
fn praises(a: &Aside) -> bool {
    let words = &a.words;
    // 标志着项目正式开工 tells a stage.
    let marks = any_of![
        "正式开工",
        "正式启动",
        "全面开工",
        "正式投用",
        "建成投用",
        "正式开通"
    ];
    if words.starts_with("标志着") && words.has(marks) {
        return false;
    }
    const BEGIN: Edges = Edges::new(&[
        "高度重视",
        "发挥",
        "充分发挥",
        "严格履行",
        "严格执行",
        "严把",
        "提升了",
        "大幅提升",
        "又提升了",
        "极大提升",
        "该项目的实施",
        "项目的实施",
        "项目的建成",
        "标志着",
    ]);
    const END: Edges = Edges::new(&[
        "满意度不断提升",
        "满意度持续提升",
        "获得感不断提升",
        "水平不断提升",
        "能力不断提升",
        "形象不断提升",
        "工作合力",
        "氛围浓厚",
        "落地见效",
        "成效",
        "认可",
        "好评",
        "预期",
        "入学压力",
        "周期长",
        "周期较长",
        "环节多",
        "流程较长",
        "存在偏差",
        "投入不足",
        "力量不足",
        "管理不到位",
        "紧张",
        "狭窄",
        "作业面小",
        "时间短",
        "无保障",
        "不平衡",
        "不及时",
        "验收合格的",
        "不再实施",
        "不再建设",
        "收入下降",
        "成本下降",
        "几经调整",
        "质量不断提升",
        "不达标",
        "力量投入不足",
    ]);
    // 为后期施工创造条件, 可满足双向通航: what it is good for.
    let good_for =
        words.ends_with_one(&["创造条件", "打下基础", "奠定基础", "提供保障", "力度加大"])
            || words.starts_with_one(&["可满足", "可容纳", "可解决", "可提供"]);
    const MANNER: &Sought = any_of![
        "作战",
        "倒排",
        "专班",
        "清单管理",
        "调度",
        "承包模式",
        "机制",
        "通报"
    ];
    // 项目已成为城市新名片, 小区已旧貌换新颜, 设施已老化: what it is like.
    let likened = words.has(any_of!["已成为", "旧貌换新颜", "焕然一新"])
        || words.ends_with_one(&[
            "已老化",
            "已破损",
            "破损严重",
            "已成危房",
            "普遍认可",
            "已超概算",
            "不能满足需求",
            "不能满足需要",
        ]);
    // 建成后由镇政府负责管护: who is to look after it.
    let looked_after = words.has(any_of!["后由"])
        && words.ends_with_one(&["管护", "管理", "运营", "维护", "养护", "使用"])
        && !words.has(any_of!["已", "移交"]);
    // 分三年实施, 由县水投公司负责实施, 按照“先建后补”方式实施: how it is to be done.
    let way = words.ends_with_one(&["方式实施", "负责实施", "年实施", "批实施", "方式推进"])
        && words.starts_with_one(&["分", "按", "采取", "采用", "由", "以"]);
    let early =
        words.has(any_of!["早开工", "早建成", "早投用", "早投产"]) && !words.has(any_of!["已"]);
    early
        || good_for
        || likened
        || way
        || looked_after
        || BEGIN.after(words).is_some()
        || END.before(words).is_some() && !words.has(any_of!["已", "正在"])
        || words.ends_with_one(&["不再实施", "不再建设"])
        || words.has(any_of!["要倒排", "需倒排", "应倒排"])
        || words.has(any_of!["实行"]) && words.has(MANNER)
        || words.starts_with('对') && words.has(any_of!["的及时", "合格的"]) && words.count() <= 14
}

/// 简化审批程序, 规范招标行为, 严格合同管理: how the work is run, and not how far it is.
fn manages(a: &Aside) -> bool {
    let words = &a.words;
    const BEGIN: Edges = Edges::new(&[
        "简化", "优化", "压缩", "提速", "精简", "规范", "拓宽", "严格", "健全", "完善", "提升",
        "提高", "压实", "落实",
    ]);
    const END: Edges = Edges::new(&[
        "程序", "流程", "时限", "审批", "材料", "行为", "渠道", "管理", "水平", "功能", "责任",
        "质量", "效率", "效能",
    ]);
    // 进一步压实施工单位责任.
    let pressed = words.has(any_of!["压实"]) && words.ends_with("责任");
    // 明确建设标准和补助政策: what a paper says.
    const SAID: Edges = Edges::new(&[
        "标准", "内容", "职责", "流程", "政策", "要求", "时限", "任务",
    ]);
    let said = words.starts_with("明确") && SAID.before(words).is_some();
    if said && !words.has(any_of!["已", "了"]) {
        return true;
    }
    let run = BEGIN.after(words).is_some() && END.before(words).is_some();
    (run || pressed) && !words.has(any_of!["已", "完成", "了"])
}

/// 按要求, 按照部署安排: as somebody told.
fn as_told(a: &Aside) -> bool {
    const ENDS: &[&str] = &["上报", "要求", "部署", "规定", "安排"];
    a.words.starts_with('按') && a.words.ends_with_one(ENDS)
}

/// 下一步将加大督查力度, 及时解决存在的问题.
fn efforts(a: &Aside) -> bool {
    a.words.has(any_of!["加大"]) && a.words.ends_with("力度")
        || a.words.ends_with_one(&["解决存在的问题", "解决困难问题"])
}

/// 集办公、培训、服务于一体: what it is for; 采取现场踏勘的方式: how.
fn shaped(a: &Aside) -> bool {
    a.words.starts_with('集') && a.words.ends_with("一体")
        || a.words.starts_with("采取") && a.words.ends_with("方式")
}

/// 由民政局组织推进和落实: who sees to it.
fn left_to(a: &Aside) -> bool {
    const ENDS: &[&str] = &["推进和落实", "组织推进", "具体落实"];
    a.words.starts_with('由') && a.words.ends_with_one(ENDS)
}

/// 影响签约进度: what came of it.
fn came_of_it(a: &Aside) -> bool {
    a.words.starts_with_one(&["影响", "导致"])
}

/// 受疫情影响: what stood in the way.
fn hindered(a: &Aside) -> bool {
    a.words.has(any_of!["受"]) && a.words.ends_with_one(&["影响", "制约"])
}

/// 征收新政策出台滞后,影响签约进度: why something else is late.
fn cause(a: &Aside) -> bool {
    let Aside {
        prose,
        clause,
        words,
    } = a;
    let next = prose.clauses.partition_point(|c| c.start < clause.end);
    words.ends_with_one(&["滞后", "缓慢", "较慢", "不足", "不到位", "困难"])
        && clause.mark == ','
        && prose.clauses.get(next).is_some_and(|c| {
            c.sentence == clause.sentence
                && prose
                    .text
                    .one_of(c.start, &["影响", "导致", "造成", "致使"])
                    .is_some()
        })
}

/// 为全面完成目标任务,我局成立专班; 通过工程实施,新增灌溉面积…: what for, and how.
fn purpose(a: &Aside) -> bool {
    let Aside {
        prose,
        clause,
        words,
    } = a;
    let text = &prose.text;
    // 财政部门通过预拨、代垫等方式.
    if clause.mark == ',' && words.ends_with("等方式") && words.has(any_of!["通过"]) {
        return true;
    }
    if clause.mark != ',' || !matches!(text.at(clause.start), '为' | '通') {
        return false;
    }
    let counted = prose
        .quantities_in(clause.start, clause.end)
        .iter()
        .any(|q| q.reject.is_none() && q.unit.is_some());
    let aim = text.at(clause.start) == '为'
        && "全按顺确推切尽加提保做更及如抓".contains(text.at(clause.start + 1))
        && !words.contains('已');
    let means = words.starts_with("通过")
        && words.has(any_of![
            "方式", "实施", "整治", "对接", "走访", "带货", "排查", "筛查", "诊断", "监测"
        ]);
    !counted && (aim || means)
}

/// 下一步工作安排: what opens a plan.
fn heads_plan(a: &Aside) -> bool {
    stance::heads_plan_at(a.prose, a.clause)
}

/// 除2个点位暂缓外: but for those.
fn but_for(a: &Aside) -> bool {
    a.words.has(any_of!["除"])
        && a.words.ends_with('外')
        && a.words.has(any_of!["暂停", "暂缓", "取消"])
}

/// 经现场核实, 经多方协调: upon which.
fn upon(a: &Aside) -> bool {
    const ENDS: &[&str] = &[
        "督办",
        "确认",
        "协调",
        "研究",
        "核实",
        "复核",
        "初步审核",
        "省审核",
        "市审核",
    ];
    a.words
        .starts_with_one(&["经现场", "经前期", "经多", "经过前期", "图为"])
        || a.words.ends_with_one(&["落实有关要求", "落实相关要求"])
        || a.words.starts_with('经') && a.words.ends_with_one(ENDS)
}

/// 受降雨天气…, but 受理窗口 and 受益群众.
fn borne(a: &Aside) -> bool {
    a.words.starts_with("受") && !a.words.starts_with_one(&["受理", "受益", "受检", "受训"])
}

/// 占全年任务…, but 占地补偿.
fn share_of(a: &Aside) -> bool {
    a.words.starts_with("占") && !a.words.starts_with_one(&["占地", "占道", "占补"])
}

/// 距10月份全部开工还有较大差距: what there is still to go.
fn far_from(a: &Aside) -> bool {
    a.words.starts_with_one(&["距", "离"]) && a.words.has(any_of!["还有", "差距", "尚有"])
}

/// 从租赁补贴发放情况来看, 危房改造实施七年来, 在省级绩效考评中: in what view, since when and where.
fn in_view(a: &Aside) -> bool {
    const VIEWS: &[&str] = &[
        "情况看",
        "情况来看",
        "进度看",
        "进度来看",
        "总体看",
        "总体来看",
    ];
    let contest = || {
        let lead = a.words.strip_prefix('并').unwrap_or(&a.words);
        lead.starts_with('在')
    };
    a.clause.mark == ','
        && (a.words.ends_with_one(VIEWS)
            || a.words.ends_with_one(&["年来", "实施以来"])
            || a.words.starts_with("纳入") && a.words.ends_with('中')
            || a.words
                .ends_with_one(&["考评中", "考核中", "评比中", "测评中", "评选中"])
                && contest())
}

/// 有信心完成全年目标任务, 攻坚克难: in what spirit.
fn confident(a: &Aside) -> bool {
    a.words.has(any_of!["有信心", "有决心", "信心完成"])
        || a.words.ends_with("攻坚克难") && !a.words.has(any_of!["正在"])
}

/// 包括…: of what it is made.
fn holds(a: &Aside) -> bool {
    // 建成的有甲小学、乙小学 names them; 竣工的有1621户 counts them.
    let named = || {
        a.words.has(any_of!["的有"])
            && a.words.match_indices("的有").any(|(at, word)| {
                let behind = a.words[at + word.len()..].chars().next();
                !behind.is_some_and(|c| {
                    c.is_ascii_digit() || "一二两三四五六七八九十百千约近超".contains(c)
                })
            })
    };
    a.words.starts_with("包括") || a.words.has(any_of!["的项目包括", "结束了"]) || named()
}

/// 台账要求6月30日实现, 资金来源为专项债.
fn asked_for(a: &Aside) -> bool {
    a.words
        .starts_with_one(&["台账要求", "资金来源为", "资金来源是"])
}

/// 分两个标段实施.
fn in_lots(a: &Aside) -> bool {
    a.words.starts_with('分') && a.words.ends_with("标段实施")
}

/// 17.3万人的饮水安全问题得到解决: whom it helped.
fn helped(a: &Aside) -> bool {
    const ENDS: &[&str] = &[
        "得到解决",
        "得以解决",
        "已解决",
        "得到有效解决",
        "得到妥善解决",
        "解决和改善",
        "改善和解决",
        "得到改善",
        "得到保障",
    ];
    let people = || {
        let mut amounts = a.prose.quantities_in(a.clause.start, a.clause.end).iter();
        amounts.any(|q| {
            q.reject.is_none() && (q.dimension() == Some(Dimension::Person) || q.unit_text == "户")
        })
    };
    a.words.ends_with_one(ENDS) && people()
}

/// 未通车的33条中, 82项重点工作中: of how many the rest of the sentence speaks.
fn among(prose: &Prose, clause: &Clause) -> bool {
    let text = &prose.text;
    if clause.mark != ',' || text.before(clause.end) != '中' {
        return false;
    }
    let counted = prose.quantities_in(clause.start, clause.end).last();
    counted.is_some_and(|q| {
        let named = || {
            !prose
                .scan
                .work(q.end, clause.end)
                .any(|(_, w)| w.kind != Kind::Noun)
        };
        counts(prose, q)
            && named()
            && (q.end + 1 == clause.end || q.start <= clause.start + 2 && q.end + 8 >= clause.end)
    })
}

/// 项目建成后,将有效缓解停车难: once it is, and not that it is.
fn once(prose: &Prose, clause: &Clause) -> bool {
    let text = &prose.text;
    if clause.mark != ',' || text.before(clause.end) != '后' {
        return false;
    }
    // 施工滞后 is no 后 of its own.
    let ends = prose.scan.within(clause.start, clause.end).any(|h| {
        h.end + 1 == clause.end
            && match h.entry {
                Entry::Work(w) => w.kind == Kind::Stage,
                Entry::Word(class) => matches!(class, Class::Done | Class::Finish),
            }
    });
    if !ends {
        return false;
    }
    let words = text.words(clause.start, clause.end);
    let next = prose.clauses.partition_point(|c| c.start < clause.end);
    let opens = prose.clauses.get(next).is_some_and(|c| {
        let words = text.words(c.start, c.end);
        let first = [
            "将",
            "可",
            "能",
            "预计",
            "即可",
            "有望",
            "有效",
            "进一步",
            "新增",
        ];
        c.sentence == clause.sentence
            && (text.one_of(c.start, &first).is_some()
                || words.contains(['将', '可']) && !words.contains('已'))
    });
    opens
        && !words.contains('已')
        && !words.starts_with('待')
        && prose.dates_in(clause.start, clause.end).is_empty()
}
