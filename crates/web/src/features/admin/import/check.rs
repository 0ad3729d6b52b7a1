//! `/admin/import/{id}/check`: step 2, what was read beside the words it was read from.

use askama::Template;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use shishi_app::AppError;
use shishi_app::import::{Change, Draft, RowDecision};

use super::super::frame::{self, Bar, Tab};
use super::super::links;
use super::super::seat::{Seat, Signed};
use super::decision::{self, Errors, TWINS};
use super::head::{self, Head};
use super::list::{Back, LIST, Line, Show, View, line};
use super::{checked, in_doubt, name, open, remarks, to_the_end};
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Site};
use crate::reader::Reader;
use crate::respond::see;
use crate::state::State;

/// Step 2.
#[derive(Template)]
#[template(path = "features/admin/import/check.html")]
struct CheckPage {
    layout: Layout,
    bar: Bar,
    t: Lang,
    mark: String,
    revision: i64,
    show: &'static str,
    action: String,
    summary: Vec<Sum>,
    notes: Vec<String>,
    /// What the records say that the table does not.
    remarks: Vec<String>,
    head: Head,
    tabs: Vec<TabLink>,
    rows: Vec<Line>,
    /// Pages of a long list; empty where it fits one.
    pages: Vec<PageLink>,
    /// What was done just now, and where to look at it again.
    saved: Option<(String, String)>,
    problem: Option<Problem>,
    must: usize,
    /// Whether a row is laid open, whose form the bar at the bottom then sends.
    opened: bool,
    /// Where the next thing that must be settled is.
    must_href: String,
    confirm_href: String,
    discard_href: String,
}

/// A figure of the summary.
struct Sum {
    words: &'static str,
    n: usize,
    after: &'static str,
}

struct PageLink {
    word: String,
    href: String,
    here: bool,
}

struct TabLink {
    word: &'static str,
    n: usize,
    href: String,
    here: bool,
}

/// What keeps the form from being saved, shown on top.
struct Problem {
    heading: String,
    /// Message, and the address it leads to.
    items: Vec<(String, String)>,
}

impl CheckPage {
    fn new(
        reader: &Reader,
        seat: &Seat,
        site: Site,
        draft: &Draft,
        view: View,
        back: Back,
    ) -> Self {
        let t = reader.lang;
        let name_of = |place| name(reader, draft, place);
        let at = |show: Show| links::check(&draft.id).with("show", show.name());
        let head = Head::new(t, draft, back.head.as_ref(), head_errors(&back));
        let places = view.places(draft);
        let page = view.page(&places);
        let rows: Vec<Line> = places
            .iter()
            .skip(page * LIST)
            .take(LIST)
            .map(|place| line(reader, draft, view, *place, &back))
            .collect();
        let mut pages: Vec<PageLink> = (0..places.len().div_ceil(LIST))
            .map(|n| PageLink {
                word: (n + 1).to_string(),
                href: t.at(at(view.show).with("page", &(n + 1).to_string())),
                here: n == page,
            })
            .collect();
        if pages.len() < 2 {
            pages.clear();
        }
        let problem = problem(t, draft, view, &back, &order(&rows));
        let heading = heading(t);
        let title = if problem.is_some() {
            format!("{}{heading}", t.say("出错：", "Error: "))
        } else {
            heading.to_owned()
        };
        let mut address = at(view.show);
        if let Some(place) = view.row {
            address = address.with("row", &(place + 1).to_string());
        }
        let layout = frame::layout(reader, site, title, address);
        let import = t.say("导入文件", "Import");
        let layout = frame::under(layout, &[(import, links::new())], &draft.file_name);
        let must = draft.must_settle();
        let first = in_doubt(draft)
            .into_iter()
            .find(|place| draft.unsettled(*place));
        let must_href = match first {
            Some(place) if view.row == Some(place) => "#merge".to_owned(),
            Some(place) => t.at(links::row(&draft.id, view.show.name(), place)),
            None => "#head".to_owned(),
        };
        let saved = view.saved.map(|place| {
            let left = in_doubt(draft).len();
            let name = name_of(place);
            let kept = checked(draft, place);
            let words = match (t, kept, left) {
                (Lang::Zh, true, 0) => format!("{name}已核对。有疑问的都核对完了。"),
                (Lang::Zh, true, _) => format!("{name}已核对。还有 {left} 项有疑问。"),
                (Lang::Zh, false, _) => format!("{name}已存，仍待核对。"),
                (Lang::En, true, 0) => format!("Checked: {name}. No row is in doubt any more."),
                (Lang::En, true, _) => format!("Checked: {name}. Rows still in doubt: {left}."),
                (Lang::En, false, _) => format!("Kept: {name}, still to be checked."),
            };
            (words, t.at(links::row(&draft.id, view.show.name(), place)))
        });
        Self {
            layout,
            bar: Bar::new(Tab::Import, Some(seat)),
            t,
            mark: seat.form(),
            revision: draft.revision,
            show: view.show.name(),
            action: t.at(links::check(&draft.id)),
            summary: summary(t, draft),
            notes: notes(t, draft),
            remarks: remarks(reader, draft),
            head,
            tabs: Show::EACH
                .into_iter()
                .map(|show| TabLink {
                    word: show.word(t),
                    n: (0..draft.rows.len())
                        .filter(|place| show.holds(draft, *place))
                        .count(),
                    href: t.at(at(show)),
                    here: show == view.show,
                })
                .collect(),
            rows,
            pages,
            saved,
            problem,
            must,
            opened: view.row.is_some(),
            must_href,
            confirm_href: t.at(links::confirm(&draft.id)),
            discard_href: t.at(links::discard(&draft.id)),
        }
    }

    fn heading(&self) -> &'static str {
        heading(self.t)
    }

    /// The sentence of the bar at the bottom.
    fn standing(&self) -> String {
        match (self.t, self.must) {
            (Lang::Zh, 0) => "没有必须处理的了，可以确认入库。".to_owned(),
            (Lang::Zh, n) => format!("还有 {n} 处必须处理，处理后才能确认入库。"),
            (Lang::En, 0) => "Nothing left that must be settled; ready to confirm.".to_owned(),
            (Lang::En, n) => format!("To settle before you can confirm: {n}."),
        }
    }
}

fn heading(t: Lang) -> &'static str {
    t.say(
        "第 2 步，共 3 步：核对读取结果",
        "Step 2 of 3: check what was read",
    )
}

fn head_errors(back: &Back) -> Errors {
    if back.head.is_some() {
        back.errors.clone()
    } else {
        Errors::new()
    }
}

fn summary(t: Lang, draft: &Draft) -> Vec<Sum> {
    let units: std::collections::BTreeSet<&String> = draft
        .reading
        .items
        .iter()
        .flat_map(|item| &item.units)
        .collect();
    let sum = |words, n, after| Sum { words, n, after };
    vec![
        sum(t.say("读到任务", "Rows"), draft.rows.len(), t.say("项", "")),
        sum(t.say("责任单位", "Units"), units.len(), t.say("个", "")),
        sum(
            t.say("必须处理", "Must settle"),
            draft.must_settle(),
            t.say("处", ""),
        ),
        sum(
            t.say("建议核对", "To check"),
            super::open_doubts(draft),
            t.say("处", ""),
        ),
    ]
}

/// What was noticed about the document as a whole; in English with the kind of it before the words.
fn notes(t: Lang, draft: &Draft) -> Vec<String> {
    let items = &draft.reading.items;
    draft
        .reading
        .issues
        .iter()
        .filter(|issue| {
            issue.kind != TWINS && !items.iter().any(|item| item.number == issue.number)
        })
        .map(|issue| match t {
            Lang::Zh => issue.message.clone(),
            Lang::En => format!("{} {}", noticed(&issue.kind), issue.message),
        })
        .collect()
}

/// What kind of thing was noticed about a document.
fn noticed(kind: &str) -> &'static str {
    match kind {
        "other-sheet" => "Part of the file was left out, or hidden:",
        "rate-as-decimal" => "Rates written as decimals were read as per cent:",
        "row-unreadable" => "Rows were not read:",
        "formula-without-value" => "Formulas without a stored result:",
        _ => "Please check:",
    }
}

/// Names of the fields that can be wrong, in the order of the page.
fn order(rows: &[Line]) -> Vec<String> {
    let mut names: Vec<String> = head::FIELDS.map(str::to_owned).into();
    names.push("merge".to_owned());
    let opened = rows.iter().filter_map(|row| row.open.as_ref());
    for figure in opened.flat_map(|open| open.sheet.groups.iter().flat_map(|g| &g.figures)) {
        names.push(format!("{}-value", figure.key));
        names.push(format!("{}-unit", figure.key));
    }
    names
}

fn problem(t: Lang, draft: &Draft, view: View, back: &Back, order: &[String]) -> Option<Problem> {
    let mut wrong: Vec<_> = back.errors.iter().collect();
    wrong.sort_by_key(|(field, _)| order.iter().position(|name| name == *field));
    let mut items: Vec<(String, String)> = wrong
        .into_iter()
        .map(|(field, message)| (message.clone(), format!("#{field}")))
        .collect();
    if let Some(message) = &back.message {
        items.insert(0, message.clone());
    }
    if back.conflict {
        let address = match view.row {
            Some(place) => links::row(&draft.id, view.show.name(), place),
            None => links::check(&draft.id).with("show", view.show.name()),
        };
        let look = t.say("看最新内容", "See it as it is now");
        let mine = t.say("看我填的", "See what you typed");
        let own = view
            .row
            .map_or("#head".to_owned(), |place| format!("#r{}", place + 1));
        items.insert(0, (mine.to_owned(), own));
        items.insert(0, (look.to_owned(), t.at(address)));
    }
    let heading = match (back.conflict, items.is_empty()) {
        (true, _) => t.say(
            "已被他人修改：你打开后，这份导入在别处改过。你填的内容还在下面，没有保存。看最新内容，再决定用哪一份；再按一次保存，就用你填的。",
            "Changed elsewhere: this import was changed after you opened it. What you typed is still below and not saved. See it as it is now and decide; saving again keeps yours.",
        ),
        (false, true) => return None,
        (false, false) => t.say("还不能保存，请改正", "Not saved yet; please correct"),
    };
    Some(Problem {
        heading: heading.to_owned(),
        items,
    })
}

/// Shows the list, with one row laid open if the address names it.
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
    let ask = |name| reader.ask(name).unwrap_or_default();
    let view = View::of(&draft, ask("show"), ask("row"), ask("saved"), ask("page"));
    let site = frame::site(&state).await;
    let page = CheckPage::new(&reader, &seat, site, &draft, view, Back::default());
    frame::show(StatusCode::OK, &page)
}

/// Saves what was decided about a row or the head.
pub async fn decide(
    Extract(state): Extract<State>,
    reader: Reader,
    Path(id): Path<String>,
    Signed { seat, fields }: Signed,
) -> Result<Response, Failure> {
    let t = reader.lang;
    let draft = match open(&state, &reader, &seat, &id).await? {
        Ok(draft) => draft,
        Err(response) => return Ok(response),
    };
    let of_head = fields.text("what") == "head";
    let mut view = View::of(&draft, fields.text("show"), fields.text("row"), "", "");
    if of_head {
        view.row = None;
    }
    let change = match (of_head, view.row) {
        (true, _) => head::read(t, &draft, &fields),
        (false, Some(place)) => {
            let leave = match fields.text("do") {
                "later" => true,
                "desk" | "next" => !checked(&draft, place),
                _ => false,
            };
            decision::read(t, &draft, place, &fields, leave)
                .map(|decision| Change::Row { place, decision })
        }
        (false, None) => return Err(Failure::BadRequest),
    };
    let back = |errors, message, conflict| {
        let (row, head) = if of_head {
            (None, Some(fields.clone()))
        } else {
            (Some(fields.clone()), None)
        };
        Back {
            row,
            head,
            errors,
            message,
            conflict,
        }
    };
    let onward = match fields.text("do") {
        "desk" => Some(links::desk()),
        "next" => Some(links::confirm(&id)),
        _ => None,
    };
    if let (Some(onward), Ok(change)) = (&onward, &change)
        && same(&draft, change)
    {
        return Ok(see(&reader, onward));
    }
    let (status, draft, back) = match change {
        Err(errors) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            draft,
            back(errors, None, false),
        ),
        Ok(change) => {
            let listed = in_doubt(&draft);
            let (app, now) = (state.desk()?.app.clone(), (state.clock)());
            let (actor, job, revision) = (seat.actor.clone(), id.clone(), fields.revision());
            let decided =
                to_the_end(async move { app.decide(&actor, now, &job, revision, change).await })
                    .await?;
            match decided {
                Ok(draft) => {
                    let onward = onward.unwrap_or_else(|| next(&draft, view, &listed));
                    return Ok(see(&reader, &onward));
                }
                Err(AppError::Closed) => return Ok(see(&reader, &links::done(&id))),
                Err(AppError::Conflict) => {
                    let draft = match open(&state, &reader, &seat, &id).await? {
                        Ok(draft) => draft,
                        Err(response) => return Ok(response),
                    };
                    (StatusCode::CONFLICT, draft, back(Errors::new(), None, true))
                }
                Err(AppError::Invalid(message)) => {
                    let at = if of_head { "#head" } else { "#figures" };
                    let back = back(Errors::new(), Some((message, at.to_owned())), false);
                    (StatusCode::UNPROCESSABLE_ENTITY, draft, back)
                }
                Err(error) => return Err(frame::failure(error)),
            }
        }
    };
    let site = frame::site(&state).await;
    let page = CheckPage::new(&reader, &seat, site, &draft, view, back);
    frame::show(status, &page)
}

/// Whether a row's decision is what was decided before.
fn same(draft: &Draft, change: &Change) -> bool {
    match change {
        Change::Row { place, decision } => match draft.decisions.rows.get(place) {
            Some(before) => before == decision,
            None => *decision == RowDecision::default(),
        },
        Change::Head { .. } => false,
    }
}

/// Where to go after a row was saved: back to it, with the next row in doubt laid open.
fn next(draft: &Draft, view: View, listed: &[usize]) -> crate::address::Address {
    let address = links::check(&draft.id).with("show", view.show.name());
    let Some(saved) = view.row else {
        return address.at("head");
    };
    let number = (saved + 1).to_string();
    let address = address.with("saved", &number);
    let doubts = in_doubt(draft);
    // In the order of the list that the person saw: after the saved row, then from the top.
    let rest = listed.iter().skip_while(|place| **place != saved);
    let after = rest
        .chain(&doubts)
        .find(|place| doubts.contains(place) && **place != saved)
        .filter(|_| view.show != Show::Checked);
    match after {
        Some(place) => address.with("row", &(place + 1).to_string()),
        None => address,
    }
    .at(&format!("r{number}"))
}

#[cfg(test)]
pub(in crate::features::admin) fn samples(reader: &Reader, draft: &Draft) -> Vec<(String, String)> {
    use super::super::seat::Fields;
    let seat = Seat::sample();
    let draw = |view, back| {
        CheckPage::new(reader, &seat, Site::default(), draft, view, back)
            .render()
            .unwrap()
    };
    let mut all = Vec::new();
    for show in Show::EACH {
        let view = View {
            show,
            row: None,
            saved: None,
            page: 0,
        };
        all.push((
            format!("admin-check-{}", show.name()),
            draw(view, Back::default()),
        ));
    }
    for place in 0..draft.rows.len() {
        let view = View {
            show: Show::Doubt,
            row: Some(place),
            saved: Some((place + 1) % draft.rows.len()),
            page: 0,
        };
        all.push((
            format!("admin-check-row-{}", place + 1),
            draw(view, Back::default()),
        ));
    }
    let place = draft.rows.len() - 1;
    let view = View {
        show: Show::All,
        row: Some(place),
        saved: None,
        page: 0,
    };
    let fields = Fields(vec![("a0-value".into(), "<b>四百</b>".into())]);
    let errors = decision::read(reader.lang, draft, place, &fields, false).unwrap_err();
    let row = Back {
        row: Some(fields.clone()),
        errors,
        ..Back::default()
    };
    all.push(("admin-check-errors".into(), draw(view, row)));
    let conflict = Back {
        row: Some(fields.clone()),
        conflict: true,
        ..Back::default()
    };
    all.push(("admin-check-conflict".into(), draw(view, conflict)));
    let errors = head::read(reader.lang, draft, &fields).unwrap_err();
    let head = Back {
        head: Some(fields),
        errors,
        ..Back::default()
    };
    let view = View { row: None, ..view };
    all.push(("admin-check-head".into(), draw(view, head)));
    all
}
