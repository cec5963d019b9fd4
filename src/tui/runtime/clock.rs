//! The two clocks of the UI loop: a steady one for waiting, the wall for the corner of the screen.

use std::time::{Duration, Instant};

use chrono::{NaiveDateTime, TimeDelta, Timelike, Utc};

/// Vietnam has one zone and no daylight saving.
const VIETNAM: TimeDelta = TimeDelta::hours(7);

/// Milliseconds since the program began.
#[derive(Debug, Clone, Copy)]
pub struct Steady {
    start: Instant,
}

impl Steady {
    /// Starts counting.
    pub fn start() -> Self {
        Self {
            start: Instant::now(),
        }
    }

    /// Milliseconds now.
    pub fn now(&self) -> u64 {
        self.at(Instant::now())
    }

    /// Milliseconds at a moment.
    pub fn at(&self, moment: Instant) -> u64 {
        moment.saturating_duration_since(self.start).as_millis() as u64
    }
}

/// Local time in Vietnam, to the second.
pub fn wall() -> NaiveDateTime {
    let now = Utc::now().naive_utc() + VIETNAM;
    now.with_nanosecond(0).unwrap_or(now)
}

/// Knows when the minute on screen is over.
#[derive(Debug)]
pub struct Minute {
    shown: NaiveDateTime,
}

impl Minute {
    /// A minute that is on screen since `shown`.
    pub fn new(shown: NaiveDateTime) -> Self {
        Self { shown }
    }

    /// The new time, once the minute has turned.
    pub fn turned(&mut self) -> Option<NaiveDateTime> {
        let now = wall();
        let same = now.minute() == self.shown.minute() && now.hour() == self.shown.hour();
        if same {
            return None;
        }
        self.shown = now;
        Some(now)
    }

    /// How long until it turns, and a moment more so that it has turned by then.
    pub fn left(&self) -> Duration {
        let second = u64::from(wall().second());
        Duration::from_millis((60 - second.min(59)) * 1000 + 20)
    }
}
