//! Values on their way in, and rows on their way out, the same for both databases.

use std::borrow::Cow;
use std::str::FromStr;

use jiff::Timestamp;
use tokio_postgres::types::ToSql;

use crate::StoreError;
use crate::record::Recorded;

/// A value for a placeholder.
#[derive(Debug)]
pub(crate) enum Value<'v> {
    Int(Option<i64>),
    Text(Option<Cow<'v, str>>),
    Bytes(&'v [u8]),
}

impl<'v> Value<'v> {
    pub(crate) fn postgres(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Int(int) => int,
            Self::Text(text) => text,
            Self::Bytes(bytes) => bytes,
        }
    }

    /// The value without its borrows; `None` for bytes, which are not worth a copy.
    pub(crate) fn owned(&self) -> Option<Value<'static>> {
        match self {
            Self::Int(int) => Some(Value::Int(*int)),
            Self::Text(text) => Some(Value::Text(
                text.as_ref().map(|t| Cow::Owned(t.clone().into_owned())),
            )),
            Self::Bytes(_) => None,
        }
    }

    pub(crate) fn has_zero(&self) -> bool {
        matches!(self, Self::Text(Some(text)) if text.contains('\0'))
    }

    /// Anything that prints as it is stored: days, decimals, period codes.
    pub(crate) fn printed(value: impl ToString) -> Value<'static> {
        Value::Text(Some(Cow::Owned(value.to_string())))
    }

    /// As [`Value::printed`], or NULL.
    pub(crate) fn printed_or_null(value: Option<impl ToString>) -> Value<'static> {
        Value::Text(value.map(|v| Cow::Owned(v.to_string())))
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(Some(Cow::Borrowed(text)))
    }
}

impl<'v> From<&'v String> for Value<'v> {
    fn from(text: &'v String) -> Self {
        Self::Text(Some(Cow::Borrowed(text)))
    }
}

impl<'v> From<&'v Option<String>> for Value<'v> {
    fn from(text: &'v Option<String>) -> Self {
        Self::Text(text.as_deref().map(Cow::Borrowed))
    }
}

impl From<i64> for Value<'_> {
    fn from(int: i64) -> Self {
        Self::Int(Some(int))
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Int(Some(i64::from(truth)))
    }
}

impl From<Timestamp> for Value<'_> {
    fn from(moment: Timestamp) -> Self {
        Self::Int(Some(moment.as_millisecond()))
    }
}

/// A table as the code knows it.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// The record's own columns in the order of `Stored::values`; the first names the row.
    pub(crate) columns: &'static str,
    /// Takes jurisdiction, moment and person as `$1` to `$3`, then the columns.
    pub(crate) insert: &'static str,
}

/// A row as one of the two drivers hands it out.
#[derive(Clone, Copy)]
pub(crate) enum Raw<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

/// A row, read column by column from the left.
pub(crate) struct Row<'r> {
    raw: Raw<'r>,
    at: usize,
    /// Table being read and the place of its first column, to name a column that makes no sense.
    table: Option<(&'static Table, usize)>,
}

impl<'r> Row<'r> {
    pub(crate) fn new(raw: Raw<'r>) -> Self {
        Self {
            raw,
            at: 0,
            table: None,
        }
    }

    /// Says that the columns of a table begin here.
    pub(crate) fn enter(&mut self, table: &'static Table) {
        self.table = Some((table, self.at));
    }

    fn peek_text(&self, at: usize) -> Option<Option<&'r str>> {
        match self.raw {
            Raw::Sqlite(row) => row.get_ref(at).ok()?.as_str_or_null().ok(),
            Raw::Postgres(row) => row.try_get(at).ok(),
        }
    }

    /// The error for the column read last.
    fn unreadable(&self) -> StoreError {
        let column = self.at.saturating_sub(1);
        let (table, first) = self.table.unwrap_or((&UNKNOWN, 0));
        let id = self.peek_text(first).flatten().unwrap_or("?").to_owned();
        StoreError::Unreadable {
            table: table.name,
            column: table
                .columns
                .split(", ")
                .chain(["recorded_at", "recorded_by"])
                .nth(column.saturating_sub(first))
                .unwrap_or("?"),
            id,
        }
    }

    pub(crate) fn maybe_str(&mut self) -> Result<Option<&'r str>, StoreError> {
        self.at += 1;
        self.peek_text(self.at - 1).ok_or_else(|| self.unreadable())
    }

    pub(crate) fn str(&mut self) -> Result<&'r str, StoreError> {
        self.maybe_str()?.ok_or_else(|| self.unreadable())
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.str().map(str::to_owned)
    }

    pub(crate) fn maybe_text(&mut self) -> Result<Option<String>, StoreError> {
        Ok(self.maybe_str()?.map(str::to_owned))
    }

    pub(crate) fn maybe_int(&mut self) -> Result<Option<i64>, StoreError> {
        self.at += 1;
        let at = self.at - 1;
        match self.raw {
            Raw::Sqlite(row) => row.get(at).ok(),
            Raw::Postgres(row) => row.try_get(at).ok(),
        }
        .ok_or_else(|| self.unreadable())
    }

    pub(crate) fn int(&mut self) -> Result<i64, StoreError> {
        self.maybe_int()?.ok_or_else(|| self.unreadable())
    }

    pub(crate) fn truth(&mut self) -> Result<bool, StoreError> {
        Ok(self.int()? != 0)
    }

    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, StoreError> {
        self.at += 1;
        let at = self.at - 1;
        match self.raw {
            Raw::Sqlite(row) => row.get(at).ok(),
            Raw::Postgres(row) => row.try_get(at).ok(),
        }
        .ok_or_else(|| self.unreadable())
    }

    /// A value that was stored as it prints.
    pub(crate) fn parsed<T: FromStr>(&mut self) -> Result<T, StoreError> {
        self.named(|text| text.parse().ok())
    }

    /// As [`Row::parsed`], or NULL.
    pub(crate) fn maybe_parsed<T: FromStr>(&mut self) -> Result<Option<T>, StoreError> {
        match self.maybe_str()? {
            Some(text) => match text.parse() {
                Ok(value) => Ok(Some(value)),
                Err(_) => Err(self.unreadable()),
            },
            None => Ok(None),
        }
    }

    /// A value with a stable name.
    pub(crate) fn named<T>(
        &mut self,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        let text = self.str()?;
        read(text).ok_or_else(|| self.unreadable())
    }

    /// A number that must fit the type.
    pub(crate) fn fitting<T: TryFrom<i64>>(&mut self) -> Result<T, StoreError> {
        let int = self.int()?;
        T::try_from(int).map_err(|_| self.unreadable())
    }

    pub(crate) fn moment(&mut self) -> Result<Timestamp, StoreError> {
        let int = self.int()?;
        Timestamp::from_millisecond(int).map_err(|_| self.unreadable())
    }

    pub(crate) fn recorded(&mut self) -> Result<Recorded, StoreError> {
        Ok(Recorded {
            at: self.moment()?,
            by: self.text()?,
        })
    }
}

static UNKNOWN: Table = Table {
    name: "?",
    columns: "?",
    insert: "",
};
