//! States of a dossier (trạng thái hồ sơ).

use std::fmt;

use serde::{Deserialize, Serialize};

/// Internal state of a dossier; each but `deleted` is sent to the national portal as one of its ten codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Chờ tiếp nhận trực tuyến; no clock.
    RegisteredOnline,
    /// Chờ công dân bổ sung (trước tiếp nhận); no clock.
    AwaitingSupplementOnline,
    /// Mới tiếp nhận; the clock runs.
    Received,
    /// Đang xử lý; the clock runs.
    InProgress,
    /// Đang xử lý (phối hợp); the clock runs and is charged to the other agency.
    WithCoAgency,
    /// Chờ duyệt; the clock runs.
    AwaitingApproval,
    /// Chờ ký duyệt; the clock runs.
    AwaitingSignature,
    /// Yêu cầu bổ sung; the clock stands still.
    AwaitingSupplement,
    /// Yêu cầu thực hiện nghĩa vụ tài chính; the clock stands still.
    AwaitingPayment,
    /// Tạm dừng xử lý; the clock stands still.
    Suspended,
    /// Đã xử lý xong (chờ trả kết quả); the clock has ended.
    ResultReady,
    /// Đã trả kết quả; final.
    ResultReturned,
    /// Không được tiếp nhận; the clock never ran, final.
    Refused,
    /// Rút hồ sơ; the clock has ended, final.
    Withdrawn,
    /// Trả lại hồ sơ; the clock has ended, final.
    ReturnedUnresolved,
    /// Dừng giải quyết; the clock has ended, final.
    Terminated,
    /// Đã xóa (nhập nhầm); the clock has ended, final. Nothing is sent to the national portal; the number
    /// is never given again, and the trail keeps everything.
    Deleted,
}

/// What the legal clock does in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockIs {
    /// Not started: the dossier is not received.
    NotStarted,
    /// Running: somebody is charged.
    Running,
    /// Standing still: the applicant is charged.
    Stopped,
    /// Over.
    Ended,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 17] = [
        Self::RegisteredOnline,
        Self::AwaitingSupplementOnline,
        Self::Received,
        Self::InProgress,
        Self::WithCoAgency,
        Self::AwaitingApproval,
        Self::AwaitingSignature,
        Self::AwaitingSupplement,
        Self::AwaitingPayment,
        Self::Suspended,
        Self::ResultReady,
        Self::ResultReturned,
        Self::Refused,
        Self::Withdrawn,
        Self::ReturnedUnresolved,
        Self::Terminated,
        Self::Deleted,
    ];

    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.words().0
    }

    /// Name shown to clerks.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::RegisteredOnline => ("registered_online", "Chờ tiếp nhận trực tuyến"),
            Self::AwaitingSupplementOnline => (
                "awaiting_supplement_online",
                "Chờ công dân bổ sung (trước tiếp nhận)",
            ),
            Self::Received => ("received", "Mới tiếp nhận"),
            Self::InProgress => ("in_progress", "Đang xử lý"),
            Self::WithCoAgency => ("with_co_agency", "Đang xử lý (phối hợp)"),
            Self::AwaitingApproval => ("awaiting_approval", "Chờ duyệt"),
            Self::AwaitingSignature => ("awaiting_signature", "Chờ ký duyệt"),
            Self::AwaitingSupplement => ("awaiting_supplement", "Yêu cầu bổ sung"),
            Self::AwaitingPayment => ("awaiting_payment", "Yêu cầu thực hiện nghĩa vụ tài chính"),
            Self::Suspended => ("suspended", "Tạm dừng xử lý"),
            Self::ResultReady => ("result_ready", "Đã xử lý xong (chờ trả kết quả)"),
            Self::ResultReturned => ("result_returned", "Đã trả kết quả"),
            Self::Refused => ("refused", "Không được tiếp nhận"),
            Self::Withdrawn => ("withdrawn", "Rút hồ sơ"),
            Self::ReturnedUnresolved => ("returned_unresolved", "Trả lại hồ sơ"),
            Self::Terminated => ("terminated", "Dừng giải quyết"),
            Self::Deleted => ("deleted", "Đã xóa (nhập nhầm)"),
        }
    }

    /// The state of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// What the legal clock does here.
    #[must_use]
    pub fn clock(self) -> ClockIs {
        match self {
            Self::RegisteredOnline | Self::AwaitingSupplementOnline => ClockIs::NotStarted,
            Self::Received
            | Self::InProgress
            | Self::WithCoAgency
            | Self::AwaitingApproval
            | Self::AwaitingSignature => ClockIs::Running,
            Self::AwaitingSupplement | Self::AwaitingPayment | Self::Suspended => ClockIs::Stopped,
            Self::ResultReady
            | Self::ResultReturned
            | Self::Refused
            | Self::Withdrawn
            | Self::ReturnedUnresolved
            | Self::Terminated
            | Self::Deleted => ClockIs::Ended,
        }
    }

    /// Whether the legal clock runs.
    #[must_use]
    pub fn clock_runs(self) -> bool {
        self.clock() == ClockIs::Running
    }

    /// Whether nothing can happen any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        self.clock() == ClockIs::Ended && self != Self::ResultReady
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
