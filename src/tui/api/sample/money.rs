//! Made-up fees and a made-up shift.

use crate::wire::{DayBookView, FeeRow, FeeSheet, ModeView, ReceiptView, ShiftView, TotalView};

/// Two lines that are owed, one that was taken.
pub fn fees(code: &str) -> FeeSheet {
    let line =
        |no, kind: &str, label: &str, name: &str, amount_dong, settled: &str, words: &str| FeeRow {
            no,
            kind: kind.into(),
            kind_label: label.into(),
            name: name.into(),
            amount_dong,
            when: "after".into(),
            when_label: "Thu sau".into(),
            settled: settled.into(),
            settled_label: words.into(),
        };
    let mode = |mode: &str, label: &str| ModeView {
        mode: mode.into(),
        label: label.into(),
        ..ModeView::default()
    };
    FeeSheet {
        dossier_code: code.into(),
        owner: "Nguyễn Thị Ví Dụ".into(),
        lines: vec![
            line(
                1,
                "phi",
                "Phí",
                "Phí chứng thực bản sao từ bản chính",
                4_000,
                "owed",
                "Chưa thu",
            ),
            line(
                2,
                "le_phi",
                "Lệ phí",
                "Lệ phí đăng ký khai sinh quá hạn",
                8_000,
                "owed",
                "Chưa thu",
            ),
            line(
                3,
                "phi",
                "Phí",
                "Phí cấp bản sao trích lục",
                20_000,
                "receipt",
                "01BLP0-001 AA-25P 0000014",
            ),
        ],
        owed_phi_dong: 4_000,
        owed_le_phi_dong: 8_000,
        receipts: vec![ReceiptView {
            id: 14,
            kind_label: "Phí".into(),
            number: "0000014".into(),
            amount_dong: 20_000,
            state: "issued".into(),
            ..ReceiptView::default()
        }],
        modes: vec![
            mode("printed_book", "In trên quyển giấy"),
            mode("electronic", "Điện tử"),
            mode("hand_book", "Viết tay theo quyển"),
        ],
        ..FeeSheet::default()
    }
}

/// An open shift with money of both kinds.
pub fn till() -> DayBookView {
    let total = |kind: &str, way: &str, taken, dong| TotalView {
        kind_label: kind.into(),
        way_label: way.into(),
        taken,
        dong,
        ..TotalView::default()
    };
    DayBookView {
        shift: ShiftView {
            id: 128,
            opened_at: "2026-11-20T07:30:00+07:00".into(),
            opening_dong: 200_000,
            state: "open".into(),
            ..ShiftView::default()
        },
        totals: vec![
            total("Phí", "Tiền mặt", 12, 48_000),
            total("Phí", "Chuyển khoản", 1, 1_250_000),
            total("Lệ phí", "Tiền mặt", 3, 24_000),
        ],
        expected_dong: 272_000,
        ..DayBookView::default()
    }
}
