//! `motcua receipt check [FILE]`: the rules of receipts, with line and mend for every fault.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::exit::{Exit, Failure};
use super::output;
use crate::catalogue::{RECEIPTS, receipt_rules};

/// Arguments of `motcua receipt`.
#[derive(Debug, Args)]
pub struct ReceiptArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Kiểm tra quy tắc biên lai: báo tệp, dòng và cách sửa
    Check {
        /// Tệp receipts.toml của cơ quan; không ghi thì kiểm tra tệp kèm theo chương trình
        file: Option<PathBuf>,
    },
}

/// Checks the rules of receipts.
///
/// # Errors
/// `MC-1230` when the file has a problem, each printed as `file:line: what – mend`; `MC-1231` when it
/// cannot be read.
pub fn run(args: ReceiptArgs) -> Result<(), Failure> {
    let Action::Check { file } = args.action;
    let (name, text) = match &file {
        None => ("receipts.toml".to_owned(), RECEIPTS.to_owned()),
        Some(path) => (path.display().to_string(), read(path)?),
    };
    match receipt_rules(&name, &text) {
        Ok(rules) => {
            output::line(&format!(
                "{name}: đúng. {} cách lập biên lai.",
                rules.mode.len()
            ));
            Ok(())
        }
        Err(problems) => {
            for problem in &problems {
                output::line(&problem.to_string());
            }
            let text = format!(
                "Quy tắc biên lai có {} lỗi, ghi ở trên. Quy tắc đang dùng vẫn giữ nguyên. Hãy sửa từng dòng rồi kiểm tra lại.",
                problems.len()
            );
            Err(Failure::new(Exit::Refused, "MC-1230", text))
        }
    }
}

fn read(path: &std::path::Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        let text = format!(
            "Không đọc được tệp {} ({error}). Quy tắc đang dùng vẫn giữ nguyên. Hãy kiểm tra đường dẫn và quyền đọc.",
            path.display()
        );
        Failure::new(Exit::NotFound, "MC-1231", text)
    })
}
