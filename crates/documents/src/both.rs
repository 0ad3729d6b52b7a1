//! Two things at once.

use std::panic::resume_unwind;
use std::thread;

/// Does both, at the same time where they are worth a thread.
pub(crate) fn both<A: Send, B>(
    are_worth_it: bool,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    if !are_worth_it {
        return (one(), other());
    }
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        let one = one.join().unwrap_or_else(|panic| resume_unwind(panic));
        (one, other)
    })
}
