//! `named-objects`: three sites named for 3所, two of them finished.

use crate::clause::Prose;
use crate::reading::{Event, Tally};
use crate::rules::targets::Found;
use rust_decimal::prelude::ToPrimitive;
use shishi_domain::{EventStatus, Phase, Span};

/// Counts the objects that the narrative names, one to a sentence, where their number is
/// that of a target and the narrative gives no amounts of its own.
pub(crate) fn read(
    prose: &Prose,
    targets: &[Found],
    events: &[Event],
    amounts: bool,
) -> Vec<Tally> {
    if amounts || events.is_empty() {
        return Vec::new();
    }
    let total = prose
        .clauses
        .chunk_by(|a, b| a.sentence == b.sentence)
        .count();
    // More than a page names one by one is no list of objects.
    if !(2..=60).contains(&total) {
        return Vec::new();
    }
    let Some(index) = targets.iter().map(|f| &f.target).position(|t| {
        t.amount.value_max.is_none()
            && t.amount.value.to_usize() == Some(total)
            && t.amount.value.is_integer()
    }) else {
        return Vec::new();
    };
    let mut sentences: Vec<(Span, Vec<&Event>)> = Vec::with_capacity(total);
    let mut last = None;
    for clause in &prose.clauses {
        let span = prose.text.span(clause.start, clause.end);
        if last == Some(clause.sentence) {
            if let Some((whole, _)) = sentences.last_mut() {
                whole.end = span.end;
            }
        } else {
            sentences.push((span, Vec::new()));
            last = Some(clause.sentence);
        }
    }
    for event in events {
        if let Some((_, list)) = sentences.iter_mut().find(|(s, _)| s.contains(&event.span)) {
            list.push(event);
        }
    }
    if sentences.iter().any(|(_, events)| events.is_empty()) {
        return Vec::new();
    }
    // Each sentence names its own object: it begins otherwise than the others go on, and
    // speaks of the work itself, not of papers.
    let physical = |e: &&Event| {
        matches!(
            e.phase,
            Phase::Construction | Phase::Completion | Phase::Acceptance | Phase::Operation
        )
    };
    if sentences
        .iter()
        .any(|(_, events)| !events.iter().all(physical))
    {
        return Vec::new();
    }
    let finished = |e: &&&Event| {
        matches!(
            e.phase,
            Phase::Completion | Phase::Acceptance | Phase::Operation
        ) && e.status == EventStatus::Done
    };
    let spans: Vec<Span> = sentences
        .iter()
        .filter_map(|(_, events)| events.iter().find(finished).map(|e| e.span))
        .collect();
    let unit = &targets[index].target.amount.unit;
    let done = spans.len();
    vec![Tally {
        target: index,
        done: done as u32,
        total: total as u32,
        reason: format!("进展中逐一列出{total}{unit}，与目标数相同，其中{done}{unit}已完成"),
        spans,
    }]
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;

    #[test]
    fn named_objects_are_counted_only_where_their_number_fits() {
        let narrative = "甲小学已完工。乙幼儿园工程完成并已移交。丙幼儿园正在进行装修施工。";
        let three = read("完成3所学校建设，增加学位1440个", narrative).tallies;
        assert_eq!((three[0].target, three[0].done, three[0].total), (0, 2, 3));
        assert!(read("完成4所学校建设", narrative).tallies.is_empty());
        assert!(
            read("完成3所学校建设", "已完成2所。正在施工1所。尚未开工。")
                .tallies
                .is_empty()
        );
    }
}
