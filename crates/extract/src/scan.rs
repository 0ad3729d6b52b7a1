//! The words of a text, found in one pass, and what its characters cannot be.

use crate::text::Text;
use crate::vocabulary::{Class, Entry, VOCABULARY, Work};

/// A word of the vocabulary at its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub start: usize,
    pub end: usize,
    pub entry: Entry,
}

/// All words of a text.
pub(crate) struct Scan {
    /// By start, longer first.
    hits: Vec<Hit>,
    /// Characters of model names, parcel numbers and the like.
    pub identifier: Vec<bool>,
    /// End of the longest fixed word that covers a character; 0 where none does.
    pub fixed: Vec<usize>,
}

impl Scan {
    pub fn new(text: &Text) -> Self {
        let vocabulary = &*VOCABULARY;
        let mut hits: Vec<Hit> = vocabulary
            .automaton
            .find_overlapping_iter(&text.folded)
            .map(|m| Hit {
                start: text.position(m.start()),
                end: text.position(m.end()),
                entry: vocabulary.entries[m.pattern().as_usize()],
            })
            .collect();
        hits.sort_by_key(|h| (h.start, std::cmp::Reverse(h.end)));
        let mut fixed = vec![0; text.len()];
        for hit in &hits {
            if matches!(hit.entry, Entry::Word(Class::Fixed)) {
                for slot in &mut fixed[hit.start..hit.end] {
                    *slot = (*slot).max(hit.end);
                }
            }
        }
        Self {
            hits,
            identifier: identifiers(text),
            fixed,
        }
    }

    /// The words wholly inside `start..end`.
    pub fn within(&self, start: usize, end: usize) -> impl Iterator<Item = &Hit> {
        let from = self.hits.partition_point(|h| h.start < start);
        self.hits[from..]
            .iter()
            .take_while(move |h| h.start < end)
            .filter(move |h| h.end <= end)
    }

    /// The first word of a class inside `start..end`.
    pub fn first(&self, class: Class, start: usize, end: usize) -> Option<&Hit> {
        self.within(start, end)
            .find(|h| matches!(h.entry, Entry::Word(c) if c == class))
    }

    /// The last word of a class inside `start..end`.
    pub fn last(&self, class: Class, start: usize, end: usize) -> Option<&Hit> {
        self.within(start, end)
            .filter(|h| matches!(h.entry, Entry::Word(c) if c == class))
            .last()
    }

    /// Whether a word of a class lies inside `start..end`.
    pub fn has(&self, class: Class, start: usize, end: usize) -> bool {
        self.first(class, start, end).is_some()
    }

    /// Whether a word of a class begins at `at`.
    pub fn begins(&self, class: Class, at: usize, limit: usize) -> Option<&Hit> {
        self.within(at, limit)
            .take_while(|h| h.start == at)
            .find(|h| matches!(h.entry, Entry::Word(c) if c == class))
    }

    /// The words of work inside `start..end`, each the longest at its place.
    pub fn work(&self, start: usize, end: usize) -> Vec<(Hit, Work)> {
        let mut out: Vec<(Hit, Work)> = Vec::new();
        for hit in self.within(start, end) {
            let Entry::Work(work) = hit.entry else {
                continue;
            };
            match out.last() {
                // The leftmost, longest word wins: in 行动工作 there is no 动工.
                Some((last, _)) if hit.start < last.end => {}
                _ => out.push((*hit, work)),
            }
        }
        out
    }
}

/// Marks runs of letters and digits that are names: `F16`, `YZ00-0801-0024`, `5G`, `PM2.5`.
///
/// Digits before a unit in letters (`250m`) are none.
fn identifiers(text: &Text) -> Vec<bool> {
    let mut out = vec![false; text.len()];
    let part = |c: char| c.is_ascii_alphanumeric();
    let joint = |c: char| matches!(c, '-' | '_' | '/' | '.' | '#');
    let mut i = 0;
    while i < text.len() {
        if !part(text.at(i)) {
            i += 1;
            continue;
        }
        let start = i;
        while part(text.at(i)) || (joint(text.at(i)) && part(text.at(i + 1))) {
            i += 1;
        }
        let run = &text.chars[start..i];
        let letters = run.iter().any(char::is_ascii_alphabetic);
        let has_digits = run.iter().any(char::is_ascii_digit);
        if letters && has_digits {
            let numeral = run
                .iter()
                .take_while(|c| c.is_ascii_digit() || **c == '.')
                .count();
            let tail: String = run[numeral..].iter().collect();
            let measured = numeral > 0 && VOCABULARY.unit_named(&tail).is_some();
            let quarter =
                run.len() == 2 && matches!(run[0], 'Q' | 'q') && matches!(run[1], '1'..='4');
            if !measured && !quarter {
                out[start..i].fill(true);
            }
        }
        // Telephone numbers and network addresses: three groups or more that are no date.
        let groups = run.split(|c| joint(*c)).collect::<Vec<_>>();
        if !letters && groups.len() >= 3 {
            let lengths: Vec<usize> = groups.iter().map(|g| g.len()).collect();
            let date = groups.len() == 3 && lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2;
            let dates = run.iter().filter(|c| **c == '-').count() == 1 || run.contains(&'/');
            if !date && !dates {
                out[start..i].fill(true);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_numbers() {
        let marked = |s: &str| {
            let text = Text::new(s);
            Scan::new(&text)
                .identifier
                .iter()
                .zip(&text.chars)
                .filter(|(m, _)| **m)
                .map(|(_, c)| *c)
                .collect::<String>()
        };
        assert_eq!(marked("旧官YZ00-0801-0024地块"), "YZ00-0801-0024");
        assert_eq!(marked("旧官F16地块、5G基站"), "F165G");
        assert_eq!(marked("水深250m,见2024.3.20"), "");
        assert_eq!(marked("拨打888-000-9999"), "888-000-9999");
        assert_eq!(marked("2019-04-12"), "");
    }

    #[test]
    fn longer_words_cover_shorter_ones() {
        let text = Text::new("施工图设计已完成");
        let work = Scan::new(&text).work(0, text.len());
        assert_eq!(work.len(), 1);
        assert_eq!(work[0].0.end, 5);
    }
}
