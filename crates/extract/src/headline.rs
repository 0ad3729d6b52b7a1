//! A short title for lists.

mod shorten;

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
    "确保",
    "力争",
];

/// The clauses of `title` that hold the targets, or else the first that says something;
/// at most some thirty characters. Every word of it is a word of the title, in its order;
/// what is left out in front leaves no mark, what is left out behind an `…`.
pub fn headline(title: &str, reading: &Reading) -> String {
    let mut clauses = clauses(title);
    clauses.truncate(100);
    let amounts = |c: &(usize, usize)| -> Vec<(usize, usize)> {
        reading
            .targets
            .iter()
            .filter(|t| c.0 <= t.span.start && t.span.start < c.1)
            .map(|t| (t.span.start.max(c.0), t.span.end.min(c.1)))
            .collect()
    };
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (k, clause) in clauses.iter().enumerate() {
        if amounts(clause).is_empty() {
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
                .find(|c| says_what(&title[c.0..c.1]))
                .or_else(|| {
                    clauses
                        .iter()
                        .copied()
                        .find(|c| says_something(&title[c.0..c.1]))
                })
                .or(clauses.first().copied()),
        );
    }
    let mut out = String::new();
    for clause in chosen {
        let part = shorten::clause(title, clause, &amounts(&clause));
        if part.is_empty() {
            continue;
        }
        let length = part.chars().count() + usize::from(!out.is_empty());
        if out.is_empty() {
            out = part;
        } else if !out.ends_with('…') && out.chars().count() + length <= LONGEST {
            out.push('，');
            out.push_str(&part);
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

/// Whether a clause tells an act, and not only an aim or a field of work: 为一批机构开通支付
/// rather than 推进支付工作.
fn says_what(clause: &str) -> bool {
    const AIMS: &[&str] = &[
        "进一步",
        "推进",
        "推动",
        "加强",
        "提升",
        "提高",
        "优化",
        "逐步",
        "持续",
        "不断",
        "积极",
        "深化",
        "强化",
        "促进",
        "有效",
        "切实",
        "着力",
        "全面",
    ];
    const ACTS: &[&str] = &[
        "开通", "建设", "新建", "改造", "建成", "完成", "启动", "开展", "建立", "打造", "设立",
        "实施", "推广", "发放", "配备", "安装", "治理", "培训", "创建", "出台", "制定",
    ];
    let clause = clause.trim();
    !AIMS.iter().any(|l| clause.starts_with(l))
        && ACTS.iter().any(|a| clause.contains(a))
        && clause.chars().count() >= 8
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

    #[test]
    fn lists_and_introductions_give_way() {
        check(
            "促进高校毕业生、农村劳动力、登记失业人员等重点群体就业不少于1.2万人次，促进群众更高质量就业。",
            "重点群体就业不少于1.2万人次",
        );
        check(
            "发展提升规范化、连锁化便利店（社区超市）、便民早餐、蔬菜零售、末端配送等生活性服务业网点40个。",
            "生活性服务业网点40个",
        );
        check(
            "进一步规范物业服务，继续对“12345”市民热线物业管理诉求量市级前100名的居住小区开展专项治理。",
            "市民热线物业管理诉求量市级前100名的居住小区专项治理",
        );
        check(
            "对米面油、肉蛋奶、进口食品、冷链食品等33大类食品抽检监测全覆盖，加大药品、化妆品等抽检监测力度，确保食品抽检合格率达98.5%以上，药品抽检合格率达99%以上",
            "33大类食品抽检监测全覆盖，食品抽检合格率达98.5%以上…",
        );
        check(
            "开展体育便民设施工程，在全区各镇街、公园内新建、翻建各类专项活动场地44个，更新或新建室外健身器材222套",
            "新建、翻建各类专项活动场地44个…",
        );
        check(
            "推进医保移动快捷支付工作，为一批具备条件的二级及以上定点医疗机构开通医保移动支付业务，逐步提高参保人就医效率。",
            "为一批具备条件的二级及以上定点医疗机构开通医保移动支付业务",
        );
    }

    #[test]
    fn odd_titles() {
        for title in [
            "，。；",
            "等",
            "、、、等、等",
            "在",
            "对",
            "（（（（",
            "“等”等等等3个",
            "进一步",
            "在全市范围内各区县各乡镇街道办事处辖区内继续深入扎实有效推动各项工作3个",
            "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸12345个",
            "新建（甲、乙、丙、丁、戊、己、庚、辛、壬、癸、子、丑、寅、卯、辰）幼儿园等学校10所等",
        ] {
            let reading = read(&Item {
                title,
                narrative: "",
                year: None,
                as_of: None,
            });
            let short = headline(title, &reading);
            assert!(!short.starts_with(['…', '、', '，']), "{title}: {short}");
            assert!(short.chars().count() <= LONGEST + 1, "{title}: {short}");
            let mut rest = title.chars();
            for c in short.chars().filter(|c| !matches!(c, '…' | '，')) {
                assert!(rest.any(|r| r == c), "{title}: {short}");
            }
        }
    }
}
