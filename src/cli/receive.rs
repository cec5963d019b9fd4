//! `motcua receive`: one dossier from a JSON file or standard input, for scripts and imports.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, runtime};
use crate::domain::org::Actor;
use crate::usecases::print_form::{self, Subject};
use crate::usecases::{App, sign_in};
use crate::wire;

/// Options of `motcua receive`.
#[derive(Debug, Args)]
pub struct ReceiveArgs {
    /// Tệp JSON của hồ sơ; “-” là đầu vào chuẩn
    #[arg(long, value_name = "TỆP")]
    json: String,
    /// Ghi giấy tiếp nhận và hẹn trả kết quả vào tệp PDF này
    #[arg(long, value_name = "TỆP")]
    slip: Option<PathBuf>,
    /// Khóa chống gửi trùng: chạy lại với cùng khóa chỉ có một hồ sơ (mặc định: theo nội dung tệp và lúc chạy)
    #[arg(long, value_name = "KHÓA")]
    key: Option<String>,
    /// Cán bộ đứng tên (chỉ ở cơ quan trình diễn; mặc định: cán bộ một cửa đầu tiên)
    #[arg(long, value_name = "THƯ")]
    officer: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// Takes the dossier in and answers JSON.
///
/// # Errors
/// A file that cannot be read, fields to mend, the store.
pub fn run(args: &ReceiveArgs) -> Result<(), Failure> {
    let text = read(&args.json)?;
    let sent: wire::IntakeRequest = serde_json::from_str(&text).map_err(|error| {
        let text = format!(
            "Tệp {} không đúng mẫu (dòng {}, cột {}: {error}). Chưa có gì được lưu. Sửa tệp rồi chạy lại.",
            args.json,
            error.line(),
            error.column()
        );
        Failure::new(Exit::Refused, "MC-9021", text)
    })?;
    let (app, _) = args.place.open()?;
    let actor = script_actor(&app, args.officer.as_deref())?;
    let key = args
        .key
        .clone()
        .unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
    let received = runtime()?
        .block_on(crate::server::receive_wire(&app, &actor, &key, sent))
        .map_err(Failure::from)?;
    // The number is told first: a slip that cannot be written must not hide it.
    output::json(&received)?;
    if let Some(path) = &args.slip {
        let subject = Subject::Dossier(received.dossier_code);
        let pdf = runtime()?.block_on(print_form::pdf(&app, &actor, &subject, "mau-01", ""))?;
        write(path, &pdf)?;
    }
    app.store.close();
    Ok(())
}

/// The officer in whose name a command acts: the token in the environment in a real office.
///
/// # Errors
/// No such officer or token.
pub fn script_actor(app: &App, officer: Option<&str>) -> Result<Actor, Failure> {
    let found = match std::env::var("MOTCUA_OFFICER_TOKEN") {
        Ok(token) => runtime()?.block_on(sign_in::with_token(app, &token, 0, "cli")),
        Err(_) => sign_in::with_one_key(app, officer.unwrap_or(""), 0, "cli"),
    };
    found.map_err(Into::into)
}

/// Writes `bytes` whole or not at all.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let part = path.with_extension("part");
    std::fs::write(&part, bytes)
        .and_then(|()| std::fs::rename(&part, path))
        .map_err(|error| {
            let text = format!(
                "Không ghi được {} ({error}). Hồ sơ đã lưu. Chọn chỗ khác rồi in lại.",
                path.display()
            );
            Failure::new(Exit::Store, "MC-4021", text)
        })
}

/// The text of a file, or of the standard input for `-`.
///
/// # Errors
/// When it cannot be read.
pub(super) fn read(name: &str) -> Result<String, Failure> {
    let failed = |error: std::io::Error| {
        let text =
            format!("Không đọc được {name} ({error}). Chưa có gì được lưu. Kiểm tra tên tệp.");
        Failure::new(Exit::NotFound, "MC-9020", text)
    };
    if name != "-" {
        return std::fs::read_to_string(name).map_err(failed);
    }
    let mut text = String::new();
    std::io::stdin()
        .take(4 * 1024 * 1024)
        .read_to_string(&mut text)
        .map_err(failed)?;
    Ok(text)
}
