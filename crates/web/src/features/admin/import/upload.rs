//! `/admin/import/new`: a file, or a table pasted.

use askama::Template;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, State as Extract};
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use shishi_app::AppError;
use shishi_app::documents::{MAX_BYTES, ReadError};

use super::super::frame::{self, Bar, Notice, Tab};
use super::super::seat::Seat;
use super::super::{links, words};
use super::to_the_end;
use crate::errors::Failure;
use crate::lang::Lang;
use crate::layout::{Layout, Site};
use crate::reader::Reader;
use crate::respond::see;
use crate::state::State;

/// Most bytes read and thrown away of a body that is too large, so that the browser is still
/// there to see the answer. What is longer gets its connection closed.
const DRAIN: usize = 1024 * 1024 * 1024;
/// Longest pasted text given back on the page of an error.
const KEPT: usize = 512 * 1024;
/// Most drafts looked through for the same file.
const DRAFTS: usize = 50;

/// Step 1: the form.
#[derive(Template)]
#[template(path = "features/admin/import/upload.html")]
struct UploadPage {
    layout: Layout,
    bar: Bar,
    t: Lang,
    mark: String,
    error: Option<(&'static str, String)>,
    text: String,
}

impl UploadPage {
    fn new(reader: &Reader, seat: &Seat, site: Site, problem: Option<Problem>) -> Self {
        let t = reader.lang;
        let name = t.say("第 1 步，共 3 步：上传文件", "Step 1 of 3: upload a file");
        let title = if problem.is_some() {
            format!("{}{name}", t.say("出错：", "Error: "))
        } else {
            name.to_owned()
        };
        let layout = frame::layout(reader, site, title, links::new());
        let (error, text) = match problem {
            None => (None, String::new()),
            Some(problem) => (Some((problem.field, problem.message)), problem.text),
        };
        Self {
            layout: frame::under(layout, &[], t.say("导入文件", "Import")),
            bar: Bar::new(Tab::Import, Some(seat)),
            t,
            mark: seat.form(),
            error,
            text,
        }
    }

    fn heading(&self) -> &'static str {
        self.t
            .say("第 1 步，共 3 步：上传文件", "Step 1 of 3: upload a file")
    }

    fn wrong(&self, field: &str) -> Option<&str> {
        self.error
            .as_ref()
            .filter(|(f, _)| *f == field)
            .map(|(_, message)| message.as_str())
    }
}

/// Why nothing was taken in.
struct Problem {
    status: StatusCode,
    /// `file` or `text`: where the message stands.
    field: &'static str,
    message: String,
    /// What was pasted.
    text: String,
}

/// What came with the form.
#[derive(Default)]
struct Sent {
    mark: Vec<u8>,
    file: Vec<u8>,
    name: String,
    text: Vec<u8>,
    /// Whether more than a file may have came.
    over: bool,
}

/// Why the body could not be read to its end.
enum Broken {
    /// It broke off, or is no form.
    Off,
    /// It goes on beyond all measure.
    Endless,
}

impl From<MultipartError> for Broken {
    fn from(_: MultipartError) -> Self {
        Self::Off
    }
}

/// Shows the form.
pub async fn form(
    Extract(state): Extract<State>,
    reader: Reader,
    seat: Seat,
) -> Result<Response, Failure> {
    state.desk()?;
    let site = frame::site(&state).await;
    frame::show(StatusCode::OK, &UploadPage::new(&reader, &seat, site, None))
}

/// Takes the file in and leads to its check.
pub async fn take(
    Extract(state): Extract<State>,
    reader: Reader,
    seat: Seat,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let desk = state.desk()?.clone();
    let t = reader.lang;
    let sent = match body {
        Ok(body) => receive(body).await,
        Err(_) => Err(Broken::Off),
    };
    let (problem, close) = match sent {
        Ok(sent) if !seat.allows(&String::from_utf8_lossy(&sent.mark)) => {
            return Ok(frame::notice(&state, &reader, Some(&seat), Notice::Foreign).await);
        }
        Ok(sent) => match file_of(t, sent) {
            Ok(File {
                name,
                bytes,
                field,
                text,
            }) => {
                let held = desk.clone();
                let actor = seat.actor.clone();
                let now = (state.clock)();
                let taken = to_the_end(async move {
                    let _turn = held.uploading().await;
                    match held.app.same_draft(&bytes, DRAFTS).await? {
                        Some(id) => Ok(id),
                        None => held.app.upload(&actor, now, &name, bytes).await,
                    }
                })
                .await?;
                match taken {
                    Ok(id) => return Ok(see(&reader, &links::check(&id))),
                    Err(AppError::Read(error)) => {
                        let problem = Problem {
                            status: status_of(&error),
                            field,
                            message: words::read_error(t, &error),
                            text,
                        };
                        (problem, false)
                    }
                    Err(error) => return Err(frame::failure(error)),
                }
            }
            Err(problem) => (problem, false),
        },
        Err(Broken::Endless) => (too_large(t), true),
        Err(Broken::Off) => {
            let problem = Problem {
                status: StatusCode::BAD_REQUEST,
                field: "file",
                message: t
                    .say(
                        "上传中断，没有收到完整的文件，请重新选择后再传",
                        "The upload broke off before the whole file arrived. Please choose it again.",
                    )
                    .to_owned(),
                text: String::new(),
            };
            (problem, true)
        }
    };
    let status = problem.status;
    let site = frame::site(&state).await;
    let page = UploadPage::new(&reader, &seat, site, Some(problem));
    let mut response = frame::show(status, &page)?;
    if close {
        response
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}

fn status_of(error: &ReadError) -> StatusCode {
    match error {
        ReadError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn too_large(t: Lang) -> Problem {
    Problem {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        field: "file",
        message: words::read_error(t, &ReadError::TooLarge),
        text: String::new(),
    }
}

/// What is to be read, and what the page of an error gives back.
struct File {
    name: String,
    bytes: Vec<u8>,
    field: &'static str,
    text: String,
}

fn file_of(t: Lang, sent: Sent) -> Result<File, Problem> {
    let text = String::from_utf8_lossy(&sent.text);
    let kept = if text.len() <= KEPT {
        text.clone().into_owned()
    } else {
        String::new()
    };
    if sent.over {
        return Err(Problem {
            text: kept,
            ..too_large(t)
        });
    }
    if !sent.name.is_empty() || !sent.file.is_empty() {
        return Ok(File {
            name: sent.name,
            bytes: sent.file,
            field: "file",
            text: kept,
        });
    }
    if text.trim().is_empty() {
        return Err(Problem {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            field: "file",
            message: t
                .say(
                    "请选择要导入的文件，或者粘贴表格",
                    "Please choose the file to import, or paste a table",
                )
                .to_owned(),
            text: kept,
        });
    }
    Ok(File {
        name: "粘贴的表格.txt".to_owned(),
        bytes: sent.text,
        field: "text",
        text: kept,
    })
}

/// Reads the whole form. Of a body that is too large, the rest is read and thrown away.
async fn receive(mut body: Multipart) -> Result<Sent, Broken> {
    let mut sent = Sent::default();
    let mut total = 0;
    while let Some(field) = body.next_field().await? {
        let (into, most) = match field.name() {
            Some("form") => (&mut sent.mark, 256),
            Some("file") => {
                sent.name = field.file_name().unwrap_or_default().to_owned();
                (&mut sent.file, MAX_BYTES)
            }
            Some("text") => (&mut sent.text, MAX_BYTES),
            _ => (&mut Vec::new(), 0),
        };
        let fits = collect(field, into, most, &mut total).await?;
        sent.over |= !fits;
    }
    Ok(sent)
}

/// Reads one field. Whether it fitted.
async fn collect(
    mut field: Field<'_>,
    into: &mut Vec<u8>,
    most: usize,
    total: &mut usize,
) -> Result<bool, Broken> {
    let mut fits = true;
    while let Some(chunk) = field.chunk().await? {
        *total += chunk.len();
        if *total > DRAIN {
            return Err(Broken::Endless);
        }
        if fits && into.len() + chunk.len() <= most {
            into.extend_from_slice(&chunk);
        } else {
            fits = false;
            *into = Vec::new();
        }
    }
    Ok(fits)
}

#[cfg(test)]
pub(in crate::features::admin) fn samples(reader: &Reader) -> Vec<(String, String)> {
    let seat = Seat::sample();
    let draw = |problem| {
        UploadPage::new(reader, &seat, Site::default(), problem)
            .render()
            .unwrap()
    };
    let t = reader.lang;
    let pasted = Problem {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        field: "text",
        message: words::read_error(t, &ReadError::NoTable),
        text: "<script>alert(1)</script> 序号".into(),
    };
    vec![
        ("admin-upload".into(), draw(None)),
        ("admin-upload-large".into(), draw(Some(too_large(t)))),
        ("admin-upload-text".into(), draw(Some(pasted))),
    ]
}
