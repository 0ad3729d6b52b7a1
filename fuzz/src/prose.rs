//! Bytes to a text to what is read out of it.

use shishi_domain::{Date, Span};
use shishi_extract::{Item, entities as all, explain, headline, read_cell, to_corpus_json};

fn fits(text: &str, span: Span) {
    assert!(
        span.start <= span.end && text.get(span.start..span.end).is_some(),
        "{span:?} does not fit {text:?}"
    );
}

/// The first line gives year, cut-off day and heading, as far as it does; the second is the title,
/// the rest is the narrative: `2024 2024-03-31 累计完成（万人次）`.
pub fn item(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (context, text) = text.split_once('\n').unwrap_or(("", &text));
    let (title, narrative) = text.split_once('\n').unwrap_or((text, text));
    let mut context = context.splitn(3, ' ');
    let item = Item {
        title,
        narrative,
        year: context.next().and_then(|year| year.parse().ok()),
        as_of: context.next().and_then(|day| day.parse().ok()),
    };
    let heading = context.next().unwrap_or_default();
    let reading = read_cell(&item, heading);
    for target in &reading.targets {
        fits(title, target.span);
    }
    for plan in &reading.plans {
        fits(narrative, plan.span);
    }
    for percent in &reading.percents {
        fits(narrative, percent.span);
        assert!(percent.target.is_none_or(|at| at < reading.targets.len()));
    }
    for date in &reading.dates {
        fits(narrative, date.span);
        assert!(date.from <= date.to, "{date:?}");
    }
    for event in &reading.events {
        fits(narrative, event.span);
    }
    for other in &reading.others {
        fits(narrative, other.span);
    }
    for actual in &reading.actuals {
        fits(narrative, actual.span);
        assert!(actual.target.is_none_or(|at| at < reading.targets.len()));
        assert!(actual.plan.is_none_or(|at| at < reading.plans.len()));
    }
    for tally in &reading.tallies {
        assert!(tally.target < reading.targets.len());
        assert!(tally.done <= tally.total, "{tally:?}");
    }
    headline(title, &reading);
    explain(&item, &reading);
    to_corpus_json(&reading, &item);
}

/// The first line gives the day from which open dates are counted, as far as it does; the rest is
/// the text.
pub fn entities(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (day, text) = text.split_once('\n').unwrap_or(("", &text));
    let day: Option<Date> = day.parse().ok();
    for entity in all(text, day) {
        fits(text, entity.span);
        assert_eq!(entity.text, entity.span.of(text));
        if let (Some(from), Some(to)) = (entity.from, entity.to) {
            assert!(from <= to, "{entity:?}");
        }
    }
}
