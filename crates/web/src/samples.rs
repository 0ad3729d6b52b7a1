//! Sample snapshots.
