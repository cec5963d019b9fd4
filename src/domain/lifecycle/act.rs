//! Acts (thao tác) on a dossier.

use serde::{Deserialize, Serialize};

/// Makes the enum, its identifiers and the list of all from one table.
macro_rules! acts {
    ($($(#[$about:meta])* $name:ident = $id:literal,)+) => {
        /// An act (thao tác) on a dossier.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Act {
            $($(#[$about])* $name,)+
        }

        impl Act {
            /// Every act.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Identifier in tables and on the wire.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }
        }
    };
}

acts! {
    /// Nộp trực tuyến.
    SubmitOnline = "submit_online",
    /// Yêu cầu bổ sung trước tiếp nhận.
    AskOnlineSupplement = "ask_online_supplement",
    /// Công dân gửi bổ sung trước tiếp nhận.
    ResubmitOnline = "resubmit_online",
    /// Tiếp nhận.
    Receive = "receive",
    /// Hướng dẫn trước tiếp nhận.
    Guide = "guide",
    /// Từ chối tiếp nhận.
    Refuse = "refuse",
    /// Giải quyết ngay.
    SolveAtOnce = "solve_at_once",
    /// Chuyển xử lý trong cùng cơ quan.
    Forward = "forward",
    /// Nhận hồ sơ được chuyển hoặc bàn giao đến.
    Take = "take",
    /// Phân công.
    Assign = "assign",
    /// Chuyển người khác cùng bước.
    Transfer = "transfer",
    /// Thu hồi khi người nhận chưa xử lý.
    Recall = "recall",
    /// Hoàn tác trong 30 giây.
    Undo = "undo",
    /// Trả lại bước trước.
    SendBack = "send_back",
    /// Bàn giao cho cơ quan khác.
    HandOver = "hand_over",
    /// Không nhận bàn giao.
    RefuseHandOver = "refuse_hand_over",
    /// Dự thảo yêu cầu bổ sung.
    DraftSupplement = "draft_supplement",
    /// Yêu cầu bổ sung.
    RequestSupplement = "request_supplement",
    /// Nhận đủ bổ sung.
    AcceptSupplement = "accept_supplement",
    /// Hết hạn bổ sung.
    ExpireSupplement = "expire_supplement",
    /// Yêu cầu thực hiện nghĩa vụ tài chính.
    RequestPayment = "request_payment",
    /// Xác nhận đã nộp.
    ConfirmPayment = "confirm_payment",
    /// Tạm dừng.
    Suspend = "suspend",
    /// Tiếp tục.
    Resume = "resume",
    /// Trình lãnh đạo.
    SubmitForApproval = "submit_for_approval",
    /// Duyệt.
    Approve = "approve",
    /// Không duyệt.
    RejectDraft = "reject_draft",
    /// Ký.
    Sign = "sign",
    /// Vào số, đóng dấu, phát hành.
    Issue = "issue",
    /// Trả lại hồ sơ, không có kết quả.
    CloseWithoutResult = "close_without_result",
    /// Dừng giải quyết.
    Terminate = "terminate",
    /// Rút hồ sơ theo yêu cầu của người nộp.
    Withdraw = "withdraw",
    /// Đề nghị xóa hồ sơ nhập nhầm.
    ProposeDeletion = "propose_deletion",
    /// Xóa hồ sơ nhập nhầm.
    Delete = "delete",
    /// Dự thảo xin lỗi và hẹn lại.
    DraftApology = "draft_apology",
    /// Ký xin lỗi.
    SignApology = "sign_apology",
    /// Gửi xin lỗi.
    DeliverApology = "deliver_apology",
    /// Gửi kết quả về nơi tiếp nhận.
    ConsignResult = "consign_result",
    /// Trả kết quả.
    ReturnResult = "return_result",
    /// Đề nghị sửa ngày hẹn.
    ProposeDue = "propose_due",
    /// Sửa ngày hẹn.
    CorrectDue = "correct_due",
    /// Đặt lại bước của quy trình.
    ResetFlow = "reset_flow",
    /// Sửa thông tin và cấp lại giấy hẹn.
    CorrectIntake = "correct_intake",
    /// Chuyển sang phiên bản mới của thủ tục.
    Convert = "convert",
    /// In một biểu mẫu; the state stays.
    Print = "print",
}

impl Act {
    /// Whether it passes the dossier to another holder, who may then give it back unread.
    #[must_use]
    pub fn passes_on(self) -> bool {
        matches!(
            self,
            Self::Forward
                | Self::HandOver
                | Self::SubmitForApproval
                | Self::Approve
                | Self::Sign
                | Self::Issue
                | Self::SendBack
                | Self::RejectDraft
                | Self::Transfer
                | Self::Assign
        )
    }
}
