//! What a programme of public commitments is, and how its progress is judged.
//!
//! Types and rules only: no input or output, no clock, no randomness. Days,
//! identifiers and the person who acts come in as arguments, so any past
//! evaluation can be run again and gives the same answer.

pub mod amount;
pub mod evaluate;
pub mod finding;
pub mod indicator;
pub mod lamp;
pub mod period;
pub mod policy;
pub mod programme;
pub mod span;
pub mod stage;
pub mod unit;

pub use amount::{Amount, Qualifier};
pub use indicator::{Accumulation, Link, Measure};
pub use lamp::Level;
pub use period::{Period, PeriodCode, PeriodKind};
pub use policy::Policy;
pub use span::Span;
pub use stage::{EventStatus, Phase, Stage};
pub use unit::UnitName;

pub use jiff::civil::Date;
pub use rust_decimal::Decimal;
