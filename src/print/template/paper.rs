//! Reading the papers of a template: size, margins, font sizes.

use super::choice::{PAPER_SIZES, TURNS, one_of};
use super::model::{Paper, PaperSize};
use super::reader::Node;

/// First page that carries its number, and the size of it.
pub fn page_number(node: Node<'_>) -> (usize, String) {
    node.only(&["from", "size"]);
    (
        node.count("from").unwrap_or(2),
        node.text("size").unwrap_or_else(|| "body".into()),
    )
}

/// One paper.
pub fn paper(node: Node<'_>) -> Paper {
    node.only(&[
        "name",
        "size",
        "turn",
        "margins_mm",
        "sizes",
        "line_height",
        "signature_mm",
        "qr_mm",
    ]);
    let size = one_of(node, "size", PAPER_SIZES).unwrap_or_else(|| {
        if !node.has("size") {
            node.missing("size");
        }
        PaperSize::A5
    });
    let sides = node.table("margins_mm").map(|m| {
        m.only(&["top", "right", "bottom", "left"]);
        ["top", "right", "bottom", "left"].map(|side| m.number(side).unwrap_or(0.0))
    });
    if sides.is_none() {
        node.missing("margins_mm");
    }
    Paper {
        name: node.need_text("name"),
        size,
        landscape: one_of(node, "turn", TURNS).unwrap_or(false),
        margins_mm: sides.unwrap_or([20.0; 4]),
        sizes: node
            .table("sizes")
            .map(|s| s.number_map())
            .unwrap_or_default()
            .into_iter()
            .collect(),
        line_height: node.number("line_height").unwrap_or(1.2),
        signature_mm: node
            .number("signature_mm")
            .unwrap_or_else(|| size.least_signature_mm()),
        qr_mm: node.number("qr_mm").unwrap_or(22.0),
        line: node.line,
    }
}

/// Stands in for a template without paper, which has been told.
pub fn stand_in_paper() -> Paper {
    Paper {
        name: String::new(),
        size: PaperSize::A5,
        landscape: false,
        margins_mm: [20.0; 4],
        sizes: [("body".to_owned(), 10.0)].into(),
        line_height: 1.2,
        signature_mm: 18.0,
        qr_mm: 22.0,
        line: 1,
    }
}
