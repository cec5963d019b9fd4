//! Actions on the catalogue itself.

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::tui::screens::{Changes, Screen};

pub static CHANGES: Action = Action {
    id: "changes",
    label: |_| words("Thay đổi danh mục"),
    help: "Các thay đổi thủ tục, phí, quy trình, lịch: xem chỗ khác, duyệt hoặc từ chối.",
    available: |model| {
        let rights = &model.shared.seat.rights;
        let may = |right: &str| rights.iter().any(|own| own == right);
        match model.top() {
            _ if !may("catalogue") && !may("approve_catalogue") => {
                Err(words("Vai trò này không xem thay đổi danh mục."))
            }
            Screen::Desk(_) => Ok(()),
            _ => not_in_a_box(model).and(Err(words("Về bàn làm việc trước: Esc."))),
        }
    },
    run: |model| {
        let screen = Changes::open(&mut model.shared);
        model.shared.open(screen);
    },
};
