//! What can go wrong with time, in the words of the desk. Codes MC-20xx.

use std::fmt;

use chrono::NaiveDate;
use thiserror::Error;

use super::session::Session;

/// A calendar that cannot answer, or a calendar file that cannot be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The count runs past the last day of the calendar.
    #[error(
        "Lịch làm việc “{id}” (bản {version}) chỉ có đến hết ngày {}, không tính được ngày sau đó. \
         Chưa có gì bị thay đổi. Hãy bổ sung lịch của năm tiếp theo (hoặc nối lịch dự kiến) rồi làm lại.",
        last.format("%d/%m/%Y")
    )]
    Ends {
        /// Calendar identifier.
        id: String,
        /// Calendar version.
        version: String,
        /// Last day covered.
        last: NaiveDate,
    },
    /// The moment lies before the first day of the calendar.
    #[error(
        "Lịch làm việc “{id}” (bản {version}) chỉ có từ ngày {}, không tính được ngày trước đó. \
         Chưa có gì bị thay đổi. Hãy kiểm tra lại ngày đã nhập, hoặc dùng lịch có từ sớm hơn.",
        first.format("%d/%m/%Y")
    )]
    Begins {
        /// Calendar identifier.
        id: String,
        /// Calendar version.
        version: String,
        /// First day covered.
        first: NaiveDate,
    },
    /// The session is not a working session of this calendar, so it has no number.
    #[error(
        "Buổi {session} không phải là buổi làm việc theo lịch “{id}”. Chưa có gì bị thay đổi. \
         Hãy chọn một buổi làm việc, hoặc kiểm tra lại lịch."
    )]
    Closed {
        /// Calendar identifier.
        id: String,
        /// The closed session.
        session: Session,
    },
    /// The calendar file has faults; each names its line and the mend.
    #[error("Tệp lịch làm việc có lỗi nên chưa được dùng. Lịch đang dùng vẫn giữ nguyên.{}", listed(.0))]
    Faulty(Vec<Fault>),
    /// Two calendars that do not follow each other day by day cannot be joined.
    #[error(
        "Không nối được lịch: lịch trước hết ngày {}, lịch sau bắt đầu ngày {}. \
         Hai lịch vẫn giữ nguyên. Hãy sửa valid_from của lịch sau thành ngày liền sau lịch trước.",
        ends.format("%d/%m/%Y"), begins.format("%d/%m/%Y")
    )]
    NotAdjacent {
        /// Last day of the earlier calendar.
        ends: NaiveDate,
        /// First day of the later calendar.
        begins: NaiveDate,
    },
}

impl CalendarError {
    /// The code shown before the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            CalendarError::Ends { .. } => "MC-2001",
            CalendarError::Begins { .. } => "MC-2002",
            CalendarError::Closed { .. } => "MC-2003",
            CalendarError::Faulty(_) => "MC-2010",
            CalendarError::NotAdjacent { .. } => "MC-2011",
        }
    }
}

/// One fault of a calendar file: where, what, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. Cách sửa: {}.", self.what, self.mend)
    }
}

fn listed(faults: &[Fault]) -> String {
    faults
        .iter()
        .map(|fault| format!("\n  dòng {}: {fault}", fault.line))
        .collect()
}

/// A session or a limit that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TextError {
    /// Not a session such as `2025-03-03 AM`.
    #[error(
        "“{0}” không phải là một buổi làm việc. Chưa có gì bị thay đổi. Hãy viết như 2025-03-03 AM hoặc 2025-03-03 PM."
    )]
    Session(String),
    /// Not a limit such as `2d`.
    #[error(
        "“{0}” không phải là một thời hạn. Chưa có gì bị thay đổi. Hãy viết 2d hoặc ½d (ngày làm việc), \
         3h (giờ làm việc), 15cd (ngày), 1m (tháng), in-day (trong ngày) hoặc none (không quy định)."
    )]
    Limit(String),
}

impl TextError {
    /// The code shown before the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            TextError::Session(_) => "MC-2020",
            TextError::Limit(_) => "MC-2021",
        }
    }
}

/// An act that the clock does not accept, or a calendar that cannot answer for it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ClockError {
    /// The calendar cannot answer.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// An act is dated before the act it follows.
    #[error(
        "Việc ở buổi {later} được ghi trước việc ở buổi {earlier} mà nó phải theo sau. \
         Chưa có gì bị thay đổi. Hãy kiểm tra lại thời điểm đã nhập."
    )]
    OutOfOrder {
        /// The act that should come first.
        earlier: Session,
        /// The act that was dated before it.
        later: Session,
    },
    /// A request while the clock stands still, or a resumption while it runs.
    #[error(
        "Đồng hồ hồ sơ không ở trạng thái phù hợp tại buổi {at}: {what}. Chưa có gì bị thay đổi. \
         Hãy kiểm tra lại thứ tự các lần yêu cầu và tiếp nhận bổ sung."
    )]
    NotThatState {
        /// When the act was dated.
        at: Session,
        /// Why it does not fit, Vietnamese.
        what: &'static str,
    },
    /// The dossier was re-appointed as often as the office allows.
    #[error(
        "Hồ sơ đã hẹn lại {used} lần, bằng số lần cho phép ({max}). Ngày hẹn cũ vẫn giữ nguyên. \
         Hãy trả kết quả, hoặc trình người phụ trách bộ phận một cửa."
    )]
    ReappointmentsUsedUp {
        /// Re-appointments so far.
        used: u32,
        /// The office's maximum.
        max: u32,
    },
    /// The new appointment is not after the one it replaces.
    #[error(
        "Ngày hẹn lại ({new}) không sau ngày hẹn đang có ({current}). Ngày hẹn cũ vẫn giữ nguyên. \
         Hãy chọn một buổi muộn hơn."
    )]
    NotLater {
        /// The appointment in force.
        current: Session,
        /// The one proposed.
        new: Session,
    },
}

impl ClockError {
    /// The code shown before the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            ClockError::Calendar(error) => error.code(),
            ClockError::OutOfOrder { .. } => "MC-2030",
            ClockError::NotThatState { .. } => "MC-2031",
            ClockError::ReappointmentsUsedUp { .. } => "MC-2032",
            ClockError::NotLater { .. } => "MC-2033",
        }
    }
}
