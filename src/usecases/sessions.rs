//! Sessions: opened by signing in, ended by time, by signing out, or with the account. Kept as rows,
//! so that a restart of the server ends nobody's work.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::sign_in::{actor, token_hash};
use super::write::unkeyed;
use super::{App, UseCaseError};
use crate::domain::event::Change;
use crate::domain::org::Actor;
use crate::domain::role::RoleId;
use crate::records::sessions::{self, Session};
use crate::store::{StoreError, Tx};

/// Use is written down at most so often (milliseconds).
const NOTE_EVERY_MS: i64 = 60_000;

/// Rows of sessions unused for so long are swept away when the next one is opened (milliseconds).
const KEEP_MS: i64 = 7 * 24 * 3_600_000;

/// When each session was last used, between two notes of it.
#[derive(Debug, Default)]
pub struct LastUse(Mutex<HashMap<String, i64>>);

impl LastUse {
    fn of(&self, hash: &str, stored: i64) -> i64 {
        let used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        used.get(hash).map_or(stored, |used| stored.max(*used))
    }

    fn note(&self, hash: &str, at: i64) {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What is older than two notes stands in the database.
        if used.len() > 1_000 {
            used.retain(|_, used| *used > at - 2 * NOTE_EVERY_MS);
        }
        used.insert(hash.to_owned(), at);
    }
}

/// An open session and who works in it.
#[derive(Debug, Clone)]
pub struct Open {
    /// Who, in which role.
    pub actor: Actor,
    /// Only the password may be changed.
    pub must_change: bool,
}

/// Opens a session for `actor` without a password (demonstration office, officer's token).
///
/// # Errors
/// The store.
pub async fn open(app: &App, actor: &Actor) -> Result<String, UseCaseError> {
    let token = app.secret(56);
    let row = row(&token, actor, app.clock.now(), false);
    app.store
        .write(move |tx| keep(tx, &row))
        .await
        .map_err(|error: StoreError| UseCaseError::from(error))?;
    Ok(token)
}

/// The row of a session that begins at `at` (UTC milliseconds) under `token`.
pub(super) fn row(token: &str, actor: &Actor, at: i64, must_change: bool) -> Session {
    Session {
        hash: token_hash(token),
        officer: actor.officer().to_owned(),
        role: actor.role().to_string(),
        org: actor.org().to_owned(),
        client: actor.client().to_owned(),
        opened_at: at,
        last_seen: at,
        must_change,
    }
}

/// Keeps a new session and forgets those long unused.
pub(super) fn keep(tx: &mut dyn Tx, session: &Session) -> Result<(), StoreError> {
    sessions::forget_before(tx, session.opened_at - KEEP_MS)?;
    sessions::open(tx, session)
}

/// The session of `token`, when it is still open; its use is noted.
///
/// # Errors
/// The store, on reading.
pub async fn resume(
    app: &App,
    last_use: &LastUse,
    token: &str,
) -> Result<Option<Open>, UseCaseError> {
    let hash = token_hash(token);
    let found = app.store.read(move |tx| sessions::get(tx, &hash)).await;
    let Some(session) = found.map_err(|error: StoreError| UseCaseError::from(error))? else {
        return Ok(None);
    };
    let now = app.clock.now();
    let used = last_use.of(&session.hash, session.last_seen);
    let policy = &app.rules.office.sign_in;
    let role = RoleId::from(session.role.as_str());
    let Some(actor) = actor_of(app, &session)
        .filter(|_| now < policy.session_end(&role, session.opened_at, used))
    else {
        // Ended: whether the row goes now or later changes nothing.
        drop(remove(app, session.hash).await);
        return Ok(None);
    };
    last_use.note(&session.hash, now.max(used));
    if now - session.last_seen >= NOTE_EVERY_MS {
        let hash = session.hash.clone();
        let noted = app.store.write(move |tx| sessions::seen(tx, &hash, now));
        // A full disk must not keep anybody from reading.
        let _: Result<(), StoreError> = noted.await;
    }
    Ok(Some(Open {
        actor,
        must_change: session.must_change,
    }))
}

/// The officer of `session` in its role, if the office file still gives it.
fn actor_of(app: &App, session: &Session) -> Option<Actor> {
    let officer = app.rules.office.officer(&session.officer)?;
    let held = officer
        .grants
        .iter()
        .position(|g| g.role.as_str() == session.role && g.org == session.org)?;
    actor(app, Some(officer), &officer.id, held, &session.client).ok()
}

/// Takes another of the officer's roles in the session of `token`.
///
/// # Errors
/// No such role; the store.
pub async fn take_role(
    app: &App,
    token: &str,
    now: &Actor,
    grant: usize,
) -> Result<Actor, UseCaseError> {
    let officer = app.rules.office.officer(now.officer());
    let taken = actor(app, officer, now.officer(), grant, now.client())?;
    let (hash, next) = (token_hash(token), taken.clone());
    let before = serde_json::json!({ "from_role": now.role(), "from_org": now.org() });
    unkeyed(app, move |tx, writing| {
        if !sessions::take(tx, &hash, next.role().as_str(), next.org())? {
            // A token of a script has no session in which to take a role.
            return Err(UseCaseError::NoOfficer(next.officer().to_owned()));
        }
        let mut event = writing.event_by(&next, "role_taken");
        event.change = Change::of(&before);
        writing.append(tx, &event)?;
        Ok(())
    })
    .await?;
    Ok(taken)
}

/// Ends the session of `token`.
///
/// # Errors
/// The store.
pub async fn end(app: &App, token: &str, actor: &Actor) -> Result<(), UseCaseError> {
    let (hash, actor, demo) = (token_hash(token), actor.clone(), app.rules.office.demo);
    if demo {
        return remove(app, hash).await;
    }
    unkeyed(app, move |tx, writing| {
        sessions::end(tx, &hash)?;
        let event = writing.event_by(&actor, "sign_out");
        writing.append(tx, &event)?;
        Ok(())
    })
    .await
}

async fn remove(app: &App, hash: String) -> Result<(), UseCaseError> {
    let removed = app.store.write(move |tx| sessions::end(tx, &hash));
    removed.await.map_err(|error: StoreError| error.into())
}
