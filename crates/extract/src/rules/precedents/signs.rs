//! The signs of an amount beside a target.

use super::sign::{ACTS, Part, SHARES, Sign};
use crate::rules::actuals::{Judged, Scene};
use crate::rules::link::{Pair, common, pair, pairs, percent_of, same_unit};
use crate::text::Text;
use shishi_domain::Decimal;

/// How many characters before an amount, and behind it, are looked at in pairs.
const BEFORE: usize = 16;
const AFTER: usize = 14;
/// How many characters of its clause on either side, and of its sentence before it.
const CLAUSE: usize = 40;
const SENTENCE: usize = 60;
/// How many characters behind it tell the noun.
const NOUN: usize = 4;
/// How many amounts on either side of it.
const AROUND: usize = 16;

/// What the signs of a narrative's amounts are told by.
pub(super) struct Signs<'s> {
    scene: &'s Scene<'s, 's>,
    judged: &'s [Judged<'s>],
    /// For each of [`ACTS`], whether the title has it.
    asked: Vec<bool>,
}

impl<'s> Signs<'s> {
    pub fn new(scene: &'s Scene<'s, 's>, judged: &'s [Judged<'s>]) -> Self {
        let title = scene.targets.title_words;
        Self {
            scene,
            judged,
            asked: ACTS.iter().map(|act| title.contains(act)).collect(),
        }
    }

    /// Tells each sign of the amount at `k` beside a target, once.
    pub fn each(&self, k: usize, target: usize, tell: &mut impl FnMut(Sign)) {
        tell(Sign::Always);
        self.words(k, target, tell);
        self.numbers(k, target, tell);
    }

    /// The signs of the words around it.
    fn words(&self, k: usize, target: usize, tell: &mut impl FnMut(Sign)) {
        let text = &self.scene.prose.text;
        let quantity = self.judged[k].quantity;
        let (start, end) = (quantity.start, quantity.end);
        let mut pairs_told: Vec<Sign> = Vec::with_capacity(BEFORE + AFTER);
        neighbours(text, (0..start).rev(), BEFORE, |a, b| {
            pairs_told.push(Sign::Before(pair(b, a)));
        });
        neighbours(text, end..text.len(), AFTER, |a, b| {
            pairs_told.push(Sign::After(pair(a, b)));
        });
        for (at, sign) in pairs_told.iter().enumerate() {
            if !pairs_told[..at].contains(sign) {
                tell(*sign);
            }
        }
        // A colon ends what stands before it; what it opens belongs to the amount.
        let from = back_to(text, start, CLAUSE, &[',', '。', ';', ':', '、', '\n']);
        let to = on_to(text, end, CLAUSE, &[',', '。', ';', '、', '\n']);
        let (before, after) = (text.folded_of(from, start), text.folded_of(end, to));
        for ((act, word), asked) in (0..).zip(ACTS).zip(&self.asked) {
            if before.contains(word) || after.contains(word) {
                tell(Sign::Act { act, asked: *asked });
            }
        }
        let list = &self.scene.targets.list;
        let title = self.scene.targets.title();
        let mut near = pairs(before);
        near.extend(pairs(text.folded_of(end, to.min(end + NOUN + 2))));
        near.sort_unstable();
        near.dedup();
        let spoken = |of: usize, words: &[Pair]| common(words, list[of].pairs());
        tell(Sign::Title(up_to(common(&near, title), 4)));
        tell(Sign::Name(up_to(spoken(target, &near), 4)));
        let from = back_to(text, start, SENTENCE, &['。', ';', '\n']);
        let sentence = pairs(text.folded_of(from, start));
        tell(Sign::Sentence(up_to(spoken(target, &sentence), 5)));
        let noun = pairs(text.folded_of(end, to.min(end + NOUN)));
        let shared = || up_to(common(&noun, title), 2);
        tell(Sign::Noun((!noun.is_empty()).then(shared)));
        let rival = |of: &usize| {
            *of != target && same_unit(&list[*of].amount.unit, &list[target].amount.unit)
        };
        let others = (0..list.len()).filter(rival);
        if let Some(most) = others.map(|of| spoken(of, &near)).max() {
            tell(Sign::Others(most.cmp(&spoken(target, &near))));
        }
    }

    /// The signs of its number, and of those around it.
    fn numbers(&self, k: usize, target: usize, tell: &mut impl FnMut(Sign)) {
        let judged = self.judged;
        let (own, asked) = (&judged[k].amount, &self.scene.targets.list[target].amount);
        if let Some(share) = share(own.value, asked.value) {
            tell(Sign::Share(share));
        }
        let from = k.saturating_sub(AROUND);
        let to = (k + AROUND + 1).min(judged.len());
        let is_alike =
            |j: &&Judged| j.quantity.reject.is_none() && same_unit(&j.amount.unit, &own.unit);
        let alike = || judged[from..to].iter().filter(is_alike);
        let place = judged[from..=k].iter().filter(is_alike);
        tell(Sign::Place {
            place: up_to(place.count(), 4),
            of: up_to(alike().count(), 4),
        });
        if alike().all(|j| j.amount.value <= own.value) {
            tell(Sign::Largest);
        }
        if alike().any(|j| j.amount.value == asked.value) {
            tell(Sign::Restated);
        }
    }
}

/// Where the part of a target that an amount is stands in [`SHARES`]; none beyond measure.
fn share(own: Decimal, asked: Decimal) -> Option<u8> {
    let percent = percent_of(own, asked)?;
    let is_it = |(_, part): &(&str, Part)| match *part {
        Part::Below(most) => own != asked && percent < Decimal::from(most),
        Part::Whole => own == asked,
        Part::More => true,
    };
    u8::try_from(SHARES.iter().position(is_it)?).ok()
}

/// A number of a sign, which tells no more from `most` on.
fn up_to(n: usize, most: usize) -> u8 {
    u8::try_from(n.min(most)).unwrap_or(u8::MAX)
}

/// Tells each two neighbours among the first characters of a walk; a number counts as one; blanks,
/// and characters too rare to be in a pair, do not count.
fn neighbours(
    text: &Text,
    walk: impl Iterator<Item = usize>,
    most: usize,
    mut tell: impl FnMut(char, char),
) {
    let mut last = None;
    let mut left = most;
    for i in walk.take(4 * most) {
        let c = match text.at(i) {
            c if c.is_ascii_digit() => '0',
            c if c.is_whitespace() || c > '\u{FFFF}' => continue,
            c => c,
        };
        if c == '0' && last == Some('0') {
            continue;
        }
        if let Some(last) = last {
            tell(last, c);
        }
        last = Some(c);
        left -= 1;
        if left == 0 {
            return;
        }
    }
}

/// Where the words before `at` begin: behind the last mark, at most so many characters back.
fn back_to(text: &Text, at: usize, most: usize, marks: &[char]) -> usize {
    let least = at.saturating_sub(most);
    (least..at)
        .rev()
        .find(|i| marks.contains(&text.at(*i)))
        .map_or(least, |i| i + 1)
}

/// Where the words behind `at` end: at the next mark, at most so many characters on.
fn on_to(text: &Text, at: usize, most: usize, marks: &[char]) -> usize {
    let end = text.len().min(at + most);
    (at..end)
        .find(|i| marks.contains(&text.at(*i)))
        .unwrap_or(end)
}
