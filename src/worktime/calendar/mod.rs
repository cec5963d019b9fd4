//! A calendar: the numbered working sessions of one office, and the only arithmetic on them.
//!
//! Night, lunch, weekends and holidays have no number, so `plus` and `between` never see them.

mod check;
mod about;
mod file;
mod periods;
mod plan;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

pub use file::DayKind;
pub use plan::Exception;

use self::plan::Plan;
use super::error::CalendarError;
use super::session::{Half, Session};

/// A versioned list of working sessions. Keep its [`version`](Self::version) with every dossier
/// received under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    plan: Plan,
    use_unconfirmed: bool,
    /// Ordinals of the open sessions, ascending: the place in this list is the `idx`.
    open: Vec<i64>,
}

impl Calendar {
    /// Reads and checks a calendar file; unconfirmed rows are in force.
    ///
    /// # Errors
    /// [`CalendarError::Faulty`] with every fault, its line and its mend: unreadable text, hours or
    /// weeks that overlap or leave days out, dates outside the calendar, rows that contradict.
    pub fn from_toml(text: &str) -> Result<Self, CalendarError> {
        check::plan(text)
            .map(|plan| Self::new(plan, true))
            .map_err(CalendarError::Faulty)
    }

    fn new(plan: Plan, use_unconfirmed: bool) -> Self {
        let open = plan.open_sessions(use_unconfirmed);
        Calendar {
            plan,
            use_unconfirmed,
            open,
        }
    }

    /// The same calendar with the rows marked `unconfirmed` in force or not.
    pub fn with_unconfirmed(self, in_force: bool) -> Self {
        Self::new(self.plan, in_force)
    }

    /// This calendar followed by the next one, which must begin on the day after this one ends.
    /// The identifier stays; the version names both.
    ///
    /// # Errors
    /// [`CalendarError::NotAdjacent`].
    pub fn join(&self, next: &Calendar) -> Result<Self, CalendarError> {
        let (ends, begins) = (self.ends_on(), next.begins_on());
        if ends.succ_opt() != Some(begins) {
            return Err(CalendarError::NotAdjacent { ends, begins });
        }
        let mut plan = self.plan.clone();
        plan.version = format!("{}+{}", self.version(), next.version());
        plan.parts.extend(next.plan.parts.iter().cloned());
        plan.hours.extend(next.plan.hours.iter().cloned());
        plan.weeks.extend(next.plan.weeks.iter().cloned());
        plan.exceptions.extend(next.plan.exceptions.iter().cloned());
        Ok(Self::new(plan, self.use_unconfirmed))
    }

    /// The session to which an event at local time `at` belongs; seconds are dropped and ends are
    /// inclusive, so 11:30 is still morning. Before opening counts as morning, lunch as afternoon,
    /// later or on a closed day as the first session after.
    ///
    /// # Errors
    /// [`CalendarError::Ends`] or [`CalendarError::Begins`] outside the calendar.
    pub fn session_of(&self, at: NaiveDateTime) -> Result<Session, CalendarError> {
        let date = at.date();
        if date < self.begins_on() {
            return Err(self.begins_error());
        }
        let ended = |half| self.end_time(date, half) < minute(at.time());
        let earliest = Half::BOTH
            .into_iter()
            .find(|half| !ended(*half))
            .map_or_else(
                || Session::new(date, Half::Pm).ordinal() + 1,
                |half| Session::new(date, half).ordinal(),
            );
        self.at(self.open.partition_point(|open| *open < earliest))
    }

    /// The number of an open session in this calendar, from 0.
    ///
    /// # Errors
    /// [`CalendarError::Closed`] if it is no working session; `Ends` or `Begins` outside.
    pub fn idx(&self, session: Session) -> Result<usize, CalendarError> {
        self.covers(session.date)?;
        self.open
            .binary_search(&session.ordinal())
            .map_err(|_| CalendarError::Closed {
                id: self.plan.id.clone(),
                session,
            })
    }

    /// The open session of that number, or `None` beyond the calendar.
    pub fn at_idx(&self, idx: usize) -> Option<Session> {
        self.open.get(idx).copied().and_then(Session::from_ordinal)
    }

    /// Whether the session is a working session.
    pub fn is_open(&self, session: Session) -> bool {
        self.open.binary_search(&session.ordinal()).is_ok()
    }

    /// Whether the date has at least one working session.
    pub fn is_working_date(&self, date: NaiveDate) -> bool {
        self.last_session_of(date).is_some()
    }

    /// The `n`-th working session after `from` (before it for a negative `n`, itself for 0).
    /// `from` may have been closed by a later version of the calendar: the count stays right.
    ///
    /// # Errors
    /// `Ends` or `Begins` when the count leaves the calendar.
    pub fn plus(&self, from: Session, n: i64) -> Result<Session, CalendarError> {
        self.covers(from.date)?;
        if n == 0 {
            return Ok(from);
        }
        let steps = usize::try_from(n.unsigned_abs()).unwrap_or(usize::MAX);
        if n > 0 {
            return self.at(self.up_to(from).saturating_add(steps - 1));
        }
        let before = self.open.partition_point(|open| *open < from.ordinal());
        before
            .checked_sub(steps)
            .ok_or_else(|| self.begins_error())
            .and_then(|idx| self.at(idx))
    }

    /// Half-days from `a` to `b`: `idx(b) − idx(a)`, negative if `b` is earlier. A session that a
    /// later version of the calendar closed counts as the last open one before it.
    ///
    /// # Errors
    /// `Ends` or `Begins` when either lies outside the calendar.
    pub fn between(&self, a: Session, b: Session) -> Result<i64, CalendarError> {
        self.covers(a.date)?;
        self.covers(b.date)?;
        let idx = |session| i64::try_from(self.up_to(session)).unwrap_or(i64::MAX);
        Ok(idx(b) - idx(a))
    }

    /// First working session of a date, `None` if it has none.
    pub fn first_session_of(&self, date: NaiveDate) -> Option<Session> {
        Half::BOTH
            .map(|half| Session::new(date, half))
            .into_iter()
            .find(|s| self.is_open(*s))
    }

    /// Last working session of a date, `None` if it has none.
    pub fn last_session_of(&self, date: NaiveDate) -> Option<Session> {
        Half::BOTH
            .map(|half| Session::new(date, half))
            .into_iter()
            .rfind(|s| self.is_open(*s))
    }

    /// First working date on or after `date`.
    ///
    /// # Errors
    /// `Ends` or `Begins` outside the calendar.
    pub fn working_date_from(&self, date: NaiveDate) -> Result<NaiveDate, CalendarError> {
        self.covers(date)?;
        let morning = Session::new(date, Half::Am).ordinal();
        self.at(self.open.partition_point(|open| *open < morning))
            .map(|session| session.date)
    }

    /// First working date after `date`.
    ///
    /// # Errors
    /// `Ends` or `Begins` outside the calendar.
    pub fn working_date_after(&self, date: NaiveDate) -> Result<NaiveDate, CalendarError> {
        date.succ_opt()
            .ok_or_else(|| self.ends_error())
            .and_then(|next| self.working_date_from(next))
    }

    /// Last moment of a session, inclusive, local time. Outside the calendar the hours of its
    /// nearest day are used.
    pub fn end_of(&self, session: Session) -> NaiveDateTime {
        session
            .date
            .and_time(self.end_time(session.date, session.half))
    }

    /// Open sessions up to and including this one.
    fn up_to(&self, session: Session) -> usize {
        self.open.partition_point(|open| *open <= session.ordinal())
    }

    fn at(&self, idx: usize) -> Result<Session, CalendarError> {
        self.at_idx(idx).ok_or_else(|| self.ends_error())
    }

    fn end_time(&self, date: NaiveDate, half: Half) -> NaiveTime {
        self.plan
            .hours_on(date)
            .map_or(NaiveTime::MIN, |hours| hours.end(half))
    }

    fn covers(&self, date: NaiveDate) -> Result<(), CalendarError> {
        match date {
            _ if date < self.begins_on() => Err(self.begins_error()),
            _ if date > self.ends_on() => Err(self.ends_error()),
            _ => Ok(()),
        }
    }

    fn begins_error(&self) -> CalendarError {
        CalendarError::Begins {
            id: self.plan.id.clone(),
            version: self.plan.version.clone(),
            first: self.begins_on(),
        }
    }

    pub(super) fn ends_error(&self) -> CalendarError {
        CalendarError::Ends {
            id: self.plan.id.clone(),
            version: self.plan.version.clone(),
            last: self.ends_on(),
        }
    }
}

/// The clock counts minutes; seconds are dropped.
pub(super) fn minute(time: NaiveTime) -> NaiveTime {
    use chrono::Timelike;
    time.with_second(0)
        .and_then(|time| time.with_nanosecond(0))
        .unwrap_or(time)
}
