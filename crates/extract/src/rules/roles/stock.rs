//! Amounts of what there is, was or stands elsewhere: wholes, lists, balances, comparisons.

use super::case::{Case, size};
use crate::numeral::Form;
use crate::rules::actuals::Role;
use crate::rules::kinds::{COMPLETED, DONE, PROGRESS, WHOLE_PLACE, behind_place};
use crate::rules::link;
use crate::text::{Phrase as _, Sought, Text, any_of};
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::Decimal;

/// 10所幼儿园已竣工6所, 6座水库中4座完成验收: the first is what the second is of.
pub(super) fn whole(case: &Case) -> Option<Role> {
    let (prose, text, q) = (case.prose, case.text, case.q);
    let next = prose
        .quantities_in(q.end, case.c.end)
        .iter()
        .find(|n| n.reject.is_none() && n.unit.is_some())?;
    // 重建户385561户中76.3%已开工.
    if next.is_rate() && text.at(q.end) == '中' && next.start <= q.end + 2 {
        return size(true);
    }
    // 10项民生实事已完成8个.
    let matters = |unit: &str| matches!(unit, "项" | "件" | "个");
    let of_matters = matters(&q.unit_text)
        && matters(&next.unit_text)
        && text.words(q.end, next.start).has(any_of!["实事"]);
    if next.unit_text != q.unit_text && !of_matters
        || next.value > q.value
        || !prose.open(next.numeral)
    {
        return None;
    }
    let between = text.words(q.end, next.start);
    let list = between.contains(['、', '及', '与', '|'])
        || between.contains('和') && !between.has(any_of!["和美", "和谐"]);
    // 21个乡镇中光辉、加鸠2个, 30公里中的26公里.
    let among = (0..=9).any(|k| {
        let i = q.end + k;
        i < next.start
            && text.at(i) == '中'
            && !matches!(
                text.at(i + 1),
                '心' | '学' | '小' | '央' | '医' | '型' | '药' | '草' | '职' | '式' | '层' | '队'
            )
            && !matches!(text.before(i), '集' | '其' | '高' | '初')
    });
    // 已改造30个小区同步治理12个小区内涝点: two acts side by side.
    let list = list || case.near.contains('已') && between.has(any_of!["同步", "同时"]);
    size(
        among
            || between.ends_with('中') && !between.ends_with_one(&["初中", "高中", "集中"])
            || !list
                && between.has(any_of![
                    "已",
                    "竣工",
                    "完工",
                    "完成",
                    "开工",
                    "开复工",
                    "复工",
                    "建成",
                    "投入使用",
                    "投入运营",
                    "交付",
                    "开放",
                    "并网",
                    "整改",
                    "治理",
                    "验收",
                    "开通",
                    "投运"
                ]),
    )
}

/// 储备、签约、开工和重点工程四项: the sum of a list.
pub(super) fn sum_of_list(case: &Case) -> Option<Role> {
    let lead = &case.lead;
    // 两项均提前完成: all that was told before.
    let all = case.q.form == Form::Single
        && case.q.unit_text == "项"
        && lead.trim().is_empty()
        && case.rest.starts_with_one(&["均", "都"]);
    if all {
        return size(true);
    }
    size(
        case.q.form == Form::Single
            && matches!(case.q.unit_text.as_str(), "项" | "类")
            && lead.contains('、')
            && lead.contains(['和', '及', '与'])
            && !lead.has(any_of!["已", "完成", "共", "累计"])
            // 河道治理、水库加固和灌区改造三项按期建成, where so many are asked for.
            && !(case.unit_asked() && case.rest.has(COMPLETED)),
    )
}

/// 贷款余额1.2亿元: what stands at a day, and not what was done.
pub(super) fn balance(case: &Case) -> Option<Role> {
    let title = &case.scene.targets.title_words;
    size(
        ["余额", "存量", "结余", "保有量"]
            .iter()
            .any(|w| case.lead.ends_with(w) && !title.contains(w)),
    )
}

/// 新建项目185个:开工160个: the size of what the label names.
pub(super) fn of_label(case: &Case) -> Option<Role> {
    // 新增1860个:新建停车场1260个、路内施划600个: the whole of what follows.
    let sums_up = || {
        let clauses = &case.prose.clauses;
        let mut sum = Decimal::ZERO;
        for next in clauses.iter().skip(case.clause + 1).take(12) {
            for p in case.prose.quantities_in(next.start, next.end) {
                if p.reject.is_none() && p.unit_text == case.q.unit_text {
                    sum = sum.checked_add(p.value).unwrap_or(sum);
                }
            }
            if sum >= case.q.value || matches!(next.mark, '。' | '\n') {
                break;
            }
        }
        sum == case.q.value
    };
    // 农民教育培训620人:经营管理型300人、专业生产型200人: the title's own act and its parts.
    let in_parts = || {
        let Some(next) = case.prose.clauses.get(case.clause + 1) else {
            return false;
        };
        let first = case.prose.quantities_in(next.start, next.end).first();
        let part = first.is_some_and(|p| {
            p.reject.is_none() && p.unit_text == case.q.unit_text && p.value < case.q.value
        });
        let asked = case.acts_as_asked(case.c.start, case.q.start);
        part && asked
            && !acts(case, next.start, next.end)
            && case.scene.carried[case.clause + 1].marks.status().is_none()
    };
    size(
        case.c.label
            && !sums_up()
            && !in_parts()
            && case.marks.done.is_none()
            && case.marks.already.is_none()
            && !acts(case, case.c.start, case.c.end),
    )
}

/// 居全州15个县首位.
pub(super) fn rank(case: &Case) -> Option<Role> {
    const AMONG: &[&str] = &[
        "居全州",
        "居全市",
        "居全省",
        "居全县",
        "列全市",
        "列全省",
        "居全区",
    ];
    let first = case.rest.has(any_of!["首位", "前列", "第一位"]);
    (first && case.near.ends_with_one(AMONG)).then_some(Role::Other("rank"))
}

/// C级713户: a grade of what there is.
pub(super) fn grade(case: &Case) -> Option<Role> {
    let at = case.q.start;
    size(
        case.near.ends_with('级')
            && at >= case.own + 2
            && case.text.at(at - 2).is_ascii_alphabetic(),
    )
}

/// 规划36个教学班, 现有公厕86座, 共有劳动力2.6万人.
pub(super) fn stock(case: &Case) -> Option<Role> {
    let (near, bare) = (&case.near, case.bare());
    let targets = &case.scene.targets.list;
    let asked = || {
        targets
            .iter()
            .any(|t| t.level && link::same_unit(&t.amount.unit, &case.q.unit_text))
    };
    let has = any_of![
        "现有", "原有", "拥有", "藏书", "在册", "下辖", "常住", "户籍",
    ];
    // 辖区内改造公厕20座 is done.
    let works = || {
        case.prose
            .scan
            .within(case.own, case.q.start)
            .any(|h| match h.entry {
                Entry::Word(class) => {
                    matches!(class, Class::Done | Class::Finish | Class::Reached)
                }
                Entry::Work(w) => w.kind != Kind::Noun && w.weight > 0,
            })
    };
    let within = || near.has(any_of!["辖区内"]) && !works();
    // 藏书3.6万册, where the title asks for it, and 新增藏书4146册.
    let added = || near.has(any_of!["新增", "添置", "购置", "采购"]);
    let told = |w: &crate::text::Word| {
        near.has_one(w) && !case.scene.targets.title_words.contains(w.word) && !added()
    };
    // 对在册高龄老人上门慰问3120人: with whom it was done.
    let named = || {
        let mut words = case.text.each_word(case.own, case.q.start, has);
        words.all(|at| case.is_object(at + 2))
    };
    // 竣工项目现有3项: so many have come to that.
    let come_to = || {
        let before = near.split_once("现有").map_or("", |(before, _)| before);
        before.has(DONE)
    };
    // 取消户籍、婚育等12项证明: the first of a list.
    let first = || near.ends_with('等') && near.contains('、');
    let stock = near.has(has) && has.iter().any(told) && !named() && !first() && !come_to()
        || within()
        || near.has(any_of!["共有"])
            && near
                .match_indices("共有")
                .any(|(at, _)| !near[at..].starts_with("共有产权"));
    let drawn = bare.starts_with_one(&["规划", "设计", "拟"])
        // 规划建设公园12个, where the title asks for that.
        && !case.asks_for(any_of!["规划建设"], near);
    // 利用闲置地块设泊位480个: where they were put.
    let spread = || case.unit_asked() && bare.starts_with_one(&["利用", "通过", "在"]);
    let drawn = drawn || is_designed(near) && !spread();
    // 规划建设停车位826个,全部完工.
    let done =
        || case.marks.done.is_some() || case.rest.has(DONE) || drawn && case.finished_behind();
    // 共有1862名农民参加培训.
    let took_part = || {
        case.rest.has(any_of![
            "参加", "参与", "受益", "报名", "接受", "签订", "签定", "享受", "获得", "实现"
        ])
    };
    size((drawn || stock && !asked() && !took_part()) && !done())
}

/// Whether words end in what a thing is designed for: 人民医院停车楼规划泊位, 汽车站停车楼总车位.
fn is_designed(near: &str) -> bool {
    const KINDS: &[&str] = &[
        "泊位",
        "车位",
        "停车位",
        "床位",
        "学位",
        "座位",
        "户数",
        "套数",
        "教学班",
        "班额",
    ];
    // 城东小学设24个班, 停车场设泊位320个.
    let sets = near.ends_with_one(&[
        "设",
        "设有",
        "设座席",
        "设座位",
        "设泊位",
        "设托位",
        "设车位",
        "设床位",
        "设学位",
    ]) && !near.ends_with_one(&[
        "增设", "新设", "已设", "开设", "架设", "铺设", "建设", "敷设", "创设", "埋设", "布设",
        "搭设", "施设",
    ]) && !near.has(any_of!["增设", "新设", "建设"]);
    if sets {
        return true;
    }
    let Some(kind) = KINDS.iter().find(|kind| near.ends_with(**kind)) else {
        return false;
    };
    let lead = near.strip_suffix(kind).unwrap_or(near);
    lead.ends_with_one(&[
        "规划",
        "设计",
        "总",
        "设置",
        "规划建设",
        "规划设置",
        "设计建设",
    ]) && !lead.has(any_of!["完成", "建成", "新增"])
}

/// Whether a word of doing stands in a stretch, be it that it ended or that it was carried out.
fn acts(case: &Case, start: usize, end: usize) -> bool {
    case.prose.scan.within(start, end).any(|h| match h.entry {
        Entry::Word(class) => matches!(class, Class::Done | Class::Finish),
        Entry::Work(w) => w.kind == Kind::Stage,
    })
}

/// 现有养老机构126家、床位1.6万张、护理员2600名: what stands beside the size of something in one list.
pub(super) fn listed_beside(case: &Case) -> Option<Role> {
    let last = case.before.last()?;
    let near = case.near.strip_prefix('、').unwrap_or(&case.near);
    // 项目建筑面积8600平方米,床位200张: a clause of its own, with nothing but a name.
    let described = || {
        last.clause + 1 == case.clause
            && last.quantity.end == case.prose.clauses[last.clause].end
            && case.prose.clauses[last.clause].mark == ','
            && case.own == case.c.start
            && case.q.end == case.c.end
            && near.chars().count() >= 2
            && case
                .text
                .words(case.prose.clauses[last.clause].start, last.quantity.start)
                .has(any_of!["建筑面积", "占地", "总投资", "用地面积"])
    };
    // 地下停车场两层共计3.1万平方米,停车位786个, where nothing says that it is finished.
    let sized = || {
        let c = &case.prose.clauses[last.clause];
        let words = case.text.words(c.start, c.end);
        last.clause + 1 == case.clause
            && last.quantity.end == c.end
            && c.mark == ','
            && matches!(&*last.amount.unit, "平方米" | "亩" | "公顷")
            && last.decision.target.is_none()
            && case.own == case.c.start
            && case.q.end == case.c.end
            && near.chars().count() >= 2
            && !acts(case, c.start, c.end)
            && words.has(any_of!["面积", "占地", "层"])
            && !words.has(any_of!["完成", "累计", "已", "新增"])
            && !case.finished_behind()
    };
    if sized() && near.chars().count() <= 8 && case.is_named_only() {
        return Some(Role::Other("size"));
    }
    let same = last.clause == case.clause
        && last.quantity.end == case.own
        && case.near.contains('、')
        && case.near.count() <= 12;
    let beside = (same || described())
        && matches!(last.role, Role::Other("size"))
        && !case.rest.has(PROGRESS);
    size(beside && near.chars().count() <= 8 && case.is_named_only())
}

/// 15个小区共86栋楼: how large those are that the clause is about.
pub(super) fn of_subject(case: &Case) -> Option<Role> {
    let (text, c) = (case.text, case.c);
    let subject = case.prose.quantities_in(c.start, c.start + 1).first()?;
    let counted = subject.reject.is_none()
        && matches!(
            subject.dimension(),
            Some(Dimension::Count | Dimension::Person)
        )
        && subject.end <= case.own
        && subject.unit_text != case.q.unit_text
        && case.near.ends_with('共')
        && !case.near.contains(['、', ',']);
    let gained = any_of!["参", "受益", "惠及", "服务", "报名", "入住"];
    size(
        counted
            && !case.rest.has(gained)
            && !acts(case, c.start, c.end)
            && !text.words(c.start, c.end).contains('已'),
    )
}

/// 项目共4栋楼, 项目规划建设人才公寓536套: what one project is to be.
pub(super) fn of_project(case: &Case) -> Option<Role> {
    const PROJECTS: &[&str] = &[
        "项目共",
        "该项目共",
        "工程共",
        "项目规划",
        "项目拟",
        "工程规划",
    ];
    // 教育项目共36个: how many there are.
    let several = || {
        case.lead.ends_with_one(&["项目共", "项目共有", "项目共计"])
            && matches!(case.q.unit_text.as_str(), "个" | "项")
    };
    let of_project = (case.lead.starts_with_one(PROJECTS) || several())
        && case.lead.count() <= 12
        && !case.lead.has(any_of!["完成", "已", "新增"]);
    size(of_project && !acts(case, case.c.start, case.c.end))
}

/// 8所敬老院共有床位860张, 20个小区共涉及居民4860户: those that are described.
pub(super) fn subject_described(case: &Case) -> Option<Role> {
    let described = case.lead.trim().is_empty()
        && case
            .rest
            .has(any_of!["共有", "共涉及", "涉及", "共计", "总建筑面积"])
        && !case.rest.contains('已');
    // 512人共计发放慰问金51.2万元: who has got it.
    let given = || {
        case.q.dimension() == Some(Dimension::Person)
            && case.unit_asked()
            && case.rest.has(any_of!["发放", "领取", "享受"])
    };
    size(described && !given() && !acts(case, case.c.start, case.c.end))
}

/// 全县共16所卫生院,已改造8所; 共安排项目46个、158公里,目前完工38个、126公里: how many there are,
/// before how far they are.
pub(super) fn before_progress(case: &Case) -> Option<Role> {
    let (prose, c) = (case.prose, case.c);
    let lead = case.lead.trim();
    // 老年人共6.8万人，已体检4.3万人.
    // 全市有适龄妇女12.6万人，已筛查4.3万人.
    let today = ["今年", "目前"].iter().find_map(|t| lead.strip_prefix(t));
    let of_all = behind_place(today.unwrap_or(lead));
    let has = || of_all.is_some_and(|rest| rest.starts_with('有'));
    let counted = (case.near.ends_with('共') || has())
        && !case.near.has(any_of!["完成", "建成", "新增", "合", "总"])
        && case.c.mark == ','
        && case.q.end == case.c.end
        && case.clause_after().is_some_and(|n| {
            case.text
                .one_of(n.start, &["已", "现已", "目前已"])
                .is_some()
        });
    let holds = counted
        || case.lead.ends_with("现有")
        || matches!(of_all, Some("" | "共"))
        || case.lead.has(any_of![
            "共有",
            "共涉及",
            "共安排",
            "共谋划",
            "共实施",
            "共确定",
            "共规划",
            "共排查出",
            "任务共",
            "总数",
            "共筛选",
            "共储备",
        ]);
    if !holds || acts(case, c.start, c.end) || case.lead.has(any_of!["已", "累计"]) {
        return None;
    }
    let after = prose.clauses[case.clause + 1..].iter().take(5);
    let told = after.take_while(|n| n.sentence == c.sentence).any(|n| {
        case.counted_in(n, |value| value <= case.q.value)
            && (acts(case, n.start, n.end) || case.text.words(n.start, n.end).contains('已'))
    });
    size(told)
}

/// 辖区65岁以上老年人6.8万人,已体检4.6万人: those it is meant for, before those it has reached.
pub(super) fn group(case: &Case) -> Option<Role> {
    const HERE: &[&str] = &["辖区", "该县", "该市", "该区", "该镇", "符合条件"];
    // 全县参保2万人, 享受补贴1200人: what they have got.
    // 减少扶贫对象7.5万人, 脱贫7.5万人: what has come about.
    const GAINS: &Sought = any_of![
        "减少", "脱贫", "退出", "参", "享", "受", "惠", "服务", "覆盖", "纳入", "领", "签", "保障",
        "救助", "入", "接种", "检", "筛", "培养", "培育", "选派", "转移", "注册", "招"
    ];
    let people = case.q.dimension() == Some(Dimension::Person);
    if !people || case.q.end != case.c.end || case.c.mark != ',' {
        return None;
    }
    // 其中重度残疾人5120人: some of those.
    let some = || {
        let before = case.before.last();
        case.bare().starts_with("其中")
            && before.is_some_and(|b| {
                b.clause + 1 == case.clause && matches!(b.role, Role::Other("size"))
            })
    };
    let here = case.lead.starts_with_one(HERE) || case.lead.starts_with_one(WHOLE_PLACE) || some();
    if !here || case.lead.has(GAINS) || !case.is_named_only() {
        return None;
    }
    let after = case.prose.clauses[case.clause + 1..].iter().take(3);
    let mut after = after.take_while(|n| n.sentence == case.c.sentence);
    let told = after.any(|n| {
        let all = case.prose.quantities_in(n.start, n.end);
        all.iter().any(|o| {
            o.reject.is_none()
                && o.dimension() == Some(Dimension::Person)
                && o.value <= case.q.value
        })
    });
    size(told)
}

/// 由5个增加到8个: what it was before.
pub(super) fn former(case: &Case) -> Option<Role> {
    const CHANGES: &[&str] = &[
        "增加", "增长", "提高", "提升", "上升", "扩大", "扩展", "减少", "下降", "增至", "升至",
        "降至", "缩短", "拓宽", "加宽",
    ];
    let former = (matches!(case.text.before(case.q.start), '由' | '从')
        || case.near.ends_with_one(&["原来的", "原先的", "以前的"]))
        && case.rest.starts_with_one(CHANGES);
    former.then_some(Role::Other("former"))
}

/// 3座危桥中,1座完成桩基; 卫生院改扩建13所中,10所….
pub(super) fn among(case: &Case) -> Option<Role> {
    let rest = &case.rest;
    // 20所新建、续建、改扩建公办幼儿园中，8所已投入使用.
    let of_those = || {
        let next = case
            .clause_after()
            .map(|n| case.prose.quantities_in(n.start, n.end));
        case.lead.trim().is_empty()
            && case.c.mark == ','
            && next.and_then(<[_]>::first).is_some_and(|n| {
                n.reject.is_none() && n.unit_text == case.q.unit_text && n.value <= case.q.value
            })
    };
    // 10项民生工程、20件民生实事中95%的项目提前完成.
    let rated = || {
        let behind = case.prose.quantities_in(case.q.end, case.c.end);
        let rate = behind.iter().find(|q| q.is_rate() && q.reject.is_none());
        rate.is_some_and(|r| {
            case.text.before(r.start) == '中'
                && case.text.at(r.end) == '的'
                && case.text.words(case.q.end, r.start).count() <= 16
                && !case.acts_in(case.q.end, r.start)
        })
    };
    size(
        rated()
            || rest.ends_with('中')
            && (rest.count() <= 10 || of_those())
            // 新建、续建的20所公办园中.
            && (case.lead.trim().is_empty() || case.lead.ends_with('的'))
            || *rest == "中"
            || rest.starts_with_one(&["中有", "中,", "中已", "里有", "里已"]),
    )
}

/// 四项保险参保人数分别达…: the size of a list, with as many amounts behind 分别.
pub(super) fn of_list(case: &Case) -> Option<Role> {
    let (prose, q, end) = (case.prose, case.q, case.c.end);
    let at = case.text.each_word(q.end, end, any_of!["分别"]).next()?;
    let members = prose
        .quantities_in(at, end)
        .iter()
        .filter(|m| m.reject.is_none() && m.unit.is_some())
        .count();
    size(at <= q.end + 16 && rust_decimal::Decimal::from(members) == q.value)
}

/// Whether a time, a plan or a place to compare with follows: 比上年, 较计划, but not 比赛, 较好.
fn compared_with(text: &Text, at: usize) -> bool {
    let next = text.at(at);
    next.is_ascii_digit()
        || "上去同年前往昨原全计目预规既定省市县区一二三四五六七八九十".contains(next)
}

/// 比上年多3个, 同比增加5所.
pub(super) fn comparison(case: &Case) -> Option<Role> {
    let (text, lead, q) = (case.text, &case.lead, case.q);
    // 去年同期更新52台.
    if lead.starts_with_one(&["去年同期", "上年同期"]) {
        return Some(Role::Other("comparison"));
    }
    // 高于当月1480人(20%)的计划数.
    let planned = case
        .near
        .has(any_of!["高于", "低于", "超过", "多于", "少于"])
        && case
            .rest
            .ends_with_one(&["的计划数", "的计划", "的目标", "的任务数"]);
    if planned {
        return Some(Role::Other("comparison"));
    }
    let hit = case
        .prose
        .scan
        .last(Class::Comparison, case.c.start, q.start)?;
    let compares = match text.folded_of(hit.start, hit.end) {
        "比" => {
            matches!(text.before(hit.start), '同' | '环')
                || !matches!(text.before(hit.start), '占' | '评' | '对' | '性')
                    && (compared_with(text, hit.end)
                        || matches!(text.before(q.start), '多' | '少' | '高' | '低'))
        }
        // 较控制指标低48人.
        "较" => {
            hit.end == q.start
                || compared_with(text, hit.end)
                || matches!(text.before(q.start), '多' | '少' | '高' | '低')
        }
        "少" | "慢" | "快" | "差" => hit.end == q.start && lead.contains(['比', '较']),
        "同比" | "环比" => true,
        _ => hit.end == q.start && (lead.contains('比') || lead.contains('较')),
    };
    // 比计划提前两个月完成30公里: of time, and of no number.
    // 比年初增加5200户, 比上年净增52家, where the title asks what is added to that.
    let between = text.words(hit.end, q.start);
    let added = || {
        const ADDED: &Sought = any_of!["新增", "净增", "增加"];
        const BASES: &[&str] = &["年初", "上年末", "上年底", "去年末", "去年底"];
        let base = between.starts_with_one(BASES) || between.has(any_of!["净增"]);
        base && between.has(ADDED)
            && !between.has(any_of!["同期"])
            && case
                .scene
                .targets
                .list
                .iter()
                .any(|t| !t.level && link::same_unit(&t.amount.unit, &case.q.unit_text))
    };
    let compares = compares && !between.has(any_of!["提前"]) && !added();
    (compares && !lead.has(any_of!["实际"])).then_some(Role::Other("comparison"))
}
