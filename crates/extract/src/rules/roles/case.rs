//! An amount with all that the reasons against it look at.

use crate::clause::{Clause, Prose};
use crate::quantity::Quantity;
use crate::rules::actuals::{Judged, Role, Scene, own_start};
use crate::rules::link::{self, Prepared};
use crate::rules::predicates;
use crate::rules::stance::{self, Marks};
use crate::text::{Text, Words};
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::{Decimal, EventStatus};

/// One amount in its clause; what costs more is worked out by the reasons themselves.
pub(super) struct Case<'c> {
    pub scene: &'c Scene<'c, 'c>,
    pub prose: &'c Prose<'c>,
    pub text: &'c Text<'c>,
    pub q: &'c Quantity,
    pub clause: usize,
    pub c: &'c Clause,
    /// What stands before it, judged already.
    pub before: &'c [Judged<'c>],
    /// Where its own words begin.
    pub own: usize,
    /// Its clause up to it.
    pub lead: Words<'c>,
    /// Its own words up to it.
    pub near: Words<'c>,
    /// Its clause behind it.
    pub rest: Words<'c>,
    /// The predicate that holds it.
    pub from: usize,
    pub to: usize,
    /// What the predicate says about time.
    pub marks: Marks,
    pub status: Option<EventStatus>,
}

impl<'c> Case<'c> {
    pub fn new(
        scene: &'c Scene<'c, 'c>,
        q: &'c Quantity,
        clause: usize,
        before: &'c [Judged<'c>],
        local: &mut Local,
    ) -> Self {
        let prose = scene.prose;
        let text = &prose.text;
        let c = &prose.clauses[clause];
        let own = own_start(prose, c, q);
        let (from, to, marks) = local.of(scene, q, clause);
        Self {
            scene,
            prose,
            text,
            q,
            clause,
            c,
            before,
            own,
            lead: text.words_at_length(c.start, q.start),
            near: text.words_at_length(own, q.start),
            rest: text.words_at_length(q.end, c.end),
            from,
            to,
            marks,
            status: marks.status(),
        }
    }

    /// Its own words up to it, without the marks in front.
    pub fn bare(&self) -> &str {
        self.near.trim_start_matches([',', '、', ' '])
    }

    /// Whether a word of the end stands behind `at`, though not right behind it: 可移动公厕建成.
    pub fn ends_behind(&self, at: usize) -> bool {
        self.prose.scan.within(at + 1, self.q.start).any(|h| {
            self.prose.open(h.start)
                && match h.entry {
                    Entry::Word(class) => matches!(class, Class::Done | Class::Finish),
                    Entry::Work(w) => w.kind == Kind::Stage,
                }
        })
    }

    /// Whether the next clause states what percentage it is of a target.
    pub fn fits_stated(&self) -> bool {
        let Some(after) = self.clause_after() else {
            return false;
        };
        let stated = self.prose.quantities_in(after.start, after.end).first();
        let rate = stated.filter(|s| s.is_rate() && self.q.end == self.c.end);
        let same = |t: &&Prepared| link::same_unit(&t.amount.unit, &self.q.unit_text);
        let fits = |t: &Prepared, rate: &Quantity| {
            link::agrees_closely(rate.value, self.q.value, t.amount.value)
        };
        let mut targets = self.scene.targets.list.iter().filter(same);
        rate.is_some_and(|rate| targets.any(|t| fits(t, rate)))
    }

    /// Whether nothing but a name stands before it in its own words.
    pub fn is_named_only(&self) -> bool {
        !self
            .prose
            .scan
            .within(self.own, self.q.start)
            .any(|h| match h.entry {
                Entry::Word(class) => matches!(
                    class,
                    Class::Done | Class::Finish | Class::Reached | Class::Ongoing | Class::Planned
                ),
                Entry::Work(w) => w.kind != Kind::Noun,
            })
    }

    pub fn is_money(&self) -> bool {
        self.q.dimension() == Some(Dimension::Money)
    }

    /// The clause after, in the same sentence and behind a comma.
    pub fn clause_after(&self) -> Option<&'c Clause> {
        let after = self.prose.clauses.get(self.clause + 1)?;
        (after.sentence == self.c.sentence && self.c.mark == ',').then_some(after)
    }

    /// Whether an amount in the same unit, and of a value as wanted, stands in a clause.
    pub fn counted_in(&self, clause: &Clause, wanted: impl Fn(Decimal) -> bool) -> bool {
        let all = self.prose.quantities_in(clause.start, clause.end);
        all.iter()
            .any(|o| o.reject.is_none() && o.unit_text == self.q.unit_text && wanted(o.value))
    }

    /// The clause before, in the same sentence and no label.
    pub fn clause_before(&self) -> Option<&'c Clause> {
        let before = &self.prose.clauses[self.clause.checked_sub(1)?];
        (before.sentence == self.c.sentence && !before.label).then_some(before)
    }
}

/// It is the size of something.
pub(super) fn size(is_size: bool) -> Option<Role> {
    is_size.then_some(Role::Other("size"))
}

/// It is not done yet.
pub(super) fn under_way(is_under_way: bool) -> Option<Role> {
    is_under_way.then_some(Role::Other("under-way"))
}

/// The predicates of the clause at hand, with their marks.
#[derive(Default)]
pub(crate) struct Local {
    clause: Option<usize>,
    spans: Vec<(usize, usize)>,
    pieces: Vec<(usize, usize, Marks)>,
}

impl Local {
    /// The predicate of a clause that holds an amount.
    fn of(&mut self, scene: &Scene, q: &Quantity, clause: usize) -> (usize, usize, Marks) {
        let prose = scene.prose;
        let c = &prose.clauses[clause];
        if self.clause != Some(clause) {
            self.clause = Some(clause);
            self.pieces.clear();
            self.spans.clear();
            predicates::split(prose, c.start, c.end, &mut self.spans);
            if self.spans.len() > 1 {
                let marked = |&(a, b): &(usize, usize)| (a, b, stance::marks(prose, a, b));
                self.pieces.extend(self.spans.iter().map(marked));
            }
        }
        match self.pieces.iter().find(|p| q.numeral < p.1) {
            Some(own) => *own,
            None => (c.start, c.end, scene.carried[clause].marks),
        }
    }
}
