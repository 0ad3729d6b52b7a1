//! Labelled paragraphs: a numbered commitment, then 责任单位：… and 进展情况：….

use std::collections::{BTreeMap, HashMap};

use super::grid::{Target, due_of, join_accounts, join_target};
use super::heading::{COUNTS, Role, STATES, role};
use super::number::{Level, enclosed, has_figure, marker, number_of};
use super::{Entry, Found, context, flat_lines, units};
use crate::Columns;
use crate::block::Block;

/// Longest label, in characters.
const LONGEST_LABEL: usize = 12;
/// Longest number before a label, in characters: （十二）.
const LONGEST_NUMBER: usize = 6;
/// Longest line looked at for labels, in bytes; no paragraph is nearly as long.
const LONGEST_LINE: usize = 100_000;
/// Most lines read this way.
const MAX_LINES: usize = 100_000;

/// Reads labelled paragraphs, or failing that numbered headings each with its paragraph.
pub(super) fn find(blocks: &[Block]) -> Found {
    let lines: Vec<String> = flat_lines(blocks)
        .iter()
        .flat_map(|line| parted(line))
        .take(MAX_LINES)
        .collect();
    let labels: Vec<Vec<Label<'_>>> = lines.iter().map(|line| labels(line)).collect();
    let (mut first, mut entries) = if labels.iter().flatten().any(|label| label.role.is_account()) {
        labelled(&lines, &labels)
    } else {
        with_units(&lines, &labels)
    };
    if entries.is_empty() {
        (first, entries) = headed(&lines);
    }
    let before: Vec<&str> = lines[..first].iter().map(String::as_str).collect();
    Found {
        title: context::title(&before),
        context: before.iter().map(|line| (*line).to_owned()).collect(),
        below: Vec::new(),
        columns: Columns::default(),
        entries,
        issues: Vec::new(),
        name: String::new(),
    }
}

/// A line cut before each circled number that begins a sentence, if it holds several labels.
fn parted(line: &str) -> Vec<String> {
    let accounts = labels(line)
        .iter()
        .filter(|label| label.role.is_account())
        .count();
    let mut parts = vec![String::new()];
    let mut before = ' ';
    for c in line.chars() {
        let begins = enclosed(c).is_some() && "。；; ".contains(before);
        if begins && accounts > 1 && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        before = c;
    }
    parts
}

/// A label and where it stands in its line.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Label<'a> {
    role: Role,
    name: &'a str,
    /// Where the label begins, its opening bracket included.
    start: usize,
    /// Where its value begins.
    value: usize,
    /// Whether it stands in brackets with its value.
    bracketed: bool,
}

/// Labels of a line: heading words before a colon, at the start of the line or of a sentence. Each
/// begins where the value of the one before it begins, or behind.
fn labels(line: &str) -> Vec<Label<'_>> {
    let mut found: Vec<Label<'_>> = Vec::new();
    if line.len() > LONGEST_LINE {
        return found;
    }
    for (colon, mark) in line.match_indices([':', '：']) {
        // 项目：：建公园: the second colon belongs to the label too.
        if let Some(label) = found.last_mut().filter(|label| label.value == colon) {
            label.value = colon + mark.len();
            continue;
        }
        let before = &line[..colon];
        let is_boundary = |c: char| c.is_whitespace() || "。；;！!（(【[)）".contains(c);
        // Only so far back: a line may be one long run of colons.
        let mut near = before
            .char_indices()
            .rev()
            .take(LONGEST_LABEL + LONGEST_NUMBER + 1);
        let start = match near.find(|(_, c)| is_boundary(*c)) {
            Some((at, c)) => at + c.len_utf8(),
            None if before
                .chars()
                .nth(LONGEST_LABEL + LONGEST_NUMBER + 1)
                .is_none() =>
            {
                0
            }
            None => continue,
        };
        let opens = before[..start].chars().next_back();
        let mut name = &before[start..];
        let mut start = start;
        if start == 0
            && let Some(found) = marker(name)
        {
            start = name.len() - found.rest.len();
            name = found.rest;
        }
        let name = name.trim_end_matches(['】', ']']);
        if name.is_empty() || name.chars().count() > LONGEST_LABEL {
            continue;
        }
        let Some(role) = role(name) else { continue };
        if matches!(role, Role::Number | Role::Category | Role::Plan) || is_of_column(name) {
            continue;
        }
        let bracketed = matches!(opens, Some('(' | '（'));
        let outer = match opens {
            Some(c @ ('(' | '（' | '【' | '[')) => start - c.len_utf8(),
            _ => start,
        };
        found.push(Label {
            role,
            name,
            start: outer,
            value: colon + mark.len(),
            bracketed,
        });
    }
    found.extend(framed_labels(line));
    found.sort_by_key(|label| label.value);
    // 项目：进展情况：已开工: both names begin with the line.
    let mut value = 0;
    for label in &mut found {
        label.start = label.start.max(value);
        value = label.value;
    }
    found
}

/// 已完工, 累计: words that head a column, and open a clause in prose.
fn is_of_column(name: &str) -> bool {
    // 进展情况：已完工：15座.
    let name = name.rsplit(['：', ':']).next().unwrap_or(name);
    let mut begins = STATES.iter().chain(COUNTS).chain(&["动态"]);
    matches!(name, "累计" | "累计数" | "任务完成") || begins.any(|word| name.starts_with(word))
}

/// 【责任单位】 without a colon after it.
fn framed_labels(line: &str) -> Vec<Label<'_>> {
    let frames = line
        .match_indices(['【', '〔'])
        .filter_map(|(start, open)| {
            let inner = &line[start + open.len()..];
            let end = inner
                .char_indices()
                .take(LONGEST_LABEL + 1)
                .find(|(_, c)| matches!(c, '】' | '〕'))?
                .0;
            let value = start + open.len() + end + '】'.len_utf8();
            if line[value..].starts_with([':', '：']) {
                return None;
            }
            let name = &inner[..end];
            let role = role(name).filter(|role| role.is_account() || *role == Role::Units)?;
            Some(Label {
                role,
                name,
                start,
                value,
                bracketed: false,
            })
        });
    frames.collect()
}

/// A commitment under construction.
#[derive(Debug, Default)]
struct Draft {
    label: String,
    level: Option<Level>,
    title: String,
    units: Vec<String>,
    has_units_label: bool,
    due: Option<String>,
    accounts: Vec<(String, String)>,
    /// Whether lines that follow belong to the last account.
    open: bool,
}

impl Draft {
    fn entry(self, at: usize, group: usize, names_units: bool) -> Entry {
        let texts: Vec<(&str, &str)> = self
            .accounts
            .iter()
            .map(|(name, text)| (name.as_str(), text.trim()))
            .collect();
        Entry {
            number: if self.label.is_empty() {
                (at + 1).to_string()
            } else {
                number_of(&self.label)
            },
            label: self.label,
            title: self.title,
            units: self.units,
            due: self.due,
            narrative: join_accounts(&texts),
            group,
            label_cell: at,
            title_cell: at,
            wants_units: names_units && self.has_units_label,
            has_issue: false,
        }
    }
}

/// For each account label, the numbered line it belongs to.
///
/// That is the nearest above it, but where most belong to lines of one level, the nearest of that
/// level: a list inside the commitment's own text is not taken for it.
fn owners(lines: &[String], labels: &[Vec<Label<'_>>]) -> BTreeMap<usize, Level> {
    let markers: Vec<Option<Level>> = lines
        .iter()
        .zip(labels)
        .map(|(line, labels)| {
            let found = marker(line)?;
            let begins_with_label = labels
                .first()
                .is_some_and(|label| label.start <= line.len() - found.rest.len());
            (!begins_with_label).then_some(found.level)
        })
        .collect();
    let mut regions = Vec::new();
    let mut from = 0;
    for (at, labels) in labels.iter().enumerate() {
        if labels
            .iter()
            .any(|label| matches!(label.role, Role::Progress | Role::Rate))
        {
            let places: Vec<(usize, Level)> = (from..=at)
                .filter_map(|at| Some((at, markers[at]?)))
                .collect();
            regions.push(places);
            from = at + 1;
        }
    }
    let mut counts: HashMap<Level, usize> = HashMap::new();
    for (_, level) in regions.iter().filter_map(|places| places.last()) {
        *counts.entry(*level).or_default() += 1;
    }
    let usual = counts
        .into_iter()
        .max_by_key(|&(level, count)| (count, level))
        .map(|(level, _)| level);
    let chosen = regions.iter().filter_map(|places| {
        places
            .iter()
            .rfind(|(_, level)| Some(*level) == usual)
            .or_else(|| places.last())
            .copied()
    });
    chosen.collect()
}

fn labelled(lines: &[String], labels: &[Vec<Label<'_>>]) -> (usize, Vec<Entry>) {
    let owners = owners(lines, labels);
    let mut drafts: Vec<(Draft, usize)> = Vec::new();
    let mut current: Option<Draft> = None;
    let mut section = String::new();
    let mut group = 0;
    let mut first = lines.len();
    let units_lead = owners.is_empty() && units_lead(labels);
    let mut ahead: Vec<String> = Vec::new();
    for (at, (line, labels)) in lines.iter().zip(labels).enumerate() {
        let found = marker(line);
        if let [label] = labels[..]
            && units_lead
            && label.role == Role::Units
        {
            ahead.extend(units::units(line[label.value..].trim()));
            continue;
        }
        let starts_project = labels
            .first()
            .is_some_and(|label| label.role == Role::Project && label.start == 0);
        if let (Some(level), Some(found)) = (owners.get(&at), found) {
            drafts.extend(current.take().map(|draft| (draft, group)));
            first = first.min(at);
            // A circled number counts within its section, other numbers through the whole paper.
            let label = if *level == Level::Circled {
                format!("{section}{}", found.label)
            } else {
                found.label.to_owned()
            };
            let offset = line.len() - found.rest.len();
            let end = labels
                .first()
                .map_or(line.len(), |label| label.start.max(offset));
            current = Some(Draft {
                label,
                level: Some(*level),
                title: line[offset..end].trim().to_owned(),
                ..Draft::default()
            });
        } else if starts_project
            && let Some(draft) = current
                .as_mut()
                .filter(|draft| draft.level.is_some() && draft.accounts.is_empty())
        {
            // 1.惠民项目, 主要内容：新建幼儿园6所.
            let end = labels.get(1).map_or(line.len(), |label| label.start);
            let content = line[labels[0].value..end].trim();
            if has_figure(content) || !has_figure(&draft.title) {
                content.clone_into(&mut draft.title);
            }
        } else if starts_project {
            drafts.extend(current.take().map(|draft| (draft, group)));
            first = first.min(at);
            let end = labels.get(1).map_or(line.len(), |label| label.start);
            current = Some(Draft {
                title: line[labels[0].value..end].trim().to_owned(),
                has_units_label: !ahead.is_empty(),
                units: std::mem::take(&mut ahead),
                ..Draft::default()
            });
        } else if let Some(found) = found
            && labels.is_empty()
            && is_section(
                found.level,
                current.as_ref(),
                owners.range(at..).next().map(|(_, level)| *level),
            )
        {
            drafts.extend(current.take().map(|draft| (draft, group)));
            if found.level < Level::Circled {
                found.label.clone_into(&mut section);
            }
            group += 1;
            continue;
        }
        let Some(draft) = &mut current else { continue };
        let told = draft.accounts.iter().any(|(_, text)| !text.is_empty());
        // 住房保障类 above 2.…; a small heading within an account is none.
        let is_section = || told && is_section_name(line) && owners.contains_key(&(at + 1));
        let is_last =
            || draft.has_units_label && owners.range(at..).next().is_none() && is_site_foot(line);
        let is_between = (labels.is_empty() && (context::is_furniture(line) || is_section()))
            || told && (is_tail(line, lines.get(at + 1)) || is_last());
        if is_between {
            draft.open = false;
            continue;
        }
        take_labels(
            draft,
            line,
            labels,
            owners.contains_key(&at) || starts_project,
        );
    }
    drafts.extend(current.map(|draft| (draft, group)));
    drafts.retain(|(draft, _)| !draft.accounts.is_empty() && !draft.title.is_empty());
    let names_units = drafts.iter().any(|(draft, _)| draft.has_units_label);
    let entries = drafts
        .into_iter()
        .enumerate()
        .map(|(at, (draft, group))| draft.entry(at, group, names_units));
    (first.min(lines.len()), entries.collect())
}

/// 住房保障类: the name of a section without a number.
fn is_section_name(line: &str) -> bool {
    let is_short = (3..=12).contains(&line.chars().count());
    is_short
        && line.ends_with('类')
        && !line.contains(|c: char| c.is_ascii_digit() || "，。；、：:".contains(c))
}

/// What stands below the last row of a paper: who signs it and when, whom it goes to, the foot of the
/// page.
fn is_tail(line: &str, next: Option<&String>) -> bool {
    const FOOT: &[&str] = &[
        "抄送：",
        "抄送:",
        "相关阅读",
        "相关链接",
        "责任编辑",
        "上一篇",
        "下一篇",
        "网站标识码",
        "技术支持：",
        "技术支持:",
    ];
    let is_signed = || units::is_unit(line) && next.is_some_and(|next| context::is_day(next));
    FOOT.iter().any(|word| line.starts_with(word)) || context::is_day(line) || is_signed()
}

/// 主办单位：清河区人民政府 below the last row: the foot of a page.
fn is_site_foot(line: &str) -> bool {
    ["主办单位", "主办：", "主办:"]
        .iter()
        .any(|word| line.starts_with(word))
        && ["承办", "政府", "网站", "技术支持", "备案"]
            .iter()
            .any(|word| line.contains(word))
}

/// 责任单位：…, then 项目名称：…: whether the unit stands above the commitment that it answers for, before
/// each of them and behind none.
fn units_lead(labels: &[Vec<Label<'_>>]) -> bool {
    let begins = labels.iter().filter_map(|labels| labels.first());
    let begins = begins.filter(|label| label.start == 0 && !label.name.contains('报'));
    let kinds: Vec<Role> = begins
        .map(|label| label.role)
        .filter(|role| matches!(role, Role::Project | Role::Units))
        .collect();
    let pairs = kinds.chunks(2);
    !kinds.is_empty()
        && pairs
            .into_iter()
            .all(|pair| *pair == [Role::Units, Role::Project])
}

/// Whether a numbered line that is no commitment is a section title rather than part of the text
/// above: it ranks above that commitment, or the commitments below rank under it.
fn is_section(level: Level, above: Option<&Draft>, next: Option<Level>) -> bool {
    let Some(above) = above.and_then(|draft| draft.level) else {
        return true;
    };
    level < above || (level == above && next.is_some_and(|next| next > level))
}

/// Puts a line's labelled values, and what stands before and after them, where they belong.
fn take_labels(draft: &mut Draft, line: &str, labels: &[Label<'_>], is_title_line: bool) {
    let before = line[..labels.first().map_or(line.len(), |label| label.start)].trim();
    if !is_title_line
        && !before.is_empty()
        && draft.open
        && let Some((_, text)) = draft.accounts.last_mut()
    {
        text.push('\n');
        text.push_str(before);
    }
    for (at, label) in labels.iter().enumerate() {
        let end = labels.get(at + 1).map_or(line.len(), |next| next.start);
        let mut value = &line[label.value..end];
        let mut rest = "";
        if label.bracketed
            && let Some(close) = value.find([')', '）'])
        {
            rest = value[close..].trim_start_matches([')', '）']);
            value = &value[..close];
        }
        match label.role {
            Role::Units => {
                draft.has_units_label = true;
                draft.units.extend(units::units(value.trim()));
                if !label.bracketed {
                    draft.open = false;
                }
            }
            // 1.惠民项目, 年度目标：新建幼儿园6所; but 改造小区12个, 工作目标：提升居住品质.
            Role::Target
                if draft.accounts.is_empty() && has_figure(value) && !has_figure(&draft.title) =>
            {
                let target = Target {
                    heading: label.name,
                    text: value.trim(),
                    measure: "",
                };
                draft.title = join_target("", &draft.title, &target);
                draft.open = false;
            }
            Role::Due => {
                draft.due = due_of(value);
                draft.open = false;
            }
            role if role.is_account() => {
                draft
                    .accounts
                    .push((label.name.to_owned(), value.trim().to_owned()));
                draft.open = true;
            }
            _ => draft.open = false,
        }
        if !rest.trim().is_empty()
            && let Some((_, text)) = draft.accounts.last_mut()
        {
            text.push_str(rest);
        }
    }
}

/// 一、新增就业岗位5000个（责任单位：县人社局）。已新增5216人: the account follows the unit.
fn with_units(lines: &[String], labels: &[Vec<Label<'_>>]) -> (usize, Vec<Entry>) {
    let mut first = lines.len();
    let mut entries = Vec::new();
    for (at, (line, labels)) in lines.iter().zip(labels).enumerate() {
        let [label] = labels[..] else { continue };
        let Some(found) = marker(line) else { continue };
        if label.role != Role::Units || !label.bracketed {
            continue;
        }
        let Some((names, rest)) = line[label.value..].split_once([')', '）']) else {
            continue;
        };
        let narrative = rest
            .trim_start_matches(['。', '；', '：', ':', '，', ' '])
            .trim();
        let title = line[line.len() - found.rest.len()..label.start].trim();
        if narrative.is_empty() || title.is_empty() {
            continue;
        }
        first = first.min(at);
        entries.push(Entry {
            number: number_of(found.label),
            label: found.label.to_owned(),
            title: title.to_owned(),
            units: units::units(names.trim()),
            narrative: narrative.to_owned(),
            label_cell: at,
            title_cell: at,
            wants_units: true,
            ..Entry::default()
        });
    }
    // One such sentence may stand in any paper.
    if entries.len() < 2 {
        (lines.len(), Vec::new())
    } else {
        (first, entries)
    }
}

/// Numbered headings without labels, each with its paragraph below, as newspapers set them.
fn headed(lines: &[String]) -> (usize, Vec<Entry>) {
    let ends_sentence = |line: &str| line.ends_with(['。', '；', ';', '！', '”']);
    let starts: Vec<usize> = (0..lines.len())
        .filter(|&at| {
            let is_heading = marker(&lines[at]).is_some_and(|found| {
                found.level == Level::Point
                    && !ends_sentence_inside(found.rest)
                    && found.rest.chars().count() <= 80
            });
            is_heading
                && lines
                    .get(at + 1)
                    .is_some_and(|next| marker(next).is_none() && ends_sentence(next))
        })
        .collect();
    let Some(&first) = starts.first() else {
        return (lines.len(), Vec::new());
    };
    let before: Vec<&str> = lines[..first].iter().map(String::as_str).collect();
    // Any paper has numbered headings; only one that calls itself a report of progress is read so.
    let is_report = context::title(&before).is_some_and(|title| context::names_kind(&title));
    if starts.len() < 2 || !is_report {
        return (lines.len(), Vec::new());
    }
    let mut entries = Vec::new();
    let mut group = 0;
    for (at, &start) in starts.iter().enumerate() {
        let Some(found) = marker(&lines[start]) else {
            continue;
        };
        let end = starts.get(at + 1).copied().unwrap_or(lines.len());
        let body = &lines[start + 1..end];
        let kept = body
            .iter()
            .take_while(|line| ends_sentence(line) && !context::is_furniture(line))
            .count();
        entries.push(Entry {
            number: number_of(found.label),
            label: found.label.to_owned(),
            title: unquoted(found.rest).to_owned(),
            narrative: body[..kept].join("\n"),
            group,
            label_cell: at,
            title_cell: at,
            ..Entry::default()
        });
        group += usize::from(kept < body.len());
    }
    (first, entries)
}

/// A sentence is no heading; a full stop inside quotes does not make one.
fn ends_sentence_inside(text: &str) -> bool {
    text.ends_with(['。', '；', ';']) || text.contains('。')
}

/// “婚姻登记跨区通办”项目 is called 婚姻登记跨区通办.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('“').and_then(|rest| {
        let inner = ["”项目", "”工程", "”任务", "”事项", "”"]
            .iter()
            .find_map(|end| rest.strip_suffix(end))?;
        (!inner.contains('”')).then_some(inner)
    });
    inner.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Vec<(String, String, Vec<String>, String)> {
        let blocks: Vec<Block> = lines
            .iter()
            .map(|line| Block::Paragraph((*line).to_owned()))
            .collect();
        let entries = find(&blocks).entries.into_iter();
        entries
            .map(|entry| (entry.number, entry.title, entry.units, entry.narrative))
            .collect()
    }

    #[test]
    fn a_list_inside_the_narrative_is_not_a_row() {
        let rows = read(&[
            "1.新建公园3处。",
            "责任单位：区园林局、各镇",
            "进展情况：",
            "（1）甲公园已开工。",
            "（2）乙公园正在招标。",
            "2.改造道路5条。",
            "【责任单位】：区交通局",
            "【进展情况】：已完工2条。",
        ]);
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert_eq!(rows[0].3, "（1）甲公园已开工。\n（2）乙公园正在招标。");
        assert_eq!(rows[0].2, ["区园林局", "各镇"]);
        assert_eq!(
            rows[1],
            (
                "2".into(),
                "改造道路5条。".into(),
                vec!["区交通局".into()],
                "已完工2条。".into()
            )
        );
    }

    #[test]
    fn rules_and_plans_are_no_report() {
        assert!(
            read(&[
                "关于印发实施方案的通知",
                "1.总体要求",
                "坚持以人为本。",
                "2.主要任务",
                "加快建设。"
            ])
            .is_empty()
        );
    }
}
