//! `motcua calendar check FILE`: a calendar file, with line and mend for every fault.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::exit::{Exit, Failure};
use super::output;
use crate::worktime::{self, Calendar, CalendarError};

/// Largest calendar file read: a century of rows is far smaller.
const MOST_BYTES: u64 = 4 << 20;

/// Arguments of `motcua calendar`.
#[derive(Debug, Args)]
pub struct CalendarArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Kiểm tra tệp lịch: báo tệp, dòng và cách sửa
    Check {
        /// Tệp lịch (TOML)
        file: PathBuf,
    },
}

/// Checks a calendar file.
///
/// # Errors
/// A file that cannot be read, or one with faults.
pub fn run(args: CalendarArgs) -> Result<(), Failure> {
    let Action::Check { file } = args.action;
    let calendar = load(&file)?;
    output::line(&format!(
        "{}: đúng. Lịch “{}” bản {}, từ {} đến {}, {} buổi làm việc.",
        file.display(),
        calendar.id(),
        calendar.version(),
        calendar.begins_on().format("%d/%m/%Y"),
        calendar.ends_on().format("%d/%m/%Y"),
        calendar.len()
    ));
    Ok(())
}

/// Several calendars, each following the one before; none means the default one. `vn` and
/// `vn-2027-provisional` name the calendars that come with the program.
///
/// # Errors
/// A file that cannot be read, a file with faults, calendars that do not follow each other.
pub(super) fn joined(names: &[PathBuf]) -> Result<Calendar, Failure> {
    let mut whole: Option<Calendar> = None;
    for name in names {
        let next = load(name)?;
        whole = Some(match whole {
            Some(before) => before.join(&next)?,
            None => next,
        });
    }
    match whole {
        Some(calendar) => Ok(calendar),
        None => Ok(worktime::vn()?),
    }
}

fn load(file: &Path) -> Result<Calendar, Failure> {
    let text = match file.to_str() {
        Some("vn") => worktime::VN.to_owned(),
        Some("vn-2027-provisional") => worktime::VN_2027_PROVISIONAL.to_owned(),
        _ => read(file)?,
    };
    Calendar::from_toml(&text).map_err(|error| with_file(file, error))
}

fn read(file: &Path) -> Result<String, Failure> {
    let unreadable = |why: String| {
        let text = format!(
            "Không đọc được tệp lịch {} ({why}). Lịch đang dùng vẫn giữ nguyên. Hãy kiểm tra đường dẫn và quyền đọc.",
            file.display()
        );
        Failure::new(Exit::NotFound, "MC-2012", text)
    };
    let size = fs::metadata(file)
        .map_err(|error| unreadable(error.to_string()))?
        .len();
    if size > MOST_BYTES {
        return Err(unreadable(format!(
            "tệp lớn {size} byte, lịch chỉ được đến {MOST_BYTES} byte"
        )));
    }
    fs::read_to_string(file).map_err(|error| unreadable(error.to_string()))
}

/// Faults as `file:line: what. mend`, so that editors can jump to them.
fn with_file(file: &Path, error: CalendarError) -> Failure {
    let CalendarError::Faulty(faults) = &error else {
        return error.into();
    };
    let lines: String = faults
        .iter()
        .map(|fault| format!("\n{}:{}: {fault}", file.display(), fault.line))
        .collect();
    let text = format!("Tệp lịch làm việc có lỗi nên chưa được dùng. Hãy sửa các dòng sau:{lines}");
    Failure::new(Exit::Refused, error.code(), text)
}
