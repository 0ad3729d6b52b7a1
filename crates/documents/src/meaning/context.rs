//! Title, year, district and period: what stands around a table.

/// Words that name the kind of paper: 情况, 成绩单.
const KIND: &[&str] = &[
    "进展",
    "完成情况",
    "推进情况",
    "落实情况",
    "执行情况",
    "办理情况",
    "实施情况",
    "情况表",
    "进度表",
    "成绩单",
    "一览表",
    "清单",
    "台账",
    "公示",
    "通报",
    "汇总表",
];
/// Words that name its matter: 实事, 重点任务.
const THEME: &[&str] = &[
    "实事",
    "民生",
    "民心",
    "重点工作",
    "重点任务",
    "工作报告",
    "指标",
    "任务",
    "工程",
    "项目",
    "行动",
    "督办",
    "目标",
];
/// What portals print around a page.
const FURNITURE: &[&str] = &[
    "来源",
    "信息来源",
    "日期",
    "发布日期",
    "发布时间",
    "发布机构",
    "时间",
    "字号",
    "【字号",
    "字体",
    "字体大小",
    "分享",
    "所属类目",
    "机构名称",
    "浏览",
    "浏览次数",
    "访问",
    "作者",
    "索引号",
    "当前位置",
    "您的位置",
    "首页",
    "打印",
    "关闭",
    "上一篇",
    "下一篇",
    "附件",
    "责任编辑",
    "编辑",
    "版权",
    "主办",
    "联系我们",
    "网站地图",
    "大 中 小",
    "填报",
    "填表",
    "制表",
    "审核",
    "单位：",
    "相关",
    "扫一扫",
    "主题分类",
    "成文日期",
    "文号",
    "公开",
    "注：",
    "注:",
    "备注：",
];

/// Whether a line is a portal's furniture rather than the paper's own text.
pub(super) fn is_furniture(line: &str) -> bool {
    let line = line
        .trim_start_matches(|c: char| c.is_whitespace() || "•·【[*>".contains(c))
        .trim();
    let starts = FURNITURE.iter().any(|word| {
        line.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty()
                || word.ends_with(['：', ':'])
                || rest.trim_start().starts_with([':', '：', '】'])
                || (rest.chars().count() <= 8
                    && !rest.contains(['。', '；'])
                    && !word.ends_with('期'))
        })
    });
    starts || line.contains("发布时间") || line.contains("发布日期")
}

/// Labels of lines below a table that say who made it, and when.
const FOOTER: &[&str] = &[
    "制表",
    "制表人",
    "制表单位",
    "制表日期",
    "填表",
    "填表人",
    "填表日期",
    "填报",
    "填报人",
    "填报单位",
    "填报日期",
    "填报时间",
    "审核",
    "审核人",
    "审批人",
    "复核",
    "复核人",
    "负责人",
    "主要负责人",
    "单位负责人",
    "分管领导",
    "主要领导",
    "联系人",
    "联系电话",
    "电话",
    "注",
    "备注",
    "说明",
    "数据来源",
];
/// What adds a table up, or names what its last row adds up.
const SUMS: &[&str] = &["平均完成率", "总体完成率", "总完成率", "平均进度"];

/// Whether a cell says who made a table, or adds it up: 制表人：李四, 平均完成率.
pub(super) fn is_footer(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '※', ' ', '\u{3000}']);
    let label = text.split(['：', ':']).next().unwrap_or(text);
    let is_label = label.len() < text.len() || label.ends_with(['）', ')']);
    let label = super::heading::plain(label);
    // 主要负责人签字：, 填报单位（盖章）.
    let signed = ["签字", "签名", "盖章", "签章"]
        .iter()
        .find_map(|word| label.strip_suffix(word));
    is_label && FOOTER.contains(&signed.unwrap_or(&label))
        || SUMS.contains(&text)
        || FOOTER.contains(&text) && !matches!(text, "说明" | "审核" | "电话")
}

/// 说明：另有1所在建: a note that may belong to what stands above.
pub(super) fn explains(text: &str) -> bool {
    let label = text.split(['：', ':']).next().unwrap_or(text);
    matches!(label, "注" | "备注" | "说明" | "数据来源")
}

/// Whether a cell is but a signature or a day: XX区政府督查室, 2024年10月8日, 联系人：张三.
pub(super) fn signs(text: &str) -> bool {
    let text = text.trim();
    let is_office = ["督查室", "办公室", "政府办", "专班", "指挥部"]
        .iter()
        .any(|end| text.ends_with(end))
        && text.chars().count() <= 30
        && !text.contains(['。', '，', '；']);
    text.is_empty() || is_office || is_day(text) || is_footer(text)
}

/// 2024年10月8日, and nothing else.
pub(super) fn is_day(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=8).contains(&digits)
        && text.contains(['年', '月', '-', '.', '/'])
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "年月日号-./ ".contains(c))
}

/// The title among lines before a table: the nearest that names matter and kind, else the best. The
/// name of one table of several is only taken where nothing else is a title.
pub(super) fn title(lines: &[&str]) -> Option<String> {
    title_among(lines, |line| !is_caption(line)).or_else(|| title_among(lines, is_caption))
}

fn title_among(lines: &[&str], wanted: impl Fn(&str) -> bool) -> Option<String> {
    let mut best: Option<(u32, &str)> = None;
    for (at, &line) in lines.iter().enumerate().rev().take(60) {
        let line = line.trim();
        let length = line.chars().count();
        let is_candidate = (3..=80).contains(&length)
            && !line.ends_with(['。', '；', ';', '：', ':', '，', '—'])
            && !line.starts_with(['•', '·'])
            && super::number::marker(line).is_none()
            && wanted(line)
            && !is_furniture(line);
        if !is_candidate {
            continue;
        }
        let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
        let kind = has(KIND);
        let theme = has(THEME);
        if kind && (theme || year(line).is_some()) {
            let above = at.checked_sub(1).map_or("", |above| lines[above].trim());
            return Some(match begins_title(above) && year(line).is_none() {
                true => format!("{}{}", bare(above), bare(line)),
                false => bare(line),
            });
        }
        let score = u32::from(theme) * 2 + u32::from(kind) * 2 + u32::from(year(line).is_some());
        if theme
            && best.is_none_or(|(found, _)| score > found)
            && super::number::marker(line).is_none()
        {
            best = Some((score, line));
        }
    }
    best.map(|(_, line)| bare(line))
}

/// 表2 项目进展明细: the name of one table of several, which tells no time.
fn is_caption(line: &str) -> bool {
    if line.contains(['年', '月', '季']) {
        return false;
    }
    let rest = line.strip_prefix("附").unwrap_or(line).strip_prefix('表');
    rest.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

/// 清河区2024年三季度 above 民生实事项目进展情况: the first line of a title of two.
fn begins_title(line: &str) -> bool {
    let whole = |words: &[&str]| words.iter().any(|word| line.contains(word));
    year(line).is_some()
        && district(line).is_some()
        && line.chars().nth(24).is_none()
        && line.ends_with(['年', '度', '月'])
        && !whole(KIND)
        && !is_furniture(line)
}

/// Whether a title says that it reports how things stand.
pub(super) fn names_kind(title: &str) -> bool {
    KIND.iter().any(|word| title.contains(word))
}

/// Without the column's name some portals print before it: 【进展情况】.
fn bare(line: &str) -> String {
    let line = line.trim_start_matches(['#', ' ']);
    match line
        .strip_prefix('【')
        .and_then(|rest| rest.split_once('】'))
    {
        Some((_, rest)) if !rest.trim().is_empty() => rest.trim().to_owned(),
        _ => line.to_owned(),
    }
}

/// A line as it would be without blanks and full-width digits: ２０２４年, 2024 年 三 季度.
pub(super) fn unspaced(line: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        c => c,
    };
    line.chars()
        .filter(|c| !c.is_whitespace())
        .map(half)
        .collect()
}

/// The first year named: 2024年, 二〇二四年.
pub(super) fn year(text: &str) -> Option<i16> {
    let chars: Vec<char> = unspaced(text).chars().collect();
    for (at, _) in chars
        .iter()
        .enumerate()
        .filter(|(_, c)| matches!(**c, '年' | '度'))
    {
        let Some(start) = at.checked_sub(4) else {
            continue;
        };
        let mut value = 0_i16;
        let read = chars[start..at].iter().all(|&c| {
            match "〇一二三四五六七八九".chars().position(|d| d == c) {
                Some(digit) => {
                    value = value * 10 + digit as i16;
                    true
                }
                None => c
                    .to_digit(10)
                    .or(if c == '零' { Some(0) } else { None })
                    .map(|d| value = value * 10 + d as i16)
                    .is_some(),
            }
        });
        if read && (1990..=2099).contains(&value) {
            return Some(value);
        }
    }
    None
}

/// What stands for an area but is none: 老旧小区, 全市.
const NO_PLACE: &[&str] = &[
    "小区",
    "社区",
    "园区",
    "片区",
    "地区",
    "老城区",
    "主城区",
    "中心城区",
    "校区",
    "景区",
    "辖区",
    "库区",
    "街区",
    "市区",
    "县区",
    "全区",
    "我区",
    "各区",
    "全市",
    "我市",
    "本市",
    "本区",
    "全县",
    "我县",
    "各县",
    "城市",
    "超市",
    "各市",
    "郊区",
    "棚户区",
    "县市",
    "区县",
    "两区",
    "墓区",
    "市县",
];

/// District, city or county a text is about, the smallest named: 大兴区 for 北京市大兴区.
pub(super) fn district(text: &str) -> Option<String> {
    let mut runs: Vec<String> = vec![String::new()];
    for c in text.chars() {
        let is_han = ('\u{4e00}'..='\u{9fff}').contains(&c);
        if is_han && !matches!(c, '年' | '月' | '日' | '度') {
            if let Some(run) = runs.last_mut() {
                run.push(c);
            }
        } else if runs.last().is_some_and(|run| !run.is_empty()) {
            runs.push(String::new());
        }
    }
    runs.iter()
        .find_map(|run| place_at_start(without_lead(run)))
}

/// 关于公布大兴区…的通知 and 中共大兴区委: what stands before the name.
fn without_lead(run: &str) -> &str {
    let Some(mut rest) = run.strip_prefix("关于") else {
        return run.strip_prefix("中共").unwrap_or(run);
    };
    for word in ["公布", "印发", "做好", "开展", "公开", "通报", "对", "中共"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    rest
}

fn place_at_start(run: &str) -> Option<String> {
    let chars: Vec<char> = run.chars().collect();
    let mut start = 0;
    let mut found = None;
    while let Some(length) = place_length(&chars[start..]) {
        found = Some(chars[start..start + length].iter().collect());
        start += length;
        // Below a district there is nothing smaller to find.
        let is_autonomous = chars[..start].ends_with(&['自', '治', '区']);
        if !matches!(chars[start - 1], '省' | '市' | '州') && !is_autonomous {
            break;
        }
    }
    found
}

/// Characters of the place name that begins here: two to seven with the ending.
fn place_length(chars: &[char]) -> Option<usize> {
    let first = *chars.first()?;
    let is_inner = first == '市' && matches!(chars.get(1..3), Some(['中' | '南' | '北', '区']));
    if is_inner {
        return Some(3);
    }
    if "区市县州旗各全我本两".contains(first) {
        return None;
    }
    // 新疆维吾尔自治区, 恩施土家族苗族自治州.
    let autonomous = chars
        .windows(3)
        .take(14)
        .position(|w| matches!(w, ['自', '治', '区' | '州' | '县' | '旗']));
    let is_name = |at: &usize| {
        let name = &chars[..*at];
        let other = ["落实", "承担", "承办", "实施", "推进"];
        let text: String = name.iter().collect();
        *at >= 2
            && !name.iter().any(|c| "省市区县州旗".contains(*c))
            && !other.iter().any(|word| text.contains(word))
    };
    if let Some(at) = autonomous.filter(is_name) {
        return Some(at + 3);
    }
    for at in 1..chars.len().min(7) {
        let c = chars[at];
        let name: String = chars[..=at].iter().collect();
        if "省".contains(c) {
            return Some(at + 1);
        }
        if !"区市县州旗".contains(c) {
            continue;
        }
        // 市 inside 市中区, 州 inside 亳州市, 区 inside 区县.
        if matches!(chars.get(at + 1), Some('市' | '县' | '区')) && c != '市' {
            continue;
        }
        if NO_PLACE.iter().any(|word| name.ends_with(word)) {
            return None;
        }
        return Some(at + 1);
    }
    None
}

/// Period code of the first text that tells one: a period named outright counts before a cut-off
/// date, and that before words for the whole year.
pub(super) fn period(texts: &[&str], year: i16) -> Option<String> {
    let texts: Vec<String> = texts
        .iter()
        .map(|text| {
            unspaced(text)
                .replace(['－', '—', '–', '～', '~', '至'], "-")
                .replace("月份", "月")
        })
        .collect();
    let first = |tell: fn(&str) -> Option<String>| texts.iter().find_map(|text| tell(text));
    let code = first(named_period)
        .or_else(|| first(cut_off))
        .or_else(|| first(whole_year))?;
    Some(format!("{year}{code}"))
}

/// Q1 for 一季度 or 1-3月, H1 for 上半年, M08 for 8月, nothing for 1-12月.
fn named_period(text: &str) -> Option<String> {
    if let Some(span) = months(text) {
        return Some(match span {
            (1, 12) => String::new(),
            (1, 6) => "H1".to_owned(),
            (7, 12) => "H2".to_owned(),
            (1 | 7, 9) => "Q3".to_owned(),
            (1, 3) => "Q1".to_owned(),
            (4, 6) => "Q2".to_owned(),
            (10, 12) => "Q4".to_owned(),
            (_, month) => format!("M{month:02}"),
        });
    }
    for (code, keys) in [
        (
            "Q3",
            &["前三季度", "三季度", "第三季", "3季度", "三季", "Q3"][..],
        ),
        ("Q1", &["一季度", "第一季", "1季度", "首季", "Q1"][..]),
        ("Q2", &["二季度", "第二季", "2季度", "Q2"][..]),
        ("Q4", &["四季度", "第四季", "4季度", "Q4"][..]),
        ("H1", &["上半年", "半年度", "年中"][..]),
        ("H2", &["下半年"][..]),
    ] {
        if keys.iter().any(|key| text.contains(key)) {
            return Some(code.to_owned());
        }
    }
    // 9月进展(截止2024.9.25), but not 进展(截至9月25日): what is cut off comes last.
    let cut = ["截-", "截止"].iter().find_map(|cut| text.split_once(cut));
    let named = match cut {
        None => text,
        Some((before, _)) => {
            let (_, matter) = before.rsplit_once('月')?;
            let told = ["进展", "情况", "进度"];
            told.iter().find(|word| matter.contains(**word))?;
            before
        }
    };
    month(named).map(|month| format!("M{month:02}"))
}

/// 截至9月底 or 截至2024年9月30日: what has passed of the year by then.
fn cut_off(text: &str) -> Option<String> {
    let (_, after) = text.split_once("截-").or_else(|| text.split_once("截止"))?;
    let (before, _) = after.split_once('月')?;
    let (_, month) = number_at_end(before)?;
    Some(until(month))
}

/// What has passed of a year by the end of a month.
fn until(month: u32) -> String {
    match month {
        3 => "Q1".to_owned(),
        6 => "H1".to_owned(),
        9 => "Q3".to_owned(),
        12 => String::new(),
        month => format!("M{month:02}"),
    }
}

/// The period of a list that names none, or only its year, by the day its figures run to: the end of a
/// month of the year.
pub(super) fn period_until(period: Option<String>, cut_off: Option<&str>) -> Option<String> {
    let named = period.as_deref().is_some_and(|code| code.len() > 4);
    let end = || {
        let mut parts = cut_off?.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let (month, day): (u32, u32) = (month.parse().ok()?, day.parse().ok()?);
        (day >= 28 && month < 12).then(|| format!("{year}{}", until(month)))
    };
    match named {
        true => period,
        false => end().or(period),
    }
}

/// The day that a text says figures run to, as 2024-09-25: 数据截至9月25日, （截止2024.9.25）.
pub(super) fn cut_off_day(text: &str, year: i16) -> Option<String> {
    let text = unspaced(text);
    // 报名截止9月25日 is another matter.
    let tells = |before: &str| {
        before.is_empty()
            || before.ends_with(['(', '（', '，', '。', '；', '：', ':', '【'])
            || ["数据", "统计", "情况", "进展", "进度", "信息", "以上", "均"]
                .iter()
                .any(|word| before.ends_with(word))
    };
    let mut rest = None;
    for word in ["截至", "截止"] {
        let found = text.split_once(word).filter(|(before, _)| tells(before));
        rest = rest.or(found.map(|(_, rest)| rest));
    }
    let rest = rest?.trim_start_matches(['日', '期', '时', '间', '到', '至', '：', ':']);
    let numbers: Vec<&str> = rest.split(|c: char| !c.is_ascii_digit()).take(3).collect();
    let marks: String = rest
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .take(3)
        .collect();
    let is_date = ["年月日", "月日"].iter().any(|m| marks.starts_with(m))
        || marks.starts_with(['.', '-', '/']) && numbers.first()?.len() == 4;
    let parts: Vec<i16> = numbers.iter().map_while(|n| n.parse().ok()).collect();
    let (named, month, day) = match parts[..] {
        [named, month, day] if marks.starts_with('年') || numbers[0].len() == 4 => {
            (named, month, day)
        }
        [month, day, ..] if marks.starts_with("月日") => (year, month, day),
        _ => return None,
    };
    let is_day = is_date && named == year && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_day.then(|| format!("{named:04}-{month:02}-{day:02}"))
}

/// Also for 2024年民生实事完成情况, where the year is named; as a bare heading 完成情况 says nothing.
fn whole_year(text: &str) -> Option<String> {
    if text.contains("完成情况") && year(text).is_some() {
        return Some(String::new());
    }
    let words = ["全年", "年度", "年终", "年末", "年底"];
    words
        .iter()
        .any(|word| text.contains(word))
        .then(String::new)
}

/// 1-3月.
fn months(text: &str) -> Option<(u32, u32)> {
    text.match_indices('月').find_map(|(at, _)| {
        let before = &text[..at];
        let (rest, last) = number_at_end(before)?;
        let rest = rest.strip_suffix('-')?;
        let (_, first) = number_at_end(rest.strip_suffix('月').unwrap_or(rest))?;
        (first < last).then_some((first, last))
    })
}

/// 8月, 8月底; not the 3月 of 3月20日.
fn month(text: &str) -> Option<u32> {
    text.match_indices('月').find_map(|(at, mark)| {
        let after = &text[at + mark.len()..];
        if after.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        number_at_end(&text[..at]).map(|(_, month)| month)
    })
}

fn number_at_end(text: &str) -> Option<(&str, u32)> {
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let value: u32 = text[start..].parse().ok()?;
    (1..=12).contains(&value).then_some((&text[..start], value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        for (text, place) in [
            ("大兴区2024年重要民生实事项目一季度进展情况", Some("大兴区")),
            ("2021年通州区涉及市政府工作报告重点任务", Some("通州区")),
            ("西城区政府2020年重点工作", Some("西城区")),
            ("济南市市中区2025年", Some("市中区")),
            ("市中区2025年《政府工作报告》", Some("市中区")),
            ("江苏省南通市崇川区", Some("崇川区")),
            ("亳州市民政局2024年", Some("亳州市")),
            ("漯河市2024年民生实事完成情况", Some("漯河市")),
            ("关于公布清河区2024年民生实事的通知", Some("清河区")),
            ("关于清河区2024年民生实事", Some("清河区")),
            ("中共清河区委办公室", Some("清河区")),
            ("内蒙古自治区清河旗2024年", Some("清河旗")),
            ("新疆维吾尔自治区清河县2024年", Some("清河县")),
            ("恩施土家族苗族自治州2024年", Some("恩施土家族苗族自治州")),
            ("百色市隆林各族自治县2024年", Some("隆林各族自治县")),
            ("承德市丰宁满族自治县2024年", Some("丰宁满族自治县")),
            ("银川市兴庆区落实自治区为民办实事", Some("兴庆区")),
            ("武鸣区承担自治州项目", Some("武鸣区")),
            ("2023年区政府实事项目3月进展情况", None),
            ("区城市管理委2024年7-9月", None),
            ("老旧小区改造进展", None),
            ("2024年天津20项民心工程", None),
        ] {
            assert_eq!(district(text).as_deref(), place, "{text}");
        }
    }

    #[test]
    fn periods() {
        for (text, code) in [
            ("2024年一季度进展", Some("2024Q1")),
            ("2024年1-3月进展", Some("2024Q1")),
            ("2024年1—3月份进展", Some("2024Q1")),
            ("2024年7-9月任务完成情况", Some("2024Q3")),
            ("2024年前三季度", Some("2024Q3")),
            ("2024年上半年主要指标完成情况", Some("2024H1")),
            ("2024年第二季度", Some("2024Q2")),
            ("2024年8月进展", Some("2024M08")),
            ("2024年3月份行动", Some("2024M03")),
            ("2024年全年完成情况", Some("2024")),
            ("2024年度民生实事", Some("2024")),
            ("2024年民生实事", None),
            ("（截至2024年6月30日）", Some("2024H1")),
            ("进展情况（截至9月底）", Some("2024Q3")),
            ("截至8月底进展", Some("2024M08")),
            ("2024年民生实事9月份进展（截止2024.9.25）", Some("2024M09")),
            ("2024 年 三 季度民生实事", Some("2024Q3")),
            ("报名5月截止", None),
            ("（2024年3月至截止2024年9月）", Some("2024Q3")),
        ] {
            assert_eq!(period(&[text], 2024).as_deref(), code, "{text}");
        }
    }

    #[test]
    fn days_that_figures_run_to() {
        for (text, day) in [
            ("数据截至9月25日", Some("2024-09-25")),
            ("注：数据截止日期：2024年9月25日", Some("2024-09-25")),
            ("9月份进展（截止2024.9.25）", Some("2024-09-25")),
            ("截至2024-09-25", Some("2024-09-25")),
            ("截至9月底", None),
            ("报名截止9月25日", None),
            ("截至2023年12月31日", None),
            ("2024年9月25日", None),
            ("截至目前", None),
        ] {
            assert_eq!(cut_off_day(text, 2024).as_deref(), day, "{text}");
        }
    }

    #[test]
    fn titles() {
        for (lines, found) in [
            (
                &["清河区2024年三季度", "民生实事项目进展情况"][..],
                "清河区2024年三季度民生实事项目进展情况",
            ),
            (
                &["白河市2024年民生实事进展", "表2 项目进展明细"],
                "白河市2024年民生实事进展",
            ),
            (&["2024年5月", "清河区民生实事进展"], "清河区民生实事进展"),
            (
                &["附表1 清河区民生实事项目进展情况"],
                "附表1 清河区民生实事项目进展情况",
            ),
        ] {
            assert_eq!(title(lines).as_deref(), Some(found));
        }
    }

    #[test]
    fn years() {
        assert_eq!(year("大兴区2024年重要民生实事"), Some(2024));
        assert_eq!(year("二〇二四年"), Some(2024));
        assert_eq!(year("２０２４年清河区"), Some(2024));
        assert_eq!(year("清河区2024 年"), Some(2024));
        assert_eq!(year("发布日期: 2023-04-03"), None);
        assert_eq!(year("3000户，1024年"), None);
    }
}
