//! What a column is, told from the words of its heading.

mod words;

pub(super) use self::words::{COUNTS, STATES};

use self::words::{ANYWHERE, AT_END, PROJECT, PROJECT_AT_END, PROJECT_WHOLE, WHO};
use unicode_normalization::UnicodeNormalization;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::meaning) enum Role {
    /// The number of the commitment: 序号.
    Number,
    /// A group the row belongs to: 类别.
    Category,
    /// The commitment, or the project a target belongs to: 任务标题, 项目名称.
    Project,
    /// What is to be reached in the year: 年度目标.
    Target,
    /// A target given a second time as a bare number, under the same heading.
    Plan,
    /// What its figures count: 计量单位.
    Measure,
    /// Who answers for it: 责任单位.
    Units,
    /// By when it is to be done: 完成时限.
    Due,
    /// How it stands: 进展情况.
    Progress,
    /// How far it is, in per cent: 完成率.
    Rate,
    /// How far it is, as a share of one: 0.753.
    Share,
    /// What comes next, or what stands in the way: 下一步计划.
    Next,
    /// 备注.
    Remark,
    /// Known, and not part of a commitment: telephone, interim target, last quarter's progress.
    Ignored,
}

impl Role {
    /// Whether the column tells how the row stands; several of these are joined with their names.
    pub(in crate::meaning) fn is_account(self) -> bool {
        matches!(
            self,
            Role::Progress | Role::Rate | Role::Share | Role::Next | Role::Remark
        )
    }
}

/// Longest heading, in characters. What is longer is a cell of the table's body.
const LONGEST: usize = 30;

/// The role of a heading cell, or none if the words are not those of a heading.
pub(in crate::meaning) fn role(heading: &str) -> Option<Role> {
    // Cells of the body are looked at too; most of them are far longer than any heading.
    if heading.len() > 8 * LONGEST && heading.chars().nth(2 * LONGEST).is_some() {
        return None;
    }
    let words = plain(heading);
    let length = words.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    if matches!(words.as_str(), "序" | "号" | "No" | "NO" | "no") {
        return Some(Role::Number);
    }
    if is_interim_target(heading, &words) || is_of_other_time(&words) {
        return Some(Role::Ignored);
    }
    if let Some(role) = at_end(&words, &AT_END[..1]) {
        return Some(role);
    }
    // Several rules may apply (责任单位进展情况); the one whose word stands last decides, since the
    // noun of a Chinese heading comes last. Bare words of progress also need to end it, so that
    // 进展顺利 in the body is not taken for a heading.
    let mut found: Option<(usize, Role)> = None;
    for (role, keys) in ANYWHERE {
        for key in *keys {
            if let Some(at) = last(&words, key) {
                let end = at + key.len();
                if *role == Role::Progress && !ends_progress(&words[end..]) {
                    continue;
                }
                if found.is_none_or(|(best, _)| end > best) {
                    found = Some((end, *role));
                }
            }
        }
    }
    if let Some((_, role)) = found {
        let joins = ['、', '/', '／', '及', '和', '与'];
        return Some(beside(&words, role, heading.contains(joins)));
    }
    if let Some(role) = at_end(&words, AT_END) {
        return Some(role);
    }
    if holds(&words, "目标") && length <= 12 {
        return Some(Role::Target);
    }
    let is_project = PROJECT.iter().any(|key| holds(&words, key))
        || PROJECT_AT_END.iter().any(|key| words.ends_with(key))
        || PROJECT_WHOLE.contains(&words.as_str());
    // A title names its matter too: 区教委2022年实事项目表.
    let is_title =
        (words.contains('年') && crate::meaning::context::year(&words).is_some() && length > 8)
            || ["表", "清单", "一览", "汇总", "台账", "通报", "公示"]
                .iter()
                .any(|end| words.ends_with(end));
    if is_project && !is_title && length <= 16 {
        return Some(Role::Project);
    }
    if ["计量单位", "计算单位", "数量单位", "指标单位"].contains(&words.as_str()) {
        return Some(Role::Measure);
    }
    if words.ends_with("单位") || words.ends_with("部门") || WHO.contains(&words.as_str()) {
        return Some(Role::Units);
    }
    let is_done = words.strip_suffix("完成").is_some_and(|when| {
        let ends = [
            "月", "月底", "月末", "季度", "季", "目前", "本期", "当前", "全年",
        ];
        let ahead = ["预计", "拟", "计划", "应", "力争", "上"];
        when.is_empty()
            || ends.iter().any(|end| when.ends_with(end))
                && !ahead.iter().any(|word| when.contains(word))
    });
    (is_done
        || matches!(
            words.as_str(),
            "推进" | "成效" | "现状" | "动态" | "累计" | "任务完成"
        ))
    .then_some(Role::Progress)
}

/// What a column of two things is read for: 责任单位及联系电话 for the unit, 项目进展及存在问题 for the
/// progress.
fn beside(words: &str, last: Role, is_joined: bool) -> Role {
    let names = |role: Role| {
        let mut tables = ANYWHERE.iter().filter(|(found, _)| *found == role);
        tables.any(|(_, keys)| keys.iter().any(|key| holds(words, key)))
    };
    let is_told = ["实际", "预计", "已"]
        .iter()
        .any(|word| words.contains(word));
    match last {
        Role::Ignored | Role::Due if is_joined && names(Role::Units) => Role::Units,
        Role::Ignored | Role::Due if starts_with_unit(words) => Role::Units,
        // 目前进展及完成时间, 目标任务及完成时限.
        Role::Ignored | Role::Due if is_joined && names(Role::Progress) => Role::Progress,
        Role::Ignored | Role::Due if is_joined && holds(words, "目标") => Role::Target,
        // 实际完成时间 is no promise, 开工及完成时间 not one alone.
        Role::Due if is_told || is_joined => Role::Ignored,
        Role::Next if is_joined && names(Role::Progress) => Role::Progress,
        // 未开工原因: how things stand with what has not begun, in a table of its own.
        Role::Next if words.starts_with('未') && words.ends_with("原因") => Role::Progress,
        role => role,
    }
}

/// 责任单位/完成时限, whose stroke is no part of the plain words any more.
fn starts_with_unit(words: &str) -> bool {
    let unit = words
        .strip_prefix("责任单位")
        .or_else(|| words.strip_prefix("牵头单位"));
    unit.is_some_and(|rest| {
        ["联系", "责任人", "负责人", "完成时", "时限"]
            .iter()
            .any(|word| rest.starts_with(word))
    })
}

/// Whether a cell holds what no heading does: a bare figure, a sentence, 第3项.
fn is_body(text: &str) -> bool {
    let is_figure = (1..=8 * LONGEST).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_punctuation());
    is_figure || text.ends_with(['。', '；']) || is_numbered(text)
}

/// 第3项: only the body has it.
fn is_numbered(text: &str) -> bool {
    text.strip_prefix('第')
        .and_then(|rest| rest.strip_suffix(['项', '条', '件', '号']))
        .is_some_and(|number| {
            !number.is_empty()
                && number
                    .chars()
                    .all(|c| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c))
        })
}

fn ends_progress(rest: &str) -> bool {
    matches!(
        rest,
        "" | "情况"
            | "状况"
            | "如下"
            | "简述"
            | "及成效"
            | "说明"
            | "情况说明"
            | "情况及成效"
            | "工作"
    ) || rest.starts_with('至')
        || rest.starts_with('截')
        || rest.starts_with('及')
        || rest.starts_with('和')
        || rest.starts_with('与')
}

fn at_end(words: &str, table: &[(Role, &[&str])]) -> Option<Role> {
    table
        .iter()
        .find(|(_, keys)| keys.iter().any(|key| words.ends_with(key)))
        .map(|&(role, _)| role)
}

/// 上月累计完成, 应完成数, 序时进度: how it stood before, or how it should stand. 序时进度完成情况 tells how it
/// stands beside that.
fn is_of_other_time(words: &str) -> bool {
    let begins = |keys: &[&str]| keys.iter().any(|key| words.starts_with(key));
    let due = ["应完成", "应达", "序时进度", "计划完成率", "计划进度"];
    let before = ["上期", "上月", "上季", "上年", "去年", "同期"];
    !words.contains("是否") && (begins(&before) || begins(&due) && !words.ends_with("情况"))
}

/// 8月份目标, 一季度目标, 目标（三季度）: a step on the way, not what was promised for the year.
fn is_interim_target(heading: &str, words: &str) -> bool {
    let told = ["完成", "进展", "情况"]
        .iter()
        .any(|word| holds(words, word));
    if told || words.contains("年度") || words.contains("全年") || words.contains('下') {
        return false;
    }
    let is_target = holds(words, "目标") || words.ends_with("计划数") || words.ends_with("计划");
    is_target && is_step(heading)
        || ["目标", "计划"].iter().any(|of| {
            let steps = [
                "月",
                "月份",
                "月底",
                "季度",
                "本季",
                "上半年",
                "本期",
                "阶段",
                "节点",
            ];
            steps
                .iter()
                .any(|step| holds(words, &format!("{step}{of}")))
        })
}

/// （三季度）, （截至9月底）: whether a heading is of less than the year, by what stands in brackets.
fn is_step(heading: &str) -> bool {
    let inner = heading
        .split_once(['（', '('])
        .map_or("", |(_, inner)| inner);
    let inner = inner.trim().trim_end_matches(['）', ')']);
    let ends = ["季度", "月", "月份", "月底", "月末", "半年"];
    inner.chars().count() <= 8
        && ends.iter().any(|end| inner.ends_with(end))
        && !inner.contains("12月")
        && !inner.contains("十二月")
}

/// Where a key last stands in a heading. Headings and keys are short: preparing a search for each
/// of a hundred keys takes far longer than looking, and their first character turns most away.
fn last(words: &str, key: &str) -> Option<usize> {
    let key = key.as_bytes();
    let first = key.first_chunk::<3>();
    let mut windows = words.as_bytes().windows(key.len());
    windows.rposition(|window| window.first_chunk::<3>() == first && window == key)
}

fn holds(words: &str, key: &str) -> bool {
    last(words, key).is_some()
}

/// A heading without white space, brackets and what they hold, or punctuation at its ends.
pub(in crate::meaning) fn plain(heading: &str) -> String {
    let mut depth = 0_usize;
    let mut words = String::new();
    for c in heading.chars().take(200).nfkc() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth > 0 || c.is_whitespace() => {}
            ':' | '*' | '、' | '/' => {}
            c => words.push(c),
        }
    }
    words
}

/// Where one column names a project and a later one what is done in it, the later one holds the
/// commitment: 实事名称, 建设内容.
fn promote_content(columns: &mut [(Option<Role>, &str)]) {
    if columns.iter().any(|(role, _)| *role == Some(Role::Target)) {
        return;
    }
    let projects = columns
        .iter_mut()
        .filter(|(role, _)| *role == Some(Role::Project));
    if let Some((role, _)) = projects.skip(1).find(|(_, name)| {
        let words = plain(name);
        let kinds = [
            "内容", "任务", "举措", "措施", "子项", "具体", "指标", "二级", "细项", "分项",
        ];
        kinds.iter().any(|word| words.contains(word))
    }) {
        *role = Some(Role::Target);
    }
}

/// 施工单位, 联系单位 answer for the row where no other column names who does.
fn settle_who(columns: &mut [(Option<Role>, &str)]) {
    const OTHERS: &[&str] = &["施工单位", "代建单位", "联系单位", "督办单位"];
    if columns.iter().any(|(role, _)| *role == Some(Role::Units)) {
        return;
    }
    let mut others = columns.iter_mut();
    if let Some((role, _)) = others.find(|(_, name)| OTHERS.contains(&plain(name).as_str())) {
        *role = Some(Role::Units);
    }
}

/// 2023年完成 beside 2024年目标, 2024年完成: what is headed by an earlier year than the newest that
/// tells of progress. 2023年完成 alone beside 进展情况 is one as well.
fn leave_out_years(columns: &mut [(Option<Role>, &str)]) {
    let is_progress = |role: Option<Role>| matches!(role, Some(Role::Progress | Role::Rate));
    let year = |name: &str| crate::meaning::context::year(&plain(name));
    for (role, name) in &mut *columns {
        if role.is_none() && year(name).is_some() && plain(name).ends_with("年完成") {
            *role = Some(Role::Progress);
        }
    }
    let progress = || columns.iter().filter(|(role, _)| is_progress(*role));
    let Some(newest) = progress().filter_map(|(_, name)| year(name)).max() else {
        return;
    };
    let untimed =
        progress().any(|(role, name)| *role == Some(Role::Progress) && year(name).is_none());
    let only_bare =
        progress().all(|(_, name)| year(name).is_none() || plain(name).ends_with("年完成"));
    for (role, name) in columns {
        let of_year = matches!(
            role,
            Some(Role::Progress | Role::Rate | Role::Target | Role::Plan)
        );
        let Some(year) = year(name).filter(|_| of_year) else {
            continue;
        };
        if year < newest || untimed && only_bare && is_progress(*role) {
            *role = Some(Role::Ignored);
        }
    }
}

/// The unit a heading gives for the figures below it, brackets and all: 目标（万人次）.
pub(in crate::meaning) fn unit_of(heading: &str) -> Option<&str> {
    let heading = heading.trim_end();
    let inner = heading.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    let unit = inner[open..].trim_start_matches(['（', '(']).trim();
    let length = unit.chars().count();
    let is_time = unit.ends_with(['年', '月', '日', '季', '度', '底', '期']);
    let is_unit = (1..=6).contains(&length)
        && !unit
            .chars()
            .any(|c| c.is_ascii_digit() || c.is_whitespace())
        && (length == 1 || !is_time);
    (is_unit && open > 0).then(|| &heading[open..])
}

/// The columns of a heading row.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::meaning) struct Heading {
    /// For each column, its role and its heading as published.
    pub columns: Vec<(Option<Role>, String)>,
}

impl Heading {
    /// Reads a row of cells as a heading; none if it is not one.
    ///
    /// A heading names at least the commitment or its target, and how it stands.
    pub(in crate::meaning) fn new<'a>(cells: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        // Nearly every row asked about is one of the body: the cheap signs of that come first.
        let cells: Vec<&str> = cells.into_iter().map(str::trim).collect();
        if cells.iter().any(|text| is_body(text)) {
            return None;
        }
        let mut columns: Vec<(Option<Role>, &str)> = Vec::with_capacity(cells.len());
        for text in cells {
            let mut found = role(text);
            if matches!(found, Some(Role::Target))
                && columns
                    .iter()
                    .any(|(role, name)| *role == Some(Role::Target) && plain(name) == plain(text))
            {
                found = Some(Role::Plan);
            }
            columns.push((found, text));
        }
        promote_content(&mut columns);
        leave_out_years(&mut columns);
        settle_who(&mut columns);
        let has = |role| columns.iter().any(|(found, _)| *found == Some(role));
        let complete =
            (has(Role::Project) || has(Role::Target)) && (has(Role::Progress) || has(Role::Rate));
        complete.then(|| Heading {
            columns: columns
                .into_iter()
                .map(|(role, name)| (role, name.to_owned()))
                .collect(),
        })
    }

    /// Takes a column headed 单位 alone for one of measure words, where another names who answers
    /// for the row, or where what stands in it are no units of the government.
    pub(in crate::meaning) fn settle_measure(&mut self, is_measure: impl Fn(usize) -> bool) {
        let are_units = |(role, _): &&(Option<Role>, String)| *role == Some(Role::Units);
        let several = self.columns.iter().filter(are_units).count() > 1;
        for (column, (role, name)) in self.columns.iter_mut().enumerate() {
            if *role == Some(Role::Units)
                && plain(name) == "单位"
                && (several || is_measure(column))
            {
                *role = Some(Role::Measure);
            }
        }
    }

    /// Takes a column of rates for one of shares, where what stands in it are such: 0.753. One that is
    /// headed by a unit (%) is none. Gives whether there is one.
    pub(in crate::meaning) fn settle_shares(&mut self, is_shares: impl Fn(usize) -> bool) -> bool {
        let mut any = false;
        for (column, (role, name)) in self.columns.iter_mut().enumerate() {
            if *role == Some(Role::Rate) && unit_of(name).is_none() && is_shares(column) {
                *role = Some(Role::Share);
                any = true;
            }
        }
        any
    }

    /// Leaves out a column of plans or contents that says no figures, where the project itself does:
    /// 新建公园3个 | 6月底前开工，年底前完工.
    pub(in crate::meaning) fn settle_promise(&mut self, figures: impl Fn(usize) -> usize) {
        let (Some(project), Some(target)) = (self.column(Role::Project), self.column(Role::Target))
        else {
            return;
        };
        let asks = ["目标", "指标值"];
        let is_goal = asks
            .iter()
            .any(|word| holds(&plain(&self.columns[target].1), word));
        if !is_goal && figures(target) < figures(project) {
            self.columns[target].0 = Some(Role::Category);
        }
    }

    /// Of columns under one heading cell the last is what it names (项目名称 over 教育类, 新建幼儿园4所);
    /// the others hold the numbers or the groups of rows.
    pub(in crate::meaning) fn settle_parted(
        &mut self,
        is_parted: impl Fn(usize, usize) -> bool,
        is_numbers: impl Fn(usize) -> bool,
    ) {
        for left in 0..self.columns.len().saturating_sub(1) {
            let role = self.columns[left].0;
            if role == Some(Role::Project)
                && self.columns[left].1 == self.columns[left + 1].1
                && is_parted(left, left + 1)
            {
                let has_number = self.column(Role::Number).is_some();
                self.columns[left].0 = Some(match !has_number && is_numbers(left) {
                    true => Role::Number,
                    false => Role::Category,
                });
                // The same words twice may have been taken for a second statement of a target.
                self.columns[left + 1].0 = role;
            }
        }
    }

    /// Leaves out a column, which is headed so.
    pub(in crate::meaning) fn leave_out(&mut self, column: usize, name: String) {
        if let Some(known) = self.columns.get_mut(column) {
            *known = (Some(Role::Ignored), name);
        }
    }

    /// First column of this role.
    pub(in crate::meaning) fn column(&self, role: Role) -> Option<usize> {
        self.columns
            .iter()
            .position(|(found, _)| *found == Some(role))
    }

    /// The column the title is taken from: the target, where there is one besides the project.
    pub(in crate::meaning) fn title_column(&self) -> Option<usize> {
        self.column(Role::Target)
            .or_else(|| self.column(Role::Project))
    }

    /// Columns that together tell how a row stands.
    pub(in crate::meaning) fn accounts(&self) -> Vec<usize> {
        self.account_columns().collect()
    }

    pub(in crate::meaning) fn account_columns(&self) -> impl Iterator<Item = usize> {
        let is_account = |i: &usize| self.columns[*i].0.is_some_and(Role::is_account);
        (0..self.columns.len()).filter(is_account)
    }

    /// Whether a row repeats this heading.
    pub(in crate::meaning) fn is_repeated_by<'a>(
        &self,
        cells: impl IntoIterator<Item = &'a str>,
    ) -> bool {
        let mut same = 0;
        let mut different = 0;
        for (cell, (_, name)) in cells.into_iter().zip(&self.columns) {
            if cell.trim().is_empty() && name.is_empty() {
                continue;
            }
            if cell == name || plain(cell) == plain(name) {
                same += 1
            } else {
                different += 1
            }
        }
        same >= 2 && different == 0
    }

    /// The four published headings; a line broken for a narrow column is one line again.
    pub(in crate::meaning) fn published(&self) -> crate::Columns {
        let usual = crate::Columns::default();
        let name = |column: Option<usize>, otherwise: String| {
            column
                .map(|i| self.columns[i].1.replace('\n', ""))
                .filter(|name| !name.is_empty())
                .unwrap_or(otherwise)
        };
        crate::Columns {
            number: name(self.column(Role::Number), usual.number),
            title: name(self.title_column(), usual.title),
            units: name(self.column(Role::Units), usual.units),
            narrative: name(
                self.column(Role::Progress)
                    .or_else(|| self.column(Role::Rate))
                    .or_else(|| self.column(Role::Share)),
                usual.narrative,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_in_headings() {
        for (heading, unit) in [
            ("目标（万人次）", Some("（万人次）")),
            ("完成率(%)", Some("(%)")),
            ("年度目标（2024年）", None),
            ("完成情况（截至6月底）", None),
            ("进展情况（上半年）", None),
            ("里程（公里）", Some("（公里）")),
            ("（个）", None),
            ("目标", None),
        ] {
            assert_eq!(unit_of(heading), unit, "{heading}");
        }
    }

    #[test]
    fn headings_as_published() {
        use Role::*;
        let cases = [
            ("序号", Some(Number)),
            ("序 号", Some(Number)),
            ("任务序号", Some(Number)),
            ("报送次数", Some(Ignored)),
            ("市折子号", Some(Ignored)),
            ("任务标题", Some(Project)),
            ("项目内容及居民受益面", Some(Project)),
            ("市政府工作报告任务", Some(Project)),
            ("公开挂牌督办事项", Some(Project)),
            ("年度工作任务和目标", Some(Target)),
            ("年度目标任务", Some(Target)),
            ("8月份目标", Some(Ignored)),
            ("3月目标", Some(Ignored)),
            ("考评对象", Some(Units)),
            ("责任单位 (加黑为牵头单位)", Some(Units)),
            ("监督科室 监督电话", Some(Ignored)),
            ("任务目标完成情况", Some(Progress)),
            ("目前进展情况", Some(Progress)),
            ("三季度进展", Some(Progress)),
            ("截至9月底完成情况", Some(Progress)),
            ("全年完成情况", Some(Progress)),
            ("累计完成", Some(Progress)),
            ("累计进度", Some(Rate)),
            ("完成率", Some(Rate)),
            ("下一步计划", Some(Next)),
            ("完成时限", Some(Due)),
            ("计划完成时间", Some(Due)),
            ("时间节点", Some(Due)),
            ("办结时限", Some(Due)),
            ("实际完成时间", Some(Ignored)),
            ("开工时间", Some(Ignored)),
            ("责任单位/完成时限", Some(Units)),
            ("类别", Some(Category)),
            ("备注", Some(Remark)),
            ("计量单位", Some(Measure)),
            ("责任单位及联系电话", Some(Units)),
            ("责任单位/责任人", Some(Units)),
            ("责任人", Some(Ignored)),
            ("项目进展及存在问题", Some(Progress)),
            ("存在问题及下步打算", Some(Next)),
            ("未开工原因", Some(Progress)),
            ("一季度完成情况", Some(Progress)),
            ("预计9月完成", None),
            ("2023年完成", None),
            ("第二季度目标", Some(Ignored)),
            ("1-9月完成", Some(Progress)),
            ("占年度目标（%）", Some(Rate)),
            ("工作开展情况", Some(Progress)),
            ("区教委2022年实事项目表", None),
            ("建设内容及规模", Some(Project)),
            ("具体举措", Some(Project)),
            ("进展顺利", None),
            ("区住建委", None),
            ("正在施工", None),
        ];
        for (heading, expected) in cases {
            assert_eq!(role(heading), expected, "{heading}");
        }
    }
}
