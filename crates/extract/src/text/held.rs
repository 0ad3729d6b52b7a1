//! Which characters and pairs a stretch may hold.

use super::words::Sought;

/// Which characters and pairs of neighbours a stretch may hold: one bit for each, shared by all
/// of the same hash. What has no bit here does not stand there.
#[derive(Clone, Copy, Default)]
pub(crate) struct Held([u64; 8]);

/// The bit of a character or a pair in [`Held`].
#[derive(Clone, Copy)]
pub(super) struct Place {
    word: u8,
    bit: u64,
}

impl Place {
    #[inline]
    pub(super) const fn of(c: char) -> Self {
        Self::by((c as u32).wrapping_mul(0x9E37_79B1))
    }

    #[inline]
    pub(super) const fn of_pair(a: char, b: char) -> Self {
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
    pub(super) fn add(&mut self, place: Place) {
        self.0[usize::from(place.word & 7)] |= place.bit;
    }

    #[inline]
    pub(super) fn has(&self, place: Place) -> bool {
        self.0[usize::from(place.word & 7)] & place.bit != 0
    }

    #[inline]
    pub(super) fn may_have(&self, word: &Sought) -> bool {
        self.has(word.place) && self.has(Place::of(word.first))
    }

    /// What any of `blocks` holds.
    #[inline]
    pub(super) fn all(blocks: &[Self]) -> Self {
        let mut out = Self::default();
        for block in blocks {
            for (all, bits) in out.0.iter_mut().zip(block.0) {
                *all |= bits;
            }
        }
        out
    }
}
