//! Guidance and refusal slips: a full record without a dossier.

use crate::domain::dossier::Content;
use crate::store::sql::catalogue;
use crate::store::{StoreError, Tx};

catalogue! {
    /// Keeps a slip.
    INSERT = "INSERT INTO slip (id, kind, number, org, at, officer, reason, content)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// One slip of a unit.
    ONE = "SELECT id AS id, kind AS kind, number AS number, org AS org, at AS at, officer AS officer,
           reason AS reason, content AS content FROM slip WHERE id = $1 AND org = $2";
    /// What every slip holds, for verification.
    CONTENTS = "SELECT id AS id, content AS content FROM slip ORDER BY id";
}

/// A slip given at the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Identifier: the number of the event that made it.
    pub id: i64,
    /// `guide` or `refuse`.
    pub kind: String,
    /// Number printed on it.
    pub number: String,
    /// Unit.
    pub org: String,
    /// Moment, UTC milliseconds.
    pub at: i64,
    /// Login name of the officer.
    pub officer: String,
    /// Reason.
    pub reason: String,
    /// What was brought.
    pub content: Content,
}

/// Keeps `slip`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn insert(tx: &mut dyn Tx, slip: &Slip) -> Result<(), StoreError> {
    let args = [
        slip.id.into(),
        slip.kind.as_str().into(),
        slip.number.as_str().into(),
        slip.org.as_str().into(),
        slip.at.into(),
        slip.officer.as_str().into(),
        slip.reason.as_str().into(),
        super::dossiers::json(&slip.content)?.into(),
    ];
    tx.exec(&INSERT, &args).map(drop)
}

/// Identifier and stored content of every slip.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn contents(tx: &mut dyn Tx) -> Result<Vec<(i64, String)>, StoreError> {
    let rows = tx.rows(&CONTENTS, &[])?;
    rows.iter()
        .map(|row| Ok((row.int(0)?, row.string(1)?)))
        .collect()
}

/// The slip `id` of `org`; another unit's slip does not exist for the asker.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn one(tx: &mut dyn Tx, id: i64, org: &str) -> Result<Option<Slip>, StoreError> {
    let Some(row) = tx.row(&ONE, &[id.into(), org.into()])? else {
        return Ok(None);
    };
    Ok(Some(Slip {
        id: row.int(0)?,
        kind: row.string(1)?,
        number: row.string(2)?,
        org: row.string(3)?,
        at: row.int(4)?,
        officer: row.string(5)?,
        reason: row.string(6)?,
        content: super::dossiers::from_json(row.text(7)?)?,
    }))
}
