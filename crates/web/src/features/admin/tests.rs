//! The back office from the link on the terminal to the public page, over a real store.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{Request, Response, StatusCode};
use scraper::{Html, Selector};
use shishi_app::domain::programme::Actor;
use shishi_app::import::{Change, Decisions, Draft, DraftState, ImportFile, RowDecision};
use shishi_app::snapshot::Snapshot;
use shishi_app::store::{Location, Store};
use shishi_app::{App, View};
use tower::ServiceExt;

use super::login_link;
use crate::features::gallery::tests::faults;
use crate::lang::Lang;
use crate::prefs::Prefs;
use crate::reader::Reader;
use crate::samples::{exporter, now};
use crate::state::{Document, Error, Source, State};
use crate::{Desk, router};

const TABLE: &str = include_str!("../../../../../corpus/documents/daxing-2024q1.txt");

/// A folder of its own for each test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "shishi-admin-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The store itself as the source of public pages.
struct Direct(App);

fn wrapped(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Source(Box::new(error))
}

impl Source for Direct {
    async fn snapshot(
        &self,
        year: Option<i16>,
        period: Option<&str>,
    ) -> Result<Option<Arc<Snapshot>>, Error> {
        let view = View {
            period,
            ..View::default()
        };
        let snapshot = self.0.snapshot(year, view).await.map_err(wrapped)?;
        Ok(snapshot.map(Arc::new))
    }

    async fn document(&self, _: &str) -> Result<Option<Document>, Error> {
        Ok(None)
    }

    fn generation(&self) -> u64 {
        self.0.generation().unsigned_abs()
    }
}

/// A browser at a site.
struct Browser {
    app: App,
    site: Router,
    cookie: String,
    _folder: Folder,
}

struct Page {
    status: StatusCode,
    location: String,
    html: String,
    response: Response<()>,
}

impl Page {
    fn attribute(&self, selector: &str, name: &str) -> Vec<String> {
        Html::parse_document(&self.html)
            .select(&Selector::parse(selector).unwrap())
            .filter_map(|element| element.attr(name).map(str::to_owned))
            .collect()
    }

    fn text(&self, selector: &str) -> Vec<String> {
        Html::parse_document(&self.html)
            .select(&Selector::parse(selector).unwrap())
            .map(|element| element.text().collect::<String>().trim().to_owned())
            .collect()
    }

    /// The fields of a form as a browser would send them, without its buttons.
    fn form(&self, selector: &str) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.html);
        let form = page
            .select(&Selector::parse(selector).unwrap())
            .next()
            .unwrap();
        let fields = Selector::parse("input, select, textarea").unwrap();
        let chosen = Selector::parse("option[selected]").unwrap();
        form.select(&fields)
            .filter_map(|field| {
                let name = field.attr("name")?.to_owned();
                let boxed = matches!(field.attr("type"), Some("checkbox" | "radio"));
                if boxed && field.attr("checked").is_none() {
                    return None;
                }
                let value = match field.value().name() {
                    "select" => field.select(&chosen).next()?.attr("value")?.to_owned(),
                    "textarea" => field.text().collect(),
                    _ => field.attr("value").unwrap_or_default().to_owned(),
                };
                Some((name, value))
            })
            .collect()
    }
}

fn with(fields: &[(String, String)], changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields: Vec<_> = fields
        .iter()
        .filter(|(name, _)| !changes.iter().any(|(n, _)| n == name))
        .cloned()
        .collect();
    fields.extend(changes.iter().map(|(n, v)| ((*n).into(), (*v).into())));
    fields
}

fn encoded(fields: &[(String, String)]) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        if !out.is_empty() {
            out.push('&');
        }
        crate::address::encode(name, &mut out);
        out.push('=');
        crate::address::encode(value, &mut out);
    }
    out
}

impl Browser {
    async fn new() -> Self {
        Self::at(None).await
    }

    /// A browser at a site that is known by this address.
    async fn at(origin: Option<&str>) -> Self {
        let folder = Folder::new();
        let store = Store::open(&Location::Sqlite(folder.0.clone()))
            .await
            .unwrap();
        let app = App::new(store);
        let mut state = State::new(Arc::new(Direct(app.clone())), exporter(), now)
            .with_desk(Desk::new(app.clone()));
        state.origin = origin.map(Arc::from);
        Self {
            app,
            site: router(state),
            cookie: String::new(),
            _folder: folder,
        }
    }

    /// A browser that is signed in.
    async fn seated() -> Self {
        let mut browser = Self::new().await;
        let link = login_link(&browser.app, now()).await.unwrap();
        let page = browser.post(&link, &[]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let cookie = page.response.headers()[SET_COOKIE].to_str().unwrap();
        browser.cookie = cookie.split(';').next().unwrap().to_owned();
        browser
    }

    async fn send(&self, request: Request<Body>) -> Page {
        let response = self.site.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let location = parts.headers.get(LOCATION);
        Page {
            status: parts.status,
            location: location.map_or("", |l| l.to_str().unwrap()).to_owned(),
            html: String::from_utf8_lossy(&body).into_owned(),
            response: Response::from_parts(parts, ()),
        }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let path = path.split('#').next().unwrap();
        Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "127.0.0.1:8080")
            .header(COOKIE, &self.cookie)
    }

    async fn get(&self, path: &str) -> Page {
        self.send(self.request("GET", path).body(Body::empty()).unwrap())
            .await
    }

    async fn post(&self, path: &str, fields: &[(String, String)]) -> Page {
        let request = self
            .request("POST", path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(encoded(fields).into()).unwrap())
            .await
    }

    async fn upload(&self, name: &str, bytes: impl Into<Body>, text: &str) -> Page {
        let form = self.get("/admin/import/new").await.form("form.up");
        let mark = &form.iter().find(|(name, _)| name == "form").unwrap().1;
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n{mark}\r\n\
             --b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n\
             --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        let file = to_bytes(bytes.into(), usize::MAX).await.unwrap();
        let body = [head.as_bytes(), &file, b"\r\n--b--\r\n"].concat();
        let request = self
            .request("POST", "/admin/import/new")
            .header(CONTENT_TYPE, "multipart/form-data; boundary=b");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Uploads the published table and returns the address of its check.
    async fn import(&self) -> String {
        let page = self.upload("daxing-2024q1.txt", TABLE, "").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
        page.location
    }
}

#[tokio::test]
async fn a_link_opens_the_back_office_once() {
    let mut browser = Browser::new().await;
    for path in ["/admin/", "/admin/import/new", "/admin/import/x/check"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert!(page.html.contains("重新启动程序会在终端打印新的链接"));
        assert_eq!(page.response.headers()[CACHE_CONTROL], "no-store");
    }
    let link = login_link(&browser.app, now()).await.unwrap();
    // Whoever only looks at the address does not use it up.
    for _ in 0..2 {
        let page = browser.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.response.headers().contains_key(SET_COOKIE));
        assert!(page.html.contains(&format!(r#"action="{link}""#)));
    }
    let page = browser.post(&link, &[]).await;
    assert_eq!(
        (page.status, page.location.as_str()),
        (StatusCode::SEE_OTHER, "/admin/")
    );
    let cookie = page.response.headers()[SET_COOKIE]
        .to_str()
        .unwrap()
        .to_owned();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure") && !cookie.contains("__Host-"));
    // Used up: nobody else gets in by it, and the one who did is not sent away.
    assert_eq!(browser.post(&link, &[]).await.status, StatusCode::FORBIDDEN);
    browser.cookie = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(browser.get(&link).await.location, "/admin/");
    assert_eq!(browser.post(&link, &[]).await.location, "/admin/");
    let desk = browser.get("/admin/").await;
    assert_eq!(desk.status, StatusCode::OK);
    assert_eq!(desk.response.headers()[CACHE_CONTROL], "no-store");
    let form = desk.form(".aside form");
    assert_eq!(browser.post("/admin/leave", &form).await.location, "/");
    assert_eq!(
        browser.get("/admin/").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn on_https_the_cookie_is_bound_to_the_host() {
    let mut browser = Browser::at(Some("https://shishi.example")).await;
    let link = login_link(&browser.app, now()).await.unwrap();
    let looked_at = browser.request("HEAD", &link).body(Body::empty()).unwrap();
    assert_eq!(browser.send(looked_at).await.status, StatusCode::OK);
    let page = browser.post(&link, &[]).await;
    let cookie = page.response.headers()[SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-shishi_session=") && cookie.ends_with("; Secure"));
    browser.cookie = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(browser.get("/admin/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn forms_of_other_sites_and_sessions_are_refused() {
    let browser = Browser::seated().await;
    let check = browser.import().await;
    let page = browser.get(&format!("{check}?row=1")).await;
    let form = page.form("#rf");
    let foreign = with(&form, &[("form", "0000")]);
    assert_eq!(
        browser.post(&check, &foreign).await.status,
        StatusCode::FORBIDDEN
    );
    let request = browser
        .request("POST", &check)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("origin", "https://elsewhere.example")
        .header("sec-fetch-site", "cross-site");
    let page = browser
        .send(request.body(encoded(&form).into()).unwrap())
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.html.contains("没有收下这次提交"));
}

#[tokio::test]
async fn a_table_is_uploaded_checked_corrected_and_confirmed() {
    let browser = Browser::seated().await;
    let check = browser.import().await;
    let id = check.split('/').nth(3).unwrap().to_owned();

    // The same file again, as a double click would send it, makes no second import.
    assert_eq!(browser.import().await, check);
    let all = browser.get(&format!("{check}?show=all")).await;
    assert_eq!(all.attribute("ol.irows > li", "id").len(), 22);
    let sums = all.text(".isum b");
    assert_eq!(&sums[..3], ["22", "16", "1"]);
    let head = all.text(".ihead summary .num");
    assert_eq!(head, ["大兴区", "2024年", "一季度", "数据截至 2024-03-31"]);
    let doubtful = browser.get(&check).await;
    assert_eq!(doubtful.attribute("ol.irows > li", "id")[0], "r17");
    let blocked = browser.get(&format!("/admin/import/{id}/confirm")).await;
    assert!(
        blocked.html.contains("还有 1 处必须处理")
            && !blocked.html.contains("<button class=\"btn\"")
    );

    // Row 8: the figure read is 405; it is corrected, and what was typed wrong comes back.
    let row = browser.get(&format!("{check}?show=all&row=8")).await;
    let form = row.form("#rf");
    assert!(
        form.contains(&("a0-value".into(), "405".into())),
        "{form:?}"
    );
    let marks = row.attribute(".fmk[href='#f2']", "id");
    assert_eq!(
        (marks, row.attribute(".fno[href='#m2']", "href").len()),
        (vec!["m2".into()], 1)
    );
    let wrong = with(&form, &[("a0-value", "四百<b>"), ("do", "save")]);
    let wrong = browser.post(&check, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text("title")[0].starts_with("出错："));
    assert_eq!(wrong.attribute("#a0-value", "value"), ["四百<b>"]);
    assert_eq!(
        wrong.attribute("#a0-value", "aria-describedby"),
        ["a0-value-e"]
    );
    assert_eq!(wrong.attribute(".wrong a", "href"), ["#a0-value"]);
    let right = with(&form, &[("a0-value", "１,505"), ("do", "save")]);
    let saved = browser.post(&check, &right).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(
        saved.location.ends_with("show=all&saved=8&row=17#r8"),
        "{}",
        saved.location
    );
    // A second tab still has the form from before.
    let stale = with(&form, &[("a0-value", "7"), ("do", "save")]);
    let stale = browser.post(&check, &stale).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.html.contains("已被他人修改"));
    assert_eq!(stale.attribute("#a0-value", "value"), ["7"]);

    // Rows 16 and 17: nothing is chosen for anybody.
    let twins = browser.get(&saved.location).await;
    assert_eq!(twins.text("#r8 .dq.ok"), ["已核对"]);
    let form = twins.form("#rf");
    let unchosen = browser.post(&check, &with(&form, &[("do", "ok")])).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unchosen.html.contains("请选择：合并为一项，或分开记录"));
    let settled = browser
        .post(&check, &with(&form, &[("merge", "one"), ("do", "ok")]))
        .await;
    assert_eq!(settled.status, StatusCode::SEE_OTHER);

    let confirm = browser.get(&format!("/admin/import/{id}/confirm")).await;
    assert!(confirm.html.contains("405 套 更正为 1,505 套"));
    assert!(confirm.html.contains("第 17 项与第 16 项合并为一项"));
    assert!(
        browser
            .app
            .snapshot(None, View::default())
            .await
            .unwrap()
            .is_none()
    );
    let form = confirm.form("form.act");
    let path = format!("/admin/import/{id}/confirm");
    // Pressed twice at once, and once more later.
    let (one, two) = tokio::join!(browser.post(&path, &form), browser.post(&path, &form));
    let done = format!("/admin/import/{id}/done");
    assert_eq!([one.location, two.location], [done.clone(), done.clone()]);
    assert_eq!(browser.post(&path, &form).await.location, done);
    assert_eq!(browser.get(&check).await.location, done);
    let page = browser.get(&done).await;
    assert!(
        page.html.contains("22 项任务，16 个单位：新增 22 项"),
        "{}",
        page.html
    );
    assert_eq!(
        page.attribute(".panel .btn", "href")[0],
        "/y/2024?period=2024Q1"
    );

    let snapshot = browser
        .app
        .snapshot(None, View::default())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(snapshot.rows.len(), 22);
    let actual = snapshot.row("8").unwrap().result.indicators[0].actual;
    assert_eq!(actual, Some(1505.into()));
    assert_eq!(snapshot.row("17").unwrap().same_as, ["16"]);

    // The same file once more, decided the same way, changes nothing.
    let check = browser.import().await;
    let id = check.split('/').nth(3).unwrap().to_owned();
    assert!(!done.contains(&id));
    let head = browser.get(&check).await.form("#head form");
    let page = browser
        .post(
            &check,
            &with(&head, &[("year", "二〇二四"), ("cut_off", "去年")]),
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute(".wrong a", "href"), ["#year", "#cut_off"]);
    let discard = browser.get(&check).await.form(".drop form");
    let page = browser
        .post(&format!("/admin/import/{id}/discard"), &discard)
        .await;
    let page = browser.get(&page.location).await;
    assert!(page.html.contains("这份导入已放弃"));
}

#[tokio::test]
async fn what_cannot_be_read_says_why_and_leaves_nothing() {
    let browser = Browser::seated().await;
    let large = vec![b'x'; 21 * 1024 * 1024];
    let broken: [(&str, Vec<u8>, StatusCode, &str); 6] = [
        (
            "",
            Vec::new(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "请选择要导入的文件",
        ),
        (
            "a.txt",
            Vec::new(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "文件是空的",
        ),
        (
            "a.docx",
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "这不是文字或表格文件",
        ),
        (
            "a.xlsx",
            b"PK\x03\x04broken".to_vec(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "文件已损坏",
        ),
        (
            "a.txt",
            "只是一封信。".into(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "没有找到进展表",
        ),
        (
            "a.txt",
            large,
            StatusCode::PAYLOAD_TOO_LARGE,
            "文件超过 20 MB，请拆分后再传",
        ),
    ];
    for (name, bytes, status, message) in broken {
        let page = browser.upload(name, bytes, "").await;
        assert_eq!(page.status, status, "{name} {message}");
        assert!(page.html.contains(message), "{message}");
        assert!(page.text("title")[0].starts_with("出错："));
        assert_eq!(page.attribute(".wrong a", "href"), ["#file"]);
        assert!(faults(&page.html, Lang::Zh).is_empty());
    }
    let page = browser.upload("", "", "<script>alert(1)</script>").await;
    assert_eq!(page.attribute(".wrong a", "href"), ["#text"]);
    assert!(!page.html.contains("<script>"));
    assert!(browser.app.open_drafts(9).await.unwrap().is_empty());

    let request = browser
        .request("POST", "/admin/import/new")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=b");
    let page = browser
        .send(request.body("--b\r\nContent-".into()).unwrap())
        .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.html.contains("上传中断"));
    assert_eq!(
        browser.get("/admin/import/none/check").await.status,
        StatusCode::NOT_FOUND
    );

    // Pasted instead of uploaded.
    let page = browser.upload("", "", TABLE).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn leaving_a_row_keeps_what_was_typed_and_decides_nothing_else() {
    let browser = Browser::seated().await;
    let check = browser.import().await;
    let id = check.split('/').nth(3).unwrap().to_owned();
    let draft = async || browser.app.draft(&id).await.unwrap().unwrap();
    let form = browser.get(&format!("{check}?row=8")).await.form("#rf");

    let page = browser.post(&check, &with(&form, &[("do", "desk")])).await;
    assert_eq!(page.location, "/admin/");
    assert_eq!(draft().await.revision, 1);
    let page = browser
        .post(&check, &with(&form, &[("a0-value", "1"), ("do", "next")]))
        .await;
    assert_eq!(page.location, format!("/admin/import/{id}/confirm"));
    let row = draft().await.decisions.rows[&7].clone();
    assert!(!row.checked && row.figures.len() == 1, "{row:?}");

    // What somebody else saved meanwhile stands beside what was typed.
    let page = browser
        .post(&check, &with(&form, &[("a0-value", "2"), ("do", "ok")]))
        .await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.html.contains("别处存的是：1 套"));
    let again = with(&page.form("#rf"), &[("do", "ok")]);
    let page = browser.post(&check, &again).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(draft().await.decisions.rows[&7].checked);
}

#[tokio::test]
async fn a_long_table_is_shown_in_pages() {
    let browser = Browser::seated().await;
    let mut table =
        String::from("某区2024年民生实事项目一季度进展情况\n序号\t任务标题\t责任单位\t进展情况\n");
    for n in 1..=450 {
        table.push_str(&format!(
            "{n}\t完成第{n}处改造，共{n}处\t区住建委\t已完成1处\n"
        ));
    }
    let page = browser.upload("long.tsv", table, "").await;
    let check = page.location;
    let rows = async |query: &str| {
        let page = browser.get(&format!("{check}?show=all{query}")).await;
        page.attribute("ol.irows > li", "id")
    };
    assert_eq!(rows("").await.len(), 200);
    assert_eq!(rows("&page=3").await.len(), 50);
    assert_eq!(rows("&page=99").await.len(), 50);
    assert!(rows("&row=450").await.contains(&"r450".to_owned()));
}

const LIST: &str = "序号\t任务标题\t责任单位\t进展情况\n\
    1\t新建充电桩1000个\t区发改委\t建成充电桩420个。\n\
    2\t加装电梯120部\t区住建委\t已加装30部。\n\
    3\t新建公厕50座\t区城管局\t正在选址。\n";

impl Browser {
    /// Uploads a small table and returns the address of its check.
    async fn list(&self) -> String {
        let table = format!("某区2024年民生实事项目一季度进展情况\n{LIST}");
        self.upload("表.tsv", table, "").await.location
    }

    /// Fills in the row of a check, ticks it off, and gives back what came.
    async fn tick(&self, check: &str, row: usize, changes: &[(&str, &str)]) -> Page {
        let form = self.get(&format!("{check}?row={row}")).await.form("#rf");
        let form = with(&with(&form, changes), &[("do", "ok")]);
        self.post(check, &form).await
    }

    /// Confirms, and gives back step 3 as it was shown.
    async fn confirm(&self, check: &str) -> Page {
        let path = check.replace("/check", "/confirm");
        let shown = self.get(&path).await;
        let done = self.post(&path, &shown.form("form.act")).await;
        assert!(done.location.ends_with("/done"), "{}", done.html);
        shown
    }
}

#[tokio::test]
async fn what_was_decided_before_is_shown_and_can_be_taken_back() {
    let browser = Browser::seated().await;
    let check = browser.list().await;
    browser.tick(&check, 1, &[("t0-value", "2000")]).await;
    browser.tick(&check, 2, &[("a0-no", "on")]).await;
    browser.tick(&check, 3, &[("m0-value", "20")]).await;
    let shown = browser.confirm(&check).await;
    assert!(
        shown
            .html
            .contains("第 1 项：目标 1,000 个 更正为 2,000 个")
    );

    let check = browser.list().await;
    let page = browser.get(&check).await;
    assert_eq!(page.text(".rq"), ["沿用以前的更正"; 3]);
    assert!(page.text(".rf")[0].contains("2,000 个"));
    let row = browser.get(&format!("{check}?row=1")).await;
    assert_eq!(row.attribute("#t0-value", "value"), ["2000"]);
    let day = "2024年4月11日";
    let said = format!("督查室 {day} 更正为 2,000 个，继续有效；要改回，请填读出的 1,000 个");
    assert_eq!(row.text(".was")[0], said);
    let row = browser.get(&format!("{check}?row=2")).await;
    assert_eq!(row.attribute("#a0-no", "checked").len(), 1);
    let row = browser.get(&format!("{check}?row=3")).await;
    assert_eq!(row.attribute("#m0-value", "value"), ["20"]);
    let shown = browser.get(&check.replace("/check", "/confirm")).await;
    assert!(shown.html.contains("这次没有改动"));
    assert!(
        shown
            .html
            .contains(&format!("第 3 项：人工填入完成数 20 座（督查室 {day}）"))
    );

    // Left as shown it stays, also where the row is kept for later.
    let form = browser.get(&format!("{check}?row=1")).await.form("#rf");
    browser.post(&check, &with(&form, &[("do", "later")])).await;
    let form = browser.get(&format!("{check}?row=1")).await.form("#rf");
    let page = browser
        .post(
            &check,
            &with(&form, &[("t0-value", "1000"), ("do", "later")]),
        )
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    // A figure that was typed is withdrawn by clearing it, one set aside by taking the tick away.
    let form = browser.get(&format!("{check}?row=2")).await.form("#rf");
    let form: Vec<_> = form
        .into_iter()
        .filter(|(name, _)| name != "a0-no")
        .collect();
    browser.post(&check, &with(&form, &[("do", "ok")])).await;
    browser.tick(&check, 3, &[("m0-value", "")]).await;
    let shown = browser.confirm(&check).await;
    for words in [
        "第 1 项：目标改回读出的 1,000 个（以前：2,000 个）",
        "第 2 项：完成数改回读出的 30 部（以前：不采用）",
        "第 3 项：撤回人工填入的完成数 20 座",
    ] {
        assert!(shown.html.contains(words), "{words} {}", shown.html);
    }
    let snapshot = browser.app.snapshot(None, View::default()).await;
    let snapshot = snapshot.unwrap().unwrap();
    let first = |number: &str| snapshot.row(number).unwrap().result.indicators[0].clone();
    assert_eq!(first("1").target.unwrap().value, 1000.into());
    assert_eq!(first("2").actual, Some(30.into()));
    assert_eq!(first("3").actual, None);
}

#[tokio::test]
async fn a_head_filled_in_by_hand_is_told() {
    let browser = Browser::seated().await;
    let check = browser.upload("表.tsv", LIST, "").await.location;
    let head = browser.get(&check).await.form("#head form");
    let filled = [
        ("district", "某区"),
        ("year", "2024"),
        ("period", "Q1"),
        ("cut_off", "2024-03-28"),
    ];
    browser.post(&check, &with(&head, &filled)).await;
    let shown = browser.get(&check.replace("/check", "/confirm")).await;
    for words in [
        "辖区：没有读出，人工填入 某区",
        "年度：没有读出，人工填入 2024",
        "报告期：没有读出，人工填入 一季度",
        "数据截止日：没有读出，人工填入 2024-03-28",
    ] {
        assert!(shown.html.contains(words), "{words} {}", shown.html);
    }
}

#[tokio::test]
async fn a_figure_that_can_hardly_be_meant_is_doubted_before_it_is_kept() {
    let browser = Browser::seated().await;
    let check = browser.list().await;
    let page = browser
        .tick(&check, 2, &[("a0-value", "45"), ("a0-unit", "公里")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute(".wrong a", "href"), ["#a0-unit"]);
    let page = browser.tick(&check, 2, &[("a0-value", "450")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.html.contains("450部 是目标 120部 的 3.8 倍"),
        "{}",
        page.html
    );
    assert!(faults(&page.html, Lang::Zh).is_empty());
    // Another one is doubted too; the same once more is meant.
    let form = page.form("#rf");
    let other = with(&form, &[("a0-value", "4500"), ("do", "ok")]);
    let page = browser.post(&check, &other).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.post(&check, &with(&form, &[("do", "ok")])).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = browser.tick(&check, 3, &[("m0-value", "51")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "over-fulfilled");
}

/// The drafts and the snapshot that samples are drawn from.
async fn drafts(app: &App) -> (Draft, Draft) {
    let actor = Actor::new("督查室");
    let id = app
        .upload(&actor, now(), "一季度进展情况.txt", TABLE.into())
        .await
        .unwrap();
    let draft = app.draft(&id).await.unwrap().unwrap();
    assert_eq!(draft.state, DraftState::Open);
    let decision = RowDecision {
        checked: true,
        merge_into: Some(15),
        ..RowDecision::default()
    };
    let change = Change::Row {
        place: 16,
        decision,
    };
    let ready = app
        .decide(&actor, now(), &id, draft.revision, change)
        .await
        .unwrap();
    (draft, ready)
}

fn samples(reader: &Reader, draft: &Draft, ready: &Draft) -> Vec<(String, String)> {
    let snapshot = crate::samples::daxing();
    let mut all = super::frame::samples(reader);
    all.extend(super::enter::samples(reader));
    all.extend(super::desk::samples(
        reader,
        &[draft.clone(), ready.clone()],
        Some(&snapshot),
    ));
    all.extend(super::import::upload::samples(reader));
    all.extend(super::import::check::samples(reader, draft));
    all.extend(super::import::check::samples(reader, ready));
    all.extend(super::import::confirm::samples(reader, draft, ready));
    all.extend(super::import::done::samples(reader, draft));
    all
}

#[tokio::test]
async fn a_recorded_cut_off_is_shown_and_its_change_is_told() {
    let browser = Browser::seated().await;
    let table = format!("某区2024年民生实事项目一季度进展情况\n{LIST}");
    let file = ImportFile {
        name: "表.tsv".into(),
        bytes: table.clone().into_bytes(),
        example: false,
    };
    let decisions = Decisions {
        cut_off_on: Some("2024-03-25".parse().unwrap()),
        ..Decisions::default()
    };
    let actor = Actor::new("督查室");
    let first = browser.app.import(&actor, now(), file, &decisions, false);
    first.await.unwrap();

    let table = table.replace("加装电梯120部", "6月30日前加装电梯120部");
    let check = browser.upload("更正.tsv", table, "").await.location;
    let page = browser.get(&format!("{check}?show=all&row=2")).await;
    assert!(
        page.html.contains("应于2024年6月30日前完成"),
        "{}",
        page.html
    );
    assert!(page.html.contains("完成时限有变动"), "{}", page.html);
    let head = page.form("#head form");
    assert!(head.contains(&("cut_off".into(), "2024-03-25".into())));
    let told = "本期已记录的数据截止日是2024年3月25日，确认入库后改为2024年3月31日。";
    assert!(!page.html.contains(told));
    let later = with(&head, &[("cut_off", "2024-03-31")]);
    browser.post(&check, &later).await;
    let page = browser.get(&check).await;
    assert!(page.html.contains(told), "{}", page.html);
}

#[tokio::test]
async fn rows_that_a_table_leaves_out_are_named_at_its_end() {
    let browser = Browser::seated().await;
    let file = ImportFile {
        name: "daxing-2024q1.txt".into(),
        bytes: TABLE.into(),
        example: false,
    };
    let (actor, decisions) = (Actor::new("督查室"), Decisions::default());
    let first = browser.app.import(&actor, now(), file, &decisions, false);
    first.await.unwrap();

    let shorter: Vec<&str> = TABLE
        .lines()
        .filter(|line| !line.starts_with("第17项") && !line.starts_with("第22项"))
        .collect();
    let page = browser.upload("更正.txt", shorter.join("\n"), "").await;
    let path = page.location.replace("/check", "/confirm");
    let form = browser.get(&path).await.form("form.act");
    let done = browser.post(&path, &form).await.location;
    let html = browser.get(&done).await.html;
    assert!(
        html.contains("本期以前报告过的第17、22项没有出现在这份表里"),
        "{html}"
    );
}

#[tokio::test]
async fn every_page_is_sound_in_both_languages() {
    let browser = Browser::new().await;
    let (draft, ready) = drafts(&browser.app).await;
    for lang in [Lang::Zh, Lang::En] {
        let reader = Reader::of(lang, Prefs::default());
        for (name, html) in samples(&reader, &draft, &ready) {
            let faults = faults(&html, lang);
            assert!(faults.is_empty(), "{name} {lang:?}: {faults:#?}");
            assert!(!html.contains("<b>四百"), "{name}");
            if lang.english() {
                english(&name, &html);
            }
        }
    }
}

/// Chinese on an English page stands in elements that say so.
fn english(name: &str, html: &str) {
    let page = Html::parse_document(html);
    for node in page.tree.nodes() {
        let Some(text) = node.value().as_text() else {
            continue;
        };
        if !text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
            continue;
        }
        let marked = node.ancestors().any(|above| {
            above.value().as_element().is_some_and(|element| {
                element.attr("lang") == Some("zh-CN")
                    || matches!(element.name(), "title" | "option" | "textarea")
            })
        });
        assert!(marked, "{name}: {}", text.trim());
    }
}
