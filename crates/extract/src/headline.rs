//! A short title for lists.

use crate::reading::Reading;

/// Longest headline, in characters.
const LONGEST: usize = 30;

const LEAD_INS: &[&str] = &[
    "进一步",
    "持续",
    "有序",
    "稳步",
    "积极",
    "不断",
    "着力",
    "全面",
    "深入",
    "继续",
    "探索",
];

/// The clauses of `title` that hold the targets, or else the first that says something;
/// at most some thirty characters. Every word of it is a word of the title.
pub fn headline(title: &str, reading: &Reading) -> String {
    let mut clauses = clauses(title);
    clauses.truncate(100);
    let holds = |c: &(usize, usize)| {
        reading
            .targets
            .iter()
            .any(|t| c.0 <= t.span.start && t.span.start < c.1)
    };
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (k, clause) in clauses.iter().enumerate() {
        if !holds(clause) {
            continue;
        }
        // 全年实现开工30部以上 does not say what; the clause before it does.
        if chosen.is_empty() && k > 0 && nameless(title, *clause, reading) {
            chosen.push(clauses[k - 1]);
        }
        chosen.push(*clause);
    }
    if chosen.is_empty() {
        chosen.extend(
            clauses
                .iter()
                .copied()
                .find(|c| says_something(&title[c.0..c.1]))
                .or(clauses.first().copied()),
        );
    }
    let mut out = String::new();
    for (a, b) in chosen {
        let part = without_lead(title[a..b].trim());
        let length = part.chars().count() + usize::from(!out.is_empty());
        if out.is_empty() {
            out = shorten(part, LONGEST);
        } else if out.chars().count() + length <= LONGEST {
            out.push('，');
            out.push_str(part);
        } else {
            if !out.ends_with('…') {
                out.push('…');
            }
            break;
        }
    }
    out
}

/// Byte ranges between commas and full stops outside of quotes.
fn clauses(title: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0i32;
    for (at, c) in title.char_indices() {
        match c {
            '“' | '（' | '(' | '《' => depth += 1,
            '”' | '）' | ')' | '》' => depth = (depth - 1).max(0),
            '，' | '。' | '；' | ';' | ',' | '\n' if depth == 0 => {
                if !title[start..at].trim().is_empty() {
                    out.push((start, at));
                }
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if !title[start..].trim().is_empty() {
        out.push((start, title.len()));
    }
    out
}

/// Whether a clause holds little besides its amount.
fn nameless(title: &str, (a, b): (usize, usize), reading: &Reading) -> bool {
    let amounts: usize = reading
        .targets
        .iter()
        .filter(|t| a <= t.span.start && t.span.start < b)
        .map(|t| t.span.of(title).chars().count())
        .sum();
    let mut rest = title[a..b].chars().count().saturating_sub(amounts);
    for word in [
        "全年",
        "实现",
        "完成",
        "开工",
        "新增",
        "累计",
        "力争",
        "达到",
        "建设",
        "建成",
        "完工",
        "年内",
        "建设面积",
    ] {
        if title[a..b].contains(word) {
            rest = rest.saturating_sub(word.chars().count());
        }
    }
    rest <= 1
}

fn says_something(clause: &str) -> bool {
    !LEAD_INS
        .iter()
        .take(1)
        .any(|l| clause.trim().starts_with(l))
        && clause.chars().count() >= 4
}

fn without_lead(clause: &str) -> &str {
    let mut out = clause;
    while let Some(rest) = LEAD_INS.iter().find_map(|l| out.strip_prefix(l)) {
        if rest.chars().count() < 4 {
            break;
        }
        out = rest;
    }
    out
}

fn shorten(part: &str, longest: usize) -> String {
    if part.chars().count() <= longest {
        return part.to_string();
    }
    // The amount stands at the end as a rule, and is what must stay.
    let chars: Vec<char> = part.chars().collect();
    let tail = longest - 1;
    let cut = chars.len() - tail;
    let from = chars[cut..]
        .iter()
        .position(|c| matches!(c, '、' | '的' | '等'))
        .filter(|p| *p < tail / 2)
        .map_or(cut, |p| cut + p + 1);
    let mut out = String::from("…");
    out.extend(&chars[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Item, read};

    fn check(title: &str, want: &str) {
        let reading = read(&Item {
            title,
            narrative: "",
            year: Some(2024),
            as_of: None,
        });
        assert_eq!(headline(title, &reading), want);
    }

    #[test]
    fn clauses_with_targets_and_their_object() {
        check(
            "进一步加强住房保障，建设筹集各类保障性住房6000套，更好满足群众住房需求。",
            "建设筹集各类保障性住房6000套",
        );
        check(
            "在群众意愿统一的楼门，稳步开展老楼加梯工作，全年实现开工30部以上，有效解决群众上楼难、下楼难问题。",
            "开展老楼加梯工作，全年实现开工30部以上",
        );
        check("建设实体零工驿站", "建设实体零工驿站");
        check("", "");
    }
}
