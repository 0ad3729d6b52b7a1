//! A row of a list: what was promised, how far it is, its lamp and what the lamp rests on.

use askama::Template;
use rust_decimal::Decimal;
use shishi_app::snapshot::{Mark, MarkKind, Row, Snapshot};
use shishi_domain::amount::grouped;
use shishi_domain::evaluate::{IndicatorResult, telling_points};
use shishi_domain::{EventStatus, Level, Link, Phase, Stage};

use super::{Bullet, Lamp, StageBar, cut};
use crate::lang::Lang;
use crate::links;

/// Most bars of one entry.
const BARS: usize = 3;

/// A row of a list.
#[derive(Debug, Clone, Template)]
#[template(path = "components/entry/entry.html")]
pub struct Entry {
    t: Lang,
    number: String,
    printed: String,
    called: String,
    headline: String,
    href: String,
    units: String,
    said: String,
    bars: Vec<Bullet>,
    notes: Vec<String>,
    more: usize,
    stage: Option<StageBar>,
    lamp: Lamp,
    basis: Vec<String>,
}

impl askama::filters::HtmlSafe for Entry {}

impl Entry {
    /// The entry of a row.
    pub fn of(snapshot: &Snapshot, row: &Row, t: Lang) -> Self {
        let result = &row.result;
        let all: Vec<Bullet> = result
            .indicators
            .iter()
            .filter_map(|i| Bullet::of(i, t))
            .collect();
        let stage = all
            .is_empty()
            .then(|| StageBar::new(result.stage, row.stage_quote.as_deref(), t));
        let mut notes: Vec<String> = result
            .indicators
            .iter()
            .enumerate()
            .filter(|(_, i)| i.ratio.is_none())
            .filter_map(|(place, i)| match (i.actual, &i.target) {
                (Some(actual), _) => Some(reported(i, actual, t)),
                (None, Some(_)) if !all.is_empty() && i.promised && i.link.is_none() => {
                    Some(missing(row, place, i, t))
                }
                _ => None,
            })
            .collect();
        notes.truncate(BARS);
        let said = match told(row) {
            Some(mark) if stage.is_none() => mark.quote.as_str(),
            _ => row.text(),
        };
        Self {
            t,
            number: row.number.clone(),
            printed: row.printed().to_owned(),
            called: row.called(),
            headline: row.headline.clone(),
            href: t.at(links::row(snapshot, &row.number)),
            units: units(row),
            said: cut(said, 48),
            more: all.len().saturating_sub(BARS),
            bars: all.into_iter().take(BARS).collect(),
            notes,
            stage,
            lamp: Lamp::new(result.level, t),
            basis: basis(snapshot, row, t),
        }
    }
}

/// The mark of the figure that counts towards the target, or else of any figure reached.
fn told(row: &Row) -> Option<&Mark> {
    let counted = row
        .reading
        .actuals
        .iter()
        .filter(|actual| actual.target.is_some())
        .max_by_key(|actual| (actual.link, std::cmp::Reverse(actual.span.start)));
    counted
        .and_then(|actual| row.marks.iter().find(|m| m.span.overlaps(&actual.span)))
        .or_else(|| row.marks.iter().find(|m| m.kind == MarkKind::Actual))
}

/// Names of a row's units, in published order.
pub fn units(row: &Row) -> String {
    row.units
        .iter()
        .map(|unit| unit.name.as_str())
        .collect::<Vec<_>>()
        .join("、")
}

fn reported(i: &IndicatorResult, actual: Decimal, t: Lang) -> String {
    let unit = i
        .actual_unit
        .as_deref()
        .or(i.target.as_ref().map(|t| t.unit.as_str()))
        .unwrap_or_default();
    let value = grouped(actual);
    let mut text = match t {
        Lang::Zh => format!("{}：已报告 {value} {unit}", i.name),
        Lang::En => format!("{}: {value} {unit} reported", i.name),
    };
    if i.is_limit() {
        let limit = goal(i, t);
        text.push_str(&match t {
            Lang::Zh => format!("，要求 {limit}"),
            Lang::En => format!(", {limit} required"),
        });
    }
    if i.link != Some(Link::Certain) {
        text.push_str(t.say("，待核定", ", to be confirmed"));
    }
    text
}

/// What was promised, in short: ≥ 98.5 %.
fn goal(i: &IndicatorResult, t: Lang) -> String {
    let target = i.target.as_ref();
    target.map(|target| t.target(target)).unwrap_or_default()
}

fn missing(row: &Row, place: usize, i: &IndicatorResult, t: Lang) -> String {
    let target = goal(i, t);
    let why = match (row.set_aside(place), row.unmatched(i)) {
        (true, _) => t.say("报告的数字不采用", "figure set aside"),
        (false, true) => t.say("报告有数字，未对应目标", "figures stated, none matched"),
        (false, false) => t.say("尚未报告", "not reported"),
    };
    match t {
        Lang::Zh => format!("{} {target}：{why}", i.name),
        Lang::En => format!("{} {target}: {why}", i.name),
    }
}

/// How far a target that is reached has gone beyond that, as far as the report says.
fn reached(row: &Row, t: Lang) -> &'static str {
    let told = |phase, status| {
        let mut events = row.reading.events.iter();
        events.any(|e| (e.phase, e.status) == (phase, status))
    };
    let stage = row.result.stage.filter(|s| s.status == EventStatus::Done);
    match stage.map(|s| s.stage) {
        Some(Stage::Acceptance) => t.say("已达目标，已通过验收", "target reached, accepted"),
        Some(Stage::Operation) if told(Phase::Acceptance, EventStatus::Done) => t.say(
            "已达目标，已验收并投入使用",
            "target reached, accepted and in use",
        ),
        Some(Stage::Operation) => t.say("已达目标，已投入使用", "target reached, in use"),
        // Of the whole it is not said, but of a part.
        _ if told(Phase::Acceptance, EventStatus::Done) => t.say(
            "已达目标，部分已验收",
            "target reached, a part of it accepted",
        ),
        _ if told(Phase::Operation, EventStatus::Done) => t.say(
            "已达目标，部分已投入使用",
            "target reached, a part of it in use",
        ),
        _ if told(Phase::Acceptance, EventStatus::Planned)
            || told(Phase::Acceptance, EventStatus::Ongoing) =>
        {
            t.say("已达目标，尚未验收", "target reached, not yet accepted")
        }
        _ => t.say(
            "已达目标，报告没有提到验收",
            "target reached, acceptance not mentioned",
        ),
    }
}

/// What the lamp rests on, in one to three short lines.
pub fn basis(snapshot: &Snapshot, row: &Row, t: Lang) -> Vec<String> {
    let result = &row.result;
    match result.level {
        Level::ToConfirm => {
            return vec![
                t.say("对应关系需要核定", "what it counts is to be confirmed")
                    .into(),
            ];
        }
        Level::Unquantified => {
            return vec![
                t.say(
                    "没有可以对照目标的数字",
                    "no figure to set against the target",
                )
                .into(),
            ];
        }
        Level::Done => {
            return vec![reached(row, t).into()];
        }
        _ => {}
    }
    let mut lines = Vec::new();
    let judged: Vec<_> = result
        .indicators
        .iter()
        .filter(|i| i.level.is_some())
        .collect();
    let worst = judged
        .iter()
        .filter_map(|i| Some((i.behind_points?, i)))
        .max_by_key(|(behind, _)| *behind);
    let judged_so = |i: &IndicatorResult| i.level == Some(result.level);
    let by_limit = judged.iter().any(|i| i.is_limit() && judged_so(i))
        && !judged.iter().any(|i| !i.is_limit() && judged_so(i));
    match worst {
        // A gap, or being ahead, is not what such a lamp rests on.
        _ if by_limit && result.level == Level::Remind => {
            lines.push(t.say("指标未达到要求", "requirement not met").to_owned());
        }
        Some((_, i)) if i.ratio.is_some_and(|r| r >= Decimal::ONE) => {
            lines.push(reached(row, t).to_owned());
        }
        Some((behind, _)) => {
            // As in the reason, so that a figure never stands on the wrong side of a limit.
            let value = telling_points(behind, &snapshot.policy);
            lines.push(match (t, behind > Decimal::ZERO) {
                _ if value == "0.0" => t.say("与应达进度持平", "as due").to_owned(),
                (Lang::Zh, true) => format!("落后 {value} 个百分点"),
                (Lang::Zh, false) => format!("超前 {value} 个百分点"),
                (Lang::En, true) => format!("{value} points behind"),
                (Lang::En, false) => format!("{value} points ahead"),
            });
        }
        None if by_limit => lines.push(t.say("指标符合要求", "requirement met").to_owned()),
        None => {}
    }
    let all = result.indicators.iter().filter(|i| i.promised).count();
    if all > judged.len() {
        lines.push(match t {
            Lang::Zh => format!("依据 {all} 项指标中的 {} 项", judged.len()),
            Lang::En => format!("on {} of {all} indicators", judged.len()),
        });
    }
    if result.as_of != snapshot.as_of {
        lines.push(match t {
            Lang::Zh => format!("截至{}月{}日", result.as_of.month(), result.as_of.day()),
            Lang::En => format!("as of {}", t.day(result.as_of)),
        });
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use shishi_domain::{Measure, Qualifier, Span, evaluate};

    /// The eighth row of the sample, whose one indicator a test changes.
    fn with(change: impl FnOnce(&mut IndicatorResult)) -> (Snapshot, Row) {
        let snapshot = samples::daxing();
        let mut row = snapshot.rows[7].clone();
        change(&mut row.result.indicators[0]);
        (snapshot, row)
    }

    #[test]
    fn the_gap_agrees_with_the_lamp() {
        let check = |behind: &str, zh: &str, en: &str| {
            let (snapshot, row) = with(|i| i.behind_points = Some(behind.parse().unwrap()));
            assert_eq!(basis(&snapshot, &row, Lang::Zh)[0], zh);
            assert_eq!(basis(&snapshot, &row, Lang::En)[0], en);
        };
        check("9.993", "落后 9.99 个百分点", "9.99 points behind");
        check("18.11", "落后 18.1 个百分点", "18.1 points behind");
        check("-2.5", "超前 2.5 个百分点", "2.5 points ahead");
        check("0", "与应达进度持平", "as due");
        check("-0.04", "与应达进度持平", "as due");
    }

    #[test]
    fn a_target_that_is_reached_is_told_as_the_report_tells_it() {
        let check = |level, events: &[(Phase, EventStatus)], want: &str| {
            let (snapshot, mut row) = with(|i| {
                i.ratio = Some(Decimal::ONE);
                i.behind_points = Some((-50).into());
            });
            row.result.level = level;
            row.result.stage = evaluate::stage_now(events);
            let event = |(phase, status)| shishi_extract::Event {
                span: Span::new(0, 0),
                phase,
                status,
                rule: "stage-clause".into(),
            };
            row.reading.events = events.iter().copied().map(event).collect();
            assert_eq!(basis(&snapshot, &row, Lang::Zh)[0], want);
        };
        let (normal, done) = (Level::Normal, EventStatus::Done);
        check(normal, &[], "已达目标，报告没有提到验收");
        check(
            normal,
            &[(Phase::Acceptance, EventStatus::Planned)],
            "已达目标，尚未验收",
        );
        check(normal, &[(Phase::Acceptance, done)], "已达目标，已通过验收");
        let under_way = (Phase::Construction, EventStatus::Ongoing);
        check(
            normal,
            &[(Phase::Acceptance, done), under_way],
            "已达目标，部分已验收",
        );
        check(
            normal,
            &[(Phase::Operation, done), under_way],
            "已达目标，部分已投入使用",
        );
        check(
            Level::Done,
            &[(Phase::Operation, done)],
            "已达目标，已投入使用",
        );
        check(
            Level::Done,
            &[(Phase::Acceptance, done), (Phase::Operation, done)],
            "已达目标，已验收并投入使用",
        );
    }

    #[test]
    fn a_limit_has_no_bar_and_no_percentage() {
        let (snapshot, row) = with(|i| {
            i.name = "投诉".into();
            i.measure = Measure::Count;
            let target = i.target.as_mut().unwrap();
            target.qualifier = Qualifier::AtMost;
            target.value = 5.into();
            target.unit = "件".into();
            i.actual = Some(Decimal::ONE);
            i.actual_unit = None;
            i.ratio = None;
            i.expected = None;
            i.behind_points = None;
        });
        let entry = Entry::of(&snapshot, &row, Lang::Zh);
        assert!(entry.bars.is_empty());
        assert_eq!(entry.notes, ["投诉：已报告 1 件，要求 ≤ 5 件"]);
        let entry = Entry::of(&snapshot, &row, Lang::En);
        assert_eq!(entry.notes, ["投诉: 1 件 reported, ≤ 5 件 required"]);

        let lines = |level| {
            let mut row = row.clone();
            row.result.level = level;
            row.result.indicators[0].level = Some(level);
            // Another indicator that is ahead does not explain the lamp.
            row.result
                .indicators
                .push(snapshot.rows[1].result.indicators[0].clone());
            row.result.indicators[1].level = Some(Level::Normal);
            row.result.indicators[1].behind_points = Some((-5).into());
            basis(&snapshot, &row, Lang::Zh)
        };
        assert_eq!(lines(Level::Remind)[0], "指标未达到要求");
        assert_eq!(lines(Level::Normal)[0], "超前 5.0 个百分点");
    }
}
