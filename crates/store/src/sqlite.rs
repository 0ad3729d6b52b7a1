//! SQLite: one writer connection behind an async lock, and a few readers.
//!
//! Calls run on the spot: an indexed read takes microseconds, less than handing it to another
//! thread. What may take long (waiting for another process) waits asynchronously.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use tokio::sync::{Mutex, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use crate::StoreError;
use crate::value::{Raw, Row, Value};

/// File in the data folder.
const FILE: &str = "shishi.db";
const READERS: usize = 4;
/// How long SQLite itself waits for a lock, which blocks a thread.
const BUSY_TIMEOUT: Duration = Duration::from_millis(20);
/// How long a task waits before it tries again, and how often: with the above, [`PATIENCE`].
const PAUSE: Duration = Duration::from_millis(30);
const ATTEMPTS: usize = 200;
/// How long a write waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub(crate) struct Sqlite {
    path: PathBuf,
    writer: Arc<Mutex<Connection>>,
    readers: Arc<Readers>,
}

#[derive(Debug)]
struct Readers {
    permits: Arc<Semaphore>,
    idle: std::sync::Mutex<Vec<Connection>>,
}

/// A reader connection; goes back to its place when dropped.
#[derive(Debug)]
pub(crate) struct Reader {
    connection: Option<Connection>,
    readers: Arc<Readers>,
    _permit: OwnedSemaphorePermit,
}

impl Reader {
    pub(crate) fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        self.connection.as_mut().ok_or(StoreError::Busy)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        roll_back(&connection);
        if let Ok(mut idle) = self.readers.idle.lock() {
            idle.push(connection);
        }
    }
}

/// Ends a transaction that nobody committed.
pub(crate) fn roll_back(connection: &Connection) {
    if !connection.is_autocommit()
        && let Err(error) = connection.execute_batch("ROLLBACK")
    {
        tracing::error!(%error, "rollback failed");
    }
}

impl Sqlite {
    /// Opens the file, making folder and file where needed.
    pub(crate) async fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::Folder {
            folder: folder.to_owned(),
            reason: error.to_string(),
        })?;
        let mut path = folder.join(FILE);
        let writer = patiently(&mut path, |path| {
            let connection = connect(path)?;
            connection.execute_batch(
                "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA cache_size = -65536; SELECT 1 FROM sqlite_schema",
            )?;
            Ok(connection)
        })
        .await
        .map_err(|error| of_file(&path, error))?;
        let readers = (0..READERS)
            .map(|_| {
                let reader = connect(&path)?;
                reader.execute_batch("PRAGMA query_only = ON")?;
                Ok(reader)
            })
            .collect::<rusqlite::Result<Vec<_>>>()
            .map_err(|error| of_file(&path, error))?;
        Ok(Self::with(path, writer, readers))
    }

    /// Opens a file that is there, to look at only; `Ok(None)` where there is none.
    ///
    /// It is opened as for writing all the same: only so does SQLite tidy up after itself.
    pub(crate) async fn look(folder: &Path) -> Result<Option<Self>, StoreError> {
        let path = folder.join(FILE);
        match std::fs::metadata(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(_) => return Err(StoreError::NotWritable { path }),
            Ok(_) => {}
        }
        let opened = async |mut path: &Path| {
            patiently(&mut path, |path| {
                let flags = OpenFlags::default() & !OpenFlags::SQLITE_OPEN_CREATE;
                let connection = Connection::open_with_flags(path, flags)?;
                connection.busy_timeout(BUSY_TIMEOUT)?;
                connection.execute_batch("PRAGMA query_only = ON; SELECT 1 FROM sqlite_schema")?;
                Ok(connection)
            })
            .await
            .map_err(|error| of_file(path, error))
        };
        let (writer, reader) = (opened(&path).await?, opened(&path).await?);
        Ok(Some(Self::with(path, writer, vec![reader])))
    }

    fn with(path: PathBuf, writer: Connection, readers: Vec<Connection>) -> Self {
        Self {
            path,
            writer: Arc::new(Mutex::new(writer)),
            readers: Arc::new(Readers {
                permits: Arc::new(Semaphore::new(readers.len())),
                idle: std::sync::Mutex::new(readers),
            }),
        }
    }

    pub(crate) async fn reader(&self) -> Result<Reader, StoreError> {
        let permit = Arc::clone(&self.readers.permits)
            .acquire_owned()
            .await
            .map_err(|_| StoreError::Busy)?;
        let connection = self.readers.idle.lock().ok().and_then(|mut i| i.pop());
        Ok(Reader {
            connection,
            readers: Arc::clone(&self.readers),
            _permit: permit,
        })
    }

    /// The writer, in a transaction.
    pub(crate) async fn writer(&self) -> Result<OwnedMutexGuard<Connection>, StoreError> {
        let lock = Arc::clone(&self.writer).lock_owned();
        let mut guard = tokio::time::timeout(PATIENCE, lock)
            .await
            .map_err(|_| StoreError::Busy)?;
        patiently(&mut *guard, |connection| {
            connection.execute_batch("BEGIN IMMEDIATE")
        })
        .await
        .map_err(|error| of_file(&self.path, error))?;
        Ok(guard)
    }

    /// Copies the database as of now into a new file, under another name until it is whole.
    pub(crate) async fn backup_to(&self, target: &Path) -> Result<(), StoreError> {
        let (source, target) = (self.path.clone(), target.to_owned());
        let name = target.clone();
        let copied = tokio::task::spawn_blocking(move || copy(&source, &target)).await;
        let reason = match copied {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(reason)) => reason,
            Err(error) => error.to_string(),
        };
        Err(StoreError::Backup { path: name, reason })
    }
}

fn copy(source: &Path, target: &Path) -> Result<(), String> {
    if target.exists() {
        return Err("已有同名文件".to_owned());
    }
    let mut part = target.as_os_str().to_owned();
    part.push(".part");
    let copied = (|| {
        let source = connect(source)?;
        let mut copy = Connection::open(&part)?;
        let backup = rusqlite::backup::Backup::new(&source, &mut copy)?;
        backup.run_to_completion(i32::MAX, PAUSE, None)
    })();
    let moved = copied
        .map_err(|error| error.to_string())
        .and_then(|()| std::fs::rename(&part, target).map_err(|error| error.to_string()));
    if moved.is_err() {
        // The first error matters; a part that never came to be cannot be removed either.
        let _ = std::fs::remove_file(&part);
    }
    moved
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY",
    )?;
    Ok(connection)
}

/// Tries again while another process holds the lock.
async fn patiently<S: ?Sized, T>(
    subject: &mut S,
    attempt: impl Fn(&mut S) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    for _ in 0..ATTEMPTS {
        match attempt(subject) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {}
            done => return done,
        }
        tokio::time::sleep(PAUSE).await;
    }
    attempt(subject)
}

fn of_file(path: &Path, error: rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            StoreError::NotADatabase { path }
        }
        Some(
            ErrorCode::CannotOpen
            | ErrorCode::ReadOnly
            | ErrorCode::PermissionDenied
            | ErrorCode::SystemIoFailure,
        ) => StoreError::NotWritable { path },
        _ => error.into(),
    }
}

/// Binds the values and hands the statement over.
///
/// SQLite numbers `$1`, `$2` by their first appearance, whatever their digits say, so SQL here
/// names them in ascending order; debug builds check it.
fn bound<T>(
    connection: &Connection,
    sql: &str,
    values: &[Value<'_>],
    run: impl FnOnce(&mut rusqlite::Statement<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    debug_assert_eq!(statement.parameter_count(), values.len(), "{sql}");
    for (place, value) in (1..).zip(values) {
        debug_assert_eq!(
            statement.parameter_name(place),
            Some(format!("${place}").as_str()),
            "{sql}"
        );
        match value {
            Value::Int(int) => statement.raw_bind_parameter(place, int),
            Value::Text(text) => statement.raw_bind_parameter(place, text.as_deref()),
            Value::Bytes(bytes) => statement.raw_bind_parameter(place, bytes),
        }?;
    }
    run(&mut statement)
}

pub(crate) fn query<T>(
    connection: &Connection,
    sql: &str,
    values: &[Value<'_>],
    mut read: impl FnMut(&mut Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    bound(connection, sql, values, |statement| {
        let mut rows = statement.raw_query();
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(read(&mut Row::new(Raw::Sqlite(row)))?);
        }
        Ok(all)
    })
}

pub(crate) fn execute(
    connection: &Connection,
    sql: &str,
    values: &[Value<'_>],
) -> Result<u64, StoreError> {
    bound(connection, sql, values, |statement| {
        Ok(statement.raw_execute()? as u64)
    })
}
