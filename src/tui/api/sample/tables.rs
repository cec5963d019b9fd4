//! Made-up tables: answers of a server, through the same code as the real ones.

use crate::tui::api::http::tables::{books, post, receipts, shifts, staffing};
use crate::tui::api::{FormLine, OrderRequest, Ordered, Subject, Table, TableOf};
use crate::wire::{
    BookView, DeputyEntry, DutyEntry, FeeSheet, Me, PayerView, PostListMade, PostLists,
    PostWaiting, ReceiptItem, ReceiptView, RefundView, ShiftView, StaffingView, UnitOfficer,
    UnitRole,
};

/// The table as it would come.
pub fn table(of: &TableOf) -> Table {
    match of {
        TableOf::Receipts(code) => receipts::of(&me(), &fees(code)),
        TableOf::Books => books::of(&me(), &[book(1, 15, 20), book(2, 50, 50)]),
        TableOf::Shifts => shifts::of(&me(), &[closed(127, 272_000), closed(126, 270_000), own()]),
        TableOf::Post => post::of(&post_desk()),
        TableOf::Deputies => staffing::deputies_of(&me(), &people()),
        TableOf::Duties => staffing::duties_of(&me(), &people()),
    }
}

/// What an order would do.
pub fn done(order: &OrderRequest) -> Ordered {
    let line = |id: &str, title: &str| FormLine {
        id: id.into(),
        title: title.into(),
    };
    let papers = match order.act.as_str() {
        "refund_receipt" => vec![(
            Subject::Refund(31),
            line("phieu-hoan-tra-a5", "Phiếu hoàn trả số 01/2026"),
        )],
        "post_list" => vec![(
            Subject::PostList(12),
            line(
                "phieu-ban-giao-ket-qua-a4",
                "Danh sách bàn giao bưu chính số 02/2026",
            ),
        )],
        _ => Vec::new(),
    };
    Ordered {
        words: "Đã làm xong.".into(),
        papers,
    }
}

/// The second person of the office.
fn me() -> Me {
    Me {
        officer: "phutrach".into(),
        name: "Nguyễn Thị Lan".into(),
        org: "xa".into(),
        org_name: "UBND xã Minh Họa".into(),
        rights: ["collect", "approve_money", "return", "staff"]
            .map(str::to_owned)
            .to_vec(),
        ..Me::default()
    }
}

fn receipt(id: i64, officer: &str, state: &str, label: &str) -> ReceiptView {
    ReceiptView {
        id,
        kind: "phi".into(),
        kind_label: "Phí".into(),
        symbol: "01BLP0-001".into(),
        series: "AA-25P".into(),
        number: format!("{id:07}"),
        payer: PayerView {
            name: "Nguyễn Thị Ví Dụ".into(),
            ..PayerView::default()
        },
        items: vec![ReceiptItem {
            no: 3,
            name: "Phí cấp bản sao trích lục".into(),
            amount_dong: 20_000,
        }],
        amount_dong: 20_000,
        way_label: "Tiền mặt".into(),
        officer: officer.into(),
        at: "2026-11-20T08:12:00+07:00".into(),
        state: state.into(),
        state_label: label.into(),
        ..ReceiptView::default()
    }
}

fn fees(code: &str) -> FeeSheet {
    let cancelled = ReceiptView {
        reason: "Thu nhầm hồ sơ của người khác".into(),
        ..receipt(13, "Trần Văn Thu", "cancelled", "Đã hủy")
    };
    let refunded = ReceiptView {
        refunds: vec![RefundView {
            id: 30,
            number: "01/2026".into(),
            receipt: 14,
            amount_dong: 5_000,
            shift: 128,
        }],
        ..receipt(14, "Trần Văn Thu", "issued", "Đã lập")
    };
    FeeSheet {
        dossier_code: code.into(),
        owner: "Nguyễn Thị Ví Dụ".into(),
        receipts: vec![
            cancelled,
            refunded,
            receipt(15, "Nguyễn Thị Lan", "issued", "Đã lập"),
        ],
        ..FeeSheet::default()
    }
}

fn book(id: i64, first: u32, last: u32) -> BookView {
    BookView {
        id,
        kind_label: "Phí".into(),
        mode_label: "In trên quyển giấy".into(),
        symbol: "01BLP0-001".into(),
        series: "AA-25P".into(),
        first,
        last,
        next: (first < last).then_some(first + 2),
    }
}

fn closed(id: i64, counted: i64) -> ShiftView {
    ShiftView {
        id,
        officer: "Trần Văn Thu".into(),
        opened_at: "2026-11-19T07:30:00+07:00".into(),
        opening_dong: 200_000,
        closed_at: Some("2026-11-19T17:02:00+07:00".into()),
        counted_dong: Some(counted),
        expected_dong: Some(272_000),
        reason: if counted == 272_000 {
            String::new()
        } else {
            "Trả nhầm tiền thừa cho khách".into()
        },
        handed_to: "Thủ quỹ Lê Thị Quỹ".into(),
        state: "closed".into(),
        ..ShiftView::default()
    }
}

fn own() -> ShiftView {
    ShiftView {
        id: 128,
        officer: "Nguyễn Thị Lan".into(),
        opened_at: "2026-11-20T07:30:00+07:00".into(),
        opening_dong: 200_000,
        state: "open".into(),
        ..ShiftView::default()
    }
}

fn post_desk() -> PostLists {
    let waiting = |no: u32, owner: &str| PostWaiting {
        code: format!("H62.12.03-261119-000{no}"),
        owner: owner.into(),
        address: "Thôn Mẫu, xã Minh Họa".into(),
        procedure: "Cấp bản sao trích lục hộ tịch".into(),
        collect_at: "Bưu chính công ích".into(),
    };
    PostLists {
        waiting: vec![waiting(4, "Nguyễn Văn Ví Dụ"), waiting(5, "Phạm Thị Mẫu")],
        made: vec![PostListMade {
            id: 11,
            number: "01/2026".into(),
            letters: 6,
            carrier: "Bưu điện huyện".into(),
            at: "2026-11-18T16:00:00+07:00".into(),
        }],
    }
}

fn people() -> StaffingView {
    let role = UnitRole {
        id: "specialist".into(),
        label: "Chuyên viên".into(),
    };
    let officer = |id: &str, name: &str| UnitOfficer {
        id: id.into(),
        name: name.into(),
        title: "Công chức tư pháp".into(),
        org: "xa".into(),
        org_name: "UBND xã Minh Họa".into(),
        roles: vec![role.clone()],
    };
    let deputy = |deputy: &str, reason: &str| DeputyEntry {
        org: "xa".into(),
        officer: "hoa".into(),
        deputy: deputy.into(),
        from: "2026-11-18".parse().ok(),
        to: "2026-11-25".parse().ok(),
        reason: reason.into(),
    };
    let duty = |officer: &str, half: &str| DutyEntry {
        org: "xa".into(),
        role: "specialist".into(),
        officer: officer.into(),
        from: "2026-11-23".parse().unwrap_or_default(),
        to: "2026-11-27".parse().ok(),
        half: half.into(),
    };
    StaffingView {
        deputies: vec![
            deputy("minh", "nghỉ phép năm"),
            deputy("", "đi làm lại sớm"),
        ],
        duties: vec![duty("hoa", "AM"), duty("minh", "PM")],
        officers: vec![
            officer("hoa", "Trần Thị Hoa"),
            officer("minh", "Lê Văn Minh"),
        ],
        ..StaffingView::default()
    }
}
