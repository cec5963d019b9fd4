//! The dossier (hồ sơ): one request with its papers, where it stands, and when it is due.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::case_policy::CasePolicy;
use super::life::Life;
use super::lifecycle::State;
use super::org::{OfficerId, OrgId};
use super::person::Person;
use super::procedure::FeeKind;
use super::process::{Process, Step};
use super::role::RoleId;
use crate::text::HumanText;
use crate::worktime::{Calendar, Counting, Limit, Policy, Session};

/// Identifier inside the store; people only ever see the code.
pub type DossierId = i64;

/// A dossier as it stands after its last event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// Identifier: the number of the event that made it.
    pub id: DossierId,
    /// Dossier code, printed; never recomputed.
    pub code: String,
    /// Grows by one with every event; a writer must name the version it has seen.
    pub version: i64,
    /// State.
    pub state: State,
    /// Unit whose desk received it.
    pub desk: OrgId,
    /// Where it is now.
    pub position: Position,
    /// The clock.
    pub clock: Clock,
    /// What was handed in.
    pub content: Content,
    /// The process in force at receipt.
    pub process: Process,
    /// Versions of the rule data in force at receipt.
    pub rules: RuleVersions,
    /// Stops, apologies, hand-overs under way, dates that moved.
    pub life: Life,
}

/// Where a dossier is: at which step, with which unit and role, and with whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Number of the step in the process, from 1.
    pub step: u32,
    /// Unit that holds it.
    pub org: OrgId,
    /// Role that holds it.
    pub role: RoleId,
    /// Officer who has taken it; none while the whole group may.
    pub holder: Option<OfficerId>,
    /// Session of the hand-over that brought it here: charging counts from it.
    pub since: Session,
    /// Officer who sent it here; the desk at receipt.
    pub sender: OfficerId,
    /// Deadline of the step while the clock runs; none without due session or allotments.
    #[serde(default)]
    pub step_due: Option<Session>,
}

/// The legal clock of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Moment of the receipt act, UTC milliseconds.
    pub received_at: i64,
    /// Session to which the receipt belongs.
    pub received: Session,
    /// The limit that applies.
    pub limit: Limit,
    /// Due session; none when the case has no due date.
    pub due: Option<Session>,
    /// End of the due session, UTC milliseconds.
    pub due_at: Option<i64>,
    /// Whether an unconfirmed day of the calendar was counted.
    pub provisional: bool,
    /// Moment the result was ready (status 9), UTC milliseconds.
    pub finished_at: Option<i64>,
    /// Session of that moment.
    pub finished: Option<Session>,
    /// Moment the result was handed over, UTC milliseconds.
    pub returned_at: Option<i64>,
    /// Last session in which an apology would be in time, by the dossier's own policy; none while the
    /// clock does not run, and where the limit leaves no such session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apology_by: Option<Session>,
}

/// What was handed in, as the slip prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Procedure code with its suffix.
    pub procedure: String,
    /// Official name of the procedure that day.
    pub procedure_name: String,
    /// Branch of administration.
    pub field: String,
    /// Case of the procedure.
    pub case: String,
    /// Name of the case; empty when there is only one.
    pub case_name: String,
    /// Whose matter it is (chủ hồ sơ).
    pub owner: Person,
    /// Who handed it in (người nộp), when not the owner.
    pub submitter: Option<Person>,
    /// What is asked for, in one line.
    pub summary: HumanText,
    /// Papers handed in, with their counts.
    pub papers: Vec<PaperCount>,
    /// Number of sets (bộ).
    pub sets: u32,
    /// Fee lines as the clerk confirmed them.
    pub fees: Vec<FeeTaken>,
    /// How it came in.
    pub channel: Channel,
    /// Where the result is to be collected.
    pub collect_at: HumanText,
    /// Remarks for the desk.
    pub note: HumanText,
    /// Answers to the fields of the procedure's own form.
    pub answers: BTreeMap<String, String>,
    /// Secret printed in the QR beside the code, so that a code alone reveals nothing.
    #[serde(default)]
    pub lookup_pin: String,
}

/// One paper with the three counts of the official forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperCount {
    /// Name of the paper.
    pub name: HumanText,
    /// Bản chính.
    pub originals: u32,
    /// Bản chứng thực.
    pub certified: u32,
    /// Bản photo.
    pub photocopies: u32,
}

/// One fee line as confirmed at the counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeTaken {
    /// Phí or lệ phí; never added together.
    pub kind: FeeKind,
    /// Name of the fee.
    pub name: HumanText,
    /// Whole đồng.
    pub amount_dong: u64,
}

/// How a dossier came in, numbered by the national portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Trực tiếp.
    #[default]
    Direct,
    /// Trực tuyến.
    Online,
    /// Bưu chính công ích.
    Postal,
}

impl Channel {
    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Online => "online",
            Self::Postal => "postal",
        }
    }

    /// The channel of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Direct, Self::Online, Self::Postal]
            .into_iter()
            .find(|c| c.id() == id)
    }

    /// Name shown and printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Direct => "Trực tiếp",
            Self::Online => "Trực tuyến",
            Self::Postal => "Bưu chính công ích",
        }
    }
}

/// Versions of the rule data a dossier keeps from the day of its receipt (a later change never
/// touches it silently).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RuleVersions {
    /// Catalogue version of the procedure.
    pub procedure: String,
    /// Calendar.
    pub calendar: String,
    /// Code scheme.
    pub code_scheme: String,
    /// Set of forms.
    pub form_set: String,
    /// The legal numbers of its life.
    #[serde(default)]
    pub policy: CasePolicy,
    /// How its dates are counted; none on dossiers older than this choice, which follow the office's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counting: Option<Counting>,
    /// Number of the newest approved change of the catalogue that it saw; 0 when there was none.
    #[serde(default, skip_serializing_if = "is_first")]
    pub edition: i64,
    /// Day of the last conversion; its catalogue then takes the place of that of the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub converted_on: Option<NaiveDate>,
}

fn is_first(edition: &i64) -> bool {
    *edition == 0
}

impl Dossier {
    /// The step it is at; none when the process does not have that number.
    #[must_use]
    pub fn step(&self) -> Option<&Step> {
        self.process
            .steps
            .iter()
            .find(|s| s.no == self.position.step)
    }

    /// Whether `org` has or had a part in it: the desk, the agency where it is, and those that it has
    /// passed. They answer for their time, so they may read it.
    #[must_use]
    pub fn took_part(&self, org: &str) -> bool {
        let passed = self
            .process
            .steps
            .iter()
            .filter(|s| s.no <= self.position.step || self.life.passed.contains_key(&s.no));
        let mut passed = passed.map(|s| super::decide::unit_of(&s.unit, &self.desk));
        self.desk == org || self.position.org == org || passed.any(|unit| unit == org)
    }

    /// The step after this one.
    #[must_use]
    pub fn next_step(&self) -> Option<&Step> {
        self.process
            .steps
            .iter()
            .find(|s| s.no > self.position.step)
    }

    /// Deadline of its step: session of the last charge and what is left of the allotment (half-day
    /// clock, §4). None while the clock does not run, without due session and without allotments.
    #[must_use]
    pub fn step_deadline(&self, calendar: &Calendar) -> Option<Session> {
        self.clock.due.filter(|_| self.state.clock_runs())?;
        if self.process.half_days() == 0 {
            return None;
        }
        // A step without time of its own (the desk) still has the session it works in.
        let allotted = i64::from(self.step()?.half_days).max(1);
        let left = allotted - self.life.step_used;
        calendar.plus(self.position.since, left).ok()
    }

    /// How its dates are counted: `office`, with what it keeps from its receipt.
    #[must_use]
    pub fn counted_by(&self, office: &Policy) -> Policy {
        match &self.rules.counting {
            Some(kept) => office.keeping(kept),
            None => office.clone(),
        }
    }

    /// Last session in which an apology would be in time (half-day clock, §3): the appointment in force less
    /// the lead that the dossier keeps from its receipt. A limit shorter than the lead leaves none.
    #[must_use]
    pub fn apology_by(&self, calendar: &Calendar) -> Option<Session> {
        let due = self.clock.due.filter(|_| self.state.clock_runs())?;
        let lead = i64::from(self.rules.policy.apology_lead);
        let promised = self.life.appointment(Some(due))?;
        let latest = calendar.plus(promised, -lead).ok()?;
        (latest >= self.clock.received).then_some(latest)
    }

    /// Writes down what lists are ordered by: the deadline of the step, and of an apology.
    pub fn set_deadlines(&mut self, calendar: &Calendar) {
        self.position.step_due = self.step_deadline(calendar);
        self.clock.apology_by = self.apology_by(calendar);
    }

    /// Agencies beside the desk that have or had a part in it, each once.
    #[must_use]
    pub fn further_units(&self) -> Vec<OrgId> {
        let steps = self.process.steps.iter();
        let units = steps.map(|s| super::decide::unit_of(&s.unit, &self.desk));
        let mut found: Vec<OrgId> = units.chain([self.position.org.clone()]).collect();
        found.retain(|org| *org != self.desk && self.took_part(org));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The step before this one.
    #[must_use]
    pub fn previous_step(&self) -> Option<&Step> {
        self.process
            .steps
            .iter()
            .rev()
            .find(|s| s.no < self.position.step)
    }
}
