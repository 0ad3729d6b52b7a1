//! Second thoughts on links, once all amounts of a narrative are known.

mod groups;
mod lists;
mod neighbours;
mod parts;
mod periods;
mod rates;
mod rivals;
mod totals;

pub(crate) use self::groups::{settle_classes, settle_groups};
pub(crate) use self::lists::{settle_heads, settle_lists, settle_names, settle_order};
pub(crate) use self::neighbours::settle_neighbours;
pub(crate) use self::parts::{
    settle_begun, settle_breakdowns, settle_kinds, settle_parts, settle_places, settle_sectors,
    settle_shares, settle_sums, settle_unfinished,
};
pub(crate) use self::periods::{settle_months, settle_periods};
pub(crate) use self::rates::rates_that_fit;
pub(crate) use self::rates::settle_subjects;
pub(crate) use self::rivals::{
    names_act, settle_chains, settle_rate_names, settle_rivals, settle_twins,
};
pub(crate) use self::totals::{
    settle_growth, settle_steps, settle_totals, settle_totals_behind, settle_years,
};

use crate::clause::Prose;
use crate::rules::actuals::{Judged, Role, Scene, own_start};
use crate::rules::link::{Decision, Pair, pairs};
use crate::text::{Sought, Words};
use shishi_domain::Link;

/// How many amounts are looked back over for a whole, so that the time stays linear.
const NEAR: usize = 16;

/// The clause behind the list that a clause opens: over ; where a colon opened it, else to the end of the
/// sentence.
fn list_end(prose: &Prose, clause: usize) -> usize {
    let sentence = prose.clauses[clause].sentence;
    let behind = prose
        .clauses
        .iter()
        .enumerate()
        .skip(clause + 1)
        .take(4 * NEAR);
    let opened = prose.clauses[clause].label
        || prose.clauses.get(clause + 1).is_some_and(|next| {
            next.label && prose.text.ends(next.end, "其中") && next.sentence == sentence
        });
    let mut closed = !opened && !matches!(prose.clauses[clause].mark, ',' | ':');
    for (k, next) in behind {
        if closed || !opened && next.sentence != sentence {
            return k;
        }
        closed = matches!(next.mark, '。' | '\n' | '!' | '?');
    }
    clause + 4 * NEAR
}

/// It is a part of a total, and no figure of its own, unless a target asks for just that part.
fn make_part(judged: &mut Judged) {
    if judged.decision.target.is_some() && judged.decision.reason == groups::ANSWERS {
        return;
    }
    judged.role = Role::Other("part");
    judged.decision = Decision::none(Link::Open, "");
}

/// The pairs of characters of an amount's own words up to it.
fn own_pairs(prose: &Prose, judged: &Judged) -> Vec<Pair> {
    let from = own_start(prose, &prose.clauses[judged.clause], judged.quantity);
    pairs(prose.text.folded_of(from, judged.quantity.start))
}

/// 1-10月开工600万套, 全年共开工609万套: whether an amount is told of this year from its beginning on.
fn since_january(scene: &Scene, judged: &Judged) -> bool {
    let prose = scene.prose;
    let clause = &prose.clauses[judged.clause];
    let lead = prose.text.words(clause.start, judged.quantity.start);
    let year = scene.year;
    lead.starts_with("全年")
        || prose
            .dates_in(clause.start, judged.quantity.start)
            .iter()
            .any(|d| {
                Some(d.from.year()) == year
                    && d.to.year() == d.from.year()
                    && d.opens_year()
                    && d.to.month() > 1
            })
}

/// Whether each target is named but once.
fn all_different(targets: &[usize]) -> bool {
    let mut sorted = targets.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).all(|w| w[0] != w[1])
}

/// The words of an amount's own, and those behind it up to the next.
fn own_words<'p>(scene: &Scene<'p, '_>, judged: &Judged) -> (Words<'p>, Words<'p>) {
    let prose = scene.prose;
    let clause = &prose.clauses[judged.clause];
    let from = own_start(prose, clause, judged.quantity);
    let after = prose
        .quantities_in(judged.quantity.end, clause.end)
        .first()
        .map_or(clause.end, |n| n.start);
    let text = &prose.text;
    (
        text.words(from, judged.quantity.start),
        text.words(judged.quantity.end, after),
    )
}

/// Whether one of the words stands on either side of an amount, in its own words as `own_words` gives them.
fn stands_beside((before, behind): &(Words, Words), sought: &Sought) -> bool {
    before.has(sought) || behind.has(sought)
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;
    fn targets(title: &str, narrative: &str) -> Vec<Option<usize>> {
        read(title, narrative)
            .actuals
            .iter()
            .map(|a| a.target)
            .collect()
    }

    #[test]
    fn lists_go_in_order_and_sums_stand_for_their_parts() {
        assert_eq!(
            targets(
                "养老保险参保390万人，失业保险参保130万人",
                "两项保险参保人数分别达430.56万人、133.81万人"
            ),
            [Some(0), Some(1)]
        );
        assert_eq!(
            targets(
                "实施清洁取暖10万户",
                "气代煤已完成6.2万户，电代煤完成2.1万户，共完成8.3万户"
            ),
            [Some(0)]
        );
    }

    #[test]
    fn parts_by_place_and_parts_of_a_sum_are_left_out() {
        assert_eq!(
            targets(
                "清洁取暖改造25万户",
                "全市完工24万户。其中市属各县：冠县完成3.5万户；临清2.9万户；莘县2.95万户"
            ),
            [Some(0)]
        );
        assert_eq!(
            targets(
                "清洁取暖改造25万户",
                "全市完工24万户。冠县完成3.5万户；临清2.9万户；莘县2.95万户"
            ),
            [Some(0)]
        );
        assert_eq!(
            targets(
                "建设停车位1000个",
                "建成650个，其中梁园452个已通过验收，王借岗90个、澜石46个、青年公园62个"
            ),
            [Some(0)]
        );
        assert_eq!(
            targets(
                "新增公办学位3.1万个",
                "新增学位6万个，其中公办学位5万个，完成计划的161%"
            ),
            [None, Some(0)]
        );
    }

    #[test]
    fn the_year_goes_before_all_years() {
        assert_eq!(
            targets(
                "新建基站800个",
                "一季度新建286个，占全年任务的35.75%；累计建成4120个"
            ),
            [Some(0), None]
        );
    }

    #[test]
    fn a_bare_amount_goes_with_the_next_target() {
        assert_eq!(
            targets(
                "光伏装机5万千瓦，家庭光伏1.2万户、装机2.4万千瓦",
                "光伏装机5.009万千瓦；家庭光伏6232户、2.464万千瓦"
            ),
            [Some(0), Some(1), Some(2)]
        );
    }

    #[test]
    fn a_part_may_be_what_another_target_asks_for() {
        assert_eq!(
            targets(
                "实施项目78个，其中新开工20个",
                "实施项目68个，其中续建51个、新开工17个"
            ),
            [Some(0), Some(1)]
        );
        assert_eq!(
            targets("建学校10所", "10所学校全部建成，其中9所已投用"),
            [Some(0)]
        );
    }

    #[test]
    fn a_share_of_a_stated_whole_is_completion() {
        let reading = read(
            "建设7个垃圾项目和13个风貌项目",
            "20个项目中，完工的5个，占25%",
        );
        assert_eq!(reading.actuals.len(), 1);
        assert_eq!(reading.actuals[0].target, None);
        assert_eq!(reading.percents.len(), 1);
    }

    #[test]
    fn thresholds_tell_targets_apart() {
        assert_eq!(
            targets(
                "引进投资10亿元以上项目10个、亿元以上项目100个",
                "亿元及以上项目引进107个，10亿元以上25个"
            ),
            [Some(1), Some(0)]
        );
    }
}
