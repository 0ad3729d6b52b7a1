//! `/data/fields`: 字段说明, what each field of the data means.

use askama::Template;
use axum::extract::State as Extract;
use axum::response::Response;
use shishi_app::export::DATA_COLUMNS;
use shishi_domain::{Level, Stage};

use crate::components::Mixed;
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Section, Site};
use crate::links;
use crate::reader::Reader;
use crate::respond;
use crate::state::State;

struct Field {
    name: &'static str,
    title: &'static str,
    meaning: Mixed,
}

/// The page.
#[derive(Template)]
#[template(path = "features/data/fields.html")]
pub struct Fields {
    layout: Layout,
    t: Lang,
    fields: Vec<Field>,
    levels: Vec<(&'static str, &'static str)>,
    stages: Vec<(&'static str, &'static str)>,
}

/// Chinese name, English name, meaning in both.
#[rustfmt::skip]
fn meaning(field: &str) -> Option<(&'static str, &'static str, &'static str, &'static str)> {
    Some(match field {
        "year" => ("年度", "Year", "年度清单的年份。", "Year of the list."),
        "period" => ("报告期", "Period", "2024Q1 为一季度，2024H1 为上半年，2024M08 为 8 月，2024 为全年。", "2024Q1, 2024H1, 2024M08, or 2024 for the full year."),
        "number" => ("序号", "Number", "公布表中的序号，不带“第”“项”。序号重复的，第二行起加“_2”“_3”区分，不是原表所印。", "Number in the published table, without decoration. Where a number is printed again, “_2”, “_3” tell the rows apart; the table does not print them."),
        "title" => ("任务标题", "Commitment", "承诺原文，一字未改。", "The commitment as published."),
        "units" => ("责任单位", "Units", "按公布顺序，以顿号分隔。", "In published order, separated by 、."),
        "level" => ("亮灯", "Lamp", "见下表。", "See below."),
        "level_name" => ("亮灯名称", "Name of the lamp", "亮灯的中文名称。", "The lamp in Chinese."),
        "reason" => ("理由", "Reason", "说明亮灯依据的一句话，含所用规则和版本。", "One sentence that explains the lamp, in Chinese."),
        "stage" => ("阶段", "Stage", "报告写明的工作阶段，见下表；没有写明的为空。", "Stage named in the report, see below; empty where none is."),
        "indicator" => ("指标", "Indicator", "计量的事。一项承诺有几个指标，就有几行。", "What is counted. A commitment with several indicators has several lines."),
        "qualifier" => ("目标限定", "Qualifier", "= 等于，>= 不少于，<= 不超过，~ 约。", "= exactly, >= at least, <= at most, ~ about."),
        "target" => ("目标值", "Target", "万、亿已换算。没有目标的为空。", "万 and 亿 are written out. Empty where there is none."),
        "unit" => ("计量单位", "Unit of measure", "目标的计量单位。", "Of the target."),
        "actual" => ("完成值", "Actual", "报告的累计完成数。没有报告的为空，不是零。", "Reported total. Empty where none is reported, which is not zero."),
        "ratio" => ("完成率", "Completion", "完成值与目标值之比，1 为达到目标，未取舍。不低于某一比率、不超过某一数值的目标只看是否符合，此项为空。", "Actual over target; 1 is met. Not rounded. Empty for a floor of a rate and for a ceiling, which are kept or not kept."),
        "expected" => ("应达", "Due", "截至日应达到的比例：有分季计划的按计划，没有的按时间平均，到完成时限为 1。", "Share due on the day: by the filed plan, or else by straight time, and 1 from the due day on."),
        "due" => ("完成时限", "Due day", "承诺或表中另有完成时限的填该日，年-月-日；与清单期限相同的为空。", "Day by which the promise or the table says it is due, where that is not the list's own day; else empty."),
        "behind_points" => ("落后百分点", "Points behind", "应达减完成率，单位为百分点，负数为超前。", "Due minus completion in percentage points; negative is ahead."),
        "as_of" => ("截至日期", "As of", "数字截至的日子，年-月-日。", "Day the figure counts to, year-month-day."),
        "link" => ("对应关系", "Link", "数字与目标的对应：certain 确定，likely 可能，open 不能判断。只有确定的参与亮灯。", "How sure the figure counts towards the target: certain, likely, open. Only certain ones set a lamp."),
        "confirmed_by" => ("核定人", "Confirmed by", "核定数字的人；没有核定的为空。", "Who confirmed the figure; empty where nobody did."),
        "target_max" => ("目标上限", "Upper end of the target", "目标为一个范围时的上限，如“1000至1200个”的 1200；目标值是下限。", "Upper end where the target is a range; the target is its lower end."),
        _ => return None,
    })
}

impl Fields {
    /// The page.
    pub fn new(reader: &Reader, site: Site) -> Self {
        let t = reader.lang;
        let heading = t.say("字段说明", "Data fields");
        Self {
            layout: Layout::new(
                reader,
                site,
                Section::Data,
                heading.to_owned(),
                links::fields(),
            )
            .under(
                vec![(t.say("数据开放", "Data").to_owned(), links::data())],
                heading,
            ),
            fields: DATA_COLUMNS
                .into_iter()
                .map(|name| {
                    let (zh, en, zh_meaning, en_meaning) = meaning(name).unwrap_or_default();
                    Field {
                        name,
                        title: t.say(zh, en),
                        meaning: Mixed::new(t, t.say(zh_meaning, en_meaning)),
                    }
                })
                .collect(),
            levels: Level::ALL
                .into_iter()
                .map(|level| (level.name(), t.say(level.zh(), level.en())))
                .collect(),
            stages: Stage::ALL
                .into_iter()
                .map(|stage| (stage.name(), t.say(stage.zh(), stage.en())))
                .collect(),
            t,
        }
    }
}

/// `/data/fields`.
pub async fn show(Extract(state): Extract<State>, reader: Reader) -> Result<Response, Failure> {
    let address = links::fields();
    if let Some(page) = respond::kept(&state, &reader, &address) {
        return Ok(page);
    }
    let generation = state.generation();
    let site = state
        .snapshot(None, None)
        .await?
        .map_or_else(Site::default, |snapshot| Site::of(&snapshot));
    let page = Fields::new(&reader, site);
    respond::page(&state, &reader, generation, &address, &page)
}

/// The page's interesting states.
#[cfg(any(test, feature = "samples"))]
pub fn samples(reader: &Reader) -> Vec<(&'static str, Fields)> {
    let site = Site::of(&crate::samples::daxing());
    vec![("fields", Fields::new(reader, site))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_explained() {
        for column in DATA_COLUMNS {
            assert!(meaning(column).is_some(), "{column}");
        }
    }
}
