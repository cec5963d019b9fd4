//! Attachments of dossiers; their bytes are in [`super::blobs`].

use super::dossiers::{from_json, json};
use crate::domain::attachment::{Attachment, AttachmentKind, Removal};
use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};
use crate::text::HumanText;

catalogue! {
    /// Keeps an attachment.
    INSERT = "INSERT INTO attachment (id, dossier, label, kind, name, media, size, hash, remarks, at, officer)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// Attachments of a dossier, oldest first, removed ones too.
    OF_DOSSIER = "SELECT id AS id, dossier AS dossier, label AS label, kind AS kind, name AS name,
        media AS media, size AS size, hash AS hash, remarks AS remarks, at AS at, officer AS officer,
        removed_at AS removed_at, removed_by AS removed_by, removed_reason AS removed_reason
        FROM attachment WHERE dossier = $1 ORDER BY id";
    /// One attachment of a dossier.
    ONE = "SELECT id AS id, dossier AS dossier, label AS label, kind AS kind, name AS name,
        media AS media, size AS size, hash AS hash, remarks AS remarks, at AS at, officer AS officer,
        removed_at AS removed_at, removed_by AS removed_by, removed_reason AS removed_reason
        FROM attachment WHERE dossier = $1 AND id = $2";
    /// How many there are and how many bytes.
    USED = "SELECT count(*) AS count, coalesce(cast(sum(size) AS BIGINT), 0) AS bytes
        FROM attachment WHERE dossier = $1 AND removed_at IS NULL";
    /// Takes one out of what counts.
    REMOVE = "UPDATE attachment SET removed_at = $2, removed_by = $3, removed_reason = $4
        WHERE id = $1 AND removed_at IS NULL";
}

/// Keeps `attachment`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn insert(tx: &mut dyn Tx, attachment: &Attachment) -> Result<(), StoreError> {
    let args = [
        attachment.id.into(),
        attachment.dossier.into(),
        attachment.label.as_str().into(),
        attachment.kind.id().into(),
        attachment.name.as_str().into(),
        attachment.media.as_str().into(),
        attachment.size.into(),
        attachment.hash.as_str().into(),
        json(&attachment.remarks)?.into(),
        attachment.at.into(),
        attachment.officer.as_str().into(),
    ];
    tx.exec(&INSERT, &args).map(drop)
}

/// Attachments of `dossier`, oldest first, removed ones too.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn of_dossier(tx: &mut dyn Tx, dossier: i64) -> Result<Vec<Attachment>, StoreError> {
    let rows = tx.rows(&OF_DOSSIER, &[dossier.into()])?;
    rows.iter().map(attachment).collect()
}

/// The attachment `id` of `dossier`.
///
/// # Errors
/// As [`of_dossier`].
pub fn one(tx: &mut dyn Tx, dossier: i64, id: i64) -> Result<Option<Attachment>, StoreError> {
    let row = tx.row(&ONE, &[dossier.into(), id.into()])?;
    row.as_ref().map(attachment).transpose()
}

/// How many attachments `dossier` has that were not removed, and how many bytes.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn used(tx: &mut dyn Tx, dossier: i64) -> Result<(u64, u64), StoreError> {
    let Some(row) = tx.row(&USED, &[dossier.into()])? else {
        return Ok((0, 0));
    };
    let positive = |n: i64| u64::try_from(n).unwrap_or(0);
    Ok((positive(row.int(0)?), positive(row.int(1)?)))
}

/// Removes the attachment `id`; false when it was removed before.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn remove(tx: &mut dyn Tx, id: i64, removal: &Removal) -> Result<bool, StoreError> {
    let args = [
        id.into(),
        removal.at.into(),
        removal.officer.as_str().into(),
        removal.reason.as_str().into(),
    ];
    Ok(tx.exec(&REMOVE, &args)? == 1)
}

fn attachment(row: &Row) -> Result<Attachment, StoreError> {
    let kind = AttachmentKind::from_id(row.text(3)?)
        .ok_or_else(|| StoreError::misuse("unknown kind of attachment"))?;
    let removed = match (row.opt_int(11)?, row.opt_string(12)?, row.opt_string(13)?) {
        (Some(at), Some(officer), Some(reason)) => Some(Removal {
            at,
            officer,
            reason,
        }),
        _ => None,
    };
    Ok(Attachment {
        id: row.int(0)?,
        dossier: row.int(1)?,
        label: human(row.text(2)?),
        kind,
        name: row.string(4)?,
        media: row.string(5)?,
        size: row.int(6)?,
        hash: row.string(7)?,
        remarks: from_json(row.text(8)?)?,
        at: row.int(9)?,
        officer: row.string(10)?,
        removed,
    })
}

/// A text that passed the gate before it was stored.
pub(super) fn human(text: &str) -> HumanText {
    HumanText::note(text, usize::MAX).unwrap_or_default()
}
