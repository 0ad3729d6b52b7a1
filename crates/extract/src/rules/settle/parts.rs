//! Parts of a whole that stands before them.

use super::rivals::{begins, finishes};
use super::totals::OF_ALL_YEARS;
use super::{NEAR, list_end, make_part, own_words, stands_beside};
use crate::rules::actuals::{Judged, Role, Scene, own_start};
use crate::rules::kinds::WHOLE_PLACE;
use crate::rules::link::{Decision, ONLY_A_STEP, ONLY_BEGUN, is_generic, is_verb, pairs};
use crate::rules::roles::names_place;
use crate::rules::stages;
use crate::text::{Enclosure, Phrase as _, Words, any_of, is_chinese};
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::{Decimal, Link, Phase};

/// Fewest amounts of one unit in a row, each behind a bare name, that break a total down.
const BREAKDOWN: usize = 3;

/// 完工25.15万户。冠县完成3.5万户;临清2.94万户;…: the parts of a total by place, though no 其中
/// says so.
pub(crate) fn settle_breakdowns(scene: &Scene, out: &mut [Judged]) {
    let amounts: Vec<usize> = (0..out.len())
        .filter(|&k| matches!(out[k].role, Role::Reached(_)) && !out[k].quantity.is_rate())
        .collect();
    let mut at = 0;
    while at < amounts.len() {
        // Most amounts have no two of their unit behind them.
        let same = |k: usize| {
            amounts
                .get(at + k)
                .is_some_and(|&k| out[k].amount.unit == out[amounts[at]].amount.unit)
        };
        if !(same(1) && same(2)) {
            at += 1;
            continue;
        }
        let unit = out[amounts[at]].amount.unit.clone();
        let run = amounts[at..]
            .iter()
            .take_while(|&&k| out[k].amount.unit == unit && is_named_only(scene, &out[k]))
            .count();
        let (sum, most) = amounts[at..at + run]
            .iter()
            .map(|&k| out[k].amount.value)
            .fold((Decimal::ZERO, Decimal::ZERO), |(sum, most), value| {
                (sum.checked_add(value).unwrap_or(sum), most.max(value))
            });
        let is_whole = |&k: &usize| out[k].amount.unit == unit && out[k].amount.value >= sum;
        // 97个项目中生态环保25个、…: of the number that stands before them.
        let named = |j: &Judged| {
            matches!(j.role, Role::Other("size" | "restated" | "place"))
                && j.amount.unit == unit
                && j.amount.value >= sum
        };
        let near = |k: usize| &out[k.saturating_sub(NEAR)..k];
        let whole = run >= BREAKDOWN
            && most < sum
            && (amounts[at.saturating_sub(NEAR)..at].iter().any(is_whole)
                || near(amounts[at]).iter().any(named));
        if whole {
            for &k in &amounts[at..at + run] {
                make_part(&mut out[k]);
            }
        }
        at += run.max(1);
    }
}

/// 97个项目中生态环保25个、基础设施36个、…: as many in all as stand before them.
pub(crate) fn settle_shares(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for whole in 0..out.len() {
        if !matches!(out[whole].role, Role::Other("size" | "restated")) {
            continue;
        }
        let (unit, goal) = (out[whole].amount.unit.clone(), out[whole].amount.value);
        let sentence = prose.clauses[out[whole].clause].sentence;
        let parts: Vec<usize> = (whole + 1..out.len())
            .take(NEAR)
            .take_while(|&k| {
                prose.clauses[out[k].clause].sentence == sentence
                    && out[k].amount.unit == unit
                    // 其他21个 is one of them.
                    && matches!(out[k].role, Role::Reached(_) | Role::Other("remaining"))
            })
            .collect();
        let mut sum = Decimal::ZERO;
        let count = parts.iter().position(|&k| {
            sum = sum.checked_add(out[k].amount.value).unwrap_or(sum);
            sum == goal
        });
        // Two may make up the whole by chance: 5个中3个完工、2个开工. Where nothing but acts stand before
        // them, as in 新建10个、改扩建15个, they tell what the whole is made of.
        let acts_only = |k: &usize| {
            let (before, _) = own_words(scene, &out[*k]);
            let act = before.trim_start_matches([',', '、', ' ', '和']);
            matches!(
                act,
                "新建" | "改建" | "扩建" | "改扩建" | "续建" | "改造" | "新改建"
            )
        };
        let composed = |at: usize| at == 1 && parts[..2].iter().all(acts_only);
        let Some(count) = count.filter(|&at| at + 1 >= BREAKDOWN || composed(at)) else {
            continue;
        };
        // 6条中,4条已通车,1条沥青摊铺,1条管线迁改: how far each has come, and no kinds.
        let told_behind = |k: usize| {
            let clause = &prose.clauses[out[k].clause];
            let next = prose.quantities_in(out[k].quantity.end, clause.end).first();
            let to = next.map_or(clause.end, |n| n.start);
            stages::ended(prose, out[k].quantity.end, to)
        };
        if parts[..=count].iter().any(|&k| told_behind(k)) {
            continue;
        }
        let names_only = |k: usize| {
            let from = own_start(prose, &prose.clauses[out[k].clause], out[k].quantity);
            !prose.scan.within(from, out[k].quantity.start).any(|h| {
                matches!(
                    h.entry,
                    Entry::Word(Class::Done | Class::Finish | Class::Reached)
                ) || matches!(h.entry, Entry::Work(w) if w.kind == crate::vocabulary::Kind::Stage)
            })
        };
        if parts[..=count].iter().all(|&k| names_only(k)) {
            for &k in &parts[..=count] {
                make_part(&mut out[k]);
            }
        }
    }
}

/// 建成650个,其中甲452个已验收,乙90个、丙46个、丁62个: parts that make up the whole.
pub(crate) fn settle_sums(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    let is_amount = |j: &Judged| matches!(j.role, Role::Reached(_)) && !j.quantity.is_rate();
    for whole in 0..out.len() {
        if !is_amount(&out[whole]) {
            continue;
        }
        let until = list_end(prose, out[whole].clause);
        let parts: Vec<usize> = (whole + 1..out.len())
            .take(NEAR)
            .take_while(|&k| out[k].clause < until)
            .filter(|&k| {
                let told = matches!(out[k].role, Role::Other("part"));
                (told || is_amount(&out[k])) && out[k].amount.unit == out[whole].amount.unit
            })
            .collect();
        let Some(&first) = parts.first().filter(|_| parts.len() >= 2) else {
            continue;
        };
        let between = prose
            .text
            .words(out[whole].quantity.end, out[first].quantity.start);
        let mut sum = Decimal::ZERO;
        let reached = parts.iter().position(|&k| {
            sum = sum.checked_add(out[k].amount.value).unwrap_or(sum);
            sum >= out[whole].amount.value
        });
        let parts = &parts[..reached.map_or(parts.len(), |at| at + 1)];
        if parts.len() < 2 {
            continue;
        }
        // 共建成3所,其中小学2所、中学1所: each for a target of its own.
        let all = out[whole].decision.target;
        let is_own = |k: usize| {
            let target = out[k].decision.target;
            target.is_some() && target != all
        };
        // Where the whole answers none, all of them do, or none.
        let keeps = |k: usize| is_own(k) && (all.is_some() || parts.iter().all(|&k| is_own(k)));
        // 已开工13处,其中完工8处、封顶5处: of those that have begun, the ones that have ended.
        let ends = |k: usize| {
            let own = &out[k];
            let from = own_start(prose, &prose.clauses[own.clause], own.quantity);
            all.is_none()
                && own.decision.target.is_some()
                && stages::ended(prose, from, own.quantity.start)
        };
        let keeps = |k: usize| keeps(k) || ends(k);
        // 改造229张,其中甲养老院54张、…、丁院80张, where another target asks for 养老床位: as many parts as make
        // it up, and not each its own.
        let mut others = parts
            .iter()
            .filter(|&&k| is_own(k))
            .map(|&k| out[k].decision.target);
        let first = others.next();
        let all_of_it = parts.len() >= BREAKDOWN
            && sum == out[whole].amount.value
            && parts.iter().any(|&k| !keeps(k))
            && others.all(|target| Some(target) == first);
        let bare: Vec<usize> = parts
            .iter()
            .copied()
            .filter(|&k| all_of_it || !keeps(k))
            .collect();
        // 建成13个:市级3个、区级10个.
        // 60条背街小巷已完工,樊城、襄城、襄州各为28条、21条、11条.
        let told = between.has(any_of!["其中", "分别是", "分别为", "各为"])
            || prose.clauses[out[whole].clause].label;
        if told && sum == out[whole].amount.value {
            for k in bare {
                make_part(&mut out[k]);
            }
        }
    }
}

/// Words of the whole, of its time or of money handed out.
const WHOLES: &[&str] = &["累计", "全年", "年度", "本月", "实际", "已", "资金"];

/// Fewest sums in a row, each behind a name, that break an investment down.
const SECTORS: usize = 2;

/// 完成投资492亿元。272个产业项目完成273.8亿元;170个基础设施项目完成151.5亿元: the sum by kinds.
pub(crate) fn settle_sectors(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    let money = |j: &Judged| {
        matches!(j.role, Role::Reached(_)) && j.quantity.dimension() == Some(Dimension::Money)
    };
    let Some(total) = (0..out.len()).find(|&k| {
        let clause = &prose.clauses[out[k].clause];
        let lead = || prose.text.words(clause.start, out[k].quantity.start);
        let finished = |lead: Words| {
            lead.has(any_of!["累计完成", "累计投资"])
                || lead.has(any_of!["完成"]) && lead.has(any_of!["投资"])
        };
        money(&out[k]) && finished(lead())
    }) else {
        return;
    };
    let most = out[total].amount.value;
    let named = |j: &Judged| {
        let clause = &prose.clauses[j.clause];
        let own = prose
            .text
            .folded_of(own_start(prose, clause, j.quantity), j.quantity.start);
        let name = own
            .trim_start_matches(['、', ',', ' '])
            .strip_suffix("投资")
            .unwrap_or(own.trim_start_matches(['、', ',', ' ']));
        // 社会民生类项目累计完成, 产业类项目实际完成; 产业类项目实际投资282.2亿元,为年度计划的91.6%.
        let of_plan = || {
            let next = prose.clauses.get(j.clause + 1);
            next.is_some_and(|n| {
                let words = prose.text.words(n.start, n.end);
                j.quantity.end == clause.end
                    && words.starts_with_one(&["占", "为"])
                    && words.has(any_of!["计划", "任务", "目标"])
            })
        };
        // 产业类项目272个,完成273.8亿元: named in the clause before.
        let before = j.clause.checked_sub(1).map(|k| &prose.clauses[k]);
        let named_before = before.filter(|b| {
            let counted = prose.quantities_in(b.start, b.end).last();
            matches!(name, "完成" | "已完成")
                && b.sentence == clause.sentence
                && b.mark == ','
                && counted.is_some_and(|q| q.end == b.end && q.start > b.start)
                && prose
                    .text
                    .words(b.start, b.end)
                    .has(any_of!["项目", "工程"])
        });
        let name = match named_before {
            Some(b) => {
                let end = prose
                    .quantities_in(b.start, b.end)
                    .last()
                    .map_or(b.end, |q| q.start);
                without_opening(prose.text.folded_of(b.start, end))
            }
            None => name,
        };
        let name = match name.strip_suffix("完成") {
            Some(name) => name,
            None if named_before.is_some() => name,
            None if of_plan() => name,
            None => "",
        };
        let name = ["累计", "实际", "已", "共"]
            .iter()
            .find_map(|word| name.strip_suffix(word))
            .unwrap_or(name);
        let chars = name.chars().count();
        // What the title names is asked for.
        let asked = || {
            let title = scene.targets.title();
            let own = pairs(name);
            own.iter()
                .any(|p| title.binary_search(p).is_ok() && !is_generic(*p) && !is_verb(*p))
        };
        (2..=24).contains(&chars)
            && !WHOLES.iter().any(|w| name.contains(w))
            && !name.has(WHOLE_PLACE)
            && !asked()
    };
    let smaller = |&k: &usize| money(&out[k]) && out[k].amount.value < most;
    // 完成投资52.8亿元。8个续建项目完成投资40.9亿元;4个新开工项目完成投资11.9亿元: to the last digit the whole.
    let mut left = most;
    let none_of_its_own = |&k: &usize| {
        let target = out[k].decision.target;
        target.is_none() || target == out[total].decision.target
    };
    let whole: Vec<usize> = (total + 1..out.len())
        .filter(smaller)
        .filter(none_of_its_own)
        .take_while(|&k| {
            let open = left > Decimal::ZERO;
            left = left.checked_sub(out[k].amount.value).unwrap_or(left);
            open
        })
        .collect();
    if left == Decimal::ZERO && whole.len() >= SECTORS {
        for k in whole {
            make_part(&mut out[k]);
        }
        return;
    }
    let parts: Vec<usize> = (total + 1..out.len())
        .filter(smaller)
        .filter(|&k| !out[k].decision.told && named(&out[k]))
        .collect();
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, &k| {
        sum.checked_add(out[k].amount.value)
    });
    // A rounding more than the whole still is a breakdown.
    let within = sum.is_some_and(|sum| {
        most.checked_mul(Decimal::new(105, 2))
            .is_some_and(|limit| sum <= limit)
    });
    if parts.len() >= SECTORS && within {
        for k in parts {
            make_part(&mut out[k]);
        }
    }
}

/// 产业类项目 of 其中产业类项目: a name without what opens its list.
fn without_opening(name: &str) -> &str {
    name.strip_prefix("其中")
        .unwrap_or(name)
        .trim_matches(['、', ',', ' ', '共'])
}

/// 全区转移就业19.7万人。拉萨市转移就业3.6万人,劳务收入1.3亿元;昌都市…: what single places have done of what
/// was told for all of them.
pub(crate) fn settle_places(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    let title = scene.targets.title_words;
    // The name that its stretch of the sentence opens with.
    let placed = |j: &Judged| {
        let own = &prose.clauses[j.clause];
        let behind = |k: usize| {
            let before = &prose.clauses[k - 1];
            before.sentence != own.sentence || before.mark == ';'
        };
        let from = (j.clause.saturating_sub(NEAR)..=j.clause)
            .rev()
            .find(|&k| k == 0 || behind(k))?;
        let start = prose.clauses[from].start;
        let words = prose.text.folded_of(start, j.quantity.start.min(start + 8));
        names_place(words, title).then_some(start)
    };
    let mut of_all: Vec<usize> = Vec::new();
    for k in 0..out.len() {
        if !matches!(out[k].role, Role::Reached(_)) || out[k].quantity.is_rate() {
            continue;
        }
        let told = out[k].decision.told || out[k].decision.link == Link::Certain;
        match placed(&out[k]) {
            None if told && out[k].decision.target.is_some() => of_all.push(k),
            Some(_) if !out[k].decision.told => {
                let own = &out[k].amount;
                let mut wholes = of_all.iter().rev().take(NEAR).map(|&w| &out[w].amount);
                if wholes.any(|w| w.unit == own.unit && w.value > own.value) {
                    make_part(&mut out[k]);
                }
            }
            _ => {}
        }
    }
}

/// Whether nothing but a name that the title does not know stands before an amount in its clause.
fn is_named_only(scene: &Scene, judged: &Judged) -> bool {
    let prose = scene.prose;
    let clause = &prose.clauses[judged.clause];
    let q = judged.quantity;
    let from = own_start(prose, clause, q);
    let words = prose.text.folded_of(from, q.start);
    // 冠县3.5万户(100%)、临清2.94万户: past the rate of the one before.
    let words = match words.strip_prefix('(').and_then(|w| w.split_once(')')) {
        Some((inside, behind)) if inside.ends_with('%') => behind,
        _ => words,
    };
    let from = q.start - words.chars().count();
    let name = words
        .trim_start_matches(['、', ',', ' '])
        .trim_start_matches("项目中")
        .trim_end_matches("完成")
        .trim_end_matches('已');
    let lead = words.chars().count() - words.trim_start_matches(['、', ',', ' ']).chars().count();
    let acts = prose
        .scan
        .within(from + lead, from + lead + name.chars().count())
        .any(|h| {
            prose.open(h.start)
                && match h.entry {
                    Entry::Work(w) => w.weight > 0,
                    Entry::Word(class) => matches!(class, Class::Total | Class::Reached),
                }
        });
    let chinese = name.chars().all(is_chinese);
    let title = scene.targets.title();
    (2..=8).contains(&name.chars().count())
        && chinese
        && !acts
        && !pairs(name).iter().any(|p| title.binary_search(p).is_ok())
}

/// 新建塘坝5处,4处正在招标,1处做前期: nothing of the whole is done. 新建12家,10家投用,2家在装修: ten are.
pub(crate) fn settle_unfinished(scene: &Scene, out: &mut [Judged]) {
    let sentence = |j: &Judged| scene.prose.clauses[j.clause].sentence;
    for k in 0..out.len().saturating_sub(2) {
        let whole = &out[k];
        if !matches!(whole.role, Role::Reached(_)) || whole.quantity.is_rate() {
            continue;
        }
        let (unit, value) = (&whole.amount.unit, whole.amount.value);
        let parts = out[k + 1..]
            .iter()
            .take(NEAR)
            .take_while(|p| p.amount.unit == *unit && sentence(p) == sentence(whole));
        let (count, sum) = parts.fold((0, Decimal::ZERO), |(count, sum), p| {
            (count + 1, sum.saturating_add(p.amount.value))
        });
        // 新开工1200套,其中1000套已交付,200套在建 for 新开工1500套: all of them have begun.
        let asked = whole
            .decision
            .target
            .is_some_and(|t| stages::begins_only(&scene.targets.list[t]));
        if asked {
            continue;
        }
        // 建成6处,在建6处: as many again.
        if count < 2 || sum != value || finishes(scene, whole) {
            continue;
        }
        let parts = k + 1..k + 1 + count;
        let open = |p: &Judged| matches!(p.role, Role::Other("under-way" | "remaining"));
        if out[parts.clone()].iter().all(open) {
            out[k].role = Role::Other("under-way");
            out[k].decision = Decision::none(Link::Open, "");
            continue;
        }
        let mut ended = parts.clone().filter(|&p| is_finished(scene, &out[p]));
        let at_work = parts
            .clone()
            .any(|p| open(&out[p]) && is_at_work(scene, &out[p]));
        let (Some(part), None) = (ended.next(), ended.next()) else {
            continue;
        };
        if at_work && out[k].decision.target.is_some() {
            let found = std::mem::replace(
                &mut out[k].decision,
                Decision::none(Link::Open, SOME_AT_WORK),
            );
            if out[part].decision.target.is_none() {
                out[part].decision = Decision {
                    link: Link::Likely,
                    reason: ONLY_FINISHED,
                    ..found
                };
            }
        }
    }
}

/// Why a whole does not count of which some is not finished, and why what is finished does.
const SOME_AT_WORK: &str = "其中有的尚未完工，只计已完工的";
const ONLY_FINISHED: &str = "是前面总数中已完工的";

/// Whether an amount is one of finished things, and not of a step.
fn is_finished(scene: &Scene, judged: &Judged) -> bool {
    let own = own_words(scene, judged);
    // 52个小区、127.4万平方米已竣工: both share the words behind.
    let end = scene.prose.clauses[judged.clause].end;
    let together = || own.1.ends_with('、') && stages::ended(scene.prose, judged.quantity.end, end);
    let step = any_of!["主体", "基础", "封顶", "土建", "未"];
    matches!(judged.role, Role::Reached(_) | Role::Other("part"))
        && (finishes(scene, judged)
            || own.1.has(any_of!["投运", "启用", "开放", "运营"])
            || together())
        && !stands_beside(&own, step)
}

/// Whether an amount is one of things still built.
fn is_at_work(scene: &Scene, judged: &Judged) -> bool {
    let (before, behind) = own_words(scene, judged);
    let works = any_of![
        "施工",
        "在建",
        "在施",
        "装修",
        "收尾",
        "扫尾",
        "建设",
        "改造",
        "未完工",
        "未开工",
        "前期",
        "招标"
    ];
    let after = any_of!["调试", "验收", "投用", "运营"];
    let words = |words: &crate::text::Words| words.has(works) && !words.has(after);
    words(&before) || words(&behind)
}

/// 培训3860人次,其中取得证书2100人: a part of what reached the target does not reach it again.
pub(crate) fn settle_parts(scene: &Scene, out: &mut [Judged]) {
    let prose = scene.prose;
    for k in 1..out.len() {
        let Some(target) = out[k].decision.target else {
            continue;
        };
        let clause = &prose.clauses[out[k].clause];
        let lead = prose.text.folded_of(clause.start, out[k].quantity.start);
        let inside =
            prose.text.enclosure.get(out[k].quantity.numeral) == Some(&Enclosure::Parentheses);
        if !lead.has(any_of!["其中"]) && !inside {
            continue;
        }
        let from = k.saturating_sub(6);
        let whole = out[from..k].iter().rposition(|w| {
            matches!(w.role, Role::Reached(_))
                && w.decision.target == Some(target)
                && (prose.clauses[w.clause].sentence == clause.sentence
                    // 累计体检38416人;其中7月份体检6027人.
                    || lead.starts_with("其中")
                        && prose.clauses[w.clause].sentence + 1 == clause.sentence)
                && w.amount.value >= out[k].amount.value
        });
        let Some(whole) = whole.map(|at| from + at) else {
            continue;
        };
        // 186个已开工,其中47个已竣工: of those that have only begun, what has come to its end.
        let ended = out[whole].decision.reason == ONLY_BEGUN
            && out[k].decision.exact
            && is_finished(scene, &out[k]);
        if ended {
            continue;
        }
        // 累计改造5万户,其中今年改造27000户,为年度任务的108%: the part is what was asked for.
        let beyond = out[whole].amount.value > scene.targets.list[target].amount.value;
        if out[k].decision.told && !out[whole].decision.told && beyond && !inside {
            out[whole].decision = Decision::none(Link::Open, OF_ALL_YEARS);
            continue;
        }
        if inside {
            out[k].role = Role::Other("part");
        }
        out[k].decision = Decision::none(Link::Open, "是前面总数的一部分，总数已对应目标");
    }
}

/// 累计开工5万套,其中城镇住房3万套; 累计动工1467个,覆盖居民30万户: what has no stage of its own has come as far
/// as the amount before it, and that has only begun.
pub(crate) fn settle_begun(scene: &Scene, out: &mut [Judged]) {
    const GAINS: &[&str] = &["覆盖", "惠及", "涉及", "受益"];
    let prose = scene.prose;
    for k in 1..out.len() {
        if out[k].decision.target.is_none() || out[k].quantity.is_rate() {
            continue;
        }
        let clause = &prose.clauses[out[k].clause];
        let words = prose.text.words(clause.start, clause.end);
        let part = words.starts_with("其中");
        // 2处均已办妥规划许可证,合计泊位640个.
        if words.starts_with_one(&["合计", "共计"]) && prepared_before(scene, &out[k]) {
            out[k].decision = Decision::none(Link::Open, ONLY_A_STEP);
            continue;
        }
        // 已开工286户958人: the same, in another unit.
        let last = &out[k - 1];
        let beside = out[k].quantity.start == last.quantity.end
            || out[k].quantity.start == last.quantity.end + 1
                && prose.text.at(last.quantity.end) == '、';
        if beside
            && matches!(last.role, Role::Reached(_))
            && last.decision.reason == ONLY_A_STEP
            && last.amount.unit != out[k].amount.unit
            && begins(scene, last)
        {
            out[k].decision = Decision::none(Link::Open, ONLY_A_STEP);
            continue;
        }
        if !part && !words.starts_with_one(GAINS) || stages::ended(prose, clause.start, clause.end)
        {
            continue;
        }
        let staged = prose
            .scan
            .within(clause.start, clause.end)
            .any(|h| match h.entry {
                Entry::Word(class) => matches!(class, Class::Done | Class::Finish),
                Entry::Work(w) => w.kind == Kind::Stage,
            });
        let mut before = out[k.saturating_sub(4)..k].iter().rev();
        let last = before.find(|w| {
            matches!(w.role, Role::Reached(_))
                && !w.quantity.is_rate()
                && prose.clauses[w.clause].sentence == clause.sentence
        });
        let begun = last.is_some_and(|w| {
            w.decision.target.is_none()
                && w.decision.reason == ONLY_A_STEP
                && begins(scene, w)
                && (!part || w.amount.unit == out[k].amount.unit)
        });
        if begun && !staged {
            out[k].decision = Decision::none(Link::Open, ONLY_A_STEP);
        }
    }
}

/// Whether the clause before tells but of what comes before the work, and counts nothing in the same unit.
fn prepared_before(scene: &Scene, judged: &Judged) -> bool {
    let prose = scene.prose;
    let own = &prose.clauses[judged.clause];
    let Some(before) = judged.clause.checked_sub(1).map(|k| &prose.clauses[k]) else {
        return false;
    };
    let last = prose.scan.work(before.start, before.end).last();
    before.sentence == own.sentence
        && before.mark == ','
        && last.is_some_and(|(_, w)| w.phase < Phase::Construction && w.weight > 1)
        && !stages::ended(prose, before.start, before.end)
        && !stages::ended(prose, own.start, own.end)
        && prose
            .quantities_in(before.start, before.end)
            .iter()
            .all(|q| q.unit_text != judged.quantity.unit_text)
}

/// 已有79个开工。5个服务业项目全部开工: kinds of what has been counted as a whole.
pub(crate) fn settle_kinds(scene: &Scene, out: &mut [Judged]) {
    // What its own words say beyond the title.
    let beyond = |j: &Judged| {
        let (before, behind) = own_words(scene, j);
        let foreign = |words: &str| {
            let words = pairs(words);
            let title = scene.targets.title();
            let words = words.iter().filter(|p| title.binary_search(p).is_err());
            words.filter(|p| !is_verb(**p)).count()
        };
        foreign(&before) + foreign(&behind)
    };
    let is_of_kind = |j: &Judged| {
        let (before, behind) = own_words(scene, j);
        before.has(any_of!["项目", "工程"]) || behind.has(any_of!["项目", "工程"])
    };
    for k in 1..out.len() {
        let Some(target) = out[k].decision.target else {
            continue;
        };
        if out[k].decision.told || !out[k].decision.exact {
            continue;
        }
        let mut wholes = out[k.saturating_sub(NEAR)..k]
            .iter()
            .filter(|w| {
                w.decision.target == Some(target)
                    && w.amount.unit == out[k].amount.unit
                    && w.amount.value > out[k].amount.value
            })
            .peekable();
        if wholes.peek().is_none() || !is_of_kind(&out[k]) {
            continue;
        }
        // 开工57个,…等14个项目已完成: of those that have begun, which have come to their end.
        let begun = |w: &Judged| begins(scene, w) || own_words(scene, w).0.ends_with("开(复)工");
        if finishes(scene, &out[k]) && wholes.clone().all(begun) {
            continue;
        }
        let own = beyond(&out[k]);
        if own >= 3 && wholes.any(|w| beyond(w) < own) {
            out[k].decision = Decision::none(Link::Open, "只是其中一类，总数已对应目标");
        }
    }
}
