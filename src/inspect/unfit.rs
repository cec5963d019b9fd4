//! Why a file cannot be taken for what it is said to be.

use super::LEAST_DPI;

/// A file that does not fit. `Display` is the Vietnamese sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The file breaks off or contradicts itself.
    #[error(
        "Tệp PDF hỏng hoặc thiếu phần cuối ({0}). Tệp không được dùng. Quét hoặc xuất lại tệp."
    )]
    Damaged(&'static str),
    /// Reading it would take more steps or memory than any paper needs.
    #[error(
        "Tệp PDF phức tạp quá mức của một văn bản. Tệp không được dùng. In ra PDF mới hoặc quét lại từ bản giấy."
    )]
    TooComplex,
    /// The file asks for a password.
    #[error("Tệp PDF có mật khẩu. Tệp không được dùng. Bỏ mật khẩu rồi gửi lại.")]
    Encrypted,
    /// Older than e-filing allows.
    #[error("Tệp PDF phiên bản {0}, phải từ 1.4. Tệp không được dùng. Lưu lại với phiên bản mới.")]
    OldPdf(String),
    /// Nothing to see in it.
    #[error("Tệp PDF không có trang nào. Tệp không được dùng. Quét lại từ bản giấy.")]
    NoPages,
    /// A page of a scan that no picture covers.
    #[error(
        "Trang {page} không phải ảnh quét. Kết quả chưa hoàn thành. Quét lại bản giấy, hoặc nộp tệp ký số."
    )]
    NotScanned {
        /// From 1.
        page: usize,
    },
    /// Too few dots an inch.
    #[error(
        "Trang {page} chỉ {dpi} dpi, phải từ {LEAST_DPI}. Kết quả chưa hoàn thành. Quét lại với độ phân giải cao hơn."
    )]
    TooCoarse {
        /// From 1.
        page: usize,
        /// Effective dots per inch.
        dpi: u32,
    },
    /// Grey or black and white.
    #[error("Trang {page} không phải ảnh màu. Kết quả chưa hoàn thành. Quét lại ở chế độ màu.")]
    NotColour {
        /// From 1.
        page: usize,
    },
    /// Said to be signed and is not.
    #[error("Tệp không có chữ ký số. Kết quả chưa hoàn thành. Ký số tệp, hoặc nộp bản quét màu.")]
    NotSigned,
    /// Bytes after the last signature.
    #[error(
        "Tệp bị thay đổi sau khi ký số. Kết quả chưa hoàn thành. Dùng đúng tệp đã ký, không lưu lại qua phần mềm khác."
    )]
    ChangedAfterSigning,
    /// A scan is PDF, PNG or JPEG.
    #[error("Bản quét phải là PDF, PNG hoặc JPEG. Kết quả chưa hoàn thành. Quét lại thành PDF.")]
    NoScanKind,
    /// A signed result is PDF.
    #[error("Tệp ký số phải là PDF. Kết quả chưa hoàn thành. Xuất văn bản ra PDF rồi ký số.")]
    NoSignedKind,
    /// A picture whose head cannot be read, or with more dots than any paper.
    #[error("Ảnh hỏng hoặc lớn hơn 40 triệu điểm. Tệp không được dùng. Quét lại khổ A4.")]
    BadPicture,
}

impl Unfit {
    /// Code shown before the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Damaged(_) => "MC-1240",
            Self::TooComplex => "MC-1241",
            Self::Encrypted => "MC-1242",
            Self::OldPdf(_) => "MC-1243",
            Self::NoPages => "MC-1244",
            Self::NotScanned { .. } => "MC-1245",
            Self::TooCoarse { .. } => "MC-1246",
            Self::NotColour { .. } => "MC-1247",
            Self::NotSigned => "MC-1248",
            Self::ChangedAfterSigning => "MC-1249",
            Self::NoScanKind => "MC-1250",
            Self::NoSignedKind => "MC-1251",
            Self::BadPicture => "MC-1252",
        }
    }
}
