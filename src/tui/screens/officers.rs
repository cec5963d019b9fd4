//! Going on in another of the own roles, or as another officer of the demonstration office.

use ratatui::layout::{Position, Rect};

use super::Show;
use crate::messages::say;
use crate::tui::api::{Ask, Failure, OfficerLine, Reply, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::{Move, Shared};
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Pick, Spoken};

/// An officer in one line.
pub fn words(officer: &OfficerLine) -> String {
    let OfficerLine {
        name, role, agency, ..
    } = officer;
    format!("{name} – {role}, {agency}")
}

/// The list of officers.
pub struct Officers {
    officers: Option<Vec<OfficerLine>>,
    asked: Ticket,
    sitting: Ticket,
    pick: Pick,
}

impl Officers {
    /// Asks for the officers.
    pub fn open(shared: &mut Shared) -> Self {
        let asked = shared.ask(Ask::Officers);
        Self {
            officers: None,
            asked,
            sitting: 0,
            pick: Pick::default(),
        }
    }

    fn sit(&mut self, place: usize, shared: &mut Shared) {
        let officer = self.officers.iter().flatten().nth(place);
        if let Some(officer) = officer {
            self.sitting = shared.ask(Ask::SitDown(officer.id.clone()));
        }
    }
}

impl Show for Officers {
    fn title(&self) -> &str {
        say!("officers.switch_title")
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let count = self.officers.as_ref().map_or(0, Vec::len);
        if self.pick.key(key, count, 10) {
            return;
        }
        match (key.typed(), key.code) {
            (Some(digit @ '1'..='9'), _) => self.sit(digit as usize - '1' as usize, shared),
            (_, Code::Enter) => self.sit(self.pick.at, shared),
            _ => {}
        }
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 || (ticket != self.asked && ticket != self.sitting) {
            return false;
        }
        match answer {
            Ok(Reply::Officers(officers)) => self.officers = Some(officers.clone()),
            Ok(Reply::Seat(seat)) => {
                shared.say(Note::good(say!(
                    "officers.working_now_as",
                    officer = seat.officer,
                    role = seat.role
                )));
                shared.sit(seat.clone());
                shared.new_seat = true;
                shared.moves.push(Move::Home);
            }
            Ok(_) => {}
            Err(failure) => shared.say(Note::bad(&failure.code, &failure.text)),
        }
        true
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match &self.officers {
            Some(officers) if !officers.is_empty() => vec![("Enter", say!("common.choose"))],
            _ => Vec::new(),
        }
    }

    fn help(&self) -> String {
        say!("officers.switch_help").into()
    }

    fn spoken(&self, _shared: &Shared) -> Spoken {
        let said = match self.officers.as_deref() {
            None => say!("officers.loading_officers"),
            Some([]) => say!("officers.only_one_role"),
            Some(_) => "",
        };
        let rows = self.officers.iter().flatten().map(words).collect();
        let mut lines = vec![said.to_owned()];
        lines.retain(|words| !words.is_empty());
        Spoken::read(lines).rows(rows, self.pick.at)
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let Some(officers) = &self.officers else {
            pen.text(
                area.x + 1,
                area.y,
                area.width,
                say!("officers.loading_officers"),
                Look::Text,
            );
            return None;
        };
        if officers.is_empty() {
            let words = say!("officers.only_one_role");
            pen.text(area.x + 1, area.y, area.width, words, Look::Text);
        }
        let page = area.height as usize;
        let first = self.pick.first(page);
        let shown = officers.iter().enumerate().skip(first).take(page);
        for ((place, officer), y) in shown.zip(area.y..) {
            let chosen = place == self.pick.at;
            let mark = if chosen { "►" } else { " " };
            pen.text(area.x, y, 1, mark, Look::Text);
            let words = format!("{} {}", place + 1, words(officer));
            let look = if chosen { Look::Focus } else { Look::Text };
            let room = area.width - 1;
            let words = elide_middle(&words, room as usize);
            pen.text(area.x + 1, y, room, &words, look);
        }
        None
    }
}
