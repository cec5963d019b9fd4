//! Roster (lịch trực): who is on duty in a role of a unit, by days and halves of a day.

use chrono::NaiveDate;
use serde::Serialize;

use super::staffing::{days, holds, scope};
use super::write::{Key, once};
use super::{App, UseCaseError};
use crate::domain::event::Change;
use crate::domain::org::Actor;
use crate::domain::staffing::Duty;
use crate::records::staffing;
use crate::worktime::Half;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyRequest {
    /// Unit.
    pub org: String,
    /// Role on duty.
    pub role: String,
    /// Officer; empty takes a turn back.
    pub officer: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; the first one when none.
    pub to: Option<NaiveDate>,
    /// Half of the day; none for both.
    pub half: Option<Half>,
}

/// Sets a turn of duty.
///
/// # Errors
/// Not allowed in that unit; the officer lacks the role there; the days are turned; the store.
pub async fn put_on_duty(
    app: &App,
    actor: &Actor,
    key: &str,
    request: DutyRequest,
) -> Result<Duty, UseCaseError> {
    let permit = scope(app, actor, &request.org)?;
    let body = serde_json::to_string(&request).unwrap_or_default();
    let key = Key::of(key, &["roster", actor.officer(), &body])?;
    let role = request.role.as_str().into();
    holds(app, &request.officer, &role, &request.org)?;
    let entry = Duty {
        days: days(request.from, Some(request.to.unwrap_or(request.from)))?,
        org: request.org,
        role,
        half: request.half,
        officer: request.officer,
    };
    once(app, key, move |tx, writing| {
        staffing::put_on_duty(tx, writing.next_seq(), &entry)?;
        let mut event = writing.event(&permit, "roster", None);
        event.to_officer.clone_from(&entry.officer);
        event.to_org.clone_from(&entry.org);
        event.to_role = entry.role.to_string();
        event.change = Change::of(&entry);
        writing.append(tx, &event)?;
        Ok(entry.clone())
    })
    .await
}
