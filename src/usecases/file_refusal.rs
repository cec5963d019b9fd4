//! Why an attachment or a result was not taken, given or changed.

use crate::domain::attachment::{AttachmentLimits, Beyond, LEAST_REASON};
use crate::domain::handing_back::NotCollector;
use crate::inspect::Unfit;

/// A refusal about files. `Display` is the Vietnamese sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileRefusal {
    /// One file beyond the policy.
    #[error(
        "Tệp lớn hơn {limit_mb} MB. Tệp chưa được lưu, hồ sơ vẫn nguyên. Quét lại với độ phân giải vừa đủ, hoặc tách thành nhiều tệp."
    )]
    TooLarge {
        /// Megabytes allowed.
        limit_mb: u64,
    },
    /// As many as the policy allows.
    #[error(
        "Hồ sơ đã có đủ {limit} tệp đính kèm. Tệp này chưa được lưu. Gỡ tệp thừa hoặc ghép các trang vào một tệp."
    )]
    TooMany {
        /// Attachments allowed.
        limit: u32,
    },
    /// As many bytes as the policy allows.
    #[error(
        "Tổng tệp đính kèm của hồ sơ sẽ vượt {limit_mb} MB. Tệp này chưa được lưu. Gỡ tệp thừa hoặc quét nhỏ lại."
    )]
    DossierFull {
        /// Megabytes allowed.
        limit_mb: u32,
    },
    /// Not a kind that is kept.
    #[error(
        "Nội dung tệp không phải PDF, PNG, JPEG, TIFF, DOCX hay ODT. Tệp chưa được lưu. Xuất ra một trong các loại đó rồi gửi lại."
    )]
    UnknownKind,
    /// No bytes.
    #[error("Tệp trống. Chưa có gì được lưu. Kiểm tra lại tệp rồi gửi lại.")]
    Empty,
    /// No such attachment, or not one that this officer may read.
    #[error("Hồ sơ không có tệp đính kèm này. Chưa có gì thay đổi. Bấm F5 để xem các tệp hiện có.")]
    NoAttachment,
    /// The bytes are not what was stored.
    #[error(
        "Tệp trong kho không còn đúng như lúc lưu nên không được đưa ra. Hồ sơ vẫn nguyên. Báo quản trị khôi phục từ bản sao lưu."
    )]
    Broken,
    /// It belongs to a result.
    #[error(
        "Tệp đang là bản của một kết quả. Chưa có gì thay đổi. Thay thế kết quả đó trước rồi gỡ tệp."
    )]
    InUse,
    /// Too short a reason.
    #[error(
        "Lý do phải có ít nhất {LEAST_REASON} ký tự. Chưa có gì thay đổi. Ghi rõ lý do rồi gửi lại."
    )]
    ReasonShort,
    /// No such result.
    #[error(
        "Hồ sơ không có kết quả số thứ tự này. Chưa có gì thay đổi. Bấm F5 để xem các kết quả."
    )]
    NoResult,
    /// Only a draft can be finished.
    #[error(
        "Kết quả này không còn là dự thảo. Chưa có gì thay đổi. Muốn sửa thì thay thế bằng kết quả mới."
    )]
    NotDraft,
    /// Only a final result can be replaced.
    #[error(
        "Kết quả này chưa chính thức hoặc đã được thay thế. Chưa có gì thay đổi. Sửa ngay trên dự thảo."
    )]
    NotFinal,
    /// The dossier has ended.
    #[error("Hồ sơ đã kết thúc. Chưa có gì thay đổi. Hồ sơ đã kết thúc chỉ xem và in lại.")]
    Closed,
    /// Not a result that waits for the post.
    #[error(
        "Hồ sơ {code} không chờ trả qua bưu chính: {why}. Danh sách chưa lập. Bỏ hồ sơ đó khỏi danh sách rồi làm lại."
    )]
    NotWaiting {
        /// Code.
        code: String,
        /// Why.
        why: &'static str,
    },
    /// Two letters with one number.
    #[error(
        "Số hiệu bưu gửi {consignment} đã ghi cho hồ sơ {code}. Danh sách chưa lập. Kiểm tra lại số hiệu trên phong bì."
    )]
    ConsignmentUsed {
        /// The number.
        consignment: String,
        /// Who has it.
        code: String,
    },
    /// A list without rows.
    #[error(
        "Danh sách bàn giao chưa có hồ sơ nào, hoặc quá 200 hồ sơ. Chưa lập danh sách. Chọn lại hồ sơ."
    )]
    EmptyList,
    /// No such list.
    #[error("Không có danh sách bàn giao này. Chưa có gì thay đổi. Kiểm tra lại số danh sách.")]
    NoList,
    /// The file does not fit.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The collector cannot have it.
    #[error(transparent)]
    NotCollector(#[from] NotCollector),
}

impl FileRefusal {
    /// The refusal for a limit that would be passed.
    #[must_use]
    pub fn beyond(limits: &AttachmentLimits, beyond: Beyond) -> Self {
        match beyond {
            Beyond::File => Self::TooLarge {
                limit_mb: limits.file_bytes() / (1024 * 1024),
            },
            Beyond::Count => Self::TooMany {
                limit: limits.per_dossier,
            },
            Beyond::Dossier => Self::DossierFull {
                limit_mb: limits.dossier_mb,
            },
        }
    }

    /// Code shown before the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "MC-5030",
            Self::TooMany { .. } => "MC-5031",
            Self::DossierFull { .. } => "MC-5032",
            Self::UnknownKind => "MC-5033",
            Self::Empty => "MC-5034",
            Self::NoAttachment => "MC-5035",
            Self::Broken => "MC-5036",
            Self::InUse => "MC-5037",
            Self::ReasonShort => "MC-1253",
            Self::NoResult => "MC-1254",
            Self::NotDraft => "MC-1255",
            Self::NotFinal => "MC-1256",
            Self::Closed => "MC-1257",
            Self::NotWaiting { .. } => "MC-1264",
            Self::ConsignmentUsed { .. } => "MC-1265",
            Self::EmptyList => "MC-1266",
            Self::NoList => "MC-1267",
            Self::Unfit(unfit) => unfit.code(),
            Self::NotCollector(why) => why.code(),
        }
    }
}
