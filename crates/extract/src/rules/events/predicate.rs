//! One predicate with all that its events are told by.

use super::verb::Verb;
use super::{Told, counts, finished, glance};
use crate::clause::{Clause, Prose};
use crate::quantity::Quantity;
use crate::rules::only;
use crate::rules::predicates::{
    inside_rate, predicate, without_attributes, without_condition, without_members,
};
use crate::rules::stance::{self, Carried, Marks};
use crate::scan::Hit;
use crate::text::{Phrase as _, Text, Words, any_of};
use crate::vocabulary::{Class, Kind, Work};
use shishi_domain::{Date, EventStatus, Phase};

/// A predicate of a clause.
pub(super) struct Predicate<'p> {
    pub prose: &'p Prose<'p>,
    pub text: &'p Text<'p>,
    pub carried: &'p [Carried],
    /// The clause.
    pub k: usize,
    pub start: usize,
    pub end: usize,
    pub as_of: Option<Date>,
    /// The commitment, as published.
    pub title: &'p str,
    pub words: Words<'p>,
    pub marks: Marks,
    /// Where a cause is told.
    pub cause: Option<usize>,
    /// The words for work, without those that only name something.
    pub works: Vec<(Hit, Work)>,
    pub amounts: Vec<&'p Quantity>,
    /// It states a percentage.
    pub percents: bool,
    /// The word of finishing.
    pub finish: Option<Hit>,
    /// The heaviest word for work.
    pub best: Option<(Hit, Work)>,
    /// The status by its own words.
    pub own: Option<EventStatus>,
    /// The status, be it taken over.
    pub status: Option<EventStatus>,
}

/// What judging one predicate leaves, and the buffers that the next one takes over.
#[derive(Default)]
pub(super) struct Judged<'p> {
    /// Its events, in order.
    pub told: Vec<Told>,
    works: Vec<(Hit, Work)>,
    amounts: Vec<&'p Quantity>,
}

/// Finds the events of one predicate.
pub(super) fn judge<'p>(
    prose: &'p Prose,
    carried: &'p [Carried],
    k: usize,
    (start, end): (usize, usize),
    as_of: Option<Date>,
    title: &'p str,
    out: &mut Judged<'p>,
) {
    out.told.clear();
    let words = prose.text.words_at_length(start, end);
    if is_interim(&words) {
        return;
    }
    if let Some(at) = come_to(prose, start, end) {
        judge(prose, carried, k, (start, at), as_of, title, out);
        if !out.told.is_empty() {
            return;
        }
    }
    let clause = &prose.clauses[k];
    let marks = if (start, end) == (clause.start, clause.end) {
        carried[k].marks
    } else {
        stance::marks(prose, start, end)
    };
    let mut p = Predicate {
        prose,
        text: &prose.text,
        carried,
        k,
        start,
        end,
        as_of,
        title,
        words,
        marks,
        cause: None,
        works: std::mem::take(&mut out.works),
        amounts: std::mem::take(&mut out.amounts),
        percents: false,
        finish: None,
        best: None,
        own: None,
        status: None,
    };
    p.find_works();
    p.find_status();
    if let Some(told) = finished::whole_task(&p).or_else(|| glance::told(&p)) {
        out.told.push(told);
    } else if let Some(verb) = Verb::of(&p) {
        verb.tell(&mut out.told);
    } else {
        out.told.extend(glance::without_verb(&p));
    }
    (out.works, out.amounts) = (p.works, p.amounts);
}

/// 可研报告仍在编制的有468套, 已搬家入住的贫困户有788户: where the words end that tell what so many have
/// come to.
fn come_to(prose: &Prose, start: usize, end: usize) -> Option<usize> {
    let text = &prose.text;
    // 已开工的有8项(含预备项目4项): what stands in brackets aside.
    let all = prose.quantities_in(start, end).iter();
    let q = only(all.filter(|q| prose.open(q.numeral)))?;
    let closes = q.end == end || text.at(q.end) == '(';
    if !closes || !counts(prose, q) || !matches!(text.before(q.start), '有' | '共' | '达' | '计')
    {
        return None;
    }
    let from = q.start.saturating_sub(8).max(start);
    let at = (from..q.start).rfind(|&i| text.at(i) == '的')?;
    let lies_ahead = any_of!["未", "拟", "计划", "需", "应", "可供"];
    let acts = prose.scan.work(start, at).any(|(_, w)| w.weight > 0);
    (acts && !text.words(start, at).has(lies_ahead)).then_some(at)
}

/// Whether a predicate closes its clause behind 并.
fn second_half(p: &Predicate, clause: &Clause) -> bool {
    p.start > clause.start && p.end == clause.end && p.text.before(p.start) == '并'
}

/// Interim nodes, and figures that compare.
fn is_interim(words: &Words) -> bool {
    // 超额完成上半年任务目标.
    let part_of_year = words.has(any_of!["季度", "上半年", "下半年", "半年度"])
        && words.has(any_of!["完成"])
        && words.ends_with_one(&["目标", "任务", "任务目标", "目标任务"])
        && !words.has(any_of!["力争", "确保", "预计", "计划"]);
    part_of_year
        || words.has(any_of![
            "分解目标",
            "节点",
            "阶段目标",
            "季度目标",
            "月目标",
            "阶段性目标",
            "序时进度",
            "月度计划",
        ]) && !words.has(any_of![
            "按序时进度",
            "按照时间节点",
            "按时间节点",
            "按照节点",
            "按节点",
        ])
}

impl Predicate<'_> {
    /// Whether nothing says that it goes on or is still to come.
    pub(super) fn may_be_done(&self) -> bool {
        self.status.is_none_or(|s| s == EventStatus::Done)
    }

    /// Finds the words for work, the amounts and the word of finishing.
    fn find_works(&mut self) {
        let (prose, text, start, end) = (self.prose, self.text, self.start, self.end);
        let words = self.words;
        let names_cause = words.contains('因') || words.has(any_of!["由于"]);
        let cause = (start..end).filter(|_| names_cause).find(|&i| {
            text.one_of(i, &["因", "由于"]).is_some()
                && !matches!(text.at(i + 1), '素' | '此')
                // 基因检测中心, 原因.
                && !matches!(text.before(i), '基' | '原' | '诱' | '病' | '成')
                && !text.starts(i + 1, "地制宜")
                && prose.open(i)
        });
        // 因汛期暂缓施工: what is put off stands behind the cause.
        // 因设计变更正在重新报批: what goes on behind the cause.
        let goes_on = self.marks.ongoing.filter(|&at| text.starts(at, "正在"));
        let resumed = cause.and_then(|c| self.marks.planned.or(goes_on).filter(|&p| p > c));
        let limit = if resumed.is_some() {
            end
        } else {
            cause.unwrap_or(end)
        };
        let mut works = std::mem::take(&mut self.works);
        works.clear();
        let found = prose
            .scan
            .work(start, limit)
            .filter(|(h, w)| {
                w.weight > 0 && prose.open(h.start) && !inside_rate(prose, h, start, end)
            })
            .filter(|(h, _)| {
                cause
                    .zip(resumed)
                    .is_none_or(|(c, r)| h.start < c || h.start >= r)
            });
        works.extend(found);
        without_attributes(prose, &mut works, start, end);
        let quantities = prose.quantities_in(start, end);
        self.amounts.clear();
        let amounts = quantities.iter().filter(|q| counts(prose, q));
        self.amounts.extend(amounts);
        // 完成总工作量的三分之二 is a share as well.
        self.percents = quantities
            .iter()
            .any(|q| q.is_rate() && q.reject.is_none() && prose.open(q.numeral))
            || words.has(any_of!["分之"]) && words.has(any_of!["工作量", "工程量"]);
        self.finish = prose
            .scan
            .last(Class::Finish, start, end)
            .filter(|h| prose.open(h.start))
            .copied()
            .filter(|h| {
                let conditional = text.at(h.end) == '后' && words.contains('待');
                let noun = matches!(text.at(h.end), '率' | '数' | '情' | '的');
                !noun && !conditional && !text.ends(h.start, "未") && h.start < limit
            });
        if words.contains('待') {
            without_condition(prose, &mut works, start, end);
        }
        without_members(prose, &mut works, start, end);
        predicate(prose, &mut works, &self.marks);
        self.best = works
            .iter()
            .copied()
            .reduce(|a, b| if b.1.weight >= a.1.weight { b } else { a });
        self.works = works;
        self.cause = cause;
    }

    /// Finds the status by its own words, and the one that holds.
    fn find_status(&mut self) {
        let (prose, marks) = (self.prose, &self.marks);
        // 10月完成封顶, reported in April, lies ahead.
        let ahead =
            !self.words.contains('已') && stance::ahead(prose, self.start, self.end, self.as_of);
        // 小学同步建成, 道路陆续开工: at the same time or one by one, and done.
        let together = marks.drifting.zip(self.best).is_some_and(|(at, (h, w))| {
            let built = w.phase == Phase::Construction && self.text.starts(at, "陆续");
            w.kind == Kind::Stage && h.end == self.end && (built || self.text.starts(at, "同步"))
        }) && marks.ongoing.is_none();
        self.own = marks
            .status()
            .filter(|own| !together || *own != EventStatus::Ongoing);
        // 下一步,年底前完成全部项目: the plan of the clause before goes on.
        let clause = &prose.clauses[self.k];
        let goes_on = self.carried[self.k].planned
            && (self.start, self.end) == (clause.start, clause.end)
            && marks.already.is_none();
        // 下月计划:完成方案, 开始编预算: all of it lies ahead.
        let listed = self.carried[self.k].labelled
            && marks.already.is_none()
            && marks.ongoing.is_none_or(|at| self.text.starts(at, "做好"));
        // 下一步,完成招标,同时开展培训: all of the sentence.
        let next = self.carried[self.k].next && marks.already.is_none();
        self.status = match self.own {
            Some(EventStatus::Done | EventStatus::Ongoing) if next => Some(EventStatus::Planned),
            Some(EventStatus::Done) if ahead || goes_on || listed => Some(EventStatus::Planned),
            Some(EventStatus::Ongoing) if listed => Some(EventStatus::Planned),
            // 年底前启动建设, 8月底前继续对接.
            Some(EventStatus::Ongoing)
                if ahead && marks.ongoing.is_none() && marks.done.is_none() =>
            {
                Some(EventStatus::Planned)
            }
            Some(EventStatus::Ongoing)
                if self.carried[self.k].planned && stance::urges(prose, marks) =>
            {
                Some(EventStatus::Planned)
            }
            Some(own) => Some(own),
            None => self.taken_over(),
        };
    }

    /// Status taken over: from the day named, or from the plan of the clause before.
    fn taken_over(&self) -> Option<EventStatus> {
        let clause = &self.prose.clauses[self.k];
        // A小区6月完工、C小区预计10月完工: each by its own day.
        let own_day = !self.prose.dates_in(self.start, self.end).is_empty();
        let (from, to) = match own_day {
            true => (self.start, self.end),
            false => (clause.start, clause.end),
        };
        if stance::ahead(self.prose, from, to, self.as_of) {
            return Some(EventStatus::Planned);
        }
        let carried = &self.carried[self.k];
        // 预计6月底完工并投入运营: the second half of a plan.
        let second =
            second_half(self, clause) && carried.marks.status() == Some(EventStatus::Planned);
        if second && !self.words.contains('已') {
            return Some(EventStatus::Planned);
        }
        // 已审核并发放补贴: 已 holds for both.
        let pays = self
            .words
            .starts_with_one(&["发放", "拨付", "兑付", "兑现"]);
        let both = second_half(self, clause)
            && pays
            && carried.marks.already.is_some_and(|at| at < self.start)
            && carried.marks.status() == Some(EventStatus::Done);
        if both && self.marks.status().is_none() {
            return Some(EventStatus::Done);
        }
        // 下一步计划:完成竣工验收并移交使用.
        if carried.labelled && self.marks.already.is_none() && self.marks.status().is_none() {
            return Some(EventStatus::Planned);
        }
        if carried.next {
            return Some(EventStatus::Planned);
        }
        let planned = carried.labelled || carried.planned;
        (planned && carried.marks.status().is_none()).then_some(EventStatus::Planned)
    }

    /// Whether it has an amount that this is true of.
    pub fn has_amount(&self, is: impl Fn(&Quantity) -> bool) -> bool {
        self.amounts.iter().any(|q| is(q))
    }
}
