//! `reached-amount`, `table-amount`, `measured-rate`: amounts that have been reached.

use crate::clause::{Clause, Prose};
use crate::numeral::Form;
use crate::quantity::{Quantity, Reject};
use crate::rules::link::{self, Candidate, Decision, Targets};
use crate::rules::stance::Carried;
use crate::rules::{stance, targets};
use crate::text::Enclosure;
use crate::vocabulary::{Class, Dimension, Entry, VOCABULARY};
use shishi_domain::{Amount, Date, Decimal, EventStatus, Link};
use std::collections::HashMap;

/// An amount in running text.
pub(crate) const REACHED: &str = "reached-amount";
/// A bare figure in a table, with the unit of its target.
pub(crate) const TABLE: &str = "table-amount";
/// A rate that is itself what is measured: 合格率达99.2%.
pub(crate) const RATE: &str = "measured-rate";

/// What an amount of the narrative is.
#[derive(Debug, Clone)]
pub(crate) enum Role {
    /// Reached, with its rule.
    Reached(&'static str),
    /// Planned, or the size of a list.
    Planned,
    /// A stated percentage of completion.
    Completion,
    /// Anything else, and why.
    Other(&'static str),
}

/// What the roles are told by.
pub(crate) struct Scene<'a, 't> {
    pub prose: &'a Prose<'t>,
    pub carried: &'a [Carried],
    pub as_of: Option<Date>,
    pub targets: &'a Targets,
    pub title: &'a Prose<'t>,
}

/// A quantity with its role and, once linked, its target.
pub(crate) struct Judged<'a> {
    pub quantity: &'a Quantity,
    pub clause: usize,
    pub role: Role,
    pub amount: Amount,
    pub decision: Decision,
    pub what: String,
}

/// The roles of all quantities of the narrative, in order.
pub(crate) fn judge<'a>(scene: &Scene<'a, '_>) -> Vec<Judged<'a>> {
    let prose = scene.prose;
    let mut out: Vec<Judged<'a>> = Vec::new();
    for q in &prose.quantities {
        let Some(clause) = prose.clause_at(q.numeral) else {
            continue;
        };
        let role = role(scene, q, clause, &out);
        let mut amount = q.amount();
        if let Role::Reached(TABLE) = role {
            amount.unit = table_unit(scene);
        }
        let c = &prose.clauses[clause];
        let from = own_start(prose, c, q);
        let to = own_end(prose, c, q);
        let what = targets::what(prose, from, q, to);
        let decision = match role {
            Role::Reached(rule) => decide(scene, q, &amount, clause, (from, to), rule == TABLE),
            _ => Decision::none(Link::Open, ""),
        };
        out.push(Judged {
            quantity: q,
            clause,
            role,
            amount,
            decision,
            what,
        });
    }
    settle_totals(scene, &mut out);
    settle_rivals(&mut out);
    rates_that_fit(scene, &mut out);
    out
}

/// Where the words that belong to an amount begin: after the one before it in its clause.
fn own_start(prose: &Prose, c: &Clause, q: &Quantity) -> usize {
    prose
        .quantities_in(c.start, q.numeral)
        .iter()
        .rfind(|p| p.reject.is_none() && p.end <= q.start && prose.open(p.numeral))
        .map_or(c.start, |p| p.end)
}

fn own_end(prose: &Prose, c: &Clause, q: &Quantity) -> usize {
    let next = prose
        .quantities_in(q.end, c.end)
        .iter()
        .find(|n| n.reject.is_none() && prose.open(n.numeral))
        .map_or(c.end, |n| n.start);
    let mark = (q.end..next).find(|&i| prose.text.at(i) == '、' && prose.open(i) && next < c.end);
    mark.unwrap_or(next)
}

/// Links an amount that has been reached.
fn decide(
    scene: &Scene,
    q: &Quantity,
    amount: &Amount,
    clause: usize,
    (from, to): (usize, usize),
    table: bool,
) -> Decision {
    let prose = scene.prose;
    let c = &prose.clauses[clause];
    let stage = link::stage(prose, from, to).or_else(|| {
        // A list shares its verb: 开工4.3万套、126万平方米.
        let own = prose.text.folded_of(from, q.start).chars().count() <= 1;
        if own {
            link::stage(prose, c.start, c.end)
        } else {
            None
        }
    });
    let sentence = sentence_start(prose, clause).max(q.start.saturating_sub(120));
    let near = format!(
        "{} {}",
        words(prose, from, q.start),
        words(prose, q.end, to)
    );
    let far = words(prose, sentence, q.start);
    let of = Candidate {
        amount,
        dimension: VOCABULARY
            .unit_named(&amount.unit)
            .map(|u| u.dimension)
            .or(q.dimension()),
        near: &near,
        far: &far,
        stage: stage.as_deref(),
        ended: link::ended(prose, from, to),
        percent: percent_after(prose, q, clause),
        each: link::per_head(prose.text.folded_of(from, (to + 3).min(c.end))),
        table,
    };
    scene.targets.decide(&of)
}

/// Where the sentence of a clause begins.
pub(crate) fn sentence_start(prose: &Prose, clause: usize) -> usize {
    let own = prose.clauses[clause].sentence;
    let first = prose.clauses[..=clause]
        .iter()
        .rposition(|c| c.sentence != own)
        .map_or(0, |k| k + 1);
    prose.clauses.get(first).map_or(0, |c| c.start)
}

/// The words of a stretch without its figures and dates.
fn words(prose: &Prose, start: usize, end: usize) -> String {
    let mut holes: Vec<(usize, usize)> = prose
        .quantities_in(start, end)
        .iter()
        .filter(|q| q.reject.is_none())
        .map(|q| (q.start, q.end))
        .chain(prose.dates_in(start, end).iter().map(|d| (d.start, d.end)))
        .collect();
    holes.sort_unstable();
    let mut out = String::new();
    let mut at = start;
    for (a, b) in holes {
        if a > at {
            out.push_str(prose.text.folded_of(at, a.min(end)));
        }
        out.push(' ');
        at = at.max(b);
    }
    if at < end {
        out.push_str(prose.text.folded_of(at, end));
    }
    out
}

/// The percentage of completion stated right after an amount, in the same sentence and
/// before any other amount.
fn percent_after(prose: &Prose, q: &Quantity, clause: usize) -> Option<Decimal> {
    let sentence = prose.clauses[clause].sentence;
    let end = prose.clauses[clause..]
        .iter()
        .take_while(|c| c.sentence == sentence)
        .take(4)
        .last()
        .map_or(q.end, |c| c.end);
    let next = prose
        .quantities_in(q.end, end)
        .iter()
        .find(|p| p.reject.is_none() && p.unit.is_some())?;
    let lead = prose.text.folded_of(q.end, next.start);
    let completes = lead.contains("计划")
        || lead.contains("任务")
        || lead.contains("目标")
        || lead.contains("完成")
        || lead.contains("进度")
        || lead == "("
        || lead.contains("工率");
    (next.is_rate() && completes).then_some(next.value)
}

/// The role of one quantity.
fn role(scene: &Scene, q: &Quantity, clause: usize, before: &[Judged]) -> Role {
    let prose = scene.prose;
    let text = &prose.text;
    if let Some(reject) = q.reject {
        return Role::Other(match reject {
            Reject::ListMarker => "list-marker",
            Reject::Ordinal => "ordinal",
            Reject::Rank => "rank",
            Reject::Hotline => "hotline",
            Reject::Identifier => "identifier",
            Reject::Fixed => "fixed-word",
            Reject::Name => "name",
            Reject::Quoted => "quoted",
            Reject::Ratio => "ratio",
            Reject::Fraction => "fraction",
            Reject::Lone => "bare-number",
        });
    }
    let Some(unit) = q.unit else {
        return bare(scene, q, clause);
    };
    match unit.dimension {
        Dimension::Time
        | Dimension::Age
        | Dimension::Score
        | Dimension::Degree
        | Dimension::Data
        | Dimension::Energy => {
            return Role::Other("duration-or-size");
        }
        Dimension::Bare if q.form != Form::Digits => return Role::Other("place"),
        Dimension::Rate | Dimension::Point => return rate(scene, q, clause, before),
        _ => {}
    }
    if text.enclosure[q.numeral] != Enclosure::None {
        return Role::Other("in-parentheses");
    }
    if targets::qualifies(prose, q) {
        return Role::Other("threshold");
    }
    if q.form == Form::Single && q.value == Decimal::ONE && q.unit_text != "所" {
        return Role::Other("indefinite-one");
    }
    if let Some(why) = excluded(scene, q, clause, before) {
        return why;
    }
    Role::Reached(REACHED)
}

/// Why an amount with a measure word is no fact of progress.
fn excluded(scene: &Scene, q: &Quantity, clause: usize, before: &[Judged]) -> Option<Role> {
    let prose = scene.prose;
    let text = &prose.text;
    let c = &prose.clauses[clause];
    let lead = text.folded_of(c.start, q.start);
    let own = own_start(prose, c, q);
    let near = text.folded_of(own, q.start);
    let rest = text.folded_of(q.end, c.end);
    let marks = stance::marks(prose, c.start, c.end);
    let status = marks.status();
    // 未 and 不 in the same clause.
    if lead.ends_with('第') || lead.ends_with("每") {
        return Some(Role::Other("each"));
    }
    if prose
        .scan
        .within(own.max(q.start.saturating_sub(6)), q.start)
        .any(|h| matches!(h.entry, Entry::Word(Class::Each)))
        && q.dimension() == Some(Dimension::Money)
    {
        return Some(Role::Other("each"));
    }
    // 全长25公里, 涉及8个项目.
    if let Some(hit) = prose.scan.last(Class::Describe, c.start, q.start) {
        let between = text.folded_of(hit.end, q.start);
        let short = hit.end - hit.start == 1;
        // 完成治理面积133平方公里 is done, 总面积133平方公里 a size.
        let done = prose.scan.within(c.start, hit.start).any(|h| {
            matches!(
                h.entry,
                Entry::Word(Class::Done | Class::Total | Class::Reached)
            )
        }) && text.ends(hit.end, "面积")
            && !text.ends(hit.end, "建筑面积")
            && !text.ends(hit.end, "总面积");
        let reach = between.chars().count() <= 12
            && !["完成", "建成", "新增", "新建", "改造"]
                .iter()
                .any(|w| between.contains(w));
        if reach && !done && !between.contains("累计") && (!short || between.is_empty()) {
            return Some(if text.starts(hit.start, "涉及") {
                listed(scene, clause)
            } else {
                Role::Other("size")
            });
        }
    }
    if near.ends_with("任务")
        || near.ends_with("任务数")
        || near.ends_with("目标")
        || near.ends_with("计划")
        || near.ends_with("计划数")
    {
        return Some(listed(scene, clause));
    }
    if [
        "应完成",
        "需完成",
        "按计划应",
        "应达",
        "节点要求",
        "目标为",
        "目标是",
        "要求",
    ]
    .iter()
    .any(|w| near.contains(w))
    {
        return Some(Role::Other("interim-target"));
    }
    if near.ends_with("在建") || near.ends_with("正在建设") || near.ends_with("待建") {
        return Some(Role::Other("under-way"));
    }
    if q.unit_text == "层" {
        return Some(Role::Other("size"));
    }
    // 组建3个督查组, 分三个标段实施, 可办理1286项.
    if ["组", "专班", "标段", "批实施", "批次实施"]
        .iter()
        .any(|w| rest.ends_with(w) || rest.starts_with(w))
        || near.ends_with('分')
        || near.trim_start_matches([',', '、']).starts_with('可') && !near.starts_with("可喜")
    {
        return Some(Role::Other("size"));
    }
    // 126所学校覆盖率达100%: the rate is the figure.
    let upto = prose
        .quantities_in(q.end, c.end)
        .iter()
        .find(|p| p.is_rate() && p.reject.is_none());
    if upto.is_some_and(|p| text.folded_of(q.end, p.start).contains('率'))
        && lead.chars().count() <= 4
    {
        return Some(Role::Other("size"));
    }
    // 10个生活圈建设方案已印发: papers about them.
    if ["方案", "名单", "规划", "清单"]
        .iter()
        .any(|w| rest.contains(w))
        && lead.trim().is_empty()
    {
        return Some(Role::Other("size"));
    }
    // What is left, or still to come.
    if let Some(hit) = prose.scan.last(Class::Remaining, c.start, q.start) {
        let gap = text.folded_of(hit.end, q.start).chars().count();
        if gap <= 3 && !text.ends(hit.start, "多") && !text.ends(hit.start, "不") {
            return Some(Role::Other("remaining"));
        }
    }
    if let Some(hit) = prose.scan.last(Class::Comparison, c.start, q.start) {
        let word = text.folded_of(hit.start, hit.end);
        let compares = match word {
            "比" => {
                !matches!(text.before(hit.start), '占' | '同' | '环' | '评' | '对')
                    && text.at(hit.end) != '例'
            }
            "较" => true,
            "少" | "慢" | "快" | "差" => hit.end == q.start && lead.contains('比'),
            "同比" | "环比" => true,
            _ => hit.end == q.start && (lead.contains('比') || lead.contains('较')),
        };
        if compares && !lead.contains("实际") {
            return Some(Role::Other("comparison"));
        }
    }
    if lead.starts_with('以') && rest.contains('为') {
        return Some(Role::Other("size"));
    }
    // 等10项精细化服务, 50个小区名单.
    if text.before(q.start) == '等'
        && q.unit_text == "项"
        && !["完成", "建成", "竣工", "开工", "办结"]
            .iter()
            .any(|w| rest.contains(w))
    {
        return Some(Role::Other("size"));
    }
    // 两项筛查率 counts rates.
    if q.form == Form::Single && q.unit_text == "项" && rest.contains('率') {
        return Some(Role::Other("size"));
    }
    if rest.ends_with("名单") || rest.starts_with("任务") && !rest.contains("完成") {
        return Some(Role::Other("size"));
    }
    // Money set aside is no progress.
    if q.dimension() == Some(Dimension::Money) {
        if let Some(hit) = prose.scan.last(Class::Budget, c.start, q.start) {
            let paid = prose.scan.last(Class::Paid, c.start, q.start);
            if paid.is_none_or(|p| p.start < hit.end) {
                return Some(Role::Other("budget"));
            }
        }
        if lead.contains("调整到") || lead.contains("调整为") || rest.starts_with("调整") {
            return Some(Role::Other("budget"));
        }
    }
    // Percent clauses speak of their percent: 2个小区完成工程量的90%.
    let percents = prose
        .quantities_in(q.end, c.end)
        .iter()
        .any(|p| p.is_rate() && p.reject.is_none() && prose.open(p.numeral));
    if percents
        && ["完成工程", "完成总", "完成投资", "完成形象"]
            .iter()
            .any(|w| rest.contains(w))
    {
        return Some(Role::Other("size"));
    }
    // Parts of a total.
    if let Some(role) = part(scene, q, clause, before) {
        return Some(role);
    }
    let ahead = stance::ahead(prose, c.start, c.end, scene.as_of);
    let planned = scene.carried[clause].planned
        || status == Some(EventStatus::Planned)
        || scene.carried[clause].labelled;
    if planned || (ahead && status != Some(EventStatus::Done)) {
        // 计划8块,现已全部完工.
        return Some(listed(scene, clause));
    }
    // 计划 behind the amount's own clause is fine; 3个项目加紧施工 is not done.
    let after_amount = |at: Option<usize>| at.is_some_and(|at| at >= q.end);
    if (after_amount(marks.ongoing) || after_amount(marks.begin))
        && !after_amount(marks.done)
        && status == Some(EventStatus::Ongoing)
    {
        return Some(Role::Other("under-way"));
    }
    if rest.contains("进行") && lead.starts_with('对') && status != Some(EventStatus::Done) {
        return Some(Role::Other("under-way"));
    }
    if (lead.contains("正在") || near.starts_with('正'))
        && status == Some(EventStatus::Ongoing)
        && !near.contains("累计")
    {
        return Some(Role::Other("under-way"));
    }
    None
}

/// The size of a list is reached if the next clause says that all of it is done.
fn listed(scene: &Scene, clause: usize) -> Role {
    let prose = scene.prose;
    let Some(next) = prose.clauses.get(clause + 1) else {
        return Role::Planned;
    };
    if prose.clauses[clause].mark != ',' {
        return Role::Planned;
    }
    let words = prose.text.folded_of(next.start, next.end);
    let whole = ["全部", "均已", "都已"].iter().any(|w| words.contains(w));
    let finished = ["完成", "完工", "竣工", "建成", "办结", "投用", "投入使用"]
        .iter()
        .any(|w| words.contains(w));
    let status = stance::marks(prose, next.start, next.end).status();
    if whole && finished && status == Some(EventStatus::Done) {
        Role::Reached(REACHED)
    } else {
        Role::Planned
    }
}

/// 其中甲县1个、乙县3个: parts are left out, unless a lone part is what the task is about.
fn part(scene: &Scene, q: &Quantity, clause: usize, before: &[Judged]) -> Option<Role> {
    let prose = scene.prose;
    let text = &prose.text;
    let c = &prose.clauses[clause];
    let at = (c.start..q.start)
        .find(|&i| text.starts(i, "其中"))
        .or_else(|| {
            // The list may run on over commas.
            let back = prose.clauses[..clause]
                .iter()
                .rfind(|b| b.sentence == c.sentence)?;
            let had = text.folded_of(back.start, back.end);
            let runs_on = had.contains("其中")
                && back.end < c.start
                && before.last().is_some_and(|b| {
                    matches!(b.role, Role::Other("part"))
                        && b.clause + 1 == clause
                        && b.amount.unit == q.unit_text
                })
                && !prose
                    .scan
                    .within(c.start, c.end)
                    .any(|h| matches!(h.entry, Entry::Word(Class::Done | Class::Total)));
            runs_on.then_some(c.start)
        })?;
    let name = text.folded_of(at, q.start).replace("其中", "");
    let verb = prose.scan.within(at, c.end).any(|h| match h.entry {
        Entry::Word(Class::Done | Class::Finish) => true,
        Entry::Work(w) => w.kind == crate::vocabulary::Kind::Stage,
        _ => false,
    });
    let list = prose
        .quantities_in(at, c.end)
        .iter()
        .filter(|p| p.reject.is_none() && p.unit.is_some())
        .count()
        > 1;
    if verb && !list {
        return None;
    }
    // 其中跨区6449件 names what the title is about, and the total did not.
    let about = !list && {
        let title = link::pairs(&scene.title.text.folded);
        let said = link::pairs(text.folded_of(sentence_start(prose, clause), at));
        link::pairs(&name)
            .iter()
            .any(|p| title.binary_search(p).is_ok() && said.binary_search(p).is_err())
    };
    if about {
        None
    } else {
        Some(Role::Other("part"))
    }
}

/// A figure without a unit counts only in a table cell.
fn bare(scene: &Scene, q: &Quantity, clause: usize) -> Role {
    let prose = scene.prose;
    let text = &prose.text;
    let c = &prose.clauses[clause];
    let alone = text.folded_of(c.start, q.start).trim().is_empty()
        && text.folded_of(q.end, c.end).trim().is_empty();
    if !alone || q.form != Form::Digits {
        return Role::Other("bare-number");
    }
    let label = clause
        .checked_sub(1)
        .map(|k| &prose.clauses[k])
        .filter(|l| l.label);
    let words = label.map_or("", |l| text.folded_of(l.start, l.end));
    if words.contains("进度") || words.contains("完成率") || words.contains("百分比") {
        return Role::Completion;
    }
    let whole = prose.clauses.len() == 1;
    let tells = words.contains("完成") || words.contains("累计") || words.contains("实际");
    if (tells || whole) && !table_unit(scene).is_empty() {
        return Role::Reached(TABLE);
    }
    Role::Other("bare-number")
}

/// The unit that a bare figure takes: of the only target, else of the noun in the title.
fn table_unit(scene: &Scene) -> String {
    if let Some(target) = scene.targets.list.first() {
        return target.amount.unit.clone();
    }
    let title = &scene.title.text.folded;
    for (noun, unit) in [
        ("人次", "人次"),
        ("人数", "人"),
        ("户数", "户"),
        ("场次", "场"),
        ("个数", "个"),
        ("里程", "公里"),
        ("面积", "平方米"),
        ("套数", "套"),
        ("张数", "张"),
    ] {
        if title.contains(noun) {
            return unit.into();
        }
    }
    String::new()
}

const COMPLETION_WORDS: &[&str] = &[
    "完成率",
    "完工率",
    "建成率",
    "开工率",
    "开复工率",
    "竣工率",
    "复工率",
    "进度",
    "完成比例",
    "工程量",
    "工程总量",
    "总量",
    "签约率",
    "拨付率",
    "发放率",
    "兑现率",
    "支付率",
    "招标率",
    "任务的",
    "目标的",
    "计划的",
    "目标任务的",
    "占计划",
    "占年度",
    "占全年",
    "占年计划",
    "占目标",
    "占任务",
    "为计划",
    "为全年",
    "为年度",
    "为目标",
    "任务数的",
    "达到年度",
    "达到全年",
    "指标的",
    "投资的",
    "总投资的",
    "序时",
];

/// A percentage: of completion, measured, or neither.
fn rate(scene: &Scene, q: &Quantity, clause: usize, before: &[Judged]) -> Role {
    let prose = scene.prose;
    let text = &prose.text;
    let c = &prose.clauses[clause];
    let own = own_start(prose, c, q);
    let lead = text.folded_of(c.start, q.start);
    let near = text.folded_of(own, q.start);
    let rest = text.folded_of(q.end, c.end);
    let planned = scene.carried[clause].planned || scene.carried[clause].labelled;
    let title = &scene.title.text.folded;
    if rest.starts_with("的节点")
        || rest.starts_with("的目标")
        || rest.starts_with("的要求")
        || rest.starts_with("的任务")
    {
        return Role::Other("interim-target");
    }
    if lead.contains("计划完成") && !lead.contains("实际")
        || near.contains("应完成")
        || lead.contains("应达")
    {
        return Role::Other("interim-target");
    }
    if planned || stance::ahead(prose, c.start, c.end, scene.as_of) {
        return Role::Other("planned-rate");
    }
    if lead.contains("调整") || rest.starts_with("调整") || near.contains("调整到") {
        return Role::Other("adjusted");
    }
    if text.enclosure[q.numeral] == Enclosure::Parentheses {
        // 已完成1个(50%), 正在施工(90%).
        let alone = text.before(q.start) == '(' && text.at(q.end) == ')';
        return if alone && !rest.is_empty() {
            Role::Completion
        } else {
            Role::Other("in-parentheses")
        };
    }
    if q.dimension() == Some(Dimension::Point) {
        let wanted = scene.targets.list.iter().any(|t| t.amount.unit == "百分点");
        let compared = lead.contains('比')
            || lead.contains('较')
            || lead.contains("高出")
            || lead.contains("同比");
        return if wanted && !compared {
            Role::Reached(RATE)
        } else {
            Role::Other("points")
        };
    }
    // A label before a colon names it: 完成率：40%.
    let label = clause
        .checked_sub(1)
        .map(|k| &prose.clauses[k])
        .filter(|l| l.label && lead.trim().is_empty());
    let label_words = label.map_or("", |l| text.folded_of(l.start, l.end));
    if label_words.contains("进度")
        || label_words.contains("完成率")
        || label_words.contains("完成比例")
    {
        return Role::Completion;
    }
    // 投资完成率 may be what a target asks for.
    let near_pairs = link::pairs(near);
    let asked = scene.targets.list.iter().any(|t| {
        t.amount.unit == "%" && {
            let own = link::pairs(&t.own);
            near.contains('率')
                && near_pairs
                    .iter()
                    .filter(|p| own.binary_search(p).is_ok())
                    .count()
                    >= 3
        }
    });
    if asked {
        return Role::Reached(RATE);
    }
    if COMPLETION_WORDS.iter().any(|w| lead.contains(w)) {
        // In 分别占年度任务的39.1%、20.5% the words stand before the first.
        let growth = ["增长", "同比", "下降", "覆盖率", "合格率"]
            .iter()
            .any(|w| near.contains(w));
        if !growth {
            return Role::Completion;
        }
    }
    let follows_amount = before
        .iter()
        .rev()
        .find(|b| !matches!(b.role, Role::Other(_)));
    let bare_done = [
        "完成",
        "分别完成",
        "已完成",
        "累计完成",
        "完成了",
        "和",
        "、",
        "总体完成",
        "整体完成",
    ]
    .iter()
    .any(|w| near.trim() == *w)
        || near.ends_with("完成")
        || near.ends_with("已完成");
    if near.trim() == "、" || near.trim() == "和" || near.trim() == "及" {
        // One more of the kind before it.
        if let Some(last) = before.last() {
            return last.role.clone();
        }
    }
    if bare_done && !title_grows(title) {
        return Role::Completion;
    }
    let growth = prose.scan.last(Class::Growth, c.start, q.start).is_some();
    if growth {
        let compared = lead.contains("同比")
            || lead.contains("环比")
            || lead.contains('比') && !lead.contains("比重") && !lead.contains("占比");
        return if title_grows(title)
            && (!compared || title.contains("增长"))
            && !lead.starts_with('比')
        {
            Role::Reached(RATE)
        } else {
            Role::Other("growth")
        };
    }
    if lead.contains("承担")
        || lead.contains("配套")
        || lead.contains("其中")
        || near.starts_with('占')
        || near.trim() == "占"
        || near.contains("占比")
    {
        return Role::Other("share");
    }
    let _ = follows_amount;
    if lead.contains("率")
        || lead.contains("比例")
        || lead.contains("比重")
        || lead.contains("覆盖")
        || lead.contains("满意度")
    {
        return Role::Reached(RATE);
    }
    // The cell holds nothing but the rate.
    let whole = prose.clauses.len() == 1 && lead.trim().is_empty() && rest.trim().is_empty();
    if whole {
        let measured = scene.targets.list.is_empty()
            || scene.targets.list.iter().any(|t| t.amount.unit == "%");
        return if measured {
            Role::Reached(RATE)
        } else {
            Role::Completion
        };
    }
    let shares = scene.targets.list.iter().any(|t| {
        let own = link::pairs(&t.own);
        t.amount.unit == "%" && near_pairs.iter().any(|p| own.binary_search(p).is_ok())
    });
    if shares
        || scene.targets.list.iter().any(|t| t.amount.unit == "%")
            && prose.scan.has(Class::Reached, c.start, q.start)
    {
        return Role::Reached(RATE);
    }
    Role::Other("rate")
}

fn title_grows(title: &str) -> bool {
    ["增长", "增速", "提高", "下降", "降低", "增幅"]
        .iter()
        .any(|w| title.contains(w))
}

/// Of several amounts linked to one target, those whose unit or name fits worse than the
/// best give way, unless their percentage tells otherwise.
fn settle_rivals(out: &mut [Judged]) {
    let linked: Vec<(usize, usize)> = out
        .iter()
        .enumerate()
        .filter(|(_, j)| matches!(j.role, Role::Reached(_)))
        .filter_map(|(k, j)| Some((k, j.decision.target?)))
        .collect();
    // The best of each target: by unit, and by name within either kind.
    let mut best: HashMap<usize, Best> = HashMap::new();
    for &(k, target) in &linked {
        let own = &out[k].decision;
        let entry = best.entry(target).or_default();
        entry.exact |= own.exact;
        if own.told {
            entry.told = entry.told.max(own.shared);
        }
        let slot = &mut entry.shared[usize::from(own.exact)];
        *slot = (*slot).max(own.shared);
    }
    for &(k, target) in &linked {
        let own = &out[k].decision;
        if own.told {
            continue;
        }
        let best = &best[&target];
        let better = (best.exact && !own.exact)
            || own.shared < best.told
            || (own.shared * 2 < best.shared[usize::from(own.exact)] && own.shared < 3);
        if better {
            out[k].decision = Decision::none(Link::Open, "同一目标另有更相符的数量");
        }
    }
}

/// What the amounts of one target reach at best.
#[derive(Default)]
struct Best {
    exact: bool,
    told: usize,
    shared: [usize; 2],
}

/// A rate that is just that of the amount before it and its target states completion,
/// whatever it is called: 已体检6.15万人,体检率76.9%.
fn rates_that_fit(scene: &Scene, out: &mut [Judged]) {
    for k in 1..out.len() {
        if !matches!(out[k].role, Role::Reached(RATE)) || out[k].decision.target.is_some() {
            continue;
        }
        let clause = &scene.prose.clauses[out[k].clause];
        let words = scene
            .prose
            .text
            .folded_of(clause.start, out[k].quantity.start);
        let before = &out[k - 1];
        let same = scene.prose.clauses[before.clause].sentence == clause.sentence;
        let Some(target) = before
            .decision
            .target
            .filter(|_| same && words.contains('率'))
        else {
            continue;
        };
        let goal = scene.targets.list[target].amount.value;
        let fits = before
            .amount
            .value
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|v| v.checked_div(goal))
            .is_some_and(|c| (c - out[k].quantity.value).abs() < Decimal::new(1, 1));
        if fits && out[k].quantity.value < Decimal::ONE_HUNDRED {
            out[k].role = Role::Completion;
        }
    }
}

/// Of a new and a cumulative amount, a cumulative target takes the cumulative one; parts
/// listed after a total that reached the target count no further.
fn settle_totals(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for (index, target) in scene.targets.list.iter().enumerate() {
        let linked: Vec<usize> = (0..out.len())
            .filter(|&k| {
                matches!(out[k].role, Role::Reached(_)) && out[k].decision.target == Some(index)
            })
            .collect();
        if linked.len() < 2 {
            continue;
        }
        let lead = |j: &Judged| {
            prose
                .text
                .folded_of(prose.clauses[j.clause].start, j.quantity.start)
        };
        let totals = |j: &Judged| lead(j).contains("累计") || lead(j).contains("实际");
        let Some(total) = linked.iter().copied().rfind(|&k| totals(&out[k])) else {
            continue;
        };
        let total_unit = out[total].amount.unit.clone();
        let same_total = lead(&out[total]).contains("累计");
        for &k in &linked {
            if k == total || out[k].amount.unit != total_unit {
                continue;
            }
            if lead(&out[k]).contains("累计") || lead(&out[k]).contains("其中") {
                continue;
            }
            if same_total {
                out[k].decision = Decision::none(Link::Open, "本期数,另有累计数对应目标");
            } else if k > total
                && !prose.scan.has(
                    Class::Reached,
                    prose.clauses[out[k].clause].start,
                    out[k].quantity.start,
                )
            {
                out[k].role = Role::Other("part");
            }
        }
        let _ = target;
    }
}
