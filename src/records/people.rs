//! People of dossiers already received, for the next one of the same person.

use super::lists::ListRow;
use crate::domain::dossier::Content;
use crate::domain::scope::Reader;
use crate::store::sql::catalogue;
use crate::store::{StoreError, Tx};

/// Most dossiers looked at for one question.
pub const MOST: usize = 8;

catalogue! {
    /// Contents of up to eight dossiers.
    CONTENTS = "SELECT d.code AS code, d.received_at AS received_at, d.content AS content FROM dossier d
        WHERE d.id IN ($1, $2, $3, $4, $5, $6, $7, $8) ORDER BY d.id DESC";
}

/// A dossier and what was handed in with it.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// Its code.
    pub code: String,
    /// When it was received, UTC milliseconds.
    pub received_at: i64,
    /// What was handed in.
    pub content: Content,
}

/// What was handed in with the newest of `rows`, which `reader` has found.
///
/// # Errors
/// [`StoreError`] of the engine, or a content that is not ours.
pub fn earlier(
    tx: &mut dyn Tx,
    reader: &Reader,
    rows: &[ListRow],
) -> Result<Vec<Earlier>, StoreError> {
    if !reader.sees_details() || rows.is_empty() {
        return Ok(Vec::new());
    }
    let id = |place: usize| rows.get(place).map_or(-1, |row| row.id).into();
    let args: [_; MOST] = std::array::from_fn(id);
    let read = |row: &crate::store::Row| {
        Ok(Earlier {
            code: row.string(0)?,
            received_at: row.int(1)?,
            content: serde_json::from_str(row.text(2)?)
                .map_err(|_| StoreError::misuse("content of a dossier is not ours"))?,
        })
    };
    tx.rows(&CONTENTS, &args)?.iter().map(read).collect()
}
