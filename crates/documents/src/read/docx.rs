//! Word documents: paragraphs and tables of the main part.

use roxmltree::Node;

use super::Document;
use super::numbering::Numbering;
use super::package::{Package, xml, xml_text};
use super::styles::{Place, Styles, struck};
use crate::block::{Block, GridBuilder, Text, tidy, tidy_between_tabs};
use crate::{MAX_ROWS, ReadError};

/// Elements that only wrap others.
const WRAPPERS: &[&str] = &[
    "sdt",
    "sdtContent",
    "ins",
    "moveTo",
    "customXml",
    "smartTag",
    "hyperlink",
    "fldSimple",
    "dir",
    "bdo",
];
/// How many tables may stand inside one another.
const MAX_NESTED: usize = 8;

pub(super) fn document(package: &mut Package<'_>, main: &str) -> Result<Document, ReadError> {
    let numbering = match package.related(main, "/numbering")? {
        Some(part) => match package.part(&part)? {
            Some(bytes) => Numbering::parse(&xml_text(&bytes)?)?,
            None => Numbering::default(),
        },
        None => Numbering::default(),
    };
    let styles = styles_of(package, main).unwrap_or_default();
    let bytes = package.part(main)?.ok_or(ReadError::Damaged)?;
    let text = xml_text(&bytes)?;
    drop(bytes);
    let tree = xml(&text)?;
    let body = tree
        .root_element()
        .children()
        .find(|node| is(node, "body"))
        .ok_or(ReadError::Damaged)?;
    let mut reader = Reader {
        numbering,
        styles,
        struck: false,
    };
    let mut raw = Vec::new();
    reader.blocks(body, 0, &mut raw)?;
    let mut blocks = Vec::new();
    for block in raw {
        match block {
            Block::Paragraph(text) => {
                let lines = text.split('\n').map(tidy_between_tabs);
                let lines = lines.filter(|line| !line.trim().is_empty());
                blocks.extend(lines.map(|line| Block::Paragraph(line.to_owned())));
            }
            other => blocks.push(other),
        }
    }
    Ok(Document {
        blocks,
        issues: Vec::new(),
    })
}

/// The styles of a document; none if they cannot be read, which its text may well be.
fn styles_of(package: &mut Package<'_>, main: &str) -> Option<Styles> {
    let part = package.related(main, "/styles").ok()??;
    let bytes = package.part(&part).ok()??;
    Styles::parse(&xml_text(&bytes).ok()?).ok()
}

/// Whether a node is this element, in the transitional or the strict namespace.
fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|node| is(node, name))
}

/// The `w:val` of a node, whatever its namespace.
pub(super) fn value<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    attribute(node, "val")
}

pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// Whether an on/off element is there and not switched off.
pub(super) fn is_on(node: Option<Node<'_, '_>>) -> bool {
    node.is_some_and(|node| !matches!(value(node), Some("0" | "false" | "off")))
}

struct Reader {
    numbering: Numbering,
    styles: Styles,
    /// Whether the style of the paragraph strikes its text out.
    struck: bool,
}

impl Reader {
    fn blocks(
        &mut self,
        parent: Node<'_, '_>,
        depth: usize,
        blocks: &mut Vec<Block>,
    ) -> Result<(), ReadError> {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => {
                    let mut boxes = Vec::new();
                    // Kept as it is: inside a cell the spaces at the ends of its lines belong to the text.
                    blocks.push(Block::Paragraph(self.paragraph(node, depth, &mut boxes)?));
                    blocks.append(&mut boxes);
                }
                "tbl" => blocks.push(self.table(node, depth + 1)?),
                "AlternateContent" => {
                    if let Some(choice) = child(node, "Choice").or_else(|| child(node, "Fallback"))
                    {
                        self.blocks(choice, depth, blocks)?;
                    }
                }
                name if WRAPPERS.contains(&name) => self.blocks(node, depth, blocks)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A paragraph's text with the number Word prints before it; what stands in text boxes goes to
    /// `boxes`.
    fn paragraph(
        &mut self,
        node: Node<'_, '_>,
        depth: usize,
        boxes: &mut Vec<Block>,
    ) -> Result<String, ReadError> {
        let mut text = String::new();
        let properties = child(node, "pPr");
        let style = properties
            .and_then(|properties| child(properties, "pStyle"))
            .and_then(value);
        let own = properties.and_then(Place::of).unwrap_or_default();
        let styled = style.and_then(|style| self.styles.place(style));
        let list = own.list.or_else(|| styled?.1.list.clone());
        // How the end of the paragraph looks is how its number looks. A paragraph whose end is
        // deleted goes on in the next.
        let end = properties.and_then(|properties| child(properties, "rPr"));
        let is_deleted = end.is_some_and(|end| child(end, "del").is_some());
        let is_number_struck = end.and_then(struck) == Some(true);
        if let Some(list) = list.filter(|_| !is_deleted) {
            let of_style = || {
                let (style, place) = styled?;
                place
                    .level
                    .or_else(|| self.numbering.level_of(&list, style))
            };
            let level = own.level.or_else(of_style).unwrap_or(0);
            let number = self.numbering.next(&list, level);
            if !is_number_struck {
                text.push_str(&number);
            }
        }
        let is_struck = style.and_then(|style| self.styles.struck(style)) == Some(true);
        let around = std::mem::replace(&mut self.struck, is_struck);
        self.inline(node, depth, &mut text, boxes)?;
        self.struck = around;
        Ok(text)
    }

    /// Whether a run is hidden, or struck out: what was written in its place stands beside it.
    fn is_left_out(&self, run: Node<'_, '_>) -> bool {
        let Some(properties) = child(run, "rPr") else {
            return self.struck;
        };
        let styled = || {
            let style = child(properties, "rStyle").and_then(value)?;
            self.styles.struck(style)
        };
        is_on(child(properties, "vanish"))
            || struck(properties).or_else(styled).unwrap_or(self.struck)
    }

    fn inline(
        &mut self,
        parent: Node<'_, '_>,
        depth: usize,
        text: &mut String,
        boxes: &mut Vec<Block>,
    ) -> Result<(), ReadError> {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "r" => {
                    if !self.is_left_out(node) {
                        self.inline(node, depth, text, boxes)?;
                    }
                }
                "t" => node
                    .children()
                    .filter_map(|node| node.text())
                    .for_each(|part| text.push_str(part)),
                "tab" | "ptab" => text.push('\t'),
                "br" | "cr" => {
                    if !matches!(attribute(node, "type"), Some("page" | "column")) {
                        text.push('\n');
                    }
                }
                "noBreakHyphen" => text.push('-'),
                "sym" => text.extend(symbol(node)),
                "txbxContent" => {
                    if depth < MAX_NESTED {
                        self.blocks(node, depth + 1, boxes)?;
                    }
                }
                // Both hold the same text box, one for new and one for old programs.
                "AlternateContent" => {
                    if let Some(choice) = child(node, "Choice").or_else(|| child(node, "Fallback"))
                    {
                        self.inline(choice, depth, text, boxes)?;
                    }
                }
                // A phonetic guide: the base is the text.
                "ruby" => {
                    if let Some(base) = child(node, "rubyBase") {
                        self.inline(base, depth, text, boxes)?;
                    }
                }
                "del" | "moveFrom" | "rPr" | "pPr" | "instrText" | "delText" | "tbl" => {}
                _ => self.inline(node, depth, text, boxes)?,
            }
        }
        Ok(())
    }

    fn table(&mut self, node: Node<'_, '_>, depth: usize) -> Result<Block, ReadError> {
        if depth > MAX_NESTED {
            return Err(ReadError::TooDeep);
        }
        let mut cells: Vec<RawCell> = Vec::new();
        let mut height = 0;
        self.rows(node, depth, &mut cells, &mut height)?;
        Ok(Block::Table(place(cells, height)?))
    }

    fn rows(
        &mut self,
        parent: Node<'_, '_>,
        depth: usize,
        cells: &mut Vec<RawCell>,
        height: &mut usize,
    ) -> Result<(), ReadError> {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "tr" => {
                    let properties = child(node, "trPr");
                    if properties.is_some_and(|properties| child(properties, "del").is_some()) {
                        continue;
                    }
                    if *height >= MAX_ROWS {
                        return Err(ReadError::TooManyCells);
                    }
                    let before = properties
                        .and_then(|properties| child(properties, "gridBefore"))
                        .and_then(value);
                    let mut column = before
                        .and_then(|before| before.parse().ok())
                        .unwrap_or(0_usize)
                        .min(crate::MAX_COLUMNS);
                    self.cells(node, depth, *height, &mut column, cells)?;
                    *height += 1;
                }
                name if WRAPPERS.contains(&name) => self.rows(node, depth, cells, height)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn cells(
        &mut self,
        parent: Node<'_, '_>,
        depth: usize,
        row: usize,
        column: &mut usize,
        cells: &mut Vec<RawCell>,
    ) -> Result<(), ReadError> {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "tc" => {
                    let properties = child(node, "tcPr");
                    let find = |name| properties.and_then(|properties| child(properties, name));
                    let span = find("gridSpan")
                        .and_then(value)
                        .and_then(|span| span.parse().ok())
                        .unwrap_or(1_usize);
                    let merge = find("vMerge").map(|merge| value(merge) == Some("restart"));
                    let mut inside = Vec::new();
                    self.blocks(node, depth, &mut inside)?;
                    let text = text_of(&inside);
                    let holds_table = inside.iter().any(|block| matches!(block, Block::Table(_)));
                    let columns = span.clamp(1, crate::MAX_COLUMNS);
                    cells.push(RawCell {
                        row,
                        column: *column,
                        columns,
                        continues: merge == Some(false),
                        text: Text::from(tidy(&text)),
                        inside: if holds_table { inside } else { Vec::new() },
                    });
                    *column += columns;
                    if *column > crate::MAX_COLUMNS || cells.len() > crate::MAX_CELLS {
                        return Err(ReadError::TooManyCells);
                    }
                }
                name if WRAPPERS.contains(&name) => self.cells(node, depth, row, column, cells)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// A cell before merges downwards are joined.
struct RawCell {
    row: usize,
    column: usize,
    columns: usize,
    continues: bool,
    text: Text,
    inside: Vec<Block>,
}

/// Joins each cell with those below that continue it.
fn place(cells: Vec<RawCell>, height: usize) -> Result<crate::block::Grid, ReadError> {
    let mut heights = vec![1_usize; cells.len()];
    let mut open: Vec<Option<usize>> = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        if open.len() <= cell.column {
            open.resize(cell.column + 1, None);
        }
        let above = open[cell.column]
            .filter(|&above| cell.continues && cells[above].row + heights[above] == cell.row);
        match above {
            Some(above) => {
                heights[above] += 1;
                heights[index] = 0;
            }
            None => open[cell.column] = Some(index),
        }
    }
    let mut builder = GridBuilder::default();
    for (cell, rows) in cells.into_iter().zip(heights) {
        if rows > 0 {
            builder.put(
                cell.row,
                cell.column,
                (rows, cell.columns),
                cell.text,
                cell.inside,
            )?;
        }
    }
    builder.finish(height, true)
}

/// Text of a cell: a paragraph to a line, of a table inside a row to a line.
pub(super) fn text_of(blocks: &[Block]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(line) => lines.push(line.clone()),
            Block::Sheet(_) => {}
            Block::Cells(cells) => lines.extend(cells.iter().cloned()),
            Block::Table(grid) => {
                let mut rows = vec![Vec::new(); grid.height()];
                for cell in grid.cells.iter().filter(|cell| !cell.text.is_empty()) {
                    if let Some(row) = rows.get_mut(cell.row) {
                        row.push(&*cell.text);
                    }
                }
                lines.extend(rows.iter().map(|row| row.join("\t")));
            }
        }
    }
    lines.join("\n")
}

/// A character of a symbol font, where it is one that text can hold.
fn symbol(node: Node<'_, '_>) -> Option<char> {
    let code = u32::from_str_radix(attribute(node, "char")?, 16).ok()?;
    // Symbol fonts sit in the private area, where the code means nothing without the font.
    char::from_u32(code).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c))
}
