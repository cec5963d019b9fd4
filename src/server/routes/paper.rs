//! Forms as text and as PDF.

use axum::extract::{Path, Query, State as Extract};
use axum::http::header;
use axum::response::{IntoResponse, Json as Reply, Response};

use super::super::State;
use super::super::auth::SignedIn;
use super::super::problem::Failed;
use crate::domain::org::Actor;
use crate::usecases::print_form::{self, Subject};
use crate::wire::{Preview, Problem, Reprint};

/// Columns of a preview: what fits a screen of 80.
const PREVIEW_WIDTH: u16 = 76;

/// The text preview of a form of a dossier.
#[utoipa::path(get, path = "/api/dossiers/{code}/forms/{form}/preview", security(("bearer" = [])),
    params(("code" = String, Path), ("form" = String, Path)),
    responses((status = 200, body = Preview), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn dossier_preview(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((code, form)): Path<(String, String)>,
) -> Result<Reply<Preview>, Failed> {
    preview(&state, &actor, &Subject::Dossier(code), &form).await
}

/// The text preview of a form of a counter slip.
#[utoipa::path(get, path = "/api/slips/{id}/forms/{form}/preview", security(("bearer" = [])),
    params(("id" = i64, Path), ("form" = String, Path)),
    responses((status = 200, body = Preview), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn slip_preview(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((id, form)): Path<(i64, String)>,
) -> Result<Reply<Preview>, Failed> {
    preview(&state, &actor, &Subject::Slip(id), &form).await
}

/// Prints a form of a dossier: the PDF; recorded in the trail.
#[utoipa::path(post, path = "/api/dossiers/{code}/forms/{form}", security(("bearer" = [])),
    params(("code" = String, Path), ("form" = String, Path), ("reason" = Option<String>, Query)),
    responses((status = 200, content_type = "application/pdf"), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn dossier_print(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((code, form)): Path<(String, String)>,
    Query(again): Query<Reprint>,
) -> Result<Response, Failed> {
    pdf(&state, &actor, &Subject::Dossier(code), &form, &again).await
}

/// Prints a form of a counter slip: the PDF; recorded in the trail.
#[utoipa::path(post, path = "/api/slips/{id}/forms/{form}", security(("bearer" = [])),
    params(("id" = i64, Path), ("form" = String, Path), ("reason" = Option<String>, Query)),
    responses((status = 200, content_type = "application/pdf"), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn slip_print(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((id, form)): Path<(i64, String)>,
    Query(again): Query<Reprint>,
) -> Result<Response, Failed> {
    pdf(&state, &actor, &Subject::Slip(id), &form, &again).await
}

/// The text preview of a form of a receipt.
#[utoipa::path(get, path = "/api/receipts/{id}/forms/{form}/preview", security(("bearer" = [])),
    params(("id" = i64, Path), ("form" = String, Path)),
    responses((status = 200, body = Preview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub(super) async fn receipt_preview(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((id, form)): Path<(i64, String)>,
) -> Result<Reply<Preview>, Failed> {
    preview(&state, &actor, &Subject::Receipt(id), &form).await
}

/// Prints a form of a receipt: the PDF; recorded in the trail.
#[utoipa::path(post, path = "/api/receipts/{id}/forms/{form}", security(("bearer" = [])),
    params(("id" = i64, Path), ("form" = String, Path), ("reason" = Option<String>, Query)),
    responses((status = 200, content_type = "application/pdf"), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn receipt_print(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((id, form)): Path<(i64, String)>,
    Query(again): Query<Reprint>,
) -> Result<Response, Failed> {
    pdf(&state, &actor, &Subject::Receipt(id), &form, &again).await
}

/// The text preview of the document of money given back.
#[utoipa::path(get, path = "/api/refunds/{id}/forms/{form}/preview", security(("bearer" = [])),
    params(("id" = i64, Path), ("form" = String, Path)),
    responses((status = 200, body = Preview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub(super) async fn refund_preview(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((id, form)): Path<(i64, String)>,
) -> Result<Reply<Preview>, Failed> {
    preview(&state, &actor, &Subject::Refund(id), &form).await
}

/// Prints the document of money given back: the PDF; recorded in the trail.
#[utoipa::path(post, path = "/api/refunds/{id}/forms/{form}", security(("bearer" = [])),
    params(("id" = i64, Path), ("form" = String, Path), ("reason" = Option<String>, Query)),
    responses((status = 200, content_type = "application/pdf"), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn refund_print(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((id, form)): Path<(i64, String)>,
    Query(again): Query<Reprint>,
) -> Result<Response, Failed> {
    pdf(&state, &actor, &Subject::Refund(id), &form, &again).await
}

/// The text preview of a form of the day-book of a shift.
#[utoipa::path(get, path = "/api/shifts/{id}/forms/{form}/preview", security(("bearer" = [])),
    params(("id" = i64, Path), ("form" = String, Path)),
    responses((status = 200, body = Preview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub(super) async fn shift_preview(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((id, form)): Path<(i64, String)>,
) -> Result<Reply<Preview>, Failed> {
    preview(&state, &actor, &Subject::Shift(id), &form).await
}

/// Prints a form of the day-book of a shift: the PDF; recorded in the trail.
#[utoipa::path(post, path = "/api/shifts/{id}/forms/{form}", security(("bearer" = [])),
    params(("id" = i64, Path), ("form" = String, Path), ("reason" = Option<String>, Query)),
    responses((status = 200, content_type = "application/pdf"), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn shift_print(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((id, form)): Path<(i64, String)>,
    Query(again): Query<Reprint>,
) -> Result<Response, Failed> {
    pdf(&state, &actor, &Subject::Shift(id), &form, &again).await
}

/// The text preview of a form of a hand-over list to the post.
#[utoipa::path(get, path = "/api/post-lists/{id}/forms/{form}/preview", security(("bearer" = [])),
    params(("id" = i64, Path), ("form" = String, Path)),
    responses((status = 200, body = Preview), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn post_list_preview(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((id, form)): Path<(i64, String)>,
) -> Result<Reply<Preview>, Failed> {
    preview(&state, &actor, &Subject::PostList(id), &form).await
}

/// Prints a form of a hand-over list to the post: the PDF; recorded in the trail.
#[utoipa::path(post, path = "/api/post-lists/{id}/forms/{form}", security(("bearer" = [])),
    params(("id" = i64, Path), ("form" = String, Path), ("reason" = Option<String>, Query)),
    responses((status = 200, content_type = "application/pdf"), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn post_list_print(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((id, form)): Path<(i64, String)>,
    Query(again): Query<Reprint>,
) -> Result<Response, Failed> {
    pdf(&state, &actor, &Subject::PostList(id), &form, &again).await
}

pub(super) async fn preview(
    state: &State,
    actor: &Actor,
    subject: &Subject,
    form: &str,
) -> Result<Reply<Preview>, Failed> {
    let (title, lines) =
        print_form::preview(&state.app, actor, subject, form, PREVIEW_WIDTH).await?;
    Ok(Reply(Preview { title, lines }))
}

async fn pdf(
    state: &State,
    actor: &Actor,
    subject: &Subject,
    form: &str,
    again: &Reprint,
) -> Result<Response, Failed> {
    let bytes = print_form::pdf(&state.app, actor, subject, form, &again.reason).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response())
}
