//! Reads the rows of a table, and names what a person should look at.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use shishi_domain::Link;

use super::draft::{Decisions, Doubt, DraftHead, DraftRow, Earlier};
use crate::{AppError, facts, on_all_cores};

/// Reads titles and narratives of all rows, on all cores. Days without a year, and relative ones,
/// follow the head as people corrected it.
pub(super) fn read_rows(
    reading: &shishi_documents::Reading,
    decisions: &Decisions,
) -> Vec<DraftRow> {
    let head = DraftHead::of(reading, decisions, None);
    let document = Document::new(reading);
    on_all_cores(&reading.items, |place, item| {
        let text = item.narrative_clean.as_ref().unwrap_or(&item.narrative);
        let prose = shishi_extract::Item {
            title: &item.title,
            narrative: text,
            year: head.year,
            as_of: head.cut_off_on,
        };
        let read = shishi_extract::read_cell(&prose, &reading.columns.narrative);
        DraftRow {
            place,
            headline: shishi_extract::headline(&item.title, &read),
            doubts: doubts(&document, item, &read, head.cut_off_on),
            earlier: Earlier::default(),
            text: text.clone(),
            reading: read,
        }
    })
}

/// The figures of a reading in a few characters: the same for the same figures at the same places.
///
/// # Errors
/// [`AppError::Corrupt`] if the figures cannot be written down.
pub(super) fn fingerprint(read: &shishi_extract::Reading) -> Result<String, AppError> {
    let targets: Vec<_> = read.targets.iter().map(|t| (t.span, &t.amount)).collect();
    let plans: Vec<_> = read.plans.iter().map(|p| (p.span, &p.amount)).collect();
    let actuals: Vec<_> = read
        .actuals
        .iter()
        .map(|a| (a.span, &a.amount, a.target, a.plan))
        .collect();
    let tallies: Vec<_> = read.tallies.iter().map(|t| (&t.spans, t.target)).collect();
    let figures = super::to_json(&(targets, plans, actuals, tallies))?;
    let mut hash = super::sha256(figures.as_bytes());
    hash.truncate(16);
    Ok(hash)
}

/// Takes back what was decided on another reading than that of `rows`, and says so on each row.
///
/// # Errors
/// As [`fingerprint`].
pub(super) fn drop_stale(rows: &mut [DraftRow], decisions: &mut Decisions) -> Result<(), AppError> {
    for (place, decision) in &mut decisions.rows {
        let Some(row) = rows.get_mut(*place) else {
            continue;
        };
        if !decision.is_stale(&fingerprint(&row.reading)?) {
            continue;
        }
        decision.checked = false;
        decision.figures.clear();
        row.doubts.insert(
            0,
            Doubt {
                must: true,
                kind: "read-anew".into(),
                short: "需重新核对".into(),
                message:
                    "核对以后，程序或词表有更新，这一行的读法变了。之前的核对不再作数，请重新核对。"
                        .into(),
                figure: None,
                settled: false,
            },
        );
    }
    Ok(())
}

/// What is asked of the document for each row.
struct Document<'d> {
    /// The first number under which each title stands, and whether it stands again.
    titles: HashMap<&'d str, (&'d str, bool)>,
    issues: HashMap<&'d str, Vec<&'d shishi_documents::Issue>>,
}

impl<'d> Document<'d> {
    fn new(reading: &'d shishi_documents::Reading) -> Self {
        let mut titles: HashMap<&str, (&str, bool)> = HashMap::new();
        for item in reading.items.iter().filter(|item| !item.title.is_empty()) {
            titles
                .entry(&item.title)
                .and_modify(|(_, again)| *again = true)
                .or_insert((&item.number, false));
        }
        let mut issues: HashMap<&str, Vec<_>> = HashMap::new();
        for issue in reading
            .issues
            .iter()
            .filter(|i| i.kind != "duplicate-title")
        {
            issues.entry(&issue.number).or_default().push(issue);
        }
        Self { titles, issues }
    }
}

fn doubts(
    document: &Document<'_>,
    item: &shishi_documents::Item,
    read: &shishi_extract::Reading,
    cut_off_on: Option<Date>,
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut doubt = |must, kind: &str, short: &str, figure: Option<String>, message: String| {
        doubts.push(Doubt {
            must,
            kind: kind.into(),
            short: short.into(),
            message,
            figure,
            settled: false,
        });
    };
    if let Some((first, true)) = document.titles.get(item.title.as_str())
        && *first != item.number
    {
        doubt(
            true,
            "duplicate-title",
            &format!("与第{first}项相同"),
            None,
            format!(
                "第{first}项和第{}项的任务相同，请选择：合并为一项，或分开记录。",
                item.number
            ),
        );
    }
    for issue in document
        .issues
        .get(item.number.as_str())
        .into_iter()
        .flatten()
    {
        // Another row may bear the same number.
        let is_of_row = match issue.kind.as_str() {
            "empty-narrative" => item.narrative.is_empty(),
            "missing-unit" => item.units.is_empty(),
            "markup-residue" => item.narrative_clean.is_some() || item.title.contains(['<', '&']),
            _ => true,
        };
        if !is_of_row {
            continue;
        }
        let short = match issue.kind.as_str() {
            "lost-first-character" => "疑似缺字",
            "markup-residue" => "网页代码",
            "missing-unit" => "没有单位",
            "empty-narrative" => "没有进展",
            "duplicate-number" => "序号重复",
            _ => "请核对",
        };
        doubt(false, &issue.kind, short, None, issue.message.clone());
    }
    for (index, actual) in read
        .actuals
        .iter()
        .enumerate()
        .filter(|(_, a)| a.link != Link::Certain && (a.target.is_some() || a.plan.is_some()))
    {
        let amount = format!(
            "{}{}",
            shishi_domain::amount::plain(actual.amount.value),
            actual.amount.unit
        );
        doubt(
            false,
            "uncertain-link",
            "对应关系",
            Some(format!("a{index}")),
            format!("“{amount}”对应哪个目标需要核定：{}。", actual.reason),
        );
    }
    for (index, tally) in read.tallies.iter().enumerate() {
        doubt(
            false,
            "named-objects",
            "按名称计数",
            Some(format!("y{index}")),
            format!(
                "按名称计数，{}个中完成{}个：{}。",
                tally.total, tally.done, tally.reason
            ),
        );
    }
    for (index, actual) in read.actuals.iter().enumerate() {
        if let Some(target) = actual
            .target
            .and_then(|t| read.targets.get(t))
            .filter(|t| t.amount.unit != actual.amount.unit)
        {
            doubt(
                false,
                "unit-differs",
                &format!("口径：{}/{}", actual.amount.unit, target.amount.unit),
                Some(format!("a{index}")),
                format!(
                    "目标口径为“{}”，进展写“{}”，请确认口径一致。",
                    target.amount.unit, actual.amount.unit
                ),
            );
        }
    }
    for percent in &read.percents {
        if percent
            .check
            .as_ref()
            .is_some_and(|c| c.verdict == shishi_extract::PercentVerdict::Mismatch)
        {
            let value = shishi_domain::amount::plain(percent.value);
            doubt(
                false,
                "percent-mismatch",
                "比例不符",
                None,
                format!("填报{value}%，与按数字计算的结果不同。"),
            );
        }
    }
    if read.targets.is_empty() {
        let (short, message) = if read.plans.is_empty() {
            (
                "没有数量目标",
                "承诺里没有读出数量目标，将按工作阶段反映进展，记为“未量化”。".to_owned(),
            )
        } else {
            (
                "目标只见于进展",
                "承诺没有写明数量，进展情况提到计划数，可核定为目标。".to_owned(),
            )
        };
        doubt(false, "no-target", short, None, message);
    }
    if let Some(day) = facts::own_cut_off(read).filter(|day| Some(*day) != cut_off_on) {
        doubt(
            false,
            "own-cut-off",
            &format!("数据截至{}月{}日", day.month(), day.day()),
            None,
            format!(
                "本项数据截至{}月{}日，按其自身截止日计算。",
                day.month(),
                day.day()
            ),
        );
    }
    // A number that stands three times is noticed twice.
    let mut seen = HashSet::new();
    doubts.retain(|d: &Doubt| seen.insert((d.kind.clone(), d.message.clone())));
    doubts.sort_by_key(|d| !d.must);
    doubts
}
