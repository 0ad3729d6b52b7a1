//! Where a heading stands in a table, and what the columns below it hold.

use super::cells::{is_quantity, share_of};
use super::units;
use crate::block::Grid;
use crate::meaning::context;
use crate::meaning::heading::{Heading, Role, plain, role};
use crate::meaning::number::is_number;

/// The heading that begins at this row and the number of rows it takes.
///
/// Of columns under several years only those of one are read; [`years_of`] tells which.
pub(super) fn heading_at(grid: &Grid, row: usize) -> Option<(Heading, usize)> {
    let width = grid.width();
    let spans_all = grid
        .at(row, 0)
        .is_some_and(|cell| cell.columns == width && width > 1);
    if spans_all || width < 2 {
        return None;
    }
    let one = Heading::new((0..width).map(|column| grid.text(row, column)));
    // A second row below cells merged downwards tells parted columns.
    let is_shared = |column: usize| {
        grid.at(row, column)
            .is_some_and(|cell| cell.row <= row && cell.row + cell.rows > row + 1)
    };
    let shared = (0..width).filter(|&column| is_shared(column)).count();
    if shared > 0 && shared < width && row + 1 < grid.height() {
        let other_years = years_of(grid, row).map_or_else(Vec::new, |(_, others)| others);
        // 目标 under one period only is the only one there is.
        let mut periods: Vec<&str> = (0..width)
            .filter(|column| !other_years.contains(column))
            .map(|column| grid.text(row, column))
            .filter(|upper| is_period(upper))
            .collect();
        periods.dedup();
        let names: Vec<String> = (0..width)
            .map(|column| {
                let (upper, lower) = (grid.text(row, column), grid.text(row + 1, column));
                if other_years.contains(&column) {
                    return String::new();
                }
                if is_shared(column) || lower.is_empty() {
                    return upper.to_owned();
                }
                let is_role = role(lower).is_some();
                match (is_period(upper), is_period(lower)) {
                    // 一季度, 二季度 under 完成情况.
                    (false, true) if !is_role => format!("{lower}{upper}"),
                    // 目标, 完成 under 一季度.
                    (true, false) if is_role && periods.len() > 1 => format!("{upper}{lower}"),
                    _ if !is_role && one.is_some() => upper.to_owned(),
                    _ => lower.to_owned(),
                }
            })
            .collect();
        let below_is_heading = (0..width)
            .filter(|&column| !is_shared(column))
            .all(|column| {
                let text = grid.text(row + 1, column);
                !text.is_empty() && text.chars().nth(20).is_none()
            });
        if below_is_heading
            && let Some(mut heading) = Heading::new(names.iter().map(String::as_str))
        {
            for &column in &other_years {
                let name = format!("{}{}", grid.text(row, column), grid.text(row + 1, column));
                heading.leave_out(column, name);
            }
            return Some((heading, 2));
        }
    }
    one.map(|heading| (heading, 1))
}

/// Of 目标, 完成 under 2023年 and again under 2024年: the newest year that tells of progress, and the
/// columns under others.
pub(super) fn years_of(grid: &Grid, row: usize) -> Option<(i16, Vec<usize>)> {
    let under: Vec<(usize, i16)> = (0..grid.width())
        .filter(|&column| grid.at(row, column).is_some_and(|cell| cell.rows == 1))
        .filter_map(|column| {
            let upper = plain(grid.text(row, column));
            let year = context::year(&upper).filter(|_| is_period(&upper))?;
            Some((column, year))
        })
        .collect();
    let tells = |column: usize| role(grid.text(row + 1, column)).is_some_and(Role::is_account);
    let telling = under.iter().filter(|(column, _)| tells(*column));
    let newest = telling.map(|(_, year)| *year).max()?;
    let others = under.iter().filter(|(_, year)| *year != newest);
    let others: Vec<usize> = others.map(|(column, _)| *column).collect();
    (!others.is_empty()).then_some((newest, others))
}

/// 一季度, 7月, 截至9月底, 本月: when, and nothing else.
fn is_period(heading: &str) -> bool {
    let words = plain(heading);
    let ends = [
        "季度", "月", "月份", "月底", "月末", "半年", "年", "本期", "本季", "全年", "累计",
    ];
    words.chars().count() <= 10
        && role(&words).is_none()
        && ends.iter().any(|end| words.ends_with(end))
}

/// How many rows are looked at to tell what a column holds.
const SAMPLE: usize = 12;

/// Whether the first rows of a column hold measure words (个, 万人次, %), none of them a unit of
/// the government.
pub(super) fn is_measure(grid: &Grid, from: usize, column: usize) -> bool {
    let texts =
        || (from..grid.height().min(from + SAMPLE)).map(|row| grid.text(row, column).trim());
    let words = || texts().filter(|text| !text.is_empty());
    words().next().is_some()
        && words().all(|text| {
            text.chars().count() <= 4
                && !units::is_unit(text)
                && !text.chars().any(|c| c.is_ascii_digit())
        })
}

/// Whether one heading cell stands over two columns, of which the left one holds the numbers or the
/// groups of the rows: cells over several rows, the same again and again, or of a class (教育类).
pub(super) fn is_parted(
    grid: &Grid,
    (row, body): (usize, usize),
    left: usize,
    right: usize,
) -> bool {
    let is_one = |row| {
        let place = grid.place(row, left);
        place.is_some() && place == grid.place(row, right)
    };
    let rows: Vec<usize> = (body..grid.height().min(body + SAMPLE))
        .filter(|&row| !grid.text(row, left).is_empty() && !grid.text(row, right).is_empty())
        .collect();
    let apart: Vec<usize> = rows.iter().copied().filter(|&row| !is_one(row)).collect();
    if !is_one(row) || 2 * apart.len() <= rows.len() || apart.is_empty() {
        return false;
    }
    let names = |row: &usize| {
        let text = grid.text(*row, right);
        !is_quantity(text) && !units::is_unit(text) && text.chars().count() > 1
    };
    let group = |row: &usize| {
        let text = grid.text(*row, left);
        let spans = grid.at(*row, left).is_some_and(|cell| cell.rows > 1);
        let again = apart
            .iter()
            .any(|o| o != row && grid.text(*o, left) == text);
        let is_class = ["类", "领域", "方面", "型"]
            .iter()
            .any(|end| text.ends_with(end));
        !text.contains(|c: char| c.is_ascii_digit()) && (spans || again || is_class)
    };
    apart.iter().all(names) && (is_numbers(grid, body, left) || apart.iter().any(group))
}

/// Whether the first rows of a column hold nothing but numbers of rows.
pub(super) fn is_numbers(grid: &Grid, from: usize, column: usize) -> bool {
    let texts = || (from..grid.height().min(from + SAMPLE)).map(|row| grid.text(row, column));
    let words = || texts().filter(|text| !text.is_empty());
    words().next().is_some() && words().all(is_number)
}

/// Whether a column holds nothing but numbers from 0 to 1, some of them with decimals: 0.753 is a rate
/// that was never formatted as 75.3%.
pub(super) fn is_shares(grid: &Grid, from: usize, column: usize) -> bool {
    let texts = (from..grid.height()).map(|row| grid.text(row, column).trim());
    let mut parted = 0;
    for text in texts.filter(|text| !text.is_empty()) {
        let Some((_, parts)) = share_of(text) else {
            return false;
        };
        parted += usize::from(!parts.is_empty());
    }
    parted > 0
}

/// In how many of the first rows a column says a figure that is no day: 3 of 新建公园3个, none of 6月底前.
pub(super) fn figures(grid: &Grid, from: usize, column: usize) -> usize {
    let says = |text: &str| {
        let mut chars = text.chars().take(200).skip_while(|c| !c.is_ascii_digit());
        while let Some(behind) = chars.find(|c| !c.is_ascii_digit()) {
            if !matches!(behind, '月' | '日' | '年' | '号' | '.' | '、') {
                return true;
            }
            if !chars.any(|c| c.is_ascii_digit()) {
                return false;
            }
        }
        text.ends_with(|c: char| c.is_ascii_digit())
    };
    let rows = from..grid.height().min(from + SAMPLE);
    rows.filter(|&row| says(grid.text(row, column))).count()
}
