//! `completion-percent`: percentages stated as completion, and whose.

mod amounts;
mod names;
mod words;

use crate::clause::{Clause, Prose};
use crate::quantity::Quantity;
use crate::reading::Percent;
use crate::rules::actuals::{Judged, Role};
use crate::rules::check::check;
use crate::rules::link::{Targets, agrees, agrees_closely};
use crate::rules::only;
use crate::text::{Phrase as _, Words, any_of};
use shishi_domain::{Link, Qualifier};
use std::collections::HashMap;

const COMPLETION: &str = "completion-percent";

/// The percentages of a narrative, linked to the targets of the amounts beside them.
pub(crate) fn read(prose: &Prose, judged: &[Judged], targets: &Targets) -> Vec<Percent> {
    let mut out = Vec::new();
    // Amounts in the order in which percents take them: 甲、乙,分别占39%、20%.
    let mut latest: HashMap<usize, &Judged> = HashMap::new();
    for (k, p) in judged.iter().enumerate() {
        if matches!(p.role, Role::Reached(_))
            && let Some(target) = p.decision.target
        {
            latest.insert(target, p);
        }
        if !matches!(p.role, Role::Completion) {
            continue;
        }
        let (target, link) = Stated::new(prose, judged, k, targets).whose();
        let source = target.and_then(|t| latest.get(&t).map(|a| (t, *a)));
        let value = p.quantity.value;
        let check = source.and_then(|(t, a)| {
            let goal = &targets.list[t].amount;
            (goal.value_max.is_none() && a.amount.qualifier == Qualifier::Exactly)
                .then(|| check(value, a.amount.value, goal.value))?
        });
        out.push(Percent {
            span: prose.text.span(p.quantity.start, p.quantity.end),
            value,
            target,
            link,
            check,
            rule: COMPLETION.into(),
        });
    }
    out
}

/// A target, and how sure it is that a percentage states its completion.
type Whose = (Option<usize>, Link);

/// No target of the title.
const OPEN: Whose = (None, Link::Open);

/// A stated percentage with what stands around it.
struct Stated<'s> {
    prose: &'s Prose<'s>,
    judged: &'s [Judged<'s>],
    targets: &'s Targets<'s>,
    /// Which of `judged` it is.
    k: usize,
    own: &'s Judged<'s>,
    clause: &'s Clause,
    /// What stands before it in its sentence, and the amounts reached among that.
    before: &'s [Judged<'s>],
    amounts: Vec<&'s Judged<'s>>,
    /// The amount before it, whatever it is.
    last: Option<&'s Judged<'s>>,
    /// Its clause up to it.
    lead: Words<'s>,
    /// The one target of the title, be there parts of it.
    only: Option<usize>,
}

/// Whose completion a percentage states, where one reason tells.
type Reason = fn(&Stated) -> Option<Whose>;

/// The reasons in order: the first that applies decides.
const REASONS: &[Reason] = &[
    words::labelled,
    words::of_its_name,
    amounts::told,
    amounts::bracketed,
    amounts::behind,
    amounts::of_its_whole,
    words::of_what_goes_on,
    words::by_number,
    words::of_another,
    words::by_count,
    words::of_growth,
    words::overall,
    words::begun,
    words::but_for,
    names::of_some_of_them,
    names::of_one_named,
    words::under_label,
    words::of_all_work,
    amounts::in_turn,
    amounts::of_rate_before,
    amounts::that_fits,
    amounts::of_total,
    amounts::of_money,
    amounts::of_part,
    amounts::of_stated_plan,
    names::of_places,
    amounts::of_all_promised,
    amounts::of_some,
    words::of_sum,
    names::of_another_thing,
    amounts::beside,
    names::the_one_named,
    words::of_investment,
    amounts::of_rate,
    names::one_of_many,
];

impl<'s> Stated<'s> {
    fn new(
        prose: &'s Prose<'s>,
        judged: &'s [Judged<'s>],
        k: usize,
        targets: &'s Targets<'s>,
    ) -> Self {
        let own = &judged[k];
        let clause = &prose.clauses[own.clause];
        let from = judged[..k]
            .iter()
            .rposition(|a| prose.clauses[a.clause].sentence != clause.sentence)
            .map_or(0, |at| at + 1);
        let before = &judged[from..k];
        let amounts = before
            .iter()
            .filter(|a| matches!(a.role, Role::Reached(_)) && !a.quantity.is_rate());
        let last = judged[k.saturating_sub(16)..k]
            .iter()
            .rfind(|a| !a.quantity.is_rate());
        Self {
            prose,
            judged,
            targets,
            k,
            own,
            clause,
            before,
            amounts: amounts.collect(),
            last,
            lead: prose.text.words(clause.start, own.quantity.start),
            only: only_whole(targets),
        }
    }

    /// The target whose completion it states.
    fn whose(&self) -> Whose {
        let told = REASONS.iter().find_map(|reason| reason(self));
        told.unwrap_or_else(|| names::by_subject(self))
    }

    /// Where it begins.
    fn at(&self) -> usize {
        self.own.quantity.start
    }

    /// The amounts with a unit that stand before it in its clause.
    fn counted(&self) -> impl DoubleEndedIterator<Item = &'s Quantity> {
        let all = self
            .prose
            .quantities_in(self.clause.start, self.at())
            .iter();
        all.filter(|q| q.reject.is_none() && q.unit.is_some())
    }

    /// Whether it is that of an amount and its target, at whole percents.
    fn fits(&self, amount: &Judged) -> bool {
        amount.decision.target.is_none_or(|t| {
            let goal = self.targets.list[t].amount.value;
            agrees(self.own.quantity.value, amount.amount.value, goal)
        })
    }

    /// The one target of which, by the numbers, the amount is this percentage.
    fn only_met_by(&self, amount: &Judged) -> Option<usize> {
        let (stated, actual) = (self.own.quantity.value, &amount.amount);
        let met = |i: &usize| self.targets.list[*i].is_met_by(stated, actual.value, &actual.unit);
        only((0..self.targets.list.len()).filter(met))
    }

    /// As [`fits`](Self::fits), at the decimals stated, and with a target.
    fn fits_closely(&self, amount: &Judged) -> bool {
        amount.decision.target.is_some_and(|t| {
            let goal = self.targets.list[t].amount.value;
            agrees_closely(self.own.quantity.value, amount.amount.value, goal)
        })
    }

    /// Whether a target is a sum of money.
    fn has_money_target(&self) -> bool {
        self.targets.list.iter().any(|t| t.amount.unit == "元")
    }
}

/// The one target that is no part of another.
fn only_whole(targets: &Targets) -> Option<usize> {
    let counted = targets.list.iter().any(|t| t.amount.unit != "%");
    // 全覆盖:18个: where something is counted, 完成率 is of that.
    let is_whole = |&i: &usize| {
        let t = &targets.list[i];
        !(t.is_part() || counted && t.amount.unit == "%" && t.own.has(any_of!["全覆盖"]))
    };
    only((0..targets.list.len()).filter(is_whole))
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;

    fn check(title: &str, narrative: &str, want: &[Option<usize>]) {
        let got: Vec<Option<usize>> = read(title, narrative)
            .percents
            .iter()
            .map(|p| p.target)
            .collect();
        assert_eq!(got, want, "{narrative}");
    }

    #[test]
    fn a_percentage_goes_with_its_amount() {
        check("改造12条", "已完成3条，完成率25%", &[Some(0)]);
        check("改造12条", "已开工6条，开工率50%", &[None]);
        check(
            "就业30万人，创业1.5万人",
            "就业41万人、创业4万人，分别占年计划的138%、291%",
            &[Some(0), Some(1)],
        );
        check("建设绿道200公里", "东湖绿道完成工程总量的70%", &[None]);
        check(
            "送戏300场",
            "演出286场，惠及12万人次，完成率95.3%",
            &[Some(0)],
        );
        check(
            "改造老旧小区10个",
            "幸福小区进度：90%；光明小区进度：40%",
            &[None, None],
        );
        check("改造小区10个", "已建成8个，绿化栽植完成90%", &[None]);
        check("改造老旧小区100个", "全市建成率为80%", &[Some(0)]);
        check("改造老旧小区100个", "老旧小区改造已100%开工", &[None]);
        check(
            "改造农田4万亩，建设安置房665套",
            "农田各标段已进场，已完成总工程量的25%",
            &[Some(0)],
        );
        check("改造6个", "正在施工，进度75%", &[Some(0)]);
        check("改造6个", "当前进度75%（东路偏慢）", &[Some(0)]);
        check(
            "实施项目954个，计划投资2400亿元",
            "完成年度计划投资的30.1%",
            &[Some(1)],
        );
        check("改造30个", "12个已完工，10个完成工程量的80%", &[None]);
        check(
            "治理126条",
            "治理完成120条（95%），引水工程正在施工（93%）",
            &[Some(0), None],
        );
        check("民生支出", "完成年初预算的54.8%", &[None]);
        check(
            "开工6.13万套",
            "开工3.29万套，完成年度任务的53.7%，百色、玉林、柳州开工率100%、88%、57%",
            &[Some(0), None, None, None],
        );
        check(
            "竣工6000套",
            "竣工3243套，占今年任务的54.05%，上林县竣工率100%、宾阳县93.33%",
            &[Some(0), None, None],
        );
        check(
            "开工保障房8万套，改造旧楼区480个",
            "旧楼区改造任务完成88%",
            &[Some(1)],
        );
        check("实施201公里", "完成投资680万元，占比19.9%", &[None]);
        check(
            "新建幼儿园150所",
            "补助资金下达4.2亿元，完成年度计划的100.7%",
            &[None],
        );
        check(
            "改造30个小区",
            "目前30个小区已完成总工程量的80%",
            &[Some(0)],
        );
        check(
            "推进6件实事",
            "文体活动中心装修和安装已完成，进度90%",
            &[None],
        );
        check(
            "投资增长10%",
            "完成投资28亿元，完成全年目标进度92.1%",
            &[Some(0)],
        );
        check(
            "建设候车亭",
            "设备80%已完成招标，完成土建施工的60%",
            &[None, None],
        );
    }
}
