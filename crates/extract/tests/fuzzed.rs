//! What fuzzing has found worth keeping is read by the ordinary tests too.

#[path = "../../../fuzz/src/kept.rs"]
mod kept;
#[path = "../../../fuzz/src/prose.rs"]
mod prose;

use kept::each;

#[test]
fn items() {
    each("extract", prose::item);
}

#[test]
fn entities() {
    each("entities", prose::entities);
}
