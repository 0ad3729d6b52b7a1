//! `shishi extract`: targets, actuals, percents, dates and events from text.

use std::io::{BufRead, Read as _, Write};

use anyhow::{Context, Result};
use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};
use shishi_app::extract::{self, Item, NoItem};
use shishi_app::on_all_cores;

use crate::Done;
use crate::commands::print_json;
use crate::words::{self, Words};

/// Items taken in at a time with `--jsonl`, so that memory stays flat however many there are.
const BATCH: usize = 512;

/// Arguments.
#[derive(Debug, Args)]
pub struct Extract {
    /// 进展文字，不写则读标准输入
    text: Option<String>,
    /// 任务标题
    #[arg(long, default_value = "")]
    title: String,
    /// 年度
    #[arg(long)]
    year: Option<i16>,
    /// 数据截止日
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
    /// 说明每个结果怎么来的
    #[arg(long)]
    explain: bool,
    /// 每行一项：标准输入一行 JSON，标准输出一行 JSON
    #[arg(long)]
    jsonl: bool,
    /// 只读数字、比例和日期
    #[arg(long)]
    entities: bool,
    #[command(flatten)]
    words: Words,
}

/// Reads text and prints what is in it.
pub fn run(args: &Extract) -> Result<Done> {
    words::load(&args.words.data);
    if args.jsonl {
        return lines(if args.entities {
            entities_line
        } else {
            item_line
        });
    }
    let text = match &args.text {
        Some(text) => text.clone(),
        None => {
            let mut bytes = Vec::new();
            std::io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .context("读不了标准输入")?;
            String::from_utf8(bytes).context("标准输入不是 UTF-8 文字")?
        }
    };
    if args.entities {
        print_json(&json!({"text": text, "expect": entities(&text, args.as_of)}))?;
        return Ok(Done::Clean);
    }
    let item = Item {
        title: &args.title,
        narrative: &text,
        year: args.year,
        as_of: args.as_of,
    };
    let reading = extract::read(&item);
    if args.json {
        print_json(&extract::to_corpus_json(&reading, &item))?;
    } else {
        let mut out = std::io::stdout().lock();
        for line in extract::explain(&item, &reading) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(Done::Clean)
}

fn entities(text: &str, reference: Option<Date>) -> Value {
    json!(extract::entities(text, reference))
}

/// Reads an item of the corpus; gives it back with its reading.
pub(super) fn item_line(value: &Value) -> Result<Value, NoItem> {
    let item = extract::from_corpus_json(value)?;
    let mut out = extract::to_corpus_json(&extract::read(&item), &item);
    out["id"] = value.get("id").cloned().unwrap_or(Value::Null);
    Ok(out)
}

fn entities_line(value: &Value) -> Result<Value, NoItem> {
    let text = extract::text_field(value, "text")?;
    let found = entities(text, extract::date_field(value, "reference_date")?);
    Ok(json!({"id": value.get("id"), "expect": found}))
}

/// One line in, one line out, in order, on all cores. A line that cannot be read is named on
/// standard error, and the others go on.
fn lines(one: fn(&Value) -> Result<Value, NoItem>) -> Result<Done> {
    let mut input = std::io::stdin().lock();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut number, mut problems) = (0usize, false);
    loop {
        let mut batch: Vec<(usize, Vec<u8>)> = Vec::with_capacity(BATCH);
        while batch.len() < BATCH {
            let mut line = Vec::new();
            if input
                .read_until(b'\n', &mut line)
                .context("读不了标准输入")?
                == 0
            {
                break;
            }
            number += 1;
            if !line.iter().all(u8::is_ascii_whitespace) {
                batch.push((number, line));
            }
        }
        if batch.is_empty() {
            break;
        }
        let results = on_all_cores(&batch, |_, (number, line)| {
            let read = serde_json::from_slice::<Value>(line)
                .map_err(|error| format!("不是 JSON：{error}"))
                .and_then(|value| one(&value).map_err(|why| why.to_string()));
            read.map_err(|why| format!("第{number}行{why}"))
        });
        for result in results {
            match result {
                Ok(value) => {
                    serde_json::to_writer(&mut out, &value)?;
                    out.write_all(b"\n")?;
                }
                Err(why) => {
                    problems = true;
                    eprintln!("shishi: {why}");
                }
            }
        }
    }
    out.flush()?;
    Ok(if problems {
        Done::Problems
    } else {
        Done::Clean
    })
}
