//! Addresses inside the site: a path, its query, and a place on the page.

use crate::lang::Lang;

/// A page's address without its language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Address {
    path: String,
    query: String,
    fragment: String,
}

impl Address {
    /// An address of path segments; each is encoded.
    pub fn of(segments: &[&str]) -> Self {
        let mut path = String::new();
        for segment in segments {
            path.push('/');
            encode(segment, &mut path);
        }
        if path.is_empty() {
            path.push('/');
        }
        Self {
            path,
            ..Self::default()
        }
    }

    /// The same with one more query parameter; an empty value adds nothing.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            if !self.query.is_empty() {
                self.query.push('&');
            }
            encode(name, &mut self.query);
            self.query.push('=');
            encode(value, &mut self.query);
        }
        self
    }

    /// The same at an element's id.
    #[must_use]
    pub fn at(mut self, id: &str) -> Self {
        self.fragment.clear();
        encode(id, &mut self.fragment);
        self
    }

    /// Path without query: the target of a form that sends its own.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The address written out for a language. Chinese is the default and adds nothing.
    pub fn to(&self, lang: Lang) -> String {
        let mut out = self.path.clone();
        let mut mark = '?';
        if !self.query.is_empty() {
            out.push(mark);
            out.push_str(&self.query);
            mark = '&';
        }
        if lang.english() {
            out.push(mark);
            out.push_str("lang=en");
        }
        if !self.fragment.is_empty() {
            out.push('#');
            out.push_str(&self.fragment);
        }
        out
    }
}

/// Percent-encodes everything but unreserved characters.
pub(crate) fn encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

/// Where to go back to, if `text` is an address inside this site.
///
/// Only a path from the root is: `//host`, `/\host` and anything with control characters lead
/// elsewhere in some browser and are refused.
pub fn local(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('/')?;
    let inside = !rest.starts_with(['/', '\\'])
        && text.len() <= 2048
        && text
            .bytes()
            .all(|b| (0x21..0x7f).contains(&b) && b != b'\\');
    inside.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_language_and_place() {
        let address = Address::of(&["y", "2024"])
            .with("q", "电梯&x")
            .with("light", "")
            .at("c2");
        assert_eq!(address.to(Lang::Zh), "/y/2024?q=%E7%94%B5%E6%A2%AF%26x#c2");
        assert_eq!(
            address.to(Lang::En),
            "/y/2024?q=%E7%94%B5%E6%A2%AF%26x&lang=en#c2"
        );
        assert_eq!(Address::of(&[]).to(Lang::En), "/?lang=en");
    }

    #[test]
    fn only_local_paths_are_gone_back_to() {
        for good in ["/", "/y/2024?light=remind&lang=en"] {
            assert_eq!(local(good), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "/a\r\nSet-Cookie:x",
            "/a\\b",
            "y/2024",
        ] {
            assert_eq!(local(bad), None, "{bad:?}");
        }
    }
}
