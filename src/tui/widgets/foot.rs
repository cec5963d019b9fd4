//! The message line: one sentence, and how it is meant.

use crate::tui::term::Look;

/// A sentence for the message line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The sentence.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// How a sentence is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A fact.
    Plain,
    /// It worked.
    Good,
    /// Something to mend.
    Bad,
}

impl Note {
    /// A fact.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            tone: Tone::Plain,
        }
    }

    /// A success.
    pub fn good(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            tone: Tone::Good,
        }
    }

    /// A problem, with its code.
    pub fn bad(code: &str, text: impl AsRef<str>) -> Self {
        Self {
            text: format!("{code} {}", text.as_ref()),
            tone: Tone::Bad,
        }
    }

    /// How it looks.
    pub fn look(&self) -> Look {
        match self.tone {
            Tone::Plain => Look::Text,
            Tone::Good => Look::Good,
            Tone::Bad => Look::Bad,
        }
    }
}
