//! Bytes to text: byte order mark, strict UTF-8, UTF-16 by its zero bytes, then GB18030.

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::ReadError;

/// Decodes text of unknown encoding. `declared` tells what the document says of itself, if anything;
/// it is asked only where the bytes do not tell.
/// A zero character says nothing and no database keeps it, so it is left out.
///
/// # Errors
/// [`ReadError::UnknownEncoding`] if no encoding reads it without many broken characters.
pub(super) fn decode(
    bytes: &[u8],
    declared: impl FnOnce() -> Option<String>,
) -> Result<String, ReadError> {
    let text = decoded(bytes, declared)?;
    Ok(if memchr::memchr(0, text.as_bytes()).is_some() {
        text.replace('\0', "")
    } else {
        text
    })
}

fn decoded(bytes: &[u8], declared: impl FnOnce() -> Option<String>) -> Result<String, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return accept(encoding, bytes);
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text.into_owned());
    }
    // A multi-byte character cut off at the very end should not turn a page into another encoding.
    if let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
        && error.valid_up_to() > 0
    {
        return Ok(UTF_8.decode_without_bom_handling(bytes).0.into_owned());
    }
    if let Some(encoding) = declared().and_then(|label| Encoding::for_label(label.as_bytes()))
        && encoding != UTF_8
        && let Ok(text) = accept(widened(encoding), bytes)
    {
        return Ok(text);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), chardetng::Utf8Detection::Allow);
    accept(GB18030, bytes).or_else(|_| accept(widened(guess), bytes))
}

/// GBK files hold GB18030 characters more often than not; the one contains the other.
fn widened(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

fn accept(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, ReadError> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        let broken = text.chars().filter(|&c| c == '\u{fffd}').count();
        // One damaged place in a long document is worth reading past; more is another encoding.
        if broken * 200 > text.chars().count() {
            return Err(ReadError::UnknownEncoding);
        }
    }
    Ok(text.into_owned())
}

/// UTF-16 without a mark: Chinese tables still hold ASCII digits, tabs and line ends, whose other
/// byte is zero, always on the same side. No text in the other encodings holds a zero byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) || memchr::memchr(0, bytes).is_none() {
        return None;
    }
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(2).take(32_768) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    match (even, odd) {
        (0, 0) => None,
        (e, o) if o > 8 * e => Some(UTF_16LE),
        (e, o) if e > 8 * o => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "序号\t任务标题\n1\t新建口袋公园3处\n";

    #[test]
    fn reads_the_usual_encodings() {
        let gbk = GBK.encode(LINE).0.into_owned();
        let little: Vec<u8> = LINE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = LINE.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [&[0xff, 0xfe], &little[..]].concat();
        let utf8 = [&[0xef, 0xbb, 0xbf], LINE.as_bytes()].concat();
        for bytes in [LINE.as_bytes(), &gbk, &little, &big, &marked, &utf8] {
            assert_eq!(decode(bytes, || None).as_deref(), Ok(LINE));
        }
    }

    #[test]
    fn what_a_page_says_is_asked_only_where_its_bytes_do_not_tell() {
        let never = || panic!("asked");
        assert_eq!(decode(LINE.as_bytes(), never).as_deref(), Ok(LINE));
        let gbk = GBK.encode(LINE).0.into_owned();
        let declared = || Some("gbk".to_owned());
        assert_eq!(decode(&gbk, declared).as_deref(), Ok(LINE));
    }

    #[test]
    fn reads_four_byte_gb18030() {
        let text = "𠮷田镇㐂街，序号一";
        let bytes = GB18030.encode(text).0.into_owned();
        assert_eq!(decode(&bytes, || None).as_deref(), Ok(text));
    }
}
