//! Papers on their way out.

use axum::extract::{Path, Query, State as Extract};
use axum::response::Json as Reply;
use serde::Deserialize;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey};
use super::super::problem::Failed;
use super::super::{State, convert};
use super::attachments::no_such;
use crate::domain::org::Actor;
use crate::domain::printer::{At, Printer};
use crate::usecases::print_jobs::{self, Holder};
use crate::usecases::{PrintRefusal, UseCaseError};
use crate::wire::{
    PrintAnswer, PrintElsewhere, PrintJobView, PrintOrder, PrintPaper, PrintReport, PrintReported,
    PrintState, PrintTake, PrintWay, Problem,
};

/// Which desk asks, and about which form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct About {
    desk: String,
    form: String,
}

/// Puts a paper on its way: recorded in the trail, printed by whoever carries to its printer.
#[utoipa::path(post, path = "/api/print-jobs", request_body = PrintOrder, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 200, body = PrintJobView), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn queue(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<PrintOrder>,
) -> Result<Reply<PrintJobView>, Failed> {
    let what = format!("{} {}", body.what, body.which);
    let order = convert::print_order(body).ok_or_else(|| no_such("what", &what))?;
    let job = print_jobs::queue(&state.app, &actor, &key, order).await?;
    Ok(Reply(convert::print_job(&state.app.rules, &job)))
}

/// What is on its way for a desk, and how the printers are that it uses.
#[utoipa::path(get, path = "/api/print-jobs", security(("bearer" = [])),
    params(("desk" = Option<String>, Query)),
    responses((status = 200, body = PrintState), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem)))]
pub(super) async fn open(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Query(at): Query<About>,
) -> Result<Reply<PrintState>, Failed> {
    let found = print_jobs::open(&state.app, &actor, &at.desk).await?;
    let rules = &state.app.rules;
    let is_used = |printer: &Printer| {
        let rule = rules.printers.rule.iter();
        let mut own = rule.filter(|r| r.desk.is_empty() || fold_same(&r.desk, &at.desk));
        own.any(|rule| rule.printer == printer.id)
            || found.jobs.iter().any(|job| job.printer == printer.id)
    };
    let all = || rules.printers.printer.iter();
    let asks = |printer: &&Printer| {
        is_used(printer) && printer.at == At::Server && printer.kind.tells_its_state()
    };
    let heard = state.heard.all(all().filter(asks).cloned()).await;
    let view = |p: &Printer| convert::printer(p, heard.get(&p.id), is_used(p));
    let printers = all().map(view).collect();
    let watch = !found.jobs.is_empty()
        || all().any(|printer| is_used(printer) && printer.kind.tells_its_state());
    let jobs = found.jobs.iter();
    Ok(Reply(PrintState {
        jobs: jobs.map(|job| convert::print_job(rules, job)).collect(),
        printers,
        watch,
    }))
}

/// Where a form of a desk goes by the rules.
#[utoipa::path(get, path = "/api/print-way", security(("bearer" = [])),
    params(("desk" = Option<String>, Query), ("form" = Option<String>, Query)),
    responses((status = 200, body = PrintWay), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn way(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Query(at): Query<About>,
) -> Result<Reply<PrintWay>, Failed> {
    print_jobs::may(&actor).map_err(UseCaseError::from)?;
    let rule = state.app.rules.printers.rule_for(&at.desk, &at.form);
    let none = || UseCaseError::from(PrintRefusal::NoPrinter(String::new()));
    let rule = rule.ok_or_else(none)?;
    Ok(Reply(PrintWay {
        printer: rule.printer.clone(),
        tray: rule.tray.clone(),
        copies: rule.copies,
    }))
}

/// Takes a paper to carry it to a printer of the desk: from here on it may come out.
#[utoipa::path(post, path = "/api/print-jobs/{id}/take", request_body = PrintTake, security(("bearer" = [])),
    params(("id" = i64, Path)),
    responses((status = 200, body = Option<PrintPaper>), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn take(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    Json(body): Json<PrintTake>,
) -> Result<Reply<Option<PrintPaper>>, Failed> {
    let holder = holder(&actor, &body.holder)?;
    let taken = print_jobs::take(&state.app, &holder, id).await?;
    Ok(Reply(taken.as_ref().map(convert::paper)))
}

/// Says what became of a paper that a desk carries.
#[utoipa::path(post, path = "/api/print-jobs/{id}/report", request_body = PrintReport, security(("bearer" = [])),
    params(("id" = i64, Path)),
    responses((status = 200, body = PrintReported), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn report(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    Json(body): Json<PrintReport>,
) -> Result<Reply<PrintReported>, Failed> {
    let told = convert::told(&body).map_err(UseCaseError::from)?;
    let holder = holder(&actor, &body.holder)?;
    let mine = print_jobs::report(&state.app, &holder, id, &told).await?;
    Ok(Reply(PrintReported { mine }))
}

/// “Đã ra giấy chưa?” of a paper in doubt; kept in the trail with who said so.
#[utoipa::path(post, path = "/api/print-jobs/{id}/answer", request_body = PrintAnswer, security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = PrintJobView), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn answer(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
    Json(body): Json<PrintAnswer>,
) -> Result<Reply<PrintJobView>, Failed> {
    let job = print_jobs::answer(&state.app, &actor, &key, id, body.out).await?;
    Ok(Reply(convert::print_job(&state.app.rules, &job)))
}

/// Gives a paper up before anything was sent: its number is free again.
#[utoipa::path(post, path = "/api/print-jobs/{id}/cancel", security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = PrintJobView), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn cancel(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
) -> Result<Reply<PrintJobView>, Failed> {
    let job = print_jobs::cancel(&state.app, &actor, &key, id).await?;
    Ok(Reply(convert::print_job(&state.app.rules, &job)))
}

/// Sends a waiting or refused paper to another printer, or again: the same paper, the same number.
#[utoipa::path(post, path = "/api/print-jobs/{id}/send", request_body = PrintElsewhere, security(("bearer" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = PrintJobView), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn send(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<i64>,
    RequestKey(key): RequestKey,
    Json(body): Json<PrintElsewhere>,
) -> Result<Reply<PrintJobView>, Failed> {
    let to = convert::elsewhere(body);
    let job = print_jobs::send_again(&state.app, &actor, &key, id, to).await?;
    Ok(Reply(convert::print_job(&state.app.rules, &job)))
}

/// A desk as carrier: for its officer's unit only, under a name nobody else has.
fn holder(actor: &Actor, name: &str) -> Result<Holder, UseCaseError> {
    print_jobs::may(actor)?;
    Ok(Holder {
        name: format!(
            "{} {}",
            actor.officer(),
            name.chars().take(60).collect::<String>()
        ),
        place: At::Desk,
        org: Some(actor.org().to_owned()),
    })
}

fn fold_same(a: &str, b: &str) -> bool {
    crate::text::fold(a) == crate::text::fold(b)
}
