//! By which day the title says that an amount is due: 9月底前建成公厕20座, 新建学校6所（2026年8月底前完成）.
//!
//! Where the words leave two days open the later one is taken, so that nobody is called late for it:
//! 9月前 runs to the end of September. Source: docs/rules/expected-progress.md.

use crate::clause::{Clause, Prose};
use crate::date::{self, Context, Found as Day, Grain, Side};
use crate::rules::kinds::COMPLETED;
use crate::rules::targets::Found;
use crate::text::{Enclosure, Phrase as _, Sought, Text, any_of};
use crate::vocabulary::{Class, Entry, Kind};
use shishi_domain::Date;

/// How the due date of a column or of a clause of its own is headed.
const LABELS: &[&str] = &[
    "完成时限",
    "完成时间",
    "完成期限",
    "办结时限",
    "时间节点",
    "建设周期",
    "建设期限",
    "建设年限",
    "实施期限",
    "工期",
    "时限",
];

/// What stands between a due date and the verb, or before the date.
const ADVERBS: &[&str] = &[
    "力争", "确保", "争取", "计划", "预计", "全部", "全面", "基本", "累计", "分别", "分批", "正式",
    "内", "将", "均", "共", "须", "要", "应", "拟", "可", "再", "各", "并", "于", "在", "为", ":",
    ",",
];

/// What ends a clause that says only by when all is finished: 建成并投入使用, 完成改造任务.
const FINISHED: &[&str] = &[
    "投入使用",
    "投入运营",
    "建成",
    "完成",
    "完工",
    "竣工",
    "办结",
    "投用",
    "投运",
    "启用",
    "通车",
    "交付",
    "使用",
    "试运行",
    "运行",
    "运营",
    "开放",
    "验收",
    "改造",
    "建设",
    "施工",
    "任务",
    "工程",
    "并",
];

/// How far behind a date its amount is looked for, in characters.
const FAR: usize = 30;

/// A due date of the title.
struct Due {
    start: usize,
    /// Behind 前 and 内.
    end: usize,
    on: Date,
    /// 9月底前, 到9月, 2026年内: it says by when, whatever follows.
    firm: bool,
}

/// Sets the due day of each target that has one. Dates count from the programme's `year`.
pub(crate) fn read(prose: &Prose, targets: &mut [Found], year: Option<i16>) {
    let Some(year) = year else { return };
    let dues: Vec<Due> = prose
        .dates
        .iter()
        .filter_map(|date| due(prose, date, year))
        .collect();
    let mut apart = Vec::new();
    for (k, clause) in prose.clauses.iter().enumerate() {
        let until = |end: usize| dues.partition_point(|due| due.start < end);
        let here = &dues[until(clause.start)..until(clause.end)];
        let holds = |t: &Found| (clause.start..clause.end).contains(&t.at);
        if here.is_empty() {
            continue;
        }
        if targets.iter().any(holds) {
            own(prose, clause, here, targets);
        } else {
            apart.extend(here.iter().map(|due| (k, due)));
        }
    }
    // What the clause of a target says itself comes first, and what heads all of them last; of two heads
    // the nearer one.
    for (k, due) in &apart {
        behind(prose, *k, due, targets);
    }
    for (k, due) in apart.iter().rev() {
        ahead(prose, *k, due, targets, year);
    }
}

/// The due date that a date is, if it is one.
fn due(prose: &Prose, date: &Day, year: i16) -> Option<Due> {
    let text = &prose.text;
    let named = matches!(
        text.enclosure.get(date.start),
        Some(Enclosure::Title | Enclosure::Quotes)
    );
    let until = matches!(date.side, Some(Side::Before | Side::Until));
    let since = date.side.is_some() && !until || {
        let range = text.folded_of(date.start, date.end);
        date.outer.0 < date.start && !range.contains(['-', '~', '至', '到'])
    };
    const APART: &[&str] = &[
        "截至",
        "截止",
        "截至到",
        "截止到",
        "比",
        "较",
        "超",
        "每年",
        "每",
        "原定",
        "原计划",
    ];
    let apart = text.one_before(date.start, APART).is_some();
    let early = !until && text.before(date.end) == '初';
    // 2025年, 2018-2019年度: of which list it is.
    let list = date.grain == Grain::Year && date.to.year() == year || text.ends(date.end, "年度");
    let past = date.to.year() < year;
    if named || since || apart || early || list || past || tells_which(prose, date) {
        return None;
    }
    // 一季度、二季度各新增学位300个: there is no one day for it.
    if text.one_of(date.end, &["各", "分别"]).is_some()
        && matches!(text.before(date.start), '、' | '和' | '及')
    {
        return None;
    }
    let firm = until
        || matches!(text.before(date.end), '底' | '末')
        || matches!(text.before(date.start), '到' | '至')
        || text.at(date.end) == '内';
    Some(Due {
        start: date.start,
        end: match text.at(date.end) == '内' {
            true => date.end + 1,
            false => date.outer.1,
        },
        on: date.to,
        firm,
    })
}

/// 6月底前开工的20个项目, 9月1日前入学的新生体检6000人: which ones.
fn tells_which(prose: &Prose, date: &Day) -> bool {
    // What nobody promises to do.
    const BORN: &[&str] = &["出生", "入学", "年满", "缴纳"];
    const ENTERED: &Sought = any_of!["出生", "入学", "年满", "缴纳", "参保", "登记", "注册"];
    let text = &prose.text;
    let start = date.outer.1;
    let rest = text.words(start, (start + 6).min(text.len()));
    let near = rest.split_once('的').is_some_and(|(verb, _)| {
        verb.has(COMPLETED)
            || verb.has(any_of![
                "开工", "启动", "建设", "注册", "登记", "立项", "结转", "申报"
            ])
    });
    // 6月底前已建成的公厕.
    if near || text.at(start) == '已' {
        return true;
    }
    let at = start + adverbs(prose, start);
    if text.one_of(at, BORN).is_some() {
        return true;
    }
    let counted = prose.quantities_in(start, (start + FAR).min(text.len()));
    let end = counted.first().map_or(start, |q| q.start);
    let Some(of) = text.each(start, end, '的').next_back() else {
        return false;
    };
    text.words(start, of).has(ENTERED) && !acts(prose, start)
}

/// The due dates of the clause that holds the targets: each governs those behind it, up to the next
/// one; one in brackets, or with none behind it, those before it. A bracket with amounts of its own is
/// read for itself: 公厕20座（其中5座6月底前完成）.
fn own(prose: &Prose, clause: &Clause, dues: &[Due], targets: &mut [Found]) {
    let mut from = clause.start;
    for (n, due) in dues.iter().enumerate() {
        let mut next = dues.get(n + 1).map_or(clause.end, |next| next.start);
        let holds = |start: usize, end: usize| {
            let mut all = targets.iter();
            all.any(|t| (start..end).contains(&t.at))
        };
        let mut stop = clause.end;
        let bracket = brackets(prose, due);
        if bracket.is_none() && !prose.open(due.start) {
            continue;
        }
        let apart = bracket.filter(|(open, close)| holds(*open, *close));
        if let Some((open, close)) = apart {
            (from, next, stop) = (from.max(open), next.min(close), close);
        }
        let mark = prose.text.each(due.end, stop, '、').next();
        let (start, end) = if let (Some((open, close)), None) = (bracket, apart) {
            match in_brackets(prose, due, open, close) {
                true => (from, due.start),
                false => continue,
            }
        } else if due.firm
            && holds(from, due.start)
            && mark.is_some_and(|mark| ends(prose, due.end, mark))
        {
            // 5座6月底前建成、15座9月底前建成.
            (from, due.start)
        } else if holds(due.end, next) {
            match due.firm || acts(prose, due.end) {
                true => (due.end, next),
                false => continue,
            }
        } else if due.firm && finishes(prose, due.end, stop) {
            (from, due.start)
        } else {
            continue;
        };
        from = due.end;
        for target in targets.iter_mut() {
            if (start..end).contains(&target.at) && target.target.due.is_none() {
                target.target.due = Some(due.on);
            }
        }
    }
}

/// A clause without a target behind those it is said of: ，2025年8月底前投入使用; 。完成时限：10月31日.
fn behind(prose: &Prose, k: usize, due: &Due, targets: &mut [Found]) {
    let clause = &prose.clauses[k];
    let labelled = is_labelled(prose, k, due);
    let says_when = labelled && alone(prose, clause, due)
        || leads(&prose.text, clause.start, due.start) && ends(prose, due.end, clause.end);
    if !says_when {
        return;
    }
    let all = labelled
        || prose
            .text
            .words(due.end, clause.end)
            .has(any_of!["全部", "均"]);
    let sentence = |t: &Found| {
        let at = prose.clause_at(t.at);
        at.is_some_and(|at| labelled || prose.clauses[at].sentence == clause.sentence)
    };
    let before = |t: &&mut Found| t.at < clause.start && sentence(t);
    let last = targets.iter_mut().filter(before).last().map(|t| t.clause);
    for target in targets.iter_mut().filter(before) {
        if target.target.due.is_none() && (all || Some(target.clause) == last) {
            target.target.due = Some(due.on);
        }
    }
}

/// A date alone in its clause, ahead of those it is said of: 到2025年底，…. At the head of the title it
/// governs all of it, elsewhere its sentence; one beyond the programme's `year` governs no more than its
/// sentence, and that up to what is promised for this year: 到2030年，公园达到50个，年内新建10个.
fn ahead(prose: &Prose, k: usize, due: &Due, targets: &mut [Found], year: i16) {
    let clause = &prose.clauses[k];
    if !alone(prose, clause, due) {
        return;
    }
    let labelled = is_labelled(prose, k, due);
    let opens = k == 0 || k == 1 && labelled && prose.label_of(k).is_some();
    // 完成时限：2026年8月 is said of all of it.
    let far = due.on.year() > year && !(opens && labelled);
    let heads = opens && !far;
    let first = targets.partition_point(|t| t.at < clause.end);
    for n in first..targets.len() {
        let Some(own) = prose.clause_at(targets[n].at).map(|at| &prose.clauses[at]) else {
            return;
        };
        if !heads && own.sentence != clause.sentence {
            return;
        }
        // What stands behind an amount may be said of the next: 50个（2025年10个）.
        let next = targets.get(n + 1).is_some_and(|next| next.at < own.end);
        let end = if next { targets[n].at } else { own.end };
        let mut dates = prose.dates_in(own.start, end).iter();
        if dates.any(|date| date.to.year() >= year && !tells_which(prose, date)) {
            match far {
                true => return,
                false => continue,
            }
        }
        let due_day = &mut targets[n].target.due;
        *due_day = due_day.or(Some(due.on));
    }
}

/// Whether a clause says of its date what it is: 完成时限：9月, 建设周期2025—2026年.
fn is_labelled(prose: &Prose, k: usize, due: &Due) -> bool {
    let lead = prose.text.folded_of(prose.clauses[k].start, due.start);
    let is_label = |label: &Clause| {
        let words = prose.text.folded_of(label.start, label.end);
        LABELS.iter().any(|name| words.ends_with(name))
    };
    lead.starts_with_one(LABELS) || prose.label_of(k).is_some_and(is_label)
}

/// Whether a clause holds nothing but the date.
fn alone(prose: &Prose, clause: &Clause, due: &Due) -> bool {
    leads(&prose.text, clause.start, due.start)
        && stripped(prose.text.folded_of(due.end, clause.end), ADVERBS).is_empty()
}

/// Whether only such words stand before a date as say that it is meant: 力争于, 到.
fn leads(text: &Text, start: usize, at: usize) -> bool {
    let before = text.folded_of(start, at);
    let before = stripped(before.trim_end_matches(['到', '至']), LABELS);
    stripped(before, ADVERBS).is_empty()
}

/// Where the brackets around a date open and close.
fn brackets(prose: &Prose, due: &Due) -> Option<(usize, usize)> {
    let text = &prose.text;
    if text.enclosure.get(due.start) != Some(&Enclosure::Parentheses) {
        return None;
    }
    let mut before = due.start.saturating_sub(FAR)..due.start;
    let mut behind = due.end..text.len().min(due.end + FAR);
    let open = before.rfind(|&i| text.at(i) == '(')?;
    Some((open, behind.find(|&i| text.at(i) == ')')?))
}

/// （2026年8月底前完成）, （2025—2026年）, （完成时限：9月）.
fn in_brackets(prose: &Prose, due: &Due, open: usize, close: usize) -> bool {
    let text = &prose.text;
    let lead = text.folded_of(open + 1, due.start).trim_end_matches(':');
    let labelled = LABELS.contains(&lead);
    let years = text.folded_of(due.start, due.end);
    let bare = labelled || due.firm || years.contains(['-', '至', '到']) && years.ends_with('年');
    (labelled || leads(text, open + 1, due.start))
        && (due.end == close && bare || ends(prose, due.end, close))
}

/// Whether what is to be done, or how much, stands right behind a date: 上半年完成, 2026年新建, 3月10场.
fn acts(prose: &Prose, end: usize) -> bool {
    let at = end + adverbs(prose, end);
    let tells = |entry: &Entry| match entry {
        Entry::Work(work) => work.kind != Kind::Noun,
        Entry::Word(class) => matches!(class, Class::Finish | Class::Reached | Class::Light),
    };
    let verb = prose.scan.within(at, at + 6);
    verb.take_while(|hit| hit.start == at)
        .any(|hit| tells(&hit.entry))
        || prose
            .quantities_in(at, at + 3)
            .iter()
            .any(|q| q.start == at)
}

/// Characters of the adverbs at a place.
fn adverbs(prose: &Prose, at: usize) -> usize {
    let rest = prose.text.folded_of(at, prose.text.len().min(at + 12));
    rest.chars().count() - stripped(rest, ADVERBS).chars().count()
}

/// Whether a verb of completion stands behind a date, and not of a stage: 年底前完成全部廊体建设.
fn finishes(prose: &Prose, from: usize, end: usize) -> bool {
    let from = from + adverbs(prose, from);
    prose.text.words(from, end).starts_with_one(COMPLETED)
        && !prose.scan.has(Class::Section, from, end)
}

/// Whether the clause says that all is finished then, and nothing else: 全面完成改造任务.
fn ends(prose: &Prose, from: usize, end: usize) -> bool {
    let from = from + adverbs(prose, from);
    let rest = prose.text.folded_of(from, end);
    rest.starts_with_one(COMPLETED) && stripped(rest, FINISHED).is_empty()
}

/// Whether words say by when alone, and name nothing: 6月底前完成), 其中9月前建成.
pub(crate) fn says_only_when(prose: &Prose, start: usize, end: usize) -> bool {
    let text = &prose.text;
    let Some(date) = prose.dates_in(start, end).first() else {
        return false;
    };
    let lead = text.folded_of(start, date.start);
    let lead = lead.trim_start_matches([' ', '(', ',', '、']);
    let lead = lead.strip_prefix("其中").unwrap_or(lead);
    let rest = text.folded_of(date.outer.1, end.max(date.outer.1));
    let mut rest = rest.trim_start_matches('前');
    loop {
        let shorter = stripped(stripped(rest, ADVERBS), FINISHED);
        if shorter.len() == rest.len() {
            break;
        }
        rest = shorter;
    }
    stripped(lead, ADVERBS).is_empty() && rest.trim_matches([' ', ')', '、']).is_empty()
}

/// What is left of a text without the words that it begins with.
fn stripped<'t>(mut text: &'t str, words: &[&str]) -> &'t str {
    while let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest;
    }
    text
}

/// The due day of a cell that holds nothing else: 2025年9月底, 2025.09, 12月, 3月底前开工、10月完工.
///
/// Of several days the last one counts. `None` where the cell names no day (长期坚持), or none that the
/// programme's `year` or a later one holds.
///
/// ```
/// let day = shishi_extract::due("2025年9月底前", 2025);
/// assert_eq!(day.unwrap().to_string(), "2025-09-30");
/// ```
pub fn cell(cell: &str, year: i16) -> Option<Date> {
    let text = Text::new(cell);
    let context = Context {
        year: Some(year),
        ..Context::default()
    };
    let until = |date: &Day| !matches!(date.side, Some(Side::Since | Side::After));
    let named = date::find(&text, context)
        .into_iter()
        .filter(|date| until(date) && text.one_before(date.start, &["每年", "每"]).is_none());
    let month = || month_in_figures(&text);
    let day = named.map(|date| date.to).max().or_else(month)?;
    (day.year() >= year).then_some(day)
}

/// The last day of 2025.9, 2025-09 and 2025/9.
fn month_in_figures(text: &Text) -> Option<Date> {
    let (year, month) = text.folded.trim().split_once(['.', '-', '/'])?;
    let year = year.parse().ok().filter(|y| (1900..2200).contains(y))?;
    let first = Date::new(year, month.parse().ok()?, 1).ok()?;
    Some(first.last_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Item;

    /// Each target of the title with its due day.
    fn check(title: &str, want: &[&str]) {
        let reading = crate::read(&Item {
            title,
            narrative: "",
            year: Some(2025),
            as_of: "2025-09-30".parse().ok(),
        });
        let day = |due: Option<Date>| due.map_or("-".to_owned(), |day| day.to_string());
        let got: Vec<String> = reading
            .targets
            .iter()
            .map(|t| format!("{}{} {}", t.amount.value, t.amount.unit, day(t.due)))
            .collect();
        assert_eq!(got, want, "{title}");
    }

    #[test]
    fn in_the_clause_of_the_target() {
        check("6月30日前新建充电桩400个", &["400个 2025-06-30"]);
        check("力争于10月底前建成公厕20座", &["20座 2025-10-31"]);
        check("今明两年改造管网200公里", &["200公里 2026-12-31"]);
        check(
            "新建学校6所，其中9月前建成2所",
            &["6所 -", "2所 2025-09-30"],
        );
        check("9月底前建成公厕20座", &["20座 2025-09-30"]);
        check("年底前建成公厕20座", &["20座 2025-12-31"]);
        check("公厕20座年底前全部建成并试运行", &["20座 2025-12-31"]);
        check("上半年完成小区改造10个", &["10个 2025-06-30"]);
        check("前三季度新建绿道30公里", &["30公里 2025-09-30"]);
        check("2025—2026年改造管网200公里", &["200公里 2026-12-31"]);
        check("2026年8月底前建成学校6所", &["6所 2026-08-31"]);
        check("到2026年新建停车位800个", &["800个 2026-12-31"]);
        check("9月前建成公厕20座", &["20座 2025-09-30"]);
        check(
            "6月底前建成公厕20座、12月底前改造小区10个",
            &["20座 2025-06-30", "10个 2025-12-31"],
        );
    }

    #[test]
    fn in_brackets_and_behind() {
        check("新建公厕20座（9月底前完成）", &["20座 2025-09-30"]);
        check(
            "新建公厕20座（其中5座6月底前完成）",
            &["20座 -", "5座 2025-06-30"],
        );
        check(
            "新建公厕20座（6月底前5座，12月底前15座）",
            &["20座 -", "5座 2025-06-30", "15座 2025-12-31"],
        );
        check(
            "新建公厕20座（其中5座2025年6月底前建成、15座9月底前建成）",
            &["20座 -", "5座 2025-06-30", "15座 2025-09-30"],
        );
        check("新建学校6所（2025—2026年）", &["6所 2026-12-31"]);
        check("新建学校6所（完成时限：2026年8月）", &["6所 2026-08-31"]);
        check("建成过街天桥3座，9月底前完成", &["3座 2025-09-30"]);
        check("新建停车场8个，2025年8月底前投入使用", &["8个 2025-08-31"]);
        check(
            "改造泵站10座。完成时限：2025年10月31日",
            &["10座 2025-10-31"],
        );
        check("新建公厕20座，并于9月底前投入使用", &["20座 2025-09-30"]);
        check("新建学校6所，建设周期2025—2026年", &["6所 2026-12-31"]);
        check("新建公厕20座，完成时限为9月底", &["20座 2025-09-30"]);
        check(
            "新建学校6所，6月底前开工，9月底前完成主体结构，2026年8月底前投入使用",
            &["6所 2026-08-31"],
        );
        check(
            "新建学校6所，改造小区10个，9月底前全部完成",
            &["6所 2025-09-30", "10个 2025-09-30"],
        );
    }

    #[test]
    fn a_date_at_the_head_is_for_all() {
        check("到2025年底，新建公园10个", &["10个 2025-12-31"]);
        check(
            "9月底前，新建公园10个；改造小区6个，12月底前完成",
            &["10个 2025-09-30", "6个 2025-12-31"],
        );
        check(
            "6月底前，新建公园10个；12月底前，改造小区6个",
            &["10个 2025-06-30", "6个 2025-12-31"],
        );
        check(
            "9月底前新建公园10个，改造小区6个",
            &["10个 2025-09-30", "6个 -"],
        );
        check(
            "改造小区6个，2026年6月底前新建公园10个",
            &["6个 -", "10个 2026-06-30"],
        );
        check(
            "改造小区6个，新建公园10个，9月底前完成",
            &["6个 -", "10个 2025-09-30"],
        );
    }

    #[test]
    fn a_far_date_at_the_head_is_not_for_this_years_work() {
        check(
            "到2027年，公办园在园幼儿占比达到60%。今年新建幼儿园10所",
            &["60% 2027-12-31", "10所 -"],
        );
        check(
            "到2030年，全区公园达到50个；2025年新建公园10个",
            &["50个 2030-12-31", "10个 -"],
        );
        check(
            "到2030年，全区公园达到50个，年内新建公园10个，改造小区6个",
            &["50个 2030-12-31", "10个 -", "6个 -"],
        );
        check("到2030年，建成15分钟生活圈。新建公园10个", &["10个 -"]);
        check(
            "到2030年，全区公园达到50个（2025年10个）",
            &["50个 2030-12-31", "10个 -"],
        );
        // Which ones is no day of its own.
        check(
            "到2026年底，改造2000年底前建成的小区10个",
            &["10个 2026-12-31"],
        );
        check(
            "完成时限：2026年8月。新建学校6所；改造小区10个",
            &["6所 2026-08-31", "10个 2026-08-31"],
        );
    }

    #[test]
    fn other_dates_are_no_due_days() {
        check("2025年新建公园10个", &["10个 -"]);
        check("2025年度新建公园10个", &["10个 -"]);
        check("全年新建公园10个", &["10个 -"]);
        check("2024—2026年度改造管网60公里", &["60公里 -"]);
        check("截至9月底建成公园10个", &["10个 -"]);
        check("自2026年起新增床位100张", &["100张 -"]);
        check("2023年以来新增床位100张", &["100张 -"]);
        check("10月1日起新增服务点40个", &["40个 -"]);
        check("改造2000年底前建成的小区10个", &["10个 -"]);
        check("完成6月底前开工的20个项目", &["20个 -"]);
        check("落实《2024—2026年行动计划》，新建公园10个", &["10个 -"]);
        check("新建公园10个，6月底前全部开工", &["10个 -"]);
        check("为2026年春季开学新增学位900个", &["900个 -"]);
        check("每年9月开展活动20场", &["20场 -"]);
        check("年初下达改造任务20个", &["20个 -"]);
        check("一季度、二季度各新增学位300个", &["300个 -"]);
    }

    #[test]
    fn which_people_are_meant_is_no_due_day() {
        check("9月1日前入学的新生体检6000人", &["6000人 -"]);
        check("6月30日前出生的婴儿发放礼包5000份", &["5000份 -"]);
        check("6月30日前在本区出生的婴儿发放礼包5000份", &["5000份 -"]);
        check("2025年12月31日前缴纳社保的企业补贴300家", &["300家 -"]);
        check(
            "2025年12月31日前已在本区登记注册的企业补贴300家",
            &["300家 -"],
        );
        check("2025年底前年满65周岁老人体检800人", &["800人 -"]);
        check("9月底前完成开工手续齐全的20个项目", &["20个 2025-09-30"]);
        check("9月底前建成居民满意的公厕20座", &["20座 2025-09-30"]);
        check("9月底前完成不动产登记300件", &["300件 2025-09-30"]);
        check("9月底前新增注册志愿者500人", &["500人 2025-09-30"]);
        check("年底前参保人数达到50万人", &["500000人 2025-12-31"]);
    }

    #[test]
    fn cells_of_a_column() {
        for (text, want) in [
            ("2025年9月底", "2025-09-30"),
            ("2025年9月底前", "2025-09-30"),
            ("9月30日", "2025-09-30"),
            ("2025.09", "2025-09-30"),
            ("2025.9", "2025-09-30"),
            ("2025-9", "2025-09-30"),
            ("2025/9/30", "2025-09-30"),
            ("12月", "2025-12-31"),
            ("年底前", "2025-12-31"),
            ("三季度", "2025-09-30"),
            ("2026年6月", "2026-06-30"),
            ("2025—2026年", "2026-12-31"),
            ("3月底前开工、10月底前完工", "2025-10-31"),
            ("长期", ""),
            ("持续推进", ""),
            ("2025年9月起长期坚持", ""),
            ("2024年12月", ""),
            ("", ""),
        ] {
            let day = cell(text, 2025).map(|day| day.to_string());
            assert_eq!(day.unwrap_or_default(), want, "{text}");
        }
    }
}
