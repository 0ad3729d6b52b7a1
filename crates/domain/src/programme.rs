//! Who promises what to whom.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A government whose lists live here. Every stored row belongs to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jurisdiction {
    /// Identifier in the store.
    pub id: String,
    /// 大兴区.
    pub name: String,
}

/// One year's numbered list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Identifier in the store.
    pub id: String,
    /// Year of the list.
    pub year: i16,
    /// 大兴区2024年重要民生实事项目.
    pub title: String,
    /// First day of the straight-line plan, 1 January unless set.
    pub starts_on: Date,
    /// Day on which everything is due, 31 December unless set.
    pub due_on: Date,
}

/// An office or town that answers for rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit {
    /// Identifier in the store.
    pub id: String,
    /// 区住建委.
    pub name: String,
}

/// What a unit has to do with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 牵头, 主责.
    #[default]
    Lead,
    /// 配合, 协办.
    Joint,
    /// 督办.
    Supervising,
}

impl Role {
    /// Stable name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Joint => "joint",
            Self::Supervising => "supervising",
        }
    }

    /// The role of a stable name, if it is one.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Lead, Self::Joint, Self::Supervising]
            .into_iter()
            .find(|r| r.name() == name)
    }
}

/// Who acts. Every use case takes one; every change keeps its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Name shown beside what was done: 督查室, 命令行, a person.
    pub name: String,
}

impl Actor {
    /// An actor of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

/// What pages call somebody who acted: an import by command is 后台导入.
pub fn actor_zh(name: &str) -> &str {
    match name {
        "命令行" => "后台导入",
        name => name,
    }
}

/// The English words for the names that the program itself gives; a person's name stays as it is.
pub fn actor_en(name: &str) -> &str {
    match name {
        "督查室" => "the supervision office",
        "命令行" => "back-office import",
        "内置示例" => "the built-in example",
        name => name,
    }
}
