//! Words that use cases say in Chinese, in the language of the page.

use jiff::Timestamp;
use shishi_app::documents::ReadError;
use shishi_app::domain::Amount;
use shishi_app::domain::amount::grouped;
use shishi_app::import::Doubt;

use crate::lang::Lang;

/// A moment in Chinese official time: 2024-04-02 09:15.
pub(super) fn moment(at: Timestamp) -> String {
    jiff::tz::offset(8)
        .to_datetime(at)
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

/// An amount as people read it: 约 3.52 公顷.
pub(super) fn amount(amount: &Amount) -> String {
    let mut text = format!("{}{}", amount.qualifier.mark(), grouped(amount.value));
    if let Some(max) = amount.value_max {
        text.push('–');
        text.push_str(&grouped(max));
    }
    if !amount.unit.is_empty() {
        if !amount.unit.starts_with(['%', '‰']) {
            text.push(' ');
        }
        text.push_str(&amount.unit);
    }
    text
}

/// A value as it was decided, with its unit.
pub(super) fn typed(value: &str, unit: &str) -> String {
    match value.parse() {
        Ok(number) => format!("{} {unit}", grouped(number)),
        Err(_) => format!("{value} {unit}"),
    }
}

/// Why a file was not read.
pub(super) fn read_error(t: Lang, error: &ReadError) -> String {
    let english = match error {
        ReadError::Empty => "The file is empty. Please choose another one.",
        ReadError::TooLarge => "The file is larger than 20 MB. Please split it and send it again.",
        ReadError::TooLargeUnpacked => {
            "The file is too large once unpacked. Please remove pictures and other sheets, save it again and send it."
        }
        ReadError::TooManyCells => {
            "The table is too large (over 20,000 rows, 200 columns or a million cells). Please keep only the progress table."
        }
        ReadError::TooMuchText => {
            "The rows together hold more than 64 MB of text (a merged cell counts for each of its rows). Please keep only the progress table, undo wide merges and send it again."
        }
        ReadError::TooDeep => {
            "The file is nested too deeply. Please copy the table into a new file and send that."
        }
        ReadError::Password => {
            "The file has a password. Please remove the password and send it again."
        }
        ReadError::OldText => {
            "This is an old text file (.doc, .rtf, .wps or .odt). Please save it as .docx and send that."
        }
        ReadError::OldSheet => {
            "This sheet (.et, .xls, .xlsb or .ods) cannot be read. Please save it as .xlsx and send that."
        }
        ReadError::PdfWithoutText => {
            "This PDF is a scan without dependable text. Please send the Word or Excel original, or a PDF exported by Word or WPS itself."
        }
        ReadError::PdfUnreadable => {
            "The text of this PDF cannot be read. Please send the Word or Excel original, or paste the table."
        }
        ReadError::Ofd => {
            "OFD files cannot be read yet. Please send the Word or Excel original, or paste the table."
        }
        ReadError::Picture => {
            "This is a picture; no text can be read from it. Please send the Word or Excel original."
        }
        ReadError::NotADocument => {
            "This is not a text or a table. Please choose a docx, xlsx, xls, pdf, csv, html or txt file."
        }
        ReadError::Damaged => {
            "The file is damaged. Please open it in Word, Excel or WPS, save it again and send that."
        }
        ReadError::ForeignDeclaration => {
            "The file declares outside references (DTD) and was not read for safety. Please save it again in Word, Excel or WPS."
        }
        ReadError::UnknownEncoding => {
            "The text encoding was not recognised. Please save the file as UTF-8 and send it again."
        }
        ReadError::NoTable => {
            "No progress table was found. Please check that the headings are there: 序号, 任务标题, 责任单位, 进展情况."
        }
        ReadError::NoRows => {
            "The headings are there, but no row below them. Please fill in the rows and send it again."
        }
        _ => return error.to_string(),
    };
    match t {
        Lang::Zh => error.to_string(),
        Lang::En => english.to_owned(),
    }
}

/// A doubt in a few words.
pub(super) fn doubt(t: Lang, doubt: &Doubt) -> String {
    let english = match doubt.kind.as_str() {
        "duplicate-title" => "Same as another row",
        "lost-first-character" => "Lost character?",
        "markup-residue" => "Stray mark-up",
        "missing-unit" => "No unit",
        "empty-narrative" => "No report",
        "duplicate-number" => "Number repeated",
        "uncertain-link" => "Which target?",
        "read-anew" => "Check again",
        "named-objects" => "Counted by name",
        "unit-differs" => "Units differ",
        "percent-mismatch" => "Percentage differs",
        "no-target" => "No target",
        "own-cut-off" => "Own cut-off day",
        "target-changed" => "Target changed",
        "due-changed" => "Due day changed",
        "cumulative-fell" => "Fewer than before",
        "number-reused" => "Number of another row",
        _ => "Please check",
    };
    match t {
        Lang::Zh => doubt.short.clone(),
        Lang::En => english.to_owned(),
    }
}

/// A doubt in a sentence. In English the row beside it shows the figure or words it is about.
pub(super) fn doubt_sentence(t: Lang, doubt: &Doubt) -> String {
    let english = match doubt.kind.as_str() {
        "duplicate-title" => {
            "An earlier row has the same task. Please choose: one commitment, or two."
        }
        "lost-first-character" => {
            "The first character of the report may be lost. Please compare it with the title."
        }
        "markup-residue" => {
            "There is web mark-up in the text. It is kept as published, beside a copy without it."
        }
        "missing-unit" => {
            "No unit is named. Please add it to the table and import that again; without one, the row belongs to no unit."
        }
        "empty-narrative" => {
            "There is no report. If it was left out, please add it to the table and import that again; if there is no progress, it is recorded as blank."
        }
        "duplicate-number" => "The number is printed more than once. Please check.",
        "uncertain-link" => "It is to be confirmed which target this figure counts towards.",
        "read-anew" => {
            "Since the check, the program or its words have changed, and with them what this row reads. Please check it again."
        }
        "named-objects" => "Counted by the names in the text. Please confirm the count.",
        "unit-differs" => {
            "Target and report use different units. Please confirm that they count the same."
        }
        "percent-mismatch" => "The stated percentage is not what the figures give.",
        "no-target" => {
            "No amount was read in the commitment. Without one, progress is shown by stages of work, as “Not quantified”."
        }
        "own-cut-off" => "The row counts up to a day of its own and is judged on that day.",
        "target-changed" => "The target is not the one of the period before. Please check.",
        "due-changed" => "The due day is not the one recorded before. Please check.",
        "cumulative-fell" => {
            "The figure reached is lower than in the period before. Please check whether it counts from the beginning of the year."
        }
        "number-reused" => {
            "In the period before, another task had this number. The row will be recorded as a new task."
        }
        _ => return doubt.message.clone(),
    };
    t.say(&doubt.message, english).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_an_english_twin() {
        use ReadError::*;
        let all = [
            Empty,
            TooLarge,
            TooLargeUnpacked,
            TooManyCells,
            TooMuchText,
            TooDeep,
            Password,
            OldText,
            OldSheet,
            PdfWithoutText,
            PdfUnreadable,
            Ofd,
            Picture,
            NotADocument,
            Damaged,
            ForeignDeclaration,
            UnknownEncoding,
            NoTable,
            NoRows,
        ];
        for error in &all {
            let words = read_error(Lang::En, error);
            assert_ne!(words, error.to_string(), "{error:?}");
        }
        // The compiler does not miss a reason here, as more may be added to it.
        let source = include_str!("../../../../documents/src/error.rs");
        assert_eq!(source.matches("#[error(").count(), all.len());
    }

    #[test]
    fn every_doubt_has_an_english_sentence() {
        let all = [
            "duplicate-title",
            "lost-first-character",
            "markup-residue",
            "missing-unit",
            "empty-narrative",
            "duplicate-number",
            "uncertain-link",
            "read-anew",
            "named-objects",
            "unit-differs",
            "percent-mismatch",
            "no-target",
            "own-cut-off",
            "target-changed",
            "due-changed",
            "cumulative-fell",
            "number-reused",
        ];
        for kind in all {
            let asked = Doubt {
                must: false,
                kind: kind.into(),
                short: "少于上期".into(),
                message: "请核对。".into(),
                figure: None,
                settled: false,
            };
            assert_ne!(doubt(Lang::En, &asked), "Please check", "{kind}");
            assert_ne!(doubt_sentence(Lang::En, &asked), asked.message, "{kind}");
            assert_eq!(doubt_sentence(Lang::Zh, &asked), asked.message, "{kind}");
        }
    }
}
