//! What the targets do with their bytes.
//!
//! `documents` and `prose` are also compiled into the tests of their crates, which read all of
//! `corpus` with the stable compiler.

pub mod documents;
pub mod prose;

/// Lets panics of the readers of workbooks and of PDF pass: [`shishi_documents::read`] catches them
/// and calls the file damaged. Any other ends the program, caught or not, as the first panic of a
/// fuzzed program does by default.
pub fn let_dependencies_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let is_theirs = |file: &str| file.contains("/calamine-") || file.contains("/hayro-");
        if !panic.location().is_some_and(|at| is_theirs(at.file())) {
            eprintln!("{panic}");
            std::process::abort();
        }
    }));
}
