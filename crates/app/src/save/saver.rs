//! Saves row by row.

use std::collections::HashMap;

use shishi_domain::programme::Role;
use shishi_domain::{Accumulation, UnitName};
use shishi_extract::Reading;
use shishi_store::Write;
use shishi_store::record;

use super::known::{Known, KnownIndicator, Latest};
use super::{Ids, Merge, ReadyRow};
use crate::AppError;
use crate::facts::{self, Figure, Proposal};
use crate::import::to_json;
use crate::published::{Published, Reported};

/// One import at work, inside its transaction.
pub(super) struct Saver<'s, 'd> {
    pub(super) write: &'s mut Write,
    pub(super) ids: &'s Ids,
    pub(super) j: &'s str,
    pub(super) programme_id: &'s str,
    pub(super) period: &'s record::Period,
    pub(super) document_id: &'s str,
    pub(super) import_job_id: Option<&'s str>,
    pub(super) basis: &'s str,
    pub(super) known: &'s Known<'d>,
    pub(super) units: HashMap<String, String>,
    pub(super) indicators: HashMap<String, Vec<KnownIndicator>>,
    pub(super) targets: HashMap<String, Vec<record::Target>>,
    /// Commitment of each row saved so far.
    pub(super) commitments: Vec<String>,
    pub(super) added: usize,
    pub(super) updated: usize,
    pub(super) changed: bool,
}

impl Saver<'_, '_> {
    pub(super) async fn row(
        &mut self,
        position: usize,
        row: &ReadyRow<'_>,
        existing: Option<&record::Assignment>,
    ) -> Result<(), AppError> {
        let mut units = Vec::with_capacity(row.item.units.len());
        for (place, name) in row.item.units.iter().enumerate() {
            let role = if place == 0 { Role::Lead } else { Role::Joint };
            units.push((self.unit(name).await?, role));
        }
        let merged = match row.merge {
            Merge::Into(at) => self.commitments.get(at).cloned(),
            Merge::Undecided | Merge::Apart => None,
        };
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        let assignment = match existing {
            Some(known) => {
                // An older table, read again or late, does not say how the row stands now.
                let until = self.known.reported_until.get(known.id.as_str()).copied();
                let newest = until.is_none_or(|until| until <= self.period.code.ends_on());
                let mut wanted = match newest {
                    true => record::Assignment {
                        position,
                        number: row.item.number.clone(),
                        label: row.item.label.clone(),
                        wording: row.item.title.clone(),
                        units: units.clone(),
                        ..known.clone()
                    },
                    false => known.clone(),
                };
                if let Some(commitment_id) = merged {
                    wanted.commitment_id = commitment_id;
                } else if row.merge == Merge::Apart
                    && self.commitments.contains(&wanted.commitment_id)
                {
                    wanted.commitment_id = self.commitment(row).await?;
                }
                if wanted != *known {
                    self.changed = true;
                    self.write.update_assignment(self.j, &wanted).await?;
                }
                wanted
            }
            None => {
                self.changed = true;
                self.added += 1;
                let commitment_id = match merged {
                    Some(id) => id,
                    None => self.commitment(row).await?,
                };
                let assignment = record::Assignment {
                    id: self.ids.next(),
                    programme_id: self.programme_id.to_owned(),
                    commitment_id,
                    position,
                    number: row.item.number.clone(),
                    label: row.item.label.clone(),
                    wording: row.item.title.clone(),
                    units: units.clone(),
                };
                self.write.insert_assignment(self.j, &assignment).await?;
                assignment
            }
        };
        self.commitments.push(assignment.commitment_id.clone());
        let moved = existing.is_some_and(|known| known.commitment_id != assignment.commitment_id);
        let latest = self.known.latest.get(assignment.id.as_str());
        let published = Published {
            position,
            number: row.item.number.clone(),
            label: row.item.label.clone(),
            wording: row.item.title.clone(),
            headline: row.headline.clone(),
            units,
            indicators: Vec::new(),
        };
        self.report(&assignment, row, latest, moved, published)
            .await
    }

    /// A new commitment for a row.
    async fn commitment(&mut self, row: &ReadyRow<'_>) -> Result<String, AppError> {
        let commitment = record::Commitment {
            id: self.ids.next(),
            programme_id: self.programme_id.to_owned(),
            headline: row.headline.clone(),
        };
        self.write.insert_commitment(self.j, &commitment).await?;
        Ok(commitment.id)
    }

    async fn unit(&mut self, name: &str) -> Result<String, AppError> {
        if let Some(id) = self.units.get(name) {
            return Ok(id.clone());
        }
        self.changed = true;
        let unit = record::Unit {
            id: self.ids.next(),
            name: name.to_owned(),
        };
        self.write.insert_unit(self.j, &unit).await?;
        self.units.insert(unit.name, unit.id.clone());
        Ok(unit.id)
    }

    async fn report(
        &mut self,
        assignment: &record::Assignment,
        row: &ReadyRow<'_>,
        latest: Option<&Latest<'_>>,
        moved: bool,
        mut published: Published,
    ) -> Result<(), AppError> {
        let here = latest.filter(|l| l.in_this_period);
        let same_words = here.is_some_and(|l| l.record.narrative == row.item.narrative);
        if let Some(latest) = here
            && same_words
            && !row.decided
            && !moved
        {
            published
                .indicators
                .clone_from(&latest.published.indicators);
            published.headline.clone_from(&latest.published.headline);
            if published == latest.published {
                return Ok(());
            }
        }
        published.indicators.clear();
        published.headline.clone_from(&row.headline);

        let mut proposals = row.proposals.to_vec();
        if let Some(latest) = latest {
            self.inherit(&mut proposals, row, latest, same_words)?;
        }
        let mut figures: Vec<(String, Figure)> = Vec::new();
        let kinds: Vec<(bool, UnitName)> = proposals
            .iter()
            .map(|p| (p.promised, p.target.unit.clone()))
            .collect();
        for proposal in proposals {
            let alone = kinds
                .iter()
                .filter(|(promised, unit)| {
                    *promised == proposal.promised && *unit == proposal.target.unit
                })
                .count()
                == 1;
            let (id, held_to) = self
                .indicator(&assignment.commitment_id, &proposal, alone)
                .await?;
            figures.extend(
                proposal
                    .actuals
                    .into_iter()
                    .map(|figure| (id.clone(), figure)),
            );
            published.indicators.push(Reported {
                id,
                target: proposal.target_index,
                held_to: Some(held_to),
            });
        }
        if let Some(latest) = here {
            let kept = self.known.actuals.get(latest.record.id.as_str());
            let kept = kept.map_or(&[][..], Vec::as_slice);
            if same_words && published == latest.published && same_figures(kept, &figures) {
                return Ok(());
            }
        }
        self.changed = true;
        self.updated += usize::from(latest.is_some());
        let version = record::ReportVersion {
            id: self.ids.next(),
            assignment_id: assignment.id.clone(),
            period_id: self.period.id.clone(),
            version: here.map_or(1, |l| l.record.version + 1),
            published: to_json(&published)?,
            narrative: row.item.narrative.clone(),
            narrative_clean: row.item.narrative_clean.clone(),
            reading: to_json(row.reading)?,
            cut_off_on: facts::own_cut_off(row.reading),
            document_id: Some(self.document_id.to_owned()),
            import_job_id: self.import_job_id.map(str::to_owned),
        };
        self.write.insert_report_version(self.j, &version).await?;
        for (indicator_id, figure) in figures {
            let actual = record::Actual {
                id: self.ids.next(),
                indicator_id,
                report_version_id: version.id.clone(),
                amount: figure.amount,
                as_of: figure.as_of,
                link: figure.link,
                reason: figure.reason,
                span: figure.span,
                confirmed_by: figure.confirmed_by,
            };
            self.write.insert_actual(self.j, &actual).await?;
        }
        Ok(())
    }

    /// Keeps what a person decided before, as long as the words it was decided on are the same.
    fn inherit(
        &self,
        proposals: &mut Vec<Proposal>,
        row: &ReadyRow<'_>,
        latest: &Latest<'_>,
        same_words: bool,
    ) -> Result<(), AppError> {
        let before: Reading = serde_json::from_str(&latest.record.reading)
            .map_err(|error| AppError::Corrupt(error.to_string()))?;
        let reported = |index: usize| {
            latest
                .published
                .indicators
                .iter()
                .find(|i| i.target == Some(index))
        };
        proposals.retain_mut(|proposal| {
            let Some(index) = proposal
                .target_index
                .filter(|_| proposal.decided_by.is_none())
            else {
                return true;
            };
            let raw = row.reading.targets.get(index).map(|t| (&t.amount, &t.what));
            let twin = before
                .targets
                .iter()
                .position(|t| Some((&t.amount, &t.what)) == raw);
            let Some(twin) = twin else { return true };
            match reported(twin) {
                // Refused before, and nobody decided otherwise now.
                None => false,
                Some(indicator) => {
                    let decided = self
                        .in_force(&indicator.id)
                        .filter(|t| !t.approver.is_empty());
                    if let Some(target) = decided {
                        proposal.target = target.amount.clone();
                    }
                    true
                }
            }
        });
        if !same_words || row.decided {
            return Ok(());
        }
        // The same report under other words of the commitment: its confirmed figures stand.
        let kept = self.known.actuals.get(latest.record.id.as_str());
        for actual in kept
            .into_iter()
            .flatten()
            .filter(|a| a.confirmed_by.is_some())
        {
            let place = latest
                .published
                .indicators
                .iter()
                .find(|i| i.id == actual.indicator_id)
                .and_then(|i| i.target)
                .and_then(|index| proposals.iter().position(|p| p.target_index == Some(index)));
            if let Some(place) = place {
                let figures = &mut proposals[place].actuals;
                figures.retain(|f| f.span != actual.span);
                figures.push(Figure {
                    amount: actual.amount.clone(),
                    as_of: actual.as_of,
                    link: actual.link,
                    reason: actual.reason.clone(),
                    span: actual.span,
                    confirmed_by: actual.confirmed_by.clone(),
                });
            }
        }
        Ok(())
    }

    /// The target that holds at the end of this period.
    fn in_force(&self, indicator_id: &str) -> Option<&record::Target> {
        let end = self.period.code.ends_on();
        self.targets
            .get(indicator_id)?
            .iter()
            .filter(|t| t.in_force_on <= end)
            .max_by_key(|t| (t.in_force_on, t.version))
    }

    /// The indicator of a proposal, and the version of its target in force in this period.
    ///
    /// Names may be worded anew: where the row has one indicator of this unit (`alone`), and the
    /// commitment had one before this import, it is the same.
    async fn indicator(
        &mut self,
        commitment_id: &str,
        proposal: &Proposal,
        alone: bool,
    ) -> Result<(String, String), AppError> {
        let fits =
            |i: &&KnownIndicator| i.promised == proposal.promised && i.unit == proposal.target.unit;
        let before = self.known.indicators.get(commitment_id);
        let mut same_unit = before.into_iter().flatten().filter(fits);
        let only = match (same_unit.next(), same_unit.next()) {
            (Some(only), None) if alone && proposal.promised => Some(only.id.clone()),
            _ => None,
        };
        let known = self.indicators.entry(commitment_id.to_owned()).or_default();
        let named = known.iter().filter(fits).find(|i| i.name == proposal.name);
        let found = named.map(|i| i.id.clone()).or(only);
        let id = match found {
            Some(id) => id,
            None => {
                self.changed = true;
                let indicator = record::Indicator {
                    id: self.ids.next(),
                    commitment_id: commitment_id.to_owned(),
                    position: i64::try_from(known.len()).unwrap_or(i64::MAX),
                    name: proposal.name.clone(),
                    measure: proposal.measure,
                    accumulation: Accumulation::Cumulative,
                    promised: proposal.promised,
                };
                known.push(KnownIndicator {
                    id: indicator.id.clone(),
                    name: indicator.name.clone(),
                    unit: proposal.target.unit.clone(),
                    promised: proposal.promised,
                });
                self.write.insert_indicator(self.j, &indicator).await?;
                indicator.id
            }
        };
        let in_force = self.in_force(&id);
        if let Some(target) = in_force.filter(|target| target.amount == proposal.target) {
            let held_to = target.id.clone();
            return Ok((id, held_to));
        }
        self.changed = true;
        let known = self.targets.entry(id.clone()).or_default();
        let target = record::Target {
            id: self.ids.next(),
            indicator_id: id.clone(),
            version: known.iter().map(|t| t.version).max().unwrap_or(0) + 1,
            amount: proposal.target.clone(),
            in_force_on: self.period.code.starts_on(),
            basis: self.basis.to_owned(),
            approver: proposal.decided_by.clone().unwrap_or_default(),
            span: proposal.span,
        };
        self.write.insert_target(self.j, &target).await?;
        let held_to = target.id.clone();
        known.push(target);
        Ok((id, held_to))
    }
}

/// Whether the stored figures say the same. Confirming a figure again adds nothing: the first
/// confirmation stands.
fn same_figures(kept: &[&record::Actual], figures: &[(String, Figure)]) -> bool {
    kept.len() == figures.len()
        && figures.iter().all(|(indicator_id, figure)| {
            kept.iter().any(|k| {
                k.indicator_id == *indicator_id
                    && k.amount == figure.amount
                    && k.link == figure.link
                    && (k.confirmed_by.is_some() || figure.confirmed_by.is_none())
            })
        })
}
