//! From figures and events to a level with its reason.
//!
//! Sources of the rules: `docs/rules/`.

mod words;

pub use self::words::{limit, percent, points, telling_points};

use jiff::civil::Date;
use rust_decimal::Decimal;

use self::words::reason;
use crate::policy::{Basis, PlanRule, Policy};
use crate::{
    Accumulation, Amount, EventStatus, Level, Link, Measure, Phase, Qualifier, Stage, UnitName,
};

/// What is known of one row at its cut-off.
#[derive(Debug, Clone, Default)]
pub struct RowFacts {
    /// One entry per indicator, in order of appearance.
    pub indicators: Vec<IndicatorFacts>,
    /// Steps reported.
    pub events: Vec<(Phase, EventStatus)>,
    /// The row's own cut-off where its text names one.
    pub cut_off_on: Option<Date>,
}

/// What is known of one indicator.
#[derive(Debug, Clone)]
pub struct IndicatorFacts {
    /// What is counted.
    pub name: String,
    /// How it is measured.
    pub measure: Measure,
    /// How periods add up.
    pub accumulation: Accumulation,
    /// What was promised; absent where only a figure was reported.
    pub target: Option<Amount>,
    /// Whether the target stands in the commitment itself, and not only in a report.
    pub promised: bool,
    /// What was reached.
    pub actual: Option<ActualFacts>,
    /// A completion stated as a percentage, used only where no amount is given.
    pub stated: Option<(Decimal, Link)>,
    /// Points of the unit's filed plan: day and cumulative value, in order of days.
    pub plan: Vec<(Date, Decimal)>,
    /// Its own due day, where the list states one; else the programme's holds.
    pub due_on: Option<Date>,
}

/// A figure reached.
#[derive(Debug, Clone)]
pub struct ActualFacts {
    /// The figure.
    pub value: Decimal,
    /// Its unit as reported.
    pub unit: UnitName,
    /// Its own cut-off, where named.
    pub as_of: Option<Date>,
    /// How sure it counts towards the target; a figure that a person accepted is certain.
    pub link: Link,
    /// Why, in Chinese.
    pub reason: String,
    /// Who accepted or corrected it, if anybody.
    pub confirmed_by: Option<String>,
}

/// Where the expected value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// The plan that the unit filed.
    Filed,
    /// Straight time between start and due day.
    Straight,
}

/// One indicator, measured.
#[derive(Debug, Clone)]
pub struct IndicatorResult {
    /// What is counted.
    pub name: String,
    /// How it is measured.
    pub measure: Measure,
    /// What was promised.
    pub target: Option<Amount>,
    /// Whether the target stands in the commitment itself.
    pub promised: bool,
    /// What was reached.
    pub actual: Option<Decimal>,
    /// Its unit as reported, where it is not the target's.
    pub actual_unit: Option<UnitName>,
    /// Share of the target reached: 1 is met. Exact; a limit has none.
    pub ratio: Option<Decimal>,
    /// Whether the ratio is a stated percentage and not computed from an amount.
    pub stated: bool,
    /// Share due by `as_of`. Exact.
    pub expected: Option<Decimal>,
    /// Where `expected` comes from.
    pub expectation: Expectation,
    /// Its own due day, where that is not the programme's.
    pub due_on: Option<Date>,
    /// Percentage points behind `expected`; negative is ahead. Only for certain links.
    pub behind_points: Option<Decimal>,
    /// The day the figure stands for.
    pub as_of: Date,
    /// How sure figure and target belong together; absent without a figure.
    pub link: Option<Link>,
    /// Why figure and target were linked so.
    pub link_reason: String,
    /// Who accepted the figure, if anybody.
    pub confirmed_by: Option<String>,
    /// Level of this indicator alone; absent where it cannot be judged.
    pub level: Option<Level>,
}

/// Where the work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageNow {
    /// The stage.
    pub stage: Stage,
    /// Whether it is reached or under way.
    pub status: EventStatus,
}

/// One row, judged.
#[derive(Debug, Clone)]
pub struct RowResult {
    /// The level.
    pub level: Level,
    /// Why, in one Chinese sentence.
    pub reason: String,
    /// Why, in one English sentence.
    pub reason_en: String,
    /// Where the work stands, if any clause says so.
    pub stage: Option<StageNow>,
    /// The indicators.
    pub indicators: Vec<IndicatorResult>,
    /// The day the row was judged for.
    pub as_of: Date,
}

/// Share of the time between `starts_on` and `due_on` that has passed at the end of `day`.
///
/// Both ends count as whole days, so 31 March of a leap year is 91/366. Never below 0 or above 1.
/// Source: docs/rules/expected-progress.md.
pub fn elapsed(starts_on: Date, due_on: Date, day: Date) -> Decimal {
    let days = |to: Date| i64::from((to - starts_on).get_days()) + 1;
    let whole = days(due_on);
    if whole <= 0 {
        return Decimal::ONE;
    }
    Decimal::from(days(day).clamp(0, whole)) / Decimal::from(whole)
}

/// Share of the target reached: 1 is met, more than 1 is over-fulfilled.
///
/// `None` where the division has no answer. A limit is compared and not divided.
/// Source: docs/rules/completion-rate.md.
pub fn completion_ratio(target: &Amount, actual: Decimal) -> Option<Decimal> {
    if target.value <= Decimal::ZERO {
        return None;
    }
    actual.checked_div(target.value)
}

/// Whether an actual meets its target; for 不超过 targets a smaller one does.
fn is_met(target: &Amount, actual: Decimal) -> bool {
    match target.qualifier {
        Qualifier::AtMost => actual <= target.value_max.unwrap_or(target.value),
        _ => actual >= target.value,
    }
}

/// Where the work stands as a whole.
///
/// The furthest step reached or under way. But parts that are finished, accepted or in use do not
/// make the whole so while something before that is still under way; and of several things being
/// carried out the earliest counts.
/// Source: docs/rules/stages.md.
pub fn stage_now(events: &[(Phase, EventStatus)]) -> Option<StageNow> {
    let ongoing = || {
        events
            .iter()
            .filter(|(_, s)| *s == EventStatus::Ongoing)
            .map(|(p, _)| *p)
    };
    if let Some(phase) = ongoing().filter(|p| *p >= Phase::Construction).min() {
        return Some(StageNow {
            stage: phase.into(),
            status: EventStatus::Ongoing,
        });
    }
    let part = ongoing().next().is_some();
    let stage = events
        .iter()
        .filter(|(_, status)| *status != EventStatus::Planned)
        .filter(|(phase, _)| !part || *phase < Phase::Completion)
        .map(|(phase, _)| Stage::from(*phase))
        .max()?;
    let status = if ongoing().any(|p| Stage::from(p) == stage) {
        EventStatus::Ongoing
    } else {
        EventStatus::Done
    };
    Some(StageNow { stage, status })
}

/// The stage of the whole where only parts of it are finished, accepted or in use.
fn of_parts(stage: StageNow) -> StageNow {
    if stage.stage <= Stage::Construction {
        return stage;
    }
    StageNow {
        stage: Stage::Construction,
        status: EventStatus::Ongoing,
    }
}

/// Whether a figure says that what was promised is not reached yet. One that only may count
/// towards the target says nothing, nor does one of money or towards 约: a project may be accepted
/// without having spent all of its budget.
fn falls_short(facts: &IndicatorFacts) -> bool {
    let link = facts.actual.as_ref().map(|a| a.link);
    let link = link.or(facts.stated.map(|(_, link)| link));
    facts.promised
        && facts.accumulation == Accumulation::Cumulative
        && facts.measure != Measure::Amount
        && facts.target.as_ref().map(|t| t.qualifier) != Some(Qualifier::About)
        && !is_limit(facts.measure, facts.target.as_ref())
        && link.is_some_and(|link| link != Link::Open)
        && ratio(facts).is_some_and(|ratio| ratio < Decimal::ONE)
}

/// Share of the target reached, from the figure or else from the stated percentage. There is no
/// share of a limit.
fn ratio(facts: &IndicatorFacts) -> Option<Decimal> {
    let target = facts.target.as_ref()?;
    match (&facts.actual, facts.stated) {
        _ if is_limit(facts.measure, Some(target)) => None,
        (Some(actual), _) => completion_ratio(target, actual.value),
        (None, Some((percent, _))) => percent.checked_div(Decimal::ONE_HUNDRED),
        (None, None) => None,
    }
}

/// The frame in which rows are judged.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'p> {
    /// First day of the programme.
    pub starts_on: Date,
    /// Day on which everything is due that has no due day of its own.
    pub due_on: Date,
    /// The period's cut-off, or the day asked for.
    pub as_of: Date,
    /// The policy.
    pub policy: &'p Policy,
}

/// Judges one row.
pub fn row(facts: &RowFacts, frame: Frame<'_>) -> RowResult {
    let as_of = facts
        .cut_off_on
        .map_or(frame.as_of, |day| day.min(frame.as_of));
    let stage = stage_now(&facts.events).map(|stage| {
        if facts.indicators.iter().any(falls_short) {
            of_parts(stage)
        } else {
            stage
        }
    });
    let accepted = stage.is_some_and(|s| {
        s.status == EventStatus::Done && matches!(s.stage, Stage::Acceptance | Stage::Operation)
    });
    let indicators: Vec<_> = facts
        .indicators
        .iter()
        .map(|i| indicator(i, as_of, frame, accepted))
        .collect();

    let judged: Vec<&IndicatorResult> = indicators.iter().filter(|i| i.level.is_some()).collect();
    // A rate or ceiling that is kept does not become 办结 by itself, but does not stand in the way.
    let met = |i: &IndicatorResult| {
        i.level == Some(Level::Done) || (i.is_limit() && i.level == Some(Level::Normal))
    };
    let all_met = indicators
        .iter()
        .any(|i| i.promised && i.level == Some(Level::Done))
        && indicators.iter().filter(|i| i.promised).all(met);
    let level = if all_met {
        Level::Done
    } else if let Some(worst) = judged
        .iter()
        .filter_map(|i| i.level)
        .min_by_key(|level| level.rank())
    {
        if worst == Level::Done {
            Level::Normal
        } else {
            worst
        }
    } else if indicators
        .iter()
        .any(|i| i.link.is_some_and(|l| l != Link::Certain))
    {
        Level::ToConfirm
    } else {
        Level::Unquantified
    };
    let (reason, reason_en) = reason(level, &indicators, stage, frame.policy);
    RowResult {
        level,
        reason,
        reason_en,
        stage,
        indicators,
        as_of,
    }
}

fn indicator(
    facts: &IndicatorFacts,
    as_of: Date,
    frame: Frame<'_>,
    accepted: bool,
) -> IndicatorResult {
    let actual = facts.actual.as_ref();
    let as_of = actual
        .and_then(|a| a.as_of)
        .map_or(as_of, |day| day.min(frame.as_of));
    let target = facts.target.as_ref();
    let is_limit = is_limit(facts.measure, target);
    let (link, link_reason) = match (actual, facts.stated) {
        (Some(a), _) => (Some(a.link), a.reason.clone()),
        (None, Some((_, link))) if !is_limit => (Some(link), "按填报的完成率".to_owned()),
        (None, _) => (None, String::new()),
    };
    let due_on = facts.due_on.unwrap_or(frame.due_on);
    let ratio = ratio(facts);
    let stated = actual.is_none() && ratio.is_some();
    let (expected, expectation) = match (target, planned(&facts.plan, as_of)) {
        _ if is_limit || facts.accumulation != Accumulation::Cumulative => {
            (None, Expectation::Straight)
        }
        (Some(t), Some(due)) => (completion_ratio(t, due), Expectation::Filed),
        (Some(_), None) => (
            Some(elapsed(frame.starts_on, due_on, as_of)),
            Expectation::Straight,
        ),
        (None, _) => (None, Expectation::Straight),
    };
    let certain = link == Some(Link::Certain);
    let behind_points = match (ratio, expected) {
        (Some(ratio), Some(expected)) if certain => expected.checked_sub(ratio).and_then(hundred),
        _ => None,
    };
    let level = match (actual, target) {
        _ if !certain => None,
        _ if frame.policy.plan == PlanRule::FiledOnly && facts.plan.is_empty() => None,
        (Some(actual), Some(target)) if is_limit => Some(if is_met(target, actual.value) {
            Level::Normal
        } else {
            Level::Remind
        }),
        _ => ratio.and_then(|ratio| {
            if ratio >= Decimal::ONE {
                let done = facts.promised && (accepted || !frame.policy.done_needs_acceptance);
                return Some(if done { Level::Done } else { Level::Normal });
            }
            let compared = compared(frame.policy, ratio, expected, behind_points)?;
            Some(frame.policy.level(compared))
        }),
    };
    IndicatorResult {
        name: facts.name.clone(),
        measure: facts.measure,
        target: facts.target.clone(),
        promised: facts.promised,
        actual: actual.map(|a| a.value),
        actual_unit: actual
            .filter(|a| target.is_none_or(|t| t.unit != a.unit))
            .map(|a| a.unit.clone()),
        ratio,
        stated,
        expected,
        expectation,
        due_on: Some(due_on).filter(|day| *day != frame.due_on),
        behind_points,
        as_of,
        link,
        link_reason,
        confirmed_by: actual.and_then(|a| a.confirmed_by.clone()),
        level,
    }
}

/// A rate with a floor, or a ceiling: kept or not kept, and never a share of the way.
pub fn is_limit(measure: Measure, target: Option<&Amount>) -> bool {
    measure == Measure::RateFloor || target.is_some_and(|t| t.qualifier == Qualifier::AtMost)
}

impl IndicatorResult {
    /// Whether the target is a rate with a floor, or a ceiling: kept or not kept, so that a share
    /// of it says nothing to people.
    pub fn is_limit(&self) -> bool {
        is_limit(self.measure, self.target.as_ref())
    }
}

/// What the policy compares with its bands: points or percent. `None` where it cannot judge.
fn compared(
    policy: &Policy,
    ratio: Decimal,
    expected: Option<Decimal>,
    behind_points: Option<Decimal>,
) -> Option<Decimal> {
    match policy.basis {
        Basis::Completion => hundred(ratio),
        Basis::PointsBehind => behind_points,
        Basis::GapRatio => match expected? {
            due if due > Decimal::ZERO => behind_points?.checked_div(due),
            // Nothing was due yet, so nothing is missing.
            _ => Some(Decimal::ZERO),
        },
    }
}

/// Hundredfold; `None` where that is more than a decimal holds.
fn hundred(value: Decimal) -> Option<Decimal> {
    value.checked_mul(Decimal::ONE_HUNDRED)
}

/// The planned value on a day: that of the last point filed for a day not later; 0 before the
/// first.
fn planned(plan: &[(Date, Decimal)], day: Date) -> Option<Decimal> {
    if plan.is_empty() {
        return None;
    }
    // A plan names what is due by its days; between two of them the earlier one still holds.
    Some(
        plan.iter()
            .take_while(|(on, _)| *on <= day)
            .last()
            .map_or(Decimal::ZERO, |(_, v)| *v),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn count(target: i64, actual: Option<i64>, link: Link) -> IndicatorFacts {
        IndicatorFacts {
            name: "指标".into(),
            measure: Measure::Count,
            accumulation: Accumulation::Cumulative,
            target: Some(Amount {
                qualifier: Qualifier::Exactly,
                value: target.into(),
                value_max: None,
                unit: "套".into(),
            }),
            promised: true,
            actual: actual.map(|v| ActualFacts {
                value: v.into(),
                unit: "套".into(),
                as_of: None,
                link,
                reason: String::new(),
                confirmed_by: None,
            }),
            stated: None,
            plan: vec![],
            due_on: None,
        }
    }

    fn judge(facts: RowFacts, policy: &str) -> RowResult {
        let policy = Policy::preset(policy).unwrap();
        row(
            &facts,
            Frame {
                starts_on: date(2024, 1, 1),
                due_on: date(2024, 12, 31),
                as_of: date(2024, 3, 31),
                policy: &policy,
            },
        )
    }

    #[test]
    fn eighteen_points_behind_is_a_reminder() {
        let facts = RowFacts {
            indicators: vec![count(6000, Some(405), Link::Certain)],
            ..Default::default()
        };
        let result = judge(facts.clone(), "yinchuan");
        assert_eq!(result.level, Level::Remind);
        assert_eq!(points(result.indicators[0].behind_points.unwrap()), "18.1");
        assert!(
            result.reason.contains("落后18.1个百分点"),
            "{}",
            result.reason
        );
        assert_eq!(judge(facts.clone(), "dazu").level, Level::Severe);
        assert_eq!(judge(facts, "ouhai").level, Level::Unquantified);
    }

    #[test]
    fn a_rows_own_cut_off_counts() {
        let facts = RowFacts {
            indicators: vec![
                count(1300, Some(92), Link::Certain),
                count(800, Some(15), Link::Certain),
            ],
            cut_off_on: Some(date(2024, 3, 20)),
            ..Default::default()
        };
        let result = judge(facts, "yinchuan");
        let behind: Vec<_> = result
            .indicators
            .iter()
            .map(|i| points(i.behind_points.unwrap()))
            .collect();
        assert_eq!(behind, ["14.8", "20.0"]);
    }

    #[test]
    fn an_uncertain_link_gives_no_lamp() {
        let facts = RowFacts {
            indicators: vec![count(3, Some(2), Link::Likely)],
            ..Default::default()
        };
        let result = judge(facts, "dazu");
        assert_eq!(result.level, Level::ToConfirm);
        assert!(result.indicators[0].behind_points.is_none());
    }

    #[test]
    fn missing_is_not_zero() {
        let facts = RowFacts {
            indicators: vec![count(3, None, Link::Certain)],
            ..Default::default()
        };
        let result = judge(facts, "dazu");
        assert_eq!(result.level, Level::Unquantified);
        assert!(result.indicators[0].ratio.is_none());
    }

    #[test]
    fn a_filed_plan_of_zero_is_green() {
        let mut indicator = count(8, Some(0), Link::Certain);
        indicator.plan = vec![
            (date(2024, 6, 30), 3.into()),
            (date(2024, 12, 31), 8.into()),
        ];
        let facts = RowFacts {
            indicators: vec![indicator],
            ..Default::default()
        };
        assert_eq!(judge(facts.clone(), "yinchuan").level, Level::Normal);
        assert_eq!(judge(facts, "ouhai").level, Level::Normal);
    }

    #[test]
    fn done_needs_acceptance() {
        let met = RowFacts {
            indicators: vec![count(30, Some(30), Link::Certain)],
            ..Default::default()
        };
        assert_eq!(judge(met.clone(), "yinchuan").level, Level::Normal);
        let accepted = RowFacts {
            events: vec![(Phase::Acceptance, EventStatus::Done)],
            ..met
        };
        assert_eq!(judge(accepted, "yinchuan").level, Level::Done);
    }

    #[test]
    fn a_part_handed_over_does_not_move_the_whole() {
        let events = [
            (Phase::Acceptance, EventStatus::Done),
            (Phase::Construction, EventStatus::Ongoing),
            (Phase::Operation, EventStatus::Planned),
        ];
        assert_eq!(stage_now(&events).unwrap().stage, Stage::Construction);
        assert_eq!(
            stage_now(&[(Phase::Construction, EventStatus::Planned)]),
            None
        );
    }

    #[test]
    fn a_figure_short_of_its_target_leaves_the_work_under_way() {
        let check = |actual, link, phases: &[Phase], want| {
            let facts = RowFacts {
                indicators: vec![count(68, actual, link)],
                events: phases.iter().map(|p| (*p, EventStatus::Done)).collect(),
                ..Default::default()
            };
            let stage = judge(facts, "yinchuan").stage;
            assert_eq!(stage.map(|s| s.stage), Some(want), "{actual:?} {link:?}");
        };
        let parts = [Phase::Construction, Phase::Completion];
        check(Some(9), Link::Certain, &parts, Stage::Construction);
        check(Some(9), Link::Likely, &parts[1..], Stage::Construction);
        check(Some(9), Link::Certain, &[Phase::Design], Stage::Approval);
        check(Some(68), Link::Certain, &parts, Stage::Completion);
        // What may count towards anything, and what was not reported, say nothing of the stage.
        check(Some(9), Link::Open, &parts, Stage::Completion);
        check(None, Link::Certain, &parts, Stage::Completion);
    }

    #[test]
    fn money_and_about_leave_the_stage_as_it_is_told() {
        let facts = |change: &dyn Fn(&mut IndicatorFacts)| {
            let mut indicator = count(100, Some(98), Link::Certain);
            change(&mut indicator);
            RowFacts {
                indicators: vec![indicator],
                events: vec![(Phase::Acceptance, EventStatus::Done)],
                ..Default::default()
            }
        };
        let stage = |facts| judge(facts, "yinchuan").stage.unwrap().stage;
        assert_eq!(stage(facts(&|_| {})), Stage::Construction);
        let money = facts(&|i| i.measure = Measure::Amount);
        assert_eq!(stage(money), Stage::Acceptance);
        let about = facts(&|i| i.target.as_mut().unwrap().qualifier = Qualifier::About);
        assert_eq!(stage(about), Stage::Acceptance);
    }

    #[test]
    fn a_limit_has_no_ratio_from_a_stated_percentage_either() {
        let mut facts = limit(Qualifier::AtMost, Measure::Count, "5", "0");
        facts.indicators[0].actual = None;
        facts.indicators[0].stated = Some((80.into(), Link::Certain));
        let result = judge(facts, "yinchuan");
        let indicator = &result.indicators[0];
        assert_eq!((indicator.ratio, indicator.stated), (None, false));
        assert_eq!(result.level, Level::Unquantified);
    }

    fn limit(qualifier: Qualifier, measure: Measure, target: &str, actual: &str) -> RowFacts {
        let mut indicator = count(1, Some(0), Link::Certain);
        indicator.measure = measure;
        let target_amount = indicator.target.as_mut().unwrap();
        target_amount.qualifier = qualifier;
        target_amount.value = target.parse().unwrap();
        indicator.actual.as_mut().unwrap().value = actual.parse().unwrap();
        RowFacts {
            indicators: vec![indicator],
            ..Default::default()
        }
    }

    #[test]
    fn a_ceiling_is_kept_or_not() {
        let check = |actual: &str, want| {
            let facts = limit(Qualifier::AtMost, Measure::Count, "5", actual);
            let result = judge(facts, "yinchuan");
            assert_eq!(result.level, want, "{actual}: {}", result.reason);
            assert_eq!(result.indicators[0].ratio, None, "{actual}");
        };
        check("0", Level::Normal);
        check("5", Level::Normal);
        check("6", Level::Remind);
    }

    #[test]
    fn a_limit_is_not_judged_in_the_name_of_a_policy() {
        let general = "按本系统通用规则判为";
        let missed = limit(Qualifier::AtMost, Measure::Count, "5", "6");
        let result = judge(missed.clone(), "dazu");
        assert!(
            result.reason.ends_with("按本系统通用规则判为提醒。"),
            "{}",
            result.reason
        );
        assert!(
            result
                .reason_en
                .ends_with("under the general rule of this system."),
            "{}",
            result.reason_en
        );
        let kept = limit(Qualifier::AtMost, Measure::Count, "5", "1");
        let reason = judge(kept, "yinchuan").reason;
        assert!(reason.ends_with("按本系统通用规则判为正常。"), "{reason}");

        // Where a figure that the policy judges comes out the same or worse, the policy is named.
        let both = |actual| {
            let mut facts = missed.clone();
            facts
                .indicators
                .push(count(6000, Some(actual), Link::Certain));
            judge(facts, "yinchuan")
        };
        let behind = both(405);
        assert_eq!(behind.level, Level::Remind);
        assert!(behind.reason.contains("按“银川”规则"), "{}", behind.reason);
        let on_time = both(3000);
        assert_eq!(on_time.level, Level::Remind);
        assert!(on_time.reason.contains(general), "{}", on_time.reason);
    }

    #[test]
    fn a_policy_of_filed_plans_judges_nothing_without_one() {
        let check = |facts: RowFacts| {
            let result = judge(facts, "ouhai");
            assert_eq!(result.level, Level::Unquantified, "{}", result.reason);
            assert!(
                result.reason.starts_with("没有填报分月计划"),
                "{}",
                result.reason
            );
        };
        let reached = RowFacts {
            indicators: vec![count(30, Some(30), Link::Certain)],
            ..Default::default()
        };
        check(reached.clone());
        check(RowFacts {
            events: vec![(Phase::Acceptance, EventStatus::Done)],
            ..reached
        });
        check(limit(Qualifier::AtLeast, Measure::RateFloor, "98", "98.2"));
    }

    #[test]
    fn an_indicator_is_due_on_its_own_day() {
        let due = |day: Date, done| {
            let mut indicator = count(400, Some(done), Link::Certain);
            indicator.due_on = Some(day);
            let facts = RowFacts {
                indicators: vec![indicator],
                ..Default::default()
            };
            judge(facts, "yinchuan")
        };
        // 31 March: 91 of 91 days, 91 of 60 days, 91 of 731 days.
        let today = due(date(2024, 3, 31), 320);
        assert_eq!(today.indicators[0].expected, Some(Decimal::ONE));
        assert_eq!(today.level, Level::Remind);
        let said = "应于2024年3月31日前完成，期限已到，应达100%，落后20.0个百分点";
        assert!(today.reason.contains(said), "{}", today.reason);
        let over = due(date(2024, 2, 29), 320);
        assert_eq!(over.indicators[0].expected, Some(Decimal::ONE));
        let said = "应于2024年2月29日前完成，期限已过，应达100%，落后20.0个百分点";
        assert!(over.reason.contains(said), "{}", over.reason);
        let said = "due by 29 February 2024, now past; 100% was due, 20.0 points behind";
        assert!(over.reason_en.contains(said), "{}", over.reason_en);
        let later = due(date(2025, 12, 31), 60);
        assert_eq!(
            later.indicators[0].expected,
            Some(Decimal::from(91) / Decimal::from(731))
        );
        assert_eq!(later.level, Level::Normal);

        let usual = due(date(2024, 12, 31), 320);
        assert_eq!(usual.indicators[0].due_on, None);
        assert!(!usual.reason.contains("应于"), "{}", usual.reason);
    }

    #[test]
    fn what_a_policy_compares_is_not_rounded_across_its_limits() {
        let reason = |policy, actual| {
            let facts = RowFacts {
                indicators: vec![count(10_000, Some(actual), Link::Certain)],
                ..Default::default()
            };
            judge(facts, policy).reason
        };
        // Red below 30 %.
        let red = reason("dazu", 2_996);
        assert!(red.contains("29.96%") && red.contains("严重"), "{red}");
        // 91/366 was due, of which 10.028 % are missing: over 10 % is 提醒.
        let behind = reason("gap", 2_237);
        assert!(
            behind.contains("应达的10.03%") && behind.contains("提醒"),
            "{behind}"
        );
    }

    #[test]
    fn a_percentage_is_not_rounded_across_the_target() {
        let check = |ratio: &str, want: &str| {
            assert_eq!(percent(ratio.parse().unwrap()), want, "{ratio}");
        };
        check("1", "100%");
        check("0.27375", "27.4%");
        check("0.9999166666666666666666666667", "99.99%");
        check("0.9996", "99.96%");
        check("1.0001", "100.01%");
        check("0.9999999999", "99.99999999%");
        check("0", "0%");
        check("0.0000833", "0.01%");
        check("-0.0001", "-0.01%");
    }

    #[test]
    fn a_rate_that_is_kept_promises_no_acceptance() {
        let facts = limit(Qualifier::AtLeast, Measure::RateFloor, "98.5", "99.1");
        let reason = judge(facts.clone(), "yinchuan").reason;
        assert!(reason.contains("符合不低于98.5套的要求"), "{reason}");
        assert!(!reason.contains("验收"), "{reason}");
        assert_eq!(judge(facts, "yinchuan").indicators[0].ratio, None);
    }

    #[test]
    fn huge_figures_are_judged_without_a_fall() {
        let facts = limit(
            Qualifier::Exactly,
            Measure::Count,
            "1",
            "79228162514264337593543950335",
        );
        assert_eq!(judge(facts, "yinchuan").level, Level::Normal);
    }

    #[test]
    fn a_printed_gap_lies_on_its_side_of_the_limit() {
        let policy = Policy::preset("yinchuan").unwrap();
        assert_eq!(telling_points("9.993".parse().unwrap(), &policy), "9.99");
        assert_eq!(telling_points("10".parse().unwrap(), &policy), "10.0");
        assert_eq!(telling_points("18.111".parse().unwrap(), &policy), "18.1");
        assert_eq!(telling_points("30.004".parse().unwrap(), &policy), "30.004");
    }
}
