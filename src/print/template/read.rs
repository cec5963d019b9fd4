//! From the TOML of a template file to its model. Rules about values are in `check`.

use super::choice::{ALIGNS, CORNERS, one_of};
use super::model::*;
use super::paper::{page_number, paper, stand_in_paper};
use super::reader::Node;
use super::table::table;
use super::words::{Words, text_line};
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
        "needs",
        "procedures",
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
    let words = Words::of(&kind);
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
        needs: words.names(root, "needs"),
        procedures: root.texts("procedures"),
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
    let before_mm = node.length("before_mm");
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
        Item::Space(node.length("space_mm"))
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
        height_mm: if node.has("height_mm") {
            node.length("height_mm")
        } else {
            9.0
        },
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
