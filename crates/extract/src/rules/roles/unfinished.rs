//! Amounts that are not done yet: due, put off, going on, or left.

use super::case::{Case, under_way};
use super::shared::is_name;
use crate::clause::{Clause, Prose};
use crate::rules::actuals::{Judged, Role};
use crate::rules::kinds::{COMPLETED, DONE, PROGRESS, behind_place};
use crate::rules::{predicates::is_due, stages, stance};
use crate::text::{Phrase as _, Sought, any_of, is_chinese};
use crate::vocabulary::{Class, Entry};
use shishi_domain::{EventStatus, Phase};

/// 应开工39项, but not 相应开工.
pub(super) fn due_by_now(case: &Case) -> Option<Role> {
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
    let (_, at) = case.text.one_before(case.q.start, DUE)?;
    is_due(case.text, at).then_some(Role::Other("interim-target"))
}

/// 应整治320个: whatever was due.
pub(super) fn due_at_all(case: &Case) -> Option<Role> {
    if !case.near.contains('应') {
        return None;
    }
    let near = case.near.trim_start_matches([',', '、', ' ', '|']);
    let (_, verb) = near.rsplit_once('应').filter(|(head, verb)| {
        let other = "相对供响适反回效感".chars().any(|c| head.ends_with(c));
        let noun = ["急", "用", "届", "聘", "征", "付", "邀", "答", "收"];
        !other
            && (1..=4).contains(&verb.chars().count())
            && !verb.starts_with_one(&noun)
            // 应检尽检, 应诉.
            && !verb.contains(['尽', '诉'])
    })?;
    let due = !verb.ends_with('的') && verb.chars().all(is_chinese);
    due.then_some(Role::Other("interim-target"))
}

/// 车位并未达到500个: short of that.
pub(super) fn short_of(case: &Case) -> Option<Role> {
    let short = [
        "未达到",
        "未达",
        "没达到",
        "没有达到",
        "未能达到",
        "不及",
        "达不到",
    ];
    case.near
        .ends_with_one(&short)
        .then_some(Role::Other("remaining"))
}

/// 从年初的3公里增加到26公里: what it was before.
pub(super) fn former(case: &Case) -> Option<Role> {
    const GROWS: &[&str] = &[
        "增加到",
        "增加至",
        "增至",
        "提高到",
        "提高至",
        "提升到",
        "提升至",
        "扩大到",
        "扩大至",
        "增长到",
        "扩充到",
    ];
    let near = case.near.trim_start_matches([',', '、', ' ']);
    let from = near.rfind(['从', '由']).map(|at| &near[at..]);
    let then = from.is_some_and(|from| from.chars().count() <= 8);
    (then && case.rest.starts_with_one(GROWS)).then_some(Role::Other("former"))
}

/// 未达序时进度的11项, 尚未开工的3个.
pub(super) fn denied(case: &Case) -> Option<Role> {
    let denied = case.near.ends_with('的')
        && case
            .bare()
            .trim_start_matches(|c| c != '未' && c != '没')
            .has(any_of!["未", "没有", "没能"])
        && !names_whom(case);
    // 与目标任务的差距为1个, 尚差3公里.
    let lacks =
        case.near
            .ends_with_one(&["差距为", "差距", "相差", "尚差", "还差", "缺口为", "缺口"]);
    (denied || lacks).then_some(Role::Other("remaining"))
}

/// 改造没有安全住房的56户: what those lack for whom the title's act was done, and not that it was not.
fn names_whom(case: &Case) -> bool {
    let (text, prose) = (case.text, case.prose);
    let mut not = (case.own..case.q.start).filter(|&i| matches!(text.at(i), '未' | '没'));
    let Some(at) = not.next() else { return false };
    let behind = text
        .one_of(at, &["没有", "没能", "未"])
        .map_or(at, |(_, at)| at);
    let denies = text.one_of(behind, &["达", "按", "如期"]).is_some()
        || prose
            .scan
            .within(behind, case.q.start)
            .any(|h| match h.entry {
                Entry::Word(class) => matches!(class, Class::Done | Class::Finish),
                Entry::Work(w) => w.weight > 0,
            });
    !denies && case.acts_in(case.own, at)
}

/// 两项未按期开工, 4个进度在70%以上, 7个项目推进较慢.
pub(super) fn slow(case: &Case) -> Option<Role> {
    const SLOW: &[&str] = &["慢", "滞后", "迟缓", "过半", "顺利", "正常", "受阻"];
    const COURSE: &[&str] = &["进度", "推进", "进展"];
    const NOT: &[&str] = &["未", "尚未", "还未", "仍未", "均未", "都未", "没有", "没能"];
    let rest = &case.rest;
    let negated = case.text.one_of(case.q.end, NOT).is_some()
        && !stance::names_with_not(case.text, case.q.end);
    let behind = any_of!["进度低于", "进度滞后", "进度落后", "低于平均", "低于全"];
    under_way(
        rest.has(behind)
            || rest.has(any_of!["原因"]) && rest.ends_with_one(&["滞后", "缓慢", "较慢"])
            || negated && !rest.has(any_of!["已"])
            || rest.starts_with_one(COURSE)
                && !rest.has(any_of!["完成"])
                && !stages::ended(case.prose, case.q.end, case.c.end)
            || rest.starts_with("部分完成")
            || rest.ends_with_one(&[
                "顺利进行",
                "有序进行",
                "稳步进行",
                "正常进行",
                "顺利实施",
                "推进过程中",
                "实施过程中",
            ])
            || rest.ends_with_one(SLOW) && rest.has(any_of!["进度", "推进", "进展"]),
    )
}

/// Whether a clause is but a name, and sums nothing up.
fn is_silent(prose: &Prose, c: &Clause) -> bool {
    is_name(prose, c.start, c.end) && !prose.scan.has(Class::Total, c.start, c.end)
}

/// 5个小区居民意见不一,暂缓实施: the next clause says that it is put off.
pub(super) fn put_off(case: &Case) -> Option<Role> {
    let (prose, c) = (case.prose, case.c);
    let next = case.clause + 1;
    let put_off = case.near.trim().is_empty()
        && c.mark == ','
        && prose.clauses.get(next).is_some_and(|after| {
            case.scene.carried[next].marks.planned.is_some()
                && prose.quantities_in(after.start, after.end).is_empty()
        })
        && is_silent(prose, c);
    under_way(put_off)
}

/// 福利中心床位500张,正在施工: what unfinished things will bring.
pub(super) fn of_unfinished(case: &Case) -> Option<Role> {
    let (prose, c) = (case.prose, case.c);
    if c.mark != ',' || case.q.end != case.c.end || case.q.is_rate() {
        return None;
    }
    let next = case.clause_after()?;
    let marks = &case.scene.carried[case.clause + 1].marks;
    // 公厕10座,已完工8座: of how many.
    let told = || {
        let amounts = prose.quantities_in(next.start, next.end);
        let [own] = amounts else { return false };
        let words = case.text.words(next.start, own.start);
        own.reject.is_none()
            && own.unit_text == case.q.unit_text
            && own.value <= case.q.value
            && words.starts_with_one(&["已", "目前", "现"])
            && (stages::ended(prose, next.start, next.end) || words.ends_with("完成"))
    };
    let begun = || {
        stages::stage(prose, next.start, next.end).is_some_and(|s| s.has(any_of!["封顶", "主体"]))
    };
    let goes_on = || {
        marks.ongoing.is_some()
            && prose
                .scan
                .work(next.start, next.end)
                .any(|(_, w)| w.phase == Phase::Construction)
    };

    under_way(
        case.is_named_only()
            && is_silent(prose, c)
            && (told()
                || prose.quantities_in(next.start, next.end).is_empty()
                    && (goes_on() || begun())
                    && !stages::ended(prose, next.start, next.end)),
    )
}

/// 新建塘坝2处,正在做前期: not even begun.
pub(super) fn before_work(case: &Case) -> Option<Role> {
    let (prose, c) = (case.prose, case.c);
    let next = case.clause_after().filter(|_| case.q.end == c.end)?;
    let words = case.text.words(next.start, next.end);
    // 正在谋划明年选址: of other work.
    if words.has(any_of!["明年", "下一步", "下年", "下阶段"])
        || !prose.quantities_in(next.start, next.end).is_empty()
    {
        return None;
    }
    let marks = &case.scene.carried[case.clause + 1].marks;
    let told = case.marks.done.is_some()
        || stages::ended(prose, c.start, c.end)
        || prose.scan.has(Class::Total, c.start, c.end)
        || case.lead.has(DONE);
    let built = prose
        .scan
        .work(c.start, case.q.start)
        .any(|(_, w)| w.phase == Phase::Construction);
    let mut works = prose.scan.work(next.start, next.end).peekable();
    let early = works.peek().is_some() && works.all(|(_, w)| w.phase < Phase::Construction);
    let goes_on =
        marks.ongoing == Some(next.start) || words.starts_with_one(&["目前正", "现正", "均正"]);
    under_way(!told && built && early && goes_on)
}

/// 在建2片, 待建3所.
pub(super) fn being_built(case: &Case) -> Option<Role> {
    let near = &case.near;
    // 32个完工,5个在施,3个前期.
    let rest = case.rest.trim();
    if matches!(rest, "在施" | "前期" | "前期工作" | "前期阶段") || rest.starts_with("在施(")
    {
        return under_way(true);
    }
    // 在建:4座;未开工:0座.
    let label = case
        .prose
        .label_of(case.clause)
        .filter(|_| case.q.start == case.c.start);
    let labelled = label.is_some_and(|l| {
        let words = case.text.words(l.start, l.end);
        words.has(any_of![
            "在建",
            "在施",
            "未开工",
            "未完成",
            "未启动",
            "正在"
        ])
    });
    if labelled {
        return under_way(true);
    }
    // 在建道路18公里、桥梁2座: the second of the list as well.
    let listed = case
        .lead
        .trim_start_matches(['另', '有'])
        .starts_with("在建")
        && case.text.at(case.own) == '、'
        && !case.lead.has(DONE);
    if listed {
        return under_way(true);
    }
    // 在建工地检查226次, where the title asks for checks of those.
    let own = near.trim_start_matches([',', '、']);
    let begins = behind_place(own).unwrap_or(own).starts_with("在建")
        && !(case.asks_for(any_of!["在建"], near) && {
            let name = case.bare();
            let kind = ["工地", "项目", "工程"];
            name.chars().count() > 4 && !name.ends_with_one(&kind)
        });
    under_way(
        begins
            && !near.has(any_of![
                // 12个在建项目中有7个已完工.
                "项目中",
                "工程中",
                "完成",
                "竣工",
                "完工",
                "建成",
                "投用",
                "交付"
            ])
            || near.ends_with_one(&["在建", "在施", "正在建设", "待建", "前期工作"]),
    )
}

/// 在建2个,泊位520个: what it is to bring, as unfinished as the thing itself.
pub(super) fn beside(case: &Case) -> Option<Role> {
    let last = case.before.last()?;
    if !matches!(last.role, Role::Other("under-way")) {
        return None;
    }
    let (prose, q) = (case.prose, last.quantity);
    // 在建4条24公里, 在建2个1180个泊位.
    let adjoins = q.end == case.q.start
        && case
            .rest
            .split('、')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            <= 4;
    if adjoins {
        return under_way(true);
    }
    const AT_WORK: &[&str] = &[
        "在建",
        "在施",
        "建设",
        "施工",
        "建设中",
        "施工中",
        "收尾",
        "推进",
    ];
    let told = &prose.clauses[last.clause];
    // 2个在建,泊位580个.
    let state = prose.text.folded_of(q.end, told.end);
    let behind = last.clause + 1 == case.clause
        && (state.is_empty() || state.chars().count() <= 8 && state.ends_with_one(AT_WORK))
        && told.mark == ','
        && told.sentence == case.c.sentence;
    // 接入探头2480路, where 11个小区正在建设: what has been done in them.
    let short = state.is_empty() || case.bare().chars().count() <= 4;
    // 6个建成,新增泊位1520个;2个在建,新增泊位580个: what those that are built bring is told apart.
    let apart = || {
        let twin = |b: &Judged| {
            !matches!(b.role, Role::Other(_) | Role::Planned)
                && b.clause < last.clause
                && b.quantity.unit_text == case.q.unit_text
        };
        !state.is_empty()
            && case
                .bare()
                .starts_with_one(&["新增", "提供", "可提供", "惠及", "受益"])
            && case.before.iter().any(twin)
    };
    let beside = (q.unit_text != case.q.unit_text || q.value < case.q.value)
        && (behind || last.clause == case.clause && q.end == case.own)
        && case.q.end == case.c.end
        && (1..=8).contains(&case.bare().chars().count())
        && (case.is_named_only() && short || apart());
    under_way(beside)
}

/// 超进度10个, 欠进度17个: how far they should be.
pub(super) fn against_schedule(case: &Case) -> Option<Role> {
    // 达到或超过时序进度9个.
    const TIMES: &Sought = any_of!["时序", "序时", "时间进度"];
    // 23个项目快于时序进度.
    let compared = case.rest.trim_start_matches(['个', '项', '目', '均', '都']);
    let faster = compared.starts_with_one(&[
        "快于",
        "慢于",
        "优于",
        "高于",
        "低于",
        "超过计划",
        "超出计划",
    ]) && case.rest.ends_with_one(&["进度", "进度要求"]);
    let told = case.near.ends_with("进度") && case.near.has(TIMES);
    // 144个项目达到或超过时间进度要求.
    let meets = case.rest.has(TIMES)
        && case.rest.has(any_of!["达到", "超过", "符合", "快于"])
        && case
            .rest
            .ends_with_one(&["进度", "进度要求", "序时要求", "时序要求"]);
    under_way(
        told || meets
            || faster
            || case.near.ends_with_one(&[
                "欠进度",
                "超进度",
                "达进度",
                "未达进度",
                "达序时",
                "超序时",
                "欠序时",
                "阶段的有",
                "阶段的",
                "谋划阶段",
                "前期阶段",
                "有序推进",
                "正常推进",
                "按计划推进",
            ])
            || case
                .rest
                .ends_with_one(&["投资超时序进度", "投资超序时进度"])
            || case.rest.starts_with_one(&[
                "达到序时",
                "达到时序",
                "达序时",
                "超序时",
                "超过序时",
                "超时序",
            ]),
    )
}

/// 2所基础施工: goes on, though nothing says so.
pub(super) fn goes_on(case: &Case) -> Option<Role> {
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
        "迁改",
        "摊铺",
    ];
    let (prose, text, q) = (case.prose, case.text, case.q);
    // 31部在做井道, 15个在装顶棚; 2条站牌未立.
    let doing = case.rest.starts_with('在')
        && matches!(
            text.at(q.end + 1),
            '做' | '装'
                | '铺'
                | '砌'
                | '挖'
                | '修'
                | '吊'
                | '浇'
                | '布'
                | '拆'
                | '架'
                | '刷'
                | '打'
                | '建'
                | '绑'
        )
        && !case.rest.starts_with("在做好")
        // 在修复化粪池后恢复使用: once that was done.
        && !case.rest.has(any_of!["后恢复", "后投", "后使用", "后开放", "后交付"])
        // 对45个在建工地安装视频监控: which ones.
        && !case.rest.starts_with_one(&[
            "在建工地", "在建项目", "在建工程", "在建楼盘", "在建小区", "在建房", "在建道路", "在建的",
        ]);
    let lacking = case.rest.count() <= 6
        && case.rest.ends_with_one(&[
            "未立", "未建", "未装", "未通", "未到", "未批", "未签", "未供",
        ]);
    if (doing || lacking) && !case.rest.has(any_of!["完成", "已"]) {
        return under_way(true);
    }
    // 12所完工、2所收尾: behind the mark.
    let since = text
        .each(case.own, q.start, '、')
        .next_back()
        .map_or(case.own, |i| i + 1);
    let quiet = || {
        !prose.scan.within(since, q.start).any(|h| {
            matches!(
                h.entry,
                Entry::Work(_) | Entry::Word(Class::Done | Class::Reached | Class::Finish)
            )
        })
    };
    let lead = case.lead.trim();
    if !(lead.is_empty() || lead == "其中" || quiet()) {
        return None;
    }
    let until = text
        .each(q.end, case.c.end, '、')
        .find(|&i| prose.open(i))
        .unwrap_or(case.c.end);
    let behind = text.words(q.end, until);
    under_way(
        behind.count() <= 10
            && behind.ends_with_one(GOING)
            // 92处进场施工: begun at least.
            && !behind.has(any_of!["进场", "开工", "动工"])
            // 22项实行联合审批: so it is by now.
            && !behind.has(any_of!["实行", "实现", "推行"])
            && stance::marks(prose, q.end, until).status() != Some(EventStatus::Done)
            && !case.rest.has(any_of!["完成"]),
    )
}

/// 装饰装修5个、主体施工3个: at what they are, with nothing done.
pub(super) fn at_work(case: &Case) -> Option<Role> {
    const WORKS: &[&str] = &[
        "装修",
        "装饰装修",
        "内部装修",
        "基础施工",
        "主体施工",
        "土建施工",
        "扫尾",
        "收尾",
        "收尾阶段",
        "调试",
        "施工中",
        "在施工",
        "正在施工",
        "前期手续",
        "前期准备",
        "前期阶段",
    ];
    let listed = case.own > case.c.start || case.clause_before().is_some();
    let closes = case.rest.is_empty() || case.rest.starts_with('、');
    under_way(listed && closes && WORKS.contains(&case.bare()))
}

/// 建成后可解决50万人: what it will do.
pub(super) fn prospect(case: &Case) -> Option<Role> {
    const CAN: &Sought = any_of![
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
    ];
    let near = &case.near;
    // 已建成停车场12个，可提供停车泊位1650个: it is there already.
    let there = || near.has(any_of!["可提供", "可新增", "可增加"]) && there_already(case);
    // 新增可供残疾人使用的厕所22座: of what kind.
    let named = || near.contains('的') && of_kind(case);
    let prospect = near.has(CAN) && !near.has(any_of!["许可"]) && !named() && !there();
    // 建成后新增泊位320个: once it is built.
    let once = || {
        case.lead.has(any_of![
            "建成后",
            "投运后",
            "投用后",
            "使用后",
            "竣工后",
            "完工后",
            "投产后",
            "运营后",
        ]) && !case.lead.has(any_of!["已", "实际", "累计", "的"])
            && !case.rest.contains('已')
            && case.prose.dates_in(case.c.start, case.q.start).is_empty()
    };
    (prospect || once()).then_some(Role::Other("prospect"))
}

/// 新增可供残疾人使用的厕所22座: whether what a thing can do only tells of what kind it is, and a verb
/// before that tells what was done.
fn of_kind(case: &Case) -> bool {
    let text = case.text;
    let can = text.each(case.own, case.q.start, '可').next();
    can.is_some_and(|at| {
        let mut marks = text.each(at, case.q.start, '的');
        marks.any(|of| of + 1 < case.q.start)
            && text.before(at) != '后'
            && case.acts_in(case.own, at)
    })
}

/// Whether the clause before says that the thing is finished, and what it gives is a target.
pub(super) fn there_already(case: &Case) -> bool {
    let Some(before) = case.clause.checked_sub(1).map(|b| &case.prose.clauses[b]) else {
        return false;
    };
    let words = case.text.words(before.start, before.end);
    let asked = case
        .scene
        .targets
        .list
        .iter()
        .any(|t| crate::rules::link::same_unit(&t.amount.unit, &case.q.unit_text));
    asked
        && before.sentence == case.c.sentence
        && words.has(any_of![
            "已建成",
            "全部完工",
            "投入使用",
            "已竣工",
            "已完工",
            "已投用",
            "建成投用",
            "建成启用"
        ])
        && !words.has(any_of!["将", "后", "预计", "计划"])
}

/// 其余18个小区均已完工: left a while ago, and finished by now.
fn is_finished(case: &Case) -> bool {
    const ENDS: &Sought = any_of![
        "完工",
        "竣工",
        "建成",
        "投用",
        "投入使用",
        "启用",
        "通车",
        "投运",
        "投入运营",
        "交付"
    ];
    // 其余235家均已签约.
    let rest = case.rest;
    let all = rest.has(any_of!["均已", "已全部", "都已"])
        && !rest.has(any_of![
            "未", "正在", "计划", "预计", "进场", "施工", "启动", "开工"
        ]);
    if all {
        return true;
    }

    // 其余11个全部完工, with no day to come.
    let whole = || {
        let mut dates = case.prose.dates_in(case.c.start, case.c.end).iter();
        let day = case.prose.reference;
        rest.has(any_of!["全部"])
            && dates.all(|d| day.is_some_and(|day| d.to <= day))
            && !case.scene.carried[case.clause].planned
            && case.status != Some(EventStatus::Planned)
    };
    const ALL_DONE: &[&str] = &[
        "全部完成",
        "全部完成改造",
        "全部完成建设",
        "全部完成整治",
        "全部完成安装",
    ];
    let step = || {
        let mut works = case.prose.scan.work(case.q.end, case.c.end);
        works.any(|(_, w)| w.phase < Phase::Construction)
    };
    whole() && rest.ends_with_one(ALL_DONE) && !step()
        || (rest.has(any_of!["已", "均"]) || whole()) && rest.has(ENDS)
        || rest.starts_with_one(&["完工", "竣工", "建成", "投用"])
}

/// 余下3个小区: left, or still to come.
pub(super) fn remaining(case: &Case) -> Option<Role> {
    let (prose, text, q) = (case.prose, case.text, case.q);
    // 余12个引电困难, 分别剩4户.
    if matches!(case.bare(), "余" | "差" | "欠") || case.near.ends_with('剩') {
        return Some(Role::Other("remaining"));
    }
    // 还需新建学校4所, 未完成120户, 距任务还差120户.
    let undone = case.near.ends_with_one(&[
        "未完成",
        "没有完成",
        "没完成",
        "还差",
        "尚差",
        "目标差",
        "相差",
        "任务差",
        "不再新建",
        "未建",
    ]);
    let open = undone || case.near.has(any_of!["没有完成", "不再新建"]);
    if open
        || case
            .bare()
            .starts_with_one(&["还需", "仍需", "尚需", "还须"])
    {
        return Some(Role::Other("remaining"));
    }
    let hit = prose.scan.last(Class::Remaining, case.c.start, q.start)?;
    let gap = text.folded_of(hit.end, q.start).chars().count();
    // 另有9个小区设备安装完毕: others, but done.
    let apart = ["另", "另有", "还有"].contains(&text.folded_of(hit.start, hit.end));
    let open = || stance::marks(prose, q.end, case.to).status() != Some(EventStatus::Done);
    // 服务青少年2500人次.
    let young = text.before(hit.end) == '少' && matches!(text.at(hit.end), '年' | '儿');
    // 剩余零就业家庭3.7万户: what is left by its name.
    let named = || {
        let lacks = text.ends(hit.end, "尚缺") || text.ends(hit.end, "还缺");
        (lacks || matches!(text.folded_of(hit.start, hit.end), "剩余" | "剩下" | "尚余"))
            && gap <= 8
            && text.folded_of(hit.end, q.start).chars().all(is_chinese)
            && is_name(prose, hit.end, q.start)
    };
    // 其他事项19141件, where the title asks for 其他事项.
    let asked = || {
        let name = text.folded_of(hit.start, (hit.end + 2).min(q.start));
        name.chars().count() == 4 && case.scene.targets.title_words.contains(name)
    };
    // 另有201个小区新开工改造, where the title asks for 新开工.
    let begun = || {
        let begins = any_of!["开工"];
        apart
            && text.words(q.end, case.to).has(begins)
            && case.scene.targets.title_words.has(begins)
    };
    // 培训农村剩余劳动力526人.
    let people = || text.one_of(hit.end, &["劳动力", "劳力"]).is_some();
    let remaining = (gap <= 3 || named())
        && !people()
        && !young
        && !begun()
        && !asked()
        && (open() || !apart && !is_finished(case))
        && !matches!(
            text.before(hit.start),
            // 急需紧缺人才106名.
            '多' | '不' | '减' | '至' | '缩' | '削' | '紧'
        );
    remaining.then_some(Role::Other("remaining"))
}

/// 3个项目加紧施工 is not done; 计划 behind the amount's own clause is fine.
pub(super) fn said_to_go_on(case: &Case) -> Option<Role> {
    let after = |at: Option<usize>| at.is_some_and(|at| at >= case.q.end);
    let marks = &case.marks;
    let goes_on = [marks.ongoing, marks.begin, marks.drifting];
    under_way(
        goes_on.into_iter().any(after)
            && !after(marks.done)
            && case.status == Some(EventStatus::Ongoing),
    )
}

/// 边坡塌方62处, 路基冲毁4.7公里: what the weather did.
pub(super) fn damaged(case: &Case) -> Option<Role> {
    const DAMAGE: &[&str] = &[
        "塌方", "冲毁", "损毁", "受损", "倒塌", "水毁", "塌陷", "滑坡",
    ];
    let title = case.scene.targets.title_words;
    let named = DAMAGE
        .iter()
        .any(|w| case.near.ends_with(w) && !title.contains(w));
    const MENDED: &Sought = any_of![
        "修复", "整治", "治理", "处置", "处理", "排除", "清理", "清除", "抢修", "抢通", "恢复",
        "加固", "重建"
    ];
    under_way(named && !case.near.has(MENDED))
}

/// 主体施工10个项目3173套: how many of those begun are at which step.
pub(super) fn at_step(case: &Case) -> Option<Role> {
    const STEPS: &[&str] = &[
        "主体施工",
        "基础施工",
        "基坑开挖",
        "内装施工",
        "外装施工",
        "地下室施工",
        "土方开挖",
    ];
    let own = case.bare().trim_end_matches(['的', '有']);
    let step = STEPS.iter().any(|step| own.ends_with(step)) && own.chars().count() <= 10;
    // 10个项目3173套: side by side.
    let beside = case.before.last().is_some_and(|b| {
        matches!(b.role, Role::Other("under-way"))
            && b.clause == case.clause
            && case.near.count() <= 4
            && case.text.words(b.quantity.end, case.q.start).count() <= 4
    });
    under_way(step && case.marks.already.is_none() || beside && case.is_named_only())
}

/// 9个小区已进入收尾阶段, 4所学校接近尾声.
pub(super) fn in_stage(case: &Case) -> Option<Role> {
    let rest = &case.rest;
    // 2所装修阶段.
    let enters = rest.has(any_of!["进入", "转入", "步入", "处于"]);
    let stage = rest.ends_with("阶段") && (enters || rest.chars().count() <= 6);
    // 15所学校的维修改造,均已进入扫尾阶段.
    let all = || {
        case.clause_after().is_some_and(|n| {
            let told = case.text.words(n.start, n.end);
            told.starts_with_one(&["均", "都", "已全部", "全部"])
                && (told.ends_with("阶段") && told.has(any_of!["进入"]) || told.ends_with("尾声"))
        })
    };
    // 路灯安装工作已全面铺开.
    let in_stage = stage
        || all()
        || rest.ends_with_one(&[
            "接近尾声",
            "近尾声",
            "全面铺开",
            "已铺开",
            "推进有序",
            "进展有序",
            "推进顺利",
        ]);
    under_way(in_stage && !rest.has(COMPLETED))
}

/// 对20个小区进行改造, but not 对226家企业进行安全检查.
pub(super) fn worked_on(case: &Case) -> Option<Role> {
    // What takes its time; a service or a check is done once it is told.
    const WORKS: &Sought = any_of![
        "改造", "建设", "整治", "治理", "施工", "修缮", "维修", "提升", "加固", "安装", "绿化",
        "装修", "修复", "拆除", "更新", "改建", "扩建", "翻建", "清理", "清淤", "硬化"
    ];
    under_way(
        case.lead.starts_with('对')
            && case.rest.has(any_of!["进行"])
            && case.rest.has(WORKS)
            && case.status != Some(EventStatus::Done)
            // 对32个卫生室进行标准化建设,现已完工.
            && !case.finished_behind(),
    )
}

/// 合力推进81个片区更新: pushed on, and no word of an end.
pub(super) fn pushed_on(case: &Case) -> Option<Role> {
    const PUSHED: &[&str] = &[
        "推进",
        "合力推进",
        "全力推进",
        "加快推进",
        "大力推进",
        "持续推进",
        "统筹推进",
        "有序推进",
    ];
    under_way(
        case.bare().starts_with_one(PUSHED)
            && !case.ends_behind(case.own)
            && !taken_up(case)
            && case.marks.done.is_none()
            && !case.rest.has(PROGRESS),
    )
}

/// 推进清洁取暖22个村,群众已点火取暖: whether the title asks to push on, and the next clause tells what came
/// of it.
fn taken_up(case: &Case) -> bool {
    case.scene.targets.title_words.contains("推进")
        && case.clause_after().is_some_and(|n| {
            let amounts = case.prose.quantities_in(n.start, n.end);
            amounts.is_empty() && case.scene.carried[case.clause + 1].marks.already.is_some()
        })
}

/// 正在改造20个小区.
pub(super) fn right_now(case: &Case) -> Option<Role> {
    let own = case.text.words(case.from, case.q.start);
    // 开始施工的小区目前已有407个.
    let begun = || {
        own.has(any_of!["开始施工", "开始建设"])
            && !own.has(any_of!["完成"])
            && !case
                .scene
                .targets
                .title_words
                .has(any_of!["开工", "启动", "开始"])
    };
    under_way(
        (own.has(any_of!["正在", "仍在", "尚在", "还在"]) || case.near.starts_with('正'))
            && case.status == Some(EventStatus::Ongoing)
            && !case.near.has(any_of!["累计"])
            || begun(),
    )
}
