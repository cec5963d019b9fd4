//! What can go wrong in the store, in words a clerk or an administrator can act on.
//!
//! Codes MC-5001 to MC-5049 belong to the store. `Display` is the Vietnamese sentence (what happened,
//! what is safe, what to do); [`StoreError::code`] is shown in front of it by whoever shows it.

use std::path::PathBuf;

/// A failure of the store. Cheap to clone: one failed commit is told to every job of its batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The folder or the file of the database cannot be written or made.
    #[error(
        "Không ghi được kho dữ liệu tại {}. Chưa có gì bị thay đổi. Hãy cấp quyền ghi cho thư mục \
         này hoặc chọn thư mục dữ liệu khác.", path.display()
    )]
    NotWritable {
        /// The database file.
        path: PathBuf,
    },

    /// No room left on the disk of the database.
    #[error(
        "Đĩa chứa dữ liệu đã đầy nên không lưu được. Hồ sơ đã cấp số vẫn còn nguyên, vẫn xem và in \
         được. Hãy giải phóng chỗ trống rồi gửi lại."
    )]
    DiskFull,

    /// The database was made by a newer program; this one must not touch it.
    #[error(
        "Kho dữ liệu do bản phần mềm mới hơn tạo ra (dữ liệu bản {found}, phần mềm này hiểu đến bản \
         {known}). Dữ liệu còn nguyên, chưa bị đụng đến. Hãy chạy bản phần mềm mới hơn, hoặc mở \
         thư mục dữ liệu khác."
    )]
    Newer {
        /// Schema version found in the database.
        found: u32,
        /// Highest schema version this program knows.
        known: u32,
    },

    /// Another program held the database longer than we wait.
    #[error(
        "Một chương trình khác đang giữ kho dữ liệu. Lần gửi này chưa được lưu, nội dung đang nhập \
         vẫn còn. Hãy đợi vài giây rồi gửi lại; nếu vẫn thế, hãy đóng chương trình kia."
    )]
    Locked,

    /// A row with the same unique value is already there. `constraint` has one name on both engines.
    #[error(
        "Đã có bản ghi trùng ({constraint}). Bản ghi cũ còn nguyên, bản mới chưa được lưu. Hãy mở \
         bản ghi đã có hoặc sửa giá trị bị trùng."
    )]
    Unique {
        /// Name of the unique index, or the engine-neutral default `table_column_key`, `table_pkey`.
        constraint: String,
    },

    /// The answer to a commit was lost: it may or may not be saved.
    #[error(
        "Mất liên lạc với kho dữ liệu đúng lúc lưu nên chưa rõ đã lưu hay chưa. Không có gì bị lưu \
         dở dang. Hãy gửi lại đúng phiếu này: nếu đã lưu, hệ thống trả lại kết quả cũ."
    )]
    OutcomeUnknown,

    /// The database server does not answer; certainly nothing was saved.
    #[error(
        "Không liên lạc được với máy chủ dữ liệu ({why}). Lần gửi này chưa được lưu. Hãy kiểm tra \
         mạng và máy chủ dữ liệu rồi gửi lại."
    )]
    Unreachable {
        /// What the connection said, without address or password.
        why: String,
    },

    /// The database file is damaged or is no database.
    #[error(
        "Kho dữ liệu bị hỏng hoặc không phải kho dữ liệu của phần mềm này ({why}). Phần mềm đã dừng \
         ghi để không làm hỏng thêm. Hãy khôi phục từ bản sao lưu."
    )]
    Corrupt {
        /// What the engine said.
        why: String,
    },

    /// The disk refused to read or write.
    #[error(
        "Đĩa báo lỗi đọc ghi ({why}). Hồ sơ đã cấp số vẫn còn nguyên, lần gửi này chưa được lưu. Hãy \
         gửi lại; nếu còn lỗi, hãy kiểm tra ổ đĩa."
    )]
    Io {
        /// What the engine said.
        why: String,
    },

    /// A row broke a rule of the schema other than uniqueness (check, not null, foreign key).
    #[error(
        "Dữ liệu không đúng quy tắc của kho ({rule}). Chưa có gì được lưu. Hãy báo quản trị kèm mã lỗi."
    )]
    Constraint {
        /// Constraint or column, as the engine names it.
        rule: String,
    },

    /// Others kept changing the same rows; every retry lost.
    #[error(
        "Nhiều người đang cùng sửa chỗ này nên chưa lưu được. Lần gửi này chưa được lưu, nội dung \
         vẫn còn. Hãy gửi lại."
    )]
    Conflict,

    /// Too many jobs wait already.
    #[error(
        "Hệ thống đang quá tải nên chưa nhận thêm. Lần gửi này chưa được lưu, nội dung vẫn còn. Hãy \
         gửi lại sau ít giây."
    )]
    Overloaded,

    /// The store was closed.
    #[error(
        "Kho dữ liệu đã đóng. Lần gửi này chưa được xác nhận, hồ sơ đã cấp số vẫn còn nguyên. Hãy mở \
         lại chương trình rồi gửi lại."
    )]
    Closed,

    /// The use case panicked; only its own changes were rolled back.
    #[error(
        "Phần mềm gặp lỗi bất ngờ khi xử lý. Lần gửi này chưa được lưu, các hồ sơ khác không bị ảnh \
         hưởng. Hãy báo quản trị kèm mã lỗi."
    )]
    Panicked,

    /// A statement ran longer than allowed.
    #[error(
        "Kho dữ liệu trả lời quá lâu nên đã dừng. Chưa có gì được lưu. Hãy thử lại, hoặc thu hẹp điều \
         kiện tìm."
    )]
    Timeout,

    /// A migration cannot be applied, or was changed after it had been applied.
    #[error(
        "Không nâng cấp được kho dữ liệu ở bước {number} ({why}). Dữ liệu giữ nguyên như trước bước \
         này. Hãy báo quản trị kèm mã lỗi."
    )]
    Migration {
        /// Number of the migration.
        number: u32,
        /// What went wrong.
        why: String,
    },

    /// The address of the database server cannot be read.
    #[error(
        "Địa chỉ máy chủ dữ liệu không đúng ({why}). Chưa có gì bị thay đổi. Hãy viết theo dạng \
         postgres://người_dùng@máy:5432/tên_kho."
    )]
    Address {
        /// What is wrong, without the address (it may hold a password).
        why: String,
    },

    /// A statement, its arguments or a column do not fit: a defect of the program.
    #[error(
        "Phần mềm hỏi kho dữ liệu sai cách ({what}). Chưa có gì được lưu. Hãy báo quản trị kèm mã lỗi."
    )]
    Misuse {
        /// Statement and reason.
        what: String,
    },

    /// A text the database cannot hold (the zero character).
    #[error(
        "Nội dung có ký tự không lưu được (ký tự số 0). Chưa có gì được lưu. Hãy xóa ký tự lạ rồi gửi lại."
    )]
    Text,

    /// Anything else the engine said.
    #[error(
        "Kho dữ liệu báo lỗi ({why}). Lần gửi này chưa được lưu. Hãy gửi lại; nếu còn lỗi, hãy báo \
         quản trị kèm mã lỗi."
    )]
    Other {
        /// What the engine said.
        why: String,
    },
}

impl StoreError {
    /// The code shown in front of the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotWritable { .. } => "MC-5001",
            Self::DiskFull => "MC-5002",
            Self::Newer { .. } => "MC-5003",
            Self::Locked => "MC-5004",
            Self::Unique { .. } => "MC-5005",
            Self::OutcomeUnknown => "MC-5006",
            Self::Unreachable { .. } => "MC-5007",
            Self::Corrupt { .. } => "MC-5008",
            Self::Io { .. } => "MC-5009",
            Self::Constraint { .. } => "MC-5010",
            Self::Conflict => "MC-5011",
            Self::Overloaded => "MC-5012",
            Self::Closed => "MC-5013",
            Self::Panicked => "MC-5014",
            Self::Timeout => "MC-5015",
            Self::Migration { .. } => "MC-5016",
            Self::Address { .. } => "MC-5017",
            Self::Misuse { .. } => "MC-5018",
            Self::Text => "MC-5019",
            Self::Other { .. } => "MC-5020",
        }
    }

    /// True when the same request, sent again unchanged, may well succeed.
    pub fn is_worth_retrying(&self) -> bool {
        matches!(
            self,
            Self::DiskFull
                | Self::Locked
                | Self::OutcomeUnknown
                | Self::Unreachable { .. }
                | Self::Io { .. }
                | Self::Conflict
                | Self::Overloaded
                | Self::Timeout
        )
    }

    pub(crate) fn misuse(what: impl Into<String>) -> Self {
        Self::Misuse { what: what.into() }
    }
}
