//! The vocabulary: tables of words, and the one automaton that finds them.
//!
//! The tables are plain text beside this file, so that a word is added without
//! touching a rule.

use aho_corasick::{AhoCorasick, MatchKind};
use shishi_domain::{EventStatus, Phase};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a measure word measures. Amounts are comparable only within one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Dimension {
    Count,
    /// A noun right after the numeral: 四镇.
    Bare,
    Person,
    Length,
    Area,
    Volume,
    Mass,
    Money,
    Energy,
    Time,
    Age,
    Point,
    Rate,
    Degree,
    Score,
    Data,
}

/// A measure word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    /// As written.
    pub word: &'static str,
    /// As given in results.
    pub norm: &'static str,
    pub dimension: Dimension,
}

/// How a word of work behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Names a stage by itself: 开工, 竣工. Done unless marked otherwise.
    Stage,
    /// An act done at once: 印发, 召开. Done unless marked otherwise.
    Act,
    /// Goes on for a time: 施工, 协调. Under way unless marked otherwise.
    Activity,
    /// Only names the matter: 建设, 方案. Says something only beside a verb or a marker.
    Noun,
}

/// A word that tells the phase.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work {
    pub phase: Phase,
    pub kind: Kind,
    /// The heaviest word of a clause decides; the last of equals.
    pub weight: u8,
}

/// Classes of words that rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Class {
    Fixed,
    Each,
    Done,
    Finish,
    Ongoing,
    Begin,
    Planned,
    PlannedWeak,
    Plan,
    Negated,
    Light,
    Skip,
    Remaining,
    Rate,
    Reached,
    Total,
    Growth,
    Comparison,
    Part,
    TargetNoun,
    Interim,
    Paid,
    Budget,
    Describe,
    Whole,
    Section,
}

/// What an entry of the automaton is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Entry {
    Word(Class),
    Work(Work),
}

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
];

const UNITS: &str = include_str!("units.txt");
const WORDS: &str = include_str!("words.txt");
const PROGRESS: &str = include_str!("progress.txt");
const WORK: &str = include_str!("work.txt");

/// All tables, read once.
pub(crate) struct Vocabulary {
    pub automaton: AhoCorasick,
    /// What the automaton looks for, in the order of `entries`.
    pub words: Vec<&'static str>,
    pub entries: Vec<Entry>,
    units: HashMap<&'static str, Unit>,
    longest_unit: usize,
    lists: HashMap<&'static str, Vec<&'static str>>,
}

/// The vocabulary.
pub(crate) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::read);

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

impl Vocabulary {
    fn read() -> Self {
        let mut units = HashMap::new();
        for line in lines(UNITS) {
            let mut words = line.split_whitespace();
            let dimension = match words.next().unwrap_or("") {
                "bare" => Dimension::Bare,
                "person" => Dimension::Person,
                "length" => Dimension::Length,
                "area" => Dimension::Area,
                "volume" => Dimension::Volume,
                "mass" => Dimension::Mass,
                "money" => Dimension::Money,
                "energy" => Dimension::Energy,
                "time" => Dimension::Time,
                "age" => Dimension::Age,
                "point" => Dimension::Point,
                "rate" => Dimension::Rate,
                "degree" => Dimension::Degree,
                "score" => Dimension::Score,
                "data" => Dimension::Data,
                _ => Dimension::Count,
            };
            for entry in words {
                let (word, norm) = entry.split_once('=').unwrap_or((entry, entry));
                units.insert(
                    word,
                    Unit {
                        word,
                        norm,
                        dimension,
                    },
                );
            }
        }
        let longest_unit = units.keys().map(|u| u.chars().count()).max().unwrap_or(0);
        let mut patterns: Vec<&'static str> = Vec::new();
        let mut entries = Vec::new();
        let mut lists: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        for line in lines(WORDS).chain(lines(PROGRESS)) {
            let Some((class, words)) = line.split_once(':') else {
                continue;
            };
            let found = CLASSES
                .iter()
                .find(|(name, _)| *name == class)
                .map(|(_, class)| *class);
            for word in words.split_whitespace() {
                match found {
                    Some(class) => {
                        patterns.push(word);
                        entries.push(Entry::Word(class));
                    }
                    None => lists.entry(class).or_default().push(word),
                }
            }
        }
        for list in lists.values_mut() {
            list.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
        }
        for line in lines(WORK) {
            let Some((head, words)) = line.split_once('|') else {
                continue;
            };
            let mut head = head.split_whitespace();
            let phase = match head.next().unwrap_or("") {
                "planning" => Phase::Planning,
                "approval" => Phase::Approval,
                "design" => Phase::Design,
                "procurement" => Phase::Procurement,
                "construction" => Phase::Construction,
                "completion" => Phase::Completion,
                "acceptance" => Phase::Acceptance,
                _ => Phase::Operation,
            };
            let kind = match head.next().unwrap_or("") {
                "stage" => Kind::Stage,
                "act" => Kind::Act,
                "activity" => Kind::Activity,
                _ => Kind::Noun,
            };
            let weight = head.next().and_then(|w| w.parse().ok()).unwrap_or(1);
            for word in words.split_whitespace() {
                patterns.push(word);
                entries.push(Entry::Work(Work {
                    phase,
                    kind,
                    weight,
                }));
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .unwrap_or_else(|_| unreachable!("the tables are small"));
        Self {
            automaton,
            words: patterns,
            entries,
            units,
            longest_unit,
            lists,
        }
    }

    /// The words of a list that the automaton does not look for, longest first.
    pub fn list(&self, name: &str) -> &[&'static str] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// The longest measure word that `chars` begins with.
    pub fn unit(&self, chars: &[char]) -> Option<Unit> {
        let mut word = String::new();
        let mut best = None;
        for &c in chars.iter().take(self.longest_unit) {
            word.push(c);
            if let Some(unit) = self.units.get(word.as_str()) {
                best = Some(*unit);
            }
        }
        best
    }

    /// The measure word written just so.
    pub fn unit_named(&self, word: &str) -> Option<Unit> {
        self.units.get(word).copied()
    }
}

/// All words that one pass over a text looks for; a bound for benches.
pub fn vocabulary_words() -> &'static [&'static str] {
    &VOCABULARY.words
}

/// How a status reads from a kind of word without a marker.
pub(crate) fn default_status(kind: Kind) -> Option<EventStatus> {
    match kind {
        Kind::Stage | Kind::Act => Some(EventStatus::Done),
        Kind::Activity => Some(EventStatus::Ongoing),
        Kind::Noun => None,
    }
}
