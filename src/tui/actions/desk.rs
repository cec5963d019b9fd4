//! Actions of the desk.

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::tui::screens::{Flows, Lock, Officers, Papers, Screen};

pub static PASSWORD: Action = Action {
    id: "password",
    label: |_| words("Đổi mật khẩu"),
    help: "Đặt mật khẩu mới cho mình; mọi phiên khác của mình sẽ hết.",
    available: |model| match model.top() {
        _ if model.shared.seat.one_key => Err(words("Cơ quan trình diễn không có mật khẩu.")),
        Screen::Desk(_) => Ok(()),
        _ => not_in_a_box(model).and(Err(words("Về bàn làm việc trước: Esc."))),
    },
    run: |model| model.shared.open(Lock::change()),
};

pub static OFFICER: Action = Action {
    id: "officer",
    label: |model| match model.shared.seat.one_key {
        true => words("Đổi cán bộ"),
        false => words("Đổi vai trò"),
    },
    help: "Làm việc ở vai trò khác của mình; ở cơ quan trình diễn còn là vai của người khác.",
    available: |model| match model.top() {
        Screen::Desk(_) => Ok(()),
        _ => not_in_a_box(model).and(Err(words("Về bàn làm việc trước: Esc."))),
    },
    run: |model| {
        let screen = Officers::open(&mut model.shared);
        model.shared.open(screen);
    },
};

pub static FLOWS: Action = Action {
    id: "flows",
    label: |_| words("Quy trình và người xử lý"),
    help: "Quy trình của cơ quan, điểm còn vướng, và cán bộ thường xử lý từng bước.",
    available: |model| match model.top() {
        _ if !model.shared.seat.rights.iter().any(|r| r == "staff") => Err(words(
            "Vai của bạn không cử người xử lý. Nhờ quản trị của đơn vị.",
        )),
        Screen::Desk(_) => Ok(()),
        _ => not_in_a_box(model).and(Err(words("Về bàn làm việc trước: Esc."))),
    },
    run: |model| {
        let screen = Flows::open(&mut model.shared);
        model.shared.open(screen);
    },
};

pub static PAPERS: Action = Action {
    id: "papers",
    label: |_| words("Giấy đang chờ in"),
    help: "Giấy chưa ra khỏi máy in: trả lời đã ra chưa, đổi máy in, bỏ.",
    available: |model| match model.top() {
        Screen::Papers(_) => Err(words("Đang xem giấy chờ in. Esc quay lại.")),
        _ => not_in_a_box(model),
    },
    run: |model| {
        let screen = Papers::open(&mut model.shared);
        model.shared.open(screen);
    },
};
