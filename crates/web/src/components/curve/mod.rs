//! 进度曲线: how a figure has grown, against what was due.
//!
//! The line never says what will be: with one point nothing can be foretold, and no forecast is
//! drawn.

use askama::Template;
use jiff::civil::Date;
use rust_decimal::Decimal;
use shishi_app::snapshot::{Row, Snapshot};
use shishi_domain::amount::{grouped, plain};
use shishi_domain::evaluate::{Expectation, IndicatorResult, elapsed, percent};
use shishi_domain::{Link, Measure, PeriodCode};

use crate::lang::Lang;

const TOP: i64 = 20;
const BOTTOM: i64 = 240;

/// One figure of the line.
#[derive(Debug, Clone)]
struct Point {
    period: String,
    day: String,
    value: String,
    percent: String,
    due: String,
    x: String,
    y: String,
    label_y: String,
    anchor: &'static str,
}

/// A curve with its table.
#[derive(Debug, Clone, Template)]
#[template(path = "components/curve/curve.html")]
pub struct Curve {
    t: Lang,
    name: String,
    unit: String,
    target: String,
    straight: bool,
    points: Vec<Point>,
    grid: Vec<(String, String, String)>,
    months: Vec<(String, String)>,
    target_y: String,
    /// Where the target is due.
    due_x: String,
    /// Where the words for what is due end, if there is room for them.
    plan_x: Option<String>,
    /// Whether there is room for the words beside the target.
    goal_words: bool,
    label: String,
}

impl askama::filters::HtmlSafe for Curve {}

/// The number at the start of a published figure: 3,285 人次 → 3285.
fn number(text: &str) -> Option<Decimal> {
    let digits: String = text
        .trim_start_matches(['约', ' ', '≥', '≤'])
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        .filter(|c| *c != ',')
        .collect();
    digits.parse().ok()
}

fn one(value: Decimal) -> String {
    plain(value.round_dp(1))
}

/// The distance of the lines of a scale that runs to `most`, which is more than zero: a round
/// number, of which there are two to four.
fn tick(most: Decimal) -> Decimal {
    let mut ten = Decimal::ONE;
    while ten > most {
        ten /= Decimal::TEN;
    }
    while ten <= most / Decimal::TEN {
        ten *= Decimal::TEN;
    }
    // Now `most` is one to ten times `ten`.
    let quarter = most / Decimal::from(4);
    let round = [
        Decimal::new(25, 2),
        Decimal::new(5, 1),
        Decimal::ONE,
        Decimal::TWO,
    ];
    let steps = round.map(|part| part * ten);
    let step = steps.into_iter().find(|step| *step >= quarter);
    step.unwrap_or(ten * Decimal::new(25, 1))
}

/// A share of the time as a percentage of the width.
fn x(share: Decimal) -> String {
    format!("{}%", one(share * Decimal::ONE_HUNDRED))
}

/// The marks below the axis: the ends of the quarters of one year, or else those of the years.
fn months(from: Date, to: Date, t: Lang) -> Vec<(String, String)> {
    let one_year = from.year() == to.year();
    let ends = (from.year()..=to.year()).flat_map(|year| {
        let ends = [3i8, 6, 9, 12].into_iter();
        let ends = ends.filter(move |month| one_year || *month == 12);
        ends.filter_map(move |month| Some(Date::new(year, month, 1).ok()?.last_of_month()))
    });
    let words = |end: Date| match (t, one_year) {
        (Lang::Zh, true) => format!("{}月", end.month()),
        (Lang::En, true) => ["Mar", "Jun", "Sep", "Dec"][end.month() as usize / 3 - 1].into(),
        (Lang::Zh, false) => format!("{}年底", end.year()),
        (Lang::En, false) => format!("end of {}", end.year()),
    };
    ends.filter(|end| (from..=to).contains(end))
        .map(|end| (x(elapsed(from, to, end)), words(end)))
        .collect()
}

impl Curve {
    /// The curve of an indicator whose figures add up over the year.
    pub fn of(
        snapshot: &Snapshot,
        row: &Row,
        indicator: &IndicatorResult,
        t: Lang,
    ) -> Option<Self> {
        let target = indicator.target.as_ref()?;
        let drawable = indicator.link == Some(Link::Certain)
            && indicator.expected.is_some()
            && !indicator.stated
            && indicator.measure != Measure::RateFloor
            && target.value > Decimal::ZERO;
        if !drawable {
            return None;
        }
        let (from, year_end) = (snapshot.programme.starts_on, snapshot.programme.due_on);
        let due_on = indicator.due_on.unwrap_or(year_end);
        // The axis runs to the end of the year, and on to a day that is due later.
        let to = due_on.max(year_end);
        let due_at = elapsed(from, to, due_on);
        let mut figures: Vec<(PeriodCode, Date, Decimal)> = row
            .history
            .iter()
            .filter(|entry| !entry.replaced && entry.period.code != snapshot.period.code)
            .filter(|entry| entry.period.cut_off_on < indicator.as_of)
            .filter_map(|entry| {
                let (_, text) = entry.figures.iter().find(|(n, _)| *n == indicator.name)?;
                Some((entry.period.code, entry.period.cut_off_on, number(text)?))
            })
            .collect();
        figures.push((snapshot.period.code, indicator.as_of, indicator.actual?));

        let most = figures
            .iter()
            .map(|(_, _, v)| *v)
            .fold(target.value, Decimal::max);
        let step = tick(most);
        let height = Decimal::from(BOTTOM - TOP);
        let y = |value: Decimal| Decimal::from(BOTTOM) - value / most * height;
        let count = figures.len();
        let points = figures
            .iter()
            .enumerate()
            .map(|(n, (code, day, value))| {
                let share = elapsed(from, to, *day);
                let straight = elapsed(from, due_on, *day);
                let due = if n + 1 == count {
                    indicator.expected.unwrap_or(straight)
                } else {
                    straight
                };
                Point {
                    period: t.period(*code),
                    day: t.day(*day),
                    value: grouped(*value),
                    percent: percent(*value / target.value),
                    due: percent(due),
                    x: x(share),
                    y: one(y(*value)),
                    label_y: one(y(*value) - Decimal::from(16)),
                    anchor: if share > Decimal::new(9, 1) {
                        "end"
                    } else {
                        "middle"
                    },
                }
            })
            .collect::<Vec<_>>();
        let grid = (0..=4i64)
            .map(|n| step * Decimal::from(n))
            .take_while(|value| *value <= most)
            .map(|value| {
                let at = y(value);
                (one(at), one(at + Decimal::from(4)), grouped(value))
            })
            .collect();
        let months = months(from, to, t);
        let told: Vec<String> = figures
            .iter()
            .map(|(code, _, v)| format!("{} {}{}", t.period(*code), plain(*v), target.unit))
            .collect();
        let straight = indicator.expectation == Expectation::Straight;
        let crowded = figures.iter().any(|(_, day, value)| {
            let near = (elapsed(from, to, *day) - due_at).abs() < Decimal::new(2, 1);
            near && *value > most * Decimal::new(8, 1)
        });
        Some(Self {
            t,
            goal_words: !crowded,
            name: indicator.name.clone(),
            unit: target.unit.to_string(),
            target: t.value(target),
            straight,
            target_y: one(y(target.value)),
            due_x: x(due_at),
            plan_x: (due_at > Decimal::new(6, 1)).then(|| x(due_at * Decimal::new(72, 2))),
            points,
            grid,
            months,
            label: match t {
                Lang::Zh => format!(
                    "{}进度曲线：{}；{}目标{}{}。数据见下表。",
                    indicator.name,
                    told.join("，"),
                    if indicator.due_on.is_none() {
                        "全年"
                    } else {
                        ""
                    },
                    t.value(target),
                    target.unit
                ),
                Lang::En => format!(
                    "Progress of {}: {}; target {}{}. The table below has the figures.",
                    indicator.name,
                    told.join(", "),
                    t.value(target),
                    target.unit
                ),
            },
        })
    }

    /// Line segments between neighbouring points, the first from the start of the year.
    fn segments(&self) -> Vec<(String, String, String, String)> {
        let mut from = ("0%".to_owned(), BOTTOM.to_string());
        let mut out = Vec::with_capacity(self.points.len());
        for point in &self.points {
            let to = (point.x.clone(), point.y.clone());
            out.push((from.0, from.1, to.0.clone(), to.1.clone()));
            from = to;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_have_round_steps() {
        let check = |most: &str, want: &str| {
            assert_eq!(plain(tick(most.parse().unwrap())), want, "{most}");
        };
        check("85", "25");
        check("812", "250");
        check("12000", "5000");
        check("6000", "2000");
        check("1", "0.25");
        check("3", "1");
        check("0.5", "0.2");
        check("30", "10");
        check("99", "25");
        check("100", "25");
    }

    #[test]
    fn published_figures_are_read_back() {
        assert_eq!(number("3,285 人次"), Some(Decimal::from(3285)));
        assert_eq!(number("约 5.12公里"), Some(Decimal::new(512, 2)));
        assert_eq!(number("尚无"), None);
    }
}
