//! The register book: receipts of a desk between two moments, in the order of the trail.

use super::dossiers::from_json;
use crate::domain::dossier::Content;
use crate::domain::event::Event;
use crate::domain::life::Life;
use crate::domain::lifecycle::State;
use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};

catalogue! {
    /// Moment of an event.
    MOMENT = "SELECT at AS at FROM event WHERE seq = $1";
    /// Receipts of a desk in a stretch of the trail.
    RECEIPTS = "SELECT e.body AS body, d.code AS code, d.state AS state, d.due_at AS due_at,
        d.returned_at AS returned_at, d.content AS content, d.life AS life
        FROM event e JOIN dossier d ON d.id = e.dossier
        WHERE e.seq >= $1 AND e.seq < $2 AND e.act = 'receive' AND d.desk = $3 ORDER BY e.seq LIMIT $4";
}

/// One line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Code.
    pub code: String,
    /// Login name of the officer who received it.
    pub clerk: String,
    /// Moment of receipt, UTC milliseconds.
    pub received_at: i64,
    /// Due moment, UTC milliseconds.
    pub due_at: Option<i64>,
    /// Moment the result was handed over, UTC milliseconds.
    pub returned_at: Option<i64>,
    /// State now.
    pub state: State,
    /// What was handed in.
    pub content: Content,
    /// Who collected it, among the rest.
    pub life: Life,
}

/// Number of the first event at or after `at` (UTC milliseconds), when the last one is `end`. The trail
/// has no gaps and runs with the clock, so a few looks find it.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn first_at(tx: &mut dyn Tx, end: i64, at: i64) -> Result<i64, StoreError> {
    let (mut low, mut high) = (1, end + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let moment = tx.row(&MOMENT, &[middle.into()])?;
        let before = match moment {
            Some(row) => row.int(0)? < at,
            None => false,
        };
        if before {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// At most `limit` receipts of `desk` among the events from number `from` and before `until`.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn receipts(
    tx: &mut dyn Tx,
    desk: &str,
    (from, until): (i64, i64),
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let args = [from.into(), until.into(), desk.into(), limit.into()];
    tx.rows(&RECEIPTS, &args)?.iter().map(entry).collect()
}

fn entry(row: &Row) -> Result<Entry, StoreError> {
    let event: Event = from_json(row.text(0)?)?;
    Ok(Entry {
        code: row.string(1)?,
        clerk: event.actor,
        received_at: event.at,
        state: State::from_id(row.text(2)?).ok_or_else(|| StoreError::misuse("unknown state"))?,
        due_at: row.opt_int(3)?,
        returned_at: row.opt_int(4)?,
        content: from_json(row.text(5)?)?,
        life: from_json(row.text(6)?)?,
    })
}
