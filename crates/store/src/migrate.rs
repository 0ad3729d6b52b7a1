//! Migrations: numbered files, applied forward in one transaction.

use crate::StoreError;
use crate::db::{Db, Handle};

/// Applied in order; the number of each is its place, from 1. Only ever add to the end.
const MIGRATIONS: &[(&str, &str)] = &[
    (
        "0001_records",
        include_str!("../migrations/0001_records.sql"),
    ),
    (
        "0002_due_days",
        include_str!("../migrations/0002_due_days.sql"),
    ),
];

/// Newest version this program knows.
pub(crate) const KNOWN: i64 = MIGRATIONS.len() as i64;

const VERSION: &str = "SELECT COALESCE(MAX(version), 0) FROM schema_migration";

/// Brings the database to the newest version. Of two programs that open a fresh database at once,
/// the second waits for the first and finds nothing left to do.
pub(crate) async fn migrate(db: &Db) -> Result<(), StoreError> {
    if let Ok(version) = version(&mut db.reader().await?).await
        && version == KNOWN
    {
        return Ok(());
    }
    let mut handle = db.writer().await?;
    handle
        .batch(
            "CREATE TABLE IF NOT EXISTS schema_migration \
             (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)",
        )
        .await?;
    let found = version(&mut handle).await?;
    if found > KNOWN {
        return Err(StoreError::NewerSchema {
            found,
            known: KNOWN,
        });
    }
    for (number, (name, sql)) in (1_i64..).zip(MIGRATIONS).skip(found as usize) {
        let sql = if handle.is_remote() {
            &sql.replace(" BLOB ", " BYTEA ")
        } else {
            *sql
        };
        handle.batch(sql).await?;
        handle
            .execute(
                "INSERT INTO schema_migration (version, name) VALUES ($1, $2)",
                &[number.into(), (*name).into()],
            )
            .await?;
        tracing::info!(migration = name, "migrated");
    }
    handle.commit().await
}

/// Version of the schema; an error where there are no tables yet.
pub(crate) async fn version(handle: &mut Handle) -> Result<i64, StoreError> {
    Ok(handle
        .query_first(VERSION, &[], |row| row.int())
        .await?
        .unwrap_or(0))
}
