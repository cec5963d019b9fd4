//! Tables: bands of cells that may cover several columns and sub-rows.

use super::super::sheet::Rect;
use super::super::template::{Cell, Table};
use super::block::{HAIR, MM, Setting, text_line};
use super::fragment::{Fragment, Mark};

/// White between a border and the text, points.
const PAD_X: f32 = 1.2 * MM;
const PAD_Y: f32 = 0.5 * MM;

/// The head of a table and its rows.
pub fn table(set: Setting<'_>, table: &Table, width: f32) -> (Fragment, Vec<Fragment>) {
    let edges = edges(&table.widths, width);
    let data = set.scope.data().rows(&table.list);
    let blanks = table
        .blank_rows
        .max(table.least_rows.saturating_sub(data.len()));
    let rows = data
        .iter()
        .map(Some)
        .chain(std::iter::repeat_n(None, blanks));
    let row = |row| {
        band(
            set.with(set.scope.with_row(&table.list, row)),
            &table.row,
            &edges,
            0.0,
        )
    };
    (band(set, &table.head, &edges, 0.5), rows.map(row).collect())
}

/// Left edges of the columns, and the right edge of the last.
fn edges(widths: &[f32], width: f32) -> Vec<f32> {
    let sum: f32 = widths.iter().sum::<f32>().max(1.0);
    let mut x = 0.0;
    let mut out = vec![x];
    for share in widths {
        x += width * share / sum;
        out.push(x);
    }
    out
}

struct Placed {
    column: usize,
    row: usize,
    span: usize,
    rows: usize,
    least: f32,
    text: Fragment,
}

/// The sub-rows of a head or of one row of the list; `down` is the share of the white of a cell
/// that stands above its text.
fn band(set: Setting<'_>, rows: &[Vec<Cell>], edges: &[f32], down: f32) -> Fragment {
    let cells = placed(set, rows, edges);
    let heights = heights(
        &cells,
        rows.len(),
        set.paper.points("body") * set.paper.line_height,
    );
    let top = |row: usize| heights[..row.min(heights.len())].iter().sum::<f32>();
    let mut out = Fragment::default();
    for cell in cells {
        let rect = Rect {
            x: edges[cell.column],
            y: top(cell.row),
            width: edges[cell.column + cell.span] - edges[cell.column],
            height: top(cell.row + cell.rows) - top(cell.row),
        };
        out.marks.push(Mark::Boxed {
            rect,
            thickness: HAIR,
        });
        let white = (rect.height - cell.text.height - 2.0 * PAD_Y).max(0.0);
        let y = rect.y + PAD_Y + white * down;
        out.add(cell.text, rect.x + PAD_X, y);
        out.height = out.height.max(rect.y + rect.height);
    }
    out
}

/// The cells with their places; the check of the template made sure that they fit the grid.
fn placed(set: Setting<'_>, rows: &[Vec<Cell>], edges: &[f32]) -> Vec<Placed> {
    let columns = edges.len() - 1;
    let mut taken = vec![vec![false; columns]; rows.len()];
    let mut out = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        for cell in cells {
            let Some(column) = taken[row].iter().position(|t| !t) else {
                break;
            };
            let span = cell.span.min(columns - column);
            for line in taken.iter_mut().skip(row).take(cell.rows) {
                line[column..column + span].fill(true);
            }
            let width = edges[column + span] - edges[column] - 2.0 * PAD_X;
            let text = text_line(set, &cell.text, width).unwrap_or_default();
            let hand = set.paper.signature_mm * MM;
            let signed = text.height + 2.0 * PAD_Y + if cell.sign { hand } else { 0.0 };
            out.push(Placed {
                column,
                row,
                span,
                rows: cell.rows,
                least: signed.max(cell.height_mm * MM),
                text,
            });
        }
    }
    out
}

/// Height of each sub-row: the highest cell in it; what a cell over several sub-rows still needs is
/// added to its last one.
fn heights(cells: &[Placed], rows: usize, least: f32) -> Vec<f32> {
    let mut heights = vec![least + 2.0 * PAD_Y; rows];
    let need = |cell: &Placed| (cell.text.height + 2.0 * PAD_Y).max(cell.least);
    for cell in cells.iter().filter(|c| c.rows == 1) {
        heights[cell.row] = heights[cell.row].max(need(cell));
    }
    for cell in cells.iter().filter(|c| c.rows > 1) {
        let end = (cell.row + cell.rows).min(rows);
        let has: f32 = heights[cell.row..end].iter().sum();
        heights[end - 1] += (need(cell) - has).max(0.0);
    }
    heights
}
