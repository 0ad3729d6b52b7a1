//! `shishi read`: what a document importer gets out of a file.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use shishi_app::{documents, import};

use crate::Done;
use crate::commands::{load, print_json};

/// Arguments.
#[derive(Debug, Args)]
pub struct Read {
    /// 文件：txt tsv csv html docx xlsx xls pdf；装有 LibreOffice 时还有 doc wps rtf odt et ods
    file: PathBuf,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// Reads and prints.
pub fn run(args: &Read) -> Result<Done> {
    let (name, bytes) = load(&args.file)?;
    let reading = import::read(&name, &bytes)?;
    if args.json {
        print_json(&reading)?;
    } else {
        print(&reading)?;
    }
    let unreadable = reading
        .issues
        .iter()
        .any(|issue| issue.kind == "row-unreadable");
    Ok(if unreadable || reading.items.is_empty() {
        Done::Problems
    } else {
        Done::Clean
    })
}

fn print(reading: &documents::Reading) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "没有读出".into());
    writeln!(out, "标题    {}", text(&reading.title))?;
    writeln!(
        out,
        "年度    {}",
        reading.year.map_or("没有读出".into(), |y| y.to_string())
    )?;
    writeln!(out, "辖区    {}", text(&reading.district))?;
    writeln!(out, "报告期  {}", text(&reading.period))?;
    let units: std::collections::BTreeSet<_> =
        reading.items.iter().flat_map(|i| &i.units).collect();
    writeln!(
        out,
        "共 {} 行，{} 个单位\n",
        reading.items.len(),
        units.len()
    )?;
    for item in &reading.items {
        writeln!(out, "{}  {}", item.label, item.title)?;
        if !item.units.is_empty() {
            writeln!(
                out,
                "    {}：{}",
                reading.columns.units,
                item.units.join("、")
            )?;
        }
        writeln!(
            out,
            "    {}：{}\n",
            reading.columns.narrative, item.narrative
        )?;
    }
    if !reading.issues.is_empty() {
        writeln!(out, "请核对：")?;
        for issue in &reading.issues {
            writeln!(out, "  [{}] {}", issue.kind, issue.message)?;
        }
    }
    out.flush()?;
    Ok(())
}
