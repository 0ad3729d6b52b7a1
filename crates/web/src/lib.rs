//! Routes, pages, components and assets.
//!
//! `routes` lists every URL. A page lives in `features` as one file with its struct, its handler
//! and its samples, and a template beside it. Pages are drawn from a
//! [`Snapshot`](shishi_app::snapshot::Snapshot) that a [`Source`] hands out, kept in memory in both
//! plain and compressed form, and dropped when [`Source::generation`] goes up.
//!
//! Deliberately absent: scripts, style attributes, requests to other hosts, clocks, and SQL.

pub mod address;
mod assets;
mod cache;
pub mod components;
mod desk;
pub mod errors;
mod features;
mod headers;
pub mod lang;
pub mod layout;
pub mod links;
pub mod prefs;
pub mod reader;
pub mod respond;
mod routes;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod state;

pub use desk::Desk;
pub use features::admin::login_link;
pub use routes::router;
pub use state::{Document, Error, Export, Exporter, Format, Source, State};

#[cfg(any(test, feature = "samples"))]
pub use features::gallery;

#[cfg(test)]
mod tests;
