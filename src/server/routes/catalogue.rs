//! Changes of the catalogue by two persons; open dossiers put under the new rules by name.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Json as Reply;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey, Seen};
use super::super::in_force::Live;
use super::super::problem::Failed;
use super::super::{State, convert as wired};
use crate::usecases::change_catalogue::{self as use_changes, Verdict};
use crate::usecases::convert as use_convert;
use crate::wire::{
    Acted, CatalogueChange, CatalogueChanges, ChangeProposal, ChangeStands, ChangeVerdict,
    ConversionPreview, ConversionRequest, Problem,
};

/// The newest changes of the catalogue, each with what it makes different.
#[utoipa::path(get, path = "/api/catalogue-changes", security(("bearer" = [])),
    responses((status = 200, body = CatalogueChanges), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
) -> Result<Reply<CatalogueChanges>, Failed> {
    let rules = &state.app.rules;
    let changes = use_changes::newest(&state.app, &actor).await?;
    let changes = changes
        .into_iter()
        .map(|change| wired::catalogue_change(rules, change));
    Ok(Reply(CatalogueChanges {
        changes: changes.collect(),
    }))
}

/// Proposes a change; another person decides it.
#[utoipa::path(post, path = "/api/catalogue-changes", request_body = ChangeProposal, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = ChangeStands), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn propose(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<ChangeProposal>,
) -> Result<(StatusCode, Reply<ChangeStands>), Failed> {
    let reason = body.reason.clone();
    let set = wired::change_set(body)?;
    let done = use_changes::propose(&state.app, &actor, &key, set, &reason).await?;
    Ok((StatusCode::CREATED, Reply(wired::decided(done))))
}

/// One change.
#[utoipa::path(get, path = "/api/catalogue-changes/{id}", params(("id" = i64, Path)), security(("bearer" = [])),
    responses((status = 200, body = CatalogueChange), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn show(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
) -> Result<Reply<CatalogueChange>, Failed> {
    let change = use_changes::one(&state.app, &actor, id).await?;
    Ok(Reply(wired::catalogue_change(&state.app.rules, change)))
}

/// Approves, refuses or takes back a change. An approved one of today is in force for the next request.
#[utoipa::path(post, path = "/api/catalogue-changes/{id}/decision", request_body = ChangeVerdict, security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ChangeStands), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn decide(
    Extract(live): Extract<Live>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
    Json(body): Json<ChangeVerdict>,
) -> Result<Reply<ChangeStands>, Failed> {
    let verdict = Verdict::from_id(&body.verdict).ok_or_else(|| {
        let title =
            "Không có quyết định này. Chưa có gì thay đổi. Dùng approve, refuse hoặc withdraw.";
        Failed::new(StatusCode::BAD_REQUEST, "MC-3115", title)
    })?;
    let app = live.now().app;
    let done = use_changes::decide(&app, &actor, &key, id, verdict, &body.reason).await?;
    live.renew().await?;
    Ok(Reply(wired::decided(done)))
}

/// What putting this dossier under the rules of today would make different; changes nothing.
#[utoipa::path(get, path = "/api/dossiers/{code}/conversion", params(("code" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = ConversionPreview), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn preview(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Reply<ConversionPreview>, Failed> {
    let preview = use_convert::preview(&state.app, &actor, &code).await?;
    Ok(Reply(wired::conversion(preview)))
}

/// Puts this dossier under the rules of today, on a new slip.
#[utoipa::path(post, path = "/api/dossiers/{code}/conversion", request_body = ConversionRequest, security(("bearer" = [])),
    params(("code" = String, Path), ("Idempotency-Key" = String, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = Acted), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub(super) async fn convert(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    Seen(seen): Seen,
    RequestKey(key): RequestKey,
    Json(body): Json<ConversionRequest>,
) -> Result<Reply<Acted>, Failed> {
    let seen = (code.as_str(), seen);
    let done = use_convert::convert(&state.app, &actor, &key, seen, &body.reason).await?;
    Ok(Reply(wired::acted(done)))
}
