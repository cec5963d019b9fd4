//! Subcommands, one file each; the exit status says what kind of failure it was.

pub mod exit;
mod output;
mod calendar;
mod due;
mod template;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::exit::{Exit, Failure};

/// The command line of `motcua`.
#[derive(Debug, Parser)]
#[command(name = "motcua", version, about = "Phần mềm Bộ phận một cửa")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tính ngày hẹn trả từ lúc nhận và thời hạn (không cần cơ sở dữ liệu)
    Due(due::DueArgs),
    /// Lịch làm việc: kiểm tra tệp lịch
    Calendar(calendar::CalendarArgs),
    /// Mẫu in: liệt kê, kiểm tra, xem thử
    Template(template::TemplateArgs),
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(shown) if !shown.use_stderr() => {
            output::line(shown.to_string().trim_end());
            return ExitCode::SUCCESS;
        }
        Err(wrong) => return usage(&wrong.to_string()).report(),
    };
    let done = match cli.command {
        Some(Command::Due(args)) => due::run(args),
        Some(Command::Calendar(args)) => calendar::run(args),
        Some(Command::Template(args)) => return template::run(args),
        None => Err(usage("chưa có lệnh con; xem motcua --help")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn usage(detail: &str) -> Failure {
    let text = format!(
        "Lệnh gõ chưa đúng. Chưa có gì bị thay đổi. Hãy sửa theo gợi ý:\n{}",
        detail.trim_end()
    );
    Failure::new(Exit::Usage, "MC-9001", text)
}
