//! What a programme already holds, and which row of a table is which of it.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use shishi_domain::{PeriodCode, UnitName};
use shishi_store::ProgrammeData;
use shishi_store::record;

use super::ReadyRow;
use crate::AppError;
use crate::published::Published;

/// An indicator as it is known while saving.
#[derive(Debug, Clone)]
pub(super) struct KnownIndicator {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) unit: UnitName,
    pub(super) promised: bool,
}

/// A row's newest report, in this period or the one before it.
pub(super) struct Latest<'d> {
    pub(super) record: &'d record::ReportVersion,
    pub(super) published: Published,
    pub(super) in_this_period: bool,
}

/// Whether a report is of this period, the end of its period, and its version.
type Rank = (bool, Option<Date>, i64);

/// What the programme already holds, for look-ups.
pub(super) struct Known<'d> {
    pub(super) period: Option<&'d record::Period>,
    pub(super) units: HashMap<String, String>,
    pub(super) assignments: Vec<&'d record::Assignment>,
    pub(super) unit_names: HashMap<&'d str, &'d str>,
    pub(super) latest: HashMap<&'d str, Latest<'d>>,
    /// The last day of the latest period a row was reported in.
    pub(super) reported_until: HashMap<&'d str, Date>,
    /// By commitment, in order.
    pub(super) indicators: HashMap<String, Vec<KnownIndicator>>,
    /// By indicator.
    pub(super) targets: HashMap<String, Vec<record::Target>>,
    pub(super) actuals: HashMap<&'d str, Vec<&'d record::Actual>>,
}

impl<'d> Known<'d> {
    pub(super) fn new(data: &'d ProgrammeData, code: PeriodCode) -> Result<Self, AppError> {
        let period = data
            .periods
            .iter()
            .map(|p| &p.record)
            .find(|p| p.code == code);
        let mut known = Self {
            period,
            units: data
                .units
                .iter()
                .map(|u| (u.record.name.clone(), u.record.id.clone()))
                .collect(),
            assignments: data.assignments.iter().map(|a| &a.record).collect(),
            unit_names: data
                .units
                .iter()
                .map(|u| (u.record.id.as_str(), u.record.name.as_str()))
                .collect(),
            latest: HashMap::new(),
            reported_until: HashMap::new(),
            indicators: HashMap::new(),
            targets: HashMap::new(),
            actuals: HashMap::new(),
        };
        for kept in &data.targets {
            let target = kept.record.clone();
            known
                .targets
                .entry(target.indicator_id.clone())
                .or_default()
                .push(target);
        }
        for kept in &data.indicators {
            let indicator = &kept.record;
            let unit = known
                .targets
                .get(&indicator.id)
                .and_then(|targets| targets.last())
                .map(|target| target.amount.unit.clone())
                .unwrap_or_default();
            known
                .indicators
                .entry(indicator.commitment_id.clone())
                .or_default()
                .push(KnownIndicator {
                    id: indicator.id.clone(),
                    name: indicator.name.clone(),
                    unit,
                    promised: indicator.promised,
                });
        }
        // The newest report of this period, else of the latest period before it.
        let ends: HashMap<&str, Date> = data
            .periods
            .iter()
            .map(|p| (p.record.id.as_str(), p.record.code.ends_on()))
            .collect();
        let mut best: HashMap<&str, (Rank, &record::ReportVersion)> = HashMap::new();
        for kept in &data.report_versions {
            let version = &kept.record;
            let here = period.is_some_and(|p| p.id == version.period_id);
            let end = ends.get(version.period_id.as_str()).copied();
            if let Some(end) = end {
                let until = known
                    .reported_until
                    .entry(&version.assignment_id)
                    .or_insert(end);
                *until = end.max(*until);
            }
            if !here && end > Some(code.ends_on()) {
                continue;
            }
            let rank = (here, end, version.version);
            let entry = best
                .entry(&version.assignment_id)
                .or_insert((rank, version));
            if rank > entry.0 {
                *entry = (rank, version);
            }
        }
        for (assignment_id, ((in_this_period, ..), record)) in best {
            let published = published_of(record)?;
            let latest = Latest {
                record,
                published,
                in_this_period,
            };
            known.latest.insert(assignment_id, latest);
        }
        for kept in &data.actuals {
            let actual = &kept.record;
            known
                .actuals
                .entry(&actual.report_version_id)
                .or_default()
                .push(actual);
        }
        Ok(known)
    }

    /// Which known row each row of the table is.
    ///
    /// The same words make the same row, with the same first unit where words repeat. What is left
    /// is matched by number, but only where the words are alike: a list that lost a row and was
    /// numbered anew must not hand one promise the figures of another.
    pub(super) fn matches(&self, rows: &[ReadyRow<'_>]) -> Vec<Option<&'d record::Assignment>> {
        let mut free: HashMap<&str, Vec<&'d record::Assignment>> = HashMap::new();
        for assignment in &self.assignments {
            free.entry(assignment.wording.as_str())
                .or_default()
                .push(assignment);
        }
        let first_unit = |assignment: &record::Assignment| {
            assignment
                .units
                .first()
                .and_then(|(id, _)| self.unit_names.get(id.as_str()).copied())
        };
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        let mut found: Vec<Option<&'d record::Assignment>> = vec![None; rows.len()];
        for same_unit in [true, false] {
            for (row, slot) in rows.iter().zip(&mut found) {
                if slot.is_some() {
                    continue;
                }
                let unit = row.item.units.first().map(String::as_str);
                let Some(candidates) = free.get_mut(row.item.title.as_str()) else {
                    continue;
                };
                let at = candidates
                    .iter()
                    .position(|a| !same_unit || first_unit(a) == unit);
                if let Some(at) = at {
                    let assignment = candidates.remove(at);
                    taken.insert(&assignment.id);
                    *slot = Some(assignment);
                }
            }
        }
        let mut numbered: HashMap<&str, Vec<&'d record::Assignment>> = HashMap::new();
        for assignment in &self.assignments {
            if !taken.contains(assignment.id.as_str()) {
                numbered
                    .entry(assignment.number.as_str())
                    .or_default()
                    .push(assignment);
            }
        }
        for (row, slot) in rows.iter().zip(&mut found) {
            if slot.is_none()
                && let Some(candidates) = numbered.get_mut(row.item.number.as_str())
                && let Some(at) = candidates
                    .iter()
                    .position(|a| alike(&a.wording, &row.item.title))
            {
                *slot = Some(candidates.remove(at));
            }
        }
        found
    }

    /// Numbers of rows reported in this period before that the table does not hold.
    pub(super) fn missing(&self, matches: &[Option<&record::Assignment>]) -> Vec<String> {
        let there: BTreeSet<&str> = matches.iter().flatten().map(|a| a.id.as_str()).collect();
        let mut missing: Vec<(i64, String)> = self
            .latest
            .iter()
            .filter(|(id, latest)| latest.in_this_period && !there.contains(*id))
            .map(|(_, latest)| (latest.published.position, latest.published.number.clone()))
            .collect();
        missing.sort();
        missing.into_iter().map(|(_, number)| number).collect()
    }
}

/// What a stored report version published.
pub(crate) fn published_of(version: &record::ReportVersion) -> Result<Published, AppError> {
    serde_json::from_str(&version.published).map_err(|error| {
        AppError::Corrupt(format!(
            "表 report_version 的 published 列读不出（编号 {}）：{error}",
            version.id
        ))
    })
}

/// Whether two titles say mostly the same: at least half of their character pairs are shared.
fn alike(a: &str, b: &str) -> bool {
    let pairs = |text: &str| -> BTreeSet<(char, char)> {
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (a, b) = (pairs(a), pairs(b));
    2 * a.intersection(&b).count() >= (a.len() + b.len()).div_ceil(2)
}
