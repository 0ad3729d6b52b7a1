//! `title-amount` and `full-coverage`: what the title promises.

use crate::clause::{Clause, Prose};
use crate::numeral::Form;
use crate::quantity::{Quantity, Reject};
use crate::reading::Target;
use crate::rules::naming;
use crate::text::{Phrase as _, Text, any_of};
use crate::vocabulary::{Class, Dimension, Kind, List, Unit, VOCABULARY};
use shishi_domain::{Amount, Decimal, Qualifier};

/// An amount with a measure word that the title promises.
pub(crate) const AMOUNT: &str = "title-amount";
/// 全覆盖: all of it, without a number.
pub(crate) const COVERAGE: &str = "full-coverage";

/// A target with the stretch of the title that speaks of it.
pub(crate) struct Found {
    pub target: Target,
    /// Where its own words stand.
    pub context: (usize, usize),
    /// The clause it stands in.
    pub clause: (usize, usize),
    /// Where the amount begins.
    pub at: usize,
}

/// All targets of a title, in order.
pub(crate) fn read(prose: &Prose) -> Vec<Found> {
    let text = &prose.text;
    let mut out = Vec::new();
    let mut quantities: Vec<&Quantity> = Vec::new();
    for (k, clause) in prose.clauses.iter().enumerate() {
        let mut from = clause.start;
        let all = prose.quantities_in(clause.start, clause.end).iter();
        quantities.clear();
        quantities.extend(all.filter(|q| promises(prose, q, clause.start, clause.end)));
        let names = names_in_turn(prose, clause, &quantities);
        for (n, q) in quantities.iter().enumerate() {
            let next = quantities.get(n + 1).map_or(clause.end, |n| n.start);
            let to = own_end(prose, q, next);
            // 就读公办学校比例:泰顺>85.8%: but a place before it, the label names it.
            let bare = q.is_rate() && quantities.len() == 1 && q.start <= clause.start + 3;
            let label = prose.label_of(k).filter(|_| bare);
            let opens = label.map_or(from, |label| label.start);
            out.push((
                q.start,
                Found {
                    target: Target {
                        span: text.span(q.start, q.end),
                        amount: bounded(text, from, per_many(text, q), q),
                        what: match names.get(n) {
                            Some(&(start, end)) => text.source_of(start, end).to_owned(),
                            None => naming::promised(prose, from, &quantities, n, to),
                        },
                        due: None,
                        rule: AMOUNT.into(),
                    },
                    context: names.get(n).copied().unwrap_or((opens, to)),
                    clause: (clause.start, clause.end),
                    at: q.start,
                },
            ));
            from = to.max(q.end);
        }
        // 全覆盖 with no rate beside it.
        for (at, word) in coverage(prose, clause.start, clause.end) {
            if quantities.iter().any(|q| q.is_rate()) {
                continue;
            }
            let end = at + word.chars().count();
            out.push((
                at,
                Found {
                    target: Target {
                        span: text.span(at, end),
                        amount: Amount {
                            qualifier: Qualifier::Exactly,
                            value: Decimal::ONE_HUNDRED,
                            value_max: None,
                            unit: "%".into(),
                        },
                        what: naming::covered(prose, clause.start, at, end),
                        due: None,
                        rule: COVERAGE.into(),
                    },
                    context: (clause.start, end),
                    clause: (clause.start, clause.end),
                    at,
                },
            ));
        }
        if let Some(cell) = labelled(prose, k) {
            out.push((cell.at, cell));
        }
    }
    out.sort_by_key(|(at, _)| *at);
    let mut out: Vec<Found> = out.into_iter().map(|(_, f)| f).collect();
    naming::tell_apart(prose, &mut out);
    out
}

/// The names that a list of amounts bears in turn: 供水率、普及率分别达到98%、95%. None where there are
/// not as many, or where other words stand between the amounts.
fn names_in_turn(prose: &Prose, clause: &Clause, quantities: &[&Quantity]) -> Vec<(usize, usize)> {
    let text = &prose.text;
    let (Some(first), Some(last)) = (quantities.first(), quantities.last()) else {
        return Vec::new();
    };
    let found = || {
        text.each_word(clause.start, first.start, any_of!["分别"])
            .next()
    };
    let side_by_side = || {
        let between = quantities.windows(2);
        between
            .map(|w| text.folded_of(w[0].end, w[1].start))
            .all(|joint| matches!(joint, "、" | "和" | "及" | ","))
    };
    let Some(at) = (quantities.len() > 1).then(found).flatten() else {
        return Vec::new();
    };
    if !side_by_side() || last.end > clause.end {
        return Vec::new();
    }
    // 分别新增幼儿园、小学学位500个、800个.
    let (start, end) = match at == clause.start {
        true => (at + 2, first.start),
        false => (clause.start, at),
    };
    let joins = |i: usize| match text.at(i) {
        '、' => true,
        // 普及率, 参与率, 和美乡村.
        '及' => !matches!(text.before(i), '普' | '涉' | '以' | '触'),
        '与' => !matches!(text.before(i), '参' | '给' | '赠'),
        '和' => !matches!(text.at(i + 1), '美' | '谐' | '平'),
        _ => false,
    };
    let joints = (start..end).filter(|&i| prose.open(i) && joins(i));
    let mut names: Vec<(usize, usize)> = Vec::with_capacity(quantities.len());
    let mut from = start;
    for joint in joints.chain([end]) {
        names.push((from, joint));
        from = joint + 1;
    }
    let apart = names.iter().all(|(from, to)| to - from >= 2);
    // 幼儿园、小学、初中学位, 高血压、糖尿病患者管理率: the last noun is that of all of them, and what
    // tells the last one apart is as long as the name before it.
    if let [.., (from, to), last] = &mut names[..]
        && text.before(*to) != text.before(last.1)
        && last.1 - last.0 >= *to - *from + 2
    {
        last.1 = last.0 + (*to - *from);
    }
    match names.len() == quantities.len() && apart {
        true => names,
        false => Vec::new(),
    }
}

/// 至少开工建设133所: the bound before the verb.
fn bounded(text: &Text, from: usize, mut amount: Amount, q: &Quantity) -> Amount {
    const VERBS: &[&str] = &[
        "开工建设",
        "建设",
        "建成",
        "新建",
        "改造",
        "完成",
        "开工",
        "新增",
        "打造",
        "创建",
        "设立",
        "开展",
        "培训",
        "实施",
        "建",
    ];
    if amount.qualifier == Qualifier::Exactly
        && let Some((_, at)) = text.one_before(q.start, VERBS)
        && at >= from
        && text.one_before(at, &["至少", "不少于"]).is_some()
    {
        amount.qualifier = Qualifier::AtLeast;
    }
    amount
}

/// The amount, with what it is for each of: 4批次/千人.
pub(crate) fn per_many(text: &Text, q: &Quantity) -> Amount {
    let mut amount = q.amount();
    let counted = matches!(q.dimension(), Some(Dimension::Count | Dimension::Person));
    if counted
        && text.at(q.bare_end) == '/'
        && let Some((per, end)) = text.one_of(q.bare_end, &["/千人", "/万人", "/百户", "/千户"])
    {
        amount.unit.push_str(per);
        // 5批次/千人以上.
        if VOCABULARY.above.at(text, end).is_some() {
            amount.qualifier = Qualifier::AtLeast;
        }
    }
    amount
}

/// 城镇新增就业（人）：27800: the unit stands in the label, the figure alone behind it.
fn labelled(prose: &Prose, k: usize) -> Option<Found> {
    let text = &prose.text;
    let clause = &prose.clauses[k];
    let label = prose.label_of(k)?;
    let q = lone(prose, clause)?;
    let cell = label_unit(prose, label)?;
    let from = cell.from;
    let mut amount = cell.amount(q)?;
    let bound = |list: &List| list.before(text, from).map_or(0, |(_, at)| from - at);
    let (low, high) = (bound(&VOCABULARY.at_least), bound(&VOCABULARY.at_most));
    if low > 0 {
        amount.qualifier = Qualifier::AtLeast;
    } else if high > 0 {
        amount.qualifier = Qualifier::AtMost;
    }
    Some(Found {
        target: Target {
            span: text.span(q.start, q.end),
            amount,
            what: text
                .source_of(label.start, from - low.max(high))
                .trim()
                .to_string(),
            due: None,
            rule: AMOUNT.into(),
        },
        context: (label.start, clause.end),
        clause: (label.start, clause.end),
        at: q.start,
    })
}

/// The figure of a clause that holds nothing else, if it has no unit of its own.
pub(crate) fn lone<'p>(prose: &'p Prose, clause: &Clause) -> Option<&'p Quantity> {
    let [q] = prose.quantities_in(clause.start, clause.end) else {
        return None;
    };
    let whole = q.start == clause.start && q.end == clause.end;
    let bare = q.unit.is_none() && matches!(q.reject, None | Some(Reject::Lone));
    (whole && bare && q.form == Form::Digits).then_some(q)
}

/// The unit in parentheses at the end of a label: 目标（万人次）.
pub(crate) struct LabelUnit {
    pub unit: Unit,
    /// What one of the cell's figure is worth: 10000.
    pub factor: Decimal,
    /// Where the parenthesis opens.
    pub from: usize,
}

impl LabelUnit {
    /// The amount of a bare figure behind the label; none if it is beyond measure.
    pub fn amount(&self, q: &Quantity) -> Option<Amount> {
        let times = |value: Decimal| value.checked_mul(self.factor).map(|v| v.normalize());
        Some(Amount {
            value: times(q.value)?,
            value_max: match q.max {
                Some(max) => Some(times(max)?),
                None => None,
            },
            unit: self.unit.norm.into(),
            ..q.amount()
        })
    }
}

/// The unit in parentheses at the end of a label.
pub(crate) fn label_unit(prose: &Prose, label: &Clause) -> Option<LabelUnit> {
    let text = &prose.text;
    if text.before(label.end) != ')' {
        return None;
    }
    let from = (label.start..label.end)
        .rev()
        .take(10)
        .find(|&i| text.at(i) == '(')?;
    let word = text
        .folded_of(from + 1, label.end - 1)
        .trim()
        .trim_start_matches("单位:");
    const SCALES: &[(&str, i64)] = &[
        ("", 1),
        ("百", 100),
        ("千", 1_000),
        ("万", 10_000),
        ("百万", 1_000_000),
        ("千万", 10_000_000),
        ("亿", 100_000_000),
        ("万亿", 1_000_000_000_000),
    ];
    let (unit, scale) = SCALES.iter().find_map(|(scale, factor)| {
        let unit = VOCABULARY.unit_named(word.strip_prefix(scale)?)?;
        Some((unit, *factor))
    })?;
    (from > label.start).then(|| LabelUnit {
        unit,
        factor: Decimal::from(scale),
        from,
    })
}

fn coverage<'p>(
    prose: &'p Prose,
    start: usize,
    end: usize,
) -> impl Iterator<Item = (usize, &'static str)> + 'p {
    let found = prose
        .text
        .each_word(start, end.saturating_sub(2), any_of!["全覆盖"]);
    found.filter(|&i| prose.open(i)).map(|i| (i, "全覆盖"))
}

/// Whether a quantity of the title promises something.
fn promises(prose: &Prose, q: &Quantity, start: usize, end: usize) -> bool {
    // 四层教学楼: how high it is.
    if q.reject.is_some() || q.unit_text == "层" {
        return false;
    }
    let Some(unit) = q.unit else { return false };
    match unit.dimension {
        // 优良天数280天 is what is measured.
        Dimension::Time
            if prose.text.words(start, q.start).has(any_of![
                "天数",
                "时间控制",
                "缩短至",
                "缩短到",
                "压缩至",
                "压缩到",
                "时间不超过",
                "时长不超过"
            ]) => {}
        // 群众满意度90分以上.
        Dimension::Score
            if prose
                .text
                .words(start, q.start)
                .has(any_of!["满意度", "评分", "得分", "测评"]) => {}
        Dimension::Time
        | Dimension::Age
        | Dimension::Score
        | Dimension::Degree
        | Dimension::Data => return false,
        Dimension::Energy
            if unit.word.ends_with('伏') || unit.word.ends_with('V') || unit.word == "度" =>
        {
            return false;
        }
        Dimension::Bare if q.form != Form::Digits => return false,
        _ => {}
    }
    // (总投资36.7亿元): said by the way.
    if !prose.open(q.numeral)
        && prose
            .text
            .one_before(q.start, &["总投资", "总投资约"])
            .is_some()
    {
        return false;
    }
    // 长3500米,宽24米, 60米宽城市道路: how broad what is measured by its length.
    let broad = text_after(prose, q).starts_with('宽')
        || prose
            .text
            .one_before(q.start, &["宽", "宽度", "宽约", "厚"])
            // 拓宽1200米 is what is done.
            .is_some_and(|(_, at)| !matches!(prose.text.before(at), '拓' | '加'));
    if broad && matches!(unit.norm, "米" | "厘米") {
        return false;
    }
    // 公交站点500米覆盖率: how far it reaches.
    let reach = || {
        prose
            .text
            .one_of(q.end, &["覆盖率", "服务半径", "半径", "生活圈", "服务圈"])
    };
    if matches!(unit.word, "米" | "公里" | "分钟") && reach().is_some() {
        return false;
    }
    // 六项行动计划, (机构和家庭各补助50%).
    let programme =
        q.unit_text == "项" && text_after(prose, q).starts_with_one(&["行动计划", "行动方案"]);
    let shares = q.is_rate()
        && prose
            .text
            .one_before(q.start, &["各补助", "各承担", "各负担"])
            .is_some();
    if programme || shares {
        return false;
    }
    // 按20%的配建标准: how it is done.
    let standard = q.is_rate()
        && prose
            .text
            .words(q.end, (q.end + 7).min(end))
            .has(any_of!["标准"]);
    !standard
        && !names_programme(prose, q, end)
        && !names_kinds(prose, q, end)
        && !qualifies(prose, q)
        && !pays_each(prose, q, start, end)
        && counts_one(prose, q, start)
}

/// What stands right behind a quantity.
fn text_after<'p>(prose: &'p Prose, q: &Quantity) -> &'p str {
    prose
        .text
        .folded_of(q.end, (q.end + 4).min(prose.text.len()))
}

/// 十件重点民生实事29项: the programme's name, and 每5年1次: how often.
fn names_programme(prose: &Prose, q: &Quantity, end: usize) -> bool {
    let text = &prose.text;
    let often = matches!(q.unit_text.as_str(), "次" | "遍" | "轮" | "场")
        && (1..=4).any(|n| q.start.checked_sub(n).is_some_and(|at| text.at(at) == '每'))
        && text
            .one_before(q.start, &["年", "月", "周", "天", "季度", "季"])
            .is_some();
    if often {
        return true;
    }
    let words = ["实事", "民生实事", "重点民生实事", "惠民实事", "重点实事"];
    let Some((_, at)) = text.one_of(q.end, &words) else {
        return false;
    };
    matches!(q.unit_text.as_str(), "件" | "项")
        && prose
            .quantities_in(at, end)
            .iter()
            .any(|n| n.reject.is_none() && n.unit.is_some() && n.start == at && n.unit_text == "项")
}

/// 4类重点对象危房改造21286户: kinds of those counted; 分两期建成: how, not how much.
pub(crate) fn names_kinds(prose: &Prose, q: &Quantity, end: usize) -> bool {
    let text = &prose.text;
    if text.before(q.start) == '分' && matches!(q.unit_text.as_str(), "期" | "批" | "年" | "步")
    {
        return true;
    }
    let next = prose
        .quantities_in(q.end, end)
        .iter()
        .find(|n| n.reject.is_none() && n.unit.is_some());
    // 其中7个未摘帽县5.55万户: of which places.
    let of_places = next.is_some_and(|n| {
        let name = text.words(q.end, n.start);
        q.unit_text == "个"
            && n.unit_text != q.unit_text
            && (2..=8).contains(&name.count())
            && name.ends_with(['县', '市', '区'])
            && text.ends(q.start, "其中")
    });
    if !matches!(q.unit_text.as_str(), "类" | "种") {
        return of_places;
    }
    next.is_some_and(|n| {
        let between = text.words(q.end, n.start);
        between.has(any_of![
            "对象",
            "人员",
            "群体",
            "人群",
            "家庭",
            "人口",
            "贫困户",
            "农户"
        ]) && !between.contains(['、', '和', '及', ','])
    })
}

/// 5000万元以上政府投资, 20户以上的自然村: who or what qualifies.
pub(crate) fn qualifies(prose: &Prose, q: &Quantity) -> bool {
    let text = &prose.text;
    let next = text.at(q.end);
    // 年网销额超1000万元的企业142家: which of them.
    let sum = q.dimension() == Some(Dimension::Money) && q.qualifier == Qualifier::AtLeast;
    if sum && next == '的' && !q.bounded_after {
        let counted = prose.quantities_in(q.end, (q.end + 12).min(text.len()));
        let mut own = counted.iter().filter(|n| n.reject.is_none());
        return own.next().is_some_and(|n| n.unit.is_some() && !n.is_rate());
    }
    // 覆盖80%以上的街道 is what is to be reached.
    if q.is_rate()
        && text
            .one_before(q.start, &["覆盖", "达到", "达", "不低于"])
            .is_some()
    {
        return false;
    }
    if q.bounded_after {
        let closes = matches!(
            next,
            ',' | '。' | ';' | '、' | ')' | '\n' | ' ' | '!' | ':' | '?'
        );
        if next == '的' {
            return true;
        }
        // 1300万人以上受益.
        if text
            .one_of(q.end, &["受益", "参与", "参加", "得到", "享受"])
            .is_some()
        {
            return false;
        }
        // 政府投资5000万元以上、企业投资亿元以上项目共21个.
        let listed = || {
            let after = text.words(q.end + 1, (q.end + 16).min(text.len()));
            let (_, behind) = after.split_once("元以上")?;
            behind
                .starts_with_one(&["项目", "的项目", "企业", "工程"])
                .then_some(())
        };
        if next == '、' && q.dimension() == Some(Dimension::Money) && listed().is_some() {
            return true;
        }
        if !closes {
            let sized = !matches!(
                q.dimension(),
                Some(Dimension::Count | Dimension::Person | Dimension::Rate)
            );
            // 30户以上自然村寨.
            let kind = text
                .one_of(
                    q.end,
                    &[
                        "自然村",
                        "村",
                        "企业",
                        "项目",
                        "单位",
                        "家庭",
                        "用人单位",
                        "小区",
                        "居民",
                        "工程",
                        "学校",
                        "医院",
                        "建筑",
                        "住宅",
                        "岗位",
                        "楼",
                        "乡镇",
                    ],
                )
                .is_some()
                && matches!(
                    q.unit_text.as_str(),
                    "户" | "人" | "层" | "床" | "张" | "栋"
                );
            return sized
                || kind
                || q.numeral == 0
                || matches!(
                    text.before(q.start),
                    ',' | '、' | ';' | '。' | '对' | '在' | '的'
                );
        }
        return false;
    }
    // 总投资120亿元的地铁 names its size.
    if next == '的' && q.dimension() == Some(Dimension::Money) && text.ends(q.start, "投资") {
        return true;
    }
    // 占地30亩的体育公园: how large it is.
    let site = || text.one_before(q.start, &["占地", "占地面积", "总占地"]);
    if next == '的' && site().is_some() {
        return true;
    }
    // 1-3级残疾人: a grade.
    if q.unit_text == "级" {
        return true;
    }

    // 100张床位的医院 and 日处理5吨 are sizes of single things.
    next == '级'
        || text.at(q.bare_end) == '级'
        || text
            .one_before(
                q.start,
                &["日处理", "日处理能力", "日供水能力", "日处理规模"],
            )
            .is_some_and(|(_, at)| text.one_before(at, &["新增", "增加"]).is_none())
        || makes_a_year(prose, q)
}

/// 年产200万套制动器和100万套助力器: what a works is built to make.
fn makes_a_year(prose: &Prose, q: &Quantity) -> bool {
    let text = &prose.text;
    let own = |q: &Quantity| text.ends(q.start, "年产");
    // The word stands before the first of a list only.
    let before = prose.quantities_in(q.start.saturating_sub(20), q.start);
    let listed = |first: &Quantity| {
        let joint = text.words(first.end, q.start);
        own(first) && first.unit_text == q.unit_text && joint.ends_with_one(&["和", "、", "及"])
    };
    own(q) || before.last().is_some_and(listed)
}

/// 每人1500元, 补助提高到6000元: a rate of payment.
fn pays_each(prose: &Prose, q: &Quantity, start: usize, end: usize) -> bool {
    if q.dimension() != Some(Dimension::Money) {
        return false;
    }
    let text = &prose.text;
    let words = text.words(start, q.start);
    // 每座公厕投资10万元.
    if words.starts_with('每') && words.count() <= 8 && words.ends_with("投资") {
        return true;
    }
    // 人均可支配收入3.61万元 is an amount of its own.
    let earned = words.has(any_of!["可支配收入", "纯收入", "人均收入"])
        && !words.has(any_of!["标准", "低保", "补助"]);
    if prose.scan.has(Class::Each, start, q.start) && !earned || text.at(q.bare_end) == '/' {
        return true;
    }
    let rate = words.has(any_of![
        "补助",
        "补贴",
        "标准",
        "低保",
        "养老金",
        "津贴",
        "奖励",
        "待遇",
        "工资",
        "基础养老",
    ]);
    // 按照二孩500元、三孩600元每人每月进行补助.
    let behind = text.words(q.end, (q.end + 24).min(end));
    if behind.has(any_of!["每人每月", "每人每年", "每月补", "每人补"]) {
        return true;
    }
    let sum = words.has(any_of![
        "投资", "总额", "资金", "收入", "发放", "贷款", "产值"
    ]);
    let after = text.folded_of(q.end, end);
    q.value < Decimal::from(100_000)
        && q.unit_text == "元"
        && (rate && !sum || after.starts_with("的补"))
}

/// 一所 counts; 一个 in 新的一个 or 一项 in 作为一项 does not.
fn counts_one(prose: &Prose, q: &Quantity, start: usize) -> bool {
    if q.form != Form::Single || q.value != Decimal::ONE {
        return true;
    }
    let text = &prose.text;
    let unit = q.unit_text.as_str();
    if !matches!(
        unit,
        "所" | "座"
            | "个"
            | "处"
            | "家"
            | "条"
            | "支"
            | "场"
            | "套"
            | "部"
            | "台"
            | "辆"
            | "间"
            | "栋"
            | "幢"
            | "次"
            | "名"
            | "户"
            | "块"
            | "期"
    ) {
        return false;
    }
    let from = q.start.saturating_sub(4).max(start);
    let words = text.words(from, q.start);
    // 改造一户一表: what it is called.
    if text.at(q.end) == '一' {
        return false;
    }
    // 建设学生宿舍一栋,建筑面积500平方米.
    let closes = matches!(text.at(q.end), ',' | '。' | '、' | '\n' | '(');
    if closes
        && text
            .words(start, q.start)
            .starts_with_one(&["建设", "新建", "改建", "扩建", "购置"])
    {
        return true;
    }
    words.has(any_of![
        "建", "设", "增", "造", "立", "办", "展", "成", "装", "置", "配", "开", "施", "入",
    ]) && !words.ends_with_one(&["另", "同", "某", "每", "这", "那", "新的", "为"])
}

/// Where the words that belong to an amount end: at a list mark or the next amount's own words.
fn own_end(prose: &Prose, q: &Quantity, next: usize) -> usize {
    let text = &prose.text;
    let mut i = q.end;
    while i < next {
        if matches!(text.at(i), ',' | ';' | '。') {
            break;
        }
        // 2600个(含公共停车位900个): what is in brackets speaks of the next.
        if text.at(i) == '(' && !(i..next).any(|k| text.at(k) == ')') {
            break;
        }
        // After 44个、… the words belong to the next amount.
        if text.at(i) == '、' && i == q.end {
            break;
        }
        if prose.open(i) && text.one_of(i, &["及", "和", "并"]).is_some() && i == q.end {
            break;
        }
        // 改造10个小区、新建5个停车场: what is done behind the mark is done to the next.
        if i >= q.end + 2 && opens_next(prose, i, next) {
            break;
        }
        i += 1;
    }
    i
}

/// Whether a mark of a list stands here, and behind it the words of the next amount: 、新建, 和县人大票决的.
fn opens_next(prose: &Prose, i: usize, next: usize) -> bool {
    let text = &prose.text;
    let Some((_, behind)) = text.one_of(i, &["、", "和", "及", "以及", "并"]) else {
        return false;
    };
    prose.open(i)
        && behind + 2 <= next
        && (text.before(next) == '的'
            || prose
                .scan
                .work(behind, next)
                .any(|(h, w)| h.start == behind && w.kind != Kind::Noun && h.end == next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Context;

    fn check(title: &str, want: &[&str]) {
        let prose = Prose::new(
            title,
            Context {
                year: Some(2024),
                reference: None,
                strict: true,
            },
        );
        let got: Vec<String> = read(&prose)
            .iter()
            .map(|f| {
                let a = &f.target.amount;
                format!("{}{}{}", a.qualifier.sign(), a.value, a.unit)
            })
            .collect();
        assert_eq!(got, want, "{title}");
    }

    #[test]
    fn promises_and_what_only_qualifies() {
        check(
            "完成3所中小学建设任务，增加学位1440个。",
            &["=3所", "=1440个"],
        );
        check("全年实现开工30部以上，有效解决", &[">=30部"]);
        check(
            "全年实施5000万元以上政府投资、亿元以上企业投资项目28个",
            &["=28个"],
        );
        check("按每人1500元发放求职创业补贴", &[]);
        check("在奉贤、金山各建一所寄宿制高中", &["=1所"]);
        check(
            "为一批具备条件的二级及以上医疗机构开通，建设“一区多园”",
            &[],
        );
        check(
            "33大类食品抽检监测全覆盖，合格率达98.5%以上",
            &["=33大类", "=100%", ">=98.5%"],
        );
        check(
            "迁建医院，总投资3.2亿元，占地45亩，设床位500张",
            &["=320000000元", "=45亩", "=500张"],
        );
        check("为1-3级残疾人发放补贴", &[]);
        check("十件重点民生实事29项指标任务", &["=29项"]);
        check("办好30项民生实事", &["=30项"]);
        check("建设100个口袋公园和10个体育公园", &["=100个", "=10个"]);
        check("年底至少开工建设133所幼儿园", &[">=133所"]);
        check("免费检查（每5年1次）", &[]);
        check(
            "实施50个事项，年度总投资32.5亿元",
            &["=50个", "=3250000000元"],
        );
        check("6-9岁儿童窝沟封闭新增7050人", &["=7050人"]);
    }
}
