//! `stage-clause`: clauses that say where the work stands.

mod finished;
mod glance;
mod phase;
mod predicate;
mod status;
mod verb;

use self::predicate::{Judged, judge};
use crate::clause::{Clause, Prose};
use crate::date::Grain;
use crate::quantity::Quantity;
use crate::reading::Event;
use crate::room::make_room;
use crate::rules::predicates::segments;
use crate::rules::stance::{self, Carried};
use crate::text::{Edges, Phrase as _, Sought, Words, any_of};
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::{Date, EventStatus, Phase};

const STAGE: &str = "stage-clause";
/// 已全部完成: finished, with no word for what.
const FINISHED: &str = "finished-clause";

/// A phase with its status, and the rule that found it.
type Told = (Phase, EventStatus, &'static str);

/// The events of a narrative under its title.
pub(crate) fn read(
    prose: &Prose,
    carried: &[Carried],
    as_of: Option<Date>,
    title: &str,
) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::new();
    let mut seen: Vec<(Phase, EventStatus)> = Vec::new();
    let mut predicates = Vec::new();
    let mut judged = Judged::default();
    for (k, clause) in prose.clauses.iter().enumerate() {
        if clause.label && !tells(prose, clause)
            || carried[k].scope
            || carried[k].problem
                && carried[k].marks.status().is_none()
                && !carried[k].planned
                && prose.dates_in(clause.start, clause.end).is_empty()
            || aims(prose, clause)
            || among(prose, clause)
            || once(prose, clause)
        {
            continue;
        }
        seen.clear();
        segments(prose, clause, &mut predicates);
        for &(start, end) in &predicates {
            judge(prose, carried, k, (start, end), as_of, title, &mut judged);
            let before = out.len();
            for &(phase, status, rule) in &judged.told {
                // 15个正在主体施工、6个正在基础施工: each counts its own.
                // A小区6月完工、B小区8月完工: each on a day of its own.
                let counted = prose
                    .quantities_in(start, end)
                    .iter()
                    .any(|q| counts(prose, q) && q.start == start)
                    || rule == STAGE
                        && prose
                            .dates_in(start, end)
                            .iter()
                            .any(|d| d.grain <= Grain::Month);
                let again = out[before..]
                    .iter()
                    .any(|e| (e.phase, e.status) == (phase, status));
                if again || seen.contains(&(phase, status)) && !counted {
                    continue;
                }
                seen.push((phase, status));
                make_room(&mut out, k + 1, prose.clauses.len());
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

/// Whether a label is a sentence that a list explains: 年度目标任务已完成:新建绿道….
fn tells(prose: &Prose, label: &Clause) -> bool {
    let words = prose.text.words(label.start, label.end);
    let told = words.ends_with_one(&["已完成", "已全部完成", "已超额完成", "已办结"]);
    told && words.chars().count() > 5
}

/// Aims, manner and grounds: 进一步…, 结合…, 受疫情影响….
fn aims(prose: &Prose, clause: &Clause) -> bool {
    let text = &prose.text;
    let mut at = clause.start;
    if matches!(text.at(at), '并' | '也' | '以') {
        at += 1;
    }
    if prose.scan.begins(Class::Skip, at, clause.end).is_some() {
        return true;
    }
    let words = text.words_at_length(clause.start, clause.end);
    // 确保施工安全 is an aim, 确保11月底前完成 a promise.
    let promise = any_of![
        "完成", "竣工", "完工", "开工", "投用", "投入", "建成", "通车", "开放", "交付",
    ];
    // 确保10月底前主体封顶.
    let dated = any_of!["供热", "供暖", "贯通", "封顶", "喝上", "用上", "住上"];
    let promised = words.has(promise)
        || words.has(dated) && !prose.dates_in(clause.start, clause.end).is_empty();
    let aim = words.starts_with("确保") && !promised;
    // 前期工作方面, 进度较慢的为甲区, 资金筹措压力较大: what is spoken of, and how it is.
    let judges = words.ends_with_one(&[
        "方面",
        "压力较大",
        "压力大",
        "难度较大",
        "难度大",
        "居前",
        "靠后",
        "困难",
        "严重滞后",
    ]) || words.has(any_of![
        "较慢的为",
        "较慢的是",
        "较快的为",
        "较快的是",
        "较好的为",
        "滞后的为"
    ]);
    aim || judges
        || words.has(any_of!["完不成", "无任务"])
        // 除取消路段外均已完工.
        || words.has(any_of!["取消"]) && !words.has(any_of!["完工", "竣工", "建成", "完成"])
        || words.starts_with("因")
            && !prose.scan.has(Class::Planned, clause.start, clause.end)
            && !words.has(any_of!["正在"])
                || failed(&words)
        || praises(&words)
        || manages(&words)
        || words.starts_with('按') && words.ends_with_one(&["上报", "要求", "部署", "规定", "安排"])
        // 下一步将加大督查力度, 及时解决存在的问题.
        || words.has(any_of!["加大"]) && words.ends_with("力度")
        || words.ends_with_one(&["解决存在的问题", "解决困难问题"])
        // 集办公、培训、服务于一体: what it is for; 采取现场踏勘的方式: how.
        || words.starts_with('集') && words.ends_with("一体")
        || words.starts_with("采取") && words.ends_with("方式")
        // 由民政局组织推进和落实: who sees to it; 影响签约进度: what came of it.
        || words.starts_with('由') && words.ends_with_one(&["推进和落实", "组织推进", "具体落实"])
        || words.starts_with_one(&["影响", "导致"])
        || words.has(any_of!["受"]) && words.ends_with_one(&["影响", "制约"])
        || is_cause(prose, clause, &words)
        || is_aim(prose, clause, &words)
        || stance::heads_plan_at(prose, clause)
        || words.has(any_of!["除"]) && words.ends_with('外') && words.has(any_of!["暂停", "暂缓", "取消"])
        || words.starts_with("经现场")
        || words.starts_with("经前期")
        || words.starts_with("经多")
        || words.starts_with('经')
            && words.ends_with_one(&["督办", "确认", "协调", "研究", "核实", "复核"])
        // 受理窗口, 占地补偿.
        || words.starts_with("受") && !words.starts_with_one(&["受理", "受益", "受检", "受训"])
        || words.starts_with("占") && !words.starts_with_one(&["占地", "占道", "占补"])
        || words.starts_with("包括")
        // 台账要求6月30日实现, 分两个标段实施.
        || words.starts_with_one(&["台账要求", "资金来源为", "资金来源是"])
        || words.starts_with('分') && words.ends_with("标段实施")
}

/// 招标失败, 因投标人不足流标: nothing has come of it.
fn failed(words: &Words) -> bool {
    let failed = any_of!["流标", "废标", "招标失败", "招标未成功", "采购失败"];
    words.has(failed)
        && !words.contains('(')
        && !words.has(any_of!["重新", "再次", "二次招标", "正在"])
}

/// 为全面完成目标任务,我局成立专班; 通过工程实施,新增灌溉面积…: what for, and how.
fn is_aim(prose: &Prose, clause: &Clause, words: &Words) -> bool {
    let text = &prose.text;
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
            "方式", "实施", "整治", "对接", "走访", "带货", "排查"
        ]);
    !counted && (aim || means)
}

/// 征收新政策出台滞后,影响签约进度: why something else is late.
fn is_cause(prose: &Prose, clause: &Clause, words: &Words) -> bool {
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

/// 实行挂图作战, 群众满意度不断提升, 确保早开工、早建成: manner and praise.
fn praises(words: &Words) -> bool {
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
        || words.has(any_of!["实行"]) && words.has(MANNER)
        || words.starts_with('对') && words.has(any_of!["的及时", "合格的"]) && words.count() <= 14
}

/// 简化审批程序, 规范招标行为, 严格合同管理: how the work is run, and not how far it is.
fn manages(words: &Words) -> bool {
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

/// Papers, at the end of their names.
pub(crate) const PAPERS: &[&str] = &[
    "方案", "通知", "意见", "办法", "细则", "要点", "清单", "规划", "文件", "计划", "台账", "名单",
];

/// Whether a quantity counts something that a clause may be only about.
fn counts(prose: &Prose, q: &Quantity) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, want: &[&str]) {
        let (prose, as_of) = crate::rules::prose_in_2024(source);
        let carried = stance::carried(&prose, as_of);
        let got: Vec<String> = read(&prose, &carried, as_of, "")
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
            ("方案经常务会议原则通过", "approval done"),
            ("建议计划已上报省发改委", "approval done"),
            ("污水处理厂建设滞后", "construction ongoing"),
            ("155个推进顺利", "construction ongoing"),
            ("已提前超额完成了计划目标", "completion done"),
            ("基因检测中心已建成", "completion done"),
            ("受理窗口已投入使用", "operation done"),
            ("具备开工条件", "construction planned"),
            ("施工许可证未办理", "approval planned"),
            ("项目没有开工", "construction planned"),
            ("项目难以按期完工", "completion planned"),
        ] {
            check(source, &[want]);
        }
        check("施工受天气影响，导致进度缓慢", &[]);
        check("未通车的33条中，26条已开工", &["construction done"]);
        check("集办公、培训于一体", &[]);
        check("项目建成后，将有效缓解停车难", &[]);
        check("预计在7月15日，完成主体工程验收", &["acceptance planned"]);
        check(
            "下一步，一是加快办理前期手续，二是抓紧开工",
            &["approval planned", "construction planned"],
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
    fn what_is_made_ready_put_off_or_not_begun() {
        for (source, want) in [
            ("正准备进场", "planning ongoing"),
            ("招投标前期准备已完成", "planning done"),
            ("站房完成施工筹备", "planning done"),
            ("未启动12公里", "construction planned"),
            ("滨河步道3公里未启动", "construction planned"),
            ("3座因杆线迁改暂缓实施", "construction planned"),
            ("2座因手续未批暂缓", "construction planned"),
            ("辅助器具因流标重新招标", "procurement ongoing"),
            ("任务未按期完成", "completion ongoing"),
            ("10月下旬将组织第二轮随访", "construction planned"),
            ("前期工作取得积极进展", "planning ongoing"),
            ("绿化整治正在施工6处", "construction ongoing"),
            ("正在办理9件", "construction ongoing"),
            ("北环路等道路陆续开工", "construction done"),
            ("12月1日正式供热", "operation planned"),
            ("15个因电力增容未完成", "completion ongoing"),
            ("未达到年度目标", "completion ongoing"),
            ("企业暂缓投资", "construction planned"),
            ("2个项目在装修", "construction ongoing"),
            ("已超额完成年度投资计划", "completion done"),
            ("机组投入商业运行", "operation done"),
            ("水泵由水利局统一采购", "procurement ongoing"),
            ("基本达到入住条件", "completion done"),
            ("供水能力达到设计指标", "completion done"),
            ("通村路目标全部实现", "completion done"),
            ("形成风险点清单", "planning done"),
            ("教学楼已报省发改委", "approval done"),
            ("二期预计2024年12月启动", "construction planned"),
            ("视资金到位情况开工", "construction planned"),
            ("水电施工基本完成", "construction done"),
        ] {
            check(source, &[want]);
        }
        check(
            "下月计划：开始编制预算，完成招标",
            &["design planned", "procurement planned"],
        );
        check("因汛期停工，2月20日恢复施工", &["construction ongoing"]);
        check(
            "一期完工、主体工程完工",
            &["completion done", "construction done"],
        );
        check("酒店已建成使用", &["completion done", "operation done"]);
        check("争取中央资金11亿元，12座水库新开工", &["construction done"]);
        check("达成入驻协议，台账要求2月10日完成，预算执行进度47%", &[]);
        check(
            "计划11月招标、12月施工",
            &["procurement planned", "construction planned"],
        );
        check(
            "2个完工、3个在建、1个因征地未开工",
            &[
                "completion done",
                "construction ongoing",
                "construction planned",
            ],
        );
    }

    #[test]
    fn what_stands_behind_the_marker_is_told() {
        for (source, want) in [
            ("并网方案正在供电公司审批", "approval ongoing"),
            ("开工项目正在办理施工许可", "approval ongoing"),
            ("正向上级单位申请立项", "approval ongoing"),
            ("可研文本已上报", "approval done"),
            ("竣工验收材料已上报", "acceptance done"),
            ("整治方案已经通过", "approval done"),
            ("景观设计方案已完成", "design done"),
            ("目标责任书逐级签订", "planning done"),
            ("居民楼路灯安装完毕", "construction done"),
            ("主楼地上五层完工", "construction done"),
        ] {
            check(source, &[want]);
        }
        check("完成全年开工目标任务的78%，异地就医实现直接结算", &[]);
        check("新开工项目完成投资6.7亿元，资金压力大、协调困难", &[]);
    }

    #[test]
    fn aims_and_names_are_no_events() {
        check("进一步优化工作设计，结合居民需求，受疫情影响取消", &[]);
        check("开工率24%，提前达到7月份节点，无任务", &[]);
    }
}
