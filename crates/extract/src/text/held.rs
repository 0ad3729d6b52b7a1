//! Which characters and pairs a stretch may hold.

/// Which characters and pairs of neighbours a stretch may hold: one bit for each, shared by all
/// of the same hash. What has no bit here does not stand there.
#[derive(Clone, Copy, Default)]
pub(crate) struct Held {
    pairs: [u64; 8],
    chars: [u64; 4],
}

/// The bits of a character in [`Held`], and of the pair that it opens.
#[derive(Clone, Copy, Default)]
pub(super) struct Place(u32);

const fn hash(c: char) -> u32 {
    (c as u32).wrapping_mul(0x9E37_79B1)
}

impl Place {
    /// That of a character, and of the pair it makes with the next one.
    #[inline]
    pub(super) const fn of_pair(a: char, b: char) -> Self {
        let pair = hash(a).wrapping_add(b as u32).wrapping_mul(0x85EB_CA6B);
        Self(pair >> 23 << 8 | hash(a) >> 24)
    }

    /// That of a character alone.
    #[inline]
    pub(super) const fn of(c: char) -> Self {
        Self(hash(c) >> 24)
    }

    /// Whether it is one of `places`; looks at eight of them at a time.
    #[inline]
    pub(super) fn is_one_of(self, places: &[Self]) -> bool {
        let among = |places: &[Self]| places.iter().fold(false, |any, p| any | (p.0 == self.0));
        let (eights, rest) = places.as_chunks::<8>();
        eights.iter().any(|eight| among(eight)) || among(rest)
    }

    const fn pair(self) -> (usize, u64) {
        let bit = self.0 >> 8;
        ((bit >> 6) as usize & 7, 1 << (bit & 63))
    }

    const fn char(self) -> (usize, u64) {
        let bit = self.0 & 0xFF;
        ((bit >> 6) as usize, 1 << (bit & 63))
    }
}

impl Held {
    pub(super) const NONE: Self = Self {
        pairs: [0; 8],
        chars: [0; 4],
    };

    #[inline]
    pub(super) const fn add_char(&mut self, place: Place) {
        let (word, bit) = place.char();
        self.chars[word] |= bit;
    }

    #[inline]
    pub(super) const fn add_pair(&mut self, place: Place) {
        let (word, bit) = place.pair();
        self.pairs[word] |= bit;
    }

    #[inline]
    pub(super) fn has_char(&self, place: Place) -> bool {
        let (word, bit) = place.char();
        self.chars[word] & bit != 0
    }

    #[inline]
    pub(super) fn has_pair(&self, place: Place) -> bool {
        let (word, bit) = place.pair();
        self.pairs[word] & bit != 0
    }

    /// Whether anything may stand in both.
    #[inline]
    pub(super) fn meets(&self, other: &Self) -> bool {
        let mut both = 0;
        for (a, b) in self.pairs.iter().zip(&other.pairs) {
            both |= a & b;
        }
        for (a, b) in self.chars.iter().zip(&other.chars) {
            both |= a & b;
        }
        both != 0
    }

    /// What a stretch holds whose characters have these places; its last pair reaches out of it.
    #[inline]
    pub(super) fn of(places: &[Place]) -> Self {
        let mut out = Self::NONE;
        if let Some((last, others)) = places.split_last() {
            for place in others {
                out.add_char(*place);
                out.add_pair(*place);
            }
            out.add_char(*last);
        }
        out
    }

    /// What any of `blocks` holds.
    #[inline]
    pub(super) fn all(blocks: &[Self]) -> Self {
        let mut out = Self::NONE;
        for block in blocks {
            for (all, bits) in out.pairs.iter_mut().zip(block.pairs) {
                *all |= bits;
            }
            for (all, bits) in out.chars.iter_mut().zip(block.chars) {
                *all |= bits;
            }
        }
        out
    }
}
