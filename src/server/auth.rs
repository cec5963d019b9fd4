//! Who is asking: a bearer token of a session, of an officer, or of this machine.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};

use super::in_force::Live;
use super::problem::Failed;
use crate::domain::org::Actor;
use crate::usecases::{UseCaseError, sign_in};

/// Sessions of this process; a restart ends them and desks sign in again by themselves.
pub(crate) struct Sessions {
    machine: String,
    open: Mutex<HashMap<String, Arc<Actor>>>,
}

/// More sessions than this at one time is no office: the oldest knowledge is dropped.
const MOST_SESSIONS: usize = 10_000;

impl Sessions {
    pub fn new(machine: String) -> Self {
        Self {
            machine,
            open: Mutex::default(),
        }
    }

    /// Whether `token` is the secret of this machine.
    pub fn is_machine(&self, token: &str) -> bool {
        same(token, &self.machine)
    }

    /// Opens a session for `actor` under `token`.
    pub fn open(&self, token: String, actor: Actor) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= MOST_SESSIONS {
            open.clear();
        }
        open.insert(token, Arc::new(actor));
    }

    fn get(&self, token: &str) -> Option<Arc<Actor>> {
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(token)
            .cloned()
    }
}

/// Compares in a time that does not depend on where the difference is.
fn same(a: &str, b: &str) -> bool {
    !b.is_empty()
        && a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |difference, (x, y)| difference | (x ^ y))
            == 0
}

/// The officer who asks. A route that takes this cannot be reached without one.
pub(crate) struct SignedIn(pub Arc<Actor>);

impl FromRequestParts<Live> for SignedIn {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, live: &Live) -> Result<Self, Failed> {
        let state = &live.now();
        let token = bearer(parts).ok_or_else(unauthorised)?;
        if let Some(actor) = state.sessions.get(token) {
            return Ok(Self(actor));
        }
        let actor = if state.sessions.is_machine(token) {
            // Scripts on this machine act as the demonstration clerk without a session of their own.
            sign_in::with_one_key(&state.app, "", 0, "local").map_err(|_| unauthorised())?
        } else {
            sign_in::with_token(&state.app, token, 0, "token")
                .await
                .map_err(refused)?
        };
        state.sessions.open(token.to_owned(), actor.clone());
        Ok(Self(Arc::new(actor)))
    }
}

/// A holder of the machine's own secret.
pub(crate) struct Bearer(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Bearer {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        bearer(parts)
            .map(|token| Self(token.to_owned()))
            .ok_or_else(unauthorised)
    }
}

fn bearer(parts: &Parts) -> Option<&str> {
    parts
        .headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

fn refused(error: UseCaseError) -> Failed {
    match error {
        UseCaseError::NoOfficer(_) => unauthorised(),
        other => other.into(),
    }
}

/// The one answer to every token that is not right.
pub(crate) fn unauthorised() -> Failed {
    let title = "Chưa đăng nhập hoặc phiên đã hết. Chữ đã gõ vẫn còn. Đăng nhập lại rồi làm tiếp.";
    Failed::new(StatusCode::UNAUTHORIZED, "MC-7010", title)
}
