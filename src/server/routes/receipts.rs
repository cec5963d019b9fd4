//! Receipts: pending ones, giving a number, cancelling, replacing, refunding; the paper books.

use axum::extract::{Path, State as Extract};
use axum::response::Json as Reply;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey};
use super::super::problem::Failed;
use super::super::{State, convert::fees as convert};
use crate::domain::receipt::{Item, Payer, ReceiptNumber};
use crate::usecases::fees::{self, NewBook, Replacement};
use crate::wire::{
    BookAdded, BookList, BookRequest, CancelRequest, IssueRequest, Problem, ReceiptList,
    ReceiptView, RefundRequest, RefundView, ReplaceRequest,
};

/// Receipts of the unit that wait for their number.
#[utoipa::path(get, path = "/api/receipts", security(("bearer" = [])),
    responses((status = 200, body = ReceiptList), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn pending(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
) -> Result<Reply<ReceiptList>, Failed> {
    let found = fees::pending(&state.app, &actor).await?;
    let rules = &state.app.rules;
    let rows = found.iter().map(|r| convert::receipt(rules, r)).collect();
    Ok(Reply(ReceiptList { rows }))
}

/// One receipt of the unit.
#[utoipa::path(get, path = "/api/receipts/{id}", params(("id" = i64, Path)), security(("bearer" = [])),
    responses((status = 200, body = ReceiptView), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn receipt(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
) -> Result<Reply<ReceiptView>, Failed> {
    let found = fees::receipt(&state.app, &actor, id).await?;
    Ok(Reply(convert::receipt(&state.app.rules, &found)))
}

/// Gives a pending receipt the number that its provider gave.
#[utoipa::path(post, path = "/api/receipts/{id}/issue", request_body = IssueRequest, security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ReceiptView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn issue(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
    Json(body): Json<IssueRequest>,
) -> Result<Reply<ReceiptView>, Failed> {
    let number = ReceiptNumber {
        symbol: body.symbol,
        series: body.series,
        number: body.number,
    };
    let done = fees::issue(&state.app, &actor, &key, id, number).await?;
    Ok(Reply(convert::receipt(&state.app.rules, &done)))
}

/// Records that a receipt was sent to its payer.
#[utoipa::path(post, path = "/api/receipts/{id}/sent", security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ReceiptView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn sent(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
) -> Result<Reply<ReceiptView>, Failed> {
    let done = fees::sent(&state.app, &actor, &key, id).await?;
    Ok(Reply(convert::receipt(&state.app.rules, &done)))
}

/// Cancels a receipt: a second person, with a reason.
#[utoipa::path(post, path = "/api/receipts/{id}/cancel", request_body = CancelRequest, security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ReceiptView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn cancel(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
    Json(body): Json<CancelRequest>,
) -> Result<Reply<ReceiptView>, Failed> {
    let done = fees::cancel(&state.app, &actor, &key, id, &body.reason).await?;
    Ok(Reply(convert::receipt(&state.app.rules, &done)))
}

/// Puts a new receipt in the place of a wrong one: a second person, with a reason.
#[utoipa::path(post, path = "/api/receipts/{id}/replace", request_body = ReplaceRequest, security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ReceiptView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn replace(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
    Json(body): Json<ReplaceRequest>,
) -> Result<Reply<ReceiptView>, Failed> {
    let item = |item: crate::wire::ReceiptItem| Item {
        no: item.no,
        name: item.name,
        amount_dong: item.amount_dong,
    };
    let asked = Replacement {
        kind: convert::kind(&body.kind)?,
        items: body.items.into_iter().map(item).collect(),
        payer: Payer {
            name: body.payer.name,
            address: body.payer.address,
        },
        reason: body.reason,
    };
    let done = fees::replace(&state.app, &actor, &key, id, asked).await?;
    Ok(Reply(convert::receipt(&state.app.rules, &done)))
}

/// Gives money back with a document of its own: a second person, with a reason.
#[utoipa::path(post, path = "/api/receipts/{id}/refund", request_body = RefundRequest, security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = RefundView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn refund(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
    Json(body): Json<RefundRequest>,
) -> Result<Reply<RefundView>, Failed> {
    let app = &state.app;
    let done = fees::refund(app, &actor, &key, id, body.amount_dong, &body.reason).await?;
    Ok(Reply(RefundView {
        id: done.id,
        number: done.number,
        receipt: done.receipt,
        amount_dong: done.amount_dong,
        shift: done.shift,
    }))
}

/// Paper books of the unit.
#[utoipa::path(get, path = "/api/receipt-books", security(("bearer" = [])),
    responses((status = 200, body = BookList), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn books(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
) -> Result<Reply<BookList>, Failed> {
    let found = fees::books(&state.app, &actor).await?;
    let rows = found.iter().map(convert::book).collect();
    Ok(Reply(BookList { rows }))
}

/// Adds a paper book.
#[utoipa::path(post, path = "/api/receipt-books", request_body = BookRequest, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 200, body = BookAdded), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn add_book(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<BookRequest>,
) -> Result<Reply<BookAdded>, Failed> {
    let book = NewBook {
        kind: convert::kind(&body.kind)?,
        mode: convert::mode(&body.mode)?,
        symbol: body.symbol,
        series: body.series,
        first: body.first,
        last: body.last,
    };
    let id = fees::add_book(&state.app, &actor, &key, book).await?;
    Ok(Reply(BookAdded { id }))
}
