//! What the two engines have in common, seen from the threads that drive them.

use super::{error::StoreError, tx::Tx};
use std::time::Duration;

/// Which database is behind the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// The embedded database of one office.
    Sqlite,
    /// A PostgreSQL server shared by several programs.
    Postgres,
}

/// How to open a store. The default is what the product uses.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// What a commit waits for.
    pub durability: Durability,
    /// Refuse a database made by a newer program (MC-5003). Switched off only by the test that shows
    /// what the refusal prevents.
    pub refuse_newer: bool,
    /// Number of reading connections.
    pub readers: usize,
    /// Most jobs in one commit; 1 switches group commit off.
    pub group: usize,
    /// How long to wait for another program that holds what we need.
    pub patience: Duration,
}

impl Default for OpenOptions {
    fn default() -> Self {
        OpenOptions {
            durability: Durability::Full,
            refuse_newer: true,
            readers: 3,
            group: 64,
            patience: Duration::from_secs(5),
        }
    }
}

/// What a commit waits for before anybody is told "đã cấp số".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// On the disk: survives a power cut.
    Full,
    /// With the operating system: a power cut may lose the last commits. The negative control of the
    /// power-cut test, never the product.
    Normal,
}

/// One connection and its transaction, driven by [`super::batch`]. A session is itself the [`Tx`] of
/// the job that runs.
pub(crate) trait Session: Tx {
    /// Opens a transaction (for writing or for reading, as the session was made), reconnecting first
    /// when needed.
    fn begin(&mut self) -> Result<(), StoreError>;

    /// Marks the place the next job may be rolled back to.
    fn mark(&mut self) -> Result<(), StoreError>;

    /// Keeps what was done since the mark.
    fn keep(&mut self) -> Result<(), StoreError>;

    /// Rolls back to the mark.
    fn undo(&mut self) -> Result<(), StoreError>;

    /// Commits. [`StoreError::OutcomeUnknown`] when it may or may not have happened; every other error
    /// means certainly not.
    fn commit(&mut self) -> Result<(), StoreError>;

    /// Ends the transaction without keeping anything; never fails, at worst drops the connection.
    fn rollback(&mut self);

    /// True while the transaction begun last still stands. Some errors end it without being asked.
    fn stands(&self) -> bool;

    /// Housekeeping after everybody has been answered.
    fn settle(&mut self) {}
}
