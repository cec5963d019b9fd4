//! Accounts: signing in by official e-mail and password, changing one's password, and what the
//! administrator does on the server (set, disable, restore).

use serde_json::json;

use super::sign_in::{actor, token_hash};
use super::write::{Writing, unkeyed};
use super::{App, UseCaseError, passwords, sessions};
use crate::domain::account::{Account, PasswordAge, SignInPolicy};
use crate::domain::event::Change;
use crate::domain::org::{Actor, Officer};
use crate::domain::password::{Weak, canonical, check};
use crate::records::{self, accounts, settings, staff_cards};
use crate::store::{StoreError, Tx};
use crate::text::Secret;

/// Somebody who has just signed in.
#[derive(Debug, Clone)]
pub struct Entered {
    /// Who, in the role taken.
    pub actor: Actor,
    /// Token of the session.
    pub token: String,
    /// How old the password is.
    pub age: PasswordAge,
}

/// How somebody showed who that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// By official e-mail and password.
    Password,
    /// By staff card, a password having come before.
    Card,
}

/// Who asks to come in.
#[derive(Debug, Clone)]
pub struct Login {
    /// Official e-mail.
    pub name: String,
    /// Password as typed.
    pub password: Secret,
    /// Which of the officer's roles, from 0.
    pub grant: usize,
    /// From where.
    pub client: String,
}

/// Opens a session for the officer of that name and password.
///
/// A name that nobody has, a wrong password, an account that waits or is closed: one answer and one
/// amount of work, so that nobody learns which names exist.
///
/// # Errors
/// [`UseCaseError::WrongLogin`]; no such role; too many at once; the store.
pub async fn sign_in(app: &App, login: Login) -> Result<Entered, UseCaseError> {
    let officer = named(app, &login.name);
    let right = try_password(app, officer, &login.password).await?;
    let wrong = UseCaseError::wrong_login(&app.rules.office.sign_in);
    let Some(officer) = officer else {
        return fail(app, None, login.client, wrong).await;
    };
    if !right {
        return fail(app, Some(officer), login.client, wrong).await;
    }
    let actor = actor(app, Some(officer), &officer.id, login.grant, &login.client)?;
    open_session(app, actor, By::Password, UseCaseError::wrong_login).await
}

/// Whether `password` is the officer's; the same work for nobody and for an account that is shut.
async fn try_password(
    app: &App,
    officer: Option<&Officer>,
    password: &Secret,
) -> Result<bool, UseCaseError> {
    let id = officer.map_or(String::new(), |officer| officer.id.clone());
    let found = app.store.read(move |tx| accounts::get(tx, &id)).await;
    let found = found.map_err(|error: StoreError| UseCaseError::from(error))?;
    let now = app.clock.now();
    let open = found.filter(|account| !account.is_shut(now));
    passwords::is_right(app, open.map(|account| account.hash), password).await
}

/// The officer of that login name, however it is capitalised.
fn named<'a>(app: &'a App, name: &str) -> Option<&'a Officer> {
    let name = name.trim().to_lowercase();
    let officers = &app.rules.office.officers;
    officers.iter().find(|o| o.id.to_lowercase() == name)
}

/// Opens a session for `actor`, who has shown who that is; `shut` answers for an account that waits or
/// is closed.
pub(super) async fn open_session(
    app: &App,
    actor: Actor,
    by: By,
    shut: fn(&SignInPolicy) -> UseCaseError,
) -> Result<Entered, UseCaseError> {
    let token = app.secret(56);
    let policy = app.rules.office.sign_in.clone();
    let (who, secret) = (actor.clone(), token.clone());
    let age = unkeyed(app, move |tx, writing| {
        // Another try may have shut the account since the password was looked at.
        let account = accounts::get(tx, who.officer())?.filter(|a| !a.is_shut(writing.at));
        let Some(mut account) = account else {
            return Err(shut(&policy));
        };
        if by == By::Password {
            account.count_right();
            accounts::put(tx, &account)?;
            staff_cards::proved(tx, who.officer(), writing.at)?;
        }
        let age = account.age(writing.at, &policy);
        let must_change = age == PasswordAge::MustChange;
        sessions::keep(tx, &sessions::row(&secret, &who, writing.at, must_change))?;
        let mut event = writing.event_by(&who, "sign_in");
        if by == By::Card {
            event.change = Change::of(&json!({ "by": "card" }));
        }
        writing.append(tx, &event)?;
        Ok(age)
    })
    .await?;
    Ok(Entered { actor, token, age })
}

/// Writes a wrong try down and answers it.
pub(super) async fn fail<T>(
    app: &App,
    officer: Option<&Officer>,
    client: String,
    answer: UseCaseError,
) -> Result<T, UseCaseError> {
    let policy = app.rules.office.sign_in.clone();
    // A name that is no officer's may be a password typed into the wrong line: it is not kept.
    let name = officer.map_or("?".to_owned(), |officer| officer.id.clone());
    let client = crate::text::HumanText::line(&client, 100).unwrap_or_default();
    unkeyed(app, move |tx, writing| {
        let mut event = writing.event_of(&name, "sign_in_failed");
        event.client = client.to_string();
        writing.append(tx, &event)?;
        count_wrong(tx, writing, &name, &policy)
    })
    .await?;
    Err(answer)
}

fn count_wrong(
    tx: &mut dyn Tx,
    writing: &mut Writing,
    officer: &str,
    policy: &SignInPolicy,
) -> Result<(), UseCaseError> {
    let account = accounts::get(tx, officer)?.filter(|a| !a.is_shut(writing.at));
    let Some(mut account) = account else {
        return Ok(());
    };
    let locked = account.count_wrong(writing.at, policy);
    accounts::put(tx, &account)?;
    if locked {
        let event = writing.event_of(officer, "account_locked");
        writing.append(tx, &event)?;
    }
    Ok(())
}

/// Changes the own password: the session of `token` goes on, the officer's other ones end.
///
/// # Errors
/// [`UseCaseError::WrongPassword`], [`UseCaseError::Weak`]; too many at once; the store.
pub async fn change_password(
    app: &App,
    actor: &Actor,
    token: &str,
    old: &Secret,
    new: &Secret,
) -> Result<(), UseCaseError> {
    let policy = app.rules.office.sign_in.clone();
    let officer = app.rules.office.officer(actor.officer());
    if !try_password(app, officer, old).await? {
        let officer = actor.officer().to_owned();
        unkeyed(app, move |tx, writing| {
            count_wrong(tx, writing, &officer, &policy)
        })
        .await?;
        return Err(UseCaseError::WrongPassword);
    }
    let (old, new) = (canonical(old), canonical(new));
    if old == new {
        return Err(Weak::Same.into());
    }
    check(&new, actor.officer(), policy.least_letters)?;
    let hash = passwords::hash(app, &new).await?;
    let (who, session) = (actor.clone(), token_hash(token));
    unkeyed(app, move |tx, writing| {
        put_password(tx, who.officer(), &hash, writing.at, false)?;
        records::sessions::password_changed(tx, who.officer(), &session)?;
        let event = writing.event_by(&who, "password_changed");
        writing.append(tx, &event)?;
        Ok(())
    })
    .await
}

/// Gives `officer` a password from the server's own command line; ends every session of the officer.
///
/// # Errors
/// No such officer; [`UseCaseError::Weak`]; the store.
pub async fn set_password(
    app: &App,
    officer: &str,
    password: &Secret,
    must_change: bool,
) -> Result<(), UseCaseError> {
    let officer = known(app, officer)?;
    let password = canonical(password);
    check(&password, &officer, app.rules.office.sign_in.least_letters)?;
    let hash = passwords::hash(app, &password).await?;
    unkeyed(app, move |tx, writing| {
        put_password(tx, &officer, &hash, writing.at, must_change)?;
        records::sessions::end_all(tx, &officer)?;
        // Whoever held the old password must not come in by card either.
        staff_cards::proved(tx, &officer, 0)?;
        let about = json!({ "officer": officer, "must_change": must_change });
        by_the_server(tx, writing, "password_changed", "", &about)
    })
    .await
}

/// A password for one use, made by the machine: easy to read out, impossible to guess.
#[must_use]
pub fn one_time_password(app: &App) -> Secret {
    let letters = app.secret(16);
    let groups = [
        &letters[..4],
        &letters[4..8],
        &letters[8..12],
        &letters[12..],
    ];
    Secret::new(groups.join("-"))
}

/// Closes the account of `officer`, with its tokens and sessions, or opens it again.
///
/// # Errors
/// No such officer, or no account; a reason is missing; the store.
pub async fn set_active(
    app: &App,
    officer: &str,
    active: bool,
    reason: &str,
) -> Result<(), UseCaseError> {
    let reason = crate::text::HumanText::line(reason, 500)
        .map_err(|_| UseCaseError::ReasonMissing)?
        .to_string();
    if reason.trim().is_empty() {
        return Err(UseCaseError::ReasonMissing);
    }
    let id = officer.to_owned();
    unkeyed(app, move |tx, writing| {
        let account = accounts::get(tx, &id)?;
        let mut account = account.ok_or_else(|| UseCaseError::NoAccount(id.clone()))?;
        account.active = active;
        account.count_right();
        accounts::put(tx, &account)?;
        if !active {
            staff_cards::take(tx, &id)?;
            records::sessions::end_all(tx, &id)?;
            settings::drop_tokens(tx, &id)?;
        }
        let act = match active {
            true => "account_restored",
            false => "account_disabled",
        };
        by_the_server(tx, writing, act, &reason, &json!({ "officer": id }))
    })
    .await
}

pub(super) fn known(app: &App, officer: &str) -> Result<String, UseCaseError> {
    named(app, officer)
        .map(|officer| officer.id.clone())
        .ok_or_else(|| UseCaseError::NoOfficer(officer.to_owned()))
}

fn put_password(
    tx: &mut dyn Tx,
    officer: &str,
    hash: &str,
    at: i64,
    must_change: bool,
) -> Result<(), StoreError> {
    let before = accounts::get(tx, officer)?;
    let account = Account {
        officer: officer.to_owned(),
        hash: hash.to_owned(),
        changed_at: at,
        failed: 0,
        locked_until: 0,
        must_change,
        active: before.is_none_or(|account| account.active),
    };
    accounts::put(tx, &account)
}

/// An event of the administrator at the server's own terminal, who needs no account there.
pub(super) fn by_the_server(
    tx: &mut dyn Tx,
    writing: &mut Writing,
    act: &str,
    note: &str,
    about: &serde_json::Value,
) -> Result<(), UseCaseError> {
    let mut event = writing.event_of("system", act);
    event.client = "cli".to_owned();
    event.note = note.to_owned();
    event.change = Change::of(about);
    writing.append(tx, &event)?;
    Ok(())
}
