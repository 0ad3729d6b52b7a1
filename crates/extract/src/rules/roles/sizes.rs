//! Amounts that only size something, or count what a paper or a clause is about.

use super::case::{Case, size};
use super::plans::listed;
use super::unfinished::there_already;
use crate::numeral::Form;
use crate::rules::actuals::Role;
use crate::rules::events::PAPERS;
use crate::rules::kinds::{ALL_OF_THEM, COMPLETED, PROGRESS};
use crate::rules::link::{Prepared, same_unit};
use crate::rules::targets;
use crate::text::{Phrase as _, Sought, any_of, is_chinese};
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::Phase;

/// 翻板坝工程,投资2395万元,已完成97%: how large the project is.
pub(super) fn invested(case: &Case) -> Option<Role> {
    // 投资2785万元建设的55个项目.
    let spent = case.is_money()
        && case.near.ends_with_one(&["投资", "总投资"])
        && case
            .rest
            .starts_with_one(&["建设的", "新建的", "改造的", "实施的", "元建设的"]);
    if spent {
        return Some(Role::Other("size"));
    }
    let told = case.is_money()
        && case.lead == "投资"
        && case.rest.trim().is_empty()
        && case.clause_after().is_some_and(|n| {
            let rates = case.prose.quantities_in(n.start, n.end);
            let words = case.text.words(n.start, n.end);
            words.starts_with_one(&["已完成", "完成", "目前完成", "目前已完成"])
                && matches!(rates, [r] if r.is_rate() && r.end == n.end)
        });
    size(told)
}

/// 4090万元专项经费为149所卫生院加强装备: whom the money is for.
pub(super) fn granted_for(case: &Case) -> Option<Role> {
    let granted = case.near.ends_with_one(&["经费为", "资金为", "补助为"]) && !case.is_money();
    size(granted)
}

/// 碧道长7.1公里: how long it is.
pub(super) fn long(case: &Case) -> Option<Role> {
    let length = case.q.dimension() == Some(Dimension::Length);
    let other = ["增长", "延长", "加长", "接长", "总里程长", "新增长", "成长"];
    // 治理河长24.6公里 is done.
    let worked = || {
        let mut works = case.prose.scan.work(case.own, case.q.start);
        works.any(|(_, w)| w.kind != Kind::Noun)
    };
    size(
        length
            && case.near.ends_with('长')
            && !case.near.ends_with_one(&other)
            && !worked()
            && !built_so_far(case, case.q.start),
    )
}

/// 新建步道全长10.5公里,已投入使用; 新增绿地总面积11万平方米: whether what is measured, up to `at`, is what
/// was built, where the title measures it as well.
fn built_so_far(case: &Case, at: usize) -> bool {
    const ADDED: &[&str] = &["新增", "建成", "完成"];
    if !case.unit_asked() {
        return false;
    }
    // 建成建筑面积5.2万平方米.
    let of = case.text.one_before(at, &["总建筑", "建筑", "总"]);
    let at = of.map_or(at, |(_, at)| at);
    if case.text.one_before(at, ADDED).is_some() {
        return true;
    }
    let one = case.lead.has(any_of!["项目", "工程", "该", "建成后"]);
    let builds = || {
        let mut acts = case.prose.scan.work(case.c.start, at);
        acts.any(|(_, w)| w.phase == Phase::Construction && w.kind != Kind::Noun)
    };
    !one && (case.lead.has(any_of!["新增", "建成"]) || builds() && case.finished_behind())
}

/// 公办838所,占比83.8%;民办162所,占比16.2%: the next kind of what is counted already.
pub(super) fn composed_next(case: &Case) -> Option<Role> {
    let shares = |k: usize| {
        let words = |c: &crate::clause::Clause| case.text.words(c.start, c.end);
        let next = case.prose.clauses.get(k);
        next.is_some_and(|c| words(c).starts_with("占比"))
    };
    let last = case.before.iter().rfind(|b| !b.quantity.is_rate())?;
    let kind = matches!(last.role, Role::Other("size"))
        && last.amount.unit == case.q.unit_text
        && last.clause + 2 == case.clause
        && shares(case.clause - 1)
        && shares(case.clause + 1)
        && case.q.end == case.c.end
        && (1..=6).contains(&case.lead.chars().count())
        && case.is_named_only();
    size(kind)
}

/// 1000所幼儿园中公办838所,占比83.8%: of what kinds those are that are counted already.
pub(super) fn composed(case: &Case) -> Option<Role> {
    let whole = case
        .prose
        .quantities_in(case.c.start, case.q.start)
        .last()?;
    let kind = case.text.words(whole.end, case.q.start);
    let (_, name) = kind.split_once('中')?;
    let shares = case.clause_after().is_some_and(|n| {
        let words = case.text.words(n.start, n.end);
        words.starts_with("占比") && case.q.end == case.c.end
    });
    let quiet = !case
        .prose
        .scan
        .within(case.c.start, case.q.start)
        .any(|h| match h.entry {
            Entry::Word(class) => matches!(class, Class::Done | Class::Finish),
            Entry::Work(w) => w.kind == Kind::Stage,
        });
    let named = (1..=6).contains(&name.chars().count()) && name.chars().all(is_chinese);
    size(whole.unit_text == case.q.unit_text && named && shares && quiet)
}

/// 设7座车站的轻轨: what belongs to it.
pub(super) fn equipped(case: &Case) -> Option<Role> {
    let has = matches!(case.lead.trim(), "设" | "设有" | "共设") && case.rest.contains('的');
    size(has)
}

/// 全长25公里, 涉及8个项目.
pub(super) fn described(case: &Case) -> Option<Role> {
    let (text, scan) = (case.text, &case.prose.scan);
    let hit = scan.last(Class::Describe, case.c.start, case.q.start)?;
    let between = text.words(hit.end, case.q.start);
    let short = hit.end - hit.start == 1;
    // 涉及会盟、麻屯、白鹤等5个镇.
    if text.starts(hit.start, "涉及") && between.ends_with('等') && between.contains('、') {
        return Some(listed(case.scene, case.clause));
    }

    let reach =
        between.count() <= 12 && !between.has(any_of!["完成", "建成", "新增", "新建", "改造"]);
    if !reach || between.has(any_of!["累计"]) || short && !between.is_empty() {
        return None;
    }
    // 总投资560万元的20座公厕全部建成, 建成库容1.2万吨的冷库32座: it is another figure that the word is of.
    let inner = || {
        let amounts = case.prose.quantities_in(hit.end, case.q.start);
        let own = amounts.first().filter(|own| own.start <= hit.end + 1);
        let Some(own) = own.filter(|own| own.reject.is_none()) else {
            return false;
        };
        // 涉及3个乡镇12个村的5.1万亩.
        let of = text.each(own.end, case.q.start, '的').next().is_some();
        let told = || case.rest.has(COMPLETED) || case.acts_in(case.c.start, hit.start);
        let across = any_of!["管径", "口径", "直径", "宽度"];
        of && told()
            || text.words(hit.start, hit.end).has(across) && !between.contains(['、', ',', '和'])
    };
    if inner() {
        return None;
    }
    // 完成治理面积133平方公里 is done, 总面积133平方公里 a size.
    let done = scan.within(case.c.start, hit.start).any(|h| {
        matches!(
            h.entry,
            Entry::Word(Class::Done | Class::Total | Class::Reached)
        )
    }) && (text.ends(hit.end, "面积")
        && !text.ends(hit.end, "建筑面积")
        && !text.ends(hit.end, "总面积")
        || text.ends(hit.start, "完成"));

    // What the title measures is no mere size: 粮食播种面积.
    // 道路拓宽42.6公里, 铺设管网长度26.8公里: how much of it was done.
    let word = text.folded_of(hit.start, hit.end);
    let widened = word == "宽" && matches!(text.before(hit.start), '拓' | '加');
    let worked = || {
        let mut acts = scan.work(case.c.start, hit.start);
        matches!(word, "长度" | "面积" | "建筑面积" | "总长度")
            && acts.any(|(_, w)| {
                let built = w.phase == Phase::Construction && w.kind != Kind::Noun;
                built || w.phase == Phase::Completion && w.kind == Kind::Stage
            })
            && (word != "建筑面积"
                || case
                    .scene
                    .targets
                    .list
                    .iter()
                    .any(|t| t.amount.unit == case.q.unit_text))
            && !case.lead.has(any_of!["项目", "工程", "该"])
    };
    // 改善灌溉面积3万亩.
    let bettered = word == "面积"
        && text
            .one_before(
                hit.start,
                &[
                    "改善灌溉",
                    "恢复灌溉",
                    "改善除涝",
                    "改善排涝",
                    "新增灌溉",
                    "改善灌区灌溉",
                ],
            )
            .is_some();
    let whole = || {
        (word.ends_with("面积") || word.ends_with('长') || word == "总长度")
            && built_so_far(case, hit.start)
    };
    // 销售面积221万平方米,同比上升19.7%: measured anew each period.
    let statistic = || {
        case.clause_after().is_some_and(|n| {
            let then = ["同比", "比上年", "比去年", "较上年", "较去年"];
            case.q.end == case.c.end && text.one_of(n.start, &then).is_some()
        })
    };
    if widened || bettered || worked() || whole() || statistic() {
        return None;
    }
    // 清退违法占地32亩: what is cleared.
    let unlawful = text
        .one_before(hit.start, &["违法", "违规", "非法"])
        .is_some();
    // 公园占地108亩: its site, whatever the title says of that.
    if word.starts_with("占地") && !unlawful {
        return Some(Role::Other("size"));
    }
    let targets = &case.scene.targets.list;
    // 涉及居民4236户 for 惠及居民4200户.
    let gains = |own: &str| word == "涉及" && own.has(any_of!["惠及", "受益"]);
    let asked = || {
        let people = matches!(case.q.unit_text.as_str(), "户" | "人" | "名" | "人次");
        let same = |t: &Prepared| people && same_unit(&t.amount.unit, &case.q.unit_text);
        !short
            && targets
                .iter()
                .any(|t| t.own.contains(word) || gains(t.own) && same(t))
    };
    // 涉及的61个村庄全部开工.
    let all = || {
        text.starts(hit.start, "涉及")
            && case.rest.has(ALL_OF_THEM)
            && scan
                .work(case.q.end, case.c.end)
                .any(|(_, w)| w.kind == Kind::Stage)
    };
    // 项目投资1790万元已完成.
    let spent = text.starts(hit.start, "投资")
        && case
            .rest
            .starts_with_one(&["已完成", "已全部完成", "全部完成", "已投入"]);
    // 涉及居民22.98万户,完成年度目标任务的89.78%: the percentage tells that it counts.
    // 新建及改造总长7503千米,为年度计划的150%, too.
    // 任务完成率62.5%,防治面积达500平方公里: the rate before tells that it counts.
    let rated = || {
        let before = case.before.last().filter(|b| b.clause + 1 == case.clause);
        before.is_some_and(|b| matches!(b.role, Role::Completion) && case.meets_one(b.quantity))
    };
    let told = || {
        (text.starts(hit.start, "涉及") || word.starts_with('总')) && case.fits_stated() || rated()
    };
    if done || unlawful || asked() || all() || spent || told() {
        return None;
    }
    Some(if text.starts(hit.start, "涉及") {
        listed(case.scene, case.clause)
    } else {
        Role::Other("size")
    })
}

/// 5000立方米储气罐2座, 4.5米宽以上乡道56公里: how large one of those is that are counted behind it.
pub(super) fn of_each(case: &Case) -> Option<Role> {
    let (text, q) = (case.text, case.q);
    let dimension = q.dimension();
    let measured = matches!(
        dimension,
        Some(Dimension::Volume | Dimension::Mass | Dimension::Area | Dimension::Length)
    ) && !matches!(q.unit_text.as_str(), "公里" | "亩");
    if !measured {
        return None;
    }
    // 4.5米宽, 12米高.
    let side = q.unit_text == "米"
        && (text.one_of(q.end, &["宽", "高", "深", "厚"]).is_some()
            || q.bounded_after && text.one_of(q.bare_end, &["宽", "高"]).is_some());
    let counted = || {
        let next = case.prose.quantities_in(q.end, case.c.end).first()?;
        let between = text.folded_of(q.end, next.start);
        let named = (2..=8).contains(&between.chars().count())
            && between.chars().all(is_chinese)
            && !between.contains(['和', '及', '共', '与']);
        let things = matches!(
            next.unit_text.as_str(),
            "座" | "个" | "所" | "口" | "处" | "台" | "家"
        );
        Some(next.reject.is_none() && named && things)
    };
    let asked = case
        .scene
        .targets
        .list
        .iter()
        .any(|t| t.amount.unit == q.unit_text);
    size(side || !asked && counted() == Some(true))
}

/// 6层.
pub(super) fn storeys(case: &Case) -> Option<Role> {
    size(case.q.unit_text == "层")
}

/// 组建3个督查组, 分三个标段实施, 可办理1286项.
pub(super) fn groups(case: &Case) -> Option<Role> {
    const GROUPS: &[&str] = &[
        "组",
        "专班",
        "标段",
        "批实施",
        "批次实施",
        "方面",
        "环节",
        "功能区",
    ];
    let near = &case.near;
    // 通车142个村、1120个组: what stands behind the next is that one's.
    let next = case.prose.quantities_in(case.q.end, case.c.end).first();
    let rest = &case
        .text
        .words(case.q.end, next.map_or(case.c.end, |n| n.start));
    let of_village = *rest == "组" && case.lead.contains('村');
    size(
        targets::names_kinds(case.prose, case.q, case.c.end)
            || !of_village
                // 成立文艺宣传小组32个组, where the title asks for them.
                && !case.asks_for(any_of!["小组"], near)
                && GROUPS
                    .iter()
                    .any(|w| rest.ends_with(w) || rest.starts_with(w))
            || near.ends_with('分')
            || can(case),
    )
}

/// 可办理1286项: what may be done; but 可实时查询的公交线路达79条 tells which they are.
fn can(case: &Case) -> bool {
    let (bare, near) = (case.bare(), &case.near);
    let which = || bare.contains('的') && near.ends_with_one(&["达", "达到", "共", "已有"]);
    let verb = case.own + near.count() - bare.chars().count();
    bare.starts_with('可')
        && !bare.starts_with("可喜")
        && !there_already(case)
        && !which()
        && !case.ends_behind(verb + 1)
}

/// 6个督导检查组: a group of people sent out, and no work.
pub(super) fn teams(case: &Case) -> Option<Role> {
    const TEAMS: &Sought = any_of![
        "检查组",
        "工作组",
        "督导组",
        "督查组",
        "调研组",
        "专家组",
        "指导组",
        "巡查组",
        "工作队",
        "服务队",
        "专班"
    ];
    let behind = case.text.words(case.q.end, case.c.end.min(case.q.end + 8));
    // 选派52个驻村工作队, where the title asks for them.
    size(behind.has(TEAMS) && !case.asks_for(TEAMS, &behind))
}

/// 为10件实事共下达资金: the name of the programme.
pub(super) fn programme(case: &Case) -> Option<Role> {
    const NAMES: &[&str] = &["实事", "民生实事", "重点民生实事", "惠民实事"];
    size(
        matches!(case.q.unit_text.as_str(), "件" | "项")
            && case.text.one_of(case.q.end, NAMES).is_some()
            && (case.text.before(case.q.start) == '为' || case.rest.has(any_of!["资金"])),
    )
}

/// 在46个小区,建成38个: where it was done.
pub(super) fn where_done(case: &Case) -> Option<Role> {
    // 在20处小街巷安装了路灯62盏.
    let next = case.prose.quantities_in(case.q.end, case.c.end).first();
    let before_other = case.text.before(case.q.start) == '在'
        && next.is_some_and(|n| n.reject.is_none() && n.unit_text != case.q.unit_text);
    // 22个深度贫困县的6.89万户: whose households.
    let whose = next.is_some_and(|n| {
        let name = case.text.words(case.q.end, n.start);
        n.reject.is_none()
            && n.unit_text != case.q.unit_text
            && n.value > case.q.value
            && case.q.unit_text == "个"
            && name.count() <= 12
            && name.ends_with_one(&["县的", "村的", "镇的", "乡的", "街道的", "社区的", "市的"])
    });
    size(whose || before_other || case.lead == "在" && case.rest.count() <= 4 && case.c.mark == ',')
}

/// 印发30项民生实事安排方案.
pub(super) fn issued(case: &Case) -> Option<Role> {
    let q = case.q;
    let issued = case
        .prose
        .scan
        .within(case.c.start.max(q.start.saturating_sub(6)), q.start)
        .any(|h| {
            h.end == q.start
                && matches!(h.entry, Entry::Work(w) if w.phase == Phase::Planning && w.kind == Kind::Act)
        });
    size(issued && case.rest.ends_with_one(PAPERS))
}

/// 全市799家规上工业企业实现增加值229亿元: who earns it.
pub(super) fn earners(case: &Case) -> Option<Role> {
    let q = case.q;
    let sum = case
        .prose
        .quantities_in(q.end, case.c.end.min(q.end + 40))
        .iter()
        .find(|n| n.reject.is_none() && n.unit.is_some())
        .filter(|n| n.dimension() == Some(Dimension::Money))?;
    let between = case.text.words(q.end, sum.start);
    let firms = any_of![
        "企业", "单位", "机构", "商户", "法人", "项目", "工程", "事项",
    ];
    let yields = any_of![
        "值",
        "收入",
        "利润",
        "营收",
        "销售额",
        "零售额",
        "税收",
        "投资",
        "资金",
    ];
    let earns = any_of!["实现", "完成", "投入"];
    // 106家企业通过帮扶实现新增销售收入2.3亿元, where the title asks for that help.
    let helped = || between.has(any_of!["通过"]) && case.acts_as_asked(q.end, sum.start);
    size(between.has(firms) && between.has(earns) && between.has(yields) && !helped())
}

/// 除1座闸站外.
pub(super) fn left_out(case: &Case) -> Option<Role> {
    let (text, at) = (case.text, case.q.start);
    // 除东园等4个小区外.
    let apart =
        case.lead.starts_with('除') && case.rest.contains('外') && case.c.end <= case.q.end + 8;
    size(
        apart
            || text.before(at) == '除'
                && !matches!(
                    text.before(at - 1),
                    '拆' | '清' | '消' | '排' | '免' | '删' | '铲' | '解' | '剔' | '根' | '废'
                ),
    )
}

/// 满意175票.
pub(super) fn votes(case: &Case) -> Option<Role> {
    size(case.q.unit_text == "票")
}

/// 拓宽至6米.
pub(super) fn widened(case: &Case) -> Option<Role> {
    const WIDENED: &[&str] = &["拓宽至", "加宽至", "拓宽到", "加宽到"];
    // 治理宽度66—150米: how wide it is.
    const EXTENTS: &[&str] = &["宽度", "深度", "高度", "厚度", "路宽", "桥宽", "宽约"];
    let extent = EXTENTS.iter().find(|word| case.near.ends_with(**word));
    let asked = |word: &&&str| case.scene.targets.title_words.contains(**word);
    size(case.near.ends_with_one(WIDENED) || extent.is_some_and(|word| !asked(&word)))
}

/// 已落实4个文化站设备配置资金268万元: what the money is for.
pub(super) fn funded(case: &Case) -> Option<Role> {
    let granted = any_of!["落实", "下达", "安排", "拨付", "争取", "下拨"];
    if case.is_money() || !case.text.words(case.c.start, case.q.start).has(granted) {
        return None;
    }
    let behind = case.prose.quantities_in(case.q.end, case.c.end).iter();
    let sum = behind
        .filter(|p| p.reject.is_none())
        .find(|p| p.dimension() == Some(Dimension::Money))?;
    let between = case.text.words(case.q.end, sum.start);
    size(
        between.ends_with_one(&["资金", "经费", "补助", "补助资金", "专项资金"])
            && !between.contains(','),
    )
}

/// 占年度210亿元计划投资的52%: what it is a share of.
pub(super) fn shared(case: &Case) -> Option<Role> {
    const WHOLES: &[&str] = &["计划", "任务", "目标", "总"];
    size(case.bare().starts_with('占') && case.rest.starts_with_one(WHOLES))
}

/// 126所学校覆盖率达100%: the rate is the figure.
pub(super) fn rated(case: &Case) -> Option<Role> {
    let (prose, q) = (case.prose, case.q);
    let rate = prose
        .quantities_in(q.end, case.c.end)
        .iter()
        .find(|p| p.is_rate() && p.reject.is_none())?;
    let worked = || {
        prose.scan.within(case.c.start, q.start).any(|h| {
            matches!(
                h.entry,
                Entry::Word(Class::Done | Class::Reached) | Entry::Work(_)
            )
        })
    };
    let between = case.text.words(q.end, rate.start);
    // 16座已完工、4座在建、完成率80%; 605个已开工(开工率87.6%): of those counted.
    let named = between.contains('率') && !between.contains(['、', '(']);
    // 56个村卫生室标准化建设达标率100%: all of them are.
    let whole = || {
        rate.value == rust_decimal::Decimal::ONE_HUNDRED
            && case.unit_asked()
            && between.has(any_of!["达标率", "完成率", "完工率", "建成率", "竣工率"])
    };
    size(named && case.lead.count() <= 4 && !worked() && !whole())
}

/// 10个生活圈建设方案已印发: papers about them.
pub(super) fn papers(case: &Case) -> Option<Role> {
    // 确认20家博物馆、65个公园项目清单.
    let listed = case
        .lead
        .starts_with_one(&["确认", "形成", "制定", "梳理", "编制", "列出"])
        && case.rest.ends_with_one(&["清单", "名单"]);
    if listed {
        return size(true);
    }
    // 65座检测中心的投资计划已分解下达.
    let planned = case.lead.trim().is_empty()
        && case.rest.has(any_of![
            "投资计划已",
            "资金计划已",
            "建设计划已",
            "项目计划已"
        ]);
    if planned {
        return size(true);
    }
    const KINDS: &Sought = any_of!["方案", "名单", "规划", "清单"];
    size(
        case.rest.has(KINDS)
            // 12项权责清单对外公布, where the title asks for them.
            && !case.asks_for(KINDS, &case.rest)
            // 1771个重建规划项目已全部完成.
            && !case.rest.has(any_of!["规划项目", "规划建设", "规划任务", "规划内", "清单项目"])
            && !case
                .rest
                .has(any_of!["已制定", "已编制", "已确定", "已明确", "已完成"])
            && case.lead.trim().is_empty()
            && !case
                .rest
                .starts_with_one(&["已", "均已", "均完成", "全部完成"]),
    )
}

/// 以3个项目为抓手.
pub(super) fn means(case: &Case) -> Option<Role> {
    // 以106场演出为群众送去欢乐: for whom.
    let means = || {
        let behind = case.rest.rsplit_once('为').map(|(_, behind)| behind);
        behind.is_some_and(|behind| {
            !behind.has(any_of![
                "群众",
                "居民",
                "老人",
                "老年人",
                "村民",
                "市民",
                "企业",
                "学生",
                "儿童",
                "妇女",
                "游客",
                "职工",
                "农户",
                "师生",
                "患者"
            ])
        })
    };
    size(case.lead.starts_with('以') && case.rest.contains('为') && means())
}

/// 十大民生工程共44项,完成投资19.63亿元: of how many the sum is.
pub(super) fn invested_in(case: &Case) -> Option<Role> {
    let counted = case.near.ends_with('共') && case.near.count() >= 5
        || case
            .near
            .ends_with_one(&["工程共有", "项目共有", "实事共有"]);
    let named = case.near.has(any_of!["工程", "项目", "实事"]);
    let sum = || {
        case.clause_after().is_some_and(|n| {
            let words = case.text.words(n.start, n.end);
            let money = case.prose.quantities_in(n.start, n.end).iter();
            words.has(any_of!["完成投资"])
                && money
                    .clone()
                    .any(|q| q.dimension() == Some(Dimension::Money))
        })
    };
    let alone = case.rest.is_empty() || case.rest == "项目";
    size(counted && named && alone && !case.near.has(PROGRESS) && sum())
}

/// 新建项目124个,其中122个已动工; 续建项目133个,完成投资454亿元: of how many of a kind the rest is told.
pub(super) fn kind_of_projects(case: &Case) -> Option<Role> {
    const KINDS: &Sought = any_of!["新建项目", "续建项目", "前期项目", "结转项目", "新开工项目"];
    let told = || {
        case.clause_after().is_some_and(|n| {
            let words = case.text.words(n.start, n.end);
            words.starts_with_one(&["其中", "完成投资", "投资完成", "已完成投资"])
        })
    };
    let bare = KINDS.iter().any(|kind| kind.word == case.bare()) && case.q.end == case.c.end;
    size(bare && told() && !case.asks_for(KINDS, &case.near))
}

/// 等10项精细化服务.
pub(super) fn and_others(case: &Case) -> Option<Role> {
    // 取消婚育、居住等12项证明, where the title asks for that.
    let asked = || case.unit_asked() && case.opens_as_asked();
    size(
        case.text.before(case.q.start) == '等'
            && case.q.unit_text == "项"
            && !case.rest.has(PROGRESS)
            && !asked(),
    )
}

/// 两项筛查率 counts rates.
pub(super) fn counts_rates(case: &Case) -> Option<Role> {
    let q = case.q;
    size(q.form == Form::Single && q.unit_text == "项" && case.rest.contains('率'))
}

/// 50个小区名单.
pub(super) fn names(case: &Case) -> Option<Role> {
    let rest = &case.rest;
    size(
        rest.ends_with("名单")
            || rest.starts_with("任务") && !rest.has(any_of!["完成", "办结", "达成", "销号"]),
    )
}

/// 2个小区完成工程量的90%: clauses with a percentage speak of that.
pub(super) fn of_percent(case: &Case) -> Option<Role> {
    // 7座已完工、2座完成工程量的85%: up to the next that are counted.
    let behind = case.prose.quantities_in(case.q.end, case.c.end).iter();
    let until = behind
        .clone()
        .find(|n| n.reject.is_none() && n.unit.is_some() && !n.is_rate())
        .map_or(case.c.end, |n| n.start);
    let percents = behind
        .take_while(|p| p.start < until)
        .any(|p| p.is_rate() && p.reject.is_none() && case.prose.open(p.numeral));
    let works = any_of![
        "完成工程",
        "完成总",
        "完成投资",
        "完成形象",
        "完成建设任务的",
    ];
    // 8个小区完成40%.
    let next = case.prose.quantities_in(case.q.end, case.c.end).first();
    let beside = next.is_some_and(|p| {
        p.is_rate() && p.reject.is_none() && {
            // 改造2435户、完成81% are an amount and its rate.
            let between = case.text.words(case.q.end, p.start);
            // 已建成8座(完成80%).
            !between.starts_with(['、', '('])
                && between.ends_with_one(&["完成", "完成了", "完成约"])
        }
    });
    // 9个项目施工进度达90%以上、5个达80%以上.
    let gone = next.is_some_and(|p| {
        p.is_rate() && p.reject.is_none() && p.value < rust_decimal::Decimal::ONE_HUNDRED && {
            let between = case.text.words(case.q.end, p.start);
            between.has(any_of!["施工进度", "形象进度", "工程进度", "建设进度"])
                || between.ends_with_one(&["进度在", "进度达", "进度达到", "进度超过", "进度过"])
                || matches!(&*between, "达" | "达到" | "在")
        }
    });
    size(percents && case.rest.has(works) || beside || gone)
}
