//! Accounts: one row an officer who signs in with a password.

use crate::domain::account::Account;
use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};

catalogue! {
    /// The account of an officer.
    GET = "SELECT officer AS officer, hash AS hash, changed_at AS changed_at, failed AS failed,
           locked_until AS locked_until, must_change AS must_change, active AS active
           FROM account WHERE officer = $1";
    /// Keeps an account as it is now.
    PUT = "INSERT INTO account (officer, hash, changed_at, failed, locked_until, must_change, active)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (officer) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at,
           failed = excluded.failed, locked_until = excluded.locked_until,
           must_change = excluded.must_change, active = excluded.active";
}

/// The account of `officer`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn get(tx: &mut dyn Tx, officer: &str) -> Result<Option<Account>, StoreError> {
    let row = tx.row(&GET, &[officer.into()])?;
    row.as_ref().map(account).transpose()
}

/// Keeps `account` over what was there.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn put(tx: &mut dyn Tx, account: &Account) -> Result<(), StoreError> {
    let args = [
        account.officer.as_str().into(),
        account.hash.as_str().into(),
        account.changed_at.into(),
        i64::from(account.failed).into(),
        account.locked_until.into(),
        account.must_change.into(),
        account.active.into(),
    ];
    tx.exec(&PUT, &args).map(drop)
}

fn account(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        officer: row.string(0)?,
        hash: row.string(1)?,
        changed_at: row.int(2)?,
        failed: u32::try_from(row.int(3)?).unwrap_or(0),
        locked_until: row.int(4)?,
        must_change: row.int(5)? != 0,
        active: row.int(6)? != 0,
    })
}
