//! Pages, one folder per feature.

pub mod health;
pub mod mode;
pub mod overview;
