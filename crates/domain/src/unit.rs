//! Units: their names, and what one is worth in another where both measure the same quantity.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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

/// Units that measure one quantity, each with its worth in the first as a fraction. 亩 is a fifteenth
/// of 公顷, 斤 half a 公斤, 里 half a 公里.
///
/// Source: 国务院关于在我国统一实行法定计量单位的命令 (1984), 中华人民共和国法定计量单位.
const QUANTITIES: &[&[(&str, i64, i64)]] = &[
    &[
        ("米", 1, 1),
        ("延米", 1, 1),
        ("延长米", 1, 1),
        ("厘米", 1, 100),
        ("毫米", 1, 1_000),
        ("公里", 1_000, 1),
        ("千米", 1_000, 1),
        ("里", 500, 1),
    ],
    &[
        ("平方米", 1, 1),
        ("亩", 2_000, 3),
        ("公亩", 100, 1),
        ("公顷", 10_000, 1),
        ("平方公里", 1_000_000, 1),
        ("平方千米", 1_000_000, 1),
        ("km²", 1_000_000, 1),
    ],
    &[
        ("公斤", 1, 1),
        ("千克", 1, 1),
        ("kg", 1, 1),
        ("斤", 1, 2),
        ("克", 1, 1_000),
        ("吨", 1_000, 1),
    ],
    &[
        ("立方米", 1, 1),
        ("立方", 1, 1),
        ("方", 1, 1),
        ("m³", 1, 1),
        ("升", 1, 1_000),
    ],
    &[
        ("千瓦", 1, 1),
        ("kW", 1, 1),
        ("瓦", 1, 1_000),
        ("兆瓦", 1_000, 1),
        ("MW", 1_000, 1),
    ],
];

/// A value given in one unit as it is in another: 52300 米 are 52.3 公里. None where the two do not
/// measure the same quantity, or the result is beyond measure.
pub fn convert(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    if from == to {
        return Some(value);
    }
    let (above, below) = QUANTITIES.iter().find_map(|units| {
        let worth = |name: &str| {
            let unit = units.iter().find(|(unit, ..)| *unit == name)?;
            Some((unit.1, unit.2))
        };
        let ((a, b), (c, d)) = (worth(from)?, worth(to)?);
        Some((a * d, b * c))
    })?;
    let worth = value.checked_mul(Decimal::from(above))?;
    Some(worth.checked_div(Decimal::from(below))?.normalize())
}

/// Whether amounts in two units can be set against each other. Measure words can, as 台 answer 部;
/// a length, a weight, money or a share only answers its own kind.
pub fn comparable(one: &str, other: &str) -> bool {
    let kind = |name: &str| match name {
        "元" => Some(QUANTITIES.len()),
        "%" | "‰" | "百分点" => Some(QUANTITIES.len() + 1),
        _ => QUANTITIES
            .iter()
            .position(|units| units.iter().any(|(unit, ..)| *unit == name)),
    };
    kind(one) == kind(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_quantity_in_two_units() {
        let as_text = |value: i64, from, to| {
            convert(Decimal::from(value), from, to).map(|v| v.round_dp(4).normalize().to_string())
        };
        assert_eq!(as_text(52_300, "米", "公里").as_deref(), Some("52.3"));
        assert_eq!(as_text(1_733, "公顷", "亩").as_deref(), Some("25995"));
        assert_eq!(as_text(2, "平方公里", "亩").as_deref(), Some("3000"));
        assert_eq!(as_text(3, "斤", "吨").as_deref(), Some("0.0015"));
        assert_eq!(as_text(3, "平方米", "公里"), None);
        assert_eq!(as_text(3, "个", "所"), None);
        assert_eq!(convert(Decimal::MAX, "吨", "克"), None);
    }

    #[test]
    fn only_like_answers_like() {
        for (one, other) in [
            ("台", "部"),
            ("米", "公里"),
            ("%", "‰"),
            ("元", "元"),
            ("人次", ""),
        ] {
            assert!(comparable(one, other), "{one} {other}");
        }
        for (one, other) in [("公里", "部"), ("平方米", "米"), ("%", "部"), ("元", "户")]
        {
            assert!(!comparable(one, other), "{one} {other}");
        }
    }
}
