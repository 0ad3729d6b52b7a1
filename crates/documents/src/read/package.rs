//! The zip container of .docx and .xlsx, and its XML parts, under limits.

use std::collections::HashMap;
use std::io::{self, Cursor, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use roxmltree::{Document, ParsingOptions};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::{MAX_DEPTH, MAX_UNPACKED, ReadError};

/// Most files in one container.
const MAX_PARTS: usize = 4_000;
/// Bytes that a container needs to name a part; more where the name is long.
const ENTRY: usize = 256;
/// Most elements, attributes and texts of one part.
const MAX_NODES: u32 = 4_000_000;

/// An opened container. Counts what is really unpacked, whatever its directory claims; copies count
/// together.
#[derive(Clone)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    claimed: u64,
    unpacked: Arc<AtomicU64>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
        if archive.len() > MAX_PARTS {
            return Err(ReadError::TooLargeUnpacked);
        }
        let mut claimed = 0_u64;
        for index in 0..archive.len() {
            let part = archive
                .by_index_raw(index)
                .map_err(|_| ReadError::Damaged)?;
            if part.encrypted() {
                return Err(ReadError::Password);
            }
            claimed = claimed.saturating_add(part.size());
        }
        if claimed > MAX_UNPACKED {
            return Err(ReadError::TooLargeUnpacked);
        }
        Ok(Package {
            archive,
            claimed,
            unpacked: Arc::default(),
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Bytes that all parts claim to take unpacked; at most [`MAX_UNPACKED`].
    pub(super) fn claimed(&self) -> usize {
        usize::try_from(self.claimed).unwrap_or(0)
    }

    /// Bytes that a container of all parts takes unpacked, if their claims are true.
    pub(super) fn room(&self) -> usize {
        self.claimed() + self.archive.len() * ENTRY
    }

    /// Names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive
            .file_names()
            .filter_map(Result::ok)
            .map(|name| name.into_owned())
            .collect()
    }

    /// One part unpacked, or none if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let part = self
            .archive
            .by_index(index)
            .map_err(|_| ReadError::Damaged)?;
        // All parts together claim no more than the limit, or the container was refused.
        let mut bytes = Vec::with_capacity(usize::try_from(part.size()).unwrap_or(0));
        let mut counted = Counted {
            part,
            unpacked: &self.unpacked,
        };
        match counted.read_to_end(&mut bytes) {
            Ok(_) => Ok(Some(bytes)),
            Err(_) if self.unpacked.load(Ordering::Relaxed) > MAX_UNPACKED => {
                Err(ReadError::TooLargeUnpacked)
            }
            Err(_) => Err(ReadError::Damaged),
        }
    }

    /// The part a relationship of this type leads to, from the container or from another part.
    pub(super) fn related(&mut self, from: &str, kind: &str) -> Result<Option<String>, ReadError> {
        let Some(text) = self.relations(from)? else {
            return Ok(None);
        };
        let document = xml(&text)?;
        let target = document.root_element().children().find(|relation| {
            let is_kind = relation
                .attribute("Type")
                .is_some_and(|t| t.ends_with(kind));
            is_kind && relation.attribute("TargetMode") != Some("External")
        });
        Ok(target
            .and_then(|relation| relation.attribute("Target"))
            .map(|target| resolved(from, target)))
    }

    /// All parts that relationships of a part lead to, by what the part calls them.
    pub(super) fn all_related(&mut self, from: &str) -> Result<HashMap<String, String>, ReadError> {
        let Some(text) = self.relations(from)? else {
            return Ok(HashMap::new());
        };
        let document = xml(&text)?;
        let relations = document.root_element().children().filter_map(|relation| {
            let (id, target) = (relation.attribute("Id")?, relation.attribute("Target")?);
            Some((id.to_owned(), resolved(from, target)))
        });
        Ok(relations.collect())
    }

    fn relations(&mut self, from: &str) -> Result<Option<String>, ReadError> {
        let (folder, file) = from.rsplit_once('/').unwrap_or(("", from));
        let relations = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        self.part(&relations)?
            .map(|bytes| xml_text(&bytes))
            .transpose()
    }
}

/// The name of a part that another calls so.
fn resolved(from: &str, target: &str) -> String {
    match (target.strip_prefix('/'), from.rsplit_once('/')) {
        (Some(absolute), _) => absolute.to_owned(),
        (None, Some((folder, _))) => format!("{folder}/{target}"),
        (None, None) => target.to_owned(),
    }
}

/// A part that is counted while it is unpacked, and ends where the container has given too much.
struct Counted<'a, R> {
    part: R,
    unpacked: &'a AtomicU64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        let before = self.unpacked.fetch_add(read as u64, Ordering::Relaxed);
        if before + read as u64 > MAX_UNPACKED {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(read)
    }
}

/// A container made anew from parts that were unpacked, for a reader that opens it itself.
pub(super) struct Unpacked(ZipWriter<Cursor<Vec<u8>>>);

impl Unpacked {
    /// An empty container with room for so many bytes.
    pub(super) fn new(room: usize) -> Self {
        Unpacked(ZipWriter::new(Cursor::new(Vec::with_capacity(room))))
    }

    /// Adds a part, given in one or several pieces.
    pub(super) fn add(&mut self, name: &str, pieces: &[&[u8]]) -> Result<(), ReadError> {
        let stored = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
        self.0
            .start_file(name, stored)
            .map_err(|_| ReadError::Damaged)?;
        for piece in pieces {
            self.0.write_all(piece).map_err(|_| ReadError::Damaged)?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, ReadError> {
        let container = self.0.finish().map_err(|_| ReadError::Damaged)?;
        Ok(container.into_inner())
    }
}

/// Text of an XML part: UTF-8 or UTF-16 by its byte order mark.
pub(super) fn xml_text(bytes: &[u8]) -> Result<String, ReadError> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => Ok(encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned()),
        None => std::str::from_utf8(bytes)
            .map(str::to_owned)
            .map_err(|_| ReadError::Damaged),
    }
}

/// Parses XML without document type, not too deep and not too long.
pub(super) fn xml(text: &str) -> Result<Document<'_>, ReadError> {
    check_depth(text)?;
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => ReadError::ForeignDeclaration,
        roxmltree::Error::NodesLimitReached => ReadError::TooManyCells,
        _ => ReadError::Damaged,
    })
}

/// Most attributes of one element: the parser compares each with all others.
const MAX_ATTRIBUTES: usize = 1_000;
/// Most declarations of namespaces in one part: the parser copies all that are in force for each.
const MAX_NAMESPACES: usize = 20_000;

/// The parser calls itself for each level of nesting, so the depth is counted before; so is what
/// would cost it time or room out of proportion.
fn check_depth(text: &str) -> Result<(), ReadError> {
    if text.matches("xmlns").count() > MAX_NAMESPACES {
        return Err(ReadError::TooManyCells);
    }
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")]
            .into_iter()
            .find(|(start, _)| rest.starts_with(start));
        if let Some((_, end)) = skipped {
            rest = rest.find(end).map_or("", |at| &rest[at + end.len()..]);
        } else if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !rest.starts_with('!') {
            let (end, attributes) = tag_end(rest.as_bytes());
            if attributes > MAX_ATTRIBUTES {
                return Err(ReadError::Damaged);
            }
            if !rest[..end].ends_with('/') {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(ReadError::TooDeep);
                }
            }
            rest = &rest[end..];
        }
    }
    Ok(())
}

/// Where a tag closes, and about how many attributes it has. A `>` inside an attribute's value does
/// not close it; a quote opens a value only after an equals sign.
fn tag_end(text: &[u8]) -> (usize, usize) {
    let mut quote = None;
    let mut before = 0;
    let mut attributes = 0;
    for (at, &byte) in text.iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) => {
                if open == byte {
                    quote = None;
                    before = byte;
                }
                continue;
            }
            (None, b'>') => return (at, attributes),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b' ' | b'\t' | b'\n' | b'\r' | b'/' | 0x0c) => {
                // White space between the sign and the value does not end the attribute.
                attributes += usize::from(before != b'=' && !before.is_ascii_whitespace());
                if before == b'=' {
                    continue;
                }
            }
            _ => {}
        }
        before = byte;
    }
    (text.len(), attributes)
}
