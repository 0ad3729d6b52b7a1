//! `shishi doctor`: whether the data folder is in order.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use serde::Serialize;
use serde_json::json;
use shishi_app::extract::vocabulary::Problem;
use shishi_app::store::{Damage, Examination, Store, StoreError};

use crate::commands::{print_json, unopened};
use crate::words::{self, Tables};
use crate::{Done, Place};

/// Arguments.
#[derive(Debug, Args)]
pub struct Doctor {
    /// 输出 JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// One thing looked at.
#[derive(Debug, Serialize)]
struct Check {
    check: &'static str,
    status: Status,
    message: String,
    message_en: String,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    at: Option<At>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Ok,
    Wrong,
    /// Good to know.
    Note,
}

/// A place in a table of words.
#[derive(Debug, Serialize)]
struct At {
    table: String,
    line: usize,
    word: String,
    kind: &'static str,
}

/// Looks, changes nothing, and says what it found. Anything wrong makes the exit status 1.
pub async fn run(args: &Doctor) -> Result<Done> {
    let bar = indicatif::ProgressBar::new_spinner().with_message("检查数据");
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    let checks = examine(&args.place).await;
    bar.finish_and_clear();
    let wrong = checks.iter().filter(|c| c.status == Status::Wrong).count();
    if args.json {
        print_json(&json!({"ok": wrong == 0, "checks": checks}))?;
    } else {
        let mut out = std::io::stdout().lock();
        for check in &checks {
            let mark = match check.status {
                Status::Ok => '✓',
                Status::Wrong => '✗',
                Status::Note => '–',
            };
            writeln!(out, "{mark} {}", check.message)?;
        }
        match wrong {
            0 => writeln!(out, "没有发现问题。")?,
            _ => writeln!(out, "发现{wrong}处问题。")?,
        }
    }
    Ok(match wrong {
        0 => Done::Clean,
        _ => Done::Problems,
    })
}

async fn examine(place: &Place) -> Vec<Check> {
    let mut checks = Checks::default();
    let there = match place.database {
        None => checks.folder(&place.data),
        Some(_) => true,
    };
    if there {
        match Store::examine(&place.location()).await {
            Ok(Some(found)) => checks.database(&found, place.database.is_none()),
            Ok(None) => checks.note(
                "database",
                "还没有数据库，第一次导入时建立".into(),
                "There is no database yet; the first import makes it".into(),
            ),
            Err(error) => checks.wrong("database", error.to_string(), in_english(&error)),
        }
        checks.vocabulary(&Tables::of(&place.data));
    }
    checks.libreoffice();
    checks.0
}

#[derive(Default)]
struct Checks(Vec<Check>);

impl Checks {
    fn add(&mut self, check: &'static str, status: Status, message: String, message_en: String) {
        self.0.push(Check {
            check,
            status,
            message,
            message_en,
            at: None,
        });
    }

    fn ok(&mut self, check: &'static str, zh: String, en: String) {
        self.add(check, Status::Ok, zh, en);
    }

    fn wrong(&mut self, check: &'static str, zh: String, en: String) {
        self.add(check, Status::Wrong, zh, en);
    }

    fn note(&mut self, check: &'static str, zh: String, en: String) {
        self.add(check, Status::Note, zh, en);
    }

    /// Whether there is a folder to go on with.
    fn folder(&mut self, data: &Path) -> bool {
        let shown = data.display();
        match std::fs::metadata(data) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => {
                self.wrong(
                    "folder",
                    format!("“{shown}”不是目录"),
                    format!("“{shown}” is not a folder"),
                );
                return false;
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.wrong(
                    "folder",
                    format!("还没有数据：目录“{shown}”不存在，请核对 --data，或先用 shishi import 导入"),
                    format!(
                        "Nothing here yet: there is no folder “{shown}”; check --data, or import first"
                    ),
                );
                return false;
            }
            Err(error) => {
                self.unusable(data, &error);
                return false;
            }
        }
        match usable(data) {
            Ok(()) => self.ok(
                "folder",
                format!("数据目录“{shown}”可以读写"),
                format!("The data folder “{shown}” can be read and written"),
            ),
            Err((path, error)) => self.unusable(&path, &error),
        }
        true
    }

    fn unusable(&mut self, path: &Path, error: &std::io::Error) {
        self.wrong(
            "folder",
            unopened(path, error).to_string(),
            format!("“{}” cannot be used: {error}", path.display()),
        );
    }

    fn database(&mut self, found: &Examination, sqlite: bool) {
        let known = found.known;
        match found.version {
            Some(version) if version > known => {
                let error = StoreError::NewerSchema {
                    found: version,
                    known,
                };
                self.wrong("database", error.to_string(), in_english(&error));
            }
            Some(version) if version < known => self.note(
                "database",
                format!("数据库是第{version}版，下次启动时升级到第{known}版"),
                format!(
                    "The database is of version {version}; the next start brings it to {known}"
                ),
            ),
            Some(version) => self.ok(
                "database",
                format!("数据库打得开，版本与程序一致（第{version}版）"),
                format!("The database opens and is of this program's version ({version})"),
            ),
            None => self.wrong(
                "database",
                "数据库里没有本程序的数据表".into(),
                "The database has no tables of this program".into(),
            ),
        }
        if found.damage.is_empty() && sqlite {
            self.ok(
                "integrity",
                "数据库文件完好，记录引用的记录都在".into(),
                "The database file is whole, and every record named by another is there".into(),
            );
        }
        for damage in &found.damage {
            match damage {
                Damage::File(words) => self.wrong(
                    "integrity",
                    format!("数据库文件有损坏，请用备份恢复（{words}）"),
                    format!("The database file is damaged, please restore a backup ({words})"),
                ),
                Damage::Reference { table, to, rows } => self.wrong(
                    "integrity",
                    format!("数据库表 {table} 有{rows}行引用了 {to} 中不存在的记录"),
                    format!("Table {table} has {rows} rows that name records missing in {to}"),
                ),
            }
        }
        let known_version = found.version.is_some_and(|version| version <= known);
        if found.changed_files.is_empty() && found.damage.is_empty() && known_version {
            let files = found.files;
            self.ok(
                "files",
                format!("保存的{files}个原始文件都在，与入库时一致"),
                format!("All {files} kept files are there, as they came in"),
            );
        }
        for name in &found.changed_files {
            self.wrong(
                "files",
                format!("原始文件“{name}”读不出，或与入库时不一致"),
                format!("The kept file “{name}” cannot be read, or is not as it came in"),
            );
        }
    }

    fn vocabulary(&mut self, tables: &Tables) {
        for (path, error) in &tables.unread {
            self.wrong(
                "vocabulary",
                unopened(path, error).to_string(),
                format!("“{}” cannot be read: {error}", path.display()),
            );
        }
        if tables.len() == 0 {
            if tables.unread.is_empty() {
                self.ok(
                    "vocabulary",
                    format!("没有自己的词表（{}/*.txt），用内置词表", words::FOLDER),
                    format!(
                        "No tables of your own ({}/*.txt); the built-in vocabulary is used",
                        words::FOLDER
                    ),
                );
            }
            return;
        }
        let check = tables.check();
        if check.problems.is_empty() {
            let (tables, added, out) = (tables.len(), check.added, check.taken_out);
            self.ok(
                "vocabulary",
                format!("自己的词表{tables}个，增加{added}个词，去掉{out}个词，没有问题"),
                format!("Tables of your own: {tables}; words added: {added}, taken out: {out}"),
            );
        }
        for problem in check.problems {
            let (zh, en) = (problem.zh(), problem.en());
            self.wrong("vocabulary", zh, en);
            let Problem {
                table,
                line,
                word,
                kind,
            } = problem;
            if let Some(last) = self.0.last_mut() {
                last.at = Some(At {
                    table,
                    line,
                    word,
                    kind: kind.name(),
                });
            }
        }
    }

    /// The program does without; it helps with forms that only an office program opens.
    fn libreoffice(&mut self) {
        match shishi_app::import::old_file_program() {
            Some(path) => self.note(
                "libreoffice",
                format!(
                    "找到 LibreOffice（{}），可以直接读 .doc、.wps、.et",
                    path.display()
                ),
                format!(
                    "LibreOffice is at {}; .doc, .wps and .et are read through it",
                    path.display()
                ),
            ),
            None => self.note(
                "libreoffice",
                "没有找到 LibreOffice，.doc、.wps、.et 请在 Word 或 WPS 里另存为 .docx 或 .xlsx"
                    .into(),
                "LibreOffice was not found; save .doc, .wps and .et as .docx or .xlsx in Word or WPS"
                    .into(),
            ),
        }
    }
}

/// Lists the folder, writes a file of its own there and takes it away, and opens what SQLite
/// writes to.
fn usable(data: &Path) -> Result<(), (PathBuf, std::io::Error)> {
    std::fs::read_dir(data).map_err(|error| (data.to_owned(), error))?;
    let trial = data.join(format!(".doctor-{}", std::process::id()));
    let written = std::fs::write(&trial, b"shishi");
    let removed = std::fs::remove_file(&trial);
    written
        .and(removed)
        .map_err(|error| (data.to_owned(), error))?;
    for name in ["shishi.db", "shishi.db-wal", "shishi.db-shm"] {
        let path = data.join(name);
        match std::fs::OpenOptions::new().write(true).open(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err((path, error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Why the database cannot be used, in English; the error itself says it in Chinese.
fn in_english(error: &StoreError) -> String {
    match error {
        StoreError::NotADatabase { path } => {
            format!("{} is no database, or is damaged", path.display())
        }
        StoreError::NotWritable { path } => {
            format!("{} cannot be opened or written", path.display())
        }
        StoreError::NewerSchema { found, known } => format!(
            "A newer program made the database (version {found}); this one knows version {known}"
        ),
        StoreError::Busy => "Another program holds the database; please try again later".into(),
        StoreError::Address => "The address is not of the form postgres://…".into(),
        StoreError::TlsUnsupported => {
            "Encrypted connections to PostgreSQL are not supported".into()
        }
        StoreError::Unreachable { server, reason } => {
            format!("The PostgreSQL server {server} does not answer ({reason})")
        }
        StoreError::Refused { server } => {
            format!("The PostgreSQL server {server} refused name or password")
        }
        StoreError::NoSuchDatabase { server } => {
            format!("The PostgreSQL server has no such database: {server}")
        }
        StoreError::Encoding { found } => {
            format!("The PostgreSQL database is in {found}, not in UTF8")
        }
        _ => "The database cannot be looked at".into(),
    }
}
