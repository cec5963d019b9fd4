//! What a screen says where there is no screen: lines to read, rows to choose from, fields to fill.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::TextField;
use crate::tui::term::{Palette, Pen, Theme};

/// Columns and rows of the page that a screen draws itself on when it has no words of its own.
const PAGE: (u16, u16) = (200, 60);
/// Signs of boxes and rules, and the one beside what is chosen.
const FRAME: &[char] = &['─', '│', '┌', '┐', '└', '┘', '├', '┤', '┬', '┴', '┼', '►'];

/// A screen in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken {
    /// What stands there to be read.
    pub lines: Vec<String>,
    /// Rows of which one is chosen.
    pub rows: Vec<String>,
    /// The chosen row.
    pub at: usize,
    /// Choosing a row does nothing yet: the empty line does.
    pub looks_first: bool,
    /// The fields.
    pub fields: Vec<Said>,
    /// The field that takes what is typed.
    pub focus: Option<usize>,
}

/// A field in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Heading of the fields it belongs to.
    pub part: String,
    /// Label.
    pub label: String,
    /// Whether it must be given.
    pub required: bool,
    /// What stands in it; never a password.
    pub value: String,
    /// Unit or hint.
    pub hint: String,
    /// The values it may take, when there are few and known ones.
    pub choices: Vec<String>,
    /// Why it was not taken, with its code.
    pub problem: String,
    /// How it takes a line.
    pub takes: Takes,
}

/// How a field takes a line of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Takes {
    /// The line is its content; the next field follows.
    #[default]
    Text,
    /// The line is a question, asked at once.
    Question,
    /// The line narrows the rows below.
    Filter,
    /// The same, on a screen that takes no paste.
    Letters,
    /// A name or a password at the gate.
    Gate,
    /// The same, and nobody may see it.
    Hidden,
    /// Three counts of papers.
    Counts,
    /// A long text, written in a box of its own.
    Boxed,
    /// The box: each line is one more line of the text.
    Lines,
}

impl Spoken {
    /// Lines to read, nothing to fill.
    pub fn read(lines: Vec<String>) -> Self {
        Self {
            lines,
            ..Self::default()
        }
    }

    /// The same with rows to choose from.
    pub fn rows(mut self, rows: Vec<String>, at: usize) -> Self {
        (self.rows, self.at) = (rows, at);
        self
    }

    /// The same with the fields of a form.
    pub fn form(mut self, (fields, focus): (Vec<Said>, Option<usize>)) -> Self {
        (self.fields, self.focus) = (fields, focus);
        self
    }

    /// The same with one field, in focus.
    pub fn field(self, said: Said) -> Self {
        self.form((vec![said], Some(0)))
    }

    /// What `draw` would show, line by line, without frames.
    pub fn drawn(draw: impl Fn(&mut Pen, Rect) -> Option<Position>) -> Self {
        let area = Rect::new(0, 0, PAGE.0, PAGE.1);
        let mut page = Buffer::empty(area);
        let theme = Theme {
            ascii: false,
            eight: false,
            palette: Palette::Mono,
        };
        let frame = &mut page;
        draw(&mut Pen::new(frame, theme), area);
        let rows = page.content.chunks(PAGE.0 as usize).map(|row| {
            let line: String = row.iter().map(|cell| cell.symbol()).collect();
            line.replace(FRAME, " ").trim().to_owned()
        });
        Self::read(rows.filter(|line| !line.is_empty()).collect())
    }
}

impl Said {
    /// An empty field.
    pub fn new(label: &str, takes: Takes) -> Self {
        Self {
            label: label.to_owned(),
            takes,
            ..Self::default()
        }
    }

    /// The same, holding what stands in `text`.
    pub fn holding(mut self, text: &TextField) -> Self {
        text.text().clone_into(&mut self.value);
        self
    }
}
