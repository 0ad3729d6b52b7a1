//! Saves a table that was read and checked: one transaction, and nothing twice.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use jiff::civil::{Date, date};
use shishi_documents::Item;
use shishi_domain::programme::{Actor, Role};
use shishi_domain::{Accumulation, PeriodCode};
use shishi_extract::Reading;
use shishi_store::record::{self, Recorded};
use shishi_store::{ProgrammeData, Write};
use uuid::{NoContext, Uuid};

use crate::facts::{self, Figure, Proposal};
use crate::import::{Decisions, Outcome};
use crate::{App, AppError};

/// Identifiers in order of time.
pub(crate) struct Ids {
    at: uuid::Timestamp,
}

impl Ids {
    pub(crate) fn new(now: Timestamp) -> Self {
        let seconds = now.as_second().unsigned_abs();
        let nanos = now.subsec_nanosecond().unsigned_abs();
        Self {
            at: uuid::Timestamp::from_unix(NoContext, seconds, nanos),
        }
    }

    pub(crate) fn next(&self) -> String {
        Uuid::new_v7(self.at).to_string()
    }
}

/// What of the document's head goes into the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub district: String,
    pub year: i16,
    pub period: PeriodCode,
    pub cut_off_on: Date,
    pub title: String,
    pub example: bool,
}

/// Decides the head from what was read and what a person corrected.
pub(crate) fn head(
    reading: &shishi_documents::Reading,
    decisions: &Decisions,
    example: bool,
) -> Result<Head, AppError> {
    let missing =
        |what: &str, hint: &str| AppError::Incomplete(format!("没有读出{what}，请{hint}后再导入"));
    let code = decisions.period.as_ref().or(reading.period.as_ref());
    let period = code.and_then(|c| PeriodCode::parse(c));
    let year = decisions
        .year
        .or(reading.year)
        .or(period.map(PeriodCode::year));
    let year = year.ok_or_else(|| missing("年度", "指明年度（例如 2024）"))?;
    let period =
        period.ok_or_else(|| missing("报告期", "指明报告期（例如 2024Q1、2024M08、2024）"))?;
    let district = decisions
        .district
        .clone()
        .or_else(|| reading.district.clone());
    let district = district
        .filter(|d| !d.trim().is_empty())
        .ok_or_else(|| missing("辖区", "指明辖区（例如 大兴区）"))?;
    Ok(Head {
        title: reading
            .title
            .clone()
            .unwrap_or_else(|| format!("{district}{year}年民生实事项目{}进展情况", period.zh())),
        district,
        year,
        period,
        cut_off_on: decisions.cut_off_on.unwrap_or_else(|| period.ends_on()),
        example,
    })
}

/// A row ready to be saved.
pub(crate) struct ReadyRow<'r> {
    pub item: &'r Item,
    pub reading: &'r Reading,
    pub headline: String,
    pub proposals: &'r [Proposal],
    pub merge_into: Option<usize>,
    /// Whether a person decided anything about its figures.
    pub decided: bool,
}

/// The file the rows come from.
pub(crate) struct Source<'s> {
    pub name: &'s str,
    pub bytes: &'s [u8],
    pub sha256: String,
    /// Published headings, as JSON.
    pub columns: String,
    pub import_job: Option<&'s record::ImportJob>,
}

/// Saves everything, or nothing. Where all of it is already there, nothing is written and the
/// outcome says so.
pub(crate) async fn save(
    app: &App,
    actor: &Actor,
    now: Timestamp,
    head: &Head,
    source: &Source<'_>,
    rows: &[ReadyRow<'_>],
) -> Result<Outcome, AppError> {
    let ids = Ids::new(now);
    let mut write = app
        .store()
        .begin(Recorded {
            at: now,
            by: actor.name.clone(),
        })
        .await?;
    let mut changed = false;

    let known = write.jurisdictions().await?;
    let jurisdiction_id = match known.into_iter().find(|j| j.name == head.district) {
        Some(jurisdiction) => jurisdiction.id,
        None => {
            changed = true;
            let id = ids.next();
            write
                .insert_jurisdiction(&record::Jurisdiction {
                    id: id.clone(),
                    name: head.district.clone(),
                    example: head.example,
                })
                .await?;
            id
        }
    };
    let j = jurisdiction_id.as_str();
    let known = write.programmes(j).await?.into_iter().map(|p| p.record);
    let programme = match known.into_iter().find(|p| p.year == head.year) {
        Some(programme) => programme,
        None => {
            changed = true;
            let programme = record::Programme {
                id: ids.next(),
                year: head.year,
                title: programme_title(head),
                starts_on: date(head.year, 1, 1),
                due_on: date(head.year, 12, 31),
            };
            write.insert_programme(j, &programme).await?;
            programme
        }
    };
    let data = write.programme_data(j, &programme.id).await?;
    let data =
        data.ok_or_else(|| AppError::Corrupt(format!("找不到年度清单（编号 {}）", programme.id)))?;
    let known = Known::new(&data);

    let period = match known.period(head.period) {
        Some(period) => {
            if period.cut_off_on != head.cut_off_on {
                changed = true;
                write
                    .set_period_cut_off(j, &period.id, head.cut_off_on)
                    .await?;
            }
            period.id.clone()
        }
        None => {
            changed = true;
            let period = record::Period {
                id: ids.next(),
                programme_id: programme.id.clone(),
                code: head.period,
                cut_off_on: head.cut_off_on,
                opens_on: None,
                due_on: None,
                timely_until: None,
                closes_on: None,
                title: head.title.clone(),
                columns: source.columns.clone(),
            };
            write.insert_period(j, &period).await?;
            period.id
        }
    };

    let adopted = match source.import_job {
        Some(job) => write.adopt_import_job(j, &job.id).await?,
        None => write
            .document_by_sha256(j, &source.sha256)
            .await?
            .map(|d| d.record.id),
    };
    let document_id = match adopted {
        Some(id) => id,
        None => {
            let document = record::Document {
                id: ids.next(),
                sha256: source.sha256.clone(),
                name: source.name.to_owned(),
                size: i64::try_from(source.bytes.len()).unwrap_or(i64::MAX),
            };
            write.insert_document(j, &document, source.bytes).await?;
            document.id
        }
    };

    let mut saver = Saver {
        write: &mut write,
        ids: &ids,
        j,
        programme_id: &programme.id,
        period_id: &period,
        document_id: &document_id,
        import_job_id: source.import_job.map(|job| job.id.as_str()),
        cut_off_on: head.cut_off_on,
        basis: source.name,
        known: &known,
        units: known.units.clone(),
        commitments: Vec::with_capacity(rows.len()),
        added: 0,
        updated: 0,
        changed: false,
    };
    let mut occurrences: HashMap<&str, i64> = HashMap::new();
    for (position, row) in rows.iter().enumerate() {
        let occurrence = occurrences.entry(row.item.number.as_str()).or_default();
        saver.row(position, *occurrence, row).await?;
        *occurrence += 1;
    }
    changed |= saver.changed;
    let (added, updated) = (saver.added, saver.updated);
    let units: BTreeSet<&str> = rows
        .iter()
        .flat_map(|r| r.item.units.iter().map(String::as_str))
        .collect();
    let outcome = Outcome {
        unchanged: !changed,
        programme_id: programme.id.clone(),
        year: head.year,
        period: head.period.to_string(),
        rows: rows.len(),
        added,
        updated,
        units: units.len(),
    };
    if let Some(job) = source.import_job {
        let done = record::ImportJob {
            revision: job.revision + 1,
            state: "confirmed".to_owned(),
            ..job.clone()
        };
        if !write.update_import_job(j, &done, job.revision).await? {
            return Err(AppError::Conflict);
        }
    } else if !changed {
        return Ok(outcome);
    }
    let summary = format!(
        "{}{}：{}行，新增{}行，更新{}行",
        head.district, head.period, outcome.rows, outcome.added, outcome.updated
    );
    app.noted(write.commit("import", &summary).await?);
    Ok(outcome)
}

fn programme_title(head: &Head) -> String {
    // 大兴区2024年重要民生实事项目一季度进展情况 → 大兴区2024年重要民生实事项目
    let title = head.title.as_str();
    let cut = ["项目", "工程", "任务", "事项", "实事"]
        .iter()
        .filter_map(|word| title.find(word).map(|i| i + word.len()))
        .max();
    match cut {
        Some(end) if title.contains(&head.year.to_string()) => title[..end].to_owned(),
        _ => format!("{}{}年民生实事项目", head.district, head.year),
    }
}

/// What the programme already holds, for look-ups.
struct Known<'d> {
    data: &'d ProgrammeData,
    units: HashMap<String, String>,
    assignments: HashMap<(&'d str, i64), &'d record::Assignment>,
    versions: HashMap<(&'d str, &'d str), &'d record::ReportVersion>,
    indicators: HashMap<&'d str, Vec<&'d record::Indicator>>,
    targets: HashMap<&'d str, &'d record::Target>,
    actuals: HashMap<&'d str, Vec<&'d record::Actual>>,
}

impl<'d> Known<'d> {
    fn new(data: &'d ProgrammeData) -> Self {
        let mut known = Self {
            data,
            units: data
                .units
                .iter()
                .map(|u| (u.record.name.clone(), u.record.id.clone()))
                .collect(),
            assignments: data
                .assignments
                .iter()
                .map(|a| ((a.record.number.as_str(), a.record.occurrence), &a.record))
                .collect(),
            versions: HashMap::new(),
            indicators: HashMap::new(),
            targets: HashMap::new(),
            actuals: HashMap::new(),
        };
        for kept in &data.report_versions {
            let version = &kept.record;
            let key = (version.assignment_id.as_str(), version.period_id.as_str());
            let latest = known.versions.entry(key).or_insert(version);
            if version.version > latest.version {
                *latest = version;
            }
        }
        for kept in &data.indicators {
            known
                .indicators
                .entry(&kept.record.commitment_id)
                .or_default()
                .push(&kept.record);
        }
        for kept in &data.targets {
            let target = &kept.record;
            let latest = known.targets.entry(&target.indicator_id).or_insert(target);
            if target.version > latest.version {
                *latest = target;
            }
        }
        for kept in &data.actuals {
            known
                .actuals
                .entry(&kept.record.report_version_id)
                .or_default()
                .push(&kept.record);
        }
        known
    }

    fn period(&self, code: PeriodCode) -> Option<&'d record::Period> {
        self.data
            .periods
            .iter()
            .map(|p| &p.record)
            .find(|p| p.code == code)
    }
}

struct Saver<'s, 'd> {
    write: &'s mut Write,
    ids: &'s Ids,
    j: &'s str,
    programme_id: &'s str,
    period_id: &'s str,
    document_id: &'s str,
    import_job_id: Option<&'s str>,
    cut_off_on: Date,
    basis: &'s str,
    known: &'s Known<'d>,
    units: HashMap<String, String>,
    /// Commitment of each row saved so far, with its indicators by position.
    commitments: Vec<(String, Vec<(i64, String)>)>,
    added: usize,
    updated: usize,
    changed: bool,
}

impl Saver<'_, '_> {
    async fn row(
        &mut self,
        position: usize,
        occurrence: i64,
        row: &ReadyRow<'_>,
    ) -> Result<(), AppError> {
        let mut units = Vec::with_capacity(row.item.units.len());
        for (place, name) in row.item.units.iter().enumerate() {
            let role = if place == 0 { Role::Lead } else { Role::Joint };
            units.push((self.unit(name).await?, role));
        }
        let place = i64::try_from(position).unwrap_or(i64::MAX);
        let existing = self
            .known
            .assignments
            .get(&(row.item.number.as_str(), occurrence))
            .copied();
        let (assignment_id, commitment_id) = match existing {
            Some(known) => {
                let wanted = record::Assignment {
                    position: place,
                    label: row.item.label.clone(),
                    wording: row.item.title.clone(),
                    units,
                    ..known.clone()
                };
                let reworded = wanted.wording != known.wording;
                if wanted != *known {
                    self.changed = true;
                    self.write.update_assignment(self.j, &wanted).await?;
                }
                // What a person corrected is not undone by reading the same words again.
                if !reworded && !row.decided && self.says_the_same(&known.id, row) {
                    let indicators = self.known_indicators(&known.commitment_id);
                    self.commitments
                        .push((known.commitment_id.clone(), indicators));
                    return Ok(());
                }
                (known.id.clone(), known.commitment_id.clone())
            }
            None => {
                self.changed = true;
                self.added += 1;
                let merged = row.merge_into.and_then(|at| self.commitments.get(at));
                let commitment_id = match merged {
                    Some((id, _)) => id.clone(),
                    None => {
                        let commitment = record::Commitment {
                            id: self.ids.next(),
                            programme_id: self.programme_id.to_owned(),
                            headline: row.headline.clone(),
                        };
                        self.write.insert_commitment(self.j, &commitment).await?;
                        commitment.id
                    }
                };
                let assignment = record::Assignment {
                    id: self.ids.next(),
                    programme_id: self.programme_id.to_owned(),
                    commitment_id: commitment_id.clone(),
                    position: place,
                    number: row.item.number.clone(),
                    occurrence,
                    label: row.item.label.clone(),
                    wording: row.item.title.clone(),
                    units,
                };
                self.write.insert_assignment(self.j, &assignment).await?;
                (assignment.id, commitment_id)
            }
        };
        let indicators = self.indicators(&commitment_id, row).await?;
        self.report(&assignment_id, row, &indicators, existing.is_some())
            .await?;
        self.commitments.push((commitment_id, indicators));
        Ok(())
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

    fn says_the_same(&self, assignment_id: &str, row: &ReadyRow<'_>) -> bool {
        self.known
            .versions
            .get(&(assignment_id, self.period_id))
            .is_some_and(|latest| latest.narrative == row.item.narrative)
    }

    fn known_indicators(&self, commitment_id: &str) -> Vec<(i64, String)> {
        self.known
            .indicators
            .get(commitment_id)
            .into_iter()
            .flatten()
            .map(|i| (i.position, i.id.clone()))
            .collect()
    }

    /// Makes sure that each proposal has its indicator and target; returns them by position.
    async fn indicators(
        &mut self,
        commitment_id: &str,
        row: &ReadyRow<'_>,
    ) -> Result<Vec<(i64, String)>, AppError> {
        let mut have = self.known_indicators(commitment_id);
        if let Some((_, merged)) = self.commitments.iter().find(|(id, _)| id == commitment_id) {
            for entry in merged {
                if !have.contains(entry) {
                    have.push(entry.clone());
                }
            }
        }
        for (place, proposal) in row.proposals.iter().enumerate() {
            let position = indicator_position(place, proposal);
            let id = match have.iter().find(|(at, _)| *at == position) {
                Some((_, id)) => {
                    let id = id.clone();
                    let latest = self.known.targets.get(id.as_str()).copied();
                    if let Some(latest) = latest.filter(|l| l.amount != proposal.target) {
                        self.changed = true;
                        self.target(&id, latest.version + 1, proposal).await?;
                    }
                    continue;
                }
                None => self.ids.next(),
            };
            self.changed = true;
            let indicator = record::Indicator {
                id: id.clone(),
                commitment_id: commitment_id.to_owned(),
                position,
                name: proposal.name.clone(),
                measure: proposal.measure,
                accumulation: Accumulation::Cumulative,
                promised: proposal.promised,
            };
            self.write.insert_indicator(self.j, &indicator).await?;
            self.target(&id, 1, proposal).await?;
            have.push((position, id));
        }
        Ok(have)
    }

    async fn target(
        &mut self,
        indicator_id: &str,
        version: i64,
        proposal: &Proposal,
    ) -> Result<(), AppError> {
        let target = record::Target {
            id: self.ids.next(),
            indicator_id: indicator_id.to_owned(),
            version,
            amount: proposal.target.clone(),
            in_force_on: self.cut_off_on,
            basis: self.basis.to_owned(),
            approver: proposal.decided_by.clone().unwrap_or_default(),
            span: proposal.span,
        };
        Ok(self.write.insert_target(self.j, &target).await?)
    }

    async fn report(
        &mut self,
        assignment_id: &str,
        row: &ReadyRow<'_>,
        indicators: &[(i64, String)],
        was_known: bool,
    ) -> Result<(), AppError> {
        let latest = self
            .known
            .versions
            .get(&(assignment_id, self.period_id))
            .copied();
        let figures: Vec<(&str, &Figure)> = row
            .proposals
            .iter()
            .enumerate()
            .flat_map(|(place, proposal)| {
                let position = indicator_position(place, proposal);
                let id = indicators
                    .iter()
                    .find(|(at, _)| *at == position)
                    .map(|(_, id)| id.as_str());
                proposal
                    .actuals
                    .iter()
                    .filter_map(move |figure| Some((id?, figure)))
            })
            .collect();
        if let Some(latest) = latest {
            let kept = self
                .known
                .actuals
                .get(latest.id.as_str())
                .map_or(&[][..], Vec::as_slice);
            if latest.narrative == row.item.narrative && same_figures(kept, &figures) {
                return Ok(());
            }
        }
        self.changed = true;
        self.updated += usize::from(was_known);
        let own = facts::own_cut_off(row.reading);
        let version = record::ReportVersion {
            id: self.ids.next(),
            assignment_id: assignment_id.to_owned(),
            period_id: self.period_id.to_owned(),
            version: latest.map_or(1, |v| v.version + 1),
            narrative: row.item.narrative.clone(),
            narrative_clean: row.item.narrative_clean.clone(),
            reading: serde_json::to_string(row.reading)
                .map_err(|error| AppError::Corrupt(error.to_string()))?,
            cut_off_on: own,
            document_id: Some(self.document_id.to_owned()),
            import_job_id: self.import_job_id.map(str::to_owned),
        };
        self.write.insert_report_version(self.j, &version).await?;
        for (indicator_id, figure) in figures {
            let actual = record::Actual {
                id: self.ids.next(),
                indicator_id: indicator_id.to_owned(),
                report_version_id: version.id.clone(),
                amount: figure.amount.clone(),
                as_of: figure.as_of.or(own).unwrap_or(self.cut_off_on),
                link: figure.link,
                reason: figure.reason.clone(),
                span: figure.span,
                confirmed_by: figure.confirmed_by.clone(),
            };
            self.write.insert_actual(self.j, &actual).await?;
        }
        Ok(())
    }
}

/// Targets keep the place they have in the title; totals that a report names come after them.
fn indicator_position(place: usize, proposal: &Proposal) -> i64 {
    let position = proposal.target_index.unwrap_or(1000 + place);
    i64::try_from(position).unwrap_or(i64::MAX)
}

/// Whether the stored figures say the same. Confirming a figure again adds nothing: the first
/// confirmation stands.
fn same_figures(kept: &[&record::Actual], figures: &[(&str, &Figure)]) -> bool {
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
