//! Pages of government portals, and our own.

use scraper::{ElementRef, Html, Node};

use super::docx::text_of;
use super::html_attributes;
use crate::block::{Block, GridBuilder, Text, tidy, tidy_between_tabs};
use crate::{MAX_ROWS, ReadError};

/// Most tags of a page.
const MAX_TAGS: usize = 1_000_000;
/// Most elements open at once while parsing; the parser looks back over all of them.
const MAX_OPEN: usize = 2_000;
/// How many tables may stand inside one another: text inside is held once for each.
const MAX_NESTED: usize = 16;
/// Deepest element visited.
const MAX_VISITED: usize = 400;

/// Elements whose text is not the page's.
const SILENT: &[&str] = &[
    "script", "style", "template", "noscript", "head", "select", "button", "textarea", "iframe",
    "object", "svg", "math", "video", "audio", "canvas", "nav", "colgroup",
];
/// Elements that begin and end a line.
const LINES: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "figcaption",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tfoot",
    "tr",
    "ul",
];
/// Elements that need no end tag, so that counting their start tags says nothing of the depth.
const UNCOUNTED: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "param", "source", "tbody", "td", "tfoot", "th",
    "thead", "tr", "wbr", "html", "head", "body",
];

/// Reads a page: paragraphs, and every table with its spans.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>, ReadError> {
    check_size(text)?;
    html_attributes::check(text.as_bytes())?;
    let page = Html::parse_document(text);
    let mut blocks = Vec::new();
    // What the page calls itself comes first; a heading nearer to the table is preferred to it.
    for element in page
        .root_element()
        .descendants()
        .filter_map(ElementRef::wrap)
    {
        let name = element.value().name();
        let line = match name {
            "title" => {
                let title: String = element.text().collect();
                title.split(['_', '|', '－']).next().map(tidy)
            }
            "meta"
                if element
                    .attr("name")
                    .is_some_and(|name| name.eq_ignore_ascii_case("ArticleTitle")) =>
            {
                element.attr("content").map(tidy)
            }
            "body" => break,
            _ => None,
        };
        blocks.extend(line.filter(|line| !line.is_empty()).map(Block::Paragraph));
    }
    let mut walk = Walk {
        blocks,
        line: Line::of(breaks_at_spaces(&page)),
        nested: 0,
        struck: false,
    };
    walk.children(page.root_element(), false, 0)?;
    walk.end_line();
    Ok(walk.blocks)
}

/// Whether the program that wrote the page breaks lines of its source only where a space stood.
fn breaks_at_spaces(page: &Html) -> bool {
    let elements = page.root_element().descendants();
    elements
        .filter_map(ElementRef::wrap)
        .take(200)
        .any(|element| {
            element.value().name() == "meta"
                && element
                    .attr("name")
                    .is_some_and(|name| name.eq_ignore_ascii_case("generator"))
                && element.attr("content").is_some_and(|content| {
                    content.starts_with("LibreOffice") || content.starts_with("OpenOffice")
                })
        })
}

fn check_size(text: &str) -> Result<(), ReadError> {
    let (mut tags, mut open) = (0_usize, 0_usize);
    for (at, _) in text.match_indices('<') {
        let rest = &text.as_bytes()[at + 1..];
        let closes = rest.first() == Some(&b'/');
        let name = if closes { &rest[1..] } else { rest };
        let length = name
            .iter()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        if length == 0 || !name[0].is_ascii_alphabetic() {
            continue;
        }
        tags += 1;
        if tags > MAX_TAGS {
            return Err(ReadError::TooManyCells);
        }
        let name = String::from_utf8_lossy(&name[..length]).to_ascii_lowercase();
        if UNCOUNTED.contains(&name.as_str()) {
            continue;
        }
        open = if closes {
            open.saturating_sub(1)
        } else {
            open + 1
        };
        if open > MAX_OPEN {
            return Err(ReadError::TooDeep);
        }
    }
    Ok(())
}

/// Text of one paragraph or cell under construction, white space as a browser shows it.
#[derive(Default)]
struct Line {
    text: String,
    /// White space waiting for what follows; true if it holds a line end.
    space: Option<bool>,
    /// A line end waiting for text, so that none is left at the end.
    broken: bool,
    /// Whether a line end of the source always stands for a space.
    spaced: bool,
}

impl Line {
    fn of(spaced: bool) -> Self {
        Line {
            spaced,
            ..Line::default()
        }
    }

    fn push(&mut self, text: &str, preserve: bool) {
        if preserve {
            if !text.is_empty() {
                self.settle(text.chars().next());
                self.text.push_str(text);
            }
            return;
        }
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    let line_end = matches!(c, '\n' | '\r');
                    self.space = Some(self.space.unwrap_or(false) || line_end);
                }
                c => {
                    self.settle(Some(c));
                    self.text.push(if c == '\u{a0}' { ' ' } else { c });
                }
            }
        }
    }

    /// Writes what was waiting before `next`.
    fn settle(&mut self, next: Option<char>) {
        let before = self.text.chars().next_back();
        if std::mem::take(&mut self.broken) {
            self.space = None;
            if before.is_some() {
                self.text.push('\n');
            }
            return;
        }
        let Some(line_end) = self.space.take() else {
            return;
        };
        match before {
            None | Some('\n') => {}
            // A line end of the source between two Chinese characters is no space.
            Some(before)
                if line_end && !self.spaced && is_wide(before) && next.is_some_and(is_wide) => {}
            Some(_) => self.text.push(' '),
        }
    }

    fn break_line(&mut self) {
        self.broken = true;
    }

    fn line_feed(&mut self) {
        if std::mem::take(&mut self.broken) && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.space = None;
        self.text.push('\n');
    }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
        || "“”‘’…—".contains(c)
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    let style = element.attr("style").unwrap_or_default();
    element.attr("hidden").is_some()
        || style
            .replace(' ', "")
            .to_ascii_lowercase()
            .contains("display:none")
}

/// Whether an element strikes its text out: what was written in its place stands beside it.
fn is_struck(element: ElementRef<'_>) -> bool {
    let style = || element.attr("style").unwrap_or_default();
    matches!(element.value().name(), "s" | "strike" | "del")
        || style().to_ascii_lowercase().contains("line-through")
}

/// Whether white space stands as written: in `pre`, and where the style or our own mark says so.
fn keeps_space(element: ElementRef<'_>) -> bool {
    let says = |text: &str| {
        let text = text.replace(' ', "").to_ascii_lowercase();
        text.contains("pre-wrap")
            || text.contains("white-space:pre;")
            || text.ends_with("white-space:pre")
            || text.contains("break-spaces")
    };
    element.value().name() == "pre"
        || element.attr("data-white-space").is_some_and(says)
        || element.attr("style").is_some_and(says)
}

/// A list with text directly in it: mark-up left behind by an editor, not a list.
fn is_stray_list(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "ol" | "ul")
        && element
            .children()
            .any(|child| matches!(child.value(), Node::Text(text) if !text.trim().is_empty()))
}

fn start_tag(element: ElementRef<'_>) -> String {
    let mut tag = format!("<{}", element.value().name());
    for (name, value) in element.value().attrs() {
        tag.push_str(&format!(" {name}=\"{value}\""));
    }
    tag.push('>');
    tag
}

struct Walk {
    blocks: Vec<Block>,
    line: Line,
    /// Tables around this place.
    nested: usize,
    /// Whether an element around this place strikes text out; tables are not touched by it.
    struck: bool,
}

impl Walk {
    fn end_line(&mut self) {
        let empty = Line::of(self.line.spaced);
        let line = std::mem::replace(&mut self.line, empty);
        let lines = line.text.split('\n').map(tidy_between_tabs);
        let lines = lines.filter(|line| !line.trim().is_empty());
        self.blocks
            .extend(lines.map(|line| Block::Paragraph(line.to_owned())));
    }

    fn children(
        &mut self,
        parent: ElementRef<'_>,
        preserve: bool,
        depth: usize,
    ) -> Result<(), ReadError> {
        if depth > MAX_VISITED {
            return Err(ReadError::TooDeep);
        }
        for child in parent.children() {
            if let Node::Text(text) = child.value() {
                if !self.struck {
                    self.line.push(text, preserve);
                }
                continue;
            }
            let Some(element) = ElementRef::wrap(child) else {
                continue;
            };
            let name = element.value().name();
            if SILENT.contains(&name) || is_hidden(element) {
                continue;
            }
            let preserve = preserve || keeps_space(element);
            let around = self.struck;
            self.struck |= is_struck(element);
            if name == "br" {
                self.end_line();
            } else if name == "table" {
                self.end_line();
                self.table(element, depth + 1)?;
            } else if LINES.contains(&name) {
                self.end_line();
                self.children(element, preserve, depth + 1)?;
                self.end_line();
            } else {
                self.children(element, preserve, depth + 1)?;
            }
            self.struck = around;
        }
        Ok(())
    }

    fn table(&mut self, table: ElementRef<'_>, depth: usize) -> Result<(), ReadError> {
        let mut rows = Vec::new();
        for child in table.children().filter_map(ElementRef::wrap) {
            match child.value().name() {
                "caption" => {
                    self.children(child, false, depth + 1)?;
                    self.end_line();
                }
                "tr" => rows.push(child),
                "thead" | "tbody" | "tfoot" => {
                    let inner = child.children().filter_map(ElementRef::wrap);
                    rows.extend(inner.filter(|element| element.value().name() == "tr"));
                }
                _ => {}
            }
        }
        rows.retain(|row| !is_hidden(*row));
        if rows.len() > MAX_ROWS {
            return Err(ReadError::TooManyCells);
        }
        let preserve = keeps_space(table);
        let mut builder = GridBuilder::default();
        for (at, row) in rows.iter().enumerate() {
            let mut column = 0;
            for cell in row.children().filter_map(ElementRef::wrap) {
                if !matches!(cell.value().name(), "td" | "th") || is_hidden(cell) {
                    continue;
                }
                let span = |name| {
                    cell.attr(name)
                        .and_then(|span| span.trim().parse::<usize>().ok())
                };
                let height = match span("rowspan") {
                    Some(0) => rows.len() - at,
                    Some(height) => height.min(rows.len() - at),
                    None => 1,
                };
                let width = span("colspan").unwrap_or(1).clamp(1, crate::MAX_COLUMNS);
                let (text, inside) = match is_struck(*row) || is_struck(cell) {
                    true => (String::new(), Vec::new()),
                    false => cell_text(cell, preserve, depth, self)?,
                };
                column = builder.put(at, column, (height, width), Text::from(text), inside)? + 1;
            }
        }
        self.blocks
            .push(Block::Table(builder.finish(rows.len(), true)?));
        Ok(())
    }
}

/// A cell's text, and its blocks if a table stands inside.
fn cell_text(
    cell: ElementRef<'_>,
    preserve: bool,
    depth: usize,
    around: &Walk,
) -> Result<(String, Vec<Block>), ReadError> {
    let nested = around.nested + 1;
    if nested > MAX_NESTED {
        return Err(ReadError::TooDeep);
    }
    let has_table = cell
        .descendants()
        .filter_map(ElementRef::wrap)
        .any(|element| element.value().name() == "table");
    if has_table {
        let mut walk = Walk {
            blocks: Vec::new(),
            line: Line::of(around.line.spaced),
            nested,
            struck: false,
        };
        walk.children(cell, preserve || keeps_space(cell), depth + 1)?;
        walk.end_line();
        return Ok((tidy(&text_of(&walk.blocks)), walk.blocks));
    }
    let mut line = Line::of(around.line.spaced);
    inline(cell, preserve || keeps_space(cell), depth, &mut line)?;
    Ok((tidy(&line.text), Vec::new()))
}

/// Text of what is inside an element: formatting goes, lines stay lines, and a stray list keeps
/// its start tag in the text, as the page's own text shows where it was copied without its page.
fn inline(
    parent: ElementRef<'_>,
    preserve: bool,
    depth: usize,
    line: &mut Line,
) -> Result<(), ReadError> {
    if depth > MAX_VISITED {
        return Err(ReadError::TooDeep);
    }
    let mut number = parent
        .attr("start")
        .and_then(|start| start.trim().parse::<i64>().ok())
        .unwrap_or(1);
    for child in parent.children() {
        if let Node::Text(text) = child.value() {
            line.push(text, preserve);
            continue;
        }
        let Some(element) = ElementRef::wrap(child) else {
            continue;
        };
        let name = element.value().name();
        if SILENT.contains(&name) || is_hidden(element) || is_struck(element) {
            continue;
        }
        let preserve = preserve || keeps_space(element);
        if name == "br" {
            line.line_feed();
        } else if is_stray_list(element) {
            line.settle(Some('<'));
            line.text.push_str(&start_tag(element));
            inline(element, preserve, depth + 1, line)?;
        } else if LINES.contains(&name) {
            line.break_line();
            if name == "li" && is_numbered(parent) {
                line.push(&format!("{number}. "), true);
                number = number.saturating_add(1);
            }
            inline(element, preserve, depth + 1, line)?;
            line.break_line();
        } else {
            inline(element, preserve, depth + 1, line)?;
        }
    }
    Ok(())
}

/// Whether a browser prints numbers before the items of this list.
fn is_numbered(list: ElementRef<'_>) -> bool {
    let style = list.attr("style").unwrap_or_default().to_ascii_lowercase();
    list.value().name() == "ol" && !is_stray_list(list) && !style.contains("none")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(inner: &str) -> String {
        let page = format!("<table><tr><td>{inner}</td></tr></table>");
        match &blocks(&page).unwrap()[..] {
            [Block::Table(grid)] => grid.text(0, 0).to_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn formatting_goes_and_lines_stay() {
        for (inner, text) in [
            ("<p>已开工<b>19</b>部</p>", "已开工19部"),
            (
                "\n    <p>第一段。</p>\n    <p>第二段。</p>\n",
                "第一段。\n第二段。",
            ),
            ("已完成<br>正在施工", "已完成\n正在施工"),
            ("建设\n      绿地", "建设绿地"),
            ("APP 3\n   个", "APP 3 个"),
            (
                "<span>京通（3家）：</span> <span>均已</span>",
                "京通（3家）： 均已",
            ),
            ("<font>一</font>&nbsp;&nbsp;二", "一  二"),
            ("<ul><li>甲</li><li>乙</li></ul>", "甲\n乙"),
            ("<ol><li>甲</li><li>乙</li></ol>", "1. 甲\n2. 乙"),
            (
                "<ol style=\"list-style-type: none\"> 1. 食品； 2. 药品",
                "<ol style=\"list-style-type: none\"> 1. 食品； 2. 药品",
            ),
            (
                "<ol style=\"list-style-type: none\"> 1. 食品；</ol>",
                "<ol style=\"list-style-type: none\"> 1. 食品；",
            ),
            (
                "&lt;ol style=\"list-style-type: none\"&gt; 1. 食品；",
                "<ol style=\"list-style-type: none\"> 1. 食品；",
            ),
            ("<pre>一  二\n三</pre>", "一  二\n三"),
            (
                "甲<script>x()</script><i style=\"display: none\">乙</i>",
                "甲",
            ),
            ("完成<s>10</s><DEL>11</DEL>12座", "完成12座"),
            (
                "完成<strike>10</strike><span style=\"text-decoration: underline line-through\">11</span>12座",
                "完成12座",
            ),
            (
                "完成<span style=\"text-decoration:underline\">12</span>座",
                "完成12座",
            ),
        ] {
            assert_eq!(cell(inner), text, "{inner}");
        }
    }

    #[test]
    fn struck_out_text_is_left_out_and_tables_stay() {
        let page = "<p>甲<s>乙<b>丙</b></s>丁</p><s>戊<p>己</p><table>\
            <tr><td>一</td><td style=\"text-decoration:line-through\">二</td><td>三<del>四</del></td></tr>\
            <tr style=\"text-decoration: line-through\"><td>五</td></tr></table>庚</s>辛";
        let blocks = blocks(page).unwrap();
        let [
            Block::Paragraph(first),
            Block::Table(grid),
            Block::Paragraph(last),
        ] = &blocks[..]
        else {
            panic!("{blocks:?}");
        };
        assert_eq!([first.as_str(), last], ["甲丁", "辛"]);
        let texts: Vec<&str> = grid.cells.iter().map(|cell| &*cell.text).collect();
        assert_eq!(texts, ["一", "", "三", ""]);
    }
}
