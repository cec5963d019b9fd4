//! `motcua login`: keeps an officer's token in the key store of this machine's user.

use std::io::{BufRead as _, IsTerminal as _};

use clap::Args;

use super::exit::{Exit, Failure};
use super::output;
use crate::home::{forget_token, keep_token};

/// Options of `motcua login`.
#[derive(Debug, Args)]
pub struct LoginArgs {
    /// Máy chủ, ví dụ http://127.0.0.1:8080
    #[arg(long, value_name = "URL")]
    server: String,
    /// Quên mã đã cất
    #[arg(long)]
    forget: bool,
}

/// Reads the token from standard input, so that it stands neither in the list of processes nor in
/// the shell's history.
///
/// # Errors
/// No key store, or nothing was typed.
pub fn run(args: &LoginArgs) -> Result<(), Failure> {
    let kept =
        |error: crate::home::KeyStoreError| Failure::new(Exit::Store, "MC-7020", error.to_string());
    if args.forget {
        forget_token(&args.server).map_err(kept)?;
        output::line("Đã quên mã đăng nhập.");
        return Ok(());
    }
    if std::io::stdin().is_terminal() {
        eprintln!("Dán mã đăng nhập do quản trị cấp rồi Enter:");
    }
    let mut token = String::new();
    let read = std::io::stdin().lock().read_line(&mut token);
    if read.is_err() || token.trim().is_empty() {
        let text =
            "Chưa có mã đăng nhập. Chưa cất gì. Lấy mã bằng motcua officer token rồi làm lại.";
        return Err(Failure::new(Exit::Refused, "MC-7021", text));
    }
    keep_token(&args.server, token.trim()).map_err(kept)?;
    output::line("Đã cất mã đăng nhập vào kho khóa.");
    Ok(())
}
