//! Shortens one clause of a title, without leaving its order.

use super::{LEAD_INS, LONGEST};

/// A clause without what introduces it, and short enough; `kept` are the bytes of its amounts.
pub(super) fn clause(title: &str, (from, to): (usize, usize), kept: &[(usize, usize)]) -> String {
    let mut part = Part {
        pieces: trimmed(title, from, to).into_iter().collect(),
        title,
        kept,
    };
    part.drop_leads();
    if part.length() > LONGEST - 10 {
        part.drop_members();
        part.drop_place();
    }
    for step in [
        Part::drop_object_mark,
        Part::drop_quoted,
        Part::drop_parenthesis,
        Part::drop_front,
    ] {
        if part.length() <= LONGEST {
            break;
        }
        step(&mut part);
        part.drop_leads();
    }
    part.written()
}

/// Verbs that what is promised may begin with.
const VERBS: &[&str] = &[
    "新建", "改造", "建设", "建成", "新增", "完成", "开展", "实施", "提供", "发放", "安装", "整治",
    "修缮", "培训", "改建", "扩建", "更新", "设立", "打造", "举办", "组织",
];

/// What is left of a clause: byte ranges of the title, in order.
struct Part<'t> {
    pieces: Vec<(usize, usize)>,
    title: &'t str,
    kept: &'t [(usize, usize)],
}

fn trimmed(title: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let text = title.get(from..to)?;
    let start = from + (text.len() - text.trim_start().len());
    let end = from + text.trim_end().len();
    (start < end).then_some((start, end))
}

impl<'t> Part<'t> {
    fn length(&self) -> usize {
        self.pieces
            .iter()
            .map(|p| self.title[p.0..p.1].chars().count())
            .sum()
    }

    fn first(&self) -> &'t str {
        self.pieces.first().map_or("", |p| &self.title[p.0..p.1])
    }

    /// Leaves out the bytes `from..to`, unless an amount stands there or too little is left.
    fn drop(&mut self, from: usize, to: usize) -> bool {
        let holds = self.kept.iter().any(|k| k.0 < to && from < k.1);
        let gone: usize = self.pieces.iter().fold(0, |sum, p| {
            let (a, b) = (p.0.max(from), p.1.min(to));
            sum + if a < b {
                self.title[a..b].chars().count()
            } else {
                0
            }
        });
        if holds || gone == 0 || self.length() < gone + 4 {
            return false;
        }
        self.pieces = self
            .pieces
            .iter()
            .flat_map(|p| [(p.0, p.1.min(from)), (p.0.max(to), p.1)])
            .filter(|p| p.0 < p.1)
            .collect();
        true
    }

    fn start(&self) -> usize {
        self.pieces.first().map_or(0, |p| p.0)
    }

    fn end(&self) -> usize {
        self.pieces.last().map_or(0, |p| p.1)
    }

    /// 进一步, 确保 and the like.
    fn drop_leads(&mut self) {
        while let Some(lead) = LEAD_INS.iter().find(|l| self.first().starts_with(**l)) {
            let start = self.start();
            if !self.drop(start, start + lead.len()) {
                break;
            }
        }
    }

    /// 高校毕业生、农村劳动力等重点群体: the members, where a word that sums them up follows.
    fn drop_members(&mut self) {
        let text = self.first();
        let start = self.start();
        let Some(at) = text.match_indices('等').map(|(i, _)| i).rfind(|&i| {
            let sums = text[i + '等'.len_utf8()..].chars().count() >= 4;
            let name = text[i..].starts_with("等级") || text.ends_with("平等");
            sums && !name && text[..i].contains('、') && depth(&text[..i]) == 0
        }) else {
            return;
        };
        self.drop(start, start + at + '等'.len_utf8());
    }

    /// 在全区各镇街、公园内 in front.
    fn drop_place(&mut self) {
        let text = self.first();
        if !text.starts_with('在') {
            return;
        }
        let limit = text.char_indices().nth(24).map_or(text.len(), |(i, _)| i);
        let ends = text[..limit].char_indices().rfind(|&(i, c)| {
            let rest = &text[i + c.len_utf8()..];
            matches!(c, '内' | '里' | '上' | '中' | '区')
                && VERBS.iter().any(|v| rest.starts_with(v))
        });
        if let Some((at, c)) = ends {
            let start = self.start();
            self.drop(start, start + at + c.len_utf8());
        }
    }

    /// 对…开展治理 becomes …治理.
    fn drop_object_mark(&mut self) {
        let text = self.first();
        if !text.starts_with(['对', '为']) {
            return;
        }
        let start = self.start();
        let verb = ["开展", "进行", "实施", "予以"]
            .iter()
            .find_map(|v| text.rfind(v).map(|at| (at, v.len())));
        if text.starts_with('对')
            && let Some((at, length)) = verb
        {
            self.drop(start + at, start + at + length);
            self.drop(start, start + '对'.len_utf8());
        }
    }

    /// A quoted name at the very front.
    fn drop_quoted(&mut self) {
        let text = self.first();
        if !text.starts_with('“') {
            return;
        }
        if let Some(at) = text.find('”') {
            let start = self.start();
            self.drop(start, start + at + '”'.len_utf8());
        }
    }

    fn drop_parenthesis(&mut self) {
        for _ in 0..8 {
            let range = (self.start(), self.end());
            let text = &self.title[range.0..range.1];
            let found = text
                .match_indices(['（', '('])
                .filter_map(|(at, _)| {
                    let end = text[at..].find(['）', ')'])? + at;
                    let close = text[end..].chars().next()?.len_utf8();
                    Some((range.0 + at, range.0 + end + close))
                })
                .find(|&(a, b)| self.pieces.iter().any(|p| p.0 <= a && b <= p.1));
            let Some((a, b)) = found else { return };
            if !self.drop(a, b) {
                return;
            }
        }
    }

    /// What stands before the last border that leaves the amount and little else.
    fn drop_front(&mut self) {
        let Some(first) = self.kept.iter().map(|k| k.0).min() else {
            return;
        };
        let (start, end) = (self.start(), self.end());
        if start >= first || first > end || self.pieces.len() != 1 {
            return;
        }
        let text = &self.title[start..first];
        let fits = |at: usize| {
            let left = self.title[at..end].chars().count();
            let lead = self.title[at..first].chars().count();
            left <= LONGEST && lead >= 2
        };
        let after = |c: &str| {
            text.match_indices(c)
                .map(|(i, m)| start + i + m.len())
                .filter(|&at| depth(&self.title[start..at]) == 0)
                .find(|&at| fits(at))
        };
        let verb = VERBS
            .iter()
            .filter_map(|v| {
                text.match_indices(v)
                    .map(|(i, _)| start + i)
                    .filter(|&at| depth(&self.title[start..at]) == 0)
                    .find(|&at| fits(at))
            })
            .min();
        let border = verb
            .or_else(|| after("等"))
            .or_else(|| after("、"))
            .or_else(|| after("的"));
        if let Some(at) = border {
            self.drop(start, at);
        }
    }

    fn written(&self) -> String {
        let whole: String = self
            .pieces
            .iter()
            .map(|p| &self.title[p.0..p.1])
            .collect::<String>()
            .trim_matches(['、', '，', ',', ' ', '：', ':', '…'])
            .into();
        if whole.chars().count() <= LONGEST {
            return whole;
        }
        let mut out: String = whole.chars().take(LONGEST - 1).collect();
        // No end in the middle of a list or a figure.
        let keep = out
            .rfind(['、', '，', '（', '('])
            .filter(|&at| out[..at].chars().count() >= LONGEST / 2);
        if let Some(at) = keep {
            out.truncate(at);
        } else {
            while out.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '．')) {
                out.pop();
            }
        }
        out.push('…');
        out
    }
}

/// How deep in quotes and parentheses a text ends.
fn depth(text: &str) -> i32 {
    text.chars().fold(0, |depth: i32, c| match c {
        '“' | '（' | '(' | '《' => depth + 1,
        '”' | '）' | ')' | '》' => (depth - 1).max(0),
        _ => depth,
    })
}
