//! Cards: what a row of a table says, each part beside its name (项目名称 | 新建学校3所), a table or some
//! rows for each commitment; and lists whose progress stands in a row of its own below the commitment.

use super::grid::{Target, due_of, join_accounts, join_target, own_cells};
use super::heading::{Role, role};
use super::number::{has_figure, is_number, marker, number_of};
use super::{Entry, Found, Held, context, units};
use crate::block::{Block, Cell, Grid, tidy};
use crate::{Columns, ReadError};

/// Longest name of a part, in characters.
const LONGEST_LABEL: usize = 12;

/// Reads the cards of a document: those that name a commitment and how it stands.
///
/// # Errors
/// [`ReadError::TooMuchText`], since one cell may be part of many cards.
pub(super) fn find(blocks: &[Block]) -> Result<Found, ReadError> {
    let mut state = State::default();
    for block in blocks {
        state.read(block, 0)?;
    }
    state.finish();
    Ok(state.found)
}

/// What one card says so far.
#[derive(Debug, Default)]
struct Card {
    label: String,
    project: Option<Part>,
    target: Option<Part>,
    measure: String,
    due: Option<String>,
    units: Vec<String>,
    /// What the names of the units stand beside: 责任单位.
    units_name: Option<String>,
    accounts: Vec<Part>,
}

/// A part of a card with its name.
#[derive(Debug, Clone)]
struct Part {
    name: String,
    text: String,
}

impl Card {
    fn has(&self, role: Role) -> bool {
        match role {
            Role::Number => !self.label.is_empty(),
            Role::Project => self.project.is_some(),
            Role::Target => self.target.is_some(),
            Role::Units => self.units_name.is_some(),
            role => role.is_account() && !self.accounts.is_empty(),
        }
    }

    fn take(&mut self, role: Role, part: Part) {
        match role {
            Role::Number => self.label = part.text,
            Role::Project if self.project.is_some() => {
                let named = self.project.as_ref().is_some_and(|p| has_figure(&p.text));
                if self.target.is_none() && (has_figure(&part.text) || !named) {
                    self.target = Some(part);
                }
            }
            Role::Project => self.project = Some(part),
            Role::Target if self.target.is_none() => self.target = Some(part),
            Role::Measure => self.measure = part.text,
            Role::Due => self.due = due_of(&part.text),
            Role::Units => {
                self.units_name.get_or_insert(part.name);
                self.units.extend(units::units(&part.text));
            }
            role if role.is_account() => self.accounts.push(part),
            _ => {}
        }
    }

    fn title(&self) -> String {
        let project = self.project.as_ref();
        let (name, project) = project.map_or(("", ""), |part| (&part.name, &part.text));
        match &self.target {
            Some(target) if !target.text.is_empty() => join_target(
                name,
                project,
                &Target {
                    heading: &target.name,
                    text: &target.text,
                    measure: &self.measure,
                },
            ),
            _ => project.to_owned(),
        }
    }

    /// The names of its parts as published, for those of columns.
    fn columns(&self) -> Columns {
        let usual = Columns::default();
        let named = |part: Option<&Part>, usual: String| {
            let name = part.map(|part| part.name.replace('\n', ""));
            name.filter(|name| !name.is_empty()).unwrap_or(usual)
        };
        Columns {
            title: named(self.target.as_ref().or(self.project.as_ref()), usual.title),
            units: self.units_name.clone().unwrap_or(usual.units),
            narrative: named(self.accounts.first(), usual.narrative),
            ..usual
        }
    }

    /// The row it stands for; `at` is its place among the cards.
    fn entry(mut self, at: usize) -> Entry {
        let mut title = self.title();
        // 1.新建学校3所: the number of the card.
        if self.label.is_empty()
            && let Some(found) = self.project.as_ref().and_then(|p| marker(&p.text))
        {
            self.label = found.label.to_owned();
            if let Some(found) = marker(&title) {
                title = found.rest.to_owned();
            }
        }
        let accounts: Vec<(&str, &str)> = self
            .accounts
            .iter()
            .map(|part| (part.name.as_str(), part.text.as_str()))
            .collect();
        Entry {
            number: match self.label.is_empty() {
                true => (at + 1).to_string(),
                false => number_of(&self.label),
            },
            title,
            narrative: join_accounts(&accounts),
            label_cell: at,
            title_cell: at,
            wants_units: self.units_name.is_some(),
            due: self.due,
            units: self.units,
            label: self.label,
            ..Entry::default()
        }
    }
}

/// The names of columns of a list whose progress stands below each row.
type Head = Vec<(usize, Role, String)>;

#[derive(Debug, Default)]
struct State {
    found: Found,
    /// What the cards hold.
    held: Held,
    card: Option<Card>,
    /// What the first card begins with: so does each.
    opens: Option<Role>,
    head: Option<Head>,
    /// A name that stood alone in its row: what it names is in the next one.
    above: Option<(Role, String)>,
}

impl State {
    fn read(&mut self, block: &Block, depth: usize) -> Result<(), ReadError> {
        match block {
            Block::Paragraph(text) => {
                if self.found.entries.is_empty() && self.card.is_none() {
                    let lines = text.split('\n').map(tidy).filter(|line| !line.is_empty());
                    self.found.context.extend(lines);
                }
            }
            Block::Table(grid) => self.table(grid, depth)?,
            Block::Cells(_) | Block::Sheet(_) => {}
        }
        Ok(())
    }

    fn table(&mut self, grid: &Grid, depth: usize) -> Result<(), ReadError> {
        if let Some(rows) = turned(grid) {
            for column in 1..grid.width() {
                for (row, role, name) in &rows {
                    self.field(*role, name, grid.text(*row, column))?;
                }
                self.finish();
            }
            return Ok(());
        }
        for row in 0..grid.height() {
            let cells: Vec<&Cell> = own_cells(grid, row).collect();
            let inside = cells.iter().filter(|cell| !cell.inside.is_empty());
            let inside: Vec<&Cell> = inside.copied().collect();
            if !inside.is_empty() && depth <= 8 {
                for block in inside.iter().flat_map(|cell| &cell.inside) {
                    self.read(block, depth + 1)?;
                }
                continue;
            }
            self.row(grid, row, &cells)?;
        }
        self.above = None;
        Ok(())
    }

    fn row(&mut self, grid: &Grid, row: usize, cells: &[&Cell]) -> Result<(), ReadError> {
        if let Some(head) = head_of(cells) {
            self.head = Some(head);
            return Ok(());
        }
        if let Some((role, name)) = self.above.take()
            && let [cell] = cells
            && label_of(&cell.text).is_none()
        {
            return self.field(role, &name, &cell.text);
        }
        let Some(head) = self.head.take() else {
            return self.pairs(grid, row, cells);
        };
        // 进展情况 | 已开工6所 below a row that may hold 老旧小区改造工程.
        let tells = cells.first().is_some_and(|first| {
            let account = label_of(&first.text).is_some_and(|(role, _)| role.is_account());
            account || named_inside(&first.text).is_some()
        });
        let read = match tells {
            true => self.pairs(grid, row, cells),
            false => self.listed(grid, row, &head),
        };
        self.head = Some(head);
        read
    }

    /// The row of a commitment, under the names of its columns.
    fn listed(&mut self, grid: &Grid, row: usize, head: &Head) -> Result<(), ReadError> {
        let filled = head.iter().filter(|(column, _, _)| {
            grid.at(row, *column)
                .is_some_and(|cell| cell.row == row && !cell.text.is_empty())
        });
        // One cell over all of them is a section or a note.
        let one = grid.at(row, 0).is_some_and(|c| c.columns == grid.width());
        if filled.count() < 2 || one {
            return Ok(());
        }
        for (column, role, name) in head {
            self.field(*role, name, grid.text(row, *column))?;
        }
        Ok(())
    }

    /// Names with what they name to their right.
    fn pairs(&mut self, grid: &Grid, row: usize, cells: &[&Cell]) -> Result<(), ReadError> {
        let mut next = 0;
        for (k, cell) in cells.iter().enumerate() {
            if cell.column < next {
                continue;
            }
            let label = label_of(&cell.text);
            let right = cell.column + cell.columns;
            if let Some((role, name)) = label {
                if right >= grid.width() {
                    self.above = (cells.len() == 1).then_some((role, name));
                    continue;
                }
                let value = grid.at(row, right);
                next = right + value.map_or(1, |value| value.columns);
                self.field(role, &name, value.map_or("", |value| &value.text))?;
            } else if let Some((role, name, text)) = named_inside(&cell.text) {
                self.field(role, name, text)?;
            } else if k == 0 && is_number(&cell.text) {
                self.field(Role::Number, "", &cell.text)?;
            } else if self.found.entries.is_empty() && self.card.is_none() {
                let lines = cell.text.split('\n').filter(|line| !line.is_empty());
                self.found.context.extend(lines.map(str::to_owned));
            }
        }
        Ok(())
    }

    fn field(&mut self, role: Role, name: &str, text: &str) -> Result<(), ReadError> {
        self.held.add(name.len() + text.len())?;
        let begins = match &self.card {
            None => !role.is_account(),
            Some(card) => {
                // 项目名称, then 建设内容: what is done in it.
                let other = card.project.as_ref().is_some_and(|p| p.name != name);
                let again = role == Role::Number && card.has(role)
                    || role == Role::Project && card.has(role) && !other;
                let told = card.has(Role::Progress);
                again
                    || told && (Some(role) == self.opens || role == Role::Target && card.has(role))
            }
        };
        if begins {
            self.finish();
            self.opens.get_or_insert(role);
            self.card = Some(Card::default());
        }
        if let Some(card) = &mut self.card {
            let (name, text) = (name.to_owned(), text.to_owned());
            card.take(role, Part { name, text });
        }
        Ok(())
    }

    /// Keeps the card, if it names a commitment and how it stands.
    fn finish(&mut self) {
        let Some(card) = self.card.take() else { return };
        // One without progress is a row not yet reported, once another has told of it.
        let listed = !self.found.entries.is_empty() && card.units_name.is_some();
        if !(card.has(Role::Progress) || listed) || card.title().is_empty() {
            return;
        }
        if self.found.entries.is_empty() {
            let lines: Vec<&str> = self.found.context.iter().map(String::as_str).collect();
            self.found.title = context::title(&lines);
            self.found.columns = card.columns();
        }
        let at = self.found.entries.len();
        self.found.entries.push(card.entry(at));
    }
}

/// The rows of a table whose columns are the commitments, each with the name at its head.
fn turned(grid: &Grid) -> Option<Vec<(usize, Role, String)>> {
    let mut rows = Vec::new();
    let mut widest = 0;
    for row in 0..grid.height() {
        let cells: Vec<&Cell> = own_cells(grid, row).collect();
        let Some((first, others)) = cells.split_first() else {
            continue;
        };
        if first.columns == grid.width() {
            continue;
        }
        let (role, name) = label_of(&first.text).filter(|_| first.column == 0)?;
        if others
            .iter()
            .any(|cell| label_of(&cell.text).is_some_and(|(other, _)| other != role))
        {
            return None;
        }
        widest = widest.max(others.len());
        rows.push((row, role, name));
    }
    (widest > 1).then_some(rows)
}

/// The names of columns in a row that holds nothing else, the progress not among them.
fn head_of(cells: &[&Cell]) -> Option<Head> {
    let named = cells.iter().map(|cell| {
        let (role, name) = label_of(&cell.text)?;
        Some((cell.column, role, name))
    });
    let head: Head = named.collect::<Option<_>>()?;
    let has = |wanted: &[Role]| head.iter().any(|(_, role, _)| wanted.contains(role));
    let whole = has(&[Role::Project, Role::Target])
        && has(&[Role::Number, Role::Units])
        && !head.iter().any(|(_, role, _)| role.is_account());
    whole.then_some(head)
}

/// The part that a cell names, if it says nothing else: 责任单位, 进展情况：.
fn label_of(text: &str) -> Option<(Role, String)> {
    let name = text.trim_end_matches(['：', ':']);
    if name.contains(['：', ':']) {
        return None;
    }
    if name.chars().count() > LONGEST_LABEL || has_figure(name) {
        return None;
    }
    role(name).map(|role| (role, name.to_owned()))
}

/// 进展情况：已开工6所: a name with what it names in one cell.
fn named_inside(text: &str) -> Option<(Role, &str, &str)> {
    let head: String = text.chars().take(LONGEST_LABEL + 1).collect();
    let colon = head.find(['：', ':'])?;
    let (name, rest) = text.split_at(colon);
    let value = rest.trim_start_matches(['：', ':']).trim_start();
    let found = role(name).filter(|role| *role != Role::Number)?;
    (!value.is_empty()).then_some((found, name, value))
}
