//! What is wrong in a template file, where, and how to mend it.

use std::fmt;

/// One problem of a template file, for the person who edits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The file name as it was given.
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub mend: String,
}

impl TemplateProblem {
    /// The code of every problem of a template file.
    pub const CODE: &str = "MC-4002";

    /// The code shown before the sentence.
    pub fn code(&self) -> &'static str {
        Self::CODE
    }
}

impl fmt::Display for TemplateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: {}. Cách sửa: {}",
            self.file, self.line, self.what, self.mend
        )
    }
}
