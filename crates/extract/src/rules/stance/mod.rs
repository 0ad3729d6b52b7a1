//! What a clause says about time: behind, under way, or ahead.

mod marks;

pub(crate) use self::marks::{Marks, marks, names_with_not};
use crate::clause::{Clause, Prose};
use crate::date::{Grain, Side};
use crate::rules::stages;
use crate::text::{Phrase as _, Sought, Text, any_of, is_chinese};
use shishi_domain::{Date, EventStatus};

/// Whether the clause names a day or period that lies after the cut-off day, and is not
/// simply told late: a page is often published some days after its cut-off.
pub(crate) fn ahead(prose: &Prose, start: usize, end: usize, as_of: Option<Date>) -> bool {
    let Some(as_of) = as_of else { return false };
    prose.dates_in(start, end).iter().any(|d| {
        // 本周五 counts from the cut-off day itself.
        let counted = matches!(prose.text.at(d.start), '本' | '下' | '明' | '后' | '次');
        let late = d.grain == Grain::Day
            && !counted
            && !matches!(prose.text.at(d.end), '起' | '前')
            && d.from
                .since(as_of)
                .is_ok_and(|gap| gap.get_days() <= 3 && gap.get_months() == 0);
        let held = || {
            d.grain == Grain::Day
                && prose.text.at(d.start).is_ascii_digit()
                && was_held(prose, d.start, d.end)
        };
        // 本月底前, told on the 23rd.
        let before = d.side == Some(Side::Before)
            && d.grain <= Grain::Month
            && d.to.since(as_of).is_ok_and(|gap| gap.get_days() > 3);
        (d.from > as_of || before) && !late && !held()
    })
}

/// 11月19日召开会议, 10月9日,自治区召开推进会: whether something was held on a day, told afterwards.
fn was_held(prose: &Prose, start: usize, end: usize) -> bool {
    let Some(k) = prose.clause_at(start) else {
        return false;
    };
    let own = &prose.clauses[k];
    // A date alone goes with the clause after it.
    let next = prose.clauses.get(k + 1);
    let to = match next.filter(|n| own.end == end && n.sentence == own.sentence) {
        Some(next) => next.end,
        None => own.end,
    };
    let words = prose.text.words(own.start, to);
    words.has(any_of!["召开", "举行", "合龙"])
        && !words.has(any_of![
            "拟", "将", "计划", "定于", "预计", "准备", "争取", "力争", "确保", "需"
        ])
}

/// Whether the 计划 or 原定 at `at` only tells in what manner: 按计划建成, 比原定计划提前完工.
pub(crate) fn by_plan(text: &Text, at: usize) -> bool {
    const OF: &[&str] = &["原", "原定", "年度", "全年", "年初", "既定", "工作", "施工"];
    let at = text.one_before(at, OF).map_or(at, |(_, at)| at);
    text.one_before(at, &["按", "按照", "依照", "对照", "比", "较"])
        .is_some()
}

/// The status of each clause by its markers alone, with planning carried on over commas.
pub(crate) fn carried(prose: &Prose, as_of: Option<Date>) -> Vec<Carried> {
    let mut out: Vec<Carried> = Vec::with_capacity(prose.clauses.len());
    let mut label: Option<bool> = None;
    let mut scope = None;
    let mut problem = false;
    // The sentence that 下一步 opens.
    let mut next_step = None;

    for (k, clause) in prose.clauses.iter().enumerate() {
        let marks = marks(prose, clause.start, clause.end);
        let mut planned = false;
        if let Some(before) = k
            .checked_sub(1)
            .and_then(|b| out.get(b).map(|c| (c, &prose.clauses[b])))
            && before.1.sentence == clause.sentence
            && !before.1.label
        {
            planned = before.0.planned;
        }
        if names_scope(prose, clause) {
            scope = Some(clause.sentence);
        } else if clause.label {
            scope = None;
        }
        let heads = clause.label || heads_plan(prose, k);
        if heads {
            label = Some(
                plan_label(prose, clause) || !clause.label || heads_coming(prose, clause, as_of),
            );
            problem = prose
                .text
                .words(clause.start, clause.end)
                .has(any_of!["问题", "困难"]);
        } else if prose
            .clauses
            .get(k.wrapping_sub(1))
            .is_some_and(|b| b.mark == '\n')
        {
            label = None;
        }
        let own = marks.status();
        const NEXT: &[&str] = &[
            "下一步",
            "下步",
            "下阶段",
            "下一阶段",
            "接下来",
            "后续",
            "随后",
            "最后",
        ];
        let opens = prose.text.one_of(clause.start, NEXT).map(|(word, _)| word);
        let goes_on = matches!(opens, Some("随后" | "最后"));
        // 下一步,确保8月底前建成;5月底前完成验收: over the semicolon, where nothing tells of now.
        let over_semicolon = || {
            let back = k.checked_sub(1).map(|b| &prose.clauses[b]);
            back.is_some_and(|b| b.mark == ';') && own != Some(EventStatus::Ongoing)
        };
        let before = next_step.is_some_and(|s| {
            s == clause.sentence
                || s + 1 == clause.sentence
                    && (goes_on || marks.already.is_none() && over_semicolon())
        });
        if before || opens.is_some() && !goes_on {
            next_step = Some(clause.sentence);
        }
        let next = marks.already.is_none()
            && (before || goes_on && planned)
            && !prose
                .text
                .words(clause.start, clause.end)
                .has(any_of!["目前", "正在", "现已"]);
        planned = next
            || match own {
                // 预计6月再开工2个、上半年完成投资10亿元 goes on.
                Some(EventStatus::Done) if planned && runs_past(prose, clause, as_of) => true,
                // 预计在7月15日,完成主体工程验收: the day has a comma of its own.
                Some(EventStatus::Done)
                    if planned && marks.already.is_none() && dated_only(prose, k) =>
                {
                    true
                }
                // 确保10月中旬完成任务,如期组织验收.
                Some(EventStatus::Done)
                    if planned
                        && (marks.done.is_some_and(|at| prose.text.starts(at, "如期"))
                            || prose.text.one_of(clause.start, &["按时", "按期"]).is_some()) =>
                {
                    true
                }
                // 下一步,一是加快…,二是抓紧…: how it will be done.
                Some(EventStatus::Ongoing) if planned && urges(prose, &marks) => true,
                Some(status) => status == EventStatus::Planned,
                // 国庆节后营业,累计服务3万人次: what there is by now.
                None => {
                    let now = [
                        "累计",
                        "共计",
                        "目前",
                        "现有",
                        "截至",
                        "实际",
                        "共新增",
                        "共建成",
                        "共完成",
                    ];
                    // 因汛期停工,9月20日恢复施工: on a day that is past.
                    let past = || {
                        let dates = prose.dates_in(clause.start, clause.end);
                        let over = |d: &crate::date::Found| as_of.is_some_and(|day| d.to <= day);
                        !dates.is_empty() && dates.iter().all(over)
                    };
                    (planned
                        && !past()
                        && !told_against_plan(prose, k, as_of)
                        && !went_on(prose, k)
                        || ahead(prose, clause.start, clause.end, as_of))
                        && prose.text.one_of(clause.start, &now).is_none()
                }
            };
        out.push(Carried {
            marks,
            planned,
            labelled: label == Some(true),
            scope: scope == Some(clause.sentence),
            next,
            problem: problem && !clause.label,
        });
    }
    out
}

/// 继续推进老旧小区改造,完工22个: what came of going on with it.
fn went_on(prose: &Prose, k: usize) -> bool {
    let Some(before) = k.checked_sub(1).map(|b| &prose.clauses[b]) else {
        return false;
    };
    let clause = &prose.clauses[k];
    let amounts = prose.quantities_in(clause.start, clause.end);
    let told = amounts.first().filter(|a| a.reject.is_none());
    prose.text.starts(before.start, "继续")
        && prose.quantities_in(before.start, before.end).is_empty()
        && told.is_some_and(|a| stages::ended(prose, clause.start, a.start))
        && prose.dates_in(before.start, clause.end).is_empty()
}

/// 计划安装500盏路灯,安装426盏; 年初计划20座,现建成15座: how much of what was planned, told right
/// behind it.
fn told_against_plan(prose: &Prose, k: usize, as_of: Option<Date>) -> bool {
    const PLANS: &[&str] = &[
        "计划",
        "年度计划",
        "全年计划",
        "年计划",
        "今年计划",
        "年初计划",
        "原计划",
    ];
    const ENDS: &[&str] = &["开工", "竣工", "完工", "完成", "建成"];
    let Some(b) = k.checked_sub(1) else {
        return false;
    };
    let (before, clause) = (&prose.clauses[b], &prose.clauses[k]);
    let text = &prose.text;
    let Some((_, from)) = text.one_of(before.start, PLANS) else {
        return false;
    };
    let ([planned], [told]) = (
        prose.quantities_in(before.start, before.end),
        prose.quantities_in(clause.start, clause.end),
    ) else {
        return false;
    };
    let act = text.folded_of(clause.start, told.start);
    let act = act.strip_prefix('现').unwrap_or(act);
    let own = text.folded_of(from, before.end);
    let answers = planned.reject.is_none()
        && told.reject.is_none()
        && told.unit.is_some()
        && told.unit_text == planned.unit_text
        && told.value <= planned.value;
    before.mark == ','
        && answers
        && (1..=4).contains(&act.chars().count())
        && (ENDS.contains(&act) || own.contains(act))
        && !ahead(prose, before.start, before.end, as_of)
        && prose.dates_in(clause.start, clause.end).is_empty()
}

/// Whether a clause opens what the work is to hold: 建设内容：, 主要建设内容包括新建停车楼1栋.
fn names_scope(prose: &Prose, clause: &Clause) -> bool {
    const SCOPES: &[&str] = &[
        "建设内容",
        "工程内容",
        "改造内容",
        "建设规模",
        "实施内容",
        "主要内容",
        "建设目标",
        "目标",
        "年度目标",
        "目标任务",
        "工作目标",
        "年度任务",
        "任务目标",
    ];
    const HOLDS: &Sought = any_of![
        "内容包括",
        "内容为",
        "内容有",
        "内容主要",
        "内容是",
        "规模为",
        "内容含",
        "范围包括",
        "范围为"
    ];
    let words = prose.text.words(clause.start, clause.end);
    let done = || words.has(any_of!["完成", "已"]);
    if clause.label {
        let name = words.trim_start_matches(|c: char| !is_chinese(c));
        let aims = name.ends_with_one(&["季度目标", "年目标", "目标任务", "工作目标"])
            && !name.has(any_of!["完成"]);
        return SCOPES.contains(&name)
            || aims
            || name.ends_with_one(&["建设内容", "改造内容", "工程内容", "建设规模"]);
    }
    words.has(HOLDS) && !done()
}

/// Whether the clause before is nothing but 预计 or 计划 and a day.
fn dated_only(prose: &Prose, k: usize) -> bool {
    let Some(before) = k.checked_sub(1).map(|b| &prose.clauses[b]) else {
        return false;
    };
    let [date] = prose.dates_in(before.start, before.end) else {
        return false;
    };
    let lead = prose.text.folded_of(before.start, date.start);
    date.end == before.end
        && before.mark == ','
        && matches!(
            lead.trim_end_matches(['在', '于', '将']),
            "预计" | "计划" | "力争" | "确保" | "拟"
        )
}

/// A clause's markers, and what it takes over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Carried {
    pub marks: Marks,
    /// It is about what lies ahead, by its own words or those before it.
    pub planned: bool,
    /// It stands under 下一步计划：.
    pub labelled: bool,
    /// It tells what the work is to hold: 建设内容：新建综合楼1栋.
    pub scope: bool,
    /// 下一步 stands before it in its sentence.
    pub next: bool,
    /// It stands under 存在问题：.
    pub problem: bool,
}

/// Whether what goes on is only urged: 抓紧, 加紧.
pub(crate) fn urges(prose: &Prose, marks: &Marks) -> bool {
    let text = &prose.text;
    let urged = |at: usize| text.one_of(at, &["抓紧", "加紧", "加快"]).is_some();
    // 目前正在抓紧组织 is no urging.
    let now = |at: usize| text.one_before(at, &["正在", "正"]).is_some();
    marks.begin.is_none()
        && marks.done.is_none()
        && !marks.ongoing.is_some_and(now)
        && marks.ongoing.or(marks.drifting).is_some_and(urged)
}

/// Whether a clause names a period that ends after the cut-off day, and says nothing of now.
fn runs_past(prose: &Prose, clause: &Clause, as_of: Option<Date>) -> bool {
    let words = prose.text.words(clause.start, clause.end);
    let now = words.has(any_of!["已", "实际", "目前", "累计"]);
    let past = |d: &crate::date::Found| as_of.is_none_or(|day| d.to > day);
    !now && prose.dates_in(clause.start, clause.end).iter().any(past)
}

/// 三、下一步工作计划。 as a sentence of its own: a heading, though no colon closes it.
fn heads_plan(prose: &Prose, k: usize) -> bool {
    const HEADS: &[&str] = &[
        "下一步工作计划",
        "下一步工作",
        "下一步计划",
        "下步工作",
        "下步计划",
        "下步打算",
        "下一步打算",
        "下步工作打算",
        "下一步工作打算",
        "下一步工作安排",
        "下阶段工作",
        "下阶段工作计划",
        "下一步工作举措",
        "下一步工作措施",
    ];
    let clause = &prose.clauses[k];
    let words = prose.text.folded_of(clause.start, clause.end);
    let name =
        words.trim_start_matches(|c: char| !is_chinese(c) || "一二三四五六七八九十".contains(c));
    !clause.label && clause.mark != ',' && HEADS.contains(&name.trim_start_matches('、'))
}

/// The same of a clause at hand.
pub(crate) fn heads_plan_at(prose: &Prose, clause: &Clause) -> bool {
    prose
        .clause_at(clause.start)
        .is_some_and(|k| heads_plan(prose, k))
}

/// 四季度：, where that is still to come.
fn heads_coming(prose: &Prose, clause: &Clause, as_of: Option<Date>) -> bool {
    let [date] = prose.dates_in(clause.start, clause.end) else {
        return false;
    };
    date.start == clause.start
        && date.end + 1 >= clause.end
        && as_of.is_some_and(|day| date.from > day)
}

fn plan_label(prose: &Prose, clause: &Clause) -> bool {
    let text = prose.text.words(clause.start, clause.end);
    const TO_DO: &[&str] = &[
        "时间节点",
        "进度安排",
        "待办事项",
        "剩余工作",
        "努力方向",
        "推进措施",
        "整改措施",
        "工作措施",
    ];
    if text.ends_with_one(TO_DO) {
        return true;
    }
    text.has(any_of![
        "下一步",
        "下步",
        "打算",
        "下阶段",
        "下一阶段",
        "后续"
    ]) || text.starts_with("后期")
        || text.ends_with("工作安排")
        || text.ends_with("进度要求")
        // 占年初计划的51.0%: is a figure, and no heading.
        || text.has(any_of!["计划"])
            && !text.has(any_of!["完成"])
            && !prose
                .quantities_in(clause.start, clause.end)
                .iter()
                .any(|q| q.is_rate())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Context;

    fn check(source: &str, want: Option<EventStatus>) {
        let prose = Prose::new(
            source,
            Context {
                year: Some(2024),
                reference: None,
                strict: true,
            },
        );
        assert_eq!(
            marks(&prose, 0, prose.text.len()).status(),
            want,
            "{source}"
        );
    }

    #[test]
    fn markers_in_order_of_strength() {
        use EventStatus::{Done, Ongoing, Planned};
        check("已完成勘察测绘工作", Some(Done));
        check("正在进行设计招标", Some(Ongoing));
        check("拟进行三方比选", Some(Planned));
        check("已开始抽检招标工作", Some(Ongoing));
        check("已将任务指标下发", Some(Done));
        check("尚未开工", Some(Planned));
        check("垃圾中转站土建未完成", Some(Ongoing));
        check("按年度计划推进中", Some(Ongoing));
        check("后续政府采购事宜正在协调", Some(Ongoing));
        check("着手启动扩大覆盖范围", Some(Planned));
        check("计划6月底前完成普查", Some(Planned));
        check("正式亮灯", None);
        check("两项未按期开工", Some(Planned));
        check("准备投入使用", Some(Planned));
        check("4项尚未完成年度任务", Some(Ongoing));
        check("本年度计划开工255项", Some(Planned));
    }
}
