//! Parts of a total.

use super::case::Case;
use super::names_place;
use crate::rules::actuals::{Judged, Role, sentence_start, sum_of_named};
use crate::rules::{link, stages, targets};
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::{Class, Entry, Kind};
use shishi_domain::Decimal;

/// 其中甲县1个、乙县3个: parts are left out, unless a lone part is what the task is about.
pub(super) fn part(case: &Case) -> Option<Role> {
    // 教育培训620人:经营管理型300人、专业生产型200人.
    if under_total(case) {
        return (!is_wanted(case)).then_some(Role::Other("part"));
    }
    let at = begin(case)?;
    // 其中参保缴费190500人,完成目标任务的209.3%: it has a task of its own.
    // 累计改造超过5万户,其中2023年改造27000户,为年度任务的108%, for 2.5万户.
    let own_task = case.clause_after().is_some_and(|next| {
        let words = case.text.words(next.start, next.end);
        let told = words.starts_with_one(&[
            "完成目标任务的",
            "完成任务的",
            "完成年度任务的",
            "完成全年任务的",
        ]);
        let of_task = || {
            words.starts_with_one(&["为", "占", "完成"])
                && words.has(any_of!["任务", "目标", "计划"])
                && (case.fits_stated() || fits_roughly(case))
        };
        (told || of_task())
            && case.q.end == case.c.end
            && !names_place(case.bare().trim_start_matches("其中"), "")
    });
    if own_task || sum_of_named(case.scene, case.q, case.clause).is_some() {
        return None;
    }
    // 其中民事案件4564件,占案件总量的67.5%: so much of the whole.
    let share = || {
        let next = case.clause_after()?;
        let words = case.text.words(next.start, next.end);
        let rate = case.prose.quantities_in(next.start, next.end).first()?;
        let whole = whole(case)?;
        let fits = link::agrees_closely(rate.value, case.q.value, whole.amount.value);
        let last = case.before.iter().rfind(|b| !b.quantity.is_rate());
        let goes_on = case.prose.clauses.get(case.clause + 2).is_some_and(|c| {
            let amounts = case.prose.quantities_in(c.start, c.end);
            let same = c.sentence == case.c.sentence || next.mark == ';';
            same && amounts.iter().any(|a| a.unit_text == case.q.unit_text)
        });
        let listed = goes_on || last.is_some_and(|b| matches!(b.role, Role::Other("part")));
        if !listed || words.has(any_of!["计划", "任务", "目标"]) {
            return None;
        }
        Some(words.starts_with('占') && rate.is_rate() && fits && !is_wanted(case))
    };
    if share() == Some(true) {
        return Some(Role::Other("part"));
    }
    let money = case.is_money();
    let list = case
        .prose
        .quantities_in(at, case.c.end)
        .iter()
        .filter(|p| p.reject.is_none() && p.unit.is_some() && !targets::qualifies(case.prose, p))
        .count()
        > 1
        && !told_together(case)
        || whole(case).is_some() && (runs_on(case) || goes_on(case));
    // 包括新建82座,开放194座: the list runs on.
    let opened = |b: &Judged| {
        let from = case.prose.clauses[b.clause].start;
        matches!(b.role, Role::Other("part")) && case.text.one_of(from, HOLDS).is_some()
    };
    let holds = case.text.one_of(at, HOLDS).is_some()
        || runs_on(case) && case.before.last().is_some_and(opened);
    // 其中:A线完成20公里;B线完成18公里: one of several, whatever it says.
    if let Some(label) = in_list(case)
        && of_whole(case, label)
    {
        return (!is_wanted(case)).then_some(Role::Other("part"));
    }
    if of_place(case) {
        return Some(Role::Other("part"));
    }
    let counts = if of_this_year(case, at) {
        true
    } else if money {
        is_wanted(case) || !list && is_about(case, at)
    } else if holds {
        is_wanted(case)
    } else if list && (whole(case).is_some() || !says_verb(case, case.own)) {
        names_stage(case) && !has_ended_before(case, at)
            || is_wanted(case)
            || stages_follow(case) && is_about(case, at)
            || case.scene.targets.list.len() == 1
                && whole(case).is_none()
                && case.scene.targets.list[0].is(case.q.value, &case.q.unit_text)
    } else if says_verb(case, at) {
        !has_ended_before(case, at)
    } else {
        is_wanted(case) || is_about(case, at)
    };
    (!counts).then_some(Role::Other("part"))
}

/// 其中公办学位5万个以上,为年度计划的160%, for 3.1万个: an amount told roughly.
fn fits_roughly(case: &Case) -> bool {
    let rough = case.q.qualifier != shishi_domain::Qualifier::Exactly;
    let Some(next) = case.clause_after().filter(|_| rough) else {
        return false;
    };
    let rate = case.prose.quantities_in(next.start, next.end).first();
    let fits = |t: &link::Prepared| {
        let goal = t.amount.value;
        let close = |stated: Decimal| link::agrees(stated, case.q.value, goal);
        link::same_unit(&t.amount.unit, &case.q.unit_text)
            && rate.is_some_and(|r| {
                r.is_rate() && (close(r.value + Decimal::ONE) || close(r.value - Decimal::ONE))
            })
    };
    case.scene.targets.list.iter().any(fits)
}

/// 其中52个小区、127.4万平方米已竣工: the same in two measures, which share the words behind.
fn told_together(case: &Case) -> bool {
    let [next] = case.prose.quantities_in(case.q.end, case.c.end) else {
        return false;
    };
    let between = case.text.words(case.q.end, next.start);
    next.unit_text != case.q.unit_text
        && between.ends_with('、')
        && between.count() <= 6
        && stages::ended(case.prose, next.end, case.c.end)
}

/// 举办培训班22期:电工培训12期、焊工培训6期: whether it stands behind the total that a colon closes and that
/// counts, and says of nothing how far it is.
fn under_total(case: &Case) -> bool {
    let Some(label) = case.prose.label_of(case.clause) else {
        return false;
    };
    let mut totals = case.before.iter().rev().take(NEAR);
    let total = totals.any(|w| {
        w.decision.target.is_some()
            && case.prose.clauses[w.clause].start == label.start
            && w.amount.unit == case.q.unit_text
            && w.amount.value > case.q.value
    });
    total && case.status.is_none() && !says_verb(case, case.own)
}

/// 累计建成26座,其中今年新建4座: of all there are, what this year brought.
fn of_this_year(case: &Case, at: usize) -> bool {
    let words = case.text.words(at, case.q.start);
    let year = case.scene.year.unwrap_or_default();
    let dated = || {
        let mut dates = case.prose.dates_in(at, case.q.start).iter();
        dates.any(|d| d.from.year() == year && d.to.year() == year)
    };
    whole(case).is_some()
        && (words.has(any_of!["今年", "本年", "我区", "我县", "本区", "本县"]) || dated())
        && (words.has(any_of!["新建", "新增", "建成", "新创建", "完成", "培育"])
            // 累计建成1520个,其中今年520个: the verb is that of the whole.
            || words.ends_with_one(&["今年", "本年", "本年度"]))
}

/// 其中甲市开工213户、完工111户: of the same place as the part before it.
fn of_place(case: &Case) -> bool {
    let Some(last) = case.before.last() else {
        return false;
    };
    let words = || {
        let lead = case.text.folded_of(case.c.start, last.quantity.start);
        lead.split_once("其中").map_or("", |(_, name)| name)
    };
    matches!(last.role, Role::Other("part"))
        && last.clause == case.clause
        && last.quantity.end == case.own
        && last.amount.unit == case.q.unit_text
        && case.text.at(case.own) == '、'
        && names_place(words(), case.scene.targets.title_words)
        && !names_place(case.bare(), "")
}

/// Words that a list of parts begins with.
const HOLDS: &[&str] = &["包括", "包含", "涵盖", "主要为", "主要是", "主要包括"];

/// 其中民事案件756件,刑事案件312件: whether the next clause is one more part, and nothing else.
fn goes_on(case: &Case) -> bool {
    let Some(next) = case.clause_after() else {
        return false;
    };
    let [first] = case.prose.quantities_in(next.start, next.end) else {
        return false;
    };
    first.reject.is_none()
        && first.unit_text == case.q.unit_text
        && first.end == next.end
        && first.start <= next.start + 10
        && !case
            .prose
            .scan
            .within(next.start, next.end)
            .any(|h| match h.entry {
                Entry::Word(class) => matches!(class, Class::Done | Class::Finish | Class::Total),
                Entry::Work(w) => w.kind == Kind::Stage,
            })
}

/// Where the parts begin, if the amount is one of them.
fn begin(case: &Case) -> Option<usize> {
    let (prose, text, q, c) = (case.prose, case.text, case.q, case.c);
    let labelled = || {
        prose
            .label_of(case.clause)
            .is_some_and(|l| text.ends(l.end, "其中"))
            // 其中,产业工程完成投资….
            || case.clause.checked_sub(1).is_some_and(|b| {
                let b = &prose.clauses[b];
                text.words(b.start, b.end) == "其中" && b.sentence == c.sentence
            })
    };
    (c.start..q.start)
        .find(|&i| text.starts(i, "其中"))
        .or_else(|| {
            // 已完成276座,包括新建82座、开放194座.
            let holds = text.one_of(c.start, HOLDS).is_some();
            (holds || labelled() || runs_on(case) || in_list(case).is_some()).then_some(c.start)
        })
}

/// 其中:A线完成20公里;B线完成18公里: whether a list of parts that a colon opened is still going on.
fn in_list(case: &Case) -> Option<usize> {
    let clauses = &case.prose.clauses;
    (case.clause.saturating_sub(16)..case.clause)
        .rev()
        .take_while(|&k| matches!(clauses[k].mark, ',' | ';' | ':'))
        .find(|&k| clauses[k].label && case.text.ends(clauses[k].end, "其中"))
}

/// Whether a list of parts that a label opened stands behind their whole, and has members of its unit on
/// both sides of a mark.
fn of_whole(case: &Case, label: usize) -> bool {
    let clauses = &case.prose.clauses;
    let from = clauses[label.saturating_sub(2)].start;
    let same = |unit: &shishi_domain::UnitName| *unit == case.q.unit_text;
    let before = case.prose.quantities_in(from, clauses[label].end).iter();
    let whole = before
        .filter(|w| w.reject.is_none() && w.unit.is_some())
        .any(|w| same(&w.unit_text) && w.value >= case.q.value || case.is_money());
    let end = clauses.get(label + 12).map_or(case.text.len(), |c| c.start);
    let members = case.prose.quantities_in(clauses[label].end, end).iter();
    let several = members
        .filter(|p| p.reject.is_none() && same(&p.unit_text))
        .count()
        >= 2;
    whole && several && matches!(case.c.mark, ',' | ';' | '。' | '\n')
}

/// Whether a list of parts runs on over commas, and over the rates of its members.
fn runs_on(case: &Case) -> bool {
    let (prose, q, clause, c) = (case.prose, case.q, case.clause, case.c);
    let mut parts = case
        .before
        .iter()
        .rev()
        .take(6)
        .filter(|b| !b.quantity.is_rate())
        .take_while(|b| matches!(b.role, Role::Other("part")));
    let Some(last) = parts.next() else {
        return false;
    };
    // 其中新建4家、床位990张,改建7家: the unit of one before it, too.
    let unit = last.amount.unit == q.unit_text
        || parts.any(|b| b.amount.unit == q.unit_text && b.clause + 1 >= last.clause);
    let says_more = prose
        .scan
        .within(c.start, c.end)
        .any(|h| matches!(h.entry, Entry::Word(Class::Done | Class::Total)));
    let same = prose.clauses[last.clause].sentence == c.sentence;
    // 其中:甲市2884万元,…;乙县2200万元,…: nothing but names before the amounts.
    let listed = || {
        prose.clauses[last.clause].sentence + 1 == c.sentence
            && q.start - c.start <= 8
            && prose.clauses[last.clause..clause]
                .iter()
                .any(|b| b.mark == ';')
            && (names_place(text_before(case), case.scene.targets.title_words)
                || !prose
                    .scan
                    .within(c.start, q.start)
                    .any(|h| matches!(h.entry, Entry::Work(_) | Entry::Word(Class::Reached))))
    };
    unit && !says_more && (same || listed())
}

/// Its clause up to the amount.
fn text_before<'c>(case: &Case<'c>) -> &'c str {
    case.text.folded_of(case.c.start, case.q.start)
}

/// Whether a verb says that the part is done.
fn says_verb(case: &Case, at: usize) -> bool {
    case.prose
        .scan
        .within(at, case.c.end)
        .any(|h| match h.entry {
            Entry::Word(Class::Done | Class::Finish) => true,
            Entry::Work(w) => w.kind == Kind::Stage,
            _ => false,
        })
}

/// The whole that stands before the part in its sentence.
fn whole<'c>(case: &Case<'c>) -> Option<&'c Judged<'c>> {
    case.before.iter().rev().take(NEAR).find(|w| {
        matches!(w.role, Role::Reached(_))
            && w.amount.unit == case.q.unit_text
            && w.amount.value >= case.q.value
            && (case.prose.clauses[w.clause].sentence == case.c.sentence || opens_sentence(case, w))
    })
}

/// 共优化31条,已超额完成任务。其中优化18条、新辟13条: the parts have a sentence of their own.
fn opens_sentence(case: &Case, whole: &Judged) -> bool {
    let sentence = case.prose.clauses[whole.clause].sentence;
    let clauses = &case.prose.clauses;
    // 其中甲类2352个,占比39.1%;乙类409个,占比6.8%: the parts go on over semicolons.
    let from = case.clause.saturating_sub(4 * NEAR);
    let first = clauses[from..case.clause]
        .iter()
        .rposition(|c| matches!(c.mark, '。' | '\n'))
        .map_or(from, |k| from + k + 1);
    sentence + 1 == clauses[first].sentence
        && !case.is_money()
        && case.text.starts(clauses[first].start, "其中")
}

/// 10所全部建成,其中9所已投用: the whole has reached its end already.
fn has_ended_before(case: &Case, at: usize) -> bool {
    let prose = case.prose;
    whole(case).is_some_and(|w| {
        w.decision.target.is_some()
            && w.clause < case.clause
            && stages::ended(prose, w.quantity.start, prose.clauses[w.clause].end)
            && stages::ended(prose, at, case.c.end)
    })
}

/// 其中完成主体348户、封顶261户、完工179户: stages of all, each with its verb and no name.
fn names_stage(case: &Case) -> bool {
    let lead = case
        .near
        .trim_start_matches([',', '、', ' '])
        .trim_start_matches("其中")
        .trim_start_matches(['已', '经']);
    let at = case.own + case.near.count() - lead.chars().count();
    // 其中12部完工,在建20部: right behind it.
    let behind = || {
        let rest = case.rest.trim_start_matches(['已', '均', '全', '部', '经']);
        let at = case.c.end - rest.chars().count();
        let own = rest.split('、').next().unwrap_or_default().chars().count();
        lead.is_empty() && stages::ended(case.prose, at, at + own) && own <= 4
    };
    lead.starts_with("完成")
        || case
            .prose
            .scan
            .within(at, case.q.start)
            .take_while(|h| h.start == at)
            .any(|h| matches!(h.entry, Entry::Work(w) if w.kind == Kind::Stage))
        || behind()
}

/// 其中贫困户开工11.34万户、竣工10.7万户: stages of one part, and no list of parts.
fn stages_follow(case: &Case) -> bool {
    let (prose, q, c) = (case.prose, case.q, case.c);
    let mut at = q.end;
    let mut some = false;
    for next in prose.quantities_in(q.end, c.end) {
        let from = at + 1;
        let mut stages = prose.scan.within(from, next.start);
        let stage =
            |h: &crate::scan::Hit| matches!(h.entry, Entry::Work(w) if w.kind == Kind::Stage);
        let own = next.unit_text == q.unit_text
            && case.text.at(at) == '、'
            && stages.any(|h| h.start == from && h.end == next.start && stage(h));
        if !own {
            return false;
        }
        at = next.end;
        some = true;
    }
    some
}

/// 其中续建51个、新开工17个: a target of its own asks for the part.
fn is_wanted(case: &Case) -> bool {
    let targets = &case.scene.targets.list;
    if targets.len() < 2 {
        return false;
    }
    // 均已完成,其中新建12座、改造21座: there may be no whole at all.
    let whole = match whole(case) {
        Some(whole) => whole.decision.target,
        None if follows_end(case) => None,
        None => return false,
    };
    // 新开工保障性住房16.7万套,其中公共租赁住房2万套: what the whole is called, too, tells nothing.
    let from = sentence_start(case.prose, case.clause);
    let until = case
        .text
        .each_word(from, case.q.start, any_of!["其中"])
        .next();
    let said = until.map_or(Vec::new(), |at| link::pairs(case.text.folded_of(from, at)));
    let named: Vec<_> = link::pairs(&case.near)
        .into_iter()
        .filter(|p| said.binary_search(p).is_err())
        .collect();
    targets.iter().enumerate().any(|(i, t)| {
        whole != Some(i) && link::same_unit(&t.amount.unit, &case.q.unit_text) && {
            let own = link::pairs(t.own);
            // 其中10亿元以上8个: in the very words of the target.
            let name = case.bare().trim_start_matches("其中");
            let whole_name = name.chars().count() >= 4 && t.own.contains(name);
            let mut named = named.iter().filter(|p| !link::is_generic(**p));
            whole_name || named.any(|p| own.binary_search(p).is_ok())
        }
    })
}

/// Whether the clause before its list says that all is finished, and counts nothing.
fn follows_end(case: &Case) -> bool {
    let clauses = &case.prose.clauses;
    let list = (0..=case.clause)
        .rev()
        .take(NEAR)
        .find(|&k| case.text.starts(clauses[k].start, "其中"));
    let Some(before) = list.and_then(|k| clauses.get(k.checked_sub(1)?)) else {
        return false;
    };
    let counts = case.prose.quantities_in(before.start, before.end);
    before.sentence == case.c.sentence
        && counts.iter().all(|q| q.reject.is_some())
        && case.text.words(before.start, before.end).has(any_of![
            "均已完成",
            "全部完成",
            "已完成",
            "超额完成",
            "完成全年任务",
            "完成年度任务"
        ])
}

/// How many clauses or amounts are looked back over for where a list begins, or for its whole.
const NEAR: usize = 8;

/// 其中跨区6449件 names what the title is about, and the total did not.
fn is_about(case: &Case, at: usize) -> bool {
    let text = case.text;
    let title = link::pairs(&case.scene.title.text.folded);
    let said = link::pairs(text.folded_of(sentence_start(case.prose, case.clause), at));
    let mut name = text.folded_of(at, case.q.start).replace("其中", "");
    // Of sums, words of money tell nothing.
    if case.is_money() {
        for word in ["投资", "资金", "支出", "收入", "补助", "经费"] {
            name = name.replace(word, " ");
        }
    }
    link::pairs(&name).iter().any(|p| {
        title.binary_search(p).is_ok() && said.binary_search(p).is_err() && !link::is_generic(*p)
    })
}
