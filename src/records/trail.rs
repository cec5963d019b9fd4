//! The trail: events in order, each hashed over the one before.

use crate::domain::event::{Event, GENESIS};
use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};

catalogue! {
    /// The end of the trail, locked until the transaction ends.
    HEAD = sqlite "SELECT seq AS seq, at AS at, hash AS hash FROM trail_head WHERE chain = 'main'"
           postgres "SELECT seq AS seq, at AS at, hash AS hash FROM trail_head WHERE chain = 'main' FOR UPDATE";
    /// The end of the trail as a reader sees it.
    SEEN_HEAD = "SELECT seq AS seq, at AS at, hash AS hash FROM trail_head WHERE chain = 'main'";
    /// The first head.
    BEGIN = "INSERT INTO trail_head (chain, seq, at, hash) VALUES ('main', 0, 0, $1)
             ON CONFLICT (chain) DO NOTHING";
    /// Moves the head.
    MOVE = "UPDATE trail_head SET seq = $1, at = $2, hash = $3 WHERE chain = 'main'";
    /// Appends an event.
    APPEND = "INSERT INTO event (seq, dossier, at, act, body, hash) VALUES ($1, $2, $3, $4, $5, $6)";
    /// Events of a dossier after a position.
    OF_DOSSIER = "SELECT body AS body FROM event WHERE dossier = $1 AND dossier > 0 AND seq > $2 ORDER BY seq";
    /// A stretch of the trail, for verification.
    STRETCH = "SELECT seq AS seq, dossier AS dossier, at AS at, act AS act, body AS body, hash AS hash
               FROM event WHERE seq > $1 ORDER BY seq LIMIT $2";
}

/// The end of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Number of the last event; 0 when there is none.
    pub seq: i64,
    /// Its moment, UTC milliseconds.
    pub at: i64,
    /// Its hash.
    pub hash: String,
}

/// Reads the end of the trail and keeps other writers from moving it.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn head(tx: &mut dyn Tx) -> Result<Head, StoreError> {
    if let Some(row) = tx.row(&HEAD, &[])? {
        return head_of(&row);
    }
    tx.exec(&BEGIN, &[GENESIS.into()])?;
    Ok(Head {
        seq: 0,
        at: 0,
        hash: GENESIS.to_owned(),
    })
}

/// Reads the end of the trail without keeping anybody; none before the first event.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn seen_head(tx: &mut dyn Tx) -> Result<Option<Head>, StoreError> {
    tx.row(&SEEN_HEAD, &[])?.as_ref().map(head_of).transpose()
}

fn head_of(row: &Row) -> Result<Head, StoreError> {
    Ok(Head {
        seq: row.int(0)?,
        at: row.int(1)?,
        hash: row.string(2)?,
    })
}

/// Appends `event` after `head`, whose number must be the one before; answers the new end.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn append(tx: &mut dyn Tx, head: &Head, event: &Event) -> Result<Head, StoreError> {
    append_all(tx, head.clone(), std::slice::from_ref(event))
}

/// Appends `events` one after the other after `head`; answers the new end.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn append_all(tx: &mut dyn Tx, head: Head, events: &[Event]) -> Result<Head, StoreError> {
    let mut end = head;
    for event in events {
        let body = event.body();
        let hash = Event::hash_after(&end.hash, &body);
        let args = [
            event.seq.into(),
            event.dossier.into(),
            event.at.into(),
            event.act.as_str().into(),
            body.into(),
            hash.as_str().into(),
        ];
        tx.exec(&APPEND, &args)?;
        end = Head {
            seq: event.seq,
            at: event.at.max(end.at),
            hash,
        };
    }
    tx.exec(
        &MOVE,
        &[end.seq.into(), end.at.into(), end.hash.as_str().into()],
    )?;
    Ok(end)
}

/// Events of `dossier` with a number above `after`, oldest first.
///
/// # Errors
/// [`StoreError`] of the engine, or a row that is no event.
pub fn of_dossier(tx: &mut dyn Tx, dossier: i64, after: i64) -> Result<Vec<Event>, StoreError> {
    let rows = tx.rows(&OF_DOSSIER, &[dossier.into(), after.into()])?;
    rows.iter().map(|row| event(row.text(0)?)).collect()
}

/// A row of the trail as it is stored, for verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Columns beside the body.
    pub seq: i64,
    /// Dossier.
    pub dossier: i64,
    /// Moment.
    pub at: i64,
    /// Act.
    pub act: String,
    /// The text that was hashed.
    pub body: String,
    /// The hash.
    pub hash: String,
}

/// At most `limit` rows after position `after`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn stretch(tx: &mut dyn Tx, after: i64, limit: i64) -> Result<Vec<StoredEvent>, StoreError> {
    let rows = tx.rows(&STRETCH, &[after.into(), limit.into()])?;
    rows.iter().map(stored).collect()
}

fn stored(row: &Row) -> Result<StoredEvent, StoreError> {
    Ok(StoredEvent {
        seq: row.int(0)?,
        dossier: row.int(1)?,
        at: row.int(2)?,
        act: row.string(3)?,
        body: row.string(4)?,
        hash: row.string(5)?,
    })
}

fn event(body: &str) -> Result<Event, StoreError> {
    serde_json::from_str(body).map_err(|e| StoreError::misuse(format!("event body: {e}")))
}
