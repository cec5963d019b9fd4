//! A question before what cannot be undone. The safe answer has the focus, and keys typed before
//! the question was seen do not count.

use ratatui::layout::{Position, Rect};

use super::{Show, Told, Writing};
use crate::messages::say;
use crate::tui::input::{Code, Key};
use crate::tui::model::{Move, Shared};
use crate::tui::term::pen::wrap;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::{Said, Spoken, Takes, TextField};

/// Keys younger than this after the question appeared do not count, in milliseconds.
const BLIND: u64 = 300;

/// What a question was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Throw a draft away.
    DropDraft(String),
    /// Leave the program.
    Leave,
    /// An answer to a change of the catalogue: its number, `approve` or `refuse`.
    Change(i64, String),
    /// Correct a dossier as the intake says.
    Correct,
    /// Refuse to receive, or guide, from the intake: the act's name.
    Intake(String),
}

/// The question.
pub struct Confirm {
    title: String,
    words: Vec<String>,
    yes: String,
    no: String,
    asked: Asked,
    reason: Option<TextField>,
    on: On,
    opened: u64,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum On {
    Reason,
    No,
    Yes,
}

impl Confirm {
    /// A question with two verbs.
    pub fn new(title: &str, words: Vec<String>, yes: &str, no: &str, asked: Asked) -> Self {
        Self {
            title: title.into(),
            words,
            yes: yes.into(),
            no: no.into(),
            asked,
            reason: None,
            on: On::No,
            opened: 0,
        }
    }

    /// The same question, asking for a reason too.
    pub fn with_reason(mut self) -> Self {
        self.reason = Some(TextField::default());
        self.on = On::Reason;
        self
    }

    /// Says when it appeared, so that earlier keys do not count.
    pub fn opened_at(mut self, now: u64) -> Self {
        self.opened = now;
        self
    }

    /// The verb of the answer that does it.
    pub fn yes(&self) -> &str {
        &self.yes
    }

    /// Whether a reason is typed here: only then F9 may answer, since writing a reason is deliberate.
    pub fn asks_for_reason(&self) -> bool {
        self.reason.is_some()
    }

    /// F9: the answer that does it, with the reason typed.
    pub fn say_yes(&mut self, shared: &mut Shared) {
        if shared.now >= self.opened + BLIND {
            self.confirm(shared);
        }
    }

    fn confirm(&mut self, shared: &mut Shared) {
        let reason = self
            .reason
            .as_ref()
            .map_or(String::new(), |r| r.text().trim().to_owned());
        if self.reason.is_some() && reason.is_empty() {
            self.on = On::Reason;
            return shared.refuse(say!("confirm.reason_needed"));
        }
        shared.close();
        shared
            .moves
            .push(Move::Tell(Told::Yes(self.asked.clone(), reason)));
    }

    fn step(&mut self, forward: bool) {
        let order: &[On] = if self.reason.is_some() {
            &[On::Reason, On::No, On::Yes]
        } else {
            &[On::No, On::Yes]
        };
        let at = order.iter().position(|o| *o == self.on).unwrap_or(0);
        let next = if forward {
            at + 1
        } else {
            at + order.len() - 1
        };
        self.on = order[next % order.len()];
    }
}

impl Show for Confirm {
    fn deaf_until(&self) -> u64 {
        self.opened + BLIND
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn edits(&self) -> bool {
        self.reason.is_some()
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        let on = self.on == On::Reason;
        Writing::words(self.reason.as_mut().filter(|_| on)?)
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        if shared.now < self.opened + BLIND {
            return;
        }
        match (key.code, self.on) {
            (Code::Tab | Code::Down, _) => self.step(true),
            (Code::BackTab | Code::Up, _) => self.step(false),
            (Code::Enter, On::Reason) => self.step(true),
            (Code::Enter, On::No) => shared.close(),
            (Code::Enter, On::Yes) => self.confirm(shared),
            (Code::Left | Code::Right, On::No | On::Yes) => {
                self.on = if self.on == On::No { On::Yes } else { On::No };
            }
            (_, On::Reason) => {
                if let Some(reason) = &mut self.reason {
                    reason.key(key);
                }
            }
            _ => {}
        }
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if let (On::Reason, Some(reason)) = (self.on, &mut self.reason) {
            reason.paste(text);
        }
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match self.on {
            On::Reason => vec![("Enter", say!("common.next_field"))],
            _ => vec![
                ("Enter", say!("common.choose")),
                ("Tab", say!("confirm.other_field")),
            ],
        }
    }

    fn help(&self) -> String {
        say!("confirm.help").into()
    }

    fn spoken(&self, _shared: &Shared) -> Spoken {
        let spoken = Spoken::read(self.words.clone());
        let rows = vec![self.no.clone(), self.yes.clone()];
        match (&self.reason, self.on) {
            (Some(reason), On::Reason) => {
                let said = Said::new(say!("common.reason"), Takes::Text).holding(reason);
                spoken.field(Said {
                    required: true,
                    ..said
                })
            }
            (_, on) => spoken.rows(rows, usize::from(on == On::Yes)),
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let columns = area.width.clamp(20, 66);
        let words: Vec<String> = self
            .words
            .iter()
            .flat_map(|w| wrap(w, columns as usize - 4))
            .collect();
        let extra = if self.reason.is_some() { 3 } else { 0 };
        let rows = words.len() as u16 + extra + 4;
        let x = area.x + (area.width.saturating_sub(columns)) / 2;
        let y = area.y + area.height.saturating_sub(rows) / 2;
        let inside = pen.boxed(Rect::new(x, y, columns, rows), &self.title);
        let mut row = inside.y + pen.lines(inside, &words, Look::Text);
        let mut caret = None;
        if let Some(reason) = &self.reason {
            row += 1;
            let mark = if self.on == On::Reason { "►" } else { " " };
            pen.text(
                inside.x,
                row,
                inside.width,
                &say!("confirm.reason_label", mark),
                Look::Text,
            );
            row += 1;
            let field = Rect::new(inside.x, row, inside.width, 1);
            let (text, at) = reason.window(field.width as usize - 1);
            let look = if self.on == On::Reason {
                Look::Focus
            } else {
                Look::Field
            };
            if self.on == On::Reason {
                pen.fill(field, look);
                caret = Some(Position::new(field.x + at as u16, row));
            }
            pen.text(field.x, row, field.width, text, look);
        }
        let y = inside.bottom().saturating_sub(1);
        let mut x = inside.x;
        for (on, verb) in [(On::No, &self.no), (On::Yes, &self.yes)] {
            let chosen = self.on == on;
            let mark = if chosen { "►" } else { " " };
            let look = if chosen { Look::Focus } else { Look::Text };
            x += pen.text(x, y, 1, mark, Look::Text);
            x += pen.text(x, y, inside.right() - x, &format!("[ {verb} ]"), look) + 3;
        }
        caret
    }
}
