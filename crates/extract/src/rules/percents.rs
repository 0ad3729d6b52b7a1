//! `completion-percent`: percentages stated as completion, and whose.

use crate::clause::Prose;
use crate::reading::Percent;
use crate::rules::actuals::{Judged, Role};
use crate::rules::check::check;
use crate::rules::link::{Pair, Targets, agrees, agrees_closely, pairs};
use crate::rules::roles;
use crate::text::{Phrase as _, any_of, is_chinese};
use crate::vocabulary::Dimension;
use shishi_domain::{Link, Qualifier};
use std::collections::HashMap;

const COMPLETION: &str = "completion-percent";

/// The percentages of a narrative, linked to the targets of the amounts beside them.
pub(crate) fn read(prose: &Prose, judged: &[Judged], targets: &Targets) -> Vec<Percent> {
    let mut out = Vec::new();
    // Amounts in the order in which percents take them: 甲、乙,分别占39%、20%.
    let mut latest: HashMap<usize, &Judged> = HashMap::new();
    for (k, p) in judged.iter().enumerate() {
        if matches!(p.role, Role::Reached(_))
            && let Some(target) = p.decision.target
        {
            latest.insert(target, p);
        }
        if !matches!(p.role, Role::Completion) {
            continue;
        }
        let (target, link) = whose(prose, judged, k, targets);
        let source = target.and_then(|t| latest.get(&t).map(|a| (t, *a)));
        let value = p.quantity.value;
        let check = source.and_then(|(t, a)| {
            let goal = &targets.list[t].amount;
            (goal.value_max.is_none() && a.amount.qualifier == Qualifier::Exactly)
                .then(|| check(value, a.amount.value, goal.value))?
        });
        out.push(Percent {
            span: prose.text.span(p.quantity.start, p.quantity.end),
            value,
            target,
            link,
            check,
            rule: COMPLETION.into(),
        });
    }
    out
}

/// The target whose completion a percentage states.
fn whose(prose: &Prose, judged: &[Judged], k: usize, targets: &Targets) -> (Option<usize>, Link) {
    let p = &judged[k];
    let clause = &prose.clauses[p.clause];
    let label = prose.label_of(p.clause);
    let labelled = label.is_some()
        && prose
            .text
            .folded_of(clause.start, p.quantity.start)
            .trim()
            .is_empty();
    // The one target of the title, be there parts of it.
    let counted = targets.list.iter().any(|t| t.amount.unit != "%");
    // 全覆盖:18个: where something is counted, 完成率 is of that.
    let is_whole = |&i: &usize| {
        let t = &targets.list[i];
        !(t.is_part() || counted && t.amount.unit == "%" && t.own.has(any_of!["全覆盖"]))
    };
    let mut wholes = (0..targets.list.len()).filter(is_whole);
    let only = wholes.next().filter(|_| wholes.next().is_none());
    // 进度：90% speaks of the item as a whole.
    if labelled
        && label.is_some_and(|l| names_another(prose.text.folded_of(l.start, l.end), targets))
    {
        return (None, Link::Open);
    }
    if labelled {
        return (
            only,
            if only.is_some() {
                Link::Certain
            } else {
                Link::Open
            },
        );
    }
    let sentence = clause.sentence;
    let from = judged[..k]
        .iter()
        .rposition(|a| prose.clauses[a.clause].sentence != sentence)
        .map_or(0, |at| at + 1);
    let before = &judged[from..k];
    let amounts: Vec<&Judged> = before
        .iter()
        .filter(|a| matches!(a.role, Role::Reached(_)) && !a.quantity.is_rate())
        .collect();
    let lead = prose.text.words(clause.start, p.quantity.start);
    // 形象进度 is that of the whole, 完成总投资的 that of the money.
    let overall = lead.has(any_of![
        "形象进度",
        "工程进度",
        "总体进度",
        "整体进度",
        "总进度"
    ]);
    let money = lead.has(any_of!["投资"]) && !targets.list.iter().any(|t| t.amount.unit == "元");
    if lead.has(any_of!["预算"]) {
        return (None, Link::Open);
    }
    // 土方完成计划的56%: of one step.
    let work = lead.strip_prefix("完成").unwrap_or(&lead);
    let step = ["土方", "路基", "路面", "桩基", "基础", "主体"]
        .iter()
        .any(|w| work.starts_with(w) && !targets.title_words.contains(w));
    let counted = prose
        .quantities_in(clause.start, p.quantity.start)
        .iter()
        .any(|q| q.reject.is_none() && q.unit.is_some());
    if step && !counted {
        return (None, Link::Open);
    }
    // 完成投资5172万元,开工率97.4%: of projects, and not of the money.
    let counts_only = lead.has(any_of!["开工率", "完工率", "竣工率"])
        && targets.list.iter().all(|t| t.amount.unit == "元")
        && !targets.list.is_empty();
    if counts_only {
        return (None, Link::Open);
    }
    // 剩余2个完成90%: of those that are left.
    let left = ["剩余", "其余", "余下", "另外", "其他"];
    if money || lead.starts_with_one(&left) {
        return (None, Link::Open);
    }
    // 固定资产投资增幅57.74%,完成全年目标进度92.1%.
    let grows = only.filter(|&index| targets.list[index].amount.unit == "%");
    if grows.is_some()
        && lead.has(any_of![
            "完成全年目标",
            "完成年度目标",
            "完成目标任务",
            "完成全年任务"
        ])
    {
        return (grows, Link::Likely);
    }
    if overall && let Some(index) = only {
        let many = targets.list[index].amount.value > rust_decimal::Decimal::ONE;
        return match many && names_one_of_many(prose, p.clause, index, targets) {
            true => (None, Link::Open),
            false => (only, Link::Likely),
        };
    }
    // 老旧小区改造已100%开工: begun, and not how far it has come.
    let begun = prose.text.words(p.quantity.end, clause.end);
    if begun.starts_with_one(&["开工", "已开工", "复工", "进场"])
        && !targets.title_words.has(any_of!["开工", "复工"])
    {
        return (None, Link::Open);
    }
    // 272个小区全部进场施工,已完成总工程量的40%: of what the sentence is about.
    if let Some(own) = of_all_work(prose, sentence, clause.start, &lead, targets) {
        return own;
    }
    // 东方市为100%: one part of the whole.
    let region = lead
        .char_indices()
        .any(|(i, c)| i >= 3 && matches!(c, '市' | '县' | '区' | '州' | '镇' | '乡' | '旗'));
    let elsewhere = region
        // 全市建成率为80% is the whole.
        && !lead.has(any_of!["全市", "全县", "全区", "全省", "全州", "全镇", "小区", "社区"])
        && lead.has(any_of!["为", "仅", "只有", "仅为", "分别", "均为", "仅有"])
        && !prose
            .quantities_in(clause.start, p.quantity.start)
            .iter()
            .any(|q| q.reject.is_none() && !q.is_rate());
    if elsewhere && !lead.has(any_of!["完成"]) {
        return (None, Link::Open);
    }
    // 演出286场,惠及12万人次,完成率95.3%: the amount whose percentage it is.
    // 完工29个、83栋,完工率70.7%: the amount that it fits.
    let close = |a: &Judged| {
        a.decision.target.is_some_and(|t| {
            agrees_closely(
                p.quantity.value,
                a.amount.value,
                targets.list[t].amount.value,
            )
        })
    };
    let counted = judged[k.saturating_sub(16)..k]
        .iter()
        .rfind(|a| !a.quantity.is_rate());
    let is_part = counted.is_some_and(|a| matches!(a.role, Role::Other("part")));
    if let Some(last) = amounts.last()
        && (last.decision.target.is_none() || is_part || !close(last))
        && let Some(own) = amounts.iter().rev().find(|a| close(a))
    {
        return (own.decision.target, Link::Likely);
    }
    // 工程投资2395万元,已完成97%: of what the sum is the size of.
    let sized_before = counted.is_some_and(|a| {
        matches!(a.role, Role::Other("size"))
            && a.quantity.dimension() == Some(Dimension::Money)
            && prose.clauses[a.clause].sentence == sentence
            && a.clause + 1 == p.clause
    });
    if sized_before && amounts.is_empty() {
        return (None, Link::Open);
    }
    // 补助资金下达4.2亿元,完成年度计划的100.7%: of the money, which no target asks for.
    let paid = counted.is_some_and(|a| {
        matches!(a.role, Role::Other(_))
            && a.quantity.dimension() == Some(Dimension::Money)
            && prose.clauses[a.clause].sentence == sentence
            && a.clause + 1 >= p.clause
            && !targets.list.iter().any(|t| t.amount.unit == "元")
    });
    if paid && amounts.is_empty() {
        return (None, Link::Open);
    }
    // 其中甲市2884万元,占年度任务的51%: of a part, and no target is its own.
    let last = counted;
    if is_part && last.is_some_and(|a| p.clause - a.clause <= 1) {
        return (None, Link::Open);
    }
    // 占年度计划6.48亿元的70.22%: of the plan that stands there.
    if let Some(base) = last.filter(|a| {
        a.clause == p.clause
            && a.quantity.end + 6 >= p.quantity.start
            && prose.text.before(p.quantity.start) == '的'
    }) {
        let own = targets
            .list
            .iter()
            .position(|t| t.is(base.amount.value, &base.amount.unit));
        let planned = lead.has(any_of!["计划", "任务", "目标"]);
        if planned && !matches!(base.role, Role::Reached(_)) {
            return (
                own,
                if own.is_some() {
                    Link::Certain
                } else {
                    Link::Open
                },
            );
        }
    }
    // 上林县竣工率100%、宾阳县93.33%: of one place each.
    let own = prose
        .quantities_in(clause.start, p.quantity.start)
        .iter()
        .rfind(|q| q.reject.is_none())
        .map_or(clause.start, |q| q.end);
    let of_place = |from: usize, to: usize| {
        roles::names_place(prose.text.folded_of(from, to), targets.title_words)
    };
    // 衡水、石家庄等市完工率超过60%, 占调整后目标的88%: of some, or of another target.
    if lead.has(any_of![
        "等市",
        "等县",
        "等区",
        "等地",
        "等镇",
        "等乡",
        "等市县",
        "调整"
    ]) {
        return (None, Link::Open);
    }
    if of_place(own, p.quantity.start) || runs_over_places(prose, judged, k, own) {
        return (None, Link::Open);
    }
    // 10个完成工程量的80%: how far some of them have come.
    let some = prose
        .quantities_in(clause.start, p.quantity.start)
        .iter()
        .find(|q| q.reject.is_none() && q.unit.is_some());
    // 7所公办托育机构建设完成80%: of all that was promised.
    let own = some.and_then(|q| {
        let amount = before.iter().rfind(|a| a.quantity.start == q.start)?;
        let told = matches!(amount.role, Role::Other("size" | "restated"));
        let is = |t: &crate::rules::link::Prepared| t.is(q.value, &amount.amount.unit);
        told.then(|| targets.list.iter().position(is))?
    });
    let alone = prose
        .quantities_in(clause.start, p.quantity.start)
        .iter()
        .filter(|q| q.reject.is_none() && q.unit.is_some())
        .count()
        == 1;
    if own.is_some() && alone && lead.ends_with("完成") {
        return (own, Link::Likely);
    }
    let sized = before
        .iter()
        .rev()
        .take_while(|a| a.clause == p.clause)
        .any(|a| matches!(a.role, Role::Other("size")) && !a.quantity.is_rate());
    if some.is_some_and(|q| !targets.list.iter().any(|t| t.amount.value == q.value))
        && sized
        && !amounts.iter().any(|a| a.clause == p.clause)
    {
        return (None, Link::Open);
    }
    // 安装至(93%): another thing than those counted before it in the sentence.
    if let Some(last) = amounts.last()
        && last.clause != p.clause
        && prose.text.before(p.quantity.start) == '('
    {
        let subject = subject(prose, clause.start, p.quantity.start, &lead);
        if subject.chars().count() >= 2
            && !subject.starts_with('全')
            && !targets.title_words.contains(&subject)
        {
            return (None, Link::Open);
        }
    }
    if let Some(last) = amounts.last() {
        // Among several percents of one clause each takes its own amount.
        let percents_before = before
            .iter()
            .rev()
            .take_while(|a| matches!(a.role, Role::Completion))
            .count();
        let following = judged[k + 1..]
            .iter()
            .take_while(|a| matches!(a.role, Role::Completion) && a.clause == p.clause)
            .count();
        let run = percents_before + following + 1;
        // 已开工75个,新建项目开工率95.2%: of others than those counted.
        let fits = |a: &Judged| {
            a.decision.target.is_none_or(|t| {
                agrees(
                    p.quantity.value,
                    a.amount.value,
                    targets.list[t].amount.value,
                )
            })
        };
        if run == 1 && lead.has(any_of!["开工率", "复工率"]) && !fits(last) {
            return (None, Link::Open);
        }
        let own = if run > 1 && amounts.len() >= run {
            amounts[amounts.len() - run + percents_before]
        } else {
            last
        };
        // 已建成8个,绿化栽植完成90%: of another work than the amount before it.
        let name = subject(prose, clause.start, p.quantity.start, &lead);
        let foreign = own.clause != p.clause
            && !fits(own)
            && !counted_beside(prose, clause.start, p.quantity.start)
            && !lead.has(any_of!["分别"])
            && (2..=8).contains(&name.chars().count())
            && pairs(&name)
                .iter()
                .all(|pair| targets.title().binary_search(pair).is_err());
        if foreign {
            return (None, Link::Open);
        }
        let link = match own.decision.link {
            Link::Certain if !fits(own) => Link::Likely,
            link => link,
        };
        return (own.decision.target, link);
    }
    // 旧楼区提升改造任务完成88%: the one target that it names.
    if targets.list.len() > 1 && amounts.is_empty() {
        let words = pairs(&lead);
        let mut names: Vec<(usize, usize)> = targets
            .list
            .iter()
            .enumerate()
            .map(|(i, t)| (t.names(&words).len(), i))
            .collect();
        names.sort_unstable_by(|a, b| b.cmp(a));
        if let [(most, index), (next, _), ..] = names[..]
            && most >= 2
            && next == 0
            && targets.list[index].amount.unit != "%"
        {
            return (Some(index), Link::Likely);
        }
    }
    let Some(index) = only else {
        // 完成年度计划投资的30.1%: the one target of money that speaks of 投资.
        let mut sums = targets
            .list
            .iter()
            .enumerate()
            .filter(|(_, t)| t.amount.unit == "元" && t.own.has(any_of!["投资"]))
            .map(|(i, _)| i);
        let sum = sums.next().filter(|_| lead.has(any_of!["投资"]));
        return match (sum, sums.next()) {
            (Some(sum), None) => (Some(sum), Link::Likely),
            _ => (None, Link::Open),
        };
    };
    // 集中供养率41%,完成目标任务的97.6%: of the rate that is promised.
    let rate = before
        .iter()
        .rfind(|a| matches!(a.role, Role::Reached(_)) && a.quantity.is_rate());
    if let Some(target) = rate.and_then(|a| a.decision.target)
        && rate.is_some_and(|a| {
            agrees(
                p.quantity.value,
                a.amount.value,
                targets.list[target].amount.value,
            )
        })
    {
        return (Some(target), Link::Likely);
    }
    // 东昌路东延:完成总工程量的40%, 甲中心设备安装已完成,进度90%: one of many, by its name.
    let many = targets.list[index].amount.value > rust_decimal::Decimal::ONE;
    if many && names_one(prose, p.clause, p.quantity.start, targets) {
        return (None, Link::Open);
    }
    // A named part: 三山五园绿道完成工程总量的70%.
    let mut subject = subject(prose, clause.start, p.quantity.start, &lead);
    // 30个小区已完成总工程量的80%: as many as there are in all.
    if let Some(q) = some
        && targets.list[index].is(q.value, &q.unit_text)
    {
        subject = subject.replace(prose.text.folded_of(q.start, q.end), "");
    }
    let stage = lead.has(any_of!["开工率", "招标"]);
    // A subject that the title names is the whole.
    // 老旧小区改造建成率, for 改造老旧小区: in any order.
    let spoken = targets.list[index].words;
    let (words, own) = (pairs(&subject), pairs(spoken));
    let known = |p: &Pair| own.binary_search(p).is_ok();
    let whole = spoken.contains(&subject) || words.len() >= 3 && words.iter().all(known);
    if (subject.chars().count() > 1 && !whole) || stage {
        return (None, Link::Open);
    }
    (Some(index), Link::Likely)
}

/// Whether an amount stands in the stretch.
fn counted_beside(prose: &Prose, start: usize, end: usize) -> bool {
    prose
        .quantities_in(start, end)
        .iter()
        .any(|q| q.reject.is_none() && q.unit.is_some())
}

/// 幸福小区进度: whether a label names something that the title does not.
fn names_another(label: &str, targets: &Targets) -> bool {
    const ANY: &[&str] = &[
        "完成率",
        "进度",
        "完成",
        "比例",
        "占比",
        "形象",
        "工程",
        "总体",
        "整体",
        "项目",
        "目前",
        "年度",
        "累计",
        "任务",
        "目标",
        "情况",
        "投资",
        "施工",
        "建设",
        "实施",
        "推进",
        "指标",
        "计划",
        "工作",
        "全年",
        "本月",
        "本季",
        "季度",
        "百分",
        "时序",
        "序时",
        "其中",
        "实际",
    ];
    let name = ANY
        .iter()
        .fold(label.to_string(), |name, word| name.replace(word, " "));
    let words = pairs(&name);
    let known = |p: &Pair| targets.title().binary_search(p).is_ok();
    let foreign = words.iter().filter(|pair| !known(pair)).count();
    foreign > 0 && foreign * 2 >= words.len()
}

/// The target that the sentence names, where a percentage is one of all the work on it.
fn of_all_work(
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

/// From so many pairs of characters on that the title does not have, words name another thing.
const FOREIGN: usize = 5;

/// 城东小学主体完工,形象进度80%: whether the sentence begins with the name of one of those that are
/// promised.
fn names_one_of_many(prose: &Prose, clause: usize, index: usize, targets: &Targets) -> bool {
    let own = targets.list[index].own;
    let name = own
        .find(|c: char| c.is_ascii_digit())
        .map_or(own, |at| &own[..at]);
    let kind: String = {
        let mut tail: Vec<char> = name.chars().rev().take(2).collect();
        tail.reverse();
        tail.into_iter().collect()
    };
    let sentence = prose.clauses[clause].sentence;
    let first = prose.clauses.partition_point(|c| c.sentence < sentence);
    let lead = &prose.clauses[first];
    let words = prose.text.words(lead.start, lead.end);
    let Some(at) = words.find(&kind).filter(|_| kind.chars().count() == 2) else {
        return false;
    };
    let proper = &words[..at];
    let known = pairs(proper)
        .iter()
        .any(|p| targets.title().binary_search(p).is_ok());
    (2..=8).contains(&proper.chars().count())
        && proper.chars().all(is_chinese)
        && !known
        && !proper.has(any_of![
            "全", "各", "所有", "上述", "目前", "新建", "改造", "项目"
        ])
}

/// Whether the label of a clause, or the first clause of its sentence, names something that the
/// title does not know.
fn names_one(prose: &Prose, clause: usize, at: usize, targets: &Targets) -> bool {
    let c = &prose.clauses[clause];
    let foreign = |start: usize, end: usize| {
        let words = pairs(prose.text.folded_of(start, end));
        let known = |p: &&Pair| targets.title().binary_search(p).is_ok();
        let own = words.iter().filter(known).count();
        (own, words.len() - own)
    };
    if let Some(label) = prose.label_of(clause) {
        let (own, other) = foreign(label.start, label.end);
        if own == 0 && other >= 3 {
            return true;
        }
    }
    let first = prose.clauses.partition_point(|b| b.sentence < c.sentence);
    let lead = &prose.clauses[first];
    let counts = prose
        .quantities_in(lead.start, at)
        .iter()
        .any(|q| q.reject.is_none() && q.unit.is_some());
    if first == clause || counts {
        return false;
    }
    let (own, other) = foreign(lead.start, lead.end);
    own == 0 && (other >= FOREIGN || lead.label && other >= 3)
}

/// 百色、玉林、柳州开工率100%、88%、57%, or 防城港99%,钦州88%: as many places as rates.
fn runs_over_places(prose: &Prose, judged: &[Judged], k: usize, own: usize) -> bool {
    let text = &prose.text;
    let p = &judged[k];
    let clause = &prose.clauses[p.clause];
    // The rates that stand side by side around it.
    let beside = |a: &Judged, b: &Judged| {
        b.quantity.is_rate()
            && matches!(b.role, Role::Completion)
            && a.clause == b.clause
            && text.folded_of(a.quantity.end, b.quantity.start) == "、"
    };
    let mut first = k;
    while first > 0 && beside(&judged[first - 1], &judged[first]) {
        first -= 1;
    }
    let mut last = k;
    while last + 1 < judged.len() && beside(&judged[last], &judged[last + 1]) {
        last += 1;
    }
    let lead = text.words(clause.start, judged[first].quantity.start);
    let names = 1 + lead.matches('、').count();
    let listed = last > first && names == last - first + 1 && !lead.has(any_of!["分别"]);
    // A bare name before it, and a rate before that.
    let name = text.folded_of(own, p.quantity.start);
    let bare = matches!(text.before(own), '%' | ',')
        && k > 0
        && judged[k - 1].quantity.is_rate()
        && (2..=5).contains(&name.trim_start_matches(['、', ',']).chars().count())
        && !name.contains(['率', '完', '成', '占', '达', '为', '工', '务']);
    listed || bare
}

/// What is left of the words before a percentage without those of progress.
fn subject(prose: &Prose, start: usize, end: usize, lead: &str) -> String {
    let mut subject = lead.to_string();
    for word in [
        "完成",
        "工程总量",
        "总工程量",
        "工程量",
        "总量",
        "的",
        "已",
        "累计",
        "约",
        "进度",
        "施工",
        "正在",
        "达到",
        "达",
        "年度",
        "任务",
        "目标",
        "全年",
        "计划",
        "占",
        "为",
        "形象",
        "总体",
        "工程",
        "项目",
        "目前",
        "当前",
        "综合",
        "合计",
        "率",
        "(",
        "截至",
        "提前",
        "超额",
        "如期",
        "相当于",
        "年",
        "整体",
        "平均",
        "建设",
        "实际",
        "指标",
        "总",
        "开工",
        "建成",
        "竣工",
        "完工",
        "全市",
        "全县",
        "全区",
        "全省",
    ] {
        subject = subject.replace(word, "");
    }
    for date in prose.dates_in(start, end) {
        subject = subject.replace(prose.text.folded_of(date.start, date.end), "");
    }
    subject.trim().to_string()
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;

    fn check(title: &str, narrative: &str, want: &[Option<usize>]) {
        let got: Vec<Option<usize>> = read(title, narrative)
            .percents
            .iter()
            .map(|p| p.target)
            .collect();
        assert_eq!(got, want, "{narrative}");
    }

    #[test]
    fn a_percentage_goes_with_its_amount() {
        check("改造12条", "已完成3条，完成率25%", &[Some(0)]);
        check("改造12条", "已开工6条，开工率50%", &[None]);
        check(
            "就业30万人，创业1.5万人",
            "就业41万人、创业4万人，分别占年计划的138%、291%",
            &[Some(0), Some(1)],
        );
        check("建设绿道200公里", "东湖绿道完成工程总量的70%", &[None]);
        check(
            "送戏300场",
            "演出286场，惠及12万人次，完成率95.3%",
            &[Some(0)],
        );
        check(
            "改造老旧小区10个",
            "幸福小区进度：90%；光明小区进度：40%",
            &[None, None],
        );
        check("改造小区10个", "已建成8个，绿化栽植完成90%", &[None]);
        check("改造老旧小区100个", "全市建成率为80%", &[Some(0)]);
        check("改造老旧小区100个", "老旧小区改造已100%开工", &[None]);
        check(
            "改造农田4万亩，建设安置房665套",
            "农田各标段已进场，已完成总工程量的25%",
            &[Some(0)],
        );
        check("改造6个", "正在施工，进度75%", &[Some(0)]);
        check("改造6个", "当前进度75%（东路偏慢）", &[Some(0)]);
        check(
            "实施项目954个，计划投资2400亿元",
            "完成年度计划投资的30.1%",
            &[Some(1)],
        );
        check("改造30个", "12个已完工，10个完成工程量的80%", &[None]);
        check(
            "治理126条",
            "治理完成120条（95%），引水工程正在施工（93%）",
            &[Some(0), None],
        );
        check("民生支出", "完成年初预算的54.8%", &[None]);
        check(
            "开工6.13万套",
            "开工3.29万套，完成年度任务的53.7%，百色、玉林、柳州开工率100%、88%、57%",
            &[Some(0), None, None, None],
        );
        check(
            "竣工6000套",
            "竣工3243套，占今年任务的54.05%，上林县竣工率100%、宾阳县93.33%",
            &[Some(0), None, None],
        );
        check(
            "开工保障房8万套，改造旧楼区480个",
            "旧楼区改造任务完成88%",
            &[Some(1)],
        );
        check("实施201公里", "完成投资680万元，占比19.9%", &[None]);
        check(
            "新建幼儿园150所",
            "补助资金下达4.2亿元，完成年度计划的100.7%",
            &[None],
        );
        check(
            "改造30个小区",
            "目前30个小区已完成总工程量的80%",
            &[Some(0)],
        );
        check(
            "推进6件实事",
            "文体活动中心装修和安装已完成，进度90%",
            &[None],
        );
        check(
            "投资增长10%",
            "完成投资28亿元，完成全年目标进度92.1%",
            &[Some(0)],
        );
        check(
            "建设候车亭",
            "设备80%已完成招标，完成土建施工的60%",
            &[None, None],
        );
    }
}
