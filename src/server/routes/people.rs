//! Signing in by password, and one's own session: who am I, role, password, leaving.

use axum::extract::State as Extract;
use axum::http::StatusCode;
use axum::response::Json as Reply;

use super::super::auth::{AnySession, SignedIn};
use super::super::body::Json;
use super::super::problem::Failed;
use super::super::{State, convert};
use crate::domain::account::PasswordAge;
use crate::text::Secret;
use crate::usecases::accounts::{self, Entered, Login};
use crate::usecases::{sessions, staff_cards};
use crate::wire::{CardSignIn, ChangePassword, Me, PasswordSignIn, Problem, Session, TakeRole};

/// Opens a session with official e-mail and password. The one answer to everything that does not fit
/// (no such name, wrong password, account waiting or closed) is 401 with MC-7022.
#[utoipa::path(post, path = "/api/sign-in", request_body = PasswordSignIn,
    responses((status = 200, body = Session), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
              (status = 503, body = Problem)))]
pub(super) async fn sign_in(
    Extract(state): Extract<State>,
    Json(body): Json<PasswordSignIn>,
) -> Result<Reply<Session>, Failed> {
    let login = Login {
        name: body.officer,
        password: Secret::new(body.password),
        grant: body.grant,
        client: body.client,
    };
    let entered = accounts::sign_in(&state.app, login).await?;
    Ok(Reply(session(&state, entered)))
}

/// Opens a session with a staff card, while its officer has come in by password not long ago. The one
/// answer to everything that does not fit is 401 with MC-7036.
#[utoipa::path(post, path = "/api/sign-in/card", request_body = CardSignIn,
    responses((status = 200, body = Session), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem)))]
pub(super) async fn sign_in_by_card(
    Extract(state): Extract<State>,
    Json(body): Json<CardSignIn>,
) -> Result<Reply<Session>, Failed> {
    let card = Secret::new(body.card);
    let entered = staff_cards::sign_in(&state.app, &card, &body.client).await?;
    Ok(Reply(session(&state, entered)))
}

fn session(state: &State, entered: Entered) -> Session {
    Session {
        token: entered.token,
        me: convert::me(&state.app.rules, &entered.actor),
        password_days: match entered.age {
            PasswordAge::Warn(days) => Some(days),
            PasswordAge::Fine | PasswordAge::MustChange => None,
        },
        must_change: entered.age == PasswordAge::MustChange,
    }
}

/// Ends the session of the token that is sent.
#[utoipa::path(delete, path = "/api/sessions", security(("bearer" = [])),
    responses((status = 204), (status = 401, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn sign_out(
    Extract(state): Extract<State>,
    session: AnySession,
) -> Result<StatusCode, Failed> {
    sessions::end(&state.app, &session.token, &session.actor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/me", security(("bearer" = [])),
    responses((status = 200, body = Me), (status = 401, body = Problem)))]
pub(super) async fn me(Extract(state): Extract<State>, session: AnySession) -> Reply<Me> {
    Reply(convert::me(&state.app.rules, &session.actor))
}

/// Changes the own password. This session goes on, the officer's other ones end.
#[utoipa::path(post, path = "/api/me/password", request_body = ChangePassword, security(("bearer" = [])),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
              (status = 503, body = Problem)))]
pub(super) async fn change_password(
    Extract(state): Extract<State>,
    session: AnySession,
    Json(body): Json<ChangePassword>,
) -> Result<StatusCode, Failed> {
    let (old, new) = (Secret::new(body.old), Secret::new(body.new));
    accounts::change_password(&state.app, &session.actor, &session.token, &old, &new).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes another of the own roles in this session.
#[utoipa::path(post, path = "/api/me/role", request_body = TakeRole, security(("bearer" = [])),
    responses((status = 200, body = Me), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem)))]
pub(super) async fn take_role(
    Extract(state): Extract<State>,
    _worker: SignedIn,
    session: AnySession,
    Json(body): Json<TakeRole>,
) -> Result<Reply<Me>, Failed> {
    let taken = sessions::take_role(&state.app, &session.token, &session.actor, body.grant).await?;
    Ok(Reply(convert::me(&state.app.rules, &taken)))
}
