//! Deputise (cử người làm thay): who acts for an absent officer, from when to when and why.

use chrono::NaiveDate;
use serde::Serialize;

use super::rules::date;
use super::staffing::{StaffingError, days, known, scope};
use super::write::{Key, once};
use super::{App, UseCaseError};
use crate::domain::event::Change;
use crate::domain::org::Actor;
use crate::domain::staffing::Deputy;
use crate::records::staffing;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeputyRequest {
    /// Unit.
    pub org: String,
    /// Who is absent.
    pub officer: String,
    /// Who acts; empty: the officer is back.
    pub deputy: String,
    /// First day; today when none.
    pub from: Option<NaiveDate>,
    /// Last day; until taken back when none.
    pub to: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// Sets a deputy.
///
/// # Errors
/// Not allowed in that unit; no such officer; no reason; the days are turned; the store.
pub async fn deputise(
    app: &App,
    actor: &Actor,
    key: &str,
    request: DeputyRequest,
) -> Result<Deputy, UseCaseError> {
    let permit = scope(app, actor, &request.org)?;
    let body = serde_json::to_string(&request).unwrap_or_default();
    let key = Key::of(key, &["deputy", actor.officer(), &body])?;
    known(app, &request.officer)?;
    if !request.deputy.is_empty() {
        known(app, &request.deputy)?;
    }
    if request.deputy == request.officer {
        return Err(StaffingError::OwnDeputy.into());
    }
    let reason = super::act::note(&request.reason)?;
    if reason.is_empty() {
        return Err(UseCaseError::ReasonMissing);
    }
    let from = request.from.unwrap_or_else(|| date(app.clock.now()));
    let entry = Deputy {
        days: days(from, request.to)?,
        officer: request.officer,
        deputy: request.deputy,
        org: request.org,
        reason: reason.as_str().to_owned(),
    };
    once(app, key, move |tx, writing| {
        staffing::deputise(tx, writing.next_seq(), &entry)?;
        let mut event = writing.event(&permit, "deputy", None);
        event.to_officer.clone_from(&entry.deputy);
        event.to_org.clone_from(&entry.org);
        event.note.clone_from(&entry.reason);
        event.change = Change::of(&entry);
        writing.append(tx, &event)?;
        Ok(entry.clone())
    })
    .await
}
