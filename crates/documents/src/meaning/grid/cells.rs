//! What the cells of a row say: title, units, progress.

use std::borrow::Cow;
use std::collections::HashSet;

use super::units;
use crate::block::Grid;
use crate::meaning::heading::{Heading, Role, unit_of};
use crate::meaning::number::marker;

pub(super) fn title_of(heading: &Heading, grid: &Grid, row: usize) -> String {
    let Some(column) = heading.title_column() else {
        return String::new();
    };
    let title = grid.text(row, column);
    match heading.column(Role::Project) {
        Some(project) if project != column => {
            let measure = heading
                .column(Role::Measure)
                .map_or("", |measure| grid.text(row, measure));
            let target = Target {
                heading: &heading.columns[column].1,
                text: title,
                measure,
            };
            join_target(
                &heading.columns[project].1,
                grid.text(row, project),
                &target,
            )
        }
        _ => title.to_owned(),
    }
}

/// A cell that says what is to be reached.
pub(in crate::meaning) struct Target<'a> {
    /// Heading of its column.
    pub heading: &'a str,
    pub text: &'a str,
    /// Measure word from a column of its own; empty where there is none.
    pub measure: &'a str,
}

impl Target<'_> {
    /// The unit of a bare figure, in brackets: from the heading, or from a column of its own.
    fn unit(&self) -> String {
        if !is_bare(self.text) {
            return String::new();
        }
        match unit_of(self.heading) {
            Some(unit) => unit.to_owned(),
            None if self.measure.is_empty() => String::new(),
            None => format!("（{}）", self.measure),
        }
    }
}

/// A figure, and no day or month of a year.
fn is_figure(text: &str) -> bool {
    let plain = text.replace([',', '，'], "");
    let is_month = plain.split_once('.').is_some_and(|(year, month)| {
        let year = year
            .parse()
            .is_ok_and(|year: u16| (1990..2100).contains(&year));
        year && month.len() <= 2
    });
    !is_month && !plain.is_empty() && plain.parse::<f64>().is_ok_and(f64::is_finite)
}

/// A figure alone, or a range of two.
fn is_bare(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ".,，-—~≥≤ ".contains(c))
}

/// The target, or `指标:目标` where the target alone does not say what is meant. A bare figure
/// takes its unit along: `指标（万人次）:12`.
pub(in crate::meaning) fn join_target(
    project_heading: &str,
    project: &str,
    target: &Target<'_>,
) -> String {
    let name = marker(project).map_or(project, |found| found.rest);
    if target.text.is_empty() {
        return name.to_owned();
    }
    let is_indicator = project_heading.contains("指标");
    if !name.is_empty() && (is_indicator || is_quantity(target.text)) {
        let unit = if name.ends_with(['）', ')']) {
            String::new()
        } else {
            target.unit()
        };
        return format!("{name}{unit}:{}", unbroken(target.text));
    }
    target.text.to_owned()
}

/// A target without the line ends that a narrow column put inside it: 控制在⏎10410人内.
fn unbroken(target: &str) -> String {
    let mut whole = String::new();
    for line in target.split('\n') {
        let ends = whole.ends_with(['。', '；', ';', '！', '：', ':', ')', '）']);
        if ends || (!whole.is_empty() && marker(line).is_some()) {
            whole.push('\n');
        }
        whole.push_str(line);
    }
    whole
}

/// 1100, 6%以上, 筛查3万人次, 全覆盖: a figure and a unit with a verb at most, nothing that says of what.
pub(super) fn is_quantity(text: &str) -> bool {
    let text = marker(text).map_or(text, |found| found.rest);
    let is_figure = |c: &char| c.is_ascii_digit() || "%％.".contains(*c);
    let length = text.chars().count();
    let others = length - text.chars().filter(is_figure).count();
    let before = text.chars().take_while(|c| !is_figure(c)).count();
    match length == others {
        true => matches!(
            text,
            "全覆盖" | "全部完成" | "全部覆盖" | "全面完成" | "全域覆盖"
        ),
        false => {
            let is_day = text.contains(['月', '年', '日']);
            others <= 4 && !is_day || before <= 2 && others <= 7 && !is_day
        }
    }
}

/// Units of every column that names some; one named again in a later column counts once.
pub(super) fn units_of(heading: &Heading, grid: &Grid, row: usize) -> Vec<String> {
    let is_units = |(column, (role, _)): (usize, &(Option<Role>, String))| {
        (*role == Some(Role::Units)).then_some(column)
    };
    let mut names: Vec<String> = Vec::new();
    for column in heading.columns.iter().enumerate().filter_map(is_units) {
        let mut found = units::units(grid.text(row, column));
        if names.is_empty() {
            names = found;
            continue;
        }
        let known: HashSet<&str> = names.iter().map(String::as_str).collect();
        found.retain(|name| !known.contains(name.as_str()));
        names.extend(found);
    }
    names
}

/// What a cell of due dates says, in one line; none where it is empty.
pub(in crate::meaning) fn due_of(cell: &str) -> Option<String> {
    let text = cell.trim().replace('\n', "");
    (!text.is_empty()).then_some(text)
}

pub(super) fn narrative_of(heading: &Heading, grid: &Grid, row: usize) -> String {
    let accounts = heading.accounts();
    let measure = heading
        .column(Role::Measure)
        .map_or("", |measure| grid.text(row, measure));
    // A bare figure is in the unit of the row: 累计完成（万人次）:0.9.
    let measured = |column: usize| {
        let (role, name) = &heading.columns[column];
        // A percentage so marked would be one of completion.
        let counts = *role == Some(Role::Progress)
            && measure.chars().all(char::is_alphanumeric)
            && !matches!(measure, "" | "无");
        (counts && unit_of(name).is_none() && is_figure(grid.text(row, column)))
            .then(|| format!("{name}（{measure}）"))
    };
    let told = |column: usize| match heading.columns[column].0 {
        Some(Role::Share) => Cow::Owned(in_percent(grid.text(row, column))),
        _ => Cow::Borrowed(grid.text(row, column)),
    };
    if let [only] = accounts[..] {
        let text = told(only);
        return match measured(only) {
            Some(name) => format!("{}:{text}", name.replace('\n', "")),
            None => text.into_owned(),
        };
    }
    let cells: Vec<Cow<'_, str>> = accounts.iter().map(|&column| told(column)).collect();
    let names: Vec<Option<String>> = accounts.iter().map(|&column| measured(column)).collect();
    let mut seen: Vec<(&str, Option<usize>)> = Vec::new();
    let mut texts: Vec<(&str, &str)> = Vec::new();
    for ((&column, measured), cell) in accounts.iter().zip(&names).zip(&cells) {
        let own = heading.columns[column].1.as_str();
        let name = measured.as_deref().unwrap_or(own);
        let place = grid.place(row, column);
        // One cell under one heading over several columns, as tables of different widths leave
        // behind once they are joined.
        if place.is_some() && seen.contains(&(name, place)) {
            continue;
        }
        seen.push((name, place));
        texts.push((name, cell));
    }
    if seen.iter().all(|(name, _)| *name == seen[0].0) {
        let filled = texts.iter().filter(|(_, text)| !text.is_empty()).count();
        if filled <= 1 {
            texts.retain(|(_, text)| !text.is_empty());
            return texts.first().map_or("", |(_, text)| text).to_owned();
        }
    }
    join_accounts(&texts)
}

/// The digits before and after the point of a share, which is a number from 0 to 1 and nothing else.
pub(super) fn share_of(text: &str) -> Option<(&str, &str)> {
    let (whole, parts) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_share = matches!(whole, "0" | "1") && digits(parts) && text.len() <= 24;
    (is_share && (whole == "0" || parts.bytes().all(|byte| byte == b'0'))).then_some((whole, parts))
}

/// 75.3% of 0.753; what is no share stays as it is.
fn in_percent(text: &str) -> String {
    let Some((whole, parts)) = share_of(text.trim()) else {
        return text.to_owned();
    };
    let parts = format!("{parts:0<2}");
    let (hundredths, rest) = parts.split_at(2);
    let whole = format!("{whole}{hundredths}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    match rest.trim_end_matches('0') {
        "" => format!("{whole}%"),
        rest => format!("{whole}.{rest}%"),
    }
}

/// One column as it stands; of several, each that is not empty as `列名:单元格`, joined by `;`.
pub(in crate::meaning) fn join_accounts(texts: &[(&str, &str)]) -> String {
    if let [(_, text)] = texts {
        return (*text).to_owned();
    }
    let named = texts.iter().filter(|(_, text)| !text.is_empty());
    named
        .map(|(name, text)| format!("{}:{text}", name.replace('\n', "")))
        .collect::<Vec<_>>()
        .join(";")
}
