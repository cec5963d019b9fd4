//! Who stands at the counter: taken from a card, compared by eye.

use super::IntakeScreen;
use crate::tui::input::{Card, Code, Doubt, Key};
use crate::tui::model::Shared;
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::recognise::show_date;

impl IntakeScreen {
    /// Fills the person in whose fields the focus stands; elsewhere that is the owner. Name and
    /// address wait for the clerk's eye.
    pub(super) fn take_card(&mut self, card: &Card, shared: &mut Shared) {
        let here = self.form.focus_name();
        let who = match here.split_once('_') {
            Some(("submitter", rest)) if rest != "is" => "submitter",
            _ => "owner",
        };
        let born = card.born.map(show_date).unwrap_or_default();
        let said = [
            ("identity", &card.number, false),
            ("name", &card.name, true),
            ("born", &born, false),
            ("address", &card.address, true),
        ];
        for (part, text, by_eye) in said {
            let field = self.form.field_mut(&format!("{who}_{part}"));
            if let Some(field) = field.filter(|_| !text.is_empty()) {
                field.input.set(text);
                field.problem = None;
                field.unseen = by_eye;
            }
        }
        self.form.focus_on(&format!("{who}_name"));
        self.changed(shared);
        let doubts = card.doubts();
        let words = if doubts.contains(&Doubt::Number) {
            "! Số trên thẻ không khớp giới tính hoặc năm sinh. Xem lại thẻ rồi Enter từng ô."
        } else if doubts.contains(&Doubt::BareName) {
            "! Họ tên trên thẻ không có dấu. So với người trước quầy rồi Enter từng ô."
        } else {
            "Đã lấy từ thẻ. So họ tên, địa chỉ rồi Enter từng ô."
        };
        shared.say(Note::plain(words));
    }

    /// Enter in a field that a card filled: it was compared; on to the next such field, then to
    /// the first that is still empty and must not be.
    pub(super) fn compared(&mut self, shared: &mut Shared) {
        let today = shared.today();
        self.form.leave(today);
        let next = self.form.fields().find(|f| f.shown && f.unseen);
        let next = next.or_else(|| self.form.fields().find(|f| f.shown && f.lacks()));
        match next.map(|field| field.id.clone()) {
            Some(id) => self.form.focus_on(&id),
            None => _ = self.form.key(Key::plain(Code::Down), today),
        }
        self.errors.clear();
        shared.note = None;
    }
}
