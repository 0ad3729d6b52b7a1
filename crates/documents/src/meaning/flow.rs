//! Cells whose row ends were lost: one cell to a line, or cells parted by single spaces.
//!
//! Pages stored as text lose which cells stood in one row, and merged cells are printed once for
//! several rows. What is left is the order of the cells and what they say. [`align`] finds the
//! cheapest way to lay them out under the heading's columns.

use super::grid::{Target, due_of, join_accounts, join_target};
use super::heading::{Heading, Role, role};
use super::number::{marker, number_of};
use super::units::is_unit;
use super::{Entry, Found, Held, context, flat_lines, units};
use crate::ReadError;
use crate::block::Block;

/// Most columns of such a table: the time grows with their square.
const MAX_COLUMNS: usize = 24;
/// Most cells.
const MAX_CELLS: usize = 100_000;

/// What is known of where cells end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loss {
    /// Every cell is marked, the empty ones too; only row ends are missing.
    RowEnds,
    /// A cell of several paragraphs looks like several cells, and empty ones are gone.
    Paragraphs,
    /// A space may part two cells or two words.
    Spaces,
}

#[derive(Debug, Clone)]
struct Piece {
    text: String,
    /// What stood between this piece and the one before: a line end or a space.
    after_line_end: bool,
}

/// Reads the first table of this kind.
pub(super) fn find(blocks: &[Block]) -> Result<Found, ReadError> {
    let mut lines: Vec<String> = Vec::new();
    for block in blocks {
        if let Block::Cells(cells) = block {
            let pieces: Vec<Piece> = cells
                .iter()
                .map(|text| Piece {
                    text: text.clone(),
                    after_line_end: true,
                })
                .collect();
            if let Some(found) = read(&lines, &pieces, Loss::RowEnds)? {
                return Ok(found);
            }
        }
        lines.extend(flat_lines(std::slice::from_ref(block)));
    }
    let pieces: Vec<Piece> = lines
        .iter()
        .map(|line| Piece {
            text: line.clone(),
            after_line_end: true,
        })
        .collect();
    let found = match read(&[], &pieces, Loss::Paragraphs)? {
        Some(found) => Some(found),
        None => spaced(&lines)?,
    };
    Ok(found.unwrap_or_default())
}

/// A heading in one line, its words parted by spaces, and rows the same way.
fn spaced(lines: &[String]) -> Result<Option<Found>, ReadError> {
    let at = lines.iter().position(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.len() >= 3
            && Heading::new(words.iter().copied())
                .is_some_and(|heading| heading.columns.iter().all(|(role, _)| role.is_some()))
    });
    let Some(at) = at else {
        return Ok(None);
    };
    let mut pieces = Vec::new();
    for line in &lines[at..] {
        for (place, word) in line.split_whitespace().enumerate() {
            pieces.push(Piece {
                text: word.to_owned(),
                after_line_end: place == 0,
            });
        }
    }
    read(&lines[..at], &pieces, Loss::Spaces)
}

fn read(before: &[String], pieces: &[Piece], loss: Loss) -> Result<Option<Found>, ReadError> {
    let Some((start, heading)) = find_heading(pieces) else {
        return Ok(None);
    };
    let end = start + heading.columns.len();
    let lines: Vec<&str> = before
        .iter()
        .map(String::as_str)
        .chain(pieces[..start].iter().map(|piece| piece.text.as_str()))
        .collect();
    let body: Vec<&Piece> = pieces_of_body(&pieces[end..], &heading, loss);
    if body.is_empty() || body.len() > MAX_CELLS {
        return Ok(None);
    }
    let rows = align(&body, &heading, loss);
    let entries = entries(&rows, &heading)?;
    Ok((!entries.is_empty()).then(|| Found {
        title: context::title(&lines),
        context: lines.iter().map(|line| (*line).to_owned()).collect(),
        below: Vec::new(),
        columns: heading.published(),
        entries,
        issues: Vec::new(),
        name: String::new(),
    }))
}

/// The longest run of cells that read as a heading and make one together.
fn find_heading(pieces: &[Piece]) -> Option<(usize, Heading)> {
    let mut start = 0;
    while start < pieces.len() {
        // No heading begins with how things stand; a title often reads as if one did.
        if role(&pieces[start].text).is_none_or(Role::is_account) {
            start += 1;
            continue;
        }
        let run = pieces[start..]
            .iter()
            .take(MAX_COLUMNS)
            .take_while(|piece| role(&piece.text).is_some())
            .count();
        if run >= 3
            && let Some(heading) = Heading::new(
                pieces[start..start + run]
                    .iter()
                    .map(|piece| piece.text.as_str()),
            )
        {
            return Some((start, heading));
        }
        start += run.max(1);
    }
    None
}

/// The cells below the heading, without the heading printed again and without what a portal puts
/// under a table.
fn pieces_of_body<'a>(pieces: &'a [Piece], heading: &Heading, loss: Loss) -> Vec<&'a Piece> {
    let width = heading.columns.len();
    let mut body = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let window = pieces[at..]
            .iter()
            .take(width)
            .map(|piece| piece.text.as_str());
        if pieces.len() - at >= width && heading.is_repeated_by(window) {
            at += width;
            continue;
        }
        let text = pieces[at].text.as_str();
        if loss != Loss::RowEnds
            && !text.is_empty()
            && context::is_furniture(text)
            && pieces[at].after_line_end
        {
            at += 1;
            continue;
        }
        body.push(&pieces[at]);
        at += 1;
    }
    body
}

/// One row: for each column what its cell says, or none if the cell is merged with the one above.
#[derive(Debug)]
struct Row {
    cells: Vec<Option<String>>,
    /// A section title between rows.
    section: bool,
}

/// Where a cell is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// First cell of a row.
    Begins,
    /// A cell of the row so far.
    Follows,
    /// More of the cell before.
    Continues,
    /// A section title of its own.
    Section,
}

/// Lays cells out in columns at the least cost.
///
/// State: the column of the latest cell, the last state being "a section title". A row may leave
/// out columns on its left, whose cells are then merged with those above; leaving out a column
/// costs by how seldom such a column is merged, and putting a cell costs by how little it reads
/// like one of that column.
fn align(pieces: &[&Piece], heading: &Heading, loss: Loss) -> Vec<Row> {
    let roles: Vec<Option<Role>> = heading.columns.iter().map(|(role, _)| *role).collect();
    let width = roles.len();
    let section = width;
    let skip: Vec<f64> = roles.iter().map(|role| skip_cost(*role, loss)).collect();
    // Cost of leaving out columns a..b.
    let mut skipped = vec![0.0; width + 1];
    for column in 0..width {
        skipped[column + 1] = skipped[column] + skip[column];
    }
    let left_out = |from: usize, to: usize| skipped[to] - skipped[from];

    // What it costs to end a row after the column of this state.
    let row_end = |state: usize| {
        if state == section {
            0.0
        } else {
            left_out(state + 1, width)
        }
    };
    let cheapest = |best: &[f64], share: f64| {
        let costs = best
            .iter()
            .enumerate()
            .map(|(state, cost)| (state, cost + row_end(state) * share));
        costs
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap_or((section, 0.0))
    };

    let mut best: Vec<f64> = Vec::new();
    let mut back: Vec<Vec<(usize, Step)>> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let (ended, after) = cheapest(&best, 1.0);
        let mut next = vec![f64::INFINITY; width + 1];
        let mut from = vec![(ended, Step::Begins); width + 1];
        for column in 0..width {
            let mut begin = after + left_out(0, column);
            if at == 0 && column > 1 {
                begin += 4.0;
            }
            // A row begins on a new line where lines are known.
            if loss == Loss::Spaces && !piece.after_line_end {
                begin += 1.5;
            }
            let mut cheapest = (begin, (ended, Step::Begins));
            for (state, cost) in best.iter().enumerate().take(column) {
                let cost = cost + left_out(state + 1, column);
                if cost < cheapest.0 {
                    cheapest = (cost, (state, Step::Follows));
                }
            }
            next[column] = cheapest.0 + misfit(&piece.text, column, &roles, heading, loss);
            from[column] = cheapest.1;
            if at > 0 && loss != Loss::RowEnds {
                let cost = best[column]
                    + continuation_cost(piece, &pieces[at - 1].text, roles[column], loss);
                if cost < next[column] {
                    next[column] = cost;
                    from[column] = (column, Step::Continues);
                }
            }
        }
        next[section] = after + section_cost(&piece.text, loss);
        from[section] = (ended, Step::Section);
        best = next;
        back.push(from);
    }
    // The last row may have been cut off with the page.
    let (mut state, _) = cheapest(&best, 0.5);
    let mut steps = Vec::with_capacity(pieces.len());
    for from in back.iter().rev() {
        let (before, step) = from[state];
        steps.push((state, step));
        state = before;
    }
    steps.reverse();

    let mut rows: Vec<Row> = Vec::new();
    for (piece, (column, step)) in pieces.iter().zip(steps) {
        match (step, rows.last_mut()) {
            (Step::Section, _) => {
                rows.push(Row {
                    cells: vec![None; width],
                    section: true,
                });
            }
            (Step::Continues, Some(row)) => {
                if let Some(cell) = &mut row.cells[column] {
                    cell.push_str(glue(
                        cell,
                        &piece.text,
                        roles[column],
                        loss,
                        piece.after_line_end,
                    ));
                    cell.push_str(&piece.text);
                }
            }
            (Step::Follows, Some(row)) => row.cells[column] = Some(piece.text.clone()),
            (Step::Begins, _) | (_, None) => {
                let mut cells = vec![None; width];
                cells[column] = Some(piece.text.clone());
                rows.push(Row {
                    cells,
                    section: false,
                });
            }
        }
    }
    rows
}

/// What joins two pieces of one cell: a list of units keeps its lines, running text broken in the
/// middle is one line again.
fn glue(
    before: &str,
    after: &str,
    role: Option<Role>,
    loss: Loss,
    after_line_end: bool,
) -> &'static str {
    if role == Some(Role::Units) {
        return "\n";
    }
    if loss == Loss::Spaces && !after_line_end {
        return " ";
    }
    let ends = before.ends_with(['。', '；', ';', '！', '：', ':', ')', '）']);
    if ends || marker(after).is_some() {
        "\n"
    } else {
        ""
    }
}

/// How rarely a column is left out of a row.
fn skip_cost(role: Option<Role>, loss: Loss) -> f64 {
    match role {
        Some(Role::Category) => 0.1,
        Some(Role::Project) => 0.5,
        Some(Role::Number) => 1.0,
        Some(Role::Units | Role::Measure) => 0.6,
        Some(Role::Target) => 1.5,
        Some(Role::Ignored | Role::Due) => 1.0,
        Some(Role::Remark) if loss != Loss::RowEnds => 0.2,
        Some(_) | None if loss == Loss::RowEnds => 4.0,
        Some(_) | None => 2.0,
    }
}

fn is_number(text: &str) -> bool {
    let is_part = |c: char| {
        c.is_ascii_digit()
            || "第项件条、.．()（）*一二三四五六七八九十百".contains(c)
            || ('①'..='⒛').contains(&c)
    };
    (1..=6).contains(&text.chars().count())
        && text.chars().all(is_part)
        && number_of(text).starts_with(|c: char| c.is_ascii_digit())
}

fn is_figure(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ".%％-—/,+".contains(c))
}

/// How little a cell reads like one of this column. Negative where it reads very much like one.
fn misfit(text: &str, column: usize, roles: &[Option<Role>], heading: &Heading, loss: Loss) -> f64 {
    let length = text.chars().count();
    let found = marker(text);
    let counts = || {
        text.contains("项)")
            || text.contains("项）")
            || text.contains("件)")
            || text.contains("件）")
    };
    let has_numbers = roles.contains(&Some(Role::Number));
    let is_title = heading.title_column() == Some(column);
    // Without a column of numbers, they stand before the indicator or else before the title.
    let indicator = heading
        .column(Role::Project)
        .filter(|&column| heading.columns[column].1.contains("指标"));
    // 协办单位 holds units too, though they are not taken over.
    let names_units = ["单位", "部门"]
        .iter()
        .any(|word| heading.columns[column].1.contains(word));
    let is_numbered = !has_numbers && indicator.or(heading.title_column()) == Some(column);
    match roles[column] {
        Some(Role::Number) => {
            if is_number(text) {
                -3.0
            } else {
                8.0
            }
        }
        Some(Role::Category) => match () {
            () if text.is_empty() => 0.5,
            () if is_unit(text) && length < 12 || is_figure(text) => 4.0,
            () if found.is_some_and(|found| found.level <= super::number::Level::Section)
                && length <= 40 =>
            {
                -2.0
            }
            () if found.is_some() => 4.0,
            () if length <= 10 => -0.5,
            () => 3.0,
        },
        Some(Role::Project | Role::Target) if is_numbered => match found {
            Some(found) if found.level >= super::number::Level::Point => -3.0,
            _ => 4.0,
        },
        // A project over several targets groups them, as a category does.
        Some(Role::Project) if !has_numbers && !is_title => match () {
            () if text.is_empty() => 1.0,
            () if found.is_some_and(|found| found.level <= super::number::Level::Section)
                || counts() =>
            {
                -2.0
            }
            () if found.is_some() => 4.0,
            () => 1.5,
        },
        Some(Role::Project) => match () {
            () if text.is_empty() => 4.0,
            () if is_figure(text) => 4.0,
            () if is_unit(text) => 2.5,
            () if length < 3 => 1.0,
            () => -1.0,
        },
        Some(Role::Target) => match () {
            () if text.is_empty() => 0.5,
            () if is_unit(text) => 2.0,
            () if is_figure(text) => 0.3,
            () => -0.5,
        },
        Some(Role::Plan) => {
            if text.is_empty() || is_figure(text) {
                -1.5
            } else {
                1.5
            }
        }
        Some(Role::Units) => unit_misfit(text),
        Some(Role::Measure) => {
            let is_word =
                length <= 4 && !is_unit(text) && !text.contains(|c: char| c.is_ascii_digit());
            if is_word { -1.0 } else { 4.0 }
        }
        Some(Role::Ignored) if names_units => unit_misfit(text),
        Some(Role::Rate | Role::Share) => match () {
            () if text.is_empty() => 0.2,
            () if is_figure(text) => -2.0,
            () if length <= 8 => -0.2,
            () => 0.8,
        },
        Some(Role::Remark | Role::Next) => match () {
            () if text.is_empty() => -1.0,
            () if is_figure(text) => 0.8,
            () if is_unit(text) => 0.5,
            () => 0.0,
        },
        Some(Role::Progress) => match () {
            () if text.is_empty() => 0.5,
            () if is_unit(text) => 1.0,
            () if loss == Loss::Spaces && counts() => 3.0,
            () => -0.5,
        },
        Some(Role::Ignored | Role::Due) => {
            if is_unit(text) {
                1.0
            } else {
                -0.3
            }
        }
        None => 0.0,
    }
}

fn unit_misfit(text: &str) -> f64 {
    if text.is_empty() {
        1.0
    } else if is_unit(text) {
        -3.0
    } else {
        4.0
    }
}

/// How unlikely a cell is the rest of the one before it.
fn continuation_cost(piece: &Piece, before: &str, role: Option<Role>, loss: Loss) -> f64 {
    let text = piece.text.as_str();
    let after_line_end = piece.after_line_end;
    match role {
        Some(Role::Units) if is_unit(text) && is_unit(before) => -2.0,
        Some(Role::Number | Role::Units | Role::Plan | Role::Rate) => 6.0,
        Some(Role::Project | Role::Category)
            if text.starts_with(['(', '（']) && text.chars().count() < 12 =>
        {
            -0.5
        }
        _ if is_unit(text) && !is_unit(before) => 4.0,
        _ if loss == Loss::Spaces && !after_line_end => 1.0,
        _ if marker(text).is_some() => 3.5,
        // A cell that breaks off has its rest below: 控制在 / 10410人内.
        Some(Role::Target)
            if ["在", "为", "至", "到", "于", "、", "，", ",", "和", "及"]
                .iter()
                .any(|end| before.ends_with(end)) =>
        {
            -1.0
        }
        Some(Role::Progress | Role::Next | Role::Remark) => 1.2,
        _ => 2.0,
    }
}

/// A section title among rows: numbered in Chinese, or short and nothing else.
fn section_cost(text: &str, loss: Loss) -> f64 {
    let length = text.chars().count();
    match marker(text) {
        Some(found) if found.level <= super::number::Level::Section && length <= 40 => -1.0,
        _ if text.is_empty() => 3.0,
        _ if loss == Loss::RowEnds => 6.0,
        _ => 5.0,
    }
}

fn entries(rows: &[Row], heading: &Heading) -> Result<Vec<Entry>, ReadError> {
    let all = Held::default();
    let mut held: Vec<String> = vec![String::new(); heading.columns.len()];
    let mut entries: Vec<Entry> = Vec::new();
    let mut group = 0;
    let (mut label_cell, mut title_cell) = (0, 0);
    let number_column = heading.column(Role::Number);
    let Some(title_column) = heading.title_column() else {
        return Ok(entries);
    };
    for row in rows {
        if row.section {
            group += 1;
            continue;
        }
        let is_own = |column: usize| row.cells[column].is_some();
        for (column, cell) in row.cells.iter().enumerate() {
            let is_held = matches!(
                heading.columns[column].0,
                Some(Role::Number | Role::Category | Role::Project | Role::Target | Role::Units)
            );
            match cell {
                Some(text) => held[column].clone_from(text),
                None if !is_held => held[column].clear(),
                // Units are held only under a number held with them.
                None if heading.columns[column].0 == Some(Role::Units)
                    && number_column.is_none_or(is_own) =>
                {
                    held[column].clear()
                }
                None => {}
            }
        }
        label_cell += usize::from(number_column.is_none_or(is_own));
        title_cell += usize::from(is_own(title_column));
        let project = heading.column(Role::Project);
        let mut title = held[title_column].clone();
        let mut label = number_column
            .map(|column| held[column].clone())
            .unwrap_or_default();
        if number_column.is_none() {
            let place = [Some(title_column), project]
                .into_iter()
                .flatten()
                .find_map(|column| {
                    let found = marker(&held[column])?;
                    (found.level >= super::number::Level::Point)
                        .then(|| (column, found.label.to_owned(), found.rest.to_owned()))
                });
            if let Some((column, found, rest)) = place {
                label = found;
                if column == title_column {
                    title = rest;
                }
            }
        }
        if let Some(column) = project.filter(|&column| column != title_column) {
            let target = Target {
                heading: &heading.columns[title_column].1,
                text: &title,
                measure: heading
                    .column(Role::Measure)
                    .map_or("", |measure| &held[measure]),
            };
            title = join_target(&heading.columns[column].1, &held[column], &target);
        }
        let texts: Vec<(&str, &str)> = heading
            .accounts()
            .iter()
            .map(|&column| (heading.columns[column].1.as_str(), held[column].as_str()))
            .collect();
        let entry = Entry {
            number: number_of(&label),
            label,
            title,
            units: heading
                .column(Role::Units)
                .map(|column| units::units(&held[column]))
                .unwrap_or_default(),
            due: heading
                .column(Role::Due)
                .and_then(|column| due_of(&held[column])),
            narrative: join_accounts(&texts),
            group,
            label_cell,
            title_cell,
            wants_units: heading.column(Role::Units).is_some(),
            has_issue: false,
        };
        all.add(entry.held())?;
        let starts_again = entry.number == "1"
            && entries
                .last()
                .is_some_and(|last| last.label_cell != entry.label_cell);
        group += usize::from(starts_again);
        if !entry.title.is_empty() || !entry.narrative.is_empty() {
            entries.push(Entry { group, ..entry });
        }
    }
    Ok(entries)
}
