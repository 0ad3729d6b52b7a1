//! `shishi import`: read a file and save it.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde_json::json;
use shishi_app::import::{self, Decisions, ImportFile};

use crate::commands::{load, print_json};
use crate::{Done, Place, now, operator, words};

/// Arguments.
#[derive(Debug, Args)]
pub struct Import {
    /// 文件：txt tsv csv html docx xlsx xls pdf；装有 LibreOffice 时还有 doc wps rtf odt et ods
    file: PathBuf,
    /// 只看结果，不入库
    #[arg(long)]
    dry_run: bool,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
    /// 辖区，文件里没有写明时用
    #[arg(long)]
    district: Option<String>,
    /// 年度，文件里没有写明时用
    #[arg(long)]
    year: Option<i16>,
    /// 报告期：2024Q1、2024H1、2024M08、2024
    #[arg(long)]
    period: Option<String>,
    /// 数据截止日，默认为报告期最后一天
    #[arg(long, value_name = "DATE")]
    cut_off: Option<jiff::civil::Date>,
    #[command(flatten)]
    place: Place,
}

/// Reads, saves, and says what changed.
pub async fn run(args: &Import) -> Result<Done> {
    words::load(&args.place.data);
    let (name, bytes) = load(&args.file)?;
    let decisions = Decisions {
        year: args.year,
        district: args.district.clone(),
        period: args.period.clone(),
        cut_off_on: args.cut_off,
        ..Default::default()
    };
    let file = ImportFile {
        name,
        bytes,
        example: false,
    };
    // A folder is made only for a file that can be read, and never for a rehearsal.
    let exists = args.place.exists();
    if !exists {
        import::dry_run(file.clone(), &decisions).await?;
    }
    let app = match args.dry_run && !exists {
        true => None,
        false => Some(args.place.open().await?),
    };
    let bar = indicatif::ProgressBar::new_spinner().with_message("读取并入库");
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    let result = match &app {
        Some(app) => {
            app.import(&operator(), now(), file, &decisions, args.dry_run)
                .await
        }
        None => import::dry_run(file, &decisions).await,
    };
    bar.finish_and_clear();
    let (outcome, reading) = result?;
    if args.json {
        print_json(
            &json!({"outcome": outcome, "issues": reading.issues, "dry_run": args.dry_run}),
        )?;
    } else {
        let mut out = std::io::stdout().lock();
        let head = format!(
            "{}年 {}，{}行，{}个单位",
            outcome.year, outcome.period, outcome.rows, outcome.units
        );
        match (args.dry_run, outcome.unchanged) {
            (true, true) => writeln!(out, "{head}。内容与已入库的相同。只是预演，没有入库。")?,
            (true, false) => writeln!(
                out,
                "{head}。将新增{}行，更新{}行。只是预演，没有入库。",
                outcome.added, outcome.updated
            )?,
            (_, true) => writeln!(out, "{head}。内容与已入库的相同，没有改动。")?,
            (_, false) => writeln!(
                out,
                "{head}。新增{}行，更新{}行。",
                outcome.added, outcome.updated
            )?,
        }
        if !outcome.missing.is_empty() {
            let numbers = outcome.missing.join("、");
            writeln!(
                out,
                "请核对：本期以前报告过的第{numbers}项没有出现在这份表里，原报告保留"
            )?;
        }
        for issue in &reading.issues {
            writeln!(out, "请核对：{}", issue.message)?;
        }
    }
    let unreadable = reading
        .issues
        .iter()
        .any(|issue| issue.kind == "row-unreadable");
    Ok(if unreadable {
        Done::Problems
    } else {
        Done::Clean
    })
}
