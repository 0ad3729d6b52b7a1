//! What speaks against the target that an amount fits best.

mod acts;
mod money;
mod projects;
mod rates;
mod things;
mod totals;
mod whom;

pub(crate) use self::rates::is_short_for;
use super::Pick;

/// Why the amount does not count, in words for the reader.
type Reason = fn(&Pick) -> Option<&'static str>;

/// The reasons in order: the first that applies is given.
pub(super) const AGAINST: &[Reason] = &[
    money::no_investment,
    totals::of_several,
    totals::of_another_plan,
    totals::all_there_is,
    acts::other_act,
    acts::newly_built,
    things::sibling,
    things::later_dose,
    totals::limited,
    whom::covered,
    whom::staff,
    acts::looked_back,
    whom::other_order,
    money::only_granted,
    things::other_noun,
    acts::verb_alone,
    projects::other_projects,
    things::other_thing,
    things::laid_over,
    projects::more_projects,
    projects::projects_alone,
    whom::in_villages,
    things::of_the_next,
    rates::other_rate,
    totals::not_due,
    acts::handed_over,
    projects::of_size,
    things::other_heading,
];
