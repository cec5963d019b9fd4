//! Tables of a book: columns as wide as their words need, rows parted by hair lines.

use super::super::layout::{Fragment, HAIR, MM, Mark};
use super::super::template::Run;
use super::markdown::runs;
use super::set::Set;

/// White between two columns, and above and below the text of a row.
const GUTTER: f32 = 4.0 * MM;
const PAD: f32 = 0.9 * MM;

/// The head of a table and its rows.
pub fn table(set: &Set<'_>, rows: &[Vec<String>]) -> (Fragment, Vec<Fragment>) {
    let mut cells: Vec<Vec<Vec<Run>>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| runs(cell)).collect())
        .collect();
    if let Some(head) = cells.first_mut() {
        head.iter_mut().flatten().for_each(|run| run.bold = true);
    }
    let widths = widths(set, &cells);
    let mut rows = cells.iter().map(|cells| row(set, cells, &widths));
    let head = rows.next().unwrap_or_default();
    let mut rows: Vec<Fragment> = rows.collect();
    let under = |row: &mut Fragment, thickness| {
        row.marks.push(Mark::Line {
            from: (0.0, row.height),
            to: (set.width, row.height),
            thickness,
        });
    };
    rows.iter_mut().for_each(|row| under(row, HAIR / 2.0));
    let mut head = head;
    under(&mut head, 1.5 * HAIR);
    (head, rows)
}

fn row(set: &Set<'_>, cells: &[Vec<Run>], widths: &[f32]) -> Fragment {
    let mut out = Fragment::default();
    let mut x = 0.0;
    for (cell, width) in cells.iter().zip(widths) {
        out.add(set.small(cell, *width), x, PAD);
        x += width + GUTTER;
    }
    out.height += PAD;
    out
}

/// Columns that need less than an even share of the room get what they need, the others share the rest.
fn widths(set: &Set<'_>, rows: &[Vec<Vec<Run>>]) -> Vec<f32> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let need = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        // A point more than measured: rounding must not break the longest line.
        cells
            .map(|cell| set.small_width(cell) + 1.0)
            .fold(0.0, f32::max)
    };
    let needs: Vec<f32> = (0..columns).map(need).collect();
    let mut room = set.width - GUTTER * columns.saturating_sub(1) as f32;
    let mut out = vec![0.0; columns];
    let mut open: Vec<usize> = (0..columns).collect();
    loop {
        let share = room / open.len().max(1) as f32;
        let (fit, wide): (Vec<_>, Vec<_>) = open.iter().partition(|c| needs[**c] <= share);
        for column in &fit {
            out[*column] = needs[*column];
            room -= needs[*column];
        }
        if fit.is_empty() || wide.is_empty() {
            let sum: f32 = wide.iter().map(|c| needs[*c]).sum();
            for column in &wide {
                // Between even and as much as the words would like.
                let even = room / wide.len() as f32;
                out[*column] = (even + room * needs[*column] / sum.max(1.0)) / 2.0;
            }
            return out;
        }
        open = wide;
    }
}
