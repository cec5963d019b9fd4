//! The clerk, the catalogue and the processes.

use super::super::*;
use crate::tui::index::{Index, ProcedureLine};

/// The clerk at the counter.
pub fn seat() -> Seat {
    Seat {
        desk: "Quầy 03".into(),
        agency: "UBND xã Minh Họa".into(),
        officer_id: "lan".into(),
        officer: "Nguyễn Thị Lan".into(),
        role: "Cán bộ một cửa".into(),
        rights: vec!["receive".into(), "return".into(), "collect".into()],
        one_key: true,
        lock_minutes: 5,
        must_change: false,
        password_days: None,
        server_time: None,
    }
}

pub fn catalogue() -> Index {
    let line = |code, name, limit, uses| ProcedureLine {
        code,
        name,
        field: "Hộ tịch",
        limit,
        own_level: true,
        uses,
    };
    Index::new([
        line("2.000815", "Chứng thực bản sao từ bản chính", "½ ngày", 50),
        line("1.001193", "Thủ tục đăng ký khai sinh", "1 ngày", 20),
        line(
            "1.000080",
            "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong \
             trường hợp chuyển nhượng do đổi tên người sử dụng đất",
            "10 ngày",
            1,
        ),
        line(
            "1.000081",
            "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong \
             trường hợp chuyển nhượng do sạt lở tự nhiên",
            "10 ngày",
            0,
        ),
    ])
}

/// The intake sheet of any procedure.
pub fn sheet(code: &str) -> ProcedureSheet {
    let case = |id: &str, name: &str, amount| CaseLine {
        id: id.into(),
        name: name.into(),
        limit: "½d".into(),
        limit_words: "½ ngày làm việc".into(),
        needs_limit: false,
        fees: vec![FeeLine {
            kind: "phi".into(),
            name: "Phí chứng thực".into(),
            amount: Some(amount),
            note: "một bản".into(),
        }],
    };
    ProcedureSheet {
        code: code.into(),
        name: "Chứng thực bản sao từ bản chính".into(),
        cases: vec![
            case("usual", "Thông thường", 4000),
            case("many", "Nhiều trang", 8000),
        ],
        sections: vec![(
            "Nội dung chứng thực".into(),
            vec![FormField {
                key: "document".into(),
                label: "Tên giấy tờ".into(),
                kind: "text".into(),
                required: true,
                help: "Tên giấy tờ cần chứng thực.".into(),
                ..FormField::default()
            }],
        )],
        papers: vec![
            PaperLine {
                name: "Bản chính (xem)".into(),
                asked: [1, 0, 0],
                optional: false,
            },
            PaperLine {
                name: "Bản sao cần chứng thực".into(),
                asked: [0, 0, 2],
                optional: true,
            },
        ],
        places: vec![
            "Bộ phận Một cửa xã Minh Họa".into(),
            "Bưu chính công ích".into(),
        ],
        immediate: false,
        edition: 3,
    }
}

pub fn flow(id: &str, usual: &str) -> FlowSheet {
    let step = |no, name: &str, kind: &str, label: &str, usual: &str| FlowStepRow {
        no,
        name: name.into(),
        kind: kind.into(),
        org: "xa".into(),
        org_name: "UBND xã Minh Họa".into(),
        role: "specialist".into(),
        role_label: label.into(),
        days: "½ ngày".into(),
        usual: usual.into(),
        officers: vec![("hoa".into(), "Trần Thị Hoa – Công chức Tư pháp".into())],
    };
    FlowSheet {
        id: id.into(),
        procedure: "1.001193".into(),
        title: "Đăng ký khai sinh · 1 ngày · tự chuyển".into(),
        findings: vec!["√ số liệu đã sửa khi nhập (đã nhận: Lý Thị Tổ)".into()],
        acceptable: vec![("sum".into(), "các bước cộng lại khác tổng công bố".into())],
        steps: vec![
            step(1, "Tiếp nhận", "receive", "Cán bộ một cửa", ""),
            step(2, "Thẩm tra", "examine", "Chuyên viên", usual),
        ],
    }
}
