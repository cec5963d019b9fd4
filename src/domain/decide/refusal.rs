//! Why an act cannot be done now.

use crate::domain::role::Denied;
use crate::worktime::{CalendarError, ClockError};

/// Why an act cannot be done now. `Display` is the sentence for the clerk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The table has no such row.
    #[error(
        "Hồ sơ đang ở trạng thái “{state}”, không làm được việc này. Chưa có gì thay đổi. Bấm F5 để xem trạng thái mới."
    )]
    NotFromHere {
        /// State now.
        state: &'static str,
    },
    /// The process asks for another act at this step.
    #[error("Bước “{step}” không làm việc này. Chưa có gì thay đổi. Xem các việc làm được ở F10.")]
    NotAtThisStep {
        /// Name of the step.
        step: String,
    },
    /// Somebody else holds the dossier.
    #[error("Hồ sơ đang do {who} giữ. Chưa có gì thay đổi. Nhờ người đó chuyển, hoặc bấm F5.")]
    HeldByOther {
        /// Who holds it.
        who: String,
    },
    /// The right does not fit the act.
    #[error(
        "Vai trò đang dùng không có quyền làm việc này. Chưa có gì thay đổi. Nhờ người có quyền hoặc đổi vai trò (F10)."
    )]
    NotAllowed,
    /// A reason is demanded.
    #[error("Việc này phải ghi lý do. Chưa có gì thay đổi. Gõ lý do rồi bấm F9.")]
    ReasonMissing,
    /// The step is late: the reason is recorded before it moves on.
    #[error("Bước này quá hạn {late_words}. Hồ sơ chưa chuyển. Ghi lý do quá hạn rồi bấm F9.")]
    LateReasonMissing {
        /// How late, in days, as read aloud.
        late_words: String,
    },
    /// The reason is not in the catalogue.
    #[error("Không có lý do quá hạn “{0}”. Hồ sơ chưa chuyển. Chọn một lý do trong danh mục.")]
    NoSuchReason(String),
    /// Only procedures marked as immediate are solved at once.
    #[error("Thủ tục này không giải quyết ngay. Chưa có gì thay đổi. Bấm F6 để chuyển xử lý.")]
    NotImmediate,
    /// The process has no step to go to.
    #[error(
        "Quy trình không còn bước nào theo hướng này. Chưa có gì thay đổi. Xem các bước của hồ sơ."
    )]
    NoSuchStep,
    /// Somebody has taken it already.
    #[error("Hồ sơ này đã nhận rồi. Chưa có gì thay đổi.")]
    AlreadyTaken,
    /// The receiving agency has not confirmed the hand-over.
    #[error(
        "Hồ sơ bàn giao đến chưa được xác nhận. Chưa có gì thay đổi. Bấm nhận hồ sơ trước, hoặc không nhận và ghi lý do."
    )]
    NotReceivedYet,
    /// Nothing was handed over.
    #[error("Hồ sơ này không chờ bàn giao. Chưa có gì thay đổi. Bấm F5 để xem lại.")]
    NoHandOver,
    /// The process waits for the leader's assignment.
    #[error(
        "Hồ sơ đang chờ lãnh đạo phân công. Chưa có gì thay đổi. Nhờ lãnh đạo phân công trước."
    )]
    AwaitsAssignment,
    /// The next holder has acted, or another officer passed it on.
    #[error("Không thu hồi được: người nhận đã xử lý. Chưa có gì thay đổi. Nhờ người đó trả lại.")]
    TooLateToRecall,
    /// Too long ago, or not an act that can be undone.
    #[error(
        "Không hoàn tác được nữa. Mọi việc đã ghi vẫn nguyên. Dùng thu hồi, hoặc nhờ trả lại bước trước."
    )]
    TooLateToUndo,
    /// Something the act asks for is missing or unfit.
    #[error("Thiếu {what}. Chưa có gì thay đổi. Điền đủ rồi bấm F9.")]
    DetailMissing {
        /// What.
        what: &'static str,
    },
    /// No request to supplement was drafted.
    #[error("Chưa có dự thảo yêu cầu bổ sung. Chưa có gì thay đổi. Nhờ người thụ lý lập dự thảo.")]
    NoDraft,
    /// The number of requests is used up.
    #[error(
        "Đã yêu cầu bổ sung {used} lần, quy định tối đa {max} lần. Chưa có gì thay đổi. Giải quyết theo giấy tờ đang có."
    )]
    SupplementsUsedUp {
        /// Sent.
        used: u32,
        /// Allowed.
        max: u32,
    },
    /// The request comes too late.
    #[error(
        "Quá {limit} kể từ khi tiếp nhận nên không yêu cầu bổ sung được nữa. Chưa có gì thay đổi. Giải quyết theo giấy tờ đang có."
    )]
    SupplementTooLate {
        /// The bound in words.
        limit: String,
    },
    /// A paper that was asked for is lacking.
    #[error("Còn thiếu giấy tờ đã yêu cầu: {paper}. Chưa có gì thay đổi. Nhận đủ rồi xác nhận.")]
    PaperLacking {
        /// Which.
        paper: String,
    },
    /// The applicant still has time, or was given no deadline.
    #[error("Chưa hết hạn bổ sung. Chưa có gì thay đổi. Chờ đến hết hạn ghi trên phiếu.")]
    NotExpired,
    /// Less was paid than asked for.
    #[error("Số tiền chưa đủ: còn thiếu {lacking} đồng. Chưa có gì thay đổi. Thu đủ rồi xác nhận.")]
    NotPaidInFull {
        /// Whole đồng.
        lacking: u64,
    },
    /// Fees are still owed.
    #[error(
        "Hồ sơ còn {owed} đồng phí, lệ phí chưa thu. Chưa trả kết quả. Thu phí hoặc ghi miễn giảm trước."
    )]
    FeeOwed {
        /// Whole đồng.
        owed: u64,
    },
    /// The result has no file on the flow.
    #[error(
        "Chưa có tệp kết quả đã ký số hoặc bản quét màu trên hồ sơ. Hồ sơ chưa kết thúc. Đính kèm tệp kết quả trước."
    )]
    ResultFileMissing,
    /// An apology is already under way.
    #[error(
        "Đã có dự thảo xin lỗi đang chờ ký hoặc chờ gửi. Chưa có gì thay đổi. Hoàn tất bản đó trước."
    )]
    ApologyOpen,
    /// No apology is drafted or signed.
    #[error(
        "Chưa có bản xin lỗi để làm việc này. Chưa có gì thay đổi. Lập dự thảo và trình ký trước."
    )]
    NoApology,
    /// A dossier without due date has no lateness.
    #[error("Hồ sơ không có ngày hẹn nên không hẹn lại. Chưa có gì thay đổi.")]
    NoDue,
    /// The new date is not after the old one.
    #[error(
        "Ngày hẹn mới phải sau ngày hẹn đang ghi trên giấy. Chưa có gì thay đổi. Chọn ngày khác."
    )]
    NotLater,
    /// The two dates are the same.
    #[error("Ngày đề nghị trùng ngày hẹn hiện tại. Chưa có gì thay đổi.")]
    SameDue,
    /// The re-appointments are used up.
    #[error(
        "Đã hẹn lại {used} lần, quy định tối đa {max} lần. Chưa có gì thay đổi. Báo lãnh đạo quyết định."
    )]
    ReappointmentsUsedUp {
        /// Given.
        used: u32,
        /// Allowed.
        max: u32,
    },
    /// Nobody proposed another due date.
    #[error(
        "Chưa có đề nghị sửa ngày hẹn. Chưa có gì thay đổi. Nhờ phụ trách một cửa hoặc lãnh đạo đề nghị."
    )]
    NoProposal,
    /// Maker and checker are one person.
    #[error("Người đề nghị không được tự duyệt. Chưa có gì thay đổi. Nhờ người thứ hai.")]
    SamePerson,
    /// The officer named to get it does not belong to the group of the step.
    #[error(
        "{who} không thuộc nhóm của bước “{step}”. Hồ sơ chưa chuyển. Chọn người có vai trò của bước này ở đơn vị làm bước đó (F4)."
    )]
    NotOfTheGroup {
        /// Who was named.
        who: String,
        /// Name of the step.
        step: String,
    },
    /// Nobody is named who collects the result.
    #[error(
        "Chưa ghi người nhận kết quả. Kết quả chưa trả. Ghi họ tên, số giấy tờ của chủ hồ sơ hoặc người được ủy quyền rồi bấm F9."
    )]
    CollectorMissing,
    /// The reason is too short to tell anything.
    #[error(
        "Lý do phải có ít nhất {least} chữ. Chưa có gì thay đổi. Ghi rõ hồ sơ nhập nhầm thế nào rồi bấm F9."
    )]
    ReasonTooShort {
        /// Letters.
        least: usize,
    },
    /// The dossier has left the desk that took it in.
    #[error(
        "Hồ sơ đã chuyển đi nên không xóa được. Chưa có gì thay đổi. Rút hồ sơ hoặc dừng giải quyết."
    )]
    AlreadyForwarded,
    /// Nobody proposed to delete it.
    #[error(
        "Chưa ai đề nghị xóa hồ sơ này. Chưa có gì thay đổi. Nhờ một cửa đề nghị và ghi lý do trước."
    )]
    NoDeletionProposed,
    /// Money was taken for it.
    #[error("Hồ sơ đã thu {taken} đồng. Hồ sơ chưa xóa. Hủy biên lai, hoàn tiền trước rồi xóa.")]
    MoneyTaken {
        /// Whole đồng.
        taken: u64,
    },
    /// The calendar does not cover the date.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The clock does not allow it.
    #[error(transparent)]
    Clock(#[from] ClockError),
}

impl Refusal {
    /// Code shown before the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFromHere { .. } => "MC-1020",
            Self::NotAtThisStep { .. } => "MC-1041",
            Self::HeldByOther { .. } => "MC-1042",
            Self::NotAllowed => Denied::CODE,
            Self::ReasonMissing => "MC-1043",
            Self::LateReasonMissing { .. } => "MC-1044",
            Self::NotImmediate => "MC-1045",
            Self::NoSuchStep => "MC-1046",
            Self::AlreadyTaken => "MC-1047",
            Self::NoSuchReason(_) => "MC-1060",
            Self::NotReceivedYet => "MC-1061",
            Self::NoHandOver => "MC-1062",
            Self::AwaitsAssignment => "MC-1063",
            Self::TooLateToRecall => "MC-1064",
            Self::TooLateToUndo => "MC-1065",
            Self::DetailMissing { .. } => "MC-1066",
            Self::NoDraft => "MC-1067",
            Self::SupplementsUsedUp { .. } => "MC-1068",
            Self::SupplementTooLate { .. } => "MC-1069",
            Self::PaperLacking { .. } => "MC-1070",
            Self::NotExpired => "MC-1071",
            Self::NotPaidInFull { .. } => "MC-1072",
            Self::FeeOwed { .. } => "MC-1073",
            Self::ResultFileMissing => "MC-1074",
            Self::ApologyOpen => "MC-1075",
            Self::NoApology => "MC-1076",
            Self::NoDue => "MC-1077",
            Self::NotLater => "MC-1078",
            Self::SameDue => "MC-1079",
            Self::ReappointmentsUsedUp { .. } => "MC-1080",
            Self::NoProposal => "MC-1081",
            Self::SamePerson => "MC-1082",
            Self::NotOfTheGroup { .. } => "MC-1270",
            Self::CollectorMissing => "MC-1271",
            Self::ReasonTooShort { .. } => "MC-1272",
            Self::AlreadyForwarded => "MC-1273",
            Self::NoDeletionProposed => "MC-1274",
            Self::MoneyTaken { .. } => "MC-1275",
            Self::Calendar(error) => error.code(),
            Self::Clock(error) => error.code(),
        }
    }
}
