//! The promise said again in front of the report: 新建公厕20座,目前已建成18座.

use super::case::Case;
use crate::clause::Clause;
use crate::quantity::Reject;
use crate::rules::actuals::{Role, sentence_start};
use crate::rules::kinds::{ALL_BEHIND, LEFT, behind_place};
use crate::rules::stance;
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::{Decimal, EventStatus, Phase};

/// Verbs that a promise to build begins with.
const BUILDS: &[&str] = &[
    "新建",
    "建设",
    "实施",
    "改造",
    "推进",
    "全面推进",
    "整治",
    "修建",
    "改建",
    "扩建",
    "新改建",
    "新改扩建",
    "改扩建",
    "加装",
    "安装",
    "创建",
    "打造",
    "加固",
    "购置",
    "采购",
    "更新",
    "更换",
    "提升",
    "硬化",
    "治理",
    "修复",
    "修缮",
    "维修",
    "翻建",
    "布设",
    "建成",
    "对",
    "完善",
];

/// Verbs of a promise to hold or to do something.
const HOLDS: &[&str] = &[
    "新增", "开展", "举办", "培训", "为", "组织", "完成", "发放", "救助", "资助", "帮扶",
];

/// What an end is told by.
const ENDS: &Sought = any_of![
    "完工",
    "竣工",
    "建成",
    "完成",
    "投用",
    "投入使用",
    "通车",
    "交付",
    "开放",
    "投入运营",
    "投运",
    "办结",
    "验收"
];

/// What comes of a training or a help, once it is over.
const AFTERWARDS: &Sought = any_of![
    "上岗", "就业", "创业", "复学", "返岗", "取证", "反馈", "出院", "脱贫"
];

/// How many clauses behind the promise are looked at for how far it is.
const REACH: usize = 8;

/// 新建公厕20座,已完成招标; 2024年新建公厕20座,截至目前已建成18座: a target that is said again, with no
/// word of its end, before how far it is.
pub(super) fn said_again(case: &Case) -> Option<Role> {
    let (prose, q, c) = (case.prose, case.q, case.c);
    let is_target = |value: Decimal, unit: &str| {
        let targets = &case.scene.targets.list;
        targets.iter().any(|t| t.is(value, unit))
    };
    if !is_target(q.value, &q.unit_text) || q.is_rate() {
        return None;
    }
    let lead = opening(case);
    let builds = BUILDS.iter().any(|verb| lead.starts_with(verb))
        || lead.is_empty()
        || lead.ends_with('等') && case.rest.ends_with_one(&["工程", "项目", "改造", "建设"])
        || lead.ends_with_one(&["项目", "工程", "项目共", "工程共", "改造", "建设", "提升"]);
    // 新增150张养护床位:目前建设机构已选定: a label in the very words of the promise.
    let labelled = c.label && case.scene.title.text.folded.contains(text_of(case));
    let builds = builds || labelled;
    let opens = builds || HOLDS.iter().any(|verb| lead.starts_with(verb));
    let ended = || {
        case.marks.already.is_some()
            || prose.scan.within(c.start, c.end).any(|h| match h.entry {
                Entry::Word(class) => matches!(class, Class::Done | Class::Finish),
                Entry::Work(w) => w.kind == Kind::Stage,
            })
            || prose
                .text
                .words(c.start, c.end)
                .has(any_of!["实现", "达", "均", "全部", "累计", "总计", "合计"])
            || case.status.is_some()
    };
    if !opens || ended() {
        return None;
    }
    let first = prose.clauses[..case.clause].iter().all(|b| {
        let told = || prose.quantities_in(b.start, b.end).iter();
        b.label
            || b.sentence == c.sentence
                && told().all(|o| o.reject.is_some() || is_target(o.value, &o.unit_text))
    });
    // 2.加装电梯50部。已完工42部: a heading of its own.
    let numbered = prose
        .quantities_in(c.start.saturating_sub(4), c.start)
        .iter()
        .any(|m| m.reject == Some(Reject::ListMarker) && m.end == c.start)
        || prose.text.before(c.start) == '是' && c.start >= 2;
    let first = first || numbered && c.mark == '。';
    let behind = prose.clauses.iter().enumerate().skip(case.clause + 1);
    for (k, after) in behind.take(REACH).filter(|(_, after)| !after.label) {
        // 下一步将加强管护 tells nothing of how far it is.
        if case.scene.carried[k].next
            || case
                .text
                .one_of(after.start, &["下一步", "下步", "下阶段", "接下来"])
                .is_some()
        {
            return None;
        }
        // Another sentence speaks of the promise only where nothing stood before that.
        let same = after.sentence == c.sentence;
        if !same && (after.sentence > c.sentence + 2 || !first && !of_now(case, k)) {
            return None;
        }
        let others = prose.quantities_in(after.start, after.end).iter().any(|o| {
            o.reject.is_none()
                && (o.value != q.value || o.unit_text != q.unit_text)
                && is_target(o.value, &o.unit_text)
        });
        if others {
            // 小学30所,幼儿园1所已建成: what is told of the next promise is not told of this one.
            match stance::marks(prose, after.start, after.end).status() {
                None => continue,
                Some(_) => return None,
            }
        }
        match told(case, k, after, builds) {
            Some(Course::Ended) => return None,
            Some(Course::OnTheWay) => return Some(Role::Other("restated")),
            None => {}
        }
    }
    None
}

/// The words from the amount to the end of its clause.
fn text_of<'c>(case: &Case<'c>) -> &'c str {
    case.text.folded_of(case.q.start, case.c.end)
}

/// Whether a sentence says how far the work is by now: 目前,已建成18座.
fn of_now(case: &Case, clause: usize) -> bool {
    const NOW: &[&str] = &["目前", "截至", "截止", "现已", "现", "至今"];
    let start = sentence_start(case.prose, clause);
    case.text.one_of(start, NOW).is_some()
}

/// The words up to the amount, without the year or day in front.
fn opening<'c>(case: &Case<'c>) -> &'c str {
    const YEARS: &[&str] = &["本年度", "今年度", "年度", "全年", "今年", "年内"];
    let (prose, c) = (case.prose, case.c);
    let dated = prose
        .dates_in(c.start, case.q.start)
        .first()
        .filter(|d| d.start <= c.start + 2)
        .map_or(c.start, |d| d.end);
    let mut lead = case.text.folded_of(dated, case.q.start).trim();
    let year = |lead| YEARS.iter().find_map(|year| str::strip_prefix(lead, year));
    while let Some(rest) = year(lead).or_else(|| behind_place(lead)) {
        lead = rest;
    }
    lead
}

/// Whether the sentence goes on to those that are left: …已完工,其余正在施工.
fn left_over(case: &Case, clause: &Clause) -> bool {
    let behind = case.prose.clauses.iter();
    let behind = behind.filter(|c| c.sentence == clause.sentence && c.start > clause.start);
    behind
        .take(4)
        .any(|c| case.text.one_of(c.start, LEFT).is_some())
}

/// How far a clause says that the work is.
enum Course {
    Ended,
    OnTheWay,
}

/// What a clause tells of the promise before it, if anything.
fn told(case: &Case, k: usize, after: &Clause, builds: bool) -> Option<Course> {
    let (prose, q) = (case.prose, case.q);
    let words = prose.text.words(after.start, after.end);
    let amounts = prose.quantities_in(after.start, after.end);
    let counted = |wanted: &dyn Fn(Decimal) -> bool| case.counted_in(after, wanted);
    let ends = words.has(ENDS);
    // 182个,已全部开工: as many as have come that far.
    if amounts.is_empty() && words.starts_with_one(ALL_BEHIND) {
        return Some(Course::Ended);
    }
    // 新建60公里,已新建62.675公里: more than was promised.
    // 培训300人,已有280人上岗: what came of those that were trained.
    let came_of_it = || {
        let title = case.scene.targets.title_words;
        words.has(AFTERWARDS) && !title.has(AFTERWARDS) && counted(&|value| value < q.value)
    };
    if !builds && came_of_it() {
        return Some(Course::Ended);
    }
    let more = words.starts_with_one(&["已", "实际", "现已", "目前已", "累计"])
        && counted(&|value| value > q.value && value < q.value + q.value);
    if more {
        return Some(Course::OnTheWay);
    }
    // 已完工18座: how many of them.
    if counted(&|value| value <= q.value) && (ends || words.contains('已')) {
        let all = counted(&|value| value == q.value) && ends;
        return Some(if all { Course::Ended } else { Course::OnTheWay });
    }
    if !builds {
        return None;
    }
    let rate = amounts.iter().find(|o| o.is_rate() && o.reject.is_none());
    if let Some(rate) = rate {
        let whole = words.has(any_of!["工程量", "进度", "完成"]);
        return match rate.value.cmp(&Decimal::ONE_HUNDRED) {
            std::cmp::Ordering::Less if whole => Some(Course::OnTheWay),
            std::cmp::Ordering::Equal => Some(Course::Ended),
            _ => None,
        };
    }
    let counts = amounts.iter().any(|o| {
        o.reject.is_none() && matches!(o.dimension(), Some(Dimension::Count | Dimension::Person))
    });
    let marks = stance::marks(prose, after.start, after.end);
    let status = marks.status();
    let before_end = |phase: Phase| {
        matches!(
            phase,
            Phase::Planning | Phase::Approval | Phase::Design | Phase::Procurement
        )
    };
    let works = prose.scan.work(after.start, after.end);
    let far = works
        .filter(|(h, w)| {
            // 选址 is a step, 目标任务 none.
            let names = w.kind == Kind::Noun
                && !(before_end(w.phase)
                    && prose.text.one_of(h.start, &["选址", "规划"]).is_some());
            w.weight > 0 && !names && prose.open(h.start)
        })
        .last();
    let section = prose.scan.has(Class::Section, after.start, after.end);
    let early = far.is_some_and(|(_, w)| {
        before_end(w.phase) || w.phase == Phase::Construction && w.kind == Kind::Stage
    });
    // 6座水库全部开工 tells of those that were promised, 新开工项目80个 of others.
    let own = !counts || counted(&|value| value == q.value);
    // 正在组织验收, 正在办理结算审计: it is there.
    let closes = far.is_some_and(|(_, w)| matches!(w.phase, Phase::Acceptance | Phase::Operation));
    match status {
        Some(EventStatus::Ongoing) if closes && !counts => Some(Course::Ended),
        Some(EventStatus::Planned | EventStatus::Ongoing) if !counts => Some(Course::OnTheWay),
        Some(EventStatus::Done) if (early || section) && own => Some(Course::OnTheWay),
        _ if own
            && far
                .is_some_and(|(_, w)| w.phase == Phase::Construction && w.kind == Kind::Stage) =>
        {
            Some(Course::OnTheWay)
        }
        Some(EventStatus::Done) if ends && !counts => Some(match left_over(case, after) {
            true => Course::OnTheWay,
            false => Course::Ended,
        }),
        _ if case.scene.carried[k].planned && !counts => Some(Course::OnTheWay),
        _ => None,
    }
}
