//! What a check found: the same shape for every kind of data file.

use std::fmt;

/// One problem of a data file, with its mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the person who edits it knows it.
    pub file: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// What is wrong (Vietnamese).
    pub what: String,
    /// What to do about it (Vietnamese).
    pub mend: String,
}

impl Problem {
    /// A problem at a line.
    pub fn at(file: &str, line: usize, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            what: what.into(),
            mend: mend.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}:{}: {} – {}",
            self.file, self.line, self.what, self.mend
        )
    }
}

/// A fault inside one row or item, before the place is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) what: String,
    pub(crate) mend: String,
}

impl Fault {
    pub(crate) fn new(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            mend: mend.into(),
        }
    }

    pub(crate) fn at(self, file: &str, line: usize) -> Problem {
        Problem::at(file, line, self.what, self.mend)
    }
}

/// The first line that holds the text in quotes, else the first that holds it at all; 1 if none.
pub(crate) fn line_of(text: &str, needle: &str) -> usize {
    let quoted = format!("\"{needle}\"");
    let find = |wanted: &str| text.lines().position(|line| line.contains(wanted));
    find(&quoted)
        .or_else(|| find(needle))
        .map_or(1, |at| at + 1)
}

/// The line of a byte offset, from 1.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()
        .iter()
        .take(offset)
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}
