//! Why a paper was not put on its way, or a job not moved on.

use crate::domain::print_job::JobState;
use crate::domain::printer::COPIES_MOST;

/// A refusal about papers on their way. `Display` is the Vietnamese sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintRefusal {
    /// No such job in this unit.
    #[error("Không có tờ in số {0}. Chưa có gì thay đổi. Mở lại “Giấy đang chờ in”.")]
    NoJob(i64),
    /// No such printer.
    #[error(
        "Không có máy in “{0}”. Chưa in gì, hồ sơ vẫn nguyên. Chọn máy in khác, hoặc xem motcua printer list."
    )]
    NoPrinter(String),
    /// The printer has other paper.
    #[error(
        "Máy in “{printer}” không in khổ {size}. Chưa in gì, hồ sơ vẫn nguyên. Chọn máy in hoặc khổ giấy khác."
    )]
    OtherSize {
        /// Name of the printer.
        printer: String,
        /// Size, as forms name it.
        size: String,
    },
    /// No such tray.
    #[error("Máy in không có khay “{0}”. Chưa in gì, hồ sơ vẫn nguyên. Chọn khay khác.")]
    NoTray(String),
    /// None, or too many.
    #[error("Số bản {0} không được. Chưa in gì. Ghi từ 1 đến {COPIES_MOST}.")]
    Copies(u32),
    /// The job stands where this cannot be done.
    #[error(
        "Tờ in số {id} {}: không làm được việc này. Chưa có gì thay đổi. Mở lại “Giấy đang chờ in”.", state.label()
    )]
    NotNow {
        /// The job.
        id: i64,
        /// Where it stands.
        state: JobState,
    },
    /// Somebody else carries it.
    #[error("Tờ in số {0} do nơi khác mang đi in. Chưa có gì thay đổi. Chờ kết quả ở đó.")]
    OtherCarrier(i64),
    /// Only a desk carries papers there.
    #[error(
        "Máy in “{0}” do quầy mang giấy tới. Chưa in gì. Ghi --out để lấy tệp PDF, hoặc chọn máy in của máy chủ."
    )]
    ByDesk(String),
    /// A report that says nothing we know.
    #[error("Báo cáo in “{0}” không đọc được. Tờ in giữ nguyên trạng thái. Xem /api/openapi.json.")]
    Report(String),
}

impl PrintRefusal {
    /// Code shown before the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoJob(_) => "MC-4070",
            Self::NoPrinter(_) => "MC-4071",
            Self::OtherSize { .. } => "MC-4072",
            Self::NoTray(_) => "MC-4073",
            Self::Copies(_) => "MC-4074",
            Self::NotNow { .. } => "MC-4075",
            Self::OtherCarrier(_) => "MC-4076",
            Self::Report(_) => "MC-4077",
            Self::ByDesk(_) => "MC-4079",
        }
    }
}
