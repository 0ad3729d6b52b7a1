//! SQL and migrations. Rows become domain types here and nowhere else.

pub mod record;
