//! When a dossier is due: the receipt moment, the limit and the office's policy give a session.

use chrono::{Days, Months, NaiveDate, NaiveDateTime};
use serde::Serialize;

use super::calendar::{Calendar, minute};
use super::error::CalendarError;
use super::explain::{self, ExplainLine};
use super::limit::Limit;
use super::policy::{CountPolicy, Policy};
use super::session::Session;

/// The appointment of a dossier, with the reason in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// R, the session the receipt belongs to.
    pub received_session: Session,
    /// D, the due session; `None` when the limit is [`Limit::NoDue`].
    pub due: Option<Session>,
    /// End of the due session, local time (UTC+7): the moment printed on the slip.
    pub due_at: Option<NaiveDateTime>,
    /// N, for limits counted in working half-days; `None` for calendar days, months, in the day, none.
    pub half_days: Option<u32>,
    /// Why, line by line, Vietnamese.
    pub explain: Vec<ExplainLine>,
    /// A day the state has not confirmed, or a provisional calendar, lies between receipt and due.
    pub provisional: bool,
}

/// The appointment without the reason in words: what the receipt act needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appointment {
    /// R, the session the receipt belongs to.
    pub received_session: Session,
    /// D, the due session; `None` when the limit is [`Limit::NoDue`].
    pub due: Option<Session>,
    /// End of the due session, local time (UTC+7): the moment printed on the slip.
    pub due_at: Option<NaiveDateTime>,
    /// A day the state has not confirmed, or a provisional calendar, lies between receipt and due.
    pub provisional: bool,
}

/// The due session of a dossier received at local time `received` (rule book: D = R + N, and the
/// table of the other kinds of limit).
///
/// # Errors
/// As [`due`].
pub fn appointment(
    calendar: &Calendar,
    received: NaiveDateTime,
    limit: Limit,
    policy: &Policy,
) -> Result<Appointment, CalendarError> {
    let receipt = calendar.session_of(received)?;
    let due = due_session(calendar, received, limit, policy)?;
    Ok(Appointment {
        received_session: receipt,
        due,
        due_at: due.map(|due| calendar.end_of(due)),
        provisional: !uncertain(calendar, received, receipt, due).is_empty(),
    })
}

/// The due session of a dossier received at local time `received`, with its explanation.
///
/// # Errors
/// [`CalendarError::Ends`] or [`CalendarError::Begins`] when the count leaves the calendar.
pub fn due(
    calendar: &Calendar,
    received: NaiveDateTime,
    limit: Limit,
    policy: &Policy,
) -> Result<Due, CalendarError> {
    let receipt = calendar.session_of(received)?;
    let due = due_session(calendar, received, limit, policy)?;
    let uncertain = uncertain(calendar, received, receipt, due);
    let question = explain::Question {
        calendar,
        received,
        receipt,
        limit,
        policy,
        due,
    };
    Ok(Due {
        received_session: receipt,
        due,
        due_at: due.map(|due| calendar.end_of(due)),
        half_days: limit.half_days(),
        explain: explain::lines(&question, &uncertain),
        provisional: !uncertain.is_empty(),
    })
}

fn uncertain(
    calendar: &Calendar,
    received: NaiveDateTime,
    receipt: Session,
    due: Option<Session>,
) -> Vec<String> {
    due.map_or_else(Vec::new, |due| {
        calendar.unconfirmed_between(received.date().min(receipt.date), due.date)
    })
}

/// Only the due session, without the explanation; for counting over many dossiers.
///
/// # Errors
/// As [`due`].
pub fn due_session(
    calendar: &Calendar,
    received: NaiveDateTime,
    limit: Limit,
    policy: &Policy,
) -> Result<Option<Session>, CalendarError> {
    let receipt = calendar.session_of(received)?;
    if let Some(half_days) = limit.half_days() {
        return after_half_days(calendar, receipt, half_days, policy.count).map(Some);
    }
    let date = match limit {
        Limit::CalendarDays(_) | Limit::Months(_) => {
            let date = calendar_date(receipt.date, limit).ok_or_else(|| calendar.ends_error())?;
            calendar.working_date_from(date)?
        }
        Limit::InDay if too_late_for_today(received, receipt, policy) => {
            calendar.working_date_after(receipt.date)?
        }
        Limit::InDay => receipt.date,
        _ => return Ok(None),
    };
    Ok(calendar.last_session_of(date))
}

fn after_half_days(
    calendar: &Calendar,
    receipt: Session,
    half_days: u32,
    count: CountPolicy,
) -> Result<Session, CalendarError> {
    match count {
        CountPolicy::Session => calendar.plus(receipt, half_days.into()),
        CountPolicy::ReceiptCounts => calendar.plus(receipt, i64::from(half_days) - 1),
        CountPolicy::CivilDay => {
            let days = half_days.div_ceil(2);
            let date =
                (0..days).try_fold(receipt.date, |date, _| calendar.working_date_after(date))?;
            calendar
                .last_session_of(date)
                .ok_or_else(|| calendar.ends_error())
        }
    }
}

/// The date before rolling to a working date: n days on, or the same day number n months on (the
/// last day of a shorter month).
pub(super) fn calendar_date(from: NaiveDate, limit: Limit) -> Option<NaiveDate> {
    match limit {
        Limit::CalendarDays(days) => from.checked_add_days(Days::new(days.into())),
        Limit::Months(months) => from.checked_add_months(Months::new(months)),
        _ => None,
    }
}

/// Received on the receipt date itself and after the cut-off; a dossier that came in the night
/// before is early on its receipt date.
pub(super) fn too_late_for_today(
    received: NaiveDateTime,
    receipt: Session,
    policy: &Policy,
) -> bool {
    received.date() == receipt.date && minute(received.time()) > policy.in_day_cutoff
}
