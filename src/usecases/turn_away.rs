//! Guide and refuse (hướng dẫn, từ chối tiếp nhận): a full record without a dossier.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::receive::{complete, prepare};
use super::rules::{date, local};
use super::write::{Key, kept, once};
use super::{App, UseCaseError};
use crate::domain::event::Change;
use crate::domain::field_codes;
use crate::domain::intake::{FieldProblem, Request};
use crate::domain::lifecycle::Act;
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::records::counters;
use crate::records::slips::{self, Slip};
use crate::text::HumanText;

/// What the counter learns: the number to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Identifier of the record.
    pub id: i64,
    /// Number of the slip.
    pub number: String,
    /// Forms to offer.
    pub prints: Vec<String>,
}

/// Records that the applicant was guided ([`Act::Guide`]) or refused ([`Act::Refuse`]), with the reason.
///
/// # Errors
/// Not allowed; no reason; no such procedure; fields to mend; the store.
pub async fn turn_away(
    app: &App,
    actor: &Actor,
    key: &str,
    act: Act,
    request: Request,
    reason: &str,
) -> Result<Given, UseCaseError> {
    let permit = Permit::ask(actor, Right::Receive)?;
    let body = serde_json::to_string(&request).unwrap_or_default();
    let key = Key::of(key, &[act.id(), actor.officer(), &body, reason])?;
    let reason = HumanText::note(reason, 2000).map_err(|refused| {
        UseCaseError::Fields(vec![FieldProblem {
            field: "reason".into(),
            code: field_codes::UNFIT_TEXT,
            message: refused.to_string(),
        }])
    })?;
    let row = app
        .rules
        .lifecycle
        .row(act, None)
        .ok_or(UseCaseError::ReasonMissing)?;
    if row.reason && reason.is_empty() {
        return Err(UseCaseError::ReasonMissing);
    }
    let prints = row.prints.clone();
    let now = app.clock.now();
    let request = complete(&app.rules, without_limit(request), now);
    let prepared = match prepare(&app.rules, &request, now, actor.org(), &[]) {
        Ok(prepared) => prepared,
        Err(refused) => return kept(app, &key).await?.ok_or(refused),
    };
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        let org = permit.actor().org();
        let year = date(writing.at).format("%Y");
        let seq = counters::take(tx, &format!("slip/{org}/{year}"))?;
        let slip = Slip {
            id: writing.next_seq(),
            kind: act.id().to_owned(),
            number: format!("{seq:02}/{year}"),
            org: org.to_owned(),
            at: writing.at,
            officer: permit.actor().officer().to_owned(),
            reason: reason.as_str().to_owned(),
            content: prepared.checked.content.clone(),
        };
        slips::insert(tx, &slip)?;
        let session = rules.calendar.session_of(local(writing.at)).ok();
        let mut event = writing.event(&permit, act.id(), session);
        event.note.clone_from(&slip.reason);
        event.change = Change::of(&json!({ "slip": slip.number, "content": slip.content }));
        writing.append(tx, &event)?;
        Ok(Given {
            id: slip.id,
            number: slip.number,
            prints: prints.clone(),
        })
    })
    .await
}

/// Nothing is promised, so a procedure without a published limit needs none here.
fn without_limit(request: Request) -> Request {
    Request {
        limit: Some(request.limit.unwrap_or_else(|| "none".to_owned())),
        ..request
    }
}
