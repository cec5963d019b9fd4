//! Dates and sessions as people at the desk say them.

use chrono::{Datelike, NaiveDate, Weekday};

use super::session::{Half, Session};

/// `T2` to `T7`, `CN`.
pub fn weekday(day: Weekday) -> &'static str {
    ["T2", "T3", "T4", "T5", "T6", "T7", "CN"][day.num_days_from_monday() as usize]
}

/// `T2 03/03/2025`.
pub fn long_date(date: NaiveDate) -> String {
    format!("{} {}", weekday(date.weekday()), date.format("%d/%m/%Y"))
}

/// `T2 03/03`, with the year only where it differs from `year`.
pub(super) fn short_date(date: NaiveDate, year: i32) -> String {
    match date.year() == year {
        true => format!("{} {}", weekday(date.weekday()), date.format("%d/%m")),
        false => long_date(date),
    }
}

/// `sáng` or `chiều`.
pub fn half(half: Half) -> &'static str {
    match half {
        Half::Am => "sáng",
        Half::Pm => "chiều",
    }
}

/// `sáng T2 03/03/2025`.
pub fn session(session: Session) -> String {
    format!("{} {}", half(session.half), long_date(session.date))
}
