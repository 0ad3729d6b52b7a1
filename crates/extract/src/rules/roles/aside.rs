//! Amounts that only tell what a clause is about, or belong to something else altogether.

use crate::clause::{Clause, Prose};
use crate::quantity::Quantity;
use crate::rules::actuals::Scene;
use crate::rules::link;
use crate::text::any_of;
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::Phase;

/// Whether an amount is the subject of a clause that goes on to a sum or a rate:
/// 30项在建项目完成投资21.42亿元, 954个项目完成年度计划投资的54.83%.
pub(super) fn is_subject(prose: &Prose, q: &Quantity, c: &Clause, own: usize) -> bool {
    let text = &prose.text;
    let counted = matches!(q.dimension(), Some(Dimension::Count | Dimension::Person));
    if !counted || says_done(prose, own, q.start) || text.before(q.start) == '、' {
        return false;
    }
    let Some(next) = prose
        .quantities_in(q.end, c.end)
        .iter()
        .find(|n| n.reject.is_none() && n.unit.is_some())
    else {
        return false;
    };
    // Of a rate only one of money: of the things themselves the count is what is told.
    let between = text.words(q.end, next.start);
    let of_money = between.has(any_of!["投资", "支出", "资金", "预算"]);
    let ends = prose
        .scan
        .work(q.end, next.start)
        .any(|(_, w)| w.kind == Kind::Stage);
    let spends = between.has(any_of![
        "完成", "投入", "投资", "拨付", "支出", "下达", "使用", "落实", "筹集", "融资"
    ]);
    match next.dimension() {
        Some(Dimension::Money) => spends && !ends,
        Some(Dimension::Rate) => of_money && spends && !ends,
        _ => false,
    }
}

/// Whether an amount counts the places that a clause is about: 七个区市全部启动, 18个市县计划….
pub(super) fn counts_places(scene: &Scene, q: &Quantity, own: usize) -> bool {
    let prose = scene.prose;
    let text = &prose.text;
    if q.unit_text != "个" && q.unit_text != "县" {
        return false;
    }
    const PLACES: &[&str] = &[
        "市县",
        "县市",
        "区市",
        "县区",
        "区县",
        "镇街",
        "街镇",
        "设区市",
        "州市",
        "市(",
        "县(",
        "区(",
        "(市",
        "(县",
    ];
    let Some((place, _)) = text.one_of(q.end, PLACES) else {
        return false;
    };
    // 10个区市县均已取得批复: how many of them have come that far.
    let far = text.words(q.end, (q.end + 8).min(text.len()));
    if far.contains(['均', '都', '已']) {
        return false;
    }
    let name = place.trim_matches('(');
    let asked = scene.targets.list.iter().any(|t| t.own.contains(name));
    let acts = prose
        .scan
        .within(own, q.start)
        .any(|h| matches!(h.entry, Entry::Work(_)));
    !asked && !acts && !says_done(prose, own, q.start)
}

/// Whether a group of people sent out is counted, and no work: 6个督导检查组.
pub(super) fn counts_teams(prose: &Prose, q: &Quantity, c: &Clause) -> bool {
    let end = c.end.min(q.end + 8);
    let noun = prose.text.words(q.end, end);
    noun.has(any_of![
        "检查组",
        "工作组",
        "督导组",
        "督查组",
        "调研组",
        "专家组",
        "指导组",
        "巡查组",
        "工作队",
        "服务队",
        "工作专班",
        "专班"
    ])
}

/// Whether one thing is described, and not what was done to all: 该小区共666户,面积57648平方米.
pub(super) fn describes_one(prose: &Prose, q: &Quantity, clause: usize) -> bool {
    let c = &prose.clauses[clause];
    let acts = |start: usize, end: usize| {
        prose.scan.within(start, end).any(|h| match h.entry {
            Entry::Word(class) => matches!(class, Class::Done | Class::Finish),
            Entry::Work(w) => w.kind == Kind::Stage,
        })
    };
    if acts(c.start, q.start) {
        return false;
    }
    prose.clauses[..=clause]
        .iter()
        .rev()
        .take(5)
        .take_while(|b| b.sentence == c.sentence)
        .any(|b| {
            matches!(prose.text.at(b.start), '该' | '此')
                && prose
                    .text
                    .words(b.start, b.end)
                    .contains(['为', '是', '系', '总', '共'])
                && !acts(b.start, b.end)
        })
}

/// Whether a task is handed out, and not done: 任务已分解下达甲区25公里、乙区23公里.
pub(super) fn is_handed_out(prose: &Prose, q: &Quantity, c: &Clause) -> bool {
    let lead = prose.text.words(c.start, q.start);
    lead.has(any_of![
        "分解到",
        "分解至",
        "分解下达",
        "分解给",
        "分配给",
        "分解为"
    ]) && !lead.has(any_of!["完成", "建成", "竣工"])
}

/// Whether a sum is planned, though no verb of the future says so: 计划投入371亿元.
pub(super) fn is_budgeted(prose: &Prose, q: &Quantity) -> bool {
    const PLANS: &[&str] = &[
        "计划投入",
        "计划投资",
        "计划总投资",
        "计划总投入",
        "计划投资约",
        "计划投入约",
        "计划总投资约",
        "年度投资",
        "年度计划投资",
        "概算投资",
        "估算投资",
        "预算投资",
        "概算总投资",
        "授信",
    ];
    q.dimension() == Some(Dimension::Money)
        && prose
            .text
            .one_before(q.start, PLANS)
            .is_some_and(|(_, at)| prose.text.one_before(at, &["完成", "实现"]).is_none())
}

/// Whether the target is only said again, with no word of what was done: 省直2.5万套公寓。已有….
pub(super) fn is_restated(scene: &Scene, q: &Quantity, c: &Clause) -> bool {
    let prose = scene.prose;
    let same = scene
        .targets
        .list
        .iter()
        .any(|t| t.amount.value == q.value && link::same_unit(&t.amount.unit, &q.unit_text));
    let text = &prose.text;
    let words = text.words(c.start, c.end);
    // 36个指标全部达到75%的序时进度, 24个项目实现“双过半”.
    let halfway = words.has(any_of!["过半", "一半", "序时", "标段实施"]);
    let says = prose.scan.within(c.start, c.end).any(|h| {
        prose.open(h.start)
            && match h.entry {
                Entry::Word(class) => matches!(
                    class,
                    Class::Done | Class::Reached | Class::Finish | Class::Total | Class::Ongoing
                ),
                Entry::Work(w) => {
                    w.kind != Kind::Noun && w.weight > 0 && w.phase != Phase::Planning
                }
            }
    });
    let alone = matches!(c.mark, '。' | ',' | ';')
        && prose.clauses.last().is_none_or(|last| last.start > c.start);
    // 新增的4家达银幕16块: which they are.
    let which = text.before(q.start) == '的';
    same && (halfway || which || !says && alone && text.words(q.end, c.end).count() >= 2)
}

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

/// Whether a clause is a row of a table that was written out with bars.
pub(crate) fn is_row(prose: &Prose, c: &Clause) -> bool {
    (c.start..c.end)
        .filter(|&i| prose.text.at(i) == '|')
        .count()
        >= 2
}

/// Whether an amount stands in a row of such a table that is about a part the title does not name.
pub(super) fn in_other_row(scene: &Scene, q: &Quantity, c: &Clause) -> bool {
    let text = &scene.prose.text;
    let Some(bar) = (c.start..q.start).find(|&i| text.at(i) == '|') else {
        return false;
    };
    let name = link::pairs(text.folded_of(c.start, bar));
    is_row(scene.prose, c)
        && text.folded_of(c.start, bar).chars().count() <= 8
        && !scene.targets.list.is_empty()
        && name
            .iter()
            .all(|p| scene.targets.title().binary_search(p).is_err())
        && !text
            .words(bar, q.start)
            .has(any_of!["已", "完成", "开工", "竣工"])
}

/// Whether a stretch says that something has been done or reached.
fn says_done(prose: &Prose, start: usize, end: usize) -> bool {
    prose.scan.within(start, end).any(|h| match h.entry {
        Entry::Word(class) => matches!(
            class,
            Class::Done | Class::Reached | Class::Finish | Class::Total
        ),
        Entry::Work(w) => w.kind == Kind::Stage && prose.open(h.start),
    })
}

/// The year before: 去年已建成25家.
pub(crate) fn is_last_year(scene: &Scene, clause: &Clause, at: usize) -> bool {
    let prose = scene.prose;
    let text = &prose.text;
    let lead = text.words(clause.start, at);
    if lead.has(any_of!["今年", "本年", "累计"]) {
        return false;
    }
    // 2022年度结转2.4万亩, 2017年以来: of other years.
    let earlier = |found: &crate::date::Found| {
        scene
            .year
            .is_some_and(|year| found.from.year() < year && found.to.year() < year)
            && text
                .one_of(found.end, &["度结转", "结转", "以来", "度"])
                .is_some()
    };
    if lead.has(any_of!["结转"]) || prose.dates_in(clause.start, at).iter().any(earlier) {
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

/// Whether words begin with the name of one place: 徐闻片区覆盖率, but not 全区, 社区 or 城区.
pub(crate) fn names_place(words: &str, title: &str) -> bool {
    let words = words.trim_start_matches([',', '、', ';', ' ', ':']);
    let mut before = None;
    for (k, (at, c)) in words.char_indices().enumerate().take(6) {
        if !('\u{4E00}'..='\u{9FFF}').contains(&c) || matches!(c, '全' | '各' | '本' | '我') {
            return false;
        }
        let others = match c {
            '区' => "城市园景小库灌地山社校厂牧林新老",
            '市' => "城超",
            '镇' | '乡' => "城乡",
            _ => "",
        };
        let common = before.is_some_and(|b| others.contains(b));
        if k >= 2 && matches!(c, '区' | '县' | '市' | '镇' | '乡' | '州' | '旗') && !common {
            return !title.contains(&words[..at]);
        }
        before = Some(c);
    }
    false
}

#[cfg(test)]
mod tests {
    fn check(title: &str, narrative: &str, want: &[(&str, Option<usize>)]) {
        let reading = crate::read(&crate::Item {
            title,
            narrative,
            year: Some(2024),
            as_of: "2024-09-30".parse().ok(),
        });
        let got: Vec<(String, Option<usize>)> = reading
            .actuals
            .iter()
            .map(|a| (a.amount.value.to_string() + &a.amount.unit, a.target))
            .collect();
        let want: Vec<_> = want.iter().map(|(w, t)| ((*w).to_string(), *t)).collect();
        assert_eq!(got, want, "{narrative}");
    }

    #[test]
    fn what_a_clause_is_about_is_not_done() {
        check(
            "推进30项水利项目",
            "30项在建项目完成投资2亿元",
            &[("200000000元", None)],
        );
        check("实施954个项目", "954个项目完成年度计划投资的54.83%", &[]);
        check("改造7台锅炉", "6个督导检查组每周到场检查", &[]);
        check("改造608个小区", "18个市县计划总投资约13亿元", &[]);
        check("改造200公里", "任务已分解下达甲区25公里、乙区23公里", &[]);
        check(
            "改造65087户",
            "丙小区已竣工，该小区为6层住宅，共666户，改造面积约57648平方米",
            &[],
        );
    }

    #[test]
    fn other_years_plans_and_places_count_towards_nothing() {
        check("建成幸福院282家", "去年已建成25家", &[("25家", None)]);
        check(
            "年度投资213亿元",
            "专项完成投资4.55亿元，占年度计划6.48亿元的70.22%",
            &[("455000000元", None)],
        );
        check(
            "自来水覆盖率达100%",
            "徐闻片区覆盖率97.6%",
            &[("97.6%", None)],
        );
        check(
            "整治620户",
            "入户排查1037户，完成整治184户",
            &[("1037户", None), ("184户", Some(0))],
        );
    }

    #[test]
    fn matters_are_taken_up_and_other_things_are_not() {
        check(
            "实施民生实事47项，其中工程类16项",
            "41项已启动实施。工程类16项已开工13项",
            &[("41项", Some(0)), ("13项", Some(1))],
        );
        check(
            "新增达标小区210个",
            "建成厢房38个、分类亭70个",
            &[("38个", None), ("70个", None)],
        );
        check(
            "重点项目73个",
            "计划开工16个，已开工12个，占年计划的75%",
            &[("12个", None)],
        );
        check(
            "改造燃气管网42公里、供水管网30公里",
            "燃气管网｜42公里｜28.9公里｜68.8%；供水管网｜30公里｜31.2公里｜104%",
            &[("28.9公里", Some(0)), ("31.2公里", Some(1))],
        );
    }

    #[test]
    fn names_before_a_number_are_no_identifiers() {
        check("新布设AED260台", "装机AED241台", &[("241台", Some(0))]);
        check("治理F16地块3处", "G360公路完工1处", &[("1处", Some(0))]);
    }
}
