//! What an office adds to the built-in tables, and takes out of them.

use super::problem::{Problem, ProblemKind};
use super::table::{Line, Meaning};
use super::{Class, Tables};
use crate::text::fold;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::sync::OnceLock;

/// A word gained or lost.
#[derive(Debug)]
pub(super) struct Change {
    pub word: String,
    pub norm: String,
    pub meaning: Meaning,
    pub takes_out: bool,
}

/// What the office changes. The first reading settles it: from then on nothing is added.
///
/// It lives as long as the program, so that the vocabulary can hold on to its words.
static OFFICE: OnceLock<Vec<Change>> = OnceLock::new();

/// The changes in force, from now on for good.
pub(super) fn changes() -> &'static [Change] {
    OFFICE.get_or_init(Vec::new)
}

/// Largest table, in bytes.
const MOST_BYTES: usize = 1 << 20;
/// Most characters of all words added. The tries number their nodes in sixteen bits, and a
/// character takes at most one code and one node.
const MOST_CHARACTERS: usize = 20_000;
/// Longest word, in characters.
const LONGEST: usize = 20;

/// Single characters that stand in every other sentence.
const COMMON: &str =
    "的了是在和与及为对由到以不有等中上下大小于其并按被从向或而且之也将已年月日个人";
/// Characters of which numerals are made.
const NUMERALS: &str = "零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿";
/// What words may hold besides letters and characters.
const SIGNS: &str = "()/%‰℃㎡°²³≥≤<>=";

/// The vocabulary is in use already and cannot be extended any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InUse;

impl fmt::Display for InUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("词表已经在用，要在读第一段文字之前装入")
    }
}

impl std::error::Error for InUse {}

/// What tables of an office amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Words they add, each counted once for each of its meanings.
    pub added: usize,
    /// Words they take out of the built-in tables.
    pub taken_out: usize,
    /// What is wrong with them, in the order of the lines.
    pub problems: Vec<Problem>,
}

/// Goes through tables of an office, each a name and its bytes, in this order. Nothing changes.
pub fn check(tables: &[(&str, &[u8])]) -> Check {
    let (changes, problems) = examine(tables);
    let taken_out = changes.iter().filter(|change| change.takes_out).count();
    Check {
        added: changes.len() - taken_out,
        taken_out,
        problems,
    }
}

/// Extends the vocabulary by the tables of an office, for as long as the program runs, before
/// anything is read. Returns what is wrong with them; every other word is taken.
///
/// # Errors
/// [`InUse`] once a text has been read or the vocabulary has been extended: two texts of one
/// program are never read with different words.
pub fn extend(tables: &[(&str, &[u8])]) -> Result<Vec<Problem>, InUse> {
    let (changes, problems) = examine(tables);
    OFFICE.set(changes).map_err(|_| InUse)?;
    Ok(problems)
}

fn examine(tables: &[(&str, &[u8])]) -> (Vec<Change>, Vec<Problem>) {
    let mut examiner = Examiner::default();
    for &(table, bytes) in tables {
        examiner.table(table, bytes);
    }
    (examiner.changes, examiner.problems)
}

/// Goes through the tables line by line, with what every word means so far.
struct Examiner {
    known: HashMap<String, Vec<Meaning>>,
    /// Where each word was added or taken out.
    said: HashMap<(String, bool, &'static str), (String, usize)>,
    characters: usize,
    changes: Vec<Change>,
    problems: Vec<Problem>,
}

impl Default for Examiner {
    fn default() -> Self {
        let mut known: HashMap<String, Vec<Meaning>> = HashMap::new();
        for (word, meaning) in Tables::built_in().meanings() {
            known.entry(word.to_owned()).or_default().push(meaning);
        }
        Self {
            known,
            said: HashMap::new(),
            characters: 0,
            changes: Vec::new(),
            problems: Vec::new(),
        }
    }
}

impl Examiner {
    fn table(&mut self, table: &str, bytes: &[u8]) {
        let problem = |line, word: &str, kind| Problem {
            table: table.to_owned(),
            line,
            word: word.to_owned(),
            kind,
        };
        if bytes.len() > MOST_BYTES {
            self.problems.push(problem(0, "", ProblemKind::TooLarge));
            return;
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{FEFF}').unwrap_or(text),
            Err(error) => {
                let good = &bytes[..error.valid_up_to()];
                let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
                self.problems.push(problem(line, "", ProblemKind::NotUtf8));
                return;
            }
        };
        for (number, line) in (1..).zip(text.lines().map(str::trim)) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let line = match Line::parse(line) {
                Ok(line) => line,
                Err(kind) => {
                    self.problems.push(problem(number, "", kind));
                    continue;
                }
            };
            for (word, norm) in line.words() {
                // The thing that a line gives more names to.
                let is_known = |meaning: &Meaning| *meaning == line.meaning;
                let more = line.meaning == Meaning::Word(Class::Same) && word == norm;
                if more && self.known.get(word).is_some_and(|m| m.iter().any(is_known)) {
                    continue;
                }
                if let Err(kind) = self.word(table, number, &line, word, norm) {
                    let too_large = kind == ProblemKind::TooLarge;
                    self.problems.push(problem(number, word, kind));
                    if too_large {
                        return;
                    }
                }
            }
        }
    }

    fn word(
        &mut self,
        table: &str,
        number: usize,
        line: &Line<'_>,
        word: &str,
        norm: &str,
    ) -> Result<(), ProblemKind> {
        // Texts are folded before words are looked for.
        let word: String = word.chars().map(fold).collect();
        let norm: String = norm.chars().map(fold).collect();
        let meaning = line.meaning;
        let said = match self
            .said
            .entry((word.clone(), line.takes_out, meaning.name()))
        {
            Entry::Occupied(said) => {
                let (table, line) = said.get().clone();
                return Err(ProblemKind::Repeated { table, line });
            }
            Entry::Vacant(place) => place,
        };
        let meanings = self.known.get(&word).map_or(&[][..], Vec::as_slice);
        if line.takes_out {
            if !meanings.iter().any(|known| meaning.covers(*known)) {
                return Err(ProblemKind::NotThere(meaning.name().to_owned()));
            }
            if let Some(meanings) = self.known.get_mut(&word) {
                meanings.retain(|known| !meaning.covers(*known));
            }
        } else {
            if let Some(known) = meanings.iter().find(|known| collides(meaning, **known)) {
                let name = known.name().to_owned();
                return Err(
                    match *known == meaning || matches!(known, Meaning::Work { .. }) {
                        true => ProblemKind::Known(name),
                        false => ProblemKind::TwoDimensions(name),
                    },
                );
            }
            unfit(&word, meaning, &self.known)?;
            let target = self.known.get(&norm);
            if norm != word && !target.is_some_and(|known| known.contains(&meaning)) {
                return Err(ProblemKind::UnknownTarget {
                    target: norm,
                    dimension: meaning.name().to_owned(),
                });
            }
            let characters = self.characters + word.chars().count();
            if characters > MOST_CHARACTERS {
                return Err(ProblemKind::TooLarge);
            }
            self.characters = characters;
            self.known.entry(word.clone()).or_default().push(meaning);
        }
        said.insert((table.to_owned(), number));
        self.changes.push(Change {
            word,
            norm,
            meaning,
            takes_out: line.takes_out,
        });
        Ok(())
    }
}

/// Whether a word cannot have both meanings. It may be in several classes, but measures one thing,
/// and is one kind of work.
fn collides(new: Meaning, known: Meaning) -> bool {
    match (new, known) {
        (Meaning::Unit(_), Meaning::Unit(_)) | (Meaning::Work { .. }, Meaning::Work { .. }) => true,
        _ => new == known,
    }
}

/// Why a word would not be found, or found where it should not be.
fn unfit(
    word: &str,
    meaning: Meaning,
    known: &HashMap<String, Vec<Meaning>>,
) -> Result<(), ProblemKind> {
    if word.chars().count() > LONGEST {
        return Err(ProblemKind::TooLong(LONGEST));
    }
    // A name such as 5G is a fixed word; anywhere else digits belong to a numeral.
    let named = meaning == Meaning::Word(Class::Fixed) && word.chars().any(char::is_alphabetic);
    // μg/m3: a power behind its letter.
    let unit = matches!(meaning, Meaning::Unit(_));
    let power = |k: usize| {
        unit && k > 0
            && word
                .chars()
                .nth(k - 1)
                .is_some_and(|c| c.is_ascii_alphabetic())
    };
    let strange = |(k, c): &(usize, char)| {
        let digit = c.is_ascii_digit() && (named || power(*k));
        let usual = c.is_alphabetic() || SIGNS.contains(*c) || digit;
        !usual || *c as u32 > 0xFFFF
    };
    if let Some((_, c)) = word.chars().enumerate().find(strange) {
        return Err(ProblemKind::NeverMatches(c));
    }
    let mut rest = word.chars();
    match rest.next() {
        Some(only) if rest.as_str().is_empty() && COMMON.contains(only) => {
            return Err(ProblemKind::TooCommon);
        }
        Some(first) if NUMERALS.contains(first) => {
            let unit = |word: &str| {
                let meanings = known.get(word).into_iter().flatten();
                meanings.into_iter().any(|m| matches!(m, Meaning::Unit(_)))
            };
            let measured = matches!(meaning, Meaning::Unit(_)) && unit(rest.as_str());
            if measured || word.chars().all(|c| NUMERALS.contains(c)) {
                return Err(ProblemKind::Numeral);
            }
        }
        Some(_) => {}
        None => return Err(ProblemKind::NoWords),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, word and kind of each problem.
    fn problems(table: &str) -> Vec<(usize, String, &'static str)> {
        let problems = check(&[("t.txt", table.as_bytes())]).problems;
        let short = |p: Problem| (p.line, p.word, p.kind.name());
        problems.into_iter().map(short).collect()
    }

    fn one(table: &str, word: &str, kind: &str) {
        let found = problems(table);
        let line = table.lines().count();
        assert_eq!(found, [(line, word.to_owned(), kind)], "{table}");
    }

    #[test]
    fn each_problem_is_named_with_its_line() {
        one("# 一行说明\n\nfixd: 八步法", "", "unknown-class");
        one("眼井", "", "unknown-dimension");
        one("digging act 3 | 起吊", "", "unknown-phase");
        one("construction verb 3 | 起吊", "", "unknown-kind");
        one("construction | 起吊", "", "unknown-kind");
        one("construction act | 起吊", "", "bad-weight");
        one("construction act 10 | 起吊", "", "bad-weight");
        one("construction act 3 3 | 起吊", "", "bad-weight");
        one("fixed:", "", "no-words");
        one("count =眼", "", "no-words");
        one("fixed: 三方", "三方", "known-already");
        one("count 个", "个", "known-already");
        one("planning act 3 | 开工", "开工", "known-already");
        one("length 个", "个", "two-dimensions");
        one("count 充电仓\nlength 充电仓", "充电仓", "two-dimensions");
        one("count 眼井=井眼", "眼井", "unknown-target");
        one("length 眼井=眼", "眼井", "unknown-target");
        one("fixed: 一，二步", "一，二步", "never-matches");
        one("count 2米", "2米", "never-matches");
        one("count 𬭚井", "𬭚井", "never-matches");
        one("fixed: 110", "110", "never-matches");
        one("area 万亩", "万亩", "numeral");
        one("fixed: 三十", "三十", "numeral");
        one("done: 的", "的", "too-common");
        let long = "长".repeat(LONGEST + 1);
        one(&format!("fixed: {long}"), &long, "too-long");
        one("fixed: 八步法\n\nfixed: 八步法", "八步法", "repeated");
        one("- fixed: 八步法", "八步法", "not-there");
        one("- length 个", "个", "not-there");
        one("- planning | 开工", "开工", "not-there");
    }

    #[test]
    fn tables_are_text_of_a_bounded_size() {
        let bytes = "count 充电仓\n".bytes().chain([0xB5, 0xE3]);
        let found = check(&[("gbk.txt", &bytes.collect::<Vec<_>>())]).problems;
        assert_eq!((found[0].line, found[0].kind.name()), (2, "not-utf8"));
        assert!(found[0].zh().starts_with("词表 gbk.txt 第2行："));

        let found = check(&[("big.txt", &vec![b'#'; MOST_BYTES + 1])]).problems;
        assert_eq!((found[0].line, found[0].kind.name()), (0, "too-large"));

        // The vocabulary holds as much as may be added to it.
        let many: String = ('\u{4E00}'..='\u{9000}')
            .map(|c| format!("fixed: 充{c}仓\n"))
            .collect();
        let tables = [("many.txt", many.as_bytes())];
        let (changes, problems) = examine(&tables);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].kind, ProblemKind::TooLarge);
        let tables = Tables::built_in().changed(Box::leak(changes.into_boxed_slice()));
        let vocabulary = super::super::Vocabulary::new(tables);
        assert!(vocabulary.trie.nodes() < usize::from(u16::MAX));
    }

    #[test]
    fn a_word_taken_out_may_come_in_with_another_meaning() {
        assert_eq!(problems("- count 眼\nlength 眼"), []);
        assert_eq!(problems("- planning act | 召开\nplanning act 1 | 召开"), []);
        assert_eq!(problems("- planning | 召开"), []);
        // Full-width forms are those of texts, and texts are folded.
        assert_eq!(problems("count 座（间）\nfixed：５Ｇ村"), []);
    }

    #[test]
    fn a_line_of_names_may_begin_with_one_that_is_known() {
        assert_eq!(problems("same: 公厕 便民厕屋"), []);
        assert_eq!(problems("same: 便民厕屋 公厕")[0].2, "known-already");
        let tables = [(
            "names.txt",
            "same: 公共厕所 便民厕屋\nsame: 晨练点 健身点".as_bytes(),
        )];
        let (changes, problems) = examine(&tables);
        assert_eq!(problems, []);
        let tables = Tables::built_in().changed(Box::leak(changes.into_boxed_slice()));
        let vocabulary = super::super::Vocabulary::new(tables);
        let names = |name: &str| {
            let mut names = vocabulary.names_of(name).to_vec();
            names.sort_unstable();
            names
        };
        assert_eq!(names("健身点"), ["健身点", "晨练点"]);
        assert!(names("便民厕屋").contains(&"公厕"));
        assert!(names("公厕").contains(&"便民厕屋"));
        assert!(names("凉亭").is_empty());
    }

    #[test]
    fn the_built_in_words_could_all_be_found() {
        for (word, meaning) in Tables::built_in().meanings() {
            if let Err(kind @ ProblemKind::NeverMatches(_)) = unfit(word, meaning, &HashMap::new())
            {
                panic!("{word}: {kind:?}");
            }
        }
        // The counterpart of the test of an office's own words.
        assert!(crate::entities("外运三方土", None).is_empty());
    }
}
