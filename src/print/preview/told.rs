//! Rows of a table with more columns than a screen can show beside each other: each value after the
//! name of its column.

use super::super::template::{Cell, Scope, Table};
use super::{is_shown, plain, wrap};

/// Fewer cells of the screen a column than this, and words are broken all over.
const LEAST: usize = 8;
/// Between two values.
const BETWEEN: &str = " · ";

/// Whether the rows are better told than drawn: each of them a single line of cells.
pub fn is_told(table: &Table, width: usize) -> bool {
    let plain = |cell: &Cell| cell.span == 1 && cell.rows == 1;
    let single = table.row.len() == 1 && table.row.iter().flatten().all(plain);
    single && width < LEAST * table.widths.len()
}

/// A row; what is left for the hand to fill is not told.
pub fn row(scope: Scope<'_>, table: &Table, labels: &[String], width: usize) -> Vec<String> {
    let cells = table.row.iter().flatten().zip(labels);
    let values = cells.filter_map(|(cell, label)| match words(scope, cell) {
        value if value.is_empty() => None,
        value => Some(format!("{label}: {value}")),
    });
    let values: Vec<String> = values.collect();
    match values.is_empty() {
        true => Vec::new(),
        false => wrap(&values.join(BETWEEN), width),
    }
}

/// Everything that stands in the head.
pub fn head(scope: Scope<'_>, table: &Table, width: usize) -> Vec<String> {
    let cells = table.head.iter().flatten().map(|cell| words(scope, cell));
    let names: Vec<String> = cells.filter(|words| !words.is_empty()).collect();
    wrap(&names.join(BETWEEN), width)
}

/// The name of each column: the lowest cell of the head above it.
pub fn labels(scope: Scope<'_>, table: &Table) -> Vec<String> {
    let columns = table.widths.len();
    let mut labels = vec![String::new(); columns];
    let mut below = vec![0_usize; columns];
    for cells in &table.head {
        let mut cells = cells.iter();
        let mut column = 0;
        while column < columns {
            if below[column] > 0 {
                below[column] -= 1;
                column += 1;
                continue;
            }
            let Some(cell) = cells.next() else { break };
            let end = (column + cell.span.max(1)).min(columns);
            labels[column..end].fill(words(scope, cell));
            below[column..end].fill(cell.rows.saturating_sub(1));
            column = end;
        }
    }
    labels
}

fn words(scope: Scope<'_>, cell: &Cell) -> String {
    let line = &cell.text;
    if !is_shown(&line.condition, scope) {
        return String::new();
    }
    let words = plain(&line.phrase.runs(scope));
    words.replace('\n', " ").trim().to_owned()
}
