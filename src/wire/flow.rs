//! Processes with their findings, and who stands at their steps.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One thing wrong with a process.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FlowFinding {
    /// Name within the process: `sum`, `limit`, `unstaffed:3`, …
    pub id: String,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
    /// Must be mended; cannot be accepted.
    pub blocking: bool,
    /// Who accepted it; empty while open.
    pub accepted_by: String,
}

/// A step of a process.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FlowStep {
    /// Position, from 1.
    pub no: u32,
    /// `receive`, `examine`, `approve`, `sign`, `issue`, `return`.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Agency where it is done, by identifier; empty when the office does not know it.
    pub org: String,
    /// Name of that agency.
    pub org_name: String,
    /// Role.
    pub role: String,
    /// Name of the role.
    pub role_label: String,
    /// Allotted half-days.
    pub half_days: u32,
    /// Who usually gets it today, by name; empty for the group.
    pub usual: String,
    /// Who may be set: officers with the role there.
    pub officers: Vec<FlowOfficer>,
}

/// An officer who may be set at a step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FlowOfficer {
    /// Login name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Post.
    pub title: String,
}

/// A process of the office.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FlowLine {
    /// Identifier.
    pub id: String,
    /// National code of its procedure; empty when none is known.
    pub procedure: String,
    /// Name.
    pub name: String,
    /// Case it is for.
    pub case: String,
    /// Published total, half-days.
    pub half_days: u32,
    /// `automatic` or `leader`.
    pub gate: String,
    /// Hash of its text: acceptances are for this text.
    pub hash: String,
    /// File and line.
    pub place: String,
    /// Whether dossiers follow it.
    pub usable: bool,
    /// Everything wrong with it.
    pub findings: Vec<FlowFinding>,
}

/// Answer of `GET /api/flows/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FlowView {
    /// The process.
    pub line: FlowLine,
    /// Its steps, as seen from the unit of the asker.
    pub steps: Vec<FlowStep>,
}

/// Body of `POST /api/flows/{id}/acceptances`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct AcceptRequest {
    /// Names of findings; all that can be accepted when left out.
    #[serde(default)]
    pub findings: Vec<String>,
    /// Why the process may be followed all the same.
    pub reason: String,
}

/// Answer to an acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FlowAccepted {
    /// Process.
    pub process: String,
    /// Hash of the text.
    pub hash: String,
    /// Findings accepted.
    pub findings: Vec<String>,
}

/// The usual officer of a step; body of `POST /api/staffing` and part of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct StaffEntry {
    /// Unit.
    pub org: String,
    /// National code of a procedure; empty for all.
    #[serde(default)]
    pub procedure: String,
    /// Field; empty for all.
    #[serde(default)]
    pub field: String,
    /// Role at the step.
    pub role: String,
    /// Kind of step; empty for every kind.
    #[serde(default)]
    pub kind: String,
    /// Officer; empty gives it back to the group.
    #[serde(default)]
    pub officer: String,
    /// First day, `2025-08-04`; today when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub from: Option<chrono::NaiveDate>,
    /// Last day; for good when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub to: Option<chrono::NaiveDate>,
}

/// Who acts for an absent officer; body of `POST /api/deputies` and part of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct DeputyEntry {
    /// Unit.
    pub org: String,
    /// Who is absent.
    pub officer: String,
    /// Who acts; empty: the officer is back.
    #[serde(default)]
    pub deputy: String,
    /// First day; today when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub from: Option<chrono::NaiveDate>,
    /// Last day; until taken back when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub to: Option<chrono::NaiveDate>,
    /// Why.
    pub reason: String,
}

/// A turn of duty; body of `POST /api/duties` and part of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct DutyEntry {
    /// Unit.
    pub org: String,
    /// Role on duty.
    pub role: String,
    /// Officer; empty takes a turn back.
    #[serde(default)]
    pub officer: String,
    /// First day.
    #[schema(value_type = String)]
    pub from: chrono::NaiveDate,
    /// Last day; the first one when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub to: Option<chrono::NaiveDate>,
    /// `AM`, `PM`, or empty for both.
    #[serde(default)]
    pub half: String,
}

/// Answer of `GET /api/staffing`: what holds today or later in a unit, oldest first; the newest wins.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct StaffingView {
    /// Usual officers.
    pub staff: Vec<StaffEntry>,
    /// Deputies.
    pub deputies: Vec<DeputyEntry>,
    /// Turns of duty.
    pub duties: Vec<DutyEntry>,
    /// Who may be set in the unit.
    #[serde(default)]
    pub officers: Vec<UnitOfficer>,
}

/// An officer of a unit with the roles held there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct UnitOfficer {
    /// Login name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Post.
    pub title: String,
    /// Unit, by identifier.
    pub org: String,
    /// Its name.
    pub org_name: String,
    /// Roles.
    pub roles: Vec<UnitRole>,
}

/// A role by identifier and name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct UnitRole {
    /// Identifier.
    pub id: String,
    /// Name.
    pub label: String,
}

/// Officers who may get a dossier at one step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct StepOfficers {
    /// Number of the step.
    pub no: u32,
    /// Its name.
    pub step: String,
    /// Agency.
    pub org: String,
    /// Role.
    pub role: String,
    /// Whether the dossier is there now.
    pub here: bool,
    /// The officers, the usual one first, the absent last.
    pub officers: Vec<OfficerChoice>,
}

/// An officer who may get a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct OfficerChoice {
    /// Login name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Post.
    pub title: String,
    /// Usually gets it.
    pub usual: bool,
    /// Names of absent officers for whom this one acts.
    pub deputy_of: Vec<String>,
    /// Is absent; a deputy acts.
    pub absent: bool,
}
