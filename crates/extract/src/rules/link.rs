//! Which target an amount counts towards, how surely, and why.

use crate::clause::Prose;
use crate::rules::stages::{begins_only, names_stage};
use crate::rules::targets;
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::{Dimension, VOCABULARY};
use shishi_domain::{Amount, Decimal, Link};
use std::cell::OnceCell;
use std::sync::LazyLock;

/// The targets of an item, prepared for comparison.
pub(crate) struct Targets {
    pub list: Vec<Prepared>,
    /// Pairs of neighbouring characters of the whole title.
    title: OnceCell<Vec<Pair>>,
    /// The title, folded.
    pub title_words: String,
}

/// A target with the words that speak of it.
pub(crate) struct Prepared {
    pub amount: Amount,
    dimension: Option<Dimension>,
    pairs: Vec<Pair>,
    /// Its clause up to its own words.
    pub words: String,
    /// Its own words alone.
    pub own: String,
    /// It is counted per head: 每千人5批次.
    each: bool,
    /// The title is a list of matters or projects, which 开工 and 启动 take up.
    pub matters: bool,
    /// It is named as a part of another: 其中城市80处, (含公共停车位900个).
    part: bool,
    /// The sum from which on a thing counts: 10亿元以上项目10个.
    threshold: Option<Decimal>,
}

/// A link as decided.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub target: Option<usize>,
    pub link: Link,
    pub reason: String,
    /// How many pairs of characters its own words share with the target's.
    pub shared: usize,
    /// The units are the same.
    pub exact: bool,
    /// The stated percentage fits the target.
    pub told: bool,
    /// A percentage is stated, and it does not fit.
    pub misfit: bool,
}

impl Decision {
    pub fn none(link: Link, reason: &str) -> Self {
        Self {
            target: None,
            link,
            reason: reason.into(),
            shared: 0,
            exact: false,
            told: false,
            misfit: false,
        }
    }
}

/// What is known about an amount of the narrative.
pub(crate) struct Candidate<'a> {
    pub amount: &'a Amount,
    pub dimension: Option<Dimension>,
    /// The words right around it.
    pub near: &'a str,
    /// The words of its sentence up to it.
    pub far: &'a str,
    /// The stage that its verb names, if it is short of the end.
    pub stage: Option<&'a str>,
    /// Its verb names the end: 完工, 验收.
    pub ended: bool,
    /// The percentage of completion stated right after it.
    pub percent: Option<Decimal>,
    /// It is one of a plan or a task, and not of something else: 占年度计划的169%.
    pub of_plan: bool,
    /// It is counted per head or per thing.
    pub each: bool,
    /// It is the figure of a table cell, with no words of its own.
    pub table: bool,
    /// The sum from which on what it counts is counted.
    pub threshold: Option<Decimal>,
    /// A whole that its sentence names before it: 20个项目中5个.
    pub whole: Option<&'a Amount>,
    /// The noun that follows it: 亭 of 70个分类亭.
    pub noun: &'a str,
    /// It counts those who gain by the work.
    pub gained: bool,
    /// The target whose very number stands before it in its clause: 卫生类4个已完工1个.
    pub within: Option<usize>,
    /// What is counted, where it stands between a verb and the amount: 厢房 of 建成厢房38个.
    pub thing: &'a str,
}

/// Two neighbouring characters in one.
pub(crate) type Pair = u32;

const fn pair(a: char, b: char) -> Pair {
    ((a as u32) << 16) | b as u32
}

/// Pairs of neighbouring characters, Chinese only, in order.
pub(crate) fn pairs(text: &str) -> Vec<Pair> {
    let mut out = Vec::with_capacity(text.len() / 3);
    let mut before = None;
    for c in text.chars() {
        let c = Some(c).filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c));
        if let (Some(a), Some(b)) = (before, c) {
            let pair = pair(a, b);
            if !is_common(pair) {
                out.push(pair);
            }
        }
        before = c;
    }
    out.sort_unstable();
    out.dedup();
    out
}

const fn place(pair: Pair) -> u32 {
    (((pair >> 16) * 7) ^ pair) & 127
}

/// Where common pairs can be: most others are turned away by it.
const COMMON_PLACES: u128 = {
    let (mut places, mut k) = (0, 0);
    while k < COMMON.len() {
        places |= 1 << place(pair(COMMON[k][0], COMMON[k][1]));
        k += 1;
    }
    places
};

fn is_common(of: Pair) -> bool {
    (COMMON_PLACES >> place(of)) & 1 == 1 && COMMON.iter().any(|c| pair(c[0], c[1]) == of)
}

/// Pairs that say nothing about what is counted.
const COMMON: &[[char; 2]] = &[
    ['完', '成'],
    ['累', '计'],
    ['已', '完'],
    ['目', '前'],
    ['截', '至'],
    ['全', '年'],
    ['任', '务'],
    ['目', '标'],
    ['计', '划'],
    ['年', '度'],
    ['共', '计'],
    ['实', '际'],
    ['开', '展'],
    ['实', '施'],
    ['其', '中'],
    ['以', '上'],
    ['不', '少'],
    ['少', '于'],
    ['万', '元'],
    ['万', '人'],
    ['人', '次'],
    ['工', '作'],
    ['工', '程'],
    ['全', '市'],
    ['全', '区'],
    ['全', '县'],
    ['达', '到'],
    ['实', '现'],
    ['推', '进'],
    ['今', '年'],
    ['年', '内'],
];

/// Verbs of work that many promises share.
const ACTS: &[[char; 2]] = &[
    ['改', '造'],
    ['提', '升'],
    ['新', '建'],
    ['建', '设'],
    ['新', '增'],
    ['整', '治'],
    ['修', '缮'],
    ['安', '装'],
    ['更', '新'],
    ['升', '级'],
    ['建', '成'],
    ['扩', '建'],
    ['改', '建'],
    ['升', '改'],
];

/// Nouns that many promises share.
const GENERIC: &[[char; 2]] = &[['项', '目'], ['重', '点'], ['任', '务'], ['工', '程']];

fn is_generic(of: Pair) -> bool {
    GENERIC.iter().any(|c| pair(c[0], c[1]) == of)
}

/// Whether a pair is a verb of work that many promises share.
pub(crate) fn is_verb(of: Pair) -> bool {
    ACTS.iter().any(|c| pair(c[0], c[1]) == of)
}

fn common(a: &[Pair], b: &[Pair]) -> usize {
    a.iter().filter(|p| b.binary_search(p).is_ok()).count()
}

/// Why money is no investment made: it was paid out to people, or only granted.
fn no_investment(of: &Candidate) -> Option<&'static str> {
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
    let says = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    const SPENT: &[&str] = &["投资", "完成", "投入", "支出", "资金", "投"];
    if !of.table && !says(SPENT, of.near) && !says(SPENT, of.far) {
        return Some("没有说明是投资，不作为完成的投资");
    }
    if says(PAID_OUT, of.near) || !of.near.has(any_of!["投资"]) && says(PAID_OUT, of.far) {
        return Some("发放或借出的资金，不是完成的投资");
    }
    says(GRANTED, of.near).then_some("落实的资金，不是完成的投资")
}

impl Prepared {
    /// Those of `words` that name what it promises, verbs of work aside.
    pub fn names(&self, words: &[Pair]) -> Vec<Pair> {
        let shared = words.iter().filter(|p| self.pairs.binary_search(p).is_ok());
        shared.filter(|p| !is_verb(**p)).copied().collect()
    }
}

impl Targets {
    pub fn new(title: &Prose, found: &[targets::Found]) -> Self {
        const LISTS: &[Sought] = any_of![
            "实事",
            "民生项目",
            "惠民项目",
            "重点项目",
            "重大项目",
            "重点建设项目",
            "重点工程",
            "民心工程",
            "民生工程",
        ];
        const ENDS: &[Sought] = any_of![
            "建设", "建成", "完成", "竣工", "完工", "改造", "新建", "新增", "改建", "扩建", "安装",
            "整治", "培训"
        ];
        const MATTERS: &[Sought] = any_of!["实事", "项目", "工程", "类", "子项", "事项", "工作"];
        let matters = title.text.words(0, title.text.len()).has(LISTS);
        let list = found
            .iter()
            .map(|f| {
                let words = title.text.folded_of(f.context.0, f.context.1);
                // 每乡镇2-3个,全县共32个: a sum bears the name of what it sums up.
                let sums = words.starts_with_one(&[
                    "全县共",
                    "全市共",
                    "全区共",
                    "全省共",
                    "全州共",
                    "共",
                    "合计",
                    "总计",
                    "全镇共",
                ]);
                let named = if sums && words.chars().count() <= 10 {
                    title.text.folded_of(0, f.context.1)
                } else {
                    words
                };
                Prepared {
                    amount: f.target.amount.clone(),
                    dimension: VOCABULARY
                        .unit_named(&f.target.amount.unit)
                        .map(|u| u.dimension)
                        .or((f.target.amount.unit == "%").then_some(Dimension::Rate)),
                    pairs: pairs(named),
                    words: title.text.folded_of(f.clause.0, f.context.1).to_string(),
                    matters: matters
                        && matches!(f.target.amount.unit.as_str(), "项" | "件" | "个")
                        && words.has(MATTERS)
                        && !words
                            .replace("建设项目", "")
                            .replace("重点建设", "")
                            .has(ENDS),
                    part: f.context.0 > 0
                        && title
                            .text
                            .words(f.context.0, f.at)
                            .trim_start_matches([',', '、', '('])
                            .starts_with_one(&["其中", "含", "包括"]),
                    each: per_head(words) || each_one(words, title, f.context.0, f.at),
                    threshold: threshold(title, f.context.0, f.at),
                    own: words.to_string(),
                }
            })
            .collect();
        Self {
            list,
            title: OnceCell::new(),
            title_words: title.text.folded.clone(),
        }
    }

    /// Pairs of neighbouring characters of the whole title, in order.
    pub fn title(&self) -> &[Pair] {
        self.title.get_or_init(|| pairs(&self.title_words))
    }

    /// Whether the targets of a unit are together a value, and none alone is.
    fn sums_to(&self, unit: &str, value: Decimal) -> bool {
        let sum: Decimal = self
            .list
            .iter()
            .filter(|t| same_unit(&t.amount.unit, unit))
            .map(|t| t.amount.value)
            .sum();
        sum == value
    }

    /// Whether what follows a measure word that fits anything is no thing of the title:
    /// 70个分类亭 are no 小区.
    fn other_noun(&self, of: &Candidate) -> bool {
        const ANY: &[&str] = &[
            "项目", "工程", "点位", "任务", "事项", "子项", "标段", "单位",
        ];
        // 14个事项提前完成: how, and no noun.
        const HOW: &[&str] = &[
            "具备", "达到", "通过", "取得", "进入", "正式", "投入", "已", "完", "提前", "超额",
            "如期", "全面", "基本", "顺利", "按", "均", "因", "全部", "率先", "实际",
        ];
        let end = HOW.iter().filter_map(|w| of.noun.find(w)).min();
        let noun = &of.noun[..end.unwrap_or(of.noun.len())];
        let Some(head) = noun.chars().next_back() else {
            return false;
        };
        matches!(
            of.amount.unit.as_str(),
            "个" | "处" | "项" | "座" | "套" | "台"
        ) && noun.chars().count() >= 2
            && !self.title_words.contains(head)
            && !ANY.iter().any(|w| noun.ends_with(w))
    }

    /// Decides the target of an amount.
    pub fn decide(&self, of: &Candidate) -> Decision {
        if self.list.is_empty() {
            return Decision::none(Link::Open, "标题没有数量目标");
        }
        let near = pairs(of.near);
        let far = pairs(of.far);
        let mut best: Option<(usize, usize, usize)> = None;
        let mut fitting = 0;
        let mut staged = false;
        for (i, target) in self.list.iter().enumerate() {
            if !comparable(of, target) {
                continue;
            }
            // 每千人5批次 is not compared with a sum, nor 10亿元以上 with 亿元以上.
            let rate = of.dimension == Some(Dimension::Rate);
            if of.each != target.each && !rate
                || of
                    .threshold
                    .zip(target.threshold)
                    .is_some_and(|(a, b)| a != b)
            {
                continue;
            }
            // 20个项目中5个 counts towards no target of 7个.
            if of.whole.is_some_and(|w| {
                self.list.len() > 1
                    && same_unit(&w.unit, &target.amount.unit)
                    && w.value > target.amount.value
                    && self.sums_to(&w.unit, w.value)
            }) {
                continue;
            }
            // 建成71处 is the whole, unless its words name the part.
            let whole = self.list[..i]
                .iter()
                .rev()
                .find(|w| !w.part && same_unit(&w.amount.unit, &target.amount.unit));
            if target.part
                && let Some(whole) = whole
            {
                let own = |p: &&Pair| {
                    target.pairs.binary_search(p).is_ok() && whole.pairs.binary_search(p).is_err()
                };
                if !near.iter().chain(&far).any(|p| own(&p)) {
                    continue;
                }
            }
            fitting += 1;
            // People do not go through stages: 签约引进86名.
            let stage = of
                .stage
                .filter(|_| !matches!(of.dimension, Some(Dimension::Person | Dimension::Rate)));
            // 路面121.5公里,占年计划75.9%: the rate of the target tells that it counts.
            let begun = of.stage.is_some_and(|s| {
                s.has(any_of![
                    "开工", "进场", "动工", "复工", "启动", "招标", "签约", "封顶", "合同", "立项",
                    "设计", "批复", "选址", "确定", "征", "受理", "审", "录入"
                ])
            });
            let told = !begun
                && of.percent.is_some_and(|p| {
                    same_unit(&of.amount.unit, &target.amount.unit)
                        && p != Decimal::ONE_HUNDRED
                        && agrees_closely(p, of.amount.value, target.amount.value)
                });
            if let Some(stage) = stage
                && !told
                && !names_stage(target, stage)
            {
                staged = true;
                continue;
            }
            let (a, b) = (common(&near, &target.pairs), common(&far, &target.pairs));
            let exact = usize::from(same_unit(&of.amount.unit, &target.amount.unit));
            // 完工 does not count towards 开工.
            if of.ended && begins_only(target) && self.list.len() > 1 {
                continue;
            }
            // The stated percentage, or the very value, tells the target.
            let fits = usize::from(
                of.percent
                    .is_some_and(|p| agrees(p, of.amount.value, target.amount.value)),
            );
            let equal = usize::from(of.amount.value == target.amount.value && exact == 1);
            // 累计1092个 for 92个: of all there is, not of what was promised.
            let beyond = self.list.len() > 1
                && target.amount.value > Decimal::ONE
                && fits == 0
                && target
                    .amount
                    .value
                    .checked_mul(Decimal::TEN)
                    .is_some_and(|most| of.amount.value > most);
            if beyond {
                continue;
            }
            // A large value that is just the target's can hardly be another's.
            let large = of.amount.value >= Decimal::TEN;
            let within = usize::from(of.within == Some(i));
            let score = within * 40
                + a * 8
                + b * 2
                + exact
                + fits * 12
                + equal * if large { 20 } else { 5 };
            if best.is_none_or(|(_, s, _)| score > s) {
                best = Some((i, score, a + b + fits + equal + within));
            }
        }
        let Some((index, score, shared)) = best else {
            return match (fitting, staged) {
                (0, _) => Decision::none(Link::Open, "计量单位与各目标都不一致"),
                (_, true) => Decision::none(Link::Open, "只是中间环节，不等于目标所指的完成"),
                _ => Decision::none(Link::Open, "没有可以对应的目标"),
            };
        };
        let target = &self.list[index];
        let exact = same_unit(&of.amount.unit, &target.amount.unit);
        let alone = fitting == 1;
        let nameless = of.table
            || says_nothing(of.near) && (says_nothing(of.far) || common(&far, self.title()) > 0);
        let told = of
            .percent
            .is_some_and(|p| agrees(p, of.amount.value, target.amount.value));
        let related =
            shared > 0 || common(&near, self.title()) > 0 || common(&far, self.title()) > 0;
        let reach = |link, reason: &str| Decision {
            target: Some(index),
            link,
            reason: reason.into(),
            shared: common(&near, &target.pairs),
            exact,
            told,
            misfit: !told && of.percent.is_some(),
        };
        if of.dimension == Some(Dimension::Money)
            && target.own.has(any_of!["投资"])
            && let Some(reason) = no_investment(of)
        {
            return Decision::none(Link::Open, reason);
        }
        // 累计开工24个 for 16个 and 10个: of both together.
        let same = |t: &&Prepared| same_unit(&t.amount.unit, &of.amount.unit) && !t.part;
        let together = exact
            && !told
            && of.amount.value > target.amount.value
            && self.list.iter().filter(same).count() >= 2
            && of.amount.value <= self.list.iter().filter(same).map(|t| t.amount.value).sum()
            && common(&near, &target.pairs) == 0;
        if together {
            return Decision::none(Link::Open, "可能是几个目标的合计");
        }
        // 完成338公里,占年度计划的169% for 500公里: of another plan.
        let far_off = exact
            && !told
            && of.of_plan
            && of.percent.is_some_and(|p| {
                let computed = of
                    .amount
                    .value
                    .checked_mul(Decimal::ONE_HUNDRED)
                    .and_then(|v| v.checked_div(target.amount.value));
                computed.is_some_and(|c| {
                    let gap = (c - p).abs();
                    gap > Decimal::from(5) && gap > p * Decimal::new(3, 1)
                })
            });
        if far_off {
            return Decision::none(Link::Open, "所述百分比与目标不符");
        }
        if exact && !told && target.amount.value != of.amount.value && self.other_noun(of) {
            return Decision::none(Link::Open, "名称与目标不符");
        }
        // 改造公厕100所 and 改造小区1300个 share but the verb.
        let named = |words: &[Pair]| {
            let shared = words
                .iter()
                .filter(|p| target.pairs.binary_search(p).is_ok());
            shared.filter(|p| !is_verb(**p)).count()
        };
        let kinds = (of.dimension, target.dimension);
        if !exact && !told && kinds == (Some(Dimension::Count), Some(Dimension::Count)) {
            let verbs_only = common(&near, &target.pairs) > 0
                && named(&near) == 0
                && named(&far) == 0
                && self.list.len() > 1;
            if verbs_only {
                return Decision::none(Link::Open, "名称与各目标不符");
            }
        }
        // 新增国债项目73个 for 257个重点项目: projects of another kind.
        let foreign = || {
            let own = near.iter().filter(|p| !is_generic(**p) && !is_verb(**p));
            let (known, foreign): (Vec<&Pair>, Vec<&Pair>) =
                own.partition(|p| self.title().binary_search(p).is_ok());
            known.len() * 2 < foreign.len() && foreign.len() >= 3
        };
        let told_apart = exact
            && !told
            && !of.table
            && of.amount.value != target.amount.value
            && !of.ended
            && of.near.trim_end().ends_with("项目")
            && target.own.has(any_of!["项目"])
            && target.names(&near).iter().all(|p| is_generic(*p))
            && foreign();
        if told_apart {
            return Decision::none(Link::Open, "是另一类项目，名称与目标不符");
        }
        // 建成厢房38个 for 210个小区: another thing.
        let thing = pairs(of.thing);
        let other_thing = exact
            && !told
            && of.within.is_none()
            && of.amount.value != target.amount.value
            && matches!(
                of.amount.unit.as_str(),
                "个" | "处" | "项" | "座" | "套" | "台"
            )
            && (2..=6).contains(&of.thing.chars().count())
            && !thing.is_empty()
            && thing.iter().all(|p| self.title().binary_search(p).is_err())
            && of
                .thing
                .chars()
                .next_back()
                .is_some_and(|c| !self.title_words.contains(c));
        if other_thing {
            return Decision::none(Link::Open, "名称与目标不符");
        }
        // 绿化、排水管网2项已完成 for 10项民生实事.
        let count = |t: &&Prepared| t.amount.unit == of.amount.unit && !t.part;
        let matter = matches!(of.amount.unit.as_str(), "项" | "件" | "个")
            && target.matters
            && !told
            && self.list.iter().filter(count).count() == 1
            && of.amount.value <= target.amount.value
            && !of.each
            && of.near.has(any_of!["完成", "办结", "竣工", "建成", "完工"])
            && of.thing.is_empty();
        if matter {
            let exactly = self
                .list
                .iter()
                .position(|t| t.amount.unit == of.amount.unit && !t.part);
            return Decision {
                target: exactly,
                ..reach(Link::Likely, "单位一致，是各项实事中已完成的")
            };
        }
        let people = |unit: &str| matches!(unit, "人" | "名" | "人次");
        if of.gained && alone && people(&target.amount.unit) && people(&of.amount.unit) {
            return reach(Link::Likely, "是受益人数，只有这一个人数目标");
        }
        if alone {
            let loose = matches!(
                of.amount.unit.as_str(),
                "个" | "项" | "次" | "人" | "名" | "人次" | "处" | "元" | "%" | "条" | "件"
            );
            if exact && told {
                return reach(Link::Certain, "单位一致，且与所述百分比相符");
            }
            // Twice the target, and nothing says of what.
            let beyond = !related && of.amount.value > target.amount.value * Decimal::TWO;
            if self.list.len() == 1 && exact && (related || nameless) && !beyond {
                return reach(Link::Certain, "单位一致，且是唯一目标");
            }
            // 入住老人1437人 among targets of water and care: the words name another.
            let elsewhere = self.list.len() > 1
                && shared == 0
                && common(&near, &pairs(&target.words)) == 0
                && self.list.iter().enumerate().any(|(i, t)| {
                    i != index && common(&near, &t.pairs) + common(&far, &t.pairs) > 0
                });
            let small = of
                .amount
                .value
                .checked_mul(Decimal::TWO)
                .is_some_and(|twice| twice < target.amount.value);
            if exact && related && elsewhere && small && !told {
                return Decision::none(Link::Open, "名称与别的目标相符，单位不符");
            }
            if exact && related {
                return reach(Link::Certain, "单位与名称一致，没有其他目标可对应");
            }
            if nameless {
                return reach(Link::Likely, "只有这一个目标可以对应");
            }
            // 基站79座 for 85个嘎查村: things told apart by their measure words.
            let same_kind = target.names(&near).iter().any(|p| !is_generic(*p));
            if related && of.dimension == Some(Dimension::Count) && !same_kind && !told {
                return Decision::none(Link::Open, "名称与目标不符");
            }
            if related {
                let same_people = of.dimension == Some(Dimension::Person);
                let link = if same_people && self.list.len() == 1 {
                    Link::Certain
                } else {
                    Link::Likely
                };
                return reach(link, "名称相符，单位可以换算");
            }
            if told || (exact && of.percent.is_some()) {
                return reach(Link::Likely, "紧接着说明了占目标的百分比");
            }
            // 26个村已完工 for 30个行政村.
            let noun = pairs(of.noun);
            let foreign = of.noun.chars().count() >= 3 && common(&noun, self.title()) == 0;
            if exact && of.ended && !foreign && of.amount.value <= target.amount.value {
                return reach(Link::Likely, "单位一致，且已完工或验收");
            }
            const OTHER: &[&str] = &[
                "入住", "配租", "发放", "补贴", "拆除", "受益", "惠及", "覆盖", "涉及", "服务",
                "参与", "宣传", "走访", "检查", "巡查", "发现", "配备", "出动",
            ];
            let other = OTHER
                .iter()
                .any(|w| of.near.contains(w) && !self.title_words.contains(w));
            let near_it = target
                .amount
                .value
                .checked_mul(Decimal::new(12, 1))
                .is_some_and(|most| of.amount.value <= most);
            let step = of.near.has(any_of![
                "动态", "识别", "腾空", "鉴定", "签约", "报名", "评估", "摸底", "核实", "计划",
                "分解"
            ]);
            if exact && !loose && !other && near_it && !step {
                return reach(Link::Likely, "单位一致，名称未完全对应");
            }
            if of.amount.value == target.amount.value
                && of.amount.value > shishi_domain::Decimal::ONE
            {
                return reach(Link::Likely, "数值与目标相同，单位可以对应");
            }
            return Decision::none(Link::Open, "名称与目标不符");
        }
        if shared == 0 {
            if nameless {
                let same = |t: &&Prepared| same_unit(&t.amount.unit, &of.amount.unit);
                let total = of.near.has(any_of!["累计", "合计", "共"]);
                if exact && total && self.list.iter().filter(same).count() == 1 {
                    return reach(Link::Likely, "只有这一个目标单位相同");
                }
                return Decision::none(Link::Open, "有几个目标都可能对应");
            }
            return Decision::none(Link::Open, "名称与各目标不符");
        }
        let rival = self
            .list
            .iter()
            .enumerate()
            .filter(|(i, t)| {
                *i != index && comparable(of, t) && of.stage.is_none_or(|s| names_stage(t, s))
            })
            .map(|(_, t)| {
                common(&near, &t.pairs) * 8
                    + common(&far, &t.pairs) * 2
                    + usize::from(same_unit(&of.amount.unit, &t.amount.unit))
            })
            .max()
            .unwrap_or(0);
        if score >= rival + 4 && exact {
            reach(Link::Certain, "单位、名称一致，其他目标不符")
        } else {
            reach(Link::Likely, "名称最接近这一目标")
        }
    }
}

/// Whether words hold nothing but verbs and markers of progress.
fn says_nothing(words: &str) -> bool {
    let mut chars: Vec<char> = words.chars().collect();
    let chinese = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c);
    let named = |w: &[char]| w.iter().all(chinese) && !is_common(pair(w[0], w[1]));
    let mut some = false;
    for w in chars.windows(2).filter(|w| named(w)) {
        some = true;
        // No verb can cover it.
        if !SPELLED.holds(w[0]) && !SPELLED.holds(w[1]) {
            return false;
        }
    }
    if !some {
        return true;
    }
    for verb in &SPELLED.verbs {
        let mut at = 0;
        while at + verb.len() <= chars.len() {
            if chars[at] == verb[0] && chars[at..].starts_with(verb) {
                chars[at..at + verb.len()].fill(' ');
                at += verb.len();
            } else {
                at += 1;
            }
        }
    }
    !chars.windows(2).any(named)
}

/// The verbs by their characters.
struct Spelled {
    verbs: Vec<Vec<char>>,
    /// One bit for each character of them.
    chars: Vec<u64>,
}

impl Spelled {
    fn holds(&self, c: char) -> bool {
        self.chars
            .get(c as usize / 64)
            .is_some_and(|bits| (bits >> (c as u32 % 64)) & 1 == 1)
    }
}

static SPELLED: LazyLock<Spelled> = LazyLock::new(|| {
    let mut chars = vec![0u64; (1 << 16) / 64];
    for c in VERBS.iter().flat_map(|v| v.chars()) {
        if let Some(bits) = chars.get_mut(c as usize / 64) {
            *bits |= 1 << (c as u32 % 64);
        }
    }
    Spelled {
        verbs: VERBS.iter().map(|v| v.chars().collect()).collect(),
        chars,
    }
});

/// Words that may stand around an amount without naming what is counted, longest first.
const VERBS: &[&str] = &[
    "截至目前",
    "今年以来",
    "累计完成",
    "已经完成",
    "基本建成",
    "全部完成",
    "目前已",
    "完成数",
    "累计",
    "完成",
    "建成",
    "开工",
    "竣工",
    "完工",
    "新增",
    "新建",
    "改造",
    "实际",
    "目前",
    "共计",
    "截至",
    "进展",
    "全年",
    "全部",
    "办结",
    "已经",
    "现已",
    "实现",
    "达到",
    "新开工",
    "任务",
    "目标",
    "年度",
    "其中",
    "安装",
    "办理",
    "举办",
    "开展",
    "增加",
    "更新",
    "投用",
    "交付",
    "超额",
    "提前",
    "启动",
    "实施",
    "动工",
    "总计",
    "共",
    "约",
];

/// Whether words count per head.
pub(crate) fn per_head(words: &str) -> bool {
    // One of these stands in each of the words.
    words.contains(['每', '口', '均', '/'])
        && words.has(any_of![
            "每千人",
            "每万人",
            "千人口",
            "万人口",
            "人均",
            "每百户",
            "/千人",
            "户均",
            "每百人",
        ])
        // 195户均已竣工: all of them.
        && !words.has(any_of!["户均已", "户均未", "户均完", "人均已", "人均未", "人均完"])
}

/// Whether a stated percentage is that of two amounts, at whole percents.
pub(crate) fn agrees(stated: Decimal, actual: Decimal, target: Decimal) -> bool {
    let Some(computed) = actual
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|a| a.checked_div(target))
    else {
        return false;
    };
    (computed - stated).abs() < Decimal::ONE
}

/// The same, at the decimals stated.
pub(crate) fn agrees_closely(stated: Decimal, actual: Decimal, target: Decimal) -> bool {
    actual
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|a| a.checked_div(target))
        .is_some_and(|computed| {
            let step = if stated.scale() == 0 {
                Decimal::ONE
            } else {
                Decimal::new(1, 1)
            };
            (computed - stated).abs() < step
        })
}

/// Whether two units can measure the same thing.
fn comparable(of: &Candidate, target: &Prepared) -> bool {
    let (a, b) = (of.amount.unit.as_str(), target.amount.unit.as_str());
    if same_unit(a, b) {
        return true;
    }
    match (of.dimension, target.dimension) {
        (Some(Dimension::Person), Some(Dimension::Person)) => true,
        (Some(Dimension::Count), Some(Dimension::Count)) => {
            // Dwellings, and 个, which fits any thing.
            (dwelling(a) && dwelling(b))
                || ((a == "个" || b == "个") && things(a) && things(b))
                || places(a) && places(b)
        }
        _ => false,
    }
}

/// 每个乡镇2-3个: so many to each.
fn each_one(words: &str, title: &Prose, from: usize, at: usize) -> bool {
    words.starts_with('每')
        || title
            .text
            .folded_of(from, at)
            .trim_start_matches(['在', '为', '按'])
            .starts_with('每')
}

/// The sum, named before `at`, from which on a thing counts.
pub(crate) fn threshold(prose: &Prose, from: usize, at: usize) -> Option<Decimal> {
    let text = &prose.text;
    let stated = prose
        .quantities_in(from, at)
        .iter()
        .rfind(|q| q.bounded_after && q.dimension() == Some(Dimension::Money) && q.end <= at);
    if stated.is_some() {
        return stated.map(|q| q.value);
    }
    // 亿元以上 names one without a numeral.
    (from..at)
        .find(|&i| text.one_of(i, &["亿元以上", "亿元及以上"]).is_some())
        .map(|_| Decimal::from(100_000_000))
}

fn dwelling(unit: &str) -> bool {
    matches!(unit, "套" | "户" | "套(间)" | "间")
}

fn places(unit: &str) -> bool {
    matches!(unit, "处" | "个" | "座" | "家" | "所" | "间")
}

fn things(unit: &str) -> bool {
    matches!(
        unit,
        "个" | "所" | "座" | "处" | "家" | "台" | "块" | "栋" | "幢" | "项" | "件"
    )
}

/// Whether two units are the same, however written.
pub(crate) fn same_unit(a: &str, b: &str) -> bool {
    let norm = |c: char| match c {
        '（' => '(',
        '）' => ')',
        _ => c,
    };
    a == b
        || a.chars().map(norm).eq(b.chars().map(norm))
        || matches!(
            (a, b),
            ("千米", "公里")
                | ("公里", "千米")
                | ("人", "名")
                | ("名", "人")
                | ("件", "项")
                | ("项", "件")
        )
}

#[cfg(test)]
mod tests {
    use shishi_domain::Link;

    fn read(title: &str, narrative: &str) -> crate::Reading {
        crate::read(&crate::Item {
            title,
            narrative,
            year: Some(2024),
            as_of: "2024-09-30".parse().ok(),
        })
    }

    fn check(title: &str, narrative: &str, want: &[(Option<usize>, Link)]) {
        let got: Vec<_> = read(title, narrative)
            .actuals
            .iter()
            .map(|a| (a.target, a.link))
            .collect();
        assert_eq!(got, want, "{narrative}");
    }

    #[test]
    fn money_paid_out_or_granted_is_no_investment() {
        let link = |title: &str, narrative: &str| {
            let reading = crate::read(&crate::Item {
                title,
                narrative,
                year: Some(2024),
                as_of: None,
            });
            reading.actuals.last().and_then(|actual| actual.target)
        };
        let title = "实施养老保险工程，年度计划投资40000万元";
        assert_eq!(link(title, "发放养老金32.26万人、21732万元"), None);
        assert_eq!(link(title, "今年以来落实中央政府投资407万元"), None);
        assert_eq!(link(title, "完成投资21732万元"), Some(0));
        assert_eq!(link("发放补助4亿元", "发放补助2.1亿元"), Some(0));
    }

    #[test]
    fn unit_name_and_verb_decide() {
        check(
            "新增电梯400台，完工200台",
            "新增81台，完工52台",
            &[(Some(0), Link::Certain), (Some(1), Link::Certain)],
        );
        check(
            "促进就业不少于1.2万人次",
            "促进3285名群众就业",
            &[(Some(0), Link::Certain)],
        );
        check("文化活动1300场", "参与群众6万人次", &[(None, Link::Open)]);
    }

    #[test]
    fn a_step_is_not_the_end() {
        check(
            "改造配电台区5000个",
            "已有891个配电台区开工",
            &[(None, Link::Open)],
        );
        check(
            "开工改造小区1500个",
            "已开工小区1110个",
            &[(Some(0), Link::Certain)],
        );
        check("改造小区20个", "4个小区完成招商", &[(None, Link::Open)]);
    }

    #[test]
    fn other_things_and_earlier_steps_count_towards_nothing() {
        for (title, narrative) in [
            ("新增达标小区210个", "建成70个分类亭"),
            ("改建少年宫13家", "13家点位均已敲定"),
            ("建设停车位8000个", "自行车345个点位规划已完成"),
            ("治理40个村", "40个村全部完成施工图设计"),
            ("打造示范村8个", "已启动项目46个"),
            ("实施项目70项", "69个项目达序时进度"),
            ("发放消费券1亿元", "拉动消费4.3亿元"),
            ("建设高标准农田5万亩", "完成土地平整3.2万亩"),
        ] {
            check(title, narrative, &[(None, Link::Open)]);
        }
        check(
            "续建项目171项",
            "续建项目已复工164项",
            &[(Some(0), Link::Certain)],
        );
    }

    #[test]
    fn the_second_of_a_list_bears_the_words_of_the_first() {
        check(
            "培训5000人次，发放贷款2亿元",
            "发放贷款63笔、4260万元",
            &[(None, Link::Open), (Some(1), Link::Certain)],
        );
    }

    #[test]
    fn the_percentage_stated_tells() {
        check(
            "引才聚才25万人",
            "集聚各类人才21.49万人，占年计划的86%",
            &[(Some(0), Link::Certain)],
        );
    }
}
