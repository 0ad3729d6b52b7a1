//! What a page shows: glyphs with their places, and the straight rules between them.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap::{BfString, load_embedded};
use hayro_font::hayro_syntax::content::UntypedIter;
use hayro_font::hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_font::hayro_syntax::page::{Page as PdfPage, Resources};
use hayro_font::hayro_syntax::{Filter, Pdf};
use hayro_font::kurbo::{Affine, Point, Rect};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};

use unicode_normalization::UnicodeNormalization;

use crate::{MAX_TEXT, MAX_UNPACKED, ReadError};

/// Most pages read.
const MAX_PAGES: usize = 500;
/// Most drawing instructions in all pages.
const MAX_STEPS: usize = 5_000_000;
/// Most drawings kept under a name, counting each time one is drawn.
const MAX_DRAWN: usize = 20_000;
/// Most glyphs in all pages.
const MAX_GLYPHS: usize = 2_000_000;
/// Most rules of one page.
const MAX_RULES: usize = 20_000;
/// Most fonts.
const MAX_FONTS: usize = 1_000;
/// How many drawings may stand inside one another.
const MAX_NESTED: usize = 12;
/// How many graphics states may be kept at once.
const MAX_SAVED: usize = 256;
/// Thickest line, in points.
const THICKEST: f64 = 3.0;

/// One character with its place; y counts down from the top of the page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub text: Text,
    pub left: f64,
    pub right: f64,
    /// Of the line it stands on.
    pub y: f64,
    pub size: f64,
}

/// What a glyph stands for: a character nearly always, several for a ligature.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Text {
    One(char),
    Several(Box<str>),
}

/// A straight line along one axis.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// Place on the other axis.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// A page taken apart.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub width: f64,
    pub height: f64,
    pub glyphs: Vec<Glyph>,
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
}

/// What was seen of a document besides its text.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Glyphs whose character is not told.
    pub unknown: usize,
    /// Glyphs drawn without ink, as programs that recognise characters put over a scan.
    pub invisible: usize,
    pub pictures: usize,
}

/// Takes every page apart.
pub(super) fn pages(pdf: &Pdf) -> Result<(Vec<Page>, Seen), ReadError> {
    if pdf.pages().len() > MAX_PAGES {
        return Err(ReadError::TooManyCells);
    }
    let mut reader = Reader {
        fonts: Fonts::default(),
        unpacked: 0,
        steps: 0,
        drawn: 0,
        glyphs: 0,
        text: 0,
        seen: Seen::default(),
    };
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        pages.push(reader.page(page)?);
    }
    Ok((pages, reader.seen))
}

#[derive(Default)]
struct Fonts<'a> {
    cache: FontCache<'a>,
    known: HashMap<(u32, i32), Option<Rc<Font<'a>>>>,
}

struct Reader<'a> {
    fonts: Fonts<'a>,
    unpacked: u64,
    steps: usize,
    drawn: usize,
    glyphs: usize,
    text: usize,
    seen: Seen,
}

#[derive(Clone)]
struct State<'a> {
    to_page: Affine,
    font: Option<Rc<Font<'a>>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: i64,
    line_width: f64,
}

/// A path under construction, in page places.
#[derive(Default)]
struct Path {
    parts: Vec<Vec<Point>>,
    /// Whether each part is of straight lines only.
    straight: Vec<bool>,
}

impl Path {
    fn begin(&mut self, point: Point) {
        self.parts.push(vec![point]);
        self.straight.push(true);
    }

    fn line(&mut self, point: Point) {
        match self.parts.last_mut() {
            Some(part) => part.push(point),
            None => self.begin(point),
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.parts.last_mut()
            && let Some(&first) = part.first()
        {
            part.push(first);
        }
    }
}

impl<'a> Reader<'a> {
    fn page(&mut self, page: &PdfPage<'a>) -> Result<Page, ReadError> {
        let (width, height) = page.render_dimensions();
        let mut made = Page {
            width: width.into(),
            height: height.into(),
            ..Page::default()
        };
        let mut content = Vec::new();
        let raw = page.raw();
        if let Some(stream) = raw.get::<Stream<'_>>("Contents") {
            content = self.unpacked(&stream)?;
        } else if let Some(streams) = raw.get::<Array<'_>>("Contents") {
            for stream in streams.iter::<Stream<'_>>() {
                content.extend(self.unpacked(&stream)?);
                content.push(b'\n');
            }
        }
        let state = State {
            to_page: Affine::new(page.initial_transform(true).as_coeffs()),
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            line_width: 1.0,
        };
        self.draw(&content, page.resources(), state, 0, &mut made)?;
        Ok(made)
    }

    /// Unpacks a stream under the limit for the whole document.
    fn unpacked(&mut self, stream: &Stream<'a>) -> Result<Vec<u8>, ReadError> {
        let filters = stream.filters();
        let is_known = matches!(
            filters[..],
            [] | [Filter::FlateDecode] | [Filter::Ascii85Decode, Filter::FlateDecode]
        );
        if !is_known {
            return Ok(Vec::new());
        }
        let data = stream.decoded_data().map(|data| data.into_owned());
        let data = data.unwrap_or_default();
        self.unpacked += data.len() as u64;
        if self.unpacked > 2 * MAX_UNPACKED {
            return Err(ReadError::TooLargeUnpacked);
        }
        Ok(data)
    }

    fn draw(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        state: State<'a>,
        nested: usize,
        page: &mut Page,
    ) -> Result<(), ReadError> {
        let mut state = state;
        let mut saved: Vec<State<'a>> = Vec::new();
        let (mut line, mut text) = (Affine::IDENTITY, Affine::IDENTITY);
        let mut path = Path::default();
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.steps += 1;
            if self.steps > MAX_STEPS {
                return Err(ReadError::TooManyCells);
            }
            let operands: Vec<&Object<'_>> = instruction.operands().take(64).collect();
            let numbers: Vec<f64> = operands
                .iter()
                .filter_map(|operand| match operand {
                    Object::Number(number) => Some(number.as_f64()),
                    _ => None,
                })
                .collect();
            let n = |at: usize| numbers.get(at).copied().unwrap_or(0.0);
            let point = |at: usize| state.to_page * Point::new(n(at), n(at + 1));
            match &**instruction.operator {
                b"q" if saved.len() < MAX_SAVED => saved.push(state.clone()),
                b"Q" => {
                    if let Some(before) = saved.pop() {
                        state = before;
                    }
                }
                b"cm" => state.to_page *= matrix(&numbers),
                b"w" => state.line_width = n(0),

                b"m" => path.begin(point(0)),
                b"l" => path.line(point(0)),
                b"c" | b"v" | b"y" => {
                    let end = if &**instruction.operator == b"c" {
                        4
                    } else {
                        2
                    };
                    path.line(point(end));
                    if let Some(straight) = path.straight.last_mut() {
                        *straight = false;
                    }
                }
                b"h" => path.close(),
                b"re" => {
                    let (x, y, w, h) = (n(0), n(1), n(2), n(3));
                    for (at, corner) in [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
                        .into_iter()
                        .enumerate()
                    {
                        let corner = state.to_page * Point::from(corner);
                        match at {
                            0 => path.begin(corner),
                            _ => path.line(corner),
                        }
                    }
                    path.close();
                }
                b"S" => stroke(&std::mem::take(&mut path), &state, page),
                b"s" => {
                    path.close();
                    stroke(&std::mem::take(&mut path), &state, page);
                }
                b"f" | b"F" | b"f*" => fill(&std::mem::take(&mut path), page),
                b"B" | b"B*" | b"b" | b"b*" => {
                    if instruction.operator.starts_with(b"b") {
                        path.close();
                    }
                    let path = std::mem::take(&mut path);
                    fill(&path, page);
                    stroke(&path, &state, page);
                }
                b"n" => path = Path::default(),

                b"BT" => (line, text) = (Affine::IDENTITY, Affine::IDENTITY),
                b"Tc" => state.letter_space = n(0),
                b"Tw" => state.word_space = n(0),
                b"Tz" => state.stretch = n(0) / 100.0,
                b"TL" => state.leading = n(0),
                b"Ts" => state.rise = n(0),
                b"Tr" => state.mode = n(0) as i64,
                b"Tf" => {
                    state.size = n(0);
                    state.font = match operands.first() {
                        Some(Object::Name(name)) => self.font(resources, name)?,
                        _ => None,
                    };
                }
                b"Td" | b"TD" => {
                    if &**instruction.operator == b"TD" {
                        state.leading = -n(1);
                    }
                    line *= Affine::translate((n(0), n(1)));
                    text = line;
                }
                b"Tm" => {
                    line = matrix(&numbers);
                    text = line;
                }
                b"T*" => {
                    line *= Affine::translate((0.0, -state.leading));
                    text = line;
                }
                b"Tj" => self.show(&operands, &state, &mut text, page)?,
                b"TJ" => {
                    if let Some(Object::Array(array)) = operands.first() {
                        for part in array.iter::<Object<'_>>() {
                            self.show(&[&part], &state, &mut text, page)?;
                        }
                    }
                }
                b"'" | b"\"" => {
                    if let [word, letter] = numbers[..] {
                        (state.word_space, state.letter_space) = (word, letter);
                    }
                    line *= Affine::translate((0.0, -state.leading));
                    text = line;
                    self.show(&operands, &state, &mut text, page)?;
                }
                b"Do" => {
                    if let Some(Object::Name(name)) = operands.first() {
                        self.object(resources, name, &state, nested, page)?;
                    }
                }
                // A picture inside the instructions.
                b"EI" | b"BI" => self.seen.pictures += 1,
                _ => {}
            }
        }
        Ok(())
    }

    /// Draws what is kept under a name.
    fn object(
        &mut self,
        resources: &Resources<'a>,
        name: &Name<'_>,
        state: &State<'a>,
        nested: usize,
        page: &mut Page,
    ) -> Result<(), ReadError> {
        self.drawn += 1;
        if self.drawn > MAX_DRAWN {
            return Err(ReadError::TooManyCells);
        }
        let Some(stream) = resources.get_x_object(name) else {
            return Ok(());
        };
        let dict = stream.dict();
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => self.seen.pictures += 1,
            Some(b"Form") if nested < MAX_NESTED => {
                let mut state = state.clone();
                if let Some(values) = dict.get::<[f64; 6]>("Matrix") {
                    state.to_page *= Affine::new(values);
                }
                let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
                let content = self.unpacked(&stream)?;
                let resources = own.as_ref().unwrap_or(resources);
                self.draw(&content, resources, state, nested + 1, page)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn font(
        &mut self,
        resources: &Resources<'a>,
        name: &Name<'_>,
    ) -> Result<Option<Rc<Font<'a>>>, ReadError> {
        let Some(dict) = resources.get_font(name) else {
            return Ok(None);
        };
        let key = dict.obj_id().map(|id| (id.obj_number, id.gen_number));
        if let Some(known) = key.and_then(|key| self.fonts.known.get(&key)) {
            return Ok(known.clone());
        }
        if self.fonts.known.len() >= MAX_FONTS {
            return Err(ReadError::TooManyCells);
        }
        // The font reader unpacks these itself; here they are counted.
        let below = dict.get::<Array<'_>>("DescendantFonts");
        let below = below.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        for dict in [Some(&dict), below.as_ref()].into_iter().flatten() {
            let described = dict.get::<Dict<'_>>("FontDescriptor");
            for dict in [Some(dict), described.as_ref()].into_iter().flatten() {
                for name in [
                    "ToUnicode",
                    "Encoding",
                    "CIDToGIDMap",
                    "FontFile",
                    "FontFile2",
                    "FontFile3",
                ] {
                    if let Some(stream) = dict.get::<Stream<'_>>(name) {
                        let filters = stream.filters();
                        if filters.iter().any(|filter| *filter != Filter::FlateDecode)
                            || filters.len() > 1
                        {
                            return Ok(None);
                        }
                        self.unpacked(&stream)?;
                    }
                }
            }
        }
        let standard: FontResolverFn = Arc::new(|query| {
            Some(match query {
                FontQuery::Standard(font) => font.get_font_data(),
                FontQuery::Fallback(font) => font.pick_standard_font().get_font_data(),
            })
        });
        let maps: CMapResolverFn = Arc::new(load_embedded);
        let font = self.fonts.cache.font(&dict, &standard, &maps).map(Rc::new);
        let key = key.unwrap_or((u32::MAX, self.fonts.known.len() as i32));
        self.fonts.known.insert(key, font.clone());
        Ok(font)
    }

    /// Shows a string, or moves on by a number of a `TJ` array.
    fn show(
        &mut self,
        operands: &[&Object<'_>],
        state: &State<'a>,
        text: &mut Affine,
        page: &mut Page,
    ) -> Result<(), ReadError> {
        let Some(font) = &state.font else {
            return Ok(());
        };
        let operand = operands.iter().rev().find(|operand| {
            matches!(operand, Object::String(_)) || matches!(operand, Object::Number(_))
        });
        let string = match operand {
            Some(Object::String(string)) => string,
            Some(Object::Number(number)) => {
                let by = -number.as_f64() / 1000.0 * state.size;
                *text *= Affine::translate(match font.is_horizontal() {
                    true => (by * state.stretch, 0.0),
                    false => (0.0, by),
                });
                return Ok(());
            }
            _ => return Ok(()),
        };
        let bytes = string.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = font.read_code(bytes, at);
            at += length.max(1);
            let advance = font.code_advance(code);
            let extra = state.letter_space
                + if length == 1 && code == 32 {
                    state.word_space
                } else {
                    0.0
                };
            let by = match font.is_horizontal() {
                true => (
                    (advance.x / 1000.0 * state.size + extra) * state.stretch,
                    0.0,
                ),
                false => (0.0, advance.y / 1000.0 * state.size + extra),
            };
            let place = state.to_page * *text;
            *text *= Affine::translate(by);
            self.glyphs += 1;
            if self.glyphs > MAX_GLYPHS {
                return Err(ReadError::TooManyCells);
            }
            if matches!(state.mode, 3 | 7) {
                self.seen.invisible += 1;
                continue;
            }
            let found = match font.glyph(font.map_code(code), code) {
                FontGlyph::Outline(glyph) => glyph.as_unicode(),
                FontGlyph::Type3(glyph) => glyph.as_unicode(),
            };
            let found = match found {
                Some(BfString::Char(c)) if ('\u{fb00}'..='\u{fb06}').contains(&c) => {
                    Text::Several([c].into_iter().nfkc().collect::<String>().into())
                }
                Some(BfString::Char(c)) if is_told(c) => Text::One(character(c)),
                Some(BfString::String(text)) if text.chars().all(is_told) => {
                    Text::Several(text.chars().map(character).collect::<String>().into())
                }
                _ => {
                    self.seen.unknown += 1;
                    continue;
                }
            };
            self.text += 4;
            if self.text > MAX_TEXT {
                return Err(ReadError::TooManyCells);
            }
            let start = place * Point::new(0.0, state.rise);
            let end = place * Point::new(by.0, by.1 + state.rise);
            let top = place * Point::new(0.0, state.rise + state.size);
            let size = (top - start).hypot();
            // Text that runs up or down the page is a stamp or a mark in the margin.
            let is_level = (end.y - start.y).abs() <= 0.05 * size.max(0.01) && end.x >= start.x;
            let is_there = size.is_finite() && start.x.is_finite() && start.y.is_finite();
            if is_level && is_there && (0.5..500.0).contains(&size) {
                page.glyphs.push(Glyph {
                    text: found,
                    left: start.x,
                    right: end.x,
                    y: start.y,
                    size,
                });
            }
        }
        Ok(())
    }
}

/// The character itself for a radical that is drawn the same: where one glyph serves both, some
/// programs write down the radical.
fn character(c: char) -> char {
    const ALIKE: &str = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼\
                         ⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⺁厂⺎兀⺏尢⺐尢⺓幺⺔彐⺙攵⺪疋⺵网⻂衤⻈讠⻌辶⻏阝⻐钅⻠饣";
    match c {
        // Kangxi radicals all have their character as decomposition, though not the simplified one.
        '\u{2f00}'..='\u{2fdf}' => match c.nfkc().next().unwrap_or(c) {
            '戶' => '户',
            '靑' => '青',
            '黃' => '黄',
            other => other,
        },
        '\u{2e80}'..='\u{2eff}' => {
            let mut alike = ALIKE.chars().skip_while(|other| *other != c);
            alike.nth(1).unwrap_or(c)
        }
        c => c,
    }
}

/// Whether a character says something by itself: none of the private area, no control character.
fn is_told(c: char) -> bool {
    !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(&c) && c != '\u{fffd}'
}

fn matrix(numbers: &[f64]) -> Affine {
    match numbers {
        &[a, b, c, d, e, f] => Affine::new([a, b, c, d, e, f]),
        _ => Affine::IDENTITY,
    }
}

fn stroke(path: &Path, state: &State<'_>, page: &mut Page) {
    let scale = state.to_page.determinant().abs().sqrt();
    if state.line_width * scale > THICKEST * 2.0 {
        return;
    }
    for (part, _) in path
        .parts
        .iter()
        .zip(&path.straight)
        .filter(|(_, straight)| **straight)
    {
        for ends in part.windows(2) {
            push(Rect::from_points(ends[0], ends[1]), page);
        }
    }
}

/// A thin filled shape is a rule; a thick one is a background.
fn fill(path: &Path, page: &mut Page) {
    for part in &path.parts {
        let Some(&first) = part.first() else { continue };
        let shape = part
            .iter()
            .fold(Rect::from_points(first, first), |shape, point| {
                shape.union_pt(*point)
            });
        push(shape, page);
    }
}

fn push(shape: Rect, page: &mut Page) {
    if page.across.len() + page.down.len() >= MAX_RULES || !shape.is_finite() {
        return;
    }
    let middle = shape.center();
    if shape.height() <= THICKEST && shape.width() > shape.height() {
        page.across.push(Rule {
            at: middle.y,
            from: shape.x0,
            to: shape.x1,
        });
    } else if shape.width() <= THICKEST && shape.height() > shape.width() {
        page.down.push(Rule {
            at: middle.x,
            from: shape.y0,
            to: shape.y1,
        });
    }
}
