//! Bytes to blocks: one file per format.

mod csv;
mod docx;
mod encoding;
mod hidden;
mod html;
mod html_attributes;
pub(crate) mod json;
mod number_format;
mod numbering;
mod ole;
mod package;
mod pdf;
mod spreadsheet;
mod styles;
mod text;

use crate::block::Block;
use crate::{Issue, MAX_BYTES, ReadError, meaning};

/// Blocks in reading order, and what the format itself gave cause to remark.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub blocks: Vec<Block>,
    pub issues: Vec<Issue>,
}

impl From<Vec<Block>> for Document {
    fn from(blocks: Vec<Block>) -> Self {
        Document {
            blocks,
            issues: Vec::new(),
        }
    }
}

/// Tells the format by the content and reads it.
pub(crate) fn blocks(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    if bytes
        .iter()
        .all(|&byte| byte.is_ascii_whitespace() || byte == 0)
    {
        return Err(ReadError::Empty);
    }
    let mut document = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        packaged(bytes)?
    } else if bytes.starts_with(ole::SIGNATURE) {
        spreadsheet::xls(bytes)?
    } else if is_pdf(bytes) {
        pdf::document(bytes)?
    } else if let Some(refusal) = refused(bytes) {
        return Err(refusal);
    } else {
        written(name, bytes).map_err(|error| as_named(name, error))?
    };
    document.blocks = text::drawn(document.blocks)?;
    Ok(document)
}

/// Some PDF files have a few bytes before the mark.
fn is_pdf(bytes: &[u8]) -> bool {
    let mut windows = bytes[..bytes.len().min(1_024)].windows(5);
    windows.any(|window| window == b"%PDF-")
}

/// Kinds that are known and not read.
fn refused(bytes: &[u8]) -> Option<ReadError> {
    let starts = |signatures: &[&[u8]]| {
        signatures
            .iter()
            .any(|signature| bytes.starts_with(signature))
    };
    if starts(&[b"{\\rtf"]) {
        return Some(ReadError::OldText);
    }
    // BIFF2 to BIFF4: a sheet without a container.
    if starts(&[
        b"\x09\x00\x04\x00",
        b"\x09\x02\x06\x00",
        b"\x09\x04\x06\x00",
    ]) {
        return Some(ReadError::OldSheet);
    }
    if starts(&[b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"])
        || (starts(&[b"RIFF"]) && bytes.get(8..12) == Some(b"WEBP"))
    {
        return Some(ReadError::Picture);
    }
    let is_program = starts(&[
        b"MZ",
        b"\x7fELF",
        b"\xca\xfe\xba\xbe",
        b"\xcf\xfa\xed\xfe",
        b"Rar!",
        b"7z\xbc\xaf",
        b"\x1f\x8b",
        b"SQLite format 3\0",
    ]);
    is_program.then_some(ReadError::NotADocument)
}

/// Why a file without text was not read, by what its name says it should be.
fn as_named(name: &str, error: ReadError) -> ReadError {
    if !matches!(error, ReadError::UnknownEncoding | ReadError::NotADocument) {
        return error;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
        "docx" | "xlsx" | "xlsm" | "doc" | "xls" | "wps" | "et" => ReadError::Damaged,
        "pdf" => ReadError::PdfUnreadable,
        _ => error,
    }
}

fn packaged(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut package = package::Package::open(bytes)?;
    if package.has("OFD.xml") {
        return Err(ReadError::Ofd);
    }
    if let Some(kind) = package.part("mimetype")? {
        let kind = String::from_utf8_lossy(&kind);
        match kind
            .trim()
            .strip_prefix("application/vnd.oasis.opendocument.")
        {
            Some(kind) if kind.starts_with("text") => return Err(ReadError::OldText),
            Some(kind) if kind.starts_with("spreadsheet") => return Err(ReadError::OldSheet),
            _ => {}
        }
    }
    let main = package.related("", "/officeDocument")?;
    let main = main.filter(|part| package.has(part));
    match main.as_deref() {
        Some(part) if part.starts_with("xl/") || part.contains("workbook") => {
            if part.ends_with(".bin") {
                return Err(ReadError::OldSheet);
            }
            spreadsheet::xlsx(&mut package)
        }
        Some(part) if part.starts_with("ppt/") => Err(ReadError::NotADocument),
        Some(part) => docx::document(&mut package, part),
        None if package.has("word/document.xml") => {
            docx::document(&mut package, "word/document.xml")
        }
        None if package.has("xl/workbook.xml") => spreadsheet::xlsx(&mut package),
        None if package.has("[Content_Types].xml") => Err(ReadError::Damaged),
        None => Err(ReadError::NotADocument),
    }
}

fn written(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let text = encoding::decode(bytes, || declared_charset(bytes))?;
    if has_many_controls(&text) {
        return Err(ReadError::NotADocument);
    }
    let text = text.trim_start_matches('\u{feff}');
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ReadError::Empty);
    }
    if start.starts_with('<') {
        let head: String = start.chars().take(4_096).collect();
        let head = head.to_ascii_lowercase();
        if head.contains("urn:schemas-microsoft-com:office:spreadsheet\"") && head.contains("<?xml")
        {
            return Err(ReadError::OldSheet);
        }
        if head.contains("<w:worddocument") || head.contains("<pkg:package") {
            return Err(ReadError::OldText);
        }
        let is_page = [
            "<html",
            "<!doctype html",
            "<body",
            "<table",
            "<div",
            "<p>",
            "<p ",
            "<meta",
        ]
        .iter()
        .any(|tag| head.contains(tag));
        if is_page || text.contains("<table") || text.contains("<TABLE") {
            return Ok(html::blocks(text)?.into());
        }
    }
    let is_named_csv = name.to_ascii_lowercase().ends_with(".csv");
    if let Some(separator) = csv::separator(text, meaning::is_heading) {
        return Ok(csv::blocks(text, separator, meaning::is_heading)?.into());
    }
    if is_named_csv && !text.contains('\t') {
        return Ok(csv::blocks(text, b',', meaning::is_heading)?.into());
    }
    Ok(text::blocks(text)?.into())
}

/// Whether more than one character in a hundred is a control character that no text has.
fn has_many_controls(text: &str) -> bool {
    // Those above ASCII begin with this byte. Nearly every text has none of either, and looking at
    // all bytes at once is faster than stopping at the first.
    let may_be = |byte: u8| byte < 9 || byte == 0xb || (byte > 0xd && byte < 0x20) || byte == 0x7f;
    let found = |any: bool, byte: u8| any | may_be(byte) | (byte == 0xc2);
    if !text.bytes().fold(false, found) {
        return false;
    }
    let (mut count, mut controls) = (0_usize, 0_usize);
    for c in text.chars().take(65_536) {
        count += 1;
        let is_usual = matches!(c, '\t' | '\n' | '\r' | '\u{c}');
        controls += usize::from(c.is_control() && !is_usual);
    }
    controls * 100 > count
}

/// What a page says of its encoding near its start.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2_048)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))?;
    Some(label[..end].to_owned())
}
