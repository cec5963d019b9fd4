//! Staff cards: one an officer, by the hash of what the card says.

use crate::store::sql::catalogue;
use crate::store::{StoreError, Tx};

catalogue! {
    /// Gives an officer a card; the one before opens nothing any more.
    GIVE = "INSERT INTO staff_card (officer, hash, given_at, proved_at) VALUES ($1, $2, $3, 0)
            ON CONFLICT (officer) DO UPDATE SET hash = excluded.hash, given_at = excluded.given_at,
            proved_at = 0";
    /// Takes the card away.
    TAKE = "DELETE FROM staff_card WHERE officer = $1";
    /// Its officer came in by password.
    PROVED = "UPDATE staff_card SET proved_at = $2 WHERE officer = $1";
    /// Whose card it is.
    OWNER = "SELECT officer AS officer, proved_at AS proved_at FROM staff_card WHERE hash = $1";
}

/// Gives `officer` the card with this hash at `at` (UTC milliseconds).
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn give(tx: &mut dyn Tx, officer: &str, hash: &str, at: i64) -> Result<(), StoreError> {
    tx.exec(&GIVE, &[officer.into(), hash.into(), at.into()])
        .map(drop)
}

/// Takes the card of `officer` away; false when there was none.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn take(tx: &mut dyn Tx, officer: &str) -> Result<bool, StoreError> {
    Ok(tx.exec(&TAKE, &[officer.into()])? > 0)
}

/// `officer` came in by password at `at` (UTC milliseconds).
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn proved(tx: &mut dyn Tx, officer: &str, at: i64) -> Result<(), StoreError> {
    tx.exec(&PROVED, &[officer.into(), at.into()]).map(drop)
}

/// Whose card has this hash, and when its officer last came in by password (UTC milliseconds).
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn owner(tx: &mut dyn Tx, hash: &str) -> Result<Option<(String, i64)>, StoreError> {
    let row = tx.row(&OWNER, &[hash.into()])?;
    row.map(|row| Ok((row.string(0)?, row.int(1)?))).transpose()
}
