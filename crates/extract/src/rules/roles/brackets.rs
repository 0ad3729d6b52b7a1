//! Amounts in brackets behind another, or behind a noun.

use crate::quantity::Quantity;
use crate::rules::actuals::{Judged, Role, Scene};
use crate::rules::kinds::{ALL_OF_THEM, BEGUN, COMPLETED, LIES_AHEAD};
use crate::rules::link::{self, Prepared, same_unit};
use crate::rules::stance;
use crate::text::{Enclosure, Phrase as _, any_of, is_chinese};
use shishi_domain::EventStatus;

/// How far back brackets are looked for.
const REACH: usize = 24;

/// An amount in brackets, with what the brackets stand behind.
struct Bracket<'s> {
    scene: &'s Scene<'s, 's>,
    q: &'s Quantity,
    /// Where they open.
    open: usize,
    /// The amount right before them.
    whole: Option<&'s Quantity>,
}

/// Whether an amount in brackets has been reached, although most of those only describe. `before` holds what
/// was judged so far.
pub(super) fn is_reached(scene: &Scene, q: &Quantity, before: &[Judged]) -> bool {
    let (prose, text) = (scene.prose, &scene.prose.text);
    if text.enclosure[q.numeral] != Enclosure::Parentheses {
        return false;
    }
    let mut back = q.start.saturating_sub(REACH)..q.start;
    let Some(open) = back.rfind(|&i| text.at(i) == '(') else {
        return false;
    };
    let bracket = Bracket {
        scene,
        q,
        open,
        whole: prose
            .quantities_in(open.saturating_sub(12), open)
            .last()
            .filter(|w| w.end == open && w.reject.is_none()),
    };
    bracket.tells_of_all()
        || !scene.targets.list.is_empty()
            && (bracket.is_part_by_name()
                || bracket.is_of_this_year()
                || bracket.is_finished_of_begun()
                || bracket.is_in_another_measure(before))
}

impl Bracket<'_> {
    /// Whether a target counts in its unit.
    fn is_asked(&self) -> bool {
        let mut list = self.scene.targets.list.iter();
        list.any(|t| same_unit(&t.amount.unit, &self.q.unit_text))
    }

    /// 民生实事项目(20个)均已开工, 一次网(11.2公里)、二次网(6.8公里)均已改造完毕: nothing but the number of
    /// what stands before them, of which the clause tells how far all are.
    fn tells_of_all(&self) -> bool {
        let (prose, text, q) = (self.scene.prose, &self.scene.prose.text, self.q);
        let alone = self.open + 1 == q.start
            && text.at(q.end) == ')'
            && self.whole.is_none()
            && self.open > 0
            && is_chinese(text.at(self.open - 1))
            && (self.is_asked() || self.scene.targets.list.is_empty());
        let Some(k) = prose.clause_at(q.numeral).filter(|_| alone) else {
            return false;
        };
        let rest = text.words(q.end + 1, prose.clauses[k].end);
        let marks = stance::marks(prose, q.end + 1, prose.clauses[k].end);
        let ahead = self.scene.carried[k].planned
            || matches!(
                marks.status(),
                Some(EventStatus::Planned | EventStatus::Ongoing)
            );
        !ahead
            && (rest.has(ALL_OF_THEM) || rest.has(any_of!["均完成"]))
            && (rest.has(COMPLETED) || rest.has(BEGUN) || rest.ends_with("到位"))
            && !rest.has(LIES_AHEAD)
    }

    /// (其中:贫困人口16449人), 公厕24座(城区8座、农村16座): a part that a target of its own asks for by name.
    fn is_part_by_name(&self) -> bool {
        let list = &self.scene.targets.list;
        if list.len() < 2 {
            return false;
        }
        let mut words = self.scene.prose.text.folded_of(self.open + 1, self.q.start);
        let listed = words
            .rfind('、')
            .map_or(words, |at| &words[at + '、'.len_utf8()..]);
        let alone = |words: &str| !words.chars().any(|c| c.is_ascii_digit());
        let of_whole = || {
            let same = |w: &Quantity| w.unit_text == self.q.unit_text && w.value >= self.q.value;
            self.whole.is_some_and(same)
        };
        let named = (2..=8).contains(&listed.chars().count()) && alone(listed) && of_whole();
        if named {
            words = listed;
        }
        let said = link::pairs(words);
        let shares = |t: &Prepared| {
            let own = link::pairs(t.own);
            let shared = said.iter().filter(|p| own.binary_search(p).is_ok());
            let (all, nouns) = shared.fold((0, 0), |(all, nouns), p| {
                (all + 1, nouns + usize::from(!link::is_verb(*p)))
            });
            match same_unit(&t.amount.unit, &self.q.unit_text) {
                true => (all, nouns),
                false => (0, 0),
            }
        };
        let part = |t: &Prepared| t.part && shares(t).1 > 0;
        named && list.iter().any(part)
            || words.starts_with_one(&["其中", "含", "包括"])
                && alone(words)
                && list.iter().any(|t| shares(t).0 >= 2)
    }

    /// 累计建成126座(今年22座): of all there are, what this year brought.
    fn is_of_this_year(&self) -> bool {
        let words = self.scene.prose.text.words(self.open + 1, self.q.start);
        let own = words.trim_start_matches("其中");
        let aims = any_of!["目标", "任务", "在建", "续建"];
        own.starts_with_one(&["今年", "本年"])
            && own.chars().count() <= 8
            && !words.has(aims)
            && !words.has(LIES_AHEAD)
            && self.is_asked()
    }

    /// 开工101座(其中完工28座,在建73座): of those that were begun, so many are finished.
    fn is_finished_of_begun(&self) -> bool {
        let text = &self.scene.prose.text;
        let Some(whole) = self.whole else {
            return false;
        };
        let lead = text.words(whole.start.saturating_sub(4), whole.start);
        let mark = |i: &usize| matches!(text.at(*i), ',' | '、' | ';');
        let own = (self.open + 1..self.q.start).rfind(mark);
        let own = text.words(own.unwrap_or(self.open), self.q.start);
        let inside = text.words(self.open + 1, self.q.start);
        let opens = inside.starts_with("其中")
            || inside.trim_start_matches('已').starts_with_one(COMPLETED);
        opens
            && whole.unit_text == self.q.unit_text
            && whole.value >= self.q.value
            && lead.ends_with_one(BEGUN)
            && own.has(COMPLETED)
            && !own.has(LIES_AHEAD)
    }

    /// 完工小区21个(共238栋、10460户): the same in other measures, where targets ask for these.
    fn is_in_another_measure(&self, before: &[Judged]) -> bool {
        let (prose, text, q) = (self.scene.prose, &self.scene.prose.text, self.q);
        let Some(whole) = self.whole.filter(|_| !q.is_rate()) else {
            return false;
        };
        let mut judged = before.iter().rev().take(REACH);
        let counts = judged
            .find(|b| b.quantity.start == whole.start)
            .is_some_and(|b| matches!(b.role, Role::Reached(_)));
        // Nothing but amounts, and words of a sum.
        let inside = prose.quantities_in(self.open, q.start);
        let bare = (self.open + 1..q.start).all(|i| {
            "共计合涉惠及居民住户、,".contains(text.at(i))
                || inside.iter().any(|p| p.start <= i && i < p.end)
        });
        let mut list = self.scene.targets.list.iter();
        counts
            && bare
            && whole.unit_text != q.unit_text
            && list.clone().any(|t| t.amount.unit == q.unit_text)
            && list.any(|t| t.amount.unit == whole.unit_text)
    }
}
