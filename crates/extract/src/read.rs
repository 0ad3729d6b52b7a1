//! One item, from text to reading.

use crate::clause::Prose;
use crate::date::Context;
use crate::pieces;
use crate::reading::{Actual, Item, Mention, Reading};
use crate::reading::{DateKind, DateMention};
use crate::rules::actuals::{Judged, Role, Scene};
use crate::rules::link::Targets;
use crate::rules::precedents::{self, Case};
use crate::rules::stance::Carried;
use crate::rules::targets::Found;
use crate::rules::{actuals, dates, due, events, percents, plans, stance, tally, targets};
use crate::text::any_of;
use shishi_domain::{Date, Link};

/// No commitment promises more amounts; those beyond are left out.
const MOST_TARGETS: usize = 64;

/// Reads all of one item.
///
/// Never fails: what cannot be read is left out. Spans of targets are in the title,
/// all others in the narrative.
pub fn read(item: &Item<'_>) -> Reading {
    read_cell(item, "")
}

/// Longest narrative that is looked at as a bare figure under its heading, in bytes.
const CELL: usize = 32;

/// As [`read`], for an item whose narrative stood alone in a column with this heading: a bare
/// figure takes scale and unit from it, as in 累计完成（万人次）.
pub fn read_cell(item: &Item<'_>, heading: &str) -> Reading {
    let setting = Setting::new(item, heading);
    let found = setting.targets();
    let commitment = Commitment::new(&setting, &found);
    let mut day = None;
    let mut reading = Reading::default();
    for (start, piece) in pieces::pieces(item.narrative) {
        let more = commitment.read(piece, &mut day);
        if start == 0 {
            reading = more;
        } else {
            reading.append(more, start);
        }
    }
    reading.targets = found.into_iter().map(|f| f.target).collect();
    reading
}

/// The amounts of an item's narrative beside the targets that are measured alike, with all signs that
/// labelled rows are compared by: what [`learn`](crate::learn) learns from. The narrative is taken
/// for a text, not for a cell under a heading. Never fails.
pub fn cases(item: &Item<'_>) -> Vec<Case> {
    let setting = Setting::new(item, "");
    let found = setting.targets();
    let commitment = Commitment::new(&setting, &found);
    let mut out = Vec::new();
    for (start, piece) in pieces::pieces(item.narrative) {
        let prose = Prose::new(piece, setting.context);
        let carried = stance::carried(&prose, item.as_of);
        let scene = commitment.scene(&prose, &carried);
        let judged = actuals::judge(&scene);
        let more = precedents::cases(&scene, &judged);
        out.extend(more.into_iter().map(|case| Case {
            span: case.span.moved(start),
            ..case
        }));
    }
    out
}

/// What an item is read with: its title, and the heading of the column that its narrative is a cell of.
struct Setting<'t> {
    context: Context,
    title: Prose<'t>,
    heading: Option<Prose<'t>>,
}

impl<'t> Setting<'t> {
    fn new(item: &Item<'t>, heading: &'t str) -> Self {
        let context = Context {
            year: item.year.or(item.as_of.map(|d| d.year())),
            reference: item.as_of,
            strict: true,
        };
        let is_cell = item.narrative.len() <= CELL && !heading.is_empty();
        Self {
            context,
            // A title of more than a piece promises nothing any more.
            title: Prose::new(pieces::first(item.title), context),
            heading: is_cell.then(|| Prose::new(heading, context)),
        }
    }

    fn targets(&self) -> Vec<Found> {
        let mut found = targets::read(&self.title);
        found.truncate(MOST_TARGETS);
        due::read(&self.title, &mut found, self.context.year);
        found
    }
}

/// What is promised, and all else that holds for each piece of a narrative.
struct Commitment<'a> {
    context: Context,
    title: &'a Prose<'a>,
    heading: Option<&'a Prose<'a>>,
    prepared: Targets<'a>,
    found: &'a [Found],
}

impl<'a> Commitment<'a> {
    fn new(setting: &'a Setting<'a>, found: &'a [Found]) -> Self {
        Self {
            context: setting.context,
            title: &setting.title,
            heading: setting.heading.as_ref(),
            prepared: Targets::new(&setting.title, found),
            found,
        }
    }

    fn scene<'s, 't>(&'s self, prose: &'s Prose<'t>, carried: &'s [Carried]) -> Scene<'s, 't>
    where
        'a: 't,
    {
        Scene {
            prose,
            carried,
            as_of: self.context.reference,
            year: self.context.year,
            targets: &self.prepared,
            title: self.title,
            heading: self.heading,
        }
    }

    /// Reads a piece of the narrative, all but the targets; `day` is the cut-off that holds at its
    /// beginning, and then that at its end.
    fn read(&self, narrative: &str, day: &mut Option<Date>) -> Reading {
        let as_of = self.context.reference;
        let prose = Prose::new(narrative, self.context);
        let carried = stance::carried(&prose, as_of);
        let scene = self.scene(&prose, &carried);
        let mut judged = actuals::judge(&scene);
        let (plans, which) = plans::read(&prose, &judged);
        let dates = dates::read(&prose, &carried, as_of);
        let events = events::read(&prose, &carried, as_of, self.title.text.source);
        // A percentage that stands beside an amount keeps its meaning, whatever becomes of the amount.
        let percents = percents::read(&prose, &judged, &self.prepared);
        precedents::weigh(&scene, &mut judged, &percents);
        let reached = judged.iter().filter(|j| matches!(j.role, Role::Reached(_)));
        let mut actuals = Vec::with_capacity(reached.count());
        let mut others = Vec::new();
        let mut next_date = 0;
        let totals: Vec<Option<usize>> = judged
            .iter()
            .enumerate()
            .map(|(k, j)| match j.role {
                Role::Reached(_) if j.decision.target.is_none() => {
                    plans::total_of(&prose, &judged, &which, k)
                }
                _ => None,
            })
            .collect();
        for (j, plan) in judged.into_iter().zip(totals) {
            let span = prose.text.span(j.quantity.start, j.quantity.end);
            match j.role {
                Role::Reached(rule) => {
                    let since = counted_until(&scene, &j);
                    let mut link = j.decision.link;
                    let mut reason = j.decision.reason;
                    let preparing = prepares(&prose, j.clause);
                    let plan = plan.filter(|_| !preparing);
                    if plan.is_some() {
                        link = Link::Likely;
                        reason = "与文中所列总数单位一致，是其中一部分";
                    } else if j.decision.target.is_none() && preparing {
                        reason = "只是前期准备，不等于完成";
                    }
                    actuals.push(Actual {
                        span,
                        amount: j.stated.unwrap_or(j.amount),
                        target: j.decision.target,
                        plan,
                        link,
                        reason: reason.into(),
                        as_of: since.or(cut_off(&dates, span.start, &mut next_date, day)),
                        what: j.what,
                        rule: rule.into(),
                    });
                }
                Role::Other(_) if j.quantity.reject.is_some() => {}
                Role::Other(rule) => others.push(Mention {
                    span,
                    amount: j.amount,
                    rule: rule.into(),
                }),
                Role::Planned | Role::Completion => {}
            }
        }
        let tallies = tally::read(&prose, self.found, &events, !actuals.is_empty());
        Reading {
            targets: Vec::new(),
            plans,
            actuals,
            percents,
            dates,
            events,
            tallies,
            others,
        }
    }
}

/// Whether a clause only prepares.
fn prepares(prose: &Prose, clause: usize) -> bool {
    let c = &prose.clauses[clause];
    let words = prose.text.words(c.start, c.end);
    // 原行政审批中心等堵点: a house.
    let named = || words.has(any_of!["审批中心", "审批局", "审批大厅", "审批服务"]);
    words.has(any_of![
        "前期准备",
        "前期工作",
        "方案",
        "摸排",
        "立项",
        "招标",
        "勘察",
        "设计",
    ]) || words.has(any_of!["审批"]) && !named()
}

/// 1-5月完成45公里, in a report on June: the day up to which an amount is counted since the year began,
/// where its clause says so and the report goes on longer.
fn counted_until(scene: &Scene<'_, '_>, judged: &Judged) -> Option<Date> {
    let clause = &scene.prose.clauses[judged.clause];
    let day = scene.as_of?;
    let date = scene
        .prose
        .dates_in(clause.start, judged.quantity.start)
        .last()?;
    let this_year = date.from.year() == day.year() && date.to.year() == day.year();
    (date.opens_year() && this_year && date.side.is_none() && date.to.month() > 1 && date.to < day)
        .then_some(date.to)
}

/// The last 截至… before an amount holds until the next one; `next` and `day` go along.
fn cut_off(
    dates: &[DateMention],
    at: usize,
    next: &mut usize,
    day: &mut Option<Date>,
) -> Option<Date> {
    while let Some(date) = dates.get(*next).filter(|d| d.span.start <= at) {
        if date.kind == DateKind::AsOf {
            *day = Some(date.to);
        }
        *next += 1;
    }
    *day
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;

    #[test]
    fn an_amount_is_as_of_the_time_it_is_counted_over() {
        let day = |narrative: &str| {
            let reading = read("改造管网120公里", narrative);
            reading.actuals[0].as_of.map(|day| day.to_string())
        };
        for (narrative, want) in [
            ("1—5月改造管网45公里", Some("2024-05-31")),
            ("上半年改造管网45公里", Some("2024-06-30")),
            ("1-9月改造管网45公里", None),
            ("截至8月底改造管网45公里", Some("2024-08-31")),
            ("6月改造管网45公里", None),
            ("一季度完成招标。目前改造管网45公里", None),
        ] {
            assert_eq!(day(narrative).as_deref(), want, "{narrative}");
        }
    }
}
