//! `/admin/import/{id}/confirm`: step 3, what will be saved; and the way out, putting it aside.

use askama::Template;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use shishi_app::AppError;
use shishi_app::domain::{Date, PeriodCode};
use shishi_app::import::{Draft, DraftRow, FigureDecision, RowDecision};

use super::super::frame::{self, Bar, Tab};
use super::super::seat::{Seat, Signed};
use super::super::{links, words};
use super::{checked, in_doubt, name, open, to_the_end};
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Site};
use crate::reader::Reader;
use crate::respond::see;
use crate::state::State;

/// Step 3.
#[derive(Template)]
#[template(path = "features/admin/import/confirm.html")]
struct ConfirmPage {
    layout: Layout,
    bar: Bar,
    t: Lang,
    mark: String,
    revision: i64,
    lead: String,
    facts: Vec<(&'static str, String)>,
    /// What people changed, one sentence each.
    changes: Vec<String>,
    /// What was decided before and still holds, one sentence each.
    carried: Vec<String>,
    /// What is worth knowing before it is done.
    remarks: Vec<String>,
    problem: Option<String>,
    must: usize,
    /// The jurisdiction that the public pages show, where it is another one.
    elsewhere: Option<String>,
    check_href: String,
    must_href: String,
    action: String,
}

/// What a draft comes to.
#[derive(Default)]
struct Count {
    units: usize,
    indicators: usize,
    with_figure: usize,
    checked: usize,
}

impl Count {
    fn of(draft: &Draft) -> Self {
        let units: std::collections::BTreeSet<&String> = draft
            .reading
            .items
            .iter()
            .flat_map(|item| &item.units)
            .collect();
        let mut count = Self {
            units: units.len(),
            ..Self::default()
        };
        for place in 0..draft.rows.len() {
            let before = draft.rows[place].earlier.checked;
            count.checked += usize::from(before || checked(draft, place));
            let proposals = draft.proposals(place);
            count.indicators += proposals.len();
            count.with_figure += proposals.iter().filter(|p| !p.actuals.is_empty()).count();
        }
        count
    }
}

/// What people changed, the head first, then row by row.
fn changes(reader: &Reader, draft: &Draft) -> Vec<String> {
    let t = reader.lang;
    let mut all = changed_head(t, draft);
    for (place, decision) in &draft.decisions.rows {
        let Some(row) = draft.rows.get(*place) else {
            continue;
        };
        let name = name(reader, draft, *place);
        let merged = merged(decision).filter(|now| Some(*now) != row.earlier.merged);
        all.extend(merged.and_then(|merged| twins(reader, draft, *place, merged)));
        let mut figures: Vec<_> = decision.figures.iter().collect();
        figures.sort_by_key(|(key, _)| !key.starts_with('t'));
        for (key, figure) in figures {
            let before = row.earlier.figures.get(key).map(|before| &before.decision);
            if before == Some(figure) {
                continue;
            }
            let undone = before.filter(|before| **before != FigureDecision::Accept);
            let sentence = match undone {
                Some(before) if is_as_read(key, figure) => back(t, row, key, before),
                _ => sentence(t, row, key, figure),
            };
            all.extend(sentence.map(|sentence| match t {
                Lang::Zh => format!("{name}：{sentence}"),
                Lang::En => format!("{name}: {sentence}"),
            }));
        }
    }
    all
}

/// What was decided before and still holds, row by row.
fn carried(reader: &Reader, draft: &Draft) -> Vec<String> {
    let t = reader.lang;
    let mut all = Vec::new();
    for (place, row) in draft.rows.iter().enumerate() {
        let name = name(reader, draft, place);
        let now = draft.decisions.rows.get(&place).and_then(merged);
        let merged = row
            .earlier
            .merged
            .filter(|before| now.is_none_or(|now| now == *before));
        all.extend(merged.and_then(|merged| twins(reader, draft, place, merged)));
        for (key, before) in draft.carried(place) {
            let Some(sentence) = sentence(t, row, key, &before.decision) else {
                continue;
            };
            let (by, day) = (t.actor(&before.by), t.moment(before.at));
            all.push(match t {
                Lang::Zh if by.is_empty() => format!("{name}：{sentence}"),
                Lang::En if by.is_empty() => format!("{name}: {sentence}"),
                Lang::Zh => format!("{name}：{sentence}（{by} {day}）"),
                Lang::En => format!("{name}: {sentence} ({by}, {day})"),
            });
        }
    }
    all
}

/// Whether a decision makes a row one with the earlier one of the same words, if it says so.
fn merged(decision: &RowDecision) -> Option<bool> {
    match decision.merge_into {
        Some(_) => Some(true),
        None => (decision.apart || decision.checked).then_some(false),
    }
}

/// Whether a row is one with the earlier one of the same words; nothing where there is none.
fn twins(reader: &Reader, draft: &Draft, place: usize, merged: bool) -> Option<String> {
    let other = super::decision::twin(draft, place)?;
    let (name, other) = (name(reader, draft, place), self::name(reader, draft, other));
    Some(match (reader.lang, merged) {
        (Lang::Zh, true) => format!("{name}与{other}合并为一项"),
        (Lang::En, true) => format!("{name} and {other}: one commitment"),
        (Lang::Zh, false) => format!("{name}与{other}分开记录"),
        (Lang::En, false) => format!("{name} and {other}: kept apart"),
    })
}

/// What of the head was typed and is not as it was read.
fn changed_head(t: Lang, draft: &Draft) -> Vec<String> {
    let (read, head) = (draft.head_as_read(), draft.head());
    let year = |year: Option<i16>| year.map(|year| year.to_string());
    let period = |period: Option<PeriodCode>| period.map(|period| t.period(period));
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let typed = &draft.decisions;
    let fields = [
        (
            typed.district.is_some(),
            t.say("辖区", "Jurisdiction"),
            read.district,
            head.district,
        ),
        (
            typed.year.is_some(),
            t.say("年度", "Year"),
            year(read.year),
            year(head.year),
        ),
        (
            typed.period.is_some(),
            t.say("报告期", "Period"),
            period(read.period),
            period(head.period),
        ),
        (
            typed.cut_off_on.is_some(),
            t.say("数据截止日", "Figures up to"),
            day(read.cut_off_on),
            day(head.cut_off_on),
        ),
    ];
    let fields = fields.into_iter();
    let changed = fields.filter(|(typed, _, was, now)| *typed && was != now);
    let told = changed.filter_map(|(_, name, was, now)| {
        let now = now?;
        Some(match (was, t) {
            (Some(was), Lang::Zh) => format!("{name}：{was} 更正为 {now}"),
            (Some(was), Lang::En) => format!("{name}: {was} corrected to {now}"),
            (None, Lang::Zh) => format!("{name}：没有读出，人工填入 {now}"),
            (None, Lang::En) => format!("{name}: not read, {now} typed in"),
        })
    });
    told.collect()
}

/// Whether a decision leaves a figure as it was read: a typed figure or a plan taken for a target is
/// as read when it is withdrawn.
fn is_as_read(key: &str, figure: &FigureDecision) -> bool {
    match figure {
        FigureDecision::Accept => !key.starts_with('p'),
        FigureDecision::Refuse => key.starts_with(['m', 'p']),
        FigureDecision::Correct { .. } => false,
    }
}

/// What a figure is.
fn kind(t: Lang, key: &str) -> &'static str {
    if key.starts_with('t') {
        t.say("目标", "target")
    } else {
        t.say("完成数", "figure reached")
    }
}

/// What the words say of a figure.
fn read(row: &DraftRow, key: &str) -> Option<String> {
    let figures = super::decision::figures(row);
    let (_, amount, _) = figures.iter().find(|(k, ..)| k == key)?;
    Some(words::amount(amount))
}

/// A decision of before taken back.
fn back(t: Lang, row: &DraftRow, key: &str, before: &FigureDecision) -> Option<String> {
    let was = match before {
        FigureDecision::Correct { value, unit, .. } => words::typed(value, unit),
        _ => t.say("不采用", "not used").to_owned(),
    };
    let kind = kind(t, key);
    Some(match (read(row, key), t) {
        (Some(read), Lang::Zh) => format!("{kind}改回读出的 {read}（以前：{was}）"),
        (Some(read), Lang::En) => format!("{kind} back to {read} as read (before: {was})"),
        (None, Lang::Zh) => format!("撤回人工填入的完成数 {was}"),
        (None, Lang::En) => format!("the figure typed in before is withdrawn, {was}"),
    })
}

/// What a decision makes of a figure; nothing where it leaves it as it was read.
fn sentence(t: Lang, row: &DraftRow, key: &str, figure: &FigureDecision) -> Option<String> {
    let plan = || {
        let index: usize = key.strip_prefix('p')?.parse().ok()?;
        Some(words::amount(&row.reading.plans.get(index)?.amount))
    };
    let kind = kind(t, key);
    Some(match (figure, read(row, key), t) {
        (FigureDecision::Refuse, Some(was), Lang::Zh) => format!("不采用{kind} {was}"),
        (FigureDecision::Refuse, Some(was), Lang::En) => format!("{kind} {was} is not used"),
        (
            FigureDecision::Correct {
                value,
                unit,
                target,
            },
            was,
            t,
        ) => {
            let now = words::typed(value, unit);
            let towards = target.map(|target| match t {
                Lang::Zh => format!("，计入指标 {}", target + 1),
                Lang::En => format!(", counted towards indicator {}", target + 1),
            });
            let towards = towards.unwrap_or_default();
            match (was, t) {
                (Some(was), Lang::Zh) => format!("{kind} {was} 更正为 {now}{towards}"),
                (Some(was), Lang::En) => format!("{kind} {was} corrected to {now}{towards}"),
                (None, Lang::Zh) => format!("人工填入完成数 {now}"),
                (None, Lang::En) => format!("figure reached typed in, {now}"),
            }
        }
        (FigureDecision::Accept, _, Lang::Zh) => format!("核定 {} 为目标", plan()?),
        (FigureDecision::Accept, _, Lang::En) => format!("{} taken as target", plan()?),
        (FigureDecision::Refuse, None, Lang::Zh) => format!("不再核定 {} 为目标", plan()?),
        (FigureDecision::Refuse, None, Lang::En) => {
            format!("{} no longer taken as target", plan()?)
        }
    })
}

impl ConfirmPage {
    fn new(
        reader: &Reader,
        seat: &Seat,
        site: Site,
        draft: &Draft,
        published: bool,
        problem: Option<String>,
    ) -> Self {
        let district = draft.head().district;
        let elsewhere = (!site.example && !site.name.is_empty())
            .then(|| site.name.clone())
            .filter(|shown| district.as_ref().is_some_and(|d| d != shown));
        let t = reader.lang;
        let heading = heading(t);
        let title = if problem.is_some() {
            format!("{}{heading}", t.say("出错：", "Error: "))
        } else {
            heading.to_owned()
        };
        let layout = frame::layout(reader, site, title, links::confirm(&draft.id));
        let steps = [
            (t.say("导入文件", "Import"), links::new()),
            (draft.file_name.as_str(), links::check(&draft.id)),
        ];
        let layout = frame::under(layout, &steps, t.say("确认入库", "Confirm"));
        let head = draft.head();
        let count = Count::of(draft);
        let dash = || "–".to_owned();
        let period = head.period.map_or_else(dash, |period| t.period(period));
        let facts = vec![
            (
                t.say("辖区", "Jurisdiction"),
                head.district.clone().unwrap_or_else(dash),
            ),
            (
                t.say("年度", "Year"),
                head.year.map_or_else(dash, |year| year.to_string()),
            ),
            (t.say("报告期", "Period"), period.clone()),
            (
                t.say("数据截止日", "Figures up to"),
                head.cut_off_on.map_or_else(dash, |day| day.to_string()),
            ),
            (t.say("任务", "Rows"), draft.rows.len().to_string()),
            (t.say("责任单位", "Units"), count.units.to_string()),
            (t.say("指标", "Indicators"), count.indicators.to_string()),
            (
                t.say("其中有完成数", "With a figure reached"),
                count.with_figure.to_string(),
            ),
            (
                t.say("逐项核对过", "Checked by a person"),
                count.checked.to_string(),
            ),
            (t.say("原文件", "File"), draft.file_name.clone()),
        ];
        let lead = match t {
            Lang::Zh => format!(
                "将保存{}{}年{period}的 {} 项任务。",
                head.district.clone().unwrap_or_default(),
                head.year.map_or_else(dash, |year| year.to_string()),
                draft.rows.len()
            ),
            Lang::En => format!(
                "Rows to be saved for {} {}, {period}: {}.",
                head.district.clone().unwrap_or_default(),
                head.year.map_or_else(dash, |year| year.to_string()),
                draft.rows.len()
            ),
        };
        let mut remarks = Vec::new();
        if published {
            remarks.push(
                t.say(
                    "这一期已有入库的内容。有变化的任务会记为新版本，旧版本不删除。",
                    "This period already has records. Rows that changed get a new version; the old ones stay.",
                )
                .to_owned(),
            );
        }
        if let Some(shown) = &elsewhere {
            remarks.push(match t {
                Lang::Zh => format!(
                    "本站公开的是{shown}。这份表属于另一个辖区，入库后不会显示在公开页上；如果辖区读错了，请回到核对改正。"
                ),
                Lang::En => format!(
                    "This site shows {shown}. The table belongs to another jurisdiction and will not appear on the public pages; if it was misread, go back and correct it."
                ),
            });
        }
        remarks.extend(super::remarks(reader, draft));
        let left = in_doubt(draft).len();
        if left > 0 {
            remarks.push(match t {
                Lang::Zh => format!(
                    "还有 {left} 项有疑问没有核对。入库后，对应关系没有核定的数字标为“有数字，待核定”。"
                ),
                Lang::En => format!(
                    "Rows still in doubt: {left}. Figures whose target is not settled will be shown as \"to be confirmed\"."
                ),
            });
        }
        let must_href = match in_doubt(draft).into_iter().find(|p| draft.unsettled(*p)) {
            Some(place) => t.at(links::row(&draft.id, "doubt", place)),
            None => t.at(links::check(&draft.id).at("head")),
        };
        Self {
            layout,
            bar: Bar::new(Tab::Import, Some(seat)),
            t,
            mark: seat.form(),
            revision: draft.revision,
            lead,
            facts,
            changes: changes(reader, draft),
            carried: carried(reader, draft),
            remarks,
            problem,
            must: draft.must_settle(),
            elsewhere,
            check_href: t.at(links::check(&draft.id)),
            must_href,
            action: t.at(links::confirm(&draft.id)),
        }
    }

    fn heading(&self) -> &'static str {
        heading(self.t)
    }

    /// The sentence of the bar at the bottom.
    fn standing(&self) -> String {
        match (self.t, self.must) {
            (t, 0) if self.elsewhere.is_some() => t
                .say(
                    "确认后入库，公开页不变。",
                    "Once confirmed it is stored; the public pages stay as they are.",
                )
                .to_owned(),
            (Lang::Zh, 0) => "确认入库后，公开页马上显示这一期。".to_owned(),
            (Lang::Zh, n) => format!("还有 {n} 处必须处理，处理后才能确认入库。"),
            (Lang::En, 0) => "Once confirmed, the public pages show this period.".to_owned(),
            (Lang::En, n) => format!("To settle before you can confirm: {n}."),
        }
    }
}

fn heading(t: Lang) -> &'static str {
    t.say("第 3 步，共 3 步：确认入库", "Step 3 of 3: confirm")
}

/// Whether the period of a draft already has records.
async fn published(state: &State, draft: &Draft) -> bool {
    let head = draft.head();
    let (Some(year), Some(period)) = (head.year, head.period) else {
        return false;
    };
    let snapshot = state.snapshot(Some(year), Some(&period.to_string())).await;
    matches!(snapshot, Ok(Some(snapshot)) if Some(&snapshot.jurisdiction.name) == head.district.as_ref())
}

/// Shows what will be saved.
pub async fn page(
    Extract(state): Extract<State>,
    reader: Reader,
    seat: Seat,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let draft = match open(&state, &reader, &seat, &id).await? {
        Ok(draft) => draft,
        Err(response) => return Ok(response),
    };
    let published = published(&state, &draft).await;
    let site = frame::site(&state).await;
    let page = ConfirmPage::new(&reader, &seat, site, &draft, published, None);
    frame::show(StatusCode::OK, &page)
}

/// Saves the draft as records. Sent twice, it is done once.
pub async fn confirm(
    Extract(state): Extract<State>,
    reader: Reader,
    Path(id): Path<String>,
    Signed { seat, fields }: Signed,
) -> Result<Response, Failure> {
    if let Err(response) = open(&state, &reader, &seat, &id).await? {
        return Ok(response);
    }
    let (desk, now) = (state.desk()?.clone(), (state.clock)());
    let (actor, job, revision) = (seat.actor.clone(), id.clone(), fields.revision());
    let outcome = to_the_end(async move {
        let outcome = desk.app.confirm(&actor, now, &job, revision).await;
        if let Ok(outcome) = &outcome {
            desk.imported(&job, outcome.clone());
        }
        outcome
    })
    .await?;
    let (status, message) = match outcome {
        Ok(_) | Err(AppError::Closed) => return Ok(see(&reader, &links::done(&id))),
        Err(AppError::Conflict) => {
            let message = reader.lang.say(
                "已被他人修改：你打开后，这份导入在别处改过。下面是最新内容，请看过再确认。",
                "Changed elsewhere: this import was changed after you opened it. Below is how it is now; please look before you confirm.",
            );
            (StatusCode::CONFLICT, message.to_owned())
        }
        Err(AppError::Incomplete(message) | AppError::Invalid(message)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, message)
        }
        Err(error) => return Err(frame::failure(error)),
    };
    again(&state, &reader, &seat, &id, status, message).await
}

/// Puts the draft aside.
pub async fn discard(
    Extract(state): Extract<State>,
    reader: Reader,
    Path(id): Path<String>,
    Signed { seat, fields }: Signed,
) -> Result<Response, Failure> {
    if let Err(response) = open(&state, &reader, &seat, &id).await? {
        return Ok(response);
    }
    let (app, now) = (state.desk()?.app.clone(), (state.clock)());
    let (actor, job, revision) = (seat.actor.clone(), id.clone(), fields.revision());
    let done = to_the_end(async move { app.discard(&actor, now, &job, revision).await }).await?;
    match done {
        Ok(()) | Err(AppError::Closed) => Ok(see(&reader, &links::done(&id))),
        Err(AppError::Conflict) => {
            let message = reader.lang.say(
                "已被他人修改：你打开后，这份导入在别处改过，没有放弃。下面是最新内容。",
                "Changed elsewhere: this import was changed after you opened it and was not put aside. Below is how it is now.",
            );
            again(
                &state,
                &reader,
                &seat,
                &id,
                StatusCode::CONFLICT,
                message.to_owned(),
            )
            .await
        }
        Err(error) => Err(frame::failure(error)),
    }
}

/// Shows step 3 with why it was not done, unless somebody else settled the draft meanwhile.
async fn again(
    state: &State,
    reader: &Reader,
    seat: &Seat,
    id: &str,
    status: StatusCode,
    message: String,
) -> Result<Response, Failure> {
    let draft = match open(state, reader, seat, id).await? {
        Ok(draft) => draft,
        Err(response) => return Ok(response),
    };
    let published = published(state, &draft).await;
    let site = frame::site(state).await;
    let page = ConfirmPage::new(reader, seat, site, &draft, published, Some(message));
    frame::show(status, &page)
}

#[cfg(test)]
pub(in crate::features::admin) fn samples(
    reader: &Reader,
    draft: &Draft,
    ready: &Draft,
) -> Vec<(String, String)> {
    let seat = Seat::sample();
    let draw = |draft, published, problem| {
        ConfirmPage::new(reader, &seat, Site::default(), draft, published, problem)
            .render()
            .unwrap()
    };
    vec![
        ("admin-confirm-blocked".into(), draw(draft, false, None)),
        ("admin-confirm".into(), draw(ready, true, None)),
        (
            "admin-confirm-conflict".into(),
            draw(ready, false, Some("已被他人修改".into())),
        ),
    ]
}
