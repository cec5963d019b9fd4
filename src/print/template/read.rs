//! From the TOML of a template file to its model. Rules about values are in `check`.

use super::model::*;
use super::phrase::Phrase;
use super::reader::Node;
use super::table::table;
use super::{Template, fields::catalog};

/// Reads the whole file; what cannot be read becomes a problem and a harmless stand-in.
pub fn template(root: Node<'_>) -> Template {
    root.only(&[
        "id",
        "kind",
        "title",
        "version",
        "issuer",
        "legal_basis",
        "valid_from",
        "valid_to",
        "copies",
        "page_number",
        "paper",
        "outside",
        "block",
    ]);
    let kind = root.need_text("kind");
    if !kind.is_empty() && !catalog().kind.contains_key(&kind) {
        let told = |(name, k): (&String, &super::fields::Kind)| format!("{name} ({})", k.label);
        let known: Vec<_> = catalog().kind.iter().map(told).collect();
        let what = format!("không có loại mẫu “{kind}”");
        root.reader().problem(
            root.line_of("kind"),
            what,
            format!("dùng một trong: {}", known.join(", ")),
        );
    }
    let words = Words {
        kind: &kind,
        list: None,
    };
    let mut papers: Vec<_> = root.tables("paper").into_iter().map(paper).collect();
    if papers.is_empty() {
        root.missing("paper");
        papers.push(stand_in_paper());
    }
    if root.tables("block").is_empty() {
        root.missing("block");
    }
    if !root.has("valid_from") {
        root.missing("valid_from");
    }
    Template {
        id: root.need_text("id"),
        title: root.need_text("title"),
        version: root.need_text("version"),
        issuer: root.need_text("issuer"),
        legal_basis: root.need_text("legal_basis"),
        valid_from: root.day("valid_from").unwrap_or_default(),
        valid_to: root.day("valid_to"),
        copies: root.texts("copies"),
        page_number: root.table("page_number").map(page_number),
        outside: root
            .tables("outside")
            .into_iter()
            .map(|n| outside(n, words))
            .collect(),
        blocks: root
            .tables("block")
            .into_iter()
            .filter_map(|n| block(n, words))
            .collect(),
        kind: kind.clone(),
        papers,
        chosen: 0,
    }
}

/// Whose fields a text may use: those of the kind, and the columns of `list` inside it.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    kind: &'a str,
    list: Option<&'a str>,
}

impl<'a> Words<'a> {
    /// The same inside a list; tells when the kind has no such list.
    pub fn inside(self, node: Node<'_>, key: &str, list: &'a str) -> Self {
        if catalog().kind.contains_key(self.kind) && !catalog().has_list(self.kind, list) {
            let what = format!("loại mẫu “{}” không có danh sách “{list}”", self.kind);
            node.reader()
                .problem(node.line_of(key), what, "xem print-templates/fields.toml");
        }
        Self {
            list: Some(list),
            ..self
        }
    }

    fn phrase(self, node: Node<'_>, key: &str, text: &str) -> Phrase {
        let line = node.line_of(key);
        let phrase = Phrase::parse(text).unwrap_or_else(|what| {
            node.reader()
                .problem(line, what, "đóng dấu đó trong cùng chuỗi");
            Phrase::default()
        });
        phrase
            .fields()
            .for_each(|name| self.check_field(node, line, name));
        phrase
    }

    fn check_field(self, node: Node<'_>, line: usize, name: &str) {
        if !catalog().kind.contains_key(self.kind) {
            return; // Told once, at the kind.
        }
        if !catalog().has_field(self.kind, name) {
            let near = catalog().near(self.kind, name).join(", ");
            let what = format!("loại mẫu “{}” không có trường {{{name}}}", self.kind);
            node.reader().problem(
                line,
                what,
                format!("có phải là: {near}? Xem print-templates/fields.toml"),
            );
        } else if let Some((list, _)) = name.split_once('.')
            && self.list != Some(list)
        {
            let what = format!("trường {{{name}}} nằm ngoài danh sách “{list}”");
            let mend =
                format!("chỉ dùng trong bảng có list = \"{list}\" hoặc dòng có each = \"{list}\"");
            node.reader().problem(line, what, mend);
        }
    }

    fn condition(self, node: Node<'_>) -> Condition {
        let name = |key| {
            let name = node.text(key)?;
            let known = catalog().kind.contains_key(self.kind);
            if known && !catalog().has_condition(self.kind, &name) {
                let what = format!("điều kiện {key} dùng tên lạ “{name}”");
                node.reader().problem(
                    node.line_of(key),
                    what,
                    "dùng một trường, cờ hoặc danh sách trong print-templates/fields.toml",
                );
            }
            Some(name)
        };
        Condition {
            when: name("when"),
            unless: name("unless"),
        }
    }
}

const TEXT_KEYS: &[&str] = &[
    "text",
    "size",
    "bold",
    "italic",
    "align",
    "rule",
    "indent_mm",
    "first_mm",
    "before_mm",
    "keep",
    "each",
    "when",
    "unless",
];

/// A paragraph; `more` are the further keys its place allows.
pub fn text_line(node: Node<'_>, words: Words<'_>, more: &[&str], align: Align) -> TextLine {
    node.only(&[TEXT_KEYS, more].concat());
    let each = node.text("each");
    let words = match &each {
        Some(list) => words.inside(node, "each", list),
        None => words,
    };
    TextLine {
        phrase: words.phrase(node, "text", &node.need_text("text")),
        size: node.text("size").unwrap_or_else(|| "body".into()),
        bold: node.flag("bold"),
        italic: node.flag("italic"),
        align: one_of(node, "align", ALIGNS).unwrap_or(align),
        underline: one_of(node, "rule", RULES),
        indent_mm: node.number("indent_mm").unwrap_or(0.0),
        first_mm: node.number("first_mm").unwrap_or(0.0),
        before_mm: node.number("before_mm").unwrap_or(0.0),
        keep: node.flag("keep"),
        condition: words.condition(node),
        line: node.line,
        each,
    }
}

const ALIGNS: &[(&str, Align)] = &[
    ("left", Align::Left),
    ("center", Align::Center),
    ("right", Align::Right),
    ("justify", Align::Justify),
];
const RULES: &[(&str, Underline)] = &[
    ("text", Underline::Full),
    ("half", Underline::Half),
    ("third", Underline::Third),
];
const CORNERS: &[(&str, Corner)] = &[
    ("top-left", Corner::TopLeft),
    ("top-right", Corner::TopRight),
    ("bottom-left", Corner::BottomLeft),
    ("bottom-right", Corner::BottomRight),
];
const PAPER_SIZES: &[(&str, PaperSize)] = &[("A4", PaperSize::A4), ("A5", PaperSize::A5)];
const TURNS: &[(&str, bool)] = &[("portrait", false), ("landscape", true)];

fn one_of<T: Copy>(node: Node<'_>, key: &str, known: &[(&str, T)]) -> Option<T> {
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

fn block(node: Node<'_>, words: Words<'_>) -> Option<Block> {
    let kind = node.need_text("kind");
    let body = match kind.as_str() {
        "line" => Body::Item(Item::Text(text_line(
            node,
            words,
            &["kind"],
            Align::Justify,
        ))),
        "space" | "qr" | "barcode" => Body::Item(item(node, words, Align::Left)),
        "head" => Body::Columns(head(node, words)),
        "columns" => Body::Columns(columns(node, words)),
        "table" => Body::Table(table(node, words)),
        "signatures" => Body::Signatures(signatures(node, words)),
        "" => return None,
        other => {
            let what = format!("không có khối “{other}”");
            node.reader().problem(
                node.line_of("kind"),
                what,
                "dùng một trong: head, line, columns, table, signatures, qr, barcode, space",
            );
            return None;
        }
    };
    if let Body::Item(_) = body {
        // An item carries its own space and condition.
        return Some(Block {
            body,
            before_mm: 0.0,
            condition: Condition::default(),
            line: node.line,
        });
    }
    let before_mm = node.number("before_mm").unwrap_or(0.0);
    Some(Block {
        body,
        before_mm,
        condition: words.condition(node),
        line: node.line,
    })
}

/// A text, space or symbol; told apart by the key that carries it.
fn item(node: Node<'_>, words: Words<'_>, align: Align) -> Item {
    if node.has("space_mm") {
        node.only(&["kind", "space_mm", "when", "unless"]);
        Item::Space(node.number("space_mm").unwrap_or(0.0))
    } else if node.has("qr") {
        Item::Qr(symbol(node, words, "qr", align))
    } else if node.has("barcode") {
        Item::Barcode(symbol(node, words, "barcode", align))
    } else {
        Item::Text(text_line(node, words, &["kind"], align))
    }
}

fn symbol(node: Node<'_>, words: Words<'_>, key: &str, align: Align) -> Symbol {
    node.only(&[
        "kind",
        key,
        "height_mm",
        "align",
        "before_mm",
        "when",
        "unless",
    ]);
    Symbol {
        phrase: words.phrase(node, key, &node.need_text(key)),
        height_mm: node.number("height_mm").unwrap_or(9.0),
        align: one_of(node, "align", ALIGNS).unwrap_or(align),
        condition: words.condition(node),
        line: node.line,
    }
}

fn head(node: Node<'_>, words: Words<'_>) -> Columns {
    node.only(&[
        "kind",
        "widths",
        "left",
        "right",
        "before_mm",
        "when",
        "unless",
    ]);
    let items = |key| {
        node.tables(key)
            .into_iter()
            .map(|n| item(n, words, Align::Center))
            .collect()
    };
    let widths = if node.has("widths") {
        node.numbers("widths")
    } else {
        vec![40.0, 60.0]
    };
    Columns {
        widths,
        cells: vec![items("left"), items("right")],
    }
}

fn columns(node: Node<'_>, words: Words<'_>) -> Columns {
    node.only(&["kind", "widths", "cells", "before_mm", "when", "unless"]);
    let cell = |nodes: Vec<Node<'_>>| {
        nodes
            .into_iter()
            .map(|n| item(n, words, Align::Left))
            .collect::<Vec<_>>()
    };
    let cells: Vec<_> = node.table_rows("cells").into_iter().map(cell).collect();
    Columns {
        widths: node.numbers("widths"),
        cells,
    }
}

fn signatures(node: Node<'_>, words: Words<'_>) -> Vec<Signer> {
    node.only(&["kind", "signers", "before_mm", "when", "unless"]);
    if !node.has("signers") {
        node.missing("signers");
    }
    let lines = |n: Node<'_>| text_line(n, words, &[], Align::Center);
    let signer = |n: Node<'_>| {
        n.only(&["above", "name"]);
        Signer {
            above: n.tables("above").into_iter().map(lines).collect(),
            name: n.table("name").map(lines),
        }
    };
    node.tables("signers").into_iter().map(signer).collect()
}

fn outside(node: Node<'_>, words: Words<'_>) -> Outside {
    Outside {
        text: text_line(node, words, &["place"], Align::Left),
        corner: one_of(node, "place", CORNERS).unwrap_or(Corner::TopRight),
    }
}

fn page_number(node: Node<'_>) -> (usize, String) {
    node.only(&["from", "size"]);
    (
        node.count("from").unwrap_or(2),
        node.text("size").unwrap_or_else(|| "body".into()),
    )
}

fn paper(node: Node<'_>) -> Paper {
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

fn stand_in_paper() -> Paper {
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
