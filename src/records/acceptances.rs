//! Findings of processes that named persons accepted.

use crate::domain::flow::Acceptance;
use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};

catalogue! {
    /// Keeps an acceptance.
    ACCEPT = "INSERT INTO process_acceptance (id, hash, process, finding, officer, at, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Every acceptance of one text of a process.
    OF_PROCESS = "SELECT hash AS hash, process AS process, finding AS finding, officer AS officer, at AS at,
        reason AS reason FROM process_acceptance WHERE hash = $1 ORDER BY id";
    /// Every acceptance.
    EVERY = "SELECT hash AS hash, process AS process, finding AS finding, officer AS officer, at AS at,
        reason AS reason FROM process_acceptance ORDER BY id";
}

/// Keeps `acceptance` under the number of its event.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn accept(tx: &mut dyn Tx, id: i64, acceptance: &Acceptance) -> Result<(), StoreError> {
    let args = [
        id.into(),
        acceptance.hash.as_str().into(),
        acceptance.process.as_str().into(),
        acceptance.findings.join(" ").into(),
        acceptance.officer.as_str().into(),
        acceptance.at.into(),
        acceptance.reason.as_str().into(),
    ];
    tx.exec(&ACCEPT, &args).map(drop)
}

/// Acceptances of the process whose text has this hash.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn of_process(tx: &mut dyn Tx, hash: &str) -> Result<Vec<Acceptance>, StoreError> {
    tx.rows(&OF_PROCESS, &[hash.into()])?
        .iter()
        .map(acceptance)
        .collect()
}

/// Every acceptance.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn every(tx: &mut dyn Tx) -> Result<Vec<Acceptance>, StoreError> {
    tx.rows(&EVERY, &[])?.iter().map(acceptance).collect()
}

fn acceptance(row: &Row) -> Result<Acceptance, StoreError> {
    Ok(Acceptance {
        hash: row.string(0)?,
        process: row.string(1)?,
        findings: row.text(2)?.split(' ').map(str::to_owned).collect(),
        officer: row.string(3)?,
        at: row.int(4)?,
        reason: row.string(5)?,
    })
}
