//! Moments inside working hours.

use chrono::{Duration, NaiveDate};

use super::chance::Chance;
use crate::usecases::rules::{instant, local};
use crate::worktime::{Calendar, CalendarError, Session};

/// Dossiers come and go in this long before the end of a session, minutes: the shortest session of
/// the year is longer.
const OPEN_MINUTES: i64 = 200;

/// Most sessions a filling reaches back when it is small: a few dossiers shall be about now.
const FEW_SESSIONS: usize = 60;
/// Dossiers a session when a filling is small.
const A_SESSION: usize = 12;

/// The stretch of working sessions in which dossiers are received.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    first: usize,
    count: usize,
}

impl Stretch {
    /// The sessions before `until` (UTC milliseconds) that `dossiers` fill, not before `earliest`.
    pub fn before(
        calendar: &Calendar,
        until: i64,
        earliest: NaiveDate,
        dossiers: usize,
    ) -> Result<Self, CalendarError> {
        let now = calendar.idx(calendar.session_of(local(until))?)?;
        let earliest = calendar.working_date_from(earliest.max(calendar.begins_on()))?;
        let first = calendar
            .first_session_of(earliest)
            .map_or(Ok(now), |s| calendar.idx(s))?;
        let most = now.saturating_sub(first).max(1);
        let count = (dossiers / A_SESSION).clamp(FEW_SESSIONS.min(most), most);
        Ok(Self {
            first: now - count.min(now),
            count,
        })
    }

    /// When dossier number `n` of `all` comes, UTC milliseconds: in order, later years busier.
    pub fn arrival(&self, calendar: &Calendar, n: u64, all: u64) -> Option<i64> {
        let done = (n as f64 + 0.5) / all.max(1) as f64;
        let place = done * (1.5 - 0.5 * done) * self.count as f64;
        let session = calendar.at_idx(self.first + place as usize)?;
        let into = (place.fract() * (OPEN_MINUTES * 60_000) as f64) as i64;
        Some(opening(calendar, session) + into)
    }
}

/// A moment `half_days` sessions after `at`, at least a few minutes later.
pub(super) fn later(
    calendar: &Calendar,
    chance: &mut Chance,
    at: i64,
    half_days: i64,
) -> Result<i64, CalendarError> {
    let soon = at + (3 + chance.up_to(40)) * 60_000 + chance.up_to(60_000);
    if half_days == 0 {
        return Ok(soon);
    }
    let session = calendar.plus(calendar.session_of(local(at))?, half_days)?;
    let moment = opening(calendar, session) + chance.up_to(OPEN_MINUTES * 60_000);
    Ok(moment.max(soon))
}

fn opening(calendar: &Calendar, session: Session) -> i64 {
    instant(calendar.end_of(session) - Duration::minutes(OPEN_MINUTES))
}
