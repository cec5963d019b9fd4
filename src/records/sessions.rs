//! Open sessions, by the hash of their token.

use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};

catalogue! {
    /// Opens a session.
    OPEN = "INSERT INTO session (hash, officer, role, org, client, opened_at, last_seen, must_change)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The session of a token.
    GET = "SELECT hash AS hash, officer AS officer, role AS role, org AS org, client AS client,
           opened_at AS opened_at, last_seen AS last_seen, must_change AS must_change
           FROM session WHERE hash = $1";
    /// It was used.
    SEEN = "UPDATE session SET last_seen = $2 WHERE hash = $1 AND last_seen < $2";
    /// Another role was taken.
    TAKE = "UPDATE session SET role = $2, org = $3 WHERE hash = $1";
    /// Its password was changed.
    CHANGED = "UPDATE session SET must_change = 0 WHERE hash = $1";
    /// Ends one.
    END = "DELETE FROM session WHERE hash = $1";
    /// Ends every session of an officer but one.
    END_OTHERS = "DELETE FROM session WHERE officer = $1 AND hash <> $2";
    /// Forgets those nobody has used since.
    FORGET = "DELETE FROM session WHERE last_seen < $1";
}

/// A session as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Hash of its token.
    pub hash: String,
    /// Who.
    pub officer: String,
    /// In which role.
    pub role: String,
    /// For which unit.
    pub org: String,
    /// From where.
    pub client: String,
    /// Since when, UTC milliseconds.
    pub opened_at: i64,
    /// Last used, UTC milliseconds, to the minute.
    pub last_seen: i64,
    /// The password must be changed before anything else.
    pub must_change: bool,
}

/// Opens `session`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn open(tx: &mut dyn Tx, session: &Session) -> Result<(), StoreError> {
    let args = [
        session.hash.as_str().into(),
        session.officer.as_str().into(),
        session.role.as_str().into(),
        session.org.as_str().into(),
        session.client.as_str().into(),
        session.opened_at.into(),
        session.last_seen.into(),
        session.must_change.into(),
    ];
    tx.exec(&OPEN, &args).map(drop)
}

/// The session whose token has this hash.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn get(tx: &mut dyn Tx, hash: &str) -> Result<Option<Session>, StoreError> {
    let row = tx.row(&GET, &[hash.into()])?;
    row.as_ref().map(session).transpose()
}

/// Notes that it was used at `at` (UTC milliseconds).
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn seen(tx: &mut dyn Tx, hash: &str, at: i64) -> Result<(), StoreError> {
    tx.exec(&SEEN, &[hash.into(), at.into()]).map(drop)
}

/// Puts it into another role; false when there is no such session.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn take(tx: &mut dyn Tx, hash: &str, role: &str, org: &str) -> Result<bool, StoreError> {
    let taken = tx.exec(&TAKE, &[hash.into(), role.into(), org.into()])?;
    Ok(taken == 1)
}

/// Its officer has a new password: it may go on, the officer's other sessions may not.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn password_changed(tx: &mut dyn Tx, officer: &str, hash: &str) -> Result<(), StoreError> {
    tx.exec(&CHANGED, &[hash.into()])?;
    tx.exec(&END_OTHERS, &[officer.into(), hash.into()])
        .map(drop)
}

/// Ends it.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn end(tx: &mut dyn Tx, hash: &str) -> Result<(), StoreError> {
    tx.exec(&END, &[hash.into()]).map(drop)
}

/// Ends every session of `officer`; tells how many there were.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn end_all(tx: &mut dyn Tx, officer: &str) -> Result<u64, StoreError> {
    tx.exec(&END_OTHERS, &[officer.into(), "".into()])
}

/// Forgets sessions that were last used before `at` (UTC milliseconds).
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn forget_before(tx: &mut dyn Tx, at: i64) -> Result<(), StoreError> {
    tx.exec(&FORGET, &[at.into()]).map(drop)
}

fn session(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        hash: row.string(0)?,
        officer: row.string(1)?,
        role: row.string(2)?,
        org: row.string(3)?,
        client: row.string(4)?,
        opened_at: row.int(5)?,
        last_seen: row.int(6)?,
        must_change: row.int(7)? != 0,
    })
}
