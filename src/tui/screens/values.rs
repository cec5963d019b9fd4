//! F4: the values of a field, filtered while typing, digits choose at once.

use ratatui::layout::{Position, Rect};

use super::{Show, Told, Writing};
use crate::messages::say;
use crate::text::fold;
use crate::tui::input::{Code, Key};
use crate::tui::model::{Move, Shared};
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::{Choice, Form, Kind, Pick, Said, Spoken, Takes, TextField};

/// The list of one field's values.
pub struct Values {
    field: String,
    label: String,
    choices: Vec<Choice>,
    filter: TextField,
    pick: Pick,
}

impl Values {
    /// The list for the field `id` with this label.
    pub fn new(id: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self {
            field: id.into(),
            label: label.into(),
            choices,
            filter: TextField::default(),
            pick: Pick::default(),
        }
    }

    /// The list of the field in focus; none when it has none.
    pub fn of(form: &Form) -> Option<Self> {
        let field = form.focused()?;
        match &field.kind {
            Kind::Choice(choices) => Some(Self::new(&field.id, &field.label, choices.clone())),
            _ => None,
        }
    }

    fn fitting(&self) -> Vec<&Choice> {
        let wanted = fold(self.filter.text());
        self.choices
            .iter()
            .filter(|c| wanted.is_empty() || c.fits(&wanted))
            .collect()
    }

    fn choose(&self, place: usize, shared: &mut Shared) {
        let Some(choice) = self.fitting().get(place).map(|c| c.code.clone()) else {
            return shared.refuse(say!("values.none_match"));
        };
        shared.close();
        shared
            .moves
            .push(Move::Tell(Told::Value(self.field.clone(), choice)));
    }
}

impl Show for Values {
    fn title(&self) -> &str {
        say!("values.title")
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn edits(&self) -> bool {
        true
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        if self.filter.is_empty() {
            return None;
        }
        Writing::words(&mut self.filter)
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let count = self.fitting().len();
        if self.pick.key(key, count, 10) {
            return;
        }
        match key.code {
            Code::Enter => self.choose(self.pick.at, shared),
            Code::Char(digit @ '1'..='9') if self.filter.is_empty() => {
                self.choose(digit as usize - '1' as usize, shared);
            }
            _ => {
                self.filter.key(key);
                self.pick = Pick::default();
            }
        }
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match self.fitting().is_empty() {
            true => Vec::new(),
            false => vec![("Enter", say!("common.choose"))],
        }
    }

    fn help(&self) -> String {
        say!("values.screen_help", label = self.label)
    }

    fn spoken(&self, _shared: &Shared) -> Spoken {
        let rows = self.fitting().iter().map(|c| c.name.clone()).collect();
        Spoken::read(vec![say!("values.values_for", label = self.label)])
            .rows(rows, self.pick.at)
            .field(Said::new(say!("common.filter"), Takes::Letters).holding(&self.filter))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let fitting = self.fitting();
        let rows = (fitting.len().clamp(1, 12) as u16 + 3).min(area.height);
        let columns = 60.min(area.width);
        let spot = Rect::new(area.right() - columns, area.y, columns, rows);
        let inside = pen.boxed(spot, &self.label);
        let page = inside.height.saturating_sub(1) as usize;
        let first = self.pick.first(page);
        for (line, choice) in fitting.iter().skip(first).take(page).enumerate() {
            let y = inside.y + line as u16;
            let chosen = first + line == self.pick.at;
            let look = if chosen { Look::Focus } else { Look::Text };
            let mark = if chosen { "►" } else { " " };
            pen.text(inside.x, y, 1, mark, Look::Text);
            let words = format!("{} {}", first + line + 1, choice.name);
            let room = inside.width as usize - 1;
            pen.text(
                inside.x + 1,
                y,
                room as u16,
                &elide_middle(&words, room),
                look,
            );
        }
        let y = inside.bottom().saturating_sub(1);
        let used = pen.text(
            inside.x,
            y,
            inside.width,
            say!("common.filter_prompt"),
            Look::Text,
        );
        let (text, caret) = self.filter.window(30);
        pen.text(inside.x + used, y, 30, text, Look::Text);
        Some(Position::new(inside.x + used + caret as u16, y))
    }
}
