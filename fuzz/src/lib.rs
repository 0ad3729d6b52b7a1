//! What the targets do with their bytes.
//!
//! `documents` and `prose` are also compiled into the tests of their crates, which read all of
//! `corpus` with the stable compiler.

pub mod documents;
pub mod prose;

/// Lets panics of the workbook reader pass: [`shishi_documents::read`] catches them and calls the
/// file damaged. By default the first panic ends a fuzzed program, caught or not; one that nobody
/// catches still does.
pub fn let_dependencies_panic() {
    std::panic::set_hook(Box::new(|panic| {
        if !panic
            .location()
            .is_some_and(|at| at.file().contains("/calamine-"))
        {
            eprintln!("{panic}");
        }
    }));
}
