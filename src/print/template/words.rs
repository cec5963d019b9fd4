//! Reading text: which fields it may use, and how it is set.

use super::choice::{ALIGNS, RULES, one_of};
use super::fields::catalog;
use super::model::{Align, Condition, TextLine};
use super::phrase::Phrase;
use super::reader::Node;

/// Whose fields a text may use: those of the kind, and the columns of `list` inside it.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    kind: &'a str,
    list: Option<&'a str>,
}

impl<'a> Words<'a> {
    /// The fields of a kind, outside any list.
    pub fn of(kind: &'a str) -> Self {
        Self { kind, list: None }
    }

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

    /// Cuts the text of a key and checks its fields.
    pub fn phrase(self, node: Node<'_>, key: &str, text: &str) -> Phrase {
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

    /// Names of fields, flags or lists under a key.
    pub fn names(self, node: Node<'_>, key: &str) -> Vec<String> {
        let names = node.texts(key);
        let known = catalog().kind.contains_key(self.kind);
        for name in names.iter().filter(|_| known) {
            if !catalog().has_condition(self.kind, name) {
                let what = format!("{key} ghi tên lạ “{name}”");
                let mend = "dùng một trường hoặc danh sách trong print-templates/fields.toml";
                node.reader().problem(node.line_of(key), what, mend);
            }
        }
        names
    }

    /// The condition of a table.
    pub fn condition(self, node: Node<'_>) -> Condition {
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
        indent_mm: node.length("indent_mm"),
        first_mm: node.length("first_mm"),
        before_mm: node.length("before_mm"),
        keep: node.flag("keep"),
        condition: words.condition(node),
        line: node.line,
        each,
    }
}
