//! One story, told on a fresh database of each kind.

#[path = "support/postgres.rs"]
mod postgres;

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::date;
use shishi_domain::programme::Role;
use shishi_domain::{Accumulation, Amount, Link, Measure, PeriodCode, Qualifier, Span};
use shishi_store::record::*;
use shishi_store::{DRAFTS, Damage, Location, Store, StoreError, TokenHash};

const J: &str = "j-1";

fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(1_711_900_000 + second).unwrap()
}

fn at(second: i64) -> Recorded {
    Recorded {
        at: moment(second),
        by: "督查室 王𠮷".into(),
    }
}

fn kept<T>(second: i64, record: T) -> Kept<T> {
    Kept {
        record,
        recorded: at(second),
    }
}

fn jurisdiction() -> Jurisdiction {
    Jurisdiction {
        id: J.into(),
        name: "大兴区".into(),
        example: true,
    }
}

fn programme() -> Programme {
    Programme {
        id: "p-2024".into(),
        year: 2024,
        title: "大兴区2024年重要民生实事项目".into(),
        starts_on: date(2024, 1, 1),
        due_on: date(2024, 12, 31),
    }
}

fn unit(id: &str, name: &str) -> Unit {
    Unit {
        id: id.into(),
        name: name.into(),
    }
}

fn commitment(id: &str, headline: &str) -> Commitment {
    Commitment {
        id: id.into(),
        programme_id: "p-2024".into(),
        headline: headline.into(),
    }
}

fn assignment(id: &str, position: i64, commitment_id: &str, number: &str) -> Assignment {
    Assignment {
        id: id.into(),
        programme_id: "p-2024".into(),
        commitment_id: commitment_id.into(),
        position,
        number: number.into(),
        label: format!("第{number}项"),
        wording: "建设筹集各类保障性住房6000套。".into(),
        units: vec![("u-1".into(), Role::Lead), ("u-2".into(), Role::Joint)],
    }
}

fn indicator() -> Indicator {
    Indicator {
        id: "i-1".into(),
        commitment_id: "c-1".into(),
        position: 0,
        name: "保障性住房".into(),
        measure: Measure::RateFloor,
        accumulation: Accumulation::PointInTime,
        promised: true,
    }
}

fn target() -> Target {
    Target {
        id: "t-1".into(),
        indicator_id: "i-1".into(),
        version: 1,
        amount: Amount {
            qualifier: Qualifier::AtLeast,
            value: "12345678901234567.8912".parse().unwrap(),
            value_max: None,
            unit: "套".into(),
        },
        due_on: Some(date(2025, 6, 30)),
        in_force_on: date(2024, 1, 1),
        basis: "京兴政发〔2024〕1号".into(),
        approver: "区政府常务会".into(),
        span: Some(Span::new(24, 31)),
    }
}

fn period() -> Period {
    Period {
        id: "q1".into(),
        programme_id: "p-2024".into(),
        code: PeriodCode::parse("2024Q1").unwrap(),
        cut_off_on: date(2024, 3, 31),
        opens_on: None,
        due_on: Some(date(2024, 4, 5)),
        timely_until: None,
        closes_on: Some(date(2024, 4, 30)),
        title: "大兴区2024年重要民生实事一季度进展".into(),
        columns: r#"{"number":"序号"}"#.into(),
    }
}

const BYTES: &[u8] = b"PK\x03\x04 not really a workbook \0\xff";

fn job() -> ImportJob {
    ImportJob {
        id: "job-1".into(),
        document_id: "d-1".into(),
        revision: 1,
        state: "open".into(),
        reading: "{}".into(),
        decisions: "{}".into(),
    }
}

fn report(version: i64) -> ReportVersion {
    ReportVersion {
        id: format!("r-{version}"),
        assignment_id: "a-1".into(),
        period_id: "q1".into(),
        version,
        published: "{}".into(),
        narrative: "已开工1088套，𠮷祥里项目主体封顶。😀".into(),
        narrative_clean: (version == 2).then(|| "已开工1088套".into()),
        reading: "{}".into(),
        cut_off_on: (version == 2).then(|| date(2024, 3, 25)),
        document_id: (version == 1).then(|| "d-1".into()),
        import_job_id: (version == 1).then(|| "job-1".into()),
    }
}

fn actual() -> Actual {
    Actual {
        id: "x-1".into(),
        indicator_id: "i-1".into(),
        report_version_id: "r-1".into(),
        amount: Amount {
            qualifier: Qualifier::Exactly,
            value: "2".parse().unwrap(),
            value_max: Some("3.50".parse().unwrap()),
            unit: "套".into(),
        },
        as_of: Some(date(2024, 3, 31)),
        link: Link::Likely,
        reason: "单位相同，名词不全".into(),
        span: None,
        confirmed_by: None,
    }
}

fn policy(version: i64) -> Policy {
    Policy {
        name: "yinchuan".into(),
        version,
        body: "{}".into(),
        in_force_on: date(2024, 1, version as i8),
    }
}

#[tokio::test]
async fn the_story_on_sqlite() {
    let folder = TempFolder::new("story");
    let location = Location::Sqlite(folder.0.join("newly").join("made"));
    story(location).await;
}

#[tokio::test]
async fn the_story_on_postgres() {
    story(Location::Postgres(postgres::postgres_for_tests())).await;
}

async fn story(location: Location) {
    let store = Store::open(&location).await.unwrap();
    assert!(store.is_fresh().await.unwrap());
    assert_eq!(store.latest_change().await.unwrap(), 0);
    assert_eq!(store.programme_data(J, "p-2024").await.unwrap(), None);

    // A file is uploaded before anybody has said whose it is.
    let document = Document::new("d-1", "一季度.xlsx", BYTES);
    let mut write = store.begin(at(1)).await.unwrap();
    write
        .insert_document(DRAFTS, &document, BYTES)
        .await
        .unwrap();
    write.insert_import_job(DRAFTS, &job()).await.unwrap();
    assert_eq!(write.commit("upload", "上传一季度.xlsx").await.unwrap(), 1);
    let open = store.import_jobs(true, 10).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].jurisdiction_id, DRAFTS);
    assert_eq!(open[0].job, kept(1, job()));
    assert_eq!(open[0].document, kept(1, document.clone()));

    // Two people check it; the slower one is told so.
    let checked = ImportJob {
        revision: 2,
        decisions: r#"{"year":2024}"#.into(),
        ..job()
    };
    let mut write = store.begin(at(2)).await.unwrap();
    assert!(write.update_import_job(DRAFTS, &checked, 1).await.unwrap());
    write.commit("check", "改年份").await.unwrap();
    let mut write = store.begin(at(3)).await.unwrap();
    assert!(!write.update_import_job(DRAFTS, &checked, 1).await.unwrap());
    drop(write);
    assert_eq!(store.latest_change().await.unwrap(), 2);

    // It is confirmed: everything becomes records in one transaction.
    let mut write = store.begin(at(4)).await.unwrap();
    write.insert_jurisdiction(&jurisdiction()).await.unwrap();
    write.insert_programme(J, &programme()).await.unwrap();
    write.insert_unit(J, &unit("u-2", "各镇街")).await.unwrap();
    write
        .insert_unit(J, &unit("u-1", "区住建委"))
        .await
        .unwrap();
    write
        .insert_commitment(J, &commitment("c-2", "托育"))
        .await
        .unwrap();
    write
        .insert_commitment(J, &commitment("c-1", "保障房"))
        .await
        .unwrap();
    let rows = [
        assignment("a-1", 0, "c-1", "1"),
        assignment("a-2", 1, "c-2", "2"),
    ];
    for row in rows.iter().rev() {
        write.insert_assignment(J, row).await.unwrap();
    }
    write.insert_indicator(J, &indicator()).await.unwrap();
    write.insert_target(J, &target()).await.unwrap();
    write.insert_period(J, &period()).await.unwrap();
    let adopted = write.adopt_import_job(J, "job-1").await.unwrap();
    assert_eq!(adopted.as_deref(), Some("d-1"));
    let confirmed = ImportJob {
        revision: 3,
        state: "confirmed".into(),
        ..checked
    };
    assert!(write.update_import_job(J, &confirmed, 2).await.unwrap());
    write.insert_report_version(J, &report(1)).await.unwrap();
    write.insert_actual(J, &actual()).await.unwrap();
    write.insert_policy(J, &policy(2)).await.unwrap();
    write.insert_policy(J, &policy(1)).await.unwrap();
    // A write sees what it has done itself.
    let inside = write.programme_data(J, "p-2024").await.unwrap().unwrap();
    assert_eq!(write.changed().len(), 22);
    let seq = write.commit("confirm", "导入一季度").await.unwrap();
    assert_eq!(seq, 3);

    // It reads back equal and in order.
    let data = store.programme_data(J, "p-2024").await.unwrap().unwrap();
    assert_eq!(data, inside);
    assert_eq!(data.jurisdiction, jurisdiction());
    assert_eq!(data.programme, kept(4, programme()));
    assert_eq!(
        data.units,
        [
            kept(4, unit("u-1", "区住建委")),
            kept(4, unit("u-2", "各镇街"))
        ]
    );
    assert_eq!(
        data.commitments,
        [
            kept(4, commitment("c-1", "保障房")),
            kept(4, commitment("c-2", "托育"))
        ]
    );
    assert_eq!(data.assignments, rows.clone().map(|row| kept(4, row)));
    assert_eq!(data.indicators, [kept(4, indicator())]);
    assert_eq!(data.targets, [kept(4, target())]);
    let amount = &data.targets[0].record.amount;
    assert_eq!(amount.value.to_string(), "12345678901234567.8912");
    assert_eq!(data.periods, [kept(4, period())]);
    assert_eq!(data.report_versions, [kept(4, report(1))]);
    assert_eq!(data.actuals, [kept(4, actual())]);
    assert_eq!(data.documents, [kept(1, document.clone())]);
    assert_eq!(
        store.document_bytes(J, "d-1").await.unwrap().as_deref(),
        Some(BYTES)
    );
    assert_eq!(store.document(DRAFTS, "d-1").await.unwrap(), None);
    let found = store.document_by_sha256(J, &document.sha256).await.unwrap();
    assert_eq!(found, Some(kept(1, document.clone())));
    assert!(store.import_jobs(true, 10).await.unwrap().is_empty());
    assert_eq!(store.import_jobs(false, 10).await.unwrap().len(), 1);
    let stored = store.import_job("job-1").await.unwrap().unwrap();
    assert_eq!(stored.job, kept(1, confirmed));
    assert_eq!(
        store.policies(J).await.unwrap(),
        [kept(4, policy(1)), kept(4, policy(2))]
    );
    assert!(!store.is_fresh().await.unwrap());

    // A write that is dropped leaves nothing, not even when its task is cancelled.
    let mut write = store.begin(at(5)).await.unwrap();
    write.insert_report_version(J, &report(2)).await.unwrap();
    assert_eq!(
        write
            .programme_data(J, "p-2024")
            .await
            .unwrap()
            .unwrap()
            .report_versions
            .len(),
        2
    );
    drop(write);
    let (reached, reach) = tokio::sync::oneshot::channel();
    let task = tokio::spawn({
        let store = store.clone();
        async move {
            let mut write = store.begin(at(5)).await.unwrap();
            write.insert_report_version(J, &report(2)).await.unwrap();
            let seen = write.programme_data(J, "p-2024").await.unwrap().unwrap();
            reached.send(seen.report_versions.len()).unwrap();
            std::future::pending::<()>().await;
            write.commit("never", "不会发生").await.unwrap();
        }
    });
    assert_eq!(reach.await.unwrap(), 2);
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    drop(store.begin(at(5)).await.unwrap());
    assert_eq!(
        store.programme_data(J, "p-2024").await.unwrap().unwrap(),
        data
    );

    // The same file again, in another draft: the jurisdiction keeps one copy.
    let again = Document::new("d-2", "又一份.xlsx", BYTES);
    let mut write = store.begin(at(6)).await.unwrap();
    write.insert_document(DRAFTS, &again, BYTES).await.unwrap();
    let second = ImportJob {
        id: "job-2".into(),
        document_id: "d-2".into(),
        ..job()
    };
    write.insert_import_job(DRAFTS, &second).await.unwrap();
    let adopted = write.adopt_import_job(J, "job-2").await.unwrap();
    assert_eq!(adopted.as_deref(), Some("d-1"));
    assert_eq!(write.adopt_import_job(J, "job-2").await.unwrap(), None);
    // A second version of the report, a changed row, a moved day.
    write.insert_report_version(J, &report(2)).await.unwrap();
    let reworded = Assignment {
        label: "8".into(),
        wording: "建设筹集各类保障性住房7000套。".into(),
        units: vec![("u-2".into(), Role::Supervising)],
        ..rows[1].clone()
    };
    let moved = Period {
        cut_off_on: date(2024, 3, 30),
        ..period()
    };
    assert!(write.update_assignment(J, &reworded).await.unwrap());
    let merged = Assignment {
        commitment_id: "c-2".into(),
        ..rows[0].clone()
    };
    assert!(write.update_assignment(J, &merged).await.unwrap());
    assert!(write.update_period(J, &moved).await.unwrap());
    assert!(
        !write
            .update_period(
                J,
                &Period {
                    id: "q9".into(),
                    ..moved.clone()
                }
            )
            .await
            .unwrap()
    );
    write.commit("import", "更正").await.unwrap();
    assert_eq!(store.document(DRAFTS, "d-2").await.unwrap(), None);
    let later = store.programme_data(J, "p-2024").await.unwrap().unwrap();
    assert_eq!(
        later.report_versions,
        [kept(4, report(1)), kept(6, report(2))]
    );
    assert_eq!(later.assignments[1], kept(6, reworded));
    assert_eq!(later.assignments[0].record.commitment_id, "c-2");
    assert_eq!(later.assignments[0].record.units, rows[0].units);
    assert_eq!(later.periods[0].record.cut_off_on, date(2024, 3, 30));

    // What must be unique stays so, and a failed write cannot be committed.
    let mut write = store.begin(at(7)).await.unwrap();
    let error = inserted(write.insert_unit(J, &unit("u-9", "区住建委")).await, write).await;
    assert!(
        matches!(error, StoreError::Duplicate { table: "unit" }),
        "{error:?}"
    );
    assert_eq!(error.to_string(), "单位已经存在，不能重复登记");
    let mut write = store.begin(at(7)).await.unwrap();
    let error = inserted(write.insert_report_version(J, &report(2)).await, write).await;
    assert!(matches!(error, StoreError::Duplicate { .. }), "{error:?}");
    // Nothing may point into the void, or into another jurisdiction.
    let mut write = store.begin(at(7)).await.unwrap();
    let elsewhere = Jurisdiction {
        id: "j-2".into(),
        name: "别处".into(),
        example: false,
    };
    write.insert_jurisdiction(&elsewhere).await.unwrap();
    let result = write
        .insert_commitment("j-2", &commitment("c-3", "越界"))
        .await;
    let error = inserted(result, write).await;
    assert!(
        matches!(error, StoreError::MissingReference { .. }),
        "{error:?}"
    );
    let mut write = store.begin(at(7)).await.unwrap();
    let error = write.insert_unit(J, &unit("u-9", "零\0")).await;
    assert!(matches!(error, Err(StoreError::ZeroCharacter { .. })));
    let error = write.commit("import", "带病提交").await;
    assert!(matches!(error, Err(StoreError::Failed)));

    // The change set has one row per commit.
    let sets = store.change_sets(10).await.unwrap();
    let told: Vec<_> = sets
        .iter()
        .map(|set| (set.seq, set.jurisdiction_id.as_str(), set.records))
        .collect();
    assert_eq!(
        told,
        [(4, J, 10), (3, J, 22), (2, DRAFTS, 1), (1, DRAFTS, 2)]
    );
    assert_eq!(sets[0].recorded, at(6));
    assert_eq!(
        (sets[0].use_case.as_str(), sets[0].summary.as_str()),
        ("import", "更正")
    );
    assert_eq!(store.latest_change().await.unwrap(), 4);

    sign_in(&store).await;
    many_at_once(&store).await;

    // Opened again, everything is there.
    let seen = store.programme_data(J, "p-2024").await.unwrap();
    drop(store);
    let store = Store::open(&location).await.unwrap();
    assert_eq!(store.programme_data(J, "p-2024").await.unwrap(), seen);
    backup(&store, &location).await;
    drop(store);

    // A database that a newer program has migrated is left alone.
    pretend_newer(&location).await;
    let error = Store::open(&location).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "数据库由更新版本的程序创建（第99版），本程序只认识到第2版，请升级程序"
    );
}

/// The error of an insert, now or at the commit; either way nothing is committed.
async fn inserted(result: Result<(), StoreError>, write: shishi_store::Write) -> StoreError {
    let committed = write.commit("import", "不应成功").await.unwrap_err();
    match result {
        Ok(()) => committed,
        Err(error) => {
            assert!(matches!(committed, StoreError::Failed), "{committed:?}");
            error
        }
    }
}

async fn sign_in(store: &Store) {
    let link = TokenHash::of("一次性链接");
    store
        .create_login_link(&link, moment(0), moment(60))
        .await
        .unwrap();
    let (a, b) = tokio::join!(
        store.use_login_link(&link, moment(1)),
        store.use_login_link(&link, moment(1))
    );
    assert!(a.unwrap() ^ b.unwrap(), "a link works once");
    assert!(!store.use_login_link(&link, moment(2)).await.unwrap());
    let late = TokenHash::of("过期链接");
    store
        .create_login_link(&late, moment(0), moment(60))
        .await
        .unwrap();
    assert!(!store.use_login_link(&late, moment(60)).await.unwrap());

    let token = TokenHash::of("会话");
    store
        .create_session(&token, "督查室", moment(1), moment(100))
        .await
        .unwrap();
    let session = store.session(&token, moment(99)).await.unwrap().unwrap();
    assert_eq!(session.actor, "督查室");
    assert_eq!(session.created_at, moment(1));
    assert_eq!(store.session(&token, moment(100)).await.unwrap(), None);
    assert!(store.end_session(&token).await.unwrap());
    assert!(!store.end_session(&token).await.unwrap());
    assert_eq!(store.session(&token, moment(2)).await.unwrap(), None);
}

/// Writers wait for each other, and readers for nobody.
async fn many_at_once(store: &Store) {
    let before = store.latest_change().await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (store, reader) = (store.clone(), store.clone());
        tasks.spawn(async move {
            let mut write = store.begin(at(10 + n)).await.unwrap();
            // What a write has read stays true until it commits.
            let count = write.units(J).await.unwrap().len();
            let unit = unit(&format!("many-{count}"), &format!("第{count}个单位"));
            write.insert_unit(J, &unit).await.unwrap();
            if n % 4 != 0 {
                write.commit("test", "并发").await.unwrap();
            }
        });
        tasks.spawn(async move {
            assert!(reader.latest_change().await.unwrap() >= before);
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    assert_eq!(store.latest_change().await.unwrap(), before + 15);
}

async fn backup(store: &Store, location: &Location) {
    let folder = TempFolder::new("backup");
    std::fs::create_dir_all(&folder.0).unwrap();
    let target = folder.0.join("shishi.db");
    let done = store.backup_to(&target).await;
    match location {
        Location::Sqlite(_) => {
            done.unwrap();
            let copy = Store::open(&Location::Sqlite(folder.0.clone()))
                .await
                .unwrap();
            assert_eq!(
                copy.programme_data(J, "p-2024").await.unwrap(),
                store.programme_data(J, "p-2024").await.unwrap()
            );
            let twice = store.backup_to(&target).await.unwrap_err();
            assert!(twice.to_string().contains("已有同名文件"), "{twice}");
        }
        Location::Postgres(_) => {
            let error = done.unwrap_err();
            assert_eq!(error.to_string(), "PostgreSQL 数据库的备份请用 pg_dump");
        }
    }
}

async fn pretend_newer(location: &Location) {
    let sql = "INSERT INTO schema_migration (version, name) VALUES (99, 'future')";
    run(location, sql).await;
}

/// Runs statements past the store.
async fn run(location: &Location, sql: &str) {
    match location {
        Location::Sqlite(folder) => {
            std::fs::create_dir_all(folder).unwrap();
            let connection = rusqlite::Connection::open(folder.join("shishi.db")).unwrap();
            connection.execute_batch(sql).unwrap();
        }
        Location::Postgres(address) => {
            let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls)
                .await
                .unwrap();
            let task = tokio::spawn(connection);
            client.batch_execute(sql).await.unwrap();
            drop(client);
            task.await.unwrap().unwrap();
        }
    }
}

#[tokio::test]
async fn data_of_the_first_version_is_kept_on_sqlite() {
    let folder = TempFolder::new("first");
    let first = include_str!("../migrations/0001_records.sql");
    data_is_kept(Location::Sqlite(folder.0.clone()), first).await;
}

#[tokio::test]
async fn data_of_the_first_version_is_kept_on_postgres() {
    let first = include_str!("../migrations/0001_records.sql").replace(" BLOB ", " BYTEA ");
    data_is_kept(Location::Postgres(postgres::postgres_for_tests()), &first).await;
}

async fn data_is_kept(location: Location, first: &str) {
    let rows = "
        CREATE TABLE schema_migration (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL);
        INSERT INTO schema_migration VALUES (1, '0001_records');
        INSERT INTO jurisdiction VALUES ('j-1', 1, '督查室', '大兴区', 0);
        INSERT INTO programme VALUES
          ('j-1', 'p-2024', 1, '督查室', 2024, '民生实事', '2024-01-01', '2024-12-31');
        INSERT INTO commitment VALUES ('j-1', 'c-1', 1, '督查室', 'p-2024', '保障房');
        INSERT INTO indicator VALUES
          ('j-1', 'i-1', 1, '督查室', 'c-1', 0, '保障性住房', 'count', 'cumulative', 1);
        INSERT INTO target VALUES ('j-1', 't-1', 1, '督查室', 'i-1', 1, '=', '6000', NULL, '套',
          '2024-01-01', '一季度.xlsx', '', 24, 31);";
    run(&location, &format!("{first}{rows}")).await;
    let store = Store::open(&location).await.unwrap();
    let data = store.programme_data(J, "p-2024").await.unwrap().unwrap();
    let [kept] = &data.targets[..] else {
        panic!("{:?}", data.targets)
    };
    assert_eq!(kept.record.amount.value, 6000.into());
    assert_eq!(kept.record.span, Some(Span::new(24, 31)));
    assert_eq!(kept.record.due_on, None);
    let next = Target {
        id: "t-2".into(),
        version: 2,
        due_on: Some(date(2024, 9, 30)),
        ..kept.record.clone()
    };
    let mut write = store.begin(at(2)).await.unwrap();
    write.insert_target(J, &next).await.unwrap();
    write.commit("test", "到期日").await.unwrap();
    let data = store.programme_data(J, "p-2024").await.unwrap().unwrap();
    assert_eq!(data.targets[1].record, next);
}

#[tokio::test]
async fn a_look_changes_nothing_and_finds_what_is_broken() {
    let folder = TempFolder::new("look");
    let location = Location::Sqlite(folder.0.clone());
    let look = async || Store::examine(&location).await.unwrap();
    assert_eq!(look().await, None);
    assert!(!folder.0.exists(), "a look makes no folder");

    let store = Store::open(&location).await.unwrap();
    let mut write = store.begin(at(1)).await.unwrap();
    let document = Document::new("d-1", "一季度.xlsx", BYTES);
    write
        .insert_document(DRAFTS, &document, BYTES)
        .await
        .unwrap();
    write.insert_import_job(DRAFTS, &job()).await.unwrap();
    write.commit("upload", "上传").await.unwrap();
    // A running program does not stand in the way.
    let found = look().await.unwrap();
    assert_eq!(found.version, Some(found.known));
    assert_eq!((found.damage.as_slice(), found.files), (&[][..], 1));
    assert_eq!(found.changed_files, Vec::<String>::new());
    drop(store);

    let names = || std::fs::read_dir(&folder.0).unwrap().count();
    let (before, bytes) = (names(), std::fs::read(folder.0.join("shishi.db")).unwrap());
    look().await;
    assert_eq!(names(), before);
    assert_eq!(std::fs::read(folder.0.join("shishi.db")).unwrap(), bytes);

    let connection = rusqlite::Connection::open(folder.0.join("shishi.db")).unwrap();
    let spoil = "PRAGMA foreign_keys = OFF; UPDATE document SET bytes = X'00'; \
                 UPDATE import_job SET document_id = 'd-9'";
    connection.execute_batch(spoil).unwrap();
    drop(connection);
    let found = look().await.unwrap();
    assert_eq!(found.changed_files, ["一季度.xlsx"]);
    let reference = Damage::Reference {
        table: "import_job".into(),
        to: "document".into(),
        rows: 1,
    };
    assert_eq!(found.damage, [reference]);
}

#[tokio::test]
async fn a_look_at_postgres_migrates_nothing() {
    let location = Location::Postgres(postgres::postgres_for_tests());
    for version in [None, Some(2)] {
        let found = Store::examine(&location).await.unwrap().unwrap();
        assert_eq!((found.version, found.files), (version, 0));
        Store::open(&location).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_open_a_fresh_database_at_once_on_sqlite() {
    let folder = TempFolder::new("twice");
    open_at_once(Location::Sqlite(folder.0.clone())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_open_a_fresh_database_at_once_on_postgres() {
    open_at_once(Location::Postgres(postgres::postgres_for_tests())).await;
}

async fn open_at_once(location: Location) {
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let location = location.clone();
        tasks.spawn(async move { Store::open(&location).await });
    }
    while let Some(opened) = tasks.join_next().await {
        let store = opened.unwrap().unwrap();
        assert!(store.is_fresh().await.unwrap());
        assert_eq!(store.schema_version(), 2);
    }
}

#[tokio::test]
async fn what_cannot_be_opened_says_why() {
    let error = async |location| Store::open(&location).await.unwrap_err();
    let folder = TempFolder::new("why");
    std::fs::create_dir_all(&folder.0).unwrap();

    let file = folder.0.join("a-file");
    std::fs::write(&file, "x").unwrap();
    let it = error(Location::Sqlite(file.join("below"))).await;
    assert!(matches!(it, StoreError::Folder { .. }), "{it:?}");

    std::fs::write(folder.0.join("shishi.db"), "这不是数据库。".repeat(100)).unwrap();
    let it = error(Location::Sqlite(folder.0.clone())).await;
    assert!(matches!(it, StoreError::NotADatabase { .. }), "{it:?}");

    let blocked = folder.0.join("blocked");
    std::fs::create_dir_all(blocked.join("shishi.db")).unwrap();
    let it = error(Location::Sqlite(blocked)).await;
    assert!(matches!(it, StoreError::NotWritable { .. }), "{it:?}");

    let address = |text: &str| Location::Postgres(text.to_owned());
    for text in ["mysql://localhost/x", "postgres://a b:c", "postgres:///x"] {
        let it = error(address(text)).await;
        assert!(matches!(it, StoreError::Address), "{text} {it:?}");
    }
    for mode in ["require", "verify-full", "verify-ca"] {
        let it = error(address(&format!("postgres://u@localhost/x?sslmode={mode}"))).await;
        assert!(matches!(it, StoreError::TlsUnsupported), "{mode} {it:?}");
    }
    let it = error(address("postgres://u:secret@127.0.0.1:1/shishi")).await;
    assert!(matches!(it, StoreError::Unreachable { .. }), "{it:?}");
    assert!(it.to_string().contains("127.0.0.1:1/shishi"), "{it}");
    assert!(!it.to_string().contains("secret"), "{it}");
    let shown = format!("{:?} {it:?}", address("postgres://u:secret@h/x"));
    assert!(!shown.contains("secret"), "{shown}");

    let missing = postgres::postgres_for_tests();
    let it = error(address(&format!("{missing}_not_there"))).await;
    assert!(matches!(it, StoreError::NoSuchDatabase { .. }), "{it:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_waits_for_another_program() {
    let folder = TempFolder::new("waits");
    let store = Store::open(&Location::Sqlite(folder.0.clone()))
        .await
        .unwrap();
    let other = rusqlite::Connection::open(folder.0.join("shishi.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let writer = store.clone();
    let waiting = tokio::spawn(async move {
        let mut write = writer.begin(at(1)).await.unwrap();
        write.insert_jurisdiction(&jurisdiction()).await.unwrap();
        write.commit("test", "等到了").await.unwrap()
    });
    // Readers are not held up.
    assert!(store.is_fresh().await.unwrap());
    assert!(!waiting.is_finished());
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(waiting.await.unwrap(), 1);
}

#[tokio::test]
async fn a_row_that_makes_no_sense_is_named() {
    let folder = TempFolder::new("nonsense");
    let store = Store::open(&Location::Sqlite(folder.0.clone()))
        .await
        .unwrap();
    let mut write = store.begin(at(1)).await.unwrap();
    write.insert_jurisdiction(&jurisdiction()).await.unwrap();
    write.insert_programme(J, &programme()).await.unwrap();
    write.commit("test", "写入").await.unwrap();
    let connection = rusqlite::Connection::open(folder.0.join("shishi.db")).unwrap();
    connection
        .execute_batch("UPDATE programme SET due_on = '年底'")
        .unwrap();
    let error = store.programmes(J).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "数据库表 programme 中编号为 p-2024 的一行，due_on 列无法识别"
    );
}

/// Futures go to worker threads, so they must be able to.
#[allow(dead_code)]
fn futures_are_send(store: &'static Store, write: &'static mut shishi_store::Write) {
    fn send(_: impl Send) {}
    send(store.begin(at(0)));
    send(store.programme_data(J, ""));
    send(store.import_jobs(true, 1));
    send(async move {
        write.insert_actual(J, &actual()).await?;
        write.adopt_import_job(J, "").await
    });
}

/// A folder that is removed when the test ends.
struct TempFolder(PathBuf);

impl TempFolder {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("shishi-store-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
