//! What labelled rows say of a link that is only likely.
//!
//! The rules say why a figure may count towards a target. How often figures in such words really did
//! is told by the rows of the corpus: each sign of [`Sign`] has a weight in `table.txt`, learned
//! by [`learn`]. A link that the rules call likely for its words, and that the signs speak against,
//! stays open. The signs never make a link, and never touch one that is certain, or that numbers or
//! the order of the targets speak for.

mod learn;
mod sign;
mod signs;
mod table;

pub use self::learn::learn;

use self::signs::Signs;
use self::table::TABLE;
use crate::rules::actuals::{Judged, Role, Scene};
use crate::rules::link::{BY_WORDS, Prepared, same_unit};
use crate::vocabulary::Dimension;
use shishi_domain::{Amount, Link, Span};

/// Why such a link stays open.
const UNLIKE: &str = "标注样例中这样写的数量多不计入该目标，由人确认";

/// The sum of weights below which a link stays open: odds of one to two, in hundredths.
///
/// Measured on eleven sets as they were first read, each with a table learned without it: of
/// 649 figures linked 596 were right, of the 610 that remain 577.
const LEAST: i32 = -69;

/// Leaves those likely links open that labelled rows speak against.
pub(crate) fn weigh(scene: &Scene, judged: &mut [Judged]) {
    if judged.iter().all(|j| linked_by_words(j).is_none()) {
        return;
    }
    for k in spoken_against(scene, judged) {
        let decision = &mut judged[k].decision;
        decision.target = None;
        decision.link = Link::Open;
        decision.reason = UNLIKE;
    }
}

/// The amounts with a likely link that labelled rows speak against.
fn spoken_against(scene: &Scene, judged: &[Judged]) -> Vec<usize> {
    let signs = Signs::new(scene, judged);
    let against = |k: &usize| {
        linked_by_words(&judged[*k]).is_some_and(|target| {
            let mut sum = 0;
            signs.each(*k, target, &mut |sign| sum += TABLE.of(sign));
            sum < LEAST && !is_told_apart(scene, judged, *k, target)
        })
    };
    (0..judged.len()).filter(against).collect()
}

/// The target of an amount, if its words alone speak for the link: a rate goes by its name, and a
/// stated percentage that fits, as in 达到18个、占比78.3% of 23, speaks by its number.
fn linked_by_words(judged: &Judged) -> Option<usize> {
    let decision = &judged.decision;
    let by_words = decision.link == Link::Likely
        && matches!(judged.role, Role::Reached(_))
        && BY_WORDS.contains(&decision.reason)
        && !decision.told
        && judged.amount.unit != "%";
    decision.target.filter(|_| by_words)
}

/// 小学2所、中学1所: whether the amount before or behind it, in its sentence and unit, surely answers
/// another target, so that the names tell them apart.
fn is_told_apart(scene: &Scene, judged: &[Judged], k: usize, target: usize) -> bool {
    let sentence = |j: &Judged| scene.prose.clauses[j.clause].sentence;
    let other = |j: &Judged| {
        j.decision.link == Link::Certain
            && j.decision.target.is_some_and(|other| other != target)
            && same_unit(&j.amount.unit, &judged[k].amount.unit)
            && sentence(j) == sentence(&judged[k])
    };
    let beside = [k.checked_sub(1), Some(k + 1)].into_iter().flatten();
    beside.filter_map(|at| judged.get(at)).any(other)
}

/// An amount of a narrative beside a target that is measured alike, as the table sees them.
#[derive(Debug, Clone)]
pub struct Case {
    /// Where the amount stands in the narrative.
    pub span: Span,
    /// The amount.
    pub amount: Amount,
    /// Index of the target among those of the title.
    pub target: usize,
    /// What the target asks for.
    pub asked: Amount,
    /// The signs, as the table writes them.
    pub signs: Vec<String>,
}

/// The cases that a narrative, or a piece of a long one, holds.
pub(crate) fn cases(scene: &Scene, judged: &[Judged]) -> Vec<Case> {
    let told = Signs::new(scene, judged);
    let mut out = Vec::new();
    for (k, j) in judged.iter().enumerate() {
        if j.quantity.reject.is_some() {
            continue;
        }
        for (target, asked) in scene.targets.list.iter().enumerate() {
            if !comparable(&j.amount, j.quantity.dimension(), asked) {
                continue;
            }
            let mut signs = Vec::new();
            told.each(k, target, &mut |sign| signs.push(sign.to_string()));
            out.push(Case {
                span: scene.prose.text.span(j.quantity.start, j.quantity.end),
                amount: j.amount.clone(),
                target,
                asked: asked.amount.clone(),
                signs,
            });
        }
    }
    out
}

/// Whether an amount can answer a target at all, by its unit.
fn comparable(amount: &Amount, dimension: Option<Dimension>, target: &Prepared) -> bool {
    const ANY: [&str; 4] = ["个", "项", "处", "件"];
    let (a, b) = (amount.unit.as_str(), target.amount.unit.as_str());
    same_unit(a, b)
        || dimension == Some(Dimension::Person) && target.dimension() == Some(Dimension::Person)
        || (ANY.contains(&a) || ANY.contains(&b)) && a != "%" && b != "%"
}

#[cfg(test)]
mod tests {
    use super::UNLIKE;
    use crate::rules::read_in_2024 as read;

    #[test]
    fn a_likely_link_that_labelled_rows_speak_against_stays_open() {
        let reading = read("新建公厕20座", "累计建成公厕126座(其中城区22座)");
        assert_eq!(reading.actuals[0].target, None);
        assert_eq!(reading.actuals[0].reason, UNLIKE);
    }

    #[test]
    fn numbers_names_of_rates_and_names_told_apart_are_heard_before_labelled_rows() {
        for (title, narrative, at, target) in [
            (
                "建设工程23个、产业项目14个",
                "建设工程23个,达到和基本达到18个、占比78.3%",
                0,
                0,
            ),
            (
                "新建小学3所、中学2所",
                "共建成3所，其中小学2所、中学1所",
                1,
                0,
            ),
            ("食品抽检合格率98%", "校园食品抽检合格率96.2%", 0, 0),
        ] {
            let reading = read(title, narrative);
            assert_eq!(reading.actuals[at].target, Some(target), "{narrative}");
        }
    }
}
