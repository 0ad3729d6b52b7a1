//! Lamp policies: data with a source, not code.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Level;

/// A published (or house) rule that turns progress into levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Stable name: `yinchuan`.
    pub name: String,
    /// Version, from 1.
    pub version: u32,
    /// Name people read: 银川.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// Where the rule was published.
    pub source: String,
    /// What is compared.
    pub basis: Basis,
    /// Whether straight time may stand in for a plan that no unit filed.
    pub plan: PlanRule,
    /// From the most urgent down; the first that applies decides, none is 正常.
    pub bands: Vec<Band>,
    /// Whether a target reached only counts as 办结 once accepted.
    pub done_needs_acceptance: bool,
    /// What the rule leaves open, for the page that explains it.
    pub note: String,
    /// The same in English.
    pub note_en: String,
}

/// What a policy compares with its bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Percentage points behind what was due by the cut-off.
    PointsBehind,
    /// Missing share of what was due by the cut-off, in percent.
    GapRatio,
    /// Completion itself, in percent: smaller is worse.
    Completion,
}

/// Which plan a policy measures against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanRule {
    /// The unit's own plan if filed, else straight time.
    FiledOrStraight,
    /// Only a filed plan: without one nothing is judged.
    FiledOnly,
    /// No plan is used.
    None,
}

/// One band of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Level it gives.
    pub level: Level,
    /// Its limit, in points or percent. For [`Basis::Completion`] the band lies below it,
    /// otherwise above it.
    pub limit: Decimal,
    /// Whether the limit itself belongs to the band.
    pub included: bool,
}

impl Policy {
    /// The level for a measured value: points behind, gap in percent, or completion in percent.
    pub fn level(&self, value: Decimal) -> Level {
        self.bands
            .iter()
            .find(|band| {
                let past = match self.basis {
                    Basis::Completion => value < band.limit,
                    Basis::PointsBehind | Basis::GapRatio => value > band.limit,
                };
                past || (band.included && value == band.limit)
            })
            .map_or(Level::Normal, |band| band.level)
    }

    /// The presets that come with the program; the first is the default.
    pub fn presets() -> Vec<Policy> {
        let band = |level, limit: i64, included| Band {
            level,
            limit: Decimal::from(limit),
            included,
        };
        vec![
            Policy {
                name: "yinchuan".into(),
                version: 1,
                title: "银川".into(),
                title_en: "Yinchuan".into(),
                source: "银川市重点项目亮灯管理（2025年3月公布）".into(),
                basis: Basis::PointsBehind,
                plan: PlanRule::FiledOrStraight,
                bands: vec![band(Level::Severe, 30, false), band(Level::Remind, 10, true)],
                done_needs_acceptance: true,
                note: "公布的规则只写明达到序时进度为绿、落后10至30个百分点（含）为黄、超过30个百分点为红；落后不足10个百分点按正常处理。".into(),
                note_en: "The published rule names on-schedule (green), 10 to 30 points behind, both included (yellow) and over 30 (red); less than 10 points behind is treated as on track.".into(),
            },
            Policy {
                name: "dazu".into(),
                version: 1,
                title: "大足".into(),
                title_en: "Dazu".into(),
                source: "大足区双路街道五色亮灯（2025年报道）".into(),
                basis: Basis::Completion,
                plan: PlanRule::None,
                bands: vec![band(Level::Severe, 30, false)],
                done_needs_acceptance: true,
                note: "公布的规则为进度低于30%亮红、完成并验收亮蓝，中间各档界限未公布，按正常处理。年初使用会把按时推进的任务也判为红。".into(),
                note_en: "Published: below 30 % is red, completed and accepted is blue; the limits between were not published and count as on track. Early in the year it marks tasks red that are on schedule.".into(),
            },
            Policy {
                name: "ouhai".into(),
                version: 1,
                title: "瓯海".into(),
                title_en: "Ouhai".into(),
                source: "瓯海区三色码督查（2020年公布）".into(),
                basis: Basis::PointsBehind,
                plan: PlanRule::FiledOnly,
                bands: vec![band(Level::Severe, 0, false)],
                done_needs_acceptance: true,
                note: "按月计划判断：达到当月计划为绿，未达到为红。没有填报月计划的，不判断。".into(),
                note_en: "Judged by the monthly plan: reached is green, not reached is red. Without a filed plan nothing is judged.".into(),
            },
            Policy {
                name: "gap".into(),
                version: 1,
                title: "按缺口比例".into(),
                title_en: "By share of gap".into(),
                source: "本系统自拟，无公布出处".into(),
                basis: Basis::GapRatio,
                plan: PlanRule::FiledOrStraight,
                bands: vec![
                    band(Level::Severe, 50, false),
                    band(Level::Warn, 30, false),
                    band(Level::Remind, 10, false),
                ],
                done_needs_acceptance: true,
                note: "比较缺口占应达进度的比例，年初年末同样灵敏。界限由使用单位自定。".into(),
                note_en: "Compares the gap with what was due, so it is as sensitive early in the year as late. Limits are for each office to set.".into(),
            },
        ]
    }

    /// The preset of a name.
    pub fn preset(name: &str) -> Option<Policy> {
        Self::presets()
            .into_iter()
            .find(|policy| policy.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yinchuan_includes_both_its_limits() {
        let policy = Policy::preset("yinchuan").unwrap();
        let check = |points: &str, want| {
            assert_eq!(policy.level(points.parse().unwrap()), want, "{points}")
        };
        check("-5", Level::Normal);
        check("9.99", Level::Normal);
        check("10", Level::Remind);
        check("30", Level::Remind);
        check("30.01", Level::Severe);
    }

    #[test]
    fn policies_survive_as_data() {
        for policy in Policy::presets() {
            let text = serde_json::to_string(&policy).unwrap();
            assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy);
        }
    }

    #[test]
    fn dazu_is_red_only_below_thirty() {
        let policy = Policy::preset("dazu").unwrap();
        assert_eq!(policy.level("29.99".parse().unwrap()), Level::Severe);
        assert_eq!(policy.level("30".parse().unwrap()), Level::Normal);
    }
}
