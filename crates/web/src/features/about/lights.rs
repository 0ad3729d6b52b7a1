//! `/about/lights`: 怎么看灯, the rule in force and the same table under every preset.

use askama::Template;
use axum::extract::State as Extract;
use axum::response::Response;
use shishi_app::snapshot::Snapshot;
use shishi_domain::Level;
use shishi_domain::evaluate::{elapsed, percent};
use shishi_domain::policy::PlanRule;

use super::conditions::conditions;
use crate::components::{Lamp, Mixed};
use crate::errors::Failure;
use crate::features::commitments::detail::number;
use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::State;

struct Preset {
    title: String,
    current: bool,
    source: Mixed,
    note: Mixed,
    counts: Vec<usize>,
}

struct Line {
    number: String,
    headline: String,
    href: String,
    levels: Vec<(String, Level, &'static str)>,
    differs: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "features/about/lights.html")]
pub struct Lights {
    layout: Layout,
    t: Lang,
    policy: Mixed,
    source: Mixed,
    note: Mixed,
    conditions: Vec<(Lamp, String)>,
    plan: String,
    levels: Vec<(Level, &'static str)>,
    presets: Vec<Preset>,
    lines: Vec<Line>,
    period: String,
}

impl Lights {
    /// The page of a snapshot.
    pub fn new(reader: &Reader, snapshot: &Snapshot) -> Self {
        let t = reader.lang;
        let policy = &snapshot.policy;
        let due = percent(elapsed(
            snapshot.programme.starts_on,
            snapshot.programme.due_on,
            snapshot.as_of,
        ));
        let day = t.day(snapshot.as_of);
        let levels: Vec<Level> = Level::ALL
            .into_iter()
            .filter(|level| {
                snapshot
                    .presets
                    .iter()
                    .any(|p| p.results.iter().any(|r| r.level == *level))
            })
            .collect();
        let word = |level: Level| t.say(level.zh(), level.en());
        Self {
            layout: Layout::new(
                reader,
                Site::of(snapshot),
                Section::Lights,
                t.say("怎么看灯", "How to read the lamps").to_owned(),
                links::lights(),
            )
            .under(Vec::new(), t.say("怎么看灯", "Lamps")),
            policy: Mixed::new(
                t,
                match t {
                    Lang::Zh => {
                        format!("现在使用“{}”规则，第 {} 版。", policy.title, policy.version)
                    }
                    Lang::En => format!(
                        "The rule in force is {}, version {}.",
                        policy.title_en, policy.version
                    ),
                },
            ),
            source: Mixed::new(t, policy.source.as_str()),
            note: Mixed::new(t, t.say(&policy.note, &policy.note_en)),
            conditions: conditions(policy, t)
                .into_iter()
                .map(|(level, words)| (Lamp::new(level, t), words))
                .collect(),
            plan: match (policy.plan, t) {
                (PlanRule::FiledOrStraight, Lang::Zh) => format!(
                    "应达进度按单位填报的分季计划；没有填报的，按全年时间平均，截至{day}为 {due}；承诺或表中另有完成时限的，平均到该日。"
                ),
                (PlanRule::FiledOrStraight, Lang::En) => format!(
                    "What is due follows the plan the unit filed, or else straight time: {due} on {day}; where the promise or the table states another due day, to that day."
                ),
                (PlanRule::FiledOnly, Lang::Zh) => {
                    "应达进度只按单位填报的计划；没有填报计划的，不判断。".to_owned()
                }
                (PlanRule::FiledOnly, Lang::En) => {
                    "What is due follows the plan the unit filed; without one nothing is judged."
                        .to_owned()
                }
                (PlanRule::None, Lang::Zh) => "只看完成率，不看应达进度。".to_owned(),
                (PlanRule::None, Lang::En) => {
                    "Only completion counts, not what was due.".to_owned()
                }
            },
            levels: levels.iter().map(|level| (*level, word(*level))).collect(),
            presets: snapshot
                .presets
                .iter()
                .map(|preset| Preset {
                    title: t
                        .say(&preset.policy.title, &preset.policy.title_en)
                        .to_owned(),
                    current: preset.policy.name == policy.name,
                    source: Mixed::new(t, preset.policy.source.as_str()),
                    note: Mixed::new(t, t.say(&preset.policy.note, &preset.policy.note_en)),
                    counts: levels
                        .iter()
                        .map(|level| preset.results.iter().filter(|r| r.level == *level).count())
                        .collect(),
                })
                .collect(),
            lines: snapshot
                .rows
                .iter()
                .enumerate()
                .map(|(place, row)| {
                    let levels: Vec<_> = snapshot
                        .presets
                        .iter()
                        .filter_map(|preset| {
                            let level = preset.results.get(place)?.level;
                            let title = t.say(&preset.policy.title, &preset.policy.title_en);
                            Some((title.to_owned(), level, word(level)))
                        })
                        .collect();
                    Line {
                        number: number(row, t),
                        headline: row.headline.clone(),
                        href: t.at(links::row(snapshot, &row.number)),
                        differs: levels.windows(2).any(|pair| pair[0].1 != pair[1].1),
                        levels,
                    }
                })
                .collect(),
            period: t.period(snapshot.period.code),
            t,
        }
    }
}

/// `/about/lights`.
pub async fn show(Extract(state): Extract<State>, reader: Reader) -> Result<Response, Failure> {
    let address = links::lights();
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let snapshot = state.snapshot(None, None).await?.ok_or(Failure::NotFound)?;
    let page = Lights::new(&reader, &snapshot);
    respond::page(&state, &reader, generation, &address, &page)
}

/// The page's interesting states.
#[cfg(any(test, feature = "samples"))]
pub fn samples(reader: &Reader) -> Vec<(&'static str, Lights)> {
    vec![
        ("lights", Lights::new(reader, &crate::samples::daxing())),
        (
            "lights-half-year",
            Lights::new(reader, &crate::samples::half_year()),
        ),
    ]
}
