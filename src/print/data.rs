//! What goes into a form: named texts, flags, and lists of rows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::clean::clean;

/// One row of a list: column name → text.
pub type Row = BTreeMap<String, String>;

/// The fields of one form. Names are those of `print-templates/fields.toml`.
///
/// Ordered maps and a given time, so that the same data gives the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Raw")]
pub struct FormData {
    made_at_ms: i64,
    fields: BTreeMap<String, String>,
    flags: BTreeSet<String>,
    lists: BTreeMap<String, Vec<Row>>,
}

impl FormData {
    /// An empty form made at `made_at_ms` (UTC milliseconds). That time becomes the date of the PDF
    /// file: give the time of the form, not of the printing, and a reprint has the same bytes.
    pub fn new(made_at_ms: i64) -> Self {
        Self {
            made_at_ms,
            ..Self::default()
        }
    }

    /// Sets a field. The text is composed (NFC) and hidden characters become visible marks.
    #[must_use]
    pub fn with(mut self, field: &str, text: impl AsRef<str>) -> Self {
        self.set(field, text);
        self
    }

    /// Raises a flag that `when = "…"` of a template asks for.
    #[must_use]
    pub fn with_flag(mut self, flag: &str) -> Self {
        self.flags.insert(flag.to_owned());
        self
    }

    /// Adds rows to a list; each row is a set of (column, text).
    #[must_use]
    pub fn with_rows<C, T>(mut self, list: &str, rows: impl IntoIterator<Item = C>) -> Self
    where
        C: IntoIterator<Item = (&'static str, T)>,
        T: AsRef<str>,
    {
        for row in rows {
            self.push_row(list, row);
        }
        self
    }

    /// Sets a field in place, like [`FormData::with`].
    pub fn set(&mut self, field: &str, text: impl AsRef<str>) {
        self.fields.insert(field.to_owned(), clean(text.as_ref()));
    }

    /// Adds one row to a list.
    pub fn push_row<T: AsRef<str>>(
        &mut self,
        list: &str,
        cells: impl IntoIterator<Item = (&'static str, T)>,
    ) {
        let row = cells
            .into_iter()
            .map(|(k, t)| (k.to_owned(), clean(t.as_ref())))
            .collect();
        self.lists.entry(list.to_owned()).or_default().push(row);
    }

    /// The time of the form, UTC milliseconds.
    pub fn made_at_ms(&self) -> i64 {
        self.made_at_ms
    }

    /// A field's text; empty when it is not set.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// The rows of a list; none when it is not set.
    pub fn rows(&self, list: &str) -> &[Row] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }

    /// Whether a condition holds: the flag is raised, the field has text, or the list has rows.
    pub fn has(&self, name: &str) -> bool {
        self.flags.contains(name)
            || !self.text(name).trim().is_empty()
            || !self.rows(name).is_empty()
    }
}

/// The file form (`print-templates/samples/*.json`), before cleaning.
#[derive(Deserialize)]
struct Raw {
    made_at_ms: i64,
    #[serde(default)]
    fields: BTreeMap<String, String>,
    #[serde(default)]
    flags: BTreeSet<String>,
    #[serde(default)]
    lists: BTreeMap<String, Vec<Row>>,
}

impl From<Raw> for FormData {
    fn from(raw: Raw) -> Self {
        let tidy = |row: Row| row.into_iter().map(|(k, t)| (k, clean(&t))).collect();
        Self {
            made_at_ms: raw.made_at_ms,
            fields: tidy(raw.fields),
            flags: raw.flags,
            lists: raw
                .lists
                .into_iter()
                .map(|(k, rows)| (k, rows.into_iter().map(tidy).collect()))
                .collect(),
        }
    }
}
