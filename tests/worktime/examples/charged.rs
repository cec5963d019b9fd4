//! Hand-overs: who is charged for which half-days.

use std::collections::BTreeMap;

use motcua::worktime::{
    Act, ActKind, Calendar, Ledger, Limit, Outcome, Payer, Policy, Session, Stop, StopKind, charge,
    due, outcome, resume,
};
use serde::Deserialize;

use super::{Moment, calendar};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChargedCase {
    id: String,
    #[serde(default, rename = "about")]
    _about: String,
    received: Moment,
    limit: Option<Limit>,
    #[serde(default)]
    policy: Policy,
    acts: Vec<ActRow>,
    totals: BTreeMap<String, u32>,
    #[serde(default)]
    applicant: u32,
    agencies: Option<u32>,
    sum: u32,
    #[serde(default)]
    late_steps: Vec<String>,
    due: Option<Session>,
    outcome: Option<Outcome>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActRow {
    agency: String,
    #[serde(default)]
    does: Does,
    at: Moment,
    allotment: Option<u32>,
    charge: u32,
    deadline: Option<Session>,
    late: Option<u32>,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Does {
    #[default]
    HandOver,
    Ask,
    Resume,
}

impl ChargedCase {
    pub fn run(self) -> String {
        let calendar = calendar("examples");
        let received = calendar.session_of(self.received.0).unwrap();
        let acts: Vec<Act> = self.acts.iter().map(|row| row.act(&calendar)).collect();
        let ledger = charge(&calendar, received, &acts).unwrap();
        self.check_charges(&ledger);
        let last = acts.last().unwrap().session;
        let whole = calendar.between(received, last).unwrap();
        assert_eq!(
            i64::from(ledger.total()),
            whole,
            "{}: charges add up to F − R",
            self.id
        );
        if let Some(limit) = self.limit {
            let due = self.due_after_stops(&calendar, limit);
            assert_eq!(due, self.due, "{}: due", self.id);
            assert_eq!(
                outcome(&calendar, due, last).ok(),
                self.outcome,
                "{}: outcome",
                self.id
            );
        }
        self.id
    }

    fn check_charges(&self, ledger: &Ledger) {
        let id = &self.id;
        let charges: Vec<u32> = ledger
            .charges
            .iter()
            .map(|charge| charge.half_days)
            .collect();
        let expected: Vec<u32> = self.acts.iter().map(|row| row.charge).collect();
        assert_eq!(charges, expected, "{id}: charges");
        assert_eq!(ledger.total(), self.sum, "{id}: sum");
        assert_eq!(
            ledger.charged_to(&Payer::Applicant),
            self.applicant,
            "{id}: applicant"
        );
        assert_eq!(
            ledger.agencies(),
            self.agencies.unwrap_or(self.sum),
            "{id}: agencies"
        );
        for (agency, total) in &self.totals {
            let charged = ledger.charged_to(&Payer::Agency(agency.clone()));
            assert_eq!(charged, *total, "{id}: charged to {agency}");
        }
        let hand_overs = self.acts.iter().filter(|row| row.does == Does::HandOver);
        for (row, step) in hand_overs.zip(&ledger.steps) {
            if row.deadline.is_some() {
                assert_eq!(
                    step.deadline, row.deadline,
                    "{id}: step deadline of {}",
                    row.agency
                );
            }
            assert_eq!(
                step.late,
                row.late.unwrap_or(0),
                "{id}: lateness of {}",
                row.agency
            );
        }
        let late: Vec<&str> = ledger
            .late_steps()
            .map(|step| step.agency.as_str())
            .collect();
        assert_eq!(late, self.late_steps, "{id}: late steps");
    }

    fn due_after_stops(&self, calendar: &Calendar, limit: Limit) -> Option<Session> {
        let mut now_due = due(calendar, self.received.0, limit, &self.policy)
            .unwrap()
            .due;
        let asked = self.acts.iter().filter(|row| row.does == Does::Ask);
        let resumed = self.acts.iter().filter(|row| row.does == Does::Resume);
        for (asked, resumed) in asked.zip(resumed) {
            let stop = Stop {
                kind: StopKind::Supplement,
                asked: asked.at.0,
                resumed: resumed.at.0,
            };
            now_due = resume(calendar, now_due, limit, stop, &self.policy)
                .unwrap()
                .due;
        }
        now_due
    }
}

impl ActRow {
    fn act(&self, calendar: &Calendar) -> Act {
        let kind = match self.does {
            Does::HandOver => ActKind::HandOver {
                allotment: self.allotment,
            },
            Does::Ask => ActKind::Ask,
            Does::Resume => ActKind::Resume,
        };
        let session = calendar.session_of(self.at.0).unwrap();
        Act {
            session,
            agency: self.agency.clone(),
            kind,
        }
    }
}
