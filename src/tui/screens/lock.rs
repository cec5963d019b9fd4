//! F12: nothing of any dossier stays readable; the draft waits.

use ratatui::layout::{Position, Rect};

use super::Show;
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::{Look, Pen};

/// The locked desk. The demonstration office has no passwords, so Enter unlocks it and the screen
/// says so.
pub struct Lock;

impl Show for Lock {
    fn title(&self) -> &str {
        "QUẦY ĐANG KHÓA"
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        if key.code == Code::Enter {
            shared.close();
        }
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        vec![("Enter", "Mở khóa")]
    }

    fn help(&self) -> String {
        "Quầy đang khóa. Enter mở lại; bản nháp còn nguyên.".into()
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let y = area.y + area.height / 2 - 1;
        pen.text_centre(
            area,
            y,
            "Quầy đang khóa. Bản nháp còn nguyên.",
            Look::Strong,
        );
        let words = "Cơ quan trình diễn chưa đặt mật khẩu: bấm Enter để mở.";
        pen.text_centre(area, y + 2, words, Look::Text);
        None
    }
}
