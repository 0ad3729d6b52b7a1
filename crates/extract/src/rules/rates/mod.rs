//! What a percentage is: completion, the measured thing itself, or neither.

mod completion;
mod goes_on;
mod measured;
mod neither;

use crate::clause::{Clause, Prose};
use crate::quantity::Quantity;
use crate::rules::actuals::{Judged, Role, Scene, own_start};
use crate::text::{Phrase as _, Text, Words, any_of};

/// A percentage with its place.
struct Rate<'r> {
    scene: &'r Scene<'r, 'r>,
    prose: &'r Prose<'r>,
    text: &'r Text<'r>,
    q: &'r Quantity,
    clause: usize,
    c: &'r Clause,
    /// What stands before it, judged already.
    before: &'r [Judged<'r>],
    /// Where its own words begin.
    own: usize,
    /// Its clause up to it.
    lead: Words<'r>,
    /// Its own words up to it.
    near: Words<'r>,
    /// Its clause behind it.
    rest: Words<'r>,
    title: &'r str,
}

/// What a percentage is, where one reason tells.
type Reason = fn(&Rate) -> Option<Role>;

/// The reasons in order: the first that applies decides.
const REASONS: &[Reason] = &[
    neither::asked_for,
    neither::which,
    neither::left,
    neither::of_some,
    neither::required,
    neither::planned_then,
    neither::average,
    neither::time_gone,
    neither::lies_ahead,
    neither::adjusted,
    completion::in_brackets,
    measured::points,
    neither::former,
    completion::labelled,
    completion::of_each_part,
    measured::share,
    measured::of_places,
    measured::of_quality,
    measured::asked,
    completion::first_word,
    completion::wholly,
    completion::of_task,
    completion::so_far,
    completion::of_them,
    completion::of_all,
    completion::share_of_target,
    completion::continued,
    completion::end_of_row,
    completion::staged,
    completion::of_act,
    completion::elsewhere,
    measured::only_target,
    completion::one_more,
    completion::bare,
    measured::reaches,
    measured::growth,
    completion::of_investment,
    completion::of_one_of_them,
    completion::of_length,
    neither::share,
    measured::named,
    measured::cell,
    measured::of_target,
];

/// A percentage: of completion, measured, or neither.
pub(crate) fn rate(scene: &Scene, q: &Quantity, clause: usize, before: &[Judged]) -> Role {
    let prose = scene.prose;
    let text = &prose.text;
    let c = &prose.clauses[clause];
    let own = own_start(prose, c, q);
    let rate = Rate {
        scene,
        prose,
        text,
        q,
        clause,
        c,
        before,
        own,
        lead: text.words(c.start, q.start),
        near: text.words(own, q.start),
        rest: text.words(q.end, c.end),
        title: scene.targets.title_words,
    };
    let told = REASONS.iter().find_map(|reason| reason(&rate));
    told.unwrap_or(Role::Other("rate"))
}

impl Rate<'_> {
    /// Whether a target is a rate.
    fn has_rate_target(&self) -> bool {
        self.scene.targets.rates().next().is_some()
    }

    /// Its own words up to it, without the marks in front.
    fn bare(&self) -> &str {
        self.near.trim_start_matches([',', '、', ' '])
    }
}

fn title_grows(title: &str) -> bool {
    title.has(any_of!["增长", "增速", "提高", "下降", "降低", "增幅"])
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;

    fn check(title: &str, narrative: &str, percents: &[&str], actuals: &[&str]) {
        let reading = read(title, narrative);
        let got: Vec<String> = reading
            .percents
            .iter()
            .map(|p| p.value.to_string())
            .collect();
        assert_eq!(got, percents, "{narrative}");
        let got: Vec<String> = reading
            .actuals
            .iter()
            .filter(|a| a.amount.unit == "%")
            .map(|a| a.amount.value.to_string())
            .collect();
        assert_eq!(got, actuals, "{narrative}");
    }

    #[test]
    fn completion_or_the_thing_measured() {
        check(
            "改造5个",
            "开工率24%，已完成2个（40%），正在施工（90%）",
            &["24", "40", "90"],
            &[],
        );
        check(
            "生产总值增长8%左右",
            "生产总值增长7.7%，比全国高0.6个百分点",
            &[],
            &["7.7"],
        );
        check("", "污水处理率达到94%，同比增长2%", &[], &["94"]);
        check("", "市级财政承担30%，其中跨区占13.1%", &[], &[]);
        check(
            "改造5个",
            "完成年度任务93.3%，与全省（64.1%）持平",
            &["93.3"],
            &[],
        );
        check("入园占比达到45%", "目前为46.2%", &[], &["46.2"]);
        check(
            "改造5个",
            "已竣工286户（竣工率95.3%），比全市平均（90%）高",
            &["95.3"],
            &[],
        );
        check("水质提升", "合格率由92%提高到97.5%", &[], &["97.5"]);
        check(
            "改造5个",
            "竣工率67.1%，东方市为100%、临高县为95%",
            &["67.1", "100", "95"],
            &[],
        );
        check("", "超过30%的节点要求，预计年底完成率达到89%", &[], &[]);
    }
}
