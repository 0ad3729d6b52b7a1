//! The phase of a word for work.

use super::verb::Verb;
use crate::rules::predicates::STEPS;
use crate::scan::Hit;
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::{Class, Entry, Kind};
use shishi_domain::{EventStatus, Phase};

impl Verb<'_> {
    /// The phase, by the words around and by how far it has come.
    pub(super) fn phase(&self, status: EventStatus) -> Phase {
        let p = self.p;
        let mut phase = self.phase_by_words(status);
        let section = p
            .prose
            .scan
            .within(p.start, self.hit.end)
            .filter(|h| matches!(h.entry, Entry::Word(Class::Section)))
            .last()
            .copied();
        if phase == Phase::Construction
            && matches!(status, EventStatus::Done | EventStatus::Planned)
            && self.work.kind == Kind::Activity
            && section.is_none()
            && self.finishes_all()
        {
            phase = Phase::Completion;
        }
        if phase == Phase::Completion
            && section.is_some_and(|s| self.is_close_behind(&s))
            && (!p.words.has(any_of!["工程全部"])
                || section
                    .is_some_and(|s| p.text.starts(s.end, "工程") || p.text.ends(s.end, "工程")))
        {
            phase = Phase::Construction;
        }
        // 主楼地上三层完工: so many floors.
        if phase == Phase::Completion && p.text.before(self.hit.start) == '层' {
            phase = Phase::Construction;
        }
        phase
    }

    /// The phase by the words around.
    fn phase_by_words(&self, status: EventStatus) -> Phase {
        let (p, work) = (self.p, self.work);
        const TRAINING: &Sought = any_of!["培训"];
        let (words, word) = (&p.words, self.word());
        if work.phase == Phase::Construction
            && words.has(TRAINING)
            && word.has(TRAINING)
            && !p.title.has(TRAINING)
        {
            return Phase::Planning;
        }
        // 补偿资金待下达: money on its way is a matter of approval.
        if matches!(work.phase, Phase::Planning | Phase::Construction)
            && words.has(any_of!["资金", "经费", "投资", "财政投入", "级配套"])
            && matches!(word, "下达" | "落实")
        {
            return Phase::Approval;
        }
        // 已向省厅申请示范试点.
        if matches!(work.phase, Phase::Planning | Phase::Construction)
            && words.has(any_of!["申请"])
            && words.has(any_of!["已向", "正向"])
        {
            return Phase::Approval;
        }
        // 已超额完成年度投资计划.
        if words.has(any_of!["超额完成", "完成年度投资计划"]) && word.has(any_of!["投资计划"])
        {
            return Phase::Completion;
        }
        // 目标责任状层层签订 binds nobody outside.
        if word == "签订" && words.has(any_of!["责任状", "责任书"]) {
            return Phase::Planning;
        }
        // 验收材料已上报: handed in to be accepted.
        if matches!(word, "上报" | "报送") && words.has(any_of!["验收材料", "验收资料", "验收申请"])
        {
            return Phase::Acceptance;
        }
        // 概算文本已上报: handed in to be approved.
        if work.phase == Phase::Planning
            && matches!(word, "上报" | "报送" | "送审")
            && words.has(any_of![
                "可研",
                "概算",
                "初设",
                "立项",
                "项目建议书",
                "发改委"
            ])
        {
            return Phase::Approval;
        }
        // 年底将超额完成省下达任务, 圆满完成了年初制定的目标任务.
        let task = words.ends_with_one(&["任务", "目标", "目标任务"]);
        let set = matches!(word, "下达" | "制定" | "确定" | "明确");
        // 考核指标100%完成任务, 圆满完成年度免费检查任务.
        let met = words.ends_with("完成任务")
            || task && words.starts_with_one(&["圆满完成", "全面完成", "顺利完成", "如期完成"]);
        if met || task && (words.has(any_of!["超额完成"]) || words.has(any_of!["完成"]) && set)
        {
            return Phase::Completion;
        }
        // 均已制定开放管理方案: on paper still.
        if words.ends_with("方案") && words.has(any_of!["已制定", "制定了", "已出台", "出台了"])
        {
            return Phase::Planning;
        }
        // 场馆项目移交代建单位: who is to build it.
        if words.has(any_of!["移交"]) && words.ends_with_one(&["代建", "代建单位", "承建单位"])
        {
            return Phase::Planning;
        }
        // 已完成施工方案, 施工方案已编制: on paper still.
        if words.has(any_of!["施工方案", "施工计划"])
            && words.has(any_of!["完成", "编制", "制定", "排定"])
        {
            return Phase::Planning;
        }
        // 协调解决管线迁改问题, 正与产权单位协商迁移管线事宜.
        if work.phase == Phase::Construction
            && words.has(any_of!["协调", "协商"])
            && words.ends_with_one(&["问题", "事宜", "难题"])
        {
            return Phase::Planning;
        }
        // 施工单位正抢抓工期, 中标单位正在开发: who is at work.
        if work.kind == Kind::Noun
            && work.phase == Phase::Procurement
            && status == EventStatus::Ongoing
            && p.marks
                .ongoing
                .or(p.marks.drifting)
                .is_some_and(|at| at >= self.hit.end)
        {
            return Phase::Construction;
        }
        // 统一受理群众诉求, 设立专窗受理业务: a service that is given.
        if word == "受理" && words.has(any_of!["统一受理", "诉求", "专窗", "窗口", "热线"])
        {
            return Phase::Operation;
        }
        // 选址已落实, 5个点位均已落实: where it will stand.
        if words.ends_with("落实")
            && words.has(any_of![
                "选址", "场地", "点位", "地块", "站址", "厂址", "校址", "院址"
            ])
            && !words.has(any_of!["手续"])
        {
            return Phase::Planning;
        }
        // 首批下达工程已经进入实施阶段.
        if words.ends_with_one(&["进入实施阶段", "进入施工阶段", "进入建设阶段"])
        {
            return Phase::Construction;
        }
        // 新址用地已得到落实.
        if words.ends_with("落实") && words.has(any_of!["用地"]) {
            return Phase::Approval;
        }
        // 施工、监理单位已确定 is procurement.
        let chosen = words.ends_with_one(&["确定", "选定", "落实", "产生"]);
        // 人员配置已完成, 师资已配备.
        if words.has(any_of!["人员", "师资", "队伍"]) && matches!(word, "配置" | "招聘" | "招录")
        {
            return Phase::Planning;
        }
        // 全年投资计划已完成.
        if words.ends_with_one(&["投资计划已完成", "投资计划已全部完成", "投资计划全部完成"])
        {
            return Phase::Completion;
        }
        // 新政于6月1日起实施: a rule in force.
        if word == "实施" && p.text.before(self.hit.start) == '起' {
            return Phase::Operation;
        }
        // 实施地点已确定, 已明确建设主体.
        const CHOSEN: &[&str] = &["确定", "已确定", "明确", "已明确", "选定", "已选定", "确认"];
        let named =
            words.starts_with_one(CHOSEN) || words.ends_with_one(&["确定", "选定", "确认", "明确"]);
        let site = any_of![
            "地点",
            "建设内容",
            "建设地址",
            "地址",
            "选址",
            "点位",
            "位置",
            "对象",
            "建设主体",
            "资金来源"
        ];
        if named && words.has(site) {
            return Phase::Planning;
        }
        let firm = any_of![
            "总承包单位",
            "总包单位",
            "承建单位",
            "施工队",
            "施工班组",
            "运营单位",
            "检测机构",
            "服务机构",
            "承检医院",
            "供应商",
            "供货商",
            "厂家",
            "施工单位",
            "监理单位",
            "设计单位",
            "代建单位",
            "供货单位",
            "代理机构",
        ];
        if (chosen || named) && words.has(firm) {
            return Phase::Procurement;
        }
        // 点位已选定 is planning, 施工单位已选定 procurement.
        let places = any_of![
            "点", "址", "小区", "村", "对象", "名单", "路段", "地块", "学校",
        ];
        let firms = any_of![
            "单位",
            "机构",
            "公司",
            "企业",
            "供应商",
            "队伍",
            "厂家",
            "代理",
            "监理",
        ];
        if word == "选定" && words.has(places) && !words.has(firms) {
            return Phase::Planning;
        }
        work.phase
    }

    /// 改造已完成 and 完成改造 finish the thing; 完成集中培训 is a step.
    fn finishes_all(&self) -> bool {
        let (p, hit) = (self.p, self.hit);
        let Some(finish) = p.finish else {
            return false;
        };
        let behind = finish.start >= hit.end;
        // 路灯安装完毕, 水电施工基本完成: one work of several; 安装全部完成 is all of it.
        let all = || {
            p.text
                .one_before(finish.start, &["全部", "已全部"])
                .is_some()
        };
        if behind && matches!(self.word(), "安装" | "施工") && !all() {
            return false;
        }
        let step = STEPS.holds(self.word());
        if (behind || finish.start < hit.start) && self.work.weight <= 2 && !step {
            return true;
        }
        // Pay-outs and services that have arrived are carried out, no more.
        behind && finish.end + 2 >= p.end && !p.text.starts(finish.start, "到位") && !step
    }

    /// Whether a part of a building stands close before the word.
    fn is_close_behind(&self, section: &Hit) -> bool {
        let hit = self.hit;
        let gap = hit.start.saturating_sub(section.end);
        let dated: usize = self
            .p
            .prose
            .dates_in(section.end, hit.start)
            .iter()
            .map(|d| d.end - d.start)
            .sum();
        gap <= 6 + dated && section.start < hit.start
    }
}
