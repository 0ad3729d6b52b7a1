//! The result of a lamp policy.

use serde::{Deserialize, Serialize};

/// Where a row stands in the eyes of a policy. Colour is a mapping on top of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 严重.
    Severe,
    /// 预警.
    Warn,
    /// 提醒.
    Remind,
    /// 有数字，待核定: a figure is there, but a person has to confirm what it counts.
    ToConfirm,
    /// 未量化: no figure can be compared with a target. Never zero, never red.
    Unquantified,
    /// 正常.
    Normal,
    /// 办结: target reached and accepted.
    Done,
}

impl Level {
    /// All levels, the most urgent first.
    pub const ALL: [Level; 7] = [
        Self::Severe,
        Self::Warn,
        Self::Remind,
        Self::ToConfirm,
        Self::Unquantified,
        Self::Normal,
        Self::Done,
    ];

    /// The official word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Severe => "严重",
            Self::Warn => "预警",
            Self::Remind => "提醒",
            Self::ToConfirm => "有数字，待核定",
            Self::Unquantified => "未量化",
            Self::Normal => "正常",
            Self::Done => "办结",
        }
    }

    /// The English word.
    pub fn en(self) -> &'static str {
        match self {
            Self::Severe => "Seriously behind",
            Self::Warn => "Warning",
            Self::Remind => "Behind",
            Self::ToConfirm => "Figure to be confirmed",
            Self::Unquantified => "Not quantified",
            Self::Normal => "On track",
            Self::Done => "Done",
        }
    }

    /// Stable name in data and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Severe => "severe",
            Self::Warn => "warn",
            Self::Remind => "remind",
            Self::ToConfirm => "to_confirm",
            Self::Unquantified => "unquantified",
            Self::Normal => "normal",
            Self::Done => "done",
        }
    }

    /// The level of a stable name, if it is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// Place in [`Level::ALL`]: 0 is the most urgent.
    pub fn rank(self) -> usize {
        self as usize
    }
}
