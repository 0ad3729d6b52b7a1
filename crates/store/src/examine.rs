//! Looks at a database without changing it.

use crate::db::{Db, Handle};
use crate::migrate;
use crate::postgres::Postgres;
use crate::signin::sha256_hex;
use crate::sqlite::Sqlite;
use crate::{Location, Store, StoreError};

/// Most pieces of damage named of one database.
const MOST: usize = 20;

/// What a look at a database found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// Version of its schema; `None` where it has no tables of this program.
    pub version: Option<i64>,
    /// Newest version this program knows.
    pub known: i64,
    /// What is damaged, at most twenty pieces of it. PostgreSQL keeps watch over itself.
    pub damage: Vec<Damage>,
    /// Kept files looked at: none where the version is a newer one.
    pub files: usize,
    /// Names of kept files whose bytes are gone, or are no longer those that came in.
    pub changed_files: Vec<String>,
}

/// Something that should not be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The file is broken, in SQLite's words.
    File(String),
    /// Rows name others that are not there.
    Reference {
        /// The table of the rows.
        table: String,
        /// The table they refer to.
        to: String,
        /// How many.
        rows: i64,
    },
}

impl Store {
    /// Looks at a database: nothing is made, migrated or changed. `Ok(None)` where there is none
    /// yet.
    ///
    /// # Errors
    /// Says in one sentence why it cannot be opened.
    pub async fn examine(location: &Location) -> Result<Option<Examination>, StoreError> {
        let db = match location {
            Location::Sqlite(folder) => match Sqlite::look(folder).await? {
                Some(sqlite) => Db::Sqlite(sqlite),
                None => return Ok(None),
            },
            Location::Postgres(address) => Db::Postgres(Postgres::open(address).await?),
        };
        let mut handle = db.reader().await?;
        let damage = match handle.is_remote() {
            true => Vec::new(),
            false => damage(&mut handle).await,
        };
        let version = migrate::version(&mut handle).await.ok().filter(|v| *v > 0);
        let mut found = Examination {
            version,
            known: migrate::KNOWN,
            damage,
            files: 0,
            changed_files: Vec::new(),
        };
        if version.is_some_and(|version| version <= migrate::KNOWN) {
            match files(&mut handle).await {
                Ok((files, changed)) => (found.files, found.changed_files) = (files, changed),
                Err(error) if found.damage.is_empty() => return Err(error),
                // Of a broken file it is known already that not all of it can be read.
                Err(_) => {}
            }
        }
        Ok(Some(found))
    }
}

async fn damage(handle: &mut Handle) -> Vec<Damage> {
    let check = format!("PRAGMA integrity_check({MOST})");
    let mut all: Vec<Damage> = match handle.query(&check, &[], |row| row.text()).await {
        Ok(lines) => lines
            .into_iter()
            .filter(|line| line != "ok")
            .map(Damage::File)
            .collect(),
        Err(error) => vec![Damage::File(error.to_string())],
    };
    if all.is_empty() {
        let sql = "SELECT \"table\", parent, COUNT(*) FROM pragma_foreign_key_check \
                   GROUP BY 1, 2 ORDER BY 1, 2";
        let references = handle
            .query(sql, &[], |row| {
                Ok(Damage::Reference {
                    table: row.text()?,
                    to: row.text()?,
                    rows: row.int()?,
                })
            })
            .await;
        match references {
            Ok(references) => all.extend(references),
            Err(error) => all.push(Damage::File(error.to_string())),
        }
    }
    all.truncate(MOST);
    all
}

/// Reads every kept file, one at a time, and compares it with the hash under which it came in.
async fn files(handle: &mut Handle) -> Result<(usize, Vec<String>), StoreError> {
    let list = "SELECT jurisdiction_id, id, name, sha256 FROM document ORDER BY recorded_at, id";
    let files = handle
        .query(list, &[], |row| {
            Ok((row.text()?, row.text()?, row.text()?, row.text()?))
        })
        .await?;
    let bytes = "SELECT bytes FROM document WHERE jurisdiction_id = $1 AND id = $2";
    let mut changed = Vec::new();
    for (jurisdiction, id, name, sha256) in &files {
        let values = [jurisdiction.as_str().into(), id.as_str().into()];
        let kept = handle.query_first(bytes, &values, |row| row.bytes()).await;
        let same = match kept {
            Ok(Some(bytes)) => sha256_hex(&bytes) == *sha256,
            Ok(None) | Err(_) => false,
        };
        if !same {
            changed.push(name.clone());
        }
    }
    Ok((files.len(), changed))
}
