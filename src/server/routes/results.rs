//! Results of a dossier.

use axum::extract::{Path, State as Extract};
use axum::response::Json as Reply;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey};
use super::super::problem::Failed;
use super::super::{State, convert};
use super::attachments::no_such;
use crate::domain::result::ResultForm;
use crate::usecases::results::{self as use_results, Drafted, Finish};
use crate::wire::{
    Problem, Reason, ResultDraft, ResultFinish, ResultFinished, ResultLine, ResultNumber,
};

/// Results of a dossier in their order.
#[utoipa::path(get, path = "/api/dossiers/{code}/results", params(("code" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = Vec<ResultLine>), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn list(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Reply<Vec<ResultLine>>, Failed> {
    let all = use_results::list(&state.app, &actor, &code).await?;
    Ok(Reply(all.into_iter().map(convert::result).collect()))
}

/// Adds a draft of a result.
#[utoipa::path(post, path = "/api/dossiers/{code}/results", request_body = ResultDraft, security(("bearer" = [])),
    params(("code" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ResultNumber), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn add(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    RequestKey(key): RequestKey,
    Json(body): Json<ResultDraft>,
) -> Result<Reply<ResultNumber>, Failed> {
    let draft = Drafted {
        title: body.title,
        attachment: body.attachment,
        note: body.note,
    };
    let no = use_results::add(&state.app, &actor, &key, &code, draft).await?;
    Ok(Reply(ResultNumber { no }))
}

/// Finishes a draft with number, date and file; the file is looked into with all care.
#[utoipa::path(post, path = "/api/dossiers/{code}/results/{no}/finish", request_body = ResultFinish, security(("bearer" = [])),
    params(("code" = String, Path), ("no" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ResultFinished), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn finish(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((code, no)): Path<(String, i64)>,
    RequestKey(key): RequestKey,
    Json(body): Json<ResultFinish>,
) -> Result<Reply<ResultFinished>, Failed> {
    let form = ResultForm::from_id(&body.form).ok_or_else(|| no_such("form", &body.form))?;
    let finish = Finish {
        number: body.number,
        date: body.date.parse().map_err(|_| no_such("date", &body.date))?,
        signed_by: body.signed_by,
        form,
        attachment: body.attachment,
    };
    let remarks = use_results::finalise(&state.app, &actor, &key, &code, no, finish).await?;
    Ok(Reply(ResultFinished { remarks }))
}

/// Replaces a final result by a new draft, with the reason.
#[utoipa::path(post, path = "/api/dossiers/{code}/results/{no}/replace", request_body = Reason, security(("bearer" = [])),
    params(("code" = String, Path), ("no" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ResultNumber), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn replace(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path((code, no)): Path<(String, i64)>,
    RequestKey(key): RequestKey,
    Json(body): Json<Reason>,
) -> Result<Reply<ResultNumber>, Failed> {
    let no = use_results::replace(&state.app, &actor, &key, &code, no, &body.reason).await?;
    Ok(Reply(ResultNumber { no }))
}
