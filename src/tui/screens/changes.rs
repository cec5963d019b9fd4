//! Changes of the catalogue: the list, one of them value by value, and the answer of the second person.

use ratatui::layout::{Position, Rect};

use super::{Asked, Confirm, Show, Told};
use crate::messages::say;
use crate::tui::api::{Ask, ChangeSheet, Failure, Reply, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::{elide_middle, wrap};
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::Pick;
use crate::tui::widgets::foot::Note;

/// The changes of the catalogue.
pub struct Changes {
    changes: Option<Vec<ChangeSheet>>,
    asked: Ticket,
    deciding: Ticket,
    pick: Pick,
    /// First line shown of the change that is open.
    open: Option<usize>,
}

/// Lines that PageUp and PageDown move.
const PAGE: usize = 15;

impl Changes {
    /// Asks for the changes.
    pub fn open(shared: &mut Shared) -> Self {
        let asked = shared.ask(Ask::Changes);
        Self {
            changes: None,
            asked,
            deciding: 0,
            pick: Pick::default(),
            open: None,
        }
    }

    /// Esc: back to the list; `false` when the list is what is shown.
    pub fn back(&mut self) -> bool {
        self.open.take().is_some()
    }

    fn chosen(&self) -> Option<&ChangeSheet> {
        self.changes.as_ref()?.get(self.pick.at)
    }

    /// Asks the question before the answer that binds the office.
    fn ask(&self, verdict: &str, shared: &mut Shared) {
        let Some(change) = self.chosen().filter(|_| self.open.is_some()) else {
            return;
        };
        if !change.waits {
            return shared.refuse(say!("changes.already_decided"));
        }
        let words = vec![format!("{}: {}", change.title, change.reason)];
        let asked = Asked::Change(change.id, verdict.to_owned());
        let (title, yes) = match verdict {
            "approve" => (say!("changes.approve_title"), say!("changes.approve")),
            _ => (say!("changes.refuse_title"), say!("changes.refuse")),
        };
        let question = Confirm::new(title, words, yes, say!("changes.look_again"), asked);
        let question = match verdict {
            "approve" => question,
            _ => question.with_reason(),
        };
        let now = shared.now;
        shared.open(question.opened_at(now));
    }

    fn list(&self, changes: &[ChangeSheet], pen: &mut Pen, area: Rect) {
        if changes.is_empty() {
            let words = say!("changes.empty");
            pen.text(area.x + 1, area.y, area.width, words, Look::Text);
        }
        let page = area.height as usize;
        let shown = changes.iter().enumerate().skip(self.pick.first(page));
        for ((place, change), y) in shown.take(page).zip(area.y..) {
            let chosen = place == self.pick.at;
            let mark = if chosen { "►" } else { " " };
            pen.text(area.x, y, 1, mark, Look::Text);
            let room = area.width - 1;
            let words = format!("{} – {}", change.title, change.reason);
            let words = elide_middle(&words, room as usize);
            let look = if chosen { Look::Focus } else { Look::Text };
            pen.text(area.x + 1, y, room, &words, look);
        }
    }
}

/// The lines of one change at `columns`; what is too long goes on below.
fn lines(change: &ChangeSheet, columns: usize) -> Vec<String> {
    let mut all = vec![change.title.clone()];
    all.extend(wrap(&change.reason, columns));
    all.extend(change.decision.iter().flat_map(|text| wrap(text, columns)));
    for (head, values) in &change.parts {
        all.push(String::new());
        all.extend(wrap(head, columns));
        for (field, old, new) in values {
            let shown = |text: &str| match text {
                "" => say!("changes.none").to_owned(),
                text => text.to_owned(),
            };
            let text = format!("{field}: {} → {}", shown(old), shown(new));
            let wrapped = wrap(&text, columns.saturating_sub(2));
            all.extend(wrapped.into_iter().map(|line| format!("  {line}")));
        }
    }
    all
}

impl Show for Changes {
    fn title(&self) -> &str {
        say!("changes.title")
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let Some(first) = &mut self.open else {
            let count = self.changes.as_ref().map_or(0, Vec::len);
            if !self.pick.key(key, count, PAGE) && key.code == Code::Enter && count > 0 {
                self.open = Some(0);
            }
            return;
        };
        match (key.code, key.typed()) {
            (Code::Down, _) => *first += 1,
            (Code::Up, _) => *first = first.saturating_sub(1),
            (Code::PageDown, _) => *first += PAGE,
            (Code::PageUp, _) => *first = first.saturating_sub(PAGE),
            (Code::Home, _) => *first = 0,
            (_, Some('d' | 'D')) => self.ask("approve", shared),
            (_, Some('t' | 'T')) => self.ask("refuse", shared),
            _ => {}
        }
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 || (ticket != self.asked && ticket != self.deciding) {
            return false;
        }
        match answer {
            Ok(Reply::Changes(changes)) => self.changes = Some(changes.clone()),
            Ok(Reply::Decided(words)) => {
                shared.say(Note::good(words.clone()));
                self.asked = shared.ask(Ask::Changes);
                shared.ask(Ask::Catalogue);
            }
            Ok(_) => {}
            Err(failure) => shared.say(Note::bad(&failure.code, &failure.text)),
        }
        true
    }

    fn told(&mut self, told: Told, shared: &mut Shared) {
        if let Told::Yes(Asked::Change(id, verdict), reason) = told {
            let key = (shared.new_id)();
            self.deciding = shared.ask(Ask::DecideChange {
                id,
                key,
                verdict,
                reason,
            });
        }
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match (self.open, self.chosen()) {
            (Some(_), Some(change)) if change.waits => vec![
                ("D", say!("changes.approve")),
                ("T", say!("changes.refuse")),
            ],
            (Some(_), _) | (None, None) => Vec::new(),
            (None, Some(_)) => vec![("Enter", say!("changes.view"))],
        }
    }

    fn help(&self) -> String {
        say!("changes.help").into()
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let Some(changes) = &self.changes else {
            let words = say!("changes.loading");
            pen.text(area.x + 1, area.y, area.width, words, Look::Text);
            return None;
        };
        match (self.open, self.chosen()) {
            (Some(first), Some(change)) => {
                let inside = Rect::new(area.x + 1, area.y, area.width - 2, area.height);
                let all = lines(change, inside.width as usize);
                let last = all.len().saturating_sub(inside.height as usize);
                pen.lines(inside, &all[first.min(last)..], Look::Text);
            }
            _ => self.list(changes, pen, area),
        }
        None
    }
}
