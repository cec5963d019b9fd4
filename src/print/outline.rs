//! The outlines of a TrueType face as straight lines, for printers that take only dots.

use super::slim::{Outlines, u16_at};

/// A closed line through points, font units, y upwards.
pub type Contour = Vec<(f32, f32)>;

/// Parts within parts go this deep at most; real faces need one.
const DEEPEST: u8 = 4;
/// Straight pieces of one curve: at the sizes of a ticket a piece is shorter than a dot.
const PIECES: u8 = 6;

/// The contours of glyph `id`; none for a blank or a damaged one.
pub fn contours(face: &Outlines, id: u16) -> Vec<Contour> {
    let mut out = Vec::new();
    // A damaged glyph prints as nothing: the code on the ticket stands in the symbol too.
    let _ = add(face, id, Place::NONE, DEEPEST, &mut out);
    out
}

/// How a part is turned and moved.
#[derive(Clone, Copy)]
struct Place {
    matrix: [f32; 4],
    by: (f32, f32),
}

impl Place {
    const NONE: Self = Self {
        matrix: [1.0, 0.0, 0.0, 1.0],
        by: (0.0, 0.0),
    };

    fn put(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let [a, b, c, d] = self.matrix;
        (a * x + c * y + self.by.0, b * x + d * y + self.by.1)
    }
}

fn add(face: &Outlines, id: u16, place: Place, depth: u8, out: &mut Vec<Contour>) -> Option<()> {
    let glyph = face.glyph(id)?;
    if glyph.is_empty() {
        return Some(());
    }
    let count = u16_at(glyph, 0)?.cast_signed();
    if count < 0 {
        return parts(face, glyph, place, depth.checked_sub(1)?, out);
    }
    let (points, ends) = points(glyph, usize::from(count.cast_unsigned()))?;
    let mut from = 0;
    for end in ends {
        let ring = points.get(from..=end)?;
        out.push(straight(ring).into_iter().map(|p| place.put(p)).collect());
        from = end + 1;
    }
    Some(())
}

/// A letter and its marks: é is e and an acute accent.
fn parts(
    face: &Outlines,
    glyph: &[u8],
    place: Place,
    depth: u8,
    out: &mut Vec<Contour>,
) -> Option<()> {
    const WORDS: u16 = 0x0001;
    const ARE_XY: u16 = 0x0002;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const SCALE_XY: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    let mut at = 10;
    loop {
        let (flags, id) = (u16_at(glyph, at)?, u16_at(glyph, at + 2)?);
        at += 4;
        let (x, y) = match flags & WORDS != 0 {
            true => (i16_at(glyph, at)?, i16_at(glyph, at + 2)?),
            false => {
                let byte = |i: usize| glyph.get(i).map(|b| i16::from(b.cast_signed()));
                (byte(at)?, byte(at + 1)?)
            }
        };
        at += if flags & WORDS != 0 { 4 } else { 2 };
        let turn = |i: usize| Some(f32::from(i16_at(glyph, i)?) / 16384.0);
        let matrix = match flags & (SCALE | SCALE_XY | MATRIX) {
            0 => [1.0, 0.0, 0.0, 1.0],
            SCALE => [turn(at)?, 0.0, 0.0, turn(at)?],
            SCALE_XY => [turn(at)?, 0.0, 0.0, turn(at + 2)?],
            _ => [turn(at)?, turn(at + 2)?, turn(at + 4)?, turn(at + 6)?],
        };
        at += match flags & (SCALE | SCALE_XY | MATRIX) {
            0 => 0,
            SCALE => 2,
            SCALE_XY => 4,
            _ => 8,
        };
        let by = if flags & ARE_XY != 0 {
            (f32::from(x), f32::from(y))
        } else {
            (0.0, 0.0)
        };
        let inner = Place { matrix, by };
        let mut found = Vec::new();
        add(face, id, inner, depth, &mut found)?;
        let moved = |ring: Contour| ring.into_iter().map(|p| place.put(p)).collect();
        out.extend(found.into_iter().map(moved));
        if flags & MORE == 0 {
            return Some(());
        }
    }
}

/// A point, and whether it lies on the line.
type Point = (f32, f32, bool);

/// Points of a simple glyph, and the last point of each contour (OpenType, table `glyf`).
fn points(glyph: &[u8], contours: usize) -> Option<(Vec<Point>, Vec<usize>)> {
    const ON: u8 = 0x01;
    const REPEAT: u8 = 0x08;
    let ends: Option<Vec<usize>> = (0..contours)
        .map(|i| u16_at(glyph, 10 + 2 * i).map(usize::from))
        .collect();
    let ends = ends?;
    let count = ends.last().map_or(0, |last| last + 1);
    let hints = usize::from(u16_at(glyph, 10 + 2 * contours)?);
    let mut at = 12 + 2 * contours + hints;
    let mut flags = Vec::with_capacity(count);
    while flags.len() < count {
        let flag = *glyph.get(at)?;
        at += 1;
        let mut times = 1;
        if flag & REPEAT != 0 {
            times += usize::from(*glyph.get(at)?);
            at += 1;
        }
        flags.extend(std::iter::repeat_n(flag, times));
    }
    flags.truncate(count);
    let xs = coordinates(glyph, &mut at, &flags, 0x02, 0x10)?;
    let ys = coordinates(glyph, &mut at, &flags, 0x04, 0x20)?;
    let on = flags.iter().map(|flag| flag & ON != 0);
    let points = xs.into_iter().zip(ys).zip(on);
    Some((points.map(|((x, y), on)| (x, y, on)).collect(), ends))
}

fn coordinates(
    glyph: &[u8],
    at: &mut usize,
    flags: &[u8],
    short: u8,
    same_or_plus: u8,
) -> Option<Vec<f32>> {
    let mut value = 0_i32;
    let mut out = Vec::with_capacity(flags.len());
    for flag in flags {
        if flag & short != 0 {
            let step = i32::from(*glyph.get(*at)?);
            *at += 1;
            value += if flag & same_or_plus != 0 {
                step
            } else {
                -step
            };
        } else if flag & same_or_plus == 0 {
            value += i32::from(i16_at(glyph, *at)?);
            *at += 2;
        }
        out.push(value as f32);
    }
    Some(out)
}

/// The ring with its curves (quadratic, with points left out between two controls) made straight.
fn straight(ring: &[Point]) -> Contour {
    let middle = |a: (f32, f32), b: (f32, f32)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let at = |i: usize| {
        let (x, y, on) = ring[i % ring.len()];
        ((x, y), on)
    };
    if ring.len() < 2 {
        return Contour::new();
    }
    let first_on = ring.iter().position(|p| p.2);
    let start = first_on.map_or_else(|| middle(at(0).0, at(ring.len() - 1).0), |i| at(i).0);
    let offset = first_on.map_or(0, |i| i + 1);
    let mut out = vec![start];
    let mut control: Option<(f32, f32)> = None;
    let mut pen = start;
    for i in 0..ring.len() {
        let (point, on) = at(offset + i);
        let end = match (control, on) {
            (None, true) => point,
            (Some(_), true) => point,
            (Some(control), false) => middle(control, point),
            (None, false) => {
                control = Some(point);
                continue;
            }
        };
        curve(&mut out, pen, control, end);
        pen = end;
        control = (!on).then_some(point);
    }
    curve(&mut out, pen, control, start);
    out
}

fn curve(out: &mut Contour, from: (f32, f32), control: Option<(f32, f32)>, to: (f32, f32)) {
    if let Some(c) = control {
        for i in 1..PIECES {
            let t = f32::from(i) / f32::from(PIECES);
            let u = 1.0 - t;
            let mix = |a: f32, c: f32, b: f32| u * u * a + 2.0 * u * t * c + t * t * b;
            out.push((mix(from.0, c.0, to.0), mix(from.1, c.1, to.1)));
        }
    }
    out.push(to);
}

fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    u16_at(bytes, at).map(u16::cast_signed)
}
