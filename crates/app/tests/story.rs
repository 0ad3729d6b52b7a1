//! From the published table to lamps, corrections, a second period and documents: one story, told
//! on each kind of database.

#[path = "../../store/tests/support/postgres.rs"]
mod postgres;

use jiff::Timestamp;
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
        .import(&office(), moment(9), file(DAXING), &Decisions::default())
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
        .import(&office(), moment(11), file(&second), &Decisions::default())
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
        merge_into: None,
        figures: [(key.to_owned(), figure)].into(),
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
    app.import(&office(), moment(0), file(DAXING), &Decisions::default())
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
