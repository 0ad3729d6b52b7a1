//! What a clause tells of its amounts, for other rules too.

use crate::clause::{Clause, Prose};
use crate::date::Grain;
use crate::quantity::Quantity;
use crate::rules::actuals::Scene;
use crate::text::{Phrase as _, Sought, any_of, is_chinese};
use crate::vocabulary::{Class, Entry, Kind};
use shishi_domain::Phase;

/// Whether a clause tells but of a step before the work: 150个中心提升对象已公示, 60辆完成公开招标.
pub(crate) fn is_step(prose: &Prose, q: &Quantity, c: &Clause) -> bool {
    let prepares = |phase: Phase| {
        matches!(
            phase,
            Phase::Planning | Phase::Approval | Phase::Procurement | Phase::Design
        )
    };
    let mut works = prose
        .scan
        .work(q.end, c.end)
        .filter(|(h, w)| w.weight > 0 && w.kind != Kind::Noun && prose.open(h.start));
    let first = works.next();
    let done_before = prose
        .scan
        .work(c.start, q.start)
        .any(|(_, w)| w.kind == Kind::Stage);
    !done_before
        && first.is_some_and(|(_, w)| prepares(w.phase))
        && works.all(|(_, w)| prepares(w.phase))
        && prose.quantities_in(q.end, c.end).is_empty()
}

/// Whether a stretch holds no verb of work, and no word of doing or reaching: a name at most.
pub(crate) fn is_name(prose: &Prose, start: usize, end: usize) -> bool {
    !prose.scan.within(start, end).any(|h| match h.entry {
        Entry::Word(class) => matches!(class, Class::Done | Class::Reached | Class::Finish),
        Entry::Work(w) => w.kind != Kind::Noun,
    })
}

/// Whether a clause is a row of a table that was written out with bars.
pub(crate) fn is_row(prose: &Prose, c: &Clause) -> bool {
    (c.start..c.end)
        .filter(|&i| prose.text.at(i) == '|')
        .count()
        >= 2
}

/// The year before: 去年已建成25家.
pub(crate) fn is_last_year(scene: &Scene, clause: &Clause, at: usize) -> bool {
    let prose = scene.prose;
    let text = &prose.text;
    let lead = text.words(clause.start, at);
    // 近三年建成12所, 2021年以来累计建成12所: of several years.
    const YEARS: &Sought = any_of![
        "近两年",
        "近三年",
        "近四年",
        "近五年",
        "近几年",
        "过去三年",
        "过去五年",
        "近年来",
        "两年来",
        "三年来",
        "五年来",
        "“十三五”以来",
        "“十四五”以来",
        "十三五以来",
        "十四五以来"
    ];
    let first = prose
        .clauses
        .partition_point(|b| b.sentence < clause.sentence);
    let subject = &prose.clauses[first];
    let told = text.words(subject.start.max(at.saturating_sub(60)), at);
    let title = scene.targets.title_words;
    // 近三年建成7个,今年新建成2个: of this year again.
    let this_year = || lead.has(any_of!["今年", "本年"]);
    // 前五年共新建800公里.
    const BEFORE: &[&str] = &["前两年", "前三年", "前四年", "前五年"];
    if lead.starts_with_one(BEFORE) && !BEFORE.iter().any(|w| title.contains(w)) {
        return true;
    }
    // 三年来已投入493亿元, of 三年规划.
    let planned = || {
        title.has(any_of![
            "三年规划",
            "三年计划",
            "三年行动",
            "五年规划",
            "五年计划"
        ])
    };
    if told.has(YEARS)
        && text
            .each_word(subject.start.max(at.saturating_sub(60)), at, YEARS)
            .any(|of| tells_when(prose, of, at))
        && !planned()
        && !YEARS.iter().any(|w| title.contains(w.word))
        && !this_year()
    {
        return true;
    }
    // 此前共计已完成改造601处.
    // 县民政局此前先后建成62个.
    // 此前已完成选址,新建公厕22座: but a step, and no number.
    // 此前已建成12座,现又建成10座.
    let of_before = |of: usize| {
        let own = prose.clause_at(of).map(|k| &prose.clauses[k]);
        own.is_some_and(|c| {
            let counts = || !prose.quantities_in(c.start, c.end).is_empty();
            c.start == clause.start
                || counts() && !lead.starts_with_one(&["现", "又", "今年", "目前"])
        })
    };
    let told_before = text
        .each_word(
            subject.start.max(at.saturating_sub(40)),
            at,
            any_of!["此前先后", "此前已"],
        )
        .any(of_before);
    if lead.starts_with("此前") || told_before || of_year_before(scene, clause, at) {
        return true;
    }
    // 2023年完成情况:11个;2024年进展情况:7个: by the heading of its column, where the title does not ask for
    // that year: 完成2023年开工的项目.
    const HEADINGS: &[&str] = &["完成", "完成情况", "完成数", "完成值", "进展情况", "进展"];
    let label = prose.clause_at(at).and_then(|k| prose.label_of(k));
    let headed = label.is_some_and(|label| {
        let before = |d: &crate::date::Found| {
            d.grain == Grain::Year
                && scene.year.is_some_and(|year| d.from.year() < year)
                && !title.contains(&d.from.year().to_string())
        };
        prose
            .dates_in(label.start, label.end)
            .first()
            .is_some_and(before)
            && text.words(label.start, label.end).ends_with_one(HEADINGS)
    });
    if headed {
        return true;
    }
    let since = |found: &crate::date::Found| {
        found.grain == Grain::Year
            && scene.year.is_some_and(|year| found.from.year() < year)
            && text.starts(found.end, "以来")
    };
    if prose.dates_in(clause.start, at).iter().any(since) {
        return true;
    }
    // 2018年以来,全省累计开工53万套,改造9368个: of all those years, to the end of the sentence.
    let opens = prose.dates_in(subject.start, subject.end);
    let goes_on = || {
        let behind = prose
            .clauses
            .iter()
            .filter(|c| c.sentence == clause.sentence + 1);
        behind
            .take(2)
            .any(|c| text.words(c.start, c.end).has(any_of!["今年", "本年"]))
    };
    if opens
        .first()
        .is_some_and(|d| d.start == subject.start && since(d))
        && !this_year()
        && goes_on()
    {
        return true;
    }
    // 去年全区累计完成1211台.
    if lead.starts_with_one(&["去年", "上年"]) && !lead.has(any_of!["以来", "同", "今年", "起"])
    {
        return true;
    }
    // 去年,完成公路501公里,完成投资5.15亿元: all of the sentence.
    let opens_last = text.one_of(subject.start, &["去年", "上年"]).is_some();
    if opens_last
        && !told.has(any_of![
            "今年", "本年", "目前", "截至", "以来", "同期", "同比"
        ])
        && !matches!(
            text.at(subject.start + 2),
            '底' | '末' | '年' | '的' | '同' | '以' | '1' | '9'
        )
    {
        return true;
    }
    // 2013年至2017年累计实施1530万平方米: of more years than this one.
    let several = prose.dates_in(clause.start, at).last().is_some_and(|d| {
        let runs_on = |year: i16| d.from.year() + 1 < year && d.to.year() == year;
        scene.year.is_some_and(runs_on) && !title.contains("以来")
    });
    let batch = ["前一批", "上一批", "前批"];
    if several || text.one_of(subject.start, &batch).is_some() {
        return true;
    }
    if lead.has(any_of!["今年", "本年", "累计"]) {
        return false;
    }
    // 去年同期更新52台: how it was then.
    if lead.starts_with_one(&["去年同期", "上年同期"]) {
        return true;
    }
    // 2022年度结转2.4万亩, 2017年以来: of other years.
    let earlier = |found: &crate::date::Found| {
        scene
            .year
            .is_some_and(|year| found.from.year() < year && found.to.year() < year)
            && text
                .one_of(found.end, &["度结转", "结转", "以来", "度"])
                .is_some()
            // 2019年已改造27个小区.
            || found.grain == Grain::Year
                && scene.year.is_some_and(|year| found.to.year() < year)
                && text
                    .one_of(found.end, &["已", "共", "完成", "建成", "改造", "新建", "新增"])
                    .is_some()
    };
    if lead.has(any_of!["结转"]) || prose.dates_in(clause.start, at).iter().any(earlier) {
        return true;
    }
    // 上年的35座,到5月底完工29座: what the sentence is about.
    if text.one_of(subject.start, &["上年的", "去年的"]).is_some() && subject.mark == ',' {
        return true;
    }
    let told = lead.has(any_of!["去年", "上年", "往年", "前年", "上一年"])
        && (clause.start..at).any(|i| {
            prose.open(i)
                && text.one_of(i, &["去年", "上年", "往年", "前年", "上一年"]).is_some()
                // 较去年, 比上年 compare.
                && !matches!(text.before(i), '比' | '较' | '同' | '从' | '由' | '与')
        });
    told && !lead.has(any_of!["同期", "同比", "环比"])
}

/// Whether the words of several years at `of` tell when, and not which or what: 坚持近年来推窗见绿理念,
/// 改造近年来水毁的桥梁12座.
fn tells_when(prose: &Prose, of: usize, at: usize) -> bool {
    let Some(k) = prose.clause_at(of) else {
        return true;
    };
    let c = &prose.clauses[k];
    // 近两年来的如厕难题得到缓解,新建公厕22座.
    if at > c.end
        && prose
            .text
            .words(of, (of + 8).min(c.end))
            .has(any_of!["来的"])
    {
        return false;
    }
    if c.start == of {
        return true;
    }
    let acts = prose
        .scan
        .work(c.start, of)
        .any(|(h, w)| h.end == of && w.kind != Kind::Noun);
    let which = || {
        acts && prose.text.each(of, at.min(c.end), '的').next().is_some()
            || prose
                .text
                .one_before(of, &["坚持", "针对", "结合", "总结"])
                .is_some()
    };
    !which()
}

/// 2023年培训1026人, 截至2023年底已创建12个, 2022-2023年累计培训1860人: what stands before it was over
/// when the programme began.
fn of_year_before(scene: &Scene, clause: &Clause, at: usize) -> bool {
    let (prose, text) = (scene.prose, &scene.prose.text);
    let Some(year) = scene.year else { return false };
    let dates = prose.dates_in(clause.start, at);
    // 截至2020年底,累计加装193部.
    let first = prose.clauses.partition_point(|c| c.start < clause.start);
    let said_before = first
        .checked_sub(1)
        .map(|k| &prose.clauses[k])
        .filter(|before| {
            before.sentence == clause.sentence && before.mark == ',' && dates.is_empty()
        });
    let alone = said_before.and_then(|before| {
        let date = prose.dates_in(before.start, before.end).last()?;
        (date.end == before.end).then_some((before.start, date))
    });
    let Some((start, date)) = dates.last().map(|date| (clause.start, date)).or(alone) else {
        return false;
    };
    let lead = text.folded_of(start, date.start);
    let before = lead.trim_start_matches(['(', ' ', '在', '于']);
    let over = date.to.year() < year
        && matches!(
            before,
            "" | "截至" | "截止" | "截止到" | "截至到" | "到" | "至"
        );
    let words = text.words(date.end, at);
    let named = scene
        .targets
        .title_words
        .contains(&year.saturating_sub(1).to_string());
    over && !named
        && !words.contains(['的', '起', '启', '以', '开'])
        && !words.has(any_of!["今年", "本年", "同期", "结转", "开工", "新开工"])
}

/// Whether words begin with the name of one place: 徐闻片区覆盖率, 江北新区, but not 全区, 社区, 城区 or
/// 农贸市场.
pub(crate) fn names_place(words: &str, title: &str) -> bool {
    let words = words.trim_start_matches([',', '、', ';', ' ', ':']);
    let mut before = None;
    for (k, (at, c)) in words.char_indices().enumerate().take(6) {
        if !is_chinese(c) || matches!(c, '全' | '各' | '本' | '我') {
            return false;
        }
        let others = match c {
            // 江北新区, 高新园区 bear a name of their own.
            '区' if k >= 3 => "城市景小库灌地山社校厂牧林老",
            '区' => "城市园景小库灌地山社校厂牧林新老",
            '市' => "城超夜菜",
            '镇' | '乡' => "城乡",
            _ => "",
        };
        // 农贸市场, 县级任务, 农村区域: the first half of another word.
        let goes_on = |rest: &str| match c {
            '市' => rest.starts_with(['场', '民', '政', '容', '级', '域', '直']),
            '区' => rest.starts_with(['级', '域', '直', '间']),
            '县' => rest.starts_with(['级', '域', '直', '道']),
            '镇' | '乡' => rest.starts_with(['级', '域', '村', '镇', '道', '土']),
            _ => false,
        };
        let common = before.is_some_and(|b| others.contains(b));
        let place = matches!(c, '区' | '县' | '市' | '镇' | '乡' | '州' | '旗') && !common;
        if k >= 2 && place && !goes_on(&words[at + c.len_utf8()..]) {
            return !title.contains(&words[..at]);
        }
        before = Some(c);
    }
    false
}
