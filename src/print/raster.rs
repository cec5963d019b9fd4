//! A [`Sheet`] of dots, for printers that know no PDF: every letter of the face, whatever code page
//! the printer has.

use super::data::FormData;
use super::error::PrintError;
use super::fonts::Fonts;
use super::layout;
use super::outline::contours;
use super::sheet::{Modules, Rect, Sheet, TextRun};
use super::template::Template;

/// Dots a millimetre: 203 dpi, what ticket printers have.
pub const DOTS_PER_MM: f32 = 8.0;
/// Dots a row of a roll of 80 mm: 72 mm.
pub const ROLL_DOTS: usize = 576;

const DOTS_PER_POINT: f32 = DOTS_PER_MM * 25.4 / 72.0;

/// Black and white dots, row by row, eight to a byte, the left one highest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dots {
    /// Dots a row, a multiple of eight.
    pub width: usize,
    rows: Vec<u8>,
}

impl Dots {
    /// White dots.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        let width = width.next_multiple_of(8);
        Self {
            width,
            rows: vec![0; width / 8 * height],
        }
    }

    /// Dots whose rows are given, eight dots a byte.
    #[must_use]
    pub fn of_rows(width: usize, rows: Vec<u8>) -> Self {
        Self { width, rows }
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.rows.len() / (self.width / 8).max(1)
    }

    /// All rows, eight dots a byte.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.rows
    }

    /// Whether a dot is black.
    #[must_use]
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        let byte = self.rows.get(y * (self.width / 8) + x / 8);
        x < self.width && byte.is_some_and(|byte| byte & (0x80 >> (x % 8)) != 0)
    }

    /// The dots as a picture that every tool reads (PBM).
    #[must_use]
    pub fn to_pbm(&self) -> Vec<u8> {
        let mut out = format!("P4\n{} {}\n", self.width, self.height()).into_bytes();
        out.extend_from_slice(&self.rows);
        out
    }

    fn blacken(&mut self, x: i64, y: i64) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return;
        };
        let stride = self.width / 8;
        if x < self.width
            && let Some(byte) = self.rows.get_mut(y * stride + x / 8)
        {
            *byte |= 0x80 >> (x % 8);
        }
    }

    fn fill(&mut self, left: f32, top: f32, right: f32, bottom: f32) {
        for y in top.round() as i64..bottom.round() as i64 {
            for x in left.round() as i64..right.round() as i64 {
                self.blacken(x, y);
            }
        }
    }

    /// Takes white rows away from the end.
    fn trim(&mut self) {
        let stride = self.width / 8;
        let last = self.rows.iter().rposition(|byte| *byte != 0);
        self.rows
            .truncate(last.map_or(0, |at| (at / stride + 1) * stride));
    }

    fn append(&mut self, other: &Self) {
        self.rows.extend_from_slice(&other.rows);
    }
}

/// The form as one strip of dots for a roll of 80 mm, page under page, cut where the text ends.
///
/// # Errors
/// [`PrintError::QrTooLong`] when a QR text does not fit.
pub fn ticket(fonts: &Fonts, template: &Template, data: &FormData) -> Result<Dots, PrintError> {
    let mut sheet = Strip {
        fonts,
        pages: Vec::new(),
        left: 0.0,
    };
    layout::draw(fonts, template, data, &mut sheet)?;
    let mut strip = Dots::new(ROLL_DOTS, 0);
    for mut page in sheet.pages {
        page.trim();
        strip.append(&page);
    }
    Ok(strip)
}

struct Strip<'a> {
    fonts: &'a Fonts,
    pages: Vec<Dots>,
    /// White at the left that the printer cannot reach, dots.
    left: f32,
}

impl Strip<'_> {
    fn page_mut(&mut self) -> Option<(&mut Dots, f32)> {
        let left = self.left;
        self.pages.last_mut().map(|page| (page, left))
    }
}

impl Sheet for Strip<'_> {
    fn page(&mut self, width: f32, height: f32) {
        let wide = width * DOTS_PER_POINT;
        self.left = (wide - ROLL_DOTS as f32) / 2.0;
        let rows = (height * DOTS_PER_POINT).ceil() as usize;
        self.pages.push(Dots::new(ROLL_DOTS, rows));
    }

    fn text(&mut self, run: &TextRun) {
        let fonts = self.fonts;
        let face = fonts.outlines(run.face);
        let scale = run.size * DOTS_PER_POINT / fonts.units_per_em(run.face);
        let Some((page, left)) = self.page_mut() else {
            return;
        };
        let base = run.y * DOTS_PER_POINT;
        let mut x = run.x;
        for letter in run.text.chars() {
            let start = x * DOTS_PER_POINT - left;
            if let Some(id) = fonts.glyph(run.face, letter) {
                let rings = contours(face, id);
                let put = |(px, py): &(f32, f32)| (start + px * scale, base - py * scale);
                let rings: Vec<Vec<_>> =
                    rings.iter().map(|r| r.iter().map(put).collect()).collect();
                fill_rings(page, &rings);
            }
            let mut buffer = [0; 4];
            x += fonts.width(run.face, run.size, letter.encode_utf8(&mut buffer));
            if letter == ' ' {
                x += run.gap;
            }
        }
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32) {
        let half = (thickness * DOTS_PER_POINT).max(1.0) / 2.0;
        let Some((page, left)) = self.page_mut() else {
            return;
        };
        let (x, y) = (from.0.min(to.0), from.1.min(to.1));
        let (right, bottom) = (from.0.max(to.0), from.1.max(to.1));
        let dots = |points: f32| points * DOTS_PER_POINT;
        page.fill(
            dots(x) - left - half,
            dots(y) - half,
            dots(right) - left + half,
            dots(bottom) + half,
        );
    }

    fn boxed(&mut self, r: Rect, thickness: f32) {
        let (right, bottom) = (r.x + r.width, r.y + r.height);
        self.line((r.x, r.y), (right, r.y), thickness);
        self.line((r.x, bottom), (right, bottom), thickness);
        self.line((r.x, r.y), (r.x, bottom), thickness);
        self.line((right, r.y), (right, bottom), thickness);
    }

    fn symbol(&mut self, modules: &Modules) {
        let unit = (
            modules.unit.0 * DOTS_PER_POINT,
            modules.unit.1 * DOTS_PER_POINT,
        );
        let (x, y) = (modules.x * DOTS_PER_POINT, modules.y * DOTS_PER_POINT);
        let Some((page, left)) = self.page_mut() else {
            return;
        };
        for cell in modules.cells.iter() {
            let (cx, cy) = (f32::from(cell.x), f32::from(cell.y));
            page.fill(
                x - left + cx * unit.0,
                y + cy * unit.1,
                x - left + (cx + f32::from(cell.width)) * unit.0,
                y + (cy + 1.0) * unit.1,
            );
        }
    }
}

/// Lines looked at in each row of dots.
const SUB: i32 = 4;
/// Share of a dot that must be covered to print it: a little less than half, so that thin strokes of
/// small letters stay whole.
const INK: f32 = 0.42;

/// Blackens the dots inside the rings (non-zero rule).
fn fill_rings(page: &mut Dots, rings: &[Vec<(f32, f32)>]) {
    let points = || rings.iter().flatten();
    let edge = |pick: fn(f32, f32) -> f32, of: fn(&(f32, f32)) -> f32, from: f32| {
        points().map(of).fold(from, pick)
    };
    let top = edge(f32::min, |p| p.1, f32::MAX);
    let bottom = edge(f32::max, |p| p.1, f32::MIN);
    let left = edge(f32::min, |p| p.0, f32::MAX);
    let right = edge(f32::max, |p| p.0, f32::MIN);
    if top >= bottom || left >= right {
        return;
    }
    let first = left.floor() as i64;
    let columns = (right.ceil() as i64 - first + 1).max(1) as usize;
    let mut cover = vec![0.0_f32; columns];
    for row in top.floor() as i64..=bottom.ceil() as i64 {
        cover.fill(0.0);
        for sub in 0..SUB {
            let y = row as f32 + (sub as f32 + 0.5) / SUB as f32;
            for (from, to) in spans(rings, y) {
                spread(&mut cover, from - first as f32, to - first as f32);
            }
        }
        for (i, covered) in cover.iter().enumerate() {
            if *covered / SUB as f32 >= INK {
                page.blacken(first + i as i64, row);
            }
        }
    }
}

/// Where the line at `y` lies inside.
fn spans(rings: &[Vec<(f32, f32)>], y: f32) -> Vec<(f32, f32)> {
    let mut cuts: Vec<(f32, i32)> = Vec::new();
    for ring in rings {
        let next = ring.iter().cycle().skip(1);
        for (a, b) in ring.iter().zip(next) {
            if (a.1 <= y) != (b.1 <= y) {
                let x = a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0);
                cuts.push((x, if a.1 < b.1 { 1 } else { -1 }));
            }
        }
    }
    cuts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = Vec::new();
    let (mut winding, mut from) = (0, 0.0);
    for (x, turn) in cuts {
        if winding == 0 {
            from = x;
        }
        winding += turn;
        if winding == 0 {
            out.push((from, x));
        }
    }
    out
}

fn spread(cover: &mut [f32], from: f32, to: f32) {
    let first = from.floor().max(0.0) as usize;
    for (i, dot) in cover.iter_mut().enumerate().skip(first) {
        let (left, right) = (from.max(i as f32), to.min(i as f32 + 1.0));
        if right <= left {
            return;
        }
        *dot += right - left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_fills_its_dots_and_a_hole_stays_white() {
        let mut page = Dots::new(16, 16);
        let square = |a: f32, b: f32| vec![(a, a), (b, a), (b, b), (a, b)];
        let mut hole = square(6.0, 10.0);
        hole.reverse();
        fill_rings(&mut page, &[square(2.0, 14.0), hole]);
        assert!(page.is_black(2, 2) && page.is_black(13, 13));
        assert!(!page.is_black(7, 7) && !page.is_black(1, 2) && !page.is_black(14, 5));
    }

    #[test]
    fn every_vietnamese_letter_has_dots_of_its_own() {
        let fonts = Fonts::load().unwrap();
        let letters = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệđoơờởỡớợuưừửữứựyỳỷỹýỵ";
        let mut seen = std::collections::HashMap::new();
        for letter in letters.chars().chain(letters.to_uppercase().chars()) {
            let mut strip = Strip {
                fonts,
                pages: Vec::new(),
                left: 0.0,
            };
            strip.page(226.77, 60.0);
            strip.text(&TextRun {
                x: 40.0,
                y: 40.0,
                face: super::super::fonts::Face::Regular,
                size: 9.5,
                text: letter.to_string(),
                gap: 0.0,
            });
            let page = strip.pages.remove(0);
            assert!(page.bytes().iter().any(|b| *b != 0), "{letter} is blank");
            if let Some(other) = seen.insert(page.bytes().to_vec(), letter) {
                panic!("{letter} looks like {other}");
            }
        }
    }
}
