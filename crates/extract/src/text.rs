//! A text folded one character to one character, with the way back to its bytes.

use shishi_domain::Span;

/// Longest stretch taken for one mark-up tag or one quoted name, in characters.
const REACH: usize = 400;

/// Stands in for what is not prose: addresses on the web.
pub(crate) const OPAQUE: char = '\u{FFFC}';

/// The folded text. All positions inside this crate are character positions in it.
pub(crate) struct Text<'t> {
    /// The text as given.
    pub source: &'t str,
    /// Folded characters: half-width digits, letters and marks.
    pub chars: Vec<char>,
    /// Byte offset of each character in `source`, and its length at the end.
    offsets: Vec<usize>,
    /// The folded characters as a string, for the automaton.
    pub folded: String,
    /// Byte offset of each character in `folded`.
    folded_offsets: Vec<usize>,
    /// For each character, how it is enclosed.
    pub enclosure: Vec<Enclosure>,
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

impl<'t> Text<'t> {
    pub fn new(source: &'t str) -> Self {
        let mut chars = Vec::with_capacity(source.len() / 3 + 1);
        let mut offsets = Vec::with_capacity(source.len() / 3 + 2);
        for (at, c) in source.char_indices() {
            offsets.push(at);
            chars.push(fold(c));
        }
        offsets.push(source.len());
        blank_markup(&mut chars);
        blank_addresses(&mut chars);
        let mut folded = String::with_capacity(source.len());
        let mut folded_offsets = Vec::with_capacity(chars.len());
        for &c in &chars {
            folded_offsets.push(folded.len());
            folded.push(c);
        }
        let enclosure = enclosures(&chars);
        Self {
            source,
            chars,
            offsets,
            folded,
            folded_offsets,
            enclosure,
        }
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The span in the source of the characters `start..end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let last = self.offsets.len() - 1;
        Span::new(self.offsets[start.min(last)], self.offsets[end.min(last)])
    }

    /// The source text of the characters `start..end`.
    pub fn source_of(&self, start: usize, end: usize) -> &'t str {
        self.span(start, end).of(self.source)
    }

    /// The folded text of the characters `start..end`.
    pub fn folded_of(&self, start: usize, end: usize) -> &str {
        let at = |i: usize| {
            self.folded_offsets
                .get(i)
                .copied()
                .unwrap_or(self.folded.len())
        };
        self.folded.get(at(start)..at(end)).unwrap_or("")
    }

    /// The character position of a byte offset in `folded`.
    pub fn position(&self, folded_byte: usize) -> usize {
        self.folded_offsets.partition_point(|&o| o < folded_byte)
    }

    /// The character at `i`; a line break past the end.
    pub fn at(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or('\n')
    }

    /// The character before `i`; a line break at the start.
    pub fn before(&self, i: usize) -> char {
        if i == 0 { '\n' } else { self.at(i - 1) }
    }

    /// Whether `word` stands at `i`.
    pub fn starts(&self, i: usize, word: &str) -> bool {
        (i..)
            .zip(word.chars())
            .all(|(k, c)| self.chars.get(k) == Some(&c))
    }

    /// The first of `words` that stands at `i`, with the position after it.
    pub fn one_of<'w>(&self, i: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        words
            .iter()
            .find(|w| self.starts(i, w))
            .map(|w| (*w, i + w.chars().count()))
    }

    /// Whether `word` ends just before `i`.
    pub fn ends(&self, i: usize, word: &str) -> bool {
        let n = word.chars().count();
        n <= i && self.starts(i - n, word)
    }

    /// The first of `words` that ends just before `i`, with the position where it begins.
    pub fn one_before<'w>(&self, i: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        words
            .iter()
            .find(|w| self.ends(i, w))
            .map(|w| (*w, i - w.chars().count()))
    }

    /// The position after any blanks at `i`.
    pub fn skip_blank(&self, mut i: usize) -> usize {
        while self.chars.get(i) == Some(&' ') {
            i += 1;
        }
        i
    }
}

/// Half-width form of a character; one to one, so positions keep.
fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' | '\t' | '\u{2002}'..='\u{200A}' => ' ',
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
        '\r' => '\n',
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
fn enclosures(chars: &[char]) -> Vec<Enclosure> {
    let mut out = vec![Enclosure::None; chars.len()];
    let mut i = 0;
    // One scan for each opening mark, and the scan begins again after the closing one.
    while i < chars.len() {
        let (close, kind) = match chars[i] {
            '(' => (')', Enclosure::Parentheses),
            '[' => (']', Enclosure::Parentheses),
            '【' => ('】', Enclosure::Parentheses),
            '〔' => ('〕', Enclosure::Parentheses),
            '“' => ('”', Enclosure::Quotes),
            '《' => ('》', Enclosure::Title),
            _ => {
                i += 1;
                continue;
            }
        };
        let limit = (i + REACH).min(chars.len());
        let mut depth = 0usize;
        let open = chars[i];
        let end = (i..limit).find(|&k| {
            if chars[k] == open {
                depth += 1;
            } else if chars[k] == close {
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
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_positions() {
        let text = Text::new("完成１．２万人次（５０％）");
        assert_eq!(text.folded, "完成1.2万人次(50%)");
        assert_eq!(text.source_of(2, 6), "１．２万");
        assert_eq!(text.position(text.folded.find('万').unwrap()), 5);
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
