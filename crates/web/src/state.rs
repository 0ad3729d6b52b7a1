//! What the pages are plugged into.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Bytes;
use jiff::Timestamp;
pub use shishi_app::export::Format;
use shishi_app::snapshot::Snapshot;

use crate::cache::Cache;

/// Where pages get their data from.
pub trait Source: Send + Sync + 'static {
    /// The list of a year (the newest without one) at a period (the newest without one).
    ///
    /// `None` where there is no such year or period. Called once per page and change of data, so
    /// it may be slow; it should hand out the same `Arc` for the same data.
    fn snapshot(
        &self,
        year: Option<i16>,
        period: Option<&str>,
    ) -> impl Future<Output = Result<Option<Arc<Snapshot>>, Error>> + Send;

    /// The stored original file with this SHA-256 in lower-case hexadecimal.
    fn document(
        &self,
        sha256: &str,
    ) -> impl Future<Output = Result<Option<Document>, Error>> + Send;

    /// A number that goes up whenever anything a page shows has changed. Asked for on every
    /// request: an atomic read.
    fn generation(&self) -> u64;
}

/// An original file.
#[derive(Debug, Clone)]
pub struct Document {
    /// Name under which it came.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Why a page could not be made. Never shown to readers, only logged.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The source failed.
    #[error("could not load the data")]
    Source(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The exporter failed.
    #[error("could not write the file")]
    Export(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A page could not be drawn.
    #[error("could not draw the page")]
    Page(#[from] askama::Error),
    /// A task ended early.
    #[error("a task ended early")]
    Task(#[from] tokio::task::JoinError),
}

/// What is to be written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Export {
    /// The period's table in the published columns, order and wording.
    Report(Format),
    /// The measured data: levels, reasons, stages, indicators. CSV, JSON or Excel.
    Data(Format),
}

/// Writes a snapshot to a file. Runs on a thread that may block.
pub type Exporter = Arc<dyn Fn(&Snapshot, Export) -> Result<Vec<u8>, Error> + Send + Sync>;

type Later<'s, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 's>>;

trait AnySource: Send + Sync {
    fn snapshot<'s>(
        &'s self,
        year: Option<i16>,
        period: Option<&'s str>,
    ) -> Later<'s, Option<Arc<Snapshot>>>;
    fn document<'s>(&'s self, sha256: &'s str) -> Later<'s, Option<Document>>;
    fn generation(&self) -> u64;
}

impl<S: Source> AnySource for S {
    fn snapshot<'s>(
        &'s self,
        year: Option<i16>,
        period: Option<&'s str>,
    ) -> Later<'s, Option<Arc<Snapshot>>> {
        Box::pin(Source::snapshot(self, year, period))
    }

    fn document<'s>(&'s self, sha256: &'s str) -> Later<'s, Option<Document>> {
        Box::pin(Source::document(self, sha256))
    }

    fn generation(&self) -> u64 {
        Source::generation(self)
    }
}

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct State {
    source: Arc<dyn AnySource>,
    /// Writes downloads.
    pub export: Exporter,
    /// The present moment. Pages take it from here.
    pub clock: fn() -> Timestamp,
    /// Scheme and host under which the site is known, for addresses that must be absolute:
    /// `https://example.gov.cn`.
    pub origin: Option<Arc<str>>,
    pub(crate) cache: Arc<Cache>,
    pub(crate) desk: Option<crate::Desk>,
}

impl State {
    /// A state over a source.
    pub fn new(source: Arc<impl Source>, export: Exporter, clock: fn() -> Timestamp) -> Self {
        Self {
            source,
            export,
            clock,
            origin: None,
            cache: Arc::new(Cache::default()),
            desk: None,
        }
    }

    /// See [`Source::snapshot`].
    ///
    /// # Errors
    /// Those of the source.
    pub async fn snapshot(
        &self,
        year: Option<i16>,
        period: Option<&str>,
    ) -> Result<Option<Arc<Snapshot>>, Error> {
        self.source.snapshot(year, period).await
    }

    /// See [`Source::document`].
    ///
    /// # Errors
    /// Those of the source.
    pub async fn document(&self, sha256: &str) -> Result<Option<Document>, Error> {
        self.source.document(sha256).await
    }

    /// See [`Source::generation`].
    pub fn generation(&self) -> u64 {
        self.source.generation()
    }
}
