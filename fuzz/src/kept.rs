//! The inputs of `fuzz/corpus`, for the ordinary tests.

use std::fs;
use std::path::Path;

/// Hands each input kept for a target to `read`.
pub fn each(target: &str, read: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut count = 0;
    for entry in fs::read_dir(folder.join(target)).unwrap() {
        read(&fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0, "nothing kept for {target}");
}
