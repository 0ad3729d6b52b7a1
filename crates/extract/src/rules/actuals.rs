//! `reached-amount`, `table-amount`, `measured-rate`: amounts that have been reached.

use crate::clause::{Clause, Prose};
use crate::numeral::Form;
use crate::quantity::Quantity;
use crate::rules::link::{self, Candidate, Decision, Targets};
use crate::rules::naming;
use crate::rules::roles::{self, Local, role};
use crate::rules::settle::{
    rates_that_fit, settle_breakdowns, settle_kinds, settle_lists, settle_order, settle_parts,
    settle_rivals, settle_sums, settle_totals,
};
use crate::rules::stages;
use crate::rules::stance::Carried;
use crate::rules::targets;
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::{Class, Dimension, Entry, Kind, VOCABULARY};
use shishi_domain::{Amount, Date, Decimal, Link};

/// An amount in running text.
pub(crate) const REACHED: &str = "reached-amount";
/// A bare figure in a table, with the unit of its target.
pub(crate) const TABLE: &str = "table-amount";
/// A rate that is itself what is measured: 合格率达99.2%.
pub(crate) const RATE: &str = "measured-rate";

/// What an amount of the narrative is.
#[derive(Debug, Clone)]
pub(crate) enum Role {
    /// Reached, with its rule.
    Reached(&'static str),
    /// Planned, or the size of a list.
    Planned,
    /// A stated percentage of completion.
    Completion,
    /// Anything else, and why.
    Other(&'static str),
}

/// What the roles are told by.
pub(crate) struct Scene<'a, 't> {
    pub prose: &'a Prose<'t>,
    pub carried: &'a [Carried],
    pub as_of: Option<Date>,
    /// Year of the programme.
    pub year: Option<i16>,
    pub targets: &'a Targets,
    pub title: &'a Prose<'t>,
    /// Heading of the column, where the narrative is a lone cell under it.
    pub heading: Option<&'a Prose<'t>>,
}

impl<'a, 't> Scene<'a, 't> {
    /// The label a clause stands behind, or the heading of the column it is all of.
    pub fn heading_of(&self, clause: usize) -> Option<(&'a Prose<'t>, &'a Clause)> {
        let label = self.prose.label_of(clause).map(|label| (self.prose, label));
        label.or_else(|| {
            let heading = self.heading.filter(|_| self.prose.clauses.len() == 1)?;
            Some((heading, heading.clauses.last()?))
        })
    }
}

/// A quantity with its role and, once linked, its target.
pub(crate) struct Judged<'a> {
    pub quantity: &'a Quantity,
    pub clause: usize,
    pub role: Role,
    pub amount: Amount,
    pub decision: Decision,
    pub what: String,
}

/// The roles of all quantities of the narrative, in order.
pub(crate) fn judge<'a>(scene: &Scene<'a, '_>) -> Vec<Judged<'a>> {
    let prose = scene.prose;
    let mut out: Vec<Judged<'a>> = Vec::new();
    let mut local = Local::default();
    for q in &prose.quantities {
        let Some(clause) = prose.clause_at(q.numeral) else {
            continue;
        };
        let role = role(scene, q, clause, &out, &mut local);
        let mut amount = q.amount();
        let is_cell = matches!(role, Role::Reached(TABLE) | Role::Planned) && q.unit.is_none();
        let headed = scene.heading_of(clause).filter(|_| is_cell);
        let unit = headed.and_then(|(prose, label)| targets::label_unit(prose, label));
        if let Some(scaled) = unit.as_ref().and_then(|unit| unit.amount(q)) {
            amount = scaled;
        } else if matches!(role, Role::Reached(TABLE)) {
            amount.unit = table_unit(scene);
        }
        let c = &prose.clauses[clause];
        let from = own_start(prose, c, q);
        let to = own_end(prose, c, q);
        // Only what is reached or planned goes by its name.
        let is_named = matches!(role, Role::Reached(_) | Role::Planned);
        let what = match (is_named, headed.zip(unit)) {
            (true, Some(((prose, label), unit))) => {
                naming::strip(prose.text.source_of(label.start, unit.from)).to_owned()
            }
            (true, None) => naming::what(prose, from, q, to),
            (false, _) => String::new(),
        };
        let decision = match role {
            Role::Reached(rule) => decide(scene, q, &amount, clause, (from, to), rule == TABLE),
            _ => Decision::none(Link::Open, ""),
        };
        out.push(Judged {
            quantity: q,
            clause,
            role,
            amount,
            decision,
            what,
        });
    }
    settle_sums(scene, &mut out);
    settle_breakdowns(scene, &mut out);
    settle_lists(scene, &mut out);
    settle_order(scene, &mut out);
    settle_kinds(scene, &mut out);
    settle_parts(scene, &mut out);
    settle_totals(scene, &mut out);
    settle_rivals(scene, &mut out);
    rates_that_fit(scene, &mut out);
    out
}

/// Where the words that belong to an amount begin: after the one before it in its clause.
pub(crate) fn own_start(prose: &Prose, c: &Clause, q: &Quantity) -> usize {
    prose
        .quantities_in(c.start, q.numeral)
        .iter()
        .rfind(|p| {
            p.reject.is_none()
                && p.end <= q.start
                && prose.open(p.numeral)
                && !targets::qualifies(prose, p)
        })
        .map_or(c.start, |p| p.end)
}

fn own_end(prose: &Prose, c: &Clause, q: &Quantity) -> usize {
    // 4条26.8公里已铺筑完成: side by side they share the words behind.
    let beside = prose
        .quantities_in(q.end, c.end)
        .first()
        .filter(|n| n.start == q.end && n.reject.is_none() && n.unit_text != q.unit_text);
    if let Some(beside) = beside {
        return own_end(prose, c, beside);
    }
    let next = prose
        .quantities_in(q.end, c.end)
        .iter()
        .find(|n| {
            // 2.6万名65岁以上老年人: the age belongs to those counted.
            let inner = n.dimension() == Some(Dimension::Age) || targets::qualifies(prose, n);
            n.reject.is_none() && prose.open(n.numeral) && !inner
        })
        .map_or(c.end, |n| n.start);
    let mark = (q.end..next).find(|&i| prose.text.at(i) == '、' && prose.open(i) && next < c.end);
    // 建成71处(城市46处): what is in brackets speaks of the next.
    let limit = mark.unwrap_or(next);
    let bracket = (q.end..limit).find(|&i| {
        prose.text.at(i) == '('
            && prose
                .quantities_in(i, (i + 30).min(limit))
                .iter()
                .any(|n| n.reject.is_none() && n.unit_text == q.unit_text && n.form == Form::Digits)
    });
    let mark = bracket.or(mark);
    mark.unwrap_or(next)
}

/// Links an amount that has been reached.
fn decide(
    scene: &Scene,
    q: &Quantity,
    amount: &Amount,
    clause: usize,
    (from, to): (usize, usize),
    table: bool,
) -> Decision {
    let prose = scene.prose;
    let c = &prose.clauses[clause];
    let stage = stages::stage(prose, from, to).or_else(|| {
        // A list shares its verb: 开工4.3万套、126万平方米.
        let own = prose.text.folded_of(from, q.start).chars().count() <= 1;
        if own {
            stages::stage(prose, c.start, c.end)
        } else {
            None
        }
    });
    let sentence = sentence_start(prose, clause).max(q.start.saturating_sub(120));
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
    let near = format!(
        "{} {}",
        words(prose, shared, q.start),
        words(prose, q.end, to)
    );
    let own = prose.text.words(shared, to.max(q.end));
    let mut far = words(prose, sentence, q.start);
    if let Some((from, to)) = heading_before(prose, clause) {
        far.insert_str(0, prose.text.folded_of(from, to));
    }
    let title = scene.targets.title_words.as_str();
    // One of the words stands here, and the title asks for it.
    let asked = |words: &[Sought]| {
        words
            .iter()
            .any(|w| own.has(std::slice::from_ref(w)) && title.contains(w.word))
    };
    // 拉动消费4.3亿元: what came of it.
    const DRAWN: &[Sought] = any_of!["拉动", "带动", "撬动"];
    if own.has(DRAWN) && !asked(DRAWN) {
        return Decision::none(Link::Open, "是带动的数量，不是完成数");
    }
    // 检查出异常120人: what was found, not what was done.
    let found = prose.text.words(from, (to + 2).min(c.end));
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
    let finds = |w: &Sought| found.has(std::slice::from_ref(w)) && !title.contains(w.word);
    if found.has(FINDINGS) && FINDINGS.iter().any(finds) {
        return Decision::none(Link::Open, "只是工作中发现的数量，不是完成数");
    }
    // 69个项目达序时进度: where work should stand by now, and not its end.
    if own.has(any_of!["序时", "节点", "过半"]) {
        return Decision::none(Link::Open, "只是达到阶段进度，不等于完成");
    }
    // 入户排查1037户: who was looked at, not what was done.
    const LOOKED: &[Sought] = any_of![
        "核实", "排查", "走访", "摸排", "摸底", "巡查", "核查", "督查", "督导"
    ];
    // 惠及居民2160户: who gains by it.
    const GAINED: &[Sought] = any_of!["惠及", "受益"];
    let very = |t: &link::Prepared| {
        t.amount.value == amount.value && link::same_unit(&t.amount.unit, &amount.unit)
    };
    let promised = title.has(GAINED);
    let people = |t: &&link::Prepared| matches!(t.amount.unit.as_str(), "人" | "名" | "人次");
    let counted = matches!(amount.unit.as_str(), "人" | "名" | "人次")
        && scene.targets.list.iter().filter(people).count() == 1;
    if own.has(GAINED) && !promised && !counted && !scene.targets.list.iter().any(very) {
        return Decision::none(Link::Open, "是受益的数量，不是完成数");
    }
    if (own.has(LOOKED) || prose.text.ends(q.start, "入户")) && !asked(LOOKED) {
        return Decision::none(Link::Open, "只是排查走访的数量，不是完成数");
    }
    // 另安排预备项目29个, 落实宅基地286户: others, or only made ready.
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
    if own.has(OTHERS) && !asked(OTHERS) {
        return Decision::none(Link::Open, "只是准备或别的环节，不等于完成");
    }
    if q.is_rate() && roles::names_place(prose.text.folded_of(from, q.start), title) {
        return Decision::none(Link::Open, "只是其中一处的数值");
    }
    // 完成4.55亿元,占年度计划6.48亿元的70.22%: of another plan than the title's.
    let stated = percent_after(scene, q, clause);
    let told = stated.map(|(percent, _)| percent);
    let base = stated_base(prose, q, clause).or_else(|| {
        // 计划开工16项,已开工12项,占75%: of the plan that stands before it.
        let from = sentence_start(prose, clause).max(q.start.saturating_sub(60));
        let before = prose.quantities_in(from, q.start);
        let plan = before
            .iter()
            .rfind(|b| b.reject.is_none() && b.unit_text == q.unit_text)
            .filter(|b| {
                prose.text.ends(b.start, "计划开工") || prose.text.ends(b.start, "计划竣工")
            })?;
        told.filter(|p| link::agrees(*p, q.value, plan.value))
            .map(|_| plan.value)
    });
    if let Some(base) = base
        && !scene
            .targets
            .list
            .iter()
            .any(|t| t.amount.value == base && link::same_unit(&t.amount.unit, &amount.unit))
    {
        return Decision::none(Link::Open, "文中所列计划数与目标不同");
    }
    // 131个计划新开工项目已有112个开工: of a kind that is smaller than what was promised.
    let of_kind = prose
        .quantities_in(c.start, q.start)
        .iter()
        .rfind(|w| w.reject.is_none() && w.unit_text == q.unit_text && w.value >= q.value)
        .filter(|w| {
            prose
                .text
                .words(w.end, q.start)
                .has(any_of!["已有", "中有", "中已"])
        });
    if of_kind.is_some_and(|w| {
        let mut same = scene
            .targets
            .list
            .iter()
            .filter(|t| t.amount.unit == q.unit_text)
            .peekable();
        same.peek().is_some() && same.all(|t| t.amount.value > w.value * Decimal::TWO)
    }) {
        return Decision::none(Link::Open, "只是其中一类的数量");
    }
    let equal = |t: &link::Prepared| t.amount.value == amount.value;
    if roles::is_step(prose, q, c) && scene.targets.list.iter().any(equal) {
        return Decision::none(Link::Open, "只是中间环节，不等于目标所指的完成");
    }
    if roles::is_last_year(scene, c, q.start) {
        return Decision::none(Link::Open, "是上一年的数量");
    }
    let whole = whole_before(prose, c, q);
    let of = Candidate {
        amount,
        dimension: VOCABULARY
            .unit_named(&amount.unit)
            .map(|u| u.dimension)
            .or(q.dimension()),
        near: &near,
        far: &far,
        stage,
        ended: stages::ended(prose, from, to),
        percent: told,
        of_plan: stated.is_some_and(|(_, of_plan)| of_plan),
        each: link::per_head(prose.text.folded_of(from, (to + 3).min(c.end))),
        table,
        threshold: link::threshold(prose, from, q.start),
        whole: whole.as_ref(),
        noun: noun_after(prose, q, to),
        gained: own.has(GAINED),
        within: within(scene, q, c),
        thing: thing_before(prose, from, q),
    };
    scene.targets.decide(&of)
}

/// The plan of which the text itself says what share an amount is: 6.48亿元 in
/// 完成4.55亿元,占年度计划6.48亿元的70.22%.
fn stated_base(prose: &Prose, q: &Quantity, clause: usize) -> Option<Decimal> {
    let c = &prose.clauses[clause];
    let next = prose
        .clauses
        .get(clause + 1)
        .filter(|n| n.sentence == c.sentence && c.mark == ',' && prose.text.at(n.start) != '其');
    let end = next.map_or(c.end, |n| n.end);
    let mut after = prose
        .quantities_in(q.end, end)
        .iter()
        .filter(|n| n.reject.is_none() && n.unit.is_some());
    let base = after.next().filter(|b| b.unit_text == q.unit_text)?;
    let rate = after.next().filter(|r| r.is_rate())?;
    let text = &prose.text;
    let says = text.words(q.end, base.start);
    let joined = text.words(base.end, rate.start);
    let of_plan = says.contains(['占', '为']) && says.has(any_of!["计划", "任务", "目标"]);
    let plain = joined.contains('的') && joined.count() <= 6;
    (of_plan && plain && link::agrees(rate.value, q.value, base.value)).then_some(base.value)
}

/// The target whose very number stands before an amount in its clause.
fn within(scene: &Scene, q: &Quantity, c: &Clause) -> Option<usize> {
    let before = scene.prose.quantities_in(c.start, q.start);
    let whole = before
        .iter()
        .rfind(|w| w.reject.is_none() && w.unit_text == q.unit_text)?;
    let between = scene.prose.text.words(whole.end, q.start);
    let of_it = between.has(any_of!["已", "中", "完成", "开工", "竣工", "完工", "建成"]);
    if !of_it || between.contains(['、', ',', '和', '及', '(']) {
        return None;
    }
    let mut same = scene.targets.list.iter().enumerate().filter(|(_, t)| {
        t.amount.value == whole.value && link::same_unit(&t.amount.unit, &q.unit_text)
    });
    let (index, _) = same.next()?;
    (same.next().is_none() && whole.value >= q.value).then_some(index)
}

/// What is counted, where it stands alone between a verb and the amount.
fn thing_before<'p>(prose: &'p Prose, from: usize, q: &Quantity) -> &'p str {
    let verb = prose
        .scan
        .within(from, q.start)
        .filter(|h| {
            prose.open(h.start)
                && match h.entry {
                    Entry::Work(w) => w.kind != Kind::Noun,
                    Entry::Word(class) => {
                        matches!(class, Class::Done | Class::Reached | Class::Finish)
                    }
                }
        })
        .map(|h| h.end)
        .max();
    let words = match verb {
        Some(verb) => prose.text.folded_of(verb, q.start),
        // 建成厢房38个、分类亭70个: the verb stands before the first.
        None if prose.text.at(from) == '、' => prose.text.folded_of(from + 1, q.start),
        None => "",
    };
    let chinese = words
        .chars()
        .all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    const ANY: &[&str] = &[
        "项目", "工程", "点位", "任务", "事项", "子项", "标段", "单位", "其中",
    ];
    if chinese && !words.contains('等') && !words.ends_with_one(ANY) {
        words
    } else {
        ""
    }
}

/// The noun right after an amount, up to what is said of it; empty where there is none.
fn noun_after<'p>(prose: &'p Prose, q: &Quantity, to: usize) -> &'p str {
    let end = prose
        .scan
        .within(q.end, to)
        .find(|h| match h.entry {
            Entry::Work(_) => true,
            Entry::Word(class) => matches!(
                class,
                Class::Done | Class::Finish | Class::Ongoing | Class::Planned | Class::Reached
            ),
        })
        .map_or(to, |h| h.start);
    let words = prose.text.folded_of(q.end, end);
    let plain = words
        .find(|c: char| !('\u{4E00}'..='\u{9FFF}').contains(&c))
        .unwrap_or(words.len());
    &words[..plain]
}

/// The whole that the sentence names in front: 20个项目中,….
fn whole_before(prose: &Prose, c: &Clause, q: &Quantity) -> Option<Amount> {
    let first = prose
        .clauses
        .get(prose.clauses.partition_point(|b| b.sentence < c.sentence))?;
    let text = prose.text.folded_of(first.start, first.end.min(q.start));
    let lead = prose
        .quantities_in(first.start, first.start + 1)
        .first()
        .filter(|w| w.reject.is_none() && w.unit_text == q.unit_text && w.end <= q.start)?;
    let tail = prose.text.folded_of(lead.end, (lead.end + 8).min(q.start));
    (text.ends_with('中') || tail.contains('中')).then(|| lead.amount())
}

/// Longest heading, in characters, and how many clauses it reaches over.
const HEADING: usize = 20;
const REACH: usize = 8;

/// The heading that a clause stands under, as a sentence of its own with nothing done in it:
/// 五、充电桩。建成371个.
fn heading_before(prose: &Prose, clause: usize) -> Option<(usize, usize)> {
    let own = prose.clauses[clause].sentence;
    let from = clause.saturating_sub(REACH);
    let at = (from..clause).rev().find(|&k| {
        let c = &prose.clauses[k];
        let alone = (k == 0 || prose.clauses[k - 1].sentence != c.sentence)
            && prose.clauses[k + 1].sentence != c.sentence;
        let acts = prose.scan.within(c.start, c.end).any(|h| match h.entry {
            Entry::Work(w) => w.kind != Kind::Noun && w.kind != Kind::Activity && w.weight > 0,
            Entry::Word(class) => matches!(
                class,
                Class::Done | Class::Finish | Class::Ongoing | Class::Planned | Class::Total
            ),
        });
        c.mark == '。' && alone && c.sentence != own && c.end - c.start <= HEADING && !acts
    })?;
    let c = &prose.clauses[at];
    // Behind a heading each sentence speaks of it, up to the next one.
    Some((c.start, c.end))
}

/// Where the sentence of a clause begins.
pub(crate) fn sentence_start(prose: &Prose, clause: usize) -> usize {
    let own = prose.clauses[clause].sentence;
    let first = prose.clauses[..=clause]
        .iter()
        .rposition(|c| c.sentence != own)
        .map_or(0, |k| k + 1);
    prose.clauses.get(first).map_or(0, |c| c.start)
}

/// The words of a stretch without its figures and dates.
fn words(prose: &Prose, start: usize, end: usize) -> String {
    let mut holes: Vec<(usize, usize)> = prose
        .quantities_in(start, end)
        .iter()
        .filter(|q| q.reject.is_none() && !targets::qualifies(prose, q))
        .map(|q| (q.start, q.end))
        .chain(prose.dates_in(start, end).iter().map(|d| (d.start, d.end)))
        .collect();
    holes.sort_unstable();
    let mut out = String::new();
    let mut at = start;
    for (a, b) in holes {
        if a > at {
            out.push_str(prose.text.folded_of(at, a.min(end)));
        }
        out.push(' ');
        at = at.max(b);
    }
    if at < end {
        out.push_str(prose.text.folded_of(at, end));
    }
    out
}

/// The percentage of completion stated right after an amount, in the same sentence and
/// before any other amount.
///
/// A mere 占15% counts only where it is that of a target.
fn percent_after(scene: &Scene, q: &Quantity, clause: usize) -> Option<(Decimal, bool)> {
    let prose = scene.prose;
    let sentence = prose.clauses[clause].sentence;
    let end = prose.clauses[clause..]
        .iter()
        .take_while(|c| c.sentence == sentence)
        .take(4)
        .last()
        .map_or(q.end, |c| c.end);
    let next = prose.quantities_in(q.end, end).iter().find(|p| {
        // 121.5公里(支线37公里),占年计划75.9%: past what stands in brackets.
        let inside = !prose.open(p.numeral) && !p.is_rate();
        // 铺设23.75公里,其中主管9.6公里,完成84.8%: past a part of it.
        let part = !p.is_rate()
            && p.unit_text == q.unit_text
            && p.value < q.value
            && prose.text.words(q.end, p.start).has(any_of!["其中"]);
        p.reject.is_none() && p.unit.is_some() && !inside && !part
    })?;
    let whole = prose.text.folded_of(q.end, next.start);
    let lead = whole
        .rfind(')')
        .or_else(|| whole.rfind(',').filter(|_| whole.has(any_of!["其中"])))
        .map_or(whole, |at| &whole[at + 1..]);
    let rest = lead.trim_start_matches([',', ' ', '|']);
    // 2615户,87.2%: a rate with nothing before it.
    let share = matches!(rest, "占" | "");
    let fits = |stated: Decimal| {
        scene
            .targets
            .list
            .iter()
            .any(|t| link::agrees_closely(stated, q.value, t.amount.value))
    };
    let completes = lead.has(any_of!["计划", "任务", "目标", "完成", "进度"])
        || lead == "("
        || lead.has(any_of!["工率"]);
    let of_plan = lead.starts_with_one(&["占", ",占", ",为"])
        && lead.has(any_of![
            "年度计划",
            "年度任务",
            "年计划",
            "全年计划",
            "目标任务"
        ]);
    (next.is_rate() && (completes || share && fits(next.value))).then_some((next.value, of_plan))
}

/// The unit that a bare figure takes: of the only target, else of the noun in the title.
pub(crate) fn table_unit(scene: &Scene) -> String {
    if let Some(target) = scene.targets.list.first() {
        return target.amount.unit.clone();
    }
    let title = &scene.title.text.folded;
    for (noun, unit) in [
        ("人次", "人次"),
        ("人数", "人"),
        ("户数", "户"),
        ("场次", "场"),
        ("个数", "个"),
        ("里程", "公里"),
        ("面积", "平方米"),
        ("套数", "套"),
        ("张数", "张"),
    ] {
        if title.contains(noun) {
            return unit.into();
        }
    }
    String::new()
}
