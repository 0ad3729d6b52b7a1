//! What is counted, what was promised of it, and what has been reached.

use serde::{Deserialize, Serialize};

/// How an indicator is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Things counted up to a target: 6000套.
    #[default]
    Count,
    /// A rate that must not fall below its floor: 合格率98.5%以上. Never cumulative.
    RateFloor,
    /// Money or volume.
    Amount,
    /// A state kept until something breaks it: 动态清零.
    Maintenance,
    /// Reached or not.
    Milestone,
}

/// How figures of successive periods add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accumulation {
    /// 累计: from the start of the programme.
    #[default]
    Cumulative,
    /// 当期: of this period alone.
    PerPeriod,
    /// 时点: as it stood on the day.
    PointInTime,
}

/// How sure it is that a figure counts towards a target.
///
/// Only [`Link::Certain`] feeds a lamp without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Link {
    /// It cannot be decided from the text.
    Open,
    /// Probably, but a person should confirm it.
    Likely,
    /// Unit, noun and verb agree, and no other target could be meant.
    Certain,
}

macro_rules! names {
    ($type:ident { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// Stable name in data.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
            /// The value of a stable name, if it is one.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

names!(Measure { Count = "count", RateFloor = "rate_floor", Amount = "amount", Maintenance = "maintenance", Milestone = "milestone" });
names!(Accumulation { Cumulative = "cumulative", PerPeriod = "per_period", PointInTime = "point_in_time" });
names!(Link { Open = "open", Likely = "likely", Certain = "certain" });
