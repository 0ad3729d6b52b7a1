//! Words that a text may begin or end with.

/// Whether `rest` begins with `word`; of a Chinese character the third byte tells most.
#[inline]
pub(super) fn begins(rest: &[u8], word: &[u8]) -> bool {
    match word.get(2) {
        Some(c) => rest.get(2) == Some(c) && rest.starts_with(word),
        None => rest.starts_with(word),
    }
}

/// Whether `before` ends with `word`.
#[inline]
pub(super) fn closes(before: &[u8], word: &[u8]) -> bool {
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
pub(super) struct Bits([u64; 4]);

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
pub(super) const fn first_key(bytes: &[u8]) -> u8 {
    match *bytes {
        [0xE0..=0xFF, middle, byte, ..] => middle << 6 | byte & 63,
        [byte, ..] => byte,
        [] => 0,
    }
}

/// A byte by the last character, as above.
#[inline]
pub(super) const fn last_key(bytes: &[u8]) -> u8 {
    match *bytes {
        [.., middle, byte @ 0x80..=0xFF] => middle << 6 | byte & 63,
        [.., byte] => byte,
        [] => 0,
    }
}
