//! Amounts that vie for one target: the best stays.

use super::neighbours::{SEVERAL, add_up};
use super::{own_words, since_january, stands_beside};
use crate::rules::actuals::{Judged, Role, Scene};
use crate::rules::kinds::{ALL_OF_THEM, BEGUN, IN_USE};
use crate::rules::link::{Decision, ONLY_ADDED, is_verb, named, pairs};
use crate::rules::stages::begins_only;
use crate::rules::stance;
use crate::text::{Phrase as _, Sought, any_of, is_chinese};
use crate::vocabulary::Dimension;
use shishi_domain::{Decimal, Link};
use std::collections::HashMap;

/// Of several amounts linked to one target, those whose unit or name fits worse than the
/// best give way, unless their percentage tells otherwise.
pub(crate) fn settle_rivals(scene: &Scene, out: &mut [Judged]) {
    let linked: Vec<(usize, usize)> = out
        .iter()
        .enumerate()
        .filter(|(_, j)| matches!(j.role, Role::Reached(_)))
        .filter_map(|(k, j)| Some((k, j.decision.target?)))
        .collect();
    if linked.is_empty() {
        return;
    }
    // The best of each target: by unit, and by name within either kind.
    let mut best: Vec<Option<Best>> = Vec::new();
    best.resize_with(scene.targets.list.len(), || None);
    for &(k, target) in &linked {
        if is_converted(out, k) {
            continue;
        }
        let own = &out[k].decision;
        let entry = best[target].get_or_insert_with(|| Best {
            first: k,
            ..Best::default()
        });
        entry.exact |= own.exact;
        // 开工92个,开工率100%;完工5个: a beginning does not put the end aside.
        if own.told && !(begins(scene, &out[k]) && own.link == Link::Likely) {
            entry.told = entry.told.max(own.shared);
            entry.fits = true;
            entry.rated = entry
                .rated
                .max(own.exact.then_some((out[k].amount.value, k)));

            entry.ends_told |= finishes(scene, &out[k]);
        }
        let finished = finishes(scene, &out[k]);
        entry.finished |= finished;
        entry.plain |= own.exact && finished && !is_gain(scene, &out[k]);
        entry.in_use |= is_in_use(scene, &out[k]);

        let value = out[k].amount.value;
        if own.exact && entry.most.is_none_or(|(most, _)| value > most) {
            entry.most = Some((value, k));
        }
        // 供水管网敷设48.5公里,验收通水35.2公里: the name before the first is that of the second as well.
        if !is_laid_only(scene, &out[k]) {
            let slot = &mut entry.shared[usize::from(own.exact)];
            *slot = (*slot).max(own.shared);
        }
    }
    // What comes near must not give way to another by its name: 泊位增加5.6万个,小微停车场建成845个.
    for &(k, target) in &linked {
        let (own, value) = (&out[k].decision, out[k].amount.value);
        if is_converted(out, k) {
            continue;
        }
        if let Some(best) = best[target].as_mut() {
            let stays =
                own.shared * 2 >= best.shared[1] || own.shared >= 3 || !names_more(scene, &out[k]);
            best.comes_near |=
                stays && own.exact && finishes(scene, &out[k]) && !times(scene, target, value, 2);
        }
    }
    // 新建11处、改造6处 for 17处: together they are what was promised.
    // 陆续投放100台,最后50台已投入运营 for 150台.
    let mut together: HashMap<(usize, usize), (usize, Decimal)> = HashMap::new();
    let sentence = |j: &Judged| scene.prose.clauses[j.clause].sentence;
    let several = linked.len() > 1;
    for &(k, target) in linked
        .iter()
        .filter(|(k, _)| several && out[*k].decision.exact && !begins(scene, &out[*k]))
    {
        let (count, sum) = together.entry((target, sentence(&out[k]))).or_default();
        *count += 1;
        *sum = sum.checked_add(out[k].amount.value).unwrap_or(*sum);
    }
    for &(k, target) in &linked {
        if is_converted(out, k) {
            out[k].decision = Decision::none(Link::Open, "同一目标另有更相符的数量");
            continue;
        }
        let own = &out[k].decision;
        let Some(best) = &best[target] else {
            continue;
        };
        let goal = scene.targets.list[target].amount.value;
        let sums_up = |&(count, sum): &(usize, Decimal)| count >= 2 && sum == goal;
        // 改造完成1465户,…发放补贴惠及1465户: those who gain by it are counted already.
        if best.plain && is_gain(scene, &out[k]) {
            out[k].decision = Decision::none(Link::Open, "同一目标另有更相符的数量");
            continue;
        }
        // 开工12个,完工8个 for 20个 are stages of the same.
        let begun = begins(scene, &out[k]);
        if !begun
            && together
                .get(&(target, sentence(&out[k])))
                .is_some_and(sums_up)
        {
            continue;
        }
        // 已完成26件,完成率40%;已开工65件: the end goes before the beginning, unless that is
        // what is asked for.
        let asked = begins_only(&scene.targets.list[target]);
        if best.ends_told && !asked && begins(scene, &out[k]) {
            out[k].decision = Decision::none(Link::Open, "同一目标另有更相符的数量");
            continue;
        }
        // 1-7月开工470万套,占年度任务的78%;全年共开工609万套: of the same year, and later.
        let later = own.exact
            && since_january(scene, &out[k])
            && best.rated.is_some_and(|(value, at)| {
                at != k && value <= out[k].amount.value && since_january(scene, &out[at])
            });
        if later {
            continue;
        }
        // 新建雨污管网32公里、改造21公里 for 新建改造60公里: one of its acts each.
        if own.told || own.exact && names_act(scene, &out[k], target) {
            continue;
        }
        // 施工完成1764户,验收1502户; 建成9个,运营7个: of those that are finished.
        let accepted = own.exact
            && best
                .most
                .is_some_and(|(value, at)| at != k && value >= out[k].amount.value)
            && own_words(scene, &out[k]).0.ends_with_one(&[
                "验收",
                "验收合格",
                "通过验收",
                "验收通过",
                "运营",
                "投入运营",
                "投入使用",
                "投用",
                "交付使用",
                "移交",
            ])
            && !scene.targets.list[target].own.has(any_of!["验收"])
            && !asks_for_use(scene, target);
        // 竣工420套,已分配310套: of the homes that are finished; but not 完成采购100辆,交付60辆.
        let given_out = own.exact
            && is_given_out(scene, &out[k], target)
            && best.most.is_some_and(|(value, at)| {
                at != k && value >= out[k].amount.value && is_built(scene, &out[at])
            });
        // 安装69台,检验合格投入使用54台 for 更新并投入使用100台.
        let short_of_use = asks_for_use(scene, target) && best.in_use && !is_in_use(scene, &out[k]);
        // 9座均已封闭交通,…建成通车3座 for 9座: all of them are spoken of, and some are finished.
        let spoken_of = own.exact
            && out[k].amount.value == goal
            && goal > Decimal::ONE
            && !finishes(scene, &out[k])
            && !takes_up(scene, &out[k], target)
            && !is_all_in_use(scene, &out[k])
            && best.finished;
        // 竣工1514.95万亩 beside 竣工304.95万亩 for 300万亩: of all years.
        let beyond = best.comes_near && times(scene, target, out[k].amount.value, 2);
        let clause = &scene.prose.clauses[out[k].clause];
        let apart = scene.prose.text.at(clause.start) == '另'
            && best.first < k
            && (stance::ahead(scene.prose, clause.start, clause.end, scene.as_of)
                || !add_up(scene, out, target, [best.first, k]));
        // 新增42项,总数达到196项 for 达到180项.
        let added = own.reason == ONLY_ADDED
            && best
                .most
                .is_some_and(|(value, at)| at != k && value > out[k].amount.value);
        // 筛查18263人,…确诊36人: next to nothing beside the other.
        let slight = out[k].quantity.dimension() == Some(Dimension::Person)
            && best.comes_near
            && best.most.is_some_and(|(value, at)| {
                let many = out[k].amount.value.checked_mul(Decimal::from(20));
                at != k && many.is_some_and(|many| many < value)
            })
            && names_more(scene, &out[k]);
        // 办理290件,完成率108%;结案249件: what has the percentage is all there is.
        let counted_in = own.exact
            && own.link == Link::Likely
            && best
                .rated
                .is_some_and(|(value, at)| at < k && value >= out[k].amount.value);
        let better = apart
            || short_of_use
            || spoken_of
            || counted_in
            || slight
            || accepted
            || given_out
            || added
            || beyond
            || (best.exact && !own.exact)
            || own.shared < best.told
            || own.misfit && best.fits
            || best.fits && begins(scene, &out[k])
            || best.fits && out[k].quantity.dimension() == Some(Dimension::Money)
            || (best.finished || best.fits)
                && !finishes(scene, &out[k])
                && (mentions(scene, &out[k]) || is_laid_only(scene, &out[k]))
            || (own.shared * 2 < best.shared[usize::from(own.exact)]
                && own.shared < 3
                && !is_listed(scene, out, k));
        if better {
            out[k].decision = Decision::none(Link::Open, "同一目标另有更相符的数量");
        }
    }
}

/// The name of a rate that a target asks for: 回收利用率.
fn rate_name(own: &str) -> Option<&str> {
    let end = own.find('率')?;
    let start = own[..end]
        .char_indices()
        .rev()
        .nth(3)
        .map_or(0, |(at, _)| at);
    Some(&own[start..end + '率'.len_utf8()])
}

/// 资源化利用率71.5%,回收利用率36.9% for 回收利用率: of several rates the one of the very name.
pub(crate) fn settle_rate_names(scene: &Scene, out: &mut [Judged]) {
    let list = &scene.targets.list;
    let name_of = |index: usize| {
        let target = &list[index];
        (target.amount.unit == "%")
            .then(|| rate_name(target.own))
            .flatten()
    };
    let bears = |j: &Judged, name: &str| {
        // 污水处理率稳定在96%.
        let (before, _) = own_words(scene, j);
        before
            .rsplit_once(name)
            .is_some_and(|(_, after)| !after.contains('率'))
    };
    for index in 0..list.len() {
        let Some(name) = name_of(index) else {
            continue;
        };
        let of_target = |j: &Judged| j.decision.target == Some(index) && j.quantity.is_rate();
        if out.iter().filter(|j| of_target(j)).take(2).count() < 2
            || !out.iter().any(|j| of_target(j) && bears(j, name))
        {
            continue;
        }
        for j in out.iter_mut().filter(|j| of_target(j) && !bears(j, name)) {
            let other = (0..list.len()).find(|&i| name_of(i).is_some_and(|name| bears(j, name)));
            match other {
                Some(other) => j.decision.target = Some(other),
                None => j.decision = Decision::none(Link::Open, "比率的名称与目标不符"),
            }
        }
    }
}

/// 168里,折合84公里: whether the same stands behind an amount as its target counts it.
fn is_converted(out: &[Judged], k: usize) -> bool {
    let own = &out[k];
    own.stated.is_some()
        && out[k + 1..].iter().take(2).any(|j| {
            j.stated.is_none()
                && j.amount.unit == own.amount.unit
                && j.amount.value == own.amount.value
        })
}

/// 宫颈癌检查5210人,乳腺癌检查5198人 for 检查1万人: two things done to those promised, each counted. Whether
/// one of them or all together are meant, a person has to say.
pub(crate) fn settle_twins(scene: &Scene, out: &mut [Judged]) {
    let clause = |j: &Judged| &scene.prose.clauses[j.clause];
    let certain = |j: &Judged| j.decision.link == Link::Certain && !j.decision.told;
    let twins = |a: &Judged, b: &Judged| {
        let one = a.decision.target.is_some()
            && a.decision.target == b.decision.target
            && a.clause + 1 >= b.clause
            && clause(a).sentence == clause(b).sentence
            && a.amount.unit == b.amount.unit;
        if !one || !certain(a) || !certain(b) {
            return false;
        }
        let (first, second) = (own_words(scene, a).0, own_words(scene, b).0);
        let name = |words: &'_ str| {
            let marks = ['、', ',', ' ', '和', '已', '完', '成'];
            let name = words.trim_matches(marks);
            let start = words.len() - words.trim_start_matches(marks).len();
            (start, start + name.len())
        };
        let (i, j) = (name(&first), name(&second));
        let (first, second) = (&first[i.0..i.1], &second[j.0..j.1]);
        let named = |words: &str| words.chars().nth(3).is_some();
        let tail = |words: &str| words.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
        first != second
            && named(first)
            && named(second)
            && first[tail(first)..] == second[tail(second)..]
    };
    let mut doubtful = vec![false; out.len()];
    for k in 1..out.len() {
        if twins(&out[k - 1], &out[k]) {
            doubtful[k - 1] = true;
            doubtful[k] = true;
        }
    }
    for (j, _) in out
        .iter_mut()
        .zip(doubtful)
        .filter(|(_, doubtful)| *doubtful)
    {
        j.decision.link = Link::Likely;
        j.decision.reason = SEVERAL;
    }
}

/// 自主创业86名、就业128名 for 创业就业200名: whether an amount stands in a list with the next or the one before
/// it, and both together are not too much for their target.
fn is_listed(scene: &Scene, out: &[Judged], k: usize) -> bool {
    let text = &scene.prose.text;
    let own = &out[k];
    let beside = |other: &Judged| {
        let (first, second) = match other.quantity.start < own.quantity.start {
            true => (other, own),
            false => (own, other),
        };
        let goal = own
            .decision
            .target
            .map(|t| scene.targets.list[t].amount.value);
        let sum = first.amount.value.checked_add(second.amount.value);
        let most = goal.and_then(|goal| goal.checked_mul(Decimal::new(12, 1)));
        other.decision.target == own.decision.target
            && other.decision.exact
            && own.decision.exact
            && other.clause == own.clause
            && text.at(first.quantity.end) == '、'
            && sum.zip(most).is_some_and(|(sum, most)| sum <= most)
    };
    let before = k.checked_sub(1).and_then(|b| out.get(b));
    before.is_some_and(beside) || out.get(k + 1).is_some_and(beside)
}

/// Whether the words of an amount have characters that the title does not.
fn names_more(scene: &Scene, judged: &Judged) -> bool {
    let (before, _) = own_words(scene, judged);
    let title = scene.targets.title_words;
    named(&before)
        .chars()
        .any(|c| is_chinese(c) && !title.contains(c))
}

/// Whether an amount stands behind nothing but an act that its target names beside another.
pub(crate) fn names_act(scene: &Scene, judged: &Judged, target: usize) -> bool {
    const ACTS: &[&str] = &[
        "新建",
        "改建",
        "扩建",
        "改造",
        "新增",
        "改扩建",
        "修缮",
        "维修",
        "续建",
    ];
    let (before, _) = own_words(scene, judged);
    let lead = before.trim_start_matches(['、', ',', '和', '及', ' ']);
    let list = &scene.targets.list;
    // 新建改造供水管网60公里、供热管网40公里: the second shares the acts of the first.
    let holder = target.checked_sub(1).filter(|&before| list[before].leads);
    let own = list[holder.unwrap_or(target)].own;
    let acts = ACTS.iter().filter(|act| own.contains(**act)).count();
    acts >= 2 && ACTS.contains(&lead) && own.contains(lead)
}

/// Whether an amount is more than so many times a target.
fn times(scene: &Scene, target: usize, value: Decimal, many: i64) -> bool {
    let goal = scene.targets.list[target].amount.value;
    goal.checked_mul(Decimal::from(many))
        .is_some_and(|most| value > most)
}

/// What the amounts of one target reach at best.
#[derive(Default)]
struct Best {
    /// The first of them.
    first: usize,
    exact: bool,
    told: usize,
    /// One of them has the percentage of the target.
    fits: bool,
    /// The largest that has it, in the target's own unit, and which it is.
    rated: Option<(Decimal, usize)>,
    /// One that is finished has the percentage of the target.
    ends_told: bool,
    /// One of them stands beside a word of finishing.
    finished: bool,
    /// One of those counts the work itself, and not who gains by it.
    plain: bool,
    /// One of them stands beside a word of use.
    in_use: bool,
    /// One of those is at most twice the target.
    comes_near: bool,
    /// The largest in the target's own unit, and which it is.
    most: Option<(Decimal, usize)>,
    shared: [usize; 2],
}

/// Whether a word of finishing stands beside an amount: 完成治理184户, 31座竣工.
pub(super) fn finishes(scene: &Scene, judged: &Judged) -> bool {
    const ENDS: &Sought = any_of![
        "完成",
        "完工",
        "竣工",
        "建成",
        "销号",
        "销账",
        "投用",
        "投入使用",
        "通车",
        "办结",
        "开业",
        "装毕",
        "交付",
        "验收",
        "到岗",
        "入职",
        "完毕",
    ];
    let own = own_words(scene, judged);
    // 22座全部检测完毕: looked at, and no more.
    let looked = any_of![
        "全部检测",
        "检测完",
        "勘察完",
        "测量完",
        "评估完",
        "鉴定完",
        "摸排完",
        "排查完",
        "完成检测",
        "完成鉴定",
        "完成评估"
    ];
    stands_beside(&own, ENDS) && !stands_beside(&own, looked)
}

/// 10个公园全部对外开放: whether all of them serve by now.
fn is_all_in_use(scene: &Scene, judged: &Judged) -> bool {
    const SERVES: &Sought = any_of!["开放", "到位", "入住", "达标", "挂牌", "覆盖"];
    let (_, behind) = own_words(scene, judged);
    behind.has(ALL_OF_THEM) && behind.has(SERVES)
}

/// Whether a word of beginning, or the very act that is promised, stands beside an amount: 357个全部开工.
fn takes_up(scene: &Scene, judged: &Judged, target: usize) -> bool {
    let own = own_words(scene, judged);
    if stands_beside(&own, BEGUN) || stands_beside(&own, any_of!["实施", "推进", "施工"]) {
        return true;
    }
    let asked = pairs(scene.targets.list[target].words);
    let does = |words: &str| {
        let acts = pairs(words);
        acts.iter()
            .any(|p| is_verb(*p) && asked.binary_search(p).is_ok())
    };
    does(&own.0) || does(&own.1)
}

/// 名单对接600户,真正见面455户: what has no word of its end, nor of the act that is promised, gives way to a
/// smaller amount that follows it: the one may be but a step before the other.
pub(crate) fn settle_chains(scene: &Scene, out: &mut [Judged]) {
    let clause = |j: &Judged| &scene.prose.clauses[j.clause];
    for k in 0..out.len().saturating_sub(1) {
        let first = &out[k];
        let Some(target) = first.decision.target else {
            continue;
        };
        let loose = first.decision.link == Link::Likely || first.decision.shared == 0;
        if !loose || first.decision.told || finishes(scene, first) || takes_up(scene, first, target)
        {
            continue;
        }
        let next = out[k + 1..]
            .iter()
            .take(3)
            .find(|j| matches!(j.role, Role::Reached(_)) && j.amount.unit == first.amount.unit);
        // 真正, 实际, 只有: the second is what has come of the first.
        let told = |next: &Judged| {
            const REAL: &Sought = any_of![
                "实际",
                "真正",
                "只有",
                "仅",
                "核查",
                "核实为",
                "才推",
                "才完成",
                "到岗",
                "成交",
                "入网",
                "见面",
                "领走",
                "点火",
                "成活"
            ];
            stands_beside(&own_words(scene, next), REAL)
        };
        let step = next.filter(|next| told(next)).is_some_and(|next| {
            clause(next).sentence == clause(first).sentence
                && next.clause <= first.clause + 2
                && next.amount.value < first.amount.value
                && next.decision.target.is_none_or(|t| t == target)
        });
        if step {
            out[k].decision = Decision::none(Link::Open, "后面另有较小的数量，可能只是前一环节");
        }
    }
}

/// Whether an amount counts who gains by the work, which the title does not ask for: 惠及1465户.
fn is_gain(scene: &Scene, judged: &Judged) -> bool {
    const GAINED: &Sought = any_of!["惠及", "受益"];
    own_words(scene, judged).0.has(GAINED) && !scene.targets.title_words.has(GAINED)
}

/// 已分配310套, 配租1320套: whether an amount counts homes that are given out, which the target does not ask for.
fn is_given_out(scene: &Scene, judged: &Judged, target: usize) -> bool {
    const GIVEN: &[&str] = &[
        "分配", "分房", "配租", "配售", "选房", "摇号", "认购", "出租", "签约", "交付",
    ];
    let own = scene.targets.list[target].own;
    let asked = own.contains("保交") || GIVEN.iter().any(|word| own.contains(word));
    !asked && own_words(scene, judged).0.ends_with_one(GIVEN)
}

/// Whether a word of building that has come to its end stands beside an amount.
fn is_built(scene: &Scene, judged: &Judged) -> bool {
    const BUILT: &Sought = any_of!["竣工", "建成", "完工", "筹集"];
    stands_beside(&own_words(scene, judged), BUILT)
}

/// Whether a target asks for things in use.
fn asks_for_use(scene: &Scene, target: usize) -> bool {
    let own = scene.targets.list[target].own;
    own.has(IN_USE)
}

/// Whether an amount counts things in use: 投入使用54台.
fn is_in_use(scene: &Scene, judged: &Judged) -> bool {
    stands_beside(&own_words(scene, judged), IN_USE)
}

/// Whether an amount counts but beginnings: 开工1204户.
pub(super) fn begins(scene: &Scene, judged: &Judged) -> bool {
    let (before, _) = own_words(scene, judged);
    before.trim_end().ends_with_one(BEGUN)
}

/// 敷设48.5公里 beside 验收通水35.2公里: whether an amount is only laid, where the title does not ask for that.
fn is_laid_only(scene: &Scene, judged: &Judged) -> bool {
    const LAID: &[&str] = &["敷设", "铺设", "布设"];
    let (before, _) = own_words(scene, judged);
    let laid = LAID.iter().find(|word| before.ends_with(**word));
    laid.is_some_and(|word| !scene.targets.title_words.contains(word))
}

/// Whether an amount stands beside a word of a step, or of who was looked at or reached:
/// 监测识别648户, 施工覆盖3.05万户, 签约231台.
fn mentions(scene: &Scene, judged: &Judged) -> bool {
    const STEPS: &Sought = any_of![
        "识别",
        "摸排",
        "摸底",
        "排查",
        "核实",
        "核定",
        "复查",
        "签约",
        "签订",
        "表决",
        "抽签",
        "腾空",
        "覆盖",
        "打通便道",
        "立杆",
        "选址",
        "选拔",
        "报名",
        "受理",
        "申请",
        "评估",
        "登记",
        "动员",
        "初验",
        "初步验收",
        "自评",
        "报考",
    ];
    own_words(scene, judged).0.has(STEPS)
}
