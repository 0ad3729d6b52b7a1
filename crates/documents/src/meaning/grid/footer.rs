//! Rows that are none: sums, and who made the table.

use super::{has_number, own_cells};
use crate::block::{Cell, Grid};
use crate::meaning::context;
use crate::meaning::heading::{Heading, Role, plain};

/// 合计: a row that adds others up, or a note.
pub(super) fn is_sum(label: &str) -> bool {
    // 共4项.
    let is_count = |label: &str| label.starts_with('共') && label.ends_with(['项', '件', '个']);
    if is_count(label.trim()) {
        return true;
    }
    // Most labels are numbers, and asked no further.
    if label.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    matches!(
        plain(label).as_str(),
        "合计"
            | "总计"
            | "小计"
            | "共计"
            | "累计"
            | "平均"
            | "注"
            | "备注"
            | "说明"
            | "例"
            | "示例"
            | "样例"
            | "填写示例"
            | "本页小计"
            | "总体进度"
    )
}

/// A row below the last one that says who made the table and when, or adds it up: none of its cells
/// is part of a commitment. A row with a number, or with title, unit and progress, is one.
pub(super) fn is_footer(heading: &Heading, grid: &Grid, row: usize) -> bool {
    let filled = |column: usize| !grid.text(row, column).is_empty();
    let is_whole = heading.title_column().is_some_and(filled)
        && heading.column(Role::Units).is_none_or(filled)
        && heading.account_columns().any(filled);
    let mut own = own_cells(grid, row);
    // 审核人：, 张三, 填报人：李四.
    let is_signed = |cell: &Cell| cell.text.ends_with(['：', ':']) && context::signs(&cell.text);
    if own.clone().next().is_some_and(is_signed) {
        return true;
    }
    let Some(first) = own.next().filter(|_| !is_whole) else {
        return false;
    };
    let numbered = has_number(heading, grid, row) && !context::is_footer(&first.text);
    let held = heading
        .column(Role::Number)
        .and_then(|column| grid.at(row, column))
        .is_some_and(|above| above.row < row && !above.text.is_empty());
    // What goes on above is no note.
    let goes_on = heading
        .account_columns()
        .any(|column| column == first.column);
    let is_more = goes_on && (context::explains(&first.text) || !context::signs(&first.text));
    if numbered || held || is_more {
        return false;
    }
    let mut signs = || context::signs(&first.text) && own.all(|cell| context::signs(&cell.text));
    !goes_on && (context::is_footer(&first.text) || is_sum(&first.text)) || signs()
}
