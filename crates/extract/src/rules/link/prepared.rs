//! The targets of an item, prepared for comparison.

use super::pairs::{Pair, common, is_generic, is_verb, pairs};
use super::units::{agrees_closely, each_one, per_head, same_unit, threshold};
use crate::clause::Prose;
use crate::rules::{only, targets};
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::{Class, Dimension, Entry, Kind, VOCABULARY};
use shishi_domain::{Amount, Decimal};
use std::cell::OnceCell;

/// The targets of an item, prepared for comparison.
pub(crate) struct Targets<'t> {
    pub list: Vec<Prepared<'t>>,
    /// Pairs of neighbouring characters of the whole title.
    title: OnceCell<Vec<Pair>>,
    /// The title, folded.
    pub title_words: &'t str,
    /// Other names of the things named in it.
    aliases: Vec<&'static str>,
}

/// A target with the words that speak of it.
pub(crate) struct Prepared<'t> {
    pub amount: &'t Amount,
    /// What its unit measures.
    pub dimension: Option<Dimension>,
    /// Pairs of neighbouring characters of the words that speak of it, worked out once asked for.
    pairs: OnceCell<Vec<Pair>>,
    /// Pairs that set its name apart from the shorter name of another target, as asked for.
    apart: OnceCell<Vec<Pair>>,
    /// The words that speak of it.
    spoken: &'t str,
    /// Other names of the things among these.
    aliases: Vec<&'static str>,
    /// Its clause up to its own words.
    pub words: &'t str,
    /// Its own words alone.
    pub own: &'t str,
    /// The verb of work before its number: 加装 of 加装电梯200部.
    pub(super) act: Option<&'t str>,
    /// It is counted per head: 每千人5批次.
    pub per_head: bool,
    /// It is counted per head or to each: 每个乡镇2个.
    pub(super) each: bool,
    /// The title is a list of matters or projects, which 开工 and 启动 take up.
    pub matters: bool,
    /// It is named as a part of another: 其中城市80处, (含公共停车位900个).
    pub part: bool,
    /// The sum from which on a thing counts: 10亿元以上项目10个.
    pub(super) threshold: Option<Decimal>,
    /// It is a height to be reached, and not what is added: 学位扩充至1800个.
    pub level: bool,
    /// The next target shares its verbs, and has none of its own: 新建改造供水管网60公里、供热管网40公里.
    pub leads: bool,
}

impl<'t> Prepared<'t> {
    /// Whether it asks for just this amount.
    pub fn is(&self, value: Decimal, unit: &str) -> bool {
        self.amount.value == value && same_unit(&self.amount.unit, unit)
    }

    /// Whether an amount is by the numbers, at the decimals stated, such a percentage of it.
    pub fn is_met_by(&self, stated: Decimal, actual: Decimal, unit: &str) -> bool {
        same_unit(&self.amount.unit, unit) && agrees_closely(stated, actual, self.amount.value)
    }

    /// Its own words up to its number, or all of them where it stands elsewhere.
    pub fn before_number(&self) -> &'t str {
        let end = self.own.find(|c: char| c.is_ascii_digit());
        &self.own[..end.unwrap_or(self.own.len())]
    }

    /// What it counts, without verbs: 农村公路 of 建设200公里农村公路.
    fn noun(&self) -> &'t str {
        const DOES: &[&str] = &[
            "建设", "新建", "改造", "完成", "实施", "新增", "提升", "改建", "扩建",
        ];
        let marks = [',', '、', '和', '及', ';', ' '];
        let before = self.before_number();
        let mut noun = before.trim_matches(marks);
        while let Some(rest) = DOES.iter().find_map(|act| noun.strip_prefix(act)) {
            noun = rest.trim_start_matches(marks);
        }
        if !noun.is_empty() {
            return noun;
        }
        let behind = self.own[before.len()..].split_once(self.amount.unit.as_str());
        behind.map_or("", |(_, behind)| behind.trim_matches(marks))
    }

    /// 农村公路200公里 beside 农村公路安保工程300公里: whether what another counts is called by its name with
    /// something behind it, and is another thing.
    pub(super) fn begins_another(&self, list: &[Self]) -> bool {
        let noun = self.noun();
        let longer = |t: &Self| {
            let behind = t.noun().strip_prefix(noun);
            behind.is_some_and(|behind| !behind.is_empty())
        };
        noun.chars().count() >= 2 && list.iter().any(longer)
    }

    /// Whether the title names it as a part of another: 其中公办2200个.
    pub fn is_part(&self) -> bool {
        self.part
    }

    /// A target of a title; `matters` says whether the title is a list of matters.
    fn new(title: &'t Prose, found: &'t targets::Found, matters: bool) -> Self {
        let text = &title.text;
        let amount = &found.target.amount;
        let (from, to) = found.context;
        let own = text.folded_of(from, to);
        let words = text.words(from, to);
        let lead = text.words(from, found.at);
        let per_head = per_head(words);
        Self {
            amount,
            dimension: VOCABULARY
                .unit_named(&amount.unit)
                .map(|u| u.dimension)
                .or((amount.unit == "%").then_some(Dimension::Rate)),
            pairs: OnceCell::new(),
            apart: OnceCell::new(),
            spoken: match sums_up(own) {
                true => text.folded_of(0, to),
                false => named_before(title, from, found.at)
                    .map_or(own, |start| text.folded_of(start, to)),
            },
            aliases: aliases(title, from, to),
            words: text.folded_of(words_start(title, found.clause.0), to),
            matters: matters && counts_matters(&amount.unit, own),
            part: from > 0
                && lead.trim_start_matches([',', '、', '(']).starts_with_one(&[
                    "其中",
                    "含",
                    "包括",
                    "第一批",
                    "第二批",
                    "第三批",
                    "首批",
                ]),
            act: title
                .scan
                .work(from, found.at)
                .find(|(_, work)| work.kind != Kind::Noun)
                .map(|(hit, _)| text.folded_of(hit.start, hit.end)),
            per_head,
            each: per_head || each_one(own, title, from, found.at),
            threshold: threshold(title, from, found.at),
            own,
            leads: false,
            level: amount.unit != "%"
                && lead.ends_with_one(&["至", "达到", "增加到", "提高到", "扩大到", "达"])
                && !lead.has(any_of!["新增", "建成"]),
        }
    }

    /// Pairs of neighbouring characters of the words that speak of it, in order.
    pub fn pairs(&self) -> &[Pair] {
        self.pairs
            .get_or_init(|| pairs_of(self.spoken, &self.aliases))
    }

    /// Pairs of its name, which stands before its number.
    fn name(&self) -> Vec<Pair> {
        let mut name = pairs(self.before_number());
        name.retain(|p| !is_verb(*p) && !is_generic(*p));
        name
    }

    /// The place whose part of a whole it is: 其中安化县4.2万人.
    fn place(&self) -> Option<&'t str> {
        let name = self.own.trim_start_matches([',', '、', '(', '和']);
        let name = name.trim_start_matches("其中");
        let end = name.find(|c: char| c.is_ascii_digit())?;
        let name = &name[..end];
        let place = name.ends_with(['县', '市', '区', '镇', '乡']) || name.ends_with("街道");
        let kind = ["小区", "社区", "城区", "校区", "景区", "园区", "市区"];
        (place && (3..=6).contains(&name.chars().count()) && !name.ends_with_one(&kind))
            .then_some(name)
    }

    /// Whether it is a part of a whole, and the words of an amount name its place.
    pub(super) fn is_placed(&self, near: &str) -> bool {
        self.part && self.place().is_some_and(|place| near.contains(place))
    }

    fn named<'w>(&self, words: &'w [Pair]) -> impl Iterator<Item = &'w Pair> {
        let shared = |p: &&Pair| self.pairs().binary_search(p).is_ok();
        words.iter().filter(shared).filter(|p| !is_verb(**p))
    }

    /// How many of `words` name what it promises, verbs of work aside.
    pub(super) fn names_of(&self, words: &[Pair]) -> usize {
        self.named(words).count()
    }

    /// Those of `words` that name what it promises, verbs of work aside.
    pub fn names(&self, words: &[Pair]) -> Vec<Pair> {
        self.named(words).copied().collect()
    }
}

/// Where the words of a clause of the title begin: at its label, where that names a stage for all of
/// them: 保障房计划开工:辽宁34.88万套、河北38万套.
fn words_start(title: &Prose, start: usize) -> usize {
    let k = title.clauses.partition_point(|c| c.start < start);
    let label = k.checked_sub(1).and_then(|b| title.clauses.get(b));
    let staged = label.filter(|l| {
        let words = title.text.words(l.start, l.end);
        l.label && words.has(any_of!["开工", "竣工", "完工", "建成"])
    });
    staged.map_or(start, |l| l.start)
}

/// Other names of the things named in a stretch of the title: 公共厕所 of 公厕.
fn aliases(title: &Prose, from: usize, to: usize) -> Vec<&'static str> {
    if !title.scan.knows(Class::Same) {
        return Vec::new();
    }
    let hits = title.scan.within(from, to);
    hits.filter(|h| matches!(h.entry, Entry::Word(Class::Same)))
        .flat_map(|h| VOCABULARY.names_of(title.text.folded_of(h.start, h.end)))
        .copied()
        .collect()
}

/// Pairs of neighbouring characters of words and of other names beside them, in order.
fn pairs_of(words: &str, aliases: &[&str]) -> Vec<Pair> {
    let mut all = pairs(words);
    if !aliases.is_empty() {
        all.extend(aliases.iter().flat_map(|name| pairs(name)));
        all.sort_unstable();
        all.dedup();
    }
    all
}

/// 免除学杂费,任务数19800人: where the clause begins that names what is only called a task behind it.
fn named_before(title: &Prose, from: usize, at: usize) -> Option<usize> {
    const TASKS: &[&str] = &[
        "任务数",
        "目标数",
        "计划数",
        "任务",
        "目标",
        "任务量",
        "年度任务",
        "年度任务数",
        "全年任务",
        "年度目标",
    ];
    let lead = title.text.folded_of(from, at);
    let lead = lead.trim_matches([',', ' ', '为', '是', '约']);
    let k = title.clause_at(at).filter(|_| TASKS.contains(&lead))?;
    let before = &title.clauses[k.checked_sub(1)?];
    let names = before.sentence == title.clauses[k].sentence
        && title.quantities_in(before.start, before.end).is_empty();
    names.then_some(before.start)
}

/// 每乡镇2-3个,全县共32个: a sum bears the name of what it sums up.
fn sums_up(words: &str) -> bool {
    const SUMS: &[&str] = &[
        "全县共",
        "全市共",
        "全区共",
        "全省共",
        "全州共",
        "共",
        "合计",
        "总计",
        "全镇共",
    ];
    words.starts_with_one(SUMS) && words.chars().count() <= 10
}

/// Whether a target counts matters, and names no end of theirs.
fn counts_matters(unit: &str, words: &str) -> bool {
    const MATTERS: &Sought = any_of!["实事", "项目", "工程", "类", "子项", "事项", "工作"];
    const ENDS: &Sought = any_of![
        "建设", "建成", "完成", "竣工", "完工", "改造", "新建", "新增", "改建", "扩建", "安装",
        "整治", "培训"
    ];
    // 民生实事10大类35项: nothing but the number.
    let bare = words
        .chars()
        .all(|c| c.is_ascii_digit() || unit.contains(c));
    matches!(unit, "项" | "件" | "个")
        && (bare || words.has(MATTERS))
        // 完成市政府实事27项单项工作: the verb of any list.
        && !words
            .trim_start_matches("完成")
            .replace("建设项目", "")
            .replace("重点建设", "")
            .has(ENDS)
}

impl<'t> Targets<'t> {
    /// Those that ask for a rate.
    pub fn rates(&self) -> impl Iterator<Item = &Prepared<'t>> {
        self.list.iter().filter(|t| t.amount.unit == "%")
    }

    pub fn new(title: &'t Prose, found: &'t [targets::Found]) -> Self {
        const LISTS: &Sought = any_of![
            "实事",
            "民生项目",
            "惠民项目",
            "重点项目",
            "重大项目",
            "重点建设项目",
            "重点工程",
            "民心工程",
            "民生工程",
        ];
        let matters = title.text.words(0, title.text.len()).has(LISTS);
        let mut list: Vec<Prepared> = found
            .iter()
            .map(|found| Prepared::new(title, found, matters))
            .collect();
        // 61所,其中新建55所、改扩建6所: the next member of the parts is one as well.
        for k in 1..list.len() {
            let same = found[k].clause == found[k - 1].clause
                && list[k].amount.unit == list[k - 1].amount.unit
                && list[k].own.starts_with(['、', '和']);
            list[k].part |= same && list[k - 1].part;
        }
        for k in 1..list.len() {
            let next = &list[k];
            let shares = next.own.starts_with(['、', '和'])
                && same_unit(&next.amount.unit, &list[k - 1].amount.unit)
                && !pairs(next.own).iter().any(|p| is_verb(*p));
            list[k - 1].leads = shares;
        }
        // 架空线落地89条路段、253.8公里: both amounts bear the name of the first.
        let mut from = 0;
        let several = if list.len() > 1 { list.len() } else { 0 };
        for k in 0..several {
            let (start, end) = found[k].context;
            let lead = title.text.folded_of(start, found[k].at);
            let noun = lead.trim_matches(['、', ',', '和', '共', '约', ' ']);
            // 预算收入397亿元,增长7%以上: how much the sum before is to grow.
            let grows = k > 0
                && list[k].amount.unit == "%"
                && matches!(noun, "增长" | "同比增长" | "增速" | "增幅")
                && found[k].at <= found[k - 1].context.1.max(found[k - 1].at) + 24
                && list[k - 1].amount.unit != "%";
            let beside = k > 0
                && found[k].clause == found[k - 1].clause
                && list[k].amount.unit != list[k - 1].amount.unit
                && lead
                    .trim_end_matches(['共', '约', '计'])
                    .ends_with(['、', '和'])
                && noun.chars().count() <= 2
                && list[k].amount.unit != "元"
                && !pairs(noun).iter().any(|p| is_verb(*p));
            if beside || grows {
                list[k].spoken = title.text.folded_of(from, end);
            } else {
                from = start;
            }
        }
        Self {
            list,
            title: OnceCell::new(),
            title_words: &title.text.folded,
            aliases: aliases(title, 0, title.text.len()),
        }
    }

    /// Pairs of neighbouring characters of the whole title, in order.
    pub fn title(&self) -> &[Pair] {
        self.title
            .get_or_init(|| pairs_of(self.title_words, &self.aliases))
    }

    /// 托位增加336个 for 普惠托位315个、托位525个: whether words bear the shorter name of another target that
    /// its own name holds, and nothing of what sets it apart.
    pub(super) fn lacks_its_own(&self, index: usize, words: &[Pair]) -> bool {
        let target = &self.list[index];
        let apart = target.apart.get_or_init(|| self.set_apart(index));
        !apart.is_empty() && common(words, apart) == 0 && target.names_of(words) > 0
    }

    /// 普惠 of 普惠托位 beside 托位: the pairs of a name that no shorter name of another target has.
    fn set_apart(&self, index: usize) -> Vec<Pair> {
        let target = &self.list[index];
        let others = self.list.iter().enumerate();
        let mut name = target.name();
        let shorter = others
            .filter(|(k, t)| *k != index && t.amount.unit == target.amount.unit)
            .map(|(_, t)| t.name())
            .find(|n| !n.is_empty() && n.len() < name.len() && n.iter().all(|p| name.contains(p)));
        match shorter {
            Some(shorter) => name.retain(|p| !shorter.contains(p)),
            None => name.clear(),
        }
        name
    }

    /// Whether a character stands in the title, or in another name of a thing in it: 厕 of 公共卫生间.
    pub(super) fn names_char(&self, c: char) -> bool {
        self.title_words.contains(c) || self.aliases.iter().any(|name| name.contains(c))
    }

    /// The one target that is a sum of money; none where the title asks for none or for several.
    pub fn only_sum(&self) -> Option<usize> {
        let list = self.list.iter().enumerate();
        only(list.filter(|(_, t)| t.amount.unit == "元").map(|(i, _)| i))
    }

    /// Whether the targets of a unit are together a value, and none alone is.
    pub(super) fn sums_to(&self, unit: &str, value: Decimal) -> bool {
        let sum: Decimal = self
            .list
            .iter()
            .filter(|t| same_unit(&t.amount.unit, unit))
            .map(|t| t.amount.value)
            .sum();
        sum == value
    }
}
