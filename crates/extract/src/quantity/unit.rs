//! The measure word of a numeral, or what stands in its place.

use crate::numeral::Numeral;
use crate::scan::Scan;
use crate::text::{Text, any_of};
use crate::vocabulary::{Dimension, Unit, VOCABULARY};
use shishi_domain::{Decimal, Qualifier, UnitName};

pub(super) const RATE: Unit = Unit {
    word: "%",
    norm: "%",
    dimension: Dimension::Rate,
};

/// A line of a system of cameras.
const CAMERA: Unit = Unit {
    word: "路",
    norm: "路",
    dimension: Dimension::Count,
};

const PERSON: Unit = Unit {
    word: "人",
    norm: "人",
    dimension: Dimension::Person,
};

/// Those whom a numeral may count with no measure word: 10万农村人口.
const PEOPLE: &[&str] = &[
    "农村群众",
    "农村人口",
    "农村贫困人口",
    "贫困人口",
    "城镇人口",
    "脱贫人口",
    "常住人口",
    "人口",
    "群众",
    "居民",
    "农民",
    "村民",
    "市民",
    "职工",
    "学生",
    "学子",
    "师生",
    "老人",
    "老年人",
    "儿童",
    "妇女",
    "患者",
    "劳动力",
    "贫困群众",
    "困难群众",
    "农村居民",
    "务工人员",
    "移民",
    "牧民",
    "农牧民",
    "农村学校师生",
    "学校师生",
    "旅客",
    "游客",
];

/// Whether the words of its clause before a numeral tell by how much something rises or falls, or what
/// is measured in points: 合格率提高2个点, 比上年少3个点.
fn tells_change(text: &Text, start: usize) -> bool {
    const CHANGE: &str = "增减提升涨高降落低跌滑快慢多少宽窄缩扩超差浮率度比幅";
    const MARKS: &str = ",。;:!?\n";
    (start.saturating_sub(20)..start)
        .rev()
        .map(|i| text.at(i))
        .take_while(|c| !MARKS.contains(*c))
        .any(|c| CHANGE.contains(c))
}

/// The unit after a numeral: unit, its text, and where it ends.
pub(super) fn unit_at(
    text: &Text,
    scan: &Scan,
    n: &Numeral,
    qualifier: &mut Qualifier,
) -> (Option<Unit>, UnitName, usize) {
    let mut i = n.end;
    if text.at(i) == ' ' {
        // One blank, or the markup that stood there: <b>4632</b>人.
        let markup = matches!(text.source_of(i, i + 1), "<" | "&");
        let next = if markup { text.skip_blank(i) } else { i + 1 };
        if text.at(next) != ' ' && !text.at(next).is_ascii_digit() {
            i = next;
        }
    }
    if text.at(i) == '%' {
        return (Some(RATE), UnitName::known("%"), i + 1);
    }
    // 余, 多, 来, 几 between numeral and unit.
    let mut hedged = false;
    if matches!(text.at(i), '余' | '多' | '来' | '几' | '许') {
        i += 1;
        hedged = true;
    }
    if text.at(i) == '成' && !hedged {
        return tenths(text, scan, n, i);
    }
    // 145项目标任务 are 145项.
    if text.starts(i, "项目标")
        && let Some(unit) = VOCABULARY.unit_named("项")
    {
        return (Some(unit), UnitName::known(unit.norm), i + 1);
    }
    // 86834个点 are places: no rate changes by that much. So are 38个点, where nothing rises or falls.
    if text.starts(i, "个点")
        && (n.value >= Decimal::ONE_HUNDRED || !tells_change(text, n.start))
        && let Some(unit) = VOCABULARY.unit_named("个")
    {
        return (Some(unit), UnitName::known(unit.norm), i + 1);
    }
    match VOCABULARY.unit(text, i) {
        Some(unit)
            if !text.starts(i, "个性")
                // 10个体育公园, 3个体检中心.
                && (!text.starts(i, "个体") || text.one_of(i, &["个体育", "个体检"]).is_some())
                && !text.starts(i, "个别")
                // 272万村民.
                && !text.starts(i, "村民")
                // 37个人工智能实验室.
                && (!text.starts(i, "个人") || text.starts(i, "个人工")) =>
        {
            let mut end = i + unit.word.chars().count();
            // 套（间） keeps its parentheses as they are written.
            let mut written = if unit.norm.contains('(') {
                UnitName::from(text.source_of(i, end).to_owned())
            } else {
                UnitName::known(unit.norm)
            };
            // 套(间), 人(次): a second measure word in parentheses.
            if text.at(end) == '('
                && let Some(close) =
                    (end + 1..(end + 5).min(text.len())).find(|k| text.at(*k) == ')')
                && VOCABULARY
                    .unit_named(text.folded_of(end + 1, close))
                    .is_some()
            {
                written.push_str(text.source_of(end, close + 1));
                end = close + 1;
            }
            if hedged {
                *qualifier = Qualifier::About;
            }
            (Some(unit), written, end)
        }
        _ => {
            // 10万农村人口, 1000万以上农村贫困人口: people, with no measure word.
            let scaled = n.scale.is_some_and(|s| s >= Decimal::ONE_HUNDRED) || hedged;
            let whom = match VOCABULARY.above.at(text, i) {
                Some((_, end)) => end,
                None => i,
            };
            if scaled && text.one_of(whom, PEOPLE).is_some() {
                if hedged {
                    *qualifier = Qualifier::About;
                }
                return (Some(PERSON), UnitName::known(PERSON.norm), i);
            }
            if let Some(unit) = told_before(text, n, i) {
                if hedged {
                    *qualifier = Qualifier::About;
                }
                return (Some(unit), UnitName::known(unit.norm), i);
            }
            if text.at(i) == '路' && !hedged && counts_cameras(text, n.start) {
                return (Some(CAMERA), UnitName::known(CAMERA.norm), i + 1);
            }
            if hedged && n.end > 0 {
                *qualifier = Qualifier::About;
                return (None, UnitName::NONE, i);
            }
            (None, UnitName::NONE, n.end)
        }
    }
}

/// 投资4800万, 缴费人数1798万: what is counted stands before a round number with no measure word.
fn told_before(text: &Text, n: &Numeral, end: usize) -> Option<Unit> {
    const LINKS: &[&str] = &[
        "共计", "总计", "合计", "累计", "达到", "达", "共", "约", "为",
    ];
    const SUMS: &[&str] = &[
        "投资",
        "贷款",
        "资金",
        "补贴",
        "补助",
        "金额",
        "总投资",
        "经费",
    ];
    const HEADS: &[&str] = &["人口", "人数"];
    // 旧改征收户数:20000以上: the label tells.
    const LABELS: &[(&str, &str)] = &[
        ("户数:", "户"),
        ("人数:", "人"),
        ("套数:", "套"),
        ("床位数:", "张"),
    ];
    let behind = VOCABULARY.above.at(text, end).map_or(end, |(_, to)| to);
    let ends = behind >= text.len() || matches!(text.at(behind), ',' | '。' | ';' | ')' | '\n');
    let label = LABELS
        .iter()
        .find(|(label, _)| text.ends(n.start, label))
        .filter(|_| ends);
    if let Some((_, unit)) = label {
        return VOCABULARY.unit_named(unit);
    }
    let round = n.scale.is_some_and(|s| s >= Decimal::from(10_000));
    let closes = end >= text.len() || matches!(text.at(end), ',' | '。' | ';' | '、' | ')' | '\n');
    if !round || !closes {
        return None;
    }
    let mut at = n.start;
    while let Some((_, start)) = text.one_before(at, LINKS) {
        at = start;
    }
    if text.one_before(at, SUMS).is_some() {
        return VOCABULARY.unit_named("元");
    }
    text.one_before(at, HEADS).map(|_| PERSON)
}

/// 监控27000路: whether a number of lines is that of cameras.
fn counts_cameras(text: &Text, start: usize) -> bool {
    let before = text.words(start.saturating_sub(8), start);
    before.has(any_of!["监控", "探头", "摄像", "视频"])
}

/// 三成, 三成半 as a rate is told by the caller's value; 成 in other words is none.
fn tenths(text: &Text, scan: &Scan, n: &Numeral, i: usize) -> (Option<Unit>, UnitName, usize) {
    let next = text.at(i + 1);
    let word = matches!(
        next,
        '立' | '果'
            | '员'
            | '本'
            | '套'
            | '熟'
            | '型'
            | '交'
            | '为'
            | '功'
            | '品'
            | '效'
            | '绩'
            | '不'
            | '人'
            | '长'
            | '都'
            | '分'
    );
    if word || scan.fixed(n.start) > i {
        return (None, UnitName::NONE, n.end);
    }
    const TENTHS: Unit = Unit {
        word: "成",
        norm: "%",
        dimension: Dimension::Rate,
    };
    let end = if next == '半' { i + 2 } else { i + 1 };
    (Some(TENTHS), UnitName::known("%"), end)
}
