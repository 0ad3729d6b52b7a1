//! Whose a percentage is by what it names: the title's thing, one of many, a place, or another.

use super::{OPEN, Stated, Whose};
use crate::clause::Prose;
use crate::rules::actuals::{Judged, Role};
use crate::rules::kinds::DONE;
use crate::rules::link::{Pair, Prepared, Targets, is_short_for, pairs};
use crate::rules::{only, roles};
use crate::text::{Phrase as _, any_of, is_chinese};
use crate::vocabulary::Dimension;
use rust_decimal::Decimal;
use shishi_domain::Link;

/// 衡水、石家庄等市完工率超过60%, 占调整后目标的88%: of some, or of another target; 上林县竣工率100%、宾阳县93.33%:
/// of one place each.
pub(super) fn of_places(p: &Stated) -> Option<Whose> {
    const SOME: &crate::text::Sought = any_of![
        "等市",
        "等县",
        "等区",
        "等地",
        "等镇",
        "等乡",
        "等市县",
        "调整"
    ];
    let mut before = p.prose.quantities_in(p.clause.start, p.at()).iter();
    let own = before
        .rfind(|q| q.reject.is_none())
        .map_or(p.clause.start, |q| q.end);
    // 甲县、乙县进度分别为80%和65%: the places stand before the first.
    let mut amounts = p.prose.quantities_in(p.clause.start, p.at()).iter();
    let from = amounts
        .rfind(|q| q.reject.is_none() && !q.is_rate())
        .map_or(p.clause.start, |q| q.end);
    let title = p.targets.title_words;
    let of_places = p.lead.has(SOME)
        || p.prose
            .text
            .folded_of(from, p.at())
            .split(['、', ','])
            .any(|name| roles::names_place(name, title))
        || runs_over_places(p.prose, p.judged, p.k, own);
    of_places.then_some(OPEN)
}

/// 其中低收入农户完成率99.1%: of some of them, whom the title does not know.
pub(super) fn of_some_of_them(p: &Stated) -> Option<Whose> {
    p.lead.strip_prefix("其中")?;
    let name = subject(p);
    let name = name.trim_start_matches("其中");
    let title = p.targets.title_words;
    let foreign = name.chars().any(|c| is_chinese(c) && !title.contains(c));
    (name.chars().count() >= 2 && foreign && p.counted().next().is_none()).then_some(OPEN)
}

/// 滨河路完成85%,建设路完成60% for 道路5条: of one of many, by its own name.
pub(super) fn of_one_named(p: &Stated) -> Option<Whose> {
    const PROGRESS: &[&str] = &[
        "完成",
        "已",
        "主体",
        "工程",
        "形象",
        "进度",
        "施工",
        "累计",
        "正在",
        "完工",
        "建设完成",
        "项目",
    ];
    const ALL: &crate::text::Sought = any_of![
        "全", "各", "所有", "上述", "目前", "其余", "剩余", "本", "该", "年", "总", "共", "等"
    ];
    let target = &p.targets.list[p.only?];
    let counted = target.dimension == Some(Dimension::Count);
    if !counted || target.amount.value <= Decimal::ONE || p.counted().next().is_some() {
        return None;
    }
    let end = PROGRESS.iter().filter_map(|word| p.lead.find(word)).min()?;
    let name = &p.lead[..end];
    let last = name.chars().next_back()?;
    let (short, title) = (&name[..name.len() - last.len_utf8()], p.targets.title_words);
    let kind = target.before_number().chars().next_back();
    let proper = kind == Some(last)
        && (2..=10).contains(&name.chars().count())
        && name.chars().all(is_chinese)
        && !name.has(ALL);
    // 修建滨河路、建设路等道路5条: the title names it, and others.
    let listed = || {
        title
            .split_once(name)
            .is_some_and(|(_, behind)| behind.starts_with(['、', '等', '和', '及']))
    };
    // 道路完成85%, 农村公路完成85%: the kind itself is no name.
    let own = || !title.contains(name) && !title.contains(short);
    (proper && (listed() || own())).then_some(OPEN)
}

/// 安装至(93%): another thing than those counted before it in the sentence.
pub(super) fn of_another_thing(p: &Stated) -> Option<Whose> {
    let last = p.amounts.last()?;
    if last.clause == p.own.clause || p.prose.text.before(p.at()) != '(' {
        return None;
    }
    let name = subject(p);
    let other = name.chars().count() >= 2
        && !name.starts_with('全')
        && !p.targets.title_words.contains(&name);
    other.then_some(OPEN)
}

/// Acts by which targets of one noun are told apart.
const ACTS: &[&str] = &["新建", "改造", "新增", "改建", "扩建", "更新", "续建"];

/// 旧楼区提升改造任务完成88%: the one target that it names.
pub(super) fn the_one_named(p: &Stated) -> Option<Whose> {
    if p.targets.list.len() < 2 || !p.amounts.is_empty() {
        return None;
    }
    let words = pairs(&p.lead);
    let list = p.targets.list.iter().enumerate();
    let mut names: Vec<(usize, usize)> = list.map(|(i, t)| (t.names(&words).len(), i)).collect();
    names.sort_unstable_by(|a, b| b.cmp(a));
    let [(most, index), (next, _), ..] = names[..] else {
        return None;
    };
    let target = &p.targets.list[index];
    // 公园建设完成80% for 新建公园10个: it begins with what the target counts.
    const DOES: &[&str] = &["新建", "改造", "新增", "建设", "加装", "安装"];
    let lead = target.before_number();
    let mut noun = lead.trim_start_matches([',', '、']);
    // 384.11亩征地和: the number stands before its noun.
    if noun.is_empty()
        && let Some((_, behind)) = target.own[lead.len()..].split_once(target.amount.unit.as_str())
    {
        noun = behind.trim_end_matches(['和', '及', '与', '、']);
    }
    while let Some(rest) = DOES.iter().find_map(|act| noun.strip_prefix(act)) {
        noun = rest.trim_start_matches([',', '、']);
    }
    let begins = || noun.chars().count() >= 2 && p.lead.starts_with(noun);
    let named = most >= 2 || most == 1 && begins();
    let stage = p.lead.has(any_of!["开工率", "招标"]) && !target.own.has(any_of!["开工"]);
    // 新建任务完成80%,改造任务完成75%: by the act alone.
    if most == 0 {
        let acts = |own: &str| ACTS.iter().filter(|act| own.contains(**act)).count();
        let said = ACTS.iter().find(|act| p.lead.starts_with(**act))?;
        let of_act = p
            .targets
            .list
            .iter()
            .enumerate()
            .filter(|(_, t)| acts(t.own) == 1 && t.own.contains(*said) && t.amount.unit != "%");
        let (index, _) = only(of_act)?;
        let rest = p.lead.strip_prefix(*said)?;
        let bare = rest.starts_with_one(&["任务", "工作", "部分", "完成"]);
        return bare.then_some((Some(index), Link::Likely));
    }
    // A word that both have tells nothing where the rest is that of one.
    let alone = next == 0 || most >= 4 && most >= 3 * next;
    if named && alone && stage {
        return Some(OPEN);
    }
    (named && alone && target.amount.unit != "%").then_some((Some(index), Link::Likely))
}

/// 东昌路东延:完成总工程量的40%, 甲中心设备安装已完成,进度90%: one of many, by its name.
pub(super) fn one_of_many(p: &Stated) -> Option<Whose> {
    let many = p.targets.list[p.only?].amount.value > Decimal::ONE;
    (many && names_one(p.prose, p.own.clause, p.at(), p.targets)).then_some(OPEN)
}

/// The only target, unless the words before the percentage name a part of it: 三山五园绿道完成工程总量的70%.
pub(super) fn by_subject(p: &Stated) -> Whose {
    let Some(index) = p.only else {
        return OPEN;
    };
    let target = &p.targets.list[index];
    let mut subject = subject(p);
    // 各小区改造: all of them.
    for all in ["所有", "全部", "各"] {
        if let Some(rest) = subject.strip_prefix(all) {
            subject = rest.to_string();
        }
    }
    // 抽检计划完成率100% for 抽检合格率98%: of the plan, and not of the rate.
    let planned = p.lead.has(any_of!["计划完成率", "任务完成率"]);
    if planned && !subject.is_empty() && target.amount.unit == "%" && !target.own.contains("完成率")
    {
        return OPEN;
    }
    // 30个小区已完成总工程量的80%: as many as there are in all.
    if let Some(q) = p
        .counted()
        .next()
        .filter(|q| target.is(q.value, &q.unit_text))
    {
        subject = subject.replace(p.prose.text.folded_of(q.start, q.end), "");
    }
    let stage = p.lead.has(any_of!["开工率", "招标"]);
    // 老旧小区改造建成率, for 改造老旧小区: what the title names, in any order.
    let (words, own) = (pairs(&subject), pairs(target.words));
    let known = |p: &Pair| own.binary_search(p).is_ok();
    // 危桥改造完工率, for 改造危桥: the same words the other way round.
    let turned = || {
        (!target.words.contains('、') || subject.len() * 10 >= target.words.len() * 7)
            && subject.chars().all(|c| target.words.contains(c))
            && words.iter().filter(|p| known(p)).count() >= 2
    };
    let whole =
        target.words.contains(&subject) || words.len() >= 3 && words.iter().all(known) || turned();
    match (subject.chars().count() > 1 && !whole) || stage {
        true => OPEN,
        false => (Some(index), Link::Likely),
    }
}

/// 幸福小区进度: whether a label names something that the title does not.
pub(super) fn names_another(label: &str, targets: &Targets) -> bool {
    const ANY: &[&str] = &[
        "完成率",
        "进度",
        "进展",
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
    // 改厕进度 for 改造农村户厕: what it is called for short.
    let short = name.trim();
    let called = |t: &Prepared| is_short_for(short, t.own);
    if short.chars().count() == 2 && targets.list.iter().any(called) {
        return false;
    }
    let words = pairs(&name);
    let known = |p: &Pair| targets.title().binary_search(p).is_ok();
    let foreign = words.iter().filter(|pair| !known(pair)).count();
    foreign > 0 && foreign * 2 >= words.len()
}

/// From so many pairs of characters on that the title does not have, words name another thing.
const FOREIGN: usize = 5;

/// 城东小学主体完工,形象进度80%: whether the sentence begins with the name of one of those that are
/// promised.
pub(super) fn names_one_of_many(
    prose: &Prose,
    clause: usize,
    index: usize,
    targets: &Targets,
) -> bool {
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

/// Whether the label of a clause, or the first clause of its sentence, which tells what was done, names
/// something that the title does not know.
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
    // 施工单位倒排工期,目前完成82%: how the work goes on, and no one of many.
    let tells = || prose.text.words(lead.start, lead.end).has(DONE);
    own == 0 && (other >= FOREIGN && tells() || lead.label && other >= 3)
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
pub(super) fn subject(p: &Stated) -> String {
    let mut subject = p.lead.to_string();
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
    for date in p.prose.dates_in(p.clause.start, p.at()) {
        subject = subject.replace(p.prose.text.folded_of(date.start, date.end), "");
    }
    subject.trim().to_string()
}
