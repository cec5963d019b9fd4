//! A template: the file under `print-templates/` that says how one form looks.

mod check;
mod choice;
mod fields;
mod model;
mod paper;
mod phrase;
mod problem;
mod read;
mod reader;
mod table;
mod words;

use chrono::NaiveDate;
use toml::de::DeTable;

pub use model::*;
pub use phrase::{Run, Scope};
pub use problem::TemplateProblem;

use reader::Reader;

/// One form, ready to be filled.
#[derive(Clone, Debug)]
pub struct Template {
    /// Identity; with the paper it makes the id on the shelf: `mau-01` on `a5` is `mau-01-a5`.
    pub id: String,
    /// Kind, which fixes the fields it may use (`print-templates/fields.toml`).
    pub kind: String,
    /// What the form is called.
    pub title: String,
    /// Version of the file.
    pub version: String,
    /// Who prescribed the form.
    pub issuer: String,
    /// The circular and form number.
    pub legal_basis: String,
    /// First day of validity.
    pub valid_from: NaiveDate,
    /// Last day of validity; open when none.
    pub valid_to: Option<NaiveDate>,
    /// Label of each copy (liên); one copy without a label when empty.
    pub copies: Vec<String>,
    /// Fields and lists without which it would say nothing: not printed while one is empty.
    pub needs: Vec<String>,
    /// Procedures whose dossiers it is for; none: not a form of one procedure.
    pub procedures: Vec<String>,
    /// First page that carries its number, and the size name; none: no page numbers.
    pub page_number: Option<(usize, String)>,
    /// Marks in the margins.
    pub outside: Vec<Outside>,
    /// The form, top to bottom.
    pub blocks: Vec<Block>,
    papers: Vec<Paper>,
    chosen: usize,
}

impl Template {
    /// Reads and checks a template. `file_name` is only for the problems.
    ///
    /// # Errors
    /// Every problem of the file, in its order, each with line and mend.
    pub fn parse(file_name: &str, source: &str) -> Result<Self, Vec<TemplateProblem>> {
        let reader = Reader::new(file_name, source);
        let table = match DeTable::parse(source) {
            Ok(table) => table,
            Err(error) => {
                let line = error.span().map_or(1, |span| reader.line_of(span));
                let mend = "xem dấu ngoặc, dấu nháy và dấu = ở dòng này và dòng trên";
                reader.problem(line, "tệp không đúng cú pháp TOML", mend);
                return Err(reader.into_problems());
            }
        };
        let template = {
            let template = read::template(reader.root(table.get_ref()));
            check::template(&reader, &template);
            template
        };
        match reader.into_problems() {
            problems if problems.is_empty() => Ok(template),
            problems => Err(problems),
        }
    }

    /// The paper it will be printed on.
    pub fn paper(&self) -> &Paper {
        &self.papers[self.chosen]
    }

    /// All papers; the first is the default.
    pub fn papers(&self) -> &[Paper] {
        &self.papers
    }

    /// The same form on another of its papers; `None` when it has no paper of that name.
    #[must_use]
    pub fn on(&self, paper: &str) -> Option<Self> {
        let chosen = self.papers.iter().position(|p| p.name == paper)?;
        Some(Self {
            chosen,
            ..self.clone()
        })
    }

    /// Whether the form is in force on `day`.
    pub fn valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// The first of the fields it needs that `data` does not have.
    pub fn lacks(&self, data: &super::FormData) -> Option<&str> {
        self.needs.iter().map(String::as_str).find(|n| !data.has(n))
    }

    /// What a field holds, in the words of `print-templates/fields.toml`.
    pub fn meaning<'a>(&self, field: &'a str) -> &'a str {
        fields::catalog()
            .meaning(&self.kind, field)
            .unwrap_or(field)
    }

    /// Every field it prints that begins with `prefix`, with the line where it stands.
    pub fn fields_like<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, usize)> {
        let named = |line: &'a TextLine| line.phrase.fields().map(move |f| (f, line.line));
        check::lines(self)
            .flat_map(named)
            .filter(move |(field, _)| field.starts_with(prefix))
    }

    /// Labels of the copies; one empty label for a form in a single copy.
    pub fn copy_labels(&self) -> Vec<&str> {
        if self.copies.is_empty() {
            vec![""]
        } else {
            self.copies.iter().map(String::as_str).collect()
        }
    }
}
