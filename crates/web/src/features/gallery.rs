//! Every page in its interesting states.

use askama::Template;

use crate::reader::Reader;

/// Name and HTML of every sample page, as a reader would get it.
pub fn gallery(reader: &Reader) -> Vec<(&'static str, String)> {
    let mut pages = Vec::new();
    macro_rules! add {
        ($($page:path),+ $(,)?) => {$(
            for (name, page) in $page(reader) {
                pages.push((name, page.render().unwrap_or_default()));
            }
        )+};
    }
    add![
        super::overview::samples,
        super::commitments::detail::samples,
        super::commitments::history::samples,
        super::units::list::samples,
        super::units::detail::samples,
        super::reports::samples,
        super::data::samples,
        super::data::fields::samples,
        super::about::lights::samples,
        super::about::accessibility::samples,
    ];
    pages
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::HashSet;

    use scraper::{Html, Selector};

    use super::*;
    use crate::lang::Lang;
    use crate::prefs::Prefs;

    fn all(page: &Html, selector: &str) -> Vec<String> {
        page.select(&Selector::parse(selector).unwrap())
            .map(|element| element.html())
            .collect()
    }

    fn attribute(page: &Html, selector: &str, name: &str) -> Vec<String> {
        page.select(&Selector::parse(selector).unwrap())
            .filter_map(|element| element.attr(name).map(str::to_owned))
            .collect()
    }

    /// Faults that a reader, a screen reader or the content security policy would trip over.
    pub(crate) fn faults(html: &str, lang: Lang) -> Vec<String> {
        let page = Html::parse_document(html);
        let mut faults: Vec<String> = page.errors.iter().map(|e| e.to_string()).collect();
        let mut claim = |ok: bool, what: String| {
            if !ok {
                faults.push(what);
            }
        };
        claim(html.len() <= 150 * 1024, format!("{} bytes", html.len()));
        claim(!html.is_empty(), "did not draw".into());
        for forbidden in [
            "[style]",
            "style",
            "script",
            "[onclick]",
            "iframe",
            "[src^=http]",
        ] {
            claim(all(&page, forbidden).is_empty(), format!("has {forbidden}"));
        }
        claim(all(&page, "h1").len() == 1, "not one h1".into());
        claim(all(&page, "main").len() == 1, "not one main".into());
        claim(
            attribute(&page, "html", "lang") == [lang.tag()],
            "language".into(),
        );
        let ids = attribute(&page, "[id]", "id");
        let known: HashSet<&String> = ids.iter().collect();
        claim(known.len() == ids.len(), format!("an id twice: {ids:?}"));
        for target in attribute(&page, "a[href^='#']", "href") {
            claim(
                known.contains(&target[1..].to_owned()),
                format!("leads nowhere: {target}"),
            );
        }
        for target in attribute(&page, "use", "href") {
            claim(
                known.contains(&target[1..].to_owned()),
                format!("no sign: {target}"),
            );
        }
        let labels: HashSet<String> = attribute(&page, "label", "for").into_iter().collect();
        for field in
            page.select(&Selector::parse("input:not([type=hidden]), select, textarea").unwrap())
        {
            let labelled = field.attr("aria-label").is_some()
                || field.attr("id").is_some_and(|id| labels.contains(id));
            claim(labelled, format!("no label: {}", field.html()));
        }
        for svg in page.select(&Selector::parse("svg").unwrap()) {
            claim(
                svg.attr("aria-hidden").is_some() || svg.attr("aria-label").is_some(),
                "a picture without words".into(),
            );
        }
        let mut level = 1;
        for heading in page.select(&Selector::parse("h1, h2, h3, h4").unwrap()) {
            let next = heading.value().name()[1..].parse::<u32>().unwrap();
            claim(
                next <= level + 1,
                format!("skips to h{next}: {}", heading.html()),
            );
            level = next;
        }
        for table in page.select(&Selector::parse("table").unwrap()) {
            claim(
                table.html().contains("<caption") && table.html().contains("scope=\"col\""),
                "a table without caption or headings".into(),
            );
        }
        faults
    }

    #[test]
    fn every_page_is_sound_in_both_languages() {
        let mut seen = HashSet::new();
        for lang in [Lang::Zh, Lang::En] {
            for prefs in [Prefs::default(), Prefs::parse("care.large.contrast.dark")] {
                let reader = Reader::of(lang, prefs);
                for (name, html) in gallery(&reader) {
                    let faults = faults(&html, lang);
                    assert!(faults.is_empty(), "{name} {lang:?}: {faults:#?}");
                    seen.insert(name);
                }
            }
        }
        assert!(seen.len() >= 10);
    }

    #[test]
    fn english_pages_have_no_chinese_outside_marked_elements() {
        let reader = Reader::of(Lang::En, Prefs::default());
        for (name, html) in gallery(&reader) {
            let page = Html::parse_document(&html);
            for node in page.tree.nodes() {
                let Some(text) = node.value().as_text() else {
                    continue;
                };
                if !text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
                    continue;
                }
                let marked = node.ancestors().any(|above| {
                    above.value().as_element().is_some_and(|element| {
                        element.attr("lang") == Some("zh-CN")
                            || matches!(element.name(), "title" | "option")
                    })
                });
                assert!(marked, "{name}: {}", text.trim());
            }
        }
    }
}
