//! `shishi export`: a period in the published columns, order and wording.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use shishi_app::View;
use shishi_app::export::{Format, export};

use crate::commands::{one_district, unopened};
use crate::{Done, Place, WrongUse};

/// Arguments.
#[derive(Debug, Args)]
pub struct Export {
    /// 辖区，库里只有一个时不用写
    #[arg(long)]
    district: Option<String>,
    /// 年度，默认为最近一年
    #[arg(long)]
    year: Option<i16>,
    /// 报告期，默认为最近一期
    #[arg(long)]
    period: Option<String>,
    /// 格式：html docx xlsx csv json，默认看文件名的后缀
    #[arg(long)]
    format: Option<Format>,
    /// 写到哪个文件，- 为标准输出
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// Writes the file whole, or not at all.
pub async fn run(args: &Export) -> Result<Done> {
    let ending = args
        .out
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    let format = match args.format {
        Some(format) => format,
        None => match ending.to_ascii_lowercase().parse() {
            Ok(format) => format,
            Err(_) => bail!(WrongUse(
                "请用 --format 指明格式：html docx xlsx csv json".into()
            )),
        },
    };
    let app = args.place.open_existing().await?;
    let district = one_district(&app, args.district.as_deref()).await?;
    let view = View {
        district: Some(&district),
        period: args.period.as_deref(),
        ..Default::default()
    };
    let Some(snapshot) = app.snapshot(args.year, view).await? else {
        bail!("没有这个年度或报告期的数据");
    };
    let bytes = export(&snapshot, format)?;
    if args.out == Path::new("-") {
        use std::io::Write;
        std::io::stdout().lock().write_all(&bytes)?;
    } else {
        write_whole(&args.out, &bytes).map_err(|error| unopened(&args.out, &error))?;
        eprintln!(
            "已写出 {}（{} 行）",
            args.out.display(),
            snapshot.rows.len()
        );
    }
    Ok(Done::Clean)
}

/// Into a neighbour first, then renamed, so that a half-written file never has the name asked for.
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written
}
