//! The stopped clock: what a supplement, a payment or a suspension does to the due session.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::due::due_session;
use super::error::ClockError;
use super::limit::Limit;
use super::policy::{Policy, SupplementPolicy};
use super::session::Session;

/// Why the clock stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopKind {
    /// The applicant was asked to supplement papers.
    Supplement,
    /// The applicant had to pay a financial obligation first.
    Payment,
    /// The case was suspended.
    Suspended,
}

/// One stop, from the request to the acceptance of what was asked; local times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Why.
    pub kind: StopKind,
    /// The request. Its session q is charged to the agency.
    pub asked: NaiveDateTime,
    /// The acceptance. Its session s is charged to the applicant.
    pub resumed: NaiveDateTime,
}

/// The clock running again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumed {
    /// D', the new due session; `None` if the limit has none.
    pub due: Option<Session>,
    /// s − q, half-days charged to the applicant.
    pub applicant_half_days: u32,
    /// The whole limit runs again from s.
    pub restarted: bool,
}

/// The due session after a stop. Payment and suspension always pause: D' = D + (s − q). A
/// supplement pauses or restarts the limit at s, as the office's policy says. q = s is no stop. A
/// dossier that was already late when asked is only paused, so that a late request never mends it.
///
/// # Errors
/// [`ClockError::OutOfOrder`] if it resumed before it was asked; [`ClockError::Calendar`] when the
/// count leaves the calendar.
pub fn resume(
    calendar: &Calendar,
    due: Option<Session>,
    limit: Limit,
    stop: Stop,
    policy: &Policy,
) -> Result<Resumed, ClockError> {
    let asked = calendar.session_of(stop.asked)?;
    let resumed = calendar.session_of(stop.resumed)?;
    let away = calendar.between(asked, resumed)?;
    let Ok(applicant_half_days) = u32::try_from(away) else {
        return Err(ClockError::OutOfOrder {
            earlier: asked,
            later: resumed,
        });
    };
    let late_when_asked = due.is_some_and(|due| asked > due);
    let restarted = stop.kind == StopKind::Supplement
        && policy.supplement == SupplementPolicy::Restart
        && applicant_half_days > 0
        && !late_when_asked;
    let due = match due {
        Some(_) if restarted => due_session(calendar, stop.resumed, limit, policy)?,
        Some(due) => Some(calendar.plus(due, away)?),
        None => None,
    };
    Ok(Resumed {
        due,
        applicant_half_days,
        restarted,
    })
}
