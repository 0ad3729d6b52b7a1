//! A stretch of text that many words are looked for in, and the words.

use super::Letter;
use super::edges::{begins, closes};
use super::held::{Held, Place};
use crate::steps::step;

/// A stretch of folded text that many words are looked for in.
///
/// Reads as a `str`; only [`contains`](Self::contains) and [`has`](Self::has) differ, in that a
/// word that is not held there costs next to nothing.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) letters: &'a [Letter],
    /// For each character, its place in what a stretch holds.
    pub(super) places: &'a [Place],
    pub(super) held: Held,
}

impl std::ops::Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

impl PartialEq<&str> for Words<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl Words<'_> {
    /// Its length in characters.
    #[inline]
    pub fn count(&self) -> usize {
        self.letters.len()
    }

    /// Whether a character stands in it.
    #[inline]
    pub fn contains(&self, c: impl OneOf) -> bool {
        step(self.letters.len());
        c.may_stand(&self.held) && self.letters.iter().any(|l| c.is(l.c))
    }

    /// Whether one of the words may begin in it: where none does, the answer is mostly no.
    #[inline]
    pub fn may_begin(&self, sought: &Sought) -> bool {
        sought.places.meets(&self.held)
    }

    /// Whether one of the words stands in it.
    #[inline]
    pub fn has(&self, sought: &Sought) -> bool {
        step(self.letters.len());
        self.may_begin(sought) && self.holds(sought)
    }

    /// Whether one of the words really stands in it.
    #[inline(never)]
    fn holds(&self, sought: &Sought) -> bool {
        sought.iter().any(|word| self.has_one(word))
    }

    /// Whether a word stands in it.
    pub fn has_one(&self, word: &Word) -> bool {
        match word.length {
            1 => self.held.has_char(word.place) && self.letters.iter().any(|l| l.c == word.first),
            _ => {
                self.held.has_pair(word.place)
                    && word.place.is_one_of(self.places)
                    && self.find(word)
            }
        }
    }

    /// Whether `word` really stands in it.
    #[cold]
    fn find(&self, word: &Word) -> bool {
        let Some(last) = self.letters.len().checked_sub(word.length) else {
            return false;
        };
        self.letters[..=last].iter().enumerate().any(|(k, first)| {
            first.c == word.first && begins(self.rest(k).as_bytes(), word.word.as_bytes())
        })
    }

    /// The text from the character `k` on.
    #[inline]
    fn rest(&self, k: usize) -> &str {
        &self.text[(self.letters[k].folded - self.letters[0].folded) as usize..]
    }
}

/// What a character may be compared with.
pub(crate) trait OneOf {
    fn is(&self, c: char) -> bool;
    /// Whether it may stand where this is held.
    fn may_stand(&self, held: &Held) -> bool;
}

impl OneOf for char {
    #[inline]
    fn is(&self, c: char) -> bool {
        *self == c
    }

    #[inline]
    fn may_stand(&self, held: &Held) -> bool {
        held.has_char(Place::of(*self))
    }
}

impl<const N: usize> OneOf for [char; N] {
    #[inline]
    fn is(&self, c: char) -> bool {
        self.contains(&c)
    }

    #[inline]
    fn may_stand(&self, held: &Held) -> bool {
        self.iter().any(|c| held.has_char(Place::of(*c)))
    }
}

/// A word to look for, with what is worked out of it when the program is built.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    pub word: &'static str,
    /// In characters.
    length: usize,
    pub(super) first: char,
    /// That of its first pair, or of its only character.
    place: Place,
}

/// Words to look for, and where they can begin at all; [`any_of!`](crate::any_of) works this out
/// when the program is built.
pub(crate) struct Sought {
    words: &'static [Word],
    /// One bit for the first pair of each, or for its only character.
    places: Held,
}

impl Sought {
    pub const fn new(words: &'static [Word]) -> Self {
        let (mut places, mut k) = (Held::NONE, 0);
        while k < words.len() {
            match words[k].length {
                1 => places.add_char(words[k].place),
                _ => places.add_pair(words[k].place),
            }
            k += 1;
        }
        Self { words, places }
    }

    /// How many words there are.
    pub const fn len(&self) -> usize {
        self.words.len()
    }

    /// The words, in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static Word> {
        self.words.iter()
    }

    /// Whether one of the words stands at a place of `text`, where this character is.
    fn stands_at(&self, text: &str, at: usize, first: char) -> bool {
        let rest = &text.as_bytes()[at..];
        let mut words = self.words.iter();
        words.any(|word| word.first == first && begins(rest, word.word.as_bytes()))
    }

    /// Whether one of the words may begin where this is held.
    #[inline]
    pub(super) fn may_stand(&self, held: &Held) -> bool {
        self.places.meets(held)
    }
}

/// The character of `bytes` at `at`, with the position after it.
pub(super) const fn next_char(bytes: &[u8], at: usize) -> (char, usize) {
    let (code, length) = match bytes[at] {
        one @ 0..0x80 => (one as u32, 1),
        one @ 0x80..0xE0 => ((one as u32 & 0x1F) << 6 | bytes[at + 1] as u32 & 0x3F, 2),
        one => (
            (one as u32 & 0xF) << 12
                | (bytes[at + 1] as u32 & 0x3F) << 6
                | bytes[at + 2] as u32 & 0x3F,
            3,
        ),
    };
    match char::from_u32(code) {
        Some(c) => (c, at + length),
        None => panic!("no character"),
    }
}

/// What is worked out of words.
pub(crate) const fn words_of<const N: usize>(words: [&'static str; N]) -> [Word; N] {
    let none = Word {
        word: "",
        length: 0,
        first: '\0',
        place: Place::of('\0'),
    };
    let mut out = [none; N];
    let mut k = 0;
    while k < N {
        let bytes = words[k].as_bytes();
        let (first, mut at) = next_char(bytes, 0);
        let (mut length, mut place) = (1, Place::of(first));
        while at < bytes.len() {
            let (c, next) = next_char(bytes, at);
            if length == 1 {
                place = Place::of_pair(first, c);
            }
            at = next;
            length += 1;
        }
        out[k] = Word {
            word: words[k],
            length,
            first,
            place,
        };
        k += 1;
    }
    out
}

/// Words to look for, worked out when the program is built.
macro_rules! any_of {
    ($($word:literal),+ $(,)?) => {
        const { &$crate::text::Sought::new(const { &$crate::text::words_of([$($word),+]) }) }
    };
}
pub(crate) use any_of;

/// The words of several kinds, one kind behind the other.
///
/// `N` is how many there are in all; another number does not build.
pub(crate) const fn joined<const N: usize>(kinds: &[&'static Sought]) -> [Word; N] {
    let mut out = [kinds[0].words[0]; N];
    let (mut kind, mut at) = (0, 0);
    while kind < kinds.len() {
        let words = kinds[kind].words;
        let mut k = 0;
        while k < words.len() {
            out[at] = words[k];
            (k, at) = (k + 1, at + 1);
        }
        kind += 1;
    }
    assert!(at == N, "as many words as the kinds have");
    out
}

/// What is in one of several kinds of words, put together when the program is built.
macro_rules! all_of {
    ($($kind:expr),+ $(,)?) => {
        const {
            const N: usize = 0 $(+ $kind.len())+;
            &$crate::text::Sought::new(const { &$crate::text::joined::<N>(&[$($kind),+]) })
        }
    };
}
pub(crate) use all_of;

/// Words in a row, written out or [`Sought`].
pub(crate) trait Listed<'w> {
    fn list(&self) -> impl Iterator<Item = &'w str>;
}

impl<'w> Listed<'w> for [&'w str] {
    #[inline]
    fn list(&self) -> impl Iterator<Item = &'w str> {
        self.iter().copied()
    }
}

impl<'w, const N: usize> Listed<'w> for [&'w str; N] {
    #[inline]
    fn list(&self) -> impl Iterator<Item = &'w str> {
        self.iter().copied()
    }
}

impl Listed<'static> for Sought {
    #[inline]
    fn list(&self) -> impl Iterator<Item = &'static str> {
        self.iter().map(|word| word.word)
    }
}

/// The same questions of any text.
pub(crate) trait Phrase {
    /// Whether one of the words stands in it.
    fn has(&self, sought: &Sought) -> bool;
    /// Whether it begins with one of `words`.
    fn starts_with_one<'w>(&self, words: &(impl Listed<'w> + ?Sized)) -> bool;
    /// Whether it ends with one of `words`.
    fn ends_with_one<'w>(&self, words: &(impl Listed<'w> + ?Sized)) -> bool;
}

impl Phrase for str {
    /// In one pass: most pairs of characters begin none of the words.
    fn has(&self, sought: &Sought) -> bool {
        let mut chars = self.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let begins_one = match chars.peek() {
                Some((_, next)) => sought.places.has_pair(Place::of_pair(c, *next)),
                None => false,
            };
            if (begins_one || sought.places.has_char(Place::of(c))) && sought.stands_at(self, at, c)
            {
                return true;
            }
        }
        false
    }

    #[inline]
    fn starts_with_one<'w>(&self, words: &(impl Listed<'w> + ?Sized)) -> bool {
        let mut words = words.list();
        words.any(|w| begins(self.as_bytes(), w.as_bytes()))
    }

    #[inline]
    fn ends_with_one<'w>(&self, words: &(impl Listed<'w> + ?Sized)) -> bool {
        let mut words = words.list();
        words.any(|w| closes(self.as_bytes(), w.as_bytes()))
    }
}
