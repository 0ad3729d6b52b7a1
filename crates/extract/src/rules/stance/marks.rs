//! The markers of time in a stretch of text, and the status they tell.

use crate::clause::Prose;
use crate::date::Side;
use crate::rules::kinds::{COMPLETED, LIES_AHEAD, PROGRESS};
use crate::text::{Phrase as _, Sought, Text, Words, any_of};
use crate::vocabulary::{Class, Entry, Kind};
use shishi_domain::EventStatus;

/// The markers of a stretch of text, each at its last place.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Marks {
    /// 拟, 将, 预计, 尚未.
    pub planned: Option<usize>,
    /// 下一步, 计划: ahead unless something says otherwise.
    pub weak: Option<usize>,
    /// 正在, 在建, …中.
    pub ongoing: Option<usize>,
    /// 持续, 加快: under way unless something says otherwise.
    pub drifting: Option<usize>,
    /// 开始, 进入.
    pub begin: Option<usize>,
    /// 已, 完成, 通过.
    pub done: Option<usize>,
    /// 已 in front of what was done.
    pub already: Option<usize>,
}

const DRIFTING: &[&str] = &[
    "做好",
    "持续",
    "不断",
    "陆续",
    "稳步",
    "逐步",
    "加快",
    "同步",
    "有序开展",
];

/// 上半年预计完成263亿元, told at the end of June: an estimate of what is past, and no plan.
fn is_estimate(prose: &Prose, at: usize, behind: usize, end: usize) -> bool {
    const TELLS: &[&str] = &["完成", "实现", "达到", "达", "增长", "为"];
    let text = &prose.text;
    let mut before = prose.dates_in(at.saturating_sub(24), at).iter();
    let period = before.next_back().filter(|d| d.from < d.to);
    let over = period.is_some_and(|d| {
        let between = text.words(d.end, at);
        prose.reference.is_some_and(|day| d.to <= day) && !between.contains(['。', ';', '\n'])
    });
    let counted = || {
        let mut next = prose.quantities_in(behind, end).iter();
        next.any(|q| q.reject.is_none() && q.unit.is_some())
    };
    let told = || {
        text.one_of(behind, TELLS).is_some() || !prose.quantities_in(behind, behind + 1).is_empty()
    };
    over && counted() && told() && prose.dates_in(behind, end).is_empty()
}

/// 主汛期前 in a report of September: whether the season that a word names has begun by then, and the
/// next one is still far. 其余3座汛期前完成 tells of the next one all the same.
fn has_passed(prose: &Prose, word: &str, words: &str) -> bool {
    let Some(day) = prose.reference else {
        return false;
    };
    // From which month on, and up to which.
    let season = match word {
        "春节前" => 3..=8,
        "汛期前" | "主汛期前" => 7..=10,
        "开学前" => 9..=10,
        "国庆前" | "国庆节前" => 10..=12,
        _ => return false,
    };
    season.contains(&day.month()) && !words.has(any_of!["其余", "剩余", "明年", "来年", "春季"])
}

/// Finds the markers of `start..end`, outside of enclosures.
pub(crate) fn marks(prose: &Prose, start: usize, end: usize) -> Marks {
    let text = &prose.text;
    let mut out = Marks::default();
    let mut noun_until = 0;
    let mut planned_until = 0;
    let mut undone = false;
    for hit in prose.scan.within(start, end) {
        let Entry::Word(class) = hit.entry else {
            continue;
        };
        let tells = matches!(
            class,
            Class::Plan
                | Class::Planned
                | Class::PlannedWeak
                | Class::Ongoing
                | Class::Begin
                | Class::Done
        );
        if !tells || !prose.open(hit.start) {
            continue;
        }
        let word = text.folded_of(hit.start, hit.end);
        let (before, after) = (text.before(hit.start), text.at(hit.end));
        match class {
            // 今年计划改造 is a verb.
            Class::Plan if plans(prose, hit.start, hit.end) => {}
            Class::Plan if word == "年计划" && matches!(before, '今' | '明' | '去') => {}
            Class::Plan => noun_until = noun_until.max(hit.end),
            Class::Planned => {
                let other = match word {
                    "将" => {
                        matches!(after, '军' | '近' | '来')
                            || text.ends(hit.start, "已")
                            || ((hit.start == start
                                || before == '起'
                                || text
                                    .one_before(
                                        hit.start,
                                        &["及时", "全部", "先后", "累计", "坚持", "始终"],
                                    )
                                    .is_some())
                                && takes_object(text.words(hit.end, end)))
                            || out.done.is_some_and(|d| d >= start && text.starts(d, "已"))
                    }
                    // 为拟创业人员开展培训: for whom.
                    "拟" | "待" if serves_whom(prose, hit.start, hit.end, end) => true,
                    "拟" => {
                        matches!(after, '定' | '订' | '稿')
                            || matches!(before, '模' | '虚' | '草' | '初')
                    }
                    "待" if before == '款'
                        && text
                            .one_before(hit.start, &["工程款", "尾款", "余款"])
                            .is_none() =>
                    {
                        true
                    }
                    "待" => {
                        matches!(
                            before,
                            '接' | '期' | '招' | '优' | '对' | '善' | '看' | '等'
                        ) || text.starts(hit.end, "就业")
                            || matches!(
                                after,
                                '遇' | '业' | '机' | '岗' | '客' | '人' | '工' | '建'
                            )
                    }
                    // 尚未完成 is under way, 尚未开工 ahead.
                    "尚未" | "还未" | "仍未" | "暂未" | "均未" | "都未" | "还没" | "还没有"
                    | "仍没" | "仍没有" | "尚没" | "尚没有" | "都没" | "都没有" | "均没"
                    | "均没有" | "暂没" | "暂没有" => {
                        let undone_yet = text.starts(hit.end, "完成");
                        if undone_yet {
                            undone = true;
                            out.ongoing = Some(hit.start);
                        }
                        undone_yet
                    }
                    // 争取中央水利资金112亿元: obtained, and not tried for.
                    // 资金已争取到位; but 争取到年底全部完工.
                    "争取" => {
                        text.ends(hit.start, "已")
                            || text.starts(hit.end, "工作")
                            || text.at(hit.end) == '到'
                                && prose.dates_in(hit.end, hit.end + 2).is_empty()
                            || text.words(hit.end, (hit.end + 9).min(end)).has(any_of![
                                "资金",
                                "补助",
                                "债券",
                                "专项债"
                            ])
                    }
                    // 停工后于8月12日复工.
                    // 未开工项目已完成方案: which of them.
                    _ if word.starts_with('未')
                        && text
                            .one_of(hit.end, &["项目", "的项目", "工程", "小区"])
                            .is_some()
                        && text.words(hit.end, end).contains('已') =>
                    {
                        true
                    }
                    // 停工项目复工22个: those it was.
                    // 停工4年的项目全部交付: what they were, and what has come of them.
                    "停工" | "停建" | "搁置" | "缓建" => {
                        let back = || text.words(hit.end, end).has(any_of!["复工"]);
                        text.at(hit.end) == '后'
                            || word == "停工" && back()
                            || colours(text, hit.end, end)
                    }
                    // 确保了按期完工, 为确保群众温暖过冬, 在确保安全的基础上: an aim that is met.
                    "确保" => {
                        let aim = || {
                            prose.quantities_in(hit.end, end).is_empty()
                                && prose.dates_in(hit.end, end).is_empty()
                        };
                        after == '了'
                            || before == '为' && aim()
                            || text
                                .words(hit.end, (hit.end + 12).min(end))
                                .has(any_of!["基础上", "前提下"])
                    }
                    "力争" => text.starts(hit.end, "上游"),
                    // 比预计时间提前开放.
                    "预计" => {
                        matches!(before, '比' | '较') || is_estimate(prose, hit.start, hit.end, end)
                    }
                    _ => false,
                };
                if !other {
                    out.planned = Some(hit.start);
                    planned_until = planned_until.max(hit.end);
                }
            }
            Class::PlannedWeak => {
                // 占年度210亿元计划投资的52%: a share of it.
                let share = text.starts(hit.end, "投资的")
                    && text.each(start, hit.start, '占').any(|i| prose.open(i));
                // 已提前超额完成了计划目标, 制定了全覆盖计划.
                let named = word == "计划"
                    && out.done.is_some_and(|d| d < hit.start)
                    && (text.one_of(hit.end, &["目标", "任务", "数"]).is_some()
                        || hit.end == end && out.done.is_some());
                // 已完成下半年攻坚任务过半: which task.
                let of_task = word == "下半年"
                    && text.ends(hit.start, "完成")
                    && text
                        .words(hit.end, (hit.end + 8).min(end))
                        .has(any_of!["任务", "目标"]);
                // 制定小修工程量计划.
                let drawn = word == "计划"
                    && hit.end == end
                    && text
                        .one_of(start, &["制定", "制订", "编制", "出台", "拟定", "下达"])
                        .is_some();
                // 赶在国庆前建成开放: and so it was.
                let in_time = text.ends(hit.start, "赶在");
                // 4项超过计划进度: how they compare with it.
                let compared = word == "计划"
                    && text
                        .one_before(
                            hit.start,
                            &[
                                "超过", "超出", "快于", "慢于", "优于", "早于", "高于", "低于",
                                "好于",
                            ],
                        )
                        .is_some();
                let noun = named
                    || drawn
                    || matches!(word, "计划" | "原定") && super::by_plan(text, hit.start)
                    || in_time
                    || compared
                    // 印发改厕规范和后续管护文件: a noun.
                    || word == "后续"
                        && hit.start > start
                        && matches!(before, '和' | '及' | '与' | '的' | '、')
                    || has_passed(prose, word, &text.words(start, end))
                    || of_task
                    || hit.start < noun_until
                    || share
                    || inside_noun(prose, hit.start, hit.end);
                // 规划继续编制 goes on; 继续推进 at the front is a plan.
                if word == "继续" && (hit.start > start + 1 || before == '现') && !noun {
                    out.drifting = Some(hit.start);
                } else if !noun {
                    out.weak = Some(hit.start);
                }
            }
            Class::Ongoing => {
                if matches!(word, "未完成" | "没完成" | "没有完成") {
                    undone = true;
                    out.ongoing = Some(hit.start);
                } else if word == "正" {
                    // 正向上级申请 is under way, 正向激励 a noun.
                    let way = after == '向'
                        && text
                            .one_of(
                                hit.end + 1,
                                &["上级", "上争", "省", "市", "区", "县", "国家", "有关"],
                            )
                            .is_none();
                    let other =
                        way || matches!(
                            after,
                            '式' | '常' | '规' | '确' | '面' | '负' | '增' | '好' | '在' | '当'
                        ) || matches!(
                            before,
                            '修' | '改'
                                | '公'
                                | '真'
                                | '整'
                                | '校'
                                | '端'
                                | '纠'
                                | '转'
                                | '订'
                                | '养'
                                | '方'
                                | '守'
                                | '崇'
                                | '弘'
                        );
                    if !other {
                        out.ongoing = Some(hit.start);
                    }
                } else if word == "在建"
                    && text
                        .one_of(hit.end, &["项目", "工程", "重点", "的"])
                        .is_some()
                    && (prose.scan.has(Class::Finish, hit.end, end)
                        || text
                            .one_of(hit.end, &["项目中", "工程中", "的项目中"])
                            .is_some())
                {
                    // 172个在建项目完成投资: which projects.
                } else if word == "陆续"
                    && text
                        .one_of(hit.end, &["出台", "印发", "发布", "公布"])
                        .is_some()
                {
                    // 陆续出台专项文件: one after the other, and all of them by now.
                    out.done = out.done.or(Some(hit.start));
                } else if before == '正' && word.starts_with('在') {
                    // 正在审批: told by 正在.
                    out.ongoing = Some(hit.start - 1);
                } else if DRIFTING.contains(&word) {
                    out.drifting = Some(hit.start);
                } else {
                    out.ongoing = Some(hit.start);
                }
            }
            Class::Begin => {
                let other = matches!(word, "启动") && matches!(after, '会' | '仪' | '资' | '区');
                if !other {
                    out.begin = Some(hit.start);
                }
            }
            Class::Done => {
                let other = match word {
                    "了" => matches!(after, '解' | '结' | '当'),
                    "均" => {
                        matches!(before, '平' | '人' | '户' | '日' | '年' | '月')
                            || matches!(after, '衡' | '价' | '匀')
                    }
                    "通过" => {
                        hit.start == start
                            && !matches!(
                                after,
                                '市' | '区' | '县' | '省' | '了' | '验' | '竣' | '专'
                            )
                    }
                    "完成" => {
                        undone
                            || matches!(after, '率' | '数' | '情' | '的')
                            || text.ends(hit.start, "未")
                            || denied(text, hit.start)
                    }
                    // 推进已开工项目建设: which projects.
                    "已" => {
                        hit.start > start
                            && text
                                .one_of(
                                    hit.end,
                                    &["开工项目", "建成项目", "完工项目", "竣工项目", "开工小区"],
                                )
                                .is_some_and(|(_, to)| to < end)
                    }
                    _ => false,
                };
                // 未按期完成: under way still.
                if word == "完成" && denied(text, hit.start) {
                    out.ongoing = Some(hit.start);
                }
                let behind_plan = hit.start < planned_until;
                if !other && word.starts_with('已') && hit.start >= planned_until {
                    out.already = Some(hit.start);
                }
                if !other && !behind_plan {
                    // 已 is kept before all others, for 已将.
                    if out.done.is_none() || word.starts_with('已') {
                        out.done = Some(hit.start);
                    }
                }
            }
            _ => {}
        }
    }
    let words = text.words(start, end);
    if out.planned.is_none() {
        // 36条未贯通道路已开工: which roads.
        let overtaken = |at: &usize| out.already.max(out.ongoing).is_some_and(|told| told > *at);
        out.planned = not_yet(prose, &words, start, end).filter(|at| !overtaken(at));
    }
    // 手续不全, 前期手续不完善.
    const LACKS: &[&str] = &["不全", "不完善", "不齐", "不齐全", "不完备"];
    if out.planned.is_none() && out.already.is_none() && words.ends_with_one(LACKS) {
        out.planned = Some(end.saturating_sub(2));
    }
    // 年初计划2400套,现基本建成1860套: told of now.
    let now = text.at(start) == '现'
        && !matches!(
            text.at(start + 1),
            '场' | '代' | '状' | '金' | '行' | '任' | '正' | '有'
        )
        && words.has(PROGRESS)
        && !words.has(LIES_AHEAD);
    if now && out.planned.is_none() && out.ongoing.is_none() && out.already.is_none() {
        out.already = Some(start);
        out.done = out.done.or(Some(start));
    }
    // 下步抓紧剩余工程施工: and not now.
    let next = || {
        text.one_of(start, &["下步", "下一步", "下阶段"]).is_some()
            && words.has(any_of!["抓紧", "加快", "加紧"])
    };
    // 各市项目要全部开工: what is asked for.
    // 会议提出,要加快学位建设.
    const ASKED: &Sought = any_of![
        "要全部",
        "要全面",
        "须全部",
        "应全部",
        "需全部",
        "要加快",
        "要抓紧"
    ];
    // 须在10月31日前改造完毕.
    let must = || {
        words.contains('须')
            && !words.has(any_of!["必须", "须知"])
            && prose
                .dates_in(start, end)
                .iter()
                .any(|d| d.side == Some(Side::Before))
    };
    let asked = || words.has(ASKED) && !words.has(any_of!["主要加快", "主要抓紧"]);
    // 近期可完工: it has not come to that.
    const CAN: &Sought = any_of![
        "可完工",
        "可竣工",
        "可建成",
        "可投用",
        "可投入使用",
        "可通车",
        "可投产",
        "可望",
    ];
    let can = || words.contains('可') && words.has(CAN);
    if out.planned.is_none() && out.already.is_none() && (next() || asked() || must() || can()) {
        out.planned = Some(start);
    }
    // 市直项目提前竣工: it has come to that, unless it is planned.
    const EARLY: &Sought = any_of!["提前竣工", "提前完工", "提前建成", "提前开工", "提前投用"];
    let early = out.planned.is_none() && out.weak.is_none() && out.already.is_none();
    if early && words.has(EARLY) && !words.contains('可') {
        out.already = Some(start);
        out.done = out.done.or(Some(start));
    }
    // 目标任务都能如期完成: nothing says that it has been done.
    const ABLE: &Sought = any_of![
        "能如期",
        "能按期",
        "能按时",
        "可如期",
        "可按期",
        "可按时",
        "能够如期"
    ];
    if out.planned.is_none()
        && out.already.is_none()
        && words.contains(['期', '时'])
        && words.has(ABLE)
    {
        out.planned = Some(start);
    }
    // 本月底即可完成: it has not come to that.
    if out.planned.is_none() && words.has(any_of!["即可", "便可"]) {
        let dated =
            |d: &crate::date::Found| text.one_of(d.end, &["即可", "便可", "前即可"]).is_some();
        out.planned = prose
            .dates_in(start, end)
            .iter()
            .take(8)
            .find(|d| dated(d))
            .map(|d| d.end);
    }
    // 年内全面竣工: before the year is out.
    let within_year = (start..end.min(start + 3)).find(|&i| {
        // 年内累计投入206万元 is what was done.
        let so_far = || {
            text.one_of(i + 2, &["累计", "已", "共", "完成了", "建成了"])
                .is_some()
        };
        text.at(i) == '年' && text.starts(i, "年内") && prose.open(i) && !so_far()
    });
    if let Some(at) = within_year
        && out.already.is_none()
    {
        out.weak = out.weak.or(Some(at));
    }
    // 视资金到位情况开工.
    if text.at(start) == '视' && words.has(any_of!["情况"]) && out.already.is_none() {
        out.weak = out.weak.or(Some(start));
    }
    // 要求9月30日前完成, 督促各镇9月底前完成: what is to come.
    const ASKS: &[&str] = &[
        "要求", "责令", "督促", "明确", "约定", "承诺", "限期", "限定",
    ];
    let asks = text.one_of(start, ASKS).is_some_and(|(word, _)| {
        let dates = prose.dates_in(start, end);
        dates
            .iter()
            .any(|d| d.side == Some(Side::Before) || word == "要求" && d.start < start + 4)
    });
    if asks && out.already.is_none() {
        out.weak = out.weak.or(Some(start));
    }
    // 评审结束后启动招标: once something is behind it, that is still to come.
    const ENDED: &[&str] = &[
        "结束", "完成", "通过", "到位", "批复", "确定", "完毕", "审核", "下达", "审批", "办结",
        "合格", "公示", "签订", "完工", "竣工", "移交", "整改",
    ];
    let once = || {
        let mut behind = text.each(start + 2, end.saturating_sub(2), '后');
        behind.find(|&i| prose.open(i) && text.one_before(i, ENDED).is_some())
    };
    if words.contains('后')
        && let Some(at) = once()
        && out.already.is_none_or(|a| a < start || a > at)
        && !words.contains('已')
        && out.ongoing.is_none()
        && prose.dates_in(start, end).is_empty()
        && !text.starts(at + 1, "的")
        && text.at(start) != '经'
        && !words.has(any_of!["投入", "投用", "启用"])
    {
        out.planned = Some(out.planned.unwrap_or(at));
    }
    // 施工中, 整改中 at the end of the clause.
    // 另4个内部装修中(总建筑面积1.13万平方米): before the brackets.
    let open = || (start..end).rfind(|&i| text.at(i) == '(');
    let closed = text.before(end) == ')';
    let last = closed.then(open).flatten().unwrap_or(end);
    if text.before(last) == '中'
        && last > start + 1
        && !matches!(
            text.before(last - 1),
            '集' | '其'
                | '高'
                | '初'
                | '之'
                | '当'
                | '程'
                | '心'
                | '镇'
                | '项'
                | '目'
                | '桥'
                | '个'
                | '户'
                | '区'
                | '村'
                | '校'
                | '路'
                | '年'
                | '途'
                | '园'
                | '院'
                | '站'
                | '堂'
                | '店'
                | '厂'
                | '所'
                | '馆'
                | '件'
                | '批'
                | '家'
                | '市'
                | '县'
                | '房'
                | '库'
                | '手'
        )
    {
        out.ongoing = Some(last - 1);
    }
    // 停工项目已复工, 在建的2座桥梁已合龙: which of them.
    if let Some(already) = out.already {
        let names = |at: usize| at + 2 < already && names_which(text, at, already);
        out.planned = out.planned.filter(|&at| !names(at));
        out.ongoing = out.ongoing.filter(|&at| !names(at));
    }
    // 等送电, 只等验收: still to come.
    let waits = text.one_of(start, &["等", "只等", "仅等", "就等"]);
    if let Some((_, at)) = waits
        && prose
            .scan
            .work(at, end)
            .next()
            .is_some_and(|(h, w)| h.start == at && w.weight > 0)
    {
        out.planned = Some(start);
    }
    // 未开工23个正在完善手续: what goes on with them.
    if let (Some(planned), Some(ongoing)) = (out.planned, out.ongoing)
        && ongoing > planned + 3
        && text.starts(planned, "未开工")
        && (text.starts(ongoing, "正在") || text.words(planned, ongoing).has(any_of!["正在"]))
    {
        out.planned = None;
    }
    out
}

/// 停工4年的项目全部交付, 搁置多年的小区已竣工: whether a word up to `at` only tells which are meant, as 的
/// right behind it and a word of the end further on say.
fn colours(text: &Text, at: usize, end: usize) -> bool {
    const NEAR: usize = 6;
    let of = text.each(at, (at + NEAR).min(end), '的').next();
    of.is_some_and(|of| {
        let behind = text.words(of, end);
        behind.has(COMPLETED) && !behind.has(any_of!["未", "待", "将", "拟", "计划", "预计"])
    })
}

/// Whether the word of time at `at` is part of what is spoken of, and 已 at `already` tells: 拟建的5所已开工.
fn names_which(text: &Text, at: usize, already: usize) -> bool {
    const WHICH: &[&str] = &[
        "停工",
        "停缓建",
        "暂停",
        "延期",
        "在建",
        "正在",
        "拟",
        "预计",
        "即将",
        "将要",
        "待",
        "剩余",
        "未完成",
        "尚未",
        "定于",
    ];
    let head = || {
        text.words(at, already)
            .trim_end_matches(['均', '都', '全', '部', '也'])
            .ends_with_one(&["项目", "工程", "小区", "名单", "对象", "资金", "人员"])
    };
    text.one_of(at, WHICH).is_some() && (text.each(at, already, '的').next().is_some() || head())
}

/// Where work is denied, or only made ready: 未按期开工, 未能复工, 准备投入使用.
fn not_yet(prose: &Prose, words: &Words, start: usize, end: usize) -> Option<usize> {
    let text = &prose.text;
    // 项目没有开工, 难以按期完工: what has not come about, or cannot.
    const CANNOT: &Sought = any_of!["没有", "不能", "难以", "无法", "未能"];
    let cannot = words.has(CANNOT);
    if !cannot && !words.contains('未') && !words.has(any_of!["准备"]) {
        return None;
    }
    let stage = |from: usize, reach: usize| {
        let near = prose.scan.within(from, end);
        near.take_while(|h| h.start <= from + reach)
            .find_map(|h| match h.entry {
                Entry::Work(w) if w.weight > 0 => Some((h.start, w)),
                _ => None,
            })
    };
    (start..end).find(|&i| {
        if !prose.open(i) {
            return false;
        }
        if cannot && CANNOT.iter().any(|w| text.starts(i, w.word)) {
            // 对无法按时投用的: those that are spoken of.
            return text.before(end) != '的'
                && stage(i + 2, 3).is_some_and(|(_, w)| w.kind == Kind::Stage);
        }
        if text.at(i) == '未' {
            let name = names_with_not(text, i)
                || text.starts(i + 1, "完")
                || matches!(text.before(i), '从');
            // 施工许可证未办理, 验收未通过, 资金未到位, 选址未定.
            let denied = text.one_of(
                i + 1,
                &[
                    "办理",
                    "办结",
                    "通过",
                    "过",
                    "获通过",
                    "取得",
                    "到位",
                    "签订",
                    "签",
                    "落实",
                    "确定",
                    "定",
                    "批复",
                ],
            );
            if !name && denied.is_some_and(|(_, to)| to + 2 >= end) {
                return true;
            }
            return !name
                && stage(i + 1, 3).is_some_and(|(_, w)| {
                    matches!(w.kind, Kind::Stage | Kind::Act | Kind::Activity)
                });
        }
        text.starts(i, "准备")
            && text.before(i) != '前'
            && stage(i + 2, 0).is_some_and(|(_, w)| w.kind == Kind::Stage)
    })
}

/// Whether the 未 that stands here is part of a name: 未成年人, 未来社区.
pub(crate) fn names_with_not(text: &Text, at: usize) -> bool {
    text.at(at) == '未' && "来成婚保见发出经必知病曾检".contains(text.at(at + 1))
}

/// Whether 将 takes an object, as in 将任务分解到各镇街, and is no future.
fn takes_object(rest: Words) -> bool {
    const GIVEN: &Sought = any_of![
        "分解到",
        "分解至",
        "分解下达",
        "下发",
        "纳入",
        "列入",
        "落实到",
        "下沉",
        "分配",
        "作为",
        "印发",
        "放在",
        "摆在",
        "送到",
        "送进",
        "送至",
        "转为",
        "改为",
        "改成",
        "改造为",
        "改造成",
        "延伸到",
        "延伸至",
    ];
    // 将纳入低保 is to come.
    rest.has(GIVEN) && !rest.starts_with('于') && !rest.starts_with_one(GIVEN)
}

/// Whether the word of the future at `start` only tells whom something was done for: 为拟创业人员开展培训.
fn serves_whom(prose: &Prose, start: usize, behind: usize, end: usize) -> bool {
    const PEOPLE: &[&str] = &["人员", "群众", "对象", "家庭", "毕业生", "大学生", "企业"];
    let text = &prose.text;
    if text.one_before(start, &["为", "对", "向", "给"]).is_none() {
        return false;
    }
    let mut people = (behind + 2..=behind + 6).filter(|&i| i < end);
    people
        .find_map(|i| text.one_of(i, PEOPLE))
        .is_some_and(|(_, at)| prose.scan.work(at, end).next().is_some())
}

/// Whether 年度计划 at the head of its clause plans something: 本年度计划开工255项.
fn plans(prose: &Prose, start: usize, end: usize) -> bool {
    // 1-10月计划新开工223项.
    let of_months = prose.text.starts(start, "月计划") && prose.text.before(start).is_ascii_digit();
    let head = of_months
        || matches!(
            prose.text.before(start),
            '本' | '\n' | ' ' | ',' | '。' | ';' | ':'
        );
    if !matches!(
        prose.text.folded_of(start, end),
        "年度计划" | "全年计划" | "年计划" | "月计划"
    ) {
        return false;
    }
    let mut next = prose
        .scan
        .within(end, end + 6)
        .take_while(|h| h.start == end);
    next.any(|h| {
        // 市级全年计划开工16项.
        let counts = || {
            let amounts = prose.quantities_in(h.end, h.end + 1);
            amounts
                .iter()
                .any(|q| q.start == h.end && q.reject.is_none())
        };
        matches!(h.entry, Entry::Work(w) if w.kind == Kind::Stage) && (head || counts())
    }) || plans_amount(prose, start, end)
}

/// 2024年计划改造150户, 全年计划新建充电桩600个: an act and how much of it, with no word of its end.
fn plans_amount(prose: &Prose, start: usize, end: usize) -> bool {
    let text = &prose.text;
    let head = text.before(start).is_ascii_digit()
        || matches!(
            text.before(start),
            '本' | '全' | '\n' | ' ' | ',' | '。' | ';' | ':' | '市' | '县' | '区'
        );
    let Some(clause) = prose
        .clause_at(start)
        .map(|k| &prose.clauses[k])
        .filter(|_| head)
    else {
        return false;
    };
    let amounts = prose.quantities_in(end, clause.end);
    let Some(amount) = amounts
        .iter()
        .find(|q| q.reject.is_none() && q.unit.is_some())
    else {
        return false;
    };
    // 2020年度计划改造的1945个小区: which.
    if text.before(amount.start) == '的' {
        return false;
    }
    let mut acts = false;
    for hit in prose.scan.within(end, amount.start) {
        match hit.entry {
            Entry::Word(Class::Done | Class::Finish) => return false,
            Entry::Word(Class::Reached | Class::Light) if hit.start == end => acts = true,
            Entry::Work(w) if hit.start == end && w.kind != Kind::Noun => acts = true,
            _ => {}
        }
    }
    acts
}

/// Whether 计划 is part of a noun such as 行动计划.
fn inside_noun(prose: &Prose, start: usize, end: usize) -> bool {
    prose
        .scan
        .within(start.saturating_sub(4), end + 4)
        .any(|h| {
            matches!(h.entry, Entry::Word(Class::Plan))
                && h.start <= start
                && h.end >= end
                && !plans(prose, h.start, h.end)
                && !(prose.text.starts(h.start, "年计划")
                    && matches!(prose.text.before(h.start), '今' | '明' | '去'))
        })
}

impl Marks {
    /// The status that the markers tell, if any.
    pub fn status(&self) -> Option<EventStatus> {
        // 计划新开工项目已开工: what was planned is behind.
        let overtaken = |at: Option<usize>| at.zip(self.already).is_none_or(|(w, a)| a > w + 2);
        if self.planned.is_some() {
            return Some(EventStatus::Planned);
        }
        if self.weak.is_some()
            && self.already.is_some()
            && overtaken(self.weak)
            && self.begin.is_none()
            && self.ongoing.is_none()
        {
            return Some(EventStatus::Done);
        }
        if self.begin.is_some() || self.ongoing.is_some() {
            return if self.weak.is_some()
                && self.begin.is_some()
                && self.ongoing.is_none()
                && self.done.is_none()
            {
                Some(EventStatus::Planned)
            } else {
                Some(EventStatus::Ongoing)
            };
        }
        // 计划6月底前完成: the 完成 lies behind the plan.
        if self.weak.is_some() {
            return Some(EventStatus::Planned);
        }
        if self.done.is_some() {
            return Some(EventStatus::Done);
        }
        self.drifting.map(|_| EventStatus::Ongoing)
    }
}

/// 未按期完成: not finished in time.
fn denied(text: &Text, at: usize) -> bool {
    ["未按期", "未按时", "未如期", "未能"]
        .iter()
        .any(|w| text.ends(at, w))
}
