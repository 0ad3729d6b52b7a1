//! Rows of a table whose cells have places.

mod cells;
mod footer;
mod head;

pub(super) use self::cells::{Target, due_of, join_accounts, join_target};

use self::cells::{narrative_of, title_of, units_of};
use self::footer::{is_footer, is_sum};
use self::head::{figures, heading_at, is_measure, is_numbers, is_parted, is_shares, years_of};
use super::heading::{Heading, Role, STATES, plain, role};
use super::number::{has_figure, is_number, marker, number_of};
use super::{Entry, Found, Held, context, held_by, units};
use crate::block::{Block, Cell, Grid, tidy};
use crate::both::both;
use crate::{Issue, MAX_HELD, ReadError};

/// Most characters in which a number is looked for.
const LONGEST_NUMBER: usize = 200;
/// How far down a table its heading may stand.
const HEADING_WITHIN: usize = 30;

/// Reads every progress table of the document, joined in order.
pub(super) fn find<'a>(
    blocks: impl IntoIterator<Item = &'a Block>,
    held: &Held,
) -> Result<Found, ReadError> {
    let mut state = State::of(held);
    for block in blocks {
        state.read(block, 0)?;
    }
    let State {
        mut found, lines, ..
    } = state;
    found.below.extend(lines.into_iter().take(NOTES));
    found
        .entries
        .retain(|entry| !(entry.title.is_empty() && entry.narrative.is_empty()));
    Ok(found)
}

struct State<'a> {
    found: Found,
    /// What rows hold that are kept, those of other sheets too.
    held: &'a Held,
    /// Lines since the last table.
    lines: Vec<String>,
    heading: Option<(Heading, usize)>,
    group: usize,
    cells: usize,
    /// Rows of this group so far.
    rows: usize,
    /// The units that a section row names, or a line above the table, where no column does.
    section: Vec<String>,
    /// The project cell of the latest row whose target has a number of its own.
    project: Option<usize>,
}

impl<'a> State<'a> {
    fn of(held: &'a Held) -> Self {
        State {
            found: Found::default(),
            held,
            lines: Vec::new(),
            heading: None,
            group: 0,
            cells: 0,
            rows: 0,
            section: Vec::new(),
            project: None,
        }
    }

    fn read(&mut self, block: &Block, depth: usize) -> Result<(), ReadError> {
        match block {
            Block::Paragraph(text) => {
                let lines = text.split('\n').map(tidy).filter(|line| !line.is_empty());
                self.lines.extend(lines);
            }
            Block::Table(grid) => self.table(grid, depth)?,
            Block::Cells(_) | Block::Sheet(_) => {}
        }
        Ok(())
    }

    fn table(&mut self, grid: &Grid, depth: usize) -> Result<(), ReadError> {
        let found = (0..grid.height().min(HEADING_WITHIN))
            .find_map(|row| heading_at(grid, row).map(|found| (row, found)));
        match found {
            // A page block that begins with rows; the heading is printed again further down.
            Some((row, _)) if row > 0 && self.goes_on(grid, row) => self.body(grid, 0),
            Some((row, (mut heading, height))) => {
                heading.settle_measure(|column| is_measure(grid, row + height, column));
                let body = row + height;
                heading.settle_parted(
                    |left, right| is_parted(grid, (row, body), left, right),
                    |column| is_numbers(grid, body, column),
                );
                heading.settle_promise(|column| figures(grid, body, column));
                let shares = heading.settle_shares(|column| is_shares(grid, body, column));
                self.title_rows(grid, row);
                let is_first = self.heading.is_none();
                if shares && is_first {
                    self.found.issues.push(Issue {
                        kind: "rate-as-decimal".to_owned(),
                        number: String::new(),
                        message: "完成率为小数形式，已按百分比读取（0.753 读作 75.3%），请核对。"
                            .to_owned(),
                    });
                }
                if let Some((year, _)) = years_of(grid, row).filter(|_| is_first && height > 1) {
                    self.found.issues.push(Issue {
                        kind: "other-sheet".to_owned(),
                        number: String::new(),
                        message: format!(
                            "表头分属几个年份，读入的是{year}年，没有读入其他年份的各栏，请确认是否要读的那一年。"
                        ),
                    });
                }
                self.begin(&heading);
                self.heading = Some((heading, grid.width()));
                self.body(grid, row + height)
            }
            // A page block whose heading is not repeated, or a table that only frames others.
            None => {
                if self.goes_on(grid, grid.height()) {
                    self.body(grid, 0)
                } else {
                    self.layout(grid, depth)
                }
            }
        }
    }

    /// Rows above the heading hold the title.
    fn title_rows(&mut self, grid: &Grid, heading_row: usize) {
        for cell in grid
            .cells
            .iter()
            .filter(|cell| cell.row < heading_row && !cell.text.is_empty())
        {
            self.lines.extend(cell.text.split('\n').map(str::to_owned));
        }
    }

    fn layout(&mut self, grid: &Grid, depth: usize) -> Result<(), ReadError> {
        for cell in &grid.cells {
            if cell.inside.is_empty() || depth > 8 {
                self.lines.extend(
                    cell.text
                        .split('\n')
                        .filter(|line| !line.is_empty())
                        .map(str::to_owned),
                );
            } else {
                for block in &cell.inside {
                    self.read(block, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    /// Takes title and context from the lines before the first heading.
    fn begin(&mut self, heading: &Heading) {
        let made_by = |line: &String| {
            let (label, unit) = line.split_once(['：', ':'])?;
            let label = label.trim();
            let named = ["填报单位", "报送单位", "责任单位", "牵头单位", "填报部门"];
            // 填报单位：区教委 填报日期：….
            let unit = unit.split_whitespace().next().unwrap_or("");
            (named.contains(&label) && units::is_unit(unit)).then(|| units::units(unit))
        };
        self.section = match heading.column(Role::Units) {
            None => self
                .lines
                .iter()
                .rev()
                .find_map(made_by)
                .unwrap_or_default(),
            Some(_) => Vec::new(),
        };
        if self.heading.is_none() {
            let lines: Vec<&str> = self.lines.iter().map(String::as_str).collect();
            self.found.title = context::title(&lines);
            self.found.columns = heading.published();
            self.found.context = std::mem::take(&mut self.lines);
        } else {
            self.lines.clear();
        }
    }

    /// Whether the rows of a table above this one go on the table before it.
    fn goes_on(&self, grid: &Grid, above: usize) -> bool {
        let Some((heading, width)) = &self.heading else {
            return false;
        };
        if *width != grid.width() {
            return false;
        }
        let column = heading
            .column(Role::Number)
            .or_else(|| heading.title_column())
            .unwrap_or(0);
        if (0..above.min(HEADING_WITHIN)).any(|row| begins_another(heading, grid, row)) {
            return false;
        }
        let filled = (0..above)
            .filter(|&row| !grid.text(row, column).is_empty())
            .count();
        let has_number = heading.column(Role::Number).is_none_or(|number| {
            (0..above).any(|row| {
                let start: String = grid
                    .text(row, number)
                    .chars()
                    .take(LONGEST_NUMBER)
                    .collect();
                number_of(&start).starts_with(|c: char| c.is_ascii_digit())
            })
        });
        filled > 0 && has_number
    }

    fn body(&mut self, grid: &Grid, from: usize) -> Result<(), ReadError> {
        let height = grid.height();
        let mut begin = Some(from);
        while let Some(first) = begin.take() {
            let Some((heading, _)) = self.heading.clone() else {
                return Ok(());
            };
            let base = self.cells;
            self.cells += grid.cells.len() + height + 1;
            self.found.entries.reserve(height - first);
            let held = self.held.fork();
            let alone = |row| (row, Alone::new(&heading, grid, base, row, &held));
            // The lower rows of a long table are read beside the upper ones, under its first
            // heading only: no row is read over and over again.
            let is_long = first == from && height - first >= MANY;
            let middle = if is_long {
                first.midpoint(height)
            } else {
                height
            };
            let (lower, end) = both(
                is_long,
                || (middle..height).map(alone).collect::<Vec<_>>(),
                || self.rows(&heading, grid, base, (first..middle).map(alone), first),
            );
            let end = match end? {
                End::Rows(next) => self.rows(&heading, grid, base, lower, next)?,
                heading => heading,
            };
            if let End::Heading(again, next) = end {
                self.heading = Some((again, grid.width()));
                begin = Some(next);
            }
        }
        Ok(())
    }

    /// Takes over rows from `next` on, up to another heading.
    fn rows(
        &mut self,
        heading: &Heading,
        grid: &Grid,
        base: usize,
        rows: impl IntoIterator<Item = (usize, Alone)>,
        mut next: usize,
    ) -> Result<End, ReadError> {
        for (row, Alone { again, entry }) in rows {
            if row < next {
                continue;
            }
            next = row + 1;
            if let Some((again, height)) = again {
                // The heading printed again at the top of a page.
                if heading.is_repeated_by(again.columns.iter().map(|(_, name)| name.as_str())) {
                    next = row + height;
                    continue;
                }
                // Another heading in one table; a row of few words may read like one, but it has a
                // number where a heading says 序号.
                let has_number = |heading: &Heading| heading.column(Role::Number).is_some();
                let says = |name: &str| {
                    units::is_unit(name) || STATES.contains(&name) || name == "任务完成"
                };
                let is_row = || again.columns.iter().any(|(_, name)| says(name));
                if !is_row() && (has_number(&again) || !has_number(heading)) {
                    return Ok(End::Heading(again, row + height));
                }
            }
            if begins_another(heading, grid, row) {
                self.found.issues.push(Issue {
                    kind: "row-unreadable".to_owned(),
                    number: String::new(),
                    message: format!("第{}行起是另一张没有进展的表，没有读入，请确认。", row + 1),
                });
                return Ok(End::Rows(grid.height()));
            }
            if self.rows == 0 && is_numbering(grid, row) {
                continue;
            }
            self.row(heading, grid, base, row, entry)?;
        }
        Ok(End::Rows(next))
    }

    fn row(
        &mut self,
        heading: &Heading,
        grid: &Grid,
        base: usize,
        row: usize,
        entry: Option<Result<Entry, ReadError>>,
    ) -> Result<(), ReadError> {
        let mut own = own_cells(grid, row);
        let (Some(first), second) = (own.next(), own.next()) else {
            return Ok(());
        };
        let number_column = heading.column(Role::Number);
        let Some(title_column) = heading.title_column() else {
            return Ok(());
        };
        if second.is_none() {
            if self.continue_units(heading, grid, row, first)? {
                return Ok(());
            }
            if self.is_aside(heading, grid, row, first) {
                if heading.column(Role::Units).is_none() {
                    self.section = units_of_section(&first.text);
                }
                self.note(grid, row);
                self.new_group();
                return Ok(());
            }
        }
        // （二） beside one cell over all others: a section.
        let others = heading.columns.len().saturating_sub(first.columns);
        if let Some(second) = second
            && own.next().is_none()
            && second.columns > 1
            && second.columns >= others
            && Some(first.column) == number_column
            && !first.text.contains(char::is_numeric)
        {
            self.new_group();
            return Ok(());
        }
        if is_footer(heading, grid, row) {
            self.note(grid, row);
            return Ok(());
        }
        let mut entry = entry.unwrap_or_else(|| entry_alone(heading, grid, base, row))?;
        if is_sum(&entry.label) {
            return Ok(());
        }
        match number_column {
            Some(_) if entry.label.is_empty() => {
                let is_first = self.found.entries.is_empty();
                if self.continue_last(heading, grid, row, &mut entry)? {
                    return Ok(());
                }
                // Words of the row below may have been taken for a row of their own.
                if is_first && !entry.narrative.is_empty() {
                    self.found.issues.push(Issue {
                        kind: "row-unreadable".to_owned(),
                        number: String::new(),
                        message: format!(
                            "表头有序号，第{}行却没有，可能没有按行分开，请核对这一行和下面几行。",
                            row + 1
                        ),
                    });
                }
            }
            Some(_) => {}
            None => {
                let indicator = heading
                    .column(Role::Project)
                    .filter(|&column| column != title_column);
                // A target with its own number may stand beside a project that has one too: 一、就业.
                if let Some(found) = marker(&entry.title) {
                    let project = indicator
                        .and_then(|column| grid.place(row, column))
                        .map(|index| base + index);
                    if project != self.project {
                        self.new_group();
                    }
                    self.project = project;
                    entry.label = found.label.to_owned();
                    entry.number = number_of(found.label);
                    entry.title = found.rest.to_owned();
                } else if let Some(column) = indicator
                    && let Some(found) = marker(grid.text(row, column))
                {
                    entry.label = found.label.to_owned();
                    entry.number = number_of(found.label);
                } else {
                    entry.number = (self.found.entries.len() + 1).to_string();
                }
            }
        }
        // 同上: those of the row above.
        if let [same] = &entry.units[..]
            && matches!(same.as_str(), "同上" | "〃" | "″")
            && let Some(last) = self.found.entries.last()
        {
            entry.units.clone_from(&last.units);
        }
        if entry.title.is_empty() && entry.narrative.is_empty() {
            if !entry.label.is_empty() {
                self.found.issues.push(Issue {
                    kind: "row-unreadable".to_owned(),
                    number: entry.number.clone(),
                    message: format!(
                        "第{}行只有序号，没有任务和进展，没有读入，请核对。",
                        row + 1
                    ),
                });
            }
            return Ok(());
        }
        if entry.units.is_empty() && heading.column(Role::Units).is_none() {
            entry.units.clone_from(&self.section);
        }
        self.held.add(entry.held())?;
        self.number_group(&mut entry);
        self.found.entries.push(entry);
        Ok(())
    }

    /// A row without its own number: part of the row above, or more text for it.
    ///
    /// Returns whether the text was added to the row above and no row is to be made.
    fn continue_last(
        &mut self,
        heading: &Heading,
        grid: &Grid,
        row: usize,
        entry: &mut Entry,
    ) -> Result<bool, ReadError> {
        let Some(last) = self.found.entries.last_mut() else {
            return Ok(false);
        };
        let has_own_units = heading
            .column(Role::Units)
            .is_some_and(|column| !grid.text(row, column).is_empty());
        if entry.title.is_empty() && !has_own_units {
            // The rest of a cell cut by a page end.
            if !entry.narrative.is_empty() {
                if !last.narrative.is_empty() {
                    last.narrative.push('\n');
                }
                self.held.add(entry.narrative.len() + 1)?;
                last.narrative.push_str(&entry.narrative);
            }
            return Ok(true);
        }
        if entry.title.is_empty() {
            entry.title.clone_from(&last.title);
            entry.title_cell = last.title_cell;
        }
        entry.label.clone_from(&last.label);
        entry.number.clone_from(&last.number);
        entry.label_cell = last.label_cell;
        if entry.units.is_empty() {
            entry.units.clone_from(&last.units);
        }
        if entry.due.is_none() {
            entry.due.clone_from(&last.due);
        }
        Ok(false)
    }

    /// A unit alone in its row, while the account is still that of the row above: more of its list,
    /// cut by a page end, or each name given a row of its own.
    fn continue_units(
        &mut self,
        heading: &Heading,
        grid: &Grid,
        row: usize,
        cell: &Cell,
    ) -> Result<bool, ReadError> {
        let is_unit = cell.columns == 1
            && heading.columns.get(cell.column).map(|(role, _)| *role) == Some(Some(Role::Units))
            && units::is_unit(&cell.text);
        let title = heading.title_column().unwrap_or(0);
        let is_held = |column: usize| grid.at(row, column).is_some_and(|cell| cell.row < row);
        let accounts = heading.accounts();
        let is_same_row = !is_held(title) || accounts.iter().all(|&column| is_held(column));
        match self.found.entries.last_mut() {
            Some(last) if is_unit && is_same_row => {
                let more = units::units(&cell.text);
                self.held.add(held_by(&more))?;
                last.units.extend(more);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// A section title, a note or a sum: one cell alone in its row.
    fn is_aside(&self, heading: &Heading, grid: &Grid, row: usize, cell: &Cell) -> bool {
        let number_column = heading.column(Role::Number);
        if cell.columns > 1 {
            return true;
        }
        if heading.accounts().contains(&cell.column) {
            return false;
        }
        // A title alone may be a row not yet reported, if its number is held from above.
        let held = number_column.is_some_and(|column| {
            grid.at(row, column)
                .is_some_and(|above| above.row < row && !above.text.is_empty())
        });
        let is_bare_number = Some(cell.column) == number_column && is_number(&cell.text);
        !held && !is_bare_number
    }

    /// Keeps what a row says that is none of the table.
    fn note(&mut self, grid: &Grid, row: usize) {
        let short = own_cells(grid, row).filter(|cell| cell.text.len() <= LONGEST_NOTE);
        let room = NOTES.saturating_sub(self.found.below.len());
        self.found
            .below
            .extend(short.take(room).map(|cell| cell.text.to_string()));
    }

    fn new_group(&mut self) {
        self.group += 1;
        self.rows = 0;
    }

    /// Numbering that starts again at 1 is a new section, whether or not a title says so.
    fn number_group(&mut self, entry: &mut Entry) {
        let is_same_cell = self
            .found
            .entries
            .last()
            .is_some_and(|last| last.label_cell == entry.label_cell);
        if entry.number == "1" && !is_same_cell && self.rows > 1 {
            self.new_group();
        }
        self.rows += 1;
        entry.group = self.group;
    }
}

/// 区教委（2项）: the units that a section is of; none where it is of a field.
fn units_of_section(text: &str) -> Vec<String> {
    let name = text.find(['（', '(']).map_or(text, |at| &text[..at]);
    let name = marker(name).map_or(name, |found| found.rest).trim();
    let is_office = [
        "局",
        "委",
        "办",
        "镇",
        "乡",
        "街道",
        "办事处",
        "中心",
        "公司",
    ]
    .iter()
    .any(|end| name.ends_with(end));
    let is_work = ["办好", "用好", "建好", "加强", "服务", "建设", "推进"]
        .iter()
        .any(|word| name.contains(word));
    match is_office && !is_work && units::is_unit(name) && !name.contains(char::is_whitespace) {
        true => units::units(name),
        false => Vec::new(),
    }
}

/// Whether a row holds the heading of another table, which tells of no progress: 序号, 姓名, 职务.
fn begins_another(heading: &Heading, grid: &Grid, row: usize) -> bool {
    const NAMES: &[&str] = &[
        "姓名",
        "职务",
        "排名",
        "电话",
        "责任单位",
        "单位",
        "部门",
        "项目数",
        "任务数",
        "名词",
        "术语",
        "解释",
        "项目名称",
        "项目",
        "任务",
        "责任人",
        "得分",
        "备注",
    ];
    let cells: Vec<&Cell> = own_cells(grid, row).collect();
    let named = |cell: &&Cell| NAMES.contains(&plain(&cell.text).as_str());
    let is_short = |cell: &&Cell| cell.text.chars().count() <= 8 && !has_figure(&cell.text);
    let Some(first) = cells
        .first()
        .filter(|_| cells.len() > 1 && cells.iter().all(is_short))
    else {
        return false;
    };
    let is_number = role(&first.text) == Some(Role::Number);
    match heading.column(Role::Number) {
        Some(number) => first.column == number && (is_number || named(first)),
        None => is_number || cells.iter().all(named),
    }
}

/// Whether a row numbers the columns: 甲, 乙, 丙 or 1, 2, 3.
fn is_numbering(grid: &Grid, row: usize) -> bool {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    let cells: Vec<&Cell> = own_cells(grid, row).collect();
    let is_next = |(k, cell): (usize, &&Cell)| {
        let text = cell
            .text
            .trim_matches(['(', ')', '（', '）', '栏', '列', ' ']);
        let stem = text.chars().count() == 1 && STEMS.chars().nth(k) == text.chars().next();
        stem || text.parse() == Ok(k + 1)
    };
    cells.len() > 2 && cells.iter().enumerate().all(is_next)
}

/// Whether a number stands in the number column of a row, its own or held from above.
fn has_number(heading: &Heading, grid: &Grid, row: usize) -> bool {
    let label = heading
        .column(Role::Number)
        .map_or("", |column| grid.text(row, column));
    let start: String = label.chars().take(LONGEST_NUMBER).collect();
    number_of(&start).starts_with(|c: char| c.is_ascii_digit())
}

/// Most notes below a table that are looked at, and the longest of them, in bytes.
const NOTES: usize = 40;
const LONGEST_NOTE: usize = 600;

/// Fewest rows for which a second thread is started.
const MANY: usize = 1_000;

/// What a row says whatever stands above it.
struct Alone {
    /// The heading that begins here, and its rows.
    again: Option<(Heading, usize)>,
    /// None where fewer than two cells begin: most likely it is no row of its own.
    entry: Option<Result<Entry, ReadError>>,
}

/// What ended some rows: there are no more before this one, or another heading, with the row below.
enum End {
    Rows(usize),
    Heading(Heading, usize),
}

impl Alone {
    fn new(heading: &Heading, grid: &Grid, base: usize, row: usize, held: &Held) -> Self {
        let is_row = own_cells(grid, row).nth(1).is_some();
        let entry = || {
            // Once there is too much, no more is made.
            held.add(0)?;
            let entry = entry_alone(heading, grid, base, row)?;
            held.add(entry.held())?;
            Ok(entry)
        };
        Alone {
            again: heading_at(grid, row),
            entry: is_row.then(entry),
        }
    }
}

/// Cells with a text that begin in a row. One over several columns is met once, where it begins.
pub(super) fn own_cells(grid: &Grid, row: usize) -> impl Iterator<Item = &Cell> + Clone {
    (0..grid.width())
        .filter_map(move |column| grid.at(row, column).filter(|cell| cell.column == column))
        .filter(move |cell| cell.row == row && !cell.text.is_empty())
}

fn entry_alone(
    heading: &Heading,
    grid: &Grid,
    base: usize,
    row: usize,
) -> Result<Entry, ReadError> {
    // One cell over several columns is part of the row in each of them.
    let texts = (0..grid.width()).map(|column| grid.text(row, column).len());
    if texts.sum::<usize>() > MAX_HELD {
        return Err(ReadError::TooMuchText);
    }
    let number_column = heading.column(Role::Number);
    // A number broken for its narrow column is one line again.
    let label = number_column
        .map_or("", |column| grid.text(row, column))
        .replace('\n', "");
    let place = |column: Option<usize>| {
        let index = column.and_then(|column| grid.place(row, column));
        base + index.unwrap_or(grid.cells.len() + row)
    };
    let number = match label.as_str() {
        "" => String::new(),
        label => number_of(label),
    };
    Ok(Entry {
        number,
        title: title_of(heading, grid, row),
        narrative: narrative_of(heading, grid, row),
        units: units_of(heading, grid, row),
        due: heading
            .column(Role::Due)
            .and_then(|column| due_of(grid.text(row, column))),
        label_cell: place(number_column),
        title_cell: place(heading.title_column()),
        wants_units: heading.column(Role::Units).is_some(),
        label,
        ..Entry::default()
    })
}
