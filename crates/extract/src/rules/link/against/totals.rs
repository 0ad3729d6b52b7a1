//! What speaks against an amount that adds up more or less than the target does.

use crate::rules::kinds::WHOLE_PLACE;
use crate::rules::link::pairs::{common, pairs};
use crate::rules::link::units::{percent_of, same_unit};
use crate::rules::link::{Pick, Prepared};
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::Dimension;
use shishi_domain::Decimal;

/// 累计开工24个 for 16个 and 10个: of both together.
pub(super) fn of_several(pick: &Pick) -> Option<&'static str> {
    let (of, target, list) = (pick.of, pick.target, &pick.targets.list);
    if of.dimension == Some(Dimension::Rate) {
        return None;
    }
    let same = |t: &&Prepared| same_unit(&t.amount.unit, &of.amount.unit) && !t.part;
    // 总数达到196项 for 达到180项.
    if target.level && of.near.has(any_of!["总数", "总量", "达到"]) {
        return None;
    }
    // 新增学位6500个 for 公办园学位3000个 and 义务教育学位5000个: no name tells one from the other.
    let alike = || {
        let mut names = list
            .iter()
            .filter(same)
            .map(|t| (t.names(pick.near), t.names(pick.far)));
        let first = names.next();
        let named = first.as_ref().is_some_and(|(near, _)| !near.is_empty());
        named && names.all(|n| Some(n) == first) && !target.begins_another(list)
    };
    let together = pick.exact
        && !target.level
        && !pick.told
        && of.within != Some(pick.index)
        && of.amount.value > target.amount.value
        && list.iter().filter(same).count() >= 2
        && of.amount.value <= list.iter().filter(same).map(|t| t.amount.value).sum()
        && (common(pick.near, target.pairs()) == 0 || alike())
        && common(&pairs(of.label), target.pairs()) == 0
        && !pick.targets.told_by_stage(of, target);
    // 共建成3所 for 小学3所 and 中学2所, 新改建37座 for 新建20座 and 改造30座.
    const BOTH: &Sought = any_of![
        "新建、改扩建",
        "新建改造",
        "新增、改造",
        "新改建",
        "新改扩建",
        "新建、改造",
        "新建和改造",
        "新建及改造"
    ];
    let equal = of.amount.value == target.amount.value && of.amount.value >= Decimal::TEN;
    let several = || pick.exact && !pick.told && !equal && list.iter().filter(same).count() >= 2;
    let unnamed = || {
        of.near
            .has(any_of!["共建", "共完", "合计", "累计建", "累计完"])
            && list
                .iter()
                .filter(same)
                .all(|t| t.names(pick.near).is_empty())
    };
    // 全市已安装2003个 for 300个 in some towns and 150个 in the others: far more than both.
    let far_more = || {
        let sum: Decimal = list.iter().filter(same).map(|t| t.amount.value).sum();
        let everywhere = of.near.has(WHOLE_PLACE);
        let most = sum.checked_mul(Decimal::new(15, 1));
        everywhere
            && several()
            && of.stage.is_none()
            && !of.ended
            && most.is_some_and(|most| of.amount.value > most)
    };
    // 供水、排水管网31公里 for both.
    let joined = || {
        let same: Vec<&Prepared> = list.iter().filter(same).collect();
        let apart = |one: &Prepared, other: &Prepared| {
            let own = one.names(pick.near);
            own.iter().any(|p| other.pairs().binary_search(p).is_err())
        };
        of.near
            .trim_start_matches(['、', ' ', ','])
            .contains(['、', '和', '及'])
            && !of.near.contains(['(', ')'])
            && matches!(same[..], [a, b] if apart(a, b) && apart(b, a))
    };
    // 新建改造公共卫生厕所94个, beside 旅游厕所: one of them by its name.
    let told_apart = || {
        let own = target.names(pick.near).len();
        let mut others = list.iter().filter(same).filter(|t| t.own != target.own);
        own >= 3 && others.all(|t| t.names(pick.near).len() * 2 <= own)
    };
    let of_both = several() && joined()
        || several() && (unnamed() || of.near.has(BOTH) && !target.own.has(BOTH) && !told_apart());
    (together || of_both || far_more()).then_some("可能是几个目标的合计")
}

/// 完成338公里,占年度计划的169% for 500公里: of another plan.
pub(super) fn of_another_plan(pick: &Pick) -> Option<&'static str> {
    let (of, target) = (pick.of, pick.target);
    if pick.told || !of.of_plan {
        return None;
    }
    let stated = of.percent?;
    let computed = percent_of(of.amount.value, target.amount.value)?;
    let gap = (computed - stated).abs();
    let far_off = gap > Decimal::from(5) && gap > stated * Decimal::new(3, 1);
    far_off.then_some("所述百分比与目标不符")
}

/// 口袋公园总数升至390个 for 新建60个: all there are by now.
pub(super) fn all_there_is(pick: &Pick) -> Option<&'static str> {
    const ALL: &Sought = any_of!["总数", "总量", "保有量", "总里程", "实有", "有效期内"];
    let near = pick.of.near.trim_end();
    // 贷款基金规模达到3.3亿元: how large the fund is.
    let sized = pick.of.dimension == Some(Dimension::Money)
        && near.ends_with_one(&["规模达", "规模达到", "规模累计达到", "规模为"])
        && !pick.targets.title_words.has(any_of!["规模"]);
    if sized && !pick.told {
        return Some("是现有总数，不是新增的数量");
    }
    let more = pick.exact
        && !pick.told
        && !pick.target.level
        && pick.of.amount.value > pick.target.amount.value;
    if !more {
        return None;
    }
    // 全区5G基站达1260个 beside 新建276个: all that there are.
    let reaches = (near.has(WHOLE_PLACE) || near.has(any_of!["里程", "累计"]))
        && near.ends_with_one(&["达", "达到", "已达", "已达到", "增至", "增加到"])
        && pick.target.own.has(any_of![
            "新", "培育", "创建", "建设", "选聘", "招聘", "招募", "投放", "增加", "引进", "组建"
        ])
        && pick
            .target
            .amount
            .value
            .checked_mul(Decimal::TWO)
            .is_some_and(|twice| pick.of.amount.value >= twice);
    // 全市已累计建成充电桩3210个 for 新建500个.
    let of_all_years = near.has(any_of!["累计"])
        && near.has(WHOLE_PLACE)
        && !near.has(any_of!["新", "今年", "全年", "本年"])
        && pick.target.own.has(any_of!["新"])
        && pick
            .target
            .amount
            .value
            .checked_mul(Decimal::from(3))
            .is_some_and(|thrice| pick.of.amount.value >= thrice);
    // 全县已有68条铺砖巷道: and no word of what was done.
    const HERE: &Sought = any_of![
        "全县已有",
        "全区现存",
        "全市现存",
        "全县现存",
        "全省现存",
        "现运营",
        "全市已有",
        "全区已有",
        "全省已有",
        "全镇已有",
        "全乡已有",
        "全州已有",
        "全县现有",
        "全市现有",
        "全区现有",
        "全省现有",
        "全镇现有",
        "全乡现有",
        "全州现有",
    ];
    const ACTED: &Sought = any_of![
        "参加", "获得", "享受", "接种", "培训", "完成", "建成", "改造", "安装", "投", "工", "实现",
        "达到", "通过", "办理", "签", "受益", "得到", "接受", "领取", "纳入", "新增", "新建",
        "举办", "开展", "救助", "入住",
    ];
    let here = near.has(HERE) && !near.has(ACTED) && !pick.of.after.has(ACTED);
    // “十一五”规划累计投资701亿元,解决了1.5353亿人 for 6000万人.
    const PLANS: &Sought = any_of![
        "十一五",
        "十二五",
        "十三五",
        "十四五",
        "实施以来",
        "年来累计"
    ];
    let times = |by: i64| {
        let most = pick.target.amount.value.checked_mul(Decimal::from(by));
        most.is_some_and(|most| pick.of.amount.value >= most)
    };
    let of_plan_years = times(2)
        && pick.of.far.has(PLANS)
        && pick.of.far.has(any_of!["累计", "共"])
        && !pick.targets.title_words.has(PLANS);

    // 各类托育机构新增到5306家 for 新增110家.
    // 新建农村公路总里程52公里 for 50公里: of what was built new; 占消费总量的32% is a share.
    let total = || {
        let of_new = near.has(any_of!["新建", "新增", "新改建"]) && !times(2);
        pick.of.dimension != Some(Dimension::Rate) && near.has(ALL) && !of_new
    };
    let grown = times(5)
        && near.ends_with_one(&["新增到", "增加到", "增至", "增到", "扩大到", "达到"])
        && pick.target.own.has(any_of!["新增", "新建", "增加"]);
    let all = (total() || reaches || here || of_all_years || of_plan_years || grown)
        && !pick.targets.title_words.has(ALL);
    all.then_some("是现有总数，不是新增的数量")
}

/// 限额以上零售额 for 社会消费品零售总额: some of those that it adds up.
pub(super) fn limited(pick: &Pick) -> Option<&'static str> {
    let (near, far) = (pick.of.near, pick.of.far);
    // 限额以上零售额增长40.4%,社会消费品零售总额增长11.5%: the last thing named is what counts.
    let behind = far.rsplit_once("限额以上").map(|(_, behind)| pairs(behind));
    let named =
        near.contains("限额以上") || behind.is_some_and(|words| pick.target.names_of(&words) < 3);
    let other = named && !pick.targets.title_words.contains("限额以上");
    (other && !pick.told).then_some("只是其中一部分，不是目标所指的总数")
}

/// 30项中有3项不设年度目标: of those nothing is asked.
pub(super) fn not_due(pick: &Pick) -> Option<&'static str> {
    let spared = pick
        .of
        .after
        .starts_with_one(&["不设", "未设", "无需", "不需"]);
    spared.then_some("没有要求完成的部分")
}
