//! What a look over a table noticed.

use serde::{Deserialize, Serialize};

/// How much a finding asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// A person should decide.
    Notice,
    /// Two statements do not agree.
    Warning,
}

/// Something noticed, in neutral words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable kebab-case name: `percent-truncated`, `percent-mismatch`, `duplicate-title`.
    pub rule: String,
    /// Number of the row it is about.
    pub number: String,
    /// How much it asks for.
    pub severity: Severity,
    /// One neutral sentence in Chinese.
    pub message: String,
    /// The same in English.
    #[serde(skip)]
    pub message_en: String,
}
