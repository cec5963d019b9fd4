//! From a template and its fields to marks on pages.

mod block;
mod flow;
mod fragment;
mod grid;
mod paragraph;

use super::codes::Symbols;
use super::data::FormData;
use super::error::PrintError;
use super::fonts::{Face, Fonts};
use super::sheet::{Rect, Sheet, TextRun};
use super::template::{Align, Block, Body, Corner, Paper, Scope, Template, TextLine};
use block::{Setting, shown};

pub(super) use block::{HAIR, MM, shown as is_shown};
pub(super) use flow::Flow;
pub(super) use fragment::{Fragment, Mark};
pub(super) use paragraph::{Style, paragraph};

/// Draws all copies (liên) of a form, one after the other, each from a page of its own.
///
/// # Errors
/// When a QR text does not fit.
pub fn draw(
    fonts: &Fonts,
    template: &Template,
    data: &FormData,
    sheet: &mut dyn Sheet,
) -> Result<(), PrintError> {
    let paper = template.paper();
    let (width, height) = paper.mm();
    let symbols = Symbols::default();
    for copy in template.copy_labels() {
        let set = Setting {
            fonts,
            paper,
            symbols: &symbols,
            scope: Scope::new(data, copy),
        };
        let around = outside(set, template);
        for (i, marks) in pages(set, &template.blocks)?.iter().enumerate() {
            sheet.page(width * MM, height * MM);
            around.iter().chain(marks).for_each(|mark| mark.draw(sheet));
            if let Some(number) = page_number(set, template, i + 1) {
                sheet.text(&number);
            }
        }
    }
    Ok(())
}

/// The form body within the margins, points.
fn body(paper: &Paper) -> Rect {
    let [top, right, bottom, left] = paper.margins_mm.map(|mm| mm * MM);
    let (width, height) = paper.mm();
    Rect {
        x: left,
        y: top,
        width: width * MM - left - right,
        height: height * MM - top - bottom,
    }
}

fn pages(set: Setting<'_>, blocks: &[Block]) -> Result<Vec<Vec<Mark>>, PrintError> {
    let area = body(set.paper);
    let mut flow = Flow::new(area);
    for block in blocks.iter().filter(|b| shown(&b.condition, set.scope)) {
        if block.before_mm > 0.0 {
            flow.put(Fragment {
                keep: true,
                ..Fragment::space(block.before_mm * MM)
            });
        }
        match &block.body {
            Body::Item(item) => {
                let fragments = block::item_fragments(set, item, area.width)?;
                fragments.into_iter().for_each(|f| flow.put(f));
            }
            Body::Columns(columns) => flow.put(block::columns(set, columns, area.width)?),
            Body::Signatures(signers) => flow.put(block::signatures(set, signers, area.width)),
            Body::Table(table) => {
                let (head, rows) = grid::table(set, table, area.width);
                flow.put_table(&head, rows);
            }
        }
    }
    flow.flush();
    Ok(flow.pages)
}

/// White between the form body and the marks in the margins, points.
const MARGIN_GAP: f32 = 3.0;

/// The marks in the margins: first of a corner next to the form body, further ones away from it.
fn outside(set: Setting<'_>, template: &Template) -> Vec<Mark> {
    let area = body(set.paper);
    let mut marks = Vec::new();
    for corner in [
        Corner::TopLeft,
        Corner::TopRight,
        Corner::BottomLeft,
        Corner::BottomRight,
    ] {
        let align = match corner {
            Corner::TopLeft | Corner::BottomLeft => Align::Left,
            Corner::TopRight | Corner::BottomRight => Align::Right,
        };
        let above = matches!(corner, Corner::TopLeft | Corner::TopRight);
        let mut used = MARGIN_GAP;
        for mark in template.outside.iter().filter(|m| m.corner == corner) {
            let line = TextLine {
                align,
                ..mark.text.clone()
            };
            let Some(text) = block::text_line(set, &line, area.width) else {
                continue;
            };
            let up = area.y - used - text.height;
            let y = if above {
                up
            } else {
                area.y + area.height + used
            };
            used += text.height;
            marks.extend(text.marks.into_iter().map(|m| m.moved(area.x, y)));
        }
    }
    marks
}

/// The number of a page, centred in the top margin (NĐ 30/2020: not on page 1).
fn page_number(set: Setting<'_>, template: &Template, number: usize) -> Option<TextRun> {
    let (from, size_name) = template.page_number.as_ref()?;
    if number < *from {
        return None;
    }
    let area = body(set.paper);
    let size = set.paper.points(size_name);
    let text = number.to_string();
    let width = set.fonts.width(Face::Regular, size, &text);
    let x = area.x + (area.width - width) / 2.0;
    Some(TextRun {
        x,
        y: area.y - MARGIN_GAP,
        face: Face::Regular,
        size,
        text,
        gap: 0.0,
    })
}
