//! Why an amount with a measure word is no fact of progress: the reasons, in order.

use super::case::{Case, Local};
use super::part::part;
use super::{aside, each, money, plans, sizes, stock, unfinished};
use crate::quantity::Quantity;
use crate::rules::actuals::{Judged, Role, Scene};

/// A reason that may tell what an amount is.
type Reason = fn(&Case) -> Option<Role>;

/// The reasons in order: the first that applies decides.
const REASONS: &[Reason] = &[
    unfinished::due_by_now,
    unfinished::due_at_all,
    unfinished::denied,
    unfinished::slow,
    unfinished::put_off,
    each::for_each,
    each::sum_for_each,
    each::price,
    sizes::described,
    plans::under_label,
    plans::task_passed_on,
    plans::called_a_task,
    plans::interim,
    each::per_thing,
    unfinished::being_built,
    sizes::storeys,
    sizes::groups,
    aside::counted_already,
    aside::dropped,
    aside::restated,
    aside::named,
    aside::base,
    aside::promise_again,
    aside::of_place,
    aside::handed_to,
    aside::laid_out,
    aside::house_numbers,
    aside::beyond_plan,
    each::per_day,
    stock::whole,
    sizes::programme,
    stock::sum_of_list,
    sizes::where_done,
    stock::balance,
    sizes::issued,
    sizes::earners,
    aside::subject,
    sizes::teams,
    aside::of_one,
    plans::first_of_row,
    aside::other_row,
    plans::planned_start,
    stock::of_label,
    aside::of_the_target,
    unfinished::against_schedule,
    sizes::left_out,
    sizes::votes,
    sizes::widened,
    money::cost,
    stock::rank,
    sizes::shared,
    aside::places,
    plans::handed_out,
    plans::budgeted,
    stock::grade,
    sizes::rated,
    each::per_team,
    stock::stock,
    unfinished::goes_on,
    stock::former,
    stock::among,
    stock::of_list,
    unfinished::prospect,
    sizes::papers,
    unfinished::remaining,
    stock::comparison,
    sizes::means,
    sizes::and_others,
    sizes::counts_rates,
    sizes::names,
    money::sent_down,
    money::at_hand,
    money::set_aside,
    money::set_aside_before,
    money::budget_adjusted,
    sizes::of_percent,
    part,
    plans::size_of_plan,
    plans::lies_ahead,
    unfinished::said_to_go_on,
    unfinished::worked_on,
    unfinished::pushed_on,
    unfinished::right_now,
];

/// What an amount is, where it is no fact of progress.
pub(super) fn excluded(
    scene: &Scene,
    q: &Quantity,
    clause: usize,
    before: &[Judged],
    local: &mut Local,
) -> Option<Role> {
    let case = Case::new(scene, q, clause, before, local);
    REASONS.iter().find_map(|reason| reason(&case))
}
