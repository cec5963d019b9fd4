//! `motcua catalogue`: check the procedures, processes and forms of the package and of an office.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::catalogue::{Checked, check_office, check_shipped};

/// Exit status when a data file has a problem.
const PROBLEMS: u8 = 3;

/// Procedures, processes and intake forms.
#[derive(Debug, Args)]
pub struct CatalogueArgs {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Check every data file; each problem is one line `file:line: what – mend`
    Check {
        /// Folder of the office with `catalogue/`, `processes/`, `forms/`; without it, the files
        /// that came with the program
        dir: Option<PathBuf>,
    },
}

/// Runs the command; 0 when every file is right, 3 when a problem was printed.
pub fn run(args: &CatalogueArgs) -> ExitCode {
    let Verb::Check { dir } = &args.verb;
    let mut out = std::io::stdout().lock();
    // A reader that went away (`| head`) does not change what the check found.
    check(dir.as_deref(), &mut out)
}

fn check(dir: Option<&Path>, out: &mut impl Write) -> ExitCode {
    let checked = dir.map_or_else(check_shipped, check_office);
    for problem in &checked.problems {
        let _ = writeln!(out, "{problem}");
    }
    let _ = writeln!(out, "{}", summary(&checked));
    if checked.problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(PROBLEMS)
    }
}

fn summary(checked: &Checked) -> String {
    let found = match checked.problems.len() {
        0 => "không có lỗi".to_owned(),
        n => format!("{n} lỗi"),
    };
    format!(
        "{} thủ tục, {} quy trình, {} biểu mẫu: {found}",
        checked.procedures, checked.processes, checked.forms
    )
}
