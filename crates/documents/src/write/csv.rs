//! CSV that a spreadsheet opens as text and that reads back as it was.

use super::{Edition, clean};

/// First characters that make a spreadsheet calculate. Excel takes the wide forms as well.
const FORMULA: &str = "=+-@＝＋－＠";

pub(super) fn records(edition: &Edition<'_>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let rows = edition.rows.iter().map(|row| row.cells());
    for cells in std::iter::once(edition.columns.names()).chain(rows) {
        // Writing into memory, with four cells to every record, leaves nothing to fail.
        let _ = writer.write_record(cells.map(|cell| guarded(&clean(cell))));
    }
    writer.into_inner().unwrap_or_default()
}

/// A sign alone calculates nothing.
fn is_guarded(text: &str) -> bool {
    let mut chars = text.trim_start_matches('\'').chars();
    chars.next().is_some_and(|c| FORMULA.contains(c)) && chars.next().is_some()
}

pub(super) fn guarded(text: &str) -> String {
    let text = text.trim();
    if is_guarded(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The cell without the apostrophe that kept it from being a formula.
pub(crate) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_guarded(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_come_back() {
        for text in [
            "=1+1", "-1.1%", "@SUM", "＝1", "'=1", "''+1", "'文", "文", "", "1-3月",
        ] {
            let kept = guarded(text);
            assert!(!kept.starts_with(|c| FORMULA.contains(c)), "{kept}");
            assert_eq!(unguarded(&kept), text);
        }
    }

    #[test]
    fn a_sign_alone_is_no_formula() {
        for text in ["=", "-", "＝", "'=", ">=", "~"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }
}
