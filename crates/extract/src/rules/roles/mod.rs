//! What an amount of the narrative is: reached, planned, or neither.

mod aside;
mod brackets;
mod case;
mod each;
mod excluded;
mod money;
mod part;
mod plans;
mod promise;
mod shared;
mod sizes;
mod stock;
mod unfinished;

pub(crate) use self::case::Local;
pub(crate) use self::plans::WHOLE_OF_RATE;
pub(crate) use self::shared::{is_last_year, is_name, is_row, is_step, names_place};

use self::excluded::excluded;
use crate::numeral::Form;
use crate::quantity::{Quantity, Reject};
use crate::rules::actuals::{Judged, REACHED, Role, Scene, TABLE, table_unit};
use crate::rules::kinds::DONE;
use crate::rules::rates::rate;
use crate::rules::{link, targets};
use crate::text::Enclosure;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::Dimension;
use shishi_domain::Decimal;

/// The role of one quantity.
pub(crate) fn role(
    scene: &Scene,
    q: &Quantity,
    clause: usize,
    before: &[Judged],
    local: &mut Local,
) -> Role {
    let prose = scene.prose;
    let text = &prose.text;
    if let Some(reject) = q.reject {
        return Role::Other(match reject {
            Reject::ListMarker => "list-marker",
            Reject::Ordinal => "ordinal",
            Reject::Rank => "rank",
            Reject::Hotline => "hotline",
            Reject::Identifier => "identifier",
            Reject::Fixed => "fixed-word",
            Reject::Name => "name",
            Reject::Quoted => "quoted",
            Reject::Ratio => "ratio",
            Reject::Fraction => "fraction",
            Reject::Lone => "bare-number",
        });
    }
    let Some(unit) = q.unit else {
        return bare(scene, q, clause);
    };
    match unit.dimension {
        Dimension::Time
        | Dimension::Age
        | Dimension::Score
        | Dimension::Degree
        | Dimension::Data
        | Dimension::Energy => {
            // Unless that is what the title asks for: 优良天数280天, 装机5万千瓦.
            let asked = scene.targets.list.iter().any(|t| {
                link::same_unit(&t.amount.unit, &q.unit_text)
                    && link::pairs(t.own).iter().any(|p| {
                        link::pairs(text.folded_of(prose.clauses[clause].start, q.start))
                            .binary_search(p)
                            .is_ok()
                    })
                    || unit.dimension == Dimension::Energy && t.amount.unit == q.unit_text
            });
            // 装机新增14.5万千瓦, where the title counts nothing.
            let added = || {
                let start = prose.clauses[clause].start.max(q.start.saturating_sub(4));
                scene.targets.list.is_empty()
                    && unit.dimension == Dimension::Energy
                    && text.words(start, q.start).has(any_of!["新增"])
            };
            if !asked && !added() {
                return Role::Other("duration-or-size");
            }
        }
        Dimension::Bare if q.form != Form::Digits => return Role::Other("place"),
        Dimension::Rate | Dimension::Point => return rate(scene, q, clause, before),
        _ => {}
    }
    if text.enclosure[q.numeral] != Enclosure::None {
        return if brackets::is_reached(scene, q, before) {
            Role::Reached(REACHED)
        } else {
            Role::Other("in-parentheses")
        };
    }
    if targets::qualifies(prose, q) {
        return Role::Other("threshold");
    }
    if q.form == Form::Single && q.value == Decimal::ONE && q.unit_text != "所" {
        return Role::Other("indefinite-one");
    }
    if let Some(why) = excluded(scene, q, clause, before, local) {
        return why;
    }
    Role::Reached(REACHED)
}

/// A figure without a unit counts only in a table cell.
fn bare(scene: &Scene, q: &Quantity, clause: usize) -> Role {
    let prose = scene.prose;
    let text = &prose.text;
    let c = &prose.clauses[clause];
    let rest = text.folded_of(q.end, c.end).trim();
    if let Some(role) = counted(scene, q, clause, rest) {
        return role;
    }
    // 3(50%): the rate of the same cell.
    let rated = rest.starts_with('(') && rest.ends_with("%)") && rest.chars().count() <= 9;
    let alone = text.folded_of(c.start, q.start).trim().is_empty() && (rest.is_empty() || rated);
    if !alone || q.form != Form::Digits {
        return Role::Other("bare-number");
    }
    if let Some((prose, label)) = scene.heading_of(clause)
        && let Some(cell) = targets::label_unit(prose, label)
    {
        return headed(prose.text.folded_of(label.start, label.end), &cell);
    }
    let label = prose.label_of(clause);
    let words = label.map_or("", |l| text.folded_of(l.start, l.end));
    // 进度：52242；完成比例（%）：187.9: where the rate has its own cell, 进度 is the amount.
    let rate_cell = words.has(any_of!["进度"])
        && prose.clauses.iter().take(40).any(|l| {
            let words = text.folded_of(l.start, l.end);
            l.label && (words.has(any_of!["比例", "完成率"]))
        });
    let asked = scene
        .targets
        .list
        .first()
        .is_some_and(|t| t.amount.unit == "%" || rate_cell || q.value > Decimal::from(1000));
    if words.has(any_of!["进度"]) && asked && !words.has(any_of!["比例"]) && !words.contains('率')
    {
        return Role::Reached(TABLE);
    }
    if words.has(any_of!["比例", "进度", "完成率", "百分比"]) {
        return Role::Completion;
    }
    let whole = prose.clauses.len() == 1;
    let tells =
        (words.has(DONE) || words.has(any_of!["累计", "实际"])) && !words.has(any_of!["未", "应"]);
    if (tells || whole) && !table_unit(scene).is_empty() {
        return Role::Reached(TABLE);
    }
    Role::Other("bare-number")
}

/// 已完成数1981,占比100.1%: what the word before a bare figure calls it, at the end of its clause.
fn counted(scene: &Scene, q: &Quantity, clause: usize, rest: &str) -> Option<Role> {
    const REACHED_COUNTS: &[&str] = &[
        "完成数",
        "完成量",
        "完成任务数",
        "完成值",
        "完工数",
        "竣工数",
        "建成数",
    ];
    const PLANNED_COUNTS: &[&str] = &["任务数", "目标数", "计划数", "任务量", "目标值", "指标数"];
    let prose = scene.prose;
    let lead = prose.text.words(prose.clauses[clause].start, q.start);
    let lead = lead.trim_end_matches(['为', '是', '共', ' ']);
    if q.form != Form::Digits || table_unit(scene).is_empty() {
        return None;
    }
    // 完成10863(90.53%): the rate in brackets is that of the figure.
    let told = || {
        let next = prose.quantities_in(q.end, q.end + 12);
        let rate = next
            .first()
            .filter(|r| r.is_rate() && r.numeral <= q.end + 4)?;
        let goal = scene.targets.list.first()?.amount.value;
        let own = rest.starts_with('(') && link::agrees_closely(rate.value, q.value, goal);
        own.then_some(())
    };
    if rest.is_empty() && lead.ends_with_one(REACHED_COUNTS)
        || lead.ends_with_one(&["完成", "已完成"]) && told().is_some()
    {
        return Some(Role::Reached(TABLE));
    }
    (rest.is_empty() && lead.ends_with_one(PLANNED_COUNTS) && !lead.has(any_of!["完成"]))
        .then_some(Role::Planned)
}

/// What a bare figure is under a heading that gives its unit: 累计完成（万人次）, 占比（%）.
fn headed(heading: &str, cell: &targets::LabelUnit) -> Role {
    let says = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let is_reached = says(&["完成", "累计", "实际", "进展", "已", "落实"]);
    if cell.unit.dimension == Dimension::Rate {
        let is_share = says(&["占", "完成", "进度", "比例", "百分比", "达标率", "开工率"]);
        return if is_share {
            Role::Completion
        } else {
            Role::Other("rate")
        };
    }
    if says(&["应完成", "需完成", "未完成", "剩余", "上年", "去年", "同期"]) {
        Role::Other("bare-number")
    } else if is_reached || says(&["进度", "情况"]) {
        Role::Reached(TABLE)
    } else if says(&["目标", "计划", "任务"]) {
        Role::Planned
    } else {
        Role::Other("bare-number")
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;

    fn check(narrative: &str, want: &[&str]) {
        let got: Vec<String> = read("", narrative)
            .actuals
            .iter()
            .map(|a| format!("{}{}", a.amount.value, a.amount.unit))
            .collect();
        assert_eq!(got, want, "{narrative}");
    }

    #[test]
    fn facts_are_reached() {
        check(
            "已建成405套，新建坡道2处、扶手438米",
            &["405套", "2处", "438米"],
        );
        check("今年计划改造操场8块，现已全部完工", &["8块"]);
        check("办理婚姻登记48987件", &["48987件"]);
    }

    #[test]
    fn plans_remainders_and_sizes_are_not() {
        check("计划改造8块，预计再开工2个", &[]);
        check("余下3个小区暂缓施工，另2家正在推进", &[]);
        check("项目全长25公里，涉及7个镇街，其中甲县1个、乙县3个", &[]);
        check("6座水库中4座完成验收", &["4座"]);
        check("已下达资金5600万元，使用15年以上，第3批", &[]);
        check("建成后可解决50万人饮水，3座危桥中，另2座待进场", &[]);
        check("补助资金已下达，国家和省两级共32.7亿元", &[]);
        check("搬迁计划已下达，累计53.8万人", &[]);
        check("2所基础施工，其中：甲镇4座、乙镇6座", &[]);
        check("由5个增加到8个", &["8个"]);
        check("扶贫对象实际减少7万人", &["70000人"]);
    }

    #[test]
    fn cells_take_the_scale_that_their_target_is_written_in() {
        use shishi_domain::Link::{Certain, Likely};
        for (title, narrative, value, link) in [
            ("职业培训:1.2万人次", "0.9", "9000", Likely),
            ("职业培训:1.2万人次", "9000", "9000", Certain),
            ("发放补贴:3500万元", "1200.5", "12005000", Likely),
            ("改造公厕:20座", "5", "5", Certain),
        ] {
            let reading = read(title, narrative);
            let [actual] = &reading.actuals[..] else {
                panic!("{:?}", reading.actuals);
            };
            let found = actual.amount.value.normalize().to_string();
            assert_eq!(
                (found.as_str(), actual.link),
                (value, link),
                "{narrative} for {title}"
            );
        }
    }

    #[test]
    fn cells_take_scale_and_unit_of_their_heading() {
        let reading = read(
            "公益演出惠民（万人次）:12",
            "目标（万人次）:12;累计完成（万人次）:3.5;占年度目标（%）:29.17",
        );
        assert_eq!(reading.targets[0].amount.value.to_string(), "120000");
        let [actual] = &reading.actuals[..] else {
            panic!("{:?}", reading.actuals);
        };
        assert_eq!(
            actual.amount.value.to_string() + &actual.amount.unit,
            "35000人次"
        );
        assert_eq!(actual.target, Some(0));
        assert_eq!(reading.percents[0].target, Some(0));
        let reading = read("建设口袋公园6处", "3（50%）");
        assert_eq!(reading.actuals[0].amount.unit, "处");
        assert_eq!(reading.percents.len(), 1);
    }

    #[test]
    fn what_is_not_done_yet_is_left_out() {
        check("两项未按期开工，五项未复工，未达序时进度的11项", &[]);
        check("小区中1个基本建成，4个进度在70%以上", &["1个"]);
        check("7个项目推进较慢，8家进度过半", &[]);
        check("应开工39项，实际开工37项", &["37项"]);
        check("5个小区居民意见不一，暂缓实施", &[]);
        check("本年度计划开工项目255项", &[]);
        check("34家已建成待验收", &["34家"]);
        check("另有9个小区设备安装完毕，另2家正在推进", &["9个"]);
        check("30个中已有3个完成改造、12个正在施工", &["3个"]);
        check("运动场建成6片、在建2片、未开工2片", &["6片"]);
    }

    #[test]
    fn what_only_sizes_is_left_out() {
        check("全市799家企业实现增加值229亿元", &["22900000000元"]);
        check("172个在建项目完成投资9亿元", &["900000000元"]);
        check("省级财政为10件实事共下达资金83亿元", &[]);
        check("印发30项民生实事安排方案", &[]);
        check("储备、签约和建设三项已提前完成", &[]);
        check("贷款余额1.2亿元，在46个小区，建成38个厢房", &["38个"]);
        check(
            "完成投资9亿元，其中甲投资5亿元，占55%，乙投资3亿元",
            &["900000000元"],
        );
    }

    #[test]
    fn names_are_no_negations_comparisons_or_rates() {
        for (narrative, want) in [
            ("已举办文体比赛12场", "12场"),
            ("开展技能比武12场", "12场"),
            ("较好地完成了20个小区改造", "20个"),
            ("已完成12个未成年人保护站建设", "12个"),
            ("已建成5个未来社区", "5个"),
            ("可再生能源项目建成3个", "3个"),
            ("日光温室建成320座", "320座"),
            ("含山县建成口袋公园5个", "5个"),
            ("已完成60户因灾倒损房屋重建", "60户"),
            ("应检尽检2.6万人", "26000人"),
            ("已按要求整改到位80处", "80处"),
            ("累计完成任务850人", "850人"),
            ("在建项目竣工12个", "12个"),
        ] {
            check(narrative, &[want]);
        }
        for narrative in [
            "还需新建学校4所",
            "未完成120户",
            "距任务还差120户",
            "12个小区完成70%",
            "今年必须完工的项目为60个",
            "合力推进81个片区更新",
            "比上年多3个",
            "较去年增加5所",
            "可新增学位30个",
            "位于八角楼街道",
        ] {
            check(narrative, &[]);
        }
    }

    #[test]
    fn cells_take_the_unit_of_their_label() {
        let reading = read(
            "城镇新增就业（人）：27800",
            "进度：52242；完成比例（%）：187.9",
        );
        assert_eq!(reading.targets[0].amount.unit, "人");
        assert_eq!(reading.actuals[0].target, Some(0));
        assert_eq!(reading.percents[0].target, Some(0));
    }
}
