//! Bytes of files, kept by their hash in parts.

use crate::store::sql::catalogue;
use crate::store::{StoreError, Tx};

catalogue! {
    /// Begins a file, or says that its parts are being written again.
    BEGIN = "INSERT INTO blob (hash, size, whole, at) VALUES ($1, $2, 0, $3)
             ON CONFLICT (hash) DO UPDATE SET at = excluded.at";
    /// Writes one part.
    PUT_PART = "INSERT INTO blob_part (hash, no, bytes) VALUES ($1, $2, $3) ON CONFLICT (hash, no) DO NOTHING";
    /// A file with what is there of it.
    STATE = "SELECT b.size AS size, b.whole AS whole,
             (SELECT coalesce(cast(sum(length(p.bytes)) AS BIGINT), 0) FROM blob_part p WHERE p.hash = b.hash) AS held
             FROM blob b WHERE b.hash = $1";
    /// All parts are here.
    FINISH = "UPDATE blob SET whole = 1 WHERE hash = $1";
    /// One part.
    PART = "SELECT bytes AS bytes FROM blob_part WHERE hash = $1 AND no = $2";
    /// Parts of files that were never finished.
    DROP_PARTS = "DELETE FROM blob_part WHERE hash IN (SELECT hash FROM blob WHERE whole = 0 AND at < $1)";
    /// Files that were never finished.
    DROP_UNFINISHED = "DELETE FROM blob WHERE whole = 0 AND at < $1";
}

/// Bytes of one part.
pub const PART_BYTES: usize = 1024 * 1024;

/// What is there of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Its size, bytes.
    pub size: i64,
    /// Bytes that are here.
    pub held: i64,
    /// Something may refer to it.
    pub whole: bool,
}

/// Begins the file `hash` of `size` bytes.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn begin(tx: &mut dyn Tx, hash: &str, size: i64, at: i64) -> Result<(), StoreError> {
    tx.exec(&BEGIN, &[hash.into(), size.into(), at.into()])
        .map(drop)
}

/// Writes part `no` (from 0) of the file `hash`; one that is there stays.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn put_part(tx: &mut dyn Tx, hash: &str, no: i64, bytes: &[u8]) -> Result<(), StoreError> {
    tx.exec(&PUT_PART, &[hash.into(), no.into(), bytes.into()])
        .map(drop)
}

/// What is there of the file `hash`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn held(tx: &mut dyn Tx, hash: &str) -> Result<Option<Held>, StoreError> {
    let row = tx.row(&STATE, &[hash.into()])?;
    row.map(|row| {
        Ok(Held {
            size: row.int(0)?,
            whole: row.flag(1)?,
            held: row.int(2)?,
        })
    })
    .transpose()
}

/// Says that all parts of the file `hash` are here.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn finish(tx: &mut dyn Tx, hash: &str) -> Result<(), StoreError> {
    tx.exec(&FINISH, &[hash.into()]).map(drop)
}

/// The bytes of the file `hash`, put together.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn bytes(tx: &mut dyn Tx, hash: &str) -> Result<Vec<u8>, StoreError> {
    let mut whole = Vec::new();
    for no in 0_i64.. {
        let Some(row) = tx.row(&PART, &[hash.into(), no.into()])? else {
            break;
        };
        whole.extend_from_slice(row.bytes(0)?);
    }
    Ok(whole)
}

/// Throws away what was begun before `before` (UTC milliseconds) and never finished: nothing refers
/// to it.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn drop_unfinished(tx: &mut dyn Tx, before: i64) -> Result<(), StoreError> {
    tx.exec(&DROP_PARTS, &[before.into()])?;
    tx.exec(&DROP_UNFINISHED, &[before.into()]).map(drop)
}
