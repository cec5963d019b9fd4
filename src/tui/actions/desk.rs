//! Actions of the desk.

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::tui::screens::{Officers, Screen};

pub static OFFICER: Action = Action {
    id: "officer",
    label: |_| words("Đổi cán bộ"),
    help: "Làm việc ở vai của người khác trong cơ quan trình diễn.",
    available: |model| match model.top() {
        Screen::Desk(_) => Ok(()),
        _ => not_in_a_box(model).and(Err(words("Về bàn làm việc trước: Esc."))),
    },
    run: |model| {
        let screen = Officers::open(&mut model.shared);
        model.shared.open(screen);
    },
};
