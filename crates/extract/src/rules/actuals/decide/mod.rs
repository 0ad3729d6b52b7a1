//! Whether an amount that has been reached counts towards a target.

mod by_course;
mod by_words;

use self::by_course::BY_COURSE;
use self::by_words::{BY_WORDS, GAINED};
use super::around::{
    heading_before, noun_after, percent_after, percent_before, stated_base, thing_before,
    whole_before, within, words,
};
use super::{Scene, own_start, sentence_start};
use crate::clause::{Clause, Prose};
use crate::quantity::Quantity;
use crate::rules::kinds::{ALL_BEHIND, BEGUN, COMPLETED, DONE, LEFT};
use crate::rules::link::{self, Candidate, Decision, Prepared};
use crate::rules::predicates::STEPS;
use crate::rules::{roles, stages};
use crate::text::{Phrase as _, Sought, Words, any_of, is_chinese};
use crate::vocabulary::{Class, Dimension, Entry, Kind, VOCABULARY};
use shishi_domain::{Amount, Decimal, Link, Phase};

/// What is done about a fault, without words that go with any work: 完成审核的326户 are no further.
const MENDED: &Sought = any_of!["修复", "排除", "更换", "整改", "整治", "消除", "维修"];

/// Why an amount counts towards nothing, in words for the reader.
type Reason = fn(&Spot) -> Option<&'static str>;

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
        left: spot.left(),
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

    /// 10项已完成,4项快于计划,其余13项正在推进: what its sentence tells behind it in its unit, up to each amount
    /// that is left or under way.
    fn left(&self) -> Vec<Decimal> {
        const REACH: usize = 4;
        let (prose, q) = (self.prose, self.q);
        // 18座站址已落实,其余9座选址初步确定: none of them is there.
        const ACTED: &Sought = any_of!["改造", "安装", "治理", "发放", "销号", "开通", "培训"];
        let own = &self.own;
        if !own.has(COMPLETED) && !own.has(MENDED) && !own.has(ACTED) {
            return Vec::new();
        }
        let behind = prose.clauses[self.clause..].iter().take(REACH);
        let own = behind.take_while(|n| n.sentence == self.c.sentence);
        let end = own.last().map_or(self.c.end, |n| n.end);
        let mut out = Vec::new();
        let (mut sum, mut from) = (Decimal::ZERO, q.end);
        let counted = prose.quantities_in(q.end, end).iter().take(2 * REACH);
        for next in counted.filter(|n| n.reject.is_none() && n.unit_text == q.unit_text) {
            let Some(more) = sum.checked_add(next.value) else {
                break;
            };
            sum = more;
            let before = prose.text.words(from, next.start);
            let under_way = || {
                let rest = prose.text.words(next.end, (next.end + 8).min(end));
                rest.has(any_of!["正在", "在建"]) || before.ends_with_one(&["在建", "正在施工"])
            };
            if before.has(LEFT) || !before.has(any_of!["其中"]) && under_way() {
                out.push(sum);
            }
            from = next.end;
        }
        out
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
            && words.starts_with_one(ALL_BEHIND)
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
