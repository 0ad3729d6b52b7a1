//! Neighbouring characters, by which words are compared.

use crate::text::is_chinese;

/// Two neighbouring characters in one.
pub(crate) type Pair = u32;

/// Two characters as a pair.
pub(crate) const fn pair(a: char, b: char) -> Pair {
    ((a as u32) << 16) | b as u32
}

/// Pairs of neighbouring characters, Chinese only, in order.
pub(crate) fn pairs(text: &str) -> Vec<Pair> {
    let mut out = Vec::with_capacity(text.len() / 3);
    // 0 where no Chinese character stands before.
    let mut before = 0;
    for c in text.chars() {
        let chinese = is_chinese(c);
        let c = if chinese { c as u32 } else { 0 };
        let pair = (before << 16) | c;
        if before != 0 && c != 0 && !is_common(pair) {
            out.push(pair);
        }
        before = c;
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The bit of a pair in a set of pairs.
const fn place(pair: Pair) -> (usize, u64) {
    let hash = pair.wrapping_mul(0x9E37_79B1);
    ((hash >> 29) as usize, 1 << ((hash >> 23) & 63))
}

/// Where common pairs can be: most others are turned away by it.
const COMMON_PLACES: [u64; 8] = {
    let (mut places, mut k) = ([0; 8], 0);
    while k < COMMON.len() {
        let (word, bit) = place(pair(COMMON[k][0], COMMON[k][1]));
        places[word] |= bit;
        k += 1;
    }
    places
};

/// Whether a pair says nothing about what is counted.
#[inline]
pub(super) fn is_common(of: Pair) -> bool {
    let (word, bit) = place(of);
    COMMON_PLACES[word] & bit != 0 && COMMON.iter().any(|c| pair(c[0], c[1]) == of)
}

/// Pairs that say nothing about what is counted.
const COMMON: &[[char; 2]] = &[
    ['完', '成'],
    ['累', '计'],
    ['已', '完'],
    ['目', '前'],
    ['截', '至'],
    ['全', '年'],
    ['任', '务'],
    ['目', '标'],
    ['计', '划'],
    ['年', '度'],
    ['共', '计'],
    ['实', '际'],
    ['开', '展'],
    ['实', '施'],
    ['其', '中'],
    ['以', '上'],
    ['不', '少'],
    ['少', '于'],
    ['万', '元'],
    ['万', '人'],
    ['人', '次'],
    ['工', '作'],
    ['工', '程'],
    ['全', '市'],
    ['全', '区'],
    ['全', '县'],
    ['达', '到'],
    ['实', '现'],
    ['推', '进'],
    ['今', '年'],
    ['年', '内'],
];

/// Verbs of work that many promises share.
const ACTS: &[[char; 2]] = &[
    ['改', '造'],
    ['提', '升'],
    ['新', '建'],
    ['建', '设'],
    ['新', '增'],
    ['整', '治'],
    ['修', '缮'],
    ['安', '装'],
    ['更', '新'],
    ['升', '级'],
    ['建', '成'],
    ['扩', '建'],
    ['改', '建'],
    ['升', '改'],
];

/// Verbs of the end that the members of a list share: 竣工并投入使用中学26所、幼儿园35所.
const ENDS: &[[char; 2]] = &[
    ['投', '入'],
    ['入', '使'],
    ['使', '用'],
    ['投', '用'],
    ['竣', '工'],
    ['完', '工'],
    ['建', '成'],
    ['落', '地'],
];

/// Whether a pair is a verb of the end.
pub(super) fn is_end(of: Pair) -> bool {
    ENDS.iter().any(|c| pair(c[0], c[1]) == of)
}

/// Nouns that many promises share.
const GENERIC: &[[char; 2]] = &[
    ['岁', '以'],
    ['周', '岁'],
    ['项', '目'],
    ['重', '点'],
    ['任', '务'],
    ['工', '程'],
];

/// Whether a pair is of a noun that many promises share.
pub(crate) fn is_generic(of: Pair) -> bool {
    GENERIC.iter().any(|c| pair(c[0], c[1]) == of)
}

/// Whether a pair is a verb of work that many promises share.
pub(crate) fn is_verb(of: Pair) -> bool {
    ACTS.iter().any(|c| pair(c[0], c[1]) == of)
}

/// The last two characters of a name.
pub(super) fn last_two(name: &str) -> &str {
    let at = name.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    &name[at..]
}

/// How many pairs two texts share.
pub(crate) fn common(a: &[Pair], b: &[Pair]) -> usize {
    a.iter().filter(|p| b.binary_search(p).is_ok()).count()
}
