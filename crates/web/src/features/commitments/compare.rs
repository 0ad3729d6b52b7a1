//! What changed from one report to the next.

/// A stretch of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The words.
    pub text: String,
    /// Whether both have it, only the new one, or only the old one.
    pub kind: Kind,
}

/// Which of two texts has a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Both.
    Kept,
    /// Only the new one.
    Added,
    /// Only the old one.
    Removed,
}

/// Most comparisons made; longer texts are shown without marks.
const MOST: usize = 6_000_000;

/// Numbers and Latin words stay whole; every other character stands for itself.
fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut word: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let joins = c.is_ascii_alphanumeric() || (word.is_some() && matches!(c, '.' | '%'));
        match (joins, word) {
            (true, None) => word = Some(at),
            (true, Some(_)) => {}
            (false, start) => {
                if let Some(start) = start {
                    out.push(&text[start..at]);
                    word = None;
                }
                out.push(&text[at..at + c.len_utf8()]);
            }
        }
    }
    if let Some(start) = word {
        out.push(&text[start..]);
    }
    out
}

/// The two texts as one, with what was removed and added; `None` where they are too long.
pub fn compare(old: &str, new: &str) -> Option<Vec<Change>> {
    let (a, b) = (tokens(old), tokens(new));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..]
        .iter()
        .rev()
        .zip(b[head..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (x, y) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    if x.len().saturating_mul(y.len()) > MOST {
        return None;
    }
    // Length of the longest common run of what is left, from each pair of places on.
    let width = y.len() + 1;
    let mut longest = vec![0u32; (x.len() + 1) * width];
    for i in (0..x.len()).rev() {
        for j in (0..y.len()).rev() {
            longest[i * width + j] = if x[i] == y[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let mut out: Vec<Change> = Vec::new();
    let mut push = |text: &str, kind: Kind| match out.last_mut() {
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => out.push(Change {
            text: text.to_owned(),
            kind,
        }),
    };
    for token in &a[..head] {
        push(token, Kind::Kept);
    }
    let (mut i, mut j) = (0, 0);
    while i < x.len() || j < y.len() {
        if i < x.len() && j < y.len() && x[i] == y[j] {
            push(x[i], Kind::Kept);
            (i, j) = (i + 1, j + 1);
        } else if j == y.len()
            || (i < x.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1])
        {
            push(x[i], Kind::Removed);
            i += 1;
        } else {
            push(y[j], Kind::Added);
            j += 1;
        }
    }
    for token in &a[a.len() - tail..] {
        push(token, Kind::Kept);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_change_as_a_whole() {
        let changes = compare("召开会议4次，完成27.37%。", "召开会议5次，完成40%。").unwrap();
        let words: Vec<_> = changes
            .iter()
            .filter(|c| c.kind != Kind::Kept)
            .map(|c| c.text.as_str())
            .collect();
        assert_eq!(words, ["4", "5", "27.37%", "40%"]);
    }

    #[test]
    fn both_texts_can_be_told_from_the_changes() {
        for (old, new) in [
            ("", "新"),
            ("旧", ""),
            ("甲乙丙丁", "乙甲丁戊"),
            ("同", "同"),
        ] {
            let changes = compare(old, new).unwrap();
            let side = |drop: Kind| -> String {
                changes
                    .iter()
                    .filter(|c| c.kind != drop)
                    .map(|c| c.text.as_str())
                    .collect()
            };
            assert_eq!(side(Kind::Added), old);
            assert_eq!(side(Kind::Removed), new);
        }
        assert!(compare(&"甲".repeat(9000), &"乙".repeat(9000)).is_none());
    }
}
