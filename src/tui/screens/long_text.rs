//! A box for a long text: Enter is a new line, F9 takes it.

use ratatui::layout::{Position, Rect};

use super::{Show, Told, Writing};
use crate::messages::say;
use crate::tui::input::{Code, Key};
use crate::tui::model::{Move, Shared};
use crate::tui::term::{Look, Pen, width};
use crate::tui::widgets::text_field::Typed;
use crate::tui::widgets::{Said, Spoken, Takes, TextField};

/// The box.
pub struct LongText {
    field: String,
    label: String,
    text: TextField,
}

impl LongText {
    /// A box for the field `id`, holding what was typed before.
    pub fn new(id: &str, label: &str, text: &str) -> Self {
        Self {
            field: id.into(),
            label: label.into(),
            text: TextField::long(text),
        }
    }

    /// The letter that opened it is its next one.
    pub fn begun_with(mut self, key: Key) -> Self {
        self.text.key(key);
        self
    }

    /// F9: gives the text to the form below.
    pub fn take(&mut self, shared: &mut Shared) {
        self.text.compose();
        shared.close();
        shared.moves.push(Move::Tell(Told::Text(
            self.field.clone(),
            self.text.text().to_owned(),
        )));
    }

    /// Moves the caret a line up or down, keeping its column as far as the line reaches.
    fn line(&mut self, down: bool) {
        let key = |code| Key::plain(code);
        let column = width(self.before_caret());
        self.text
            .key(key(if down { Code::End } else { Code::Home }));
        let moved = self.text.caret();
        self.text
            .key(key(if down { Code::Right } else { Code::Left }));
        if self.text.caret() == moved {
            return;
        }
        self.text.key(key(Code::Home));
        for _ in 0..column {
            let rest = &self.text.text()[self.text.caret()..];
            if rest.is_empty() || rest.starts_with('\n') {
                break;
            }
            self.text.key(key(Code::Right));
        }
    }

    fn before_caret(&self) -> &str {
        let head = &self.text.text()[..self.text.caret()];
        head.rsplit('\n').next().unwrap_or_default()
    }
}

impl Show for LongText {
    fn title(&self) -> &str {
        say!("long_text.editor_title")
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn edits(&self) -> bool {
        true
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        Writing::words(&mut self.text)
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        match key.code {
            Code::Up => self.line(false),
            Code::Down => self.line(true),
            _ => {
                if self.text.key(key) == Typed::NotMine && key.code == Code::Tab {
                    self.take(shared);
                }
            }
        }
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.text.paste(text);
    }

    fn help(&self) -> String {
        say!("long_text.editor_help", label = self.label)
    }

    fn spoken(&self, _shared: &Shared) -> Spoken {
        let lines = self.text.text().lines().map(str::to_owned).collect();
        Spoken::read(lines).field(Said::new(&self.label, Takes::Lines))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let inside = pen.boxed(area, &self.label);
        let columns = inside.width.max(2) as usize;
        let head = &self.text.text()[..self.text.caret()];
        let caret_line = head.matches('\n').count();
        let first = (caret_line + 1).saturating_sub(inside.height as usize);
        for (row, line) in self
            .text
            .text()
            .split('\n')
            .skip(first)
            .take(inside.height as usize)
            .enumerate()
        {
            let skip = if first + row == caret_line {
                self.scrolled(columns)
            } else {
                0
            };
            let line: String = line.chars().skip(skip).collect();
            pen.text(
                inside.x,
                inside.y + row as u16,
                inside.width,
                &line,
                Look::Text,
            );
        }
        let column = width(self.before_caret()).saturating_sub(self.scrolled(columns));
        let column = (column as u16).min(inside.width.saturating_sub(1));
        Some(Position::new(
            inside.x + column,
            inside.y + (caret_line - first) as u16,
        ))
    }
}

impl LongText {
    fn scrolled(&self, columns: usize) -> usize {
        let column = self.before_caret().chars().count();
        let half = columns / 2;
        if column < columns {
            0
        } else {
            (column - columns) / half * half + half
        }
    }
}
