//! Finished against due, apologies, new appointments, the duty to forward, counting once.

use std::collections::BTreeMap;

use motcua::worktime::{
    Appointments, Finished, Outcome, Policy, Session, forward_by, latest_apology, outcome, tally,
};
use serde::Deserialize;

use super::{Moment, calendar};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FinishedCase {
    id: String,
    #[serde(default, rename = "about")]
    _about: String,
    due: Session,
    finished: Moment,
    session: Session,
    outcome: Outcome,
}

impl FinishedCase {
    pub fn run(self) -> String {
        let calendar = calendar("examples");
        let session = calendar.session_of(self.finished.0).unwrap();
        assert_eq!(session, self.session, "{}", self.id);
        assert_eq!(
            outcome(&calendar, Some(self.due), session),
            Ok(self.outcome),
            "{}",
            self.id
        );
        self.id
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApologyCase {
    id: String,
    #[serde(default, rename = "about")]
    _about: String,
    due: Session,
    latest: Session,
    latest_at: Moment,
}

impl ApologyCase {
    pub fn run(self) -> String {
        let calendar = calendar("examples");
        let latest = latest_apology(&calendar, self.due, &Policy::default()).unwrap();
        assert_eq!(latest, self.latest, "{}", self.id);
        assert_eq!(calendar.end_of(latest), self.latest_at.0, "{}", self.id);
        self.id
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReappointedCase {
    id: String,
    #[serde(default, rename = "about")]
    _about: String,
    due: Session,
    apology: Moment,
    new_due: Session,
    finished: Moment,
    against_original: Outcome,
    against_current: Outcome,
}

impl ReappointedCase {
    pub fn run(self) -> String {
        let (calendar, policy) = (calendar("examples"), Policy::default());
        let apology = calendar.session_of(self.apology.0).unwrap();
        assert!(
            apology <= latest_apology(&calendar, self.due, &policy).unwrap(),
            "{}",
            self.id
        );
        let kept = Appointments::first(self.due)
            .reappoint(self.new_due, &policy)
            .unwrap();
        assert_eq!(
            (kept.original, kept.current),
            (self.due, self.new_due),
            "{}",
            self.id
        );
        let finished = calendar.session_of(self.finished.0).unwrap();
        let against = |due| outcome(&calendar, Some(due), finished);
        assert_eq!(
            against(kept.current),
            Ok(self.against_current),
            "{}",
            self.id
        );
        assert_eq!(
            kept.outcome(&calendar, finished, &policy),
            Ok(self.against_original),
            "{}: reports count the first appointment",
            self.id
        );
        self.id
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForwardCase {
    id: String,
    received: Moment,
    by: Session,
}

impl ForwardCase {
    pub fn run(self) -> String {
        let by = forward_by(&calendar("examples"), self.received.0, &Policy::default());
        assert_eq!(by, Ok(self.by), "{}", self.id);
        self.id
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedCase {
    id: String,
    #[serde(default, rename = "about")]
    _about: String,
    finished: Vec<FinishedRow>,
    late_rows: BTreeMap<String, u32>,
    late_total: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FinishedRow {
    dossier: String,
    outcome: Outcome,
    counted_under: Vec<String>,
}

impl CountedCase {
    pub fn run(self) -> String {
        let finished: Vec<Finished> = self
            .finished
            .into_iter()
            .map(|row| Finished {
                dossier: row.dossier,
                outcome: row.outcome,
                counted_under: row.counted_under,
            })
            .collect();
        let tally = tally(&finished);
        let rows: BTreeMap<String, u32> = tally
            .rows
            .iter()
            .map(|(org, counts)| (org.clone(), counts.late))
            .collect();
        assert_eq!(rows, self.late_rows, "{}", self.id);
        assert_eq!(tally.total.late, self.late_total, "{}", self.id);
        self.id
    }
}
