//! SQL and migrations for SQLite and PostgreSQL. Rows become domain types here and nowhere else.
//!
//! A [`Store`] reads; a [`Write`] is one transaction, with reads of its own, and ends in one row
//! of the change set or leaves nothing behind. Moments and identifiers come in as arguments.
//! Moments are kept to the millisecond.

mod db;
mod error;
mod examine;
mod migrate;
mod postgres;
mod read;
pub mod record;
mod rows;
mod signin;
mod sqlite;
mod value;
mod write;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use error::StoreError;
pub use examine::{Damage, Examination};
pub use read::{ChangeSet, ProgrammeData, StoredJob};
pub use signin::{SignedIn, TokenHash};
pub use write::{Changed, Write};

use db::Db;
use record::Recorded;

/// The jurisdiction under which uploads wait until it is known whose they are.
pub const DRAFTS: &str = "-";

/// Where the data are. Its `Debug` form keeps the password to itself.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A folder with the file `shishi.db`; both are made where needed.
    Sqlite(PathBuf),
    /// An address `postgres://user:password@host:5432/database`.
    Postgres(String),
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(folder) => f.debug_tuple("Sqlite").field(folder).finish(),
            Self::Postgres(_) => f.write_str("Postgres(…)"),
        }
    }
}

/// An open database. Clones share its connections.
#[derive(Debug, Clone)]
pub struct Store {
    db: Arc<Db>,
}

impl Store {
    /// Opens the database and brings it to the newest schema.
    ///
    /// # Errors
    /// Says in one sentence what stands in the way; a database that a newer program has migrated
    /// is left alone.
    pub async fn open(location: &Location) -> Result<Self, StoreError> {
        let db = Db::open(location).await?;
        migrate::migrate(&db).await?;
        Ok(Self { db: Arc::new(db) })
    }

    /// Whether there is no jurisdiction yet.
    pub async fn is_fresh(&self) -> Result<bool, StoreError> {
        Ok(self.jurisdictions().await?.is_empty())
    }

    /// Version of the schema, which after opening is the newest this program knows.
    pub fn schema_version(&self) -> i64 {
        migrate::KNOWN
    }

    /// Begins a write. There is one at a time, over all programs that share the database; others
    /// wait some ten seconds before they give up with [`StoreError::Busy`].
    pub async fn begin(&self, recorded: Recorded) -> Result<Write, StoreError> {
        Ok(Write::new(self.db.writer().await?, recorded))
    }

    /// Copies the database as it is now into a file that must not exist yet. Reads and writes go
    /// on meanwhile. SQLite only.
    pub async fn backup_to(&self, target: &Path) -> Result<(), StoreError> {
        match &*self.db {
            Db::Sqlite(sqlite) => sqlite.backup_to(target).await,
            Db::Postgres(_) => Err(StoreError::BackupOfPostgres),
        }
    }
}
