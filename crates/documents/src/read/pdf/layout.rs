//! Glyphs and rules to lines, cells and tables.

use std::collections::{BTreeMap, HashMap};

use super::page::{Glyph, Page, Rule, Text};

/// How far apart two rules may be and still be one: the borders of two cells side by side.
const SAME: f64 = 4.0;
/// Most rules of a page after joining, in one direction.
const MAX_JOINED: usize = 1_000;
/// Most tables of a page.
const MAX_TABLES: usize = 50;
/// Most places of one table on a page.
const MAX_PLACES: usize = 100_000;

/// Characters on one line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Spaces at the ends included.
    pub text: String,
    pub left: f64,
    /// Of the last character that is no space.
    pub right: f64,
    pub y: f64,
    pub size: f64,
    /// Width of what could not have been parted: a word, or a character with its punctuation.
    pub first: f64,
}

/// A cell of one page's table.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub lines: Vec<Line>,
    /// Where a full line of it ends.
    pub edge: f64,
}

/// What a page holds, from the top.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    Line(Line),
    Table(Table),
}

/// A ruled table of one page.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Where columns part, from the left edge to the right one.
    pub parts: Vec<f64>,
    pub rows: usize,
    pub cells: Vec<Cell>,
    top: f64,
}

impl Table {
    /// The cells that end above this row, from the left.
    pub(super) fn row_ends(&self, row: usize) -> Vec<usize> {
        self.in_row(|cell| cell.row + cell.rows == row)
    }

    /// The cells that begin in this row, from the left.
    pub(super) fn row_begins(&self, row: usize) -> Vec<usize> {
        self.in_row(|cell| cell.row == row)
    }

    fn in_row(&self, wanted: impl Fn(&Cell) -> bool) -> Vec<usize> {
        let cells = self.cells.iter().enumerate();
        let mut cells: Vec<usize> = cells
            .filter(|(_, cell)| wanted(cell))
            .map(|(at, _)| at)
            .collect();
        cells.sort_by_key(|&at| self.cells[at].column);
        cells
    }

    /// Takes a row away; cells that reach further down stay.
    pub(super) fn drop_row(&mut self, row: usize) {
        self.cells.retain(|cell| cell.row != row || cell.rows > 1);
        for cell in &mut self.cells {
            if cell.row > row {
                cell.row -= 1;
            } else if cell.row + cell.rows > row {
                cell.rows -= 1;
            }
        }
        self.rows -= 1;
    }

    /// Where a cell begins and ends from the left.
    pub(super) fn sides(&self, cell: usize) -> (f64, f64) {
        let cell = &self.cells[cell];
        (
            self.parts[cell.column],
            self.parts[cell.column + cell.columns],
        )
    }
}

/// Lines and tables of a page, from the top.
pub(super) fn pieces(page: &Page) -> Vec<Piece> {
    let mut frames = frames(page);
    let mut free: Vec<&Glyph> = Vec::new();
    let mut inside: Vec<Vec<Vec<&Glyph>>> = frames
        .iter()
        .map(|frame| vec![Vec::new(); frame.cells.len()])
        .collect();
    for glyph in &page.glyphs {
        let (x, y) = ((glyph.left + glyph.right) / 2.0, glyph.y - 0.3 * glyph.size);
        let place = frames
            .iter()
            .enumerate()
            .find_map(|(at, frame)| frame.cell_at(x, y).map(|cell| (at, cell)));
        match place {
            Some((frame, cell)) => inside[frame][cell].push(glyph),
            None => free.push(glyph),
        }
    }
    let mut pieces: Vec<(f64, Piece)> = lines(free)
        .into_iter()
        .map(|line| (line.y, Piece::Line(line)))
        .collect();
    for (frame, glyphs) in frames.drain(..).zip(inside) {
        let table = frame.table(glyphs);
        pieces.push((table.top, Piece::Table(table)));
    }
    pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

/// Whether a line goes on in the next because no more fitted.
pub(super) fn goes_on(line: &Line, next: &Line, edge: f64) -> bool {
    edge - line.right < next.first + 0.5 * line.size.max(next.size)
}

/// Two lines of one paragraph as one.
///
/// Between Latin letters or figures a line only ends where a space stood, and programs often do not
/// draw that space; between Chinese characters it may end anywhere.
pub(super) fn join(text: &mut String, next: &str) {
    if let (Some(before), Some(after)) = (text.chars().next_back(), next.chars().next()) {
        let is_figure = before.is_ascii_digit() && after.is_ascii_digit();
        let is_word = |c: char| c.is_ascii_alphanumeric();
        if (is_word(before) || ">\"')%".contains(before)) && is_word(after) && !is_figure {
            text.push(' ');
        }
    }
    text.push_str(next);
}

/// Lines as paragraphs; `edge` tells where a full line ends, `begins` which line begins anew after
/// a full stop whatever the line before looks like.
pub(super) fn paragraphs(lines: &[Line], edge: f64, begins: impl Fn(&str) -> bool) -> Vec<String> {
    let steps = least_steps(lines);
    let mut made: Vec<String> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &lines[before]);
        let is_same = before.is_some_and(|before| {
            let step = line.y - before.y;
            let is_indented = line.left > before.left + 0.8 * before.size;
            goes_on(before, line, edge)
                && step
                    < (1.15 * steps.get(&about(before.size)).copied().unwrap_or(0.0))
                        .max(1.5 * before.size)
                && (!is_indented || is_centred(before, line))
                && !(before
                    .text
                    .trim_end()
                    .ends_with(['。', '；', '：', ':', '）', ')'])
                    && begins(&line.text))
        });
        match made.last_mut() {
            Some(text) if is_same => join(text, &line.text),
            _ => made.push(line.text.clone()),
        }
    }
    made
}

/// For each size of type, how far it is from one line to the next where they stand closest: lines
/// of one paragraph.
fn least_steps(lines: &[Line]) -> HashMap<i64, f64> {
    let mut steps: HashMap<i64, f64> = HashMap::new();
    for two in lines.windows(2) {
        let step = two[1].y - two[0].y;
        if step > 0.0 && about(two[0].size) == about(two[1].size) {
            let least = steps.entry(about(two[0].size)).or_insert(step);
            *least = least.min(step);
        }
    }
    steps
}

/// Sizes within a tenth of each other are the same.
fn about(size: f64) -> i64 {
    (size.max(0.1).ln() * 10.0).round() as i64
}

/// Whether two lines are set around one middle.
fn is_centred(one: &Line, other: &Line) -> bool {
    let middle = |line: &Line| (line.left + line.right) / 2.0;
    (middle(one) - middle(other)).abs() < one.size && (one.size - other.size).abs() < 0.5
}

/// Groups glyphs into lines, from the top.
fn lines(mut glyphs: Vec<&Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<(f64, Vec<&Glyph>)> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            // A glyph a little higher or lower is of the same line: small figures, other fonts.
            Some((y, row)) if glyph.y - *y <= 0.4 * glyph.size.min(row[0].size) => row.push(glyph),
            _ => rows.push((glyph.y, vec![glyph])),
        }
    }
    rows.into_iter()
        .filter_map(|(y, row)| line(y, row))
        .collect()
}

fn line(y: f64, mut glyphs: Vec<&Glyph>) -> Option<Line> {
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    // Bold is often the same character twice.
    glyphs.dedup_by(|next, before| {
        next.text == before.text && (next.left - before.left).abs() < 0.2 * next.size
    });
    let is_space = |glyph: &Glyph| matches!(glyph.text, Text::One(c) if c.is_whitespace());
    let inked = || glyphs.iter().filter(|glyph| !is_space(glyph));
    let (first, last) = (inked().next()?, inked().next_back()?);
    let mut text = String::new();
    let mut before: Option<&Glyph> = None;
    for glyph in &glyphs {
        if let Some(before) = before
            && glyph.left - before.right > 0.9 * glyph.size
            && !is_space(before)
            && !is_space(glyph)
        {
            text.push(' ');
        }
        match &glyph.text {
            Text::One(c) if *c == '\u{a0}' => text.push(' '),
            Text::One(c) => text.push(*c),
            Text::Several(chars) => text.push_str(chars),
        }
        before = Some(glyph);
    }
    let start = glyphs.iter().position(|glyph| !is_space(glyph))?;
    Some(Line {
        text,
        left: first.left,
        right: last.right,
        y,
        size: first.size,
        first: first_width(&glyphs[start..]),
    })
}

/// Width of what a line cannot part from its first character: a word, the brackets and stops around
/// it, and what quotation marks tie to it on either side.
fn first_width(glyphs: &[&Glyph]) -> f64 {
    let char_at = |at: usize| match glyphs.get(at).map(|glyph| &glyph.text) {
        Some(Text::One(c)) => Some(*c),
        _ => None,
    };
    let is = |at: usize, marks: &str| char_at(at).is_some_and(|c| marks.contains(c));
    let mut end = 0;
    loop {
        while is(end, "“‘”’（(《〈【〔「『") {
            end += 1;
        }
        if char_at(end).is_some_and(|c| c.is_ascii_graphic()) {
            while char_at(end).is_some_and(|c| c.is_ascii_graphic()) {
                end += 1;
                if is(end - 1, "-?/") {
                    break;
                }
            }
        } else {
            end += 1;
        }
        while is(end, "）)》〉】〕」』，。、；：！？,.;:!?%％…—") {
            end += 1;
        }
        if !is(end, "“‘”’") || is(end - 1, "，。、；：！？") {
            break;
        }
    }
    match (glyphs.first(), glyphs.get(end.clamp(1, glyphs.len()) - 1)) {
        (Some(first), Some(last)) => last.right - first.left,
        _ => 0.0,
    }
}

/// Cells of a ruled table before their text is known.
struct Frame {
    columns: Vec<f64>,
    rows: Vec<f64>,
    /// Row, column, rows, columns.
    cells: Vec<(usize, usize, usize, usize)>,
    /// For each place the index of its cell.
    places: Vec<usize>,
}

impl Frame {
    fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let index = |parts: &[f64], at: f64| {
            let index = parts.partition_point(|&part| part <= at);
            (index > 0 && index < parts.len()).then(|| index - 1)
        };
        let (row, column) = (index(&self.rows, y)?, index(&self.columns, x)?);
        Some(self.places[row * (self.columns.len() - 1) + column])
    }

    fn table(self, glyphs: Vec<Vec<&Glyph>>) -> Table {
        let mut cells: Vec<Cell> = self
            .cells
            .iter()
            .zip(glyphs)
            .map(|(&(row, column, rows, columns), glyphs)| Cell {
                row,
                column,
                rows,
                columns,
                lines: lines(glyphs),
                edge: self.columns[column + columns],
            })
            .collect();
        // As much room is left at the right of a full line as at the left of any.
        let room = cells
            .iter()
            .filter_map(|cell| {
                let left = cell
                    .lines
                    .iter()
                    .map(|line| line.left)
                    .fold(f64::INFINITY, f64::min);
                left.is_finite().then(|| left - self.columns[cell.column])
            })
            .fold(f64::INFINITY, f64::min);
        let room = if room.is_finite() {
            room.clamp(0.0, 15.0)
        } else {
            0.0
        };
        for cell in &mut cells {
            cell.edge -= room;
        }
        Table {
            top: self.rows[0],
            rows: self.rows.len() - 1,
            parts: self.columns,
            cells,
        }
    }
}

/// Rules of one direction, those in line with each other joined.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    // Places a little apart are one.
    let mut start = f64::NEG_INFINITY;
    for rule in &mut rules {
        if rule.at - start > SAME {
            start = rule.at;
        }
        rule.at = start;
    }
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut made: Vec<Rule> = Vec::new();
    for rule in rules {
        match made.last_mut() {
            Some(last) if last.at == rule.at && rule.from <= last.to + SAME => {
                last.to = last.to.max(rule.to);
            }
            _ => made.push(rule),
        }
    }
    // A dash or the frame of a letter parts nothing.
    made.retain(|rule| rule.to - rule.from > 2.0 * SAME);
    made
}

/// The ruled tables of a page.
fn frames(page: &Page) -> Vec<Frame> {
    let (across, mut down) = (joined(&page.across), joined(&page.down));
    if across.len() > MAX_JOINED || down.len() > MAX_JOINED {
        return Vec::new();
    }
    let between = rivers(page, &across, &down);
    if down.len() + between.len() <= MAX_JOINED {
        down.extend(between);
    }
    // Rules that touch are of one table.
    let mut group: Vec<usize> = (0..across.len() + down.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    for (a, level) in across.iter().enumerate() {
        for (d, upright) in down.iter().enumerate() {
            let touches = (level.from - SAME..=level.to + SAME).contains(&upright.at)
                && (upright.from - SAME..=upright.to + SAME).contains(&level.at);
            if touches {
                let (one, other) = (root(&mut group, a), root(&mut group, across.len() + d));
                group[one] = other;
            }
        }
    }
    let mut tables: BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = BTreeMap::new();
    for (at, rule) in across.iter().enumerate() {
        tables
            .entry(root(&mut group, at))
            .or_default()
            .0
            .push(*rule);
    }
    for (at, rule) in down.iter().enumerate() {
        let root = root(&mut group, across.len() + at);
        tables.entry(root).or_default().1.push(*rule);
    }
    tables
        .into_values()
        .filter_map(|(across, down)| frame(&across, &down))
        .take(MAX_TABLES)
        .collect()
}

/// Fewest rules of a table that has none between its columns: above and below its heading, and below
/// each of two rows at least. With fewer, nothing tells where a row ends.
const FEWEST_RULES: usize = 4;

/// Rules as they would stand between the columns of tables that have only those across: where no
/// character stands from the first rule to the last.
fn rivers(page: &Page, across: &[Rule], down: &[Rule]) -> Vec<Rule> {
    let same = |a: &Rule, b: &Rule| (a.from - b.from).abs() <= SAME && (a.to - b.to).abs() <= SAME;
    let is_crossed = |rule: &Rule| {
        down.iter().any(|d| {
            (rule.from - SAME..=rule.to + SAME).contains(&d.at)
                && (d.from - SAME..=d.to + SAME).contains(&rule.at)
        })
    };
    let mut groups: Vec<Vec<&Rule>> = Vec::new();
    for rule in across.iter().filter(|rule| !is_crossed(rule)) {
        match groups.iter().position(|group| same(group[0], rule)) {
            Some(at) => groups[at].push(rule),
            None if groups.len() < MAX_TABLES => groups.push(vec![rule]),
            None => {}
        }
    }
    let mut made = Vec::new();
    for group in &groups {
        let strips = strips(page, group);
        // A title between a rule at the head of the page and the table, or between two tables, goes
        // over all columns.
        let tables: Vec<&[Strip]> = strips
            .split(|strip| strip.runs.len() < 2)
            .filter(|table| !table.is_empty())
            .collect();
        let is_table = |table: &&[Strip]| {
            // Each row has one line in its first column, a number or a name; where it has several,
            // rows are not parted by rules.
            table.len() + 1 >= FEWEST_RULES && table.iter().all(|strip| strip.first_lines == 1)
        };
        if tables.iter().all(is_table) {
            tables.into_iter().for_each(|table| part(table, &mut made));
        }
    }
    made
}

/// What stands between two rules, one above the other.
struct Strip {
    top: f64,
    foot: f64,
    /// From where to where characters stand with little more than half their width between them.
    runs: Vec<(f64, f64)>,
    /// Lines of the first of these.
    first_lines: usize,
}

fn strips(page: &Page, rules: &[&Rule]) -> Vec<Strip> {
    let mut strips: Vec<Strip> = rules
        .windows(2)
        .map(|pair| Strip {
            top: pair[0].at,
            foot: pair[1].at,
            runs: Vec::new(),
            first_lines: 0,
        })
        .collect();
    let Some(first) = rules.first() else {
        return strips;
    };
    let mut inside: Vec<Vec<&Glyph>> = vec![Vec::new(); strips.len()];
    for glyph in &page.glyphs {
        let middle = (glyph.left + glyph.right) / 2.0;
        let below = strips.partition_point(|strip| strip.foot < glyph.y);
        let holds = strips.get(below).is_some_and(|strip| strip.top <= glyph.y);
        if holds && (first.from..=first.to).contains(&middle) {
            inside[below].push(glyph);
        }
    }
    for (strip, mut glyphs) in strips.iter_mut().zip(inside) {
        glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
        for glyph in &glyphs {
            match strip.runs.last_mut() {
                Some(run) if glyph.left - run.1 < 0.6 * glyph.size => {
                    run.1 = run.1.max(glyph.right)
                }
                _ => strip.runs.push((glyph.left, glyph.right)),
            }
        }
        let end = strip.runs.first().map_or(0.0, |run| run.1);
        let mut lines: Vec<f64> = glyphs
            .iter()
            .filter(|glyph| glyph.left <= end)
            .map(|glyph| glyph.y)
            .collect();
        lines.sort_by(f64::total_cmp);
        lines.dedup_by(|b, a| *b - *a <= SAME);
        strip.first_lines = lines.len();
    }
    strips
}

/// Adds the rules between the columns of a table, in the middle of what no strip has characters in.
fn part(table: &[Strip], made: &mut Vec<Rule>) {
    let (Some(first), Some(last)) = (table.first(), table.last()) else {
        return;
    };
    let mut runs: Vec<(f64, f64)> = table.iter().flat_map(|strip| strip.runs.clone()).collect();
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut reached = f64::INFINITY;
    for (left, right) in runs {
        if left > reached {
            made.push(Rule {
                at: (reached + left) / 2.0,
                from: first.top,
                to: last.foot,
            });
        }
        reached = match reached.is_finite() {
            true => reached.max(right),
            false => right,
        };
    }
}

/// Where rules of one direction stand, and the ends of those that cross them where these reach out.
fn parts(rules: &[Rule], crossing: &[Rule]) -> Vec<f64> {
    let mut parts: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    parts.sort_by(f64::total_cmp);
    parts.dedup();
    let from = crossing
        .iter()
        .map(|rule| rule.from)
        .fold(f64::INFINITY, f64::min);
    let to = crossing
        .iter()
        .map(|rule| rule.to)
        .fold(f64::NEG_INFINITY, f64::max);
    if parts.first().is_some_and(|first| from < first - 2.0 * SAME) {
        parts.insert(0, from);
    }
    if parts.last().is_some_and(|last| to > last + 2.0 * SAME) {
        parts.push(to);
    }
    parts
}

fn frame(across: &[Rule], down: &[Rule]) -> Option<Frame> {
    let (columns, rows) = (parts(down, across), parts(across, down));
    // A frame around one column is no table.
    if columns.len() < 3 || rows.len() < 2 {
        return None;
    }
    let (width, height) = (columns.len() - 1, rows.len() - 1);
    if width > crate::MAX_COLUMNS || width * height > MAX_PLACES {
        return None;
    }
    // For each place whether a rule stands at its right and below it.
    let mut closed_right = vec![false; width * height];
    let mut closed_below = vec![false; width * height];
    let middle = |parts: &[f64], at: usize| (parts[at] + parts[at + 1]) / 2.0;
    for rule in down {
        let Some(column) = columns.iter().position(|&part| part == rule.at) else {
            continue;
        };
        for row in (0..height).filter(|_| column > 0) {
            if (rule.from..=rule.to).contains(&middle(&rows, row)) {
                closed_right[row * width + column - 1] = true;
            }
        }
    }
    for rule in across {
        let Some(row) = rows.iter().position(|&part| part == rule.at) else {
            continue;
        };
        for column in (0..width).filter(|_| row > 0) {
            if (rule.from..=rule.to).contains(&middle(&columns, column)) {
                closed_below[(row - 1) * width + column] = true;
            }
        }
    }
    let mut cells = Vec::new();
    let mut places = vec![usize::MAX; width * height];
    for row in 0..height {
        for column in 0..width {
            if places[row * width + column] != usize::MAX {
                continue;
            }
            let mut columns = 1;
            while column + columns < width
                && !closed_right[row * width + column + columns - 1]
                && places[row * width + column + columns] == usize::MAX
            {
                columns += 1;
            }
            let mut rows = 1;
            while row + rows < height
                && (column..column + columns).all(|column| {
                    !closed_below[(row + rows - 1) * width + column]
                        && places[(row + rows) * width + column] == usize::MAX
                })
            {
                rows += 1;
            }
            for r in row..row + rows {
                places[r * width + column..r * width + column + columns].fill(cells.len());
            }
            cells.push((row, column, rows, columns));
        }
    }
    Some(Frame {
        columns,
        rows,
        cells,
        places,
    })
}
