//! The back office: the one-time link, the desk, and importing a table.
//!
//! Every page but the link's own asks for a session, is never kept by a browser, and changes
//! something only by a form that carries the session's mark.

pub mod desk;
pub mod enter;
mod frame;
pub mod import;
mod links;
mod seat;
mod words;

pub use frame::{explain, guard};
pub use seat::login_link;

#[cfg(test)]
mod tests;
