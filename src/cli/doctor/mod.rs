//! `motcua doctor`: one line for everything this installation needs, with the mend where it lacks.

mod check;
mod computer;
mod data;
mod printer;
mod screen;
mod server;

use clap::Args;
use serde::Serialize;

use self::check::{Check, Mark};
use super::exit::{Exit, Failure};
use super::output;
use super::place::Place;
use crate::home::{Folders, StartError};

/// Options of `motcua doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Trả lời bằng JSON
    #[arg(long)]
    json: bool,
    /// Máy chủ mà quầy này dùng, ví dụ http://10.0.0.5:8080 (mặc định: máy chủ đi kèm)
    #[arg(long, value_name = "URL", env = "MOTCUA_SERVER")]
    server: Option<String>,
    /// Lệnh in mà quầy này dùng, ví dụ "lp -d QUAY01"
    #[arg(long, value_name = "LỆNH", default_value = "")]
    print_command: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Serialize)]
struct Report {
    #[serde(flatten)]
    store: Option<data::StoreReport>,
    checks: Vec<Check>,
}

/// Looks at everything and says what it saw. What cannot be looked at is one line; the others are still
/// looked at.
///
/// # Errors
/// The installation cannot be opened, or something else must be mended.
pub fn run(args: &DoctorArgs) -> Result<(), Failure> {
    let folders = Folders::find(args.place.data.as_deref()).ok_or(StartError::NoHome)?;
    let mut checks = screen::checks(&screen::Surroundings::of_process());
    checks.extend(server::checks(args.server.as_deref()));
    checks.extend(computer::checks(&folders));
    checks.extend(printer::checks(&folders.config, &args.print_command));
    let (more, opened) = data::checks(&args.place, &folders);
    checks.extend(more);
    let (store, failed) = match opened {
        Ok(store) => (store, None),
        Err(failure) => (None, Some(failure)),
    };
    let bad = checks.iter().filter(|c| c.mark == Mark::Bad).count();
    if args.json {
        output::json(&Report { store, checks })?;
    } else {
        checks.iter().for_each(|check| output::line(&check.line()));
    }
    match (failed, bad) {
        (Some(failure), _) => Err(failure),
        (None, 0) => Ok(()),
        (None, bad) => {
            let text = format!(
                "Có {bad} chỗ phải sửa, đánh dấu × ở trên. Chưa có gì bị thay đổi. Sửa từng chỗ rồi chạy lại motcua doctor."
            );
            Err(Failure::new(Exit::Refused, "MC-9090", text))
        }
    }
}
