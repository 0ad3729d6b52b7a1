//! Whether an amount that has been reached counts towards a target.

use super::around::{
    heading_before, noun_after, percent_after, stated_base, thing_before, whole_before, within,
    words,
};
use super::{Scene, own_start, sentence_start};
use crate::clause::{Clause, Prose};
use crate::quantity::Quantity;
use crate::rules::link::{self, Candidate, Decision, Prepared};
use crate::rules::{roles, stages};
use crate::text::{Phrase as _, Sought, Words, any_of};
use crate::vocabulary::VOCABULARY;
use shishi_domain::{Amount, Decimal, Link};

/// 惠及居民2160户: who gains by it.
const GAINED: &[Sought] = any_of!["惠及", "受益"];

/// Why an amount counts towards nothing, in words for the reader.
type Reason = fn(&Spot) -> Option<&'static str>;

/// What the words around an amount say against it, in order: the first that applies is given.
const BY_WORDS: &[Reason] = &[drawn, found, on_schedule, gained, looked, others, one_place];

/// What other numbers and the course of things say against it.
const BY_COURSE: &[Reason] = &[of_kind, only_step, last_year];

/// An amount that has been reached, with its place.
struct Spot<'s> {
    scene: &'s Scene<'s, 's>,
    prose: &'s Prose<'s>,
    q: &'s Quantity,
    amount: &'s Amount,
    clause: usize,
    c: &'s Clause,
    /// Where its own words begin and end.
    from: usize,
    to: usize,
    /// Where the words begin that it bears, be it with the one before it.
    shared: usize,
    /// The words from there on.
    own: Words<'s>,
    title: &'s str,
}

/// Links an amount that has been reached.
pub(super) fn decide(
    scene: &Scene,
    q: &Quantity,
    amount: &Amount,
    clause: usize,
    place: (usize, usize),
    table: bool,
) -> Decision {
    let spot = Spot::new(scene, q, amount, clause, place);
    let against = |reasons: &[Reason]| reasons.iter().find_map(|reason| reason(&spot));
    if let Some(reason) = against(BY_WORDS) {
        return Decision::none(Link::Open, reason);
    }
    let stated = percent_after(scene, q, clause);
    let told = stated.map(|(percent, _)| percent);
    if let Some(reason) = other_plan(&spot, told).or_else(|| against(BY_COURSE)) {
        return Decision::none(Link::Open, reason);
    }
    if scene.targets.list.is_empty() {
        return Decision::none(Link::Open, "标题没有数量目标");
    }
    let (prose, c, from, to) = (spot.prose, spot.c, spot.from, spot.to);
    let (near, far) = (spot.near(), spot.far());
    let whole = whole_before(prose, c, q);
    scene.targets.decide(&Candidate {
        amount,
        dimension: VOCABULARY
            .unit_named(&amount.unit)
            .map(|u| u.dimension)
            .or(q.dimension()),
        near: &near,
        far: &far,
        stage: spot.stage(),
        ended: stages::ended(prose, from, to),
        percent: told,
        of_plan: stated.is_some_and(|(_, of_plan)| of_plan),
        each: link::per_head(prose.text.words(from, (to + 3).min(c.end))),
        table,
        threshold: link::threshold(prose, from, q.start),
        whole: whole.as_ref(),
        noun: noun_after(prose, q, to),
        gained: spot.own.has(GAINED),
        within: within(scene, q, c),
        thing: thing_before(prose, from, q),
    })
}

impl<'s> Spot<'s> {
    fn new(
        scene: &'s Scene<'s, 's>,
        q: &'s Quantity,
        amount: &'s Amount,
        clause: usize,
        (from, to): (usize, usize),
    ) -> Self {
        let prose = scene.prose;
        let c = &prose.clauses[clause];
        // 发放贷款63笔、4260万元: the second bears the words of the first.
        const JOINTS: &[&str] = &["、", "", "共", "共计", "计", "合计"];
        let joint = JOINTS.contains(&prose.text.folded_of(from, q.start)) && from > c.start;
        let shared = (joint && to <= q.end + 1)
            .then(|| {
                prose
                    .quantities_in(c.start, from)
                    .iter()
                    .rfind(|p| p.end == from && p.reject.is_none())
            })
            .flatten()
            .map_or(from, |p| own_start(prose, c, p));
        Self {
            scene,
            prose,
            q,
            amount,
            clause,
            c,
            from,
            to,
            shared,
            own: prose.text.words(shared, to.max(q.end)),
            title: scene.targets.title_words,
        }
    }

    /// The words right around it.
    fn near(&self) -> String {
        format!(
            "{} {}",
            words(self.prose, self.shared, self.q.start),
            words(self.prose, self.q.end, self.to)
        )
    }

    /// The words of its sentence up to it, behind those of its heading.
    fn far(&self) -> String {
        let start = self.q.start.saturating_sub(120);
        let sentence = sentence_start(self.prose, self.clause).max(start);
        let mut far = words(self.prose, sentence, self.q.start);
        if let Some((from, to)) = heading_before(self.prose, self.clause) {
            far.insert_str(0, self.prose.text.folded_of(from, to));
        }
        far
    }

    /// The stage that its verb names.
    fn stage(&self) -> Option<&'s str> {
        let (prose, c) = (self.prose, self.c);
        stages::stage(prose, self.from, self.to).or_else(|| {
            // A list shares its verb: 开工4.3万套、126万平方米.
            let own = prose.text.folded_of(self.from, self.q.start);
            (own.chars().count() <= 1)
                .then(|| stages::stage(prose, c.start, c.end))
                .flatten()
        })
    }

    /// One of the words stands here, and the title asks for it.
    fn asked(&self, words: &[Sought]) -> bool {
        words
            .iter()
            .any(|w| self.own.has(std::slice::from_ref(w)) && self.title.contains(w.word))
    }

    /// Whether a target is just the amount.
    fn equals(&self, t: &Prepared) -> bool {
        t.is(self.amount.value, &self.amount.unit)
    }
}

/// 拉动消费4.3亿元: what came of it.
fn drawn(spot: &Spot) -> Option<&'static str> {
    const DRAWN: &[Sought] = any_of!["拉动", "带动", "撬动"];
    let drawn = spot.own.has(DRAWN) && !spot.asked(DRAWN);
    drawn.then_some("是带动的数量，不是完成数")
}

/// 检查出异常120人: what was found, not what was done.
fn found(spot: &Spot) -> Option<&'static str> {
    const FINDINGS: &[Sought] = any_of![
        "查出",
        "检出",
        "发现",
        "异常",
        "不合格",
        "阳性",
        "可疑",
        "确诊",
        "疑似",
    ];
    let end = (spot.to + 2).min(spot.c.end);
    let words = spot.prose.text.words(spot.from, end);
    let finds = |w: &Sought| words.has(std::slice::from_ref(w)) && !spot.title.contains(w.word);
    let found = words.has(FINDINGS) && FINDINGS.iter().any(finds);
    found.then_some("只是工作中发现的数量，不是完成数")
}

/// 69个项目达序时进度: where work should stand by now, and not its end.
fn on_schedule(spot: &Spot) -> Option<&'static str> {
    let on_schedule = spot.own.has(any_of!["序时", "节点", "过半"]);
    on_schedule.then_some("只是达到阶段进度，不等于完成")
}

/// 惠及居民2160户, where no target counts those who gain.
fn gained(spot: &Spot) -> Option<&'static str> {
    if !spot.own.has(GAINED) || spot.title.has(GAINED) {
        return None;
    }
    let list = &spot.scene.targets.list;
    let people = |unit: &str| matches!(unit, "人" | "名" | "人次");
    let counted =
        people(&spot.amount.unit) && list.iter().filter(|t| people(&t.amount.unit)).count() == 1;
    let gained = !counted && !list.iter().any(|t| spot.equals(t));
    gained.then_some("是受益的数量，不是完成数")
}

/// 入户排查1037户: who was looked at, not what was done.
fn looked(spot: &Spot) -> Option<&'static str> {
    const LOOKED: &[Sought] = any_of![
        "核实", "排查", "走访", "摸排", "摸底", "巡查", "核查", "督查", "督导"
    ];
    let looked = spot.own.has(LOOKED) || spot.prose.text.ends(spot.q.start, "入户");
    (looked && !spot.asked(LOOKED)).then_some("只是排查走访的数量，不是完成数")
}

/// 另安排预备项目29个, 落实宅基地286户: others, or only made ready.
fn others(spot: &Spot) -> Option<&'static str> {
    const OTHERS: &[Sought] = any_of![
        "公示",
        "审核",
        "申请",
        "动态新增",
        "识别",
        "表决",
        "抽签",
        "腾空",
        "复查",
        "便道",
        "立杆",
        "预备",
        "储备",
        "谋划",
        "后备",
        "宅基地",
        "用地",
        "消防验收",
        "预验收"
    ];
    let others = spot.own.has(OTHERS) && !spot.asked(OTHERS);
    others.then_some("只是准备或别的环节，不等于完成")
}

/// 徐闻片区覆盖率97.6%: the rate of one place.
fn one_place(spot: &Spot) -> Option<&'static str> {
    let words = || spot.prose.text.folded_of(spot.from, spot.q.start);
    let one_place = spot.q.is_rate() && roles::names_place(words(), spot.title);
    one_place.then_some("只是其中一处的数值")
}

/// 完成4.55亿元,占年度计划6.48亿元的70.22%: of another plan than the title's.
fn other_plan(spot: &Spot, told: Option<Decimal>) -> Option<&'static str> {
    let (prose, q) = (spot.prose, spot.q);
    let base = stated_base(prose, q, spot.clause).or_else(|| {
        // 计划开工16项,已开工12项,占75%: of the plan that stands before it.
        let from = sentence_start(prose, spot.clause).max(q.start.saturating_sub(60));
        let plan = prose
            .quantities_in(from, q.start)
            .iter()
            .rfind(|b| b.reject.is_none() && b.unit_text == q.unit_text)
            .filter(|b| {
                prose.text.ends(b.start, "计划开工") || prose.text.ends(b.start, "计划竣工")
            })?;
        told.filter(|p| link::agrees(*p, q.value, plan.value))
            .map(|_| plan.value)
    })?;
    let targets = &spot.scene.targets.list;
    let other = !targets.iter().any(|t| t.is(base, &spot.amount.unit));
    other.then_some("文中所列计划数与目标不同")
}

/// 131个计划新开工项目已有112个开工: of a kind that is smaller than what was promised.
fn of_kind(spot: &Spot) -> Option<&'static str> {
    let (prose, q) = (spot.prose, spot.q);
    let kind = prose
        .quantities_in(spot.c.start, q.start)
        .iter()
        .rfind(|w| w.reject.is_none() && w.unit_text == q.unit_text && w.value >= q.value)
        .filter(|w| {
            let between = prose.text.words(w.end, q.start);
            between.has(any_of!["已有", "中有", "中已"])
        })?;
    let list = spot.scene.targets.list.iter();
    let mut same = list.filter(|t| t.amount.unit == q.unit_text).peekable();
    let smaller = same.peek().is_some() && same.all(|t| t.amount.value > kind.value * Decimal::TWO);
    smaller.then_some("只是其中一类的数量")
}

/// 150个中心提升对象已公示: a step of all that was promised.
fn only_step(spot: &Spot) -> Option<&'static str> {
    let list = &spot.scene.targets.list;
    let step = roles::is_step(spot.prose, spot.q, spot.c)
        && list.iter().any(|t| t.amount.value == spot.amount.value);
    step.then_some("只是中间环节，不等于目标所指的完成")
}

/// 去年已建成25家.
fn last_year(spot: &Spot) -> Option<&'static str> {
    let last_year = roles::is_last_year(spot.scene, spot.c, spot.q.start);
    last_year.then_some("是上一年的数量")
}
