//! The rules in words, for the people who check what was read.

/// Each rule, and each reason a figure does not count, in Chinese and in English.
const WORDS: &[(&str, &str, &str)] = &[
    // Targets and totals.
    ("title-amount", "任务标题里的数量", "an amount in the title"),
    (
        "full-coverage",
        "任务标题要求全部完成",
        "the title asks for all of it",
    ),
    (
        "stated-total",
        "报告里写明的总数或计划数",
        "a total or plan named in the report",
    ),
    // Reached.
    (
        "reached-amount",
        "文字表明已经完成的数量",
        "an amount the text says has been reached",
    ),
    (
        "table-amount",
        "表格里的数字，单位取自表头或目标",
        "a figure of the table, its unit from the heading or the target",
    ),
    (
        "measured-rate",
        "以比率本身为目标的完成值",
        "a rate that is itself the target",
    ),
    (
        "completion-percent",
        "报告自己写的完成比例",
        "a completion rate stated by the report",
    ),
    // Days and steps.
    ("planned-date", "计划的时间", "a planned day"),
    ("actual-date", "实际发生的时间", "the day it happened"),
    ("cut-off-date", "数据截止日", "the day the figures run to"),
    (
        "stage-clause",
        "说明工作阶段的分句",
        "a clause that tells the stage",
    ),
    (
        "finished-clause",
        "说明已经完成的分句",
        "a clause that tells it is finished",
    ),
    // Not an amount at all.
    (
        "list-marker",
        "条目序号，不是数量",
        "a list number, not an amount",
    ),
    ("ordinal", "序数，不是数量", "an ordinal, not an amount"),
    ("rank", "名次，不是数量", "a rank, not an amount"),
    ("hotline", "热线或电话号码", "a telephone number"),
    (
        "identifier",
        "编号、型号或地块号",
        "a code, a model or a parcel number",
    ),
    (
        "fixed-word",
        "固定词语里的数字",
        "a figure inside a fixed word",
    ),
    ("name", "名称里的数字", "a figure inside a name"),
    (
        "quoted",
        "引号或书名号里的数字",
        "a figure inside a quotation or a title",
    ),
    ("ratio", "比值", "a ratio"),
    ("fraction", "分数", "a fraction"),
    ("bare-number", "没有单位的数字", "a figure without a unit"),
    ("indefinite-one", "泛指的“一”", "“one” in a general sense"),
    ("place", "地方或单位的个数", "a number of places or units"),
    // An amount, and not progress.
    (
        "duration-or-size",
        "时长、年龄或规格",
        "a duration, an age or a rating",
    ),
    (
        "in-parentheses",
        "括号里的说明",
        "an explanation in brackets",
    ),
    (
        "threshold",
        "划定范围的条件",
        "a condition that sets the scope",
    ),
    ("each", "每个、每人的标准", "a standard for each"),
    ("size", "规模或总量，不是完成数", "a size, not progress"),
    (
        "interim-target",
        "阶段目标，不是完成数",
        "a target on the way, not progress",
    ),
    ("rate", "单位时间或平均的数", "a rate or an average"),
    (
        "under-way",
        "正在进行，还没有完成",
        "under way, not finished",
    ),
    ("former", "原来的数", "what it was before"),
    (
        "prospect",
        "建成以后的效果",
        "what it will do once finished",
    ),
    ("remaining", "尚未完成的部分", "what is left to do"),
    (
        "comparison",
        "与别的时期或地方比较的数",
        "a comparison with another time or place",
    ),
    ("budget", "安排或下达的资金", "money set aside"),
    (
        "part",
        "总数中的一部分，不另计",
        "a part of a total, not counted again",
    ),
    ("adjusted", "调整后的目标", "an adjusted target"),
    (
        "restated",
        "重述的任务数，不是完成数",
        "the target said again, not progress",
    ),
    ("growth", "增长幅度", "a growth rate"),
    ("planned-rate", "计划的比率", "a planned rate"),
    ("points", "百分点", "percentage points"),
    ("share", "所占份额", "a share"),
];

/// What a rule means, in Chinese and in English; none if there is no such rule.
///
/// ```
/// assert_eq!(shishi_extract::rule_words("hotline").map(|(zh, _)| zh), Some("热线或电话号码"));
/// ```
pub fn rule_words(rule: &str) -> Option<(&'static str, &'static str)> {
    WORDS
        .iter()
        .find(|(name, ..)| *name == rule)
        .map(|(_, zh, en)| (*zh, *en))
}
