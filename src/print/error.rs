//! Why a form did not come out. Codes MC-4001 to MC-4099.

use std::path::PathBuf;

use thiserror::Error;

use super::template::TemplateProblem;

/// Printing failed; the dossier is never touched by it.
#[derive(Debug, Error)]
pub enum PrintError {
    /// No template of that id (or no such paper for it) on the shelf.
    #[error(
        "Không có mẫu in “{0}”. Hồ sơ vẫn nguyên. Xem các mẫu bằng lệnh: motcua template list."
    )]
    UnknownTemplate(String),
    /// A template file has problems; the first one is told.
    #[error("Mẫu in bị lỗi: {0}. Hồ sơ vẫn nguyên. Sửa tệp rồi chạy: motcua template check.")]
    BrokenTemplate(String),
    /// An embedded font could not be read: a faulty build.
    #[error("Không đọc được phông chữ {0}. Hồ sơ vẫn nguyên. Hãy cài lại phần mềm.")]
    Font(&'static str),
    /// The text is too long for a QR symbol of at most 25 mm with modules of 0,4 mm.
    #[error(
        "Nội dung mã QR quá dài ({0} byte). Chưa in tờ nào. Rút gọn địa chỉ tra cứu trong cấu hình."
    )]
    QrTooLong(usize),
    /// The sample data of a template kind is missing or unreadable.
    #[error(
        "Không đọc được dữ liệu mẫu “{name}”: {cause}. Không có hồ sơ nào liên quan. Kiểm tra thư mục samples."
    )]
    Sample {
        /// File name.
        name: String,
        /// What the reader said.
        cause: String,
    },
    /// A file could not be written or read.
    #[error("Không ghi được tệp {path}: {cause}. Hồ sơ đã lưu, tờ in chưa có. Kiểm tra thư mục và dung lượng đĩa rồi in lại.", path = path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The viewer could not be started.
    #[error("Không mở được chương trình xem “{program}”: {cause}. Tờ in đã nằm ở {path}. Mở tệp đó bằng tay hoặc sửa cấu hình.", path = path.display())]
    Viewer {
        /// The program.
        program: String,
        /// The printed file, which is safe.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The print queue refused the job.
    #[error(
        "Máy in “{queue}” không nhận lệnh in: {cause}. Hồ sơ đã lưu. Kiểm tra máy in rồi in lại."
    )]
    Queue {
        /// Name of the queue.
        queue: String,
        /// What the print program said.
        cause: String,
    },
}

impl PrintError {
    /// Code of the refusal to print a paper again without a reason: a desk asks for it then.
    pub const NEEDS_REASON: &str = "MC-4040";

    /// Code of a file that cannot be written.
    pub const NOT_WRITTEN: &str = "MC-4010";
    /// Code of a viewer that cannot be started.
    pub const NO_VIEWER: &str = "MC-4011";
    /// Code of a queue that says no.
    pub const NO_QUEUE: &str = "MC-4012";

    /// The code shown before the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownTemplate(_) => "MC-4001",
            Self::BrokenTemplate(_) => TemplateProblem::CODE,
            Self::Font(_) => "MC-4003",
            Self::QrTooLong(_) => "MC-4004",
            Self::Sample { .. } => "MC-4005",
            Self::File { .. } => Self::NOT_WRITTEN,
            Self::Viewer { .. } => Self::NO_VIEWER,
            Self::Queue { .. } => Self::NO_QUEUE,
        }
    }
}
