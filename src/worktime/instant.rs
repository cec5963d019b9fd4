//! Between instants (UTC milliseconds) and local times. Vietnam has one offset and no daylight saving:
//! legal dates are at UTC+7.

use chrono::{DateTime, NaiveDateTime};

const VIETNAM_OFFSET_MS: i64 = 7 * 3_600_000;

/// Local date and time of a UTC instant in milliseconds.
#[must_use]
pub fn local(at: i64) -> NaiveDateTime {
    DateTime::from_timestamp_millis(at.saturating_add(VIETNAM_OFFSET_MS))
        .unwrap_or_default()
        .naive_utc()
}

/// UTC milliseconds of a local date and time.
#[must_use]
pub fn instant(local: NaiveDateTime) -> i64 {
    local.and_utc().timestamp_millis() - VIETNAM_OFFSET_MS
}
