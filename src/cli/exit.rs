//! How a command ends: the exit status says the kind, standard error says the code and the sentence.

use std::process::ExitCode;

use crate::text::visible;
use crate::worktime::{CalendarError, TextError};

/// Exit status by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Anything without a kind of its own.
    Other = 1,
    /// The command line itself is wrong.
    Usage = 2,
    /// Bad input, or refused by a rule.
    Refused = 3,
    /// Something named does not exist.
    NotFound = 4,
    /// Someone else changed it first.
    Conflict = 5,
    /// The database or the data folder.
    Store = 6,
    /// The network or the server.
    Network = 7,
    /// The audit chain does not hold.
    AuditBroken = 8,
}

/// A command that did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Kind, for scripts.
    pub exit: Exit,
    /// `MC-nnnn`.
    pub code: &'static str,
    /// What happened, what is safe, what to do; Vietnamese.
    pub text: String,
}

impl Failure {
    /// A failure of that kind, code and sentence.
    pub fn new(exit: Exit, code: &'static str, text: impl Into<String>) -> Self {
        Failure {
            exit,
            code,
            text: text.into(),
        }
    }

    /// Prints `MC-nnnn sentence` on standard error and gives the exit status.
    pub fn report(&self) -> ExitCode {
        // What was typed or read may come back in the sentence: it never reaches the terminal raw.
        let text: Vec<_> = self.text.lines().map(visible).collect();
        eprintln!("{} {}", self.code, text.join("\n"));
        ExitCode::from(self.exit as u8)
    }
}

impl From<CalendarError> for Failure {
    fn from(error: CalendarError) -> Self {
        Failure::new(Exit::Refused, error.code(), error.to_string())
    }
}

impl From<TextError> for Failure {
    fn from(error: TextError) -> Self {
        Failure::new(Exit::Refused, error.code(), error.to_string())
    }
}
