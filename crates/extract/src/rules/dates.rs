//! `planned-date`, `actual-date`, `cut-off-date`: what the days named in the narrative are for.

use crate::clause::{Clause, Prose};
use crate::date::{Found, Grain, Side};
use crate::numeral;
use crate::reading::{DateKind, DateMention};
use crate::rules::kinds::COMPLETED;
use crate::rules::predicates::ends_work;
use crate::rules::stance::{self, Carried};
use crate::text::{Edges, Enclosure, Phrase as _, Text, any_of};
use crate::vocabulary::{Class, Entry};
use shishi_domain::Date;

const PLANNED: &str = "planned-date";
const ACTUAL: &str = "actual-date";
const CUT_OFF: &str = "cut-off-date";

/// The dates of the narrative that tell something, with their kind.
pub(crate) fn read(prose: &Prose, carried: &[Carried], as_of: Option<Date>) -> Vec<DateMention> {
    let mut out = Vec::new();
    for date in &prose.dates {
        let Some(clause) = prose.clause_at(date.start) else {
            continue;
        };
        if !tells(prose, date, clause) {
            continue;
        }
        let mut to = date.to;
        let mut end = date.end;
        let mut from = date.from;
        let mut kind = kind(prose, date, clause, carried, as_of);
        let period = matches!(
            date.grain,
            Grain::Year | Grain::Half | Grain::Quarter | Grain::Month
        );
        // 2018年至今: up to the cut-off day as well.
        let until_now = prose.text.starts(date.end, "至今");
        let since = date.side == Some(Side::Since) && prose.text.starts(date.end, "以来");
        if period && (since || until_now) {
            // 今年以来, 4月以来 runs from its first day to the cut-off day.
            let Some(day) = as_of else { continue };
            to = day;
            end = date.end + 2;
            kind = DateKind::Actual;
            from = from.min(to);
        }
        // 预计1月6日, told in December: of the next year.
        let passed = as_of.is_some_and(|day| {
            kind == DateKind::Planned
                && date.grain <= Grain::Month
                && from.year() == day.year()
                && day.month() - to.month() >= 9
                && !prose.text.folded_of(date.start, date.end).contains('年')
        });
        if passed {
            (from, to) = (a_year_on(from), a_year_on(to));
        }
        // 截至1月初, 预计3月底之前, told in January of the programme of last year.
        if let Some(day) = as_of
            && from.year() + 1 == day.year()
            && date.grain <= Grain::Month
            && day.month() <= 2
            && !prose.text.folded_of(date.start, date.end).contains('年')
            && (kind == DateKind::AsOf && to.month() <= day.month()
                || kind == DateKind::Planned && to.month() >= day.month() && to < day)
        {
            (from, to) = (a_year_on(from), a_year_on(to));
        }
        // 截至1月13日, of the year of the cut-off day and not of the programme.
        if kind == DateKind::AsOf
            && let Some(day) = as_of
            && (from.month(), from.day()) == (day.month(), day.day())
            && !prose.text.folded_of(date.start, date.end).contains('年')
        {
            (from, to) = (day, day);
        }
        let rule = match kind {
            DateKind::Planned => PLANNED,
            DateKind::Actual => ACTUAL,
            DateKind::AsOf => CUT_OFF,
        };
        out.push(DateMention {
            span: prose.text.span(date.start, end),
            from,
            to,
            kind,
            rule: rule.into(),
        });
    }
    out
}

/// The same day a year later; the end of a month stays its end.
fn a_year_on(day: Date) -> Date {
    let year = day.year().saturating_add(1);
    let first = day.first_of_month().with().year(year).build();
    let Ok(first) = first else { return day };
    let last = first.last_of_month();
    if day == day.last_of_month() {
        return last;
    }
    first.with().day(day.day()).build().unwrap_or(last)
}

/// Whether a date says when, and is not part of a name.
fn tells(prose: &Prose, date: &Found, clause: usize) -> bool {
    let text = &prose.text;
    if matches!(
        text.enclosure.get(date.start),
        Some(Enclosure::Title | Enclosure::Quotes)
    ) {
        return false;
    }
    let clause = &prose.clauses[clause];
    // 三年行动计划(2021-2023年)
    if text.enclosure.get(date.start) == Some(&Enclosure::Parentheses)
        && date.grain >= Grain::Quarter
    {
        return false;
    }
    // 较去年底提高 compares.
    let figure = numeral::opens(text.at(date.start)) && date.grain != Grain::Year;
    if text
        .one_before(date.start, &["较", "比", "同比", "超", "超出", "超过"])
        .is_some()
        && !figure
    {
        return false;
    }
    // 本月进展:, 1-8月完成率:, 10月工作计划: head what follows.
    let heads = clause.label
        && text
            .one_of(
                date.end,
                &[
                    "进展",
                    "完成率",
                    "完成情况",
                    "工作计划",
                    "计划",
                    "工作进展",
                    "工作完成情况",
                ],
            )
            .is_some();
    if heads {
        return false;
    }
    if date.side.is_some() && date.side != Some(Side::Since) {
        return true;
    }
    // 全年200件目标任务已超额完成, 占全年案件目标任务的51%, 2017年度的1个项目: which task, which project.
    if date.grain == Grain::Year && names_task(prose, date, clause) {
        return false;
    }
    let rest = text.folded_of(date.end, clause.end);
    let rest = rest.trim_start_matches(['的', '分', '新']);
    const NOUNS: Edges = Edges::new(&[
        "节点",
        "任务",
        "目标",
        "榜单",
        "计划任务",
        "指标",
        "要点",
        "方案",
        "预算",
        "工作方案",
        "工作要点",
        "重点",
        "解目标",
        "度",
        "级",
        "民生实事",
        "民生工程",
        "民生项目",
        "计划数",
        "阶段目标",
        "阶段任务",
        "计划完成率",
        "计划完成比例",
        "计划投资",
        "计划总额",
        "供热",
        "供暖",
        "计划的",
        "年度",
        "清单",
        "实事",
        "考核",
        "序时",
        "专项",
        "资金",
        "项目",
        "进度",
        "总",
        "节",
        "设定",
        "以前",
        "既定",
        "续建项目",
        "续建工程",
        "结转项目",
        "完工项目",
        "竣工项目",
        "开工项目",
        "投产项目",
        "开工目标",
        "竣工目标",
        "投资目标",
    ]);

    // 完成下半年攻坚任务的76.5%: which task.
    let task = text.ends(date.start, "完成")
        && text
            .one_of(
                date.end,
                &["攻坚任务", "目标任务", "计划任务", "投资计划", "攻坚目标"],
            )
            .is_some();
    // 高于年初85%的目标任务: which task.
    let next = prose.quantities_in(date.end, date.end + 1).first();
    let of_task = next.is_some_and(|q| {
        let names = ["的目标", "目标", "的任务", "计划", "任务"];
        (q.is_rate() || text.ends(date.start, "完成")) && text.one_of(q.end, &names).is_some()
    });
    // 入选2023年度省重大项目: of which year it is.
    let listed = || {
        let names = ["入选", "获评", "荣获", "列入", "纳入"];
        // 下达2019年省级补助资金.
        let sent = ["下达", "安排", "拨付", "落实", "争取", "印发", "公布"];
        let named = || {
            text.words(date.end, clause.end).has(any_of![
                "资金", "补助", "预算", "债券", "指标", "任务", "计划", "方案", "榜单", "通报"
            ])
        };
        date.grain >= Grain::Quarter
            && (text.one_before(date.start, &names).is_some()
                || text.one_before(date.start, &sent).is_some() && named())
    };
    // 按年初计划有序推进.
    let planned_then = text.one_before(date.start, &["按", "按照"]).is_some()
        && text.one_of(date.end, &["计划", "既定"]).is_some();
    if task || of_task || planned_then || listed() {
        return false;
    }
    // 10月15日供暖前 is a day before something, 去年同期 one to compare with.
    // 上半年同比增长13%: when it grew.
    let this_year = || {
        prose
            .reference
            .is_some_and(|day| date.from.year() == day.year())
    };
    let compared = rest.starts_with("同期") || rest.starts_with("同比") && !this_year();
    if compared {
        return false;
    }
    // 明年春节前: a festival is a name.
    let feast = [
        "春节", "国庆", "元旦", "五一", "端午", "中秋", "清明", "春运",
    ];
    if date.grain == Grain::Year && rest.starts_with_one(&feast) {
        return false;
    }
    let before = rest.starts_with_one(&["供暖前", "供热前"]);
    // 至6月底续建项目完成55.3亿元.
    let before =
        before || matches!(text.before(date.start), '至' | '到') && date.start - 1 == clause.start;
    if !before && NOUNS.after(rest).is_some() {
        return false;
    }
    if date.side == Some(Side::Since) {
        return true;
    }
    match date.grain {
        Grain::Year => year_tells(prose, date, clause.start, clause.end),
        _ => true,
    }
}

/// Whether a year stands in the name of a task or of a project.
fn names_task(prose: &Prose, date: &Found, clause: &Clause) -> bool {
    let text = &prose.text;
    // 2018年度2个项目均已开工.
    let counts = || {
        let next = prose.quantities_in(date.end, date.end + 1).first();
        next.is_some_and(|q| {
            q.start == date.end && text.one_of(q.end, &["项目", "工程", "小区"]).is_some()
        })
    };
    let year = text.before(date.end) == '度' && (text.at(date.end) == '的' || counts());
    let whole = text.folded_of(date.start, date.end) == "全年" || text.before(date.end) == '度';
    let rest = text.words(date.end, clause.end);
    // 上年度创建的22个示范村: which.
    let which = || {
        let (verb, _) = rest.split_once('的')?;
        (2..=4).contains(&verb.chars().count()).then_some(())?;
        let next = rest[verb.len() + '的'.len_utf8()..].chars().next()?;
        next.is_ascii_digit().then_some(())
    };
    if text.before(date.end) == '度' && which().is_some() {
        return true;
    }
    // 全年35万户的开工目标完成80.6%.
    let goal = || {
        let (goal, _) = rest.split_once("目标完成")?;
        (goal.contains('的') && goal.chars().count() <= 14 && rest.chars().next()?.is_ascii_digit())
            .then_some(())
    };
    if year || !whole {
        return year;
    }
    let short = || {
        let behind = ["任务的", "任务已", "目标任务的", "目标任务已"];
        let at = behind.iter().filter_map(|word| rest.find(word)).min()?;
        let name = &rest[..at];
        let told = name.has(any_of!["完成", "实现", "计划", "达"]);
        ((1..=12).contains(&name.chars().count()) && !told).then_some(())
    };
    let closes = rest.ends_with("任务")
        && rest.chars().next().is_some_and(|c| c.is_ascii_digit())
        && !rest.has(any_of!["完成", "实现"]);
    closes || goal().is_some() || short().is_some()
}

/// A whole year says when only where something is counted, done or finished in it.
fn year_tells(prose: &Prose, date: &Found, start: usize, end: usize) -> bool {
    let text = &prose.text;
    let before = text.folded_of(start, date.start);
    // 防城港至东兴铁路年内力争…, 自2013年开工以来.
    let within =
        text.before(date.end) == '内' && prose.scan.begins(Class::Planned, date.end, end).is_some();
    let since = || {
        let rest = text.words(date.end, end);
        before.ends_with('自') && rest.has(any_of!["以来"]) && !rest.starts_with("以来")
    };
    // 宿舍楼今年竣工, 2025年即可投入使用.
    let done = || {
        let rest = text.words(date.end, end);
        let rest = rest.trim_start_matches(['已', '即', '可', '正', '式', '就', '将', '提', '前']);
        // 2000年建成的小区: which they are.
        let of_name = || rest.chars().take(8).any(|c| c == '的');
        !before.has(any_of!["比", "较"])
            && (rest.starts_with_one(COMPLETED) || rest.starts_with("开工"))
            && !of_name()
    };
    // 剩余38个小区今年拟完成80%, 到2021年全区任务基本完成.
    let ahead = || prose.scan.begins(Class::Planned, date.end, end).is_some();
    let by_then = || {
        before == "到"
            && prose.reference.is_some_and(|day| date.from > day)
            && text.words(date.end, end).has(COMPLETED)
    };
    if within || since() || put_at(text, date) || done() || ahead() || by_then() {
        return true;
    }
    let opens = before.chars().count() <= 3 || prose.scan.has(Class::Planned, start, date.start);
    let told = || {
        text.one_of(date.end, &["实际完成", "累计完成", "已累计完成", "已完成"])
            .is_some()
    };
    if !opens && !told() || before.has(any_of!["比", "较"]) {
        return false;
    }
    if date.end == end || text.before(date.end) == '内' {
        return true;
    }
    let rest = text.folded_of(date.end, end);
    if prose
        .scan
        .begins(Class::PlannedWeak, date.end, end)
        .is_some()
        || prose.scan.begins(Class::Planned, date.end, end).is_some()
    {
        return true;
    }
    let amount = prose.quantities_in(date.end, end).iter().any(|q| {
        let listed = ["任务", "目标", "计划", "指标"];
        q.reject.is_none() && q.unit.is_some() && text.one_before(q.start, &listed).is_none()
    });
    let whole = rest.starts_with_one(&[
        "全部",
        "全面",
        "基本",
        "前",
        "内",
        "实际完成",
        "累计完成",
        "可全部",
        "可全面",
        "可基本",
    ]);
    // 今年列入民生工程计划的523个小区: which they are.
    if rest.starts_with_one(&["列入", "纳入"]) && rest.has(any_of!["的"]) {
        return false;
    }
    amount || whole
}

/// Whether a date stands in a member of a list that ends what it tells, and says nothing of a plan.
fn told_apart(prose: &Prose, clause: &Clause, date: &Found) -> bool {
    let mut marks = prose.text.each(clause.start, clause.end, '、');
    let to = prose.text.each(date.end, clause.end, '、').next();
    let from = marks
        .rfind(|&i| i < date.start)
        .map_or(clause.start, |i| i + 1);
    let Some(to) = to else { return false };
    let own = stance::marks(prose, from, to);
    let ends = ends_work(prose, date.end, to);

    let others = prose.dates_in(to, clause.end);
    ends && own.planned.is_none() && own.weak.is_none() && !others.is_empty()
}

/// 计划2020年打通, 调整到2021年打通: the year for which something is meant.
fn put_at(text: &Text, date: &Found) -> bool {
    const PUT: &[&str] = &[
        "计划",
        "原定",
        "预计",
        "拟于",
        "调整到",
        "调整至",
        "推迟到",
        "推迟至",
        "延至",
        "延期至",
        "顺延至",
        "力争",
        "争取",
        "确保",
        "力争于",
        "将于",
        "拟于",
        "争取于",
        "预计于",
        "计划于",
    ];
    text.one_before(date.start, PUT).is_some()
}

fn kind(
    prose: &Prose,
    date: &Found,
    clause: usize,
    carried: &[Carried],
    as_of: Option<Date>,
) -> DateKind {
    let text = &prose.text;
    let c = &prose.clauses[clause];
    // 预计截至第三季度末可完成77%, 至年末计划完成557万平方米.
    let expected = stance::ahead(prose, date.start, date.end, as_of)
        && date.grain > Grain::Month
        && (text.words(c.start, date.start).has(any_of!["预计"])
            || text.one_of(date.end, &["可", "计划", "将", "能"]).is_some());
    if expected {
        return DateKind::Planned;
    }
    if text
        .one_before(
            date.start,
            &[
                "截至",
                "截至到",
                "截止到",
                "截止至",
                "截止",
                "截止时间为",
                "截止时间是",
                "截止时间:",
                "统计时间:",
                "统计至",
                "截至目前(",
                "截止目前(",
            ],
        )
        .is_some()
        || text.one_of(date.end, &["止", "数据", "统计"]).is_some()
    {
        return DateKind::AsOf;
    }
    // 比9月底多, 从2015年底的14.6%降至…: how it stood then.
    let end_of = text.one_before(date.end, &["末", "底"]).is_some();
    let rate_then = || {
        let next = prose.quantities_in(date.end, date.end + 3).first();
        next.is_some_and(|q| q.is_rate() && q.start == date.end + 1)
    };
    if end_of && text.at(date.end) == '的' && rate_then() {
        return DateKind::AsOf;
    }
    if end_of && matches!(text.before(date.start), '比' | '较') {
        return DateKind::AsOf;
    }
    // 4月底累计筛查3495人, 9月末已有6万户开工, 登记失业19912人(2013年12月末数).
    let counted_then = || {
        let behind = ["累计", "已有", "已累计", "共有"];
        date.start == c.start && text.one_of(date.end, &behind).is_some()
            || text.starts(date.end, "数") && !prose.open(date.start)
    };
    if end_of && counted_then() {
        return DateKind::AsOf;
    }
    if text.before(date.start) == '至' && (date.start - 1 == c.start || !prose.open(date.start)) {
        return DateKind::AsOf;
    }
    // 建设周期为2024年至2025年, 工期自3月1日起.
    let period = text.words(c.start, date.start);
    if period.has(any_of!["工期", "周期", "建设期", "期限"])
        && as_of.is_none_or(|day| date.to > day)
    {
        return DateKind::Planned;
    }
    let marks = &carried[clause];

    // 到10月底竣工43587户, 造林到6月30日完成15.6万亩; but not 推迟到6月底.
    let until = date.start.saturating_sub(1);
    let told = || {
        prose.scan.within(c.start, until).any(|h| {
            matches!(
                h.entry,
                Entry::Word(Class::Done | Class::Finish | Class::Planned)
            )
        })
    };
    let behind_name = || {
        !told()
            && prose
                .quantities_in(c.start, until)
                .iter()
                .all(|q| q.end < until)
            && !matches!(text.before(until), '直' | '元')
            && prose.dates_in(c.start, until).is_empty()
            && !text.words(c.start, until).has(any_of![
                "推迟", "延", "调整", "推后", "提前", "持续", "有效", "期限", "从", "由", "自"
            ])
    };
    if matches!(text.before(date.start), '到' | '至')
        && (until == c.start || behind_name())
        && !stance::ahead(prose, date.start, date.end, as_of)
        && !marks.planned
    {
        return DateKind::AsOf;
    }
    // 年初计划棚改2400套: when it was planned.
    let planned_then = text.starts(date.start, "年初计划");
    if planned_then && as_of.is_some_and(|day| date.to < day) {
        return DateKind::Actual;
    }
    // 台账要求4月10日完成.
    if text.one_before(date.start, &["要求"]).is_some()
        || date.grain == Grain::Year && put_at(text, date)
    {
        return DateKind::Planned;
    }
    // 年底可投入使用.
    if text
        .one_of(date.end, &["可", "前可", "能", "前能"])
        .is_some()
        && text
            .one_of(date.end, &["可研", "可行性", "能源", "能力"])
            .is_none()
        && as_of.is_none_or(|d| date.to >= d)
    {
        return DateKind::Planned;
    }
    // 去年,我市计划新建500公里: a year that is over.
    let over = date.grain == Grain::Year
        && as_of.is_some_and(|day| date.to < day)
        && date.start == c.start
        && date.end == c.end;
    if over {
        return DateKind::Actual;
    }
    // 2024年度,我区计划新开通3家: a date alone goes with the clause after it.
    let alone = date.end == c.end && date.start == c.start;
    let said = prose
        .clauses
        .get(clause + 1)
        .filter(|n| alone && n.sentence == c.sentence)
        .unwrap_or(c);
    let own = stance::marks(prose, said.start, said.end).status();
    let late = stance::ahead(prose, date.start, date.end, as_of);
    // 11月13日代表实地检查了12个项目: told afterwards, whatever the cut-off day.
    let told = late
        && !marks.planned
        && !marks.labelled
        && own == Some(shishi_domain::EventStatus::Done)
        && prose.scan.within(date.end, c.end).any(|h| {
            matches!(h.entry, Entry::Word(Class::Done)) && text.folded_of(h.start, h.end) == "了"
        });
    // 上半年初审已完成, told on its last day.
    let by_now = late
        && date.side.is_none()
        && !marks.planned
        && !marks.labelled
        && as_of.is_some_and(|day| date.from <= day && date.to <= day)
        && own == Some(shishi_domain::EventStatus::Done)
        && text.words(date.end, c.end).contains('已');
    if told || by_now {
        return DateKind::Actual;
    }
    // 第一批6月完成、第三批计划10月完成: each member tells of its own day.
    if !late && marks.planned && !marks.labelled && !marks.next && told_apart(prose, c, date) {
        return DateKind::Actual;
    }
    // 因疫情4月至5月全面停工: the stand-still is over.
    let stood_still = !late
        && !marks.labelled
        && text
            .words(date.end, c.end)
            .has(any_of!["停工", "停产", "停业"])
        && marks.marks.planned.is_some_and(|at| at >= date.end);
    if stood_still {
        return DateKind::Actual;
    }
    if late || marks.planned || marks.labelled {
        return DateKind::Planned;
    }
    if own == Some(shishi_domain::EventStatus::Planned) {
        return DateKind::Planned;
    }
    // 年末登记失业5023人: a state on a day, not an act in a time.
    let spans = || {
        let written = text.folded_of(date.start, date.end);
        written.contains(['至', '-', '到'])
    };
    // 登记失业率三季度末为4.04%.
    let of_rate = || {
        matches!(text.before(date.start), '率' | '数' | '量')
            && text.one_of(date.end, &["为", "达", "是"]).is_some()
    };
    let state = text.one_before(date.end, &["末", "底"]).is_some()
        && (date.start == c.start || of_rate())
        && !spans()
        && date.side.is_none()
        && !prose.scan.within(date.end, c.end).any(|h| {
            matches!(
                h.entry,
                Entry::Work(_)
                    | Entry::Word(Class::Reached | Class::Done | Class::Finish | Class::Begin)
            )
        });
    if state {
        DateKind::AsOf
    } else {
        DateKind::Actual
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, want: &[&str]) {
        let (prose, as_of) = crate::rules::prose_in_2024(source);
        let carried = stance::carried(&prose, as_of);
        let got: Vec<String> = read(&prose, &carried, as_of)
            .iter()
            .map(|d| format!("{} {:?}", d.span.of(source), d.kind))
            .collect();
        assert_eq!(got, want, "{source}");
    }

    #[test]
    fn roles() {
        check("截至3月20日,共开展92场", &["3月20日 AsOf"]);
        check("4月中旬召开推介会", &["4月中旬 Planned"]);
        check("2月26日开通", &["2月26日 Actual"]);
        check("今年以来新建5个", &["今年以来 Actual"]);
        check("预计10月底前全部完成", &["10月底 Planned"]);
        check("东街计划2025年打通", &["2025年 Planned"]);
        check("西街调整到2026年打通", &["2026年 Planned"]);
        check("4月13日代表实地检查了12个项目", &["4月13日 Actual"]);
    }

    #[test]
    fn the_end_of_a_month_stays_its_end() {
        for (day, later) in [
            ("2020-02-29", "2021-02-28"),
            ("2023-02-28", "2024-02-29"),
            ("2024-01-31", "2025-01-31"),
            ("2024-03-15", "2025-03-15"),
        ] {
            assert_eq!(a_year_on(day.parse().unwrap()), later.parse().unwrap());
        }
    }

    #[test]
    fn days_that_figures_stand_for() {
        check("2月底累计筛查3495人", &["2月底 AsOf"]);
        check("比2月底多7万人次", &["2月底 AsOf"]);
        check("前2月完成投资3亿元", &["前2月 Actual"]);
        check("预计年内完工", &["年内 Planned"]);
        check("东延线年内力争具备条件", &["年内 Planned"]);
        check("自2022年开工以来，累计完成投资3亿元", &["2022年 Actual"]);
        check("年初召开部署会", &["年初 Actual"]);
        check("超额完成省政府年初确定的6000公里任务", &[]);
        check(
            "本月进展：已开工；1-2月完成率：70%；下月计划：完成4公里",
            &[],
        );
        check("年内累计投入206万元", &["年内 Actual"]);
        check("完成年初预算的50%，完成全年开工目标的78%", &[]);
        check("较去年底提高，超出当月计划", &[]);
    }

    #[test]
    fn names_are_no_dates() {
        check("启动2024年度“煤改电”设备更新区级工作方案草拟工作", &[]);
        check("已将今年任务下发,提前达到7月份节点", &[]);
        check("编制三年行动计划(2021-2023年)和2021年工作要点", &[]);
        check("印发《关于2024年工作的函》", &[]);
    }
}
