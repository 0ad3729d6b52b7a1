//! What a PDF may not do, checked before the parser sees it.
//!
//! The parser unpacks without a limit, and unpacks what is broken as far as it goes. So every
//! stream is unpacked here first, counting; one that does not unpack cleanly gets bytes with which
//! the parser's decoder stops at once. Pictures are such streams, and nobody here looks at them.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use memchr::memmem;

use crate::{MAX_UNPACKED, ReadError};

/// Filters that can unpack to far more than they are given, or hide that another does. Programs
/// have not written them for text in decades.
const REFUSED: &[&[u8]] = &[
    b"LZWDecode",
    b"LZW",
    b"RunLengthDecode",
    b"RL",
    b"A85",
    b"ASCIIHexDecode",
    b"AHx",
];
/// A filter that writes bytes as letters: ReportLab packs its pages and writes them so.
const LETTERS: &[u8] = b"ASCII85Decode";
/// Most bytes that streams written as letters hold, where they do not unpack cleanly. The parser
/// might unpack them as far as it goes, to a thousand times as much.
const MAX_DOUBTFUL: usize = 64 * 1024;
/// Most bytes of streams that are not packed, which look like text.
const MAX_PLAIN: usize = 1024 * 1024;
/// The decoder takes this for a block of a kind that does not exist, and stops.
const STOP: u8 = 0x07;

/// A copy of the file that is safe to unpack.
pub(super) fn checked(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    if find(bytes, b"/Encrypt", 0).is_some() {
        return Err(ReadError::Password);
    }
    let mut has_letters = check_names(bytes)?;
    let mut doubtful = 0_usize;
    let mut copy = bytes.to_vec();
    let (mut unpacked, mut plain, mut searched) = (0_u64, 0_usize, 0_usize);
    let mut from = 0;
    while let Some(at) = find(bytes, b"stream", from) {
        from = at + 6;
        if at >= 3 && &bytes[at - 3..at] == b"end" {
            continue;
        }
        let start = match (bytes.get(from), bytes.get(from + 1)) {
            (Some(b'\r'), Some(b'\n')) => from + 2,
            (Some(b'\r' | b'\n'), _) => from + 1,
            _ => continue,
        };
        let end = find(bytes, b"endstream", start).unwrap_or(bytes.len());
        let data = &bytes[start..end];
        // Whatever a stream is said to be: the parser may be told otherwise. The word that ends it
        // may itself be letters of it.
        let (inner, read) = letters(&bytes[start..]);
        // The parser looks for the end of each stream anew.
        searched += (end - start).max(read);
        if searched > 4 * bytes.len() {
            return Err(ReadError::PdfUnreadable);
        }
        unpacked += inner.len() as u64;
        if unpacked > MAX_UNPACKED {
            return Err(ReadError::TooLargeUnpacked);
        }
        let mut unpacks =
            |data: &[u8]| match inflated(ZlibDecoder::new(data), MAX_UNPACKED - unpacked) {
                Inflated::TooMuch => Err(ReadError::TooLargeUnpacked),
                Inflated::Whole(inner) => {
                    unpacked += inner.len() as u64;
                    has_letters |= check_names(&inner)?;
                    check_again(inner, &mut unpacked)?;
                    Ok(true)
                }
                Inflated::Broken => Ok(false),
            };
        let is_packed_letters = unpacks(&inner)?;
        if !is_packed_letters {
            doubtful += inner.len();
        }
        let is_clean = unpacks(data)? || is_packed_letters || {
            let head = &data[..data.len().min(4_096)];
            let is_text = !head.starts_with(&[0x78])
                && head
                    .iter()
                    .all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
            plain += if is_text { data.len() } else { 0 };
            is_text && plain <= MAX_PLAIN
        };
        if !is_clean {
            let stop = end.min(start + 3);
            copy[start..stop].fill(STOP);
        }
    }
    if has_letters && doubtful > MAX_DOUBTFUL {
        return Err(ReadError::PdfUnreadable);
    }
    Ok(copy)
}

/// Bytes written as letters, five for four, as far as they can be read, and how many letters that
/// are; the parser reads no more.
fn letters(data: &[u8]) -> (Vec<u8>, usize) {
    let mut decoded = Vec::new();
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let mut flush = |group: &mut Vec<u8>| {
        let length = group.len();
        group.resize(5, 84);
        let value = group
            .iter()
            .fold(0_u64, |value, &digit| 85 * value + u64::from(digit));
        group.clear();
        let bytes = u32::try_from(value).ok()?.to_be_bytes();
        decoded.extend_from_slice(bytes.get(..length.checked_sub(1)?)?);
        Some(())
    };
    let mut read = 0;
    for &byte in data {
        read += 1;
        let is_read = match byte {
            0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ' => Some(()),
            b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    flush(&mut group)
                } else {
                    Some(())
                }
            }
            b'z' => {
                let is_read = if group.is_empty() {
                    Some(())
                } else {
                    flush(&mut group)
                };
                group.extend([0; 5]);
                is_read.and_then(|()| flush(&mut group))
            }
            _ => None,
        };
        if is_read.is_none() {
            break;
        }
    }
    if !group.is_empty() {
        flush(&mut group);
    }
    (decoded, read)
}

enum Inflated {
    Whole(Vec<u8>),
    Broken,
    TooMuch,
}

fn inflated(reader: impl Read, most: u64) -> Inflated {
    let mut inner = Vec::new();
    match reader.take(most + 1).read_to_end(&mut inner) {
        _ if inner.len() as u64 > most => Inflated::TooMuch,
        Ok(_) => Inflated::Whole(inner),
        Err(_) => Inflated::Broken,
    }
}

/// Refuses data packed several times over.
fn check_again(mut data: Vec<u8>, unpacked: &mut u64) -> Result<(), ReadError> {
    loop {
        let most = MAX_UNPACKED - *unpacked;
        let next = match inflated(ZlibDecoder::new(&data[..]), most) {
            Inflated::Broken => inflated(DeflateDecoder::new(&data[..]), most),
            found => found,
        };
        match next {
            Inflated::TooMuch => return Err(ReadError::TooLargeUnpacked),
            Inflated::Broken => return Ok(()),
            Inflated::Whole(inner) if inner.len() < 1_024 => return Ok(()),
            Inflated::Whole(inner) => {
                *unpacked += inner.len() as u64;
                data = inner;
            }
        }
    }
}

/// Refuses filters of the kinds above, two that unpack one after the other, letters that are not the
/// outermost, and filters named somewhere else than where they apply. Tells whether any stream may
/// be written as letters.
fn check_names(bytes: &[u8]) -> Result<bool, ReadError> {
    let mut has_letters = false;
    let mut from = 0;
    while let Some(slash) = find(bytes, b"/", from) {
        let (name, end) = name_at(bytes, slash);
        from = end;
        let is_key = matches!(&*name, b"Filter" | b"F");
        // A short name may stand anywhere in packed bytes by chance; a long one does not.
        if name.len() > 8 && REFUSED.contains(&&*name) {
            return Err(ReadError::PdfUnreadable);
        }
        has_letters |= &*name == LETTERS;
        if !is_key && !is_flate(&name) && &*name != LETTERS {
            continue;
        }
        let mut next = skip_space(bytes, end);
        let is_reference = is_reference(bytes, next);
        if is_key && is_reference {
            let before = &bytes[slash.saturating_sub(64)..slash];
            // An attached file: /EF <</F 8 0 R>>.
            if &*name == b"Filter" || find(before, b"/EF", 0).is_none() {
                return Err(ReadError::PdfUnreadable);
            }
        }
        if is_key && bytes.get(next) == Some(&b'[') {
            next = skip_space(bytes, next + 1);
        }
        let mut packed = usize::from(is_flate(&name));
        let mut filters = usize::from(!is_key);
        while bytes.get(next) == Some(&b'/') {
            let (name, end) = name_at(bytes, next);
            packed += usize::from(is_flate(&name));
            let is_inner = &*name == LETTERS && filters > 0;
            filters += 1;
            if packed > 1 || is_inner || (is_key && REFUSED.contains(&&*name)) {
                return Err(ReadError::PdfUnreadable);
            }
            next = skip_space(bytes, end);
        }
        if is_key && self::is_reference(bytes, next) && !is_reference {
            return Err(ReadError::PdfUnreadable);
        }
    }
    Ok(has_letters)
}

/// The name that begins at a slash, and where it ends.
fn name_at(bytes: &[u8], slash: usize) -> (std::borrow::Cow<'_, [u8]>, usize) {
    let start = slash + 1;
    let length = bytes[start..]
        .iter()
        .take(128)
        .take_while(|b| is_regular(**b));
    let end = start + length.count();
    (unescaped(&bytes[start..end]), end)
}

fn is_flate(name: &[u8]) -> bool {
    matches!(name, b"FlateDecode" | b"Fl")
}

/// Whether `8 0 R` stands here.
fn is_reference(bytes: &[u8], at: usize) -> bool {
    let number = |at: usize| {
        let digits = bytes[at.min(bytes.len())..].iter().take(12);
        let length = digits.take_while(|byte| byte.is_ascii_digit()).count();
        (length > 0).then(|| skip_space(bytes, at + length))
    };
    number(at)
        .and_then(number)
        .is_some_and(|at| bytes.get(at) == Some(&b'R'))
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t'
            | b'\n'
            | 0x0c
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

/// A name with `#46` read as `F`.
fn unescaped(name: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return name.into();
    }
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut plain = Vec::new();
    let mut at = 0;
    while at < name.len() {
        match (name[at], digit(name.get(at + 1)), digit(name.get(at + 2))) {
            (b'#', Some(high), Some(low)) => {
                plain.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    plain.into()
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ') => at += 1,
            Some(b'%') => {
                at += bytes[at..]
                    .iter()
                    .take_while(|byte| !matches!(byte, b'\n' | b'\r'))
                    .count();
            }
            _ => return at,
        }
    }
}

/// The first place of `word` at or after `from`.
fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    memmem::find(bytes.get(from..)?, word).map(|at| from + at)
}
