//! F7: the forms a dossier may print, numbered, with a preview as text. Enter prints; a paper that was
//! printed before asks why first.

use ratatui::layout::{Position, Rect};

use super::print_way::WayPick;
use super::{Show, Writing};
use crate::messages::say;
use crate::print::PrintError;
use crate::tui::api::{Ask, Failure, FormLine, Printed, Reply, Subject, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen, width};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Pick, Said, Spoken, Takes, TextField};

/// The print menu of one dossier.
pub struct Print {
    forms: Vec<(Subject, FormLine)>,
    pick: Pick,
    preview: Option<Vec<String>>,
    top: usize,
    previewed: Ticket,
    printed: Ticket,
    /// Why it is printed again, while that is asked.
    again: Option<TextField>,
    /// Where it goes.
    way: WayPick,
    ruled: Ticket,
    /// What was asked and never answered: the same again is the same.
    lost: Option<Ask>,
}

/// Least letters of a reason to print again.
const REASON_LEAST: usize = 3;
/// Most forms on the screen at once; the rest is for the preview.
const MOST: usize = 9;

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
            again: None,
            way: WayPick::default(),
            ruled: 0,
            lost: None,
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
        let way = Ask::PrintWay(form.id.clone());
        self.previewed = shared.ask(ask);
        if self.way.words(&shared.printing.seen.printers).is_some() {
            self.ruled = shared.ask(way);
        }
    }

    fn print(&mut self, shared: &mut Shared) {
        let Some((subject, form)) = self.forms.get(self.pick.at) else {
            return;
        };
        let said = say!("print.printing_now", title = form.title);
        let reason = self.again.as_ref().map(|r| r.text().trim().to_owned());
        let short = |reason: &String| reason.chars().count() < REASON_LEAST;
        if reason.as_ref().is_some_and(short) {
            return shared.refuse(say!(
                "print.reprint_reason_short",
                reason_least = REASON_LEAST
            ));
        }
        let ask = Ask::Print {
            subject: subject.clone(),
            form: form.id.clone(),
            reason: reason.unwrap_or_default(),
            key: (shared.new_id)(),
            way: self.way.asked(),
        };
        let ask = match self.lost.take() {
            Some(lost) if same(&lost, &ask) => lost,
            _ => ask,
        };
        self.lost = Some(ask.clone());
        self.printed = shared.ask(ask);
        shared.say(Note::plain(said));
    }

    /// First form on the screen, so that the chosen one is among them.
    fn first(&self) -> usize {
        (self.pick.at + 1).saturating_sub(MOST)
    }
}

/// Whether two orders are one but for their keys.
fn same(a: &Ask, b: &Ask) -> bool {
    let parts = |ask: &Ask| match ask {
        Ask::Print {
            subject,
            form,
            reason,
            way,
            ..
        } => Some((subject.clone(), form.clone(), reason.clone(), way.clone())),
        _ => None,
    };
    parts(a).is_some() && parts(a) == parts(b)
}

/// Where the paper went, on the two rows a message may take: the path whole when it fits, otherwise
/// without the middle of its folder; the name of the file is never cut.
fn went(printed: &Printed, columns: usize) -> String {
    let file = &printed.file;
    if file.is_empty() {
        return format!("{}.", printed.words);
    }
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
        say!("print.title")
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        if let Some(reason) = &mut self.again
            && !matches!(key.code, Code::Enter | Code::Up | Code::Down)
        {
            reason.key(key);
            return;
        }
        if self.again.is_none() {
            let size = self
                .forms
                .get(self.pick.at)
                .map_or("", |(_, f)| size(&f.id));
            let printers = &shared.printing.seen.printers;
            if self.way.key(key, printers, size) {
                return;
            }
        }
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
                    self.again = None;
                    self.preview(shared);
                }
            }
        }
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        Writing::words(self.again.as_mut()?)
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if let Some(reason) = &mut self.again {
            reason.paste(text);
        }
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 || ![self.previewed, self.printed, self.ruled].contains(&ticket) {
            return false;
        }
        if ticket == self.printed && !matches!(answer, Err(failure) if failure.unreachable) {
            self.lost = None;
        }
        match answer {
            Ok(Reply::PrintWay(way)) => self.way.ruled(way.clone()),
            Ok(Reply::Preview(lines)) => self.preview = Some(lines.clone()),
            Ok(Reply::Printed(printed)) => {
                let columns = shared.size.0.saturating_sub(2) as usize;
                shared.say(Note::good(went(printed, columns)));
                shared.look_at_printing();
                self.again = None;
            }
            Ok(_) => {}
            Err(failure) if failure.code == PrintError::NEEDS_REASON => {
                self.again.get_or_insert_default();
                shared.say(Note::bad(&failure.code, &failure.text));
            }
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
            1 => vec![
                ("Enter", say!("common.print")),
                ("PgDn", say!("print.see_more")),
            ],
            _ => vec![
                ("Enter", say!("common.print")),
                ("↑ ↓", say!("print.other_paper")),
                ("PgDn", say!("print.see_more")),
            ],
        }
    }

    fn help(&self) -> String {
        say!("print.screen_help").into()
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        let rows = self.forms.iter().map(|(_, form)| form.title.clone());
        let preview = self.preview.iter().flatten();
        let way = self.way.words(&shared.printing.seen.printers);
        let lines = way.into_iter().chain(preview.cloned());
        let lines = lines.map(|line| line.trim().to_owned());
        let spoken = Spoken {
            looks_first: true,
            ..Spoken::read(lines.filter(|line| !line.is_empty()).collect())
        };
        let spoken = spoken.rows(rows.collect(), self.pick.at);
        match &self.again {
            Some(reason) => {
                let said =
                    Said::new(say!("common.reprint_reason"), Takes::Question).holding(reason);
                spoken.field(Said {
                    required: true,
                    ..said
                })
            }
            None => spoken,
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        let first = self.first();
        let seen = self.forms.iter().enumerate().skip(first).take(MOST);
        let mut y = area.y;
        for (place, (_, form)) in seen {
            let chosen = place == self.pick.at;
            let look = if chosen { Look::Focus } else { Look::Text };
            let mark = if chosen { "►" } else { " " };
            pen.text(area.x, y, 1, mark, Look::Text);
            let words = format!("{} {}", place + 1, form.title);
            pen.text(area.x + 1, y, area.width - 1, &words, look);
            y += 1;
        }
        if let Some(words) = self.way.words(&shared.printing.seen.printers) {
            pen.text(area.x + 1, y, area.width - 1, &words, Look::Text);
            y += 1;
        }
        let mut caret = None;
        if let Some(reason) = &self.again {
            let label = say!("print.reprint_reason");
            let from = area.x + 1 + label.chars().count() as u16;
            let columns = area.right().saturating_sub(from + 1);
            let (shown, at) = reason.window(columns as usize);
            pen.text(area.x + 1, y, area.width - 1, label, Look::Text);
            pen.text(from, y, columns, shown, Look::Focus);
            caret = Some(Position::new(from + at as u16, y));
            y += 1;
        }
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
                    say!("print.building_preview"),
                    Look::Text,
                );
            }
        }
        caret
    }
}

/// Size of paper of a form: `a5` of `mau-01-a5`.
fn size(form: &str) -> &str {
    form.rsplit_once('-').map_or("", |(_, size)| size)
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
