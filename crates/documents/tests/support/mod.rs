//! What the tests of several files need.

use std::fs;
use std::path::Path;

/// A file of `tests/fixtures`.
pub fn fixture(name: &str) -> Vec<u8> {
    fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures")
            .join(name),
    )
    .unwrap()
}
