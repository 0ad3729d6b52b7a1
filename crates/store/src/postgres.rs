//! PostgreSQL: a small pool, and writes that go one after the other as on SQLite.

use std::future::{Future, poll_fn};
use std::str::FromStr;
use std::task::Poll;
use std::time::Duration;

use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, TimeoutType,
};
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls};

use crate::StoreError;
use crate::value::{Raw, Row, Value};

const CONNECTIONS: usize = 8;
const TIMEOUT: Duration = Duration::from_secs(10);

/// Begins a write. The lock makes writes follow each other, so that what a use case has read stays
/// true until it commits and change sets are numbered in the order in which they become visible.
const BEGIN_WRITE: &str = "BEGIN; SET LOCAL lock_timeout = '10s'; \
                           SELECT pg_advisory_xact_lock(7234019867236140)";
/// Begins a read in which all queries see the same moment.
const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

#[derive(Debug)]
pub(crate) struct Postgres {
    pool: Pool,
    server: String,
}

/// A connection out of the pool.
///
/// One dropped inside a transaction does not go back: the pool would hand it out as it is. Closing
/// it makes the server roll back.
#[derive(Debug)]
pub(crate) struct Held {
    client: Option<Object>,
    in_transaction: bool,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(client) = self.client.take()
            && self.in_transaction
        {
            drop(Object::take(client));
        }
    }
}

/// A statement waiting to be sent with others.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) table: &'static str,
    pub(crate) sql: &'static str,
    pub(crate) values: Vec<Value<'static>>,
}

impl Postgres {
    pub(crate) async fn open(address: &str) -> Result<Self, StoreError> {
        let config = config(address)?;
        let server = server(&config);
        let manager = Manager::from_config(
            config,
            NoTls,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .wait_timeout(Some(TIMEOUT))
            .create_timeout(Some(TIMEOUT))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| StoreError::Postgres(error.to_string(), None))?;
        let postgres = Self { pool, server };
        let held = postgres.held().await?;
        let encoding = held
            .query("SHOW server_encoding", &[], |row| row.text())
            .await?;
        match encoding.into_iter().next() {
            Some(found) if found != "UTF8" => Err(StoreError::Encoding { found }),
            _ => Ok(postgres),
        }
    }

    pub(crate) async fn held(&self) -> Result<Held, StoreError> {
        match self.pool.get().await {
            Ok(client) => Ok(Held {
                client: Some(client),
                in_transaction: false,
            }),
            Err(error) => Err(self.unreachable(error)),
        }
    }

    pub(crate) async fn reading(&self) -> Result<Held, StoreError> {
        let mut held = self.held().await?;
        held.begin(BEGIN_READ).await?;
        Ok(held)
    }

    pub(crate) async fn writing(&self) -> Result<Held, StoreError> {
        let mut held = self.held().await?;
        held.begin(BEGIN_WRITE).await?;
        Ok(held)
    }

    fn unreachable(&self, error: PoolError) -> StoreError {
        let server = self.server.clone();
        let error = match error {
            PoolError::Timeout(TimeoutType::Wait) => return StoreError::Busy,
            PoolError::Timeout(_) => {
                let reason = "没有应答".to_owned();
                return StoreError::Unreachable { server, reason };
            }
            PoolError::Backend(error) => error,
            other => return StoreError::Postgres(other.to_string(), None),
        };
        match error.code() {
            Some(&SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION) => {
                StoreError::Refused { server }
            }
            Some(&SqlState::INVALID_CATALOG_NAME) => StoreError::NoSuchDatabase { server },
            _ => {
                let reason = match std::error::Error::source(&error) {
                    Some(source) => source.to_string(),
                    None => error.to_string(),
                };
                StoreError::Unreachable { server, reason }
            }
        }
    }
}

fn config(address: &str) -> Result<Config, StoreError> {
    if !address.starts_with("postgres://") && !address.starts_with("postgresql://") {
        return Err(StoreError::Address);
    }
    if address.contains("sslmode=verify-") {
        return Err(StoreError::TlsUnsupported);
    }
    let mut config = Config::from_str(address).map_err(|_| StoreError::Address)?;
    if config.get_ssl_mode() == SslMode::Require {
        return Err(StoreError::TlsUnsupported);
    }
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        return Err(StoreError::Address);
    }
    if config.get_application_name().is_none() {
        config.application_name("shishi");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(TIMEOUT);
    }
    Ok(config)
}

/// Where the server is, without name and password.
fn server(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        None => config
            .get_hostaddrs()
            .first()
            .map(ToString::to_string)
            .unwrap_or_default(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let name = config.get_dbname().or(config.get_user()).unwrap_or("");
    format!("{host}:{port}/{name}")
}

impl Held {
    fn client(&self) -> Result<&Object, StoreError> {
        self.client.as_ref().ok_or(StoreError::Busy)
    }

    async fn begin(&mut self, sql: &str) -> Result<(), StoreError> {
        // Set first: a BEGIN whose answer nobody waits for has begun all the same.
        self.in_transaction = true;
        self.client()?.batch_execute(sql).await?;
        Ok(())
    }

    pub(crate) async fn commit(&mut self) -> Result<(), StoreError> {
        self.client()?.batch_execute("COMMIT").await?;
        self.in_transaction = false;
        Ok(())
    }

    pub(crate) async fn batch(&self, sql: &str) -> Result<(), StoreError> {
        Ok(self.client()?.batch_execute(sql).await?)
    }

    pub(crate) async fn query<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await?;
        let rows = client.query(&statement, &parameters(values)).await?;
        rows.iter()
            .map(|row| read(&mut Row::new(Raw::Postgres(row))))
            .collect()
    }

    pub(crate) async fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await?;
        Ok(client.execute(&statement, &parameters(values)).await?)
    }

    /// Sends all statements before it waits for the first answer: one round trip, not one each.
    pub(crate) async fn execute_all(&self, all: &[Pending]) -> Result<(), StoreError> {
        let client = self.client()?;
        let mut statements = Vec::with_capacity(all.len());
        for pending in all {
            statements.push(client.prepare_cached(pending.sql).await?);
        }
        let parameters: Vec<_> = all.iter().map(|p| parameters(&p.values)).collect();
        let mut answers: Vec<_> = statements
            .iter()
            .zip(&parameters)
            .map(|(statement, parameters)| Box::pin(client.execute(statement, parameters)))
            .collect();
        // A prepared statement goes out when it is first polled, so they leave in order.
        let mut early: Vec<_> = poll_fn(|context| {
            let polled = answers.iter_mut().map(|a| a.as_mut().poll(context));
            Poll::Ready(polled.collect())
        })
        .await;
        for ((answer, early), pending) in answers.iter_mut().zip(&mut early).zip(all) {
            let result = match std::mem::replace(early, Poll::Pending) {
                Poll::Ready(result) => result,
                Poll::Pending => answer.await,
            };
            result.map_err(|error| StoreError::from(error).within(pending.table))?;
        }
        Ok(())
    }
}

fn parameters<'v>(values: &'v [Value<'_>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(Value::postgres).collect()
}
