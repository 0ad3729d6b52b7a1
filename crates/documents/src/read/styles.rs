//! Styles of a Word document: what they say of its numbers and of struck-out text.

use std::collections::HashMap;

use roxmltree::Node;

use super::docx::{attribute, child, is_on, value};
use super::package::xml;
use crate::ReadError;

/// Most styles that one style is based on, one behind the other.
const MAX_BASES: usize = 16;

/// What a style, or a paragraph itself, says of its place in a list.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Place {
    pub list: Option<String>,
    pub level: Option<usize>,
}

impl Place {
    /// Reads the properties of a paragraph; none if they name no list and no level.
    pub(super) fn of(properties: Node<'_, '_>) -> Option<Self> {
        let place = child(properties, "numPr")?;
        let find = |name| child(place, name).and_then(value);
        Some(Place {
            list: find("numId").map(str::to_owned),
            level: find("ilvl").and_then(|level| level.parse().ok()),
        })
    }
}

#[derive(Debug)]
struct Style {
    base: Option<String>,
    place: Option<Place>,
    struck: Option<bool>,
}

/// Styles by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    pub(super) fn parse(text: &str) -> Result<Self, ReadError> {
        let tree = xml(text)?;
        let styles = tree.root_element().children().filter_map(|node| {
            let id = attribute(node, "styleId")?;
            let style = Style {
                base: child(node, "basedOn").and_then(value).map(str::to_owned),
                place: child(node, "pPr").and_then(Place::of),
                struck: child(node, "rPr").and_then(struck),
            };
            Some((id.to_owned(), style))
        });
        Ok(Styles(styles.collect()))
    }

    /// A style and those that it is based on.
    fn line<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = self.0.get_key_value(id);
        let next = |(_, style): &(&String, &'a Style)| {
            let base = style.base.as_deref()?;
            self.0.get_key_value(base)
        };
        std::iter::successors(first, next)
            .take(MAX_BASES)
            .map(|(id, style)| (id.as_str(), style))
    }

    /// The place in a list that a paragraph style gives, and the style that says so.
    pub(super) fn place<'a>(&'a self, id: &'a str) -> Option<(&'a str, &'a Place)> {
        self.line(id)
            .find_map(|(id, style)| Some((id, style.place.as_ref()?)))
    }

    /// Whether a style strikes text out.
    pub(super) fn struck(&self, id: &str) -> Option<bool> {
        self.line(id).find_map(|(_, style)| style.struck)
    }
}

/// Whether properties of text strike it out, if they say anything of it.
pub(super) fn struck(properties: Node<'_, '_>) -> Option<bool> {
    let lines = ["strike", "dstrike"].map(|name| child(properties, name));
    let is_said = lines.iter().any(Option::is_some);
    is_said.then(|| lines.into_iter().any(is_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_style_does_not_say_its_base_says() {
        let text = r#"<w:styles xmlns:w="w">
            <w:style w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>
            <w:style w:styleId="Older"><w:basedOn w:val="Old"/></w:style>
            <w:style w:styleId="New"><w:basedOn w:val="Old"/><w:rPr><w:strike w:val="0"/></w:rPr></w:style>
            <w:style w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="Items"><w:basedOn w:val="Item"/></w:style>
            <w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style>
            </w:styles>"#;
        let styles = Styles::parse(text).unwrap();
        assert_eq!(styles.struck("Older"), Some(true));
        assert_eq!(styles.struck("New"), Some(false));
        assert_eq!(styles.struck("Round"), None);
        let place = Place {
            list: Some("5".to_owned()),
            level: None,
        };
        assert_eq!(styles.place("Items"), Some(("Item", &place)));
        assert_eq!(styles.place("Older"), None);
    }
}
