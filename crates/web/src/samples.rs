//! Sample snapshots, from the published Daxing table: for tests and the gallery.
//!
//! The text is the published one. What is read out of it is written down here by hand, so that
//! pages can be looked at without the extraction, and every state appears in one of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use shishi_app::snapshot::{
    ByHand, DocumentRef, HistoryEntry, Mark, MarkKind, Milestone, Original, PresetResult,
    ReportMeta, Row, RowUnit, Snapshot, Verdict,
};
use shishi_domain::amount::grouped;
use shishi_domain::evaluate::{self, ActualFacts, Frame, IndicatorFacts, RowFacts};
use shishi_domain::finding::{Finding, Severity};
use shishi_domain::programme::{Jurisdiction, Programme, Role};
use shishi_domain::{
    Accumulation, Amount, EventStatus, Link, Measure, Period, PeriodCode, Phase, Policy, Qualifier,
    Span,
};

use crate::state::{Document, Error, Export, Exporter, Source, State};

const TABLE: &str = include_str!("../../../corpus/documents/daxing-2024q1.txt");
/// Name of the sample document.
pub const SHA256: &str = "9f2b6c1d0a4e8f7360517c2d9be84a61f0d3c5e2718496ab5c3d7e9f10a2b4c6";

/// The moment at which samples were recorded.
pub fn now() -> Timestamp {
    Timestamp::from_second(1_712_800_000).unwrap_or_default()
}

fn amount(text: &str, unit: &str) -> Amount {
    let (qualifier, digits) = if let Some(rest) = text.strip_prefix(">=") {
        (Qualifier::AtLeast, rest)
    } else if let Some(rest) = text.strip_prefix('~') {
        (Qualifier::About, rest)
    } else {
        (Qualifier::Exactly, text)
    };
    Amount {
        qualifier,
        value: digits.parse().unwrap_or_default(),
        value_max: None,
        unit: unit.to_owned().into(),
    }
}

fn promise(name: &str, target: &str, unit: &str) -> IndicatorFacts {
    IndicatorFacts {
        name: name.to_owned(),
        measure: Measure::Count,
        accumulation: Accumulation::Cumulative,
        target: Some(amount(target, unit)),
        promised: true,
        actual: None,
        stated: None,
        plan: Vec::new(),
        due_on: None,
    }
}

fn reached(mut facts: IndicatorFacts, value: i64, unit: &str, link: Link) -> IndicatorFacts {
    let reason = match link {
        Link::Certain => "计量单位与目标一致",
        _ => "报告按名单清点，是否即为目标口径需要核定",
    };
    facts.actual = Some(ActualFacts {
        value: Decimal::from(value),
        unit: unit.to_owned().into(),
        as_of: None,
        link,
        reason: reason.to_owned(),
        confirmed_by: None,
    });
    facts
}

fn only_reported(mut facts: IndicatorFacts) -> IndicatorFacts {
    facts.promised = false;
    facts
}

fn facts(number: &str, half: bool) -> RowFacts {
    use EventStatus::{Done, Ongoing};
    use Link::{Certain, Likely};
    let pick = |first: i64, second: i64| if half { second } else { first };
    let indicators = match number {
        "1" if half => vec![
            reached(promise("学校、幼儿园建设", "3", "所"), 3, "所", Certain),
            reached(promise("新增学位", "1440", "个"), 1500, "个", Certain),
        ],
        "1" => vec![
            reached(promise("学校、幼儿园建设", "3", "所"), 2, "所", Likely),
            promise("新增学位", "1440", "个"),
        ],
        "2" => vec![reached(
            promise("重点群体就业", ">=12000", "人次"),
            pick(3285, 7810),
            "名",
            Certain,
        )],
        "3" => vec![
            promise("社区养老配建运营", "2", "处"),
            promise("家庭养老照护床位", "6", "个街道"),
        ],
        "4" => vec![promise("增加安葬穴位（格位）", "~1088", "个")],
        "6" => vec![reached(
            promise("老楼加梯开工", ">=30", "部"),
            pick(19, 34),
            "部",
            Certain,
        )],
        "7" => vec![
            promise("新开工老旧小区", "10", "个"),
            promise("完工老旧小区", "20", "个"),
        ],
        "8" => vec![reached(
            promise("建设筹集保障性住房", "6000", "套"),
            pick(405, 980),
            "套",
            Certain,
        )],
        "9" => vec![reached(
            promise("人防工程停车位", "500", "个"),
            pick(200, 170),
            "个",
            Certain,
        )],
        "10" => vec![promise("生活性服务业网点", "40", "个")],
        "11" => vec![
            promise("优化公交线路", "5", "条"),
            promise("更新农村候车亭", "100", "个"),
        ],
        "12" => vec![promise("通学公交线路", ">=50", "条")],
        "13" => vec![promise("居家无障碍改造", "400", "户")],
        "14" => vec![only_reported(reached(
            promise("完成整改项目", "8", "个"),
            7,
            "个",
            Likely,
        ))],
        "15" => vec![promise("“煤改电”设备更新", "300", "户")],
        "16" | "17" => vec![promise("小微绿地", "~3.52", "公顷")],
        "18" => vec![IndicatorFacts {
            measure: Measure::Maintenance,
            ..promise("已治理黑臭水体", "149", "公里")
        }],
        "19" => vec![
            promise("专项活动场地", "44", "个"),
            promise("室外健身器材", "222", "套"),
            promise("健身步道", "5.12", "公里"),
        ],
        "20" => vec![
            reached(
                promise("首都市民系列文化活动", "1300", "场"),
                pick(92, 500),
                "场",
                Certain,
            ),
            reached(
                promise("文化惠民工程", "800", "场"),
                pick(15, 260),
                "场",
                Certain,
            ),
        ],
        "21" => vec![promise("“清管行动”", "800", "公里")],
        "22" => vec![
            only_reported(reached(
                promise("药品抽检", "270", "批次"),
                84,
                "批次",
                Likely,
            )),
            IndicatorFacts {
                measure: Measure::RateFloor,
                ..promise("食品抽检合格率", ">=98.5", "%")
            },
        ],
        _ => Vec::new(),
    };
    let events = match number {
        "1" if half => vec![(Phase::Acceptance, Done)],
        "1" => vec![(Phase::Completion, Done), (Phase::Construction, Ongoing)],
        "2" | "10" | "15" | "17" | "21" => vec![(Phase::Planning, Done)],
        "3" => vec![(Phase::Procurement, Ongoing)],
        "4" => vec![(Phase::Approval, Ongoing)],
        "5" => vec![(Phase::Planning, Done)],
        "6" | "14" | "20" => vec![(Phase::Construction, Ongoing)],
        "7" => vec![(Phase::Planning, Ongoing)],
        "11" | "19" => vec![(Phase::Approval, Ongoing)],
        "12" => vec![(Phase::Operation, Done)],
        "13" => vec![(Phase::Approval, Done)],
        "16" | "22" => vec![(Phase::Procurement, Ongoing)],
        _ => Vec::new(),
    };
    RowFacts {
        indicators,
        events,
        cut_off_on: (number == "20" && !half).then_some(date(2024, 3, 20)),
    }
}

fn stage_quote(number: &str) -> Option<&'static str> {
    Some(match number {
        "3" => "正在编制项目招标材料",
        "4" => "提请委局工委会审批",
        "5" => "已完成系统开发前期准备",
        "7" => "协调各实施主体（镇街）做好改造前期工作",
        "10" => "网点建设任务已下发至各属地",
        "11" => "目前已报区发改委立项",
        "12" => "2月26日春季开学开通",
        "13" => "完成第一批家改申请与街镇残联审核工作",
        "15" => "启动2024年度“煤改电”设备更新区级工作方案草拟工作",
        "16" => "正在进行设计招标",
        "17" => "正在做好前期准备工作",
        "19" => "正在发改立项评审",
        "21" => "印发2024年度清管行动工作方案",
        _ => return None,
    })
}

type MarkNote = (
    &'static str,
    MarkKind,
    &'static str,
    &'static str,
    &'static str,
    Verdict,
);

#[rustfmt::skip]
fn mark_notes(number: &str) -> Vec<MarkNote> {
    use MarkKind::{Actual, Other, Percent, Plan};
    use Verdict::{Agrees, CannotCheck, ToExplain, Truncated};
    match number {
        "1" => vec![],
        "2" => vec![
            ("3个镇", Other, "瀛海、庞各庄、榆垓等3个镇", "列出 3 个镇名", "Three towns are named", Agrees),
            ("13个村社区", Other, "13个村社区开展试点", "没有完整名单", "No full list is given", CannotCheck),
            ("10项", Other, "招聘会推荐等10项精细化就业服务", "没有完整名单", "No full list is given", CannotCheck),
            ("3285名", Actual, "累计促进3285名重点群体就业", "目标口径为“人次”，原文写“名”", "The target counts 人次, the report 名", ToExplain),
            ("27.37%", Percent, "完成指标任务的27.37%", "3,285 ÷ 12,000 = 27.375%，差异来自截位", "3,285 ÷ 12,000 = 27.375 %, cut off after two decimals", Truncated),
        ],
        "5" => vec![
            ("3家", Plan, "计划新开通“京通”的医疗机构3家", "目标只见于进展报告", "The target stands only in the report", CannotCheck),
            ("5家", Plan, "新建设自有应用医疗机构5家", "目标只见于进展报告", "The target stands only in the report", CannotCheck),
        ],
        "6" => vec![("19部", Actual, "已开工19部", "单位自报", "As reported by the unit", CannotCheck)],
        "8" => vec![("405套", Actual, "已建设筹集保障性住房405套", "单位自报", "As reported by the unit", CannotCheck)],
        "9" => vec![
            ("200个", Actual, "新增停车位200个", "单位自报", "As reported by the unit", CannotCheck),
            ("40%", Percent, "完成任务的40%", "200 ÷ 500 = 40%", "200 ÷ 500 = 40 %", Agrees),
        ],
        "14" => vec![
            ("8个项目", Plan, "涉及我区7个镇街8个项目", "7 + 1 = 8", "7 + 1 = 8", Agrees),
            ("7个项目", Actual, "目前7个项目已完成整改", "7 + 1 = 8", "7 + 1 = 8", Agrees),
        ],
        "20" => vec![
            ("92场", Actual, "首都市民系列文化活动92场", "单位自报，截至3月20日", "As reported by the unit on 20 March", CannotCheck),
            ("6万人次", Other, "参与群众6万人次", "不是目标口径", "Not what the target counts", CannotCheck),
            ("15场", Actual, "文化惠民工程15场", "单位自报，截至3月20日", "As reported by the unit on 20 March", CannotCheck),
            ("0.9万人次", Other, "惠及群众0.9万人次", "不是目标口径", "Not what the target counts", CannotCheck),
        ],
        "22" => vec![
            ("270批次", Plan, "药品抽检任务270批次", "任务数只见于进展报告", "The number stands only in the report", CannotCheck),
            ("84批次", Actual, "已完成84批次", "84 ÷ 270 = 31.1%，报告没有写完成率", "84 ÷ 270 = 31.1 %; none is stated", CannotCheck),
            ("60批次", Plan, "化妆品抽检任务60批次", "任务数只见于进展报告", "The number stands only in the report", CannotCheck),
        ],
        _ => vec![],
    }
}

fn marks(number: &str, text: &str) -> Vec<Mark> {
    let mut from = 0;
    mark_notes(number)
        .into_iter()
        .filter_map(|(needle, kind, quote, computed, computed_en, verdict)| {
            let start = from + text[from..].find(needle)?;
            from = start + needle.len();
            Some((
                Span::new(start, from),
                kind,
                quote,
                computed,
                computed_en,
                verdict,
            ))
        })
        .enumerate()
        .map(
            |(n, (span, kind, quote, computed, computed_en, verdict))| Mark {
                n: n + 1,
                span,
                kind,
                quote: quote.to_owned(),
                computed: computed.to_owned(),
                computed_en: computed_en.to_owned(),
                verdict,
                rule: "sample".to_owned(),
                how: "文字表明已经完成的数量".to_owned(),
                how_en: "an amount the text says has been reached".to_owned(),
            },
        )
        .collect()
}

fn milestones(number: &str) -> Vec<Milestone> {
    let step = |text: &str, phase, status, when| Milestone {
        text: text.to_owned(),
        phase,
        status,
        when,
    };
    use EventStatus::{Done, Ongoing, Planned};
    match number {
        "2" => vec![
            step("印发试点实施工作方案", Phase::Planning, Done, None),
            step(
                "着手启动扩大覆盖范围及业务培训等相关工作",
                Phase::Construction,
                Ongoing,
                None,
            ),
        ],
        "5" => vec![
            step("均已完成系统开发前期准备", Phase::Planning, Done, None),
            step(
                "1家第二季度向社会开放",
                Phase::Operation,
                Planned,
                Some((date(2024, 4, 1), date(2024, 6, 30))),
            ),
        ],
        "11" => vec![
            step(
                "已完成方案设计、可研报告编制工作",
                Phase::Design,
                Done,
                None,
            ),
            step(
                "计划4月中旬完成立项",
                Phase::Approval,
                Planned,
                Some((date(2024, 4, 11), date(2024, 4, 20))),
            ),
        ],
        _ => Vec::new(),
    }
}

fn period(code: &str) -> Period {
    let code = PeriodCode::parse(code).unwrap_or_else(|| unreachable!("{code} is a code"));
    Period {
        id: code.to_string(),
        code,
        cut_off_on: code.ends_on(),
        opens_on: None,
        due_on: None,
        timely_until: None,
        closes_on: None,
    }
}

const HEADLINES: [&str; 22] = [
    "完成3所中小学、幼儿园建设任务，增加学位1440个",
    "促进重点群体就业不少于1.2万人次",
    "完成区级养老服务示范中心及2处社区养老配建运营",
    "增加安葬穴位（格位）约1088个",
    "推进医保移动快捷支付工作",
    "老楼加梯全年实现开工30部以上",
    "新开工10个老旧小区，完工20个老旧小区",
    "建设筹集各类保障性住房6000套",
    "利用人防工程向社会提供500个停车位",
    "发展提升生活性服务业网点40个",
    "优化调整5条公交线路，更新100个农村候车亭",
    "开通不少于50条通学公交线路",
    "完成400户残疾人居家无障碍改造",
    "物业管理诉求量市级前100名的居住小区专项治理",
    "完成300户“煤改电”设备更新",
    "西片区小微绿地约3.52公顷",
    "西片区小微绿地约3.52公顷",
    "18条段149公里已治理黑臭水体长效管护",
    "新建、翻建各类专项活动场地44个",
    "开展首都市民系列文化活动1300场",
    "“清管行动”800公里",
    "食品抽检合格率达98.5%以上，药品99%以上",
];

/// The first quarter, with a due day of its own for the only indicator of row 8.
pub fn due_on(day: Date) -> Snapshot {
    let mut snapshot = snapshot(false);
    let mut facts = facts("8", false);
    facts.indicators[0].due_on = Some(day);
    let frame = Frame {
        starts_on: snapshot.programme.starts_on,
        due_on: snapshot.programme.due_on,
        as_of: snapshot.as_of,
        policy: &snapshot.policy,
    };
    snapshot.rows[7].result = evaluate::row(&facts, frame);
    snapshot
}

fn snapshot(half: bool) -> Snapshot {
    let table = shishi_documents::read("daxing-2024q1.txt", TABLE.as_bytes())
        .unwrap_or_else(|error| unreachable!("the sample table can be read: {error}"));
    let first = period("2024Q1");
    let period = if half {
        period("2024H1")
    } else {
        first.clone()
    };
    let policy = Policy::preset(if half { "gap" } else { "yinchuan" })
        .unwrap_or_else(|| unreachable!("the preset exists"));
    let programme = Programme {
        id: "programme".into(),
        year: 2024,
        title: "大兴区2024年重要民生实事项目".into(),
        starts_on: date(2024, 1, 1),
        due_on: date(2024, 12, 31),
    };
    let judge = |facts: &RowFacts, policy: &Policy, as_of| {
        evaluate::row(
            facts,
            Frame {
                starts_on: programme.starts_on,
                due_on: programme.due_on,
                as_of,
                policy,
            },
        )
    };
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let mut rows = Vec::new();
    for (place, item) in table.items.iter().enumerate() {
        let facts_now = facts(&item.number, half);
        let result = judge(&facts_now, &policy, period.cut_off_on);
        let units = item
            .units
            .iter()
            .map(|name| {
                let next = format!("u{:02}", ids.len() + 1);
                RowUnit {
                    id: ids.entry(name.clone()).or_insert(next).clone(),
                    name: name.clone(),
                    role: Role::Lead,
                }
            })
            .collect();
        let text = item.narrative_clean.as_deref().unwrap_or(&item.narrative);
        let entry = |code: &Period, facts: &RowFacts| {
            let judged = judge(facts, &policy, code.cut_off_on);
            HistoryEntry {
                id: format!("{}-{}-1", item.number, code.code),
                period: code.clone(),
                version: 1,
                replaced: false,
                narrative: item.narrative.clone(),
                by_hand: Vec::new(),
                level: judged.level,
                reason: judged.reason,
                reason_en: judged.reason_en,
                figures: facts
                    .indicators
                    .iter()
                    .filter_map(|i| {
                        let actual = i.actual.as_ref()?;
                        Some((
                            i.name.clone(),
                            format!("{} {}", grouped(actual.value), actual.unit),
                        ))
                    })
                    .collect(),
                recorded_at: now(),
                recorded_by: "督查室".into(),
            }
        };
        let mut history = vec![entry(&first, &facts(&item.number, false))];
        if half {
            history[0].replaced = item.number == "9";
            if item.number == "9" {
                let mut again = entry(&first, &facts(&item.number, false));
                again.version = 2;
                again.id = format!("{}-{}-2", item.number, first.code);
                history.push(again);
            }
            history.push(entry(&period, &facts_now));
        }
        rows.push(Row {
            number: item.number.clone(),
            again: 1,
            label: item.label.clone(),
            title: item.title.clone(),
            headline: HEADLINES[place % HEADLINES.len()].to_owned(),
            units,
            same_as: match item.number.as_str() {
                "16" => vec!["17".into()],
                "17" => vec!["16".into()],
                _ => Vec::new(),
            },
            narrative: item.narrative.clone(),
            narrative_clean: item.narrative_clean.clone(),
            reading: shishi_extract::Reading::default(),
            stage_quote: stage_quote(&item.number).map(str::to_owned),
            marks: marks(&item.number, text),
            milestones: milestones(&item.number),
            by_hand: Vec::new(),
            report: ReportMeta {
                version: 1,
                cut_off_on: result.as_of,
                recorded_at: now(),
                recorded_by: "督查室".into(),
                document_id: Some("document".into()),
            },
            result,
            history,
        });
    }
    let presets = Policy::presets()
        .into_iter()
        .map(|policy| PresetResult {
            results: rows
                .iter()
                .map(|row| judge(&facts(&row.number, half), &policy, period.cut_off_on))
                .collect(),
            policy,
        })
        .collect();
    let document = DocumentRef {
        id: "document".into(),
        name: "大兴区2024年重要民生实事项目一季度进展情况.txt".into(),
        sha256: SHA256.into(),
        size: TABLE.len() as u64,
        recorded_at: now(),
        recorded_by: "督查室".into(),
    };
    let originals = vec![Original {
        document: document.clone(),
        periods: vec![first.code],
    }];
    let finding = |rule: &str, number: &str, severity, message: &str, message_en: &str| Finding {
        rule: rule.into(),
        number: number.into(),
        severity,
        message: message.into(),
        message_en: message_en.into(),
    };
    Snapshot {
        jurisdiction: Jurisdiction {
            id: "daxing".into(),
            name: "大兴区".into(),
        },
        title: format!("{}{}进展情况", programme.title, period.code.zh()),
        programme,
        years: if half { vec![2025, 2024] } else { vec![2024] },
        periods: if half {
            vec![first, period.clone()]
        } else {
            vec![first]
        },
        as_of: period.cut_off_on,
        period,
        policy,
        columns: table.columns.clone(),
        originals,
        document: Some(document),
        rows,
        findings: vec![
            finding(
                "percent-truncated",
                "2",
                Severity::Info,
                "填报27.37%，按3285/12000计算为27.375%，差异来自截位。",
                "27.37 % is stated; 3285/12000 is 27.375 %: the rest was cut off.",
            ),
            finding(
                "lost-first-character",
                "3",
                Severity::Notice,
                "进展情况以“级养老”开头，可能缺少一个字。",
                "The text starts with 级养老; a character may be missing.",
            ),
        ],
        presets,
        example: !half,
    }
}

/// The first quarter, as the built-in example shows it.
pub fn daxing() -> Snapshot {
    snapshot(false)
}

/// A half-year after it with invented figures: every level, two periods, a replaced report.
pub fn half_year() -> Snapshot {
    snapshot(true)
}

/// The first table with a row on which the office decided otherwise than its words say: a target, a
/// figure and a figure set aside.
pub fn set_by_hand() -> Snapshot {
    let mut snapshot = daxing();
    let row = &mut snapshot.rows[7];
    let set = |of_target, was, now| ByHand {
        of_target,
        target: Some(0),
        indicator: Some(0),
        span: None,
        was,
        now,
        by: "督查室".into(),
        at: self::now(),
    };
    let homes = |value| Some(amount(value, "套"));
    let first = row.history[0].clone();
    row.by_hand = vec![
        set(true, homes("6000"), homes("5000")),
        set(false, homes("405"), homes("450")),
        set(false, None, homes("20")),
        ByHand {
            indicator: None,
            ..set(false, homes("200"), None)
        },
    ];
    row.history.push(HistoryEntry {
        version: 2,
        by_hand: row.by_hand.clone(),
        ..first
    });
    row.history[0].replaced = true;
    snapshot
}

/// A source over sample snapshots. The newest is last.
#[derive(Debug)]
pub struct Samples {
    snapshots: Vec<Arc<Snapshot>>,
    generation: std::sync::atomic::AtomicU64,
    asked: std::sync::atomic::AtomicU64,
}

impl Samples {
    /// A source over these.
    pub fn new(snapshots: Vec<Snapshot>) -> Self {
        Self {
            snapshots: snapshots.into_iter().map(Arc::new).collect(),
            generation: std::sync::atomic::AtomicU64::new(1),
            asked: std::sync::atomic::AtomicU64::new(0),
        }
    }

    /// How often a snapshot was asked for.
    pub fn asked(&self) -> u64 {
        self.asked.load(std::sync::atomic::Ordering::Acquire)
    }

    /// Says that data have changed.
    pub fn touch(&self) {
        self.generation
            .fetch_add(1, std::sync::atomic::Ordering::AcqRel);
    }
}

impl Source for Samples {
    async fn snapshot(
        &self,
        year: Option<i16>,
        period: Option<&str>,
    ) -> Result<Option<Arc<Snapshot>>, Error> {
        self.asked.fetch_add(1, std::sync::atomic::Ordering::AcqRel);
        Ok(self
            .snapshots
            .iter()
            .rev()
            .find(|s| {
                year.is_none_or(|y| y == s.programme.year)
                    && period.is_none_or(|p| p == s.period.code.to_string())
            })
            .cloned())
    }

    async fn document(&self, sha256: &str) -> Result<Option<Document>, Error> {
        Ok((sha256 == SHA256).then(|| Document {
            name: "大兴区2024年重要民生实事项目一季度进展情况.txt".into(),
            bytes: Bytes::from_static(TABLE.as_bytes()),
        }))
    }

    fn generation(&self) -> u64 {
        self.generation.load(std::sync::atomic::Ordering::Acquire)
    }
}

/// An exporter that writes the title only.
pub fn exporter() -> Exporter {
    Arc::new(|snapshot, export| {
        Ok(match export {
            Export::Report(format) | Export::Data(format) => {
                format!("{} {}\n", snapshot.title, format.extension()).into_bytes()
            }
        })
    })
}

/// A state over a sample source.
pub fn state_over(source: Arc<Samples>) -> State {
    State::new(source, exporter(), now)
}

/// A state over sample snapshots.
pub fn state(snapshots: Vec<Snapshot>) -> State {
    state_over(Arc::new(Samples::new(snapshots)))
}
