//! Turns the difference between two screens into the fewest bytes we know how to write.
//!
//! The cost of a key on a slow line is what the clerk feels, so nothing is said twice: the style
//! stays as it was left, the cursor moves only when it must and by the shortest way, and the rest
//! of a line is erased rather than overwritten.

use std::io::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::filter;

/// What the terminal looks like to us, and the bytes collected for the next write.
#[derive(Debug)]
pub struct Encoder {
    out: Vec<u8>,
    /// Where the terminal's cursor stands; `None` after the last column or an odd letter.
    at: Option<(u16, u16)>,
    style: Ink,
    cursor_shown: bool,
    ascii: bool,
}

/// The part of a style that reaches the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ink {
    fg: Color,
    bg: Color,
    set: Modifier,
}

const PLAIN: Ink = Ink {
    fg: Color::Reset,
    bg: Color::Reset,
    set: Modifier::empty(),
};

impl Ink {
    fn of(cell: &Cell) -> Self {
        let kept = Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED;
        Self {
            fg: cell.fg,
            bg: cell.bg,
            set: cell.modifier & kept,
        }
    }
}

impl Encoder {
    /// An encoder for a terminal just set up: plain style, cursor hidden, place unknown.
    pub fn new(ascii: bool) -> Self {
        Self {
            out: Vec::with_capacity(16 << 10),
            at: None,
            style: PLAIN,
            cursor_shown: false,
            ascii,
        }
    }

    /// Encodes the change from `old` to `new` (same area) and the cursor; the bytes stay readable
    /// until the next call. `clear` wipes the terminal first; `old` must then be blank.
    pub fn encode(
        &mut self,
        old: &Buffer,
        new: &Buffer,
        cursor: Option<Position>,
        clear: bool,
    ) -> &[u8] {
        self.out.clear();
        if clear {
            self.ink(PLAIN);
            self.out.extend_from_slice(b"\x1b[2J");
            self.at = None;
        }
        let width = new.area.width as usize;
        if width > 0 {
            let rows = old
                .content
                .chunks_exact(width)
                .zip(new.content.chunks_exact(width));
            for (y, (old_row, new_row)) in rows.enumerate() {
                self.row(y as u16, old_row, new_row);
            }
        }
        self.cursor(cursor);
        &self.out
    }

    fn row(&mut self, y: u16, old: &[Cell], new: &[Cell]) {
        if old == new {
            return;
        }
        let blank_from = new.iter().rposition(|c| !is_blank(c)).map_or(0, |i| i + 1);
        let changed_tail = (blank_from..new.len())
            .filter(|&i| old[i] != new[i])
            .count();
        // Erasing to the end of the line costs three bytes, a blank one.
        let erase = changed_tail > 3;
        let end = if erase { blank_from } else { new.len() };
        let mut x = 0;
        while x < end {
            let columns = width_of(new[x].symbol());
            if old[x] != new[x] {
                self.go(x as u16, y, new);
                self.cell(&new[x], columns, new.len());
            }
            x += columns;
        }
        if erase {
            self.go(blank_from as u16, y, new);
            self.ink(PLAIN);
            self.out.extend_from_slice(b"\x1b[K");
        }
    }

    fn cell(&mut self, cell: &Cell, columns: usize, width: usize) {
        self.ink(Ink::of(cell));
        let symbol = cell.symbol();
        filter::push_safe(&mut self.out, symbol, self.ascii);
        // Terminals disagree about anything wider or longer than one plain letter.
        let sure = columns == 1 && symbol.chars().nth(1).is_none();
        self.at = match self.at {
            Some((x, y)) if sure && (x as usize) + 1 < width => Some((x + 1, y)),
            _ => None,
        };
    }

    fn go(&mut self, x: u16, y: u16, row: &[Cell]) {
        if self.at == Some((x, y)) {
            return;
        }
        if self.retype(x, y, row) {
            return;
        }
        let mut best = Vec::with_capacity(12);
        match (x, y) {
            (0, 0) => best.extend_from_slice(b"\x1b[H"),
            (0, _) => write!(best, "\x1b[{}H", y + 1).unwrap_or_default(),
            _ => write!(best, "\x1b[{};{}H", y + 1, x + 1).unwrap_or_default(),
        }
        if let Some((cx, cy)) = self.at {
            for other in [
                steps(cy, y, cx, x),
                (x == 0 && cy == y).then(|| b"\r".to_vec()),
                (cx == x + 1 && cy == y).then(|| b"\x08".to_vec()),
                (x == 0 && y == cy + 1).then(|| b"\r\x1b[B".to_vec()),
            ]
            .into_iter()
            .flatten()
            {
                if other.len() < best.len() {
                    best = other;
                }
            }
        }
        self.out.append(&mut best);
        self.at = Some((x, y));
    }

    /// Steps forward over up to three plain letters by writing them again: cheaper than a move.
    fn retype(&mut self, x: u16, y: u16, row: &[Cell]) -> bool {
        let Some((cx, cy)) = self.at else {
            return false;
        };
        if cy != y || cx >= x || x - cx > 3 {
            return false;
        }
        let Some(between) = row.get(cx as usize..x as usize) else {
            return false;
        };
        let plain =
            |c: &Cell| Ink::of(c) == self.style && matches!(c.symbol().as_bytes(), [b' '..=b'~']);
        if !between.iter().all(plain) {
            return false;
        }
        for cell in between {
            self.out.extend_from_slice(cell.symbol().as_bytes());
        }
        self.at = Some((x, y));
        true
    }

    fn ink(&mut self, ink: Ink) {
        if ink == self.style {
            return;
        }
        let mut codes: Vec<u8> = Vec::with_capacity(16);
        let mut had = self.style;
        let dropped = !(had.set - ink.set).is_empty()
            || (ink.fg == Color::Reset && had.fg != ink.fg)
            || (ink.bg == Color::Reset && had.bg != ink.bg);
        if dropped {
            had = PLAIN;
            if ink != PLAIN {
                codes.extend_from_slice(b";0");
            }
        }
        let added = ink.set - had.set;
        for (flag, code) in [
            (Modifier::BOLD, &b";1"[..]),
            (Modifier::UNDERLINED, b";4"),
            (Modifier::REVERSED, b";7"),
        ] {
            if added.contains(flag) {
                codes.extend_from_slice(code);
            }
        }
        if ink.fg != had.fg {
            let _ = write!(codes, ";{}", ansi(ink.fg));
        }
        if ink.bg != had.bg {
            let _ = write!(codes, ";{}", ansi(ink.bg) + 10);
        }
        self.out.extend_from_slice(b"\x1b[");
        self.out
            .extend_from_slice(codes.get(1..).unwrap_or_default());
        self.out.push(b'm');
        self.style = ink;
    }

    fn cursor(&mut self, cursor: Option<Position>) {
        if let Some(place) = cursor {
            self.go(place.x, place.y, &[]);
        }
        if cursor.is_some() != self.cursor_shown {
            self.cursor_shown = cursor.is_some();
            self.out.extend_from_slice(if self.cursor_shown {
                b"\x1b[?25h"
            } else {
                b"\x1b[?25l"
            });
        }
    }
}

/// Relative moves along one axis, when only one axis changes.
fn steps(cy: u16, y: u16, cx: u16, x: u16) -> Option<Vec<u8>> {
    let (count, letter) = match (cx == x, cy == y) {
        (false, true) if x > cx => (x - cx, 'C'),
        (false, true) => (cx - x, 'D'),
        (true, false) if y > cy => (y - cy, 'B'),
        (true, false) => (cy - y, 'A'),
        _ => return None,
    };
    Some(if count == 1 {
        format!("\x1b[{letter}").into_bytes()
    } else {
        format!("\x1b[{count}{letter}").into_bytes()
    })
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Ink::of(cell) == PLAIN
}

fn width_of(symbol: &str) -> usize {
    if symbol.len() == 1 {
        1
    } else {
        symbol.width().max(1)
    }
}

/// The foreground code of one of the sixteen colours; anything else is the terminal's own.
fn ansi(color: Color) -> u8 {
    match color {
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        _ => 39,
    }
}

/// A plain style, for callers that reset cells.
pub fn plain() -> Style {
    Style::reset()
}
