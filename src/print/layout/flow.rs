//! Fragments onto pages, top to bottom.

use super::super::sheet::Rect;
use super::fragment::{Fragment, Mark};

/// Pages being filled.
pub struct Flow {
    /// Marks of each page, in page coordinates.
    pub pages: Vec<Vec<Mark>>,
    /// Anchors of the fragments that had one, with the page where each begins, counted from 0.
    pub anchors: Vec<(usize, usize)>,
    area: Rect,
    used: f32,
    held: Vec<Fragment>,
}

/// Rounding of heights must not push a line to the next page.
const TOLERANCE: f32 = 0.01;

impl Flow {
    /// One empty page; `area` is the form body within the margins.
    pub fn new(area: Rect) -> Self {
        Self {
            pages: vec![Vec::new()],
            anchors: Vec::new(),
            area,
            used: 0.0,
            held: Vec::new(),
        }
    }

    /// Puts a fragment below the last one. One that must be kept with what follows waits for it.
    pub fn put(&mut self, fragment: Fragment) {
        if fragment.keep {
            self.held.push(fragment);
            return;
        }
        let together: f32 = self.held.iter().map(|f| f.height).sum::<f32>() + fragment.height;
        if !self.held.is_empty() && !self.fits(together) {
            self.turn();
        }
        for held in std::mem::take(&mut self.held) {
            self.place(held, None);
        }
        self.place(fragment, None);
    }

    /// Puts the rows of a table; the head stands above the first row and on each further page.
    pub fn put_table(&mut self, head: &Fragment, rows: Vec<Fragment>) {
        let first = rows.first().map_or(0.0, |r| r.height);
        let lead = Fragment {
            keep: true,
            ..head.clone()
        };
        let held: f32 = self.held.iter().map(|f| f.height).sum();
        if !self.fits(held + head.height + first) && self.used > 0.0 {
            self.turn();
        }
        self.held.push(lead);
        self.flush();
        for row in rows {
            self.place(row, Some(head));
        }
    }

    /// Places what still waits for a follower.
    pub fn flush(&mut self) {
        for held in std::mem::take(&mut self.held) {
            self.place(held, None);
        }
    }

    fn place(&mut self, mut fragment: Fragment, head: Option<&Fragment>) {
        while !self.fits(fragment.height) {
            let top = head.map_or(0.0, |h| h.height);
            let fresh = self.used <= top + TOLERANCE;
            if !fresh && !fragment.breakable {
                self.turn_with(head);
                continue;
            }
            match fragment.clone().split(self.room()) {
                Some((first, second)) => {
                    self.emit(first);
                    fragment = second;
                }
                None if fresh => break, // Higher than any page and not partable: drawn as it is.
                None => {}
            }
            self.turn_with(head);
        }
        self.emit(fragment);
    }

    fn emit(&mut self, fragment: Fragment) {
        let (x, y) = (self.area.x, self.area.y + self.used);
        self.used += fragment.height;
        let page = self.pages.len().saturating_sub(1);
        self.anchors.extend(fragment.anchor.map(|a| (a, page)));
        if let Some(page) = self.pages.last_mut() {
            page.extend(fragment.marks.into_iter().map(|m| m.moved(x, y)));
        }
    }

    fn turn_with(&mut self, head: Option<&Fragment>) {
        self.turn();
        if let Some(head) = head {
            self.emit(head.clone());
        }
    }

    /// Begins a new page.
    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.used = 0.0;
    }

    fn room(&self) -> f32 {
        self.area.height - self.used
    }

    fn fits(&self, height: f32) -> bool {
        height <= self.room() + TOLERANCE
    }
}
