//! Names of the units that answer for a row.

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

/// Units in order, split at 、 and at the other marks between names.
///
/// ```text
/// 区发改委、区财政局 -> 区发改委 / 区财政局
/// ```
pub(crate) fn units(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut push = |name: &str| {
        let found = without_label(name.trim());
        if !found.is_empty() {
            names.push(found.to_owned());
        }
    };
    let spaced = text.trim().contains(char::is_whitespace)
        && text
            .split_whitespace()
            .all(|part| is_unit(part.trim_end_matches(['、', '，', ',', '；', ';'])));
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let splits = match c {
            '、' | '；' | ';' | '\n' => true,
            '，' | ',' => true,
            c if c.is_whitespace() => spaced,
            _ => false,
        };
        if splits && depth == 0 {
            push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    push(&text[start..]);
    names
}

/// 牵头单位：区教委 names 区教委.
fn without_label(name: &str) -> &str {
    let name = name.trim_end_matches('。').trim();
    match name.split_once(['：', ':']) {
        Some((label, rest))
            if label.ends_with("单位")
                || label.ends_with("部门")
                || label == "牵头"
                || label == "责任" =>
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
