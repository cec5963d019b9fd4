//! Why a use case did not happen: one kind for every way, each with its code.

use super::staffing::StaffingError;
use super::{FileRefusal, PrintRefusal};
use crate::catalogue::Problem;
use crate::domain::account::SignInPolicy;
use crate::domain::decide::Refusal;
use crate::domain::fee::FeeRefusal;
use crate::domain::intake::FieldProblem;
use crate::domain::password::Weak;
use crate::domain::role::Denied;
use crate::domain::two_persons::SamePerson;
use crate::print::PrintError;
use crate::store::StoreError;
use crate::worktime::CalendarError;

/// A use case that did not happen. `Display` is the Vietnamese sentence.
#[derive(Debug, thiserror::Error)]
pub enum UseCaseError {
    /// The role has no right to it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The life cycle forbids it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Fields that cannot be kept as they are.
    #[error("Có {} chỗ phải sửa. Chưa cấp số, chữ đã gõ vẫn còn. Sửa rồi bấm lại F9.", .0.len())]
    Fields(Vec<FieldProblem>),
    /// No such procedure, or not in force today.
    #[error(
        "Thủ tục {0} không có trong danh mục hoặc đã hết hiệu lực. Chưa cấp số, chữ đã gõ vẫn còn. Chọn thủ tục khác (F4)."
    )]
    NoProcedure(String),
    /// No such dossier, or not one this viewer may see: both look the same.
    #[error("Không có hồ sơ mã {0}. Kiểm tra lại mã, hoặc tìm theo tên (F3).")]
    NoDossier(String),
    /// No such form.
    #[error("Hồ sơ này không in được mẫu {0}. Chưa in gì. Bấm F7 để xem các mẫu in được.")]
    NoForm(String),
    /// A paper that was printed before is printed again only with a reason.
    #[error("Giấy này đã in trước đây. Chưa in lại. Ghi lý do in lại rồi in.")]
    ReprintReason,
    /// The dossier does not have yet what the paper must say.
    #[error(
        "Chưa in được {title}: thiếu {what}. Chưa in tờ nào. Làm xong việc đó trên hồ sơ rồi in."
    )]
    PaperLacks {
        /// The paper.
        title: String,
        /// What is missing, in the words of the catalogue of fields.
        what: String,
    },
    /// More dossiers than one paper takes.
    #[error(
        "Có hơn {0} hồ sơ cho một tờ in. Chưa in tờ nào. Chọn khoảng ngày ngắn hơn hoặc ít hồ sơ hơn."
    )]
    TooManyRows(i64),
    /// The days cannot be read or are the wrong way round.
    #[error(
        "Khoảng ngày in sổ không đọc được hoặc ngược. Chưa in gì. Ghi dạng 2025-08-01, ngày đầu trước ngày cuối."
    )]
    PrintRange,
    /// A hand-over list without dossiers.
    #[error("Chưa chọn hồ sơ nào để lập biên bản. Chưa in gì. Chọn ít nhất một hồ sơ.")]
    NothingListed,
    /// Somebody was faster.
    #[error(
        "Hồ sơ vừa được người khác xử lý: {}. Việc của bạn chưa lưu. Bấm F5 xem lại rồi làm tiếp.", since.join("; ")
    )]
    Conflict {
        /// Version now.
        version: i64,
        /// Acts since, as sentences.
        since: Vec<String>,
    },
    /// The version was not sent.
    #[error("Thiếu phiên bản hồ sơ đã xem. Chưa có gì thay đổi. Mở lại hồ sơ rồi làm tiếp.")]
    VersionMissing,
    /// The key was not sent.
    #[error("Thiếu khóa chống gửi trùng (Idempotency-Key). Chưa có gì thay đổi. Gửi lại kèm khóa.")]
    KeyMissing,
    /// The key was used for another request.
    #[error(
        "Khóa gửi này đã dùng cho một nội dung khác. Lần gửi trước vẫn giữ nguyên. Mở bản nháp mới rồi gửi lại."
    )]
    KeyReused,
    /// A reason is missing.
    #[error("Phải ghi lý do. Chưa có gì được lưu. Gõ lý do rồi bấm F9.")]
    ReasonMissing,
    /// The machine's clock is behind the last event.
    #[error(
        "Đồng hồ máy chủ chậm hơn lần ghi gần nhất {behind_seconds} giây nên tạm dừng ghi. Hồ sơ đã cấp số vẫn còn. Nhờ quản trị chỉnh giờ máy chủ."
    )]
    ClockBehind {
        /// By how many seconds.
        behind_seconds: i64,
    },
    /// The calendar does not cover the date.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// No code scheme in force.
    #[error(
        "Chưa có quy tắc cấp mã hồ sơ cho ngày hôm nay. Chưa cấp số. Nhờ quản trị bổ sung tệp quy tắc mã."
    )]
    NoScheme,
    /// The officer is not known here.
    #[error(
        "Không có cán bộ {0} trong danh sách của cơ quan. Kiểm tra lại thư công vụ, hoặc hỏi quản trị."
    )]
    NoOfficer(String),
    /// One-key sign-in outside the demonstration office.
    #[error(
        "Cơ quan này không đăng nhập bằng một phím. Hãy dùng mã đăng nhập do quản trị cấp (motcua officer token)."
    )]
    NotDemo,
    /// Name or password, or the account waits or is closed: one answer for all of them.
    #[error(
        "Thư công vụ hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa. Chữ đã gõ ở hồ sơ vẫn còn. Gõ lại; sai {tries} lần thì chờ {minutes} phút, quên mật khẩu thì hỏi {ask}."
    )]
    WrongLogin {
        /// Wrong tries before an account waits.
        tries: u32,
        /// Minutes it waits.
        minutes: u32,
        /// Whom to ask.
        ask: String,
    },
    /// A card that opens nothing now: one answer for all reasons.
    #[error(
        "Thẻ này lúc này không mở được quầy. Chữ đã gõ ở hồ sơ vẫn còn. Gõ thư công vụ và mật khẩu; thẻ dùng lại được trong ngày làm việc ấy."
    )]
    WrongCard,
    /// The old password, when changing it.
    #[error("Mật khẩu đang dùng gõ chưa đúng. Mật khẩu chưa đổi. Gõ lại mật khẩu đang dùng.")]
    WrongPassword,
    /// The password was given by somebody else, or is too old.
    #[error(
        "Phải đổi mật khẩu trước khi làm việc. Hồ sơ và bản nháp vẫn nguyên. Đổi mật khẩu rồi làm tiếp."
    )]
    MustChange,
    /// A new password that may not be one.
    #[error(transparent)]
    Weak(#[from] Weak),
    /// The officer never had a password.
    #[error(
        "Cán bộ {0} chưa có tài khoản. Chưa có gì thay đổi. Đặt mật khẩu trước bằng motcua officer password."
    )]
    NoAccount(String),
    /// Too many sign-ins at once.
    #[error(
        "Máy chủ đang có quá nhiều người đăng nhập cùng lúc. Chữ đã gõ vẫn còn. Chờ vài giây rồi bấm lại."
    )]
    Busy,
    /// One person in two places.
    #[error(transparent)]
    SamePerson(#[from] SamePerson),
    /// Made-up dossiers are only put where there is nothing yet.
    #[error(
        "Kho dữ liệu đã có hồ sơ nên không tạo dữ liệu trình diễn. Hồ sơ đang có vẫn nguyên. Dùng --data với một thư mục trống."
    )]
    NotEmpty,
    /// The act is not one of ours.
    #[error("Không có việc “{0}”. Chưa có gì thay đổi. Xem các việc làm được ở F10.")]
    NoAct(String),
    /// The list is not one of ours.
    #[error("Không có danh sách {0}. Chọn một danh sách trên màn hình.")]
    NoList(String),
    /// No such process.
    #[error(
        "Không có quy trình {0}. Chưa có gì thay đổi. Xem mã quy trình bằng motcua flow check."
    )]
    NoProcess(String),
    /// Who stands where, or an acceptance, that cannot be kept as asked.
    #[error(transparent)]
    Staffing(#[from] StaffingError),
    /// The files of a change have problems.
    #[error(
        "Thay đổi danh mục có {} lỗi. Danh mục đang dùng vẫn nguyên. Sửa từng dòng rồi đề nghị lại:\n{}", .0.len(), lines(.0)
    )]
    ChangeFaulty(Vec<Problem>),
    /// The change makes nothing different.
    #[error(
        "Thay đổi này không khác danh mục đang dùng. Chưa lưu gì. Kiểm tra lại thư mục và ngày hiệu lực."
    )]
    NothingChanges,
    /// No such change.
    #[error("Không có thay đổi danh mục số {0}. Chưa có gì thay đổi. Xem danh sách thay đổi.")]
    NoChange(i64),
    /// Decided before.
    #[error(
        "Thay đổi danh mục số {0} đã được quyết định. Quyết định trước vẫn giữ nguyên. Mở lại để xem."
    )]
    ChangeDecided(i64),
    /// Somebody else takes it back.
    #[error(
        "Chỉ người đề nghị mới rút được thay đổi. Thay đổi vẫn chờ duyệt. Dùng từ chối kèm lý do nếu không đồng ý."
    )]
    NotYourChange,
    /// The catalogue moved on.
    #[error(
        "Danh mục đã đổi từ khi đề nghị số {0}, phần khác nhau không còn như đã xem. Chưa duyệt gì. Từ chối và nhờ đề nghị lại."
    )]
    ChangeOutdated(i64),
    /// An approved change that this machine cannot read.
    #[error(
        "Không áp dụng được thay đổi danh mục đã duyệt: {0}. Danh mục trước đó vẫn dùng. Báo quản trị kiểm tra tệp của cơ quan."
    )]
    ChangeUnfit(String),
    /// Nothing to convert.
    #[error("Hồ sơ đang theo đúng phiên bản hiện hành. Chưa có gì thay đổi. Không cần chuyển.")]
    NothingToConvert,
    /// Nobody answers for what is wrong with the process of the new version.
    #[error(
        "Quy trình {process} của phiên bản mới còn {findings} điểm chưa được nhận. Hồ sơ vẫn theo quy trình cũ. Xem bằng motcua flow check {process}, nhờ quản trị nhận bằng motcua flow accept rồi chuyển lại."
    )]
    ProcessUnaccepted {
        /// Process.
        process: String,
        /// Findings that nobody accepted.
        findings: usize,
    },
    /// The case of the dossier is not in the new version.
    #[error(
        "Phiên bản mới của thủ tục không còn trường hợp “{0}”. Hồ sơ vẫn nguyên. Sửa thông tin tiếp nhận để chọn trường hợp."
    )]
    CaseGone(String),
    /// The procedure changed while its form was open.
    #[error(
        "Thủ tục {0} vừa được sửa trong danh mục khi đang nhập. Chưa cấp số, chữ đã gõ vẫn còn. Bấm F5 đọc lại thủ tục, xem thời hạn, lệ phí, giấy tờ rồi bấm lại F9."
    )]
    ProcedureChanged(String),
    /// Money that cannot be taken, given back or booked so.
    #[error(transparent)]
    Fee(#[from] FeeRefusal),
    /// Attachments and results.
    #[error(transparent)]
    Files(#[from] FileRefusal),
    /// Paper.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// A paper on its way that was not moved as asked.
    #[error(transparent)]
    PrintJob(#[from] PrintRefusal),
    /// Database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UseCaseError {
    /// The one answer to every sign-in that did not happen.
    #[must_use]
    pub fn wrong_login(policy: &SignInPolicy) -> Self {
        Self::WrongLogin {
            tries: policy.wrong_tries,
            minutes: policy.lock_minutes,
            ask: policy.ask.clone(),
        }
    }

    /// Code shown before the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => Denied::CODE,
            Self::Refused(refusal) => refusal.code(),
            Self::Fields(_) => "MC-1100",
            Self::NoProcedure(_) => "MC-3001",
            Self::NoDossier(_) => "MC-1004",
            Self::NoForm(_) => "MC-4020",
            Self::ReprintReason => PrintError::NEEDS_REASON,
            Self::PaperLacks { .. } => "MC-4041",
            Self::TooManyRows(_) => "MC-4042",
            Self::PrintRange => "MC-4043",
            Self::NothingListed => "MC-4044",
            Self::Conflict { .. } => "MC-1012",
            Self::VersionMissing => "MC-1050",
            Self::KeyMissing => "MC-1051",
            Self::KeyReused => "MC-1052",
            Self::ReasonMissing => Refusal::ReasonMissing.code(),
            Self::ClockBehind { .. } => "MC-2040",
            Self::Calendar(error) => error.code(),
            Self::NoScheme => "MC-3010",
            Self::NoOfficer(_) => "MC-7001",
            Self::NotDemo => "MC-7002",
            Self::WrongLogin { .. } => "MC-7022",
            Self::WrongCard => "MC-7036",
            Self::WrongPassword => "MC-7024",
            Self::MustChange => "MC-7025",
            Self::Weak(weak) => weak.code(),
            Self::NoAccount(_) => "MC-7026",
            Self::Busy => "MC-7027",
            Self::SamePerson(_) => SamePerson::CODE,
            Self::NotEmpty => "MC-5060",
            Self::NoAct(_) => "MC-1053",
            Self::NoList(_) => "MC-1005",
            Self::NoProcess(_) => "MC-3060",
            Self::Staffing(error) => error.code(),
            Self::ChangeFaulty(_) => "MC-3104",
            Self::NothingChanges => "MC-3105",
            Self::NoChange(_) => "MC-3106",
            Self::ChangeDecided(_) => "MC-3107",
            Self::NotYourChange => "MC-3109",
            Self::ChangeOutdated(_) => "MC-3110",
            Self::ChangeUnfit(_) => "MC-3111",
            Self::NothingToConvert => "MC-3112",
            Self::CaseGone(_) => "MC-3113",
            Self::ProcessUnaccepted { .. } => "MC-3140",
            Self::ProcedureChanged(_) => "MC-3114",
            Self::Fee(refusal) => refusal.code(),
            Self::Files(error) => error.code(),
            Self::Print(error) => error.code(),
            Self::PrintJob(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
