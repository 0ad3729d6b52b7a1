//! The targets that an amount may count towards, and the best of them.

use super::pairs::{Pair, common, is_end, is_verb, last_two, pairs};
use super::units::{agrees, agrees_closely, comparable, same_unit};
use super::{Candidate, Prepared, Targets};
use crate::rules::kinds::COMPLETED;
use crate::rules::only;
use crate::rules::predicates::STEPS;
use crate::rules::stages::{begins_only, names_stage};
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::Dimension;
use shishi_domain::Decimal;

/// Why what has come to a step on the way does not count.
pub(crate) const ONLY_A_STEP: &str = "只是中间环节，不等于目标所指的完成";

/// What is done to things that a target counts.
const ACTS: &[&str] = &["新建", "改建", "扩建", "改造", "续建", "新开", "新增"];

/// 新增助餐点58个 for 助餐点提升改造100个、新增60个: whether a target has nothing but the act that the words of an
/// amount begin with.
pub(super) fn has_only_act(near: &str, target: &Prepared) -> bool {
    let own = target
        .before_number()
        .trim_start_matches([',', '、', '和', ' ']);
    ACTS.contains(&own)
        && near
            .trim_start_matches([',', '、', ' ', '已'])
            .starts_with(own)
}

/// Which batch words speak of: 首批, 第2批.
pub(super) fn batch(words: &str) -> Option<char> {
    if words.contains("首批") {
        return Some('一');
    }
    let (before, _) = words.split_once('批')?;
    let mut back = before.chars().rev();
    let (number, first) = (back.next()?, back.next()?);
    let number = match number.to_digit(10) {
        Some(digit) => "〇一二三四五六七八九".chars().nth(digit as usize)?,
        None => number,
    };
    (first == '第').then_some(number)
}

/// Whether the words of an amount name the act of a part of a target, and no other: 改建40公里.
fn act_of(near: &str, target: &Prepared) -> bool {
    let lead = target
        .own
        .trim_start_matches([',', '、', '(', '其', '中', '和']);
    let own = only(ACTS.iter().filter(|act| near.contains(**act)));
    target.part
        && own.is_some_and(|act| lead.starts_with(*act))
        && !near.has(any_of!["新改", "改扩建", "新建改", "新扩"])
}

/// What a plan of several years is called.
const PLANS: &Sought = any_of!["十一五", "十二五", "十三五", "十四五", "十五五"];

/// Whether a target names a single year: 2016年搬迁249万人.
fn of_one_year(own: &str) -> bool {
    let lead = own.trim_start_matches([',', '、', ';', ' ']);
    let year = lead.chars().take_while(char::is_ascii_digit).count();
    lead.starts_with_one(&["今年", "本年", "年内"]) || year == 4 && lead[4..].starts_with('年')
}

/// How many pairs two texts share, verbs of the end aside.
fn common_but_ends(a: &[Pair], b: &[Pair]) -> usize {
    let shared = a.iter().filter(|p| b.binary_search(p).is_ok());
    shared.filter(|p| !is_end(**p)).count()
}

/// The target that an amount fits best.
pub(super) struct Best {
    pub index: usize,
    pub score: usize,
    /// The words right before the amount are among its own, and how many pairs of its sentence name
    /// it, verbs aside: they tell where the scores are equal.
    named: (usize, bool, usize),
    /// How many pairs and other signs speak for it.
    pub shared: usize,
    /// How many targets could be meant by the units alone.
    pub fitting: usize,
}

impl Targets<'_> {
    /// The target that an amount fits best, or why there is none.
    pub(super) fn best(
        &self,
        of: &Candidate,
        near: &[Pair],
        far: &[Pair],
    ) -> Result<Best, &'static str> {
        let mut best: Option<Best> = None;
        let mut fitting = 0;
        let mut staged = false;
        // How far the words name a target that only a step of it has reached.
        let mut named_step = 0;
        // 省级3个 behind 国家级绿色社区1个: its own words name one target only.
        let named = (0..self.list.len())
            .filter(|&index| self.common_with(index, near) > 0 && self.fits(of, index, near, far));
        let alone = only(named);
        let head = match self.list.len() {
            1 => Vec::new(),
            _ => pairs(last_two(of.far.trim_end())),
        };
        // 共238栋 beside 21个小区 goes with 412栋: a measure word of its own tells more than a name.
        let own_measure = |index: usize| {
            let unit = &of.amount.unit;
            let general = matches!(
                unit.as_str(),
                "个" | "项" | "处" | "座" | "家" | "件" | "台" | "人" | "名" | "元" | "%"
            );
            let same = self.list.iter().filter(|t| t.amount.unit == *unit);
            !general && self.list[index].amount.unit == *unit && only(same).is_some()
        };
        for (index, target) in self.list.iter().enumerate() {
            if !self.fits(of, index, near, far) {
                continue;
            }
            fitting += 1;
            if self.is_only_step(of, index) {
                staged = true;
                named_step = named_step.max(target.names_of(near));
                continue;
            }
            // The stated percentage tells the target.
            let stated = of
                .percent
                .is_some_and(|p| agrees(p, of.amount.value, target.amount.value));
            // 完工 does not count towards 开工.
            let ended =
                begins_only(target) && (of.ended || of.done && self.told_by_stage(of, target));

            if ended || !stated && self.goes_beyond(of, target) {
                continue;
            }
            let exact = same_unit(&of.amount.unit, &target.amount.unit);
            // So does the very value; a large one can hardly be another's.
            // 办结10件 for 民生计划10项27件: nor where another target is counted in its very unit.
            let unit = &of.amount.unit;
            let other_unit =
                || target.amount.unit != *unit && self.list.iter().any(|t| t.amount.unit == *unit);
            let equal = of.amount.value == target.amount.value && exact && !other_unit();
            let equal = usize::from(equal);
            let large = of.amount.value >= Decimal::TEN;
            // 6086户 is no chance.
            let odd = || {
                of.amount.value >= Decimal::ONE_HUNDRED
                    && !(of.amount.value % Decimal::TEN).is_zero()
            };
            let within = usize::from(of.within == Some(index));
            let (a, b) = (self.common_with(index, near), self.common_with(index, far));
            // Of members of one list, the first holds the verb of all of them.
            let shares = self.list.get(index + 1).is_some_and(|next| {
                next.own.starts_with(['、', '和'])
                    && same_unit(&next.amount.unit, &target.amount.unit)
            });
            let a = match shares {
                true => a.min(common_but_ends(near, target.pairs())),
                false => a,
            };
            // 排水管网改造15公里,已完成12公里: a verb tells less than a name.
            let named = match self.list.len() {
                1 => (0, false, 0),
                // 新增残疾人就业286人: what it comes down to stands last.
                _ => (
                    target.names_of(near),
                    common(&head, target.pairs()) > 0,
                    target.names_of(far),
                ),
            };
            // To the decimals, where the unit is the same, hardly by chance.
            let closely = stated
                && exact
                && self.list.len() > 1
                && of.percent.is_some_and(|p| {
                    p.scale() > 0 && agrees_closely(p, of.amount.value, target.amount.value)
                });
            let stated = usize::from(stated) + usize::from(closely);
            let alone = usize::from(alone == Some(index));
            // 其中改建6所: the part by its own act or name goes before the whole.
            let named_part = || {
                let whole = self.whole_of(index);
                let names = target.names(near);
                names
                    .iter()
                    .any(|p| whole.is_some_and(|w| w.pairs().binary_search(p).is_err()))
            };
            let part = usize::from(target.part && (act_of(of.near, target) || named_part()));
            // 安化县新增4.25万人, for 5.71万人(其中安化县4.2万人): by its place.
            let placed = usize::from(target.is_placed(of.near));
            let part = part + usize::from(has_only_act(of.near, target)) * 5;
            // 第2批交房191套, for 首批1870套、第2批625套.
            let batch = || batch(target.own).filter(|_| self.list.len() > 1);
            let placed =
                placed + usize::from(batch().is_some_and(|b| self::batch(of.near) == Some(b)));
            // 新增高技能人才: a name tells more than the verb before it.
            let verbs = match self.list.len() {
                1 => 0,
                _ => a.saturating_sub(named.0),
            };
            // 托位增加336个 for 普惠托位315个、托位525个: the one of just this name goes before.
            let lacks = self.list.len() > 1 && self.lacks_its_own(index, near);
            let score = usize::from(self.alone_asks_for_end(of, target)) * 32
                + within * 40
                + usize::from(self.is_of_this_year(of, target)) * 8
                + part * 12
                + placed * 60
                + alone * 16
                + a * 8
                - verbs * 3
                + b * 2
                + usize::from(exact)
                + usize::from(of.amount.unit == target.amount.unit)
                + usize::from(own_measure(index)) * 24
                + stated * 12
                + match (equal, large) {
                    (0, _) => 0,
                    _ if odd() => 40,
                    (_, true) => 20,
                    _ => 5,
                };
            let score = score.saturating_sub(usize::from(lacks) * 10);
            if best
                .as_ref()
                .is_none_or(|best| (score, named) > (best.score, best.named))
            {
                best = Some(Best {
                    index,
                    score,
                    named,
                    shared: a + b + stated + equal + within,
                    fitting,
                });
            }
        }
        // 公租房已开工308套 begins no 棚户区改造新开工.
        let other = |best: &Best| {
            let own = &self.list[best.index];
            // 新开工改造老旧小区2276个、涉及居民28万户: its sentence names it all the same.
            named_step > own.names_of(near) && own.names_of(far) <= named_step + 1
        };
        match best {
            Some(best) if other(&best) => Err(ONLY_A_STEP),
            Some(best) => Ok(Best { fitting, ..best }),
            None if fitting == 0 => Err("计量单位与各目标都不一致"),
            None if staged => Err(ONLY_A_STEP),
            None => Err("没有可以对应的目标"),
        }
    }

    /// How many pairs words share with a target. In 新建改造供水管网60公里、供热管网40公里 the acts are those of
    /// both, and tell neither from the other.
    fn common_with(&self, index: usize, words: &[Pair]) -> usize {
        let target = &self.list[index];
        match target.leads {
            true => {
                let shared = words
                    .iter()
                    .filter(|p| target.pairs().binary_search(p).is_ok());
                shared.filter(|p| !is_verb(**p)).count()
            }
            false => common(words, target.pairs()),
        }
    }

    /// Whether an amount can be measured by a target at all.
    fn fits(&self, of: &Candidate, index: usize, near: &[Pair], far: &[Pair]) -> bool {
        let target = &self.list[index];
        if !comparable(of, target) {
            return false;
        }
        // 已完工9个, for 8个领域10个项目: no field is finished.
        let fields = any_of!["个领域", "大领域", "个方面", "个板块"];
        if self.list.len() > 1
            && target.own.has(fields)
            && !of.near.has(any_of!["领域", "方面", "板块"])
        {
            return false;
        }
        // 完成投资270亿元 is of the year's plan, where one stands beside the 总投资.
        let whole = any_of!["总投资"];
        let of_year = |t: &Prepared| t.amount.unit == "元" && !t.own.has(whole);
        if of.dimension == Some(Dimension::Money)
            && target.own.has(whole)
            && self.list.iter().any(of_year)
        {
            return false;
        }
        // 每千人5批次 is not compared with a sum, nor 10亿元以上 with 亿元以上.
        let rate = of.dimension == Some(Dimension::Rate);
        if of.each != target.each && !rate
            || of
                .threshold
                .zip(target.threshold)
                .is_some_and(|(a, b)| a != b)
        {
            return false;
        }
        // 20个项目中5个 counts towards no target of 7个.
        if of.whole.is_some_and(|w| {
            self.list.len() > 1
                && same_unit(&w.unit, &target.amount.unit)
                && w.value > target.amount.value
                && self.sums_to(&w.unit, w.value)
        }) {
            return false;
        }
        !target.part || self.names_part(of, index, near, far)
    }

    /// “十三五”搬迁981.5万人,2016年搬迁249万人: whether a target is the plan of one year beside that of
    /// several, and the amount names none.
    pub(super) fn is_of_this_year(&self, of: &Candidate, target: &Prepared) -> bool {
        let of_several =
            |t: &Prepared| same_unit(&t.amount.unit, &target.amount.unit) && t.own.has(PLANS);
        self.list.len() > 1
            && of_one_year(target.own)
            && self.list.iter().any(of_several)
            && !of.far.has(PLANS)
    }

    /// 已完工项目37项 for 实施项目117项、年内竣工108项: whether the amount has come to its end, and of the
    /// targets of its unit only this one asks for that.
    pub(super) fn alone_asks_for_end(&self, of: &Candidate, target: &Prepared) -> bool {
        let ends = |t: &Prepared| t.own.has(any_of!["竣工", "完工", "建成", "投产", "投用"]);
        let same = |t: &&Prepared| same_unit(&t.amount.unit, &of.amount.unit);
        if !of.ended || self.list.len() < 2 {
            return false;
        }
        let mut others = self
            .list
            .iter()
            .filter(same)
            .filter(|t| t.own != target.own);
        let shares = |t: &Prepared| t.own.starts_with(['、', '和']);
        same(&target)
            && ends(target)
            && others.clone().next().is_some()
            && others.all(|t| !ends(t) && !shares(t))
    }

    /// The target that one is named as a part of.
    fn whole_of(&self, index: usize) -> Option<&Prepared<'_>> {
        let unit = &self.list[index].amount.unit;
        let mut before = self.list[..index].iter().rev();
        before.find(|w| !w.part && same_unit(&w.amount.unit, unit))
    }

    /// 建成71处 is the whole, unless its words name the part.
    fn names_part(&self, of: &Candidate, index: usize, near: &[Pair], far: &[Pair]) -> bool {
        let target = &self.list[index];
        let Some(whole) = self.whole_of(index) else {
            return true;
        };
        // 其中10亿元以上8个: by the sum from which on it counts.
        if of.threshold.is_some()
            && of.threshold == target.threshold
            && of.threshold != whole.threshold
        {
            return true;
        }
        // 改建40公里, beside 新改建80公里其中改建50公里: by its act.
        if act_of(of.near, target) {
            return true;
        }
        let named = near.iter().chain(far).filter(|p| !is_verb(**p));
        named.into_iter().any(|p| {
            target.pairs().binary_search(p).is_ok() && whole.pairs().binary_search(p).is_err()
        })
    }

    /// 累计1092个 for 92个: of all there is, not of what was promised.
    fn goes_beyond(&self, of: &Candidate, target: &Prepared) -> bool {
        self.list.len() > 1
            && of.dimension != Some(Dimension::Rate)
            && target.amount.value > Decimal::ONE
            && target
                .amount
                .value
                .checked_mul(Decimal::TEN)
                .is_some_and(|most| of.amount.value > most)
    }
}

impl Targets<'_> {
    /// 已完工368部 for 新开工400部、竣工200部: one target asks for a beginning and the other for the
    /// end, and the amount has come to one of them.
    pub(super) fn told_by_stage(&self, of: &Candidate, target: &Prepared) -> bool {
        if self.list.len() < 2 {
            return false;
        }
        let finished = of.ended || of.stage.is_none() && of.near.has(any_of!["完成", "建成"]);
        let ends = |t: &Prepared| t.own.has(COMPLETED);
        let same = |t: &&Prepared| same_unit(&t.amount.unit, &of.amount.unit);
        let mut others = self.list.iter().filter(same);
        finished
            && same(&target)
            && (ends(target) || others.any(ends))
            && self.list.iter().filter(same).any(begins_only)
    }

    /// Whether an amount tells but of a stage that the target does not ask for.
    fn is_only_step(&self, of: &Candidate, index: usize) -> bool {
        let target = &self.list[index];
        // People do not go through stages: 签约引进86名.
        let stage = of
            .stage
            .filter(|_| !matches!(of.dimension, Some(Dimension::Person | Dimension::Rate)))
            // 该项目3月动工,前7个月投资1.57亿元: nor does what is spent.
            .filter(|_| !(of.dimension == Some(Dimension::Money) && of.near.has(any_of!["投资"])));
        let Some(stage) = stage else {
            return false;
        };
        // 栽植乔木8600株、草坪1.6万平方米, where the title plants as well.
        if STEPS.holds(stage) && self.title_words.contains(stage) {
            return false;
        }
        // 路面121.5公里,占年计划75.9%: the rate of the target tells that it counts.
        let begun = stage.has(any_of![
            "开工", "进场", "动工", "复工", "启动", "招标", "签约", "封顶", "合同", "立项", "设计",
            "批复", "选址", "确定", "征", "受理", "审", "录入", "管沟", "申报"
        ]) || matches!(stage, "主体" | "基础");
        let told = !begun
            && of.percent.is_some_and(|p| {
                same_unit(&of.amount.unit, &target.amount.unit)
                    && p != Decimal::ONE_HUNDRED
                    && agrees_closely(p, of.amount.value, target.amount.value)
            });
        // 任务150公里,已完成路面硬化132公里,剩余18公里: the last layer, and all that is not left has it.
        let last = any_of!["路面", "面层", "硬化", "铺装", "摊铺"];
        let early = any_of!["路基", "基础", "底层", "沟槽", "管沟"];
        let adds_up = || !begun && of.adds_up(target) && of.near.has(last) && !of.near.has(early);
        // 开工1.8万套,其中公租房1.5万套: the part is to come as far as the whole.
        let follows = target.part && !target.own.has(COMPLETED);
        let whole = || follows.then(|| self.whole_of(index)).flatten();
        !told
            && !adds_up()
            && !names_stage(target, stage)
            && !whole().is_some_and(|w| begins_only(w))
    }
}
