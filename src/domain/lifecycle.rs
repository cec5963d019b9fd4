//! The life cycle as a table of rows, read from a file: states are ours, acts and arrows are data.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::role::Right;

/// Internal state of a dossier; each is sent to the national portal as one of its ten codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Chờ tiếp nhận trực tuyến; no clock.
    RegisteredOnline,
    /// Mới tiếp nhận; the clock runs.
    Received,
    /// Đang xử lý; the clock runs.
    InProgress,
    /// Chờ duyệt; the clock runs.
    AwaitingApproval,
    /// Chờ ký duyệt; the clock runs.
    AwaitingSignature,
    /// Đã xử lý xong (chờ trả kết quả); the clock has ended.
    ResultReady,
    /// Đã trả kết quả; final.
    ResultReturned,
    /// Không được tiếp nhận; the clock never ran, final.
    Refused,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::RegisteredOnline,
        Self::Received,
        Self::InProgress,
        Self::AwaitingApproval,
        Self::AwaitingSignature,
        Self::ResultReady,
        Self::ResultReturned,
        Self::Refused,
    ];

    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::RegisteredOnline => "registered_online",
            Self::Received => "received",
            Self::InProgress => "in_progress",
            Self::AwaitingApproval => "awaiting_approval",
            Self::AwaitingSignature => "awaiting_signature",
            Self::ResultReady => "result_ready",
            Self::ResultReturned => "result_returned",
            Self::Refused => "refused",
        }
    }

    /// The state of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// Name shown to clerks.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::RegisteredOnline => "Chờ tiếp nhận trực tuyến",
            Self::Received => "Mới tiếp nhận",
            Self::InProgress => "Đang xử lý",
            Self::AwaitingApproval => "Chờ duyệt",
            Self::AwaitingSignature => "Chờ ký duyệt",
            Self::ResultReady => "Đã xử lý xong (chờ trả kết quả)",
            Self::ResultReturned => "Đã trả kết quả",
            Self::Refused => "Không được tiếp nhận",
        }
    }

    /// Whether the legal clock runs.
    #[must_use]
    pub fn clock_runs(self) -> bool {
        matches!(
            self,
            Self::Received | Self::InProgress | Self::AwaitingApproval | Self::AwaitingSignature
        )
    }

    /// Whether anything can still happen.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::ResultReturned | Self::Refused)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// An act (thao tác) on a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Tiếp nhận.
    Receive,
    /// Hướng dẫn trước tiếp nhận.
    Guide,
    /// Từ chối tiếp nhận.
    Refuse,
    /// Giải quyết ngay.
    SolveAtOnce,
    /// Chuyển xử lý.
    Forward,
    /// Nhận hồ sơ được chuyển đến.
    Take,
    /// Trả lại bước trước.
    SendBack,
    /// Trình lãnh đạo.
    SubmitForApproval,
    /// Duyệt.
    Approve,
    /// Không duyệt.
    RejectDraft,
    /// Ký.
    Sign,
    /// Vào số, đóng dấu, phát hành.
    Issue,
    /// Trả kết quả.
    ReturnResult,
    /// In một biểu mẫu; the state stays.
    Print,
}

impl Act {
    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::Guide => "guide",
            Self::Refuse => "refuse",
            Self::SolveAtOnce => "solve_at_once",
            Self::Forward => "forward",
            Self::Take => "take",
            Self::SendBack => "send_back",
            Self::SubmitForApproval => "submit_for_approval",
            Self::Approve => "approve",
            Self::RejectDraft => "reject_draft",
            Self::Sign => "sign",
            Self::Issue => "issue",
            Self::ReturnResult => "return_result",
            Self::Print => "print",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// Number in the rule table, when it has one.
    #[serde(default)]
    pub no: Option<u32>,
    /// The act.
    pub act: Act,
    /// Vietnamese name of the act.
    pub label: String,
    /// States it starts from; `-` is "not there yet".
    pub from: Vec<String>,
    /// States it may lead to.
    pub to: Vec<String>,
    /// The right it needs.
    pub right: Right,
    /// Whether a written reason is demanded.
    #[serde(default)]
    pub reason: bool,
    /// Forms to be offered at that moment.
    #[serde(default)]
    pub prints: Vec<String>,
    /// Event key of the notice to the applicant, when one is due.
    #[serde(default)]
    pub notice: Option<String>,
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    /// Rows in the order of the file.
    pub transition: Vec<Transition>,
}

impl Lifecycle {
    /// The row of `act` from `from` (`None`: not there yet).
    #[must_use]
    pub fn row(&self, act: Act, from: Option<State>) -> Option<&Transition> {
        let from = from.map_or("-", State::id);
        self.transition
            .iter()
            .find(|row| row.act == act && row.from.iter().any(|s| s == from))
    }

    /// Acts that start from `from`, in the order of the file.
    pub fn from(&self, from: State) -> impl Iterator<Item = &Transition> {
        self.transition
            .iter()
            .filter(move |row| row.from.iter().any(|s| s == from.id()))
    }

    /// What is wrong with the table, one sentence each; empty when it is sound.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let known = |state: &String| state == "-" || State::from_id(state).is_some();
        let mut found = Vec::new();
        for row in &self.transition {
            for state in row.from.iter().chain(&row.to).filter(|s| !known(s)) {
                found.push(format!("act {}: unknown state {state}", row.act.id()));
            }
            let left = row
                .from
                .iter()
                .filter_map(|s| State::from_id(s))
                .find(|s| s.is_final());
            if let Some(state) = left {
                found.push(format!(
                    "act {} leaves the final state {state}",
                    row.act.id()
                ));
            }
        }
        found
    }
}
