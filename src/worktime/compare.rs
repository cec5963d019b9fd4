//! A finished dossier against its due session.

use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::error::CalendarError;
use super::session::Session;

/// Result of comparing the finish session F with the due session D, in half-days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome", content = "half_days")]
pub enum Outcome {
    /// F < D (trước hạn).
    Early(u32),
    /// F = D (đúng hạn), or no due date at all.
    OnTime,
    /// F > D (quá hạn).
    Late(u32),
}

/// Compares the session in which the result was ready with the due session. The time when the
/// applicant collects the result does not matter. Without a due date nothing is ever late.
///
/// # Errors
/// [`CalendarError`] when either session lies outside the calendar.
pub fn outcome(
    calendar: &Calendar,
    due: Option<Session>,
    finished: Session,
) -> Result<Outcome, CalendarError> {
    let Some(due) = due else {
        return Ok(Outcome::OnTime);
    };
    let by = calendar.between(due, finished)?;
    let half_days = u32::try_from(by.unsigned_abs()).unwrap_or(u32::MAX);
    Ok(match by.signum() {
        -1 => Outcome::Early(half_days),
        0 => Outcome::OnTime,
        _ => Outcome::Late(half_days),
    })
}
