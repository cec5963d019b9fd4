//! The lock of the demonstration office, which has no passwords: Enter opens it, or a colleague is
//! chosen who sits down instead.

use ratatui::layout::Rect;

use super::officers;
use crate::messages::say;
use crate::tui::api::{Ask, Failure, OfficerLine, Reply, Seat, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::Pick;

/// Rows that PgDn and PgUp go.
const PAGE: usize = 10;

/// Who may sit down at the locked desk. The first row is whoever sits there.
#[derive(Default)]
pub struct OneKey {
    colleagues: Vec<OfficerLine>,
    pick: Pick,
    asked: Ticket,
    sitting: Ticket,
    /// Why nobody else sat down.
    pub problem: String,
}

/// What an answer meant here.
pub enum Taken {
    /// It was for somebody else.
    Not,
    /// Nothing more is to be done.
    Done,
    /// Somebody else sits here now.
    Seat(Seat),
}

impl OneKey {
    /// Asks who else works in this office.
    pub fn look_around(&mut self, shared: &mut Shared) {
        self.asked = shared.ask(Ask::Officers);
    }

    /// Takes a key; answers whether it opens the desk for whoever sits there.
    pub fn key(&mut self, key: Key, shared: &mut Shared) -> bool {
        let rows = self.colleagues.len() + 1;
        if self.pick.key(key, rows, PAGE) || key.code != Code::Enter || self.sitting != 0 {
            return false;
        }
        let Some(colleague) = self.chosen() else {
            return true;
        };
        self.sitting = shared.ask(Ask::SitDown(colleague.id.clone()));
        false
    }

    /// The colleague who is chosen; none while it is whoever sits there.
    fn chosen(&self) -> Option<&OfficerLine> {
        self.colleagues.get(self.pick.at.checked_sub(1)?)
    }

    /// Takes an answer of the server.
    pub fn answer(&mut self, ticket: Ticket, answer: &Result<Reply, Failure>) -> Taken {
        if ticket == 0 || (ticket != self.asked && ticket != self.sitting) {
            return Taken::Not;
        }
        if ticket == self.sitting {
            self.sitting = 0;
        }
        match answer {
            Ok(Reply::Officers(colleagues)) => self.colleagues.clone_from(colleagues),
            Ok(Reply::Seat(seat)) => return Taken::Seat(seat.clone()),
            Ok(_) => {}
            // Without the list the desk opens as before.
            Err(_) if ticket == self.asked => {}
            Err(failure) => self.problem = format!("{} {}", failure.code, failure.text),
        }
        Taken::Done
    }

    /// Its keys with their words.
    pub fn keys(&self) -> Vec<(&'static str, &'static str)> {
        let enter = match self.chosen() {
            Some(_) => say!("lock.sit_down"),
            None => say!("lock.unlock"),
        };
        let mut keys = vec![("Enter", enter)];
        if !self.colleagues.is_empty() {
            keys.push(("↑ ↓", say!("lock.others")));
        }
        keys
    }

    /// What can be done, in words.
    pub fn words(&self) -> &'static str {
        match self.colleagues.is_empty() {
            true => say!("lock.one_key"),
            false => say!("lock.one_key_choose"),
        }
    }

    /// The rows, when there is something to choose, and the chosen one.
    pub fn rows(&self, shared: &Shared) -> (Vec<String>, usize) {
        if self.colleagues.is_empty() {
            return (Vec::new(), 0);
        }
        let seat = &shared.seat;
        let person = format!("{} – {}, {}", seat.officer, seat.role, seat.agency);
        let first = say!("lock.seated_row", person);
        let others = self.colleagues.iter().map(officers::words);
        (std::iter::once(first).chain(others).collect(), self.pick.at)
    }

    /// Draws the rows; above them, when there are more than fit, which of how many is chosen.
    pub fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) {
        let (rows, at) = self.rows(shared);
        let area = Rect::new(
            area.x,
            area.y + 1,
            area.width,
            area.height.saturating_sub(1),
        );
        let page = area.height as usize;
        if rows.len() > page {
            let place = format!("{}/{}", at + 1, rows.len());
            pen.text(area.x + 1, area.y - 1, area.width - 1, &place, Look::Text);
        }
        let shown = rows.iter().enumerate().skip(self.pick.first(page));
        for ((place, row), y) in shown.take(page).zip(area.y..) {
            let (mark, look) = match place == at {
                true => ("►", Look::Focus),
                false => (" ", Look::Text),
            };
            pen.text(area.x, y, 1, mark, Look::Text);
            let room = area.width - 1;
            let row = elide_middle(row, room as usize);
            pen.text(area.x + 1, y, room, &row, look);
        }
    }
}
