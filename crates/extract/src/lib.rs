//! Reads Chinese administrative prose: what is promised, what has been reached,
//! which percentages are stated, which days are named, and where the work stands.
//!
//! Everything found carries its span in bytes of the *original* text and the name
//! of the rule that found it. No input or output, no clock: year and cut-off day
//! come in with the item.
//!
//! The way through: `text` folds width and punctuation one character to one
//! character; one automaton finds the vocabulary; numerals become quantities and
//! dates; rules then decide what each of them is. Each stage looks at a bounded
//! neighbourhood, so the time is linear in the length of the text.

mod clause;
mod corpus;
mod date;
mod entities;
mod explain;
mod headline;
mod numeral;
mod pieces;
mod quantity;
mod read;
mod reading;
mod reasons;
mod room;
mod rules;
mod scan;
pub mod score;
mod steps;
mod text;
pub mod vocabulary;
mod words;

pub use corpus::{NoItem, date_field, from_corpus_json, text_field, to_corpus_json};
pub use entities::{Entity, EntityKind, entities};
pub use explain::explain;
pub use headline::headline;
pub use read::{cases, read, read_cell};
pub use reading::{
    Actual, DateKind, DateMention, Event, Item, Mention, Percent, PercentCheck, PercentVerdict,
    Plan, Reading, Tally, Target,
};
pub use reasons::reason_en;
pub use rules::due::cell as due;
pub use rules::precedents::{Case, learn};
pub use vocabulary::vocabulary_words;
pub use words::rule_words;
