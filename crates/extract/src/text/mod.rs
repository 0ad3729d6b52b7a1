//! A text folded one character to one character, with the way back to its bytes.

mod character;
mod edges;
mod enclosure;
mod held;
mod looks;
mod words;

pub(crate) use self::character::{flags, fold, is_chinese, special};
pub(crate) use self::edges::Edges;
pub(crate) use self::enclosure::Enclosure;
pub(crate) use self::looks::Looks;
pub(crate) use self::words::{
    Listed, OneOf, Phrase, Sought, Word, Words, all_of, any_of, joined, words_of,
};

use self::character::flagged;
use self::edges::{begins, closes};
use self::enclosure::{blank_addresses, blank_markup, enclosures};
use self::held::{Held, Place};
use crate::steps::step;
use crate::vocabulary::VOCABULARY;
use shishi_domain::Span;
use std::cell::RefCell;

/// Stands in for what is not prose: addresses on the web.
pub(crate) const OPAQUE: char = '\u{FFFC}';

/// The folded text. All positions inside this crate are character positions in it.
pub(crate) struct Text<'t> {
    /// The text as given.
    pub source: &'t str,
    /// The folded characters as a string.
    pub folded: String,
    /// For each character, how it is enclosed.
    pub enclosure: Vec<Enclosure>,
    parts: Parts,
}

/// A character with what is known about it.
#[derive(Clone, Copy)]
pub(crate) struct Letter {
    /// Folded: half-width digits, letters and marks.
    pub c: char,
    /// Byte offset in the source.
    source: u32,
    /// Byte offset in the folded text.
    folded: u32,
    /// Code in the vocabulary.
    pub code: u16,
}

impl Letter {
    /// Stands where a letter is yet to be written.
    const NONE: Self = Self {
        c: '\0',
        source: 0,
        folded: 0,
        code: 0,
    };
}

/// The buffers of a text, used again for the next one.
#[derive(Default)]
struct Parts {
    letters: Vec<Letter>,
    /// For each character, what may be said of it by itself.
    flags: Vec<u8>,
    folded: String,
    enclosure: Vec<Enclosure>,
    /// For each character, its bits in what a stretch holds.
    places: Vec<Place>,
    /// What each block of characters holds.
    blocks: Vec<Held>,
}

/// Characters of one block of [`Parts::blocks`].
const BLOCK: usize = 32;

/// Larger buffers than those of this many characters are not kept.
const KEPT: usize = 1 << 16;

thread_local! {
    static SPARE: RefCell<Vec<Parts>> = const { RefCell::new(Vec::new()) };
}

impl Drop for Text<'_> {
    fn drop(&mut self) {
        let mut parts = std::mem::take(&mut self.parts);
        parts.folded = std::mem::take(&mut self.folded);
        parts.enclosure = std::mem::take(&mut self.enclosure);
        if parts.letters.capacity() <= KEPT {
            // At the end of a thread there is nothing to keep them for.
            let _ = SPARE.try_with(|spare| {
                let mut spare = spare.borrow_mut();
                if spare.len() < 4 {
                    spare.push(parts);
                }
            });
        }
    }
}

impl Parts {
    fn clear(&mut self) {
        self.letters.clear();
        self.flags.clear();
        self.folded.clear();
        self.enclosure.clear();
        self.places.clear();
        self.blocks.clear();
    }

    /// Takes in the characters of a text, folded; gives the flags that any of them has. Apart from
    /// what calls it, so that its loops have all registers to themselves.
    #[inline(never)]
    fn fold(&mut self, source: &str) -> u8 {
        let count = source.chars().count();
        self.letters.resize(count, Letter::NONE);
        self.flags.resize(count, 0);
        self.folded.reserve(source.len());
        let looks = VOCABULARY.looks();
        let mut places = self.letters.iter_mut().zip(&mut self.flags);
        let mut all = 0;
        let mut rest = source.as_bytes();
        // By how many bytes the folded text is shorter so far.
        let mut shorter = 0;
        // What is folded already is copied in one piece.
        let mut copied = 0;
        // Blanks that are left out.
        let mut dropped = 0;
        loop {
            // Most characters are Chinese, of three bytes, and stay as they are.
            let folded_end = source.len() - shorter;
            while let [a @ 0xE0..=0xEF, b, c, ref behind @ ..] = *rest {
                let high = u32::from(a & 0xF) << 12;
                let c = high | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
                let Some(look) = looks.known(c).filter(|look| look.folded as u32 == c) else {
                    break;
                };
                let Some((letter, flags)) = places.next() else {
                    break;
                };
                all |= look.flags;
                *flags = look.flags;
                *letter = Letter {
                    c: look.folded,
                    source: (source.len() - rest.len()) as u32,
                    folded: (folded_end - rest.len()) as u32,
                    code: look.code,
                };
                rest = behind;
            }
            let at = source.len() - rest.len();
            let Some(c) = source.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            let look = looks.of(c);
            if look.folded == ' ' && is_loose(&source[..at], &source[at..]) {
                self.folded.push_str(&source[copied..at]);
                copied = at + c.len_utf8();
                shorter += c.len_utf8();
                dropped += 1;
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let Some((letter, flags)) = places.next() else {
                break;
            };
            all |= look.flags;
            *flags = look.flags;
            *letter = Letter {
                c: look.folded,
                source: at as u32,
                folded: (at - shorter) as u32,
                code: look.code,
            };
            if look.folded != c {
                self.folded.push_str(&source[copied..at]);
                self.folded.push(look.folded);
                copied = at + c.len_utf8();
                shorter += c.len_utf8() - look.folded.len_utf8();
            }
            rest = &rest[c.len_utf8()..];
        }
        self.folded.push_str(&source[copied..]);
        self.letters.truncate(count - dropped);
        self.flags.truncate(count - dropped);
        all
    }

    /// Blanks out what is no prose, and writes the folded text anew.
    fn blank(&mut self) {
        let mut chars: Vec<char> = self.letters.iter().map(|l| l.c).collect();
        blank_markup(&mut chars);
        blank_addresses(&mut chars);
        self.folded.clear();
        let looks = VOCABULARY.looks();
        for ((letter, flags), c) in self.letters.iter_mut().zip(&mut self.flags).zip(chars) {
            let look = looks.of(c);
            *flags = look.flags;
            *letter = Letter {
                c,
                folded: self.folded.len() as u32,
                code: look.code,
                ..*letter
            };
            self.folded.push(c);
        }
    }

    /// Notes what each block holds; a pair is in the block of its first character.
    fn note_blocks(&mut self) {
        let letters = &self.letters;
        self.places.reserve(letters.len());
        let pairs = letters.windows(2);
        self.places
            .extend(pairs.map(|w| Place::of_pair(w[0].c, w[1].c)));
        self.places.extend(letters.last().map(|l| Place::of(l.c)));
        self.blocks.extend(self.places.chunks(BLOCK).map(|places| {
            let mut held = Held::of(places);
            if let Some(last) = places.last() {
                held.add_pair(*last);
            }
            held
        }));
    }
}

/// Whether a blank only sets off a numeral, as pages have it that were laid out for print: 9 月 30 日, 完成
/// 8 座, 80 %. Behind a number that begins a line it parts the number of a list from its text.
fn is_loose(before: &str, rest: &str) -> bool {
    const TIMES: &str = "年月日号季%-~";
    const NUMERALS: &str = "零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟几数";
    // More blanks than a few part what stands around them.
    let mut back = before
        .chars()
        .rev()
        .take(8)
        .map(fold)
        .skip_while(|c| *c == ' ');
    let Some(a) = back.next() else {
        return false;
    };
    let Some(b) = rest.chars().take(4).map(fold).find(|c| *c != ' ') else {
        return false;
    };
    if a.is_ascii_digit() {
        let digits = 1 + back
            .by_ref()
            .take_while(char::is_ascii_digit)
            .take(3)
            .count();
        // What stands before the digits; `back` is behind it by now.
        let opens = || {
            let mut lead = before.chars().rev().map(fold).take(16);
            let lead = lead.find(|c| *c != ' ' && !c.is_ascii_digit());
            lead.is_none_or(|c| matches!(c, '\n' | '。' | ';' | ':'))
        };
        // 鄞州12 海曙0: a table that was written out; 完成 8 座 has a blank on either side.
        let apart = || {
            let mut lead = before.chars().rev().map(fold).take(16);
            lead.find(|c| !c.is_ascii_digit() && *c != '.') == Some(' ')
        };
        return TIMES.contains(b)
            || is_chinese(b) && !NUMERALS.contains(b) && apart() && !(digits <= 2 && opens());
    }
    // 1. 食品 2、药品: a list.
    let numbers = || {
        let mut rest = rest.chars().take(12).map(fold).skip_while(|c| *c == ' ');
        let mark = rest.by_ref().find(|c| !c.is_ascii_digit());
        let next = rest.next();
        matches!(mark, Some('、' | ')'))
            || mark == Some('.') && !next.is_some_and(|c| c.is_ascii_digit())
    };
    let joins = is_chinese(a) && !NUMERALS.contains(a) || matches!(a, '-' | '~');
    b.is_ascii_digit() && joins && !numbers()
}

/// A text as long as positions reach; no text that means anything is cut.
fn bounded(source: &str) -> &str {
    let mut end = source.len().min(u32::MAX as usize);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    &source[..end]
}

impl<'t> Text<'t> {
    pub fn new(source: &'t str) -> Self {
        let source = bounded(source);
        let mut parts = SPARE
            .with(|spare| spare.borrow_mut().pop())
            .unwrap_or_default();
        parts.clear();
        let all = parts.fold(source);
        if all & flags::FOREIGN != 0 {
            parts.blank();
        }
        parts.enclosure.resize(parts.letters.len(), Enclosure::None);
        if all & flags::OPENS != 0 {
            enclosures(&parts.letters, &parts.flags, &mut parts.enclosure);
        }
        parts.note_blocks();
        Self {
            source,
            folded: std::mem::take(&mut parts.folded),
            enclosure: std::mem::take(&mut parts.enclosure),
            parts,
        }
    }

    pub fn len(&self) -> usize {
        self.parts.letters.len()
    }

    /// All characters with what is known about them.
    pub fn letters(&self) -> &[Letter] {
        &self.parts.letters
    }

    /// Whether the character at `i` has one of the flags.
    #[inline]
    pub fn is(&self, i: usize, flags: u8) -> bool {
        self.parts.flags.get(i).is_some_and(|f| f & flags != 0)
    }

    /// The first character from `i` on with one of the flags.
    #[inline]
    pub fn next_with(&self, flags: u8, i: usize) -> Option<usize> {
        self.next_within(flags, i, self.len())
    }

    /// The first character of `i..end` with one of the flags.
    #[inline]
    pub fn next_within(&self, flags: u8, i: usize, end: usize) -> Option<usize> {
        let found = flagged(self.parts.flags.get(i..end)?, flags);
        step(found.unwrap_or(end - i));
        found.map(|k| i + k)
    }

    /// The span in the source of the characters `start..end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let at = |i: usize| {
            let letter = self.parts.letters.get(i);
            letter.map_or(self.source.len(), |l| l.source as usize)
        };
        // Behind its last character, and not before the next one: a blank may be left out between.
        let until = || {
            let last = self.parts.letters.get(end.checked_sub(1)?)?.source as usize;
            let c = self.source.get(last..)?.chars().next()?;
            Some(last + c.len_utf8())
        };
        let start_at = at(start);
        match end > start {
            true => Span::new(start_at, until().unwrap_or(start_at)),
            false => Span::new(start_at, start_at),
        }
    }

    /// The source text of the characters `start..end`.
    pub fn source_of(&self, start: usize, end: usize) -> &'t str {
        step(end.saturating_sub(start));
        self.span(start, end).of(self.source)
    }

    #[inline]
    fn folded_at(&self, i: usize) -> usize {
        let letter = self.parts.letters.get(i);
        letter.map_or(self.folded.len(), |l| l.folded as usize)
    }

    /// The folded text of the characters `start..end`.
    pub fn folded_of(&self, start: usize, end: usize) -> &str {
        step(end.saturating_sub(start));
        self.folded
            .get(self.folded_at(start)..self.folded_at(end))
            .unwrap_or("")
    }

    /// The folded text of the characters `start..end`, to look for words in.
    pub fn words(&self, start: usize, end: usize) -> Words<'_> {
        let end = end.min(self.len());
        let start = start.min(end);
        Words {
            text: self.folded_of(start, end),
            letters: &self.parts.letters[start..end],
            places: &self.parts.places[start..end],
            held: self.held(start, end),
        }
    }

    /// As [`words`](Self::words), for a stretch in which very many words are looked for: to note just
    /// what it holds takes longer, and turns away more.
    pub fn words_at_length(&self, start: usize, end: usize) -> Words<'_> {
        Words {
            held: self.held_exactly(start, end.min(self.len())),
            ..self.words(start, end)
        }
    }

    /// Whether one of a few characters may stand in `start..end`: where none does, the answer is
    /// mostly no, and costs little.
    #[inline]
    pub fn may_hold(&self, start: usize, end: usize, c: impl OneOf) -> bool {
        c.may_stand(&self.held(start, end.min(self.len())))
    }

    /// What the characters `start..end` hold, or their blocks where there are many.
    #[inline]
    fn held_exactly(&self, start: usize, end: usize) -> Held {
        match self.parts.places.get(start..end) {
            Some(places) if places.len() <= 2 * BLOCK => Held::of(places),
            _ => self.held(start, end),
        }
    }

    /// What the blocks of the characters `start..end` hold.
    #[inline]
    fn held(&self, start: usize, end: usize) -> Held {
        let blocks = self.parts.blocks.get(start / BLOCK..end.div_ceil(BLOCK));
        Held::all(blocks.unwrap_or_default())
    }

    /// The character at `i`; a line break past the end.
    #[inline]
    pub fn at(&self, i: usize) -> char {
        step(1);
        self.parts.letters.get(i).map_or('\n', |l| l.c)
    }

    /// The character before `i`; a line break at the start.
    #[inline]
    pub fn before(&self, i: usize) -> char {
        if i == 0 { '\n' } else { self.at(i - 1) }
    }

    /// Whether `word` stands at `i`.
    #[inline]
    pub fn starts(&self, i: usize, word: &str) -> bool {
        step(1);
        self.folded
            .as_bytes()
            .get(self.folded_at(i)..)
            .is_some_and(|rest| begins(rest, word.as_bytes()))
    }

    /// The first of `words` that stands at `i`, with the position after it.
    #[inline]
    pub fn one_of<'w>(
        &self,
        i: usize,
        words: &(impl Listed<'w> + ?Sized),
    ) -> Option<(&'w str, usize)> {
        let rest = self.folded.as_bytes().get(self.folded_at(i)..)?;
        words
            .list()
            .inspect(|_| step(1))
            .find(|w| begins(rest, w.as_bytes()))
            .map(|w| (w, i + w.chars().count()))
    }

    /// Whether `word` ends just before `i`.
    #[inline]
    pub fn ends(&self, i: usize, word: &str) -> bool {
        step(1);
        i <= self.len()
            && closes(
                &self.folded.as_bytes()[..self.folded_at(i)],
                word.as_bytes(),
            )
    }

    /// The first of `words` that ends just before `i`, with the position where it begins.
    #[inline]
    pub fn one_before<'w>(
        &self,
        i: usize,
        words: &(impl Listed<'w> + ?Sized),
    ) -> Option<(&'w str, usize)> {
        if i > self.len() {
            return None;
        }
        let before = &self.folded.as_bytes()[..self.folded_at(i)];
        words
            .list()
            .inspect(|_| step(1))
            .find(|w| closes(before, w.as_bytes()))
            .map(|w| (w, i - w.chars().count()))
    }

    /// Where a character stands inside `start..end`.
    #[inline]
    pub fn each(
        &self,
        start: usize,
        end: usize,
        c: char,
    ) -> impl DoubleEndedIterator<Item = usize> {
        let mut end = end.min(self.len());
        if end > start + BLOCK / 2 && !self.held(start, end).has_char(Place::of(c)) {
            end = start;
        }
        let letters = self.parts.letters.get(start..end).unwrap_or_default();
        step(letters.len());
        let found = letters.iter().enumerate().filter(move |(_, l)| l.c == c);
        found.map(move |(k, _)| start + k)
    }

    /// Where one of `words` begins inside `start..end`; it may end behind.
    #[inline]
    pub fn each_word(
        &self,
        start: usize,
        end: usize,
        sought: &'static Sought,
    ) -> impl DoubleEndedIterator<Item = usize> {
        let mut end = end.min(self.len());
        if !sought.may_stand(&self.held(start, end)) {
            end = start;
        }
        let letters = self.parts.letters.get(start..end).unwrap_or_default();
        step(letters.len());
        let found = letters.iter().enumerate().filter(move |(k, l)| {
            let begins = |w: &Word| w.first == l.c && self.starts(start + k, w.word);
            sought.iter().any(begins)
        });
        found.map(move |(k, _)| start + k)
    }

    /// The position after any blanks at `i`.
    pub fn skip_blank(&self, mut i: usize) -> usize {
        while i < self.len() && self.at(i) == ' ' {
            i += 1;
        }
        i
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_positions() {
        let text = Text::new("完成１．２万人次（５０％）");
        assert_eq!(text.folded, "完成1.2万人次(50%)");
        assert_eq!(text.source_of(2, 6), "１．２万");
        assert_eq!(text.at(5), '万');
    }

    #[test]
    fn markup_and_addresses_are_blank() {
        assert_eq!(
            Text::new("<ol style=\"a: 1\"> 1. 食品").folded.trim(),
            "1. 食品"
        );
        assert_eq!(Text::new("3<5 个").folded, "3<5 个");
        assert!(
            !Text::new("见 https://a.cn/?q=30%25 完")
                .folded
                .contains('3')
        );
    }

    #[test]
    fn enclosures_nest_and_may_stay_open() {
        let text = Text::new("“(甲)”(乙《丙");
        assert_eq!(text.enclosure[1], Enclosure::Quotes);
        assert_eq!(text.enclosure[5], Enclosure::None);
    }
}
