//! The status of a word for work.

use super::verb::Verb;
use crate::date::Grain;
use crate::rules::actuals::sentence_start;
use crate::scan::Hit;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::{Kind, default_status};
use shishi_domain::{EventStatus, Phase};

impl Verb<'_> {
    /// The status, or none where nothing says that anything happens.
    pub(super) fn status(&self, light: Option<Hit>) -> Option<EventStatus> {
        let (p, work) = (self.p, self.work);
        // 年底可投入使用.
        let able = || {
            let at = self.hit.start;
            self.stage
                && p.text
                    .one_before(
                        at,
                        &["可", "可以", "可陆续", "可望", "可正式", "可全面", "可全部"],
                    )
                    .is_some()
        };
        // 对第一批社区进行验收 goes on, unless a 了 ends it.
        let carried_out = || {
            self.stage
                && p.words.starts_with('对')
                && p.words.has(any_of!["进行"])
                && !p.words.contains('了')
        };
        // 完成公开招标,确定供货单位.
        let chosen = || p.words.starts_with_one(&["确定", "明确", "选定"]);
        // 已加装的电梯运行状况良好: it goes on.
        if self
            .word()
            .has(any_of!["良好", "平稳", "运行正常", "正常运营", "顺利运营"])
        {
            return Some(EventStatus::Ongoing);
        }
        // 整改不到位, 验收不合格: not there yet.
        if p.words.ends_with_one(&["不到位", "不合格"]) {
            return Some(EventStatus::Ongoing);
        }
        let status = match p.status {
            Some(status) => status,
            None if chosen() => EventStatus::Done,
            // 新政于6月1日起实施.
            None if self.word() == "实施" && p.text.before(self.hit.start) == '起' => {
                EventStatus::Done
            }
            None if able() => EventStatus::Planned,
            None if carried_out() => EventStatus::Ongoing,
            None => self.status_by_kind(light)?,
        };
        if p.own.is_none() {
            let planned = status == EventStatus::Planned;
            if work.kind == Kind::Noun && light.is_none() && !planned {
                return None;
            }
            // 对…进行… after a planned clause tells how, not what next.
            if planned && matches!(p.text.at(p.start), '对' | '就' | '向') {
                return None;
            }
            if p.words.starts_with("提请") {
                return Some(EventStatus::Ongoing);
            }
        }
        Some(status)
    }

    /// The status that the kind of the word gives it, where no other word does.
    fn status_by_kind(&self, light: Option<Hit>) -> Option<EventStatus> {
        let (p, work) = (self.p, self.work);
        match default_status(work.kind) {
            // 开展 says that it goes on, unless a day says when it was.
            Some(EventStatus::Done)
                if p.words.has(any_of!["开展", "进行"])
                    && !p.words.contains(['了', '已'])
                    && work.kind == Kind::Act
                    && p.prose.dates_in(p.start, p.end).is_empty() =>
            {
                Some(EventStatus::Ongoing)
            }
            // 统一采购 tells how, and goes on.
            Some(EventStatus::Done)
                if self.word() == "采购"
                    && p.text
                        .one_before(self.hit.start, &["统一", "自行", "集中"])
                        .is_some()
                    && p.prose.dates_in(p.start, p.end).is_empty() =>
            {
                Some(EventStatus::Ongoing)
            }
            // 办理施工许可证: it is being seen to.
            Some(EventStatus::Done)
                if p.words
                    .starts_with_one(&["办理", "协调", "督促", "指导", "协助", "帮助", "催促"])
                    && work.phase == Phase::Approval
                    && p.prose.dates_in(p.start, p.end).is_empty() =>
            {
                Some(EventStatus::Ongoing)
            }
            Some(EventStatus::Ongoing) if self.paid() => Some(EventStatus::Done),
            // 督查室12月3日抽查: on that day, and over.
            Some(EventStatus::Ongoing) if self.over() => Some(EventStatus::Done),
            // A heavy activity speaks for itself, a light one needs a verb.
            Some(status) if work.kind != Kind::Activity || work.weight >= 3 || light.is_some() => {
                Some(status)
            }
            Some(_) => None,
            // 编制…要点: the act decides, though the noun names the phase.
            None if p
                .works
                .iter()
                .any(|(_, w)| w.kind == Kind::Act && w.phase == work.phase) =>
            {
                Some(EventStatus::Done)
            }
            None => light.map(|_| EventStatus::Ongoing),
        }
    }

    /// Whether money was paid out in a month or on a day that is past: 8月拨付资金.
    fn paid(&self) -> bool {
        let p = self.p;
        matches!(self.word(), "发放" | "拨付" | "兑付" | "兑现")
            && p.prose.dates_in(p.start, p.end).iter().any(|d| {
                d.grain <= Grain::Month
                    && p.as_of.is_some_and(|day| d.to <= day)
                    && !matches!(p.text.at(d.end), '起' | '前' | '至')
            })
    }

    /// Whether it took place on a day that is past: 督查室12月3日抽查.
    fn over(&self) -> bool {
        let (p, work) = (self.p, self.work);
        work.kind == Kind::Activity
            && work.phase == Phase::Construction
            && matches!(
                self.word(),
                "抽查"
                    | "督查"
                    | "检查"
                    | "巡查"
                    | "视察"
                    | "实地督查"
                    | "视导"
                    | "现场检查"
                    | "督导"
                    | "开挖"
                    | "培训"
                    | "演练"
            )
            && p.prose
                .dates_in(sentence_start(p.prose, p.k), p.end)
                .iter()
                .any(|d| {
                    // Some days running are as good as one.
                    let days =
                        d.to.since(d.from)
                            .is_ok_and(|span| span.get_days() <= 7 && span.get_months() == 0);
                    (d.grain == Grain::Day || days)
                        && p.as_of.is_some_and(|day| d.to <= day)
                        && !matches!(p.text.at(d.end), '起' | '前' | '至')
                })
    }
}
