//! How a reading came about, for people.

use crate::reading::{DateKind, Item, PercentVerdict, Reading};
use shishi_domain::{Amount, Link, amount::plain};

/// One line for each result: what it is, the text it was read from, the rule, and why.
pub fn explain(item: &Item<'_>, reading: &Reading) -> Vec<String> {
    let mut out = Vec::new();
    for (i, t) in reading.targets.iter().enumerate() {
        let text = t.span.of(item.title);
        let day = t
            .due
            .map(|d| format!("，应于{d}前完成"))
            .unwrap_or_default();
        out.push(format!(
            "目标{i} 「{text}」 {} {}{day} [{}]",
            written(&t.amount),
            t.what,
            t.rule
        ));
    }
    for (i, p) in reading.plans.iter().enumerate() {
        let text = p.span.of(item.narrative);
        out.push(format!(
            "计划{i} 「{text}」 {} {} [{}]",
            written(&p.amount),
            p.what,
            p.rule
        ));
    }
    for a in &reading.actuals {
        let text = a.span.of(item.narrative);
        let to = match (a.target, a.plan) {
            (Some(i), _) => format!("→目标{i}"),
            (None, Some(i)) => format!("→计划{i}"),
            (None, None) => String::from("→无"),
        };
        let day = a.as_of.map(|d| format!("，截至{d}")).unwrap_or_default();
        out.push(format!(
            "完成 「{text}」 {} {to}（{}）{}{day} [{}]",
            written(&a.amount),
            sure(a.link),
            a.reason,
            a.rule
        ));
    }
    for p in &reading.percents {
        let text = p.span.of(item.narrative);
        let to = p
            .target
            .map_or(String::from("→无"), |i| format!("→目标{i}"));
        let check = p.check.as_ref().map(|c| {
            let verdict = match c.verdict {
                PercentVerdict::Exact => "一致",
                PercentVerdict::Rounded => "四舍五入",
                PercentVerdict::Truncated => "截位",
                PercentVerdict::Mismatch => "不一致",
            };
            let computed = plain(c.computed.round_dp(4));
            format!("，按完成值与目标值计算为{computed}%，{verdict}")
        });
        out.push(format!(
            "完成率 「{text}」 {}% {to}（{}）{} [{}]",
            plain(p.value),
            sure(p.link),
            check.unwrap_or_default(),
            p.rule
        ));
    }
    for d in &reading.dates {
        let text = d.span.of(item.narrative);
        let kind = match d.kind {
            DateKind::Planned => "计划",
            DateKind::Actual => "实际",
            DateKind::AsOf => "截至",
        };
        out.push(format!(
            "日期 「{text}」 {}至{} {kind} [{}]",
            d.from, d.to, d.rule
        ));
    }
    for e in &reading.events {
        let text = e.span.of(item.narrative);
        out.push(format!(
            "进展 「{text}」 {} {} [{}]",
            e.phase.name(),
            e.status.name(),
            e.rule
        ));
    }
    for t in &reading.tallies {
        out.push(format!(
            "点数 目标{} {}/{} {}",
            t.target, t.done, t.total, t.reason
        ));
    }
    for o in &reading.others {
        let text = o.span.of(item.narrative);
        out.push(format!(
            "其他数字 「{text}」 {} [{}]",
            written(&o.amount),
            o.rule
        ));
    }
    out
}

fn written(amount: &Amount) -> String {
    let high = amount
        .value_max
        .map(|m| format!("至{}", plain(m)))
        .unwrap_or_default();
    format!(
        "{}{}{high}{}",
        amount.qualifier.mark(),
        plain(amount.value),
        amount.unit
    )
}

fn sure(link: Link) -> &'static str {
    match link {
        Link::Certain => "确定",
        Link::Likely => "可能",
        Link::Open => "待定",
    }
}

#[cfg(test)]
mod tests {
    use crate::{Item, read};

    #[test]
    fn reasons_are_marked_in_full_width() {
        let reading = read(&Item {
            title: "改造5个,新建3所,就业30万人",
            narrative: "已改造2个(40%),新建3处,就业12名;共9家,其中甲2家;完成任务60批次,已完成8批次",
            year: Some(2024),
            as_of: "2024-03-31".parse().ok(),
        });
        assert!(!reading.actuals.is_empty());
        for actual in &reading.actuals {
            assert!(
                !actual.reason.contains([',', ';', ':']),
                "{}",
                actual.reason
            );
        }
    }
}
