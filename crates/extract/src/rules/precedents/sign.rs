//! The signs by which labelled rows are compared, and how the table writes them.

use super::learn::ALWAYS;
use crate::rules::link::{Pair, pair};
use std::cmp::Ordering;
use std::fmt;

/// One thing to be seen of an amount and the target it may count towards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sign {
    /// Every case has it.
    Always,
    /// Two neighbouring characters in the words before the amount; digits are 0.
    Before(Pair),
    /// The same, in the words behind it.
    After(Pair),
    /// A verb of [`ACTS`] in its clause, and whether the title has it, too.
    Act { act: u8, asked: bool },
    /// The part of the target that it is, as a place in [`SHARES`].
    Share(u8),
    /// Which of how many amounts in its unit around it, up to four.
    Place { place: u8, of: u8 },
    /// The largest of these.
    Largest,
    /// The number of the target stands among these.
    Restated,
    /// So many pairs of its clause stand in the title.
    Title(u8),
    /// So many pairs of its clause speak of the target.
    Name(u8),
    /// So many pairs of its sentence up to it speak of the target.
    Sentence(u8),
    /// So many pairs of the four characters behind it stand in the title; none if there is no telling
    /// pair among them.
    Noun(Option<u8>),
    /// How its clause speaks of the others in the unit of the target, compared with the target.
    Others(Ordering),
}

/// Verbs that tell what was done with what is counted.
pub(super) const ACTS: &[&str] = &[
    "开工", "完工", "建成", "投用", "竣工", "完成", "新增", "发放", "拨付", "下达", "安排", "投入",
    "培训", "建设", "改造", "正在", "拟", "计划", "其中", "累计", "覆盖", "受益", "惠及", "涉及",
    "启动", "验收", "申请", "受理", "审核", "通过", "签订", "招标",
];

/// Parts of a target, each with its name in the table: below so many percent of it, just what it asks
/// for, or more than any of these.
pub(super) const SHARES: &[(&str, Part)] = &[
    ("2", Part::Below(2)),
    ("10", Part::Below(10)),
    ("30", Part::Below(30)),
    ("70", Part::Below(70)),
    ("100", Part::Below(100)),
    ("whole", Part::Whole),
    ("130", Part::Below(130)),
    ("200", Part::Below(200)),
    ("1000", Part::Below(1_000)),
    ("more", Part::More),
];

/// A part of a target.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// Less than so many percent of it.
    Below(u32),
    /// Just what it asks for.
    Whole,
    /// Ten times as much, or more.
    More,
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let two = |pair: Pair| {
            let of = |c: u32| char::from_u32(c).unwrap_or('?');
            [of(pair >> 16), of(pair & 0xFFFF)]
                .iter()
                .collect::<String>()
        };
        match *self {
            Self::Always => f.write_str(ALWAYS),
            Self::Before(pair) => write!(f, "before {}", two(pair)),
            Self::After(pair) => write!(f, "after {}", two(pair)),
            Self::Act { act, asked } => {
                let asked = if asked { "asked" } else { "other" };
                write!(f, "act-{asked} {}", ACTS[usize::from(act)])
            }
            Self::Share(share) => write!(f, "share {}", SHARES[usize::from(share)].0),
            Self::Place { place, of } => write!(f, "place {place}/{of}"),
            Self::Largest => write!(f, "largest"),
            Self::Restated => write!(f, "restated"),
            Self::Title(n) => write!(f, "title {n}"),
            Self::Name(n) => write!(f, "name {n}"),
            Self::Sentence(n) => write!(f, "sentence {n}"),
            Self::Noun(Some(n)) => write!(f, "noun {n}"),
            Self::Noun(None) => write!(f, "noun none"),
            Self::Others(than) => write!(f, "others {}", than_word(than)),
        }
    }
}

const fn than_word(than: Ordering) -> &'static str {
    match than {
        Ordering::Less => "nearer",
        Ordering::Equal => "level",
        Ordering::Greater => "farther",
    }
}

impl Sign {
    /// The sign that the table writes so.
    pub fn read(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
        let number = || rest.parse::<u8>().ok();
        let two = || {
            let mut letters = rest.chars();
            let both = pair(letters.next()?, letters.next()?);
            letters.next().is_none().then_some(both)
        };
        let act = |asked| {
            let act = ACTS.iter().position(|act| *act == rest)?;
            Some(Self::Act {
                act: u8::try_from(act).ok()?,
                asked,
            })
        };
        Some(match kind {
            ALWAYS => Self::Always,
            "before" => Self::Before(two()?),
            "after" => Self::After(two()?),
            "act-asked" => act(true)?,
            "act-other" => act(false)?,
            "share" => {
                let share = SHARES.iter().position(|(name, _)| *name == rest)?;
                Self::Share(u8::try_from(share).ok()?)
            }
            "place" => {
                let (place, of) = rest.split_once('/')?;
                Self::Place {
                    place: place.parse().ok()?,
                    of: of.parse().ok()?,
                }
            }
            "largest" => Self::Largest,
            "restated" => Self::Restated,
            "title" => Self::Title(number()?),
            "name" => Self::Name(number()?),
            "sentence" => Self::Sentence(number()?),
            "noun" if rest == "none" => Self::Noun(None),
            "noun" => Self::Noun(Some(number()?)),
            "others" => {
                let all = [Ordering::Less, Ordering::Equal, Ordering::Greater];
                Self::Others(all.into_iter().find(|than| than_word(*than) == rest)?)
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_read_as_it_is_written() {
        let mut all = vec![
            Sign::Always,
            Sign::Before(pair('已', '开')),
            Sign::After(pair('0', '%')),
            Sign::Place { place: 2, of: 3 },
            Sign::Largest,
            Sign::Restated,
            Sign::Title(4),
            Sign::Name(0),
            Sign::Sentence(5),
            Sign::Noun(None),
            Sign::Noun(Some(1)),
            Sign::Others(Ordering::Less),
            Sign::Others(Ordering::Greater),
        ];
        for asked in [true, false] {
            all.extend((0..ACTS.len()).map(|act| Sign::Act {
                act: u8::try_from(act).unwrap(),
                asked,
            }));
        }
        all.extend((0..SHARES.len()).map(|s| Sign::Share(u8::try_from(s).unwrap())));
        for sign in all {
            assert_eq!(Sign::read(&sign.to_string()), Some(sign), "{sign}");
        }
        for none in [
            "",
            "before",
            "before 已",
            "act-asked 跑",
            "share 3",
            "place 2",
        ] {
            assert_eq!(Sign::read(none), None, "{none}");
        }
    }
}
