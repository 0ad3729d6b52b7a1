//! One line of a table: what it says, and of which words.
//!
//! The shape of a line tells what it is about: `phase kind weight | words` for words of work,
//! `class: words` for a class of words, `dimension words` for measure words.

use super::problem::ProblemKind;
use super::{Class, Dimension, Kind};
use shishi_domain::Phase;

/// What a table says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Unit(Dimension),
    Word(Class),
    /// Looked for at one place only.
    List(&'static str),
    /// Kind and weight may be missing where a word is taken out: any of them, then.
    Work {
        phase: Phase,
        kind: Option<Kind>,
        weight: Option<u8>,
    },
}

impl Meaning {
    /// Whether a line with this head takes out a word that has the other meaning.
    pub fn covers(self, other: Self) -> bool {
        match (self, other) {
            (
                Self::Work {
                    phase,
                    kind,
                    weight,
                },
                Self::Work {
                    phase: p,
                    kind: k,
                    weight: w,
                },
            ) => phase == p && (kind.is_none() || kind == k) && (weight.is_none() || weight == w),
            _ => self == other,
        }
    }

    /// The word that stands for it at the head of a line.
    pub fn name(self) -> &'static str {
        fn of<T: PartialEq>(names: &[(&'static str, T)], wanted: &T) -> &'static str {
            names
                .iter()
                .find(|(_, value)| value == wanted)
                .map_or("", |(name, _)| name)
        }
        match self {
            Self::Unit(dimension) => of(DIMENSIONS, &dimension),
            Self::Word(class) => of(CLASSES, &class),
            Self::List(name) => name,
            Self::Work { phase, .. } => of(PHASES, &phase),
        }
    }
}

/// A line that says something.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// It begins with `-`: the words lose this meaning.
    pub takes_out: bool,
    pub meaning: Meaning,
    words: &'t str,
}

impl<'t> Line<'t> {
    /// Reads a line that is neither empty nor a remark.
    pub fn parse(line: &'t str) -> Result<Self, ProblemKind> {
        let (takes_out, line) = match line.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, line),
        };
        let (meaning, words) = if let Some((head, words)) = line.split_once(['|', '｜']) {
            (work(head, takes_out)?, words)
        } else if let Some((head, words)) = line.split_once([':', '：']) {
            (class(head.trim())?, words)
        } else {
            let (head, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let dimension = find(DIMENSIONS, head)
                .ok_or_else(|| ProblemKind::UnknownDimension(head.to_owned()))?;
            (Meaning::Unit(dimension), words)
        };
        if words.trim().is_empty() {
            return Err(ProblemKind::NoWords);
        }
        Ok(Self {
            takes_out,
            meaning,
            words,
        })
    }

    /// Its words, each with the form given in results; names of one thing with the first of them.
    pub fn words(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let unit = matches!(self.meaning, Meaning::Unit(_));
        let same = self.meaning == Meaning::Word(Class::Same);
        let first = self.words.split_whitespace().next().filter(|_| same);
        self.words
            .split_whitespace()
            .map(move |entry| match entry.split_once(['=', '＝']) {
                Some(pair) if unit => pair,
                _ => (entry, first.unwrap_or(entry)),
            })
    }
}

fn find<T: Copy>(names: &[(&'static str, T)], name: &str) -> Option<T> {
    names
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, value)| *value)
}

fn class(name: &str) -> Result<Meaning, ProblemKind> {
    if let Some(class) = find(CLASSES, name) {
        return Ok(Meaning::Word(class));
    }
    LISTS
        .iter()
        .find(|list| **list == name)
        .map(|list| Meaning::List(list))
        .ok_or_else(|| ProblemKind::UnknownClass(name.to_owned()))
}

fn work(head: &str, takes_out: bool) -> Result<Meaning, ProblemKind> {
    let mut head = head.split_whitespace();
    let name = head.next().unwrap_or("");
    let phase = find(PHASES, name).ok_or_else(|| ProblemKind::UnknownPhase(name.to_owned()))?;
    let kind = match head.next() {
        Some(name) => {
            Some(find(KINDS, name).ok_or_else(|| ProblemKind::UnknownKind(name.to_owned()))?)
        }
        None if takes_out => None,
        None => return Err(ProblemKind::UnknownKind(String::new())),
    };
    let weight = match head.next() {
        Some(weight) => Some(
            weight
                .parse()
                .ok()
                .filter(|weight| *weight <= HEAVIEST)
                .ok_or_else(|| ProblemKind::BadWeight(weight.to_owned()))?,
        ),
        None if takes_out => None,
        None => return Err(ProblemKind::BadWeight(String::new())),
    };
    match head.next() {
        Some(more) => Err(ProblemKind::BadWeight(more.to_owned())),
        None => Ok(Meaning::Work {
            phase,
            kind,
            weight,
        }),
    }
}

/// The highest weight of a word of work.
const HEAVIEST: u8 = 9;

const DIMENSIONS: &[(&str, Dimension)] = &[
    ("count", Dimension::Count),
    ("bare", Dimension::Bare),
    ("person", Dimension::Person),
    ("length", Dimension::Length),
    ("area", Dimension::Area),
    ("volume", Dimension::Volume),
    ("mass", Dimension::Mass),
    ("money", Dimension::Money),
    ("energy", Dimension::Energy),
    ("time", Dimension::Time),
    ("age", Dimension::Age),
    ("point", Dimension::Point),
    ("rate", Dimension::Rate),
    ("degree", Dimension::Degree),
    ("score", Dimension::Score),
    ("data", Dimension::Data),
];

const CLASSES: &[(&str, Class)] = &[
    ("fixed", Class::Fixed),
    ("each", Class::Each),
    ("done", Class::Done),
    ("finish", Class::Finish),
    ("ongoing", Class::Ongoing),
    ("begin", Class::Begin),
    ("planned", Class::Planned),
    ("planned-weak", Class::PlannedWeak),
    ("plan", Class::Plan),
    ("negated", Class::Negated),
    ("light", Class::Light),
    ("skip", Class::Skip),
    ("remaining", Class::Remaining),
    ("rate", Class::Rate),
    ("reached", Class::Reached),
    ("total", Class::Total),
    ("growth", Class::Growth),
    ("comparison", Class::Comparison),
    ("part", Class::Part),
    ("target-noun", Class::TargetNoun),
    ("interim", Class::Interim),
    ("paid", Class::Paid),
    ("budget", Class::Budget),
    ("describe", Class::Describe),
    ("whole", Class::Whole),
    ("section", Class::Section),
    ("same", Class::Same),
];

/// Classes whose words are looked for at one place only.
const LISTS: &[&str] = &[
    "at-least",
    "at-most",
    "about",
    "above",
    "below",
    "after-name",
];

const PHASES: &[(&str, Phase)] = &[
    ("planning", Phase::Planning),
    ("approval", Phase::Approval),
    ("design", Phase::Design),
    ("procurement", Phase::Procurement),
    ("construction", Phase::Construction),
    ("completion", Phase::Completion),
    ("acceptance", Phase::Acceptance),
    ("operation", Phase::Operation),
];

const KINDS: &[(&str, Kind)] = &[
    ("stage", Kind::Stage),
    ("act", Kind::Act),
    ("activity", Kind::Activity),
    ("noun", Kind::Noun),
];
