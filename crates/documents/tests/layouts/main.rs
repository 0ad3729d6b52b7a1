//! Layouts that offices use beyond those of the corpus. All text is made up.

mod cards;
mod headings;

use shishi_documents::{Reading, read, write};

fn open(text: &str) -> Reading {
    read("", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Each row as `number|title|units|narrative`, line ends shown as ⏎.
fn check(text: &str, expected: &[&str]) -> Reading {
    let reading = open(text);
    let rows = reading.items.iter().map(|item| {
        let row = [
            &item.number,
            &item.title,
            &item.units.join("、"),
            &item.narrative,
        ];
        row.map(|cell| cell.replace('\n', "⏎")).join("|")
    });
    assert_eq!(rows.collect::<Vec<_>>(), expected);
    reading
}

#[test]
fn ten_columns_of_which_four_count() {
    let reading = check(
        "崇川区2025年二季度重点工作推进情况\n\
         序号\t主要任务\t全年目标任务\t分管领导\t牵头单位\t责任主体\t上期推进\t本期推进\t是否达序\t说明\n\
         1\t城市更新\t完成老旧小区改造20个\t张三\t区住建局\t各街道\t已开工5个\t已开工12个\t是\t\n\
         2\t教育提升\t新建学校3所\t李四\t区教体局\t区教体局、各街道\t完成招标\t主体施工\t否\t受天气影响\n",
        &[
            "1|完成老旧小区改造20个|区住建局、各街道|本期推进:已开工12个",
            "2|新建学校3所|区教体局、各街道|本期推进:主体施工;说明:受天气影响",
        ],
    );
    assert_eq!(reading.period.as_deref(), Some("2025Q2"));
    assert_eq!(reading.district.as_deref(), Some("崇川区"));
}

#[test]
fn due_dates_of_a_column_from_every_container() {
    let headings = ["序号", "任务标题", "责任单位", "完成时限", "进展情况"];
    let rows = [
        ["1", "新建公厕20座", "市城管局", "2025年9月底", "建成15座。"],
        ["2", "改造泵站10座", "市水务局", "2026年6月", "改造6座。"],
        ["3", "开展志愿服务", "市民政局", "", "已开展。"],
    ];
    let title = "西陵市2025年民生实事三季度进展情况";
    let lines = |mark: &str| {
        let row = |cells: &[&str; 5]| cells.join(mark) + "\n";
        row(&headings) + &rows.iter().map(row).collect::<String>()
    };
    let page = |cells: &[&str; 5]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    let pages = rows.iter().map(page).collect::<String>();
    let page = format!("<p>{title}</p><table>{}{pages}</table>", page(&headings));
    let sheet = rows.map(|row| row.map(str::to_owned).to_vec());
    let sheet = write::data_xlsx(&headings, &sheet).unwrap();
    let paragraphs = format!(
        "{title}\n\
         1. 新建公厕20座\n责任单位：市城管局\n完成时限：2025年9月底\n进展情况：建成15座。\n\
         2. 改造泵站10座\n责任单位：市水务局  完成时限：2026年6月\n进展情况：改造6座。\n\
         3. 开展志愿服务\n责任单位：市民政局\n进展情况：已开展。\n"
    );
    let tabs = format!("{title}\n{}", lines("\t"));
    for (name, bytes) in [
        ("a.csv", lines(",").into_bytes()),
        ("a.txt", tabs.into_bytes()),
        ("a.html", page.into_bytes()),
        ("a.xlsx", sheet),
        ("b.txt", paragraphs.into_bytes()),
    ] {
        let reading = read(name, &bytes).unwrap();
        let rows = reading.items.iter();
        let rows: Vec<_> = rows
            .map(|i| (i.title.as_str(), i.due.as_deref(), i.narrative.as_str()))
            .collect();
        let expected = [
            ("新建公厕20座", Some("2025年9月底"), "建成15座。"),
            ("改造泵站10座", Some("2026年6月"), "改造6座。"),
            ("开展志愿服务", None, "已开展。"),
        ];
        assert_eq!(rows, expected, "{name}");
    }
}

#[test]
fn a_due_date_merged_over_several_rows() {
    let reading = open(
        "<p>西陵市2025年民生实事三季度进展情况</p><table>\
         <tr><td>序号</td><td>任务标题</td><td>时间节点</td><td>实际完成时间</td><td>进展情况</td></tr>\
         <tr><td>1</td><td>新建公厕20座</td><td rowspan=2>12月<br>底前</td><td></td><td>建成15座。</td></tr>\
         <tr><td>2</td><td>改造泵站10座</td><td>9月</td><td>改造6座。</td></tr></table>",
    );
    let dues: Vec<_> = reading.items.iter().map(|i| i.due.as_deref()).collect();
    assert_eq!(dues, [Some("12月底前"), Some("12月底前")]);
}

#[test]
fn a_heading_of_two_rows_sections_sums_and_notes() {
    let reading = check(
        "<html><head><title>2024年洞头区民生实事四季度进展-洞头区政府</title></head><body>\
         <div>2024年洞头区政府民生实事项目四季度进展情况</div><table>\
         <tr><td rowspan=2>序号</td><td rowspan=2>项目名称</td><td colspan=2>进展情况</td><td rowspan=2>责任单位</td></tr>\
         <tr><td>四季度完成情况</td><td>完成率</td></tr>\
         <tr><td rowspan=2>1</td><td>新建公园3个</td><td>已建成3个</td><td>100%</td><td rowspan=2>区住建局</td></tr>\
         <tr><td>改造公厕5座</td><td>已改造4座</td><td>80%</td></tr>\
         <tr><td colspan=5>二、交通出行</td></tr>\
         <tr><td>2</td><td>开通公交线路2条</td><td>均已开通</td><td>100%</td><td>区交通局<br>区公交公司</td></tr>\
         <tr><td colspan=2>合计</td><td>9</td><td></td><td></td></tr>\
         <tr><td colspan=5>注：数据截至12月底。</td></tr></table></body></html>",
        &[
            "1|新建公园3个|区住建局|四季度完成情况:已建成3个;完成率:100%",
            "1|改造公厕5座|区住建局|四季度完成情况:已改造4座;完成率:80%",
            "2|开通公交线路2条|区交通局、区公交公司|四季度完成情况:均已开通;完成率:100%",
        ],
    );
    assert_eq!(
        reading.title.as_deref(),
        Some("2024年洞头区政府民生实事项目四季度进展情况")
    );
    assert!(reading.issues.is_empty(), "{:?}", reading.issues);
}

#[test]
fn narrow_headings_and_accounts_merged_downwards() {
    let reading = check(
        "<table><thead><tr><th colspan=6>海城区2024年民生实事项目前三季度进展情况表</th></tr>\
         <tr><th>序<br>号</th><th>项目<br>类别</th><th>项目名称</th><th>牵头<br>单位</th><th>年度目标任务</th><th>工作进展</th></tr></thead>\
         <tr><td>1</td><td rowspan=2>教育</td><td>新建学校</td><td>区教育局</td><td>新建小学2所</td><td><p>（1）一小竣工。</p><p>（2）二小封顶。</p></td></tr>\
         <tr><td>2</td><td>校园食堂</td><td>区教育局</td><td>改造食堂10个</td><td rowspan=2>均已完成</td></tr>\
         <tr><td>3</td><td>医疗</td><td>社区医院</td><td>区卫健局</td><td>新建1所</td></tr></table>",
        &[
            "1|新建小学2所|区教育局|（1）一小竣工。⏎（2）二小封顶。",
            "2|改造食堂10个|区教育局|均已完成",
            "3|社区医院:新建1所|区卫健局|均已完成",
        ],
    );
    assert_eq!(
        reading.columns.names(),
        ["序号", "年度目标任务", "牵头单位", "工作进展"]
    );
    assert_eq!(reading.period.as_deref(), Some("2024Q3"));
}

#[test]
fn cells_lined_up_with_spaces() {
    check(
        "2024年高新区民生实事项目进展情况\n\n\
         序号    项目名称            责任单位        进展情况\n\
         1       新建口袋公园5个     区园林局        已建成3个\n\
         2       新增停车泊位500个   区城管局        新增320个，完成率64%\n\
         3       改造公厕10座        区城管局、各街道   全部完成\n",
        &[
            "1|新建口袋公园5个|区园林局|已建成3个",
            "2|新增停车泊位500个|区城管局|新增320个，完成率64%",
            "3|改造公厕10座|区城管局、各街道|全部完成",
        ],
    );
}

#[test]
fn a_layout_table_around_the_real_one() {
    check(
        "<table><tr><td>导航</td><td><table>\
         <tr><td>序号</td><td>实事项目</td><td>责任单位</td><td>进展情况</td></tr>\
         <tr><td>1</td><td>建公园</td><td>区园林局</td><td>已开工</td></tr>\
         </table></td></tr></table>",
        &["1|建公园|区园林局|已开工"],
    );
}

#[test]
fn what_is_done_in_a_project_is_the_commitment() {
    let reading = check(
        "2024年度南县十件民生实事进展情况表\n填报单位：县政府办\n\
         序号\t实事名称\t建设内容\t责任单位\t完成时限\t进展情况（截至9月底）\n\
         一\t教育惠民工程\t新建幼儿园2所。\t县教育局\t12月底\t主体完工。\n\
         二\t养老服务工程\t建设幸福院10个。\t县民政局\t11月底\t\n",
        &[
            "1|新建幼儿园2所。|县教育局|主体完工。",
            "2|建设幸福院10个。|县民政局|",
        ],
    );
    assert_eq!(reading.period.as_deref(), Some("2024Q3"));
    assert_eq!(reading.items[0].label, "一");
    let kinds: Vec<&str> = reading
        .issues
        .iter()
        .map(|issue| issue.kind.as_str())
        .collect();
    assert_eq!(kinds, ["empty-narrative"]);
}

#[test]
fn numbers_in_the_title_column() {
    check(
        "任务\t责任单位\t完成情况\n1.新建公园3个\t区园林局\t已完成\n2.改造道路5条\t区交通局\t完成3条\n",
        &[
            "1|新建公园3个|区园林局|已完成",
            "2|改造道路5条|区交通局|完成3条",
        ],
    );
}

#[test]
fn a_markdown_table() {
    let reading = check(
        "# 临江市2023年上半年民生实事推进情况\n\n\
         | 序号 | 民生实事 | 牵头单位 | 推进情况 |\n|:---:|---|---|---|\n\
         | 1 | 改造燃气管网20公里 | 市住建局 | 已改造12公里 |\n\
         | 2 | 新增停车位1000个 | 市城管局 | 新增620个 |\n",
        &[
            "1|改造燃气管网20公里|市住建局|已改造12公里",
            "2|新增停车位1000个|市城管局|新增620个",
        ],
    );
    assert_eq!(reading.period.as_deref(), Some("2023H1"));
}

#[test]
fn semicolons_and_quotes() {
    check(
        "编号;工作任务;责任部门;工作进展\r\n1;\"建设\"\"口袋公园\"\"\r\n5个\";区园林局;已建成2个\r\n",
        &["1|建设\"口袋公园\"⏎5个|区园林局|已建成2个"],
    );
}

#[test]
fn a_cell_to_a_line_with_units_in_two_columns() {
    let reading = check(
        "区教委2022年实事项目表\n序号\n任务名称\n主责单位\n协办单位\n完成情况\n备注\n\
         1\n新增学位3000个\n区教委\n区规自分局\n已新增2100个。\n进展顺利\n\
         2\n改造操场5块\n区教委\n区财政局\n全部完工。\n",
        &[
            "1|新增学位3000个|区教委|完成情况:已新增2100个。;备注:进展顺利",
            "2|改造操场5块|区教委|完成情况:全部完工。",
        ],
    );
    assert_eq!(reading.title.as_deref(), Some("区教委2022年实事项目表"));
}

#[test]
fn cells_of_several_lines_as_word_pastes_them() {
    check(
        "南山市2024年民生实事项目进展情况（三季度）\n序号\t实事项目\t责任单位\t进展情况\n\
         1\t建设公园5个\t市园林局\n市住建局\t已建成3个\n正在建设2个\n\
         一、教育\n\
         2\t建设医院\n（含分院）\t市卫健委\t已开工\n\n\
         3\t修路\t市交通局\t1.已完成10公里\n2.剩余5公里年底完成。\n",
        &[
            "1|建设公园5个|市园林局、市住建局|已建成3个⏎正在建设2个",
            "2|建设医院⏎（含分院）|市卫健委|已开工",
            "3|修路|市交通局|1.已完成10公里⏎2.剩余5公里年底完成。",
        ],
    );
}

#[test]
fn a_page_block_without_its_heading() {
    check(
        "<table><tr><td>序号</td><td>任务</td><td>责任单位</td><td>进展</td></tr>\
         <tr><td>1</td><td>建公园</td><td>区园林局</td><td>已开</td></tr></table><p>第2页</p>\
         <table><tr><td></td><td></td><td></td><td>工</td></tr>\
         <tr><td>2</td><td>修道路</td><td>区交通局</td><td>招标</td></tr></table>",
        &["1|建公园|区园林局|已开⏎工", "2|修道路|区交通局|招标"],
    );
}

#[test]
fn labelled_paragraphs_under_two_levels_of_sections() {
    let reading = check(
        "2024年海城区为民办实事项目进展情况\n（截至2024年6月30日）\n一、交通便民\n\
         （一）新建改建农村公路30公里\n牵头单位：区交通局  配合单位：各镇\n目前进展：已完成18公里。\n\
         （二）新增公交线路3条\n牵头单位：区交通局\n目前进展：\n1.已开通2条。\n2.第3条正在勘察。\n下一步计划：9月底前开通。\n\
         二、教育助学\n（三）新建中学1所\n牵头单位：区教育局\n目前进展：主体封顶。\n附件：无\n来源：区政府办\n",
        &[
            "1|新建改建农村公路30公里|区交通局|已完成18公里。",
            "2|新增公交线路3条|区交通局|目前进展:1.已开通2条。⏎2.第3条正在勘察。;下一步计划:9月底前开通。",
            "3|新建中学1所|区教育局|主体封顶。",
        ],
    );
    assert_eq!(reading.period.as_deref(), Some("2024H1"));
}

#[test]
fn labels_in_black_brackets() {
    check(
        "江南市2024年十件民生实事办理情况\n1. 新增养老床位500张\n【责任单位】市民政局\n【进展情况】已新增320张。\n\
         2. 建设口袋公园20个\n【责任单位】市园林局\n【进展情况】已建成15个。\n",
        &[
            "1|新增养老床位500张|市民政局|已新增320张。",
            "2|建设口袋公园20个|市园林局|已建成15个。",
        ],
    );
}

#[test]
fn labels_with_a_colon_too_many() {
    check(
        "江南市2024年民生实事办理情况\n项目：：新增养老床位500张\n责任单位：：市民政局\n进展情况：已新增320张。\n\
         项目：进展情况：已建成15个。\n重点项目：：：：：\n",
        &["1|新增养老床位500张|市民政局|已新增320张。"],
    );
}

#[test]
fn the_unit_in_brackets_and_the_account_behind_it() {
    check(
        "关于2024年民生实事项目完成情况的通报\n各乡镇：\n现将有关情况通报如下：\n\
         一、新增就业岗位5000个（责任单位：县人社局）。已新增就业5216人。\n\
         二、改造农村危房200户（责任单位：县住建局）。已全部竣工。\n",
        &[
            "1|新增就业岗位5000个|县人社局|已新增就业5216人。",
            "2|改造农村危房200户|县住建局|已全部竣工。",
        ],
    );
}

#[test]
fn numbering_that_repeats_by_mistake_and_by_section() {
    let text = "序号\t任务\t责任单位\t进展\n1\t甲事\t区教委\t完成\n2\t乙事\t区教委\t完成\n2\t丙事\t区教委\t完成\n\
                1\t丁事\t区教委\t完成\n2\t戊事\t\t完成\n";
    let reading = open(text);
    let found = reading
        .issues
        .iter()
        .map(|issue| (issue.kind.as_str(), issue.number.as_str()));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [("duplicate-number", "2"), ("missing-unit", "2")]
    );
}

#[test]
fn a_number_without_its_row() {
    let reading = open("序号\t任务\t责任单位\t进展\n1\t甲事\t区教委\t完成\n2\t\t\t\n");
    assert_eq!(reading.items.len(), 1);
    assert_eq!(reading.issues[0].kind, "row-unreadable");
}

#[test]
fn a_file_name_helps_where_the_document_is_silent() {
    let text = "序号\t任务\t责任单位\t进展\n1\t重点任务\t区教委\t进展情况\n";
    let reading = read("大兴区2024年上半年.txt", text.as_bytes()).unwrap();
    assert_eq!(reading.period.as_deref(), Some("2024H1"));
    assert_eq!(reading.district.as_deref(), Some("大兴区"));
    assert_eq!(reading.title, None);
    assert_eq!(reading.items[0].narrative, "进展情况");
}

#[test]
fn bare_figures_take_the_unit_of_their_heading_or_of_a_column_of_its_own() {
    check(
        "序号\t项目名称\t年度目标（万人次）\t责任单位\t完成情况（万人次）\t完成率（%）\n\
         1\t惠民演出\t12\t区文旅局\t3.5\t29.17\n\
         2\t免费体检\t8万人次以上\t区卫健委\t2\t25\n",
        &[
            "1|惠民演出（万人次）:12|区文旅局|完成情况（万人次）:3.5;完成率（%）:29.17",
            "2|免费体检:8万人次以上|区卫健委|完成情况（万人次）:2;完成率（%）:25",
        ],
    );
    // Who answers is in a column of its own, so 单位 is what is counted.
    check(
        "序号\t指标名称\t单位\t目标\t责任单位\t已完成\n1\t新增停车位\t个\t3000\t区城管委\t800\n",
        &["1|新增停车位（个）:3000|区城管委|已完成（个）:800"],
    );
    // No government has a unit called 座.
    check(
        "序号\t指标名称\t单位\t目标\t已完成\n1\t改造公厕\t座\t20\t5\n2\t修路\t公里\t30\t\n",
        &["1|改造公厕（座）:20||已完成（座）:5", "2|修路（公里）:30||"],
    );
    check(
        "序号\t任务\t单位\t进展情况\n1\t改造公厕20座\t区城管委\t完成5座\n",
        &["1|改造公厕20座|区城管委|完成5座"],
    );
}

#[test]
fn figures_of_a_row_are_in_its_unit() {
    check(
        "序号\t项目名称\t单位\t年度目标\t累计完成\t完成率\t责任单位\n\
         1\t职业培训\t万人次\t1.2\t0.9\t75%\t区人社局\n\
         2\t惠民演出\t场\t30\t已演出12场\t40%\t区文旅局\n",
        &[
            "1|职业培训（万人次）:1.2|区人社局|累计完成（万人次）:0.9;完成率:75%",
            "2|惠民演出（场）:30|区文旅局|累计完成:已演出12场;完成率:40%",
        ],
    );
}

#[test]
fn periods_under_one_heading_keep_their_names() {
    check(
        "<table><tr><td rowspan=2>序号</td><td rowspan=2>任务标题</td><td colspan=3>完成情况</td><td rowspan=2>责任单位</td></tr>\
         <tr><td>一季度</td><td>二季度</td><td>三季度</td></tr>\
         <tr><td>1</td><td>改造公厕20座</td><td>3</td><td>5</td><td>4</td><td>区城管局</td></tr></table>",
        &["1|改造公厕20座|区城管局|一季度完成情况:3;二季度完成情况:5;三季度完成情况:4"],
    );
    // Targets on the way are none of the commitment.
    check(
        "<table><tr><td rowspan=2>序号</td><td rowspan=2>任务标题</td><td colspan=2>二季度</td><td colspan=2>三季度</td></tr>\
         <tr><td>目标</td><td>完成</td><td>目标</td><td>完成</td></tr>\
         <tr><td>1</td><td>改造公厕20座</td><td>8</td><td>8</td><td>12</td><td>11</td></tr></table>",
        &["1|改造公厕20座||二季度完成:8;三季度完成:11"],
    );
}

#[test]
fn of_columns_under_one_heading_the_last_is_the_commitment() {
    check(
        "<table><tr><td>序号</td><td colspan=2>项目名称</td><td>责任单位</td><td>进展情况</td></tr>\
         <tr><td>1</td><td rowspan=2>教育类</td><td>新建幼儿园4所</td><td>区教育局</td><td>已建成2所</td></tr>\
         <tr><td>2</td><td>改造操场5块</td><td>区教育局</td><td>已完工</td></tr>\
         <tr><td>3</td><td colspan=2>加装电梯30部</td><td>区住建局</td><td>已安装9部</td></tr></table>",
        &[
            "1|新建幼儿园4所|区教育局|已建成2所",
            "2|改造操场5块|区教育局|已完工",
            "3|加装电梯30部|区住建局|已安装9部",
        ],
    );
    check(
        "<table><tr><td colspan=2>项目名称</td><td>责任单位</td><td>进展情况</td></tr>\
         <tr><td>1</td><td>新建幼儿园4所</td><td>区教育局</td><td>已建成2所</td></tr></table>",
        &["1|新建幼儿园4所|区教育局|已建成2所"],
    );
    // Where it is, or how much, is no commitment.
    check(
        "<table><tr><td>序号</td><td colspan=2>项目名称</td><td>责任单位</td><td>进展情况</td></tr>\
         <tr><td>1</td><td>新建幼儿园4所</td><td>黄村镇</td><td>区教育局</td><td>已建成2所</td></tr>\
         <tr><td>2</td><td>新建公园2个</td><td>选址西红门镇</td><td>区园林局</td><td>已开工</td></tr></table>",
        &[
            "1|新建幼儿园4所|区教育局|已建成2所",
            "2|新建公园2个|区园林局|已开工",
        ],
    );
}

#[test]
fn who_made_the_table_is_no_row_of_it() {
    let reading = check(
        "序号\t任务标题\t责任单位\t进展情况\n\
         1\t改造公厕20座\t区城管局\t完成5座\n\
         2\t加装电梯30部\t区住建局\t完成9部\n\
         合计\t\t\t完成14\n\
         \t合计\t\t完成14\n\
         \t平均完成率\t\t28%\n\
         \t\t清河区政府督查室\t2024年10月8日\n\
         \t\t\t联系人：张三 13800001234\n\
         制表人：李四\t\t区住建局\t审核人：王五\n\
         \t填报单位（盖章）：\t\t\n",
        &[
            "1|改造公厕20座|区城管局|完成5座",
            "2|加装电梯30部|区住建局|完成9部",
        ],
    );
    assert!(reading.issues.is_empty(), "{:?}", reading.issues);
    // What goes on above is no note of the table.
    check(
        "<table><tr><td>序号</td><td>任务标题</td><td>责任单位</td><td>进展情况</td></tr>\
         <tr><td>1</td><td>新建幼儿园4所</td><td>区教委</td><td>已建成2所；</td></tr>\
         <tr><td></td><td></td><td></td><td>说明：另有1所在建。</td></tr></table>",
        &["1|新建幼儿园4所|区教委|已建成2所；⏎说明：另有1所在建。"],
    );
    check(
        "项目名称\t责任单位\t进展情况\n电话亭改造：改造200个\t区城管局\t完成5个\n\
         审核项目办理时限：压缩50%\t区政务局\t9月底完成\n家庭医生签字建档\t区卫健委\t已建档\n",
        &[
            "1|电话亭改造：改造200个|区城管局|完成5个",
            "2|审核项目办理时限：压缩50%|区政务局|9月底完成",
            "3|家庭医生签字建档|区卫健委|已建档",
        ],
    );
    check(
        "牵头单位\t项目名称\t进展情况\n区应急指挥部\t建立区应急指挥部\t2024年9月\n",
        &["1|建立区应急指挥部|区应急指挥部|2024年9月"],
    );
    // A commitment of such words is one.
    check(
        "序号\t任务标题\t责任单位\t进展情况\n1\t说明书翻译10种\t区商务局\t完成2种\n2\t审核材料精简\t区政务局\t已完成\n",
        &[
            "1|说明书翻译10种|区商务局|完成2种",
            "2|审核材料精简|区政务局|已完成",
        ],
    );
}

#[test]
fn a_row_with_all_its_cells_is_not_pushed_aside() {
    // The first unit is said to reach over three rows, and does over two.
    check(
        "<table><tr><td>序号</td><td>任务标题</td><td>责任单位</td><td>进展情况</td></tr>\
         <tr><td>1</td><td>建学校2所</td><td rowspan=3>区教育局</td><td>完工1所</td></tr>\
         <tr><td>2</td><td>改厕30座</td><td>改12座</td></tr>\
         <tr><td>3</td><td>公园5个</td><td>区园林局</td><td>改3个</td></tr>\
         <tr><td>4</td><td>卫生站5个</td><td>区卫健委</td><td>建3个</td></tr></table>",
        &[
            "1|建学校2所|区教育局|完工1所",
            "2|改厕30座|区教育局|改12座",
            "3|公园5个|区园林局|改3个",
            "4|卫生站5个|区卫健委|建3个",
        ],
    );
    check(
        "<table><tr><th>类别</th><th>序号</th><th>事项</th><th>责任单位</th><th>进展</th></tr>\
         <tr><td rowspan=9>教育</td><td>1</td><td>建学校2所</td><td rowspan=2>区教育局</td><td>已完工1所。</td></tr>\
         <tr><td>2</td><td>改厕30座</td><td>改完12座。</td></tr>\
         <tr><td>医疗</td><td>3</td><td>建卫生站5个</td><td>区卫健委</td><td>建成3个。</td></tr></table>",
        &[
            "1|建学校2所|区教育局|已完工1所。",
            "2|改厕30座|区教育局|改完12座。",
            "3|建卫生站5个|区卫健委|建成3个。",
        ],
    );
    // A note beside a row pushes nothing aside, nor does a narrower title above the heading.
    check(
        "<table><tr><td colspan=3>清河区2024年民生实事</td></tr>\
         <tr><td>序号</td><td>任务标题</td><td>责任单位</td><td>进展情况</td></tr>\
         <tr><td rowspan=2>1</td><td>建学校2所</td><td>区教育局</td><td>完工1所</td></tr>\
         <tr><td>建食堂1个</td><td>区教育局</td><td>完工</td></tr></table>",
        &["1|建学校2所|区教育局|完工1所", "1|建食堂1个|区教育局|完工"],
    );
}

#[test]
fn commas_of_a_sentence_part_no_cells() {
    check(
        "序号,项目名称,责任单位,进展情况\n\
         1,改造公厕20座,区城管局,完成12座,其余8座在建,年底完工\n\
         2,装电梯30部,区住建局,完成11部\n",
        &[
            "1|改造公厕20座|区城管局|完成12座,其余8座在建,年底完工",
            "2|装电梯30部|区住建局|完成11部",
        ],
    );
    check(
        "清河区2024年三季度民生实事进展情况,单位：个,2024年9月30日\n\
         序号,项目名称,责任单位,进展情况\n1,新建幼儿园4所,区教委,已建成2所\n",
        &["1|新建幼儿园4所|区教委|已建成2所"],
    );
}

#[test]
fn the_day_that_figures_run_to_is_told_around_the_table() {
    let table = "序号\t任务标题\t责任单位\t进展情况\n1\t改造公厕20座\t区城管局\t完成5座\n";
    for text in [
        format!("清河区2024年三季度民生实事进展（截至9月25日）\n{table}"),
        format!("清河区2024年三季度民生实事进展\n{table}\n注：数据截至2024年9月25日。\n"),
        format!("清河区2024年三季度民生实事进展\n{table}注：数据截至9月25日\t\t\t\n"),
    ] {
        let reading = check(&text, &["1|改造公厕20座|区城管局|完成5座"]);
        assert_eq!(reading.cut_off.as_deref(), Some("2024-09-25"), "{text}");
    }
    let reading = open(&format!("清河区2024年三季度民生实事进展\n{table}"));
    assert_eq!(reading.cut_off, None);
}

#[test]
fn a_section_may_have_a_number() {
    check(
        "<table><tr><td>序号</td><td>任务标题</td><td>责任单位</td><td>进展情况</td></tr>\
         <tr><td>（一）</td><td colspan=3>教育类</td></tr>\
         <tr><td>1</td><td>新建幼儿园4所</td><td>区教育局</td><td>已建成2所</td></tr>\
         <tr><td>（二）</td><td colspan=3>医疗卫生类</td></tr>\
         <tr><td>1</td><td>新建卫生站5个</td><td>区卫健委</td><td>已建成3个</td></tr></table>",
        &[
            "1|新建幼儿园4所|区教育局|已建成2所",
            "1|新建卫生站5个|区卫健委|已建成3个",
        ],
    );
    // A row that is not reported yet is none.
    let reading = open(
        "<table><tr><td>序号</td><td>任务标题</td><td>进展情况</td></tr>\
         <tr><td>1</td><td>新建幼儿园4所</td><td>已建成2所</td></tr>\
         <tr><td>2</td><td colspan=2>改造6个小区（未启动）</td></tr></table>",
    );
    assert_eq!(reading.items[1].title, "改造6个小区（未启动）");
}

#[test]
fn a_short_target_keeps_the_name_of_its_project() {
    check(
        "序号\t项目名称\t年度目标\t责任单位\t进展情况\n\
         1\t农村适龄妇女免费筛查\t筛查3万人次\t区卫健委\t已筛查2万人次\n\
         2\t村村通公交\t全覆盖\t区交通局\t已开通\n\
         3\t卫生室建设\t村卫生室标准化建设50个以上\t区卫健委\t已建成20个\n",
        &[
            "1|农村适龄妇女免费筛查:筛查3万人次|区卫健委|已筛查2万人次",
            "2|村村通公交:全覆盖|区交通局|已开通",
            "3|村卫生室标准化建设50个以上|区卫健委|已建成20个",
        ],
    );
}

#[test]
fn units_given_a_row_each() {
    check(
        "<table><tr><td>序号</td><td>任务标题</td><td>进展情况</td><td>责任单位</td></tr>\
         <tr><td rowspan=2>1</td><td rowspan=2>新建公园3个</td><td rowspan=2>已建成3个</td><td>区住建局</td></tr>\
         <tr><td>区园林局</td></tr>\
         <tr><td>2</td><td>修路</td><td>已完工</td><td>区交通局</td></tr>\
         <tr><td></td><td></td><td></td><td>各街道</td></tr>\
         <tr><td rowspan=2>3</td><td rowspan=2>种树</td><td>已种</td><td>区园林局</td></tr>\
         <tr><td></td><td>区水务局</td></tr></table>",
        &[
            "1|新建公园3个|区住建局、区园林局|已建成3个",
            "2|修路|区交通局、各街道|已完工",
            "3|种树|区园林局|已种",
            "3|种树|区水务局|",
        ],
    );
}

#[test]
fn a_heading_over_several_columns_is_one_column() {
    check(
        "<table><tr><td>序号</td><td colspan=2>任务标题</td><td>责任单位</td><td colspan=3>进展情况</td></tr>\
         <tr><td>1</td><td colspan=2>新建公园3个</td><td>区住建局</td><td colspan=3>已建成3个</td></tr>\
         <tr><td>2</td><td colspan=2>修路</td><td>区交通局</td><td colspan=2>已完工</td><td></td></tr></table>",
        &["1|新建公园3个|区住建局|已建成3个", "2|修路|区交通局|已完工"],
    );
}

#[test]
fn a_target_keeps_its_own_number_beside_a_numbered_project() {
    let reading = check(
        "<table><tr><td>项目名称</td><td>年度目标任务</td><td>完成进度</td></tr>\
         <tr><td>一、就业行动</td><td>*1.开发岗位540个</td><td>838个</td></tr>\
         <tr><td>二、厨师行动</td><td>1.培训新徽菜师傅240人次</td><td>141人次</td></tr></table>",
        &["1|开发岗位540个||838个", "1|培训新徽菜师傅240人次||141人次"],
    );
    assert_eq!(reading.items[0].label, "*1.");
    assert!(reading.issues.is_empty(), "{:?}", reading.issues);
}

#[test]
fn a_table_drawn_in_preformatted_text() {
    check(
        "<html><body><p>首页 | 新闻</p><pre>2024年民生实事进展情况\n\
         类别\t序号\t任务标题\t责任单位\t进展情况\n教育\t1\t建学校\t区教委\t已开工\n\
         \t2\t建食堂\t区教委\t已完工</pre></body></html>",
        &["1|建学校|区教委|已开工", "2|建食堂|区教委|已完工"],
    );
}

#[test]
fn a_long_table_reads_like_its_pieces() {
    let row = |n: usize| {
        format!("<tr><td>{n}</td><td>修路{n}</td><td>区交通局</td><td>完成{n}%。</td></tr>")
    };
    let heading = "<tr><td>序号</td><td>任务</td><td>责任单位</td><td>进展情况</td></tr>";
    let more = "<tr><td></td><td></td><td></td><td>又及。</td></tr>";
    // What depends on the rows above comes in both halves, and where they meet.
    let special = |n: usize| match n {
        700 | 2_300 => format!("<tr><td colspan=4>一、道路</td></tr>{heading}"),
        1_495..1_505 => more.repeat(2),
        1_505..1_510 => heading.to_owned(),
        _ => String::new(),
    };
    let rows: String = (1..=3_000).map(|n| row(n) + &special(n)).collect();
    let expected: Vec<String> = (1..=3_000)
        .map(|n| {
            let more = match n {
                1_495..1_505 => "⏎又及。⏎又及。",
                _ => "",
            };
            format!("{n}|修路{n}|区交通局|完成{n}%。{more}")
        })
        .collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    let reading = check(&format!("<table>{heading}{rows}</table>"), &expected);
    assert!(reading.issues.is_empty(), "{:?}", reading.issues);
    // Another heading in the lower half.
    let other = "<tr><td>序号</td><td>任务</td><td>进展情况</td><td>责任单位</td></tr>";
    let turned = "<tr><td>3001</td><td>建桥</td><td>已开工。</td><td>区交通局</td></tr>";
    let reading = open(&format!(
        "<table>{heading}{rows}{other}{}</table>",
        turned.repeat(1_200)
    ));
    assert_eq!(reading.items.len(), 4_200);
    assert_eq!(reading.items[4_199].units, ["区交通局"]);
    assert_eq!(reading.items[4_199].narrative, "已开工。");
}
