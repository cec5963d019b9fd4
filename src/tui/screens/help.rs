//! F1: first the field, a second time this screen and its keys, a third time the manual.

use ratatui::layout::{Position, Rect};

use super::Show;
use crate::messages::{Text, say};
use crate::tui::input::Key;
use crate::tui::model::Shared;
use crate::tui::term::pen::wrap;
use crate::tui::term::{Look, Pen, width};
use crate::tui::widgets::Pick;

/// The help pane.
pub struct Help {
    about_field: String,
    keys: Vec<(String, String)>,
    all: bool,
    top: Pick,
}

/// Keys of every field and list; they are not in the keymap because they cannot be changed.
pub const FIXED_KEYS: &[(&str, Text)] = &[
    ("Tab, Shift+Tab, ↑, ↓", Text::of("help.next_previous_field")),
    ("Enter", Text::of("help.enter_key")),
    ("PgUp, PgDn", Text::of("help.page_back_forward")),
    ("Home, End", Text::of("help.field_start_end")),
    ("Ctrl+←, Ctrl+→", Text::of("help.word_back_forward")),
    ("Ctrl+U", Text::of("help.clear_field")),
    ("Ctrl+Z", Text::of("help.restore_cleared")),
    (
        "Ctrl+G → 1…9, 0, -, =",
        Text::of("help.function_key_substitute_help"),
    ),
];

impl Help {
    /// Help about a field, with the keys that work on its screen.
    pub fn new(about_field: String, keys: Vec<(String, String)>) -> Self {
        Self {
            about_field,
            keys,
            all: false,
            top: Pick::default(),
        }
    }

    /// F1 again: this screen and its keys; `false` when they are shown already.
    pub fn more(&mut self) -> bool {
        !std::mem::replace(&mut self.all, true)
    }

    fn lines(&self, columns: usize) -> Vec<String> {
        let mut lines = wrap(&self.about_field, columns);
        if !self.all {
            lines.push(String::new());
            lines.push(say!("help.f1_screen_keys").into());
            return lines;
        }
        lines.push(say!("help.f1_manual").into());
        lines.push(String::new());
        let fixed = FIXED_KEYS
            .iter()
            .map(|(k, w)| ((*k).to_owned(), w.words().to_owned()));
        for (key, words) in self.keys.iter().cloned().chain(fixed) {
            const LEFT: usize = 24;
            let pad = " ".repeat(LEFT.saturating_sub(width(&key)));
            for (n, part) in wrap(&words, columns.saturating_sub(LEFT))
                .iter()
                .enumerate()
            {
                let line = if n == 0 {
                    format!("{key}{pad}{part}")
                } else {
                    " ".repeat(LEFT) + part
                };
                lines.push(line);
            }
        }
        lines
    }
}

impl Show for Help {
    fn title(&self) -> &str {
        say!("help.title")
    }

    fn is_overlay(&self) -> bool {
        !self.all
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let page = shared.size.1.saturating_sub(8) as usize;
        let count = self.lines(shared.size.0.saturating_sub(6) as usize).len();
        self.top.key(key, count.saturating_sub(page) + 1, page);
    }

    fn help(&self) -> String {
        self.about_field.clone()
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let columns = area.width.saturating_sub(4);
        let lines = self.lines(columns as usize);
        let rows = (lines.len() as u16 + 2).min(area.height);
        let spot = Rect::new(area.x, area.bottom() - rows, area.width, rows);
        let inside = pen.boxed(spot, say!("common.help"));
        pen.lines(
            inside,
            lines.get(self.top.at..).unwrap_or_default(),
            Look::Text,
        );
        None
    }
}
