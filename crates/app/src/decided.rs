//! What people decided about the figures of a report, read back out of its records.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shishi_domain::Amount;
use shishi_extract::Reading;
use shishi_store::record::{self, Kept};

use crate::facts::{corrected, exactly, tallied};
use crate::import::FigureDecision;
use crate::published::Published;
use crate::snapshot::ByHand;

/// What was decided about a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The decision.
    pub decision: FigureDecision,
    /// Who took it; empty where the records do not tell, as of a refusal that was carried on.
    pub by: String,
    /// When it was recorded, where they tell.
    pub at: Timestamp,
}

/// A report version with the records that belong to it.
pub(crate) struct Stored<'d> {
    pub version: &'d Kept<record::ReportVersion>,
    pub published: &'d Published,
    pub reading: &'d Reading,
    /// Its figures.
    pub actuals: &'d [&'d Kept<record::Actual>],
    /// The target that each published indicator is held to, in their order.
    pub targets: Vec<Option<&'d Kept<record::Target>>>,
}

impl Stored<'_> {
    /// What was decided and holds in `now`, about targets and, where `figures`, about figures.
    ///
    /// A figure that is set aside is not kept, and so carries no name of its own: who recorded the
    /// version set it aside only if none of the versions `before` it had done so.
    pub(crate) fn all(
        &self,
        now: &Reading,
        figures: bool,
        before: &[Stored<'_>],
    ) -> BTreeMap<String, Decided> {
        let mut all = self.targets(now);
        if figures {
            all.extend(self.figures(now));
        }
        let nameless = |key: &str, decided: &Decided| {
            decided.decision == FigureDecision::Refuse || key.starts_with('p')
        };
        if !all.iter().any(|(key, decided)| nameless(key, decided)) {
            return all;
        }
        for before in before {
            let (version, same) = (&self.version.record, &before.version.record);
            let same_words =
                version.period_id == same.period_id && version.narrative == same.narrative;
            for (key, was) in before.all(now, figures && same_words, &[]) {
                if let Some(decided) = all.get_mut(&key)
                    && decided.decision == was.decision
                    && nameless(&key, decided)
                {
                    decided.by.clear();
                }
            }
        }
        all
    }

    /// What was decided about targets, under the keys that they have in `now`. It holds as long as
    /// the commitment promises them in the same words, in this period and in later ones.
    fn targets(&self, now: &Reading) -> BTreeMap<String, Decided> {
        let mut all = BTreeMap::new();
        for (index, read) in now.targets.iter().enumerate() {
            let Some(twin) = self.twin(now, index) else {
                continue;
            };
            let decided = match self.place(twin) {
                None => self.refused(),
                Some(place) => {
                    let target = self.targets[place].filter(|kept| {
                        !kept.record.approver.is_empty() && kept.record.amount != read.amount
                    });
                    let Some(target) = target else { continue };
                    Decided {
                        decision: correct(&target.record.amount, None),
                        by: target.record.approver.clone(),
                        at: target.recorded.at,
                    }
                }
            };
            all.insert(format!("t{index}"), decided);
        }
        all
    }

    /// What was decided about figures reached, under the keys that they have in `now`. It holds
    /// for the very narrative it was decided on.
    fn figures(&self, now: &Reading) -> BTreeMap<String, Decided> {
        let mut all = BTreeMap::new();
        for (index, actual) in now.actuals.iter().enumerate() {
            let before = self.reading.actuals.iter();
            let mut same = before.filter(|a| a.span == actual.span && a.amount == actual.amount);
            let Some(before) = same.next() else { continue };
            let kept = self.actuals.iter();
            let decided = match kept.clone().find(|k| k.record.span == Some(actual.span)) {
                Some(kept) => {
                    let towards = self.towards(now, &kept.record.indicator_id);
                    let moved = towards.filter(|target| Some(*target) != actual.target);
                    confirmed(kept, &actual.amount, moved)
                }
                // It counted towards something, so that it would have been kept.
                None if before.target.is_some_and(|t| self.place(t).is_some())
                    || before.target.is_none() && before.plan.is_some() =>
                {
                    Some(self.refused())
                }
                None => None,
            };
            all.extend(decided.map(|decided| (format!("a{index}"), decided)));
        }
        for (index, tally) in now.tallies.iter().enumerate() {
            let Some(id) = self.indicator(now, tally.target) else {
                continue;
            };
            let mut kept = self.actuals.iter().filter(|k| k.record.indicator_id == id);
            // One that was not read then was not refused either.
            let was_read = self.reading.tallies.iter().any(|before| {
                before.spans == tally.spans && Some(before.target) == self.twin(now, tally.target)
            });
            let decided = match (kept.next(), kept.next()) {
                (None, _) => was_read.then(|| self.refused()),
                (Some(kept), None) if kept.record.span == tally.spans.first().copied() => {
                    let read = tallied(tally, &kept.record.amount.unit);
                    confirmed(kept, &read, None)
                }
                _ => None,
            };
            all.extend(decided.map(|decided| (format!("y{index}"), decided)));
        }
        for index in 0..now.targets.len() {
            let Some(id) = self.indicator(now, index) else {
                continue;
            };
            // A tally of which nothing is finished has no words either.
            let mut tallies = now.tallies.iter().filter(|t| t.target == index);
            if tallies.any(|t| t.spans.is_empty()) {
                continue;
            }
            let mut typed = self.actuals.iter().filter(|kept| {
                kept.record.indicator_id == id
                    && kept.record.span.is_none()
                    && kept.record.confirmed_by.is_some()
            });
            if let Some(kept) = typed.next() {
                let decided = Decided {
                    decision: correct(&kept.record.amount, None),
                    by: kept.record.confirmed_by.clone().unwrap_or_default(),
                    at: kept.recorded.at,
                };
                all.insert(format!("m{index}"), decided);
            }
        }
        for (index, plan) in now.plans.iter().enumerate() {
            let taken = self.published.indicators.iter().zip(&self.targets);
            let taken = taken.filter(|(reported, target)| {
                reported.target.is_none()
                    && target.is_some_and(|t| {
                        t.record.amount == plan.amount && t.record.span == Some(plan.span)
                    })
            });
            // With a figure, the plan counts by itself.
            let mut taken = taken.filter(|(reported, _)| {
                let mut figures = self.actuals.iter();
                !figures.any(|kept| kept.record.indicator_id == reported.id)
            });
            if taken.next().is_some() {
                let accepted = Decided {
                    decision: FigureDecision::Accept,
                    ..self.refused()
                };
                all.insert(format!("p{index}"), accepted);
            }
        }
        all
    }

    /// Where people decided otherwise than the words say, targets first. `before` are the versions
    /// recorded before this one.
    pub(crate) fn by_hand(&self, before: &[Stored<'_>]) -> Vec<ByHand> {
        let read = self.reading;
        let mut all: Vec<_> = self.all(read, true, before).into_iter().collect();
        all.sort_by_key(|(key, _)| !key.starts_with('t'));
        let all = all.into_iter();
        all.filter_map(|(key, decided)| {
            let index: usize = key.get(1..)?.parse().ok()?;
            let (was, mut target, span) = match key.as_bytes().first()? {
                b't' => (
                    Some(read.targets.get(index)?.amount.clone()),
                    Some(index),
                    None,
                ),
                b'a' => {
                    let actual = read.actuals.get(index)?;
                    (
                        Some(actual.amount.clone()),
                        actual.target,
                        Some(actual.span),
                    )
                }
                b'y' => {
                    let tally = read.tallies.get(index)?;
                    let unit = &read.targets.get(tally.target)?.amount.unit;
                    (Some(tallied(tally, unit)), Some(tally.target), None)
                }
                b'm' => (None, Some(index), None),
                _ => return None,
            };
            let now = match &decided.decision {
                FigureDecision::Accept => return None,
                FigureDecision::Refuse => None,
                FigureDecision::Correct {
                    value,
                    unit,
                    target: moved,
                } => {
                    target = moved.or(target);
                    let like = was.clone().or_else(|| {
                        let target = read.targets.get(index)?;
                        Some(exactly(&target.amount))
                    });
                    Some(corrected(&like?, value, unit))
                }
            };
            Some(ByHand {
                of_target: key.starts_with('t'),
                target,
                indicator: target.and_then(|target| self.place(target)),
                span,
                was,
                now,
                by: decided.by,
                at: decided.at,
            })
        })
        .collect()
    }

    /// The target of this version that `now` reads in the same words.
    fn twin(&self, now: &Reading, index: usize) -> Option<usize> {
        let read = now.targets.get(index)?;
        let same = |t: &shishi_extract::Target| t.amount == read.amount && t.what == read.what;
        if self.reading.targets.get(index).is_some_and(same) {
            return Some(index);
        }
        self.reading.targets.iter().position(same)
    }

    /// The place among the published indicators of a target of this version.
    fn place(&self, target: usize) -> Option<usize> {
        let indicators = &self.published.indicators;
        indicators.iter().position(|i| i.target == Some(target))
    }

    /// The indicator of a target of `now`.
    fn indicator(&self, now: &Reading, target: usize) -> Option<&str> {
        let place = self.place(self.twin(now, target)?)?;
        Some(&self.published.indicators[place].id)
    }

    /// The target of `now` that an indicator is of.
    fn towards(&self, now: &Reading, indicator_id: &str) -> Option<usize> {
        (0..now.targets.len()).find(|target| self.indicator(now, *target) == Some(indicator_id))
    }

    fn refused(&self) -> Decided {
        Decided {
            decision: FigureDecision::Refuse,
            by: self.version.recorded.by.clone(),
            at: self.version.recorded.at,
        }
    }
}

/// What a person made of a figure that was read so; nothing where nobody has looked at it.
fn confirmed(kept: &Kept<record::Actual>, read: &Amount, moved: Option<usize>) -> Option<Decided> {
    let amount = &kept.record.amount;
    let same = amount.value == read.value && amount.unit == read.unit && moved.is_none();
    Some(Decided {
        by: kept.record.confirmed_by.clone()?,
        at: kept.recorded.at,
        decision: match same {
            true => FigureDecision::Accept,
            false => correct(amount, moved),
        },
    })
}

fn correct(amount: &Amount, target: Option<usize>) -> FigureDecision {
    FigureDecision::Correct {
        value: amount.value.normalize().to_string(),
        unit: amount.unit.to_string(),
        target,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::Reported;

    #[test]
    fn a_tally_that_was_not_read_then_was_not_refused() {
        let now = shishi_extract::read(&shishi_extract::Item {
            title: "完成3所学校建设",
            narrative: "甲小学已完工。乙幼儿园工程完成并已移交。丙幼儿园正在进行装修施工。",
            year: Some(2024),
            as_of: None,
        });
        assert_eq!(now.tallies.len(), 1);
        let published = Published {
            indicators: vec![Reported {
                id: "i".into(),
                target: Some(0),
                held_to: None,
            }],
            ..Default::default()
        };
        let version = Kept {
            record: record::ReportVersion {
                id: "v".into(),
                assignment_id: String::new(),
                period_id: String::new(),
                version: 1,
                published: String::new(),
                narrative: String::new(),
                narrative_clean: None,
                reading: String::new(),
                cut_off_on: None,
                document_id: None,
                import_job_id: None,
            },
            recorded: record::Recorded {
                at: Timestamp::UNIX_EPOCH,
                by: "督查室".into(),
            },
        };
        let decided = |then: &Reading| {
            let stored = Stored {
                version: &version,
                published: &published,
                reading: then,
                actuals: &[],
                targets: vec![None],
            };
            let all = stored.all(&now, true, &[]);
            all.get("y0").map(|decided| decided.decision.clone())
        };
        assert_eq!(decided(&now), Some(FigureDecision::Refuse));
        let mut then = now.clone();
        then.tallies.clear();
        assert_eq!(decided(&then), None);
    }
}
