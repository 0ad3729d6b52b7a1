//! Arithmetic on days.

use jiff::civil::Date;

pub(super) fn day(y: i16, m: i8, d: i8) -> Option<Date> {
    Date::new(y, m, d).ok()
}

pub(super) fn add(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

pub(super) fn month(y: i16, m: i8) -> Option<(Date, Date)> {
    let first = day(y, m, 1)?;
    Some((first, first.last_of_month()))
}

/// The month `by` months away.
pub(super) fn shift(y: i16, m: i8, by: i32) -> Option<(i16, i8)> {
    let total = i32::from(y) * 12 + i32::from(m) - 1 + by;
    Some((
        i16::try_from(total.div_euclid(12)).ok()?,
        i8::try_from(total.rem_euclid(12) + 1).ok()?,
    ))
}

/// The Monday of the week of a day.
pub(super) fn monday(date: Date) -> Option<Date> {
    add(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

/// The first Monday on or after a day.
pub(super) fn first_monday(date: Date) -> Option<Date> {
    add(
        date,
        i64::from((7 - date.weekday().to_monday_zero_offset()) % 7),
    )
}
