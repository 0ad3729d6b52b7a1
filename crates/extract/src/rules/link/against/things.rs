//! What speaks against an amount of another thing.

use super::acts::begins_with;
use crate::rules::link::candidates::{ONLY_A_STEP, has_only_act};
use crate::rules::link::pairs::{common, last_two, pairs};
use crate::rules::link::{Candidate, Pick, Prepared, Targets};
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::Dimension;
use shishi_domain::Decimal;

/// Words of which one excludes the others before the same noun.
const SIBLINGS: &[&[&str]] = &[
    &["国家级", "省级", "市级", "县级", "区级", "镇级"],
    &["城镇居民", "农村居民"],
    &["儿童", "成人", "老年人", "孕产妇", "职工", "妇女", "成年"],
    &["养老保险", "医疗保险", "失业保险", "工伤保险", "生育保险"],
    &[
        "新增就业",
        "再就业",
        "就业困难",
        "困难人员",
        "毕业生",
        "农民工",
    ],
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
pub(super) fn sibling(pick: &Pick) -> Option<&'static str> {
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

/// 第二针接种3107人 beside 首针5264人: the same people once more, unless the percentage says so.
pub(super) fn later_dose(pick: &Pick) -> Option<&'static str> {
    const LATER: &Sought = any_of![
        "第二针",
        "第二剂",
        "第2针",
        "第2剂",
        "第三针",
        "第三剂",
        "第3针",
        "第3剂",
        "末针",
        "加强针",
    ];
    let people = pick.of.dimension == Some(Dimension::Person)
        && pick.target.dimension == Some(Dimension::Person)
        && pick.target.amount.unit != "人次";
    let later =
        people && pick.of.near.has(LATER) && !pick.targets.title_words.has(LATER) && !pick.told;
    later.then_some("是后一剂次的数量")
}

/// Measure words that fit nearly anything.
fn fits_anything(unit: &str) -> bool {
    matches!(unit, "个" | "处" | "项" | "座" | "套" | "台")
}

/// 70个分类亭 are no 小区: what follows the measure word is no thing of the title.
pub(super) fn other_noun(pick: &Pick) -> Option<&'static str> {
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

/// 建成厢房38个 for 210个小区: another thing.
pub(super) fn other_thing(pick: &Pick) -> Option<&'static str> {
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

/// 铺设管道7.2万亩 for 高标准农田10万亩: laid over so much land, and a layer of it at most.
pub(super) fn laid_over(pick: &Pick) -> Option<&'static str> {
    let (of, title) = (pick.of, pick.targets.title_words);
    let laid = of.step
        && of.dimension == Some(Dimension::Area)
        && !of.thing.is_empty()
        && !of.thing.chars().any(|c| title.contains(c));
    (laid && pick.exact && !pick.told).then_some(ONLY_A_STEP)
}

/// The last two characters of what a target counts, where that stands before its number.
pub(super) fn kind_of<'t>(target: &Prepared<'t>) -> &'t str {
    last_two(target.before_number())
}

/// 疏浚河道221条 for 疏浚65条中沟 beside 105个村庄的河道: the thing is that of another target.
pub(super) fn of_the_next(pick: &Pick) -> Option<&'static str> {
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

/// 5、超市:7个村已投入使用: of what the title does not speak of.
pub(super) fn other_heading(pick: &Pick) -> Option<&'static str> {
    let other = pick.of.elsewhere
        && !pick.told
        && common(pick.near, pick.target.pairs()) == 0
        && pick.of.within.is_none();
    other.then_some("所在的小标题与目标不符")
}
