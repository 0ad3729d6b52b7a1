//! How sure a link is, once nothing speaks against it outright.

use super::candidates::{ONLY_A_STEP, batch};
use super::pairs::{Pair, common, is_generic, is_verb, last_two, pairs};
use super::silent::{named, says_nothing};
use super::units::{comparable, same_unit};
use super::{Decision, Pick, Prepared};
use crate::rules::kinds::without_count;
use crate::rules::only;
use crate::rules::stages::{begins_only, names_stage};
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::Dimension;
use shishi_domain::{Decimal, Link};

/// Why a count of beginnings is not certain where no end is asked for.
pub(crate) const ONLY_BEGUN: &str = "只是开工的数量，标题没有写明要到哪一步";
/// Its words say something that the title does not.
const SAYS_MORE: &str = "单位一致，另有标题里没有的说法";
/// It is named as a matter of the list that is finished.
const OF_MATTERS: &str = "单位一致，是各项实事中已完成的";
/// Its words have only a part of the name.
const NAMED_IN_PART: &str = "单位一致，名称未完全对应";
/// It is more than three times what is asked for.
const BEYOND: &str = "超过目标三倍，由人确认";
/// Of several targets its words come nearest to this one.
const NEAREST: &str = "名称最接近这一目标";
/// Reasons that words alone speak for, and neither numbers nor order: labelled rows are asked as well.
pub(crate) const BY_WORDS: [&str; 5] = [SAYS_MORE, OF_MATTERS, NAMED_IN_PART, BEYOND, NEAREST];

/// From so many pairs of characters on that the title does not have, an amount may be of
/// another thing.
const MORE: usize = 4;

/// Why a link to a height that is to be reached is not certain.
pub(crate) const ONLY_ADDED: &str = "是新增的数量，目标是应达到的总数";

/// So many pairs of the target's own name leave no doubt.
const NAMED: usize = 3;

/// What has been done to a thing so that it is there: 养老床位到位205张.
const MADE: &[&str] = &[
    "落实", "到位", "布放", "更换", "施划", "架设", "施工", "翻新", "认定", "开工", "配备", "治理",
    "贯通",
];

/// Whether what stands behind an amount is a noun of any work: 年度建设任务已完成.
fn names_any(after: &str) -> bool {
    const ENDS: &[&str] = &["已", "均", "都", "基本", "全部", "全面", "完成"];
    let end = ENDS.iter().filter_map(|word| after.find(word)).min();
    let noun = &after[..end.unwrap_or(after.len())];
    let rest = ["年度", "建设", "改造", "民生"]
        .iter()
        .fold(noun, |noun, word| noun.strip_prefix(word).unwrap_or(noun));
    matches!(rest, "项目" | "工程" | "任务" | "项目任务")
}

/// Words without the place that they begin with: 雨城区已完成….
fn without_place(words: &str) -> &str {
    let places = ['区', '县', '市', '镇', '乡', '旗', '州'];
    let kinds = [
        "小区", "社区", "园区", "超市", "城市", "景区", "校区", "夜市", "菜市", "片区",
    ];
    let place = words
        .char_indices()
        .skip(1)
        .take(4)
        .find(|(_, c)| places.contains(c));
    let rest = place.map_or(words, |(at, c)| &words[at + c.len_utf8()..]);
    let kind = words
        .strip_suffix(rest)
        .is_some_and(|place| place.ends_with_one(&kinds));
    match !kind && rest.starts_with_one(&["已", "累计", "共", "完成"]) {
        true => rest,
        false => words,
    }
}

impl Pick<'_> {
    /// Whether the title asks for more than that work begins: for works that had begun before, or, where
    /// it asks for one amount only, for their end.
    fn asks_for_more(&self) -> bool {
        const GOING_ON: &Sought = any_of!["在建", "续建"];
        const ENDS: &Sought = any_of![
            "重建完成",
            "建设完成",
            "改造完成",
            "全部完成",
            "基本完成",
            "全部完工",
            "全面完工",
            "全部竣工",
            "全面竣工",
            "全部建成",
            "全面建成",
            "年底前完工",
            "年内完工",
            "年底前竣工",
            "年内竣工",
            "年底前建成",
            "年内建成",
        ];
        let title = self.targets.title_words;
        let goes_on = self.target.own.has(GOING_ON) && !title.has(any_of!["新开", "开工项目"]);
        !self.told && (goes_on || self.targets.list.len() == 1 && title.has(ENDS))
    }

    /// How sure the link is.
    pub(super) fn decide(&self) -> Decision {
        let decision = self.by_name();
        // 开工9个 for 项目9个: begun, though the title names no end.
        let begun = self.of.stage.is_some_and(|stage| {
            ["开工", "启动", "进场", "动工"]
                .iter()
                .any(|w| stage.contains(w) && !self.target.words.contains(w))
        });
        // 新开工7个 of 在建项目538个: these had all begun. 重建225个,年底重建完成: an end is asked for.
        if decision.target.is_some() && begun && self.asks_for_more() {
            return Decision::none(Link::Open, ONLY_A_STEP);
        }
        if decision.link == Link::Certain && begun {
            return self.reach(Link::Likely, ONLY_BEGUN);
        }
        if decision.link == Link::Certain && !self.told && self.only_added() {
            return self.reach(Link::Likely, ONLY_ADDED);
        }
        if decision.link == Link::Certain && !self.told && (self.of_some() || self.other_act()) {
            return self.reach(Link::Likely, SAYS_MORE);
        }
        // What the title does not speak of may be another thing: a person should look.
        if decision.link == Link::Certain
            && (!self.told || self.of.bare_percent)
            && (self.foreign() >= MORE && self.target.names(self.near).len() < NAMED
                || !self.of.done && self.foreign() > 0)
        {
            if self.far_off() || self.worlds_apart() {
                return Decision::none(Link::Open, "名称与目标不同，数量也相差较大");
            }
            return self.reach(Link::Likely, SAYS_MORE);
        }
        if decision.link == Link::Certain && !self.told && self.is_manifold() {
            return self.reach(Link::Likely, BEYOND);
        }
        decision
    }

    /// Whether an amount is more than three times the target: all there are by now, as often as not.
    fn is_manifold(&self) -> bool {
        let most = self.target.amount.value.checked_mul(Decimal::from(3));
        self.of.dimension != Some(Dimension::Rate)
            && most.is_some_and(|most| self.of.amount.value > most)
    }

    /// Whether a count is a tenth of the target or less, or well beyond it, and shares little of its
    /// name: 街心小品25个 for 候车亭497个.
    fn far_off(&self) -> bool {
        let (value, goal) = (self.of.amount.value, self.target.amount.value);
        let times = |value: Decimal, by: Decimal| value.checked_mul(by).unwrap_or(value);
        let small = times(value, Decimal::TEN) <= goal;
        let beyond = value > times(goal, Decimal::new(12, 1));
        self.of.dimension == Some(Dimension::Count)
            && (small || beyond)
            && !self.told
            && !self.target.matters
            && self.target.names(self.near).is_empty()
            && !self.is_headed()
    }

    /// 文化惠民工程方面,组织15场: whether the clause that heads its sentence names the target.
    fn is_headed(&self) -> bool {
        let head = self.of.far.split_once("方面").map(|(head, _)| head);
        head.is_some_and(|head| {
            head.chars().count() <= 16 && self.target.names_of(&pairs(head)) >= 3
        })
    }

    /// Whether an amount is more than three times the target, or no fiftieth of it: 移送案件12件 for 1000件,
    /// 服务下沉村居1236个 for 示范点10个.
    fn worlds_apart(&self) -> bool {
        let (value, goal) = (self.of.amount.value, self.target.amount.value);
        let times = |value: Decimal, by: i64| value.checked_mul(Decimal::from(by)).unwrap_or(value);
        let apart = value > times(goal, 3) || times(value, 50) <= goal;
        apart && !self.told && self.of.dimension != Some(Dimension::Rate)
    }

    /// Whether it is money, and the title asks for one sum: 5个项目已完成投资1238万元.
    fn only_sum(&self) -> bool {
        self.of.dimension == Some(Dimension::Money) && self.targets.only_sum().is_some()
    }

    /// 新增学位1290个 for 学位扩充至1800个: what was added, and not what there is by now.
    fn only_added(&self) -> bool {
        self.target.level
            && self.of.amount.value < self.target.amount.value
            && self.of.near.has(any_of!["新增", "净增", "新开通", "新建"])
    }

    /// 校园食品抽检合格率 for 食品抽检合格率, 处置率 for 处理率: whether a rate bears more than the name that is asked
    /// for, or another.
    fn of_some(&self) -> bool {
        if self.of.dimension != Some(Dimension::Rate) {
            return false;
        }
        let name = self.of.near.rsplit_once('率').map(|(name, _)| named(name));
        let words = name.map_or(Vec::new(), |name| pairs(&name));
        let title = self.targets.title();
        let foreign = |p: &&Pair| title.binary_search(p).is_err();
        words.iter().filter(foreign).count() >= 2 && self.target.names_of(&words) >= 3
    }

    /// 农村公路绿化36公里 for 新建农村公路50公里: whether the last word before the amount is none of the title, which
    /// asks for an act that is not told.
    fn other_act(&self) -> bool {
        let own = self.target.pairs();
        let mut asked = own.iter().filter(|p| is_verb(**p)).peekable();
        let untold = asked.peek().is_some() && !asked.any(|p| self.near.binary_search(p).is_ok());
        if !untold || self.of.ended {
            return false;
        }
        let before = self.of.near.split(' ').next().unwrap_or_default();
        if self.target.names_of(&pairs(before)) < 2 {
            return false;
        }
        let before = named(before);
        let name =
            before.trim_end_matches([' ', '已', '了', '均', '达', '到', '为', '共', '约', '计']);
        let last = last_two(without_count(name).trim_end());
        let title = self.targets.title();
        let foreign = |p: &Pair| !is_generic(*p) && title.binary_search(p).is_err();
        // 违建 for 违法建设.
        let short = || last.chars().all(|c| self.targets.names_char(c));
        pairs(last).iter().any(foreign) && !MADE.contains(&last) && !short()
    }

    /// How many pairs of the words right around the amount the title does not have.
    fn foreign(&self) -> usize {
        let title = self.targets.title();
        let count = |near: &[Pair]| {
            near.iter()
                .filter(|p| !is_verb(**p) && !is_generic(**p) && title.binary_search(p).is_err())
                .count()
        };
        // 雨城区已完成改造任务50张: no other thing than 改造.
        let own = without_place(self.of.near);
        if own.len() == self.of.near.len() && !own.has(any_of!["任务"]) {
            return count(self.near);
        }
        count(&pairs(&own.replace("任务", " ")))
    }

    fn by_name(&self) -> Decision {
        if let Some(decision) = self
            .matter()
            .or_else(|| self.gained())
            .or_else(|| self.by_stage())
            .or_else(|| self.by_year())
        {
            return decision;
        }

        if self.alone {
            return self
                .alone_by_name()
                .unwrap_or_else(|| self.alone_by_number());
        }
        if self.shared == 0 {
            return self.by_noun().unwrap_or_else(|| self.of_several());
        }
        self.nearest()
    }

    /// 绿化、排水管网2项已完成 for 10项民生实事.
    fn matter(&self) -> Option<Decision> {
        let (of, target, list) = (self.of, self.target, &self.targets.list);
        // 8个项目完成年度目标 for 10项实事.
        let matters = |unit: &str| matches!(unit, "项" | "件" | "个");
        let named = of.after.starts_with("项目") || of.after.starts_with("事项");
        // 民生实事30件(共48项).
        let in_all =
            |t: &Prepared| t.amount.unit == "项" && t.own.trim_start_matches('(').starts_with('共');
        let same = |t: &Prepared| {
            let unit = t.amount.unit.as_str();
            (!t.part || in_all(t))
                && (of.amount.unit == unit || named && (t.matters || in_all(t)) && matters(unit))
        };
        let fitting = || list.iter().enumerate().filter(|(_, t)| same(t));
        // 16个项目 for 实事30件48项: a project is one of the finer count.
        let other = || list.iter().all(|t| t.amount.unit != of.amount.unit);
        let finer = || {
            let finer = fitting().filter(|(_, t)| named && t.amount.unit == "项");
            only(finer).filter(|_| other())
        };
        let fits = only(fitting()).or_else(finer);
        let (index, one) = fits.filter(|(_, t)| t.matters || in_all(t))?;
        let matter = matters(&of.amount.unit)
            && target.matters
            && !self.told
            && of.amount.value <= one.amount.value
            && !of.each
            // 达到时序进度的25个, 新开工69项完成152亿元.
            && !of.near.has(any_of!["时序", "序时"])
            && of.after != "完成"
            // 27项省级资金完成下达.
            && !of.after.contains("资金")
            && (of
                .near
                .has(any_of!["完成", "办结", "竣工", "建成", "完工", "投用"])
                || named && of.near.has(any_of!["开工"]) && !self.exact)
            && (of.thing.is_empty() || of.counts_tasks());
        matter.then(|| Decision {
            target: Some(index),
            ..self.reach(Link::Likely, OF_MATTERS)
        })
    }

    /// 惠及居民2160户: those who gain, where only one target counts people.
    fn gained(&self) -> Option<Decision> {
        let people = |unit: &str| matches!(unit, "人" | "名" | "人次");
        let (own, unit) = (
            self.target.amount.unit.as_str(),
            self.of.amount.unit.as_str(),
        );
        let same = people(own) && people(unit) || own == "户" && unit == "户";
        let gained = self.of.gained && self.alone && same;
        gained.then(|| self.reach(Link::Likely, "是受益人数，只有这一个人数目标"))
    }

    /// 已搬迁860人 for “十四五”搬迁5000人、2024年搬迁1200人.
    fn by_year(&self) -> Option<Decision> {
        let told = self.exact
            && self.targets.is_of_this_year(self.of, self.target)
            && (self.nameless || self.target.names_of(self.near) > 0);
        told.then(|| self.reach(Link::Likely, "几年和今年各有目标，按今年的对应"))
    }

    /// 已完工368部 for 新开工400部、竣工200部: of the targets of its unit, only this one asks for the end.
    fn by_stage(&self) -> Option<Decision> {
        let unit = &self.of.amount.unit;
        let same = |t: &&Prepared| same_unit(&t.amount.unit, unit) && !begins_only(t);
        let only = || self.targets.list.iter().filter(same).count() == 1;
        if !self.exact || self.shared > 0 || self.targets.list.len() < 2 {
            return None;
        }
        if !self.told && self.targets.alone_asks_for_end(self.of, self.target) {
            return Some(self.reach(Link::Likely, "只有这一目标写明要完工"));
        }
        let told = self.targets.told_by_stage(self.of, self.target) && only();
        told.then(|| self.reach(Link::Likely, "开工与完工各有目标，按所到的环节对应"))
    }

    /// The only target that can be meant: what name or percentage says of it.
    fn alone_by_name(&self) -> Option<Decision> {
        let (of, target, list) = (self.of, self.target, &self.targets.list);
        let (exact, related, told) = (self.exact, self.related, self.told);
        if exact && told {
            return Some(self.reach(Link::Certain, "单位一致，且与所述百分比相符"));
        }
        // Twice the target, and nothing says of what.
        let beyond = || !related && of.amount.value > target.amount.value * Decimal::TWO;
        if list.len() == 1 && exact && (related || self.nameless) && !beyond() {
            return Some(self.reach(Link::Certain, "单位一致，且是唯一目标"));
        }
        if exact && related && !told && !self.only_sum() && self.names_another() {
            return Some(Decision::none(Link::Open, "名称与别的目标相符，单位不符"));
        }
        if exact && related && !told && self.act_of_another() {
            return Some(self.reach(Link::Likely, NAMED_IN_PART));
        }
        if exact && related {
            return Some(self.reach(Link::Certain, "单位与名称一致，没有其他目标可对应"));
        }
        if self.nameless {
            return Some(self.reach(Link::Likely, "只有这一个目标可以对应"));
        }
        if !related {
            return None;
        }
        // 基站79座 for 85个嘎查村: things told apart by their measure words.
        // 充电站236座 for 充电桩500个: the last word tells what it is.
        let head = || {
            let last = of.thing.chars().next_back();
            last.is_none_or(|c| self.targets.title_words.contains(c))
        };
        let same_kind = || head() && target.names(self.near).iter().any(|p| !is_generic(*p));

        if of.dimension == Some(Dimension::Count) && !told && !same_kind() {
            return Some(Decision::none(Link::Open, "名称与目标不符"));
        }
        if of.dimension == Some(Dimension::Count) && !exact && self.worlds_apart() {
            return Some(Decision::none(Link::Open, "名称与目标不同，数量也相差较大"));
        }
        // 路灯41盏 for 18个巷道路灯: more than was promised, and another unit.
        let most = target.amount.value.checked_mul(Decimal::new(12, 1));
        let beyond = most.is_some_and(|most| of.amount.value > most);
        if of.dimension == Some(Dimension::Count) && !told && beyond {
            return Some(Decision::none(Link::Open, "名称与目标不同，数量也相差较大"));
        }
        let same_people = of.dimension == Some(Dimension::Person);
        let link = if same_people && list.len() == 1 {
            Link::Certain
        } else {
            Link::Likely
        };
        Some(self.reach(link, "名称相符，单位可以换算"))
    }

    /// 已改造3部 for 改造小区10个、加装电梯200部: whether the only word of it is the verb of another target, where this
    /// one has a verb of its own.
    fn act_of_another(&self) -> bool {
        let (near, far) = (self.of.near, self.of.far);
        let untold = |act: &str| !near.contains(act) && !far.contains(act);
        says_nothing(near)
            // 绿道完成设计,已建成9.8公里.
            && self.target.names(self.far).is_empty()
            && self.target.act.is_some_and(untold)
            && self.targets.list.iter().any(|t| {
                let act = t.act.filter(|act| near.contains(act));
                act.is_some()
            })
    }

    /// 入住老人1437人 among targets of water and care: the words name another.
    fn names_another(&self) -> bool {
        let (near, far, list) = (self.near, self.far, &self.targets.list);
        let unnamed = || {
            !self.told
                && self.of.within != Some(self.index)
                && self.of.amount.value != self.target.amount.value
                && self.target.names(near).is_empty()
                && self.target.names(far).is_empty()
        };
        // 完成投资1560万元,建成11处: the sum takes nothing away from what has no words of its own.
        let silent = says_nothing(self.of.near);
        let of_another_kind = |t: &Prepared| {
            let money = |d: Option<Dimension>| d == Some(Dimension::Money);
            silent && money(t.dimension) != money(self.of.dimension)
        };
        // 宿舍热水供应覆盖11所 for 暖冬改造16所 and 热水供应全覆盖.
        let another = list.len() > 1
            && !self.told
            && self.of.within != Some(self.index)
            && self.target.names(near).is_empty()
            && list.iter().enumerate().any(|(i, t)| {
                i != self.index
                    && t.own.has(any_of!["覆盖"])
                    && self.target.amount.unit != "%"
                    && t.names(near).len() >= 3
            });
        if another {
            return true;
        }
        // 已改造3046户 for 改造小区187个,涉及29342户: the verb is that of the first, and the unit of one only.
        let only_unit = || {
            let unit = &self.of.amount.unit;
            let same = list.iter().filter(|t| same_unit(&t.amount.unit, unit));
            silent
                && self.exact
                && !matches!(unit.as_str(), "个" | "项" | "处" | "人" | "次" | "元" | "%")
                && self.of.amount.value <= self.target.amount.value
                && only(same).is_some()
        };
        let elsewhere = list.len() > 1
            && !only_unit()
            && (self.shared == 0 || unnamed())
            && common(near, &pairs(self.target.words)) == 0
            && list.iter().enumerate().any(|(i, t)| {
                i != self.index
                    && !of_another_kind(t)
                    && common(near, t.pairs()) + common(far, t.pairs()) > 0
            });
        let small = || {
            self.of
                .amount
                .value
                .checked_mul(Decimal::TWO)
                .is_some_and(|twice| twice < self.target.amount.value)
        };
        // 旧房改造中,凉亭12座已完工 for 公厕20座.
        let loose = matches!(self.of.amount.unit.as_str(), "个" | "处" | "座" | "台");
        elsewhere && (loose || small())
    }

    /// The only target that can be meant, though no name says so.
    fn alone_by_number(&self) -> Decision {
        let (of, target) = (self.of, self.target);
        if self.told || (self.exact && of.percent.is_some()) {
            return self.reach(Link::Likely, "紧接着说明了占目标的百分比");
        }
        // 26个村已完工 for 30个行政村.
        let generic = || names_any(of.after);
        let foreign = || {
            of.noun.chars().count() >= 3
                && common(&pairs(of.noun), self.targets.title()) == 0
                && !generic()
        };
        // 33处年度建设任务已完成, 8个项目基本完成.
        let finished = of.ended
            || of.near.has(any_of!["通过"]) && of.near.trim_end().ends_with("验收")
            || of.near.has(any_of!["完成"]) && generic()
            || of.near.has(any_of!["办结", "结案"]);
        if self.exact && finished && of.amount.value <= target.amount.value && !foreign() {
            return self.reach(Link::Likely, "单位一致，且已完工或验收");
        }
        // 完成投资3.98亿元 for 年度计划投入4.22亿元: two words for one thing.
        let spent = of.dimension == Some(Dimension::Money)
            && target.own.has(any_of!["投入"])
            && of.near.has(any_of!["投资"])
            && of.amount.value <= target.amount.value;
        // 已投入13.95亿元 for 计划投资23.87亿元: where its sentence counts nothing else.
        let put_in = || {
            let near = of.near.trim().trim_end_matches("资金");
            let bare = near.strip_suffix("投入").map(|lead| {
                lead.trim_start_matches([',', '、'])
                    .trim_matches(['已', '累', '计', '共', '目', '前', '现', '经'])
            });
            of.dimension == Some(Dimension::Money)
                && target.own.has(any_of!["投资"])
                && bare == Some("")
                && !of.far.contains(|c: char| c.is_ascii_digit())
                && of.amount.value <= target.amount.value
        };
        if self.exact && (spent || put_in()) {
            return self.reach(Link::Likely, NAMED_IN_PART);
        }
        // 45.7万人已搬入新居 for 移民搬迁280万人.
        let moved = of.dimension == Some(Dimension::Person)
            && of
                .after
                .trim_start_matches(['已', '均', '都'])
                .starts_with_one(&["搬入", "搬进", "入住"])
            && target.own.has(any_of!["搬迁"]);
        if self.exact && moved {
            return self.reach(Link::Likely, NAMED_IN_PART);
        }
        // 修复3.9公里 of 160公里: too little to be told by its unit alone.
        let enough = of
            .amount
            .value
            .checked_mul(Decimal::TEN)
            .is_some_and(|many| many >= target.amount.value);
        // 已整改85处,剩余15处正在整改 for 整治隐患100处: all that was promised is told of.
        if self.exact && of.adds_up(target) {
            return self.reach(Link::Likely, NAMED_IN_PART);
        }
        if self.exact && enough && self.unit_tells() {
            return self.reach(Link::Likely, NAMED_IN_PART);
        }
        if of.amount.value == target.amount.value && of.amount.value > Decimal::ONE {
            return self.reach(Link::Likely, "数值与目标相同，单位可以对应");
        }
        Decision::none(Link::Open, "名称与目标不符")
    }

    /// Whether the unit is one of few things, and no other work or mere step is spoken of.
    fn unit_tells(&self) -> bool {
        const OTHER: &[&str] = &[
            "入住", "配租", "发放", "补贴", "拆除", "受益", "惠及", "覆盖", "涉及", "服务", "参与",
            "宣传", "走访", "检查", "巡查", "发现", "配备", "出动",
        ];
        let (of, target) = (self.of, self.target);
        let loose = matches!(
            of.amount.unit.as_str(),
            "个" | "项" | "次" | "人" | "名" | "人次" | "处" | "元" | "%" | "条" | "件"
        );
        let other = || {
            let title = &self.targets.title_words;
            OTHER
                .iter()
                .any(|w| of.near.contains(w) && !title.contains(w))
        };
        let near_it = || {
            target
                .amount
                .value
                .checked_mul(Decimal::new(12, 1))
                .is_some_and(|most| of.amount.value <= most)
        };
        let step = || {
            of.near.has(any_of![
                "通报", "动态", "识别", "腾空", "鉴定", "签约", "报名", "评估", "摸底", "核实",
                "计划", "分解"
            ])
        };
        !loose && !other() && near_it() && !step()
    }

    /// 6个村已竣工 for 整治村15个 among others: the noun is that of one of them only.
    fn by_noun(&self) -> Option<Decision> {
        let (of, list) = (self.of, &self.targets.list);
        let noun = of.noun.trim_end_matches(['均', '已', '都']);
        let fits = self.exact
            && of.ended
            && !of.each
            && (1..=3).contains(&noun.chars().count())
            && of.amount.value <= self.target.amount.value;
        if !fits {
            return None;
        }
        let mut named = list
            .iter()
            .enumerate()
            .filter(|(_, t)| same_unit(&t.amount.unit, &of.amount.unit) && t.own.contains(noun));
        let (index, _) = named.next()?;
        (named.next().is_none() && index == self.index)
            .then(|| self.reach(Link::Likely, "名称与这一目标相符"))
    }

    /// One of several targets, with no word in common.
    fn of_several(&self) -> Decision {
        let of = self.of;
        // 10所学校全部开工,其中7所完工: the noun stands before.
        let moved =
            of.near.has(any_of!["入住"]) && self.targets.title_words.has(any_of!["搬迁", "安置"]);
        let task = moved
            || of
                .near
                .has(any_of!["完成建设任务", "完成任务", "完成目标任务"]);
        // 第2批交房191套 for 首批1870套、第2批625套.
        let of_batch = batch(of.near).and_then(|own| {
            let same = |(_, t): &(usize, &Prepared)| {
                t.amount.unit == of.amount.unit && batch(t.own) == Some(own)
            };
            only(self.targets.list.iter().enumerate().filter(same))
        });
        if let Some((index, _)) = of_batch.filter(|_| of.stage.is_none()) {
            return Decision {
                target: Some(index),
                ..self.reach(Link::Likely, "名称与这一目标相符")
            };
        }
        // 新建项目动工27582套 for 租赁补贴600户、保障房新开工29550套: begun, as one of them alone is to be.
        let same_begun =
            |(_, t): &(usize, &Prepared)| t.amount.unit == of.amount.unit && begins_only(t);
        let begun = of.stage.is_some_and(|s| s.has(any_of!["开工", "动工"]));
        let to_begin = only(self.targets.list.iter().enumerate().filter(same_begun));
        if let Some((index, target)) = to_begin.filter(|_| begun)
            && target.amount.value.saturating_mul(Decimal::TWO) >= of.amount.value
        {
            return Decision {
                target: Some(index),
                ..self.reach(Link::Likely, "开工与完工各有目标，按所到的环节对应")
            };
        }
        if !(self.nameless || task || of.ended && says_nothing(of.near)) {
            return Decision::none(Link::Open, "名称与各目标不符");
        }

        let same =
            |(_, t): &(usize, &Prepared)| same_unit(&t.amount.unit, &of.amount.unit) && !t.part;
        let total = of.near.has(any_of!["累计", "合计", "共"]);
        // 已竣工21个 is no share of 41000个学位.
        let share = |t: &Prepared| {
            let many = of.amount.value.checked_mul(Decimal::ONE_HUNDRED);
            many.is_some_and(|many| many >= t.amount.value)
        };
        // 已办结10件 for 民生计划10项27件.
        let same_word = |(_, t): &(usize, &Prepared)| t.amount.unit == of.amount.unit && !t.part;
        let closed = self.exact && of.near.has(any_of!["办结"]);
        if let Some((index, _)) = only(self.targets.list.iter().enumerate().filter(same_word))
            .filter(|(_, t)| closed && of.amount.value <= t.amount.value)
        {
            return Decision {
                target: Some(index),
                ..self.reach(Link::Likely, "只有这一个目标单位相同")
            };
        }
        let mut fitting = self.targets.list.iter().enumerate().filter(same);
        // 已建成3个 for 停车场5个 and 泊位1200个.
        let mut shared = fitting.clone().filter(|(_, t)| share(t));
        if self.exact
            && of.ended
            && let (Some((index, _)), None) = (shared.next(), shared.next())
        {
            return Decision {
                target: Some(index),
                ..self.reach(Link::Likely, "只有这一个目标单位相同、数量相当")
            };
        }
        // 全市已经完成建设任务4139套 for 保障房18271套,其中…: of all of them.
        if self.exact && (total || task) && fitting.nth(1).is_none() {
            return self.reach(Link::Likely, "只有这一个目标单位相同");
        }

        Decision::none(Link::Open, "有几个目标都可能对应")
    }

    /// One of several targets, by the words in common.
    fn nearest(&self) -> Decision {
        let of = self.of;
        let others = self.targets.list.iter().enumerate().filter(|(i, t)| {
            *i != self.index && comparable(of, t) && of.stage.is_none_or(|s| names_stage(t, s))
        });
        let rival = others
            .map(|(_, t)| {
                common(self.near, t.pairs()) * 8
                    + common(self.far, t.pairs()) * 2
                    + usize::from(same_unit(&of.amount.unit, &t.amount.unit))
            })
            .max()
            .unwrap_or(0);
        // 29个、83栋 for 41个、112栋: the order will tell.
        let by_unit = || {
            let mut units = self.targets.list.iter().map(|t| t.amount.unit.as_str());
            units.any(|unit| same_unit(unit, &of.amount.unit))
        };
        // 平台接入泊位5120个 for 停车场泊位600个.
        let beyond = self
            .target
            .amount
            .value
            .checked_mul(Decimal::TWO)
            .is_some_and(|twice| of.amount.value > twice);
        // 83个村完成试点建设 for 垃圾处理试点村152个 and 污水处理试点村72个: no word tells which.
        let own = self.target.names(self.near);
        let alike = |(i, t): (usize, &Prepared)| {
            i != self.index
                && !t.part
                && t.each == of.each
                && same_unit(&t.amount.unit, &of.amount.unit)
                && t.names(self.near) == own
                && t.names(self.far) == self.target.names(self.far)
        };
        let untold = self.exact
            && !self.told
            && !own.is_empty()
            && of.within.is_none()
            && of.threshold.is_none()
            && !self.targets.told_by_stage(of, self.target)
            && of.dimension != Some(Dimension::Rate)
            && of.amount.value != self.target.amount.value
            && !self.target.begins_another(&self.targets.list)
            && self.targets.list.iter().enumerate().any(alike);
        if untold {
            return Decision::none(Link::Open, "有几个目标都可能对应");
        }
        if self.score >= rival + 4 && self.exact {
            self.reach(Link::Certain, "单位、名称一致，其他目标不符")
        } else if beyond && !self.told && of.threshold.is_none() && (self.exact || !by_unit()) {
            Decision::none(Link::Open, "远多于名称最接近的目标")
        } else {
            self.reach(Link::Likely, NEAREST)
        }
    }
}
