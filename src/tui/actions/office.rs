//! Tables of the office and papers of many dossiers: money behind the counter, the post, people.

use std::borrow::Cow;

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::tui::api::{Blank, BlankKind, Order, TableOf};
use crate::tui::model::Model;
use crate::tui::screens::{OrderSheet, Screen, TableScreen};

macro_rules! table {
    ($name:ident, $id:literal, $label:literal, $help:literal, $rights:expr, $why:literal, $of:expr) => {
        pub static $name: Action = Action {
            id: $id,
            label: |_| words($label),
            help: $help,
            available: |model| at_desk(model, $rights, $why),
            run: |model| open(model, $of),
        };
    };
}

pub static RECEIPTS: Action = Action {
    id: "receipts",
    label: |_| words("Biên lai: hủy, thay, hoàn"),
    help: "Các biên lai của hồ sơ: hủy, lập biên lai thay thế, hoàn trả tiền, ghi số, in.",
    available: |model| {
        may(
            model,
            &["collect", "approve_money"],
            "Vai của bạn không xem biên lai. F10 → Đổi cán bộ.",
        )?;
        match model.top() {
            Screen::Fees(_) => Ok(()),
            Screen::Dossier(dossier) if dossier.is_loaded() => Ok(()),
            _ => not_in_a_box(model).and(Err(words("Mở một hồ sơ trước rồi xem biên lai."))),
        }
    },
    run: |model| {
        let code = match model.top() {
            Screen::Fees(fees) => fees.code().to_owned(),
            Screen::Dossier(dossier) => dossier.code().to_owned(),
            _ => return,
        };
        open(model, TableOf::Receipts(code));
    },
};

table!(
    BOOKS,
    "books",
    "Quyển biên lai",
    "Quyển biên lai giấy của đơn vị: đang đến số nào, thêm quyển mới.",
    &["collect", "approve_money"],
    "Vai của bạn không thu tiền.",
    TableOf::Books
);
table!(
    SHIFTS,
    "shifts",
    "Duyệt ca thu",
    "Ca thu đang mở và ca chờ người thứ hai duyệt.",
    &["approve_money", "collect"],
    "Vai của bạn không duyệt tiền.",
    TableOf::Shifts
);
table!(
    POST,
    "post",
    "Bàn giao bưu chính",
    "Kết quả gửi qua bưu chính: lập danh sách bàn giao, in danh sách; hồ sơ trong danh sách là đã trả.",
    &["return"],
    "Vai của bạn không trả kết quả.",
    TableOf::Post
);
table!(
    DEPUTIES,
    "deputies",
    "Người làm thay",
    "Cử người làm thay cán bộ vắng, và thôi làm thay.",
    &["staff"],
    "Vai của bạn không cử người. Nhờ quản trị của đơn vị.",
    TableOf::Deputies
);
table!(
    DUTIES,
    "duties",
    "Lịch trực",
    "Ai trực vai trò nào, ngày nào, buổi nào.",
    &["staff"],
    "Vai của bạn không xếp lịch trực. Nhờ quản trị của đơn vị.",
    TableOf::Duties
);

/// Roles that print papers about people.
const PAPER: &[&str] = &["papers", "receive", "return"];

pub static REGISTER: Action = Action {
    id: "register_book",
    label: |_| words("In sổ theo dõi hồ sơ"),
    help: "Sổ theo dõi hồ sơ của bộ phận một cửa, từ ngày đến ngày.",
    available: |model| at_desk(model, PAPER, "Vai của bạn không in sổ theo dõi."),
    run: |model| {
        let today = model.shared.today();
        let first = chrono::Datelike::with_day(&today, 1).unwrap_or(today);
        let date = |id: &str, label: &str, day: chrono::NaiveDate| {
            let blank = Blank::new(id, label, BlankKind::Date).must();
            blank.holding(day.format("%d/%m/%Y").to_string())
        };
        let order = Order::new("print_register", "In sổ", &[])
            .about("Sổ theo dõi hồ sơ: mọi hồ sơ tiếp nhận tại bộ phận một cửa trong các ngày này.")
            .asking([
                date("from", "Từ ngày", first),
                date("to", "Đến ngày", today),
                Blank::new("book", "Quyển số", BlankKind::Line).hint("trống: ghi tay"),
                Blank::why_again(),
            ]);
        model.shared.open(OrderSheet::new(order));
    },
};

pub static HAND_OVER: Action = Action {
    id: "hand_over_list",
    label: |_| words("In biên bản giao nhận"),
    help: "Biên bản giao nhận các hồ sơ đã đánh dấu, hoặc hồ sơ đang chọn.",
    available: |model| {
        may(model, PAPER, "Vai của bạn không in biên bản giao nhận.")?;
        match model.top() {
            Screen::Desk(_) | Screen::Dossier(_) if !codes(model).is_empty() => Ok(()),
            _ => not_in_a_box(model).and(Err(words(
                "Chọn hoặc đánh dấu hồ sơ trong danh sách trước.",
            ))),
        }
    },
    run: |model| {
        let codes = codes(model);
        let targets: Vec<&str> = codes.iter().map(String::as_str).collect();
        let order = Order::new("print_hand_over", "In biên bản", &targets)
            .about(format!(
                "Biên bản giao nhận {} hồ sơ: {}",
                codes.len(),
                codes.join(", ")
            ))
            .asking([
                Blank::new("receiver", "Bên nhận", BlankKind::Line).hint("trống: ghi tay"),
                Blank::why_again(),
            ]);
        model.shared.open(OrderSheet::new(order));
    },
};

/// Codes of the dossiers marked on the desk, or of the one chosen or open.
fn codes(model: &Model) -> Vec<String> {
    match model.top() {
        Screen::Desk(desk) => desk.meant(&model.shared),
        Screen::Dossier(dossier) => vec![dossier.code().to_owned()],
        _ => Vec::new(),
    }
}

fn open(model: &mut Model, of: TableOf) {
    let screen = TableScreen::open(of, &mut model.shared);
    model.shared.open(screen);
}

fn at_desk(model: &Model, rights: &[&str], why: &'static str) -> Result<(), Cow<'static, str>> {
    may(model, rights, why)?;
    match model.top() {
        Screen::Desk(_) => Ok(()),
        _ => not_in_a_box(model).and(Err(words("Về bàn làm việc trước: Esc."))),
    }
}

/// Whether the role has one of these rights; the server has the last word.
fn may(model: &Model, rights: &[&str], why: &'static str) -> Result<(), Cow<'static, str>> {
    let own = &model.shared.seat.rights;
    match own.is_empty() || own.iter().any(|right| rights.contains(&right.as_str())) {
        true => Ok(()),
        false => Err(words(why)),
    }
}
