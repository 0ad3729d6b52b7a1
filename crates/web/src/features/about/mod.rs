//! Pages that explain the site.

pub mod accessibility;
mod conditions;
pub mod lights;
