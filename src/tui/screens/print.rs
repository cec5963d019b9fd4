//! F7: the forms a dossier may print, numbered, with a preview as text. Enter prints.

use ratatui::layout::{Position, Rect};

use super::Show;
use crate::tui::api::{Ask, Failure, FormLine, Printed, Reply, Subject, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen, width};
use crate::tui::widgets::Pick;
use crate::tui::widgets::foot::Note;

/// The print menu of one dossier.
pub struct Print {
    forms: Vec<(Subject, FormLine)>,
    pick: Pick,
    preview: Option<Vec<String>>,
    top: usize,
    previewed: Ticket,
    printed: Ticket,
}

impl Print {
    /// The menu over these forms, the usual one chosen.
    pub fn new(subject: Subject, forms: Vec<FormLine>) -> Self {
        Self::of_many(forms.into_iter().map(|f| (subject.clone(), f)).collect())
    }

    /// The menu over forms of several subjects, the first chosen.
    pub fn of_many(forms: Vec<(Subject, FormLine)>) -> Self {
        Self {
            forms,
            pick: Pick::default(),
            preview: None,
            top: 0,
            previewed: 0,
            printed: 0,
        }
    }

    /// Asks for the text of the chosen form.
    pub fn preview(&mut self, shared: &mut Shared) {
        let Some((subject, form)) = self.forms.get(self.pick.at) else {
            return;
        };
        let ask = Ask::Preview {
            subject: subject.clone(),
            form: form.id.clone(),
        };
        self.preview = None;
        self.top = 0;
        self.previewed = shared.ask(ask);
    }

    fn print(&mut self, shared: &mut Shared) {
        let Some((subject, form)) = self.forms.get(self.pick.at) else {
            return;
        };
        let said = format!("Đang in {}…", form.title);
        let ask = Ask::Print {
            subject: subject.clone(),
            form: form.id.clone(),
        };
        self.printed = shared.ask(ask);
        shared.say(Note::plain(said));
    }
}

/// Where the paper went, on the two rows a message may take: the path whole when it fits, otherwise
/// without the middle of its folder; the name of the file is never cut.
fn went(printed: &Printed, columns: usize) -> String {
    let file = &printed.file;
    if width(file) <= columns {
        return format!("{} {file}", printed.words);
    }
    let at = file.rfind('/').map_or(0, |at| at + 1);
    let (folder, name) = file.split_at(at);
    let room = columns.saturating_sub(width(name)).max(4);
    format!("{} {}{name}", printed.words, elide_middle(folder, room))
}

impl Show for Print {
    fn title(&self) -> &str {
        "IN"
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        match (key.typed(), key.code) {
            (Some(digit @ '1'..='9'), _) if (digit as usize - '1' as usize) < self.forms.len() => {
                self.pick.at = digit as usize - '1' as usize;
                self.preview(shared);
            }
            (_, Code::Enter) => self.print(shared),
            (_, Code::PageDown) => {
                let lines = self.preview.as_ref().map_or(0, Vec::len);
                self.top = (self.top + 8).min(lines.saturating_sub(1));
            }
            (_, Code::PageUp) => self.top = self.top.saturating_sub(8),
            _ => {
                let before = self.pick;
                self.pick.key(key, self.forms.len(), 9);
                if self.pick != before {
                    self.preview(shared);
                }
            }
        }
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 || (ticket != self.previewed && ticket != self.printed) {
            return false;
        }
        match answer {
            Ok(Reply::Preview(lines)) => self.preview = Some(lines.clone()),
            Ok(Reply::Printed(printed)) => {
                let columns = shared.size.0.saturating_sub(2) as usize;
                shared.say(Note::good(went(printed, columns)));
            }
            Ok(_) => {}
            Err(failure) => {
                self.preview.get_or_insert_default();
                shared.say(Note::bad(&failure.code, &failure.text));
            }
        }
        true
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match self.forms.len() {
            0 => Vec::new(),
            1 => vec![("Enter", "In"), ("PgDn", "Xem tiếp")],
            _ => vec![("Enter", "In"), ("↑ ↓", "Giấy khác"), ("PgDn", "Xem tiếp")],
        }
    }

    fn help(&self) -> String {
        "Các giấy hồ sơ này được in. Gõ số hoặc ↑/↓ để xem trước, PgUp/PgDn cuộn, Enter in giấy \
         đang chọn. Lưu hồ sơ không chờ giấy in."
            .into()
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        for (place, (_, form)) in self.forms.iter().enumerate() {
            let y = area.y + place as u16;
            let chosen = place == self.pick.at;
            let look = if chosen { Look::Focus } else { Look::Text };
            let mark = if chosen { "►" } else { " " };
            pen.text(area.x, y, 1, mark, Look::Text);
            let words = format!("{} {}", place + 1, form.title);
            pen.text(area.x + 1, y, area.width - 1, &words, look);
        }
        let y = area.y + self.forms.len() as u16;
        pen.rule(area.x, y, area.width);
        let rows = area.bottom().saturating_sub(y + 1);
        let below = Rect::new(area.x + 1, y + 1, area.width - 1, rows);
        match &self.preview {
            Some(lines) => {
                pen.lines(below, lines.get(self.top..).unwrap_or_default(), Look::Text);
            }
            None => {
                pen.text(
                    below.x,
                    below.y,
                    below.width,
                    "Đang dựng bản xem trước…",
                    Look::Text,
                );
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_file_is_never_cut() {
        let printed = Printed {
            words: "Đã ghi giấy vào".into(),
            file: format!("~/{}/000.23.31-mau-01-a5.pdf", "thu-muc-rat-dai/".repeat(8)),
        };
        let words = went(&printed, 78);
        assert!(words.ends_with("/000.23.31-mau-01-a5.pdf"), "{words}");
        assert!(words.contains("…") && width(&words) <= 78 + 16, "{words}");
        assert!(went(&printed, 200).ends_with(&printed.file));
    }
}
