//! Amounts as administrative prose states them: 不少于1.2万人次, 约1088个, 2至3个.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How a stated value bounds the thing measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Qualifier {
    /// The plain figure.
    #[default]
    #[serde(rename = "=")]
    Exactly,
    /// 不少于, 不低于, 至少, 以上, 超过.
    #[serde(rename = ">=")]
    AtLeast,
    /// 不超过, 以内, 以下.
    #[serde(rename = "<=")]
    AtMost,
    /// 约, 左右, 近, 余, 多.
    #[serde(rename = "~")]
    About,
}

impl Qualifier {
    /// The sign used in data: `=`, `>=`, `<=`, `~`.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exactly => "=",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::About => "~",
        }
    }

    /// The sign people read, with a space after it; empty for a plain figure.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Exactly => "",
            Self::AtLeast => "≥ ",
            Self::AtMost => "≤ ",
            Self::About => "约 ",
        }
    }

    /// The qualifier of a sign, if it is one.
    pub fn from_sign(sign: &str) -> Option<Self> {
        Some(match sign {
            "=" => Self::Exactly,
            ">=" => Self::AtLeast,
            "<=" => Self::AtMost,
            "~" => Self::About,
            _ => return None,
        })
    }
}

/// Measure word or unit as results give it: 人次, 套, 公里, %. Nearly always a word of the
/// vocabulary, which needs no copy. Empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitName(Cow<'static, str>);

impl UnitName {
    /// No unit.
    pub const NONE: Self = Self::known("");

    /// A word that the program has of its own.
    pub const fn known(word: &'static str) -> Self {
        Self(Cow::Borrowed(word))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds to it: 批次 with /千人.
    pub fn push_str(&mut self, more: &str) {
        self.0.to_mut().push_str(more);
    }
}

impl std::ops::Deref for UnitName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for UnitName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for UnitName {
    fn from(word: String) -> Self {
        Self(Cow::Owned(word))
    }
}

impl From<&'static str> for UnitName {
    fn from(word: &'static str) -> Self {
        Self::known(word)
    }
}

impl From<UnitName> for String {
    fn from(unit: UnitName) -> Self {
        unit.0.into_owned()
    }
}

impl PartialEq<str> for UnitName {
    fn eq(&self, other: &str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<&str> for UnitName {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<String> for UnitName {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other.as_str()
    }
}

/// A value with its unit of measure. 万 and 亿 are written out: 1.2万人次 is 12000 人次.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// How the value bounds the thing measured.
    #[serde(rename = "op")]
    pub qualifier: Qualifier,
    /// The value, or the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range such as 2至3个.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value_max: Option<Decimal>,
    /// Measure word or unit: 人次, 套, 公里, %.
    pub unit: UnitName,
}

/// A decimal without trailing zeros: `1088`, `3.52`, `27.375`.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A decimal with commas every three digits, for pages: `12,000`.
pub fn grouped(value: Decimal) -> String {
    let text = plain(value);
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouping_keeps_fraction_and_sign() {
        let check = |s: &str, want: &str| assert_eq!(grouped(s.parse().unwrap()), want);
        check("0", "0");
        check("999", "999");
        check("1000", "1,000");
        check("-1234567.50", "-1,234,567.5");
        check("100", "100");
    }
}
