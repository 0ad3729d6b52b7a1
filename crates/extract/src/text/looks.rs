//! What is known of each character, in one table.

use super::OPAQUE;
use super::character::{flags_of, fold, special};

/// What is known of a character by itself.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// Its half-width form.
    pub(super) folded: char,
    /// The code of that in the vocabulary.
    pub code: u16,
    pub(super) flags: u8,
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
    pub(super) fn known(&self, c: u32) -> Option<Look> {
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
