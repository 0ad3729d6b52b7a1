//! Which rows of a list are shown, and in which order.

use rust_decimal::Decimal;
use shishi_app::snapshot::{Row, Snapshot};
use shishi_domain::{Level, PeriodCode};
use unicode_normalization::UnicodeNormalization;

use crate::address::Address;
use crate::errors::Failure;
use crate::lang::Lang;
use crate::links;
use crate::reader::Reader;

/// Longest search, in characters.
const LONGEST: usize = 60;

/// Order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// 按公布顺序.
    #[default]
    Published,
    /// 先看问题.
    Urgent,
    /// 落后多的在前.
    Behind,
}

impl Sort {
    /// All orders.
    pub const ALL: [Sort; 3] = [Self::Published, Self::Urgent, Self::Behind];

    /// Name in addresses; the default has none.
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "",
            Self::Urgent => "urgent",
            Self::Behind => "behind",
        }
    }

    /// Words.
    pub fn say(self, t: Lang) -> &'static str {
        match self {
            Self::Published => t.say("按公布顺序", "As published"),
            Self::Urgent => t.say("先看问题", "Most urgent first"),
            Self::Behind => t.say("落后多的在前", "Furthest behind first"),
        }
    }
}

/// What a reader asked to see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// A period other than the newest.
    pub period: Option<PeriodCode>,
    /// Rows of this lamp only.
    pub light: Option<Level>,
    /// Rows of this unit only: its identifier.
    pub unit: Option<String>,
    /// Rows that have all these words.
    pub q: String,
    /// Order.
    pub sort: Sort,
}

impl Filter {
    /// Reads the query. Values that mean nothing are passed over.
    ///
    /// # Errors
    /// A period that is none is not found.
    pub fn parse(reader: &Reader) -> Result<Self, Failure> {
        let sort = reader.ask("sort").unwrap_or_default();
        Ok(Self {
            period: reader.period()?,
            light: reader.ask("light").and_then(Level::from_name),
            unit: reader.ask("unit").map(str::to_owned),
            q: reader
                .ask("q")
                .map(|q| {
                    let words: Vec<_> = q.split_whitespace().collect();
                    words.join(" ").chars().take(LONGEST).collect()
                })
                .unwrap_or_default(),
            sort: Sort::ALL
                .into_iter()
                .find(|s| s.name() == sort)
                .unwrap_or_default(),
        })
    }

    /// Drops what this snapshot does not know, so that only real addresses are kept.
    pub fn settle(&mut self, snapshot: &Snapshot) {
        let known = |id: &String| {
            snapshot
                .rows
                .iter()
                .any(|row| row.units.iter().any(|unit| unit.id == *id))
        };
        self.unit = self.unit.take().filter(known);
        self.period = self.period.filter(|code| *code == snapshot.period.code);
        if snapshot.periods.last().map(|p| p.code) == self.period {
            self.period = None;
        }
    }

    /// The address of this view.
    pub fn address(&self, year: i16) -> Address {
        let period = self.period.map(|code| code.to_string());
        links::year(year)
            .with("period", period.as_deref().unwrap_or_default())
            .with("light", self.light.map_or("", Level::name))
            .with("unit", self.unit.as_deref().unwrap_or_default())
            .with("q", &self.q)
            .with("sort", self.sort.name())
    }

    /// The address without any choice but the period.
    pub fn cleared(&self, year: i16) -> Address {
        Self {
            period: self.period,
            ..Self::default()
        }
        .address(year)
    }

    /// Whether rows are left out.
    pub fn narrows(&self) -> bool {
        self.light.is_some() || self.unit.is_some() || !self.q.is_empty()
    }

    /// The rows, in order.
    pub fn rows<'s>(&self, snapshot: &'s Snapshot) -> Vec<&'s Row> {
        let q = fold(&self.q);
        let words: Vec<&str> = q.split_whitespace().collect();
        let mut rows: Vec<&Row> = snapshot
            .rows
            .iter()
            .filter(|row| self.light.is_none_or(|level| row.result.level == level))
            .filter(|row| {
                self.unit
                    .as_ref()
                    .is_none_or(|id| row.units.iter().any(|unit| unit.id == *id))
            })
            .filter(|row| words.is_empty() || has_all(row, &words))
            .collect();
        match self.sort {
            Sort::Published => {}
            Sort::Urgent => rows.sort_by_key(|row| row.result.level.rank()),
            Sort::Behind => {
                rows.sort_by_key(|row| std::cmp::Reverse(behind(row).unwrap_or(Decimal::MIN)));
            }
        }
        rows
    }
}

fn behind(row: &Row) -> Option<Decimal> {
    row.result
        .indicators
        .iter()
        .filter_map(|i| i.behind_points)
        .max()
}

/// Width and case folded away: ＡＰＰ and app are one word.
fn fold(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

fn has_all(row: &Row, words: &[&str]) -> bool {
    let mut text = String::new();
    for part in [
        &row.label,
        "\n",
        &row.title,
        "\n",
        &row.headline,
        "\n",
        row.text(),
    ] {
        text.push_str(part);
    }
    for unit in &row.units {
        text.push('\n');
        text.push_str(&unit.name);
    }
    let text = fold(&text);
    words.iter().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn found(q: &str) -> Vec<String> {
        let filter = Filter {
            q: q.into(),
            ..Filter::default()
        };
        let snapshot = samples::daxing();
        filter
            .rows(&snapshot)
            .into_iter()
            .map(|row| row.number.clone())
            .collect()
    }

    #[test]
    fn two_characters_are_a_word() {
        assert_eq!(found("加梯"), ["6"]);
        assert_eq!(found("app"), ["5"]);
        assert_eq!(found("ＡＰＰ"), ["5"]);
        assert_eq!(found("区住建委 住房"), ["8"]);
        // The words that the search field proposes.
        assert_eq!(found("加梯 住建委"), ["6"]);
        assert!(found("飞船").is_empty());
    }

    #[test]
    fn furthest_behind_comes_first_and_unmeasured_last() {
        let snapshot = samples::daxing();
        let filter = Filter {
            sort: Sort::Behind,
            ..Filter::default()
        };
        let rows = filter.rows(&snapshot);
        assert_eq!(
            (rows[0].number.as_str(), rows[1].number.as_str()),
            ("20", "8")
        );
        assert_eq!(rows.len(), 22);
    }
}
