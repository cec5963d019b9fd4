//! Cash shifts, the entries of their day-books, and the refunds paid out of them.

use super::fees::{amount, kind};
use crate::domain::fee::Way;
use crate::domain::shift::{Entry, EntryKind, Shift};
use crate::store::sql::catalogue;
use crate::store::{Row, Sql, StoreError, Tx, Val};

macro_rules! columns {
    () => {
        "SELECT id AS id, org AS org, officer AS officer, opened_at AS opened_at, opening AS opening,
        closed_at AS closed_at, counted AS counted, expected AS expected, reason AS reason,
        handed_to AS handed_to, approved_by AS approved_by, approved_at AS approved_at FROM cash_shift "
    };
}

catalogue! {
    /// Opens a shift.
    OPEN = "INSERT INTO cash_shift (id, org, officer, opened_at, opening, closed_at, counted, expected, reason,
        handed_to, approved_by, approved_at) VALUES ($1, $2, $3, $4, $5, NULL, NULL, NULL, '', '', '', NULL)";
    /// One shift of a unit.
    ONE = concat!(columns!(), "WHERE id = $1 AND org = $2");
    /// The open shift of an officer.
    OPEN_OF = concat!(columns!(), "WHERE org = $1 AND officer = $2 AND closed_at IS NULL");
    /// Shifts of a unit that are open or wait for approval, oldest first.
    UNAPPROVED = concat!(columns!(), "WHERE org = $1 AND approved_at IS NULL AND id > $2 ORDER BY id LIMIT $3");
    /// Writes the closing of a shift.
    CLOSE = "UPDATE cash_shift SET closed_at = $2, counted = $3, expected = $4, reason = $5, handed_to = $6
        WHERE id = $1 AND closed_at IS NULL";
    /// Writes its approval.
    APPROVE = "UPDATE cash_shift SET approved_by = $2, approved_at = $3 WHERE id = $1 AND approved_at IS NULL";
    /// Books one movement of money.
    BOOK = "INSERT INTO shift_entry (shift, event, what, receipt, kind, way, dong, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Movements of a shift in order.
    ENTRIES = "SELECT what AS what, receipt AS receipt, kind AS kind, way AS way, dong AS dong, at AS at
        FROM shift_entry WHERE shift = $1 ORDER BY event";
    /// Keeps a refund.
    REFUND = "INSERT INTO refund (id, org, number, receipt, amount, shift, at, reason, approved_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// Refunds of a receipt.
    REFUNDS = "SELECT id AS id, org AS org, number AS number, receipt AS receipt, amount AS amount, shift AS shift,
        at AS at, reason AS reason, approved_by AS approved_by FROM refund WHERE receipt = $1 ORDER BY id";
    /// One refund of a unit.
    REFUND_BY_ID = "SELECT id AS id, org AS org, number AS number, receipt AS receipt, amount AS amount, shift AS shift,
        at AS at, reason AS reason, approved_by AS approved_by FROM refund WHERE id = $1 AND org = $2";
}

/// Money given back with a document of its own (phiếu hoàn trả).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// Identifier: the number of the event that made it.
    pub id: i64,
    /// Unit.
    pub org: String,
    /// Number of the document in its year, `03/2026`.
    pub number: String,
    /// Receipt.
    pub receipt: i64,
    /// Whole đồng.
    pub amount_dong: u64,
    /// Shift it was paid out of.
    pub shift: i64,
    /// Moment, UTC milliseconds.
    pub at: i64,
    /// Why.
    pub reason: String,
    /// Second person.
    pub approved_by: String,
}

/// Opens `shift`.
///
/// # Errors
/// [`StoreError::Unique`] on `cash_shift_open` when the officer has one open.
pub fn open(tx: &mut dyn Tx, shift: &Shift) -> Result<(), StoreError> {
    let args = [
        shift.id.into(),
        shift.org.as_str().into(),
        shift.officer.as_str().into(),
        shift.opened_at.into(),
        shift.opening_dong.into(),
    ];
    tx.exec(&OPEN, &args).map(drop)
}

/// Shift `id` of `org`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn one(tx: &mut dyn Tx, id: i64, org: &str) -> Result<Option<Shift>, StoreError> {
    Ok(read(tx, &ONE, &[id.into(), org.into()])?.pop())
}

/// The open shift of `officer` in `org`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn open_of(tx: &mut dyn Tx, org: &str, officer: &str) -> Result<Option<Shift>, StoreError> {
    Ok(read(tx, &OPEN_OF, &[org.into(), officer.into()])?.pop())
}

/// At most `limit` shifts of `org` after `after` that nobody has approved yet.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn unapproved(
    tx: &mut dyn Tx,
    org: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<Shift>, StoreError> {
    read(tx, &UNAPPROVED, &[org.into(), after.into(), limit.into()])
}

/// Writes the closing of `shift`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn close(tx: &mut dyn Tx, shift: &Shift) -> Result<(), StoreError> {
    let args = [
        shift.id.into(),
        shift.closed_at.into(),
        shift.counted_dong.into(),
        shift.expected_dong.into(),
        shift.reason.as_str().into(),
        shift.handed_to.as_str().into(),
    ];
    tx.exec(&CLOSE, &args).map(drop)
}

/// Writes the approval of `shift`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn approve(tx: &mut dyn Tx, shift: &Shift) -> Result<(), StoreError> {
    let args = [
        shift.id.into(),
        shift.approved_by.as_str().into(),
        shift.approved_at.into(),
    ];
    tx.exec(&APPROVE, &args).map(drop)
}

/// Books `entry` of the event `event` in `shift`.
///
/// # Errors
/// [`StoreError`] of the engine, also when the shift is closed.
pub fn book(tx: &mut dyn Tx, shift: i64, event: i64, entry: &Entry) -> Result<(), StoreError> {
    let args = [
        shift.into(),
        event.into(),
        entry.what.id().into(),
        entry.receipt.into(),
        entry.kind.code().into(),
        entry.way.id().into(),
        entry.dong.into(),
        entry.at.into(),
    ];
    tx.exec(&BOOK, &args).map(drop)
}

/// Entries of `shift` in order.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn entries(tx: &mut dyn Tx, shift: i64) -> Result<Vec<Entry>, StoreError> {
    let rows = tx.rows(&ENTRIES, &[shift.into()])?;
    rows.iter().map(entry).collect()
}

/// Keeps `refund`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn refund(tx: &mut dyn Tx, refund: &Refund) -> Result<(), StoreError> {
    let amount = super::fees::dong(refund.amount_dong)?;
    let args = [
        refund.id.into(),
        refund.org.as_str().into(),
        refund.number.as_str().into(),
        refund.receipt.into(),
        amount.into(),
        refund.shift.into(),
        refund.at.into(),
        refund.reason.as_str().into(),
        refund.approved_by.as_str().into(),
    ];
    tx.exec(&REFUND, &args).map(drop)
}

/// Refunds of `receipt`, oldest first.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn refunds(tx: &mut dyn Tx, receipt: i64) -> Result<Vec<Refund>, StoreError> {
    let rows = tx.rows(&REFUNDS, &[receipt.into()])?;
    rows.iter().map(given_back).collect()
}

/// The refund `id` of `org`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn refund_by_id(tx: &mut dyn Tx, id: i64, org: &str) -> Result<Option<Refund>, StoreError> {
    let row = tx.row(&REFUND_BY_ID, &[id.into(), org.into()])?;
    row.as_ref().map(given_back).transpose()
}

fn given_back(row: &Row) -> Result<Refund, StoreError> {
    Ok(Refund {
        id: row.int(0)?,
        org: row.string(1)?,
        number: row.string(2)?,
        receipt: row.int(3)?,
        amount_dong: amount(row, 4)?,
        shift: row.int(5)?,
        at: row.int(6)?,
        reason: row.string(7)?,
        approved_by: row.string(8)?,
    })
}

fn read(tx: &mut dyn Tx, sql: &Sql, args: &[Val]) -> Result<Vec<Shift>, StoreError> {
    tx.rows(sql, args)?.iter().map(shift).collect()
}

fn shift(row: &Row) -> Result<Shift, StoreError> {
    Ok(Shift {
        id: row.int(0)?,
        org: row.string(1)?,
        officer: row.string(2)?,
        opened_at: row.int(3)?,
        opening_dong: row.int(4)?,
        closed_at: row.opt_int(5)?,
        counted_dong: row.opt_int(6)?,
        expected_dong: row.opt_int(7)?,
        reason: row.string(8)?,
        handed_to: row.string(9)?,
        approved_by: row.string(10)?,
        approved_at: row.opt_int(11)?,
    })
}

fn entry(row: &Row) -> Result<Entry, StoreError> {
    let unknown = || StoreError::misuse("unknown entry of a day-book");
    Ok(Entry {
        what: EntryKind::from_id(row.text(0)?).ok_or_else(unknown)?,
        receipt: row.int(1)?,
        kind: kind(row.text(2)?)?,
        way: Way::from_id(row.text(3)?).ok_or_else(unknown)?,
        dong: row.int(4)?,
        at: row.int(5)?,
    })
}
