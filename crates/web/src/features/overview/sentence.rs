//! The one sentence with which a list opens.

use shishi_app::snapshot::Snapshot;
use shishi_domain::{Level, PeriodKind};

use crate::lang::Lang;

/// Parts of the sentence; each stays on one line where it fits.
pub fn sentence(snapshot: &Snapshot, t: Lang) -> Vec<String> {
    let code = snapshot.period.code;
    let total = snapshot.rows.len();
    let confirm = snapshot.count(Level::ToConfirm);
    let silent = snapshot.count(Level::Unquantified);
    let judged: Vec<(Level, usize)> = [
        Level::Done,
        Level::Normal,
        Level::Remind,
        Level::Warn,
        Level::Severe,
    ]
    .into_iter()
    .map(|level| (level, snapshot.count(level)))
    .filter(|(_, count)| *count > 0)
    .collect();

    let mut parts: Vec<String> = Vec::new();
    match t {
        Lang::Zh => {
            parts.push(match code.kind() {
                PeriodKind::Year => "年末，".to_owned(),
                _ => format!("{}末，", code.zh()),
            });
            if total == 0 {
                parts.push("还没有录入任何一项。".to_owned());
                return parts;
            }
            for (level, count) in &judged {
                let word = if *level == Level::Normal {
                    "进度正常"
                } else {
                    level.zh()
                };
                parts.push(format!("{count} 项{word}，"));
            }
            if !judged.is_empty() && confirm + silent > 0 {
                end_with(&mut parts, "；");
            }
            if confirm > 0 {
                parts.push(format!("{confirm} 项有数字待核定，"));
            }
            if silent > 0 {
                let also = if parts.len() > 1 { "另有 " } else { "" };
                parts.push(format!("{also}{silent} 项只报告了工作情况，"));
                parts.push("没有可以对照目标的数字。".to_owned());
            } else {
                end_with(&mut parts, "。");
            }
        }
        Lang::En => {
            parts.push(match code.kind() {
                PeriodKind::Year => "At the end of the year,".to_owned(),
                _ => format!("At the end of {},", code.en()),
            });
            if total == 0 {
                parts.push("nothing has been entered yet.".to_owned());
                return parts;
            }
            for (level, count) in &judged {
                let word = match level {
                    Level::Done => "done",
                    Level::Normal => "on track",
                    Level::Remind => "behind",
                    Level::Warn => "at the warning level",
                    _ => "seriously behind",
                };
                parts.push(format!("{count} {word},"));
            }
            if !judged.is_empty() && confirm + silent > 0 {
                end_with(&mut parts, ";");
            }
            if confirm > 0 {
                parts.push(format!("{confirm} with figures to be confirmed,"));
            }
            if silent > 0 {
                parts.push(format!("{silent} with reports of work only,"));
                parts.push("no figure to set against the target.".to_owned());
            } else {
                end_with(&mut parts, ".");
            }
        }
    }
    parts
}

fn end_with(parts: &mut [String], mark: &str) {
    if let Some(last) = parts.last_mut() {
        last.pop();
        last.push_str(mark);
    }
}

/// How much of the list can be measured: 22 项 / 21 项任务，8 项有可比数字，14 项未量化.
pub fn coverage(snapshot: &Snapshot, t: Lang) -> String {
    let (rows, different) = (snapshot.rows.len(), snapshot.commitments());
    let (with, without) = (snapshot.with_figures(), snapshot.count(Level::Unquantified));
    match t {
        Lang::Zh if rows == different => {
            format!("{rows} 项任务，{with} 项有可比数字，{without} 项未量化")
        }
        Lang::Zh => {
            format!("{rows} 项 / {different} 项任务，{with} 项有可比数字，{without} 项未量化")
        }
        Lang::En if rows == different => {
            format!("{rows} commitments, {with} with comparable figures, {without} not quantified")
        }
        Lang::En => format!(
            "{rows} rows / {different} commitments, {with} with comparable figures, {without} not quantified"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn the_first_quarter_reads_as_it_should() {
        let snapshot = samples::daxing();
        assert_eq!(
            sentence(&snapshot, Lang::Zh).concat(),
            "一季度末，3 项进度正常，2 项提醒；3 项有数字待核定，另有 14 项只报告了工作情况，没有可以对照目标的数字。"
        );
        assert_eq!(
            coverage(&snapshot, Lang::Zh),
            "22 项 / 21 项任务，8 项有可比数字，14 项未量化"
        );
    }

    #[test]
    fn nothing_missing_ends_the_sentence() {
        let mut snapshot = samples::daxing();
        snapshot
            .rows
            .retain(|row| row.result.level == Level::Normal);
        assert_eq!(
            sentence(&snapshot, Lang::Zh).concat(),
            "一季度末，3 项进度正常。"
        );
        assert_eq!(
            sentence(&snapshot, Lang::En).join(" "),
            "At the end of Q1, 3 on track."
        );
        snapshot.rows.clear();
        assert_eq!(
            sentence(&snapshot, Lang::Zh).concat(),
            "一季度末，还没有录入任何一项。"
        );
    }
}
