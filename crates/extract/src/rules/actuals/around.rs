//! What stands around an amount: shares, wholes, nouns, headings.

use super::Scene;
use crate::clause::{Clause, Prose};
use crate::quantity::Quantity;
use crate::rules::kinds::{DONE, without_count};
use crate::rules::{link, only, targets};
use crate::text::{Phrase as _, any_of, is_chinese};
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::{Amount, Decimal};

/// The plan of which the text itself says what share an amount is: 6.48亿元 in
/// 完成4.55亿元,占年度计划6.48亿元的70.22%.
pub(super) fn stated_base(prose: &Prose, q: &Quantity, clause: usize) -> Option<Decimal> {
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

/// The clause before, in the same sentence and behind a comma, with the one quantity it holds.
fn lone_before<'p>(prose: &'p Prose, clause: usize) -> Option<(&'p Clause, &'p Quantity)> {
    let before = &prose.clauses[clause.checked_sub(1)?];
    let goes_on = before.sentence == prose.clauses[clause].sentence && before.mark == ',';
    match prose.quantities_in(before.start, before.end) {
        [said] if goes_on => Some((before, said)),
        _ => None,
    }
}

/// 计划新建80个社区便利店,现已超额完成93个: the target that the clause before it says again.
fn said_before(scene: &Scene, q: &Quantity, clause: usize) -> Option<usize> {
    const NOW: &[&str] = &["已", "现已", "目前已", "实际", "现"];
    let prose = scene.prose;
    let c = &prose.clauses[clause];
    let (before, said) = lone_before(prose, clause)?;
    let [own] = prose.quantities_in(c.start, c.end) else {
        return None;
    };
    let goes_on = own.start == q.start
        && said.unit_text == q.unit_text
        && prose.text.one_of(c.start, NOW).is_some()
        && prose
            .text
            .words(before.start, said.start)
            .has(any_of!["计划", "拟", "任务", "目标"]);
    let list = &scene.targets.list;
    only((0..list.len()).filter(|&i| goes_on && list[i].is(said.value, &q.unit_text)))
}

/// 25个省重点项目,已完成投资74.08亿元, where the title asks for 25个 and then for a sum: that sum.
pub(crate) fn sum_of_named(scene: &Scene, q: &Quantity, clause: usize) -> Option<usize> {
    let prose = scene.prose;
    let c = &prose.clauses[clause];
    let (_, said) = lone_before(prose, clause)?;
    let list = &scene.targets.list;
    let named = q.dimension() == Some(Dimension::Money)
        && prose
            .text
            .one_of(c.start, &["已完成投资", "完成投资", "累计完成投资"])
            .is_some();
    let counted = |&i: &usize| {
        let beside = list.get(i + 1).is_some_and(|t| t.amount.unit == "元");
        named && list[i].is(said.value, &said.unit_text) && beside
    };
    only((0..list.len()).filter(counted)).map(|index| index + 1)
}

/// The target whose very number stands before an amount in its clause, or in the plan before it.
pub(super) fn within(scene: &Scene, q: &Quantity, clause: usize) -> Option<usize> {
    let c = &scene.prose.clauses[clause];
    let before = sum_of_named(scene, q, clause)
        .or_else(|| said_before(scene, q, clause))
        .or_else(|| among(scene, q, clause));
    if before.is_some() {
        return before;
    }
    if let Some(own) = under_act(scene, q, clause) {
        return Some(own);
    }
    let before = scene.prose.quantities_in(c.start, q.start);
    let whole = before
        .iter()
        .rfind(|w| w.reject.is_none() && w.unit_text == q.unit_text)?;
    let between = scene.prose.text.words(whole.end, q.start);
    let of_it = between.has(DONE) || between.contains('中');
    if !of_it || between.contains(['、', ',', '和', '及', '(']) {
        return None;
    }
    let list = &scene.targets.list;
    let same = |&i: &usize| whole.value >= q.value && list[i].is(whole.value, &q.unit_text);
    only((0..list.len()).filter(same))
}

/// 增设项目:福胜路1座已投用 for 改造1座、增设5座: the one target that asks for the act of the label.
fn under_act(scene: &Scene, q: &Quantity, clause: usize) -> Option<usize> {
    const ACTS: &[&str] = &[
        "新(改)建",
        "改扩建",
        "新建",
        "改造",
        "增设",
        "新增",
        "改建",
        "扩建",
        "续建",
        "更新",
        "维修",
    ];
    let list = &scene.targets.list;
    if list.len() < 2 {
        return None;
    }
    let label = scene.prose.label_of(clause)?;
    let words = scene.prose.text.words(label.start, label.end);
    let name = ["项目", "部分", "任务", "工程", "方面"]
        .iter()
        .find_map(|word| words.strip_suffix(word))?;
    let act = ACTS.iter().find(|act| name.ends_with(**act))?;
    let short = name.chars().count() <= act.chars().count() + 2;
    let same = |&i: &usize| {
        link::same_unit(&list[i].amount.unit, &q.unit_text) && list[i].own.contains(act)
    };
    only((0..list.len()).filter(same)).filter(|_| short)
}

/// 27件民生实事中,已按期办结10件: the target that the clause before counts.
fn among(scene: &Scene, q: &Quantity, clause: usize) -> Option<usize> {
    let prose = scene.prose;
    let before = &prose.clauses[clause.checked_sub(1)?];
    let opens = before.mark == ','
        && before.sentence == prose.clauses[clause].sentence
        && prose.text.before(before.end) == '中';
    let whole = opens.then(|| prose.quantities_in(before.start, before.end).first())??;
    let list = &scene.targets.list;
    let same = |&i: &usize| {
        whole.unit_text == q.unit_text
            && whole.value >= q.value
            && list[i].amount.value == whole.value
            && list[i].amount.unit == whole.unit_text
    };
    only((0..list.len()).filter(same))
}

/// What is counted, where it stands alone between a verb and the amount.
pub(super) fn thing_before<'p>(prose: &'p Prose, from: usize, q: &Quantity) -> &'p str {
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
    // 终端已布放27台: whatever follows 已 so closely is done, and no thing.
    let done = words.chars().count() == 2
        && verb.is_some_and(|at| {
            ["已", "已经", "现已", "均已"]
                .iter()
                .any(|w| prose.text.ends(at, w))
        });
    let words = if done { "" } else { without_count(words) };
    // 已启动34个项目: an act, and no thing.
    let words = match words.trim_start_matches('共') {
        "启动" | "合格" | "达标" | "通过" => "",
        _ => words,
    };
    let chinese = words.chars().all(is_chinese);
    const ANY: &[&str] = &[
        "项目", "工程", "点位", "任务", "事项", "子项", "标段", "单位", "其中", "命名", "认定",
        "授牌", "评定",
    ];
    if chinese && !words.contains('等') && !words.ends_with_one(ANY) {
        words
    } else {
        ""
    }
}

/// The noun right after an amount, up to what is said of it; empty where there is none.
pub(super) fn noun_after<'p>(prose: &'p Prose, q: &Quantity, to: usize) -> &'p str {
    // 11个在主汛期前完成, 8个赶在国庆前建成: when, and no noun.
    if prose
        .text
        .one_of(q.end, &["在", "赶在", "于", "均在", "已在"])
        .is_some()
    {
        return "";
    }
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
    let plain = words.find(|c: char| !is_chinese(c)).unwrap_or(words.len());
    // 80个公交站务室和144处休息室.
    words[..plain].trim_end_matches(['和', '及', '与'])
}

/// The whole that the sentence names in front: 20个项目中,….
pub(super) fn whole_before(prose: &Prose, c: &Clause, q: &Quantity) -> Option<Amount> {
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
pub(super) fn heading_before(prose: &Prose, clause: usize) -> Option<(usize, usize)> {
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

/// 10千伏线路42公里: of what kind the line is.
fn names_line(prose: &Prose, q: &Quantity) -> bool {
    q.dimension() == Some(Dimension::Energy)
        && prose
            .text
            .one_of(q.end, &["线路", "电网", "变电", "配电", "输电", "及以下"])
            .is_some()
}

/// The words of a stretch without its figures and dates.
pub(super) fn words(prose: &Prose, start: usize, end: usize) -> String {
    let mut holes: Vec<(usize, usize)> = prose
        .quantities_in(start, end)
        .iter()
        .filter(|q| q.reject.is_none() && !targets::qualifies(prose, q) && !names_line(prose, q))
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

/// A percentage stated behind an amount.
#[derive(Clone, Copy)]
pub(super) struct Stated {
    pub percent: Decimal,
    /// Its words name a plan or a task: 占年度计划的169%.
    pub of_plan: bool,
    /// No word of completion stands before it: 占60%.
    pub bare: bool,
}

/// 62个收集站、838个收集点,分别为任务的92.5%、95.1%: the percentage of an amount, where there are as many of
/// them as amounts; `next` is the first.
fn in_turn(prose: &Prose, q: &Quantity, next: &Quantity, clause: usize) -> Option<Decimal> {
    let c = &prose.clauses[clause];
    let from = c.start.max(q.start.saturating_sub(60));
    let counted = |p: &&Quantity| {
        p.reject.is_none() && p.unit.is_some() && prose.open(p.numeral) && !p.is_rate()
    };
    let amounts: Vec<&Quantity> = prose
        .quantities_in(from, next.start.min(c.end))
        .iter()
        .filter(counted)
        .collect();
    // 实施95处、完工57处 are stages of the same.
    let staged = amounts.windows(2).any(|w| {
        let mut works = prose.scan.work(w[0].end, w[1].start);
        works.any(|(_, work)| work.kind == Kind::Stage)
    });
    if staged {
        return Some(next.value);
    }
    let mut end = next.end;
    let mut rates = vec![next];
    while let Some(rate) = prose.quantities_in(end, end + 2).first()
        && rate.is_rate()
        && rate.start == end + 1
        && matches!(prose.text.at(end), '、' | '和' | '与')
    {
        end = rate.end;
        rates.push(rate);
    }
    let own = amounts.iter().position(|p| p.start == q.start)?;
    (amounts.len() == rates.len()).then(|| rates[own].value)
}

/// 2020年度任务完成率达95.6%,已完成13.39万亩: the rate that stands before an amount, where by the numbers it
/// is that of one target.
pub(super) fn percent_before(
    scene: &Scene,
    q: &Quantity,
    value: Decimal,
    clause: usize,
) -> Option<Stated> {
    let prose = scene.prose;
    let before = &prose.clauses[clause.checked_sub(1)?];
    let own = &prose.clauses[clause];
    let alone = before.sentence == own.sentence
        && prose.quantities_in(own.start, q.start).is_empty()
        && !q.is_rate();
    let [rate] = prose.quantities_in(before.start, before.end) else {
        return None;
    };
    let words = prose.text.words(before.start, rate.start);
    let completes = rate.is_rate()
        && rate.reject.is_none()
        && words.has(any_of![
            "完成率",
            "竣工率",
            "完工率",
            "建成率",
            "任务完成",
            "计划完成",
            "计划已完成",
            "任务已完成"
        ]);
    let targets = scene.targets.list.iter();
    let met = targets.filter(|t| t.is_met_by(rate.value, value, &q.unit_text));
    (alone && completes && only(met).is_some()).then_some(Stated {
        percent: rate.value,
        of_plan: false,
        bare: false,
    })
}

/// The percentage of completion stated right after an amount, in the same sentence and
/// before any other amount.
///
/// A mere 占15% counts only where it is that of a target.
pub(super) fn percent_after(
    scene: &Scene,
    q: &Quantity,
    value: Decimal,
    clause: usize,
) -> Option<Stated> {
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
        // 占全年目标任务125人的121%: past the task itself.
        let base = || {
            let behind = prose.quantities_in(p.end, (p.end + 2).min(end)).first();
            prose.text.at(p.end) == '的'
                && behind.is_some_and(|r| r.is_rate() && r.start == p.end + 1)
        };
        p.reject.is_none() && p.unit.is_some() && !inside && !part && (p.is_rate() || !base())
    });
    let next = next.filter(|p| p.is_rate())?;
    // 138个村595公里,占目标任务的46%、54%: the second of both.
    let second = || {
        let beside = prose.quantities_in(q.start.saturating_sub(12), q.start);
        let beside = beside
            .last()
            .filter(|b| b.end == q.start && b.reject.is_none())?;
        let other = prose.quantities_in(next.end, next.end + 2).first()?;
        let pair = beside.unit_text != q.unit_text
            && other.is_rate()
            && other.start == next.end + 1
            && matches!(prose.text.at(next.end), '、' | '和');
        pair.then_some(other.value)
    };
    let percent = match second() {
        Some(percent) => percent,
        None if prose.text.words(q.end, next.start).has(any_of!["分别"]) => {
            in_turn(prose, q, next, clause)?
        }
        None => next.value,
    };
    let whole = prose.text.folded_of(q.end, next.start);
    let lead = whole
        .rfind(')')
        .or_else(|| whole.rfind(',').filter(|_| whole.has(any_of!["其中"])))
        .map_or(whole, |at| &whole[at + 1..]);
    // 化粪池2个,完成总工程量约60%: of all the work, and not of that.
    if lead.has(any_of!["总工程量", "工程总量"]) {
        return None;
    }
    let rest = lead.trim_start_matches([',', '、', ' ', '|', '(']);
    // 2615户,87.2%: a rate with nothing before it.
    // 落地254.3公里、占比42.6%.
    let share = matches!(rest, "占" | "") || lead == "、占比";
    let fits = |stated: Decimal| {
        scene
            .targets
            .list
            .iter()
            .any(|t| link::agrees_closely(stated, value, t.amount.value))
    };
    let completes = lead.has(any_of![
        "计划",
        "任务",
        "目标",
        "完成",
        "进度",
        "为需",
        "为应",
        "为规划",
        "为安排",
        "为预算",
        "占需",
        "占应",
        "占规划"
    ]) || lead == "("
        || lead.has(any_of!["工率", "建成率"]);
    let of_plan = lead.starts_with_one(&["占", ",占", ",为"])
        && lead.has(any_of![
            "年度计划",
            "年度任务",
            "年计划",
            "全年计划",
            "目标任务"
        ]);
    let stated = Stated {
        percent,
        of_plan,
        bare: !completes && !lead.contains('|'),
    };
    (completes || share && fits(percent)).then_some(stated)
}
