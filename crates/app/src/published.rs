//! A row as one version of its report published it.

use serde::{Deserialize, Serialize};
use shishi_domain::programme::Role;

/// Number, words, place and units as published, and the indicators reported on. Kept with each
/// report version, so that a later table rewrites nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Published {
    /// Place in the published order, from 0.
    pub position: i64,
    /// Number without decoration.
    pub number: String,
    /// Number as printed.
    pub label: String,
    /// The commitment's words.
    pub wording: String,
    /// Short title cut from them.
    pub headline: String,
    /// Units with their roles, in published order.
    pub units: Vec<(String, Role)>,
    /// Whether people said that it is a commitment of its own, though another row has its words.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub apart: bool,
    /// What its column of due dates says; where the table has none, that of the latest one before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Indicators in order, each with the index of the target read for it.
    pub indicators: Vec<Reported>,
}

/// An indicator that a report version reports on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reported {
    /// The indicator.
    pub id: String,
    /// Index of its target in the reading; absent for a total that only the report names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<usize>,
    /// The version of the target that held when it was reported. A version that another table
    /// brings later does not change how this report is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_to: Option<String>,
}
