//! Lists, search, one dossier, acts on it.

use axum::extract::{Path, Query, State as Extract};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Json as Reply;
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey, Seen};
use super::super::embed::find_wire;
use super::super::problem::Failed;
use super::super::{State, convert};
use crate::usecases::UseCaseError;
use crate::usecases::act as use_act;
use crate::usecases::list::{List, list as use_list};
use crate::usecases::open as use_open;
use crate::wire::{ActRequest, Acted, DossierView, Page, Problem};

/// Which list, and from where.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// `desk`, `inbox`, `near_due`, `overdue`, `to_return`.
    list: String,
    /// `next` of the page before.
    after: Option<String>,
}

/// A page of open work, most urgent first.
#[utoipa::path(get, path = "/api/dossiers", params(ListQuery), security(("bearer" = [])),
    responses((status = 200, body = Page), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn list(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Reply<Page>, Failed> {
    let which =
        List::from_id(&query.list).ok_or_else(|| UseCaseError::NoList(query.list.clone()))?;
    let after = query.after.as_deref().and_then(convert::read_cursor);
    let (rows, next) = use_list(&state.app, &actor, which, after).await?;
    Ok(Reply(Page {
        rows: rows
            .into_iter()
            .map(|row| convert::line(&state.app.rules, row))
            .collect(),
        next: next.map(convert::cursor),
        about: which.label().to_owned(),
        exact: false,
    }))
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FindQuery {
    /// Code, last digits, name without accents, telephone or identity number.
    q: String,
}

/// Finds dossiers by one text, newest first.
#[utoipa::path(get, path = "/api/find", params(FindQuery), security(("bearer" = [])),
    responses((status = 200, body = Page), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn find(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Query(query): Query<FindQuery>,
) -> Result<Reply<Page>, Failed> {
    Ok(Reply(find_wire(&state.app, &actor, &query.q).await?))
}

/// One dossier in full. The version is in the header `ETag`.
#[utoipa::path(get, path = "/api/dossiers/{code}", params(("code" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = DossierView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem),
              (status = 409, body = Problem)))]
pub(super) async fn open(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<(HeaderMap, Reply<DossierView>), Failed> {
    let opened = use_open::open(&state.app, &actor, &code).await?;
    use_open::note_foreign_reading(&state.app, &actor, &opened.dossier).await?;
    let mut headers = HeaderMap::new();
    let tag = HeaderValue::from_str(&format!("\"{}\"", opened.dossier.version));
    if let Ok(tag) = tag {
        headers.insert(header::ETAG, tag);
    }
    Ok((headers, Reply(convert::view(&state.app.rules, opened))))
}

/// Does an act on the dossier as it was when it was read.
#[utoipa::path(post, path = "/api/dossiers/{code}/acts", request_body = ActRequest, security(("bearer" = [])),
    params(("code" = String, Path), ("Idempotency-Key" = String, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = Acted), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub(super) async fn act(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    Seen(seen): Seen,
    RequestKey(key): RequestKey,
    Json(body): Json<ActRequest>,
) -> Result<Reply<Acted>, Failed> {
    let order = convert::order(&code, seen, body)?;
    let done = use_act::act(&state.app, &actor, &key, order).await?;
    Ok(Reply(convert::acted(done)))
}
