//! Pages, one folder per feature.

pub mod admin;
pub mod commitments;
pub mod health;
pub mod mode;
pub mod overview;

#[cfg(any(test, feature = "samples"))]
mod gallery;
#[cfg(any(test, feature = "samples"))]
pub use gallery::gallery;
