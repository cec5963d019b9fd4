//! Words to read: why a due date, the preview of a form, a list of mistakes.

use ratatui::layout::{Position, Rect};

use super::Show;
use crate::messages::say;
use crate::tui::input::Key;
use crate::tui::model::Shared;
use crate::tui::term::pen::wrap;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::Pick;

/// A text over the whole body.
pub struct Pane {
    title: String,
    lines: Vec<String>,
    top: Pick,
    keep_spaces: bool,
}

impl Pane {
    /// A text whose long lines are wrapped.
    pub fn new(title: &str, lines: Vec<String>) -> Self {
        Self {
            title: title.into(),
            lines,
            top: Pick::default(),
            keep_spaces: false,
        }
    }

    /// A text laid out already, shown as it is.
    pub fn laid_out(title: &str, lines: Vec<String>) -> Self {
        Self {
            keep_spaces: true,
            ..Self::new(title, lines)
        }
    }

    fn wrapped(&self, columns: usize) -> Vec<String> {
        if self.keep_spaces {
            return self.lines.clone();
        }
        self.lines.iter().flat_map(|l| wrap(l, columns)).collect()
    }
}

impl Show for Pane {
    fn title(&self) -> &str {
        &self.title
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let page = shared.size.1.saturating_sub(6) as usize;
        let count = self.wrapped(shared.size.0.saturating_sub(2) as usize).len();
        self.top.key(key, count.saturating_sub(page) + 1, page);
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        vec![("↑ ↓", say!("common.scroll"))]
    }

    fn help(&self) -> String {
        say!("pane.reading_help").into()
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let columns = area.width.saturating_sub(2);
        let lines = self.wrapped(columns as usize);
        let inside = Rect::new(area.x + 1, area.y, columns, area.height);
        pen.lines(
            inside,
            lines.get(self.top.at..).unwrap_or_default(),
            Look::Text,
        );
        None
    }
}
