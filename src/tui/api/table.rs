//! Tables of the office and what may be done with their rows. Columns, acts and the blanks of an act
//! are data, so that one screen shows every table and one dialog asks for every act.

use super::{FormLine, Standing, Subject};
use crate::messages::say;

/// Which table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableOf {
    /// Receipts of the dossier with this code.
    Receipts(String),
    /// Paper books of receipts.
    Books,
    /// Cash shifts that are open or wait for the second person.
    Shifts,
    /// Results that wait for the post, and the lists made before.
    Post,
    /// Who acts for whom.
    Deputies,
    /// Who is on duty.
    Duties,
}

/// A table as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Name of the screen.
    pub title: String,
    /// One line above the table.
    pub head: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<TableRow>,
    /// What may be done without a row.
    pub acts: Vec<Order>,
    /// What may be done with the marked rows, or the chosen one when none is marked.
    pub on_marked: Option<Order>,
    /// What is said when there are no rows.
    pub empty: String,
    /// What F1 says.
    pub help: String,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    /// Heading.
    pub label: String,
    /// Columns of the screen; 0 takes what the others leave.
    pub width: u16,
    /// Figures stand at the right.
    pub right: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableRow {
    /// What the server calls it.
    pub id: String,
    /// One text a column.
    pub cells: Vec<String>,
    /// How its last column looks.
    pub standing: Standing,
    /// What did not fit into the row.
    pub detail: Vec<String>,
    /// Whether it may be marked.
    pub markable: bool,
    /// What may be done with it.
    pub acts: Vec<Order>,
    /// What F7 prints.
    pub papers: Vec<(Subject, FormLine)>,
}

/// Something that may be done, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order {
    /// Its name.
    pub act: String,
    /// The same for people: the verb of F9.
    pub label: String,
    /// What will happen, before it does.
    pub about: Vec<String>,
    /// Rows it is for.
    pub targets: Vec<String>,
    /// What is asked.
    pub blanks: Vec<Blank>,
    /// What is asked of each row besides, named `each:ROW`.
    pub each: Option<Blank>,
    /// Why it cannot be done now.
    pub why_not: Option<String>,
}

/// One thing asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blank {
    /// Name.
    pub id: String,
    /// Label.
    pub label: String,
    /// What it takes.
    pub kind: BlankKind,
    /// Must be filled.
    pub required: bool,
    /// What stands in it at first.
    pub value: String,
    /// Unit or hint.
    pub hint: String,
    /// What F1 says.
    pub help: String,
}

/// What a blank takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum BlankKind {
    /// A line.
    #[default]
    Line,
    /// A reason of at least ten letters.
    Reason,
    /// A day.
    Date,
    /// Đồng.
    Money,
    /// A number from 1.
    Number,
    /// One of these: code and name.
    Choice(Vec<(String, String)>),
}

/// An order as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderRequest {
    /// The same key sent twice acts once.
    pub key: String,
    /// Which.
    pub act: String,
    /// Rows.
    pub targets: Vec<String>,
    /// Blank and what was understood.
    pub values: Vec<(String, String)>,
}

/// What an order did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ordered {
    /// One sentence.
    pub words: String,
    /// What may be printed of it.
    pub papers: Vec<(Subject, FormLine)>,
}

/// The order of a register book: it is seen before it is printed.
pub const REGISTER_BOOK: &str = "print_register";
/// The order of the record of a hand-over.
pub const HAND_OVER_RECORD: &str = "print_hand_over";

impl OrderRequest {
    /// The paper of many dossiers that is meant; none for an act.
    #[must_use]
    pub fn paper(&self) -> Option<Subject> {
        let text = |id: &str| self.value(id).to_owned();
        match self.act.as_str() {
            REGISTER_BOOK => Some(Subject::Register {
                from: text("from"),
                to: text("to"),
                book: text("book"),
            }),
            HAND_OVER_RECORD => Some(Subject::HandOver {
                dossiers: self.targets.clone(),
                receiver: text("receiver"),
            }),
            _ => None,
        }
    }

    /// What was understood in a blank; empty when it was left so.
    #[must_use]
    pub fn value(&self, id: &str) -> &str {
        let found = self.values.iter().find(|(known, _)| known == id);
        found.map_or("", |(_, value)| value)
    }

    /// The same as a number; 0 when it is none.
    #[must_use]
    pub fn number(&self, id: &str) -> u64 {
        self.value(id).parse().unwrap_or(0)
    }

    /// The number of the first row; 0 when it is none.
    #[must_use]
    pub fn target(&self) -> i64 {
        let first = self.targets.first();
        first.and_then(|id| id.parse().ok()).unwrap_or(0)
    }
}

impl Order {
    /// Whether it only brings a paper.
    #[must_use]
    pub fn brings_paper(&self) -> bool {
        [REGISTER_BOOK, HAND_OVER_RECORD].contains(&self.act.as_str())
    }

    /// An act on the rows `targets`.
    #[must_use]
    pub fn new(act: &str, label: &str, targets: &[&str]) -> Self {
        Self {
            act: act.to_owned(),
            label: label.to_owned(),
            targets: targets.iter().map(|id| (*id).to_owned()).collect(),
            ..Self::default()
        }
    }

    /// The same, saying beforehand what happens.
    #[must_use]
    pub fn about(mut self, words: impl Into<String>) -> Self {
        self.about.push(words.into());
        self
    }

    /// The same, asking for these.
    #[must_use]
    pub fn asking(mut self, blanks: impl IntoIterator<Item = Blank>) -> Self {
        self.blanks.extend(blanks);
        self
    }

    /// The same, not possible for a reason.
    #[must_use]
    pub fn unless(mut self, why_not: Option<String>) -> Self {
        self.why_not = why_not;
        self
    }
}

impl Blank {
    /// A blank that may stay empty.
    #[must_use]
    pub fn new(id: &str, label: &str, kind: BlankKind) -> Self {
        Self {
            id: id.to_owned(),
            label: label.to_owned(),
            kind,
            ..Self::default()
        }
    }

    /// A reason.
    #[must_use]
    pub fn reason() -> Self {
        Self::new("reason", say!("common.reason"), BlankKind::Reason)
            .must()
            .help(say!("table.reason_help"))
    }

    /// The same, required.
    #[must_use]
    pub fn must(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same with a help text.
    #[must_use]
    pub fn help(mut self, words: &str) -> Self {
        words.clone_into(&mut self.help);
        self
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, words: impl Into<String>) -> Self {
        self.hint = words.into();
        self
    }

    /// The same holding `value`.
    #[must_use]
    pub fn holding(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(label: &str, width: u16) -> Self {
        Self {
            label: label.to_owned(),
            width,
            right: false,
        }
    }

    /// A column of figures.
    #[must_use]
    pub fn figures(label: &str, width: u16) -> Self {
        Self {
            label: label.to_owned(),
            width,
            right: true,
        }
    }
}
