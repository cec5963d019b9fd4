//! What a screen wants done outside; only the runtime carries it out.

use std::time::Duration;

use super::api::{Ask, Ticket};
use super::drafts::Draft;

/// One thing to do outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the server; the answer comes back as [`super::msg::Msg::Answer`].
    Ask(Ticket, Ask),
    /// Keep a draft on this computer; comes back as [`super::msg::Msg::DraftKept`].
    KeepDraft(Box<Draft>),
    /// Remove a draft.
    DropDraft(String),
    /// Read the drafts of this officer (id); later drafts are kept for them. Comes back as [`super::msg::Msg::Drafts`].
    ReadDrafts(String),
    /// Send `Wake` back after a while.
    After(Duration, Wake),
    /// Refuse a key audibly.
    Bell,
    /// Leave the program.
    Quit,
}

/// What a timer was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wake {
    /// The draft on the screen has waited long enough.
    Draft,
    /// Shown numbers go back behind their mask.
    Mask,
    /// Keys kept during a commit are too old.
    KeptKeys,
    /// What was done can no longer be taken back.
    Undo,
    /// The words of a filter have rested.
    Filter,
    /// The cursor of a list has rested.
    Rest,
    /// The desk will lock itself soon, unless a key is pressed.
    Idle,
    /// No further character of a scan came.
    Scan,
    /// How the printers are is worth another look.
    Printing,
    /// A question that appeared by itself has stood long enough to be seen.
    Seen,
    /// A question has been under way for another second.
    Slow,
}
