//! What a desk needs before the first citizen: health, sign-in, the office, the procedures.

use axum::extract::{Path, State as Extract};
use axum::response::Json as Reply;

use super::super::auth::{Bearer, SignedIn, unauthorised};
use super::super::body::Json;
use super::super::problem::Failed;
use super::super::{State, convert};
use crate::store::Engine;
use crate::usecases::rules::iso;
use crate::usecases::{
    Rules, UseCaseError, procedures as use_procedures, sessions as use_sessions,
    sign_in as use_sign_in,
};
use crate::wire::{
    Colleague, Health, IntakeSheet, Office, Org, Problem, ProcedureIndex, ProcedureLine, Session,
    SignIn,
};

/// Whether the server is up.
#[utoipa::path(get, path = "/api/health", responses((status = 200, body = Health)))]
pub(super) async fn health(Extract(state): Extract<State>) -> Reply<Health> {
    let engine = match state.app.store.engine() {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    Reply(Health {
        status: "ok".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        engine: engine.to_owned(),
        now: iso(state.app.clock.now()),
    })
}

/// Opens a session: with the secret of this machine (demonstration office) or an officer's own token.
#[utoipa::path(post, path = "/api/sessions", request_body = SignIn, security(("bearer" = [])),
    responses((status = 200, body = Session), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 400, body = Problem), (status = 413, body = Problem)))]
pub(super) async fn sign_in(
    Extract(state): Extract<State>,
    Bearer(bearer): Bearer,
    Json(body): Json<SignIn>,
) -> Result<Reply<Session>, Failed> {
    let app = &state.app;
    let actor = if state.sessions.is_machine(&bearer) {
        let one = use_sign_in::with_one_key(app, &body.officer, body.grant, &body.client);
        one.map_err(|error| match error {
            // A real office answers the machine's secret like any other that opens nothing.
            UseCaseError::NotDemo => unauthorised(),
            other => other.into(),
        })?
    } else {
        let found = use_sign_in::with_token(app, &bearer, body.grant, &body.client).await;
        found.map_err(|_| unauthorised())?
    };
    let token = use_sessions::open(app, &actor).await?;
    Ok(Reply(Session {
        token,
        me: convert::me(&app.rules, &actor),
        password_days: None,
        must_change: false,
    }))
}

/// The office: units, colleagues, calendars, policy.
#[utoipa::path(get, path = "/api/office", security(("bearer" = [])),
    responses((status = 200, body = Office), (status = 401, body = Problem)))]
pub(super) async fn office(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
) -> Reply<Office> {
    let rules = &state.app.rules;
    let office = &rules.office;
    let org = |o: &crate::domain::org::Org| Org {
        id: o.id.clone(),
        name: o.name.clone(),
        level: o.level.clone(),
        code: o.code.clone(),
    };
    let officers = if office.demo {
        office.officers.as_slice()
    } else {
        &[]
    };
    Reply(Office {
        demo: office.demo,
        orgs: office.orgs.iter().map(org).collect(),
        officers: officers
            .iter()
            .map(|officer| colleague(rules, officer))
            .collect(),
        calendars: rules.calendar_files.clone(),
        policy: serde_json::to_value(&office.policy).unwrap_or_default(),
        level: office
            .org(actor.org())
            .map_or(String::new(), |o| o.level.clone()),
        collect_places: office.collect_places.clone(),
        now: iso(state.app.clock.now()),
    })
}

fn colleague(rules: &Rules, officer: &crate::domain::org::Officer) -> Colleague {
    Colleague {
        id: officer.id.clone(),
        name: officer.name.clone(),
        title: officer.title.clone(),
        grants: officer
            .grants
            .iter()
            .map(|grant| convert::grant(rules, grant))
            .collect(),
    }
}

/// Every procedure in reach, with how often this desk has received it.
#[utoipa::path(get, path = "/api/procedures", security(("bearer" = [])),
    responses((status = 200, body = ProcedureIndex), (status = 401, body = Problem)))]
pub(super) async fn procedures(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
) -> Result<Reply<ProcedureIndex>, Failed> {
    let uses = use_procedures::uses(&state.app, &actor).await?;
    let catalogue = &state.app.rules.catalogue;
    let line = |entry: &crate::catalogue::ProcedureEntry| ProcedureLine {
        code: entry.code.as_str().to_owned(),
        name: entry.name.to_string(),
        field: entry.field.to_string(),
        levels: entry
            .levels
            .iter()
            .map(|level| level.code().to_owned())
            .collect(),
        limit: entry.limit_words(),
        cases: entry.case_count,
        used: uses.get(entry.code.national()).copied().unwrap_or(0),
    };
    Ok(Reply(ProcedureIndex {
        version: catalogue.version().to_owned(),
        procedures: catalogue.index().iter().map(line).collect(),
    }))
}

/// The intake sheet of one procedure.
#[utoipa::path(get, path = "/api/procedures/{code}", params(("code" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = IntakeSheet), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn procedure(
    Extract(state): Extract<State>,
    _signed_in: SignedIn,
    Path(code): Path<String>,
) -> Result<Reply<IntakeSheet>, Failed> {
    let sheet = use_procedures::sheet(&state.app, &code)?;
    Ok(Reply(convert::sheet(&state.app.rules, &sheet)))
}
