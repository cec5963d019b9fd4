//! The one write path. Authenticate and authorise happened before (the caller holds a [`Permit`]);
//! here: idempotency key → clock → the act itself → state, trail and outbox in one durable transaction.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::{App, UseCaseError};
use crate::domain::event::{Change, Event};
use crate::domain::org::Actor;
use crate::domain::role::Permit;
use crate::records::trail::Head;
use crate::records::{keys, trail};
use crate::store::{StoreError, Tx};
use crate::worktime::Session;

/// The clock may run this far behind the last event before writing stops (milliseconds): several
/// machines on one database never agree to the millisecond.
const CLOCK_TOLERANCE_MS: i64 = 5_000;

/// Names a request: the same key with the same content gets the same answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    text: String,
    digest: String,
}

impl Key {
    /// Key `text` of a request whose verb, officer and body are `parts`.
    ///
    /// # Errors
    /// [`UseCaseError::KeyMissing`] when the text is empty or longer than 100 characters.
    pub fn of(text: &str, parts: &[&str]) -> Result<Self, UseCaseError> {
        if text.is_empty() || text.len() > 100 {
            return Err(UseCaseError::KeyMissing);
        }
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        let digest = hasher
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok(Self {
            text: text.to_owned(),
            digest,
        })
    }
}

/// The moment of a write and the end of the trail it follows.
#[derive(Debug)]
pub struct Writing {
    /// UTC milliseconds.
    pub at: i64,
    /// End of the trail.
    pub head: Head,
}

impl Writing {
    /// Number of the event to be written.
    #[must_use]
    pub fn next_seq(&self) -> i64 {
        self.head.seq + 1
    }

    /// A blank event of this write by the holder of `permit`.
    #[must_use]
    pub fn event(&self, permit: &Permit, act: &str, session: Option<Session>) -> Event {
        Event {
            session,
            ..self.event_by(permit.actor(), act)
        }
    }

    /// A blank event about the officer's own account, for which no right is needed.
    #[must_use]
    pub fn event_by(&self, actor: &Actor, act: &str) -> Event {
        let mut event = self.event_of(actor.officer(), act);
        event.role = actor.role().to_string();
        event.org = actor.org().to_owned();
        event.client = actor.client().to_owned();
        event
    }

    /// A blank event by `who`, of whom only the login name is known.
    #[must_use]
    pub fn event_of(&self, who: &str, act: &str) -> Event {
        Event {
            seq: self.next_seq(),
            at: self.at,
            actor: who.to_owned(),
            role: String::new(),
            org: String::new(),
            client: String::new(),
            act: act.to_owned(),
            dossier: 0,
            code: String::new(),
            version: 0,
            from_state: String::new(),
            to_state: String::new(),
            from_step: 0,
            to_step: 0,
            to_officer: String::new(),
            to_org: String::new(),
            to_role: String::new(),
            session: None,
            charged_halfdays: 0,
            charged_to: String::new(),
            late_halfdays: 0,
            note: String::new(),
            change: Change::none(),
        }
    }

    /// Appends `event` to the trail; the next event of the same write follows it.
    ///
    /// # Errors
    /// [`StoreError`] of the engine.
    pub fn append(&mut self, tx: &mut dyn Tx, event: &Event) -> Result<(), StoreError> {
        self.head = trail::append(tx, &self.head, event)?;
        Ok(())
    }
}

/// Runs `act` once for `key` in one durable transaction and keeps its answer; a repeated key gets
/// the answer it got the first time.
///
/// `act` may be run again after a rollback, so it does nothing outside the transaction.
///
/// # Errors
/// What `act` refuses; [`UseCaseError::KeyReused`]; [`UseCaseError::ClockBehind`]; the store.
pub async fn once<T, F>(app: &App, key: Key, mut act: F) -> Result<T, UseCaseError>
where
    T: Serialize + DeserializeOwned + Send + 'static,
    F: FnMut(&mut dyn Tx, &mut Writing) -> Result<T, UseCaseError> + Send + 'static,
{
    let clock = app.clock.clone();
    app.store
        .write(move |tx| {
            if let Some((digest, answer)) = keys::answered(tx, &key.text)? {
                if digest != key.digest {
                    return Err(UseCaseError::KeyReused);
                }
                return read_answer(&answer);
            }
            let mut writing = begin(tx, clock.now())?;
            let answer = act(tx, &mut writing)?;
            let text = serde_json::to_string(&answer)
                .map_err(|e| StoreError::misuse(format!("answer: {e}")))?;
            keys::answer(tx, &key.text, &key.digest, &text, writing.at)?;
            Ok(answer)
        })
        .await
}

/// The answer that `key` got the first time, when there is one: a repeated request is answered even
/// when the rules have changed since and would refuse it now.
///
/// # Errors
/// [`UseCaseError::KeyReused`]; the store.
pub async fn kept<T: DeserializeOwned>(app: &App, key: &Key) -> Result<Option<T>, UseCaseError> {
    let text = key.text.clone();
    let found = app.store.read(move |tx| keys::answered(tx, &text)).await?;
    match found {
        Some((digest, _)) if digest != key.digest => Err(UseCaseError::KeyReused),
        Some((_, answer)) => read_answer(&answer).map(Some),
        None => Ok(None),
    }
}

fn read_answer<T: DeserializeOwned>(answer: &str) -> Result<T, UseCaseError> {
    serde_json::from_str(answer)
        .map_err(|error| StoreError::misuse(format!("kept answer: {error}")).into())
}

/// Runs `act` in one durable transaction without a key: for what no draft sends twice, such as
/// signing in. `act` appends its own events.
///
/// # Errors
/// What `act` refuses; [`UseCaseError::ClockBehind`]; the store.
pub async fn unkeyed<T, F>(app: &App, mut act: F) -> Result<T, UseCaseError>
where
    T: Send + 'static,
    F: FnMut(&mut dyn Tx, &mut Writing) -> Result<T, UseCaseError> + Send + 'static,
{
    let clock = app.clock.clone();
    app.store
        .write(move |tx| {
            let mut writing = begin(tx, clock.now())?;
            act(tx, &mut writing)
        })
        .await
}

/// Reads the end of the trail and refuses to write before it.
fn begin(tx: &mut dyn Tx, now: i64) -> Result<Writing, UseCaseError> {
    let head = trail::head(tx)?;
    if now < head.at - CLOCK_TOLERANCE_MS {
        return Err(UseCaseError::ClockBehind {
            behind_seconds: (head.at - now) / 1000,
        });
    }
    Ok(Writing { at: now, head })
}

/// Writes what nothing refers to yet: parts of a file by its hash. What comes of it when the program
/// dies now is thrown away later; nobody was told that it is kept.
///
/// # Errors
/// The store.
pub async fn stage<F>(app: &App, make: F) -> Result<(), UseCaseError>
where
    F: FnMut(&mut dyn Tx) -> Result<(), StoreError> + Send + 'static,
{
    let mut make = make;
    app.store
        .write(move |tx| make(tx).map_err(UseCaseError::from))
        .await
}

/// Appends one event that changes nothing but the trail (a print, a reading); gives what `make` says
/// beside the event.
///
/// # Errors
/// What `make` refuses; [`UseCaseError::ClockBehind`]; the store.
pub async fn record<T, E, F>(app: &App, mut make: F) -> Result<T, UseCaseError>
where
    T: Send + 'static,
    E: Into<UseCaseError>,
    F: FnMut(&mut dyn Tx, &Writing) -> Result<(Event, T), E> + Send + 'static,
{
    let clock = app.clock.clone();
    app.store
        .write(move |tx| {
            let mut writing = begin(tx, clock.now())?;
            let (event, said) = make(tx, &writing).map_err(Into::into)?;
            writing.append(tx, &event)?;
            Ok(said)
        })
        .await
}
