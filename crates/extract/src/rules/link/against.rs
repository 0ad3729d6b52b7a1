//! What speaks against the target that an amount fits best.

use super::candidates::has_only_act;
use super::pairs::{common, is_generic, is_verb, last_two, pair, pairs};
use super::silent::says_nothing;
use super::units::{percent_of, same_unit};
use super::{Candidate, Pair, Pick, Prepared, Targets};
use crate::rules::kinds::{PAID, WHOLE_PLACE};
use crate::rules::stages::begins_only;
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::Dimension;
use shishi_domain::Decimal;

/// Why the amount does not count, in words for the reader.
type Reason = fn(&Pick) -> Option<&'static str>;

/// The reasons in order: the first that applies is given.
pub(super) const AGAINST: &[Reason] = &[
    no_investment,
    of_several,
    of_another_plan,
    all_there_is,
    other_act,
    newly_built,
    sibling,
    limited,
    covered,
    staff,
    looked_back,
    other_order,
    only_granted,
    other_noun,
    verb_alone,
    other_projects,
    other_thing,
    more_projects,
    projects_alone,
    in_villages,
    of_the_next,
    other_rate,
    not_due,
    handed_over,
    of_size,
    other_heading,
];

/// Measure words that fit nearly anything.
fn fits_anything(unit: &str) -> bool {
    matches!(unit, "个" | "处" | "项" | "座" | "套" | "台")
}

/// 审批通过7320万元 for 发放贷款8000万元, 签约资金9亿元 for 到位资金10亿元: granted or agreed, and not paid out;
/// 贷款到期回收0.9亿元: what came back.
fn only_granted(pick: &Pick) -> Option<&'static str> {
    const GRANTED: &Sought = any_of![
        "审批通过",
        "审核通过",
        "授信",
        "受理",
        "核准",
        "批复",
        "签约",
        "协议",
        "意向"
    ];
    const BACK: &Sought = any_of!["回收", "收回", "归还", "偿还", "代偿"];
    if pick.of.dimension != Some(Dimension::Money) {
        return None;
    }
    let (near, title) = (pick.of.near, pick.targets.title_words);
    let wanted = title.has(PAID) || title.has(any_of!["到位"]);
    if wanted && near.has(BACK) && !title.has(BACK) {
        return Some("是另一项工作的数量，不是目标所指");
    }
    let arrived = || near.has(PAID) || near.has(any_of!["到位"]);
    let only = wanted && near.has(GRANTED) && !title.has(GRANTED) && !arrived();
    only.then_some("只是批准的资金，还没有发放")
}

/// Money paid out to people, or only granted, is no investment made.
fn no_investment(pick: &Pick) -> Option<&'static str> {
    const PAID_OUT: &[&str] = &[
        "发放",
        "补助",
        "补贴",
        "救助",
        "养老金",
        "待遇",
        "兑付",
        "兑现",
        "支取",
        "报销",
        "贷款",
    ];
    const GRANTED: &[&str] = &["落实", "争取", "下达", "申请", "获批"];
    const SPENT: &[&str] = &["投资", "完成", "投入", "支出", "资金", "投"];
    let of = pick.of;
    if of.dimension != Some(Dimension::Money) || !pick.target.own.has(any_of!["投资"]) {
        return None;
    }
    // 实际形成100.66亿元,完成年度目标任务的41.6%: what has the share of the sum promised.
    if pick.told && !of.bare_percent {
        return None;
    }
    let says = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    if !of.table && !says(SPENT, of.near) && !says(SPENT, of.far) {
        return Some("没有说明是投资，不作为完成的投资");
    }
    if says(PAID_OUT, of.near) || !of.near.has(any_of!["投资"]) && says(PAID_OUT, of.far) {
        return Some("发放或借出的资金，不是完成的投资");
    }
    // 落实投资3.2亿元并全部完成.
    let spent = of.after.contains("完成");
    (!spent && says(GRANTED, of.near)).then_some("落实的资金，不是完成的投资")
}

/// 累计开工24个 for 16个 and 10个: of both together.
fn of_several(pick: &Pick) -> Option<&'static str> {
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
        named && names.all(|n| Some(n) == first)
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
fn of_another_plan(pick: &Pick) -> Option<&'static str> {
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
fn all_there_is(pick: &Pick) -> Option<&'static str> {
    const ALL: &Sought = any_of!["总数", "总量", "保有量", "总里程", "实有", "有效期内"];
    // 全区5G基站达1260个 beside 新建276个: all that there are.
    let near = pick.of.near.trim_end();
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
    // 贷款基金规模达到3.3亿元: how large the fund is.
    let sized = pick.of.dimension == Some(Dimension::Money)
        && near.ends_with_one(&["规模达", "规模达到", "规模累计达到", "规模为"])
        && !pick.targets.title_words.has(any_of!["规模"]);
    if sized && !pick.told {
        return Some("是现有总数，不是新增的数量");
    }
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
    let all = pick.exact
        && !pick.told
        && !pick.target.level
        && (total() || reaches || here || of_all_years || of_plan_years || grown)
        && !pick.targets.title_words.has(ALL)
        && pick.of.amount.value > pick.target.amount.value;
    all.then_some("是现有总数，不是新增的数量")
}

/// Work on a thing that is there, which makes no new one, and what goes before a job; each with words
/// of titles that it may answer.
const OTHER_ACTS: &[(&[&str], &[&str])] = &[
    (
        &[
            "养护",
            "检修",
            "维护",
            "大中修",
            "保洁",
            "检查",
            "巡检",
            "巡查",
            "排查",
            "清洗",
        ],
        &[
            "管护", "监管", "整治", "治理", "安全", "隐患", "抽检", "维修",
        ],
    ),
    (
        &["维修"],
        &[
            "改造", "治理", "漏雨", "修缮", "修复", "整治", "提升", "加固", "养护", "维护",
        ],
    ),
    (
        &["培训"],
        &[
            "技能", "人才", "教育", "讲座", "学习", "培养", "培育", "职业", "素质", "轮训", "课程",
        ],
    ),
    (
        &["补贴", "补助"],
        &["补", "救助", "资助", "保障", "发放", "惠民"],
    ),
    (&["参会", "进场求职"], &["参会", "求职"]),
    (
        &[
            "签约项目",
            "储备项目",
            "入库项目",
            "洽谈",
            "对接项目",
            "谋划项目",
        ],
        &[
            "签约", "储备", "入库", "招商", "引进", "洽谈", "对接", "谋划",
        ],
    ),
    (&["整地"], &["整地"]),
    (
        &["领取"],
        &["领取", "发放", "待遇", "补贴", "补助", "救助", "保障"],
    ),
    (
        &["规范"],
        &["规范", "整治", "治理", "管理", "提升", "整顿", "标准"],
    ),
    (
        &["筛查患者", "筛查白内障", "评估残疾", "评估老年"],
        &["筛查", "评估", "体检", "检查"],
    ),
    (&["挖坑", "挖桩"], &["挖"]),
    (
        &["疏通", "清淤"],
        &[
            "疏",
            "清淤",
            "清掏",
            "养护",
            "整治",
            "治理",
            "河",
            "沟渠",
            "水环境",
        ],
    ),
];

/// 养护农村公路1260公里 for 新建50公里, 技能培训2360人 for 就业2000人: another act on the same thing.
fn other_act(pick: &Pick) -> Option<&'static str> {
    let (near, title) = (pick.of.near, pick.targets.title_words);
    // 就业技能培训等5个项目 of a list of matters: they are of many kinds.
    if pick.told || pick.of.amount.value == pick.target.amount.value || pick.target.matters {
        return None;
    }
    // 桃浦养护院 is a name; 规范化书屋, 规范建设公厕, 清淤疏浚消除内涝点: how it is done.
    const NAMES: &[char] = &['院', '站', '工', '员', '中', '基', '化'];
    const DOES: &[&str] = &["新建", "建设", "建成", "改造", "新增", "消除", "解决"];
    let says = |act: &str| {
        let mut found = near.match_indices(act);
        found.any(|(at, _)| {
            let behind = &near[at + act.len()..];
            let own = behind.split(' ').next().unwrap_or_default();
            !behind.starts_with(NAMES) && !DOES.iter().any(|does| own.contains(does))
        })
    };
    let other = OTHER_ACTS.iter().any(|(acts, answers)| {
        acts.iter()
            .any(|act| begins_with(pick.near, act) && says(act))
            && !acts.iter().any(|act| title.contains(act))
            && !answers.iter().any(|word| title.contains(word))
    });
    other.then_some("是另一项工作的数量，不是目标所指")
}

/// 新建农贸市场2家 for 改造农贸市场10家, 改造老旧燃气管网15公里 for 新建50公里: made new where the
/// promise is to better what is there, or the other way round.
fn newly_built(pick: &Pick) -> Option<&'static str> {
    const NEW: &Sought = any_of!["新建", "新增", "新开", "新辟", "增设", "新设", "增加"];
    const BETTERS: &Sought = any_of![
        "改造", "维修", "养护", "更换", "修缮", "修复", "优化", "更新", "提升", "改建", "维护"
    ];
    let people = pick.of.dimension == Some(Dimension::Person);
    if !pick.exact || pick.told || people || pick.of.amount.value == pick.target.amount.value {
        return None;
    }
    let (near, own) = (pick.of.near, pick.target.words);
    // 小区改造中挖潜停车泊位1026个: on that occasion.
    let aside = || {
        let mut acts = BETTERS.iter().filter_map(|act| near.split_once(act.word));
        acts.any(|(_, behind)| behind.starts_with_one(&["中", "后", "时", "过程中"]))
    };
    let bettered = near.has(BETTERS)
        && !aside()
        // 颐和养护院 is a name.
        && !near.has(any_of!["养护院"])
        && !pick.of.after.has(BETTERS)
        && !near.has(any_of!["新", "增", "扩建", "建成"])
        && own.has(NEW)
        && !pick
            .targets
            .title_words
            .has(any_of!["改", "优化", "提升", "修", "扩建", "更新", "更换"]);
    if bettered {
        return Some("是改造或提升的数量，目标是新建");
    }
    // 新增公交车106辆 for 更新公交车100辆: in place of old ones, unless these are told before.
    const REPLACES: &Sought = any_of!["更新", "更换"];
    let vehicles =
        || pick.of.amount.unit == "辆" && own.has(REPLACES) && !pick.of.far.has(REPLACES);
    const MAKES: &Sought = any_of![
        "新建",
        "新增",
        "新开",
        "新设",
        "新改建",
        "新装",
        "新购",
        "建设",
        "增设",
        "扩建",
        "增加",
        "打造",
        "创建",
        "完善",
        "建成"
    ];
    let newly = near.has(NEW)
        && !near.has(BETTERS)
        && own.has(BETTERS)
        && !vehicles()
        && !own.has(MAKES)
        // 提升改造100个、新增60个: the second asks for new ones.
        && !pick.target.own.has(MAKES);
    newly.then_some("是新建的数量，目标是改造或维修")
}

/// Whether the first two characters of a word stand among pairs: turns away most words at no cost.
fn begins_with(words: &[Pair], word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(a), Some(b)) => words.binary_search(&pair(a, b)).is_ok(),
        _ => false,
    }
}

/// Words of which one excludes the others before the same noun.
const SIBLINGS: &[&[&str]] = &[
    &["国家级", "省级", "市级", "县级", "区级", "镇级"],
    &["城镇居民", "农村居民"],
    &["儿童", "成人", "老年人", "孕产妇", "职工", "妇女", "成年"],
    &["养老保险", "医疗保险", "失业保险", "工伤保险", "生育保险"],
    &["公办", "民办"],
    &["重点人群", "一般人群", "普通人群", "常住人口"],
    &["非机动", "停车"],
    &["污水管", "供水管", "雨水管", "燃气管", "供热管", "热力管"],
    &[
        "进校园",
        "进乡村",
        "进农村",
        "进企业",
        "进社区",
        "进机关",
        "进军营",
        "进家庭",
        "进景区",
        "进商场",
        "进工地",
    ],
    &["幼儿园", "小学", "初中", "高中"],
    &[
        "文化服务中心",
        "卫生服务中心",
        "养老服务中心",
        "党群服务中心",
        "便民服务中心",
        "托育服务中心",
        "照料中心",
    ],
    &["污水处理厂", "污水处理站"],
];

/// 污水处理厂(站), 污水处理厂、站: whether a word goes on, past a mark, with the last character of another.
fn goes_on_with(words: &str, said: &str, other: &str) -> bool {
    let behind = words.split_once(said).map_or("", |(_, behind)| behind);
    let last = other.chars().next_back();
    let past = behind.strip_prefix(['(', '、', '/', '和']);
    last.is_some_and(|last| past.is_some_and(|past| past.starts_with(last)))
}

/// 市级美丽乡村26个 for 省级美丽乡村12个: of another level, or for other people.
fn sibling(pick: &Pick) -> Option<&'static str> {
    let (near, title) = (pick.of.near, pick.targets.title_words);
    let other = SIBLINGS.iter().any(|kinds| {
        let asked = |kind: &&&str| title.contains(**kind);
        // 为民办实事 names no one's kindergartens.
        let named =
            |kind: &str| near.contains(kind) && !(kind == "民办" && near.contains("为民办"));
        let told = |kind: &&&str| begins_with(pick.near, kind) && named(kind);
        let mut said = kinds.iter().filter(told).peekable();
        said.peek().is_some()
            && kinds.iter().any(|kind| asked(&kind))
            && !said.any(|kind| {
                let mut others = kinds.iter().filter(asked);
                asked(&kind) || others.any(|other| goes_on_with(near, kind, other))
            })
    });
    (other && !pick.told).then_some("是另一级别或另一类的数量")
}

/// 限额以上零售额 for 社会消费品零售总额: some of those that it adds up.
fn limited(pick: &Pick) -> Option<&'static str> {
    let (near, far) = (pick.of.near, pick.of.far);
    // 限额以上零售额增长40.4%,社会消费品零售总额增长11.5%: the last thing named is what counts.
    let behind = far.rsplit_once("限额以上").map(|(_, behind)| pairs(behind));
    let named =
        near.contains("限额以上") || behind.is_some_and(|words| pick.target.names_of(&words) < 3);
    let other = named && !pick.targets.title_words.contains("限额以上");
    (other && !pick.told).then_some("只是其中一部分，不是目标所指的总数")
}

/// 70个分类亭 are no 小区: what follows the measure word is no thing of the title.
fn other_noun(pick: &Pick) -> Option<&'static str> {
    let other = pick.exact
        && !pick.told
        && pick.target.amount.value != pick.of.amount.value
        && names_other(pick.of, pick.targets);
    other.then_some("名称与目标不符")
}

/// Whether what follows a measure word that fits anything is no thing of the title.
fn names_other(of: &Candidate, targets: &Targets) -> bool {
    const ANY: &[&str] = &[
        "项目", "工程", "点位", "任务", "事项", "子项", "标段", "单位",
    ];
    // 14个事项提前完成: how, and no noun.
    const HOW: &[&str] = &[
        "的", "也", "具备", "达到", "通过", "取得", "进入", "正式", "投入", "已", "完", "提前",
        "超额", "如期", "全面", "基本", "顺利", "按", "均", "因", "全部", "率先", "实际", "年度",
        "当年",
    ];
    if !fits_anything(&of.amount.unit) {
        return false;
    }
    let mut places = of.noun.char_indices().map(|(i, _)| i);
    let end = places.find(|&i| of.noun[i..].starts_with_one(HOW));
    // 环卫车辆 are 车.
    let noun = of.noun[..end.unwrap_or(of.noun.len())].trim_end_matches('辆');
    let Some(head) = noun.chars().next_back() else {
        return false;
    };
    noun.chars().count() >= 2 && !targets.names_char(head) && !ANY.iter().any(|w| noun.ends_with(w))
}

/// 改造公厕100所 and 改造小区1300个 share but the verb.
fn verb_alone(pick: &Pick) -> Option<&'static str> {
    let target = pick.target;
    let count = Some(Dimension::Count);
    if pick.exact || pick.told || (pick.of.dimension, target.dimension) != (count, count) {
        return None;
    }
    let named = |words: &[Pair]| {
        words
            .iter()
            .any(|p| target.pairs().binary_search(p).is_ok() && !is_verb(*p))
    };
    let verb_alone = common(pick.near, target.pairs()) > 0
        && !named(pick.near)
        && !named(pick.far)
        && pick.targets.list.len() > 1;
    verb_alone.then_some("名称与各目标不符")
}

/// 新增国债项目73个 for 257个重点项目: projects of another kind.
fn other_projects(pick: &Pick) -> Option<&'static str> {
    let (of, target) = (pick.of, pick.target);
    let foreign = || {
        let title = pick.targets.title();
        let own = pick.near.iter();
        let own = own.filter(|p| !is_generic(**p) && !is_verb(**p));
        let (known, foreign) = own.fold((0, 0), |(known, foreign), p| {
            if title.binary_search(p).is_ok() {
                (known + 1, foreign)
            } else {
                (known, foreign + 1)
            }
        });
        known * 2 < foreign && foreign >= 3
    };
    let told_apart = pick.exact
        && !pick.told
        && !of.table
        && of.amount.value != target.amount.value
        && !of.ended
        && of.near.trim_end().ends_with("项目")
        && !(says_nothing(of.near) && of.near.starts_with('已'))
        && target.own.has(any_of!["项目"])
        && target.names(pick.near).iter().all(|p| is_generic(*p))
        && foreign();
    told_apart.then_some("是另一类项目，名称与目标不符")
}

/// 建成厢房38个 for 210个小区: another thing.
fn other_thing(pick: &Pick) -> Option<&'static str> {
    let of = pick.of;
    // Small numbers are equal by chance: 足球场1个 for 体育公园1个.
    let equal = of.amount.value == pick.target.amount.value
        && (of.amount.value >= Decimal::TEN || !of.noun.is_empty());
    let open = pick.exact
        && !pick.told
        && of.within.is_none()
        && !equal
        && !(pick.target.matters && of.counts_tasks())
        && (fits_anything(&of.amount.unit) || matches!(of.amount.unit.as_str(), "所" | "家"))
        && (2..=12).contains(&of.thing.chars().count());
    if !open {
        return None;
    }
    let (thing, title) = (pairs(of.thing), pick.targets.title());
    // 分类亭 for 四分类小区: the last word tells what it is.
    let tail = last_two(of.thing);
    let other = !thing.is_empty()
        && pairs(tail).iter().all(|p| title.binary_search(p).is_err())
        && of
            .thing
            .chars()
            .next_back()
            .is_some_and(|c| !pick.targets.title_words.contains(c));
    other.then_some("名称与目标不符")
}

/// The last two characters of what a target counts, where that stands before its number.
fn kind_of<'t>(target: &Prepared<'t>) -> &'t str {
    let own = target.own;
    let end = own.find(|c: char| c.is_ascii_digit());
    last_two(end.map_or(own, |at| &own[..at]))
}

/// 28个幸福村累计实施项目113个: projects, where the title counts something else.
fn more_projects(pick: &Pick) -> Option<&'static str> {
    // 建成停车场项目12个, 完成小区改造项目22个: one project is one of what is counted.
    let one_each = || {
        let near = pick.of.near.trim_end();
        let name = near.strip_suffix("项目").unwrap_or(near);
        let name = name.trim_end_matches("改造").trim_end_matches("建设");
        let kind = last_two(name);
        kind.chars().count() == 2 && kind_of(pick.target) == kind
    };
    let more = pick.exact
        && !pick.told
        && pick.of.near.trim_end().ends_with("项目")
        && pick.of.amount.value > pick.target.amount.value
        && !pick
            .targets
            .title_words
            .has(any_of!["项目", "工程", "实事"])
        && !one_each();
    more.then_some("名称与目标不符")
}

/// 新建停车场项目5个 for 停车泊位1500个: projects, where the title counts what they bring.
fn projects_alone(pick: &Pick) -> Option<&'static str> {
    let near = pick.of.near.trim_end();
    let kind = kind_of(pick.target);
    let alone = pick.exact
        && !pick.told
        && near.ends_with("项目")
        // 已交付12个项目2786套: the noun of the amount before it.
        && near != "项目"
        && kind.chars().count() == 2
        && !near.contains(kind)
        && pick.of.amount.value != pick.target.amount.value
        && !pick
            .targets
            .title_words
            .has(any_of!["项目", "工程", "实事"]);
    alone.then_some("名称与目标不符")
}

/// 建成19个,覆盖17个乡镇 for 仓储点22个: where they are.
fn covered(pick: &Pick) -> Option<&'static str> {
    const PLACES: &[&str] = &[
        "乡镇",
        "乡(镇)",
        "镇街",
        "街道",
        "村",
        "社区",
        "县",
        "小区",
        "行政村",
    ];
    let reaches = any_of!["覆盖", "涉及", "涵盖", "分布", "惠及"];
    let near = pick.of.near.trim_start_matches([',', '、', ' ']);
    let place = PLACES
        .iter()
        .any(|place| pick.of.noun == *place || pick.of.after == *place);
    // 覆盖18个行政村 for 20个行政村, and not for 每个乡镇至少建成1个.
    let counted = || {
        let own = pick.target.own;
        let named = |place: &str| place != "县" && own.contains(place);
        !own.contains('每') && PLACES.iter().any(|place| named(place))
    };
    let other = pick.exact
        && !pick.told
        && place
        && near.starts_with_one(&["覆盖", "涉及", "涵盖", "分布在", "惠及"])
        && !pick.target.own.has(reaches)
        && !counted()
        && pick.of.amount.value != pick.target.amount.value;
    other.then_some("是实施的地方数，名称与目标不符")
}

/// 对以往改造的开展“回头看”,整改3150户 for 改造4000户: mended, of those there were.
fn looked_back(pick: &Pick) -> Option<&'static str> {
    let back = pick.of.far.has(any_of!["回头看"]) && pick.of.near.has(any_of!["整改"]);
    const ASKED: &Sought = any_of!["整改", "整治", "治理", "回头看"];
    (back && !pick.told && !pick.targets.title_words.has(ASKED))
        .then_some("是另一项工作的数量，不是目标所指")
}

/// 办理公证1.93万件 for 事项120项: of another order, in another measure word.
fn other_order(pick: &Pick) -> Option<&'static str> {
    let (value, goal) = (pick.of.amount.value, pick.target.amount.value);
    let times = goal.checked_mul(Decimal::from(20));
    let apart =
        pick.of.amount.unit != pick.target.amount.unit && times.is_some_and(|times| value > times);
    (apart && !pick.told && pick.of.dimension == Some(Dimension::Count))
        .then_some("名称与目标不同，数量也相差较大")
}

/// 配备志愿者290名 for 惠及学生4000名: those who serve them.
fn staff(pick: &Pick) -> Option<&'static str> {
    const STAFF: &[&str] = &[
        "志愿者",
        "工作人员",
        "教师",
        "村医",
        "医护人员",
        "医务人员",
        "社工",
        "保洁员",
        "管理员",
        "网格员",
        "专家",
        "律师",
        "辅导员",
        "教练",
        "护理员",
        "保安",
        "安全员",
    ];
    let words = [pick.of.thing, pick.of.noun];
    // 已培训养老护理员350名 for 培训养老护理人员300名: they are those it is for.
    const SERVED: &Sought = any_of![
        "培训", "培养", "招聘", "引进", "人才", "岗位", "人员", "职工", "队伍"
    ];
    let staff = STAFF
        .iter()
        .find(|kind| words.iter().any(|words| words.ends_with(**kind)));
    let other = staff.is_some_and(|kind| !pick.targets.title_words.contains(kind));
    let served = || pick.targets.title_words.has(SERVED);
    (pick.of.dimension == Some(Dimension::Person) && other && !pick.told && !served())
        .then_some("是另一类人员，名称与目标不符")
}

/// 完成62个自然村路灯安装 for 路灯2000个: where it was done.
fn in_villages(pick: &Pick) -> Option<&'static str> {
    const PLACES: &[&str] = &["自然村", "行政村", "建制村", "乡镇", "乡(镇)", "街道"];
    let place = PLACES
        .iter()
        .find(|place| pick.of.noun.starts_with(**place))?;
    // 22个行政村卫生室 for 卫生室20个: the thing itself, and not 62个自然村路灯安装 for 路灯2000个.
    let itself = || {
        let about = pick.of.amount.value.checked_mul(Decimal::TWO);
        let kind = kind_of(pick.target);
        pick.of.noun.ends_with(kind)
            && kind.chars().count() == 2
            && about.is_some_and(|twice| twice >= pick.target.amount.value)
    };
    let other = pick.exact
        && !pick.told
        && !itself()
        && pick.of.noun.chars().count() > place.chars().count()
        && !pick.targets.title_words.contains(place)
        && pick.of.amount.value != pick.target.amount.value;
    other.then_some("是实施的地方数，名称与目标不符")
}

/// 疏浚河道221条 for 疏浚65条中沟 beside 105个村庄的河道: the thing is that of another target.
fn of_the_next(pick: &Pick) -> Option<&'static str> {
    let of = pick.of;
    let last = of.thing.chars().next_back()?;
    let tail = last_two(of.thing);
    let others = pick.targets.list.iter().enumerate();
    // Of money, the only sum of the title is meant: 8个项目完成投资1906万元.
    let money = pick.of.dimension == Some(Dimension::Money) && pick.targets.only_sum().is_some();

    let next = pick.exact
        && !money
        && !pick.target.is_placed(of.near)
        && !pick.told
        && tail.chars().count() == 2
        && !matches!(tail, "增长" | "增速" | "增幅" | "下降")
        // 24个村庄污水管网共计100公里: the second has no name of its own.
                && !pick.target.own.starts_with(['共', '合', '总', '计'])
        // So has that of 河道60条、120公里.
        && !pick.target.own.trim_start_matches('、').starts_with(|c: char| c.is_ascii_digit())
        && !pick.target.own.contains(last)
        && others
            .filter(|(index, _)| *index != pick.index)
            .any(|(_, t)| t.own.contains(tail));
    let own = || has_only_act(pick.of.near, pick.target);
    (next && !own()).then_some("名称与别的目标相符，单位不符")
}

/// 合格率98% for 不合格食品处置率100%: rates of two names.
fn other_rate(pick: &Pick) -> Option<&'static str> {
    if pick.of.dimension != Some(Dimension::Rate) {
        return None;
    }
    const GROWTH: &Sought = any_of!["增长", "下降", "增速", "增幅", "同比"];
    let (near, target) = (pick.of.near, pick.target);
    // 一般公共预算收入增长1.4% for 生产总值增长5%: what the title names apart from the target.
    let of_another = || {
        let named = |p: &&Pair| {
            let grows = GROWTH.iter().any(|word| pairs(word.word).contains(p));
            !grows && !is_verb(**p) && !is_generic(**p)
        };
        let title = pick.targets.title();
        let mut own = pick.near.iter().filter(named);
        let apart = own
            .clone()
            .filter(|p| title.binary_search(p).is_ok())
            .count();
        apart >= 3 && own.all(|p| target.pairs().binary_search(p).is_err())
    };
    if near.has(GROWTH) && target.own.has(GROWTH) && pick.targets.list.len() > 1 && of_another() {
        return Some("比率的名称与目标不符");
    }
    let own = target.own.contains('率');
    let Some((at, _)) = near.match_indices('率').next_back() else {
        // 投资同比下降4.7% for 落地率50%.
        let grows = own && near.has(GROWTH) && !target.own.has(GROWTH);
        return grows.then_some("是增减幅度，不是目标所指的比率");
    };
    let last = last_two(&near[..at]);
    let name = format!("{last}率");
    // 通硬化路率100% for 服务点全覆盖: a rate that the title does not speak of.
    let unknown = || {
        common(pick.near, target.pairs()) == 0
            && !pick.targets.title_words.contains(last)
            && !matches!(last, "完成" | "达标" | "合格" | "覆盖")
    };
    let other = name.chars().count() == 3
        && if own {
            // 婚检率 for 婚前医学检查率: what it is called for short.
            !target.own.contains(&name)
                && !is_short_for(&name, target.own)
                && !means_the_same(last, target.own, common(pick.near, target.pairs()))
        } else {
            unknown()
        };
    other.then_some("比率的名称与目标不符")
}

/// 垃圾无害化处置率 for 垃圾无害化处理率: whether another name of a rate begins alike, and all before it is the
/// same.
pub(super) fn means_the_same(name: &str, own: &str, shared: usize) -> bool {
    let asked = own.split_once('率').map_or("", |(name, _)| last_two(name));
    shared >= 3 && name.chars().next() == asked.chars().next()
}

/// Whether the characters of a short name stand in the long one, in their order.
pub(crate) fn is_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let begins = short.chars().next() == long.chars().next();
    begins && short.chars().all(|c| rest.any(|r| r == c))
}

/// 分配40058户 for 新开工29550套: what is given out was begun long before.
fn handed_over(pick: &Pick) -> Option<&'static str> {
    const GIVEN: &Sought = any_of!["分配", "入住", "配租", "交付", "配售"];
    let near = pick.of.near.trim_end();
    let given = begins_only(pick.target)
        && GIVEN.iter().any(|act| near.ends_with(act.word))
        && !pick.target.own.has(GIVEN);
    (given && !pick.told).then_some("是另一项工作的数量，不是目标所指")
}

/// 投资超亿元的项目有110个 for 重点项目330个: of what size they are, and no progress.
fn of_size(pick: &Pick) -> Option<&'static str> {
    let sized = pick.of.near.has(any_of!["亿元的项目", "万元的项目"])
        && pick.of.near.has(any_of!["投资超", "投资过", "投资达"])
        && !pick.targets.title_words.has(any_of!["亿元", "万元以上"]);
    (sized && !pick.told).then_some("是另一类项目，名称与目标不符")
}

/// 30项中有3项不设年度目标: of those nothing is asked.
fn not_due(pick: &Pick) -> Option<&'static str> {
    let spared = pick
        .of
        .after
        .starts_with_one(&["不设", "未设", "无需", "不需"]);
    spared.then_some("没有要求完成的部分")
}

/// 5、超市:7个村已投入使用: of what the title does not speak of.
fn other_heading(pick: &Pick) -> Option<&'static str> {
    let other = pick.of.elsewhere
        && !pick.told
        && common(pick.near, pick.target.pairs()) == 0
        && pick.of.within.is_none();
    other.then_some("所在的小标题与目标不符")
}
