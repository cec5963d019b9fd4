//! The contents: title of the book, then chapters and headings with their pages.

use super::super::fonts::{Face, Fonts};
use super::super::layout::{Flow, Fragment, HAIR, MM, Mark, Style};
use super::super::sheet::TextRun;
use super::super::template::{Align, Run};
use super::set::{Set, bold, kept, rule};
use super::{AREA, Book};

/// A heading of the book.
pub struct Entry {
    /// Number of the chapter; none for a heading inside one.
    pub number: Option<usize>,
    /// The heading.
    pub title: String,
    /// The name other chapters call it by; empty for a heading inside one.
    pub name: String,
    /// Its page, counted from 0 at the first page after the contents.
    pub page: usize,
}

const TITLE: f32 = 26.0;
const HEADING: f32 = 13.5;
const SIZE: f32 = 9.5;
const LINE_HEIGHT: f32 = 1.25;
/// Where titles begin, and room kept for the page number.
const IN: f32 = 8.0 * MM;
const NUMBER: f32 = 12.0 * MM;

/// The pages of the contents, when `before` of them stand before the first chapter.
pub fn pages(set: &Set<'_>, book: &Book<'_>, entries: &[Entry], before: usize) -> Vec<Vec<Mark>> {
    let mut flow = Flow::new(AREA);
    flow.put(set.lines(&bold(book.title), TITLE, set.width));
    let subtitle = Run {
        text: book.subtitle.clone(),
        bold: false,
        italic: false,
    };
    flow.put(set.lines(&[subtitle], SIZE + 2.0, set.width));
    flow.put(rule(set.width, 3.0 * MM, 2.0 * HAIR));
    flow.put(kept(Fragment::space(4.0 * MM)));
    flow.put(kept(set.lines(&bold(book.contents), HEADING, set.width)));
    for (i, entry) in entries.iter().enumerate() {
        let above = if entry.number.is_some() { 1.1 } else { 0.0 };
        flow.put(kept(Fragment::space(above * MM)));
        let mut line = line(set, entry, before + entry.page + 1);
        // A chapter does not stay behind alone at the foot of a page.
        let more = entries.get(i + 1).is_some_and(|next| next.number.is_none());
        line.keep = entry.number.is_some() && more;
        flow.put(line);
    }
    flow.flush();
    flow.pages
}

fn line(set: &Set<'_>, entry: &Entry, page: usize) -> Fragment {
    let is_chapter = entry.number.is_some();
    let run = |text: String, bold: bool, italic: bool| Run { text, bold, italic };
    let mut runs = vec![run(entry.title.clone(), is_chapter, false)];
    if !entry.name.is_empty() {
        runs.push(run(format!("  {}", entry.name), false, true));
    }
    let style = Style {
        size: SIZE,
        line_height: LINE_HEIGHT,
        align: Align::Left,
        first: 0.0,
    };
    let text = set.styled(&runs, style, set.width - IN - NUMBER);
    let mut out = Fragment::default();
    out.add(text, IN, 0.0);
    out.breakable = false;
    if let Some(number) = entry.number {
        let number = set.styled(&bold(&number.to_string()), style, IN);
        out.add(number, 0.0, 0.0);
    }
    let number = page.to_string();
    let face = Face::of(is_chapter, false);
    let right = set.width - set.fonts.width(face, SIZE, &number);
    let Some((x, y)) = end(set.fonts, &out) else {
        return out;
    };
    let mut put = |x: f32, face: Face, text: String| {
        out.marks.push(Mark::Text(TextRun {
            x,
            y,
            face,
            size: SIZE,
            text,
            gap: 0.0,
        }));
    };
    let (from, text) = leader(set.fonts, x + 2.0 * MM, set.width - 8.0 * MM);
    put(from, Face::Regular, text);
    put(right, face, number);
    out
}

/// Where the last line of a text ends: its right end and base line.
fn end(fonts: &Fonts, text: &Fragment) -> Option<(f32, f32)> {
    let end = |mark: &Mark| match mark {
        Mark::Text(run) => Some((
            run.x + fonts.width(run.face, run.size, run.text.trim_end()),
            run.y,
        )),
        _ => None,
    };
    let ends = text.marks.iter().filter_map(end);
    ends.fold(None, |best: Option<(f32, f32)>, (x, y)| match best {
        Some((right, base)) if base > y || (base == y && right >= x) => Some((right, base)),
        _ => Some((x, y)),
    })
}

/// Dots from `from` at least to `to` at most, ending at `to` so that those of all lines stand in columns.
fn leader(fonts: &Fonts, from: f32, to: f32) -> (f32, String) {
    let dot = fonts.width(Face::Regular, SIZE, " .");
    let count = ((to - from) / dot).floor().max(0.0);
    (to - count * dot, " .".repeat(count as usize))
}
