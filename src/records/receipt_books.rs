//! Paper books of receipts: a number is taken in the transaction of the money.

use super::fees::{kind, number};
use crate::domain::procedure::FeeKind;
use crate::domain::receipt::ReceiptNumber;
use crate::domain::receipt_rules::Mode;
use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};

macro_rules! columns {
    () => {
        "SELECT id AS id, org AS org, kind AS kind, mode AS mode, symbol AS symbol, series AS series,
        first AS first, last AS last, next AS next, added_by AS added_by, added_at AS added_at
        FROM receipt_book "
    };
}

catalogue! {
    /// Keeps a new book.
    INSERT = "INSERT INTO receipt_book (id, org, kind, mode, symbol, series, first, last, next, added_by, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, $9, $10)";
    /// Books of a unit, newest first.
    OF_ORG = concat!(columns!(), "WHERE org = $1 ORDER BY id DESC LIMIT 200");
    /// Books of a unit for one kind and mode, oldest first.
    FOR_KIND = concat!(columns!(), "WHERE org = $1 AND kind = $2 AND mode = $3 ORDER BY id");
    /// A book whose numbers meet a range.
    MEETING = "SELECT id AS id FROM receipt_book
        WHERE org = $1 AND symbol = $2 AND series = $3 AND first <= $5 AND last >= $4 LIMIT 1";
    /// Takes the next number of a book.
    TAKE = "UPDATE receipt_book SET next = next + 1 WHERE id = $1 AND next <= last RETURNING next - 1 AS number";
}

/// A paper book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Identifier: the number of the event that added it.
    pub id: i64,
    /// Unit.
    pub org: String,
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// Written by hand or printed.
    pub mode: Mode,
    /// Ký hiệu mẫu.
    pub symbol: String,
    /// Ký hiệu.
    pub series: String,
    /// First number.
    pub first: u32,
    /// Last number.
    pub last: u32,
    /// Next number; above the last when the book is used up.
    pub next: u32,
    /// Officer who added it.
    pub added_by: String,
    /// When, UTC milliseconds.
    pub added_at: i64,
}

impl Book {
    /// Whether every number was used.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        self.next > self.last
    }

    /// The number `number` of this book.
    #[must_use]
    pub fn number(&self, number: u32) -> ReceiptNumber {
        ReceiptNumber {
            symbol: self.symbol.clone(),
            series: self.series.clone(),
            number,
        }
    }
}

/// Keeps a new book.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn insert(tx: &mut dyn Tx, book: &Book) -> Result<(), StoreError> {
    let args = [
        book.id.into(),
        book.org.as_str().into(),
        book.kind.code().into(),
        book.mode.id().into(),
        book.symbol.as_str().into(),
        book.series.as_str().into(),
        book.first.into(),
        book.last.into(),
        book.added_by.as_str().into(),
        book.added_at.into(),
    ];
    tx.exec(&INSERT, &args).map(drop)
}

/// Books of `org`, newest first.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn of_org(tx: &mut dyn Tx, org: &str) -> Result<Vec<Book>, StoreError> {
    tx.rows(&OF_ORG, &[org.into()])?.iter().map(book).collect()
}

/// Books of `org` for `kind` in `mode`, oldest first.
///
/// # Errors
/// As [`of_org`].
pub fn for_kind(
    tx: &mut dyn Tx,
    org: &str,
    kind: FeeKind,
    mode: Mode,
) -> Result<Vec<Book>, StoreError> {
    let args = [org.into(), kind.code().into(), mode.id().into()];
    tx.rows(&FOR_KIND, &args)?.iter().map(book).collect()
}

/// Whether a book of `org` holds a number from `first` to `last` of this symbol and series.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn meets(
    tx: &mut dyn Tx,
    org: &str,
    symbol: &str,
    series: &str,
    first: u32,
    last: u32,
) -> Result<bool, StoreError> {
    let args = [
        org.into(),
        symbol.into(),
        series.into(),
        first.into(),
        last.into(),
    ];
    Ok(tx.row(&MEETING, &args)?.is_some())
}

/// Takes the next number of book `id`; none when it is used up. A rolled back collection gives its
/// number back.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn take(tx: &mut dyn Tx, id: i64) -> Result<Option<u32>, StoreError> {
    let row = tx.row(&TAKE, &[id.into()])?;
    row.map(|row| number(&row, 0)).transpose()
}

fn book(row: &Row) -> Result<Book, StoreError> {
    Ok(Book {
        id: row.int(0)?,
        org: row.string(1)?,
        kind: kind(row.text(2)?)?,
        mode: Mode::from_id(row.text(3)?)
            .ok_or_else(|| StoreError::misuse("unknown mode of a book"))?,
        symbol: row.string(4)?,
        series: row.string(5)?,
        first: number(row, 6)?,
        last: number(row, 7)?,
        next: number(row, 8)?,
        added_by: row.string(9)?,
        added_at: row.int(10)?,
    })
}
