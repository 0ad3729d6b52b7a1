//! Writes: the one way by which records come in.

use crate::db::Handle;
use crate::postgres::Pending;
use crate::record::*;
use crate::rows::{ASSIGNMENT_UNIT, Stored};
use crate::value::Value;
use crate::{DRAFTS, StoreError, read};

/// Statements sent to a server at once.
const AT_ONCE: usize = 256;

/// A record added or changed by a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Where it lies.
    pub jurisdiction_id: String,
    /// Its table.
    pub table: &'static str,
    /// Its identifier; `name@version` for a policy, `assignment/place` for a row's unit.
    pub id: String,
}

/// One transaction. Dropped without [`Write::commit`] it leaves nothing behind.
///
/// On PostgreSQL an insert may be sent later together with others, so what is wrong with it may
/// only come to light at the next read or at the commit. After an error nothing more can be done
/// with a write but to drop it.
#[derive(Debug)]
pub struct Write {
    handle: Handle,
    recorded: Recorded,
    changed: Vec<Changed>,
    pending: Vec<Pending>,
    failed: bool,
}

/// Offers an insert for a record that one row holds.
macro_rules! inserts {
    ($($(#[$doc:meta])* fn $name:ident($type:ty);)*) => {
        $($(#[$doc])*
        pub async fn $name(
            &mut self,
            jurisdiction_id: &str,
            record: &$type,
        ) -> Result<(), StoreError> {
            self.insert(jurisdiction_id, record).await
        })*
    };
}

impl Write {
    pub(crate) fn new(handle: Handle, recorded: Recorded) -> Self {
        Self {
            handle,
            recorded,
            changed: Vec::new(),
            pending: Vec::new(),
            failed: false,
        }
    }

    /// Adds a jurisdiction.
    pub async fn insert_jurisdiction(&mut self, record: &Jurisdiction) -> Result<(), StoreError> {
        self.insert(&record.id, record).await
    }

    inserts! {
        /// Adds a year's list.
        fn insert_programme(Programme);
        /// Adds a unit.
        fn insert_unit(Unit);
        /// Adds a commitment.
        fn insert_commitment(Commitment);
        /// Adds an indicator.
        fn insert_indicator(Indicator);
        /// Adds a version of a target.
        fn insert_target(Target);
        /// Adds a reporting period.
        fn insert_period(Period);
        /// Adds a version of a report; those before it stay.
        fn insert_report_version(ReportVersion);
        /// Adds a figure reached.
        fn insert_actual(Actual);
        /// Adds an import job. Its file must lie in the same jurisdiction, or both in
        /// [`DRAFTS`](crate::DRAFTS).
        fn insert_import_job(ImportJob);
        /// Adds a version of a policy.
        fn insert_policy(Policy);
    }

    /// Adds a row of the list, with its units.
    pub async fn insert_assignment(
        &mut self,
        jurisdiction_id: &str,
        record: &Assignment,
    ) -> Result<(), StoreError> {
        self.insert(jurisdiction_id, record).await?;
        self.insert_units(jurisdiction_id, record).await
    }

    async fn insert_units(
        &mut self,
        jurisdiction_id: &str,
        record: &Assignment,
    ) -> Result<(), StoreError> {
        for (place, (unit_id, role)) in (0_i64..).zip(&record.units) {
            let values = vec![
                (&record.id).into(),
                place.into(),
                unit_id.into(),
                role.name().into(),
            ];
            let table = ASSIGNMENT_UNIT.name;
            let id = format!("{}/{place}", record.id);
            self.put(jurisdiction_id, table, id, ASSIGNMENT_UNIT.insert, values)
                .await?;
        }
        Ok(())
    }

    /// Adds a file with its bytes.
    pub async fn insert_document(
        &mut self,
        jurisdiction_id: &str,
        record: &Document,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let table = const { &Document::TABLE };
        let mut values = record.values();
        values.push(Value::Bytes(bytes));
        let id = record.id.clone();
        self.put(jurisdiction_id, table.name, id, table.insert, values)
            .await
    }

    async fn insert<T: Stored + Sync>(
        &mut self,
        jurisdiction_id: &str,
        record: &T,
    ) -> Result<(), StoreError> {
        let table = const { &T::TABLE };
        let id = record.key().into_owned();
        let values = record.values();
        self.put(jurisdiction_id, table.name, id, table.insert, values)
            .await
    }

    /// Changes what a later table says of a row: its commitment, place, number, label, words and
    /// units. Its programme stays. `false` where there is no such row.
    pub async fn update_assignment(
        &mut self,
        jurisdiction_id: &str,
        record: &Assignment,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE assignment SET recorded_at = $1, recorded_by = $2, commitment_id = $3, \
                   position = $4, number = $5, label = $6, wording = $7 \
                   WHERE jurisdiction_id = $8 AND id = $9";
        let by = self.recorded.by.clone();
        let values = [
            self.recorded.at.into(),
            (&by).into(),
            (&record.commitment_id).into(),
            record.position.into(),
            (&record.number).into(),
            (&record.label).into(),
            (&record.wording).into(),
            jurisdiction_id.into(),
            (&record.id).into(),
        ];
        if !self
            .change(jurisdiction_id, "assignment", &record.id, sql, &values)
            .await?
        {
            return Ok(false);
        }
        let sql = "DELETE FROM assignment_unit WHERE jurisdiction_id = $1 AND assignment_id = $2";
        let values = [jurisdiction_id.into(), (&record.id).into()];
        self.run("assignment_unit", sql, &values).await?;
        self.insert_units(jurisdiction_id, record).await?;
        Ok(true)
    }

    /// Changes the cut-off day, the title and the headings of a period. `false` where there is no
    /// such period.
    pub async fn update_period(
        &mut self,
        jurisdiction_id: &str,
        record: &Period,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE period SET recorded_at = $1, recorded_by = $2, cut_off_on = $3, \
                   title = $4, columns = $5 WHERE jurisdiction_id = $6 AND id = $7";
        let by = self.recorded.by.clone();
        let values = [
            self.recorded.at.into(),
            (&by).into(),
            Value::printed(record.cut_off_on),
            (&record.title).into(),
            (&record.columns).into(),
            jurisdiction_id.into(),
            (&record.id).into(),
        ];
        self.change(jurisdiction_id, "period", &record.id, sql, &values)
            .await
    }

    /// Says whether a jurisdiction holds nothing but the built-in example. `false` where there is
    /// no such jurisdiction.
    pub async fn set_example(
        &mut self,
        jurisdiction_id: &str,
        example: bool,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE jurisdiction SET recorded_at = $1, recorded_by = $2, example = $3 \
                   WHERE id = $4";
        let by = self.recorded.by.clone();
        let values = [
            self.recorded.at.into(),
            (&by).into(),
            example.into(),
            jurisdiction_id.into(),
        ];
        self.change(
            jurisdiction_id,
            "jurisdiction",
            jurisdiction_id,
            sql,
            &values,
        )
        .await
    }

    /// Replaces state, reading, decisions and revision of an import job that still has the revision
    /// `old_revision`; `false` where somebody else was faster, or there is no such job.
    ///
    /// The job stays recorded as of its upload; the change set says who changed it.
    pub async fn update_import_job(
        &mut self,
        jurisdiction_id: &str,
        record: &ImportJob,
        old_revision: i64,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE import_job SET revision = $1, state = $2, reading = $3, decisions = $4 \
                   WHERE jurisdiction_id = $5 AND id = $6 AND revision = $7";
        let values = [
            record.revision.into(),
            (&record.state).into(),
            (&record.reading).into(),
            (&record.decisions).into(),
            jurisdiction_id.into(),
            (&record.id).into(),
            old_revision.into(),
        ];
        self.change(jurisdiction_id, "import_job", &record.id, sql, &values)
            .await
    }

    /// Moves an import job and its file from the drafts to the jurisdiction they turned out to
    /// belong to, and returns the file's identifier there: where the jurisdiction already has the
    /// same bytes, that file's. `None` where no such job is among the drafts.
    pub async fn adopt_import_job(
        &mut self,
        jurisdiction_id: &str,
        job_id: &str,
    ) -> Result<Option<String>, StoreError> {
        let handle = self.settled().await?;
        let Some(draft) = read::draft_document(handle, job_id).await? else {
            return Ok(None);
        };
        let (draft, sha256) = (draft.record.id, draft.record.sha256);
        let there = read::document_by_sha256(handle, jurisdiction_id, &sha256).await?;
        let document_id = match there {
            Some(there) => there.record.id,
            None => {
                let sql = "INSERT INTO document (jurisdiction_id, recorded_at, recorded_by, id, \
                           sha256, name, size, bytes) SELECT CAST($1 AS TEXT), recorded_at, \
                           recorded_by, id, sha256, name, size, bytes FROM document \
                           WHERE jurisdiction_id = $2 AND id = $3";
                let values = [jurisdiction_id.into(), DRAFTS.into(), (&draft).into()];
                self.change(jurisdiction_id, "document", &draft, sql, &values)
                    .await?;
                draft.clone()
            }
        };
        let sql = "UPDATE import_job SET jurisdiction_id = $1, document_id = $2 \
                   WHERE jurisdiction_id = $3 AND id = $4";
        let values = [
            jurisdiction_id.into(),
            (&document_id).into(),
            DRAFTS.into(),
            job_id.into(),
        ];
        self.change(jurisdiction_id, "import_job", job_id, sql, &values)
            .await?;
        let sql = "DELETE FROM document WHERE jurisdiction_id = $1 AND id = $2 AND NOT EXISTS \
                   (SELECT 1 FROM import_job WHERE import_job.jurisdiction_id = $1 \
                   AND import_job.document_id = $2)";
        let values = [DRAFTS.into(), (&draft).into()];
        self.run("document", sql, &values).await?;
        Ok(Some(document_id))
    }

    /// What this write has added or changed so far.
    pub fn changed(&self) -> &[Changed] {
        &self.changed
    }

    /// Commits, with one row in the change set, and returns that row's number.
    ///
    /// # Errors
    /// Whatever was wrong with an insert not yet sent, or [`StoreError::Failed`] after an error
    /// that was passed over.
    pub async fn commit(mut self, use_case: &str, summary: &str) -> Result<i64, StoreError> {
        let seq = read::latest_change(self.settled().await?).await? + 1;
        let jurisdiction_id = self.jurisdiction().to_owned();
        let sql = "INSERT INTO change_set (seq, jurisdiction_id, recorded_at, recorded_by, \
                   use_case, summary, records) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = [
            seq.into(),
            (&jurisdiction_id).into(),
            self.recorded.at.into(),
            (&self.recorded.by).into(),
            use_case.into(),
            summary.into(),
            // A write has fewer records than i64 has numbers.
            (self.changed.len() as i64).into(),
        ];
        self.handle
            .execute(sql, &values)
            .await
            .map_err(|error| error.within("change_set"))?;
        self.handle.commit().await?;
        Ok(seq)
    }

    /// The one jurisdiction that was touched, or [`DRAFTS`].
    fn jurisdiction(&self) -> &str {
        let mut touched = self
            .changed
            .iter()
            .map(|changed| changed.jurisdiction_id.as_str())
            .filter(|id| *id != DRAFTS);
        match touched.next() {
            Some(first) if touched.all(|id| id == first) => first,
            _ => DRAFTS,
        }
    }

    /// Every insert goes through here, so that no record escapes the list of changes.
    async fn put(
        &mut self,
        jurisdiction_id: &str,
        table: &'static str,
        id: String,
        sql: &'static str,
        columns: Vec<Value<'_>>,
    ) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::Failed);
        }
        let by = self.recorded.by.clone();
        let mut values = Vec::with_capacity(columns.len() + 3);
        values.extend([
            jurisdiction_id.into(),
            self.recorded.at.into(),
            (&by).into(),
        ]);
        values.extend(columns);
        if values.iter().any(Value::has_zero) {
            self.failed = true;
            return Err(StoreError::ZeroCharacter { table });
        }
        self.changed.push(Changed {
            jurisdiction_id: jurisdiction_id.to_owned(),
            table,
            id,
        });
        if self.handle.is_remote()
            && let Some(values) = values.iter().map(Value::owned).collect()
        {
            self.pending.push(Pending { table, sql, values });
            if self.pending.len() >= AT_ONCE {
                self.settled().await?;
            }
            return Ok(());
        }
        self.run(table, sql, &values).await?;
        Ok(())
    }

    /// Changes one record, if it is there.
    async fn change(
        &mut self,
        jurisdiction_id: &str,
        table: &'static str,
        id: &str,
        sql: &str,
        values: &[Value<'_>],
    ) -> Result<bool, StoreError> {
        let found = self.run(table, sql, values).await? > 0;
        if found {
            self.changed.push(Changed {
                jurisdiction_id: jurisdiction_id.to_owned(),
                table,
                id: id.to_owned(),
            });
        }
        Ok(found)
    }

    async fn run(
        &mut self,
        table: &'static str,
        sql: &str,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        if values.iter().any(Value::has_zero) {
            self.failed = true;
            return Err(StoreError::ZeroCharacter { table });
        }
        let handle = self.settled().await?;
        let done = handle.execute(sql, values).await;
        done.map_err(|error| {
            self.failed = true;
            error.within(table)
        })
    }

    /// The connection, once everything pending has been sent and taken.
    pub(crate) async fn settled(&mut self) -> Result<&mut Handle, StoreError> {
        if self.failed {
            return Err(StoreError::Failed);
        }
        if !self.pending.is_empty() {
            let pending = std::mem::take(&mut self.pending);
            // Stays failed, too, if nobody waits for the answer.
            self.failed = true;
            self.handle.execute_all(&pending).await?;
            self.failed = false;
        }
        Ok(&mut self.handle)
    }
}
