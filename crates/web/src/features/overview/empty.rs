//! `/` before anything is published.

use askama::Template;

use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;

/// The page: what will be here, and how it gets here.
#[derive(Template)]
#[template(path = "features/overview/empty.html")]
pub struct Empty {
    layout: Layout,
    t: Lang,
}

impl Empty {
    /// The page for a reader.
    pub fn new(reader: &Reader) -> Self {
        let t = reader.lang;
        Self {
            layout: Layout::new(
                reader,
                Site::default(),
                Section::Overview,
                t.say("还没有年度清单", "There is no list yet").to_owned(),
                links::home(),
            ),
            t,
        }
    }
}
