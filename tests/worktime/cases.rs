//! One runner for all worked examples: every file of `cases/` is fed to the real functions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDateTime;
use motcua::worktime::{
    Act, ActKind, Appointments, Calendar, Finished, Ledger, Limit, Outcome, Payer, Policy, Session,
    Stop, StopKind, SupplementPolicy, charge, due, forward_by, latest_apology, outcome, resume,
    tally, vn,
};
use serde::Deserialize;

#[test]
fn every_worked_example_comes_out_as_written() {
    let mut seen = BTreeSet::new();
    for entry in std::fs::read_dir(folder().join("cases")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let file: CaseFile =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for id in file.run() {
            assert!(seen.insert(id.clone()), "{id} is written twice");
        }
    }
    let expected: BTreeSet<String> = (1..=50).map(|n| format!("E{n:02}")).collect();
    assert_eq!(seen, expected, "the examples read are not E01 to E50");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct CaseFile {
    due: Vec<DueCase>,
    finished: Vec<FinishedCase>,
    apology: Vec<ApologyCase>,
    reappointed: Vec<ReappointedCase>,
    forward: Vec<ForwardCase>,
    stopped: Vec<StoppedCase>,
    charged: Vec<ChargedCase>,
    counted: Vec<CountedCase>,
}

impl CaseFile {
    fn run(self) -> Vec<String> {
        let mut ids = Vec::new();
        ids.extend(self.due.into_iter().map(DueCase::run));
        ids.extend(self.finished.into_iter().map(FinishedCase::run));
        ids.extend(self.apology.into_iter().map(ApologyCase::run));
        ids.extend(self.reappointed.into_iter().map(ReappointedCase::run));
        ids.extend(self.forward.into_iter().map(ForwardCase::run));
        ids.extend(self.stopped.into_iter().map(StoppedCase::run));
        ids.extend(self.charged.into_iter().map(ChargedCase::run));
        ids.extend(self.counted.into_iter().map(CountedCase::run));
        ids
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DueCase {
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
    fn run(self) -> String {
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FinishedCase {
    id: String,
    #[serde(default, rename = "about")]
    _about: String,
    due: Session,
    finished: Moment,
    session: Session,
    outcome: Outcome,
}

impl FinishedCase {
    fn run(self) -> String {
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
struct ApologyCase {
    id: String,
    #[serde(default, rename = "about")]
    _about: String,
    due: Session,
    latest: Session,
    latest_at: Moment,
}

impl ApologyCase {
    fn run(self) -> String {
        let calendar = calendar("examples");
        let latest = latest_apology(&calendar, self.due, &Policy::default()).unwrap();
        assert_eq!(latest, self.latest, "{}", self.id);
        assert_eq!(calendar.end_of(latest), self.latest_at.0, "{}", self.id);
        self.id
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReappointedCase {
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
    fn run(self) -> String {
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
struct ForwardCase {
    id: String,
    received: Moment,
    by: Session,
}

impl ForwardCase {
    fn run(self) -> String {
        let by = forward_by(&calendar("examples"), self.received.0, &Policy::default());
        assert_eq!(by, Ok(self.by), "{}", self.id);
        self.id
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoppedCase {
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
    fn run(self) -> String {
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChargedCase {
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
    fn run(self) -> String {
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountedCase {
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
    fn run(self) -> String {
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

/// A local time written `2025-03-03T08:15`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "String")]
struct Moment(NaiveDateTime);

impl TryFrom<String> for Moment {
    type Error = chrono::ParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M").map(Moment)
    }
}

fn plain() -> String {
    "examples".into()
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worktime"))
}

pub fn calendar(name: &str) -> Calendar {
    let path = folder().join(format!("{name}.toml"));
    Calendar::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap()
}
