//! Papers of many dossiers as PDF.

use axum::extract::State as Extract;
use axum::http::header;
use axum::response::{IntoResponse, Json as Reply, Response};

use super::super::auth::SignedIn;
use super::super::body::Json;
use super::super::problem::Failed;
use super::super::{State, convert};
use crate::domain::org::Actor;
use crate::usecases::UseCaseError;
use crate::usecases::print_form::{self, Subject};
use crate::wire::{HandOverPrint, Preview, Problem, RegisterPrint};

/// Prints the register book of the desk between two days; recorded in the trail.
#[utoipa::path(post, path = "/api/lists/register", request_body = RegisterPrint, security(("bearer" = [])),
    responses((status = 200, content_type = "application/pdf"), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn register(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Json(body): Json<RegisterPrint>,
) -> Result<Response, Failed> {
    let reason = body.reason.clone();
    pdf(&state, &actor, days(body)?, &reason).await
}

/// The text preview of the register book of the desk between two days.
#[utoipa::path(post, path = "/api/lists/register/preview", request_body = RegisterPrint, security(("bearer" = [])),
    responses((status = 200, body = Preview), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn register_preview(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Json(body): Json<RegisterPrint>,
) -> Result<Reply<Preview>, Failed> {
    super::paper::preview(&state, &actor, &days(body)?, "").await
}

/// Prints the record of a hand-over of several dossiers; recorded in the trail.
#[utoipa::path(post, path = "/api/lists/hand-over", request_body = HandOverPrint, security(("bearer" = [])),
    responses((status = 200, content_type = "application/pdf"), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn hand_over(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Json(body): Json<HandOverPrint>,
) -> Result<Response, Failed> {
    let reason = body.reason.clone();
    let paper = Subject::List(convert::hand_over(body));
    pdf(&state, &actor, paper, &reason).await
}

/// The text preview of the record of a hand-over of several dossiers.
#[utoipa::path(post, path = "/api/lists/hand-over/preview", request_body = HandOverPrint, security(("bearer" = [])),
    responses((status = 200, body = Preview), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 413, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn hand_over_preview(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Json(body): Json<HandOverPrint>,
) -> Result<Reply<Preview>, Failed> {
    let paper = Subject::List(convert::hand_over(body));
    super::paper::preview(&state, &actor, &paper, "").await
}

fn days(body: RegisterPrint) -> Result<Subject, UseCaseError> {
    let paper = convert::register(body).ok_or(UseCaseError::PrintRange)?;
    Ok(Subject::List(paper))
}

async fn pdf(
    state: &State,
    actor: &Actor,
    paper: Subject,
    reason: &str,
) -> Result<Response, Failed> {
    let bytes = print_form::pdf(&state.app, actor, &paper, "", reason).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response())
}
