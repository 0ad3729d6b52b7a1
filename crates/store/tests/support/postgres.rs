//! A PostgreSQL server for tests; other crates include this file with `#[path]`.
//!
//! The first call starts a server of its own, which ends and vanishes with the test process,
//! however that ends: a shell waits for the end of its input, which this process holds open.
//! `SHISHI_TEST_POSTGRES` names a server to use instead, by an address whose user may create
//! databases; those stay there afterwards.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The address of a fresh, empty database.
///
/// # Panics
/// Where PostgreSQL is not installed, or does not start.
pub fn postgres_for_tests() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let server = server();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("shishi_test_{}_{count}", std::process::id());
    let made = Command::new(server.programs.join("psql"))
        .args(["--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1"])
        .arg("--dbname")
        .arg(&server.address)
        .arg("--command")
        .arg(format!(
            "CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"
        ))
        .output()
        .expect("psql runs");
    assert!(
        made.status.success(),
        "测试数据库没有建成：{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let base = server.address.rsplit_once('/').expect("an address").0;
    format!("{base}/{name}")
}

struct Server {
    /// `postgres://…/database`, without parameters.
    address: String,
    programs: PathBuf,
    /// Its input closes with this process, and that ends it.
    _shell: Option<Child>,
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| match std::env::var("SHISHI_TEST_POSTGRES") {
        Ok(address) => Server {
            address,
            programs: PathBuf::new(),
            _shell: None,
        },
        Err(_) => start(),
    })
}

/// Stops when its input ends. `$1` programs, `$2` folder, `$3` port.
const SCRIPT: &str = r#"
cd "$2" || exit 1
trap '' INT TERM HUP
"$1/initdb" -D data -U postgres --auth=trust -E UTF8 --locale=C --no-sync >initdb.log 2>&1 \
    || { cat initdb.log; exit 1; }
"$1/pg_ctl" -D data -w -s -l server.log -o "-p $3 -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
    start || { cat server.log; exit 1; }
echo ready
cat >/dev/null
"$1/pg_ctl" -D data -w -s -m immediate stop
cd / && rm -rf "$2"
"#;

fn start() -> Server {
    let programs = programs().unwrap_or_else(|| {
        panic!(
            "没有找到 PostgreSQL（initdb、pg_ctl、psql）：请安装，例如 apt-get install postgresql，\
             或用环境变量 SHISHI_TEST_POSTGRES 指定一台服务器"
        )
    });
    let folder = std::env::temp_dir().join(format!("shishi-postgres-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).expect("a folder for the server");
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port();
    // PostgreSQL refuses to run as root.
    let mut command = if is_root() {
        let given = Command::new("chown").arg("postgres").arg(&folder).status();
        assert!(given.is_ok_and(|s| s.success()), "没有系统用户 postgres");
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    let mut shell = command
        .args(["-c", SCRIPT, "sh"])
        .arg(&programs)
        .arg(&folder)
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell");
    let mut output = BufReader::new(shell.stdout.take().expect("piped"));
    let mut line = String::new();
    output.read_line(&mut line).expect("text");
    if line.trim() != "ready" {
        let _ = output.read_to_string(&mut line);
        panic!("PostgreSQL 没有启动：{line}");
    }
    Server {
        address: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
        programs,
        _shell: Some(shell),
    }
}

/// The folder with the newest server programs.
fn programs() -> Option<PathBuf> {
    let version = |path: &Path| -> u32 {
        path.file_name()
            .and_then(|name| name.to_str()?.parse().ok())
            .unwrap_or(0)
    };
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    versions.sort_by_key(|path| std::cmp::Reverse(version(path)));
    let path = std::env::var_os("PATH").unwrap_or_default();
    versions
        .into_iter()
        .map(|path| path.join("bin"))
        .chain(std::env::split_paths(&path))
        .find(|folder| {
            ["initdb", "pg_ctl", "psql"]
                .iter()
                .all(|name| folder.join(name).is_file())
        })
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}
