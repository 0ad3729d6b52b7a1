//! What can go wrong, in one sentence for the person who can act.

use std::path::PathBuf;

use rusqlite::ErrorCode;
use rusqlite::ffi;
use tokio_postgres::error::SqlState;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The data folder could not be made.
    #[error("无法创建数据文件夹 {}（{reason}），请检查路径和权限", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// The database file cannot be opened or written.
    #[error("无法打开或写入数据库文件 {}，请检查文件夹权限", path.display())]
    NotWritable {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} 不是数据库文件，或已损坏", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// A newer program migrated the database.
    #[error("数据库由更新版本的程序创建（第{found}版），本程序只认识到第{known}版，请升级程序")]
    NewerSchema {
        /// Version of the database.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// Another program held the lock for too long.
    #[error("数据库正被另一个程序占用，请稍后再试")]
    Busy,
    /// The address does not begin with `postgres://`, or cannot be read.
    #[error("PostgreSQL 地址无法识别，应形如 postgres://用户:密码@主机:5432/数据库")]
    Address,
    /// The address asks for an encrypted connection.
    #[error(
        "本程序不支持 PostgreSQL 加密连接（sslmode=require 等），请改用 sslmode=prefer 或 disable，并只在本机或专网内连接"
    )]
    TlsUnsupported,
    /// The server did not answer.
    #[error("连接不上 PostgreSQL 服务器 {server}（{reason}）")]
    Unreachable {
        /// Host, port and database, without the password.
        server: String,
        /// The system's words.
        reason: String,
    },
    /// The server answered, but refused the name or password.
    #[error("PostgreSQL 服务器 {server} 拒绝登录，请检查用户名和密码")]
    Refused {
        /// Host, port and database, without the password.
        server: String,
    },
    /// The server has no database of this name.
    #[error("PostgreSQL 服务器上没有这个数据库：{server}，请先新建")]
    NoSuchDatabase {
        /// Host, port and database, without the password.
        server: String,
    },
    /// The database cannot hold Chinese text.
    #[error("PostgreSQL 数据库的编码是 {found}，请新建一个编码为 UTF8 的数据库")]
    Encoding {
        /// The server's name of the encoding.
        found: String,
    },
    /// A key that must be unique is already there.
    #[error("{}已经存在，不能重复登记", noun(table))]
    Duplicate {
        /// The table.
        table: &'static str,
    },
    /// A record names another that is not there.
    #[error("{}引用了不存在的记录", noun(table))]
    MissingReference {
        /// The table.
        table: &'static str,
    },
    /// A value outside what the table allows.
    #[error("{}中有不允许的值（{detail}）", noun(table))]
    NotAllowed {
        /// The table.
        table: &'static str,
        /// The database's words.
        detail: String,
    },
    /// Text with the character U+0000, which PostgreSQL cannot hold.
    #[error("{}的文字中含有空字符（U+0000），无法保存", noun(table))]
    ZeroCharacter {
        /// The table.
        table: &'static str,
    },
    /// A stored row that makes no sense.
    #[error("数据库表 {table} 中编号为 {id} 的一行，{column} 列无法识别")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// Identifier of the row.
        id: String,
    },
    /// An earlier step of the same write failed.
    #[error("本次写入中已有一步失败，整体不能提交")]
    Failed,
    /// The disk is full.
    #[error("磁盘空间不足，数据没有写入")]
    DiskFull,
    /// Online backup is for SQLite.
    #[error("PostgreSQL 数据库的备份请用 pg_dump")]
    BackupOfPostgres,
    /// The backup could not be written.
    #[error("备份无法写入 {}（{reason}）", path.display())]
    Backup {
        /// The file asked for.
        path: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// SQLite said something else.
    #[error("数据库出错（SQLite：{0}）")]
    Sqlite(#[source] rusqlite::Error),
    /// PostgreSQL, or the way to it, said something else.
    #[error("数据库出错（PostgreSQL：{0}）")]
    Postgres(String, #[source] Option<tokio_postgres::Error>),
}

/// The word people know a table by.
fn noun(table: &str) -> &'static str {
    match table {
        "jurisdiction" => "地区",
        "programme" => "该年度的清单",
        "unit" => "单位",
        "commitment" => "承诺事项",
        "assignment" | "assignment_unit" => "清单中的一行",
        "indicator" => "指标",
        "target" => "目标值",
        "period" => "报告期",
        "report_version" => "该报告期的填报版本",
        "actual" => "完成值",
        "document" => "文件",
        "import_job" => "导入任务",
        "policy" => "亮灯规则",
        "login_link" => "登录链接",
        "session" => "登录会话",
        _ => "记录",
    }
}

impl StoreError {
    /// The same error, naming the table it happened in.
    pub(crate) fn within(mut self, name: &'static str) -> Self {
        if let Self::Duplicate { table }
        | Self::MissingReference { table }
        | Self::NotAllowed { table, .. }
        | Self::ZeroCharacter { table } = &mut self
        {
            *table = name;
        }
        self
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return Self::Sqlite(error);
        };
        let table = "";
        match (failure.code, failure.extended_code) {
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Busy,
            (ErrorCode::DiskFull, _) => Self::DiskFull,
            (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                Self::Duplicate { table }
            }
            (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Self::MissingReference { table },
            (ErrorCode::ConstraintViolation, _) => Self::NotAllowed {
                table,
                detail: message.clone().unwrap_or_default(),
            },
            _ => Self::Sqlite(error),
        }
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        let table = "";
        let Some(answer) = error.as_db_error() else {
            return Self::Postgres(error.to_string(), Some(error));
        };
        let code = answer.code();
        if *code == SqlState::UNIQUE_VIOLATION {
            Self::Duplicate { table }
        } else if *code == SqlState::FOREIGN_KEY_VIOLATION {
            Self::MissingReference { table }
        } else if *code == SqlState::LOCK_NOT_AVAILABLE
            || *code == SqlState::T_R_DEADLOCK_DETECTED
            || *code == SqlState::T_R_SERIALIZATION_FAILURE
        {
            Self::Busy
        } else if *code == SqlState::DISK_FULL {
            Self::DiskFull
        } else if code.code().starts_with("23") {
            let detail = answer.message().to_owned();
            Self::NotAllowed { table, detail }
        } else {
            Self::Postgres(answer.message().to_owned(), Some(error))
        }
    }
}
