//! Pages, one folder per feature.

pub mod about;
pub mod admin;
pub mod commitments;
pub mod data;
pub mod documents;
pub mod feed;
pub mod health;
pub mod mode;
pub mod overview;
pub mod reports;
pub mod units;

#[cfg(any(test, feature = "samples"))]
mod gallery;
#[cfg(any(test, feature = "samples"))]
pub use gallery::gallery;
