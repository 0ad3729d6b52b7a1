//! Amounts that only tell what a clause is about, or belong to something else altogether.

use super::case::{Case, size};
use super::plans::listed;
use super::shared::{is_row, names_place};
use crate::clause::Prose;
use crate::rules::actuals::{Judged, Role};
use crate::rules::kinds::{COMPLETED, DONE, WHOLE_PLACE};
use crate::rules::link;
use crate::text::{Phrase as _, Sought, any_of, is_chinese};
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::Phase;

/// 30项在建项目完成投资21.42亿元, 954个项目完成年度计划投资的54.83%: the subject of a clause
/// that goes on to a sum or a rate.
pub(super) fn subject(case: &Case) -> Option<Role> {
    let (prose, text, q) = (case.prose, case.text, case.q);
    let counted = matches!(q.dimension(), Some(Dimension::Count | Dimension::Person));
    if !counted || says_done(prose, case.own, q.start) || text.before(q.start) == '、' {
        return None;
    }
    if named_before_sum(case) {
        return Some(Role::Other("size"));
    }
    let next = prose
        .quantities_in(q.end, case.c.end)
        .iter()
        .find(|n| n.reject.is_none() && n.unit.is_some())?;
    // Of a rate only one of money: of the things themselves the count is what is told.
    let between = text.words(q.end, next.start);
    let of_money = between.has(any_of!["投资", "支出", "资金", "预算"]);
    let ends = prose
        .scan
        .work(q.end, next.start)
        .any(|(_, w)| w.kind == Kind::Stage);
    let spends = between.has(any_of![
        "完成", "投入", "投资", "拨付", "支出", "下达", "使用", "落实", "筹集", "融资"
    ]);
    // 9所学校增加学位8640个: what they gave.
    if matches!(next.dimension(), Some(Dimension::Count | Dimension::Person))
        && next.unit_text != q.unit_text
        && between.has(any_of!["增加", "新增", "提供"])
        // 32场招聘会共提供岗位5600个: what was held is over.
        && !matches!(q.unit_text.as_str(), "场" | "场次" | "期" | "次")
        && !between.contains(['、', '已'])
        && case.lead.trim().is_empty()
    {
        return Some(Role::Other("size"));
    }
    // 10所幼儿园完成投资1.2亿元并全部开园.
    let ended_behind = || {
        let behind = text.words(next.end, case.c.end);
        behind.has(any_of!["全部", "均已", "并已"])
            && crate::rules::stages::ended(prose, next.end, case.c.end)
    };
    // 1056名学生落实资助资金132万元, where the title asks how many are helped.
    let helped = || {
        q.dimension() == Some(Dimension::Person)
            && case.unit_asked()
            && case.scene.targets.title_words.has(HELPS)
            && between.has(HELPS)
    };
    size(match next.dimension() {
        Some(Dimension::Money) => spends && !ends && !ended_behind() && !helped(),
        Some(Dimension::Rate) => of_money && spends && !ends,
        _ => false,
    })
}

/// Help in money.
const HELPS: &Sought = any_of!["资助", "补助", "救助", "补贴", "奖励"];

/// 综合交通19项,完成55亿元: how many are spoken of, before the sum that they took.
fn named_before_sum(case: &Case) -> bool {
    let (prose, text, q, c) = (case.prose, case.text, case.q, case.c);
    let acts = prose.scan.within(c.start, c.end).any(|h| match h.entry {
        Entry::Work(w) => w.kind != Kind::Noun && w.kind != Kind::Activity,
        Entry::Word(class) => matches!(class, Class::Done | Class::Finish | Class::Total),
    });
    q.end == c.end
        && q.dimension() == Some(Dimension::Count)
        && !acts
        && case.clause_after().is_some_and(|n| {
            text.one_of(n.start, &["完成", "年度计划", "计划", "完成投资"])
                .is_some_and(|(_, at)| {
                    prose.quantities_in(at, n.end).first().is_some_and(|m| {
                        m.start <= at + 2 && m.dimension() == Some(Dimension::Money)
                    })
                })
        })
}

/// 七个区市全部启动, 18个市县计划…: the places that a clause is about.
pub(super) fn places(case: &Case) -> Option<Role> {
    const PLACES: &[&str] = &[
        "市县",
        "县市",
        "区市",
        "县区",
        "区县",
        "镇街",
        "街镇",
        "设区市",
        "州市",
        "市(",
        "县(",
        "区(",
        "(市",
        "(县",
    ];
    let (prose, text, q) = (case.prose, case.text, case.q);
    if q.unit_text != "个" && q.unit_text != "县" {
        return None;
    }
    let (place, _) = text.one_of(q.end, PLACES)?;
    // 10个区市县均已取得批复: how many of them have come that far.
    let far = text.words(q.end, (q.end + 8).min(text.len()));
    if far.contains(['均', '都', '已']) {
        return None;
    }
    let name = place.trim_matches('(');
    let targets = &case.scene.targets.list;
    let asked = targets.iter().any(|t| t.own.contains(name));
    let acts = prose
        .scan
        .within(case.own, q.start)
        .any(|h| matches!(h.entry, Entry::Work(_)));
    let place = !asked && !acts && !says_done(prose, case.own, q.start);
    place.then_some(Role::Other("place"))
}

/// 5个示范县(市)完工2991.73公里: in how many places, and not what was done.
pub(super) fn done_in(case: &Case) -> Option<Role> {
    const PLACES: &[&str] = &["县", "县区", "镇", "乡", "村", "社区", "街道", "市)"];
    let (prose, text, q) = (case.prose, case.text, case.q);
    let own = matches!(q.unit_text.as_str(), "区" | "县" | "乡镇" | "镇");
    if q.unit_text != "个" && !own || !case.is_named_only() || case.lead.count() > 8 {
        return None;
    }
    // The verb, and how much of something else.
    let verb = prose
        .scan
        .within(q.end, case.c.end)
        .find(|h| match h.entry {
            Entry::Word(class) => matches!(class, Class::Done | Class::Finish | Class::Reached),
            Entry::Work(w) => w.kind != Kind::Noun && w.weight > 0,
        })?;
    let name = text.words(q.end, verb.start);
    let name = name.trim_end_matches(['共', '均', '已', '累', '计']);
    let places = own && name.chars().count() <= 10
        || (1..=10).contains(&name.chars().count()) && name.ends_with_one(PLACES);
    let next = prose.quantities_in(verb.end, case.c.end).first()?;
    let other = next.reject.is_none()
        && next.unit.is_some()
        && next.unit_text != q.unit_text
        && !matches!(next.dimension(), Some(Dimension::Time | Dimension::Age));
    let last = last_char(name);
    let targets = &case.scene.targets.list;
    let asked = targets
        .iter()
        .any(|t| t.amount.unit == q.unit_text && (own || last.is_some_and(|c| t.own.contains(c))));
    (places && other && !asked).then_some(Role::Other("place"))
}

/// The last character of 示范县(市): 市, brackets aside.
fn last_char(words: &str) -> Option<char> {
    words.chars().rfind(|c| *c != ')')
}

/// 该小区共666户,面积57648平方米: one thing is described, and not what was done to all.
pub(super) fn of_one(case: &Case) -> Option<Role> {
    let (prose, text, c) = (case.prose, case.text, case.c);
    let acts = |start: usize, end: usize| {
        prose.scan.within(start, end).any(|h| match h.entry {
            Entry::Word(class) => matches!(class, Class::Done | Class::Finish),
            Entry::Work(w) => w.kind == Kind::Stage,
        })
    };
    if acts(c.start, case.q.start) {
        return None;
    }
    let mut told = prose.clauses[..=case.clause]
        .iter()
        .rev()
        .take(5)
        // 该实事涉及41个项目,目前均已完工,投入经费6.9亿元: what came of it by then.
        .take_while(|b| b.sentence == c.sentence && (b.start == c.start || !acts(b.start, b.end)));
    // 该项工作是…, 此次活动共…: of the task itself.
    const OF_TASK: &[&str] = &[
        "该项工作",
        "该工作",
        "该项活动",
        "该活动",
        "此项",
        "此次",
        "此举",
    ];
    size(told.any(|b| {
        matches!(text.at(b.start), '该' | '此')
            && text.one_of(b.start, OF_TASK).is_none()
            && text
                .words(b.start, b.end)
                .contains(['为', '是', '系', '总', '共'])
            && !acts(b.start, b.end)
    }))
}

/// 省直2.5万套公寓。已有…: the target is only said again, with no word of what was done.
pub(super) fn restated(case: &Case) -> Option<Role> {
    let (prose, text, q, c) = (case.prose, case.text, case.q, case.c);
    let targets = &case.scene.targets.list;
    if !targets.iter().any(|t| t.is(q.value, &q.unit_text)) {
        return None;
    }
    // 8000名的指标也已超额完成.
    let goal = text.one_of(q.end, &["的指标", "的年度指标", "的年度目标", "的目标"]);
    let counted = || {
        let mut before = case.before.iter().rev().take(8);
        before.any(|b| {
            matches!(b.role, Role::Reached(_)) && link::same_unit(&b.amount.unit, &q.unit_text)
        })
    };
    if goal.is_some() && counted() && !case.lead.has(any_of!["完成", "实现", "达到", "超过"])
    {
        return Some(Role::Other("restated"));
    }
    // 36个指标全部达到75%的序时进度, 24个项目实现“双过半”.
    let words = text.words(c.start, c.end);
    let halfway = words.has(any_of!["过半", "一半", "序时", "标段实施"]);
    let says = || {
        prose.scan.within(c.start, c.end).any(|h| {
            prose.open(h.start)
                && match h.entry {
                    Entry::Word(class) => matches!(
                        class,
                        Class::Done
                            | Class::Reached
                            | Class::Finish
                            | Class::Total
                            | Class::Ongoing
                    ),
                    Entry::Work(w) => {
                        w.kind != Kind::Noun && w.weight > 0 && w.phase != Phase::Planning
                    }
                }
        })
    };
    // 20处居民楼环境提升,目前已完成22处: what it is about, before how far it is.
    let goes_on = || {
        case.lead.trim().is_empty()
            && case.rest.count() >= 4
            && !words.has(ENDED)
            && case.clause_after().is_some_and(|n| {
                let told = text.words(n.start, n.end);
                told.starts_with_one(&["目前已", "已", "现已", "累计", "实际"])
                    && case.counted_in(n, |_| true)
            })
    };
    // 500盏路灯安装426盏, 50件实事办结38件: how many of them.
    let of_them = || {
        let next = prose.quantities_in(q.end, c.end);
        // 18台锅炉(合计212蒸吨)已拆除11台: past what stands in brackets.
        let next = next
            .iter()
            .find(|n| n.reject.is_none() && n.unit.is_some() && prose.open(n.numeral));
        case.lead.trim().is_empty()
            && next.is_some_and(|n| {
                let from = text
                    .each(q.end, n.start, ')')
                    .next_back()
                    .map_or(q.end, |i| i + 1);
                let from = if from + 2 <= n.start { from } else { q.end };
                let between = text.words(from, n.start);
                n.unit_text == q.unit_text
                    && n.value <= q.value
                    && (2..=14).contains(&between.chars().count())
                    && !between.contains(['、', '和', '及', '与', '(', ')', '/'])
            })
    };
    // 18件实事27个考核指标中有19个完成: what they are among.
    let among = || {
        let next = prose.quantities_in(q.end, c.end);
        next.first().is_some_and(|n| {
            let name = text.words(q.end, n.start);
            let behind = text.words(n.end, (n.end + 8).min(c.end));
            (2..=6).contains(&name.count())
                && targets.iter().any(|t| t.is(n.value, &n.unit_text))
                && behind.has(any_of!["中有", "中已", "中，", "中,"])
        })
    };
    // 40所幼儿园建设任务,有47所开工建设; 1096公里水泥路建设全面展开,累计完成595公里.
    let told_behind = || {
        let opens =
            case.rest.ends_with("任务") || case.rest.ends_with_one(&["全面展开", "有序推进"]);
        opens
            && !words.has(ENDED)
            && case.clause_after().is_some_and(|n| {
                let told = text.words(n.start, n.end);
                told.starts_with_one(&["有", "已有", "已", "目前", "累计", "现已"])
                    && case.counted_in(n, |_| true)
            })
    };
    // 17个提质工程有序实施, 98个项目县共开工学校1543所.
    let subject = || {
        let going = [
            "有序实施",
            "有序推进",
            "稳步推进",
            "加快推进",
            "稳步实施",
            "加快实施",
        ];
        let other = || {
            let next = prose.quantities_in(q.end, c.end);
            next.iter().any(|n| {
                n.reject.is_none()
                    && n.unit.is_some()
                    && n.unit_text != q.unit_text
                    && text.words(q.end, n.start).has(any_of![
                        "共开工",
                        "共竣工",
                        "共完成",
                        "共建成"
                    ])
            })
        };
        q.start <= c.start + 1 && (case.rest.ends_with_one(&going) || other())
    };
    // 建设工程23个,达到和基本达到18个.
    let fewer = || {
        case.rest.trim().is_empty()
            && !words.has(ENDED)
            && case.clause_after().is_some_and(|n| {
                let told = text.words(n.start, n.end);
                told.starts_with_one(&["达到", "基本达到"]) && case.counted_in(n, |v| v < q.value)
            })
    };
    let alone = || {
        matches!(c.mark, '。' | ',' | ';')
            && prose.clauses.last().is_none_or(|last| last.start > c.start)
            && case.rest.count() >= 2
    };
    // 新增的4家达银幕16块: which they are.
    // 完成年初确定的20座公厕新建任务.
    let done_with = || case.lead.trim_start_matches('已').starts_with("完成");
    let ended = || case.rest.has(ENDED) || case.rest.has(COMPLETED);
    let which = text.before(q.start) == '的' && !done_with() && !ended();
    // 3057个老旧小区改造任务,已于10月底全部完工.
    let whole = listed(case.scene, case.clause);
    let met = !halfway && !case.rest.ends_with('中') && matches!(whole, Role::Reached(_));
    if met || as_project(case) {
        return Some(whole);
    }
    (halfway
        || which
        || subject()
        || among()
        || told_behind()
        || goes_on()
        || fewer()
        || of_them()
        || alone() && !says())
    .then_some(Role::Other("restated"))
}

/// Words of the end, that no name of a project bears.
const ENDED: &Sought = any_of!["已", "全部", "均", "完成", "完工", "竣工", "建成"];

/// 新增托位300个项目,已完成装修设计: the target as the name of the project, before how far it is.
fn as_project(case: &Case) -> bool {
    let (text, c) = (case.text, case.c);
    let words = text.words(c.start, c.end);
    let named = words.ends_with_one(&["项目", "工程"])
        && !words.has(ENDED)
        && !words.has(any_of![
            "实施", "开展", "推进", "启动", "落实", "谋划", "储备"
        ]);
    named
        && case.clause_after().is_some_and(|n| {
            let told = text.words(n.start, n.end);
            told.has(any_of!["已", "完成", "完工", "正在", "开工"])
                && !told.has(any_of!["惠及", "受益", "总投资"])
        })
}

/// 上年的35座: what the sentence is about.
pub(super) fn named(case: &Case) -> Option<Role> {
    let bare = case.rest.trim().is_empty() && case.c.mark == ',';
    let named = bare && matches!(case.lead.trim(), "上年的" | "去年的" | "今年的" | "本年的");
    named.then_some(Role::Other("size"))
}

/// 已完成10863人/12000人: of how many.
pub(super) fn behind_stroke(case: &Case) -> Option<Role> {
    let q = case.q;
    let stroke = case.text.before(q.start) == '/' && case.prose.open(q.start - 1);
    let last = case.before.last().filter(|_| stroke)?;
    let of_it = last.quantity.end + 1 == q.start
        && last.amount.unit == q.unit_text
        && last.amount.value <= q.value;
    of_it.then_some(Role::Other("base"))
}

/// 全区65岁以上老年人4.2万人,已体检2.13万人: of how many, before how many.
pub(super) fn base(case: &Case) -> Option<Role> {
    let (prose, text, q, c) = (case.prose, case.text, case.q, case.c);
    let named = (case.bare().starts_with_one(WHOLE_PLACE)
        || case.bare().starts_with_one(&["符合条件的", "适龄"]))
        && q.end == c.end;
    if !named || says_done(prose, c.start, c.end) {
        return None;
    }
    let worked = prose
        .scan
        .work(c.start, q.start)
        .any(|(_, w)| w.kind != Kind::Noun && w.weight > 0);
    let told = case.clause_after().is_some_and(|n| {
        text.words(n.start, n.end)
            .has(any_of!["已", "完成", "今年"])
            && case.counted_in(n, |value| value < q.value)
    });
    (!worked && told).then_some(Role::Other("size"))
}

/// 18座由水务公司负责, 3座因村民异议重新选址: whose they are, and why they are not done.
pub(super) fn handed_to(case: &Case) -> Option<Role> {
    let rest = &case.rest;
    // 由供电公司负责建设的12座充电站投运.
    let ended = || case.near.ends_with('的') && case.rest.has(COMPLETED);
    let in_charge = case.near.has(any_of!["负责"])
        && !ended()
        && !case.near.has(any_of!["完成", "已", "负责人", "负责同志"]);
    let given = in_charge
        || rest.starts_with('由') && rest.ends_with_one(&["负责", "承担", "组织实施", "牵头"]);
    let held = rest.starts_with('因')
        && rest.has(any_of![
            "重新", "未", "暂", "推迟", "延", "滞", "无法", "停", "缓", "调整", "取消", "受阻",
            "不", "难"
        ])
        && !rest.contains('已')
        && case.marks.already.is_none();
    // 因3个企业产权不清.
    let cause = case.bare() == "因" || case.bare() == "由于";
    // 两批共40个社区.
    let batches = case.q.unit_text == "批" && rest.starts_with('共');
    (given || held || cause || batches).then_some(Role::Other("size"))
}

/// 分布为甲公寓40张、乙中心20张: where they will be.
pub(super) fn laid_out(case: &Case) -> Option<Role> {
    let laid_out = case
        .lead
        .has(any_of!["分布为", "分布于", "分别位于", "分别布局"])
        && !case.lead.has(DONE);
    laid_out.then_some(Role::Other("size"))
}

/// 已开工46户。连江县开工21户,永泰县开工10户: the whole by places.
pub(super) fn of_place(case: &Case) -> Option<Role> {
    let (prose, text, q) = (case.prose, case.text, case.q);
    let title = &case.scene.targets.title_words;
    let placed = |k: usize| {
        prose.clauses.get(k).is_some_and(|c| {
            !prose.quantities_in(c.start, c.end).is_empty()
                && names_place(text.folded_of(c.start, c.end), title)
        })
    };
    let listed = || {
        placed(case.clause)
            && (placed(case.clause + 1)
                || placed(case.clause + 2)
                || case.clause.checked_sub(1).is_some_and(placed)
                || case.clause.checked_sub(2).is_some_and(placed))
    };
    let whole = || {
        case.before.iter().rev().take(12).any(|w| {
            w.amount.unit == q.unit_text
                && w.amount.value > q.value
                && matches!(w.role, Role::Reached(_))
                && prose.clauses[w.clause].sentence + 1 == case.c.sentence
                && !placed(w.clause)
        })
    };
    let counted = matches!(q.dimension(), Some(Dimension::Count | Dimension::Person));
    (counted && whole() && listed()).then_some(Role::Other("part"))
}

/// 分别为15.2万套、8.7万套目标的137.5%、112.8%: the targets said again, of which the rates are.
pub(super) fn of_targets(case: &Case) -> Option<Role> {
    let lead = case.lead.trim_start_matches([',', ' ']);
    let told = lead.starts_with(['为', '占']) || case.lead.has(any_of!["分别为", "分别占"]);
    let goals = ["目标的", "任务的", "计划的", "指标的"];
    let rates = case.prose.quantities_in(case.q.end, case.c.end).iter();
    let of_it = rates
        .filter(|q| q.is_rate())
        .any(|q| case.text.one_before(q.start, &goals).is_some());
    let asked = || {
        let mut targets = case.scene.targets.list.iter();
        targets.any(|t| t.is(case.q.value, &case.q.unit_text))
    };
    (told && of_it && !case.q.is_rate() && asked()).then_some(Role::Other("restated"))
}

/// 点位分布为:永登县17条、红古区15条: where those are that are told apart from this.
pub(super) fn spread(case: &Case) -> Option<Role> {
    let label = case.prose.label_of(case.clause)?;
    let words = case.text.words(label.start, label.end);
    let spread = words.ends_with_one(&["分布为", "分布", "分布情况", "分布如下"]);
    (spread && case.is_named_only()).then_some(Role::Other("part"))
}

/// 由五部门联合下发: who does it.
pub(super) fn departments(case: &Case) -> Option<Role> {
    let who = case.q.unit_text == "部" && case.text.at(case.q.end) == '门';
    who.then_some(Role::Other("place"))
}

/// 康盛花园9-12幢: the numbers of houses.
pub(super) fn house_numbers(case: &Case) -> Option<Role> {
    let q = case.q;
    let houses = q.max.is_some()
        && matches!(q.unit_text.as_str(), "幢" | "栋" | "单元" | "组")
        && is_chinese(case.text.before(q.start))
        && case.text.folded_of(q.start, q.end).contains('-')
        && !says_done(case.prose, case.own, q.start);
    houses.then_some(Role::Other("identifier"))
}

/// 累计完成77000万元,超额完成27000万元: how far beyond what was planned.
///
/// 超额完成任务23所 behind 完成46所: by how much more than the task, and no more of it.
pub(super) fn beyond_plan(case: &Case) -> Option<Role> {
    const BEYOND: &[&str] = &[
        "超额完成",
        "超额",
        "超计划",
        "超目标",
        "超量",
        "超任务",
        "超目标任务",
        "超出",
        "多完成",
        "多建成",
        "增加完成",
    ];
    const TASKS: &[&str] = &[
        "任务",
        "目标",
        "计划",
        "指标",
        "任务数",
        "目标数",
        "计划数",
        "年度",
        "全年",
    ];
    // 超额完成年度目标任务23所: the words for the task aside.
    let mut said: &str = case.near.trim_end_matches(['约', '近', '了']);
    while let Some(less) = TASKS.iter().find_map(|word| said.strip_suffix(word)) {
        said = less;
    }
    let near_one = |b: &Judged| case.prose.clauses[b.clause].sentence + 1 >= case.c.sentence;
    // 分别超额2.85万人、1.51万人.
    let in_turn = case.bare().is_empty()
        && case
            .lead
            .has(any_of!["分别超额", "分别超计划", "分别超目标"])
        && !case.lead.has(any_of!["完成"]);
    let mut same = case.before.iter().rev().take(4);
    let told = same.find(|b| b.amount.unit == case.q.unit_text);
    // 超额完成任务20张 for 300张: nothing that exceeds the task is less than it.
    let less_than_asked = || {
        let targets = case.scene.targets.list.iter();
        let alike = targets.filter(|t| link::same_unit(&t.amount.unit, &case.q.unit_text));
        let mut asked = alike.peekable();
        asked.peek().is_some() && asked.all(|t| t.amount.value > case.q.value)
    };
    let beyond = in_turn
        || (said.ends_with_one(BEYOND) || case.near.ends_with_one(BEYOND))
            && match told {
                Some(b) => b.amount.value > case.q.value && near_one(b),
                None => less_than_asked(),
            };
    beyond.then_some(Role::Other("comparison"))
}

/// 超额完成40所的年度目标任务: the target said again.
pub(super) fn of_the_target(case: &Case) -> Option<Role> {
    const TARGETS: &[&str] = &[
        "的年度目标",
        "的目标",
        "的任务",
        "的年度任务",
        "的计划",
        "的年度计划",
    ];
    // 已办理245件,全年200件目标任务已超额完成: there is another number.
    let others = || {
        let counted = case.before.iter().rev().take(6);
        let mut same = counted.filter(|b| b.amount.unit == case.q.unit_text);
        same.any(|b| matches!(b.role, Role::Reached(_)) && b.amount.value > case.q.value)
    };
    let met = case.rest.starts_with_one(&["目标任务", "年度任务"])
        && case.rest.has(any_of!["完成"])
        && case
            .scene
            .targets
            .list
            .iter()
            .any(|t| t.is(case.q.value, &case.q.unit_text))
        && others();
    if met {
        return Some(Role::Other("restated"));
    }
    // 提前完成20条线路的年度目标任务.
    let near = case.text.words(case.q.end, case.c.end.min(case.q.end + 12));
    let again = case.rest.starts_with_one(TARGETS)
        || near.has(any_of!["的节点目标", "的年度目标", "的全年目标"]);
    // 已完成安装100台的年度目标, and no other number: that many there are.
    let alone = || {
        let text = &case.prose.quantities;
        text.iter()
            .filter(|p| p.reject.is_none() && p.unit_text == case.q.unit_text)
            .count()
            == 1
            && case.text.words(case.c.start, case.q.start).has(any_of![
                "已完成",
                "完成安装",
                "完成改造",
                "完成新建",
                "完成建设",
                "完成培训",
                "完成向",
                "完成为"
            ])
            && case
                .scene
                .targets
                .list
                .iter()
                .any(|t| t.amount.value == case.q.value)
    };
    let asked = || {
        let mut targets = case.scene.targets.list.iter();
        targets.any(|t| t.is(case.q.value, &case.q.unit_text))
    };
    // 提前完成全年22万人计划, 完成年度9.8万套基本建成任务的18.7%.
    let of_year = || {
        if !case
            .near
            .ends_with_one(&["完成全年", "完成年度", "完成年初", "完成今年"])
        {
            return false;
        }
        let name = ["计划", "任务", "目标"]
            .iter()
            .filter_map(|word| case.rest.find(word).map(|at| &case.rest[..at]))
            .min_by_key(|name| name.len());
        let short = name.is_some_and(|name| {
            name.chars().count() <= 8 && !name.contains([',', '、', '已', '均'])
        });
        short && asked()
    };
    // 已完成4000余个,超额完成为民办实事2200个泊位建设任务.
    let of_task = || {
        let starts = ["超额完成", "提前完成", "圆满完成", "全面完成"];
        case.text.one_of(case.c.start, &starts).is_some()
            && case.rest.ends_with_one(&["任务", "目标", "计划"])
            && asked()
            && (others()
                // 超额完成40户改造任务,实际改造46户.
                || case.clause_after().is_some_and(|n| case.counted_in(n, |v| v > case.q.value)))
    };
    (again && !alone() || of_year() || of_task()).then_some(Role::Other("restated"))
}

/// 含省级奖补2624万元, 含新增的1.2公里: in what is counted already.
pub(super) fn counted_already(case: &Case) -> Option<Role> {
    let mut held = case.text.each(case.own, case.q.start, '含');
    // 含线上培训在内的各类培训5126人次: the whole with what it holds.
    let included = |at: usize| case.text.words(at, case.q.start).has(any_of!["在内"]);
    let holds = held.any(|i| case.prose.open(i) && case.text.at(i + 1) != '山' && !included(i))
        && !case.near.has(any_of!["含量", "内含", "含氧", "含税"]);
    holds.then_some(Role::Other("part"))
}

/// 东乡区1所调整为合并撤销: no longer part of the task.
pub(super) fn dropped(case: &Case) -> Option<Role> {
    const DROPPED: &[&str] = &["调整为", "撤销", "取消", "核减", "退出"];
    // 因政策调整取消1项.
    let title = &case.scene.targets.title_words;
    let dropped = (case.rest.starts_with_one(DROPPED)
        || case.near.ends_with_one(&["取消", "核减"]))
        && !DROPPED.iter().any(|word| title.contains(word));
    dropped.then_some(Role::Other("adjusted"))
}

/// 空调|4862间: in a row that is about a part the title does not name.
pub(super) fn other_row(case: &Case) -> Option<Role> {
    let (text, c) = (case.text, case.c);
    let bar = text.each(c.start, case.q.start, '|').next()?;
    let name = text.folded_of(c.start, bar);
    let targets = &case.scene.targets;
    let other = is_row(case.prose, c)
                && name.chars().count() <= 8
        // 甲片区74处|乙片区68处 are figures side by side.
        && !name.chars().any(|c| c.is_ascii_digit())
        && !targets.list.is_empty()
        && link::pairs(name)
            .iter()
            .all(|p| targets.title().binary_search(p).is_err())
        && !text
            .words(bar, case.q.start)
            .has(DONE);
    other.then_some(Role::Other("part"))
}

/// Whether a stretch says that something has been done or reached.
fn says_done(prose: &Prose, start: usize, end: usize) -> bool {
    prose.scan.within(start, end).any(|h| match h.entry {
        // 综合交通 is a trade.
        Entry::Word(Class::Reached) => prose.text.before(h.start) != '交',
        Entry::Word(class) => matches!(class, Class::Done | Class::Finish | Class::Total),
        Entry::Work(w) => w.kind == Kind::Stage && prose.open(h.start),
    })
}

#[cfg(test)]
mod tests {
    fn check(title: &str, narrative: &str, want: &[(&str, Option<usize>)]) {
        let reading = crate::read(&crate::Item {
            title,
            narrative,
            year: Some(2024),
            as_of: "2024-09-30".parse().ok(),
        });
        let got: Vec<(String, Option<usize>)> = reading
            .actuals
            .iter()
            .map(|a| (a.amount.value.to_string() + &a.amount.unit, a.target))
            .collect();
        let want: Vec<_> = want.iter().map(|(w, t)| ((*w).to_string(), *t)).collect();
        assert_eq!(got, want, "{narrative}");
    }

    #[test]
    fn what_a_clause_is_about_is_not_done() {
        check(
            "推进30项水利项目",
            "30项在建项目完成投资2亿元",
            &[("200000000元", None)],
        );
        check("实施954个项目", "954个项目完成年度计划投资的54.83%", &[]);
        check("改造7台锅炉", "6个督导检查组每周到场检查", &[]);
        check("改造608个小区", "18个市县计划总投资约13亿元", &[]);
        check("改造200公里", "任务已分解下达甲区25公里、乙区23公里", &[]);
        check(
            "改造65087户",
            "丙小区已竣工，该小区为6层住宅，共666户，改造面积约57648平方米",
            &[],
        );
    }

    #[test]
    fn other_years_plans_and_places_count_towards_nothing() {
        check("建成幸福院282家", "去年已建成25家", &[("25家", None)]);
        check(
            "年度投资213亿元",
            "专项完成投资4.55亿元，占年度计划6.48亿元的70.22%",
            &[("455000000元", None)],
        );
        check(
            "自来水覆盖率达100%",
            "徐闻片区覆盖率97.6%",
            &[("97.6%", None)],
        );
        check(
            "整治620户",
            "入户排查1037户，完成整治184户",
            &[("1037户", None), ("184户", Some(0))],
        );
    }

    #[test]
    fn wholes_holders_and_places_are_no_progress() {
        check(
            "完成20处环境提升",
            "20处居民楼环境提升，目前已完成22处",
            &[("22处", Some(0))],
        );
        check(
            "建设40座设施",
            "东片区18座由水务公司负责，9座建成投运，3座因村民异议重新选址",
            &[("9座", Some(0))],
        );
        check(
            "新增床位100张",
            "分布为甲公寓60张、乙中心40张，目前已建成20张",
            &[("20张", Some(0))],
        );
        check("整治老旧片区", "康盛花园9-12幢片区整治设计已获批", &[]);
        check(
            "完成投资5亿元",
            "累计完成投资5.2亿元，超额完成0.2亿元",
            &[("520000000元", Some(0))],
        );
        check(
            "重点项目90项",
            "综合交通19项，完成55亿元；市政设施9项，完成10亿元",
            &[("5500000000元", None), ("1000000000元", None)],
        );
        check(
            "重点项目97个",
            "97个项目中生态环保40个、基础设施36个、其他21个。已开工80个",
            &[("80个", Some(0))],
        );
        check(
            "改造27个小区",
            "2022年已改造27个小区。去年同期更新5个小区",
            &[("27个", None)],
        );
        check(
            "改造危房322户",
            "已竣工46户。东山县竣工21户，西河县竣工10户，南关县竣工8户",
            &[("46户", Some(0))],
        );
        check(
            "加固危桥31座",
            "上年的35座，到5月底完工29座",
            &[("29座", None)],
        );
        check(
            "办好23件实事",
            "23件已全部完成，16件超额完成",
            &[("23件", Some(0)), ("16件", None)],
        );
    }

    #[test]
    fn matters_are_taken_up_and_other_things_are_not() {
        check(
            "实施民生实事47项，其中工程类16项",
            "41项已启动实施。工程类16项已开工13项",
            &[("41项", Some(0)), ("13项", Some(1))],
        );
        check(
            "新增达标小区210个",
            "建成厢房38个、分类亭70个",
            &[("38个", None), ("70个", None)],
        );
        check(
            "重点项目73个",
            "计划开工16个，已开工12个，占年计划的75%",
            &[("12个", None)],
        );
        check(
            "改造燃气管网42公里、供水管网30公里",
            "燃气管网｜42公里｜28.9公里｜68.8%；供水管网｜30公里｜31.2公里｜104%",
            &[("28.9公里", Some(0)), ("31.2公里", Some(1))],
        );
    }

    #[test]
    fn names_before_a_number_are_no_identifiers() {
        check("新布设AED260台", "装机AED241台", &[("241台", Some(0))]);
        check("治理F16地块3处", "G360公路完工1处", &[("1处", Some(0))]);
    }
}
