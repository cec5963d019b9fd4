//! Template text: words, `{field}` places, `**bold**` and `__italic__`.
//!
//! The text is cut into pieces when the template is read, so a `{` or `**` typed into a field is
//! printed and never obeyed.

use super::super::data::{FormData, Row};

/// Template text cut into pieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Phrase {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq)]
struct Piece {
    bold: bool,
    italic: bool,
    what: What,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Words(String),
    Field { name: String, blank: String },
}

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

/// Where a phrase finds its fields: the form, the copy being printed, and the row of a list.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    data: &'a FormData,
    copy: &'a str,
    row: Option<(&'a str, Option<&'a Row>)>,
}

impl<'a> Scope<'a> {
    /// The fields of a form; `copy` is the label of the copy, the field `{copy}`.
    pub fn new(data: &'a FormData, copy: &'a str) -> Self {
        Self {
            data,
            copy,
            row: None,
        }
    }

    /// The same with a row of a list (`None`: a blank row, all its columns empty).
    pub fn with_row(self, list: &'a str, row: Option<&'a Row>) -> Self {
        Self {
            row: Some((list, row)),
            ..self
        }
    }

    /// The form itself.
    pub fn data(&self) -> &'a FormData {
        self.data
    }

    /// The text of a field, or of `list.column` inside that list; empty when there is none.
    pub fn text(&self, name: &str) -> &'a str {
        match name.split_once('.') {
            _ if name == "copy" => self.copy,
            None => self.data.text(name),
            Some((list, column)) => match self.row {
                Some((ours, Some(row))) if ours == list => {
                    row.get(column).map_or("", String::as_str)
                }
                _ => "",
            },
        }
    }

    /// Whether a condition name holds here.
    pub fn has(&self, name: &str) -> bool {
        self.data.has(name) || !self.text(name).trim().is_empty()
    }
}

impl Phrase {
    /// Cuts template text. The error names what is not closed.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut out = Self::default();
        let (mut bold, mut italic) = (false, false);
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("**") {
                (bold, rest) = (!bold, after);
            } else if let Some(after) = rest.strip_prefix("__") {
                (italic, rest) = (!italic, after);
            } else if let Some(after) = rest.strip_prefix('{') {
                let (inside, after) = after.split_once('}').ok_or("dấu { không có dấu } đóng")?;
                out.pieces.push(Piece {
                    bold,
                    italic,
                    what: field(inside),
                });
                rest = after;
            } else {
                let end = next_mark(rest);
                let what = What::Words(rest[..end].to_owned());
                out.pieces.push(Piece { bold, italic, what });
                rest = &rest[end..];
            }
        }
        match (bold, italic) {
            (true, _) => Err("dấu ** mở chữ đậm không được đóng".into()),
            (_, true) => Err("dấu __ mở chữ nghiêng không được đóng".into()),
            _ => Ok(out),
        }
    }

    /// The names of the fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|p| match &p.what {
            What::Field { name, .. } => Some(name.as_str()),
            What::Words(_) => None,
        })
    }

    /// The text with its fields, in runs of one style.
    pub fn runs(&self, scope: Scope<'_>) -> Vec<Run> {
        let mut out: Vec<Run> = Vec::new();
        for piece in &self.pieces {
            let text = piece.filled(scope);
            match out.last_mut() {
                Some(run) if (run.bold, run.italic) == (piece.bold, piece.italic) => {
                    run.text += &text
                }
                _ if text.is_empty() => {}
                _ => out.push(Run {
                    text,
                    bold: piece.bold,
                    italic: piece.italic,
                }),
            }
        }
        out
    }

    /// The text with its fields, without styles.
    pub fn plain(&self, scope: Scope<'_>) -> String {
        self.pieces.iter().map(|p| p.filled(scope)).collect()
    }
}

impl Piece {
    fn filled(&self, scope: Scope<'_>) -> String {
        match &self.what {
            What::Words(words) => words.clone(),
            What::Field { name, blank } => match scope.text(name) {
                "" => blank.clone(),
                text => text.to_owned(),
            },
        }
    }
}

/// `name` or `name|text when empty`.
fn field(inside: &str) -> What {
    let (name, blank) = inside.split_once('|').unwrap_or((inside, ""));
    What::Field {
        name: name.trim().to_owned(),
        blank: blank.to_owned(),
    }
}

fn next_mark(text: &str) -> usize {
    ["{", "**", "__"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min()
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_never_carry_markup() {
        let data = FormData::new(0).with("name", "**A** {b}");
        let phrase = Phrase::parse("Tên: **{name}**, {b|……}").unwrap();
        let runs = phrase.runs(Scope::new(&data, ""));
        assert_eq!(phrase.plain(Scope::new(&data, "")), "Tên: **A** {b}, ……");
        assert_eq!((runs[1].text.as_str(), runs[1].bold), ("**A** {b}", true));
        assert!(!runs[2].bold);
    }

    #[test]
    fn unclosed_marks_are_told() {
        assert!(Phrase::parse("a {b").is_err());
        assert!(Phrase::parse("a **b").is_err());
        assert!(Phrase::parse("a __b").is_err());
    }
}
