//! `shishi doctor` on data folders in order and out of order, and words of an office's own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A folder that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("shishi-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }

    /// With the example imported.
    fn filled(name: &str) -> Self {
        let folder = Self::new(name);
        let daxing =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/documents/daxing-2024q1.txt");
        let done = folder.run(&["import", &daxing.to_string_lossy()]);
        assert!(done.status.success(), "{done:?}");
        folder
    }

    fn write(&self, table: &str, text: impl AsRef<[u8]>) {
        let tables = self.0.join("vocabulary");
        std::fs::create_dir_all(&tables).unwrap();
        std::fs::write(tables.join(table), text).unwrap();
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_shishi"))
            .args(args)
            .arg("--data")
            .arg(&self.0)
            .env_remove("SHISHI_DATABASE")
            .output()
            .unwrap()
    }

    /// Exit status, and what was found wrong: check, Chinese and English.
    fn wrong(&self) -> (i32, Vec<Value>) {
        let done = self.run(&["doctor", "--json"]);
        let value: Value = serde_json::from_slice(&done.stdout).unwrap();
        let status = done.status.code().unwrap();
        assert_eq!(value["ok"], status == 0);
        let checks = value["checks"].as_array().unwrap();
        let wrong = checks.iter().filter(|c| c["status"] == "wrong");
        (status, wrong.cloned().collect())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_folder_in_order() {
    let folder = Folder::filled("in-order");
    folder.write("本区.txt", "count 充电仓\n- fixed: 三方\n");
    let before = std::fs::read_dir(&folder.0).unwrap().count();
    let done = folder.run(&["doctor"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let lines: Vec<_> = text(&done.stdout).lines().collect();
    let [whole @ .., tools, last] = lines.as_slice() else {
        panic!("{lines:?}");
    };
    assert!(whole.iter().all(|l| l.starts_with('✓')), "{lines:?}");
    assert_eq!(whole.len(), 5);
    assert!(whole[3].contains("1个原始文件"), "{lines:?}");
    assert!(whole[4].contains("增加1个词，去掉1个词"), "{lines:?}");
    assert!(tools.starts_with('–') && tools.contains("LibreOffice"));
    assert_eq!(*last, "没有发现问题。");
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), before);
}

#[test]
fn nothing_is_made_where_nothing_is() {
    let folder = Folder::new("nothing");
    let (status, wrong) = folder.wrong();
    assert_eq!((status, wrong.len()), (1, 1));
    assert_eq!(wrong[0]["check"], "folder");
    assert!(!folder.0.exists());

    // A folder that waits for its first import is in order.
    folder.write("本区.txt", "count 充电仓\n");
    assert_eq!(folder.wrong(), (0, vec![]));
    assert!(!folder.0.join("shishi.db").exists());

    std::fs::remove_dir_all(&folder.0).unwrap();
    std::fs::write(&folder.0, "").unwrap();
    assert_eq!(folder.wrong().0, 1);
    std::fs::remove_file(&folder.0).unwrap();

    assert_eq!(folder.run(&["doctor", "--repair"]).status.code(), Some(2));
}

#[test]
fn a_broken_table_is_told_by_line() {
    let folder = Folder::new("broken-table");
    folder.write("a.txt", "# 用语\nfixd: 八步法\ncount 充电仓 2米\n");
    folder.write("b.txt", [0xB5, 0xE3]);
    folder.write("说明.md", "不是词表");
    let (status, wrong) = folder.wrong();
    let told: Vec<_> = wrong
        .iter()
        .map(|c| format!("{} {} {}", c["table"], c["line"], c["kind"]))
        .collect();
    assert_eq!(status, 1);
    assert_eq!(
        told,
        [
            r#""a.txt" 2 "unknown-class""#,
            r#""a.txt" 3 "never-matches""#,
            r#""b.txt" 1 "not-utf8""#
        ]
    );
    assert_eq!(wrong[0]["message"], "词表 a.txt 第2行：没有“fixd”这一类词");
    assert_eq!(
        wrong[0]["message_en"],
        "Table a.txt, line 2: there is no class “fixd”"
    );

    // The rest of the table holds.
    let sentence = "已建成12充电仓。";
    let read = folder.run(&["extract", sentence, "--json"]);
    assert!(read.status.success());
    let value: Value = serde_json::from_slice(&read.stdout).unwrap();
    assert_eq!(value["actuals"][0]["unit"], "充电仓", "{value}");
    assert_eq!(text(&read.stderr).lines().count(), 3);
}

#[test]
fn an_import_reads_with_the_words_of_the_office() {
    let folder = Folder::new("words");
    std::fs::create_dir_all(&folder.0).unwrap();
    let file = folder.0.join("甲区2024年民生实事一季度进展情况.txt");
    let table = "甲区2024年民生实事项目一季度进展情况\n\n序号\t任务标题\t考评对象\t进展情况\n\
                 1\t新建30充电仓。\t区住建委\t已建成12充电仓。\n";
    std::fs::write(&file, table).unwrap();
    let import = || {
        let done = folder.run(&["import", &file.to_string_lossy()]);
        assert!(done.status.success(), "{done:?}");
        text(&done.stdout).to_owned()
    };
    let indicators = || {
        let done = folder.run(&["evaluate", "--json"]);
        let value: Value = serde_json::from_slice(&done.stdout).unwrap();
        value["rows"][0]["indicators"].clone()
    };
    import();
    assert_eq!(indicators(), Value::Array(vec![]));
    // What is saved stays as it was read.
    folder.write("本区.txt", "count 充电仓\n");
    assert!(import().contains("没有改动"));
    assert_eq!(indicators(), Value::Array(vec![]));
    std::fs::remove_file(folder.0.join("shishi.db")).unwrap();
    import();
    let found = &indicators()[0];
    assert_eq!(
        (found["actual"].as_str(), found["unit"].as_str()),
        (Some("12"), Some("充电仓"))
    );
}

#[test]
fn a_newer_or_damaged_database() {
    let folder = Folder::filled("damaged");
    let path = folder.0.join("shishi.db");
    let newer = "INSERT INTO schema_migration (version, name) VALUES (99, 'future')";
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch(newer).unwrap();
    drop(connection);
    let (status, wrong) = folder.wrong();
    assert_eq!((status, wrong.len()), (1, 1), "{wrong:?}");
    assert!(wrong[0]["message"].as_str().unwrap().contains("更新版本"));

    // Pages in the middle are gone.
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 40_000].fill(0x5A);
    std::fs::write(&path, &bytes).unwrap();
    let (status, wrong) = folder.wrong();
    assert_eq!(status, 1);
    assert!(wrong.iter().any(|c| c["check"] == "integrity"), "{wrong:?}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);

    std::fs::write(&path, "这不是数据库。".repeat(100)).unwrap();
    let (status, wrong) = folder.wrong();
    assert_eq!((status, wrong.len()), (1, 1), "{wrong:?}");
    assert!(wrong[0]["message"].as_str().unwrap().contains("不是数据库"));
}
