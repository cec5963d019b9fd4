//! Money: the fees of the dossier on screen, and the cashier's shift.

use std::borrow::Cow;

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::tui::model::Model;
use crate::tui::screens::{Screen, Till};

pub static FEES: Action = Action {
    id: "fees",
    label: |_| words("Thu phí"),
    help: "Các khoản phí, lệ phí của hồ sơ: thu, miễn, biên lai.",
    available: |model| match model.top() {
        Screen::Fees(_) => Err(words("Đang ở màn hình thu phí.")),
        Screen::Dossier(dossier) if dossier.is_loaded() => may_collect(model),
        Screen::Dossier(_) => Err(words("Hồ sơ đang tải.")),
        _ => not_in_a_box(model).and(Err(words("Mở một hồ sơ trước rồi thu."))),
    },
    run: |model| {
        if let (Screen::Dossier(dossier), shared) = model.top_mut() {
            dossier.open_fees(shared);
        }
    },
};

pub static SHIFT: Action = Action {
    id: "shift",
    label: |_| words("Ca thu"),
    help: "Mở ca, xem tiền trong ngăn theo loại và cách nộp, đóng ca và bàn giao.",
    available: |model| match model.top() {
        Screen::Till(_) => Err(words("Đang ở màn hình ca thu.")),
        Screen::Intake(_) => Err(words("Xong hồ sơ đang nhập trước (F9), hoặc Esc giữ nháp.")),
        _ => not_in_a_box(model).and(may_collect(model)),
    },
    run: |model| {
        let screen = Till::open(&mut model.shared);
        model.shared.open(screen);
    },
};

/// Whether the role may take money; the server has the last word.
fn may_collect(model: &Model) -> Result<(), Cow<'static, str>> {
    let rights = &model.shared.seat.rights;
    if rights.is_empty() || rights.iter().any(|r| r == "collect") {
        Ok(())
    } else {
        Err(words("Vai của bạn không thu tiền. F10 → Đổi cán bộ."))
    }
}
