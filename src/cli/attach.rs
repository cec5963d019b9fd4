//! `motcua attach`: one file to one dossier, for scanners' scripts.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, runtime};
use super::receive::script_actor;
use crate::domain::attachment::{AttachmentKind, MOST_FILE_MB};
use crate::domain::org::Actor;
use crate::usecases::App;
use crate::usecases::attachments::{self, Offered};

/// Options of `motcua attach`.
#[derive(Debug, Args)]
pub struct AttachArgs {
    /// Mã hồ sơ
    dossier: String,
    /// Tệp PDF, PNG, JPEG, TIFF, DOCX hoặc ODT
    file: PathBuf,
    /// Nhãn: tên giấy tờ
    #[arg(long, value_name = "NHÃN")]
    label: String,
    /// Loại: paper, draft, result, scan, signed_request, authorisation
    #[arg(long, value_name = "LOẠI", default_value = "paper", value_parser = kind)]
    kind: AttachmentKind,
    /// Khóa chống gửi trùng: chạy lại với cùng khóa chỉ có một tệp đính kèm
    #[arg(long, value_name = "KHÓA")]
    key: Option<String>,
    /// Cán bộ đứng tên (chỉ ở cơ quan trình diễn; mặc định: cán bộ một cửa đầu tiên)
    #[arg(long, value_name = "THƯ")]
    officer: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// The kind of that identifier, for the command line.
///
/// # Errors
/// The identifiers there are.
pub fn kind(text: &str) -> Result<AttachmentKind, String> {
    AttachmentKind::from_id(text).ok_or_else(|| {
        let all = AttachmentKind::ALL.map(AttachmentKind::id);
        format!("chọn một trong: {}", all.join(", "))
    })
}

/// Attaches the file and answers JSON.
///
/// # Errors
/// The file cannot be read; refused; the store.
pub fn run(args: &AttachArgs) -> Result<(), Failure> {
    let bytes = read(&args.file)?;
    let (app, _) = args.place.open()?;
    let actor = script_actor(&app, args.officer.as_deref())?;
    let offered = Offered {
        code: args.dossier.clone(),
        label: args.label.clone(),
        kind: args.kind,
        name: name(&args.file),
        bytes,
    };
    let id = attach(&app, &actor, args.key.as_deref(), offered);
    app.store.close();
    output::json(&serde_json::json!({ "attachment": id? }))
}

/// Attaches under `key`, or a key of its own.
///
/// # Errors
/// As the use case.
pub fn attach(
    app: &App,
    actor: &Actor,
    key: Option<&str>,
    offered: Offered,
) -> Result<i64, Failure> {
    let key = key.map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned);
    let attached = runtime()?.block_on(attachments::attach(app, actor, &key, offered));
    attached.map_err(Into::into)
}

/// The name of the file without its folders.
#[must_use]
pub fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The bytes of `path`; a file that no policy lets in is not even read.
///
/// # Errors
/// Not there, not readable, or too large.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |why: String| {
        let text = format!(
            "Không đọc được {} ({why}). Chưa có gì được lưu. Kiểm tra tên và quyền đọc của tệp.",
            path.display()
        );
        Failure::new(Exit::NotFound, "MC-5039", text)
    };
    let size = std::fs::metadata(path)
        .map_err(|e| failed(e.to_string()))?
        .len();
    if size > u64::from(MOST_FILE_MB) * 1024 * 1024 {
        return Err(failed(format!("lớn hơn {MOST_FILE_MB} MB")));
    }
    std::fs::read(path).map_err(|e| failed(e.to_string()))
}
