//! `motcua serve`: the bundled server on its own, for several desks.

use std::net::SocketAddr;

use clap::Args;
use tokio::net::TcpListener;

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, no_threads};
use crate::home::{log_to_stderr, machine_token, write_server_token};
use crate::platform::told_to_stop;
use crate::server;

/// Options of `motcua serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Địa chỉ lắng nghe
    #[arg(long, value_name = "ĐỊA_CHỈ", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    place: Place,
}

/// Serves until it is told to stop (SIGTERM, Ctrl+C).
///
/// # Errors
/// The installation cannot be opened, or the address is taken.
pub fn run(args: &ServeArgs) -> Result<(), Failure> {
    log_to_stderr();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| no_threads(&error))?;
    runtime.block_on(async {
        // The port first: a second start must say so before it touches the database.
        let listener = listen(args.listen).await?;
        let (app, folders) = args.place.open()?;
        let port = listener
            .local_addr()
            .map_or(args.listen.port(), |a| a.port());
        let token = token(&folders.state, port)?;
        warn_if_open(args.listen);
        output::line(&format!(
            "http://{}",
            listener.local_addr().unwrap_or(args.listen)
        ));
        let store = app.store.clone();
        let served = server::serve(listener, app, token, told_to_stop()).await;
        store.close();
        served.map_err(|error| Failure::new(Exit::Network, "MC-6021", error.to_string()))
    })
}

/// The machine's secret: given by the environment for scripts, otherwise new at every start.
fn token(state: &std::path::Path, port: u16) -> Result<String, Failure> {
    if let Ok(token) = std::env::var("MOTCUA_TOKEN")
        && token.len() >= 32
    {
        return Ok(token);
    }
    let token = machine_token();
    write_server_token(state, port, &token).map_err(|error| {
        let text = format!("Không ghi được mã của máy chủ ({error}). Chưa mở cổng. Kiểm tra quyền ghi thư mục dữ liệu.");
        Failure::new(Exit::Store, "MC-5054", text)
    })?;
    Ok(token)
}

/// Binds `address`.
///
/// # Errors
/// The port is taken or not ours.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|error| not_open(address, &error))
}

/// The port could not be opened.
pub fn not_open(address: SocketAddr, error: &std::io::Error) -> Failure {
    let text = match error.kind() {
        std::io::ErrorKind::AddrInUse => format!(
            "Cổng {address} đang có chương trình khác dùng. Chưa có gì bị thay đổi. Chọn cổng khác bằng --listen."
        ),
        _ => format!(
            "Không mở được cổng {address} ({error}). Chưa có gì bị thay đổi. Chọn địa chỉ khác bằng --listen."
        ),
    };
    Failure::new(Exit::Network, "MC-6020", text)
}

fn warn_if_open(address: SocketAddr) {
    if !address.ip().is_loopback() {
        eprintln!(
            "MC-6022 Cổng {address} mở ra mạng mà không mã hóa. Chỉ dùng sau cổng TLS hoặc đường hầm SSH; xem README."
        );
    }
}
