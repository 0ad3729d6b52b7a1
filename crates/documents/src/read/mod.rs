//! Bytes to blocks: one file per format.

mod encoding;
pub(crate) mod json;
mod text;

use crate::block::Block;
use crate::{Issue, MAX_BYTES, ReadError};

/// Blocks in reading order, and what the format itself gave cause to remark.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub blocks: Vec<Block>,
    pub issues: Vec<Issue>,
}

/// Tells the format and reads it.
pub(crate) fn blocks(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(ReadError::Pdf);
    }
    let text = encoding::decode(bytes, None)?;
    let _ = name;
    Ok(Document {
        blocks: text::blocks(&text)?,
        issues: Vec::new(),
    })
}
