//! Taking in, guiding and refusing.

use axum::extract::State as Extract;
use axum::http::StatusCode;
use axum::response::Json as Reply;

use super::super::State;
use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey};
use super::super::embed::{completed, receive_wire};
use super::super::problem::Failed;
use crate::domain::lifecycle::Act;
use crate::usecases::turn_away::{Given, turn_away};
use crate::wire::{CounterSlip, IntakeRequest, Problem, Received};

/// Takes a dossier in.
#[utoipa::path(post, path = "/api/dossiers", request_body = IntakeRequest, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header, description = "UUID of the draft")),
    responses((status = 201, body = Received), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem), (status = 503, body = Problem)))]
pub(super) async fn receive(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<IntakeRequest>,
) -> Result<(StatusCode, Reply<Received>), Failed> {
    let received = receive_wire(&state.app, &actor, &key, body).await?;
    Ok((StatusCode::CREATED, Reply(received)))
}

/// Records guidance given before receipt.
#[utoipa::path(post, path = "/api/guidances", request_body = IntakeRequest, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header, description = "UUID of the draft")),
    responses((status = 201, body = CounterSlip), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn guide(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<IntakeRequest>,
) -> Result<(StatusCode, Reply<CounterSlip>), Failed> {
    let reason = body.reason.clone();
    let request = completed(&state.app, body)?;
    let given = turn_away(&state.app, &actor, &key, Act::Guide, request, &reason).await?;
    Ok((StatusCode::CREATED, Reply(slip(given))))
}

/// Records a refusal with its reason.
#[utoipa::path(post, path = "/api/refusals", request_body = IntakeRequest, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header, description = "UUID of the draft")),
    responses((status = 201, body = CounterSlip), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn refuse(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<IntakeRequest>,
) -> Result<(StatusCode, Reply<CounterSlip>), Failed> {
    let reason = body.reason.clone();
    let request = completed(&state.app, body)?;
    let given = turn_away(&state.app, &actor, &key, Act::Refuse, request, &reason).await?;
    Ok((StatusCode::CREATED, Reply(slip(given))))
}

fn slip(given: Given) -> CounterSlip {
    CounterSlip {
        id: given.id,
        number: given.number,
        prints: given.prints,
    }
}
