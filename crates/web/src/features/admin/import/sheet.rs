//! One row laid open: its words with every figure marked and numbered, and beside them the
//! figures that were read, under the same numbers.

use shishi_app::domain::amount::plain;
use shishi_app::domain::{Amount, Link, Span};
use shishi_app::import::{Decided, Draft, DraftRow, FigureDecision};

use super::super::seat::Fields;
use super::super::words;
use super::decision::{Errors, figures, number, typed_line};
use crate::lang::Lang;

/// A run of text: plain, or a marked figure.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    /// Number and kind of the mark.
    pub mark: Option<(usize, &'static str)>,
    /// Whether this is where the mark of its number begins, and so the place links lead to.
    pub first: bool,
    /// Whether the words are in doubt.
    pub wavy: bool,
}

impl Piece {
    /// Whether it is short enough to stand on one line.
    pub(super) fn short(&self) -> bool {
        self.text.chars().count() <= 12
    }
}

/// Figures that belong together.
#[derive(Debug)]
pub(super) struct Group {
    pub heading: String,
    /// What is counted, in the table's words.
    pub what: String,
    /// By when it is to be done, where the title or the table says so.
    pub due: Option<String>,
    pub figures: Vec<Figure>,
}

/// A figure in its form.
#[derive(Debug)]
pub(super) struct Figure {
    /// Name of its fields.
    pub key: String,
    pub n: Option<usize>,
    /// Whether links from the text lead here.
    pub first: bool,
    pub kind: &'static str,
    pub label: &'static str,
    /// As it was read.
    pub read: String,
    /// Value and unit typed or decided, where they can be changed.
    pub value: Option<(String, String)>,
    /// Targets it can count towards: value, words, whether chosen.
    pub targets: Vec<(String, String, bool)>,
    /// Whether it is refused; `None` where it cannot be.
    pub refused: Option<bool>,
    /// Whether a plan is taken for a target; `None` where it is no plan.
    pub taken: Option<bool>,
    /// Rule and reason.
    pub rule: String,
    pub reason: String,
    /// How sure the link is.
    pub link: Option<&'static str>,
    /// What was decided about it before.
    pub earlier: Option<String>,
    /// What was typed, where it was doubted: sent again, it is meant.
    pub sure: Option<String>,
    /// What somebody else saved meanwhile, where it is not what was typed.
    pub now: Option<String>,
    pub wrong_value: Option<String>,
    pub wrong_unit: Option<String>,
}

/// A row laid open.
#[derive(Debug)]
pub(super) struct Sheet {
    pub title: Vec<Piece>,
    pub text: Vec<Piece>,
    pub groups: Vec<Group>,
    /// Figures that are only marked.
    pub rest: Vec<Figure>,
    /// The text as printed, where stray mark-up was set aside.
    pub printed: Option<String>,
}

/// Where a figure stands.
struct Spot {
    key: String,
    span: Span,
    kind: &'static str,
}

/// Kind of a figure that was not read; a person may type it.
const MISSING: &str = "missing";

fn spot(key: String, span: Span, kind: &'static str) -> Spot {
    Spot { key, span, kind }
}

/// Spots in order, each with its number; of two that overlap the earlier stays, and the number of
/// the later is that of the earlier.
struct Numbered {
    spots: Vec<(usize, Spot)>,
    numbers: Vec<(String, usize)>,
}

impl Numbered {
    fn new(text: &str, mut spots: Vec<Spot>, mut weak: Vec<Spot>, from: usize) -> Self {
        let fits = |spot: &Spot| {
            spot.span.start < spot.span.end && text.get(spot.span.start..spot.span.end).is_some()
        };
        spots.retain(fits);
        weak.retain(|spot| fits(spot) && !spots.iter().any(|s| s.span.overlaps(&spot.span)));
        spots.append(&mut weak);
        spots.sort_by_key(|spot| (spot.span.start, spot.span.end));
        let mut numbered = Self {
            spots: Vec::new(),
            numbers: Vec::new(),
        };
        let mut next = from;
        for spot in spots {
            if let Some((n, _)) = numbered
                .spots
                .iter()
                .find(|(_, other)| other.span.overlaps(&spot.span))
            {
                numbered.numbers.push((spot.key, *n));
                continue;
            }
            // One figure may stand in several places; all of them share its number.
            let n = numbered.of(&spot.key).unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            numbered.numbers.push((spot.key.clone(), n));
            numbered.spots.push((n, spot));
        }
        numbered
    }

    fn of(&self, key: &str) -> Option<usize> {
        self.numbers
            .iter()
            .find(|(of, _)| of == key)
            .map(|(_, n)| *n)
    }

    fn next(&self, from: usize) -> usize {
        self.numbers
            .iter()
            .map(|(_, n)| n + 1)
            .max()
            .unwrap_or(from)
    }

    /// The text cut at the marks; the first `doubtful` bytes are in doubt.
    fn pieces(&self, text: &str, doubtful: usize) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut seen = Vec::new();
        let mut at = 0;
        let plain = |pieces: &mut Vec<Piece>, from: usize, to: usize| {
            let middle = doubtful.clamp(from, to);
            for (from, to, wavy) in [(from, middle, true), (middle, to, false)] {
                if from < to {
                    pieces.push(Piece {
                        text: text[from..to].to_owned(),
                        mark: None,
                        first: false,
                        wavy,
                    });
                }
            }
        };
        for (n, spot) in &self.spots {
            plain(&mut pieces, at, spot.span.start);
            pieces.push(Piece {
                text: spot.span.of(text).to_owned(),
                mark: Some((*n, spot.kind)),
                first: !seen.contains(n),
                wavy: spot.span.end <= doubtful,
            });
            seen.push(*n);
            at = spot.span.end;
        }
        plain(&mut pieces, at, text.len());
        pieces
    }
}

/// The words at the beginning of a text that may lack a character: up to the first mark.
fn beginning(text: &str) -> usize {
    text.char_indices()
        .find(|(i, c)| !c.is_alphanumeric() || *i >= 36)
        .map_or(text.len(), |(i, _)| i)
}

/// What the pages of a row are drawn from.
pub(super) struct Sight<'d> {
    pub t: Lang,
    pub draft: &'d Draft,
    pub row: &'d DraftRow,
    /// What was typed, where a form comes back.
    pub entered: Option<&'d Fields>,
    pub errors: &'d Errors,
    /// Whether somebody else was faster.
    pub conflict: bool,
}

impl Sight<'_> {
    /// Lays the row open.
    pub(super) fn sheet(&self) -> Sheet {
        let reading = &self.row.reading;
        let item = self.draft.reading.items.get(self.row.place);
        let title = item.map_or("", |item| item.title.as_str());
        let text = self.row.text.as_str();
        let of_title = reading
            .targets
            .iter()
            .enumerate()
            .map(|(i, target)| spot(format!("t{i}"), target.span, "target"))
            .collect();
        let titled = Numbered::new(title, of_title, Vec::new(), 1);
        let mut of_text = Vec::new();
        for (i, actual) in reading.actuals.iter().enumerate() {
            of_text.push(spot(format!("a{i}"), actual.span, "actual"));
        }
        for (i, percent) in reading.percents.iter().enumerate() {
            of_text.push(spot(format!("c{i}"), percent.span, "percent"));
        }
        for (i, plan) in reading.plans.iter().enumerate() {
            of_text.push(spot(format!("p{i}"), plan.span, "plan"));
        }
        for (i, other) in reading.others.iter().enumerate() {
            of_text.push(spot(format!("o{i}"), other.span, "other"));
        }
        let clauses = reading
            .tallies
            .iter()
            .enumerate()
            .flat_map(|(i, tally)| {
                tally
                    .spans
                    .iter()
                    .map(move |span| spot(format!("y{i}"), *span, "actual"))
            })
            .collect();
        let told = Numbered::new(text, of_text, clauses, titled.next(1));
        let lost = self
            .row
            .doubts
            .iter()
            .any(|doubt| doubt.kind == "lost-first-character");
        let doubtful = if lost { beginning(text) } else { 0 };

        let mut sheet = Sheet {
            title: titled.pieces(title, 0),
            text: told.pieces(text, doubtful),
            groups: self.groups(),
            rest: self.rest(),
            printed: item
                .filter(|item| item.narrative_clean.is_some())
                .map(|item| item.narrative.clone()),
        };
        for figure in &mut sheet.rest {
            figure.n = told.of(&figure.key);
        }
        sheet.rest.sort_by_key(|figure| figure.n);
        let mut seen = Vec::new();
        let figures = sheet
            .groups
            .iter_mut()
            .flat_map(|group| group.figures.iter_mut())
            .chain(sheet.rest.iter_mut());
        for figure in figures {
            figure.n = titled.of(&figure.key).or_else(|| told.of(&figure.key));
            if let Some(n) = figure.n {
                figure.first = !seen.contains(&n);
                seen.push(n);
            }
        }
        sheet
    }

    fn decided(&self, key: &str) -> Option<&FigureDecision> {
        self.draft.decided(self.row.place, key)
    }

    fn target_name(&self, index: usize) -> String {
        let target = &self.row.reading.targets[index];
        let name = match self.t {
            Lang::Zh => format!("指标 {}", index + 1),
            Lang::En => format!("Indicator {}", index + 1),
        };
        format!("{name}：{} {}", words::amount(&target.amount), target.what)
            .trim_end()
            .to_owned()
    }

    /// The fields of a figure that can be changed.
    fn figure(&self, key: &str, kind: &'static str, label: &'static str, read: &Amount) -> Figure {
        let kept = match self.decided(key) {
            Some(FigureDecision::Correct { value, unit, .. }) => (value.clone(), unit.clone()),
            _ if kind == MISSING => (String::new(), read.unit.to_string()),
            _ => (plain(read.value), read.unit.to_string()),
        };
        let refused = self.decided(key) == Some(&FigureDecision::Refuse);
        let (typed, no) = match self.entered {
            Some(fields) => (
                (
                    fields.text(&format!("{key}-value")).to_owned(),
                    fields.text(&format!("{key}-unit")).to_owned(),
                ),
                fields.ticked(&format!("{key}-no")),
            ),
            None => (kept.clone(), refused),
        };
        let differs = self.conflict && (typed != kept || no != refused);
        let now = differs.then(|| match (refused, self.t) {
            (true, Lang::Zh) => "别处存的是：不采用".to_owned(),
            (true, Lang::En) => "Saved elsewhere: not used".to_owned(),
            (false, Lang::Zh) => format!("别处存的是：{} {}", kept.0, kept.1),
            (false, Lang::En) => format!("Saved elsewhere: {} {}", kept.0, kept.1),
        });
        let wrong_value = self.errors.get(&format!("{key}-value")).cloned();
        // A number that is wrong as a value was doubted.
        let doubted = wrong_value.is_some() && number(&typed.0).is_some();
        let sure = self.entered.filter(|_| doubted);
        Figure {
            value: Some(typed),
            refused: Some(no),
            earlier: self.earlier(key, &words::amount(read)),
            sure: sure.map(|fields| typed_line(fields, key)),
            now,
            wrong_value,
            wrong_unit: self.errors.get(&format!("{key}-unit")).cloned(),
            ..line(key.to_owned(), kind, label, words::amount(read))
        }
    }

    /// What was decided about a figure before, and how it is taken back.
    fn earlier(&self, key: &str, read: &str) -> Option<String> {
        let Decided { decision, by, at } = self.row.earlier.figures.get(key)?;
        let (by, day) = (self.t.actor(by), self.t.moment(*at));
        let typed = key.starts_with('m');
        let known = !by.is_empty();
        Some(match (decision, self.t) {
            (FigureDecision::Accept, Lang::Zh) if !known => "以前核定过".to_owned(),
            (FigureDecision::Accept, Lang::En) if !known => "confirmed before".to_owned(),
            (FigureDecision::Refuse, Lang::Zh) if !known => {
                "以前经核定不予采用，继续有效；要采用，请取消勾选".to_owned()
            }
            (FigureDecision::Refuse, Lang::En) if !known => {
                "set aside before; it stays so unless you untick it".to_owned()
            }
            (FigureDecision::Accept, Lang::Zh) => format!("{by} {day} 核定过"),
            (FigureDecision::Accept, Lang::En) => format!("confirmed by {by} on {day}"),
            (FigureDecision::Refuse, Lang::Zh) => {
                format!("经{by}核定（{day}），不予采用，继续有效；要采用，请取消勾选")
            }
            (FigureDecision::Refuse, Lang::En) => {
                format!("set aside by {by} on {day}; it stays so unless you untick it")
            }
            (FigureDecision::Correct { value, unit, .. }, t) => {
                let now = words::typed(value, unit);
                match (typed, t) {
                    (true, Lang::Zh) => {
                        format!("{by} {day} 填入 {now}，继续有效；要撤回，请清空数值")
                    }
                    (true, Lang::En) => {
                        format!("{now} typed by {by} on {day}; clear the value to take it back")
                    }
                    (false, Lang::Zh) => {
                        format!("{by} {day} 更正为 {now}，继续有效；要改回，请填读出的 {read}")
                    }
                    (false, Lang::En) => format!(
                        "corrected to {now} by {by} on {day}; to take it back, type {read} as read"
                    ),
                }
            }
        })
    }

    /// The targets an actual can count towards, where there is a choice.
    fn targets(&self, key: &str, read: Option<usize>, plan: bool) -> Vec<(String, String, bool)> {
        let count = self.row.reading.targets.len();
        if count == 0 || (count == 1 && read == Some(0)) {
            return Vec::new();
        }
        let chosen = match (self.entered, self.decided(key)) {
            (Some(fields), _) => fields.text(&format!("{key}-target")).parse().ok(),
            (None, Some(FigureDecision::Correct { target, .. })) => target.or(read),
            _ => read,
        };
        let mut choices = Vec::new();
        if read.is_none() {
            let words = if plan {
                self.t.say("报告里的总数", "The total in the report")
            } else {
                self.t.say("不计入指标", "No indicator")
            };
            choices.push((String::new(), words.to_owned(), chosen.is_none()));
        }
        for index in 0..count {
            choices.push((
                index.to_string(),
                self.target_name(index),
                chosen == Some(index),
            ));
        }
        choices
    }

    fn actual(&self, index: usize) -> Figure {
        let t = self.t;
        let actual = &self.row.reading.actuals[index];
        let key = format!("a{index}");
        Figure {
            targets: self.targets(&key, actual.target, actual.plan.is_some()),
            rule: told(t, &actual.rule),
            reason: t.link_reason(&actual.reason),
            link: (actual.target.is_some() || actual.plan.is_some()).then(|| sure(t, actual.link)),
            ..self.figure(&key, "actual", t.say("完成", "Reached"), &actual.amount)
        }
    }

    fn plan(&self, index: usize) -> Figure {
        let t = self.t;
        let plan = &self.row.reading.plans[index];
        let key = format!("p{index}");
        let taken = match self.entered {
            Some(fields) => fields.ticked(&format!("{key}-yes")),
            None => self.decided(&key) == Some(&FigureDecision::Accept),
        };
        Figure {
            taken: Some(taken),
            rule: told(t, &plan.rule),
            earlier: self.earlier(&key, ""),
            ..line(
                key,
                "plan",
                t.say("计划或总数", "Plan or total"),
                words::amount(&plan.amount),
            )
        }
    }

    /// A figure that a person types for a target of which none was read.
    fn missing(&self, index: usize) -> Figure {
        let t = self.t;
        let target = &self.row.reading.targets[index];
        let key = format!("m{index}");
        Figure {
            refused: None,
            read: String::new(),
            ..self.figure(&key, MISSING, t.say("完成", "Reached"), &target.amount)
        }
    }

    fn groups(&self) -> Vec<Group> {
        let t = self.t;
        let reading = &self.row.reading;
        let all = figures(self.row);
        let amount = |key: &str| {
            all.iter()
                .find(|(k, ..)| k == key)
                .map(|(_, a, _)| a.clone())
        };
        let due_days = self.draft.due_days(self.row.place);
        let mut groups = Vec::new();
        for (index, target) in reading.targets.iter().enumerate() {
            let label = t.say("目标", "Target");
            let mut figures = vec![Figure {
                rule: told(t, &target.rule),
                ..self.figure(&format!("t{index}"), "target", label, &target.amount)
            }];
            for (i, _) in reading
                .actuals
                .iter()
                .enumerate()
                .filter(|(_, actual)| actual.target == Some(index))
            {
                figures.push(self.actual(i));
            }
            for (i, tally) in reading
                .tallies
                .iter()
                .enumerate()
                .filter(|(_, tally)| tally.target == index)
            {
                let key = format!("y{i}");
                if let Some(amount) = amount(&key) {
                    figures.push(Figure {
                        reason: match t {
                            Lang::Zh => tally.reason.clone(),
                            Lang::En => format!(
                                "the report names {} one by one, as many as the target; {} finished",
                                tally.total, tally.done
                            ),
                        },
                        link: Some(sure(t, Link::Likely)),
                        ..self.figure(&key, "actual", t.say("完成", "Reached"), &amount)
                    });
                }
            }
            let typed = self.decided(&format!("m{index}")).is_some();
            let counted = self.draft.proposals(self.row.place);
            let reported = counted
                .iter()
                .any(|p| p.target_index == Some(index) && !p.actuals.is_empty());
            if typed || !reported {
                figures.push(self.missing(index));
            }
            groups.push(Group {
                heading: match t {
                    Lang::Zh => format!("指标 {}", index + 1),
                    Lang::En => format!("Indicator {}", index + 1),
                },
                what: target.what.clone(),
                due: due_days
                    .get(index)
                    .and_then(|day| day.map(|day| t.due_by(day))),
                figures,
            });
        }
        for (index, plan) in reading.plans.iter().enumerate() {
            let mut figures = vec![self.plan(index)];
            for (i, _) in reading
                .actuals
                .iter()
                .enumerate()
                .filter(|(_, actual)| actual.target.is_none() && actual.plan == Some(index))
            {
                figures.push(self.actual(i));
            }
            groups.push(Group {
                heading: t
                    .say("报告里的计划或总数", "Plan or total in the report")
                    .to_owned(),
                what: plan.what.clone(),
                due: None,
                figures,
            });
        }
        let loose: Vec<Figure> = (0..reading.actuals.len())
            .filter(|i| {
                let actual = &reading.actuals[*i];
                actual.target.is_none() && actual.plan.is_none()
            })
            .map(|i| self.actual(i))
            .collect();
        if !loose.is_empty() {
            groups.push(Group {
                heading: t
                    .say("没有对应目标的完成数", "Reached, without a target")
                    .to_owned(),
                what: String::new(),
                due: None,
                figures: loose,
            });
        }
        groups
    }

    fn rest(&self) -> Vec<Figure> {
        let t = self.t;
        let reading = &self.row.reading;
        let percents = reading.percents.iter().enumerate().map(|(i, percent)| {
            let computed = percent.check.as_ref().map(|check| {
                let value = plain(check.computed.round_dp(4));
                match t {
                    Lang::Zh => format!("按数字计算为 {value}%"),
                    Lang::En => format!("the figures give {value}%"),
                }
            });
            Figure {
                rule: told(t, &percent.rule),
                reason: computed.unwrap_or_default(),
                ..line(
                    format!("c{i}"),
                    "percent",
                    t.say(
                        "填报的比例，只核对不计入",
                        "Percentage stated; checked, not counted",
                    ),
                    format!("{}%", plain(percent.value)),
                )
            }
        });
        let others = reading.others.iter().enumerate().map(|(i, other)| Figure {
            rule: told(t, &other.rule),
            ..line(
                format!("o{i}"),
                "other",
                t.say("其他数字，不计入", "Other figure, not counted"),
                words::amount(&other.amount),
            )
        });
        percents.chain(others).collect()
    }
}

/// The rule that read a figure, in words.
fn told(t: Lang, rule: &str) -> String {
    let (zh, en) = shishi_app::extract::rule_words(rule).unwrap_or((rule, rule));
    t.say(zh, en).to_owned()
}

/// A figure without fields.
fn line(key: String, kind: &'static str, label: &'static str, read: String) -> Figure {
    Figure {
        key,
        n: None,
        first: false,
        kind,
        label,
        read,
        value: None,
        targets: Vec::new(),
        refused: None,
        taken: None,
        rule: String::new(),
        reason: String::new(),
        link: None,
        earlier: None,
        sure: None,
        now: None,
        wrong_value: None,
        wrong_unit: None,
    }
}

fn sure(t: Lang, link: Link) -> &'static str {
    match link {
        Link::Certain => t.say("对应明确", "Link certain"),
        Link::Likely => t.say("对应待核定", "Link likely"),
        Link::Open => t.say("对应不明", "Link open"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_numbered_in_order_and_never_overlap() {
        let text = "级养老：完成3处，其中3处";
        let at = |from: &str, nth: usize| {
            let (start, part) = text.match_indices(from).nth(nth).unwrap();
            Span::new(start, start + part.len())
        };
        let spots = vec![
            spot("a1".into(), at("3处", 1), "actual"),
            spot("a0".into(), at("3处", 0), "actual"),
            spot("p0".into(), at("3", 0), "plan"),
            spot("o0".into(), Span::new(1, 2), "other"),
        ];
        let numbered = Numbered::new(text, spots, Vec::new(), 4);
        let order: Vec<_> = numbered
            .spots
            .iter()
            .map(|(n, s)| (*n, s.key.as_str()))
            .collect();
        assert_eq!(order.len(), 2);
        assert_eq!(numbered.of("p0"), numbered.of("a0"));
        assert_eq!(numbered.of("a1"), Some(5));
        assert_eq!(numbered.of("o0"), None);
        let pieces = numbered.pieces(text, beginning(text));
        assert_eq!(pieces[0].text, "级养老");
        assert!(pieces[0].wavy);
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, text);
    }
}
