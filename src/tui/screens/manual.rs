//! The users' manual inside the program: its pages, numbered, and one page to read.

use ratatui::layout::{Position, Rect};

use super::Show;
use crate::manual::{self, Page};
use crate::messages::say;
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::wrap;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::Pick;

/// The manual.
#[derive(Default)]
pub struct Manual {
    pick: Pick,
    open: Option<&'static Page>,
    top: Pick,
    /// Digits of a page number, typed one by one.
    number: String,
}

impl Manual {
    /// The manual open at `page`, with the list behind it.
    pub fn at(page: Option<&'static Page>) -> Self {
        let place = |page: &Page| manual::pages().iter().position(|p| p.name == page.name);
        let at = page.and_then(place).unwrap_or(0);
        Self {
            pick: Pick { at },
            open: page,
            ..Self::default()
        }
    }

    /// Esc: from a page back to the list; `false` when the list is shown.
    pub fn back(&mut self) -> bool {
        self.open.take().is_some()
    }

    fn read(&mut self, place: usize, shared: &mut Shared) {
        self.number.clear();
        match manual::pages().get(place) {
            Some(page) => {
                self.pick.at = place;
                self.top = Pick::default();
                self.open = Some(page);
                shared.note = None;
            }
            None => shared.refuse(say!("manual.page_count", count = manual::pages().len())),
        }
    }

    /// A number opens its page as soon as no longer number can begin with it.
    fn digit(&mut self, digit: char, shared: &mut Shared) {
        self.number.push(digit);
        let number: usize = self.number.parse().unwrap_or(0);
        if number == 0 || number > manual::pages().len() || number * 10 > manual::pages().len() {
            return self.read(number.wrapping_sub(1), shared);
        }
        self.pick.at = number - 1;
    }

    fn lines(page: &Page, columns: usize) -> Vec<String> {
        page.text.lines().flat_map(|l| wrap(l, columns)).collect()
    }
}

impl Show for Manual {
    fn title(&self) -> &str {
        say!("manual.manual_title")
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        if let Some(page) = self.open {
            let rows = shared.size.1.saturating_sub(8) as usize;
            let count = Self::lines(page, columns(shared.size.0)).len();
            let scrolled = self.top.key(key, count.saturating_sub(rows) + 1, rows);
            let at = self.pick.at;
            match key.code {
                _ if scrolled => {}
                Code::Right => self.read(at + 1, shared),
                Code::Left if at > 0 => self.read(at - 1, shared),
                _ => {}
            }
            return;
        }
        match (key.typed(), key.code) {
            (Some(digit @ '0'..='9'), _) => self.digit(digit, shared),
            (_, Code::Enter) => self.read(self.pick.at, shared),
            _ => {
                self.number.clear();
                self.pick.key(key, manual::pages().len(), 10);
            }
        }
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match self.open {
            Some(_) => vec![
                ("↑ ↓ PgUp PgDn", say!("common.scroll")),
                ("← →", say!("manual.other_page")),
            ],
            None => vec![
                ("Enter", say!("manual.read")),
                ("1–9", say!("manual.page_number")),
            ],
        }
    }

    fn help(&self) -> String {
        say!("manual.manual_help").into()
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let Some(page) = self.open else {
            let first = self.pick.first(area.height as usize);
            let pages = manual::pages().iter().enumerate().skip(first);
            for ((place, page), y) in pages.zip(area.y..area.bottom()) {
                let chosen = place == self.pick.at;
                let look = if chosen { Look::Focus } else { Look::Text };
                pen.text(area.x, y, 1, if chosen { "►" } else { " " }, Look::Text);
                let words = format!("{:>2} {}", place + 1, page.title());
                let roles = manual::roles_of(page.name).join(", ");
                let left = pen.text_right(area.right() - 1, y, &roles, Look::Text);
                pen.text(area.x + 1, y, left.saturating_sub(2), &words, look);
            }
            return None;
        };
        let lines = Self::lines(page, columns(area.width));
        let body = Rect::new(area.x + 1, area.y, area.width - 1, area.height - 2);
        let shown = lines.get(self.top.at..).unwrap_or_default();
        for (line, y) in shown.iter().zip(body.top()..body.bottom()) {
            let look = if line.starts_with('#') {
                Look::Strong
            } else {
                Look::Text
            };
            pen.text(
                body.x,
                y,
                body.width,
                line.trim_start_matches('#').trim_end(),
                look,
            );
        }
        let y = area.bottom() - 1;
        pen.rule(area.x, y, area.width);
        let last = (self.top.at + body.height as usize).min(lines.len());
        let words = say!(
            "manual.page_and_line",
            at = self.pick.at + 1,
            last,
            count = lines.len()
        );
        pen.text_right(area.right() - 1, y, &words, Look::Text);
        None
    }
}

/// Lines longer than this tire the eye.
fn columns(screen: u16) -> usize {
    screen.saturating_sub(2).min(100) as usize
}
