//! `/feed.xml`: what was reported last, as Atom.

use askama::Template;
use axum::extract::State as Extract;
use axum::http::HeaderValue;
use axum::response::Response;
use jiff::Timestamp;
use shishi_app::snapshot::Snapshot;

use crate::cache::Stored;
use crate::components::entry::units;
use crate::errors::Failure;
use crate::features::commitments::detail::number;
use crate::lang::Lang;
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::{Error, State};

/// Most entries of the feed.
const MOST: usize = 100;

struct Item {
    id: String,
    title: String,
    href: String,
    updated: Timestamp,
    author: String,
    summary: String,
}

/// The feed.
#[derive(Template)]
#[template(path = "features/feed/feed.xml")]
pub struct Feed {
    t: Lang,
    id: String,
    title: String,
    home: String,
    own: String,
    updated: Timestamp,
    items: Vec<Item>,
}

/// XML has no way to write most control characters.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

impl Feed {
    /// The feed of a snapshot; `origin` is put before every address.
    pub fn new(t: Lang, origin: &str, snapshot: &Snapshot) -> Self {
        let year = snapshot.programme.year;
        let list = format!("urn:shishi:{}:{year}", snapshot.jurisdiction.id);
        let at = |address: crate::address::Address| format!("{origin}{}", t.at(address));
        let mut items: Vec<Item> = snapshot
            .rows
            .iter()
            .flat_map(|row| row.history.iter().map(move |report| (row, report)))
            .filter(|(_, report)| !report.replaced)
            .map(|(row, report)| {
                let code = report.period.code;
                let newest = code == snapshot.period.code;
                let (name, level) = (number(row, t), t.say(report.level.zh(), report.level.en()));
                Item {
                    id: clean(&format!("{list}:{}", report.id)),
                    title: clean(&match t {
                        Lang::Zh => format!("{}{name} {}：{level}", code.zh(), row.headline),
                        Lang::En => format!("{} {name} {}: {level}", code.en(), row.headline),
                    }),
                    href: at(if newest {
                        links::row(snapshot, &row.number)
                    } else {
                        links::history(year, &row.number)
                    }),
                    updated: report.recorded_at,
                    author: clean(&units(row)),
                    summary: clean(t.say(&report.reason, &report.reason_en)),
                }
            })
            .collect();
        items.sort_by_key(|item| std::cmp::Reverse(item.updated));
        items.truncate(MOST);
        Self {
            id: clean(&list),
            title: clean(&snapshot.title),
            home: at(links::year(year)),
            own: at(links::feed()),
            updated: items
                .first()
                .map_or_else(Timestamp::default, |item| item.updated),
            items,
            t,
        }
    }
}

/// `/feed.xml`.
pub async fn show(Extract(state): Extract<State>, reader: Reader) -> Result<Response, Failure> {
    let address = links::feed();
    let mut view = reader.of_file();
    view.lang = reader.lang;
    let reader = view;
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let snapshot = state.snapshot(None, None).await?.ok_or(Failure::NotFound)?;
    let origin = state.origin.as_deref().unwrap_or_default();
    let feed = Feed::new(reader.lang, origin, &snapshot)
        .render()
        .map_err(Error::from)?;
    let stored = Stored::new(
        HeaderValue::from_static("application/atom+xml; charset=utf-8"),
        feed,
    );
    Ok(respond::keep(&state, &reader, generation, &address, stored))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_of_an_earlier_period_is_news() {
        let snapshot = crate::samples::half_year();
        let feed = Feed::new(Lang::Zh, "", &snapshot);
        let about: Vec<_> = feed
            .items
            .iter()
            .filter(|item| item.title.contains("第9项"))
            .map(|item| (item.id.rsplit(':').next().unwrap(), item.href.as_str()))
            .collect();
        // The first version of the first quarter was replaced.
        assert_eq!(
            about,
            [
                ("9-2024Q1-2", "/y/2024/c/9/history"),
                ("9-2024H1-1", "/y/2024/c/9")
            ]
        );
    }

    #[test]
    fn whatever_is_in_a_title_the_feed_stays_xml() {
        let mut snapshot = crate::samples::daxing();
        snapshot.rows[0].headline = "<a> & \"b\"\u{0}\u{8}]]>".into();
        let feed = Feed::new(Lang::Zh, "https://example.org", &snapshot)
            .render()
            .unwrap();
        assert!(feed.starts_with("<?xml"));
        assert!(!feed.contains("<a>") && !feed.contains('\u{8}'));
        assert_eq!(feed.matches("<entry>").count(), 22);
        assert!(feed.contains("https://example.org/y/2024/c/1"));
    }
}
