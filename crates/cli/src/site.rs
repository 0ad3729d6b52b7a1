//! The pages' source: snapshots of the store, made once per change of data.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shishi_app::snapshot::Snapshot;
use shishi_app::{App, View, export};
use shishi_web::{Desk, Document, Error, Export, Source, State};

/// Snapshots kept at most; a year has some twelve periods. The oldest goes first.
const MOST: usize = 64;

type Key = (Option<i16>, Option<String>);

/// Snapshots of one generation, the oldest first. What is not there is not kept: anybody can ask for
/// years without end.
struct Kept<S> {
    generation: i64,
    snapshots: VecDeque<(Key, Arc<S>)>,
}

impl<S> Kept<S> {
    fn new() -> Self {
        Self {
            generation: -1,
            snapshots: VecDeque::new(),
        }
    }

    fn get(&mut self, generation: i64, key: &Key) -> Option<Arc<S>> {
        if self.generation != generation {
            self.generation = generation;
            self.snapshots.clear();
        }
        let found = self.snapshots.iter().find(|(k, _)| k == key);
        found.map(|(_, snapshot)| Arc::clone(snapshot))
    }

    fn keep(&mut self, generation: i64, key: Key, snapshot: Arc<S>) {
        if self.generation != generation || self.snapshots.iter().any(|(k, _)| *k == key) {
            return;
        }
        if self.snapshots.len() >= MOST {
            self.snapshots.pop_front();
        }
        self.snapshots.push_back((key, snapshot));
    }
}

/// Hands out snapshots of one store.
pub struct Site {
    app: App,
    clock: fn() -> jiff::Timestamp,
    kept: Mutex<Kept<Snapshot>>,
}

impl Site {
    /// A source over the use cases.
    pub fn new(app: App, clock: fn() -> jiff::Timestamp) -> Self {
        Self {
            app,
            clock,
            kept: Mutex::new(Kept::new()),
        }
    }

    /// What the router is plugged into.
    pub fn state(self: Arc<Self>) -> State {
        let clock = self.clock;
        let app = self.app.clone();
        State::new(self, Arc::new(write), clock).with_desk(Desk::new(app))
    }

    fn kept(&self) -> MutexGuard<'_, Kept<Snapshot>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn source_error(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Source(Box::new(error))
}

impl Source for Site {
    async fn snapshot(
        &self,
        year: Option<i16>,
        period: Option<&str>,
    ) -> Result<Option<Arc<Snapshot>>, Error> {
        // Taken before loading: data that change meanwhile make the snapshot out of date at once,
        // never too new for its number.
        let generation = self.app.generation();
        let key = (year, period.map(str::to_owned));
        if let Some(snapshot) = self.kept().get(generation, &key) {
            return Ok(Some(snapshot));
        }
        let view = View {
            period,
            ..Default::default()
        };
        let snapshot = self
            .app
            .snapshot(year, view)
            .await
            .map_err(source_error)?
            .map(Arc::new);
        if let Some(snapshot) = &snapshot {
            self.kept().keep(generation, key, Arc::clone(snapshot));
        }
        Ok(snapshot)
    }

    async fn document(&self, sha256: &str) -> Result<Option<Document>, Error> {
        let document = self.app.document(sha256).await.map_err(source_error)?;
        Ok(document.map(|(name, bytes)| Document {
            name,
            bytes: bytes.into(),
        }))
    }

    fn generation(&self) -> u64 {
        self.app.generation().unsigned_abs()
    }
}

fn write(snapshot: &Snapshot, what: Export) -> Result<Vec<u8>, Error> {
    let written = match what {
        Export::Report(format) => export::export(snapshot, format),
        Export::Data(format) => export::data(snapshot, format),
    };
    written.map_err(|error| Error::Export(Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_goes_first_and_a_change_clears_all() {
        let mut kept = Kept::new();
        let key = |n: usize| (Some(n as i16), None);
        assert_eq!(kept.get(1, &key(0)), None);
        for n in 0..=MOST {
            kept.keep(1, key(n), Arc::new(n));
        }
        assert_eq!(kept.snapshots.len(), MOST);
        assert_eq!(kept.get(1, &key(0)), None);
        assert_eq!(kept.get(1, &key(MOST)), Some(Arc::new(MOST)));
        // Loaded before the change, kept after it: out of date.
        assert_eq!(kept.get(2, &key(MOST)), None);
        kept.keep(1, key(1), Arc::new(1));
        assert!(kept.snapshots.is_empty());
    }
}
