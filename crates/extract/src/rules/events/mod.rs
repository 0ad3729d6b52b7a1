//! `stage-clause`: clauses that say where the work stands.

mod asides;
mod finished;
mod glance;
mod phase;
mod predicate;
mod status;
mod verb;

use self::asides::is_aside;
use self::predicate::{Judged, judge};
use crate::clause::{Clause, Prose};
use crate::date::Grain;
use crate::quantity::Quantity;
use crate::reading::Event;
use crate::room::make_room;
use crate::rules::predicates::segments;
use crate::rules::stance::Carried;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::Dimension;
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
            || is_aside(prose, clause)
        {
            continue;
        }
        seen.clear();
        segments(prose, clause, &mut predicates);
        for &(start, end) in &predicates {
            if counts_none(prose, start, end) {
                continue;
            }
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
    let told = words.ends_with_one(&[
        "已完成", "已全部完成", "已超额完成", "已提前完成", "已如期完成", "已圆满完成", "已全面完成",
        "已提前实现", "已如期实现", "已办结", "全部完工", "全部竣工", "全部建成", "均已完工",
        "均已竣工", "均已建成",
    ])
        // 已基本完成公厕改造任务:新建….
        || words.ends_with("任务")
            && words.has(any_of!["已完成", "已基本完成", "已全面完成", "已全部完成", "已提前完成", "已超额完成"]);
    told && words.chars().count() > 5
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

/// 完工0个: all that a predicate counts is none.
fn counts_none(prose: &Prose, start: usize, end: usize) -> bool {
    let mut counted = prose
        .quantities_in(start, end)
        .iter()
        .filter(|q| counts(prose, q))
        .peekable();
    counted.peek().is_some() && counted.all(|q| q.value.is_zero() && q.max.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, want: &[&str]) {
        let (prose, as_of) = crate::rules::prose_in_2024(source);
        let carried = crate::rules::stance::carried(&prose, as_of);
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
    fn none_of_them_is_no_event() {
        check("开工21个，完工0个", &["construction done"]);
        check("竣工零个", &[]);
        check("建成10个", &["completion done"]);
        check("2个完工、0个停工", &["completion done"]);
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
