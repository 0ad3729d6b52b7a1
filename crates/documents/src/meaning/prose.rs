//! Labelled paragraphs.

use super::Found;
use crate::block::Block;

pub(super) fn find(_blocks: &[Block]) -> Found {
    Found::default()
}
