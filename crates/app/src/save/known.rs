//! What a programme already holds, and which row of a table is which of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use shishi_documents::Item;
use shishi_domain::{PeriodCode, UnitName};
use shishi_extract::Reading;
use shishi_store::ProgrammeData;
use shishi_store::record::{self, Kept};

use crate::AppError;
use crate::decided::{Decided, Stored};
use crate::facts::Proposal;
use crate::published::{Published, Reported};

/// An indicator as it is known while saving.
#[derive(Debug, Clone)]
pub(crate) struct KnownIndicator {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) unit: UnitName,
    pub(crate) promised: bool,
}

impl KnownIndicator {
    fn fits(&self, proposal: &Proposal) -> bool {
        self.promised == proposal.promised && self.unit == proposal.target.unit
    }

    /// The indicator of the same name and unit.
    pub(crate) fn named<'k>(known: &'k [Self], proposal: &Proposal) -> Option<&'k Self> {
        let mut fits = known.iter().filter(|i| i.fits(proposal));
        fits.find(|i| i.name == proposal.name)
    }

    /// The one indicator of the same unit. Names may be worded anew: where the row proposes one
    /// indicator of this unit (`alone`), it is the same.
    pub(crate) fn only<'k>(
        known: &'k [Self],
        proposal: &Proposal,
        alone: bool,
    ) -> Option<&'k Self> {
        let mut fits = known.iter().filter(|i| i.fits(proposal));
        match (fits.next(), fits.next()) {
            (Some(only), None) if alone && proposal.promised => Some(only),
            _ => None,
        }
    }
}

/// Whether no other of the proposals is promised or reported alike in the same unit.
pub(crate) fn is_alone(proposals: &[Proposal], proposal: &Proposal) -> bool {
    let alike =
        |p: &&Proposal| p.promised == proposal.promised && p.target.unit == proposal.target.unit;
    proposals.iter().filter(alike).count() == 1
}

/// A row's newest report, in this period or the one before it.
pub(crate) struct Latest<'d> {
    pub(crate) kept: &'d Kept<record::ReportVersion>,
    pub(crate) published: Published,
    pub(crate) in_this_period: bool,
}

/// Whether a report is of this period, the end of its period, and its version.
type Rank = (bool, Option<Date>, i64);

/// What the programme already holds, for look-ups.
pub(crate) struct Known<'d> {
    pub(crate) code: PeriodCode,
    pub(crate) period: Option<&'d record::Period>,
    pub(crate) units: HashMap<String, String>,
    pub(crate) assignments: Vec<&'d record::Assignment>,
    pub(crate) unit_names: HashMap<&'d str, &'d str>,
    pub(crate) latest: HashMap<&'d str, Latest<'d>>,
    /// All versions of a row's reports.
    versions: HashMap<&'d str, Vec<&'d Kept<record::ReportVersion>>>,
    /// The newest report of each row in the period before this one.
    pub(crate) before: HashMap<&'d str, Latest<'d>>,
    /// That period.
    pub(crate) period_before: Option<&'d record::Period>,
    /// The last day of the latest period a row was reported in.
    pub(crate) reported_until: HashMap<&'d str, Date>,
    /// By commitment, in order.
    pub(crate) indicators: HashMap<String, Vec<KnownIndicator>>,
    /// By indicator.
    pub(crate) targets: HashMap<&'d str, Vec<&'d Kept<record::Target>>>,
    pub(crate) actuals: HashMap<&'d str, Vec<&'d Kept<record::Actual>>>,
}

impl<'d> Known<'d> {
    pub(crate) fn new(data: &'d ProgrammeData, code: PeriodCode) -> Result<Self, AppError> {
        let period = data
            .periods
            .iter()
            .map(|p| &p.record)
            .find(|p| p.code == code);
        let periods = data.periods.iter().map(|p| &p.record);
        let period_before = periods
            .filter(|p| p.code.ends_on() < code.ends_on())
            .max_by_key(|p| p.code.ends_on());
        let mut known = Self {
            code,
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
            versions: HashMap::new(),
            before: HashMap::new(),
            period_before,
            reported_until: HashMap::new(),
            indicators: HashMap::new(),
            targets: HashMap::new(),
            actuals: HashMap::new(),
        };
        for kept in &data.targets {
            known
                .targets
                .entry(&kept.record.indicator_id)
                .or_default()
                .push(kept);
        }
        for kept in &data.indicators {
            let indicator = &kept.record;
            let unit = known
                .targets
                .get(indicator.id.as_str())
                .and_then(|targets| targets.last())
                .map(|kept| kept.record.amount.unit.clone())
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
        let mut best: HashMap<&str, (Rank, &Kept<record::ReportVersion>)> = HashMap::new();
        for kept in &data.report_versions {
            let version = &kept.record;
            let versions = known.versions.entry(&version.assignment_id).or_default();
            versions.push(kept);
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
            let entry = best.entry(&version.assignment_id).or_insert((rank, kept));
            if rank > entry.0 {
                *entry = (rank, kept);
            }
        }
        for (assignment_id, ((in_this_period, ..), kept)) in best {
            let latest = Latest {
                kept,
                published: published_of(&kept.record)?,
                in_this_period,
            };
            known.latest.insert(assignment_id, latest);
        }
        // Versions come in order, so that the last one stays.
        let of_before = data
            .report_versions
            .iter()
            .filter(|kept| period_before.is_some_and(|period| period.id == kept.record.period_id));
        for kept in of_before {
            let before = Latest {
                kept,
                published: published_of(&kept.record)?,
                in_this_period: false,
            };
            known.before.insert(&kept.record.assignment_id, before);
        }
        for kept in &data.actuals {
            known
                .actuals
                .entry(&kept.record.report_version_id)
                .or_default()
                .push(kept);
        }
        Ok(known)
    }

    /// Which known row each row of the table is.
    ///
    /// The same words make the same row, with the same first unit where words repeat. What is left
    /// is matched by number, but only where the words are alike: a list that lost a row and was
    /// numbered anew must not hand one promise the figures of another.
    pub(crate) fn matches(&self, items: &[&Item]) -> Vec<Option<&'d record::Assignment>> {
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
        let mut found: Vec<Option<&'d record::Assignment>> = vec![None; items.len()];
        for same_unit in [true, false] {
            for (item, slot) in items.iter().zip(&mut found) {
                if slot.is_some() {
                    continue;
                }
                let unit = item.units.first().map(String::as_str);
                let Some(candidates) = free.get_mut(item.title.as_str()) else {
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
        for (item, slot) in items.iter().zip(&mut found) {
            if slot.is_none()
                && let Some(candidates) = numbered.get_mut(item.number.as_str())
                && let Some(at) = candidates
                    .iter()
                    .position(|a| alike(&a.wording, &item.title))
            {
                *slot = Some(candidates.remove(at));
            }
        }
        found
    }

    /// What people decided about a row before, as far as it still holds for these words.
    pub(crate) fn decided(
        &self,
        assignment_id: &str,
        now: &Reading,
        narrative: &str,
    ) -> Result<BTreeMap<String, Decided>, AppError> {
        let Some(latest) = self.latest.get(assignment_id) else {
            return Ok(BTreeMap::new());
        };
        let version = &latest.kept.record;
        let reading: Reading = serde_json::from_str(&version.reading)
            .map_err(|error| AppError::Corrupt(error.to_string()))?;
        let versions = self.versions.get(assignment_id).into_iter().flatten();
        let before = versions.filter(|kept| kept.recorded.at < latest.kept.recorded.at);
        let before: Vec<_> = before
            .map(|kept| {
                let reading: Reading = serde_json::from_str(&kept.record.reading)
                    .map_err(|error| AppError::Corrupt(error.to_string()))?;
                Ok((*kept, published_of(&kept.record)?, reading))
            })
            .collect::<Result<_, AppError>>()?;
        let before: Vec<_> = before
            .iter()
            .map(|(kept, published, reading)| self.stored(kept, published, reading))
            .collect();
        let stored = self.stored(latest.kept, &latest.published, &reading);
        let same_words = latest.in_this_period && version.narrative == narrative;
        Ok(stored.all(now, same_words, &before))
    }

    fn stored<'s>(
        &'s self,
        version: &'s Kept<record::ReportVersion>,
        published: &'s Published,
        reading: &'s Reading,
    ) -> Stored<'s> {
        let held_to = published.indicators.iter();
        let actuals = self.actuals.get(version.record.id.as_str());
        Stored {
            version,
            published,
            reading,
            actuals: actuals.map_or(&[], Vec::as_slice),
            targets: held_to.map(|reported| self.target(reported)).collect(),
        }
    }

    /// Figures of a report.
    pub(crate) fn actuals_of(&self, latest: &Latest<'_>) -> &[&'d Kept<record::Actual>] {
        let kept = self.actuals.get(latest.kept.record.id.as_str());
        kept.map_or(&[], Vec::as_slice)
    }

    /// The target that a report was held to.
    pub(crate) fn target(&self, reported: &Reported) -> Option<&'d Kept<record::Target>> {
        held_to(self.targets.get(reported.id.as_str())?, reported, self.code)
    }

    /// Numbers of rows reported in this period before that the table does not hold.
    pub(crate) fn missing(&self, matches: &[Option<&record::Assignment>]) -> Vec<String> {
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

/// The version of a target that a report was held to; else the one in force at the end of its
/// period.
pub(crate) fn held_to<'d>(
    versions: &[&'d Kept<record::Target>],
    reported: &Reported,
    code: PeriodCode,
) -> Option<&'d Kept<record::Target>> {
    let named = reported.held_to.as_deref();
    let mut all = versions.iter();
    let held = all.find(|kept| named == Some(kept.record.id.as_str()));
    held.copied().or_else(|| {
        let begun = versions
            .iter()
            .filter(|t| t.record.in_force_on <= code.ends_on());
        begun
            .max_by_key(|t| (t.record.in_force_on, t.record.version))
            .copied()
    })
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
