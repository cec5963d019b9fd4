//! Reading a table block: the grid of its head and of one row.

use super::model::{Align, Cell, Table};
use super::reader::Node;
use super::words::{Words, text_line};

/// Reads a table; its cells may use the columns of its list.
pub fn table(node: Node<'_>, words: Words<'_>) -> Table {
    node.only(&[
        "kind",
        "list",
        "widths",
        "head",
        "row",
        "least_rows",
        "blank_rows",
        "before_mm",
        "when",
        "unless",
    ]);
    let list = node.need_text("list");
    let words = words.inside(node, "list", &list);
    let widths = node.numbers("widths");
    let table = Table {
        head: rows(node, words, "head", Align::Center),
        row: rows(node, words, "row", Align::Left),
        least_rows: node.count("least_rows").unwrap_or(0),
        blank_rows: node.count("blank_rows").unwrap_or(0),
        widths,
        list: list.clone(),
    };
    for (key, band) in [("head", &table.head), ("row", &table.row)] {
        if band.is_empty() {
            node.missing(key);
        } else if let Err(what) = covers(band, table.widths.len()) {
            node.reader().problem(
                node.line_of(key),
                what,
                "đếm lại các ô, span (số cột) và rows (số hàng)",
            );
        }
    }
    table
}

fn rows(node: Node<'_>, words: Words<'_>, key: &str, align: Align) -> Vec<Vec<Cell>> {
    let row = |cells: Vec<Node<'_>>| cells.into_iter().map(|n| cell(n, words, align)).collect();
    node.table_rows(key).into_iter().map(row).collect()
}

fn cell(node: Node<'_>, words: Words<'_>, align: Align) -> Cell {
    Cell {
        text: text_line(node, words, &["span", "rows", "height_mm", "sign"], align),
        span: node.count("span").unwrap_or(1).max(1),
        rows: node.count("rows").unwrap_or(1).max(1),
        height_mm: node.length("height_mm"),
        sign: node.flag("sign"),
    }
}

/// Whether the cells of a band cover each column of each sub-row exactly once.
fn covers(band: &[Vec<Cell>], columns: usize) -> Result<(), String> {
    let mut taken = vec![vec![false; columns]; band.len()];
    for (r, row) in band.iter().enumerate() {
        for cell in row {
            let Some(c) = taken[r].iter().position(|t| !t) else {
                return Err(format!("hàng {} thừa ô, bảng có {columns} cột", r + 1));
            };
            for line in taken.iter_mut().skip(r).take(cell.rows) {
                line.iter_mut()
                    .skip(c)
                    .take(cell.span)
                    .for_each(|t| *t = true);
            }
            if c + cell.span > columns || r + cell.rows > band.len() {
                return Err(format!(
                    "ô ở hàng {} vượt ra ngoài bảng {columns} cột",
                    r + 1
                ));
            }
        }
    }
    match taken.iter().position(|row| row.contains(&false)) {
        Some(r) => Err(format!("hàng {} thiếu ô, bảng có {columns} cột", r + 1)),
        None => Ok(()),
    }
}
