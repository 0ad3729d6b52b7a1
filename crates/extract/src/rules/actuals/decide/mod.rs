//! Whether an amount that has been reached counts towards a target.

use super::around::{
    heading_before, noun_after, percent_after, percent_before, stated_base, thing_before,
    whole_before, within, words,
};
use super::{Scene, own_start, sentence_start};
use crate::clause::{Clause, Prose};
use crate::date::Grain;
use crate::quantity::Quantity;
use crate::rules::kinds::{BEGUN, COMPLETED, DONE, LIES_AHEAD, PAID};
use crate::rules::link::{self, Candidate, Decision, Prepared};
use crate::rules::predicates::STEPS;
use crate::rules::{roles, stages};
use crate::text::{Phrase as _, Sought, Word, Words, any_of, is_chinese};
use crate::vocabulary::{Class, Dimension, Entry, Kind, VOCABULARY};
use shishi_domain::{Amount, Decimal, Link, Phase};

/// 惠及居民2160户: who gains by it.
const GAINED: &Sought = any_of!["惠及", "受益"];

/// What is done about a fault: 修复, 整改.
const CURED: &Sought = any_of![
    "修复", "排除", "更换", "整改", "整治", "恢复", "处理", "消除", "完成", "解决", "维修", "处置"
];

/// The same without words that go with any work: 完成审核的326户 are no further.
const MENDED: &Sought = any_of!["修复", "排除", "更换", "整改", "整治", "消除", "维修"];

/// Why an amount counts towards nothing, in words for the reader.
type Reason = fn(&Spot) -> Option<&'static str>;

/// What the words around an amount say against it, in order: the first that applies is given.
const BY_WORDS: &[Reason] = &[
    drawn,
    found,
    applied,
    funded,
    undone,
    on_schedule,
    gained,
    moved_in,
    looked,
    earlier_step,
    others,
    one_place,
    higher_level,
];

/// What other numbers and the course of things say against it.
const BY_COURSE: &[Reason] = &[
    of_kind,
    of_several,
    of_labelled_kind,
    only_step,
    last_year,
    of_one_project,
    of_finished,
    since_years_before,
    year_by_year,
];

/// An amount that has been reached, with its place.
struct Spot<'s> {
    scene: &'s Scene<'s, 's>,
    prose: &'s Prose<'s>,
    q: &'s Quantity,
    amount: &'s Amount,
    clause: usize,
    c: &'s Clause,
    /// Where its own words begin and end.
    from: usize,
    to: usize,
    /// Where the words begin that it bears, be it with the one before it.
    shared: usize,
    /// The words from there on.
    own: Words<'s>,
    title: &'s str,
}

/// Links an amount that has been reached.
pub(super) fn decide(
    scene: &Scene,
    q: &Quantity,
    amount: &Amount,
    clause: usize,
    place: (usize, usize),
    table: bool,
) -> Decision {
    let spot = Spot::new(scene, q, amount, clause, place);
    let against = |reasons: &[Reason]| reasons.iter().find_map(|reason| reason(&spot));
    if let Some(reason) = against(BY_WORDS) {
        return Decision::none(Link::Open, reason);
    }
    let stated = percent_after(scene, q, amount.value, clause)
        .or_else(|| percent_before(scene, q, amount.value, clause));
    let told = stated.map(|stated| stated.percent);
    if let Some(reason) = other_plan(&spot, told).or_else(|| against(BY_COURSE)) {
        return Decision::none(Link::Open, reason);
    }
    if scene.targets.list.is_empty() {
        return Decision::none(Link::Open, "标题没有数量目标");
    }
    let (prose, c, from, to) = (spot.prose, spot.c, spot.from, spot.to);
    let (near, far) = (spot.near(), spot.far());
    let whole = whole_before(prose, c, q);
    scene.targets.decide(&Candidate {
        amount,
        dimension: VOCABULARY
            .unit_named(&amount.unit)
            .map(|u| u.dimension)
            .or(q.dimension()),
        near: &near,
        far: &far,
        stage: spot.stage(),
        step: spot.is_step(),
        ended: stages::ended(prose, spot.shared.min(from), to),
        percent: told,
        of_plan: stated.is_some_and(|stated| stated.of_plan),
        bare_percent: stated.is_some_and(|stated| stated.bare),
        each: link::per_head(prose.text.words(from, (to + 3).min(c.end))),
        table,
        threshold: link::threshold(prose, from, q.start),
        whole: whole.as_ref(),
        noun: noun_after(prose, q, to),
        after: prose.text.folded_of(q.end, to.max(q.end)),
        again: said_again(scene, q, clause),
        elsewhere: spot.under_another_heading(),
        label: prose
            .label_of(clause)
            .map_or("", |l| prose.text.folded_of(l.start, l.end)),
        gained: spot.own.has(GAINED),
        within: within(scene, q, clause),
        thing: thing_before(prose, from, q),
        done: table || spot.says_done(),
    })
}

impl<'s> Spot<'s> {
    fn new(
        scene: &'s Scene<'s, 's>,
        q: &'s Quantity,
        amount: &'s Amount,
        clause: usize,
        (from, to): (usize, usize),
    ) -> Self {
        let prose = scene.prose;
        let c = &prose.clauses[clause];
        // 发放贷款63笔、4260万元: the second bears the words of the first.
        const JOINTS: &[&str] = &["、", "", "共", "共计", "计", "合计"];
        let joint = JOINTS.contains(&prose.text.folded_of(from, q.start)) && from > c.start;
        let shared = (joint && to <= q.end + 1)
            .then(|| {
                prose
                    .quantities_in(c.start, from)
                    .iter()
                    .rfind(|p| p.end == from && p.reject.is_none())
            })
            .flatten()
            .map_or(from, |p| own_start(prose, c, p));
        // 4所普通高中、14所薄弱学校: the noun before the mark is that of the first.
        let listed = matches!(prose.text.before(q.start), '、' | '和' | '与')
            && q.start > from + 1
            && (from > c.start || prose.text.before(q.start) == '、');
        let shared = if listed { q.start } else { shared };
        // 98场(惠及群众3.6万人次): brackets with a number of their own are said of that.
        let behind = q.end..to.max(q.end);
        let bracket = behind.clone().find(|&i| prose.text.at(i) == '(');
        let apart = |at: usize| {
            let next = prose.quantities_in(at, c.end).first();
            prose.open(q.numeral) && next.is_some_and(|n| !prose.open(n.numeral))
        };
        let own_to = bracket.filter(|&at| apart(at)).unwrap_or(behind.end);
        Self {
            scene,
            prose,
            q,
            amount,
            clause,
            c,
            from,
            to,
            shared,
            own: prose.text.words_at_length(shared, own_to),
            title: scene.targets.title_words,
        }
    }

    /// The words right around it.
    fn near(&self) -> String {
        format!(
            "{} {}",
            words(self.prose, self.shared, self.q.start),
            words(self.prose, self.q.end, self.to)
        )
    }

    /// The words of its sentence up to it, behind those of its heading.
    fn far(&self) -> String {
        let start = self.q.start.saturating_sub(120);
        let sentence = sentence_start(self.prose, self.clause).max(start);
        let mut far = words(self.prose, sentence, self.q.start);
        if let Some((from, to)) = heading_before(self.prose, self.clause) {
            far.insert_str(0, self.prose.text.folded_of(from, to));
        }
        far
    }

    /// 5、超市:7个村已投入使用, where the title asks for no shops.
    fn under_another_heading(&self) -> bool {
        const ANY: &Sought = any_of![
            "进展", "情况", "进度", "完成", "备注", "说明", "目前", "季度", "截至", "截止", "任务",
            "项目", "工程", "其中", "实事", "问题", "指标", "月", "实绩", "结果", "绩效", "完工",
            "竣工", "建成", "投用", "金额", "数量", "总数", "合计", "实际", "已",
        ];
        let (prose, scene) = (self.prose, self.scene);
        let Some(label) = prose.label_of(self.clause) else {
            return false;
        };
        let words = prose.text.words(label.start, label.end);
        let name = words.trim_start_matches(|c: char| !is_chinese(c));
        let title = scene.targets.title();
        (2..=8).contains(&name.chars().count())
            && !words.has(ANY)
            && link::pairs(name)
                .iter()
                .all(|p| title.binary_search(p).is_err())
            && !name.chars().any(|c| self.title.contains(c))
    }

    /// Whether a word of doing or reaching stands in its clause, or in that of its list.
    fn says_done(&self) -> bool {
        let (prose, c) = (self.prose, self.c);
        prose.scan.within(c.start, c.end).any(|h| {
            prose.open(h.start)
                && match h.entry {
                    Entry::Word(class) => matches!(
                        class,
                        Class::Done | Class::Reached | Class::Finish | Class::Total
                    ),
                    Entry::Work(w) => w.kind == Kind::Stage || w.phase == Phase::Construction,
                }
        })
    }

    /// Whether its own words name a part of the work or a step of it, which the title does not.
    fn is_step(&self) -> bool {
        const PARTS: &Sought = any_of!["标线", "护坡", "沟槽", "路面", "路肩"];
        let words = self.prose.scan.within(self.from, self.q.start);
        words.into_iter().any(|h| {
            let word = self.prose.text.folded_of(h.start, h.end);
            let step = match h.entry {
                Entry::Word(class) => class == Class::Section,
                Entry::Work(_) => {
                    STEPS.holds(word)
                        || matches!(word, "敷设" | "铺设" | "施划" | "标线" | "清淤疏浚")
                }
            };
            let asked = |name: &&str| self.title.contains(*name);
            step && !self.title.contains(word) && !VOCABULARY.names_of(word).iter().any(asked)
        }) || self.own.has(PARTS) && !self.title.has(PARTS)
    }

    /// 完成4所幼儿园、2所小学的招标工作: what the list closes with holds for each of its members.
    fn stage_of_list(&self) -> Option<&'s str> {
        let (prose, c, q) = (self.prose, self.c, self.q);
        let behind = prose.quantities_in(q.end, c.end);
        let last = behind.last().filter(|_| behind.len() <= 3)?;
        let first = prose.quantities_in(c.start, q.start).is_empty();
        let alike = behind
            .iter()
            .all(|p| p.reject.is_none() && p.unit.is_some() && !p.is_rate());
        let lead = prose.text.words(c.start, q.start);
        let tail = prose.text.words(last.end, c.end);
        let closes = tail.contains('的') || tail.ends_with_one(&["主体封顶", "主体工程"]);
        let opens = lead.ends_with_one(&["完成", "完成了"]);
        if !(first && alike && closes && opens) {
            return None;
        }
        match tail.ends_with("主体工程") {
            true => Some("主体"),
            false => stages::stage(prose, last.end, c.end),
        }
    }

    /// 共开工50个,其中新建20个、改造30个: the stage of the whole, where the part names none.
    fn stage_of_whole(&self) -> Option<&'s str> {
        let (prose, c) = (self.prose, self.c);
        let before = &prose.clauses[self.clause.checked_sub(1)?];
        let own = || prose.text.words(c.start, c.end);
        let part = prose.text.starts(c.start, "其中")
            && before.sentence == c.sentence
            && !own().has(any_of![
                "完工", "竣工", "建成", "完成", "投用", "投入", "启用", "交付", "通车", "开放",
                "已", "验收", "封顶"
            ]);
        let last = part.then(|| prose.quantities_in(before.start, before.end).last())??;
        let whole = last.unit_text == self.q.unit_text
            && last.value >= self.q.value
            && !stages::ended(prose, before.start, before.end);
        let stage = stages::stage(prose, before.start, before.end).filter(|_| whole)?;
        BEGUN.iter().any(|w| w.word == stage).then_some(stage)
    }

    /// The stage that its verb names.
    fn stage(&self) -> Option<&'s str> {
        let (prose, c) = (self.prose, self.c);
        // 去年启动、今年实施的管网改造完成32公里: what is said of the noun is no stage of the amount.
        let lead = prose.text.words(self.from, self.q.start);
        let attributed = || {
            lead.rsplit_once('的')
                .is_some_and(|(_, own)| own.has(COMPLETED))
        };
        if lead.contains('的') && attributed() {
            return None;
        }
        // 3所建成投用、2所主体封顶: its own words tell the end.
        if stages::ended(prose, self.q.end, self.to) {
            return stages::stage(prose, self.q.end, self.to);
        }
        stages::stage(prose, self.from, self.to)
            .or_else(|| self.stage_of_list())
            .or_else(|| self.stage_of_whole())
            .or_else(|| self.labelled_stage())
            .or_else(|| {
                // A list shares its verb: 开工4.3万套、126万平方米.
                let own = prose.text.folded_of(self.from, self.q.start);
                // 共开工建设1790个、改造面积2535万平方米.
                let involved = own.starts_with("、涉及") && !self.title.contains("涉及");
                // 已开工130条路段、210.9公里: their length.
                let length = self.q.dimension() == Some(Dimension::Length)
                    && own.ends_with('、')
                    && own.chars().count() <= 4
                    && roles::is_name(prose, self.from, self.q.start);
                if matches!(own, "、改造面积" | "、建筑面积" | "、面积") || involved || length
                {
                    return stages::stage(prose, c.start, self.from);
                }
                // 已开工老旧小区20个、公厕10座: the verb is that of the list.
                const GAINS: &[&str] = &["、涉及", "、惠及"];
                let asked = own.starts_with_one(GAINS) && self.title.has(any_of!["涉及", "惠及"]);
                if own.starts_with('、') && !asked && roles::is_name(prose, self.from, self.q.start)
                {
                    return stages::stage(prose, c.start, self.from);
                }
                if own.chars().count() > 1 {
                    return None;
                }
                // 开工42条121.5km、完工2条4.98km: that of the one before it.
                if self.shared < self.from {
                    return stages::stage(prose, self.shared, self.q.start);
                }
                stages::stage(prose, c.start, c.end)
            })
            .or_else(|| self.shared_stage())
            .or_else(|| self.stage_past_brackets())
            .or_else(|| self.stage_before())
            .or_else(|| self.stage_behind())
    }

    /// 开工数:150户: what the label says.
    fn labelled_stage(&self) -> Option<&'s str> {
        let label = self
            .prose
            .label_of(self.clause)
            .filter(|_| self.q.start == self.c.start)?;
        stages::stage(self.prose, label.start, label.end)
    }

    /// 2个停车场(泊位合计640个)已取得规划许可证: what is said behind the brackets.
    fn stage_past_brackets(&self) -> Option<&'s str> {
        let (prose, c) = (self.prose, self.c);
        if prose.text.at(self.to) != '(' {
            return None;
        }
        let close = (self.to..c.end).find(|&i| prose.text.at(i) == ')')?;
        let next = prose
            .quantities_in(close, c.end)
            .iter()
            .find(|n| n.reject.is_none() && prose.open(n.numeral));
        stages::stage(prose, close + 1, next.map_or(c.end, |n| n.start))
    }

    /// 续建项目182个,已全部开工: what the next clause says of all of them.
    fn stage_behind(&self) -> Option<&'s str> {
        let (prose, c) = (self.prose, self.c);
        let told = prose
            .scan
            .within(c.start, c.end)
            .any(|h| matches!(h.entry, Entry::Word(Class::Done | Class::Finish)));
        self.all_behind().filter(|_| !told)?;
        let behind = &prose.clauses[self.clause + 1];
        stages::stage(prose, behind.start, behind.end)
    }

    /// 4所改扩建和4所迁建项目主体基本完工: what is said of the second is said of the first.
    fn shared_stage(&self) -> Option<&'s str> {
        let (prose, q, c) = (self.prose, self.q, self.c);
        let next = prose
            .quantities_in(q.end, c.end)
            .iter()
            .find(|n| n.reject.is_none() && n.unit_text == q.unit_text)?;
        let between = prose.text.words(q.end, next.start);
        let joined = between.contains(['和', '及', '与']) && !between.has(DONE);
        joined
            .then(|| stages::stage(prose, next.end, c.end))
            .flatten()
    }

    /// 选址已确定,桥南街道2个、北道埠街道1个: a bare list behind a step tells no more.
    fn stage_before(&self) -> Option<&'s str> {
        let (prose, c) = (self.prose, self.c);
        let before = &prose.clauses[self.clause.checked_sub(1)?];
        // 已完成安置房主体建设,共464套.
        let summed = || {
            matches!(
                prose.text.folded_of(c.start, self.q.start),
                "共" | "共计" | "合计"
            )
        };
        let bare = before.sentence == c.sentence
            && before.mark == ','
            && prose.quantities_in(before.start, before.end).is_empty()
            && (summed()
                || !prose.scan.within(c.start, c.end).any(|h| {
                    prose.open(h.start)
                        && match h.entry {
                            Entry::Work(w) => w.kind != Kind::Noun,
                            Entry::Word(class) => matches!(
                                class,
                                Class::Done | Class::Reached | Class::Finish | Class::Total
                            ),
                        }
                }));
        bare.then(|| stages::stage(prose, before.start, before.end))
            .flatten()
    }

    /// What the next clause says of all of them, without a number: 发现隐患526处,全部整改.
    fn all_behind(&self) -> Option<Words<'s>> {
        let (prose, c) = (self.prose, self.c);
        let behind = prose.clauses.get(self.clause + 1)?;
        let words = prose.text.words(behind.start, behind.end);
        let of_all = self.q.end == c.end
            && c.mark == ','
            && behind.sentence == c.sentence
            && words.starts_with_one(&["已全部", "均已", "全部", "都已", "现已全部"])
            && prose.quantities_in(behind.start, behind.end).is_empty();
        of_all.then_some(words)
    }

    /// One of the words stands here, and the title asks for it.
    fn asked(&self, words: &Sought) -> bool {
        words
            .iter()
            .any(|w| self.own.has_one(w) && self.title.contains(w.word))
    }

    /// Whether beside a word of `kind` what the title does is said of the amount itself: 慰问 in
    /// 走访慰问1026户, 整治 in 整治查出的危房106户.
    fn does_as_asked(&self, kind: &Sought) -> bool {
        let own: &str = &self.own;
        let last = kind.iter().filter_map(|word| {
            let at = own.rfind(word.word)?;
            Some((at, at + word.word.len()))
        });
        let Some((start, end)) = last.max() else {
            return false;
        };
        let (before, behind) = (&own[..start], &own[end..]);
        let meant = any_of!["对象", "需求", "意愿", "情况", "名单", "资格", "条件"];
        let acts = || acts_asked(self.scene);
        // 预约接种5126人 is yet to come, and 为提出申请的学生发放526人 has.
        const WISHED: &[&str] = &[
            "申请", "报名", "预约", "申报", "推荐", "征集", "受理", "登记", "接收", "识别", "安排",
            "策划", "谋划", "通知",
        ];
        let wished = own[..end].ends_with_one(WISHED) && !behind.contains(['的', '后', '并', '且']);
        acts().any(|act| behind.contains(act)) && !behind.has(meant) && !wished
            || behind.contains('的')
                && (acts().any(|act| before.contains(act)) || before.has(MENDED))
    }

    /// Whether a target is just the amount.
    fn equals(&self, t: &Prepared) -> bool {
        t.is(self.amount.value, &self.amount.unit)
    }
}

/// The words of doing in the title: 慰问, 救助, and what it begins with. Words that go with any work are
/// none.
fn acts_asked<'s>(scene: &'s Scene) -> impl Iterator<Item = &'s str> {
    const ANY: &[&str] = &[
        "完成", "开展", "实施", "组织", "推进", "实现", "达到", "继续", "全面",
    ];
    let (text, clauses) = (&scene.title.text, &scene.title.clauses);
    let said = scene
        .title
        .scan
        .within(0, text.len())
        .filter(|h| match h.entry {
            Entry::Word(class) => matches!(class, Class::Reached | Class::Finish),
            Entry::Work(work) => work.kind != Kind::Noun,
        });
    let said = said.filter(|h| h.end >= h.start + 2);
    let first = clauses.iter().map(|c| (c.start, (c.start + 2).min(c.end)));
    said.map(|h| (h.start, h.end))
        .chain(first)
        .map(|(start, end)| text.folded_of(start, end))
        .filter(|word| word.chars().all(is_chinese) && word.chars().count() > 1)
        .filter(|word| !ANY.contains(word))
}

/// 110处任务已全部完成,累计建成139处: the only target is said before it.
fn said_again(scene: &Scene, q: &Quantity, clause: usize) -> bool {
    let [target] = scene.targets.list.as_slice() else {
        return false;
    };
    let from = sentence_start(scene.prose, clause).max(q.start.saturating_sub(60));
    let before = scene.prose.quantities_in(from, q.start);
    before
        .iter()
        .any(|b| b.reject.is_none() && target.is(b.value, &b.unit_text))
}

/// 拉动消费4.3亿元: what came of it.
fn drawn(spot: &Spot) -> Option<&'static str> {
    const DRAWN: &Sought = any_of!["拉动", "带动", "撬动"];
    let asked = || DRAWN.iter().any(|w| spot.title.contains(w.word));
    // 带动农民工就业3120人 for 新增农民工就业3000人: what the title counts itself.
    let counted = || {
        let name = spot.prose.text.folded_of(spot.from, spot.q.start);
        let name = &name[name.char_indices().rev().nth(1).map_or(0, |(at, _)| at)..];
        let mut found = spot.title.match_indices(name);
        name.chars().count() == 2
            && found.any(|(at, _)| {
                spot.title[at + name.len()..].starts_with(|c: char| c.is_ascii_digit())
            })
    };
    let drawn = spot.own.has(DRAWN) && !asked() && !counted();
    drawn.then_some("是带动的数量，不是完成数")
}

/// 检查出异常120人: what was found, not what was done.
fn found(spot: &Spot) -> Option<&'static str> {
    const FINDINGS: &Sought = any_of![
        "查出",
        "检出",
        "发现",
        "异常",
        "不合格",
        "阳性",
        "可疑",
        "确诊",
        "疑似",
    ];
    let end = (spot.to + 2).min(spot.c.end);
    let words = spot.prose.text.words(spot.from, end);
    let finds = |w: &Word| words.has_one(w) && !spot.title.contains(w.word);
    // 发现并整改326处, 发现隐患526处,全部整改: dealt with.
    let cured = || {
        let dealt = |words: &Words| words.has(CURED) && !words.has(any_of!["限期", "通知", "台账"]);
        let here = words.has(any_of!["并", "的"]) && !words.has(LIES_AHEAD);
        here && dealt(&words) || spot.all_behind().is_some_and(|behind| dealt(&behind))
    };
    let found = words.has(FINDINGS)
        && FINDINGS.iter().any(finds)
        && !spot.does_as_asked(FINDINGS)
        && !cured();
    found.then_some("只是工作中发现的数量，不是完成数")
}

/// 30个场所建设资金已全部下拨: the money for them is there.
fn funded(spot: &Spot) -> Option<&'static str> {
    const MONEY: &Sought = any_of!["资金", "经费", "补助款"];
    const SENT: &Sought = any_of!["下拨", "下达", "到位", "拨付", "落实"];
    let behind = spot.prose.text.words(spot.q.end, spot.to.max(spot.q.end));
    // 建成饮水工程30处并落实管护经费: they are there.
    let sent = || {
        MONEY
            .iter()
            .filter_map(|word| behind.split_once(word.word))
            .any(|(_, after)| after.has(SENT))
    };
    let funded = spot.q.dimension() != Some(Dimension::Money)
        && behind.has(MONEY)
        && sent()
        && !spot.own.has(COMPLETED)
        && !spot.title.has(MONEY);
    funded.then_some("只是前期准备，不等于完成")
}

/// 初评入围34个, where a name is to be awarded: not yet.
fn applied(spot: &Spot) -> Option<&'static str> {
    const APPLIED: &Sought = any_of!["入围", "初评", "初验", "拟命名", "拟认定", "推荐上报"];
    let asked = spot
        .title
        .has(any_of!["创建", "评选", "命名", "认定", "评定", "培育"]);
    // 成功入围省级名单 is the award itself.
    let listed = || spot.own.has(any_of!["成功入围", "公布"]);
    let applied = asked && spot.own.has(APPLIED) && !spot.asked(APPLIED) && !listed();
    applied.then_some("只是前一环节的数量，不等于目标所指的完成")
}

/// 路灯损坏400盏, 关停学校4所: the contrary of what is promised, or what only came in.
fn undone(spot: &Spot) -> Option<&'static str> {
    const CONTRARY: &Sought = any_of![
        "损坏",
        "故障",
        "停用",
        "关停",
        "关闭",
        "撤并",
        "取缔",
        "占用",
        "人才流失",
        "人员流失",
        "学生流失",
        "受灾",
        "倒伏",
        "受阻",
        "反对",
        "处罚",
        "不亮",
        "缺少",
        "退出",
        "流标",
        "违规",
        "取消",
        "停办",
        "停演",
        "注销"
    ];
    // 办理设立、变更、注销登记1200件, 取消证明材料130项 for 减少证明材料100项.
    let wanted = || {
        spot.own.has(any_of!["注销登记", "注销业务", "注销手续"])
            || spot.own.has(any_of![
                "取消", "取缔", "关停", "关闭", "退出", "注销", "撤并"
            ]) && spot.title.has(any_of![
                "减少", "精简", "清理", "压减", "优化", "淘汰", "化解", "清退", "腾退", "关停",
                "关闭", "取缔", "退出"
            ])
    };
    // 救助受灾群众1026人, 维修不亮路灯526盏.
    let helped = || {
        CONTRARY.iter().any(|word| {
            let before = spot
                .own
                .split_once(word.word)
                .map_or("", |(before, _)| before);
            acts_asked(spot.scene).any(|act| before.ends_with(act))
        })
    };
    let contrary = spot.own.has(CONTRARY)
        && !spot.own.has(CURED)
        && !spot.asked(CONTRARY)
        && !wanted()
        && !spot.does_as_asked(CONTRARY)
        && !helped();
    contrary.then_some("与目标所说的相反，或只是收到、发生的数量")
}

/// 69个项目达序时进度: where work should stand by now, and not its end.
fn on_schedule(spot: &Spot) -> Option<&'static str> {
    let done = spot
        .own
        .has(any_of!["完成目标任务", "完成年度任务", "完成任务"]);
    // 亲水节点80个 and 物流节点22个 are places.
    let node = spot.own.has(any_of![
        "时间节点",
        "进度节点",
        "计划节点",
        "任务节点",
        "工作节点",
        "规定节点",
        "既定节点",
        "前期节点",
        "节点手续",
        "节点目标",
        "节点任务",
        "节点要求",
        "节点计划",
        "节点进度"
    ]);
    let on_schedule = node && !done && !spot.title.contains("节点")
        || spot.own.has(any_of![
            "序时",
            "过半",
            "投资计划",
            "月度计划",
            "阶段性目标",
            "阶段性任务",
            "阶段性成果",
            "阶段性进",
            "阶段性工作",
            "季度计划"
        ]);
    on_schedule.then_some("只是达到阶段进度，不等于完成")
}

/// 惠及居民2160户, where no target counts people or households, or more than one does.
fn gained(spot: &Spot) -> Option<&'static str> {
    if !spot.own.has(GAINED) || spot.title.has(GAINED) {
        return None;
    }
    let list = &spot.scene.targets.list;
    let people = |unit: &str| matches!(unit, "人" | "名" | "人次");
    let households = |unit: &str| unit == "户";
    let only = |of: &dyn Fn(&str) -> bool| {
        of(&spot.amount.unit) && list.iter().filter(|t| of(&t.amount.unit)).count() == 1
    };
    // 惠及居民2362户 for 30个小区、3200户.
    let counted = only(&people) || only(&households);
    // 惠及居民742万户 for 涉及居民865万户.
    let asked = list
        .iter()
        .any(|t| link::same_unit(&t.amount.unit, &spot.amount.unit) && t.own.has(any_of!["涉及"]));
    let gained = !counted && !asked && !list.iter().any(|t| spot.equals(t));
    gained.then_some("是受益的数量，不是完成数")
}

/// 竣工130598户,入住57958户: who lives there by now, where the title asks for the building.
fn moved_in(spot: &Spot) -> Option<&'static str> {
    const HOMES: &Sought = any_of!["入住", "搬迁", "安置", "配租", "入驻"];
    let moved = spot.own.has(any_of!["入住"])
        && !spot.own.has(any_of!["完成", "竣工", "建成", "交付入住"])
        && !spot.title.has(HOMES)
        && !spot.scene.targets.list.iter().any(|t| spot.equals(t));
    moved.then_some("是入住的数量，不是完成数")
}

/// 入户排查1037户: who was looked at, not what was done.
fn looked(spot: &Spot) -> Option<&'static str> {
    const LOOKED: &Sought = any_of![
        "核实",
        "排查",
        "走访",
        "摸排",
        "摸底",
        "巡查",
        "核查",
        "督查",
        "督导",
        "内窥检测",
        "检测完毕",
        "全部检测"
    ];
    // 配备儿童督导员 is what they have.
    let supervised = spot.own.has(any_of!["督导员", "巡查员"]);
    let looked = spot.own.has(LOOKED) && !supervised || spot.prose.text.ends(spot.q.start, "入户");
    // 动态排查新增户已完成1514户.
    let done = spot
        .prose
        .text
        .one_before(spot.q.start, &["已完成", "已改造"])
        .is_some();
    let looked = looked && !done && !spot.asked(LOOKED) && !spot.does_as_asked(LOOKED);
    looked.then_some("只是排查走访的数量，不是完成数")
}

/// 筛查患者1268名,实施手术436名: a step before the one that the sentence goes on to.
fn earlier_step(spot: &Spot) -> Option<&'static str> {
    const STEPS: &Sought = any_of![
        "筛查",
        "认定",
        "鉴定",
        "登记",
        "收集",
        "受理",
        "接收",
        "接到",
        "接报",
        "摸排",
        "征集",
        "识别",
        "评估",
        "申请",
        "报名",
        "报考",
        "审核",
        "初验",
        "初步验收",
        "自评",
        "申报",
        "征求",
        "建档",
        "参加考",
        "参加评",
        "入围",
        "初评",
        "推荐"
    ];
    const NEXT: &Sought = any_of![
        "完成", "已", "办结", "结案", "实施", "资助", "帮扶", "安置", "维修", "救助", "通过",
        "竣工", "验收", "发放", "手术", "整改", "改造", "处置", "解决", "建成", "管理", "成功",
        "取得", "实现", "签订", "享受"
    ];
    let (prose, q, c) = (spot.prose, spot.q, spot.c);
    if !spot.own.has(STEPS) || spot.asked(STEPS) || q.is_rate() || spot.does_as_asked(STEPS) {
        return None;
    }
    let mut after = prose.clauses[spot.clause..].iter().take(4);
    let goes_on = after.any(|n| {
        let from = n.start.max(q.end);
        n.sentence == c.sentence
            // 其中…2100人 is a part of them, and no next step.
            && (from > n.start || !prose.text.starts(n.start, "其中"))
            && prose.quantities_in(from, n.end).iter().any(|o| {
                o.reject.is_none()
                    && o.start >= q.end
                    && (o.unit_text == q.unit_text || o.dimension() == q.dimension())
                    && !o.is_rate()
                    && o.value <= q.value
                    && prose.text.words(from, o.start).has(NEXT)
            })
    });
    goes_on.then_some("只是前一环节的数量，不等于目标所指的完成")
}

/// 另安排预备项目29个, 落实宅基地286户: others, or only made ready.
fn others(spot: &Spot) -> Option<&'static str> {
    const OTHERS: &Sought = any_of![
        "公示",
        "票决",
        "审核",
        "申请",
        "动态新增",
        "识别",
        "表决",
        "抽签",
        "腾空",
        "腾房",
        "复查",
        "便道",
        "立杆",
        "预备",
        "储备项目",
        "储备了",
        "谋划",
        "后备",
        "宅基地",
        "已安排",
        "已部署",
        "已策划",
        "已通知",
        "报名",
        "预约",
        "落实用地",
        "用地报批",
        "用地审批",
        "用地预审",
        "用地手续",
        "用地批",
        "用地保障",
        "消防验收",
        "预验收",
        "征求意见",
        "宣传发动"
    ];
    // 2个预备项目提前开工: others than those that are promised.
    const KINDS: &Sought = any_of!["预备", "储备项目", "后备", "谋划", "宅基地"];
    // 完成改造并通过消防验收: finished, too. 22项无需申请: nobody applies.
    let finished = spot
        .own
        .split_once('并')
        .is_some_and(|(before, _)| before.has(COMPLETED) && !before.has(OTHERS))
        || spot.own.has(any_of!["无需申请", "免申请", "不用申请"]);
    // 已安排上岗326人: they have it. 已部署基站526个 for 部署基站500个.
    let given = || {
        spot.own.has(any_of!["已安排"])
            && spot
                .own
                .has(any_of!["上岗", "就业", "入住", "就读", "入学"])
            || spot.q.dimension() == Some(Dimension::Money) && spot.own.has(PAID)
            || spot.own.has(any_of!["已部署"]) && spot.title.contains("部署")
    };
    let others = spot.own.has(OTHERS)
        && !spot.asked(OTHERS)
        && !finished
        && !given()
        && (spot.own.has(KINDS) || !spot.does_as_asked(OTHERS));
    others.then_some("只是准备或别的环节，不等于完成")
}

/// 徐闻片区覆盖率97.6%: the rate of one place.
fn one_place(spot: &Spot) -> Option<&'static str> {
    let words = || spot.prose.text.folded_of(spot.from, spot.q.start);
    let one_place = spot.q.is_rate() && roles::names_place(words(), spot.title);
    one_place.then_some("只是其中一处的数值")
}

/// 全市新增就业6.2万人,其中我区7326人: of the level above.
fn higher_level(spot: &Spot) -> Option<&'static str> {
    const ABOVE: &[&str] = &["全市", "全省", "全国", "全州"];
    const OWN: &Sought = any_of!["我区", "我县", "本区", "本县", "全区", "全县", "我市"];
    let own = spot.own.trim_start_matches([',', '、', ' ']);
    let above = ABOVE.iter().find(|level| own.starts_with(**level))?;
    let start = spot.q.start.saturating_sub(120);
    let around = spot
        .prose
        .text
        .words(start, (spot.q.end + 120).min(spot.prose.text.len()));
    const BELOW: &Sought = any_of!["我区", "我县", "本区", "本县", "全区", "全县"];
    let told_apart = if *above == "全市" { BELOW } else { OWN };
    // 完成本区域任务 speaks of no level.
    let region = || around.has(any_of!["本区域"]) && !around.has(any_of!["全区", "我区"]);
    let other = around.has(told_apart)
        && !region()
        && !ABOVE.iter().any(|level| spot.title.contains(level));
    other.then_some("是上一级的数量")
}

/// 完成4.55亿元,占年度计划6.48亿元的70.22%: of another plan than the title's.
fn other_plan(spot: &Spot, told: Option<Decimal>) -> Option<&'static str> {
    let (prose, q) = (spot.prose, spot.q);
    let base = stated_base(prose, q, spot.clause).or_else(|| {
        // 计划开工16项,已开工12项,占75%: of the plan that stands before it.
        let from = sentence_start(prose, spot.clause).max(q.start.saturating_sub(60));
        let plan = prose
            .quantities_in(from, q.start)
            .iter()
            .rfind(|b| b.reject.is_none() && b.unit_text == q.unit_text)
            .filter(|b| {
                prose.text.ends(b.start, "计划开工") || prose.text.ends(b.start, "计划竣工")
            })?;
        told.filter(|p| link::agrees(*p, q.value, plan.value))
            .map(|_| plan.value)
    })?;
    let targets = &spot.scene.targets.list;
    let other = !targets.iter().any(|t| t.is(base, &spot.amount.unit));
    other.then_some("文中所列计划数与目标不同")
}

/// 131个计划新开工项目已有112个开工: of a kind that is smaller than what was promised.
fn of_kind(spot: &Spot) -> Option<&'static str> {
    let (prose, q) = (spot.prose, spot.q);
    // 120个前期项目中,已有10个提前开工.
    let before = spot.clause.checked_sub(1).map(|b| &prose.clauses[b]);
    let from = before
        .filter(|b| b.sentence == spot.c.sentence && prose.text.ends(b.end, "中"))
        .map_or(spot.c.start, |b| b.start);
    let kind = prose
        .quantities_in(from, q.start)
        .iter()
        .rfind(|w| w.reject.is_none() && w.unit_text == q.unit_text && w.value >= q.value)
        .filter(|w| {
            let between = prose.text.words(w.end, q.start);
            between.has(any_of!["已有", "中有", "中已", "中,有", "中,已"])
        })?;
    let list = spot.scene.targets.list.iter();
    // 120个前期项目中,已有10个提前开工, where one of the targets counts those 120.
    let of_target = || {
        let mut targets = spot.scene.targets.list.iter();
        let larger = |t: &Prepared| {
            t.amount.value > kind.value && link::same_unit(&t.amount.unit, &kind.unit_text)
        };
        targets.clone().any(|t| t.is(kind.value, &kind.unit_text))
            && targets.any(larger)
            && spot.stage().is_some_and(|stage| stage.has(BEGUN))
    };
    let mut same = list.filter(|t| t.amount.unit == q.unit_text).peekable();
    let smaller = of_target()
        || same.peek().is_some() && same.all(|t| t.amount.value > kind.value * Decimal::TWO);
    smaller.then_some("只是其中一类的数量")
}

/// 40项支流、30项中小河流治理全部开工,已完工26项: of several targets together, which their numbers name.
fn of_several(spot: &Spot) -> Option<&'static str> {
    let (prose, list) = (spot.prose, &spot.scene.targets.list);
    let from = sentence_start(prose, spot.clause).max(spot.q.start.saturating_sub(80));
    if list.len() < 2 || from >= spot.c.start || spot.q.is_rate() {
        return None;
    }
    let before = prose.quantities_in(from, spot.c.start);
    let last = before.iter().rfind(|b| b.reject.is_none())?;
    let clause = prose.clause_at(last.numeral);
    let counted = |t: &&Prepared| {
        let mut all = before
            .iter()
            .filter(|b| prose.clause_at(b.numeral) == clause);
        link::same_unit(&t.amount.unit, &spot.amount.unit)
            && all.any(|b| t.is(b.value, &b.unit_text))
    };
    let own = link::pairs(&spot.near());
    let alike = |b: &&Quantity| {
        link::same_unit(&b.unit_text, &spot.amount.unit) && prose.clause_at(b.numeral) == clause
    };
    let several =
        before.iter().filter(alike).count() >= 2 && list.iter().filter(counted).count() >= 2;
    let named = || list.iter().any(|t| !t.names(&own).is_empty());
    (several && !named() && !list.iter().any(|t| spot.equals(t))).then_some("可能是几个目标的合计")
}

/// 新建项目185个:开工建设160个, of 303: the label counts a kind that is smaller.
fn of_labelled_kind(spot: &Spot) -> Option<&'static str> {
    let q = spot.q;
    let label = spot.prose.label_of(spot.clause)?;
    let kind = spot
        .prose
        .quantities_in(label.start, label.end)
        .iter()
        .find(|w| w.reject.is_none() && w.unit_text == q.unit_text && w.value >= q.value)?;
    let list = spot.scene.targets.list.iter();
    let mut same = list.filter(|t| t.amount.unit == q.unit_text).peekable();
    let smaller = same.peek().is_some() && same.all(|t| t.amount.value > kind.value);
    smaller.then_some("只是其中一类的数量")
}

/// 城南水厂总投资2.5亿元,累计完成投资6000万元: of one project, which has a sum of its own.
fn of_one_project(spot: &Spot) -> Option<&'static str> {
    const SUMS: &[&str] = &[
        "投资估算",
        "估算投资",
        "总投资",
        "总投资约",
        "概算总投资",
        "计划总投资",
        "项目投资",
    ];
    let (prose, q) = (spot.prose, spot.q);
    if q.dimension() != Some(Dimension::Money) {
        return None;
    }
    let from = sentence_start(prose, spot.clause).max(q.start.saturating_sub(80));
    let whole = prose.quantities_in(from, q.start).iter().rfind(|w| {
        w.reject.is_none()
            && w.dimension() == Some(Dimension::Money)
            && w.value >= q.value
            && prose.text.one_before(w.start, SUMS).is_some()
    })?;
    let mut targets = spot.scene.targets.list.iter();
    let other = !targets.any(|t| t.amount.unit == "元" && t.amount.value <= whole.value);
    other.then_some("只是其中一个项目的投资")
}

/// 23项已全部完成,16项超额完成: some of those that are finished anyway.
fn of_finished(spot: &Spot) -> Option<&'static str> {
    let (prose, q) = (spot.prose, spot.q);
    let rest = prose.text.words(q.end, spot.to.max(q.end));
    if !rest.starts_with_one(&["超额", "提前"]) {
        return None;
    }
    let from = sentence_start(prose, spot.clause).max(q.start.saturating_sub(40));
    let finished = prose.quantities_in(from, q.start).iter().any(|whole| {
        whole.reject.is_none()
            && whole.unit_text == q.unit_text
            && whole.value > q.value
            && prose
                .text
                .words(whole.end, (whole.end + 8).min(q.start))
                .has(any_of!["全部完成", "全部办结", "均已完成", "全部竣工"])
    });
    finished.then_some("只是已完成的其中一部分")
}

/// 2009年以来,…有101所学校完成建设 for 51个: more than was promised, in more years.
fn since_years_before(spot: &Spot) -> Option<&'static str> {
    let (prose, scene) = (spot.prose, spot.scene);
    let start = sentence_start(prose, spot.clause);
    let first = prose
        .dates_in(start, (start + 4).min(spot.q.start))
        .first()?;
    let since = first.grain == Grain::Year
        && scene.year.is_some_and(|year| first.from.year() < year)
        && prose.text.starts(first.end, "以来")
        && !spot.title.contains("以来");
    let more = || {
        let mut targets = scene.targets.list.iter();
        targets.all(|t| t.amount.value < spot.amount.value)
    };
    (since && more()).then_some("是往年或几年合计的数量")
}

/// 150个中心提升对象已公示: a step of all that was promised.
fn only_step(spot: &Spot) -> Option<&'static str> {
    let list = &spot.scene.targets.list;
    // 625个村庄规划编制工作已完成 for 625个村庄规划编制.
    let asked = || {
        let mut acts = spot.prose.scan.work(spot.q.end, spot.c.end);
        acts.any(|(h, w)| {
            let word = spot.prose.text.folded_of(h.start, h.end);
            w.weight > 0 && w.kind != Kind::Noun && spot.title.contains(word)
        })
    };
    let step = roles::is_step(spot.prose, spot.q, spot.c)
        && list.iter().any(|t| t.amount.value == spot.amount.value)
        && !asked();
    step.then_some("只是中间环节，不等于目标所指的完成")
}

/// 2015年至2017年新开工分别为601万套、606万套和609万套: each of a year of its own.
fn year_by_year(spot: &Spot) -> Option<&'static str> {
    let (prose, q) = (spot.prose, spot.q);
    let start = sentence_start(prose, spot.clause);
    let dates = prose.dates_in(start, q.start);
    let spans = |d: &crate::date::Found| d.to.year() > d.from.year();
    // 2015年、2016年, but not 与2022年相比,2024年.
    let listed = |d: &[crate::date::Found]| {
        d[0].grain == Grain::Year && d[1].grain == Grain::Year && d[1].start == d[0].end + 1
    };
    let near = &dates[..dates.len().min(8)];
    let several = near.iter().any(spans) || near.windows(2).any(listed);
    let each = several && prose.text.words(spot.c.start, q.start).has(any_of!["分别"]);
    each.then_some("是往年或几年合计的数量")
}

/// 去年已建成25家.
fn last_year(spot: &Spot) -> Option<&'static str> {
    let last_year = roles::is_last_year(spot.scene, spot.c, spot.q.start);
    last_year.then_some("是往年或几年合计的数量")
}
