//! The events of a predicate by its heaviest word for work.

use super::predicate::Predicate;
use super::{FINISHED, PAPERS, STAGE, Told};
use crate::rules::kinds::WHOLE_PLACE;
use crate::rules::predicates::{
    beside, joined_stage, other_stages, phases_of_list, second_of_list,
};
use crate::scan::Hit;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::{Class, Dimension, Entry, Kind, Work};
use shishi_domain::{EventStatus, Phase};

/// The heaviest word for work in its predicate.
pub(super) struct Verb<'v> {
    pub(super) p: &'v Predicate<'v>,
    pub(super) hit: Hit,
    pub(super) work: Work,
    /// It, or one as heavy, names a stage.
    pub(super) stage: bool,
}

impl<'v> Verb<'v> {
    pub fn of(p: &'v Predicate<'v>) -> Option<Self> {
        let (hit, work) = p.best?;
        let stage = work.kind == Kind::Stage
            || p.works
                .iter()
                .any(|(_, w)| w.kind == Kind::Stage && w.weight == work.weight);
        Some(Self {
            p,
            hit,
            work,
            stage,
        })
    }

    /// Tells its events, in order.
    pub fn tell(&self, out: &mut Vec<Told>) {
        let p = self.p;
        // 配套设备80%已完成招标采购: so many of them have come so far.
        let so_far = || {
            let rates = p.prose.quantities_in(p.start, self.hit.start);
            rates
                .iter()
                .any(|q| q.is_rate() && p.text.one_of(q.end, &["已", "均已", "完成"]).is_some())
        };
        if p.percents && !self.stage && !so_far() {
            return;
        }
        let light = p.prose.scan.knows(Class::Light).then(|| {
            let hits = p.prose.scan.within(p.start, p.end);
            hits.filter(|h| matches!(h.entry, Entry::Word(Class::Light)) && p.prose.open(h.start))
                .last()
                .copied()
        });
        let light = light.flatten();
        if !p.amounts.is_empty() && !self.stage && !self.of_paper() {
            if self.closes_list() {
                // 征地139亩已完成: of what comes before the work.
                let early = self.work.phase < Phase::Construction
                    && self.hit.start == p.start
                    && p.amounts.iter().any(|q| q.start == self.hit.end);
                let phase = match early {
                    true => self.work.phase,
                    false => Phase::Completion,
                };
                out.push((phase, EventStatus::Done, FINISHED));
                return;
            }
            if !self.tells_of_counted(light) {
                return;
            }
        }
        if self.only_amounts() || self.restates() {
            return;
        }
        if self.talks() {
            out.push((Phase::Planning, EventStatus::Ongoing, STAGE));
        } else if let Some(status) = self.status(light) {
            self.tell_all(self.phase(status), status, light, out);
        }
    }

    /// The word itself.
    pub(super) fn word(&self) -> &'v str {
        self.p.text.folded_of(self.hit.start, self.hit.end)
    }

    /// 印发30项民生实事安排方案: the number belongs to the name of a paper.
    fn of_paper(&self) -> bool {
        let p = self.p;
        self.work.phase == Phase::Planning
            && p.words.ends_with_one(PAPERS)
            && p.works
                .iter()
                .any(|(h, w)| w.kind == Kind::Act && p.amounts.iter().all(|q| h.end <= q.start))
    }

    /// Where the last amount ends.
    fn last_amount(&self) -> usize {
        let ends = self.p.amounts.iter().map(|q| q.end);
        ends.max().unwrap_or(self.p.start)
    }

    /// 护栏、停车场、照护中心3件提前完成: the verb behind the number is all there is.
    fn closes_list(&self) -> bool {
        let (p, hit, last) = (self.p, self.hit, self.last_amount());
        p.finish
            .is_some_and(|f| f.start >= last && f.end == p.end && hit.end <= last)
            && p.text.starts(p.end - 2, "完成")
            && p.may_be_done()
            && !p.percents
    }

    /// Only where the counted thing comes first does the clause tell a stage.
    fn tells_of_counted(&self, light: Option<Hit>) -> bool {
        let (p, hit, work, last) = (self.p, self.hit, self.work, self.last_amount());
        let marks = &p.marks;
        let after = |at: Option<usize>| at.is_some_and(|at| at >= last);
        let marked = after(marks.done)
            || after(marks.ongoing)
            || after(marks.begin)
            || after(marks.planned)
            || after(marks.drifting)
            || after(p.finish.map(|f| f.start))
            || (light.is_some_and(|l| l.start >= last)
                && hit.start >= last
                && !p.text.starts(last, "的"))
            // 召开3次调度会 counts meetings; 50个小区名单已确定 tells a stage.
            || work.kind == Kind::Act
                && hit.start >= last
                && !p.works.iter().any(|(h, w)| w.kind == Kind::Act && h.end <= last);
        // 为1200名残疾人提供服务 is done to those counted.
        let done_to = || {
            p.own.is_none_or(|own| own == EventStatus::Done)
                && p.has_amount(|q| {
                    let at = p
                        .text
                        .one_before(q.start, WHOLE_PLACE)
                        .map_or(q.start, |(_, at)| at);
                    // 为辖区妇女1965人开展检查, too.
                    let people = || {
                        let from = at.saturating_sub(6).max(p.start);
                        let whom = p.text.words(from, at);
                        q.dimension() == Some(Dimension::Person)
                            && whom.contains(['为', '对', '给'])
                            && p.prose.scan.work(from, at).next().is_none()
                    };
                    matches!(p.text.before(at), '为' | '对' | '给' | '向' | '帮') || people()
                })
        };
        let first = hit.end > last && p.amounts.iter().all(|q| q.end <= hit.end);
        let by_default = work.kind == Kind::Act
            && p.own.is_none()
            && work.phase == Phase::Construction
            && p.finish.is_none();
        first && !by_default && (marked || self.in_field(last)) && !done_to()
    }

    /// 6个主体施工, 4处管道安装收尾: in the field, though nothing says so.
    fn in_field(&self, last: usize) -> bool {
        let (hit, work) = (self.hit, self.work);
        work.kind == Kind::Activity
            && work.phase == Phase::Construction
            && hit.start >= last
            && hit.end == self.p.end
            && matches!(
                self.word(),
                "主体施工" | "基础施工" | "土建施工" | "收尾" | "扫尾" | "施工"
            )
    }

    /// 销号31个, 达标115批次, 通水2.94万户: amounts, and no stage of the whole.
    fn only_amounts(&self) -> bool {
        const AMOUNTS_ONLY: &[&str] = &[
            "达标",
            "销号",
            "整改销号",
            "通电",
            "通水",
            "通气",
            "挂牌",
            "开放",
            "入驻",
            "执行",
            "蓄水",
            "通话",
            "接通",
            "送电",
            "整改完成",
            "完成整改",
            "开设",
            "开班",
            "成型",
        ];
        let end = self.hit.end;
        // 审核通过2120户: who is found to qualify, and nothing that is handed over.
        let qualified = || {
            self.p.has_amount(|q| {
                let counted = q.dimension() == Some(Dimension::Person) || q.unit_text == "户";
                q.start == end && counted
            })
        };
        if matches!(self.word(), "审核通过" | "审核") && qualified() {
            return true;
        }
        if !self.stage || !AMOUNTS_ONLY.contains(&self.word()) {
            return false;
        }
        // 实现34516眼机井通电.
        let realizes = self.p.words.starts_with("实现") && end == self.p.end;
        let start = self.p.start + 2;
        // 已建成开放87个: built, too.
        let mut works = self.p.works.iter();
        if works.any(|(h, w)| w.phase == Phase::Completion && h.end == self.hit.start) {
            return false;
        }
        self.p
            .has_amount(|q| (end..=end + 8).contains(&q.start) || realizes && q.start == start)
    }

    /// 计划新开通3家 restates the target.
    fn restates(&self) -> bool {
        let marks = &self.p.marks;
        self.stage
            && marks.weak.is_some()
            && marks.planned.is_none()
            && marks.already.is_none()
            && self.p.has_amount(|q| q.start >= self.hit.end)
            && !self.is_next()
    }

    /// 2023年计划新开工1504个, told in 2022: of another year than that of the promise.
    fn is_next(&self) -> bool {
        let p = self.p;
        let dates = p.prose.dates_in(p.start, p.end).iter();
        let mut years = dates.map(|d| d.from.year());
        let now = p.prose.reference.map(|day| day.year());
        // 计划再开工4个: beside those that have.
        p.words.has(any_of!["计划再", "月再", "年再", "度再"])
            || now.is_some_and(|now| years.any(|year| year > now))
    }

    /// 对接移交事宜: the talk goes on, the hand-over does not.
    fn talks(&self) -> bool {
        let p = self.p;
        p.own.is_none()
            && p.words.ends_with("事宜")
            && p.works.iter().any(|(h, _)| {
                matches!(
                    p.text.folded_of(h.start, h.end),
                    "对接" | "沟通" | "协商" | "洽谈" | "商定"
                )
            })
    }

    /// The phases of 已完成选址、设计、招标, of 立项、招标均已完成 and of 正在进行设计和可研编制.
    fn listed(&self, status: EventStatus, light: Option<Hit>) -> Vec<Phase> {
        let p = self.p;
        // 其余3个分别处于招标、设计和选址阶段: each stage of the list.
        if status == EventStatus::Ongoing
            && p.words.ends_with("阶段")
            && let Some(at) = p.text.each_word(p.start, p.end, any_of!["分别处于"]).next()
            && p.amounts.iter().all(|q| q.end <= at)
        {
            return phases_of_list(p.prose, &p.works, at + 4, p.end - 2);
        }
        if !p.amounts.is_empty() || !p.words.contains(['、', '和', '及']) || p.words.contains('等')
        {
            return Vec::new();
        }
        let tail = |from: usize| {
            let words = p.text.words(from, p.end);
            p.end
                - ["工作", "程序", "手续"]
                    .iter()
                    .find(|w| words.ends_with(**w))
                    .map_or(0, |_| 2)
        };
        let list = |from: usize, to: usize| phases_of_list(p.prose, &p.works, from, to);
        // 完成立项 is one word.
        let joined = p.works.iter().find(|(h, _)| {
            h.start <= self.hit.start && p.text.folded_of(h.start, h.end).starts_with("完成立项")
        });
        if let Some((first, _)) = joined.filter(|_| status != EventStatus::Ongoing) {
            return list(first.start, tail(first.start));
        }
        match (status, p.finish) {
            (EventStatus::Done | EventStatus::Planned, Some(finish))
                if finish.end < self.hit.end =>
            {
                list(finish.end, tail(finish.end))
            }

            (EventStatus::Done, Some(finish)) => {
                let head = p.text.folded_of(p.start, finish.start);
                let cut = head.trim_end_matches(['均', '都', '已', '全', '部', '经']);
                list(p.start, p.start + cut.chars().count())
            }
            (EventStatus::Ongoing | EventStatus::Planned, None) => match light {
                Some(light) if light.end <= self.hit.start => list(light.end, tail(light.end)),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Tells the event, behind those that the predicate tells beside it.
    fn tell_all(&self, phase: Phase, status: EventStatus, light: Option<Hit>, out: &mut Vec<Told>) {
        let (p, hit) = (self.p, self.hit);
        out.push((phase, status, STAGE));
        // 酒店已建成使用.
        if phase == Phase::Completion && p.text.starts(hit.end, "使用") {
            out.push((Phase::Operation, status, STAGE));
        }
        if self.stage
            && let Some(other) = joined_stage(p.prose, &p.works, hit)
        {
            // 建成开放, 完工通车 are two.
            out.insert(0, (other, status, STAGE));
        }
        if self.stage {
            // 开工4.3万套、基本建成2.7万套 are two.
            for phase in other_stages(p.prose, &p.works, hit, &p.amounts) {
                out.insert(0, (phase, status, STAGE));
            }
        }
        // 开展财审、招标, 完成设计、可研.
        let governs = if status == EventStatus::Done {
            p.finish
        } else {
            light.filter(|_| status == EventStatus::Planned)
        };
        let behind = p
            .finish
            .filter(|f| status == EventStatus::Done && f.start >= hit.end && f.start <= hit.end + 4)
            .and_then(|_| beside(p.prose, &p.works, hit));
        let listed = self.listed(status, light);
        if !listed.is_empty() {
            for other in listed.into_iter().rev() {
                let step = other == Phase::Construction
                    && behind.is_none()
                    && status != EventStatus::Ongoing;
                if other != phase && !step && !out.iter().any(|t| t.0 == other) {
                    out.insert(0, (other, status, STAGE));
                }
            }
        } else if let Some(extra) = second_of_list(p.prose, &p.works, hit, governs).or(behind) {
            out.insert(0, (extra, status, STAGE));
        }
    }
}
