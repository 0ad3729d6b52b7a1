//! `shishi`, the one program: reads published tables, measures them, serves the pages.

mod commands;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use shishi_app::App;
use shishi_app::domain::programme::Actor;
use shishi_app::store::{Location, Store};

use crate::commands::{doctor, evaluate, export, extract, import, read, score, serve};

/// 民生实事：读进展表，量进度，公开到每一个数字 (annual public commitments, measured and published)
#[derive(Debug, Parser)]
#[command(
    name = "shishi",
    version,
    arg_required_else_help = false,
    propagate_version = true
)]
#[command(after_help = "\
不带命令时等于 `shishi serve`：在 ./shishi-data 建数据目录，装入大兴区示例，打开 127.0.0.1:8080。
Without a command: serve ./shishi-data on 127.0.0.1:8080; a fresh folder is filled with the example.

退出状态 Exit status: 0 办成 done, 1 发现问题 problems found, 2 用法不对 wrong use.")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 打开网站 Serve the pages and the back office
    Serve(serve::Serve),
    /// 看一个文件能读出什么，不入库 What an importer gets out of a file
    Read(read::Read),
    /// 从文字里读目标、完成数、比例、日期、阶段 Targets, actuals, percents, dates, events from text
    Extract(extract::Extract),
    /// 按标注打分 Precision, recall and F1 on a labelled file
    Score(score::Score),
    /// 读取文件并入库 Read a file and save it
    Import(import::Import),
    /// 亮灯、阶段和核查发现 Lamps, stages and findings of a period
    Evaluate(evaluate::Evaluate),
    /// 按公布的栏目导出一期 Write a period in the published columns
    Export(export::Export),
    /// 检查数据目录：数据库、原始文件、词表 Whether the data folder is in order
    Doctor(doctor::Doctor),
}

/// Where data are kept unless said otherwise.
pub const DEFAULT_FOLDER: &str = "./shishi-data";

/// Where data are kept.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// 数据目录（内有 SQLite 数据库） Data folder with SQLite inside
    #[arg(
        long,
        value_name = "DIR",
        default_value = DEFAULT_FOLDER,
        env = "SHISHI_DATA"
    )]
    data: PathBuf,
    /// PostgreSQL 地址，代替数据目录 PostgreSQL instead of the folder
    #[arg(
        long,
        value_name = "URL",
        env = "SHISHI_DATABASE",
        hide_env_values = true
    )]
    database: Option<String>,
}

impl Place {
    fn location(&self) -> Location {
        match &self.database {
            Some(url) => Location::Postgres(url.clone()),
            None => Location::Sqlite(self.data.clone()),
        }
    }

    fn exists(&self) -> bool {
        self.database.is_some() || self.data.join("shishi.db").exists()
    }

    /// Opens the store; commands that only look at data ask for it to exist already.
    async fn open(&self) -> Result<App> {
        Ok(App::new(Store::open(&self.location()).await?))
    }

    async fn open_existing(&self) -> Result<App> {
        if !self.exists() {
            anyhow::bail!(
                "“{}”里没有数据。请先用 shishi import 导入，或用 --data 指明数据目录",
                self.data.display()
            );
        }
        self.open().await
    }
}

/// The moment of the command. The only place, with the server, where the program reads a clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the outermost layer passes time inwards"
)]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

fn operator() -> Actor {
    Actor::new("命令行")
}

/// The command was not used as it can be: exit status 2.
#[derive(Debug)]
pub struct WrongUse(pub String);

impl std::fmt::Display for WrongUse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUse {}

/// How a command ended: 0 done, 1 the work found problems.
pub enum Done {
    /// Everything in order.
    Clean,
    /// The work was done and found problems.
    Problems,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("SHISHI_LOG")
                .unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match run(cli) {
        Ok(Done::Clean) => ExitCode::SUCCESS,
        Ok(Done::Problems) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) if error.is::<WrongUse>() => {
            eprintln!("shishi: {error}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("shishi: {error:#}");
            ExitCode::from(1)
        }
    }
}

fn run(cli: Cli) -> Result<Done> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(std::thread::available_parallelism().map_or(4, |n| n.get().max(4)))
        .enable_all()
        .build()
        .context("系统不允许启动工作线程")?;
    let command = cli
        .command
        .unwrap_or_else(|| Command::Serve(serve::Serve::default()));
    runtime.block_on(async {
        match command {
            Command::Serve(args) => serve::run(args).await,
            Command::Read(args) => read::run(&args),
            Command::Extract(args) => extract::run(&args),
            Command::Score(args) => score::run(&args),
            Command::Import(args) => import::run(&args).await,
            Command::Evaluate(args) => evaluate::run(&args).await,
            Command::Export(args) => export::run(&args).await,
            Command::Doctor(args) => doctor::run(&args).await,
        }
    })
}

/// `shishi read … | head` ends when the reader goes away; that is no error of ours.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind);
        let json = cause
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
