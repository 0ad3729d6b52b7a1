//! Use cases: what a page, the interface and a command all call.
//!
//! Each takes who acts and the moment it happens; each change is one transaction.

mod build;
mod checks;
mod cores;
mod decided;
pub mod export;
mod facts;
pub mod import;
mod published;
mod save;
pub mod snapshot;

pub use build::View;
pub use cores::on_all_cores;
pub use shishi_documents as documents;
pub use shishi_domain as domain;
pub use shishi_extract as extract;
pub use shishi_store as store;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use shishi_domain::Policy;
use shishi_store::Store;

use crate::snapshot::Snapshot;

/// Why a use case could not be carried out. Each message is a sentence for the person who acts.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] shishi_documents::ReadError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] shishi_store::StoreError),
    /// A stored record makes no sense.
    #[error("数据有误：{0}")]
    Corrupt(String),
    /// Something the import needs is neither in the file nor given.
    #[error("{0}")]
    Incomplete(String),
    /// The form was opened before somebody else's change.
    #[error("你打开后，这份导入已在别处改过。请查看最新内容，再决定用哪一份。")]
    Conflict,
    /// The import is finished or put aside.
    #[error("这份导入已经办结，不能再改。")]
    Closed,
    /// A decision is not understood.
    #[error("{0}")]
    Invalid(String),
}

/// The use cases over one store.
#[derive(Clone)]
pub struct App {
    store: Store,
    generation: Arc<AtomicI64>,
}

impl App {
    /// Use cases over this store.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            generation: Arc::default(),
        }
    }

    /// Number of the newest change known here. Pages drawn before it are out of date.
    pub fn generation(&self) -> i64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Looks for changes that another process made.
    pub async fn refresh(&self) -> Result<(), AppError> {
        self.noted(self.store.latest_change().await?);
        Ok(())
    }

    pub(crate) fn noted(&self, change: i64) {
        self.generation.fetch_max(change, Ordering::AcqRel);
    }

    /// The store itself.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The snapshot of a year, the latest if `None`. `Ok(None)` where there is no such list, or
    /// nothing has been reported in it.
    ///
    /// With several jurisdictions stored, the first with a list of its own is meant, before the
    /// built-in example, and no other answers for what it lacks.
    pub async fn snapshot(
        &self,
        year: Option<i16>,
        view: View<'_>,
    ) -> Result<Option<Snapshot>, AppError> {
        let mut jurisdictions = self.store.jurisdictions().await?;
        jurisdictions.retain(|j| view.district.is_none_or(|district| j.name == district));
        jurisdictions.sort_by_key(|j| j.example);
        for jurisdiction in jurisdictions {
            let id = &jurisdiction.id;
            let programmes = self.store.programmes(id).await?;
            if programmes.is_empty() {
                continue;
            }
            let years: Vec<i16> = programmes.iter().map(|p| p.record.year).collect();
            let wanted = programmes
                .iter()
                .find(|p| year.is_none_or(|y| p.record.year == y));
            let Some(programme) = wanted else {
                return Ok(None);
            };
            let policy = self.policy_in_force(id).await?;
            return match self.store.programme_data(id, &programme.record.id).await? {
                Some(data) => build::snapshot(&data, years, &policy, view),
                None => Ok(None),
            };
        }
        Ok(None)
    }

    /// Names of the jurisdictions with lists of their own, the example only where it is alone.
    pub async fn districts(&self) -> Result<Vec<String>, AppError> {
        let all = self.store.jurisdictions().await?;
        let own: Vec<_> = all
            .iter()
            .filter(|j| !j.example)
            .map(|j| j.name.clone())
            .collect();
        if own.is_empty() {
            return Ok(all.into_iter().map(|j| j.name).collect());
        }
        Ok(own)
    }

    /// Name and bytes of a published original file, by its SHA-256. Files of drafts are not
    /// published.
    pub async fn document(&self, sha256: &str) -> Result<Option<(String, Vec<u8>)>, AppError> {
        for jurisdiction in self.store.jurisdictions().await? {
            let id = &jurisdiction.id;
            let Some(document) = self.store.document_by_sha256(id, sha256).await? else {
                continue;
            };
            let bytes = self.store.document_bytes(id, &document.record.id).await?;
            return Ok(bytes.map(|bytes| (document.record.name, bytes)));
        }
        Ok(None)
    }

    /// The lamp policy in force: the newest stored, else the preset 银川.
    pub async fn policy_in_force(&self, jurisdiction_id: &str) -> Result<Policy, AppError> {
        let stored = self.store.policies(jurisdiction_id).await?;
        let newest = stored
            .iter()
            .max_by_key(|p| (p.record.in_force_on, p.recorded.at));
        match newest {
            Some(kept) => serde_json::from_str(&kept.record.body).map_err(|error| {
                AppError::Corrupt(format!(
                    "表 policy 的 body 列读不出（{} 第{}版）：{error}",
                    kept.record.name, kept.record.version
                ))
            }),
            None => Policy::presets()
                .into_iter()
                .next()
                .ok_or_else(|| AppError::Corrupt("没有内置亮灯规则".into())),
        }
    }
}
