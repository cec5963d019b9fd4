//! Changes of the catalogue: proposals of one person, decided by another.

use chrono::NaiveDate;

use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx, Val};

catalogue! {
    /// Keeps a proposal.
    INSERT = "INSERT INTO catalogue_change (id, digest, author, at, reason, valid_from, body, difference, state)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'proposed')";
    /// Decides a proposal that nobody has decided.
    DECIDE = "UPDATE catalogue_change SET state = $2, decided_by = $3, decided_at = $4, decided_reason = $5,
              edition = $6, effective_from = $7 WHERE id = $1 AND state = 'proposed'";
    /// One change.
    ONE = "SELECT id AS id, digest AS digest, author AS author, at AS at, reason AS reason,
           valid_from AS valid_from, state AS state, decided_by AS decided_by, decided_at AS decided_at,
           decided_reason AS decided_reason, effective_from AS effective_from, difference AS difference,
           body AS body FROM catalogue_change WHERE id = $1";
    /// The newest changes, without their files.
    NEWEST = "SELECT id AS id, digest AS digest, author AS author, at AS at, reason AS reason,
           valid_from AS valid_from, state AS state, decided_by AS decided_by, decided_at AS decided_at,
           decided_reason AS decided_reason, effective_from AS effective_from, difference AS difference,
           '' AS body FROM catalogue_change ORDER BY id DESC LIMIT $1";
    /// What the trail must tell of every change too.
    STANDINGS = "SELECT id AS id, digest AS digest, author AS author, at AS at, reason AS reason,
           valid_from AS valid_from, state AS state, decided_by AS decided_by, decided_at AS decided_at,
           decided_reason AS decided_reason, effective_from AS effective_from, difference AS difference,
           body AS body, edition AS edition FROM catalogue_change WHERE id > $1 ORDER BY id LIMIT $2";
    /// Which approved changes are in force on a day, in the order in which they lie over each other.
    IN_FORCE = "SELECT id AS id, edition AS edition, effective_from AS effective_from FROM catalogue_change
           WHERE state = 'approved' AND effective_from <= $1 ORDER BY effective_from, edition";
    /// How many open dossiers there are of each procedure.
    OPEN = "SELECT substr(procedure, 1, 8) AS code, count(*) AS n FROM dossier WHERE stage <> 2
            GROUP BY substr(procedure, 1, 8)";
    /// Open dossiers of one procedure, received before a moment.
    OPEN_OF = "SELECT id AS id, code AS code, version AS version FROM dossier
            WHERE substr(procedure, 1, 8) = $1 AND stage <> 2 AND id > $2 AND received_at < $3
            ORDER BY id LIMIT $4";
}

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeState {
    /// It waits for the second person.
    Proposed,
    /// In force from its day on.
    Approved,
    /// The second person said no.
    Refused,
    /// Its author took it back.
    Withdrawn,
}

impl ChangeState {
    /// Identifier in the table and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Proposed => "chờ duyệt",
            Self::Approved => "đã duyệt",
            Self::Refused => "bị từ chối",
            Self::Withdrawn => "đã rút",
        }
    }

    fn from_id(id: &str) -> Result<Self, StoreError> {
        [
            Self::Proposed,
            Self::Approved,
            Self::Refused,
            Self::Withdrawn,
        ]
        .into_iter()
        .find(|state| state.id() == id)
        .ok_or_else(|| StoreError::misuse("unknown state of a change"))
    }
}

/// A change as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueChange {
    /// Identifier: the number of the event that proposed it.
    pub id: i64,
    /// Names its content.
    pub digest: String,
    /// Who proposed it.
    pub author: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Why.
    pub reason: String,
    /// The day from which it says that it holds.
    pub valid_from: NaiveDate,
    /// Where it stands.
    pub state: ChangeState,
    /// Who decided it.
    pub decided_by: Option<String>,
    /// When, UTC milliseconds.
    pub decided_at: Option<i64>,
    /// Why.
    pub decided_reason: Option<String>,
    /// First day on which it is in force here.
    pub effective_from: Option<NaiveDate>,
    /// The difference as it was shown, JSON.
    pub difference: String,
    /// The files, JSON; empty in lists.
    pub body: String,
}

/// A decision about a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What becomes of it.
    pub state: ChangeState,
    /// By whom.
    pub by: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Why.
    pub reason: String,
    /// Number of the event and first day in force, for an approval.
    pub in_force: Option<(i64, NaiveDate)>,
}

/// Keeps a proposal.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn insert(tx: &mut dyn Tx, change: &CatalogueChange) -> Result<(), StoreError> {
    let args: [Val; 8] = [
        change.id.into(),
        change.digest.as_str().into(),
        change.author.as_str().into(),
        change.at.into(),
        change.reason.as_str().into(),
        change.valid_from.to_string().into(),
        change.body.as_str().into(),
        change.difference.as_str().into(),
    ];
    tx.exec(&INSERT, &args).map(drop)
}

/// Writes `decision` on a proposal; false when it was decided before.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn decide(tx: &mut dyn Tx, id: i64, decision: &Decision) -> Result<bool, StoreError> {
    let day = decision.in_force.map(|(_, day)| day.to_string());
    let args: [Val; 7] = [
        id.into(),
        decision.state.id().into(),
        decision.by.as_str().into(),
        decision.at.into(),
        decision.reason.as_str().into(),
        decision.in_force.map(|(edition, _)| edition).into(),
        day.as_deref().into(),
    ];
    Ok(tx.exec(&DECIDE, &args)? == 1)
}

/// One change with its files.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn one(tx: &mut dyn Tx, id: i64) -> Result<Option<CatalogueChange>, StoreError> {
    tx.row(&ONE, &[id.into()])?.as_ref().map(read).transpose()
}

/// The newest `limit` changes without their files.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn newest(tx: &mut dyn Tx, limit: i64) -> Result<Vec<CatalogueChange>, StoreError> {
    tx.rows(&NEWEST, &[limit.into()])?
        .iter()
        .map(read)
        .collect()
}

/// At most `limit` changes after `after` with their files and editions, in the order of their identifiers.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn standings(
    tx: &mut dyn Tx,
    after: i64,
    limit: i64,
) -> Result<Vec<(CatalogueChange, Option<i64>)>, StoreError> {
    let rows = tx.rows(&STANDINGS, &[after.into(), limit.into()])?;
    rows.iter()
        .map(|row| Ok((read(row)?, row.opt_int(13)?)))
        .collect()
}

/// Identifier, edition and first day of the changes in force on `day`, the lowest layer first.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn in_force(tx: &mut dyn Tx, day: NaiveDate) -> Result<Vec<(i64, i64, NaiveDate)>, StoreError> {
    let rows = tx.rows(&IN_FORCE, &[day.to_string().into()])?;
    rows.iter()
        .map(|row| Ok((row.int(0)?, row.int(1)?, date(row.text(2)?)?)))
        .collect()
}

/// Open dossiers of each procedure, by national code.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn open_dossiers(tx: &mut dyn Tx) -> Result<Vec<(String, i64)>, StoreError> {
    let rows = tx.rows(&OPEN, &[])?;
    rows.iter()
        .map(|row| Ok((row.string(0)?, row.int(1)?)))
        .collect()
}

/// Identifier, code and version of open dossiers of the procedure `national` after identifier `after`,
/// received before `before` (UTC milliseconds), oldest first.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn open_of(
    tx: &mut dyn Tx,
    national: &str,
    after: i64,
    before: i64,
    limit: i64,
) -> Result<Vec<(i64, String, i64)>, StoreError> {
    let args = [national.into(), after.into(), before.into(), limit.into()];
    tx.rows(&OPEN_OF, &args)?
        .iter()
        .map(|row| Ok((row.int(0)?, row.string(1)?, row.int(2)?)))
        .collect()
}

fn read(row: &Row) -> Result<CatalogueChange, StoreError> {
    Ok(CatalogueChange {
        id: row.int(0)?,
        digest: row.string(1)?,
        author: row.string(2)?,
        at: row.int(3)?,
        reason: row.string(4)?,
        valid_from: date(row.text(5)?)?,
        state: ChangeState::from_id(row.text(6)?)?,
        decided_by: row.opt_string(7)?,
        decided_at: row.opt_int(8)?,
        decided_reason: row.opt_string(9)?,
        effective_from: row.opt_string(10)?.as_deref().map(date).transpose()?,
        difference: row.string(11)?,
        body: row.string(12)?,
    })
}

fn date(text: &str) -> Result<NaiveDate, StoreError> {
    text.parse()
        .map_err(|_| StoreError::misuse("unreadable date of a change"))
}
