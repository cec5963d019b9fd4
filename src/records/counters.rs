//! Running numbers, and how often a procedure is used.

use crate::store::sql::catalogue;
use crate::store::{StoreError, Tx};

catalogue! {
    /// Takes the next number of a scope.
    TAKE = "INSERT INTO counter (scope, value) VALUES ($1, 1)
            ON CONFLICT (scope) DO UPDATE SET value = counter.value + 1 RETURNING value AS value";
    /// Gives the last number of a scope back.
    GIVE_BACK = "UPDATE counter SET value = value - 1 WHERE scope = $1 AND value = $2";
    /// Counts one more use of a procedure at a desk.
    USE_ONE = "INSERT INTO procedure_use (org, procedure, used) VALUES ($1, $2, 1)
            ON CONFLICT (org, procedure) DO UPDATE SET used = procedure_use.used + 1";
    /// Sets the last number of a scope.
    PUT = "INSERT INTO counter (scope, value) VALUES ($1, $2)
            ON CONFLICT (scope) DO UPDATE SET value = excluded.value";
    /// Counts several more uses of a procedure at a desk.
    USE_MANY = "INSERT INTO procedure_use (org, procedure, used) VALUES ($1, $2, $3)
            ON CONFLICT (org, procedure) DO UPDATE SET used = procedure_use.used + excluded.used";
    /// Uses of procedures at a desk.
    USES = "SELECT procedure AS procedure, used AS used FROM procedure_use WHERE org = $1";
}

/// The next number of `scope`, from 1. Taken in the caller's transaction: a rolled back receipt
/// gives its number back, so there are no gaps.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn take(tx: &mut dyn Tx, scope: &str) -> Result<i64, StoreError> {
    match tx.row(&TAKE, &[scope.into()])? {
        Some(row) => row.int(0),
        None => Err(StoreError::misuse("counter without a row")),
    }
}

/// Gives `number` of `scope` back, when it is still the last one taken.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn give_back(tx: &mut dyn Tx, scope: &str, number: i64) -> Result<(), StoreError> {
    tx.exec(&GIVE_BACK, &[scope.into(), number.into()])
        .map(drop)
}

/// Counts one more use of `procedure` at `org`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn count_use(tx: &mut dyn Tx, org: &str, procedure: &str) -> Result<(), StoreError> {
    tx.exec(&USE_ONE, &[org.into(), procedure.into()]).map(drop)
}

/// Sets the last number of `scope`; only for a database whose numbers the caller has made itself.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn put(tx: &mut dyn Tx, scope: &str, last: i64) -> Result<(), StoreError> {
    tx.exec(&PUT, &[scope.into(), last.into()]).map(drop)
}

/// Counts `uses` more uses of `procedure` at `org`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn count_uses(
    tx: &mut dyn Tx,
    org: &str,
    procedure: &str,
    uses: i64,
) -> Result<(), StoreError> {
    tx.exec(&USE_MANY, &[org.into(), procedure.into(), uses.into()])
        .map(drop)
}

/// How often `org` has received each procedure.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn uses(tx: &mut dyn Tx, org: &str) -> Result<Vec<(String, i64)>, StoreError> {
    let rows = tx.rows(&USES, &[org.into()])?;
    rows.iter()
        .map(|row| Ok((row.string(0)?, row.int(1)?)))
        .collect()
}
