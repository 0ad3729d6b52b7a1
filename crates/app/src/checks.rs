//! Figures of a report, numbered and checked one by one (数字核对).

use shishi_domain::amount::{grouped, plain};
use shishi_domain::evaluate::{IndicatorResult, RowResult, is_limit, limit};
use shishi_domain::finding::{Finding, Severity};
use shishi_domain::programme::{actor_en, actor_zh};
use shishi_domain::unit::convert;
use shishi_domain::{Amount, Decimal, Link, PeriodCode, Span};
use shishi_extract::{PercentVerdict, Reading, Target, reason_en};

use crate::facts::measure_of;
use crate::snapshot::{ByHand, Mark, MarkKind, Verdict};

struct Check {
    computed: String,
    computed_en: String,
    verdict: Verdict,
}

impl Check {
    /// Says what a person decided the figure to be.
    fn decide(&mut self, decided: &ByHand) {
        let (by, by_en) = (actor_zh(&decided.by), actor_en(&decided.by));
        match &decided.now {
            // Only what it counts towards was decided.
            Some(amount) if decided.was.as_ref() == Some(amount) => self.confirm(&decided.by),
            Some(amount) => {
                let (value, value_en) = (amount.grouped(), amount.grouped_en());
                let unit = &amount.unit;
                self.computed
                    .push_str(&format!("；{by}更正为{value}{unit}"));
                self.computed_en
                    .push_str(&format!("; corrected to {value_en} {unit} by {by_en}"));
                self.verdict = Verdict::Corrected;
            }
            None => {
                let by_en = match by.is_empty() {
                    true => String::new(),
                    false => format!(" by {by_en}"),
                };
                self.computed = format!("经{by}核定，不予采用，不计入完成数");
                self.computed_en = format!("set aside{by_en}; counts towards nothing");
                self.verdict = Verdict::SetAside;
            }
        }
    }

    /// Adds that a person decided that the figure counts.
    fn confirm(&mut self, by: &str) {
        self.computed.push_str(&format!("；{}核定", actor_zh(by)));
        self.computed_en
            .push_str(&format!("; confirmed by {}", actor_en(by)));
        self.verdict = Verdict::Confirmed;
    }
}

/// A figure of which a person decided what it counts towards.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirmation {
    /// Where the words stand.
    pub span: Span,
    /// Index of the target read that it counts towards since.
    pub target: Option<usize>,
    /// Why, in Chinese.
    pub reason: String,
    /// Who decided so.
    pub by: String,
}

/// Marks of all figures in `text`, in order, each with its check and what a person made of it.
pub fn marks(
    reading: &Reading,
    text: &str,
    by_hand: &[ByHand],
    confirmations: &[Confirmation],
) -> Vec<Mark> {
    let mut found: Vec<(Span, MarkKind, Check, How)> = Vec::new();
    for actual in &reading.actuals {
        let decided = by_hand.iter().find(|d| d.span == Some(actual.span));
        let confirmed = confirmations.iter().find(|c| c.span == actual.span);
        let towards = decided
            .and_then(|d| d.target)
            .or(confirmed.and_then(|c| c.target))
            .or(actual.target);
        let linked = towards.and_then(|t| reading.targets.get(t));
        let of_target = |d: &&ByHand| d.of_target && d.target == towards;
        let mut check = match (
            linked,
            by_hand.iter().find(of_target).map(|d| &d.now),
            actual.plan.and_then(|p| reading.plans.get(p)),
        ) {
            (Some(_), Some(None), _) => cannot("对应的目标不采用", "its target is set aside"),
            (Some(_), Some(Some(target)), _) => against_target(&actual.amount, target),
            (Some(target), None, _) => against_target(&actual.amount, &target.amount),
            (None, _, Some(plan)) => against_plan(&actual.amount, &plan.amount),
            (None, _, None) => listed(text, actual.span, &actual.amount),
        };
        match (decided, confirmed) {
            (Some(decided), _) => check.decide(decided),
            (None, Some(confirmed)) => check.confirm(&confirmed.by),
            (None, None) => {}
        }
        let how = How::new(&actual.rule);
        let how = match confirmed {
            _ if linked.is_none() && actual.plan.is_some() => how.part(),
            Some(confirmed) => how.linked(Link::Certain, linked, &confirmed.reason),
            None => how.linked(actual.link, linked, &actual.reason),
        };
        found.push((actual.span, MarkKind::Actual, check, how));
    }
    for percent in &reading.percents {
        let check = match &percent.check {
            Some(_) if is_decided(reading, by_hand, percent.target) => cannot(
                "目标或完成数经人工核定，不再核对这个比例",
                "target or figure was decided by hand; the percentage is not checked",
            ),
            Some(check) => recomputed(reading, percent, check),
            None => cannot("没有可以对照的数字", "nothing to compare with"),
        };
        let linked = percent.target.and_then(|t| reading.targets.get(t));
        let how = How::new(&percent.rule).linked(percent.link, linked, "");
        found.push((percent.span, MarkKind::Percent, check, how));
    }
    for plan in &reading.plans {
        let check = cannot(
            "报告里写的计划或总数",
            "a plan or total named in the report",
        );
        found.push((plan.span, MarkKind::Plan, check, How::new(&plan.rule)));
    }
    for other in &reading.others {
        found.push((
            other.span,
            MarkKind::Other,
            listed(text, other.span, &other.amount),
            How::new(&other.rule),
        ));
    }
    found.sort_by_key(|(span, kind, ..)| (*span, *kind as u8));
    let mut end = 0;
    found.retain(|(span, ..)| {
        let free =
            span.start >= end && span.end > span.start && text.get(span.start..span.end).is_some();
        if free {
            end = span.end;
        }
        free
    });
    found
        .into_iter()
        .enumerate()
        .map(|(i, (span, kind, check, how))| Mark {
            n: i + 1,
            span,
            kind,
            quote: clause(text, span).trim().to_owned(),
            computed: check.computed,
            computed_en: check.computed_en,
            verdict: check.verdict,
            rule: how.rule,
            how: how.zh,
            how_en: how.en,
        })
        .collect()
}

/// How a figure was read.
struct How {
    rule: String,
    zh: String,
    en: String,
}

impl How {
    fn new(rule: &str) -> Self {
        let (zh, en) = shishi_extract::rule_words(rule).unwrap_or((rule, rule));
        How {
            rule: rule.to_owned(),
            zh: zh.to_owned(),
            en: en.to_owned(),
        }
    }

    /// Adds that it counts towards a total the report names itself.
    fn part(mut self) -> Self {
        self.zh.push_str("；计入报告自己写明的总数，不计入承诺目标");
        self.en
            .push_str("; counts towards a total the report names, not towards a target");
        self
    }

    /// Adds which target it counts towards, how sure that is, and why.
    fn linked(mut self, link: Link, target: Option<&Target>, reason: &str) -> Self {
        match target {
            Some(target) => {
                let Amount { unit, .. } = &target.amount;
                let (amount, amount_en) = (target.amount.grouped(), target.amount.grouped_en());
                let (sure, sure_en) = match link {
                    Link::Certain => ("对应", "counts towards"),
                    Link::Likely => ("可能对应", "probably counts towards"),
                    Link::Open => ("待核定是否对应", "may count towards"),
                };
                self.zh
                    .push_str(&format!("；{sure}目标“{}{amount}{unit}”", target.what));
                self.en.push_str(&format!(
                    "; {sure_en} the target “{} {amount_en} {unit}”",
                    target.what
                ));
            }
            None => {
                self.zh.push_str("；不对应任何目标");
                self.en.push_str("; counts towards no target");
            }
        }
        if !reason.is_empty() {
            self.zh.push_str(&format!("，{reason}"));
        }
        if let Some(reason) = reason_en(reason) {
            self.en.push_str(&format!(": {reason}"));
        }
        self
    }
}

fn cannot(zh: &str, en: &str) -> Check {
    Check {
        computed: zh.into(),
        computed_en: en.into(),
        verdict: Verdict::CannotCheck,
    }
}

fn share(part: Decimal, whole: Decimal) -> Option<String> {
    let share = part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(plain(share.round_dp(3)))
}

fn against_target(actual: &Amount, target: &Amount) -> Check {
    // 52,300米 are 52.3公里 before they are compared.
    let same = convert(actual.value, &actual.unit, &target.unit);
    let value = same.unwrap_or(actual.value);
    if same.is_some() && is_limit(measure_of(target), Some(target)) {
        let (zh, en) = limit(target, value, &target.unit);
        return Check {
            computed: format!("单位自报；{zh}"),
            computed_en: format!("as reported; {en}"),
            verdict: Verdict::Reported,
        };
    }
    let sum = share(value, target.value)
        .map(|s| format!("{} ÷ {} = {s}%", grouped(value), grouped(target.value)))
        .unwrap_or_default();
    if same.is_none() {
        return Check {
            computed: format!(
                "{sum}；目标口径为“{}”，原文写“{}”",
                target.unit, actual.unit
            ),
            computed_en: format!(
                "{sum}; the target counts “{}”, the report “{}”",
                target.unit, actual.unit
            ),
            verdict: Verdict::ToExplain,
        };
    }
    Check {
        computed: format!("单位自报；{sum}"),
        computed_en: format!("as reported; {sum}"),
        verdict: Verdict::Reported,
    }
}

fn against_plan(actual: &Amount, plan: &Amount) -> Check {
    let sum = share(actual.value, plan.value)
        .map(|s| format!("{} ÷ {} = {s}%", grouped(actual.value), grouped(plan.value)))
        .unwrap_or_default();
    Check {
        computed: format!("{sum}；对照的是报告里的总数，不是承诺目标"),
        computed_en: format!(
            "{sum}; against a total named in the report, not the commitment's target"
        ),
        verdict: Verdict::ToExplain,
    }
}

/// Whether people decided otherwise than the words say about a target, or what counts towards it.
fn is_decided(reading: &Reading, by_hand: &[ByHand], target: Option<usize>) -> bool {
    let read_towards = |decided: &ByHand| {
        let mut actuals = reading.actuals.iter();
        actuals.any(|a| Some(a.span) == decided.span && a.target == target)
    };
    target.is_some()
        && by_hand
            .iter()
            .any(|decided| decided.target == target || read_towards(decided))
}

fn recomputed(
    reading: &Reading,
    percent: &shishi_extract::Percent,
    check: &shishi_extract::PercentCheck,
) -> Check {
    let figures = percent.target.and_then(|t| {
        let target = reading.targets.get(t)?;
        let actual = reading.actuals.iter().find(|a| a.target == Some(t))?;
        let (actual, target) = (&actual.amount, &target.amount);
        let value = convert(actual.value, &actual.unit, &target.unit).unwrap_or(actual.value);
        Some(format!("{} ÷ {} = ", grouped(value), grouped(target.value)))
    });
    let computed = format!(
        "{}{}%",
        figures.unwrap_or_default(),
        plain(check.computed.round_dp(4))
    );
    let verdict = match check.verdict {
        PercentVerdict::Exact | PercentVerdict::Rounded => Verdict::Agrees,
        PercentVerdict::Truncated => Verdict::Truncated,
        PercentVerdict::Mismatch => Verdict::Disagrees,
    };
    Check {
        computed_en: computed.clone(),
        computed,
        verdict,
    }
}

/// 瀛海、庞各庄、榆垓等3个镇: the names listed are counted against the figure.
fn listed(text: &str, span: Span, amount: &Amount) -> Check {
    let before = text.get(..span.start).unwrap_or("");
    let start = before
        .rfind(['，', '。', '；', '：', ',', ';', '\n'])
        .map_or(0, |i| {
            i + before[i..].chars().next().map_or(1, char::len_utf8)
        });
    if let Some(list) = before[start..].strip_suffix('等') {
        let names = list.split('、').filter(|n| !n.trim().is_empty()).count();
        if names > 1 && Decimal::from(names) == amount.value {
            return Check {
                computed: format!("列出{names}个名称"),
                computed_en: format!("{names} names are listed"),
                verdict: Verdict::Agrees,
            };
        }
    }
    cannot("没有可以对照的数字", "nothing to compare with")
}

/// The clause around a span, without its closing mark.
pub fn clause(text: &str, span: Span) -> &str {
    let stops = ['，', '。', '；', '\n'];
    let start = text
        .get(..span.start)
        .and_then(|before| {
            before
                .rfind(stops)
                .map(|i| i + before[i..].chars().next().map_or(1, char::len_utf8))
        })
        .unwrap_or(0);
    let end = text
        .get(span.end..)
        .and_then(|after| after.find(stops))
        .map_or(text.len(), |i| span.end + i);
    text.get(start..end).unwrap_or("")
}

/// What a look over one row notices. A percentage stated beside amounts that people decided
/// otherwise is not held against them.
pub fn row_findings(number: &str, reading: &Reading, by_hand: &[ByHand]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let percents = reading.percents.iter();
    for percent in percents.filter(|p| !is_decided(reading, by_hand, p.target)) {
        let Some(check) = &percent.check else {
            continue;
        };
        let Some(target) = percent.target.and_then(|t| reading.targets.get(t)) else {
            continue;
        };
        let Some(actual) = reading.actuals.iter().find(|a| a.target == percent.target) else {
            continue;
        };
        let said = plain(percent.value);
        let sum = format!(
            "{}/{}",
            plain(actual.amount.value),
            plain(target.amount.value)
        );
        let exact = plain(check.computed.round_dp(4));
        let (rule, severity, tail, tail_en) = match check.verdict {
            PercentVerdict::Truncated => (
                "percent-truncated",
                Severity::Info,
                "，差异来自截位",
                "; the difference comes from truncation",
            ),
            PercentVerdict::Mismatch => (
                "percent-mismatch",
                Severity::Warning,
                "，请说明口径",
                "; please explain the basis",
            ),
            PercentVerdict::Exact | PercentVerdict::Rounded => continue,
        };
        findings.push(Finding {
            rule: rule.into(),
            number: number.into(),
            severity,
            message: format!("填报{said}%，按{sum}计算为{exact}%{tail}"),
            message_en: format!("{said}% is stated, {sum} gives {exact}%{tail_en}"),
        });
    }
    if reading.targets.is_empty() && !reading.plans.is_empty() {
        let plans: Vec<_> = reading
            .plans
            .iter()
            .map(|p| format!("{}{}", plain(p.amount.value), p.amount.unit))
            .collect();
        findings.push(Finding {
            rule: "target-in-narrative".into(),
            number: number.into(),
            severity: Severity::Notice,
            message: format!("承诺没有写明数量，进展情况提到{}，可核定为目标", plans.join("、")),
            message_en: format!("The commitment names no amount; the report mentions {}, which could be confirmed as the target", plans.join(", ")),
        });
    }
    findings
}

/// Cumulative figures that are smaller than in the period before, as far as both are in units that
/// can be compared.
pub fn fallen(
    number: &str,
    now: &RowResult,
    before: &RowResult,
    period: PeriodCode,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for i in now
        .indicators
        .iter()
        .filter(|i| i.promised && i.expected.is_some())
    {
        let earlier = before
            .indicators
            .iter()
            .find(|b| b.name == i.name && b.promised);
        let unit = |i: &IndicatorResult| {
            let unit = i.actual_unit.clone();
            unit.or_else(|| i.target.as_ref().map(|t| t.unit.clone()))
                .unwrap_or_default()
        };
        let was = earlier.and_then(|b| convert(b.actual?, &unit(b), &unit(i)));
        let (Some(value), Some(was), unit) = (i.actual, was, unit(i)) else {
            continue;
        };
        if value >= was {
            continue;
        }
        let (value, was) = (plain(value), plain(was));
        findings.push(Finding {
            rule: "cumulative-fell".into(),
            number: number.into(),
            severity: Severity::Warning,
            message: format!(
                "“{}”本期累计{value}{unit}，少于{}的{was}{unit}，请说明原因",
                i.name,
                period.zh()
            ),
            message_en: format!(
                "{}: {value} {unit} so far, fewer than the {was} {unit} of {}; please explain",
                i.name,
                period.en()
            ),
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(title: &str, narrative: &str) -> Reading {
        let as_of = date(2025, 3, 31);
        shishi_extract::read(&shishi_extract::Item {
            title,
            narrative,
            year: Some(2025),
            as_of: Some(as_of),
        })
    }

    #[test]
    fn a_limit_is_compared_and_not_divided() {
        let check = |title, narrative, zh: &str, en: &str| {
            let reading = read(title, narrative);
            let mark = &marks(&reading, narrative, &[], &[])[0];
            assert_eq!((&*mark.computed, &*mark.computed_en), (zh, en));
        };
        check(
            "食品抽检合格率达到98%以上",
            "食品抽检合格率98.6%。",
            "单位自报；实际98.6%，符合不低于98%的要求",
            "as reported; 98.6 % meets at least 98 %",
        );
        check(
            "PM2.5年均浓度控制在32微克/立方米以下",
            "PM2.5平均浓度38微克/立方米。",
            "单位自报；实际38微克/立方米，未达到不超过32微克/立方米的要求",
            "as reported; 38 微克/立方米 does not meet at most 32 微克/立方米",
        );
    }

    #[test]
    fn a_confirmed_figure_is_no_longer_only_reported() {
        let narrative = "数据截至4月10日，已建成3个。";
        let reading = read("新建农贸市场8个", narrative);
        let figure = &reading.actuals[0];
        assert_eq!(figure.link, Link::Likely);
        let confirmed = Confirmation {
            span: figure.span,
            target: Some(0),
            reason: "经核对确认".into(),
            by: "督查室".into(),
        };
        let mark = &marks(&reading, narrative, &[], &[confirmed])[0];
        assert_eq!(mark.verdict, Verdict::Confirmed);
        assert_eq!(mark.computed, "单位自报；3 ÷ 8 = 37.5%；督查室核定");
        assert!(
            mark.how
                .ends_with("；对应目标“新建农贸市场8个”，经核对确认"),
            "{}",
            mark.how
        );
    }

    #[test]
    fn what_was_set_by_hand_is_told_and_compared_with_what_holds() {
        let narrative = "已建成3个。";
        let reading = read("新建农贸市场8个", narrative);
        let (target, actual) = (&reading.targets[0], &reading.actuals[0]);
        let of = |amount: &Amount, value: u32| Amount {
            value: value.into(),
            ..amount.clone()
        };
        let set = |of_target, now| ByHand {
            of_target,
            target: Some(0),
            indicator: Some(0),
            span: (!of_target).then_some(actual.span),
            was: Some(
                if of_target {
                    &target.amount
                } else {
                    &actual.amount
                }
                .clone(),
            ),
            now,
            by: "督查室".into(),
            at: Default::default(),
        };
        let confirmed = Confirmation {
            span: actual.span,
            target: Some(0),
            reason: "经核对更正".into(),
            by: "督查室".into(),
        };
        let check = |by_hand: &[ByHand], confirmed: &[Confirmation], verdict, zh: &str| {
            let mark = &marks(&reading, narrative, by_hand, confirmed)[0];
            assert_eq!((mark.verdict, mark.computed.as_str()), (verdict, zh));
        };
        let (kept, none) = (std::slice::from_ref(&confirmed), &[]);
        check(
            &[set(false, Some(of(&actual.amount, 5)))],
            kept,
            Verdict::Corrected,
            "单位自报；3 ÷ 8 = 37.5%；督查室更正为5个",
        );
        check(
            &[set(false, Some(actual.amount.clone()))],
            kept,
            Verdict::Confirmed,
            "单位自报；3 ÷ 8 = 37.5%；督查室核定",
        );
        check(
            &[set(false, None)],
            none,
            Verdict::SetAside,
            "经督查室核定，不予采用，不计入完成数",
        );
        check(
            &[set(true, Some(of(&target.amount, 6)))],
            kept,
            Verdict::Confirmed,
            "单位自报；3 ÷ 6 = 50%；督查室核定",
        );
        check(
            &[set(true, None)],
            none,
            Verdict::CannotCheck,
            "对应的目标不采用",
        );
    }

    #[test]
    fn a_percentage_is_not_held_against_amounts_that_people_decided() {
        let narrative = "已建成3个，完成率50%。";
        let reading = read("新建农贸市场8个", narrative);
        assert!(reading.percents[0].check.is_some());
        assert_eq!(row_findings("1", &reading, &[]).len(), 1);
        let target = &reading.targets[0].amount;
        let set = ByHand {
            of_target: true,
            target: Some(0),
            indicator: Some(0),
            span: None,
            was: Some(target.clone()),
            now: Some(Amount {
                value: 6.into(),
                ..target.clone()
            }),
            by: "督查室".into(),
            at: Default::default(),
        };
        let set = std::slice::from_ref(&set);
        assert_eq!(row_findings("1", &reading, set), []);
        let marks = marks(&reading, narrative, set, &[]);
        let percent = marks.iter().find(|m| m.kind == MarkKind::Percent).unwrap();
        assert_eq!(percent.verdict, Verdict::CannotCheck);
    }

    #[test]
    fn a_clause_ends_at_its_marks() {
        let text = "先期在瀛海等3个镇开展，截至目前，累计促进3285名就业。";
        let at = text.find("3285").unwrap();
        assert_eq!(clause(text, Span::new(at, at + 4)), "累计促进3285名就业");
    }

    #[test]
    fn names_before_a_figure_are_counted() {
        let text = "先期在，瀛海、庞各庄、榆垓等3个镇";
        let at = text.find('3').unwrap();
        let amount = Amount {
            qualifier: Default::default(),
            value: 3.into(),
            value_max: None,
            unit: "个".into(),
        };
        assert_eq!(
            listed(text, Span::new(at, at + 4), &amount).verdict,
            Verdict::Agrees
        );
    }
}
