//! From what a person typed about a row to a decision.
//!
//! Fields are named after the figure: `a0-value`, `a0-unit`, `a0-target`, `a0-no`. A figure left
//! as it was read is accepted; one that was changed is corrected; one ticked 不采用 is refused.

use std::collections::BTreeMap;

use shishi_app::domain::amount::{grouped, plain};
use shishi_app::domain::{Amount, Decimal, UnitName};
use shishi_app::import::{Draft, DraftRow, FigureDecision, Implausible, RowDecision, implausible};

use super::super::seat::Fields;
use crate::lang::Lang;

/// Name of the doubt that asks whether two rows are one commitment.
pub(super) const TWINS: &str = "duplicate-title";

/// What is wrong with fields, by the name of the field.
pub(super) type Errors = BTreeMap<String, String>;

/// Place of the first row with the same title as this one.
pub(super) fn twin(draft: &Draft, place: usize) -> Option<usize> {
    let asks = draft.rows.get(place)?.doubts.iter();
    asks.clone().find(|doubt| doubt.kind == TWINS)?;
    let title = &draft.reading.items.get(place)?.title;
    draft.reading.items[..place]
        .iter()
        .position(|item| item.title == *title)
}

/// Reads a number as people type it: full-width digits, commas between thousands, 万 and 亿.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let mut plain = String::with_capacity(text.len());
    let mut times = Decimal::ONE;
    for c in text.trim().chars() {
        match c {
            '０'..='９' => plain.push(char::from(b'0' + (c as u32 - '０' as u32) as u8)),
            '．' => plain.push('.'),
            '，' | ',' | ' ' | '\u{3000}' => {}
            '万' => times *= Decimal::from(10_000),
            '亿' => times *= Decimal::from(100_000_000),
            _ if times != Decimal::ONE => return None,
            _ => plain.push(c),
        }
    }
    let digits = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') && plain.len() <= 20;
    let value: Decimal = plain.parse().ok().filter(|_| digits)?;
    value.checked_mul(times)
}

/// What the form says about a row, or what is wrong with it.
///
/// `leave` saves the row without ticking it off: nothing then needs to be chosen yet, and figures
/// left as they were shown stay undecided.
pub(super) fn read(
    t: Lang,
    draft: &Draft,
    place: usize,
    fields: &Fields,
    leave: bool,
) -> Result<RowDecision, Errors> {
    let mut errors = Errors::new();
    let mut decision = RowDecision {
        checked: !leave,
        ..RowDecision::default()
    };
    let Some(row) = draft.rows.get(place) else {
        return Ok(decision);
    };
    if let Some(into) = twin(draft, place) {
        match fields.text("merge") {
            "one" => decision.merge_into = Some(into),
            "two" => decision.apart = true,
            _ if leave => {}
            _ => {
                let message = t.say(
                    "请选择：合并为一项，或分开记录",
                    "Please choose: one commitment, or kept apart",
                );
                errors.insert("merge".into(), message.into());
            }
        }
    }
    for (key, read, target) in figures(row) {
        let figure = figure(t, &key, &read, target, row, fields, &mut errors);
        let before = row.earlier.figures.get(&key);
        let shown = before.map_or(&FigureDecision::Accept, |before| &before.decision);
        if let Some(figure) = figure.filter(|figure| !leave || figure != shown) {
            decision.figures.insert(key, figure);
        }
    }
    for index in 0..row.reading.plans.len() {
        let key = format!("p{index}");
        if fields.ticked(&format!("{key}-yes")) {
            decision.figures.insert(key, FigureDecision::Accept);
        } else if row.earlier.figures.contains_key(&key) {
            decision.figures.insert(key, FigureDecision::Refuse);
        }
    }
    for (index, target) in row.reading.targets.iter().enumerate() {
        let key = format!("m{index}");
        if fields.text(&format!("{key}-value")).is_empty() {
            if row.earlier.figures.contains_key(&key) {
                decision.figures.insert(key, FigureDecision::Refuse);
            }
            continue;
        }
        if let Some(figure) = typed(t, &key, &target.amount, fields, &mut errors) {
            let (value, unit) = figure;
            decision.figures.insert(
                key,
                FigureDecision::Correct {
                    value: value.normalize().to_string(),
                    unit,
                    target: None,
                },
            );
        }
    }
    for (key, why) in implausible(row, &decision) {
        let kept = draft.decisions.rows.get(&place);
        let kept = kept.and_then(|kept| kept.figures.get(&key));
        let known = kept == decision.figures.get(&key) || sure(fields, &key);
        match why {
            Implausible::Unit { unit, target } => {
                let message = match t {
                    Lang::Zh => format!(
                        "“{unit}”和目标的单位“{target}”计量内容不同，无法比较；请改单位，不用这个数字时请勾选“不采用”"
                    ),
                    Lang::En => format!(
                        "\"{unit}\" and the target's unit \"{target}\" measure different things; change the unit, or tick \"Do not use\""
                    ),
                };
                errors.insert(format!("{key}-unit"), message);
            }
            Implausible::Beyond { value, target } if !known => {
                let most = target.value_max.unwrap_or(target.value);
                let times = value.checked_div(most).unwrap_or_default();
                let times = plain(times.round_dp(1));
                let (value, unit) = (grouped(value), &target.unit);
                let target = grouped(most);
                let message = match t {
                    Lang::Zh => format!(
                        "{value}{unit} 是目标 {target}{unit} 的 {times} 倍，请核对；核对无误的，再次保存即可"
                    ),
                    Lang::En => format!(
                        "{value} {unit} is {times} times the target of {target} {unit}; please check, and save again if it is right"
                    ),
                };
                errors.insert(format!("{key}-value"), message);
            }
            Implausible::Beyond { .. } => {}
        }
    }
    if errors.is_empty() {
        Ok(decision)
    } else {
        Err(errors)
    }
}

/// What was typed for a figure, in one line.
pub(super) fn typed_line(fields: &Fields, key: &str) -> String {
    let text = |name: &str| fields.text(&format!("{key}-{name}")).to_owned();
    format!("{} {}", text("value"), text("unit"))
        .trim()
        .to_owned()
}

/// Whether the same was typed before and doubted.
fn sure(fields: &Fields, key: &str) -> bool {
    fields.text(&format!("{key}-sure")) == typed_line(fields, key)
}

/// Figures of a row that can be corrected: key, amount as read, target counted towards.
pub(super) fn figures(row: &DraftRow) -> Vec<(String, Amount, Option<usize>)> {
    let reading = &row.reading;
    let mut all = Vec::new();
    for (i, target) in reading.targets.iter().enumerate() {
        all.push((format!("t{i}"), target.amount.clone(), None));
    }
    for (i, actual) in reading.actuals.iter().enumerate() {
        all.push((format!("a{i}"), actual.amount.clone(), actual.target));
    }
    for (i, tally) in reading.tallies.iter().enumerate() {
        let unit = reading
            .targets
            .get(tally.target)
            .map_or(UnitName::NONE, |target| target.amount.unit.clone());
        let amount = Amount {
            qualifier: Default::default(),
            value: Decimal::from(tally.done),
            value_max: None,
            unit,
        };
        all.push((format!("y{i}"), amount, Some(tally.target)));
    }
    all
}

fn figure(
    t: Lang,
    key: &str,
    read: &Amount,
    target: Option<usize>,
    row: &DraftRow,
    fields: &Fields,
    errors: &mut Errors,
) -> Option<FigureDecision> {
    if fields.ticked(&format!("{key}-no")) {
        return Some(FigureDecision::Refuse);
    }
    let (value, unit) = typed(t, key, read, fields, errors)?;
    let chosen = fields
        .text(&format!("{key}-target"))
        .parse()
        .ok()
        .filter(|chosen| *chosen < row.reading.targets.len());
    let moved = chosen.is_some() && chosen != target;
    if value == read.value && read.unit == unit && !moved {
        return Some(FigureDecision::Accept);
    }
    Some(FigureDecision::Correct {
        value: value.normalize().to_string(),
        unit,
        target: chosen.filter(|_| moved),
    })
}

fn typed(
    t: Lang,
    key: &str,
    read: &Amount,
    fields: &Fields,
    errors: &mut Errors,
) -> Option<(Decimal, String)> {
    let (value_name, unit_name) = (format!("{key}-value"), format!("{key}-unit"));
    let text = fields.text(&value_name);
    let value = number(text);
    if value.is_none() {
        let message = match (t, text.is_empty()) {
            (Lang::Zh, true) => "请写数字；不用这个数字时，请勾选“不采用”".to_owned(),
            (Lang::Zh, false) => format!("“{text}”不是数字，请用阿拉伯数字填写，例如 405"),
            (Lang::En, true) => {
                "Please give a number; tick \"Do not use\" if it is not wanted".to_owned()
            }
            (Lang::En, false) => format!("\"{text}\" is not a number; write digits, such as 405"),
        };
        errors.insert(value_name, message);
    }
    let unit = fields.text(&unit_name);
    if unit.is_empty() && !read.unit.is_empty() {
        let message = match t {
            Lang::Zh => format!("请写单位，例如 {}", read.unit),
            Lang::En => format!("Please give the unit, such as {}", read.unit),
        };
        errors.insert(unit_name, message);
        return None;
    }
    Some((value?, unit.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let check = |text: &str, want: Option<&str>| {
            let want: Option<Decimal> = want.map(|w| w.parse().unwrap());
            assert_eq!(number(text), want, "{text:?}");
        };
        check("405", Some("405"));
        check(" １，４４０ ", Some("1440"));
        check("12,000", Some("12000"));
        check("1.2万", Some("12000"));
        check("3.52", Some("3.52"));
        check("", None);
        check("四百", None);
        check("-3", None);
        check("1e5", None);
        check("万5", None);
        check("99999999999999999999999", None);
        check("<script>", None);
    }
}
