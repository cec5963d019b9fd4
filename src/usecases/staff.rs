//! Staff (cử người): the usual officer of a step, set by the administrator of the unit.

use chrono::NaiveDate;
use serde::Serialize;

use super::rules::date;
use super::staffing::{days, holds, scope};
use super::write::{Key, once};
use super::{App, UseCaseError};
use crate::domain::event::Change;
use crate::domain::org::Actor;
use crate::domain::process::StepKind;
use crate::domain::staffing::Assignment;
use crate::records::staffing;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StaffRequest {
    /// Unit.
    pub org: String,
    /// National code of a procedure; empty for all.
    pub procedure: String,
    /// Field; empty for all.
    pub field: String,
    /// Role at the step.
    pub role: String,
    /// Kind of step; none for every kind.
    pub kind: Option<StepKind>,
    /// Officer; empty gives it back to the group.
    pub officer: String,
    /// First day; today when none.
    pub from: Option<NaiveDate>,
    /// Last day; for good when none.
    pub to: Option<NaiveDate>,
}

/// Sets the usual officer.
///
/// # Errors
/// Not allowed in that unit; the officer lacks the role there; the days are turned; the store.
pub async fn staff(
    app: &App,
    actor: &Actor,
    key: &str,
    request: StaffRequest,
) -> Result<Assignment, UseCaseError> {
    let permit = scope(app, actor, &request.org)?;
    let body = serde_json::to_string(&request).unwrap_or_default();
    let key = Key::of(key, &["staff", actor.officer(), &body])?;
    let role = request.role.as_str().into();
    holds(app, &request.officer, &role, &request.org)?;
    let from = request.from.unwrap_or_else(|| date(app.clock.now()));
    let entry = Assignment {
        days: days(from, request.to)?,
        org: request.org,
        procedure: request.procedure,
        field: request.field,
        role,
        kind: request.kind,
        officer: request.officer,
    };
    once(app, key, move |tx, writing| {
        staffing::assign(tx, writing.next_seq(), &entry)?;
        let mut event = writing.event(&permit, "staff", None);
        event.to_officer.clone_from(&entry.officer);
        event.to_org.clone_from(&entry.org);
        event.to_role = entry.role.to_string();
        event.change = Change::of(&entry);
        writing.append(tx, &event)?;
        Ok(entry.clone())
    })
    .await
}
