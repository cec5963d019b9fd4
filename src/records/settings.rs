//! Facts about this database, and the tokens of officers.

use crate::store::sql::catalogue;
use crate::store::{StoreError, Tx};

catalogue! {
    /// Reads a fact.
    GET = "SELECT value AS value FROM setting WHERE key = $1";
    /// Writes a fact.
    PUT = "INSERT INTO setting (key, value) VALUES ($1, $2)
           ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    /// Whether the pages of the database hold together.
    QUICK_CHECK = sqlite "SELECT quick_check AS verdict FROM pragma_quick_check LIMIT 1"
                  postgres "SELECT 'ok'::text AS verdict";
    /// Keeps the hash of a token.
    ADD_TOKEN = "INSERT INTO officer_token (hash, officer, made_at) VALUES ($1, $2, $3)";
    /// Whose token it is.
    TOKEN_OWNER = "SELECT officer AS officer FROM officer_token WHERE hash = $1";
    /// Ends every token of an officer.
    DROP_TOKENS = "DELETE FROM officer_token WHERE officer = $1";
}

/// The value of `key`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn get(tx: &mut dyn Tx, key: &str) -> Result<Option<String>, StoreError> {
    tx.row(&GET, &[key.into()])?
        .map(|row| row.string(0))
        .transpose()
}

/// Sets `key` to `value`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn put(tx: &mut dyn Tx, key: &str, value: &str) -> Result<(), StoreError> {
    tx.exec(&PUT, &[key.into(), value.into()]).map(drop)
}

/// `ok`, or what is broken in the database file.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn quick_check(tx: &mut dyn Tx) -> Result<String, StoreError> {
    let row = tx.row(&QUICK_CHECK, &[])?;
    row.map_or_else(|| Ok("ok".to_owned()), |row| row.string(0))
}

/// Keeps the hash of a token made for `officer`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn add_token(tx: &mut dyn Tx, hash: &str, officer: &str, at: i64) -> Result<(), StoreError> {
    tx.exec(&ADD_TOKEN, &[hash.into(), officer.into(), at.into()])
        .map(drop)
}

/// Whose token has this hash.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn token_owner(tx: &mut dyn Tx, hash: &str) -> Result<Option<String>, StoreError> {
    tx.row(&TOKEN_OWNER, &[hash.into()])?
        .map(|row| row.string(0))
        .transpose()
}

/// Ends every token of `officer`; tells how many there were.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn drop_tokens(tx: &mut dyn Tx, officer: &str) -> Result<u64, StoreError> {
    tx.exec(&DROP_TOKENS, &[officer.into()])
}
