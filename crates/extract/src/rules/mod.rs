//! The rules, one to a file. Each has a stable name, which every result carries.

pub(crate) mod actuals;
pub(crate) mod check;
pub(crate) mod dates;
pub(crate) mod due;
pub(crate) mod events;
pub(crate) mod kinds;
pub(crate) mod link;
pub(crate) mod naming;
pub(crate) mod percents;
pub(crate) mod plans;
pub(crate) mod precedents;
pub(crate) mod predicates;
pub(crate) mod rates;
pub(crate) mod roles;
pub(crate) mod settle;
pub(crate) mod stages;
pub(crate) mod stance;
pub(crate) mod tally;
pub(crate) mod targets;

/// The only one, if there is no other.
pub(crate) fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    found.next().filter(|_| found.next().is_none())
}

/// Reads an item of 2024 as of the end of September, for the tests of the rules.
#[cfg(test)]
pub(crate) fn read_in_2024(title: &str, narrative: &str) -> crate::Reading {
    crate::read(&crate::Item {
        title,
        narrative,
        year: Some(2024),
        as_of: "2024-09-30".parse().ok(),
    })
}

/// A text of 2024 with the end of March as its cut-off day, for the tests of the rules.
#[cfg(test)]
pub(crate) fn prose_in_2024(
    source: &str,
) -> (crate::clause::Prose<'_>, Option<shishi_domain::Date>) {
    let as_of = shishi_domain::Date::new(2024, 3, 31).ok();
    let context = crate::date::Context {
        year: Some(2024),
        reference: as_of,
        strict: true,
    };
    (crate::clause::Prose::new(source, context), as_of)
}
