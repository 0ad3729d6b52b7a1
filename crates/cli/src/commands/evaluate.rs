//! `shishi evaluate`: lamps, stages and findings of a period.

use std::io::Write;

use anyhow::{Result, bail};
use clap::Args;
use shishi_app::View;
use shishi_app::domain::{Policy, finding::Severity};
use shishi_app::export;
use shishi_app::snapshot::{Row, Snapshot};

use crate::commands::{one_district, print_json};
use crate::{Done, Place, WrongUse};

/// Arguments.
#[derive(Debug, Args)]
pub struct Evaluate {
    /// 辖区，库里只有一个时不用写
    #[arg(long)]
    district: Option<String>,
    /// 年度，默认为最近一年
    #[arg(long)]
    year: Option<i16>,
    /// 报告期，默认为最近一期
    #[arg(long)]
    period: Option<String>,
    /// 按哪一天评定，默认为报告期的数据截止日
    #[arg(long, value_name = "DATE")]
    as_of: Option<jiff::civil::Date>,
    /// 亮灯规则：yinchuan dazu ouhai gap，默认为现行规则
    #[arg(long)]
    policy: Option<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// Judges and prints. Findings that ask for an explanation make the exit status 1.
pub async fn run(args: &Evaluate) -> Result<Done> {
    let policy = match &args.policy {
        None => None,
        Some(name) => match Policy::preset(name) {
            Some(policy) => Some(policy),
            None => {
                let names: Vec<_> = Policy::presets().into_iter().map(|p| p.name).collect();
                bail!(WrongUse(format!(
                    "没有名为“{name}”的亮灯规则，可用：{}",
                    names.join(" ")
                )));
            }
        },
    };
    let app = args.place.open_existing().await?;
    let district = one_district(&app, args.district.as_deref()).await?;
    let view = View {
        district: Some(&district),
        period: args.period.as_deref(),
        policy: policy.as_ref(),
        as_of: args.as_of,
    };
    let Some(snapshot) = app.snapshot(args.year, view).await? else {
        bail!("没有这个年度、报告期或评定日的数据");
    };
    if args.json {
        print_json(&export::evaluation(&snapshot))?;
    } else {
        print(&snapshot)?;
    }
    let problems = snapshot
        .findings
        .iter()
        .any(|f| f.severity >= Severity::Warning);
    Ok(if problems {
        Done::Problems
    } else {
        Done::Clean
    })
}

fn print(snapshot: &Snapshot) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(
        out,
        "{} {}（截至 {}，规则：{} 第{}版）\n",
        snapshot.programme.title,
        snapshot.period.code.zh(),
        snapshot.as_of,
        snapshot.policy.title,
        snapshot.policy.version
    )?;
    for row in &snapshot.rows {
        writeln!(
            out,
            "{}  [{}] {}",
            row.called(),
            row.result.level.zh(),
            row.headline
        )?;
        writeln!(out, "      {}", row.result.reason)?;
    }
    if !snapshot.findings.is_empty() {
        writeln!(out, "\n核查发现：")?;
        for finding in &snapshot.findings {
            let row = snapshot.row(&finding.number);
            let called = row.map(Row::called).unwrap_or_default();
            writeln!(out, "  {called} [{}] {}", finding.rule, finding.message)?;
        }
    }
    out.flush()?;
    Ok(())
}
