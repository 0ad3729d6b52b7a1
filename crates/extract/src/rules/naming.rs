//! What an amount counts, in as few words as name it.

use crate::clause::Prose;
use crate::quantity::Quantity;
use crate::rules::due::says_only_when;
use crate::rules::targets::Found;
use crate::text::Edges;
use crate::vocabulary::Kind;

/// Longest name that is left as it is, in characters, and longest of all.
const SHORT: usize = 12;
const LONGEST: usize = 24;

const LEADS: Edges = Edges::new(&[
    "进一步",
    "持续",
    "积极",
    "全面",
    "继续",
    "全年",
    "年内",
    "力争",
    "确保",
    "预计",
    "计划",
    "完成",
    "实现",
    "达到",
    "开展",
    "实施",
    "组织",
    "促进",
    "推进",
    "其中",
    "将",
    "为",
    "确保",
    "对",
    "在",
    "的",
    "等",
    "并",
    "再",
    "各类",
    "各",
    "达",
    "共",
    "累计",
]);

/// Verbs of building that stand in a list before the thing: 新建、翻建各类场地.
const BUILDS: &[&str] = &[
    "新建",
    "翻建",
    "改建",
    "扩建",
    "改扩建",
    "修缮",
    "更新",
    "改造",
    "建设",
    "整治",
    "新增",
];

/// Shortest phrase that names what is measured: what follows the amount, else what precedes it.
pub(crate) fn what(prose: &Prose, from: usize, q: &Quantity, to: usize) -> String {
    named(prose, (from.min(q.start), q.start), (q.end, to.max(q.end)))
}

/// The name of a target; amounts that stand side by side share theirs: 18条段149公里水体.
pub(crate) fn promised(
    prose: &Prose,
    from: usize,
    list: &[&Quantity],
    k: usize,
    to: usize,
) -> String {
    let Some(q) = list.get(k) else {
        return String::new();
    };
    let text = &prose.text;
    let mut last = k;
    while list
        .get(last + 1)
        .is_some_and(|n| n.start == list[last].end)
    {
        last += 1;
    }
    if last > k {
        let limit = list.get(last + 1).map_or_else(
            || {
                let end = list[last].end;
                prose
                    .clause_at(end)
                    .map_or(end, |c| prose.clauses[c].end.max(end))
            },
            |n| n.start,
        );
        return named(prose, (from.min(q.start), q.start), (list[last].end, limit));
    }
    // 33大类食品抽检监测: kinds are those of the thing, not of the work done to it.
    if q.unit_text.ends_with(['类', '种'])
        && let Some((hit, _)) = prose
            .scan
            .work(q.end, to)
            .find(|(h, w)| w.weight > 1 && h.start >= q.end + 2)
    {
        return strip(text.source_of(q.end, hit.start)).to_string();
    }
    what(prose, from, q, to)
}

/// The name of what is wholly covered: the words after the last amount or list, 全覆盖 included.
pub(crate) fn covered(prose: &Prose, start: usize, at: usize, end: usize) -> String {
    let from = prose
        .quantities_in(start, at)
        .iter()
        .rfind(|q| q.reject.is_none() && q.end + 2 <= at)
        .map_or(start, |q| q.end);
    shorten(strip(prose.text.source_of(from, end)))
}

/// Where two targets go by one name, the verb before the amount tells them apart.
pub(crate) fn tell_apart(prose: &Prose, found: &mut [Found]) {
    // Titles promise few things; a list of hundreds is no title.
    if !(2..=64).contains(&found.len()) {
        return;
    }
    let same: Vec<bool> = found
        .iter()
        .map(|f| {
            found
                .iter()
                .filter(|o| o.target.what == f.target.what)
                .count()
                > 1
        })
        .collect();
    for (f, same) in found.iter_mut().zip(same) {
        if !same {
            continue;
        }
        let verb = prose
            .scan
            .work(f.context.0, f.context.1)
            .find(|(_, w)| w.kind == Kind::Stage)
            .map(|(h, _)| prose.text.source_of(h.start, h.end));
        if let Some(verb) = verb.filter(|v| !f.target.what.contains(v)) {
            f.target.what = format!("{verb}{}", f.target.what);
        }
    }
}

fn named(prose: &Prose, before: (usize, usize), after: (usize, usize)) -> String {
    let text = &prose.text;
    let behind = strip(text.source_of(after.0, after.1));
    if says(behind) && !says_only_when(prose, after.0, after.1) {
        return shorten(behind);
    }
    let front = strip(text.source_of(before.0, before.1));
    if says(front) {
        return shorten(front);
    }
    // 增速：3%: the label before the colon names it.
    let label = prose
        .clause_at(before.1)
        .and_then(|k| prose.label_of(k))
        .filter(|l| l.end <= before.1);
    label.map_or_else(
        || front.to_string(),
        |l| shorten(strip(text.source_of(l.start, l.end))),
    )
}

/// Whether words name something, and are no mere note such as （市级）, what each is of (/千人), or a
/// verb of keeping.
fn says(words: &str) -> bool {
    at_least_two(words)
        && !["控制在", "稳定在", "保持在", "提高", "实施"].contains(&words)
        && !words.starts_with(['（', '(', '/'])
        && !words.ends_with("级)")
}

/// Leaves out what introduces and what closes a name.
pub(crate) fn strip(words: &str) -> &str {
    const TAILS: Edges = Edges::new(&[
        "控制在",
        "稳定在",
        "保持在",
        "提高到",
        "提升到",
        "实现",
        "达到",
        "不低于",
        "达",
        "为",
        "的",
        "约",
        "至",
    ]);
    let is_mark = |c| matches!(c, ' ' | '、' | '，' | ',' | '：' | ':' | '；' | ';');
    let mut out = words.trim_matches(is_mark);
    // （含公共停车位: a bracket that only opens.
    if out.starts_with(['（', '(']) && !out.contains(['）', ')']) {
        out = out.trim_start_matches(['（', '(']);
        out = out.strip_prefix("含").unwrap_or(out);
    }
    while let Some(rest) = LEADS.after(out).filter(|r| at_least_two(r)) {
        out = rest.trim_start_matches(is_mark);
    }
    while let Some(rest) = TAILS.before(out).filter(|r| at_least_two(r)) {
        out = rest.trim_end_matches(is_mark);
    }
    out
}

/// Whether there are two characters or more.
fn at_least_two(words: &str) -> bool {
    words.chars().nth(1).is_some()
}

/// Of a long name the noun phrase nearest the amount: what follows the summing word of a list,
/// or its last member. Never begins inside a word: it is cut only behind a mark or 的.
fn shorten(name: &str) -> String {
    let longer = |s: &str, than: usize| s.chars().nth(than).is_some();
    let mut name = name;
    if longer(name, SHORT) {
        // 高校毕业生、…等重点群体就业: the summing word and what follows it.
        let sum = name
            .rsplit_once('等')
            .filter(|(head, l)| longer(l, 2) && head.contains('、'));
        if let Some((_, last)) = sum {
            name = last;
        } else if let Some((_, last)) = name.rsplit_once('、').filter(|(_, l)| longer(l, 2)) {
            name = BUILDS
                .iter()
                .find_map(|b| last.strip_prefix(b))
                .map(strip)
                .filter(|r| longer(r, 2))
                .unwrap_or(last);
        }
    }
    while longer(name, LONGEST) {
        let border = name
            .char_indices()
            .skip(1)
            .find(|&(i, c)| matches!(c, '的' | '、' | '，' | '）' | ')') && longer(&name[i..], 3));
        let Some((at, c)) = border else { break };
        name = &name[at + c.len_utf8()..];
    }
    strip(name).to_string()
}

#[cfg(test)]
mod tests {
    use crate::{Item, read};

    fn check(title: &str, want: &[&str]) {
        let reading = read(&Item {
            title,
            narrative: "",
            year: Some(2024),
            as_of: None,
        });
        let got: Vec<&str> = reading.targets.iter().map(|t| t.what.as_str()).collect();
        assert_eq!(got, want, "{title}");
    }

    #[test]
    fn the_noun_phrase_nearest_the_amount() {
        check(
            "促进高校毕业生、农村劳动力、登记失业人员等重点群体就业不少于1.2万人次",
            &["重点群体就业"],
        );
        check("确保食品抽检合格率达98.5%以上", &["食品抽检合格率"]);
        check(
            "食品抽检合格率达到98%以上，抽检不少于6批次/千人",
            &["食品抽检合格率", "抽检"],
        );
        check(
            "对米面油、肉蛋奶、进口食品等33大类食品抽检监测全覆盖",
            &["食品", "食品抽检监测全覆盖"],
        );
        check(
            "对全区18条段149公里黑臭水体实施管护",
            &["黑臭水体实施管护", "黑臭水体实施管护"],
        );
        check(
            "新开工10个老旧小区，完工20个老旧小区",
            &["新开工老旧小区", "完工老旧小区"],
        );
        check(
            "在全区各镇街、公园内新建、翻建各类专项活动场地44个",
            &["专项活动场地"],
        );
    }

    #[test]
    fn a_due_day_names_nothing() {
        check("公厕20座年底前全部建成", &["公厕"]);
        check("新建公厕20座（其中5座6月底前完成）", &["新建公厕", "其中"]);
    }

    #[test]
    fn a_long_name_is_not_cut_inside_a_word() {
        check(
            "促进全市各区县高校毕业生农村劳动力登记失业人员退役军人等重点人群实现就业创业1万人",
            &["全市各区县高校毕业生农村劳动力登记失业人员退役军人等重点人群实现就业创业"],
        );
    }
}
