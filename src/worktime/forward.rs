//! By when the desk must forward a dossier to the agency that solves it.

use chrono::NaiveDateTime;

use super::calendar::{Calendar, minute};
use super::error::CalendarError;
use super::policy::Policy;
use super::session::Session;

/// Received up to 15:00 of a working date: by the last session of that date. Later, or outside
/// working hours altogether: by the first session of the next working date
/// (NĐ 118/2025 as amended by NĐ 309/2026).
///
/// # Errors
/// [`CalendarError::Ends`] or [`CalendarError::Begins`] outside the calendar.
pub fn forward_by(
    calendar: &Calendar,
    received: NaiveDateTime,
    policy: &Policy,
) -> Result<Session, CalendarError> {
    let receipt = calendar.session_of(received)?;
    let same_day =
        receipt.date == received.date() && minute(received.time()) <= policy.forward_cutoff;
    let session = match same_day {
        true => calendar.last_session_of(receipt.date),
        false => calendar.first_session_of(calendar.working_date_after(received.date())?),
    };
    session.ok_or_else(|| calendar.ends_error())
}
