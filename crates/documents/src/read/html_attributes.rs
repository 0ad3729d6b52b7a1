//! Counts the attributes of tags before a page is parsed.
//!
//! The parser compares each attribute of a tag with all others of that tag, so one tag with a
//! million of them would keep it busy for hours.

use crate::ReadError;

/// Most attributes of one tag.
const MAX_ATTRIBUTES: usize = 2_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Quoted(u8),
    Unquoted,
}

/// Refuses a page that holds, or could be read as holding, a tag with too many attributes.
///
/// Which `<` begin tags depends on comments and scripts around them, so the count is taken from
/// every one of them. A `<` that an earlier count passed outside of quotes needs none of its own:
/// from there on both would see the same attributes. So each byte is looked at a few times at most.
pub(super) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    let mut passed = vec![false; bytes.len()];
    for start in 0..bytes.len() {
        let begins =
            bytes[start] == b'<' && bytes.get(start + 1).is_some_and(u8::is_ascii_alphabetic);
        if !begins || passed[start] {
            continue;
        }
        let mut state = State::TagName;
        let mut attributes = 0;
        for at in start + 1..bytes.len() {
            let byte = bytes[at];
            let space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
            if byte == b'<' && !matches!(state, State::Quoted(_)) {
                passed[at] = true;
            }
            state = match (state, byte) {
                (State::Quoted(quote), byte) if byte == quote => State::BeforeName,
                (State::Quoted(_), _) => state,
                (_, b'>') => break,
                (State::TagName, _) if space || byte == b'/' => State::BeforeName,
                (State::TagName, _) => state,
                (State::BeforeName | State::AfterName, _) if space => state,
                (State::BeforeName | State::AfterName, b'/') => State::BeforeName,
                (State::AfterName, b'=') => State::BeforeValue,
                (State::BeforeName | State::AfterName, _) => {
                    attributes += 1;
                    State::Name
                }
                (State::Name, b'=') => State::BeforeValue,
                (State::Name, b'/') => State::BeforeName,
                (State::Name, _) if space => State::AfterName,
                (State::Name, _) => state,
                (State::BeforeValue, _) if space => state,
                (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
                (State::BeforeValue, _) => State::Unquoted,
                (State::Unquoted, _) if space => State::BeforeName,
                (State::Unquoted, _) => state,
            };
            if attributes > MAX_ATTRIBUTES {
                return Err(ReadError::Damaged);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_attributes_are_found_wherever_they_hide() {
        let many = "a=1 ".repeat(MAX_ATTRIBUTES + 1);
        for page in [
            format!("<p {many}>"),
            format!("<!-- <a b=\" --><p {many}>"),
            format!("<p =\" {many}>"),
            format!("<p a=\">\" {many}>"),
            format!("<p a='\"' {many}>"),
            format!("<p <1 {many}"),
        ] {
            assert_eq!(check(page.as_bytes()), Err(ReadError::Damaged));
        }
        let plain = "<p a=\"1\" b='2' c>x</p>".repeat(10_000);
        assert_eq!(check(plain.as_bytes()), Ok(()));
        let value = format!("<p style=\"{}\">", "a b ".repeat(10_000));
        assert_eq!(check(value.as_bytes()), Ok(()));
    }
}
