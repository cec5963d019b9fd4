//! Made-up answers for tests: a small office without a server.

use super::*;

mod dossiers;
mod money;
mod office;
mod poison;
mod tables;

pub use dossiers::{dossier, held};
pub use office::{seat, sheet};
pub use poison::poison;

use dossiers::{change, differences, files, forms, known, lines, tabs, value};
use office::{catalogue, flow};

/// Answers every question from made-up data.
pub fn answer(ask: &Ask) -> Result<Reply, Failure> {
    Ok(match ask {
        Ask::Seat | Ask::ChangePassword { .. } => Reply::Seat(seat()),
        Ask::SitDown(_) => Reply::Seat(Seat {
            officer_id: "hoa".into(),
            officer: "Trần Thị Hoa".into(),
            role: "Chuyên viên".into(),
            ..seat()
        }),
        Ask::SignIn { password, .. } if password.reveal() != "mật-mã" => {
            return Err(Failure {
                code: ["MC", "7022"].join("-"),
                text: "Thư công vụ hoặc mật khẩu không đúng.".into(),
                status: 401,
                ..Failure::default()
            });
        }
        Ask::CardSignIn { card } if card.reveal().ends_with('X') => {
            return Err(Failure {
                code: ["MC", "7036"].join("-"),
                text: "Thẻ này lúc này không mở được quầy.".into(),
                status: 401,
                ..Failure::default()
            });
        }
        Ask::CardSignIn { .. } => Reply::Seat(Seat {
            one_key: false,
            ..seat()
        }),
        Ask::SignIn { officer, .. } => Reply::Seat(Seat {
            officer_id: officer.clone(),
            one_key: false,
            ..seat()
        }),
        Ask::Catalogue => Reply::Catalogue(Box::new(catalogue())),
        Ask::Sheet(code) => Reply::Sheet(Box::new(sheet(code))),
        Ask::Due(limit) => Reply::Due(Due {
            short: "Chiều 21/11/2026".into(),
            limit: limit.replace("½d", "½ ngày làm việc"),
            why: vec![
                "Nhận sáng T6 20/11/2026".into(),
                "Đếm 1 buổi: chiều T6 20/11".into(),
            ],
        }),
        Ask::Lists => Reply::Lists(tabs()),
        Ask::List { list, .. } => Reply::List(lines(list), None),
        Ask::Receive(intake) if intake.outcome.is_empty() => Reply::Received(Received {
            code: "H62.12.03-261120-0007".into(),
            slip: None,
            due: "Chiều 21/11/2026".into(),
            forms: forms(),
            warnings: Vec::new(),
        }),
        Ask::Receive(_) => Reply::Received(Received {
            slip: Some(5),
            forms: forms(),
            ..Received::default()
        }),
        Ask::Dossier(code) => Reply::Dossier(Box::new(dossier(code))),
        Ask::Held(code) => Reply::Held(Box::new(held(code))),
        Ask::CorrectionPreview(intake) => Reply::Differences(differences(intake)),
        Ask::Correct(intake) => Reply::Received(Received {
            code: intake.correcting.clone().unwrap_or_default().code,
            due: "Sáng 24/11/2026".into(),
            forms: forms(),
            ..Received::default()
        }),
        Ask::ConversionPreview(code) => Reply::Differences(Differences {
            code: code.clone(),
            version: 3,
            changes: vec![value("Hẹn trả", "Chiều 21/11/2026", "Sáng 24/11/2026")],
            back_to_desk: true,
        }),
        Ask::Convert(order) => Reply::Acted(
            "Xong: Đang xử lý.".into(),
            Some(Box::new(dossier(&order.code))),
        ),
        Ask::Act(request) => Reply::Acted(
            "Xong: Đang xử lý.".into(),
            Some(Box::new(dossier(&request.dossier))),
        ),
        Ask::ActOn(order) => Reply::ActedOn("Xong: Đang xử lý.".into(), order.request.version + 1),
        Ask::LateReasons => Reply::LateReasons(vec![
            ("verify".into(), "Chờ kết quả xác minh".into()),
            ("other".into(), "Lý do khác".into()),
        ]),
        Ask::Colleagues { .. } => Reply::Colleagues(vec![
            ("hoa".into(), "Trần Thị Hoa – Chuyên viên".into()),
            ("minh".into(), "Lê Văn Minh – Chuyên viên".into()),
        ]),
        Ask::Find(text) => Reply::Found(Found {
            exact: None,
            filter: format!("tên, số có “{text}”"),
            total: 2,
            more: false,
            rows: lines("desk"),
        }),
        Ask::Applicants(text, procedure) => known(text, procedure),
        Ask::Preview { .. } => Reply::Preview(vec![
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ".into(),
            "Mã hồ sơ: H62.12.03-261120-0007".into(),
        ]),
        Ask::Print { .. } => Reply::Printed(Printed {
            words: "Đã ghi giấy vào".into(),
            file: "/tmp/giay.pdf".into(),
        }),
        Ask::Printing
        | Ask::PaperOut { .. }
        | Ask::DropPaper { .. }
        | Ask::SendPaper { .. } => Reply::Printing(Box::default()),
        Ask::PrintWay(_) => Reply::PrintWay(PaperWay::default()),
        Ask::Table(of) => Reply::Table(Box::new(tables::table(of))),
        Ask::Order(order) => Reply::Ordered(Box::new(tables::done(order))),
        Ask::Flows => Reply::Flows(vec![
            FlowRow {
                id: "khai-sinh".into(),
                procedure: "1.001193".into(),
                name: "Đăng ký khai sinh".into(),
                days: "1 ngày".into(),
                findings: 1,
                open: 0,
            },
            FlowRow {
                id: "dat-dai".into(),
                procedure: String::new(),
                name: "Cấp Giấy chứng nhận".into(),
                days: "34 ngày".into(),
                findings: 2,
                open: 2,
            },
        ]),
        Ask::Flow(id) => Reply::Flow(Box::new(flow(id, ""))),
        Ask::Staff(order) => Reply::Flow(Box::new(flow(&order.process, "Trần Thị Hoa"))),
        Ask::Fees(code) => Reply::Fees(Box::new(money::fees(code))),
        Ask::Collect { .. } => {
            Reply::Money("Đã thu: Phí 4.000 đồng số 0000015. Trả lại 6.000 đồng. F7 in.".into())
        }
        Ask::Exempt { .. } => Reply::Money("Đã miễn 2 khoản.".into()),
        Ask::Till => Reply::Till(Some(Box::new(money::till()))),
        Ask::OpenShift { .. } => Reply::Money("Đã mở ca số 128 với 200.000 đồng.".into()),
        Ask::CloseShift { .. } => Reply::Money("Đã đóng ca số 128.".into()),
        Ask::Files(_) => Reply::Files(Box::new(files())),
        Ask::Attach(request) => Reply::Attached(format!("Đã đính kèm {} (12 KB).", request.label)),
        Ask::OpenFile { name, .. } => Reply::Printed(Printed {
            words: "Đã lưu tệp vào".into(),
            file: format!("/tmp/{name}"),
        }),
        Ask::ReturnSheet(code) => Reply::ReturnSheet(Box::new(HandBackSheet {
            code: code.clone(),
            version: 7,
            ready: true,
            state: "Đã xử lý xong (chờ trả kết quả)".into(),
            procedure: "Thủ tục đăng ký kết hôn".into(),
            owner: "Nguyễn Thị Ví Dụ".into(),
            submitter: String::new(),
            results: vec!["1. Chính thức: Giấy chứng nhận kết hôn số 01/GCN ngày 2026-11-20. Bản quét màu, 1 trang, thấp nhất 300 dpi, PDF 1.4".into()],
            drafts: 1,
            owed_dong: Some(0),
            delivery: "Nhận tại quầy".into(),
        })),
        Ask::HandBack(_) => Reply::HandedBack("Xong: Đã trả kết quả. Chủ hồ sơ.".into()),
        Ask::Changes => Reply::Changes(vec![change()]),
        Ask::DecideChange { .. } => Reply::Decided("Đã duyệt thay đổi số 7.".into()),
        Ask::Officers => Reply::Officers(vec![OfficerLine {
            id: "hoa#0".into(),
            name: "Trần Thị Hoa".into(),
            role: "Chuyên viên".into(),
            agency: "UBND xã Minh Họa".into(),
        }]),
    })
}
