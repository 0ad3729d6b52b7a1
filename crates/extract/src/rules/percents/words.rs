//! Whose a percentage is by the words before it.

use super::names::{names_another, names_one_of_many};
use super::{OPEN, Stated, Whose};
use crate::clause::Prose;
use crate::rules::actuals::Role;
use crate::rules::kinds::LEFT;
use crate::rules::link::{Targets, pairs, same_unit};
use crate::rules::only;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::Dimension;
use rust_decimal::Decimal;
use shishi_domain::Link;

/// 进度：90% speaks of the item as a whole, 幸福小区进度：90% does not.
pub(super) fn labelled(p: &Stated) -> Option<Whose> {
    let label = p.prose.label_of(p.own.clause)?;
    if !p.lead.trim().is_empty() {
        return None;
    }
    let words = p.prose.text.folded_of(label.start, label.end);
    // 开工率:90%;完工率:75%: the end is what is promised.
    let bare = words.trim();
    if ["完工率", "竣工率", "建成率"].contains(&bare) && p.only.is_some() {
        return Some((p.only, Link::Likely));
    }
    Some(match p.only {
        Some(only) if !names_another(words, p.targets) => (Some(only), Link::Certain),
        _ => OPEN,
    })
}

/// 为老服务中心落成49家,养老床位完成率97.6%: of the target that its own name is, and no other.
pub(super) fn of_its_name(p: &Stated) -> Option<Whose> {
    let lead = p.lead.trim_end_matches(['达', '到', '为', '约', '已']);
    let name = ["完成率", "完成比例"]
        .iter()
        .find_map(|word| lead.strip_suffix(word))?;
    let words = pairs(name);
    let list = p.targets.list.iter().enumerate();
    let (index, _) = only(list.filter(|(_, t)| t.names(&words).len() >= 2))?;
    let last = p.amounts.last()?;
    let other = last.decision.target.is_some_and(|t| t != index);
    (other && (3..=10).contains(&name.chars().count())).then_some((Some(index), Link::Likely))
}

/// 省级已下达137.1亿元,完成年初计划的93.3%: of the one target that the sum before is so much of.
pub(super) fn by_number(p: &Stated) -> Option<Whose> {
    let last = p.last.filter(|a| a.clause + 1 == p.own.clause)?;
    let told = p.lead.has(any_of!["计划", "任务", "目标"]) && p.lead.has(any_of!["完成", "占"]);
    if !told || matches!(last.role, Role::Reached(_)) || p.own.quantity.value.scale() == 0 {
        return None;
    }
    Some((Some(p.only_met_by(last)?), Link::Likely))
}

/// 完成预算的50%, 土方完成计划的56%, 完成总投资的30%, 剩余2个完成90%: of the money, of one step, of those
/// that are left.
pub(super) fn of_another(p: &Stated) -> Option<Whose> {
    const STEPS: &[&str] = &["土方", "路基", "路面", "桩基", "基础", "主体"];
    let (lead, list) = (&p.lead, &p.targets.list);
    let work = lead.strip_prefix("完成").unwrap_or(lead);
    const PARTS: &[&str] = &[
        "油漆", "瓷砖", "粉刷", "外墙", "内墙", "屋面", "门窗", "桥面", "梁板", "土方", "路基",
        "桩基", "基坑", "主体", "涵洞", "隧道",
    ];
    // 综合楼外墙油漆完成50%.
    let last = lead.trim_end_matches(['已', '约', '成', '完']);
    let step = STEPS
        .iter()
        .any(|w| work.starts_with(w) && !p.targets.title_words.contains(w))
        || lead.ends_with("完成")
            && PARTS
                .iter()
                .any(|w| last.ends_with(w) && !p.targets.title_words.contains(w));
    let of_step = || step && p.counted().next().is_none();
    let of_money = || lead.has(any_of!["投资"]) && !p.has_money_target();
    // 完成投资5172万元,开工率97.4%: of projects, and not of the money.
    let of_projects = || {
        lead.has(any_of!["开工率", "完工率", "竣工率"])
            && !list.is_empty()
            && list.iter().all(|t| t.amount.unit == "元")
    };
    // 收入完成38.6亿元,为预算的77.2% for 50亿元: the budget is the target.
    let budget = || {
        let last = p.amounts.last();
        lead.has(any_of!["预算"]) && !last.is_some_and(|a| p.fits_closely(a))
    };
    // 另有2个县建设进度超过90%.
    let others = || lead.starts_with_one(&["另有", "还有"]) && p.counted().next().is_some();
    let other = budget()
        || others()
        || lead.starts_with_one(LEFT)
        || of_step()
        || of_money()
        || of_projects();
    other.then_some(OPEN)
}

/// 按小区数计开工率为101.7%: of the target that counts those.
pub(super) fn by_count(p: &Stated) -> Option<Whose> {
    let own = p.lead.rsplit('、').next().unwrap_or_default();
    let (name, _) = own.strip_prefix('按')?.split_once("数计")?;
    let mut asked = p.targets.list.iter().enumerate();
    let (index, _) = asked.find(|(_, t)| t.own.contains(name))?;
    let short = (1..=6).contains(&name.chars().count());
    short.then_some((Some(index), Link::Likely))
}

/// 固定资产投资增幅57.74%,完成全年目标进度92.1%.
pub(super) fn of_growth(p: &Stated) -> Option<Whose> {
    let only = p.only?;
    let tasks = any_of![
        "完成全年目标",
        "完成年度目标",
        "完成目标任务",
        "完成全年任务"
    ];
    // 再就业12089人,完成目标任务的157%, 收入5.2亿元,完成全年目标的82%: of those.
    let counted = p.amounts.last().is_some_and(|a| {
        a.clause + 1 >= p.own.clause
            && (a.quantity.dimension() != Some(Dimension::Money) || !p.lead.has(any_of!["进度"]))
    });
    let grows = p.targets.list[only].amount.unit == "%" && p.lead.has(tasks) && !counted;
    grows.then_some((Some(only), Link::Likely))
}

/// How many figures before a percentage are looked at.
const NEAR: usize = 32;

/// 形象进度 is that of the whole, but for 城东小学主体完工,形象进度80%.
pub(super) fn overall(p: &Stated) -> Option<Whose> {
    // 整体完成率111.5% of several targets is that of none.
    let of_all = any_of!["整体完成率", "总体完成率", "综合完成率"];
    // 建成小区8个、改厕93户,总体进度86%: of both.
    let of_several = || {
        let mut reached = p.amounts.iter().filter_map(|a| a.decision.target);
        let first = reached.next();
        // 建成5个、6个,任务完成率达到100%: both have come so far.
        let both = || {
            p.lead.starts_with("任务完成率")
                && p.amounts
                    .iter()
                    .all(|a| a.clause + 1 == p.own.clause && p.fits_closely(a))
        };
        (p.lead.has(any_of!["总体进度", "整体进度"]) || p.lead.starts_with("均") || both())
            && reached.any(|target| Some(target) != first)
    };
    if p.only.is_none() && p.targets.list.len() > 1 && (p.lead.has(of_all) || of_several()) {
        return Some(OPEN);
    }
    let only = p.only?;
    if p.targets.list[only].amount.unit == "%" && p.lead.has(of_all) {
        return Some(OPEN);
    }
    let overall = p.lead.has(any_of![
        "整体完成",
        "总体完成",
        "形象进度",
        "工程进度",
        "总体进度",
        "整体进度",
        "总进度"
    ]);
    let one_of_many = || {
        p.targets.list[only].amount.value > Decimal::ONE
            && names_one_of_many(p.prose, p.own.clause, only, p.targets)
    };
    // 4家总体形象进度91.7%。甲中心…,形象进度85.5%: of all of them, and then of each.
    let of_each = || {
        const ALL: &crate::text::Sought = any_of!["总体", "整体", "总进度"];
        !p.lead.has(ALL)
            && p.judged[p.k.saturating_sub(NEAR)..p.k].iter().any(|j| {
                let c = &p.prose.clauses[j.clause];
                matches!(j.role, Role::Completion)
                    && c.sentence < p.clause.sentence
                    && p.prose.text.words(c.start, j.quantity.start).has(ALL)
            })
    };
    // 育才小学、城南小学形象进度分别为85%、60%.
    let in_turn =
        || p.lead.has(any_of!["分别"]) && p.targets.list[only].amount.value > Decimal::ONE;
    // 桃源县20座水库完成形象进度70% for 72座: of some of them.
    let of_some = || {
        let target = &p.targets.list[only].amount;
        let mut counted = p.counted();
        counted.any(|q| same_unit(&target.unit, &q.unit_text) && q.value < target.value)
    };
    // 村内桥梁完成638.4延米,工程进度73% for 村内道路5500公里: of what was told right before it.
    let of_other = || {
        let last = p.amounts.last().filter(|a| a.clause + 1 == p.own.clause);
        let unit = &p.targets.list[only].amount.unit;
        p.lead.starts_with_one(&["工程进度", "形象进度"])
            && p.before.iter().all(|a| a.amount.unit != *unit)
            && last.is_some_and(|a| {
                a.decision.target.is_none()
                    && a.quantity.end == p.prose.clauses[a.clause].end
                    && a.quantity.dimension() != Some(Dimension::Money)
                    && p.prose.clauses[a.clause].sentence == p.clause.sentence
            })
    };
    overall.then(
        || match one_of_many() || of_each() || in_turn() || of_some() || of_other() {
            true => OPEN,
            false => (Some(only), Link::Likely),
        },
    )
}

/// 8.3万亩高标准农田正在施工,整体进度70%: of the target that its sentence names with its number, where there
/// are several.
pub(super) fn of_what_goes_on(p: &Stated) -> Option<Whose> {
    let all = [
        "整体进度",
        "总体进度",
        "总进度",
        "工程进度",
        "形象进度",
        "进度",
    ];
    let lead = p
        .lead
        .trim_end_matches(['达', '到', '至', '为', '约', '已', '完', '成']);
    if p.only.is_some() || !all.contains(&lead) {
        return None;
    }
    let near = p.own.clause.saturating_sub(8)..p.own.clause;
    let mut own = near
        .rev()
        .take_while(|&k| p.prose.clauses[k].sentence == p.clause.sentence);
    let from = own
        .by_ref()
        .last()
        .map_or(p.clause.start, |k| p.prose.clauses[k].start);
    let list = &p.targets.list;
    let amounts = p.prose.quantities_in(from, p.clause.start).iter();
    let q = only(amounts.filter(|q| q.reject.is_none() && !q.is_rate()))?;
    let end = p
        .prose
        .clause_at(q.numeral)
        .map_or(q.end, |k| p.prose.clauses[k].end);
    // 8.3万亩高标准农田已建成,东干渠正在改造,整体进度70%: of something else.
    let ended = p.prose.text.words(q.end, end).has(any_of![
        "建成",
        "完工",
        "竣工",
        "已完成",
        "投用",
        "投入使用"
    ]);
    let (own, _) = only(
        list.iter()
            .enumerate()
            .filter(|(_, t)| t.is(q.value, &q.unit_text)),
    )?;
    if ended {
        return None;
    }
    Some((Some(own), Link::Likely))
}

/// 老旧小区改造已100%开工: begun, and not how far it has come.
pub(super) fn begun(p: &Stated) -> Option<Whose> {
    let behind = p.prose.text.words(p.own.quantity.end, p.clause.end);
    let begun = behind.starts_with_one(&["开工", "已开工", "复工", "进场"])
        && !p.targets.title_words.has(any_of!["开工", "复工"]);
    begun.then_some(OPEN)
}

/// 除成县、康县分别完成94%和80%外: of those that lag behind.
pub(super) fn but_for(p: &Stated) -> Option<Whose> {
    let behind = p.prose.text.words(p.own.quantity.end, p.clause.end);
    (p.lead.starts_with('除') && behind.contains('外')).then_some(OPEN)
}

/// 三山五园绿道:完成总工程量的70% for 绿道200公里: of the part that its label names.
pub(super) fn under_label(p: &Stated) -> Option<Whose> {
    let label = p.prose.label_of(p.own.clause)?;
    let target = &p.targets.list[p.only?].amount;
    let words = p.prose.text.words(label.start, label.end);
    let names = words.count() >= 4
        && !words.has(any_of![
            "进展", "进度", "完成", "情况", "目前", "截至", "工作", "任务", "实施"
        ]);
    let of_work = p
        .lead
        .ends_with_one(&["总工程量的", "工程总量的", "总工程量", "工程总量"]);
    // The thing itself in so many words is the whole.
    let whole = || p.targets.title_words.contains(&*words);
    (names && of_work && target.value > Decimal::ONE && !whole()).then_some(OPEN)
}

/// 272个小区全部进场施工,已完成总工程量的40%: of what the sentence is about.
pub(super) fn of_all_work(p: &Stated) -> Option<Whose> {
    all_work(
        p.prose,
        p.clause.sentence,
        p.clause.start,
        &p.lead,
        p.targets,
    )
}

/// 11个项目已完工,已完成投资47.4%: of the one sum that is promised; G360高速公路已开工,完成投资43%: of
/// what the sentence is about.
pub(super) fn of_sum(p: &Stated) -> Option<Whose> {
    let name = p.lead.strip_suffix("完成投资")?;
    let sum = p.targets.only_sum()?;
    let own =
        matches!(name, "" | "已" | "累计" | "目前已" | "现已" | "共") && !p.amounts.is_empty();
    Some(match own {
        true => (Some(sum), Link::Likely),
        false => OPEN,
    })
}

/// 完成年度计划投资的30.1%: the one target of money that speaks of 投资, where no target stands alone.
pub(super) fn of_investment(p: &Stated) -> Option<Whose> {
    if p.only.is_some() {
        return None;
    }

    let list = p.targets.list.iter().enumerate();
    let mut sums = list
        .filter(|(_, t)| t.amount.unit == "元" && t.own.has(any_of!["投资", "投入", "资金"]))
        .map(|(i, _)| i);
    let sum = sums.next().filter(|_| p.lead.has(any_of!["投资"]));
    Some(match (sum, sums.next()) {
        (Some(sum), None) => (Some(sum), Link::Likely),
        _ => OPEN,
    })
}

/// The target that the sentence names, where a percentage is one of all the work on it.
fn all_work(
    prose: &Prose,
    sentence: usize,
    until: usize,
    lead: &str,
    targets: &Targets,
) -> Option<(Option<usize>, Link)> {
    const ALL: &[&str] = &["总工程量的", "工程总量的", "总工程量", "工程总量"];
    let verbs = ALL
        .iter()
        .find_map(|all| lead.strip_suffix(all))?
        .trim_start_matches(['已', '经', '累', '计', '现', '约']);
    if !matches!(verbs, "完成" | "完成了" | "完成约") {
        return None;
    }
    let first = prose.clauses.partition_point(|c| c.sentence < sentence);
    let start = prose.clauses[first].start.max(until.saturating_sub(60));
    if start >= until {
        return None;
    }
    let list = &targets.list;
    let equal = prose.quantities_in(start, until).iter().find_map(|q| {
        let own = q.reject.is_none();
        list.iter().position(|t| own && t.is(q.value, &q.unit_text))
    });
    if equal.is_some() {
        return Some((equal, Link::Likely));
    }
    // 绿道200公里 is named by each of its parts.
    if list.len() == 1 {
        return None;
    }
    let words = pairs(prose.text.folded_of(start, until));
    let mut named = (0..list.len()).filter(|&i| !list[i].names(&words).is_empty());
    match (named.next(), named.next()) {
        (Some(only), None) => Some((Some(only), Link::Likely)),
        _ => None,
    }
}
