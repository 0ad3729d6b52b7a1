//! The predicates of a clause: where one ends, and which words of work belong to it.

use crate::clause::{Clause, Prose};
use crate::numeral::Form;
use crate::quantity::Quantity;
use crate::rules::stance;
use crate::scan::Hit;
use crate::text::{Edges, Phrase as _, Text, any_of};
use crate::vocabulary::{Class, Dimension, Entry, Kind, Work};
use shishi_domain::Phase;

/// Works in the field of which one is never the whole: 溢洪道开挖完成.
pub(crate) const STEPS: Edges = Edges::new(&[
    "发放",
    "拆除",
    "现场安装",
    "软件开发",
    "系统开发",
    "系统对接",
    "平台开发",
    "对接开发",
    "制作",
    "加工制作",
    "浇铸",
    "管网施工",
    "管道施工",
    "路面施工",
    "路基施工",
    "拆旧",
    "铺轨",
    "开挖",
    "浇筑",
    "灌注",
    "填筑",
    "衬砌",
    "张拉",
    "砌筑",
    "吊装",
    "打桩",
    "埋设",
    "回填",
    "架设",
    "摊铺",
    "平整",
    "场地平整",
    "土地平整",
    "掘进",
    "支护",
    "绑扎",
    "铺装",
    "铺贴",
    "铺油",
    "罩面",
    "粉刷",
    "抹灰",
    "硬化",
    "焊接",
    "布线",
    "架线",
    "调试",
    "联调",
    "试压",
    "栽植",
    "绿化种植",
    "铣刨",
    "碾压",
    "注浆",
    "灌浆",
    "张拉",
    "架梁",
    "拼装",
    "设备安装",
    "机电安装",
    "水电安装",
    "管道铺设",
    "管网铺设",
    "土建施工",
    "主体施工",
    "基础施工",
    "清障",
    "换填",
    "降水",
    "喷涂",
]);

/// Whether a marker of time begins at `i`, after an amount if one stands there: 12个正在施工.
fn marked_at(prose: &Prose, i: usize, end: usize) -> bool {
    let at = prose
        .quantities_in(i, i + 6)
        .first()
        .filter(|q| q.start == i && q.reject.is_none())
        .map_or(i, |q| q.end);
    let marked = [Class::Done, Class::Ongoing, Class::Begin, Class::Planned]
        .iter()
        .any(|&c| prose.scan.begins(c, at, end).is_some());
    // 完工6个、在施21个.
    let on_site = || prose.text.starts(at, "在施") && prose.text.at(at + 2) != '工';
    // 3个在建、1个因用地问题暂未开工.
    marked || on_site() || at > i && prose.text.one_of(at, &["因", "由于"]).is_some()
}

/// Whether each side of the mark at `i` has a day of its own: 计划5-6月招标、7-8月施工.
fn dated_apart(prose: &Prose, from: usize, i: usize, end: usize) -> bool {
    let works = |from: usize, to: usize| prose.scan.work(from, to).any(|(_, w)| w.weight >= 2);
    let next = prose.dates_in(i + 1, end).first();
    next.is_some_and(|d| d.start == i + 1 && works(d.end, end))
        && prose
            .dates_in(from, i)
            .last()
            .is_some_and(|d| works(d.end, i))
}

/// Whether each side of the mark at `i` ends in a stage of its own: 一期完工、主体工程完工.
fn ended_apart(prose: &Prose, from: usize, i: usize, end: usize) -> bool {
    let stages = |from: usize, to: usize| {
        let works = prose.scan.work(from, to);
        works.filter(|(h, w)| w.kind == Kind::Stage && prose.open(h.start))
    };
    stages(from.max(i.saturating_sub(6)), i).any(|(h, _)| h.end == i)
        && stages(i + 1, end).any(|(h, _)| h.end == end && h.start > i + 2)
}

/// Whether a stretch closes with a stage or with a word of finishing: 6月完工, 8月完成.
pub(crate) fn ends_work(prose: &Prose, from: usize, to: usize) -> bool {
    prose.scan.within(from, to).any(|h| {
        h.end == to
            && match h.entry {
                Entry::Work(w) => w.kind == Kind::Stage,
                Entry::Word(class) => matches!(class, Class::Finish),
            }
    })
}

/// Whether the members on each side of the mark at `i` have a day and an end of their own:
/// A小区6月完工、B小区8月完工, 一期已投用、二期计划明年开工.
fn members_apart(prose: &Prose, from: usize, i: usize, end: usize) -> bool {
    let stop = prose.text.each(i + 1, end, '、').next().unwrap_or(end);
    let ends = |from: usize, to: usize| ends_work(prose, from, to);
    let dated = |from: usize, to: usize| !prose.dates_in(from, to).is_empty();
    let told = |from: usize, to: usize| {
        prose.scan.within(from, to).any(|h| {
            matches!(
                h.entry,
                Entry::Word(Class::Done | Class::Ongoing | Class::PlannedWeak | Class::Planned)
            )
        })
    };
    ends(from, i)
        && ends(i + 1, stop)
        && (dated(from, i) || told(from, i))
        && dated(i + 1, stop)
        && prose
            .dates_in(i + 1, stop)
            .first()
            .is_some_and(|d| d.start > i + 1)
}

/// Whether 正在 or the like at `i` follows what has been done, with no mark between: 已完成设计正在招标.
fn runs_on(prose: &Prose, start: usize, i: usize) -> bool {
    const NEXT: &[&str] = &["正在", "进入", "准备进场", "即将", "正进行", "正组织"];
    if prose.text.one_of(i, NEXT).is_none()
        || matches!(prose.text.before(i), '并' | ',' | '目' | '前')
    {
        return false;
    }
    let (mut done, mut ends) = (false, false);
    for h in prose.scan.within(start, i) {
        match h.entry {
            Entry::Word(Class::Done) => done = true,
            Entry::Word(Class::Finish) => ends |= h.end == i,
            Entry::Word(Class::Planned | Class::Ongoing) => return false,
            Entry::Work(w) => ends |= h.end == i && w.weight >= 2 && w.kind != Kind::Noun,
            Entry::Word(_) => {}
        }
    }
    done && ends
}

/// Whether a state of its own begins behind the mark at `i`, and one has ended before it:
/// A小区已完工、B小区正在施工, 5个完工、1个收尾.
fn states_apart(prose: &Prose, from: usize, i: usize, end: usize) -> bool {
    let text = &prose.text;
    let stop = text.each(i + 1, end, '、').next().unwrap_or(end);
    let ended = prose
        .scan
        .work(from, i)
        .any(|(h, w)| w.kind == Kind::Stage && h.end == i);
    let told = || {
        text.words(i + 1, stop).has(any_of![
            "正在", "已", "尚未", "在建", "加紧", "抓紧", "加快", "在即"
        ])
    };
    // 2个收尾, 1个前期: nothing but how many, and at what.
    let counted = || {
        let amounts = prose.quantities_in(i + 1, (i + 7).min(stop));
        let Some(q) = amounts
            .first()
            .filter(|q| q.start == i + 1 && q.reject.is_none())
        else {
            return false;
        };
        let works = prose.scan.work(q.end, stop);
        works
            .into_iter()
            .any(|(h, w)| h.end == stop && h.start <= q.end + 2 && w.weight > 0)
            || text.words(q.end, stop) == "前期"
    };
    ended && (told() || counted()) || at_work_apart(prose, from, i, stop)
}

/// 已建成4个、装修2个: how many are at work, behind how many have come to a stage.
fn at_work_apart(prose: &Prose, from: usize, i: usize, stop: usize) -> bool {
    let counted = |from: usize, to: usize| {
        let last = prose.quantities_in(from, to).last();
        last.filter(|q| q.end == to && q.reject.is_none() && q.unit.is_some())
    };
    let (Some(first), Some(second)) = (counted(from, i), counted(i + 1, stop)) else {
        return false;
    };
    let ended = prose
        .scan
        .work(from, first.start)
        .any(|(h, w)| w.kind == Kind::Stage && h.end == first.start);
    ended
        && first.unit_text == second.unit_text
        && AT_WORK.contains(&prose.text.folded_of(i + 1, second.start))
}

/// Work that goes on, in front of how many are at it.
pub(crate) const AT_WORK: &[&str] = &[
    "装修",
    "内装修",
    "装饰装修",
    "调试",
    "收尾",
    "扫尾",
    "主体施工",
    "基础施工",
    "施工",
    "在施",
    "在建",
];

/// Whether 待 at `i` follows the end of a predicate: 已建成待验收, 已到货待装.
fn waits(prose: &Prose, start: usize, i: usize) -> bool {
    let near = start.max(i.saturating_sub(6));
    let already = || prose.text.words(near, i).has(any_of!["已", "完成"]);
    prose.scan.within(near, i).any(|h| {
        h.end == i
            && match h.entry {
                Entry::Word(Class::Finish) => true,
                Entry::Work(w) => {
                    w.kind == Kind::Stage || w.kind == Kind::Act && w.weight >= 3 && already()
                }
                _ => false,
            }
    })
}

/// Splits `start..end` where a mark or a marker parts two predicates, and adds the pieces to
/// `out`: 15个已确定方案、进入施工准备, 已建成待验收.
pub(crate) fn split(prose: &Prose, start: usize, end: usize, out: &mut Vec<(usize, usize)>) {
    if !prose
        .text
        .may_hold(start, end, ['、', '待', '正', '进', '即', '准'])
    {
        out.push((start, end));
        return;
    }
    let mut from = start;
    // Where the last word of time begins.
    let mut told = None;
    let mut times = prose
        .scan
        .within(start, end)
        .filter(|h| match h.entry {
            Entry::Word(class) => matches!(
                class,
                Class::Done | Class::Ongoing | Class::Begin | Class::Planned | Class::Finish
            ),
            Entry::Work(w) => w.kind == Kind::Stage,
        })
        .peekable();
    for i in start + 2..end.saturating_sub(1) {
        let c = prose.text.at(i);
        if !matches!(c, '、' | '待' | '正' | '进' | '即' | '准') || i <= from + 1 || !prose.open(i)
        {
            continue;
        }
        while let Some(hit) = times.next_if(|h| h.end <= i) {
            told = Some(hit.start);
        }
        let apart = match c {
            '、' => {
                told.is_some_and(|t| t >= from) && marked_at(prose, i + 1, end)
                    || dated_apart(prose, from, i, end)
                    || ended_apart(prose, from, i, end)
                    || states_apart(prose, from, i, end)
                    || members_apart(prose, from, i, end)
            }
            '正' | '进' | '即' | '准' => runs_on(prose, from, i),
            _ => waits(prose, from, i),
        };
        if apart {
            out.push((from, i));
            from = if c == '、' { i + 1 } else { i };
        }
    }
    out.push((from, end));
}

/// Splits a clause into its predicates, which it leaves in `out`: at 并 and where [`split`] does.
pub(crate) fn segments(prose: &Prose, clause: &Clause, out: &mut Vec<(usize, usize)>) {
    let text = &prose.text;
    out.clear();
    let mut start = clause.start;
    for i in text.each(clause.start + 2, clause.end.saturating_sub(2), '并') {
        if prose.open(i)
            && !matches!(text.before(i), '合' | '一' | '归' | '吞' | '兼')
            && !matches!(
                text.at(i + 1),
                '网' | '联' | '入' | '行' | '列' | '轨' | '非' | '不'
            )
            && i > start + 1
        {
            split(prose, start, i, out);
            start = i + 1;
        }
    }
    split(prose, start, clause.end, out);
}

/// Whether the 应 that stands here says what was due, and is no part of 相应, 供应 or the like.
pub(crate) fn is_due(text: &Text, at: usize) -> bool {
    !"相对供响适反回".contains(text.before(at))
}

/// 开工 in 开工率 names a rate; 任务 in 占年度任务的 a measure.
pub(crate) fn inside_rate(prose: &Prose, hit: &Hit, start: usize, end: usize) -> bool {
    // 验收合格率, 签约率: a rate of the work, not the work.
    let rate = prose
        .text
        .each(hit.end, (hit.end + 3).min(end), '率')
        .next()
        .is_some()
                // 达标占比90%, 执行进度47%, 完工比例58.1%.
        || prose.text.one_of(hit.end, &["占比", "进度", "比例"]).is_some()
            && prose
                .quantities_in(hit.end, (hit.end + 4).min(end))
                .iter()
                .any(Quantity::is_rate);
    // 3个工作日 is no work.
    let counted = prose.quantities_in(hit.start.saturating_sub(8), hit.end);
    // 完成计划开工的80%: the share of a stage.
    let of = matches!(prose.text.at(hit.end), '的' | '任' | '目' | '计')
        .then(|| ["的", "任务的", "目标任务的", "目标的", "计划的"]);
    let of = of.and_then(|words| prose.text.one_of(hit.end, &words));
    let share = of.is_some_and(|(_, from)| {
        let mut rates = prose.quantities_in(from, from + 3).iter();
        rates.any(Quantity::is_rate)
    });
    rate || share
        || counted
            .iter()
            .any(|q| q.reject.is_none() && q.start <= hit.start && hit.end <= q.end)
        || prose.scan.knows(Class::Rate)
            && prose.scan.within(start, end).any(|h| {
                matches!(h.entry, Entry::Word(Class::Rate))
                    && h.start <= hit.start
                    && hit.end <= h.end
            })
}

/// Leaves away the members of a list that a summing word follows: 立项、招标等前期准备.
pub(crate) fn without_members(
    prose: &Prose,
    works: &mut Vec<(Hit, Work)>,
    start: usize,
    end: usize,
) {
    let text = &prose.text;
    // 储备、签约、开工和建设四项已完成: a number sums up the list.
    let sum = prose.quantities_in(start, end).iter().find(|q| {
        q.form == Form::Single && q.unit_text == "项" && {
            let list = text.folded_of(start, q.start);
            list.contains('、') && list.contains(['和', '及', '与']) && !list.contains('已')
        }
    });
    if let Some(sum) = sum {
        works.retain(|(h, _)| h.start > sum.start);
        return;
    }
    let Some(at) = text.each(start, end, '等').rfind(|&i| prose.open(i)) else {
        return;
    };
    let listed = text.each(start, at, '、').any(|i| prose.open(i));
    if !listed || !works.iter().any(|(h, w)| h.start > at && w.weight >= 2) {
        return;
    }
    works.retain(|(h, w)| h.start > at || w.kind == Kind::Stage);
}

/// Leaves away the condition of 待资金下达后组织实施.
pub(crate) fn without_condition(
    prose: &Prose,
    works: &mut Vec<(Hit, Work)>,
    start: usize,
    end: usize,
) {
    let text = &prose.text;
    let waits = text.each(start, end, '待').find(|&i| prose.open(i));
    let Some(at) = waits.and_then(|w| text.each(w, end, '后').rfind(|&i| prose.open(i))) else {
        return;
    };
    if works.iter().any(|(h, w)| h.start > at && w.weight >= 2) {
        works.retain(|(h, _)| h.start > at);
    }
}

/// What is told of the projects that a stage names: 新开工项目完成投资2亿元.
const TOLD_OF: &[&str] = &[
    "正在",
    "正",
    "已",
    "均已",
    "尚未",
    "完成投资",
    "累计完成",
    "完成率",
    "开工率",
    "竣工率",
];

/// Leaves away 已开工 of 已开工项目 and 建成 of 建成后可解决: they tell which, or on what condition.
pub(crate) fn without_attributes(
    prose: &Prose,
    works: &mut Vec<(Hit, Work)>,
    start: usize,
    end: usize,
) {
    let text = &prose.text;
    works.retain(|(h, w)| {
        // 统一部署的工作已办结: which work.
        if w.kind == Kind::Act && text.at(h.end) == '的' {
            return !prose
                .scan
                .within(h.end, end)
                .any(|f| matches!(f.entry, Entry::Word(Class::Finish)) && f.start > h.end);
        }
        if w.kind != Kind::Stage {
            return true;
        }
        // 沿已建成的会盟大道: which.
        let counted = || {
            prose
                .quantities_in(h.end, end)
                .iter()
                .any(|q| q.reject.is_none() && q.end == end)
        };
        if text.at(h.end) == '的' && text.before(h.start) == '已' && h.end + 2 < end && !counted()
        {
            return false;
        }
        // 竣工面积34.33万平方米: how much of what is finished.
        if text
            .one_of(h.end, &["面积", "套数", "户数", "个数"])
            .is_some()
        {
            return false;
        }
        // 应开工39项: what was due.
        let due = text.before(h.start) == '应' && h.start > start && is_due(text, h.start - 1)
            || text.one_before(h.start, &["必须", "务必"]).is_some();
        if due {
            return false;
        }
        // 达成入驻协议.
        if text.one_of(h.end, &["协议", "意向"]).is_some() {
            return false;
        }
        // 对无法按时投用的: it has not come to that.
        if text
            .one_before(h.start, &["无法", "无法按时", "无法按期"])
            .is_some()
        {
            return false;
        }
        // 竣工投产项目完成96.31亿元: what kind of them spent it.
        let kind = (h.end..h.end + 3)
            .find_map(|at| text.one_of(at, &["项目完成", "项目累计完成", "项目已完成"]))
            .is_some_and(|(_, at)| {
                let mut sums = prose.quantities_in(at, (at + 8).min(end)).iter();
                sums.any(|q| q.dimension() == Some(Dimension::Money))
            });
        if kind {
            return false;
        }
        // 新开工69项完成152.61亿元: which of them spent it.
        let spent = prose
            .quantities_in(h.end, h.end + 1)
            .iter()
            .find(|q| q.start == h.end && q.reject.is_none())
            .and_then(|q| text.one_of(q.end, &["完成", "完成投资"]))
            .is_some_and(|(_, at)| {
                let sums = prose.quantities_in(at, at + 3);
                sums.iter().any(|q| q.dimension() == Some(Dimension::Money))
            });
        if spent {
            return false;
        }
        // 开工前手续正在办理: what comes before it.
        if text.at(h.end) == '前' && h.end + 2 < end {
            return false;
        }
        // 开工项目正在办理施工许可: which of them.
        let told_of = text
            .one_of(h.end, &["项目", "工程"])
            .is_some_and(|(_, to)| text.one_of(to, TOLD_OF).is_some());
        let which = text
            .one_of(h.end, &["项目", "工程", "小区", "的项目", "部分", "设施"])
            .is_some()
            && (told_of || ["未", "已", "新"].iter().any(|w| text.ends(h.start, w)))
            && (told_of || h.start > start)
            && h.end + 2 < end
            && !prose
                .quantities_in(h.end, h.end + 4)
                .iter()
                                .any(|q| q.reject.is_none() && q.start == h.end + 2)
            // 已开工建设工程项目1100个.
            && !prose
                .quantities_in(h.end, h.end + 6)
                .iter()
                .any(|q| q.reject.is_none() && q.end == end);
        let then = text.at(h.end) == '后'
            && text
                .one_of(
                    h.end + 1,
                    &[
                        "可", "将", "预计", "能", "预期", "收益", "形成", "新增", "增加", "日",
                    ],
                )
                .is_some()
            || text.at(h.end) == '后'
                && h.start <= start + 6
                && !prose.text.words(start, end).contains('已')
                && prose.dates_in(start, end).is_empty()
                && prose
                    .quantities_in(h.end, end)
                    .iter()
                    .any(|q| q.reject.is_none() && q.unit.is_some());
        !which && !then
    });
}

/// What follows 已 or 正在 at once is the predicate: in 挂牌小区名单已印发 nothing is put up.
pub(crate) fn predicate(prose: &Prose, works: &mut Vec<(Hit, Work)>, marks: &stance::Marks) {
    // 并网方案正在南网审批: what goes on is what stands behind.
    if let Some(at) = marks.ongoing
        && prose.text.one_of(at, &["正在"]).is_some()
        && works
            .iter()
            .any(|(h, w)| h.start > at && h.start <= at + 6 && w.weight >= 2)
    {
        works.retain(|(h, w)| h.start > at || w.kind != Kind::Stage);
    }
    let Some(at) = marks.already else {
        return;
    };
    let verb = works
        .iter()
        .find(|(h, w)| h.start > at && h.start <= at + 2 && w.kind == Kind::Act)
        .map(|(h, _)| h.start);
    if let Some(verb) = verb.filter(|&v| prose.open(v)) {
        works.retain(|(h, w)| h.start >= verb || w.kind != Kind::Stage);
    }
}

/// The phase of a word of work among those of its clause.
fn phase_of(works: &[(Hit, Work)], best: Hit) -> Option<Phase> {
    let found = works.iter().find(|(h, _)| h.start == best.start);
    found.map(|(_, w)| w.phase)
}

/// The other stage of 建成投用, 竣工交付: two stage words side by side.
pub(crate) fn joined_stage(prose: &Prose, works: &[(Hit, Work)], best: Hit) -> Option<Phase> {
    let ends = |p: Phase| matches!(p, Phase::Completion | Phase::Acceptance | Phase::Operation);
    let next_to = |a: usize, b: usize| a == b || a + 1 == b && prose.text.at(a) == '、';
    let own = phase_of(works, best)?;
    works
        .iter()
        .find(|(h, w)| {
            let word = prose.text.folded_of(h.start, h.end);
            let runs = || {
                matches!(word, "运行" | "运营")
                    && h.start == best.end
                    && !matches!(prose.text.at(h.end), '方' | '商' | '单' | '主' | '公')
            };
            (w.kind == Kind::Stage || runs())
                && ends(w.phase)
                && ends(own)
                && w.phase != own
                && (next_to(h.end, best.start) || next_to(best.end, h.start))
        })
        .map(|(_, w)| w.phase)
}

/// The phases of further stages of a clause that have an amount of their own.
pub(crate) fn other_stages(
    prose: &Prose,
    works: &[(Hit, Work)],
    best: Hit,
    amounts: &[&crate::quantity::Quantity],
) -> Vec<Phase> {
    let text = &prose.text;
    works
        .iter()
        .filter(|(h, w)| w.kind == Kind::Stage && h.start != best.start)
        .filter(|(h, _)| {
            let (a, b) = if h.start < best.start {
                (h.end, best.start)
            } else {
                (best.end, h.start)
            };
            amounts.iter().any(|q| q.start >= a && q.end <= b)
                && text.folded_of(a, b).contains('、')
        })
        .map(|(_, w)| w.phase)
        .collect()
}

/// The other phase of 选址、测绘已完成: a word of work right before the best one.
pub(crate) fn beside(prose: &Prose, works: &[(Hit, Work)], best: Hit) -> Option<Phase> {
    let own = phase_of(works, best)?;
    works
        .iter()
        .find(|(h, w)| {
            w.weight >= 2
                && w.phase != own
                && h.end + 1 == best.start
                && matches!(prose.text.at(h.end), '、' | '和' | '及')
        })
        .map(|(_, w)| w.phase)
}

/// The phases of a list of works in `from..to`, each member with one: 选址、设计、招标.
pub(crate) fn phases_of_list(
    prose: &Prose,
    works: &[(Hit, Work)],
    from: usize,
    to: usize,
) -> Vec<Phase> {
    let text = &prose.text;
    let mut out = Vec::new();
    let mut start = from;
    let mut filled = true;
    for i in from..=to {
        let mark = i == to || matches!(text.at(i), '、' | '和' | '及') && prose.open(i);
        if !mark {
            continue;
        }
        let member = works
            .iter()
            .filter(|(h, w)| h.start >= start && h.end <= i && w.weight >= 2)
            .max_by_key(|(_, w)| w.weight);
        let Some((hit, work)) = member else {
            return Vec::new();
        };
        // 初步设计和概算专家评审: the last is done to all of them.
        let to_all = text
            .folded_of(hit.start, hit.end)
            .ends_with_one(&["评审", "审查", "审批", "批复", "论证", "会审", "审核"]);
        // 招标、设计、财政审核: every member is a word for work, and the last is one of them.
        filled &= hit.end == i && (out.is_empty() || hit.start == start);
        if i == to && to_all && !filled {
            return Vec::new();
        }
        out.push(work.phase);
        start = i + 1;
    }
    if out.len() < 2 { Vec::new() } else { out }
}

/// The other phase of 已完成方案设计、可研报告编制工作.
pub(crate) fn second_of_list(
    prose: &Prose,
    works: &[(Hit, Work)],
    best: Hit,
    finish: Option<Hit>,
) -> Option<Phase> {
    let finish = finish.filter(|f| f.start < best.start)?;
    let text = &prose.text;
    works
        .iter()
        .filter(|(h, w)| h.start >= finish.end && h.end <= best.start && w.weight >= 2)
        .filter(|(h, _)| matches!(text.at(h.end), '、' | '和' | '及'))
        .filter(|(h, _)| !text.folded_of(h.end, best.start).contains('的'))
        .map(|(_, w)| w.phase)
        .find(|p| {
            let other = works
                .iter()
                .find(|(h, _)| h.start == best.start)
                .map(|(_, w)| w.phase);
            Some(*p) != other && *p != Phase::Construction
        })
}
