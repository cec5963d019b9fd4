//! Results of dossiers.

use super::attachments::human;
use super::dossiers::{from_json, json};
use crate::domain::result::{ResultForm, ResultPaper, ResultState};
use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};

catalogue! {
    /// Keeps a result.
    INSERT = "INSERT INTO result (id, dossier, no, title, number, issued_on, signed_by, form, attachment, state,
              note, remarks, at, officer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    /// Writes a result over its row.
    UPDATE = "UPDATE result SET title = $2, number = $3, issued_on = $4, signed_by = $5, form = $6,
              attachment = $7, state = $8, note = $9, remarks = $10, at = $11, officer = $12 WHERE id = $1";
    /// Results of a dossier in their order.
    OF_DOSSIER = "SELECT id AS id, dossier AS dossier, no AS no, title AS title, number AS number,
        issued_on AS issued_on, signed_by AS signed_by, form AS form, attachment AS attachment, state AS state,
        note AS note, remarks AS remarks, at AS at, officer AS officer
        FROM result WHERE dossier = $1 ORDER BY no";
    /// How many results are final with a file that is there, and how many are drafts.
    READY = "SELECT coalesce(cast(sum(CASE WHEN r.state = 'final' AND a.id IS NOT NULL AND a.removed_at IS NULL
            THEN 1 ELSE 0 END) AS BIGINT), 0) AS finals,
        coalesce(cast(sum(CASE WHEN r.state = 'draft' THEN 1 ELSE 0 END) AS BIGINT), 0) AS drafts
        FROM result r LEFT JOIN attachment a ON a.id = r.attachment WHERE r.dossier = $1";
}

/// How far the results of a dossier are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResultsReady {
    /// Final results whose file was found fit and is there.
    pub finals: u32,
    /// Drafts.
    pub drafts: u32,
}

/// How far the results of `dossier` are, for the act that signs, issues or returns it.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn ready(tx: &mut dyn Tx, dossier: i64) -> Result<ResultsReady, StoreError> {
    let Some(row) = tx.row(&READY, &[dossier.into()])? else {
        return Ok(ResultsReady::default());
    };
    let count = |n: i64| u32::try_from(n).unwrap_or(0);
    Ok(ResultsReady {
        finals: count(row.int(0)?),
        drafts: count(row.int(1)?),
    })
}

/// Keeps a new `result`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn insert(tx: &mut dyn Tx, result: &ResultPaper) -> Result<(), StoreError> {
    let args = [
        result.id.into(),
        result.dossier.into(),
        result.no.into(),
        result.title.as_str().into(),
        result.number.as_str().into(),
        date(result).into(),
        result.signed_by.as_str().into(),
        result.form.map_or("", ResultForm::id).into(),
        result.attachment.into(),
        result.state.id().into(),
        result.note.as_str().into(),
        json(&result.remarks)?.into(),
        result.at.into(),
        result.officer.as_str().into(),
    ];
    tx.exec(&INSERT, &args).map(drop)
}

/// Writes `result` over its row.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn update(tx: &mut dyn Tx, result: &ResultPaper) -> Result<(), StoreError> {
    let args = [
        result.id.into(),
        result.title.as_str().into(),
        result.number.as_str().into(),
        date(result).into(),
        result.signed_by.as_str().into(),
        result.form.map_or("", ResultForm::id).into(),
        result.attachment.into(),
        result.state.id().into(),
        result.note.as_str().into(),
        json(&result.remarks)?.into(),
        result.at.into(),
        result.officer.as_str().into(),
    ];
    tx.exec(&UPDATE, &args).map(drop)
}

/// Results of `dossier` in their order.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn of_dossier(tx: &mut dyn Tx, dossier: i64) -> Result<Vec<ResultPaper>, StoreError> {
    let rows = tx.rows(&OF_DOSSIER, &[dossier.into()])?;
    rows.iter().map(result).collect()
}

fn date(result: &ResultPaper) -> String {
    result.date.map_or(String::new(), |date| date.to_string())
}

fn result(row: &Row) -> Result<ResultPaper, StoreError> {
    let state = ResultState::from_id(row.text(9)?)
        .ok_or_else(|| StoreError::misuse("unknown state of a result"))?;
    Ok(ResultPaper {
        id: row.int(0)?,
        dossier: row.int(1)?,
        no: row.int(2)?,
        title: human(row.text(3)?),
        number: human(row.text(4)?),
        date: row.text(5)?.parse().ok(),
        signed_by: human(row.text(6)?),
        form: ResultForm::from_id(row.text(7)?),
        attachment: row.opt_int(8)?,
        state,
        note: human(row.text(10)?),
        remarks: from_json(row.text(11)?)?,
        at: row.int(12)?,
        officer: row.string(13)?,
    })
}
