//! Receipt, limit and policy give a due session.

use motcua::worktime::{Calendar, Limit, Policy, Session, due, vn};
use serde::Deserialize;

use super::{Moment, calendar};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueCase {
    id: String,
    #[serde(default, rename = "about")]
    _about: String,
    #[serde(default = "plain")]
    calendar: String,
    received: Moment,
    limit: Option<Limit>,
    #[serde(default)]
    step_limits: Vec<Limit>,
    #[serde(default)]
    policy: Policy,
    receipt: Option<Session>,
    due: Session,
    due_at: Option<Moment>,
    half_days: Option<u32>,
    #[serde(default)]
    explain: Vec<String>,
    #[serde(default)]
    explain_begins: Vec<String>,
    #[serde(default)]
    unconfirmed_in_vn: bool,
}

impl DueCase {
    pub fn run(self) -> String {
        self.check(&calendar(&self.calendar), false);
        if self.calendar == "examples" {
            self.check(&vn().unwrap(), self.unconfirmed_in_vn);
        }
        self.id
    }

    fn check(&self, calendar: &Calendar, provisional: bool) {
        let id = format!("{} on {}", self.id, calendar.id());
        let limit = self
            .limit
            .or_else(|| Limit::total(&self.step_limits))
            .expect("a limit");
        let got = due(calendar, self.received.0, limit, &self.policy).unwrap();
        assert_eq!(got.due, Some(self.due), "{id}: due\n{:#?}", got.explain);
        assert_eq!(
            got.due_at,
            got.due.map(|due| calendar.end_of(due)),
            "{id}: due_at"
        );
        assert_eq!(got.provisional, provisional, "{id}: provisional");
        if let Some(receipt) = self.receipt {
            assert_eq!(got.received_session, receipt, "{id}: receipt session");
        }
        if let Some(at) = self.due_at {
            assert_eq!(got.due_at, Some(at.0), "{id}: due moment");
        }
        if self.half_days.is_some() {
            assert_eq!(got.half_days, self.half_days, "{id}: half-days");
        }
        let lines: Vec<String> = got.explain.iter().map(ToString::to_string).collect();
        for line in self
            .explain
            .iter()
            .filter(|_| calendar.id() == self.calendar)
        {
            assert!(lines.contains(line), "{id}: no line “{line}” in {lines:#?}");
        }
        for begin in &self.explain_begins {
            let found = lines.iter().any(|line| line.starts_with(begin));
            assert!(found, "{id}: no line begins “{begin}” in {lines:#?}");
        }
    }
}

fn plain() -> String {
    "examples".into()
}
