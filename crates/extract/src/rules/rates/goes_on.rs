//! Whether a rate goes on with those of completion before it.

use crate::clause::Prose;
use crate::quantity::Quantity;
use crate::rules::actuals::{Judged, Role};
use crate::rules::link;
use crate::text::is_chinese;
use crate::vocabulary::{Class, Entry};

/// Whether a rate goes on with those of completion before it: 占年度任务的51%;乙县2200万元,占45%,
/// or 竣工率99%,钦州88.79%、贵港87.47%.
pub(super) fn continues(prose: &Prose, q: &Quantity, own: usize, before: &[Judged]) -> bool {
    let text = &prose.text;
    // Looking back over so many at most keeps the time linear.
    let before = &before[before.len().saturating_sub(16)..];
    let Some(last) = before.iter().rfind(|b| b.quantity.is_rate()) else {
        return false;
    };
    if !matches!(last.role, Role::Completion) {
        return false;
    }
    let words = text.folded_of(own, q.start);
    let name = words.trim_start_matches([',', '、', ';', ' ']);
    let sentence = |at: usize| prose.clause_at(at).map(|k| prose.clauses[k].sentence);
    let (then, mut now) = (sentence(last.quantity.start), sentence(q.start));
    // 改造完成率30%;供水保障44.5%: a list may run on over a semicolon.
    let joined = prose.clause_at(q.start).is_some_and(|k| {
        let first = prose
            .clauses
            .partition_point(|b| b.sentence < prose.clauses[k].sentence);
        first > 0 && prose.clauses[first - 1].mark == ';'
    });
    if joined && then.zip(now).is_some_and(|(a, b)| b == a + 1) {
        now = then;
    }
    if matches!(name, "占" | "为") {
        let told = text.words(last.quantity.start.saturating_sub(16), last.quantity.start);
        // 其中女性1200人,占15% of 8000人 is a share.
        let amount = before.iter().rev().find(|b| !b.quantity.is_rate());
        let shares = amount.is_some_and(|a| {
            before.iter().any(|whole| {
                matches!(whole.role, Role::Reached(_))
                    && whole.amount.unit == a.amount.unit
                    && whole.amount.value > a.amount.value
                    && link::agrees_closely(q.value, a.amount.value, whole.amount.value)
            })
        });
        let near = then.zip(now).is_some_and(|(a, b)| b - a <= 2);
        return told.contains(['占', '为']) && near && !shares;
    }
    // 新开工项目为年计划的62%,续建项目为74.8%; 甲、乙完成较好,分别为79%、75%.
    let told = text.words(last.quantity.start.saturating_sub(16), last.quantity.start);
    let goes_on = name.ends_with('为')
        && !name.contains(['率', '比', '高', '低'])
        && told.contains(['占', '为'])
        && then.zip(now).is_some_and(|(a, b)| b - a <= 1);
    if goes_on {
        return true;
    }
    let chinese = name.chars().all(is_chinese);
    let plain = !prose
        .scan
        .within(own, q.start)
        .any(|h| matches!(h.entry, Entry::Word(Class::Rate | Class::Growth)));
    // 按行业,现代服务业80%、先进装备制造73%: a list of its own, in the next sentence.
    let sorted = prose.clause_at(q.start).is_some_and(|k| {
        let first = prose
            .clauses
            .partition_point(|b| b.sentence < prose.clauses[k].sentence);
        let lead = &prose.clauses[first];
        text.one_of(lead.start, &["按", "分"]).is_some() && lead.end - lead.start <= 8
    }) && then.zip(now).is_some_and(|(a, b)| b - a <= 1);
    // 西安市占57%.
    if name.ends_with('占') && (then == now || sorted) && told.contains('占') {
        return true;
    }
    // Right behind the rate before it, with no amount between.
    let beside = text.before(own) == '%'
        || matches!(text.before(own), ',' | '、')
            && before.last().is_some_and(|b| b.quantity.is_rate());
    (then == now || sorted)
        && chinese
        && plain
        && (2..=8).contains(&name.chars().count())
        && !name.contains(['为', '达', '率', '占', '比', '度', '覆', '由', '至'])
        && (beside || sorted)
}
