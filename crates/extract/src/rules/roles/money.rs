//! Money set aside, which is no progress.

use super::case::{Case, size};
use crate::rules::actuals::Role;
use crate::rules::link::Prepared;
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::{Class, Entry};

fn budget(case: &Case, is_budget: impl FnOnce() -> bool) -> Option<Role> {
    let is_budget = case.is_money() && is_budget() && !is_asked(case) && !paid_out(case);
    is_budget.then_some(Role::Other("budget"))
}

/// 安排补贴资金526万元,已全部发放: whether the next clause says that all of it was paid.
fn paid_out(case: &Case) -> bool {
    case.clause_after().is_some_and(|n| {
        let words = case.text.words(n.start, n.end);
        case.q.end == case.c.end
            && words.contains('已')
            && words.has(any_of!["发放", "拨付", "支付", "兑付", "兑现"])
            && case.prose.quantities_in(n.start, n.end).is_empty()
            && !case.scene.carried[case.clause + 1].planned
    })
}

/// 下达资金5.2亿元 for 下达资金5亿元: whether a target asks that money is found or set aside, in the very
/// words of the clause.
fn is_asked(case: &Case) -> bool {
    const SETS: &Sought = any_of!["下达", "安排", "落实", "争取", "筹", "到位", "整合"];
    let words = case.text.words(case.c.start, case.c.end);
    let asks = |t: &Prepared| {
        let mut sets = SETS.iter();
        t.amount.unit == case.q.unit_text
            && sets.any(|word| {
                // 争取上级支持项目50个、资金24.8亿元: the word stands before the first.
                let title = case.scene.targets.title_words;
                let asked = t.own.contains(word.word)
                    || t.own.has(any_of!["资金"]) && title.contains(word.word);
                asked && words.has_one(word)
            })
    };
    let planned = || case.lead.has(any_of!["计划"]);
    // 中央预算内资金2.1亿元已到位 for 争取中央资金2亿元.
    let at_hand = || words.has(any_of!["到位"]) && asks_for_money(case);
    words.may_begin(SETS) && !planned() && (case.scene.targets.list.iter().any(asks) || at_hand())
}

/// 工程投资2395万元,已完成97%: what it costs.
pub(super) fn cost(case: &Case) -> Option<Role> {
    // 重点项目投资7.7亿元,为年计划的85.6%: as much of what was planned.
    let of_plan = || {
        case.clause_after().is_some_and(|n| {
            let words = case.text.words(n.start, n.end);
            case.q.end == case.c.end
                && words.starts_with_one(&["占", "为"])
                && words.has(any_of!["计划", "任务", "目标"])
                && words.contains('%')
        })
    };
    let spent = || {
        case.near
            .ends_with_one(&["工程投资", "段投资", "期投资", "项目投资"])
            && !case.lead.has(any_of!["完成", "累计", "实现", "形成"])
            && !case.asks_for(any_of!["工程投资", "项目投资"], &case.near)
    };
    size(case.is_money() && spent() && !of_plan())
}

/// Whether money at hand is what is promised: 招商引资到位资金, 新增融资.
fn asks_for_money(case: &Case) -> bool {
    let asks = any_of![
        "引资",
        "到位",
        "招商",
        "筹集",
        "筹措",
        "融资",
        "争取",
        "投入资金"
    ];
    let targets = &case.scene.targets;
    targets.title_words.has(asks) && targets.list.iter().any(|t| t.amount.unit == "元")
}

/// 补助资金8600万元已下达.
pub(super) fn sent_down(case: &Case) -> Option<Role> {
    const SENT: &[&str] = &[
        "已下达",
        "已安排",
        "待下达",
        "已到位",
        "已落实",
        "已全部落实",
        "已全部到位",
        "已全部下达",
        "已提前下达",
        "全部下达",
        "已分配下达",
        "资金已",
    ];
    budget(case, || {
        case.rest.starts_with_one(SENT)
            && !asks_for_money(case)
            // 补贴526万元已到位农户账户.
            && !case.rest.has(any_of!["账户", "手中", "个人"])
    })
}

/// 省级下达补贴资金1350万元: handed down, and not paid out.
pub(super) fn handed_down(case: &Case) -> Option<Role> {
    budget(case, || {
        let near = case.near.trim_start_matches([',', '、', ' ']);
        near.has(any_of!["下达", "安排", "预拨"])
            && near.has(any_of!["资金", "经费", "补助", "补贴"])
            && !near.has(any_of![
                "发放",
                "拨付",
                "支付",
                "兑付",
                "到账",
                "支出",
                "完成",
                "下达至",
                "下达到",
                "投入",
                "争取"
            ])
            && !case.scene.targets.title_words.has(any_of![
                "下达", "安排", "落实", "统筹", "筹集", "筹措", "争取", "投入", "整合"
            ])
            && case
                .scene
                .targets
                .list
                .iter()
                .any(|t| t.amount.unit == "元")
    })
}

/// 资金到位1.9亿元, 到位资金1.47亿元: at hand, and not spent.
pub(super) fn at_hand(case: &Case) -> Option<Role> {
    budget(case, || {
        case.near.has(any_of!["到位"])
            && !case.near.has(any_of![
                "发放到位",
                "拨付到位",
                "兑付到位",
                "兑现到位",
                "支付到位",
                "完成到位"
            ])
    })
}

/// 累计争取政策性支持资金34.4亿元, 共落实财政资金24.5亿元: found, and not spent.
pub(super) fn found(case: &Case) -> Option<Role> {
    budget(case, || {
        case.near.has(any_of!["争取", "争得", "落实", "筹措"])
            && case
                .near
                .has(any_of!["资金", "经费", "补助", "补贴", "债券"])
            && !case.near.has(any_of![
                "发放", "拨付", "支付", "兑付", "到账", "支出", "完成", "投入"
            ])
    })
}

/// 安排资金3亿元, with no word of payment behind.
pub(super) fn set_aside(case: &Case) -> Option<Role> {
    budget(case, || {
        let last = |class| case.prose.scan.last(class, case.c.start, case.q.start);
        // 累计完成投资额180亿元.
        if case
            .near
            .ends_with_one(&["完成投资额", "完成总投资", "完成总投资额"])
        {
            return false;
        }
        last(Class::Budget)
            .is_some_and(|hit| last(Class::Paid).is_none_or(|paid| paid.start < hit.end))
    })
}

/// 补助资金已下达,共32.7亿元: the clause before says so.
pub(super) fn set_aside_before(case: &Case) -> Option<Role> {
    budget(case, || {
        let Some(before) = case.clause_before() else {
            return false;
        };
        let said = case.text.folded_of(before.start, before.end);
        let own = |entry| {
            matches!(
                entry,
                Entry::Word(Class::Paid | Class::Done) | Entry::Work(_)
            )
        };
        // 按照省市安排, 安排专班服务企业: nothing of money.
        let of_money = any_of![
            "资金", "经费", "补助", "补贴", "预算", "债券", "款", "投资", "投入"
        ];
        said.has(any_of!["下达", "安排", "预算"])
            && said.has(of_money)
            && !case
                .prose
                .scan
                .within(case.c.start, case.q.start)
                .any(|h| own(h.entry))
    })
}

/// 预算调整为3亿元.
pub(super) fn budget_adjusted(case: &Case) -> Option<Role> {
    budget(case, || {
        case.lead.has(any_of!["调整到", "调整为"]) || case.rest.starts_with("调整")
    })
}
