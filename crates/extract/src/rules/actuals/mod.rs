//! `reached-amount`, `table-amount`, `measured-rate`: amounts that have been reached.

mod around;
mod decide;

pub(crate) use self::around::sum_of_named;

use self::decide::decide;
use crate::clause::{Clause, Prose};
use crate::numeral::Form;
use crate::quantity::Quantity;
use crate::rules::link::{Decision, Targets};
use crate::rules::naming;
use crate::rules::roles::{Local, role};
use crate::rules::settle::{
    rates_that_fit, settle_begun, settle_breakdowns, settle_chains, settle_classes, settle_groups,
    settle_growth, settle_heads, settle_kinds, settle_lists, settle_months, settle_names,
    settle_neighbours, settle_order, settle_parts, settle_periods, settle_places,
    settle_rate_names, settle_rivals, settle_sectors, settle_shares, settle_steps, settle_subjects,
    settle_sums, settle_totals, settle_totals_behind, settle_twins, settle_unfinished,
    settle_years,
};
use crate::rules::stance::Carried;
use crate::rules::targets;
use crate::vocabulary::Dimension;
use shishi_domain::{Amount, Date, Decimal, Link, UnitName};

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
    pub targets: &'a Targets<'a>,
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
    /// In the unit of the targets, where that measures the same quantity: 52.3公里 for 52300米.
    pub amount: Amount,
    /// As the text gives it, where that is another unit.
    pub stated: Option<Amount>,
    pub decision: Decision,
    pub what: String,
}

/// The roles of all quantities of the narrative, in order.
pub(crate) fn judge<'a>(scene: &Scene<'a, '_>) -> Vec<Judged<'a>> {
    let prose = scene.prose;
    let mut out: Vec<Judged<'a>> = Vec::with_capacity(prose.quantities.len());
    let mut local = Local::default();
    for q in &prose.quantities {
        let Some(clause) = prose.clause_at(q.numeral) else {
            continue;
        };
        let role = role(scene, q, clause, &out, &mut local);
        let mut amount = targets::per_many(&prose.text, q);
        let is_cell = matches!(role, Role::Reached(TABLE) | Role::Planned) && q.unit.is_none();
        let headed = scene.heading_of(clause).filter(|_| is_cell);
        let unit = headed.and_then(|(prose, label)| targets::label_unit(prose, label));
        let mut scaled = None;
        if let Some(scaled) = unit.as_ref().and_then(|unit| unit.amount(q)) {
            amount = scaled;
        } else if matches!(role, Role::Reached(TABLE)) {
            amount.unit = table_unit(scene);
            scaled = scale_of_target(scene, &amount);
            if let Some(value) = scaled {
                amount.value = value;
            }
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
        let counted = match role {
            Role::Reached(_) => scene.targets.in_their_unit(&amount),
            _ => None,
        };
        let stated = counted.map(|counted| std::mem::replace(&mut amount, counted));
        let mut decision = match role {
            Role::Reached(rule) => decide(scene, q, &amount, clause, (from, to), rule == TABLE),
            _ => Decision::none(Link::Open, ""),
        };
        if scaled.is_some() && decision.link == Link::Certain && !decision.told {
            decision.link = Link::Likely;
            decision.reason = "格内没有单位，按目标的计量单位读，请核对";
        }
        out.push(Judged {
            quantity: q,
            clause,
            role,
            amount,
            stated,
            decision,
            what,
        });
    }
    // An amount alone has none to be settled with.
    if out.len() > 1 {
        settle_heads(scene, &mut out);
        settle_unfinished(scene, &mut out);
        settle_groups(scene, &mut out);
        settle_sums(scene, &mut out);
        settle_totals_behind(scene, &mut out);
        settle_classes(scene, &mut out);
        settle_shares(scene, &mut out);
        settle_sectors(scene, &mut out);
        settle_breakdowns(scene, &mut out);
        settle_places(scene, &mut out);
        settle_lists(scene, &mut out);
        settle_names(scene, &mut out);
        settle_order(scene, &mut out);
        settle_kinds(scene, &mut out);
        settle_years(scene, &mut out);
        settle_parts(scene, &mut out);
        settle_begun(scene, &mut out);
        settle_totals(scene, &mut out);
        settle_steps(scene, &mut out);
        settle_months(scene, &mut out);
        settle_growth(scene, &mut out);
        settle_subjects(scene, &mut out);
    }
    settle_chains(scene, &mut out);
    settle_rate_names(scene, &mut out);
    settle_rivals(scene, &mut out);
    settle_neighbours(scene, &mut out);
    rates_that_fit(scene, &mut out);
    settle_twins(scene, &mut out);
    settle_periods(scene, &mut out);
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
    let mark = prose
        .text
        .each(q.end, next, '、')
        .find(|&i| prose.open(i) && next < c.end);
    // 建成71处(城市46处): what is in brackets speaks of the next.
    let limit = mark.unwrap_or(next);
    let bracket = prose.text.each(q.end, limit, '(').find(|&i| {
        prose
            .quantities_in(i, (i + 30).min(limit))
            .iter()
            .any(|n| n.reject.is_none() && n.unit_text == q.unit_text && n.form == Form::Digits)
    });
    let mark = bracket.or(mark);
    mark.unwrap_or(next)
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

/// 0.9 in a cell, for 1.2万人次: the figure in the scale that the only target is written in, where it
/// is of the same size as written; 9000 is not.
fn scale_of_target(scene: &Scene, figure: &Amount) -> Option<Decimal> {
    let target = scene.targets.list.first()?.amount;
    let quantities = &scene.title.quantities;
    let written = quantities.iter().find(|q| q.value == target.value)?;
    let words = scene.title.text.folded_of(written.start, written.end);
    let scale = [('亿', 100_000_000), ('万', 10_000)]
        .into_iter()
        .find(|(word, _)| words.contains(*word))
        .map(|(_, scale)| Decimal::from(scale))?;
    let scaled = figure.value.checked_mul(scale)?;
    let most = target.value.checked_mul(Decimal::from(3))?;
    (figure.value > Decimal::ZERO && scaled <= most).then_some(scaled)
}

/// The unit that a bare figure takes: of the only target, else of the noun in the title.
pub(crate) fn table_unit(scene: &Scene) -> UnitName {
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
    UnitName::NONE
}
