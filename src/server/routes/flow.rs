//! Processes with their findings, and who stands at their steps.

use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::response::Json as Reply;
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey};
use super::super::problem::Failed;
use super::super::{State, convert};
use crate::domain::process::StepKind;
use crate::usecases::deputise::{DeputyRequest, deputise};
use crate::usecases::roster::{DutyRequest, put_on_duty};
use crate::usecases::staff::{StaffRequest, staff as use_staff};
use crate::usecases::staffing::{StaffingError, staffing_below, staffing_of};
use crate::usecases::{UseCaseError, accept_process, flow as use_flow, officers as use_officers};
use crate::wire::{
    AcceptRequest, DeputyEntry, DutyEntry, FlowAccepted, FlowLine, FlowView, Problem, StaffEntry,
    StaffingView, StepOfficers,
};
use crate::worktime::Half;

/// Every process of the office with its findings.
#[utoipa::path(get, path = "/api/flows", security(("bearer" = [])),
    responses((status = 200, body = Vec<FlowLine>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn flows(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
) -> Result<Reply<Vec<FlowLine>>, Failed> {
    let flows = use_flow::flows(&state.app, &actor).await?;
    let line = |flow| convert::flow_line(&state.app.rules, flow);
    Ok(Reply(flows.iter().map(line).collect()))
}

/// One process with its steps and who usually stands there.
#[utoipa::path(get, path = "/api/flows/{id}", params(("id" = String, Path), FlowQuery), security(("bearer" = [])),
    responses((status = 200, body = FlowView), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn flow(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(query): Query<FlowQuery>,
) -> Result<Reply<FlowView>, Failed> {
    let desk = query.desk.filter(|desk| !desk.is_empty());
    let seen = use_flow::one(&state.app, &actor, &id, desk.as_deref()).await?;
    Ok(Reply(convert::flow_view(
        &state.app.rules,
        &seen.flow,
        &seen.desk,
        &seen.staffing,
        seen.session,
    )))
}

/// From which desk a process is looked at.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FlowQuery {
    /// Unit whose desk receives; the desk of the office when left out.
    desk: Option<String>,
}

/// Accepts findings of a process: a named person answers for following it all the same.
#[utoipa::path(post, path = "/api/flows/{id}/acceptances", request_body = AcceptRequest, security(("bearer" = [])),
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 201, body = FlowAccepted), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn accept(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    RequestKey(key): RequestKey,
    Json(body): Json<AcceptRequest>,
) -> Result<(StatusCode, Reply<FlowAccepted>), Failed> {
    let (ids, reason) = (&body.findings, &body.reason);
    let done = accept_process::accept(&state.app, &actor, &key, &id, ids, reason).await?;
    let accepted = FlowAccepted {
        process: done.process,
        hash: done.hash,
        findings: done.findings,
    };
    Ok((StatusCode::CREATED, Reply(accepted)))
}

/// Which unit.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct UnitQuery {
    /// Unit; one's own when left out.
    org: Option<String>,
    /// With the units below one's own.
    #[serde(default)]
    below: bool,
}

/// Who is set to stand where in a unit, today or later.
#[utoipa::path(get, path = "/api/staffing", params(UnitQuery), security(("bearer" = [])),
    responses((status = 200, body = StaffingView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn staffing(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Query(query): Query<UnitQuery>,
) -> Result<Reply<StaffingView>, Failed> {
    let (app, rules) = (&state.app, &state.app.rules);
    if query.below {
        let (orgs, staffing) = staffing_below(app, &actor).await?;
        return Ok(Reply(convert::staffing(rules, &orgs, staffing)));
    }
    let org = query.org.unwrap_or_else(|| actor.org().to_owned());
    let staffing = staffing_of(app, &actor, &org).await?;
    Ok(Reply(convert::staffing(rules, &[org], staffing)))
}

/// Sets the usual officer of a step.
#[utoipa::path(post, path = "/api/staffing", request_body = StaffEntry, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = StaffEntry), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn staff(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<StaffEntry>,
) -> Result<(StatusCode, Reply<StaffEntry>), Failed> {
    let request = StaffRequest {
        kind: kind(&body.kind)?,
        org: body.org,
        procedure: body.procedure,
        field: body.field,
        role: body.role,
        officer: body.officer,
        from: body.from,
        to: body.to,
    };
    let entry = use_staff(&state.app, &actor, &key, request).await?;
    Ok((StatusCode::CREATED, Reply(entry.into())))
}

fn kind(text: &str) -> Result<Option<StepKind>, UseCaseError> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || StaffingError::NoKind(text.to_owned());
    Ok(Some(StepKind::from_id(text).ok_or_else(wrong)?))
}

/// Sets who acts for an absent officer.
#[utoipa::path(post, path = "/api/deputies", request_body = DeputyEntry, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = DeputyEntry), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn deputy(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<DeputyEntry>,
) -> Result<(StatusCode, Reply<DeputyEntry>), Failed> {
    let request = DeputyRequest {
        org: body.org,
        officer: body.officer,
        deputy: body.deputy,
        from: body.from,
        to: body.to,
        reason: body.reason,
    };
    let entry = deputise(&state.app, &actor, &key, request).await?;
    Ok((StatusCode::CREATED, Reply(entry.into())))
}

/// Sets a turn of duty.
#[utoipa::path(post, path = "/api/duties", request_body = DutyEntry, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = DutyEntry), (status = 400, body = Problem), (status = 413, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn duty(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<DutyEntry>,
) -> Result<(StatusCode, Reply<DutyEntry>), Failed> {
    let request = DutyRequest {
        org: body.org,
        role: body.role,
        officer: body.officer,
        from: body.from,
        to: body.to,
        half: match body.half.as_str() {
            "AM" => Some(Half::Am),
            "PM" => Some(Half::Pm),
            _ => None,
        },
    };
    let entry = put_on_duty(&state.app, &actor, &key, request).await?;
    Ok((StatusCode::CREATED, Reply(entry.into())))
}

/// Who may get the dossier at the step where it is and at the next; deputies are marked.
#[utoipa::path(get, path = "/api/dossiers/{code}/officers", params(("code" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = Vec<StepOfficers>), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn officers(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Reply<Vec<StepOfficers>>, Failed> {
    let steps = use_officers::officers(&state.app, &actor, &code).await?;
    Ok(Reply(steps.into_iter().map(convert::choices).collect()))
}
