//! `motcua keys`: the key card to print and lay beside the keyboard, or the check of a keymap file.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Exit, Failure};
use super::output;
use crate::tui;

/// Options of `motcua keys`.
#[derive(Debug, Args)]
pub struct KeysArgs {
    /// Bộ phím: default hoặc 5250
    #[arg(long, value_name = "TÊN", default_value = "default")]
    keymap: String,
    /// Kiểm tra một tệp bảng phím: báo tệp, dòng và cách sửa
    #[arg(long, value_name = "TỆP")]
    check: Option<PathBuf>,
}

/// Prints the card, or checks a file.
///
/// # Errors
/// No such profile; a file that cannot be read or is wrong.
pub fn run(args: &KeysArgs) -> Result<(), Failure> {
    let card = match &args.check {
        Some(file) => tui::key_card_of(&file.display().to_string(), &read(file)?),
        None => tui::key_card(&args.keymap),
    };
    let card = card.map_err(|wrong| {
        output::line(&wrong);
        let text = "Bảng phím có lỗi, ghi ở trên. Chưa có gì bị thay đổi. Hãy sửa rồi chạy lại motcua keys --check TỆP.";
        Failure::new(Exit::Refused, "MC-9031", text)
    })?;
    match &args.check {
        Some(file) => output::line(&format!("{}: đúng.", file.display())),
        None => card.iter().for_each(|line| output::line(line)),
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| {
        let text = format!(
            "Không đọc được tệp bảng phím {} ({error}). Bảng phím đang dùng vẫn giữ nguyên. Hãy kiểm tra tên tệp và quyền đọc.",
            file.display()
        );
        Failure::new(Exit::NotFound, "MC-9032", text)
    })
}
