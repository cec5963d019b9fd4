//! `motcua officer …`: passwords, tokens and accounts, at the server's own terminal.

use clap::{Args, Subcommand};

use super::exit::Failure;
use super::output;
use super::place::{Place, runtime};
use super::typed::new_password;
use crate::usecases::accounts::{one_time_password, set_active, set_password};
use crate::usecases::sign_in::{issue_token, withdraw_tokens};
use crate::usecases::{App, staff_cards};

/// Options of `motcua officer`.
#[derive(Debug, Args)]
pub struct OfficerArgs {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Đặt hoặc đặt lại mật khẩu; người đó phải đổi khi đăng nhập lần đầu
    Password {
        /// Thư công vụ của cán bộ
        officer: String,
        /// Đọc mật khẩu từ đầu vào chuẩn thay vì hỏi trên màn hình
        #[arg(long)]
        stdin: bool,
        /// Máy tự đặt mật khẩu dùng một lần và in ra
        #[arg(long, conflicts_with = "stdin")]
        once: bool,
        /// Không bắt đổi khi đăng nhập lần đầu
        #[arg(long)]
        keep: bool,
    },
    /// Đóng tài khoản: hết phiên, hết mã đăng nhập, không đăng nhập được nữa
    Disable {
        /// Thư công vụ của cán bộ
        officer: String,
        /// Lý do, ghi vào lưu vết
        #[arg(long, value_name = "LÝ_DO")]
        reason: String,
    },
    /// Mở lại tài khoản đã đóng
    Restore {
        /// Thư công vụ của cán bộ
        officer: String,
        /// Lý do, ghi vào lưu vết
        #[arg(long, value_name = "LÝ_DO")]
        reason: String,
    },
    /// Cấp thẻ cán bộ: in ra nội dung để ghi thành mã QR hoặc Code 128 trên thẻ; chỉ hiện một lần
    Card {
        /// Thư công vụ của cán bộ
        officer: String,
        /// Thu hồi thẻ thay vì cấp thẻ mới
        #[arg(long)]
        withdraw: bool,
    },
    /// Cấp mã đăng nhập cho tập lệnh của cán bộ; chỉ hiện một lần
    Token {
        /// Thư công vụ của cán bộ
        officer: String,
        /// Thu hồi mọi mã đã cấp thay vì cấp mã mới
        #[arg(long)]
        withdraw: bool,
    },
}

/// Does it.
///
/// # Errors
/// No such officer; a password that may not be one; the store.
pub fn run(args: &OfficerArgs) -> Result<(), Failure> {
    let (app, _) = args.place.open()?;
    let done = carry_out(&app, &args.what);
    app.store.close();
    output::line(&done?);
    Ok(())
}

fn carry_out(app: &App, what: &What) -> Result<String, Failure> {
    let runtime = runtime()?;
    Ok(match what {
        What::Password {
            officer,
            stdin,
            once,
            keep,
        } => {
            let password = match once {
                true => one_time_password(app),
                false => new_password(officer, *stdin)?,
            };
            runtime.block_on(set_password(app, officer, &password, !keep))?;
            match once {
                true => password.reveal().to_owned(),
                false => format!("Đã đặt mật khẩu cho {officer}."),
            }
        }
        What::Disable { officer, reason } => {
            runtime.block_on(set_active(app, officer, false, reason))?;
            format!("Đã đóng tài khoản {officer}.")
        }
        What::Restore { officer, reason } => {
            runtime.block_on(set_active(app, officer, true, reason))?;
            format!("Đã mở lại tài khoản {officer}.")
        }
        What::Card {
            officer,
            withdraw: true,
        } => match runtime.block_on(staff_cards::withdraw(app, officer))? {
            true => format!("Đã thu hồi thẻ của {officer}."),
            false => format!("{officer} không có thẻ nào."),
        },
        What::Card { officer, .. } => {
            let card = runtime.block_on(staff_cards::give(app, officer))?;
            card.reveal().to_owned()
        }
        What::Token {
            officer,
            withdraw: true,
        } => {
            let count = runtime.block_on(withdraw_tokens(app, officer))?;
            format!("Đã thu hồi {count} mã đăng nhập của {officer}.")
        }
        What::Token { officer, .. } => runtime.block_on(issue_token(app, officer))?,
    })
}
