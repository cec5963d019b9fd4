//! Who has been here before.

use axum::extract::{Query, State as Extract};
use axum::response::Json as Reply;
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::auth::SignedIn;
use super::super::problem::Failed;
use super::super::{State, convert};
use crate::usecases::remember;
use crate::usecases::rules::date;
use crate::wire::{KnownPeople, KnownPerson, Problem};

/// What is known of the person at the counter.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ApplicantQuery {
    /// Name, identity number or telephone.
    q: String,
    /// Procedure being taken in.
    #[serde(default)]
    procedure: String,
}

/// People already known by a name, an identity number or a telephone, and what they have handed in
/// today.
#[utoipa::path(get, path = "/api/applicants", params(ApplicantQuery), security(("bearer" = [])),
    responses((status = 200, body = KnownPeople), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem)))]
pub(super) async fn applicants(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Query(query): Query<ApplicantQuery>,
) -> Result<Reply<KnownPeople>, Failed> {
    let found = remember::remember(&state.app, &actor, &query.q, &query.procedure).await?;
    let line = |known: remember::Known| KnownPerson {
        person: convert::person(&known.person),
        code: known.code,
        day: date(known.at).to_string(),
    };
    Ok(Reply(KnownPeople {
        people: found.people.into_iter().map(line).collect(),
        today: found.today,
    }))
}
