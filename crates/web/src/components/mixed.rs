//! A sentence of a page that quotes Chinese names.

use std::fmt;

use crate::lang::Lang;

/// Text with its Chinese stretches marked as such, so that a screen reader changes its voice.
/// On a Chinese page it is the text itself.
#[derive(Debug, Clone)]
pub struct Mixed {
    t: Lang,
    text: String,
}

impl askama::filters::HtmlSafe for Mixed {}

impl Mixed {
    /// A text of a page in this language.
    pub fn new(t: Lang, text: impl Into<String>) -> Self {
        Self {
            t,
            text: text.into(),
        }
    }
}

/// Whether a character belongs to a Chinese stretch: ideographs and full-width punctuation.
fn chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

fn escape(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for c in text.chars() {
        match c {
            '&' => f.write_str("&#38;")?,
            '<' => f.write_str("&#60;")?,
            '>' => f.write_str("&#62;")?,
            '"' => f.write_str("&#34;")?,
            '\'' => f.write_str("&#39;")?,
            _ => fmt::Write::write_char(f, c)?,
        }
    }
    Ok(())
}

impl fmt::Display for Mixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.t == Lang::Zh {
            return escape(f, &self.text);
        }
        let mut rest = self.text.as_str();
        while let Some(start) = rest.find(chinese) {
            let length = rest[start..]
                .find(|c: char| !chinese(c))
                .unwrap_or(rest.len() - start);
            escape(f, &rest[..start])?;
            f.write_str("<span lang=\"zh-CN\">")?;
            escape(f, &rest[start..start + length])?;
            f.write_str("</span>")?;
            rest = &rest[start + length..];
        }
        escape(f, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_marked_and_everything_escaped() {
        assert_eq!(
            Mixed::new(Lang::En, "<b> 就业（人次）: 2").to_string(),
            "&#60;b&#62; <span lang=\"zh-CN\">就业（人次）</span>: 2"
        );
        assert_eq!(Mixed::new(Lang::Zh, "甲<乙").to_string(), "甲&#60;乙");
    }
}
