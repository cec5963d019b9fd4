//! `motcua catalogue check [DIR]`: procedures, processes and intake forms, with line and mend.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::exit::{Exit, Failure};
use super::output;
use crate::catalogue::{check_office, check_shipped};

/// Arguments of `motcua catalogue`.
#[derive(Debug, Args)]
pub struct CatalogueArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Kiểm tra thủ tục, quy trình, biểu mẫu: báo tệp, dòng và cách sửa
    Check {
        /// Thư mục của cơ quan có catalogue/, processes/, forms/; không ghi thì kiểm tra dữ liệu kèm theo chương trình
        dir: Option<PathBuf>,
    },
}

/// Checks the shipped files, or those of an office laid over them.
///
/// # Errors
/// `MC-3102` when a file has a problem; each is printed as `file:line: what – mend`.
pub fn run(args: CatalogueArgs) -> Result<(), Failure> {
    let Action::Check { dir } = args.action;
    let checked = dir.as_deref().map_or_else(check_shipped, check_office);
    for problem in &checked.problems {
        output::line(&problem.to_string());
    }
    let count = checked.problems.len();
    if count > 0 {
        let text = format!(
            "Dữ liệu danh mục có {count} lỗi, ghi ở trên. Chưa có gì bị thay đổi. Hãy sửa từng dòng rồi kiểm tra lại."
        );
        return Err(Failure::new(Exit::Refused, "MC-3102", text));
    }
    output::line(&format!(
        "Đúng cả: {} thủ tục, {} quy trình, {} biểu mẫu.",
        checked.procedures, checked.processes, checked.forms
    ));
    Ok(())
}
