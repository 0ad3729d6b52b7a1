//! What other numbers and the course of things say against an amount.

use super::{Reason, Spot};
use crate::date::Grain;
use crate::quantity::Quantity;
use crate::rules::actuals::sentence_start;
use crate::rules::kinds::BEGUN;
use crate::rules::link::{self, ONLY_A_STEP, Prepared};
use crate::rules::{roles, stages};
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::{Dimension, Kind};
use shishi_domain::Decimal;

/// What other numbers and the course of things say against it.
pub(super) const BY_COURSE: &[Reason] = &[
    of_kind,
    of_several,
    of_labelled_kind,
    only_step,
    last_year,
    of_one_project,
    of_finished,
    since_years_before,
    year_by_year,
];

/// 131个计划新开工项目已有112个开工: of a kind that is smaller than what was promised.
fn of_kind(spot: &Spot) -> Option<&'static str> {
    let (prose, q) = (spot.prose, spot.q);
    // 120个前期项目中,已有10个提前开工.
    let before = spot.clause.checked_sub(1).map(|b| &prose.clauses[b]);
    let from = before
        .filter(|b| b.sentence == spot.c.sentence && prose.text.ends(b.end, "中"))
        .map_or(spot.c.start, |b| b.start);
    let kind = prose
        .quantities_in(from, q.start)
        .iter()
        .rfind(|w| w.reject.is_none() && w.unit_text == q.unit_text && w.value >= q.value)
        .filter(|w| {
            let between = prose.text.words(w.end, q.start);
            between.has(any_of!["已有", "中有", "中已", "中,有", "中,已"])
        })?;
    let list = spot.scene.targets.list.iter();
    // 120个前期项目中,已有10个提前开工, where one of the targets counts those 120.
    let of_target = || {
        let mut targets = spot.scene.targets.list.iter();
        let larger = |t: &Prepared| {
            t.amount.value > kind.value && link::same_unit(&t.amount.unit, &kind.unit_text)
        };
        let to_end = |t: &Prepared| !stages::begins_only(t);
        targets
            .clone()
            .any(|t| t.is(kind.value, &kind.unit_text) && to_end(t))
            && targets.any(larger)
            && spot.stage().is_some_and(|stage| stage.has(BEGUN))
    };
    let mut same = list.filter(|t| t.amount.unit == q.unit_text).peekable();
    let smaller = of_target()
        || same.peek().is_some() && same.all(|t| t.amount.value > kind.value * Decimal::TWO);
    smaller.then_some("只是其中一类的数量")
}

/// 40项支流、30项中小河流治理全部开工,已完工26项: of several targets together, which their numbers name.
fn of_several(spot: &Spot) -> Option<&'static str> {
    let (prose, list) = (spot.prose, &spot.scene.targets.list);
    let from = sentence_start(prose, spot.clause).max(spot.q.start.saturating_sub(80));
    if list.len() < 2 || from >= spot.c.start || spot.q.is_rate() {
        return None;
    }
    let before = prose.quantities_in(from, spot.c.start);
    let last = before.iter().rfind(|b| b.reject.is_none())?;
    let clause = prose.clause_at(last.numeral);
    let counted = |t: &&Prepared| {
        let mut all = before
            .iter()
            .filter(|b| prose.clause_at(b.numeral) == clause);
        link::same_unit(&t.amount.unit, &spot.amount.unit)
            && all.any(|b| t.is(b.value, &b.unit_text))
    };
    let own = link::pairs(&spot.near());
    let alike = |b: &&Quantity| {
        link::same_unit(&b.unit_text, &spot.amount.unit) && prose.clause_at(b.numeral) == clause
    };
    let several =
        before.iter().filter(alike).count() >= 2 && list.iter().filter(counted).count() >= 2;
    let named = || list.iter().any(|t| !t.names(&own).is_empty());
    (several && !named() && !list.iter().any(|t| spot.equals(t))).then_some("可能是几个目标的合计")
}

/// 新建项目185个:开工建设160个, of 303: the label counts a kind that is smaller.
fn of_labelled_kind(spot: &Spot) -> Option<&'static str> {
    let q = spot.q;
    let label = spot.prose.label_of(spot.clause)?;
    let kind = spot
        .prose
        .quantities_in(label.start, label.end)
        .iter()
        .find(|w| w.reject.is_none() && w.unit_text == q.unit_text && w.value >= q.value)?;
    let list = spot.scene.targets.list.iter();
    let mut same = list.filter(|t| t.amount.unit == q.unit_text).peekable();
    let smaller = same.peek().is_some() && same.all(|t| t.amount.value > kind.value);
    smaller.then_some("只是其中一类的数量")
}

/// 城南水厂总投资2.5亿元,累计完成投资6000万元: of one project, which has a sum of its own.
fn of_one_project(spot: &Spot) -> Option<&'static str> {
    const SUMS: &[&str] = &[
        "投资估算",
        "估算投资",
        "总投资",
        "总投资约",
        "概算总投资",
        "计划总投资",
        "项目投资",
    ];
    let (prose, q) = (spot.prose, spot.q);
    if q.dimension() != Some(Dimension::Money) {
        return None;
    }
    let from = sentence_start(prose, spot.clause).max(q.start.saturating_sub(80));
    let whole = prose.quantities_in(from, q.start).iter().rfind(|w| {
        w.reject.is_none()
            && w.dimension() == Some(Dimension::Money)
            && w.value >= q.value
            && prose.text.one_before(w.start, SUMS).is_some()
    })?;
    let mut targets = spot.scene.targets.list.iter();
    let other = !targets.any(|t| t.amount.unit == "元" && t.amount.value <= whole.value);
    other.then_some("只是其中一个项目的投资")
}

/// 23项已全部完成,16项超额完成: some of those that are finished anyway.
fn of_finished(spot: &Spot) -> Option<&'static str> {
    let (prose, q) = (spot.prose, spot.q);
    let rest = prose.text.words(q.end, spot.to.max(q.end));
    if !rest.starts_with_one(&["超额", "提前"]) {
        return None;
    }
    let from = sentence_start(prose, spot.clause).max(q.start.saturating_sub(40));
    let finished = prose.quantities_in(from, q.start).iter().any(|whole| {
        whole.reject.is_none()
            && whole.unit_text == q.unit_text
            && whole.value > q.value
            && prose
                .text
                .words(whole.end, (whole.end + 8).min(q.start))
                .has(any_of!["全部完成", "全部办结", "均已完成", "全部竣工"])
    });
    finished.then_some("只是已完成的其中一部分")
}

/// 2009年以来,…有101所学校完成建设 for 51个: more than was promised, in more years.
fn since_years_before(spot: &Spot) -> Option<&'static str> {
    let (prose, scene) = (spot.prose, spot.scene);
    let start = sentence_start(prose, spot.clause);
    let first = prose
        .dates_in(start, (start + 4).min(spot.q.start))
        .first()?;
    let since = first.grain == Grain::Year
        && scene.year.is_some_and(|year| first.from.year() < year)
        && prose.text.starts(first.end, "以来")
        && !spot.title.contains("以来");
    let more = || {
        let mut targets = scene.targets.list.iter();
        targets.all(|t| t.amount.value < spot.amount.value)
    };
    (since && more()).then_some("是往年或几年合计的数量")
}

/// 150个中心提升对象已公示: a step of all that was promised.
fn only_step(spot: &Spot) -> Option<&'static str> {
    let list = &spot.scene.targets.list;
    // 625个村庄规划编制工作已完成 for 625个村庄规划编制.
    let asked = || {
        let mut acts = spot.prose.scan.work(spot.q.end, spot.c.end);
        acts.any(|(h, w)| {
            let word = spot.prose.text.folded_of(h.start, h.end);
            w.weight > 0 && w.kind != Kind::Noun && spot.title.contains(word)
        })
    };
    let step = roles::is_step(spot.prose, spot.q, spot.c)
        && list.iter().any(|t| t.amount.value == spot.amount.value)
        && !asked();
    step.then_some(ONLY_A_STEP)
}

/// 2015年至2017年新开工分别为601万套、606万套和609万套: each of a year of its own.
fn year_by_year(spot: &Spot) -> Option<&'static str> {
    let (prose, q) = (spot.prose, spot.q);
    let start = sentence_start(prose, spot.clause);
    let dates = prose.dates_in(start, q.start);
    let spans = |d: &crate::date::Found| d.to.year() > d.from.year();
    // 2015年、2016年, but not 与2022年相比,2024年.
    let listed = |d: &[crate::date::Found]| {
        d[0].grain == Grain::Year && d[1].grain == Grain::Year && d[1].start == d[0].end + 1
    };
    let near = &dates[..dates.len().min(8)];
    let several = near.iter().any(spans) || near.windows(2).any(listed);
    let each = several && prose.text.words(spot.c.start, q.start).has(any_of!["分别"]);
    each.then_some("是往年或几年合计的数量")
}

/// 去年已建成25家.
fn last_year(spot: &Spot) -> Option<&'static str> {
    let last_year = roles::is_last_year(spot.scene, spot.c, spot.q.start);
    last_year.then_some("是往年或几年合计的数量")
}
