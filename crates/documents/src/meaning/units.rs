//! Names of the units that answer for a row.

use std::collections::HashSet;

/// Endings of the names of Chinese public bodies, towns and companies.
const ENDINGS: &[&str] = &[
    "局",
    "委",
    "办",
    "委员会",
    "办公室",
    "厅",
    "部",
    "处",
    "科",
    "院",
    "中心",
    "公司",
    "集团",
    "联",
    "会",
    "镇",
    "乡",
    "街道",
    "街道办",
    "街",
    "办事处",
    "区政府",
    "市政府",
    "县政府",
    "政府",
    "大队",
    "支队",
    "总队",
    "队",
    "署",
    "站",
    "所",
    "行",
    "分局",
    "指挥部",
    "学校",
    "医院",
    "大学",
    "馆",
    "社",
    "管委会",
    "各区",
    "各县",
    "各镇街",
    "各街镇",
    "各县区",
    "各区县",
    "平台",
];

/// What the name of a unit begins with.
const PLACES: [char; 8] = ['区', '市', '县', '省', '州', '旗', '镇', '乡'];

/// So many names are compared one by one.
const FEW: usize = 8;

/// What stands before the names of those that lead or help.
const LABELS: &[&str] = &["牵头", "责任", "配合", "协办", "协同", "主办", "承办"];

/// Units in order, split at 、 and at the other marks between names; each once, without people and
/// telephone numbers.
///
/// ```text
/// 区发改委、区财政局 -> 区发改委 / 区财政局
/// ```
pub(crate) fn units(text: &str) -> Vec<String> {
    // What does not show in a name, or breaks no line, tells no unit from another.
    let unseen = |c: char| matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}');
    let shown = text.contains(unseen).then(|| text.replace(unseen, ""));
    let text = shown.as_deref().unwrap_or(text);
    let mut names: Vec<String> = Vec::new();
    // Of a long list only.
    let mut known: HashSet<String> = HashSet::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut push = |name: &str, broken: bool| {
        let name = name.trim();
        // 区教育⏎局: a name broken for its narrow column.
        let is_end = name.chars().count() == 1 && ENDINGS.contains(&name);
        let is_cut = |last: &str| {
            // 区人力资源社会⏎保障局, 区人力资源⏎和社会保障局: a name that no office bears, behind one without
            // its end.
            let lacks_end = last.starts_with(PLACES)
                && !last.contains([':', '：', ')', '）'])
                && (!is_unit(last) || last.ends_with("社会"));
            let is_part = name.starts_with(['和', '与', '及'])
                || name == "保障局"
                || name.chars().count() <= 2;
            is_end && !is_unit(last) || lacks_end && is_part && is_unit(name)
        };
        if broken && let Some(last) = names.last_mut().filter(|last| is_cut(last)) {
            let was_known = known.remove(last.as_str());
            last.push_str(name);
            if was_known {
                known.insert(last.clone());
            }
            return;
        }
        let found = bare(name);
        let is_new = if names.len() < FEW {
            names.iter().all(|name| name != found)
        } else {
            if known.is_empty() {
                known.extend(names.iter().cloned());
            }
            known.insert(found.to_owned())
        };
        if !found.is_empty() && is_new {
            names.push(found.to_owned());
        }
    };
    let all_units = |marks: fn(char) -> bool| {
        let mut parts = text.split(marks).filter(|part| !part.is_empty());
        parts.all(|part| is_unit(part.trim_end_matches(['、', '，', ',', '；', ';'])))
    };
    let spaced = text.trim().contains(char::is_whitespace) && all_units(char::is_whitespace);
    let stroked = text.contains(['/', '／']) && all_units(|c| matches!(c, '/' | '／'));
    // Whether the piece begins a line.
    let mut broken = false;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let after = at + c.len_utf8();
        let splits = match c {
            '、' | '；' | ';' | '\n' => true,
            '，' | ',' => true,
            '/' | '／' => stroked,
            c if c.is_whitespace() => spaced || is_labelled(text[after..].trim_start()),
            _ => false,
        };
        if splits && depth == 0 {
            push(&text[start..at], broken);
            broken = c == '\n' && start < at;
            start = after;
        }
    }
    push(&text[start..], broken);
    names
}

/// 配合：区城管局.
fn is_labelled(text: &str) -> bool {
    let rest = LABELS.iter().find_map(|label| text.strip_prefix(label));
    rest.is_some_and(|rest| {
        let rest = ["单位", "部门"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
        rest.starts_with(['：', ':'])
    })
}

/// A name without what stands around it: 区住建局 of 1.牵头单位：区住建局 张三13800001234.
fn bare(name: &str) -> &str {
    let name = without_label(name);
    // （张三 13800001234）: no name at all; （区教委） is one.
    let inner = name
        .strip_prefix(['(', '（'])
        .and_then(|rest| rest.strip_suffix([')', '）']))
        .filter(|inner| !inner.contains(['(', '（', ')', '）']));
    if let Some(inner) = inner {
        let is_person = inner.chars().filter(char::is_ascii_digit).count() >= 7;
        return if is_person { "" } else { name };
    }
    let name = match super::number::marker(name) {
        Some(found) if is_unit(found.rest) => found.rest,
        _ => name,
    };
    // 区住建局牵头, 区住建局 张三, 区住建局13800001234.
    let until = name.find(|c: char| c.is_whitespace() || c.is_ascii_digit());
    let is_person = |rest: &str| {
        let rest = rest.trim();
        let digits = rest.chars().filter(char::is_ascii_digit).count();
        let is_office = ["室", "组", "科", "处", "股", "部"]
            .iter()
            .any(|end| rest.ends_with(end));
        let is_name = rest.chars().count() <= 4 && !is_unit(rest) && !is_office;
        digits >= 7 || digits == 0 && is_name
    };
    if let Some(at) = until.filter(|&at| is_unit(&name[..at]) && is_person(&name[at..])) {
        return name[..at].trim();
    }
    let act = LABELS
        .iter()
        .chain(&["负责"])
        .find_map(|act| name.strip_suffix(act));
    act.filter(|name| is_unit(name)).unwrap_or(name)
}

/// 牵头单位：区教委 names 区教委.
fn without_label(name: &str) -> &str {
    let name = name.trim_end_matches('。').trim();
    match name.split_once(['：', ':']) {
        Some((label, rest))
            if label.ends_with("单位") || label.ends_with("部门") || LABELS.contains(&label) =>
        {
            rest.trim()
        }
        _ => name,
    }
}

/// Whether a short text reads like the name of one or several units.
pub(crate) fn is_unit(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.contains(['。', '；', '%', '％', '\u{201c}', '：', ':']) {
        return false;
    }
    text.split(['、', '，', ',', '\n', ' '])
        .filter(|name| !name.is_empty())
        .all(|name| {
            let name = match name.find(['(', '（']) {
                Some(at) if at > 0 => &name[..at],
                _ => name,
            };
            let length = name.chars().count();
            (2..=20).contains(&length)
                && !name.chars().any(|c| c.is_ascii_digit())
                && ENDINGS.iter().any(|ending| name.ends_with(ending))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_keep_their_order() {
        assert_eq!(
            units("区科委\n区金融办\n区商务委"),
            ["区科委", "区金融办", "区商务委"]
        );
        assert_eq!(
            units("牵头单位：区教委；配合单位：区财政局、各镇（街道）"),
            ["区教委", "区财政局", "各镇（街道）"]
        );
        assert_eq!(units("区园林绿化局 黄村镇"), ["区园林绿化局", "黄村镇"]);
        assert_eq!(units(" "), Vec::<String>::new());
        for (text, names) in [
            ("牵头单位：区教委；配合单位：区教委", &["区教委"][..]),
            ("区教育\n局", &["区教育局"]),
            (
                "区人力资源社会\n保障局\n区财政局",
                &["区人力资源社会保障局", "区财政局"],
            ),
            ("区人力资源\n和社会保障局", &["区人力资源和社会保障局"]),
            ("区教育局\n各街道", &["区教育局", "各街道"]),
            ("区直各单位\n公安分局", &["区直各单位", "公安分局"]),
            ("区供电、\n教育局", &["区供电", "教育局"]),
            (
                "区住建局牵头，区市场监管局配合",
                &["区住建局", "区市场监管局"],
            ),
            ("区住建局\n（张三\n13800001234）", &["区住建局"]),
            ("区住建局 张三", &["区住建局"]),
            ("区住建局13800001234", &["区住建局"]),
            ("1.区教育局\n2.区住建局", &["区教育局", "区住建局"]),
            (
                "牵头：区住建局 配合：区城管局、区财政局",
                &["区住建局", "区城管局", "区财政局"],
            ),
            ("区住建局/区城管局", &["区住建局", "区城管局"]),
            ("县文旅\u{200b}局", &["县文旅局"]),
            ("各镇（街道）", &["各镇（街道）"]),
            ("市公交集团（区分公司）", &["市公交集团（区分公司）"]),
            ("张三", &["张三"]),
            ("（区教委）", &["（区教委）"]),
            ("区教委 督导室", &["区教委 督导室"]),
        ] {
            assert_eq!(units(text), names, "{text}");
        }
    }

    #[test]
    fn what_reads_like_a_unit() {
        for text in [
            "区发改委",
            "区投促办",
            "县科商工信局",
            "区残联",
            "黄村镇",
            "市发展改革委、市财政局",
        ] {
            assert!(is_unit(text), "{text}");
        }
        for text in [
            "9.8%",
            "与全市同步",
            "提高3.89个百分点",
            "年度指标",
            "高品质生活",
            "4家",
        ] {
            assert!(!is_unit(text), "{text}");
        }
    }
}
