//! One file per command.

pub mod evaluate;
pub mod export;
pub mod extract;
pub mod import;
pub mod read;
pub mod score;
pub mod serve;

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The largest file a command takes in, in bytes; the reader refuses smaller ones with its own
/// sentence.
const MOST: u64 = 512 << 20;

/// A file's name and bytes.
pub fn load(path: &Path) -> Result<(String, Vec<u8>)> {
    let what = || format!("打不开文件“{}”", path.display());
    let meta = std::fs::metadata(path).with_context(what)?;
    if !meta.is_file() {
        bail!("“{}”不是文件", path.display());
    }
    if meta.len() > MOST {
        bail!("文件超过 {} MB，请拆分后再用", MOST >> 20);
    }
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    Ok((name, std::fs::read(path).with_context(what)?))
}

/// Prints a value as JSON, with a closing line break.
pub fn print_json(value: &impl serde::Serialize) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}
