//! Where pages live. Templates and handlers take addresses from here and nowhere else.

use shishi_app::snapshot::Snapshot;
use shishi_domain::{Level, PeriodCode};

use crate::address::Address;
use crate::state::Format;

/// `/`: leads to the current year.
pub fn home() -> Address {
    Address::of(&[])
}

/// `/y/2024`: 承诺总览.
pub fn year(year: i16) -> Address {
    Address::of(&["y", &year.to_string()])
}

/// `/y/2024?period=2024Q1`.
pub fn period(code: PeriodCode) -> Address {
    year(code.year()).with("period", &code.to_string())
}

/// `/y/2024?light=remind`.
pub fn light(of: i16, level: Level) -> Address {
    year(of).with("light", level.name())
}

/// `/y/2024/c/8`: 承诺页.
pub fn commitment(year: i16, number: &str) -> Address {
    Address::of(&["y", &year.to_string(), "c", number])
}

/// The period of a snapshot, if it is not the newest: what links to its pages must name.
pub fn past(snapshot: &Snapshot) -> Option<PeriodCode> {
    let code = snapshot.period.code;
    (snapshot.periods.last().map(|period| period.code) != Some(code)).then_some(code)
}

/// The 承诺页 of a row as this snapshot shows it: `/y/2024/c/8?period=2024Q1` for a past period.
pub fn row(snapshot: &Snapshot, number: &str) -> Address {
    let period = past(snapshot).map(|code| code.to_string());
    commitment(snapshot.programme.year, number).with("period", period.as_deref().unwrap_or(""))
}

/// `/y/2024/c/8/history`: 历次报告.
pub fn history(year: i16, number: &str) -> Address {
    Address::of(&["y", &year.to_string(), "c", number, "history"])
}

/// `/units`: 责任单位.
pub fn units() -> Address {
    Address::of(&["units"])
}

/// `/units/{id}`: 单位页.
pub fn unit(id: &str) -> Address {
    Address::of(&["units", id])
}

/// `/r/2024Q1`: 进展报告.
pub fn report(code: PeriodCode) -> Address {
    Address::of(&["r", &code.to_string()])
}

/// `/r/2024Q1.docx`: the same as a file.
pub fn report_file(code: PeriodCode, format: Format) -> Address {
    Address::of(&["r", &format!("{code}.{}", format.extension())])
}

/// `/data`: 数据开放.
pub fn data() -> Address {
    Address::of(&["data"])
}

/// `/data/2024.csv`.
pub fn data_file(year: i16, format: Format) -> Address {
    Address::of(&["data", &format!("{year}.{}", format.extension())])
}

/// `/data/fields`: 字段说明.
pub fn fields() -> Address {
    Address::of(&["data", "fields"])
}

/// `/about/lights`: 怎么看灯.
pub fn lights() -> Address {
    Address::of(&["about", "lights"])
}

/// `/about/accessibility`: 无障碍说明.
pub fn accessibility() -> Address {
    Address::of(&["about", "accessibility"])
}

/// `/documents/{sha256}`: the original file.
pub fn document(sha256: &str) -> Address {
    Address::of(&["documents", sha256])
}

/// `/feed.xml`: news of the list.
pub fn feed() -> Address {
    Address::of(&["feed.xml"])
}

/// `/mode`: how pages are shown.
pub fn mode() -> Address {
    Address::of(&["mode"])
}
