//! What speaks against an amount of places and people that the work is for, or that do it.

use super::things::kind_of;
use crate::rules::link::Pick;
use crate::text::{Phrase as _, Sought, any_of};
use crate::vocabulary::Dimension;
use shishi_domain::Decimal;

/// 建成19个,覆盖17个乡镇 for 仓储点22个: where they are.
pub(super) fn covered(pick: &Pick) -> Option<&'static str> {
    const PLACES: &[&str] = &[
        "乡镇",
        "乡(镇)",
        "镇街",
        "街道",
        "村",
        "社区",
        "县",
        "小区",
        "行政村",
    ];
    let reaches = any_of!["覆盖", "涉及", "涵盖", "分布", "惠及"];
    let near = pick.of.near.trim_start_matches([',', '、', ' ']);
    let place = PLACES
        .iter()
        .any(|place| pick.of.noun == *place || pick.of.after == *place);
    // 覆盖18个行政村 for 20个行政村, and not for 每个乡镇至少建成1个.
    let counted = || {
        let own = pick.target.own;
        let named = |place: &str| place != "县" && own.contains(place);
        !own.contains('每') && PLACES.iter().any(|place| named(place))
    };
    let other = pick.exact
        && !pick.told
        && place
        && near.starts_with_one(&["覆盖", "涉及", "涵盖", "分布在", "惠及"])
        && !pick.target.own.has(reaches)
        && !counted()
        && pick.of.amount.value != pick.target.amount.value;
    other.then_some("是实施的地方数，名称与目标不符")
}

/// 配备志愿者290名 for 惠及学生4000名: those who serve them.
pub(super) fn staff(pick: &Pick) -> Option<&'static str> {
    const STAFF: &[&str] = &[
        "志愿者",
        "工作人员",
        "教师",
        "村医",
        "医护人员",
        "医务人员",
        "社工",
        "保洁员",
        "管理员",
        "网格员",
        "专家",
        "律师",
        "辅导员",
        "教练",
        "护理员",
        "保安",
        "安全员",
    ];
    let words = [pick.of.thing, pick.of.noun];
    // 已培训养老护理员350名 for 培训养老护理人员300名: they are those it is for.
    const SERVED: &Sought = any_of![
        "培训", "培养", "招聘", "引进", "人才", "岗位", "人员", "职工", "队伍"
    ];
    let staff = STAFF
        .iter()
        .find(|kind| words.iter().any(|words| words.ends_with(**kind)));
    let other = staff.is_some_and(|kind| !pick.targets.title_words.contains(kind));
    let served = || pick.targets.title_words.has(SERVED);
    (pick.of.dimension == Some(Dimension::Person) && other && !pick.told && !served())
        .then_some("是另一类人员，名称与目标不符")
}

/// 完成62个自然村路灯安装 for 路灯2000个: where it was done.
pub(super) fn in_villages(pick: &Pick) -> Option<&'static str> {
    const PLACES: &[&str] = &["自然村", "行政村", "建制村", "乡镇", "乡(镇)", "街道"];
    let place = PLACES
        .iter()
        .find(|place| pick.of.noun.starts_with(**place))?;
    // 22个行政村卫生室 for 卫生室20个: the thing itself, and not 62个自然村路灯安装 for 路灯2000个.
    let itself = || {
        let about = pick.of.amount.value.checked_mul(Decimal::TWO);
        let kind = kind_of(pick.target);
        pick.of.noun.ends_with(kind)
            && kind.chars().count() == 2
            && about.is_some_and(|twice| twice >= pick.target.amount.value)
    };
    let other = pick.exact
        && !pick.told
        && !itself()
        && pick.of.noun.chars().count() > place.chars().count()
        && !pick.targets.title_words.contains(place)
        && pick.of.amount.value != pick.target.amount.value;
    other.then_some("是实施的地方数，名称与目标不符")
}

/// 办理公证1.93万件 for 事项120项: of another order, in another measure word.
pub(super) fn other_order(pick: &Pick) -> Option<&'static str> {
    let (value, goal) = (pick.of.amount.value, pick.target.amount.value);
    let times = goal.checked_mul(Decimal::from(20));
    let apart =
        pick.of.amount.unit != pick.target.amount.unit && times.is_some_and(|times| value > times);
    (apart && !pick.told && pick.of.dimension == Some(Dimension::Count))
        .then_some("名称与目标不同，数量也相差较大")
}
