//! Lists of open work: each a range of one index, in the order in which it is shown.

use super::dossiers::{due, session};
use super::finding::named;
use crate::domain::lifecycle::State;
use crate::domain::scope::Reader;
use crate::store::sql::catalogue;
use crate::store::{Row, Sql, StoreError, Tx};
use crate::worktime::Session;

catalogue! {
    /// Open dossiers received at a desk, most urgent first.
    AT_DESK = concat!("SELECT id AS id, code AS code, version AS version, owner AS owner, summary AS summary,
        procedure_name AS procedure_name, state AS state, step_name AS step_name, holder AS holder,
        received AS received, due AS due, finished AS finished FROM dossier ",
        "WHERE desk = $1 AND stage = 0 AND stage <> 2 AND (due, id) > ($2, $3) AND due <= $4
         AND ($6 = '' OR holder = $7 OR replace($6, '|' || field || '|', '') <> $6)
         ORDER BY due, id LIMIT $5");
    /// Results that wait at a desk for their owners.
    TO_RETURN = concat!("SELECT id AS id, code AS code, version AS version, owner AS owner, summary AS summary,
        procedure_name AS procedure_name, state AS state, step_name AS step_name, holder AS holder,
        received AS received, due AS due, finished AS finished FROM dossier ",
        "WHERE desk = $1 AND stage = 1 AND stage <> 2 AND (due, id) > ($2, $3) AND due <= $4
         AND ($6 = '' OR holder = $7 OR replace($6, '|' || field || '|', '') <> $6)
         ORDER BY due, id LIMIT $5");
    /// What waits for a role in a unit.
    IN_BOX = concat!("SELECT id AS id, code AS code, version AS version, owner AS owner, summary AS summary,
        procedure_name AS procedure_name, state AS state, step_name AS step_name, holder AS holder,
        received AS received, due AS due, finished AS finished FROM dossier ",
        "WHERE org = $1 AND role = $6 AND stage = 0 AND stage <> 2 AND (due, id) > ($2, $3) AND due <= $4
         AND (holder IS NULL OR holder = $7)
         AND ($8 = '' OR holder = $7 OR replace($8, '|' || field || '|', '') <> $8)
         ORDER BY due, id LIMIT $5");
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Identifier.
    pub id: i64,
    /// Code.
    pub code: String,
    /// Version.
    pub version: i64,
    /// Owner.
    pub owner: String,
    /// Summary.
    pub summary: String,
    /// Procedure.
    pub procedure_name: String,
    /// State.
    pub state: State,
    /// Step.
    pub step_name: String,
    /// Officer who holds it.
    pub holder: Option<String>,
    /// Session of receipt.
    pub received: Session,
    /// Due session.
    pub due: Option<Session>,
    /// Session in which the result was ready.
    pub finished: Option<Session>,
}

/// A range of a list, in due order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Rows after this (due ordinal, identifier).
    pub after: (i64, i64),
    /// Due no later than this ordinal.
    pub until: i64,
    /// At most so many rows.
    pub limit: i64,
}

/// Open dossiers received at `desk`, as far as `reader` may see them.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn at_desk(
    tx: &mut dyn Tx,
    reader: &Reader,
    desk: &str,
    range: Range,
) -> Result<Vec<ListRow>, StoreError> {
    of_desk(tx, &AT_DESK, reader, desk, range)
}

/// Results that wait at `desk`, as far as `reader` may see them.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn to_return(
    tx: &mut dyn Tx,
    reader: &Reader,
    desk: &str,
    range: Range,
) -> Result<Vec<ListRow>, StoreError> {
    of_desk(tx, &TO_RETURN, reader, desk, range)
}

/// What waits for `role` in `org` and is not held by somebody other than the reader.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn in_box(
    tx: &mut dyn Tx,
    reader: &Reader,
    org: &str,
    role: &str,
    range: Range,
) -> Result<Vec<ListRow>, StoreError> {
    let (due, id) = range.after;
    let args = [
        org.into(),
        due.into(),
        id.into(),
        range.until.into(),
        range.limit.into(),
        role.into(),
        reader.officer().into(),
        named(reader.fields()).into(),
    ];
    tx.rows(&IN_BOX, &args)?.iter().map(line).collect()
}

fn of_desk(
    tx: &mut dyn Tx,
    sql: &Sql,
    reader: &Reader,
    desk: &str,
    range: Range,
) -> Result<Vec<ListRow>, StoreError> {
    let (due, id) = range.after;
    let args = [
        desk.into(),
        due.into(),
        id.into(),
        range.until.into(),
        range.limit.into(),
        named(reader.fields()).into(),
        reader.officer().into(),
    ];
    tx.rows(sql, &args)?.iter().map(line).collect()
}

/// Reads a row with the columns that all lists and searches share.
///
/// # Errors
/// A row this program cannot read.
pub(super) fn line(row: &Row) -> Result<ListRow, StoreError> {
    Ok(ListRow {
        id: row.int(0)?,
        code: row.string(1)?,
        version: row.int(2)?,
        owner: row.string(3)?,
        summary: row.string(4)?,
        procedure_name: row.string(5)?,
        state: State::from_id(row.text(6)?).ok_or_else(|| StoreError::misuse("unknown state"))?,
        step_name: row.string(7)?,
        holder: row.opt_string(8)?,
        received: session(row.int(9)?)?,
        due: due(row.int(10)?)?,
        finished: row.opt_int(11)?.map(session).transpose()?,
    })
}
