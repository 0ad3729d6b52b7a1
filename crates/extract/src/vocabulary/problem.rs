//! What is wrong with a line of an office's own table, in one sentence for who wrote it.

use std::fmt;

/// Something in an office's table that cannot be used; the rest of the table can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Name of the table, as it was handed over.
    pub table: String,
    /// Line, from 1; 0 for the table as a whole.
    pub line: usize,
    /// The word it is about, as written; empty where it is the line.
    pub word: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// There is no class of this name.
    UnknownClass(String),
    /// There is no dimension of this name.
    UnknownDimension(String),
    /// There is no phase of this name.
    UnknownPhase(String),
    /// Words of work are of no such kind; empty where none is named.
    UnknownKind(String),
    /// A weight is a number from 0 to 9; empty where there is none.
    BadWeight(String),
    /// The line has a head and nothing else.
    NoWords,
    /// The built-in vocabulary has the word with this meaning, in the class named.
    Known(String),
    /// The measure word measures something else already: the dimension named.
    TwoDimensions(String),
    /// Another way to write a unit that is not in this dimension.
    UnknownTarget {
        /// The unit.
        target: String,
        /// Head of the line.
        dimension: String,
    },
    /// It holds a character that no word of a text has: a mark, a digit, or a rare character.
    NeverMatches(char),
    /// A numeral, or a numeral before a measure word.
    Numeral,
    /// One character that stands in every other sentence.
    TooCommon,
    /// Longer than this many characters.
    TooLong(usize),
    /// The same was said before.
    Repeated {
        /// The table.
        table: String,
        /// Its line.
        line: usize,
    },
    /// To be taken out of this class, in which it is not.
    NotThere(String),
    /// The table is not UTF-8.
    NotUtf8,
    /// The table, or all of them, hold too much.
    TooLarge,
}

impl ProblemKind {
    /// A stable name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::UnknownClass(_) => "unknown-class",
            Self::UnknownDimension(_) => "unknown-dimension",
            Self::UnknownPhase(_) => "unknown-phase",
            Self::UnknownKind(_) => "unknown-kind",
            Self::BadWeight(_) => "bad-weight",
            Self::NoWords => "no-words",
            Self::Known(_) => "known-already",
            Self::TwoDimensions(_) => "two-dimensions",
            Self::UnknownTarget { .. } => "unknown-target",
            Self::NeverMatches(_) => "never-matches",
            Self::Numeral => "numeral",
            Self::TooCommon => "too-common",
            Self::TooLong(_) => "too-long",
            Self::Repeated { .. } => "repeated",
            Self::NotThere(_) => "not-there",
            Self::NotUtf8 => "not-utf8",
            Self::TooLarge => "too-large",
        }
    }
}

impl Problem {
    /// One sentence in Chinese, with the place.
    pub fn zh(&self) -> String {
        let Self { table, word, .. } = self;
        let place = match self.line {
            0 => format!("词表 {table}"),
            line => format!("词表 {table} 第{line}行"),
        };
        let what = match &self.kind {
            ProblemKind::UnknownClass(name) => format!("没有“{name}”这一类词"),
            ProblemKind::UnknownDimension(name) => format!(
                "没有“{name}”这种计量；一类词写作“类: 词”，工作用语写作“阶段 种类 权重 | 词”"
            ),
            ProblemKind::UnknownPhase(name) => format!("没有“{name}”这个阶段"),
            ProblemKind::UnknownKind(name) if name.is_empty() => {
                "阶段后面要写种类：stage、act、activity 或 noun".to_owned()
            }
            ProblemKind::UnknownKind(name) => {
                format!("没有“{name}”这个种类，只有 stage、act、activity、noun")
            }
            ProblemKind::BadWeight(weight) if weight.is_empty() => {
                "种类后面要写权重，0 到 9".to_owned()
            }
            ProblemKind::BadWeight(weight) => {
                format!("“{weight}”不是权重，种类后面只写一个 0 到 9 的数字")
            }
            ProblemKind::NoWords => "这一行没有词".to_owned(),
            ProblemKind::Known(class) => format!("“{word}”本来就在 {class} 里，不用再加"),
            ProblemKind::TwoDimensions(other) => {
                format!("“{word}”已经是 {other} 的单位，要改先写“- {other} {word}”去掉")
            }
            ProblemKind::UnknownTarget { target, dimension } => {
                format!("“{word}”要写成“{target}”，但 {dimension} 里没有这个单位")
            }
            ProblemKind::NeverMatches(c) => {
                format!("“{word}”里有“{}”，永远对不上", c.escape_debug())
            }
            ProblemKind::Numeral => {
                format!("“{word}”是数字或以数字开头，数字由程序自己读，只写后面的单位即可")
            }
            ProblemKind::TooCommon => format!("“{word}”太常见，加了会把别的句子读错"),
            ProblemKind::TooLong(most) => format!("“{word}”超过 {most} 个字"),
            ProblemKind::Repeated { table, line } => {
                format!("“{word}”重复，{table} 第{line}行已经写过")
            }
            ProblemKind::NotThere(class) => format!("“{word}”不在 {class} 里，去不掉"),
            ProblemKind::NotUtf8 => "不是 UTF-8 文字，请另存为 UTF-8".to_owned(),
            ProblemKind::TooLarge => "词太多，从这里起没有装入".to_owned(),
        };
        format!("{place}：{what}")
    }

    /// One sentence in English, with the place.
    pub fn en(&self) -> String {
        let Self { table, word, .. } = self;
        let place = match self.line {
            0 => format!("Table {table}"),
            line => format!("Table {table}, line {line}"),
        };
        let what = match &self.kind {
            ProblemKind::UnknownClass(name) => format!("there is no class “{name}”"),
            ProblemKind::UnknownDimension(name) => format!(
                "there is no dimension “{name}”; a class is written “class: words”, \
                 words of work “phase kind weight | words”"
            ),
            ProblemKind::UnknownPhase(name) => format!("there is no phase “{name}”"),
            ProblemKind::UnknownKind(name) if name.is_empty() => {
                "after the phase comes the kind: stage, act, activity or noun".to_owned()
            }
            ProblemKind::UnknownKind(name) => {
                format!("there is no kind “{name}”, only stage, act, activity and noun")
            }
            ProblemKind::BadWeight(weight) if weight.is_empty() => {
                "after the kind comes the weight, 0 to 9".to_owned()
            }
            ProblemKind::BadWeight(weight) => {
                format!("“{weight}” is no weight; after the kind comes one digit from 0 to 9")
            }
            ProblemKind::NoWords => "the line has no words".to_owned(),
            ProblemKind::Known(class) => format!("“{word}” is in {class} already"),
            ProblemKind::TwoDimensions(other) => format!(
                "“{word}” is a unit of {other} already; take it out first with “- {other} {word}”"
            ),
            ProblemKind::UnknownTarget { target, dimension } => {
                format!("“{word}” is to be written “{target}”, but {dimension} has no such unit")
            }
            ProblemKind::NeverMatches(c) => {
                format!("“{word}” holds “{}” and can never match", c.escape_debug())
            }
            ProblemKind::Numeral => format!(
                "“{word}” is a numeral or begins with one; numerals are read anyway, write only the unit"
            ),
            ProblemKind::TooCommon => {
                format!("“{word}” is so common that other sentences would be misread")
            }
            ProblemKind::TooLong(most) => format!("“{word}” has more than {most} characters"),
            ProblemKind::Repeated { table, line } => {
                format!("“{word}” was written before, in {table}, line {line}")
            }
            ProblemKind::NotThere(class) => {
                format!("“{word}” is not in {class} and cannot be taken out")
            }
            ProblemKind::NotUtf8 => "not UTF-8, please save it as UTF-8".to_owned(),
            ProblemKind::TooLarge => "too many words, nothing from here on was taken".to_owned(),
        };
        format!("{place}: {what}")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.zh())
    }
}
