//! Fees of a dossier: the sheet, taking money, exemption.

use axum::extract::{Path, State as Extract};
use axum::response::Json as Reply;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey};
use super::super::problem::Failed;
use super::super::{State, convert::fees as convert};
use crate::usecases::fees::{self, Exemption};
use crate::wire::{CollectRequest, CollectedView, ExemptRequest, ExemptedView, FeeSheet, Problem};

/// Lines, receipts and ways of giving receipts of one dossier.
#[utoipa::path(get, path = "/api/dossiers/{code}/fees", params(("code" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = FeeSheet), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn sheet(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Reply<FeeSheet>, Failed> {
    let sheet = fees::sheet(&state.app, &actor, &code).await?;
    Ok(Reply(convert::fee_sheet(&state.app.rules, sheet)))
}

/// Takes money: one receipt for each kind, in one transaction.
#[utoipa::path(post, path = "/api/dossiers/{code}/fees/collect", request_body = CollectRequest, security(("bearer" = [])),
    params(("code" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = CollectedView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn collect(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    RequestKey(key): RequestKey,
    Json(body): Json<CollectRequest>,
) -> Result<Reply<CollectedView>, Failed> {
    let order = convert::order(code, body)?;
    let done = fees::collect(&state.app, &actor, &key, order).await?;
    let rules = &state.app.rules;
    Ok(Reply(CollectedView {
        receipts: done
            .receipts
            .iter()
            .map(|r| convert::receipt(rules, r))
            .collect(),
        change_dong: done.change_dong,
        shift: done.shift,
    }))
}

/// Exempts lines, with ground and paper.
#[utoipa::path(post, path = "/api/dossiers/{code}/fees/exempt", request_body = ExemptRequest, security(("bearer" = [])),
    params(("code" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ExemptedView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn exempt(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    RequestKey(key): RequestKey,
    Json(body): Json<ExemptRequest>,
) -> Result<Reply<ExemptedView>, Failed> {
    let asked = Exemption {
        code,
        lines: body.lines,
        ground: body.ground,
        paper: body.paper,
    };
    let done = fees::exempt(&state.app, &actor, &key, asked).await?;
    Ok(Reply(ExemptedView {
        lines: done.lines,
        owed_dong: done.owed_dong,
    }))
}
