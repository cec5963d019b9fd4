//! Names for people of what is done beside the life cycle: to files, results and money.

/// The name of such an act; none for an act of the life cycle.
#[must_use]
pub(super) fn beside(act: &str) -> Option<&'static str> {
    Some(match act {
        "print" => "In biểu mẫu",
        "print_answer" => "Trả lời giấy in đã ra chưa",
        "print_cancel" => "Bỏ tờ in chưa gửi",
        "print_move" => "Cho in lại ở máy in khác",
        "read" => "Xem hồ sơ của đơn vị khác",
        "attach" => "Đính kèm tệp",
        "detach" => "Gỡ tệp",
        "draft_result" => "Dự thảo kết quả",
        "finish_result" => "Hoàn thành kết quả",
        "replace_result" => "Thay thế kết quả",
        "post_list" => "Lập danh sách bàn giao bưu chính",
        "collect_fee" => "Thu phí, lệ phí",
        "exempt_fee" => "Miễn, giảm phí, lệ phí",
        "cancel_receipt" => "Hủy biên lai",
        "replace_receipt" => "Thay thế biên lai",
        "refund_fee" => "Hoàn phí, lệ phí",
        "issue_receipt" => "Cấp số biên lai",
        "send_receipt" => "Gửi biên lai",
        _ => return None,
    })
}
