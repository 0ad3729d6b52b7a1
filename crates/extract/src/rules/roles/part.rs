//! Parts of a total.

use crate::quantity::Quantity;
use crate::rules::actuals::{Judged, Role, Scene, own_start, sentence_start};
use crate::rules::{link, stages, targets};
use crate::vocabulary::{Class, Dimension, Entry};

/// 其中甲县1个、乙县3个: parts are left out, unless a lone part is what the task is about.
pub(super) fn part(scene: &Scene, q: &Quantity, clause: usize, before: &[Judged]) -> Option<Role> {
    let prose = scene.prose;
    let text = &prose.text;
    let c = &prose.clauses[clause];
    let labelled = prose
        .label_of(clause)
        .is_some_and(|l| text.ends(l.end, "其中"))
        // 其中,产业工程完成投资….
        || clause.checked_sub(1).is_some_and(|b| {
            let b = &prose.clauses[b];
            text.words(b.start, b.end) == "其中" && b.sentence == c.sentence
        });
    let at = (c.start..q.start)
        .find(|&i| text.starts(i, "其中"))
        .or(labelled.then_some(c.start))
        .or_else(|| {
            // The list may run on over commas, and over the rates of its members.
            let mut parts = before
                .iter()
                .rev()
                .take(6)
                .filter(|b| !b.quantity.is_rate())
                .take_while(|b| matches!(b.role, Role::Other("part")));
            let last = parts.next()?;
            // 其中新建4家、床位990张,改建7家: the unit of one before it, too.
            let unit = last.amount.unit == q.unit_text
                || parts.any(|b| b.amount.unit == q.unit_text && b.clause == last.clause);
            let says_more = prose
                .scan
                .within(c.start, c.end)
                .any(|h| matches!(h.entry, Entry::Word(Class::Done | Class::Total)));
            let same = prose.clauses[last.clause].sentence == c.sentence;
            // 其中:甲市2884万元,…;乙县2200万元,…: nothing but names before the amounts.
            let listed = prose.clauses[last.clause].sentence + 1 == c.sentence
                && q.start - c.start <= 8
                && prose.clauses[last.clause..clause]
                    .iter()
                    .any(|b| b.mark == ';')
                && !prose
                    .scan
                    .within(c.start, q.start)
                    .any(|h| matches!(h.entry, Entry::Work(_) | Entry::Word(Class::Reached)));
            (unit && !says_more && (same || listed)).then_some(c.start)
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
        .filter(|p| p.reject.is_none() && p.unit.is_some() && !targets::qualifies(prose, p))
        .count()
        > 1;
    let money = q.dimension() == Some(Dimension::Money);
    // 10所全部建成,其中9所已投用: the whole has reached its end already.
    let ended = |from: usize, to: usize| stages::ended(prose, from, to);
    let whole = before.iter().rev().take(6).find(|w| {
        matches!(w.role, Role::Reached(_))
            && w.amount.unit == q.unit_text
            && w.amount.value >= q.value
            && prose.clauses[w.clause].sentence == c.sentence
    });
    // 其中完成主体348户、封顶261户、完工179户: stages of all, each with its verb and no name.
    let own = own_start(prose, c, q);
    let staged = !money
        && {
            let words = text.folded_of(own, q.start);
            let lead = words
                .trim_start_matches([',', '、', ' '])
                .trim_start_matches("其中");
            let skipped = words.chars().count() - lead.chars().count();
            let at = own + skipped;
            lead.starts_with("完成")
            || prose
                .scan
                .within(at, q.start)
                .take_while(|h| h.start == at)
                .any(|h| matches!(h.entry, Entry::Work(w) if w.kind == crate::vocabulary::Kind::Stage))
        };
    if staged && list {
        return None;
    }
    if verb && !list && !money {
        let over = whole.is_some_and(|w| {
            let b = &prose.clauses[w.clause];
            w.decision.target.is_some()
                && w.clause < clause
                && ended(w.quantity.start, b.end)
                && ended(at, c.end)
        });
        return over.then_some(Role::Other("part"));
    }
    // 其中续建51个、新开工17个: a target of its own asks for the part.
    let named = link::pairs(text.folded_of(own_start(prose, c, q), q.start));
    let wanted = scene.targets.list.len() > 1
        && scene.targets.list.iter().enumerate().any(|(i, t)| {
            let own = link::pairs(&t.own);
            link::same_unit(&t.amount.unit, &q.unit_text)
                && whole.is_some_and(|w| w.decision.target != Some(i))
                && named.iter().any(|p| own.binary_search(p).is_ok())
        });
    if wanted {
        return None;
    }
    // 其中跨区6449件 names what the title is about, and the total did not.
    let about = !list && {
        let title = link::pairs(&scene.title.text.folded);
        let said = link::pairs(text.folded_of(sentence_start(prose, clause), at));
        // Of sums, words of money tell nothing.
        let mut name = name;
        for word in ["投资", "资金", "支出", "收入", "补助", "经费"] {
            if money {
                name = name.replace(word, " ");
            }
        }
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
