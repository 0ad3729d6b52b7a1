//! The reasons of links in English, for the twin of each page.

/// Reasons as [`Actual::reason`](crate::Actual) gives them, each with its English.
const REASONS: &[(&str, &str)] = &[
    (
        "标注样例中这样写的数量多不计入该目标，由人确认",
        "in labelled rows, figures in such words mostly do not count towards it; for a person to decide",
    ),
    ("是后一剂次的数量", "of a later dose"),
    (
        "与前一目标同处一句",
        "stands in one sentence with the target before it",
    ),
    ("与目标的先后次序对应", "follows the order of the targets"),
    (
        "与目标个数相同，按先后次序对应",
        "as many as there are targets, in their order",
    ),
    (
        "与目标所说的相反，或只是收到、发生的数量",
        "the contrary of the target, or only what came in",
    ),
    (
        "与文中所列总数单位一致，是其中一部分",
        "part of a total that the report names, in its unit",
    ),
    (
        "单位、名称一致，其他目标不符",
        "unit and name agree, and no other target fits",
    ),
    (
        "单位一致，且与所述百分比相符",
        "the unit agrees, and so does the percentage stated",
    ),
    (
        "单位一致，且已完工或验收",
        "the unit agrees, and the work is finished or accepted",
    ),
    (
        "单位一致，且是唯一目标",
        "the unit agrees, and there is one target only",
    ),
    (
        "单位一致，另有标题里没有的说法",
        "the unit agrees; the words say more than the title does",
    ),
    (
        "单位一致，名称未完全对应",
        "the unit agrees, the name not wholly",
    ),
    (
        "单位一致，是各项实事中已完成的",
        "the unit agrees; those of the matters that are finished",
    ),
    (
        "单位与名称一致，没有其他目标可对应",
        "unit and name agree, and no other target could be meant",
    ),
    (
        "发放或借出的资金，不是完成的投资",
        "money paid out or lent, and no investment made",
    ),
    (
        "只是中间环节，不等于目标所指的完成",
        "a step on the way, and not the end the target asks for",
    ),
    (
        "只是其中一个项目的投资",
        "the investment of one project only",
    ),
    ("只是其中一处的数值", "the figure of one place only"),
    ("只是其中一类的数量", "one kind of several only"),
    (
        "只是其中一类，总数已对应目标",
        "one kind only; the total answers the target",
    ),
    (
        "只是其中一道工序，不等于目标所指的完成",
        "one step of the work, and not the end the target asks for",
    ),
    (
        "只是其中一部分，另有合计数对应目标",
        "one part only; the sum answers the target",
    ),
    (
        "只是准备或别的环节，不等于完成",
        "made ready, or another step, and not finished",
    ),
    (
        "只是前一环节的数量，不等于目标所指的完成",
        "those of the step before, and not the end the target asks for",
    ),
    (
        "只是前期准备，不等于完成",
        "preparation only, and not finished",
    ),
    (
        "只是工作中发现的数量，不是完成数",
        "what was found, and not what was done",
    ),
    (
        "只是已完成的其中一部分",
        "some of those that are finished anyway",
    ),
    (
        "只是开工的数量，标题没有写明要到哪一步",
        "those that have begun; the title names no end",
    ),
    (
        "只是排查走访的数量，不是完成数",
        "those looked at or visited, and not what was done",
    ),
    (
        "只是达到阶段进度，不等于完成",
        "where work should stand by now, and not finished",
    ),
    ("只有这一个目标单位相同", "the one target of this unit"),
    (
        "只有这一个目标单位相同、数量相当",
        "the one target of this unit and of such a number",
    ),
    (
        "只有这一个目标可以对应",
        "the one target that could be meant",
    ),
    (
        "可能是几个目标的合计",
        "perhaps of several targets together",
    ),
    (
        "只是其中一部分，不是目标所指的总数",
        "some of those that the target adds up, not the sum",
    ),
    (
        "其中有的尚未完工，只计已完工的",
        "some of them are not finished: only those that are count",
    ),
    (
        "是前面总数中已完工的",
        "those finished of the number before",
    ),
    (
        "后面另有较小的数量，可能只是前一环节",
        "a smaller figure follows: perhaps but a step before it",
    ),
    (
        "超过目标三倍，由人确认",
        "more than three times the target: a person has to say",
    ),
    (
        "同一目标有两个数量，由人确认",
        "two figures for one target: a person has to say",
    ),
    (
        "只是批准的资金，还没有发放",
        "only granted, and not paid out",
    ),
    (
        "是另一类人员，名称与目标不符",
        "people of another kind than the target's",
    ),
    (
        "同一目标另有更相符的数量",
        "another figure fits this target better",
    ),
    (
        "名称与别的目标相符，单位不符",
        "its name is that of another target, its unit is not",
    ),
    (
        "名称与各目标不符",
        "its name is that of none of the targets",
    ),
    ("名称与目标不符", "its name is not that of the target"),
    (
        "名称与目标不同，数量也相差较大",
        "its name is not that of the target, and its number is far off",
    ),
    ("名称与这一目标相符", "its name is that of this target"),
    (
        "与前一数量说的是同一目标",
        "it speaks of the same target as the amount before it",
    ),
    (
        "只有这一目标写明要完工",
        "only this target asks for the end",
    ),
    (
        "几年和今年各有目标，按今年的对应",
        "several years and this year have targets of their own; it counts towards this year's",
    ),
    (
        "开工与完工各有目标，按所到的环节对应",
        "a beginning and an end are promised apart, and it has come to this one",
    ),
    (
        "名称最接近这一目标",
        "its name comes closest to this target",
    ),
    (
        "名称相符，单位可以换算",
        "the name agrees, and the units compare",
    ),
    (
        "所在的小标题与目标不符",
        "its small heading is not that of the target",
    ),
    (
        "所述百分比与目标不符",
        "the percentage stated is not that of the target",
    ),
    (
        "数值与目标相同，单位可以对应",
        "the very number of the target, and the units compare",
    ),
    (
        "文中所列计划数与目标不同",
        "the plan that the report names is not the target",
    ),
    ("是上一级的数量", "the figure of the level above"),
    (
        "是入住的数量，不是完成数",
        "those who moved in, and not what was done",
    ),
    (
        "是几个目标的合计，各部分分别对应",
        "of several targets together; each part answers its own",
    ),
    (
        "是前面总数的一部分，总数已对应目标",
        "part of the total before it, which answers the target",
    ),
    (
        "是历年累计，另有本年完成数对应目标",
        "of all years; this year's figure answers the target",
    ),
    (
        "是受益人数，只有这一个人数目标",
        "those who gain by it; the one target that counts people",
    ),
    (
        "是受益的数量，不是完成数",
        "those who gain by it, and not what was done",
    ),
    ("是另一类项目，名称与目标不符", "projects of another kind"),
    ("是另一级别或另一类的数量", "of another level or kind"),
    (
        "是另一项工作的数量，不是目标所指",
        "of another work than the target's",
    ),
    (
        "是另一项或其中一部分的增速",
        "the growth of something else, or of a part",
    ),
    (
        "是合计中与这一目标名称相符的部分",
        "the part of a total that bears the name of this target",
    ),
    (
        "是增减幅度，不是目标所指的比率",
        "by how much it rose or fell, and not the rate of the target",
    ),
    (
        "是实施的地方数，名称与目标不符",
        "the places where it was done",
    ),
    (
        "是带动的数量，不是完成数",
        "what came of it, and not what was done",
    ),
    (
        "是并列的另一类，名称与目标不同",
        "a kind beside the target's, of another name",
    ),
    ("是往年或几年合计的数量", "of former years, or of several"),
    (
        "是改造或提升的数量，目标是新建",
        "made better, where the target asks for new ones",
    ),
    (
        "是新增的数量，目标是应达到的总数",
        "what was added, where the target is a total to be reached",
    ),
    (
        "是新建的数量，目标是改造或维修",
        "made new, where the target asks for mending",
    ),
    (
        "是更大范围的合计，其中一部分对应目标",
        "of more than the target; a part of it answers",
    ),
    (
        "是现有总数，不是新增的数量",
        "all there are, and not those added",
    ),
    ("有几个目标都可能对应", "several targets could be meant"),
    (
        "本期数，另有累计数对应目标",
        "of this period; the total so far answers the target",
    ),
    (
        "分期填报，请核对是本期数还是累计数",
        "told period by period; please check whether each is of its period or the total so far",
    ),
    (
        "格内没有单位，按目标的计量单位读，请核对",
        "no unit in its cell; read in the target's unit, please check",
    ),
    ("标题没有数量目标", "the title has no target with a number"),
    ("比率的名称与目标不符", "a rate of another name"),
    ("没有可以对应的目标", "no target could be meant"),
    ("没有要求完成的部分", "of those nothing is asked"),
    (
        "没有说明是投资，不作为完成的投资",
        "not said to be an investment, and not taken for one",
    ),
    (
        "紧接着说明了占目标的百分比",
        "its percentage of the target is stated right behind it",
    ),
    (
        "落实的资金，不是完成的投资",
        "money secured, and no investment made",
    ),
    (
        "计量单位与各目标都不一致",
        "its unit is that of none of the targets",
    ),
    (
        "远多于名称最接近的目标",
        "far beyond the target whose name comes closest",
    ),
];

/// A reason of a link in English; none for what is no such reason.
pub fn reason_en(reason: &str) -> Option<&'static str> {
    let found = REASONS.iter().find(|(zh, _)| *zh == reason);
    found.map(|(_, en)| *en)
}
