//! How a reader wants pages shown, kept in one cookie.

/// Name of the cookie.
pub const COOKIE: &str = "shishi_view";

/// Colours of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// 浅色.
    Light,
    /// 深色.
    Dark,
}

/// How a reader wants pages shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Prefs {
    /// 关怀版: larger text and targets, one column.
    pub care: bool,
    /// 大字.
    pub large: bool,
    /// 高对比.
    pub contrast: bool,
    /// Colours.
    pub theme: Theme,
}

impl Prefs {
    /// Reads the value of the cookie; unknown words are passed over.
    pub fn parse(value: &str) -> Self {
        let mut prefs = Self::default();
        for word in value.split('.') {
            match word {
                "care" => prefs.care = true,
                "large" => prefs.large = true,
                "contrast" => prefs.contrast = true,
                "light" => prefs.theme = Theme::Light,
                "dark" => prefs.theme = Theme::Dark,
                _ => {}
            }
        }
        prefs
    }

    /// Reads the cookie out of a `Cookie` header.
    pub fn from_cookies(header: &str) -> Self {
        header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE)
            .map_or_else(Self::default, |(_, value)| Self::parse(value))
    }

    /// The value of the cookie; empty for the defaults.
    pub fn value(self) -> String {
        let theme = match self.theme {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        [
            self.care.then_some("care"),
            self.large.then_some("large"),
            self.contrast.then_some("contrast"),
            theme,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(".")
    }

    /// A number below 24 that tells the choices apart.
    pub fn index(self) -> u8 {
        u8::from(self.care)
            + 2 * u8::from(self.large)
            + 4 * u8::from(self.contrast)
            + 8 * (self.theme as u8)
    }

    /// Attributes of `<html>` that the style sheet answers to, with a space before each.
    pub fn attributes(self) -> String {
        let theme = match self.theme {
            Theme::Auto => "",
            Theme::Light => " data-theme=\"light\"",
            Theme::Dark => " data-theme=\"dark\"",
        };
        let mut out = String::from(theme);
        for (set, attribute) in [
            (self.care, " data-mode=\"care\""),
            (self.large, " data-size=\"large\""),
            (self.contrast, " data-contrast=\"high\""),
        ] {
            if set {
                out.push_str(attribute);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_survive_the_cookie() {
        for theme in [Theme::Auto, Theme::Light, Theme::Dark] {
            for bits in 0..8u8 {
                let prefs = Prefs {
                    care: bits & 1 != 0,
                    large: bits & 2 != 0,
                    contrast: bits & 4 != 0,
                    theme,
                };
                assert_eq!(Prefs::parse(&prefs.value()), prefs);
                let header = format!("a=b; {COOKIE}={}; c=d", prefs.value());
                assert_eq!(Prefs::from_cookies(&header), prefs);
                assert!(prefs.index() < 24);
            }
        }
        assert_eq!(Prefs::parse("x.<script>.."), Prefs::default());
    }
}
