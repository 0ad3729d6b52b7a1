//! The table of signs with their weights.

use super::sign::Sign;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What each sign weighs.
pub(super) struct Table(HashMap<Sign, i32>);

/// The table as it is shipped.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("table.txt")));

impl Table {
    /// Reads `sign<tab>weight` lines; `#` begins a remark. A line that says nothing is left out, and
    /// the tests of the table find it.
    fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Self(lines.filter_map(weight).collect())
    }

    /// The weight of a sign in hundredths of its log-odds: above 0 it speaks for the link.
    pub fn of(&self, sign: Sign) -> i32 {
        self.0.get(&sign).copied().unwrap_or(0)
    }
}

fn weight(line: &str) -> Option<(Sign, i32)> {
    let (sign, weight) = line.split_once('\t')?;
    Some((Sign::read(sign)?, weight.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_the_table_is_read() {
        let text = include_str!("table.txt");
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let mut count = 0;
        for line in lines {
            assert!(weight(line).is_some_and(|(_, w)| w != 0), "{line}");
            count += 1;
        }
        assert_eq!(TABLE.0.len(), count, "a sign stands there twice");
        assert!(count > 100);
    }
}
