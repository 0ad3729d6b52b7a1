//! What speaks against an amount of money: what was only granted, or paid out to people.

use crate::rules::kinds::PAID;
use crate::rules::link::Pick;
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::Dimension;

/// Money paid out to people, or only granted, is no investment made.
pub(super) fn no_investment(pick: &Pick) -> Option<&'static str> {
    const PAID_OUT: &[&str] = &[
        "发放",
        "补助",
        "补贴",
        "救助",
        "养老金",
        "待遇",
        "兑付",
        "兑现",
        "支取",
        "报销",
        "贷款",
    ];
    const GRANTED: &[&str] = &["落实", "争取", "下达", "申请", "获批"];
    const SPENT: &[&str] = &["投资", "完成", "投入", "支出", "资金", "投"];
    let of = pick.of;
    if of.dimension != Some(Dimension::Money) || !pick.target.own.has(any_of!["投资"]) {
        return None;
    }
    // 实际形成100.66亿元,完成年度目标任务的41.6%: what has the share of the sum promised.
    if pick.told && !of.bare_percent {
        return None;
    }
    let says = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    if !of.table && !says(SPENT, of.near) && !says(SPENT, of.far) {
        return Some("没有说明是投资，不作为完成的投资");
    }
    if says(PAID_OUT, of.near) || !of.near.has(any_of!["投资"]) && says(PAID_OUT, of.far) {
        return Some("发放或借出的资金，不是完成的投资");
    }
    // 落实投资3.2亿元并全部完成.
    let spent = of.after.contains("完成");
    (!spent && says(GRANTED, of.near)).then_some("落实的资金，不是完成的投资")
}

/// 审批通过7320万元 for 发放贷款8000万元, 签约资金9亿元 for 到位资金10亿元: granted or agreed, and not paid out;
/// 贷款到期回收0.9亿元: what came back.
pub(super) fn only_granted(pick: &Pick) -> Option<&'static str> {
    const GRANTED: &Sought = any_of![
        "审批通过",
        "审核通过",
        "授信",
        "受理",
        "核准",
        "批复",
        "签约",
        "协议",
        "意向"
    ];
    const BACK: &Sought = any_of!["回收", "收回", "归还", "偿还", "代偿"];
    if pick.of.dimension != Some(Dimension::Money) {
        return None;
    }
    let (near, title) = (pick.of.near, pick.targets.title_words);
    let wanted = title.has(PAID) || title.has(any_of!["到位"]);
    if wanted && near.has(BACK) && !title.has(BACK) {
        return Some("是另一项工作的数量，不是目标所指");
    }
    let arrived = || near.has(PAID) || near.has(any_of!["到位"]);
    let only = wanted && near.has(GRANTED) && !title.has(GRANTED) && !arrived();
    only.then_some("只是批准的资金，还没有发放")
}
