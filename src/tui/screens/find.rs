//! F3: one box for everything.

use ratatui::layout::{Position, Rect};

use super::{Dossier, Show, Writing, rows};
use crate::messages::say;
use crate::tui::api::{Ask, Failure, Found, Reply, Ticket};
use crate::tui::input::{Code, Key, Scan};
use crate::tui::model::Shared;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Pick, Said, Spoken, Takes, TextField};

/// Fewer letters than this are not searched before Enter.
const LEAST: usize = 3;

/// The search screen.
#[derive(Default)]
pub struct Find {
    query: TextField,
    asked_for: String,
    /// Enter was pressed for this question: an exact code opens its dossier.
    meant: bool,
    ticket: Ticket,
    found: Option<Found>,
    pick: Pick,
}

impl Find {
    /// The screen, with a question on its way.
    pub fn asking(words: &str, shared: &mut Shared) -> Self {
        let mut find = Self {
            query: TextField::new(words),
            ..Self::default()
        };
        find.search(shared);
        find
    }

    /// F3 again: the next result.
    pub fn next(&mut self) {
        if let Some(found) = &self.found
            && !found.rows.is_empty()
        {
            self.pick.at = (self.pick.at + 1) % found.rows.len();
        }
    }

    /// Searches again with the same words.
    pub fn refresh(&mut self, shared: &mut Shared) {
        self.asked_for.clear();
        self.search(shared);
    }

    fn search(&mut self, shared: &mut Shared) {
        self.query.compose();
        let text = self.query.text().trim().to_owned();
        if text.is_empty() {
            return shared.refuse(say!("find.type_something"));
        }
        self.meant = true;
        self.ask(text, shared);
    }

    /// Searches while the words are being typed; only the newest question's answer is taken.
    fn search_on(&mut self, shared: &mut Shared) {
        let text = crate::text::nfc(self.query.text().trim());
        if text.chars().count() >= LEAST && text != self.asked_for {
            self.meant = false;
            self.ask(text, shared);
        }
    }

    fn ask(&mut self, text: String, shared: &mut Shared) {
        self.ticket = shared.ask(Ask::Find(text.clone()));
        self.asked_for = text;
        shared.note = None;
    }

    fn enter(&mut self, shared: &mut Shared) {
        // While an answer is awaited the rows belong to the question before.
        if self.ticket != 0 || self.query.text().trim() != self.asked_for {
            return self.search(shared);
        }
        let chosen = self.found.as_ref().and_then(|f| f.rows.get(self.pick.at));
        match chosen.map(|d| d.code.clone()) {
            Some(code) => {
                let screen = Dossier::open(code, shared);
                shared.open(screen);
            }
            None => self.search(shared),
        }
    }
}

impl Show for Find {
    fn title(&self) -> &str {
        say!("find.title")
    }

    fn edits(&self) -> bool {
        true
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        Writing::words(&mut self.query)
    }

    fn put_back(&mut self, shared: &mut Shared) {
        self.search_on(shared);
    }

    fn scanned(&mut self, scan: &Scan, shared: &mut Shared) -> bool {
        let Scan::Card(card) = scan else { return false };
        *self = Self::asking(&card.number, shared);
        true
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let count = self.found.as_ref().map_or(0, |f| f.rows.len());
        let moves = !matches!(key.code, Code::Home | Code::End);
        if moves
            && self
                .pick
                .key(key, count, shared.size.1.saturating_sub(12) as usize)
        {
            return;
        }
        match key.code {
            Code::Enter => self.enter(shared),
            _ => {
                self.query.key(key);
                self.search_on(shared);
            }
        }
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.query.paste(text.trim());
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 || ticket != self.ticket {
            return false;
        }
        self.ticket = 0;
        match answer {
            Ok(Reply::Found(found)) => {
                if let Some(code) = found.exact.as_ref().filter(|_| self.meant) {
                    let screen = Dossier::open(code.clone(), shared);
                    shared.open(screen);
                }
                self.found = Some(found.clone());
                self.pick = Pick::default();
            }
            Ok(_) => {}
            Err(failure) => shared.say(Note::bad(&failure.code, &failure.text)),
        }
        true
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        let found = self.found.as_ref().is_some_and(|f| !f.rows.is_empty());
        match self.query.text().trim() {
            "" => Vec::new(),
            text if found && text == self.asked_for => vec![("Enter", say!("common.open"))],
            _ => vec![("Enter", say!("common.find"))],
        }
    }

    fn help(&self) -> String {
        say!("find.help").into()
    }

    fn spoken(&self, _shared: &Shared) -> Spoken {
        let found = self.found.as_ref();
        let lines = found.map_or_else(Vec::new, found_words);
        let rows = found.map_or(&[][..], |f| &f.rows);
        Spoken::read(lines)
            .rows(rows.iter().map(rows::spoken).collect(), self.pick.at)
            .field(Said::new(say!("common.find"), Takes::Question).holding(&self.query))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        const LEFT: u16 = 6;
        pen.text(area.x, area.y, 1, "►", Look::Text);
        pen.text(area.x + 1, area.y, 4, say!("common.find"), Look::Text);
        let field = Rect::new(
            area.x + LEFT,
            area.y,
            area.width.saturating_sub(LEFT + 2),
            1,
        );
        pen.text(field.x - 1, field.y, 1, "[", Look::Text);
        pen.text(field.right(), field.y, 1, "]", Look::Text);
        pen.fill(field, Look::Focus);
        let (text, caret) = self.query.window(field.width as usize - 1);
        pen.text(field.x, field.y, field.width, text, Look::Focus);
        self.draw_found(
            pen,
            Rect::new(area.x, area.y + 2, area.width, area.height - 2),
        );
        Some(Position::new(field.x + caret as u16, field.y))
    }
}

impl Find {
    fn draw_found(&self, pen: &mut Pen, area: Rect) {
        let Some(found) = &self.found else { return };
        for (words, y) in found_words(found).iter().zip(area.y..) {
            pen.text(area.x + 1, y, area.width - 1, words, Look::Text);
        }
        let list = Rect::new(
            area.x,
            area.y + 1,
            area.width,
            area.height.saturating_sub(4),
        );
        let page = list.height as usize;
        let first = self.pick.first(page);
        for (line, y) in found.rows.iter().skip(first).take(page).zip(list.y..) {
            let chosen = first + (y - list.y) as usize == self.pick.at;
            rows::dossier(
                pen,
                Rect::new(list.x, y, list.width, 1),
                line,
                chosen,
                false,
            );
        }
        if let Some(chosen) = found.rows.get(self.pick.at) {
            pen.rule(area.x + 1, list.bottom(), area.width - 2);
            let foot = Rect::new(area.x, list.bottom() + 1, area.width, 2);
            rows::detail(pen, foot, chosen);
        }
    }
}

/// How many were found; none: what to try.
fn found_words(found: &Found) -> Vec<String> {
    if found.rows.is_empty() {
        return vec![
            say!("find.none_found", filter = found.filter),
            say!("find.none_found_hint").into(),
        ];
    }
    let more = if found.more {
        say!("find.more_than")
    } else {
        ""
    };
    vec![say!(
        "find.found_count",
        more,
        total = found.total,
        filter = found.filter
    )]
}
