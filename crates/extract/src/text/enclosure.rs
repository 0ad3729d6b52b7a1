//! What a text encloses, and what of it is no prose.

use super::character::{flagged, flags};
use super::{Letter, OPAQUE};
use crate::steps::step;

/// Longest stretch taken for one mark-up tag or one quoted name, in characters.
pub(super) const REACH: usize = 400;

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

/// Blanks out tags such as `<ol style="…">`.
pub(super) fn blank_markup(chars: &mut [char]) {
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
pub(super) fn blank_addresses(chars: &mut [char]) {
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
pub(super) fn enclosures(letters: &[Letter], flags: &[u8], out: &mut [Enclosure]) {
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
