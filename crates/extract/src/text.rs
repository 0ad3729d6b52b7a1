//! A text folded one character to one character, with the way back to its bytes.

use crate::steps::step;
use crate::vocabulary::VOCABULARY;
use shishi_domain::Span;
use std::cell::RefCell;

/// Longest stretch taken for one mark-up tag or one quoted name, in characters.
const REACH: usize = 400;

/// Stands in for what is not prose: addresses on the web.
pub(crate) const OPAQUE: char = '\u{FFFC}';

/// What may be said of a character by itself.
pub(crate) mod flags {
    /// A quantity may begin with it.
    pub const QUANTITY: u8 = 1;
    /// A date may begin with it.
    pub const DATE: u8 = 2;
    /// It closes a clause.
    pub const MARK: u8 = 4;
    /// A letter or digit of ASCII.
    pub const PLAIN: u8 = 8;
    /// A numeral may go on with it after its digits.
    pub const GOES_ON: u8 = 16;
    /// It opens an enclosure.
    pub const OPENS: u8 = 32;
    /// Mark-up or an address may stand there.
    pub const FOREIGN: u8 = 64;
}

const FLAGS: &[(u8, &str)] = &[
    (
        flags::QUANTITY,
        "0123456789零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾数几百千仟万半",
    ),
    (
        flags::DATE,
        "0123456789零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十今本当去上前明后次下这全年月首第昨大Qq",
    ),
    (flags::MARK, ",。;:!?\n"),
    (
        flags::PLAIN,
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    ),
    (
        flags::GOES_ON,
        "零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿余多几点",
    ),
    (flags::OPENS, "([【〔“《"),
    (flags::FOREIGN, "<&w/"),
];

/// The characters with flags.
pub(crate) fn special() -> impl Iterator<Item = char> {
    FLAGS.iter().flat_map(|(_, chars)| chars.chars())
}

/// The flags of a character.
pub(crate) fn flags_of(c: char) -> u8 {
    FLAGS
        .iter()
        .filter(|(_, chars)| chars.contains(c))
        .fold(0, |all, (flag, _)| all | flag)
}

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
            let Some((letter, flags)) = places.next() else {
                break;
            };
            let look = looks.of(c);
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
        let blocks = letters.len().div_ceil(BLOCK);
        self.blocks.resize(blocks, Held::default());
        for (k, held) in self.blocks.iter_mut().enumerate() {
            let end = letters.len().min((k + 1) * BLOCK + 1);
            for w in letters[k * BLOCK..end].windows(2) {
                held.add(Place::of(w[0].c));
                held.add(Place::of_pair(w[0].c, w[1].c));
            }
        }
        if let (Some(held), Some(last)) = (self.blocks.last_mut(), letters.last()) {
            held.add(Place::of(last.c));
        }
    }
}

/// What is known of a character by itself.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// Its half-width form.
    folded: char,
    /// The code of that in the vocabulary.
    pub code: u16,
    flags: u8,
}

/// What is known of each character.
pub(crate) struct Looks(Vec<Look>);

impl Looks {
    /// From the codes of the vocabulary, by character.
    pub fn new(codes: &[u16]) -> Self {
        let mut looks: Vec<Look> = (0..=0xFFFF)
            .map(|c| {
                let folded = fold(char::from_u32(c).unwrap_or(OPAQUE));
                let code = codes.get(folded as usize).copied().unwrap_or(0);
                Look {
                    folded,
                    code,
                    flags: 0,
                }
            })
            .collect();
        for c in special() {
            looks[c as usize].flags = flags_of(c);
        }
        for c in 0..looks.len() {
            looks[c].flags = looks[looks[c].folded as usize].flags;
        }
        Self(looks)
    }

    /// That of the character with this number, where it is noted.
    #[inline]
    fn known(&self, c: u32) -> Option<Look> {
        self.0.get(c as usize).copied()
    }

    /// That of a character. No word of the vocabulary is written with those that are not noted.
    #[inline]
    pub fn of(&self, c: char) -> Look {
        self.known(c as u32).unwrap_or(Look {
            folded: c,
            code: 0,
            flags: 0,
        })
    }
}

/// Which characters and pairs of neighbours a stretch may hold: one bit for each, shared by all
/// of the same hash. What has no bit here does not stand there.
#[derive(Clone, Copy, Default)]
pub(crate) struct Held([u64; 8]);

/// The bit of a character or a pair in [`Held`].
#[derive(Clone, Copy)]
struct Place {
    word: u8,
    bit: u64,
}

impl Place {
    #[inline]
    const fn of(c: char) -> Self {
        Self::by((c as u32).wrapping_mul(0x9E37_79B1))
    }

    #[inline]
    const fn of_pair(a: char, b: char) -> Self {
        let first = (a as u32).wrapping_mul(0x9E37_79B1);
        Self::by(first.wrapping_add(b as u32).wrapping_mul(0x85EB_CA6B))
    }

    #[inline]
    const fn by(hash: u32) -> Self {
        Self {
            word: (hash >> 29) as u8,
            bit: 1 << ((hash >> 23) & 63),
        }
    }
}

impl Held {
    #[inline]
    fn add(&mut self, place: Place) {
        self.0[usize::from(place.word & 7)] |= place.bit;
    }

    #[inline]
    fn has(&self, place: Place) -> bool {
        self.0[usize::from(place.word & 7)] & place.bit != 0
    }

    #[inline]
    fn may_have(&self, word: &Sought) -> bool {
        self.has(word.place) && self.has(Place::of(word.first))
    }

    /// What any of `blocks` holds.
    #[inline]
    fn all(blocks: &[Self]) -> Self {
        let mut out = Self::default();
        for block in blocks {
            for (all, bits) in out.0.iter_mut().zip(block.0) {
                *all |= bits;
            }
        }
        out
    }
}

/// What a character stands inside of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Enclosure {
    None,
    /// ( )
    Parentheses,
    /// “ ”
    Quotes,
    /// 《 》
    Title,
}

/// Whether `rest` begins with `word`; of a Chinese character the third byte tells most.
#[inline]
fn begins(rest: &[u8], word: &[u8]) -> bool {
    match word.get(2) {
        Some(c) => rest.get(2) == Some(c) && rest.starts_with(word),
        None => rest.starts_with(word),
    }
}

/// Whether `before` ends with `word`.
#[inline]
fn closes(before: &[u8], word: &[u8]) -> bool {
    (word.is_empty() || before.last() == word.last()) && before.ends_with(word)
}

/// Words that a text may begin or end with, and what turns most texts away at one look.
pub(crate) struct Edges {
    words: &'static [&'static str],
    /// One bit for the first character of each, and one for its last.
    firsts: Bits,
    lasts: Bits,
}

impl Edges {
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut firsts, mut lasts, mut k) = (Bits([0; 4]), Bits([0; 4]), 0);
        while k < words.len() {
            let bytes = words[k].as_bytes();
            firsts = firsts.with(first_key(bytes));
            lasts = lasts.with(last_key(bytes));
            k += 1;
        }
        Self {
            words,
            firsts,
            lasts,
        }
    }

    /// Whether `text` is one of the words.
    pub fn holds(&self, text: &str) -> bool {
        self.firsts.has(first_key(text.as_bytes()))
            && self.lasts.has(last_key(text.as_bytes()))
            && self.words.contains(&text)
    }

    /// What follows the first of the words that `text` begins with.
    pub fn after<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.firsts.has(first_key(text.as_bytes())) {
            return None;
        }
        let mut words = self.words.iter();
        let found = words.find(|w| begins(text.as_bytes(), w.as_bytes()))?;
        text.get(found.len()..)
    }

    /// What stands before the first of the words that `text` ends with.
    pub fn before<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.lasts.has(last_key(text.as_bytes())) {
            return None;
        }
        let mut words = self.words.iter();
        let found = words.find(|w| closes(text.as_bytes(), w.as_bytes()))?;
        text.get(..text.len() - found.len())
    }
}

/// A set of bytes.
#[derive(Clone, Copy)]
struct Bits([u64; 4]);

impl Bits {
    const fn with(mut self, byte: u8) -> Self {
        self.0[(byte >> 6) as usize] |= 1 << (byte & 63);
        self
    }

    #[inline]
    const fn has(&self, byte: u8) -> bool {
        (self.0[(byte >> 6) as usize] >> (byte & 63)) & 1 != 0
    }
}

/// A byte by the first character: of a Chinese one its last eight bits.
#[inline]
const fn first_key(bytes: &[u8]) -> u8 {
    match *bytes {
        [0xE0..=0xFF, middle, byte, ..] => middle << 6 | byte & 63,
        [byte, ..] => byte,
        [] => 0,
    }
}

/// A byte by the last character, as above.
#[inline]
const fn last_key(bytes: &[u8]) -> u8 {
    match *bytes {
        [.., middle, byte @ 0x80..=0xFF] => middle << 6 | byte & 63,
        [.., byte] => byte,
        [] => 0,
    }
}

/// The first of `all` that has one of `flags`; looks at eight of them at a time.
#[inline]
fn flagged(all: &[u8], flags: u8) -> Option<usize> {
    let wanted = u64::from_le_bytes([flags; 8]);
    let (eights, rest) = all.as_chunks::<8>();
    for (k, eight) in eights.iter().enumerate() {
        let found = u64::from_le_bytes(*eight) & wanted;
        if found != 0 {
            return Some(k * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let found = rest.iter().position(|f| f & flags != 0)?;
    Some(eights.len() * 8 + found)
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
        Span::new(at(start), at(end))
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
            held: self.held(start, end),
        }
    }

    /// Whether one of a few characters may stand in `start..end`: where none does, the answer is
    /// mostly no, and costs little.
    #[inline]
    pub fn may_hold(&self, start: usize, end: usize, c: impl OneOf) -> bool {
        c.may_stand(&self.held(start, end.min(self.len())))
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
    pub fn one_of<'w>(&self, i: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        step(words.len());
        let rest = self.folded.as_bytes().get(self.folded_at(i)..)?;
        words
            .iter()
            .find(|w| begins(rest, w.as_bytes()))
            .map(|w| (*w, i + w.chars().count()))
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
    pub fn one_before<'w>(&self, i: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        step(words.len());
        if i > self.len() {
            return None;
        }
        let before = &self.folded.as_bytes()[..self.folded_at(i)];
        words
            .iter()
            .find(|w| closes(before, w.as_bytes()))
            .map(|w| (*w, i - w.chars().count()))
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
        if end > start + BLOCK / 2 && !self.held(start, end).has(Place::of(c)) {
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
        words: &'static [Sought],
    ) -> impl DoubleEndedIterator<Item = usize> {
        let mut end = end.min(self.len());
        let held = self.held(start, end);
        if !words.iter().any(|word| held.may_have(word)) {
            end = start;
        }
        let letters = self.parts.letters.get(start..end).unwrap_or_default();
        step(letters.len());
        let found = letters.iter().enumerate().filter(move |(k, l)| {
            let begins = |w: &Sought| w.first == l.c && self.starts(start + k, w.word);
            words.iter().any(begins)
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

/// A stretch of folded text that many words are looked for in.
///
/// Reads as a `str`; only [`contains`](Self::contains) and [`has`](Self::has) differ, in that a
/// word that is not held there costs next to nothing.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    text: &'a str,
    letters: &'a [Letter],
    held: Held,
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

    /// Whether one of `words` may begin in it: where none does, the answer is mostly no.
    #[inline]
    pub fn may_begin(&self, words: &[Sought]) -> bool {
        words.iter().any(|word| self.held.may_have(word))
    }

    /// Whether one of `words` stands in it.
    #[inline]
    pub fn has(&self, words: &[Sought]) -> bool {
        step(self.letters.len());
        words.iter().any(|word| self.holds(word))
    }

    #[inline]
    fn holds(&self, word: &Sought) -> bool {
        self.held.may_have(word) && self.find(word)
    }

    /// Whether `word` really stands in it.
    fn find(&self, word: &Sought) -> bool {
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
        held.has(Place::of(*self))
    }
}

impl<const N: usize> OneOf for [char; N] {
    #[inline]
    fn is(&self, c: char) -> bool {
        self.contains(&c)
    }

    #[inline]
    fn may_stand(&self, held: &Held) -> bool {
        self.iter().any(|c| held.has(Place::of(*c)))
    }
}

/// A word to look for, with what is worked out of it when the program is built.
#[derive(Clone, Copy)]
pub(crate) struct Sought {
    pub word: &'static str,
    /// In characters.
    length: usize,
    first: char,
    /// That of its first pair, or of its only character.
    place: Place,
}

/// The character of `bytes` at `at`, with the position after it.
const fn next_char(bytes: &[u8], at: usize) -> (char, usize) {
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

/// Words to look for; [`any_of!`](crate::any_of) works them out when the program is built.
pub(crate) const fn sought<const N: usize>(words: [&'static str; N]) -> [Sought; N] {
    let none = Sought {
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
        out[k] = Sought {
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
        const { &$crate::text::sought([$($word),+]) }
    };
}
pub(crate) use any_of;

/// The same questions of any text.
pub(crate) trait Phrase {
    /// Whether one of `words` stands in it.
    fn has(&self, words: &[Sought]) -> bool;
    /// Whether it begins with one of `words`.
    fn starts_with_one(&self, words: &[&str]) -> bool;
    /// Whether it ends with one of `words`.
    fn ends_with_one(&self, words: &[&str]) -> bool;
}

impl Phrase for str {
    fn has(&self, words: &[Sought]) -> bool {
        !self.is_empty() && words.iter().any(|sought| self.contains(sought.word))
    }

    #[inline]
    fn starts_with_one(&self, words: &[&str]) -> bool {
        words.iter().any(|w| begins(self.as_bytes(), w.as_bytes()))
    }

    #[inline]
    fn ends_with_one(&self, words: &[&str]) -> bool {
        words.iter().any(|w| closes(self.as_bytes(), w.as_bytes()))
    }
}

/// Whether a character is one of the common Chinese ideographs.
pub(crate) fn is_chinese(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Half-width form of a character; one to one, so positions keep.
#[inline]
pub(crate) fn fold(c: char) -> char {
    match c {
        // Most characters of a table of all.
        '\u{3400}'..='\u{D7FF}' => c,
        '\t' => ' ',
        '\r' => '\n',
        _ if c.is_ascii() => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' | '\u{2002}'..='\u{200A}' => ' ',
        '–' | '—' | '―' | '─' | '−' | '‐' | '‑' => '-',
        '〜' | '∼' => '~',
        '○' | '◯' => '〇',
        '﹪' => '%',
        '∶' => ':',
        '｡' => '。',
        '‘' | '「' | '『' => '“',
        '’' | '」' | '』' => '”',
        '〈' => '《',
        '〉' => '》',
        _ => c,
    }
}

/// Blanks out tags such as `<ol style="…">`.
fn blank_markup(chars: &mut [char]) {
    let mut i = 0;
    while i < chars.len() {
        let opens = chars[i] == '<'
            && chars
                .get(i + 1)
                .is_some_and(|c| c.is_ascii_alphabetic() || *c == '/' || *c == '!');
        if opens {
            let limit = (i + REACH).min(chars.len());
            if let Some(close) = (i + 1..limit).find(|&k| chars[k] == '>' || chars[k] == '<') {
                if chars[close] == '>' {
                    chars[i..=close].fill(' ');
                }
                i = close;
                continue;
            }
            // Nothing closes within reach, nor would for the characters in between.
            i = limit;
            continue;
        }
        if chars[i] == '&' && chars[i + 1..].starts_with(&['n', 'b', 's', 'p', ';']) {
            chars[i..i + 6].fill(' ');
        }
        i += 1;
    }
}

/// Blanks out addresses such as `https://…`.
fn blank_addresses(chars: &mut [char]) {
    let mut i = 0;
    while i + 4 < chars.len() {
        let rest = &chars[i..];
        let opens = rest.starts_with(&['w', 'w', 'w', '.'])
            || (rest.starts_with(&[':', '/', '/']) && i > 0 && chars[i - 1].is_ascii_alphabetic());
        if opens {
            while i < chars.len() && chars[i].is_ascii_graphic() {
                chars[i] = OPAQUE;
                i += 1;
            }
        }
        i += 1;
    }
}

/// How each character is enclosed. Marks that nothing closes within reach enclose nothing.
fn enclosures(letters: &[Letter], flags: &[u8], out: &mut [Enclosure]) {
    let mut i = 0;
    // One scan for each opening mark, and the scan begins again after the closing one.
    while let Some(next) = flagged(&flags[i..], flags::OPENS) {
        i += next;
        let (close, kind) = match letters[i].c {
            '(' => (')', Enclosure::Parentheses),
            '[' => (']', Enclosure::Parentheses),
            '【' => ('】', Enclosure::Parentheses),
            '〔' => ('〕', Enclosure::Parentheses),
            '“' => ('”', Enclosure::Quotes),
            _ => ('》', Enclosure::Title),
        };
        let limit = (i + REACH).min(letters.len());
        let mut depth = 0usize;
        let open = letters[i].c;
        let end = (i..limit).find(|&k| {
            step(1);
            if letters[k].c == open {
                depth += 1;
            } else if letters[k].c == close {
                depth -= 1;
            }
            depth == 0
        });
        match end {
            Some(end) => {
                out[i..=end].fill(kind);
                // A parenthesis may hold quotes; the outer enclosure is what counts.
                i = end + 1;
            }
            None => i += 1,
        }
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
