//! Taking in, guiding and refusing.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Json as Reply;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey, Seen};
use super::super::embed::{receive_wire, received};
use super::super::problem::Failed;
use super::super::{State, convert};
use crate::domain::lifecycle::Act;
use crate::usecases::correct_intake::correct_intake;
use crate::usecases::held_intake as use_held;
use crate::usecases::register_online::register_online;
use crate::usecases::turn_away::{Given, turn_away};
use crate::wire::{
    Acted, ConversionPreview, CounterSlip, HeldIntake, IntakeRequest, Problem, Received,
};

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

/// Registers what a citizen sent through the portal; it waits at the desk named in `desk`.
#[utoipa::path(post, path = "/api/registrations", request_body = IntakeRequest, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = Received), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem), (status = 503, body = Problem)))]
pub(super) async fn register(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<IntakeRequest>,
) -> Result<(StatusCode, Reply<Received>), Failed> {
    let desk = body.desk.clone();
    let request = convert::request(body)?;
    let receipt = register_online(&state.app, &actor, &key, &desk, request).await?;
    Ok((StatusCode::CREATED, Reply(received(receipt))))
}

/// Puts another intake in the place of the one of a dossier, on a new slip.
#[utoipa::path(post, path = "/api/dossiers/{code}/corrections", request_body = IntakeRequest, security(("bearer" = [])),
    params(("code" = String, Path), ("Idempotency-Key" = String, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = Acted), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub(super) async fn correct(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    Seen(seen): Seen,
    RequestKey(key): RequestKey,
    Json(body): Json<IntakeRequest>,
) -> Result<Reply<Acted>, Failed> {
    let reason = body.reason.clone();
    let request = convert::request(body)?;
    let seen = (code.as_str(), seen);
    let done = correct_intake(&state.app, &actor, &key, seen, request, &reason).await?;
    Ok(Reply(convert::acted(done)))
}

/// What a dossier holds, as it would be sent to take it in: what a correction begins with.
#[utoipa::path(get, path = "/api/dossiers/{code}/intake", params(("code" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = HeldIntake), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn held(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Reply<HeldIntake>, Failed> {
    let held = use_held::held(&state.app, &actor, &code).await?;
    Ok(Reply(convert::held(&state.app.rules, &held)))
}

/// What a correction would make different; changes nothing.
#[utoipa::path(post, path = "/api/dossiers/{code}/corrections/preview", request_body = IntakeRequest, security(("bearer" = [])),
    params(("code" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = ConversionPreview), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub(super) async fn correction_preview(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    Seen(seen): Seen,
    Json(body): Json<IntakeRequest>,
) -> Result<Reply<ConversionPreview>, Failed> {
    let request = convert::request(body)?;
    let about = (code.as_str(), seen);
    let preview = use_held::preview(&state.app, &actor, about, request).await?;
    Ok(Reply(convert::conversion(preview)))
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
    let request = convert::request(body)?;
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
    let request = convert::request(body)?;
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
