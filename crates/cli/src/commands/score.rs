//! `shishi score`: precision, recall and F1 on a labelled file.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use clap::Args;
use serde_json::Value;
use shishi_app::{extract, on_all_cores};

use crate::Done;
use crate::commands::extract::item_line;
use crate::commands::load;
use crate::words::{self, Words};

/// Arguments.
#[derive(Debug, Args)]
pub struct Score {
    /// 标注文件，每行一项
    gold: PathBuf,
    /// 列出每处漏读（-）和误读（+）
    #[arg(long)]
    errors: bool,
    #[command(flatten)]
    words: Words,
}

/// Reads every item of the file, compares, and prints the figures.
pub fn run(args: &Score) -> Result<Done> {
    words::load(&args.words.data);
    let (_, bytes) = load(&args.gold)?;
    let text = String::from_utf8(bytes).context("标注文件不是 UTF-8 文字")?;
    let lines: Vec<(usize, &str)> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let read = on_all_cores(&lines, |_, (number, line)| {
        let labelled: Value =
            serde_json::from_str(line).with_context(|| format!("第{number}行不是 JSON"))?;
        let predicted = item_line(&labelled).map_err(|why| anyhow!("第{number}行{why}"))?;
        Ok((labelled, predicted))
    });
    let (gold, predictions): (Vec<_>, Vec<_>) = read.into_iter().collect::<Result<_>>()?;
    let report = extract::score::score(&gold, &predictions);
    let mut out = std::io::stdout().lock();
    write!(out, "{report}")?;
    if args.errors {
        write!(out, "{}", report.errors())?;
    }
    Ok(Done::Clean)
}
