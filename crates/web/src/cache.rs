//! Finished pages, kept until data change.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use axum::body::Bytes;
use axum::http::HeaderValue;

/// Most pages of one half of the cache.
const HALF: usize = 512;
/// Most bytes of one half of the cache.
const HALF_BYTES: usize = 24 * 1024 * 1024;

/// A finished page or file, in both forms it is sent in.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Media type.
    pub media_type: HeaderValue,
    /// `Content-Disposition`, for downloads.
    pub disposition: Option<HeaderValue>,
    /// Entity tag, weak, of the plain form.
    pub etag: HeaderValue,
    /// As it is.
    pub plain: Bytes,
    /// Compressed with gzip; absent where that would not help.
    pub gzip: Option<Bytes>,
}

/// Pages of one generation of data, in two halves.
///
/// New and recently used pages are in the young half; when it is full the old half is dropped and
/// the young one becomes old. So the cache never holds more than twice a half, and what is asked
/// for often stays.
#[derive(Debug, Default)]
pub struct Cache {
    halves: RwLock<Halves>,
}

#[derive(Debug, Default)]
struct Halves {
    generation: u64,
    bytes: usize,
    young: HashMap<String, Arc<Stored>>,
    old: HashMap<String, Arc<Stored>>,
}

impl Cache {
    /// The page of a key, if it was made from this generation of data.
    pub fn get(&self, generation: u64, key: &str) -> Option<Arc<Stored>> {
        let again = {
            let halves = self.halves.read().ok()?;
            if halves.generation != generation {
                return None;
            }
            if let Some(stored) = halves.young.get(key) {
                return Some(Arc::clone(stored));
            }
            Arc::clone(halves.old.get(key)?)
        };
        self.put(generation, key.to_owned(), Arc::clone(&again));
        Some(again)
    }

    /// Keeps a page made from this generation of data; one made from older data is let go.
    pub fn put(&self, generation: u64, key: String, stored: Arc<Stored>) {
        let Ok(mut halves) = self.halves.write() else {
            return;
        };
        if generation < halves.generation {
            return;
        }
        if generation > halves.generation {
            *halves = Halves {
                generation,
                ..Halves::default()
            };
        }
        let size = stored.plain.len() + stored.gzip.as_ref().map_or(0, Bytes::len);
        if size > HALF_BYTES / 4 {
            return;
        }
        if halves.young.len() >= HALF || halves.bytes + size > HALF_BYTES {
            halves.old = std::mem::take(&mut halves.young);
            halves.bytes = 0;
        }
        if halves.young.insert(key, stored).is_none() {
            halves.bytes += size;
        }
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        let halves = self.halves.read().unwrap();
        halves.young.len() + halves.old.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &'static str) -> Arc<Stored> {
        Arc::new(Stored {
            media_type: HeaderValue::from_static("text/html"),
            disposition: None,
            etag: HeaderValue::from_static("W/\"1\""),
            plain: Bytes::from_static(text.as_bytes()),
            gzip: None,
        })
    }

    #[test]
    fn new_data_drop_old_pages() {
        let cache = Cache::default();
        cache.put(1, "a".into(), page("one"));
        assert_eq!(cache.get(1, "a").unwrap().plain, "one");
        assert!(cache.get(2, "a").is_none());
        cache.put(2, "a".into(), page("two"));
        cache.put(1, "a".into(), page("late"));
        assert_eq!(cache.get(2, "a").unwrap().plain, "two");
        assert!(cache.get(1, "a").is_none());
    }

    #[test]
    fn it_is_bounded_and_keeps_what_is_used() {
        let cache = Cache::default();
        for i in 0..5 * HALF {
            cache.put(1, i.to_string(), page("x"));
            cache.get(1, "0").unwrap();
        }
        assert!(cache.len() <= 2 * HALF);
    }
}
