//! Requests already done: the same key gets the same answer.

use crate::store::sql::catalogue;
use crate::store::{StoreError, Tx};

catalogue! {
    /// What was answered to a key.
    ANSWERED = "SELECT digest AS digest, answer AS answer FROM request_key WHERE key = $1";
    /// Keeps an answer.
    ANSWER = "INSERT INTO request_key (key, digest, answer, at) VALUES ($1, $2, $3, $4)";
}

/// The digest of the request and the answer it got, when `key` was used before.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn answered(tx: &mut dyn Tx, key: &str) -> Result<Option<(String, String)>, StoreError> {
    let row = tx.row(&ANSWERED, &[key.into()])?;
    row.map(|row| Ok((row.string(0)?, row.string(1)?)))
        .transpose()
}

/// Keeps the answer to `key` at `at` (UTC milliseconds).
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn answer(
    tx: &mut dyn Tx,
    key: &str,
    digest: &str,
    answer: &str,
    at: i64,
) -> Result<(), StoreError> {
    tx.exec(
        &ANSWER,
        &[key.into(), digest.into(), answer.into(), at.into()],
    )
    .map(drop)
}
