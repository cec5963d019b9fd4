//! The lists of a role, and the small catalogues that acts choose from.

use axum::extract::State as Extract;
use axum::response::Json as Reply;

use super::super::auth::SignedIn;
use super::super::problem::Failed;
use super::super::{State, convert};
use crate::usecases::list::tabs as use_tabs;
use crate::wire::{LateReasonLine, ListTab, Problem};

/// The lists of the officer's role with their counts, in the order of the screen.
#[utoipa::path(get, path = "/api/lists", security(("bearer" = [])),
    responses((status = 200, body = Vec<ListTab>), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn tabs(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
) -> Result<Reply<Vec<ListTab>>, Failed> {
    let tabs = use_tabs(&state.app, &actor).await?;
    let rules = &state.app.rules;
    let tabs = tabs.into_iter().map(|tab| convert::tab(rules, tab));
    Ok(Reply(tabs.collect()))
}

/// Why a step may be late: the catalogue to choose from.
#[utoipa::path(get, path = "/api/late-reasons", security(("bearer" = [])),
    responses((status = 200, body = Vec<LateReasonLine>), (status = 401, body = Problem)))]
pub(super) async fn late_reasons(
    Extract(state): Extract<State>,
    SignedIn(_actor): SignedIn,
) -> Reply<Vec<LateReasonLine>> {
    let reasons = state.app.rules.late_reasons.reason.iter();
    let line = |reason: &crate::domain::late_reason::LateReason| LateReasonLine {
        code: reason.code.clone(),
        label: reason.label.clone(),
    };
    Reply(reasons.map(line).collect())
}
