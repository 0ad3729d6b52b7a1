//! What fuzzing has found worth keeping is read by the ordinary tests too.

#[path = "../../../fuzz/src/prose.rs"]
mod prose;

use std::fs;
use std::path::Path;

fn each(target: &str, read: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut count = 0;
    for entry in fs::read_dir(folder.join(target)).unwrap() {
        read(&fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0, "nothing kept for {target}");
}

#[test]
fn items() {
    each("extract", prose::item);
}

#[test]
fn entities() {
    each("entities", prose::entities);
}
