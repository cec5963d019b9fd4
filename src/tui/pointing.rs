//! The mouse, where a desk wants one. A click does what keys do and nothing else, so everything that
//! holds for keys (drafts, locks, what is not available now) holds for the mouse.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::input::{Code, Key, Mouse};
use super::model::Model;
use super::view;

/// Rows of one notch of the wheel.
const NOTCH: usize = 3;

impl Model {
    /// Takes a click or a turn of the wheel.
    pub(super) fn pointed(&mut self, mouse: Mouse) {
        if self.shared.committing.is_some() {
            return;
        }
        match mouse {
            Mouse::Wheel { down } => {
                for _ in 0..NOTCH {
                    self.step(down);
                }
            }
            Mouse::Click { column, row } if row + 1 == self.shared.size.1 => {
                if let Some(key) = view::key_at(self, column) {
                    self.key(key);
                }
            }
            Mouse::Click { row, .. } => self.go_to(row),
        }
    }

    /// Moves the mark to the clicked row, as far as arrows lead there; on the row where it stands
    /// already, a list takes the click as Enter.
    fn go_to(&mut self, row: u16) {
        let Some(mut at) = self.marked_row() else {
            return;
        };
        if at == row {
            if self.top_mut().0.show_mut().writing().is_none() {
                self.key(Key::plain(Code::Enter));
            }
            return;
        }
        let down = at < row;
        for _ in 0..self.shared.size.1 {
            self.step(down);
            match self.marked_row() {
                // Not there yet, and nearer than before.
                Some(next)
                    if next != row && next != at && (next < row) == down && (next > at) == down =>
                {
                    at = next
                }
                _ => return,
            }
        }
    }

    fn step(&mut self, down: bool) {
        self.key(Key::plain(if down { Code::Down } else { Code::Up }));
        self.settle();
    }

    /// The row with the mark `►` of the screen on top.
    fn marked_row(&self) -> Option<u16> {
        let (columns, rows) = self.shared.size;
        let mut frame = Buffer::empty(Rect::new(0, 0, columns, rows));
        view::draw_marked(self, &mut frame).1
    }
}
