//! From the published table to lamps, corrections, a second period and documents: one story, told
//! on each kind of database.

#[path = "../../store/tests/support/postgres.rs"]
mod postgres;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use shishi_app::domain::evaluate::points;
use shishi_app::domain::programme::Actor;
use shishi_app::domain::{Level, Policy};
use shishi_app::export::{self, Format};
use shishi_app::import::{Change, Decisions, DraftState, FigureDecision, ImportFile, RowDecision};
use shishi_app::snapshot::{Snapshot, Verdict};
use shishi_app::store::{Location, Store};
use shishi_app::{App, AppError, View, documents};

const DAXING: &str = include_str!("../../../corpus/documents/daxing-2024q1.txt");

#[tokio::test]
async fn on_sqlite() {
    let folder = std::env::temp_dir().join(format!("shishi-app-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    story(Location::Sqlite(folder.clone())).await;
    let _ = std::fs::remove_dir_all(&folder);
}

#[tokio::test]
async fn on_postgres() {
    story(Location::Postgres(postgres::postgres_for_tests())).await;
}

fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(1_711_900_000 + second).unwrap()
}

fn office() -> Actor {
    Actor::new("督查室")
}

fn file(text: &str) -> ImportFile {
    ImportFile {
        name: "进展表.txt".into(),
        bytes: text.as_bytes().to_vec(),
        example: false,
    }
}

async fn latest(app: &App) -> Snapshot {
    app.snapshot(None, View::default())
        .await
        .unwrap()
        .expect("a snapshot")
}

async fn story(location: Location) {
    let app = App::new(Store::open(&location).await.unwrap());
    assert!(app.snapshot(None, View::default()).await.unwrap().is_none());

    // A broken file leaves nothing.
    let broken = app
        .upload(&office(), moment(0), "a.docx", b"MZ\x90\0 program".to_vec())
        .await;
    assert!(matches!(broken, Err(AppError::Read(_))));
    assert!(app.open_drafts(10).await.unwrap().is_empty());

    // Upload → check → confirm.
    let bytes = DAXING.as_bytes().to_vec();
    let id = app
        .upload(&office(), moment(1), "C:\\表\\一季度.txt", bytes)
        .await
        .unwrap();
    let draft = app.draft(&id).await.unwrap().expect("a draft");
    assert_eq!(
        (draft.file_name.as_str(), draft.rows.len()),
        ("一季度.txt", 22)
    );
    assert_eq!(draft.must_settle(), 1, "rows 16 and 17");
    assert!(
        app.snapshot(None, View::default()).await.unwrap().is_none(),
        "nothing saved before confirm"
    );
    let early = app.confirm(&office(), moment(2), &id, draft.revision).await;
    assert!(matches!(early, Err(AppError::Incomplete(_))));

    let apart = RowDecision {
        checked: true,
        ..Default::default()
    };
    let change = Change::Row {
        place: 16,
        decision: apart.clone(),
    };
    let settled = app
        .decide(&office(), moment(3), &id, draft.revision, change.clone())
        .await
        .unwrap();
    let stale = app
        .decide(&office(), moment(4), &id, draft.revision, change)
        .await;
    assert!(matches!(stale, Err(AppError::Conflict)));

    let wrong = correct("a0", "四百", "套");
    let refused = app
        .decide(
            &office(),
            moment(5),
            &id,
            settled.revision,
            Change::Row {
                place: 7,
                decision: wrong,
            },
        )
        .await;
    assert!(matches!(refused, Err(AppError::Invalid(_))));
    let right = Change::Row {
        place: 7,
        decision: correct("a0", "1800", "套"),
    };
    let corrected = app
        .decide(&office(), moment(6), &id, settled.revision, right)
        .await
        .unwrap();

    let outcome = app
        .confirm(&office(), moment(7), &id, corrected.revision)
        .await
        .unwrap();
    assert_eq!(
        (
            outcome.rows,
            outcome.added,
            outcome.units,
            outcome.unchanged
        ),
        (22, 22, 16, false)
    );
    let again = app
        .confirm(&office(), moment(8), &id, corrected.revision)
        .await;
    assert!(matches!(again, Err(AppError::Closed)));
    assert_eq!(
        app.draft(&id).await.unwrap().unwrap().state,
        DraftState::Confirmed
    );

    let snapshot = latest(&app).await;
    let row = snapshot.row("8").unwrap();
    assert_eq!(row.result.level, Level::Normal, "{}", row.result.reason);
    assert_eq!(
        row.result.indicators[0].confirmed_by.as_deref(),
        Some("督查室")
    );

    // The same words again change nothing, and undo no correction.
    let (outcome, _) = app
        .import(
            &office(),
            moment(9),
            file(DAXING),
            &Decisions::default(),
            false,
        )
        .await
        .unwrap();
    assert!(outcome.unchanged);
    assert_eq!(
        latest(&app).await.row("8").unwrap().result.level,
        Level::Normal
    );

    // One row reworded is one new version; the old one stays.
    let reworded = DAXING.replace("已建设筹集保障性住房405套", "已建设筹集保障性住房420套");
    let (outcome, _) = app
        .import(
            &office(),
            moment(10),
            file(&reworded),
            &Decisions::default(),
            false,
        )
        .await
        .unwrap();
    assert_eq!((outcome.added, outcome.updated), (0, 1));
    let snapshot = latest(&app).await;
    let row = snapshot.row("8").unwrap();
    assert_eq!((row.report.version, row.history.len()), (2, 2));
    assert!(row.history[0].replaced && !row.history[1].replaced);

    // The next quarter is a period of its own.
    let second = DAXING
        .replace("一季度进展", "二季度进展")
        .replace("405套", "3100套");
    let (outcome, _) = app
        .import(
            &office(),
            moment(11),
            file(&second),
            &Decisions::default(),
            false,
        )
        .await
        .unwrap();
    assert_eq!(
        (outcome.period.as_str(), outcome.added, outcome.updated),
        ("2024Q2", 0, 22)
    );
    let snapshot = latest(&app).await;
    assert_eq!(snapshot.periods.len(), 2);
    assert_eq!(snapshot.row("8").unwrap().result.level, Level::Normal);
    let view = View {
        period: Some("2024Q1"),
        ..Default::default()
    };
    let first = app.snapshot(Some(2024), view).await.unwrap().unwrap();
    assert_eq!(first.row("8").unwrap().result.level, Level::Remind);

    // What can be taken away reads back as it was.
    for format in [
        Format::Html,
        Format::Docx,
        Format::Xlsx,
        Format::Csv,
        Format::Json,
    ] {
        let bytes = export::export(&first, format).unwrap();
        let back = documents::read(&format!("一季度.{format}"), &bytes).unwrap();
        if format != Format::Csv {
            assert_eq!(
                back.title.as_deref(),
                Some(first.title.as_str()),
                "{format}"
            );
        }
        assert_eq!(back.items.len(), 22, "{format}");
        for (item, row) in back.items.iter().zip(&first.rows) {
            assert_eq!(item.label, row.label, "{format}");
            assert_eq!(item.title, row.title, "{format}");
            assert_eq!(item.narrative, row.narrative, "{format}");
            let units: Vec<_> = row.units.iter().map(|u| u.name.clone()).collect();
            assert_eq!(item.units, units, "{format}");
        }
    }
    let (name, bytes) = app
        .document(&first.document.as_ref().unwrap().sha256)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((name.as_str(), bytes.len()), ("进展表.txt", reworded.len()));
}

fn correct(key: &str, value: &str, unit: &str) -> RowDecision {
    let figure = FigureDecision::Correct {
        value: value.into(),
        unit: unit.into(),
        target: None,
    };
    RowDecision {
        checked: true,
        figures: [(key.to_owned(), figure)].into(),
        ..Default::default()
    }
}

async fn example() -> (App, Snapshot, std::path::PathBuf) {
    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let n = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("shishi-app-{}-{n}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let app = App::new(
        Store::open(&Location::Sqlite(folder.clone()))
            .await
            .unwrap(),
    );
    app.import(
        &office(),
        moment(0),
        file(DAXING),
        &Decisions::default(),
        false,
    )
    .await
    .unwrap();
    let snapshot = latest(&app).await;
    (app, snapshot, folder)
}

/// Story 3 of the office: which are behind?
#[tokio::test]
async fn the_first_table_under_the_published_rules() {
    let (app, snapshot, folder) = example().await;
    let numbers = |snapshot: &Snapshot, level| -> Vec<String> {
        let rows = snapshot.rows.iter().filter(|r| r.result.level == level);
        rows.map(|r| r.number.clone()).collect()
    };
    assert_eq!(numbers(&snapshot, Level::Normal), ["2", "6", "9"]);
    assert_eq!(numbers(&snapshot, Level::Remind), ["8", "20"]);
    assert_eq!(numbers(&snapshot, Level::ToConfirm), ["1", "14", "22"]);
    assert_eq!(snapshot.count(Level::Unquantified), 14);
    let csv = String::from_utf8(export::data(&snapshot, Format::Csv).unwrap()).unwrap();
    let fields = |line: &str| {
        let outside = line.split('"').step_by(2);
        outside.map(|part| part.matches(',').count()).sum::<usize>() + 1
    };
    for line in csv.lines() {
        assert_eq!(fields(line), export::DATA_COLUMNS.len(), "{line}");
    }
    assert_eq!(
        (
            snapshot.commitments(),
            snapshot.with_figures(),
            snapshot.units().len()
        ),
        (21, 8, 16)
    );
    let behind = |number: &str| -> Vec<String> {
        let row = snapshot.row(number).unwrap();
        row.result
            .indicators
            .iter()
            .filter_map(|i| i.behind_points)
            .map(points)
            .collect()
    };
    assert_eq!(behind("8"), ["18.1"]);
    assert_eq!(behind("20"), ["14.8", "20.0"]);
    assert_eq!(
        snapshot.row("20").unwrap().result.as_of.to_string(),
        "2024-03-20"
    );
    for row in &snapshot.rows {
        assert!(
            row.result.level != Level::Unquantified || row.result.stage.is_some(),
            "row {}",
            row.number
        );
        assert!(!row.result.reason.is_empty() && !row.result.reason_en.is_empty());
    }
    let truncated = snapshot
        .row("2")
        .unwrap()
        .marks
        .iter()
        .filter(|m| m.verdict == Verdict::Truncated)
        .count();
    assert_eq!(truncated, 1);

    let dazu = Policy::preset("dazu").unwrap();
    let view = View {
        policy: Some(&dazu),
        ..Default::default()
    };
    let under_dazu = app.snapshot(None, view).await.unwrap().unwrap();
    assert_eq!(numbers(&under_dazu, Level::Severe), ["2", "8", "20"]);
    let _ = std::fs::remove_dir_all(folder);
}

/// A store with some tables imported one after the other.
struct Office {
    app: App,
    folder: std::path::PathBuf,
    second: i64,
}

impl Office {
    async fn new() -> Self {
        let (app, _, folder) = example().await;
        Self {
            app,
            folder,
            second: 100,
        }
    }

    async fn import(&mut self, text: &str) -> shishi_app::import::Outcome {
        self.second += 1;
        let at = moment(self.second);
        let none = Decisions::default();
        self.app
            .import(&office(), at, file(text), &none, false)
            .await
            .unwrap()
            .0
    }

    /// A draft of the first table.
    async fn upload(&self, at: i64) -> String {
        let (by, bytes) = (office(), DAXING.into());
        let id = self.app.upload(&by, moment(at), "表.txt", bytes).await;
        id.unwrap()
    }

    async fn at(&self, period: &str) -> Snapshot {
        let view = View {
            period: Some(period),
            ..Default::default()
        };
        let year = period[..4].parse().ok();
        self.app.snapshot(year, view).await.unwrap().unwrap()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn second_quarter() -> String {
    DAXING.replace("一季度进展", "二季度进展")
}

#[tokio::test]
async fn a_list_numbered_anew_keeps_each_promise_its_figures() {
    let mut office = Office::new().await;
    // Row 3 is gone, and the rows after it move up.
    let mut number = 0;
    let moved: String = second_quarter()
        .lines()
        .filter(|line| !line.starts_with("第3项"))
        .map(|line| match line.split_once('\t') {
            Some((label, rest)) if label.starts_with('第') => {
                number += 1;
                format!("第{number}项\t{rest}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    let outcome = office.import(&moved).await;
    assert_eq!((outcome.rows, outcome.added), (21, 0));
    let snapshot = office.at("2024Q2").await;
    let lifts = snapshot.row("5").unwrap();
    assert!(lifts.title.contains("老楼加梯"), "{}", lifts.title);
    assert_eq!(lifts.result.indicators.len(), 1);
    assert_eq!(lifts.history.len(), 2);
    assert_eq!(
        office.at("2024Q1").await.row("6").unwrap().title,
        lifts.title
    );
}

#[tokio::test]
async fn a_later_table_rewrites_no_earlier_one() {
    let mut office = Office::new().await;
    let lowered = second_quarter().replace("住房6000套", "住房5000套");
    office.import(&lowered).await;
    let target = |snapshot: &Snapshot| {
        snapshot.row("8").unwrap().result.indicators[0]
            .target
            .as_ref()
            .unwrap()
            .value
    };
    for _ in 0..2 {
        let (first, second) = (office.at("2024Q1").await, office.at("2024Q2").await);
        assert!(first.row("8").unwrap().title.contains("6000套"));
        assert!(second.row("8").unwrap().title.contains("5000套"));
        assert_eq!(
            (target(&first), target(&second)),
            (6000.into(), 5000.into())
        );
        // Both tables again, in either order, change nothing.
        office.import(DAXING).await;
        office.import(&lowered).await;
        let again = office.import(DAXING).await;
        assert_eq!((again.added, again.updated), (0, 0));
    }
}

/// A table of 2025 with a column of due dates, or without.
fn due_table(quarter: &str, rows: &[[&str; 3]]) -> String {
    let heading = match rows[0][1] {
        "" => "序号\t任务标题\t责任单位\t进展情况\n",
        _ => "序号\t任务标题\t责任单位\t完成时限\t进展情况\n",
    };
    let mut table = format!("大兴区2025年民生实事项目{quarter}进展情况\n{heading}");
    for (at, [title, due, narrative]) in (1..).zip(rows) {
        let due = if due.is_empty() {
            String::new()
        } else {
            format!("{due}\t")
        };
        table.push_str(&format!("{at}\t{title}\t区城管委\t{due}{narrative}\n"));
    }
    table
}

/// Due day and share due of the only indicator of a row.
fn due(snapshot: &Snapshot, number: &str) -> (Option<Date>, String) {
    let [indicator] = &snapshot.row(number).unwrap().result.indicators[..] else {
        panic!("{:?}", snapshot.row(number).unwrap().result)
    };
    let expected = indicator.expected.unwrap().round_dp(4).normalize();
    (indicator.due_on, expected.to_string())
}

#[tokio::test]
async fn each_indicator_is_due_on_its_own_day() {
    let mut office = Office::new().await;
    let rows = [
        ["6月30日前新建充电桩400个", "12月", "已建成充电桩320个。"],
        ["建成过街天桥3座", "2025年9月底", "建成过街天桥1座。"],
        ["改造管网200公里", "2026年12月", "改造管网60公里。"],
        ["新建公厕20座", "长期", "建成公厕15座。"],
    ];
    office.import(&due_table("三季度", &rows)).await;
    let third = office.at("2025Q3").await;
    assert_eq!(due(&third, "1"), (Some(date(2025, 6, 30)), "1".into()));
    assert_eq!(due(&third, "2"), (Some(date(2025, 9, 30)), "1".into()));
    assert_eq!(due(&third, "3"), (Some(date(2026, 12, 31)), "0.374".into()));
    assert_eq!(due(&third, "4"), (None, "0.7479".into()));
    let overdue = &third.row("1").unwrap().result;
    assert_eq!(overdue.level, Level::Remind);
    let said = "应于2025年6月30日前完成，期限已过，应达100%，落后20.0个百分点";
    assert!(overdue.reason.contains(said), "{}", overdue.reason);
    assert!(office.import(&due_table("三季度", &rows)).await.unchanged);

    // The next table has no such column, which takes nothing back.
    let without = rows.map(|[title, _, narrative]| [title, "", narrative]);
    office.import(&due_table("全年", &without)).await;
    let year = office.at("2025").await;
    assert_eq!(due(&year, "3"), (Some(date(2026, 12, 31)), "0.5".into()));
    assert!(office.import(&due_table("全年", &without)).await.unchanged);
    // Put off by a later table, it stays as it was in the earlier one.
    let mut put_off = rows;
    put_off[2][1] = "2027年12月";
    let draft = office.draft_of(&due_table("全年", &put_off)).await;
    let kinds = |place: usize| -> Vec<&str> {
        let doubts = draft.rows[place].doubts.iter();
        doubts.map(|doubt| doubt.kind.as_str()).collect()
    };
    assert_eq!(kinds(2), ["due-changed"]);
    assert!(!kinds(1).contains(&"due-changed"));
    assert_eq!(draft.due_days(2), [Some(date(2027, 12, 31))]);
    office.import(&due_table("全年", &put_off)).await;
    let days = [office.at("2025Q3").await, office.at("2025").await];
    assert_eq!(
        days.map(|snapshot| due(&snapshot, "3").0.unwrap().year()),
        [2026, 2027]
    );
}

#[tokio::test]
async fn a_table_read_again_gains_the_due_days_that_were_not_read_before() {
    let mut office = Office::new().await;
    let table = due_table(
        "三季度",
        &[["6月30日前新建充电桩400个", "", "已建成320个。"]],
    );
    office.import(&table).await;
    // As an earlier program left it: held to a target without a due day.
    let store = office.app.store();
    let jurisdiction = office.at("2025Q3").await.jurisdiction.id;
    let programme = office.at("2025Q3").await.programme.id;
    let data = store.programme_data(&jurisdiction, &programme).await;
    let data = data.unwrap().unwrap();
    let mut target = data.targets[0].record.clone();
    let mut report = data.report_versions[0].record.clone();
    let id = std::mem::replace(&mut target.id, "before".into());
    (target.version, target.due_on) = (2, None);
    (report.id, report.version) = ("before".into(), 2);
    report.published = report.published.replace(&id, "before");
    let recorded = data.targets[0].recorded.clone();
    let mut write = store.begin(recorded).await.unwrap();
    write.insert_target(&jurisdiction, &target).await.unwrap();
    let inserted = write.insert_report_version(&jurisdiction, &report).await;
    inserted.unwrap();
    write.commit("test", "以前").await.unwrap();

    assert!(!office.import(&table).await.unchanged);
    let now = office.at("2025Q3").await;
    assert_eq!(due(&now, "1").0, Some(date(2025, 6, 30)));
    assert!(office.import(&table).await.unchanged);
}

#[tokio::test]
async fn an_earlier_table_put_right_changes_no_later_one() {
    let mut office = Office::new().await;
    office.import(&second_quarter()).await;
    office
        .import(&DAXING.replace("住房6000套", "住房5000套"))
        .await;
    let target = |snapshot: &Snapshot| {
        let indicator = &snapshot.row("8").unwrap().result.indicators[0];
        indicator.target.as_ref().unwrap().value
    };
    assert_eq!(target(&office.at("2024Q1").await), 5000.into());
    assert_eq!(target(&office.at("2024Q2").await), 6000.into());
}

#[tokio::test]
async fn one_jurisdiction_does_not_answer_for_another() {
    let mut office = Office::new().await;
    office.import(DAXING).await;
    let elsewhere = "乙区2024年民生实事项目二季度进展情况\n\
        序号\t任务标题\t责任单位\t进展情况\n1\t改造学校3所\t区教委\t已完成1所\n";
    office.import(elsewhere).await;
    let view = |period| View {
        period,
        ..Default::default()
    };
    let shown = office.app.snapshot(Some(2024), view(None)).await.unwrap();
    assert_eq!(shown.unwrap().jurisdiction.name, "大兴区");
    let other = office.app.snapshot(Some(2024), view(Some("2024Q2"))).await;
    assert!(other.unwrap().is_none(), "乙区 has it, and 大兴区 has not");
    let third = View {
        district: Some("乙区"),
        ..Default::default()
    };
    let other = office.app.snapshot(Some(2024), third).await.unwrap();
    assert_eq!(other.unwrap().jurisdiction.name, "乙区");
}

#[tokio::test]
async fn rows_made_one_may_be_parted_again() {
    let desk = Office::new().await;
    let decide = |merge_into| RowDecision {
        checked: true,
        merge_into,
        ..Default::default()
    };
    let mut joined = Vec::new();
    for (at, merge_into) in [(50, Some(15)), (60, None)] {
        let id = desk.upload(at).await;
        let change = Change::Row {
            place: 16,
            decision: decide(merge_into),
        };
        let revision = desk.app.draft(&id).await.unwrap().unwrap().revision;
        let changed = desk
            .app
            .decide(&office(), moment(at + 1), &id, revision, change)
            .await
            .unwrap();
        let outcome = desk
            .app
            .confirm(&office(), moment(at + 2), &id, changed.revision)
            .await
            .unwrap();
        assert!(!outcome.unchanged);
        let snapshot = desk.at("2024Q1").await;
        let mut findings = snapshot.findings.iter();
        assert!(
            findings.all(|f| f.rule != "duplicate-title"),
            "what was decided is not asked again"
        );
        let row = snapshot.row("17").unwrap();
        joined.push((!row.same_as.is_empty(), snapshot.commitments()));
    }
    assert_eq!(joined, [(true, 21), (false, 22)]);
    let draft = desk.app.draft(&desk.upload(70).await).await.unwrap();
    let draft = draft.unwrap();
    assert_eq!(draft.rows[16].earlier.merged, Some(false));
    assert_eq!(draft.must_settle(), 0, "{:?}", draft.rows[16].doubts);
}

/// A small list and what an office does with it.
impl Office {
    async fn empty() -> Self {
        let desk = Self::new().await;
        let folder = desk.folder.with_extension("list");
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::open(&Location::Sqlite(folder.clone())).await;
        Self {
            app: App::new(store.unwrap()),
            folder,
            second: 100,
        }
    }

    async fn draft_of(&mut self, text: &str) -> shishi_app::import::Draft {
        self.second += 10;
        let (by, at) = (office(), moment(self.second));
        let id = self.app.upload(&by, at, "表.txt", text.into()).await;
        self.app.draft(&id.unwrap()).await.unwrap().unwrap()
    }

    /// Uploads a table, decides and confirms.
    async fn check(
        &mut self,
        text: &str,
        rows: Vec<(usize, RowDecision)>,
    ) -> shishi_app::import::Outcome {
        let mut draft = self.draft_of(text).await;
        let (by, at) = (office(), moment(self.second + 1));
        for (place, decision) in rows {
            let change = Change::Row { place, decision };
            let (id, revision) = (draft.id.clone(), draft.revision);
            let decided = self.app.decide(&by, at, &id, revision, change);
            draft = decided.await.unwrap();
        }
        let done = self.app.confirm(&by, at, &draft.id, draft.revision);
        done.await.unwrap()
    }
}

fn decide<const N: usize>(figures: [(&str, FigureDecision); N]) -> RowDecision {
    RowDecision {
        checked: true,
        figures: figures.map(|(key, figure)| (key.to_owned(), figure)).into(),
        ..Default::default()
    }
}

fn list(period: &str, rows: &[&str]) -> String {
    let mut text =
        format!("某区2024年民生实事项目{period}进展情况\n序号\t任务标题\t责任单位\t进展情况\n");
    for row in rows {
        text.push_str(&row.replace('|', "\t"));
        text.push('\n');
    }
    text
}

const CHARGERS: &str = "1|新建充电桩1000个|区发改委|建成充电桩420个。";
const SHOWS: &str = "2|惠民演出600场|区文旅局|惠民演出200场。";

fn target_of(snapshot: &Snapshot, number: &str) -> Option<shishi_app::domain::Decimal> {
    let indicators = &snapshot.row(number).unwrap().result.indicators;
    Some(indicators.first()?.target.as_ref()?.value)
}

#[tokio::test]
async fn a_target_set_by_hand_is_shown_and_can_be_put_back() {
    let mut desk = Office::empty().await;
    let table = list("一季度", &[CHARGERS, SHOWS]);
    let rows = vec![
        (0, correct("t0", "2000", "个")),
        (1, decide([("t0", FigureDecision::Refuse)])),
    ];
    desk.check(&table, rows).await;
    let now = desk.at("2024Q1").await;
    assert_eq!(target_of(&now, "1"), Some(2000.into()));
    assert_eq!(target_of(&now, "2"), None);

    // What step 2 shows is what will be stored: here, and in the next quarter.
    let next = list("二季度", &[CHARGERS, SHOWS]);
    for text in [&table, &next] {
        let draft = desk.draft_of(text).await;
        let shown = draft.proposals(0);
        assert_eq!(shown[0].target.value, 2000.into());
        assert_eq!(shown[0].decided_by.as_deref(), Some("督查室"));
        assert!(draft.proposals(1).is_empty());
        let carried = draft.carried(0);
        assert_eq!((carried[0].0, carried[0].1.at), ("t0", moment(111)));
    }
    assert!(desk.check(&table, Vec::new()).await.unchanged);
    desk.check(&next, Vec::new()).await;
    let second = desk.at("2024Q2").await;
    assert_eq!(target_of(&second, "1"), Some(2000.into()));
    assert_eq!(target_of(&second, "2"), None);

    // Accepted as read, both come back.
    let back = || decide([("t0", FigureDecision::Accept)]);
    desk.check(&next, vec![(0, back()), (1, back())]).await;
    let second = desk.at("2024Q2").await;
    assert_eq!(target_of(&second, "1"), Some(1000.into()));
    assert_eq!(target_of(&second, "2"), Some(600.into()));
    assert_eq!(target_of(&desk.at("2024Q1").await, "1"), Some(2000.into()));
    let draft = desk.draft_of(&list("三季度", &[CHARGERS, SHOWS])).await;
    assert_eq!(draft.rows[0].earlier, Default::default());
}

#[tokio::test]
async fn what_was_decided_of_figures_is_shown_until_it_is_taken_back() {
    let mut desk = Office::empty().await;
    let table = list(
        "一季度",
        &[CHARGERS, SHOWS, "3|新建公厕50座|区城管局|正在选址。"],
    );
    let rows = vec![
        (0, correct("a0", "430", "个")),
        (1, decide([("a0", FigureDecision::Refuse)])),
        (2, correct("m0", "20", "座")),
    ];
    desk.check(&table, rows).await;
    let figures = |snapshot: &Snapshot| -> Vec<Option<shishi_app::domain::Decimal>> {
        let rows = snapshot.rows.iter();
        rows.map(|row| row.result.indicators[0].actual).collect()
    };
    let kept = [Some(430.into()), None, Some(20.into())];
    assert_eq!(figures(&desk.at("2024Q1").await), kept);

    let draft = desk.draft_of(&table).await;
    let shown: Vec<_> = (0..3)
        .map(|place| {
            let figures = &draft.proposals(place)[0].actuals;
            figures.first().map(|figure| figure.amount.value)
        })
        .collect();
    assert_eq!(shown, kept);
    assert!(draft.rows.iter().all(|row| row.earlier.checked));

    // One is taken back, and leaves the others as they are.
    let back = decide([("m0", FigureDecision::Refuse)]);
    desk.check(&table, vec![(2, back)]).await;
    let now = desk.at("2024Q1").await;
    assert_eq!(figures(&now), [Some(430.into()), None, None]);
    let accept = || decide([("a0", FigureDecision::Accept)]);
    desk.check(&table, vec![(0, accept()), (1, accept())]).await;
    let now = desk.at("2024Q1").await;
    assert_eq!(figures(&now), [Some(420.into()), Some(200.into()), None]);
}

#[tokio::test]
async fn what_people_set_leaves_a_trace() {
    let mut desk = Office::empty().await;
    let table = list("一季度", &[CHARGERS, SHOWS]);
    desk.check(&table, Vec::new()).await;
    let rows = vec![
        (0, correct("t0", "2000", "个")),
        (1, decide([("a0", FigureDecision::Refuse)])),
    ];
    desk.check(&table, rows).await;
    let now = desk.at("2024Q1").await;
    let row = now.row("1").unwrap();
    assert_eq!(row.by_hand.len(), 1);
    let set = &row.by_hand[0];
    assert!(set.of_target && set.indicator == Some(0));
    let value = |amount: &Option<shishi_app::domain::Amount>| amount.as_ref().unwrap().value;
    assert_eq!(
        (value(&set.was), value(&set.now)),
        (1000.into(), 2000.into())
    );
    assert_eq!((set.by.as_str(), set.at), ("督查室", moment(121)));
    assert!(row.marks[0].computed.contains("420 ÷ 2,000 = 21%"));
    assert!(row.history[0].by_hand.is_empty());
    assert_eq!(row.history[1].by_hand, row.by_hand);
    let row = now.row("2").unwrap();
    assert_eq!(row.by_hand[0].now, None);
    assert_eq!(row.by_hand[0].by, "督查室");
    assert_eq!(row.marks[0].verdict, Verdict::SetAside);

    // Whoever records a version that carries a refusal on did not set anything aside.
    let table = table.replace("区文旅局", "区文旅局、区体育局");
    let (other, at) = (Actor::new("命令行"), moment(200));
    let none = Decisions::default();
    let done = desk.app.import(&other, at, file(&table), &none, false);
    assert_eq!(done.await.unwrap().0.updated, 1);
    let now = desk.at("2024Q1").await;
    let row = now.row("2").unwrap();
    assert_eq!(
        (row.by_hand[0].now.as_ref(), &*row.by_hand[0].by),
        (None, "")
    );
    assert_eq!(row.history[1].by_hand[0].by, "督查室");
    let draft = desk.draft_of(&table).await;
    assert_eq!(draft.rows[1].earlier.figures["a0"].by, "");
}

#[tokio::test]
async fn doubts_that_were_settled_are_not_asked_again() {
    let (desk, by) = (Office::empty().await, office());
    let id = desk.upload(50).await;
    let mut draft = desk.app.draft(&id).await.unwrap().unwrap();
    let in_doubt: Vec<usize> = (0..22)
        .filter(|place| draft.rows[*place].doubts.iter().any(|d| !d.settled))
        .collect();
    assert!(in_doubt.len() > 3, "{in_doubt:?}");
    for place in in_doubt {
        let actuals = draft.rows[place].reading.actuals.len();
        let accept = |i| (format!("a{i}"), FigureDecision::Accept);
        let change = Change::Row {
            place,
            decision: RowDecision {
                checked: true,
                figures: (0..actuals).map(accept).collect(),
                ..Default::default()
            },
        };
        let decided = desk
            .app
            .decide(&by, moment(51), &id, draft.revision, change);
        draft = decided.await.unwrap();
    }
    let done = desk.app.confirm(&by, moment(52), &id, draft.revision);
    done.await.unwrap();
    // A correction of one row asks about that row alone.
    let table = DAXING.replace("已建设筹集保障性住房405套", "已建设筹集保障性住房420套");
    let id = desk.app.upload(&by, moment(60), "更正.txt", table.into());
    let draft = desk.app.draft(&id.await.unwrap()).await.unwrap().unwrap();
    let open = draft.rows.iter().flat_map(|row| &row.doubts);
    let open: Vec<_> = open.filter(|doubt| !doubt.settled).collect();
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(draft.must_settle(), 0);
    // With another cut-off the day of a row means something else.
    let head = Change::Head {
        year: None,
        district: None,
        period: None,
        cut_off_on: "2024-03-28".parse().ok(),
    };
    let decided = desk
        .app
        .decide(&by, moment(61), &draft.id, draft.revision, head);
    let draft = decided.await.unwrap();
    let open = draft.rows.iter().flat_map(|row| &row.doubts);
    let mut open = open.filter(|doubt| !doubt.settled).peekable();
    assert!(open.peek().is_some() && open.all(|doubt| doubt.kind == "own-cut-off"));
}

#[tokio::test]
async fn a_table_is_held_against_the_period_before() {
    let mut desk = Office::empty().await;
    let first = list(
        "一季度",
        &[CHARGERS, SHOWS, "3|新建公厕50座|区城管局|正在选址。"],
    );
    let second = list(
        "二季度",
        &[
            "1|新建充电桩1200个|区发改委|建成充电桩390个。",
            "2|新增托位300个|区卫健委|新增托位80个。",
            "4|新建公厕50座|区城管局|正在选址。",
        ],
    );
    desk.check(&first, Vec::new()).await;
    let draft = desk.draft_of(&second).await;
    let kinds = |place: usize| -> Vec<&str> {
        let doubts = draft.rows[place].doubts.iter();
        doubts.map(|doubt| doubt.kind.as_str()).collect()
    };
    assert_eq!(kinds(0), ["target-changed", "cumulative-fell"]);
    assert_eq!(kinds(1), ["number-reused"]);
    assert!(kinds(2).is_empty());
    let dropped = draft.against.dropped.iter();
    let dropped: Vec<_> = dropped.map(|row| row.number.as_str()).collect();
    assert_eq!(dropped, ["2"]);
    let (was, place) = &draft.against.renumbered[0];
    assert_eq!((was.number.as_str(), *place), ("3", 2));

    // The later quarter first: all of the earlier one is new to its period.
    let mut desk = Office::empty().await;
    desk.check(&second, Vec::new()).await;
    let outcome = desk.check(&first, Vec::new()).await;
    assert_eq!((outcome.added, outcome.updated), (1, 2));
}

#[tokio::test]
async fn a_row_is_asked_only_what_concerns_it() {
    let mut desk = Office::empty().await;
    let table = list(
        "一季度",
        &[
            "4|新建公厕50座|区城管局|截至3月31日，已建成20座。",
            "4|新增托位1500个|区卫健委|",
            "4|改造路口6处||<p>已改造2处。</p>",
            "5|改造危旧房200户|区住建委|截至3月20日，已改造60户。",
        ],
    );
    let draft = desk.draft_of(&table).await;
    let kinds = |place: usize| -> Vec<&str> {
        let doubts = draft.rows[place].doubts.iter();
        doubts.map(|doubt| doubt.kind.as_str()).collect()
    };
    assert_eq!(kinds(0), ["duplicate-number"]);
    assert_eq!(kinds(1), ["duplicate-number", "empty-narrative"]);
    assert_eq!(
        kinds(2),
        ["duplicate-number", "markup-residue", "missing-unit"]
    );
    assert_eq!(kinds(3), ["own-cut-off"]);
}

#[tokio::test]
async fn the_cut_off_that_was_shown_is_kept() {
    let desk = Office::new().await;
    let early = Decisions {
        cut_off_on: Some("2024-03-20".parse().unwrap()),
        ..Default::default()
    };
    desk.app
        .import(&office(), moment(60), file(DAXING), &early, false)
        .await
        .unwrap();
    let id = desk.upload(61).await;
    let settled = Change::Row {
        place: 16,
        decision: RowDecision {
            checked: true,
            ..Default::default()
        },
    };
    let revision = desk.app.draft(&id).await.unwrap().unwrap().revision;
    let draft = desk
        .app
        .decide(&office(), moment(62), &id, revision, settled)
        .await
        .unwrap();
    let shown = draft.head().cut_off_on;
    // Sent twice at the same time, it is done once.
    let (at, by) = (moment(63), office());
    let both = tokio::join!(
        desk.app.confirm(&by, at, &id, draft.revision),
        desk.app.confirm(&by, at, &id, draft.revision),
    );
    let (done, refused) = match both {
        (Ok(done), Err(error)) | (Err(error), Ok(done)) => (done, error),
        other => panic!("{other:?}"),
    };
    assert!(!done.unchanged);
    assert!(
        matches!(refused, AppError::Closed | AppError::Conflict),
        "{refused:?}"
    );
    let snapshot = desk.at("2024Q1").await;
    assert_eq!(Some(snapshot.row("8").unwrap().result.as_of), shown);
}

#[tokio::test]
async fn a_table_that_names_no_cut_off_keeps_the_recorded_one() {
    let mut desk = Office::empty().await;
    let table = list("一季度", &[CHARGERS]);
    let early = Decisions {
        cut_off_on: Some(date(2024, 3, 25)),
        ..Default::default()
    };
    let (by, at) = (office(), moment(60));
    let done = desk.app.import(&by, at, file(&table), &early, false);
    done.await.unwrap();
    let table = table.replace("420", "430");
    assert_eq!(
        desk.draft_of(&table).await.head().cut_off_on,
        Some(date(2024, 3, 25))
    );
    desk.check(&table, Vec::new()).await;
    let now = desk.at("2024Q1").await;
    assert_eq!(now.period.cut_off_on, date(2024, 3, 25));
    assert_eq!(now.row("1").unwrap().report.version, 2);
}

#[tokio::test]
async fn a_falling_total_is_noticed() {
    let mut office = Office::new().await;
    office
        .import(&second_quarter().replace("405套", "380套"))
        .await;
    let snapshot = office.at("2024Q2").await;
    let found: Vec<_> = snapshot
        .findings
        .iter()
        .filter(|f| f.rule == "cumulative-fell")
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].number, "8");
    assert!(
        office
            .at("2024Q1")
            .await
            .findings
            .iter()
            .all(|f| f.rule != "cumulative-fell")
    );
}

#[tokio::test]
async fn what_a_person_decided_outlives_the_next_table() {
    let mut desk = Office::new().await;
    let id = desk
        .app
        .upload(&office(), moment(50), "表.txt", DAXING.into())
        .await
        .unwrap();
    let mut revision = desk.app.draft(&id).await.unwrap().unwrap().revision;
    let refuse = RowDecision {
        checked: true,
        figures: [("t1".to_owned(), FigureDecision::Refuse)].into(),
        ..Default::default()
    };
    let merge = RowDecision {
        checked: true,
        merge_into: Some(15),
        ..Default::default()
    };
    for (place, decision) in [(7, correct("t0", "7000", "套")), (0, refuse), (16, merge)] {
        let change = Change::Row { place, decision };
        revision = desk
            .app
            .decide(&office(), moment(51), &id, revision, change)
            .await
            .unwrap()
            .revision;
    }
    desk.app
        .confirm(&office(), moment(52), &id, revision)
        .await
        .unwrap();
    let check = |snapshot: &Snapshot| {
        let row = snapshot.row("8").unwrap();
        assert_eq!(
            row.result.indicators[0].target.as_ref().unwrap().value,
            7000.into()
        );
        assert_eq!(snapshot.row("1").unwrap().result.indicators.len(), 1);
        assert!(
            snapshot
                .findings
                .iter()
                .all(|f| f.rule != "duplicate-title"),
            "merged rows ask no more"
        );
    };
    check(&desk.at("2024Q1").await);
    // The next quarter, with a target that both merged rows share changed.
    desk.import(&second_quarter().replace("3.52公顷", "4公顷"))
        .await;
    let second = desk.at("2024Q2").await;
    check(&second);
    for number in ["16", "17"] {
        let target = second.row(number).unwrap().result.indicators[0]
            .target
            .as_ref()
            .unwrap();
        assert_eq!(target.value, 4.into());
    }
    assert!(desk.import(DAXING).await.unchanged);
    check(&desk.at("2024Q1").await);
}

#[tokio::test]
async fn cut_offs_move_only_when_told_to() {
    let mut office_ = Office::new().await;
    let early = Decisions {
        cut_off_on: Some("2024-03-20".parse().unwrap()),
        ..Default::default()
    };
    office_
        .app
        .import(&office(), moment(60), file(DAXING), &early, false)
        .await
        .unwrap();
    assert_eq!(
        office_
            .at("2024Q1")
            .await
            .row("8")
            .unwrap()
            .result
            .as_of
            .to_string(),
        "2024-03-20"
    );
    assert!(office_.import(DAXING).await.unchanged);
    let wrong = Decisions {
        cut_off_on: Some("2019-01-01".parse().unwrap()),
        ..Default::default()
    };
    let refused = office_
        .app
        .import(&office(), moment(61), file(DAXING), &wrong, false)
        .await;
    assert!(matches!(refused, Err(AppError::Invalid(_))));
    let rehearsal = office_
        .app
        .import(
            &office(),
            moment(62),
            file(&second_quarter()),
            &Decisions::default(),
            true,
        )
        .await
        .unwrap();
    assert_eq!((rehearsal.0.updated, rehearsal.0.unchanged), (22, false));
    assert_eq!(office_.at("2024Q1").await.periods.len(), 1);
}

#[tokio::test]
async fn a_table_may_name_its_own_cut_off() {
    let mut desk = Office::new().await;
    desk.import(&second_quarter().replacen("二季度进展情况", "二季度进展情况（截至6月25日）", 1))
        .await;
    let as_of = desk.at("2024Q2").await.row("8").unwrap().result.as_of;
    assert_eq!(as_of.to_string(), "2024-06-25");
}

#[tokio::test]
async fn a_check_holds_only_for_what_was_read_then() {
    let desk = Office::new().await;
    let table = "大兴区2024年重要民生实事项目一季度进展情况\n\
        序号\t任务标题\t考评对象\t进展情况\n\
        1\t改造学校3所\t区教委\t已完成1所，6月30日前再建2所。\n";
    let id = desk
        .app
        .upload(&office(), moment(60), "表.txt", table.into())
        .await
        .unwrap();
    let draft = desk.app.draft(&id).await.unwrap().unwrap();
    assert_eq!(draft.rows[0].reading.actuals.len(), 1);
    let change = Change::Row {
        place: 0,
        decision: correct("a0", "2", "所"),
    };
    let draft = desk
        .app
        .decide(&office(), moment(61), &id, draft.revision, change.clone())
        .await
        .unwrap();
    assert_eq!(draft.must_settle(), 0);
    // The same row is read otherwise by a later cut-off day, as by a later program.
    let later = Change::Head {
        year: None,
        district: None,
        period: None,
        cut_off_on: "2024-07-31".parse().ok(),
    };
    let draft = desk
        .app
        .decide(&office(), moment(62), &id, draft.revision, later)
        .await
        .unwrap();
    assert_eq!(draft.rows[0].reading.actuals.len(), 2);
    let row = &draft.decisions.rows[&0];
    assert!(!row.checked && row.figures.is_empty(), "{row:?}");
    assert_eq!(draft.rows[0].doubts[0].kind, "read-anew");
    let early = desk
        .app
        .confirm(&office(), moment(63), &id, draft.revision)
        .await;
    assert!(matches!(early, Err(AppError::Incomplete(_))));
    let draft = desk
        .app
        .decide(&office(), moment(64), &id, draft.revision, change)
        .await
        .unwrap();
    assert_eq!(draft.must_settle(), 0);
    desk.app
        .confirm(&office(), moment(65), &id, draft.revision)
        .await
        .unwrap();
}
