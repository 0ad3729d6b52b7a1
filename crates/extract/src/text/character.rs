//! What may be said of a character by itself.

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

pub(super) const FLAGS: &[(u8, &str)] = &[
    (
        flags::QUANTITY,
        "0123456789零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾数几百千仟万半",
    ),
    (
        flags::DATE,
        "0123456789零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十今本当去上前明后次下这全年月首第昨大元同翌Qq",
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

/// The first of `all` that has one of `flags`; looks at eight of them at a time.
#[inline]
pub(super) fn flagged(all: &[u8], flags: u8) -> Option<usize> {
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
