//! The list of rows read, those in doubt first, and the row laid open in it.

use shishi_app::import::{Draft, Proposal};

use super::super::seat::Fields;
use super::super::{links, words};
use super::decision::{self, Errors, TWINS};
use super::sheet::{Sheet, Sight};
use super::{checked, doubtful, in_doubt, name};
use crate::components::Mixed;
use crate::lang::Lang;
use crate::reader::Reader;

/// Most rows on one page.
pub(super) const LIST: usize = 200;

/// Which rows are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    Doubt,
    All,
    Checked,
}

impl Show {
    pub(super) const EACH: [Self; 3] = [Self::Doubt, Self::All, Self::Checked];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Doubt => "doubt",
            Self::All => "all",
            Self::Checked => "checked",
        }
    }

    pub(super) fn of(text: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|show| show.name() == text)
    }

    pub(super) fn holds(self, draft: &Draft, place: usize) -> bool {
        match self {
            Self::Doubt => doubtful(draft, place),
            Self::All => true,
            Self::Checked => checked(draft, place),
        }
    }

    pub(super) fn word(self, t: Lang) -> &'static str {
        match self {
            Self::Doubt => t.say("有疑问", "In doubt"),
            Self::All => t.say("全部", "All"),
            Self::Checked => t.say("已核对", "Checked"),
        }
    }
}

/// What the address asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    pub(super) show: Show,
    /// Place of the row laid open.
    pub(super) row: Option<usize>,
    /// Place of the row just saved, which stays in sight.
    pub(super) saved: Option<usize>,
    /// Which page of a long list, from 0, where no row is laid open or was just saved.
    pub(super) page: usize,
}

impl View {
    pub(super) fn of(draft: &Draft, show: &str, row: &str, saved: &str, page: &str) -> Self {
        let place = |text: &str| {
            let row: usize = text.parse().ok()?;
            row.checked_sub(1).filter(|place| *place < draft.rows.len())
        };
        let doubts = (0..draft.rows.len()).any(|place| doubtful(draft, place));
        let usual = if doubts { Show::Doubt } else { Show::All };
        Self {
            show: Show::of(show).unwrap_or(usual),
            row: place(row),
            saved: place(saved),
            page: page.parse::<usize>().unwrap_or(1).saturating_sub(1),
        }
    }

    /// The page of a list on which the row laid open or just saved stands, else the one asked for.
    pub(super) fn page(self, places: &[usize]) -> usize {
        let known = self.row.or(self.saved);
        let at = known.and_then(|row| places.iter().position(|place| *place == row));
        let last = places.len().saturating_sub(1) / LIST;
        at.map_or(self.page, |at| at / LIST).min(last)
    }

    /// Places of the rows listed, in order: what must be settled, what is in doubt, the rest. The
    /// row just saved stands before the one laid open.
    pub(super) fn places(self, draft: &Draft) -> Vec<usize> {
        let mut places = if self.show == Show::Checked {
            Vec::new()
        } else {
            in_doubt(draft)
        };
        for place in 0..draft.rows.len() {
            let wanted = self.show.holds(draft, place) || self.row == Some(place);
            if wanted && !places.contains(&place) {
                places.push(place);
            }
        }
        if let Some(saved) = self.saved.filter(|saved| self.row != Some(*saved)) {
            places.retain(|place| *place != saved);
            let before = places
                .iter()
                .position(|place| self.row == Some(*place))
                .unwrap_or(0);
            places.insert(before, saved);
        }
        places
    }
}

/// A row of the list.
pub(super) struct Line {
    pub(super) place: usize,
    pub(super) label: String,
    pub(super) headline: String,
    pub(super) units: String,
    pub(super) target: String,
    pub(super) actual: String,
    pub(super) doubts: Vec<DoubtLine>,
    pub(super) checked: bool,
    /// What an earlier check of the row still does, in a few words.
    pub(super) kept: Option<&'static str>,
    pub(super) fresh: bool,
    pub(super) href: String,
    pub(super) name: String,
    pub(super) open: Option<Opened>,
}

impl Line {
    /// Doubts that the form of the row does not ask about anyway.
    pub(super) fn told(&self) -> Vec<&DoubtLine> {
        self.doubts.iter().filter(|doubt| !doubt.asked).collect()
    }
}

/// A doubt, in a few words and in a sentence.
pub(super) struct DoubtLine {
    pub(super) must: bool,
    /// Whether people settled it when they checked the row before.
    pub(super) settled: bool,
    pub(super) short: String,
    pub(super) message: Mixed,
    /// Whether the form of the row asks about it anyway.
    pub(super) asked: bool,
}

/// The row laid open.
pub(super) struct Opened {
    pub(super) sheet: Sheet,
    pub(super) twins: Option<Twins>,
    pub(super) close: String,
}

/// The question whether two rows are one commitment.
pub(super) struct Twins {
    pub(super) message: String,
    /// Units of both rows.
    pub(super) units: String,
    pub(super) chosen: Option<bool>,
    pub(super) wrong: Option<String>,
}

/// What a form brought back with it.
#[derive(Default)]
pub(super) struct Back {
    /// What was typed about the row laid open.
    pub(super) row: Option<Fields>,
    /// What was typed about the head.
    pub(super) head: Option<Fields>,
    pub(super) errors: Errors,
    /// A message about the form as a whole, with an address.
    pub(super) message: Option<(String, String)>,
    /// Whether somebody else was faster.
    pub(super) conflict: bool,
}

fn figures_of(proposals: &[Proposal]) -> (String, String) {
    let dash = || "–".to_owned();
    let targets: Vec<String> = proposals.iter().map(|p| words::amount(&p.target)).collect();
    let actuals: Vec<String> = proposals
        .iter()
        .map(|p| {
            let best = p
                .actuals
                .iter()
                .max_by_key(|f| (f.confirmed_by.is_some(), f.link, f.amount.value));
            best.map_or_else(dash, |figure| words::amount(&figure.amount))
        })
        .collect();
    let none = actuals.iter().all(|actual| actual == "–");
    let join = |list: Vec<String>| {
        if list.is_empty() {
            dash()
        } else {
            list.join("；")
        }
    };
    (join(targets), if none { dash() } else { join(actuals) })
}

pub(super) fn line(reader: &Reader, draft: &Draft, view: View, place: usize, back: &Back) -> Line {
    let t = reader.lang;
    let row = &draft.rows[place];
    let item = &draft.reading.items[place];
    let (target, actual) = figures_of(&draft.proposals(place));
    let doubts = row
        .doubts
        .iter()
        .map(|doubt| DoubtLine {
            must: doubt.must,
            settled: doubt.settled,
            short: words::doubt(t, doubt),
            message: Mixed::new(t, words::doubt_sentence(t, doubt)),
            asked: doubt.kind == TWINS,
        })
        .collect();
    Line {
        place,
        label: if item.number.is_empty() {
            "–".to_owned()
        } else {
            item.number.clone()
        },
        headline: row.headline.clone(),
        units: item.units.join("、"),
        target,
        actual,
        doubts,
        checked: checked(draft, place),
        kept: if !draft.carried(place).is_empty() {
            Some(t.say("沿用以前的更正", "Corrected before"))
        } else if row.doubts.iter().any(|doubt| doubt.settled) {
            Some(t.say("以前已核对", "Checked before"))
        } else {
            None
        },
        fresh: view.saved == Some(place),
        href: t.at(links::row(&draft.id, view.show.name(), place)),
        name: name(reader, draft, place),
        open: (view.row == Some(place)).then(|| opened(t, draft, view, place, back)),
    }
}

fn opened(t: Lang, draft: &Draft, view: View, place: usize, back: &Back) -> Opened {
    let decision = draft.decisions.rows.get(&place);
    let sheet = Sight {
        t,
        draft,
        row: &draft.rows[place],
        entered: back.row.as_ref(),
        errors: &back.errors,
        conflict: back.conflict,
    }
    .sheet();
    let twins = decision::twin(draft, place).map(|other| {
        let item = &draft.reading.items[other];
        let mine = &draft.reading.items[place];
        let chosen = match (&back.row, decision) {
            (Some(fields), _) => match fields.text("merge") {
                "one" => Some(true),
                "two" => Some(false),
                _ => None,
            },
            (None, Some(decision)) if decision.merge_into.is_some() => Some(true),
            (None, Some(decision)) if decision.checked || decision.apart => Some(false),
            (None, _) => draft.rows[place].earlier.merged,
        };
        Twins {
            message: match t {
                Lang::Zh => format!(
                    "第 {} 项和第 {} 项的任务相同，请选择",
                    item.number, mine.number
                ),
                Lang::En => format!(
                    "Rows {} and {} name the same commitment. Please choose",
                    item.number, mine.number
                ),
            },
            units: [item.units.join("、"), mine.units.join("、")].join("；"),
            chosen,
            wrong: back.errors.get("merge").cloned(),
        }
    });
    let close = links::check(&draft.id)
        .with("show", view.show.name())
        .at(&format!("r{}", place + 1));
    Opened {
        sheet,
        twins,
        close: t.at(close),
    }
}
