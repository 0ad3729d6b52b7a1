//! `shishi serve`: the pages and the back office.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::http::Uri;
use clap::{Args, FromArgMatches};
use shishi_app::App;
use shishi_app::domain::programme::Actor;
use shishi_app::import::{Decisions, ImportFile};
use shishi_app::store::Store;

use crate::{DEFAULT_FOLDER, Done, Place, now, words};
use shishi::Site;

/// The built-in example: the first published table the program was written for.
const EXAMPLE: &[u8] = include_bytes!("../../../../corpus/documents/daxing-2024q1.txt");
const EXAMPLE_NAME: &str = "大兴区2024年重要民生实事项目一季度进展情况.txt";

/// How long requests under way may take once the program is told to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Arguments.
#[derive(Debug, Args)]
pub struct Serve {
    /// 监听地址 Address to listen on
    #[arg(
        long,
        value_name = "ADDR",
        default_value = "127.0.0.1:8080",
        env = "SHISHI_LISTEN"
    )]
    listen: SocketAddr,
    /// 公开网址，经反向代理用 https 公开时填 Address the site is known by, behind a proxy
    #[arg(long, value_name = "URL", value_parser = origin, env = "SHISHI_ORIGIN")]
    origin: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// Scheme and host of the address a site is known by, as browsers name an origin: in lower case, and
/// without the port that the scheme means anyway.
///
/// # Errors
/// Says what is wanted where it is no such address, or has a path or a name with it.
fn origin(address: &str) -> Result<String, String> {
    let wrong = || "请写成 https://shishi.example.gov.cn，不带路径".to_owned();
    let uri: Uri = address.trim().parse().map_err(|_| wrong())?;
    let (scheme, usual) = match uri.scheme_str() {
        Some("https") => ("https", 443),
        Some("http") => ("http", 80),
        _ => return Err(wrong()),
    };
    let host = uri.authority().ok_or_else(wrong)?;
    let bare = uri.path_and_query().is_none_or(|path| path == "/");
    let port = host.as_str().strip_prefix(host.host());
    let whole = port.is_some_and(|port| port.is_empty() || host.port_u16().is_some());
    if !bare || !whole || host.host().is_empty() {
        return Err(wrong());
    }
    let name = host.host().to_ascii_lowercase();
    Ok(match host.port_u16().filter(|port| *port != usual) {
        Some(port) => format!("{scheme}://{name}:{port}"),
        None => format!("{scheme}://{name}"),
    })
}

impl Default for Serve {
    /// What `shishi serve` without arguments means.
    fn default() -> Self {
        let command = Self::augment_args(clap::Command::new("serve"));
        Self::from_arg_matches(&command.get_matches_from(["serve"]))
            .unwrap_or_else(|error| error.exit())
    }
}

/// Serves until the program is told to stop.
pub async fn run(args: Serve) -> Result<Done> {
    // The port first: a taken port should not leave a new data folder behind.
    let listener = tokio::net::TcpListener::bind(args.listen).await.map_err(|error| {
        match error.kind() {
            std::io::ErrorKind::AddrInUse => anyhow::anyhow!(
                "{} 已被占用，请先停掉占用的程序，或用 --listen 换一个端口（例如 --listen 127.0.0.1:8081）",
                args.listen
            ),
            std::io::ErrorKind::PermissionDenied => anyhow::anyhow!(
                "没有权限监听 {}，请用 1024 以上的端口（例如 --listen 127.0.0.1:8080）",
                args.listen
            ),
            std::io::ErrorKind::AddrNotAvailable => {
                anyhow::anyhow!("本机没有 {} 这个地址，请检查 --listen", args.listen.ip())
            }
            _ => anyhow::Error::new(error).context(format!("监听不了 {}", args.listen)),
        }
    })?;
    let address = listener.local_addr().context("读不到监听地址")?;

    words::load(&args.place.data);
    let store = Store::open(&args.place.location()).await?;
    let app = App::new(store);
    if app.store().is_fresh().await? && is_default_place(&args.place) {
        fill_example(&app).await?;
    }
    app.refresh().await?;

    let site = Arc::new(Site::new(app.clone(), now));
    let mut state = site.state();
    state.origin = args.origin.as_deref().map(Arc::from);
    let link = shishi_web::login_link(&app, now()).await?;
    let router = shishi_web::router(state);
    announce(&args, address, &link);

    let watch = tokio::spawn(watch(app));
    let told = Arc::new(tokio::sync::Notify::new());
    let stopping = Arc::clone(&told);
    let served = axum::serve(listener, router).with_graceful_shutdown(async move {
        stop_signal().await;
        stopping.notify_one();
    });
    tokio::select! {
        served = served.into_future() => served.context("网站意外停止")?,
        () = patience(&told) => tracing::warn!("stopped before every request was answered"),
    }
    watch.abort();
    Ok(Done::Clean)
}

/// Ends some seconds after the program was told to stop, or as soon as it is told again: somebody
/// who sends half a request and waits must not keep it from stopping.
async fn patience(told: &tokio::sync::Notify) {
    told.notified().await;
    tokio::select! {
        () = tokio::time::sleep(PATIENCE) => {}
        () = stop_signal() => {}
    }
}

/// Only the default folder is filled with the example: whoever names a place has data of their own
/// in mind.
fn is_default_place(place: &Place) -> bool {
    place.database.is_none() && place.data == Path::new(DEFAULT_FOLDER)
}

async fn fill_example(app: &App) -> Result<()> {
    let file = ImportFile {
        name: EXAMPLE_NAME.to_owned(),
        bytes: EXAMPLE.to_vec(),
        example: true,
    };
    app.import(
        &Actor::new("内置示例"),
        now(),
        file,
        &Decisions::default(),
        false,
    )
    .await?;
    Ok(())
}

fn announce(args: &Serve, address: SocketAddr, link: &str) {
    let place = match &args.place.database {
        Some(_) => "PostgreSQL".to_owned(),
        None => shown(&args.place.data),
    };
    let known = args.origin.clone();
    let site = known.unwrap_or_else(|| format!("http://{address}"));
    println!("实事 Shishi 已启动");
    println!("  公开页 Pages        {site}/");
    println!("  后台 Back office    {site}{link}");
    println!(
        "                      （一次性链接，24小时内有效 one-time link, valid for 24 hours）"
    );
    if args.origin.is_some() {
        println!("  监听 Listening      {address}");
    }
    println!("  数据 Data           {place}");
    println!("  按 Ctrl+C 停止 Press Ctrl+C to stop");
}

fn shown(path: &Path) -> String {
    path.canonicalize()
        .unwrap_or_else(|_| path.to_owned())
        .display()
        .to_string()
}

/// Notices within a second what another process changed, such as an import from the command line.
async fn watch(app: App) {
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        if let Err(error) = app.refresh().await {
            tracing::warn!(%error, "could not look for changes");
        }
    }
}

async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_is_scheme_and_host_alone() {
        for (given, want) in [
            (
                "https://shishi.example.gov.cn",
                "https://shishi.example.gov.cn",
            ),
            (
                "https://Shishi.Example.gov.cn:443/",
                "https://shishi.example.gov.cn",
            ),
            (" http://10.0.0.8:8080 ", "http://10.0.0.8:8080"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(origin(given).as_deref(), Ok(want), "{given}");
        }
        for wrong in [
            "",
            "shishi.example.gov.cn",
            "ftp://shishi.example.gov.cn",
            "https://shishi.example.gov.cn/shishi",
            "https://shishi.example.gov.cn?a=1",
            "https://office@shishi.example.gov.cn",
            "https://shishi.example.gov.cn:99999",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
