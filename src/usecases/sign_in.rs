//! Sign in: an officer of the office takes one of the roles held.

use sha2::{Digest, Sha256};

use super::{App, UseCaseError};
use crate::domain::org::{Actor, Officer};
use crate::domain::role::Reach;
use crate::records::settings;
use crate::store::StoreError;

/// The officer `id` in the role at `grant`; the first clerk when `id` is empty. Only the
/// demonstration office knows this one-key way.
///
/// # Errors
/// Not the demonstration office; no such officer or role.
pub fn with_one_key(
    app: &App,
    id: &str,
    grant: usize,
    client: &str,
) -> Result<Actor, UseCaseError> {
    let office = &app.rules.office;
    if !office.demo {
        return Err(UseCaseError::NotDemo);
    }
    let officer = if id.is_empty() {
        office.first_clerk()
    } else {
        office.officer(id)
    };
    actor(app, officer, id, grant, client)
}

/// The officer to whom `token` was given by an administrator.
///
/// # Errors
/// A token that nobody was given; the store.
pub async fn with_token(
    app: &App,
    token: &str,
    grant: usize,
    client: &str,
) -> Result<Actor, UseCaseError> {
    let hash = token_hash(token);
    let owner = app
        .store
        .read(move |tx| settings::token_owner(tx, &hash))
        .await?;
    let owner = owner.ok_or_else(|| UseCaseError::NoOfficer("(mã đăng nhập lạ)".to_owned()))?;
    actor(app, app.rules.office.officer(&owner), &owner, grant, client)
}

/// Ends every token of `officer`, and the sessions opened with them; tells how many tokens there were.
///
/// # Errors
/// The store.
pub async fn withdraw_tokens(app: &App, officer: &str) -> Result<u64, UseCaseError> {
    let officer = officer.to_owned();
    let ended = app.store.write(move |tx| {
        crate::records::sessions::end_all(tx, &officer)?;
        settings::drop_tokens(tx, &officer)
    });
    ended.await.map_err(|error: StoreError| error.into())
}

/// Makes a token for `officer`; only its hash is kept. Shown once.
///
/// # Errors
/// No such officer; the store.
pub async fn issue_token(app: &App, officer: &str) -> Result<String, UseCaseError> {
    let known = app.rules.office.officer(officer);
    let officer = known
        .ok_or_else(|| UseCaseError::NoOfficer(officer.to_owned()))?
        .id
        .clone();
    let token = app.secret(56);
    let (hash, at) = (token_hash(&token), app.clock.now());
    app.store
        .write(move |tx| settings::add_token(tx, &hash, &officer, at))
        .await?;
    Ok(token)
}

/// `officer` in the role of the grant at `grant`, with the units that role looks after.
pub(super) fn actor(
    app: &App,
    officer: Option<&Officer>,
    id: &str,
    grant: usize,
    client: &str,
) -> Result<Actor, UseCaseError> {
    let rules = &app.rules;
    let actor = officer
        .and_then(|officer| Actor::of(officer, grant, &rules.roles, client))
        .ok_or_else(|| UseCaseError::NoOfficer(id.to_owned()))?;
    Ok(match rules.roles.reach_of(actor.role()) {
        Reach::Own => actor,
        Reach::Below => {
            let below = rules.office.below(actor.org());
            actor.looking_after(below)
        }
    })
}

/// What is kept of a token.
pub(super) fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
