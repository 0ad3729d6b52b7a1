//! One file per command.

pub mod doctor;
pub mod evaluate;
pub mod export;
pub mod extract;
pub mod import;
pub mod read;
pub mod score;
pub mod serve;

use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};
use shishi_app::App;

use crate::WrongUse;

/// The largest file a command takes in, in bytes; the reader refuses smaller ones with its own
/// sentence.
const MOST: u64 = 512 << 20;

/// A file's name and bytes.
pub fn load(path: &Path) -> Result<(String, Vec<u8>)> {
    let what = |error: std::io::Error| unopened(path, &error);
    let meta = std::fs::metadata(path).map_err(what)?;
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
    Ok((name, std::fs::read(path).map_err(what)?))
}

/// Why a file cannot be opened or written, in a sentence.
pub fn unopened(path: &Path, error: &std::io::Error) -> anyhow::Error {
    use std::io::ErrorKind;
    let path = path.display();
    match error.kind() {
        ErrorKind::NotFound => anyhow::anyhow!("没有找到“{path}”，请核对路径"),
        ErrorKind::PermissionDenied => anyhow::anyhow!("没有权限使用“{path}”"),
        ErrorKind::IsADirectory => anyhow::anyhow!("“{path}”是目录，不是文件"),
        ErrorKind::NotADirectory => anyhow::anyhow!("“{path}”的上级不是目录"),
        ErrorKind::StorageFull => anyhow::anyhow!("磁盘已满，写不了“{path}”"),
        _ => anyhow::anyhow!("打不开“{path}”：{error}"),
    }
}

/// The district meant: the one named, or the only one there is.
pub async fn one_district(app: &App, named: Option<&str>) -> Result<String> {
    let known = app.districts().await?;
    match (named, known.as_slice()) {
        (Some(name), _) => Ok(name.to_owned()),
        (None, [only]) => Ok(only.clone()),
        (None, []) => bail!("库里还没有数据，请先用 shishi import 导入"),
        (None, several) => bail!(WrongUse(format!(
            "库里有几个辖区，请用 --district 指明：{}",
            several.join(" ")
        ))),
    }
}

/// Prints a value as JSON, with a closing line break.
pub fn print_json(value: &impl serde::Serialize) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}
