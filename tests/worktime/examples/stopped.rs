//! Supplements and payments: the stopped clock.

use motcua::worktime::{
    Act, ActKind, Limit, Policy, Session, Stop, StopKind, SupplementPolicy, charge, due, resume,
};
use serde::Deserialize;

use super::{Moment, calendar};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoppedCase {
    id: String,
    #[serde(default, rename = "about")]
    _about: String,
    received: Moment,
    limit: Limit,
    policy: Policy,
    first_due: Option<Session>,
    stops: Vec<StopRow>,
    used: Option<u32>,
    due: Session,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StopRow {
    kind: StopKind,
    asked: Moment,
    resumed: Moment,
}

impl StoppedCase {
    pub fn run(self) -> String {
        let calendar = calendar("examples");
        let first = due(&calendar, self.received.0, self.limit, &self.policy).unwrap();
        if self.first_due.is_some() {
            assert_eq!(first.due, self.first_due, "{}: first due", self.id);
        }
        let mut now_due = first.due;
        let mut acts = Vec::new();
        let mut accepted = first.received_session;
        for StopRow {
            kind,
            asked,
            resumed,
        } in &self.stops
        {
            let stop = Stop {
                kind: *kind,
                asked: asked.0,
                resumed: resumed.0,
            };
            now_due = resume(&calendar, now_due, self.limit, stop, &self.policy)
                .unwrap()
                .due;
            accepted = calendar.session_of(resumed.0).unwrap();
            for (at, kind) in [(asked, ActKind::Ask), (resumed, ActKind::Resume)] {
                let session = calendar.session_of(at.0).unwrap();
                acts.push(Act {
                    session,
                    agency: "desk".into(),
                    kind,
                });
            }
        }
        assert_eq!(now_due, Some(self.due), "{}: due after the stops", self.id);
        let used = charge(&calendar, first.received_session, &acts)
            .unwrap()
            .agencies();
        if let Some(expected) = self.used {
            assert_eq!(used, expected, "{}: half-days used by the agency", self.id);
        }
        if self.policy.supplement == SupplementPolicy::Pause {
            let left = i64::from(first.half_days.unwrap()) - i64::from(used);
            assert_eq!(
                calendar.plus(accepted, left),
                Ok(self.due),
                "{}: s + (N − used)",
                self.id
            );
        }
        self.id
    }
}
