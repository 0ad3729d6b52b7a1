//! A text of any length, in pieces that are read one after the other.
//!
//! No cell of a table holds as much as one piece. What does (a whole archive pasted, a file made to
//! be slow) is read piece by piece, so that time and memory stay in proportion to its length.

/// Longest piece, in bytes: some forty thousand characters.
const LONGEST: usize = 1 << 17;

/// The pieces of a text with the byte each begins at; one, if it is no longer than a piece.
///
/// Cut behind the end of a sentence if there is one in the second half of the piece, else behind
/// any mark or blank, so that no number and no word is cut in two unless it fills half a piece.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let piece = first(&text[start..]);
        let end = start + piece.len();
        next = (end < text.len()).then_some(end);
        Some((start, piece))
    })
}

/// The first piece of a text.
pub(crate) fn first(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let piece = &text[..text.floor_char_boundary(LONGEST)];
    let half = &piece[piece.floor_char_boundary(LONGEST / 2)..];
    let behind = |ends: &dyn Fn(char) -> bool| {
        let mut marks = half.char_indices().rev();
        let (at, mark) = marks.find(|(_, c)| ends(*c))?;
        Some(piece.len() - half.len() + at + mark.len_utf8())
    };
    let end = behind(&|c| matches!(c, '。' | '；' | '！' | '？' | '\n'))
        .or_else(|| behind(&|c| matches!(c, '，' | '、' | '：' | ';') || c.is_whitespace()));
    &piece[..end.unwrap_or(piece.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Item, read};

    #[test]
    fn pieces_join_to_the_text_and_end_where_sentences_do() {
        for text in [
            "",
            "完成3所。",
            &"完成3所。".repeat(40_000),
            &"9".repeat(300_000),
        ] {
            let all: Vec<_> = pieces(text).collect();
            let joined: String = all.iter().map(|(_, piece)| *piece).collect();
            assert!(joined == text);
            assert!(all.iter().all(|(at, piece)| text[*at..].starts_with(piece)));
            assert!(all.iter().all(|(_, piece)| piece.len() <= LONGEST));
        }
        let long = "完成3所。".repeat(40_000);
        assert!(pieces(&long).all(|(_, piece)| piece.ends_with('。')));
    }

    /// Spans, the day of a figure and the totals it is part of go on from piece to piece.
    #[test]
    fn a_long_text_is_read_to_its_end() {
        let line = "截至3月20日，已改造学校3所。正在推进。";
        let narrative = line.repeat(LONGEST / line.len() * 2 + 100);
        let reading = read(&Item {
            title: "改造学校10所",
            narrative: &narrative,
            year: Some(2024),
            as_of: "2024-03-31".parse().ok(),
        });
        assert_eq!(reading.actuals.len(), narrative.len() / line.len());
        for actual in &reading.actuals {
            assert_eq!(actual.span.of(&narrative), "3所");
            assert_eq!(actual.target, Some(0));
            assert_eq!(actual.as_of, "2024-03-20".parse().ok());
        }
    }
}
