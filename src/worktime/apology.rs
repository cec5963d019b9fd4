//! Apology and re-appointment (xin lỗi và hẹn lại).

use super::calendar::Calendar;
use super::compare::{Outcome, outcome};
use super::error::{CalendarError, ClockError};
use super::policy::{LateAgainst, Policy};
use super::session::Session;

/// Latest session in which the apology may be issued: D less the office's lead.
///
/// # Errors
/// [`CalendarError::Begins`] or [`CalendarError::Ends`] outside the calendar.
pub fn latest_apology(
    calendar: &Calendar,
    due: Session,
    policy: &Policy,
) -> Result<Session, CalendarError> {
    calendar.plus(due, -i64::from(policy.apology_lead))
}

/// The appointments of a dossier: the first one is kept beside the one in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appointments {
    /// D, as printed on the first slip (moved only by a stopped clock).
    pub original: Session,
    /// D*, the appointment in force.
    pub current: Session,
    /// Re-appointments so far.
    pub reappointed: u32,
}

impl Appointments {
    /// The first appointment of a dossier.
    pub fn first(due: Session) -> Self {
        Appointments {
            original: due,
            current: due,
            reappointed: 0,
        }
    }

    /// Gives a new appointment.
    ///
    /// # Errors
    /// [`ClockError::ReappointmentsUsedUp`] past the office's maximum, [`ClockError::NotLater`] if
    /// the new session is not after the one in force.
    pub fn reappoint(self, new: Session, policy: &Policy) -> Result<Self, ClockError> {
        let (used, max) = (self.reappointed, policy.reappoint_max);
        if used >= max {
            return Err(ClockError::ReappointmentsUsedUp { used, max });
        }
        if new <= self.current {
            return Err(ClockError::NotLater {
                current: self.current,
                new,
            });
        }
        Ok(Appointments {
            original: self.original,
            current: new,
            reappointed: used + 1,
        })
    }

    /// The session that reports measure against.
    pub fn counted(self, policy: &Policy) -> Session {
        match policy.late_against {
            LateAgainst::Original => self.original,
            LateAgainst::Current => self.current,
        }
    }

    /// The finished dossier against the appointment that reports count.
    ///
    /// # Errors
    /// [`CalendarError`] when a session lies outside the calendar.
    pub fn outcome(
        self,
        calendar: &Calendar,
        finished: Session,
        policy: &Policy,
    ) -> Result<Outcome, CalendarError> {
        outcome(calendar, Some(self.counted(policy)), finished)
    }
}
