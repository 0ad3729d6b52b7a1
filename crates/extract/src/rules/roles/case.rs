//! An amount with all that the reasons against it look at.

use crate::clause::{Clause, Prose};
use crate::quantity::Quantity;
use crate::rules::actuals::{Judged, Role, Scene, own_start};
use crate::rules::link;
use crate::rules::stance::{self, Marks};
use crate::rules::{predicates, stages};
use crate::text::{Phrase as _, Sought, Text, Words};
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

    /// Whether a target is counted in its unit.
    pub fn unit_asked(&self) -> bool {
        let mut targets = self.scene.targets.list.iter();
        targets.any(|t| link::same_unit(&t.amount.unit, &self.q.unit_text))
    }

    /// Whether the title asks in so many words for what one of `words` names, and a stretch names it: a
    /// word of the promise decides nothing against it.
    pub fn asks_for(&self, words: &Sought, stretch: &Words) -> bool {
        let title = self.scene.targets.title_words;
        stretch.may_begin(words)
            && words
                .iter()
                .any(|word| stretch.has_one(word) && title.contains(word.word))
    }

    /// Whether a verb stands in a stretch: 培训 of 开展培训326人, but not the mere 有.
    pub fn acts_in(&self, start: usize, end: usize) -> bool {
        self.verbs(start, end).next().is_some()
    }

    /// Whether a verb of the title stands in a stretch: 检查 of 在建工地检查226次, for 检查200次.
    pub fn acts_as_asked(&self, start: usize, end: usize) -> bool {
        let title = self.scene.targets.title_words;
        self.verbs(start, end)
            .any(|(start, end)| title.contains(self.text.folded_of(start, end)))
    }

    /// The verbs of a stretch, of two characters at least.
    fn verbs(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> {
        let hits = self.prose.scan.within(start, end);
        hits.filter(|h| {
            h.end >= h.start + 2
                && match h.entry {
                    Entry::Word(class) => {
                        matches!(class, Class::Reached | Class::Done | Class::Finish)
                    }
                    Entry::Work(w) => w.kind != Kind::Noun && w.weight > 0,
                }
        })
        .map(|h| (h.start, h.end))
    }

    /// 对在册老人上门慰问3120人: whether what stands at `at` only tells with whom or what something was
    /// done, and the verb stands behind it.
    pub fn is_object(&self, at: usize) -> bool {
        const TOWARDS: &[&str] = &["对", "为", "给", "向", "面向", "针对", "在", "把"];
        let said = self.bare();
        let said = ["累计", "已", "共", "现已"]
            .iter()
            .find_map(|word| str::strip_prefix(said, word))
            .unwrap_or(said);
        // 在册高龄老人: those on the list.
        let apart = said.starts_with_one(&["在册", "在建", "在校", "在编", "在岗", "在职"]);
        said.starts_with_one(TOWARDS) && !apart && self.acts_in(at, self.q.start)
    }

    /// Whether its own words open with two characters of the title: 取消 for 取消证明材料10项.
    pub fn opens_as_asked(&self) -> bool {
        let said = self.bare();
        let mut ends = said.char_indices().map(|(at, _)| at).chain([said.len()]);
        let until = ends.nth(2);
        until.is_some_and(|at| self.scene.targets.title_words.contains(&said[..at]))
    }

    /// Whether what stands behind it in its sentence says that it is there: …,已建成投用.
    pub fn finished_behind(&self) -> bool {
        let behind = self
            .prose
            .clauses
            .iter()
            .enumerate()
            .skip(self.clause + 1)
            .take(8);
        let mut own = behind.take_while(|(_, n)| n.sentence == self.c.sentence);
        own.any(|(k, n)| {
            let told = &self.scene.carried[k];
            let ahead = matches!(
                told.marks.status(),
                Some(EventStatus::Planned | EventStatus::Ongoing)
            );
            // 其中5公里已完工 tells of others.
            let counts = || {
                let mut amounts = self.prose.quantities_in(n.start, n.end).iter();
                amounts.any(|o| o.reject.is_none())
            };
            !ahead && !told.planned && stages::ended(self.prose, n.start, n.end) && !counts()
        })
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
        rate.is_some_and(|rate| self.meets_one(rate))
    }

    /// Whether it is such a percentage of a target.
    pub fn meets_one(&self, rate: &Quantity) -> bool {
        let mut targets = self.scene.targets.list.iter();
        targets.any(|t| t.is_met_by(rate.value, self.q.value, &self.q.unit_text))
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
