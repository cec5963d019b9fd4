//! The office and its clock: due sessions are counted here while the clerk types.

use std::time::Instant;

use chrono::{NaiveDateTime, TimeDelta};

use super::failure::said;
use super::from_wire;
use crate::messages::say;
use crate::tui::api::{Due, Failure};
use crate::wire::Office;
use crate::worktime::{self, Calendar, Limit, Policy};

/// The office and its clock.
pub(super) struct Counting {
    pub(super) office: Office,
    pub(super) calendar: Result<Calendar, Failure>,
    pub(super) policy: Policy,
    /// Server time when the office was read, and the moment.
    server: Option<(NaiveDateTime, Instant)>,
}

impl Counting {
    pub(super) fn new(office: Office) -> Self {
        let calendar = join(&office.calendars);
        let policy = serde_json::from_value(office.policy.clone()).unwrap_or_default();
        let server = from_wire::moment(&office.now).map(|at| (at, Instant::now()));
        Self {
            office,
            calendar,
            policy,
            server,
        }
    }

    /// Local time on the server, as far as we know.
    pub(super) fn now(&self) -> Option<NaiveDateTime> {
        let (at, read) = self.server?;
        Some(at + TimeDelta::from_std(read.elapsed()).unwrap_or_default())
    }

    pub(super) fn due(&self, limit: &str) -> Result<Due, Failure> {
        let calendar = self.calendar.as_ref().map_err(Clone::clone)?;
        let limit: Limit = limit
            .parse()
            .map_err(|e: worktime::TextError| said(e.code(), &e))?;
        let now = self.now().unwrap_or_default();
        let due =
            worktime::due(calendar, now, limit, &self.policy).map_err(|e| said(e.code(), &e))?;
        Ok(Due {
            short: due.due.map(from_wire::session_words).unwrap_or_default(),
            limit: limit.in_words(),
            why: due.explain.into_iter().map(|line| line.text).collect(),
        })
    }
}

fn join(files: &[String]) -> Result<Calendar, Failure> {
    let mut joined: Option<Calendar> = None;
    for text in files {
        let next = Calendar::from_toml(text).map_err(|e| said(e.code(), &e))?;
        joined = Some(match joined {
            Some(before) => before.join(&next).map_err(|e| said(e.code(), &e))?,
            None => next,
        });
    }
    joined.ok_or_else(|| Failure {
        code: "MC-2004".into(),
        text: say!("http.no_calendar").into(),
        ..Failure::default()
    })
}
