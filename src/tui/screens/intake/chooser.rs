//! Choosing a procedure among thousands with long, alike names: rows keep both ends of a name, and
//! the chosen one is written out in full below them.

use ratatui::layout::{Position, Rect};

use crate::messages::say;
use crate::text::distinguish;
use crate::tui::index::{Index, Narrowing, ProcedureLine};
use crate::tui::input::Key;
use crate::tui::term::pen::{elide_middle, wrap};
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::text_field::Typed;
use crate::tui::widgets::{Pick, Said, Spoken, Takes, TextField};

/// Rows at the foot for the full name of the chosen procedure.
const FULL_NAME: u16 = 5;

/// The search box and its list.
#[derive(Debug, Default)]
pub struct Chooser {
    query: TextField,
    list: Narrowing,
    pick: Pick,
}

impl Chooser {
    /// Begins at a procedure that was taken in just before.
    pub fn begin_at(&mut self, code: &str, index: &Index) {
        self.list.update(index, "");
        let place = |at: &u32| index.get(*at).is_some_and(|p| p.code == code);
        self.pick.at = self.list.found.iter().position(place).unwrap_or(0);
    }

    /// The words being typed.
    pub fn query(&mut self) -> &mut TextField {
        &mut self.query
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key, index: &Index, page: usize) {
        self.list.update(index, self.query.text());
        if self.pick.key(key, self.list.found.len(), page) {
            return;
        }
        if self.query.key(key) == Typed::Changed {
            self.narrow(index);
        }
    }

    /// Takes a paste.
    pub fn paste(&mut self, text: &str, index: &Index) {
        self.query.paste(text);
        self.narrow(index);
    }

    /// Searches again after a scan gave the words back.
    pub fn put_back(&mut self, index: &Index) {
        self.narrow(index);
    }

    /// Searches again after the procedures arrived.
    pub fn restart(&mut self, index: &Index) {
        self.list.restart(index);
        self.pick = Pick::default();
    }

    fn narrow(&mut self, index: &Index) {
        self.list.update(index, self.query.text());
        self.pick = Pick::default();
    }

    /// The code of the chosen procedure.
    pub fn chosen(&self, index: &Index) -> Option<String> {
        let place = self.list.found.get(self.pick.at)?;
        index.get(*place).map(|p| p.code.to_owned())
    }

    /// The box and the list in words.
    pub fn spoken(&self, index: &Index) -> Spoken {
        let found = self.list.found.iter().filter_map(|place| index.get(*place));
        let row = |p: ProcedureLine<'_>| format!("{} {}; {}", p.code, p.name, p.limit);
        let lines = match index.is_empty() {
            true => vec![say!("intake_chooser.loading_procedures").to_owned()],
            false => vec![say!(
                "intake_chooser.procedures_found",
                count = self.list.found.len(),
                all = index.len()
            )],
        };
        Spoken::read(lines)
            .rows(found.map(row).collect(), self.pick.at)
            .field(Said::new(say!("common.procedure"), Takes::Filter).holding(&self.query))
    }

    /// Draws the box and the list; answers where the caret stands.
    pub fn draw(&self, pen: &mut Pen, area: Rect, index: &Index) -> Option<Position> {
        const BOX: u16 = 46;
        pen.text(area.x, area.y, 1, "►", Look::Text);
        pen.text(
            area.x + 1,
            area.y,
            8,
            say!("intake_chooser.looked_for"),
            Look::Text,
        );
        let left = area.x + 10;
        let columns = BOX.min(area.width.saturating_sub(24));
        pen.text(left - 1, area.y, 1, "[", Look::Text);
        pen.fill(Rect::new(left, area.y, columns, 1), Look::Focus);
        let (text, caret) = self.query.window(columns as usize - 1);
        pen.text(left, area.y, columns, text, Look::Focus);
        pen.text(left + columns, area.y, 1, "]", Look::Text);
        let count = if index.is_empty() {
            say!("intake_chooser.loading").to_owned()
        } else {
            say!(
                "intake_chooser.procedures_found",
                count = self.list.found.len(),
                all = index.len()
            )
        };
        pen.text_right(area.right(), area.y, &count, Look::Text);
        let rows = area.height.saturating_sub(2 + FULL_NAME);
        self.draw_list(pen, Rect::new(area.x, area.y + 2, area.width, rows), index);
        let foot = Rect::new(area.x + 1, area.y + 2 + rows, area.width - 1, FULL_NAME);
        self.draw_full(pen, foot, index);
        Some(Position::new(left + caret as u16, area.y))
    }

    fn draw_list(&self, pen: &mut Pen, area: Rect, index: &Index) {
        let page = area.height as usize;
        let first = self.pick.first(page);
        if self.list.found.is_empty() && !index.is_empty() {
            let words = say!(
                "intake_chooser.nothing_found",
                trim = self.query.text().trim()
            );
            pen.text(area.x + 1, area.y, area.width - 1, &words, Look::Text);
            let next = say!("intake_chooser.nothing_found_mend");
            pen.text(area.x + 1, area.y + 1, area.width - 1, next, Look::Text);
        }
        const NAME: u16 = 11;
        const LIMIT: u16 = 14;
        let shown: Vec<ProcedureLine<'_>> = self
            .list
            .found
            .iter()
            .skip(first)
            .take(page)
            .filter_map(|p| index.get(*p))
            .collect();
        let room = area.width.saturating_sub(NAME + LIMIT + 1);
        let names: Vec<&str> = shown.iter().map(|p| p.name).collect();
        let names = distinguish(&names, room as usize);
        for (line, (procedure, name)) in shown.iter().zip(&names).enumerate() {
            let y = area.y + line as u16;
            let chosen = first + line == self.pick.at;
            let look = if chosen { Look::Focus } else { Look::Text };
            if chosen {
                pen.text(area.x, y, 1, "►", Look::Text);
            }
            pen.text(area.x + 1, y, 9, procedure.code, Look::Text);
            pen.text(area.x + NAME, y, room, name, look);
            let limit = procedure.limit.replace("làm việc", "LV");
            let limit = elide_middle(&limit, LIMIT as usize);
            pen.text_right(area.right(), y, &limit, Look::Text);
        }
    }

    fn draw_full(&self, pen: &mut Pen, area: Rect, index: &Index) {
        let place = self.list.found.get(self.pick.at);
        let Some(procedure) = place.and_then(|p| index.get(*p)) else {
            return;
        };
        pen.rule(area.x, area.y, area.width);
        let mut words = procedure.name.to_owned();
        if !procedure.field.is_empty() {
            words.push_str(&format!(" ({})", procedure.field));
        }
        let below = Rect::new(area.x, area.y + 1, area.width, area.height - 1);
        // The few names that are longer than the room lose their middle, never their end.
        let room = below.width as usize * below.height as usize - 40;
        let lines = wrap(&elide_middle(&words, room), below.width as usize);
        pen.lines(below, &lines, Look::Strong);
    }
}
