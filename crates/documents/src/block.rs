//! What every format is reduced to before anyone asks what it means.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, ReadError};

/// A piece of a document, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    /// One paragraph or line, outer white space removed; a reader may leave tabs at its ends, which
    /// tell of empty cells, until [`drawn`](crate::read) has looked at them.
    Paragraph(String),
    /// A table whose cells know their places.
    Table(Grid),
    /// The name of the sheet whose table follows.
    Sheet(String),
    /// Cells in order, of a table whose row ends were lost.
    Cells(Vec<String>),
}

/// A text, or a piece of a longer one: the cells of a sheet need no room of their own each.
#[derive(Clone)]
pub(crate) struct Text {
    whole: Arc<String>,
    piece: Range<usize>,
}

impl Text {
    /// A piece of a text, given by its bytes.
    pub(crate) fn piece(whole: &Arc<String>, piece: Range<usize>) -> Self {
        Text {
            whole: Arc::clone(whole),
            piece,
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let piece = 0..text.len();
        Text {
            whole: Arc::new(text),
            piece,
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.whole[self.piece.clone()]
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, formatter)
    }
}

/// One cell, with the rectangle it covers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// First row, counted from 0.
    pub row: usize,
    /// First column, counted from 0.
    pub column: usize,
    /// Rows covered, at least 1.
    pub rows: usize,
    /// Columns covered, at least 1.
    pub columns: usize,
    /// Text, outer white space removed, lines separated by `\n`.
    pub text: Text,
    /// What is inside, where that is more than text: a table in a table.
    pub inside: Vec<Block>,
}

/// Cells by place. No two cells cover the same place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Grid {
    pub cells: Vec<Cell>,
    /// Row after row, for each column, the index into `cells`.
    places: Vec<Option<usize>>,
    width: usize,
    /// Whether merged cells are recorded: if not, an empty cell may be one that was merged away.
    pub knows_merges: bool,
}

impl Grid {
    pub(crate) fn at(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells.get(self.place(row, column)?)
    }

    /// Which of the cells covers this place.
    pub(crate) fn place(&self, row: usize, column: usize) -> Option<usize> {
        if column >= self.width {
            return None;
        }
        *self.places.get(row * self.width + column)?
    }

    pub(crate) fn text(&self, row: usize, column: usize) -> &str {
        self.at(row, column).map_or("", |cell| &cell.text)
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn height(&self) -> usize {
        self.places.len().checked_div(self.width).unwrap_or(0)
    }
}

/// Builds a [`Grid`] under the limits on rows, columns, cells and text.
#[derive(Debug, Default)]
pub(crate) struct GridBuilder {
    cells: Vec<Cell>,
    /// Row after row of `width` places.
    taken: Vec<Option<usize>>,
    width: usize,
    covered: usize,
    text: usize,
}

impl GridBuilder {
    /// An empty table with room for so many cells, rows and columns.
    pub(crate) fn with_room(cells: usize, rows: usize, columns: usize) -> Self {
        GridBuilder {
            cells: Vec::with_capacity(cells),
            taken: Vec::with_capacity(rows * columns),
            width: columns,
            ..GridBuilder::default()
        }
    }

    /// Puts a cell at the first free column of `row` at or after `column`, and returns that column.
    ///
    /// Spans are cut where another cell already stands.
    pub(crate) fn put(
        &mut self,
        row: usize,
        column: usize,
        (rows, columns): (usize, usize),
        text: Text,
        inside: Vec<Block>,
    ) -> Result<usize, ReadError> {
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Err(ReadError::TooManyCells);
        }
        let mut column = column;
        while self.is_taken(row, column) {
            column += 1;
        }
        if column >= MAX_COLUMNS {
            return Err(ReadError::TooManyCells);
        }
        let columns = columns.clamp(1, MAX_COLUMNS - column);
        let columns = (1..columns)
            .find(|&n| self.is_taken(row, column + n))
            .unwrap_or(columns);
        let rows = rows.clamp(1, MAX_ROWS - row);
        self.covered += rows.saturating_mul(columns);
        self.text += text.len();
        if self.covered > MAX_CELLS || self.text > MAX_TEXT {
            return Err(ReadError::TooManyCells);
        }
        let index = self.cells.len();
        let mut reached = 0;
        for r in row..row + rows {
            if (column..column + columns).any(|c| self.is_taken(r, c)) {
                break;
            }
            if self.width < column + columns {
                let width = (column + columns).max(2 * self.width).min(MAX_COLUMNS);
                self.taken = lines_of(&self.taken, self.width, width);
                self.width = width;
            }
            let line = r * self.width;
            if self.taken.len() < line + self.width {
                self.taken.resize(line + self.width, None);
            }
            self.taken[line + column..line + column + columns].fill(Some(index));
            reached += 1;
        }
        self.cells.push(Cell {
            row,
            column,
            rows: reached,
            columns,
            text,
            inside,
        });
        Ok(column)
    }

    fn is_taken(&self, row: usize, column: usize) -> bool {
        let place = row * self.width + column;
        column < self.width && self.taken.get(place).is_some_and(Option::is_some)
    }

    /// Finishes with `height` rows: a span that reaches beyond the last row is cut.
    pub(crate) fn finish(mut self, height: usize, knows_merges: bool) -> Result<Grid, ReadError> {
        let height = height.min(MAX_ROWS);
        self.taken.resize(height * self.width, None);
        let reach = |line: &[Option<usize>]| line.iter().rposition(Option::is_some);
        let lines = self.taken.chunks(self.width.max(1));
        let width = lines.filter_map(reach).max().map_or(0, |last| last + 1);
        if width.saturating_mul(height) > 4 * MAX_CELLS {
            return Err(ReadError::TooManyCells);
        }
        if width < self.width {
            self.taken = lines_of(&self.taken, self.width, width);
        }
        for cell in &mut self.cells {
            cell.rows = cell.rows.min(height.saturating_sub(cell.row)).max(1);
        }
        let mut grid = Grid {
            cells: self.cells,
            places: self.taken,
            width,
            knows_merges,
        };
        grid.cut_spans();
        Ok(grid.in_order().unwrap_or(grid))
    }
}

impl Grid {
    /// Ends cells that were said to reach down over a row which has all its own: a row with as many
    /// cells as most is not pushed to the right by one from above, if its own cell there is like it.
    fn cut_spans(&mut self) {
        let full = |line: &[Option<usize>]| line.iter().rposition(Option::is_some).map(|at| at + 1);
        let lines = || self.places.chunks(self.width.max(1));
        let mut widths: HashMap<usize, usize> = HashMap::new();
        for cells in lines().filter_map(full).filter(|&cells| cells > 1) {
            *widths.entry(cells).or_default() += 1;
        }
        let most = widths
            .into_iter()
            .max_by_key(|&(cells, rows)| (rows, cells));
        let Some((usual, _)) = most else {
            return;
        };
        let beyond: Vec<usize> = lines()
            .enumerate()
            .filter(|(_, line)| full(line).is_some_and(|cells| cells > usual))
            .map(|(row, _)| row)
            .collect();
        // Where many rows are longer, that is no mistake of a cell.
        if beyond.is_empty() || beyond.len() > MOST_WRONG {
            return;
        }
        for row in beyond {
            let start = row * self.width;
            let mut own: Vec<usize> = self.places[start..start + self.width]
                .iter()
                .flatten()
                .copied()
                .collect();
            own.dedup();
            let (held, own): (Vec<_>, Vec<_>) = own
                .into_iter()
                .partition(|&cell| self.cells[cell].row < row);
            let is_whole = own
                .iter()
                .map(|&cell| self.cells[cell].columns)
                .sum::<usize>()
                == usual
                && own.iter().all(|&cell| self.cells[cell].rows == 1);
            // What would stand in its column is like it: 区园林局 below 区教育局.
            let is_like = |held: usize| {
                let (mut column, wanted) = (0, self.cells[held].column);
                let own = own.iter().find(|&&cell| {
                    let at = column;
                    column += self.cells[cell].columns;
                    at == wanted
                });
                own.is_some_and(|&own| {
                    let kind = |cell: usize| kind(&self.cells[cell].text);
                    kind(own) == kind(held) && kind(own) != Kind::Long
                })
            };
            if held.is_empty() || !is_whole || !held.iter().all(|&cell| is_like(cell)) {
                continue;
            }
            for cell in held {
                let cut = &mut self.cells[cell];
                let (until, columns) = (cut.row + cut.rows, cut.column..cut.column + cut.columns);
                cut.rows = row - cut.row;
                for below in row..until {
                    let line = below * self.width;
                    self.places[line + columns.start..line + columns.end].fill(None);
                }
            }
            self.places[start..start + self.width].fill(None);
            let mut column = 0;
            for cell in own {
                let moved = &mut self.cells[cell];
                moved.column = column;
                self.places[start + column..start + column + moved.columns].fill(Some(cell));
                column += moved.columns;
            }
        }
        let lines = self.places.chunks(self.width.max(1));
        let width = lines.filter_map(full).max().unwrap_or(0);
        if width < self.width {
            self.places = lines_of(&self.places, self.width, width);
            self.width = width;
        }
    }

    /// The same table with its cells in line, where rows have equally many cells of other widths:
    /// a border was dragged, or two tables were put together.
    fn in_order(&self) -> Option<Grid> {
        let mut lines = self.places.chunks(self.width.max(1));
        if lines.any(|line| line.is_sorted_by(|one, next| one < next)) {
            return None;
        }
        let rows: Vec<Vec<usize>> = self
            .places
            .chunks(self.width.max(1))
            .map(|line| {
                let mut cells: Vec<usize> = line.iter().copied().collect::<Option<_>>()?;
                cells.dedup();
                Some(cells)
            })
            .collect::<Option<_>>()?;
        let width = rows.iter().map(Vec::len).max()?;
        let is_even = rows.iter().all(|row| row.len() == width || row.len() == 1);
        if width < 3 || width == self.width() || !is_even {
            return None;
        }
        let mut grid = Grid {
            places: Vec::with_capacity(rows.len() * width),
            width,
            ..self.clone()
        };
        for (at, row) in rows.iter().enumerate() {
            for (column, &index) in row.iter().enumerate() {
                let cell = &mut grid.cells[index];
                // A cell over several rows is the same one in each.
                if cell.row < at && (cell.column != column || row.len() == 1) {
                    return None;
                }
                (cell.column, cell.columns) = (column, if row.len() == 1 { width } else { 1 });
            }
            match row[..] {
                [only] => grid.places.extend(std::iter::repeat_n(Some(only), width)),
                _ => grid.places.extend(row.iter().copied().map(Some)),
            }
        }
        Some(grid)
    }
}

/// What a cell looks like from afar.
#[derive(PartialEq, Eq)]
enum Kind {
    Number,
    Unit,
    Short,
    Long,
}

fn kind(text: &str) -> Kind {
    let length = text.chars().count();
    if text.contains(|c: char| c.is_ascii_digit()) && length <= 4 {
        Kind::Number
    } else if crate::meaning::is_unit(text) {
        Kind::Unit
    } else if length <= 6 && !text.contains(|c: char| c.is_ascii_digit()) {
        Kind::Short
    } else {
        Kind::Long
    }
}

/// Most rows that are set right because a cell from above is said to reach too far.
const MOST_WRONG: usize = 50;

/// The same lines of places with another width, cut or filled up at their ends.
fn lines_of(places: &[Option<usize>], width: usize, new: usize) -> Vec<Option<usize>> {
    let kept = width.min(new);
    let mut lines = Vec::with_capacity(places.len() / width.max(1) * new);
    for line in places.chunks(width.max(1)) {
        lines.extend_from_slice(&line[..kept]);
        lines.resize(lines.len() + new - kept, None);
    }
    lines
}

/// Outer white space removed and line ends made `\n`. Nothing inside is touched otherwise.
pub(crate) fn tidy(text: &str) -> String {
    tidied(text).into_owned()
}

/// As [`tidy`], without a copy where nothing is to change inside.
pub(crate) fn tidied(text: &str) -> Cow<'_, str> {
    with_line_feeds(text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'))
}

/// Line ends made `\n`.
pub(crate) fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

/// Outer white space removed but for tabs.
pub(crate) fn tidy_between_tabs(text: &str) -> &str {
    text.trim_matches(|c: char| (c.is_whitespace() && c != '\t') || c == '\u{feff}')
}
