//! Old kinds of files, read by way of LibreOffice where it is installed.
//!
//! `.doc`, `.rtf`, `.wps`, `.odt`, and sheets other than `.xlsx` and `.xls`, become `.docx` or `.xlsx`
//! in a folder of their own, and are then read like any other file. LibreOffice gets a fresh profile
//! without macros, a limit of time, and nothing of this program's environment.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use shishi_documents::{MAX_BYTES, ReadError, Reading};

/// Names the program, or turns conversion off where empty. Without it, `soffice` on the path counts.
const VARIABLE: &str = "SHISHI_SOFFICE";
/// How long one file may take.
const LIMIT: Duration = Duration::from_secs(60);

/// What files become, in the words of the program.
const WORD: &str = "docx:MS Word 2007 XML";
const SHEET: &str = "xlsx:Calc MS Excel 2007 XML";

/// One conversion at a time: each takes a few hundred megabytes of memory.
static BUSY: Mutex<()> = Mutex::new(());

/// Reads a document as [`shishi_documents::read`] does, and what that refuses as an old kind by way
/// of LibreOffice.
///
/// # Errors
/// [`ReadError`]; of old kinds the one that says how to save them anew, where LibreOffice is not
/// installed or fails.
pub fn read(name: &str, bytes: &[u8]) -> Result<Reading, ReadError> {
    read_by(program().as_deref(), name, bytes)
}

fn read_by(program: Option<&Path>, name: &str, bytes: &[u8]) -> Result<Reading, ReadError> {
    let refusal = match shishi_documents::read(name, bytes) {
        Err(refusal @ (ReadError::OldText | ReadError::OldSheet)) => refusal,
        result => return result,
    };
    let Some(program) = program else {
        return Err(refusal);
    };
    match converted(program, &refusal, bytes, LIMIT) {
        Ok(bytes) => shishi_documents::read(name, &bytes),
        Err(error) => {
            tracing::warn!(%error, "LibreOffice did not convert a file");
            Err(refusal)
        }
    }
}

/// Where LibreOffice is, by which old kinds of files are read; none if it is not installed.
pub fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        let path = PathBuf::from(named);
        return path.is_file().then_some(path);
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| ["soffice", "soffice.exe"].map(|name| folder.join(name)))
        .find(|path| path.is_file())
}

/// A folder that goes when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn create() -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("shishi-{}", uuid::Uuid::now_v7().simple()));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed now is left to the system's own cleaning.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// No macros, no links that update themselves, nothing fetched.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"#;

fn converted(
    program: &Path,
    kind: &ReadError,
    bytes: &[u8],
    limit: Duration,
) -> io::Result<Vec<u8>> {
    let _one = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Folder::create()?;
    let user = folder.0.join("profile/user");
    fs::create_dir_all(&user)?;
    fs::write(user.join("registrymodifications.xcu"), PROFILE)?;
    let (name, target) = match kind {
        ReadError::OldSheet => ("sheet", SHEET),
        _ => ("text", WORD),
    };
    let source = folder.0.join(format!("{name}.{}", ending(kind, bytes)));
    fs::write(&source, bytes)?;
    let mut command = Command::new(program);
    command
        .arg(format!(
            "-env:UserInstallation={}",
            url(&folder.0.join("profile"))
        ))
        .args([
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            target,
        ])
        .arg("--outdir")
        .arg(folder.0.join("out"))
        .arg(&source)
        .current_dir(&folder.0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .env_clear()
        // Whatever it would fetch, it is to ask nobody.
        .envs([
            ("http_proxy", "http://127.0.0.1:9"),
            ("https_proxy", "http://127.0.0.1:9"),
        ])
        .envs([("HOME", &folder.0), ("TMPDIR", &folder.0)])
        .envs(
            ["PATH", "SYSTEMROOT", "LANG"]
                .iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        );
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    wait(&mut child, limit)?;
    let made = folder.0.join("out").join(
        source
            .with_extension(&target[..4])
            .file_name()
            .unwrap_or_default(),
    );
    if fs::metadata(&made)?.len() > MAX_BYTES as u64 {
        return Err(io::Error::other("the converted file is too large"));
    }
    fs::read(made)
}

/// The ending that tells LibreOffice what the bytes are.
fn ending(kind: &ReadError, bytes: &[u8]) -> &'static str {
    let is_package = bytes.starts_with(b"PK");
    let is_written = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<');
    match kind {
        ReadError::OldSheet if is_package && is_open(bytes) => "ods",
        ReadError::OldSheet if is_package => "xlsb",
        ReadError::OldSheet if is_written => "xml",
        ReadError::OldSheet => "xls",
        _ if bytes.starts_with(b"{\\rtf") => "rtf",
        _ if is_package => "odt",
        _ if is_written => "xml",
        _ => "doc",
    }
}

/// Whether a package says near its start that it is an OpenDocument.
fn is_open(bytes: &[u8]) -> bool {
    let mark = b"opendocument";
    bytes[..bytes.len().min(256)]
        .windows(mark.len())
        .any(|word| word == mark)
}

/// A path as a `file` address.
fn url(path: &Path) -> String {
    let mut url = String::from("file://");
    let path = path.to_string_lossy().replace('\\', "/");
    if !path.starts_with('/') {
        url.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b':' => {
                url.push(char::from(byte));
            }
            byte => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

/// Waits for the program to end, and ends it with all it started once time is up.
fn wait(child: &mut Child, limit: Duration) -> io::Result<()> {
    let start = Instant::now();
    loop {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        if start.elapsed() > limit {
            end(child);
            return Err(io::Error::from(io::ErrorKind::TimedOut));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// LibreOffice starts a second process, which does the work.
fn end(child: &mut Child) {
    let id = child.id();
    let mut command = if cfg!(windows) {
        let mut command = Command::new("taskkill");
        command.args(["/T", "/F", "/PID", &id.to_string()]);
        command
    } else {
        let mut command = Command::new("kill");
        command.args(["-KILL", "--", &format!("-{id}")]);
        command
    };
    let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/documents");
    const CONVERTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../documents/tests/converted");

    /// Converts many files in one go, as `converted` does one.
    fn convert(program: &Path, folder: &Folder, files: &[PathBuf], target: &str, to: &str) {
        let _one = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
        let made = Command::new(program)
            .arg(format!(
                "-env:UserInstallation={}",
                url(&folder.0.join("profile"))
            ))
            .args(["--headless", "--convert-to", target, "--outdir"])
            .arg(folder.0.join(to))
            .args(files)
            .output()
            .unwrap();
        assert!(made.status.success());
    }

    fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                let name = path.file_name().unwrap().to_str().unwrap();
                name.ends_with(ending) && !name.contains(".lines.")
            })
            .collect();
        files.sort();
        files
    }

    /// Every layout saved as this old kind reads as its text does.
    fn check(kind: &str, filter: &str, new: &str, target: &str) {
        let Some(program) = program() else {
            eprintln!("LibreOffice is not installed: nothing converted");
            return;
        };
        let folder = Folder::create().unwrap();
        let new_files = files(Path::new(CONVERTED), new);
        convert(
            &program,
            &folder,
            &new_files,
            &format!("{kind}{filter}"),
            "old",
        );
        let old_files = files(&folder.0.join("old"), kind);
        convert(&program, &folder, &old_files, target, "new");
        let mut rows = 0;
        for old in &old_files {
            let name = old.file_stem().unwrap().to_str().unwrap();
            let text = fs::read(format!("{CORPUS}/{name}.txt")).unwrap();
            let expected = shishi_documents::read(&format!("{name}.txt"), &text).unwrap();
            let bytes = fs::read(old).unwrap();
            assert!(
                shishi_documents::read(name, &bytes).is_err(),
                "{name}.{kind}"
            );
            let reading = match name {
                "daxing-2024q1" => read(&format!("{name}.{kind}"), &bytes),
                _ => {
                    let new = folder.0.join("new").join(format!("{name}{new}"));
                    shishi_documents::read(&format!("{name}.{kind}"), &fs::read(new).unwrap())
                }
            };
            let reading = reading.unwrap();
            assert_eq!(reading.title, expected.title, "{name}.{kind}");
            assert_eq!(reading.items, expected.items, "{name}.{kind}");
            rows += reading.items.len();
        }
        assert_eq!(rows, 99, "{kind}");
    }

    #[test]
    fn old_word_files() {
        check("doc", ":MS Word 97", ".docx", WORD);
    }

    #[test]
    fn rich_text() {
        check("rtf", "", ".docx", WORD);
    }

    #[test]
    fn open_document_text() {
        check("odt", "", ".docx", WORD);
    }

    #[test]
    fn open_document_sheets() {
        check("ods", "", ".xlsx", SHEET);
    }

    #[test]
    fn without_the_program_the_sentence_says_what_to_do() {
        let rich = b"{\\rtf1\\ansi text}";
        for program in [None, Some(Path::new("/nowhere/soffice"))] {
            let refusal = read_by(program, "a.rtf", rich).unwrap_err();
            assert_eq!(refusal, ReadError::OldText);
            assert!(refusal.to_string().contains("另存为 .docx"));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_takes_too_long_is_ended_with_all_it_started() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::create().unwrap();
        let slow = folder.0.join("slow");
        fs::write(
            &slow,
            "#!/bin/sh\nsleep 600 &\necho $! > pid\nmv pid \"$TMPDIR/../shishi-slow-pid\"\nwait\n",
        )
        .unwrap();
        fs::set_permissions(&slow, fs::Permissions::from_mode(0o700)).unwrap();
        let start = Instant::now();
        let error = converted(
            &slow,
            &ReadError::OldText,
            b"{\\rtf1}",
            Duration::from_millis(500),
        )
        .unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(20));
        let path = std::env::temp_dir().join("shishi-slow-pid");
        let id = fs::read_to_string(&path).unwrap();
        fs::remove_file(path).unwrap();
        // What nobody has asked after yet still has an entry, as a zombie.
        let is_alive = || {
            let state = fs::read_to_string(format!("/proc/{}/stat", id.trim()));
            state.is_ok_and(|state| !state.contains(") Z"))
        };
        while is_alive() && start.elapsed() < Duration::from_secs(20) {
            std::thread::yield_now();
        }
        assert!(!is_alive());
    }

    #[test]
    fn paths_become_addresses() {
        assert_eq!(url(Path::new("/tmp/实 1")), "file:///tmp/%E5%AE%9E%201");
    }
}
