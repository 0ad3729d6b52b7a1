//! Where work stands when no figure can say it.

use serde::{Deserialize, Serialize};

/// What kind of step a clause reports, as in `corpus/ANNOTATION.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Plans, schemes, working teams, allocation of tasks.
    Planning,
    /// Feasibility, project approval, permits, funds.
    Approval,
    /// Surveying and design.
    Design,
    /// Tender, comparison, purchase, contract.
    Procurement,
    /// Building, renovating, carrying out.
    Construction,
    /// Finished as a whole.
    Completion,
    /// Inspected, handed over.
    Acceptance,
    /// In use.
    Operation,
}

/// Whether a step is behind, under way, or ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventStatus {
    /// 已…, 完成…, …完毕.
    Done,
    /// 正在…, …中.
    Ongoing,
    /// 拟, 将, 计划, 尚未.
    Planned,
}

/// The seven stages of the track: 前期 → 立项 → 招标 → 开工 → 完工 → 验收 → 运营.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// 前期.
    Preparation,
    /// 立项.
    Approval,
    /// 招标.
    Procurement,
    /// 开工.
    Construction,
    /// 完工.
    Completion,
    /// 验收.
    Acceptance,
    /// 运营.
    Operation,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Stage; 7] = [
        Self::Preparation,
        Self::Approval,
        Self::Procurement,
        Self::Construction,
        Self::Completion,
        Self::Acceptance,
        Self::Operation,
    ];

    /// The official word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Preparation => "前期",
            Self::Approval => "立项",
            Self::Procurement => "招标",
            Self::Construction => "开工",
            Self::Completion => "完工",
            Self::Acceptance => "验收",
            Self::Operation => "运营",
        }
    }

    /// The English word.
    pub fn en(self) -> &'static str {
        match self {
            Self::Preparation => "Preparation",
            Self::Approval => "Approval",
            Self::Procurement => "Tender",
            Self::Construction => "Under way",
            Self::Completion => "Completed",
            Self::Acceptance => "Accepted",
            Self::Operation => "In use",
        }
    }

    /// Stable name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Preparation => "preparation",
            Self::Approval => "approval",
            Self::Procurement => "procurement",
            Self::Construction => "construction",
            Self::Completion => "completion",
            Self::Acceptance => "acceptance",
            Self::Operation => "operation",
        }
    }

    /// Place on the track, 1 to 7.
    pub fn step(self) -> usize {
        self as usize + 1
    }
}

impl From<Phase> for Stage {
    /// Design counts towards 立项: it is the paper work between approval and tender.
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::Planning => Self::Preparation,
            Phase::Approval | Phase::Design => Self::Approval,
            Phase::Procurement => Self::Procurement,
            Phase::Construction => Self::Construction,
            Phase::Completion => Self::Completion,
            Phase::Acceptance => Self::Acceptance,
            Phase::Operation => Self::Operation,
        }
    }
}

impl Phase {
    /// Stable name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Approval => "approval",
            Self::Design => "design",
            Self::Procurement => "procurement",
            Self::Construction => "construction",
            Self::Completion => "completion",
            Self::Acceptance => "acceptance",
            Self::Operation => "operation",
        }
    }
}

impl EventStatus {
    /// Stable name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
        }
    }
}
