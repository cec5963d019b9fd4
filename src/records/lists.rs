//! Lists of open work: each a range of one index, in the order in which it is shown.
//!
//! All statements share their first five parameters: whose list it is ($1), the key and identifier
//! after which the page begins ($2, $3), the last key ($4) and the most rows ($5); then the fields of
//! the reader ($6, empty for all) and who reads ($7), so that no list shows what is outside a scope.

use super::dossiers::{due, session};
use super::finding::named;
use crate::domain::lifecycle::State;
use crate::domain::scope::Reader;
use crate::store::sql::catalogue;
use crate::store::{Row, Sql, StoreError, Tx, Val};
use crate::worktime::Session;

macro_rules! columns {
    () => {
        "SELECT id AS id, code AS code, version AS version, owner AS owner, summary AS summary,
        procedure_name AS procedure_name, state AS state, step_name AS step_name, holder AS holder,
        received AS received, due AS due, finished AS finished, since AS since, step_due AS step_due,
        org AS org, received_at AS received_at, marks AS marks, apology_by AS apology_by FROM dossier "
    };
}

macro_rules! in_field {
    () => {
        " AND ($6 = '' OR holder = $7 OR replace($6, '|' || field || '|', '') <> $6)"
    };
}

macro_rules! at_desk {
    () => {
        "WHERE desk = $1 AND stage = $8 AND stage <> 2 AND (marks & $9) < 1 AND ($10 = '' OR state = $10)
         AND (due, id) > ($2, $3) AND due <= $4"
    };
}

macro_rules! marked_at_desk {
    () => {
        "WHERE desk = $1 AND marks <> 0 AND (marks & $8) <> 0 AND (due, id) > ($2, $3) AND due <= $4"
    };
}

macro_rules! marked_at_org {
    () => {
        "WHERE org = $1 AND marks <> 0 AND (marks & $8) <> 0 AND (due, id) > ($2, $3) AND due <= $4"
    };
}

macro_rules! given {
    () => {
        "WHERE giver = $1 AND giver IS NOT NULL AND (due, id) > ($2, $3) AND due <= $4"
    };
}

macro_rules! held {
    () => {
        "WHERE holder = $1 AND holder IS NOT NULL AND stage = $8 AND stage <> 2
         AND (due, id) > ($2, $3) AND due <= $4"
    };
}

macro_rules! in_box {
    () => {
        "WHERE org = $1 AND role = $8 AND stage = 0 AND stage <> 2 AND (due, id) > ($2, $3) AND due <= $4
         AND ($9 = '' OR holder IS NULL OR holder = $9) AND ($10 = '' OR state = $10)"
    };
}

macro_rules! by_step {
    () => {
        "WHERE desk = $1 AND stage = 0 AND step_due < 9999999 AND (step_due, id) > ($2, $3) AND step_due <= $4"
    };
}

macro_rules! apology_due {
    () => {
        "WHERE desk = $1 AND stage = 0 AND apology_by < 9999999 AND (marks & $8) < 1
         AND (apology_by, id) > ($2, $3) AND apology_by <= $4"
    };
}

macro_rules! fresh {
    () => {
        "WHERE desk = $1 AND state = 'received' AND (holder IS NULL OR holder = $8)
         AND (received_at, id) > ($2, $3) AND received_at <= $4"
    };
}

macro_rules! today {
    () => {
        "WHERE desk = $1 AND (received_at, id) < ($2, $3) AND received_at >= $4 AND stage <> 4
         AND state <> 'deleted'"
    };
}

macro_rules! counted {
    () => {
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM dossier "
    };
}

catalogue! {
    /// Dossiers received at a desk, most urgent first.
    AT_DESK = concat!(columns!(), at_desk!(), in_field!(), " ORDER BY due, id LIMIT $5");
    /// How many.
    COUNT_AT_DESK = concat!(counted!(), at_desk!(), in_field!(), " LIMIT $5) c");
    /// Dossiers received at a desk that carry a mark.
    MARKED_AT_DESK = concat!(columns!(), marked_at_desk!(), in_field!(), in_field!(), " ORDER BY due, id LIMIT $5");
    /// How many.
    COUNT_MARKED_AT_DESK = concat!(counted!(), marked_at_desk!(), in_field!(), in_field!(), " LIMIT $5) c");
    /// Dossiers in a unit that carry a mark.
    MARKED_AT_ORG = concat!(columns!(), marked_at_org!(), in_field!(), " ORDER BY due, id LIMIT $5");
    /// How many.
    COUNT_MARKED_AT_ORG = concat!(counted!(), marked_at_org!(), in_field!(), " LIMIT $5) c");
    /// Dossiers that a unit handed over and nobody confirmed.
    GIVEN = concat!(columns!(), given!(), in_field!(), " ORDER BY due, id LIMIT $5");
    /// How many.
    COUNT_GIVEN = concat!(counted!(), given!(), in_field!(), " LIMIT $5) c");
    /// Dossiers that an officer holds.
    HELD = concat!(columns!(), held!(), in_field!(), " ORDER BY due, id LIMIT $5");
    /// How many.
    COUNT_HELD = concat!(counted!(), held!(), in_field!(), " LIMIT $5) c");
    /// What waits for a role in a unit.
    IN_BOX = concat!(columns!(), in_box!(), in_field!(), " ORDER BY due, id LIMIT $5");
    /// How many.
    COUNT_IN_BOX = concat!(counted!(), in_box!(), in_field!(), " LIMIT $5) c");
    /// Dossiers received at a desk, by the deadline of the step.
    BY_STEP = concat!(columns!(), by_step!(), in_field!(), " ORDER BY step_due, id LIMIT $5");
    /// How many.
    COUNT_BY_STEP = concat!(counted!(), by_step!(), in_field!(), " LIMIT $5) c");
    /// Dossiers received at a desk for which an apology must soon be given, by the last session for it.
    APOLOGY_DUE = concat!(columns!(), apology_due!(), in_field!(), " ORDER BY apology_by, id LIMIT $5");
    /// How many.
    COUNT_APOLOGY_DUE = concat!(counted!(), apology_due!(), in_field!(), " LIMIT $5) c");
    /// Dossiers received at a desk and not passed on, oldest first.
    FRESH = concat!(columns!(), fresh!(), in_field!(), " ORDER BY received_at, id LIMIT $5");
    /// How many.
    COUNT_FRESH = concat!(counted!(), fresh!(), in_field!(), " LIMIT $5) c");
    /// Dossiers received at a desk since a moment, newest first.
    TODAY = concat!(columns!(), today!(), in_field!(), " ORDER BY received_at DESC, id DESC LIMIT $5");
    /// How many.
    COUNT_TODAY = concat!(counted!(), today!(), in_field!(), " LIMIT $5) c");
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
    /// Session of the last charge; of the stop, while the clock stands still.
    pub since: Session,
    /// Deadline of the step.
    pub step_due: Option<Session>,
    /// Unit where it is.
    pub org: String,
    /// Moment of receipt, UTC milliseconds.
    pub received_at: i64,
    /// Marks, as `domain::marks` counts them.
    pub marks: i64,
    /// Last session in which an apology would be in time.
    pub apology_by: Option<Session>,
}

/// A stretch of a list: keys (due ordinals, or UTC milliseconds of receipt) and identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Rows after this key and identifier.
    pub after: (i64, i64),
    /// No further than this key.
    pub until: i64,
    /// At most so many rows.
    pub limit: i64,
}

/// A list to read: its two statements, whose it is, and what they ask beside.
#[derive(Debug, Clone)]
pub struct Source {
    /// Reads rows.
    pub rows: &'static Sql,
    /// Counts them.
    pub count: &'static Sql,
    /// Desk, unit or officer.
    pub whose: String,
    /// Parameters from `$8` on.
    pub more: Vec<Val<'static>>,
}

/// Rows of `source`, as far as `reader` may see them.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn rows(
    tx: &mut dyn Tx,
    reader: &Reader,
    source: &Source,
    range: Range,
) -> Result<Vec<ListRow>, StoreError> {
    let found = tx.rows(source.rows, &source.args(reader, range))?;
    found.iter().map(line).collect()
}

/// How many rows `source` has, counted up to the limit of `range`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn count(
    tx: &mut dyn Tx,
    reader: &Reader,
    source: &Source,
    range: Range,
) -> Result<i64, StoreError> {
    let found = tx.row(source.count, &source.args(reader, range))?;
    found.map_or(Ok(0), |row| row.int(0))
}

impl Source {
    fn args(&self, reader: &Reader, range: Range) -> Vec<Val<'_>> {
        let (key, id) = range.after;
        let mut args: Vec<Val> = vec![
            self.whose.as_str().into(),
            key.into(),
            id.into(),
            range.until.into(),
            range.limit.into(),
            named(reader.fields()).into(),
            reader.officer().to_owned().into(),
        ];
        args.extend(self.more.iter().cloned());
        args
    }
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
        since: session(row.int(12)?)?,
        step_due: due(row.int(13)?)?,
        org: row.string(14)?,
        received_at: row.int(15)?,
        marks: row.int(16)?,
        apology_by: due(row.int(17)?)?,
    })
}
