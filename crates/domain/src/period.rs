//! Reporting periods.

use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Length of a reporting period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeriodKind {
    /// 月.
    Month,
    /// 季度.
    Quarter,
    /// 半年.
    Half,
    /// 全年.
    Year,
}

/// A period's short name: `2024M08`, `2024Q1`, `2024H1`, `2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PeriodCode {
    year: i16,
    kind: PeriodKind,
    index: i8,
}

impl PeriodCode {
    /// Reads a code. Only years 1949 to 2999 and existing months, quarters and halves are codes.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = (text.get(..4)?, text.get(4..)?);
        if !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year: i16 = year.parse().ok().filter(|y| (1949..=2999).contains(y))?;
        if rest.is_empty() {
            return Some(Self {
                year,
                kind: PeriodKind::Year,
                index: 1,
            });
        }
        let index: i8 = rest.get(1..)?.parse().ok()?;
        let (kind, last) = match rest.as_bytes()[0].to_ascii_uppercase() {
            b'M' => (PeriodKind::Month, 12),
            b'Q' => (PeriodKind::Quarter, 4),
            b'H' => (PeriodKind::Half, 2),
            _ => return None,
        };
        (1..=last)
            .contains(&index)
            .then_some(Self { year, kind, index })
    }

    /// Year of the programme.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Length.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    fn months(self) -> (i8, i8) {
        let length = match self.kind {
            PeriodKind::Month => 1,
            PeriodKind::Quarter => 3,
            PeriodKind::Half => 6,
            PeriodKind::Year => 12,
        };
        ((self.index - 1) * length + 1, self.index * length)
    }

    /// First day.
    pub fn starts_on(self) -> Date {
        date(self.year, self.months().0, 1)
    }

    /// Last day.
    pub fn ends_on(self) -> Date {
        date(self.year, self.months().1, 1).last_of_month()
    }

    /// Whether its figures may run to a day: from its first day to 45 days after its last, for tables
    /// of a quarter are published with the figures of some weeks later too.
    pub fn may_be_cut_off_on(self, day: Date) -> bool {
        day >= self.starts_on() && (day - self.ends_on()).get_days() <= 45
    }

    /// 一季度, 上半年, 8月, 全年.
    pub fn zh(self) -> String {
        const NUMERALS: [&str; 4] = ["一", "二", "三", "四"];
        match self.kind {
            PeriodKind::Month => format!("{}月", self.index),
            PeriodKind::Quarter => format!("{}季度", NUMERALS[(self.index - 1) as usize]),
            PeriodKind::Half => if self.index == 1 {
                "上半年"
            } else {
                "下半年"
            }
            .to_owned(),
            PeriodKind::Year => "全年".to_owned(),
        }
    }

    /// First quarter, August, first half, full year.
    pub fn en(self) -> String {
        match self.kind {
            PeriodKind::Month => month_en(self.index).to_owned(),
            PeriodKind::Quarter => format!("Q{}", self.index),
            PeriodKind::Half => format!("Half-year {}", self.index),
            PeriodKind::Year => "Full year".to_owned(),
        }
    }
}

impl fmt::Display for PeriodCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PeriodKind::Month => write!(f, "{}M{:02}", self.year, self.index),
            PeriodKind::Quarter => write!(f, "{}Q{}", self.year, self.index),
            PeriodKind::Half => write!(f, "{}H{}", self.year, self.index),
            PeriodKind::Year => write!(f, "{}", self.year),
        }
    }
}

/// A day as English readers write it: 31 March 2024.
pub fn day_en(day: Date) -> String {
    format!("{} {} {}", day.day(), month_en(day.month()), day.year())
}

/// A day as Chinese readers write it: 2024年3月31日.
pub fn day_zh(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// English name of a month, 1 to 12; empty for any other number.
fn month_en(month: i8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month)
        .ok()
        .and_then(|month| MONTHS.get(month.checked_sub(1)?))
        .copied()
        .unwrap_or_default()
}

/// A reporting period of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Identifier in the store.
    pub id: String,
    /// Its code.
    pub code: PeriodCode,
    /// The day up to which figures count unless a row names its own.
    pub cut_off_on: Date,
    /// Day from which units can report, where set.
    pub opens_on: Option<Date>,
    /// Day by which reports are due, where set.
    pub due_on: Option<Date>,
    /// Last day that still counts as timely, where set.
    pub timely_until: Option<Date>,
    /// Day after which the period is locked, where set.
    pub closes_on: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip() {
        for code in ["2024Q1", "2024H2", "2024M08", "2024"] {
            assert_eq!(PeriodCode::parse(code).unwrap().to_string(), code);
        }
        for bad in [
            "",
            "2024Q5",
            "2024M13",
            "24Q1",
            "2024X1",
            "二零二四",
            "2024Q",
            "2024Q-1",
        ] {
            assert!(PeriodCode::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn quarters_end_on_their_last_day() {
        let q1 = PeriodCode::parse("2024Q1").unwrap();
        assert_eq!(
            (q1.starts_on(), q1.ends_on()),
            (date(2024, 1, 1), date(2024, 3, 31))
        );
        assert_eq!(
            PeriodCode::parse("2024M02").unwrap().ends_on(),
            date(2024, 2, 29)
        );
        assert_eq!(PeriodCode::parse("2024H1").unwrap().zh(), "上半年");
    }
}
