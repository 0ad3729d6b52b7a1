//! Totals: what is of all years, of sums told before or behind.

use super::{NEAR, make_part, since_january};
use crate::rules::actuals::{Judged, Role, Scene, own_start, sentence_start};
use crate::rules::kinds::WHOLE_PLACE;
use crate::rules::link::{Decision, pairs, same_unit};
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::Class;
use shishi_domain::{Decimal, Link};

/// Why a total of several years does not count beside what this year brought.
pub(super) const OF_ALL_YEARS: &str = "是历年累计，另有本年完成数对应目标";

/// Of a new and a cumulative amount, a cumulative target takes the cumulative one; parts
/// listed after a total that reached the target count no further.
pub(crate) fn settle_totals(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for index in 0..scene.targets.list.len() {
        let linked: Vec<usize> = (0..out.len())
            .filter(|&k| {
                matches!(out[k].role, Role::Reached(_)) && out[k].decision.target == Some(index)
            })
            .collect();
        if linked.len() < 2 {
            continue;
        }
        let linked = without_several_years(scene, out, index, linked);
        if linked.len() < 2 {
            continue;
        }
        // 累计完成:27.4公里: with the label of its column.
        let lead = |j: &Judged| {
            let label = prose.label_of(j.clause).map(|label| label.start);
            let from = label.unwrap_or(prose.clauses[j.clause].start);
            prose.text.folded_of(from, j.quantity.start)
        };
        // 新吸收8所,总数达到60所 for 60所.
        let goal = scene.targets.list[index].amount.value;
        let reaches = |j: &Judged| {
            j.amount.value == goal && lead(j).has(any_of!["总数", "总量", "总计", "达到"])
        };
        let totals = |j: &Judged| lead(j).has(any_of!["累计", "至此", "实际"]) || reaches(j);
        // 甲6.2万户,乙2.1万户,共8.3万户: the last is the sum of those before it.
        if let Some((&sum, parts)) = linked.split_last()
            && parts.len() >= 2
            && lead(&out[sum]).contains(['共', '合', '总'])
            && parts.iter().map(|&k| out[k].amount.value).sum::<Decimal>() == out[sum].amount.value
        {
            for &k in parts {
                out[k].decision = Decision::none(Link::Open, "只是其中一部分，另有合计数对应目标");
            }
            continue;
        }
        let Some(total) = linked.iter().copied().rfind(|&k| totals(&out[k])) else {
            continue;
        };
        // 新建16个,全区累计建成126个, for 20个: of all years.

        let far_beyond = goal
            .checked_mul(Decimal::TWO)
            .is_some_and(|twice| out[total].amount.value >= twice);
        let this_year = |k: &usize| {
            out[*k].clause != out[total].clause
                && out[*k].decision.exact
                && out[*k].amount.value <= goal.checked_mul(Decimal::TWO).unwrap_or(goal)
        };
        if far_beyond && linked.iter().any(this_year) {
            out[total].decision = Decision::none(Link::Open, OF_ALL_YEARS);
            continue;
        }
        // 一季度新建286个,占全年任务的35.75%;累计建成4120个: of all years, not of this one.
        let fits = |k: &usize| out[*k].decision.told;
        // 1-7月470万套,占78%;1-10月达到600万套: of the same year.
        let all_of_year = linked.iter().all(|&k| since_january(scene, &out[k]));
        if all_of_year {
            continue;
        }
        if !fits(&total) && linked.iter().any(fits) {
            out[total].decision = Decision::none(Link::Open, OF_ALL_YEARS);
            continue;
        }
        let total_unit = out[total].amount.unit.clone();
        let same_total = lead(&out[total]).has(any_of!["累计", "至此"]) || reaches(&out[total]);
        for &k in &linked {
            if k == total || out[k].amount.unit != total_unit {
                continue;
            }
            if lead(&out[k]).has(any_of!["累计"]) || lead(&out[k]).has(any_of!["其中"]) {
                continue;
            }
            // 前三季度减负70.66亿元,…累计退税1.86亿元: a total is no less than what it totals.
            if same_total && out[k].amount.value <= out[total].amount.value {
                out[k].decision = Decision::none(Link::Open, "本期数，另有累计数对应目标");
            } else if k > total
                && !prose.scan.has(
                    Class::Reached,
                    prose.clauses[out[k].clause].start,
                    out[k].quantity.start,
                )
            {
                make_part(&mut out[k]);
            }
        }
    }
}

/// “十三五”期间累计完成2057.99公里 beside 2020年完成1265公里: of the amounts of one target those of several
/// years give way to those of the year, unless the target is that of several years itself.
fn without_several_years(
    scene: &Scene,
    out: &mut [Judged],
    index: usize,
    linked: Vec<usize>,
) -> Vec<usize> {
    let goal = &scene.targets.list[index];
    let (title, prose) = (scene.targets.title_words, scene.prose);
    let cumulative = goal.level || goal.own.has(any_of!["累计", "总", "达到"]);
    if cumulative || title.has(PLAN_YEARS) || title.has(any_of!["以来", "年来", "年期间"]) {
        return linked;
    }
    let several = |k: &usize| {
        let own = &out[*k];
        let from = sentence_start(prose, own.clause).max(own.quantity.start.saturating_sub(60));
        let said = prose.text.words(from, own.quantity.start);
        // 项目开工以来累计完成8.1亿元 for 10亿元 may be all that was promised.
        let begun = || said.has(SINCE_BEGUN) && own.amount.value > goal.amount.value;
        let since = said.has(any_of!["累计"]) && (said.has(PLAN_YEARS) || begun());
        // “十四五”期间累计完成2057.99公里,2024年完成1265公里: the second is of its own year.
        let clause = &prose.clauses[own.clause];
        let lead = prose.text.words(clause.start, own.quantity.start);
        let of_year = || {
            let mut dates = prose
                .dates_in(clause.start, own.quantity.start)
                .iter()
                .take(NEAR);
            dates.any(|d| Some(d.from.year()) == scene.year)
                || lead.has(any_of!["今年", "本年", "年度", "其中"]) && !lead.has(MANY_YEARS)
        };
        !own.decision.told && (since || said.has(MANY_YEARS)) && !of_year()
    };
    let (years, rest): (Vec<usize>, Vec<usize>) = linked.iter().copied().partition(|k| several(k));
    if !rest.iter().any(|&k| out[k].decision.exact) {
        return linked;
    }
    for k in years {
        out[k].decision = Decision::none(Link::Open, OF_ALL_YEARS);
    }
    rest
}

/// What a plan of several years is called, and what is said of its time: “十三五”期间.
const PLAN_YEARS: &Sought = any_of!["十一五", "十二五", "十三五", "十四五", "十五五"];

/// Since the works began, be it years ago.
const SINCE_BEGUN: &Sought = any_of!["开工以来", "开建以来", "实施以来", "启动以来", "建设以来"];

/// 历年累计, 五年来: of many years, whatever the number.
const MANY_YEARS: &Sought = any_of![
    "历年",
    "年来累计",
    "年来,累计",
    "两年来",
    "三年来",
    "四年来",
    "五年来",
    "六年来",
    "2年来",
    "3年来",
    "4年来",
    "5年来",
    "6年来",
    "近两年",
    "近三年",
    "近四年",
    "近五年"
];

/// 累计建成5230个,其中今年新建876个, for 1000个: the whole is that of all years.
pub(crate) fn settle_years(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for k in 0..out.len() {
        let Some(target) = out[k].decision.target else {
            continue;
        };
        let own = &out[k];
        let clause = &prose.clauses[own.clause];
        let lead = prose.text.words(clause.start, own.quantity.start);
        let goal = &scene.targets.list[target];
        let beyond = || {
            let twice = goal.amount.value.checked_mul(Decimal::TWO);
            twice.is_some_and(|twice| own.amount.value >= twice)
        };
        let of_all = matches!(own.role, Role::Reached(_))
            && !goal.level
            && !goal.own.has(any_of!["累计", "总", "达到"])
            && beyond()
            && !own.decision.told
            && !lead.has(any_of!["今年", "本年", "新增"]);
        // 全市已建成1156个,今年新建306个: the year alone tells the one from the other.
        let beside = match lead.has(any_of!["累计", "总", "达到", "共"]) {
            true => any_of!["今年", "本年", "新增", "年新建", "年新增", "年新", "年内新"],
            false => any_of![
                "今年新",
                "今年建",
                "今年完",
                "其中今年",
                "本年新",
                "本年度新",
                "年内新"
            ],
        };
        if of_all && this_year_beside(scene, out, k, beside) {
            out[k].decision = Decision::none(Link::Open, OF_ALL_YEARS);
        }
    }
}

/// Whether an amount of this year, in the same unit and no larger, stands in the same sentence.
fn this_year_beside(scene: &Scene, out: &[Judged], total: usize, beside: &Sought) -> bool {
    let prose = scene.prose;
    let sentence = prose.clauses[out[total].clause].sentence;
    let from = total.saturating_sub(NEAR);
    let to = (total + NEAR).min(out.len());
    (from..to).filter(|&k| k != total).any(|k| {
        let own = &out[k];
        let clause = &prose.clauses[own.clause];
        let start = own_start(prose, clause, own.quantity);
        let words = prose.text.words(start, own.quantity.start);
        // 共完成27台。…今年已完工3台: in a sentence of its own.
        let near = clause.sentence == sentence
            || (sentence..=sentence + 2).contains(&clause.sentence)
                && words.has(any_of!["今年已", "本年已", "今年完", "今年新", "本年度已"]);
        matches!(own.role, Role::Reached(_))
            && near
            && same_unit(&own.amount.unit, &out[total].amount.unit)
            && own.amount.value <= out[total].amount.value
            && words.has(beside)
    })
}

/// 甲院新增120张、乙院150张、丙院160张,共计430张: parts told before their sum.
pub(crate) fn settle_totals_behind(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for total in 2..out.len() {
        let own = &out[total];
        let clause = &prose.clauses[own.clause];
        let from = own_start(prose, clause, own.quantity);
        let words = prose.text.words(from, own.quantity.start);
        let words = words.trim_start_matches([',', '、', ' ', '(', '|']);
        // 到4月底合计完成投资23.04亿元: behind a date.
        let dated = prose.dates_in(from, own.quantity.start).first();
        let behind_date = dated.is_some_and(|d| {
            d.start <= from + 3
                && prose
                    .text
                    .one_of(d.end, &["合计", "总计", "共计"])
                    .is_some()
        });
        let sums = behind_date
            || words.starts_with_one(&["共", "合计", "总计", "累计", "等"])
            || words.starts_with_one(WHOLE_PLACE);
        if !sums || !matches!(own.role, Role::Reached(_)) || own.quantity.is_rate() {
            continue;
        }
        let mut sum = Decimal::ZERO;
        let mut parts = Vec::new();
        for k in (total.saturating_sub(NEAR)..total).rev() {
            let part = &out[k];
            if part.amount.unit != own.amount.unit || !matches!(part.role, Role::Reached(_)) {
                continue;
            }
            sum = sum.checked_add(part.amount.value).unwrap_or(sum);
            parts.push(k);
            if sum >= own.amount.value {
                break;
            }
        }
        if sum != own.amount.value || parts.len() < 2 {
            continue;
        }
        // 小学2所、中学1所,共3所: each for a target of its own.
        let mut targets: Vec<_> = parts.iter().map(|&k| out[k].decision.target).collect();
        targets.dedup();
        if targets.len() > 1 && targets.iter().all(Option::is_some) {
            continue;
        }
        for k in parts {
            make_part(&mut out[k]);
        }
    }
}

/// 接待游客增长12.8%,综合收入增长15.2%: of several rates the one whose name is the target's.
pub(crate) fn settle_growth(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for (index, target) in scene.targets.list.iter().enumerate() {
        if target.amount.unit != "%" || !target.own.has(any_of!["增长", "下降", "增速"]) {
            continue;
        }
        let linked: Vec<usize> = (0..out.len())
            .filter(|&k| out[k].decision.target == Some(index) && out[k].quantity.is_rate())
            .collect();
        if linked.len() < 2 {
            continue;
        }
        // What grew: its own words, and those of the clause before if they begin with the growth.
        let told = |j: &Judged| {
            let clause = &prose.clauses[j.clause];
            let lead = prose.text.words(clause.start, j.quantity.start);
            let bare = lead.starts_with_one(&["增长", "同比", "下降", "增速", "比", "较"]);
            let from = match j.clause.checked_sub(1).filter(|_| bare) {
                Some(before) => prose.clauses[before].start,
                None => clause.start,
            };
            let words = prose.text.words(from, j.quantity.start);
            let own = target.names(&pairs(&words)).len();
            let part = words.has(any_of!["其中"])
                || words.has(any_of!["农村"]) && !target.own.contains("农村");
            if part { 0 } else { own + 1 }
        };
        let scores: Vec<usize> = linked.iter().map(|&k| told(&out[k])).collect();
        let best = scores.iter().copied().max().unwrap_or(0);
        for (&k, &score) in linked.iter().zip(&scores) {
            if score < best {
                out[k].decision = Decision::none(Link::Open, "是另一项或其中一部分的增速");
            }
        }
    }
}

/// 路基完成56公里(93%),路面完成42公里(70%): steps of one work, of which none is the whole.
pub(crate) fn settle_steps(scene: &Scene, out: &mut [Judged]) {
    let sentence = |j: &Judged| scene.prose.clauses[j.clause].sentence;
    for k in 1..out.len() {
        let Some(target) = out[k].decision.target.filter(|_| out[k].decision.step) else {
            continue;
        };
        let from = k.saturating_sub(NEAR);
        let others: Vec<usize> = (from..k)
            .filter(|&o| {
                let other = &out[o];
                other.decision.target == Some(target)
                    && other.decision.step
                    && sentence(other) == sentence(&out[k])
                    && other.amount.value != out[k].amount.value
            })
            .collect();
        if others.is_empty() {
            continue;
        }
        for o in others.into_iter().chain([k]) {
            out[o].decision = Decision::none(Link::Open, "只是其中一道工序，不等于目标所指的完成");
        }
    }
}
