//! A card for each commitment, and progress in rows of its own.

use super::check;

#[test]
fn a_card_for_each_commitment() {
    let rows = [
        "1|新建改扩建幼儿园10所|市教育局|已开工6所。",
        "2|老旧小区改造工程|市住建局|一季度进展:已完工8个；;下一步:加快施工",
    ];
    let page = |body: &str| {
        format!("<html><body><p>清河区2024年民生实事一季度进展情况</p>{body}</body></html>")
    };
    // A table for each, the number beside the unit.
    let table = |number: u8, unit: &str, title: &str, progress: &str| {
        format!(
            "<table><tr><td>序号</td><td>{number}</td><td>责任单位</td><td>{unit}</td></tr>\
             <tr><td>项目名称</td><td colspan=3>{title}</td></tr>{progress}</table>"
        )
    };
    let first = "<tr><td>一季度进展</td><td colspan=3>已开工6所。</td></tr>";
    let second = "<tr><td>一季度进展</td><td colspan=3>已完工8个；</td></tr>\
                  <tr><td>下一步</td><td colspan=3>加快施工</td></tr>";
    let cards = table(1, "市教育局", "新建改扩建幼儿园10所", first)
        + &table(2, "市住建局", "老旧小区改造工程", second);
    let reading = check(&page(&cards), &rows);
    assert_eq!(
        reading.title.as_deref(),
        Some("清河区2024年民生实事一季度进展情况")
    );
    assert_eq!(reading.columns.title, "项目名称");
    // One table of all, the number beside three rows.
    let reading = check(
        &page(
            "<table><tr><td rowspan=3>1</td><td>项目名称</td><td>新建改扩建幼儿园10所</td></tr>\
             <tr><td>责任单位</td><td>市教育局</td></tr><tr><td>一季度进展</td><td>已开工6所。</td></tr>\
             <tr><td rowspan=5>2</td><td>项目名称</td><td>老旧小区改造工程</td></tr>\
             <tr><td>责任单位</td><td>市住建局</td></tr><tr><td>一季度进展</td><td>已完工8个；</td></tr>\
             <tr><td>下一步</td><td>加快施工</td></tr>\
             <tr><td>完成时限</td><td>2024年9月底</td></tr></table>",
        ),
        &rows,
    );
    assert_eq!(reading.items[1].due.as_deref(), Some("2024年9月底"));
}

#[test]
fn progress_in_a_row_below_its_commitment() {
    let below = |first: &str, second: &str| {
        format!(
            "<p>清河区2024年民生实事一季度进展情况</p><table>\
             <tr><td>序号</td><td>项目名称</td><td>责任单位</td></tr>\
             <tr><td>1</td><td>新建公园3个</td><td>市住建局</td></tr>{first}\
             <tr><td>2</td><td>改造公厕5座</td><td>市城管局</td></tr>{second}</table>"
        )
    };
    let rows = [
        "1|新建公园3个|市住建局|已建成1个。",
        "2|改造公厕5座|市城管局|",
    ];
    check(
        &below(
            "<tr><td colspan=3>进展情况：已建成1个。</td></tr>",
            "<tr><td>进展情况</td><td colspan=2></td></tr>",
        ),
        &rows,
    );
}

#[test]
fn cards_hold_titles_that_read_like_names() {
    check(
        "<p>清河区2024年民生实事三季度进展情况</p><table>\
         <tr><td>序号</td><td>项目名称</td><td>责任单位</td></tr>\
         <tr><td>1</td><td>老旧小区改造工程</td><td>市住建局</td></tr>\
         <tr><td colspan=3>进展情况：已开工</td></tr></table>",
        &["1|老旧小区改造工程|市住建局|已开工"],
    );
    check(
        "<p>清河区2024年民生实事三季度进展情况</p>\
         <table><tr><td>项目名称</td><td>新建学校3所</td></tr><tr><td>建设内容</td><td>教学楼、操场</td></tr>\
         <tr><td>责任单位</td><td>市教育局</td></tr><tr><td>进展情况</td><td>已开工1所</td></tr></table>\
         <table><tr><td>项目名称</td><td>新建公园3个</td></tr><tr><td>责任单位</td><td>市园林局</td></tr></table>",
        &[
            "1|新建学校3所|市教育局|已开工1所",
            "2|新建公园3个|市园林局|",
        ],
    );
    check(
        "<p>清河区2024年民生实事三季度进展情况</p>\
         <table><tr><td>项目名称</td><td>新建学校3所</td><td>改造公厕9座</td></tr>\
         <tr><td>责任单位</td><td>市教育局</td><td>市城管局</td></tr>\
         <tr><td>进展情况</td><td>已开工1所</td><td>已完工4座</td></tr></table>",
        &[
            "1|新建学校3所|市教育局|已开工1所",
            "2|改造公厕9座|市城管局|已完工4座",
        ],
    );
}
