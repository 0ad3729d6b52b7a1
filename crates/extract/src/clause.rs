//! Clauses and sentences: what stands between two marks.

use crate::date::{self, Context, Found};
use crate::quantity::{self, Quantity, Reject};
use crate::room::make_room;
use crate::scan::Scan;
use crate::steps::step;
use crate::text::{Enclosure, Text, flags};
use shishi_domain::Date;

/// What stands between two marks, without list number, blanks and closing mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clause {
    pub start: usize,
    pub end: usize,
    /// The mark that closes it; a line break at the end of the text.
    pub mark: char,
    /// Number of the sentence, closed by 。 or ；.
    pub sentence: usize,
    /// It is a label before a colon: `候车亭修缮更新：`.
    pub label: bool,
}

/// A text with all that is known about it before the rules look.
pub(crate) struct Prose<'t> {
    pub text: Text<'t>,
    pub scan: Scan,
    pub dates: Vec<Found>,
    pub quantities: Vec<Quantity>,
    /// For each first of [`STRIDE`] characters, how many quantities have their numeral before it;
    /// empty where there are none at all.
    before: Vec<u32>,
    pub clauses: Vec<Clause>,
    /// The day up to which it reports.
    pub reference: Option<Date>,
}

impl<'t> Prose<'t> {
    pub fn new(source: &'t str, context: Context) -> Self {
        let text = Text::new(source);
        let scan = Scan::new(&text);
        let dates = date::find(&text, context);
        let quantities = quantity::find(&text, &scan, &dates);
        let before = numerals_before(&text, &quantities);
        let clauses = split(&text, &quantities);
        Self {
            text,
            scan,
            dates,
            quantities,
            before,
            clauses,
            reference: context.reference,
        }
    }

    /// The quantities whose numeral lies inside `start..end`.
    pub fn quantities_in(&self, start: usize, end: usize) -> &[Quantity] {
        let all = self.quantities.len();
        let before = |i: usize| {
            let mut k = self.before.get(i / STRIDE).map_or(all, |k| *k as usize);
            while self.quantities.get(k).is_some_and(|q| q.numeral < i) {
                k += 1;
            }
            k
        };
        let (from, to) = (before(start), before(end));
        let found = self.quantities.get(from..to).unwrap_or_default();
        step(found.len());
        found
    }

    /// The dates that begin inside `start..end`.
    pub fn dates_in(&self, start: usize, end: usize) -> &[Found] {
        if self.dates.is_empty() {
            return &[];
        }
        let from = self.dates.partition_point(|d| d.start < start);
        let to = self.dates.partition_point(|d| d.start < end);
        let found = &self.dates[from..to.max(from)];
        step(found.len());
        found
    }

    /// The clause that holds a position, or the next one.
    pub fn clause_at(&self, at: usize) -> Option<usize> {
        let k = self.clauses.partition_point(|c| c.end <= at);
        (k < self.clauses.len()).then_some(k)
    }

    /// The label a clause stands behind: `完成率` for the clause after `完成率：`.
    pub fn label_of(&self, clause: usize) -> Option<&Clause> {
        let before = self.clauses.get(clause.checked_sub(1)?)?;
        before.label.then_some(before)
    }

    /// Whether a position stands outside of every enclosure.
    pub fn open(&self, at: usize) -> bool {
        self.text.enclosure.get(at) == Some(&Enclosure::None)
    }
}

/// Of so many characters the first has a place in [`Prose::before`].
const STRIDE: usize = 8;

/// For the first of some characters at a time, how many numerals begin before it.
fn numerals_before(text: &Text, quantities: &[Quantity]) -> Vec<u32> {
    let mut out = Vec::new();
    if quantities.is_empty() {
        return out;
    }
    out.reserve(text.len() / STRIDE + 1);
    for (k, q) in quantities.iter().enumerate() {
        out.resize(q.numeral / STRIDE + 1, k as u32);
    }
    out
}

/// Longest clause, in characters, and longest sentence, in clauses. Prose stays far below;
/// what does not is cut there, so that looking around in one takes bounded time.
const LONGEST_CLAUSE: usize = 400;
const LONGEST_SENTENCE: usize = 40;

/// Splits at the marks that stand outside of enclosures.
fn split(text: &Text, quantities: &[Quantity]) -> Vec<Clause> {
    // Clauses are mostly longer than this.
    let mut out = Vec::with_capacity(text.len() / 10 + 1);
    let mut start = 0;
    let mut sentence = 0;
    let mut members = 0;
    let mut markers = quantities
        .iter()
        .filter(|q| q.reject == Some(Reject::ListMarker))
        .peekable();
    let mut next = 0;
    while next <= text.len() {
        // The next mark, or the end of what a clause may hold.
        let limit = (start + LONGEST_CLAUSE).max(next).min(text.len());
        let i = text.next_within(flags::MARK, next, limit).unwrap_or(limit);
        next = i + 1;
        let c = text.at(i);
        let end_of_text = i == text.len();
        let mark = end_of_text
            || (text.is(i, flags::MARK) && text.enclosure.get(i) == Some(&Enclosure::None));
        let overlong = i - start >= LONGEST_CLAUSE;
        let digit_mark = matches!(c, ',' | ':')
            && text.before(i).is_ascii_digit()
            && text.at(i + 1).is_ascii_digit();
        let inside = digit_mark && !end_of_text && inside_number(quantities, i);
        if !overlong && (!mark || inside) {
            continue;
        }
        let (mut from, mut to) = (start, i);
        loop {
            while from < to && matches!(text.at(from), ' ' | '、' | '.' | '”' | ')') {
                from += 1;
            }
            while markers.peek().is_some_and(|m| m.end <= from) {
                markers.next();
            }
            match markers.peek() {
                Some(m) if m.start <= from && m.end > from && m.end <= to => from = m.end,
                // ( of (1) stands before the numeral.
                Some(m) if m.start == from + 1 && text.at(from) == '(' && m.end <= to => {
                    from = m.end
                }
                _ => break,
            }
        }
        from = behind_count(text, from, to);
        while to > from && matches!(text.at(to - 1), ' ' | '、') {
            to -= 1;
        }
        if to > from {
            make_room(&mut out, i, text.len());
            out.push(Clause {
                start: from,
                end: to,
                mark: if end_of_text { '\n' } else { c },
                sentence,
                label: mark && c == ':' && !end_of_text,
            });
        }
        members += 1;
        if (mark && !matches!(c, ',' | ':')) || members >= LONGEST_SENTENCE {
            sentence += 1;
            members = 0;
        }
        start = if mark { i + 1 } else { i };
    }
    out
}

/// Behind 一是, 二是: a list number in words.
fn behind_count(text: &Text, from: usize, to: usize) -> usize {
    let counts = "一二三四五六七八九十".contains(text.at(from)) && text.at(from + 1) == '是';
    // 一是, and nothing else, is a clause of its own.
    if !counts || from + 2 >= to || text.at(from + 2) == '否' {
        return from;
    }
    (from + 2..to).find(|&i| text.at(i) != ' ').unwrap_or(from)
}

/// Whether the mark at `i` belongs to a number such as 1,200.
fn inside_number(quantities: &[Quantity], i: usize) -> bool {
    let k = quantities.partition_point(|q| q.end <= i);
    quantities.get(k).is_some_and(|q| q.start < i && i < q.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_list_numbers_stay_outside() {
        let prose = Prose::new(
            "1.关于线路:已成立专班,印发《甲,乙》。2. 完成1,200户;(3)其余",
            Context::default(),
        );
        let clauses: Vec<_> = prose
            .clauses
            .iter()
            .map(|c| prose.text.source_of(c.start, c.end))
            .collect();
        assert_eq!(
            clauses,
            [
                "关于线路",
                "已成立专班",
                "印发《甲,乙》",
                "完成1,200户",
                "其余"
            ]
        );
        assert!(prose.clauses[0].label);
        assert_eq!(prose.clauses[3].sentence, 1);
    }
}
