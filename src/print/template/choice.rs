//! Values that are one word out of a few.

use super::model::{Align, Corner, PaperSize, Underline};
use super::reader::Node;

/// Horizontal places.
pub const ALIGNS: &[(&str, Align)] = &[
    ("left", Align::Left),
    ("center", Align::Center),
    ("right", Align::Right),
    ("justify", Align::Justify),
];
/// Rules under a line.
pub const RULES: &[(&str, Underline)] = &[
    ("text", Underline::Full),
    ("half", Underline::Half),
    ("third", Underline::Third),
];
/// Places in the margins.
pub const CORNERS: &[(&str, Corner)] = &[
    ("top-left", Corner::TopLeft),
    ("top-right", Corner::TopRight),
    ("bottom-left", Corner::BottomLeft),
    ("bottom-right", Corner::BottomRight),
];
/// Sizes of paper.
pub const PAPER_SIZES: &[(&str, PaperSize)] = &[
    ("A4", PaperSize::A4),
    ("A5", PaperSize::A5),
    ("80mm", PaperSize::Roll80),
];
/// Whether the paper lies across.
pub const TURNS: &[(&str, bool)] = &[("portrait", false), ("landscape", true)];

/// The value of a key that is one of the known words; another word becomes a problem.
pub fn one_of<T: Copy>(node: Node<'_>, key: &str, known: &[(&str, T)]) -> Option<T> {
    let written = node.text(key)?;
    let found = known
        .iter()
        .find(|(name, _)| *name == written)
        .map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
        let what = format!("“{key}” không nhận giá trị “{written}”");
        node.reader().problem(
            node.line_of(key),
            what,
            format!("dùng một trong: {}", names.join(", ")),
        );
    }
    found
}
