//! What the back office is plugged into.

use std::sync::{Arc, Mutex, PoisonError};

use shishi_app::App;
use shishi_app::import::Outcome;

use crate::errors::Failure;
use crate::state::State;

/// Most outcomes remembered; older imports are described from their draft alone.
const OUTCOMES: usize = 64;

/// The use cases, and what only the back office keeps in memory. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    /// The use cases.
    pub app: App,
    uploading: Arc<tokio::sync::Mutex<()>>,
    outcomes: Arc<Mutex<Vec<(String, Outcome)>>>,
}

impl Desk {
    /// A desk over use cases; the same store must be behind the site's [`Source`](crate::Source),
    /// so that public pages follow what is confirmed here.
    pub fn new(app: App) -> Self {
        Self {
            app,
            uploading: Arc::default(),
            outcomes: Arc::default(),
        }
    }

    /// Held while a file is taken in, so that a form sent twice makes one import.
    pub(crate) async fn uploading(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.uploading.lock().await
    }

    /// Remembers what an import did.
    pub(crate) fn imported(&self, id: &str, outcome: Outcome) {
        let mut outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        if outcomes.len() >= OUTCOMES {
            outcomes.remove(0);
        }
        outcomes.push((id.to_owned(), outcome));
    }

    /// What an import did, if this program did it lately.
    pub(crate) fn outcome(&self, id: &str) -> Option<Outcome> {
        let outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        outcomes
            .iter()
            .rev()
            .find(|(of, _)| of == id)
            .map(|(_, outcome)| outcome.clone())
    }
}

impl State {
    /// The same state with a back office.
    #[must_use]
    pub fn with_desk(mut self, desk: Desk) -> Self {
        self.desk = Some(desk);
        self
    }

    /// The back office; where there is none its addresses lead nowhere.
    pub(crate) fn desk(&self) -> Result<&Desk, Failure> {
        self.desk.as_ref().ok_or(Failure::NotFound)
    }
}
