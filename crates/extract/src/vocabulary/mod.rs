//! The vocabulary: tables of words, and what finds them.
//!
//! The tables are plain text beside this file, so that a word is added without
//! touching a rule. An office adds words of its own, and takes some out, with tables of the
//! same form: see docs/rules/vocabulary.md.

mod office;
mod problem;
mod table;
mod trie;

pub use self::office::{Check, InUse, check, extend};
pub use self::problem::{Problem, ProblemKind};

use self::office::Change;
use self::table::{Line, Meaning};
pub(crate) use self::trie::Trie;

use self::trie::Codes;
use crate::text::{self, Looks, Text};
use shishi_domain::{EventStatus, Phase};
use std::collections::{BTreeSet, HashMap};
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
    Same,
}

/// What an entry of the automaton is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Entry {
    Word(Class),
    Work(Work),
}

const UNITS: &str = include_str!("units.txt");
const WORDS: &str = include_str!("words.txt");
const PROGRESS: &str = include_str!("progress.txt");
const WORK: &str = include_str!("work.txt");

/// All tables, read once.
pub(crate) struct Vocabulary {
    /// For each character its code, and what may be said of it by itself.
    looks: Looks,
    pub trie: Trie<Entry>,
    /// What the trie looks for.
    words: Vec<&'static str>,
    units: Trie<Unit>,
    unit_words: Vec<&'static str>,
    pub at_least: List,
    pub at_most: List,
    pub about: List,
    pub above: List,
    pub below: List,
    /// What makes a numeral before it part of a name.
    pub after_name: List,
    lists: HashMap<&'static str, List>,
    /// For each word of the class `same`, the first word of its line.
    names: HashMap<&'static str, &'static str>,
    /// For each first word of such lines, all names of the thing.
    same: HashMap<&'static str, Vec<&'static str>>,
}

/// Words that are looked for at one place only, longest first.
#[derive(Clone, Default)]
pub(crate) struct List {
    words: Vec<&'static str>,
    /// The last six bits of their first characters, and of their last ones.
    firsts: u64,
    lasts: u64,
}

impl List {
    fn new(mut words: Vec<&'static str>) -> Self {
        words.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
        let bit = |c: Option<char>| c.map_or(0, |c| 1u64 << (c as u32 & 63));
        Self {
            firsts: words.iter().fold(0, |m, w| m | bit(w.chars().next())),
            lasts: words.iter().fold(0, |m, w| m | bit(w.chars().next_back())),
            words,
        }
    }

    /// The first of the words that stands at `i`, with the position after it.
    pub fn at(&self, text: &Text, i: usize) -> Option<(&'static str, usize)> {
        if (self.firsts >> (text.at(i) as u32 & 63)) & 1 == 0 {
            return None;
        }
        text.one_of(i, self.words.as_slice())
    }

    /// The first of the words that ends just before `i`, with the position where it begins.
    pub fn before(&self, text: &Text, i: usize) -> Option<(&'static str, usize)> {
        if (self.lasts >> (text.before(i) as u32 & 63)) & 1 == 0 {
            return None;
        }
        text.one_before(i, self.words.as_slice())
    }
}

/// The vocabulary: the built-in tables, and what an office had changed before the first reading.
pub(crate) static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(Tables::built_in().changed(office::changes())));

/// The words of all tables with what they mean.
#[derive(Default)]
struct Tables {
    units: HashMap<&'static str, Unit>,
    words: Vec<(&'static str, Entry)>,
    lists: HashMap<&'static str, Vec<&'static str>>,
    /// Names of one thing, each with the first word of its line.
    names: HashMap<&'static str, &'static str>,
}

impl Tables {
    fn built_in() -> Self {
        let mut tables = Self::default();
        let lines = [UNITS, WORDS, PROGRESS, WORK]
            .into_iter()
            .flat_map(str::lines)
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        // A test holds every line of the built-in tables to be read.
        for line in lines.filter_map(|line| Line::parse(line).ok()) {
            for (word, norm) in line.words() {
                tables.add(word, norm, line.meaning);
            }
        }
        tables
    }

    fn changed(mut self, changes: &'static [Change]) -> Self {
        for change in changes {
            match change.takes_out {
                true => self.take_out(&change.word, change.meaning),
                false => self.add(&change.word, &change.norm, change.meaning),
            }
        }
        self
    }

    fn add(&mut self, word: &'static str, norm: &'static str, meaning: Meaning) {
        match meaning {
            Meaning::Unit(dimension) => {
                let unit = Unit {
                    word,
                    norm,
                    dimension,
                };
                self.units.insert(word, unit);
            }
            Meaning::Word(class) => {
                if class == Class::Same {
                    // A line may begin with a word that goes by another's name already.
                    let first = self.names.get(norm).copied().unwrap_or(norm);
                    self.names.insert(word, first);
                }
                self.words.push((word, Entry::Word(class)));
            }
            Meaning::List(name) => self.lists.entry(name).or_default().push(word),
            Meaning::Work {
                phase,
                kind,
                weight,
            } => {
                let work = Work {
                    phase,
                    kind: kind.unwrap_or(Kind::Noun),
                    weight: weight.unwrap_or(1),
                };
                self.words.push((word, Entry::Work(work)));
            }
        }
    }

    fn take_out(&mut self, word: &str, meaning: Meaning) {
        match meaning {
            Meaning::Unit(_) => {
                self.units.remove(word);
            }
            Meaning::List(name) => {
                let list = self.lists.entry(name).or_default();
                list.retain(|known| *known != word);
            }
            Meaning::Word(_) | Meaning::Work { .. } => {
                if meaning == Meaning::Word(Class::Same) {
                    self.names.remove(word);
                }
                self.words
                    .retain(|(known, entry)| *known != word || !meaning.covers(entry.meaning()));
            }
        }
    }

    /// Every word with each of its meanings.
    fn meanings(&self) -> impl Iterator<Item = (&'static str, Meaning)> {
        let units = self.units.values();
        let lists = self.lists.iter();
        units
            .map(|unit| (unit.word, Meaning::Unit(unit.dimension)))
            .chain(self.words.iter().map(|(word, e)| (*word, e.meaning())))
            .chain(
                lists.flat_map(|(name, words)| {
                    words.iter().map(|word| (*word, Meaning::List(name)))
                }),
            )
    }
}

impl Entry {
    fn meaning(self) -> Meaning {
        match self {
            Self::Word(class) => Meaning::Word(class),
            Self::Work(work) => Meaning::Work {
                phase: work.phase,
                kind: Some(work.kind),
                weight: Some(work.weight),
            },
        }
    }
}

impl Vocabulary {
    fn new(tables: Tables) -> Self {
        let Tables {
            units,
            words,
            lists,
            names,
        } = tables;
        let mut same: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        for (&name, &first) in &names {
            same.entry(first).or_default().push(name);
        }
        let mut codes = Codes::new();
        for c in text::special() {
            codes.add(c);
        }
        // All words first, so that no code is given once nodes are.
        for c in words
            .iter()
            .map(|(word, _)| word)
            .chain(units.keys())
            .flat_map(|word| word.chars())
        {
            codes.add(c);
        }
        let trie = Trie::new(words.iter().copied(), &mut codes);
        let unit_trie = Trie::new(units.values().map(|u| (u.word, *u)), &mut codes);
        let looks = Looks::new(codes.all());
        let lists: HashMap<&'static str, List> = lists
            .into_iter()
            .map(|(name, words)| (name, List::new(words)))
            .collect();
        let list = |name: &str| lists.get(name).cloned().unwrap_or_default();
        Self {
            looks,
            trie,
            words: words.into_iter().map(|(word, _)| word).collect(),
            units: unit_trie,
            unit_words: units.into_keys().collect(),
            at_least: list("at-least"),
            at_most: list("at-most"),
            about: list("about"),
            above: list("above"),
            below: list("below"),
            after_name: list("after-name"),
            lists,
            names,
            same,
        }
    }

    /// What is known of each character.
    #[inline]
    pub fn looks(&self) -> &Looks {
        &self.looks
    }

    /// The longest measure word that the text has at `i`, and where it ends.
    pub fn unit(&self, text: &Text, i: usize) -> Option<Unit> {
        let letters = text.letters().get(i..)?;
        let words = self.units.words(letters.iter().map(|l| l.code));
        words.first().map(|unit| unit.means)
    }

    /// All names of the thing that goes by one of the class `same`, that one among them.
    pub fn names_of(&self, name: &str) -> &[&'static str] {
        let first = self.names.get(name);
        let names = first.and_then(|first| self.same.get(first));
        names.map_or(&[], Vec::as_slice)
    }

    /// The measure word written just so.
    pub fn unit_named(&self, word: &str) -> Option<Unit> {
        let code = |c: char| self.looks.of(c).code;
        let longest = self.units.words(word.chars().map(code)).first()?;
        (longest.means.word == word).then_some(longest.means)
    }
}

/// All words of the tables, each once; what a bound for benches looks for in one pass.
pub fn vocabulary_words() -> Vec<&'static str> {
    let vocabulary = &*VOCABULARY;
    let units = vocabulary.unit_words.iter().copied();
    let listed = vocabulary.lists.values().flat_map(|list| &list.words);
    let words = vocabulary.words.iter().copied();
    let all: BTreeSet<&str> = words.chain(units).chain(listed.copied()).collect();
    all.into_iter().collect()
}

/// How a status reads from a kind of word without a marker.
pub(crate) fn default_status(kind: Kind) -> Option<EventStatus> {
    match kind {
        Kind::Stage | Kind::Act => Some(EventStatus::Done),
        Kind::Activity => Some(EventStatus::Ongoing),
        Kind::Noun => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_built_in_tables_is_read() {
        for line in [UNITS, WORDS, PROGRESS, WORK]
            .into_iter()
            .flat_map(str::lines)
        {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match Line::parse(line) {
                Ok(line) => assert!(!line.takes_out),
                Err(problem) => panic!("{line}: {problem:?}"),
            }
        }
    }
}
