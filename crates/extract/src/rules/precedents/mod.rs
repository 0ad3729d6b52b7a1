//! What labelled rows say of a link that is only likely.
//!
//! The rules say why a figure may count towards a target. How often figures in such words really did
//! is told by the rows of the corpus: each sign of [`Sign`] has a weight in `table.txt`, learned
//! by [`learn`]. A link that the rules call likely for its words, and that the signs speak against,
//! stays open, unless a number, a neighbour or its list speaks for it. The signs never make a link, and
//! never touch one that is certain.

mod learn;
mod sign;
mod signs;
mod table;

pub use self::learn::learn;

use self::signs::Signs;
use self::table::TABLE;
use crate::reading::Percent;
use crate::rules::actuals::{Judged, Role, Scene};
use crate::rules::link::{BY_WORDS, Prepared, agrees_closely, same_unit};
use crate::rules::settle::names_act;
use crate::vocabulary::Dimension;
use shishi_domain::{Amount, Link, Span};

/// Why such a link stays open.
const UNLIKE: &str = "标注样例中这样写的数量多不计入该目标，由人确认";

/// The sum of weights below which a link stays open: odds of one to two, in hundredths.
///
/// Measured on eleven sets as they were first read, each with a table learned without it: of
/// 649 figures linked 596 were right, of the 614 that remain 581.
const LEAST: i32 = -69;

/// Leaves those likely links open that labelled rows speak against. What the percentages of the
/// narrative say has been read by then, and stays.
pub(crate) fn weigh(scene: &Scene, judged: &mut [Judged], percents: &[Percent]) {
    if judged.iter().all(|j| linked_by_words(scene, j).is_none()) {
        return;
    }
    for k in withheld(scene, judged, percents) {
        let decision = &mut judged[k].decision;
        decision.target = None;
        decision.link = Link::Open;
        decision.reason = UNLIKE;
    }
}

/// How many percentages before and behind an amount are looked at.
const NEAR: usize = 4;

/// The amounts with a likely link that labelled rows speak against, and nothing else speaks for. The
/// members of a list stay together: 甲镇20公里、乙镇30公里、丙镇25公里.
fn withheld(scene: &Scene, judged: &[Judged], percents: &[Percent]) -> Vec<usize> {
    let signs = Signs::new(scene, judged);
    let unlike = |k: usize| {
        linked_by_words(scene, &judged[k]).is_some_and(|target| {
            let mut sum = 0;
            signs.each(k, target, &mut |sign| sum += TABLE.of(sign));
            sum < LEAST
                && !is_told_apart(scene, judged, k, target)
                && !is_second_act(scene, judged, k, target)
                && !fits_percent(scene, &judged[k], target, percents)
        })
    };
    let listed = |a: &Judged, b: &Judged| {
        let target = linked_by_words(scene, a);
        target.is_some()
            && target == linked_by_words(scene, b)
            && sentence(scene, a) == sentence(scene, b)
    };
    let mut out = Vec::new();
    let mut from = 0;
    for list in judged.chunk_by(listed) {
        let members = from..from + list.len();
        from = members.end;
        if members.clone().all(unlike) {
            out.extend(members);
        }
    }
    out
}

/// 供热管网新建22公里、改造15公里: whether the amount right before it in its sentence surely answers its
/// target, and it but names another of the acts that are asked for.
fn is_second_act(scene: &Scene, judged: &[Judged], k: usize, target: usize) -> bool {
    let before = k.checked_sub(1).map(|before| &judged[before]);
    before.is_some_and(|before| {
        before.decision.link == Link::Certain
            && before.decision.target == Some(target)
            && before.amount.unit == judged[k].amount.unit
            && sentence(scene, before) == sentence(scene, &judged[k])
            && names_act(scene, &judged[k], target)
    })
}

fn sentence(scene: &Scene, judged: &Judged) -> usize {
    scene.prose.clauses[judged.clause].sentence
}

/// Whether a percentage of the target nearby is by the numbers that of the amount.
fn fits_percent(scene: &Scene, judged: &Judged, target: usize, percents: &[Percent]) -> bool {
    let (own, asked) = (judged.amount.value, scene.targets.list[target].amount.value);
    let place = scene
        .prose
        .text
        .span(judged.quantity.start, judged.quantity.end);
    let at = percents.partition_point(|p| p.span.start < place.start);
    percents[at.saturating_sub(NEAR)..percents.len().min(at + NEAR)]
        .iter()
        .any(|p| p.target == Some(target) && agrees_closely(p.value, own, asked))
}

/// The target of an amount, if its words alone speak for the link: a rate goes by its name, what is just
/// the amount asked for by its number, and so does a percentage behind it that fits.
fn linked_by_words(scene: &Scene, judged: &Judged) -> Option<usize> {
    let decision = &judged.decision;
    let by_words = decision.link == Link::Likely
        && matches!(judged.role, Role::Reached(_))
        && BY_WORDS.contains(&decision.reason)
        && !decision.told
        && !decision.whole
        && judged.amount.unit != "%";
    let asked = |target: &usize| scene.targets.list[*target].amount.value;
    decision
        .target
        .filter(|target| by_words && asked(target) != judged.amount.value)
}

/// 小学2所、中学1所: whether the amount before or behind it, in its sentence and unit, surely answers
/// another target, so that the names tell them apart.
fn is_told_apart(scene: &Scene, judged: &[Judged], k: usize, target: usize) -> bool {
    let other = |j: &Judged| {
        j.decision.link == Link::Certain
            && j.decision.target.is_some_and(|other| other != target)
            && same_unit(&j.amount.unit, &judged[k].amount.unit)
            && sentence(scene, j) == sentence(scene, &judged[k])
    };
    let beside = [k.checked_sub(1), Some(k + 1)].into_iter().flatten();
    beside.filter_map(|at| judged.get(at)).any(other)
}

/// An amount of a narrative beside a target that is measured alike, as the table sees them.
#[derive(Debug, Clone)]
pub struct Case {
    /// Where the amount stands, in bytes of the narrative.
    pub span: Span,
    /// The amount as the narrative states it.
    pub amount: Amount,
    /// Index of the target among those of the title.
    pub target: usize,
    /// What the target asks for.
    pub asked: Amount,
    /// The signs, as the table writes them; none of them twice.
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
                amount: j.stated.as_ref().unwrap_or(&j.amount).clone(),
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
        || dimension == Some(Dimension::Person) && target.dimension == Some(Dimension::Person)
        || (ANY.contains(&a) || ANY.contains(&b)) && a != "%" && b != "%"
}

#[cfg(test)]
mod tests {
    use super::UNLIKE;
    use crate::reading::PercentVerdict;
    use crate::rules::read_in_2024 as read;

    #[test]
    fn a_likely_link_that_labelled_rows_speak_against_stays_open() {
        let reading = read("新建公厕20座", "累计建成公厕126座(其中城区22座)");
        assert_eq!(reading.actuals[0].target, None);
        assert_eq!(reading.actuals[0].reason, UNLIKE);
    }

    #[test]
    fn a_percentage_is_read_as_if_its_amount_were_linked() {
        let reading = read("新建公厕20座", "累计建成公厕126座(其中城区22座)，完成率85%");
        assert_eq!(reading.actuals[0].reason, UNLIKE);
        let check = reading.percents[0].check.as_ref();
        assert_eq!(check.map(|c| c.verdict), Some(PercentVerdict::Mismatch));
    }

    #[test]
    fn members_of_one_list_stay_together() {
        let reading = read(
            "建设农村公路100公里",
            "甲镇完成20公里、乙镇完成30公里、丙镇完成25公里，完成率75%",
        );
        let linked = reading.actuals.iter().map(|a| a.target.is_some());
        let linked: Vec<bool> = linked.collect();
        assert!(linked.windows(2).all(|two| two[0] == two[1]), "{linked:?}");
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
