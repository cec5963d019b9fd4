//! A checked calendar plan: periods of hours and weeks, exceptional dates, where each came from.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::file::DayKind;
use crate::worktime::session::{Half, Session};

/// Session hours of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hours {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub am: (NaiveTime, NaiveTime),
    pub pm: (NaiveTime, NaiveTime),
}

impl Hours {
    /// Last minute of the session, inclusive.
    pub fn end(&self, half: Half) -> NaiveTime {
        match half {
            Half::Am => self.am.1,
            Half::Pm => self.pm.1,
        }
    }
}

/// Weekdays open in a period: `open[weekday from Monday][half]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Week {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub open: [[bool; 2]; 7],
}

impl Week {
    pub fn opens(&self, session: Session) -> bool {
        self.open[session.date.weekday().num_days_from_monday() as usize][session.half as usize]
    }
}

/// One exceptional session of the calendar (nghỉ lễ, nghỉ bù, làm bù, đóng cửa).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Which session.
    pub session: Session,
    /// Why it differs from its week.
    pub kind: DayKind,
    /// Name as published, Vietnamese.
    pub name: String,
    /// The state has not confirmed it; an office may switch such rows off.
    pub unconfirmed: bool,
    /// Row of the file it came from, in order; two halves of one row share it.
    pub(super) line: usize,
}

/// One calendar file inside a joined calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub provisional: bool,
}

/// Everything a calendar file says, checked: periods cover each day once, exceptions are in order
/// and name each session at most once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    pub id: String,
    pub version: String,
    pub name: String,
    pub parts: Vec<Part>,
    pub hours: Vec<Hours>,
    pub weeks: Vec<Week>,
    pub exceptions: Vec<Exception>,
}

impl Plan {
    pub fn first(&self) -> NaiveDate {
        self.parts.first().map_or(NaiveDate::MAX, |part| part.from)
    }

    pub fn last(&self) -> NaiveDate {
        self.parts.last().map_or(NaiveDate::MIN, |part| part.to)
    }

    /// The hours in force on a date; outside the calendar those of its nearest day.
    pub fn hours_on(&self, date: NaiveDate) -> Option<&Hours> {
        let at = self.hours.partition_point(|hours| hours.to < date);
        self.hours.get(at).or(self.hours.last())
    }

    pub fn exception(&self, session: Session) -> Option<&Exception> {
        let at = self
            .exceptions
            .binary_search_by_key(&session, |exception| exception.session)
            .ok()?;
        self.exceptions.get(at)
    }

    /// Ordinals of all open sessions, ascending; unconfirmed rows count only if asked.
    pub fn open_sessions(&self, use_unconfirmed: bool) -> Vec<i64> {
        let mut open = Vec::new();
        let mut exceptions = self
            .exceptions
            .iter()
            .filter(|row| use_unconfirmed || !row.unconfirmed)
            .peekable();
        for week in &self.weeks {
            for date in week.from.iter_days().take_while(|date| *date <= week.to) {
                for half in Half::BOTH {
                    let session = Session::new(date, half);
                    let exception = exceptions.next_if(|row| row.session == session);
                    if exception.map_or(week.opens(session), |row| row.kind == DayKind::Makeup) {
                        open.push(session.ordinal());
                    }
                }
            }
        }
        open
    }
}
