//! What an amount with a measure word is, where it is no fact of progress.

use super::{aside, part::part};
use crate::clause::{Clause, Prose};
use crate::numeral::Form;
use crate::quantity::Quantity;
use crate::rules::actuals::{Judged, REACHED, Role, Scene, own_start};
use crate::rules::events::PAPERS;
use crate::rules::stance::Marks;
use crate::rules::{link, predicates, stages, stance};
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::{EventStatus, Phase};

/// Whether as many amounts as it counts follow a 分别.
fn listed_after(prose: &Prose, q: &Quantity, end: usize) -> bool {
    let text = &prose.text;
    let Some(at) = (q.end..end).find(|&i| text.starts(i, "分别")) else {
        return false;
    };
    let members = prose
        .quantities_in(at, end)
        .iter()
        .filter(|m| m.reject.is_none() && m.unit.is_some())
        .count();
    at <= q.end + 16 && rust_decimal::Decimal::from(members) == q.value
}

/// Why an amount with a measure word is no fact of progress.
pub(super) fn excluded(
    scene: &Scene,
    q: &Quantity,
    clause: usize,
    before: &[Judged],
    local: &mut Local,
) -> Option<Role> {
    let prose = scene.prose;
    let text = &prose.text;
    let c = &prose.clauses[clause];
    let lead = text.words(c.start, q.start);
    let own = own_start(prose, c, q);
    let near = text.words(own, q.start);
    let rest = text.words(q.end, c.end);
    let (from, to, marks) = local.of(scene, q, clause);
    let status = marks.status();
    if let Some(why) = undone(scene, q, clause, own) {
        return Some(Role::Other(why));
    }
    // 未 and 不 in the same clause.
    if lead.ends_with('第') || lead.ends_with("每") {
        return Some(Role::Other("each"));
    }
    if prose
        .scan
        .within(own.max(q.start.saturating_sub(6)), q.start)
        .any(|h| matches!(h.entry, Entry::Word(Class::Each)))
        && q.dimension() == Some(Dimension::Money)
    {
        return Some(Role::Other("each"));
    }
    // 全长25公里, 涉及8个项目.
    if let Some(hit) = prose.scan.last(Class::Describe, c.start, q.start) {
        let between = text.words(hit.end, q.start);
        let short = hit.end - hit.start == 1;
        // 完成治理面积133平方公里 is done, 总面积133平方公里 a size.
        let done = prose.scan.within(c.start, hit.start).any(|h| {
            matches!(
                h.entry,
                Entry::Word(Class::Done | Class::Total | Class::Reached)
            )
        }) && (text.ends(hit.end, "面积")
            && !text.ends(hit.end, "建筑面积")
            && !text.ends(hit.end, "总面积")
            || text.ends(hit.start, "完成"));
        let reach =
            between.count() <= 12 && !between.has(any_of!["完成", "建成", "新增", "新建", "改造"]);
        // What the title measures is no mere size: 粮食播种面积.
        let word = text.folded_of(hit.start, hit.end);
        let asked = !short && scene.targets.list.iter().any(|t| t.own.contains(word));
        if reach
            && !done
            && !asked
            && !between.has(any_of!["累计"])
            && (!short || between.is_empty())
        {
            return Some(if text.starts(hit.start, "涉及") {
                listed(scene, clause)
            } else {
                Role::Other("size")
            });
        }
    }
    // 目标：8000人.
    let label = prose
        .label_of(clause)
        .filter(|_| lead.trim().is_empty())
        .map_or("", |l| text.folded_of(l.start, l.end).trim());
    if label.ends_with_one(&[
        "目标",
        "任务",
        "计划",
        "任务数",
        "目标数",
        "计划数",
        "目标值",
        "指标",
    ]) && !label.has(any_of!["完成"])
    {
        return Some(Role::Planned);
    }
    // 30个广场建设任务已分解到乡镇.
    if rest.has(any_of!["任务"]) && rest.has(any_of!["分解", "下达", "下发", "分配"]) {
        return Some(Role::Planned);
    }
    if near.ends_with("任务")
        || near.ends_with("任务数")
        || near.ends_with("目标")
        || near.ends_with("计划")
        || near.ends_with("计划数")
    {
        return Some(listed(scene, clause));
    }
    if near.has(any_of![
        "应完成",
        "需完成",
        "按计划应",
        "应达",
        "节点要求",
        "目标为",
        "目标是",
        "要求",
    ]) {
        return Some(Role::Other("interim-target"));
    }
    let per_head = scene.targets.list.iter().any(|t| link::per_head(&t.own));
    if text.at(q.bare_end) == '/' && !per_head {
        return Some(Role::Other("rate"));
    }
    if near.trim_start_matches([',', '、']).starts_with("在建") && !near.has(any_of!["完成"])
        || near.ends_with("在建")
        || near.ends_with("在施")
        || near.ends_with("正在建设")
        || near.ends_with("待建")
    {
        return Some(Role::Other("under-way"));
    }
    if q.unit_text == "层" {
        return Some(Role::Other("size"));
    }
    // 组建3个督查组, 分三个标段实施, 可办理1286项.
    if ["组", "专班", "标段", "批实施", "批次实施"]
        .iter()
        .any(|w| rest.ends_with(w) || rest.starts_with(w))
        || near.ends_with('分')
        || near.trim_start_matches([',', '、']).starts_with('可') && !near.starts_with("可喜")
    {
        return Some(Role::Other("size"));
    }
    // 含省级奖补2624万元, 含新增的1.2公里: in what is counted already.
    let holds = (own..q.start).any(|i| text.at(i) == '含' && prose.open(i));
    if holds && !near.has(any_of!["含量", "内含", "含氧", "含税"]) {
        return Some(Role::Other("part"));
    }
    // 东乡区1所调整为合并撤销: no longer part of the task.
    if rest.starts_with_one(&["调整为", "撤销", "取消", "核减", "退出"]) {
        return Some(Role::Other("adjusted"));
    }
    if aside::is_restated(scene, q, c) {
        return Some(Role::Other("restated"));
    }
    // 日均处理2.3万件, 超额2个完成.
    if near.has(any_of![
        "日均",
        "月均",
        "年均",
        "每天",
        "每日",
        "每月",
        "平均每"
    ]) || near.ends_with("超额")
    {
        return Some(Role::Other("rate"));
    }
    let bare_near = near.trim_start_matches([',', '、', ' ']);
    if whole_of(prose, q, c.end)
        || sizes(scene, q, c)
        || aside::is_subject(prose, q, c, own)
        || aside::counts_teams(prose, q, c)
        || aside::describes_one(prose, q, clause)
    {
        return Some(Role::Other("size"));
    }
    // 空调|4862间|3710间|76.3%: the first of a row in a table is what was asked for.
    let next = prose
        .quantities_in(q.end, c.end)
        .first()
        .filter(|n| n.unit_text == q.unit_text && n.start <= q.end + 8);
    if next.is_some_and(|_| text.at(text.skip_blank(q.end)) == '|')
        && scene.targets.list.iter().any(|t| t.amount.value == q.value)
    {
        return Some(Role::Planned);
    }
    if aside::in_other_row(scene, q, c) {
        return Some(Role::Other("part"));
    }
    // 计划开工16项,已开工12项.
    if near.ends_with_one(&[
        "计划开工",
        "计划竣工",
        "计划完工",
        "计划建成",
        "计划新开工",
        "计划开复工",
    ]) {
        return Some(Role::Planned);
    }
    // 新建项目185个:开工160个: the size of what the label names.
    if c.label && marks.done.is_none() && marks.already.is_none() {
        return Some(Role::Other("size"));
    }
    // 超额完成40所的年度目标任务: the target said again.
    if rest.starts_with_one(&[
        "的年度目标",
        "的目标",
        "的任务",
        "的年度任务",
        "的计划",
        "的年度计划",
    ]) {
        return Some(Role::Other("restated"));
    }
    // 超进度10个, 欠进度17个: how far they should be.
    if near.ends_with_one(&[
        "欠进度",
        "超进度",
        "达进度",
        "未达进度",
        "达序时",
        "超序时",
        "欠序时",
    ]) {
        return Some(Role::Other("under-way"));
    }
    // 除1座闸站外; 满意175票; 拓宽至6米; 工程投资2395万元,已完成97%.
    let spent = near.ends_with_one(&["工程投资", "段投资", "期投资", "项目投资"])
        && !lead.has(any_of!["完成", "累计", "实现", "形成"]);
    let but = text.before(q.start) == '除'
        && !matches!(
            text.before(q.start - 1),
            '拆' | '清' | '消' | '排' | '免' | '删' | '铲' | '解' | '剔' | '根' | '废'
        );
    if but
        || q.unit_text == "票"
        || near.ends_with_one(&["拓宽至", "加宽至", "拓宽到", "加宽到"])
        || q.dimension() == Some(Dimension::Money) && spent
    {
        return Some(Role::Other("size"));
    }
    // 居全州15个县首位.
    if rest.has(any_of!["首位", "前列", "第一位"])
        && near.ends_with_one(&[
            "居全州",
            "居全市",
            "居全省",
            "居全县",
            "列全市",
            "列全省",
            "居全区",
        ])
    {
        return Some(Role::Other("rank"));
    }
    // 占年度210亿元计划投资的52%: what it is a share of.
    if bare_near.starts_with('占') && rest.starts_with_one(&["计划", "任务", "目标", "总"])
    {
        return Some(Role::Other("size"));
    }
    if aside::counts_places(scene, q, own) {
        return Some(Role::Other("place"));
    }
    if aside::is_handed_out(prose, q, c) || aside::is_budgeted(prose, q) {
        return Some(Role::Planned);
    }
    // C级713户: a grade of what there is.
    if near.ends_with('级') && q.start >= own + 2 && text.at(q.start - 2).is_ascii_alphabetic() {
        return Some(Role::Other("size"));
    }
    // 126所学校覆盖率达100%: the rate is the figure.
    let upto = prose
        .quantities_in(q.end, c.end)
        .iter()
        .find(|p| p.is_rate() && p.reject.is_none());
    let worked = prose.scan.within(c.start, q.start).any(|h| {
        matches!(
            h.entry,
            Entry::Word(Class::Done | Class::Reached) | Entry::Work(_)
        )
    });
    if upto.is_some_and(|p| text.folded_of(q.end, p.start).contains('率'))
        && lead.count() <= 4
        && !worked
    {
        return Some(Role::Other("size"));
    }
    // 每队6人, 日清运垃圾120吨.
    let tail: Vec<char> = near.chars().rev().take(4).collect();
    let bare = near.trim_start_matches([',', '、', ' ']);
    if tail.iter().skip(1).any(|c| *c == '每')
        || bare.starts_with('日')
            && !bare.starts_with_one(&["日前", "日常", "日照", "日间", "日托"])
    {
        return Some(Role::Other("rate"));
    }
    // 规划36个教学班, 现有公厕86座, 共有劳动力2.6万人.
    let asked = scene
        .targets
        .list
        .iter()
        .any(|t| link::same_unit(&t.amount.unit, &q.unit_text));
    let done = marks.done.is_some() || rest.has(any_of!["完成", "建成", "投用", "开工", "已"]);
    let stock = near.has(any_of![
        "现有",
        "原有",
        "拥有",
        "藏书",
        "在册",
        "辖区内",
        "下辖",
        "常住",
        "户籍",
    ]) || near.has(any_of!["共有"])
        && near
            .match_indices("共有")
            .any(|(at, _)| !near[at..].starts_with("共有产权"));
    let drawn = bare.starts_with("规划") || bare.starts_with("设计") || bare.starts_with("拟");
    if !done && (stock && !asked || drawn) {
        return Some(Role::Other("size"));
    }
    // 2所基础施工: goes on, though nothing says so.
    // 12所完工、2所收尾: behind the mark.
    let since = (own..q.start)
        .rfind(|&i| text.at(i) == '、')
        .map_or(own, |i| i + 1);
    let quiet = !prose.scan.within(since, q.start).any(|h| {
        matches!(
            h.entry,
            Entry::Work(_) | Entry::Word(Class::Done | Class::Reached | Class::Finish)
        )
    });
    let first = lead.trim().is_empty() || lead.trim() == "其中" || quiet;
    const GOING: &[&str] = &[
        "施工",
        "装修",
        "招标",
        "推进",
        "选址",
        "设计",
        "审批",
        "收尾",
        "扫尾",
        "调试",
        "办理手续",
    ];
    let until = (q.end..c.end)
        .find(|&i| text.at(i) == '、' && prose.open(i))
        .unwrap_or(c.end);
    let behind = text.words(q.end, until);
    if first
        && behind.count() <= 10
        && behind.ends_with_one(GOING)
        && stance::marks(prose, q.end, until).status() != Some(EventStatus::Done)
        && !rest.has(any_of!["完成"])
    {
        return Some(Role::Other("under-way"));
    }
    // 由5个增加到8个: what it was before.
    if matches!(text.before(q.start), '由' | '从')
        && rest.starts_with_one(&[
            "增加", "增长", "提高", "提升", "上升", "扩大", "扩展", "减少", "下降", "增至", "升至",
            "降至", "缩短", "拓宽", "加宽",
        ])
    {
        return Some(Role::Other("former"));
    }
    // 3座危桥中,1座完成桩基; 卫生院改扩建13所中,10所….
    if rest.ends_with('中') && rest.count() <= 10 && lead.trim().is_empty()
        || rest == "中"
        || rest.starts_with_one(&["中有", "中,", "中已"])
    {
        return Some(Role::Other("size"));
    }
    // 四项保险参保人数分别达…: the size of a list.
    if listed_after(prose, q, c.end) {
        return Some(Role::Other("size"));
    }
    // 建成后可解决50万人: what it will do.
    if near.has(any_of![
        "后可",
        "可解决",
        "可提供",
        "可新增",
        "可容纳",
        "可满足",
        "可惠及",
        "可服务",
        "可增加",
        "可覆盖",
        "可安置",
        "可供",
        "可实现",
        "能容纳",
        "后能",
        "可减少",
        "可节约",
        "可改善",
    ]) {
        return Some(Role::Other("prospect"));
    }
    // 10个生活圈建设方案已印发: papers about them.
    if rest.has(any_of!["方案", "名单", "规划", "清单"])
        && lead.trim().is_empty()
        && !rest.starts_with('已')
    {
        return Some(Role::Other("size"));
    }
    // What is left, or still to come.
    if let Some(hit) = prose.scan.last(Class::Remaining, c.start, q.start) {
        let gap = text.folded_of(hit.end, q.start).chars().count();
        // 另有9个小区设备安装完毕: others, but done.
        let apart = ["另", "另有", "还有"].contains(&text.folded_of(hit.start, hit.end));
        let after = stance::marks(prose, q.end, to).status();
        // 服务青少年2500人次.
        let young = text.before(hit.end) == '少' && matches!(text.at(hit.end), '年' | '儿');
        if gap <= 3
            && !young
            && (!apart || after != Some(EventStatus::Done))
            && !matches!(
                text.before(hit.start),
                '多' | '不' | '减' | '至' | '缩' | '削'
            )
        {
            return Some(Role::Other("remaining"));
        }
    }
    if let Some(hit) = prose.scan.last(Class::Comparison, c.start, q.start) {
        let word = text.folded_of(hit.start, hit.end);
        let compares = match word {
            "比" => {
                !matches!(text.before(hit.start), '占' | '同' | '环' | '评' | '对')
                    && text.at(hit.end) != '例'
            }
            "较" => true,
            "少" | "慢" | "快" | "差" => hit.end == q.start && lead.contains('比'),
            "同比" | "环比" => true,
            _ => hit.end == q.start && (lead.contains('比') || lead.contains('较')),
        };
        if compares && !lead.has(any_of!["实际"]) {
            return Some(Role::Other("comparison"));
        }
    }
    if lead.starts_with('以') && rest.contains('为') {
        return Some(Role::Other("size"));
    }
    // 等10项精细化服务, 50个小区名单.
    if text.before(q.start) == '等'
        && q.unit_text == "项"
        && !rest.has(any_of!["完成", "建成", "竣工", "开工", "办结"])
    {
        return Some(Role::Other("size"));
    }
    // 两项筛查率 counts rates.
    if q.form == Form::Single && q.unit_text == "项" && rest.contains('率') {
        return Some(Role::Other("size"));
    }
    if rest.ends_with("名单") || rest.starts_with("任务") && !rest.has(any_of!["完成"]) {
        return Some(Role::Other("size"));
    }
    // Money set aside is no progress.
    if q.dimension() == Some(Dimension::Money) {
        // 补助资金8600万元已下达.
        if rest.starts_with_one(&["已下达", "已安排", "待下达", "已到位"]) {
            return Some(Role::Other("budget"));
        }
        // 资金到位1.9亿元, 到位资金1.47亿元: at hand, and not spent.
        if near.has(any_of!["到位"]) && !near.has(any_of!["发放到位", "拨付到位"]) {
            return Some(Role::Other("budget"));
        }
        if let Some(hit) = prose.scan.last(Class::Budget, c.start, q.start) {
            let paid = prose.scan.last(Class::Paid, c.start, q.start);
            if paid.is_none_or(|p| p.start < hit.end) {
                return Some(Role::Other("budget"));
            }
        }
        // 补助资金已下达,共32.7亿元.
        if let Some(before) = clause_before(prose, clause) {
            let b = &prose.clauses[before];
            let set = ["下达", "安排", "预算"]
                .iter()
                .any(|w| text.folded_of(b.start, b.end).contains(w));
            let own = prose.scan.within(c.start, q.start).any(|h| {
                matches!(h.entry, Entry::Word(Class::Paid | Class::Done))
                    || matches!(h.entry, Entry::Work(_))
            });
            if set && !own {
                return Some(Role::Other("budget"));
            }
        }
        if lead.has(any_of!["调整到", "调整为"]) || rest.starts_with("调整") {
            return Some(Role::Other("budget"));
        }
    }
    // Percent clauses speak of their percent: 2个小区完成工程量的90%.
    let percents = prose
        .quantities_in(q.end, c.end)
        .iter()
        .any(|p| p.is_rate() && p.reject.is_none() && prose.open(p.numeral));
    if percents && rest.has(any_of!["完成工程", "完成总", "完成投资", "完成形象"]) {
        return Some(Role::Other("size"));
    }
    // Parts of a total.
    if let Some(role) = part(scene, q, clause, before) {
        return Some(role);
    }
    // 搬迁计划已下达,累计53.8万人: the size of the plan.
    let bare = matches!(
        lead.trim(),
        "累计" | "共" | "共计" | "合计" | "总计" | "计" | ""
    );
    if bare
        && rest.trim().is_empty()
        && let Some(before) = clause_before(prose, clause)
    {
        let b = &prose.clauses[before];
        let said = text.folded_of(b.start, b.end);
        let set = said.has(any_of!["计划", "任务", "指标"]) && said.ends_with("下达");
        if set {
            return Some(Role::Planned);
        }
    }
    let ahead = stance::ahead(prose, c.start, c.end, scene.as_of);
    // What another part of the clause plans is not planned here; what was planned before it is.
    let carried = &scene.carried[clause];
    let whole = (from, to) == (c.start, c.end);
    let before_it = carried.marks.status() != Some(EventStatus::Planned) && marks.already.is_none();
    let planned = carried.planned && (whole || before_it)
        || status == Some(EventStatus::Planned)
        || scene.carried[clause].labelled;
    if planned || (ahead && status != Some(EventStatus::Done)) {
        // 计划8块,现已全部完工.
        return Some(listed(scene, clause));
    }
    // 计划 behind the amount's own clause is fine; 3个项目加紧施工 is not done.
    let after_amount = |at: Option<usize>| at.is_some_and(|at| at >= q.end);
    let goes_on = [marks.ongoing, marks.begin, marks.drifting];
    if goes_on.into_iter().any(after_amount)
        && !after_amount(marks.done)
        && status == Some(EventStatus::Ongoing)
    {
        return Some(Role::Other("under-way"));
    }
    if rest.has(any_of!["进行"]) && lead.starts_with('对') && status != Some(EventStatus::Done) {
        return Some(Role::Other("under-way"));
    }
    if (text.words(from, q.start).has(any_of!["正在"]) || near.starts_with('正'))
        && status == Some(EventStatus::Ongoing)
        && !near.has(any_of!["累计"])
    {
        return Some(Role::Other("under-way"));
    }
    None
}

/// The predicates of the clause at hand, with their marks.
#[derive(Default)]
pub(crate) struct Local {
    clause: Option<usize>,
    pieces: Vec<(usize, usize, Marks)>,
}

impl Local {
    /// The predicate of a clause that holds an amount.
    fn of(&mut self, scene: &Scene, q: &Quantity, clause: usize) -> (usize, usize, Marks) {
        let prose = scene.prose;
        let c = &prose.clauses[clause];
        let whole = (c.start, c.end, scene.carried[clause].marks);
        if self.clause != Some(clause) {
            self.clause = Some(clause);
            self.pieces.clear();
            let pieces = predicates::pieces(prose, c.start, c.end);
            if pieces.len() > 1 {
                let marked = |(a, b)| (a, b, stance::marks(prose, a, b));
                self.pieces.extend(pieces.into_iter().map(marked));
            }
        }
        let own = self.pieces.iter().find(|p| q.numeral < p.1);
        own.copied().unwrap_or(whole)
    }
}

/// Why an amount counts what is not done yet, by the words right around it.
fn undone(scene: &Scene, q: &Quantity, clause: usize, own: usize) -> Option<&'static str> {
    let prose = scene.prose;
    let text = &prose.text;
    let c = &prose.clauses[clause];
    let near = text.words(own, q.start);
    let rest = text.words(q.end, c.end);
    // 应开工39项, but not 相应开工.
    const DUE: &[&str] = &[
        "应开工",
        "应完工",
        "应竣工",
        "应建成",
        "应投用",
        "应达",
        "应复工",
        "应新增",
    ];
    if let Some((_, at)) = text.one_before(q.start, DUE)
        && !"相对供响适反回".contains(text.before(at))
    {
        return Some("interim-target");
    }
    // 应整治320个: whatever was due.
    let due = near.trim_start_matches([',', '、', ' ', '|']);
    let due = due.rsplit_once('应').filter(|(head, verb)| {
        let other = "相对供响适反回效感".chars().any(|c| head.ends_with(c));
        let noun = ["急", "用", "届", "聘", "征", "付", "邀", "答", "收"];
        !other && (1..=4).contains(&verb.chars().count()) && !verb.starts_with_one(&noun)
    });
    if due.is_some_and(|(_, verb)| {
        !verb.ends_with('的') && verb.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
    }) {
        return Some("interim-target");
    }
    // 未达序时进度的11项, 尚未开工的3个.
    let denies = |w: &str| w.has(any_of!["未", "没有", "没能"]);
    let bare = near.trim_start_matches([',', '、', ' ']);
    if near.ends_with('的') && denies(bare.trim_start_matches(|c| c != '未' && c != '没')) {
        return Some("remaining");
    }
    // 两项未按期开工, 4个进度在70%以上, 7个项目推进较慢.
    const SLOW: &[&str] = &["慢", "滞后", "迟缓", "过半", "顺利", "正常", "受阻"];
    const COURSE: &[&str] = &["进度", "推进", "进展"];
    let negated = text
        .one_of(
            q.end,
            &["未", "尚未", "还未", "仍未", "均未", "都未", "没有", "没能"],
        )
        .is_some();
    if rest.has(any_of![
        "进度低于",
        "进度滞后",
        "进度落后",
        "低于平均",
        "低于全"
    ]) || negated && !rest.has(any_of!["已"])
        || rest.starts_with_one(COURSE)
        || rest.ends_with_one(SLOW) && rest.has(any_of!["进度", "推进", "进展"])
    {
        return Some("under-way");
    }
    // 5个小区居民意见不一,暂缓实施: the next clause says that it is put off.
    if near.trim().is_empty()
        && c.mark == ','
        && let Some(next) = prose.clauses.get(clause + 1)
        && scene.carried[clause + 1].marks.planned.is_some()
        && prose.quantities_in(next.start, next.end).is_empty()
        && !prose.scan.within(c.start, c.end).any(|h| match h.entry {
            Entry::Work(w) => w.kind != Kind::Noun,
            Entry::Word(class) => matches!(
                class,
                Class::Done | Class::Reached | Class::Finish | Class::Total
            ),
        })
    {
        return Some("under-way");
    }
    None
}

/// Numbers that size something said of it: a list, a paper, the firms that earn a sum.
fn sizes(scene: &Scene, q: &Quantity, c: &Clause) -> bool {
    let prose = scene.prose;
    let text = &prose.text;
    let lead = text.words(c.start, q.start);
    let rest = text.words(q.end, c.end);
    // 10件实事共下达资金: the name of the programme.
    let programme = ["实事", "民生实事", "重点民生实事", "惠民实事"];
    if matches!(q.unit_text.as_str(), "件" | "项")
        && text.one_of(q.end, &programme).is_some()
        && (text.before(q.start) == '为' || rest.has(any_of!["资金"]))
    {
        return true;
    }
    // 储备、签约、开工和重点工程四项: the sum of a list.
    if q.form == Form::Single
        && matches!(q.unit_text.as_str(), "项" | "类")
        && lead.contains('、')
        && lead.contains(['和', '及', '与'])
        && !lead.has(any_of!["已", "完成", "共", "累计"])
    {
        return true;
    }
    // 在46个小区,建成38个: where it was done.
    if lead == "在" && rest.count() <= 4 && c.mark == ',' {
        return true;
    }
    // 贷款余额1.2亿元: what stands at a day, and not what was done.
    if ["余额", "存量", "结余", "保有量"]
        .iter()
        .any(|w| lead.ends_with(w) && !scene.targets.title_words.contains(w))
    {
        return true;
    }
    // 印发30项民生实事安排方案.
    let issued = prose.scan.within(c.start.max(q.start.saturating_sub(6)), q.start).any(|h| {
        h.end == q.start
            && matches!(h.entry, Entry::Work(w) if w.phase == Phase::Planning && w.kind == Kind::Act)
    });
    if issued && rest.ends_with_one(PAPERS) {
        return true;
    }
    // 全市799家规上工业企业实现增加值229亿元: who earns it.
    let sum = prose
        .quantities_in(q.end, c.end.min(q.end + 40))
        .iter()
        .find(|n| n.reject.is_none() && n.unit.is_some())
        .filter(|n| n.dimension() == Some(Dimension::Money));
    sum.is_some_and(|n| {
        let between = text.words(q.end, n.start);
        let firms = any_of![
            "企业", "单位", "机构", "商户", "法人", "项目", "工程", "事项",
        ];
        let earns = between.has(any_of!["实现", "完成", "投入"]);
        let yields = between.has(any_of![
            "值",
            "收入",
            "利润",
            "营收",
            "销售额",
            "零售额",
            "税收",
            "投资",
            "资金",
        ]);
        between.has(firms) && earns && yields
    })
}

/// The clause before, in the same sentence and no label.
fn clause_before(prose: &Prose, clause: usize) -> Option<usize> {
    let before = clause.checked_sub(1)?;
    let (b, c) = (&prose.clauses[before], &prose.clauses[clause]);
    (b.sentence == c.sentence && !b.label).then_some(before)
}

/// 10所幼儿园已竣工6所, 6座水库中4座完成验收: the first is what the second is of.
fn whole_of(prose: &Prose, q: &Quantity, end: usize) -> bool {
    let Some(next) = prose
        .quantities_in(q.end, end)
        .iter()
        .find(|n| n.reject.is_none() && n.unit.is_some())
    else {
        return false;
    };
    if next.unit_text != q.unit_text || next.value > q.value || !prose.open(next.numeral) {
        return false;
    }
    let between = prose.text.words(q.end, next.start);
    let list = between.contains(['、', '及', '与', '|'])
        || between.contains('和') && !between.has(any_of!["和美", "和谐"]);
    // 21个乡镇中光辉、加鸠2个.
    let among = (1..=5).any(|k| {
        let i = q.end + k;
        i < next.start
            && prose.text.at(i) == '中'
            && !matches!(
                prose.text.at(i + 1),
                '心' | '学' | '小' | '央' | '医' | '型'
            )
            && !matches!(prose.text.before(i), '集' | '其' | '高' | '初')
    });
    among
        || between.ends_with('中')
        || (!list && between.has(any_of!["已", "竣工", "完工", "完成", "开工", "建成"]))
}

/// The size of a list is reached if the next clause says that all of it is done.
fn listed(scene: &Scene, clause: usize) -> Role {
    let prose = scene.prose;
    let Some(next) = prose.clauses.get(clause + 1) else {
        return Role::Planned;
    };
    if prose.clauses[clause].mark != ',' {
        return Role::Planned;
    }
    let words = prose.text.words(next.start, next.end);
    let whole = words.has(any_of!["全部", "均已", "都已"]);
    let finished = words.has(any_of![
        "完成",
        "完工",
        "竣工",
        "建成",
        "办结",
        "投用",
        "投入使用"
    ]);
    let status = stance::marks(prose, next.start, next.end).status();
    // 下达计划312公里,已全部完成招投标: only a step of it.
    let finished = finished && stages::stage(prose, next.start, next.end).is_none();
    if whole && finished && status == Some(EventStatus::Done) {
        Role::Reached(REACHED)
    } else {
        Role::Planned
    }
}
