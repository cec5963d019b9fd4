//! `motcua` alone: the desk; on a machine without any office it first asks which one is wanted.

use std::io::IsTerminal as _;

use super::exit::Failure;
use super::typed::answer;
use super::{desk, init};
use crate::home::Folders;

/// Opens the desk, or makes an office before.
///
/// # Errors
/// As the desk and [`init`].
pub fn run(args: &desk::DeskArgs) -> Result<(), Failure> {
    if !is_new(args) {
        return desk::run(args);
    }
    eprintln!("Máy này chưa có cơ quan nào.");
    eprintln!("  1  Dùng thử cơ quan trình diễn (người và hồ sơ đặt ra, không mật khẩu)");
    eprintln!("  2  Lập cơ quan của mình");
    eprintln!("  0  Thôi");
    match answer("Chọn", "1").as_deref() {
        Some("1") => desk::run(args),
        Some("2") => init::run(&init::InitArgs::at(args.place())),
        _ => Ok(()),
    }
}

/// Nothing was ever started here, nobody named a place or a server, and somebody can answer.
fn is_new(args: &desk::DeskArgs) -> bool {
    let place = args.place();
    if args.names_server() || place.data.is_some() || place.database.is_some() {
        return false;
    }
    let Some(folders) = Folders::find(None) else {
        return false;
    };
    let made = folders.office().exists() || folders.database().exists();
    !made && std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}
