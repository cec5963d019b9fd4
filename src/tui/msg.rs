//! Everything that can happen to the model.

use chrono::NaiveDateTime;

use super::api::{Failure, Reply, Ticket};
use super::drafts::Draft;
use super::effect::Wake;
use super::input::{Key, Mouse};

/// One event. `now` values are milliseconds of a steady clock that starts with the program.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key, u64),
    /// A key that no reader of codes can have sent: it is not held back to see what follows.
    Given(Key, u64),
    /// A text was pasted.
    Paste(String, u64),
    /// The mouse was used.
    Mouse(Mouse, u64),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// The wall clock, local time; sent when the minute changes.
    Clock(NaiveDateTime),
    /// The server answered.
    Answer(Ticket, Result<Reply, Failure>),
    /// This officer's drafts, newest first.
    Drafts(Vec<Draft>),
    /// A draft reached the disk at this local time, or why it did not.
    DraftKept(String, Result<NaiveDateTime, String>),
    /// A timer ran out.
    Wake(Wake, u64),
    /// Told from outside to leave (signal, lost terminal).
    Leave,
}
