//! Saves row by row.

use std::collections::HashMap;

use jiff::civil::Date;
use shishi_domain::Accumulation;
use shishi_domain::programme::Role;
use shishi_store::Write;
use shishi_store::record::{self, Kept};

use super::known::{Known, KnownIndicator, Latest, is_alone};
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
    /// Who decides.
    pub(super) by: &'s str,
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
            apart: match row.merge {
                Merge::Into(_) => false,
                Merge::Apart => true,
                Merge::Undecided => latest.is_some_and(|latest| latest.published.apart),
            },
            // A table without such a column does not take back what an earlier one stated.
            due: row
                .item
                .due
                .clone()
                .or_else(|| latest.and_then(|l| l.published.due.clone())),
            indicators: Vec::new(),
        };
        let written = self
            .report(&assignment, row, latest, moved, published)
            .await?;
        self.updated += usize::from(written && existing.is_some());
        Ok(())
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

    /// Adds a version of the row's report, if it says anything new. Whether it did.
    async fn report(
        &mut self,
        assignment: &record::Assignment,
        row: &ReadyRow<'_>,
        latest: Option<&Latest<'_>>,
        moved: bool,
        mut published: Published,
    ) -> Result<bool, AppError> {
        let here = latest.filter(|l| l.in_this_period);
        let same_words = here.is_some_and(|l| l.kept.record.narrative == row.item.narrative);
        let of_column = published.due.as_deref();
        let of_column =
            of_column.and_then(|cell| shishi_extract::due(cell, self.period.code.year()));
        if let Some(latest) = here
            && same_words
            && row.decision.figures.is_empty()
            && !moved
        {
            published
                .indicators
                .clone_from(&latest.published.indicators);
            published.headline.clone_from(&latest.published.headline);
            if published == latest.published && self.is_due_alike(&published, row, of_column) {
                return Ok(false);
            }
        }
        published.indicators.clear();
        published.headline.clone_from(&row.headline);

        let narrative = &row.item.narrative;
        let earlier = self.known.decided(&assignment.id, row.reading, narrative)?;
        let proposals = facts::propose(row.reading, row.decision, &earlier, self.by);
        let mut figures: Vec<(String, Figure)> = Vec::new();
        for proposal in &proposals {
            let alone = is_alone(&proposals, proposal);
            let due_on = due_on(row, proposal.target_index, of_column);
            let (id, held_to) = self
                .indicator(&assignment.commitment_id, proposal, due_on, alone)
                .await?;
            let of_proposal = proposal.actuals.iter();
            figures.extend(of_proposal.map(|figure| (id.clone(), figure.clone())));
            published.indicators.push(Reported {
                id,
                target: proposal.target_index,
                held_to: Some(held_to),
            });
        }
        if let Some(latest) = here {
            let kept = self.known.actuals_of(latest);
            if same_words && published == latest.published && same_figures(kept, &figures) {
                return Ok(false);
            }
        }
        self.changed = true;
        let version = record::ReportVersion {
            id: self.ids.next(),
            assignment_id: assignment.id.clone(),
            period_id: self.period.id.clone(),
            version: here.map_or(1, |l| l.kept.record.version + 1),
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
        Ok(true)
    }

    /// Whether all that a report is held to is due as this table says. It is not where an earlier
    /// version of the program did not read due dates.
    fn is_due_alike(
        &self,
        published: &Published,
        row: &ReadyRow<'_>,
        of_column: Option<Date>,
    ) -> bool {
        published.indicators.iter().all(|reported| {
            let mut versions = self.targets.get(&reported.id).into_iter().flatten();
            let held_to = versions.find(|t| reported.held_to.as_ref() == Some(&t.id));
            held_to.is_none_or(|t| t.due_on == due_on(row, reported.target, of_column))
        })
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

    /// The indicator of a proposal, and the version of its target, amount and due day, in force in this
    /// period.
    async fn indicator(
        &mut self,
        commitment_id: &str,
        proposal: &Proposal,
        due_on: Option<Date>,
        alone: bool,
    ) -> Result<(String, String), AppError> {
        let before = self.known.indicators.get(commitment_id);
        let only = KnownIndicator::only(before.map_or(&[], Vec::as_slice), proposal, alone);
        let known = self.indicators.entry(commitment_id.to_owned()).or_default();
        let found = KnownIndicator::named(known, proposal)
            .or(only)
            .map(|indicator| indicator.id.clone());
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
        let same_amount = in_force.filter(|target| target.amount == proposal.target);
        if let Some(target) = same_amount.filter(|target| target.due_on == due_on) {
            let held_to = target.id.clone();
            return Ok((id, held_to));
        }
        // Another due day leaves the amount that a person decided as it is.
        let approver = proposal.decided_by.clone();
        let approver = approver.or_else(|| same_amount.map(|target| target.approver.clone()));
        self.changed = true;
        let known = self.targets.entry(id.clone()).or_default();
        let target = record::Target {
            id: self.ids.next(),
            indicator_id: id.clone(),
            version: known.iter().map(|t| t.version).max().unwrap_or(0) + 1,
            amount: proposal.target.clone(),
            due_on,
            in_force_on: self.period.code.starts_on(),
            basis: self.basis.to_owned(),
            approver: approver.unwrap_or_default(),
            span: proposal.span,
        };
        self.write.insert_target(self.j, &target).await?;
        let held_to = target.id.clone();
        known.push(target);
        Ok((id, held_to))
    }
}

/// The due day of a target of a row: what its own clause of the title states, else the row's cell.
fn due_on(row: &ReadyRow<'_>, target: Option<usize>, of_column: Option<Date>) -> Option<Date> {
    let target = target.and_then(|index| row.reading.targets.get(index));
    target.and_then(|target| target.due).or(of_column)
}

/// Whether the stored figures say the same. Confirming a figure again adds nothing: the first
/// confirmation stands.
fn same_figures(kept: &[&Kept<record::Actual>], figures: &[(String, Figure)]) -> bool {
    kept.len() == figures.len()
        && figures.iter().all(|(indicator_id, figure)| {
            kept.iter().map(|k| &k.record).any(|k| {
                k.indicator_id == *indicator_id
                    && k.amount == figure.amount
                    && k.link == figure.link
                    && (k.confirmed_by.is_some() || figure.confirmed_by.is_none())
            })
        })
}
