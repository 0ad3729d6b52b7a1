//! The words of a text, found in one pass, and what its characters cannot be.

use crate::steps::step;
use crate::text::{Letter, Text, flags};
use crate::vocabulary::{Class, Dimension, Entry, Trie, VOCABULARY, Work};
use std::cell::RefCell;

/// A word of the vocabulary at its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub start: usize,
    pub end: usize,
    pub entry: Entry,
}

/// All words of a text.
#[derive(Default)]
pub(crate) struct Scan {
    parts: Parts,
}

/// The buffers of a scan, used again for the next one.
#[derive(Default)]
struct Parts {
    /// By start, longer first.
    hits: Vec<Hit>,
    /// One bit for each class that any of them has.
    classes: u64,
    /// For the first of some characters at a time, the first word that begins at it or after it.
    first: Vec<u32>,
    /// Characters of model names, parcel numbers and the like; empty where there are none.
    identifier: Vec<bool>,
    /// How far the longest fixed word that covers a character goes on from it; 0 where none does,
    /// and empty where none is.
    fixed: Vec<u8>,
}

/// Of so many characters the first one has a place in [`Parts::first`].
const STRIDE: usize = 8;

/// Larger buffers than those of this many characters are not kept.
const KEPT: usize = 1 << 16;

thread_local! {
    static SPARE: RefCell<Vec<Parts>> = const { RefCell::new(Vec::new()) };
}

impl Drop for Scan {
    fn drop(&mut self) {
        let parts = std::mem::take(&mut self.parts);
        if parts.first.capacity() <= KEPT / STRIDE {
            let _ = SPARE.try_with(|spare| {
                let mut spare = spare.borrow_mut();
                if spare.len() < 4 {
                    spare.push(parts);
                }
            });
        }
    }
}

impl Scan {
    pub fn new(text: &Text) -> Self {
        let mut parts = SPARE
            .with(|spare| spare.borrow_mut().pop())
            .unwrap_or_default();
        parts.find(text.letters());
        identifiers(text, &mut parts.identifier);
        Self { parts }
    }

    /// End of the longest fixed word that covers a character; 0 where none does.
    pub fn fixed(&self, i: usize) -> usize {
        match self.parts.fixed.get(i) {
            None | Some(0) => 0,
            Some(rest) => i + usize::from(*rest),
        }
    }

    /// Whether a character belongs to a model name, a parcel number and the like.
    pub fn identifier(&self, i: usize) -> bool {
        self.parts.identifier.get(i) == Some(&true)
    }

    /// The words wholly inside `start..end`.
    pub fn within(&self, start: usize, end: usize) -> impl Iterator<Item = &Hit> {
        let hits = &self.parts.hits;
        let first = self.parts.first.get(start / STRIDE);
        let mut from = first.map_or(hits.len(), |k| *k as usize);
        while hits.get(from).is_some_and(|h| h.start < start) {
            step(1);
            from += 1;
        }
        hits[from..]
            .iter()
            .inspect(|_| step(1))
            .take_while(move |h| h.start < end)
            .filter(move |h| h.end <= end)
    }

    /// Whether the text has any word of a class at all.
    #[inline]
    pub fn knows(&self, class: Class) -> bool {
        (self.parts.classes >> class as u64) & 1 != 0
    }

    /// The first word of a class inside `start..end`.
    pub fn first(&self, class: Class, start: usize, end: usize) -> Option<&Hit> {
        if !self.knows(class) {
            return None;
        }
        self.within(start, end)
            .find(|h| matches!(h.entry, Entry::Word(c) if c == class))
    }

    /// The last word of a class inside `start..end`.
    pub fn last(&self, class: Class, start: usize, end: usize) -> Option<&Hit> {
        if !self.knows(class) {
            return None;
        }
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
        if !self.knows(class) {
            return None;
        }
        self.within(at, limit)
            .take_while(|h| h.start == at)
            .find(|h| matches!(h.entry, Entry::Word(c) if c == class))
    }

    /// The words of work inside `start..end`, each the longest at its place.
    pub fn work(&self, start: usize, end: usize) -> impl Iterator<Item = (Hit, Work)> {
        let mut until = 0;
        let mut works = self.within(start, end).filter_map(|hit| match hit.entry {
            Entry::Work(work) => Some((*hit, work)),
            Entry::Word(_) => None,
        });
        let mut ahead = works.next();
        std::iter::from_fn(move || {
            while let Some((hit, work)) = ahead {
                ahead = works.next();
                // The leftmost, longest word wins: in 行动工作 there is no 动工.
                if hit.start < until {
                    continue;
                }
                // Shorter words at the same place say nothing more.
                while ahead.is_some_and(|(next, _)| next.start == hit.start) {
                    ahead = works.next();
                }
                // 启动施工图设计 starts a 施工图设计, and no 施工.
                let crossed = ahead.is_some_and(|(next, _)| {
                    let longer = next.end - next.start > hit.end - hit.start;
                    next.start < hit.end && next.end > hit.end && longer
                });
                if !crossed {
                    until = hit.end;
                    return Some((hit, work));
                }
            }
            None
        })
    }
}

impl Parts {
    /// Finds all words of the vocabulary.
    fn find(&mut self, letters: &[Letter]) {
        self.hits.clear();
        self.classes = 0;
        self.fixed.clear();
        self.first.clear();
        let trie = &VOCABULARY.trie;
        let firsts = trie.firsts();
        for (start, pair) in letters.windows(2).enumerate() {
            step(1);
            // Most characters begin no word.
            let may_follow = firsts.get(usize::from(pair[0].code)).copied().unwrap_or(0);
            if (may_follow >> (pair[1].code & 63)) & 1 != 0 {
                self.note(letters, start, trie);
            }
        }
        // A single character at the end may be a word.
        if let Some(last) = letters.len().checked_sub(1) {
            self.note(letters, last, trie);
        }
    }

    /// Notes the words that begin at a character. Apart from the loop that calls it, which so
    /// stays small.
    #[inline(never)]
    fn note(&mut self, letters: &[Letter], start: usize, trie: &Trie<Entry>) {
        while self.first.len() <= start / STRIDE {
            self.first.push(self.hits.len() as u32);
        }
        for word in trie.words(letters[start..].iter().map(|l| l.code)) {
            let entry = word.means;
            let end = start + usize::from(word.length);
            match entry {
                Entry::Word(Class::Section) if straddles(letters, start, end) => continue,
                Entry::Word(Class::Total | Class::Reached) if is_shared(letters, start, end) => {
                    continue;
                }
                Entry::Word(Class::Fixed) => self.cover(letters.len(), start, end),
                _ => {}
            }
            if let Entry::Word(class) = entry {
                self.classes |= 1 << class as u64;
            }
            self.hits.push(Hit { start, end, entry });
        }
    }

    /// Notes that a fixed word covers `start..end` of `all` characters.
    fn cover(&mut self, all: usize, start: usize, end: usize) {
        self.fixed.resize(all, 0);
        for (i, slot) in (start..end).zip(&mut self.fixed[start..end]) {
            *slot = (*slot).max(u8::try_from(end - i).unwrap_or(u8::MAX));
        }
    }
}

/// Whether a part of a building is only spelled over two words, or in another: 路基 in 公路基本, 主体 in
/// 主体育场, 基础 in 基础设施.
fn straddles(letters: &[Letter], start: usize, end: usize) -> bool {
    let at = |i: usize| letters.get(i).map_or('\n', |l| l.c);
    let before = start.checked_sub(1).map_or('\n', at);
    matches!((at(start), at(end - 1)), ('路', '基')) && matches!(before, '公' | '铁' | '道')
        || matches!((at(start), at(end - 1)), ('主', '体')) && matches!(at(end), '育' | '性')
        || matches!((at(start), at(end - 1)), ('基', '础'))
            && matches!(at(end), '设' | '教' | '性' | '上' | '养' | '信' | '数')
}

/// Whether 共 is no word of a sum: 公共, 共同, 共享.
fn is_shared(letters: &[Letter], start: usize, end: usize) -> bool {
    let at = |i: usize| letters.get(i).map_or('\n', |l| l.c);
    let before = start.checked_sub(1).map_or('\n', at);
    end == start + 1
        && at(start) == '共'
        && (before == '公'
            || matches!(
                at(end),
                '同' | '享' | '管' | '治' | '富' | '青' | '产' | '生' | '识'
            ))
}

/// Marks runs of letters and digits that are names: `F16`, `YZ00-0801-0024`, `5G`, `PM2.5`.
///
/// Digits before a unit in letters (`250m`) are none.
fn identifiers(text: &Text, out: &mut Vec<bool>) {
    out.clear();
    let mut mark = |start: usize, end: usize| {
        out.resize(text.len(), false);
        out[start..end].fill(true);
    };
    let part = |i: usize| text.is(i, flags::PLAIN);
    let joint = |c: char| matches!(c, '-' | '_' | '/' | '.' | '#');
    let mut i = 0;
    while let Some(start) = text.next_with(flags::PLAIN, i) {
        i = start;
        let mut joints = 0;
        loop {
            if part(i) {
                i += 1;
            } else if joint(text.at(i)) && part(i + 1) {
                joints += 1;
                i += 1;
            } else {
                break;
            }
        }
        let run = &text.letters()[start..i];
        let letters = run.iter().any(|l| l.c.is_ascii_alphabetic());
        let has_digits = run.iter().any(|l| l.c.is_ascii_digit());
        if letters && has_digits {
            let numeral = run
                .iter()
                .take_while(|l| l.c.is_ascii_digit() || l.c == '.')
                .count();
            let tail = text.folded_of(start + numeral, i);
            let measured = numeral > 0 && VOCABULARY.unit_named(tail).is_some();
            let quarter =
                run.len() == 2 && matches!(run[0].c, 'Q' | 'q') && matches!(run[1].c, '1'..='4');
            // AED260台: a thing that goes by letters, and how many of it.
            let named = run.iter().take_while(|l| l.c.is_ascii_alphabetic()).count();
            let counted = joints == 0
                && named >= 2
                && run[named..].iter().all(|l| l.c.is_ascii_digit())
                && VOCABULARY
                    .unit(text, i)
                    .is_some_and(|u| u.dimension == Dimension::Count);
            if !measured && !quarter && !counted {
                mark(start, i);
            }
        }
        // Telephone numbers and network addresses: three groups or more that are no date.
        if !letters && joints >= 2 {
            let mut groups = run.split(|l| joint(l.c)).map(<[_]>::len);
            let lengths = [(); 3].map(|()| groups.next().unwrap_or(0));
            let date = joints == 2 && lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2;
            let dates =
                run.iter().filter(|l| l.c == '-').count() == 1 || run.iter().any(|l| l.c == '/');
            if !date && !dates {
                mark(start, i);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_numbers() {
        let marked = |s: &str| {
            let text = Text::new(s);
            let scan = Scan::new(&text);
            (0..text.len())
                .filter(|i| scan.identifier(*i))
                .map(|i| text.at(i))
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
        let scan = Scan::new(&text);
        let work: Vec<_> = scan.work(0, text.len()).collect();
        assert_eq!(work.len(), 1);
        assert_eq!(work[0].0.end, 5);
    }
}
