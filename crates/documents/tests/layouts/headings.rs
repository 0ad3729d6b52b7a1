//! What is a heading, a row or the foot of a paper, and what only reads like one.

use super::{check, open};

#[test]
fn of_columns_for_several_years_the_newest_is_read() {
    let reading = check(
        "<p>清河区2024年民生实事三季度进展情况</p><table>\
         <tr><td rowspan=2>序号</td><td rowspan=2>项目名称</td><td colspan=2>2023年</td>\
         <td colspan=2>2024年</td><td rowspan=2>责任单位</td></tr>\
         <tr><td>目标</td><td>完成</td><td>目标</td><td>完成</td></tr>\
         <tr><td>1</td><td>新建幼儿园</td><td>8所</td><td>8所</td><td>10所</td><td>6所</td><td>区教育局</td></tr>\
         </table>",
        &["1|新建幼儿园:10所|区教育局|6所"],
    );
    assert_eq!(reading.issues.len(), 1, "{:?}", reading.issues);
}

#[test]
fn a_unit_above_its_commitment() {
    check(
        "清河区2024年民生实事一季度进展情况\n\n\
         责任单位：市教育局\n项目名称：新建幼儿园10所\n进展情况：已开工6所。\n\
         责任单位：市民政局\n项目名称：新增养老床位500张\n进展情况：已新增200张。\n",
        &[
            "1|新建幼儿园10所|市教育局|已开工6所。",
            "2|新增养老床位500张|市民政局|已新增200张。",
        ],
    );
}

#[test]
fn another_table_below_is_not_read_on() {
    let rows = [
        "1|新建公园3个|区住建局|已建成1个",
        "2|改造公厕5座|区城管局|已改造4座",
    ];
    let list = "序号\t项目\t责任单位\t进展情况\n\
                1\t新建公园3个\t区住建局\t已建成1个\n2\t改造公厕5座\t区城管局\t已改造4座\n";
    for below in [
        "序号\t姓名\t职务\t电话\n1\t张明\t副区长\t12345678\n",
        "责任单位\t项目数\t完成数\t排名\n区住建局\t2\t1\t1\n",
        "审核人：\t张三\t填报人：李四\t联系电话：12345678\n",
        "共2项\t\t\t\n",
    ] {
        check(
            &format!("清河区2024年民生实事三季度进展情况\n{list}{below}"),
            &rows,
        );
    }
    for above in [
        "甲\t乙\t丙\t丁\n",
        "1\t2\t3\t4\n",
        "例\t新建学校1所\t区教育局\t已开工\n",
    ] {
        let (heading, body) = list.split_once('\n').unwrap();
        check(
            &format!("清河区2024年民生实事三季度进展情况\n{heading}\n{above}{body}"),
            &rows,
        );
    }
}

#[test]
fn columns_of_other_times_and_of_the_promise_itself() {
    for (heading, row, want) in [
        (
            "项目\t2023年实际完成\t2024年目标\t2024年完成",
            "老旧小区改造\t11个\t12个\t7个",
            "1|老旧小区改造:12个|区住建委|7个",
        ),
        (
            "项目\t目标（三季度）\t目标（全年）\t完成数",
            "老旧小区改造\t9个\t12个\t7个",
            "1|老旧小区改造:12个|区住建委|7个",
        ),
        (
            "项目\t本季计划数\t本季完成数\t全年计划数\t累计完成数",
            "老旧小区改造\t3个\t2个\t12个\t7个",
            "1|老旧小区改造:12个|区住建委|本季完成数:2个;累计完成数:7个",
        ),
        (
            "项目\t上月累计完成\t序时进度\t进展情况",
            "改造小区12个\t6个\t75%\t正在施工",
            "1|改造小区12个|区住建委|正在施工",
        ),
        (
            "实事项目\t子项目\t进展情况\t完成状态",
            "教育提质工程\t改造操场9片\t完成4片\t推进中",
            "1|改造操场9片|区住建委|进展情况:完成4片;完成状态:推进中",
        ),
        (
            "项目名称\t目标任务及完成时限\t推进情况、存在问题\t督办单位",
            "停车惠民\t新增车位1500个，12月底前完成\t建成300个\t区政府督查室",
            "1|新增车位1500个，12月底前完成|区住建委|建成300个",
        ),
        (
            "项目\t年度计划\t完成个数\t完成率",
            "老旧小区改造\t12个\t7个\t58%",
            "1|老旧小区改造:12个|区住建委|完成个数:7个;完成率:58%",
        ),
    ] {
        check(
            &format!(
                "清河区2024年民生实事三季度进展情况\n序号\t{heading}\t责任单位\n1\t{row}\t区住建委\n"
            ),
            &[want],
        );
    }
}

#[test]
fn rates_that_were_never_formatted() {
    let reading = check(
        "清河区2024年民生实事三季度进展情况\n序号\t项目\t责任单位\t完成率\n\
         1\t新建公园3个\t区住建局\t1\n2\t改造公厕5座\t区城管局\t0.753\n3\t新建学校8所\t区教育局\t0.4\n",
        &[
            "1|新建公园3个|区住建局|100%",
            "2|改造公厕5座|区城管局|75.3%",
            "3|新建学校8所|区教育局|40%",
        ],
    );
    assert_eq!(reading.issues[0].kind, "rate-as-decimal");
}

#[test]
fn paragraphs_with_targets_sections_and_a_foot() {
    check(
        "清河区2024年民生实事三季度进展情况\n教育类\n\
         1.惠民项目\n年度目标：新建幼儿园6所\n责任单位：区教委\n进展情况：已开工5所。\n\
         住房保障类\n\
         2.安居项目\n主要内容：改造小区12个\n责任单位：区住建委\n进展情况：已完工7个。\n\n\
         清河区人民政府办公室\n2024年10月9日\n抄送：区委办公室。\n\
         主办单位：清河区人民政府 承办单位：区政务服务局\n",
        &[
            "1|新建幼儿园6所|区教委|已开工5所。",
            "2|改造小区12个|区住建委|已完工7个。",
        ],
    );
}

#[test]
fn a_section_for_each_unit() {
    check(
        "<p>清河区2024年民生实事三季度进展情况</p><table>\
         <tr><td>序号</td><td>项目</td><td>进展情况</td></tr>\
         <tr><td colspan=3>区教委（1项）</td></tr><tr><td>1</td><td>新建学校3所</td><td>已开工</td></tr>\
         <tr><td colspan=3>二、区住建委</td></tr><tr><td>2</td><td>改造小区5个</td><td>已完工</td></tr></table>",
        &[
            "1|新建学校3所|区教委|已开工",
            "2|改造小区5个|区住建委|已完工",
        ],
    );
}

#[test]
fn periods_as_offices_write_them() {
    for (title, period, cut_off) in [
        ("清河区2024年民生实事Q3进展情况", "2024Q3", None),
        ("清河区2024年民生实事年中进展情况", "2024H1", None),
        (
            "清河区2024年民生实事进展情况表（截止日期：2024/9/30）",
            "2024Q3",
            Some("2024-09-30"),
        ),
        ("清河区2024年民生实事完成情况", "2024", None),
    ] {
        let reading = open(&format!(
            "{title}\n序号\t项目\t责任单位\t进展情况\n1\t新建公园3个\t区住建局\t已建成1个\n"
        ));
        assert_eq!(reading.period.as_deref(), Some(period), "{title}");
        assert_eq!(reading.cut_off.as_deref(), cut_off, "{title}");
    }
}

#[test]
fn what_reads_like_a_heading_or_a_foot_is_part_of_the_row() {
    let list = |heading: &str, rows: &str| {
        format!("清河区2024年民生实事三季度进展情况\n{heading}\n{rows}\n")
    };
    check(
        &list(
            "项目\t进展情况\t责任单位",
            "养老工程\t已完工\t各单位\n就业项目\t已开工\t市直各部门",
        ),
        &["1|养老工程|各单位|已完工", "2|就业项目|市直各部门|已开工"],
    );
    check(
        &list(
            "序号\t项目\t年度计划\t责任单位\t进展情况",
            "1\t新建公园3个\t6月底前开工，年底前完工\t区园林局\t已建成1个",
        ),
        &["1|新建公园3个|区园林局|已建成1个"],
    );
    for heading in ["计划进度及完成情况", "序时进度完成情况", "月计划完成情况"]
    {
        check(
            &list(
                &format!("序号\t项目\t{heading}"),
                "1\t新建公园3个\t已建成1个",
            ),
            &["1|新建公园3个||已建成1个"],
        );
    }
    for heading in [
        "年度目标（截至2024年12月）",
        "目标（1-12月）",
        "目标任务（含3月底前开工）",
    ] {
        check(
            &list(
                &format!("序号\t项目\t{heading}\t完成情况"),
                "1\t学校建设\t3所\t已建成1所",
            ),
            &["1|学校建设:3所||已建成1所"],
        );
    }
    check(
        &list(
            "序号\t项目\t施工单位\t进展情况",
            "1\t新建公园3个\t市园林公司\t已建成1个",
        ),
        &["1|新建公园3个|市园林公司|已建成1个"],
    );
}

#[test]
fn small_headings_and_aims_in_paragraphs_change_no_row() {
    check(
        "清河区2024年民生实事三季度进展情况\n填报单位：区政府办\n\
         1.改造小区12个\n工作目标：提升居住品质\n责任单位：区住建委\n\
         进展情况：总体顺利。\n教育惠民方面\n新建卫生站2处。\n（2）改造提升3个社区物业办公室\n技术支持到位，培训50人。\n\
         2.新建公厕20座\n进展情况：已完工：15座。\n年度计划：年底前全部完工\n主办单位：区城管局\n\
         3.新建学校3所\n进展情况：已开工。\n主办单位：区教委\n",
        &[
            "1|改造小区12个|区住建委|总体顺利。⏎教育惠民方面⏎新建卫生站2处。⏎（2）改造提升3个社区物业办公室⏎技术支持到位，培训50人。",
            "2|新建公厕20座|区城管局|已完工：15座。",
            "3|新建学校3所|区教委|已开工。",
        ],
    );
    check(
        "清河区2024年民生实事三季度进展情况\n填报单位：区政府办\n\
         项目名称：新建幼儿园6所\n责任单位：区教委\n进展情况：已开工。\n\
         项目名称：改造公厕9座\n责任单位：区城管局\n进展情况：已完工3座。\n",
        &[
            "1|新建幼儿园6所|区教委|已开工。",
            "2|改造公厕9座|区城管局|已完工3座。",
        ],
    );
}

#[test]
fn a_page_that_goes_on_may_hold_what_is_no_share() {
    let page = |rows: &str| {
        format!(
            "<p>清河区2024年民生实事三季度进展情况</p><table><tr><td>序号</td><td>项目</td><td>完成率</td></tr>{rows}</table>"
        )
    };
    let first = "<tr><td>1</td><td>新建公园3个</td><td>0.5</td></tr><tr><td>2</td><td>改造公厕5座</td><td>0.7</td></tr>";
    let more = "<table><tr><td>3</td><td>新建学校3所</td><td>1.已完成</td></tr>\
                <tr><td>4</td><td>加装电梯3部</td><td>100%</td></tr></table>";
    check(
        &format!("{}{more}", page(first)),
        &[
            "1|新建公园3个||50%",
            "2|改造公厕5座||70%",
            "3|新建学校3所||1.已完成",
            "4|加装电梯3部||100%",
        ],
    );
    for rate in ["1e-3", "-0.0", "+0.5", "2", "1.5"] {
        let row = format!("<tr><td>1</td><td>新建公园3个</td><td>{rate}</td></tr>");
        check(&page(&row), &[&format!("1|新建公园3个||{rate}")]);
    }
}
