//! Use cases: what a page, the interface and a command all call.
//!
//! Each takes who acts and the moment it happens; each change is one transaction.

pub mod import;
pub mod snapshot;

pub use shishi_documents as documents;
pub use shishi_domain as domain;
pub use shishi_extract as extract;
