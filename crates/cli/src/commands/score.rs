//! `shishi score`: precision, recall and F1 on a labelled file.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::Value;
use shishi_app::extract::{self, Item};
use shishi_app::on_all_cores;

use crate::Done;
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
    let mut gold = Vec::new();
    for (number, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        gold.push(
            serde_json::from_str::<Value>(line)
                .with_context(|| format!("第{}行不是 JSON", number + 1))?,
        );
    }
    let predictions = on_all_cores(&gold, |_, value| {
        let text = |name: &str| value[name].as_str().unwrap_or_default();
        let item = Item {
            title: text("title"),
            narrative: text("narrative"),
            year: value["year"].as_i64().and_then(|y| i16::try_from(y).ok()),
            as_of: value["as_of"].as_str().and_then(|day| day.parse().ok()),
        };
        let mut out = extract::to_corpus_json(&extract::read(&item), &item);
        out["id"] = value["id"].clone();
        out
    });
    let report = extract::score::score(&gold, &predictions);
    let mut out = std::io::stdout().lock();
    write!(out, "{report}")?;
    if args.errors {
        write!(out, "{}", report.errors())?;
    }
    Ok(Done::Clean)
}
