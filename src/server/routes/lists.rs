//! Papers of many dossiers as PDF.

use axum::extract::State as Extract;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::super::State;
use super::super::auth::SignedIn;
use super::super::body::Json;
use super::super::problem::Failed;
use crate::domain::org::Actor;
use crate::usecases::UseCaseError;
use crate::usecases::print_list::{self, ListPaper};
use crate::wire::{HandOverPrint, Problem, RegisterPrint};

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
    let day = |text: &str| text.parse().map_err(|_| UseCaseError::PrintRange);
    let paper = ListPaper::Register {
        from: day(&body.from)?,
        to: day(&body.to)?,
        book: body.book,
    };
    pdf(&state, &actor, paper, &body.reason).await
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
    let paper = ListPaper::HandOver {
        dossiers: body.dossiers,
        receiver: body.receiver,
    };
    pdf(&state, &actor, paper, &body.reason).await
}

async fn pdf(
    state: &State,
    actor: &Actor,
    paper: ListPaper,
    reason: &str,
) -> Result<Response, Failed> {
    let bytes = print_list::pdf(&state.app, actor, paper, reason).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response())
}
