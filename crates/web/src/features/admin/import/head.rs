//! Whose list it is, of which year, for which period: read from the table, and correctable.

use jiff::civil::Date;
use shishi_app::domain::PeriodCode;
use shishi_app::import::{Change, Draft};

use super::super::seat::Fields;
use super::decision::Errors;
use crate::lang::Lang;

/// Endings of period codes, in the order the form offers them.
const ENDINGS: [&str; 19] = [
    "Q1", "H1", "Q2", "Q3", "Q4", "H2", "", "M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08",
    "M09", "M10", "M11", "M12",
];

/// The form of a draft's head.
#[derive(Debug)]
pub(super) struct Head {
    pub title: String,
    pub district: String,
    pub year: String,
    pub cut_off: String,
    /// Value, words, whether chosen.
    pub periods: Vec<(&'static str, String, bool)>,
    /// Parts of one line that says it all.
    pub summary: Vec<String>,
    /// Whether something is missing, or wrong.
    pub open: bool,
    pub errors: Errors,
}

/// Fields of the form, in order.
pub(super) const FIELDS: [&str; 4] = ["district", "year", "period", "cut_off"];

fn ending(code: PeriodCode) -> String {
    code.to_string().chars().skip(4).collect()
}

impl Head {
    pub(super) fn new(
        t: Lang,
        draft: &Draft,
        entered: Option<&Fields>,
        mut errors: Errors,
    ) -> Self {
        let head = draft.head();
        let chosen = match entered {
            Some(fields) => fields.get("period").map(str::to_owned),
            None => head.period.map(ending),
        };
        let periods = ENDINGS
            .into_iter()
            .filter_map(|end| {
                let code = PeriodCode::parse(&format!("2024{end}"))?;
                Some((end, t.period(code), chosen.as_deref() == Some(end)))
            })
            .collect();
        let unknown = t.say("没有读出", "not found");
        let year = head.year.map(|year| year.to_string());
        let summary = [
            head.district
                .clone()
                .unwrap_or_else(|| format!("{}{unknown}", t.say("辖区", "Jurisdiction "))),
            match (&year, t) {
                (Some(year), Lang::Zh) => format!("{year}年"),
                (Some(year), Lang::En) => year.clone(),
                (None, _) => format!("{}{unknown}", t.say("年度", "Year ")),
            },
            head.period.map_or_else(
                || format!("{}{unknown}", t.say("报告期", "Period ")),
                |period| t.period(period),
            ),
            head.cut_off_on.map_or_else(String::new, |day| {
                format!("{} {day}", t.say("数据截至", "figures up to"))
            }),
        ];
        let field = |name: &str, read: Option<String>| match entered {
            Some(fields) => fields.text(name).to_owned(),
            None => read.unwrap_or_default(),
        };
        let missing = t.say(
            "没有读出，请填写",
            "Not found in the table; please fill it in",
        );
        if entered.is_none() {
            for (name, there) in [
                ("district", head.district.is_some()),
                ("year", head.year.is_some()),
                ("period", head.period.is_some()),
            ] {
                if !there {
                    errors.insert(name.into(), missing.into());
                }
            }
        }
        Self {
            title: head.title.clone().unwrap_or_default(),
            district: field("district", head.district),
            year: field("year", year),
            cut_off: field("cut_off", head.cut_off_on.map(|day| day.to_string())),
            periods,
            summary: summary
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect(),
            open: !errors.is_empty(),
            errors,
        }
    }

    /// What is wrong with a field.
    pub(super) fn wrong(&self, name: &str) -> Option<&str> {
        self.errors.get(name).map(String::as_str)
    }
}

/// What the form asks for, or what is wrong with it. A field left as it was read corrects nothing.
pub(super) fn read(t: Lang, draft: &Draft, fields: &Fields) -> Result<Change, Errors> {
    let head = draft.head();
    let mut errors = Errors::new();
    let mut wrong = |name: &str, zh: &str, en: &str| {
        errors.insert(name.to_owned(), t.say(zh, en).to_owned());
    };
    let district = fields.text("district");
    if district.is_empty() {
        wrong(
            "district",
            "请填写辖区，例如 大兴区",
            "Please name the jurisdiction, such as 大兴区",
        );
    } else if district.chars().count() > 40 {
        wrong("district", "辖区不超过 40 个字", "At most 40 characters");
    }
    let year: Option<i16> = super::decision::number(fields.text("year"))
        .and_then(|year| year.to_string().parse().ok())
        .filter(|year| (1949..=2999).contains(year));
    if year.is_none() {
        wrong(
            "year",
            "请填四位年份，例如 2024",
            "Please give the year in four digits, such as 2024",
        );
    }
    // The period's year goes with the list's, except where the table itself names two.
    let apart = match (head.period, head.year) {
        (Some(period), Some(year)) => period.year() - year,
        _ => 0,
    };
    let period = year.zip(fields.get("period")).and_then(|(year, end)| {
        PeriodCode::parse(&format!("{:04}{end}", year.saturating_add(apart)))
    });
    if year.is_some() && period.is_none() {
        wrong("period", "请选择报告期", "Please choose the period");
    }
    let cut_off = fields.text("cut_off");
    let day: Option<Date> = cut_off.parse().ok();
    if day.is_none() && !cut_off.is_empty() {
        wrong(
            "cut_off",
            "请按年-月-日填写，例如 2024-03-31",
            "Please write year-month-day, such as 2024-03-31",
        );
    } else if let (Some(day), Some(period)) = (day, period)
        && !period.may_be_cut_off_on(day)
        && Some(day) != head.cut_off_on
    {
        let message = match t {
            Lang::Zh => format!(
                "截止日和报告期对不上（{} 至 {}）",
                period.starts_on(),
                period.ends_on()
            ),
            Lang::En => format!(
                "The day does not fit the period ({} to {})",
                period.starts_on(),
                period.ends_on()
            ),
        };
        errors.insert("cut_off".into(), message);
    }
    let (Some(year), Some(period), true) = (year, period, errors.is_empty()) else {
        return Err(errors);
    };
    let reading = &draft.reading;
    let untouched = day == head.cut_off_on && draft.decisions.cut_off_on.is_none();
    let code = period.to_string();
    Ok(Change::Head {
        year: Some(year).filter(|year| reading.year != Some(*year)),
        district: Some(district.to_owned()).filter(|name| reading.district.as_ref() != Some(name)),
        period: Some(code).filter(|code| reading.period.as_ref() != Some(code)),
        // The period's last day follows the period, unless the table or the records name another.
        cut_off_on: day.filter(|day| {
            let named = reading.cut_off.is_some() || draft.against.cut_off_on.is_some();
            !untouched && (*day != period.ends_on() || named)
        }),
    })
}
