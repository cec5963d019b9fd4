//! Dossiers: one row each, as they stand after their last event.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::decide::Previous;
use crate::domain::dossier::{Clock, Content, Dossier, Position};
use crate::domain::event::Change;
use crate::domain::life::Life;
use crate::domain::lifecycle::{Act, ClockIs, State};
use crate::domain::process::Process;
use crate::domain::scope::Reader;
use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx, Val};
use crate::worktime::Session;

catalogue! {
    /// Keeps a new dossier.
    INSERT = "INSERT INTO dossier (id, code, version, state, stage, desk, org, role, holder, step, step_name,
        since, sender, received_at, received, time_limit, due, due_at, provisional, finished_at, finished,
        returned_at, procedure, procedure_name, owner, summary, content, process, rules, life, step_due, marks,
        giver, apology_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)";
    /// Moves a dossier on, if nobody has moved it since.
    UPDATE = "UPDATE dossier SET version = $3, state = $4, stage = $5, org = $6, role = $7, holder = $8,
        step = $9, step_name = $10, since = $11, sender = $12, finished_at = $13, finished = $14,
        returned_at = $15, received_at = $16, received = $17, due = $18, due_at = $19, life = $20, step_due = $21,
        marks = $22, giver = $23, apology_by = $24 WHERE id = $1 AND version = $2";
    /// Puts another content, limit, process and rules into the row.
    REWRITE = "UPDATE dossier SET time_limit = $2, procedure = $3, procedure_name = $4, owner = $5,
        summary = $6, content = $7, process = $8, rules = $9 WHERE id = $1";
    /// Keeps how a dossier stood before its last act.
    KEEP_BEFORE = "INSERT INTO dossier_before (dossier, event, act, officer, at, body)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (dossier) DO UPDATE SET event = excluded.event,
        act = excluded.act, officer = excluded.officer, at = excluded.at, body = excluded.body";
    /// How a dossier stood before its last act.
    BEFORE = "SELECT event AS event, act AS act, officer AS officer, at AS at, body AS body
        FROM dossier_before WHERE dossier = $1";
    /// One dossier by code.
    BY_CODE = "SELECT d.id AS id, d.code AS code, d.version AS version, d.state AS state, d.desk AS desk,
        d.org AS org, d.role AS role, d.holder AS holder, d.step AS step, d.since AS since, d.sender AS sender,
        d.received_at AS received_at, d.received AS received, d.time_limit AS time_limit, d.due AS due,
        d.due_at AS due_at, d.provisional AS provisional, d.finished_at AS finished_at,
        d.finished AS finished, d.returned_at AS returned_at, d.content AS content, p.body AS process,
        d.rules AS rules, d.life AS life, d.step_due AS step_due, d.apology_by AS apology_by
        FROM dossier d JOIN process_version p ON p.hash = d.process WHERE d.code = $1";
    /// Keeps a process once.
    KEEP_PROCESS = "INSERT INTO process_version (hash, body) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING";
    /// Where a stretch of dossiers stands, for verification.
    STANDINGS = "SELECT id AS id, code AS code, version AS version, state AS state, step AS step, org AS org,
        role AS role, holder AS holder, content AS content, life AS life, due AS due
        FROM dossier WHERE id > $1 ORDER BY id LIMIT $2";
}

/// Stored instead of a due session when there is none: later than every date.
pub const NO_DUE: i64 = 9_999_999;

/// The long texts of a dossier, made before the transaction so that the writing thread need not.
#[derive(Debug, Clone)]
pub struct Texts {
    /// JSON of the content; the event of the receipt holds the same text.
    pub content: Change,
    process: String,
    process_hash: String,
}

impl Texts {
    /// The texts of `content` and `process`.
    ///
    /// # Errors
    /// [`StoreError::Misuse`] for a value that has no JSON.
    pub fn of(content: &Content, process: &Process) -> Result<Self, StoreError> {
        let process = json(process)?;
        Ok(Self {
            content: Change::of(content),
            process_hash: short_hash(&process),
            process,
        })
    }
}

/// Keeps the new `dossier`, whose long texts are `texts`.
///
/// # Errors
/// [`StoreError::Unique`] on `dossier_code` when the code was given before.
pub fn insert(tx: &mut dyn Tx, dossier: &Dossier, texts: &Texts) -> Result<(), StoreError> {
    let hash = texts.process_hash.as_str();
    tx.exec(&KEEP_PROCESS, &[hash.into(), texts.process.as_str().into()])?;
    let (position, clock, content) = (&dossier.position, &dossier.clock, &dossier.content);
    let args: [Val; 34] = [
        dossier.id.into(),
        dossier.code.as_str().into(),
        dossier.version.into(),
        dossier.state.id().into(),
        stage(dossier.state).into(),
        dossier.desk.as_str().into(),
        position.org.as_str().into(),
        position.role.as_str().into(),
        position.holder.as_deref().into(),
        position.step.into(),
        step_name(dossier).into(),
        position.since.ordinal().into(),
        position.sender.as_str().into(),
        clock.received_at.into(),
        clock.received.ordinal().into(),
        clock.limit.to_string().into(),
        clock.due.map_or(NO_DUE, Session::ordinal).into(),
        clock.due_at.into(),
        clock.provisional.into(),
        clock.finished_at.into(),
        clock.finished.map(Session::ordinal).into(),
        clock.returned_at.into(),
        content.procedure.as_str().into(),
        content.procedure_name.as_str().into(),
        content.owner.name.as_str().into(),
        content.summary.as_str().into(),
        texts.content.text().into(),
        hash.into(),
        json(&dossier.rules)?.into(),
        json(&dossier.life)?.into(),
        position.step_due.map_or(NO_DUE, Session::ordinal).into(),
        dossier.marks().into(),
        giver(dossier).into(),
        clock.apology_by.map_or(NO_DUE, Session::ordinal).into(),
    ];
    tx.exec(&INSERT, &args).map(drop)
}

/// Writes `dossier` over the row that still has version `seen`; false when it has moved on.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn update(tx: &mut dyn Tx, dossier: &Dossier, seen: i64) -> Result<bool, StoreError> {
    let (position, clock) = (&dossier.position, &dossier.clock);
    let args: [Val; 24] = [
        dossier.id.into(),
        seen.into(),
        dossier.version.into(),
        dossier.state.id().into(),
        stage(dossier.state).into(),
        position.org.as_str().into(),
        position.role.as_str().into(),
        position.holder.as_deref().into(),
        position.step.into(),
        step_name(dossier).into(),
        position.since.ordinal().into(),
        position.sender.as_str().into(),
        clock.finished_at.into(),
        clock.finished.map(Session::ordinal).into(),
        clock.returned_at.into(),
        clock.received_at.into(),
        clock.received.ordinal().into(),
        clock.due.map_or(NO_DUE, Session::ordinal).into(),
        clock.due_at.into(),
        json(&dossier.life)?.into(),
        position.step_due.map_or(NO_DUE, Session::ordinal).into(),
        dossier.marks().into(),
        giver(dossier).into(),
        clock.apology_by.map_or(NO_DUE, Session::ordinal).into(),
    ];
    Ok(tx.exec(&UPDATE, &args)? == 1)
}

/// Writes content, limit, process and rules of `dossier` over what the row holds.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn rewrite(tx: &mut dyn Tx, dossier: &Dossier, texts: &Texts) -> Result<(), StoreError> {
    let hash = texts.process_hash.as_str();
    tx.exec(&KEEP_PROCESS, &[hash.into(), texts.process.as_str().into()])?;
    let content = &dossier.content;
    let args = [
        dossier.id.into(),
        dossier.clock.limit.to_string().into(),
        content.procedure.as_str().into(),
        content.procedure_name.as_str().into(),
        content.owner.name.as_str().into(),
        content.summary.as_str().into(),
        texts.content.text().into(),
        hash.into(),
        json(&dossier.rules)?.into(),
    ];
    tx.exec(&REWRITE, &args).map(drop)
}

/// What an act may change of a dossier and undo may bring back.
#[derive(Serialize, Deserialize)]
struct Snapshot {
    version: i64,
    state: State,
    position: Position,
    clock: Clock,
    life: Life,
}

/// Keeps how `dossier` stands before `act` of `officer`, which makes event number `event`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn keep_before(
    tx: &mut dyn Tx,
    dossier: &Dossier,
    event: i64,
    act: Act,
    officer: &str,
    at: i64,
) -> Result<(), StoreError> {
    let body = json(&Snapshot {
        version: dossier.version,
        state: dossier.state,
        position: dossier.position.clone(),
        clock: dossier.clock.clone(),
        life: dossier.life.clone(),
    })?;
    let args = [
        dossier.id.into(),
        event.into(),
        act.id().into(),
        officer.into(),
        at.into(),
        body.into(),
    ];
    tx.exec(&KEEP_BEFORE, &args).map(drop)
}

/// How `dossier` stood before its last act, and the number of the event of that act.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn before(tx: &mut dyn Tx, dossier: &Dossier) -> Result<Option<(i64, Previous)>, StoreError> {
    let Some(row) = tx.row(&BEFORE, &[dossier.id.into()])? else {
        return Ok(None);
    };
    let act = Act::ALL.iter().find(|act| Ok(act.id()) == row.text(1));
    let act = *act.ok_or_else(|| StoreError::misuse("unknown act"))?;
    let kept: Snapshot = from_json(row.text(4)?)?;
    let stood = Dossier {
        version: kept.version,
        state: kept.state,
        position: kept.position,
        clock: kept.clock,
        life: kept.life,
        ..dossier.clone()
    };
    let previous = Previous {
        dossier: stood,
        act,
        by: row.string(2)?,
        at: row.int(3)?,
    };
    Ok(Some((row.int(0)?, previous)))
}

/// The dossier with this code, as it stands; none when there is none for `reader`, be there one for
/// others or not.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn by_code(
    tx: &mut dyn Tx,
    reader: &Reader,
    code: &str,
) -> Result<Option<Dossier>, StoreError> {
    let found = tx.row(&BY_CODE, &[code.into()])?;
    let dossier = found.as_ref().map(dossier).transpose()?;
    Ok(dossier.filter(|dossier| reader.covers(dossier)))
}

/// Where a dossier stands and what was handed in, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Identifier.
    pub id: i64,
    /// Code.
    pub code: String,
    version: i64,
    state: String,
    step: i64,
    org: String,
    role: String,
    holder: Option<String>,
    /// JSON of what was handed in.
    pub content: String,
    /// JSON of the rest of its life.
    pub life: String,
    /// Due session, as the trail writes it; none without due date.
    pub due: Option<Session>,
}

impl Standing {
    /// Code, version, state, step, unit, role and holder: what its last event must say too.
    #[must_use]
    pub fn stands(&self) -> serde_json::Value {
        serde_json::json!([
            self.code,
            self.version,
            self.state,
            self.step,
            self.org,
            self.role,
            self.holder,
        ])
    }
}

/// At most `limit` dossiers after `after`, in the order of their identifiers.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn standings(tx: &mut dyn Tx, after: i64, limit: i64) -> Result<Vec<Standing>, StoreError> {
    let rows = tx.rows(&STANDINGS, &[after.into(), limit.into()])?;
    let standing = |row: &Row| {
        Ok(Standing {
            id: row.int(0)?,
            code: row.string(1)?,
            version: row.int(2)?,
            state: row.string(3)?,
            step: row.int(4)?,
            org: row.string(5)?,
            role: row.string(6)?,
            holder: row.opt_string(7)?,
            content: row.string(8)?,
            life: row.string(9)?,
            due: due(row.int(10)?)?,
        })
    };
    rows.iter().map(standing).collect()
}

fn dossier(row: &Row) -> Result<Dossier, StoreError> {
    let state = State::from_id(row.text(3)?)
        .ok_or_else(|| StoreError::misuse(format!("unknown state {:?}", row.text(3))))?;
    Ok(Dossier {
        id: row.int(0)?,
        code: row.string(1)?,
        version: row.int(2)?,
        state,
        desk: row.string(4)?,
        position: Position {
            org: row.string(5)?,
            role: row.text(6)?.into(),
            holder: row.opt_string(7)?,
            step: u32::try_from(row.int(8)?).unwrap_or(0),
            since: session(row.int(9)?)?,
            sender: row.string(10)?,
            step_due: due(row.int(24)?)?,
        },
        clock: Clock {
            received_at: row.int(11)?,
            received: session(row.int(12)?)?,
            limit: row
                .text(13)?
                .parse()
                .map_err(|_| StoreError::misuse("unreadable limit"))?,
            due: due(row.int(14)?)?,
            due_at: row.opt_int(15)?,
            provisional: row.flag(16)?,
            finished_at: row.opt_int(17)?,
            finished: row.opt_int(18)?.map(session).transpose()?,
            returned_at: row.opt_int(19)?,
            apology_by: due(row.int(25)?)?,
        },
        content: from_json(row.text(20)?)?,
        process: from_json(row.text(21)?)?,
        rules: from_json(row.text(22)?)?,
        life: from_json(row.text(23)?)?,
    })
}

/// Session of a stored ordinal.
///
/// # Errors
/// A number that is no session.
pub fn session(ordinal: i64) -> Result<Session, StoreError> {
    Session::from_ordinal(ordinal).ok_or_else(|| StoreError::misuse("unreadable session"))
}

/// Due session of a stored ordinal; none when the dossier has no due date.
///
/// # Errors
/// A number that is no session.
pub fn due(ordinal: i64) -> Result<Option<Session>, StoreError> {
    if ordinal == NO_DUE {
        Ok(None)
    } else {
        session(ordinal).map(Some)
    }
}

/// Which list a state belongs to: 0 the clock runs, 1 the result waits for its owner, 2 final, 3 the
/// clock stands still, 4 not received yet.
#[must_use]
pub fn stage(state: State) -> i64 {
    match state.clock() {
        ClockIs::Running => 0,
        ClockIs::Stopped => 3,
        ClockIs::NotStarted => 4,
        ClockIs::Ended if state == State::ResultReady => 1,
        ClockIs::Ended => 2,
    }
}

/// Unit that waits for its hand-over to be confirmed.
fn giver(dossier: &Dossier) -> Option<&str> {
    let given = dossier.life.hand_over.as_ref();
    given
        .filter(|_| !dossier.state.is_final())
        .map(|given| given.from_org.as_str())
}

fn step_name(dossier: &Dossier) -> &str {
    dossier.step().map_or("", |step| &step.name)
}

pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::misuse(format!("json: {e}")))
}

pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::misuse(format!("json: {e}")))
}

/// First 16 hexadecimal digits of the SHA-256 of `text`: enough to tell rule texts apart.
fn short_hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
