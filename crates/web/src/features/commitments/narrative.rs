//! A published text with its figures marked. Nothing of it is changed.

use shishi_app::snapshot::{Mark, MarkKind};
use shishi_domain::Span;

/// A stretch of text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, as published.
    pub text: String,
    /// Number and colour of its mark.
    pub mark: Option<(usize, &'static str)>,
}

/// Cuts a text at its marks. Marks that overlap an earlier one or do not fit are passed over.
pub fn pieces(text: &str, marks: &[Mark]) -> Vec<Piece> {
    cut(
        text,
        marks.iter().map(|mark| {
            let class = match mark.kind {
                MarkKind::Actual | MarkKind::Percent => "a",
                MarkKind::Plan => "t",
                MarkKind::Other => "o",
            };
            (mark.span, mark.n, class)
        }),
    )
}

/// Cuts a text at spans, each with its number and colour.
pub fn cut(text: &str, spans: impl Iterator<Item = (Span, usize, &'static str)>) -> Vec<Piece> {
    let mut spans: Vec<_> = spans.collect();
    spans.sort_by_key(|(span, _, _)| (span.start, span.end));
    let plain = |text: &str| Piece {
        text: text.to_owned(),
        mark: None,
    };
    let mut out = Vec::new();
    let mut at = 0;
    for (span, n, class) in spans {
        let (Some(before), Some(inside)) = (
            text.get(at..span.start.max(at)),
            text.get(span.start..span.end),
        ) else {
            continue;
        };
        if span.start < at || inside.is_empty() {
            continue;
        }
        if !before.is_empty() {
            out.push(plain(before));
        }
        out.push(Piece {
            text: inside.to_owned(),
            mark: Some((n, class)),
        });
        at = span.end;
    }
    let rest = &text[at..];
    if !rest.is_empty() {
        out.push(plain(rest));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_stays_whole_whatever_the_spans() {
        let text = "完成3所，增加1440个。";
        let spans = [(6, 10), (8, 12), (0, 400), (1, 3), (22, 29)];
        let out = cut(
            text,
            spans
                .iter()
                .enumerate()
                .map(|(n, (a, b))| (Span::new(*a, *b), n + 1, "a")),
        );
        let whole: String = out.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, text);
        let marked: Vec<_> = out.iter().filter(|p| p.mark.is_some()).collect();
        assert_eq!(marked[0].text, "3所");
    }
}
