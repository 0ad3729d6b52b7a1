//! What speaks against an amount that another act reached.

use crate::rules::link::pairs::{common, is_verb, pair};
use crate::rules::link::{Pair, Pick};
use crate::rules::stages::begins_only;
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::Dimension;

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
pub(super) fn other_act(pick: &Pick) -> Option<&'static str> {
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
pub(super) fn newly_built(pick: &Pick) -> Option<&'static str> {
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
pub(super) fn begins_with(words: &[Pair], word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(a), Some(b)) => words.binary_search(&pair(a, b)).is_ok(),
        _ => false,
    }
}

/// 改造公厕100所 and 改造小区1300个 share but the verb.
pub(super) fn verb_alone(pick: &Pick) -> Option<&'static str> {
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

/// 对以往改造的开展“回头看”,整改3150户 for 改造4000户: mended, of those there were.
pub(super) fn looked_back(pick: &Pick) -> Option<&'static str> {
    let back = pick.of.far.has(any_of!["回头看"]) && pick.of.near.has(any_of!["整改"]);
    const ASKED: &Sought = any_of!["整改", "整治", "治理", "回头看"];
    (back && !pick.told && !pick.targets.title_words.has(ASKED))
        .then_some("是另一项工作的数量，不是目标所指")
}

/// 分配40058户 for 新开工29550套: what is given out was begun long before.
pub(super) fn handed_over(pick: &Pick) -> Option<&'static str> {
    const GIVEN: &Sought = any_of!["分配", "入住", "配租", "交付", "配售"];
    let near = pick.of.near.trim_end();
    let given = begins_only(pick.target)
        && GIVEN.iter().any(|act| near.ends_with(act.word))
        && !pick.target.own.has(GIVEN);
    (given && !pick.told).then_some("是另一项工作的数量，不是目标所指")
}
