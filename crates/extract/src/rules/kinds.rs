//! Kinds of words that many rules ask for, each kind named once.

use crate::text::{Listed as _, Sought, all_of, any_of};

/// The place that reports, as a whole: 全市, 我区, 本县.
pub(crate) const WHOLE_PLACE: &Sought = any_of![
    "全国", "全省", "全市", "全州", "全盟", "全县", "全区", "全旗", "全镇", "全乡", "我省", "我市",
    "我州", "我盟", "我县", "我区", "我旗", "我镇", "我乡", "本省", "本市", "本州", "本县", "本区",
    "本旗", "本镇", "本乡",
];

/// What has begun: 开工, 进场.
pub(crate) const BEGUN: &Sought = any_of!["开工", "启动", "进场", "动工", "复工", "开建", "破土"];

/// What has come to its end, or is in use: 完工, 办结, 通车.
pub(crate) const COMPLETED: &Sought = any_of![
    "完成",
    "完工",
    "竣工",
    "建成",
    "办结",
    "投产",
    "投用",
    "投入使用",
    "投入运营",
    "投运",
    "启用",
    "通车",
    "交付",
];

/// How far things have come, be it to a beginning or to their end: 开工, 建成.
pub(crate) const PROGRESS: &Sought = all_of![BEGUN, COMPLETED];

/// What tells that something was done, how far it may have come: 已 alone, and all of [`PROGRESS`].
pub(crate) const DONE: &Sought = all_of![any_of!["已"], PROGRESS];

/// What tells that something is yet to come, or is not: 未, 拟, 预计.
pub(crate) const LIES_AHEAD: &Sought = any_of![
    "未", "拟", "将", "计划", "预计", "待", "可", "需", "应", "力争", "争取",
];

/// What is said of all of them: 全部, 均已.
pub(crate) const ALL_OF_THEM: &Sought = any_of!["全部", "均已", "都已"];

/// How a clause begins that tells of all that the one before it counts: 已全部整改.
pub(crate) const ALL_BEHIND: &Sought = any_of!["已全部", "均已", "全部", "都已", "现已全部"];

/// What is in use: 投用, 投入运营.
pub(crate) const IN_USE: &Sought = any_of![
    "投入使用",
    "投用",
    "投入运营",
    "投运",
    "启用",
    "运营",
    "交付",
];

/// Money that went out to those it is for: 发放, 放款.
pub(crate) const PAID: &Sought = any_of![
    "发放", "放款", "放贷", "拨付", "支付", "投放", "兑付", "到账",
];

/// Those that are left: 其余, 剩余.
pub(crate) const LEFT: &Sought = any_of!["其余", "剩余", "余下", "其他", "其它", "另外"];

/// A name without the word for its number behind it: 改造小区 of 改造小区数量.
pub(crate) fn without_count(name: &str) -> &str {
    let bare = ["数量", "总数", "个数"]
        .iter()
        .find_map(|word| name.strip_suffix(word));
    bare.unwrap_or(name)
}

/// What stands behind the reporting place: 有企业 of 全市有企业.
pub(crate) fn behind_place(words: &str) -> Option<&str> {
    WHOLE_PLACE
        .list()
        .find_map(|place| words.strip_prefix(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wider_kinds_hold_the_narrower() {
        let words = |kind: &Sought| kind.list().map(str::to_owned).collect::<Vec<_>>();
        let progress = [words(BEGUN), words(COMPLETED)].concat();
        assert_eq!(words(PROGRESS), progress);
        assert_eq!(words(DONE), [vec!["已".to_owned()], progress].concat());
    }
}
