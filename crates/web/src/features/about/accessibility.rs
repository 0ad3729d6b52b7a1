//! `/about/accessibility`: 无障碍说明.

use askama::Template;
use axum::extract::State as Extract;
use axum::response::Response;

use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::State;

/// The page.
#[derive(Template)]
#[template(path = "features/about/accessibility.html")]
pub struct Accessibility {
    layout: Layout,
    t: Lang,
}

impl Accessibility {
    /// The page.
    pub fn new(reader: &Reader, site: Site) -> Self {
        let t = reader.lang;
        let heading = t.say("无障碍说明", "Accessibility");
        Self {
            layout: Layout::new(
                reader,
                site,
                Section::None,
                heading.to_owned(),
                links::accessibility(),
            )
            .under(Vec::new(), heading),
            t,
        }
    }
}

/// `/about/accessibility`.
pub async fn show(Extract(state): Extract<State>, reader: Reader) -> Result<Response, Failure> {
    let address = links::accessibility();
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let site = state
        .snapshot(None, None)
        .await?
        .map_or_else(Site::default, |snapshot| Site::of(&snapshot));
    let page = Accessibility::new(&reader, site);
    respond::page(&state, &reader, generation, &address, &page)
}

/// The page's interesting states.
#[cfg(any(test, feature = "samples"))]
pub fn samples(reader: &Reader) -> Vec<(&'static str, Accessibility)> {
    vec![("accessibility", Accessibility::new(reader, Site::default()))]
}
