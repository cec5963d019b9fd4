//! Receipts and their items. Triggers of both engines keep an issued one as it is.

use super::fees::{amount, dong, kind, number};
use crate::domain::fee::Way;
use crate::domain::receipt::{Item, Payer, Receipt, ReceiptNumber, ReceiptState};
use crate::domain::receipt_rules::Mode;
use crate::store::sql::catalogue;
use crate::store::{Row, Sql, StoreError, Tx, Val};

macro_rules! columns {
    () => {
        "SELECT id AS id, org AS org, kind AS kind, mode AS mode, rule AS rule, book AS book,
        symbol AS symbol, series AS series, number AS number, dossier AS dossier, code AS code,
        payer AS payer, address AS address, amount AS amount, way AS way, officer AS officer,
        shift AS shift, at AS at, issued_at AS issued_at, state AS state, replaces AS replaces,
        reason AS reason FROM receipt "
    };
}

catalogue! {
    /// Keeps a new receipt.
    INSERT = "INSERT INTO receipt (id, org, kind, mode, rule, book, symbol, series, number, dossier, code, payer,
        address, amount, way, officer, shift, at, issued_at, state, replaces, reason, changed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, '', '')";
    /// Keeps an item of a receipt.
    INSERT_LINE = "INSERT INTO receipt_line (receipt, no, dossier, name, amount, live) VALUES ($1, $2, $3, $4, $5, 1)";
    /// Items of a receipt.
    LINES = "SELECT no AS no, name AS name, amount AS amount FROM receipt_line WHERE receipt = $1 ORDER BY no";
    /// One receipt of a unit.
    ONE = concat!(columns!(), "WHERE id = $1 AND org = $2");
    /// Receipts of a dossier.
    OF_DOSSIER = concat!(columns!(), "WHERE dossier = $1 ORDER BY id");
    /// Receipts taken in a shift.
    OF_SHIFT = concat!(columns!(), "WHERE shift = $1 AND id > $2 ORDER BY id LIMIT $3");
    /// Receipts of a unit that wait for their number, oldest first.
    PENDING = concat!(columns!(), "WHERE org = $1 AND state = 'draft' AND id > $2 ORDER BY id LIMIT $3");
    /// Whether a number was used.
    TAKEN = "SELECT id AS id FROM receipt WHERE org = $1 AND symbol = $2 AND series = $3 AND number = $4
        AND number IS NOT NULL";
    /// Gives a draft its number.
    ISSUE = "UPDATE receipt SET rule = $2, symbol = $3, series = $4, number = $5, issued_at = $6, state = 'issued'
        WHERE id = $1 AND state = 'draft'";
    /// Moves a receipt on.
    MOVE = "UPDATE receipt SET state = $2, reason = $3, changed_by = $4 WHERE id = $1 AND state = $5";
    /// Frees the lines of a receipt that does not stand any more.
    RELEASE = "UPDATE receipt_line SET live = 0 WHERE receipt = $1";
}

/// Keeps `receipt` with its items.
///
/// # Errors
/// [`StoreError::Unique`] on `receipt_number` when the number was used, on `receipt_line_live` when a
/// line stands on another receipt.
pub fn insert(tx: &mut dyn Tx, receipt: &Receipt) -> Result<(), StoreError> {
    let part = |of: fn(&ReceiptNumber) -> &str| receipt.number.as_ref().map_or("", of);
    let args: [Val; 21] = [
        receipt.id.into(),
        receipt.org.as_str().into(),
        receipt.kind.code().into(),
        receipt.mode.id().into(),
        receipt.rule.as_str().into(),
        receipt.book.into(),
        part(|n| &n.symbol).into(),
        part(|n| &n.series).into(),
        receipt.number.as_ref().map(|n| n.number).into(),
        receipt.dossier.into(),
        receipt.code.as_str().into(),
        receipt.payer.name.as_str().into(),
        receipt.payer.address.as_str().into(),
        dong(receipt.amount_dong)?.into(),
        receipt.way.id().into(),
        receipt.officer.as_str().into(),
        receipt.shift.into(),
        receipt.at.into(),
        receipt.issued_at.into(),
        receipt.state.id().into(),
        receipt.replaces.into(),
    ];
    tx.exec(&INSERT, &args)?;
    for item in &receipt.items {
        let args = [
            receipt.id.into(),
            item.no.into(),
            receipt.dossier.into(),
            item.name.as_str().into(),
            dong(item.amount_dong)?.into(),
        ];
        tx.exec(&INSERT_LINE, &args)?;
    }
    Ok(())
}

/// Receipt `id` of `org`; another unit's does not exist for the asker.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn one(tx: &mut dyn Tx, id: i64, org: &str) -> Result<Option<Receipt>, StoreError> {
    Ok(read(tx, &ONE, &[id.into(), org.into()])?.pop())
}

/// Receipts of a dossier, oldest first.
///
/// # Errors
/// As [`one`].
pub fn of_dossier(tx: &mut dyn Tx, dossier: i64) -> Result<Vec<Receipt>, StoreError> {
    read(tx, &OF_DOSSIER, &[dossier.into()])
}

/// At most `limit` receipts of a shift after `after`.
///
/// # Errors
/// As [`one`].
pub fn of_shift(
    tx: &mut dyn Tx,
    shift: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<Receipt>, StoreError> {
    read(tx, &OF_SHIFT, &[shift.into(), after.into(), limit.into()])
}

/// At most `limit` receipts of `org` that wait for their number, after `after`.
///
/// # Errors
/// As [`one`].
pub fn pending(
    tx: &mut dyn Tx,
    org: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<Receipt>, StoreError> {
    read(tx, &PENDING, &[org.into(), after.into(), limit.into()])
}

/// Whether `given` was used by `org` before.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn taken(tx: &mut dyn Tx, org: &str, given: &ReceiptNumber) -> Result<bool, StoreError> {
    let args = [
        org.into(),
        given.symbol.as_str().into(),
        given.series.as_str().into(),
        given.number.into(),
    ];
    Ok(tx.row(&TAKEN, &args)?.is_some())
}

/// Gives the draft `id` its number, under the rule row `rule`.
///
/// # Errors
/// [`StoreError::Unique`] when the number was used.
pub fn issue(
    tx: &mut dyn Tx,
    id: i64,
    rule: &str,
    given: &ReceiptNumber,
    at: i64,
) -> Result<(), StoreError> {
    let args = [
        id.into(),
        rule.into(),
        given.symbol.as_str().into(),
        given.series.as_str().into(),
        given.number.into(),
        at.into(),
    ];
    tx.exec(&ISSUE, &args).map(drop)
}

/// Moves `receipt` to `state`; one that does not stand any more frees its lines.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn change(
    tx: &mut dyn Tx,
    receipt: &Receipt,
    state: ReceiptState,
    reason: &str,
    by: &str,
) -> Result<(), StoreError> {
    let args = [
        receipt.id.into(),
        state.id().into(),
        reason.into(),
        by.into(),
        receipt.state.id().into(),
    ];
    tx.exec(&MOVE, &args)?;
    if !state.is_live() {
        tx.exec(&RELEASE, &[receipt.id.into()])?;
    }
    Ok(())
}

fn read(tx: &mut dyn Tx, sql: &Sql, args: &[Val]) -> Result<Vec<Receipt>, StoreError> {
    let rows = tx.rows(sql, args)?;
    let mut receipts = rows.iter().map(receipt).collect::<Result<Vec<_>, _>>()?;
    for receipt in &mut receipts {
        let rows = tx.rows(&LINES, &[receipt.id.into()])?;
        receipt.items = rows.iter().map(item).collect::<Result<_, _>>()?;
    }
    Ok(receipts)
}

fn item(row: &Row) -> Result<Item, StoreError> {
    Ok(Item {
        no: number(row, 0)?,
        name: row.string(1)?,
        amount_dong: amount(row, 2)?,
    })
}

fn receipt(row: &Row) -> Result<Receipt, StoreError> {
    let unknown = |what: &str| StoreError::misuse(format!("unknown {what} of a receipt"));
    let number = match row.opt_int(8)? {
        None => None,
        Some(_) => Some(ReceiptNumber {
            symbol: row.string(6)?,
            series: row.string(7)?,
            number: number(row, 8)?,
        }),
    };
    Ok(Receipt {
        id: row.int(0)?,
        org: row.string(1)?,
        kind: kind(row.text(2)?)?,
        mode: Mode::from_id(row.text(3)?).ok_or_else(|| unknown("mode"))?,
        rule: row.string(4)?,
        book: row.opt_int(5)?,
        number,
        dossier: row.int(9)?,
        code: row.string(10)?,
        payer: Payer {
            name: row.string(11)?,
            address: row.string(12)?,
        },
        items: Vec::new(),
        amount_dong: amount(row, 13)?,
        way: Way::from_id(row.text(14)?).ok_or_else(|| unknown("way"))?,
        officer: row.string(15)?,
        shift: row.int(16)?,
        at: row.int(17)?,
        issued_at: row.opt_int(18)?,
        state: ReceiptState::from_id(row.text(19)?).ok_or_else(|| unknown("state"))?,
        replaces: row.opt_int(20)?,
        reason: row.string(21)?,
    })
}
