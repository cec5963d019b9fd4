//! What may be wrong with a printer, by name: what happened in two words, and what to do.

use std::fmt;

use super::super::error::PrintError;

/// Why a paper does not come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// No paper.
    NoPaper,
    /// Jammed.
    Jam,
    /// Off, or not reached.
    Off,
    /// A cover is open.
    CoverOpen,
    /// No ink or toner.
    NoInk,
    /// Other paper is wanted in the tray.
    OtherPaper,
    /// Stopped for another reason, or paused by somebody.
    Paused,
    /// Takes no jobs now.
    Busy,
    /// Does not know PDF.
    Format,
    /// Has no such size of paper or tray.
    Media,
    /// Says no to the job.
    Refused,
    /// Wants a name and a password.
    Login,
    /// There is no such printer or queue.
    Missing,
    /// Shows another certificate than the one that is known.
    Stranger,
    /// Keeps the job back until somebody lets it go.
    Held,
    /// Took the connection and never answered.
    Hangs,
    /// The connection broke after the paper was sent.
    Lost,
    /// Does not say whether the paper came out.
    Silent,
    /// Gave the paper up.
    Aborted,
    /// Who carried it stopped.
    Carrier,
    /// The template is gone or cannot be drawn.
    Template,
    /// The file cannot be written.
    File,
    /// The viewer cannot be started.
    Viewer,
    /// The queue says no.
    Queue,
}

use Fault::{
    Aborted, Busy, Carrier, CoverOpen, File, Format, Hangs, Held, Jam, Login, Lost, Media, Missing,
    NoInk, NoPaper, Off, OtherPaper, Paused, Queue, Refused, Silent, Stranger, Template, Viewer,
};

impl Fault {
    /// All of them.
    pub const ALL: [Self; 24] = [
        NoPaper, Jam, Off, CoverOpen, NoInk, OtherPaper, Paused, Busy, Format, Media, Refused,
        Login, Missing, Stranger, Held, Hangs, Lost, Silent, Aborted, Carrier, Template, File,
        Viewer, Queue,
    ];

    /// Its code, under which it is also kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NoPaper => "MC-4050",
            Jam => "MC-4051",
            Off => "MC-4052",
            CoverOpen => "MC-4053",
            NoInk => "MC-4054",
            OtherPaper => "MC-4055",
            Paused => "MC-4056",
            Busy => "MC-4057",
            Format => "MC-4058",
            Media => "MC-4066",
            Refused => "MC-4059",
            Login => "MC-4067",
            Missing => "MC-4068",
            Stranger => "MC-4069",
            Held => "MC-4078",
            Hangs => "MC-4060",
            Lost => "MC-4061",
            Silent => "MC-4062",
            Aborted => "MC-4063",
            Carrier => "MC-4064",
            Template => "MC-4065",
            File => PrintError::NOT_WRITTEN,
            Viewer => PrintError::NO_VIEWER,
            Queue => PrintError::NO_QUEUE,
        }
    }

    /// The fault of that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }

    /// Two or three words for the status line.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            NoPaper => "hết giấy",
            Jam => "kẹt giấy",
            Off => "tắt hoặc mất mạng",
            CoverOpen => "đang mở nắp",
            NoInk => "hết mực",
            OtherPaper => "sai khổ giấy",
            Paused => "đang dừng",
            Busy => "chưa nhận việc",
            Format => "không đọc được PDF",
            Media => "không có khổ giấy, khay này",
            Refused => "từ chối tờ in",
            Login => "đòi tên và mật khẩu",
            Missing => "không có ở địa chỉ đã ghi",
            Stranger => "chứng chỉ không khớp",
            Held => "giữ tờ in lại",
            Hangs => "không trả lời",
            Lost => "mất kết nối giữa chừng",
            Silent => "không báo đã in xong",
            Aborted => "bỏ dở tờ in",
            Carrier => "việc in bị ngắt",
            Template => "mẫu in có lỗi",
            File => "không ghi được tệp",
            Viewer => "không mở được chương trình xem",
            Queue => "hàng đợi không nhận",
        }
    }

    /// What to do.
    #[must_use]
    pub fn mend(self) -> &'static str {
        match self {
            NoPaper => "Nạp giấy, máy tự in tiếp.",
            Jam => "Gỡ giấy kẹt, máy tự in tiếp.",
            Off => "Bật máy in, xem dây mạng; máy tự in tiếp.",
            CoverOpen => "Đóng nắp, máy tự in tiếp.",
            NoInk => "Thay hộp mực, máy tự in tiếp.",
            OtherPaper => "Nạp đúng khổ giấy vào khay, máy tự in tiếp.",
            Paused => "Bấm cho máy in chạy lại, hoặc in ở máy khác.",
            Busy => "Chờ máy in, hoặc in ở máy khác.",
            Format => "Cho in qua CUPS, hoặc chọn máy in khác.",
            Media => "Chọn khổ giấy hoặc khay khác, sửa printers.toml.",
            Refused => "Chọn máy in, khay khác rồi cho in lại.",
            Login => "Cho máy chủ in không cần mật khẩu, hoặc in ở máy khác.",
            Missing => "Sửa địa chỉ trong printers.toml, hoặc in ở máy khác.",
            Stranger => "So vân tay chứng chỉ với máy in, sửa printers.toml.",
            Held => "Cho tờ in chạy tiếp ở máy in hoặc CUPS.",
            Hangs => "Tắt bật máy in, rồi trả lời đã ra giấy chưa.",
            Lost | Silent | Aborted | Carrier => "Nhìn khay giấy rồi trả lời: đã ra giấy chưa.",
            Template => "Chạy motcua template check, rồi cho in lại.",
            File => "Kiểm tra thư mục và dung lượng đĩa, rồi in lại.",
            Viewer => "Mở tệp bằng tay, hoặc sửa cấu hình.",
            Queue => "Kiểm tra máy in, rồi cho in lại.",
        }
    }
}

/// A fault, and what the printer or the system said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What it is.
    pub fault: Fault,
    /// In the words of the printer or the system; empty when it said nothing.
    pub said: String,
}

impl Trouble {
    /// A fault about which nothing more is known.
    #[must_use]
    pub fn of(fault: Fault) -> Self {
        Self {
            fault,
            said: String::new(),
        }
    }

    /// A fault, with what was said.
    #[must_use]
    pub fn with(fault: Fault, said: impl fmt::Display) -> Self {
        // What a printer says is kept and shown: short, and nothing hidden in it.
        const LONGEST: usize = 200;
        let said = crate::text::visible(&said.to_string()).to_string();
        Self {
            fault,
            said: said.chars().take(LONGEST).collect(),
        }
    }

    /// What a file, a viewer or a queue said.
    #[must_use]
    pub fn of_file(error: &PrintError) -> Self {
        let fault = match error {
            PrintError::File { .. } => File,
            PrintError::Viewer { .. } => Viewer,
            PrintError::Queue { .. } => Queue,
            _ => Template,
        };
        Self::with(fault, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_has_a_code_of_its_own_that_leads_back() {
        for fault in Fault::ALL {
            assert_eq!(Fault::from_code(fault.code()), Some(fault));
            assert!(fault.words().len() > 4 && fault.mend().ends_with('.'));
        }
        assert_eq!(Fault::from_code("MC-0000"), None);
    }

    #[test]
    fn what_a_printer_says_is_kept_short_and_plain() {
        let trouble = Trouble::with(Fault::Refused, "\u{1b}[2J".repeat(100));
        assert!(trouble.said.chars().count() <= 200 && !trouble.said.contains('\u{1b}'));
    }
}
