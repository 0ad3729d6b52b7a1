//! What a percentage is: completion, the measured thing itself, or neither.

use crate::clause::Prose;
use crate::quantity::Quantity;
use crate::rules::actuals::{Judged, RATE, Role, Scene, own_start};
use crate::rules::{link, stance};
use crate::text::Enclosure;
use crate::text::{Phrase as _, Sought, any_of, is_chinese};
use crate::vocabulary::{Class, Dimension, Entry, Kind};
use shishi_domain::Phase;

const COMPLETION_WORDS: &[Sought] = any_of![
    "完成率",
    "完工率",
    "建成率",
    "开工率",
    "开复工率",
    "竣工率",
    "复工率",
    "进度",
    "完成比例",
    "工程量",
    "工程总量",
    "总量",
    "签约率",
    "达成率",
    "完工比例",
    "竣工比例",
    "开工比例",
    "建成比例",
    "启动率",
    "动工率",
    "整改率",
    "化解率",
    "拨付率",
    "发放率",
    "兑现率",
    "支付率",
    "招标率",
    "任务的",
    "目标的",
    "计划的",
    "目标任务的",
    "占计划",
    "占年度",
    "占全年",
    "占年计划",
    "占目标",
    "占任务",
    "为计划",
    "为总投",
    "占总投",
    "占总计划",
    "占总任务",
    "为全年",
    "为年度",
    "为目标",
    "任务数的",
    "达到年度",
    "达到全年",
    "指标的",
    "投资的",
    "总投资的",
    "序时",
    "概算的",
    "估算的",
    "批复投资的",
    "预算的",
    "预算数的",
    "做到",
    "干到",
    "推进到",
    "推进至",
    "进行到",
];

/// A percentage: of completion, measured, or neither.
pub(crate) fn rate(scene: &Scene, q: &Quantity, clause: usize, before: &[Judged]) -> Role {
    let prose = scene.prose;
    let text = &prose.text;
    let c = &prose.clauses[clause];
    let own = own_start(prose, c, q);
    let lead = text.words(c.start, q.start);
    let near = text.words(own, q.start);
    let rest = text.words(q.end, c.end);
    let planned = scene.carried[clause].planned || scene.carried[clause].labelled;
    let title = &scene.title.text.folded;
    if rest.starts_with("的节点")
        || rest.starts_with("的目标")
        || rest.starts_with("的要求")
        || rest.starts_with("的任务")
    {
        return Role::Other("interim-target");
    }
    if lead.has(any_of![
        "计划完成",
        "目标任务是",
        "目标是",
        "目标为",
        "任务是"
    ]) && !lead.has(any_of!["实际"])
        || near.has(any_of!["应完成"])
        || lead.has(any_of!["应达"])
    {
        return Role::Other("interim-target");
    }
    // 全省平均完成率82%: to compare with.
    let average = near.has(any_of!["平均"])
        && (near.has(any_of!["全省", "全国", "全州"])
            || near.has(any_of!["全市", "全区", "全县"])
                && before.iter().rev().take(8).any(|b| b.quantity.is_rate()))
        && !title.contains("平均");
    if average {
        return Role::Other("comparison");
    }
    // 时间进度75%, 序时进度(75%): how much of the time is gone.
    const TIMES: &[&str] = &["时间进度", "时序进度", "序时进度", "序时进度要求"];
    let ends = near.trim_end_matches(['(', '为', '是', '约', ' ']);
    // 超额完成10%: an excess.
    let excess = near.ends_with_one(&["超额完成", "超额", "超计划", "超任务"])
        && q.value < rust_decimal::Decimal::ONE_HUNDRED;
    if ends.ends_with_one(TIMES) && !near.has(any_of!["达到", "占"]) || excess {
        return Role::Other("interim-target");
    }
    // 占年度预计投资的90%: of what was expected.
    let of_plan = near.has(any_of![
        "占年度预计",
        "占全年预计",
        "占预计",
        "为预计",
        "占年度计划",
        "占计划",
    ]);
    if !of_plan && (planned || stance::ahead(prose, c.start, c.end, scene.as_of)) {
        return Role::Other("planned-rate");
    }
    let of_adjusted = near.ends_with('的') && lead.has(any_of!["调整后"]);
    if !of_adjusted
        && (lead.has(any_of!["调整"]) || rest.starts_with("调整") || near.has(any_of!["调整到"]))
    {
        return Role::Other("adjusted");
    }
    if text.enclosure[q.numeral] == Enclosure::Parentheses {
        // 已完成1个(50%), 正在施工(90%).
        let alone = text.before(q.start) == '(' && text.at(q.end) == ')';
        // 比全市平均水平(12.9%)高, 与全省(64.1%)持平.
        let compared = near.has(any_of![
            "平均", "水平", "与全", "比全", "较全", "同期", "上年", "去年",
        ]);
        // 已竣工286户(竣工率95.3%).
        let open = (q.start.saturating_sub(12)..q.start).rfind(|&i| text.at(i) == '(');
        let inner = open.map_or("", |o| text.folded_of(o + 1, q.start));
        let named = text.at(q.end) == ')' && (inner.has(COMPLETION_WORDS) || inner == "占");
        return if (alone && !rest.is_empty() || named) && !compared {
            Role::Completion
        } else {
            Role::Other("in-parentheses")
        };
    }
    if q.dimension() == Some(Dimension::Point) {
        let wanted = scene.targets.list.iter().any(|t| t.amount.unit == "百分点");
        let compared =
            lead.contains('比') || lead.contains('较') || lead.has(any_of!["高出", "同比"]);
        return if wanted && !compared {
            Role::Reached(RATE)
        } else {
            Role::Other("points")
        };
    }
    // 普及率由年初的92.7%提高到94.2%: the first is what it was.
    if near.contains(['由', '从'])
        && rest.starts_with_one(&[
            "提高", "提升", "上升", "增加", "增长", "升至", "增至", "下降", "降低", "降至", "降到",
        ])
    {
        let at = near.rfind(['由', '从']).unwrap_or(0);
        let then: String = near[at..].chars().skip(1).collect();
        let dated = then.is_empty()
            || then.ends_with('的')
                && then.chars().count() <= 8
                && then.contains(['年', '月', '初', '底', '前'])
            || then.ends_with_one(&["年初", "年底", "去年", "上年"]);
        if dated {
            return Role::Other("former");
        }
    }
    // A label before a colon names it: 完成率：40%.
    let label = prose.label_of(clause).filter(|_| lead.trim().is_empty());
    let label_words = label.map_or(text.words(0, 0), |l| text.words(l.start, l.end));
    if label_words.has(any_of!["进度", "完成率", "完成比例"]) {
        return Role::Completion;
    }
    // 已完成数:126;占比:70%.
    let of_count = label_words == "占比"
        && before.last().is_some_and(|b| {
            matches!(b.role, Role::Reached(_)) && b.clause + 2 >= clause && !b.quantity.is_rate()
        });
    if of_count {
        return Role::Completion;
    }
    // 占行政村总数的97.3%: the share itself is what is promised.
    let list = &scene.targets.list;
    let rates_only = !list.is_empty() && list.iter().all(|t| t.amount.unit == "%");
    let of_work = near.has(any_of![
        "任务", "计划", "目标", "工程", "投资", "进度", "指标", "完成", "全年"
    ]);
    let own_words = near.trim_start_matches([',', '、', ' ']);
    let shares = own_words.starts_with('占') && own_words.chars().count() > 2 && !of_work;
    // 占比达62.3%, 占比提高到56.2%: a share that is reached.
    let grown = near.ends_with_one(&[
        "占比约",
        "占比达",
        "占比达到",
        "占比为",
        "占比提高到",
        "占比提高至",
        "占比提升至",
        "占比升至",
        "占比降至",
        "占比下降到",
        "水平达",
        "水平达到",
    ]);
    if (shares && rates_only || grown && !of_work) && !lead.has(any_of!["其中"]) {
        return Role::Reached(RATE);
    }
    // 投资完成率 may be what a target asks for.
    let near_pairs = link::pairs(&near);
    let asked = scene.targets.list.iter().any(|t| {
        t.amount.unit == "%" && {
            let own = link::pairs(t.own);
            (near.contains('率') || near.contains('占') || near.has(any_of!["比例"]))
                && near_pairs
                    .iter()
                    .filter(|p| own.binary_search(p).is_ok())
                    .count()
                    >= 3
        }
    });
    // 入住率98.6% for 搬迁入住率100%: the name of the rate, whole.
    let name: Vec<char> = near.chars().rev().take(3).collect();
    let name: String = name.into_iter().rev().collect();
    // 签约率48.2% for 签约服务率达到45%.
    let of_target = |own: &str| {
        own.contains(name.as_str())
            || own.contains('率')
                && name
                    .strip_suffix('率')
                    .is_some_and(|name| own.contains(name))
    };
    let named = name.ends_with('率')
        && name.chars().count() == 3
        && !lead.has(any_of!["其中"])
        && scene
            .targets
            .list
            .iter()
            .any(|t| t.amount.unit == "%" && of_target(t.own));
    if asked || named {
        return Role::Reached(RATE);
    }
    // 100%完成任务.
    let bare = lead.trim().trim_end_matches('已');
    if (bare.is_empty()
        || bare.ends_with_one(&["任务", "工作", "项目"]) && bare.chars().count() <= 6)
        && rest.starts_with("完成")
    {
        return Role::Completion;
    }
    // 完成年度任务93.3%, 占总任务83%: without 的.
    let of_task = near.ends_with_one(&[
        "任务",
        "目标",
        "计划",
        "指标",
        "任务数",
        "目标数",
        "计划数",
        "任务量",
        "总数",
        "约",
    ]) && near.has(any_of!["完成", "占", "达到", "达", "为"])
        && near.has(any_of!["任务", "目标", "计划", "指标"]);
    // 完成年度计划开工的80.8%.
    let of_part = near.ends_with('的')
        && lead.has(any_of![
            "完成",
            "占",
            "为年计划",
            "为计划",
            "为年度",
            "为全年"
        ])
        && near.has(any_of!["任务", "目标", "计划", "指标"]);
    if of_task || of_part || lead.has(COMPLETION_WORDS) {
        // In 分别占年度任务的39.1%、20.5% the words stand before the first.
        let growth = near.has(any_of!["增长", "同比", "下降", "覆盖率", "合格率"]);
        if !growth {
            return Role::Completion;
        }
    }
    // 配套设备80%已完成招标采购, 沿线土建施工的80%: how far it has come.
    let so_far = !near.trim().is_empty()
        && rest.starts_with_one(&[
            "已完成",
            "已开工",
            "已建成",
            "已竣工",
            "已完工",
            "均已完成",
            "开工",
            "竣工",
            "建成",
        ]);
    let of_work = near.ends_with_one(&[
        "施工的",
        "工程的",
        "建设的",
        "土建的",
        "主体的",
        "基础施工",
        "主体施工",
    ]) && lead.has(any_of!["完成"]);
    if (so_far || of_work) && !near.contains('率') {
        return Role::Completion;
    }
    // 80%的项目实现开工, 累计掘进超57%.
    let of_them = rest.starts_with_one(&["的项目", "的工程", "的小区", "的任务", "的点位"])
        && rest.has(any_of!["开工", "完工", "竣工", "完成", "建成"]);
    let dug = near.ends_with_one(&["超", "超过", "达", "达到", "约", "过", "近"])
        && near.has(any_of![
            "掘进", "浇筑", "开挖", "铺设", "摊铺", "敷设", "吊装", "砌筑", "回填"
        ])
        && !near.contains('率');
    if of_them || dug {
        return Role::Completion;
    }
    // 占总栋数的61%: of the whole of it.
    let of_all = near.ends_with('的')
        && near.contains('占')
        && near.has(any_of![
            "总数",
            "总量",
            "总栋数",
            "总户数",
            "总里程",
            "总长",
            "总投资",
            "总任务",
            "总套数",
            "总个数"
        ]);
    if of_all {
        return Role::Completion;
    }
    if continues(prose, q, own, before) {
        return Role::Completion;
    }
    // 农林水利|11|2.00|92.1%: the rate at the end of a row.
    if text.before(q.start) == '|' && super::roles::is_row(prose, c) {
        return Role::Completion;
    }
    // 动迁率, 签约率: how far a stage has come.
    let staged = prose.scan.work(own, q.start).any(|(h, w)| {
        text.at(h.end) == '率'
            // 达标率96.3% is measured.
                        && text
                .one_of(h.start, &["达标", "通达", "亮灯", "建档", "组建", "收集", "录入"])
                .is_none()
            && (matches!(w.kind, Kind::Stage | Kind::Act)
                || matches!(
                    w.phase,
                    Phase::Planning | Phase::Procurement | Phase::Approval
                ))
    });
    if staged {
        return Role::Completion;
    }
    // 东方市为100%、临高县为95%: the same rate elsewhere.
    let region = near
        .trim_start_matches([',', '、', ';'])
        .char_indices()
        .any(|(i, c)| {
            (3..=36).contains(&i) && matches!(c, '市' | '县' | '区' | '州' | '镇' | '乡' | '旗')
        });
    let tells = near.ends_with_one(&[
        "为", "仅", "只有", "仅为", "分别", "均为", "达", "达到", "仅有",
    ]);
    if region
        && tells
        && !lead.contains('率')
        && let Some(last) = before
            .iter()
            .rfind(|b| b.quantity.is_rate() && b.quantity.reject.is_none())
            .filter(|b| prose.clauses[b.clause].sentence + 1 >= c.sentence)
        && matches!(last.role, Role::Completion)
    {
        return Role::Completion;
    }
    // 目前为46.2%: the only target is a rate, and nothing else is named.
    let nothing = [
        "目前", "现", "已", "为", "达到", "达", "实际", "完成", "截至", "约",
    ]
    .iter()
    .fold(near.to_string(), |s, w| s.replace(w, ""));
    if let [only] = scene.targets.list.as_slice()
        && only.amount.unit == "%"
        && nothing.trim_matches([',', ' ']).is_empty()
        && !near.trim().is_empty()
        && !near.has(any_of!["完成"])
    {
        return Role::Reached(RATE);
    }
    let bare_done = matches!(near.trim(), "完成了" | "和" | "、") || near.ends_with("完成");
    if near.trim() == "、" || near.trim() == "和" || near.trim() == "及" {
        // One more of the kind before it.
        // 91.5亿元、86.4%: the rate of that sum, as those before it were.
        let recent = &before[before.len().saturating_sub(6)..];
        let rate = recent.iter().rfind(|b| b.quantity.is_rate());
        match before.last() {
            Some(last) if last.quantity.is_rate() => return last.role.clone(),
            Some(_) if rate.is_some_and(|r| matches!(r.role, Role::Completion)) => {
                return Role::Completion;
            }
            _ => {}
        }
    }
    if bare_done && !title_grows(title) {
        return Role::Completion;
    }
    let reaches = near.ends_with_one(&[
        "提高到",
        "提升到",
        "上升到",
        "提高至",
        "提升至",
        "上升至",
        "升至",
        "增至",
        "降至",
        "下降到",
        "降低到",
        "降到",
    ]);
    if reaches && (lead.contains('率') || lead.has(any_of!["比例", "比重"])) {
        return Role::Reached(RATE);
    }
    let growth = prose.scan.last(Class::Growth, c.start, q.start).is_some();
    if growth {
        let compared = lead.has(any_of!["同比", "环比"])
            || lead.contains('比') && !lead.has(any_of!["比重"]) && !lead.has(any_of!["占比"]);
        const FALLS: &[Sought] = any_of!["下降", "降低", "减少"];
        let falls = near.has(FALLS) && title.has(FALLS);
        return if title_grows(title)
            && (!compared || falls || title.has(any_of!["增长"]))
            && !lead.starts_with('比')
        {
            Role::Reached(RATE)
        } else {
            Role::Other("growth")
        };
    }
    // 完成投资2513万元,占16.22%: of what was to be spent.
    if matches!(near.trim_start_matches([',', ' ']), "占" | "占比")
        && let Some(sum) = before.last().filter(|b| b.clause + 1 >= clause)
        && sum.quantity.dimension() == Some(Dimension::Money)
    {
        let sc = &prose.clauses[sum.clause];
        let told = text.words(sc.start, sum.quantity.start);
        if told.has(any_of!["完成投资", "投资完成", "累计完成", "完成总投资"])
            && !lead.has(any_of!["其中"])
        {
            return Role::Completion;
        }
    }
    if lead.has(any_of!["承担", "配套", "其中"])
        || near.starts_with('占')
        || near.trim() == "占"
        || near.has(any_of!["占比"])
    {
        return Role::Other("share");
    }
    if lead.has(any_of!["率", "比例", "比重", "覆盖", "满意度"]) {
        return Role::Reached(RATE);
    }
    // The cell holds nothing but the rate.
    // So does 50%(马站尚未开工).
    let noted = text.at(q.end) == '(' && text.before(c.end) == ')' && {
        let close = (q.end..c.end).find(|&i| text.at(i) == ')');
        close == Some(c.end - 1)
    };
    let whole =
        prose.clauses.len() == 1 && lead.trim().is_empty() && (rest.trim().is_empty() || noted);
    if whole {
        let measured = scene.targets.list.is_empty()
            || scene.targets.list.iter().any(|t| t.amount.unit == "%");
        return if measured {
            Role::Reached(RATE)
        } else {
            Role::Completion
        };
    }
    let shares = scene.targets.list.iter().any(|t| {
        let own = link::pairs(t.own);
        t.amount.unit == "%" && near_pairs.iter().any(|p| own.binary_search(p).is_ok())
    });
    if shares
        || scene.targets.list.iter().any(|t| t.amount.unit == "%")
            && prose.scan.has(Class::Reached, c.start, q.start)
    {
        return Role::Reached(RATE);
    }
    Role::Other("rate")
}

/// Whether a rate goes on with those of completion before it: 占年度任务的51%;乙县2200万元,占45%,
/// or 竣工率99%,钦州88.79%、贵港87.47%.
fn continues(prose: &Prose, q: &Quantity, own: usize, before: &[Judged]) -> bool {
    let text = &prose.text;
    // Looking back over so many at most keeps the time linear.
    let before = &before[before.len().saturating_sub(16)..];
    let Some(last) = before.iter().rfind(|b| b.quantity.is_rate()) else {
        return false;
    };
    if !matches!(last.role, Role::Completion) {
        return false;
    }
    let words = text.folded_of(own, q.start);
    let name = words.trim_start_matches([',', '、', ';', ' ']);
    let sentence = |at: usize| prose.clause_at(at).map(|k| prose.clauses[k].sentence);
    let (then, mut now) = (sentence(last.quantity.start), sentence(q.start));
    // 改造完成率30%;供水保障44.5%: a list may run on over a semicolon.
    let joined = prose.clause_at(q.start).is_some_and(|k| {
        let first = prose
            .clauses
            .partition_point(|b| b.sentence < prose.clauses[k].sentence);
        first > 0 && prose.clauses[first - 1].mark == ';'
    });
    if joined && then.zip(now).is_some_and(|(a, b)| b == a + 1) {
        now = then;
    }
    if matches!(name, "占" | "为") {
        let told = text.words(last.quantity.start.saturating_sub(16), last.quantity.start);
        // 其中女性1200人,占15% of 8000人 is a share.
        let amount = before.iter().rev().find(|b| !b.quantity.is_rate());
        let shares = amount.is_some_and(|a| {
            before.iter().any(|whole| {
                matches!(whole.role, Role::Reached(_))
                    && whole.amount.unit == a.amount.unit
                    && whole.amount.value > a.amount.value
                    && link::agrees_closely(q.value, a.amount.value, whole.amount.value)
            })
        });
        let near = then.zip(now).is_some_and(|(a, b)| b - a <= 2);
        return told.contains(['占', '为']) && near && !shares;
    }
    // 新开工项目为年计划的62%,续建项目为74.8%; 甲、乙完成较好,分别为79%、75%.
    let told = text.words(last.quantity.start.saturating_sub(16), last.quantity.start);
    let goes_on = name.ends_with('为')
        && !name.contains(['率', '比', '高', '低'])
        && told.contains(['占', '为'])
        && then.zip(now).is_some_and(|(a, b)| b - a <= 1);
    if goes_on {
        return true;
    }
    let chinese = name.chars().all(is_chinese);
    let plain = !prose
        .scan
        .within(own, q.start)
        .any(|h| matches!(h.entry, Entry::Word(Class::Rate | Class::Growth)));
    // 按行业,现代服务业80%、先进装备制造73%: a list of its own, in the next sentence.
    let sorted = prose.clause_at(q.start).is_some_and(|k| {
        let first = prose
            .clauses
            .partition_point(|b| b.sentence < prose.clauses[k].sentence);
        let lead = &prose.clauses[first];
        text.one_of(lead.start, &["按", "分"]).is_some() && lead.end - lead.start <= 8
    }) && then.zip(now).is_some_and(|(a, b)| b - a <= 1);
    // 西安市占57%.
    if name.ends_with('占') && (then == now || sorted) && told.contains('占') {
        return true;
    }
    // Right behind the rate before it, with no amount between.
    let beside = text.before(own) == '%'
        || matches!(text.before(own), ',' | '、')
            && before.last().is_some_and(|b| b.quantity.is_rate());
    (then == now || sorted)
        && chinese
        && plain
        && (2..=8).contains(&name.chars().count())
        && !name.contains(['为', '达', '率', '占', '比', '度', '覆', '由', '至'])
        && (beside || sorted)
}

fn title_grows(title: &str) -> bool {
    title.has(any_of!["增长", "增速", "提高", "下降", "降低", "增幅"])
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;

    fn check(title: &str, narrative: &str, percents: &[&str], actuals: &[&str]) {
        let reading = read(title, narrative);
        let got: Vec<String> = reading
            .percents
            .iter()
            .map(|p| p.value.to_string())
            .collect();
        assert_eq!(got, percents, "{narrative}");
        let got: Vec<String> = reading
            .actuals
            .iter()
            .filter(|a| a.amount.unit == "%")
            .map(|a| a.amount.value.to_string())
            .collect();
        assert_eq!(got, actuals, "{narrative}");
    }

    #[test]
    fn completion_or_the_thing_measured() {
        check(
            "改造5个",
            "开工率24%，已完成2个（40%），正在施工（90%）",
            &["24", "40", "90"],
            &[],
        );
        check(
            "生产总值增长8%左右",
            "生产总值增长7.7%，比全国高0.6个百分点",
            &[],
            &["7.7"],
        );
        check("", "污水处理率达到94%，同比增长2%", &[], &["94"]);
        check("", "市级财政承担30%，其中跨区占13.1%", &[], &[]);
        check(
            "改造5个",
            "完成年度任务93.3%，与全省（64.1%）持平",
            &["93.3"],
            &[],
        );
        check("入园占比达到45%", "目前为46.2%", &[], &["46.2"]);
        check(
            "改造5个",
            "已竣工286户（竣工率95.3%），比全市平均（90%）高",
            &["95.3"],
            &[],
        );
        check("水质提升", "合格率由92%提高到97.5%", &[], &["97.5"]);
        check(
            "改造5个",
            "竣工率67.1%，东方市为100%、临高县为95%",
            &["67.1", "100", "95"],
            &[],
        );
        check("", "超过30%的节点要求，预计年底完成率达到89%", &[], &[]);
    }
}
