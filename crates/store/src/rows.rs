//! Records become rows and rows records: one place per table.

use std::borrow::Cow;

use shishi_domain::programme::Role;
use shishi_domain::{Accumulation, Amount, Link, Measure, PeriodCode, Qualifier, Span};

use crate::StoreError;
use crate::record::*;
use crate::value::{Row, Table, Value};

/// A record with a table of its own.
pub(crate) trait Stored: Sized {
    const TABLE: Table;
    /// As changes name it: the identifier, except for policies.
    fn key(&self) -> Cow<'_, str>;
    /// The columns of the table, in their order.
    fn values(&self) -> Vec<Value<'_>>;
    /// Reads the columns of the table, in their order.
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError>;
}

/// The columns of a record followed by who recorded it, for a SELECT that [`kept`] reads.
pub(crate) fn select<T: Stored>() -> String {
    format!("{}, recorded_at, recorded_by", T::TABLE.columns)
}

/// As [`select`], of a table under another name.
pub(crate) fn select_as<T: Stored>(alias: &str) -> String {
    format!(
        "{alias}.{}",
        select::<T>().replace(", ", &format!(", {alias}."))
    )
}

/// Reads a record with who recorded it.
pub(crate) fn kept<T: Stored>(row: &mut Row<'_>) -> Result<Kept<T>, StoreError> {
    row.enter(const { &T::TABLE });
    Ok(Kept {
        record: T::read(row)?,
        recorded: row.recorded()?,
    })
}

macro_rules! table {
    ($name:literal, $columns:literal, $places:literal) => {
        Table {
            name: $name,
            columns: $columns,
            insert: concat!(
                "INSERT INTO ",
                $name,
                " (jurisdiction_id, recorded_at, recorded_by, ",
                $columns,
                ") VALUES ($1, $2, $3, ",
                $places,
                ")"
            ),
        }
    };
}

impl Stored for Jurisdiction {
    const TABLE: Table = Table {
        name: "jurisdiction",
        columns: "id, name, example",
        insert: "INSERT INTO jurisdiction (id, recorded_at, recorded_by, name, example) \
                 VALUES ($1, $2, $3, $4, $5)",
    };
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    /// Without the identifier, which is the jurisdiction of the statement.
    fn values(&self) -> Vec<Value<'_>> {
        vec![(&self.name).into(), self.example.into()]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            name: row.text()?,
            example: row.truth()?,
        })
    }
}

impl Stored for Programme {
    const TABLE: Table = table!(
        "programme",
        "id, year, title, starts_on, due_on",
        "$4, $5, $6, $7, $8"
    );
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![
            (&self.id).into(),
            i64::from(self.year).into(),
            (&self.title).into(),
            Value::printed(self.starts_on),
            Value::printed(self.due_on),
        ]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            year: row.fitting()?,
            title: row.text()?,
            starts_on: row.parsed()?,
            due_on: row.parsed()?,
        })
    }
}

impl Stored for Unit {
    const TABLE: Table = table!("unit", "id, name", "$4, $5");
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![(&self.id).into(), (&self.name).into()]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            name: row.text()?,
        })
    }
}

impl Stored for Commitment {
    const TABLE: Table = table!("commitment", "id, programme_id, headline", "$4, $5, $6");
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![
            (&self.id).into(),
            (&self.programme_id).into(),
            (&self.headline).into(),
        ]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            programme_id: row.text()?,
            headline: row.text()?,
        })
    }
}

/// Its units are rows of `assignment_unit` and are written and read beside it.
impl Stored for Assignment {
    const TABLE: Table = table!(
        "assignment",
        "id, programme_id, commitment_id, position, number, label, wording",
        "$4, $5, $6, $7, $8, $9, $10"
    );
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![
            (&self.id).into(),
            (&self.programme_id).into(),
            (&self.commitment_id).into(),
            self.position.into(),
            (&self.number).into(),
            (&self.label).into(),
            (&self.wording).into(),
        ]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            programme_id: row.text()?,
            commitment_id: row.text()?,
            position: row.int()?,
            number: row.text()?,
            label: row.text()?,
            wording: row.text()?,
            units: Vec::new(),
        })
    }
}

/// A unit of an assignment.
pub(crate) static ASSIGNMENT_UNIT: Table = table!(
    "assignment_unit",
    "assignment_id, position, unit_id, role",
    "$4, $5, $6, $7"
);

/// Reads the assignment's identifier, the unit's, and its role.
pub(crate) fn assignment_unit(row: &mut Row<'_>) -> Result<(String, String, Role), StoreError> {
    row.enter(&ASSIGNMENT_UNIT);
    let assignment_id = row.text()?;
    let _position = row.int()?;
    Ok((assignment_id, row.text()?, row.named(Role::from_name)?))
}

impl Stored for Indicator {
    const TABLE: Table = table!(
        "indicator",
        "id, commitment_id, position, name, measure, accumulation, promised",
        "$4, $5, $6, $7, $8, $9, $10"
    );
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![
            (&self.id).into(),
            (&self.commitment_id).into(),
            self.position.into(),
            (&self.name).into(),
            self.measure.name().into(),
            self.accumulation.name().into(),
            self.promised.into(),
        ]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            commitment_id: row.text()?,
            position: row.int()?,
            name: row.text()?,
            measure: row.named(Measure::from_name)?,
            accumulation: row.named(Accumulation::from_name)?,
            promised: row.truth()?,
        })
    }
}

fn amount_values(amount: &Amount) -> [Value<'_>; 4] {
    [
        amount.qualifier.sign().into(),
        Value::printed(amount.value),
        Value::printed_or_null(amount.value_max),
        amount.unit.as_str().into(),
    ]
}

fn amount(row: &mut Row<'_>) -> Result<Amount, StoreError> {
    Ok(Amount {
        qualifier: row.named(Qualifier::from_sign)?,
        value: row.parsed()?,
        value_max: row.maybe_parsed()?,
        unit: row.text()?.into(),
    })
}

fn span_values(span: Option<Span>) -> [Value<'static>; 2] {
    // A text is never longer than i64::MAX bytes.
    [span.map(|s| s.start), span.map(|s| s.end)].map(|end| Value::Int(end.map(|n| n as i64)))
}

fn span(row: &mut Row<'_>) -> Result<Option<Span>, StoreError> {
    let (start, end) = (row.maybe_int()?, row.maybe_int()?);
    Ok(start
        .zip(end)
        .map(|(s, e)| Span::new(s as usize, e as usize)))
}

impl Stored for Target {
    const TABLE: Table = table!(
        "target",
        "id, indicator_id, version, qualifier, value, value_max, measured_in, in_force_on, \
         basis, approver, span_start, span_end, due_on",
        "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16"
    );
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        let mut values = vec![
            (&self.id).into(),
            (&self.indicator_id).into(),
            self.version.into(),
        ];
        values.extend(amount_values(&self.amount));
        values.extend([
            Value::printed(self.in_force_on),
            (&self.basis).into(),
            (&self.approver).into(),
        ]);
        values.extend(span_values(self.span));
        values.push(Value::printed_or_null(self.due_on));
        values
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            indicator_id: row.text()?,
            version: row.int()?,
            amount: amount(row)?,
            in_force_on: row.parsed()?,
            basis: row.text()?,
            approver: row.text()?,
            span: span(row)?,
            due_on: row.maybe_parsed()?,
        })
    }
}

impl Stored for Period {
    const TABLE: Table = table!(
        "period",
        "id, programme_id, code, cut_off_on, opens_on, due_on, timely_until, closes_on, title, \
         columns",
        "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13"
    );
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![
            (&self.id).into(),
            (&self.programme_id).into(),
            Value::printed(self.code),
            Value::printed(self.cut_off_on),
            Value::printed_or_null(self.opens_on),
            Value::printed_or_null(self.due_on),
            Value::printed_or_null(self.timely_until),
            Value::printed_or_null(self.closes_on),
            (&self.title).into(),
            (&self.columns).into(),
        ]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            programme_id: row.text()?,
            code: row.named(PeriodCode::parse)?,
            cut_off_on: row.parsed()?,
            opens_on: row.maybe_parsed()?,
            due_on: row.maybe_parsed()?,
            timely_until: row.maybe_parsed()?,
            closes_on: row.maybe_parsed()?,
            title: row.text()?,
            columns: row.text()?,
        })
    }
}

impl Stored for ReportVersion {
    const TABLE: Table = table!(
        "report_version",
        "id, assignment_id, period_id, version, published, narrative, narrative_clean, reading, \
         cut_off_on, document_id, import_job_id",
        "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14"
    );
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![
            (&self.id).into(),
            (&self.assignment_id).into(),
            (&self.period_id).into(),
            self.version.into(),
            (&self.published).into(),
            (&self.narrative).into(),
            (&self.narrative_clean).into(),
            (&self.reading).into(),
            Value::printed_or_null(self.cut_off_on),
            (&self.document_id).into(),
            (&self.import_job_id).into(),
        ]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            assignment_id: row.text()?,
            period_id: row.text()?,
            version: row.int()?,
            published: row.text()?,
            narrative: row.text()?,
            narrative_clean: row.maybe_text()?,
            reading: row.text()?,
            cut_off_on: row.maybe_parsed()?,
            document_id: row.maybe_text()?,
            import_job_id: row.maybe_text()?,
        })
    }
}

impl Stored for Actual {
    const TABLE: Table = table!(
        "actual",
        "id, indicator_id, report_version_id, qualifier, value, value_max, measured_in, as_of, \
         link, reason, span_start, span_end, confirmed_by",
        "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16"
    );
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        let mut values = vec![
            (&self.id).into(),
            (&self.indicator_id).into(),
            (&self.report_version_id).into(),
        ];
        values.extend(amount_values(&self.amount));
        values.extend([
            Value::printed_or_null(self.as_of),
            self.link.name().into(),
            (&self.reason).into(),
        ]);
        values.extend(span_values(self.span));
        values.push((&self.confirmed_by).into());
        values
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            indicator_id: row.text()?,
            report_version_id: row.text()?,
            amount: amount(row)?,
            as_of: row.maybe_parsed()?,
            link: row.named(Link::from_name)?,
            reason: row.text()?,
            span: span(row)?,
            confirmed_by: row.maybe_text()?,
        })
    }
}

/// Its bytes are one more column, written with it and read alone.
impl Stored for Document {
    const TABLE: Table = Table {
        name: "document",
        columns: "id, sha256, name, size",
        insert: "INSERT INTO document \
                 (jurisdiction_id, recorded_at, recorded_by, id, sha256, name, size, bytes) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    };
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![
            (&self.id).into(),
            (&self.sha256).into(),
            (&self.name).into(),
            self.size.into(),
        ]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            sha256: row.text()?,
            name: row.text()?,
            size: row.int()?,
        })
    }
}

impl Stored for ImportJob {
    const TABLE: Table = table!(
        "import_job",
        "id, document_id, revision, state, reading, decisions",
        "$4, $5, $6, $7, $8, $9"
    );
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![
            (&self.id).into(),
            (&self.document_id).into(),
            self.revision.into(),
            (&self.state).into(),
            (&self.reading).into(),
            (&self.decisions).into(),
        ]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            document_id: row.text()?,
            revision: row.int()?,
            state: row.text()?,
            reading: row.text()?,
            decisions: row.text()?,
        })
    }
}

impl Stored for Policy {
    const TABLE: Table = table!(
        "policy",
        "name, version, body, in_force_on",
        "$4, $5, $6, $7"
    );
    fn key(&self) -> Cow<'_, str> {
        Cow::Owned(format!("{}@{}", self.name, self.version))
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![
            (&self.name).into(),
            self.version.into(),
            (&self.body).into(),
            Value::printed(self.in_force_on),
        ]
    }
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.text()?,
            version: row.int()?,
            body: row.text()?,
            in_force_on: row.parsed()?,
        })
    }
}
