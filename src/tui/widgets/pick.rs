//! A list with one row chosen, that scrolls by pages.

use crate::tui::input::{Code, Key};

/// Which row of a list is chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pick {
    /// The chosen row.
    pub at: usize,
}

impl Pick {
    /// Takes a key over `count` rows shown `page` at a time; answers whether it was one of ours.
    pub fn key(&mut self, key: Key, count: usize, page: usize) -> bool {
        if key.ctrl || key.alt {
            return false;
        }
        let last = count.saturating_sub(1);
        let page = page.max(1);
        self.at = match key.code {
            Code::Up => self.at.saturating_sub(1),
            Code::Down => self.at + 1,
            Code::PageUp => self.at.saturating_sub(page),
            Code::PageDown => self.at + page,
            Code::Home => 0,
            Code::End => last,
            _ => return false,
        };
        self.fit(count);
        true
    }

    /// Keeps the choice inside `count` rows.
    pub fn fit(&mut self, count: usize) {
        self.at = self.at.min(count.saturating_sub(1));
    }

    /// The first row shown, with `page` rows to a screen.
    pub fn first(&self, page: usize) -> usize {
        let page = page.max(1);
        self.at / page * page
    }
}
