//! Subcommands, one file each; the exit status says what kind of failure it was.

pub mod catalogue;

use std::process::ExitCode;

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
