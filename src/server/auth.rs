//! Who is asking: a bearer token of a session, of an officer, or of this machine.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};

use super::State;
use super::in_force::Live;
use super::problem::Failed;
use crate::domain::org::Actor;
use crate::usecases::sessions::{LastUse, Open, resume};
use crate::usecases::{UseCaseError, sign_in};
use crate::wire::NOT_SIGNED_IN;

/// What this process knows of sessions beside their rows.
pub(crate) struct Sessions {
    machine: String,
    last_use: LastUse,
}

impl Sessions {
    pub fn new(machine: String) -> Self {
        Self {
            machine,
            last_use: LastUse::default(),
        }
    }

    /// Whether `token` is the secret of this machine.
    pub fn is_machine(&self, token: &str) -> bool {
        same(token, &self.machine)
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
        let AnySession {
            actor, must_change, ..
        } = AnySession::from_request_parts(parts, live).await?;
        if must_change {
            return Err(UseCaseError::MustChange.into());
        }
        Ok(Self(actor))
    }
}

/// The officer who asks, be it with a password that must be changed first: for the few routes that
/// change it or leave.
pub(crate) struct AnySession {
    pub actor: Arc<Actor>,
    pub token: String,
    must_change: bool,
}

impl FromRequestParts<Live> for AnySession {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, live: &Live) -> Result<Self, Failed> {
        let token = bearer(parts).ok_or_else(unauthorised)?;
        let open = open(&live.now(), token).await?;
        Ok(Self {
            actor: Arc::new(open.actor),
            token: token.to_owned(),
            must_change: open.must_change,
        })
    }
}

async fn open(state: &State, token: &str) -> Result<Open, Failed> {
    let free = |actor| Open {
        actor,
        must_change: false,
    };
    if state.sessions.is_machine(token) {
        // Scripts on this machine act as the demonstration clerk without a session of their own.
        let clerk = sign_in::with_one_key(&state.app, "", 0, "local");
        return clerk.map(free).map_err(|_| unauthorised());
    }
    if let Some(open) = resume(&state.app, &state.sessions.last_use, token).await? {
        return Ok(open);
    }
    let officer = sign_in::with_token(&state.app, token, 0, "token").await;
    officer.map(free).map_err(refused)
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
    Failed::new(StatusCode::UNAUTHORIZED, NOT_SIGNED_IN, title)
}
