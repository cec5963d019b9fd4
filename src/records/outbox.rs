//! What is to be told to the world: written with the act, sent later.

use crate::store::sql::catalogue;
use crate::store::{StoreError, Tx};

catalogue! {
    /// Queues one notice.
    QUEUE = "INSERT INTO outbox (event, topic, kind, dossier, payload, state, tries, next_at)
             VALUES ($1, $2, $3, $4, $5, 'queued', 0, $6)";
    /// Takes back what an undone act would have told.
    WITHDRAW = "UPDATE outbox SET state = 'withdrawn' WHERE event = $1 AND state = 'queued'";
    /// How many wait.
    WAITING = "SELECT count(*) AS waiting FROM outbox WHERE state = 'queued'";
}

/// One thing to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice<'a> {
    /// Event it follows from.
    pub event: i64,
    /// `notice` to the applicant, `portal` to the national portal.
    pub topic: &'a str,
    /// Event key, e.g. `TiepNhan`.
    pub kind: &'a str,
    /// Dossier.
    pub dossier: i64,
    /// JSON with no more personal data than code, procedure, state, time and place.
    pub payload: &'a str,
    /// Not before, UTC milliseconds.
    pub at: i64,
}

/// Queues `notice`; the key (event, topic, kind) makes a second one impossible.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn queue(tx: &mut dyn Tx, notice: &Notice<'_>) -> Result<(), StoreError> {
    let args = [
        notice.event.into(),
        notice.topic.into(),
        notice.kind.into(),
        notice.dossier.into(),
        notice.payload.into(),
        notice.at.into(),
    ];
    tx.exec(&QUEUE, &args).map(drop)
}

/// Takes back what event number `event` would have told, as far as it has not left.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn withdraw(tx: &mut dyn Tx, event: i64) -> Result<(), StoreError> {
    tx.exec(&WITHDRAW, &[event.into()]).map(drop)
}

/// How many notices wait.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn waiting(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    tx.row(&WAITING, &[])?.map_or(Ok(0), |row| row.int(0))
}
