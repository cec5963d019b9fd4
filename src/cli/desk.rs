//! `motcua` and `motcua desk`: the counter's screens, with the server in the same process unless one
//! is named.

use std::net::{Ipv4Addr, SocketAddr};

use clap::{Args, ValueEnum};

use super::exit::{Exit, Failure};
use super::place::{Place, no_threads};
use super::serve::{listen, not_open};
use crate::home::{Folders, desk_file, kept_token, log_to_file, machine_token, read_server_token};
use crate::messages::Language;
use crate::platform::in_one_heap;
use crate::server;
use crate::text::command_words;
use crate::tui::term::Palette;
use crate::tui::{self, TuiError, TuiOptions};

/// Options of `motcua desk`.
#[derive(Debug, Args)]
pub struct DeskArgs {
    /// Máy chủ đang chạy, ví dụ http://127.0.0.1:8080 (mặc định: máy chủ đi kèm, cùng tiến trình)
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// Cán bộ đăng nhập (cơ quan trình diễn; mặc định: cán bộ một cửa đầu tiên)
    #[arg(long, value_name = "THƯ", default_value = "")]
    officer: String,
    /// Tên quầy ghi ở góc màn hình (mặc định: desk.toml của thư mục cấu hình, hoặc Quầy 01)
    #[arg(long = "desk-name", value_name = "TÊN", default_value = "")]
    desk_name: String,
    /// Lệnh nhận mỗi tệp PDF đã in, ví dụ "lp -d QUAY01" hoặc "xdg-open"
    #[arg(long, value_name = "LỆNH", default_value = "")]
    print_command: String,
    /// In giấy thường dùng ngay sau khi cấp số (F9 rồi không cần F7)
    #[arg(long)]
    print_after_save: bool,
    /// Chế độ hướng dẫn cho người mới: dòng dưới nói lúc này làm gì, phím nào tiếp
    #[arg(long)]
    guided: bool,
    /// Bảng màu
    #[arg(long, value_enum, default_value_t = Colours::Default)]
    palette: Colours,
    /// Chỉ dùng dấu ASCII
    #[arg(long)]
    ascii: bool,
    /// Từng dòng chữ thay cho cả màn hình: cho trình đọc màn hình, bảng chữ nổi, đường truyền rất yếu (tự bật
    /// khi TERM=dumb)
    #[arg(long)]
    linear: bool,
    /// Bảng phím: default hoặc 5250
    #[arg(long, value_name = "TÊN", default_value = "default")]
    keymap: String,
    /// Dùng chuột: bấm vào dòng, vào phím ở dòng dưới, lăn để lên xuống (giữ Shift để bôi đen chữ như thường)
    #[arg(long)]
    mouse: bool,
    /// Máy quét nối cổng nối tiếp, ví dụ /dev/ttyUSB0 hoặc COM3 (máy quét giả bàn phím thì không cần)
    #[arg(long, value_name = "CỔNG", default_value = "")]
    scanner: String,
    /// Ngôn ngữ của màn hình: vi hoặc en (mặc định: desk.toml, hoặc vi)
    #[arg(long, value_name = "MÃ", value_parser = ["vi", "en"])]
    lang: Option<String>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Colours {
    Default,
    HighContrast,
    ColourBlind,
    Mono,
}

impl DeskArgs {
    /// Which installation.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether a server elsewhere was named.
    pub fn names_server(&self) -> bool {
        self.server.is_some()
    }
}

/// Opens the desk and stays until the clerk leaves.
///
/// # Errors
/// One plain sentence before the screen is touched.
pub fn run(args: &DeskArgs) -> Result<(), Failure> {
    if !is_linear(args) {
        tui::check_terminal()?;
    }
    match &args.server {
        Some(url) => {
            in_one_heap();
            at_server(args, url)
        }
        None => with_own_server(args),
    }
}

/// Asked for, or the terminal says that it can do nothing else.
fn is_linear(args: &DeskArgs) -> bool {
    args.linear || std::env::var("TERM").is_ok_and(|term| term == "dumb")
}

fn at_server(args: &DeskArgs, url: &str) -> Result<(), Failure> {
    let folders = folders(args)?;
    log_to_file(&folders.state);
    let token = token_for(&folders, url);
    tui::run(options(args, &folders, url.to_owned(), token)?).map_err(Into::into)
}

/// The officer's token from the environment or the key store, or the secret that a server of this
/// user left here; without any the desk asks for e-mail and password.
fn token_for(folders: &Folders, url: &str) -> String {
    for name in ["MOTCUA_OFFICER_TOKEN", "MOTCUA_TOKEN"] {
        if let Ok(token) = std::env::var(name) {
            return token;
        }
    }
    let port = url
        .trim_end_matches('/')
        .rsplit(':')
        .next()
        .and_then(|p| p.parse().ok());
    let own = port
        .filter(|_| is_loopback(url))
        .and_then(|p| read_server_token(&folders.state, p));
    own.or_else(|| kept_token(url)).unwrap_or_default()
}

fn is_loopback(url: &str) -> bool {
    ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"]
        .iter()
        .any(|own| url.starts_with(own))
}

/// Loopback only, a port of the system's choice, and a secret that never leaves this process.
fn with_own_server(args: &DeskArgs) -> Result<(), Failure> {
    let (app, folders) = args.place.open()?;
    log_to_file(&folders.state);
    let token = machine_token();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| no_threads(&error))?;
    let listener = runtime.block_on(listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))))?;
    let address = listener
        .local_addr()
        .map_err(|error| not_open(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), &error))?;
    let options = options(args, &folders, format!("http://{address}"), token.clone())?;
    let store = app.store.clone();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = runtime.spawn(server::serve(listener, app, token, async {
        // A dropped sender means the same: the desk has gone.
        let _ = stopped.await;
    }));
    let shown = tui::run(options);
    drop(stop);
    let patience = std::time::Duration::from_secs(2);
    let _ = runtime.block_on(async { tokio::time::timeout(patience, serving).await });
    store.close();
    shown.map_err(Into::into)
}

fn folders(args: &DeskArgs) -> Result<Folders, Failure> {
    Folders::find(args.place.data.as_deref()).ok_or_else(|| crate::home::StartError::NoHome.into())
}

/// What was typed, over what `desk.toml` says, over the usual.
fn options(
    args: &DeskArgs,
    folders: &Folders,
    server_url: String,
    token: String,
) -> Result<TuiOptions, Failure> {
    let own = desk_file(&folders.config)?;
    let first = |typed: &str, kept: String, usual: &str| match (typed, kept.as_str()) {
        ("", "") => usual.to_owned(),
        ("", _) => kept,
        (typed, _) => typed.to_owned(),
    };
    let print_command = first(&args.print_command, own.print_command, "");
    Ok(TuiOptions {
        server_url,
        token,
        officer: args.officer.clone(),
        desk: first(&args.desk_name, own.name, "Quầy 01"),
        drafts_dir: folders.drafts(),
        prints_dir: folders.printed(),
        print_command: command_words(&print_command),
        palette: match args.palette {
            Colours::Default => Palette::Default,
            Colours::HighContrast => Palette::HighContrast,
            Colours::ColourBlind => Palette::ColourBlind,
            Colours::Mono => Palette::Mono,
        },
        print_after_save: args.print_after_save,
        guided: args.guided || own.guided,
        ascii: args.ascii,
        linear: is_linear(args),
        keymap: args.keymap.clone(),
        mouse: args.mouse || own.mouse,
        scanner: Some(first(&args.scanner, own.scanner, ""))
            .filter(|device| !device.is_empty())
            .map(Into::into),
        language: args
            .lang
            .as_deref()
            .and_then(Language::of_code)
            .unwrap_or(own.language),
    })
}

impl From<TuiError> for Failure {
    fn from(error: TuiError) -> Self {
        Failure::new(Exit::Other, error.code(), error.to_string())
    }
}
