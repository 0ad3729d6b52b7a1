//! Words that do not say what is counted.

use super::pairs::{is_common, is_verb, pair};
use crate::text::is_chinese;
use std::sync::LazyLock;

/// Whether words hold nothing but verbs and markers of progress.
pub(super) fn says_nothing(words: &str) -> bool {
    let mut chars: Vec<char> = words.chars().collect();
    let mut some = false;
    for w in chars.windows(2).filter(|w| names(w)) {
        some = true;
        // No verb can cover it.
        if !SPELLED.holds(w[0]) && !SPELLED.holds(w[1]) {
            return false;
        }
    }
    if !some {
        return true;
    }
    blank(&mut chars);
    !chars.windows(2).any(names)
}

/// Words with blanks for the verbs and markers of progress in them: what is left is a name.
pub(crate) fn named(words: &str) -> String {
    let mut chars: Vec<char> = words.chars().collect();
    blank(&mut chars);
    for at in 1..chars.len() {
        if is_verb(pair(chars[at - 1], chars[at])) {
            chars[at - 1..=at].fill(' ');
        }
    }
    chars.into_iter().collect()
}

/// Whether two neighbouring characters are part of a name.
fn names(w: &[char]) -> bool {
    w.iter().all(|c| is_chinese(*c)) && !is_common(pair(w[0], w[1]))
}

/// Puts blanks for the verbs.
fn blank(chars: &mut [char]) {
    for verb in &SPELLED.verbs {
        let mut at = 0;
        while at + verb.len() <= chars.len() {
            if chars[at] == verb[0] && chars[at..].starts_with(verb) {
                chars[at..at + verb.len()].fill(' ');
                at += verb.len();
            } else {
                at += 1;
            }
        }
    }
}

/// The verbs by their characters.
struct Spelled {
    verbs: Vec<Vec<char>>,
    /// One bit for each character of them.
    chars: Vec<u64>,
}

impl Spelled {
    fn holds(&self, c: char) -> bool {
        self.chars
            .get(c as usize / 64)
            .is_some_and(|bits| (bits >> (c as u32 % 64)) & 1 == 1)
    }
}

static SPELLED: LazyLock<Spelled> = LazyLock::new(|| {
    let mut chars = vec![0u64; (1 << 16) / 64];
    for c in VERBS.iter().flat_map(|v| v.chars()) {
        if let Some(bits) = chars.get_mut(c as usize / 64) {
            *bits |= 1 << (c as u32 % 64);
        }
    }
    Spelled {
        verbs: VERBS.iter().map(|v| v.chars().collect()).collect(),
        chars,
    }
});

/// Words that may stand around an amount without naming what is counted, longest first.
const VERBS: &[&str] = &[
    "截至目前",
    "今年以来",
    "累计完成",
    "完成建设",
    "建设完成",
    "已经完成",
    "基本建成",
    "全部完成",
    "目前已",
    "按计划",
    "完成数",
    "累计",
    "完成",
    "建成",
    "开工",
    "竣工",
    "完工",
    "新增",
    "新建",
    "改造",
    "实际",
    "目前",
    "共计",
    "合计",
    "截至",
    "进展",
    "全年",
    "全部",
    "办结",
    "按期",
    "按时",
    "如期",
    "已经",
    "现已",
    "实现",
    "达到",
    "新开工",
    "任务",
    "目标",
    "年度",
    "其中",
    "安装",
    "办理",
    "举办",
    "开展",
    "增加",
    "更新",
    "投用",
    "交付",
    "超额",
    "提前",
    "启动",
    "实施",
    "动工",
    "总计",
    "按照",
    "根据",
    "对照",
    "要求",
    "年初",
    "确定",
    "节点",
    "序时",
    "进度",
    "已有",
    "第一批",
    "首批",
    "计划数",
    "开工数",
    "竣工数",
    "完工数",
    "完成情况",
    "进展情况",
    "实际进度",
    "情况",
    "备注",
    "项目",
    "参训",
    "开班",
    "结业",
    "参检",
    "学员",
    "共",
    "约",
    "验收",
    "集中",
    "绝对值",
    "实绩",
    "同比",
    "增长",
    "增速",
    "增幅",
];
