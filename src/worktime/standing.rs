//! How an open dossier stands at a moment: within time, near due, late, or stopped.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::error::CalendarError;
use super::policy::Policy;
use super::session::Session;

/// Standing of an open dossier, in half-days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "standing", content = "half_days")]
pub enum Standing {
    /// The limit is “không quy định”: never late, listed apart.
    NoDue,
    /// The clock stands still and the dossier was not late when it stopped: no current due.
    Stopped,
    /// More than the warning time is left.
    Within(u32),
    /// At most the warning time is left (sắp đến hạn).
    NearDue(u32),
    /// Past due by so much (quá hạn); frozen while the clock stands still.
    LateNow(u32),
}

/// Standing of an open dossier at local time `now`; `stopped_since` is the session of the request
/// that stopped its clock, if it is stopped.
///
/// # Errors
/// [`CalendarError`] when a session lies outside the calendar.
pub fn standing(
    calendar: &Calendar,
    due: Option<Session>,
    stopped_since: Option<Session>,
    now: NaiveDateTime,
    policy: &Policy,
) -> Result<Standing, CalendarError> {
    let Some(due) = due else {
        return Ok(Standing::NoDue);
    };
    let at = match stopped_since {
        Some(since) => since,
        None => calendar.session_of(now)?,
    };
    let left = calendar.between(at, due)?;
    let half_days = u32::try_from(left.unsigned_abs()).unwrap_or(u32::MAX);
    Ok(match left {
        ..0 => Standing::LateNow(half_days),
        _ if stopped_since.is_some() => Standing::Stopped,
        _ if half_days <= policy.warn_halfdays => Standing::NearDue(half_days),
        _ => Standing::Within(half_days),
    })
}
