//! Amounts as administrative prose states them: 不少于1.2万人次, 约1088个, 2至3个.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::unit::UnitName;

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

impl Amount {
    /// Its value for people, of a range both ends: 1,000至1,200.
    pub fn grouped(&self) -> String {
        self.between("至")
    }

    /// The same in English: 1,000 to 1,200.
    pub fn grouped_en(&self) -> String {
        self.between(" to ")
    }

    fn between(&self, word: &str) -> String {
        let value = grouped(self.value);
        self.value_max.map_or_else(
            || value.clone(),
            |max| format!("{value}{word}{}", grouped(max)),
        )
    }
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
    fn a_range_shows_both_ends() {
        let mut amount = Amount {
            qualifier: Qualifier::Exactly,
            value: 1000.into(),
            value_max: Some(1200.into()),
            unit: "个".into(),
        };
        assert_eq!(amount.grouped(), "1,000至1,200");
        assert_eq!(amount.grouped_en(), "1,000 to 1,200");
        amount.value_max = None;
        assert_eq!(amount.grouped(), "1,000");
    }

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
