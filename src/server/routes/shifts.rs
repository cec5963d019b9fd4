//! Cash shifts: open, day-book, close, approve.

use axum::extract::{Path, State as Extract};
use axum::response::Json as Reply;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey};
use super::super::problem::Failed;
use super::super::{State, convert::fees as convert};
use crate::usecases::fees::{self, Closing};
use crate::wire::{
    CloseShiftRequest, DayBookView, OpenShiftRequest, OwnShift, Problem, ShiftList, ShiftView,
};

/// Shifts that are open or wait for approval; a cashier sees only his own.
#[utoipa::path(get, path = "/api/shifts", security(("bearer" = [])),
    responses((status = 200, body = ShiftList), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn list(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
) -> Result<Reply<ShiftList>, Failed> {
    let found = fees::unapproved_shifts(&state.app, &actor).await?;
    let rules = &state.app.rules;
    let rows = found.iter().map(|s| convert::shift(rules, s)).collect();
    Ok(Reply(ShiftList { rows }))
}

/// Opens a shift of the officer.
#[utoipa::path(post, path = "/api/shifts", request_body = OpenShiftRequest, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ShiftView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn open(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<OpenShiftRequest>,
) -> Result<Reply<ShiftView>, Failed> {
    let done = fees::open_shift(&state.app, &actor, &key, body.opening_dong).await?;
    Ok(Reply(convert::shift(&state.app.rules, &done)))
}

/// The day-book of the officer's own open shift.
#[utoipa::path(get, path = "/api/shifts/own", security(("bearer" = [])),
    responses((status = 200, body = OwnShift), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn own(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
) -> Result<Reply<OwnShift>, Failed> {
    let book = fees::own_day_book(&state.app, &actor).await?;
    let day_book = book.map(|book| convert::day_book(&state.app.rules, &book));
    Ok(Reply(OwnShift { day_book }))
}

/// The day-book of a shift.
#[utoipa::path(get, path = "/api/shifts/{id}", params(("id" = i64, Path)), security(("bearer" = [])),
    responses((status = 200, body = DayBookView), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn day_book(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
) -> Result<Reply<DayBookView>, Failed> {
    let book = fees::day_book(&state.app, &actor, id).await?;
    Ok(Reply(convert::day_book(&state.app.rules, &book)))
}

/// Closes the officer's own shift: the count must balance, or a reason say why not.
#[utoipa::path(post, path = "/api/shifts/{id}/close", request_body = CloseShiftRequest, security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ShiftView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn close(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
    Json(body): Json<CloseShiftRequest>,
) -> Result<Reply<ShiftView>, Failed> {
    let closing = Closing {
        counted_dong: body.counted_dong,
        reason: body.reason,
        handed_to: body.handed_to,
    };
    let done = fees::close_shift(&state.app, &actor, &key, id, closing).await?;
    Ok(Reply(convert::shift(&state.app.rules, &done)))
}

/// Approves the close-out of a shift: a second person.
#[utoipa::path(post, path = "/api/shifts/{id}/approve", security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = ShiftView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn approve(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
) -> Result<Reply<ShiftView>, Failed> {
    let done = fees::approve_shift(&state.app, &actor, &key, id).await?;
    Ok(Reply(convert::shift(&state.app.rules, &done)))
}
