//! Fee lines: what a dossier is charged and how each line was settled.

use crate::domain::dossier::Content;
use crate::domain::fee::{self, Line, Settled, When};
use crate::domain::procedure::FeeKind;
use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};

use super::dossiers::from_json;

catalogue! {
    /// Keeps a line; one that is there stays as it is.
    INSERT = "INSERT INTO fee_line (dossier, no, kind, name, amount, due, settled, settled_by, ground, paper)
        VALUES ($1, $2, $3, $4, $5, $6, '', NULL, '', '') ON CONFLICT (dossier, no) DO NOTHING";
    /// Lines of a dossier.
    OF_DOSSIER = "SELECT no AS no, kind AS kind, name AS name, amount AS amount, due AS due, settled AS settled,
        settled_by AS settled_by, ground AS ground, paper AS paper
        FROM fee_line WHERE dossier = $1 ORDER BY no";
    /// What was handed in with a dossier that has no lines of its own yet.
    CONTENT = "SELECT content AS content FROM dossier WHERE id = $1";
    /// Settles a line that is still owed.
    SETTLE = "UPDATE fee_line SET settled = $3, settled_by = $4, ground = $5, paper = $6
        WHERE dossier = $1 AND no = $2 AND settled = ''";
    /// Makes the lines of a receipt owed again.
    UNSETTLE = "UPDATE fee_line SET settled = '', settled_by = NULL
        WHERE dossier = $1 AND settled = 'receipt' AND settled_by = $2";
    /// Writes what a replacement receipt says over a line.
    CORRECT = "UPDATE fee_line SET kind = $3, name = $4, amount = $5 WHERE dossier = $1 AND no = $2";
}

/// Keeps `lines` of a dossier; lines that are there stay.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn insert(tx: &mut dyn Tx, dossier: i64, lines: &[Line]) -> Result<(), StoreError> {
    for line in lines {
        let args = [
            dossier.into(),
            line.no.into(),
            line.kind.code().into(),
            line.name.as_str().into(),
            dong(line.amount_dong)?.into(),
            line.when.id().into(),
        ];
        tx.exec(&INSERT, &args)?;
    }
    Ok(())
}

/// Lines of a dossier. One received before lines were kept has them from what was handed in.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn of_dossier(tx: &mut dyn Tx, dossier: i64) -> Result<Vec<Line>, StoreError> {
    let rows = tx.rows(&OF_DOSSIER, &[dossier.into()])?;
    if !rows.is_empty() {
        return rows.iter().map(line).collect();
    }
    let Some(row) = tx.row(&CONTENT, &[dossier.into()])? else {
        return Ok(Vec::new());
    };
    let content: Content = from_json(row.text(0)?)?;
    Ok(fee::lines_of(&content.fees, When::After))
}

/// Whole đồng still unsettled on a dossier, of both kinds. For the guard of the act that returns the
/// result; call it inside the transaction of the act.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn owed(tx: &mut dyn Tx, dossier_id: i64) -> Result<u64, StoreError> {
    Ok(fee::owed(&of_dossier(tx, dossier_id)?))
}

/// Whole đồng still unsettled of the lines that are to be taken at `when`.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn owed_at(tx: &mut dyn Tx, dossier_id: i64, when: When) -> Result<u64, StoreError> {
    let mut lines = of_dossier(tx, dossier_id)?;
    lines.retain(|line| line.when == when);
    Ok(fee::owed(&lines))
}

/// Settles line `no`; false when it is not owed any more.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn settle(tx: &mut dyn Tx, dossier: i64, no: u32, how: &Settled) -> Result<bool, StoreError> {
    let (by, ground, paper) = match how {
        Settled::Not => (None, "", ""),
        Settled::Receipt { receipt } => (Some(*receipt), "", ""),
        Settled::Exempt { ground, paper } => (None, ground.as_str(), paper.as_str()),
        Settled::Elsewhere { paper } => (None, "", paper.as_str()),
    };
    let args = [
        dossier.into(),
        no.into(),
        settled_id(how).into(),
        by.into(),
        ground.into(),
        paper.into(),
    ];
    Ok(tx.exec(&SETTLE, &args)? == 1)
}

/// Makes the lines that `receipt` had settled owed again.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn unsettle(tx: &mut dyn Tx, dossier: i64, receipt: i64) -> Result<(), StoreError> {
    tx.exec(&UNSETTLE, &[dossier.into(), receipt.into()])
        .map(drop)
}

/// Writes kind, name and amount of a replacement receipt over line `no`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn correct(
    tx: &mut dyn Tx,
    dossier: i64,
    no: u32,
    kind: FeeKind,
    name: &str,
    amount_dong: u64,
) -> Result<(), StoreError> {
    let args = [
        dossier.into(),
        no.into(),
        kind.code().into(),
        name.into(),
        dong(amount_dong)?.into(),
    ];
    tx.exec(&CORRECT, &args).map(drop)
}

/// An amount as the engines keep it.
///
/// # Errors
/// More đồng than there are.
pub(super) fn dong(amount: u64) -> Result<i64, StoreError> {
    i64::try_from(amount).map_err(|_| StoreError::misuse("amount too large"))
}

/// An amount as the program keeps it.
///
/// # Errors
/// Below nothing.
pub(super) fn amount(row: &Row, i: usize) -> Result<u64, StoreError> {
    u64::try_from(row.int(i)?).map_err(|_| StoreError::misuse("amount below 0"))
}

/// Kind of a stored code.
///
/// # Errors
/// A code that is none.
pub(super) fn kind(code: &str) -> Result<FeeKind, StoreError> {
    FeeKind::from_code(code).ok_or_else(|| StoreError::misuse("unknown kind of fee"))
}

fn settled_id(how: &Settled) -> &'static str {
    match how {
        Settled::Not => "",
        Settled::Receipt { .. } => "receipt",
        Settled::Exempt { .. } => "exempt",
        Settled::Elsewhere { .. } => "elsewhere",
    }
}

fn line(row: &Row) -> Result<Line, StoreError> {
    let paper = row.string(8)?;
    let settled = match row.text(5)? {
        "" => Settled::Not,
        "receipt" => Settled::Receipt {
            receipt: row.int(6)?,
        },
        "exempt" => Settled::Exempt {
            ground: row.string(7)?,
            paper,
        },
        _ => Settled::Elsewhere { paper },
    };
    Ok(Line {
        no: number(row, 0)?,
        kind: kind(row.text(1)?)?,
        name: row.string(2)?,
        amount_dong: amount(row, 3)?,
        when: When::from_id(row.text(4)?)
            .ok_or_else(|| StoreError::misuse("unknown time of a fee"))?,
        settled,
    })
}

/// A small number of a row.
///
/// # Errors
/// One that is not.
pub(super) fn number(row: &Row, i: usize) -> Result<u32, StoreError> {
    u32::try_from(row.int(i)?).map_err(|_| StoreError::misuse("number out of range"))
}
