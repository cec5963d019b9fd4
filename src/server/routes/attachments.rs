//! Attachments of a dossier.

use axum::extract::{FromRequestParts as _, Path, Query, State as Extract};
use axum::response::{IntoResponse, Json as Reply, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey};
use super::super::file_body::{FileSent, give};
use super::super::problem::Failed;
use super::super::{State, convert};
use crate::domain::attachment::AttachmentKind;
use crate::usecases::UseCaseError;
use crate::usecases::attachments::{self as files, Offered};
use crate::wire::{Attached, AttachmentLine, FieldProblem, Problem, Reason};

/// Attachments of a dossier, oldest first.
#[utoipa::path(get, path = "/api/dossiers/{code}/attachments", params(("code" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = Vec<AttachmentLine>), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn list(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Reply<Vec<AttachmentLine>>, Failed> {
    let all = files::list(&state.app, &actor, &code).await?;
    let line = |kept| convert::attachment(&state.app.rules, kept);
    Ok(Reply(all.into_iter().map(line).collect()))
}

/// What the file is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FileQuery {
    /// What people call it.
    label: String,
    /// `paper`, `draft`, `result`, `scan`, `signed_request` or `authorisation`.
    kind: Option<String>,
    /// Name of the file; only a name, never a place.
    name: Option<String>,
}

/// Attaches a file to a dossier: the body is the file itself. Its kind is found by its content.
#[utoipa::path(post, path = "/api/dossiers/{code}/attachments", security(("bearer" = [])),
    params(("code" = String, Path), ("Idempotency-Key" = String, Header), FileQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Attached), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn attach(
    Extract(state): Extract<State>,
    mut sent: FileSent,
) -> Result<Reply<Attached>, Response> {
    let parts = &mut sent.parts;
    let code = Path::<String>::from_request_parts(parts, &state).await;
    let Path(code) = code.map_err(IntoResponse::into_response)?;
    let query = Query::<FileQuery>::from_request_parts(parts, &state).await;
    let Query(query) = query.map_err(IntoResponse::into_response)?;
    let key = RequestKey::from_request_parts(parts, &state).await;
    let RequestKey(key) = key.map_err(IntoResponse::into_response)?;
    let attached = keep(&state, sent, code, query, &key).await;
    attached.map(Reply).map_err(IntoResponse::into_response)
}

async fn keep(
    state: &State,
    sent: FileSent,
    code: String,
    query: FileQuery,
    key: &str,
) -> Result<Attached, Failed> {
    let named = query.kind.as_deref().unwrap_or("paper");
    let kind = AttachmentKind::from_id(named).ok_or_else(|| no_such("kind", named))?;
    let offered = Offered {
        code,
        label: query.label,
        kind,
        name: query.name.unwrap_or_default(),
        bytes: sent.bytes,
    };
    let id = files::attach(&state.app, &sent.actor, key, offered).await?;
    Ok(Attached { id })
}

/// The failure of a field whose value is none of those there are.
pub(super) fn no_such(field: &str, given: &str) -> Failed {
    let mut failed = Failed::from(UseCaseError::Fields(Vec::new()));
    failed.0.fields.push(FieldProblem {
        field: field.to_owned(),
        code: crate::domain::field_codes::MISFIT.to_owned(),
        message: format!("Không có giá trị “{given}”; xem /api/openapi.json"),
    });
    failed
}

/// The file itself, to be saved.
#[utoipa::path(get, path = "/api/dossiers/{code}/attachments/{id}", security(("bearer" = [])),
    params(("code" = String, Path), ("id" = i64, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = 400, body = Problem),
              (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
              (status = 500, body = Problem)))]
pub(super) async fn download(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((code, id)): Path<(String, i64)>,
) -> Result<Response, Failed> {
    let (attachment, bytes) = files::download(&state.app, &actor, &code, id).await?;
    Ok(give(&attachment, bytes).await)
}

/// Removes an attachment: it no longer counts; row and bytes stay with the reason.
#[utoipa::path(post, path = "/api/dossiers/{code}/attachments/{id}/remove", request_body = Reason, security(("bearer" = [])),
    params(("code" = String, Path), ("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = Attached), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn remove(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((code, id)): Path<(String, i64)>,
    RequestKey(key): RequestKey,
    Json(body): Json<Reason>,
) -> Result<Reply<Attached>, Failed> {
    let id = files::remove(&state.app, &actor, &key, &code, id, &body.reason).await?;
    Ok(Reply(Attached { id }))
}
