//! A laid-out piece of the form: marks with places relative to its own top left corner.

use super::super::sheet::{Modules, Rect, Sheet, TextRun};

/// Something to draw, points.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Text.
    Text(TextRun),
    /// A straight line.
    Line {
        from: (f32, f32),
        to: (f32, f32),
        thickness: f32,
    },
    /// Outline of a box.
    Boxed { rect: Rect, thickness: f32 },
    /// A machine-readable symbol.
    Symbol(Modules),
}

/// Marks and the height they take.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment {
    /// Height, points.
    pub height: f32,
    /// What to draw.
    pub marks: Vec<Mark>,
    /// A page may end between its lines.
    pub breakable: bool,
    /// A page may not end after it.
    pub keep: bool,
    /// Its number for whoever asks on which page it came to stand.
    pub anchor: Option<usize>,
}

impl Fragment {
    /// White space.
    pub fn space(height: f32) -> Self {
        Self {
            height,
            ..Self::default()
        }
    }

    /// Adds another fragment at a place.
    pub fn add(&mut self, other: Fragment, x: f32, y: f32) {
        self.marks
            .extend(other.marks.into_iter().map(|m| m.moved(x, y)));
        self.height = self.height.max(y + other.height);
    }

    /// Adds another fragment below.
    pub fn stack(&mut self, other: Fragment) {
        let y = self.height;
        self.add(other, 0.0, y);
    }

    /// Parts it so that the first part is at most `room` high. Text is never cut through: a line
    /// that does not fit goes whole to the second part. `None` when nothing fits above.
    pub fn split(self, room: f32) -> Option<(Fragment, Fragment)> {
        let fits = |m: &Mark| matches!(m, Mark::Text(_) | Mark::Symbol(_)) && m.bottom() <= room;
        let above = self
            .marks
            .iter()
            .filter(|m| fits(m))
            .map(Mark::bottom)
            .fold(0.0, f32::max);
        let loose = |m: &&Mark| !fits(m) && !matches!(m, Mark::Boxed { .. });
        let below = self
            .marks
            .iter()
            .filter(loose)
            .map(Mark::top)
            .fold(self.height, f32::min);
        if above <= 0.0 {
            return None;
        }
        let cut = below.min(room).max(above.min(room));
        let mut first = Fragment {
            height: cut,
            breakable: self.breakable,
            anchor: self.anchor,
            ..Self::default()
        };
        let rest = (self.height - cut).max(0.0);
        let mut second = Fragment {
            height: rest,
            breakable: self.breakable,
            ..Self::default()
        };
        for mark in self.marks {
            match mark {
                Mark::Boxed { rect, thickness } => {
                    let (upper, lower) = cut_box(rect, cut);
                    first
                        .marks
                        .extend(upper.map(|rect| Mark::Boxed { rect, thickness }));
                    second
                        .marks
                        .extend(lower.map(|rect| Mark::Boxed { rect, thickness }));
                }
                mark if fits(&mark) || mark.bottom() <= cut => first.marks.push(mark),
                mark => second.marks.push(mark.moved(0.0, -cut)),
            }
        }
        Some((first, second))
    }
}

/// The part of a box above a cut, and the part below (in the coordinates below the cut).
fn cut_box(r: Rect, cut: f32) -> (Option<Rect>, Option<Rect>) {
    let bottom = r.y + r.height;
    let upper = (r.y < cut).then_some(Rect {
        height: bottom.min(cut) - r.y,
        ..r
    });
    let top = r.y.max(cut);
    let lower = (bottom > cut).then_some(Rect {
        y: top - cut,
        height: bottom - top,
        ..r
    });
    (upper, lower)
}

impl Mark {
    /// The mark at another place.
    pub fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Mark::Text(run) => (run.x, run.y) = (run.x + dx, run.y + dy),
            Mark::Line { from, to, .. } => {
                *from = (from.0 + dx, from.1 + dy);
                *to = (to.0 + dx, to.1 + dy);
            }
            Mark::Boxed { rect, .. } => (rect.x, rect.y) = (rect.x + dx, rect.y + dy),
            Mark::Symbol(s) => (s.x, s.y) = (s.x + dx, s.y + dy),
        }
        self
    }

    /// Draws it.
    pub fn draw(&self, sheet: &mut dyn Sheet) {
        match self {
            Mark::Text(run) => sheet.text(run),
            Mark::Line {
                from,
                to,
                thickness,
            } => sheet.line(*from, *to, *thickness),
            Mark::Boxed { rect, thickness } => sheet.boxed(*rect, *thickness),
            Mark::Symbol(modules) => sheet.symbol(modules),
        }
    }

    fn top(&self) -> f32 {
        match self {
            Mark::Text(run) => run.y - run.size,
            Mark::Line { from, to, .. } => from.1.min(to.1),
            Mark::Boxed { rect, .. } => rect.y,
            Mark::Symbol(modules) => modules.y,
        }
    }

    fn bottom(&self) -> f32 {
        match self {
            Mark::Text(run) => run.y + run.size * 0.22,
            Mark::Line { from, to, .. } => from.1.max(to.1),
            Mark::Boxed { rect, .. } => rect.y + rect.height,
            Mark::Symbol(modules) => modules.bottom(),
        }
    }
}
