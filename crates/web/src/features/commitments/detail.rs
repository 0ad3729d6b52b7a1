//! `/y/{year}/c/{number}`: 承诺页, one commitment from its words to its lamp and back.

use askama::Template;
use axum::extract::{Path, State as Extract};
use axum::response::Response;
use shishi_app::snapshot::{HistoryEntry, Mark, Milestone, Row, Snapshot, Verdict};
use shishi_domain::amount::grouped;
use shishi_domain::evaluate::{IndicatorResult, percent};
use shishi_domain::{EventStatus, Link};

use super::by_hand::told;
use super::narrative::{Piece, cut, pieces};
use crate::components::bullet::expectation;
use crate::components::entry::units;
use crate::components::{Bullet, Curve, Lamp, Mixed, StageBar};
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::{Format, State};

struct Target {
    name: String,
    target: String,
    actual: String,
    percent: String,
    due: String,
    lamp: Option<Lamp>,
    state: &'static str,
    notes: Vec<Mixed>,
}

struct Check {
    n: usize,
    quote: String,
    computed: Mixed,
    how: Mixed,
    class: &'static str,
    sign: &'static str,
    verdict: &'static str,
}

struct Step {
    text: String,
    class: &'static str,
    words: String,
}

struct Past {
    period: String,
    version: i64,
    replaced: bool,
    figures: String,
    lamp: Lamp,
    recorded: String,
}

struct UnitLink {
    name: String,
    href: String,
    role: &'static str,
    rows: usize,
}

struct Neighbour {
    href: String,
    label: String,
    headline: String,
}

/// The page.
#[derive(Template)]
#[template(path = "features/commitments/detail.html")]
pub struct Detail {
    layout: Layout,
    t: Lang,
    label: String,
    units: String,
    headline: String,
    title: Vec<Piece>,
    cite: String,
    same: Vec<Neighbour>,
    lamp: Lamp,
    reason: Mixed,
    bars: Vec<Bullet>,
    stage: Option<StageBar>,
    targets: Vec<Target>,
    /// What people decided that is about no indicator any more.
    set_aside: Vec<Mixed>,
    source: String,
    curves: Vec<Curve>,
    single: bool,
    text: Vec<Piece>,
    text_note: String,
    untouched: Option<String>,
    checks: Vec<Check>,
    findings: Vec<Mixed>,
    steps: Vec<Step>,
    goal: Option<String>,
    history: Vec<Past>,
    history_href: String,
    unit_links: Vec<UnitLink>,
    as_of: String,
    recorded: Mixed,
    document: Option<(String, String)>,
    csv: String,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
}

fn neighbour(snapshot: &Snapshot, row: &Row, t: Lang) -> Neighbour {
    Neighbour {
        href: t.at(links::row(snapshot, &row.number)),
        label: number(row, t),
        headline: row.headline.clone(),
    }
}

fn target(row: &Row, place: usize, i: &IndicatorResult, t: Lang) -> Target {
    let set = || {
        row.by_hand
            .iter()
            .filter(|set| set.indicator == Some(place))
    };
    let unit = i
        .actual_unit
        .as_deref()
        .or(i.target.as_ref().map(|t| t.unit.as_str()))
        .unwrap_or_default();
    let certain = i.link == Some(Link::Certain);
    let mut notes = Vec::new();
    if !i.promised {
        notes.push(
            t.say(
                "不在承诺原文中，只见于进展报告",
                "Not in the commitment itself, only in the report",
            )
            .to_owned(),
        );
    }
    notes.extend(i.due_on.map(|day| t.due_by(day)));
    if i.link.is_some() && !certain && !i.link_reason.is_empty() {
        notes.push(t.link_reason(&i.link_reason));
    }
    notes.extend(set().map(|set| told(t, set)));
    let is_told = set().any(|set| !set.of_target && set.now.is_some());
    if let Some(name) = i.confirmed_by.as_ref().filter(|_| !is_told) {
        notes.push(match t {
            Lang::Zh => format!("{}核定", t.actor(name)),
            Lang::En => format!("confirmed by {}", t.actor(name)),
        });
    }
    Target {
        name: i.name.clone(),
        target: i.target.as_ref().map_or_else(dash, |goal| t.target(goal)),
        actual: i
            .actual
            .map_or_else(dash, |value| format!("{} {unit}", grouped(value))),
        percent: match i.ratio {
            Some(ratio) if i.stated => t.stated(&percent(ratio)),
            Some(ratio) if certain => percent(ratio),
            _ => dash(),
        },
        due: match i.expected {
            Some(due) if certain => percent(due),
            _ => dash(),
        },
        lamp: i.level.map(|level| Lamp::new(level, t)),
        state: match i.link {
            None if row.set_aside(place) => t.say("报告的数字不采用", "Figure set aside"),
            None if row.unmatched(i) => {
                t.say("报告有数字，未对应目标", "Figures stated, none matched")
            }
            None => t.say("尚未报告", "Not reported"),
            Some(Link::Certain) => t.say("不判断", "Not judged"),
            Some(_) => t.say("待核定", "To be confirmed"),
        },
        notes: notes.into_iter().map(|note| Mixed::new(t, note)).collect(),
    }
}

/// Which version this is, who recorded it and when.
fn recorded(row: &Row, t: Lang) -> String {
    let (report, day) = (&row.report, t.moment(row.report.recorded_at));
    match t {
        Lang::Zh => format!(
            "第 {} 版，{day}由{}录入",
            report.version,
            t.actor(&report.recorded_by)
        ),
        Lang::En => format!(
            "version {}, recorded on {day} by {}",
            report.version,
            t.actor(&report.recorded_by)
        ),
    }
}

/// 第8项, No. 8.
pub fn number(row: &Row, t: Lang) -> String {
    match t {
        Lang::Zh => row.called(),
        Lang::En => row.called_en(),
    }
}

fn dash() -> String {
    "–".to_owned()
}

fn check(mark: &Mark, t: Lang) -> Check {
    let (class, sign, verdict) = match mark.verdict {
        Verdict::Agrees => ("ok", "✓", t.say("一致", "Agrees")),
        Verdict::Truncated => ("ok", "✓", t.say("一致（截位）", "Agrees (cut off)")),
        Verdict::ToExplain => ("warn", "!", t.say("口径待说明", "To be explained")),
        Verdict::Disagrees => ("bad", "×", t.say("不一致", "Differs")),
        Verdict::Reported => ("na", "–", t.say("仅有自报数", "As reported only")),
        Verdict::Confirmed => ("ok", "✓", t.say("已核定", "Confirmed")),
        Verdict::Corrected => ("warn", "!", t.say("已更正", "Corrected")),
        Verdict::SetAside => ("na", "–", t.say("不采用", "Set aside")),
        Verdict::CannotCheck => ("na", "–", t.say("无法核对", "Cannot be checked")),
    };
    Check {
        n: mark.n,
        quote: mark.quote.clone(),
        computed: Mixed::new(t, t.say(&mark.computed, &mark.computed_en)),
        how: Mixed::new(t, t.say(&mark.how, &mark.how_en)),
        class,
        sign,
        verdict,
    }
}

fn step(milestone: &Milestone, period: &str, t: Lang) -> Step {
    let (class, word) = match milestone.status {
        EventStatus::Done => ("done", t.say("已完成", "done")),
        EventStatus::Ongoing => ("ongoing", t.say("正在进行", "under way")),
        EventStatus::Planned => ("planned", t.say("计划中", "planned")),
    };
    let when = milestone.when.map(|(from, to)| {
        if from == to {
            t.day(to)
        } else {
            match t {
                Lang::Zh => format!("{}至{}", t.day(from), t.day(to)),
                Lang::En => format!("{} to {}", t.day(from), t.day(to)),
            }
        }
    });
    let source = match t {
        Lang::Zh => format!("{period}报告"),
        Lang::En => format!("{period} report"),
    };
    Step {
        text: milestone.text.clone(),
        class,
        words: [Some(word.to_owned()), when, Some(source)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
    }
}

fn past(entry: &HistoryEntry, t: Lang) -> Past {
    Past {
        period: t.period(entry.period.code),
        version: entry.version,
        replaced: entry.replaced,
        figures: figures(entry, t),
        lamp: Lamp::new(entry.level, t),
        recorded: t.moment(entry.recorded_at),
    }
}

/// Figures of a report in one line.
pub fn figures(entry: &HistoryEntry, t: Lang) -> String {
    if entry.figures.is_empty() {
        return t.say("没有数字", "no figures").to_owned();
    }
    let parts: Vec<_> = entry
        .figures
        .iter()
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    parts.join("；")
}

/// What a unit has to do with a row, in words.
pub fn role(role: shishi_domain::programme::Role, t: Lang) -> &'static str {
    use shishi_domain::programme::Role;
    match role {
        Role::Lead => t.say("牵头", "lead"),
        Role::Joint => t.say("配合", "joint"),
        Role::Supervising => t.say("督办", "supervising"),
    }
}

impl Detail {
    /// The page of the row at a place in the list.
    pub fn new(reader: &Reader, snapshot: &Snapshot, place: usize) -> Self {
        let t = reader.lang;
        let row = &snapshot.rows[place];
        let (result, year) = (&row.result, snapshot.programme.year);
        let period = t.period(snapshot.period.code);
        let bars: Vec<Bullet> = result
            .indicators
            .iter()
            .filter_map(|i| Bullet::of(i, t))
            .map(Bullet::big)
            .collect();
        let stage = (result.stage.is_some() || bars.is_empty())
            .then(|| StageBar::new(result.stage, row.stage_quote.as_deref(), t).big());
        let expected = result
            .indicators
            .iter()
            .find(|i| i.expected.is_some() && i.link == Some(Link::Certain));
        let source = match (t, expected) {
            (Lang::Zh, Some(i)) => format!(
                "应达：{}计算，截至{}。来源：{period}进展表{}。",
                expectation(i, t),
                t.day(i.as_of),
                row.called()
            ),
            (Lang::Zh, None) => format!("来源：{period}进展表{}。", row.called()),
            (Lang::En, Some(i)) => format!(
                "Due: {}, to {}. Source: {} of the {period} table.",
                expectation(i, t),
                t.day(i.as_of),
                row.called_en()
            ),
            (Lang::En, None) => format!("Source: {} of the {period} table.", row.called_en()),
        };
        let all_units = snapshot.units();
        let crumb = match t {
            Lang::Zh => format!("{year} 年"),
            Lang::En => year.to_string(),
        };
        let overview = links::past(snapshot).map_or_else(|| links::year(year), links::period);
        Self {
            layout: Layout::new(
                reader,
                Site::of(snapshot),
                Section::Overview,
                format!("{} {}", number(row, t), row.headline),
                links::row(snapshot, &row.number),
            )
            .under(vec![(crumb, overview)], number(row, t)),
            label: number(row, t),
            units: units(row),
            headline: row.headline.clone(),
            title: cut(
                &row.title,
                row.reading.targets.iter().map(|t| (t.span, 0, "t")),
            ),
            cite: snapshot.programme.title.clone(),
            same: row
                .same_as
                .iter()
                .filter_map(|number| snapshot.row(number))
                .map(|other| Neighbour {
                    headline: units(other),
                    ..neighbour(snapshot, other, t)
                })
                .collect(),
            lamp: Lamp::new(result.level, t),
            reason: Mixed::new(t, t.say(&result.reason, &result.reason_en)),
            bars,
            stage,
            targets: result
                .indicators
                .iter()
                .enumerate()
                .map(|(place, i)| target(row, place, i, t))
                .collect(),
            set_aside: row
                .by_hand
                .iter()
                .filter(|set| set.indicator.is_none())
                .map(|set| Mixed::new(t, told(t, set)))
                .collect(),
            source,
            curves: result
                .indicators
                .iter()
                .filter_map(|i| Curve::of(snapshot, row, i, t))
                .take(3)
                .collect(),
            single: row.history.iter().filter(|h| !h.replaced).count() < 2,
            text: pieces(row.text(), &row.marks),
            text_note: match t {
                Lang::Zh if row.text().is_empty() => format!("{year} 年{period}没有进展文字。"),
                Lang::En if row.text().is_empty() => format!("No text for {period} {year}."),
                Lang::Zh => {
                    let whose = if row.units.is_empty() {
                        String::new()
                    } else {
                        format!(" · {}", units(row))
                    };
                    format!("{year} 年{period}{whose}。一字未改，只标出数字。")
                }
                Lang::En => {
                    format!("{period} {year}. The wording is unchanged; figures are marked.")
                }
            },
            untouched: row.narrative_clean.is_some().then(|| row.narrative.clone()),
            checks: row.marks.iter().map(|mark| check(mark, t)).collect(),
            findings: snapshot
                .findings
                .iter()
                // What an office is asked to decide is not for residents to read.
                .filter(|f| {
                    f.number == row.number
                        && f.severity != shishi_app::domain::finding::Severity::Notice
                })
                .map(|finding| Mixed::new(t, t.say(&finding.message, &finding.message_en)))
                .collect(),
            steps: row
                .milestones
                .iter()
                .enumerate()
                // One clause may report two phases; it is one step to a reader.
                .filter(|(n, milestone)| {
                    !row.milestones[..*n]
                        .iter()
                        .any(|m| m.text == milestone.text && m.status == milestone.status)
                })
                .map(|(_, milestone)| step(milestone, &period, t))
                .collect(),
            goal: (!row.milestones.is_empty()).then(|| {
                let promised = result.indicators.iter().filter(|i| i.promised);
                let days = promised.map(|i| i.due_on.unwrap_or(snapshot.programme.due_on));
                t.due_by(days.max().unwrap_or(snapshot.programme.due_on))
            }),
            history: row
                .history
                .iter()
                .rev()
                .map(|entry| past(entry, t))
                .collect(),
            history_href: t.at(links::history(year, &row.number)),
            unit_links: row
                .units
                .iter()
                .map(|unit| UnitLink {
                    name: unit.name.clone(),
                    href: t.at(links::unit(&unit.id)),
                    role: role(unit.role, t),
                    rows: all_units
                        .iter()
                        .find(|(other, _)| other.id == unit.id)
                        .map_or(0, |(_, places)| places.len()),
                })
                .collect(),
            as_of: t.day(result.as_of),
            recorded: Mixed::new(t, recorded(row, t)),
            document: snapshot
                .document
                .as_ref()
                .map(|d| (d.name.clone(), t.at(links::document(&d.sha256)))),
            csv: t.at(links::data_file(year, Format::Csv)),
            previous: place
                .checked_sub(1)
                .and_then(|at| snapshot.rows.get(at))
                .map(|other| neighbour(snapshot, other, t)),
            next: snapshot
                .rows
                .get(place + 1)
                .map(|other| neighbour(snapshot, other, t)),
            t,
        }
    }
}

/// `/y/{year}/c/{number}`.
pub async fn show(
    Extract(state): Extract<State>,
    reader: Reader,
    Path((year, number)): Path<(i16, String)>,
) -> Result<Response, Failure> {
    let period = reader.period()?;
    let asked = period.map(|code| code.to_string());
    let address =
        links::commitment(year, &number).with("period", asked.as_deref().unwrap_or_default());
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let snapshot = super::load(&state, year, period).await?;
    let place = snapshot
        .rows
        .iter()
        .position(|row| row.number == number)
        .ok_or(Failure::NotFound)?;
    let address = links::row(&snapshot, &number);
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let page = Detail::new(&reader, &snapshot, place);
    respond::page(&state, &reader, generation, &address, &page)
}

/// The page's interesting states.
#[cfg(any(test, feature = "samples"))]
pub fn samples(reader: &Reader) -> Vec<(&'static str, Detail)> {
    use jiff::civil::date;

    let (first, half) = (crate::samples::daxing(), crate::samples::half_year());
    let overdue = crate::samples::due_on(date(2024, 2, 29));
    let later = crate::samples::due_on(date(2025, 6, 30));
    vec![
        ("commitment-overdue", Detail::new(reader, &overdue, 7)),
        ("commitment-due-later", Detail::new(reader, &later, 7)),
        ("commitment-to-confirm", Detail::new(reader, &first, 0)),
        ("commitment-normal", Detail::new(reader, &first, 1)),
        ("commitment-stage", Detail::new(reader, &first, 2)),
        ("commitment-long", Detail::new(reader, &first, 10)),
        ("commitment-shared", Detail::new(reader, &first, 15)),
        ("commitment-two-indicators", Detail::new(reader, &first, 19)),
        ("commitment-markup", Detail::new(reader, &first, 21)),
        ("commitment-done", Detail::new(reader, &half, 0)),
        ("commitment-over", Detail::new(reader, &half, 5)),
        ("commitment-severe", Detail::new(reader, &half, 7)),
        (
            "commitment-by-hand",
            Detail::new(reader, &crate::samples::set_by_hand(), 7),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use shishi_domain::Qualifier;

    #[test]
    fn a_due_day_of_its_own_is_said() {
        let due = |day| crate::samples::due_on(day).rows[7].clone();
        let notes = |day, t| {
            let row = due(day);
            let shown = target(&row, 0, &row.result.indicators[0], t);
            shown
                .notes
                .iter()
                .map(ToString::to_string)
                .collect::<String>()
        };
        let day = date(2024, 2, 29);
        assert!(notes(day, Lang::Zh).contains("应于2024年2月29日前完成"));
        assert!(notes(day, Lang::En).contains("due by 29 February 2024"));
        assert_eq!(notes(date(2024, 12, 31), Lang::Zh), "");
    }

    #[test]
    fn a_limit_shows_figure_and_limit_without_a_share() {
        let of = crate::samples::daxing().rows[7].clone();
        let mut i = of.result.indicators[0].clone();
        let row = target(&of, 0, &i, Lang::Zh);
        assert_eq!(row.percent, "6.8%");
        i.target.as_mut().unwrap().qualifier = Qualifier::AtMost;
        i.ratio = None;
        let row = target(&of, 0, &i, Lang::Zh);
        assert_eq!(
            (row.target.as_str(), row.percent.as_str()),
            ("≤ 6,000 套", "–")
        );
        assert!(Bullet::of(&i, Lang::Zh).is_none());
    }

    #[test]
    fn a_range_shows_both_ends() {
        let of = crate::samples::daxing().rows[7].clone();
        let mut i = of.result.indicators[0].clone();
        i.target.as_mut().unwrap().value_max = Some(6500.into());
        assert_eq!(target(&of, 0, &i, Lang::Zh).target, "6,000至6,500 套");
        assert_eq!(target(&of, 0, &i, Lang::En).target, "6,000 to 6,500 套");
    }

    #[test]
    fn a_percentage_stated_without_an_amount_is_shown() {
        let of = crate::samples::daxing().rows[7].clone();
        let mut i = of.result.indicators[0].clone();
        (i.actual, i.stated, i.link) = (None, true, Some(Link::Likely));
        i.ratio = Some("0.45".parse().unwrap());
        let row = target(&of, 0, &i, Lang::Zh);
        assert_eq!((&*row.percent, row.state), ("45%（填报）", "待核定"));
    }

    #[test]
    fn a_figure_that_answers_no_target_is_not_missing() {
        let mut of = crate::samples::daxing().rows[7].clone();
        let mut i = of.result.indicators[0].clone();
        (i.actual, i.ratio, i.link) = (None, None, None);
        assert_eq!(target(&of, 0, &i, Lang::Zh).state, "尚未报告");
        of.reading = shishi_extract::read(&shishi_extract::Item {
            title: "道路5条",
            narrative: "已安置住房405套。",
            year: Some(2024),
            as_of: None,
        });
        assert_eq!(of.reading.actuals[0].target, None);
        let row = target(&of, 0, &i, Lang::Zh);
        assert_eq!(row.state, "报告有数字，未对应目标");
    }
}
