//! How long a large import takes: `cargo run --release -p shishi-store --example import_speed`.
//!
//! Ten thousand rows with a commitment, an indicator, a target, a report and a figure each, in one
//! write; then all of it read back: on SQLite in a temporary folder, and on a PostgreSQL server for
//! tests, which does not wait for the disk. `sqlite` or `postgres` as argument measures only that.

#[path = "../tests/support/postgres.rs"]
mod postgres;

use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::date;
use shishi_domain::programme::Role;
use shishi_domain::{Accumulation, Amount, Decimal, Link, Measure, PeriodCode, Qualifier, Span};
use shishi_store::record::*;
use shishi_store::{Location, Store, StoreError};

const ROWS: i64 = 10_000;
const J: &str = "0190a6c2-0000-7000-8000-000000000000";

#[tokio::main]
async fn main() -> Result<(), StoreError> {
    let folder = std::env::temp_dir().join(format!("shishi-speed-{}", std::process::id()));
    let only = std::env::args().nth(1);
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    if wanted("sqlite") {
        println!("SQLite");
        let measured = measure(&Location::Sqlite(folder.clone())).await;
        // What stays behind in a temporary folder does no harm.
        let _ = std::fs::remove_dir_all(folder);
        measured?;
    }
    if wanted("postgres") {
        println!("PostgreSQL");
        measure(&Location::Postgres(postgres::postgres_for_tests())).await?;
    }
    Ok(())
}

fn id(kind: i64, n: i64) -> String {
    // Scattered like the random part of real identifiers within one millisecond.
    let random = n.wrapping_mul(2_654_435_761) & 0xffff_ffff;
    format!("0190a6c2-{kind:04x}-7000-8000-{random:012x}")
}

async fn measure(location: &Location) -> Result<(), StoreError> {
    let store = Store::open(location).await?;
    let recorded = Recorded {
        at: Timestamp::UNIX_EPOCH,
        by: "命令行".into(),
    };
    let narrative =
        "已开工1088套，开工率72.5%；其余项目正在办理前期手续，计划四月底前全部开工。".repeat(3);
    let programme_id = id(1, 0);
    let started = Instant::now();
    let mut write = store.begin(recorded).await?;
    let name = "大兴区".to_owned();
    let jurisdiction = Jurisdiction {
        id: J.into(),
        name,
        example: false,
    };
    write.insert_jurisdiction(&jurisdiction).await?;
    let programme = Programme {
        id: programme_id.clone(),
        year: 2024,
        title: "大兴区2024年重要民生实事项目".into(),
        starts_on: date(2024, 1, 1),
        due_on: date(2024, 12, 31),
    };
    write.insert_programme(J, &programme).await?;
    let period = Period {
        id: id(2, 0),
        programme_id: programme_id.clone(),
        code: PeriodCode::parse("2024Q1").expect("a code"),
        cut_off_on: date(2024, 3, 31),
        opens_on: None,
        due_on: None,
        timely_until: None,
        closes_on: None,
        title: String::new(),
        columns: "{}".into(),
    };
    write.insert_period(J, &period).await?;
    for n in 0..60 {
        let unit = Unit {
            id: id(3, n),
            name: format!("第{n}个单位"),
        };
        write.insert_unit(J, &unit).await?;
    }
    let amount = |n: i64| Amount {
        qualifier: Qualifier::AtLeast,
        value: Decimal::from(n),
        value_max: None,
        unit: "套".into(),
    };
    for n in 0..ROWS {
        let commitment = Commitment {
            id: id(4, n),
            programme_id: programme_id.clone(),
            headline: "保障性住房".into(),
        };
        write.insert_commitment(J, &commitment).await?;
        let assignment = Assignment {
            id: id(5, n),
            programme_id: programme_id.clone(),
            commitment_id: commitment.id.clone(),
            position: n,
            number: (n + 1).to_string(),
            label: format!("第{}项", n + 1),
            wording: "建设筹集各类保障性住房6000套，竣工各类保障性住房5000套。".into(),
            units: vec![(id(3, n % 60), Role::Lead)],
        };
        write.insert_assignment(J, &assignment).await?;
        let indicator = Indicator {
            id: id(6, n),
            commitment_id: commitment.id,
            position: 0,
            name: "保障性住房".into(),
            measure: Measure::Count,
            accumulation: Accumulation::Cumulative,
            promised: true,
        };
        write.insert_indicator(J, &indicator).await?;
        let target = Target {
            id: id(7, n),
            indicator_id: indicator.id.clone(),
            version: 1,
            amount: amount(6000),
            due_on: None,
            in_force_on: date(2024, 1, 1),
            basis: "公开清单".into(),
            approver: String::new(),
            span: Some(Span::new(24, 31)),
        };
        write.insert_target(J, &target).await?;
        let report = ReportVersion {
            id: id(8, n),
            assignment_id: assignment.id,
            period_id: period.id.clone(),
            version: 1,
            published: "{}".into(),
            narrative: narrative.clone(),
            narrative_clean: None,
            reading: format!("{{\"text\":\"{narrative}\"}}"),
            cut_off_on: None,
            document_id: None,
            import_job_id: None,
        };
        write.insert_report_version(J, &report).await?;
        let actual = Actual {
            id: id(9, n),
            indicator_id: indicator.id,
            report_version_id: report.id,
            amount: amount(1088),
            as_of: Some(date(2024, 3, 31)),
            link: Link::Certain,
            reason: "单位、名词、动词一致".into(),
            span: Some(Span::new(9, 16)),
            confirmed_by: None,
        };
        write.insert_actual(J, &actual).await?;
    }
    let records = write.changed().len();
    let inserted = started.elapsed();
    write.commit("speed", "测速").await?;
    let took = started.elapsed();
    let each = took.as_secs_f64() * 1e6 / records as f64;
    println!(
        "  {records} records written in {took:.0?} ({each:.1} µs each), of it {:.0?} for the commit",
        took - inserted
    );

    let started = Instant::now();
    let data = store.programme_data(J, &programme_id).await?;
    let rows = data.map_or(0, |data| data.report_versions.len());
    println!("  {rows} rows read back in {:.0?}", started.elapsed());

    let started = Instant::now();
    for _ in 0..1000 {
        store.latest_change().await?;
    }
    println!("  latest change: {:.1?} each", started.elapsed() / 1000);
    Ok(())
}
