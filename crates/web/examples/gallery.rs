//! Serves the sample snapshots, to be looked at: `cargo run -p shishi-web --example gallery
//! --features samples [PORT]`.

use shishi_web::{router, samples};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let half = std::env::args().nth(2).is_some();
    let snapshots = if half {
        vec![samples::daxing(), samples::half_year()]
    } else {
        vec![samples::daxing()]
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}/", listener.local_addr()?);
    axum::serve(listener, router(samples::state(snapshots))).await
}
