//! One way to either database: the same SQL text with `$1`, `$2` in ascending order.

use rusqlite::Connection;
use tokio::sync::OwnedMutexGuard;

use crate::postgres::{Held, Pending, Postgres};
use crate::sqlite::{self, Reader, Sqlite};
use crate::value::{Row, Value};
use crate::{Location, StoreError};

#[derive(Debug)]
pub(crate) enum Db {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// A connection, held for one read or one transaction. Dropped inside a transaction it rolls back.
#[derive(Debug)]
pub(crate) enum Handle {
    Writer(OwnedMutexGuard<Connection>),
    Reader(Reader),
    Postgres(Held),
}

impl Drop for Handle {
    fn drop(&mut self) {
        if let Self::Writer(connection) = self {
            sqlite::roll_back(connection);
        }
    }
}

impl Db {
    pub(crate) async fn open(location: &Location) -> Result<Self, StoreError> {
        Ok(match location {
            Location::Sqlite(folder) => Self::Sqlite(Sqlite::open(folder).await?),
            Location::Postgres(address) => Self::Postgres(Postgres::open(address).await?),
        })
    }

    /// For a single query.
    pub(crate) async fn reader(&self) -> Result<Handle, StoreError> {
        Ok(match self {
            Self::Sqlite(sqlite) => Handle::Reader(sqlite.reader().await?),
            Self::Postgres(postgres) => Handle::Postgres(postgres.held().await?),
        })
    }

    /// For several queries that must see the same moment; end it with [`Handle::commit`].
    pub(crate) async fn snapshot(&self) -> Result<Handle, StoreError> {
        match self {
            Self::Sqlite(sqlite) => {
                let mut reader = sqlite.reader().await?;
                reader.connection()?.execute_batch("BEGIN")?;
                Ok(Handle::Reader(reader))
            }
            Self::Postgres(postgres) => Ok(Handle::Postgres(postgres.reading().await?)),
        }
    }

    /// For a write: a transaction, the only writing one at this moment.
    pub(crate) async fn writer(&self) -> Result<Handle, StoreError> {
        Ok(match self {
            Self::Sqlite(sqlite) => Handle::Writer(sqlite.writer().await?),
            Self::Postgres(postgres) => Handle::Postgres(postgres.writing().await?),
        })
    }
}

impl Handle {
    pub(crate) async fn query<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnMut(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        match self {
            Self::Writer(connection) => sqlite::query(connection, sql, values, read),
            Self::Reader(reader) => sqlite::query(reader.connection()?, sql, values, read),
            Self::Postgres(held) => held.query(sql, values, read).await,
        }
    }

    /// The first row, if there is one.
    pub(crate) async fn query_first<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnMut(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.query(sql, values, read).await?.into_iter().next())
    }

    /// How many rows changed.
    pub(crate) async fn execute(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        match self {
            Self::Writer(connection) => sqlite::execute(connection, sql, values),
            Self::Reader(reader) => sqlite::execute(reader.connection()?, sql, values),
            Self::Postgres(held) => held.execute(sql, values).await,
        }
    }

    /// Whether each statement costs a round trip, so that it pays to send several at once.
    pub(crate) fn is_remote(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    pub(crate) async fn execute_all(&mut self, all: &[Pending]) -> Result<(), StoreError> {
        if let Self::Postgres(held) = self {
            return held.execute_all(all).await;
        }
        for pending in all {
            self.execute(pending.sql, &pending.values)
                .await
                .map_err(|error| error.within(pending.table))?;
        }
        Ok(())
    }

    /// Several statements without values.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        match self {
            Self::Writer(connection) => Ok(connection.execute_batch(sql)?),
            Self::Reader(reader) => Ok(reader.connection()?.execute_batch(sql)?),
            Self::Postgres(held) => held.batch(sql).await,
        }
    }

    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        match &mut self {
            Self::Writer(connection) => Ok(connection.execute_batch("COMMIT")?),
            Self::Reader(reader) => Ok(reader.connection()?.execute_batch("COMMIT")?),
            Self::Postgres(held) => held.commit().await,
        }
    }
}
